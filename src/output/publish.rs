//! Brings a new site into the output folder without ever showing half of it.
//!
//! 1. Each file is compared with what stands there; a new or changed one is written into a staging folder.
//! 2. When all files are there, the manifest of what is ours is written with the old and the new paths.
//! 3. Each staged file is moved into its place, whole; what is ours and no longer needed is removed.
//! 4. The manifest gets its final form.
//!
//! A run that is killed between 2 and 4 leaves a manifest that still knows every file of ours, without the hashes of
//! those that may have changed; the next run repairs them. Files that are not in the manifest are never touched.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::SystemTime;

use crate::diagnostic::problem::OutputReason;
use crate::diagnostic::{Diagnostics, Problem};

/// The folder in the output that holds what publishing has to remember.
const STATE: &str = ".actieplan";
/// First line of a manifest.
const HEADER: &str = "actieplan manifest 1";
/// Tells GitHub Pages to serve the files as they are.
pub const NO_JEKYLL: &str = ".nojekyll";
/// What may stand in an output folder that is otherwise empty: settings of git and of hosts.
const HARMLESS: &[&str] = &[".git", ".gitignore", ".gitattributes", ".gitkeep", "CNAME", ".domains", NO_JEKYLL];

/// What publishing did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files that are new or changed.
    pub written: usize,
    /// Files that stayed as they were.
    pub unchanged: usize,
    /// Files that were removed.
    pub removed: usize,
}

/// A site on its way into the output folder.
pub struct Staging {
    output: PathBuf,
    /// What is ours, with its hash; no hash when a run was cut off.
    former: BTreeMap<String, Option<String>>,
    /// When the manifest was written: a file of ours that is younger was changed by somebody else.
    former_time: Option<SystemTime>,
    next: AtomicUsize,
    entries: Mutex<Vec<Entry>>,
    /// Held until the end: one run at a time.
    _lock: File,
}

/// A file of the new site.
struct Entry {
    path: String,
    hash: String,
    /// Its number in the staging folder; none when it stays as it is.
    staged: Option<usize>,
}

impl Staging {
    /// Opens an output folder for a project; reports and gives none when that could destroy something.
    pub fn open(output: &Path, project: &Path, home: Option<&Path>, diagnostics: &mut Diagnostics) -> Option<Staging> {
        let shown = output.display().to_string();
        if let Some(reason) = refusal(output, project, home) {
            diagnostics.report_global(Problem::OutputRefused { path: shown, reason });
            return None;
        }
        match Staging::prepare(output) {
            Ok(Some(staging)) => Some(staging),
            Ok(None) => {
                diagnostics.report_global(Problem::OutputBusy { path: shown });
                None
            }
            Err(error) => {
                diagnostics.report_global(Problem::WriteFailed { path: shown, reason: error.to_string() });
                None
            }
        }
    }

    /// Takes the lock and reads the manifest; none when another run holds the lock.
    fn prepare(output: &Path) -> io::Result<Option<Staging>> {
        let state = output.join(STATE);
        fs::create_dir_all(&state)?;
        let lock = File::create(state.join("lock"))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => return Ok(None),
            Err(fs::TryLockError::Error(error)) => return Err(error),
        }
        let staged = state.join("new");
        if staged.exists() {
            fs::remove_dir_all(&staged)?;
        }
        fs::create_dir(&staged)?;
        let manifest = state.join("manifest");
        let former = fs::read_to_string(&manifest).map(|text| read_manifest(&text)).unwrap_or_default();
        let former_time = fs::metadata(&manifest).and_then(|m| m.modified()).ok();
        Ok(Some(Staging {
            output: output.to_owned(),
            former,
            former_time,
            next: AtomicUsize::new(0),
            entries: Mutex::default(),
            _lock: lock,
        }))
    }

    /// Takes a file of the new site. May be called from several threads at once.
    pub fn put(&self, path: String, bytes: &[u8]) -> Result<(), Problem> {
        let hash = blake3::hash(bytes).to_hex()[..32].to_owned();
        let staged = match self.stands_there(&path, bytes, &hash)? {
            true => None,
            false => Some(self.stage(&path, bytes)?),
        };
        self.entries.lock().expect("no thread panics while it holds the list").push(Entry { path, hash, staged });
        Ok(())
    }

    fn stage(&self, path: &str, bytes: &[u8]) -> Result<usize, Problem> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        fs::write(self.staged_path(number), bytes).map_err(|error| failed(path, &error))?;
        Ok(number)
    }

    fn staged_path(&self, number: usize) -> PathBuf {
        self.output.join(STATE).join("new").join(number.to_string())
    }

    /// True when the output has exactly these bytes at this path. A file that is not ours and differs is a problem.
    fn stands_there(&self, path: &str, bytes: &[u8], hash: &str) -> Result<bool, Problem> {
        let target = self.output.join(path);
        let Ok(metadata) = fs::symlink_metadata(&target) else { return Ok(false) };
        let former = self.former.get(path);
        let is_untouched =
            || metadata.modified().ok().zip(self.former_time).is_some_and(|(file, manifest)| file <= manifest);
        let same_size = metadata.is_file() && metadata.len() == bytes.len() as u64;
        if same_size && former.is_some_and(|f| f.as_deref() == Some(hash)) && is_untouched() {
            return Ok(true);
        }
        let same = same_size && fs::read(&target).is_ok_and(|old| old == bytes);
        match (same, former) {
            (false, None) => Err(Problem::ForeignFile { path: target.display().to_string() }),
            (same, _) => Ok(same),
        }
    }

    /// Puts the new site in place of the former one.
    pub fn publish(self) -> Result<Summary, Problem> {
        let mut entries = std::mem::take(&mut *self.entries.lock().expect("all threads are done"));
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        let kept: BTreeSet<&str> = entries.iter().map(|entry| entry.path.as_str()).collect();
        let gone: Vec<&String> = self.former.keys().filter(|path| !kept.contains(path.as_str())).collect();
        let written = entries.iter().filter(|entry| entry.staged.is_some()).count();
        let is_known = entries.iter().all(|entry| self.former.contains_key(&entry.path));
        let same_manifest = written == 0 && gone.is_empty() && is_known && self.former.values().all(Option::is_some);
        if !same_manifest {
            self.write_manifest(&transitional(&entries, &gone))?;
            self.move_all(&entries)?;
            self.remove_all(&gone)?;
            self.write_manifest(&entries.iter().map(|e| (e.path.as_str(), Some(e.hash.as_str()))).collect())?;
        }
        let staged = self.output.join(STATE).join("new");
        fs::remove_dir_all(&staged).map_err(|error| failed(&staged.display().to_string(), &error))?;
        Ok(Summary { written, unchanged: entries.len() - written, removed: gone.len() })
    }

    fn move_all(&self, entries: &[Entry]) -> Result<(), Problem> {
        let changed = || entries.iter().filter_map(|entry| Some((entry, entry.staged?)));
        let folders: BTreeSet<PathBuf> =
            changed().filter_map(|(e, _)| self.output.join(&e.path).parent().map(Path::to_owned)).collect();
        for folder in folders {
            fs::create_dir_all(&folder).map_err(|error| failed(&folder.display().to_string(), &error))?;
        }
        for (entry, number) in changed() {
            let target = self.output.join(&entry.path);
            fs::rename(self.staged_path(number), &target).map_err(|error| failed(&entry.path, &error))?;
        }
        Ok(())
    }

    fn remove_all(&self, gone: &[&String]) -> Result<(), Problem> {
        for path in gone {
            match fs::remove_file(self.output.join(path)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(path, &error)),
                _ => self.remove_empty_folders(path),
            }
        }
        Ok(())
    }

    /// Removes the folders of a file as far up as they are empty now.
    fn remove_empty_folders(&self, path: &str) {
        let mut folder = Path::new(path).parent();
        while let Some(path) = folder.filter(|path| !path.as_os_str().is_empty()) {
            if fs::remove_dir(self.output.join(path)).is_err() {
                break;
            }
            folder = path.parent();
        }
    }

    fn write_manifest(&self, files: &BTreeMap<&str, Option<&str>>) -> Result<(), Problem> {
        let mut text = format!("{HEADER}\n");
        for (path, hash) in files {
            text.push_str(hash.unwrap_or("-"));
            text.push(' ');
            text.push_str(path);
            text.push('\n');
        }
        let state = self.output.join(STATE);
        let (staged, manifest) = (state.join("manifest.new"), state.join("manifest"));
        let written = fs::write(&staged, text).and_then(|()| fs::rename(&staged, &manifest));
        written.map_err(|error| failed(&manifest.display().to_string(), &error))
    }
}

