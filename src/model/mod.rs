//! The second hop: [`Sources`](crate::source::Sources) → [`Site`], typed, linked, complete.
//!
//! After [`link::link`] a reference cannot dangle and a number cannot be out of range, so later hops have no error
//! branches for content. Only linking changes a `Site`. It holds only what is published: drafts, and what is too early or
//! too late, are left out here.
//!
//! - [`mod@format`]: the records as they are written; - [`period`]: calendar years, study years, quarters;
//! - [`compare`]: one figure of several regions side by side; - [`figure`]: what is computed from a figure's inputs; - [`sentence`]: a figure said in one sentence;
//! - [`audit`]: whether a hidden count can be worked out after all;
//! - `dataset`: values from a file; - [`address`]: where each page lives; - [`link`]: ids → references;
//! - [`mod@map`]: the borders of regions; - [`rollup`]: what many actions come to together; - [`contents`]: everything by kind;
//! - [`history`]: when each page was changed; - [`reports`]: what plans, lines, actions and figures tell of themselves;
//! - [`translation`]: the site in its other language; - [`search`]: words → the pages that have them.

pub mod address;
pub mod api;
pub mod audit;
pub mod compare;
pub mod contents;
mod dataset;
pub mod download;
pub mod figure;
pub mod format;
mod frame;
pub mod history;
pub mod licence;
pub mod link;
pub mod map;
pub mod outside;
pub mod page;
pub mod period;
pub mod picture;
pub mod placeholder;
pub mod publication;
mod reading;
mod registry;
mod relations;
pub mod reports;
pub mod rollup;
pub mod search;
pub mod sentence;
pub mod translation;

pub use reading::{Decoded, decode};

use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::ops::Index;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use url::Url;

use crate::diagnostic::Span;
use crate::language::Language;
use crate::source::colophon::Colophon;
use crate::source::markdown::Prose;
use compare::Comparison;
use figure::Figure;
use format::*;
use history::History;
use period::Period;
use rollup::Rollup;
use translation::Translation;

/// A reference to an entity of a [`Site`], which exists.
#[derive(Debug)]
pub struct Ref<T> {
    index: u32,
    kind: PhantomData<fn() -> T>,
}

impl<T> Ref<T> {
    /// The reference to the row with this index, which the caller knows to exist.
    fn new(index: usize) -> Self {
        Ref { index: u32::try_from(index).expect("a site has fewer than 2^32 entities"), kind: PhantomData }
    }

    /// What the table keeps it by; its place in the order is [`Table::rank`].
    pub fn index(self) -> usize {
        self.index as usize
    }
}

impl<T> Clone for Ref<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Ref<T> {}
impl<T> PartialEq for Ref<T> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}
impl<T> Eq for Ref<T> {}
// By index, for maps and sets: what people see is in the order of the table.
impl<T> PartialOrd for Ref<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Ref<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.index.cmp(&other.index)
    }
}
impl<T> std::hash::Hash for Ref<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.index.hash(state);
    }
}

/// All entities of one kind. A row keeps its index while the site lives, so that references to it hold; what people see
/// is in an order of its own, which an edit can change.
#[derive(Debug)]
pub struct Table<T> {
    rows: Vec<T>,
    /// All rows in order.
    order: Vec<Ref<T>>,
    /// By the index of a row its place in that order.
    ranks: Vec<usize>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Table::new(Vec::new())
    }
}

impl<T> Table<T> {
    /// The table of these rows, in their order.
    fn new(rows: Vec<T>) -> Self {
        Table { order: (0..rows.len()).map(Ref::new).collect(), ranks: (0..rows.len()).collect(), rows }
    }

    /// Puts the rows in order by a key; of two rows with the same one, the first stays the first.
    fn put_in_order<O: Ord>(&mut self, key: impl Fn(&T) -> O) {
        self.order.sort_by_cached_key(|reference| key(&self.rows[reference.index()]));
        for (rank, reference) in self.order.iter().enumerate() {
            self.ranks[reference.index()] = rank;
        }
    }

