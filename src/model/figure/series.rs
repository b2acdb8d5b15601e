//! Series over periods: gaps stay gaps, parts are added up where that means something, and a given total is checked.

use super::super::every_period;
use super::super::format::*;
use super::super::period::Period;
use super::derive::{derive, sum_of};
use super::sheet::Measure;
use super::{Computation, plain};
use crate::diagnostic::Problem;
use crate::language::Language;

/// Percent that the sum of the parts may differ from a total that is given on its own.
const SUM_TOLERANCE: f64 = 1.0;

/// Series over the same periods.
#[derive(Debug, Default)]
pub struct SeriesData {
    /// Periods from first to last, none left out.
    pub periods: Vec<Period>,
    /// Series, each with one value a period.
    pub rows: Vec<Row>,
    /// Total per period: as given, or the sum of several rows where that means something.
    pub total: Option<Row>,
    /// Value to be reached.
    pub target: Option<(f64, Period)>,
    /// Who came, who left and what that comes to, where series have both directions; there is no other total then.
    pub flows: Option<Flows>,
    /// Staff, as the whole that shares are shares of.
    pub staff: Option<Row>,
    /// Unit of all values.
    pub unit: Option<Unit>,
}

/// Who came and who left.
#[derive(Debug)]
pub struct Flows {
    /// Sum of the series that count who comes.
    pub inflow: Row,
    /// Sum of the series that count who leaves.
    pub outflow: Row,
    /// Inflow − outflow; unknown where one of them is, hidden where one of them is.
    pub net: Row,
}

impl SeriesData {
    /// The row that speaks for the figure: the outflow, the total, or else the first that is measured and has something
    /// to say.
    pub fn headline(&self) -> Option<&Row> {
        let measured = || self.rows.iter().filter(|row| !row.forecast);
        let has_values = |row: &&Row| row.values.iter().any(|cell| cell.value.is_some() || cell.suppressed);
        let whole = self.flows.as_ref().map(|flows| &flows.outflow).or(self.total.as_ref());
        whole.or_else(|| measured().find(has_values)).or_else(|| measured().next())
    }

    /// The parts of the whole that speaks for the figure, with that whole; none when it has no parts that add up to it.
    pub fn parts(&self) -> Option<(&Row, Measure, Vec<&Row>)> {
        let (whole, measure, rows): (_, _, Vec<&Row>) = match (&self.flows, &self.total) {
            (Some(flows), _) => {
                let leaving = self.parts_of(Direction::Out).map(|(_, row)| row);
                (&flows.outflow, Measure::Outflow, leaving.collect())
            }
            (None, Some(total)) => (total, Measure::Total, self.rows.iter().collect()),
            (None, None) => return None,
        };
        (rows.len() > 1 && self.unit.is_none_or(Unit::is_additive)).then_some((whole, measure, rows))
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
    /// Whether it counts who comes or who leaves.
    pub direction: Option<Direction>,
}

/// A value as it may be shown.
#[derive(Debug, Clone, Default)]
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
    /// The least that a forecast reckons with.
    pub lower: Option<f64>,
    /// The most that a forecast reckons with.
    pub upper: Option<f64>,
    /// Counted in another way from here on; the note says how.
    pub breaks: bool,
}

impl Cell {
    /// Takes the value out with all that is said of it, since a remark can hold the number; that the way of counting
    /// changes here stays.
    pub(super) fn take_out(&mut self) {
        *self = Cell { suppressed: true, breaks: self.breaks, ..Cell::default() };
    }
}

/// The place of the first cell that is counted as the latest value is: that of the last break before it, or 0.
pub fn comparable_from<'a>(cells: impl DoubleEndedIterator<Item = &'a Cell> + ExactSizeIterator + Clone) -> usize {
    let latest = cells.clone().rposition(|cell| cell.value.is_some() || cell.suppressed).unwrap_or(0);
    let mut to_latest = cells.enumerate().filter(|(at, cell)| *at <= latest && cell.breaks);
    to_latest.next_back().map_or(0, |(at, _)| at)
}

