//! CSV → rows of cells: any of the usual separators, quotes where they are.

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::{Cell, Content, Grid, MAX_CELLS, Mistake};
use crate::diagnostic::data::{DataMistake, Limit};
use crate::diagnostic::{FileId, Span};

/// Separators, the likeliest first: a Dutch spreadsheet program writes semicolons.
const SEPARATORS: [u8; 3] = *b";\t,";
/// Rows that are looked at to tell which separator a file has.
const SAMPLE: usize = 200;

/// Reads a text.
pub(super) fn grid(file: FileId, text: &str) -> Result<Grid, Mistake> {
    let bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let (start, said) = said_separator(text, bom);
    let separator = said.unwrap_or_else(|| likely_separator(file, text, start));
    let mut rows = Vec::new();
    let mut cells = 0;
    for row in Rows::new(file, text, start, separator) {
        let row = row?;
        cells += row.len();
        if cells > MAX_CELLS {
            return Err((row[0].span, DataMistake::TooLarge { limit: Limit::Cells(MAX_CELLS) }));
        }
        rows.push(row);
    }
    Ok(Grid { file, rows })
}

/// The separator that the first line says: `sep=;`, which Excel understands.
fn said_separator(text: &str, start: usize) -> (usize, Option<u8>) {
    let line = text[start..].lines().next().unwrap_or("");
    match line.trim().strip_prefix("sep=").map(str::as_bytes) {
        Some([separator]) => (start + line.len(), Some(*separator)),
        _ => (start, None),
    }
}

/// The separator that gives the most rows of the same number of cells.
fn likely_separator(file: FileId, text: &str, start: usize) -> u8 {
    let likeness = |separator: u8| {
        let counts = Rows::new(file, text, start, separator).map_while(Result::ok).take(SAMPLE).map(|row| row.len());
        let mut counts: Vec<usize> = counts.filter(|count| *count > 1).collect();
        counts.sort_unstable();
        counts.chunk_by(|a, b| a == b).map(<[usize]>::len).max().unwrap_or(0)
    };
    let mut best = (SEPARATORS[0], 0);
    for separator in SEPARATORS {
        let found = likeness(separator);
        if found > best.1 {
            best = (separator, found);
        }
    }
    best.0
}

/// Goes through a text row by row; empty lines are passed over.
struct Rows<'t> {
    file: FileId,
    text: &'t str,
    at: usize,
    separator: u8,
    reader: Reader,
    /// Room for the longest field.
    field: Vec<u8>,
}

impl<'t> Rows<'t> {
    fn new(file: FileId, text: &'t str, at: usize, separator: u8) -> Self {
        let reader = ReaderBuilder::new().delimiter(separator).build();
        Rows { file, text, at, separator, reader, field: vec![0; text.len() - at + 1] }
    }

    /// The next field, and whether it ends its row; none at the end of the text.
    fn field(&mut self) -> Option<Result<(Cell, bool), Mistake>> {
        let start = self.at;
        let mut length = 0;
        loop {
            let (result, read, written) =
                self.reader.read_field(&self.text.as_bytes()[self.at..], &mut self.field[length..]);
            self.at += read;
            length += written;
            match result {
                // The next call has no input left, and ends the field.
                ReadFieldResult::InputEmpty => {}
                ReadFieldResult::OutputFull => unreachable!("a field is never longer than the text"),
                ReadFieldResult::End => return None,
                ReadFieldResult::Field { record_end } => {
                    return Some(self.cell(start, length).map(|cell| (cell, record_end)));
                }
            }
        }
    }

    fn cell(&self, start: usize, length: usize) -> Result<Cell, Mistake> {
        let raw = &self.text[start..self.at];
        let is_between = |c: char| matches!(c, '\n' | '\r') || c == char::from(self.separator);
        let start = start + raw.len() - raw.trim_start_matches(['\n', '\r']).len();
        let raw = &self.text[start..self.at];
        let raw = raw.strip_suffix(is_between).unwrap_or(raw);
        if raw.starts_with('"') && (raw.len() == 1 || !raw.ends_with('"')) && self.at == self.text.len() {
            return Err((Span::new(self.file, start..start + 1), DataMistake::Quote));
        }
        let inside = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        let start = start + usize::from(inside.is_some());
        let inside = inside.unwrap_or(raw);
        let start = start + inside.len() - inside.trim_start().len();
        let span = Span::new(self.file, start..start + inside.trim().len());
        // A field begins and ends at signs of ASCII, so it is whole.
        Ok(Cell::new(span, Content::of(&String::from_utf8_lossy(&self.field[..length]))))
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Vec<Cell>, Mistake>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut row = Vec::new();
        loop {
            match self.field() {
                None if row.is_empty() => return None,
                None => return Some(Ok(row)),
                Some(Err(mistake)) => return Some(Err(mistake)),
                Some(Ok((cell, is_last))) => {
                    row.push(cell);
                    if is_last {
                        return Some(Ok(row));
                    }
                }
            }
        }
    }
}
