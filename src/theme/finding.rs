//! Pages for finding: search, all actions with what they can be chosen by, everything on the site.

use std::collections::BTreeMap;

use super::contract::*;
use super::pages::{Parts, context};
use super::rows::link;
use super::{HasPage, Scope, value};
use crate::language::sort_key;
use crate::model::contents::{Item as Content, Kind, alphabetical};
use crate::model::format::Horizon;
use crate::model::page::{MOST_IN_LIST, Page, Section, has_actions_per_region, has_everything_per_kind};
use crate::model::{self, Ref, search};

/// The page that searches.
pub fn search_page<'v>(scope: &'v Scope<'_, '_>) -> Parts<'v> {
    let view = scope.page_view("search", None, scope.word("search"), scope.word("search_summary"), Vec::new());
    let kinds = Kind::ALL.into_iter().filter(|kind| kind.count(scope.site()) > 0);
    let search = Search {
        index: search::folder(scope.site()),
        kinds: kinds.map(|kind| SearchKind { key: kind.key(), title: scope.word(kind.key()) }).collect(),
    };
    ("search.html", view, context("search", &search))
}

// --- Everything on the site ------------------------------------------------------------------------------------------

/// The list of everything, or of a large site the way to its parts.
pub fn everything_page<'v>(scope: &'v Scope<'_, '_>) -> Parts<'v> {
    let (title, summary) = (scope.word("everything"), scope.word("everything_summary"));
    let view = scope.page_view("everything", None, title, summary, Vec::new());
    let site = scope.site();
    let is_split = has_everything_per_kind(site);
    let kinds = Kind::ALL.into_iter().filter(|kind| kind.count(site) > 0);
    let groups: Vec<_> = kinds
        .map(|kind| {
            let mut group = group(scope, kind);
            match is_split {
                true => group.parts = parts(scope, kind, None),
                false => group.entries = entries(scope, &alphabetical(kind, site)),
            }
            group
        })
        .collect();
    ("everything.html", view, context("groups", &groups))
}

/// A part of the list of everything.
pub fn everything_part_page<'v>(scope: &'v Scope<'_, '_>, kind: Kind, number: usize) -> Parts<'v> {
    let above = Link { title: scope.word("everything"), path: &scope.renderer.everything };
    let title = scope.word(kind.key());
    let mut view = scope.page_view("everything_part", None, title, scope.word("everything_summary"), vec![above]);
    let mut group = group(scope, kind);
    group.parts = parts(scope, kind, Some(number));
    let part = &group.parts[number];
    view.title = match group.parts.len() {
        1 => format!("{}: {title}", scope.word("everything")).into(),
        _ => format!("{}: {title}, {} – {}", scope.word("everything"), part.first, part.last).into(),
    };
    let start = number * MOST_IN_LIST;
    let items = scope.items(kind);
    group.entries = entries(scope, &items[start..items.len().min(start + MOST_IN_LIST)]);
    let mut context = context("group", &group);
    context.insert_value("number", value(&(number + 1)));
    ("everything_part.html", view, context)
}

impl<'r> Scope<'r, '_> {
    /// Everything of a kind by title, sorted once for all parts.
    fn items(&self, kind: Kind) -> &'r [Content] {
        let site = self.site();
        let all = || Kind::ALL.into_iter().map(|kind| (kind, alphabetical(kind, site))).collect();
        let all: &BTreeMap<Kind, Vec<Content>> = self.renderer.alphabetical.get_or_init(all);
        &all[&kind]
    }
}

fn group<'v>(scope: &'v Scope, kind: Kind) -> EverythingGroup<'v> {
    EverythingGroup {
        key: kind.key(),
        title: scope.word(kind.key()),
        path: kind.section().and_then(|section| scope.section(section)).map(|link| link.path.to_owned()),
        count: kind.count(scope.site()),
        gathered: gathered(scope.site(), kind),
        entries: Vec::new(),
        parts: Vec::new(),
    }
}

/// The pages that gather figures and actions of a region, and news of a year.
fn gathered(site: &model::Site, kind: Kind) -> Vec<GatheringPage<'_>> {
    let page = |page: Page| {
        let title = match page {
            Page::RegionFigures(region) | Page::RegionActions(region) => site.regions[region].title().into(),
            Page::NewsYear(year) => year.to_string().into(),
            _ => return None,
        };
        Some(GatheringPage { title, path: page.path(site) })
    };
    let pages = Page::all(site).into_iter().filter(|page| {
        matches!(
            (kind, page),
            (Kind::Figures, Page::RegionFigures(_))
                | (Kind::Actions, Page::RegionActions(_))
                | (Kind::News, Page::NewsYear(_))
        )
    });
    pages.filter_map(page).collect()
}

