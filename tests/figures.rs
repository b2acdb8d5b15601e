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
        let net = csv.lines().filter(|line| line.contains(";saldo;") || line.contains(",net flow,"));
        assert_eq!(net.filter(|line| line.contains(unit)).count(), 2, "{csv}");
        assert!(file(&tree, "q", "csv-metadata.json").contains(&format!("\"schema:unitText\": \"{unit}\"")));
    }
}
