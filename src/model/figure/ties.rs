//! What ties shown counts to each other: sums within a figure, and the same count in several figures.
//!
//! In: all figures as they are written. Out: every count once, with all places where it would be shown, and the sums
//! that hold between counts. Both ask what a reader could know, so that a tie which holds by chance counts too.

use std::collections::BTreeMap;

use super::super::format::*;
use super::super::period::{Period, PeriodType};
use super::super::{Ref, Region};
use super::capacity::CapacityData;
use super::quota::{Quota, QuotaData};
use super::series::{Cell, Row, SeriesData};
use super::{Data, Figure, TakenOut};

/// A count of persons, or the FTE of an employer's staff.
#[derive(Debug, Clone, Copy)]
pub(super) struct Count {
    /// The count; none for a gap, whose value nobody here knows.
    pub value: Option<f64>,
    /// A gap that the source keeps secret: a total must not give it away either.
    pub is_secret: bool,
    /// The least that somebody can be sure of when it is not shown.
    pub least: f64,
}

impl Count {
    fn of_cell(cell: &Cell) -> Count {
        let nobody = (cell.gap == Gap::Impossible).then_some(0.0);
        let is_secret = cell.value.is_none() && cell.gap == Gap::Withheld;
        Count { value: cell.value.or(nobody), is_secret, least: if is_secret { 0.0 } else { 1.0 } }
    }

    fn of_staff(quota: &Quota) -> Count {
        Count { value: quota.staff_fte, is_secret: false, least: 0.0 }
    }
}

/// A count that is the sum of others.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sum {
    pub whole: usize,
    pub parts: Vec<usize>,
}

impl Sum {
    /// The whole and its parts.
    pub fn counts(&self) -> impl Iterator<Item = usize> {
        self.parts.iter().copied().chain([self.whole])
    }

    /// The same with the signs that make them zero together.
    pub fn signed(&self) -> impl Iterator<Item = (usize, f64)> {
        self.parts.iter().map(|part| (*part, 1.0)).chain([(self.whole, -1.0)])
    }
}

/// All counts of all figures, and what ties them.
#[derive(Debug, Default)]
pub(super) struct Ties {
    /// The counts; one that several places show stands under one number, and the others of its numbers are never used.
    pub counts: Vec<Count>,
    /// Sums of counts in one period.
    pub sums: Vec<Sum>,
    /// Where each count is shown, and the number that stands for it.
    places: Vec<(Place, usize)>,
}

/// A place where a count is shown: a figure, a row of it (behind the last one are the total, inflow, outflow and staff; of
/// capacity the rows of [`CapacityData::persons`]), and a period.
#[derive(Debug, Clone, Copy)]
struct Place {
    figure: usize,
    row: usize,
    period: usize,
}

/// Rows behind those of the series: how far each lies behind the last one.
const INFLOW: usize = 1;
const OUTFLOW: usize = 2;
const STAFF: usize = 3;

/// One of the rows behind those of the series.
fn more(data: &mut SeriesData, place: usize) -> Option<&mut Row> {
    match place {
        INFLOW => data.flows.as_mut().map(|flows| &mut flows.inflow),
        OUTFLOW => data.flows.as_mut().map(|flows| &mut flows.outflow),
        STAFF => data.staff.as_mut(),
        _ => None,
    }
}

impl Ties {
    /// Finds all counts and their ties.
    pub fn of(figures: &[Figure]) -> Ties {
        let mut finder = Finder { figures, first: Vec::new(), ties: Ties::default() };
        figures.iter().enumerate().for_each(|(at, figure)| finder.figure(at, figure));
        finder.across_figures();
        finder.ties.settled()
    }

