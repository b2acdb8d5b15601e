//! What many actions come to together: from action to line, plan, region, topic and site.
//!
//! Comes in: a linked [`Site`]. Goes out: [`Rollup`], made once, so that no page counts again. Everything is counted and
//! nothing is averaged: "7 of 33" says how many are unknown, a percentage would hide it. The rules:
//!
//! - A line counts its actions, a plan those of its lines.
//! - A region, a topic and the site count plans that hold: the actions of a plan that was succeeded live on in the plan
//!   after it and would count twice.
//! - A plan of two regions counts in both, and once for the site.
//! - An action counts under its own topics, or else under those of its line.
//! - Figures count where they belong, by how they stand against their target: of a line its own, of a plan those of its
//!   lines, each once, of a region and a topic those that name it. A figure without a target does not count.
//! - A status is stale when the day on which it held is more than `stale_after_months` before the day of the build. What
//!   is done or stopped stays so and is never stale.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::figure::Figure;
use super::figure::progress::{Outcome, Reason};
use super::format::{ActionStatus, PlanState};
use super::{Action, Line, Plan, Ref, Region, Settings, Site, Topic};
use crate::diagnostic::{Diagnostics, Problem};
use crate::language::{Language, sort_key};

/// Every status in the order in which it is shown; last the actions without one.
pub const STATUSES: [Option<ActionStatus>; 6] = [
    Some(ActionStatus::Done),
    Some(ActionStatus::Running),
    Some(ActionStatus::Behind),
    Some(ActionStatus::Planned),
    Some(ActionStatus::Stopped),
    None,
];

/// The most rows that a matrix has: all 28 regions of the country fit, and a page stays readable and small.
pub const MOST_ROWS: usize = 40;

/// Every outcome of a figure in the order in which it is shown; those that cannot be determined count as one.
pub const OUTCOMES: [Outcome; 6] = [
    Outcome::Reached,
    Outcome::OnTrack,
    Outcome::Behind,
    Outcome::Worsening,
    Outcome::Below,
    Outcome::Undetermined(Reason::NoValues),
];

/// How many actions have each status, and how many figures each outcome.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// One count for each of [`STATUSES`].
    pub counts: [usize; 6],
    /// The first and the last day on which a status held; none when no status has a day.
    pub days: Option<(Date, Date)>,
    /// How many statuses are stale.
    pub stale: usize,
    /// Figures with a target, one count for each of [`OUTCOMES`].
    pub outcomes: [usize; 6],
}

impl Tally {
    /// Number of actions.
    pub fn total(&self) -> usize {
        self.counts.iter().sum()
    }

    /// Number of actions that have a status.
    pub fn known(&self) -> usize {
        self.total() - self.counts[STATUSES.len() - 1]
    }

    fn count(&mut self, action: &Action, settings: &Settings) {
        let status = action.keys.status.as_ref().map(|status| status.value);
        let at = STATUSES.iter().position(|known| *known == status).expect("every status stands in the list");
        self.counts[at] += 1;
        self.stale += usize::from(is_stale(action, settings));
        if let Some(day) = action.keys.as_of.filter(|_| status.is_some()) {
            self.widen(day, day);
        }
    }

