//! Records → [`Site`]: drafts left out, addresses given, references resolved, and each entity told who refers to it.
//!
//! - `settings`: what the settings of a site come to;
//! - `entities`: one record of each kind → its entity;
//! - `assets`: files that are no pages;
//! - `again`: what changed in a few files is linked again, alone;
//! - `translated`: the same in the words of the translations.

mod again;
mod assets;
mod entities;
mod settings;
mod translated;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diagnostic::problem::nearest;
use crate::diagnostic::{Diagnostics, Files, Problem, Span, Spanned};
use crate::language::sort_key;
use crate::source::Sources;
use crate::source::address::{Target, join, outside, slug};
use crate::source::markdown::{Link, Prose};

use super::address::{Addresses, folder};
use super::compare;
use super::dataset;
use super::figure::Disclosure;
use super::format::*;
use super::publication::{LeftOut, Publication, Reason};
use super::reading::{self, Decoded, Raw, RawAction, Raws};
use super::registry::{Entity, Kind, Registry, State};
use super::translation::Translator;
use super::*;
use again::Found;
use assets::{nearest_file, relative};
use settings::{is_pretty, language, suppress_below};
use translated::Translated;

pub use again::{Change, Changes, Kept};
pub(super) use assets::AssetTable;
pub(super) use settings::check_licence;

/// The most columns and rows of the schematic map: a tile of a wider one could not be read.
const MOST_TILES: u32 = 40;

/// What the command line says.
#[derive(Debug, Clone)]
pub struct Options {
    /// The day of the build.
    pub today: Date,
    /// Publish drafts too.
    pub drafts: bool,
    /// Publish what is too early or too late, too.
    pub future: bool,
    /// In place of the site's `base_url`.
    pub base_url: Option<String>,
    /// Links to folders, whatever the site says.
    pub pretty: bool,
    /// A copy to look at, which no search engine may keep.
    pub preview: bool,
}

/// A site with what is needed to link parts of it again.
pub struct Linked {
    /// The site.
    pub site: Site,
    /// What is needed for that.
    pub kept: Kept,
}

/// Links all sources into a site. None when the settings or the home page cannot be read; other mistakes are reported
/// and leave a gap, so that the rest is checked too.
pub fn link(
    mut sources: Sources<Decoded>,
    options: &Options,
    files: &mut Files,
    diagnostics: &mut Diagnostics,
) -> Option<Linked> {
    let translations = reading::translations(&mut sources, files);
    let originals = (!translations.is_empty()).then(|| sources.clone());
    let Some(Linked { mut site, mut kept }) = link_in(sources, None, options, files, diagnostics) else {
        translations.into_iter().for_each(|one| diagnostics.append(one.mistakes));
        return None;
    };
    kept.check_whole(&site, files);
    if let Some(originals) = originals {
        let (translation, translated) = Translated::link(&site, originals, translations, options, files);
        site.translation = Some(Box::new(translation));
        kept.translated = Some(Box::new(translated));
    }
    diagnostics.append(kept.found());
    Some(Linked { site, kept })
}

