//! What is awkward about real plans, and still has to be published as it is: see the example in `content/`, made after a
//! plan of 2017, and small projects where the example does not have it.

mod program;

use std::sync::LazyLock;

use program::html::{main, tags, text};
use program::{Project, Tree};

/// The example site, built once.
static EXAMPLE: LazyLock<Tree> = LazyLock::new(|| Project::example().build(&[]));

fn example(path: &str) -> &'static str {
    let bytes = EXAMPLE.get(path).unwrap_or_else(|| panic!("{path} is part of the example"));
    std::str::from_utf8(bytes).expect("pages are UTF-8")
}

const PLAN: &str = "plannen/stedendriehoek";
/// The lines of the plan in order, with the shown numbers of their actions.
const LINES: [(&str, &str); 6] = [
    ("instroom-en-opleidingscapaciteit", "1 2 3 3 4 5 6"),
    ("studie-en-beroepskeuze", "1 2 3 4 5 6"),
    ("opleidings-en-sectorrendement", "1 2 3 4 5"),
    ("opleidingsmogelijkheden", "1 2 3 4 5 6 7"),
    ("potentieel-en-werkklimaat", "1 2 3 4 4"),
    ("innovatieve-oplossingen", "1 2 3"),
];

fn line_page(line: &str) -> &'static str {
    example(&format!("{PLAN}/lijnen/{line}/index.html"))
}

/// An action as its line's page shows it.
#[derive(Debug)]
struct Row {
    id: String,
    number: String,
    /// Everything but its horizons.
    html: String,
    /// Its horizons in words.
    when: String,
}

fn rows(page: &str) -> Vec<Row> {
    let row = |part: &str| {
        let (html, when) = part.split_once("<span class=\"cell-label\">Effect: </span>").expect("a row says when");
        let number = between(html, "class=\"action-number\">", "<");
        Row {
            id: between(part, "", "\"").to_owned(),
            number: number.to_owned(),
            html: html.to_owned(),
            when: text(between(when, "", "</div>")),
        }
    };
    main(page).split("<li class=\"action-row\" id=\"actie-").skip(1).map(row).collect()
}

/// What stands after one text and before another.
#[track_caller]
fn between<'a>(html: &'a str, start: &str, end: &str) -> &'a str {
    let from = html.find(start).unwrap_or_else(|| panic!("`{start}` is there")) + start.len();
    let length = html[from..].find(end).unwrap_or_else(|| panic!("`{end}` follows `{start}`"));
    &html[from..from + length]
}

/// The addresses that a piece of a page links to.
fn links(html: &str) -> Vec<String> {
    tags(html).iter().filter(|tag| tag.name == "a").filter_map(|tag| tag.attribute("href")).collect()
}

fn is_linked(html: &str, path: &str) -> bool {
    links(html).iter().any(|link| link.trim_start_matches("../").trim_start_matches("./") == path)
}

/// Codes and files of what a check finds.
fn found(project: &Project) -> Vec<(String, String)> {
    let ran = project.run(&["check", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&ran.out).expect("the report is JSON");
    let word = |item: &serde_json::Value, key: &str| item[key].as_str().unwrap_or("").to_owned();
    report.as_array().expect("a list").iter().map(|item| (word(item, "code"), word(item, "file"))).collect()
}

fn codes(project: &Project) -> Vec<String> {
    found(project).into_iter().map(|(code, _)| code).collect()
}

/// A plan with one line that has these keys; its state is never out of date.
fn plan_with(line: &str) -> Project {
    Project::new(&[
        ("content/regions/twente.md", "---\ntitle: Twente\n---\n"),
        (
            "content/plans/plan/index.md",
            "---\ntitle: Plan\nkind: actieplan\nregions: [twente]\nstate: loopt\nas_of: 2999-01-01\n---\n",
        ),
        ("content/plans/plan/lines/lijn.md", &format!("---\ntitle: Lijn\n{line}---\n")),
    ])
}

#[test]
fn numbers_are_shown_as_they_are_and_no_action_is_lost() {
    let mut ids = Vec::new();
    for (line, numbers) in LINES {
        let rows = rows(line_page(line));
        assert_eq!(rows.iter().map(|row| row.number.as_str()).collect::<Vec<_>>().join(" "), numbers, "{line}");
        ids.extend(rows.into_iter().map(|row| row.id));
    }
    assert_eq!(ids.len(), 33);
    let plan = example(&format!("{PLAN}/index.html"));
    assert!(text(plan).contains("6 actielijnen, 33 acties"));
    for id in &ids {
        assert!(EXAMPLE.contains_key(&format!("{PLAN}/acties/{id}/index.html")), "{id}");
        assert!(is_linked(main(plan), &format!("{PLAN}/acties/{id}/index.html")), "{id} stands on the plan's page");
    }
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 33, "no two actions have one address");
}

