//! JSON Schemas of every kind of file, for editors and other programs.
//!
//! Keys, types and accepted words come from the records that read the content ([`crate::model::format`]); what a key
//! means comes from the handbook, `docs/handboek/inhoud.md`. So there is one source for each.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::files::NewFile;
use crate::model::format::*;
use crate::model::translation::Translate;
use crate::source::decode::{Decode, Shape};

const HANDBOOK: &str = include_str!("../../docs/handboek/inhoud.md");

/// A kind of file.
pub struct FileKind {
    /// Name of its schema: `region`, and of its translation `region-translation`.
    pub name: String,
    /// What it is called in Dutch.
    pub title: String,
    /// Its heading in the handbook.
    pub heading: &'static str,
    /// Where such files lie, from the project's folder.
    pub place: String,
    /// Its keys.
    pub shape: Shape,
}

/// All kinds of files, in the order of the handbook: each, and what its translation into English can say.
pub fn kinds() -> Vec<FileKind> {
    pairs().into_iter().flatten().collect()
}

/// All kinds of files but those of translations.
pub fn originals() -> Vec<FileKind> {
    pairs().into_iter().map(|[original, _]| original).collect()
}

fn pairs() -> Vec<[FileKind; 2]> {
    vec![
        kind::<SiteFile>("site", "Instellingen", "site.yaml", "content/site.yaml"),
        kind::<HomeFile>("home", "Voorpagina", "index.md", "content/index.md"),
        kind::<RegionFile>("region", "Regio", "regions/", "content/regions/*.md"),
        kind::<PlanFile>("plan", "Plan", "plans/<plan>/index.md", "content/plans/*/index.md"),
        kind::<LineFile>("line", "Actielijn", "plans/<plan>/lines/<lijn>.md", "content/plans/*/lines/*.md"),
        kind::<ActionFile>("action", "Actie", "Een actie", "content/plans/*/actions/*.md"),
        kind::<TopicFile>("topic", "Thema", "topics/", "content/topics/*.md"),
        kind::<FigureFile>("figure", "Cijfer", "figures/<cijfer>.yaml", "content/figures/*.yaml"),
        kind::<ComparisonFile>(
            "comparison",
            "Vergelijking",
            "comparisons/<vergelijking>.yaml",
            "content/comparisons/*.yaml",
        ),
        kind::<NewsFile>("news", "Nieuwsbericht", "news/", "content/news/*.md"),
        kind::<PracticeFile>("practice", "Goed voorbeeld", "practices/", "content/practices/*.md"),
        kind::<ProjectFile>("project", "Project", "projects/", "content/projects/*.md"),
        kind::<OrganisationFile>("organisation", "Organisatie", "organisations/", "content/organisations/*.md"),
        kind::<DocumentFile>("document", "Document", "documents/", "content/documents/*.md"),
        kind::<EventFile>("event", "Bijeenkomst", "events/", "content/events/*.md"),
        kind::<QuestionFile>("question", "Vraag", "questions/", "content/questions/*.md"),
        kind::<TermFile>("term", "Begrip", "glossary/", "content/glossary/*.md"),
        kind::<TextFile>("page", "Losse pagina", "pages/", "content/pages/*.md"),
    ]
}

fn kind<K: Decode + Translate>(name: &str, title: &str, heading: &'static str, place: &str) -> [FileKind; 2] {
    let (stem, extension) = place.rsplit_once('.').expect("the name of a file has an end");
    let original = FileKind {
        name: name.to_owned(),
        title: title.to_owned(),
        heading,
        place: place.to_owned(),
        shape: <K as Decode>::shape(),
    };
    let translation = FileKind {
        name: format!("{name}-translation"),
        title: format!("{title}: vertaling"),
        heading,
        place: format!("{stem}.en.{extension}"),
        shape: <K as Translate>::shape(),
    };
    [original, translation]
}

/// The schemas as files in a folder: one for each kind, `region.json`.
pub fn files(folder: &str) -> Vec<NewFile> {
    let file = |kind: &FileKind| NewFile {
        path: format!("{folder}/{}.json", kind.name).trim_start_matches('/').to_owned(),
        text: format!("{:#}\n", schema(kind)),
    };
    kinds().iter().map(file).collect()
}

/// All schemas in one object, by the name of the kind.
pub fn together() -> String {
    let all: Map<String, Value> = kinds().iter().map(|kind| (kind.name.clone(), schema(kind))).collect();
    format!("{:#}\n", Value::Object(all))
}

/// The schema of a kind of file: of the whole of a YAML file, of the front matter of a text.
pub fn schema(kind: &FileKind) -> Value {
    let mut schema = of_shape(&kind.shape, &descriptions(kind.heading));
    let object = schema.as_object_mut().expect("a file is a record");
    let mut ordered = Map::new();
    ordered.insert("$schema".into(), json!("http://json-schema.org/draft-07/schema#"));
    ordered.insert("title".into(), json!(kind.title));
    ordered.append(object);
    Value::Object(ordered)
}

