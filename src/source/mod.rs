//! The first hop: a project folder → [`Sources`], every file as a tree with places.
//!
//! Text files are parsed here, each on its own and in parallel; what a key means is left to the model. A file that
//! cannot be read or parsed is reported and left out. Hidden files and leftovers of editors are passed over.

pub mod address;
pub mod colophon;
pub mod decode;
pub mod fingerprint;
pub mod geojson;
pub mod history;
mod json;
pub mod markdown;
pub mod memory;
pub mod picture;
mod quotes;
pub mod table;
pub mod yaml;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::io::{self, ErrorKind, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::diagnostic::problem::Instead;
use crate::diagnostic::{Diagnostics, FileId, Files, Problem, Span, SystemFault};
use colophon::Colophon;
use history::Past;
use markdown::{Origin, Prose};
use memory::{Changed, Memory};
use picture::Picture;
use yaml::Node;

/// Everything that the content folder holds, with what was made of each text.
#[derive(Debug, Clone)]
pub struct Sources<R> {
    /// What was made of the Markdown and YAML files, sorted by path.
    pub documents: Vec<Arc<R>>,
    /// All other files: images and downloads, sorted by path.
    pub assets: Vec<Asset>,
    /// What was seen in those of them that were looked at, by path.
    pub looks: BTreeMap<String, Look>,
    /// Paths from the content folder of files that are refused or cannot be read, which has been reported.
    pub broken: Vec<String>,
    /// How the files came to be, for who asks.
    pub past: Past,
}

/// A parsed text file.
#[derive(Debug)]
pub struct Document {
    /// Path from the content folder, with `/`, in NFC: `plans/x/index.md`.
    pub path: String,
    /// The file.
    pub file: FileId,
    /// Front matter, or the whole of a YAML file; none when it could not be parsed.
    pub keys: Option<Node>,
    /// Text below the front matter.
    pub body: Prose,
    /// What is wrong with it so far.
    pub mistakes: Diagnostics,
}

/// A file that is published as it is.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Path from the content folder, with `/`, in NFC.
    pub path: String,
    /// Where it lies.
    pub source: PathBuf,
    /// Size in bytes.
    pub size: u64,
    /// When it was last written, where the system tells.
    pub modified: Option<SystemTime>,
}

impl Asset {
    /// Asks size and time again. False when there is no file any more.
    fn look_again(&mut self) -> bool {
        let Some(known) = self.source.metadata().ok().filter(fs::Metadata::is_file) else { return false };
        (self.size, self.modified) = (known.len(), known.modified().ok());
        true
    }
}

/// What was seen in a file that is published as it is.
#[derive(Debug, Clone)]
pub enum Look {
    /// A picture; what is wrong with one is told where a page shows it.
    Picture(Result<Picture, Problem>),
    /// What a document tells of itself.
    Document(Colophon),
}

/// Texts whose date makes "last month" clear: news and events.
const DATED_FOLDERS: &[&str] = &["news/", "events/"];

/// True for a folder that holds the settings of a site.
pub fn is_project(folder: &Path) -> bool {
    folder.join("content").join("site.yaml").is_file()
}

/// What is wrong with a folder that is taken for a project, and holds none.
pub fn no_project(folder: &Path) -> Problem {
    Problem::NotAProject { path: folder.display().to_string(), is_there: folder.is_dir() }
}

/// Reads and parses all files under `content/` of a project.
pub fn read(project: &Path, files: &mut Files, diagnostics: &mut Diagnostics) -> Sources<Document> {
    let memory = &mut Memory::default();
    read_again(project, memory, &Changed::Anything, files, diagnostics, |document, _| document, |_| None)
}