/// Links the originals, or with a translator their translations. What is wrong is kept with the site; without one it is
/// given here.
fn link_in(
    mut sources: Sources<Decoded>,
    translator: Option<&Translator>,
    options: &Options,
    files: &mut Files,
    diagnostics: &mut Diagnostics,
) -> Option<Linked> {
    let mut found = Found::default();
    let mut registry = Registry::default();
    let mut assets = AssetTable::new(&mut sources);
    let past = std::mem::take(&mut sources.past);
    let mut raws =
        reading::gather(&sources.documents, &sources.broken, translator, &mut registry, &mut found.of_records);
    registry.add_others(assets.by_path.keys());
    require_files(&raws, files, &mut found.of_the_rest);
    let (Some(written), Some(home)) = (raws.site.take(), raws.home.take()) else {
        diagnostics.append(Diagnostics::joined(&[&found.of_records, &found.of_the_rest]));
        return None;
    };
    let own_language = language(&written, &mut found.of_the_rest);
    let filled = dataset::fill(&mut raws.figures, &mut assets, own_language, files);
    let borders = map::read(written.map.as_ref(), &mut assets, files, &mut found.of_the_rest);
    let mut linker = Linker::new(&written, own_language, registry, assets, translator, options);
    let mut raws = linker.in_order(raws);
    found.of_the_rest.append(linker.take_found());
    let settings = linker.settings(&written, own_language, options);
    let figures = std::mem::take(&mut raws.figures);
    let mut site = linker.tables(settings, home, raws);
    found.of_records.append(linker.take_found());
    linker.assets.take_asked();
    let (table, figures) = linker.all_figures(figures);
    site.figures = table;
    linker.relate(&mut site, translator.map(Translator::original));
    found.of_whole = linker.take_found();
    let places = linker.add_files(&mut site);
    found.of_the_rest.append(linker.take_found());
    site.map = borders.map(|borders| borders.place(&site, &mut found.of_the_rest));
    if let Some(translator) = translator {
        linker.files.iter_mut().for_each(|(_, file)| translator.replace(file));
    }
    if let Some(asked) = &written.history {
        site.history = History::read(&past, &linker.files, asked, &mut found.of_the_rest);
    }
    let companions = translator.map(Translator::companions).unwrap_or_default();
    let kept = Kept { linker, written, own_language, figures, filled, places, found, companions, translated: None };
    Some(Linked { site, kept })
}

fn require_files(raws: &Raws, files: &mut Files, diagnostics: &mut Diagnostics) {
    let known: Vec<String> = files.paths().map(str::to_owned).collect();
    for (path, is_read, key, kind) in [
        ("content/site.yaml", raws.site.is_some(), "id", "site"),
        ("content/index.md", raws.home.is_some(), "title", "home"),
    ] {
        if !is_read && !known.iter().any(|p| p == path) {
            let file = files.add(path, "");
            diagnostics.report(Span::new(file, 0..0), Problem::MissingKey { key, kind });
        }
    }
}

struct Linker {
    registry: Registry,
    addresses: Addresses,
    assets: AssetTable,
    /// What is wrong with what was linked since this was last taken.
    diagnostics: Diagnostics,
    publication: Publication,
    left_out: Vec<LeftOut>,
    disclosure: Disclosure,
    /// The records speak the language of their translations.
    is_translated: bool,
    /// Folder of each plan's page, by its id: its lines and actions live below it.
    plan_folders: BTreeMap<String, String>,
    /// Former addresses with the file that names them and the page that they lead to, for when all pages have theirs.
    former: Vec<(Spanned<String>, String, Subject)>,
    /// The files that each subject is made of, by their paths from the content folder.
    files: Vec<(Subject, String)>,
    /// Headings that links name, to be looked up when all texts are there, and again when a text changed.
    anchors: Vec<(Subject, String, Span)>,
}

impl Linker {
    fn new(
        written: &SiteFile,
        own_language: Language,
        registry: Registry,
        assets: AssetTable,
        translator: Option<&Translator>,
        options: &Options,
    ) -> Linker {
        let disclosure = Disclosure {
            suppress_below: suppress_below(written),
            show_employers: written.show_employers,
            language: translator.map_or(own_language, Translator::language),
        };
        Linker {
            registry,
            addresses: Addresses::new(is_pretty(written, options)),
            assets,
            diagnostics: Diagnostics::default(),
            publication: Publication { today: options.today, drafts: options.drafts, future: options.future },
            left_out: Vec::new(),
            disclosure,
            is_translated: translator.is_some(),
            former: Vec::new(),
            files: Vec::new(),
            anchors: Vec::new(),
            plan_folders: BTreeMap::new(),
        }
    }

