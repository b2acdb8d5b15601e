//! Holds the program to `tests/cases/*.md`: small broken projects, each with all that is reported of it.
//!
//! A case is a section whose title says what holds. Its blocks of code are, by the words after the fence:
//!
//! | words | the block is |
//! |---|---|
//! | `content/regions/a.md` | a file of the project, over the one in `tests/cases/base` |
//! | `escaped content/a.md` | the same with `\t`, `\r`, `\n`, `\xff` and `\u{301}` undone, in the path too |
//! | `png content/a.png` | a picture of one colour; the block is its size, `40 x 30` |
//! | `xlsx content/a.xlsx`, `ods content/a.ods` | a spreadsheet, written as `tests/support/spreadsheet.rs` says |
//! | `link content/a.md` | a symbolic link; the block is its target |
//! | `socket content/a.md` | a socket of Unix: something that is no file |
//! | `no content/a.md` | nothing: the file or folder of the base project is removed |
//! | `meldingen --future` | all messages in Dutch, with the options of the command; `--check`: of `check`, with advice |
//! | `messages` | the same in English |
//! | `in regios/a/index.html` | pieces of text, one a line, that stand in this file of the site |
//! | `not in regios/a/index.html` | pieces that do not; `not in *`: in no file, and in no file's name |
//!
//! A message is three lines: weight, code, place and «the words pointed at»; what is wrong; what to do. `&` is another
//! place that belongs to it. The last line is the exit code. `UPDATE=1 cargo test --test diagnostics` writes the
//! messages anew.

#![cfg(unix)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use actieplan::diagnostic::print::{Format, report};
use actieplan::diagnostic::{Files, Problem};
use actieplan::language::Language;
use actieplan::model::link::Options;
use actieplan::pipeline;
use jiff::civil::date;
use serde_json::Value;
use support::{Project, difference, is_update, picture, repository, spreadsheet};