    /// All rows with their references, in the table's order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (Ref<T>, &T)> {
        self.order.iter().map(|reference| (*reference, &self[*reference]))
    }

    /// All rows with their references by index, whatever their order: for what is asked by index.
    fn by_index(&self) -> impl ExactSizeIterator<Item = (Ref<T>, &T)> {
        self.rows.iter().enumerate().map(|(index, row)| (Ref::new(index), row))
    }

    /// All references, in the table's order; the table can change while one goes through them.
    pub fn refs(&self) -> impl ExactSizeIterator<Item = Ref<T>> + use<T> {
        self.order.clone().into_iter()
    }

    /// How many rows stand before this one.
    pub fn rank(&self, reference: Ref<T>) -> usize {
        self.ranks[reference.index()]
    }

    /// The row before this one.
    pub fn before(&self, reference: Ref<T>) -> Option<Ref<T>> {
        self.rank(reference).checked_sub(1).map(|rank| self.order[rank])
    }

    /// The row after this one.
    pub fn after(&self, reference: Ref<T>) -> Option<Ref<T>> {
        self.order.get(self.rank(reference) + 1).copied()
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// True when there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

impl<T> Index<Ref<T>> for Table<T> {
    type Output = T;

    fn index(&self, reference: Ref<T>) -> &T {
        &self.rows[reference.index()]
    }
}

/// Everything that is published.
#[derive(Debug)]
pub struct Site {
    /// Settings.
    pub settings: Settings,
    /// The home page.
    pub home: Home,
    /// Regions, by name.
    pub regions: Table<Region>,
    /// Plans, by title.
    pub plans: Table<Plan>,
    /// Lines, by plan and number.
    pub lines: Table<Line>,
    /// Actions, by line and their order in it.
    pub actions: Table<Action>,
    /// Topics, by order and title.
    pub topics: Table<Topic>,
    /// Figures, by title.
    pub figures: Table<Figure>,
    /// Comparisons of figures, by title.
    pub comparisons: Table<Comparison>,
    /// News, latest first.
    pub news: Table<News>,
    /// Good practices, by title.
    pub practices: Table<Practice>,
    /// Projects, by title.
    pub projects: Table<Project>,
    /// Organisations, by name.
    pub organisations: Table<Organisation>,
    /// Documents, latest first.
    pub documents: Table<Document>,
    /// Events, earliest first.
    pub events: Table<Event>,
    /// Questions, by title.
    pub questions: Table<Question>,
    /// Terms, by title.
    pub terms: Table<Term>,
    /// Text pages, by title.
    pub pages: Table<TextPage>,
    /// Files that are published as they are.
    pub assets: Vec<Asset>,
    /// Pictures that stand in texts.
    pub pictures: Vec<picture::Picture>,
    /// Paths from the content folder of files that no page uses and that are not published.
    pub unused_files: Vec<String>,
    /// What is not published today.
    pub left_out: Vec<publication::LeftOut>,
    /// Former addresses, each with the path of the page that it leads to now.
    pub redirects: Vec<Redirect>,
    /// What all actions come to together.
    pub rollup: Rollup,
    /// The borders of the regions, when the site brings them.
    pub map: Option<map::Map>,
    /// When its pages were changed.
    pub history: History,
    /// The site in its other language, where somebody translated something.
    pub translation: Option<Box<Translation>>,
    /// The search index, once it has been asked for.
    search: OnceLock<search::Index>,
}

/// The settings of a site, with what the command line says put in.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Name that never changes.
    pub id: String,
    /// Title.
    pub title: String,
    /// One sentence.
    pub description: String,
    /// Language of the pages.
    pub language: Language,
    /// Language in which the originals are written: of a translated site it is the other one.
    pub own_language: Language,
    /// Absolute address of the site's root; its path ends in `/`.
    pub base_url: Option<Url>,
    /// A copy to look at, which no search engine may keep.
    pub preview: bool,
    /// Links to folders.
    pub pretty: bool,
    /// Name of the theme.
    pub theme: String,
    /// Publisher.
    pub publisher: Option<Ref<Organisation>>,
    /// Licence of the figures.
    pub licence: String,
    /// Months after which a figure or a status counts as out of date.
    pub stale_after_months: u32,
    /// Pages at the foot of every page.
    pub footer: Vec<Ref<TextPage>>,
    /// A picture goes with a link to a page; only where the address of the site is known, since it takes an absolute one.
    pub social_images: bool,
    /// Day until which `security.txt` holds; none when there is no such file.
    pub security_expires: Option<Date>,
    /// The day on which the site is built: what lies after it is left out, and events before it are past.
    pub today: Date,
}

