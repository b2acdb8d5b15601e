//! Figures: from what is written to what is shown.
//!
//! Every computed number is computed here, once. Values that must not be seen are taken out here too, so that no later
//! hop can give them away.

use super::format::*;
use super::period::{Period, PeriodType};
use super::{Action, Line, Ref, Region, Text, Topic, every_period};
use crate::diagnostic::{Diagnostics, Problem, Spanned};
use crate::language::Language;

/// Hours of a full-time training place per study year for BBL and dual routes (calculation of the Stagefonds Zorg).
pub const HOURS_PER_FTE_WORKING: f64 = 1280.0;
/// Hours of a full-time training place per study year for BOL and full-time routes (calculation of the Stagefonds Zorg).
pub const HOURS_PER_FTE_STUDYING: f64 = 1440.0;
/// Reference of the training quota in percent: 15 FTE of training places on 100 FTE of care staff (regional action plan
/// Stedendriehoek en Noord-Veluwe, line 1).
pub const QUOTA_REFERENCE: f64 = 15.0;
/// Percent that the sum of the parts may differ from a total that is given on its own.
const SUM_TOLERANCE: f64 = 1.0;

/// A figure.
#[derive(Debug)]
pub struct Figure {
    /// Id.
    pub id: String,
    /// Path of its page.
    pub path: String,
    /// Its keys. The values in it are what was written; [`Figure::data`] is what may be shown.
    pub keys: FigureFile,
    /// Definition.
    pub definition: Text,
    /// Remarks.
    pub notes: Vec<Text>,
    /// Regions.
    pub regions: Vec<Ref<Region>>,
    /// Lines.
    pub lines: Vec<Ref<Line>>,
    /// Topics.
    pub topics: Vec<Ref<Topic>>,
    /// Actions that should move it.
    pub actions: Vec<Ref<Action>>,
    /// What is shown.
    pub data: Data,
}

impl Figure {
    /// True when there is a value to draw.
    pub fn has_values(&self) -> bool {
        match &self.data {
            Data::Series(data) => data.rows.iter().any(|row| row.values.iter().any(|cell| cell.value.is_some())),
            Data::Quota(data) => data.all.iter().any(|quota| quota.percent().is_some()),
            Data::BusinessCase(_) => false,
        }
    }
}

/// What is shown of a figure.
#[derive(Debug)]
pub enum Data {
    /// Series over periods.
    Series(SeriesData),
    /// A training quota with its inputs.
    Quota(QuotaData),
    /// Costs and benefits per learning route.
    BusinessCase(Vec<RouteTotal>),
}

/// Series over the same periods.
#[derive(Debug, Default)]
pub struct SeriesData {
    /// Periods from first to last, none left out.
    pub periods: Vec<Period>,
    /// Series, each with one value a period.
    pub rows: Vec<Row>,
    /// Total per period: as given, or the sum of the rows where that means something.
    pub total: Option<Row>,
    /// Value to be reached.
    pub target: Option<(f64, Period)>,
}

/// A series.
#[derive(Debug, Default, Clone)]
pub struct Row {
    /// Name.
    pub name: String,
    /// One value a period.
    pub values: Vec<Cell>,
    /// A forecast: drawn dashed.
    pub forecast: bool,
}

/// A value as it may be shown.
#[derive(Debug, Default, Clone)]
pub struct Cell {
    /// The value; none for a gap.
    pub value: Option<f64>,
    /// Taken out, since it is a small count of persons or would give one away.
    pub suppressed: bool,
    /// A word such as `ruim`.
    pub qualifier: Option<String>,
    /// Provisional.
    pub provisional: bool,
    /// Remark.
    pub note: Option<String>,
}

/// A training quota.
#[derive(Debug, Default)]
pub struct QuotaData {
    /// Periods from first to last.
    pub periods: Vec<Period>,
    /// Employers.
    pub employers: Vec<EmployerQuota>,
    /// All employers together: per period the sums over those with both inputs.
    pub all: Vec<Quota>,
    /// Reference in percent.
    pub reference: f64,
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
}

impl Quota {
    /// Places ÷ staff × 100, in percent; none without both or without staff.
    pub fn percent(self) -> Option<f64> {
        let (staff, places) = (self.staff_fte?, self.places_fte?);
        (staff > 0.0).then(|| places / staff * 100.0)
    }

