//! The training quota: training places in FTE per 100 FTE of care staff.

use super::super::every_period;
use super::super::format::*;
use super::super::period::Period;
use super::series::Cell;
use super::{Computation, Disclosure};
use crate::diagnostic::Problem;

/// Hours of a full-time training place per study year for BBL and dual routes (calculation of the Stagefonds Zorg).
pub const HOURS_PER_FTE_WORKING: f64 = 1280.0;
/// Hours of a full-time training place per study year for BOL and full-time routes (calculation of the Stagefonds Zorg).
pub const HOURS_PER_FTE_STUDYING: f64 = 1440.0;
/// Reference of the training quota in percent: 15 FTE of training places on 100 FTE of care staff (regional action plan
/// Stedendriehoek en Noord-Veluwe, line 1).
pub const QUOTA_REFERENCE: f64 = 15.0;
/// A training quota.
#[derive(Debug, Default)]
pub struct QuotaData {
    /// Periods from first to last.
    pub periods: Vec<Period>,
    /// Employers.
    pub employers: Vec<EmployerQuota>,
    /// All employers together: per period the sums over those with both inputs.
    pub all: Vec<Quota>,
    /// Places per route, of the employers that count in [`QuotaData::all`].
    pub routes: Vec<RouteQuota>,
    /// Reference in percent.
    pub reference: f64,
}

/// The part of a quota that one route makes.
#[derive(Debug)]
pub struct RouteQuota {
    /// Route.
    pub route: LearningRoute,
    /// One a period: the route's places beside the care staff of all employers.
    pub values: Vec<Quota>,
}

/// An employer's quota.
#[derive(Debug)]
pub struct EmployerQuota {
    /// Name as shown: a number unless the site shows employers by name.
    pub name: String,
    /// One quota a period.
    pub values: Vec<Quota>,
}

/// Inputs and outcome of a quota.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub struct Quota {
    /// Care staff in FTE.
    pub staff_fte: Option<f64>,
    /// Training places in FTE.
    pub places_fte: Option<f64>,
    /// One of the inputs is provisional.
    pub provisional: bool,
    /// Taken out, since the staff is so small, or would give away one that is.
    pub suppressed: bool,
}

impl Quota {
    /// Takes the inputs out with all that is said of them.
    pub(super) fn take_out(&mut self) {
        *self = Quota { suppressed: true, ..Quota::default() };
    }

    /// Both inputs are known.
    pub fn is_complete(self) -> bool {
        self.staff_fte.is_some() && self.places_fte.is_some()
    }

    /// Places ÷ staff × 100, in percent; none without both or without staff.
    pub fn percent(self) -> Option<f64> {
        let (staff, places) = (self.staff_fte?, self.places_fte?);
        (staff > 0.0).then(|| places / staff * 100.0)
    }

    /// One of its inputs or outcomes as a cell, as provisional or hidden as the quota is.
    pub fn cell(self, value: Option<f64>) -> Cell {
        let status = if self.provisional { FigureStatus::Provisional } else { FigureStatus::Final };
        Cell { value, suppressed: self.suppressed, status, ..Cell::default() }
    }

    /// Places that are missing to the reference, in FTE; negative when there are more than enough.
    pub fn shortfall(self, reference: f64) -> Option<f64> {
        Some(self.staff_fte? * reference / 100.0 - self.places_fte?)
    }
}

/// Full-time training places that so many hours make.
pub fn places_fte(route: LearningRoute, hours: f64) -> f64 {
    hours
        / match route {
            LearningRoute::Bbl | LearningRoute::Dual => HOURS_PER_FTE_WORKING,
            LearningRoute::Bol | LearningRoute::FullTime => HOURS_PER_FTE_STUDYING,
        }
}

impl QuotaData {
    /// Takes the routes out where all together are: they would add up to it.
    pub(super) fn hide_routes(&mut self) {
        for route in &mut self.routes {
            let hidden = route.values.iter_mut().zip(&self.all).filter(|(_, all)| all.suppressed);
            hidden.for_each(|(quota, _)| quota.take_out());
        }
    }

    /// All employers together in a period.
    pub fn at(&self, period: Period) -> Option<Quota> {
        let at = self.periods.iter().position(|p| *p == period)?;
        self.all.get(at).copied()
    }
}