#[test]
fn a_number_that_stands_twice_is_a_warning() {
    let found = found(&Project::example());
    let duplicates =
        found.iter().filter(|(code, _)| code == "AP030").map(|(_, file)| file.rsplit('/').next().expect("a name"));
    assert_eq!(duplicates.collect::<Vec<_>>(), ["instroom-en-opleidingscapaciteit.md", "potentieel-en-werkklimaat.md"]);
}

#[test]
fn a_reference_to_action_3_means_the_second_of_that_number() {
    let line = rows(line_page(LINES[0].0));
    let third: Vec<&str> = line.iter().filter(|row| row.number == "3").map(|row| row.id.as_str()).collect();
    assert_eq!(third, ["bbl-plaatsen", "potentieel-ww-wwb"]);
    let former_staff = line.iter().find(|row| row.id == "ex-medewerkers").expect("the action is there");
    assert!(is_linked(&former_staff.html, &format!("{PLAN}/acties/potentieel-ww-wwb/index.html")));
    assert!(!is_linked(&former_staff.html, &format!("{PLAN}/acties/bbl-plaatsen/index.html")));
}

#[test]
fn the_footnote_that_explains_the_horizons_stands_on_the_plan() {
    let page = example(&format!("{PLAN}/index.html"));
    let note = page.split("<section class=\"footnotes\"").nth(1).expect("there are footnotes");
    let note = text(note.split("</section>").next().expect("split gives at least one part"));
    for part in
        ["Kort is meteen of binnen een jaar", "Middellang is na twee tot drie jaar", "Lang is na meer dan drie jaar"]
    {
        assert!(note.contains(part), "{note}");
    }
    assert!(page.contains("href=\"#fn-1\"") && page.contains("id=\"fn-1\""), "the text leads to it");
}

#[test]
fn a_footnote_between_two_halves_of_a_table_keeps_both_halves() {
    let body = "| a | b |\n|---|---|\n| een[^1] | twee |\n\n[^1]: De noot.\n\n| a | b |\n|---|---|\n| drie | vier |\n";
    let project = Project::new(&[("content/pages/tabel.md", &format!("---\ntitle: Tabel\n---\n{body}"))]);
    project.build(&[]);
    let page = project.page("tabel/index.html");
    assert_eq!(main(&page).matches("<table>").count(), 2);
    assert!(["een", "twee", "drie", "vier", "De noot."].iter().all(|word| text(main(&page)).contains(word)));
}

#[test]
fn horizons_are_a_set_in_every_combination() {
    let sets: [(&str, &str); 9] = [
        ("[kort]", "kort"),
        ("[middellang]", "middellang"),
        ("[lang]", "lang"),
        ("[kort, middellang]", "kort, middellang"),
        ("[kort, lang]", "kort, lang"),
        ("[middellang, lang]", "middellang, lang"),
        ("[kort, middellang, lang]", "kort, middellang, lang"),
        ("[]", "niet opgegeven"),
        ("[lang, kort, kort]", "kort, lang"),
    ];
    let actions: String = sets
        .iter()
        .enumerate()
        .map(|(n, (set, _))| format!("  - {{id: a{n}, title: Actie {n}, horizons: {set}}}\n"))
        .collect();
    let project = plan_with(&format!("actions:\n{actions}"));
    project.build(&[]);
    let rows = rows(&project.page("plannen/plan/lijnen/lijn/index.html"));
    for (row, (set, shown)) in rows.iter().zip(sets) {
        assert_eq!(row.when, shown, "{set}");
    }
    assert_eq!(rows.len(), sets.len());
}