    /// Takes counts out of all places where they are shown.
    pub fn take_out(&self, hidden: &[bool], figures: &mut [Figure]) {
        let taken = self.places.iter().filter(|(_, count)| hidden[*count] && !self.counts[*count].is_secret);
        for (place, count) in taken {
            let figure = &mut figures[place.figure];
            let value = self.counts[*count].value.expect("only a secret count has no value");
            figure.taken_out.push(TakenOut { row: place.row, period: place.period, value });
            match &mut figure.data {
                Data::Series(data) if place.row == data.rows.len() => {
                    data.total.as_mut().expect("the place was found in it").values[place.period].take_out();
                }
                Data::Series(data) if place.row > data.rows.len() => {
                    let row = more(data, place.row - data.rows.len()).expect("the place was found in it");
                    row.values[place.period].take_out();
                }
                Data::Series(data) => data.rows[place.row].values[place.period].take_out(),
                Data::Capacity(data) => {
                    let cells = data.persons_mut(place.row).expect("the place was found in it");
                    cells[place.period].take_out();
                }
                Data::Quota(data) if place.row == data.employers.len() => data.all[place.period].take_out(),
                Data::Quota(data) => data.employers[place.row].values[place.period].take_out(),
                Data::BusinessCase(_) => unreachable!("it has no counts"),
            }
        }
    }

    /// Says that two numbers stand for one count.
    fn equal(&mut self, a: usize, b: usize) {
        let (a, b) = (self.standing_for(a), self.standing_for(b));
        self.places[a.max(b)].1 = a.min(b);
    }

    /// The number that stands for a count.
    fn standing_for(&self, mut number: usize) -> usize {
        while self.places[number].1 != number {
            number = self.places[number].1;
        }
        number
    }

    /// Names every count by the one number that stands for it.
    fn settled(mut self) -> Ties {
        for number in 0..self.places.len() {
            self.places[number].1 = self.standing_for(number);
        }
        let place = &self.places;
        for sum in &mut self.sums {
            sum.whole = place[sum.whole].1;
            sum.parts.iter_mut().for_each(|part| *part = place[*part].1);
            sum.parts.sort_unstable();
        }
        self.sums.retain(|sum| !sum.parts.contains(&sum.whole));
        self.sums.sort_unstable();
        self.sums.dedup();
        self
    }
}

/// What has to be equal for two figures to count the same thing.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Quantity<'a> {
    kind: &'static str,
    unit: Option<&'static str>,
    scope: Option<String>,
    denominator: Option<&'static str>,
    reference_date: Option<&'a str>,
    period_type: &'static str,
    illustrative: bool,
}

impl Quantity<'_> {
    fn of(figure: &Figure) -> Quantity<'_> {
        let keys = &figure.keys;
        Quantity {
            kind: keys.kind.value.word(),
            unit: keys.unit().map(Unit::word),
            scope: keys.scope.as_deref().map(str::to_lowercase),
            denominator: keys.denominator.filter(|d| *d != Denominator::None).map(Denominator::word),
            reference_date: keys.reference_date.as_deref(),
            period_type: keys.period_type.unwrap_or(PeriodType::CalendarYear).word(),
            illustrative: keys.illustrative,
        }
    }
}

/// A row with its values by period, as other figures can have it too.
struct Named<'a> {
    /// Number of its first count.
    first: usize,
    periods: &'a [Period],
    cells: &'a [Cell],
}

impl Named<'_> {
    /// The number and the value of its count in a period.
    fn at(&self, period: Period) -> Option<(usize, f64)> {
        let at = self.periods.binary_search(&period).ok()?;
        Some((self.first + at, self.cells[at].value?))
    }

    fn known(&self) -> impl Iterator<Item = (Period, usize, f64)> {
        self.periods.iter().filter_map(|period| self.at(*period).map(|(number, value)| (*period, number, value)))
    }
}

struct Finder<'a> {
    figures: &'a [Figure],
    /// For each figure the number of its first count.
    first: Vec<usize>,
    ties: Ties,
}

impl<'a> Finder<'a> {
    fn figure(&mut self, at: usize, figure: &Figure) {
        self.first.push(self.ties.counts.len());
        match &figure.data {
            Data::Series(data) if figure.keys.unit() == Some(Unit::Persons) => self.series(at, data),
            Data::Quota(data) => self.quota(at, data),
            Data::Capacity(data) => self.capacity(at, data),
            _ => {}
        }
    }

