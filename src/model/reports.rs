//! Dated reports of plans, lines, actions and figures, put together: what changed recently on the site, in a region, on a
//! line. Pages and feeds take them from here.

use std::cmp::Reverse;

use super::figure::Figure;
use super::*;

/// What is told of a subject on a day.
#[derive(Debug, Clone, Copy)]
pub struct Report<'s> {
    /// A plan, a line, an action or a figure.
    pub subject: Subject,
    /// Day.
    pub date: Date,
    /// Text.
    pub text: &'s Text,
    /// Place among the reports of that day on that subject, from 0.
    pub place: usize,
}

impl Site {
    /// All reports, latest first.
    pub fn reports(&self) -> Vec<Report<'_>> {
        self.latest_first(self.plans.refs(), self.figures.refs())
    }

    /// The reports of a region's plans and figures, latest first.
    pub fn region_reports(&self, region: Ref<Region>) -> Vec<Report<'_>> {
        let region = &self.regions[region];
        self.latest_first(region.plans.iter().copied(), region.figures.iter().copied())
    }

    /// The reports of a line and then those of its actions, each latest first.
    pub fn line_reports(&self, line: Ref<Line>) -> impl Iterator<Item = Report<'_>> {
        let of_action = |action: &Ref<Action>| self.own_reports(Subject::Action(*action));
        self.own_reports(Subject::Line(line)).chain(self.lines[line].actions.iter().flat_map(of_action))
    }

    /// The reports of a plan, a line, an action or a figure itself, latest first; anything else has none.
    pub fn own_reports(&self, subject: Subject) -> impl Iterator<Item = Report<'_>> {
        let updates: &[Update] = match subject {
            Subject::Plan(r) => &self.plans[r].updates,
            Subject::Line(r) => &self.lines[r].updates,
            Subject::Action(r) => &self.actions[r].updates,
            Subject::Figure(r) => &self.figures[r].updates,
            _ => &[],
        };
        updates.iter().enumerate().map(move |(at, update)| Report {
            subject,
            date: update.date,
            text: &update.text,
            place: updates[..at].iter().filter(|other| other.date == update.date).count(),
        })
    }

    /// True when anything on the site has a report.
    pub fn has_reports(&self) -> bool {
        self.plans.iter().any(|(_, plan)| !plan.updates.is_empty())
            || self.lines.iter().any(|(_, line)| !line.updates.is_empty())
            || self.actions.iter().any(|(_, action)| !action.updates.is_empty())
            || self.figures.iter().any(|(_, figure)| !figure.updates.is_empty())
    }

    /// The regions that a report's subject is about.
    pub fn regions_of(&self, report: &Report) -> &[Ref<Region>] {
        match report.subject {
            Subject::Plan(r) => &self.plans[r].regions,
            Subject::Line(r) => &self.plans[self.lines[r].plan].regions,
            Subject::Action(r) => &self.plans[self.actions[r].plan].regions,
            Subject::Figure(r) => &self.figures[r].regions,
            _ => &[],
        }
    }

    fn latest_first(
        &self,
        plans: impl Iterator<Item = Ref<Plan>>,
        figures: impl Iterator<Item = Ref<Figure>>,
    ) -> Vec<Report<'_>> {
        let of_lines = |plan| self.plans[plan].lines.iter().flat_map(|line| self.line_reports(*line));
        let of_plans = plans.flat_map(|plan| self.own_reports(Subject::Plan(plan)).chain(of_lines(plan)));
        let of_figures = figures.flat_map(|figure| self.own_reports(Subject::Figure(figure)));
        let mut reports: Vec<Report> = of_plans.chain(of_figures).collect();
        reports.sort_by_key(|report| Reverse(report.date));
        reports
    }
}