impl Settings {
    /// True for a site in another language than that of its originals.
    pub fn is_translated(&self) -> bool {
        self.language != self.own_language
    }

    /// True when what held on a day is too old to pass for the present: more than [`Settings::stale_after_months`]
    /// before the day on which the site is built.
    pub fn is_stale(&self, day: Date) -> bool {
        // A span beyond the end of time never passes.
        let months = jiff::Span::new().try_months(self.stale_after_months);
        months.and_then(|months| day.checked_add(months)).is_ok_and(|end| end < self.today)
    }
}

/// A text with its links resolved.
#[derive(Debug, Clone, Default)]
pub struct Text {
    /// The parsed text.
    pub prose: Prose,
    /// Where each of its links leads.
    pub destinations: Vec<Destination>,
}

/// Where a link in a text leads.
#[derive(Debug, Clone)]
pub enum Destination {
    /// A page, and a heading on it.
    Page(Subject, Option<String>),
    /// A heading on the same page.
    Anchor(String),
    /// A file, by its path on the site.
    Asset(String),
    /// A picture that is shown, as an index into [`Site::pictures`].
    Picture(usize),
    /// Nowhere: the link was wrong, which has been reported and forbids publishing.
    Nowhere,
}

/// Anything that has an address of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each is named after its kind")]
pub enum Subject {
    Home,
    Region(Ref<Region>),
    Plan(Ref<Plan>),
    Line(Ref<Line>),
    Action(Ref<Action>),
    Topic(Ref<Topic>),
    Figure(Ref<Figure>),
    Comparison(Ref<Comparison>),
    News(Ref<News>),
    Practice(Ref<Practice>),
    Project(Ref<Project>),
    Organisation(Ref<Organisation>),
    Document(Ref<Document>),
    Event(Ref<Event>),
    Question(Ref<Question>),
    Term(Ref<Term>),
    Page(Ref<TextPage>),
}

impl Site {
    /// The page of a subject: its title and its path from the site's root.
    pub fn page(&self, subject: Subject) -> (&str, &str) {
        fn of<'s>(title: &'s PageKeys, path: &'s str) -> (&'s str, &'s str) {
            (&title.title.value, path)
        }
        match subject {
            Subject::Home => (&self.home.keys.title, &self.home.path),
            Subject::Region(r) => of(&self.regions[r].keys.page, &self.regions[r].path),
            Subject::Plan(r) => of(&self.plans[r].keys.page, &self.plans[r].path),
            Subject::Line(r) => of(&self.lines[r].keys.page, &self.lines[r].path),
            Subject::Action(r) => of(&self.actions[r].keys.page, &self.actions[r].path),
            Subject::Topic(r) => of(&self.topics[r].keys.page, &self.topics[r].path),
            Subject::Figure(r) => of(&self.figures[r].keys.page, &self.figures[r].path),
            Subject::Comparison(r) => of(&self.comparisons[r].keys.page, &self.comparisons[r].path),
            Subject::News(r) => of(&self.news[r].keys.page, &self.news[r].path),
            Subject::Practice(r) => of(&self.practices[r].keys.page, &self.practices[r].path),
            Subject::Project(r) => of(&self.projects[r].keys.page, &self.projects[r].path),
            Subject::Organisation(r) => of(&self.organisations[r].keys.page, &self.organisations[r].path),
            Subject::Document(r) => of(&self.documents[r].keys.page, &self.documents[r].path),
            Subject::Event(r) => of(&self.events[r].keys.page, &self.events[r].path),
            Subject::Question(r) => of(&self.questions[r].keys.page, &self.questions[r].path),
            Subject::Term(r) => of(&self.terms[r].keys.page, &self.terms[r].path),
            Subject::Page(r) => of(&self.pages[r].keys.page, &self.pages[r].path),
        }
    }
}

