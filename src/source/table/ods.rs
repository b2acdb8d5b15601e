//! The open format of LibreOffice, read straight from its XML.
//!
//! The library that reads Excel's format also reads this one, but writes out every repeated row and cell: a file of a few
//! hundred bytes can say that a row stands a million times. Here, what is repeated is written out only within bounds, and
//! empty cells are never.

use std::collections::BTreeMap;

use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::sheet::{Cells, SheetName};
use super::{Content, archive};
use crate::diagnostic::data::DataMistake;

/// The sheets in their order.
pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<SheetName>, DataMistake> {
    let manifest = archive::part(bytes, "META-INF/manifest.xml")?;
    if manifest.is_some_and(|text| text.contains("encryption-data")) {
        return Err(DataMistake::Protected);
    }
    let text = content_part(bytes)?;
    let mut reader = Reader::from_str(&text);
    let (mut sheets, mut hidden_styles, mut style) = (Vec::new(), BTreeMap::new(), None);
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(tag) | Event::Empty(tag) => match tag.name().as_ref() {
                "style:style" => style = attribute(&tag, "style:name"),
                "style:table-properties" => {
                    if let Some(style) = &style {
                        let is_hidden = attribute(&tag, "table:display").is_some_and(|shown| shown == "false");
                        hidden_styles.insert(style.clone(), is_hidden);
                    }
                }
                "table:table" => {
                    let hidden = attribute(&tag, "table:style-name").and_then(|style| hidden_styles.get(&style));
                    if let Some(name) = attribute(&tag, "table:name") {
                        sheets.push(SheetName { name, hidden: hidden.copied().unwrap_or(false) });
                    }
                }
                _ => {}
            },
            Event::Eof => return Ok(sheets),
            _ => {}
        }
    }
}

/// The cells of a sheet.
pub(super) fn cells(bytes: &[u8], sheet: &str) -> Result<Cells, DataMistake> {
    let text = content_part(bytes)?;
    let mut reader = Reader::from_str(&text);
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(tag)
                if tag.name().as_ref() == "table:table" && attribute(&tag, "table:name").as_deref() == Some(sheet) =>
            {
                return Sheet::default().read(&mut reader);
            }
            Event::Eof => return Ok(Cells::default()),
            _ => {}
        }
    }
}

fn content_part(bytes: &[u8]) -> Result<String, DataMistake> {
    archive::part(bytes, "content.xml")?.ok_or(DataMistake::Incomplete)
}

/// A sheet as far as it was read.
#[derive(Default)]
struct Sheet {
    cells: Cells,
    row: usize,
    column: usize,
    /// Columns that were described, which stands before all rows.
    heads: usize,
    /// How often the row stands.
    row_count: usize,
    /// What of the row holds something, by column.
    in_row: Vec<(usize, Content)>,
}

impl Sheet {
    fn read(mut self, reader: &mut Reader<&[u8]>) -> Result<Cells, DataMistake> {
        loop {
            match reader.read_event().map_err(damaged)? {
                Event::Start(tag) if tag.name().as_ref() == "table:table-row" => {
                    self.row_count = count(&tag, "table:number-rows-repeated");
                    self.column = 0;
                    if is_hidden(&tag) {
                        self.cells.hidden_rows.push(self.row, last(self.row, self.row_count));
                    }
                }
                Event::Start(tag) | Event::Empty(tag) if tag.name().as_ref() == "table:table-column" => {
                    let times = count(&tag, "table:number-columns-repeated");
                    if is_hidden(&tag) {
                        self.cells.hidden_columns.push(self.heads, last(self.heads, times));
                    }
                    self.heads = self.heads.saturating_add(times);
                }
                Event::Empty(tag) if tag.name().as_ref() == "table:table-row" => {
                    self.row = self.row.saturating_add(count(&tag, "table:number-rows-repeated"));
                }
                Event::End(tag) if tag.name().as_ref() == "table:table-row" => self.end_row()?,
                Event::Start(tag) if is_cell(&tag) => {
                    let shown = shown_text(reader)?;
                    self.cell(&tag, shown)?;
                }
                Event::Empty(tag) if is_cell(&tag) => self.cell(&tag, String::new())?,
                Event::End(tag) if tag.name().as_ref() == "table:table" => return Ok(self.cells),
                Event::Eof => return Err(DataMistake::Incomplete),
                _ => {}
            }
        }
    }

