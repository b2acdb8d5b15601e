//! The editor's desk: what `new`, `import`, `fmt` and `schema` write is right, and nothing is ever lost.

mod program;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use actieplan::desk::import::{self, Existing, Known};
use actieplan::desk::schema;
use actieplan::desk::tidy::tidy;
use actieplan::diagnostic::{Diagnostics, Files};
use actieplan::source::yaml::{self, Node, Value};
use program::{Project, TODAY, files, repository};

/// A project of `new site`.
fn new_site() -> Project {
    let project = Project::empty();
    let ran = project.run(&["new", "site", ".", "--title", "Proef: een site"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    project
}

/// Holds a project to nothing but what `new` wrote for somebody to replace.
fn has_only_template_texts(project: &Project) {
    let ran = project.run(&["check", "--format", "json"]);
    let messages: Vec<serde_json::Value> = serde_json::from_str(&ran.out).expect("the report is JSON");
    assert!(!messages.is_empty(), "a text is still to be written");
    for message in messages.iter().filter(|message| message["severity"] != "advice") {
        assert_eq!(message["code"], "AP140", "{message}");
    }
}

/// Checks that a project has neither errors nor warnings.
#[track_caller]
fn is_green(project: &Project) {
    let ran = project.run(&["check", "--deny", "warnings"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
}

#[test]
fn a_new_site_is_green_and_can_be_built_at_once() {
    let project = new_site();
    is_green(&project);
    let site = project.build(&[]);
    let home = String::from_utf8_lossy(&site["index.html"]).into_owned();
    assert!(home.contains("Proef: een site") && !home.contains("{{"), "{home}");
    for file in [
        ".vscode/settings.json",
        ".github/workflows/actieplan.yml",
        ".gitlab-ci.yml",
        "azure-pipelines.yml",
        ".gitignore",
    ] {
        assert!(project.path(file).is_file(), "{file}");
    }
    for file in files(&project.path(".vscode")).iter().filter(|file| file.ends_with(".json")) {
        let text = fs::read_to_string(project.path(".vscode").join(file)).expect("it was just listed");
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{file} is JSON");
    }
}

/// Files that publish the site when something is saved in git, by the place they have to be in.
const RECIPES: [&str; 3] = [".github/workflows/actieplan.yml", ".gitlab-ci.yml", "azure-pipelines.yml"];

#[test]
fn what_the_recipes_do_works_in_a_new_site() {
    for recipe in RECIPES {
        let project = new_site();
        let text = fs::read_to_string(project.path(recipe)).expect("it was just made");
        let tree: serde_yaml::Value = serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{recipe}: {error}"));
        let commands = commands(&tree);
        for command in &commands {
            run_as_the_host_does(&project, command);
        }
        let count = |what: &str| commands.iter().filter(|command| command.contains(what)).count();
        assert!(count("actieplan check") > 0, "{recipe} checks");
        assert_eq!(
            (count("actieplan build --preview"), count("actieplan build")),
            (1, 2),
            "{recipe} shows and publishes"
        );
        let shown = project.path("voorbeeld/index.html");
        assert!(fs::read_to_string(shown).is_ok_and(|page| page.contains("noindex")), "{recipe} keeps a preview apart");
        assert!(project.path("output/index.html").is_file() || project.path("public/index.html").is_file(), "{recipe}");
    }
}

/// The lines of a recipe that call the program.
fn commands(tree: &serde_yaml::Value) -> Vec<String> {
    match tree {
        serde_yaml::Value::String(text) if text.starts_with("actieplan ") => text.lines().map(str::to_owned).collect(),
        serde_yaml::Value::Sequence(items) => items.iter().flat_map(commands).collect(),
        serde_yaml::Value::Mapping(map) => map.values().flat_map(commands).collect(),
        _ => Vec::new(),
    }
}

/// Runs a line in a shell, with the variables that the three hosts give. Azure writes them as `$(NAME)`.
fn run_as_the_host_does(project: &Project, command: &str) {
    let names = ["SITE", "CI_PAGES_URL", "Build.ArtifactStagingDirectory"];
    let plain = names.iter().fold(command.to_owned(), |text, name| {
        text.replace(&format!("$({name})"), &format!("${}", name.replace('.', "_")))
    });
    let folder = Path::new(env!("CARGO_BIN_EXE_actieplan")).parent().expect("the program lies in a folder");
    let path = std::env::join_paths([folder, Path::new("/usr/bin"), Path::new("/bin")]).expect("these are paths");
    let mut shell = Command::new("sh");
    shell.args(["-e", "-c", &plain]).current_dir(project.path("")).env("PATH", path).env("SOURCE_DATE_EPOCH", TODAY);
    shell.env("SITE", "https://voorbeeld.nl/plan").env("CI_PAGES_URL", "https://voorbeeld.nl/plan");
    shell.env("Build_ArtifactStagingDirectory", ".");
    let output = shell.output().expect("there is a shell");
    assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn whatever_is_made_new_lacks_nothing_but_a_text_of_ones_own() {
    let project = new_site();
    let title = "Titel: met \"haken\" [en] #hekjes";
    for arguments in [
        &["region", "--id", "kustland"][..],
        &["plan", "--id", "kustplan", "--region", "kustland"],
        &["line", "--id", "leren", "--plan", "kustplan"],
        &["action", "--id", "plaatsen", "--line", "kustplan/leren"],
        &["figure", "--id", "plaatsen", "--region", "kustland", "--line", "kustplan/leren"],
        &["figure", "--id", "los"],
        &["news", "--id", "bericht", "--region", "kustland"],
        &["event", "--id", "dag", "--date", "2027-01-01", "--plan", "kustplan"],
        &["practice", "--id", "voorbeeld", "--line", "kustplan/leren"],
        &["question", "--id", "vraag"],
    ] {
        let kind = arguments[0];
        let mut all = vec!["new", kind, "--title", title];
        all.extend(&arguments[1..]);
        let ran = project.run(&all);
        assert_eq!(ran.code, 0, "{kind}: {}", ran.err);
        assert!(ran.out.starts_with("Gemaakt: content/") && ran.out.contains("En nu:"), "{}", ran.out);
        has_only_template_texts(&project);
    }
    let page = String::from_utf8(project.build(&[])["regios/kustland/index.html"].clone()).expect("UTF-8");
    assert!(page.contains("Titel: met &quot;haken&quot; [en] #hekjes"), "{page}");
}

#[test]
fn new_never_overwrites() {
    let project = new_site();
    let before = fs::read(project.path("content/site.yaml")).expect("it is there");
    project.remove("README.md");
    let ran = project.run(&["new", "site", ".", "--title", "Anders"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("fout[AP110]") && ran.err.contains("is er al"), "{}", ran.err);
    assert_eq!(fs::read(project.path("content/site.yaml")).expect("it is there"), before);
    assert!(!project.path("README.md").exists(), "all or none");
    project.write("content/regions/kust.md", "eigen werk");
    let ran = project.run(&["new", "region", "--title", "Kust"]);
    assert_eq!(ran.code, 2);
    assert_eq!(fs::read_to_string(project.path("content/regions/kust.md")).expect("it is there"), "eigen werk");
}

#[test]
fn what_is_missing_or_wrong_is_said_with_the_option() {
    let project = new_site();
    for (arguments, told) in [
        (&["new"][..], "kies uit: site, region, plan, line, action, figure, news, event, practice, question"),
        (&["new", "region"], "--title ontbreekt"),
        (&["new", "plan", "--title", "A"], "geef --region mee in de opdracht; kies uit: voorbeeldregio"),
        (&["new", "action", "--title", "A"], "kies uit: voorbeeldplan/leren-en-werken"),
        (&["new", "event", "--title", "A"], "--date ontbreekt"),
        (&["new", "event", "--title", "A", "--date", "1-2-2027"], "kan niet bij `--date"),
        (&["new", "plan", "--title", "A", "--region", "voorbeeldregie"], "bedoelde u `voorbeeldregio`?"),
        (&["new", "region", "--title", "???"], "van `???` is geen webadres te maken"),
        (&["new", "region", "--title", "A", "--id", "../x"], "`../x` kan niet als `id`"),
        (&["new", "region", "--title", "Con"], "`con.md` kan niet als naam"),
        (&["new", "region", "nergens", "--title", "A"], "de map `nergens` bestaat niet"),
        (&["new", "site"], "MAP ontbreekt"),
    ] {
        let ran = project.run(arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {}{}", ran.out, ran.err);
        assert!(ran.err.contains(told), "{arguments:?}: {}", ran.err);
    }
}

// --- import ----------------------------------------------------------------------------------------------------------

const PROJECTS: [(&str, &str); 2] = [("lespakket", "Lespakket"), ("banenkast", "Banenkast")];

fn imported(fixture: &str) -> import::Imported {
    let bytes = fs::read(repository().join("tests/import").join(fixture)).expect("the fixture is there");
    let projects = PROJECTS.map(|(id, title)| Known { id: id.to_owned(), title: title.to_owned() }).into();
    let known = Existing { projects, ..Existing::default() };
    import::read(fixture, &bytes, None, &known).unwrap_or_else(|problem| panic!("{fixture}: {problem:?}"))
}

#[test]
fn a_pasted_table_gives_the_same_lines_in_every_form() {
    let text = |fixture: &str| {
        import::files(&imported(fixture), "kustplan").into_iter().map(|file| file.text).collect::<String>()
    };
    let expected = fs::read_to_string(repository().join("tests/import/lijnen.md")).unwrap_or_default();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(repository().join("tests/import/lijnen.md"), text("tabs.txt"))
            .expect("the golden file can be written");
        return;
    }
    for fixture in ["tabs.txt", "tabel.md", "tabel.html"] {
        assert_eq!(text(fixture), expected, "{fixture}");
    }
}

#[test]
fn an_imported_table_loses_no_row_and_no_word() {
    let source = fs::read_to_string(repository().join("tests/import/tabs.txt")).expect("the fixture is there");
    let all = imported("tabs.txt");
    let actions: Vec<_> = all.lines.iter().flat_map(|line| &line.actions).collect();
    assert_eq!((all.rows, all.joined, actions.len()), (9, 2, 7));
    let ids: BTreeSet<&str> = actions.iter().map(|action| action.id.as_str()).collect();
    assert_eq!(ids.len(), actions.len(), "every action has an id of its own");
    let written: String = import::files(&all, "p").into_iter().map(|file| file.text.to_lowercase()).collect();
    let tables = source.lines().filter(|line| line.contains('\t')).collect::<Vec<_>>().join("\n");
    let words = tables
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() > 3 && !["style", "list", "type", "none"].contains(word));
    let lost: Vec<&str> = words
        .filter(|word| !written.contains(&word.to_lowercase()))
        .filter(|word| !["Actie", "Actielijn", "Effect", "Middel", "Toelichting", "Instrumenten"].contains(word))
        .collect();
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn an_action_that_begins_as_a_heading_does_is_still_an_action() {
    for (header, begin) in [("Actie\tToelichting\tEffect", ""), ("Nr\tActie\tToelichting\tEffect", "5\t")] {
        let rows = [
            "Actie nummer 5\tUitleg bij 5.\tKort",
            "Opleidingen voor zij-instromers\tToelichting volgt in mei\tLang",
            "Actie 2: projectgroep\tOmschrijving: zie bijlage\tKort",
            "Maatregelen\tUitleg komt later\tKort",
        ];
        let table: String = rows.iter().map(|row| format!("{begin}{row}\n")).collect();
        // The header stands again where the next page begins.
        let text = format!("Actielijn 1: Proef\n{header}\n{table}{header}\n{table}");
        let all = import::read("tabel.txt", text.as_bytes(), None, &Existing::default()).expect("a table");
        let titles: Vec<&str> = all.lines.iter().flat_map(|line| &line.actions).map(|a| a.title.as_str()).collect();
        let expected: Vec<&str> = rows.iter().filter_map(|row| row.split('\t').next()).collect();
        assert_eq!(titles, expected.repeat(2), "{header}");
    }
}

#[test]
fn another_header_begins_another_line() {
    let text = "Actie\tToelichting\nEen\tDit.\nOpleidingen (2026)\tToelichting op de opleiding\tEffect op lange termijn\nTwee\tDat.\tLang\n";
    let all = import::read("tabel.txt", text.as_bytes(), None, &Existing::default()).expect("a table");
    let actions: Vec<usize> = all.lines.iter().map(|line| line.actions.len()).collect();
    assert_eq!(actions, [1, 1]);
    assert!(all.lines[1].actions[0].is_training);
}

#[test]
fn a_damaged_table_never_makes_a_damaged_file() {
    let mut random = Random(11);
    let mut count = 0;
    for fixture in ["tabs.txt", "tabel.md", "tabel.html"] {
        let text = fs::read_to_string(repository().join("tests/import").join(fixture)).expect("the fixture is there");
        for _ in 0..150 {
            let damaged = damaged(&text, &mut random);
            let Ok(all) = import::read(fixture, damaged.as_bytes(), None, &Existing::default()) else { continue };
            for (line, file) in all.lines.iter().zip(import::files(&all, "p")) {
                let keys = actieplan::source::parts(&file.text).0.expect("a line has front matter");
                let titles = titles_of_actions(&file.text, keys);
                let expected: Vec<&str> = line.actions.iter().map(|a| a.title.as_str()).collect();
                assert_eq!(titles, expected, "{}", file.text);
                count += titles.len();
            }
        }
    }
    assert!(count > 500, "actions are found: {count}");
}

/// Titles in the list `actions` of a front matter, in their own spelling.
fn titles_of_actions(text: &str, keys: std::ops::Range<usize>) -> Vec<String> {
    let (mut files, mut diagnostics) = (Files::default(), Diagnostics::default());
    let file = files.add("a.md", text);
    let node = yaml::parse(file, text, keys, &mut diagnostics).unwrap_or_else(|| panic!("{text}"));
    let get = |node: &Node, key: &str| match &node.value {
        Value::Map(entries) => entries.iter().find(|(k, _)| k.value == key).map(|(_, node)| node.clone()),
        _ => None,
    };
    let Some(Value::List(actions)) = get(&node, "actions").map(|node| node.value) else { panic!("{text}") };
    let title = |action: &Node| match get(action, "title").map(|node| node.value) {
        Some(Value::Scalar(title)) => title,
        other => panic!("{other:?} is no title: {text}"),
    };
    actions.iter().map(title).collect()
}

/// A text with some letters left out, doubled, or made into signs that mean something.
fn damaged(text: &str, random: &mut Random) -> String {
    const SIGNS: [char; 16] = ['\t', '\n', '"', '|', '<', '>', '[', '*', ':', '#', '-', '\\', '\u{b}', '`', '&', 'é'];
    let mut out = String::new();
    for c in text.chars() {
        match random.below(120) {
            0 => {}
            1 => out.extend([c, c]),
            2 => out.push(SIGNS[usize::try_from(random.below(16)).expect("it is small")]),
            _ => out.push(c),
        }
    }
    out
}

#[test]
fn imported_lines_are_good_content() {
    let project = new_site();
    for (id, title) in PROJECTS {
        project.write(&format!("content/projects/{id}.md"), format!("---\ntitle: {title}\n---\n\nUitleg.\n"));
    }
    let table = repository().join("tests/import/tabs.txt");
    let table = table.to_str().expect("UTF-8");
    let dry = project.run(&["import", table, "--dry-run"]);
    assert_eq!(dry.code, 0, "{}", dry.err);
    assert!(!project.path("content/plans/voorbeeldplan/lines/meer-mensen.md").exists(), "nothing is written");
    let ran = project.run(&["import", table]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("7 acties in 2 lijnen, uit 9 rijen; 2 rijen waren het vervolg"), "{}", ran.out);
    let checked = project.run(&["check"]);
    assert_eq!(checked.code, 0, "{}", checked.out);
    for again in [project.run(&["import", table]), project.run(&["import", table, "--dry-run"])] {
        assert_eq!(again.code, 2, "{}", again.out);
        assert!(again.err.contains("fout[AP110]") && again.err.contains("een andere titel"), "{}", again.err);
        assert!(!again.err.contains("--id"), "{}", again.err);
    }
}

#[test]
fn who_leads_an_action_is_an_organisation_of_the_site_or_is_left_to_a_person() {
    let project = new_site();
    project.write("content/organisations/kustzorg.md", "---\ntitle: Kustzorg\n---\n\nUitleg.\n");
    let table = "Actie\tToelichting\tTrekkers\nBellen\tVaker.\tKustzorg\nMailen\tSoms.\tkustzorg; gemeente Duin\n";
    project.write("tabel.txt", table);
    let ran = project.run(&["import", "tabel.txt"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let made = project.path("content/plans/voorbeeldplan/lines/actielijn-1.md");
    let made = fs::read_to_string(made).expect("it was just made");
    let (first, second) = made.split_once("title: Mailen").expect("two actions");
    let doubt = "# Nakijken: kolom `Trekkers`: welke organisatie op de site is `gemeente Duin`?\n";
    assert!(first.contains("    owners: [kustzorg]\n") && !first.contains("Trekkers"), "{made}");
    assert!(second.contains("    owners: [kustzorg]\n") && second.contains(doubt), "{made}");
    let checked = project.run(&["check"]);
    assert_eq!(checked.code, 0, "{}", checked.out);
}

/// The files that `import` makes of a table with tabs.
fn files_of(table: &str) -> Vec<(String, String)> {
    let all = import::read("tabel.txt", table.as_bytes(), None, &Existing::default()).expect("a table");
    import::files(&all, "p").into_iter().map(|file| (file.path, file.text)).collect()
}

#[test]
fn a_column_with_lines_gives_a_file_for_each_of_them() {
    let files = files_of(
        "Actielijn\tNr\tActie\tToelichting\tTrekker\tTermijn\n\
         1. Meer mensen\t1\tBellen\tVaker.\tKustzorg\tkort\n\
         \t2\tMailen\tSoms.\t\tQ3 2027\n\
         Anders werken\t3\tRoosteren\tZelf.\t\t5 jaar\n",
    );
    let [(first, one), (second, two)] = &files[..] else { panic!("{files:?}") };
    assert!(first.ends_with("lines/meer-mensen.md") && second.ends_with("lines/anders-werken.md"), "{files:?}");
    assert!(one.contains("title: Meer mensen\n") && one.contains("\nnumber: 1\n"), "{one}");
    assert!(one.contains("- title: Bellen\n") && one.contains("- title: Mailen\n"), "{one}");
    assert!(two.contains("- title: Roosteren\n") && !two.contains("Bellen"), "{two}");
    assert!(!one.contains("  action:") && one.contains("  horizons: Termijn\n"), "{one}");
    let doubt = "# Nakijken: \"Q3 2027\" is geen termijn; is dit een einddatum, schrijf dan due: 2027-09-30\n";
    assert!(one.contains(doubt) && !one.contains("geeft geen effecttermijn"), "{one}");
    assert!(two.contains("# Nakijken: \"5 jaar\" is geen termijn\n"), "{two}");
}

#[test]
fn columns_with_a_number_a_status_and_an_end_get_their_own_place() {
    let files = files_of(
        "Actienr\tActie\tActie in het kort\tActiehouder\tDeadline\tStatus per 1-9-2026\tProjectleider\n\
         1\tPlaatsen erbij\tMeer\tRedactie\t1 september 2027\tLoopt\tDe leider\n\
         2\tBellen\t\t\tsept 2027\tin uitvoering\t\n",
    );
    let [(_, text)] = &files[..] else { panic!("{files:?}") };
    let (first, second) = text.split_once("- title: Bellen\n").expect("two actions");
    for line in ["- title: Plaatsen erbij", "number: 1", "due: 2027-09-01", "status: loopt", "as_of: 2026-09-01"] {
        assert!(first.contains(&format!("{line}\n")), "{line}: {text}");
    }
    assert!(first.contains("# Nakijken: kolom `Actie in het kort`: Meer\n"), "{text}");
    assert!(first.contains("# Nakijken: kolom `Projectleider`: De leider\n"), "{text}");
    assert!(second.contains("# Nakijken: \"sept 2027\" is geen dag") && !second.contains("\n    due:"), "{text}");
    assert!(second.contains("\"in uitvoering\" is geen status") && !second.contains("\n    status:"), "{text}");
    assert!(!text.contains("period:"), "{text}");
}

#[test]
fn the_doubts_that_are_counted_are_those_that_a_search_finds() {
    let project = new_site();
    project.write("tabel.txt", "Actie\tToelichting\tStatus\nBellen\tVaker.\tloopt\nMailen\tSoms.\tnooit\n");
    let ran = project.run(&["import", "tabel.txt"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let made = project.path("content/plans/voorbeeldplan/lines/actielijn-1.md");
    let made = fs::read_to_string(made).expect("it was just made");
    let found = made.to_lowercase().matches("nakijken").count();
    assert_eq!(found, 7, "{made}");
    assert!(ran.out.contains(&format!("{found} keer staat er `Nakijken:` bij")), "{}", ran.out);
    let checked = project.run(&["check"]);
    assert_eq!(checked.code, 0, "{}", checked.out);
}

#[test]
fn a_name_behind_a_kind_is_its_title() {
    let project = new_site();
    let ran = project.run(&["new", "regio", "Zuid Kust"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let made = fs::read_to_string(project.path("content/regions/zuid-kust.md")).expect("it was just made");
    assert!(made.contains("title: Zuid Kust"), "{made}");
    has_only_template_texts(&project);
}

#[test]
fn a_file_without_a_table_is_refused_with_what_to_do() {
    let project = new_site();
    project.write("leeg.txt", "Alleen tekst.\n");
    project.write("plan.docx", b"PK\x03\x04\xff\xfe");
    project.write("oud.txt", b"Actie\tToelichting\n\xe9\t\xe9\n");
    project.write("plan.doc", b"\xd0\xcf\x11\xe0\xa1\xb1");
    project.write("plan.pdf", b"%PDF-1.7\n");
    project.write("koppen.txt", "Nr\tWat\tWie\n1\tBellen\tKustzorg\n");
    project.write("kop.txt", "Actie\tToelichting\n");
    for (table, told) in [
        ("plan.doc", "sla het op als .docx"),
        ("plan.pdf", "kopieer de tabel"),
        ("koppen.txt", "in de eerste rij staat `Nr`, `Wat`, `Wie`: noem de kolom met de actie `Actie`"),
        ("kop.txt", "een rij voor elke actie"),
        ("leeg.txt", "boven de tabel hoort een rij met koppen"),
        ("plan.docx", "sla het op als HTML"),
        ("oud.txt", "codering UTF-8"),
        ("weg.txt", "`weg.txt` is niet te lezen"),
    ] {
        let ran = project.run(&["import", table]);
        assert_eq!(ran.code, 2, "{table}: {}", ran.out);
        assert!(ran.err.contains(told), "{table}: {}", ran.err);
    }
    let ran = project.run(&["import", "leeg.txt", "--plan", "voorbeeldplam"]);
    assert!(ran.err.contains("bedoelde u `voorbeeldplan`?"), "{}", ran.err);
}

// --- cms -------------------------------------------------------------------------------------------------------------

/// The configuration that `cms` wrote.
fn cms_of(project: &Project) -> serde_json::Value {
    let text = fs::read_to_string(project.path("content/beheer/config.json")).expect("it was just made");
    serde_json::from_str(&text).expect("it is JSON")
}

#[test]
fn pages_of_a_cms_are_published_under_their_own_path_and_never_overwritten() {
    let project = new_site();
    project.write("decap-cms.js", "\"use strict\";");
    let command = ["cms", "--backend", "gitlab", "--repo", "regio/plan", "--script", "decap-cms.js"];
    let ran = project.run(&command);
    assert_eq!(ran.code, 0, "{}", ran.err);
    is_green(&project);
    let site = project.build(&[]);
    for file in ["index.html", "config.json", "start.js", "entries.js", "values.js", "values.css", "cms.js"] {
        let made = fs::read(project.path("content/beheer").join(file)).expect("it was just made");
        assert_eq!(site[&format!("beheer/{file}")], made, "{file}");
    }
    let sitemap = site.get("sitemap.xml").map(|text| String::from_utf8_lossy(text).into_owned()).unwrap_or_default();
    assert!(String::from_utf8_lossy(&site["beheer/index.html"]).contains("noindex") && !sitemap.contains("beheer"));
    project.write("content/beheer/cms.js", "eigen versie");
    let again = project.run(&command);
    assert!(again.code == 2 && again.err.contains("fout[AP110]"), "{}", again.err);
    // Without a script the one that is there stays.
    let updated = project.run(&["cms", "--backend", "local", "--update"]);
    assert_eq!(updated.code, 0, "{}", updated.err);
    assert_eq!(fs::read_to_string(project.path("content/beheer/cms.js")).expect("it is there"), "eigen versie");
    assert_eq!(cms_of(&project)["backend"]["name"], "proxy");
}

#[test]
fn the_page_of_the_cms_gives_the_command_that_this_site_needs() {
    let project = new_site();
    let ran = project.run(&["cms", "--backend", "gitlab", "--repo", "regio/plan", "--app", "12ab", "--branch", "site"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let page = fs::read_to_string(project.path("content/beheer/index.html")).expect("it was just made");
    let command = page.lines().find(|line| line.starts_with("actieplan cms")).expect("the page has a command");
    let command = command.trim_end_matches("</pre>").replace("package/dist/decap-cms.js", "cms.js");
    assert_eq!(
        command,
        "actieplan cms --update --backend gitlab --repo regio/plan --app 12ab --branch site --script cms.js"
    );
    is_green(&project);
    fs::write(project.path("cms.js"), "// A program.\n").expect("it can be written");
    let words: Vec<&str> = command.split(' ').skip(1).collect();
    let ran = project.run(&words);
    assert_eq!(ran.code, 0, "{}", ran.err);
    is_green(&project);
}

#[test]
fn a_page_of_text_cannot_take_the_place_of_the_cms() {
    let project = new_site();
    project.write("content/pages/beheer.md", "---\ntitle: Beheer\n---\n\nTekst.\n");
    let ran = project.run(&["check"]);
    assert!(ran.code == 1 && ran.out.contains("beheer/"), "{}", ran.out);
}

#[test]
fn the_cms_asks_for_what_the_schema_accepts() {
    let project = new_site();
    let ran = project.run(&["cms", "--backend", "github", "--repo", "regio/plan", "--branch", "hoofd"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let cms = cms_of(&project);
    assert_eq!(cms["backend"], serde_json::json!({"name": "github", "repo": "regio/plan", "branch": "hoofd"}));
    assert_eq!(cms["publish_mode"], "editorial_workflow");
    let collections = cms["collections"].as_array().expect("a list");
    let names: BTreeSet<&str> = collections.iter().filter_map(|one| one["name"].as_str()).collect();
    assert_eq!(names.len(), collections.len(), "each has a name of its own");
    for kind in schema::originals() {
        let own = |c: &&serde_json::Value| c["name"] == kind.name.as_str();
        let in_files = |c: &serde_json::Value| {
            c["files"].as_array().into_iter().flatten().find(|file| file["name"] == kind.name).cloned()
        };
        let found = collections.iter().find(own).cloned().or_else(|| collections.iter().find_map(in_files));
        let found = found.unwrap_or_else(|| panic!("{} has a collection", kind.name));
        assert!(found["folder"].is_null() || found["create"] == true, "{} can begin in the browser", kind.name);
        check_fields(&found["fields"], &schema::schema(&kind), &kind.name, &names);
    }
}

/// Checks that every field is a key of the schema, with a label of its own, its words, and a collection that is there.
fn check_fields(fields: &serde_json::Value, schema: &serde_json::Value, at: &str, collections: &BTreeSet<&str>) {
    let fields = fields.as_array().unwrap_or_else(|| panic!("{at} has fields"));
    assert!(!fields.is_empty(), "{at}");
    // The text has no key, and neither has the plan of what lies in its folder.
    let has_key = |field: &&serde_json::Value| {
        field["name"] != "body" && !(["line", "action"].contains(&at) && field["name"] == "plan")
    };
    for field in fields.iter().filter(has_key) {
        let name = field["name"].as_str().expect("a name");
        let at = format!("{at}.{name}");
        let begins = |field: &serde_json::Value| !field["default"].is_null();
        if field["widget"] == "list" && field["fields"].as_array().is_some_and(|inner| inner.iter().any(begins)) {
            assert_eq!(field["default"], serde_json::json!([]), "{at} has no item of itself");
        }
        let key = &schema["properties"][name];
        assert!(!key.is_null(), "{at} is a key");
        assert_ne!(field["label"], name, "{at} has a Dutch label");
        if let Some(options) = field["options"].as_array().filter(|options| options[0].is_object()) {
            let accepted = if key["items"].is_null() { &key["enum"] } else { &key["items"]["enum"] };
            let offered: Vec<_> = options.iter().map(|option| option["value"].clone()).collect();
            assert_eq!(&serde_json::Value::from(offered), accepted, "{at}");
        }
        if let Some(collection) = field["collection"].as_str() {
            assert!(collections.contains(collection), "{at}: {collection}");
        }
        if !field["fields"].is_null() {
            let inner = if key["items"].is_null() { key } else { &key["items"] };
            check_fields(&field["fields"], inner, &at, collections);
        }
    }
}

#[test]
fn a_form_begins_with_what_every_item_needs_and_ends_with_what_few_need() {
    let project = new_site();
    assert_eq!(project.run(&["cms", "--backend", "local"]).code, 0);
    let cms = cms_of(&project);
    let collections = cms["collections"].as_array().expect("a list");
    for (kind, first) in [
        ("news", &["title", "summary", "date", "body"][..]),
        ("action", &["plan", "title", "summary", "line", "body"]),
        ("figure", &["title", "summary", "kind", "definition", "source", "series"]),
    ] {
        let collection = collections.iter().find(|c| c["name"] == kind).expect("every kind has one");
        let fields = collection["fields"].as_array().expect("a list");
        let names: Vec<&str> = fields.iter().filter_map(|field| field["name"].as_str()).collect();
        assert_eq!(names[..first.len()], *first, "{kind}");
        let last = ["draft", "publish_from", "publish_until", "slug", "redirect_from"];
        assert_eq!(names[names.len() - last.len()..], last, "{kind}");
    }
}

#[test]
fn what_the_cms_has_to_know_is_asked_for() {
    let project = new_site();
    for (arguments, told) in [
        (&["cms"][..], "kies uit: github, gitlab, git-gateway, local"),
        (&["cms", "--backend", "github"], "--repo ontbreekt"),
        (&["cms", "--backend", "local", "--script", "weg.js"], "`weg.js` is niet te lezen"),
        (&["cms", "nergens", "--backend", "local"], "de map `nergens` bestaat niet"),
    ] {
        let ran = project.run(arguments);
        assert!(ran.code == 2 && ran.err.contains(told), "{arguments:?}: {}", ran.err);
    }
    assert!(!project.path("content/beheer").exists());
}

// --- fmt -------------------------------------------------------------------------------------------------------------

#[test]
fn a_tidied_file_says_the_same_and_a_second_run_changes_nothing() {
    let mut random = Random(7);
    let mut count = 0;
    for path in files(&repository().join("content")).into_iter().filter(|p| p.ends_with(".md") || p.ends_with(".yaml"))
    {
        let text = fs::read_to_string(repository().join("content").join(&path)).expect("the example is UTF-8");
        for round in 0..12 {
            let untidy = if round == 0 { text.clone() } else { made_untidy(&text, &mut random) };
            let tidied = tidy(&path, &untidy);
            assert_eq!(tidy(&path, &tidied), tidied, "{path}: a second run changes nothing\n{untidy}");
            assert_eq!(meaning(&path, &tidied), meaning(&path, &untidy), "{path}: {untidy}");
            count += 1;
        }
    }
    assert!(count > 1000, "all files are tidied: {count}");
}

/// What a file says: the values of its keys and the HTML of its text, as other libraries read them.
fn meaning(path: &str, text: &str) -> (Option<serde_yaml::Value>, String) {
    if path.ends_with(".yaml") {
        return (serde_yaml::from_str(text).ok(), String::new());
    }
    let (keys, body) = actieplan::source::parts(text);
    let keys = keys.map(|range| &text[range]).unwrap_or_default();
    let mut html = String::new();
    pulldown_cmark::html::push_html(
        &mut html,
        pulldown_cmark::Parser::new_ext(&text[body], pulldown_cmark::Options::all()),
    );
    (serde_yaml::from_str(keys).ok(), html)
}

/// A text with white space where people leave it, and sometimes with a letter too few.
fn made_untidy(text: &str, random: &mut Random) -> String {
    let mut out = String::new();
    for line in text.lines() {
        match random.below(12) {
            0 => out.push_str(&format!("{line}  ")),
            1 => out.push_str(&line.replacen(": ", ":   ", 1)),
            2 => out.push_str(&line.replace(", ", ",")),
            3 => out.push_str(&format!("{line}\n")),
            4 => out.push_str(&line.replace("| ", "|  ")),
            5 => out.push_str(&line.chars().skip(1).collect::<String>()),
            6 => out.push_str(&format!("{line} # uitleg")),
            _ => out.push_str(line),
        }
        out.push('\n');
    }
    out
}

/// A row of numbers that looks random and is the same on every run (Marsaglia, "Xorshift RNGs", 2003).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

#[test]
fn the_command_names_what_it_tidies_and_check_changes_nothing() {
    let project = new_site();
    assert_eq!(project.run(&["fmt", "--check"]).out, "alles is netjes\n");
    project.write("content/regions/kust.md", "---\r\ntitle:   Kust  \r\n---\r\nTekst.\r\n");
    let checked = project.run(&["fmt", "--check"]);
    assert_eq!(checked.code, 1);
    assert!(checked.out.starts_with("content/regions/kust.md\n1 bestand is niet netjes"), "{}", checked.out);
    assert_eq!(project.run(&["fmt"]).out, "content/regions/kust.md\n1 bestand netjes gemaakt\n");
    let text = fs::read_to_string(project.path("content/regions/kust.md")).expect("it is there");
    assert_eq!(text, "---\ntitle: Kust\n---\n\nTekst.\n");
    assert_eq!(project.run(&["fmt", "--check"]).code, 0);
    project.write("content/regions/stuk.md", "---\ntitle: Stuk: niet te lezen\n---\n");
    let checked = project.run(&["fmt", "--check"]);
    assert!(checked.out.starts_with("de rest is netjes\n1 bestand is overgeslagen"), "{}", checked.out);
    assert_eq!(checked.code, 1);
}

// --- schema ----------------------------------------------------------------------------------------------------------

#[test]
fn the_example_and_what_is_made_new_go_by_the_schemas() {
    let mut count = 0;
    for kind in schema::kinds() {
        let validator = validator(&kind);
        for path in files(&repository().join("content")).into_iter().filter(|path| is_of(&kind, path)) {
            let text = fs::read_to_string(repository().join("content").join(&path)).expect("the example is UTF-8");
            let value = keys(&path, &text);
            let found = validator.0.validate(&value, validator.1);
            assert!(found.is_ok(), "{path}: {found:?}");
            count += 1;
        }
    }
    let all = files(&repository().join("content")).into_iter().filter(|p| p.ends_with(".md") || p.ends_with(".yaml"));
    assert_eq!(count, all.count(), "every file has a schema");
}

#[test]
fn a_schema_refuses_what_the_program_refuses() {
    for (name, text) in [
        ("region", "titel: A\n"),
        ("region", "summary: A\n"),
        ("region", "title: A\nmunicipalities: veel\n"),
        ("plan", "title: A\nkind: actieplan\nregions: [a]\nstate: lopend\n"),
        ("news", "title: A\ndate: 1-3-2026\n"),
        ("organisation", "title: A\nwebsite: javascript:x\n"),
        ("figure", "title: A\nkind: aantal\ndefinition: x\nsource: {name: y}\nunit: stuks\n"),
        ("figure", "title: A\nkind: aantal\ndefinition: x\nsource: {}\n"),
    ] {
        let kind = schema::kinds().into_iter().find(|kind| kind.name == name).expect("a kind");
        let validator = validator(&kind);
        assert!(validator.0.validate(&keys("a.yaml", text), validator.1).is_err(), "{name}: {text}");
    }
}

fn validator(kind: &schema::FileKind) -> (boon::Schemas, boon::SchemaIndex) {
    let (mut schemas, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
    let name = format!("{}.json", kind.name);
    compiler.add_resource(&name, schema::schema(kind)).expect("a name");
    let index = compiler.compile(&name, &mut schemas).unwrap_or_else(|error| panic!("{name}: {error}"));
    (schemas, index)
}

/// True when a file of the content is of this kind: the parts of its path fit the pattern.
fn is_of(kind: &schema::FileKind, path: &str) -> bool {
    let path = format!("content/{path}");
    let (pattern, path): (Vec<&str>, Vec<&str>) = (kind.place.split('/').collect(), path.split('/').collect());
    let fits = |(pattern, part): (&&str, &&str)| match pattern.split_once('*') {
        Some((start, end)) => {
            part.strip_prefix(start).and_then(|part| part.strip_suffix(end)).is_some_and(|name| !name.contains('.'))
        }
        None => pattern == part,
    };
    pattern.len() == path.len() && pattern.iter().zip(&path).all(fits)
}

/// The keys of a file as JSON.
fn keys(path: &str, text: &str) -> serde_json::Value {
    let yaml = match path.ends_with(".yaml") {
        true => text,
        false => &text[actieplan::source::parts(text).0.expect("a page has front matter")],
    };
    json(serde_yaml::from_str(yaml).expect("the keys are YAML"))
}

fn json(value: serde_yaml::Value) -> serde_json::Value {
    use serde_yaml::Value;
    match value {
        Value::Mapping(map) => {
            let key = |key: Value| {
                key.as_str().map(str::to_owned).or_else(|| key.as_i64().map(|k| k.to_string())).expect("a key")
            };
            map.into_iter().map(|(k, v)| (key(k), json(v))).collect::<serde_json::Map<_, _>>().into()
        }
        Value::Sequence(list) => list.into_iter().map(json).collect(),
        other => serde_json::to_value(other).expect("a single value"),
    }
}

#[test]
fn schemas_are_written_to_a_folder_or_to_the_screen() {
    let project = Project::empty();
    let ran = project.run(&["schema", "--out", "a/schema"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "36 schema's in a/schema\n"));
    let region: serde_json::Value =
        serde_json::from_slice(&fs::read(project.path("a/schema/region.json")).expect("it was written")).expect("JSON");
    assert_eq!(region["properties"]["municipalities"]["description"], "aantal gemeenten");
    let printed: serde_json::Value = serde_json::from_str(&project.run(&["schema"]).out).expect("JSON");
    assert_eq!(printed["region"], region);
}
