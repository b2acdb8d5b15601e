//! The last hop: everything that is written.
//!
//! [`Artefact::all`] lists what a site consists of; [`Artefact::bytes`] makes one of them, whatever it is; [`publish`]
//! brings them into the output folder in one step, so that a reader sees the former site or the new one.

mod api;
mod calendar;
mod card;
mod dcat;
mod feed;
mod identity;
pub mod links;
mod photo;
pub mod publish;
mod search;
mod security;
mod sitemap;

use std::collections::{HashMap, HashSet};
use std::fs;

use crate::diagnostic::{Diagnostics, Problem};
use crate::model::address::{self, file_of};
use crate::model::api::ApiFile;
use crate::model::compare::{self, Comparison};
use crate::model::figure::Figure;
use crate::model::page::Page;
use crate::model::picture::Picture;
use crate::model::translation::Translation;
use crate::model::{Event, Line, Plan, Ref, Region, Site, download};
use crate::source::markdown::escape;
use crate::source::picture::Kind;
use crate::theme::{FEED, RenderError, Renderer, Static, Theme, cards};

/// One file of a site.
#[derive(Debug, Clone, Copy)]
pub enum Artefact<'a> {
    /// A page.
    Page(Page),
    /// A page in the site's other language.
    Translation(Page),
    /// The feed of the whole site.
    SiteFeed,
    /// The feed of a region.
    RegionFeed(Ref<Region>),
    /// The feed of a line.
    LineFeed(Ref<Line>),
    /// The feed of a figure.
    FigureFeed(Ref<Figure>),
    /// The calendar of the whole site.
    SiteCalendar,
    /// The calendar of a plan.
    PlanCalendar(Ref<Plan>),
    /// The calendar with one event.
    EventCalendar(Ref<Event>),
    /// A file of the API.
    Api(ApiFile),
    /// The catalogue of all figures.
    Catalogue,
    /// Whom to tell of a weakness of the site.
    SecurityTxt,
    /// The list of all addresses for search engines: the only one, or the one with this number of several.
    Sitemap(Option<usize>),
    /// The list of several sitemaps.
    SitemapIndex,
    /// What search engines may read.
    Robots,
    /// Tells GitHub Pages to serve the files as they are.
    NoJekyll,
    /// A file of the theme.
    Static(&'a Static),
    /// A file of the content, as an index into [`Site::assets`].
    Asset(usize),
    /// A picture in one of its sizes, as an index into [`Site::pictures`] and one into its files.
    Photo(usize, usize),
    /// The picture that goes with a link to a page.
    Card(Page),
    /// A page that leads from an old address to the new one, as an index into [`Site::redirects`].
    Redirect(usize),
    /// A part of the search index.
    Search(search::Part),
    /// A part of the search index in the other language.
    TranslatedSearch(search::Part),
    /// A figure as a file.
    Download(Ref<Figure>, download::Format),
    /// A comparison as a file.
    ComparisonFile(Ref<Comparison>, compare::download::Form),
    /// A chart of a figure as a picture of its own, as an index into [`Figure::chart_names`].
    Picture(Ref<Figure>, usize),
    /// A comparison as a picture of its own.
    ComparisonPicture(Ref<Comparison>),
}