/// What is ours while files are moved: old and new, without the hashes of what is about to change.
fn transitional<'a>(entries: &'a [Entry], gone: &[&'a String]) -> BTreeMap<&'a str, Option<&'a str>> {
    let new = entries.iter().map(|e| (e.path.as_str(), e.staged.is_none().then_some(e.hash.as_str())));
    new.chain(gone.iter().map(|path| (path.as_str(), None))).collect()
}

fn read_manifest(text: &str) -> BTreeMap<String, Option<String>> {
    let mut lines = text.lines();
    if lines.next() != Some(HEADER) {
        return BTreeMap::new();
    }
    let entry = |line: &str| {
        let (hash, path) = line.split_once(' ')?;
        let is_ours = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        is_ours.then(|| (path.to_owned(), (hash != "-").then(|| hash.to_owned())))
    };
    lines.filter_map(entry).collect()
}

fn failed(path: &str, error: &io::Error) -> Problem {
    Problem::WriteFailed { path: path.to_owned(), reason: error.to_string() }
}

/// Why an output folder is refused: it could destroy sources, or it holds what is not ours.
fn refusal(output: &Path, project: &Path, home: Option<&Path>) -> Option<OutputReason> {
    let output = resolved(output);
    let project = resolved(project);
    let holds = |path: &Path| resolved(path).starts_with(&output);
    if output.parent().is_none() || holds(&project) || home.is_some_and(holds) {
        return Some(OutputReason::HoldsSources);
    }
    let sources = ["content", "themes", "src", ".git"].map(|name| resolved(&project.join(name)));
    if sources.iter().any(|source| output.starts_with(source) || source.starts_with(&output)) {
        return Some(OutputReason::InsideSources);
    }
    match fs::read_dir(&output) {
        Ok(entries) => {
            let is_ours = output.join(STATE).join("manifest").is_file();
            let foreign = entries.flatten().any(|e| !is_harmless(&e.file_name().to_string_lossy()));
            (!is_ours && foreign).then_some(OutputReason::NotOurs)
        }
        Err(_) => output.exists().then_some(OutputReason::NotAFolder),
    }
}

/// Settings of git and of hosts, and our own folder: a first run that was cut off leaves it without a manifest.
fn is_harmless(name: &str) -> bool {
    HARMLESS.contains(&name) || name == STATE
}

/// The real path of a folder, links followed, as far as it exists.
fn resolved(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut missing = Vec::new();
    let mut existing = absolute.as_path();
    loop {
        match existing.canonicalize() {
            Ok(real) => return missing.iter().rev().fold(real, |path, name| path.join(name)),
            Err(_) => match (existing.parent(), existing.file_name()) {
                (Some(parent), Some(name)) => {
                    missing.push(name.to_owned());
                    existing = parent;
                }
                _ => return absolute,
            },
        }
    }
}
