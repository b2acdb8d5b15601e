//! Every page that a site has, and where it lives.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::address::{folder, folder_of, page_path};
use super::compare::Comparison;
use super::contents::Kind;
use super::figure::Figure;
use super::*;

/// A list of all entities of a kind, with a page of its own and a place in the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each is named after its kind")]
pub enum Section {
    Regions,
    Plans,
    Actions,
    Topics,
    Figures,
    Comparisons,
    News,
    Practices,
    Projects,
    Organisations,
    Documents,
    Events,
    Questions,
    Glossary,
}

impl Section {
    /// All sections in the order of the menu.
    pub const ALL: [Section; 14] = [
        Section::Regions,
        Section::Plans,
        Section::Actions,
        Section::Topics,
        Section::Figures,
        Section::Comparisons,
        Section::News,
        Section::Practices,
        Section::Projects,
        Section::Organisations,
        Section::Documents,
        Section::Events,
        Section::Questions,
        Section::Glossary,
    ];

    /// What it lists.
    pub fn kind(self) -> Kind {
        match self {
            Section::Regions => Kind::Regions,
            Section::Plans => Kind::Plans,
            Section::Actions => Kind::Actions,
            Section::Topics => Kind::Topics,
            Section::Figures => Kind::Figures,
            Section::Comparisons => Kind::Comparisons,
            Section::News => Kind::News,
            Section::Practices => Kind::Practices,
            Section::Projects => Kind::Projects,
            Section::Organisations => Kind::Organisations,
            Section::Documents => Kind::Documents,
            Section::Events => Kind::Events,
            Section::Questions => Kind::Questions,
            Section::Glossary => Kind::Glossary,
        }
    }

    /// The word for templates and the theme's words.
    pub fn key(self) -> &'static str {
        self.kind().key()
    }

    /// The theme's word for the sentence below its title.
    pub fn summary_key(self) -> &'static str {
        match self {
            Section::Regions => "regions_summary",
            Section::Plans => "plans_summary",
            Section::Actions => "actions_summary",
            Section::Topics => "topics_summary",
            Section::Figures => "figures_summary",
            Section::Comparisons => "comparisons_summary",
            Section::News => "news_summary",
            Section::Practices => "practices_summary",
            Section::Projects => "projects_summary",
            Section::Organisations => "organisations_summary",
            Section::Documents => "documents_summary",
            Section::Events => "events_summary",
            Section::Questions => "questions_summary",
            Section::Glossary => "glossary_summary",
        }
    }

    /// True when a site has nothing to list here; then there is no page.
    pub fn is_empty(self, site: &Site) -> bool {
        self.kind().count(site) == 0
    }
}

/// A page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is named after its kind")]
pub enum Page {
    Home,
    Search,
    /// The list of everything.
    Everything,
    /// Of a large site, a part of the list of everything: the kind, and which of its parts.
    EverythingPart(Kind, usize),
    Section(Section),
    Region(Ref<Region>),
    RegionFigures(Ref<Region>),
    /// Of a large site, the actions of one region.
    RegionActions(Ref<Region>),
    Plan(Ref<Plan>),
    Declaration(Ref<Plan>),
    Centre(Ref<Plan>),
    Horizons(Ref<Plan>),
    NotSmart(Ref<Plan>),
    Line(Ref<Line>),
    Action(Ref<Action>),
    Topic(Ref<Topic>),
    Figure(Ref<Figure>),
    Comparison(Ref<Comparison>),
    /// A figure to be set in a page of another site.
    Embed(Ref<Figure>),
    NewsYear(i16),
    News(Ref<News>),
    Practice(Ref<Practice>),
    Project(Ref<Project>),
    Organisation(Ref<Organisation>),
    Document(Ref<Document>),
    Event(Ref<Event>),
    Text(Ref<TextPage>),
    /// What was told of plans, lines, actions and figures, latest first.
    Changes,
    OpenData,
    NotFound,
}