    /// Keeps what is published and puts it in order, so that every record has the place that its entity will have.
    fn in_order(&mut self, raws: Raws) -> Raws {
        let regions = self.publish(raws.regions, |r| r.keys.order());
        let plans = self.publish(raws.plans, |r| r.keys.order());
        let lines = self.of_published_plans(raws.lines);
        let lines =
            self.publish(lines, |r| (r.plan.clone(), sort_key(r.keys.number.as_deref().unwrap_or("~")), r.id.clone()));
        let actions = self.publish_actions(raws.actions, &lines);
        let days = self.days_of(&raws.documents);
        Raws {
            site: None,
            home: None,
            regions,
            plans,
            lines,
            actions,
            topics: self.publish(raws.topics, |r| r.keys.order()),
            figures: self.publish(raws.figures, |r| r.keys.order()),
            comparisons: self.publish(raws.comparisons, |r| r.keys.order()),
            news: self.publish(raws.news, |r| r.keys.order()),
            practices: self.publish(raws.practices, |r| r.keys.order()),
            projects: self.publish(raws.projects, |r| r.keys.order()),
            organisations: self.publish(raws.organisations, |r| r.keys.order()),
            documents: self.publish(raws.documents, |r| (Reverse(days.get(&r.id)), by_title(&r.keys.page))),
            events: self.publish(raws.events, |r| r.keys.order()),
            questions: self.publish(raws.questions, |r| r.keys.order()),
            terms: self.publish(raws.terms, |r| r.keys.order()),
            pages: self.publish(raws.pages, |r| r.keys.order()),
        }
    }

    /// The days by which documents are put in order, by id: the written one, or else that of the file.
    fn days_of(&self, documents: &[Raw<DocumentFile>]) -> BTreeMap<String, Date> {
        let of_file = |raw: &Raw<DocumentFile>| {
            let path = join(raw.dir(), &raw.keys.file.as_ref()?.value)?;
            self.assets.colophon(&path).date
        };
        let day = |raw: &Raw<DocumentFile>| raw.keys.date.or_else(|| of_file(raw));
        documents.iter().filter_map(|raw| Some((raw.id.clone(), day(raw)?))).collect()
    }

    /// Gives every record but figures its address, and every reference its target. What entities say of each other is
    /// still missing.
    fn tables(&mut self, settings: Settings, home: Raw<HomeFile>, raws: Raws) -> Site {
        self.register(&home.keys.redirect_from, "index.md", Subject::Home);
        for item in &raws.news {
            self.addresses.reserve(&format!("{}/{}/", folder::NEWS, item.keys.date.year()));
        }
        Site {
            settings,
            home: self.home(home),
            regions: self.table(raws.regions, Self::region),
            plans: self.table(raws.plans, Self::plan),
            lines: self.table(raws.lines, Self::line),
            actions: self.table(raws.actions, Self::action),
            topics: self.table(raws.topics, Self::topic),
            figures: Table::default(),
            comparisons: self.table(raws.comparisons, Self::comparison),
            news: self.table(raws.news, Self::news),
            practices: self.table(raws.practices, Self::practice),
            projects: self.table(raws.projects, Self::project),
            organisations: self.table(raws.organisations, Self::organisation),
            documents: self.table(raws.documents, Self::document),
            events: self.table(raws.events, Self::event),
            questions: self.table(raws.questions, Self::question),
            terms: self.table(raws.terms, Self::term),
            pages: self.table(raws.pages, Self::text_page),
            assets: Vec::new(),
            pictures: Vec::new(),
            unused_files: Vec::new(),
            left_out: Vec::new(),
            redirects: Vec::new(),
            rollup: Rollup::default(),
            map: None,
            history: History::default(),
            translation: None,
            search: std::sync::OnceLock::new(),
        }
    }

    fn home(&mut self, raw: Raw<HomeFile>) -> Home {
        Home { keys: raw.keys, path: self.addresses.fixed(""), body: self.text(raw.body, None, "") }
    }

