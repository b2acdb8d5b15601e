//! Where each page lives: paths from the site's root, each given once.

use std::collections::BTreeMap;

use crate::diagnostic::problem::SlugRemedy;
use crate::diagnostic::{Diagnostics, Problem, Span, Spanned};
use crate::source::address::{join, slug, unfit};

use super::format::PageKeys;

/// The indexes of the site with their folders. A folder's name is a part of every address below it and never changes.
pub(crate) mod folder {
    pub(crate) const REGIONS: &str = "regios";
    pub(crate) const PLANS: &str = "plannen";
    pub(crate) const LINES: &str = "lijnen";
    pub(crate) const ACTIONS: &str = "acties";
    pub(crate) const TOPICS: &str = "themas";
    pub(crate) const FIGURES: &str = "cijfers";
    pub(crate) const COMPARISONS: &str = "vergelijken";
    pub(crate) const NEWS: &str = "nieuws";
    pub(crate) const PRACTICES: &str = "praktijken";
    pub(crate) const PROJECTS: &str = "projecten";
    pub(crate) const ORGANISATIONS: &str = "organisaties";
    pub(crate) const DOCUMENTS: &str = "documenten";
    pub(crate) const EVENTS: &str = "agenda";
    pub(crate) const QUESTIONS: &str = "vragen";
    pub(crate) const TERMS: &str = "begrippen";
    pub(crate) const DECLARATION: &str = "intentieverklaring";
    pub(crate) const CENTRE: &str = "actiecentrum";
    pub(crate) const HORIZONS: &str = "effect";
    pub(crate) const NOT_SMART: &str = "nog-niet-smart";
    pub(crate) const EMBED: &str = "insluiten";
    pub(crate) const OPEN_DATA: &str = "open-data";
    pub(crate) const FILES: &str = "bestanden";
    /// Below the files of the content, whose folders are named after kinds.
    pub(crate) const CARDS: &str = "bestanden/kaarten";
    pub(crate) const SEARCH: &str = "zoeken";
    pub(crate) const SEARCH_INDEX: &str = "register";
    pub(crate) const EVERYTHING: &str = "overzicht";
    pub(crate) const CHANGES: &str = "veranderd";
    pub(crate) const STATIC: &str = "static";
    pub(crate) const MANAGEMENT: &str = "beheer";

    /// Everything of our own directly below the root: no text page and no former address can have such a name.
    pub(crate) const TOP: &[&str] = &[
        REGIONS,
        PLANS,
        TOPICS,
        FIGURES,
        COMPARISONS,
        NEWS,
        PRACTICES,
        PROJECTS,
        ORGANISATIONS,
        DOCUMENTS,
        EVENTS,
        QUESTIONS,
        TERMS,
        ACTIONS,
        SEARCH,
        EVERYTHING,
        CHANGES,
        FILES,
        STATIC,
        OPEN_DATA,
        MANAGEMENT,
        "api",
        "atom.xml",
        super::CATALOGUE,
        "sitemap.xml",
        "robots.txt",
        "nl",
        "en",
    ];
}

/// Path of the catalogue of all figures.
pub const CATALOGUE: &str = "dcat.jsonld";

/// Path of the calendar of the whole site.
pub const CALENDAR: &str = "agenda/agenda.ics";

/// The link to a folder's page: `regios/index.html`, or `regios/` with pretty links.
pub fn page_path(folder: &str, pretty: bool) -> String {
    match (folder.is_empty(), pretty) {
        (true, true) => String::new(),
        (true, false) => "index.html".to_owned(),
        (false, true) => format!("{folder}/"),
        (false, false) => format!("{folder}/index.html"),
    }
}

/// The file that a link's path leads to: `regios/` is the file `regios/index.html`.
pub fn file_of(path: &str) -> String {
    match path.is_empty() || path.ends_with('/') {
        true => format!("{path}index.html"),
        false => path.to_owned(),
    }
}

/// The folder that a page has for itself, without `/` at the end; empty for the home page.
pub fn folder_of(path: &str) -> &str {
    path.strip_suffix("index.html").unwrap_or(path).trim_end_matches('/')
}

/// Where the feed of a page is.
pub fn feed_of(path: &str) -> String {
    format!("{}/atom.xml", folder_of(path))
}

/// Gives addresses out and sees that none is given twice.
pub struct Addresses {
    pretty: bool,
    /// Folders by their name in lower case.
    taken: BTreeMap<String, Taken>,
    /// All addresses have been given out.
    is_closed: bool,
}

/// A folder that has been given out.
struct Taken {
    folder: String,
    /// The file that has it, and where that says so; none when it is a section of the site.
    owner: Option<(String, Span)>,
}

impl Addresses {
    /// Addresses of a site with or without pretty links; the folders of sections are taken.
    pub fn new(pretty: bool) -> Self {
        let mut addresses = Addresses { pretty, taken: BTreeMap::new(), is_closed: false };
        folder::TOP.iter().for_each(|name| addresses.reserve(name));
        addresses
    }

    /// From now on an address is told again, and nobody takes one.
    pub fn close(&mut self) {
        self.is_closed = true;
    }

    /// Keeps the address of a page or file that no author names, so that nobody else gets it.
    pub fn reserve(&mut self, path: &str) {
        let folder = path.trim_end_matches("index.html").trim_end_matches('/');
        let folder = if folder.is_empty() { "index.html" } else { folder };
        self.taken.entry(folder.to_lowercase()).or_insert_with(|| Taken { folder: folder.to_owned(), owner: None });
    }