/// Reads all files under `content/` of a project of which something may be remembered. Each text is parsed and handed to `make` with its text, side by side;
/// a file that is as it was when it was last read is taken from memory. `asks` tells which file's colophon is asked for by
/// what was made of a text.
pub fn read_again<R: Send + Sync>(
    project: &Path,
    memory: &mut Memory<R>,
    changed: &Changed,
    files: &mut Files,
    diagnostics: &mut Diagnostics,
    make: impl Fn(Document, &str) -> R + Sync,
    asks: impl Fn(&R) -> Option<String>,
) -> Sources<R> {
    let (mut texts, mut assets, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    for found in memory.list(&project.join("content"), changed) {
        match found.clone() {
            Err(refusal) => refused.push(refusal),
            Ok(found) => match found.path.rsplit_once('.') {
                Some((_, "md" | "yaml")) => texts.push(found),
                Some((stem, other)) if is_text(other) => {
                    let meant = if other.to_lowercase().starts_with('y') { "yaml" } else { "md" };
                    let nearest = Some(format!("{stem}.{meant}"));
                    refused.push((found.path, Problem::MisplacedFile { nearest, folders: Vec::new() }));
                }
                _ => assets.push(found),
            },
        }
    }
    let documents = read_texts(&texts, memory, changed, &mut refused, make);
    let asked = documents.iter().filter_map(|made| asks(made)).collect();
    let looks = look_at(&assets, &asked, memory, changed);
    *files = memory.files().clone();
    for (path, problem) in &refused {
        let bytes = || fs::read(project.join("content").join(path)).unwrap_or_default();
        let (text, place) = if *problem == Problem::NotUtf8 { misread(&bytes()) } else { (String::new(), 0..0) };
        let file = files.add(format!("content/{path}").trim_end_matches('/'), text);
        diagnostics.report(Span::new(file, place), problem.clone());
    }
    let past = Past::new(project.join("content"), memory.past());
    Sources { documents, assets, looks, broken: refused.into_iter().map(|(path, _)| path).collect(), past }
}

/// What changed in a project, the texts read again.
pub struct Reread<R> {
    /// Texts.
    pub texts: Vec<RereadText<R>>,
    /// Files that are no texts, as they are now.
    pub others: Vec<Asset>,
}

/// A text that was read again.
pub struct RereadText<R> {
    /// Its file.
    pub file: FileId,
    /// What was made of it before.
    pub before: Arc<R>,
    /// What is made of it now.
    pub now: Arc<R>,
}

/// Reads the texts again that changed in a project. None when anything came or went in its content, when a text cannot be
/// read, or when a file changed that was looked at; then nothing has been.
pub fn reread<R>(
    project: &Path,
    memory: &mut Memory<R>,
    changed: &Changed,
    make: impl Fn(Document, &str) -> R,
) -> Option<Reread<R>> {
    let changed = memory.same_files(&project.join("content"), changed)?;
    let is_text = |asset: &Asset| matches!(asset.path.rsplit_once('.'), Some((_, "md" | "yaml")));
    let (texts, others): (Vec<Asset>, Vec<Asset>) = changed.into_iter().partition(is_text);
    if others.iter().any(|asset| memory.has_look(asset)) {
        return None;
    }
    let read = |asset: Asset| {
        let before = memory.last_made(&asset)?;
        let text = read_text(&asset.source).ok()?;
        Some((asset, before, text))
    };
    let read: Vec<(Asset, Arc<R>, String)> = texts.into_iter().map(read).collect::<Option<_>>()?;
    let mut again = Vec::new();
    for (asset, before, text) in read {
        let (file, same) = memory.replace(&asset, text);
        if same.is_none() {
            let text = Arc::clone(&memory.files().get(file).text);
            let now = Arc::new(make(parse(asset.path.clone(), file, &text), &text));
            memory.keep(&asset, file, Arc::clone(&now));
            again.push(RereadText { file, before, now });
        }
    }
    Some(Reread { texts: again, others })
}

/// A text as far as it is known: what was made of it before, or what it says now.
enum Text<R> {
    Same(Arc<R>),
    New(String),
    Unreadable(Problem),
}

fn read_texts<R: Send + Sync>(
    texts: &[Asset],
    memory: &mut Memory<R>,
    changed: &Changed,
    refused: &mut Vec<(String, Problem)>,
    make: impl Fn(Document, &str) -> R + Sync,
) -> Vec<Arc<R>> {
    memory.forget_all_but(texts);
    let look = |asset: &Asset| match memory.recall(asset, changed) {
        Some(made) => Text::Same(made),
        None => read_text(&asset.source).map_or_else(Text::Unreadable, Text::New),
    };
    let looked: Vec<Text<R>> = texts.par_iter().map(look).collect();
    let mut made: Vec<Option<Arc<R>>> = Vec::with_capacity(texts.len());
    let mut to_make = Vec::new();
    for (place, (asset, text)) in texts.iter().zip(looked).enumerate() {
        made.push(match text {
            Text::Same(made) => Some(made),
            Text::Unreadable(problem) => {
                refused.push((asset.path.clone(), problem));
                None
            }
            Text::New(text) => {
                let (file, same) = memory.replace(asset, text);
                to_make.extend(same.is_none().then_some((place, file)));
                same
            }
        });
    }
    let files = memory.files();
    let make_one = |(place, file): (usize, FileId)| {
        let text = &files.get(file).text;
        (place, file, Arc::new(make(parse(texts[place].path.clone(), file, text), text)))
    };
    let new: Vec<(usize, FileId, Arc<R>)> = to_make.into_par_iter().map(make_one).collect();
    for (place, file, one) in new {
        memory.keep(&texts[place], file, Arc::clone(&one));
        made[place] = Some(one);
    }
    made.into_iter().flatten().collect()
}

/// Looks at the pictures among the files and at the documents that are asked for, side by side; one that has not changed
/// since is remembered.
fn look_at<R: Send + Sync>(
    assets: &[Asset],
    asked: &BTreeSet<String>,
    memory: &mut Memory<R>,
    changed: &Changed,
) -> BTreeMap<String, Look> {
    let look_anew = |asset: &Asset| match colophon::Kind::of(&asset.path) {
        Some(kind) if asked.contains(&asset.path) => Some(Look::Document(colophon::read(asset, kind))),
        _ => picture::is_picture(&asset.path).then(|| Look::Picture(picture::look(asset))),
    };
    let look = |asset: &Asset| memory.recall_look(asset, changed).or_else(|| look_anew(asset));
    let looked: Vec<(&Asset, Look)> = assets.par_iter().filter_map(|asset| Some((asset, look(asset)?))).collect();
    memory.keep_looks(&looked);
    looked.into_iter().map(|(asset, look)| (asset.path.clone(), look)).collect()
}

/// A file, or a path from the content folder with what is wrong there.
type Found = Result<Asset, (String, Problem)>;

/// Lists the files of the content folder, sorted by path.
fn walk(content: &Path) -> Vec<Found> {
    let entries =
        WalkDir::new(content).follow_links(false).into_iter().filter_entry(|e| e.depth() == 0 || !is_passed_over(e));
    let is_file = |entry: &walkdir::Result<DirEntry>| !entry.as_ref().is_ok_and(is_folder_of_files);
    let entries: Vec<_> = entries.filter(is_file).collect();
    // Asking the system for size and time is most of the work.
    let found = |entry: walkdir::Result<DirEntry>| match entry {
        Ok(entry) if entry.file_type().is_dir() => Err(folder_like_text(content, &entry)),
        Ok(entry) => asset(content, &entry),
        Err(error) => Err(unlisted(content, error)),
    };
    let mut found: Vec<Found> = entries.into_par_iter().map(found).collect();
    found.par_sort_by(|one, other| path_of(one).cmp(path_of(other)));
    found
}

fn path_of(found: &Found) -> &str {
    match found {
        Ok(asset) => &asset.path,
        Err((path, _)) => path,
    }
}

/// What the walk could not look at.
fn unlisted(content: &Path, error: walkdir::Error) -> (String, Problem) {
    let path = error.path().unwrap_or(content).strip_prefix(content).unwrap_or(content).display().to_string();
    (path, unwalkable(error))
}

fn unwalkable(error: walkdir::Error) -> Problem {
    let error = error.into_io_error();
    unreadable(error.expect("only a circle of links is no fault of the system, and the walk follows none"))
}

/// A file that the system does not read.
fn unreadable(fault: impl Into<SystemFault>) -> Problem {
    Problem::Unreadable { path: None, fault: fault.into() }
}

/// True for a folder, which is passed over; one with the name of a text is not.
fn is_folder_of_files(entry: &DirEntry) -> bool {
    let is_like_text = |end: &OsStr| end == "md" || end == "yaml";
    entry.file_type().is_dir() && !entry.path().extension().is_some_and(is_like_text)
}

/// A folder with the name of a text.
fn folder_like_text(content: &Path, entry: &DirEntry) -> (String, Problem) {
    let path = entry.path().strip_prefix(content).unwrap_or(content).to_string_lossy().replace('\\', "/");
    (path, unreadable(ErrorKind::IsADirectory))
}

/// Ways to end the name of a text that people use and this program does not.
fn is_text(extension: &str) -> bool {
    ["md", "markdown", "mdown", "yaml", "yml"].contains(&extension.to_lowercase().as_str())
}

fn asset(content: &Path, entry: &DirEntry) -> Found {
    let relative = entry.path().strip_prefix(content).expect("the walk stays below its start");
    let lossy = relative.to_string_lossy().replace('\\', "/");
    let Some(name) = relative.to_str() else {
        return Err((lossy, Problem::NotUtf8));
    };
    let path = address::composed(&name.replace('\\', "/")).into_owned();
    if let Some(problem) = address::unfit(&path) {
        return Err((path, problem));
    }
    if !entry.file_type().is_file() {
        let shown = if path.is_empty() { "content".to_owned() } else { path.clone() };
        return Err((path, Problem::OutsideProject { path: shown }));
    }
    let known = entry.metadata().map_err(|error| (path.clone(), unwalkable(error)))?;
    Ok(Asset { path, source: entry.path().to_owned(), size: known.len(), modified: known.modified().ok() })
}

/// Hidden files and what editors leave behind.
fn is_passed_over(entry: &DirEntry) -> bool {
    is_leftover(entry.file_name())
}

/// True for the name of a hidden file, or of one that an editor leaves.
fn is_leftover(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let hidden = name.starts_with('.') && name != ".well-known";
    hidden
        || name.starts_with("~$")
        || name.ends_with('~')
        || name.ends_with(".swp")
        || name.ends_with(".tmp")
        || name == "Thumbs.db"
}

/// The bytes of a file that was found.
fn bytes_of(asset: &Asset) -> Result<Vec<u8>, Problem> {
    fs::read(&asset.source).map_err(unreadable)
}

/// A file that was found, to read parts of.
fn opened(asset: &Asset) -> io::Result<impl Read + Seek> {
    fs::File::open(&asset.source)
}

fn read_text(path: &Path) -> Result<String, Problem> {
    text_of(fs::read(path).map_err(unreadable)?)
}

/// Bytes as a text; every kind of line end becomes that of Unix, so that all give the same pages and places.
fn text_of(bytes: Vec<u8>) -> Result<String, Problem> {
    if bytes.len() >= u32::MAX as usize {
        return Err(unreadable(ErrorKind::FileTooLarge));
    }
    let text = String::from_utf8(bytes).map_err(|_| Problem::NotUtf8)?;
    Ok(if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text })
}

