//! Records → [`Site`]: drafts left out, addresses given, references resolved, and each entity told who refers to it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rayon::prelude::*;
use url::Url;

use crate::diagnostic::problem::{SlugRemedy, nearest};
use crate::diagnostic::{Diagnostics, Files, Problem, Span, Spanned};
use crate::language::{Language, sort_key};
use crate::source::address::{Target, join, slug};
use crate::source::markdown::{Link, Prose};
use crate::source::{self, Sources};

use super::address::{Addresses, asset_path, feed_of, folder, folder_of, keeps_its_path};
use super::compare::{self, Comparison, Content};
use super::dataset;
use super::figure::{self, Data, Disclosure, Figure};
use super::format::*;
use super::picture::Picture;
use super::publication::Publication;
use super::reading::{self, Decoded, Raw, RawAction, RawTranslation, Raws};
use super::registry::{Entity, Kind, Registry, State};
use super::translation::{self, Translation, Translator};
use super::*;

/// Months after which a figure or a status counts as out of date, unless the site says otherwise.
const STALE_AFTER_MONTHS: u32 = 12;

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
}

/// Links all sources into a site. None when the settings or the home page cannot be read; other mistakes are reported
/// and leave a gap, so that the rest is checked too.
pub fn link(
    mut sources: Sources<Decoded>,
    options: &Options,
    files: &mut Files,
    diagnostics: &mut Diagnostics,
) -> Option<Site> {
    let translations = reading::translations(&mut sources, diagnostics);
    let originals = (!translations.is_empty()).then(|| sources.clone());
    let mut site = link_in(sources, None, options, files, diagnostics)?;
    if let Some(originals) = originals {
        site.translation = translate(&site, originals, translations, options, files, diagnostics);
    }
    Some(site)
}

/// Links the originals once more, in the words of their translations. What is wrong with the originals themselves has
/// been reported.
fn translate(
    site: &Site,
    originals: Sources<Decoded>,
    translations: Vec<RawTranslation>,
    options: &Options,
    files: &Files,
    diagnostics: &mut Diagnostics,
) -> Option<Box<Translation>> {
    let translations = translation::checked(translations, site, &originals, diagnostics);
    let translator = Translator::new(site, &translations, files);
    let mut found = Diagnostics::default();
    let translated = link_in(originals, Some(&translator), options, &mut files.clone(), &mut found)?;
    found.keep_those_in(|file| translations.iter().any(|one| one.file == file));
    diagnostics.append(found);
    let pairs = translations.iter().filter_map(|one| Some((one.original_file?, one.file))).collect();
    super::audit::audit_translations(&translated, &pairs, files, diagnostics);
    Some(Box::new(Translation::of(translated, &translations)))
}

fn link_in(
    mut sources: Sources<Decoded>,
    translator: Option<&Translator>,
    options: &Options,
    files: &mut Files,
    diagnostics: &mut Diagnostics,
) -> Option<Site> {
    let mut registry = Registry::default();
    let mut assets = AssetTable::new(&mut sources);
    let past = std::mem::take(&mut sources.past);
    let mut raws = reading::gather(sources, translator, &mut registry, diagnostics);
    require_files(&raws, files, diagnostics);
    let (site_file, home) = (raws.site.as_ref()?.clone(), raws.home.as_ref()?);
    let own_language = language(&site_file, diagnostics);
    let language = translator.map_or(own_language, Translator::language);
    dataset::fill(&mut raws.figures, &mut assets, own_language, files, diagnostics);
    let borders = map::read(site_file.map.as_ref(), &mut assets, files, diagnostics);
    let pretty = options.pretty || site_file.pretty_links;
    let base_url = base_url(&site_file, options, diagnostics);
    let home_keys = Arc::clone(&home.keys);
    let linker = Linker {
        registry,
        addresses: Addresses::new(pretty),
        assets,
        diagnostics,
        publication: Publication { today: options.today, drafts: options.drafts, future: options.future },
        disclosure: Disclosure {
            suppress_below: site_file.suppress_below.unwrap_or(10),
            show_employers: site_file.show_employers,
            language,
        },
        is_translated: translator.is_some(),
        former: Vec::new(),
        files: Vec::new(),
        anchors: Vec::new(),
        plan_folders: BTreeMap::new(),
    };
    let settings = |linker: &mut Linker| Settings {
        id: site_file.id.value.clone(),
        title: site_file.title.clone(),
        description: site_file.description.clone(),
        language,
        own_language,
        base_url,
        pretty,
        theme: theme_name(&site_file, linker.diagnostics),
        publisher: site_file.publisher.as_ref().and_then(|id| linker.one(id, None)),
        licence: licence(&site_file, linker.diagnostics),
        security_expires: site_file.security_expires.as_ref().map(|written| written.value),
        footer: linker.many(&site_file.footer, None),
        stale_after_months: site_file.stale_after_months.unwrap_or(STALE_AFTER_MONTHS),
        today: options.today,
    };
    let suppress_below = linker.disclosure.suppress_below;
    let (mut site, mut files_of) = linker.site(raws, home_keys, translator.map(Translator::original), settings);
    site.map = borders.map(|borders| borders.place(&site, diagnostics));
    if let Some(translator) = translator {
        files_of.iter_mut().for_each(|(_, file)| translator.replace(file));
    } else {
        check_security(&site_file, &site, diagnostics);
        super::audit::audit(&site, suppress_below, files, diagnostics);
    }
    if let Some(asked) = &site_file.history {
        site.history = History::read(&past, &files_of, asked, diagnostics);
    }
    Some(site)
}

