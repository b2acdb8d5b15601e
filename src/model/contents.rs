//! The contents of a site by kind: what search and the list of everything count on.

use super::address::folder;
use super::*;
use crate::language::sort_key;

/// A kind of thing that a reader can look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each is named after its kind")]
pub enum Kind {
    Regions,
    Plans,
    Lines,
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
    Pages,
}

impl Kind {
    /// All kinds in the order in which they are listed.
    pub const ALL: [Kind; 16] = [
        Kind::Regions,
        Kind::Plans,
        Kind::Lines,
        Kind::Actions,
        Kind::Topics,
        Kind::Figures,
        Kind::Comparisons,
        Kind::News,
        Kind::Practices,
        Kind::Projects,
        Kind::Organisations,
        Kind::Documents,
        Kind::Events,
        Kind::Questions,
        Kind::Glossary,
        Kind::Pages,
    ];

    /// The word for templates, addresses of a search and the theme's words.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Regions => "regions",
            Kind::Plans => "plans",
            Kind::Lines => "lines",
            Kind::Actions => "actions",
            Kind::Topics => "topics",
            Kind::Figures => "figures",
            Kind::Comparisons => "comparisons",
            Kind::News => "news",
            Kind::Practices => "practices",
            Kind::Projects => "projects",
            Kind::Organisations => "organisations",
            Kind::Documents => "documents",
            Kind::Events => "events",
            Kind::Questions => "questions",
            Kind::Glossary => "glossary",
            Kind::Pages => "pages",
        }
    }

    /// Name of its folder in the list of everything.
    pub(super) fn folder(self) -> &'static str {
        match self {
            Kind::Regions => folder::REGIONS,
            Kind::Plans => folder::PLANS,
            Kind::Lines => folder::LINES,
            Kind::Actions => folder::ACTIONS,
            Kind::Topics => folder::TOPICS,
            Kind::Figures => folder::FIGURES,
            Kind::Comparisons => folder::COMPARISONS,
            Kind::News => folder::NEWS,
            Kind::Practices => folder::PRACTICES,
            Kind::Projects => folder::PROJECTS,
            Kind::Organisations => folder::ORGANISATIONS,
            Kind::Documents => folder::DOCUMENTS,
            Kind::Events => folder::EVENTS,
            Kind::Questions => folder::QUESTIONS,
            Kind::Glossary => folder::TERMS,
            Kind::Pages => "paginas",
        }
    }

    /// The index of all things of this kind, where there is one.
    pub fn section(self) -> Option<page::Section> {
        page::Section::ALL.into_iter().find(|section| section.kind() == self)
    }

    /// How many there are.
    pub fn count(self, site: &Site) -> usize {
        match self {
            Kind::Regions => site.regions.len(),
            Kind::Plans => site.plans.len() + parts_of_plans(site).count(),
            Kind::Lines => site.lines.len(),
            Kind::Actions => site.actions.len(),
            Kind::Topics => site.topics.len(),
            Kind::Figures => site.figures.len(),
            Kind::Comparisons => site.comparisons.len(),
            Kind::News => site.news.len(),
            Kind::Practices => site.practices.len(),
            Kind::Projects => site.projects.len(),
            Kind::Organisations => site.organisations.len(),
            Kind::Documents => site.documents.len(),
            Kind::Events => site.events.len(),
            Kind::Questions => site.questions.len(),
            Kind::Glossary => site.terms.len(),
            Kind::Pages => site.pages.len(),
        }
    }

    /// Everything of this kind, in the order of its table.
    pub fn items(self, site: &Site) -> Vec<Item> {
        fn of<T>(table: &Table<T>, subject: impl Fn(Ref<T>) -> Subject) -> Vec<Item> {
            table.refs().map(|reference| Item::Subject(subject(reference))).collect()
        }
        match self {
            Kind::Regions => of(&site.regions, Subject::Region),
            Kind::Plans => of(&site.plans, Subject::Plan).into_iter().chain(parts_of_plans(site)).collect(),
            Kind::Lines => of(&site.lines, Subject::Line),
            Kind::Actions => of(&site.actions, Subject::Action),
            Kind::Topics => of(&site.topics, Subject::Topic),
            Kind::Figures => of(&site.figures, Subject::Figure),
            Kind::Comparisons => of(&site.comparisons, Subject::Comparison),
            Kind::News => of(&site.news, Subject::News),
            Kind::Practices => of(&site.practices, Subject::Practice),
            Kind::Projects => of(&site.projects, Subject::Project),
            Kind::Organisations => of(&site.organisations, Subject::Organisation),
            Kind::Documents => of(&site.documents, Subject::Document),
            Kind::Events => of(&site.events, Subject::Event),
            Kind::Questions => of(&site.questions, Subject::Question),
            Kind::Glossary => of(&site.terms, Subject::Term),
            Kind::Pages => of(&site.pages, Subject::Page),
        }
    }
}

