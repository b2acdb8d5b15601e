//! What programs read is true: every file says what it is, and all say the same.

mod program;

use std::collections::BTreeMap;

use program::{Project, Tree, repository};
use regex::Regex;
use serde_json::Value;

/// The example site, and one in English.
fn sites() -> [Tree; 2] {
    [Project::example().build(&[]), Project::copy_of(&repository().join("tests/golden/engels")).build(&[])]
}

fn json(tree: &Tree, path: &str) -> Value {
    let bytes = tree.get(path).unwrap_or_else(|| panic!("there is {path}"));
    serde_json::from_slice(bytes).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn text(tree: &Tree, path: &str) -> String {
    String::from_utf8(tree.get(path).unwrap_or_else(|| panic!("there is {path}")).clone()).expect("text")
}

/// The paths that end so, of which there must be some.
fn ending<'t>(tree: &'t Tree, end: &str) -> Vec<&'t str> {
    let found: Vec<&str> = tree.keys().map(String::as_str).filter(|path| path.ends_with(end)).collect();
    assert!(!found.is_empty(), "there is a file that ends in {end}");
    found
}

// --- CSV and its description -----------------------------------------------------------------------------------------

#[test]
fn every_cell_of_a_csv_is_what_its_description_says() {
    for tree in sites() {
        for path in ending(&tree, ".csv-metadata.json") {
            let metadata = json(&tree, path);
            let csv = path.strip_suffix("-metadata.json").expect("it ends so");
            assert_eq!(metadata["url"].as_str(), csv.rsplit('/').next(), "{path}");
            assert_eq!(cell_problems(&metadata, &text(&tree, csv)), Vec::<String>::new(), "{path}");
            for key in ["dc:title", "dc:description", "dc:license", "dc:source", "dc:language"] {
                assert!(!metadata[key].is_null(), "{path} has {key}");
            }
        }
    }
}

#[test]
fn a_cell_that_is_something_else_is_found() {
    let tree = &sites()[0];
    let path = "cijfers/uitstroom-stedendriehoek/uitstroom-stedendriehoek.csv";
    let (metadata, csv) = (json(tree, &format!("{path}-metadata.json")), text(tree, path));
    for (from, to) in [(";960;", ";960.5;"), ("2012;", "12;"), (";voorbeeldcijfers;", ";klopt;"), ("periode;", "jaar;")]
    {
        assert!(csv.contains(from), "{from}");
        assert_eq!(cell_problems(&metadata, &csv.replacen(from, to, 1)).len(), 1, "{to}");
    }
}

/// Reads a CSV as CSVW prescribes ("Model for Tabular Data", 6.4) and gives the cells that do not fit.
fn cell_problems(metadata: &Value, csv: &str) -> Vec<String> {
    let delimiter = metadata["dialect"]["delimiter"].as_str().expect("the dialect is given").as_bytes()[0];
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(csv.as_bytes());
    let columns = metadata["tableSchema"]["columns"].as_array().expect("columns");
    let names: Vec<&str> = columns.iter().map(|column| column["titles"].as_str().expect("a title")).collect();
    let heading = reader.headers().expect("a heading").clone();
    let mut problems = Vec::new();
    if heading.iter().ne(names.iter().copied()) {
        problems.push(format!("{heading:?}"));
    }
    for (number, record) in reader.records().enumerate() {
        let record = record.expect("a row has as many cells as the heading");
        for (column, cell) in columns.iter().zip(&record) {
            if !fits(column, cell) {
                problems.push(format!("row {number}: {cell:?} is no {}", column["datatype"]));
            }
        }
    }
    problems
}

fn fits(column: &Value, cell: &str) -> bool {
    if cell.is_empty() {
        return column["required"] != true;
    }
    let datatype = &column["datatype"];
    let whole = |pattern: &str| Regex::new(&format!("^(?:{pattern})$")).expect("a pattern").is_match(cell);
    match datatype["base"].as_str().or(datatype.as_str()).expect("a datatype") {
        "string" => datatype["format"].as_str().is_none_or(whole),
        "gYear" => whole("-?[0-9]{4,}"),
        "decimal" => {
            let mark = datatype["format"]["decimalChar"].as_str().expect("the mark before decimals");
            whole(&format!("[+-]?[0-9]+({}[0-9]+)?", regex::escape(mark)))
        }
        other => panic!("{other} is no datatype that a figure has"),
    }
}