#[test]
fn three_actions_have_no_horizon_and_none_is_guessed() {
    let all: Vec<Row> = LINES.iter().flat_map(|(line, _)| rows(line_page(line))).collect();
    let without: Vec<&str> = all.iter().filter(|row| row.when == "niet opgegeven").map(|row| row.id.as_str()).collect();
    assert_eq!(without, ["gerichter-communiceren", "mobiliteit-stimuleren", "duurzame-inzetbaarheid"]);
    for id in without {
        let page = example(&format!("{PLAN}/acties/{id}/index.html"));
        assert!(text(main(page)).contains("niet opgegeven"), "{id}");
    }
    let matrix = example(&format!("{PLAN}/index.html"));
    let matrix = matrix.split("<table class=\"values matrix\">").nth(1).expect("the plan has a matrix");
    let rows: Vec<String> =
        matrix.split("<tr>").skip(2).map(|row| text(row.split("</tr>").next().expect("a row ends"))).collect();
    let number = |cell: &&str| cell.chars().all(|c| c.is_ascii_digit());
    let last: Vec<&str> = rows.iter().take(6).map(|row| row.rsplit(' ').find(number).expect("a cell")).collect();
    assert_eq!(last, ["0", "1", "0", "0", "2", "0"]);
    let total = text(between(matrix, "<tr class=\"total\">", "</tr>"));
    assert_eq!(total, "Totaal 12 acties 22 acties 14 acties 3 acties");
    let listed = example(&format!("{PLAN}/effect/index.html"));
    let unstated = listed.split("<h2 id=\"niet-opgegeven\">").nth(1).expect("they have a part of the page");
    assert_eq!(main(listed).matches("class=\"row row-action\"").count(), 12 + 22 + 14 + 3);
    assert_eq!(unstated.matches("class=\"row row-action\"").count(), 3);
}

#[test]
fn the_home_page_shows_every_line_of_every_region_with_what_is_known_of_it() {
    let home = main(example("index.html"));
    let matrix = between(home, "<table class=\"line-matrix\">", "</table>");
    for (line, numbers) in LINES {
        let cell = matrix.split("<td>").find(|cell| cell.contains(&format!("{PLAN}/lijnen/{line}/")));
        let cell = cell.unwrap_or_else(|| panic!("{line} stands in the table"));
        assert!(text(cell).contains(&format!("{} onbekend", numbers.split(' ').count())), "{line}");
    }
    for region in ["Achterhoek", "Twente", "Zwolle"] {
        let row = matrix.split("<tr>").find(|row| row.contains(region)).expect("a region without lines has a row");
        assert!(text(row).ends_with("nog geen actielijnen"), "{region}");
    }
    assert!(text(home).contains("Van 2 van de 35 acties is de stand bekend, stand per 1 mei 2019."));
}

#[test]
fn each_line_has_its_own_columns_and_period() {
    for (number, (line, _)) in LINES.iter().enumerate() {
        let page = line_page(line);
        let head = text(between(page, "<div class=\"action-head\" aria-hidden=\"true\">", "</div>"));
        let has_instruments = rows(page).iter().any(|row| row.html.contains("/projecten/"));
        assert_eq!(head.contains("Instrumenten"), has_instruments, "{line}: {head}");
        assert!(number != 4 || has_instruments, "line 5 has the column");
        assert_eq!(head.starts_with("Opleiding "), number == 3, "{line}: {head}");
        assert_eq!(head.starts_with("Actie "), number != 3, "{line}: {head}");
        assert_eq!(text(main(page)).contains("2017–2018"), number != 5, "{line}");
    }
}

#[test]
fn raw_html_in_a_cell_becomes_a_real_list_without_its_style() {
    let explanation =
        "<ol style=\"list-style: lower-alpha\" onclick=\"x()\"><li>In het 4<sup>e</sup> jaar</li><li>Meer</li></ol>";
    let project = plan_with(&format!("actions:\n  - title: Actie\n    explanation: '{explanation}'\n"));
    project.build(&[]);
    let page = project.page("plannen/plan/lijnen/lijn/index.html");
    assert!(page.contains("<ol><li>In het 4<sup>e</sup> jaar</li><li>Meer</li></ol>"), "{}", main(&page));
    assert!(!page.contains("lower-alpha") && !page.contains("onclick"));
    assert_eq!(codes(&project), ["AP025", "AP025"], "the style and the script");
}

