//! The fourth hop: [`Site`] and [`Theme`] → the HTML of one page.
//!
//! [`Renderer::render`] is a pure function of site, theme and page; what many pages share (words, menu, charts, lists of
//! a plan's lines) is computed on first use and kept. Templates see only what [`contract`] names.
//!
//! - [`contract`]: the values that templates can use; - `load`: a theme from its folder; - `statics`: its static files; `tokens`: its house style; `contrast`: whether that can be read; `logo`: the size of a picture; - `words`: interface text;
//! - `rows`: entities as rows of lists; - `figures`: charts and tables; `comparisons`: one figure of several regions; `maps`: regions on a map; - `prose`: texts; - [`cards`]: what a link to a page looks like elsewhere; - `pages`: one function per
//!   kind of page; - `terms`: terms of the glossary explained where they first stand; `localise`: a translated page as it is published; `tags`: a page in pieces for these two; - `finding`: search, all actions, everything on the site.

pub mod cards;
mod comparisons;
pub mod contract;
mod contrast;
mod figures;
mod finding;
mod linked_data;
mod load;
mod localise;
mod logo;
mod maps;
mod pages;
mod progress;
mod prose;
mod rows;
mod statics;
mod tables;
mod tags;
mod terms;
mod tokens;
mod words;

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock};

use serde::Serialize;
use tera::{Context, ErrorKind, Value};

pub use load::{Theme, load};
pub use statics::Static;
pub use words::REQUIRED as REQUIRED_WORDS;

use crate::diagnostic::problem::nearest;
use crate::diagnostic::{Problem, Span};
use crate::language::{Language, mark_foreign};
use crate::model::compare::Comparison;
use crate::model::contents::{Item, Kind};
use crate::model::figure::Figure;
use crate::model::page::{Page, Section};
use crate::model::translation::Translation;
use crate::model::{Ref, Site};
use contract::{Link, LogoView, MenuItem, PageLanguage, PageView, SiteView};
use terms::Terms;
use words::Words;

/// Renders the pages of a site in a theme.
pub struct Renderer<'s> {
    site: &'s Site,
    theme: &'s Theme,
    /// Paths of the sections that have a page.
    sections: BTreeMap<Section, String>,
    /// Path of the search page.
    search: String,
    /// Path of the list of everything.
    everything: String,
    /// Path of the page with what changed, when there is one.
    changes: Option<String>,
    /// The list of everything by kind, of a large site, once a part of it has been asked for.
    alphabetical: OnceLock<BTreeMap<Kind, Vec<Item>>>,
    site_view: Value,
    /// Path of the page with all open data.
    open_data: String,
    words: &'s Words,
    words_view: Value,
    /// What this is the renderer of, when that is the site in its other language.
    translation: Option<&'s Translation>,
    /// The renderer of the site in its other language, where there is one.
    translated: Option<Box<Renderer<'s>>>,
    /// Where the cards are published that have been asked for, by their plain paths: several pages share one.
    cards: Mutex<BTreeMap<String, String>>,
    /// The terms of the glossary, when there are any.
    terms: Option<Terms>,
    /// What is drawn and said of each figure, once it has been asked for.
    figures: Vec<OnceLock<figures::Drawn>>,
}

/// Why a page could not be rendered: the place in the template, and the problem.
pub type RenderError = (Option<Span>, Problem);

/// Path of the site's feed.
pub const FEED: &str = "atom.xml";

impl<'s> Renderer<'s> {
    /// Prepares what all pages share.
    pub fn new(site: &'s Site, theme: &'s Theme) -> Self {
        let mut renderer = Renderer::of(site, theme, &theme.words, None);
        let other = site.translation.as_deref().zip(theme.translated_words.as_ref());
        renderer.translated = other
            .map(|(translation, words)| Box::new(Renderer::of(&translation.site, theme, words, Some(translation))));
        renderer
    }