    /// The link to a folder's page, for pages that no author names.
    pub fn fixed(&self, folder: &str) -> String {
        page_path(folder, self.pretty)
    }

    /// The link to a page below a folder, named by its slug or else its id. `owner` is the file that it comes from.
    pub fn page(
        &mut self,
        parent: &str,
        id: &str,
        keys: &PageKeys,
        owner: &str,
        diagnostics: &mut Diagnostics,
    ) -> String {
        let (name, span) = self.name(id, keys, diagnostics);
        let folder = if parent.is_empty() { name } else { format!("{parent}/{name}") };
        self.take(&folder, owner, span, diagnostics);
        page_path(&folder, self.pretty)
    }

    /// The anchor of an entity that stands on a page with others.
    pub fn anchor(
        &mut self,
        parent: &str,
        id: &str,
        keys: &PageKeys,
        owner: &str,
        diagnostics: &mut Diagnostics,
    ) -> String {
        let (name, span) = self.name(id, keys, diagnostics);
        self.take(&format!("{parent}/#{name}"), owner, span, diagnostics);
        format!("{}#{name}", page_path(parent, self.pretty))
    }

    fn name(&self, id: &str, keys: &PageKeys, diagnostics: &mut Diagnostics) -> (String, Span) {
        match &keys.slug {
            Some(Spanned { value, span }) => {
                if slug(value) == *value {
                    return (value.clone(), *span);
                }
                diagnostics.report(*span, Problem::BadPath { key: "slug".into(), value: value.clone() });
                (slug(id), *span)
            }
            None => {
                let name = slug(id);
                if name.is_empty() {
                    diagnostics
                        .report(keys.title.span, Problem::NoSlug { title: id.to_owned(), remedy: SlugRemedy::Slug });
                }
                (name, keys.title.span)
            }
        }
    }

    /// Takes an address for a file, or reports who has it.
    fn take(&mut self, folder: &str, owner: &str, span: Span, diagnostics: &mut Diagnostics) {
        if self.is_closed {
            return;
        }
        // An anchor is no file.
        if let Some(problem) = unfit(folder).filter(|_| !folder.contains('#')) {
            diagnostics.report(span, problem);
        }
        let lower = folder.to_lowercase();
        let Some(taken) = self.taken.get(&lower) else {
            self.taken.insert(lower, Taken { folder: folder.to_owned(), owner: Some((format!("`{owner}`"), span)) });
            return;
        };
        let other = taken.owner.as_ref().map(|(owner, _)| owner.clone());
        let problem = match taken.folder == folder {
            true => Problem::AddressCollision { address: shown(folder), other },
            false => {
                let other = other.unwrap_or_else(|| format!("`{}`", shown(&taken.folder)));
                Problem::CaseCollision { address: folder.to_owned(), other }
            }
        };
        diagnostics.report_with(span, problem, taken.owner.iter().map(|(_, span)| *span).collect());
    }

    /// A former address as the file that has to stand there; none when it is no path or belongs to another page. That
    /// no other file stands in its way is seen when all files are known.
    pub fn former(&mut self, written: &Spanned<String>, owner: &str, diagnostics: &mut Diagnostics) -> Option<String> {
        let trimmed = written.value.trim_end_matches('/').trim_end_matches("/index.html");
        let Some(folder) = join("", trimmed).filter(|_| is_former(&written.value)) else {
            let problem = Problem::BadPath { key: "redirect_from".into(), value: written.value.clone() };
            diagnostics.report(written.span, problem);
            return None;
        };
        let before = self.taken.len();
        self.take(&folder, owner, written.span, diagnostics);
        (self.taken.len() > before).then(|| match folder.ends_with(".html") {
            true => folder,
            false => format!("{folder}/index.html"),
        })
    }
}

/// An address for people: a folder with its slash, a file without.
fn shown(folder: &str) -> String {
    let name = folder.rsplit('/').next().expect("split gives at least one part");
    if name.contains('.') { folder.to_owned() } else { format!("{folder}/") }
}

/// True for a path that a former page can have had: hidden ones are of git, of hosts and our own.
fn is_former(path: &str) -> bool {
    !path.contains([':', '?', '#']) && !path.split('/').any(|part| part.starts_with('.'))
}

/// True for a file that is on the site whether or not a page leads to it, under the path that it has in the content:
/// `.well-known` is for other programs (RFC 8615), `beheer` for the CMS.
pub fn keeps_its_path(path: &str) -> bool {
    [".well-known", folder::MANAGEMENT]
        .iter()
        .any(|folder| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
}

/// The path on the site of a file that is published as it is: every part of its path as a safe name.
pub fn asset_path(path: &str) -> Option<String> {
    if keeps_its_path(path) {
        return Some(path.to_owned());
    }
    let mut parts = vec![folder::FILES.to_owned()];
    for part in path.split('/') {
        let (stem, extension) = part.rsplit_once('.').unwrap_or((part, ""));
        let (stem, extension) = (slug(stem), slug(extension));
        if stem.is_empty() {
            return None;
        }
        parts.push(if extension.is_empty() { stem } else { format!("{stem}.{extension}") });
    }
    Some(parts.join("/"))
}
