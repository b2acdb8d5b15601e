//! "Laatst gewijzigd": what a site says of its own history, in repositories made for the purpose.

mod support;

use std::path::Path;
use std::process::Command;

use actieplan::model::link::Options;
use actieplan::model::page::Page;
use actieplan::output::Artefact;
use actieplan::pipeline::{self, Followed, Memory, Project as Loaded};
use actieplan::theme::Renderer;
use jiff::civil::date;
use support::Project;

const SITE: &str = "id: proef\ntitle: Proefsite\ndescription: Een site om mee te proeven.\nlanguage: nl\nbase_url: https://proef.example.nl/\n";

/// A project that is a repository of its own.
struct Repository {
    project: Project,
}

impl Repository {
    /// A repository without a commit, of a site with this line in its settings.
    fn new(history: &str) -> Repository {
        let repository = Repository { project: Project::copy_of("tests/cases/base") };
        repository.write("content/site.yaml", &format!("{SITE}{history}\n"));
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository
    }

    fn folder(&self) -> &Path {
        &self.project.folder
    }

    fn write(&self, path: &str, text: &str) {
        self.project.write(path, text.as_bytes());
    }

    fn git(&self, arguments: &[&str]) {
        git(self.folder(), arguments, "2026-01-01T12:00:00Z");
    }

    /// Commits everything, at a moment.
    fn commit(&self, moment: &str, message: &str) {
        git(self.folder(), &["add", "--all"], moment);
        git(self.folder(), &["commit", "--quiet", "-m", message], moment);
    }

    fn load(&self) -> Loaded {
        load(self.folder())
    }
}

/// Runs git without any settings of this machine.
fn git(folder: &Path, arguments: &[&str], moment: &str) {
    let mut command = Command::new("git");
    command.args(arguments).current_dir(folder).env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.env("GIT_CONFIG_NOSYSTEM", "1").env("HOME", folder);
    for who in ["AUTHOR", "COMMITTER"] {
        command
            .env(format!("GIT_{who}_NAME"), "Redactie Proef")
            .env(format!("GIT_{who}_EMAIL"), "redactie@proef.example.nl");
        command.env(format!("GIT_{who}_DATE"), moment);
    }
    let output = command.output().expect("git is installed");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn options() -> Options {
    Options { today: date(2026, 11, 22), drafts: false, future: false, base_url: None, pretty: false, preview: false }
}

fn load(folder: &Path) -> Loaded {
    pipeline::load(folder, &options())
}

/// The changes of a page as they are shown: `2026-03-03 gewijzigd`, latest first.
fn shown(loaded: &Loaded, path: &str) -> Vec<String> {
    let html = html(loaded, path);
    let Some((_, list)) = html.split_once("<div class=\"page-history wrap\">") else { return Vec::new() };
    let (block, _) = list.split_once("</div>").expect("the block is closed");
    let lines: Vec<&str> = block.lines().filter(|line| line.contains("<time")).collect();
    let text = |line: &str| {
        let (_, line) = line.split_once("datetime=\"").expect("a date has a machine's form");
        let (day, rest) = line.split_once('"').expect("it is closed");
        let what =
            rest.split_once("</time>").expect("it is closed").1.trim_start_matches(": ").trim_end_matches("</li>");
        format!("{day} {}", what.trim_end_matches("</p>")).trim().to_owned()
    };
    lines.into_iter().map(text).collect()
}

fn html(loaded: &Loaded, path: &str) -> String {
    let (site, theme) = (loaded.site.as_ref().expect("a site"), loaded.theme.as_ref().expect("a theme"));
    let page = Page::all(site).into_iter().find(|page| page.path(site) == path);
    let page = page.unwrap_or_else(|| panic!("there is no page {path}"));
    Renderer::new(site, theme).render(page).unwrap_or_else(|(_, problem)| panic!("{problem:?}"))
}

/// A file of the site that is not a page.
fn file(loaded: &Loaded, path: &str) -> String {
    let (site, theme) = (loaded.site.as_ref().expect("a site"), loaded.theme.as_ref().expect("a theme"));
    let renderer = Renderer::new(site, theme);
    let all = Artefact::all(site, theme);
    let artefact = all.iter().find(|artefact| artefact.file(site) == path);
    let artefact = artefact.unwrap_or_else(|| panic!("there is no file {path}"));
    let bytes = artefact.bytes(site, &renderer).unwrap_or_else(|(_, problem)| panic!("{problem:?}"));
    String::from_utf8(bytes).expect("it is text")
}

fn codes(loaded: &Loaded) -> Vec<&'static str> {
    let found = loaded.diagnostics.sorted(&loaded.files).into_iter().map(|found| found.problem.code());
    found.filter(|code| ["AP128", "AP129"].contains(code)).collect()
}

