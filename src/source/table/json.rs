//! JSON → [`Table`]: the list of rows that OData gives, of CBS (version 3 and 4) or of anybody else.
//!
//! Values are taken as slices of the text, which gives their place.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::super::json::{Entries, Places, Text, start, syntax};
use super::{Cell, Column, Content, MAX_CELLS, Mistake, Origin, Table};
use crate::diagnostic::data::{DataMistake, Limit};
use crate::diagnostic::{FileId, Span};

/// Columns that only number the rows.
const ROW_NUMBERS: [&str; 2] = ["ID", "Id"];

/// Reads a text.
pub(super) fn table(file: FileId, text: &str) -> Result<Table, Mistake> {
    let start = start(text);
    let whole = Span::new(file, start..start);
    let (rows, is_cbs) = rows(&text[start..]).map_err(|error| damaged(file, text, &error))?;
    let Some(rows) = rows else { return Err((whole, DataMistake::NoRows)) };
    let places = Places { file, text };
    let mut table = Table { columns: Vec::new(), rows: Vec::new(), origin: Origin::Plain, span: whole };
    let mut index: BTreeMap<Cow<str>, usize> = BTreeMap::new();
    let mut cells = 0;
    for raw in rows {
        let span = places.of(raw.get());
        let entries: Entries = serde_json::from_str(raw.get()).map_err(|_| (span, DataMistake::NoRows))?;
        let mut row = vec![Cell::new(Span { end: span.start, ..span }, Content::Null); table.columns.len()];
        for (key, value) in entries.0.into_iter().filter(|(key, _)| !ROW_NUMBERS.contains(&key.as_ref())) {
            let place = if let Cow::Borrowed(key) = &key { places.of(key) } else { span };
            let at = *index.entry(key).or_insert_with_key(|key| {
                table.columns.push(Column { name: key.trim().to_owned(), span: place });
                table.columns.len() - 1
            });
            if at >= row.len() {
                row.resize(at + 1, Cell::new(Span { end: span.start, ..span }, Content::Null));
            }
            row[at] = cell(places, value)?;
        }
        cells += table.columns.len();
        if cells > MAX_CELLS {
            return Err((span, DataMistake::TooLarge { limit: Limit::Cells(MAX_CELLS) }));
        }
        table.rows.push(row);
    }
    let count = table.columns.len();
    for row in &mut table.rows {
        let span = row.first().map_or(whole, |cell| cell.span);
        row.resize(count, Cell::new(span, Content::Null));
    }
    let has = |name: &str| table.columns.iter().any(|column| column.name == name);
    table.origin = match is_cbs {
        true if has("Measure") && has("ValueAttribute") => Origin::Long,
        true => Origin::Wide,
        false => Origin::Plain,
    };
    match table.rows.is_empty() {
        true => Err((whole, DataMistake::Empty)),
        false => Ok(table),
    }
}

/// What a parser noticed, where it noticed it.
fn damaged(file: FileId, text: &str, error: &serde_json::Error) -> Mistake {
    let (span, reason) = syntax(file, text, error);
    (span, DataMistake::Damaged { reason })
}

/// The rows of a document, and whether it is of OData; none when it has no list of rows.
#[allow(clippy::type_complexity, reason = "two plain values")]
fn rows(text: &str) -> Result<(Option<Vec<&RawValue>>, bool), serde_json::Error> {
    if text.trim_start().starts_with('[') {
        return Ok((Some(serde_json::from_str(text)?), false));
    }
    let raw: &RawValue = serde_json::from_str(text)?;
    let Ok(document) = serde_json::from_str::<Entries>(raw.get()) else { return Ok((None, false)) };
    let is_odata = document.0.iter().any(|(key, _)| key.starts_with("odata.") || key.starts_with("@odata."));
    let rows = document.get("value").and_then(|rows| serde_json::from_str(rows.get()).ok());
    Ok((rows, is_odata))
}

/// A value as a cell.
fn cell(places: Places, value: &RawValue) -> Result<Cell, Mistake> {
    let (written, span) = (value.get(), places.of(value.get()));
    let content = match written.as_bytes()[0] {
        b'"' => {
            let text: Cow<str> = serde_json::from_str::<Text>(written).map_err(|_| (span, DataMistake::NoRows))?.0;
            let span = Span { start: span.start + 1, end: span.end - 1, ..span };
            return Ok(Cell::new(span, Content::of(&text)));
        }
        b'n' => Content::Null,
        b't' => Content::Truth(true),
        b'f' => Content::Truth(false),
        b'[' | b'{' => return Err((span, DataMistake::Nested)),
        _ => number(written),
    };
    Ok(Cell::new(span, content))
}

/// A number; one with more digits than can be kept stays a text, which is no number to whoever reads it.
fn number(written: &str) -> Content {
    let digits = written.bytes().filter(u8::is_ascii_digit).count();
    let is_whole = written.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    match written.parse::<f64>() {
        Ok(number) if number.is_finite() && !(is_whole && digits > 15) => Content::Number(number),
        _ => Content::of(written),
    }
}
