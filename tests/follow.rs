//! A project that is followed while its files change is the same as one that is read anew.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use actieplan::diagnostic::print;
use actieplan::language::Language;
use actieplan::model::link::Options;
use actieplan::output::Artefact;
use actieplan::pipeline::{self, Followed, Memory, Project as Loaded};
use actieplan::source::memory::Changed;
use actieplan::theme::Renderer;
use jiff::civil::date;
use support::Project;
use support::download::{info, pdf_with_table};
use support::spreadsheet::xlsx;

/// The example, in a folder as the program knows it.
fn example() -> Project {
    let project = Project::copy_of("content");
    let inner = project.folder.clone();
    let outer = inner.parent().expect("it lies in a folder").join("site");
    fs::create_dir(&outer).expect("a folder can be made");
    fs::rename(&inner, outer.join("content")).expect("a folder can be moved");
    fs::rename(&outer, &inner).expect("a folder can be moved");
    project
}

/// The Markdown and YAML files of a project.
fn texts(project: &Project) -> Vec<String> {
    let files =
        walkdir::WalkDir::new(&project.folder).sort_by_file_name().into_iter().map(|entry| entry.expect("a file"));
    let paths = files.map(|file| {
        let path = file.path().strip_prefix(&project.folder).expect("it lies in the project");
        path.to_str().expect("a path of the example").to_owned()
    });
    paths.filter(|path| path.ends_with(".md") || path.ends_with(".yaml")).collect()
}

