//! A file with values → [`Table`]: named columns over rows of cells, each with its place.
//!
//! What comes in is what people have on disk: CSV, a spreadsheet (xlsx, ods), a table of StatLine, OData that was saved
//! as JSON. What goes out has one form, so that nobody further on knows which it was. What a column means is left to the
//! model. Time and memory are bounded whatever a file holds: what is larger than [`MAX_BYTES`] or has more than
//! [`MAX_CELLS`] cells is refused.
//!
//! - `text`: CSV; - `json`: OData; - `xlsx`, `ods`: spreadsheets, which `archive` unpacks within bounds and `sheet` gives
//!   a text to point into; - `hidden`: what cannot be seen of a sheet of Excel; - `statline`: the headings of StatLine
//!   undone.

pub(super) mod archive;
pub mod docx;
mod hidden;
mod json;
mod ods;
mod sheet;
mod statline;
mod text;
mod xlsx;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::Asset;
use crate::diagnostic::data::{DataMistake, Hidden, Limit};
use crate::diagnostic::{Diagnostics, FileId, Files, Problem, Span, Spanned};
use sheet::{Range, Workbook};

/// The largest file with values that is read, in bytes.
pub const MAX_BYTES: u64 = 32 << 20;
/// The most cells that a table can have.
pub const MAX_CELLS: usize = 1_000_000;

/// Named columns over rows of cells.
#[derive(Debug, Clone)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, each with one cell a column.
    pub rows: Vec<Vec<Cell>>,
    /// Who made it, as far as that tells how to read it.
    pub origin: Origin,
    /// Where it begins.
    pub span: Span,
}

/// A column of a table.
#[derive(Debug, Clone)]
pub struct Column {
    /// What stands over it; may be empty.
    pub name: String,
    /// Where that stands.
    pub span: Span,
}

/// Who made a table, as far as that tells how to read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Anybody.
    Plain,
    /// StatLine of CBS, in Dutch or in English: one value a row, in the last column.
    StatLine {
        /// In Dutch, so with a comma in numbers.
        dutch: bool,
    },
    /// OData of CBS, version 3: one measure a column.
    Wide,
    /// OData of CBS, version 4: one value a row.
    Long,
}

/// A cell with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Where it stands.
    pub span: Span,
    /// What it holds.
    pub content: Content,
    /// It cannot be seen in a spreadsheet program, and for what.
    pub hidden: Option<Hidden>,
}

impl Cell {
    /// A cell that everybody sees.
    pub fn new(span: Span, content: Content) -> Cell {
        Cell { span, content, hidden: None }
    }
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Nothing was written.
    Empty,
    /// It was written that there is nothing: `null`.
    Null,
    /// A text without white space around it, never empty.
    Text(Arc<str>),
    /// A number.
    Number(f64),
    /// A number that is shown as a percentage: 0.12 for 12 %.
    Percent(f64),
    /// A date or time, as it is shown.
    Date(Arc<str>),
    /// True or false.
    Truth(bool),
    /// A formula that went wrong: `#DIV/0!`.
    Error(Arc<str>),
    /// A formula of which no outcome was saved.
    Uncalculated,
    /// A part of a larger cell that begins elsewhere.
    Merged,
}

impl Content {
    /// A text, or nothing when it is blank.
    fn of(text: &str) -> Content {
        match text.trim() {
            "" => Content::Empty,
            text => Content::Text(text.into()),
        }
    }

    /// As people see it; empty where there is nothing to see.
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Content::Empty | Content::Null | Content::Uncalculated | Content::Merged => Cow::Borrowed(""),
            Content::Text(text) | Content::Date(text) | Content::Error(text) => Cow::Borrowed(text),
            Content::Number(number) => Cow::Owned(number.to_string()),
            Content::Percent(part) => Cow::Owned(format!("{} %", rounded(part * 100.0))),
            Content::Truth(truth) => Cow::Borrowed(if *truth { "TRUE" } else { "FALSE" }),
        }
    }

    /// True when there is nothing to see.
    pub fn is_blank(&self) -> bool {
        matches!(self, Content::Empty | Content::Null | Content::Merged)
    }
}

/// Nine decimals: free of what is left over from binary arithmetic.
pub fn rounded(value: f64) -> f64 {
    let rounded = (value * 1e9).round() / 1e9;
    if rounded.is_finite() { rounded } else { value }
}

/// Rows of cells that nobody has looked at yet.
#[derive(Debug)]
struct Grid {
    file: FileId,
    rows: Vec<Vec<Cell>>,
}

/// A mistake and the part of the file that it is about.
type Mistake = (Span, DataMistake);

/// Which part of which file is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// The file.
    pub asset: &'a Asset,
    /// Where the file is named.
    pub named: Span,
    /// Sheet of a spreadsheet; none for the first that can be seen.
    pub sheet: Option<&'a Spanned<String>>,
    /// Part of a sheet, `A3:F12`.
    pub range: Option<&'a Spanned<String>>,
}

