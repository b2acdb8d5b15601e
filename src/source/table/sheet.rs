//! A spreadsheet: its sheets by name, each of which becomes a text with a line a row, so that a message can show the row.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{Cell, Content, Grid, MAX_CELLS, archive, ods, xlsx};
use crate::diagnostic::data::{DataMistake, Hidden, Limit};
use crate::diagnostic::{CELL_SEPARATOR, FileId, Files, Span};

/// The most columns that a sheet may have: far more than a table for people.
const MAX_COLUMNS: usize = 1_000;
/// The most bytes that the text of a sheet may have.
const MAX_TEXT: usize = 64 << 20;

/// A spreadsheet of which a sheet can be asked for.
#[derive(Debug)]
pub(super) struct Workbook {
    /// Path from the project's root.
    path: String,
    is_ods: bool,
    bytes: Vec<u8>,
    sheets: Vec<SheetName>,
    /// The text of each sheet that was read.
    files: BTreeMap<String, FileId>,
}

/// A sheet by name.
#[derive(Debug, Clone)]
pub(super) struct SheetName {
    pub name: String,
    /// It cannot be seen in a spreadsheet program until it is made visible.
    pub hidden: bool,
}

/// What a sheet holds: cells by row and column from 0, in any order, and the larger cells that were merged of several.
#[derive(Debug, Default)]
pub(super) struct Cells {
    pub filled: Vec<(usize, usize, Content)>,
    /// First row, first column, last row, last column.
    pub merged: Vec<[usize; 4]>,
    /// Rows that cannot be seen.
    pub hidden_rows: Runs,
    /// Columns that cannot be seen.
    pub hidden_columns: Runs,
}

/// Numbers of rows or columns from 0, in runs: the first of each with its last.
#[derive(Debug, Default)]
pub(super) struct Runs(BTreeMap<usize, usize>);

impl Runs {
    /// Adds a run.
    pub fn push(&mut self, first: usize, last: usize) {
        self.0.insert(first, last);
    }

    fn has(&self, at: usize) -> bool {
        self.0.range(..=at).next_back().is_some_and(|(_, last)| at <= *last)
    }
}

impl Cells {
    /// Adds a cell; refuses the one that is too many.
    pub fn push(&mut self, row: usize, column: usize, content: Content) -> Result<(), DataMistake> {
        if content.is_blank() {
            return Ok(());
        }
        if self.filled.len() >= MAX_CELLS || column >= MAX_COLUMNS {
            return Err(too_large());
        }
        self.filled.push((row, column, content));
        Ok(())
    }
}

fn too_large() -> DataMistake {
    DataMistake::TooLarge { limit: Limit::Sheet { cells: MAX_CELLS, columns: MAX_COLUMNS } }
}

impl Workbook {
    /// Opens a spreadsheet and lists its sheets.
    pub fn open(path: &str, is_ods: bool, bytes: Vec<u8>) -> Result<Workbook, DataMistake> {
        archive::check(&bytes)?;
        let sheets = guarded(|| if is_ods { ods::sheets(&bytes) } else { xlsx::sheets(&bytes) })?;
        Ok(Workbook { path: path.to_owned(), is_ods, bytes, sheets, files: BTreeMap::new() })
    }

    /// The sheet with this name; case does not matter where only one sheet can be meant.
    pub fn sheet(&self, name: &str) -> Option<&SheetName> {
        self.sheets.iter().find(|sheet| sheet.name == name)
    }

    /// Names of the sheets that can be seen.
    pub fn visible(&self) -> impl Iterator<Item = &str> {
        self.sheets.iter().filter(|sheet| !sheet.hidden).map(|sheet| sheet.name.as_str())
    }

    /// The sheet that people see first.
    pub fn first_visible(&self) -> Option<&str> {
        self.visible().next()
    }

    /// The text of a sheet; empty as long as it was not read.
    pub fn file(&mut self, name: &str, files: &mut Files) -> Span {
        let file = *self.files.entry(name.to_owned()).or_insert_with(|| files.put(&self.path, Some(name), ""));
        Span::new(file, 0..0)
    }

    /// The cells of a sheet, from its first row and column.
    pub fn grid(&mut self, name: &str, files: &mut Files) -> Result<Grid, DataMistake> {
        let bytes = &self.bytes;
        let mut cells = guarded(|| if self.is_ods { ods::cells(bytes, name) } else { xlsx::cells(bytes, name) })?;
        let (hidden_rows, hidden_columns) =
            (std::mem::take(&mut cells.hidden_rows), std::mem::take(&mut cells.hidden_columns));
        let rows = arranged(cells)?;
        let (text, places) = text_of(&rows)?;
        let file = match self.files.get(name) {
            Some(file) => *file,
            None => files.put(&self.path, Some(name), text),
        };
        self.files.insert(name.to_owned(), file);
        let hidden = |row: usize, column: usize| match (hidden_rows.has(row), hidden_columns.has(column)) {
            (true, _) => Some(Hidden::Row(row)),
            (false, true) => Some(Hidden::Column(column)),
            (false, false) => None,
        };
        let rows = rows.into_iter().zip(places).enumerate().map(|(row, (contents, places))| {
            let cells = contents.into_iter().zip(places).enumerate();
            let cell = |(column, (content, (start, end)))| Cell {
                span: Span::new(file, start..end),
                content,
                hidden: hidden(row, column),
            };
            cells.map(cell).collect()
        });
        Ok(Grid { file, rows: rows.collect() })
    }
}