    /// The same with figures.
    fn with_figures<'f>(mut self, site: &Site, figures: impl IntoIterator<Item = &'f Ref<Figure>>) -> Tally {
        for progress in figures.into_iter().filter_map(|figure| site.figures[*figure].progress.as_ref()) {
            let at = OUTCOMES.iter().position(|known| known.key() == progress.outcome.key());
            self.outcomes[at.expect("every outcome stands in the list")] += 1;
        }
        self
    }

    /// Adds the actions of another; figures are counted where they belong.
    fn add(&mut self, other: &Tally) {
        for (count, more) in self.counts.iter_mut().zip(other.counts) {
            *count += more;
        }
        self.stale += other.stale;
        if let Some((first, last)) = other.days {
            self.widen(first, last);
        }
    }

    fn widen(&mut self, first: Date, last: Date) {
        self.days = Some(self.days.map_or((first, last), |(from, until)| (from.min(first), until.max(last))));
    }

    /// Says how many statuses are known, from which days, and how many are stale; empty without actions.
    pub fn sentence(&self, settings: &Settings) -> String {
        let language = settings.language;
        let (known, total) = (self.known(), self.total());
        let mut text = match (known, total) {
            (_, 0) => return String::new(),
            (0, 1) => {
                language.pick("De stand van de actie is niet bekend", "The status of the action is not known").into()
            }
            (0, _) => language.pick(
                format!("Van geen van de {total} acties is de stand bekend"),
                format!("The status of none of the {total} actions is known"),
            ),
            (1, 1) => language.pick("De stand van de actie is bekend", "The status of the action is known").into(),
            (known, total) if known == total => language.pick(
                format!("Van alle {total} acties is de stand bekend"),
                format!("The status of all {total} actions is known"),
            ),
            _ => language.pick(
                format!("Van {known} van de {total} acties is de stand bekend"),
                format!("The status of {known} of the {total} actions is known"),
            ),
        };
        text.push_str(&self.days.map_or_else(String::new, |days| day_words(days, language)));
        text.push('.');
        text.push_str(&self.stale_words(settings));
        text
    }

    fn stale_words(&self, settings: &Settings) -> String {
        let months = settings.stale_after_months;
        let (dutch, english) = match self.stale {
            0 => return String::new(),
            1 => ("Eén stand is".to_owned(), "One status is".to_owned()),
            count => (format!("{count} standen zijn"), format!("{count} statuses are")),
        };
        settings
            .language
            .pick(format!(" {dutch} ouder dan {months} maanden."), format!(" {english} more than {months} months old."))
    }
}

fn day_words((first, last): (Date, Date), language: Language) -> String {
    let (from, until) = (language.date(first), language.date(last));
    match first == last {
        true => language.pick(format!(", stand per {from}"), format!(", as of {from}")),
        false => language.pick(format!(", stand per {from} tot {until}"), format!(", as of {from} to {until}")),
    }
}

/// Lines of regions by their number: a row a plan of a region, a column a number.
#[derive(Debug, Clone, Default)]
pub struct Matrix {
    /// Numbers as shown, in order; last an empty one when lines have none.
    pub columns: Vec<String>,
    /// Rows, by region and plan.
    pub rows: Vec<MatrixRow>,
}

/// A plan of a region.
#[derive(Debug, Clone)]
pub struct MatrixRow {
    /// The region.
    pub region: Ref<Region>,
    /// One of its plans; none when it has none yet.
    pub plan: Option<Ref<Plan>>,
    /// The lines of each column: none, one, or several with the same number.
    pub cells: Vec<Vec<Ref<Line>>>,
}

/// A part of the country.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its name; empty for regions that name none.
    pub name: String,
    /// Its regions.
    pub regions: Vec<Ref<Region>>,
    /// Their actions. A plan of two of them counts once.
    pub tally: Tally,
}

/// Everything that is counted over the whole site.
#[derive(Debug, Default)]
pub struct Rollup {
    lines: Vec<Tally>,
    plans: Vec<Tally>,
    regions: Vec<Tally>,
    topics: Vec<Tally>,
    topic_matrices: Vec<Option<Matrix>>,
    /// All actions of plans that hold.
    pub site: Tally,
    /// Regions by lines; none without lines, or with more than [`MOST_ROWS`] rows.
    pub matrix: Option<Matrix>,
    /// Parts of the country, by name.
    pub parts: Vec<Part>,
}

impl Rollup {
    /// Counts over a linked site.
    pub fn of(site: &Site) -> Rollup {
        let mut rollup = Rollup::default();
        let lines = site.lines.by_index();
        rollup.lines =
            lines.map(|(_, line)| tally(site, line.actions.iter()).with_figures(site, &line.figures)).collect();
        let plan =
            |plan: &Plan| sum(plan.lines.iter().map(|line| rollup.line(*line))).with_figures(site, &plan.figures);
        rollup.plans = site.plans.by_index().map(|(_, row)| plan(row)).collect();
        let region =
            |region: &Region| rollup.held(site, region.plans.iter().copied()).with_figures(site, &region.figures);
        rollup.regions = site.regions.by_index().map(|(_, row)| region(row)).collect();
        let all: Vec<Ref<Figure>> = site.figures.refs().collect();
        rollup.site = rollup.held(site, site.plans.refs()).with_figures(site, &all);
        let of_topics = actions_of_topics(site);
        let of_topics = of_topics.iter().zip(site.topics.by_index());
        rollup.topics = of_topics
            .map(|(actions, (_, topic))| tally(site, actions.iter()).with_figures(site, &topic.figures))
            .collect();
        rollup.matrix = matrix(site, None);
        rollup.topic_matrices = site.topics.by_index().map(|(topic, _)| matrix(site, Some(topic))).collect();
        rollup.parts = rollup.parts(site);
        rollup
    }

