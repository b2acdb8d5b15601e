//! The fields of a file in the CMS: from the shapes that read the content ([`crate::model::format`]), so that a form asks
//! for what `check` accepts. Their hints come from the handbook.

use serde_json::{Map, Value, json};

use super::words;
use crate::desk::schema::{self, FileKind};
use crate::source::decode::{KeyShape, Shape};

/// True for what lies in the folder of a plan.
pub fn is_below_a_plan(kind: &FileKind) -> bool {
    kind.place.matches('*').count() == 2
}

/// The fields of a kind of file, those that are asked for most first.
pub fn fields_of_file(kind: &FileKind) -> Vec<Value> {
    let Shape::Record(keys) = &kind.shape else { unreachable!("a file is a record") };
    let form = Form { kind };
    let meanings = schema::descriptions(kind.heading);
    let hinted = |key: &KeyShape| {
        let mut field = form.field(key)?;
        if let Some(hint) = meanings.get(key.name).and_then(|meaning| words::hint(meaning)) {
            field["hint"] = json!(hint);
        }
        Some((Rank::of(key), field))
    };
    let mut fields: Vec<(Rank, Value)> = keys.iter().filter_map(hinted).collect();
    fields.extend(form.plan().map(|plan| (Rank::Plan, plan)));
    if kind.place.ends_with(".md") {
        // Raw: a text stays letter for letter as it was written, links and tables too.
        let body = json!({"name": "body", "label": "Tekst", "widget": "markdown", "modes": ["raw"], "required": false});
        fields.push((Rank::Body, body));
    }
    fields.sort_by_key(|(rank, _)| *rank);
    fields.into_iter().map(|(_, field)| field).collect()
}

/// Where a field stands in its form.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Plan,
    Title,
    Required,
    Body,
    Values,
    Optional,
    Publication,
    Address,
}

impl Rank {
    fn of(key: &KeyShape) -> Rank {
        match key.name {
            "title" | "summary" => Rank::Title,
            "draft" | "publish_from" | "publish_until" => Rank::Publication,
            "slug" | "redirect_from" => Rank::Address,
            _ if key.is_required => Rank::Required,
            _ if holds_values(&key.shape) => Rank::Values,
            _ => Rank::Optional,
        }
    }
}

fn holds_values(shape: &Shape) -> bool {
    match shape {
        Shape::Map(_) => true,
        Shape::List(item) => holds_values(item),
        Shape::Record(keys) => keys.iter().any(|key| holds_values(&key.shape)),
        _ => false,
    }
}

/// The form of a kind of file.
struct Form<'k> {
    kind: &'k FileKind,
}

