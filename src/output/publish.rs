//! Brings a new site into the output folder without ever showing half of it.
//!
//! 1. Each file is compared with what stands there; a new or changed one is written into a staging folder.
//! 2. When all files are there, the manifest of what is ours is written with the old and the new paths.
//! 3. Each staged file is moved into its place, whole; what is ours and no longer needed is removed.
//! 4. The manifest gets its final form.
//!
//! A run that is killed between 2 and 4 leaves a manifest that still knows every file of ours, without the hashes of
//! those that may have changed; the next run repairs them. Files that are not in the manifest are never touched.
//!
//! One former version of each static file stays, for pages that a reader's browser still has and that name it
//! (docs/decisions/0015).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::SystemTime;

use crate::diagnostic::problem::OutputReason;
use crate::diagnostic::{Diagnostics, Problem};
use crate::model::address::folder;
use crate::source::fingerprint;

/// The folder in the output that holds what publishing has to remember.
const STATE: &str = ".actieplan";
/// First line of a manifest.
const HEADER: &str = "actieplan manifest 1";
/// In a manifest: the hash of a file that may have changed.
const UNKNOWN: &str = "-";
/// In a manifest, before a hash: this file is of the site before.
const STAYED: &str = "~";
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
    /// What is ours.
    former: BTreeMap<String, Former>,
    /// When the manifest was written: a file of ours that is younger was changed by somebody else.
    former_time: Option<SystemTime>,
    next: AtomicUsize,
    entries: Mutex<Vec<Entry>>,
    /// Held until the end: one run at a time.
    _lock: File,
}

