//! The shape of the program: which module knows which, what touches the machine, where outside packages enter.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The hops in the order of the data, each with the hops that it may use. What all may use stands first.
const HOPS: &[(&str, &[&str])] = &[
    ("language", &[]),
    ("diagnostic", &["language"]),
    ("source", &["language", "diagnostic"]),
    ("model", &["language", "diagnostic", "source"]),
    ("desk", &["language", "diagnostic", "source", "model"]),
    ("external", &["diagnostic"]),
    ("review", &["language", "diagnostic", "source", "model"]),
    ("chart", &["language"]),
    ("theme", &["language", "diagnostic", "source", "model", "chart"]),
    ("output", &["language", "diagnostic", "source", "model", "chart", "theme"]),
    ("pipeline", &["language", "diagnostic", "source", "model", "review", "external", "chart", "theme", "output"]),
    ("serve", &["language", "diagnostic", "source", "model", "chart", "theme", "output", "pipeline"]),
    (
        "cli",
        &[
            "language",
            "diagnostic",
            "source",
            "model",
            "chart",
            "theme",
            "output",
            "pipeline",
            "serve",
            "desk",
            "external",
        ],
    ),
];

/// What touches the machine, and the files that may.
const MACHINE: &[(&[&str], &[&str])] = &[
    (
        &["std::fs", "fs::", "File::", "WalkDir"],
        &["desk/files.rs", "source/mod.rs", "theme/load.rs", "output/mod.rs", "output/publish.rs"],
    ),
    (&["SystemTime::now", "Timestamp::now", "Zoned::now", "TimeZone::system"], &["main.rs"]),
    (&["std::env", "env::var"], &["main.rs"]),
    // How long a build took, and when a progress bar is worth showing.
    (&["Instant::now"], &["cli/"]),
    (&["std::net", "TcpListener"], &["cli/serve.rs", "external/mod.rs", "serve/mod.rs"]),
    (&["process::Command"], &[]),
    (&["process::exit"], &[]),
    (&["println!", "eprintln!", "print!", "dbg!", "stdout()", "stderr()"], &["cli/"]),
];

/// Where each outside package enters: files, or folders with `/`.
const PACKAGES: &[(&str, &[&str])] = &[
    ("aho-corasick", &["review/language.rs", "source/markdown.rs", "theme/terms.rs"]),
    ("ammonia", &["desk/import/reading.rs", "source/markdown/raw_html.rs"]),
    ("annotate-snippets", &["diagnostic/print.rs"]),
    ("anstream", &["cli/"]),
    ("axum", &["serve/mod.rs"]),
    (
        "blake3",
        &[
            "diagnostic/print/ci.rs",
            "output/identity.rs",
            "output/publish.rs",
            "output/search.rs",
            "source/fingerprint.rs",
        ],
    ),
    ("calamine", &["source/table/xlsx.rs"]),
    ("clap", &["cli/"]),
    ("csv", &["model/download/spreadsheet.rs"]),
    ("csv-core", &["source/table/text.rs"]),
    ("dunce", &["serve/mod.rs"]),
    ("gix", &["source/history.rs"]),
    ("hayro-syntax", &["source/colophon.rs"]),
    ("html-escape", &["desk/import/reading.rs", "diagnostic/print.rs", "output/links.rs", "source/markdown.rs"]),
    ("image", &["output/card.rs", "output/photo.rs", "source/picture.rs"]),
    ("imagesize", &["source/picture.rs"]),
    ("include_dir", &["desk/scaffold.rs", "theme/load.rs"]),
    ("indicatif", &["cli/bar.rs"]),
    // Dates are values like numbers and texts.
    (
        "jiff",
        &[
            "cli/",
            "diagnostic/problem.rs",
            "language.rs",
            "main.rs",
            "model/",
            "output/api/write.rs",
            "output/calendar.rs",
            "output/dcat.rs",
            "output/feed.rs",
            "review/statement.rs",
            "source/colophon.rs",
            "source/decode.rs",
            "source/history.rs",
            "theme/rows.rs",
        ],
    ),
    ("mimalloc", &["main.rs"]),
    ("moxcms", &["output/photo.rs"]),
    ("notify", &["serve/watch.rs"]),
    ("open", &["cli/serve.rs"]),
    ("percent-encoding", &["diagnostic/print/ci.rs", "output/links.rs", "serve/mod.rs", "source/address.rs"]),
    ("plotters", &["chart/"]),
    ("plotters-backend", &["chart/backend.rs"]),
    ("pulldown-cmark", &["source/markdown.rs", "source/markdown/passages.rs"]),
    ("pulldown-cmark-escape", &["source/markdown.rs"]),
    (
        "quick-xml",
        &[
            "source/colophon.rs",
            "source/picture.rs",
            "source/table/docx.rs",
            "source/table/hidden.rs",
            "source/table/ods.rs",
        ],
    ),
    ("rayon", &["model/link/", "pipeline.rs", "review/mod.rs", "source/mod.rs"]),
    ("resvg", &["output/card.rs"]),
    ("rust-stemmers", &["model/search/words.rs"]),
    ("schemars", &["model/compare/download.rs", "model/download/", "output/api/"]),
    (
        "serde",
        &[
            "model/compare/download.rs",
            "model/download/",
            "output/api/",
            "source/json.rs",
            "source/yaml.rs",
            "theme/contract.rs",
            "theme/mod.rs",
            "theme/pages.rs",
        ],
    ),
    (
        "serde_json",
        &[
            "desk/cms/form.rs",
            "desk/cms/mod.rs",
            "desk/schema.rs",
            "diagnostic/print.rs",
            "diagnostic/print/ci.rs",
            "model/download/",
            "output/dcat.rs",
            "output/search.rs",
            "source/geojson.rs",
            "source/json.rs",
            "source/table/json.rs",
            "theme/linked_data.rs",
        ],
    ),
    ("serde_yaml", &["source/yaml.rs"]),
    ("simplify-polyline", &["chart/shapes.rs"]),
    ("skrifa", &["chart/letters.rs"]),
    ("strsim", &["diagnostic/explain.rs", "diagnostic/problem.rs"]),
    ("tera", &["theme/"]),
    ("tokio", &["serve/live.rs", "serve/mod.rs"]),
    ("tokio-stream", &["serve/live.rs", "serve/mod.rs"]),
    ("unicode-normalization", &["model/search/words.rs", "source/address.rs"]),
    ("ureq", &["external/mod.rs"]),
    ("url", &["model/link/", "model/mod.rs", "source/address.rs"]),
    ("walkdir", &["source/mod.rs", "theme/load.rs"]),
    ("webp", &["output/photo.rs"]),
    ("zip", &["source/table/archive.rs"]),
];

