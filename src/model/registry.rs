//! Which ids exist, and what stands behind each: the place where references are looked up.

use std::collections::{BTreeSet, HashMap};

use crate::diagnostic::problem::{Remedy, Unpublished, nearest};
use crate::diagnostic::{Diagnostics, Problem, Span};
use crate::source::address::{can_be_id, composed, slug};

use super::reading::path_of;
use super::{
    Action, Comparison, Document, Event, Figure, Line, News, Organisation, Plan, Practice, Project, Question, Ref,
    Region, Subject, Term, TextPage, Topic,
};

/// A kind of entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Region,
    Plan,
    Line,
    Action,
    Topic,
    Figure,
    Comparison,
    News,
    Practice,
    Project,
    Organisation,
    Document,
    Event,
    Question,
    Term,
    Page,
}

impl Kind {
    pub const ALL: [Kind; 16] = [
        Kind::Region,
        Kind::Plan,
        Kind::Line,
        Kind::Action,
        Kind::Topic,
        Kind::Figure,
        Kind::Comparison,
        Kind::News,
        Kind::Practice,
        Kind::Project,
        Kind::Organisation,
        Kind::Document,
        Kind::Event,
        Kind::Question,
        Kind::Term,
        Kind::Page,
    ];

    /// The word for the kind in messages and link schemes.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Region => "region",
            Kind::Plan => "plan",
            Kind::Line => "line",
            Kind::Action => "action",
            Kind::Topic => "topic",
            Kind::Figure => "figure",
            Kind::Comparison => "comparison",
            Kind::News => "news",
            Kind::Practice => "practice",
            Kind::Project => "project",
            Kind::Organisation => "organisation",
            Kind::Document => "document",
            Kind::Event => "event",
            Kind::Question => "question",
            Kind::Term => "term",
            Kind::Page => "page",
        }
    }

    pub fn of_word(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    fn subject(self, index: usize) -> Subject {
        match self {
            Kind::Region => Subject::Region(Ref::new(index)),
            Kind::Plan => Subject::Plan(Ref::new(index)),
            Kind::Line => Subject::Line(Ref::new(index)),
            Kind::Action => Subject::Action(Ref::new(index)),
            Kind::Topic => Subject::Topic(Ref::new(index)),
            Kind::Figure => Subject::Figure(Ref::new(index)),
            Kind::Comparison => Subject::Comparison(Ref::new(index)),
            Kind::News => Subject::News(Ref::new(index)),
            Kind::Practice => Subject::Practice(Ref::new(index)),
            Kind::Project => Subject::Project(Ref::new(index)),
            Kind::Organisation => Subject::Organisation(Ref::new(index)),
            Kind::Document => Subject::Document(Ref::new(index)),
            Kind::Event => Subject::Event(Ref::new(index)),
            Kind::Question => Subject::Question(Ref::new(index)),
            Kind::Term => Subject::Term(Ref::new(index)),
            Kind::Page => Subject::Page(Ref::new(index)),
        }
    }
}

/// An entity type and its kind.
pub trait Entity {
    const KIND: Kind;
}

macro_rules! entities {
    ($($name:ident)*) => { $( impl Entity for $name { const KIND: Kind = Kind::$name; } )* };
}
entities!(Region Plan Line Action Topic Figure Comparison News Practice Project Organisation Document Event Question Term);

impl Entity for TextPage {
    const KIND: Kind = Kind::Page;
}

/// What stands behind an id.
#[derive(Debug, Clone, Copy)]
pub enum State {
    /// An entity in its table.
    Published(usize),
    /// Something that is not published.
    Unpublished(Unpublished),
    /// Something that could not be read, which has been reported.
    Broken,
}

impl State {
    /// The state of what belongs to something with this one.
    pub fn of_part(self) -> State {
        match self {
            State::Unpublished(_) => State::Unpublished(Unpublished::Whole),
            other => other,
        }
    }
}

/// All ids with what stands behind them.
#[derive(Debug, Default)]
pub struct Registry {
    /// Ids per kind; those of lines and actions with their plan, `plan/line`.
    ids: [HashMap<String, State>; Kind::ALL.len()],
    /// Titles of what is published, by its place: some people refer by the name that readers see.
    titles: [Vec<String>; Kind::ALL.len()],
    /// Files by their path from the content folder.
    files: HashMap<String, (Kind, String)>,
    /// Paths of files that are no texts, which may have been meant as such.
    others: BTreeSet<String>,
}

impl Registry {
    pub fn add(&mut self, kind: Kind, id: String, state: State) {
        self.ids[kind as usize].insert(id, state);
    }

    /// Tells the title of what is published at a place: the next one, or one that was told before.
    pub fn name(&mut self, kind: Kind, place: usize, title: &str) {
        let titles = &mut self.titles[kind as usize];
        match titles.get_mut(place) {
            Some(known) => title.clone_into(known),
            None => titles.push(title.to_owned()),
        }
    }

    pub fn add_file(&mut self, path: String, kind: Kind, id: String) {
        self.files.insert(path, (kind, id));
    }

    /// Tells of a file that could not be read: what refers to it is not to blame.
    pub fn add_broken(&mut self, path: &str, kind: Kind, id: String, plan: Option<String>) {
        let full_id = plan.map_or_else(|| id.clone(), |plan| format!("{plan}/{id}"));
        self.add_file(path.to_owned(), kind, full_id.clone());
        self.add(kind, full_id, State::Broken);
    }