    fn of(site: &'s Site, theme: &'s Theme, words: &'s Words, translation: Option<&'s Translation>) -> Self {
        let sections = Section::ALL.into_iter().filter(|section| !section.is_empty(site));
        let sections = sections.map(|section| (section, Page::Section(section).path(site).into_owned())).collect();
        let mut renderer = Renderer {
            site,
            theme,
            sections,
            search: Page::Search.path(site).into_owned(),
            everything: Page::Everything.path(site).into_owned(),
            changes: site.has_reports().then(|| Page::Changes.path(site).into_owned()),
            alphabetical: OnceLock::new(),
            site_view: Value::none(),
            open_data: Page::OpenData.path(site).into_owned(),
            words,
            words_view: Value::from_serializable(words.all()),
            translation,
            translated: None,
            cards: Mutex::default(),
            terms: Terms::of(site, words.get("term_more")),
            figures: site.figures.refs().map(|_| OnceLock::new()).collect(),
        };
        renderer.site_view = Value::from_serializable(&renderer.site_view());
        renderer
    }

    /// Renders a page as HTML.
    pub fn render(&self, page: Page) -> Result<String, RenderError> {
        self.render_beside(page, self)
    }

    /// Renders a page of a site that has all its files beside the pages of `original`.
    fn render_beside(&self, page: Page, original: &Renderer<'s>) -> Result<String, RenderError> {
        let path = page.path(self.site);
        let root = self.root(page, &self.address(&path));
        let scope =
            Scope { renderer: self, original, root, path, shown: RefCell::default(), has_picture: Cell::default() };
        let (template, mut view, mut context) = pages::page(&scope, page);
        view.history = page.subject().and_then(|subject| scope.history(subject));
        view.linked_data = linked_data::of(&scope, page, &view);
        view.card = scope.card_view(page);
        context.insert_value("site", self.site_view.clone());
        context.insert_value("words", self.words_view.clone());
        context.insert_value("page", Value::from_serializable(&view));
        let html = self.theme.tera.render(template, &context);
        let html = html.map_err(|error| self.render_error(&error, template, &scope.path))?;
        Ok(match &self.terms {
            Some(terms) => terms.explain(&html, &scope.root, page == Page::Section(Section::Glossary)),
            None => html,
        })
    }

    /// Renders a page of the site in its other language as HTML; `page` is one of [`Translation::pages`].
    pub fn render_translated(&self, page: Page) -> Result<String, RenderError> {
        let renderer = self.translated.as_deref().expect("only a site with translations has translated pages");
        let translation = renderer.translation.expect("it was made of a translation");
        let root = renderer.root(page, &renderer.address(&page.path(renderer.site)));
        Ok(localise::localise(&renderer.render_beside(page, self)?, &root, translation))
    }

