//! Everything that shows a figure shows the same: table, CSV, JSON, and the chart read back by its own axis.

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
        assert!((shown - share).abs() <= 0.05 + 1e-6, "{id}: {place:?} is {share} in the CSV and {shown} in the table");
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