impl Computation<'_> {
    pub(super) fn quota(&mut self, disclosure: Disclosure) -> QuotaData {
        let no_employers = Vec::new();
        let written = self.keys.employers.as_ref().map_or(&no_employers, |e| &e.value);
        let inputs: Vec<EmployerInput> = written.iter().map(|employer| self.quota_inputs(employer)).collect();
        let periods = every_period(inputs.iter().flat_map(|e| e.staff.iter().map(|input| input.period)).collect());
        let employers: Vec<EmployerQuota> = written
            .iter()
            .zip(&inputs)
            .enumerate()
            .map(|(index, (employer, input))| EmployerQuota {
                name: employer_name(index, employer, disclosure),
                values: periods.iter().map(|p| input.quota(*p)).collect(),
            })
            .collect();
        let all: Vec<Quota> = (0..periods.len()).map(|at| together(employers.iter().map(|e| e.values[at]))).collect();
        QuotaData {
            routes: by_route(&inputs, &employers, &periods, &all),
            periods,
            employers,
            all,
            reference: self.keys.reference.as_ref().map_or(QUOTA_REFERENCE, |r| r.value),
        }
    }

    fn quota_inputs(&mut self, employer: &EmployerKeys) -> EmployerInput {
        if employer.staff_fte.is_none() {
            self.diagnostics.report(employer.span, Problem::MissingKey { key: "staff_fte", kind: "item" });
        }
        let staff = employer.staff_fte.as_ref().map(|staff| self.values(staff)).unwrap_or_default();
        let places = employer.places.iter().map(|place| {
            let of_capacity = [
                ("places", place.places.is_some()),
                ("inflow", place.inflow.is_some()),
                ("graduates", place.graduates.is_some()),
                ("required", place.required.is_some()),
            ];
            for (key, _) in of_capacity.into_iter().filter(|(_, present)| *present) {
                let problem = Problem::KeyOfOtherKind { key, kind: FigureKind::TrainingQuota.word() };
                self.diagnostics.report(place.span, problem);
            }
            let hours = place.hours.as_ref().map(|h| self.values(h)).unwrap_or_default();
            let fte = place.fte.as_ref().map(|f| self.values(f)).unwrap_or_default();
            let in_fte = |(p, o): &(Period, &Observation)| Input::new(*p, o, |hours| places_fte(place.route, hours));
            let as_is = |(p, o): &(Period, &Observation)| Input::new(*p, o, |fte| fte);
            (place.route, hours.iter().map(in_fte).chain(fte.iter().map(as_is)).collect())
        });
        let places = places.collect();
        EmployerInput { staff: staff.iter().map(|(p, o)| Input::new(*p, o, |fte| fte)).collect(), places }
    }
}

/// What an employer fills in: its staff, and its places per route.
struct EmployerInput {
    staff: Vec<Input>,
    places: Vec<(LearningRoute, Vec<Input>)>,
}

impl EmployerInput {
    fn quota(&self, period: Period) -> Quota {
        let places: Vec<&[Input]> = self.places.iter().map(|(_, inputs)| inputs.as_slice()).collect();
        quota_of(period, &self.staff, &places)
    }
}

/// The places of each route, of the employers that count in the whole, beside the care staff of all of these: so the
/// routes add up to the quota.
fn by_route(
    inputs: &[EmployerInput],
    employers: &[EmployerQuota],
    periods: &[Period],
    all: &[Quota],
) -> Vec<RouteQuota> {
    let mut routes: Vec<LearningRoute> = inputs.iter().flat_map(|e| e.places.iter().map(|(route, _)| *route)).collect();
    routes.sort_unstable();
    routes.dedup();
    let quota = |route: LearningRoute, at: usize| {
        let counted = inputs.iter().zip(employers).filter(|(_, employer)| employer.values[at].is_complete());
        let places = counted.flat_map(|(input, _)| &input.places).filter(|(other, _)| *other == route);
        let here = places.filter_map(|(_, inputs)| inputs.iter().find(|input| input.period == periods[at]));
        let places: f64 = here.filter_map(|input| input.fte).sum();
        Quota { places_fte: all[at].places_fte.map(|_| places), ..all[at] }
    };
    let routes = routes.into_iter();
    routes.map(|route| RouteQuota { route, values: (0..periods.len()).map(|at| quota(route, at)).collect() }).collect()
}

