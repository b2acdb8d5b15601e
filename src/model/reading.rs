//! Documents → records by kind: a file's place says what it is, its name is its id.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostic::problem::{SlugRemedy, nearest};
use crate::diagnostic::{Diagnostics, FileId, Files, Problem, Span, Spanned};
use crate::source::address::{dir_of, join, slug};
use crate::source::decode::{Decode, Reader};
use crate::source::markdown::Prose;
use crate::source::yaml::{Node, Value};
use crate::source::{Document, Sources, colophon};

use super::format::*;
use super::registry::{Kind, Registry, State};
use super::translation::{Translate, Translator, original_of};

/// A record with what its file's place tells.
pub struct Raw<K> {
    /// Id.
    pub id: String,
    /// The plan whose folder it lies in.
    pub plan: Option<String>,
    /// Path from the content folder.
    pub path: String,
    /// Its keys, which the next reading shares while the file stays as it is.
    pub keys: Arc<K>,
    /// Text below the front matter.
    pub body: Prose,
}

// Derived, it would ask the keys themselves to be copied.
impl<K> Clone for Raw<K> {
    fn clone(&self) -> Self {
        let Raw { id, plan, path, keys, body } = self;
        Raw { id: id.clone(), plan: plan.clone(), path: path.clone(), keys: Arc::clone(keys), body: body.clone() }
    }
}