impl Site {
    /// True when something dated is said of a line or its actions.
    pub fn has_line_feed(&self, line: Ref<Line>) -> bool {
        !self.lines[line].news.is_empty() || self.line_reports(line).next().is_some()
    }

    /// True when something dated is said of a region, its plans or its figures.
    pub fn has_region_feed(&self, region: Ref<Region>) -> bool {
        !self.regions[region].news.is_empty() || !self.region_reports(region).is_empty()
    }

    /// The licence of a figure: its own, or else the site's.
    pub fn licence_of<'s>(&'s self, figure: &'s Figure) -> &'s str {
        figure.keys.licence.as_ref().map_or(&self.settings.licence, |written| &written.value)
    }

    /// The name of a line in the whole site: `plan/line`.
    pub fn full_line_id(&self, line: Ref<Line>) -> String {
        let line = &self.lines[line];
        format!("{}/{}", self.plans[line.plan].id, line.id)
    }

    /// The name of an action in the whole site: `plan/action`.
    pub fn full_action_id(&self, action: Ref<Action>) -> String {
        let action = &self.actions[action];
        format!("{}/{}", self.plans[action.plan].id, action.id)
    }

    /// The path of a heading on a subject's page. Where several subjects share a page, the heading's id starts with the
    /// subject's own.
    pub fn heading_path(&self, subject: Subject, anchor: &str) -> String {
        let (_, path) = self.page(subject);
        let between = if path.contains('#') { '-' } else { '#' };
        format!("{path}{between}{anchor}")
    }

    /// The search index; built on first use.
    pub fn search(&self) -> &search::Index {
        self.search.get_or_init(|| search::Index::of(self, str::to_owned))
    }

    /// The sentence below the title of a subject; empty when it has none.
    pub fn summary(&self, subject: Subject) -> &str {
        match subject {
            Subject::Home => self.home.keys.summary.as_deref().unwrap_or_default(),
            Subject::Region(r) => &self.regions[r].keys.page.summary,
            Subject::Plan(r) => &self.plans[r].keys.page.summary,
            Subject::Line(r) => &self.lines[r].keys.page.summary,
            Subject::Action(r) => &self.actions[r].keys.page.summary,
            Subject::Topic(r) => &self.topics[r].keys.page.summary,
            Subject::Figure(r) => &self.figures[r].keys.page.summary,
            Subject::Comparison(r) => &self.comparisons[r].keys.page.summary,
            Subject::News(r) => &self.news[r].keys.page.summary,
            Subject::Practice(r) => &self.practices[r].keys.page.summary,
            Subject::Project(r) => &self.projects[r].keys.page.summary,
            Subject::Organisation(r) => &self.organisations[r].keys.page.summary,
            Subject::Document(r) => &self.documents[r].keys.page.summary,
            Subject::Event(r) => &self.events[r].keys.page.summary,
            Subject::Question(r) => &self.questions[r].keys.page.summary,
            Subject::Term(r) => &self.terms[r].keys.page.summary,
            Subject::Page(r) => &self.pages[r].keys.page.summary,
        }
    }