/// The files that were opened, each once, however many figures read them.
#[derive(Debug, Default)]
pub struct Library {
    /// By path; none for a file that cannot be read, which has been reported.
    opened: BTreeMap<String, Option<Opened>>,
}

#[derive(Debug)]
enum Opened {
    Table(Table),
    Workbook(Workbook),
}

impl Library {
    /// The wanted table; none when it cannot be had, which has been reported.
    pub fn table(&mut self, wish: Wish, files: &mut Files, diagnostics: &mut Diagnostics) -> Option<Table> {
        let opened = match self.opened.entry(wish.asset.path.clone()) {
            std::collections::btree_map::Entry::Occupied(entry) => entry.into_mut(),
            std::collections::btree_map::Entry::Vacant(entry) => entry.insert(open(wish, files, diagnostics)),
        };
        match opened.as_mut()? {
            Opened::Table(table) => {
                for key in [wish.sheet, wish.range].into_iter().flatten() {
                    report(key.span, DataMistake::NoSheets, wish, diagnostics);
                }
                Some(table.clone())
            }
            Opened::Workbook(workbook) => sheet_table(workbook, wish, files, diagnostics),
        }
    }
}

fn report(span: Span, mistake: DataMistake, wish: Wish, diagnostics: &mut Diagnostics) {
    let related = if span.file == wish.named.file { Vec::new() } else { vec![wish.named] };
    diagnostics.report_with(span, Problem::DataFile { mistake }, related);
}

/// Reads a file as what its name says it is.
fn open(wish: Wish, files: &mut Files, diagnostics: &mut Diagnostics) -> Option<Opened> {
    let path = format!("content/{}", wish.asset.path);
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension).to_lowercase();
    let opened = match extension.as_str() {
        "csv" | "tsv" | "txt" => open_text(wish, files, text_table),
        "json" => open_text(wish, files, json::table),
        "xlsx" | "ods" => open_workbook(&path, &extension, wish, files),
        _ => Err((wish.named, Problem::DataFile { mistake: DataMistake::Kind { extension } })),
    };
    opened.map_err(|(span, problem)| diagnostics.report_with(span, problem, related(span, wish))).ok()
}

/// The rows of a file that is no part of a site, as texts: of CSV, or of the first sheet of a spreadsheet that can be seen.
/// None for any other kind of file.
pub fn rows(path: &str, bytes: &[u8]) -> Option<Result<Vec<Vec<String>>, DataMistake>> {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension).to_lowercase();
    let mut files = Files::default();
    let grid = match extension.as_str() {
        "csv" => {
            let text = std::str::from_utf8(bytes).ok()?;
            let file = files.add(path, text);
            text::grid(file, text).map_err(|(_, mistake)| mistake)
        }
        "xlsx" | "ods" => Workbook::open(path, extension == "ods", bytes.to_vec()).and_then(|mut workbook| {
            let name = workbook.first_visible().map(str::to_owned).ok_or(DataMistake::Empty)?;
            workbook.grid(&name, &mut files)
        }),
        _ => return None,
    };
    let shown = |row: &Vec<Cell>| row.iter().map(|cell| cell.content.shown().into_owned()).collect();
    Some(grid.map(|grid| grid.rows.iter().map(shown).collect()))
}

fn related(span: Span, wish: Wish) -> Vec<Span> {
    if span.file == wish.named.file { Vec::new() } else { vec![wish.named] }
}

fn open_text(
    wish: Wish,
    files: &mut Files,
    table: fn(FileId, &str) -> Result<Table, Mistake>,
) -> Result<Opened, (Span, Problem)> {
    let file = text_file(wish.asset, files)?;
    let opened = table(file, &files.get(file).text);
    opened.map(Opened::Table).map_err(|(span, mistake)| (span, Problem::DataFile { mistake }))
}

/// The text of a file that somebody made with another program, as a file to point into.
pub(super) fn text_file(asset: &Asset, files: &mut Files) -> Result<FileId, (Span, Problem)> {
    let path = format!("content/{}", asset.path);
    let read = bytes(asset).map_err(|problem| (whole(files.put(&path, None, "")), problem))?;
    match super::text_of(read.clone()) {
        // A NUL stands in no text; it is half a letter of UTF-16.
        Ok(text) if !text.contains('\0') => Ok(files.put(&path, None, text)),
        Ok(_) | Err(Problem::NotUtf8) => {
            let (text, place) = super::misread(&read);
            Err((Span::new(files.put(&path, None, text), place), Problem::NotUtf8))
        }
        Err(problem) => Err((whole(files.put(&path, None, "")), problem)),
    }
}

fn open_workbook(path: &str, extension: &str, wish: Wish, files: &mut Files) -> Result<Opened, (Span, Problem)> {
    let opened = bytes(wish.asset).and_then(|bytes| {
        Workbook::open(path, extension == "ods", bytes).map_err(|mistake| Problem::DataFile { mistake })
    });
    opened.map(Opened::Workbook).map_err(|problem| (whole(files.put(path, None, "")), problem))
}

