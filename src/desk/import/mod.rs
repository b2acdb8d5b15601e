//! A table with actions, as people have it → files of action lines.
//!
//! ```text
//! pasted text ─▶ reading ─▶ rows ─▶ actions ─▶ writing ─▶ lines/<line>.md
//! ```
//!
//! - [`reading`]: tabs, Markdown or HTML as blocks in the order of the document; - [`actions`]: blocks as lines with
//!   actions, and what a person has to look at; - [`writing`]: these as files.
//!
//! Nothing of the table is lost: what has no place of its own becomes text, and what is in doubt becomes a comment.

pub mod actions;
pub mod reading;
pub mod writing;

pub use actions::{Imported, ImportedLine};

use super::files::NewFile;
use crate::diagnostic::Problem;
use crate::diagnostic::problem::TableFault;

/// A project that actions can use as an instrument.
#[derive(Debug, Clone)]
pub struct Known {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
}

/// Reads a document with tables of actions, or says why it cannot.
pub fn read(path: &str, bytes: &[u8], projects: &[Known]) -> Result<Imported, Problem> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.trim_start_matches('\u{feff}'),
        Err(_) => return Err(Problem::NoTable { path: path.to_owned(), reason: reading::not_text(bytes) }),
    };
    let blocks = reading::blocks(text);
    let imported = actions::assemble(blocks, projects);
    match imported.lines.is_empty() {
        true => Err(Problem::NoTable { path: path.to_owned(), reason: TableFault::NoRows }),
        false => Ok(imported),
    }
}

/// The files of the lines, in a plan's folder.
pub fn files(imported: &Imported, plan: &str) -> Vec<NewFile> {
    imported.lines.iter().map(|line| writing::file(line, plan)).collect()
}
