//! Excel's own format, read cell by cell so that no sheet is ever held as a full rectangle.

use std::io::Cursor;

use calamine::{CellErrorType, DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::sheet::{Cells, SheetName};
use super::{Content, hidden};
use crate::diagnostic::data::DataMistake;

type Book<'b> = Xlsx<Cursor<&'b [u8]>>;

/// The sheets in their order.
pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<SheetName>, DataMistake> {
    let book = open(bytes)?;
    let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    Ok(sheets
        .map(|sheet| SheetName { name: sheet.name.clone(), hidden: sheet.visible != SheetVisible::Visible })
        .collect())
}

/// The cells of a sheet.
pub(super) fn cells(bytes: &[u8], sheet: &str) -> Result<Cells, DataMistake> {
    let mut book = open(bytes)?;
    let mut cells = values(&mut book, sheet)?;
    uncalculated(&mut book, sheet, &mut cells)?;
    for merged in book.merge_cells_by_sheet_name(sheet).map_err(damaged)? {
        cells.merged.push([merged.start.0, merged.start.1, merged.end.0, merged.end.1].map(|at| at as usize));
    }
    hidden::note(bytes, sheet, &mut cells)?;
    Ok(cells)
}

fn open(bytes: &[u8]) -> Result<Book<'_>, DataMistake> {
    Xlsx::new(Cursor::new(bytes)).map_err(damaged)
}

fn values(book: &mut Book, sheet: &str) -> Result<Cells, DataMistake> {
    let mut cells = Cells::default();
    let mut reader = book.worksheet_cells_reader(sheet).map_err(damaged)?;
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(damaged)? {
        let (row, column) = cell.get_position();
        let format = reader.styles().get(style).and_then(|style| style.number_format.as_ref());
        let is_percentage = format.is_some_and(|format| format.format_code.contains('%'));
        cells.push(row as usize, column as usize, content(cell.get_value(), is_percentage))?;
    }
    Ok(cells)
}

/// Finds the formulas without an outcome: a program that writes a spreadsheet need not calculate it.
fn uncalculated(book: &mut Book, sheet: &str, cells: &mut Cells) -> Result<(), DataMistake> {
    let mut reader = book.worksheet_cells_reader(sheet).map_err(damaged)?;
    while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(damaged)? {
        if cell.formula.is_some() && cell.value == DataRef::Empty {
            cells.push(cell.pos.0 as usize, cell.pos.1 as usize, Content::Uncalculated)?;
        }
    }
    Ok(())
}

fn content(value: &DataRef, is_percentage: bool) -> Content {
    match value {
        DataRef::Empty => Content::Empty,
        DataRef::Int(number) => Content::Number(*number as f64),
        DataRef::Float(part) if is_percentage => Content::Percent(*part),
        DataRef::Float(number) => Content::Number(*number),
        DataRef::String(text) => Content::of(text),
        DataRef::SharedString(text) => Content::of(text),
        DataRef::Bool(truth) => Content::Truth(*truth),
        DataRef::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            Content::Date(format!("{year:04}-{month:02}-{day:02}").into())
        }
        DataRef::DateTimeIso(moment) | DataRef::DurationIso(moment) => Content::Date(moment.as_str().into()),
        DataRef::Error(error) => Content::Error(error_sign(error).into()),
    }
}

fn error_sign(error: &CellErrorType) -> String {
    error.to_string()
}

fn damaged(error: XlsxError) -> DataMistake {
    match error {
        XlsxError::Password => DataMistake::Protected,
        error => DataMistake::Damaged { reason: error.to_string() },
    }
}