    fn series(&mut self, figure: usize, data: &SeriesData) {
        let first = self.ties.counts.len();
        let periods = data.periods.len();
        for (at, row) in data.rows.iter().chain(&data.total).enumerate() {
            self.row(figure, at, row.values.iter().map(Count::of_cell));
        }
        self.flows(figure, data);
        let Some(total) = &data.total else { return };
        for period in 0..periods {
            let number = |row: usize| first + row * periods + period;
            let whole = number(data.rows.len());
            match data.rows.as_slice() {
                [] => {}
                // A single series is the total only where it says the same; it can be "of which" as well.
                [only] if only.values[period].value == total.values[period].value => self.ties.equal(number(0), whole),
                [_] => {}
                rows => self.ties.sums.push(Sum { whole, parts: (0..rows.len()).map(number).collect() }),
            }
        }
    }

    /// What comes and what goes, each the sum of its series; and the staff, which shares are shares of.
    fn flows(&mut self, figure: usize, data: &SeriesData) {
        let first = self.first[figure];
        let periods = data.periods.len();
        let add = |finder: &mut Finder, place: usize, row: &Row| {
            let number = finder.ties.counts.len();
            finder.row(figure, data.rows.len() + place, row.values.iter().map(Count::of_cell));
            number
        };
        if let Some(flows) = &data.flows {
            for (place, direction, row) in
                [(INFLOW, Direction::In, &flows.inflow), (OUTFLOW, Direction::Out, &flows.outflow)]
            {
                let whole = add(self, place, row);
                let rows: Vec<usize> = data.parts_of(direction).map(|(at, _)| at).collect();
                for period in 0..periods {
                    let number = |row: &usize| first + row * periods + period;
                    match rows.as_slice() {
                        [only] => self.ties.equal(number(only), whole + period),
                        parts => {
                            self.ties
                                .sums
                                .push(Sum { whole: whole + period, parts: parts.iter().map(number).collect() });
                        }
                    }
                }
            }
        }
        if let Some(staff) = &data.staff {
            add(self, STAFF, staff);
        }
    }

    /// Students per route, and of all routes together.
    fn capacity(&mut self, figure: usize, data: &CapacityData) {
        let periods = data.periods.len();
        for (measure, rows) in data.persons().into_iter().enumerate() {
            let count = rows.len();
            let mut first = vec![None; count];
            for (at, cells) in rows.iter().enumerate() {
                let Some(cells) = cells else { continue };
                first[at] = Some(self.ties.counts.len());
                self.row(figure, measure * count + at, cells.iter().map(Count::of_cell));
            }
            let (Some(Some(whole)), parts) = (first.pop(), first) else { continue };
            for period in 0..periods {
                let parts = parts.iter().flatten().map(|part| part + period).collect();
                self.ties.sums.push(Sum { whole: whole + period, parts });
            }
        }
    }

    /// The staff of an employer is as telling as a count of persons; its places and its quota go with it.
    fn quota(&mut self, figure: usize, data: &QuotaData) {
        let first = self.ties.counts.len();
        let periods = data.periods.len();
        for (at, employer) in data.employers.iter().enumerate() {
            self.row(figure, at, employer.values.iter().map(Count::of_staff));
        }
        self.row(figure, data.employers.len(), data.all.iter().map(Count::of_staff));
        for period in 0..periods {
            let number = |row: usize| first + row * periods + period;
            let counted = |row: &usize| data.employers[*row].values[period].places_fte.is_some();
            let parts = (0..data.employers.len()).filter(counted).map(number).collect();
            self.ties.sums.push(Sum { whole: number(data.employers.len()), parts });
        }
    }

    fn row(&mut self, figure: usize, row: usize, counts: impl Iterator<Item = Count>) {
        for (period, count) in counts.enumerate() {
            self.ties.places.push((Place { figure, row, period }, self.ties.counts.len()));
            self.ties.counts.push(count);
        }
    }

