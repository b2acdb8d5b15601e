//! The description of a CSV: what each column means, in the words of the W3C's "Metadata Vocabulary for Tabular
//! Data" (2015-12-17), so that a program reads dates and numbers right without guessing.
//!
//! The key `@context` and the names with a colon are of that vocabulary; `dc:` is DCMI Metadata Terms, `schema:` is
//! schema.org, both known to every reader of CSVW (5.2, "RDFa Initial Context").

use serde_json::{Map, Value, json};

use super::spreadsheet::{DELIMITER, decimal_mark};
use super::table::{Column, Holds, Table};
use super::{Format, path};
use crate::language::Language;
use crate::model::figure::Figure;
use crate::model::period::PeriodType;
use crate::model::{Site, Text, licence, outside};

/// A CSV, and what it is about.
pub struct Described<'a> {
    /// Path of the CSV from the site's root.
    pub csv: String,
    /// Title.
    pub title: &'a str,
    /// What was counted.
    pub definition: &'a Text,
    /// Path of the page that shows it.
    pub page: &'a str,
    /// Who gave the values, each with an address where there is one.
    pub sources: Vec<(String, Option<&'a str>)>,
    /// Short name or address of the licence.
    pub licence: &'a str,
}

/// Describes the CSV of a figure.
pub fn of_figure(site: &Site, figure: &Figure, table: &Table) -> Value {
    let source = &figure.keys.source;
    let edition = source.edition.as_ref().map(|edition| format!(", {edition}")).unwrap_or_default();
    let described = Described {
        csv: path(figure, Format::Csv),
        title: &figure.keys.page.title.value,
        definition: &figure.definition,
        page: &figure.path,
        sources: vec![(format!("{}{edition}", source.name), source.url.as_ref().map(|address| address.0.as_str()))],
        licence: site.licence_of(figure),
    };
    describe(site, &described, table)
}

/// Describes a CSV.
pub fn describe(site: &Site, described: &Described, table: &Table) -> Value {
    let language = site.settings.language;
    let mut out = Map::new();
    let mut put = |key: &str, value: Value| out.insert(key.to_owned(), value);
    put("@context", json!(["http://www.w3.org/ns/csvw", { "@language": language.code() }]));
    put("url", json!(described.csv.rsplit('/').next()));
    put("dc:title", json!(described.title));
    put("dc:description", json!(outside::words(site, described.definition)));
    put("dc:language", json!(language.code()));
    put("dc:source", sources(described));
    let written = described.licence;
    put("dc:license", licence::address(written).map_or_else(|| json!(written), |at| json!({ "@id": at })));
    if let Some(publisher) = site.settings.publisher {
        put("dc:publisher", json!(site.organisations[publisher].keys.page.title.value));
    }
    if let Some(base) = &site.settings.base_url {
        put("dc:isReferencedBy", json!({ "@id": format!("{base}{}", described.page) }));
    }
    put("dialect", json!({ "encoding": "utf-8", "delimiter": DELIMITER.to_string(), "header": true }));
    let columns: Vec<Value> = table.columns.iter().map(|of| column(of, language)).collect();
    put("tableSchema", json!({ "columns": columns }));
    Value::Object(out)
}

/// The source; a list where there are more.
fn sources(described: &Described) -> Value {
    let source = |(name, address): &(String, Option<&str>)| {
        let mut value = Map::new();
        if let Some(address) = address {
            value.insert("@id".into(), json!(address));
        }
        value.insert("dc:title".into(), json!(name));
        Value::Object(value)
    };
    match described.sources.as_slice() {
        [only] => source(only),
        several => several.iter().map(source).collect(),
    }
}

fn column(column: &Column, language: Language) -> Value {
    let mut value = json!({
        "name": column.name,
        "titles": column.name,
        "dc:description": column.meaning,
        "datatype": datatype(&column.holds, language),
    });
    let object = value.as_object_mut().expect("it is written as one");
    if !column.formula.is_empty() {
        object.insert("schema:measurementTechnique".into(), json!(column.formula));
    }
    match &column.holds {
        Holds::Number(unit) if !unit.is_empty() => {
            object.insert("schema:unitText".into(), json!(unit));
        }
        Holds::Period(_) | Holds::Words(_) => {
            object.insert("required".into(), json!(true));
        }
        _ => {}
    }
    value
}

/// The datatype of a column's cells; a pattern is a regular expression for the whole cell.
fn datatype(holds: &Holds, language: Language) -> Value {
    match holds {
        Holds::Text => json!("string"),
        Holds::Words(words) => json!({ "base": "string", "format": words.join("|") }),
        Holds::Period(PeriodType::CalendarYear) => json!("gYear"),
        Holds::Period(PeriodType::StudyYear) => json!({ "base": "string", "format": "[0-9]{4}/[0-9]{4}" }),
        Holds::Period(PeriodType::Quarter) => json!({ "base": "string", "format": "[0-9]{4}K[1-4]" }),
        Holds::Number(_) => {
            json!({ "base": "decimal", "format": { "decimalChar": decimal_mark(language).to_string() } })
        }
    }
}