macro_rules! cases {
    ($($name:ident)*) => {
        $( #[test] fn $name() { check(concat!(stringify!($name), ".md")); } )*
        const FILES: &[&str] = &[ $( concat!(stringify!($name), ".md") ),* ];
    };
}
cases!(comparison computed content data figures links maps markdown output overview privacy references review site theme translations yaml);

/// Codes that no small project can show, with the test that does.
const ELSEWHERE: &[(&str, &str)] = &[
    ("AP027", "source::markdown: a_panic_of_the_parser_is_a_problem_of_that_text_only"),
    ("AP043", "theme::words: a_required_word_that_no_file_has_is_an_error"),
    ("AP055", "output::publish: needs two runs at once"),
    ("AP056", "serve: a_port_that_was_asked_for_and_is_taken_is_an_error"),
    ("AP057", "serve: needs a machine that cannot watch folders"),
    ("AP105", "external: what_is_gone_is_a_warning_and_what_could_not_be_seen_is_advice"),
    ("AP106", "external: what_is_gone_is_a_warning_and_what_could_not_be_seen_is_advice"),
    ("AP107", "external: nobody_private_is_called_by_name_by_number_or_by_redirect"),
    ("AP110", "desk: new_never_overwrites"),
    ("AP111", "desk: what_is_missing_or_wrong_is_said_with_the_option"),
    ("AP112", "desk: a_file_without_a_table_is_refused_with_what_to_do"),
    ("AP113", "desk: a_file_without_a_table_is_refused_with_what_to_do"),
    ("AP128", "history: a_shallow_clone_gives_no_wrong_date_and_a_warning"),
    ("AP090", "terminal: an_unknown_code_is_refused_with_the_nearest_ones"),
];

#[test]
fn every_file_of_cases_is_run() {
    let found = fs::read_dir(repository("tests/cases")).expect("the folder can be read").flatten();
    let found: BTreeSet<String> = found.filter_map(|f| f.file_name().into_string().ok()).collect();
    assert_eq!(found, FILES.iter().map(|f| (*f).to_owned()).chain(["base".to_owned()]).collect());
}

#[test]
fn every_code_has_a_case() {
    let texts: Vec<String> = FILES.iter().map(|file| read(file)).collect();
    let expectations = texts.iter().flat_map(|text| parse(text)).flat_map(|case| case.blocks);
    let expected: String = expectations.filter(|b| b.language().is_some()).map(|b| b.text).collect();
    for (code, _) in Problem::CODES {
        let is_shown = expected.contains(&format!(" {code} "));
        let is_elsewhere = ELSEWHERE.iter().any(|(other, _)| other == code);
        assert!(is_shown != is_elsewhere, "{code}: shown by a case: {is_shown}, listed as elsewhere: {is_elsewhere}");
    }
}

#[test]
fn a_case_whose_expectation_is_wrong_fails() {
    if is_update() {
        return;
    }
    let text = "## It holds\n\n```content/regions/a.md\n---\ntitel: A\n---\n```\n\n```meldingen\nexit 0\n```\n";
    let failed = run_all(text).1;
    assert!(failed.contains("- exit 0") && failed.contains("+ exit 1"), "{failed}");
    let text =
        "## It holds\n\n```meldingen\nexit 0\n```\n\n```in index.html\nproefwerk\n```\n\n```not in *\nProefsite\n```\n";
    let failed = run_all(text).1;
    assert!(failed.contains("`proefwerk` is not in index.html") && failed.contains("`Proefsite` is in index.html"));
}

/// Runs all cases of a file.
fn check(file: &str) {
    let text = read(file);
    let (updated, failed) = run_all(&text);
    if is_update() {
        fs::write(repository("tests/cases").join(file), updated).expect("the file of cases can be written");
    }
    assert!(failed.is_empty(), "tests/cases/{file}\n\n{failed}");
}

fn read(file: &str) -> String {
    fs::read_to_string(repository("tests/cases").join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// Gives the text with the messages that were found, and what is wrong.
fn run_all(text: &str) -> (String, String) {
    let mut failed = String::new();
    let mut replaced = Vec::new();
    for case in parse(text) {
        let Case { title, line, .. } = &case;
        match catch_unwind(AssertUnwindSafe(|| case.run())) {
            Ok(outcome) => {
                if !outcome.failed.is_empty() {
                    failed.push_str(&format!("{title} (line {line})\n{}\n", outcome.failed));
                }
                replaced.extend(outcome.messages);
            }
            Err(_) => failed.push_str(&format!("{title} (line {line})\n    panics\n\n")),
        }
    }
    (with_blocks(text, &replaced), failed)
}

/// A section of a file of cases.
struct Case {
    title: String,
    line: usize,
    blocks: Vec<Block>,
}

/// A fenced block of code: the words after the fence, and the lines between the fences, counted from 0.
struct Block {
    info: String,
    text: String,
    lines: std::ops::Range<usize>,
}

fn parse(text: &str) -> Vec<Case> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut cases: Vec<Case> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at].trim_end();
        let fence = line.len() - line.trim_start_matches('`').len();
        if let Some(title) = line.strip_prefix("## ") {
            cases.push(Case { title: title.to_owned(), line: at + 1, blocks: Vec::new() });
        } else if fence >= 3 {
            let start = at + 1;
            while at + 1 < lines.len() && lines[at + 1].trim_end() != &line[..fence] {
                at += 1;
            }
            at += 1;
            let block =
                Block { info: line[fence..].trim().to_owned(), text: lines[start..at].concat(), lines: start..at };
            cases.last_mut().expect("a block stands in a section").blocks.push(block);
        }
        at += 1;
    }
    cases
}

fn with_blocks(text: &str, replaced: &[(std::ops::Range<usize>, String)]) -> String {
    let mut lines = text.split_inclusive('\n').enumerate().peekable();
    let mut out = String::new();
    while let Some((number, line)) = lines.next() {
        out.push_str(line);
        if let Some((range, new)) = replaced.iter().find(|(range, _)| range.start == number + 1) {
            out.push_str(new);
            while lines.next_if(|(number, _)| range.contains(number)).is_some() {}
        }
    }
    out
}

impl Block {
    /// The language of a block with messages.
    fn language(&self) -> Option<Language> {
        match self.info.split(' ').next() {
            Some("meldingen") => Some(Language::Dutch),
            Some("messages") => Some(Language::English),
            _ => None,
        }
    }