fn bytes(asset: &Asset) -> Result<Vec<u8>, Problem> {
    if asset.size > MAX_BYTES {
        let mistake = DataMistake::TooLarge { limit: Limit::Megabytes(MAX_BYTES >> 20) };
        return Err(Problem::DataFile { mistake });
    }
    super::bytes_of(asset)
}

fn whole(file: FileId) -> Span {
    Span::new(file, 0..0)
}

/// A text as a table: of StatLine, or of anybody.
fn text_table(file: FileId, text: &str) -> Result<Table, Mistake> {
    let grid = text::grid(file, text)?;
    match statline::table(&grid) {
        Some(table) => table,
        None => headed(grid, false),
    }
}

fn sheet_table(workbook: &mut Workbook, wish: Wish, files: &mut Files, diagnostics: &mut Diagnostics) -> Option<Table> {
    let range = match wish.range {
        None => None,
        Some(written) => match Range::read(&written.value) {
            Some(range) => Some(range),
            None => {
                report(written.span, DataMistake::Range { value: written.value.clone() }, wish, diagnostics);
                return None;
            }
        },
    };
    let name = match wish.sheet {
        None => workbook.first_visible().map(str::to_owned),
        Some(written) => match workbook.sheet(&written.value) {
            Some(sheet) => {
                if sheet.hidden {
                    diagnostics.report(written.span, Problem::HiddenSheet { sheet: sheet.name.clone() });
                }
                Some(sheet.name.clone())
            }
            None => {
                let known: Vec<String> = workbook.visible().map(str::to_owned).collect();
                let problem = Problem::UnknownSheet { sheet: written.value.clone(), known };
                diagnostics.report(written.span, problem);
                return None;
            }
        },
    };
    let Some(name) = name else {
        report(wish.named, DataMistake::Empty, wish, diagnostics);
        return None;
    };
    let grid = workbook.grid(&name, files).map_err(|mistake| (workbook.file(&name, files), mistake));
    let table = grid.and_then(|grid| headed(grid.part(range), range.is_some()));
    let place = |span: Span, mistake: &DataMistake| match (wish.range, mistake) {
        (Some(range), DataMistake::Empty) => range.span,
        _ => span,
    };
    table.map_err(|(span, mistake)| report(place(span, &mistake), mistake, wish, diagnostics)).ok()
}

/// Takes the first row as the names of the columns, after lines with a single cell: titles. Where a part of a sheet was
/// asked for, its first row has the names.
fn headed(grid: Grid, is_exact: bool) -> Result<Table, Mistake> {
    let filled = |row: &[Cell]| row.iter().filter(|cell| !cell.content.is_blank()).count();
    let start = grid.rows.iter().position(|row| filled(row) >= if is_exact { 1 } else { 2 });
    let Some(start) = start else {
        return Err((whole(grid.file), DataMistake::Empty));
    };
    let mut rows = grid.rows.into_iter().skip(start);
    let heading = rows.next().expect("the position was found");
    let is_name = |cell: &Cell| !cell.content.is_blank() || cell.content == Content::Merged;
    let count = heading.iter().rposition(is_name).map_or(0, |last| last + 1);
    let mut columns = Vec::with_capacity(count);
    for cell in &heading[..count] {
        if cell.content == Content::Merged {
            return Err((cell.span, DataMistake::MergedHeading));
        }
        columns.push(Column { name: cell.content.shown().into_owned(), span: cell.span });
    }
    let span = columns.first().map_or(whole(grid.file), |column| column.span);
    let mut table = Table { columns, rows: Vec::new(), origin: Origin::Plain, span };
    for row in rows.filter(|row| row.iter().any(|cell| !cell.content.is_blank())) {
        table.push(row)?;
    }
    match table.rows.is_empty() {
        true => Err((span, DataMistake::Empty)),
        false => Ok(table),
    }
}

impl Table {
    /// Adds a row; a row with more cells than there are columns is a mistake.
    fn push(&mut self, mut row: Vec<Cell>) -> Result<(), Mistake> {
        let count = self.columns.len();
        if let Some(extra) = row.iter().skip(count).find(|cell| !cell.content.is_blank()) {
            let cells = row.iter().rposition(|cell| !cell.content.is_blank()).map_or(0, |last| last + 1);
            return Err((extra.span, DataMistake::LongRow { cells, columns: count }));
        }
        let end = row.last().map_or(self.span, |cell| Span { start: cell.span.end, ..cell.span });
        row.resize(count, Cell::new(end, Content::Empty));
        self.rows.push(row);
        Ok(())
    }
}

impl Grid {
    fn part(mut self, range: Option<Range>) -> Grid {
        let Some(range) = range else { return self };
        let last = range.last_row.min(self.rows.len());
        self.rows.truncate(last);
        self.rows.drain(..(range.first_row - 1).min(last));
        for row in &mut self.rows {
            row.truncate(range.last_column);
            row.drain(..(range.first_column - 1).min(row.len()));
        }
        self
    }
}