    /// The actions of a line.
    pub fn line(&self, line: Ref<Line>) -> &Tally {
        &self.lines[line.index()]
    }

    /// The actions of a plan.
    pub fn plan(&self, plan: Ref<Plan>) -> &Tally {
        &self.plans[plan.index()]
    }

    /// The actions of the plans of a region that hold.
    pub fn region(&self, region: Ref<Region>) -> &Tally {
        &self.regions[region.index()]
    }

    /// The actions of a topic in plans that hold.
    pub fn topic(&self, topic: Ref<Topic>) -> &Tally {
        &self.topics[topic.index()]
    }

    /// Regions by the lines of a topic; none without lines, or with more than [`MOST_ROWS`] rows.
    pub fn topic_matrix(&self, topic: Ref<Topic>) -> Option<&Matrix> {
        self.topic_matrices[topic.index()].as_ref()
    }

    /// The actions of those plans that hold.
    fn held(&self, site: &Site, plans: impl Iterator<Item = Ref<Plan>>) -> Tally {
        sum(plans.filter(|plan| holds(site, *plan)).map(|plan| self.plan(plan)))
    }

    fn parts(&self, site: &Site) -> Vec<Part> {
        let mut regions: Vec<(String, Ref<Region>)> =
            site.regions.iter().map(|(r, region)| (region.keys.part.clone().unwrap_or_default(), r)).collect();
        regions.sort_by_cached_key(|(part, region)| (part.is_empty(), sort_key(part), *region));
        let by_part = regions.chunk_by(|(one, _), (other, _)| one == other);
        by_part
            .map(|of_part| self.part(site, &of_part[0].0, of_part.iter().map(|(_, region)| *region).collect()))
            .collect()
    }

    fn part(&self, site: &Site, name: &str, regions: Vec<Ref<Region>>) -> Part {
        let plans: BTreeSet<Ref<Plan>> =
            regions.iter().flat_map(|region| &site.regions[*region].plans).copied().collect();
        Part { name: name.to_owned(), tally: self.held(site, plans.into_iter()), regions }
    }
}

/// True when a status has stood too long to be relied on.
pub fn is_stale(action: &Action, settings: &Settings) -> bool {
    let status = action.keys.status.as_ref().map(|status| status.value);
    let may_change = matches!(status, Some(ActionStatus::Planned | ActionStatus::Running | ActionStatus::Behind));
    may_change && action.keys.as_of.is_some_and(|day| settings.is_stale(day))
}

/// True when the state of a plan has stood too long to be relied on.
pub fn is_plan_stale(plan: &Plan, settings: &Settings) -> bool {
    let may_change = plan.keys.state.value != PlanState::Succeeded;
    may_change && plan.keys.as_of.as_ref().is_some_and(|day| settings.is_stale(day.value))
}

/// Warns of plans whose state, or the status of whose actions, is stale: once a plan, however many actions it has.
pub fn warn_of_stale(site: &Site, diagnostics: &mut Diagnostics) {
    let settings = &site.settings;
    for (reference, plan) in site.plans.iter().filter(|(plan, _)| holds(site, *plan)) {
        let as_of = plan.keys.as_of.as_ref().filter(|_| is_plan_stale(plan, settings));
        let actions = || plan.lines.iter().flat_map(|line| &site.lines[*line].actions);
        let stale = actions().map(|action| &site.actions[*action]).find(|action| is_stale(action, settings));
        let status = stale.and_then(|action| action.keys.status.as_ref()).map(|status| status.span);
        if let Some(span) = as_of.map(|day| day.span).or(status) {
            let problem = Problem::StaleStatus {
                as_of: as_of.map(|day| day.value.to_string()),
                actions: site.rollup.plan(reference).stale,
                months: settings.stale_after_months,
            };
            diagnostics.report_with(span, problem, status.into_iter().filter(|other| *other != span).collect());
        }
    }
}