#[test]
fn a_goal_and_the_remark_that_there_is_none_stand_together() {
    for page in [line_page("potentieel-en-werkklimaat"), example(&format!("{PLAN}/index.html"))] {
        let said = text(main(page));
        assert!(said.contains("ontstaan er geen nieuwe tekorten"));
        assert!(said.contains("Het plan stelt hierover daarom geen algemene doelstellingen vast"));
    }
}

#[test]
fn themes_of_the_declaration_keep_their_wording_and_lead_to_the_lines() {
    let page = example(&format!("{PLAN}/intentieverklaring/index.html"));
    let themes: Vec<&str> = main(page).split("<li class=\"row").skip(1).take(6).collect();
    assert_eq!(themes.len(), 6);
    for (theme, (line, _)) in themes.iter().zip(LINES) {
        assert!(is_linked(theme, &format!("{PLAN}/lijnen/{line}/index.html")), "{line}");
        let title = text(between(line_page(line), "<h1>", "</h1>"));
        let wording = text(between(theme, "<p class=\"row-title\">", "</p>"));
        assert_ne!(wording.trim_end_matches('.'), title);
        assert!(text(theme).contains(&title), "the line stands under the theme by its own title");
    }
}

#[test]
fn a_figure_keeps_its_qualifiers() {
    let page = example("cijfers/uitstroom-stedendriehoek-2016/index.html");
    assert!(text(main(page)).contains("2016 500 zo’n 2.700 ruim 3.200"), "in the table");
    assert!(text(main(page)).contains("De uitstroom was ruim 3.200 personen in 2016"), "in the sentence");
    let file = example("cijfers/uitstroom-stedendriehoek-2016/uitstroom-stedendriehoek-2016.csv");
    assert!(file.contains("zo’n") && file.contains("ruim"), "{file}");
    let region = example("regios/stedendriehoek-en-noord-veluwe/index.html");
    assert!(text(main(region)).contains("ruim 3.200") && text(main(region)).contains("zo’n 2.700"));
}

/// A figure of people who left, with these lines for its values.
fn outflow(values: &str) -> Project {
    let figure = format!(
        "title: Uitstroom\nkind: uitstroom\nregions: [twente]\ndefinition: Wie vertrok.\nunit: personen\nscope: smal\n\
         denominator: geen\nreference_date: 2016\nsource: {{name: Wij}}\n{values}"
    );
    Project::new(&[
        ("content/regions/twente.md", "---\ntitle: Twente\n---\n"),
        ("content/figures/uitstroom.yaml", &figure),
    ])
}

#[test]
fn a_total_may_differ_from_its_parts_by_the_tolerance() {
    for (other, tolerance, fits) in [
        (2700, "", true),
        (2732, "", true),
        (2668, "", true),
        (2733, "", false),
        (2667, "", false),
        (2600, "tolerance: 4\n", true),
        (2701, "tolerance: 0\n", false),
    ] {
        let project = outflow(&format!(
            "series:\n  - {{name: Pensioen, values: {{2016: 500}}}}\n  - {{name: Andere reden, values: {{2016: {other}}}}}\n\
             total: {{2016: {{value: 3200, qualifier: ruim}}}}\n{tolerance}"
        ));
        let expected: &[&str] = if fits { &[] } else { &["AP034"] };
        assert_eq!(codes(&project), expected, "500 and {other} {tolerance}");
    }
}

#[test]
fn a_target_without_values_is_a_figure_with_a_page() {
    for values in ["series: [{name: Uitstroom, values: {2020: ~}}]\n", "series: []\n"] {
        let project =
            outflow(&format!("good: lager\ntarget: {{value: 2500, period: 2025, qualifier: hooguit}}\n{values}"));
        project.build(&[]);
        let page = project.page("cijfers/uitstroom/index.html");
        let said = text(main(&page));
        assert!(said.contains("hooguit 2.500") && said.contains("2025"), "{values}: {said}");
        assert!(!said.contains("NaN") && !said.contains(" 0 personen"), "{values}: {said}");
        assert!(is_linked(main(&project.page("regios/twente/index.html")), "cijfers/uitstroom/index.html"));
    }
}

