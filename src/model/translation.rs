//! The site in its other language: records whose texts are those of a translation, and which pages that makes.
//!
//! A translation, `plan.en.md` beside `plan.md`, says in another language what the original says, and nothing else. The
//! records of all originals take its texts over before they are linked a second time; what has no translation stays as
//! it is and is marked as a text in another language ([`crate::language::FOREIGN`]). So the second [`Site`] has
//! everything that the first one has, in the language of the translations, and later hops do not tell the two apart.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::problem::{Untranslatable, nearest};
use crate::diagnostic::{Diagnostics, FileId, Problem, Span, Spanned};
use crate::language::{Language, mark_foreign};
use crate::source::Sources;
use crate::source::address::dir_of;
use crate::source::decode::{Decode, KeyShape, Reader, Shape, key};
use crate::source::markdown::Prose;
use crate::source::yaml::{Node, Value};

use super::format::*;
use super::page::{Page, Section};
use super::reading::{Decoded, RawTranslation};
use super::{Site, search};

/// The path of the file that this one translates, and the code of its language: of `plan.en.md` these are `plan.md` and
/// `en`. Whether there is such a language, or such a file, is another matter.
pub fn original_of(path: &str) -> Option<(String, &str)> {
    let (stem, extension) = path.rsplit_once('.')?;
    let is_code = |code: &str| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase());
    let (original, code) = stem.rsplit_once('.').filter(|(_, code)| is_code(code))?;
    Some((format!("{original}.{extension}"), code))
}

/// The site in the other language.
#[derive(Debug)]
pub struct Translation {
    /// All of the site; what is not translated is in the language of the originals.
    pub site: Site,
    /// The pages that are published in the other language.
    pub pages: Vec<Page>,
    /// Their paths, which are those of the originals.
    pub paths: BTreeSet<String>,
}

impl Translation {
    /// The path of a translated page: that of its original in the folder of the language.
    pub fn path(&self, original: &str) -> String {
        format!("{}/{original}", self.site.settings.language.code())
    }

    /// True when the page with this path is translated.
    pub fn has(&self, original: &str) -> bool {
        self.paths.contains(original)
    }

    /// Where readers of the other language are led: to the translated page when there is one.
    pub fn leads_to(&self, original: &str) -> String {
        if self.has(original) { self.path(original) } else { original.to_owned() }
    }

    /// The search index in the other language, of all pages: those without a translation in that of the originals. Built
    /// on first use.
    pub fn search(&self) -> &search::Index {
        self.site.search.get_or_init(|| search::Index::of(&self.site, |path| self.leads_to(path)))
    }

    /// Finds out which pages of a linked site these translations make.
    pub(super) fn of(site: Site, translations: &[RawTranslation]) -> Translation {
        let pages = pages(&site, translations);
        let paths = pages.iter().map(|page| page.path(&site).into_owned()).collect();
        Translation { site, pages, paths }
    }
}

/// Keeps the translations that have an original in the site's own language, and reports the others.
pub(super) fn checked(
    translations: Vec<RawTranslation>,
    site: &Site,
    originals: &Sources<Decoded>,
    diagnostics: &mut Diagnostics,
) -> Vec<RawTranslation> {
    let own = site.settings.language;
    let mut kept = Vec::with_capacity(translations.len());
    for translation in translations {
        let start = Span::new(translation.file, 0..0);
        if translation.code != own.other().code() {
            let problem = Problem::NoTranslationLanguage { code: translation.code.clone(), own };
            diagnostics.report(start, problem);
        } else if translation.original_file.is_some() {
            kept.push(translation);
            continue;
        } else if !originals.broken.contains(&translation.original) {
            let near = nearest(&translation.original, originals.documents.iter().map(|document| document.path()));
            let problem = Problem::NothingToTranslate { what: translation.original.clone(), nearest: near };
            diagnostics.report(start, problem);
        }
        diagnostics.append(translation.mistakes);
    }
    kept
}

/// Puts translations in the place of their originals.
pub(super) struct Translator<'a> {
    /// The site in the language of the originals.
    original: &'a Site,
    by_original: BTreeMap<&'a str, &'a RawTranslation>,
}

