//! How figures are said: units, rounding and gaps, in tables, sentences, charts and files.

mod program;

use program::html::{main, text};
use program::{Project, SITE, Tree};

const QUOTA: &str = "title: Quote\nkind: opleidingsquote\nperiod_type: studiejaar\ndefinition: Plaatsen.\nsource: {name: Bron}\n\
    employers:\n  - name: A\n    staff_fte: {2016/2017: 200}\n    places: [{route: bbl, fte: {2016/2017: 24}}]\n";
const FLOWS: &str = "title: Stromen\nkind: aantal\nunit: procent\ndefinition: Delen.\nsource: {name: Bron}\nseries:\n  \
    - {name: Erin, direction: instroom, values: {2018: 7, 2019: 9.5}}\n  \
    - {name: Eruit, direction: uitstroom, values: {2018: 8, 2019: 7}}\n";

/// A site with figures, by their ids.
fn site(settings: &str, figures: &[(&str, &str)]) -> Tree {
    let project = Project::new(&[("content/site.yaml", &format!("{SITE}{settings}"))]);
    for (id, yaml) in figures {
        project.write(&format!("content/figures/{id}.yaml"), yaml);
    }
    project.build(&[])
}

/// The file of a figure with this ending, or its page.
fn file(tree: &Tree, id: &str, ending: &str) -> String {
    let name = if ending == "html" { format!("/{id}/index.html") } else { format!("/{id}/{id}.{ending}") };
    let (_, bytes) = tree.iter().find(|(path, _)| path.ends_with(&name)).expect("the file is written");
    String::from_utf8(bytes.clone()).expect("files are UTF-8")
}

fn shown(tree: &Tree, id: &str) -> String {
    text(main(&file(tree, id, "html"))).replace('\u{a0}', " ")
}

#[test]
fn a_difference_of_percentages_is_in_percentage_points() {
    for (settings, heading, net, sentence, unit) in [
        (
            "",
            "Verschil met de referentie (procentpunt)",
            "Saldo (procentpunt)",
            "in 2019 was de instroom 2,5 procentpunt hoger dan de uitstroom",
            "procentpunt",
        ),
        (
            "language: en\n",
            "Difference from the reference (percentage points)",
            "Balance (percentage points)",
            "in 2019 the inflow was 2.5 percentage points higher than the outflow",
            "procentpunt",
        ),
    ] {
        let tree = site(settings, &[("q", QUOTA), ("s", FLOWS)]);
        let (quota, flows) = (shown(&tree, "q"), shown(&tree, "s"));
        assert!(quota.contains(heading), "{heading}: {quota}");
        assert!(flows.contains(net), "{net}: {flows}");
        assert!(flows.contains(sentence), "{sentence}: {flows}");
        for (id, measure) in [("q", "points"), ("s", "net")] {
            let json: serde_json::Value = serde_json::from_str(&file(&tree, id, "json")).expect("valid JSON");
            let sheets = json["figure"]["computed"].as_array().expect("a list").iter();
            let mut columns = sheets.flat_map(|sheet| sheet["columns"].as_array()).flatten();
            let column = columns.find(|column| column["measure"] == measure).expect("the measure is there");
            assert_eq!(column["unit"], unit, "{measure}");
        }
        let csv = file(&tree, "s", "csv");
        let net = csv.lines().filter(|line| line.contains(";saldo;") || line.contains(";net flow;"));
        assert_eq!(net.filter(|line| line.contains(unit)).count(), 2, "{csv}");
        assert!(file(&tree, "q", "csv-metadata.json").contains(&format!("\"schema:unitText\": \"{unit}\"")));
    }
}

// --- Rounding --------------------------------------------------------------------------------------------------------