impl<'a> Artefact<'a> {
    /// Everything that a site consists of, in a fixed order.
    pub fn all(site: &Site, theme: &'a Theme) -> Vec<Artefact<'a>> {
        let mut all: Vec<Artefact> = Artefact::of_content(site);
        all.extend(theme.statics.values().map(Artefact::Static));
        all
    }

    /// Everything but the files of the theme.
    pub fn of_content(site: &Site) -> Vec<Artefact<'a>> {
        let mut all: Vec<Artefact> = Page::all(site).into_iter().map(Artefact::Page).collect();
        all.extend(site.translation.iter().flat_map(|other| &other.pages).map(|page| Artefact::Translation(*page)));
        all.extend([Artefact::SiteFeed, Artefact::Robots, Artefact::NoJekyll]);
        all.extend(sitemap::artefacts(site));
        all.extend(site.regions.refs().filter(|region| site.has_region_feed(*region)).map(Artefact::RegionFeed));
        all.extend(site.lines.refs().filter(|line| site.has_line_feed(*line)).map(Artefact::LineFeed));
        let reported = site.figures.iter().filter(|(_, figure)| !figure.updates.is_empty());
        all.extend(reported.map(|(figure, _)| Artefact::FigureFeed(figure)));
        all.extend((!site.events.is_empty()).then_some(Artefact::SiteCalendar));
        all.extend(site.plans.iter().filter(|(_, p)| !p.events.is_empty()).map(|(p, _)| Artefact::PlanCalendar(p)));
        all.extend(site.events.refs().map(Artefact::EventCalendar));
        all.extend(ApiFile::all(site).into_iter().map(Artefact::Api));
        all.extend(site.settings.base_url.as_ref().map(|_| Artefact::Catalogue));
        all.extend(site.settings.security_expires.map(|_| Artefact::SecurityTxt));
        all.extend((0..site.assets.len()).map(Artefact::Asset));
        for (place, picture) in site.pictures.iter().enumerate() {
            all.extend((0..picture.files.len()).map(|file| Artefact::Photo(place, file)));
        }
        all.extend(cards::pages(site).into_iter().map(Artefact::Card));
        all.extend((0..site.redirects.len()).map(Artefact::Redirect));
        for (reference, figure) in site.figures.iter() {
            all.extend(download::Format::ALL.map(|format| Artefact::Download(reference, format)));
            all.extend((0..figure.chart_names().len()).map(|chart| Artefact::Picture(reference, chart)));
        }
        for (reference, comparison) in site.comparisons.iter() {
            all.extend(compare::download::Form::ALL.map(|form| Artefact::ComparisonFile(reference, form)));
            let picture = compare::download::picture_path(comparison);
            all.extend(picture.map(|_| Artefact::ComparisonPicture(reference)));
        }
        all.extend(search::parts(site).into_iter().map(Artefact::Search));
        let translated = site.translation.iter().flat_map(|other| search::parts(&other.site));
        all.extend(translated.map(Artefact::TranslatedSearch));
        all
    }

    /// The path of the file from the site's root; of a card, without what changes with its drawing.
    pub fn file(self, site: &Site) -> String {
        match self {
            Artefact::Page(page) => file_of(&page.path(site)),
            Artefact::Translation(page) => {
                let translation = translation(site);
                file_of(&translation.path(&page.path(&translation.site)))
            }
            Artefact::SiteFeed => FEED.to_owned(),
            Artefact::RegionFeed(region) => site.regions[region].feed_path.clone(),
            Artefact::LineFeed(line) => site.lines[line].feed_path.clone(),
            Artefact::FigureFeed(figure) => site.figures[figure].feed_path.clone(),
            Artefact::SiteCalendar => address::CALENDAR.to_owned(),
            Artefact::PlanCalendar(plan) => site.plans[plan].calendar_path(),
            Artefact::EventCalendar(event) => site.events[event].calendar_path(),
            Artefact::Api(file) => file.path(site),
            Artefact::Catalogue => address::CATALOGUE.to_owned(),
            Artefact::SecurityTxt => security::PATH.to_owned(),
            Artefact::Sitemap(None) | Artefact::SitemapIndex => "sitemap.xml".to_owned(),
            Artefact::Sitemap(Some(number)) => format!("sitemap-{}.xml", number + 1),
            Artefact::Robots => "robots.txt".to_owned(),
            Artefact::NoJekyll => publish::NO_JEKYLL.to_owned(),
            Artefact::Static(file) => file.path.clone(),
            Artefact::Asset(index) => site.assets[index].path.clone(),
            Artefact::Photo(picture, file) => site.pictures[picture].files[file].path.clone(),
            Artefact::Card(page) => cards::plain_path(site, page),
            Artefact::Redirect(index) => site.redirects[index].from.clone(),
            Artefact::Search(part) => part.file(site),
            Artefact::TranslatedSearch(part) => part.file(&translation(site).site),
            Artefact::Download(figure, format) => download::path(&site.figures[figure], format),
            Artefact::ComparisonFile(comparison, form) => compare::download::path(&site.comparisons[comparison], form),
            Artefact::Picture(figure, chart) => download::picture_path(&site.figures[figure], chart),
            Artefact::ComparisonPicture(comparison) => {
                let path = compare::download::picture_path(&site.comparisons[comparison]);
                path.expect("it is there with something to draw only")
            }
        }
    }

    /// The path under which the file is published.
    pub fn published(self, site: &Site, renderer: &Renderer) -> String {
        match self {
            Artefact::Card(page) => renderer.card_path(page),
            other => other.file(site),
        }
    }

    /// True when the name stands for what the file holds, and making it takes long: what stands under this name need not
    /// be made again.
    pub fn is_known_by_name(self) -> bool {
        matches!(self, Artefact::Photo(..) | Artefact::Card(_))
    }