    fn cell(&mut self, tag: &BytesStart, shown: String) -> Result<(), DataMistake> {
        let times = count(tag, "table:number-columns-repeated");
        let (wide, high) = (count(tag, "table:number-columns-spanned"), count(tag, "table:number-rows-spanned"));
        if wide > 1 || high > 1 {
            let end = [last(self.row, high), last(self.column, wide)];
            self.cells.merged.push([self.row, self.column, end[0], end[1]]);
        }
        let content = content(tag, shown);
        if !content.is_blank() {
            for at in 0..times {
                let column = self.column.saturating_add(at);
                // Checks the bounds; what stays is written once the row is known.
                Cells::default().push(0, column, content.clone())?;
                self.in_row.push((column, content.clone()));
            }
        }
        self.column = self.column.saturating_add(times);
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), DataMistake> {
        if !self.in_row.is_empty() {
            for again in 0..self.row_count {
                for (column, content) in &self.in_row {
                    self.cells.push(self.row.saturating_add(again), *column, content.clone())?;
                }
            }
            self.in_row.clear();
        }
        self.row = self.row.saturating_add(self.row_count);
        Ok(())
    }
}

/// The last of so many from the first.
fn last(first: usize, size: usize) -> usize {
    first.saturating_add(size).saturating_sub(1)
}

/// True for a row or column that is hidden, or that a filter leaves out.
fn is_hidden(tag: &BytesStart) -> bool {
    attribute(tag, "table:visibility").is_some_and(|visibility| visibility != "visible")
}

fn is_cell(tag: &BytesStart) -> bool {
    matches!(tag.name().as_ref(), "table:table-cell" | "table:covered-table-cell")
}

fn content(tag: &BytesStart, shown: String) -> Content {
    let number = || attribute(tag, "office:value").and_then(|text| text.parse::<f64>().ok());
    let is_formula = attribute(tag, "table:formula").is_some();
    if attribute(tag, "calcext:value-type").is_some_and(|kind| kind == "error") {
        return Content::Error(shown.trim().into());
    }
    match attribute(tag, "office:value-type").as_deref() {
        Some("float" | "currency") => number().map_or(Content::Uncalculated, Content::Number),
        Some("percentage") => number().map_or(Content::Uncalculated, Content::Percent),
        Some("date" | "time") => {
            let moment = attribute(tag, "office:date-value").or_else(|| attribute(tag, "office:time-value"));
            Content::Date(moment.unwrap_or(shown).trim().into())
        }
        Some("boolean") => Content::Truth(attribute(tag, "office:boolean-value").is_some_and(|v| v == "true")),
        Some(_) => Content::of(&attribute(tag, "office:string-value").unwrap_or(shown)),
        None if is_formula => Content::Uncalculated,
        None => Content::of(&shown),
    }
}

/// The text of a cell up to its end, without the notes that people pinned to it.
fn shown_text(reader: &mut Reader<&[u8]>) -> Result<String, DataMistake> {
    let (mut text, mut depth, mut note) = (String::new(), 0_usize, None);
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(tag) => {
                depth += 1;
                match tag.name().as_ref() {
                    "office:annotation" if note.is_none() => note = Some(depth),
                    "text:p" if note.is_none() && !text.is_empty() => text.push(' '),
                    _ => {}
                }
            }
            Event::Empty(tag) if matches!(tag.name().as_ref(), "text:s" | "text:tab" | "text:line-break") => {
                text.push(' ');
            }
            Event::End(_) if depth == 0 => return Ok(text),
            Event::End(_) => {
                if note == Some(depth) {
                    note = None;
                }
                depth -= 1;
            }
            Event::Text(piece) if note.is_none() => text.push_str(&piece.xml10_content()),
            Event::CData(piece) if note.is_none() => text.push_str(&piece.xml10_content()),
            Event::GeneralRef(reference) if note.is_none() => {
                if let Some(meant) = resolve_xml_entity(&reference) {
                    text.push_str(meant);
                } else if let Some(meant) = reference.resolve_char_ref().map_err(damaged)? {
                    text.push(meant);
                }
            }
            Event::Eof => return Err(DataMistake::Incomplete),
            _ => {}
        }
    }
}

pub(super) fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let found = tag.attributes().with_checks(false).flatten().find(|attribute| attribute.key.as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
}

/// How often something stands, or over how many cells it goes: 1 unless it says so.
fn count(tag: &BytesStart, name: &str) -> usize {
    attribute(tag, name).and_then(|text| text.parse().ok()).unwrap_or(1)
}

pub(super) fn damaged(error: quick_xml::Error) -> DataMistake {
    DataMistake::Damaged { reason: error.to_string() }
}