/// A value as it must be shown: its decimal digits rounded with a half away from zero, in whole numbers only.
fn rounded(millionths: i64, decimals: u32) -> String {
    let unit = 10_i64.pow(6 - decimals);
    let shown = (millionths.abs() + unit / 2) / unit;
    let (whole, part) = (shown / 10_i64.pow(decimals), shown % 10_i64.pow(decimals));
    let mut digits = whole.to_string();
    for at in (1..digits.len()).rev().filter(|at| (digits.len() - at) % 3 == 0).collect::<Vec<_>>() {
        digits.insert(at, '.');
    }
    let part = format!("{part:0>width$}", width = decimals as usize);
    let part = part.trim_end_matches('0');
    let text = if decimals == 0 || part.is_empty() { digits } else { format!("{digits},{part}") };
    if millionths < 0 && shown != 0 { format!("−{text}") } else { text }
}

#[test]
fn table_chart_and_sentence_round_alike_with_a_half_away_from_zero() {
    const UNITS: [(&str, u32); 5] = [("fte", 2), ("procent", 1), ("plaatsen", 1), ("personen", 0), ("uren", 0)];
    // Halves of every decimal, those for which there is no binary number, and what lies beside them.
    const PARTS: [i64; 12] =
        [0, 50_000, 150_000, 250_000, 350_000, 500_000, 5_000, 675_000, 995_000, 949_999, 449_999, 999_999];
    let mut figures = Vec::new();
    for (unit, decimals) in UNITS {
        for (at, part) in PARTS.into_iter().enumerate() {
            let sign = if unit == "procent" && at % 2 == 1 { -1 } else { 1 };
            figures.push((unit, decimals, sign * ((11 + 198 * at as i64) * 1_000_000 + part)));
        }
    }
    let yaml = |(unit, _, value): &(&str, u32, i64)| {
        let sign = if *value < 0 { "-" } else { "" };
        let value = format!("{sign}{}.{:06}", value.abs() / 1_000_000, value.abs() % 1_000_000);
        format!(
            "title: T\nkind: aantal\nunit: {unit}\ndefinition: D.\nsource: {{name: B}}\nchart: staven\nseries:\n  \
             - {{name: Reeks, values: {{2019: {value}}}}}\n"
        )
    };
    let texts: Vec<(String, String)> =
        figures.iter().enumerate().map(|(at, figure)| (format!("f{at}"), yaml(figure))).collect();
    let tree = site("", &texts.iter().map(|(id, yaml)| (id.as_str(), yaml.as_str())).collect::<Vec<_>>());
    for ((id, yaml), (unit, decimals, value)) in texts.iter().zip(&figures) {
        let expected = rounded(*value, *decimals);
        let page = file(&tree, id, "html");
        assert!(page.contains(&format!("<td>{expected}</td>")), "{expected} in the table of {yaml}");
        assert!(page.contains(&format!(">{expected}</text>")), "{expected} in the chart of {yaml}");
        let word = if *unit == "procent" { "%" } else { unit };
        let sentence = format!("Reeks: {expected} {word} in 2019.");
        assert!(shown(&tree, id).contains(&sentence), "{sentence} of {yaml}");
    }
}

// --- Gaps ------------------------------------------------------------------------------------------------------------