#[test]
fn a_module_knows_only_those_before_it() {
    let wrong: Vec<String> = sources().iter().flat_map(|(path, code)| wrong_uses(path, code)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_module_has_its_place_among_the_hops() {
    let known: BTreeSet<&str> = HOPS.iter().map(|(hop, _)| *hop).chain(["lib", "main"]).collect();
    let found: BTreeSet<String> = sources().keys().map(|path| hop(path).to_owned()).collect();
    assert_eq!(found.iter().map(String::as_str).collect::<BTreeSet<_>>(), known);
    for (at, (hop, uses)) in HOPS.iter().enumerate() {
        let before: Vec<&str> = HOPS[..at].iter().map(|(hop, _)| *hop).collect();
        assert!(uses.iter().all(|used| before.contains(used)), "{hop} uses only what stands before it");
    }
}

#[test]
fn only_the_edges_touch_the_machine() {
    let wrong: Vec<String> = sources().iter().flat_map(|(path, code)| wrong_touches(path, code)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_outside_package_enters_where_the_table_says() {
    let sources = sources();
    for (package, places) in PACKAGES {
        let name = package.replace('-', "_");
        let users: Vec<&String> = sources.iter().filter(|(_, code)| names(code, &name)).map(|(path, _)| path).collect();
        for path in &users {
            assert!(places.iter().any(|place| is_in(path, place)), "{path} uses {package}");
        }
        for place in *places {
            assert!(users.iter().any(|path| is_in(path, place)), "{place} no longer uses {package}");
        }
    }
}

#[test]
fn every_package_stands_in_the_table() {
    let manifest = read("Cargo.toml");
    let (_, dependencies) = manifest.split_once("\n[dependencies]\n").expect("the manifest has dependencies");
    let lines = dependencies.lines().take_while(|line| !line.starts_with('['));
    let packages: Vec<&str> = lines.filter_map(|line| Some(line.split_once('=')?.0.trim())).collect();
    assert_eq!(packages, PACKAGES.iter().map(|(package, _)| *package).collect::<Vec<_>>());
}

#[test]
fn what_breaks_a_rule_is_found() {
    assert_eq!(wrong_uses("model/mod.rs", "use crate::theme::Theme;").len(), 1);
    assert_eq!(wrong_uses("chart/mod.rs", "fn f(site: &crate::model::Site) {}").len(), 1);
    assert_eq!(wrong_uses("source/decode.rs", "$crate::model::format::PageKeys").len(), 1);
    assert_eq!(wrong_uses("source/mod.rs", "use crate::{diagnostic::Span, output::Artefact};").len(), 1);
    assert_eq!(
        wrong_uses("theme/mod.rs", "use crate::model::Site; use super::rows; use crate::theme::words;").len(),
        0
    );
    assert_eq!(wrong_touches("model/mod.rs", "std::fs::read(path)").len(), 1);
    assert_eq!(wrong_touches("model/mod.rs", "use std::{fs, io};").len(), 1);
    assert_eq!(wrong_touches("theme/rows.rs", "Timestamp::now()").len(), 1);
    assert_eq!(wrong_touches("main.rs", "Timestamp::now()").len(), 0);
    assert!(names("use url::Url;", "url") && names("let x = url::Url::parse(y);", "url"));
    assert!(!names("let url = curl::x(url.path());", "url"));
    let code = "/// Uses crate::theme.\nfn a() {} // crate::theme\n#[cfg(test)]\nmod tests { use crate::theme; }\n";
    assert!(!without_comments_and_tests(code).contains("theme"));
}

// --- Reading ---------------------------------------------------------------------------------------------------------

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("the file is part of the project")
}

/// All of the program's own code by its path below `src/`, without comments and tests.
fn sources() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(&folder));
        for entry in entries.expect("the folder can be read") {
            let entry = entry.expect("the folder can be read");
            let path = format!("{folder}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                folders.push(format!("{path}/"));
            } else if path.ends_with(".rs") && !path.ends_with("tests.rs") {
                found.insert(path.clone(), without_comments_and_tests(&read(&format!("src/{path}"))));
            }
        }
    }
    assert!(found.len() > 40, "the whole program is read");
    found
}