    /// The text of a subject, whose headings a link can name; of a figure its definition.
    pub fn prose(&self, subject: Subject) -> &Prose {
        let text = match subject {
            Subject::Home => &self.home.body,
            Subject::Region(r) => &self.regions[r].body,
            Subject::Plan(r) => &self.plans[r].body,
            Subject::Line(r) => &self.lines[r].body,
            Subject::Action(r) => &self.actions[r].body,
            Subject::Topic(r) => &self.topics[r].body,
            Subject::Figure(r) => &self.figures[r].definition,
            Subject::Comparison(r) => &self.comparisons[r].definition,
            Subject::News(r) => &self.news[r].body,
            Subject::Practice(r) => &self.practices[r].body,
            Subject::Project(r) => &self.projects[r].body,
            Subject::Organisation(r) => &self.organisations[r].body,
            Subject::Document(r) => &self.documents[r].body,
            Subject::Event(r) => &self.events[r].body,
            Subject::Question(r) => &self.questions[r].body,
            Subject::Term(r) => &self.terms[r].body,
            Subject::Page(r) => &self.pages[r].body,
        };
        &text.prose
    }
}

/// The home page.
#[derive(Debug)]
pub struct Home {
    /// Its keys.
    pub keys: Arc<HomeFile>,
    /// Path from the site's root.
    pub path: String,
    /// Text.
    pub body: Text,
}

/// A region.
#[derive(Debug)]
pub struct Region {
    /// Id.
    pub id: String,
    /// Path of its page.
    pub path: String,
    /// Path of the page with all its figures.
    pub figures_path: String,
    /// Path of its feed.
    pub feed_path: String,
    /// Its keys.
    pub keys: Arc<RegionFile>,
    /// Text.
    pub body: Text,
    /// Who coordinates.
    pub coordinator: Option<Ref<Organisation>>,
    /// Whom to call.
    pub contact: Option<Ref<Organisation>>,
    /// Its plans.
    pub plans: Vec<Ref<Plan>>,
    /// Its figures.
    pub figures: Vec<Ref<Figure>>,
    /// Its news, latest first.
    pub news: Vec<Ref<News>>,
    /// Its documents, latest first.
    pub documents: Vec<Ref<Document>>,
    /// Its events, earliest first.
    pub events: Vec<Ref<Event>>,
    /// Its good practices.
    pub practices: Vec<Ref<Practice>>,
    /// Its projects.
    pub projects: Vec<Ref<Project>>,
    /// Its questions.
    pub questions: Vec<Ref<Question>>,
}

/// A plan.
#[derive(Debug)]
pub struct Plan {
    /// Id.
    pub id: String,
    /// Path of its page.
    pub path: String,
    /// Path of its declaration's page.
    pub declaration_path: String,
    /// Path of its action centre's page.
    pub centre_path: String,
    /// Path of the page with its actions by effect horizon.
    pub horizons_path: String,
    /// Path of the page with what its actions miss to be SMART.
    pub not_smart_path: String,
    /// Its keys.
    pub keys: Arc<PlanFile>,
    /// Text.
    pub body: Text,
    /// Regions that it covers.
    pub regions: Vec<Ref<Region>>,
    /// Who coordinates.
    pub coordinator: Option<Ref<Organisation>>,
    /// Whom to call.
    pub contact: Option<Ref<Organisation>>,
    /// Parties with their roles.
    pub parties: Vec<(Ref<Organisation>, Role)>,
    /// The plan before this one.
    pub predecessor: Option<Ref<Plan>>,
    /// The plan after this one.
    pub successor: Option<Ref<Plan>>,
    /// Declaration of intent.
    pub declaration: Option<Declaration>,
    /// Whom to call at the action centre.
    pub centre_contact: Option<Ref<Organisation>>,
    /// Dated reports, latest first.
    pub updates: Vec<Update>,
    /// Lines in order.
    pub lines: Vec<Ref<Line>>,
    /// Figures of its lines.
    pub figures: Vec<Ref<Figure>>,
    /// News of the plan and its lines, latest first.
    pub news: Vec<Ref<News>>,
    /// Documents.
    pub documents: Vec<Ref<Document>>,
    /// Events of each of its meetings, in the order of the meetings.
    pub meeting_events: Vec<Vec<Ref<Event>>>,
    /// All its events, earliest first.
    pub events: Vec<Ref<Event>>,
}

