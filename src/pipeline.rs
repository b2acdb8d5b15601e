//! The hops in order: what a newcomer reads first.
//!
//! ```text
//! content/ ─▶ source ─▶ model ─▶ chart ─▶ theme ─▶ output
//! ```
//!
//! Every hop takes what the one before gave, reports what is wrong, and gives the best it can. Only without errors is
//! anything published.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;
use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use crate::diagnostic::{Diagnostics, FileId, Files, Problem, Span};
use crate::external;
use crate::language::Language;
use crate::model::link::{self, Options};
use crate::model::publication::Reason;
use crate::model::{self, Decoded, Site};
use crate::output::Artefact;
use crate::output::links::Links;
use crate::output::publish::{Staging, Summary};
use crate::review;
use crate::source::memory::Changed;
use crate::source::{self, Sources, memory};
use crate::theme::{self, RenderError, Renderer, Theme};

mod follow;

pub use follow::Followed;

/// A project as far as it could be read, with all that was found wrong so far.
pub struct Project {
    /// Texts of all files, for reports.
    pub files: Files,
    /// What is wrong.
    pub diagnostics: Diagnostics,
    /// The site; none when its settings cannot be read.
    pub site: Option<Site>,
    /// The theme; none when it cannot be used.
    pub theme: Option<Arc<Theme>>,
}

/// What a build made.
#[derive(Debug, Clone, Copy)]
pub struct Built {
    /// Pages.
    pub pages: usize,
    /// Figures with a chart.
    pub charts: usize,
    /// Files.
    pub files: Summary,
}

/// Tells how far rendering is: called with the number of files that are done and of all files.
pub type Progress<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// What a project's files were read as, to be used again while they stay as they are.
pub type Memory = memory::Memory<Decoded>;

/// Reads a project: source, model, theme.
pub fn load(folder: &Path, options: &Options) -> Project {
    // The memory ends before the linking starts, which can then take what was read and need not copy it.
    let read = read(folder, &mut Memory::default(), &Changed::Anything);
    Followed::once(folder, options, read)
}

/// What the first hop gives; no sources where there is no project.
struct Read {
    sources: Option<Sources<Decoded>>,
    files: Files,
    diagnostics: Diagnostics,
}

fn read(folder: &Path, memory: &mut Memory, changed: &Changed) -> Read {
    let (mut files, mut diagnostics) = (Files::default(), Diagnostics::default());
    let content = folder.join("content");
    if !content.is_dir() || content.join("site.yaml").symlink_metadata().is_err() {
        diagnostics.report_global(source::no_project(folder));
        return Read { sources: None, files, diagnostics };
    }
    let asks = Decoded::asked_colophon;
    let sources = source::read_again(folder, memory, changed, &mut files, &mut diagnostics, model::decode, asks);
    Read { sources: Some(sources), files, diagnostics }
}

/// Loads the theme that a site asks for.
fn load_theme(folder: &Path, site: &Site, files: &mut Files, diagnostics: &mut Diagnostics) -> Option<Theme> {
    let (name, language, translation) = theme_of(site);
    theme::load(folder, name, language, translation, files, diagnostics)
}

/// The name of the theme that a site asks for, its language and that of its translation.
fn theme_of(site: &Site) -> (&str, Language, Option<Language>) {
    let translation = site.translation.as_ref().map(|translation| translation.site.settings.language);
    (&site.settings.theme, site.settings.language, translation)
}

/// Reads a project, renders all pages, follows their links, has the texts reviewed, and publishes nothing. What will be
/// published on a later day is linked as on that day.
pub fn check(folder: &Path, options: &Options, progress: Progress) -> Project {
    let mut memory = Memory::default();
    let mut project = Followed::once(folder, options, read(folder, &mut memory, &Changed::Anything));
    if let Project { site: Some(site), theme: Some(theme), files, diagnostics } = &mut project {
        check_pages(site, theme, files, diagnostics, progress);
        review::review(site, files, diagnostics);
    }
    check_planned(&mut project, folder, options, &mut memory);
    project
}

fn check_pages(site: &Site, theme: &Theme, files: &Files, diagnostics: &mut Diagnostics, progress: Progress) {
    let links = Links::default();
    let had_errors = diagnostics.has_errors();
    let is_needed = |artefact: Artefact, path: &str| {
        if !artefact.can_go_wrong() {
            links.add(site, path, &[]);
        }
        artefact.probe(site).map(|()| artefact.can_go_wrong())
    };
    render_all(site, theme, diagnostics, progress, is_needed, |path, bytes| {
        links.add(site, &path, bytes);
        Ok(())
    });
    // A page that is missing because of another mistake is not a second one.
    if !had_errors && !diagnostics.has_errors() {
        links.report(files, diagnostics);
    }
}