    /// True for files whose making can show a mistake: pages, in templates and in links, and copies of files, which may
    /// not be readable. All others are written from the site by rules that cannot fail.
    pub fn can_go_wrong(self) -> bool {
        matches!(self, Artefact::Page(_) | Artefact::Translation(_) | Artefact::Redirect(_) | Artefact::Asset(_))
    }

    /// Looks whether a file that is known by its name could be made, without making it.
    pub fn probe(self, site: &Site) -> Result<(), RenderError> {
        match self {
            // One of its files is enough: all are made of the same picture.
            Artefact::Photo(place, 0) => {
                let picture = &site.pictures[place];
                let bytes = photo_source(picture)?;
                let is_good = picture.kind == Kind::Whole || photo::is_whole(&bytes);
                if is_good { Ok(()) } else { Err(damaged(picture)) }
            }
            _ => Ok(()),
        }
    }

    /// The bytes of the file.
    pub fn bytes(self, site: &Site, renderer: &Renderer) -> Result<Vec<u8>, RenderError> {
        Ok(match self {
            Artefact::Page(page) => renderer.render(page)?.into_bytes(),
            Artefact::Translation(page) => renderer.render_translated(page)?.into_bytes(),
            Artefact::SiteFeed => feed::of_site(site).into_bytes(),
            Artefact::RegionFeed(region) => feed::of_region(site, region).into_bytes(),
            Artefact::LineFeed(line) => feed::of_line(site, line).into_bytes(),
            Artefact::FigureFeed(figure) => feed::of_figure(site, figure).into_bytes(),
            Artefact::SiteCalendar => calendar::of_site(site).into_bytes(),
            Artefact::PlanCalendar(plan) => calendar::of_plan(site, plan).into_bytes(),
            Artefact::EventCalendar(event) => calendar::of_event(site, event).into_bytes(),
            Artefact::Api(file) => api::bytes(site, file),
            Artefact::Catalogue => dcat::catalogue(site).into_bytes(),
            Artefact::SecurityTxt => security::write(site).into_bytes(),
            Artefact::Sitemap(number) => sitemap::sitemap(site, number).into_bytes(),
            Artefact::SitemapIndex => sitemap::index(site).into_bytes(),
            Artefact::Robots => sitemap::robots(site).into_bytes(),
            Artefact::NoJekyll => Vec::new(),
            Artefact::Static(file) => file.bytes.clone(),
            Artefact::Asset(index) => asset(site, index)?,
            Artefact::Photo(picture, file) => photo(&site.pictures[picture], file)?,
            Artefact::Card(page) => card::draw(&renderer.card(page)),
            Artefact::Redirect(index) => redirect(site, index, renderer).into_bytes(),
            Artefact::Search(part) => part.script(site.search(), site).into_bytes(),
            Artefact::TranslatedSearch(part) => {
                let translation = translation(site);
                part.script(translation.search(), &translation.site).into_bytes()
            }
            Artefact::Download(figure, format) => download::bytes(site, &site.figures[figure], format),
            Artefact::ComparisonFile(comparison, form) => {
                compare::download::bytes(site, &site.comparisons[comparison], form)
            }
            Artefact::Picture(figure, chart) => renderer.picture(figure, chart).into_bytes(),
            Artefact::ComparisonPicture(comparison) => renderer.comparison_picture(comparison).into_bytes(),
        })
    }
}

fn translation(site: &Site) -> &Translation {
    site.translation.as_ref().expect("only a site with translations has such files")
}

