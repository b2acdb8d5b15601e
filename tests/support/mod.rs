//! What whole-program tests share: small projects on disk, and a readable difference between two texts.

#![allow(dead_code, reason = "each test uses its own part")]

pub mod document;
pub mod download;
pub mod picture;
pub mod spreadsheet;

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// Rewrites expectations instead of holding the program to them: `UPDATE=1 cargo test`. Read the diff afterwards.
pub fn is_update() -> bool {
    std::env::var_os("UPDATE").is_some()
}

/// A folder of this repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A project in a folder of its own, which goes when the value does.
pub struct Project {
    _outside: TempDir,
    /// Folder that holds `content/`; its parent is empty but for the project.
    pub folder: PathBuf,
}

impl Project {
    /// A copy of a folder of this repository.
    pub fn copy_of(path: &str) -> Project {
        let outside = TempDir::new().expect("a folder for temporary files can be made");
        // On some systems that folder is reached by a link.
        let folder = outside.path().canonicalize().expect("it was just made").join("project");
        copy(&repository(path), &folder);
        Project { _outside: outside, folder }
    }

    /// Writes a file, over the one that is there.
    pub fn write(&self, path: &str, content: &[u8]) {
        let target = self.folder.join(path);
        fs::create_dir_all(target.parent().expect("a file stands in a folder")).expect("folders can be made");
        fs::write(&target, content).unwrap_or_else(|error| panic!("{path}: {error}"));
    }

    /// Removes a file, or a folder with all that it holds.
    pub fn remove(&self, path: &str) {
        let target = self.folder.join(path);
        let removed = if target.is_dir() { fs::remove_dir_all(&target) } else { fs::remove_file(&target) };
        removed.unwrap_or_else(|error| panic!("{path}: {error}"));
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("folders can be made");
    for entry in fs::read_dir(from).unwrap_or_else(|error| panic!("{}: {error}", from.display())) {
        let entry = entry.expect("the folder can be read");
        let target = to.join(entry.file_name());
        match entry.file_type().expect("the folder can be read").is_dir() {
            true => copy(&entry.path(), &target),
            false => drop(fs::copy(entry.path(), &target).expect("the file can be copied")),
        }
    }
}

/// Lines that differ: `-` stands only in the expected text, `+` only in the found one.
pub fn difference(expected: &str, found: &str) -> String {
    let (expected, found): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
    // Length of the longest common part of what is left, from each pair of lines on.
    let mut common = vec![vec![0; found.len() + 1]; expected.len() + 1];
    for i in (0..expected.len()).rev() {
        for j in (0..found.len()).rev() {
            common[i][j] = match expected[i] == found[j] {
                true => common[i + 1][j + 1] + 1,
                false => common[i + 1][j].max(common[i][j + 1]),
            };
        }
    }
    let (mut i, mut j, mut out) = (0, 0, String::new());
    while i < expected.len() || j < found.len() {
        let (sign, line) = if i < expected.len() && j < found.len() && expected[i] == found[j] {
            (i, j) = (i + 1, j + 1);
            (' ', expected[i - 1])
        } else if j == found.len() || i < expected.len() && common[i + 1][j] >= common[i][j + 1] {
            i += 1;
            ('-', expected[i - 1])
        } else {
            j += 1;
            ('+', found[j - 1])
        };
        out.push_str(&format!("    {sign} {line}\n"));
    }
    out
}

/// Holds a text to the file in `tests/golden/`.
pub fn check_golden(name: &str, found: &str) {
    let path = repository("tests/golden").join(name);
    if is_update() {
        fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("folders can be made");
        fs::write(&path, found).expect("the golden file can be written");
        return;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == found, "{name} differs; UPDATE=1 rewrites it\n{}", difference(&expected, found));
}
