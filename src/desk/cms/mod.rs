//! What a CMS in the browser needs to edit the content: the page that starts it and its configuration, in the form of
//! Decap CMS.
//!
//! Fields come from the shapes that read the content ([`super::schema`]), so that the CMS asks for what `check` accepts;
//! their hints come from the handbook. What has no field (values of a figure, anything with keys of its own) stays in the
//! file as it is: the CMS keeps keys that it does not know.

mod words;

use serde_json::{Map, Value, json};

use super::files::NewFile;
use super::schema::{self, FileKind};
use crate::source::decode::{KeyShape, Shape};

/// Where the files go: published under the same path below the site's root.
const FOLDER: &str = "content/beheer";

/// The page that starts the CMS, or says what is missing.
const PAGE: &str = include_str!("index.html");
/// Leaves out of a file what was left empty.
const START: &str = include_str!("start.js");

/// Where the CMS keeps what somebody writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Backend {
    /// A repository at GitHub, `owner/name`; `login` is the server that asks for the password.
    GitHub {
        /// The repository.
        repo: String,
        /// Address of that server.
        login: Option<String>,
    },
    /// A repository at GitLab; with the id of an application there, nothing else is needed to log in.
    GitLab {
        /// The repository.
        repo: String,
        /// Id of the application.
        app: Option<String>,
    },
    /// Git Gateway: accounts that are not those of the host.
    GitGateway,
    /// This computer, by way of `decap-server`.
    Local,
}

/// What the configuration has to know of a project.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where the content is kept.
    pub backend: Backend,
    /// The branch that the site is built from.
    pub branch: String,
    /// Ids of the plans.
    pub plans: Vec<String>,
    /// Ids of the lines, each with its plan: `kustland/leren-en-werken`.
    pub lines: Vec<String>,
}

/// The files of the CMS; without a script the page says how to get it.
pub fn files(settings: &Settings, script: Option<String>) -> Vec<NewFile> {
    let file = |name: &str, text: String| NewFile { path: format!("{FOLDER}/{name}"), text };
    let mut files = vec![
        file("index.html", PAGE.to_owned()),
        file("start.js", START.to_owned()),
        file("config.json", format!("{:#}\n", settings.configuration())),
    ];
    files.extend(script.map(|script| file("cms.js", script)));
    files
}

impl Settings {
    /// The whole configuration. JSON is YAML too, which is what the CMS reads.
    fn configuration(&self) -> Value {
        let mut configuration = json!({
            "backend": self.backend(),
            "locale": "nl",
            "media_folder": "content/media",
            "slug": {"encoding": "ascii", "clean_accents": true},
            "show_preview_links": false,
            "collections": self.collections(),
        });
        // On one's own computer nobody else has to look first.
        if self.backend != Backend::Local {
            configuration["publish_mode"] = json!("editorial_workflow");
        }
        configuration
    }

    fn backend(&self) -> Value {
        let mut backend = match &self.backend {
            Backend::GitHub { repo, login } => json!({"name": "github", "repo": repo, "base_url": login}),
            Backend::GitLab { repo, app: Some(app) } => {
                json!({"name": "gitlab", "repo": repo, "auth_type": "pkce", "app_id": app})
            }
            Backend::GitLab { repo, app: None } => json!({"name": "gitlab", "repo": repo}),
            Backend::GitGateway => json!({"name": "git-gateway"}),
            Backend::Local => json!({"name": "proxy", "proxy_url": "http://localhost:8081/api/v1"}),
        };
        let known = backend.as_object_mut().expect("it was just made");
        known.retain(|_, value| !value.is_null());
        known.insert("branch".into(), json!(self.branch));
        backend
    }

    fn collections(&self) -> Vec<Value> {
        let kinds = schema::originals();
        let (single, many): (Vec<&FileKind>, Vec<&FileKind>) = kinds.iter().partition(|kind| !kind.place.contains('*'));
        let general: Vec<Value> = single.into_iter().map(|kind| self.file(kind, None)).collect();
        let general = json!({"name": "algemeen", "label": "Algemeen", "files": general});
        std::iter::once(general).chain(many.into_iter().flat_map(|kind| self.collections_of(kind))).collect()
    }

