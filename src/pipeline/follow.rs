//! A project that is followed while its files change, in work that is in proportion to the change where that can be.
//!
//! There are three ways to catch up: a change of the theme alone reads the theme; an edit that nothing else hangs on
//! links its file; anything else reads and links everything, from what is remembered of the files.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use super::{Memory, Project, Read, load_theme, read, theme_of};
use crate::diagnostic::{Diagnostics, Files};
use crate::model::link::{self, Change, Changes, Kept, Linked, Options};
use crate::model::{self, Site};
use crate::output::{self, Artefact};
use crate::source::{self, Reread, RereadText, memory::Changed};
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
    /// Reads a project.
    pub fn read(folder: &Path, options: &Options, memory: &mut Memory) -> Followed {
        let mut followed = Followed::linked(options, read(folder, memory, &Changed::Anything));
        followed.load_theme(folder);
        followed.list();
        followed.check_paths();
        followed.settled()
    }

    /// Reads the project again, while this is as it was. What did not change is taken from memory, or from here.
    pub fn read_again(&self, folder: &Path, options: &Options, memory: &mut Memory, changed: &Changed) -> Followed {
        let mut now = Followed::linked(options, read(folder, memory, changed));
        let shares_theme = !is_of_theme(folder, changed) && now.share_theme(self);
        if !shares_theme {
            now.load_theme(folder);
        }
        now.list();
        if !shares_theme || !self.found.in_paths.is_empty() || !now.has_paths_of(&self.artefacts) {
            now.check_paths();
        }
        now.settled()
    }

    /// A project that is read once.
    pub(super) fn once(folder: &Path, options: &Options, read: Read) -> Project {
        let mut followed = Followed::linked(options, read);
        followed.load_theme(folder);
        followed.check_paths();
        followed.settled().project
    }

    /// Links what was read. There is no theme yet.
    fn linked(options: &Options, read: Read) -> Followed {
        let Read { sources, mut files, diagnostics } = read;
        let mut found = Found { in_content: diagnostics, ..Found::default() };
        let linked = sources.and_then(|sources| link::link(sources, options, &mut files, &mut found.in_content));
        let (site, kept) = linked.map(|Linked { site, kept }| (site, kept)).unzip();
        let files_of_content = files.len();
        let project = Project { files, diagnostics: Diagnostics::default(), site, theme: None };
        Followed { project, kept, files_of_content, found, artefacts: HashMap::new() }
    }

    fn load_theme(&mut self, folder: &Path) {
        let Project { files, site: Some(site), theme, .. } = &mut self.project else { return };
        files.keep_first(self.files_of_content);
        self.found.in_theme = Diagnostics::default();
        *theme = load_theme(folder, site, files, &mut self.found.in_theme).map(Arc::new);
    }

    /// Takes the theme of a project in which the same one would be loaded, at the same places. False when there is none.
    fn share_theme(&mut self, former: &Followed) -> bool {
        let can_share = former.project.theme.is_some()
            && self.files_of_content == former.files_of_content
            && self.project.site.as_ref().map(theme_of) == former.project.site.as_ref().map(theme_of);
        if can_share {
            self.project.files.take_behind(self.files_of_content, &former.project.files);
            self.project.theme.clone_from(&former.project.theme);
            self.found.in_theme = former.found.in_theme.clone();
        }
        can_share
    }

    fn list(&mut self) {
        self.artefacts = self.project.site.as_ref().map(artefacts).unwrap_or_default();
    }

    fn has_paths_of(&self, artefacts: &HashMap<String, Artefact>) -> bool {
        self.artefacts.len() == artefacts.len() && self.artefacts.keys().all(|path| artefacts.contains_key(path))
    }

    fn check_paths(&mut self) {
        self.found.in_paths = Diagnostics::default();
        if let Project { site: Some(site), theme: Some(theme), .. } = &self.project {
            output::check_paths(site, theme, &mut self.found.in_paths);
        }
    }

    fn settled(mut self) -> Followed {
        self.project.diagnostics = self.found.all();
        self
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
        let has_caught_up = match paths.iter().filter(|path| path.starts_with(folder.join("themes"))).count() {
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
        if self.project.site.is_none() {
            return false;
        }
        let names = |theme: &Option<Arc<Theme>>| theme.iter().flat_map(|theme| theme.statics.keys().cloned()).collect();
        let before: Vec<String> = names(&self.project.theme);
        self.load_theme(folder);
        if before != names(&self.project.theme) {
            self.check_paths();
        }
        true
    }

    /// Links what changed in the content again. Mistakes can hang together, so that with one everything is linked.
    fn relink(&mut self, folder: &Path, options: &Options, memory: &mut Memory, changed: &Changed) -> bool {
        let Followed { project: Project { files, site: Some(site), .. }, kept: Some(kept), found, .. } = self else {
            return false;
        };
        if found.in_content.has_errors() {
            return false;
        }
        let Some(changes) = changes(folder, memory, changed, files) else { return false };
        if changes.texts.is_empty() && changes.others.is_empty() {
            return true;
        }
        let count = files.len();
        let Some(in_content) = kept.relink(site, changes, options, files) else { return false };
        if files.len() != count {
            // Another sheet is read than before; its text stands among the files of the theme now.
            return false;
        }
        found.in_content = in_content;
        let before = std::mem::take(&mut self.artefacts);
        self.list();
        if !self.found.in_paths.is_empty() || !self.has_paths_of(&before) {
            self.check_paths();
        }
        true
    }
}

/// True when a change may be one of the theme.
fn is_of_theme(folder: &Path, changed: &Changed) -> bool {
    match changed {
        Changed::Anything => true,
        Changed::Paths(paths) => paths.iter().any(|path| path.starts_with(folder.join("themes"))),
    }
}

/// What changed in the content, with the texts read again; none when it is not only what files hold.
fn changes(folder: &Path, memory: &mut Memory, changed: &Changed, files: &mut Files) -> Option<Changes> {
    let Reread { texts, others } = source::reread(folder, memory, changed, model::decode)?;
    let change = |one: RereadText<model::Decoded>| {
        files.replace(one.file, memory.files().get(one.file).text.clone());
        Change { before: one.before, now: one.now }
    };
    Some(Changes { texts: texts.into_iter().map(change).collect(), others })
}

fn artefacts(site: &Site) -> HashMap<String, Artefact<'static>> {
    Artefact::of_content(site).into_iter().map(|artefact| (artefact.file(site), artefact)).collect()
}
