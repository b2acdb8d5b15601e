//! Series over periods: gaps stay gaps, parts are added up where that means something, and a given total is checked.

use super::super::every_period;
use super::super::format::*;
use super::super::period::Period;
use super::{Computation, plain};
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

impl SeriesData {
    /// The row that speaks for the figure: the total, or else the first that is measured and has something to say.
    pub fn headline(&self) -> Option<&Row> {
        let measured = || self.rows.iter().filter(|row| !row.forecast);
        let has_values = |row: &&Row| row.values.iter().any(|cell| cell.value.is_some() || cell.suppressed);
        self.total.as_ref().or_else(|| measured().find(has_values)).or_else(|| measured().next())
    }
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
#[derive(Debug, Clone)]
pub struct Cell {
    /// The value; none for a gap.
    pub value: Option<f64>,
    /// Why there is no value; says nothing where there is one, or where it was taken out.
    pub gap: Gap,
    /// Taken out, since it is a small count of persons or would give one away.
    pub suppressed: bool,
    /// A word such as `ruim`.
    pub qualifier: Option<String>,
    /// Final, or one of the ways to be provisional.
    pub status: FigureStatus,
    /// Remark.
    pub note: Option<String>,
}

impl Default for Cell {
    fn default() -> Self {
        let (gap, status) = (Gap::Unknown, FigureStatus::Final);
        Cell { value: None, gap, suppressed: false, qualifier: None, status, note: None }
    }
}

impl Cell {
    /// Takes the value out with all that is said of it; a remark can hold the number.
    pub(super) fn take_out(&mut self) {
        *self = Cell { suppressed: true, ..Cell::default() };
    }
}

impl Computation<'_> {
    pub(super) fn series(&mut self) -> SeriesData {
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
            gap: o.gap,
            suppressed: false,
            qualifier: o.qualifier.clone(),
            status: o.status,
            note: o.note.clone(),
        },
    };
    Row { name: name.to_owned(), values: periods.iter().map(cell).collect(), forecast }
}

/// The sum of all rows per period; a gap where one of them has a gap. None without rows.
pub(super) fn sum(data: &SeriesData) -> Option<Row> {
    let values = (0..data.periods.len()).map(|at| sum_of(data.rows.iter().map(|row| &row.values[at]))).collect();
    (!data.rows.is_empty()).then(|| Row { values, ..Row::default() })
}

/// The sum of the parts of a whole. A part that cannot occur adds nothing; one that is unknown leaves the sum unknown.
fn sum_of<'a>(parts: impl Iterator<Item = &'a Cell>) -> Cell {
    let (nothing, parts): (Vec<&Cell>, Vec<&Cell>) =
        parts.partition(|cell| cell.value.is_none() && cell.gap == Gap::Impossible);
    if parts.is_empty() && !nothing.is_empty() {
        return Cell { gap: Gap::Impossible, ..Cell::default() };
    }
    let statuses = || parts.iter().map(|cell| cell.status);
    Cell {
        value: parts.iter().map(|cell| cell.value).sum(),
        // What is least certain says it of the sum; a first revision is more certain than none.
        status: [FigureStatus::Provisional, FigureStatus::Revised]
            .into_iter()
            .find(|status| statuses().any(|part| part == *status))
            .unwrap_or(FigureStatus::Final),
        ..Cell::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_that_cannot_occur_adds_nothing_to_the_sum_and_one_that_is_unknown_leaves_it_unknown() {
        let known = Cell { value: Some(5.0), status: FigureStatus::Revised, ..Cell::default() };
        let impossible = Cell { gap: Gap::Impossible, ..Cell::default() };
        let withheld = Cell { gap: Gap::Withheld, ..Cell::default() };
        let both = sum_of([&known, &impossible].into_iter());
        assert_eq!((both.value, both.status), (Some(5.0), FigureStatus::Revised));
        assert_eq!(sum_of([&known, &impossible, &withheld].into_iter()).value, None);
        assert_eq!(sum_of([&impossible].into_iter()).gap, Gap::Impossible);
    }
}