/// Reports files that cannot stand side by side: two with one path, two whose paths differ in case only, and a file
/// with the name of another one's folder. Pages and what they use have been told apart before; this is about former
/// addresses, the files of the theme, and those of the content that keep their path.
pub fn check_paths(site: &Site, theme: &Theme, diagnostics: &mut Diagnostics) {
    let mut all = Artefact::all(site, theme);
    all.sort_by_key(|artefact| matches!(artefact, Artefact::Redirect(_)));
    let paths: Vec<String> = all.iter().map(|artefact| artefact.file(site)).collect();
    let lower: Vec<String> = paths.iter().map(|path| path.to_lowercase()).collect();
    let folders = folders_of(&lower);
    let mut files: HashMap<&str, &str> = HashMap::with_capacity(all.len());
    for ((artefact, path), lower) in all.iter().zip(&paths).zip(&lower) {
        let problem = match files.insert(lower, path) {
            Some(other) if other != path => {
                Some(Problem::CaseCollision { address: path.clone(), other: format!("`{other}`") })
            }
            Some(_) => Some(Problem::AddressCollision { address: path.clone(), other: None }),
            None => None,
        };
        report_path(*artefact, problem, site, diagnostics);
    }
    if folders.iter().all(|folder| !files.contains_key(folder)) {
        return;
    }
    let is_clash = |lower: &str| folders.contains(lower) || above(lower).any(|folder| files.contains_key(folder));
    let clashing = || all.iter().zip(&paths).zip(&lower).filter(|(_, lower)| is_clash(lower)).map(|(one, _)| one);
    // Of a former address and a file of the theme, the address has to go.
    let is_former = |artefact: &Artefact| matches!(artefact, Artefact::Redirect(_));
    let has_former = clashing().any(|(artefact, _)| is_former(artefact));
    for (artefact, path) in clashing().filter(|(artefact, _)| !has_former || is_former(artefact)) {
        let problem = Problem::AddressCollision { address: path.clone(), other: None };
        report_path(*artefact, Some(problem), site, diagnostics);
    }
}

fn report_path(artefact: Artefact, problem: Option<Problem>, site: &Site, diagnostics: &mut Diagnostics) {
    match (problem, artefact) {
        (Some(problem), Artefact::Redirect(index)) => diagnostics.report(site.redirects[index].span, problem),
        (Some(problem), Artefact::Static(_)) => diagnostics.report_global(problem),
        // Of other files, two with one path have been told apart where they are linked.
        (Some(_), Artefact::Asset(index)) if address::keeps_its_path(&site.assets[index].path) => {
            let path = site.assets[index].path.clone();
            diagnostics.report_global(Problem::KeptPathTaken { path });
        }
        _ => {}
    }
}

/// The folders that a file lies in, from the innermost up.
fn above(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(at, _)| &path[..at])
}

/// All folders of these files. What lies above a known folder is known, too.
fn folders_of(paths: &[String]) -> HashSet<&str> {
    let mut folders = HashSet::new();
    for path in paths {
        above(path).take_while(|folder| folders.insert(*folder)).for_each(drop);
    }
    folders
}

fn asset(site: &Site, index: usize) -> Result<Vec<u8>, RenderError> {
    let asset = &site.assets[index];
    let path = Some(asset.path.clone());
    fs::read(&asset.source).map_err(|error| (None, Problem::Unreadable { path, fault: error.into() }))
}

/// Makes a file of a picture.
fn photo(picture: &Picture, file: usize) -> Result<Vec<u8>, RenderError> {
    let bytes = photo_source(picture)?;
    match (picture.kind, picture.files[file].size) {
        (Kind::Whole, _) | (_, None) => Ok(bytes),
        (kind, Some(size)) => photo::draw(&bytes, kind, size).ok_or_else(|| damaged(picture)),
    }
}

fn photo_source(picture: &Picture) -> Result<Vec<u8>, RenderError> {
    let path = Some(name_of(picture));
    fs::read(&picture.source).map_err(|error| (Some(picture.span), Problem::Unreadable { path, fault: error.into() }))
}

fn damaged(picture: &Picture) -> RenderError {
    (Some(picture.span), Problem::PictureUnreadable { path: name_of(picture) })
}

fn name_of(picture: &Picture) -> String {
    picture.source.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// A page that leads on without rules of the server: at once in a browser, by a link everywhere.
fn redirect(site: &Site, index: usize, renderer: &Renderer) -> String {
    let redirect = &site.redirects[index];
    let (title, path) = site.page(redirect.to);
    let root = "../".repeat(redirect.from.matches('/').count());
    let target = escape(&format!("{}{path}", if root.is_empty() { "./" } else { &root }));
    let canonical = match &site.settings.base_url {
        Some(base) => format!("<link rel=\"canonical\" href=\"{}\">\n", escape(&format!("{base}{path}"))),
        None => String::new(),
    };
    let (heading, text) = renderer.redirect_words();
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{heading}: {title}</title>\n\
         <meta http-equiv=\"refresh\" content=\"0; url={target}\">\n<meta name=\"robots\" content=\"noindex\">\n{canonical}</head>\n\
         <body data-kind=\"redirect\">\n<main>\n<h1>{heading}</h1>\n<p>{text} <a href=\"{target}\">{title}</a>.</p>\n</main>\n</body>\n</html>\n",
        site.settings.language.code(),
        title = escape(title),
    )
}
