//! Everything that shows a figure shows the same: table, CSV, JSON, and the chart read back by its own axis. The numbers of
//! employers are looked at as well: quotas and capacity planning.

mod program;

use std::collections::BTreeMap;

use program::html::{tags, text};
use program::{Project, SITE, Tree};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// What may differ in a chart: its numbers have one decimal, so a point and the tick beside it lie half a tenth of a px
/// from where they belong.
const TOLERANCE_PX: f64 = 0.05 + 0.05;

/// Rows of values from 2018 on; none is a gap.
type Rows = Vec<Vec<Option<u32>>>;

/// Values by the name of their series and by period, with what stands in the place of one that is not shown.
type Values = BTreeMap<(String, String), Result<f64, String>>;

fn rows() -> impl Strategy<Value = Rows> {
    let value = prop_oneof![
        1 => Just(None),
        1 => (0_u32..10).prop_map(Some),
        4 => (10_u32..3000).prop_map(Some),
        1 => (10_000_u32..2_000_000).prop_map(Some),
    ];
    (1_usize..6, 2_usize..7).prop_flat_map(move |(rows, periods)| {
        prop::collection::vec(prop::collection::vec(value.clone(), periods), rows)
    })
}

fn yaml(rows: &Rows, chart: &str) -> String {
    let mut text = format!(
        "title: Cijfer\nkind: aantal\nunit: personen\ndefinition: Aantal.\nsource: {{name: Bron}}\nbreakdown: branche\n\
         chart: {chart}\nseries:\n"
    );
    for (at, row) in rows.iter().enumerate() {
        let value = |(at, value): (usize, &Option<u32>)| {
            format!("{}: {}", 2018 + at, value.map_or("~".to_owned(), |value| value.to_string()))
        };
        let values: Vec<String> = row.iter().enumerate().map(value).collect();
        text.push_str(&format!("  - {{name: Reeks {at}, values: {{{}}}}}\n", values.join(", ")));
    }
    text
}

#[test]
fn table_csv_json_and_chart_show_the_same() {
    let chance = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), chance);
    let all = prop::collection::vec(rows(), 40).new_tree(&mut runner).expect("figures can be made").current();
    let project = Project::new(&[("content/site.yaml", SITE)]);
    for (at, rows) in all.iter().enumerate() {
        project.write(&format!("content/figures/l{at}.yaml"), yaml(rows, "lijnen"));
        project.write(&format!("content/figures/g{at}.yaml"), yaml(rows, "gestapeld"));
    }
    let tree = project.build(&[]);
    let (mut points, mut shares) = (0, 0);
    for (at, rows) in all.iter().enumerate() {
        for id in [format!("l{at}"), format!("g{at}")] {
            let values = csv_values(&tree, &id);
            assert_eq!(values, json_values(&tree, &id), "{id}: CSV and JSON {rows:?}");
            let page = page(&tree, &id);
            assert_eq!(without_states(&values, rows.len() == 1), table_values(page), "{id}: CSV and table {rows:?}");
            points += check_chart(&id, page, &values);
            shares += check_shares(&tree, &id, page);
        }
    }
    assert!(points > 300, "{points} points are too few to say anything");
    assert!(shares > 300, "{shares} shares are too few to say anything");
}

// --- What is computed ------------------------------------------------------------------------------------------------

/// Holds the parts of the whole in CSV, JSON and table to each other; gives their number.
fn check_shares(tree: &Tree, id: &str, page: &str) -> usize {
    let from_csv = csv_column(tree, id, "deel_van_geheel_procent");
    let from_json = json_shares(tree, id);
    assert_eq!(from_csv, from_json, "{id}: shares in CSV and JSON");
    if !page.contains("van dat jaar × 100") {
        assert!(from_csv.is_empty(), "{id}: there are shares and no table");
        return 0;
    }
    let tables: Vec<&str> = page.split("<table class=\"values\"").skip(1).collect();
    let shown = table_values(&format!("<table class=\"values\"{}", tables.last().expect("there is a table")));
    for (place, share) in &from_csv {
        let shown = shown[place].clone().unwrap_or_else(|why| panic!("{id}: {place:?} is {why} in the table"));
        assert!(is_rounded(shown, *share, 1), "{id}: {place:?} is {share} in the CSV and {shown} in the table");
    }
    let in_table = shown.values().filter(|value| value.is_ok()).count();
    assert_eq!(in_table, from_csv.len(), "{id}: the table has as many shares");
    from_csv.len()
}

