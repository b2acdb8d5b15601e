//! A figure as files: CSV for a spreadsheet with its description, JSON for a program. All say the same as the page, and
//! no more: they are written from what may be shown ([`Figure::data`]), never from what was written.
//!
//! - `table`: the observations of a figure, one a row, each with its `status`;
//! - `measures`: the words for what is measured;
//! - `spreadsheet`: that table as CSV;
//! - `metadata`: what the columns of that CSV mean (W3C CSVW);
//! - [`json`]: the figure as JSON.

pub mod json;
mod measures;
pub mod metadata;
pub(super) mod spreadsheet;
pub(super) mod status;
pub(super) mod table;

use super::Site;
use super::address::folder_of;
use super::api::Shape;
use super::figure::Figure;
use crate::language::{self, DECIMALS_OF_FILES};

/// A form in which the numbers of a figure can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For a spreadsheet.
    Csv,
    /// What the columns of the CSV mean, for a program.
    Metadata,
    /// For a program.
    Json,
}

impl Format {
    /// All forms in the order in which they are offered.
    pub const ALL: [Format; 3] = [Format::Csv, Format::Metadata, Format::Json];

    /// The end of the file's name. A program that has the CSV looks for its description at this place (CSVW, "Model for
    /// Tabular Data", 5.3).
    fn ending(self) -> &'static str {
        match self {
            Format::Csv => ".csv",
            Format::Metadata => ".csv-metadata.json",
            Format::Json => ".json",
        }
    }
}

/// The path of a figure's file from the site's root.
pub fn path(figure: &Figure, format: Format) -> String {
    beside(&figure.path, format.ending())
}

/// The path of the file with one chart of a figure, as an index into [`Figure::chart_names`].
pub fn picture_path(figure: &Figure, chart: usize) -> String {
    match figure.chart_names()[chart] {
        "" => beside(&figure.path, ".svg"),
        name => beside(&figure.path, &format!("-{name}.svg")),
    }
}

/// The path of a file that stands beside a page and is named after it: unique, since the page's address is.
pub(super) fn beside(page: &str, ending: &str) -> String {
    let folder = folder_of(page);
    let name = folder.rsplit('/').next().expect("split gives at least one part");
    format!("{folder}/{name}{ending}")
}

/// The bytes of a figure's file.
pub fn bytes(site: &Site, figure: &Figure, format: Format) -> Vec<u8> {
    let table = || table::Table::of(figure, site.settings.language);
    match format {
        Format::Csv => spreadsheet::write(&table(), site.settings.language),
        Format::Metadata => lines(&metadata::of_figure(site, figure, &table())),
        Format::Json => {
            let root = "../".repeat(path(figure, format).matches('/').count());
            let schema = format!("{root}{}", Shape::Figure.path());
            lines(&json::File { schema, figure: json::Figure::of(site, figure) })
        }
    }
}

/// JSON that a person can read too.
pub fn lines(value: &impl serde::Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).expect("plain values are always JSON");
    bytes.push(b'\n');
    bytes
}

/// A value as files have it.
pub(super) fn rounded(value: f64) -> f64 {
    language::rounded(value, DECIMALS_OF_FILES)
}