fn entries<'v>(scope: &'v Scope, items: &[Content]) -> Vec<EverythingEntry<'v>> {
    let site = scope.site();
    let entry = |item: &Content| EverythingEntry {
        title: item.title(site),
        path: item.path(site),
        belongs_to: item.belongs_to(site),
    };
    items.iter().map(entry).collect()
}

fn parts<'v>(scope: &'v Scope, kind: Kind, current: Option<usize>) -> Vec<EverythingPart<'v>> {
    let site = scope.site();
    let chunks = scope.items(kind).chunks(MOST_IN_LIST).enumerate();
    let part = |(number, items): (usize, &[Content])| EverythingPart {
        path: Page::EverythingPart(kind, number).path(site).into_owned(),
        first: items[0].title(site),
        last: items[items.len() - 1].title(site),
        current: current == Some(number),
    };
    chunks.map(part).collect()
}

// --- All actions -----------------------------------------------------------------------------------------------------

/// All actions of the site, or of a large site the regions that have them.
pub fn all_actions<'v>(scope: &'v Scope) -> ActionIndex<'v> {
    let site = scope.site();
    if !has_actions_per_region(site) {
        let mut plans: Vec<_> = site.plans.refs().collect();
        plans.sort_by_cached_key(|plan| {
            let region = site.plans[*plan].regions.first().map(|region| site.regions[*region].title());
            (sort_key(region.unwrap_or_default()), site.plans.rank(*plan))
        });
        return actions_of(scope, &plans);
    }
    let regions = site.regions.refs().map(|reference| {
        let actions = actions(site, &site.regions[reference].plans);
        ActionRegion {
            title: site.regions[reference].title(),
            path: Page::RegionActions(reference).path(site).into_owned(),
            count: actions.len(),
            tally: scope.tally(site.rollup.region(reference)),
        }
    });
    ActionIndex {
        count: site.actions.len(),
        regions: regions.filter(|region| region.count > 0).collect(),
        plans: Vec::new(),
        facets: Vec::new(),
    }
}

/// The actions of one region.
pub fn region_actions_page<'v>(scope: &'v Scope<'_, '_>, reference: Ref<model::Region>) -> Parts<'v> {
    let region = &scope.site().regions[reference];
    let above = scope.section(Section::Actions).into_iter().collect();
    let summary = scope.word("actions_summary");
    let mut view = scope.page_view("region_actions", Some(Section::Actions), scope.word("actions"), summary, above);
    view.title = format!("{}: {}", scope.word("actions"), region.title()).into();
    ("actions.html", view, context("index", &actions_of(scope, &region.plans)))
}

fn actions(site: &model::Site, plans: &[Ref<model::Plan>]) -> Vec<Ref<model::Action>> {
    let lines = plans.iter().flat_map(|plan| &site.plans[*plan].lines);
    lines.flat_map(|line| &site.lines[*line].actions).copied().collect()
}

/// The actions of these plans, by plan and line.
fn actions_of<'v>(scope: &'v Scope, plans: &[Ref<model::Plan>]) -> ActionIndex<'v> {
    let site = scope.site();
    let line = |line: &Ref<model::Line>| {
        let line = &site.lines[*line];
        let actions = line.actions.iter().map(|action| entry(scope, *action)).collect();
        ActionLine { line: link(line), number: line.keys.number.as_deref(), actions }
    };
    let plan = |plan: &Ref<model::Plan>| {
        let plan = &site.plans[*plan];
        let lines = plan.lines.iter().filter(|line| !site.lines[**line].actions.is_empty());
        ActionPlan { plan: link(plan), regions: scope.region_links(&plan.regions), lines: lines.map(line).collect() }
    };
    let all = actions(site, plans);
    ActionIndex {
        count: all.len(),
        regions: Vec::new(),
        plans: plans.iter().map(plan).filter(|plan| !plan.lines.is_empty()).collect(),
        facets: facets(scope, &all),
    }
}

fn entry<'v>(scope: &'v Scope, reference: Ref<model::Action>) -> ActionEntry<'v> {
    let site = scope.site();
    let action = &site.actions[reference];
    let keys = |facet: &FacetKind| FacetKeys {
        facet: facet.key,
        keys: (facet.options)(scope, action).into_iter().map(|option| option.key).collect::<Vec<_>>().join(" "),
    };
    ActionEntry {
        row: scope.action_row(reference, false, Html::default()),
        owners: scope.organisation_links(&action.owners),
        topics: scope.topic_links(topics(site, action)),
        keys: FACETS.iter().map(keys).collect(),
    }
}

/// The topics of an action: its own, or else those of its line.
fn topics<'s>(site: &'s model::Site, action: &'s model::Action) -> &'s [Ref<model::Topic>] {
    if action.topics.is_empty() { &site.lines[action.line].topics } else { &action.topics }
}