fn csv_column(tree: &Tree, id: &str, name: &str) -> BTreeMap<(String, String), f64> {
    let bytes = &tree[&format!("cijfers/{id}/{id}.csv")];
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(bytes.as_slice());
    let heading = reader.headers().expect("the file has a heading").clone();
    let column = |name: &str| heading.iter().position(|cell| cell == name);
    let Some(wanted) = column(name) else { return BTreeMap::new() };
    let (period, row) = (column("periode").expect("a period"), column("reeks").expect("a series"));
    let records = reader.records().map(|record| record.expect("the file is CSV"));
    let share = |record: csv::StringRecord| {
        let value = record[wanted].replace(',', ".").parse().ok()?;
        Some(((record[row].to_owned(), record[period].to_owned()), value))
    };
    records.filter_map(share).collect()
}

fn json_shares(tree: &Tree, id: &str) -> BTreeMap<(String, String), f64> {
    let json: serde_json::Value =
        serde_json::from_slice(&tree[&format!("cijfers/{id}/{id}.json")]).expect("valid JSON");
    let mut shares = BTreeMap::new();
    let sheets = json["figure"]["computed"].as_array().expect("a list").iter();
    for column in
        sheets.filter(|sheet| sheet["kind"] == "share_of_whole").flat_map(|s| s["columns"].as_array()).flatten()
    {
        for value in column["values"].as_array().expect("values") {
            let place = [&column["name"], &value["period"]].map(|text| text.as_str().expect("a text").to_owned());
            let [name, period] = place;
            shares.extend(value["value"].as_f64().map(|share| ((name, period), share)));
        }
    }
    shares
}

// --- Files -----------------------------------------------------------------------------------------------------------

fn page<'t>(tree: &'t Tree, id: &str) -> &'t str {
    std::str::from_utf8(&tree[&format!("cijfers/{id}/index.html")]).expect("pages are UTF-8")
}

fn csv_values(tree: &Tree, id: &str) -> Values {
    let bytes = &tree[&format!("cijfers/{id}/{id}.csv")];
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(bytes.as_slice());
    let heading = reader.headers().expect("the file has a heading").clone();
    let column = |name| heading.iter().position(|cell| cell == name).expect("the column is there");
    let (period, row, value, status) = (column("periode"), column("reeks"), column("waarde"), column("status"));
    let records = reader.records().map(|record| record.expect("the file is CSV"));
    records
        .map(|record| {
            let found = record[value].replace(',', ".").parse().map_err(|_| record[status].to_owned());
            ((record[row].to_owned(), record[period].to_owned()), found)
        })
        .collect()
}

fn json_values(tree: &Tree, id: &str) -> Values {
    let json: serde_json::Value =
        serde_json::from_slice(&tree[&format!("cijfers/{id}/{id}.json")]).expect("valid JSON");
    let data = &json["figure"]["data"];
    let mut values = Values::new();
    let series = data["series"].as_array().expect("there are series").iter();
    for (series, name) in series.map(|series| (series, None)).chain([(&data["total"], Some("totaal"))]) {
        for observation in series["values"].as_array().into_iter().flatten() {
            let name = name.unwrap_or_else(|| series["name"].as_str().expect("a series has a name"));
            let period = observation["period"].as_str().expect("a value has a period");
            // A fixed word in JSON, words for people in CSV.
            let status = observation["status"].as_str().expect("a value has a status");
            let value = observation["value"].as_f64().ok_or_else(|| status.replace('_', " "));
            values.insert((name.to_owned(), period.to_owned()), value);
        }
    }
    values
}

/// Values as a table has them: the state of those that are shown stands elsewhere, and a total of one series too.
fn without_states(values: &Values, is_single: bool) -> Values {
    let shown = values.iter().filter(|((name, _), _)| !is_single || name != "totaal");
    shown.map(|(place, value)| (place.clone(), value.clone())).collect()
}

fn table_values(page: &str) -> Values {
    let table = between(page, "<table class=\"values\"", "</table>");
    let head: Vec<String> = cells(between(table, "<thead>", "</thead>"));
    let mut values = Values::new();
    for row in between(table, "<tbody>", "</tbody>").split("</tr>").filter(|row| row.contains("<td")) {
        let cells = cells(row);
        for (name, cell) in head.iter().zip(&cells).skip(1) {
            let number = cell.replace('.', "").replace(',', ".").parse().map_err(|_| cell.clone());
            let name = if name == "Totaal" { "totaal" } else { name };
            values.insert((name.to_owned(), cells[0].clone()), number);
        }
    }
    values
}

fn cells(row: &str) -> Vec<String> {
    row.split("<t")
        .filter(|part| part.starts_with("h ") || part.starts_with('d'))
        .map(|part| text(&format!("<t{part}")))
        .collect()
}

#[track_caller]
fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("{start} stands in {text}"));
    rest.split_once(end).map_or(rest, |(found, _)| found)
}

// --- Charts ----------------------------------------------------------------------------------------------------------