/// What a text says that is saved in another encoding, as far as that can be guessed, and the place of the first sign
/// that shows it: for pointing at, never for use.
pub(crate) fn misread(bytes: &[u8]) -> (String, std::ops::Range<usize>) {
    let text: String = match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        // Half a letter of UTF-16, or no text at all.
        _ if bytes.contains(&0) => String::new(),
        // What Windows-1252 and Latin-1 have in common are the first 256 signs of Unicode.
        _ => {
            let known = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
            let start = String::from_utf8_lossy(&bytes[..known]).into_owned();
            let rest: String = bytes[known..].iter().map(|byte| char::from(*byte)).collect();
            let length = rest.chars().next().map_or(0, char::len_utf8);
            return (start + &rest, known..known + length);
        }
    };
    let length = text.chars().next().map_or(0, char::len_utf8);
    (text, 0..length)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    String::from_utf16_lossy(&units)
}

/// Parses one file; pure, so that files can be parsed side by side and remembered by their content.
fn parse(path: String, file: FileId, text: &str) -> Document {
    let mut diagnostics = Diagnostics::default();
    let bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let (keys, body) = if text[bom..].trim().is_empty() {
        diagnostics.report(Span::new(file, 0..0), Problem::EmptyFile);
        (None, Prose::default())
    } else if let Some(place) = conflict(text) {
        diagnostics.report(Span::new(file, place), Problem::MergeConflict);
        (None, Prose::default())
    } else if path.ends_with(".yaml") {
        (yaml::parse(file, text, bom..text.len(), &mut diagnostics), Prose::default())
    } else {
        parse_page(&path, file, text, bom, &mut diagnostics)
    };
    Document { path, file, keys, body, mistakes: diagnostics }
}

