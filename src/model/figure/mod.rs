//! Figures: from what is written to what is shown.
//!
//! Every computed number is computed here, once. When all figures are there, `suppress` takes out what must not be seen,
//! so that no later hop can give it away. What is computed from several values of a figure (a share, a difference, a
//! progress) is computed after that, from what is left.
//!
//! - [`series`]: values over periods with their total; - [`quota`]: the training quota from hours and FTE;
//! - [`business_case`]: costs and benefits of a learning route; - `suppress`: small counts, and what gives them away;
//!   - `ties`: what ties counts to each other; - `bounds`: what can be concluded of counts that are not shown;
//! - [`capacity`]: places, students and gap per route; - `derive`: arithmetic with what is shown;
//! - [`progress`]: how all this stands against a target; - [`sheet`]: every number that is shown, in one list.

mod bounds;
pub mod business_case;
pub mod capacity;
mod derive;
pub mod progress;
pub mod quota;
pub mod series;
pub mod sheet;
mod suppress;
mod ties;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use jiff::civil::Date;

use super::compare::Comparison;
use super::format::*;
use super::period::{Period, PeriodType};
use super::{Action, Line, Ref, Region, Text, Topic, Update};
use crate::diagnostic::{Diagnostics, Problem, Span, Spanned};
use crate::language::{Language, mark_foreign};
use business_case::RouteTotal;
use capacity::CapacityData;
use progress::Progress;
use quota::QuotaData;
use series::{Cell, SeriesData, comparable_from};

/// A figure.
#[derive(Debug)]
pub struct Figure {
    /// Id.
    pub id: String,
    /// Path of its page.
    pub path: String,
    /// Path of its feed.
    pub feed_path: String,
    /// Its keys. The values in it are what was written; [`Figure::data`] is what may be shown.
    pub keys: Arc<FigureFile>,
    /// Definition.
    pub definition: Text,
    /// Dated reports, latest first.
    pub updates: Vec<Update>,
    /// Remarks.
    pub notes: Vec<Text>,
    /// Regions.
    pub regions: Vec<Ref<Region>>,
    /// Lines.
    pub lines: Vec<Ref<Line>>,
    /// Topics.
    pub topics: Vec<Ref<Topic>>,
    /// Comparison with the same figure of other regions.
    pub comparison: Option<Ref<Comparison>>,
    /// Actions that should move it.
    pub actions: Vec<Ref<Action>>,
    /// What is shown.
    pub data: Data,
    /// How it stands against its target; none without a target.
    pub progress: Option<Progress>,
    /// What was taken out of the data, for messages to whoever wrote it. Nothing published is made of this.
    pub taken_out: Vec<TakenOut>,
}

/// A value that is not shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TakenOut {
    /// Its row in the figure; behind the last one are the total, or all employers together, and then what is in and out
    /// and the staff. Of capacity the students who begin per route and in all, then those who graduate, and then the
    /// staff of each employer and of all.
    pub row: usize,
    /// Its place among the periods.
    pub period: usize,
    /// The value: persons, or the FTE of an employer's staff.
    pub value: f64,
}

impl Figure {
    /// The latest period that has been measured and is shown; forecasts do not count.
    pub fn latest_period(&self) -> Option<Period> {
        match &self.data {
            Data::Series(data) => {
                let rows = || data.rows.iter().chain(&data.total).filter(|row| !row.forecast);
                let at = (0..data.periods.len()).rev().find(|at| rows().any(|row| row.values[*at].value.is_some()));
                at.map(|at| data.periods[at])
            }
            Data::Quota(data) => {
                data.all.iter().rposition(|quota| quota.percent().is_some()).map(|at| data.periods[at])
            }
            Data::Capacity(data) => {
                let places = data.all.places.as_ref()?;
                places.iter().rposition(|cell| cell.value.is_some()).map(|at| data.periods[at])
            }
            Data::BusinessCase(_) => None,
        }
    }