/// Holds every point of a chart to the value that it stands for; gives the number of points.
fn check_chart(id: &str, page: &str, values: &Values) -> usize {
    let Some((_, chart)) = page.split_once("<svg class=\"chart") else {
        assert!(values.values().all(Result::is_err), "{id}: there are values and no chart");
        return 0;
    };
    let chart = between(chart, "", "</svg>");
    let axis = Axis::of(chart);
    let is_stacked = id.starts_with('g');
    let kind = if is_stacked { "edge" } else { "line" };
    let series: Vec<&String> = series_with_values(values);
    let mut points = 0;
    for tag in tags(chart).into_iter().filter(|tag| tag.name == "path") {
        let class = tag.attribute("class").unwrap_or_default();
        let mut words = class.split(' ');
        let (Some(word), Some(slot)) = (words.next(), words.next().and_then(|word| word.strip_prefix('s'))) else {
            continue;
        };
        if word != kind {
            continue;
        }
        let slot: usize = slot.parse().expect("a slot has a number");
        for (x, y) in polyline(&tag.attribute("d").expect("a path has a shape")) {
            let Some(period) = axis.period(x) else { continue };
            let value = |name: &&String| values[&((*name).clone(), period.clone())].clone();
            let expected: f64 = match is_stacked {
                true => series[..slot].iter().map(value).map(|value| value.expect("a layer has a value")).sum(),
                false => value(&series[slot - 1]).unwrap_or_else(|why| panic!("{id}: {period} is drawn, and {why}")),
            };
            let (found, margin) = (axis.value(y), TOLERANCE_PX * axis.per_px() + 1e-9 * expected.abs());
            assert!((found - expected).abs() <= margin, "{id} {period}: {expected} is drawn as {found} ± {margin}");
            points += 1;
        }
    }
    points
}

fn series_with_values(values: &Values) -> Vec<&String> {
    let mut names: Vec<&String> = values
        .iter()
        .filter(|((name, _), value)| name != "totaal" && value.is_ok())
        .map(|((name, _), _)| name)
        .collect();
    names.dedup();
    names
}

/// The axes of a chart, read from its ticks.
struct Axis {
    /// The lowest and the highest tick: where it is drawn and what it says.
    low: (f64, f64),
    high: (f64, f64),
    periods: Vec<(f64, String)>,
}

impl Axis {
    fn of(chart: &str) -> Axis {
        let tag = tags(chart).into_iter().find(|tag| tag.attribute("class").as_deref() == Some("grid"));
        let grid = tag.and_then(|tag| tag.attribute("d")).expect("a chart has a grid");
        let mut heights: Vec<f64> = polyline(&grid).into_iter().map(|(_, y)| y).collect();
        heights.dedup();
        let (mut numbers, mut periods) = (Vec::new(), Vec::new());
        for part in chart.split("<text class=\"tick\"").skip(1) {
            let (attributes, rest) = part.split_once('>').expect("a tag ends");
            let said = text(between(rest, "", "</text>"));
            match attributes.contains("middle") {
                true => periods.push((between(attributes, " x=\"", "\"").parse().expect("a number"), said)),
                false => {
                    numbers.push(said.replace('.', "").replace(',', ".").replace('−', "-").parse().expect("a number"))
                }
            }
        }
        assert_eq!(heights.len(), numbers.len(), "every tick has its line");
        let last = heights.len() - 1;
        Axis { low: (heights[0], numbers[0]), high: (heights[last], numbers[last]), periods }
    }

    fn per_px(&self) -> f64 {
        (self.high.1 - self.low.1) / (self.low.0 - self.high.0)
    }

    fn value(&self, y: f64) -> f64 {
        self.low.1 + (self.low.0 - y) * self.per_px()
    }

    /// The period whose place this is; none beside one.
    fn period(&self, x: f64) -> Option<String> {
        self.periods.iter().find(|(at, _)| (at - x).abs() < 0.15).map(|(_, period)| period.clone())
    }
}

/// The corners of a path of straight lines.
fn polyline(path: &str) -> Vec<(f64, f64)> {
    let (mut found, mut at, mut command, mut numbers) = (Vec::new(), (0.0, 0.0), 'M', Vec::new());
    let mut rest = path;
    while let Some(first) = rest.chars().next() {
        if first.is_ascii_alphabetic() {
            (command, rest) = (first, &rest[1..]);
            numbers.clear();
        } else if first == ' ' || first == ',' {
            rest = &rest[1..];
        } else {
            let end = rest[1..].find(|c: char| !(c.is_ascii_digit() || c == '.')).map_or(rest.len(), |end| end + 1);
            numbers.push(rest[..end].parse::<f64>().expect("a number"));
            rest = &rest[end..];
        }
        match (command, numbers.as_slice()) {
            ('M' | 'L', [x, y]) => at = (*x, *y),
            ('H', [x]) => at.0 = *x,
            ('V', [y]) => at.1 = *y,
            _ => continue,
        }
        numbers.clear();
        found.push(at);
    }
    found
}