impl<'a> Translator<'a> {
    /// Prepares for the originals of a site.
    pub fn new(original: &'a Site, translations: impl IntoIterator<Item = &'a RawTranslation>) -> Self {
        let by_original = translations.into_iter().map(|one| (one.original.as_str(), one)).collect();
        Translator { original, by_original }
    }

    /// The file of each translation, by that of its original.
    pub fn companions(&self) -> BTreeMap<FileId, FileId> {
        self.by_original.values().filter_map(|one| Some((one.original_file?, one.file))).collect()
    }

    /// The site in the language of the originals.
    pub fn original(&self) -> &'a Site {
        self.original
    }

    /// The language of the pages that come of it.
    pub fn language(&self) -> Language {
        self.own().other()
    }

    /// Puts the path of a file's translation, where it has one, in the place of its own.
    pub fn replace(&self, path: &mut String) {
        if let Some(translation) = self.by_original.get(path.as_str()) {
            path.clone_from(&translation.path);
        }
    }

    /// The language of the originals.
    fn own(&self) -> Language {
        self.original.settings.language
    }

    /// Gives the record of a file, and the text below it, the words of its translation; all that has none is marked.
    pub fn apply(&self, path: &str, keys: &mut dyn Translate, body: &mut Prose, diagnostics: &mut Diagnostics) {
        let translation = self.by_original.get(path);
        match translation.and_then(|one| Some((one, one.keys.as_deref()?))) {
            None => keys.mark(self.own()),
            Some((one, node)) => {
                let text = &one.text;
                let dir = dir_of(path);
                let mut reader = Reader { file: one.file, text, dir, diagnostics };
                keys.translate(node, "", self.own(), &mut reader);
            }
        }
        match translation.filter(|one| !one.body.is_empty()) {
            None => body.mark_foreign(self.own()),
            Some(one) => *body = one.body.clone(),
        }
    }
}

/// Something of which the texts can be translated.
pub trait Translate {
    /// Marks all texts as being in the language `own`, which is not that of the page.
    fn mark(&mut self, own: Language);

    /// Takes over what a translation says and marks the rest; reports what a translation cannot say. `key` is the name
    /// to use in messages.
    fn translate(&mut self, node: &Node, key: &str, own: Language, reader: &mut Reader);

    /// True when there is nothing to translate.
    fn is_absent(&self) -> bool {
        false
    }

    /// The key by which an item of a list is found again, with its value here; none where the place in the list counts.
    fn named(&self) -> Option<(&'static str, String)> {
        None
    }

    /// What a translation looks like, for schemas.
    fn shape() -> Shape
    where
        Self: Sized;
}

impl Translate for String {
    fn mark(&mut self, _: Language) {
        mark_foreign(self);
    }

    fn translate(&mut self, node: &Node, key: &str, own: Language, reader: &mut Reader) {
        match String::decode(node, key, reader) {
            Some(text) => *self = text,
            None => self.mark(own),
        }
    }

    fn shape() -> Shape {
        Shape::Text
    }
}

impl Translate for Prose {
    fn mark(&mut self, own: Language) {
        self.mark_foreign(own);
    }

    fn translate(&mut self, node: &Node, key: &str, own: Language, reader: &mut Reader) {
        match Prose::decode(node, key, reader) {
            Some(prose) => *self = prose,
            None => self.mark_foreign(own),
        }
    }

    fn shape() -> Shape {
        Shape::Markdown
    }
}

/// The place stays that of the original: it is the original that later messages are about.
impl<T: Translate> Translate for Spanned<T> {
    fn mark(&mut self, own: Language) {
        self.value.mark(own);
    }

    fn translate(&mut self, node: &Node, key: &str, own: Language, reader: &mut Reader) {
        self.value.translate(node, key, own, reader);
    }

    fn shape() -> Shape {
        T::shape()
    }
}

impl<T: Translate> Translate for Option<T> {
    fn mark(&mut self, own: Language) {
        self.iter_mut().for_each(|value| value.mark(own));
    }