    /// Ties figures that count the same thing: in the same region, and in regions that make up another.
    fn across_figures(&mut self) {
        let mut alike: BTreeMap<Quantity, BTreeMap<Vec<Ref<Region>>, Vec<usize>>> = BTreeMap::new();
        let figures = self.figures;
        for (at, figure) in figures.iter().enumerate().filter(|(_, figure)| figure.keys.unit() == Some(Unit::Persons)) {
            let mut regions = figure.regions.clone();
            regions.sort_unstable();
            alike.entry(Quantity::of(figure)).or_default().entry(regions).or_default().push(at);
        }
        for regions in alike.into_values() {
            for same in regions.values() {
                for (at, first) in same.iter().enumerate() {
                    same[at + 1..].iter().for_each(|second| self.same_region(*first, *second));
                }
            }
            for (whole, figures) in &regions {
                let of_one = |region: &Ref<Region>| regions.get(std::slice::from_ref(region));
                let parts: Option<Vec<&Vec<usize>>> = match whole.as_slice() {
                    [_] => continue,
                    // A figure of no region is often one of all regions.
                    [] => Some(regions.iter().filter(|(r, _)| r.len() == 1).map(|(_, figures)| figures).collect()),
                    several => several.iter().map(of_one).collect(),
                };
                let Some(parts) = parts.filter(|parts| parts.len() > 1) else { continue };
                figures.iter().for_each(|figure| self.made_up_of(*figure, &parts));
            }
        }
    }

    /// Rows of the same name, and totals, that are equal wherever both are known.
    fn same_region(&mut self, first: usize, second: usize) {
        let surely = self.figures[first].keys.kind.value == FigureKind::Outflow;
        for (name, first) in self.rows(first) {
            for (_, second) in self.rows(second).into_iter().filter(|(other, _)| *other == name) {
                let both: Vec<_> = first.known().filter_map(|(p, a, v)| Some(((a, v), second.at(p)?))).collect();
                let equal = both.iter().all(|((_, a), (_, b))| a == b);
                // Outflow says all of what it counts; of anything else one equal value can be chance.
                if equal && both.len() >= if surely { 1 } else { 2 } {
                    both.into_iter().for_each(|((a, _), (b, _))| self.ties.equal(a, b));
                }
            }
        }
    }

    /// Rows of the same name, and totals, of regions whose values add up to those of a figure of them all.
    fn made_up_of(&mut self, whole: usize, parts: &[&Vec<usize>]) {
        for (name, row) in self.rows(whole) {
            let of_region = |figures: &&Vec<usize>| {
                figures.iter().flat_map(|figure| self.rows(*figure)).find(|(other, _)| *other == name)
            };
            let Some(parts) = parts.iter().map(of_region).collect::<Option<Vec<_>>>() else { continue };
            for (period, whole, value) in row.known() {
                let Some(parts) = parts.iter().map(|(_, part)| part.at(period)).collect::<Option<Vec<_>>>() else {
                    continue;
                };
                if parts.iter().map(|(_, value)| value).sum::<f64>() == value {
                    self.ties.sums.push(Sum { whole, parts: parts.into_iter().map(|(part, _)| part).collect() });
                }
            }
        }
    }

    /// The rows of a figure by name. The total has none; a single series is one as well.
    fn rows(&self, figure: usize) -> Vec<(String, Named<'a>)> {
        let Data::Series(data) = &self.figures[figure].data else { return Vec::new() };
        let named = |at: usize, row: &'a Row| Named {
            first: self.first[figure] + at * data.periods.len(),
            periods: &data.periods,
            cells: &row.values,
        };
        let rows = data.rows.iter().enumerate();
        let mut rows: Vec<_> = rows.map(|(at, row)| (row.name.to_lowercase(), named(at, row))).collect();
        match (&data.total, data.rows.as_slice()) {
            (Some(total), rest) => rows.push((String::new(), named(rest.len(), total))),
            (None, [only]) => rows.push((String::new(), named(0, only))),
            (None, _) => {}
        }
        rows
    }
}

#[cfg(test)]
impl Ties {
    /// Counts of persons (none for a gap) and sums of them, each a whole with its parts.
    pub fn of_counts(values: &[Option<f64>], sums: &[(usize, &[usize])]) -> Ties {
        let sums = sums.iter().map(|(whole, parts)| Sum { whole: *whole, parts: parts.to_vec() });
        let counts = values.iter().map(|value| Count { value: *value, is_secret: false, least: 1.0 });
        Ties { counts: counts.collect(), sums: sums.collect(), places: Vec::new() }
    }
}
