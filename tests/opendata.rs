//! What programs read is true: every file says what it is, and all say the same.

mod program;

use std::collections::{BTreeMap, BTreeSet};

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

#[test]
fn files_with_data_have_ordinary_spaces_only() {
    let tree = &sites()[0];
    let page = "cijfers/uitstroom-stedendriehoek/index.html";
    assert!(text(tree, page).contains("2.890\u{a0}personen"), "on a page a number and its unit stand on one line");
    for path in [".json", ".jsonld", ".csv"].into_iter().flat_map(|end| ending(tree, end)) {
        assert!(!text(tree, path).contains('\u{a0}'), "{path}");
    }
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
    for (from, to) in
        [(";960;", ";960.5;"), ("2012;", "12;"), (";definitief;", ";klopt;"), (";ja;", ";soms;"), ("periode;", "jaar;")]
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
    let mut found = 0;
    for tree in sites() {
        for path in ending(&tree, ".csv-metadata.json") {
            let csv = path.strip_suffix("-metadata.json").expect("it ends so");
            let whole = json(&tree, &csv.replace(".csv", ".json"));
            if let Some(observations) = whole["observations"].as_array() {
                let numbers: Vec<f64> = observations.iter().filter_map(|one| one["value"].as_f64()).collect();
                assert_eq!(compared_numbers(&text(&tree, csv)), numbers, "{path}");
                continue;
            }
            let figure = whole["figure"].clone();
            let from_csv = csv_values(&text(&tree, csv));
            found += from_csv.len();
            assert_eq!(from_csv, json_values(&figure), "{path}");
        }
    }
    assert!(found > 500, "{found} values are too few to say anything");
}

/// The values of the CSV of a comparison: its third column.
fn compared_numbers(csv: &str) -> Vec<f64> {
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(csv.as_bytes());
    let cells = reader.records().map(|row| row.expect("a row")[2].replace(',', "."));
    cells.filter(|cell| !cell.is_empty()).map(|cell| cell.parse().expect("a number")).collect()
}

#[test]
fn computed_numbers_have_a_unit_a_meaning_and_a_formula() {
    for tree in sites() {
        for path in ending(&tree, ".csv-metadata.json") {
            let metadata = json(&tree, path);
            for column in metadata["tableSchema"]["columns"].as_array().expect("columns") {
                let name = column["name"].as_str().expect("a name");
                assert!(column["dc:description"].as_str().is_some_and(|text| !text.is_empty()), "{path} {name}");
                let is_computed = ["deel_", "share_of_", "afstand_", "distance_", "tekort_", "shortfall_", "nodige_"];
                if is_computed.iter().any(|start| name.starts_with(start)) {
                    for key in ["schema:unitText", "schema:measurementTechnique"] {
                        assert!(column[key].is_string(), "{path} {name} has {key}");
                    }
                }
            }
        }
    }
}

#[test]
fn an_example_that_is_provisional_says_both() {
    let tree = &sites()[0];
    let csv = text(tree, "cijfers/in-en-uitstroom-stedendriehoek/in-en-uitstroom-stedendriehoek.csv");
    let row = csv.lines().find(|row| row.contains(";2320;")).expect("the value is there");
    assert!(row.contains(";voorlopig;") && row.contains(";ja;"), "{row}");
}

/// Values by measure, by whom or what they are about (nobody: all together), and by period.
type Values = BTreeMap<(String, String, String), String>;