    /// Fills in what follows from all records together, and checks it: relations, comparisons, counts. `original` is the
    /// same site in the language of the originals, while translations are linked.
    fn relate(&mut self, site: &mut Site, original: Option<&Site>) {
        self.check_anchors(site);
        self.check_meetings(site);
        self.check_tiles(site);
        super::relations::relate(site);
        self.warn_of_equal_numbers(site);
        compare::fill(site, original, &mut self.diagnostics);
        site.rollup = Rollup::of(site);
        rollup::warn_of_stale(site, &mut self.diagnostics);
    }

    /// Adds the files that are no pages, and gives for each its place among those that are published.
    fn add_files(&mut self, site: &mut Site) -> BTreeMap<usize, usize> {
        site.redirects = self.redirects();
        site.unused_files = self.assets.unused();
        site.left_out = self.left_out.clone();
        site.pictures = std::mem::take(&mut self.assets.pictures);
        let (assets, places) = self.assets.published();
        site.assets = assets;
        site.documents.rows.iter_mut().for_each(|document| document.find_file(&places));
        places
    }

    /// Takes what was found since this was last taken.
    fn take_found(&mut self) -> Diagnostics {
        std::mem::take(&mut self.diagnostics)
    }

    /// Keeps what is published, in order, and tells the registry.
    fn publish<K: Keys + Registered, O: Ord>(
        &mut self,
        raws: Vec<Raw<K>>,
        order: impl Fn(&Raw<K>) -> O,
    ) -> Vec<Raw<K>> {
        let publication = self.publication;
        let mut kept = Vec::with_capacity(raws.len());
        for raw in raws {
            let (page, date) = (raw.keys.page(), raw.keys.date());
            match publication.why_not(page, date) {
                Some(why) => {
                    self.leave_out(K::KIND, raw.full_id(), page, publication.leaves_out(page, date));
                    self.registry.add(K::KIND, raw.full_id(), State::Unpublished(why));
                }
                None => kept.push(raw),
            }
        }
        kept.sort_by_cached_key(order);
        for (index, raw) in kept.iter().enumerate() {
            self.registry.name(K::KIND, index, &raw.keys.page().title.value);
            self.registry.add(K::KIND, raw.full_id(), State::Published(index));
        }
        kept
    }

    /// Notes that something is not published. Without a reason it could not be read, which has been reported.
    fn leave_out(&mut self, kind: Kind, id: String, keys: &PageKeys, reason: Option<Reason>) {
        self.left_out.extend(reason.map(|reason| LeftOut { kind, id, file: keys.title.span.file, reason }));
    }

    fn reason(&self, kind: Kind, id: &str) -> Option<Reason> {
        self.left_out.iter().find(|left_out| left_out.kind == kind && left_out.id == id).map(|left_out| left_out.reason)
    }

    /// Leaves out the lines of plans that are not published; they share the plan's fate.
    fn of_published_plans(&mut self, lines: Vec<Raw<LineFile>>) -> Vec<Raw<LineFile>> {
        let mut kept = Vec::with_capacity(lines.len());
        for line in lines {
            let plan = line.plan.as_deref().expect("a line lies in a plan's folder");
            match self.registry.state(Kind::Plan, plan) {
                Some(State::Published(_)) => kept.push(line),
                Some(state) => {
                    let reason = self.reason(Kind::Plan, plan);
                    self.leave_out(Kind::Line, line.full_id(), &line.keys.page, reason);
                    self.registry.add(Kind::Line, line.full_id(), state.of_part());
                }
                None => {
                    let (span, plan) = (line.keys.page.title.span, plan.to_owned());
                    self.registry.report_unknown(Kind::Plan, &plan, &plan, span, &mut self.diagnostics);
                }
            }
        }
        kept
    }