/// Checks what will be published on a later day: a mistake in it would stop the site then, when nobody looks.
fn check_planned(project: &mut Project, folder: &Path, options: &Options, memory: &mut Memory) {
    let left_out = project.site.iter().flat_map(|site| &site.left_out);
    let planned: BTreeSet<FileId> =
        left_out.filter(|left_out| left_out.reason == Reason::Early).map(|left_out| left_out.file).collect();
    if planned.is_empty() {
        return;
    }
    let Read { sources, .. } = read(folder, memory, &Changed::Paths(HashSet::new()));
    let (options, mut found) = (Options { future: true, ..options.clone() }, Diagnostics::default());
    sources.and_then(|sources| link::link(sources, &options, &mut project.files, &mut found));
    found.keep_those_in(|file| planned.contains(&file));
    project.diagnostics.append_new(found);
}

/// Looks whether the links to other sites still work. This is the only thing that calls on the network, and only when
/// somebody asks for it.
pub fn check_external(project: &mut Project, settings: &external::Settings) {
    external::check(review::external_links(&project.files), settings, &mut project.diagnostics);
}

/// Renders everything and publishes it, when nothing is wrong.
pub fn build(
    project: &mut Project,
    folder: &Path,
    output: &Path,
    home: Option<&Path>,
    progress: Progress,
) -> Option<Built> {
    let Project { site: Some(site), theme: Some(theme), diagnostics, .. } = project else { return None };
    if diagnostics.has_errors() {
        // Mistakes in templates are found too, so that one run reports everything.
        render_all(
            site,
            theme,
            diagnostics,
            progress,
            |artefact, _| artefact.probe(site).map(|()| artefact.can_go_wrong()),
            |_, _| Ok(()),
        );
        return None;
    }
    let staging = Staging::open(output, folder, home, diagnostics)?;
    let is_needed = |artefact: Artefact, path: &str| Ok(!(artefact.is_known_by_name() && staging.keep(path)));
    let put = |path: String, bytes: &[u8]| staging.put(path, bytes);
    // The search index is one long piece of work, so it begins first and pages are rendered beside it.
    let (_, counts) =
        rayon::join(|| search_indexes(site), || render_all(site, theme, diagnostics, progress, is_needed, put));
    if diagnostics.has_errors() {
        return None;
    }
    match staging.publish() {
        Ok(files) => Some(Built { files, ..counts }),
        Err(problem) => {
            diagnostics.report_global(problem);
            None
        }
    }
}

/// Builds the search index of a site, and that of its translation beside it.
fn search_indexes(site: &Site) {
    rayon::join(|| site.search(), || site.translation.as_ref().map(|translation| translation.search()));
}

/// Renders the files of a site that are needed, side by side, and hands each on. A mistake in a template is reported
/// once, with the first page on which it shows.
fn render_all(
    site: &Site,
    theme: &Theme,
    diagnostics: &mut Diagnostics,
    progress: Progress,
    is_needed: impl Fn(Artefact, &str) -> Result<bool, RenderError> + Sync,
    take: impl Fn(String, &[u8]) -> Result<(), Problem> + Sync,
) -> Built {
    let renderer = Renderer::new(site, theme);
    let all = Artefact::all(site, theme);
    let done = std::sync::atomic::AtomicUsize::new(0);
    let failed: Mutex<Vec<(usize, RenderError)>> = Mutex::default();
    let one = |(index, artefact): (usize, &Artefact)| {
        let make = || {
            let path = artefact.published(site, &renderer);
            match is_needed(*artefact, &path)? {
                true => take(path, &artefact.bytes(site, &renderer)?).map_err(|problem| (None, problem)),
                false => Ok(()),
            }
        };
        if let Err(error) = make() {
            failed.lock().expect("no thread panics while it holds the list").push((index, error));
        }
        progress(done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1, all.len());
    };
    all.par_iter().enumerate().for_each(one);
    report_once(failed.into_inner().expect("all threads are done"), diagnostics);
    let charts = site.figures.iter().filter(|(_, figure)| figure.has_values()).count();
    let pages = all.iter().filter(|artefact| matches!(artefact, Artefact::Page(_) | Artefact::Translation(_))).count();
    Built { pages, charts, files: Summary::default() }
}

fn report_once(mut failed: Vec<(usize, RenderError)>, diagnostics: &mut Diagnostics) {
    failed.sort_by_key(|(index, _)| *index);
    let mut seen: BTreeSet<(Option<Span>, String)> = BTreeSet::new();
    for (_, (span, problem)) in failed {
        let message = match &problem {
            Problem::TemplateRender { message, .. } => message.clone(),
            other => format!("{other:?}"),
        };
        if seen.insert((span, message)) {
            match span {
                Some(span) => diagnostics.report(span, problem),
                None => diagnostics.report_global(problem),
            }
        }
    }
}

/// The language of messages: as asked for, or else the site's.
pub fn message_language(project: &Project, asked: Option<Language>) -> Language {
    asked.unwrap_or_else(|| project.site.as_ref().map_or(Language::Dutch, |site| site.settings.language))
}
