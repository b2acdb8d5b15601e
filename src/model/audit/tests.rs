//! What the audit finds when something is shown after all: a site is linked, one hidden number put back, and looked at.

use jiff::civil::date;

use super::*;
use crate::model::figure::Data;
use crate::model::figure::series::Cell;
use crate::model::link::Options;
use crate::pipeline;

const OUTFLOW: &str = "kind: uitstroom\nunit: personen\nscope: breed\ndenominator: geen\nreference_date: eind\n\
    definition: Mensen.\nsource: {name: Bron}\n";

/// The figures of which the audit reports something once a linked site is spoilt.
#[track_caller]
fn check(files: &[(&str, &str)], spoil: impl FnOnce(&mut Site), expected: &[&str]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let smallest = [
        ("site.yaml", "id: proef\ntitle: Proef\ndescription: Een site.\n"),
        ("index.md", "---\ntitle: Welkom\n---\n"),
        ("regions/a.md", "---\ntitle: A\n---\n"),
        ("regions/b.md", "---\ntitle: B\n---\n"),
    ];
    for (path, text) in smallest.iter().chain(files) {
        let path = folder.path().join("content").join(path);
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder");
        std::fs::write(path, text).expect("the file can be written");
    }
    let options = Options {
        today: date(2026, 3, 1),
        drafts: false,
        future: false,
        base_url: None,
        pretty: false,
        preview: false,
    };
    let project = pipeline::load(folder.path(), &options);
    assert!(!project.diagnostics.has_errors(), "{:?}", project.diagnostics);
    let mut site = project.site.expect("the site can be linked");
    assert_eq!(exposed_in(&site, &project.files), Vec::<String>::new(), "nothing is given away before");
    spoil(&mut site);
    assert_eq!(exposed_in(&site, &project.files), expected);
}

fn exposed_in(site: &Site, files: &Files) -> Vec<String> {
    let mut diagnostics = Diagnostics::default();
    audit(site, 10, files, &mut diagnostics);
    let found = diagnostics.sorted(files).into_iter().filter_map(|diagnostic| match &diagnostic.problem {
        Problem::Exposed { conclusion } => {
            Some(format!("{} {}: {}", conclusion.row.as_deref().unwrap_or("all"), conclusion.period, conclusion.low))
        }
        _ => None,
    });
    found.collect()
}

fn show(cell: &mut Cell, value: f64) {
    *cell = Cell { value: Some(value), ..Cell::default() };
}

fn data(site: &mut Site) -> &mut Data {
    &mut site.figures.rows[0].data
}

fn flows(staff: &str) -> String {
    format!(
        "title: Stroom\n{OUTFLOW}series:\n  - {{name: In, direction: instroom, values: {{2020: 20, 2021: 12}}}}\n\
         \x20 - {{name: Uit, direction: uitstroom, values: {{2020: 30, 2021: 7}}}}\n{staff}"
    )
}

#[test]
fn what_came_less_what_left_gives_away_who_left() {
    let spoil = |site: &mut Site| {
        let Data::Series(data) = data(site) else { panic!("it has series") };
        let flows = data.flows.as_mut().expect("it has both directions");
        show(&mut flows.net.values[1], 5.0);
    };
    check(&[("figures/stroom.yaml", &flows(""))], spoil, &["all 2021: 7", "Uit 2021: 7"]);
}

#[test]
fn what_the_staff_grew_by_gives_away_who_left() {
    let spoil = |site: &mut Site| {
        let Data::Series(data) = data(site) else { panic!("it has series") };
        show(&mut data.rows[0].values[1], 12.0);
        show(&mut data.flows.as_mut().expect("it has both directions").inflow.values[1], 12.0);
        show(&mut data.staff.as_mut().expect("it has staff").values[1], 505.0);
    };
    let figure = flows("staff: {2020: 500, 2021: 505}\n");
    check(&[("figures/stroom.yaml", &figure)], spoil, &["all 2021: 7", "Uit 2021: 7"]);
}