/// What actions can be chosen by.
struct FacetKind {
    key: &'static str,
    word: &'static str,
    boxes: bool,
    /// The options that an action has; one for "none" where it could have one and has not.
    options: for<'v> fn(&'v Scope<'_, '_>, &'v model::Action) -> Vec<Choice<'v>>,
}

/// An option that an action has. Options are listed by their order, then by title.
struct Choice<'v> {
    order: usize,
    key: String,
    title: &'v str,
    group: Option<&'v str>,
}

const FACETS: [FacetKind; 6] = [
    FacetKind { key: "regio", word: "region", boxes: false, options: regions },
    FacetKind { key: "lijn", word: "line", boxes: false, options: line },
    FacetKind { key: "thema", word: "topic", boxes: false, options: topic },
    FacetKind { key: "trekker", word: "owner", boxes: false, options: owners },
    FacetKind { key: "stand", word: "state", boxes: true, options: status },
    FacetKind { key: "termijn", word: "effect", boxes: true, options: horizons },
];

/// The key of what is missing.
const NONE: &str = "geen";

fn regions<'v>(scope: &'v Scope<'_, '_>, action: &'v model::Action) -> Vec<Choice<'v>> {
    let site = scope.site();
    let regions =
        site.plans[action.plan].regions.iter().map(|region| (site.regions.rank(*region), &site.regions[*region]));
    regions.map(|(order, region)| Choice::new(order, &region.id, region.title())).collect()
}

fn line<'v>(scope: &'v Scope<'_, '_>, action: &'v model::Action) -> Vec<Choice<'v>> {
    let site = scope.site();
    let (line, plan) = (&site.lines[action.line], &site.plans[action.plan]);
    let key = format!("{}/{}", plan.id, line.id);
    vec![Choice { order: site.lines.rank(action.line), key, title: line.title(), group: Some(plan.title()) }]
}

fn topic<'v>(scope: &'v Scope<'_, '_>, action: &'v model::Action) -> Vec<Choice<'v>> {
    let site = scope.site();
    let topics = topics(site, action).iter().map(|topic| (site.topics.rank(*topic), &site.topics[*topic]));
    let found = topics.map(|(order, topic)| Choice::new(order, &topic.id, topic.title())).collect();
    or_none(found, scope.word("no_topic"))
}

fn owners<'v>(scope: &'v Scope<'_, '_>, action: &'v model::Action) -> Vec<Choice<'v>> {
    let site = scope.site();
    let owners = action.owners.iter().map(|owner| (site.organisations.rank(*owner), &site.organisations[*owner]));
    let found = owners.map(|(order, owner)| Choice::new(order, &owner.id, owner.title())).collect();
    or_none(found, scope.word("no_owner"))
}

fn status<'v>(scope: &'v Scope<'_, '_>, action: &'v model::Action) -> Vec<Choice<'v>> {
    const ORDER: [&str; 6] = ["planned", "running", "behind", "done", "stopped", "unknown"];
    let status = scope.action_status(action);
    let order = ORDER.iter().position(|key| *key == status.key).unwrap_or(ORDER.len());
    vec![Choice::new(order, status.key, status.word)]
}

fn horizons<'v>(scope: &'v Scope<'_, '_>, action: &'v model::Action) -> Vec<Choice<'v>> {
    let choice = |horizon: &Horizon| {
        let (order, key) = match horizon {
            Horizon::Short => (0, "kort"),
            Horizon::Medium => (1, "middellang"),
            Horizon::Long => (2, "lang"),
        };
        Choice::new(order, key, scope.horizon(*horizon))
    };
    or_none(action.keys.horizons.iter().map(choice).collect(), scope.word("horizon_none"))
}

impl<'v> Choice<'v> {
    fn new(order: usize, key: &str, title: &'v str) -> Self {
        Choice { order, key: key.to_owned(), title, group: None }
    }
}

fn or_none<'v>(found: Vec<Choice<'v>>, word: &'v str) -> Vec<Choice<'v>> {
    if found.is_empty() { vec![Choice::new(usize::MAX, NONE, word)] } else { found }
}

/// The facets in which these actions differ.
fn facets<'v>(scope: &'v Scope, actions: &[Ref<model::Action>]) -> Vec<Facet<'v>> {
    let site = scope.site();
    let facet = |kind: &FacetKind| {
        let mut options: BTreeMap<(usize, String), FacetOption> = BTreeMap::new();
        for choice in actions.iter().flat_map(|action| (kind.options)(scope, &site.actions[*action])) {
            let option = options.entry((choice.order, choice.key.clone())).or_insert(FacetOption {
                key: choice.key,
                title: choice.title,
                group: choice.group,
                count: 0,
            });
            option.count += 1;
        }
        let options = options.into_values().collect();
        Facet { key: kind.key, title: scope.word(kind.word), boxes: kind.boxes, options }
    };
    FACETS.iter().map(facet).filter(|facet| facet.options.len() > 1).collect()
}