    /// Keeps the published actions in the order of their lines. Within a line the list keeps its order; actions with a
    /// file of their own stand by their number, before an item of the list with the same one.
    fn publish_actions(&mut self, actions: Vec<RawAction>, lines: &[Raw<LineFile>]) -> Vec<RawAction> {
        let mut by_line: Vec<Vec<RawAction>> = lines.iter().map(|_| Vec::new()).collect();
        for action in actions {
            let plan = action.raw.plan.as_deref();
            let own_reason = self.publication.leaves_out(&action.raw.keys.page, None);
            let own_state = self.publication.why_not(&action.raw.keys.page, None).map(State::Unpublished);
            let full_line = format!("{}/{}", plan.unwrap_or(""), action.line.value);
            match self.registry.state(Kind::Line, &full_line) {
                Some(State::Published(line)) if own_reason.is_none() => by_line[line].push(action),
                Some(state) => {
                    let state = own_state.unwrap_or_else(|| state.of_part());
                    let reason = own_reason.or_else(|| self.reason(Kind::Line, &full_line));
                    self.leave_out(Kind::Action, action.raw.full_id(), &action.raw.keys.page, reason);
                    self.registry.add(Kind::Action, action.raw.full_id(), state);
                }
                // The lookup reports what is wrong with the reference.
                None => {
                    let _ = self.registry.find(
                        Kind::Line,
                        &action.line.value,
                        plan,
                        action.line.span,
                        &mut self.diagnostics,
                    );
                }
            }
        }
        let mut ordered = Vec::new();
        for mut actions in by_line {
            let number = |a: &RawAction| a.raw.keys.number.as_ref().map(|n| sort_key(&n.value));
            actions.sort_by_key(|a| (a.order.is_some(), a.order));
            if actions.iter().any(|a| a.order.is_none()) && actions.iter().all(|a| a.raw.keys.number.is_some()) {
                actions.sort_by_cached_key(number);
            }
            ordered.extend(actions);
        }
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        ordered.retain(|action| {
            let span = action.raw.keys.id.as_ref().map_or(action.raw.keys.page.title.span, |id| id.span);
            match seen.insert(action.raw.full_id(), span) {
                None => true,
                Some(first) => {
                    let problem = Problem::DuplicateId { kind: "action", id: action.raw.id.clone() };
                    self.diagnostics.report_with(span, problem, vec![first]);
                    false
                }
            }
        });
        for (index, action) in ordered.iter().enumerate() {
            self.registry.add(Kind::Action, action.raw.full_id(), State::Published(index));
        }
        ordered
    }

    fn warn_of_equal_numbers(&mut self, site: &Site) {
        for (_, line) in site.lines.iter() {
            let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
            for number in line.actions.iter().filter_map(|action| site.actions[*action].keys.number.as_ref()) {
                if let Some(first) = seen.insert(&number.value, number.span) {
                    let problem = Problem::DuplicateNumber { number: number.value.clone() };
                    self.diagnostics.report_with(number.span, problem, vec![first]);
                }
            }
        }
    }

    /// Links rows that have got their places; none is left out any more.
    fn table<R, T>(&mut self, rows: Vec<R>, link: impl Fn(&mut Self, Ref<T>, R) -> T) -> Table<T> {
        let rows = rows.into_iter().enumerate().map(|(index, row)| link(self, Ref::new(index), row)).collect();
        Table::new(rows)
    }

    fn one<T: Entity>(&mut self, id: &Id, plan: Option<&str>) -> Option<Ref<T>> {
        self.registry.reference(&id.value, plan, id.span, &mut self.diagnostics)
    }

    fn maybe<T: Entity>(&mut self, id: &Option<Id>) -> Option<Ref<T>> {
        id.as_ref().and_then(|id| self.one(id, None))
    }