/// What the manifest says of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Former {
    /// None when a run was cut off.
    hash: Option<String>,
    /// True when it was no longer part of that site, and stayed for readers of the one before.
    stayed: bool,
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
                diagnostics.report_global(failed(&shown, error));
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
        let hash = hash_of(bytes);
        let staged = match self.stands_there(&path, bytes, &hash)? {
            true => None,
            false => Some(self.stage(&path, bytes)?),
        };
        self.add(Entry { path, hash, staged });
        Ok(())
    }

    /// Keeps a file of ours that stands there under a name that stands for what it holds; false when there is none, or
    /// when somebody changed it.
    pub fn keep(&self, path: &str) -> bool {
        let Some(hash) = self.former.get(path).and_then(|former| former.hash.clone()) else { return false };
        let target = self.output.join(path);
        let is_whole = fs::symlink_metadata(&target).is_ok_and(|metadata| {
            let is_same = || fs::read(&target).is_ok_and(|bytes| hash_of(&bytes) == hash);
            metadata.is_file() && (self.is_untouched(&metadata) || is_same())
        });
        if is_whole {
            self.add(Entry { path: path.to_owned(), hash, staged: None });
        }
        is_whole
    }

    fn add(&self, entry: Entry) {
        self.entries.lock().expect("no thread panics while it holds the list").push(entry);
    }

    /// True when a file is no younger than the manifest.
    fn is_untouched(&self, metadata: &fs::Metadata) -> bool {
        metadata.modified().ok().zip(self.former_time).is_some_and(|(file, manifest)| file <= manifest)
    }

    fn stage(&self, path: &str, bytes: &[u8]) -> Result<usize, Problem> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        fs::write(self.staged_path(number), bytes).map_err(|error| failed(path, error))?;
        Ok(number)
    }

    fn staged_path(&self, number: usize) -> PathBuf {
        self.output.join(STATE).join("new").join(number.to_string())
    }

    /// True when the output has exactly these bytes at this path. A file that is not ours and differs is a problem.
    fn stands_there(&self, path: &str, bytes: &[u8], hash: &str) -> Result<bool, Problem> {
        let target = self.output.join(path);
        let Ok(metadata) = fs::symlink_metadata(&target) else { return Ok(false) };
        if metadata.is_dir() && self.holds_only_ours(path) {
            return Ok(false);
        }
        let former = self.former.get(path);
        let same_size = metadata.is_file() && metadata.len() == bytes.len() as u64;
        if same_size && former.is_some_and(|f| f.hash.as_deref() == Some(hash)) && self.is_untouched(&metadata) {
            return Ok(true);
        }
        let same = same_size && fs::read(&target).is_ok_and(|old| old == bytes);
        match (same, former) {
            (false, None) => Err(Problem::ForeignFile { path: target.display().to_string() }),
            (same, _) => Ok(same),
        }
    }

    /// True when a folder of the output holds only files of the former site, which a new file takes the place of.
    fn holds_only_ours(&self, folder: &str) -> bool {
        let Ok(entries) = fs::read_dir(self.output.join(folder)) else { return false };
        entries.flatten().all(|entry| {
            let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
            self.former.contains_key(&path)
                || entry.file_type().is_ok_and(|kind| kind.is_dir()) && self.holds_only_ours(&path)
        })
    }

    /// Puts the new site in place of the former one.
    pub fn publish(self) -> Result<Summary, Problem> {
        let mut entries = std::mem::take(&mut *self.entries.lock().expect("all threads are done"));
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        let current: BTreeSet<&str> = entries.iter().map(|entry| entry.path.as_str()).collect();
        let staying = self.staying(&current);
        let is_kept = |path: &str| current.contains(path) || staying.contains_key(path);
        let gone: Vec<&str> = self.former.keys().map(String::as_str).filter(|path| !is_kept(path)).collect();
        let written = entries.iter().filter(|entry| entry.staged.is_some()).count();
        let manifest = manifest(&entries, &staying);
        if written > 0 || manifest != self.former {
            let folders: BTreeSet<&str> =
                entries.iter().filter(|e| e.staged.is_some()).flat_map(|e| folders_above(&e.path)).collect();
            self.check_folders(&folders, &gone)?;
            let is_in_the_way = |path: &str| folders.contains(path) || folders_above(path).any(is_kept);
            let (in_the_way, others): (Vec<&str>, Vec<&str>) = gone.iter().partition(|path| is_in_the_way(path));
            self.write_manifest(&transitional(&manifest, &entries, &gone))?;
            self.remove_all(&in_the_way)?;
            self.move_all(&entries, &folders)?;
            self.remove_all(&others)?;
            self.write_manifest(&manifest)?;
        }
        Ok(Summary { written, unchanged: entries.len() - written, removed: gone.len() })
    }

    /// Former versions of static files that stay, with their hash: of each file that the new site has under another
    /// name the one that was published last.
    fn staying(&self, current: &BTreeSet<&str>) -> BTreeMap<String, String> {
        let families: BTreeSet<String> = current.iter().filter_map(|path| family(path)).collect();
        let versions = |stayed: bool| {
            let of_kind =
                self.former.iter().filter(move |(path, one)| one.stayed == stayed && !current.contains(path.as_str()));
            of_kind.filter_map(|(path, one)| Some((family(path)?, (path.clone(), one.hash.clone()?))))
        };
        let mut staying: BTreeMap<String, (String, String)> = versions(true).collect();
        staying.extend(versions(false));
        let stays = |(family, (path, _)): &(String, (String, String))| {
            families.contains(family) && self.output.join(path).is_file()
        };
        staying.into_iter().filter(stays).map(|(_, version)| version).collect()
    }

    /// What stands where a folder has to be must be a folder, or a file of ours that goes. A link to a folder is neither:
    /// behind it lies what is not ours.
    fn check_folders(&self, folders: &BTreeSet<&str>, gone: &[&str]) -> Result<(), Problem> {
        let is_foreign = |folder: &&&str| {
            let stands = fs::symlink_metadata(self.output.join(folder));
            stands.is_ok_and(|metadata| !metadata.is_dir()) && !gone.contains(*folder)
        };
        match folders.iter().find(is_foreign) {
            Some(folder) => Err(Problem::ForeignFile { path: self.output.join(folder).display().to_string() }),
            None => Ok(()),
        }
    }

    fn move_all(&self, entries: &[Entry], folders: &BTreeSet<&str>) -> Result<(), Problem> {
        for folder in folders {
            let folder = self.output.join(folder);
            fs::create_dir_all(&folder).map_err(|error| failed(&folder.display().to_string(), error))?;
        }
        for (entry, number) in entries.iter().filter_map(|entry| Some((entry, entry.staged?))) {
            let target = self.output.join(&entry.path);
            fs::rename(self.staged_path(number), &target).map_err(|error| failed(&entry.path, error))?;
        }
        Ok(())
    }

    /// Removes files of ours, except behind a link that somebody put in place of a folder.
    fn remove_all(&self, gone: &[&str]) -> Result<(), Problem> {
        let is_link = |folder: &str| self.output.join(folder).is_symlink();
        for path in gone.iter().filter(|path| !folders_above(path).any(is_link)) {
            match fs::remove_file(self.output.join(path)) {
                Err(error) if !is_absent(&error) => return Err(failed(path, error)),
                _ => self.remove_empty_folders(path),
            }
        }
        Ok(())
    }

    /// Removes the folders of a file as far up as they are empty now.
    fn remove_empty_folders(&self, path: &str) {
        for folder in folders_above(path) {
            if fs::remove_dir(self.output.join(folder)).is_err() {
                break;
            }
        }
    }

    fn write_manifest(&self, files: &BTreeMap<String, Former>) -> Result<(), Problem> {
        let mut text = format!("{HEADER}\n");
        for (path, file) in files {
            let mark = if file.stayed { STAYED } else { "" };
            let hash = file.hash.as_deref().unwrap_or(UNKNOWN);
            let _ = writeln!(text, "{mark}{hash} {path}");
        }
        let state = self.output.join(STATE);
        let (staged, manifest) = (state.join("manifest.new"), state.join("manifest"));
        let written = fs::write(&staged, text).and_then(|()| fs::rename(&staged, &manifest));
        written.map_err(|error| failed(&manifest.display().to_string(), error))
    }
}