    /// Places that are missing to the reference, in FTE; negative when there are more than enough.
    pub fn shortfall(self, reference: f64) -> Option<f64> {
        Some(self.staff_fte? * reference / 100.0 - self.places_fte?)
    }
}

/// A learning route's costs and benefits.
#[derive(Debug, Clone)]
pub struct RouteTotal {
    /// Name.
    pub name: String,
    /// Costs in euros, each with its label.
    pub costs: Vec<(String, f64)>,
    /// Benefits in euros, each with its label.
    pub benefits: Vec<(String, f64)>,
}

impl RouteTotal {
    /// Benefits minus costs, in euros.
    pub fn balance(&self) -> f64 {
        let sum = |list: &[(String, f64)]| list.iter().map(|(_, amount)| amount).sum::<f64>();
        sum(&self.benefits) - sum(&self.costs)
    }

    /// "Sluitend": the benefits are at least the costs.
    pub fn is_balanced(&self) -> bool {
        self.balance() >= 0.0
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

/// What the site says on showing figures.
#[derive(Debug, Clone, Copy)]
pub struct Disclosure {
    /// Counts of persons below this are not shown.
    pub suppress_below: u32,
    /// Show employers by name.
    pub show_employers: bool,
    /// Language of generated names.
    pub language: Language,
}

/// Computes what is shown of a figure; reports what does not fit together.
pub fn compute(keys: &FigureFile, disclosure: Disclosure, diagnostics: &mut Diagnostics) -> Data {
    let mut reader = Computation { keys, kind: keys.period_type.unwrap_or(PeriodType::CalendarYear), diagnostics };
    reader.check_keys();
    match keys.kind.value {
        FigureKind::TrainingQuota => Data::Quota(reader.quota(disclosure)),
        FigureKind::BusinessCase => Data::BusinessCase(reader.business_case()),
        FigureKind::Outflow | FigureKind::Capacity | FigureKind::Count => Data::Series(reader.series(disclosure)),
    }
}

struct Computation<'a> {
    keys: &'a FigureFile,
    kind: PeriodType,
    diagnostics: &'a mut Diagnostics,
}

impl Computation<'_> {
    /// Keys that a kind requires, and keys that only another kind has.
    fn check_keys(&mut self) {
        use FigureKind::*;
        let keys = self.keys;
        let kind = keys.kind.value;
        let is_outflow = kind == Outflow;
        let has_series = matches!(kind, Outflow | Capacity | Count);
        let required: [(&'static str, bool, bool); 7] = [
            ("unit", has_series, keys.unit.is_some()),
            ("series", has_series, keys.series.is_some()),
            ("scope", is_outflow, keys.scope.is_some()),
            ("denominator", is_outflow, keys.denominator.is_some()),
            ("reference_date", is_outflow, keys.reference_date.is_some()),
            ("employers", kind == TrainingQuota, keys.employers.is_some()),
            ("routes", kind == BusinessCase, keys.routes.is_some()),
        ];
        for (key, _, _) in required.iter().filter(|(_, required, present)| *required && !present) {
            self.diagnostics.report(keys.kind.span, Problem::MissingKey { key, kind: "figure" });
        }
        let foreign = [
            ("series", keys.series.as_ref().map(|s| s.span), has_series),
            ("employers", keys.employers.as_ref().map(|s| s.span), kind == TrainingQuota),
            ("routes", keys.routes.as_ref().map(|s| s.span), kind == BusinessCase),
            ("total", keys.total.as_ref().map(|s| s.span), has_series),
            ("target", keys.target.as_ref().map(|s| s.span), has_series),
            ("unit", keys.unit.as_ref().map(|s| s.span), has_series),
            ("tolerance", keys.tolerance.as_ref().map(|s| s.span), has_series),
            ("reference", keys.reference.as_ref().map(|s| s.span), kind == TrainingQuota),
        ];
        if let Some(tolerance) = keys.tolerance.as_ref().filter(|t| !(0.0..=100.0).contains(&t.value)) {
            let problem =
                Problem::BadNumber { key: "tolerance".into(), value: plain(tolerance.value), meant: Vec::new() };
            self.diagnostics.report(tolerance.span, problem);
        }
        for (key, span, belongs) in foreign {
            if let (Some(span), false) = (span, belongs) {
                self.diagnostics.report(span, Problem::KeyOfOtherKind { key, kind: kind.word() });
            }
        }
    }

    fn period(&mut self, text: &Spanned<String>) -> Option<Period> {
        let period = Period::read(&text.value, self.kind);
        if period.is_none() {
            let problem = Problem::BadPeriod { value: text.value.clone(), example: Period::example(self.kind) };
            self.diagnostics.report(text.span, problem);
        }
        period
    }

    /// Values by period; periods that cannot be read are reported and left out.
    fn values<'v>(&mut self, values: &'v Values) -> Vec<(Period, &'v Observation)> {
        values.entries.iter().filter_map(|(text, o)| self.period(text).map(|p| (p, o))).collect()
    }

