//! The handbook and the words of the theme say what the program knows.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use actieplan::theme::REQUIRED_WORDS;

#[test]
fn every_key_of_the_content_stands_in_the_handbook() {
    let handbook = read("docs/handboek/inhoud.md");
    let records = records(&read("src/model/format.rs"));
    assert!(records.len() > 30 && records.values().map(Vec::len).sum::<usize>() > 150, "all records are read");
    for (record, keys) in &records {
        let missing: Vec<&String> = keys.iter().filter(|key| !is_written(&handbook, key)).collect();
        assert!(missing.is_empty(), "docs/handboek/inhoud.md does not name {missing:?} of {record}");
    }
}

#[test]
fn every_accepted_word_stands_in_the_handbook() {
    let handbook = read("docs/handboek/inhoud.md");
    let words: BTreeSet<String> =
        ["src/model/format.rs", "src/model/period.rs"].iter().flat_map(|file| accepted_words(&read(file))).collect();
    assert!(words.len() > 40, "all words are read");
    let missing: Vec<&String> = words.iter().filter(|word| !is_written(&handbook, word)).collect();
    assert!(missing.is_empty(), "docs/handboek/inhoud.md does not name {missing:?}");
}

#[test]
fn the_proposed_tiles_are_28_regions_each_in_a_place_of_its_own() {
    let handbook = read("docs/handboek/overzicht.md");
    let rows = handbook.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |")?.split_once(" | "));
    let rows = rows.filter_map(|(row, regions)| Some((row.parse::<u32>().ok()?, regions)));
    let tiles: Vec<(u32, &str)> = rows
        .flat_map(|(row, regions)| regions.split("; ").map(move |region| (row, region)))
        .filter_map(|(row, region)| Some((row, region.split_once(' ')?.0)))
        .collect();
    assert_eq!(tiles.len(), 28);
    assert_eq!(tiles.iter().collect::<BTreeSet<_>>().len(), 28, "{tiles:?}");
}

#[test]
fn both_languages_have_the_same_words() {
    let keys = |language: &str| words(language).into_keys().collect::<BTreeSet<_>>();
    let (dutch, english) = (keys("nl"), keys("en"));
    assert_eq!(dutch.difference(&english).collect::<Vec<_>>(), Vec::<&String>::new(), "only in Dutch");
    assert_eq!(english.difference(&dutch).collect::<Vec<_>>(), Vec::<&String>::new(), "only in English");
}

#[test]
fn every_word_that_is_used_exists() {
    let templates = templates();
    assert!(templates.len() > 30, "all templates are read");
    for language in ["nl", "en"] {
        let words = words(language);
        for required in REQUIRED_WORDS {
            assert!(words.contains_key(*required), "{language} has no {required}");
        }
        for (template, text) in &templates {
            for used in used_words(text) {
                assert!(words.contains_key(&used), "{template} uses {used}, which {language} does not have");
            }
        }
    }
}

#[test]
fn every_word_is_used() {
    let templates = templates();
    let mut used: BTreeSet<String> = templates.values().flat_map(|text| used_words(text)).collect();
    used.extend(REQUIRED_WORDS.iter().map(|word| (*word).to_owned()));
    let unused: Vec<String> = words("nl").into_keys().filter(|word| !used.contains(word)).collect();
    assert!(unused.is_empty(), "nobody uses {unused:?}");
}

#[test]
fn every_required_word_is_asked_for() {
    let folders = ["src/model", "src/source", "src/theme"];
    let code: String = folders.iter().flat_map(|folder| files(folder, ".rs")).map(|(_, code)| code).collect();
    for required in REQUIRED_WORDS {
        // Once in the list itself.
        assert!(code.matches(&format!("\"{required}\"")).count() > 1, "nobody asks for {required}");
    }
}

// --- Reading ---------------------------------------------------------------------------------------------------------

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("the file is part of the project")
}

fn files(folder: &str, end: &str) -> Vec<(String, String)> {
    let entries =
        fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).expect("the folder is part of the project");
    let names = entries.map(|entry| entry.expect("the folder can be read").file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(end)).collect();
    names.sort();
    names.into_iter().map(|name| (name.clone(), read(&format!("{folder}/{name}")))).collect()
}

fn templates() -> BTreeMap<String, String> {
    files("themes/standaard/templates", ".html").into_iter().collect()
}

/// True when a word stands in the handbook as code, alone or in a piece of YAML.
fn is_written(handbook: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let mut code = handbook.split('`').skip(1).step_by(2);
    code.any(|code| code.split(|c| !is_part(c)).any(|part| part == word))
}

/// The keys of each record in the source, by the record's name; those that every page has under `PageKeys`.
fn records(source: &str) -> BTreeMap<String, Vec<String>> {
    let mut records = BTreeMap::new();
    for part in source.split("\nrecord! {\n").skip(1) {
        let body = part.split("\n}").next().expect("split gives at least one part");
        let mut lines = body.lines().map(str::trim).filter(|line| !line.starts_with("//"));
        let name = lines.next().and_then(|line| line.split('(').next()).expect("a record begins with its name");
        let keys =
            lines.filter_map(|line| Some(line.split_once(": ")?.0.trim_start_matches("r#").to_owned())).collect();
        records.insert(name.to_owned(), keys);
    }
    let page = source.split("impl PageKeys").nth(1).and_then(|rest| rest.split("\n}").next()).expect("pages have keys");
    let asked = page.split("(\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned);
    records.insert("PageKeys".to_owned(), asked.collect());
    records
}

/// The words that stand for the values of the enumerations in the source.
fn accepted_words(source: &str) -> Vec<String> {
    let lists = source
        .split("\nwords! {\n")
        .skip(1)
        .map(|part| part.split("\n}").next().expect("split gives at least one part"));
    let lines = lists.flat_map(str::lines).filter(|line| !line.trim().starts_with("//"));
    lines.filter_map(|line| line.split('"').nth(1)).map(str::to_owned).collect()
}

/// The words of the default theme in a language.
fn words(language: &str) -> BTreeMap<String, String> {
    let text = read(&format!("themes/standaard/words/{language}.yaml"));
    let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    lines
        .map(|line| line.split_once(": ").expect("a line is a word"))
        .map(|(key, word)| (key.to_owned(), word.to_owned()))
        .collect()
}

/// Keys of the words that a template prints.
fn used_words(template: &str) -> BTreeSet<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let uses = template.split("words.").skip(1).filter_map(|rest| rest.split(|c| !is_part(c)).next());
    uses.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}