    fn translate(&mut self, node: &Node, key: &str, own: Language, reader: &mut Reader) {
        if let Some(value) = self {
            value.translate(node, key, own, reader);
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn shape() -> Shape {
        T::shape()
    }
}

/// What is shared with others stays theirs as it is: here a copy is translated.
impl<T: Translate + Clone> Translate for Arc<T> {
    fn mark(&mut self, own: Language) {
        Arc::make_mut(self).mark(own);
    }

    fn translate(&mut self, node: &Node, key: &str, own: Language, reader: &mut Reader) {
        Arc::make_mut(self).translate(node, key, own, reader);
    }

    fn shape() -> Shape {
        T::shape()
    }
}

/// A list is translated item by item: items with a name of their own are found by it, of others all must be there.
impl<T: Translate> Translate for Vec<T> {
    fn mark(&mut self, own: Language) {
        self.iter_mut().for_each(|item| item.mark(own));
    }

    fn translate(&mut self, node: &Node, key: &str, own: Language, reader: &mut Reader) {
        match &node.value {
            Value::List(items) => match self.first().and_then(Translate::named) {
                Some((name, _)) => translate_named(self, items, name, key, own, reader),
                None if items.len() == self.len() => {
                    let pairs = self.iter_mut().zip(items);
                    pairs.for_each(|(item, node)| item.translate(node, key, own, reader));
                    return;
                }
                None => {
                    let why = Untranslatable::Items { here: items.len(), original: self.len() };
                    report(node.span, key, why, reader);
                }
            },
            _ => reader.wrong_type(node, key, crate::diagnostic::problem::Expected::List),
        }
        self.mark(own);
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }
}

/// Translates those items of a list that a translation names.
fn translate_named<T: Translate>(
    list: &mut [T],
    nodes: &[Node],
    name: &'static str,
    key: &str,
    own: Language,
    reader: &mut Reader,
) {
    for node in nodes {
        let Some(written) = name_in(node, name) else {
            let start = Span { end: node.span.start, ..node.span };
            reader.diagnostics.report(start, Problem::MissingKey { key: name, kind: "item" });
            continue;
        };
        let value = |item: &T| item.named().expect("all items of a list have a name or none has").1;
        match list.iter_mut().find(|item| value(item) == written.value) {
            Some(item) => item.translate(node, key, own, reader),
            None => {
                let known: Vec<String> = list.iter().map(value).collect();
                let near = nearest(&written.value, known.iter().map(String::as_str));
                let what = format!("{name}: {}", written.value);
                let nearest = near.map(|near| format!("{name}: {near}"));
                reader.diagnostics.report(written.span, Problem::NothingToTranslate { what, nearest });
            }
        }
    }
}

/// The value of the key by which an item is found.
fn name_in(node: &Node, name: &str) -> Option<Spanned<String>> {
    let Value::Map(entries) = &node.value else { return None };
    let (_, node) = entries.iter().find(|(key, _)| key.value == name)?;
    match &node.value {
        Value::Scalar(text) => Some(Spanned::new(text.clone(), node.span)),
        _ => None,
    }
}

fn report(span: Span, key: &str, why: Untranslatable, reader: &mut Reader) {
    reader.diagnostics.report(span, Problem::NotInTranslation { key: key.to_owned(), why });
}

/// The keys of a translated record, taken one after the other.
struct Entries<'n> {
    entries: &'n [(Spanned<String>, Node)],
    taken: Vec<&'static str>,
    own: Language,
}

impl<'n> Entries<'n> {
    /// Translates what stands under a key, or marks it.
    fn take(&mut self, key: &'static str, value: &mut impl Translate, reader: &mut Reader) {
        self.taken.push(key);
        match self.entries.iter().find(|(k, _)| k.value == key) {
            Some((written, _)) if value.is_absent() => report(written.span, key, Untranslatable::Absent, reader),
            Some((_, node)) => value.translate(node, key, self.own, reader),
            None => value.mark(self.own),
        }
    }

