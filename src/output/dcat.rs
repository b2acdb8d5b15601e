//! The catalogue of all figures for data portals: DCAT 3 in JSON-LD, with the properties that the Dutch profile DCAT-AP-NL
//! 3.0 asks of a catalogue, a data set and a distribution.
//!
//! Everything in it is named by its absolute address, so there is none while the site's own address is unknown.

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use crate::language::{Language, with_plain_spaces};
use crate::model::address::CATALOGUE;
use crate::model::api::Shape;
use crate::model::compare::download::Form;
use crate::model::compare::{self, Comparison};
use crate::model::download::{self, Format};
use crate::model::figure::Figure;
use crate::model::format::FigureKind;
use crate::model::sentence::plain_sentence;
use crate::model::{Ref, Region, Site, licence, outside};

/// The lists of the Publications Office of the European Union that DCAT-AP takes its values from.
const AUTHORITY: &str = "http://publications.europa.eu/resource/authority";

/// Writes the catalogue.
pub fn catalogue(site: &Site) -> String {
    let writer =
        Writer { site, base: site.settings.base_url.as_ref().expect("there is one with a base address only").as_str() };
    let mut graph = vec![writer.catalogue()];
    graph.extend(writer.publisher());
    graph.extend(writer.datasets().flat_map(|dataset| writer.dataset(&dataset)));
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

/// What the catalogue says of a figure or a comparison.
struct Dataset<'s> {
    title: &'s str,
    illustrative: bool,
    description: String,
    page: &'s str,
    kind: FigureKind,
    regions: Vec<Ref<Region>>,
    days: Option<(Date, Date)>,
    modified: Option<Date>,
    /// Who gave the values.
    sources: Vec<String>,
    source_url: Option<&'s str>,
    licence: &'s str,
    files: Vec<(String, FileKind)>,
}

/// What a file is.
#[derive(Clone, Copy)]
enum FileKind {
    Csv,
    /// With the shape that its schema describes.
    Json(Shape),
    Svg,
}

impl FileKind {
    /// The name in the list of file types, and the media type.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            FileKind::Csv => ("CSV", "text/csv"),
            FileKind::Json(_) => ("JSON", "application/json"),
            FileKind::Svg => ("SVG", "image/svg+xml"),
        }
    }
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

fn date(day: Date) -> Value {
    json!({ "@type": "xsd:date", "@value": day.to_string() })
}

fn link(address: impl Into<String>) -> Value {
    json!({ "@id": address.into() })
}