/// The words for measures in files, in both languages, with those that are the same in every file.
const MEASURES: &[(&str, &str)] = &[
    ("reeks", "value"),
    ("series", "value"),
    ("totaal", "total"),
    ("instroom", "inflow"),
    ("uitstroom", "outflow"),
    ("saldo", "net"),
    ("net flow", "net"),
    ("personeel", "staff"),
    ("plaatsen", "places"),
    ("nodige plaatsen", "required_places"),
    ("required places", "required_places"),
    ("tekort", "shortfall"),
    ("gediplomeerden", "graduates"),
    ("zorgpersoneel_fte", "care_staff"),
    ("care_staff_fte", "care_staff"),
    ("opleidingsplaatsen_fte", "places"),
    ("training_places_fte", "places"),
    ("opleidingsquote_procent", "quota"),
    ("training_quota_percent", "quota"),
    ("afstand_procentpunt", "points"),
    ("distance_points", "points"),
    ("nodige_plaatsen_fte", "required_places"),
    ("required_places_fte", "required_places"),
    ("tekort_fte", "shortfall"),
    ("shortfall_fte", "shortfall"),
    ("deel_van_zorgpersoneel_procent", "share_of_care_staff"),
    ("share_of_care_staff_percent", "share_of_care_staff"),
];

fn measure(word: &str) -> String {
    let known = MEASURES.iter().find(|(other, _)| *other == word);
    known.map_or(word, |(_, measure)| measure).to_owned()
}

fn csv_values(csv: &str) -> Values {
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(csv.as_bytes());
    let heading = reader.headers().expect("a heading").clone();
    let mut values = Values::new();
    for record in reader.records() {
        let record = record.expect("a row");
        let cell = |names: [&str; 2]| {
            heading.iter().zip(&record).find(|(name, _)| names.contains(name)).map(|(_, cell)| cell.to_owned())
        };
        let period = cell(["periode", "period"]).unwrap_or_default();
        let mut put = |measure: String, name: &str, value: String| {
            if !value.is_empty() {
                let value = value.replace(',', ".").parse::<f64>().expect("a number").to_string();
                let former = values.insert((measure, name.to_owned(), period.clone()), value);
                assert_eq!(former, None, "each value stands in one place: {record:?}");
            }
        };
        let counted = cell(["maat", "measure"]).map(|word| measure(&word));
        if let (Some(counted), Some(row)) = (&counted, cell(["reeks", "series"])) {
            let name = if counted == "value" { row.as_str() } else { "" };
            put(counted.clone(), name, cell(["waarde", "value"]).expect("a value"));
            let of_whole = cell(["deel_van_geheel_procent", "share_of_whole_percent"]);
            put("share_of_whole".to_owned(), name, of_whole.unwrap_or_default());
            let of_staff = if counted == "inflow" { "inflow_of_staff" } else { "share_of_staff" };
            let share = cell(["deel_van_personeel_procent", "share_of_staff_percent"]);
            put(of_staff.to_owned(), "", share.unwrap_or_default());
        } else if let Some(counted) = counted {
            let name = cell(["naam", "name"]).expect("a name");
            put(counted, &name, cell(["waarde", "value"]).expect("a value"));
        } else if let Some(employer) = cell(["werkgever", "employer"]) {
            let route = cell(["route", "route"]).expect("a route");
            let is_all = ["alle werkgevers", "all employers"].contains(&employer.as_str());
            let name = if is_all { route } else { employer };
            for (column, value) in heading.iter().zip(&record).filter(|(column, _)| measure(column) != *column) {
                put(measure(column), &name, value.to_owned());
            }
        } else {
            let item = cell(["post", "item"]).expect("an item").replace("balance", "saldo");
            let item = format!("{} {item}", cell(["leerroute", "route"]).expect("a route"));
            put("amount".to_owned(), &item, cell(["bedrag_euro", "amount_euro"]).expect("an amount"));
        }
    }
    values
}