/// Something that a reader can look for, with a place of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item {
    /// An entity.
    Subject(Subject),
    /// The declaration of intent of a plan.
    Declaration(Ref<Plan>),
    /// The action centre of a plan.
    Centre(Ref<Plan>),
    /// How many actions of a plan have each effect horizon.
    Horizons(Ref<Plan>),
    /// The actions of a plan that miss something.
    NotSmart(Ref<Plan>),
}

impl Item {
    /// Its title.
    pub fn title(self, site: &Site) -> &str {
        match self {
            Item::Subject(subject) => site.page(subject).0,
            Item::Declaration(plan) => site.plans[plan].keys.declaration.as_ref().map_or("", |keys| &keys.title),
            Item::Centre(plan) => {
                let title = site.plans[plan].keys.action_centre.as_ref().and_then(|keys| keys.title.as_deref());
                title.unwrap_or(site.settings.language.pick("Regionaal actiecentrum", "Regional action centre"))
            }
            Item::Horizons(_) => site.settings.language.pick("Effect per actielijn", "Effect by line"),
            Item::NotSmart(_) => site.settings.language.pick("Nog niet SMART", "Not SMART yet"),
        }
    }

    /// Its path from the site's root.
    pub fn path(self, site: &Site) -> &str {
        match self {
            Item::Subject(subject) => site.page(subject).1,
            Item::Declaration(plan) => &site.plans[plan].declaration_path,
            Item::Centre(plan) => &site.plans[plan].centre_path,
            Item::Horizons(plan) => &site.plans[plan].horizons_path,
            Item::NotSmart(plan) => &site.plans[plan].not_smart_path,
        }
    }

    /// What it is a part of, which tells it from others of the same title: the plan of a line, action or declaration.
    pub fn belongs_to(self, site: &Site) -> Option<&str> {
        let plan = match self {
            Item::Subject(Subject::Line(line)) => site.lines[line].plan,
            Item::Subject(Subject::Action(action)) => site.actions[action].plan,
            Item::Declaration(plan) | Item::Centre(plan) | Item::Horizons(plan) | Item::NotSmart(plan) => plan,
            Item::Subject(_) => return None,
        };
        Some(&site.plans[plan].keys.page.title.value)
    }

    /// The regions that it is about.
    pub fn regions(self, site: &Site) -> &[Ref<Region>] {
        match self {
            Item::Subject(subject) => match subject {
                Subject::Plan(r) => &site.plans[r].regions,
                Subject::Line(r) => &site.plans[site.lines[r].plan].regions,
                Subject::Action(r) => &site.plans[site.actions[r].plan].regions,
                Subject::Figure(r) => &site.figures[r].regions,
                Subject::News(r) => &site.news[r].regions,
                Subject::Practice(r) => &site.practices[r].regions,
                Subject::Project(r) => &site.projects[r].regions,
                Subject::Organisation(r) => &site.organisations[r].regions,
                Subject::Document(r) => &site.documents[r].regions,
                Subject::Event(r) => &site.events[r].regions,
                Subject::Question(r) => &site.questions[r].regions,
                Subject::Comparison(_) => &[],
                Subject::Home | Subject::Region(_) | Subject::Topic(_) | Subject::Term(_) | Subject::Page(_) => &[],
            },
            Item::Declaration(plan) | Item::Centre(plan) | Item::Horizons(plan) | Item::NotSmart(plan) => {
                &site.plans[plan].regions
            }
        }
    }
}

fn parts_of_plans(site: &Site) -> impl Iterator<Item = Item> {
    let parts = |plan: Ref<Plan>| {
        let declaration = site.plans[plan].declaration.is_some().then_some(Item::Declaration(plan));
        let centre = page::has_centre(site, plan).then_some(Item::Centre(plan));
        let has_actions = site.rollup.plan(plan).total() > 0;
        let horizons = has_actions.then_some(Item::Horizons(plan));
        let not_smart = has_actions.then_some(Item::NotSmart(plan));
        [declaration, centre, horizons, not_smart].into_iter().flatten()
    };
    site.plans.refs().flat_map(parts)
}

/// Everything of a kind by title, as a Dutch reader sorts.
pub fn alphabetical(kind: Kind, site: &Site) -> Vec<Item> {
    let mut items = kind.items(site);
    items.sort_by_cached_key(|item| (sort_key(item.title(site)), item.path(site)));
    items
}