#[test]
fn csv_and_json_have_the_same_values() {
    for tree in sites() {
        for path in ending(&tree, ".csv-metadata.json") {
            let csv = path.strip_suffix("-metadata.json").expect("it ends so");
            let metadata = json(&tree, path);
            let figure = json(&tree, &csv.replace(".csv", ".json"));
            let from_csv = csv_numbers(&metadata, &text(&tree, csv));
            let mut from_json = Vec::new();
            json_numbers(&figure["data"], &mut from_json);
            assert_eq!(counted(&from_csv), counted(&from_json), "{path}");
        }
    }
}

/// How often each number stands in a list. Costs are negative in the CSV only.
fn counted(numbers: &[f64]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    numbers.iter().for_each(|number| *counts.entry(number.abs().to_string()).or_default() += 1);
    counts
}

fn csv_numbers(metadata: &Value, csv: &str) -> Vec<f64> {
    let columns = metadata["tableSchema"]["columns"].as_array().expect("columns");
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(csv.as_bytes());
    let mut numbers = Vec::new();
    for record in reader.records() {
        let record = record.expect("a row");
        let cells = columns
            .iter()
            .zip(&record)
            .filter(|(column, cell)| column["datatype"]["base"] == "decimal" && !cell.is_empty());
        numbers.extend(cells.map(|(_, cell)| cell.replace(',', ".").parse::<f64>().expect("a number")));
    }
    numbers
}

/// Every value, but not what it is compared with.
fn json_numbers(value: &Value, numbers: &mut Vec<f64>) {
    match value {
        Value::Number(number) => numbers.extend(number.as_f64()),
        Value::Array(items) => items.iter().for_each(|item| json_numbers(item, numbers)),
        Value::Object(entries) => {
            let values = entries.iter().filter(|(key, _)| !["target", "reference_percent"].contains(&key.as_str()));
            values.for_each(|(_, value)| json_numbers(value, numbers));
        }
        _ => {}
    }
}

// --- Figures elsewhere -----------------------------------------------------------------------------------------------

#[test]
fn a_picture_says_what_it_shows_and_where_it_comes_from() {
    let tree = &sites()[0];
    for path in ending(tree, ".svg").into_iter().filter(|path| path.starts_with("cijfers/")) {
        let svg = text(tree, path);
        let folder = path.rsplit_once('/').expect("it lies in a folder").0;
        let figure = json(tree, &format!("{folder}/{}.json", folder.rsplit('/').next().expect("a name")));
        let source = figure["source"]["name"].as_str().expect("a source");
        assert!(drawn_words(&svg).contains(&source.replace('&', "&amp;")), "{path}");
        assert_eq!(svg.contains("voorbeeldcijfers</text>"), figure["illustrative"] == true, "{path}");
        assert!(!svg.contains(" class="), "{path} has its colours in itself");
    }
}

/// The words of an SVG in one line, however they are broken.
fn drawn_words(svg: &str) -> String {
    let words = svg.split('<').filter_map(|part| Some(part.split_once('>')?.1)).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_figure_for_other_sites_stands_alone_and_leads_back() {
    let tree = &sites()[0];
    for path in ending(tree, "/insluiten/index.html") {
        let page = text(tree, path);
        assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"), "{path}");
        assert!(page.contains("target=\"_top\""), "{path}");
        assert!(!page.contains("<header") && !page.contains("<nav") && !page.contains("<script"), "{path}");
        let address = format!("https://actieplannen.example.nl/{path}");
        let own = text(tree, &path.replace("insluiten/", ""));
        assert!(own.contains(&format!("&lt;iframe src=&quot;{address}&quot;")), "{path}");
        assert!(!text(tree, "sitemap.xml").contains(&address), "{path}");
    }
    let unknown = Project::example();
    unknown.edit("content/site.yaml", "base_url: https://actieplannen.example.nl\n", "");
    let tree = unknown.build(&[]);
    assert!(
        !text(&tree, "cijfers/uitstroom-haaglanden/index.html").contains("&lt;iframe"),
        "no address, no line to copy"
    );
}