    /// The values that speak for the figure, as far as they are counted as the latest one is; one a period, from a
    /// break in the series on. Empty where no single row speaks for it.
    pub fn course(&self) -> Vec<Cell> {
        let cells: Vec<Cell> = match &self.data {
            Data::Series(data) => data.headline().map_or_else(Vec::new, |row| row.values.clone()),
            Data::Quota(data) => data.all.iter().map(|quota| quota.cell(quota.percent())).collect(),
            Data::Capacity(data) => data.all.places.clone().unwrap_or_default(),
            Data::BusinessCase(_) => Vec::new(),
        };
        let from = comparable_from(cells.iter());
        cells.into_iter().skip(from).collect()
    }

    /// The day that the figure stands for ("stand per"): as written, or else the end of its latest period.
    pub fn as_of(&self) -> Option<Date> {
        self.keys.as_of.or_else(|| self.latest_period().map(Period::end))
    }

    /// True when there is a value to draw.
    pub fn has_values(&self) -> bool {
        match &self.data {
            Data::Series(data) => data.rows.iter().any(|row| row.values.iter().any(|cell| cell.value.is_some())),
            Data::Quota(data) => data.all.iter().any(|quota| quota.percent().is_some()),
            Data::Capacity(data) => data.all.places.iter().flatten().any(|cell| cell.value.is_some()),
            Data::BusinessCase(_) => false,
        }
    }

    /// The first and the last day of the periods that it has; none for a business case and for a figure without values.
    pub fn days(&self) -> Option<(Date, Date)> {
        let periods = match &self.data {
            Data::Series(data) => &data.periods,
            Data::Quota(data) => &data.periods,
            Data::Capacity(data) => &data.periods,
            Data::BusinessCase(_) => return None,
        };
        Some((periods.first()?.start(), periods.last()?.end()))
    }

    /// Marks the names of its series as being in the language of the originals. Only when all figures are complete:
    /// names tell which counts are the same, whatever the language of the page.
    pub(super) fn mark_names(&mut self) {
        if let Data::Series(data) = &mut self.data {
            data.rows.iter_mut().for_each(|row| mark_foreign(&mut row.name));
        }
    }

