//! Series over periods: gaps stay gaps, parts are added up where that means something, and a given total is checked.

use super::super::every_period;
use super::super::format::*;
use super::super::period::Period;
use super::{Computation, Disclosure, plain, suppress};
use crate::diagnostic::Problem;

/// Percent that the sum of the parts may differ from a total that is given on its own.
const SUM_TOLERANCE: f64 = 1.0;

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

impl Computation<'_> {
    pub(super) fn series(&mut self, disclosure: Disclosure) -> SeriesData {
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
            suppress::suppress(&mut data, f64::from(disclosure.suppress_below));
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
pub(super) fn sum(data: &SeriesData) -> Option<Row> {
    let cell = |at: usize| Cell {
        value: data.rows.iter().map(|row| row.values[at].value).sum(),
        provisional: data.rows.iter().any(|row| row.values[at].provisional),
        ..Cell::default()
    };
    let values = (0..data.periods.len()).map(cell).collect();
    (!data.rows.is_empty()).then(|| Row { values, ..Row::default() })
}
