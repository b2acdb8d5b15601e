//! The only place of the desk that touches files. What is there already is never overwritten by accident.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use crate::diagnostic::Problem;

/// A file to be made: its path from the project's folder, with `/`, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// Path.
    pub path: String,
    /// Text.
    pub text: String,
}

/// Makes new files, all or none: one that is there already stays as it is, and then nothing is written.
pub fn create(folder: &Path, files: &[NewFile]) -> Result<(), Problem> {
    refuse_existing(folder, files)?;
    files.iter().try_for_each(|file| create_one(folder, file))
}

/// An error when one of these files is there already.
pub fn refuse_existing(folder: &Path, files: &[NewFile]) -> Result<(), Problem> {
    match files.iter().find(|file| folder.join(&file.path).symlink_metadata().is_ok()) {
        Some(there) => Err(exists(folder, there)),
        None => Ok(()),
    }
}

fn exists(folder: &Path, file: &NewFile) -> Problem {
    Problem::FileExists { path: shown(folder, &file.path), is_line: false }
}

fn create_one(folder: &Path, file: &NewFile) -> Result<(), Problem> {
    let path = folder.join(&file.path);
    let parent = path.parent().expect("a file lies in a folder");
    // Between the look above and now somebody else may have made it; the system sees to it that only one does.
    let write = || {
        fs::create_dir_all(parent)?;
        OpenOptions::new().write(true).create_new(true).open(&path)?.write_all(file.text.as_bytes())
    };
    write().map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => exists(folder, file),
        _ => Problem::WriteFailed { path: shown(folder, &file.path), fault: error.into() },
    })
}

/// Puts a new text in the place of the old one, whole or not at all.
pub fn replace(folder: &Path, path: &str, text: &str) -> Result<(), Problem> {
    let target = folder.join(path);
    let beside = target.with_extension("actieplan.tmp");
    let write = || {
        fs::create_dir_all(target.parent().expect("a file lies in a folder"))?;
        fs::write(&beside, text)?;
        fs::rename(&beside, &target)
    };
    write().map_err(|error| {
        let _ = fs::remove_file(&beside);
        Problem::WriteFailed { path: shown(folder, path), fault: error.into() }
    })
}

/// Reads a file that somebody named on the command line.
pub fn read(path: &Path) -> Result<Vec<u8>, Problem> {
    fs::read(path).map_err(|error| Problem::InputUnreadable { path: path.display().to_string(), fault: error.into() })
}

/// Reads a text that somebody named on the command line.
pub fn read_text(path: &Path) -> Result<String, Problem> {
    let no_text =
        || Problem::InputUnreadable { path: path.display().to_string(), fault: ErrorKind::InvalidData.into() };
    String::from_utf8(read(path)?).map_err(|_| no_text())
}

fn shown(folder: &Path, path: &str) -> String {
    match folder == Path::new(".") {
        true => path.to_owned(),
        false => folder.join(path).display().to_string(),
    }
}