#[test]
fn who_leaves_in_one_figure_is_the_total_of_another() {
    let branches = format!(
        "title: Branches\n{OUTFLOW}breakdown: branche\nseries:\n  - {{name: A, values: {{2021: 3}}}}\n\
         \x20 - {{name: B, values: {{2021: 4}}}}\n"
    );
    let spoil = |site: &mut Site| {
        let stroom = site.figures.rows.iter_mut().find(|figure| figure.id == "stroom").expect("it is there");
        let Data::Series(data) = &mut stroom.data else { panic!("it has series") };
        show(&mut data.flows.as_mut().expect("it has both directions").outflow.values[1], 7.0);
    };
    let files = [("figures/branches.yaml", branches.as_str()), ("figures/stroom.yaml", &flows(""))];
    let found = ["all 2021: 7", "A 2021: 1", "B 2021: 1", "all 2021: 7", "Uit 2021: 7"];
    check(&files, spoil, &found);
}

#[test]
fn the_students_of_all_routes_give_away_those_of_one() {
    let figure = "title: Capaciteit\nkind: capaciteit\nperiod_type: studiejaar\ndefinition: Plaatsen.\n\
        source: {name: Bron}\nemployers:\n  - name: A\n    places:\n\
        \x20     - {route: bbl, places: {2020/2021: 90}, graduates: {2020/2021: 40}}\n\
        \x20     - {route: bol, places: {2020/2021: 90}, graduates: {2020/2021: 8}}\n";
    let spoil = |site: &mut Site| {
        let Data::Capacity(data) = data(site) else { panic!("it has capacity") };
        show(&mut data.routes[0].1.graduates.as_mut().expect("they are given")[0], 40.0);
    };
    check(&[("figures/capaciteit.yaml", figure)], spoil, &["bol 2020/2021: 8"]);
}

#[test]
fn the_staff_of_all_employers_gives_away_that_of_one() {
    let employer = |name: &str, staff: f64| {
        format!(
            "  - {{name: {name}, staff_fte: {{2020/2021: {staff}}}, places: [{{route: bol, fte: {{2020/2021: 1}}}}]}}\n"
        )
    };
    let employers = employer("A", 210.0) + &employer("B", 137.0) + &employer("C", 7.0);
    let figure = format!(
        "title: Quote\nkind: opleidingsquote\nperiod_type: studiejaar\ndefinition: Plaatsen.\nsource: {{name: Bron}}\n\
         employers:\n{employers}"
    );
    let spoil = |site: &mut Site| {
        let Data::Quota(data) = data(site) else { panic!("it has quotas") };
        let quota = &mut data.employers[1].values[0];
        (quota.staff_fte, quota.places_fte, quota.suppressed) = (Some(137.0), Some(1.0), false);
    };
    check(&[("figures/quote.yaml", &figure)], spoil, &["Werkgever 3 2020/2021: 7"]);
}

#[test]
fn what_employers_need_gives_away_their_staff() {
    let employer = |name: &str, staff: f64| {
        format!(
            "  - {{name: {name}, staff_fte: {{2020/2021: {staff}}}, places: [{{route: bol, fte: {{2020/2021: 1}}}}]}}\n"
        )
    };
    let employers = employer("A", 210.0) + &employer("B", 140.0) + &employer("C", 8.0);
    let figure = format!(
        "title: Nodig\nkind: capaciteit\nperiod_type: studiejaar\ndefinition: Plaatsen.\nsource: {{name: Bron}}\n\
         employers:\n{employers}"
    );
    let needs = |employer: usize, places: f64| {
        move |site: &mut Site| {
            let Data::Capacity(data) = data(site) else { panic!("it has capacity") };
            show(&mut data.employers[employer].1.required.as_mut().expect("it follows from the staff")[0], places);
        }
    };
    let file = [("figures/nodig.yaml", figure.as_str())];
    check(&file, needs(2, 1.2), &["Werkgever 3 2020/2021: 8"]);
    // The other one is large enough to be known, but not to be known beside all together.
    check(&file, needs(1, 21.0), &["Werkgever 3 2020/2021: 8"]);
}

