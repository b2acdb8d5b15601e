//! The whole program on a project of its own, with folders as values.
#![allow(dead_code, reason = "not every test file uses all of it")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

pub mod html;

/// The day of every build unless a test says otherwise: 1 December 2026, noon in the Netherlands.
pub const TODAY: &str = "1796122800";
/// What publishing remembers in the output folder.
pub const STATE: &str = ".actieplan";

/// The smallest site.
pub const SITE: &str = "id: proef\ntitle: Proef\ndescription: Een site om te proberen.\n";
/// The smallest home page.
pub const HOME: &str = "---\ntitle: Welkom\n---\nDit is de voorpagina.\n";

/// Bytes of files by their path, with `/`.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// A project in a temporary folder.
pub struct Project {
    folder: TempDir,
}

/// What a run of the program gave.
pub struct Ran {
    /// Exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Project {
    /// The smallest project, with other files added or put in place.
    pub fn new(files: &[(&str, &str)]) -> Project {
        let project = Project { folder: tempfile::tempdir().expect("a temporary folder") };
        for (path, text) in [("content/site.yaml", SITE), ("content/index.md", HOME)].iter().chain(files) {
            project.write(path, text);
        }
        project
    }

    /// A folder without anything.
    pub fn empty() -> Project {
        Project { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// The example site of this repository.
    pub fn example() -> Project {
        Project::copy_of(&repository())
    }

    /// A copy of the content and the themes of a folder.
    pub fn copy_of(folder: &Path) -> Project {
        let project = Project { folder: tempfile::tempdir().expect("a temporary folder") };
        for part in ["content", "themes"] {
            copy(&folder.join(part), &project.path(part));
        }
        project
    }

    /// A path in the project's folder.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.folder.path().join(relative)
    }

    /// Writes a file, with the folders above it.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder for the file");
        fs::write(path, text).expect("the file can be written");
    }

    /// Replaces a text in a file, where it has to stand.
    pub fn edit(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(path)).expect("the file is there");
        assert!(text.contains(from), "`{from}` stands in {path}");
        self.write(path, text.replace(from, to));
    }

    /// Removes a file.
    pub fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).expect("the file is there");
    }

    /// The program, started in the project's folder with nothing of this machine's settings.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_actieplan"));
        command.args(args).current_dir(self.folder.path()).env_clear().env("SOURCE_DATE_EPOCH", TODAY);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs the program to its end.
    pub fn run(&self, args: &[&str]) -> Ran {
        run(&mut self.command(args))
    }

    /// Builds into `output/` without any error, and gives what stands there.
    pub fn build(&self, args: &[&str]) -> Tree {
        let ran = self.run(&[&["build"], args].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        tree(&self.path("output"))
    }

    /// A built page, or another text file of the output.
    pub fn page(&self, path: &str) -> String {
        fs::read_to_string(self.path("output").join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> Ran {
    let output = command.output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
    let code = output.status.code().expect("the program ends by itself");
    Ran { code, out: text(output.stdout), err: text(output.stderr) }
}

/// The folder of this repository.
pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder, without what publishing remembers. A folder that is not there has none.
pub fn tree(folder: &Path) -> Tree {
    files(folder)
        .into_iter()
        .filter(|path| !path.starts_with(STATE))
        .map(|path| (path.clone(), read(folder, &path)))
        .collect()
}

fn read(folder: &Path, path: &str) -> Vec<u8> {
    fs::read(folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Paths of all files below a folder, hidden ones too, sorted.
pub fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(below) = folders.pop() {
        for entry in fs::read_dir(folder.join(&below)).into_iter().flatten() {
            let entry = entry.expect("the folder can be read");
            let path = format!("{below}{}", entry.file_name().to_str().expect("names are UTF-8"));
            match entry.file_type().expect("the file is there").is_dir() {
                true => folders.push(format!("{path}/")),
                false => found.push(path),
            }
        }
    }
    found.sort();
    found
}

/// Copies a folder.
pub fn copy(from: &Path, to: &Path) {
    for path in files(from) {
        let target = to.join(&path);
        fs::create_dir_all(target.parent().expect("a file lies in a folder")).expect("a folder for the file");
        fs::copy(from.join(&path), target).expect("the file can be copied");
    }
}

/// Names the first difference between two trees.
#[track_caller]
pub fn assert_same(left: &Tree, right: &Tree) {
    let paths = |tree: &Tree| tree.keys().cloned().collect::<Vec<_>>();
    assert_eq!(paths(left), paths(right));
    for (path, bytes) in left {
        assert!(bytes == &right[path], "{path} differs:\n{}", first_difference(bytes, &right[path]));
    }
}

fn first_difference(left: &[u8], right: &[u8]) -> String {
    let (left, right) = (String::from_utf8_lossy(left), String::from_utf8_lossy(right));
    let differing = left.lines().zip(right.lines()).find(|(a, b)| a != b);
    differing.map_or_else(|| "in length".to_owned(), |(a, b)| format!("- {a}\n+ {b}"))
}