    fn series(&mut self, disclosure: Disclosure) -> SeriesData {
        let no_series = Vec::new();
        let written = self.keys.series.as_ref().map_or(&no_series, |s| &s.value);
        let rows: Vec<_> = written.iter().map(|s| (s, self.values(&s.values))).collect();
        let total = self.keys.total.as_ref().map(|t| self.values(&t.value));
        let periods = rows.iter().flat_map(|(_, v)| v).chain(total.iter().flatten()).map(|(p, _)| *p).collect();
        let periods = every_period(periods);
        let rows = rows.iter().map(|(s, v)| row(&s.name, s.scenario.is_some(), v, &periods)).collect();
        let target = self.keys.target.as_ref();
        let target = target.and_then(|t| Some((t.value.value, self.period(&t.value.period)?)));
        let mut data = SeriesData { periods, rows, total: None, target };
        data.total = match total {
            Some(total) => {
                let total = row("", false, &total, &data.periods);
                self.check_sum(&data, &total);
                Some(total)
            }
            None => self.is_additive().then(|| sum(&data)).flatten(),
        };
        if self.keys.unit() == Some(Unit::Persons) {
            suppress(&mut data, f64::from(disclosure.suppress_below));
        }
        data
    }

    /// True when the series are parts of a whole.
    fn is_additive(&self) -> bool {
        let parts = matches!(self.keys.breakdown, Some(Breakdown::Branch | Breakdown::Destination | Breakdown::Route));
        parts && self.keys.unit() != Some(Unit::Percent)
    }

    fn check_sum(&mut self, data: &SeriesData, total: &Row) {
        let Some(sum) = sum(data).filter(|_| data.rows.len() > 1) else { return };
        let tolerance = self.keys.tolerance.as_ref().map_or(SUM_TOLERANCE, |t| t.value) / 100.0;
        for ((period, sum), total) in data.periods.iter().zip(&sum.values).zip(&total.values) {
            let (Some(sum), Some(total)) = (sum.value, total.value) else { continue };
            if (sum - total).abs() > total.abs() * tolerance {
                let written = self.keys.total.as_ref().and_then(|t| {
                    let entry = t.value.entries.iter().find(|(text, _)| text.value == period.to_string());
                    entry.and_then(|(text, o)| o.span.or(Some(text.span)))
                });
                let problem = Problem::SumMismatch { period: period.to_string(), sum: plain(sum), total: plain(total) };
                self.diagnostics.report(written.unwrap_or(self.keys.span), problem);
            }
        }
    }

    fn quota(&mut self, disclosure: Disclosure) -> QuotaData {
        let no_employers = Vec::new();
        let written = self.keys.employers.as_ref().map_or(&no_employers, |e| &e.value);
        let mut inputs = Vec::new();
        for employer in written {
            let staff: Vec<Input> =
                self.values(&employer.staff_fte).iter().map(|(p, o)| Input::new(*p, o, |fte| fte)).collect();
            let mut places: Vec<Vec<Input>> = Vec::new();
            for place in &employer.places {
                let hours = place.hours.as_ref().map(|h| self.values(h)).unwrap_or_default();
                let fte = place.fte.as_ref().map(|f| self.values(f)).unwrap_or_default();
                let in_fte =
                    |(p, o): &(Period, &Observation)| Input::new(*p, o, |hours| places_fte(place.route, hours));
                let as_is = |(p, o): &(Period, &Observation)| Input::new(*p, o, |fte| fte);
                places.push(hours.iter().map(in_fte).chain(fte.iter().map(as_is)).collect());
            }
            inputs.push((staff, places));
        }
        let periods =
            every_period(inputs.iter().flat_map(|(staff, _)| staff.iter().map(|input| input.period)).collect());
        let employers: Vec<EmployerQuota> = written
            .iter()
            .zip(&inputs)
            .enumerate()
            .map(|(index, (employer, (staff, places)))| EmployerQuota {
                name: employer_name(index, employer, disclosure),
                values: periods.iter().map(|p| quota_of(*p, staff, places)).collect(),
            })
            .collect();
        let all = (0..periods.len()).map(|at| together(employers.iter().map(|e| e.values[at]))).collect();
        QuotaData {
            periods,
            employers,
            all,
            reference: self.keys.reference.as_ref().map_or(QUOTA_REFERENCE, |r| r.value),
        }
    }

