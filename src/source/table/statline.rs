//! The CSV that StatLine of CBS saves: a title above, several rows of headings, "Bron: CBS" below.
//!
//! Headings over the columns and labels before the rows become columns of their own, so that every row has one value:
//!
//! ```text
//! "Titel"                                             Onderwerp  Geslacht  Perioden  Eenheid  Waarde
//! "";"Geslacht";"Mannen";"Vrouwen"              ──▶   Uitstroom  Mannen    2019*     aantal   120
//! "Onderwerp";"Perioden";"2019*";"2019*"              Uitstroom  Vrouwen   2019*     aantal   .
//! "Uitstroom";"aantal";"120";"."
//! "Bron: CBS"
//! ```
//!
//! Where the topics stand over the columns, the last row of headings has the unit of each.

use super::{Cell, Column, Content, Grid, MAX_CELLS, Mistake, Origin, Table};
use crate::diagnostic::data::{DataMistake, Limit};

/// How a line below the table begins, in Dutch and in English; other lines can stand around it.
const SOURCES: &[(&str, bool)] = &[
    ("Bron: CBS", true),
    ("Bron: Centraal Bureau voor de Statistiek", true),
    ("© Centraal Bureau voor de Statistiek", true),
    ("Source: CBS", false),
    ("Source: Statistics Netherlands", false),
    ("© Statistics Netherlands", false),
];
/// The name of the headings that are topics.
const TOPICS: &[&str] = &["Onderwerp", "Onderwerpen", "Topic", "Topics"];

/// Reads a file as one of StatLine; none when it is not.
pub(super) fn table(grid: &Grid) -> Option<Result<Table, Mistake>> {
    let end = grid.rows.iter().rposition(|row| filled(row) >= 2)? + 1;
    let source = |row: &Vec<Cell>| {
        let line = row[0].content.shown();
        SOURCES.iter().find(|(source, _)| line.starts_with(source)).map(|(_, dutch)| *dutch)
    };
    let dutch = grid.rows[end..].iter().find_map(source)?;
    Some(unfolded(&grid.rows[..end], dutch, grid))
}

fn filled(row: &[Cell]) -> usize {
    row.iter().filter(|cell| !cell.content.is_blank()).count()
}

fn unfolded(rows: &[Vec<Cell>], dutch: bool, grid: &Grid) -> Result<Table, Mistake> {
    let empty = || (super::whole(grid.file), DataMistake::Empty);
    let start = rows.iter().position(|row| filled(row) >= 2).ok_or_else(empty)?;
    let rows: Vec<&Vec<Cell>> = rows[start..].iter().filter(|row| filled(row) >= 2).collect();
    let height = rows.iter().position(|row| !row[0].content.is_blank()).ok_or_else(empty)? + 1;
    let (headings, body) = rows.split_at(height);
    let (names, above) = headings.split_last().expect("the height is at least 1");
    let labels = match above.first() {
        Some(row) => row.iter().position(|cell| !cell.content.is_blank()).map_or(1, |at| at + 1),
        None => label_count(body),
    };
    let width = headings.iter().map(|row| row.len()).max().unwrap_or(0);
    if body.is_empty() || labels >= width {
        return Err(empty());
    }
    let layout = Layout { labels, width, names, above, dutch };
    layout.table(body)
}

/// Columns before the first one that mostly holds values.
fn label_count(body: &[&Vec<Cell>]) -> usize {
    let width = body.iter().map(|row| row.len()).max().unwrap_or(0);
    let is_label = |column: &usize| {
        let words = body.iter().filter(|row| row.get(*column).is_some_and(|cell| !is_value(&cell.content))).count();
        words * 2 > body.len()
    };
    (0..width).rev().find(is_label).map_or(1, |last| last + 1)
}

fn is_value(content: &Content) -> bool {
    content.shown().chars().all(|c| c.is_ascii_digit() || " .,-*".contains(c))
}

/// What stands where.
struct Layout<'g> {
    /// Columns with labels, among them the one with units or nothing.
    labels: usize,
    width: usize,
    /// The last row of headings.
    names: &'g [Cell],
    /// The rows of headings above it, each with its name in the last column of labels.
    above: &'g [&'g Vec<Cell>],
    dutch: bool,
}

impl Layout<'_> {
    fn table(&self, body: &[&Vec<Cell>]) -> Result<Table, Mistake> {
        let last_label = self.labels - 1;
        let has_topics = self.above.iter().any(|row| {
            let name = row[last_label].content.shown();
            TOPICS.contains(&name.as_ref())
        });
        let (row_labels, units_are_below) = if has_topics { (self.labels, true) } else { (last_label, false) };
        let mut headings: Vec<&[Cell]> = self.above.iter().map(|row| row.as_slice()).collect();
        if !units_are_below {
            headings.push(self.names);
        }
        let column = |cell: &Cell| Column { name: cell.content.shown().into_owned(), span: cell.span };
        let own = |dutch: &str, english: &str| Column {
            name: if self.dutch { dutch } else { english }.to_owned(),
            span: self.names[last_label.min(self.names.len() - 1)].span,
        };
        let mut columns: Vec<Column> = self.names[..row_labels.min(self.names.len())].iter().map(column).collect();
        columns.extend(headings.iter().filter_map(|row| row.get(last_label)).map(column));
        columns.extend([own("Eenheid", "Unit"), own("Waarde", "Value")]);
        let span = columns[0].span;
        let origin = Origin::StatLine { dutch: self.dutch };
        let mut table = Table { columns, rows: Vec::new(), origin, span };
        for row in body {
            for at in self.labels..self.width {
                let Some(value) = row.get(at) else { continue };
                let unit = if units_are_below { self.names.get(at) } else { row.get(last_label) };
                let mut cells: Vec<Cell> = row[..row_labels.min(row.len())].to_vec();
                cells.extend(headings.iter().map(|heading| heading_over(heading, at, self.labels)));
                cells.extend([unit.unwrap_or(value).clone(), value.clone()]);
                if cells.len() != table.columns.len() {
                    return Err((value.span, DataMistake::LongRow { cells: row.len(), columns: self.width }));
                }
                if (table.rows.len() + 1) * cells.len() > MAX_CELLS {
                    return Err((value.span, DataMistake::TooLarge { limit: Limit::Cells(MAX_CELLS) }));
                }
                table.rows.push(cells);
            }
        }
        Ok(table)
    }
}

/// The heading over a column; one that goes on over several columns is written once.
fn heading_over(heading: &[Cell], at: usize, first: usize) -> Cell {
    let end = (at + 1).min(heading.len());
    let written = heading[first.min(end)..end].iter().rev().find(|cell| !cell.content.is_blank());
    written.or(heading.last()).cloned().expect("a row has a cell")
}