    /// Resolves a list of references; one that stands there twice counts once.
    fn many<T: Entity>(&mut self, ids: &[Id], plan: Option<&str>) -> Vec<Ref<T>> {
        let mut found: Vec<Ref<T>> = Vec::with_capacity(ids.len());
        for id in ids {
            if let Some(reference) = self.one(id, plan)
                && !found.contains(&reference)
            {
                found.push(reference);
            }
        }
        found
    }

    /// Resolves the links of a text in a file of the folder `dir` and the plan `plan`.
    fn text(&mut self, prose: Prose, plan: Option<&str>, dir: &str) -> Text {
        let destinations = prose.links.iter().map(|link| self.destination(link, &prose, plan, dir)).collect();
        Text { prose, destinations }
    }

    fn destination(&mut self, link: &Link, prose: &Prose, plan: Option<&str>, dir: &str) -> Destination {
        let span = link.span;
        match &link.target {
            Target::External(_) => Destination::Nowhere,
            Target::Anchor(anchor) => {
                check_anchor(prose, anchor, span, &mut self.diagnostics);
                Destination::Anchor(slug(anchor))
            }
            Target::Entity { kind, id, anchor } => {
                let kind = Kind::of_word(kind).expect("every scheme names a kind");
                let subject = self.registry.find(kind, id, plan, span, &mut self.diagnostics);
                self.page(subject, anchor, span)
            }
            Target::File { path, .. } if link.shown && self.assets.has(path) => {
                self.assets.show(path, span, &mut self.diagnostics).map_or(Destination::Nowhere, Destination::Picture)
            }
            Target::File { path, anchor } => self.file(path, anchor, span, dir),
        }
    }

    fn page(&mut self, subject: Option<Subject>, anchor: &Option<String>, span: Span) -> Destination {
        let Some(subject) = subject else { return Destination::Nowhere };
        if let Some(anchor) = anchor {
            self.anchors.push((subject, anchor.clone(), span));
        }
        Destination::Page(subject, anchor.as_deref().map(slug))
    }

    fn file(&mut self, path: &str, anchor: &Option<String>, span: Span, dir: &str) -> Destination {
        if path == "index.md" {
            return self.page(Some(Subject::Home), anchor, span);
        }
        if let Some((kind, id)) = self.registry.file(path).cloned() {
            let subject = self.registry.find(kind, &id, None, span, &mut self.diagnostics);
            return self.page(subject, anchor, span);
        }
        if let Some((_, path)) = self.assets.take(path, span, &mut self.diagnostics) {
            return Destination::Asset(path);
        }
        if self.assets.broken.contains(path) {
            return Destination::Nowhere;
        }
        let known = self.registry.file_paths().chain(self.assets.by_path.keys().map(String::as_str));
        let target = relative(dir, path);
        let nearest = outside(&target).or_else(|| nearest_file(path, known).map(|near| relative(dir, near)));
        self.diagnostics.report(span, Problem::MissingTarget { target, nearest });
        Destination::Nowhere
    }

    fn check_anchors(&mut self, site: &Site) {
        let Linker { anchors, diagnostics, .. } = self;
        for (subject, anchor, span) in anchors {
            check_anchor(site.prose(*subject), anchor, *span, diagnostics);
        }
    }

    fn updates(&mut self, keys: &[UpdateKeys], plan: Option<&str>, dir: &str) -> Vec<Update> {
        let mut updates: Vec<Update> = keys
            .iter()
            .map(|update| Update { date: update.date, text: self.text(update.text.clone(), plan, dir) })
            .collect();
        updates.sort_by_key(|update| Reverse(update.date));
        updates
    }

    fn optional_text(&mut self, prose: &Option<Prose>, plan: Option<&str>, dir: &str) -> Option<Text> {
        prose.as_ref().map(|prose| self.text(prose.clone(), plan, dir))
    }

    /// Gives a page its address and its former ones their way to it.
    fn address(&mut self, parent: &str, id: &str, keys: &PageKeys, owner: &str, subject: Subject) -> String {
        let path = self.addresses.page(parent, id, keys, owner, &mut self.diagnostics);
        self.register(&keys.redirect_from, owner, subject);
        path
    }