#[test]
fn a_path_is_read_as_it_is_drawn() {
    assert_eq!(
        polyline("M1 2L3 4 5 6H7V8M-1-2"),
        [(1.0, 2.0), (3.0, 4.0), (5.0, 6.0), (7.0, 6.0), (7.0, 8.0), (-1.0, -2.0)]
    );
}

// --- Employers -------------------------------------------------------------------------------------------------------

/// What one number of employers is: of whom, of which route or of none, in which period, and what is measured.
type Place = [String; 4];

/// What files say of a number; none where they do not have it.
type InFiles = Option<Result<f64, String>>;

/// Numbers as files have them, with what stands in the place of one that is not shown.
type Numbers = BTreeMap<Place, Result<f64, String>>;

/// How columns of the quota are called in the CSV, as a measure in the JSON, and over a column of the page.
const QUOTA_COLUMNS: &[(&str, &str, &str)] = &[
    ("zorgpersoneel_fte", "care_staff", "Zorgpersoneel"),
    ("opleidingsplaatsen_fte", "places", "Plaatsen"),
    ("opleidingsquote_procent", "quota", "Opleidingsquote"),
    ("afstand_procentpunt", "points", "Verschil met de referentie"),
    ("nodige_plaatsen_fte", "required_places", "Nodige plaatsen"),
    ("tekort_fte", "shortfall", "Tekort aan plaatsen"),
    ("deel_van_zorgpersoneel_procent", "share_of_care_staff", "Deel van al het zorgpersoneel"),
];
/// The same of capacity planning, where the CSV has a measure a row.
const CAPACITY_COLUMNS: &[(&str, &str, &str)] = &[
    ("plaatsen", "places", "Plaatsen"),
    ("instroom", "inflow", "Instroom"),
    ("gediplomeerden", "graduates", "Gediplomeerden"),
    ("nodige plaatsen", "required_places", "Nodige plaatsen"),
    ("tekort", "shortfall", "Tekort aan plaatsen"),
];
const ROUTES: [&str; 4] = ["bbl", "duaal", "bol", "voltijd"];
const EVERYBODY: &str = "alle werkgevers";
/// The same on a page.
const TOGETHER: &str = "Alle werkgevers samen";

/// Values by study year from 2018/2019 on, in YAML; none is a gap.
fn by_year(values: &[Option<u32>]) -> String {
    let value = |(at, value): (usize, &Option<u32>)| {
        format!("{}/{}: {}", 2018 + at, 2019 + at, value.map_or("~".to_owned(), |value| value.to_string()))
    };
    format!("{{{}}}", values.iter().enumerate().map(value).collect::<Vec<_>>().join(", "))
}

/// Employers: for each its care staff, and of some routes four rows of numbers, all by period.
type Employers = Vec<(Vec<Option<u32>>, Vec<(usize, Vec<Vec<Option<u32>>>)>)>;

fn employers() -> impl Strategy<Value = Employers> {
    (2_usize..6).prop_flat_map(|periods| {
        let row = |range: std::ops::Range<u32>| {
            let value = prop_oneof![1 => Just(None), 8 => range.prop_map(Some)];
            prop::collection::vec(value, periods)
        };
        let route = prop::collection::vec(row(1..90), 4);
        let routes = prop::sample::subsequence((0..ROUTES.len()).collect::<Vec<_>>(), 1..4);
        let routes =
            (routes, prop::collection::vec(route, 4)).prop_map(|(routes, rows)| routes.into_iter().zip(rows).collect());
        let staff = prop_oneof![1 => row(3..30), 6 => row(80..1900)];
        prop::collection::vec((staff, routes), 1..6)
    })
}

/// Employers in YAML, with what a place says by its route and its rows of numbers.
fn employers_yaml(
    kind: &str,
    employers: &Employers,
    has_staff: bool,
    place: impl Fn(usize, &[Vec<Option<u32>>]) -> String,
) -> String {
    let mut text = format!(
        "title: Cijfer\nkind: {kind}\nperiod_type: studiejaar\ndefinition: Aantal.\nsource: {{name: Bron}}\nemployers:\n"
    );
    for (at, (staff, routes)) in employers.iter().enumerate() {
        text.push_str(&format!("  - name: Bedrijf {at}\n"));
        if has_staff {
            text.push_str(&format!("    staff_fte: {}\n", by_year(staff)));
        }
        text.push_str("    places:\n");
        for (route, rows) in routes {
            text.push_str(&format!("      - {{route: {}, {}}}\n", ROUTES[*route], place(*route, rows)));
        }
    }
    text
}

fn quota_yaml(employers: &Employers) -> String {
    employers_yaml("opleidingsquote", employers, true, |route, rows| match route % 2 {
        0 => format!("hours: {}", by_year(&rows[0].iter().map(|v| v.map(|v| v * 317)).collect::<Vec<_>>())),
        _ => format!("fte: {}", by_year(&rows[0])),
    })
}