    /// Where a page is published, from its path: a translated one in the folder of its language.
    fn address<'p>(&self, path: &'p str) -> Cow<'p, str> {
        let page = path.split('#').next().expect("split gives at least one part");
        match self.translation.filter(|translation| translation.has(page)) {
            Some(translation) => Cow::Owned(translation.path(path)),
            None => Cow::Borrowed(path),
        }
    }

    /// What stands before every path on a page: up to the root by as many steps as the page is deep. The 404 page is
    /// shown at any address, so its paths start at the host's root.
    fn root(&self, page: Page, path: &str) -> String {
        if page == Page::NotFound {
            return self.site.settings.base_url.as_ref().map_or_else(|| "/".to_owned(), |url| url.path().to_owned());
        }
        match path.matches('/').count() {
            0 => "./".to_owned(),
            depth => "../".repeat(depth),
        }
    }

    /// A chart of a figure as a picture of its own; `chart` is an index into [`Figure::chart_names`].
    pub fn picture(&self, figure: Ref<Figure>, chart: usize) -> String {
        self.outside().drawn(figure).pictures[chart].clone()
    }

    /// A comparison as a picture of its own.
    pub fn comparison_picture(&self, comparison: Ref<Comparison>) -> String {
        self.outside().comparison_picture(&self.site.comparisons[comparison])
    }

    /// What is needed to write without a page around it.
    fn outside(&self) -> Scope<'_, 's> {
        Scope {
            renderer: self,
            original: self,
            root: String::new(),
            path: Cow::Borrowed(""),
            shown: RefCell::default(),
            has_picture: Cell::default(),
        }
    }

    fn render_error(&self, error: &tera::Error, template: &str, page: &str) -> RenderError {
        let page = crate::model::address::file_of(page);
        match error.kind() {
            ErrorKind::RenderingError(report) | ErrorKind::SyntaxError(report) => {
                let span = self.theme.place(report.filename(), report.span().range.clone());
                (span, Problem::TemplateRender { message: brief(report.message()), page })
            }
            kind => (self.theme.start(template), Problem::TemplateRender { message: kind.to_string(), page }),
        }
    }

    fn word(&self, key: &'static str) -> &'s str {
        self.words.get(key)
    }

    fn site_view(&self) -> SiteView<'_> {
        let settings = &self.site.settings;
        let menu = self.sections.iter().map(|(section, path)| MenuItem {
            section: section.key(),
            title: self.word(section.key()),
            path,
        });
        SiteView {
            title: &settings.title,
            description: &settings.description,
            language: settings.language.code(),
            locale: settings.language.locale(),
            generator: env!("CARGO_PKG_VERSION"),
            menu: menu.collect(),
            footer: settings.footer.iter().map(|page| rows::link(&self.site.pages[*page])).collect(),
            publisher: settings.publisher.map(|o| rows::organisation_link(&self.site.organisations[o])),
            home: &self.site.home.path,
            feed: FEED,
            open_data: &self.open_data,
            search: &self.search,
            everything: &self.everything,
            changes: self.changes.as_deref(),
            logo: self.theme.logo.as_ref().map(|logo| LogoView {
                path: &self.theme.statics[&logo.file].path,
                dark: logo.dark.as_ref().map(|dark| self.theme.statics[dark].path.as_str()),
                width: logo.size.0,
                height: logo.size.1,
            }),
            files: self.theme.statics.iter().map(|(name, file)| (name.as_str(), file.path.as_str())).collect(),
        }
    }

    /// Renders a figure that stands in a text.
    fn embedded(&self, figure: contract::FigureView, root: &str) -> Result<String, tera::Error> {
        let mut context = Context::new();
        context.insert("figure", &figure);
        context.insert_value("words", self.words_view.clone());
        context.insert("root", root);
        self.theme.tera.render("figure_card.html", &context)
    }
}

/// How many names a message lists at most.
const NAMES_IN_MESSAGE: usize = 20;

/// Tera's message, with the nearest name in place of a list that is too long to read.
fn brief(message: &str) -> String {
    let Some((what, names)) = message.split_once(". Available ") else { return message.to_owned() };
    let names: Vec<&str> = names.split_once(": ").map_or(names, |(_, names)| names).split(", ").collect();
    if names.len() <= NAMES_IN_MESSAGE {
        return message.to_owned();
    }
    let missing = what.split('`').nth(1).unwrap_or_default();
    match nearest(missing, names) {
        Some(near) => format!("{what} (→ `{near}`?)"),
        None => what.to_owned(),
    }
}

/// The page that is being rendered.
struct Scope<'r, 's> {
    renderer: &'r Renderer<'s>,
    /// The renderer of the original pages, beside which all files stand; of these the same one.
    original: &'r Renderer<'s>,
    /// What stands before every path.
    root: String,
    /// Path of the page.
    path: Cow<'s, str>,
    /// How often each figure has been shown on this page: ids must not repeat.
    shown: RefCell<BTreeMap<usize, usize>>,
    /// True once a picture has been written on this page.
    has_picture: Cell<bool>,
}