fn read(project: &Project, path: &str) -> String {
    fs::read_to_string(project.folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A file of the default theme.
fn read_standard(path: &str) -> String {
    fs::read_to_string(support::repository("themes/standaard").join(path)).expect("a file of the theme")
}

fn options() -> Options {
    Options { today: date(2026, 11, 1), drafts: false, future: false, base_url: None, pretty: false, preview: false }
}

/// A project that is followed.
struct Following {
    project: Project,
    memory: Memory,
    followed: Followed,
}

impl Following {
    fn of(project: Project) -> Following {
        let mut memory = Memory::default();
        let followed = Followed::read(&project.folder, &options(), &mut memory);
        assert!(!followed.project.diagnostics.has_errors(), "{}", told(&followed.project));
        Following { project, memory, followed }
    }

    /// Replaces a text in a file and catches up; true when that took little.
    fn edit(&mut self, path: &str, from: &str, to: &str) -> bool {
        let text = read(&self.project, path);
        assert!(text.contains(from), "{path} has `{from}`");
        self.write(&[(path, text.replacen(from, to, 1))])
    }

    fn write(&mut self, texts: &[(&str, String)]) -> bool {
        texts.iter().for_each(|(path, text)| self.project.write(path, text.as_bytes()));
        self.catch_up(texts.iter().map(|(path, _)| *path))
    }

    fn replace(&mut self, path: &str, bytes: &[u8]) -> bool {
        self.project.write(path, bytes);
        self.catch_up([path].into_iter())
    }

    fn catch_up<'p>(&mut self, changed: impl Iterator<Item = &'p str>) -> bool {
        let folder = self.project.folder.clone();
        let paths = changed.map(|path| folder.join(path)).collect::<std::collections::HashSet<PathBuf>>();
        let changed = Changed::Paths(paths);
        let has_caught_up = self.followed.catch_up(&folder, &options(), &mut self.memory, &changed);
        if !has_caught_up {
            self.followed = self.followed.read_again(&folder, &options(), &mut self.memory, &changed);
        }
        has_caught_up
    }

    /// A page as it is now.
    fn page(&self, path: &str) -> String {
        let bytes = files(&self.followed.project).remove(path).unwrap_or_else(|| panic!("{path} is there"));
        String::from_utf8(bytes).expect("a page is text")
    }

    /// Holds every message to what reading everything gives.
    fn is_told_as_read_anew(&self) -> Loaded {
        let anew = pipeline::load(&self.project.folder, &options());
        assert_eq!(told(&self.followed.project), told(&anew));
        anew
    }

    /// Holds every file and every message to what reading everything gives.
    fn is_as_read_anew(&self) {
        let anew = self.is_told_as_read_anew();
        let (ours, theirs) = (files(&self.followed.project), files(&anew));
        assert_eq!(ours.keys().collect::<Vec<_>>(), theirs.keys().collect::<Vec<_>>());
        for (path, bytes) in &ours {
            let [bytes, other] = [bytes, &theirs[path]].map(|bytes| String::from_utf8_lossy(bytes));
            assert_eq!(bytes, other, "{path}");
            assert!(self.followed.artefact(path).is_some(), "{path} is found");
        }
    }
}

fn told(project: &Loaded) -> String {
    print::html(&project.diagnostics, &project.files, Language::Dutch, "/project".as_ref())
}

fn files(project: &Loaded) -> BTreeMap<String, Vec<u8>> {
    let (site, theme) = (project.site.as_ref().expect("a site"), project.theme.as_ref().expect("a theme"));
    let renderer = Renderer::new(site, theme);
    let made = |artefact: Artefact| match artefact.bytes(site, &renderer) {
        Ok(bytes) => (artefact.file(site), bytes),
        Err((_, problem)) => panic!("{problem:?}"),
    };
    Artefact::all(site, theme).into_iter().filter(|one| !one.is_known_by_name()).map(made).collect()
}

#[test]
fn a_sentence_more_in_every_text_takes_little() {
    let mut following = Following::of(example());
    let pages: Vec<String> = texts(&following.project).into_iter().filter(|path| path.ends_with(".md")).collect();
    for some in pages.chunks(10) {
        let longer = |path: &str| format!("{}\nEen zin erbij.\n", read(&following.project, path));
        let texts: Vec<(&str, String)> = some.iter().map(|path| (path.as_str(), longer(path))).collect();
        assert!(following.write(&texts), "{some:?}");
    }
    following.is_as_read_anew();
}

#[test]
fn what_an_editor_does_beside_a_save_takes_nothing_more() {
    let mut following = Following::of(example());
    let (page, folder) = ("content/regions/twente.md", following.project.folder.clone());
    following.project.write("content/regions/.twente.md.swp", b"swap");
    following.project.write(page, format!("{}\nEen zin erbij.\n", read(&following.project, page)).as_bytes());
    let saved = [page, "content/regions/.twente.md.swp", "content/regions/twente.md~", "content/regions/4913"];
    let changed = Changed::Paths(saved.iter().map(|path| folder.join(path)).collect());
    assert!(following.followed.catch_up(&folder, &options(), &mut following.memory, &changed));
    following.is_as_read_anew();
}

#[test]
fn edits_of_keys_show_everywhere_at_once() {
    let mut following = Following::of(example());
    for (path, from, to) in EDITS {
        assert!(following.edit(path, from, to), "{path}: {from}\n{}", told(&following.followed.project));
    }
    following.is_as_read_anew();
}

/// Of each kind of record what hangs together with others: references, values, a status.
const EDITS: &[(&str, &str, &str)] = &[
    ("content/site.yaml", "description: Wat", "description: Alles wat"),
    ("content/site.yaml", "publisher: redactie\n", "publisher: redactie\nstale_after_months: 3\n"),
    ("content/events/kennisdeling-2020-03.md", "regions: [gooi-en-vechtstreek]", "regions: [twente]"),
    ("content/projects/care-academy.md", "lines: [stedendriehoek/opleidingsmogelijkheden]", "lines: []"),
    ("content/plans/gooi-en-vechtstreek/lines/technologische-innovatie.md", "    status: loopt", "    status: gereed"),
    ("content/figures/uitstroom-stedendriehoek.yaml", "2019: 1020", "2019: 1111"),
    ("content/figures/uitstroom-gooi-en-vechtstreek.yaml", "comparison: uitstroom-per-regio\n", ""),
    ("content/figures/uitstroom-twente.yaml", "regions: [twente]", "regions: [achterhoek]"),
];

#[test]
fn another_title_takes_little_where_it_keeps_its_place() {
    let mut following = Following::of(example());
    let mut kinds = std::collections::BTreeSet::new();
    for path in texts(&following.project) {
        let (text, folders) = (read(&following.project, &path), path.split('/').rev().skip(1).collect::<Vec<_>>());
        let Some(title) = text.lines().find(|line| line.starts_with("title: ")) else { continue };
        let (bare, quote) = title.strip_suffix('"').map_or((title, ""), |bare| (bare, "\""));
        if following.edit(&path, title, &format!("{bare} en meer{quote}")) {
            kinds.extend(folders.first().map(|folder| (*folder).to_owned()));
        }
    }
    following.is_as_read_anew();
    for kind in KINDS_WITH_TITLES {
        assert!(kinds.contains(*kind), "{kind} is among {kinds:?}");
    }
}

/// Folders of what is put in order by its title, or by none.
const KINDS_WITH_TITLES: &[&str] = &[
    "actions",
    "comparisons",
    "events",
    "figures",
    "glossary",
    "lines",
    "news",
    "organisations",
    "pages",
    "practices",
    "projects",
    "questions",
    "topics",
];

#[test]
fn who_refers_by_a_new_title_is_told_the_id() {
    let mut following = Following::of(example());
    let page = "content/projects/care-academy.md";
    let line =
        read(&following.project, page).lines().find(|line| line.starts_with("title: ")).expect("a title").to_owned();
    assert!(following.edit(page, &line, &format!("{line} voor allen")));
    let title = line.replacen("title: ", "", 1) + " voor allen";
    let region = "content/regions/twente.md";
    let text = format!("{}\nZie [dit](project:{}).\n", read(&following.project, region), title.replace(' ', "%20"));
    assert!(following.write(&[(region, text)]), "the registry that is kept knows the new title");
    let told = told(&following.followed.project);
    assert!(told.contains("bedoelde u `care-academy`"), "{told}");
    following.is_told_as_read_anew();
}

#[test]
fn headings_come_move_and_go_and_links_to_them_are_looked_up_again() {
    let mut following = Following::of(example());
    let (to, from) = ("content/regions/twente.md", "content/questions/waarom-meer-bbl.md");
    let text = read(&following.project, to);
    assert!(following.write(&[(to, format!("{text}\n## Een kop erbij\n\nEen zin.\n"))]));
    assert!(following.edit(to, "## Een kop erbij", "## Een andere kop"));
    let more = "Zie [die kop](../regions/twente.md#een-andere-kop).";
    assert!(following.write(&[(from, format!("{}\n{more}\n", read(&following.project, from)))]));
    assert!(!following.followed.project.diagnostics.has_errors(), "{}", told(&following.followed.project));
    assert!(following.edit(to, "## Een andere kop", "## De laatste kop"));
    assert!(following.followed.project.diagnostics.has_errors(), "the link leads to no heading");
    following.is_told_as_read_anew();
    following.edit(from, "twente.md#een-andere-kop", "twente.md#de-laatste-kop");
    assert!(!following.followed.project.diagnostics.has_errors());
    following.is_as_read_anew();
}

#[test]
fn translations_and_their_originals_take_little() {
    let project = example();
    project.write("content/figures/uitstroom-twente.en.yaml", b"title: Outflow in Twente\ndefinition: |\n  People.\n");
    let text = "---\ntitle: What should I know?\n---\n\nA lot.\n\n## Part\n\nMore.\n";
    project.write("content/questions/waarom-meer-bbl.en.md", text.as_bytes());
    let mut following = Following::of(project);
    for (path, from, to) in EDITS_OF_TRANSLATIONS {
        assert!(following.edit(path, from, to), "{path}: {from}\n{}", told(&following.followed.project));
    }
    following.is_as_read_anew();
}

/// Of originals with a translation and without, of translations, and of what hangs on them: pages, headings, notices.
const EDITS_OF_TRANSLATIONS: &[(&str, &str, &str)] = &[
    ("content/index.en.md", "Care and welfare need", "More care and welfare need"),
    ("content/index.md", "title: ", "title: Nieuw "),
    ("content/site.en.yaml", "description: What", "description: All that"),
    ("content/regions/stedendriehoek-en-noord-veluwe.en.md", "qualifier: more than", "qualifier: over"),
    ("content/regions/stedendriehoek-en-noord-veluwe.en.md", "[](figuur:uitstroom-stedendriehoek-2016)", "below"),
    (
        "content/plans/stedendriehoek/lines/innovatieve-oplossingen.en.md",
        "  - id: preventie\n    title",
        "  - id: experimenten\n    title",
    ),
    (
        "content/plans/stedendriehoek/lines/innovatieve-oplossingen.md",
        "    number: 3",
        "    status: loopt\n    number: 3",
    ),
    ("content/figures/uitstroom-twente.en.yaml", "  People.", "  People, and [more](vraag:waarom-meer-bbl#part)."),
    ("content/figures/uitstroom-twente.yaml", "regions: [twente]", "regions: [achterhoek]"),
    ("content/questions/waarom-meer-bbl.en.md", "A lot.", "A lot of things. Soon there is more."),
    ("content/index.en.md", "title: ", "title: All "),
];

#[test]
fn mistakes_in_translations_come_and_go() {
    let mut following = Following::of(example());
    let (page, other) = ("content/index.en.md", "content/regions/stedendriehoek-en-noord-veluwe.en.md");
    for (path, from, to) in [
        (page, "Care and welfare need", "See [this](regio:stedendriehoek-en-noord-veluwe#what-is-going-on). Care need"),
        (other, "## What is going on?", "## What goes on?"),
        (other, "## What goes on?", "## What is going on?"),
        (page, "summary: ", "unknown: x\nsummary: "),
        (page, "unknown: x\n", ""),
        (page, "title: ", "slug: other\ntitle: "),
        (page, "slug: other\n", ""),
    ] {
        following.edit(path, from, to);
        let is_mistake = to.contains("goes on") || to.contains("unknown") || to.contains("slug");
        assert_eq!(following.followed.project.diagnostics.has_errors(), is_mistake, "{to}");
        following.is_told_as_read_anew();
    }
    following.is_as_read_anew();
    following.project.remove(other);
    following.catch_up([other].into_iter());
    following.is_told_as_read_anew();
}

#[test]
fn what_moves_a_record_among_the_others_takes_little() {
    let mut following = Following::of(example());
    for (path, from, to) in MOVES {
        assert!(following.edit(path, from, to), "{path}: {to}");
    }
    following.is_as_read_anew();
    for (path, from, to) in MOVES.iter().rev() {
        assert!(following.edit(path, to, from), "{path}: {from}");
    }
    following.is_as_read_anew();
}

/// To the end of its list, or to its beginning.
const MOVES: &[(&str, &str, &str)] = &[
    ("content/organisations/aventus.md", "title: ", "title: Zz"),
    ("content/questions/waarom-meer-bbl.md", "title: ", "title: Aa"),
    ("content/plans/twente/index.md", "title: ", "title: Aa"),
    ("content/topics/instroom-en-opleiden.md", "order: 3", "order: 0"),
    ("content/news/advies-commissie-oost-nederland.md", "date: 2019-12-18", "date: 2019-01-18"),
    ("content/events/kennisdeling-2020-11.md", "date: 2020-11-", "date: 2019-11-"),
    ("content/glossary/vvt.md", "title: ", "title: Aa"),
    ("content/projects/allyoucanlearn.md", "title: ", "title: Zz"),
    ("content/practices/digi-coaches.md", "title: ", "title: Zz"),
    ("content/comparisons/opleidingsquote-per-regio.yaml", "title: ", "title: Zz"),
];

#[test]
fn a_record_whose_place_is_not_clear_has_everything_linked() {
    let mut following = Following::of(example());
    let (one, other) = ("content/questions/waarom-meer-bbl.md", "content/organisations/aventus.md");
    let changed = |path: &str, title: &str| read(&following.project, path).replacen("title: ", title, 1);
    let both = [(one, changed(one, "title: Zz")), (other, changed(other, "title: Zz"))];
    assert!(!following.write(&both), "two at once");
    following.is_as_read_anew();
    assert!(!following.edit("content/figures/uitstroom-twente.yaml", "title: ", "title: Zz"), "a figure");
    following.is_as_read_anew();
}

#[test]
fn what_other_pages_hang_on_has_everything_linked() {
    let mut following = Following::of(example());
    for (path, from, to) in [
        ("content/regions/twente.md", "title: Twente", "title: Een ander Twente"),
        ("content/news/start-zorgpact-haaglanden.md", "date: 20", "draft: true\ndate: 20"),
        ("content/news/digitale-vaardigheden-gooi.md", "title:", "slug: een-ander-adres\ntitle:"),
    ] {
        assert!(!following.edit(path, from, to), "{path}");
    }
    following.is_as_read_anew();
}

#[test]
fn what_a_document_tells_of_itself_is_asked_again_when_that_matters() {
    let project = example();
    let file = "content/documents/plan.pdf";
    let saved = |day: &str| pdf_with_table(3, &info(&format!("/ModDate(D:{day}120000Z)")));
    project.write(file, &saved("20190512"));
    project
        .write("content/documents/plan.md", b"---\ntitle: Plan\ndate: 2018-01-02\nfile: plan.pdf\n---\n\nEen plan.\n");
    let mut following = Following::of(project);
    following.edit("content/documents/plan.md", "date: 2018-01-02\n", "");
    following.is_as_read_anew();
    assert!(following.page("documenten/plan/index.html").contains("12 mei 2019"));
    assert!(following.edit("content/documents/plan.md", "Een plan.", "Het plan."), "its file stays as it was");
    assert!(following.page("documenten/plan/index.html").contains("12 mei 2019"));
    following.replace(file, &saved("20200607"));
    following.is_as_read_anew();
    assert!(following.page("documenten/plan/index.html").contains("7 juni 2020"));
}

#[test]
fn values_from_a_file_take_little() {
    let project = example();
    let (file, figure) = ("content/figures/werknemers-twente-statline.csv", "content/figures/werknemers-twente.yaml");
    project
        .write("content/figures/werknemers-twente.en.yaml", b"title: Employees in Twente\ndefinition: |\n  Staff.\n");
    let mut following = Following::of(project);
    for (path, from, to) in [
        (file, "\"5,1\"", "\"5,7\""),
        (figure, "multiply: 1000", "multiply: 2000"),
        (figure, "GGZ ontbreekt 2016", "GGZ ontbreekt het jaar 2016"),
        ("content/figures/werknemers-twente.en.yaml", "Staff.", "All staff."),
        ("content/figures/leerlingen-zwolle-odata4.json", "\"Value\":820.0", "\"Value\":825.0"),
    ] {
        assert!(following.edit(path, from, to), "{path}: {to}\n{}", told(&following.followed.project));
        following.is_as_read_anew();
    }
    following.project.write(file, read(&following.project, file).replace("5,7", "7,7").as_bytes());
    let text = read(&following.project, figure).replace("multiply: 2000", "multiply: 3000");
    following.project.write(figure, text.as_bytes());
    assert!(following.catch_up([figure, file].into_iter()), "both at once");
    following.is_as_read_anew();
}

#[test]
fn a_spreadsheet_takes_little_while_it_keeps_its_sheet() {
    let mut following = Following::of(example());
    let file = "content/figures/instroom-stedendriehoek.xlsx";
    let sheet = |name: &str, value: u32| xlsx(&format!("# {name}\nJaar | VVT\n2016 | {value}\n2017 | 1200\n"));
    following.replace(file, &sheet("Cijfers", 1100));
    following.is_as_read_anew();
    assert!(following.replace(file, &sheet("Cijfers", 1150)), "{}", told(&following.followed.project));
    following.is_as_read_anew();
    assert!(!following.replace(file, &sheet("Andere", 1160)));
    following.is_as_read_anew();
    assert!(following.replace(file, &sheet("Andere", 1170)));
    let theme = read_standard("theme.yaml");
    assert!(following.write(&[("themes/standaard/theme.yaml", theme)]), "the files of the theme stay behind it");
    following.is_as_read_anew();
}

#[test]
fn mistakes_in_values_from_a_file_come_and_go() {
    let mut following = Following::of(example());
    let file = "content/figures/werknemers-twente-statline.csv";
    for (from, to) in
        [("\"5,1\"", "\"vijf\""), ("\"vijf\"", "\"5,1\""), ("\"2014\"", "\"ooit\""), ("\"ooit\"", "\"2014\"")]
    {
        following.edit(file, from, to);
        following.is_told_as_read_anew();
    }
    assert!(following.edit(file, "\"5,1\"", "\"5,6\""));
    following.is_as_read_anew();
}

#[test]
fn files_that_are_no_texts_show_as_they_are() {
    let project = example();
    let data = "content/figures/werknemers-twente-statline.csv";
    project.write("content/media/niemand.txt", b"x");
    project.write(
        "content/pages/reeks.md",
        b"---\ntitle: Reeks\n---\n\n[De tabel](../figures/werknemers-twente-statline.csv).\n",
    );
    let mut following = Following::of(project);
    assert!(following.replace("content/media/niemand.txt", b"more"), "nobody reads it");
    assert!(!following.edit(data, "\"5,1\"", "\"15,1\""), "it is published too");
    following.is_as_read_anew();
    assert!(!following.replace("content/documents/acties-stedendriehoek.csv", &vec![b'x'; 70_000]), "its size shows");
    following.is_as_read_anew();
    assert!(!following.edit("content/kaart.geojson", "5.", "5.0"), "it is the map");
    following.is_as_read_anew();
}

#[test]
fn a_mistake_is_told_and_goes_when_it_is_mended() {
    let mut following = Following::of(example());
    let page = "content/regions/twente.md";
    let good = read(&following.project, page);
    following.write(&[(page, format!("{good}\nLees [meer](plan:dat-er-niet-is) en [dit](nergens.pdf).\n"))]);
    assert!(following.followed.project.diagnostics.has_errors());
    following.is_as_read_anew();
    following.write(&[(page, "---\ntitle: [\n---\n".to_owned())]);
    following.is_told_as_read_anew();
    following.write(&[(page, good)]);
    following.is_as_read_anew();
    assert!(!following.followed.project.diagnostics.has_errors());
}

#[test]
fn a_theme_is_read_alone() {
    let mut following = Following::of(example());
    let standard = read_standard("templates/not_found.html");
    let theme = ("themes/standaard/theme.yaml", read_standard("theme.yaml"));
    let longer = standard.replacen("<h1", "<p>Een zin erbij.</p>\n<h1", 1);
    assert!(following.write(&[theme, ("themes/standaard/templates/not_found.html", longer)]));
    following.is_as_read_anew();
    assert!(following.write(&[("themes/standaard/templates/not_found.html", "{% if %}".to_owned())]));
    assert!(following.followed.project.diagnostics.has_errors());
    following.is_told_as_read_anew();
    assert!(following.write(&[("themes/standaard/templates/not_found.html", standard)]));
    following.is_as_read_anew();
}
