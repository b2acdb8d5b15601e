//! Which rows and columns of a sheet of Excel cannot be seen: what the library that reads its cells does not say.
//!
//! Follows the archive's own references, from the workbook to the file of the sheet, as that library does.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::archive;
use super::ods::{attribute, damaged};
use super::sheet::Cells;
use crate::diagnostic::data::DataMistake;

/// Notes what of a sheet is hidden beside its cells.
pub(super) fn note(bytes: &[u8], sheet: &str, cells: &mut Cells) -> Result<(), DataMistake> {
    let Some(text) = sheet_part(bytes, sheet)? else { return Ok(()) };
    // So of most sheets nothing has to be read twice.
    if !text.contains("hidden=") {
        return Ok(());
    }
    let mut next_row = 0;
    each(&text, |tag| match tag.local_name().as_ref() {
        "row" => {
            let row = attribute(tag, "r").and_then(|row| row.parse::<usize>().ok()).unwrap_or(next_row + 1);
            if is_hidden(tag) {
                cells.hidden_rows.push(row.saturating_sub(1), row.saturating_sub(1));
            }
            next_row = row;
        }
        "col" if is_hidden(tag) => {
            let number = |name| attribute(tag, name).and_then(|at| at.parse::<usize>().ok());
            if let (Some(first), Some(last)) = (number("min"), number("max")) {
                cells.hidden_columns.push(first.saturating_sub(1), last.saturating_sub(1));
            }
        }
        _ => {}
    })
}

fn is_hidden(tag: &BytesStart) -> bool {
    attribute(tag, "hidden").is_some_and(|hidden| hidden == "1" || hidden == "true")
}

/// The file of a sheet; none when the archive does not lead to one.
fn sheet_part(bytes: &[u8], sheet: &str) -> Result<Option<String>, DataMistake> {
    let is_workbook = |tag: &BytesStart| attribute(tag, "Type").is_some_and(|kind| kind.ends_with("/officeDocument"));
    let Some(workbook) = target(bytes, "_rels/.rels", is_workbook)? else { return Ok(None) };
    let workbook = workbook.trim_start_matches('/');
    let (folder, name) = workbook.rsplit_once('/').unwrap_or(("", workbook));
    let Some(text) = archive::part(bytes, workbook)? else { return Ok(None) };
    let mut id = None;
    each(&text, |tag| {
        if tag.local_name().as_ref() == "sheet" && attribute(tag, "name").as_deref() == Some(sheet) {
            id = attribute(tag, "r:id");
        }
    })?;
    let is_sheet = |tag: &BytesStart| id.is_some() && attribute(tag, "Id") == id;
    match target(bytes, &format!("{folder}/_rels/{name}.rels"), is_sheet)? {
        None => Ok(None),
        Some(target) => match target.strip_prefix('/') {
            Some(path) => archive::part(bytes, path),
            None => archive::part(bytes, &format!("{folder}/{target}")),
        },
    }
}

/// Where the wanted reference in a list of references leads.
fn target(
    bytes: &[u8],
    references: &str,
    is_wanted: impl Fn(&BytesStart) -> bool,
) -> Result<Option<String>, DataMistake> {
    let Some(text) = archive::part(bytes, references)? else { return Ok(None) };
    let mut found = None;
    each(&text, |tag| {
        if tag.local_name().as_ref() == "Relationship" && is_wanted(tag) {
            found = attribute(tag, "Target");
        }
    })?;
    Ok(found)
}

/// Looks at every element once, in the order of the text.
fn each(text: &str, mut look: impl FnMut(&BytesStart)) -> Result<(), DataMistake> {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(tag) | Event::Empty(tag) => look(&tag),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}
