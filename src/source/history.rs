//! When the files of the content folder were changed, and how: read from the git repository that the project lies in.
//!
//! One walk from the newest commit back serves all files, and ends as soon as enough is known of each. A commit that did
//! not touch the content folder costs the reading of its root alone. A merge changed a file only where the result differs from all
//! that was merged, as in `git log`. A file that was moved is followed to its former name: the same content, or at least half of its lines.
//!
//! Nothing is read but the repository: no settings of the machine, no environment, and no program is started.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::{Arc, Mutex};

use gix::bstr::ByteSlice;
use gix::objs::tree::EntryMode;
use gix::{Commit, ObjectId, Repository};
use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};

use super::address::composed;
use crate::diagnostic::problem::NoHistory;
use crate::language::netherlands;

/// Changes that are kept of a file at most.
pub const MOST_CHANGES: usize = 5;
/// Pairs of a file that came and one that went that are compared in one commit at most, as `git` does too.
const MOST_PAIRS: usize = 10_000;
/// Folders that are remembered while commits are compared.
const MOST_REMEMBERED: usize = 64;
/// A file larger than this is not looked into to see what it was before.
const MOST_BYTES: usize = 1 << 20;

/// The changes of all files that the last commit holds.
#[derive(Debug, Default)]
pub struct History {
    /// By path from the content folder, latest first.
    files: BTreeMap<String, Vec<Change>>,
    /// True when the repository holds only the last part of its history, and of some file not even one change.
    pub is_cut_off: bool,
}

/// A change of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Place of the commit in the walk, the newest being the lowest: tells commits apart.
    pub commit: usize,
    /// Day of the commit in the Netherlands.
    pub date: Date,
    /// What was done.
    pub what: What,
    /// First line of what was written with the commit.
    pub message: String,
    /// Who made the change.
    pub author: String,
}

/// What was done to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// It was made.
    Added,
    /// Its content was changed.
    Changed,
    /// It got another name or another folder.
    Moved,
}

/// What was last read of a history, with the newest commit at that time.
pub(super) type Remembered = Arc<Mutex<Option<(ObjectId, Arc<History>)>>>;

/// The past of a content folder, which is read only when somebody asks for it.
#[derive(Debug, Default, Clone)]
pub struct Past {
    content: PathBuf,
    remembered: Remembered,
}

impl Past {
    /// The past of a content folder, of which something may be remembered.
    pub(super) fn new(content: PathBuf, remembered: Remembered) -> Self {
        Past { content, remembered }
    }

    /// Reads the history; takes it from memory while no commit has been made since.
    pub fn read(&self) -> Result<Arc<History>, NoHistory> {
        let repository = open(&self.content)?;
        let head = repository.head_id().map_err(|_| NoHistory::NotCommitted)?;
        let mut remembered = self.remembered.lock().expect("no thread panics while it reads a history");
        if let Some((commit, history)) = &*remembered
            && *commit == head
        {
            return Ok(Arc::clone(history));
        }
        let folder = folder_in(&repository, &self.content)?;
        let history = Arc::new(Walk::new(&repository, &folder, head.detach())?.read()?);
        *remembered = Some((head.detach(), Arc::clone(&history)));
        Ok(history)
    }
}

impl History {
    /// The changes of a file, latest first; none when it is in no commit, or its changes are not known.
    pub fn of(&self, path: &str) -> &[Change] {
        self.files.get(path).map_or(&[], Vec::as_slice)
    }
}

fn damaged(error: impl std::fmt::Display) -> NoHistory {
    NoHistory::Damaged { reason: error.to_string() }
}

/// Opens the repository that a folder lies in, whoever owns it: only objects are read.
fn open(content: &Path) -> Result<Repository, NoHistory> {
    let content = content.canonicalize().map_err(damaged)?;
    let (place, _) = gix::discover::upwards(&content).map_err(|_| NoHistory::NoRepository)?;
    let (folder, _) = place.into_repository_and_work_tree_directories();
    gix::open_opts(folder, gix::open::Options::isolated()).map_err(damaged)
}

/// The path of the content folder from the root of the repository.
fn folder_in(repository: &Repository, content: &Path) -> Result<Vec<Vec<u8>>, NoHistory> {
    let root = repository.workdir().ok_or(NoHistory::NoRepository)?.canonicalize().map_err(damaged)?;
    let content = content.canonicalize().map_err(damaged)?;
    let below = content.strip_prefix(root).map_err(damaged)?;
    Ok(below.components().map(|part| part.as_os_str().as_encoded_bytes().to_vec()).collect())
}