#[test]
fn a_status_without_a_day_is_a_warning() {
    for (action, warns) in [
        ("status: loopt", true),
        ("status: loopt, as_of: 2020-01-01", false),
        ("status_note: Er is nog niets bekend", false),
    ] {
        let project = plan_with(&format!("actions:\n  - {{title: Actie, {action}}}\n"));
        assert_eq!(codes(&project).contains(&"AP031".to_owned()), warns, "{action}");
    }
    let project = plan_with("");
    project.edit("content/plans/plan/index.md", "as_of: 2999-01-01\n", "");
    assert_eq!(codes(&project), ["AP031"], "a plan's state too");
    let project = plan_with("actions:\n  - {title: Actie, status: loopt, as_of: 2020-03-01}\n");
    project.build(&[]);
    assert!(text(&project.page("plannen/plan/acties/actie/index.html")).contains("stand per 1 maart 2020"));
}

#[test]
fn words_for_a_time_that_passes_are_a_warning_where_there_is_no_date() {
    for (body, warns) in
        [("Het plan komt in mei.", true), ("Het plan komt in mei 2019.", false), ("Dat kan momenteel niet.", true)]
    {
        let project = Project::new(&[("content/pages/stand.md", &format!("---\ntitle: Stand\n---\n{body}\n"))]);
        let expected: &[&str] = if warns { &["AP033"] } else { &[] };
        assert_eq!(codes(&project), expected, "{body}");
        let project =
            Project::new(&[("content/news/stand.md", &format!("---\ntitle: Stand\ndate: 2019-02-01\n---\n{body}\n"))]);
        assert!(codes(&project).is_empty(), "{body}: news has a date");
    }
}

#[test]
fn a_link_that_says_only_here_is_a_warning() {
    for (link, warns) in [("[hier](index.md)", true), ("[Hier](index.md)", true), ("[de voorpagina](index.md)", false)]
    {
        let project = Project::new(&[(
            "content/pages/wijzer.md",
            &format!("---\ntitle: Wijzer\n---\nLees {}.\n", link.replace("index", "../index")),
        )]);
        let expected: &[&str] = if warns { &["AP032"] } else { &[] };
        assert_eq!(codes(&project), expected, "{link}");
    }
}

#[test]
fn an_organisation_stands_once_in_a_plan_with_all_its_roles() {
    let party = |role: &str| format!("  - {{organisation: bureau, role: {role}}}\n");
    let plan = format!(
        "---\ntitle: Zorgplan\nkind: actieplan\nregions: [oost]\nstate: loopt\nas_of: 2026-10-01\nparties:\n{}  - {{organisation: school, role: partner}}\n{}---\n",
        party("initiatiefnemer"),
        party("partner"),
    );
    let project = Project::new(&[
        ("content/regions/oost.md", "---\ntitle: Oost\n---\n"),
        ("content/plans/zorg/index.md", &plan),
        ("content/organisations/bureau.md", "---\ntitle: Bureau\n---\n"),
        ("content/organisations/school.md", "---\ntitle: School\n---\n"),
    ]);
    project.build(&[]);
    let plan = project.page("plannen/zorg/index.html");
    assert!(text(main(&plan)).contains("Bureau initiatiefnemer en partner School partner"), "{}", text(main(&plan)));
    let bureau = project.page("organisaties/bureau/index.html");
    assert!(text(main(&bureau)).contains("Zorgplan initiatiefnemer en partner"), "{}", text(main(&bureau)));
    assert_eq!(main(&bureau).matches("plannen/zorg/index.html").count(), 1);
}

#[test]
fn a_status_says_that_it_is_one() {
    let line = "---\ntitle: Instroom\nactions:\n  - {id: werven, title: Werven}\n  - {id: leren, title: Leren, status: loopt}\n---\n";
    let project = Project::new(&[
        ("content/regions/oost.md", "---\ntitle: Oost\n---\n"),
        (
            "content/plans/zorg/index.md",
            "---\ntitle: Zorgplan\nkind: actieplan\nregions: [oost]\nstate: loopt\nas_of: 2026-10-01\n---\n",
        ),
        ("content/plans/zorg/lines/instroom.md", line),
    ]);
    project.build(&[]);
    let (unknown, running) =
        ("<span class=\"status-label\">Stand:</span>", "<span class=\"visually-hidden\">Stand:</span>");
    let line = project.page("plannen/zorg/lijnen/instroom/index.html");
    assert!(text(main(&line)).contains("Werven Stand: – onbekend"), "{}", text(main(&line)));
    assert!(text(main(&line)).contains("Leren Stand: ◐ loopt"), "{}", text(main(&line)));
    assert!(line.contains(unknown) && line.contains(running), "what its word tells already is for who hears the page");
    let action = project.page("plannen/zorg/acties/werven/index.html");
    assert!(text(main(&action)).contains("Werven Stand: – onbekend"), "{}", text(main(&action)));
}