#[test]
fn what_is_not_shown_or_not_known_is_called_the_same_everywhere() {
    for (settings, hidden, unknown, impossible, empty) in [
        ("", "niet getoond", "onbekend", "kan niet voorkomen", "geen gegevens"),
        ("language: en\n", "not shown", "unknown", "cannot occur", "no data"),
    ] {
        let project = Project::new(&[("content/site.yaml", &format!("{SITE}{settings}"))]);
        let keys = "kind: aantal\ndefinition: D.\nunit: personen\n";
        project.write("content/comparisons/alle.yaml", format!("title: Alle\n{keys}"));
        for (at, (region, values)) in [
            ("Aa", "{2018: 44, 2019: 40}"),
            ("Bee", "{2018: 4, 2019: 5}"),
            ("Cee", "{2018: ~, 2019: ~}"),
            ("Dee", "{2018: {gap: kan_niet_voorkomen}, 2019: {gap: kan_niet_voorkomen}}"),
            ("Ee", ""),
        ]
        .into_iter()
        .enumerate()
        {
            let id = region.to_lowercase();
            let tile = format!("---\ntitle: {region}\ntile: {{column: {}, row: 1}}\n---\n", at + 1);
            project.write(&format!("content/regions/{id}.md"), tile);
            if !values.is_empty() {
                let figure = format!(
                    "title: In {region}\n{keys}comparison: alle\nregions: [{id}]\nsource: {{name: B}}\nseries:\n  \
                     - {{name: Reeks, values: {values}}}\n"
                );
                project.write(&format!("content/figures/f-{id}.yaml"), figure);
            }
        }
        let bars = "title: Staven\nkind: aantal\ndefinition: D.\nunit: personen\nchart: staven\nsource: {name: B}\n\
            series:\n  - {name: Aa, values: {2019: 40}}\n  - {name: Bee, values: {2019: 5}}\n  \
            - {name: Cee, values: {2019: ~}}\n  - {name: Dee, values: {2019: {gap: kan_niet_voorkomen}}}\n";
        project.write("content/figures/staven.yaml", bars);
        let tree = project.build(&[]);
        let alone = file(&tree, "staven", "html");
        let compared = file(&tree, "alle", "html");
        for word in [hidden, unknown, impossible] {
            assert!(alone.contains(&format!("<td>{word}</td>")), "{word} in the table of {alone}");
            assert!(compared.contains(&format!("<td>{word}</td>")), "{word} in the table of {compared}");
            // Wide and narrow; a small chart that is narrow may need two lines.
            assert_eq!(alone.matches(&format!(">{word}</text>")).count(), 2, "{word} in the bars of {alone}");
            assert!(compared.matches(&format!(">{word}</text>")).count() >= 3, "{word} in the charts of {compared}");
        }
        for (region, word) in [("Bee", hidden), ("Cee", unknown), ("Dee", impossible), ("Ee", empty)] {
            assert!(compared.contains(&format!("{region}: {word}")), "{region}: {word} on the map of {compared}");
        }
        let files: String = tree.values().map(|bytes| String::from_utf8_lossy(bytes)).collect();
        for other in ["verborgen", "afgeschermd", "suppressed", "redacted"] {
            assert!(!files.to_lowercase().contains(&format!(">{other}<")), "{other}");
        }
    }
}

// --- Hard values and names -------------------------------------------------------------------------------------------