/// A name in a folder with what stands there; a folder's own list has them in this order.
#[derive(Debug, Clone, Copy)]
struct Entry<'t> {
    name: &'t [u8],
    mode: EntryMode,
    id: ObjectId,
}

impl Entry<'_> {
    fn is_folder(&self) -> bool {
        self.mode.is_tree()
    }

    /// The order of git: a folder stands as if its name ended in a slash.
    fn order(&self) -> impl Iterator<Item = u8> {
        self.name.iter().copied().chain(self.is_folder().then_some(b'/'))
    }
}

/// What one commit did to the files of the content folder.
#[derive(Default)]
struct Differences {
    /// Files that are otherwise than in every parent; new ones too.
    changed: Vec<(Vec<u8>, ObjectId)>,
    /// Among them, those that no parent has.
    added: BTreeSet<Vec<u8>>,
    /// Files that are gone.
    removed: Vec<(Vec<u8>, ObjectId)>,
}

/// The way back through the commits.
struct Walk<'a> {
    repository: &'a Repository,
    folder: &'a [Vec<u8>],
    head: ObjectId,
    /// Files of which more is to be found: the name that each has at this point of the walk, and its path today.
    sought: HashMap<Vec<u8>, String>,
    found: BTreeMap<String, Vec<Change>>,
    /// The folders that were read last: those of a parent are the next commit's own.
    read: RefCell<VecDeque<(ObjectId, Rc<Vec<u8>>)>>,
}

impl<'a> Walk<'a> {
    fn new(repository: &'a Repository, folder: &'a [Vec<u8>], head: ObjectId) -> Result<Self, NoHistory> {
        let (sought, found) = (HashMap::new(), BTreeMap::new());
        let mut walk = Walk { repository, folder, head, sought, found, read: RefCell::default() };
        let content = walk.content(head)?.ok_or(NoHistory::NotCommitted)?;
        let mut all = Differences::default();
        walk.compare(Some(content), &[None], &mut Vec::new(), &mut all)?;
        let today = |path: &Vec<u8>| composed(&path.to_str_lossy()).into_owned();
        walk.sought = all.changed.into_iter().map(|(path, _)| (path.clone(), today(&path))).collect();
        Ok(walk)
    }

    fn read(mut self) -> Result<History, NoHistory> {
        let netherlands = netherlands();
        let shallow = self.repository.shallow_commits().map_err(damaged)?;
        let newest_first = gix::revision::walk::Sorting::ByCommitTime(Default::default());
        let commits = self.repository.rev_walk([self.head]).sorting(newest_first).all().map_err(damaged)?;
        let mut is_cut_off = false;
        for (place, info) in commits.enumerate() {
            if self.sought.is_empty() {
                break;
            }
            let info = info.map_err(damaged)?;
            // What is older than a commit without its parents may have been changed there too: nobody knows.
            if shallow.as_ref().is_some_and(|ids| ids.contains(&info.id)) {
                is_cut_off = self.sought.values().any(|path| !self.found.contains_key(path));
                break;
            }
            let parents: Vec<ObjectId> = info.parent_ids.iter().copied().collect();
            let differences = self.differences(info.id, &parents)?;
            if differences.changed.iter().any(|(path, _)| self.sought.contains_key(path)) {
                let commit = self.repository.find_commit(info.id).map_err(damaged)?;
                self.note(&differences, change(place, &commit, &netherlands)?);
            }
        }
        Ok(History { files: self.found, is_cut_off })
    }

    /// Writes a commit down with each file that it changed.
    fn note(&mut self, differences: &Differences, change: Change) {
        let mut former = self.former_names(differences);
        for (path, _) in &differences.changed {
            let Some(today) = self.sought.remove(path) else { continue };
            let former = former.remove(path);
            let what = match (&former, differences.added.contains(path)) {
                (Some(_), _) => What::Moved,
                (None, true) => What::Added,
                (None, false) => What::Changed,
            };
            let changes = self.found.entry(today.clone()).or_default();
            changes.push(Change { what, ..change.clone() });
            if changes.len() < MOST_CHANGES && what != What::Added {
                self.sought.insert(former.unwrap_or_else(|| path.clone()), today);
            }
        }
    }