const NEWS: &str = "content/news/start.md";
const NEWS_PAGE: &str = "nieuws/start/index.html";

fn news(text: &str) -> String {
    format!("---\ntitle: Start\nsummary: Wij beginnen.\ndate: 2026-01-01\n---\n{text}\n")
}

#[test]
fn a_page_says_when_it_was_last_changed_and_how() {
    let repository = Repository::new("history: true");
    repository.write(NEWS, &news("Een."));
    repository.commit("2026-03-01T12:00:00Z", "Bericht gemaakt");
    repository.write(NEWS, &news("Twee."));
    repository.commit("2026-03-02T12:00:00Z", "Bericht verbeterd");
    // In the Netherlands it is already the fourth, and summer time has begun.
    repository.write(NEWS, &news("Drie."));
    repository.commit("2026-03-31T22:30:00Z", "Bericht nog eens verbeterd");
    let loaded = repository.load();
    assert_eq!(codes(&loaded), Vec::<&str>::new());
    assert_eq!(
        shown(&loaded, NEWS_PAGE),
        ["2026-04-01", "2026-04-01 gewijzigd", "2026-03-02 gewijzigd", "2026-03-01 toegevoegd"]
    );
    let page = html(&loaded, NEWS_PAGE);
    assert!(page.contains("Laatst gewijzigd op <time datetime=\"2026-04-01\">1 april 2026</time>"));
    assert!(!page.contains("verbeterd") && !page.contains("Redactie Proef"), "messages and names are not shown");
    assert!(page.contains(r#""dateModified":"2026-04-01""#));
    assert!(file(&loaded, "sitemap.xml").contains("nieuws/start/index.html</loc><lastmod>2026-04-01</lastmod>"));
    assert!(file(&loaded, "atom.xml").contains("<updated>2026-04-01T00:00:00Z</updated>"));
}

#[test]
fn nothing_is_said_unless_the_site_asks() {
    for history in ["", "history: false"] {
        let repository = Repository::new(history);
        repository.write(NEWS, &news("Een."));
        repository.commit("2026-03-01T12:00:00Z", "Bericht gemaakt");
        let loaded = repository.load();
        assert_eq!((codes(&loaded), shown(&loaded, NEWS_PAGE)), (vec![], vec![]));
        assert!(!file(&loaded, "sitemap.xml").contains("lastmod"));
    }
}

#[test]
fn messages_and_names_are_shown_on_request_and_escaped() {
    let repository = Repository::new("history: {messages: true, names: true}");
    repository.write(NEWS, &news("Een."));
    repository.commit("2026-03-01T12:00:00Z", "Bericht <b>gemaakt</b>\n\nMet uitleg.");
    let shown = shown(&repository.load(), NEWS_PAGE);
    let expected = "2026-03-01 toegevoegd – Bericht &lt;b&gt;gemaakt&lt;/b&gt; (Redactie Proef)";
    assert_eq!(shown, ["2026-03-01", &expected.replace("</b>", "&lt;/b&gt;")]);
}

#[test]
fn a_moved_file_is_followed_to_its_former_name() {
    let repository = Repository::new("history: true");
    let lines = "Een regel.\n\nNog een regel.\n\nEn nog een.\n";
    repository.write("content/news/oud.md", &news(lines));
    repository.commit("2026-03-01T12:00:00Z", "Bericht gemaakt");
    repository.project.remove("content/news/oud.md");
    repository.write("content/news/tussen.md", &news(lines));
    repository.commit("2026-03-02T12:00:00Z", "Bericht hernoemd");
    repository.project.remove("content/news/tussen.md");
    repository.write(NEWS, &news(&format!("{lines}\nErbij.")));
    repository.commit("2026-03-03T12:00:00Z", "Bericht hernoemd en veranderd");
    let loaded = repository.load();
    assert_eq!(
        shown(&loaded, NEWS_PAGE),
        ["2026-03-03", "2026-03-03 verplaatst", "2026-03-02 verplaatst", "2026-03-01 toegevoegd"]
    );
    // A file that came while a quite different one went is new.
    repository.project.remove(NEWS);
    repository.write("content/news/ander.md", "---\ntitle: Ander\ndate: 2026-02-01\n---\nHeel wat anders.\n");
    repository.commit("2026-03-04T12:00:00Z", "Ander bericht");
    assert_eq!(shown(&repository.load(), "nieuws/ander/index.html"), ["2026-03-04"]);
}

#[test]
fn a_merge_changes_only_what_differs_from_all_that_was_merged() {
    let repository = Repository::new("history: true");
    repository.write(NEWS, &news("Een.\n\nTwee.\n\nDrie."));
    repository.write("content/topics/werk.md", "---\ntitle: Werk\n---\nTekst.\n");
    repository.commit("2026-03-01T12:00:00Z", "Begin");
    repository.git(&["checkout", "--quiet", "-b", "zij"]);
    repository.write(NEWS, &news("Een, anders.\n\nTwee.\n\nDrie."));
    repository.commit("2026-03-02T12:00:00Z", "Op de zijtak");
    repository.git(&["checkout", "--quiet", "main"]);
    repository.write("content/topics/werk.md", "---\ntitle: Werk\n---\nAndere tekst.\n");
    repository.commit("2026-03-03T12:00:00Z", "Op de hoofdtak");
    git(repository.folder(), &["merge", "--quiet", "--no-ff", "-m", "Samengevoegd", "zij"], "2026-03-04T12:00:00Z");
    let loaded = repository.load();
    assert_eq!(shown(&loaded, NEWS_PAGE), ["2026-03-02", "2026-03-02 gewijzigd", "2026-03-01 toegevoegd"]);
    assert_eq!(
        shown(&loaded, "themas/werk/index.html"),
        ["2026-03-03", "2026-03-03 gewijzigd", "2026-03-01 toegevoegd"]
    );
}

#[test]
fn a_figure_changes_with_the_file_of_its_values() {
    let repository = Repository::new("history: true");
    let figure = "title: Uitstroom\nkind: uitstroom\nperiod_type: kalenderjaar\ndefinition: Wie vertrok.\nsource: {name: Proef}\nregions: [twente]\ndata: uitstroom.csv\n";
    repository.write("content/figures/uitstroom.yaml", figure);
    repository.write("content/figures/uitstroom.csv", "jaar;waarde\n2024;100\n2025;120\n");
    repository.commit("2026-03-01T12:00:00Z", "Cijfer gemaakt");
    repository.write("content/figures/uitstroom.csv", "jaar;waarde\n2024;100\n2025;130\n");
    repository.commit("2026-03-02T12:00:00Z", "Cijfer verbeterd");
    let loaded = repository.load();
    let page = "cijfers/uitstroom/index.html";
    assert_eq!(shown(&loaded, page), ["2026-03-02", "2026-03-02 gewijzigd", "2026-03-01 toegevoegd"]);
    assert!(html(&loaded, page).contains(r#""dateModified":"2026-03-02""#));
    assert!(file(&loaded, "api/v1/figures.json").contains(r#""modified": "2026-03-02""#));
}

#[test]
fn a_shallow_clone_gives_no_wrong_date_and_a_warning() {
    let repository = Repository::new("history: true");
    repository.write(NEWS, &news("Een."));
    repository.commit("2026-03-01T12:00:00Z", "Begin");
    repository.write("content/topics/werk.md", "---\ntitle: Werk\n---\nTekst.\n");
    repository.commit("2026-03-02T12:00:00Z", "Onderwerp");
    repository.write(NEWS, &news("Twee."));
    repository.commit("2026-03-03T12:00:00Z", "Bericht");
    let outside = tempfile::TempDir::new().expect("a folder for temporary files can be made");
    let clone = |depth: &str| {
        let target = outside.path().join(depth);
        let from = format!("file://{}", repository.folder().display());
        let arguments = ["clone", "--quiet", "--depth", depth, &from, target.to_str().expect("a path of this test")];
        git(outside.path(), &arguments, "2026-01-01T12:00:00Z");
        load(&target)
    };
    let one = clone("1");
    assert_eq!((codes(&one), shown(&one, NEWS_PAGE)), (vec!["AP128"], vec![]));
    let two = clone("2");
    assert_eq!(codes(&two), ["AP128"]);
    assert_eq!(shown(&two, NEWS_PAGE), ["2026-03-03"]);
    assert_eq!(shown(&two, "themas/werk/index.html"), Vec::<String>::new());
    let all = clone("9");
    assert_eq!(codes(&all), Vec::<&str>::new());
    assert_eq!(shown(&all, "themas/werk/index.html"), ["2026-03-02"]);
}

#[test]
fn what_is_in_no_commit_has_no_date() {
    let repository = Repository::new("history: true");
    assert_eq!(codes(&repository.load()), ["AP129"], "no commit at all");
    repository.project.write("lees-mij.txt", b"Hallo");
    repository.git(&["add", "lees-mij.txt"]);
    repository.git(&["commit", "--quiet", "-m", "Zonder inhoud"]);
    assert_eq!(codes(&repository.load()), ["AP129"], "a commit without the content");
    repository.commit("2026-03-01T12:00:00Z", "Inhoud");
    repository.write(NEWS, &news("Een."));
    let loaded = repository.load();
    assert_eq!((codes(&loaded), shown(&loaded, NEWS_PAGE)), (vec![], vec![]), "a file that is not committed yet");
    assert_eq!(shown(&loaded, "regios/twente/index.html"), ["2026-03-01"]);
    repository.project.remove(".git");
    assert_eq!(codes(&repository.load()), ["AP129"], "no repository");
}

#[test]
fn the_project_may_lie_in_a_folder_of_the_repository_a_worktree_or_a_submodule() {
    let repository = Repository::new("history: true");
    repository.write(NEWS, &news("Een."));
    repository.commit("2026-03-01T12:00:00Z", "Begin");
    let outside = tempfile::TempDir::new().expect("a folder for temporary files can be made");
    let at = |name: &str| outside.path().join(name);
    let text = |path: &Path| path.to_str().expect("a path of this test").to_owned();

    repository.git(&["worktree", "add", "--quiet", &text(&at("werkmap"))]);
    assert_eq!(shown(&load(&at("werkmap")), NEWS_PAGE), ["2026-03-01"], "a worktree");

    std::fs::create_dir(at("boven")).expect("a folder can be made");
    git(&at("boven"), &["init", "--quiet"], "2026-03-05T12:00:00Z");
    let from = text(repository.folder());
    let add = ["-c", "protocol.file.allow=always", "submodule", "add", "--quiet", &from, "site"];
    git(&at("boven"), &add, "2026-03-05T12:00:00Z");
    git(&at("boven"), &["commit", "--quiet", "-m", "Site erbij"], "2026-03-05T12:00:00Z");
    assert_eq!(shown(&load(&at("boven").join("site")), NEWS_PAGE), ["2026-03-01"], "a submodule");

    // All content moves one folder down: that is no new content.
    std::fs::create_dir(repository.folder().join("mijn site")).expect("a folder can be made");
    repository.git(&["mv", "content", "mijn site/content"]);
    repository.commit("2026-03-06T12:00:00Z", "Een map dieper");
    let deeper = load(&repository.folder().join("mijn site"));
    assert_eq!(codes(&deeper), Vec::<&str>::new());
    assert_eq!(shown(&deeper, NEWS_PAGE), ["2026-03-06"], "a folder of the repository");
}

#[test]
fn the_history_is_read_again_only_after_a_commit() {
    let repository = Repository::new("history: true");
    repository.write(NEWS, &news("Een."));
    repository.commit("2026-03-01T12:00:00Z", "Begin");
    let mut memory = Memory::default();
    let mut again = || Followed::read(repository.folder(), &options(), &mut memory).project;
    assert_eq!(shown(&again(), NEWS_PAGE), ["2026-03-01"]);
    repository.write(NEWS, &news("Twee."));
    assert_eq!(shown(&again(), NEWS_PAGE), ["2026-03-01"]);
    repository.commit("2026-03-02T12:00:00Z", "Bericht");
    assert_eq!(shown(&again(), NEWS_PAGE), ["2026-03-02", "2026-03-02 gewijzigd", "2026-03-01 toegevoegd"]);
}