fn capacity_yaml(employers: &Employers) -> String {
    employers_yaml("capaciteit", employers, false, |_, rows| {
        let keys = ["places", "inflow", "graduates", "required"].iter().zip(rows);
        keys.map(|(key, row)| format!("{key}: {}", by_year(row))).collect::<Vec<_>>().join(", ")
    })
}

#[test]
fn quotas_and_capacity_are_the_same_in_table_csv_json_and_chart() {
    let tree = built_employers();
    let (mut shown, mut drawn) = (0, 0);
    for at in 0..EMPLOYERS {
        for (id, disagreements) in
            [(format!("q{at}"), quota_disagreements as Check), (format!("c{at}"), capacity_disagreements)]
        {
            let (found, counts) = disagreements(&tree, &id);
            assert!(found.is_empty(), "{id}: {found:#?}");
            shown += counts.0;
            drawn += counts.1;
        }
    }
    assert!(shown > 2000, "{shown} numbers in tables are too few to say anything");
    assert!(drawn > 200, "{drawn} numbers in charts are too few to say anything");
}

#[test]
fn a_number_that_is_changed_anywhere_is_found_out() {
    let tree = built_employers();
    for (kind, disagreements) in [("q", quota_disagreements as Check), ("c", capacity_disagreements)] {
        // Figures with many numbers of each sort.
        let id = (0..EMPLOYERS)
            .map(|at| format!("{kind}{at}"))
            .max_by_key(|id| disagreements(&tree, id).1)
            .expect("there are some");
        for (file, from, to) in [
            (format!("cijfers/{id}/{id}.csv"), ";", ";1"),
            (format!("cijfers/{id}/{id}.json"), "\"value\":", "\"value\":1"),
            (format!("cijfers/{id}/index.html"), "<td>", "<td>1"),
            (format!("cijfers/{id}/index.html"), "class=\"line s1\" d=\"M", "class=\"line s1\" d=\"M0 0L"),
        ] {
            let text = std::str::from_utf8(&tree[&file]).expect("files are UTF-8");
            let places: Vec<usize> = text
                .match_indices(from)
                .map(|(at, _)| at)
                .filter(|at| stands_before_a_number(&text[at + from.len()..]))
                .collect();
            assert!(!places.is_empty(), "{file} has no {from}");
            // Of a chart only the wide drawing is read, which comes first.
            let last = if from.contains("line") { 0 } else { places.len() - 1 };
            for at in [places[0], places[last / 2], places[last]] {
                let mut changed = tree.clone();
                changed.insert(
                    file.clone(),
                    format!("{}{to}{}", &text[..at], text[at + from.len()..].trim_start()).into_bytes(),
                );
                assert!(
                    !disagreements(&changed, &id).0.is_empty(),
                    "{file}: {} goes unseen",
                    &text[at..(at + 60).min(text.len())]
                );
            }
        }
    }
}

fn stands_before_a_number(text: &str) -> bool {
    text.trim_start().starts_with(|c: char| c.is_ascii_digit())
}

/// What differs between the outputs of a figure, and how many numbers its tables and its charts show.
type Check = fn(&Tree, &str) -> (Vec<String>, (usize, usize));

/// How many figures of each kind are made.
const EMPLOYERS: usize = 25;

fn built_employers() -> Tree {
    let chance = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), chance);
    let all = prop::collection::vec(employers(), EMPLOYERS).new_tree(&mut runner).expect("they can be made").current();
    let project = Project::new(&[("content/site.yaml", SITE)]);
    for (at, employers) in all.iter().enumerate() {
        project.write(&format!("content/figures/q{at}.yaml"), quota_yaml(employers));
        project.write(&format!("content/figures/c{at}.yaml"), capacity_yaml(employers));
    }
    project.build(&[])
}

fn quota_disagreements(tree: &Tree, id: &str) -> (Vec<String>, (usize, usize)) {
    let (csv, json, page) = (quota_csv(tree, id), quota_json(tree, id), page(tree, id));
    let mut found = differences("CSV and JSON", &csv, &json);
    let mut shown = 0;
    for table in tables(page) {
        for (place, said) in table.quota() {
            shown += usize::from(said.parse_number().is_some());
            found.extend(differs(&place, &said, &csv));
        }
    }
    let whole = |period: &str| csv.get(&place(EVERYBODY, "", period, "opleidingsquote_procent")).cloned();
    let (wrong, drawn) = lines_that_differ(page, &|_, period| whole(period));
    found.extend(wrong);
    let (wrong, bars) = bars_that_differ(page, &csv);
    found.extend(wrong);
    (found, (shown, drawn + bars))
}

