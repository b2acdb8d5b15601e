//! `actieplan cms`: the pages of a CMS, with which the content can be edited in a browser.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::ask::{ask, ask_value};
use super::{project, refuse, say};
use crate::desk::cms::{self, Backend, Settings};
use crate::desk::files::{self, NewFile};
use crate::diagnostic::Problem;
use crate::language::Language;

/// Options of `cms`.
#[derive(Args)]
pub struct CmsArgs {
    /// Map met content/; standaard deze map, of de dichtstbijzijnde map erboven
    ///
    /// Folder with content/; by default this one, or the nearest above it
    #[arg(value_name = "PROJECT")]
    folder: Option<PathBuf>,
    /// Waar de inhoud staat
    ///
    /// Where the content is kept
    #[arg(long, value_enum, value_name = "PLEK")]
    backend: Option<BackendArg>,
    /// Naam van de repository bij GitHub of GitLab
    ///
    /// Name of the repository at GitHub or GitLab
    #[arg(long, value_name = "EIGENAAR/NAAM")]
    repo: Option<String>,
    /// Tak waarvan de site wordt gebouwd
    ///
    /// Branch that the site is built from
    #[arg(long, value_name = "TAK", default_value = cms::DEFAULT_BRANCH)]
    branch: String,
    /// Bij GitHub: adres van de dienst waarmee redacteuren inloggen
    ///
    /// For GitHub: address of the service by which editors log in
    #[arg(long, value_name = "URL")]
    login: Option<String>,
    /// Bij GitLab: id van de toepassing waarmee redacteuren inloggen
    ///
    /// For GitLab: id of the application by which editors log in
    #[arg(long, value_name = "ID")]
    app: Option<String>,
    /// Het programma zelf, decap-cms.js; staat het er al, dan blijft dat zo
    ///
    /// The program itself, decap-cms.js; one that is there already stays
    #[arg(long, value_name = "BESTAND")]
    script: Option<PathBuf>,
    /// Schrijft de bestanden opnieuw, ook als ze er al zijn
    ///
    /// Writes the files again, also when they are there already
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
pub fn cms(args: &CmsArgs, language: Language) -> ExitCode {
    match run(args, language) {
        Ok(told) => {
            say(&told);
            ExitCode::SUCCESS
        }
        Err(problem) => refuse(problem, language),
    }
}

fn run(args: &CmsArgs, language: Language) -> Result<String, Problem> {
    let folder = project(args.folder.as_deref())?;
    let settings = Settings { backend: backend(args, language)?, branch: args.branch.clone() };
    let script = args.script.as_deref().map(files::read_text).transpose()?;
    let made = cms::files(&settings, script);
    match args.update {
        true => made.iter().try_for_each(|file| files::replace(&folder, &file.path, &file.text))?,
        false => files::create(&folder, &made)?,
    }
    Ok(told(args, &settings.backend, &made, language))
}

fn backend(args: &CmsArgs, language: Language) -> Result<Backend, Problem> {
    let question = language.pick("Waar staat de inhoud?", "Where is the content kept?");
    let chosen = args.backend.map_or_else(|| ask_value(question, "--backend", language), Ok)?;
    let question = language.pick("Welke repository, als eigenaar/naam?", "Which repository, as owner/name?");
    let repo = || args.repo.clone().map_or_else(|| ask(question, "--repo", &[], language), Ok);
    Ok(match chosen {
        BackendArg::GitHub => Backend::GitHub { repo: repo()?, login: args.login.clone() },
        BackendArg::GitLab => Backend::GitLab { repo: repo()?, app: args.app.clone() },
        BackendArg::GitGateway => Backend::GitGateway,
        BackendArg::Local => Backend::Local,
    })
}

fn told(args: &CmsArgs, backend: &Backend, made: &[NewFile], language: Language) -> String {
    let list: String = made.iter().map(|file| format!("  {}\n", file.path)).collect();
    let script = args.script.is_none().then(|| {
        language.pick(
            "nog geen cms.js? De pagina /beheer/ zegt hoe u het programma toevoegt",
            "no cms.js yet? The page /beheer/ says how to add the program",
        )
    });
    let local = (*backend == Backend::Local).then(|| {
        language.pick(
            "start naast `actieplan serve` ook: npx decap-server@3.11.3",
            "beside `actieplan serve`, also start: npx decap-server@3.11.3",
        )
    });
    let open =
        language.pick("actieplan build, en open /beheer/ op de site", "actieplan build, and open /beheer/ on the site");
    let steps = [script, local, Some(open)].into_iter().flatten().zip(1..);
    let steps: String = steps.map(|(step, number)| format!("  {number}. {step}\n")).collect();
    language.pick(format!("Gemaakt:\n{list}En nu:\n{steps}"), format!("Made:\n{list}Next:\n{steps}"))
}