impl Plan {
    /// Path of the calendar of its events.
    pub fn calendar_path(&self) -> String {
        format!("{}/agenda.ics", address::folder_of(&self.path))
    }
}

impl Event {
    /// Path of the calendar with this event, beside its page.
    pub fn calendar_path(&self) -> String {
        let folder = address::folder_of(&self.path);
        let name = folder.rsplit('/').next().expect("split gives at least one part");
        format!("{folder}/{name}.ics")
    }
}

/// Declaration of intent with its references.
#[derive(Debug)]
pub struct Declaration {
    /// Text.
    pub text: Text,
    /// Lines of each theme.
    pub theme_lines: Vec<Vec<Ref<Line>>>,
    /// Who signed, each with its place among the keys.
    pub signatories: Vec<(usize, Ref<Organisation>)>,
}

impl Declaration {
    /// Who signed, each with what its keys say of that.
    pub fn signed<'k>(
        &'k self,
        keys: &'k DeclarationKeys,
    ) -> impl Iterator<Item = (&'k SignatoryKeys, Ref<Organisation>)> {
        self.signatories.iter().map(|(place, organisation)| (&keys.signatories[*place], *organisation))
    }
}

/// A dated report.
#[derive(Debug)]
pub struct Update {
    /// Day.
    pub date: Date,
    /// Text.
    pub text: Text,
}

/// An action line.
#[derive(Debug)]
pub struct Line {
    /// Id, unique in its plan.
    pub id: String,
    /// Path of its page.
    pub path: String,
    /// Path of its feed.
    pub feed_path: String,
    /// Its keys.
    pub keys: Arc<LineFile>,
    /// Text.
    pub body: Text,
    /// General goal.
    pub goal: Option<Text>,
    /// Remark to the goal.
    pub goal_note: Option<Text>,
    /// Plan.
    pub plan: Ref<Plan>,
    /// Topics.
    pub topics: Vec<Ref<Topic>>,
    /// Dated reports, latest first.
    pub updates: Vec<Update>,
    /// Actions in order.
    pub actions: Vec<Ref<Action>>,
    /// Figures.
    pub figures: Vec<Ref<Figure>>,
    /// Projects, those that its actions use included.
    pub projects: Vec<Ref<Project>>,
    /// Good practices.
    pub practices: Vec<Ref<Practice>>,
    /// Questions.
    pub questions: Vec<Ref<Question>>,
    /// News, latest first.
    pub news: Vec<Ref<News>>,
}

/// An action.
#[derive(Debug)]
pub struct Action {
    /// Id, unique in its plan.
    pub id: String,
    /// Path of its page.
    pub path: String,
    /// Its keys.
    pub keys: Arc<ActionItem>,
    /// Explanation.
    pub body: Text,
    /// Line.
    pub line: Ref<Line>,
    /// Plan.
    pub plan: Ref<Plan>,
    /// Projects that it uses.
    pub instruments: Vec<Ref<Project>>,
    /// Organisations that lead it.
    pub owners: Vec<Ref<Organisation>>,
    /// Topics of its own.
    pub topics: Vec<Ref<Topic>>,
    /// Figures that it should move.
    pub figures: Vec<Ref<Figure>>,
    /// Dated reports, latest first.
    pub updates: Vec<Update>,
}

/// What an action misses to be SMART: somebody who leads it, a target, a date, a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Miss {
    /// No owner.
    Owner,
    /// No target: neither a sentence nor a figure.
    Target,
    /// No date by which it must be done.
    Date,
    /// No status: nobody says how far it is.
    Status,
}

impl Miss {
    /// All that an action can miss, in the order in which it is shown.
    pub const ALL: [Miss; 4] = [Miss::Owner, Miss::Target, Miss::Date, Miss::Status];
}

