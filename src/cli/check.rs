//! `actieplan check`.

use std::io::IsTerminal;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::bar::Bar;
use super::{Environment, ProjectArgs, say};
use crate::diagnostic::print::{Format, report};
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
}

#[derive(Clone, Copy, ValueEnum)]
enum FormatArg {
    Text,
    Json,
    Github,
}

/// Checks a project and writes nothing.
pub fn check(args: &CheckArgs, environment: &Environment) -> ExitCode {
    let folder = args.project.folder();
    let mut project = pipeline::load(&folder, &args.project.options(environment));
    let bar = Bar::new();
    pipeline::check(&mut project, &|done, all| bar.show(done, all));
    bar.clear();
    let language = pipeline::message_language(&project, args.project.language());
    let format = match args.format {
        FormatArg::Text => Format::Text { colour: std::io::stdout().is_terminal() },
        FormatArg::Json => Format::Json,
        FormatArg::Github => Format::Github,
    };
    say(&report(&project.diagnostics, &project.files, language, format));
    if matches!(args.format, FormatArg::Text) && project.diagnostics.is_empty() {
        say(&all_good(&project, language));
    }
    ExitCode::from(project.diagnostics.exit_code(&project.files))
}

fn all_good(project: &Project, language: Language) -> String {
    let count = project.files.paths().filter(|path| path.starts_with("content/")).count();
    language.pick(
        format!("{count} bestanden, geen fouten of waarschuwingen\n"),
        format!("{count} files, no errors or warnings\n"),
    )
}