fn capacity_disagreements(tree: &Tree, id: &str) -> (Vec<String>, (usize, usize)) {
    let (csv, json, page) = (capacity_csv(tree, id), capacity_json(tree, id), page(tree, id));
    let mut found = differences("CSV and JSON", &csv, &json);
    let mut shown = 0;
    for table in tables(page) {
        for (place, said) in table.capacity() {
            shown += usize::from(said.parse_number().is_some());
            found.extend(differs(&place, &said, &csv));
        }
    }
    let measures: Vec<&str> = ["plaatsen", "instroom", "gediplomeerden", "nodige plaatsen"]
        .into_iter()
        .filter(|measure| {
            csv.iter().any(|(at, value)| at[0].is_empty() && at[1].is_empty() && at[3] == *measure && value.is_ok())
        })
        .collect();
    let (wrong, drawn) =
        lines_that_differ(page, &|slot, period| csv.get(&place("", "", period, measures[slot])).cloned());
    found.extend(wrong);
    (found, (shown, drawn))
}

fn place(who: &str, route: &str, period: &str, measure: &str) -> Place {
    [who, route, period, measure].map(str::to_owned)
}

fn differences(what: &str, one: &Numbers, other: &Numbers) -> Vec<String> {
    let all: std::collections::BTreeSet<&Place> = one.keys().chain(other.keys()).collect();
    let differ = all.into_iter().filter(|place| one.get(*place) != other.get(*place));
    differ.map(|place| format!("{what}: {place:?} is {:?} and {:?}", one.get(place), other.get(place))).collect()
}

// --- Files of employers ----------------------------------------------------------------------------------------------

fn records(tree: &Tree, id: &str) -> Vec<BTreeMap<String, String>> {
    let bytes = &tree[&format!("cijfers/{id}/{id}.csv")];
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(bytes.as_slice());
    let records = reader.deserialize().map(|record| record.expect("the file is CSV"));
    records.collect()
}

fn quota_csv(tree: &Tree, id: &str) -> Numbers {
    let mut numbers = Numbers::new();
    for record in records(tree, id) {
        for (column, _, _) in QUOTA_COLUMNS {
            // A blank beside a number has nothing to say here; where all is blank, the state says why.
            let value = record[*column].replace(',', ".").parse();
            numbers.extend(value.ok().map(|value: f64| {
                (place(&record["werkgever"], &record["route"], &record["periode"], column), Ok(value))
            }));
        }
    }
    numbers
}

fn quota_json(tree: &Tree, id: &str) -> Numbers {
    let json = json(tree, id);
    let mut numbers = Numbers::new();
    for employer in json["data"]["employers"].as_array().expect("a list") {
        for value in employer["values"].as_array().expect("a list") {
            for (key, column) in [("care_staff_fte", 0), ("training_places_fte", 1), ("training_quota_percent", 2)] {
                let place = place(word(&employer["name"]), "", word(&value["period"]), QUOTA_COLUMNS[column].0);
                numbers.extend(value[key].as_f64().map(|value| (place, Ok(value))));
            }
        }
    }
    for column in
        json["computed"].as_array().into_iter().flatten().flat_map(|sheet| sheet["columns"].as_array()).flatten()
    {
        let (name, dimension) = (word(&column["name"]), word(&column["dimension"]));
        let (who, route) = match dimension {
            "employer" => (name, ""),
            _ => (EVERYBODY, name),
        };
        let measure =
            QUOTA_COLUMNS.iter().find(|(_, measure, _)| column["measure"] == *measure).expect("it is known").0;
        for value in column["values"].as_array().expect("a list") {
            numbers.extend(
                value["value"].as_f64().map(|number| (place(who, route, word(&value["period"]), measure), Ok(number))),
            );
        }
    }
    numbers
}

fn capacity_csv(tree: &Tree, id: &str) -> Numbers {
    let number = |record: BTreeMap<String, String>| {
        let value = record["waarde"].replace(',', ".").parse().map_err(|_| record["status"].clone());
        let (who, route) =
            if record["soort"] == "werkgever" { (record["naam"].as_str(), "") } else { ("", record["naam"].as_str()) };
        (place(who, route, &record["periode"], &record["maat"]), value)
    };
    records(tree, id).into_iter().map(number).collect()
}

fn capacity_json(tree: &Tree, id: &str) -> Numbers {
    let json = json(tree, id);
    let mut numbers = Numbers::new();
    for column in json["data"]["sheets"]
        .as_array()
        .expect("a list")
        .iter()
        .flat_map(|sheet| sheet["columns"].as_array())
        .flatten()
    {
        let name = word(&column["name"]);
        let (who, route) = if column["dimension"] == "employer" { (name, "") } else { ("", name) };
        let measure =
            CAPACITY_COLUMNS.iter().find(|(_, measure, _)| column["measure"] == *measure).expect("it is known").0;
        for value in column["values"].as_array().expect("a list") {
            let number = value["value"].as_f64().ok_or_else(|| word(&value["status"]).replace('_', " "));
            numbers.insert(place(who, route, word(&value["period"]), measure), number);
        }
    }
    numbers
}

