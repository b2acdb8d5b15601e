//! What a CMS in the browser needs to edit the content: the page that starts it and its configuration, in the form of
//! Decap CMS.
//!
//! The fields of a file are in `form`, the words in `words`. What has no field stays in the file as it is: the CMS keeps
//! keys that it does not know.

mod form;
mod words;

use serde_json::{Value, json};

use super::files::NewFile;
use super::schema::{self, FileKind};
use crate::source::markdown::escape;

/// The branch that a site is built from, unless somebody says otherwise.
pub const DEFAULT_BRANCH: &str = "main";

/// Where the files go: published under the same path below the site's root.
const FOLDER: &str = "content/beheer";

/// The page that starts the CMS, or says what is missing.
const PAGE: &str = include_str!("index.html");
/// What it loads, each with its name.
const PARTS: [(&str, &str); 4] = [
    ("start.js", include_str!("start.js")),
    ("entries.js", include_str!("entries.js")),
    ("values.js", include_str!("values.js")),
    ("values.css", include_str!("values.css")),
];

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

/// What the configuration cannot know of itself.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where the content is kept.
    pub backend: Backend,
    /// The branch that the site is built from.
    pub branch: String,
}

/// The files of the CMS; without a script the page says how to get it.
pub fn files(settings: &Settings, script: Option<String>) -> Vec<NewFile> {
    let file = |name: &str, text: String| NewFile { path: format!("{FOLDER}/{name}"), text };
    let mut files = vec![
        file("index.html", PAGE.replace("OPTIONS", &escape(&settings.options()))),
        file("config.json", format!("{:#}\n", settings.configuration())),
    ];
    files.extend(PARTS.map(|(name, text)| file(name, text.to_owned())));
    files.extend(script.map(|script| file("cms.js", script)));
    files
}

impl Settings {
    /// The options with which the command writes these files again.
    fn options(&self) -> String {
        let named = |option: &str, value: &Option<String>| value.as_ref().map(|value| format!(" --{option} {value}"));
        let backend = match &self.backend {
            Backend::GitHub { repo, login } => {
                format!("github --repo {repo}{}", named("login", login).unwrap_or_default())
            }
            Backend::GitLab { repo, app } => format!("gitlab --repo {repo}{}", named("app", app).unwrap_or_default()),
            Backend::GitGateway => "git-gateway".to_owned(),
            Backend::Local => "local".to_owned(),
        };
        let branch = named("branch", &Some(self.branch.clone()).filter(|branch| branch != DEFAULT_BRANCH));
        format!("--backend {backend}{}", branch.unwrap_or_default())
    }

    /// The whole configuration. JSON is YAML too, which is what the CMS reads.
    fn configuration(&self) -> Value {
        let mut configuration = json!({
            "backend": self.backend(),
            "locale": "nl",
            "media_folder": "content/media",
            "slug": {"encoding": "ascii", "clean_accents": true},
            "show_preview_links": false,
            "collections": collections(),
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
}

fn collections() -> Vec<Value> {
    let (single, many): (Vec<FileKind>, Vec<FileKind>) =
        schema::originals().into_iter().partition(|kind| !kind.place.contains('*'));
    let general: Vec<Value> = single.iter().map(file).collect();
    let general = json!({"name": "algemeen", "label": "Algemeen", "files": general});
    std::iter::once(general).chain(many.iter().map(folder)).collect()
}

/// A file that has its place and cannot be made anew.
fn file(kind: &FileKind) -> Value {
    let mut file =
        json!({"name": kind.name, "label": kind.title, "file": kind.place, "fields": form::fields_of_file(kind)});
    beside_the_text(&mut file);
    file
}

/// All files of a kind in one list, whichever plan they belong to.
fn folder(kind: &FileKind) -> Value {
    let place = Place::of(kind);
    let is_text = kind.place.ends_with(".md");
    let mut folder = json!({
        "name": kind.name,
        "label": words::plural(&kind.name),
        "label_singular": kind.title,
        "folder": place.folder,
        "create": true,
        "extension": if is_text { "md" } else { "yaml" },
        "format": if is_text { "yaml-frontmatter" } else { "yaml" },
        "slug": "{{slug}}",
        "fields": form::fields_of_file(kind),
    });
    if let Some(path) = place.path {
        folder["path"] = json!(path);
    }
    if form::is_below_a_plan(kind) {
        // `entries.js` adds both keys to what the CMS sees of a file.
        folder["filter"] = json!({"field": "file_kind", "value": kind.name});
        folder["summary"] = json!("{{title}} ({{plan}})");
        folder["view_groups"] = json!([{"label": words::label("plan"), "field": "plan"}]);
    }
    beside_the_text(&mut folder);
    folder
}

/// Where files of a kind lie, in the terms of the CMS.
struct Place<'k> {
    folder: &'k str,
    /// The way on from there without the end of the name; none for a file right in the folder.
    path: Option<String>,
}

impl Place<'_> {
    fn of(kind: &FileKind) -> Place<'_> {
        let (folder, rest) = kind.place.split_once("/*").expect("files of this kind have names of their own");
        let (rest, _) = rest.rsplit_once('.').expect("the name of a file has an end");
        let path = match rest.strip_suffix('*') {
            Some(between) => (!between.is_empty()).then(|| format!("{{{{plan}}}}{between}{{{{slug}}}}")),
            None => (!rest.is_empty()).then(|| format!("{{{{slug}}}}{rest}")),
        };
        Place { folder, path }
    }
}

/// Pictures and documents lie beside the text that shows them.
fn beside_the_text(collection: &mut Value) {
    collection["media_folder"] = json!("");
    collection["public_folder"] = json!("");
}
