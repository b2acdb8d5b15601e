//! A project that is followed while its files change, in work that is in proportion to the change where that can be.
//!
//! There are three ways to catch up: a change of the theme alone reads the theme; an edit that nothing else hangs on
//! links its file; anything else reads and links everything, from what is remembered of the files.

use std::collections::HashMap;
use std::path::Path;

use super::{Memory, Project, Read, load_theme, read};
use crate::diagnostic::{Diagnostics, Files};
use crate::model::link::{self, Change, Kept, Linked, Options};
use crate::model::{self, Site};
use crate::output::{self, Artefact};
use crate::source::{self, memory::Changed};
use crate::theme::Theme;

/// A project with what is needed to catch up with its files.
pub struct Followed {
    /// The project as it was last read.
    pub project: Project,
    /// What is needed to link parts of the site again; none where there is no site.
    kept: Option<Kept>,
    /// How many of the files are not of the theme; these come first.
    files_of_content: usize,
    found: Found,
    /// Everything but the files of the theme, by its path.
    artefacts: HashMap<String, Artefact<'static>>,
}

/// What is wrong, by what has to be done again to find it anew.
#[derive(Default)]
struct Found {
    in_content: Diagnostics,
    in_theme: Diagnostics,
    in_paths: Diagnostics,
}

impl Found {
    fn all(&self) -> Diagnostics {
        Diagnostics::joined(&[&self.in_content, &self.in_theme, &self.in_paths])
    }
}

impl Followed {
    /// Reads a project; files that are as they were are taken from memory.
    pub fn read(folder: &Path, options: &Options, memory: &mut Memory, changed: &Changed) -> Followed {
        let mut followed = Followed::put_together(folder, options, read(folder, memory, changed));
        followed.artefacts = followed.project.site.as_ref().map(artefacts).unwrap_or_default();
        followed
    }

    /// Links what was read, and loads the theme.
    pub(super) fn put_together(folder: &Path, options: &Options, read: Read) -> Followed {
        let Read { sources, mut files, diagnostics } = read;
        let mut found = Found { in_content: diagnostics, ..Found::default() };
        let linked = sources.and_then(|sources| link::link(sources, options, &mut files, &mut found.in_content));
        let (site, kept) = linked.map(|Linked { site, kept }| (site, kept)).unzip();
        let files_of_content = files.len();
        let theme = site.as_ref().and_then(|site| load_theme(folder, site, &mut files, &mut found.in_theme));
        check_paths(site.as_ref(), theme.as_ref(), &mut found);
        let project = Project { files, diagnostics: found.all(), site, theme };
        Followed { project, kept, files_of_content, found, artefacts: HashMap::new() }
    }

    /// What stands at a path.
    pub fn artefact(&self, path: &str) -> Option<Artefact<'_>> {
        let of_theme = || {
            let mut files = self.project.theme.iter().flat_map(|theme| theme.statics.values());
            files.find(|file| file.path == path).map(Artefact::Static)
        };
        self.artefacts.get(path).copied().or_else(of_theme)
    }

    /// Catches up with changes when little has to be done for that. False, and all is as it was, when the project has to
    /// be read.
    pub fn catch_up(&mut self, folder: &Path, options: &Options, memory: &mut Memory, changed: &Changed) -> bool {
        let Changed::Paths(paths) = changed else { return false };
        let themes = folder.join("themes");
        let has_caught_up = match paths.iter().filter(|path| path.starts_with(&themes)).count() {
            0 => self.relink(folder, options, memory, changed),
            count if count == paths.len() => self.reload_theme(folder),
            _ => false,
        };
        if has_caught_up {
            self.project.diagnostics = self.found.all();
        }
        has_caught_up
    }

    fn reload_theme(&mut self, folder: &Path) -> bool {
        let Project { files, site: Some(site), theme, .. } = &mut self.project else { return false };
        let names = |theme: &Option<Theme>| theme.iter().flat_map(|theme| theme.statics.keys().cloned()).collect();
        let before: Vec<String> = names(theme);
        files.keep_first(self.files_of_content);
        self.found.in_theme = Diagnostics::default();
        *theme = load_theme(folder, site, files, &mut self.found.in_theme);
        if before != names(theme) {
            check_paths(Some(site), theme.as_ref(), &mut self.found);
        }
        true
    }

    /// Links the texts that changed again. Mistakes can hang together, so that with one everything is linked.
    fn relink(&mut self, folder: &Path, options: &Options, memory: &mut Memory, changed: &Changed) -> bool {
        let Followed { project: Project { files, site: Some(site), theme, .. }, kept: Some(kept), found, .. } = self
        else {
            return false;
        };
        if found.in_content.has_errors() {
            return false;
        }
        let Some(changes) = changes(folder, memory, changed, files) else { return false };
        if changes.is_empty() {
            return true;
        }
        let Some(in_content) = kept.relink(site, changes, options, files) else { return false };
        found.in_content = in_content;
        let artefacts = artefacts(site);
        let is_same =
            artefacts.len() == self.artefacts.len() && artefacts.keys().all(|path| self.artefacts.contains_key(path));
        self.artefacts = artefacts;
        if !is_same {
            check_paths(Some(site), theme.as_ref(), found);
        }
        true
    }
}

/// The texts that changed, which are read again; none when anything else did.
fn changes(folder: &Path, memory: &mut Memory, changed: &Changed, files: &mut Files) -> Option<Vec<Change>> {
    let again = source::reread(folder, memory, changed, model::decode)?;
    let change = |one: source::Reread<model::Decoded>| {
        files.replace(one.file, memory.files().get(one.file).text.clone());
        Change { before: one.before, now: one.now }
    };
    Some(again.into_iter().map(change).collect())
}

fn artefacts(site: &Site) -> HashMap<String, Artefact<'static>> {
    Artefact::of_content(site).into_iter().map(|artefact| (artefact.file(site), artefact)).collect()
}

fn check_paths(site: Option<&Site>, theme: Option<&Theme>, found: &mut Found) {
    found.in_paths = Diagnostics::default();
    if let (Some(site), Some(theme)) = (site, theme) {
        output::check_paths(site, theme, &mut found.in_paths);
    }
}