    /// The files of the content folder that differ from those of all parents.
    fn differences(&self, commit: ObjectId, parents: &[ObjectId]) -> Result<Differences, NoHistory> {
        let mine = self.content(commit)?;
        let mut theirs = Vec::with_capacity(parents.len().max(1));
        for parent in parents {
            theirs.push(self.content(*parent)?);
        }
        if parents.is_empty() {
            theirs.push(None);
        }
        let mut differences = Differences::default();
        self.compare(mine, &theirs, &mut Vec::new(), &mut differences)?;
        Ok(differences)
    }

    /// The content folder of a commit.
    fn content(&self, commit: ObjectId) -> Result<Option<ObjectId>, NoHistory> {
        let commit = self.repository.find_commit(commit).map_err(damaged)?;
        let mut folder = commit.tree_id().map_err(damaged)?.detach();
        for part in self.folder {
            let bytes = self.bytes(folder)?;
            match below(&bytes, part)? {
                Some(below) => folder = below,
                None => return Ok(None),
            }
        }
        Ok(Some(folder))
    }

    /// The list of a folder as it is stored.
    fn bytes(&self, folder: ObjectId) -> Result<Rc<Vec<u8>>, NoHistory> {
        let mut read = self.read.borrow_mut();
        if let Some((_, bytes)) = read.iter().find(|(id, _)| *id == folder) {
            return Ok(Rc::clone(bytes));
        }
        let bytes = Rc::new(self.repository.find_tree(folder).map_err(damaged)?.take_data());
        read.push_front((folder, Rc::clone(&bytes)));
        read.truncate(MOST_REMEMBERED);
        Ok(bytes)
    }

    /// Adds what differs between a folder and the same one in every parent: both lists are in one order, so they are
    /// read side by side.
    fn compare(
        &self,
        mine: Option<ObjectId>,
        theirs: &[Option<ObjectId>],
        path: &mut Vec<u8>,
        differences: &mut Differences,
    ) -> Result<(), NoHistory> {
        if theirs.contains(&mine) {
            return Ok(());
        }
        let bytes = |folder: &Option<ObjectId>| folder.map(|id| self.bytes(id)).transpose();
        let lists = [mine].iter().chain(theirs).map(bytes).collect::<Result<Vec<_>, _>>()?;
        let mut lists: Vec<&[u8]> = lists.iter().map(|list| list.as_deref().map_or(&[][..], Vec::as_slice)).collect();
        loop {
            // Nearly all entries are the same everywhere, so those are not even looked into.
            while let Some(same) = first(lists[0])
                && lists.iter().all(|list| list.starts_with(same))
            {
                lists.iter_mut().for_each(|list| *list = &list[same.len()..]);
            }
            let heads = lists.iter().map(|list| first(list).map(entry).transpose()).collect::<Result<Vec<_>, _>>()?;
            let Some(next) = heads.iter().flatten().min_by(|a, b| a.order().cmp(b.order())) else { return Ok(()) };
            let mut ids = Vec::with_capacity(lists.len());
            for (head, list) in heads.iter().zip(&mut lists) {
                let is_next = |head: &&Entry| head.name == next.name && head.is_folder() == next.is_folder();
                let head = head.as_ref().filter(is_next);
                *list = &list[head.and_then(|_| first(list)).map_or(0, <[u8]>::len)..];
                ids.push(head.map(|head| head.id));
            }
            if !ids[1..].contains(&ids[0]) {
                self.differ(*next, &ids, path, differences)?;
            }
        }
    }

    /// Adds a file that is otherwise than in every parent, or what differs below a folder. The first id is the commit's
    /// own, the others are those of its parents.
    fn differ(
        &self,
        entry: Entry,
        ids: &[Option<ObjectId>],
        path: &mut Vec<u8>,
        differences: &mut Differences,
    ) -> Result<(), NoHistory> {
        let length = path.len();
        if length > 0 {
            path.push(b'/');
        }
        path.extend_from_slice(entry.name);
        match (ids[0], ids[1]) {
            _ if entry.is_folder() => self.compare(ids[0], &ids[1..], path, differences)?,
            // A link or another repository.
            _ if !entry.mode.is_blob() => {}
            (Some(file), _) => {
                if ids[1..].iter().all(Option::is_none) {
                    differences.added.insert(path.clone());
                }
                differences.changed.push((path.clone(), file));
            }
            (None, Some(file)) => differences.removed.push((path.clone(), file)),
            (None, None) => {}
        }
        path.truncate(length);
        Ok(())
    }