impl Form<'_> {
    /// The plan that the file belongs to. It is no key, but part of the file's path.
    fn plan(&self) -> Option<Value> {
        let mut field = reference("plan", false);
        field["name"] = json!("plan");
        field["label"] = json!(words::label("plan"));
        field["hint"] = json!("bij welk plan dit hoort; dat ligt vast zodra het is opgeslagen");
        is_below_a_plan(self.kind).then_some(field)
    }

    fn fields(&self, keys: &[KeyShape]) -> Vec<Value> {
        keys.iter().filter_map(|key| self.field(key)).collect()
    }

    /// A field for a key; none when a form cannot show what it holds.
    fn field(&self, key: &KeyShape) -> Option<Value> {
        let mut field = Map::new();
        field.insert("name".into(), json!(key.name));
        field.insert("label".into(), json!(words::label(key.name)));
        field.insert("required".into(), json!(key.is_required));
        let Value::Object(widget) = self.widget(key)? else { unreachable!("a widget is an object") };
        field.extend(widget);
        if field["widget"] == "datetime" && !key.is_required {
            // Or else it would be today.
            field.insert("default".into(), json!(""));
        }
        Some(Value::Object(field))
    }

    fn widget(&self, key: &KeyShape) -> Option<Value> {
        match (words::target(key), &key.shape) {
            // A plan names its lines without itself, which no list of lines can tell apart.
            (Some("line"), _) if self.kind.name == "plan" => None,
            (Some(kind), shape) => Some(reference(kind, *shape != Shape::Text)),
            (_, Shape::Text) if words::is_long(key.name) => Some(json!({"widget": "text"})),
            (_, Shape::Record(keys)) if key.is_required => {
                Some(json!({"widget": "object", "collapsed": false, "fields": self.fields(keys)}))
            }
            (_, shape) => self.widget_of(shape),
        }
    }

    fn widget_of(&self, shape: &Shape) -> Option<Value> {
        Some(match shape {
            Shape::Text => json!({"widget": "string"}),
            Shape::Markdown => json!({"widget": "text"}),
            Shape::Bool => json!({"widget": "boolean"}),
            Shape::Number => json!({"widget": "number", "value_type": "float"}),
            Shape::WholeNumber => json!({"widget": "number", "value_type": "int", "min": 0}),
            Shape::Year => json!({"widget": "number", "value_type": "int", "min": 1, "max": 9999}),
            Shape::Date => {
                let format = "YYYY-MM-DD";
                json!({"widget": "datetime", "format": format, "date_format": format, "time_format": false})
            }
            Shape::Web | Shape::Email => {
                json!({"widget": "string", "pattern": [schema::pattern(shape)?, words::pattern(shape)?]})
            }
            Shape::Words(words) => json!({"widget": "select", "options": options(words)}),
            Shape::List(item) => self.list(item)?,
            Shape::Record(keys) => {
                // A record that is left empty as a whole lacks nothing; `check` says so of one that is half full.
                json!({"widget": "object", "collapsed": true, "fields": self.fields(&all_optional(keys))})
            }
            Shape::Map(value) => self.values(value)?,
            Shape::Any | Shape::Nothing | Shape::OneOf(_) => return None,
        })
    }

    fn list(&self, item: &Shape) -> Option<Value> {
        Some(match item {
            Shape::Words(words) => json!({"widget": "select", "multiple": true, "options": options(words)}),
            Shape::Record(keys) => {
                // A new item would lack what no field asks for. What refers to nothing yet is none of that.
                let is_asked = |key: &KeyShape| words::target(key).is_some() || self.field(key).is_some();
                let is_whole = keys.iter().all(is_asked);
                is_whole.then(|| self.list_of_records(keys))?
            }
            // One field an item: a text may hold a comma.
            item => {
                let mut field = self.widget_of(item)?;
                field["name"] = json!("item");
                field["label"] = json!("Regel");
                json!({"widget": "list", "field": field})
            }
        })
    }

    /// A list of records, open when values are in it: they are what people come for.
    fn list_of_records(&self, keys: &[KeyShape]) -> Value {
        let has_values = keys.iter().any(|key| holds_values(&key.shape));
        let mut list = json!({"widget": "list", "collapsed": !has_values, "fields": self.fields(keys)});
        if !has_values {
            // Or else it would begin with an item of what its fields begin with.
            list["default"] = json!([]);
        }
        list
    }

    /// Values by period, with a widget of our own (`values.js`): each is a number, nothing, or a record with remarks.
    fn values(&self, value: &Shape) -> Option<Value> {
        let Shape::OneOf(forms) = value else { return None };
        let keys = forms.iter().find_map(|form| match form {
            Shape::Record(keys) => Some(keys),
            _ => None,
        })?;
        let mut remarks = self.fields(keys);
        remarks.retain(|field| field["name"] != "value");
        Some(json!({"widget": "values", "remarks": remarks}))
    }
}

fn all_optional(keys: &[KeyShape]) -> Vec<KeyShape> {
    keys.iter().map(|key| KeyShape { is_required: false, ..key.clone() }).collect()
}

/// A choice from what there is. The id of a plan is no name of a file; `entries.js` adds it to the entries as `plan`.
fn reference(kind: &str, is_multiple: bool) -> Value {
    let (id, shown) = match kind {
        "plan" => ("plan", vec!["title"]),
        "line" => ("{{plan}}/{{filename}}", vec!["title", "plan"]),
        _ => ("{{slug}}", vec!["title"]),
    };
    json!({
        "widget": "relation",
        "multiple": is_multiple,
        "collection": kind,
        "value_field": id,
        "search_fields": ["title"],
        "display_fields": shown,
    })
}

fn options(words: &[&str]) -> Vec<Value> {
    words.iter().map(|word| json!({"label": word.replace('_', " "), "value": word})).collect()
}
