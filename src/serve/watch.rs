//! Watches the content and the themes of a project for the preview: what is saved together is told together.

use std::collections::HashSet;
use std::io;
use std::iter;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use notify::{Config, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use crate::source::memory::Changed;

/// What is saved within this time of another change is told with it.
const REST: Duration = Duration::from_millis(10);
/// Changes that keep coming are told in parts of so many.
const PART: usize = 1000;
/// How often is looked for changes where the system does not tell of them. A file that comes and goes between two looks
/// is not told; when it was read in between, it stays until something else changes.
const POLL: Duration = Duration::from_millis(500);

/// The folders of a project that are watched.
const FOLDERS: [&str; 2] = ["content", "themes"];

/// Tells what changed since the last time, each time that something did.
///
/// Every path that the system names is told: nothing is taken away because a later event undoes it, since the project
/// may have been read in between.
pub struct Watching {
    folder: PathBuf,
    watcher: Box<dyn Watcher + Send>,
    changes: mpsc::Receiver<Changed>,
}

impl Watching {
    /// `poll` looks for changes every so often, where the system does not tell of them.
    pub fn new(folder: &Path, poll: bool) -> notify::Result<Watching> {
        let (tell, changes) = mpsc::channel();
        let folders = FOLDERS.map(|name| folder.join(name));
        let handler = move |event: notify::Result<Event>| {
            // Nobody listens when the preview ends.
            change(event, &folders).map(|change| tell.send(change).ok());
        };
        let watcher: Box<dyn Watcher + Send> = match poll {
            // It keeps times in whole seconds: only the contents show two changes within one.
            true => {
                let config = Config::default().with_poll_interval(POLL).with_compare_contents(true);
                Box::new(PollWatcher::new(handler, config)?)
            }
            false => Box::new(RecommendedWatcher::new(handler, Config::default())?),
        };
        let mut watching = Watching { folder: folder.to_owned(), watcher, changes };
        // The project's own folder tells when one of the two comes.
        watching.watcher.watch(folder, RecursiveMode::NonRecursive)?;
        watching.take_up(|_| true)?;
        Ok(watching)
    }

    /// Watches those of the folders that are there.
    fn take_up(&mut self, which: impl Fn(&Path) -> bool) -> notify::Result<()> {
        let folders = FOLDERS.map(|name| self.folder.join(name));
        let there = folders.iter().filter(|folder| which(folder) && folder.is_dir());
        there.into_iter().try_for_each(|folder| self.watcher.watch(folder, RecursiveMode::Recursive))
    }
}

/// What the system said, when it did; otherwise the words of the watcher.
pub fn system_error(error: notify::Error) -> io::Error {
    match error.kind {
        notify::ErrorKind::Io(error) => error,
        _ => io::Error::other(error),
    }
}

impl Iterator for Watching {
    type Item = Changed;

    /// Waits for a change, and for those that come with it.
    fn next(&mut self) -> Option<Changed> {
        let first = self.changes.recv().ok()?;
        let more = iter::from_fn(|| self.changes.recv_timeout(REST).ok());
        let changed = more.take(PART).fold(first, Changed::and);
        if let Changed::Paths(paths) = &changed {
            // Without it only a folder made while the preview runs stays unseen until the next start.
            let _ = self.take_up(|folder| paths.contains(folder));
        }
        Some(changed)
    }
}

/// What an event of the system tells of these folders.
fn change(event: notify::Result<Event>, folders: &[PathBuf]) -> Option<Changed> {
    let event = match event {
        Ok(event) if !event.need_rescan() => event,
        // When events were lost, everything may have changed.
        _ => return Some(Changed::Anything),
    };
    // Reading a file is no change.
    let is_ours = |path: &PathBuf| !event.kind.is_access() && folders.iter().any(|folder| path.starts_with(folder));
    let paths: HashSet<PathBuf> = event.paths.iter().filter(|path| is_ours(path)).cloned().collect();
    (!paths.is_empty()).then_some(Changed::Paths(paths))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A project, by its own path: on some systems a temporary folder is reached by a link.
    fn project() -> (tempfile::TempDir, PathBuf) {
        let temporary = tempfile::tempdir().expect("a temporary folder");
        let folder = temporary.path().canonicalize().expect("it was just made");
        for name in ["content", "themes", "output", ".git"] {
            fs::create_dir(folder.join(name)).expect("it can be made");
        }
        (temporary, folder)
    }

    /// All that is told until a path is.
    fn told_until(watching: &mut Watching, last: &Path) -> HashSet<PathBuf> {
        let mut told = HashSet::new();
        while !told.contains(last) {
            match watching.next() {
                Some(Changed::Paths(paths)) => told.extend(paths),
                _ => panic!("no event is lost"),
            }
        }
        told
    }

    #[test]
    fn only_changes_in_the_content_and_the_themes_are_told() {
        let (_temporary, folder) = project();
        let mut watching = Watching::new(&folder, false).expect("it can be watched");
        let last = folder.join("content/c");
        // The system tells of changes in their order.
        for file in [folder.join("output/a"), folder.join(".git/b"), folder.join("themes/t"), last.clone()] {
            fs::write(file, "x").expect("it can be written");
        }
        assert_eq!(told_until(&mut watching, &last), HashSet::from([folder.join("themes/t"), last]));
    }

    #[test]
    fn a_file_that_is_made_and_renamed_at_once_is_told_by_both_names() {
        let (_temporary, folder) = project();
        let mut watching = Watching::new(&folder, false).expect("it can be watched");
        let (first, last) = (folder.join("content/een"), folder.join("content/twee"));
        fs::write(&first, "x").expect("it can be written");
        fs::rename(&first, &last).expect("it is there");
        assert_eq!(told_until(&mut watching, &last), HashSet::from([first, last]));
    }
}
