//! The commands and their options, a module for each; [`run`] is where a run of the program starts.

mod ask;
mod bar;
mod build;
mod check;
mod cms;
mod explain;
mod fmt;
mod help;
mod import;
mod new;
mod schema;
mod serve;
mod usage;

use std::ffi::OsString;
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
use crate::model::publication::Reason;
use crate::pipeline::Project;
use crate::source;

/// What the program needs to know of the machine; only `main` asks for it.
pub struct Environment {
    /// Today in the Netherlands.
    pub today: Date,
    /// The user's home folder, which is never an output folder.
    pub home: Option<PathBuf>,
    /// How the program was called, its own name first.
    pub arguments: Vec<OsString>,
}

/// Publiceert regionale actieplannen als statische website
///
/// Publishes regional action plans as a static website
#[derive(Parser)]
#[command(name = "actieplan", version, after_help = EXAMPLES, after_long_help = EXAMPLES_IN_ENGLISH)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Taal van de meldingen en van deze hulp; standaard die van de site, of anders nl
    ///
    /// Language of the messages and of this help; by default that of the site, or else nl
    #[arg(long, value_enum, value_name = "TAAL", global = true)]
    lang: Option<LanguageArg>,
}

const EXAMPLES: &str = "Voorbeelden:
  actieplan build                       bouwt de site in ./output
  actieplan serve --open                toont de site terwijl u eraan werkt
  actieplan check                       controleert alles en schrijft niets
  actieplan explain AP012               legt een melding uit
  actieplan new site mijn-site          maakt een nieuwe site, met een voorbeeld
  actieplan build --help                alles over één opdracht
  actieplan --help --lang en            this help in English";
const EXAMPLES_IN_ENGLISH: &str = "Examples:
  actieplan build                       builds the site in ./output
  actieplan serve --open                shows the site while you work on it
  actieplan check                       checks everything and writes nothing
  actieplan explain AP012               explains a message
  actieplan new site my-site            makes a new site, with an example
  actieplan build --help                everything about one command";

#[derive(Subcommand)]
enum Command {
    /// Bouwt de site uit content/
    ///
    /// Builds the site from content/
    #[command(
        after_help = "Voorbeelden:\n  actieplan build\n  actieplan build mijn-project --output /tmp/site --pretty\n  actieplan build --base-url https://voorbeeld.nl/regio\n  actieplan build --drafts --future     ook wat nog niet gepubliceerd is",
        after_long_help = "Examples:\n  actieplan build\n  actieplan build my-project --output /tmp/site --pretty\n  actieplan build --base-url https://example.org/region\n  actieplan build --drafts --future     also what is not published yet"
    )]
    Build(build::BuildArgs),
    /// Controleert alles en schrijft niets
    ///
    /// Checks everything and writes nothing
    #[command(
        after_help = "Voorbeelden:\n  actieplan check\n  actieplan check --advice              ook adviezen over de tekst\n  actieplan check --at 2027-01-01       wat er dan niet meer klopt\n  actieplan check --format json | jq '.[].message'",
        after_long_help = "Examples:\n  actieplan check\n  actieplan check --advice              also advice on the texts\n  actieplan check --at 2027-01-01       what will be wrong by then\n  actieplan check --format json | jq '.[].message'"
    )]
    Check(check::CheckArgs),
    /// Toont de site terwijl er aan gewerkt wordt
    ///
    /// Shows the site while somebody works on it
    #[command(
        after_help = "Voorbeelden:\n  actieplan serve --open\n  actieplan serve --port 8080 --drafts --future",
        after_long_help = "Examples:\n  actieplan serve --open\n  actieplan serve --port 8080 --drafts --future"
    )]
    Serve(serve::ServeArgs),
    /// Legt een melding uit
    ///
    /// Explains a message
    #[command(
        after_help = "Voorbeelden:\n  actieplan explain AP012\n  actieplan explain                     noemt alle meldingen",
        after_long_help = "Examples:\n  actieplan explain AP012\n  actieplan explain                     lists all messages"
    )]
    Explain(explain::ExplainArgs),
    /// Maakt iets nieuws: een site, een regio, een plan …
    ///
    /// Makes something new: a site, a region, a plan …
    #[command(
        after_help = "Voorbeelden:\n  actieplan new site mijn-site\n  actieplan new region --title Kustland\n  actieplan new action --title \"Tien plaatsen\" --line kustland/leren",
        after_long_help = "Examples:\n  actieplan new site my-site\n  actieplan new region --title Kustland\n  actieplan new action --title \"Ten places\" --line kustland/leren"
    )]
    New(new::NewArgs),
    /// Maakt actielijnen van een tabel
    ///
    /// Makes action lines of a table
    #[command(
        after_help = "Voorbeelden:\n  actieplan import tabel.docx --plan kustland --dry-run\n  actieplan import tabel.html --plan kustland",
        after_long_help = "Examples:\n  actieplan import table.docx --plan kustland --dry-run\n  actieplan import table.html --plan kustland"
    )]
    Import(import::ImportArgs),
    /// Maakt bestanden netjes zonder iets te veranderen aan wat er staat
    ///
    /// Makes files tidy without changing what they say
    #[command(
        after_help = "Voorbeelden:\n  actieplan fmt\n  actieplan fmt --check",
        after_long_help = "Examples:\n  actieplan fmt\n  actieplan fmt --check"
    )]
    Fmt(fmt::FmtArgs),
    /// Schrijft JSON-schema's voor elke soort bestand
    ///
    /// Writes JSON Schemas of every kind of file
    #[command(
        after_help = "Voorbeelden:\n  actieplan schema --out .vscode/schema",
        after_long_help = "Examples:\n  actieplan schema --out .vscode/schema"
    )]
    Schema(schema::SchemaArgs),
    /// Maakt /beheer/: de inhoud bewerken in de browser
    ///
    /// Makes /beheer/: editing the content in the browser
    #[command(
        after_help = "Voorbeelden:\n  actieplan cms --backend gitlab --repo regio/actieplan\n  actieplan cms --backend local --script package/dist/decap-cms.js\n  actieplan cms --backend local --update",
        after_long_help = "Examples:\n  actieplan cms --backend gitlab --repo region/actieplan\n  actieplan cms --backend local --script package/dist/decap-cms.js\n  actieplan cms --backend local --update"
    )]
    Cms(cms::CmsArgs),
    /// Toont hulp bij een opdracht
    ///
    /// Prints the help of a command
    Help(HelpArgs),
}

