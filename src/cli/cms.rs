//! `actieplan cms`: the pages of a CMS, with which the content can be edited in a browser.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::new::{Known, ask};
use super::{nearest_project, refuse, say};
use crate::desk::cms::{self, Backend, Settings};
use crate::desk::files::{self, NewFile};
use crate::diagnostic::Problem;
use crate::language::Language;

/// Options of `cms`.
#[derive(Args)]
pub struct CmsArgs {
    /// Map met content/; standaard deze map, of de dichtstbijzijnde map erboven
    #[arg(value_name = "PROJECT")]
    folder: Option<PathBuf>,
    /// Waar de inhoud staat
    #[arg(long, value_enum, value_name = "PLEK")]
    backend: Option<BackendArg>,
    /// Naam van de repository bij GitHub of GitLab
    #[arg(long, value_name = "EIGENAAR/NAAM")]
    repo: Option<String>,
    /// Tak waarvan de site wordt gebouwd
    #[arg(long, value_name = "TAK", default_value = "main")]
    branch: String,
    /// Bij GitHub: adres van de dienst waarmee redacteuren inloggen
    #[arg(long, value_name = "URL")]
    login: Option<String>,
    /// Bij GitLab: id van de toepassing waarmee redacteuren inloggen
    #[arg(long, value_name = "ID")]
    app: Option<String>,
    /// Het programma zelf, decap-cms.js; staat het er al, dan blijft dat zo
    #[arg(long, value_name = "BESTAND")]
    script: Option<PathBuf>,
    /// Schrijft de bestanden opnieuw, ook als ze er al zijn
    #[arg(long)]
    update: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum BackendArg {
    #[value(name = "github")]
    GitHub,
    #[value(name = "gitlab")]
    GitLab,
    GitGateway,
    Local,
}

/// Writes the page and its configuration, and says what comes next.
pub fn cms(args: &CmsArgs) -> ExitCode {
    match run(args) {
        Ok(told) => {
            say(&told);
            ExitCode::SUCCESS
        }
        Err(problem) => refuse(problem, Language::Dutch),
    }
}

fn run(args: &CmsArgs) -> Result<String, Problem> {
    let folder = args.folder.clone().unwrap_or_else(nearest_project);
    let known = Known::read(&folder)?;
    let settings =
        Settings { backend: backend(args)?, branch: args.branch.clone(), plans: known.plans(), lines: known.lines() };
    let script = args.script.as_deref().map(script).transpose()?;
    let made = cms::files(&settings, script);
    match args.update {
        true => made.iter().try_for_each(|file| files::replace(&folder, &file.path, &file.text))?,
        false => files::create(&folder, &made)?,
    }
    Ok(told(args, &made))
}

fn backend(args: &CmsArgs) -> Result<Backend, Problem> {
    let chosen = match args.backend {
        Some(backend) => backend,
        None => {
            let names = BackendArg::value_variants().iter().filter_map(ValueEnum::to_possible_value);
            let names: Vec<String> = names.map(|name| name.get_name().to_owned()).collect();
            let written = ask("Waar staat de inhoud?", "--backend", &names)?;
            BackendArg::from_str(&written, true)
                .map_err(|_| Problem::MissingOption { option: "--backend", possible: names })?
        }
    };
    let repo = || args.repo.clone().map_or_else(|| ask("Welke repository, als eigenaar/naam?", "--repo", &[]), Ok);
    Ok(match chosen {
        BackendArg::GitHub => Backend::GitHub { repo: repo()?, login: args.login.clone() },
        BackendArg::GitLab => Backend::GitLab { repo: repo()?, app: args.app.clone() },
        BackendArg::GitGateway => Backend::GitGateway,
        BackendArg::Local => Backend::Local,
    })
}

fn script(path: &Path) -> Result<String, Problem> {
    String::from_utf8(files::read(path)?)
        .map_err(|error| Problem::InputUnreadable { path: path.display().to_string(), reason: error.to_string() })
}

fn told(args: &CmsArgs, made: &[NewFile]) -> String {
    let list: String = made.iter().map(|file| format!("  {}\n", file.path)).collect();
    let script = match args.script {
        Some(_) => "",
        None => "  1. Nog geen cms.js? De pagina /beheer/ zegt hoe u het programma toevoegt.\n",
    };
    let local = match args.backend {
        Some(BackendArg::Local) => "  Start naast `actieplan serve` ook: npx decap-server@3.11.3\n",
        _ => "",
    };
    format!(
        "Gemaakt:\n{list}En nu:\n{script}{local}  actieplan build, en open /beheer/ op de site.\n\
         Na een nieuw plan of een nieuwe lijn: voer deze opdracht weer uit, met --update.\n"
    )
}