/// What the manifest has of a file's content.
fn hash_of(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..32].to_owned()
}

/// What is ours when all is done.
fn manifest(entries: &[Entry], staying: &BTreeMap<String, String>) -> BTreeMap<String, Former> {
    let one = |hash: &str, stayed| Former { hash: Some(hash.to_owned()), stayed };
    let current = entries.iter().map(|entry| (entry.path.clone(), one(&entry.hash, false)));
    current.chain(staying.iter().map(|(path, hash)| (path.clone(), one(hash, true)))).collect()
}

/// What is ours while files are moved: old and new, without the hashes of what is about to change.
fn transitional(manifest: &BTreeMap<String, Former>, entries: &[Entry], gone: &[&str]) -> BTreeMap<String, Former> {
    let changing = entries.iter().filter(|entry| entry.staged.is_some()).map(|entry| entry.path.as_str());
    let unsure = changing.chain(gone.iter().copied());
    let unsure = unsure.map(|path| (path.to_owned(), Former { hash: None, stayed: false }));
    manifest.clone().into_iter().chain(unsure).collect()
}

/// What the versions of one static file have in common; none of other files. A picture or a text that an editor takes
/// away has to be gone at once.
fn family(path: &str) -> Option<String> {
    let is_static = path.strip_prefix(folder::STATIC).is_some_and(|rest| rest.starts_with('/'));
    is_static.then(|| fingerprint::taken_out(path)).flatten()
}

/// The folders above a file, the nearest first.
fn folders_above(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(at, _)| &path[..at])
}

/// True when there is nothing to remove: no such file, or no such folder above it.
fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

impl Drop for Staging {
    /// Clears the staging folder, also when nothing was published; if that fails, the next run does it.
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(self.output.join(STATE).join("new"));
    }
}

fn read_manifest(text: &str) -> BTreeMap<String, Former> {
    let mut lines = text.lines();
    if lines.next() != Some(HEADER) {
        return BTreeMap::new();
    }
    let entry = |line: &str| {
        let (hash, path) = line.split_once(' ')?;
        let is_ours = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
        let bare = hash.strip_prefix(STAYED);
        let hash = Some(bare.unwrap_or(hash)).filter(|hash| *hash != UNKNOWN).map(str::to_owned);
        is_ours.then(|| (path.to_owned(), Former { hash, stayed: bare.is_some() }))
    };
    lines.filter_map(entry).collect()
}

fn failed(path: &str, error: io::Error) -> Problem {
    Problem::WriteFailed { path: path.to_owned(), fault: error.into() }
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

/// The real path of a folder, links followed, as far as it exists; `..` leads up from where a link led to.
fn resolved(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut real = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::ParentDir => {
                real.pop();
            }
            part => {
                real.push(part);
                real = real.canonicalize().unwrap_or(real);
            }
        }
    }
    real
}