/// Runs a reader that may panic on a damaged file.
fn guarded<T>(read: impl FnOnce() -> Result<T, DataMistake>) -> Result<T, DataMistake> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or(Err(DataMistake::Incomplete))
}

/// Puts cells in rows, each up to its last cell. Merged cells have their content in the first.
fn arranged(cells: Cells) -> Result<Vec<Vec<Content>>, DataMistake> {
    let mut lengths: BTreeMap<usize, usize> = BTreeMap::new();
    for (row, column, _) in &cells.filled {
        let length = lengths.entry(*row).or_default();
        *length = (*length).max(column + 1);
    }
    let height = lengths.last_key_value().map_or(0, |(row, _)| row + 1);
    if lengths.values().sum::<usize>() + height > MAX_CELLS * 2 {
        return Err(too_large());
    }
    let mut rows: Vec<Vec<Content>> =
        (0..height).map(|row| vec![Content::Empty; lengths.get(&row).copied().unwrap_or(0)]).collect();
    for (row, column, content) in cells.filled {
        rows[row][column] = content;
    }
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut covered = 0;
    for [first_row, first_column, last_row, last_column] in cells.merged {
        for row in rows.iter_mut().take(last_row.saturating_add(1)).skip(first_row).enumerate() {
            let (below, row) = row;
            let end = width.min(last_column.saturating_add(1));
            let start = if below == 0 { first_column.saturating_add(1) } else { first_column };
            covered += end.saturating_sub(start) + 1;
            if covered > MAX_CELLS {
                return Err(too_large());
            }
            if row.len() < end {
                row.resize(end, Content::Empty);
            }
            row.iter_mut().take(end).skip(start).for_each(|content| *content = Content::Merged);
        }
    }
    Ok(rows)
}

/// Start and end of each cell in the text, row by row.
type CellPlaces = Vec<Vec<(usize, usize)>>;

/// A line a row, with a sign between its cells that stands in none of them.
fn text_of(rows: &[Vec<Content>]) -> Result<(String, CellPlaces), DataMistake> {
    let mut text = String::new();
    let mut places = Vec::with_capacity(rows.len());
    for row in rows {
        let mut in_row = Vec::with_capacity(row.len());
        for (column, content) in row.iter().enumerate() {
            if column > 0 {
                text.push(' ');
                text.push(CELL_SEPARATOR);
                text.push(' ');
            }
            let start = text.len();
            text.extend(content.shown().chars().map(|c| match c {
                CELL_SEPARATOR => '¦',
                c if c.is_control() => ' ',
                c => c,
            }));
            in_row.push((start, text.len()));
        }
        text.push('\n');
        places.push(in_row);
        if text.len() > MAX_TEXT {
            return Err(too_large());
        }
    }
    Ok((text, places))
}

/// A part of a sheet: rows and columns from 1, the last ones included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    pub first_row: usize,
    pub first_column: usize,
    pub last_row: usize,
    pub last_column: usize,
}

impl Range {
    /// Reads `A3:F12`; without a last row (`A3:F`) it goes on to the end of the sheet.
    pub fn read(text: &str) -> Option<Range> {
        let (first, last) = text.trim().split_once(':')?;
        let ((first_column, first_row), (last_column, last_row)) = (corner(first)?, corner(last)?);
        let first_row = first_row.unwrap_or(1);
        let last_row = last_row.unwrap_or(usize::MAX);
        (first_row <= last_row && first_column <= last_column).then_some(Range {
            first_row,
            first_column,
            last_row,
            last_column,
        })
    }
}

/// `C14` as column and row, `C` as a column alone; `$` means nothing here.
fn corner(text: &str) -> Option<(usize, Option<usize>)> {
    let text = text.trim().replace('$', "").to_ascii_uppercase();
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    if !(1..=3).contains(&letters) {
        return None;
    }
    let column = text.bytes().take(letters).fold(0, |column, letter| column * 26 + usize::from(letter - b'A') + 1);
    let row = match &text[letters..] {
        "" => None,
        digits => Some(digits.parse().ok().filter(|row| (1..=9_999_999).contains(row))?),
    };
    Some((column, row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_sheet_is_written_as_in_a_spreadsheet_program() {
        let range = |first_row, first_column, last_row, last_column| {
            Some(Range { first_row, first_column, last_row, last_column })
        };
        assert_eq!(Range::read("A3:F12"), range(3, 1, 12, 6));
        assert_eq!(Range::read("$b$2:$aa$2"), range(2, 2, 2, 27));
        assert_eq!(Range::read("A3:F"), range(3, 1, usize::MAX, 6));
        assert_eq!(Range::read("A:C"), range(1, 1, usize::MAX, 3));
        for wrong in ["", "A3", "3:4", "A3-F12", "F12:A3", "A0:B2", "ABCD1:B2", "A1:B99999999999999999999", "A1:é2"] {
            assert_eq!(Range::read(wrong), None, "{wrong}");
        }
    }
}