impl<'r, 's> Scope<'r, 's> {
    fn site(&self) -> &'s Site {
        self.renderer.site
    }

    fn word(&self, key: &'static str) -> &'s str {
        self.renderer.word(key)
    }

    /// The section's page, where there is one.
    fn section(&self, section: Section) -> Option<Link<'r>> {
        let path = self.renderer.sections.get(&section)?;
        Some(Link { title: self.renderer.word(section.key()), path })
    }

    /// What a page knows of itself. `above` are the pages between the home page and this one.
    fn page_view<'v>(
        &'v self,
        kind: &'static str,
        section: Option<Section>,
        title: &'v str,
        summary: &'v str,
        above: Vec<Link<'v>>,
    ) -> PageView<'v> {
        let home = Link { title: self.word("home"), path: &self.site().home.path };
        let mut breadcrumbs = vec![home];
        breadcrumbs.extend(above);
        let up = breadcrumbs.last().cloned();
        PageView {
            kind,
            section: section.map_or("", Section::key),
            title: Cow::Borrowed(title),
            summary,
            path: &self.path,
            root: &self.root,
            canonical: self.absolute(&self.path),
            breadcrumbs,
            up,
            previous: None,
            next: None,
            feed: None,
            noindex: self.site().settings.preview,
            history: None,
            languages: self.languages(),
            linked_data: None,
            card: None,
        }
    }

    /// The absolute address of a path, when the site's own is known.
    fn absolute(&self, path: &str) -> Option<String> {
        self.site().settings.base_url.as_ref().map(|base| format!("{base}{}", self.renderer.address(path)))
    }

    /// This page in each of its languages, the original first; nothing when it has only one.
    fn languages(&self) -> Vec<PageLanguage> {
        let settings = &self.site().settings;
        let translation = self.renderer.translation.or(self.site().translation.as_deref());
        let Some(translation) = translation.filter(|translation| translation.has(&self.path)) else {
            return Vec::new();
        };
        let own = settings.own_language;
        let of = |language: Language, path: String| PageLanguage {
            language: language.code(),
            name: language.name(),
            address: match &settings.base_url {
                Some(base) => format!("{base}{path}"),
                None => format!("{}{path}", self.root),
            },
            path,
            current: language == settings.language,
        };
        vec![of(own, self.path.clone().into_owned()), of(own.other(), translation.path(&self.path))]
    }

    /// A text of the content that is not translated, marked on a page in another language.
    fn own(&self, text: &str) -> String {
        let mut text = text.to_owned();
        if self.renderer.translation.is_some() {
            mark_foreign(&mut text);
        }
        text
    }

    /// How often a figure has been shown before on this page.
    fn count_figure(&self, index: usize) -> usize {
        let mut shown = self.shown.borrow_mut();
        let count = shown.entry(index).or_default();
        *count += 1;
        *count - 1
    }
}

fn value(view: &impl Serialize) -> Value {
    Value::from_serializable(view)
}

/// An entity with a page.
trait HasPage {
    fn title(&self) -> &str;
    fn summary(&self) -> &str;
    fn path(&self) -> &str;
}

impl HasPage for crate::model::Home {
    fn title(&self) -> &str {
        &self.keys.title
    }
    fn summary(&self) -> &str {
        self.keys.summary.as_deref().unwrap_or_default()
    }
    fn path(&self) -> &str {
        &self.path
    }
}

macro_rules! has_page {
    ($($kind:ty),*) => { $(
        impl HasPage for $kind {
            fn title(&self) -> &str {
                &self.keys.page.title.value
            }
            fn summary(&self) -> &str {
                &self.keys.page.summary
            }
            fn path(&self) -> &str {
                &self.path
            }
        }
    )* };
}
has_page!(
    crate::model::Region,
    crate::model::Plan,
    crate::model::Line,
    crate::model::Action,
    crate::model::Topic,
    crate::model::News,
    crate::model::Practice,
    crate::model::Project,
    crate::model::Organisation,
    crate::model::Document,
    crate::model::Event,
    crate::model::Question,
    crate::model::Term,
    crate::model::TextPage,
    crate::model::compare::Comparison,
    Figure
);

#[cfg(test)]
mod tests {
    use super::brief;

    #[test]
    fn a_message_never_lists_hundreds_of_names() {
        let names: Vec<String> =
            (0..100).map(|number| format!("word_{number}")).chain(["regions".to_owned()]).collect();
        let long = format!("Field `regios` is not defined. Available fields: {}", names.join(", "));
        assert_eq!(brief(&long), "Field `regios` is not defined (→ `regions`?)");
        let short = "Field `titel` is not defined. Available fields: path, title";
        assert_eq!(brief(short), short);
    }
}