/// What each key of a kind means: from its table in the handbook, and from the table of keys that all pages have.
pub fn descriptions(heading: &str) -> BTreeMap<String, String> {
    let mut found = table("Velden die overal mogen");
    found.extend(table(heading));
    found
}

/// The rows of the table below a heading: the keys between backticks in the first column, with the second column.
fn table(heading: &str) -> BTreeMap<String, String> {
    let start = HANDBOOK.find(&format!("\n## {heading}\n"));
    let section = start.map_or("", |at| HANDBOOK[at + 4..].split("\n## ").next().unwrap_or(""));
    let mut found = BTreeMap::new();
    for row in section.lines().filter_map(|line| line.strip_prefix("| `")) {
        let Some((keys, meaning)) = row.split_once(" | ") else { continue };
        let meaning = plain(meaning.trim_end_matches('|').trim());
        for key in keys.split('`').step_by(2).filter(|key| !key.trim_matches([',', ' ']).is_empty()) {
            found.insert(key.to_owned(), meaning.clone());
        }
    }
    found
}

/// Without marks of Markdown: an editor shows it as text.
fn plain(text: &str) -> String {
    let text = text.replace("**", "").replace('`', "").replace("\\|", "|");
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once('[') {
        let Some((name, after)) =
            after.split_once("](").and_then(|(name, after)| Some((name, after.split_once(')')?.1)))
        else {
            out.push_str(before);
            out.push('[');
            rest = after;
            continue;
        };
        out.push_str(before);
        out.push_str(name);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// What a text of this shape looks like, as a regular expression; none where any text will do.
pub fn pattern(shape: &Shape) -> Option<&'static str> {
    match shape {
        Shape::Web => Some("^[Hh][Tt][Tt][Pp][Ss]?://"),
        Shape::Email => Some("^[^@ <>]+@[^@ <>]+\\.[^@ <>]+$"),
        _ => None,
    }
}

fn of_shape(shape: &Shape, meanings: &BTreeMap<String, String>) -> Value {
    match shape {
        Shape::Any => json!({}),
        // Numbers and truth values are texts too, in their own spelling.
        Shape::Text | Shape::Markdown => json!({"type": ["string", "number", "boolean"], "minLength": 1}),
        Shape::Bool => json!({"type": "boolean"}),
        Shape::Number => json!({"type": "number"}),
        Shape::WholeNumber => json!({"type": "integer", "minimum": 0}),
        Shape::Year => json!({"type": "integer", "minimum": 1, "maximum": 9999}),
        Shape::Date => json!({"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
        Shape::Web | Shape::Email => json!({"type": "string", "pattern": pattern(shape)}),
        Shape::Nothing => json!({"type": "null"}),
        Shape::Words(words) => json!({"enum": words}),
        Shape::List(item) => json!({"type": "array", "items": of_shape(item, &BTreeMap::new())}),
        Shape::Map(value) => json!({"type": "object", "additionalProperties": of_shape(value, &BTreeMap::new())}),
        Shape::OneOf(shapes) => {
            let shapes: Vec<Value> = shapes.iter().map(|shape| of_shape(shape, &BTreeMap::new())).collect();
            json!({"anyOf": shapes})
        }
        Shape::Record(keys) => {
            let mut properties = Map::new();
            for key in keys {
                let mut property = of_shape(&key.shape, &BTreeMap::new());
                if let Some(meaning) = meanings.get(key.name) {
                    property["description"] = json!(meaning);
                }
                properties.insert(key.name.to_owned(), property);
            }
            let required: Vec<&str> = keys.iter().filter(|key| key.is_required).map(|key| key.name).collect();
            json!({"type": "object", "required": required, "additionalProperties": false, "properties": properties})
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_every_kind_has_a_meaning() {
        for kind in kinds() {
            let Shape::Record(keys) = &kind.shape else { panic!("{} is a record", kind.name) };
            let meanings = descriptions(kind.heading);
            let missing: Vec<&str> =
                keys.iter().map(|key| key.name).filter(|key| !meanings.contains_key(*key)).collect();
            assert!(missing.is_empty(), "docs/handboek/inhoud.md has no row for {missing:?} below `{}`", kind.heading);
        }
    }

    #[test]
    fn no_key_takes_just_anything() {
        fn check(shape: &Shape, path: &str) {
            match shape {
                Shape::Any => panic!("{path}: its type gives no shape"),
                Shape::List(inner) | Shape::Map(inner) => check(inner, path),
                Shape::OneOf(shapes) => shapes.iter().for_each(|shape| check(shape, path)),
                Shape::Record(keys) => keys.iter().for_each(|key| check(&key.shape, &format!("{path}.{}", key.name))),
                _ => {}
            }
        }
        kinds().iter().for_each(|kind| check(&kind.shape, &kind.name));
    }
}