    /// For each sought file that a commit added, the name that it had before, when one with much the same content went.
    fn former_names(&self, differences: &Differences) -> HashMap<Vec<u8>, Vec<u8>> {
        let is_sought = |path: &Vec<u8>| differences.added.contains(path) && self.sought.contains_key(path);
        let mut added: Vec<_> = differences.changed.iter().filter(|(path, _)| is_sought(path)).collect();
        let mut removed: Vec<_> = differences.removed.iter().collect();
        let mut former = HashMap::new();
        for (path, id) in &added {
            if let Some(at) = removed.iter().position(|(_, other)| other == id) {
                former.insert(path.clone(), removed.remove(at).0.clone());
            }
        }
        added.retain(|(path, _)| !former.contains_key(path));
        if added.len() * removed.len() > MOST_PAIRS {
            return former;
        }
        let texts = |files: &[&(Vec<u8>, ObjectId)]| files.iter().map(|(_, id)| self.lines(*id)).collect::<Vec<_>>();
        let (new, old) = (texts(&added), texts(&removed));
        let mut pairs = Vec::new();
        for (a, new) in new.iter().enumerate() {
            pairs.extend(old.iter().enumerate().map(|(r, old)| (likeness(new, old), a, r)));
        }
        pairs.retain(|(likeness, ..)| *likeness >= 50);
        pairs.sort_by_key(|(likeness, a, r)| (std::cmp::Reverse(*likeness), *a, *r));
        let mut taken = BTreeSet::new();
        for (_, a, r) in pairs {
            if !former.contains_key(&added[a].0) && taken.insert(r) {
                former.insert(added[a].0.clone(), removed[r].0.clone());
            }
        }
        former
    }

    /// How often each line stands in a file; nothing of one that is too large or not there.
    fn lines(&self, id: ObjectId) -> HashMap<Vec<u8>, usize> {
        let mut lines = HashMap::new();
        let blob = self.repository.find_blob(id).ok().filter(|blob| blob.data.len() <= MOST_BYTES);
        for line in blob.iter().flat_map(|blob| blob.data.lines()) {
            *lines.entry(line.to_vec()).or_default() += 1;
        }
        lines
    }
}

/// The folder of this name in the list of a folder.
fn below(mut list: &[u8], name: &[u8]) -> Result<Option<ObjectId>, NoHistory> {
    while let Some(bytes) = first(list) {
        let entry = entry(bytes)?;
        if entry.is_folder() && entry.name == name {
            return Ok(Some(entry.id));
        }
        list = &list[bytes.len()..];
    }
    Ok(None)
}

/// The bytes of the first entry of a folder's list: its mode and name, a zero, and its id.
fn first(list: &[u8]) -> Option<&[u8]> {
    let name = list.find_byte(0)?;
    list.get(..name + 1 + gix::hash::Kind::Sha1.len_in_bytes())
}

fn entry(bytes: &[u8]) -> Result<Entry<'_>, NoHistory> {
    let mut entries = gix::objs::TreeRefIter::from_bytes(bytes, gix::hash::Kind::Sha1);
    let entry = entries.next().expect("a first entry is not empty").map_err(damaged)?;
    Ok(Entry { name: entry.filename, mode: entry.mode, id: entry.oid.to_owned() })
}

/// How much of two files is the same: lines in common, in percent of the longer one.
fn likeness(new: &HashMap<Vec<u8>, usize>, old: &HashMap<Vec<u8>, usize>) -> usize {
    let common: usize = new.iter().map(|(line, count)| old.get(line).map_or(0, |other| *count.min(other))).sum();
    let longer = new.values().sum::<usize>().max(old.values().sum());
    (common * 100).checked_div(longer).unwrap_or(0)
}

fn change(place: usize, commit: &Commit, netherlands: &TimeZone) -> Result<Change, NoHistory> {
    let seconds = commit.time().map_err(damaged)?.seconds;
    let moment = Timestamp::from_second(seconds).map_err(damaged)?;
    let message = commit.message_raw().map_err(damaged)?;
    let author = commit.author().map_err(damaged)?;
    Ok(Change {
        commit: place,
        date: moment.to_zoned(netherlands.clone()).date(),
        what: What::Changed,
        message: message.lines().next().unwrap_or_default().trim().to_str_lossy().into_owned(),
        author: author.name.to_str_lossy().into_owned(),
    })
}