impl Page {
    /// All pages of a site, in a fixed order.
    pub fn all(site: &Site) -> Vec<Page> {
        let mut pages = vec![Page::Home, Page::OpenData, Page::NotFound, Page::Search, Page::Everything];
        pages.extend(everything_parts(site));
        pages.extend(site.has_reports().then_some(Page::Changes));
        pages.extend(Section::ALL.into_iter().filter(|s| !s.is_empty(site)).map(Page::Section));
        pages.extend(site.regions.refs().map(Page::Region));
        pages.extend(site.regions.refs().filter(|r| !site.regions[*r].figures.is_empty()).map(Page::RegionFigures));
        if has_actions_per_region(site) {
            pages.extend(site.regions.refs().filter(|r| region_action_count(site, *r) > 0).map(Page::RegionActions));
        }
        pages.extend(site.plans.refs().map(Page::Plan));
        pages.extend(site.plans.refs().filter(|p| site.plans[*p].declaration.is_some()).map(Page::Declaration));
        pages.extend(site.plans.refs().filter(|p| has_centre(site, *p)).map(Page::Centre));
        let with_actions = || site.plans.refs().filter(|p| site.rollup.plan(*p).total() > 0);
        pages.extend(with_actions().map(Page::Horizons));
        pages.extend(with_actions().map(Page::NotSmart));
        pages.extend(site.lines.refs().map(Page::Line));
        pages.extend(site.actions.refs().map(Page::Action));
        pages.extend(site.topics.refs().map(Page::Topic));
        pages.extend(site.figures.refs().map(Page::Figure));
        pages.extend(site.comparisons.refs().map(Page::Comparison));
        pages.extend(site.figures.refs().map(Page::Embed));
        pages.extend(news_years(site).into_keys().map(Page::NewsYear));
        pages.extend(site.news.refs().map(Page::News));
        pages.extend(site.practices.refs().map(Page::Practice));
        pages.extend(site.projects.refs().map(Page::Project));
        pages.extend(site.organisations.refs().map(Page::Organisation));
        pages.extend(site.documents.refs().map(Page::Document));
        pages.extend(site.events.refs().map(Page::Event));
        pages.extend(site.pages.refs().map(Page::Text));
        pages
    }

    /// True for a page that readers come to by themselves; the others are no answer to a search.
    pub fn is_found(self) -> bool {
        !matches!(self, Page::NotFound | Page::Embed(_))
    }

    /// The page whose card goes with a link to this one: itself, or what it belongs to.
    pub fn card(self) -> Page {
        match self {
            Page::RegionFigures(r) | Page::RegionActions(r) => Page::Region(r),
            Page::Declaration(r) | Page::Centre(r) | Page::Horizons(r) | Page::NotSmart(r) => Page::Plan(r),
            Page::Embed(r) => Page::Figure(r),
            Page::NewsYear(_) => Page::Section(Section::News),
            Page::Search
            | Page::Everything
            | Page::EverythingPart(..)
            | Page::Changes
            | Page::OpenData
            | Page::NotFound => Page::Home,
            own => own,
        }
    }

    /// What the page is about, where that has files of its own: what changes there changes the page.
    pub fn subject(self) -> Option<Subject> {
        Some(match self {
            Page::Home => Subject::Home,
            Page::Region(r) => Subject::Region(r),
            Page::Plan(r) | Page::Declaration(r) | Page::Centre(r) => Subject::Plan(r),
            Page::Line(r) => Subject::Line(r),
            Page::Action(r) => Subject::Action(r),
            Page::Topic(r) => Subject::Topic(r),
            Page::Figure(r) | Page::Embed(r) => Subject::Figure(r),
            Page::Comparison(r) => Subject::Comparison(r),
            Page::News(r) => Subject::News(r),
            Page::Practice(r) => Subject::Practice(r),
            Page::Project(r) => Subject::Project(r),
            Page::Organisation(r) => Subject::Organisation(r),
            Page::Document(r) => Subject::Document(r),
            Page::Event(r) => Subject::Event(r),
            Page::Text(r) => Subject::Page(r),
            Page::Search
            | Page::Everything
            | Page::EverythingPart(..)
            | Page::Section(_)
            | Page::RegionFigures(_)
            | Page::RegionActions(_)
            | Page::Horizons(_)
            | Page::NotSmart(_)
            | Page::NewsYear(_)
            | Page::Changes
            | Page::OpenData
            | Page::NotFound => return None,
        })
    }