fn json_values(figure: &Value) -> Values {
    let mut values = Values::new();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut put = |measure: &str, name: String, period: String, value: &Value| {
        if let Some(value) = value.as_f64() {
            let value = value.to_string();
            let former = values.insert((measure.to_owned(), name.clone(), period), value.clone());
            assert!(former.is_none_or(|former| former == value), "{measure} of {name} has two values");
        }
    };
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let data = &figure["data"];
    for series in list(&data["series"]) {
        list(&series["values"])
            .iter()
            .for_each(|v| put("value", text(&series["name"]), text(&v["period"]), &v["value"]));
    }
    list(&data["total"]["values"]).iter().for_each(|v| put("total", String::new(), text(&v["period"]), &v["value"]));
    for employer in list(&data["employers"]) {
        let name = text(&employer["name"]);
        let name = if ["alle werkgevers", "all employers"].contains(&name.as_str()) { String::new() } else { name };
        for quota in list(&employer["values"]) {
            for (key, measure) in [
                ("care_staff_fte", "care_staff"),
                ("training_places_fte", "places"),
                ("training_quota_percent", "quota"),
            ] {
                put(measure, name.clone(), text(&quota["period"]), &quota[key]);
            }
        }
    }
    for column in
        [&data["sheets"], &figure["computed"]].into_iter().flat_map(list).flat_map(|sheet| list(&sheet["columns"]))
    {
        for value in list(&column["values"]) {
            put(&text(&column["measure"]), text(&column["name"]), text(&value["period"]), &value["value"]);
        }
    }
    for route in list(&data["routes"]) {
        let item = |label: &Value| format!("{} {}", text(&route["name"]), text(label));
        for (key, sign) in [("costs", -1.0), ("benefits", 1.0)] {
            for amount in list(&route[key]) {
                let value = Value::from(amount["amount"].as_f64().expect("an amount") * sign);
                put("amount", item(&amount["label"]), String::new(), &value);
            }
        }
        put("amount", item(&Value::from("saldo")), String::new(), &route["balance"]);
    }
    values
}

// --- Figures elsewhere -----------------------------------------------------------------------------------------------

#[test]
fn a_picture_says_what_it_shows_and_where_it_comes_from() {
    let tree = &sites()[0];
    for path in ending(tree, ".svg").into_iter().filter(|path| path.starts_with("cijfers/")) {
        let svg = text(tree, path);
        let folder = path.rsplit_once('/').expect("it lies in a folder").0;
        let figure =
            json(tree, &format!("{folder}/{}.json", folder.rsplit('/').next().expect("a name")))["figure"].clone();
        let source = figure["source"]["name"].as_str().expect("a source");
        assert!(drawn_words(&svg).contains(&source.replace('&', "&amp;")), "{path}");
        assert_eq!(svg.contains("voorbeeldcijfers</text>"), figure["illustrative"] == true, "{path}");
        assert!(!svg.contains(" class="), "{path} has its colours in itself");
    }
}