#[derive(Args)]
struct HelpArgs {
    /// De opdracht
    ///
    /// The command
    #[arg(value_name = "OPDRACHT")]
    command: Option<String>,
}

#[derive(Args)]
struct ProjectArgs {
    /// Map met content/; standaard deze map, of de dichtstbijzijnde map erboven
    ///
    /// Folder with content/; by default this one, or the nearest above it
    #[arg(value_name = "PROJECT")]
    folder: Option<PathBuf>,
    /// Adres waar de site komt te staan, in plaats van base_url in site.yaml
    ///
    /// Address that the site will have, in place of base_url in site.yaml
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Links naar mappen in plaats van naar index.html
    ///
    /// Links to folders in place of index.html
    #[arg(long)]
    pretty: bool,
    /// Ook wat draft: true heeft
    ///
    /// Also what has draft: true
    #[arg(long)]
    drafts: bool,
    /// Ook wat nog niet, of niet meer, gepubliceerd is
    ///
    /// Also what is not yet published, or no longer
    #[arg(long)]
    future: bool,
    /// De site zoals hij op deze dag is, in plaats van vandaag
    ///
    /// The site as it is on this day, in place of today
    #[arg(long, value_name = "JJJJ-MM-DD")]
    at: Option<Date>,
}

#[derive(Clone, Copy, ValueEnum)]
enum LanguageArg {
    Nl,
    En,
}

