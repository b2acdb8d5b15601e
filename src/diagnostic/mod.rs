//! Everything that can be wrong with what people wrote, and every way of saying so.
//!
//! All hops report here and go on; nobody stops at the first mistake. A [`Diagnostic`] is a [`Problem`] (what is wrong,
//! [`problem`]) at a [`Span`] (where). Spans point into [`Files`], the texts of all files that were read; the line and
//! column are worked out only when a report is printed ([`mod@print`]).

pub mod data;
mod dutch;
mod english;
pub mod explain;
pub mod map;
pub mod print;
pub mod problem;
mod system;

use std::ops::Range;
use std::sync::{Arc, OnceLock};

pub use problem::{Problem, Severity};
pub use system::SystemFault;

/// A file that was read, by its place in [`Files`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(u32);

impl FileId {
    fn at(index: usize) -> FileId {
        FileId(u32::try_from(index).expect("a project has fewer than 2^32 files"))
    }
}

/// A range of bytes in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// Byte after the last; equal to `start` where only a place is meant.
    pub end: u32,
}

impl Span {
    /// A range of bytes in a file. Files are far smaller than 4 GiB: reading refuses larger ones.
    pub fn new(file: FileId, range: Range<usize>) -> Span {
        let offset = |at: usize| u32::try_from(at).expect("reading refuses files of 4 GiB and more");
        Span { file, start: offset(range.start), end: offset(range.end) }
    }

    /// The range of bytes.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A value with the place where it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it was written.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Puts a value and its place together.
    pub fn new(value: T, span: Span) -> Self {
        Spanned { value, span }
    }
}

/// The texts of all files that were read, for pointing into them.
#[derive(Debug, Default, Clone)]
pub struct Files {
    files: Vec<File>,
}

/// A file that was read: its path from the project's root, with `/`, and its text.
#[derive(Debug, Clone)]
pub struct File {
    /// Path from the project's root, with `/` on every system.
    pub path: Arc<str>,
    /// Text as read, with a byte order mark if it has one.
    pub text: Arc<str>,
    /// The sheet of a spreadsheet that the text is made of: a line a row, with [`CELL_SEPARATOR`] between the cells.
    pub sheet: Option<Arc<str>>,
    /// Lines and columns along the text, once something in it was wrong.
    milestones: OnceLock<Vec<Milestone>>,
}

/// The line and column of a byte.
#[derive(Debug, Clone, Copy)]
struct Milestone {
    at: usize,
    line: usize,
    column: usize,
}

impl Milestone {
    const START: Milestone = Milestone { at: 0, line: 1, column: 1 };
    /// Bytes from one to the next, about. Counting from the start for each of many problems takes long.
    const APART: usize = 1_000;

    /// All along a text.
    fn along(text: &str) -> Vec<Milestone> {
        let next = |last: &Milestone| (last.at < text.len()).then(|| last.onwards(text, last.at + Self::APART));
        std::iter::successors(Some(Milestone::START), next).collect()
    }

    /// That of a byte further on, or of the character that the byte is part of. A byte order mark has no column.
    fn onwards(self, text: &str, at: usize) -> Milestone {
        let at = text.floor_char_boundary(at);
        let part = &text[self.at..at];
        let (start, rest) = part.rsplit_once('\n').map_or((self.column, part), |(_, rest)| (1, rest));
        let column = start + rest.trim_start_matches('\u{feff}').chars().count();
        Milestone { at, line: self.line + part.matches('\n').count(), column }
    }
}

impl File {
    fn line_and_column(&self, at: usize) -> (usize, usize) {
        let milestones = self.milestones.get_or_init(|| Milestone::along(&self.text));
        let after = milestones.partition_point(|milestone| milestone.at <= at);
        let found = milestones[after - 1].onwards(&self.text, at);
        (found.line, found.column)
    }
}

fn file(path: impl Into<Arc<str>>, text: impl Into<Arc<str>>, sheet: Option<Arc<str>>) -> File {
    File { path: path.into(), text: text.into(), sheet, milestones: OnceLock::new() }
}

/// What stands between the cells of a row in the text of a sheet, and nowhere else.
pub const CELL_SEPARATOR: char = '|';