#[test]
fn a_picture_of_a_comparison_names_its_regions_and_sources() {
    for tree in sites() {
        for item in json(&tree, "api/v1/comparisons.json")["items"].as_array().expect("comparisons") {
            let path = item["svg"].as_str().expect("every comparison of the site has values");
            let svg = text(&tree, path);
            let words = drawn_words(&svg);
            let whole = json(&tree, item["file"].as_str().expect("a file"));
            for one in whole["observations"].as_array().expect("values") {
                let source = one["source"].as_str().expect("a source").replace('&', "&amp;");
                assert!(source.split("; ").all(|source| words.contains(source)), "{path} does not name {source}");
                let region = one["region"].as_str().unwrap_or_default().split([' ', '-']).next().expect("a word");
                assert!(words.contains(region), "{path} does not name {region}");
            }
            let mark = ["voorbeeldcijfers</text>", "example figures</text>"].iter().any(|mark| svg.contains(mark));
            assert_eq!(mark, item["illustrative"] == true, "{path}");
            assert!(!svg.contains(" class=") && !svg.contains("<a "), "{path} stands alone");
            let page = text(&tree, item["path"].as_str().expect("a page"));
            let name = path.rsplit('/').next().expect("a name");
            assert!(page.contains(&format!("{name}\" download>")), "the page of {path} leads to it");
            let is_in_catalogue = text(&tree, "dcat.jsonld").contains(path);
            assert!(is_in_catalogue, "{path} is a distribution");
        }
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

// --- The API ---------------------------------------------------------------------------------------------------------

#[test]
fn every_file_of_the_api_is_what_its_schema_says() {
    let (sites, mut used) = (sites(), BTreeSet::<String>::new());
    for tree in &sites {
        let mut schemas = Schemas::of(tree);
        let own: Vec<&str> = ending(tree, ".json").into_iter().filter(|path| schemas.names(tree, path)).collect();
        let kinds: BTreeSet<String> = own.iter().map(|path| schemas.of_file(tree, path)).collect();
        assert!(own.len() > kinds.len() && kinds.len() > 8, "there are files of each kind");
        for path in own {
            assert_eq!(schemas.problem(tree, path), None, "{path}");
        }
        used.extend(kinds);
    }
    let published = ending(&sites[0], ".json").into_iter().filter(|path| path.contains("/schema/"));
    let unused: Vec<&str> = published.filter(|path| !used.contains(*path)).collect();
    assert_eq!(unused, Vec::<&str>::new(), "every schema is of a file");
}

#[test]
fn a_file_of_the_api_that_misses_a_key_or_holds_another_type_is_found() {
    let tree = &sites()[0];
    let mut schemas = Schemas::of(tree);
    let path = "api/v1/plans/stedendriehoek.json";
    for (from, to) in [("\"state\": {", "\"stand\": {"), ("\"horizons\": [", "\"horizons\": 3, \"x\": [")] {
        let text = text(tree, path);
        assert!(text.contains(from), "{from}");
        let mut broken = tree.clone();
        broken.insert(path.to_owned(), text.replacen(from, to, 1).into_bytes());
        assert!(schemas.problem(&broken, path).is_some(), "{to}");
    }
}

/// The published schemas, ready to judge files.
struct Schemas {
    compiled: boon::Schemas,
    by_path: BTreeMap<String, boon::SchemaIndex>,
}

impl Schemas {
    fn of(tree: &Tree) -> Schemas {
        let (mut compiled, mut compiler) = (boon::Schemas::new(), boon::Compiler::new());
        let mut by_path = BTreeMap::new();
        for path in ending(tree, ".json").into_iter().filter(|path| path.starts_with("api/v1/schema/")) {
            let address = format!("https://schema.invalid/{path}");
            let schema = json(tree, path);
            assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{path}");
            compiler.add_resource(&address, schema).expect("the schema is read");
            let index = compiler.compile(&address, &mut compiled).unwrap_or_else(|error| panic!("{path}: {error}"));
            by_path.insert(path.to_owned(), index);
        }
        Schemas { compiled, by_path }
    }

    /// True for a file that names one of the site's schemas.
    fn names(&self, tree: &Tree, path: &str) -> bool {
        json(tree, path)["$schema"].as_str().is_some_and(|schema| schema.starts_with('.'))
    }

    /// The path of the schema that a file names, from the file.
    fn of_file(&self, tree: &Tree, path: &str) -> String {
        let named = json(tree, path)["$schema"].as_str().expect("it names a schema").to_owned();
        let base = url::Url::parse(&format!("https://site.invalid/{path}")).expect("an address");
        base.join(&named).expect("an address").path().trim_start_matches('/').to_owned()
    }

    fn problem(&mut self, tree: &Tree, path: &str) -> Option<String> {
        let index = self.by_path[&self.of_file(tree, path)];
        self.compiled.validate(&json(tree, path), index).err().map(|error| error.to_string())
    }
}

#[test]
fn what_the_api_refers_to_is_there() {
    let tree = &sites()[0];
    let index = json(tree, "api/v1/index.json");
    let mut known: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for collection in index["collections"].as_array().expect("lists") {
        let list = json(tree, collection["path"].as_str().expect("a path"));
        let items = list["items"].as_array().expect("items");
        assert_eq!(Some(items.len() as u64), collection["count"].as_u64());
        for item in items {
            let id = item["id"].as_str().expect("an id").to_owned();
            assert!(known.entry(collection["kind"].as_str().expect("a kind").to_owned()).or_default().insert(id));
            for key in ["path", "file", "csv"] {
                if let Some(path) = item[key].as_str() {
                    assert!(tree.contains_key(path), "{path}");
                }
            }
        }
    }
    let mut references = 0;
    for path in
        ending(tree, ".json").into_iter().filter(|path| path.starts_with("api/v1/") && !path.contains("/schema/"))
    {
        for_each_reference(&json(tree, path), &mut |kind, id| {
            references += 1;
            assert!(known[kind].contains(id), "{path}: {kind} {id}");
        });
    }
    assert!(references > 300, "{references} references are read");
}

/// Every id in an object whose key says what it is an id of.
fn for_each_reference(value: &Value, take: &mut impl FnMut(&str, &str)) {
    const KINDS: [(&str, &str); 16] = [
        ("plan", "plans"),
        ("plans", "plans"),
        ("successor", "plans"),
        ("line", "lines"),
        ("lines", "lines"),
        ("actions", "actions"),
        ("regions", "regions"),
        ("figures", "figures"),
        ("topics", "topics"),
        ("projects", "projects"),
        ("instruments", "projects"),
        ("owners", "organisations"),
        ("organisation", "organisations"),
        ("coordinator", "organisations"),
        ("contact", "organisations"),
        ("publisher", "organisations"),
    ];
    match value {
        Value::Array(items) => items.iter().for_each(|item| for_each_reference(item, take)),
        Value::Object(entries) => {
            for (key, value) in entries {
                let kind = KINDS.iter().find(|(name, _)| name == key).map(|(_, kind)| *kind);
                let ids = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
                match kind {
                    Some(kind) if ids.iter().all(Value::is_string) => {
                        ids.iter().filter_map(Value::as_str).for_each(|id| take(kind, id));
                    }
                    _ => for_each_reference(value, take),
                }
            }
        }
        _ => {}
    }
}

// --- Catalogue and data in pages ---------------------------------------------------------------------------------------

#[test]
fn the_catalogue_has_every_figure_and_comparison_with_its_files() {
    let tree = &sites()[0];
    let base = "https://actieplannen.example.nl/";
    let graph = json(tree, "dcat.jsonld")["@graph"].as_array().expect("a graph").clone();
    let of_kind = |kind: &str| graph.iter().filter(|node| node["@type"] == kind).cloned().collect::<Vec<_>>();
    let (catalogue, datasets, files) = (of_kind("dcat:Catalog"), of_kind("dcat:Dataset"), of_kind("dcat:Distribution"));
    assert_eq!(catalogue.len(), 1);
    let count = |list: &str| json(tree, list)["items"].as_array().expect("a list").len();
    let all = count("api/v1/figures.json") + count("api/v1/comparisons.json");
    assert_eq!((datasets.len(), catalogue[0]["dcat:dataset"].as_array().map(Vec::len)), (all, Some(all)));
    for (nodes, required) in [
        (
            &catalogue,
            &["dct:title", "dct:description", "dct:publisher", "dct:creator", "dcat:contactPoint", "dct:license"][..],
        ),
        (
            &datasets,
            &[
                "dct:title",
                "dct:description",
                "dct:identifier",
                "dct:publisher",
                "dcat:contactPoint",
                "dct:accessRights",
                "dcat:theme",
            ],
        ),
        (&files, &["dct:title", "dcat:accessURL", "dcat:downloadURL", "dcat:mediaType", "dct:license"]),
    ] {
        for node in nodes {
            let missing: Vec<&&str> = required.iter().filter(|key| node[**key].is_null()).collect();
            assert!(missing.is_empty(), "{} misses {missing:?}", node["@id"]);
        }
    }
    for file in &files {
        let address = file["dcat:downloadURL"]["@id"].as_str().expect("an address");
        assert!(tree.contains_key(address.strip_prefix(base).expect("it is on this site")), "{address}");
    }
    let ids: BTreeSet<&str> = graph.iter().filter_map(|node| node["@id"].as_str()).collect();
    for link in datasets.iter().flat_map(|set| set["dcat:distribution"].as_array().expect("files")) {
        assert!(ids.contains(link["@id"].as_str().expect("an id")), "{link}");
    }
}

/// The data in a page's head.
fn linked_data(page: &str) -> Option<Value> {
    let (_, rest) = page.split_once("<script type=\"application/ld+json\">")?;
    let (data, _) = rest.split_once("</script>").expect("the block ends");
    Some(serde_json::from_str(data).expect("the block is JSON"))
}

#[test]
fn pages_say_to_machines_what_they_are() {
    let tree = &sites()[0];
    for (path, kind) in [
        ("index.html", "WebSite"),
        ("cijfers/uitstroom-haaglanden/index.html", "Dataset"),
        ("nieuws/start-zorgpact-haaglanden/index.html", "NewsArticle"),
        ("agenda/regiegroep-2020-02/index.html", "Event"),
        ("organisaties/ministerie-van-vws/index.html", "GovernmentOrganization"),
        ("plannen/stedendriehoek/index.html", "BreadcrumbList"),
    ] {
        let data = linked_data(&text(tree, path)).unwrap_or_else(|| panic!("{path} has data"));
        let graph = data["@graph"].as_array().expect("a graph");
        assert!(graph.iter().any(|thing| thing["@type"] == kind), "{path}: {data}");
    }
    let dataset =
        linked_data(&text(tree, "cijfers/werknemers-haaglanden/index.html")).expect("data")["@graph"][0].clone();
    assert_eq!(dataset["temporalCoverage"], "2010-01-01/2016-12-31");
    for file in dataset["distribution"].as_array().expect("files") {
        let address = file["contentUrl"].as_str().expect("an address");
        assert!(tree.contains_key(address.trim_start_matches("https://actieplannen.example.nl/")), "{address}");
    }
    assert!(linked_data(&text(tree, "404.html")).is_none());
    let unknown = &sites()[1];
    assert!(
        unknown.iter().all(|(_, bytes)| !String::from_utf8_lossy(bytes).contains("ld+json")),
        "no address, no data"
    );
}

#[test]
fn no_text_breaks_out_of_the_data_in_a_page() {
    let evil = "</script><script>alert(1)</script>\u{2028}<!--";
    let project = Project::new(&[(
        "content/news/x.md",
        &format!("---\ntitle: '{evil}'\nsummary: '{evil}'\ndate: 2020-01-01\n---\n"),
    )]);
    project.build(&["--base-url", "https://a.nl"]);
    let page = project.page("nieuws/x/index.html");
    let data = linked_data(&page).expect("data");
    assert_eq!(data["@graph"][0]["headline"].as_str(), Some(evil));
    assert_eq!(page.matches("<script").count(), 1, "only the block itself");
}

// --- Calendars, feeds, security.txt --------------------------------------------------------------------------------------

#[test]
fn a_calendar_is_one_that_any_program_reads() {
    let tree = &sites()[0];
    for path in ending(tree, ".ics") {
        let calendar = text(tree, path);
        assert!(
            calendar.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && calendar.ends_with("END:VCALENDAR\r\n"),
            "{path}"
        );
        assert_eq!(calendar.matches('\n').count(), calendar.matches("\r\n").count(), "{path}");
        assert!(calendar.split("\r\n").all(|line| line.len() <= 75), "{path}");
        let count = |line: &str| calendar.matches(&format!("\r\n{line}")).count();
        let events = count("BEGIN:VEVENT");
        assert!(events > 0, "{path}");
        for property in ["UID:", "DTSTAMP:", "SUMMARY:", "END:VEVENT"] {
            assert_eq!(count(property), events, "{path}: {property}");
        }
        assert_eq!(calendar.contains("TZID=Europe/Amsterdam"), calendar.contains("BEGIN:VTIMEZONE"), "{path}");
    }
    let all = text(tree, "agenda/agenda.ics");
    let one = text(tree, "agenda/regiegroep-2020-02/regiegroep-2020-02.ics");
    let uid = one.lines().find(|line| line.starts_with("UID:")).expect("an event has a UID");
    assert!(all.contains(uid), "an event is the same in every calendar");
    assert!(one.contains("DTSTART;TZID=Europe/Amsterdam:20200206T140000\r\n"));
    let plan = text(tree, "plannen/gooi-en-vechtstreek/agenda.ics");
    assert_eq!(plan.matches("BEGIN:VEVENT").count(), 5);
}

#[test]
fn an_event_whose_time_cannot_be_read_takes_the_whole_day() {
    let event = "---\ntitle: Dag\ndate: 2027-01-05\ntime: na de lunch\n---\n";
    let built = Project::new(&[("content/events/dag.md", event)]).build(&[]);
    let calendar = text(&built, "agenda/dag/dag.ics");
    assert!(calendar.contains("DTSTART;VALUE=DATE:20270105\r\n") && calendar.contains("DESCRIPTION:na de lunch\r\n"));
    assert!(!calendar.contains("VTIMEZONE"));
}

#[test]
fn a_figure_and_a_line_with_reports_have_a_feed() {
    let figure = "title: Plaatsen\nkind: aantal\nunit: plaatsen\ndefinition: Wat er is.\nsource: {name: Bron}\n\
                  updates:\n  - {date: 2026-02-01, text: Waarde van 2025 erbij.}\n  - {date: 2026-02-01, text: Nog iets.}\n\
                  series:\n  - {name: Alle, values: {2025: 20}}\n";
    let project = Project::new(&[("content/figures/plaatsen.yaml", figure)]);
    let built = project.build(&[]);
    let feed = text(&built, "cijfers/plaatsen/atom.xml");
    assert!(feed.contains("<updated>2026-02-01T00:00:00Z</updated>") && feed.contains("Waarde van 2025 erbij."));
    let ids: BTreeSet<&str> = feed.split("<id>").skip(1).filter_map(|part| part.split("</id>").next()).collect();
    assert_eq!(ids.len(), 3, "the feed and each entry have an id of their own");
    let page = project.page("cijfers/plaatsen/index.html");
    assert!(page.contains("href=\"../../cijfers/plaatsen/atom.xml\"") && page.contains("Waarde van 2025 erbij."));
    let example = &sites()[0];
    assert!(!example.contains_key("cijfers/werknemers-haaglanden/atom.xml"), "nothing to tell, no feed");
    assert!(ending(example, "atom.xml").iter().any(|path| path.contains("/lijnen/")), "a line with reports");
}

/// A region with a plan, a line, an action and a figure; a report of each but the region.
fn reported() -> Project {
    Project::new(&[
        ("content/regions/oost.md", "---\ntitle: Oost\n---\n"),
        (
            "content/plans/plan/index.md",
            "---\ntitle: Plan van Oost\nkind: actieplan\nstate: loopt\nas_of: 2026-01-04\nregions: [oost]\nupdates:\n  - {date: 2026-01-01, text: Het plan begint.}\n---\n",
        ),
        (
            "content/plans/plan/lines/behoud.md",
            "---\ntitle: Behoud\nnumber: 1\nupdates:\n  - {date: 2026-01-02, text: De lijn begint.}\nactions:\n  - id: rooster\n    \
             title: Beter rooster\n    updates:\n      - {date: 2026-01-04, text: Eerste proef.}\n      - {date: 2026-01-04, text: Tweede proef.}\n---\n",
        ),
        (
            "content/figures/plaatsen.yaml",
            "title: Plaatsen\nkind: aantal\nregions: [oost]\nunit: plaatsen\ndefinition: Wat er is.\nsource: {name: Bron}\n\
             updates:\n  - {date: 2026-01-03, text: Waarde van 2025 erbij.}\nseries:\n  - {name: Alle, values: {2025: 20}}\n",
        ),
        ("content/news/los.md", "---\ntitle: Los bericht\ndate: 2026-01-05\n---\n"),
    ])
}

/// The places of texts in another; all must be there.
fn places(text: &str, parts: &[&str]) -> Vec<usize> {
    parts.iter().map(|part| text.find(part).unwrap_or_else(|| panic!("{part} in {text}"))).collect()
}

#[test]
fn what_changed_stands_with_the_latest_first_on_pages_and_in_feeds() {
    let built = reported().build(&[]);
    let reports = ["Eerste proef.", "Waarde van 2025 erbij.", "De lijn begint.", "Het plan begint."];
    for path in ["index.html", "regios/oost/index.html", "veranderd/index.html", "atom.xml", "regios/oost/atom.xml"] {
        let text = text(&built, path);
        assert!(places(&text, &reports).is_sorted(), "{path}: the latest first");
    }
    let home = text(&built, "index.html");
    assert!(places(&home, &["<time datetime=\"2026-01-04\"", "Beter rooster", "Actie, Oost"]).is_sorted());
    assert!(home.contains("href=\"./veranderd/index.html\"") && home.contains("href=\"./atom.xml\""));
    assert!(
        text(&built, "atom.xml").contains("Los bericht")
            && !text(&built, "regios/oost/atom.xml").contains("Los bericht")
    );
}

#[test]
fn a_report_is_the_same_in_every_feed() {
    let built = reported().build(&[]);
    let ids = |path: &str| -> BTreeSet<String> {
        let feed = text(&built, path);
        let entries =
            feed.split("<entry>").skip(1).filter_map(|entry| entry.split("<id>").nth(1)?.split("</id>").next());
        let ids: Vec<String> = entries.map(ToOwned::to_owned).collect();
        let set: BTreeSet<String> = ids.iter().cloned().collect();
        assert_eq!(set.len(), ids.len(), "{path}: each entry has an id of its own");
        set
    };
    let (site, region) = (ids("atom.xml"), ids("regios/oost/atom.xml"));
    let (line, figure) = (ids("plannen/plan/lijnen/behoud/atom.xml"), ids("cijfers/plaatsen/atom.xml"));
    assert_eq!((site.len(), region.len(), line.len(), figure.len()), (6, 5, 3, 1));
    assert!(region.is_subset(&site) && line.is_subset(&region) && figure.is_subset(&region));
}

#[test]
fn nothing_to_tell_is_no_page_of_changes() {
    let built = Project::new(&[]).build(&[]);
    assert!(!built.contains_key("veranderd/index.html") && !text(&built, "index.html").contains("veranderd/"));
}

#[test]
fn security_txt_is_there_when_the_settings_say_how_long_it_holds() {
    let site = "id: proef\ntitle: Proef\ndescription: Proef.\npublisher: uitgever\nsecurity_expires: 2027-06-01\nbase_url: https://a.nl\n";
    let publisher = "---\ntitle: Uitgever\nemail: veilig@a.nl\nwebsite: https://a.nl\n---\n";
    let files = [("content/site.yaml", site), ("content/organisations/uitgever.md", publisher)];
    let built = Project::new(&files).build(&[]);
    assert_eq!(
        text(&built, ".well-known/security.txt"),
        "Contact: mailto:veilig@a.nl\nContact: https://a.nl\nExpires: 2027-06-01T00:00:00Z\nPreferred-Languages: nl, en\n\
         Canonical: https://a.nl/.well-known/security.txt\n"
    );
    assert!(!Project::new(&[]).build(&[]).contains_key(".well-known/security.txt"));
}