    /// The link to the page, from the site's root.
    pub fn path(self, site: &Site) -> Cow<'_, str> {
        let pretty = site.settings.pretty;
        Cow::Borrowed(match self {
            Page::Home => &site.home.path,
            Page::Region(r) => &site.regions[r].path,
            Page::RegionFigures(r) => &site.regions[r].figures_path,
            Page::Plan(r) => &site.plans[r].path,
            Page::Declaration(r) => &site.plans[r].declaration_path,
            Page::Centre(r) => &site.plans[r].centre_path,
            Page::Horizons(r) => &site.plans[r].horizons_path,
            Page::NotSmart(r) => &site.plans[r].not_smart_path,
            Page::Line(r) => &site.lines[r].path,
            Page::Action(r) => &site.actions[r].path,
            Page::Topic(r) => &site.topics[r].path,
            Page::Figure(r) => &site.figures[r].path,
            Page::Comparison(r) => &site.comparisons[r].path,
            Page::News(r) => &site.news[r].path,
            Page::Practice(r) => &site.practices[r].path,
            Page::Project(r) => &site.projects[r].path,
            Page::Organisation(r) => &site.organisations[r].path,
            Page::Document(r) => &site.documents[r].path,
            Page::Event(r) => &site.events[r].path,
            Page::Text(r) => &site.pages[r].path,
            Page::NotFound => "404.html",
            Page::Section(section) => return Cow::Owned(page_path(section.kind().folder(), pretty)),
            Page::Embed(r) => {
                let folder = format!("{}/{}", folder_of(&site.figures[r].path), folder::EMBED);
                return Cow::Owned(page_path(&folder, pretty));
            }
            Page::Changes => return Cow::Owned(page_path(folder::CHANGES, pretty)),
            Page::OpenData => return Cow::Owned(page_path(folder::OPEN_DATA, pretty)),
            Page::Search => return Cow::Owned(page_path(folder::SEARCH, pretty)),
            Page::Everything => return Cow::Owned(page_path(folder::EVERYTHING, pretty)),
            Page::EverythingPart(kind, number) => {
                let part = if number == 0 { String::new() } else { format!("-{}", number + 1) };
                return Cow::Owned(page_path(&format!("{}/{}{part}", folder::EVERYTHING, kind.folder()), pretty));
            }
            Page::RegionActions(r) => {
                let region = site.regions[r].path.split('/').nth(1).expect("a region's page stands in its folder");
                return Cow::Owned(page_path(&format!("{}/{region}", folder::ACTIONS), pretty));
            }
            Page::NewsYear(year) => return Cow::Owned(page_path(&format!("{}/{year}", folder::NEWS), pretty)),
        })
    }
}

/// More actions than this are listed per region.
const MOST_ACTIONS_ON_PAGE: usize = 500;
/// More entries than this are listed per kind, and no page lists more.
pub const MOST_IN_LIST: usize = 1000;

/// True when there are too many actions for one page.
pub fn has_actions_per_region(site: &Site) -> bool {
    site.actions.len() > MOST_ACTIONS_ON_PAGE
}

/// Number of actions in the plans of a region.
pub fn region_action_count(site: &Site, region: Ref<Region>) -> usize {
    let lines = site.regions[region].plans.iter().flat_map(|plan| &site.plans[*plan].lines);
    lines.map(|line| site.lines[*line].actions.len()).sum()
}

/// True when the list of everything has a page per kind, since it is too long for one.
pub fn has_everything_per_kind(site: &Site) -> bool {
    Kind::ALL.into_iter().map(|kind| kind.count(site)).sum::<usize>() > MOST_IN_LIST
}

/// The pages that the list of everything goes on to.
fn everything_parts(site: &Site) -> Vec<Page> {
    let kinds = Kind::ALL.into_iter().filter(|_| has_everything_per_kind(site));
    let parts = |kind: Kind| (0..kind.count(site).div_ceil(MOST_IN_LIST)).map(move |n| Page::EverythingPart(kind, n));
    kinds.flat_map(parts).collect()
}

/// True when a plan has an action centre, in general or on one of its lines.
pub fn has_centre(site: &Site, plan: Ref<Plan>) -> bool {
    let plan = &site.plans[plan];
    plan.keys.action_centre.is_some() || plan.lines.iter().any(|line| site.lines[*line].keys.centre.is_some())
}

/// The years that have news, with the number of items.
pub fn news_years(site: &Site) -> BTreeMap<i16, usize> {
    let mut years = BTreeMap::new();
    for (_, news) in site.news.iter() {
        *years.entry(news.keys.date.year()).or_default() += 1;
    }
    years
}