impl Action {
    /// What it still misses. Following the plan's own role for the action centre: elaborate actions by the SMART method.
    pub fn misses(&self) -> Vec<Miss> {
        let checks = [
            (Miss::Owner, self.owners.is_empty()),
            (Miss::Target, self.keys.target.is_none() && self.figures.is_empty()),
            (Miss::Date, self.keys.due.is_none() && self.keys.milestones.is_empty()),
            (Miss::Status, self.keys.status.is_none()),
        ];
        checks.into_iter().filter(|(_, misses)| *misses).map(|(miss, _)| miss).collect()
    }
}

/// A topic.
#[derive(Debug)]
pub struct Topic {
    /// Id.
    pub id: String,
    /// Path of its page.
    pub path: String,
    /// Its keys.
    pub keys: Arc<TopicFile>,
    /// Text.
    pub body: Text,
    /// Plans.
    pub plans: Vec<Ref<Plan>>,
    /// Lines under it.
    pub lines: Vec<Ref<Line>>,
    /// Actions tagged with it on their own.
    pub actions: Vec<Ref<Action>>,
    /// Figures.
    pub figures: Vec<Ref<Figure>>,
    /// Good practices.
    pub practices: Vec<Ref<Practice>>,
    /// News, latest first.
    pub news: Vec<Ref<News>>,
    /// Questions.
    pub questions: Vec<Ref<Question>>,
}

/// A news item.
#[derive(Debug)]
pub struct News {
    /// Id.
    pub id: String,
    /// Path of its page.
    pub path: String,
    /// Its keys.
    pub keys: Arc<NewsFile>,
    /// Text.
    pub body: Text,
    /// Regions.
    pub regions: Vec<Ref<Region>>,
    /// Plans.
    pub plans: Vec<Ref<Plan>>,
    /// Lines.
    pub lines: Vec<Ref<Line>>,
    /// Projects.
    pub projects: Vec<Ref<Project>>,
    /// Topics.
    pub topics: Vec<Ref<Topic>>,
    /// Organisations.
    pub organisations: Vec<Ref<Organisation>>,
    /// Documents.
    pub documents: Vec<Ref<Document>>,
    /// Related news: the most in common first, at most three.
    pub related: Vec<Ref<News>>,
}

/// A good practice.
#[derive(Debug)]
pub struct Practice {
    /// Id.
    pub id: String,
    /// Path of its page.
    pub path: String,
    /// Its keys.
    pub keys: Arc<PracticeFile>,
    /// Text.
    pub body: Text,
    /// Regions.
    pub regions: Vec<Ref<Region>>,
    /// Lines.
    pub lines: Vec<Ref<Line>>,
    /// Topics.
    pub topics: Vec<Ref<Topic>>,
    /// Organisations.
    pub organisations: Vec<Ref<Organisation>>,
    /// Projects.
    pub projects: Vec<Ref<Project>>,
}

/// A project, programme or instrument.
#[derive(Debug)]
pub struct Project {
    /// Id.
    pub id: String,
    /// Path of its page.
    pub path: String,
    /// Its keys.
    pub keys: Arc<ProjectFile>,
    /// Text.
    pub body: Text,
    /// Regions.
    pub regions: Vec<Ref<Region>>,
    /// Lines, those of the actions that use it included.
    pub lines: Vec<Ref<Line>>,
    /// Actions that use it.
    pub actions: Vec<Ref<Action>>,
    /// Organisations.
    pub organisations: Vec<Ref<Organisation>>,
    /// News, latest first.
    pub news: Vec<Ref<News>>,
}

