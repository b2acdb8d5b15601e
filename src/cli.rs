//! The commands and their options.

use std::io::{IsTerminal, Write as _};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anstream::eprint;
use clap::{Args, Parser, Subcommand, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::Date;

use crate::diagnostic::print::{Format, report};
use crate::diagnostic::{Diagnostics, Files};
use crate::language::Language;
use crate::model::link::Options;
use crate::pipeline::{self, Built, Project};
use crate::serve;

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
  actieplan check --format github          meldingen als annotaties op GitHub";

#[derive(Subcommand)]
enum Command {
    /// Bouwt de site uit content/ (builds the site)
    #[command(
        after_help = "Voorbeelden:\n  actieplan build\n  actieplan build mijn-project --output /tmp/site --pretty\n  actieplan build --drafts --future      ook wat nog niet gepubliceerd is"
    )]
    Build(BuildArgs),
    /// Controleert alles en schrijft niets (checks everything, writes nothing)
    #[command(after_help = "Voorbeelden:\n  actieplan check\n  actieplan check --format json | jq '.[].message'")]
    Check(CheckArgs),
    /// Toont de site terwijl er aan gewerkt wordt (serves a live preview)
    #[command(after_help = "Voorbeelden:\n  actieplan serve --open\n  actieplan serve --port 8080 --drafts --future")]
    Serve(ServeArgs),
}

#[derive(Args)]
struct BuildArgs {
    #[command(flatten)]
    project: ProjectArgs,
    /// Map waar de site komt; standaard output/ in het project
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
}

#[derive(Args)]
struct ServeArgs {
    #[command(flatten)]
    project: ProjectArgs,
    /// Poort; zonder deze optie de eerste vrije vanaf 4321
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// Adres om op te luisteren; standaard alleen deze computer
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1")]
    host: IpAddr,
    /// Opent de site in de browser
    #[arg(long)]
    open: bool,
    /// Kijkt zelf elke halve seconde of er iets is veranderd, bijvoorbeeld op een netwerkschijf
    #[arg(long)]
    poll: bool,
}

#[derive(Args)]
struct CheckArgs {
    #[command(flatten)]
    project: ProjectArgs,
    /// Vorm van de meldingen
    #[arg(long, value_enum, default_value_t = FormatArg::Text)]
    format: FormatArg,
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
    /// Taal van de meldingen; standaard die van de site
    #[arg(long, value_enum)]
    lang: Option<LanguageArg>,
}

#[derive(Clone, Copy, ValueEnum)]
enum LanguageArg {
    Nl,
    En,
}

#[derive(Clone, Copy, ValueEnum)]
enum FormatArg {
    Text,
    Json,
    Github,
}

/// Runs the command that the arguments name. Exit codes: 0 good, 1 errors in content or theme, 2 usage, configuration
/// or environment.
pub fn run(environment: &Environment) -> ExitCode {
    match Cli::parse().command {
        Command::Build(args) => build(&args, environment),
        Command::Check(args) => check(&args, environment),
        Command::Serve(args) => serve(&args, environment),
    }
}

fn build(args: &BuildArgs, environment: &Environment) -> ExitCode {
    let start = Instant::now();
    let folder = args.project.folder();
    let mut project = pipeline::load(&folder, &args.project.options(environment));
    let output = args.output.clone().unwrap_or_else(|| folder.join("output"));
    let bar = Bar::new();
    let built =
        pipeline::build(&mut project, &folder, &output, environment.home.as_deref(), &|done, all| bar.show(done, all));
    bar.clear();
    let language = pipeline::message_language(&project, args.project.language());
    let colour = std::io::stderr().is_terminal();
    eprint!("{}", report(&project.diagnostics, &project.files, language, Format::Text { colour }));
    if let Some(built) = built {
        say(&format!("{}\n", summary(&built, start.elapsed(), language)));
    }
    ExitCode::from(project.diagnostics.exit_code(&project.files))
}

