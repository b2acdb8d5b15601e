//! `actieplan check`.

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::bar::Bar;
use super::{Environment, ProjectArgs, left_out, say};
use crate::diagnostic::Severity;
use crate::diagnostic::print::{Format, advice_aside, report};
use crate::external;
use crate::language::Language;
use crate::model::publication::Reason;
use crate::pipeline::{self, Project};

/// Options of `check`.
#[derive(Args)]
pub struct CheckArgs {
    #[command(flatten)]
    project: ProjectArgs,
    /// Vorm van de meldingen: text is voor mensen, json voor programma's, de andere drie voor GitHub, GitLab en SARIF 2.1.0
    ///
    /// How messages are written: text for people, json for programs, the others for GitHub, GitLab and SARIF 2.1.0
    #[arg(long, value_enum, value_name = "VORM", default_value_t = FormatArg::Text)]
    format: FormatArg,
    /// Toont ook adviezen over de tekst: lange zinnen, afkortingen, getallen die niet kloppen
    ///
    /// Shows advice on the texts too: long sentences, abbreviations, wrong numbers
    #[arg(long)]
    advice: bool,
    /// Vraagt ook na of links naar andere sites nog werken; dat kan even duren
    ///
    /// Also asks whether links to other sites still work, which may take a while
    #[arg(long)]
    external: bool,
    /// Eindigt ook met code 1 bij waarschuwingen, of al bij adviezen
    ///
    /// Ends with code 1 for warnings too, or even for advice
    #[arg(long, value_enum, value_name = "GEWICHT")]
    deny: Vec<DenyArg>,
}

#[derive(Clone, Copy, ValueEnum)]
enum FormatArg {
    Text,
    Json,
    Github,
    Gitlab,
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
pub fn check(args: &CheckArgs, environment: &Environment, asked: Option<Language>) -> ExitCode {
    let folder = args.project.folder();
    let bar = Bar::new();
    let mut project = pipeline::check(&folder, &args.project.options(environment), &|done, all| bar.show(done, all));
    bar.clear();
    if args.external {
        pipeline::check_external(&mut project, &external::Settings::default());
    }
    let language = pipeline::message_language(&project, asked);
    let is_shown = args.advice || args.denied() == Severity::Advice;
    let aside = if is_shown { 0 } else { project.diagnostics.set_advice_aside(&project.files) };
    let format = args.format.format();
    say(&report(&project.diagnostics, &project.files, language, format));
    if matches!(args.format, FormatArg::Text) {
        if project.diagnostics.is_empty() {
            say(&all_good(&project, language));
        }
        say(&format!("{}{}", left_out(&project, language), drafts_aside(&project, language)));
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

/// What can still be wrong in drafts is told only when they are asked for.
fn drafts_aside(project: &Project, language: Language) -> &'static str {
    let has_drafts = project.site.iter().flat_map(|site| &site.left_out).any(|one| one.reason == Reason::Draft);
    match has_drafts {
        true => language.pick(
            "verwijzingen in een concept zijn niet gecontroleerd: zie `actieplan check --drafts`\n",
            "references in a draft were not checked: see `actieplan check --drafts`\n",
        ),
        false => "",
    }
}

fn all_good(project: &Project, language: Language) -> String {
    let count = project.files.paths().filter(|path| path.starts_with("content/")).count();
    language.pick(
        format!("{count} bestanden, geen fouten of waarschuwingen\n"),
        format!("{count} files, no errors or warnings\n"),
    )
}