/// Runs the command that the arguments name. Exit codes: 0 good, 1 errors in content or theme, 2 usage, configuration
/// or environment.
pub fn run(environment: &Environment) -> ExitCode {
    let cli = match usage::parse::<Cli>(&environment.arguments) {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    let asked = cli.lang.map(LanguageArg::language);
    let language = asked.unwrap_or_default();
    match cli.command {
        Command::Build(args) => build::build(&args, environment, asked),
        Command::Check(args) => check::check(&args, environment, asked),
        Command::Serve(args) => serve::serve(&args, environment, asked),
        Command::Explain(args) => explain::explain(&args, language),
        Command::New(args) => new::new(&args, environment, language),
        Command::Import(args) => import::import(&args, language),
        Command::Fmt(args) => fmt::fmt(&args, language),
        Command::Schema(args) => schema::schema(&args, language),
        Command::Cms(args) => cms::cms(&args, language),
        Command::Help(args) => usage::help::<Cli>(args.command.as_deref(), language),
    }
}

/// A line on what is not published today; nothing when all is.
fn left_out(project: &Project, language: Language) -> String {
    let left_out = project.site.as_ref().map_or(&[][..], |site| &site.left_out);
    let words = |reason| match reason {
        Reason::Draft => language.pick("als concept", "as a draft"),
        Reason::Early => language.pick("gepland", "planned"),
        Reason::Late => language.pick("verlopen", "past its last day"),
    };
    let counted = [Reason::Draft, Reason::Early, Reason::Late].map(|reason| {
        let count = left_out.iter().filter(|one| one.reason == reason).count();
        (count > 0).then(|| format!("{count} {}", words(reason)))
    });
    match &counted.into_iter().flatten().collect::<Vec<_>>()[..] {
        [] => String::new(),
        counted => format!("{}: {}\n", language.pick("niet op de site", "not on the site"), language.list(counted)),
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

/// The project that a command is about.
fn project(named: Option<&Path>) -> Result<PathBuf, Problem> {
    let folder = nearest_project(named);
    if source::is_project(&folder) { Ok(folder) } else { Err(source::no_project(&folder)) }
}

/// The folder that was named or else this one, or the nearest one upwards from there that holds a project.
fn nearest_project(named: Option<&Path>) -> PathBuf {
    let start = named.unwrap_or(Path::new("."));
    let here = std::path::absolute(start).unwrap_or_else(|_| start.to_owned());
    here.ancestors().filter(|_| here.exists()).find(|folder| source::is_project(folder)).map_or(
        start.to_owned(),
        |found| match found == here {
            true => start.to_owned(),
            false => found.to_owned(),
        },
    )
}

impl ProjectArgs {
    /// The folder that was named, or else the nearest one upwards that holds a project.
    fn folder(&self) -> PathBuf {
        nearest_project(self.folder.as_deref())
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
}

impl LanguageArg {
    fn language(self) -> Language {
        match self {
            LanguageArg::Nl => Language::Dutch,
            LanguageArg::En => Language::English,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    /// Help of the program and of each command, as a terminal of 80 columns shows it.
    fn pages(language: Language) -> Vec<String> {
        let mut root = help::localised(Cli::command().term_width(80), language);
        root.build();
        let own = root.clone().render_help().to_string();
        let below = root.get_subcommands_mut().map(|command| command.render_help().to_string());
        std::iter::once(own).chain(below).collect()
    }

    #[test]
    fn help_is_in_one_language() {
        let foreign = |of: Language| {
            of.pick(
                "Usage|Options|Arguments|Commands|default|values|Print",
                "Gebruik|Opties|Argumenten|Opdrachten|standaard|kies|Toont|Voorbeeld",
            )
        };
        for language in [Language::Dutch, Language::English] {
            for page in pages(language) {
                let found = foreign(language).split('|').find(|word| page.contains(word));
                assert_eq!(found, None, "{page}");
                let own = language.pick(["Gebruik: actieplan", "Opties:"], ["Usage: actieplan", "Options:"]);
                assert!(own.iter().all(|heading| page.contains(heading)), "{page}");
            }
        }
    }

    #[test]
    fn every_command_and_option_has_a_text_in_both_languages() {
        for language in [Language::Dutch, Language::English] {
            let root = help::localised(Cli::command(), language);
            for command in std::iter::once(&root).chain(root.get_subcommands()) {
                let name = command.get_name();
                assert!(command.get_about().is_some_and(|text| !text.to_string().is_empty()), "{name}: {language:?}");
                for argument in command.get_arguments() {
                    let text = argument.get_help().map(ToString::to_string).unwrap_or_default();
                    assert!(text.starts_with(char::is_uppercase), "{name} {}: {language:?} {text}", argument.get_id());
                }
            }
        }
    }

    #[test]
    fn help_fits_a_terminal_of_80_columns() {
        let lines = pages(Language::Dutch).into_iter().chain(pages(Language::English));
        // An example that wraps cannot be copied.
        for page in lines {
            let examples = page
                .split_once("elden:\n")
                .or_else(|| page.split_once("Examples:\n"))
                .map_or("", |(_, examples)| examples);
            assert!(examples.lines().all(|line| line.starts_with("  actieplan ")), "{page}");
            assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");
        }
    }
}
