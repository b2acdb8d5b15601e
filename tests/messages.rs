//! Holds the page that explains every message, `docs/handboek/meldingen.md`, against the codes of the program.

use std::fs;
use std::path::Path;

use actieplan::diagnostic::{Problem, Severity};

#[test]
fn every_code_is_explained_once_in_order_and_no_other() {
    let page = page();
    let headings: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("## AP")).collect();
    let explained: Vec<String> = headings.iter().map(|rest| format!("AP{}", rest.trim())).collect();
    let codes: Vec<&str> = Problem::CODES.iter().map(|(code, _)| *code).collect();
    assert_eq!(explained, codes);
}

#[test]
fn every_code_is_explained_with_its_weight() {
    let page = page();
    for (code, severity) in Problem::CODES {
        let (_, after) = page.split_once(&format!("## {code}\n")).expect("every code has a heading");
        let section = after.split("\n## ").next().expect("split gives at least one part");
        let word = match severity {
            Severity::Error => "**Fout.**",
            Severity::Warning => "**Waarschuwing.**",
            Severity::Advice => "**Advies.**",
        };
        assert!(section.trim_start().starts_with(word), "{code} has to start with {word}");
    }
}

/// The page with the line ends of Unix.
fn page() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/handboek/meldingen.md");
    fs::read_to_string(path).expect("the page is part of the project").replace("\r\n", "\n")
}