    /// The collections with all files of a kind: what lies in the folder of a plan has one for each plan.
    fn collections_of(&self, kind: &FileKind) -> Vec<Value> {
        let plural = words::plural(&kind.name);
        match kind.place.matches('*').count() {
            1 if kind.place.ends_with("index.md") => {
                let files: Vec<Value> = self.plans.iter().map(|plan| self.file(kind, Some(plan))).collect();
                let collection = || json!({"name": kind.name, "label": plural, "files": files});
                (!files.is_empty()).then(collection).into_iter().collect()
            }
            1 => vec![self.folder(kind, &kind.name, plural, None)],
            _ => {
                let of_plan = |plan: &String| {
                    let (name, label) = (format!("{}-{plan}", kind.name), format!("{plural}: {plan}"));
                    self.folder(kind, &name, &label, Some(plan))
                };
                self.plans.iter().map(of_plan).collect()
            }
        }
    }

    /// A file that has its place and cannot be made anew.
    fn file(&self, kind: &FileKind, plan: Option<&str>) -> Value {
        let mut file = json!({
            "name": plan.unwrap_or(&kind.name),
            "label": plan.unwrap_or(&kind.title),
            "file": place_in(kind, plan),
            "fields": self.fields_of_file(kind, plan),
        });
        beside_the_text(&mut file);
        file
    }

    fn folder(&self, kind: &FileKind, name: &str, label: &str, plan: Option<&str>) -> Value {
        let place = place_in(kind, plan);
        let (folder, file) = place.rsplit_once('/').expect("content lies in a folder");
        let is_text = file.ends_with(".md");
        let mut folder = json!({
            "name": name,
            "label": label,
            "label_singular": kind.title,
            "folder": folder,
            // Values of a figure have no field, so that it cannot begin here.
            "create": is_text,
            "extension": if is_text { "md" } else { "yaml" },
            "format": if is_text { "yaml-frontmatter" } else { "yaml" },
            "slug": "{{slug}}",
            "fields": self.fields_of_file(kind, plan),
        });
        beside_the_text(&mut folder);
        folder
    }

    fn fields_of_file(&self, kind: &FileKind, plan: Option<&str>) -> Vec<Value> {
        let Shape::Record(keys) = &kind.shape else { unreachable!("a file is a record") };
        let meanings = schema::descriptions(kind.heading);
        let hinted = |key: &KeyShape| {
            let mut field = self.field(key, plan)?;
            if let Some(meaning) = meanings.get(key.name) {
                field["hint"] = json!(meaning);
            }
            Some(field)
        };
        let mut fields: Vec<Value> = keys.iter().filter_map(hinted).collect();
        if kind.place.ends_with(".md") {
            // Raw: a text stays letter for letter as it was written, links and tables too.
            fields.push(
                json!({"name": "body", "label": "Tekst", "widget": "markdown", "modes": ["raw"], "required": false}),
            );
        }
        fields
    }

    /// A field for a key; none when a form cannot show what it holds.
    fn field(&self, key: &KeyShape, plan: Option<&str>) -> Option<Value> {
        let mut field = Map::new();
        field.insert("name".into(), json!(key.name));
        field.insert("label".into(), json!(words::label(key.name)));
        field.insert("required".into(), json!(key.is_required));
        let Value::Object(widget) = self.widget(key, plan)? else { unreachable!("a widget is an object") };
        field.extend(widget);
        if field["widget"] == "datetime" && !key.is_required {
            // Or else it would be today.
            field.insert("default".into(), json!(""));
        }
        Some(Value::Object(field))
    }