/// An organisation.
#[derive(Debug)]
pub struct Organisation {
    /// Id.
    pub id: String,
    /// Path of its page.
    pub path: String,
    /// Its keys.
    pub keys: Arc<OrganisationFile>,
    /// Text.
    pub body: Text,
    /// Regions.
    pub regions: Vec<Ref<Region>>,
    /// Roles in plans.
    pub roles: Vec<(Ref<Plan>, Role)>,
    /// Plans whose declaration it signed.
    pub signed: Vec<Ref<Plan>>,
    /// Actions that it leads.
    pub actions: Vec<Ref<Action>>,
    /// Projects.
    pub projects: Vec<Ref<Project>>,
    /// Good practices.
    pub practices: Vec<Ref<Practice>>,
    /// Documents that are from it.
    pub documents: Vec<Ref<Document>>,
}

/// A document.
#[derive(Debug)]
pub struct Document {
    /// Id.
    pub id: String,
    /// Path of its page.
    pub path: String,
    /// Its keys.
    pub keys: Arc<DocumentFile>,
    /// Text.
    pub body: Text,
    /// Who it is from.
    pub organisation: Option<Ref<Organisation>>,
    /// Regions.
    pub regions: Vec<Ref<Region>>,
    /// Plans.
    pub plans: Vec<Ref<Plan>>,
    /// The file, as an index into [`Site::assets`].
    pub file: Option<usize>,
    /// What the file tells of itself.
    pub colophon: Colophon,
    /// News that offers it, latest first.
    pub news: Vec<Ref<News>>,
}

impl Document {
    /// Gives the file its place among those that are published.
    pub(super) fn find_file(&mut self, places: &BTreeMap<usize, usize>) {
        self.file = self.file.and_then(|index| places.get(&index).copied());
    }
}

/// A dated meeting.
#[derive(Debug)]
pub struct Event {
    /// Id.
    pub id: String,
    /// Path of its page.
    pub path: String,
    /// Its keys.
    pub keys: Arc<EventFile>,
    /// Text.
    pub body: Text,
    /// Regions: its own, or else those of its plan.
    pub regions: Vec<Ref<Region>>,
    /// Plan.
    pub plan: Option<Ref<Plan>>,
    /// Which meeting of the plan it is one of.
    pub meeting: Option<usize>,
}

/// A question with its answer.
#[derive(Debug)]
pub struct Question {
    /// Id.
    pub id: String,
    /// Path with its anchor.
    pub path: String,
    /// Its keys.
    pub keys: Arc<QuestionFile>,
    /// The answer.
    pub body: Text,
    /// Lines.
    pub lines: Vec<Ref<Line>>,
    /// Topics.
    pub topics: Vec<Ref<Topic>>,
    /// Regions.
    pub regions: Vec<Ref<Region>>,
}

/// A term with its explanation.
#[derive(Debug)]
pub struct Term {
    /// Id.
    pub id: String,
    /// Path with its anchor.
    pub path: String,
    /// Its keys.
    pub keys: Arc<TermFile>,
    /// Explanation.
    pub body: Text,
}

/// A text page.
#[derive(Debug)]
pub struct TextPage {
    /// Id.
    pub id: String,
    /// Path.
    pub path: String,
    /// Its keys.
    pub keys: Arc<TextFile>,
    /// Text.
    pub body: Text,
}

/// A file that is published as it is.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Path on the site.
    pub path: String,
    /// Where it lies.
    pub source: PathBuf,
    /// Size in bytes.
    pub size: u64,
}

/// A former address.
#[derive(Debug, Clone)]
pub struct Redirect {
    /// The old path, of a file: `oud/adres/index.html`.
    pub from: String,
    /// The subject that lives elsewhere now.
    pub to: Subject,
    /// Where the old address is written.
    pub span: Span,
}

/// Periods from the first to the last, none left out: what has no value is a gap.
pub fn every_period(mut periods: Vec<Period>) -> Vec<Period> {
    periods.sort_unstable();
    let (Some(&first), Some(&last)) = (periods.first(), periods.last()) else {
        return Vec::new();
    };
    std::iter::successors(Some(first), |p| Some(p.next())).take_while(|p| *p <= last).take(1000).collect()
}
