//! Documents → records by kind: a file's place says what it is, its name is its id.

use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::problem::{SlugRemedy, nearest};
use crate::diagnostic::{Diagnostics, FileId, Problem, Span, Spanned};
use crate::source::address::slug;
use crate::source::decode::{Decode, Reader};
use crate::source::markdown::Prose;
use crate::source::yaml::{Node, Value};
use crate::source::{Document, Sources};

use super::format::*;
use super::registry::{Kind, Registry, State};

/// A record with what its file's place tells.
pub struct Raw<K> {
    /// Id.
    pub id: String,
    /// The plan whose folder it lies in.
    pub plan: Option<String>,
    /// Path from the content folder.
    pub path: String,
    /// Its keys.
    pub keys: K,
    /// Text below the front matter.
    pub body: Prose,
}

impl<K> Raw<K> {
    /// Folder of the file.
    pub fn dir(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(dir, _)| dir)
    }

    /// The id by which other files refer to it: of lines and actions with their plan.
    pub fn full_id(&self) -> String {
        match &self.plan {
            Some(plan) => format!("{plan}/{}", self.id),
            None => self.id.clone(),
        }
    }
}

/// All records, by kind.
#[derive(Default)]
pub struct Raws {
    pub site: Option<SiteFile>,
    pub home: Option<Raw<HomeFile>>,
    pub regions: Vec<Raw<RegionFile>>,
    pub plans: Vec<Raw<PlanFile>>,
    pub lines: Vec<Raw<LineFile>>,
    pub actions: Vec<RawAction>,
    pub topics: Vec<Raw<TopicFile>>,
    pub figures: Vec<Raw<FigureFile>>,
    pub comparisons: Vec<Raw<ComparisonFile>>,
    pub news: Vec<Raw<NewsFile>>,
    pub practices: Vec<Raw<PracticeFile>>,
    pub projects: Vec<Raw<ProjectFile>>,
    pub organisations: Vec<Raw<OrganisationFile>>,
    pub documents: Vec<Raw<DocumentFile>>,
    pub events: Vec<Raw<EventFile>>,
    pub questions: Vec<Raw<QuestionFile>>,
    pub terms: Vec<Raw<TermFile>>,
    pub pages: Vec<Raw<TextFile>>,
}

/// An action, from its own file or from its line's.
pub struct RawAction {
    /// The record.
    pub raw: Raw<ActionItem>,
    /// Id of its line, with the place where it is named.
    pub line: Spanned<String>,
    /// Place in its line's list; none for an action with a file of its own.
    pub order: Option<usize>,
}

/// Where a file lies.
#[derive(Debug, Clone)]
enum Place {
    Site,
    Home,
    Entity { kind: Kind, id: String, plan: Option<String> },
}

/// Folders directly below `content/`, with what their files are and how these end.
const FOLDERS: &[(&str, Kind, &str)] = &[
    ("regions", Kind::Region, "md"),
    ("topics", Kind::Topic, "md"),
    ("figures", Kind::Figure, "yaml"),
    ("comparisons", Kind::Comparison, "yaml"),
    ("news", Kind::News, "md"),
    ("practices", Kind::Practice, "md"),
    ("projects", Kind::Project, "md"),
    ("organisations", Kind::Organisation, "md"),
    ("documents", Kind::Document, "md"),
    ("events", Kind::Event, "md"),
    ("questions", Kind::Question, "md"),
    ("glossary", Kind::Term, "md"),
    ("pages", Kind::Page, "md"),
];

fn place(path: &str) -> Option<Place> {
    let (stem, extension) = path.rsplit_once('.')?;
    let parts: Vec<&str> = stem.split('/').collect();
    let entity = |kind, id: &str, plan: Option<&str>| {
        Some(Place::Entity { kind, id: id.to_owned(), plan: plan.map(str::to_owned) })
    };
    match (parts.as_slice(), extension) {
        (["site"], "yaml") => Some(Place::Site),
        (["index"], "md") => Some(Place::Home),
        (["plans", plan, "index"], "md") => entity(Kind::Plan, plan, None),
        (["plans", plan, "lines", line], "md") => entity(Kind::Line, line, Some(plan)),
        (["plans", plan, "actions", action], "md") => entity(Kind::Action, action, Some(plan)),
        ([folder, id], extension) => {
            let (_, kind, _) = FOLDERS.iter().find(|(f, _, e)| f == folder && *e == extension)?;
            entity(*kind, id, None)
        }
        _ => None,
    }
}