#[test]
fn regions_plans_and_documents_go_together_in_any_number() {
    let plan = |title: &str, regions: &str, more: &str| {
        format!("---\ntitle: {title}\nkind: actieplan\nregions: {regions}\nas_of: 2020-01-01\n{more}---\n")
    };
    let letter = |regions: &str| format!("---\ntitle: Brief\nregions: {regions}\navailability: Op aanvraag.\n---\n");
    let project = Project::new(&[
        ("content/regions/a.md", "---\ntitle: Aa\n---\n"),
        ("content/regions/b.md", "---\ntitle: Bee\n---\n"),
        ("content/regions/c.md", "---\ntitle: Cee\n---\n"),
        ("content/regions/d.md", "---\ntitle: Dee\n---\n"),
        ("content/plans/oud/index.md", &plan("Oud plan", "[a]", "state: opgevolgd\n")),
        ("content/plans/nieuw/index.md", &plan("Nieuw plan", "[a, b]", "state: loopt\npredecessor: oud\n")),
        ("content/documents/een.md", &letter("[a]")),
        ("content/documents/vier.md", &letter("[a, b, c, d]")),
    ]);
    project.build(&[]);
    for (region, old, new, one) in
        [("a", true, true, true), ("b", false, true, false), ("c", false, false, false), ("d", false, false, false)]
    {
        let page = project.page(&format!("regios/{region}/index.html"));
        assert_eq!(is_linked(main(&page), "plannen/oud/index.html"), old, "{region}");
        assert_eq!(is_linked(main(&page), "plannen/nieuw/index.html"), new, "{region}");
        assert_eq!(is_linked(main(&page), "documenten/een/index.html"), one, "{region}");
        assert!(is_linked(main(&page), "documenten/vier/index.html"), "{region}");
        let letter = project.page("documenten/vier/index.html");
        assert!(is_linked(main(&letter), &format!("regios/{region}/index.html")), "{region}");
    }
    let (old, new) = (project.page("plannen/oud/index.html"), project.page("plannen/nieuw/index.html"));
    assert!(is_linked(main(&old), "plannen/nieuw/index.html") && text(main(&old)).contains("opgevolgd"));
    assert!(is_linked(main(&new), "plannen/oud/index.html"));
    assert!(is_linked(main(&new), "regios/a/index.html") && is_linked(main(&new), "regios/b/index.html"));
}

/// The tables of a page, each a row a line, with one space between cells.
fn tables(page: &str) -> String {
    let tables = page.split("<table class=\"values\">").skip(1);
    let tables = tables.map(|table| table.split("</table>").next().expect("split gives at least one part"));
    tables.flat_map(|table| table.split("<tr").map(text)).map(|row| row + "\n").collect()
}