impl Computation<'_> {
    pub(super) fn series(&mut self) -> SeriesData {
        let no_series = Vec::new();
        let written = self.keys.series.as_ref().map_or(&no_series, |s| &s.value);
        let rows: Vec<_> = written.iter().map(|s| (s, self.values(&s.values))).collect();
        let total = self.keys.total.as_ref().map(|t| self.values(&t.value));
        let periods = rows.iter().flat_map(|(_, v)| v).chain(total.iter().flatten()).map(|(p, _)| *p).collect();
        let periods = every_period(periods);
        let staff = self.staff(&periods);
        let rows = rows.iter().map(|(s, v)| Row {
            name: s.name.clone(),
            values: cells(v, &periods),
            forecast: s.scenario.is_some(),
            direction: s.direction,
        });
        let rows = rows.collect();
        self.check_bounds(written);
        let target = self.keys.target.as_ref();
        let target = target.and_then(|t| Some((t.value.value, self.period(&t.value.period)?)));
        let mut data = SeriesData { periods, rows, target, staff, unit: self.keys.unit(), ..SeriesData::default() };
        if self.has_both_directions() {
            self.check_directions();
            data.find_flows();
            return data;
        }
        data.total = match total {
            Some(total) => {
                let total = Row { values: cells(&total, &data.periods), ..Row::default() };
                self.check_sum(&data, &total);
                Some(total)
            }
            None if self.is_additive() && data.rows.len() > 1 => {
                self.check_total_apart(&data);
                sum(&data)
            }
            None => None,
        };
        data
    }

    /// Reports a series that is the total itself: added to the others, it makes the total too high.
    fn check_total_apart(&mut self, data: &SeriesData) {
        const TOTALS: [&str; 3] = ["totaal", "total", "som"];
        let total = data.rows.iter().find(|row| TOTALS.contains(&row.name.trim().to_lowercase().as_str()));
        if let (Some(total), Some(written)) = (total, &self.keys.series) {
            self.diagnostics.report(written.span, Problem::TotalAmongSeries { name: total.name.clone() });
        }
    }

    /// Staff, when it is counted as the figure is: a percentage has no part of it.
    fn staff(&mut self, periods: &[Period]) -> Option<Row> {
        let written = self.keys.staff.as_ref()?;
        let values = self.values(&written.value);
        let unit = self.keys.unit();
        if !matches!(unit, None | Some(Unit::Persons | Unit::Fte)) {
            let second = unit.map_or("", Unit::word);
            self.diagnostics.report(written.span, Problem::UnitsDoNotAdd { first: Unit::Persons.word(), second });
            return None;
        }
        Some(Row { values: cells(&values, periods), ..Row::default() })
    }

    fn directions(&self) -> impl Iterator<Item = Option<Direction>> {
        let measured = self.keys.series.iter().flat_map(|s| &s.value).filter(|series| series.scenario.is_none());
        measured.map(|series| series.direction)
    }

    fn has_both_directions(&self) -> bool {
        [Direction::In, Direction::Out].into_iter().all(|one| self.directions().any(|other| other == Some(one)))
    }

    /// Where there is inflow and outflow, every series is one of them, and there is no total of both.
    fn check_directions(&mut self) {
        if let Some(total) = &self.keys.total {
            self.diagnostics.report(total.span, Problem::TotalOfBothDirections);
        }
        let unclear = self.keys.series.iter().flat_map(|s| &s.value);
        let unclear = unclear.filter(|series| series.scenario.is_none() && series.direction.is_none());
        for series in unclear {
            self.diagnostics.report(series.span, Problem::MissingKey { key: "direction", kind: "item" });
        }
    }

    /// The bounds of a value lie on its two sides.
    fn check_bounds(&mut self, written: &[SeriesKeys]) {
        for (period, o) in written.iter().flat_map(|series| &series.values.entries) {
            let (low, high) = (o.lower.unwrap_or(f64::MIN), o.upper.unwrap_or(f64::MAX));
            let value = o.value.unwrap_or(low.max(f64::MIN));
            if low > high || value < low && o.value.is_some() || value > high {
                let text = |bound: Option<f64>| bound.map_or_else(|| "–".to_owned(), plain);
                let problem = Problem::BoundsCross { lower: text(o.lower), value: text(o.value), upper: text(o.upper) };
                self.diagnostics.report(o.span.unwrap_or(period.span), problem);
            }
        }
    }

    /// True when the series are parts of a whole.
    fn is_additive(&self) -> bool {
        let parts = matches!(self.keys.breakdown, Some(Breakdown::Branch | Breakdown::Destination | Breakdown::Route));
        let parts = parts || self.directions().any(|direction| direction.is_some());
        parts && self.keys.unit().is_none_or(Unit::is_additive)
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

/// One cell a period; what was not written is a gap.
pub(super) fn cells(values: &[(Period, &Observation)], periods: &[Period]) -> Vec<Cell> {
    let cell = |period: &Period| match values.iter().find(|(p, _)| p == period) {
        None => Cell::default(),
        Some((_, o)) => Cell {
            value: o.value,
            gap: o.gap,
            suppressed: false,
            qualifier: o.qualifier.clone(),
            status: o.status,
            note: o.note.clone(),
            lower: o.lower,
            upper: o.upper,
            breaks: o.breaks,
        },
    };
    periods.iter().map(cell).collect()
}

impl SeriesData {
    /// Sums each direction. Percentages are not added up, so several of one direction have no sum, and then no net flow.
    fn find_flows(&mut self) {
        let [inflow, outflow] = [Direction::In, Direction::Out].map(|direction| {
            let rows: Vec<Row> = self.parts_of(direction).map(|(_, row)| row.clone()).collect();
            let is_sum = rows.len() == 1 || self.unit.is_none_or(Unit::is_additive);
            sum(&SeriesData { periods: self.periods.clone(), rows, ..SeriesData::default() }).filter(|_| is_sum)
        });
        let (Some(inflow), Some(outflow)) = (inflow, outflow) else { return };
        self.flows = Some(Flows { inflow, outflow, net: Row::default() });
    }

    /// The measured series of a direction, each with its place.
    pub fn parts_of(&self, direction: Direction) -> impl Iterator<Item = (usize, &Row)> {
        let is_part = move |(_, row): &(usize, &Row)| row.direction == Some(direction) && !row.forecast;
        self.rows.iter().enumerate().filter(is_part)
    }

    /// Says what inflow and outflow come to, of what may be shown of them.
    pub(super) fn find_net(&mut self, language: Language) {
        let Some(flows) = &mut self.flows else { return };
        let both = flows.inflow.values.iter().zip(&flows.outflow.values);
        flows.net.values = both.map(|(i, o)| derive([i, o], language, |[i, o]| Some(i - o))).collect();
    }
}

/// The sum of all rows per period; a gap where one of them has a gap. None without rows.
pub(super) fn sum(data: &SeriesData) -> Option<Row> {
    let values = (0..data.periods.len()).map(|at| sum_of(data.rows.iter().map(|row| &row.values[at]))).collect();
    (!data.rows.is_empty()).then(|| Row { values, ..Row::default() })
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