fn json(tree: &Tree, id: &str) -> serde_json::Value {
    let json: serde_json::Value =
        serde_json::from_slice(&tree[&format!("cijfers/{id}/{id}.json")]).expect("valid JSON");
    json["figure"].clone()
}

fn word(value: &serde_json::Value) -> &str {
    value.as_str().expect("a text")
}

// --- Tables of employers ---------------------------------------------------------------------------------------------

/// A table of a page: its caption, the names of its columns, and its rows, each with its name first.
struct Table {
    caption: String,
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// A cell as people read it.
struct Said(String);

impl Said {
    fn parse_number(&self) -> Option<f64> {
        self.0.replace('.', "").replace(',', ".").replace('−', "-").parse().ok()
    }
}

fn tables(page: &str) -> Vec<Table> {
    let table = |part: &str| {
        let table = between(part, "", "</table>");
        let rows = between(table, "<tbody>", "</tbody>").split("</tr>").filter(|row| row.contains("<td"));
        Table {
            caption: text(&format!("<caption{}", between(table, "<caption", "</caption>"))),
            head: cells(between(table, "<thead>", "</thead>")),
            rows: rows.map(cells).collect(),
        }
    };
    page.split("<table class=\"values\"").skip(1).map(table).collect()
}

impl Table {
    /// Each cell with the name of its row and of its column, from which the unit is taken.
    fn cells(&self) -> impl Iterator<Item = (&str, &str, Said)> {
        self.rows.iter().flat_map(|row| {
            let named = self.head.iter().zip(row).skip(1);
            named.map(|(column, cell)| {
                (
                    row[0].as_str(),
                    column.rsplit_once(" (").map_or(column.as_str(), |(name, _)| name),
                    Said(cell.clone()),
                )
            })
        })
    }

    fn quota(&self) -> Vec<(Place, Said)> {
        let cell = |(row, column, said)| match self.caption.split(',').next().unwrap_or_default() {
            "Werkgevers naast de referentie" => (place(row, "", &written(column), "opleidingsquote_procent"), said),
            "Plaatsen per route" => {
                let (route, name) = column.split_once(": ").expect("a column of a route names it");
                // A head begins with a capital; in the files a route is written as within a sentence.
                let is_word = route.contains(char::is_lowercase);
                let route = if is_word { route.to_lowercase() } else { route.to_owned() };
                (place(EVERYBODY, &route, &written(row), column_called(QUOTA_COLUMNS, name)), said)
            }
            "Evenredige verdeling" => (place(row, "", &self.period(), column_called(QUOTA_COLUMNS, column)), said),
            "Cijfer" => (place(EVERYBODY, "", &written(row), column_called(QUOTA_COLUMNS, column)), said),
            other => panic!("a table {other} that nobody knows"),
        };
        let named = |(row, column, said)| (if row == TOGETHER { EVERYBODY } else { row }, column, said);
        self.cells().map(named).map(cell).collect()
    }

    fn capacity(&self) -> Vec<(Place, Said)> {
        let cell = |(row, column, said)| {
            let measure = column_called(CAPACITY_COLUMNS, column);
            match self.caption.split([',', ':']).next().unwrap_or_default() {
                "Plaatsen per werkgever" => (place(row, "", &self.period(), measure), said),
                "Route" => (place("", self.caption.trim_start_matches("Route: "), &written(row), measure), said),
                "Cijfer" => (place("", "", &written(row), measure), said),
                other => panic!("a table {other} that nobody knows"),
            }
        };
        self.cells().map(cell).collect()
    }