/// The licence of the figures; one that nobody knows is reported.
fn licence(site: &SiteFile, diagnostics: &mut Diagnostics) -> String {
    let Some(written) = &site.licence else { return licence::KNOWN[0].name.to_owned() };
    check_licence(written, diagnostics);
    written.value.clone()
}

pub(super) fn check_licence(written: &Spanned<String>, diagnostics: &mut Diagnostics) {
    if licence::address(&written.value).is_none() {
        let known: Vec<&'static str> = licence::KNOWN.iter().map(|licence| licence.name).collect();
        let near = nearest(&written.value, known.iter().copied());
        diagnostics
            .report(written.span, Problem::UnknownLicence { value: written.value.clone(), nearest: near, known });
    }
}

/// Reports a `security.txt` that no longer holds, or that names nobody to tell.
fn check_security(site_file: &SiteFile, site: &Site, diagnostics: &mut Diagnostics) {
    let Some(written) = &site_file.security_expires else { return };
    if written.value <= site.settings.today {
        diagnostics.report(written.span, Problem::SecurityExpired { date: written.value.to_string() });
    }
    let publisher = site.settings.publisher.map(|publisher| &site.organisations[publisher].keys);
    if !publisher.is_some_and(|keys| keys.email.is_some() || keys.website.is_some()) {
        diagnostics.report(written.span, Problem::SecurityWithoutContact);
    }
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

fn language(site: &SiteFile, diagnostics: &mut Diagnostics) -> Language {
    let Some(written) = &site.language else { return Language::Dutch };
    Language::from_code(&written.value).unwrap_or_else(|| {
        let problem = Problem::UnknownValue {
            key: "language".into(),
            value: written.value.clone(),
            accepted: vec!["nl", "en"],
            nearest: None,
        };
        diagnostics.report(written.span, problem);
        Language::Dutch
    })
}

/// The name of the theme: a folder's name, never a path.
fn theme_name(site: &SiteFile, diagnostics: &mut Diagnostics) -> String {
    let Some(written) = &site.theme else { return "standaard".to_owned() };
    if written.value.contains(['/', '\\', ':', '%']) || written.value.starts_with('.') {
        diagnostics.report(written.span, Problem::BadPath { key: "theme".into(), value: written.value.clone() });
        return "standaard".to_owned();
    }
    written.value.clone()
}

/// The site's absolute address with a path that ends in `/`.
fn base_url(site: &SiteFile, options: &Options, diagnostics: &mut Diagnostics) -> Option<Url> {
    let (written, span) = match (&options.base_url, &site.base_url) {
        (Some(option), _) => (option, None),
        (None, Some(key)) => (&key.value, Some(key.span)),
        (None, None) => return None,
    };
    let url = normal_base_url(written);
    if url.is_none() {
        let problem = Problem::BadBaseUrl { value: written.clone() };
        match span {
            Some(span) => diagnostics.report(span, problem),
            None => diagnostics.report_global(problem),
        }
    }
    url
}

fn normal_base_url(written: &str) -> Option<Url> {
    let mut url = Url::parse(written).ok()?;
    let is_site = matches!(url.scheme(), "http" | "https") && url.has_host() && written.contains("://");
    if !is_site || url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() {
        return None;
    }
    let path = format!("{}/", url.path().trim_end_matches('/'));
    url.set_path(&path);
    Some(url)
}

/// Files that are published as they are, found by their path; only those that a page uses are published.
pub(super) struct AssetTable {
    all: Vec<source::Asset>,
    /// Files that could not be read, which has been reported.
    broken: BTreeSet<String>,
    by_path: BTreeMap<String, usize>,
    /// Indexes into `all` of the files that a figure takes its values from, or a text its pictures.
    read: BTreeSet<usize>,
    /// Indexes into `all`, in the order of first use, each with its path on the site.
    used: BTreeMap<usize, String>,
    /// What the pictures are, by path.
    looks: BTreeMap<String, source::Look>,
    /// Indexes into `all` of the pictures that texts show, each with its place in `pictures`.
    shown: BTreeMap<usize, usize>,
    pictures: Vec<Picture>,
}

impl AssetTable {
    fn new(sources: &mut Sources<Decoded>) -> Self {
        let all = std::mem::take(&mut sources.assets);
        AssetTable {
            by_path: all.iter().enumerate().map(|(index, asset)| (asset.path.clone(), index)).collect(),
            all,
            broken: sources.broken.iter().cloned().collect(),
            read: BTreeSet::new(),
            used: BTreeMap::new(),
            looks: std::mem::take(&mut sources.pictures),
            shown: BTreeMap::new(),
            pictures: Vec::new(),
        }
    }

    /// A file that is named in a folder, which stays out of the site unless a page names it. None when there is no such
    /// file, which has been reported.
    pub(super) fn named(
        &mut self,
        dir: &str,
        written: &Spanned<String>,
        diagnostics: &mut Diagnostics,
    ) -> Option<&source::Asset> {
        let Some(path) = join(dir, &written.value) else {
            diagnostics.report(written.span, Problem::BadPath { key: "file".into(), value: written.value.clone() });
            return None;
        };
        if !self.by_path.contains_key(&path) {
            if let Some(problem) = self.missing(&path, &written.value, dir) {
                diagnostics.report(written.span, problem);
            }
            return None;
        }
        self.find(&path)
    }

    /// A file by its path from the content folder, which stays out of the site unless a page names it.
    fn find(&mut self, path: &str) -> Option<&source::Asset> {
        let index = *self.by_path.get(path)?;
        self.read.insert(index);
        Some(&self.all[index])
    }

    /// What is wrong with a path that no file has; none when that has been reported.
    fn missing(&self, path: &str, written: &str, dir: &str) -> Option<Problem> {
        let nearest = nearest_file(path, self.by_path.keys().map(String::as_str)).map(|near| relative(dir, near));
        let problem = Problem::MissingTarget { target: written.to_owned(), nearest };
        (!self.broken.contains(path)).then_some(problem)
    }

    /// Marks a file as used and gives its place and its path on the site.
    fn take(&mut self, path: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<(usize, String)> {
        let index = *self.by_path.get(path)?;
        if let Some(path) = self.used.get(&index) {
            return Some((index, path.clone()));
        }
        let on_site = named(path, span, diagnostics)?;
        if let Some((other, _)) = self.used.iter().find(|(_, p)| **p == on_site) {
            let other = Some(format!("`{}`", self.all[*other].path));
            diagnostics.report(span, Problem::AddressCollision { address: on_site.clone(), other });
        }
        self.used.insert(index, on_site.clone());
        Some((index, on_site))
    }

    /// The place among the pictures of a file that a text shows; none when there is no such file, or when it cannot be
    /// shown, which is reported at its first place.
    fn show(&mut self, path: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<usize> {
        let index = *self.by_path.get(path)?;
        if let Some(place) = self.shown.get(&index) {
            return Some(*place);
        }
        self.read.insert(index);
        let unknown = || Err(Problem::PictureUnreadable { path: path.to_owned() });
        let seen = match self.looks.get(path).cloned().unwrap_or_else(unknown) {
            Ok(seen) => seen,
            Err(problem) => {
                diagnostics.report(span, problem);
                return None;
            }
        };
        let on_site = named(path, span, diagnostics)?;
        let picture = Picture::new(&on_site, self.all[index].source.clone(), &seen, span);
        // The same picture under two names that become one on the site is one picture.
        let place = self.pictures.iter().position(|other| other.files == picture.files).unwrap_or_else(|| {
            self.pictures.push(picture);
            self.pictures.len() - 1
        });
        self.shown.insert(index, place);
        Some(place)
    }

    fn has(&self, path: &str) -> bool {
        self.by_path.contains_key(path)
    }

    /// Paths of the files that nobody took.
    fn unused(&self) -> Vec<String> {
        let unused = self
            .all
            .iter()
            .enumerate()
            .filter(|(index, _)| !self.used.contains_key(index) && !self.read.contains(index));
        unused.map(|(_, asset)| asset.path.clone()).filter(|path| !keeps_its_path(path)).collect()
    }

    /// The published files, and for each file its place among them.
    fn published(mut self) -> (Vec<Asset>, BTreeMap<usize, usize>) {
        for (index, asset) in self.all.iter().enumerate().filter(|(_, a)| keeps_its_path(&a.path)) {
            self.used.insert(index, asset.path.clone());
        }
        let places = self.used.keys().enumerate().map(|(place, index)| (*index, place)).collect();
        let all = &self.all;
        let assets = self.used.iter().map(|(index, path)| Asset {
            path: path.clone(),
            source: all[*index].source.clone(),
            size: all[*index].size,
        });
        (assets.collect(), places)
    }
}

/// The path on the site of a file that is published as it is; reported when its name leaves none.
fn named(path: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<String> {
    let on_site = asset_path(path);
    if on_site.is_none() {
        diagnostics.report(span, Problem::NoSlug { title: path.to_owned(), remedy: SlugRemedy::FileName });
    }
    on_site
}

struct Linker<'a> {
    registry: Registry,
    addresses: Addresses,
    assets: AssetTable,
    diagnostics: &'a mut Diagnostics,
    publication: Publication,
    disclosure: Disclosure,
    /// The records speak the language of their translations.
    is_translated: bool,
    /// Folder of each plan's page, by its id: its lines and actions live below it.
    plan_folders: BTreeMap<String, String>,
    /// Former addresses with the file that names them and the page that they lead to, for when all pages have theirs.
    former: Vec<(Spanned<String>, String, Subject)>,
    /// The files that each subject is made of, by their paths from the content folder.
    files: Vec<(Subject, String)>,
    /// Headings that links name, to be looked up when all texts are there.
    anchors: Vec<(Subject, String, Span)>,
}

impl Linker<'_> {
    /// Puts the site together: first every entity gets its place, then every reference its target. With the files of each.
    /// `original` is the same site in the language of the originals, while translations are linked.
    fn site(
        mut self,
        raws: Raws,
        home_keys: Arc<HomeFile>,
        original: Option<&Site>,
        settings: impl FnOnce(&mut Self) -> Settings,
    ) -> (Site, Vec<(Subject, String)>) {
        let title = |raw: &PageKeys| sort_key(&raw.title.value);
        let regions = self.publish(raws.regions, |r| title(&r.keys.page));
        let plans = self.publish(raws.plans, |r| title(&r.keys.page));
        let lines = self.of_published_plans(raws.lines);
        let lines =
            self.publish(lines, |r| (r.plan.clone(), sort_key(r.keys.number.as_deref().unwrap_or("~")), r.id.clone()));
        let actions = self.publish_actions(raws.actions, &lines);
        let topics = self.publish(raws.topics, |r| (r.keys.order.unwrap_or(u32::MAX), title(&r.keys.page)));
        let figures = self.publish(raws.figures, |r| title(&r.keys.page));
        let comparisons = self.publish(raws.comparisons, |r| title(&r.keys.page));
        let news = self.publish(raws.news, |r| (Reverse(r.keys.date), title(&r.keys.page)));
        let practices = self.publish(raws.practices, |r| title(&r.keys.page));
        let projects = self.publish(raws.projects, |r| title(&r.keys.page));
        let organisations = self.publish(raws.organisations, |r| title(&r.keys.page));
        let documents = self.publish(raws.documents, |r| (Reverse(r.keys.date), title(&r.keys.page)));
        let events = self.publish(raws.events, |r| (r.keys.date, title(&r.keys.page)));
        let questions = self.publish(raws.questions, |r| title(&r.keys.page));
        let terms = self.publish(raws.terms, |r| title(&r.keys.page));
        let pages = self.publish(raws.pages, |r| title(&r.keys.page));

        let home_body = raws.home.map(|home| home.body).unwrap_or_default();
        self.register(&home_keys.redirect_from, "index.md", Subject::Home);
        for item in &news {
            self.addresses.reserve(&format!("{}/{}/", folder::NEWS, item.keys.date.year()));
        }
        let mut site = Site {
            settings: settings(&mut self),
            home: Home { keys: home_keys, path: self.addresses.fixed(""), body: self.text(home_body, None, "") },
            regions: self.table(regions, Self::region),
            plans: self.table(plans, Self::plan),
            lines: self.table(lines, Self::line),
            actions: self.table(actions, Self::action),
            topics: self.table(topics, Self::topic),
            figures: self.figures(figures),
            comparisons: self.table(comparisons, Self::comparison),
            news: self.table(news, Self::news),
            practices: self.table(practices, Self::practice),
            projects: self.table(projects, Self::project),
            organisations: self.table(organisations, Self::organisation),
            documents: self.table(documents, Self::document),
            events: self.table(events, Self::event),
            questions: self.table(questions, Self::question),
            terms: self.table(terms, Self::term),
            pages: self.table(pages, Self::text_page),
            assets: Vec::new(),
            pictures: Vec::new(),
            unused_files: Vec::new(),
            redirects: Vec::new(),
            rollup: Rollup::default(),
            map: None,
            history: History::default(),
            translation: None,
            search: std::sync::OnceLock::new(),
        };
        self.check_anchors(&site);
        self.check_meetings(&site);
        self.check_tiles(&site);
        super::relations::relate(&mut site);
        compare::fill(&mut site, original, self.diagnostics);
        site.rollup = Rollup::of(&site);
        rollup::warn_of_stale(&site, self.diagnostics);
        site.redirects = self.redirects();
        site.unused_files = self.assets.unused();
        site.pictures = std::mem::take(&mut self.assets.pictures);
        let (assets, places) = self.assets.published();
        site.assets = assets;
        for document in &mut site.documents.rows {
            document.file = document.file.and_then(|index| places.get(&index).copied());
        }
        (site, self.files)
    }

    /// Keeps what is published, in order, and tells the registry.
    fn publish<K: Keys + Registered, O: Ord>(
        &mut self,
        raws: Vec<Raw<K>>,
        order: impl Fn(&Raw<K>) -> O,
    ) -> Vec<Raw<K>> {
        let publication = self.publication;
        let (mut kept, left_out): (Vec<_>, Vec<_>) =
            raws.into_iter().partition(|raw| publication.includes(raw.keys.page(), raw.keys.date()));
        for raw in left_out {
            self.registry.add(K::KIND, raw.full_id(), State::Unpublished);
        }
        kept.sort_by_cached_key(order);
        for (index, raw) in kept.iter().enumerate() {
            self.registry.add(K::KIND, raw.full_id(), State::Published(index));
        }
        kept
    }

    /// Leaves out the lines of plans that are not published; they share the plan's fate.
    fn of_published_plans(&mut self, lines: Vec<Raw<LineFile>>) -> Vec<Raw<LineFile>> {
        let mut kept = Vec::with_capacity(lines.len());
        for line in lines {
            let plan = line.plan.as_deref().expect("a line lies in a plan's folder");
            match self.registry.state(Kind::Plan, plan) {
                Some(State::Published(_)) => kept.push(line),
                Some(state) => self.registry.add(Kind::Line, line.full_id(), state),
                None => {
                    let problem = Problem::UnknownReference { kind: "plan", id: plan.to_owned(), nearest: None };
                    self.diagnostics.report(line.keys.page.title.span, problem);
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
            let is_published = self.publication.includes(&action.raw.keys.page, None);
            let full_line = format!("{}/{}", plan.unwrap_or(""), action.line.value);
            match self.registry.state(Kind::Line, &full_line) {
                Some(State::Published(line)) if is_published => by_line[line].push(action),
                Some(State::Published(_)) => self.registry.add(Kind::Action, action.raw.full_id(), State::Unpublished),
                Some(state) => self.registry.add(Kind::Action, action.raw.full_id(), state),
                // The lookup reports what is wrong with the reference.
                None => {
                    let _ =
                        self.registry.find(Kind::Line, &action.line.value, plan, action.line.span, self.diagnostics);
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
            self.warn_of_equal_numbers(&actions);
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

    fn warn_of_equal_numbers(&mut self, actions: &[RawAction]) {
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        for number in actions.iter().filter_map(|a| a.raw.keys.number.as_ref()) {
            if let Some(first) = seen.insert(&number.value, number.span) {
                let problem = Problem::DuplicateNumber { number: number.value.clone() };
                self.diagnostics.report_with(number.span, problem, vec![first]);
            }
        }
    }

    /// Links rows that have got their places; none is left out any more.
    fn table<R, T>(&mut self, rows: Vec<R>, link: impl Fn(&mut Self, Ref<T>, R) -> T) -> Table<T> {
        let rows = rows.into_iter().enumerate().map(|(index, row)| link(self, Ref::new(index), row)).collect();
        Table { rows }
    }

    fn one<T: Entity>(&mut self, id: &Id, plan: Option<&str>) -> Option<Ref<T>> {
        self.registry.reference(&id.value, plan, id.span, self.diagnostics)
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
                self.check_anchor(prose, anchor, span);
                Destination::Anchor(slug(anchor))
            }
            Target::Entity { kind, id, anchor } => {
                let kind = Kind::of_word(kind).expect("every scheme names a kind");
                let subject = self.registry.find(kind, id, plan, span, self.diagnostics);
                self.page(subject, anchor, span)
            }
            Target::File { path, .. } if link.shown && self.assets.has(path) => {
                self.assets.show(path, span, self.diagnostics).map_or(Destination::Nowhere, Destination::Picture)
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
            let subject = self.registry.find(kind, &id, None, span, self.diagnostics);
            return self.page(subject, anchor, span);
        }
        if let Some((_, path)) = self.assets.take(path, span, self.diagnostics) {
            return Destination::Asset(path);
        }
        if self.assets.broken.contains(path) {
            return Destination::Nowhere;
        }
        let known = self.registry.file_paths().chain(self.assets.by_path.keys().map(String::as_str));
        let nearest = nearest_file(path, known).map(|near| relative(dir, near));
        self.diagnostics.report(span, Problem::MissingTarget { target: relative(dir, path), nearest });
        Destination::Nowhere
    }

    fn check_anchors(&mut self, site: &Site) {
        for (subject, anchor, span) in std::mem::take(&mut self.anchors) {
            self.check_anchor(site.prose(subject), &anchor, span);
        }
    }

    /// Reports an anchor that no heading has. It may be written as the heading is, with its accents.
    fn check_anchor(&mut self, prose: &Prose, anchor: &str, span: Span) {
        if !prose.has_heading(&slug(anchor)) {
            let nearest = nearest(anchor, prose.headings.iter().map(|heading| heading.id.as_str()));
            self.diagnostics.report(span, Problem::MissingAnchor { anchor: anchor.to_owned(), nearest });
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
        let path = self.addresses.page(parent, id, keys, owner, self.diagnostics);
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
                let from = self.addresses.former(&written, &owner, self.diagnostics)?;
                Some(Redirect { from, to, span: written.span })
            })
            .collect()
    }

    fn region(&mut self, reference: Ref<Region>, raw: Raw<RegionFile>) -> Region {
        let dir = raw.dir().to_owned();
        let Raw { id, path: file, keys, body, .. } = raw;
        let subject = Subject::Region(reference);
        let path = self.address(folder::REGIONS, &id, &keys.page, &file, subject);
        Region {
            figures_path: self.addresses.fixed(&format!("{}/{}", folder_of(&path), folder::FIGURES)),
            feed_path: feed_of(&path),
            path,
            coordinator: self.maybe(&keys.coordinator),
            contact: self.maybe(&keys.contact),
            body: self.text(body, None, &dir),
            id,
            keys,
            plans: Vec::new(),
            figures: Vec::new(),
            news: Vec::new(),
            documents: Vec::new(),
            events: Vec::new(),
            practices: Vec::new(),
            projects: Vec::new(),
            questions: Vec::new(),
        }
    }

    fn plan(&mut self, reference: Ref<Plan>, raw: Raw<PlanFile>) -> Plan {
        let dir = raw.dir().to_owned();
        let Raw { id, path: file, keys, body, .. } = raw;
        let subject = Subject::Plan(reference);
        let path = self.address(folder::PLANS, &id, &keys.page, &file, subject);
        let base = path.trim_end_matches("index.html").trim_end_matches('/').to_owned();
        self.plan_folders.insert(id.clone(), base.clone());
        if keys.as_of.is_none() {
            self.diagnostics.report(keys.state.span, Problem::UndatedStatus);
        }
        let plan = Some(id.as_str());
        let predecessor = match &keys.predecessor {
            Some(PredecessorKeys::Plan(id)) => self.one(id, None),
            _ => None,
        };
        let parties = keys.parties.iter().filter_map(|p| Some((self.one(&p.organisation, None)?, p.role))).collect();
        let declaration = keys.declaration.as_ref().map(|d| self.declaration(d, &id, &dir));
        Plan {
            declaration_path: self.addresses.fixed(&format!("{base}/{}", folder::DECLARATION)),
            centre_path: self.addresses.fixed(&format!("{base}/{}", folder::CENTRE)),
            horizons_path: self.addresses.fixed(&format!("{base}/{}", folder::HORIZONS)),
            not_smart_path: self.addresses.fixed(&format!("{base}/{}", folder::NOT_SMART)),
            path,
            body: self.text(body, plan, &dir),
            regions: self.many(&keys.regions, None),
            coordinator: self.maybe(&keys.coordinator),
            contact: self.maybe(&keys.contact),
            parties,
            predecessor,
            successor: None,
            declaration,
            centre_contact: keys.action_centre.as_ref().and_then(|c| self.maybe(&c.contact)),
            updates: self.updates(&keys.updates, plan, &dir),
            meeting_events: keys.meetings.iter().map(|_| Vec::new()).collect(),
            events: Vec::new(),
            lines: Vec::new(),
            figures: Vec::new(),
            news: Vec::new(),
            documents: Vec::new(),
            id,
            keys,
        }
    }

    fn declaration(&mut self, keys: &DeclarationKeys, plan: &str, dir: &str) -> Declaration {
        let theme_count = keys.themes.len();
        let named = keys.signatories.iter().enumerate();
        let signatories =
            named.filter_map(|(place, signatory)| Some((place, self.one(&signatory.organisation, None)?))).collect();
        for theme in keys.signatories.iter().flat_map(|s| &s.themes) {
            if theme.value == 0 || theme.value as usize > theme_count {
                let problem =
                    Problem::BadNumber { key: "themes".into(), value: theme.value.to_string(), meant: Vec::new() };
                self.diagnostics.report(theme.span, problem);
            }
        }
        Declaration {
            text: self.optional_text(&keys.text, Some(plan), dir).unwrap_or_default(),
            theme_lines: keys.themes.iter().map(|theme| self.many(&theme.lines, Some(plan))).collect(),
            signatories,
        }
    }

    fn line(&mut self, reference: Ref<Line>, raw: Raw<LineFile>) -> Line {
        let dir = raw.dir().to_owned();
        let Raw { id, plan, path: file, keys, body } = raw;
        let plan = plan.expect("a line lies in a plan's folder");
        let of_plan = self
            .one(&Spanned::new(plan.clone(), keys.span), None)
            .expect("a line or action of no published plan is left out");
        let subject = Subject::Line(reference);
        let parent = format!("{}/{}", self.plan_folders[&plan], folder::LINES);
        let plan = Some(plan.as_str());
        let path = self.address(&parent, &id, &keys.page, &file, subject);
        Line {
            feed_path: feed_of(&path),
            path,
            body: self.text(body, plan, &dir),
            goal: self.optional_text(&keys.goal, plan, &dir),
            goal_note: self.optional_text(&keys.goal_note, plan, &dir),
            plan: of_plan,
            topics: self.many(&keys.topics, None),
            updates: self.updates(&keys.updates, plan, &dir),
            actions: Vec::new(),
            figures: Vec::new(),
            projects: Vec::new(),
            practices: Vec::new(),
            questions: Vec::new(),
            news: Vec::new(),
            id,
            keys,
        }
    }

    fn action(&mut self, reference: Ref<Action>, action: RawAction) -> Action {
        let dir = action.raw.dir().to_owned();
        let Raw { id, plan, path: file, keys, .. } = action.raw;
        let plan = plan.expect("an action lies in a plan's folder");
        let line = self.one(&action.line, Some(&plan)).expect("an action of no published line is left out");
        let of_plan = self
            .one(&Spanned::new(plan.clone(), keys.span), None)
            .expect("a line or action of no published plan is left out");
        let subject = Subject::Action(reference);
        if let (Some(status), None) = (&keys.status, keys.as_of) {
            self.diagnostics.report(status.span, Problem::UndatedStatus);
        }
        let parent = format!("{}/{}", self.plan_folders[&plan], folder::ACTIONS);
        let plan = Some(plan.as_str());
        Action {
            path: self.address(&parent, &id, &keys.page, &file, subject),
            body: self.optional_text(&keys.explanation, plan, &dir).unwrap_or_default(),
            line,
            plan: of_plan,
            instruments: self.many(&keys.instruments, None),
            owners: self.many(&keys.owners, None),
            topics: self.many(&keys.topics, None),
            figures: self.many(&keys.figures, None),
            updates: self.updates(&keys.updates, plan, &dir),
            id,
            keys,
        }
    }

    fn topic(&mut self, reference: Ref<Topic>, raw: Raw<TopicFile>) -> Topic {
        let dir = raw.dir().to_owned();
        let Raw { id, path: file, keys, body, .. } = raw;
        let subject = Subject::Topic(reference);
        Topic {
            path: self.address(folder::TOPICS, &id, &keys.page, &file, subject),
            body: self.text(body, None, &dir),
            plans: self.many(&keys.plans, None),
            lines: Vec::new(),
            actions: Vec::new(),
            figures: Vec::new(),
            practices: Vec::new(),
            news: Vec::new(),
            questions: Vec::new(),
            id,
            keys,
        }
    }

    /// All figures, without what must not be shown.
    fn figures(&mut self, raws: Vec<Raw<FigureFile>>) -> Table<Figure> {
        let disclosure = self.disclosure;
        let compute = |raw: Raw<FigureFile>| {
            let mut mistakes = Diagnostics::default();
            let data = figure::compute(&raw.keys, disclosure, &mut mistakes);
            (raw, data, mistakes)
        };
        let computed: Vec<(Raw<FigureFile>, Data, Diagnostics)> = raws.into_par_iter().map(compute).collect();
        let mut figures = self.table(computed, |linker, reference, (raw, data, mistakes)| {
            linker.diagnostics.append(mistakes);
            linker.figure(reference, raw, data)
        });
        figure::complete(&mut figures.rows, self.disclosure, self.diagnostics);
        if self.is_translated {
            figures.rows.iter_mut().for_each(Figure::mark_names);
        }
        figures
    }

    fn figure(&mut self, reference: Ref<Figure>, raw: Raw<FigureFile>, data: Data) -> Figure {
        let dir = raw.dir().to_owned();
        let Raw { id, path: file, keys, .. } = raw;
        let subject = Subject::Figure(reference);
        if let Some(written) = &keys.licence {
            check_licence(written, self.diagnostics);
        }
        let path = self.address(folder::FIGURES, &id, &keys.page, &file, subject);
        let values = keys.data.iter().flat_map(|data| &data.value.0).filter_map(|part| join(&dir, &part.file.value));
        self.files.extend(values.map(|file| (subject, file)));
        Figure {
            feed_path: feed_of(&path),
            path,
            updates: self.updates(&keys.updates, None, &dir),
            definition: self.text(keys.definition.clone(), None, &dir),
            notes: keys.notes.iter().map(|note| self.text(note.clone(), None, &dir)).collect(),
            regions: self.many(&keys.regions, None),
            lines: self.many(&keys.lines, None),
            topics: self.many(&keys.topics, None),
            comparison: self.maybe(&keys.comparison),
            actions: Vec::new(),
            data,
            progress: None,
            taken_out: Vec::new(),
            id,
            keys,
        }
    }

    fn comparison(&mut self, reference: Ref<Comparison>, raw: Raw<ComparisonFile>) -> Comparison {
        let dir = raw.dir().to_owned();
        let Raw { id, path: file, keys, .. } = raw;
        Comparison {
            path: self.address(folder::COMPARISONS, &id, &keys.page, &file, Subject::Comparison(reference)),
            definition: self.text(keys.definition.clone(), None, &dir),
            content: Content::default(),
            id,
            keys,
        }
    }

    fn news(&mut self, reference: Ref<News>, raw: Raw<NewsFile>) -> News {
        let dir = raw.dir().to_owned();
        let Raw { id, path: file, keys, body, .. } = raw;
        let subject = Subject::News(reference);
        News {
            path: self.address(folder::NEWS, &id, &keys.page, &file, subject),
            body: self.text(body, None, &dir),
            regions: self.many(&keys.regions, None),
            plans: self.many(&keys.plans, None),
            lines: self.many(&keys.lines, None),
            projects: self.many(&keys.projects, None),
            topics: self.many(&keys.topics, None),
            organisations: self.many(&keys.organisations, None),
            documents: self.many(&keys.documents, None),
            related: Vec::new(),
            id,
            keys,
        }
    }

    fn practice(&mut self, reference: Ref<Practice>, raw: Raw<PracticeFile>) -> Practice {
        let dir = raw.dir().to_owned();
        let Raw { id, path: file, keys, body, .. } = raw;
        let subject = Subject::Practice(reference);
        Practice {
            path: self.address(folder::PRACTICES, &id, &keys.page, &file, subject),
            body: self.text(body, None, &dir),
            regions: self.many(&keys.regions, None),
            lines: self.many(&keys.lines, None),
            topics: self.many(&keys.topics, None),
            organisations: self.many(&keys.organisations, None),
            projects: self.many(&keys.projects, None),
            id,
            keys,
        }
    }

    fn project(&mut self, reference: Ref<Project>, raw: Raw<ProjectFile>) -> Project {
        let dir = raw.dir().to_owned();
        let Raw { id, path: file, keys, body, .. } = raw;
        let subject = Subject::Project(reference);
        Project {
            path: self.address(folder::PROJECTS, &id, &keys.page, &file, subject),
            body: self.text(body, None, &dir),
            regions: self.many(&keys.regions, None),
            lines: self.many(&keys.lines, None),
            actions: Vec::new(),
            organisations: self.many(&keys.organisations, None),
            news: Vec::new(),
            id,
            keys,
        }
    }

    fn organisation(&mut self, reference: Ref<Organisation>, raw: Raw<OrganisationFile>) -> Organisation {
        let dir = raw.dir().to_owned();
        let Raw { id, path: file, keys, body, .. } = raw;
        let subject = Subject::Organisation(reference);
        Organisation {
            path: self.address(folder::ORGANISATIONS, &id, &keys.page, &file, subject),
            body: self.text(body, None, &dir),
            regions: self.many(&keys.regions, None),
            roles: Vec::new(),
            signed: Vec::new(),
            actions: Vec::new(),
            projects: Vec::new(),
            practices: Vec::new(),
            documents: Vec::new(),
            id,
            keys,
        }
    }

    fn document(&mut self, reference: Ref<Document>, raw: Raw<DocumentFile>) -> Document {
        let dir = raw.dir().to_owned();
        let Raw { id, path: file, keys, body, .. } = raw;
        let subject = Subject::Document(reference);
        if keys.file.is_none() && keys.url.is_none() && keys.availability.is_none() {
            self.diagnostics.report(keys.page.title.span, Problem::DocumentWithoutSource);
        }
        let asset = keys.file.as_ref().and_then(|written| self.download(written, &dir));
        self.files.extend(asset.map(|index| (subject, self.assets.all[index].path.clone())));
        Document {
            path: self.address(folder::DOCUMENTS, &id, &keys.page, &file, subject),
            body: self.text(body, None, &dir),
            organisation: self.maybe(&keys.organisation),
            regions: self.many(&keys.regions, None),
            plans: self.many(&keys.plans, None),
            file: asset,
            news: Vec::new(),
            id,
            keys,
        }
    }

    /// The file of a document, as an index among all files.
    fn download(&mut self, written: &Spanned<String>, dir: &str) -> Option<usize> {
        let Some(path) = join(dir, &written.value) else {
            self.diagnostics
                .report(written.span, Problem::BadPath { key: "file".into(), value: written.value.clone() });
            return None;
        };
        let found = self.assets.take(&path, written.span, self.diagnostics);
        if found.is_none()
            && let Some(problem) = self.assets.missing(&path, &written.value, dir)
        {
            self.diagnostics.report(written.span, problem);
        }
        found.map(|(index, _)| index)
    }

    fn event(&mut self, reference: Ref<Event>, raw: Raw<EventFile>) -> Event {
        let dir = raw.dir().to_owned();
        let Raw { id, path: file, keys, body, .. } = raw;
        let subject = Subject::Event(reference);
        Event {
            path: self.address(folder::EVENTS, &id, &keys.page, &file, subject),
            body: self.text(body, None, &dir),
            regions: self.many(&keys.regions, None),
            plan: self.maybe(&keys.plan),
            meeting: None,
            id,
            keys,
        }
    }

    /// Finds the meeting of its plan that each event names.
    fn check_meetings(&mut self, site: &Site) {
        for event in &site.events.rows {
            let Some(written) = &event.keys.meeting else { continue };
            let meetings = event.plan.map(|plan| site.plans[plan].keys.meetings.as_slice()).unwrap_or_default();
            if !meetings.iter().any(|m| m.id.value == written.value) {
                let nearest = nearest(&written.value, meetings.iter().map(|m| m.id.value.as_str()));
                let problem = Problem::UnknownReference { kind: "meeting", id: written.value.clone(), nearest };
                self.diagnostics.report(written.span, problem);
            }
        }
    }

    /// Holds the places of regions on the schematic map to its size, and each to one region.
    fn check_tiles(&mut self, site: &Site) {
        let mut taken: BTreeMap<(u32, u32), Span> = BTreeMap::new();
        for tile in site.regions.rows.iter().filter_map(|region| region.keys.tile.as_ref()) {
            let TileKeys { column, row, .. } = &tile.value;
            for (key, number) in [("column", column), ("row", row)] {
                if !(1..=MOST_TILES).contains(&number.value) {
                    let value = number.value.to_string();
                    self.diagnostics
                        .report(number.span, Problem::BadNumber { key: key.into(), value, meant: Vec::new() });
                }
            }
            let place = (column.value, row.value);
            match taken.get(&place) {
                Some(first) => {
                    let problem = Problem::TileTaken { column: place.0, row: place.1 };
                    self.diagnostics.report_with(tile.span, problem, vec![*first]);
                }
                None => drop(taken.insert(place, tile.span)),
            }
        }
    }

    fn question(&mut self, reference: Ref<Question>, raw: Raw<QuestionFile>) -> Question {
        let dir = raw.dir().to_owned();
        let Raw { id, path: file, keys, body, .. } = raw;
        let subject = Subject::Question(reference);
        let path = self.addresses.anchor(folder::QUESTIONS, &id, &keys.page, &file, self.diagnostics);
        self.register(&keys.page.redirect_from, &file, subject);
        Question {
            path,
            body: self.text(body, None, &dir),
            lines: self.many(&keys.lines, None),
            topics: self.many(&keys.topics, None),
            regions: self.many(&keys.regions, None),
            id,
            keys,
        }
    }

    fn term(&mut self, reference: Ref<Term>, raw: Raw<TermFile>) -> Term {
        let dir = raw.dir().to_owned();
        let Raw { id, path: file, keys, body, .. } = raw;
        let subject = Subject::Term(reference);
        let path = self.addresses.anchor(folder::TERMS, &id, &keys.page, &file, self.diagnostics);
        self.register(&keys.page.redirect_from, &file, subject);
        Term { path, body: self.text(body, None, &dir), id, keys }
    }

    fn text_page(&mut self, reference: Ref<TextPage>, raw: Raw<TextFile>) -> TextPage {
        let dir = raw.dir().to_owned();
        let Raw { id, path: file, keys, body, .. } = raw;
        let subject = Subject::Page(reference);
        TextPage {
            path: self.address("", &id, &keys.page, &file, subject),
            body: self.text(body, None, &dir),
            id,
            keys,
        }
    }
}

/// A path as seen from a folder, both from the content folder.
fn relative(dir: &str, path: &str) -> String {
    let from: Vec<&str> = dir.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = path.split('/').collect();
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count().min(to.len() - 1);
    let up = "../".repeat(from.len() - common);
    format!("{up}{}", to[common..].join("/"))
}

/// The known file that was probably meant: one of the same type with nearly the same name, in the most similar folder.
fn nearest_file<'a>(path: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let extension = |path: &str| path.rsplit_once('.').map(|(_, extension)| extension.to_lowercase());
    let wanted = extension(path);
    let known: Vec<&str> = known.filter(|file| wanted.is_none() || extension(file) == wanted).collect();
    let name = nearest(name_of(path), known.iter().map(|file| name_of(file)))?;
    let namesakes = || known.iter().filter(|file| name_of(file) == name);
    let near = nearest(path, namesakes().copied());
    namesakes().find(|file| near.as_deref().is_none_or(|near| near == **file)).copied()
}

/// What a file is about, by its path: `index.md` by its folder.
fn name_of(path: &str) -> &str {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let stem = stem.strip_suffix("/index").unwrap_or(stem);
    stem.rsplit('/').next().expect("split gives at least one part")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_address_is_made_normal_or_refused() {
        for (written, normal) in [
            ("https://a.nl", "https://a.nl/"),
            ("https://a.nl/", "https://a.nl/"),
            ("https://a.nl/sub/pad", "https://a.nl/sub/pad/"),
            ("http://localhost:8000/x/", "http://localhost:8000/x/"),
        ] {
            assert_eq!(normal_base_url(written).expect("an address").as_str(), normal);
        }
        for written in [
            "a.nl",
            "//a.nl",
            "ftp://a.nl",
            "https://",
            "https://a.nl/?x",
            "https://a.nl/#x",
            "javascript:x",
            "https:a.nl",
        ] {
            assert_eq!(normal_base_url(written), None, "{written}");
        }
    }

    #[test]
    fn a_path_is_shown_as_seen_from_its_file() {
        assert_eq!(relative("news", "regions/twente.md"), "../regions/twente.md");
        assert_eq!(relative("plans/a/lines", "plans/a/index.md"), "../index.md");
        assert_eq!(relative("", "index.md"), "index.md");
    }
}