    fn business_case(&self) -> Vec<RouteTotal> {
        let amounts = |list: &[AmountKeys]| list.iter().map(|a| (a.label.clone(), a.amount)).collect();
        let routes = self.keys.routes.iter().flat_map(|r| &r.value);
        routes
            .map(|route| RouteTotal {
                name: route.name.clone(),
                costs: amounts(&route.costs),
                benefits: amounts(&route.benefits),
            })
            .collect()
    }
}

/// Sum of the quotas that have both inputs.
fn together(quotas: impl Iterator<Item = Quota>) -> Quota {
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
        Input { period, fte: observation.value.map(to_fte), provisional: observation.provisional }
    }
}

/// The quota of one period. A route without a value leaves the places unknown: to count it as none would make the quota
/// too low without anybody seeing it. Where there were none, a zero says so.
fn quota_of(period: Period, staff: &[Input], places: &[Vec<Input>]) -> Quota {
    let here = |inputs: &[Input]| inputs.iter().find(|input| input.period == period).copied();
    let routes: Vec<Option<Input>> = places.iter().map(|route| here(route)).collect();
    let staff = here(staff);
    let sum = routes.iter().map(|route| route.and_then(|input| input.fte)).sum::<Option<f64>>();
    Quota {
        staff_fte: staff.and_then(|input| input.fte),
        places_fte: sum.filter(|_| !routes.is_empty()),
        provisional: routes.iter().chain([&staff]).flatten().any(|input| input.provisional),
    }
}

/// An employer's name with its branch, or a number that gives neither away.
fn employer_name(index: usize, employer: &EmployerKeys, disclosure: Disclosure) -> String {
    match (disclosure.show_employers, &employer.branch) {
        (true, Some(branch)) => format!("{} ({branch})", employer.name),
        (true, None) => employer.name.clone(),
        (false, _) => format!("{} {}", disclosure.language.pick("Werkgever", "Employer"), index + 1),
    }
}

fn row(name: &str, forecast: bool, values: &[(Period, &Observation)], periods: &[Period]) -> Row {
    let cell = |period: &Period| match values.iter().find(|(p, _)| p == period) {
        None => Cell::default(),
        Some((_, o)) => Cell {
            value: o.value,
            suppressed: false,
            qualifier: o.qualifier.clone(),
            provisional: o.provisional,
            note: o.note.clone(),
        },
    };
    Row { name: name.to_owned(), values: periods.iter().map(cell).collect(), forecast }
}

/// The sum of all rows per period; a gap where one of them has a gap. None without rows.
fn sum(data: &SeriesData) -> Option<Row> {
    let cell = |at: usize| Cell {
        value: data.rows.iter().map(|row| row.values[at].value).sum(),
        provisional: data.rows.iter().any(|row| row.values[at].provisional),
        ..Cell::default()
    };
    let values = (0..data.periods.len()).map(cell).collect();
    (!data.rows.is_empty()).then(|| Row { values, ..Row::default() })
}

/// Takes small counts out, and with them so many others that no total gives them away.
///
/// Where a total is shown, what was taken out together is known to a reader: the total less the rest. So in each period
/// at least two values go, and together they are at least as large as the smallest count that may be shown; the smallest
/// of the others go first. Where that is impossible the total goes, too, and so does a total that is a small count itself.
fn suppress(data: &mut SeriesData, below: f64) {
    for at in 0..data.periods.len() {
        let mut hidden: Vec<f64> = Vec::new();
        for row in data.rows.iter_mut().filter(|row| is_small(&row.values[at], below)) {
            hidden.extend(take_out(&mut row.values[at]));
        }
        let Some(total) = data.total.as_mut().map(|total| &mut total.values[at]).filter(|total| total.value.is_some())
        else {
            continue;
        };
        if is_small(total, below) {
            take_out(total);
            continue;
        }
        while !hidden.is_empty() && (hidden.len() < 2 || hidden.iter().sum::<f64>() < below) {
            let others =
                data.rows.iter_mut().map(|row| &mut row.values[at]).filter(|cell| cell.value.is_some_and(|v| v > 0.0));
            match others.min_by(|a, b| a.value.partial_cmp(&b.value).expect("values are finite")) {
                Some(smallest) => hidden.extend(take_out(smallest)),
                None => {
                    take_out(total);
                    break;
                }
            }
        }
    }
}

