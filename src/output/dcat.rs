//! The catalogue of all figures for data portals: DCAT 3 in JSON-LD, with the properties that the Dutch profile DCAT-AP-NL
//! 3.0 asks of a catalogue, a data set and a distribution.
//!
//! Everything in it is named by its absolute address, so there is none while the site's own address is unknown.

use serde_json::{Map, Value, json};

use crate::language::Language;
use crate::model::address::CATALOGUE;
use crate::model::download::{self, Format};
use crate::model::figure::Figure;
use crate::model::sentence::plain_sentence;
use crate::model::{Ref, Site, licence, outside};

/// The lists of the Publications Office of the European Union that DCAT-AP takes its values from.
const AUTHORITY: &str = "http://publications.europa.eu/resource/authority";

/// Writes the catalogue.
pub fn catalogue(site: &Site) -> String {
    let writer =
        Writer { site, base: site.settings.base_url.as_ref().expect("there is one with a base address only").as_str() };
    let mut graph = vec![writer.catalogue()];
    graph.extend(writer.publisher());
    graph.extend(site.figures.refs().flat_map(|figure| writer.dataset(figure)));
    let whole = json!({
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
            "vcard": "http://www.w3.org/2006/vcard/ns#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@graph": graph,
    });
    let mut text = serde_json::to_string_pretty(&whole).expect("plain values are always JSON");
    text.push('\n');
    text
}

struct Writer<'s> {
    site: &'s Site,
    base: &'s str,
}

/// An object without what is absent.
fn node(entries: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    let present = entries.into_iter().filter(|(_, value)| !value.is_null() && *value != json!([]));
    Value::Object(present.map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>())
}

fn link(address: impl Into<String>) -> Value {
    json!({ "@id": address.into() })
}

