//! Tells of changes in the content and the themes of a project, and of nothing else.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use notify::{Config, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use notify_debouncer_full::{DebounceEventResult, Debouncer, NoCache, new_debouncer_opt};

use crate::source::memory::Changed;

/// How long changes are gathered, so that one save is one event.
const GATHER: Duration = Duration::from_millis(10);
/// How often is looked for changes with `--poll`.
const POLL: Duration = Duration::from_millis(500);

/// Keeps watching as long as it lives.
pub enum Watching {
    /// The system tells of changes.
    Told(#[allow(dead_code, reason = "watches until it is dropped")] Debouncer<RecommendedWatcher, NoCache>),
    /// Looked for every so often.
    Polled(#[allow(dead_code, reason = "watches until it is dropped")] Debouncer<PollWatcher, NoCache>),
}

/// Calls `changed` after each change, with what may have changed.
pub fn watch(folder: &Path, poll: bool, changed: impl Fn(Changed) + Send + 'static) -> notify::Result<Watching> {
    // The poll watcher keeps times in whole seconds: only the contents show two changes within one.
    let config = Config::default().with_poll_interval(POLL).with_compare_contents(true);
    let handler = move |result: DebounceEventResult| match result {
        Ok(events) => {
            // Reading a file is no change.
            let changes = events.iter().filter(|event| !event.kind.is_access());
            let paths: HashSet<PathBuf> = changes.flat_map(|event| event.paths.iter().cloned()).collect();
            if !paths.is_empty() {
                changed(Changed::Paths(paths));
            }
        }
        // When events were lost, everything may have changed.
        Err(_) => changed(Changed::Anything),
    };
    Ok(match poll {
        true => Watching::Polled(watching(folder, new_debouncer_opt(GATHER, None, handler, NoCache, config)?)?),
        false => Watching::Told(watching(folder, new_debouncer_opt(GATHER, None, handler, NoCache, config)?)?),
    })
}

fn watching<W: Watcher>(folder: &Path, mut debouncer: Debouncer<W, NoCache>) -> notify::Result<Debouncer<W, NoCache>> {
    for name in ["content", "themes"] {
        let folder = folder.join(name);
        if folder.is_dir() {
            debouncer.watch(folder, RecursiveMode::Recursive)?;
        }
    }
    Ok(debouncer)
}
