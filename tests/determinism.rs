//! The same input gives the same bytes: whatever the folder, the machine, the language and the moment.

mod program;

use std::collections::BTreeMap;

use program::html::{main, text};
use program::{Project, TODAY, Tree, assert_same, run, tree};

/// Noon of 1 January 2020.
const EARLIER: &str = "1577876400";

/// Builds with other settings of the machine.
fn build_with(project: &Project, variables: &[(&str, &str)], args: &[&str]) -> Tree {
    let ran = run(project.command(&[&["build"], args].concat()).envs(variables.iter().copied()));
    assert_eq!(ran.code, 0, "{}", ran.err);
    tree(&project.path("output"))
}

#[test]
fn the_example_site_is_the_same_every_time_and_everywhere() {
    let project = Project::example();
    let first = project.build(&[]);
    assert!(first.len() > 150, "the whole site is compared");
    let machines: [&[(&str, &str)]; 4] = [
        &[],
        &[("RAYON_NUM_THREADS", "1"), ("HOME", "/home/els"), ("LANG", "nl_NL.UTF-8"), ("TZ", "Pacific/Auckland")],
        &[
            ("RAYON_NUM_THREADS", "7"),
            ("HOME", "/"),
            ("LC_ALL", "tr_TR.UTF-8"),
            ("TZ", "America/Adak"),
            ("USER", "els"),
        ],
        &[("COLUMNS", "20"), ("TERM", "xterm-256color"), ("CLICOLOR_FORCE", "1"), ("TMPDIR", "/nergens")],
    ];
    for machine in machines {
        std::fs::remove_dir_all(project.path("output")).expect("the folder is there");
        assert_same(&first, &build_with(&project, machine, &[]));
    }
    let elsewhere = Project::example();
    let deep = "map met spatie/één/site";
    let ran = elsewhere.run(&["build", "--output", deep]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_same(&first, &tree(&elsewhere.path(deep)));
}

#[test]
fn a_project_is_the_same_under_another_name_and_from_a_folder_below_it() {
    let project = Project::example();
    let first = project.build(&[]);
    let inside = project.path("één project");
    program::copy(&project.path("content"), &inside.join("content"));
    for (folder, args) in
        [("één project", &["build"][..]), ("één project/content/news", &["build"]), ("", &["build", "één project"])]
    {
        let _ = std::fs::remove_dir_all(inside.join("output"));
        let ran = run(project.command(args).current_dir(project.path(folder)));
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert_same(&first, &tree(&inside.join("output")));
    }
}

#[test]
fn there_is_no_time_of_building_in_a_site() {
    let project = Project::example();
    for event in program::files(&project.path("content/events")) {
        project.remove(&format!("content/events/{event}"));
    }
    let first = project.build(&[]);
    assert_same(&first, &build_with(&project, &[("SOURCE_DATE_EPOCH", "1893495600")], &[]));
}

#[test]
fn the_day_of_building_is_the_one_that_was_asked_for() {
    let project = Project::new(&[
        ("content/pages/later.md", "---\ntitle: Later\npublish_from: 2026-12-01\n---\n"),
        ("content/pages/tot.md", "---\ntitle: Tot\npublish_until: 2026-12-01\n---\n"),
        ("content/news/bericht.md", "---\ntitle: Bericht\ndate: 2026-12-01\n---\n"),
        ("content/events/overleg.md", "---\ntitle: Overleg\ndate: 2026-12-01\n---\n"),
    ]);
    // The day begins and ends at midnight in the Netherlands, which is an hour earlier in UTC.
    for (seconds, day) in
        [("1796079599", 0), ("1796079600", 1), (TODAY, 1), ("1796165999", 1), ("1796166000", 2), (EARLIER, 0)]
    {
        let built = build_with(&project, &[("SOURCE_DATE_EPOCH", seconds)], &[]);
        assert_eq!(built.contains_key("later/index.html"), day >= 1, "{seconds}");
        assert_eq!(built.contains_key("nieuws/bericht/index.html"), day >= 1, "{seconds}");
        assert_eq!(built.contains_key("tot/index.html"), day <= 1, "{seconds}");
        assert_eq!(project.page("agenda/index.html").contains("Eerdere bijeenkomsten"), day > 1, "{seconds}");
    }
    let all = build_with(&project, &[("SOURCE_DATE_EPOCH", EARLIER)], &["--future"]);
    assert!(all.contains_key("later/index.html") && all.contains_key("nieuws/bericht/index.html"));
}

#[test]
fn names_stand_in_dutch_order_whatever_the_language_of_the_machine() {
    // Accents, case and quotes do not count, digits count by value.
    let names = [
        "achterhoek",
        "Eemland",
        "Één-regio",
        "IJssel-Vecht",
        "lijn 2",
        "Lijn 10",
        "'s-Heerenberg",
        "Überland",
        "Zwolle",
    ];
    let files: Vec<(String, String)> = names
        .iter()
        .enumerate()
        .map(|(number, name)| {
            (format!("content/regions/r{}.md", (number * 7) % 10), format!("---\ntitle: \"{name}\"\n---\n"))
        })
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let project = Project::new(&files);
    for locale in ["C", "nl_NL.UTF-8", "sv_SE.UTF-8"] {
        build_with(&project, &[("LANG", locale), ("LC_ALL", locale), ("LC_COLLATE", locale)], &[]);
        let listed = text(main(&project.page("regios/index.html")));
        let place = |name: &&str| listed.find(*name).expect("every region is listed");
        let places: Vec<usize> = names.iter().map(place).collect();
        assert!(places.is_sorted(), "{locale}: {places:?}");
    }
}

/// The ids in a feed, of the feed itself first.
fn ids(feed: &str) -> Vec<&str> {
    feed.split("<id>").skip(1).map(|part| part.split("</id>").next().expect("split gives at least one part")).collect()
}

#[test]
fn ids_in_feeds_survive_a_new_title_slug_and_address() {
    let news = "---\ntitle: Bericht\ndate: 2020-01-01\nregions: [twente]\n---\n";
    let project = Project::new(&[
        ("content/regions/twente.md", "---\ntitle: Twente\n---\n"),
        ("content/news/bericht.md", news),
        ("content/news/ander.md", "---\ntitle: Ander\ndate: 2019-01-01\n---\n"),
    ]);
    project.build(&[]);
    let feed = project.page("atom.xml");
    let region = project.page("regios/twente/atom.xml");
    let (before, region_before) = (ids(&feed), ids(&region));
    assert_eq!(before.len(), 3);
    assert_eq!(region_before.len(), 2);
    let different: BTreeMap<&str, usize> = before.iter().chain(&region_before).fold(BTreeMap::new(), |mut all, id| {
        *all.entry(*id).or_default() += 1;
        all
    });
    assert_eq!(different.len(), 4, "only the news item that stands in both feeds has the same id twice");

    project.write("content/news/bericht.md", news.replace("title: Bericht", "title: Nieuwe titel\nslug: nieuw-adres"));
    project.edit("content/site.yaml", "title: Proef", "title: Andere naam\nlanguage: en");
    project.edit("content/regions/twente.md", "title: Twente", "title: Regio Twente");
    project.build(&["--base-url", "https://elders.example/pad", "--pretty"]);
    assert_eq!(ids(&project.page("atom.xml")), before);
    assert_eq!(ids(&project.page("regios/twente/atom.xml")), region_before);

    project.edit("content/site.yaml", "id: proef", "id: andere-site");
    project.build(&[]);
    let feed = project.page("atom.xml");
    assert!(ids(&feed).iter().all(|id| !before.contains(id)), "another site has other ids");
}