/// Sum of the quotas that have both inputs: of employers, and of figures alike.
pub fn together(quotas: impl Iterator<Item = Quota>) -> Quota {
    let mut all = Quota::default();
    for quota in quotas {
        if let (Some(staff), Some(places)) = (quota.staff_fte, quota.places_fte) {
            all.staff_fte = Some(all.staff_fte.unwrap_or(0.0) + staff);
            all.places_fte = Some(all.places_fte.unwrap_or(0.0) + places);
            all.provisional |= quota.provisional;
        }
    }
    all
}

/// An input of a quota in one period, in FTE.
#[derive(Debug, Clone, Copy)]
struct Input {
    period: Period,
    fte: Option<f64>,
    provisional: bool,
}

impl Input {
    fn new(period: Period, observation: &Observation, to_fte: impl Fn(f64) -> f64) -> Input {
        Input { period, fte: observation.value.map(to_fte), provisional: observation.status.is_provisional() }
    }
}

/// The quota of one period. A route without a value leaves the places unknown: to count it as none would make the quota
/// too low without anybody seeing it. Where there were none, a zero says so.
fn quota_of(period: Period, staff: &[Input], places: &[&[Input]]) -> Quota {
    let here = |inputs: &[Input]| inputs.iter().find(|input| input.period == period).copied();
    let routes: Vec<Option<Input>> = places.iter().map(|route| here(route)).collect();
    let staff = here(staff);
    let sum = routes.iter().map(|route| route.and_then(|input| input.fte)).sum::<Option<f64>>();
    Quota {
        staff_fte: staff.and_then(|input| input.fte),
        places_fte: sum.filter(|_| !routes.is_empty()),
        provisional: routes.iter().chain([&staff]).flatten().any(|input| input.provisional),
        suppressed: false,
    }
}

/// An employer's name with its branch, or a number that gives neither away.
pub(super) fn employer_name(index: usize, employer: &EmployerKeys, disclosure: Disclosure) -> String {
    match disclosure.show_employers {
        true => name_and_branch(employer),
        false => format!("{} {}", disclosure.language.pick("Werkgever", "Employer"), index + 1),
    }
}

/// An employer's name with its branch.
pub(super) fn name_and_branch(employer: &EmployerKeys) -> String {
    let branch = employer.branch.as_ref().map(|branch| format!(" ({branch})")).unwrap_or_default();
    format!("{}{branch}", employer.name)
}

#[cfg(test)]
mod tests {
    use super::super::super::period::PeriodType;
    use super::*;

    fn quota_in_fte(staff_fte: Option<f64>, places_fte: Option<f64>) -> Quota {
        Quota { staff_fte, places_fte, ..Quota::default() }
    }

    #[test]
    fn a_route_without_a_value_leaves_the_quota_unknown() {
        let period = Period::read("2016/2017", PeriodType::StudyYear).expect("a study year");
        let input = |fte| Input { period, fte, provisional: fte.is_none() };
        let staff = [input(Some(100.0))];
        let known = quota_of(period, &staff, &[&[input(Some(10.0))], &[input(Some(0.0))]]);
        assert_eq!(known.percent(), Some(10.0));
        for second in [&[input(None)][..], &[]] {
            assert_eq!(quota_of(period, &staff, &[&[input(Some(10.0))], second]).percent(), None);
        }
        assert_eq!(quota_of(period, &staff, &[]).percent(), None);
    }

    #[test]
    fn ten_bbl_students_of_800_hours_are_six_and_a_quarter_places() {
        assert!((places_fte(LearningRoute::Bbl, 10.0 * 800.0) - 6.25).abs() < 1e-9);
        assert!((places_fte(LearningRoute::Bol, 1440.0) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_quota_is_places_per_hundred_staff() {
        let quota = quota_in_fte(Some(200.0), Some(24.0));
        assert_eq!(quota.percent(), Some(12.0));
        assert_eq!(quota.shortfall(15.0), Some(6.0));
        assert_eq!(quota_in_fte(Some(0.0), Some(1.0)).percent(), None);
        assert_eq!(quota_in_fte(None, Some(1.0)).percent(), None);
    }

    #[test]
    fn an_employer_without_one_input_does_not_count_in_the_whole() {
        let quota = quota_in_fte;
        let all = together([quota(Some(100.0), Some(10.0)), quota(Some(50.0), None)].into_iter());
        assert_eq!(all, quota(Some(100.0), Some(10.0)));
    }
}
