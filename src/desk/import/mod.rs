//! A table with actions, as people have it → files of action lines.
//!
//! ```text
//! pasted text ─▶ reading ─▶ rows ─▶ actions ─▶ writing ─▶ lines/<line>.md
//! ```
//!
//! - [`reading`]: tabs, Markdown, HTML or the rows of a spreadsheet as blocks in the order of the document; `word`: the
//!   same of a document of Word;
//! - [`actions`]: blocks as lines with actions, and what a person has to look at; `header`: which column says what;
//!   `owners`: who leads them;
//! - [`writing`]: these as files.
//!
//! Nothing of the table is lost: what has no place of its own becomes text, and what is in doubt becomes a comment.

pub mod actions;
mod header;
mod owners;
pub mod reading;
mod word;
pub mod writing;

pub use actions::{Imported, ImportedLine};

use super::files::NewFile;
use crate::diagnostic::Problem;
use crate::diagnostic::problem::TableFault;
use crate::source;
use crate::source::table::docx;

/// What the site has already, and a table may name.
#[derive(Debug, Default)]
pub struct Existing {
    /// Projects, which actions can use as an instrument.
    pub projects: Vec<Known>,
    /// Organisations, which can lead actions.
    pub organisations: Vec<Known>,
}

/// A project or an organisation of the site.
#[derive(Debug, Clone)]
pub struct Known {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
}

/// Reads a document with tables of actions, or says why it cannot. Of a document of Word only one `table` can be asked for,
/// counted from 1.
pub fn read(path: &str, bytes: &[u8], table: Option<usize>, existing: &Existing) -> Result<Imported, Problem> {
    let refused = |reason| Problem::NoTable { path: path.to_owned(), reason };
    let blocks = if docx::is_document(bytes) {
        word::blocks(bytes, table).map_err(refused)?
    } else if table.is_some() {
        return Err(refused(TableFault::NoDocument));
    } else if let Some(rows) = source::table::rows(path, bytes) {
        reading::of_spreadsheet(rows.map_err(|_| refused(TableFault::Damaged))?)
    } else {
        // A PDF can be text from the first to the last byte.
        if bytes.starts_with(b"%PDF") {
            return Err(refused(reading::not_text(bytes)));
        }
        let text = std::str::from_utf8(bytes).map_err(|_| refused(reading::not_text(bytes)))?;
        if text.starts_with("{\\rtf") {
            return Err(refused(TableFault::OtherProgram));
        }
        reading::blocks(text.trim_start_matches('\u{feff}'))
    };
    let imported = actions::assemble(blocks, existing);
    match imported.lines.is_empty() {
        true => Err(refused(imported.fault())),
        false => Ok(imported),
    }
}

/// The files of the lines, in a plan's folder.
pub fn files(imported: &Imported, plan: &str) -> Vec<NewFile> {
    imported.lines.iter().map(|line| writing::file(line, plan)).collect()
}
