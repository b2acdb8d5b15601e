//! What is remembered of a project's files between two readings, so that only what changed is read again.
//!
//! A file keeps its handle in [`Files`] for as long as the memory lives, so that the places in what is remembered stay
//! true whatever comes and goes around it.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::{Asset, Found, Look, history, is_leftover, walk};
use crate::diagnostic::{FileId, Files};

/// So many changed paths are looked for one by one; it is what a person saves at once.
const FEW: usize = 16;

/// What may differ from the last reading.
#[derive(Debug, Clone)]
pub enum Changed {
    /// Anything: every file is looked at.
    Anything,
    /// These files and folders, by their absolute paths.
    Paths(HashSet<PathBuf>),
}

impl Changed {
    /// Both.
    pub fn and(self, other: Changed) -> Changed {
        match (self, other) {
            (Changed::Paths(mut paths), Changed::Paths(more)) => {
                paths.extend(more);
                Changed::Paths(paths)
            }
            _ => Changed::Anything,
        }
    }

    /// True when a file is named, or a folder that it lies in.
    fn names(&self, path: &Path) -> bool {
        match self {
            Changed::Anything => false,
            Changed::Paths(paths) if paths.len() <= FEW => paths.iter().any(|changed| path.starts_with(changed)),
            Changed::Paths(paths) => path.ancestors().any(|part| paths.contains(part)),
        }
    }
}

/// Files that were read before, each with what was made of it.
pub struct Memory<R> {
    files: Files,
    known: HashMap<String, Known<R>>,
    looks: HashMap<String, Seen>,
    walked: Vec<Found>,
    past: history::Remembered,
}

/// A file that is no text as it was when it was looked at.
struct Seen {
    size: u64,
    modified: Option<SystemTime>,
    look: Look,
}

impl<R> Default for Memory<R> {
    fn default() -> Self {
        Memory {
            files: Files::default(),
            known: HashMap::new(),
            looks: HashMap::new(),
            walked: Vec::new(),
            past: history::Remembered::default(),
        }
    }
}

struct Known<R> {
    file: FileId,
    size: u64,
    modified: Option<SystemTime>,
    made: Arc<R>,
}

impl<R> Memory<R> {
    /// The texts of all files that were read.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// What is known of how the files came to be.
    pub(super) fn past(&self) -> history::Remembered {
        Arc::clone(&self.past)
    }

    /// The files of the content folder; listed anew unless all that changed is what known files hold.
    pub(super) fn list(&mut self, content: &Path, changed: &Changed) -> &[Found] {
        if self.same_files(content, changed).is_none() {
            self.walked = walk(content);
        }
        &self.walked
    }

    /// The files that changed as they are now, when nothing came, went or changed besides. What editors leave does not
    /// count, nor what came and went while nobody looked.
    pub(super) fn same_files(&mut self, content: &Path, changed: &Changed) -> Option<Vec<Asset>> {
        let Changed::Paths(paths) = changed else { return None };
        let is_ours = |path: &&PathBuf| path.strip_prefix(content).is_ok_and(|path| !path.iter().any(is_leftover));
        let is_seen =
            |path: &&PathBuf| path.exists() || self.walked.iter().flatten().any(|a| a.source.starts_with(path));
        let in_content: Vec<&PathBuf> = paths.iter().filter(is_ours).filter(is_seen).collect();
        if in_content.len() > FEW {
            return None;
        }
        let walked = &mut self.walked;
        let mut looked_at_again = |path: &PathBuf| {
            let asset = walked.iter_mut().flatten().find(|asset| asset.source == *path)?;
            asset.look_again().then(|| asset.clone())
        };
        in_content.into_iter().map(&mut looked_at_again).collect()
    }

    /// What was made of a file when it was last read.
    pub(super) fn last_made(&self, asset: &Asset) -> Option<Arc<R>> {
        self.known.get(&asset.path).map(|known| Arc::clone(&known.made))
    }

    /// Forgets files that are gone.
    pub(super) fn forget_all_but(&mut self, assets: &[Asset]) {
        if self.known.len() <= assets.len() && assets.iter().all(|asset| self.known.contains_key(&asset.path)) {
            return;
        }
        let here: HashSet<&str> = assets.iter().map(|asset| asset.path.as_str()).collect();
        let files = &mut self.files;
        self.known.retain(|path, known| {
            let is_here = here.contains(path.as_str());
            if !is_here {
                files.remove(known.file);
            }
            is_here
        });
    }

    /// What was made of a file that has not changed since.
    pub(super) fn recall(&self, asset: &Asset, changed: &Changed) -> Option<Arc<R>> {
        let known = self.known.get(&asset.path)?;
        let is_same = known.size == asset.size && known.modified == asset.modified && asset.modified.is_some();
        (is_same && !changed.names(&asset.source)).then(|| Arc::clone(&known.made))
    }

    /// What was seen in a file that has not changed since.
    pub(super) fn recall_look(&self, asset: &Asset, changed: &Changed) -> Option<Look> {
        let seen = self.looks.get(&asset.path)?;
        let is_same = seen.size == asset.size && seen.modified == asset.modified && asset.modified.is_some();
        (is_same && !changed.names(&asset.source)).then(|| seen.look.clone())
    }

    /// True for a file that was looked at.
    pub(super) fn has_look(&self, asset: &Asset) -> bool {
        self.looks.contains_key(&asset.path)
    }

    /// Remembers what was seen in all files that were looked at.
    pub(super) fn keep_looks(&mut self, looked: &[(&Asset, Look)]) {
        let seen = |(asset, look): &(&Asset, Look)| {
            let seen = Seen { size: asset.size, modified: asset.modified, look: look.clone() };
            (asset.path.clone(), seen)
        };
        self.looks = looked.iter().map(seen).collect();
    }

    /// The handle of a file, now with this text, and what was made of it when the text is what it was.
    pub(super) fn replace(&mut self, asset: &Asset, text: String) -> (FileId, Option<Arc<R>>) {
        let path = format!("content/{}", asset.path);
        match self.known.get_mut(&asset.path) {
            None => (self.files.add(path, text), None),
            Some(known) if *self.files.get(known.file).text == text => {
                (known.size, known.modified) = (asset.size, asset.modified);
                (known.file, Some(Arc::clone(&known.made)))
            }
            Some(known) => {
                self.files.replace(known.file, text);
                (known.file, None)
            }
        }
    }

    /// Remembers what was made of a file.
    pub(super) fn keep(&mut self, asset: &Asset, file: FileId, made: Arc<R>) {
        let known = Known { file, size: asset.size, modified: asset.modified, made };
        self.known.insert(asset.path.clone(), known);
    }
}