/// The place that a misplaced file was probably meant for.
fn nearest_place(path: &str) -> Option<String> {
    let (folder, name) = path.split_once('/').unwrap_or(("", path));
    let known = FOLDERS.iter().map(|(f, _, _)| *f).chain(["plans"]);
    let folder = nearest(folder, known)?;
    let stem = name.rsplit('/').next().and_then(|n| n.rsplit_once('.')).map_or(name, |(stem, _)| stem);
    let meant = match FOLDERS.iter().find(|(f, _, _)| *f == folder) {
        Some((_, _, extension)) => format!("{folder}/{stem}.{extension}"),
        None => format!("plans/{stem}/index.md"),
    };
    (meant != path).then_some(meant)
}

#[derive(Debug, Clone)]
enum Record {
    Site(SiteFile),
    Home(HomeFile),
    Region(RegionFile),
    Plan(Box<PlanFile>),
    Line(Box<LineFile>),
    Action(Box<ActionFile>),
    Topic(TopicFile),
    Figure(Box<FigureFile>),
    Comparison(ComparisonFile),
    News(NewsFile),
    Practice(PracticeFile),
    Project(ProjectFile),
    Organisation(OrganisationFile),
    Document(DocumentFile),
    Event(EventFile),
    Question(QuestionFile),
    Term(TermFile),
    Page(TextFile),
}

/// A file's record as far as it could be read, with what is wrong in it.
#[derive(Debug, Clone)]
pub struct Decoded {
    path: String,
    file: FileId,
    place: Option<Place>,
    record: Option<Record>,
    body: Prose,
    mistakes: Diagnostics,
}

/// Reads the record of a document; pure, so that it can be remembered by what the file says.
pub fn decode(document: Document, text: &str) -> Decoded {
    let Document { path, file, mut keys, body, mut mistakes } = document;
    if let Some(node) = keys.as_mut().filter(|node| node.value == Value::Null) {
        // What lacks is the required keys, and that says more than that there is nothing.
        node.value = Value::Map(Vec::new());
    }
    let dir = path.rsplit_once('/').map_or("", |(dir, _)| dir);
    let mut reader = Reader { file, text, dir, diagnostics: &mut mistakes };
    let place = place(&path);
    let record = keys.zip(place.as_ref()).and_then(|(node, place)| {
        let r = &mut reader;
        match place {
            Place::Site => SiteFile::decode(&node, "site.yaml", r).map(Record::Site),
            Place::Home => HomeFile::decode(&node, "index.md", r).map(Record::Home),
            Place::Entity { kind, .. } => record_of(*kind, &node, r),
        }
    });
    Decoded { path, file, place, record, body, mistakes }
}

/// Sorts all records by kind; what could not be read is known to the registry as broken.
pub fn gather(sources: Sources<Decoded>, registry: &mut Registry, diagnostics: &mut Diagnostics) -> Raws {
    let mut raws = Raws::default();
    for path in &sources.broken {
        if let Some(Place::Entity { kind, id, plan }) = place(path) {
            registry.add_broken(path, kind, id, plan);
        }
    }
    let decoded: Vec<Decoded> = sources.documents.into_par_iter().map(Arc::unwrap_or_clone).collect();
    for mut one in decoded {
        diagnostics.append(std::mem::take(&mut one.mistakes));
        match one.place.take() {
            None => {
                let problem = Problem::MisplacedFile { nearest: nearest_place(&one.path) };
                diagnostics.report(Span::new(one.file, 0..0), problem);
            }
            Some(place) => raws.add(one, place, registry, diagnostics),
        }
    }
    raws
}