    /// Its charts, each with the word that its file's name ends in; a figure with one chart needs none.
    pub fn chart_names(&self) -> &'static [&'static str] {
        match &self.data {
            _ if !self.has_values() => &[],
            Data::Series(_) | Data::Capacity(_) => &[""],
            Data::Quota(_) => &["verloop", "werkgevers"],
            Data::BusinessCase(_) => &[],
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
    /// Places, students and gap of employers and routes.
    Capacity(CapacityData),
    /// Costs and benefits per learning route.
    BusinessCase(Vec<RouteTotal>),
}

impl Data {
    /// Periods from first to last; none of a business case.
    pub fn periods(&self) -> &[Period] {
        match self {
            Data::Series(data) => &data.periods,
            Data::Quota(data) => &data.periods,
            Data::Capacity(data) => &data.periods,
            Data::BusinessCase(_) => &[],
        }
    }

    /// The name of a row, counted as in [`TakenOut::row`]; none for the whole.
    pub fn row_name(&self, row: usize) -> Option<&str> {
        match self {
            Data::Series(data) => data.rows.get(row).map(|row| row.name.as_str()),
            Data::Quota(data) => data.employers.get(row).map(|employer| employer.name.as_str()),
            Data::Capacity(data) => match row.checked_sub(data.person_rows()) {
                None => data.routes.get(row % (data.routes.len() + 1)).map(|(route, _)| route.word()),
                Some(employer) => data.employers.get(employer).map(|(name, _)| name.as_str()),
            },
            Data::BusinessCase(_) => None,
        }
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

/// Reads and sums the values of a figure; reports what does not fit together. What must not be shown is still among them:
/// [`complete`] takes it out when all figures are there.
pub fn compute(keys: &FigureFile, disclosure: Disclosure, diagnostics: &mut Diagnostics) -> Data {
    let mut reader = Computation { keys, kind: keys.period_type.unwrap_or(PeriodType::CalendarYear), diagnostics };
    reader.check_keys();
    reader.check_names();
    match keys.kind.value {
        FigureKind::TrainingQuota => Data::Quota(reader.quota(disclosure)),
        FigureKind::BusinessCase => Data::BusinessCase(reader.business_case()),
        FigureKind::Capacity if keys.employers.is_some() => Data::Capacity(reader.capacity(disclosure)),
        FigureKind::Outflow | FigureKind::Capacity | FigureKind::Count => Data::Series(reader.series()),
    }
}

/// Takes out of all figures what must not be shown, and then computes what follows from what is left. Nothing may be
/// computed from several values of a figure before: it would tell of those that are hidden.
pub fn complete(figures: &mut [Figure], disclosure: Disclosure, diagnostics: &mut Diagnostics) {
    suppress::suppress(figures, f64::from(disclosure.suppress_below));
    for Figure { keys, data, progress, .. } in figures {
        let mut reader = Computation { keys, kind: keys.period_type.unwrap_or(PeriodType::CalendarYear), diagnostics };
        *progress = match data {
            Data::Series(series) => {
                series.find_net(disclosure.language);
                reader.progress(series, disclosure)
            }
            Data::Quota(quota) => {
                quota.hide_routes();
                Some(progress::of_quota(quota))
            }
            Data::Capacity(capacity) => {
                capacity.complete(disclosure.language);
                progress::of_capacity(capacity)
            }
            Data::BusinessCase(_) => None,
        };
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
        let has_employers = kind == TrainingQuota || kind == Capacity && keys.employers.is_some();
        let has_series = matches!(kind, Outflow | Capacity | Count) && !has_employers;
        let required: [(&'static str, bool, bool); 9] = [
            ("unit", has_series, keys.unit.is_some()),
            ("series", has_series, keys.series.is_some()),
            ("scope", is_outflow, keys.scope.is_some()),
            ("denominator", is_outflow, keys.denominator.is_some()),
            ("reference_date", is_outflow, keys.reference_date.is_some()),
            ("employers", kind == TrainingQuota, keys.employers.is_some()),
            ("routes", kind == BusinessCase, keys.routes.is_some()),
            ("good", has_series && keys.target.is_some(), keys.good.is_some()),
            ("target", has_series && keys.baseline.is_some(), keys.target.is_some()),
        ];
        for (key, _, _) in required.iter().filter(|(_, required, present)| *required && !present) {
            self.diagnostics.report(keys.kind.span, Problem::MissingKey { key, kind: "figure" });
        }
        let foreign = [
            ("series", keys.series.as_ref().map(|s| s.span), has_series),
            ("employers", keys.employers.as_ref().map(|s| s.span), has_employers),
            ("staff", keys.staff.as_ref().map(|s| s.span), is_outflow),
            ("routes", keys.routes.as_ref().map(|s| s.span), kind == BusinessCase),
            ("total", keys.total.as_ref().map(|s| s.span), has_series),
            ("target", keys.target.as_ref().map(|s| s.span), has_series),
            ("baseline", keys.baseline.as_ref().map(|s| s.span), has_series),
            ("unit", keys.unit.as_ref().map(|s| s.span), has_series),
            ("tolerance", keys.tolerance.as_ref().map(|s| s.span), has_series),
            ("reference", keys.reference.as_ref().map(|s| s.span), has_employers),
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

    /// Tables, files and comparisons tell series, employers and routes apart by their names.
    fn check_names(&mut self) {
        let keys = self.keys;
        let series = keys.series.iter().flat_map(|list| &list.value).map(|series| (series.name.clone(), series.span));
        let employers = keys.employers.iter().flat_map(|list| &list.value);
        let employers = employers.map(|employer| (quota::name_and_branch(employer), employer.span));
        let routes = keys.routes.iter().flat_map(|list| &list.value).map(|route| (route.name.clone(), route.span));
        let mut first: BTreeMap<String, Span> = BTreeMap::new();
        for (name, span) in series.chain(employers).chain(routes) {
            match first.entry(name.to_lowercase()) {
                Entry::Vacant(entry) => _ = entry.insert(span),
                Entry::Occupied(entry) => {
                    self.diagnostics.report_with(span, Problem::NameTwice { name }, vec![*entry.get()]);
                }
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
}

fn plain(value: f64) -> String {
    format!("{value}")
}