    /// Does what a block about the project says.
    fn apply(&self, project: &Project) {
        match self.info.split_once(' ') {
            Some(("escaped", path)) => {
                project.write(&String::from_utf8(unescaped(path)).expect("a path is text"), &unescaped(&self.text))
            }
            Some(("png", path)) => project.write(path, &picture::png(&self.text)),
            Some(("xlsx", path)) => project.write(path, &spreadsheet::xlsx(&self.text)),
            Some(("ods", path)) => project.write(path, &spreadsheet::ods(&self.text)),
            Some(("no", path)) => project.remove(path),
            Some(("socket", path)) => {
                drop(std::os::unix::net::UnixListener::bind(project.folder.join(path)).expect("sockets can be made"))
            }
            Some(("link", path)) => link(self.text.trim(), &project.folder.join(path)),
            _ => project.write(&self.info, self.text.as_bytes()),
        }
    }
}

fn link(target: &str, path: &Path) {
    fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("folders can be made");
    std::os::unix::fs::symlink(target, path).expect("links can be made");
}

/// Undoes `\t`, `\n`, `\r`, `\\`, `\xff` and `\u{301}`; a `\` at the end of a line joins it to the next.
fn unescaped(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.extend_from_slice(&rest.as_bytes()[..at]);
        let (mark, after) = rest[at + 1..].split_at(1);
        rest = after;
        match mark {
            "t" => out.push(b'\t'),
            "n" => out.push(b'\n'),
            "r" => out.push(b'\r'),
            "x" => {
                out.push(u8::from_str_radix(&rest[..2], 16).expect("two digits"));
                rest = &rest[2..];
            }
            "u" => {
                let (digits, after) = rest[1..].split_once('}').expect("a closing brace");
                let c = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32).expect("a character");
                out.extend_from_slice(c.to_string().as_bytes());
                rest = after;
            }
            "\\" => out.push(b'\\'),
            "\n" => {}
            other => panic!("`\\{other}` is no escape"),
        }
    }
    out.extend_from_slice(rest.as_bytes());
    out
}

#[derive(Default)]
struct Outcome {
    failed: String,
    /// Lines of a block with messages, and the messages that were found.
    messages: Vec<(std::ops::Range<usize>, String)>,
}

impl Case {
    fn run(&self) -> Outcome {
        let project = Project::copy_of("tests/cases/base");
        let mut outcome = Outcome::default();
        let mut site = BTreeMap::new();
        assert!(self.blocks.iter().any(|b| b.language().is_some()), "a case says what is reported");
        for block in &self.blocks {
            if let Some(language) = block.language() {
                let found = messages(&project.folder, block, language, &mut site);
                if found != block.text && !is_update() {
                    outcome.failed.push_str(&difference(&block.text, &found));
                }
                outcome.messages.push((block.lines.clone(), found));
            } else if let Some(path) = block.info.strip_prefix("in ") {
                let text = site.get(path);
                let missing = block.text.lines().filter(|piece| !text.is_some_and(|text| has(text, piece)));
                missing.for_each(|piece| {
                    outcome.failed.push_str(&format!("    `{piece}` is not in {path}\n{}", shown(&site, path)))
                });
            } else if let Some(wanted) = block.info.strip_prefix("not in ") {
                assert!(wanted == "*" || site.contains_key(wanted), "{wanted} is a file of the site");
                for (path, text) in site.iter().filter(|(path, _)| wanted == "*" || *path == wanted) {
                    let there = block.text.lines().filter(|piece| has(text, piece) || path.contains(piece));
                    there.for_each(|piece| outcome.failed.push_str(&format!("    `{piece}` is in {path}\n")));
                }
            } else {
                block.apply(&project);
            }
        }
        outcome
    }
}

/// True when a piece stands in a text; an ordinary space in it stands for one that does not break, too.
fn has(text: &str, piece: &str) -> bool {
    text.contains(piece) || (text.contains('\u{a0}') && text.replace('\u{a0}', " ").contains(piece))
}