fn record_of(kind: Kind, node: &Node, r: &mut Reader) -> Option<Record> {
    let key = kind.word();
    match kind {
        Kind::Region => RegionFile::decode(node, key, r).map(Record::Region),
        Kind::Plan => PlanFile::decode(node, key, r).map(|k| Record::Plan(Box::new(k))),
        Kind::Line => LineFile::decode(node, key, r).map(|k| Record::Line(Box::new(k))),
        Kind::Action => ActionFile::decode(node, key, r).map(|k| Record::Action(Box::new(k))),
        Kind::Topic => TopicFile::decode(node, key, r).map(Record::Topic),
        Kind::Figure => FigureFile::decode(node, key, r).map(|k| Record::Figure(Box::new(k))),
        Kind::Comparison => ComparisonFile::decode(node, key, r).map(Record::Comparison),
        Kind::News => NewsFile::decode(node, key, r).map(Record::News),
        Kind::Practice => PracticeFile::decode(node, key, r).map(Record::Practice),
        Kind::Project => ProjectFile::decode(node, key, r).map(Record::Project),
        Kind::Organisation => OrganisationFile::decode(node, key, r).map(Record::Organisation),
        Kind::Document => DocumentFile::decode(node, key, r).map(Record::Document),
        Kind::Event => EventFile::decode(node, key, r).map(Record::Event),
        Kind::Question => QuestionFile::decode(node, key, r).map(Record::Question),
        Kind::Term => TermFile::decode(node, key, r).map(Record::Term),
        Kind::Page => TextFile::decode(node, key, r).map(Record::Page),
    }
}

impl Raws {
    fn add(&mut self, decoded: Decoded, place: Place, registry: &mut Registry, diagnostics: &mut Diagnostics) {
        let Decoded { path, file, record, body, .. } = decoded;
        let (kind, id, plan) = match place {
            Place::Site => {
                if let Some(Record::Site(keys)) = record {
                    self.site = Some(keys);
                }
                return;
            }
            Place::Home => {
                if let Some(Record::Home(keys)) = record {
                    self.home = Some(Raw { id: "index".into(), plan: None, path, keys, body });
                }
                return;
            }
            Place::Entity { kind, id, plan } => (kind, id, plan),
        };
        registry.add_broken(&path, kind, id.clone(), plan.clone());
        let Some(record) = record else { return };
        macro_rules! raw {
            ($keys:expr) => {
                Raw { id, plan, path, keys: $keys, body }
            };
        }
        match record {
            Record::Site(_) | Record::Home(_) => unreachable!("these have places of their own"),
            Record::Region(keys) => self.regions.push(raw!(keys)),
            Record::Plan(keys) => self.plans.push(raw!(*keys)),
            Record::Line(keys) => self.add_line(raw!(*keys), file, registry, diagnostics),
            Record::Action(keys) => {
                let line = keys.line.clone();
                let raw = Raw { id, plan, path, keys: keys.into_item(body), body: Prose::default() };
                self.actions.push(RawAction { raw, line, order: None });
            }
            Record::Topic(keys) => self.topics.push(raw!(keys)),
            Record::Figure(keys) => self.figures.push(raw!(*keys)),
            Record::Comparison(keys) => self.comparisons.push(raw!(keys)),
            Record::News(keys) => self.news.push(raw!(keys)),
            Record::Practice(keys) => self.practices.push(raw!(keys)),
            Record::Project(keys) => self.projects.push(raw!(keys)),
            Record::Organisation(keys) => self.organisations.push(raw!(keys)),
            Record::Document(keys) => self.documents.push(raw!(keys)),
            Record::Event(keys) => self.events.push(raw!(keys)),
            Record::Question(keys) => self.questions.push(raw!(keys)),
            Record::Term(keys) => self.terms.push(raw!(keys)),
            Record::Page(keys) => self.pages.push(raw!(keys)),
        }
    }

    /// Takes a line with the actions in its list, each of which gets an id.
    fn add_line(
        &mut self,
        mut line: Raw<LineFile>,
        file: FileId,
        registry: &mut Registry,
        diagnostics: &mut Diagnostics,
    ) {
        for (order, keys) in std::mem::take(&mut line.keys.actions).into_iter().enumerate() {
            let (id, span) = match &keys.id {
                Some(id) => (id.value.clone(), id.span),
                None => (slug(&keys.page.title.value), keys.page.title.span),
            };
            if id.is_empty() {
                diagnostics
                    .report(span, Problem::NoSlug { title: keys.page.title.value.clone(), remedy: SlugRemedy::Id });
                continue;
            }
            if keys.id.is_some() && slug(&id) != id {
                diagnostics.report(span, Problem::BadPath { key: "id".into(), value: id.clone() });
                continue;
            }
            let raw = Raw { id, plan: line.plan.clone(), path: line.path.clone(), keys, body: Prose::default() };
            registry.add(Kind::Action, raw.full_id(), State::Broken);
            let line = Spanned::new(line.id.clone(), Span::new(file, 0..0));
            self.actions.push(RawAction { raw, line, order: Some(order) });
        }
        self.lines.push(line);
    }
}