    /// The period that the caption names.
    fn period(&self) -> String {
        written(self.caption.rsplit(", ").next().expect("split gives a part"))
    }
}

fn column_called(columns: &[(&'static str, &str, &str)], name: &str) -> &'static str {
    columns.iter().find(|(_, _, shown)| *shown == name).unwrap_or_else(|| panic!("a column {name} that nobody knows")).0
}

/// A study year as it is written: `2018/’19` is 2018/2019.
fn written(shown: &str) -> String {
    let (first, last) = shown.split_once("/’").unwrap_or_else(|| panic!("{shown} is a study year"));
    format!("{first}/{}{last}", &first[..2])
}

/// True for a number of a file that is rounded to so many decimals, a half away from zero. Files have six decimals, so
/// all of it is done in whole millionths.
fn is_rounded(shown: f64, in_file: f64, decimals: u32) -> bool {
    let (millionths, unit) = ((in_file * 1e6).round() as i64, 10_i64.pow(6 - decimals));
    let rounded = (millionths.abs() + unit / 2) / unit * unit * millionths.signum();
    (shown * 1e6).round() as i64 == rounded
}

/// What a cell of a table says that the files do not. A table has two decimals of FTE, and one of anything else.
fn differs(place: &Place, said: &Said, files: &Numbers) -> Option<String> {
    let in_files = files.get(place);
    let agrees = match (said.parse_number(), in_files) {
        (Some(shown), Some(Ok(number))) => is_rounded(shown, *number, if place[3].ends_with("_fte") { 2 } else { 1 }),
        (None, Some(Err(why))) => said.0 == *why,
        (None, None) => ["onbekend", "niet getoond"].contains(&said.0.as_str()),
        _ => false,
    };
    (!agrees).then(|| format!("{place:?} is {:?} in the files and {} in the table", in_files, said.0))
}

// --- Charts of employers ---------------------------------------------------------------------------------------------

/// Holds the lines of the first chart to the values of their slots; gives how many points were looked at.
fn lines_that_differ(page: &str, value: &dyn Fn(usize, &str) -> InFiles) -> (Vec<String>, usize) {
    let Some((_, chart)) = page.split_once("<svg class=\"chart-wide") else { return (Vec::new(), 0) };
    let chart = between(chart, "", "</svg>");
    let axis = Axis::of(chart);
    let (mut wrong, mut points) = (Vec::new(), 0);
    for tag in tags(chart).into_iter().filter(|tag| tag.name == "path") {
        let class = tag.attribute("class").unwrap_or_default();
        let Some(slot) = class.strip_prefix("line s").and_then(|slot| slot.parse::<usize>().ok()) else { continue };
        for (x, y) in polyline(&tag.attribute("d").expect("a path has a shape")) {
            let Some(period) = axis.period(x) else {
                wrong.push(format!("a point at {x} lies at no period"));
                continue;
            };
            let expected = value(slot - 1, &written(&period));
            let margin = TOLERANCE_PX * axis.per_px() + 1e-6;
            match expected {
                Some(Ok(expected)) if (axis.value(y) - expected).abs() <= margin => points += 1,
                other => {
                    wrong.push(format!("line {slot}, {period}: {other:?} is drawn as {} ± {margin}", axis.value(y)))
                }
            }
        }
    }
    (wrong, points)
}

/// Holds the bars of employers to their quota, by the line of the reference, which is 15 %.
fn bars_that_differ(page: &str, csv: &Numbers) -> (Vec<String>, usize) {
    let Some((_, chart)) =
        page.split_once("<svg class=\"chart-wide").and_then(|(_, rest)| rest.split_once("<svg class=\"chart-wide"))
    else {
        return (Vec::new(), 0);
    };
    let chart = between(chart, "", "</svg>");
    let shape = |class: &str| {
        let tag = tags(chart).into_iter().find(|tag| tag.attribute("class").as_deref() == Some(class));
        tag.and_then(|tag| tag.attribute("d")).unwrap_or_default()
    };
    let across = |path: &str| polyline(path).into_iter().map(|(x, _)| x).collect::<Vec<_>>();
    let (Some(zero), Some(reference)) =
        (across(&shape("zero")).first().copied(), across(&shape("reference r1")).first().copied())
    else {
        assert!(chart.contains("geen gegevens"), "bars stand on a line, beside that of the reference: {chart}");
        return (Vec::new(), 0);
    };
    let period = {
        let said = between(chart, "<text class=\"unit\"", "</text>");
        written(said.rsplit(", ").next().expect("split gives a part"))
    };
    let mut expected: Vec<(String, f64)> = Vec::new();
    for (place, value) in csv.iter().filter(|(place, _)| place[3] == "opleidingsquote_procent" && place[2] == period) {
        if let (true, Ok(value)) = (place[0] != EVERYBODY, value) {
            expected.push((place[0].clone(), *value));
        }
    }
    let path = shape("bar s1");
    let bars: Vec<f64> =
        path.split('M').skip(1).map(|bar| across(&format!("M{bar}")).into_iter().fold(0.0, f64::max)).collect();
    if bars.len() != expected.len() {
        return (vec![format!("{} bars for {expected:?}", bars.len())], 0);
    }
    let per_px = 15.0 / (reference - zero);
    // The further a bar goes beyond the reference, the more the place of that counts.
    let margin = |value: f64| TOLERANCE_PX * per_px * (1.0 + value / 15.0) + 1e-6;
    let bars_and_values = expected.iter().zip(&bars);
    let differ = bars_and_values.filter(|((_, value), end)| ((**end - zero) * per_px - value).abs() > margin(*value));
    let wrong =
        differ.map(|((name, value), end)| format!("{name}: {value} is drawn as {}", (end - zero) * per_px)).collect();
    (wrong, bars.len())
}