fn check(args: &CheckArgs, environment: &Environment) -> ExitCode {
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

fn serve(args: &ServeArgs, environment: &Environment) -> ExitCode {
    let settings = serve::Settings {
        folder: args.project.folder(),
        options: args.project.options(environment),
        host: args.host,
        port: args.port,
        poll: args.poll,
        language: args.project.language(),
    };
    let language = args.project.language().unwrap_or_default();
    let started = |address: &str| {
        say(&language.pick(format!("{address}\nStoppen: Ctrl-C\n"), format!("{address}\nStop: Ctrl-C\n")));
        if args.open && open::that_detached(address).is_err() {
            say(language.pick(
                "De browser opent niet vanzelf: ga zelf naar dit adres.\n",
                "No browser opens by itself: go to this address.\n",
            ));
        }
    };
    match serve::serve(settings, started) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            let mut diagnostics = Diagnostics::default();
            diagnostics.report_global(problem);
            let colour = std::io::stderr().is_terminal();
            eprint!("{}", report(&diagnostics, &Files::default(), language, Format::Text { colour }));
            ExitCode::from(2)
        }
    }
}

/// Writes to standard output; a reader that has gone away (`| head`) is no mistake.
fn say(text: &str) {
    let mut out = anstream::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

fn all_good(project: &Project, language: Language) -> String {
    let count = project.files.paths().filter(|path| path.starts_with("content/")).count();
    language.pick(
        format!("{count} bestanden, geen fouten of waarschuwingen\n"),
        format!("{count} files, no errors or warnings\n"),
    )
}

/// One line on what a build did.
fn summary(built: &Built, time: Duration, language: Language) -> String {
    let seconds = language.number(time.as_secs_f64(), 2);
    let Built { pages, charts, files } = built;
    let (written, unchanged, removed) = (files.written, files.unchanged, files.removed);
    match language {
        Language::Dutch => format!(
            "{pages} pagina's, {charts} cijfers met grafiek; {written} bestanden geschreven, {unchanged} ongewijzigd, {removed} verwijderd; {seconds} s"
        ),
        Language::English => format!(
            "{pages} pages, {charts} figures with a chart; {written} files written, {unchanged} unchanged, {removed} removed; {seconds} s"
        ),
    }
}

impl ProjectArgs {
    /// The folder that was named, or else the nearest one upwards that holds a project.
    fn folder(&self) -> PathBuf {
        match &self.folder {
            Some(folder) => folder.clone(),
            None => {
                let here = std::path::absolute(".").unwrap_or_else(|_| PathBuf::from("."));
                let is_project = |folder: &&Path| folder.join("content").join("site.yaml").is_file();
                here.ancestors().find(is_project).map_or(PathBuf::from("."), |found| match found == here {
                    true => PathBuf::from("."),
                    false => found.to_owned(),
                })
            }
        }
    }

    fn options(&self, environment: &Environment) -> Options {
        Options {
            today: environment.today,
            drafts: self.drafts,
            future: self.future,
            base_url: self.base_url.clone(),
            pretty: self.pretty,
        }
    }

    fn language(&self) -> Option<Language> {
        self.lang.map(|lang| match lang {
            LanguageArg::Nl => Language::Dutch,
            LanguageArg::En => Language::English,
        })
    }
}

/// A progress bar that shows only on a terminal, and only when it takes longer than a second.
struct Bar {
    start: Instant,
    bar: Option<ProgressBar>,
}

impl Bar {
    fn new() -> Self {
        let style = ProgressStyle::with_template("{bar:40} {pos}/{len}").expect("the template is well formed");
        let bar = std::io::stderr().is_terminal().then(|| ProgressBar::hidden().with_style(style));
        Bar { start: Instant::now(), bar }
    }

    fn show(&self, done: usize, all: usize) {
        let Some(bar) = &self.bar else { return };
        if self.start.elapsed() < Duration::from_secs(1) {
            return;
        }
        if bar.is_hidden() {
            bar.set_draw_target(indicatif::ProgressDrawTarget::stderr());
            bar.set_length(all as u64);
        }
        bar.set_position(done as u64);
    }

    fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