/// The text of a page between its `main` tags, or else the names of all files, to see what is there instead.
fn shown(site: &BTreeMap<String, String>, path: &str) -> String {
    match site.get(path) {
        Some(text) => {
            let main = text.split("<main").nth(1).and_then(|t| t.split("</main>").next()).unwrap_or(text);
            format!("{main}\n")
        }
        None => format!("    but there is {}\n", site.keys().map(String::as_str).collect::<Vec<_>>().join(", ")),
    }
}

/// Builds the project as the command would and gives all messages; `site` gets the files.
fn messages(folder: &Path, block: &Block, language: Language, site: &mut BTreeMap<String, String>) -> String {
    let mut options = Options {
        today: date(2026, 3, 1),
        drafts: false,
        future: false,
        base_url: None,
        pretty: false,
        preview: false,
    };
    let mut output = folder.join("output");
    let mut is_check = false;
    let mut words = block.info.split(' ').skip(1);
    while let Some(word) = words.next() {
        match word {
            "--drafts" => options.drafts = true,
            "--future" => options.future = true,
            "--preview" => options.preview = true,
            "--base-url" => options.base_url = words.next().map(str::to_owned),
            "--check" => is_check = true,
            "--output" => output = folder.join(words.next().expect("a folder")),
            other => panic!("`{other}` is no option"),
        }
    }
    let project = match is_check {
        true => pipeline::check(folder, &options, &|_, _| {}),
        false => {
            let mut project = pipeline::load(folder, &options);
            pipeline::build(&mut project, folder, &output, None, &|_, _| {});
            project
        }
    };
    site.clear();
    if !project.diagnostics.has_errors() && !is_check {
        read_site(&output, &output, site);
    }
    let json = report(&project.diagnostics, &project.files, language, Format::Json);
    // The other forms must not fail on any place either.
    report(&project.diagnostics, &project.files, language, Format::Text { colour: false });
    report(&project.diagnostics, &project.files, language, Format::Github);
    report(&project.diagnostics, &project.files, language, Format::Gitlab);
    report(&project.diagnostics, &project.files, language, Format::Sarif);
    let list: Vec<Value> = serde_json::from_str(&json).expect("the report is JSON");
    let text: String = list.iter().map(|message| one_message(message, &project.files)).collect();
    let text = text.replace(&folder.display().to_string(), "PROJECT");
    format!("{text}exit {}\n", project.diagnostics.exit_code(&project.files))
}

fn one_message(message: &Value, files: &Files) -> String {
    let text = |key: &str| message[key].as_str().expect("a text");
    let severity = text("severity");
    let mut out = format!("{severity} {}{}\n", text("code"), place(message, files));
    for related in message["related"].as_array().into_iter().flatten() {
        out.push_str(&format!("  &{}\n", place(related, files)));
    }
    out.push_str(&format!("  {}\n  → {}\n", text("message"), text("hint")));
    out
}

/// Where a message points, and at what.
fn place(place: &Value, files: &Files) -> String {
    let Some(path) = place["file"].as_str() else { return " –".to_owned() };
    if let Some(cell) = place["cell"].as_str() {
        return format!(" {path}!{cell}");
    }
    let number = |key: &str| place[key].as_u64().and_then(|n| usize::try_from(n).ok()).expect("a number");
    let (line, column) = (number("line"), number("column"));
    let text = &files.get(files.find(path).expect("the file was read")).text;
    let written = text.trim_start_matches('\u{feff}').split('\n').nth(line - 1).unwrap_or("").trim_end();
    let length = match number("end_line") == line {
        true => number("end_column") - column,
        false => usize::MAX,
    };
    let pointed: String = written.chars().skip(column - 1).take(length).collect();
    match pointed.is_empty() {
        true => format!(" {path}:{line}:{column}"),
        false => format!(" {path}:{line}:{column} «{pointed}»"),
    }
}

fn read_site(root: &Path, folder: &Path, site: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).expect("the site was written").flatten() {
        let path = entry.path();
        let name = path.strip_prefix(root).expect("it lies below").display().to_string();
        match path.is_dir() {
            true if name == ".actieplan" => {}
            true => read_site(root, &path, site),
            false => {
                drop(site.insert(name, String::from_utf8_lossy(&fs::read(&path).expect("it is there")).into_owned()))
            }
        }
    }
}