fn parse_page(
    path: &str,
    file: FileId,
    text: &str,
    start: usize,
    diagnostics: &mut Diagnostics,
) -> (Option<Node>, Prose) {
    let dir = address::dir_of(path);
    let dated = DATED_FOLDERS.iter().any(|folder| path.starts_with(folder));
    let page = |start: usize, diagnostics: &mut Diagnostics| {
        let origin = Origin { file, text, dir, start, verbatim: true, dated };
        markdown::parse(&text[start..], origin, diagnostics)
    };
    match front_matter(&text[start..]) {
        FrontMatter::Closed { keys, body } => {
            let keys = yaml::parse(file, text, start + keys.start..start + keys.end, diagnostics);
            (keys, page(start + body, diagnostics))
        }
        FrontMatter::Open => {
            diagnostics.report(Span::new(file, start..start + 3), Problem::UnterminatedFrontMatter);
            (None, Prose::default())
        }
        FrontMatter::Absent => {
            let line = text[start..].lines().next().map_or(0, str::len);
            let instead = instead_of_fence(&text[start..start + line]);
            diagnostics.report(Span::new(file, start..start + line), Problem::MissingFrontMatter { instead });
            (None, page(start, diagnostics))
        }
    }
}

/// The first of the marks that git leaves where two changes meet. One of them is enough: somebody took away the others.
fn conflict(text: &str) -> Option<std::ops::Range<usize>> {
    let line_with = |mark: &str| match text.starts_with(mark) {
        true => Some(0),
        false => text.match_indices(mark).map(|(at, _)| at).find(|at| text[..*at].ends_with('\n')),
    };
    let at = [line_with("<<<<<<< "), line_with(">>>>>>> ")].into_iter().flatten().min()?;
    let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
    Some(at..end)
}