    /// Reports keys that stand twice, that only the original can have, and that nobody knows.
    fn close(self, original: &Shape, reader: &mut Reader) {
        let Shape::Record(known) = original else { unreachable!("only records have keys") };
        for (i, (key, _)) in self.entries.iter().enumerate() {
            if let Some((first, _)) = self.entries[..i].iter().find(|(k, _)| k.value == key.value) {
                let problem = Problem::DuplicateKey { key: key.value.clone() };
                reader.diagnostics.report_with(key.span, problem, vec![first.span]);
            } else if self.taken.contains(&key.value.as_str()) {
            } else if known.iter().any(|shape| shape.name == key.value) {
                report(key.span, &key.value, Untranslatable::Structural, reader);
            } else {
                let near = nearest(&key.value, self.taken.iter().copied());
                let problem = Problem::UnknownKey { key: key.value.clone(), nearest: near, known: self.taken.clone() };
                reader.diagnostics.report(key.span, problem);
            }
        }
    }
}

/// Says which keys of a record are texts to translate. `with page` adds the texts that every page has, and `by` names
/// the key that tells an item of a list from the others. What stands behind the semicolon joins records or is a name: it
/// stays as it is in all languages.
macro_rules! translated {
    ($( $name:ident $(by $by:ident)? $(with $page:ident)? { $($field:ident),* $(; $($kept:ident),*)? } )*) => { $(
        impl Translate for $name {
            fn mark(&mut self, own: Language) {
                $( self.$page.title.mark(own); self.$page.summary.mark(own); )?
                $( self.$field.mark(own); )*
                $( $( self.$kept.mark(own); )* )?
            }

            fn translate(&mut self, node: &Node, name: &str, own: Language, reader: &mut Reader) {
                let Value::Map(entries) = &node.value else {
                    reader.wrong_type(node, name, crate::diagnostic::problem::Expected::Map);
                    return self.mark(own);
                };
                let mut entries = Entries { entries, taken: vec![$( stringify!($by) )?], own };
                $( entries.take("title", &mut self.$page.title, reader);
                   entries.take("summary", &mut self.$page.summary, reader); )?
                $( entries.take(key(stringify!($field)), &mut self.$field, reader); )*
                $( $( self.$kept.mark(own); )* )?
                entries.close(&<$name as Decode>::shape(), reader);
            }

            $( fn named(&self) -> Option<(&'static str, String)> {
                Some((stringify!($by), self.$by.name()))
            } )?

            fn shape() -> Shape {
                Shape::Record([
                    $( vec![KeyShape::new(stringify!($by), true, Shape::Text)], )?
                    $( { let _ = |keys: &Self| drop(keys.$page.clone());
                       vec![KeyShape::new("title", false, Shape::Text), KeyShape::new("summary", false, Shape::Text)] }, )?
                    vec![$( KeyShape::new(key(stringify!($field)), false, shape_of(|keys: &Self| &keys.$field)) ),*],
                ].concat())
            }
        }
    )* };
}

/// The shape of the translation of a field.
fn shape_of<K, T: Translate>(_: impl Fn(&K) -> &T) -> Shape {
    T::shape()
}

/// A value that tells an item of a list from the others.
trait Name {
    fn name(&self) -> String;
}

impl Name for Date {
    fn name(&self) -> String {
        self.to_string()
    }
}

impl Name for Spanned<String> {
    fn name(&self) -> String {
        self.value.clone()
    }
}

impl Name for Option<Spanned<String>> {
    fn name(&self) -> String {
        self.as_ref().map(Name::name).unwrap_or_default()
    }
}

translated! {
    SiteFile { title, description }
    HomeFile { title, summary }
    RegionFile with page { key_figures; former_names, part }
    KeyFigure { label, qualifier, unit, source }
    PlanFile with page { predecessor, declaration, action_centre, meetings, updates }
    PredecessorElsewhere { title }
    DeclarationKeys { title, text, themes, unsigned_reason }
    ThemeKeys { text }
    CentreKeys { title, lead_in, tasks }
    MeetingKeys by id { title, text }
    UpdateKeys by date { text }
    LineFile with page { goal, goal_note, columns, actions_intro, actions, centre, updates }
    ColumnKeys { action, explanation, instruments, horizons }
    LineCentreKeys { title, lead_in, tasks }
    ActionItem by id with page { explanation, target, status_note, milestones, updates }
    ActionFile with page { target, status_note, milestones, updates }
    MilestoneKeys by date { title }
    TopicFile with page {}
    NewsFile with page {}
    PracticeFile with page {}
    ProjectFile with page {}
    OrganisationFile with page { kind }
    DocumentFile with page { kind, availability }
    EventFile with page { location }
    QuestionFile with page {}
    TermFile with page { full; synonyms }
    TextFile with page {}
    FigureFile with page { definition, subject, source, references, notes, updates; reference_date }
    ComparisonFile with page { definition; reference_date }
    SourceKeys { name, edition }
    ReferenceKeys { label }
}

/// A plan of this site has a translation of its own.
impl Translate for PredecessorKeys {
    fn mark(&mut self, own: Language) {
        if let PredecessorKeys::Elsewhere(keys) = self {
            keys.mark(own);
        }
    }