    /// Tells of files that are no texts.
    pub fn add_others<'p>(&mut self, paths: impl IntoIterator<Item = &'p String>) {
        self.others.extend(paths.into_iter().cloned());
    }

    pub fn file(&self, path: &str) -> Option<&(Kind, String)> {
        self.files.get(path)
    }

    /// The paths of all files, in order.
    pub fn file_paths(&self) -> impl Iterator<Item = &str> {
        sorted(self.files.keys())
    }

    pub fn state(&self, kind: Kind, id: &str) -> Option<State> {
        self.ids[kind as usize].get(id).copied()
    }

    /// Looks an id up, however its accents are composed, that stands in a file of the plan `plan`; reports when nothing published is found.
    pub fn find(
        &self,
        kind: Kind,
        id: &str,
        plan: Option<&str>,
        span: Span,
        diagnostics: &mut Diagnostics,
    ) -> Option<Subject> {
        let id = composed(id);
        let full = match (kind, plan) {
            (Kind::Line | Kind::Action, Some(plan)) if !id.contains('/') => format!("{plan}/{id}"),
            _ => id.clone().into_owned(),
        };
        match self.state(kind, &full) {
            Some(State::Published(index)) => return Some(kind.subject(index)),
            Some(State::Broken) => {}
            Some(State::Unpublished(why)) => {
                let problem = Problem::ReferenceToUnpublished { kind: kind.word(), id: id.into_owned(), why };
                diagnostics.report(span, problem);
            }
            // The action may stand in a line that could not be read.
            None if kind == Kind::Action && self.has_broken_line(&full) => {}
            None => self.report_unknown(kind, &full, &id, span, diagnostics),
        }
        None
    }

    /// Reports an id that nothing has; `full` is the id with its plan, where that belongs to it.
    pub fn report_unknown(&self, kind: Kind, full: &str, written: &str, span: Span, diagnostics: &mut Diagnostics) {
        let nearest = self.nearest_id(kind, full, written);
        let is_same = nearest.as_ref().is_some_and(|near| near.to_lowercase() == written.to_lowercase());
        let remedy = Box::new(if is_same { Remedy::Id } else { self.remedy(kind, full) });
        diagnostics
            .report(span, Problem::UnknownReference { kind: kind.word(), id: written.to_owned(), nearest, remedy });
    }

    /// How something with an id that nothing has comes to be.
    fn remedy(&self, kind: Kind, full: &str) -> Remedy {
        let is_id = full.split('/').all(|part| !part.is_empty() && slug(part) == part);
        let Some(path) = path_of(kind, full).filter(|_| is_id) else { return Remedy::Id };
        let content = |path: &str| format!("content/{path}");
        let stem = path.rsplit_once('.').map_or(path.as_str(), |(stem, _)| stem);
        let as_saved = [format!("{path}.txt"), format!("{stem}.txt")];
        match as_saved.iter().find(|saved| self.others.contains(*saved)) {
            Some(saved) => Remedy::Rename { from: content(saved), to: content(&path) },
            None => Remedy::File(content(&path)),
        }
    }

    fn has_broken_line(&self, action: &str) -> bool {
        let plan = action.split('/').next().unwrap_or("");
        let lines = self.ids[Kind::Line as usize].iter();
        lines.filter(|(id, _)| id.split('/').next() == Some(plan)).any(|(_, state)| matches!(state, State::Broken))
    }

    /// The existing id nearest to one that does not exist, in the form in which that was written.
    fn nearest_id(&self, kind: Kind, full: &str, written: &str) -> Option<String> {
        let ids = || sorted(self.ids[kind as usize].keys()).filter(|id| can_be_id(id));
        let near = self.id_of_title(kind, written).or_else(|| nearest(full, ids()))?;
        let prefix = full.strip_suffix(written).unwrap_or("");
        Some(near.strip_prefix(prefix).unwrap_or(&near).to_owned())
    }

    /// The id of the first that has a title, small letters or not.
    fn id_of_title(&self, kind: Kind, title: &str) -> Option<String> {
        let title = title.to_lowercase();
        let place = self.titles[kind as usize].iter().position(|known| known.to_lowercase() == title)?;
        let mut ids = self.ids[kind as usize].iter();
        ids.find(|(_, state)| matches!(state, State::Published(at) if *at == place)).map(|(id, _)| id.clone())
    }

    /// Looks an id up as a reference to one type of entity.
    pub fn reference<T: Entity>(
        &self,
        id: &str,
        plan: Option<&str>,
        span: Span,
        diagnostics: &mut Diagnostics,
    ) -> Option<Ref<T>> {
        self.find(T::KIND, id, plan, span, diagnostics).map(|subject| Ref::new(subject.index()))
    }
}

/// These texts in order, so that of two that are equally near always the same is named.
fn sorted<'t>(texts: impl Iterator<Item = &'t String>) -> impl Iterator<Item = &'t str> {
    let mut texts: Vec<&str> = texts.map(String::as_str).collect();
    texts.sort_unstable();
    texts.into_iter()
}

impl Subject {
    /// Place in its table.
    fn index(self) -> usize {
        match self {
            Subject::Home => 0,
            Subject::Region(r) => r.index(),
            Subject::Plan(r) => r.index(),
            Subject::Line(r) => r.index(),
            Subject::Action(r) => r.index(),
            Subject::Topic(r) => r.index(),
            Subject::Figure(r) => r.index(),
            Subject::Comparison(r) => r.index(),
            Subject::News(r) => r.index(),
            Subject::Practice(r) => r.index(),
            Subject::Project(r) => r.index(),
            Subject::Organisation(r) => r.index(),
            Subject::Document(r) => r.index(),
            Subject::Event(r) => r.index(),
            Subject::Question(r) => r.index(),
            Subject::Term(r) => r.index(),
            Subject::Page(r) => r.index(),
        }
    }
}