#[test]
fn the_examples_of_the_handbook_come_out_as_it_says() {
    let quota = "title: Quote\nkind: opleidingsquote\nregions: [twente]\ndefinition: Plaatsen.\nsource: {name: Wij}\n\
                 period_type: studiejaar\nemployers:\n\
                 \x20 - {name: A, staff_fte: {2016/2017: 200}, places: [{route: bbl, hours: {2016/2017: 8000}}, \
                 {route: bol, fte: {2016/2017: 17.75}}]}\n\
                 \x20 - {name: B, staff_fte: {2016/2017: 300}, places: [{route: bol, fte: {2016/2017: 48}}]}\n";
    let capacity = "title: Plaatsen\nkind: capaciteit\nregions: [twente]\ndefinition: Plaatsen.\nsource: {name: Wij}\n\
                    employers: [{name: A, places: [{route: bbl, places: {2017: 132}, required: {2017: 145}}]}]\n";
    let project = outflow(
        "series:\n  - {name: Opleiding, direction: instroom, values: {2019: 1410}}\n\
         \x20 - {name: Elders, direction: instroom, values: {2019: 1700}}\n\
         \x20 - {name: Pensioen, direction: uitstroom, values: {2019: 570}}\n\
         \x20 - {name: Andere reden, direction: uitstroom, values: {2019: 2320}}\nstaff: {2019: 41230}\n",
    );
    project.write("content/figures/quote.yaml", quota);
    project.write("content/figures/plaatsen.yaml", capacity);
    project.build(&[]);
    let flows = tables(&project.page("cijfers/uitstroom/index.html"));
    assert!(flows.contains("2019 3.110 2.890 220"), "inflow, outflow, balance: {flows}");
    assert!(flows.contains("2019 41.230 7,5 7"), "staff and shares: {flows}");
    let quota = tables(&project.page("cijfers/quote/index.html"));
    assert!(quota.contains("Werkgever 1 200 40 30 24 6"), "staff, share, needed, places, short: {quota}");
    assert!(quota.contains("Werkgever 2 300 60 45 48 −3"), "{quota}");
    assert!(quota.contains("Werkgever 1 12"), "the quota of one employer: {quota}");
    let capacity = tables(&project.page("cijfers/plaatsen/index.html"));
    assert!(capacity.contains("2017 132 145 13"), "places, needed, short: {capacity}");
}

#[test]
fn progress_is_printed_with_its_rule_and_its_arithmetic() {
    let values = |latest: &str| {
        format!(
            "good: lager\ntarget: {{value: 900, period: 2020}}\n\
             series: [{{name: Uitstroom, values: {{2016: 1000, 2017: {latest}}}}}]\n"
        )
    };
    for (latest, outcome) in [
        ("950", "op koers"),
        ("976", "loopt achter"),
        ("1001", "verslechtert"),
        ("900", "doel bereikt"),
        ("~", "nog niet te bepalen"),
        ("5", "nog niet te bepalen"),
    ] {
        let project = outflow(&values(latest));
        project.build(&[]);
        let page = project.page("cijfers/uitstroom/index.html");
        let said = text(main(&page));
        assert!(said.contains(&format!("doel 900 personen in 2020: {outcome}.")), "{latest}: {said}");
        assert!(said.contains("Beginwaarde 1.000 personen in 2016"), "{latest}: {said}");
        let path = "1.000 + (900 − 1.000) × 1 ÷ 4 = 975 personen";
        assert_eq!(said.contains(path), !matches!(latest, "~" | "5"), "{latest}: {said}");
        assert!(!said.contains(" 5 personen"), "a small count is nowhere");
    }
}

#[test]
fn the_example_shows_every_outcome_of_progress() {
    for (figure, outcome) in [
        ("vacatures-gooi-en-vechtstreek", "doel bereikt"),
        ("vertrek-startende-medewerkers", "op koers"),
        ("uitstroom-stedendriehoek", "loopt achter"),
        ("prognose-tekort-stedendriehoek", "verslechtert"),
        ("ziekteverzuim-stedendriehoek", "nog niet te bepalen"),
        ("opleidingsquote-gooi-en-vechtstreek", "onder de referentie"),
    ] {
        let page = example(&format!("cijfers/{figure}/index.html"));
        assert!(text(main(page)).contains(outcome), "{figure}: {outcome}");
    }
}

#[test]
fn a_small_number_of_students_and_what_gives_it_away_are_not_shown() {
    let page = example("cijfers/capaciteitsplanning-stedendriehoek/index.html");
    let tables = tables(page);
    assert!(tables.contains("2016/’17 18 niet getoond 12 24 6"), "8 students began on the dual route: {tables}");
    assert!(tables.contains("2016/’17 261 niet getoond 181 302 41"), "and BBL goes with it: {tables}");
    assert!(tables.contains("2016/’17 367 335 249 424 57"), "while the whole stays: {tables}");
}

#[test]
fn what_was_counted_in_another_way_is_not_compared_with() {
    let page = example("cijfers/vertrek-startende-medewerkers/index.html");
    let said = text(main(page));
    assert!(said.contains("daalde van 34,2 % in 2016 naar 30,6 % in 2019"), "{said}");
    assert!(said.contains("Breuk in de reeks: vanaf 2016 tellen ook tijdelijke contracten mee"), "{said}");
}