/// What a file begins with in place of the line `---`.
fn instead_of_fence(line: &str) -> Instead {
    let line = line.trim();
    let key = line.split(':').next().filter(|key| key.len() < line.len()).unwrap_or("");
    if !line.is_empty() && line.chars().all(|c| matches!(c, '-' | '–' | '—' | '_' | ' ' | '‐' | '−')) {
        Instead::Dashes
    } else if !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
        Instead::Key
    } else {
        Instead::Text
    }
}

/// The front matter and the text of a file of Markdown, as ranges of bytes.
pub fn parts(text: &str) -> (Option<std::ops::Range<usize>>, std::ops::Range<usize>) {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    match front_matter(&text[start..]) {
        FrontMatter::Closed { keys, body } => (Some(start + keys.start..start + keys.end), start + body..text.len()),
        FrontMatter::Open => (None, text.len()..text.len()),
        FrontMatter::Absent => (None, start..text.len()),
    }
}

enum FrontMatter {
    Closed { keys: std::ops::Range<usize>, body: usize },
    Open,
    Absent,
}

/// Finds the lines `---` around the front matter.
fn front_matter(text: &str) -> FrontMatter {
    let mut at = 0;
    let mut keys_start = None;
    for line in text.split_inclusive('\n') {
        let is_fence = line.trim_end() == "---";
        match keys_start {
            None if is_fence => keys_start = Some(at + line.len()),
            None => return FrontMatter::Absent,
            Some(start) if is_fence => return FrontMatter::Closed { keys: start..at, body: at + line.len() },
            Some(_) => {}
        }
        at += line.len();
    }
    if keys_start.is_some() { FrontMatter::Open } else { FrontMatter::Absent }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_vanishes_is_a_problem() {
        assert!(matches!(read_text(Path::new("weg.md")), Err(Problem::Unreadable { .. })));
    }
}
