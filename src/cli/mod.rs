//! The commands and their options, a module for each; [`run`] is where a run of the program starts.

mod bar;
mod build;
mod check;
mod cms;
mod explain;
mod fmt;
mod import;
mod new;
mod schema;
mod serve;
mod usage;

use std::io::{IsTerminal, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anstream::eprint;
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use crate::diagnostic::print::{Format, report};
use crate::diagnostic::{Diagnostics, Files, Problem};
use crate::language::Language;
use crate::model::link::Options;

/// What the program needs to know of the machine; only `main` asks for it.
pub struct Environment {
    /// Today in the Netherlands.
    pub today: Date,
    /// The user's home folder, which is never an output folder.
    pub home: Option<PathBuf>,
}

/// Publiceert regionale actieplannen als statische website.
///
/// Publishes regional action plans as a static website.
#[derive(Parser)]
#[command(name = "actieplan", version, after_help = EXAMPLES, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "Voorbeelden:
  actieplan build                          bouwt de site in ./output
  actieplan build --output /tmp/site --base-url https://actieplan.nl/regio
  actieplan serve --open                   toont de site terwijl u eraan werkt
  actieplan check                          controleert alles en schrijft niets
  actieplan check --format github          meldingen als annotaties op GitHub
  actieplan explain AP012                  legt een melding uit
  actieplan new site mijn-site             maakt een nieuwe site, met een voorbeeld";

#[derive(Subcommand)]
enum Command {
    /// Bouwt de site uit content/ (builds the site)
    #[command(
        after_help = "Voorbeelden:\n  actieplan build\n  actieplan build mijn-project --output /tmp/site --pretty\n  actieplan build --drafts --future      ook wat nog niet gepubliceerd is"
    )]
    Build(build::BuildArgs),
    /// Controleert alles en schrijft niets (checks everything, writes nothing)
    #[command(after_help = "Voorbeelden:\n  actieplan check\n  actieplan check --format json | jq '.[].message'")]
    Check(check::CheckArgs),
    /// Toont de site terwijl er aan gewerkt wordt (serves a live preview)
    #[command(after_help = "Voorbeelden:\n  actieplan serve --open\n  actieplan serve --port 8080 --drafts --future")]
    Serve(serve::ServeArgs),
    /// Legt een melding uit (explains a message)
    #[command(
        after_help = "Voorbeelden:\n  actieplan explain AP012\n  actieplan explain                        noemt alle meldingen"
    )]
    Explain(explain::ExplainArgs),
    /// Maakt iets nieuws: een site, een regio, een plan … (makes something new)
    #[command(
        after_help = "Voorbeelden:\n  actieplan new site mijn-site\n  actieplan new region --title Kustland\n  actieplan new action --title \"Tien leerplaatsen\" --line kustland/leren-en-werken"
    )]
    New(new::NewArgs),
    /// Maakt actielijnen van een tabel (makes action lines of a table)
    #[command(
        after_help = "Voorbeelden:\n  actieplan import tabel.txt --plan kustland --dry-run\n  actieplan import tabel.html --plan kustland"
    )]
    Import(import::ImportArgs),
    /// Maakt bestanden netjes zonder iets te veranderen aan wat er staat (tidies files)
    #[command(after_help = "Voorbeelden:\n  actieplan fmt\n  actieplan fmt --check")]
    Fmt(fmt::FmtArgs),
    /// Schrijft JSON-schema's voor elke soort bestand (writes JSON Schemas)
    #[command(after_help = "Voorbeelden:\n  actieplan schema --out .vscode/schema")]
    Schema(schema::SchemaArgs),
    /// Maakt /beheer/: de inhoud bewerken in de browser (makes pages for a CMS)
    #[command(
        after_help = "Voorbeelden:\n  actieplan cms --backend gitlab --repo regio/actieplan --script package/dist/decap-cms.js\n  actieplan cms --backend local --update"
    )]
    Cms(cms::CmsArgs),
}

#[derive(Args)]
struct ProjectArgs {
    /// Map met content/; standaard deze map, of de dichtstbijzijnde map erboven
    #[arg(value_name = "PROJECT")]
    folder: Option<PathBuf>,
    /// Adres waar de site komt te staan, in plaats van base_url in site.yaml
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Links naar mappen in plaats van naar index.html
    #[arg(long)]
    pretty: bool,
    /// Ook wat draft: true heeft
    #[arg(long)]
    drafts: bool,
    /// Ook wat nog niet, of niet meer, gepubliceerd is
    #[arg(long)]
    future: bool,
    /// De site zoals zij op deze dag is, in plaats van vandaag
    #[arg(long, value_name = "JJJJ-MM-DD")]
    at: Option<Date>,
    /// Taal van de meldingen; standaard die van de site
    #[arg(long, value_enum)]
    lang: Option<LanguageArg>,
}

#[derive(Clone, Copy, ValueEnum)]
enum LanguageArg {
    Nl,
    En,
}

/// Runs the command that the arguments name. Exit codes: 0 good, 1 errors in content or theme, 2 usage, configuration
/// or environment.
pub fn run(environment: &Environment) -> ExitCode {
    let cli = match usage::parse::<Cli>() {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    match cli.command {
        Command::Build(args) => build::build(&args, environment),
        Command::Check(args) => check::check(&args, environment),
        Command::Serve(args) => serve::serve(&args, environment),
        Command::Explain(args) => explain::explain(&args),
        Command::New(args) => new::new(&args, environment),
        Command::Import(args) => import::import(&args),
        Command::Fmt(args) => fmt::fmt(&args),
        Command::Schema(args) => schema::schema(&args),
        Command::Cms(args) => cms::cms(&args),
    }
}

/// Writes to standard output; a reader that has gone away (`| head`) is no mistake.
fn say(text: &str) {
    let mut out = anstream::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Tells what keeps a command from its work; the exit code is that of a wrong command.
fn refuse(problem: Problem, language: Language) -> ExitCode {
    let mut diagnostics = Diagnostics::default();
    diagnostics.report_global(problem);
    let colour = std::io::stderr().is_terminal();
    eprint!("{}", report(&diagnostics, &Files::default(), language, Format::Text { colour }));
    ExitCode::from(2)
}

/// This folder, or the nearest one upwards that holds a project.
fn nearest_project() -> PathBuf {
    let here = std::path::absolute(".").unwrap_or_else(|_| PathBuf::from("."));
    let is_project = |folder: &&Path| folder.join("content").join("site.yaml").is_file();
    here.ancestors().find(is_project).map_or(PathBuf::from("."), |found| match found == here {
        true => PathBuf::from("."),
        false => found.to_owned(),
    })
}

impl ProjectArgs {
    /// The folder that was named, or else the nearest one upwards that holds a project.
    fn folder(&self) -> PathBuf {
        match &self.folder {
            Some(folder) => folder.clone(),
            None => nearest_project(),
        }
    }

    fn options(&self, environment: &Environment) -> Options {
        Options {
            today: self.at.unwrap_or(environment.today),
            drafts: self.drafts,
            future: self.future,
            base_url: self.base_url.clone(),
            pretty: self.pretty,
            preview: false,
        }
    }

    fn language(&self) -> Option<Language> {
        self.lang.map(|lang| match lang {
            LanguageArg::Nl => Language::Dutch,
            LanguageArg::En => Language::English,
        })
    }
}
