//! Small sites as a whole: what stands in `tests/golden/<site>/` gives the files in its folder `expected`.
//!
//! `UPDATE=1 cargo test --test golden` writes them anew; read the diff before it goes in.

mod program;

use std::fs;
use std::path::Path;

use program::{Project, Tree, repository};

/// The files of a site that are held, whole.
#[track_caller]
fn check(site: &str, args: &[&str], expected: &str, files: &[&str]) {
    let folder = repository().join("tests/golden").join(site);
    let built = Project::copy_of(&folder).build(args);
    for file in files {
        let found = plain(built.get(*file).unwrap_or_else(|| panic!("{site} has {file}")));
        hold(&folder.join(expected).join(file), &found);
    }
}

/// A text without what differs from release to release.
fn plain(bytes: &[u8]) -> String {
    let text = std::str::from_utf8(bytes).expect("these files are text");
    without_fingerprints(&text.replace(&format!("actieplan {}", env!("CARGO_PKG_VERSION")), "actieplan"))
}

/// Names of static files as the theme has them: a new rule in a style sheet is no other page.
fn without_fingerprints(text: &str) -> String {
    let fingerprint = regex::Regex::new(r"(static/[a-z/-]+)\.[0-9a-f]{8}\.").expect("the pattern is well formed");
    fingerprint.replace_all(text, "$1.").into_owned()
}

#[track_caller]
fn hold(path: &Path, found: &str) {
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder for the file");
        fs::write(path, found).expect("the file can be written");
    }
    let expected = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let differing = expected.lines().zip(found.lines()).find(|(expected, found)| expected != found);
    let difference = differing.map_or_else(String::new, |(expected, found)| format!("- {expected}\n+ {found}"));
    assert!(expected == found, "{} differs; UPDATE=1 writes it anew\n{difference}", path.display());
}

#[test]
fn a_folder_with_only_content_is_a_site() {
    check(
        "alleen-content",
        &[],
        "expected",
        &[
            "index.html",
            "plannen/zorgplan/lijnen/instroom/index.html",
            "cijfers/plaatsen/index.html",
            "cijfers/plaatsen/plaatsen.csv",
            "atom.xml",
            "sitemap.xml",
            "robots.txt",
        ],
    );
}

#[test]
fn a_theme_may_change_one_template_and_one_word() {
    check("eigen-thema", &[], "expected", &["over/index.html", "404.html"]);
}

/// The theme to copy from: a house style, its own header, footer and home page, and the default theme for all else.
#[test]
fn the_sober_theme_serves_the_whole_example() {
    let project = Project::example();
    project.edit("content/site.yaml", "theme: standaard", "theme: ambtelijk");
    let built = project.build(&[]);
    let text = |path: &str| String::from_utf8_lossy(&built[path]).into_owned();
    let is_own = |path: &String| path.starts_with("static/ambtelijk.") && path.ends_with(".css");
    let style = built.keys().find(|path| is_own(path)).expect("its style sheet is published");
    for (path, bytes) in built.iter().filter(|(path, _)| path.ends_with("index.html")) {
        let page = String::from_utf8_lossy(bytes);
        // Pages for frames and pages that lead on have no header.
        if page.contains("class=\"site-footer\"") {
            assert!(page.contains("office-bar") && page.contains(style) && page.contains("office-foot"), "{path}");
        }
    }
    assert!(
        text("index.html").contains("class=\"office-bar\"")
            && !text("index.html").contains("<div class=\"statement\">")
    );
    let tokens = built.iter().find(|(path, _)| path.starts_with("static/style.")).expect("there is a style sheet").1;
    assert!(String::from_utf8_lossy(tokens).contains("--accent: #23395d;"));
    let checked = project.run(&["check"]);
    assert_eq!(checked.code, 0, "{}", checked.err);
}

#[test]
fn an_english_site_with_links_to_folders() {
    check("engels", &[], "expected", &["index.html", "cijfers/vacancies/index.html", "agenda/meeting/index.html"]);
}

#[test]
fn what_is_not_published_stands_nowhere_until_it_is_asked_for() {
    let files = &["sitemap.xml", "atom.xml", "nieuws/index.html"];
    check("nog-niet", &[], "expected", files);
    check("nog-niet", &["--drafts", "--future"], "expected-all", files);
    let built = |args: &[&str]| Project::copy_of(&repository().join("tests/golden/nog-niet")).build(args);
    let mentions = |tree: &Tree, word: &str| tree.values().any(|bytes| String::from_utf8_lossy(bytes).contains(word));
    for (args, drafts, future) in [
        (&[][..], false, false),
        (&["--drafts"], true, false),
        (&["--future"], false, true),
        (&["--drafts", "--future"], true, true),
    ] {
        let tree = built(args);
        for (word, is_published) in [
            ("Geheim", drafts),
            ("Bericht in concept", drafts),
            ("Later", future),
            ("Voorbij", future),
            ("Bericht van morgen", future),
            ("Bericht van nu", true),
        ] {
            assert_eq!(mentions(&tree, word), is_published, "{args:?}: {word}");
        }
        assert!(tree.contains_key("nu/index.html"), "{args:?}");
    }
}