/// Tests stand at the end of a file.
fn without_comments_and_tests(code: &str) -> String {
    let code = code.split("#[cfg(test)]\nmod ").next().expect("split gives at least one part");
    code.lines().map(|line| format!("{}\n", without_comment(line))).collect()
}

fn without_comment(line: &str) -> &str {
    let comment = line.match_indices("//").map(|(at, _)| at).find(|at| *at == 0 || line[..*at].ends_with(' '));
    &line[..comment.unwrap_or(line.len())]
}

/// The module directly below the crate that a file belongs to.
fn hop(path: &str) -> &str {
    path.split(['/', '.']).next().expect("split gives at least one part")
}

/// True when a path lies in a folder, or is the file.
fn is_in(path: &str, place: &str) -> bool {
    if place.ends_with('/') { path.starts_with(place) } else { path == place }
}

/// Modules of the crate that a file names and should not know.
fn wrong_uses(path: &str, code: &str) -> Vec<String> {
    let Some((own, allowed)) = HOPS.iter().find(|(name, _)| *name == hop(path)) else { return Vec::new() };
    let mut named: BTreeSet<&str> = BTreeSet::new();
    for part in code.split("crate::").skip(1) {
        match part.strip_prefix('{') {
            // A list of several modules in one `use`.
            Some(list) => {
                let list = list.split(';').next().expect("split gives at least one part");
                named.extend(HOPS.iter().map(|(name, _)| *name).filter(|name| names(list, name)));
            }
            None => {
                let name = part.split(|c: char| !c.is_alphanumeric() && c != '_').next();
                named.extend(HOPS.iter().map(|(hop, _)| *hop).filter(|hop| Some(*hop) == name));
            }
        }
    }
    let wrong = named.into_iter().filter(|name| name != own && !allowed.contains(name));
    wrong.map(|name| format!("{path} uses {name}")).collect()
}

fn wrong_touches(path: &str, code: &str) -> Vec<String> {
    let touches = |what: &&&str| {
        let in_list = || what.strip_prefix("std::").is_some_and(|name| code.contains(&format!("use std::{{{name},")));
        starts_word(code, what) || in_list()
    };
    let forbidden = MACHINE.iter().filter(|(_, places)| !places.iter().any(|place| is_in(path, place)));
    let wrong = forbidden.filter_map(|(whats, _)| whats.iter().find(touches));
    wrong.map(|what| format!("{path} uses {what}")).collect()
}

/// True when a text stands in the code and is not the end of a longer name.
fn starts_word(code: &str, what: &str) -> bool {
    let is_start = |at: usize| !code[..at].ends_with(|c: char| c.is_alphanumeric() || "_:.".contains(c));
    code.match_indices(what).any(|(at, _)| is_start(at))
}

/// True when code names a package or module: `name::`, or `use name;`.
fn names(code: &str, name: &str) -> bool {
    starts_word(code, &format!("{name}::")) || starts_word(code, &format!("use {name};"))
}