impl Files {
    /// Adds a file and gives its handle.
    pub fn add(&mut self, path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> FileId {
        self.push(file(path, text, None))
    }

    /// Gives a file, or a sheet of a spreadsheet, this text; adds it when it was not there. Gives its handle. The text of
    /// a sheet has a line a row, from the first row of the sheet.
    pub fn put(&mut self, path: &str, sheet: Option<&str>, text: impl Into<Arc<str>>) -> FileId {
        let known = self.files.iter().rposition(|file| *file.path == *path && file.sheet.as_deref() == sheet);
        match known.map(FileId::at) {
            Some(id) => {
                self.replace(id, text);
                id
            }
            None => self.push(file(path, text, sheet.map(Into::into))),
        }
    }

    fn push(&mut self, file: File) -> FileId {
        self.files.push(file);
        FileId::at(self.files.len() - 1)
    }

    /// Gives a file another text.
    pub fn replace(&mut self, id: FileId, text: impl Into<Arc<str>>) {
        let known = &mut self.files[id.0 as usize];
        *known = file(known.path.clone(), text, known.sheet.clone());
    }

    /// Takes out all files but the first so many, whose handles are given again.
    pub fn keep_first(&mut self, count: usize) {
        self.files.truncate(count);
    }

    /// Takes the files behind the first so many from others, in which they have the same handles.
    pub fn take_behind(&mut self, count: usize, others: &Files) {
        self.keep_first(count);
        self.files.extend_from_slice(&others.files[count..]);
    }

    /// How many there have been.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// True when there has been none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Takes a file out; its handle is never given again.
    pub fn remove(&mut self, id: FileId) {
        self.files[id.0 as usize] = file("", "", None);
    }

    /// The file with this handle.
    pub fn get(&self, id: FileId) -> &File {
        &self.files[id.0 as usize]
    }

    /// All files, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &File)> {
        self.files.iter().enumerate().map(|(index, file)| (FileId::at(index), file))
    }

    /// Paths of all files, in the order in which they were added.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| &*file.path)
    }

    /// The file with this path.
    pub fn find(&self, path: &str) -> Option<FileId> {
        self.files.iter().position(|file| &*file.path == path).map(FileId::at)
    }

    /// Where a text first stands in a file.
    pub fn position(&self, path: &str, text: &str) -> Option<Range<usize>> {
        let at = self.get(self.find(path)?).text.find(text)?;
        Some(at..at + text.len())
    }

    /// Where a text first stands in any of the files, when the character behind it, if any, `ends` it.
    pub fn first_with(&self, text: &str, ends: impl Fn(char) -> bool) -> Option<Span> {
        let is_whole = |file: &File, at: usize| file.text[at + text.len()..].chars().next().is_none_or(&ends);
        let in_file = |file: &File| file.text.match_indices(text).map(|(at, _)| at).find(|at| is_whole(file, *at));
        let (index, at) = self.files.iter().enumerate().find_map(|(index, file)| Some((index, in_file(file)?)))?;
        Some(Span::new(FileId::at(index), at..at + text.len()))
    }

    /// Works out lines and columns of a span.
    fn place(&self, span: Span) -> Place<'_> {
        let file = self.get(span.file);
        let (line, column) = file.line_and_column(span.start as usize);
        let (end_line, end_column) = file.line_and_column(span.end as usize);
        Place { file, range: span.range(), line, column, end_line, end_column }
    }
}

/// A span in terms of people: lines and columns count from 1, columns in characters.
struct Place<'a> {
    file: &'a File,
    range: Range<usize>,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

impl Place<'_> {
    /// The cell of a spreadsheet, as `Blad1!C14`; none in any other file, and for a sheet as a whole.
    fn cell(&self) -> Option<String> {
        let sheet = self.file.sheet.as_ref()?;
        let text = &self.file.text;
        if text.is_empty() {
            return None;
        }
        let start = self.range.start.min(text.len());
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let column = text[line_start..start].matches(CELL_SEPARATOR).count();
        Some(format!("{sheet}!{}{}", column_letters(column), self.line))
    }

    /// As people write it: `content/a.yaml:2:1`, or `content/a.xlsx!Blad1!C14`.
    fn shown(&self) -> String {
        match (self.cell(), &self.file.sheet) {
            (Some(cell), _) => format!("{}!{cell}", self.file.path),
            (None, Some(sheet)) => format!("{}!{sheet}", self.file.path),
            (None, None) => format!("{}:{}:{}", self.file.path, self.line, self.column),
        }
    }
}