/// True for a plan that no other has taken the place of.
fn holds(site: &Site, plan: Ref<Plan>) -> bool {
    site.plans[plan].keys.state.value != PlanState::Succeeded
}

fn sum<'t>(tallies: impl Iterator<Item = &'t Tally>) -> Tally {
    let mut all = Tally::default();
    tallies.for_each(|tally| all.add(tally));
    all
}

fn tally<'r>(site: &Site, actions: impl Iterator<Item = &'r Ref<Action>>) -> Tally {
    let mut tally = Tally::default();
    actions.for_each(|action| tally.count(&site.actions[*action], &site.settings));
    tally
}

/// The actions of each topic in plans that hold.
fn actions_of_topics(site: &Site) -> Vec<Vec<Ref<Action>>> {
    let mut actions: Vec<Vec<Ref<Action>>> = site.topics.refs().map(|_| Vec::new()).collect();
    for (reference, action) in site.actions.iter().filter(|(_, action)| holds(site, action.plan)) {
        let own = !action.topics.is_empty();
        let topics = if own { &action.topics } else { &site.lines[action.line].topics };
        topics.iter().for_each(|topic| actions[topic.index()].push(reference));
    }
    actions
}

/// Regions by lines, of one topic or of all. A region without lines has a row among all lines only.
fn matrix(site: &Site, topic: Option<Ref<Topic>>) -> Option<Matrix> {
    let belongs = |line: &Ref<Line>| topic.is_none_or(|topic| site.lines[*line].topics.contains(&topic));
    let rows = matrix_rows(site);
    let lines_of = |plan: Option<Ref<Plan>>| -> Vec<Ref<Line>> {
        plan.map(|plan| site.plans[plan].lines.iter().copied().filter(belongs).collect()).unwrap_or_default()
    };
    let rows: Vec<_> = rows.into_iter().map(|(region, plan)| (region, plan, lines_of(plan))).collect();
    let rows: Vec<_> = rows.into_iter().filter(|(_, _, lines)| topic.is_none() || !lines.is_empty()).collect();
    let columns = columns(site, rows.iter().flat_map(|(_, _, lines)| lines));
    if columns.is_empty() || rows.len() > MOST_ROWS {
        return None;
    }
    let of_column = |lines: &[Ref<Line>], column: &String| -> Vec<Ref<Line>> {
        lines.iter().copied().filter(|line| number(site, *line) == column).collect()
    };
    let row = |(region, plan, lines): (Ref<Region>, Option<Ref<Plan>>, Vec<Ref<Line>>)| MatrixRow {
        region,
        plan,
        cells: columns.iter().map(|column| of_column(&lines, column)).collect(),
    };
    Some(Matrix { rows: rows.into_iter().map(row).collect(), columns })
}

/// Every region with each of its plans that hold.
fn matrix_rows(site: &Site) -> Vec<(Ref<Region>, Option<Ref<Plan>>)> {
    let rows = site.regions.iter().flat_map(|(reference, region)| {
        let held: Vec<Option<Ref<Plan>>> =
            region.plans.iter().copied().filter(|plan| holds(site, *plan)).map(Some).collect();
        let plans = if held.is_empty() { vec![None] } else { held };
        plans.into_iter().map(move |plan| (reference, plan))
    });
    rows.collect()
}

fn columns<'r>(site: &Site, lines: impl Iterator<Item = &'r Ref<Line>>) -> Vec<String> {
    let numbers: BTreeSet<&str> = lines.map(|line| number(site, *line)).collect();
    let mut columns: Vec<String> = numbers.into_iter().map(str::to_owned).collect();
    columns.sort_by_cached_key(|number| (number.is_empty(), sort_key(number)));
    columns
}

fn number(site: &Site, line: Ref<Line>) -> &str {
    site.lines[line].keys.number.as_deref().unwrap_or_default()
}