impl Writer<'_> {
    fn catalogue(&self) -> Value {
        let settings = &self.site.settings;
        let datasets = self.site.figures.iter().map(|(_, figure)| link(self.dataset_id(figure)));
        node([
            ("@id", json!(format!("{}{CATALOGUE}#catalogus", self.base))),
            ("@type", json!("dcat:Catalog")),
            ("dct:title", self.text(&settings.title)),
            ("dct:description", self.text(&settings.description)),
            ("dct:language", self.language()),
            ("dct:publisher", self.publisher_link()),
            ("dcat:contactPoint", self.contact()),
            ("dct:license", licence::address(&settings.licence).map_or(Value::Null, link)),
            ("foaf:homepage", link(format!("{}{}", self.base, self.site.home.path))),
            ("dcat:themeTaxonomy", link(format!("{AUTHORITY}/data-theme"))),
            ("dcat:dataset", datasets.collect()),
        ])
    }

    fn publisher(&self) -> Option<Value> {
        let organisation = &self.site.organisations[self.site.settings.publisher?];
        Some(node([
            ("@id", self.publisher_link()["@id"].clone()),
            ("@type", json!("foaf:Organization")),
            ("foaf:name", self.text(&organisation.keys.page.title.value)),
            ("foaf:homepage", organisation.keys.website.as_ref().map_or(Value::Null, |address| link(&address.0))),
        ]))
    }

    fn publisher_link(&self) -> Value {
        let publisher = self.site.settings.publisher.map(|publisher| &self.site.organisations[publisher].path);
        publisher.map_or(Value::Null, |path| link(format!("{}{path}", self.base)))
    }

    fn contact(&self) -> Value {
        let Some(publisher) = self.site.settings.publisher else { return Value::Null };
        let organisation = &self.site.organisations[publisher];
        let keys = &organisation.keys;
        node([
            ("@type", json!("vcard:Organization")),
            ("vcard:fn", json!(keys.page.title.value)),
            ("vcard:hasEmail", keys.email.as_ref().map_or(Value::Null, |email| link(format!("mailto:{}", email.0)))),
            ("vcard:hasURL", link(format!("{}{}", self.base, organisation.path))),
        ])
    }

    /// A figure as a data set, with its files.
    fn dataset(&self, reference: Ref<Figure>) -> Vec<Value> {
        let figure = &self.site.figures[reference];
        let keys = &figure.keys;
        let language = self.site.settings.language;
        let example = match keys.illustrative {
            true => language.pick(" (voorbeeldcijfers)", " (example figures)"),
            false => "",
        };
        let title = format!("{}{example}", keys.page.title.value);
        let description =
            format!("{} {}", plain_sentence(figure, language), outside::words(self.site, &figure.definition));
        let regions = figure.regions.iter().map(|region| {
            let name = &self.site.regions[*region].keys.page.title.value;
            node([("@type", json!("dct:Location")), ("rdfs:label", self.text(name))])
        });
        let days = figure.days().map(|(first, last)| {
            node([
                ("@type", json!("dct:PeriodOfTime")),
                ("dcat:startDate", json!({ "@type": "xsd:date", "@value": first.to_string() })),
                ("dcat:endDate", json!({ "@type": "xsd:date", "@value": last.to_string() })),
            ])
        });
        let source = format!(
            "{}{}",
            keys.source.name,
            keys.source.edition.as_ref().map(|e| format!(", {e}")).unwrap_or_default()
        );
        let files = self.files(figure, &title);
        let modified = self.site.data_modified(reference);
        let modified = modified.map(|day| json!({ "@type": "xsd:date", "@value": day.to_string() }));
        let dataset = node([
            ("@id", json!(self.dataset_id(figure))),
            ("@type", json!("dcat:Dataset")),
            ("dct:identifier", json!(self.dataset_id(figure))),
            ("dct:title", self.text(&title)),
            ("dct:description", self.text(&description)),
            ("dct:publisher", self.publisher_link()),
            ("dct:creator", self.publisher_link()),
            ("dcat:contactPoint", self.contact()),
            ("dct:language", self.language()),
            ("dct:accessRights", link(format!("{AUTHORITY}/access-right/PUBLIC"))),
            // Population and society; health.
            ("dcat:theme", ["SOCI", "HEAL"].map(|theme| link(format!("{AUTHORITY}/data-theme/{theme}"))).into()),
            ("dcat:keyword", json!([{ "@value": keys.kind.value.word(), "@language": Language::Dutch.code() }])),
            ("dcat:landingPage", link(format!("{}{}", self.base, figure.path))),
            ("dct:source", keys.source.url.as_ref().map_or(Value::Null, |address| link(&address.0))),
            ("dct:provenance", node([("@type", json!("dct:ProvenanceStatement")), ("rdfs:label", self.text(&source))])),
            ("dct:spatial", regions.collect()),
            ("dct:temporal", days.unwrap_or(Value::Null)),
            ("dct:modified", modified.unwrap_or(Value::Null)),
            ("dcat:distribution", files.iter().map(|file| json!({ "@id": file["@id"] })).collect()),
        ]);
        [dataset].into_iter().chain(files).collect()
    }

    fn files(&self, figure: &Figure, title: &str) -> Vec<Value> {
        let numbers = [(Format::Csv, "CSV", "text/csv"), (Format::Json, "JSON", "application/json")];
        let numbers = numbers.map(|(format, name, kind)| (download::path(figure, format), name, kind));
        let charts =
            (0..figure.chart_names().len()).map(|at| (download::picture_path(figure, at), "SVG", "image/svg+xml"));
        let written = self.site.licence_of(figure);
        let file = |(path, name, kind): (String, &str, &str)| {
            node([
                ("@id", json!(format!("{}{path}#bestand", self.base))),
                ("@type", json!("dcat:Distribution")),
                ("dct:title", self.text(&format!("{title} ({name})"))),
                ("dcat:accessURL", link(format!("{}{}", self.base, figure.path))),
                ("dcat:downloadURL", link(format!("{}{path}", self.base))),
                ("dcat:mediaType", link(format!("https://www.iana.org/assignments/media-types/{kind}"))),
                ("dct:format", link(format!("{AUTHORITY}/file-type/{name}"))),
                ("dct:license", licence::address(written).map_or(Value::Null, link)),
                ("dct:language", self.language()),
            ])
        };
        numbers.into_iter().chain(charts).map(file).collect()
    }

    fn dataset_id(&self, figure: &Figure) -> String {
        format!("{}{}#dataset", self.base, figure.path)
    }

    fn text(&self, text: &str) -> Value {
        json!({ "@value": text, "@language": self.site.settings.language.code() })
    }

    fn language(&self) -> Value {
        link(format!("{AUTHORITY}/language/{}", self.site.settings.language.pick("NLD", "ENG")))
    }
}