impl<K> Raw<K> {
    /// Folder of the file.
    pub fn dir(&self) -> &str {
        dir_of(&self.path)
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
    pub site: Option<Arc<SiteFile>>,
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
    Entity {
        kind: Kind,
        id: String,
        plan: Option<String>,
    },
    /// The translation of a file into the language with this code.
    Translation {
        original: String,
        code: String,
    },
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

/// The path of the file that something with an id stands in; none for an action, which may stand in that of its line.
pub(super) fn path_of(kind: Kind, id: &str) -> Option<String> {
    match (kind, id.split_once('/')) {
        (Kind::Plan, None) => Some(format!("plans/{id}/index.md")),
        (Kind::Line, Some((plan, line))) => Some(format!("plans/{plan}/lines/{line}.md")),
        (_, None) => {
            let (folder, _, extension) = FOLDERS.iter().find(|(_, of, _)| *of == kind)?;
            Some(format!("{folder}/{id}.{extension}"))
        }
        _ => None,
    }
}

fn place(path: &str) -> Option<Place> {
    if let Some((original, code)) = original_of(path) {
        return place(&original).map(|_| Place::Translation { original, code: code.to_owned() });
    }
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

/// The folders that hold texts.
fn folders() -> impl Iterator<Item = &'static str> {
    FOLDERS.iter().map(|(folder, _, _)| *folder).chain(["plans"])
}

/// The place that a misplaced file was probably meant for.
fn nearest_place(path: &str) -> Option<String> {
    let (folder, name) = path.split_once('/').unwrap_or(("", path));
    let folder = nearest(folder, folders())?;
    // Of `regions/kustland/index.md` the folder has the name.
    let whole = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let whole = whole.strip_suffix("/index").unwrap_or(whole);
    let mut parts = whole.split('/');
    let first = parts.next().expect("split gives at least one part");
    let stem = parts.next_back().unwrap_or(first);
    let meant = match FOLDERS.iter().find(|(f, _, _)| *f == folder) {
        Some((_, _, extension)) => format!("{folder}/{stem}.{extension}"),
        // Of a plan, the folder has the name.
        None => format!("plans/{first}/index.md"),
    };
    (meant != path).then_some(meant)
}

#[derive(Debug, Clone)]
pub(super) enum Record {
    Site(Arc<SiteFile>),
    Home(Arc<HomeFile>),
    Region(Arc<RegionFile>),
    Plan(Arc<PlanFile>),
    /// The actions of its list stand beside it.
    Line(Arc<LineFile>, Vec<Arc<ActionItem>>),
    /// An action with a file of its own, whose text is its explanation, beside the keys that it was made of.
    Action(Arc<ActionItem>, Arc<ActionFile>),
    Topic(Arc<TopicFile>),
    Figure(Arc<FigureFile>),
    Comparison(Arc<ComparisonFile>),
    News(Arc<NewsFile>),
    Practice(Arc<PracticeFile>),
    Project(Arc<ProjectFile>),
    Organisation(Arc<OrganisationFile>),
    Document(Arc<DocumentFile>),
    Event(Arc<EventFile>),
    Question(Arc<QuestionFile>),
    Term(Arc<TermFile>),
    Page(Arc<TextFile>),
    /// What a translation says; what that means is known where its original is.
    Translation(Arc<Node>),
}

impl Record {
    /// A line, with the actions of its list beside it.
    fn line(mut keys: LineFile) -> Record {
        let actions = std::mem::take(&mut keys.actions);
        Record::Line(Arc::new(keys), actions.into_iter().map(in_order).map(Arc::new).collect())
    }

    /// An action that is explained by the text of its file.
    fn action(keys: ActionFile, body: &Prose) -> Record {
        Record::Action(Arc::new(in_order(keys.clone().into_item(body.clone()))), Arc::new(keys))
    }

    /// Gives its keys and the text below them the words of a translation; the actions of a line are among its keys again.
    fn translate(&mut self, mut apply: impl FnMut(&mut dyn Translate, &mut Prose), body: &mut Prose) {
        match self {
            Record::Line(keys, actions) => {
                let mut keys = LineFile::clone(keys);
                keys.actions = actions.iter().map(|action| with_id(action)).collect();
                apply(&mut keys, body);
                *self = Record::line(keys);
            }
            Record::Action(_, keys) => {
                let mut keys = ActionFile::clone(keys);
                apply(&mut keys, body);
                *self = Record::action(keys, body);
            }
            Record::Site(keys) => apply(keys, body),
            Record::Home(keys) => apply(keys, body),
            Record::Region(keys) => apply(keys, body),
            Record::Plan(keys) => apply(keys, body),
            Record::Topic(keys) => apply(keys, body),
            Record::Figure(keys) => apply(keys, body),
            Record::Comparison(keys) => apply(keys, body),
            Record::News(keys) => apply(keys, body),
            Record::Practice(keys) => apply(keys, body),
            Record::Project(keys) => apply(keys, body),
            Record::Organisation(keys) => apply(keys, body),
            Record::Document(keys) => apply(keys, body),
            Record::Event(keys) => apply(keys, body),
            Record::Question(keys) => apply(keys, body),
            Record::Term(keys) => apply(keys, body),
            Record::Page(keys) => apply(keys, body),
            Record::Translation(_) => unreachable!("translations have been taken out"),
        }
    }
}

/// A file's record as far as it could be read, with what is wrong in it. It is never changed: the next reading may need
/// it again.
#[derive(Debug, Clone)]
pub struct Decoded {
    path: String,
    file: FileId,
    place: Option<Place>,
    pub(super) record: Option<Record>,
    pub(super) body: Prose,
    mistakes: Diagnostics,
}

impl Decoded {
    /// Path from the content folder.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The file.
    pub fn file(&self) -> FileId {
        self.file
    }

    /// True for a file that says in another language what another file says.
    pub(super) fn is_translation(&self) -> bool {
        matches!(self.place, Some(Place::Translation { .. }))
    }

    /// The file of which this one asks what it tells of itself: that of a document without a date, or one with pages.
    pub fn asked_colophon(&self) -> Option<String> {
        let Some(Record::Document(keys)) = &self.record else { return None };
        let path = join(dir_of(&self.path), &keys.file.as_ref()?.value)?;
        let kind = colophon::Kind::of(&path)?;
        (keys.date.is_none() || kind.has_pages()).then_some(path)
    }

    /// The same file in the words of its translation.
    pub(super) fn translated(&self, translator: &Translator, diagnostics: &mut Diagnostics) -> Decoded {
        let mut translated = self.clone();
        if let Some(record) = &mut translated.record {
            let apply = |keys: &mut dyn Translate, body: &mut Prose| {
                translator.apply(&self.path, keys, body, diagnostics);
            };
            record.translate(apply, &mut translated.body);
        }
        translated
    }
}

/// Reads the record of a document; pure, so that it can be remembered by what the file says.
pub fn decode(document: Document, text: &str) -> Decoded {
    let Document { path, file, mut keys, body, mut mistakes } = document;
    if let Some(node) = keys.as_mut().filter(|node| node.value == Value::Null) {
        // What lacks is the required keys, and that says more than that there is nothing.
        node.value = Value::Map(Vec::new());
    }
    let dir = dir_of(&path);
    let mut reader = Reader { file, text, dir, diagnostics: &mut mistakes };
    let place = place(&path);
    let record = keys.zip(place.as_ref()).and_then(|(node, place)| {
        let r = &mut reader;
        match place {
            Place::Site => SiteFile::decode(&node, "site.yaml", r).map(|keys| Record::Site(Arc::new(keys))),
            Place::Home => HomeFile::decode(&node, "index.md", r).map(|keys| Record::Home(Arc::new(keys))),
            Place::Entity { kind, .. } => record_of(*kind, &node, &body, r),
            Place::Translation { .. } => Some(Record::Translation(Arc::new(node))),
        }
    });
    Decoded { path, file, place, record, body, mistakes }
}

/// A translation as it is written.
pub struct RawTranslation {
    /// Path from the content folder.
    pub path: String,
    /// The file.
    pub file: FileId,
    /// Path of the file that it translates.
    pub original: String,
    /// That file, where it is there.
    pub original_file: Option<FileId>,
    /// Code of its language.
    pub code: String,
    /// Its keys; none where they could not be read.
    pub keys: Option<Arc<Node>>,
    /// Text below the front matter.
    pub body: Prose,
    /// All of its text.
    pub text: Arc<str>,
    /// What is wrong in it, whatever it translates.
    pub mistakes: Diagnostics,
}

impl RawTranslation {
    /// A file as a translation; none when it is none.
    pub fn of(decoded: &Decoded, original_file: Option<FileId>, files: &Files) -> Option<RawTranslation> {
        let Some(Place::Translation { original, code }) = &decoded.place else { return None };
        let keys = match &decoded.record {
            Some(Record::Translation(keys)) => Some(Arc::clone(keys)),
            _ => None,
        };
        Some(RawTranslation {
            path: decoded.path.clone(),
            file: decoded.file,
            original: original.clone(),
            original_file,
            code: code.clone(),
            keys,
            body: decoded.body.clone(),
            text: Arc::clone(&files.get(decoded.file).text),
            mistakes: decoded.mistakes.clone(),
        })
    }
}

/// The translations among the sources, which are taken out.
pub fn translations(sources: &mut Sources<Decoded>, files: &Files) -> Vec<RawTranslation> {
    let found: Vec<Arc<Decoded>> = sources.documents.extract_if(.., |one| one.is_translation()).collect();
    let originals: HashMap<&str, FileId> = match found.is_empty() {
        true => HashMap::new(),
        false => sources.documents.iter().map(|one| (one.path(), one.file)).collect(),
    };
    let original = |one: &Decoded| Some(*originals.get(original_of(&one.path)?.0.as_str())?);
    found.iter().filter_map(|one| RawTranslation::of(one, original(one), files)).collect()
}

/// Sorts all records by kind; what could not be read is known to the registry as broken.
/// With a translator the records speak its language.
pub fn gather(
    documents: &[Arc<Decoded>],
    broken: &[String],
    translator: Option<&Translator>,
    registry: &mut Registry,
    diagnostics: &mut Diagnostics,
) -> Raws {
    let mut raws = Raws::default();
    for path in broken {
        if let Some(Place::Entity { kind, id, plan }) = place(path) {
            registry.add_broken(path, kind, id, plan);
        }
    }
    for decoded in documents {
        diagnostics.append(decoded.mistakes.clone());
        let translated = translator.map(|translator| decoded.translated(translator, diagnostics));
        let decoded = translated.as_ref().unwrap_or(decoded);
        match &decoded.place {
            None => {
                let problem =
                    Problem::MisplacedFile { nearest: nearest_place(&decoded.path), folders: folders().collect() };
                diagnostics.report(Span::new(decoded.file, 0..0), problem);
            }
            Some(place) => raws.add(decoded, place, registry, diagnostics),
        }
    }
    raws
}

fn record_of(kind: Kind, node: &Node, body: &Prose, r: &mut Reader) -> Option<Record> {
    fn read<K: Decode>(kind: Kind, node: &Node, r: &mut Reader, record: fn(Arc<K>) -> Record) -> Option<Record> {
        K::decode(node, kind.word(), r).map(|keys| record(Arc::new(keys)))
    }
    match kind {
        Kind::Line => LineFile::decode(node, kind.word(), r).map(Record::line),
        Kind::Action => ActionFile::decode(node, kind.word(), r).map(|keys| Record::action(keys, body)),
        Kind::Region => read(kind, node, r, Record::Region),
        Kind::Plan => read(kind, node, r, Record::Plan),
        Kind::Topic => read(kind, node, r, Record::Topic),
        Kind::Figure => read(kind, node, r, Record::Figure),
        Kind::Comparison => read(kind, node, r, Record::Comparison),
        Kind::News => read(kind, node, r, Record::News),
        Kind::Practice => read(kind, node, r, Record::Practice),
        Kind::Project => read(kind, node, r, Record::Project),
        Kind::Organisation => read(kind, node, r, Record::Organisation),
        Kind::Document => read(kind, node, r, Record::Document),
        Kind::Event => read(kind, node, r, Record::Event),
        Kind::Question => read(kind, node, r, Record::Question),
        Kind::Term => read(kind, node, r, Record::Term),
        Kind::Page => read(kind, node, r, Record::Page),
    }
}

/// A short action with the id that its title makes, which no translation changes.
fn with_id(action: &ActionItem) -> ActionItem {
    let mut action = action.clone();
    let title = &action.page.title;
    action.id.get_or_insert_with(|| Spanned::new(slug(&title.value), title.span));
    action
}

/// An action with its milestones by date, and its horizons as the set that they are, however they were written.
fn in_order(mut keys: ActionItem) -> ActionItem {
    keys.milestones.sort_by_key(|milestone| milestone.date);
    keys.horizons.sort();
    keys.horizons.dedup();
    keys
}

impl Raws {
    fn add(&mut self, decoded: &Decoded, place: &Place, registry: &mut Registry, diagnostics: &mut Diagnostics) {
        let Decoded { path, file, record, body, .. } = decoded;
        let (kind, id, plan) = match place {
            Place::Site => {
                if let Some(Record::Site(keys)) = record {
                    self.site = Some(Arc::clone(keys));
                }
                return;
            }
            Place::Home => {
                if let Some(Record::Home(keys)) = record {
                    self.home = Some(raw("index", None, path, keys, body));
                }
                return;
            }
            Place::Entity { kind, id, plan } => (kind, id, plan.as_deref()),
            Place::Translation { .. } => unreachable!("translations have been taken out"),
        };
        registry.add_broken(path, *kind, id.clone(), plan.map(str::to_owned));
        match record {
            None => {}
            Some(Record::Site(_) | Record::Home(_) | Record::Translation(_)) => {
                unreachable!("these have places of their own")
            }
            Some(Record::Region(keys)) => self.regions.push(raw(id, plan, path, keys, body)),
            Some(Record::Plan(keys)) => self.plans.push(raw(id, plan, path, keys, body)),
            Some(Record::Line(keys, actions)) => {
                let line = raw(id, plan, path, keys, body);
                self.add_actions(&line, actions, *file, registry, diagnostics);
                self.lines.push(line);
            }
            Some(Record::Action(item, keys)) => {
                let raw = raw(id, plan, path, item, &Prose::default());
                self.actions.push(RawAction { raw, line: keys.line.clone(), order: None });
            }
            Some(Record::Topic(keys)) => self.topics.push(raw(id, plan, path, keys, body)),
            Some(Record::Figure(keys)) => self.figures.push(raw(id, plan, path, keys, body)),
            Some(Record::Comparison(keys)) => self.comparisons.push(raw(id, plan, path, keys, body)),
            Some(Record::News(keys)) => self.news.push(raw(id, plan, path, keys, body)),
            Some(Record::Practice(keys)) => self.practices.push(raw(id, plan, path, keys, body)),
            Some(Record::Project(keys)) => self.projects.push(raw(id, plan, path, keys, body)),
            Some(Record::Organisation(keys)) => self.organisations.push(raw(id, plan, path, keys, body)),
            Some(Record::Document(keys)) => self.documents.push(raw(id, plan, path, keys, body)),
            Some(Record::Event(keys)) => self.events.push(raw(id, plan, path, keys, body)),
            Some(Record::Question(keys)) => self.questions.push(raw(id, plan, path, keys, body)),
            Some(Record::Term(keys)) => self.terms.push(raw(id, plan, path, keys, body)),
            Some(Record::Page(keys)) => self.pages.push(raw(id, plan, path, keys, body)),
        }
    }

    /// Takes the actions in the list of a line, each of which gets an id.
    fn add_actions(
        &mut self,
        line: &Raw<LineFile>,
        actions: &[Arc<ActionItem>],
        file: FileId,
        registry: &mut Registry,
        diagnostics: &mut Diagnostics,
    ) {
        for (order, keys) in actions.iter().enumerate() {
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
            let raw = raw(&id, line.plan.as_deref(), &line.path, keys, &Prose::default());
            registry.add(Kind::Action, raw.full_id(), State::Broken);
            let line = Spanned::new(line.id.clone(), Span::new(file, 0..0));
            self.actions.push(RawAction { raw, line, order: Some(order) });
        }
    }
}

fn raw<K>(id: &str, plan: Option<&str>, path: &str, keys: &Arc<K>, body: &Prose) -> Raw<K> {
    Raw {
        id: id.to_owned(),
        plan: plan.map(str::to_owned),
        path: path.to_owned(),
        keys: Arc::clone(keys),
        body: body.clone(),
    }
}