    fn widget(&self, key: &KeyShape, plan: Option<&str>) -> Option<Value> {
        match (words::target(key.name), &key.shape) {
            (Some(kind), Shape::Text) => self.reference(kind, false, plan),
            (Some(kind), Shape::List(item)) if **item == Shape::Text => self.reference(kind, true, plan),
            (_, Shape::Text) if words::is_long(key.name) => Some(json!({"widget": "text"})),
            (_, shape) => self.widget_of(shape, plan),
        }
    }

    fn widget_of(&self, shape: &Shape, plan: Option<&str>) -> Option<Value> {
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
            Shape::Words(words) => json!({"widget": "select", "options": options(words.iter().copied())}),
            Shape::List(item) => self.list(item, plan)?,
            Shape::Record(keys) => {
                let optional = |key: &KeyShape| KeyShape { is_required: false, ..key.clone() };
                // A record that is left empty as a whole lacks nothing; `check` says so of one that is half full.
                let keys: Vec<KeyShape> = keys.iter().map(optional).collect();
                json!({"widget": "object", "collapsed": true, "fields": self.fields(&keys, plan)})
            }
            Shape::Any | Shape::Nothing | Shape::Map(_) | Shape::OneOf(_) => return None,
        })
    }

    fn list(&self, item: &Shape, plan: Option<&str>) -> Option<Value> {
        Some(match item {
            Shape::Words(words) => {
                json!({"widget": "select", "multiple": true, "options": options(words.iter().copied())})
            }
            Shape::Record(keys) => {
                // A new item would lack what no field asks for. What refers to nothing yet is none of that.
                let is_asked = |key: &KeyShape| words::target(key.name).is_some() || self.field(key, plan).is_some();
                let is_whole = keys.iter().all(is_asked);
                is_whole.then(|| json!({"widget": "list", "collapsed": true, "fields": self.fields(keys, plan)}))?
            }
            // One field an item: a text may hold a comma.
            item => {
                let mut field = self.widget_of(item, plan)?;
                field["name"] = json!("item");
                field["label"] = json!("Regel");
                json!({"widget": "list", "field": field})
            }
        })
    }

    fn fields(&self, keys: &[KeyShape], plan: Option<&str>) -> Vec<Value> {
        keys.iter().filter_map(|key| self.field(key, plan)).collect()
    }

    /// A choice from what there is. Ids of plans and lines are no names of files, which is all that the CMS knows of, so
    /// these are listed.
    fn reference(&self, kind: &str, is_multiple: bool, plan: Option<&str>) -> Option<Value> {
        let chosen = match kind {
            "plan" => Some(self.plans.clone()),
            "line" => Some(self.lines_of(plan)),
            _ => None,
        };
        match chosen {
            Some(ids) if ids.is_empty() => None,
            Some(ids) => Some(json!({"widget": "select", "multiple": is_multiple, "options": ids})),
            None => Some(json!({
                "widget": "relation",
                "multiple": is_multiple,
                "collection": kind,
                "value_field": "{{slug}}",
                "search_fields": ["title"],
                "display_fields": ["title"],
            })),
        }
    }

    /// The lines of a plan, which its own files name without the plan; or all lines.
    fn lines_of(&self, plan: Option<&str>) -> Vec<String> {
        let short = |line: &String| match plan {
            Some(plan) => line.strip_prefix(plan)?.strip_prefix('/').map(str::to_owned),
            None => Some(line.clone()),
        };
        self.lines.iter().filter_map(short).collect()
    }
}

fn place_in(kind: &FileKind, plan: Option<&str>) -> String {
    match plan {
        Some(plan) => kind.place.replacen('*', plan, 1),
        None => kind.place.clone(),
    }
}

/// Pictures and documents lie beside the text that shows them.
fn beside_the_text(collection: &mut Value) {
    collection["media_folder"] = json!("");
    collection["public_folder"] = json!("");
}

fn options<'w>(words: impl Iterator<Item = &'w str>) -> Vec<Value> {
    words.map(|word| json!({"label": word.replace('_', " "), "value": word})).collect()
}