impl Writer<'_> {
    fn catalogue(&self) -> Value {
        let settings = &self.site.settings;
        let datasets = self.datasets().map(|dataset| link(self.dataset_id(&dataset)));
        node([
            ("@id", json!(format!("{}{CATALOGUE}#catalogus", self.base))),
            ("@type", json!("dcat:Catalog")),
            ("dct:title", self.text(&settings.title)),
            ("dct:description", self.text(&settings.description)),
            ("dct:language", self.language()),
            ("dct:publisher", self.publisher_link()),
            ("dct:creator", self.publisher_link()),
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
            ("@type", json!(["foaf:Organization", "foaf:Agent"])),
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
            ("@type", json!(["vcard:Organization", "vcard:Kind"])),
            ("vcard:fn", json!(keys.page.title.value)),
            ("vcard:hasEmail", keys.email.as_ref().map_or(Value::Null, |email| link(format!("mailto:{}", email.0)))),
            ("vcard:hasURL", link(format!("{}{}", self.base, organisation.path))),
        ])
    }

    /// All data sets: the figures, and the comparisons of figures.
    fn datasets(&self) -> impl Iterator<Item = Dataset<'_>> {
        let figures = self.site.figures.refs().map(|figure| self.figure(figure));
        figures.chain(self.site.comparisons.refs().map(|comparison| self.comparison(comparison)))
    }

    fn figure(&self, reference: Ref<Figure>) -> Dataset<'_> {
        let figure = &self.site.figures[reference];
        let keys = &figure.keys;
        let language = self.site.settings.language;
        let numbers = [(Format::Csv, FileKind::Csv), (Format::Json, FileKind::Json(Shape::Figure))];
        let numbers = numbers.map(|(format, kind)| (download::path(figure, format), kind));
        let charts = (0..figure.chart_names().len()).map(|at| (download::picture_path(figure, at), FileKind::Svg));
        let edition = keys.source.edition.as_ref().map(|edition| format!(", {edition}"));
        Dataset {
            title: &keys.page.title.value,
            illustrative: keys.illustrative,
            description: format!(
                "{} {}",
                plain_sentence(figure, language),
                outside::words(self.site, &figure.definition)
            ),
            page: &figure.path,
            kind: keys.kind.value,
            regions: figure.regions.clone(),
            days: figure.days(),
            modified: self.site.data_modified(reference),
            sources: vec![format!("{}{}", keys.source.name, edition.unwrap_or_default())],
            source_url: keys.source.url.as_ref().map(|address| address.0.as_str()),
            licence: self.site.licence_of(figure),
            files: numbers.into_iter().chain(charts).collect(),
        }
    }

    fn comparison(&self, reference: Ref<Comparison>) -> Dataset<'_> {
        let comparison = &self.site.comparisons[reference];
        let (keys, content) = (&comparison.keys, &comparison.content);
        let sentence = with_plain_spaces(&comparison.sentence(self.site));
        let numbers = [(Form::Csv, FileKind::Csv), (Form::Json, FileKind::Json(Shape::Comparison))];
        let numbers = numbers.map(|(form, kind)| (compare::download::path(comparison, form), kind));
        let picture = compare::download::picture_path(comparison).map(|path| (path, FileKind::Svg));
        Dataset {
            title: &keys.page.title.value,
            illustrative: comparison.is_illustrative(self.site),
            description: format!("{sentence} {}", outside::words(self.site, &comparison.definition)),
            page: &comparison.path,
            kind: keys.kind.value,
            regions: content.members.iter().map(|member| member.region).collect(),
            days: content.periods.first().zip(content.periods.last()).map(|(first, last)| (first.start(), last.end())),
            modified: content.members.iter().filter_map(|member| self.site.data_modified(member.figure)).max(),
            sources: comparison.sources(self.site).into_keys().map(str::to_owned).collect(),
            source_url: None,
            licence: &self.site.settings.licence,
            files: numbers.into_iter().chain(picture).collect(),
        }
    }

    /// A data set with its files.
    fn dataset(&self, dataset: &Dataset) -> Vec<Value> {
        let example = match dataset.illustrative {
            true => self.site.settings.language.pick(" (voorbeeldcijfers)", " (example figures)"),
            false => "",
        };
        let title = format!("{}{example}", dataset.title);
        let files: Vec<Value> = dataset.files.iter().map(|file| self.file(dataset, &title, file)).collect();
        let regions = dataset.regions.iter().map(|region| {
            let name = &self.site.regions[*region].keys.page.title.value;
            node([("@type", json!("dct:Location")), ("rdfs:label", self.text(name))])
        });
        let days = dataset.days.map(|(first, last)| {
            node([("@type", json!("dct:PeriodOfTime")), ("dcat:startDate", date(first)), ("dcat:endDate", date(last))])
        });
        let sources = dataset.sources.iter();
        let sources = sources
            .map(|source| node([("@type", json!("dct:ProvenanceStatement")), ("rdfs:label", self.text(source))]));
        let whole = node([
            ("@id", json!(self.dataset_id(dataset))),
            ("@type", json!("dcat:Dataset")),
            ("dct:identifier", json!(self.dataset_id(dataset))),
            ("dct:title", self.text(&title)),
            ("dct:description", self.text(&dataset.description)),
            ("dct:publisher", self.publisher_link()),
            ("dct:creator", self.publisher_link()),
            ("dcat:contactPoint", self.contact()),
            ("dct:language", self.language()),
            ("dct:accessRights", link(format!("{AUTHORITY}/access-right/PUBLIC"))),
            // Population and society; health.
            ("dcat:theme", ["SOCI", "HEAL"].map(|theme| link(format!("{AUTHORITY}/data-theme/{theme}"))).into()),
            ("dcat:keyword", json!([{ "@value": dataset.kind.word(), "@language": Language::Dutch.code() }])),
            ("dcat:landingPage", link(format!("{}{}", self.base, dataset.page))),
            ("dct:source", dataset.source_url.map_or(Value::Null, link)),
            ("dct:provenance", sources.collect()),
            ("dct:spatial", regions.collect()),
            ("dct:temporal", days.unwrap_or(Value::Null)),
            ("dct:modified", dataset.modified.map_or(Value::Null, date)),
            ("dcat:distribution", files.iter().map(|file| json!({ "@id": file["@id"] })).collect()),
        ]);
        [whole].into_iter().chain(files).collect()
    }

    fn file(&self, dataset: &Dataset, title: &str, (path, kind): &(String, FileKind)) -> Value {
        let (name, media_type) = kind.names();
        let norm = match kind {
            // Tabular data on the web, for which every CSV of a figure has its description.
            FileKind::Csv => Some("https://www.w3.org/TR/tabular-data-model/".to_owned()),
            FileKind::Json(shape) => Some(format!("{}{}", self.base, shape.path())),
            FileKind::Svg => Some("https://www.w3.org/TR/SVG11/".to_owned()),
        };
        node([
            ("@id", json!(format!("{}{path}#bestand", self.base))),
            ("@type", json!("dcat:Distribution")),
            ("dct:title", self.text(&format!("{title} ({name})"))),
            ("dcat:accessURL", link(format!("{}{}", self.base, dataset.page))),
            ("dcat:downloadURL", link(format!("{}{path}", self.base))),
            ("dcat:mediaType", link(format!("https://www.iana.org/assignments/media-types/{media_type}"))),
            ("dct:format", link(format!("{AUTHORITY}/file-type/{name}"))),
            ("dct:conformsTo", norm.map_or(Value::Null, link)),
            ("dct:license", licence::address(dataset.licence).map_or(Value::Null, link)),
            ("dct:language", self.language()),
        ])
    }

    fn dataset_id(&self, dataset: &Dataset) -> String {
        format!("{}{}#dataset", self.base, dataset.page)
    }

    fn text(&self, text: &str) -> Value {
        json!({ "@value": text, "@language": self.site.settings.language.code() })
    }

    fn language(&self) -> Value {
        link(format!("{AUTHORITY}/language/{}", self.site.settings.language.pick("NLD", "ENG")))
    }
}