#[test]
fn a_comparison_gives_away_what_its_figures_hide() {
    let figure = |region: &str, value: u32| {
        format!(
            "title: Uit {region}\n{OUTFLOW}regions: [{region}]\ncomparison: samen\nseries:\n\
             \x20 - {{name: Uit, values: {{2021: {value}}}}}\n"
        )
    };
    let comparison = "title: Samen\nkind: uitstroom\nunit: personen\nscope: breed\ndenominator: geen\n\
        reference_date: eind\ndefinition: Mensen.\n";
    let (a, b) = (figure("a", 8), figure("b", 30));
    let files = [("comparisons/samen.yaml", comparison), ("figures/a.yaml", &a), ("figures/b.yaml", &b)];
    let whole = |site: &mut Site| {
        let content = &mut site.comparisons.rows[0].content;
        show(&mut content.whole.as_mut().expect("counts have a whole")[0], 38.0);
    };
    check(&files, whole, &["Uit 2021: 8"]);
    let member = |site: &mut Site| show(&mut site.comparisons.rows[0].content.members[0].values[0], 8.0);
    check(&files, member, &["Uit 2021: 8"]);
}

#[test]
fn a_series_with_a_name_of_its_own_gives_away_the_students_of_employers() {
    let capacity = "title: Capaciteit\nkind: capaciteit\nperiod_type: studiejaar\ndefinition: Plaatsen.\n\
        source: {name: Bron}\nemployers:\n  - name: A\n    places:\n\
        \x20     - {route: bbl, graduates: {2020/2021: 40, 2021/2022: 52}}\n\
        \x20     - {route: bol, graduates: {2020/2021: 30, 2021/2022: 8}}\n";
    let series = "title: Diploma's\nkind: capaciteit\nunit: personen\nperiod_type: studiejaar\n\
        definition: Studenten.\nsource: {name: Bron}\nseries:\n\
        \x20 - {name: Geslaagd in de zorg, values: {2020/2021: 40, 2021/2022: 52}}\n";
    let spoil = |site: &mut Site| {
        let figure = site.figures.rows.iter_mut().find(|figure| figure.id == "reeks").expect("it is there");
        let Data::Series(data) = &mut figure.data else { panic!("it has series") };
        assert_eq!(data.rows[0].values[1].value, None, "what tells the other route is hidden here as well");
        show(&mut data.rows[0].values[1], 52.0);
    };
    let files = [("figures/capaciteit.yaml", capacity), ("figures/reeks.yaml", series)];
    check(&files, spoil, &["bol 2021/2022: 8"]);
}

#[test]
fn a_real_whole_gives_away_a_region_whose_figure_is_an_example() {
    let figure = |regions: &str, value: u32, more: &str| {
        format!(
            "title: Uit {regions}\n{OUTFLOW}regions: [{regions}]\n{more}series:\n\
             \x20 - {{name: Uit, values: {{2021: {value}}}}}\n"
        )
    };
    let (a, b, both) = (figure("a", 8, "illustrative: true\n"), figure("b", 30, ""), figure("a, b", 38, ""));
    let files = [("figures/a.yaml", a.as_str()), ("figures/b.yaml", &b), ("figures/samen.yaml", &both)];
    let spoil = |site: &mut Site| {
        for (figure, value) in [("b", 30.0), ("samen", 38.0)] {
            let figure = site.figures.rows.iter_mut().find(|one| one.id == figure).expect("it is there");
            let Data::Series(data) = &mut figure.data else { panic!("it has series") };
            show(&mut data.rows[0].values[0], value);
        }
    };
    check(&files, spoil, &["Uit 2021: 8"]);
}

#[test]
fn a_conclusion_that_is_wrong_exposes_nobody() {
    assert!(!says_more((12.0, 12.0), 1.0, 8.0, 10.0));
    assert!(!says_more((4.0, 4.0), 1.0, 8.0, 10.0));
}

#[test]
fn a_large_count_and_what_holds_in_any_case_may_be_known() {
    assert!(!says_more((30.0, 30.0), 1.0, 30.0, 10.0));
    assert!(!says_more((2.0, 40.0), 2.0, 8.0, 10.0));
    assert!(says_more((2.0, 40.0), 1.0, 8.0, 10.0));
}
