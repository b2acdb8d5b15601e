//! `actieplan build`.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anstream::eprint;
use clap::Args;

use super::bar::Bar;
use super::{Environment, ProjectArgs, left_out, say};
use crate::diagnostic::print::{Format, report};
use crate::language::Language;
use crate::model::link::Options;
use crate::pipeline::{self, Built};

/// Options of `build`.
#[derive(Args)]
pub struct BuildArgs {
    #[command(flatten)]
    project: ProjectArgs,
    /// Map waar de site komt; standaard output/ in het project
    ///
    /// Folder for the site; by default output/ in the project
    #[arg(long, value_name = "MAP")]
    output: Option<PathBuf>,
    /// Een proefversie: zoekmachines nemen haar niet op, en elke pagina noemt het adres van de echte site
    ///
    /// A trial version: search engines leave it out, and every page names the address of the real site
    #[arg(long)]
    preview: bool,
}

/// Builds the site.
pub fn build(args: &BuildArgs, environment: &Environment, asked: Option<Language>) -> ExitCode {
    let start = Instant::now();
    let folder = args.project.folder();
    let options = Options { preview: args.preview, ..args.project.options(environment) };
    let mut project = pipeline::load(&folder, &options);
    let output = args.output.clone().unwrap_or_else(|| folder.join("output"));
    let bar = Bar::new();
    let built =
        pipeline::build(&mut project, &folder, &output, environment.home.as_deref(), &|done, all| bar.show(done, all));
    bar.clear();
    let language = pipeline::message_language(&project, asked);
    let colour = std::io::stderr().is_terminal();
    eprint!("{}", report(&project.diagnostics, &project.files, language, Format::Text { colour }));
    if let Some(built) = built {
        say(&format!("{}\n{}", summary(&built, start.elapsed(), language), left_out(&project, language)));
    }
    ExitCode::from(project.diagnostics.exit_code(&project.files))
}

/// One line on what a build did.
fn summary(built: &Built, time: Duration, language: Language) -> String {
    let seconds = language.number(time.as_secs_f64(), 2);
    let Built { pages, charts, files } = built;
    let (written, unchanged, removed) = (files.written, files.unchanged, files.removed);
    match language {
        Language::Dutch => format!(
            "{pages} pagina's, {charts} {} met grafiek; {written} bestanden geschreven, {unchanged} ongewijzigd, {removed} verwijderd; {seconds} s",
            if *charts == 1 { "cijfer" } else { "cijfers" }
        ),
        Language::English => format!(
            "{pages} pages, {charts} {} with a chart; {written} files written, {unchanged} unchanged, {removed} removed; {seconds} s",
            if *charts == 1 { "figure" } else { "figures" }
        ),
    }
}
