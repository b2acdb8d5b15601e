//! `actieplan check`.

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::bar::Bar;
use super::{Environment, ProjectArgs, say};
use crate::diagnostic::Severity;
use crate::diagnostic::print::{Format, advice_aside, report};
use crate::external;
use crate::language::Language;
use crate::pipeline::{self, Project};

/// Options of `check`.
#[derive(Args)]
pub struct CheckArgs {
    #[command(flatten)]
    project: ProjectArgs,
    /// Vorm van de meldingen
    #[arg(long, value_enum, default_value_t = FormatArg::Text)]
    format: FormatArg,
    /// Toont ook adviezen over de tekst: lange zinnen, afkortingen, getallen die niet kloppen
    #[arg(long)]
    advice: bool,
    /// Vraagt ook na of links naar andere sites nog werken; dat kan even duren
    #[arg(long)]
    external: bool,
    /// Eindigt ook met code 1 bij waarschuwingen, of al bij adviezen
    #[arg(long, value_enum, value_name = "WEIGHT")]
    deny: Vec<DenyArg>,
}

#[derive(Clone, Copy, ValueEnum)]
enum FormatArg {
    /// Voor mensen
    Text,
    /// Voor programma's
    Json,
    /// Annotaties op GitHub
    Github,
    /// Code Quality van GitLab
    Gitlab,
    /// SARIF 2.1.0
    Sarif,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum DenyArg {
    Warnings,
    Advice,
}

impl CheckArgs {
    /// The lightest weight that makes the command fail.
    fn denied(&self) -> Severity {
        let denies = |weight| self.deny.contains(&weight);
        match (denies(DenyArg::Advice), denies(DenyArg::Warnings)) {
            (true, _) => Severity::Advice,
            (_, true) => Severity::Warning,
            _ => Severity::Error,
        }
    }
}

/// Checks a project and writes nothing.
pub fn check(args: &CheckArgs, environment: &Environment) -> ExitCode {
    let folder = args.project.folder();
    let mut project = pipeline::load(&folder, &args.project.options(environment));
    let bar = Bar::new();
    pipeline::check(&mut project, &|done, all| bar.show(done, all));
    bar.clear();
    if args.external {
        pipeline::check_external(&mut project, &external::Settings::default());
    }
    let language = pipeline::message_language(&project, args.project.language());
    let is_shown = args.advice || args.denied() == Severity::Advice;
    let aside = if is_shown { 0 } else { project.diagnostics.set_advice_aside(&project.files) };
    let format = args.format.format();
    say(&report(&project.diagnostics, &project.files, language, format));
    if matches!(args.format, FormatArg::Text) {
        if project.diagnostics.is_empty() {
            say(&all_good(&project, language));
        }
        say(&advice_aside(aside, language));
    }
    match project.diagnostics.exit_code(&project.files) {
        0 if project.diagnostics.has(args.denied()) => ExitCode::from(1),
        code => ExitCode::from(code),
    }
}

impl FormatArg {
    fn format(self) -> Format {
        match self {
            FormatArg::Text => Format::Text { colour: std::io::stdout().is_terminal() },
            FormatArg::Json => Format::Json,
            FormatArg::Github => Format::Github,
            FormatArg::Gitlab => Format::Gitlab,
            FormatArg::Sarif => Format::Sarif,
        }
    }
}

fn all_good(project: &Project, language: Language) -> String {
    let count = project.files.paths().filter(|path| path.starts_with("content/")).count();
    language.pick(
        format!("{count} bestanden, geen fouten of waarschuwingen\n"),
        format!("{count} files, no errors or warnings\n"),
    )
}