    fn translate(&mut self, node: &Node, key: &str, own: Language, reader: &mut Reader) {
        match self {
            PredecessorKeys::Elsewhere(keys) => keys.translate(node, key, own, reader),
            PredecessorKeys::Plan(_) => report(node.span, key, Untranslatable::Structural, reader),
        }
    }

    fn shape() -> Shape {
        <PredecessorElsewhere as Translate>::shape()
    }
}

/// The pages that these translations make, in the order of all pages.
fn pages(site: &Site, translations: &[RawTranslation]) -> Vec<Page> {
    let files: BTreeSet<FileId> = translations.iter().filter_map(|one| one.original_file).collect();
    let items: BTreeSet<(FileId, String)> = translations.iter().flat_map(translated_items).collect();
    let has = |span: Span| files.contains(&span.file);
    let is_translated = |page: &Page| match *page {
        // A short action stands in its line's file, and counts when the translation names it.
        Page::Action(r) if site.actions[r].keys.span.file == site.lines[site.actions[r].line].keys.span.file => {
            items.contains(&(site.actions[r].keys.span.file, site.actions[r].id.clone()))
        }
        // It is in the language in which the site is looked through, whatever it finds.
        Page::Search => !files.is_empty(),
        page => own_spans(site, page).into_iter().any(has),
    };
    Page::all(site).into_iter().filter(is_translated).collect()
}

/// Where the text of a page is written; nowhere for a page that is made of those of others.
fn own_spans(site: &Site, page: Page) -> Vec<Span> {
    match page {
        Page::Home => vec![site.home.keys.span],
        Page::Region(r) => vec![site.regions[r].keys.span],
        Page::Plan(r) | Page::Declaration(r) | Page::Centre(r) | Page::Horizons(r) | Page::NotSmart(r) => {
            vec![site.plans[r].keys.span]
        }
        Page::Line(r) => vec![site.lines[r].keys.span],
        Page::Action(r) => vec![site.actions[r].keys.span],
        Page::Topic(r) => vec![site.topics[r].keys.span],
        Page::Figure(r) => vec![site.figures[r].keys.span],
        Page::Comparison(r) => vec![site.comparisons[r].keys.span],
        Page::News(r) => vec![site.news[r].keys.span],
        Page::Practice(r) => vec![site.practices[r].keys.span],
        Page::Project(r) => vec![site.projects[r].keys.span],
        Page::Organisation(r) => vec![site.organisations[r].keys.span],
        Page::Document(r) => vec![site.documents[r].keys.span],
        Page::Event(r) => vec![site.events[r].keys.span],
        Page::Text(r) => vec![site.pages[r].keys.span],
        Page::Section(Section::Questions) => site.questions.iter().map(|(_, row)| row.keys.span).collect(),
        Page::Section(Section::Glossary) => site.terms.iter().map(|(_, row)| row.keys.span).collect(),
        Page::Section(_)
        | Page::RegionFigures(_)
        | Page::RegionActions(_)
        | Page::Search
        | Page::Everything
        | Page::EverythingPart(..)
        | Page::Embed(_)
        | Page::NewsYear(_)
        | Page::Changes
        | Page::OpenData
        | Page::NotFound => Vec::new(),
    }
}

/// The actions that the translation of a line has.
fn translated_items(translation: &RawTranslation) -> Vec<(FileId, String)> {
    let Some((file, Value::Map(entries))) =
        translation.original_file.zip(translation.keys.as_deref().map(|node| &node.value))
    else {
        return Vec::new();
    };
    let lists = entries.iter().filter(|(key, _)| key.value == "actions").map(|(_, node)| &node.value);
    let items = lists.filter_map(|value| if let Value::List(items) = value { Some(items) } else { None }).flatten();
    items.filter_map(|item| name_in(item, "id")).map(|id| (file, id.value)).collect()
}
