//! CSV: a semicolon between cells and, in Dutch, a comma in numbers, which is what a Dutch spreadsheet program opens
//! without asking. A text that would be taken for a formula (`=`, `+`, `-`, `@` first) gets an apostrophe in front
//! (OWASP, "CSV Injection").

use super::table::{Cell, Table};
use crate::language::Language;

/// What stands between cells.
pub const DELIMITER: char = ';';

/// The mark before decimals.
pub fn decimal_mark(language: Language) -> char {
    language.pick(',', '.')
}

/// Writes a table as CSV: a row of names, then a row an observation.
pub fn write(table: &Table, language: Language) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().delimiter(DELIMITER as u8).from_writer(Vec::new());
    let heading: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
    writer.write_record(heading).expect("writing to memory never fails");
    for row in &table.rows {
        writer.write_record(row.iter().map(|cell| text(cell, language))).expect("writing to memory never fails");
    }
    writer.into_inner().expect("writing to memory never fails")
}

fn text(cell: &Cell, language: Language) -> String {
    match cell {
        Cell::Text(text) => harmless(text),
        Cell::Number(None) => String::new(),
        Cell::Number(Some(value)) => value.to_string().replace('.', &decimal_mark(language).to_string()),
    }
}

/// A cell that no spreadsheet takes for a formula. Numbers stay numbers.
fn harmless(cell: &str) -> String {
    let is_number = cell.replacen(',', ".", 1).parse::<f64>().is_ok();
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_taken_for_a_formula() {
        for (cell, expected) in
            [("=1+1", "'=1+1"), ("@x", "'@x"), ("-12,5", "-12,5"), ("- a", "'- a"), ("tekst", "tekst")]
        {
            assert_eq!(harmless(cell), expected);
        }
    }
}