    /// Notes the file of a subject, and the former addresses that it names.
    fn register(&mut self, former: &[Spanned<String>], owner: &str, subject: Subject) {
        self.files.push((subject, owner.to_owned()));
        self.former.extend(former.iter().map(|written| (written.clone(), owner.to_owned(), subject)));
    }

    /// Gives out the former addresses that no page has now.
    fn redirects(&mut self) -> Vec<Redirect> {
        let former = std::mem::take(&mut self.former).into_iter();
        former
            .filter_map(|(written, owner, to)| {
                let from = self.addresses.former(&written, &owner, &mut self.diagnostics)?;
                Some(Redirect { from, to, span: written.span })
            })
            .collect()
    }
}

/// Reports an anchor that no heading has. It may be written as the heading is, with its accents.
fn check_anchor(prose: &Prose, anchor: &str, span: Span, diagnostics: &mut Diagnostics) {
    if !prose.has_heading(&slug(anchor)) {
        let nearest = nearest(anchor, prose.headings.iter().map(|heading| heading.id.as_str()));
        diagnostics.report(span, Problem::MissingAnchor { anchor: anchor.to_owned(), nearest });
    }
}

/// A record of a page.
trait Keys {
    fn page(&self) -> &PageKeys;
    /// A day before which it is too early to publish.
    fn date(&self) -> Option<Date> {
        None
    }
}

/// A record whose entities are known by id.
trait Registered {
    const KIND: Kind;
}

macro_rules! page_records {
    ($($name:ident: $kind:ident),*) => { $(
        impl Keys for $name {
            fn page(&self) -> &PageKeys {
                &self.page
            }
        }
        impl Registered for $name {
            const KIND: Kind = Kind::$kind;
        }
    )* };
}
page_records!(
    RegionFile: Region, PlanFile: Plan, LineFile: Line, TopicFile: Topic, FigureFile: Figure, ComparisonFile: Comparison, PracticeFile: Practice, ProjectFile: Project,
    OrganisationFile: Organisation, DocumentFile: Document, EventFile: Event, QuestionFile: Question, TermFile: Term, TextFile: Page
);

/// A record with what puts it in order among those of its kind.
trait InOrder {
    type Order: Ord;

    fn order(&self) -> Self::Order;
}

type ByTitle = (String, String);

fn by_title(keys: &PageKeys) -> ByTitle {
    sort_key(&keys.title.value)
}

macro_rules! in_order_by_title {
    ($($name:ident),*) => { $(
        impl InOrder for $name {
            type Order = ByTitle;

            fn order(&self) -> ByTitle {
                by_title(&self.page)
            }
        }
    )* };
}
in_order_by_title!(
    RegionFile,
    PlanFile,
    FigureFile,
    ComparisonFile,
    PracticeFile,
    ProjectFile,
    OrganisationFile,
    QuestionFile,
    TermFile,
    TextFile
);

impl InOrder for TopicFile {
    type Order = (u32, ByTitle);

    fn order(&self) -> Self::Order {
        (self.order.unwrap_or(u32::MAX), by_title(&self.page))
    }
}

impl InOrder for NewsFile {
    type Order = (Reverse<Date>, ByTitle);

    fn order(&self) -> Self::Order {
        (Reverse(self.date), by_title(&self.page))
    }
}

impl InOrder for EventFile {
    type Order = (Date, ByTitle);

    fn order(&self) -> Self::Order {
        (self.date, by_title(&self.page))
    }
}

impl Keys for NewsFile {
    fn page(&self) -> &PageKeys {
        &self.page
    }

    fn date(&self) -> Option<Date> {
        Some(self.date)
    }
}

impl Registered for NewsFile {
    const KIND: Kind = Kind::News;
}