fn is_small(cell: &Cell, below: f64) -> bool {
    cell.value.is_some_and(|v| v > 0.0 && v < below)
}

/// Takes a value out and gives it.
fn take_out(cell: &mut Cell) -> Option<f64> {
    std::mem::replace(cell, Cell { suppressed: true, ..Cell::default() }).value
}

fn plain(value: f64) -> String {
    format!("{value}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(rows: &[&[f64]], total: bool) -> SeriesData {
        let first = Period::read("2016", PeriodType::CalendarYear).expect("a year");
        let periods: Vec<Period> = std::iter::successors(Some(first), |p| Some(p.next())).take(rows[0].len()).collect();
        let cells = |row: &&[f64]| row.iter().map(|v| Cell { value: Some(*v), ..Cell::default() }).collect();
        let rows = rows.iter().map(|row| Row { values: cells(row), ..Row::default() }).collect();
        let mut data = SeriesData { periods, rows, ..SeriesData::default() };
        data.total = total.then(|| sum(&data)).flatten();
        data
    }

    fn shown(data: &SeriesData) -> Vec<Vec<Option<f64>>> {
        data.rows.iter().map(|row| row.values.iter().map(|c| c.value).collect()).collect()
    }

    fn quota_in_fte(staff_fte: Option<f64>, places_fte: Option<f64>) -> Quota {
        Quota { staff_fte, places_fte, provisional: false }
    }

    #[test]
    fn a_route_without_a_value_leaves_the_quota_unknown() {
        let period = Period::read("2016/2017", PeriodType::StudyYear).expect("a study year");
        let input = |fte| Input { period, fte, provisional: fte.is_none() };
        let staff = [input(Some(100.0))];
        let known = quota_of(period, &staff, &[vec![input(Some(10.0))], vec![input(Some(0.0))]]);
        assert_eq!(known.percent(), Some(10.0));
        for second in [vec![input(None)], vec![]] {
            assert_eq!(quota_of(period, &staff, &[vec![input(Some(10.0))], second]).percent(), None);
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

    #[test]
    fn a_small_count_takes_the_next_smallest_with_it_when_there_is_a_total() {
        let mut with_total = data(&[&[8.0, 20.0], &[30.0, 30.0], &[40.0, 40.0]], true);
        suppress(&mut with_total, 10.0);
        assert_eq!(shown(&with_total), [[None, Some(20.0)], [None, Some(30.0)], [Some(40.0), Some(40.0)]]);
        let mut alone = data(&[&[8.0, 20.0], &[30.0, 30.0]], false);
        suppress(&mut alone, 10.0);
        assert_eq!(shown(&alone), [[None, Some(20.0)], [Some(30.0), Some(30.0)]]);
    }

    #[test]
    fn what_is_hidden_together_is_never_a_small_count_itself() {
        let mut ones = data(&[&[1.0], &[1.0], &[30.0], &[40.0]], true);
        suppress(&mut ones, 10.0);
        assert_eq!(shown(&ones), [[None], [None], [None], [Some(40.0)]]);
        let mut only = data(&[&[1.0], &[0.0], &[0.0]], false);
        only.total = Some(Row { values: vec![Cell { value: Some(12.0), ..Cell::default() }], ..Row::default() });
        suppress(&mut only, 10.0);
        assert_eq!(only.total.expect("a total").values[0].value, None);
    }

    #[test]
    fn a_small_total_goes_too_and_zero_stays() {
        let mut data = data(&[&[0.0], &[8.0]], true);
        suppress(&mut data, 10.0);
        assert_eq!(shown(&data), [[Some(0.0)], [None]]);
        assert_eq!(data.total.expect("a total").values[0].value, None);
    }

    #[test]
    fn a_business_case_is_balanced_when_the_benefits_are_at_least_the_costs() {
        let route = |costs: f64, benefits: f64| RouteTotal {
            name: String::new(),
            costs: vec![(String::new(), costs)],
            benefits: vec![(String::new(), benefits)],
        };
        assert!(route(100.0, 100.0).is_balanced());
        assert!(!route(100.0, 99.0).is_balanced());
    }
}