/// The text of an SVG, read by a parser of XML that accepts nothing else.
fn xml_text(svg: &str) -> String {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(svg);
    let (mut text, mut depth) = (String::new(), 0);
    loop {
        match reader.read_event().unwrap_or_else(|problem| panic!("{problem} in {svg}")) {
            Event::Start(tag) => {
                depth += 1;
                tag.attributes().for_each(|attribute| _ = attribute.expect("attributes are well formed"));
            }
            Event::Empty(tag) => {
                tag.attributes().for_each(|attribute| _ = attribute.expect("attributes are well formed"));
            }
            Event::End(_) => depth -= 1,
            Event::Text(part) => text.push_str(&part),
            Event::GeneralRef(part) => text.push_str(&format!("&{};", &*part)),
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "every element ends in {svg}");
    text
}

#[test]
fn any_values_make_a_drawing_that_is_valid() {
    let values = [
        ("een", "{2019: 12}"),
        ("gelijk", "{2017: 12, 2018: 12, 2019: 12}"),
        ("negatief", "{2017: -12, 2018: -30.5, 2019: 4}"),
        ("nul", "{2017: 0, 2018: 0, 2019: 0}"),
        ("groot", "{2017: 1000000000000, 2018: 3, 2019: 990000000000}"),
        ("gat", "{2017: 12, 2018: ~, 2019: 14}"),
    ];
    let mut figures = Vec::new();
    for (id, values) in values {
        for form in ["lijnen", "gestapeld", "kolommen", "staven"] {
            let yaml = format!(
                "title: T\nkind: aantal\nunit: plaatsen\ndefinition: D.\nsource: {{name: B}}\nchart: {form}\nseries:\n  \
                 - {{name: Reeks, values: {values}}}\n"
            );
            figures.push((format!("{id}-{form}"), yaml));
        }
    }
    let tree = site("", &figures.iter().map(|(id, yaml)| (id.as_str(), yaml.as_str())).collect::<Vec<_>>());
    for (id, _) in &figures {
        let svg = file(&tree, id, "svg");
        assert!(!xml_text(&svg).is_empty(), "{id}");
        for bad in ["NaN", "inf", "−0<"] {
            assert!(!svg.contains(bad), "{id}: {bad} in {svg}");
        }
    }
}

#[test]
fn a_name_is_text_in_every_output_and_no_formula() {
    let name = "=1+1 <b>&\"'";
    let yaml = format!(
        "title: '=T <i>&\"'\nkind: aantal\nunit: plaatsen\ndefinition: D.\nsource: {{name: '@Bron <u>&'}}\nseries:\n  \
         - {{name: '{}', values: {{2018: 40, 2019: 44}}}}\n  - {{name: Ander, values: {{2018: 12, 2019: -14}}}}\n",
        name.replace('\'', "''")
    );
    let tree = site("", &[("f", &yaml)]);
    let (page, svg, csv) = (file(&tree, "f", "html"), file(&tree, "f", "svg"), file(&tree, "f", "csv"));
    for raw in ["<b>", "<i>", "<u>"] {
        assert!(!page.contains(raw) && !svg.contains(raw), "{raw} stands as a tag");
    }
    assert!(page.contains("=1+1 &lt;b&gt;&amp;"), "{page}");
    assert!(xml_text(&svg).contains("=1+1 &lt;b&gt;&amp;"), "{svg}");
    let json: serde_json::Value = serde_json::from_str(&file(&tree, "f", "json")).expect("valid JSON");
    assert_eq!(json["figure"]["data"]["series"][0]["name"], name);
    let mut cells = csv::ReaderBuilder::new().delimiter(b';').from_reader(csv.as_bytes());
    let cells: Vec<String> =
        cells.records().flat_map(|row| row.expect("CSV").iter().map(str::to_owned).collect::<Vec<_>>()).collect();
    assert!(cells.contains(&format!("'{name}")) && cells.contains(&"'@Bron <u>&".to_owned()), "{cells:?}");
    assert!(cells.contains(&"-14".to_owned()), "a number stays one: {cells:?}");
    for cell in &cells {
        let is_number = cell.replace(',', ".").parse::<f64>().is_ok();
        assert!(is_number || !cell.starts_with(['=', '+', '-', '@']), "{cell} can be taken for a formula");
    }
}

#[test]
fn every_figure_of_the_example_has_a_title_a_sentence_a_table_and_files() {
    let tree = Project::example().build(&[]);
    let ids: Vec<&str> = tree
        .keys()
        .filter_map(|path| path.strip_prefix("cijfers/")?.strip_suffix("/index.html"))
        .filter(|id| !id.contains('/'))
        .collect();
    assert!(ids.len() > 15, "{ids:?}");
    for id in ids {
        let json: serde_json::Value = serde_json::from_str(&file(&tree, id, "json")).expect("valid JSON");
        let [title, sentence] = ["title", "sentence"].map(|key| json["figure"][key].as_str().expect("a text"));
        let page = shown(&tree, id);
        assert!(!title.is_empty() && page.contains(title), "{id}: {title}");
        assert!(sentence.ends_with('.') && page.contains(sentence.trim_end_matches('.')), "{id}: {sentence}");
        let html = file(&tree, id, "html");
        let rows = file(&tree, id, "csv").lines().count() - 1;
        assert!(html.contains(&format!("{id}.csv\"")), "{id} has a CSV");
        // A target may stand before the first value, and then there is nothing to put in a table.
        let has_table = html.contains("<table class=\"values\"") && html.contains("<caption");
        assert!(has_table || rows == 0, "{id} has a table");
        for drawing in html.split("<svg class=\"chart-wide").skip(1) {
            assert!(drawing.contains("<title") && drawing.contains("<desc"), "{id}: a drawing says what it is");
        }
    }
}