/// The letters of a column, counted from 0: A, B, …, Z, AA.
fn column_letters(column: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(column % 26).expect("less than 26"));
    if column < 26 { letter.to_string() } else { format!("{}{letter}", column_letters(column / 26 - 1)) }
}

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// What is wrong.
    pub problem: Problem,
    /// Where; absent when no file is at fault.
    pub span: Option<Span>,
    /// Other places that belong to it, such as the first of two equal keys.
    pub related: Vec<Span>,
}

/// All that was found wrong so far, in the order found.
#[derive(Debug, Default, Clone)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Reports a problem at a place.
    pub fn report(&mut self, span: Span, problem: Problem) {
        self.list.push(Diagnostic { problem, span: Some(span), related: Vec::new() });
    }

    /// Reports a problem at a place that has to do with other places too.
    pub fn report_with(&mut self, span: Span, problem: Problem, related: Vec<Span>) {
        self.list.push(Diagnostic { problem, span: Some(span), related });
    }

    /// Reports a problem that has no place in a file.
    pub fn report_global(&mut self, problem: Problem) {
        self.list.push(Diagnostic { problem, span: None, related: Vec::new() });
    }

    /// Adds all that another collection holds.
    pub fn append(&mut self, other: Diagnostics) {
        self.list.extend(other.list);
    }

    /// Adds what another collection holds besides.
    pub fn append_new(&mut self, other: Diagnostics) {
        let new: Vec<Diagnostic> = other.list.into_iter().filter(|one| !self.list.contains(one)).collect();
        self.list.extend(new);
    }

    /// All that several collections hold.
    pub fn joined(parts: &[&Diagnostics]) -> Diagnostics {
        Diagnostics { list: parts.iter().flat_map(|part| part.list.iter().cloned()).collect() }
    }

    /// Keeps what has its place in one of some files.
    pub fn keep_those_in(&mut self, is_one: impl Fn(FileId) -> bool) {
        self.list.retain(|d| d.span.is_some_and(|span| is_one(span.file)));
    }

    /// Forgets what has its place in one of some files.
    pub fn forget_those_in(&mut self, is_one: impl Fn(FileId) -> bool) {
        self.list.retain(|d| !d.span.is_some_and(|span| is_one(span.file)));
    }

    /// True when something has its place, or another that it has to do with, in one of some files.
    pub fn has_in(&self, is_one: impl Fn(FileId) -> bool) -> bool {
        self.list.iter().any(|d| d.span.iter().chain(&d.related).any(|span| is_one(span.file)))
    }

    /// Keeps the first so many.
    pub fn truncate(&mut self, count: usize) {
        self.list.truncate(count);
    }

    /// True when something was found that forbids publishing.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|d| d.problem.severity() == Severity::Error)
    }

    /// Takes the advice out, and says how much that was.
    pub fn set_advice_aside(&mut self, files: &Files) -> usize {
        let is_advice = |d: &Diagnostic| d.problem.severity() == Severity::Advice;
        let count = self.sorted(files).into_iter().filter(|d| is_advice(d)).count();
        self.list.retain(|d| !is_advice(d));
        count
    }

    /// True when something of this weight or more was found.
    pub fn has(&self, severity: Severity) -> bool {
        self.list.iter().any(|d| d.problem.severity() <= severity)
    }

    /// True when nothing was found.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The exit code that these problems ask for: 0 without errors, 2 when the configuration or the environment is at
    /// fault, else 1.
    pub fn exit_code(&self, files: &Files) -> u8 {
        let errors = || self.list.iter().filter(|d| d.problem.severity() == Severity::Error);
        let in_configuration = |d: &Diagnostic| {
            d.problem.is_environment() || d.span.is_some_and(|s| &*files.get(s.file).path == "content/site.yaml")
        };
        match errors().count() {
            0 => 0,
            _ if errors().any(in_configuration) => 2,
            _ => 1,
        }
    }

    /// All problems in the order of file, place and code; exact repetitions once.
    pub fn sorted(&self, files: &Files) -> Vec<&Diagnostic> {
        let mut sorted: Vec<&Diagnostic> = self.list.iter().collect();
        let key = |d: &Diagnostic| {
            let place =
                d.span.map(|s| (files.get(s.file).path.clone(), files.get(s.file).sheet.clone(), s.start, s.end));
            (place, d.problem.code(), format!("{:?}", d.problem))
        };
        sorted.sort_by_cached_key(|d| key(d));
        sorted.dedup_by_key(|d| key(d));
        sorted
    }
}
