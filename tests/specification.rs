//! Which test holds which case of the specification: `tests/CASES.md` says so, and this sees to it that it is true.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Cases that belong to the editor's and the reader's side of the program, and to figures.
const REQUIRED: &[std::ops::RangeInclusive<u32>] = &[1..=32, 42..=57, 80..=93, 96..=98, 105..=122];

#[test]
fn every_case_of_the_table_has_its_test() {
    let table = table();
    let required = REQUIRED.iter().flat_map(|range| range.clone());
    let missing: Vec<u32> = required.filter(|number| !table.contains_key(number)).collect();
    assert!(missing.is_empty(), "tests/CASES.md has no row for {missing:?}");
    for (number, tests) in &table {
        for (file, name) in tests {
            assert!(exists(file, name), "case {number}: {file} has no test `{name}`");
        }
    }
}

#[test]
fn a_test_that_is_not_there_is_not_found() {
    assert!(exists("tests/cases/content.md", "A misspelt key is an error that names the key that was meant"));
    assert!(!exists("tests/cases/content.md", "A misspelt key"));
    assert!(exists("tests/specification.rs", "a_test_that_is_not_there_is_not_found"));
    assert!(!exists("tests/specification.rs", "a_test_that_is_not_there"));
    assert!(exists("tests/browser/browser.mjs", "every page"));
    assert!(exists("tests/browser/finding.test.mjs", "search_works_from_a_disk"));
    assert!(!exists("tests/browser/browser.mjs", "every pag"));
    assert!(!exists("tests/nowhere.rs", "a"));
}

/// True when a file of cases has a section with this title, a file of Rust a function with this name, or a script a test
/// with this name or a check that reports under it. A check is held by the self-test, which puts a fault before it.
fn exists(file: &str, name: &str) -> bool {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap_or_default();
    match file.rsplit('.').next() {
        Some("md") => text.lines().any(|line| line == format!("## {name}")),
        Some("mjs") => {
            let calls = ["test(\"", "report.add(\"", "report.add(`", " add(\"", " add(`", "{ name: \""];
            calls
                .iter()
                .any(|call| text.contains(&format!("{call}{name}\"")) || text.contains(&format!("{call}{name} $")))
        }
        _ => text.contains(&format!("fn {name}()")),
    }
}

/// The rows of the table: number, what is asked, and tests as `file: name`, several with ` · ` between them.
fn table() -> BTreeMap<u32, Vec<(String, String)>> {
    let text =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/CASES.md")).expect("the table is there");
    let mut rows = BTreeMap::new();
    for line in text.lines().filter_map(|line| line.strip_prefix("| ")) {
        let cells: Vec<&str> = line.trim_end_matches(" |").split(" | ").collect();
        let Some(number) = cells[0].parse().ok() else { continue };
        let tests = cells.last().expect("a row has cells").split(" · ");
        let tests = tests.map(|test| test.split_once(": ").expect("a test is `file: name`"));
        let tests = tests.map(|(file, name)| (file.trim().to_owned(), name.trim().to_owned())).collect();
        assert!(rows.insert(number, tests).is_none(), "case {number} stands once");
    }
    rows
}
