//! What ties shown counts to each other: sums within a figure, and the same count in several figures.
//!
//! In: all figures as they are written. Out: every count once, with all places where it would be shown, and the sums
//! that hold between counts. Both ask what a reader could know, so that a tie which holds by chance counts too.
//!
//! A figure that has staff, inflow and outflow ties one year to the next: what the staff grew by is what came less what
//! left. That holds where all three count the same people on the same days, which the numbers themselves say: it is a
//! tie in each period in which they fit exactly. Rounded numbers and averages over a year do not fit, and say nothing.

use std::collections::BTreeMap;

use super::super::format::*;
use super::super::period::{Period, PeriodType};
use super::super::{Ref, Region};
use super::capacity::CapacityData;
use super::quota::QuotaData;
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

    fn of_staff(fte: Option<f64>) -> Count {
        Count { value: fte, is_secret: false, least: 0.0 }
    }
}

/// Counts that come to the same as others.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sum {
    /// Counts that are added up, or taken off.
    pub parts: Vec<Term>,
    /// What they come to.
    pub wholes: Vec<Term>,
}

/// A count with its sign.
type Term = (usize, i8);

impl Sum {
    /// A whole and its parts.
    pub fn total(whole: usize, parts: impl IntoIterator<Item = usize>) -> Sum {
        Sum { parts: parts.into_iter().map(|part| (part, 1)).collect(), wholes: vec![(whole, 1)] }
    }

    /// What came less what left is what the staff grew by.
    fn growth([inflow, outflow]: [usize; 2], [before, now]: [usize; 2]) -> Sum {
        Sum { parts: vec![(inflow, 1), (outflow, -1)], wholes: vec![(now, 1), (before, -1)] }
    }

    /// All its counts, the parts first.
    pub fn counts(&self) -> impl Iterator<Item = usize> {
        self.parts.iter().chain(&self.wholes).map(|(count, _)| *count)
    }

    /// The same with the signs that make them zero together.
    pub fn signed(&self) -> impl Iterator<Item = (usize, f64)> {
        let wholes = self.wholes.iter().map(|(count, sign)| (*count, -sign));
        self.parts.iter().copied().chain(wholes).map(|(count, sign)| (count, f64::from(sign)))
    }

    /// False when a count stands in it twice, so that it says something else than it seems to.
    fn is_plain(&self) -> bool {
        let mut counts: Vec<usize> = self.counts().collect();
        counts.sort_unstable();
        counts.windows(2).all(|pair| pair[0] != pair[1])
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
/// capacity the rows of [`CapacityData::persons`], and behind them the employers and all together), and a period.
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
        let mut finder = Finder { figures, named: Vec::new(), ties: Ties::default() };
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
                Data::Capacity(data) => data.take_out(place.row, place.period),
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
            sum.parts.iter_mut().chain(&mut sum.wholes).for_each(|(count, _)| *count = place[*count].1);
            sum.parts.sort_unstable();
        }
        self.sums.retain(Sum::is_plain);
        self.sums.sort_unstable();
        self.sums.dedup();
        self
    }
}

/// What has to be equal for two figures to count the same thing. Whether one is an example is left out: a reader who
/// finds the same numbers in both does not believe it.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Quantity<'a> {
    kind: &'static str,
    unit: Option<&'static str>,
    scope: Option<String>,
    denominator: Option<&'static str>,
    reference_date: Option<&'a str>,
    period_type: &'static str,
}

impl Quantity<'_> {
    fn of(figure: &Figure) -> Quantity<'_> {
        let keys = &figure.keys;
        // Capacity of employers has students and staff, which are persons whatever its places are counted in.
        let unit = keys.unit().filter(|unit| (keys.kind.value, *unit) != (FigureKind::Capacity, Unit::Persons));
        Quantity {
            kind: keys.kind.value.same_people().word(),
            unit: unit.map(Unit::word),
            scope: keys.scope.as_deref().map(str::to_lowercase),
            denominator: keys.denominator.filter(|d| *d != Denominator::None).map(Denominator::word),
            reference_date: keys.reference_date.as_deref(),
            period_type: keys.period_type.unwrap_or(PeriodType::CalendarYear).word(),
        }
    }
}

/// What a row counts, as rows of other figures can too.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Counted {
    /// All that the figure counts; of who comes and who leaves, who leaves.
    Whole,
    /// All who come.
    Inflow,
    /// The staff that shares are shares of.
    Staff,
    /// A series, by its name in small letters.
    Series(String),
    /// The staff of an employer, by its name as shown.
    Employer(String),
    /// Students of a route or of all: those who begin (0) or who graduate (1).
    Students(usize, Option<LearningRoute>),
}

impl Counted {
    /// True when a row of another figure can count the same: what a series calls students, capacity of employers has by
    /// route, so of these the numbers alone have to tell.
    fn can_be(&self, other: &Counted) -> bool {
        let is_nameless = |one: &Counted, other: &Counted| {
            matches!((one, other), (Counted::Students(..), Counted::Series(_) | Counted::Whole))
        };
        self == other || is_nameless(self, other) || is_nameless(other, self)
    }
}

/// A row with its periods.
struct Named<'a> {
    counted: &'a Counted,
    /// Number of its first count.
    first: usize,
    periods: &'a [Period],
    ties: &'a Ties,
}

impl Named<'_> {
    /// The number and the value of its count in a period.
    fn at(&self, period: Period) -> Option<(usize, f64)> {
        let number = self.first + self.periods.binary_search(&period).ok()?;
        Some((number, self.ties.counts[number].value?))
    }

    fn known(&self) -> impl Iterator<Item = (Period, usize, f64)> {
        self.periods.iter().filter_map(|period| self.at(*period).map(|(number, value)| (*period, number, value)))
    }
}

struct Finder<'a> {
    figures: &'a [Figure],
    /// For each figure what its rows count, with the number of the first count of each.
    named: Vec<Vec<(Counted, usize)>>,
    ties: Ties,
}

impl Finder<'_> {
    fn figure(&mut self, at: usize, figure: &Figure) {
        self.named.push(Vec::new());
        match &figure.data {
            Data::Series(data) if figure.keys.unit() == Some(Unit::Persons) => self.series(at, data),
            Data::Quota(data) => self.quota(at, data),
            Data::Capacity(data) => self.capacity(at, data),
            _ => {}
        }
    }

    fn series(&mut self, figure: usize, data: &SeriesData) {
        let rows: Vec<usize> = data.rows.iter().enumerate().map(|(at, row)| self.cells(figure, at, row)).collect();
        data.rows
            .iter()
            .zip(&rows)
            .for_each(|(row, first)| self.name(Counted::Series(row.name.to_lowercase()), *first));
        if let Some(total) = &data.total {
            let whole = self.cells(figure, data.rows.len(), total);
            self.name(data.whole(), whole);
            self.total(data, &rows, whole);
        } else if let [only] = rows.as_slice() {
            self.name(data.whole(), *only);
        }
        self.flows(figure, data, &rows);
    }

    fn total(&mut self, data: &SeriesData, rows: &[usize], whole: usize) {
        for period in 0..data.periods.len() {
            let value = |first: usize| self.ties.counts[first + period].value;
            match rows {
                [] => {}
                // A single series is the total only where it says the same; it can be "of which" as well.
                [only] if value(*only) == value(whole) => self.ties.equal(*only + period, whole + period),
                [_] => {}
                rows => self.ties.sums.push(Sum::total(whole + period, rows.iter().map(|first| first + period))),
            }
        }
    }

    /// What comes and what goes, each the sum of its series; and the staff, which shares are shares of.
    fn flows(&mut self, figure: usize, data: &SeriesData, rows: &[usize]) {
        let mut add = |place: usize, counted: Counted, row: &Row| {
            let first = self.cells(figure, data.rows.len() + place, row);
            self.name(counted, first);
            first
        };
        let flows = data.flows.as_ref();
        let flows = flows
            .map(|flows| [add(INFLOW, Counted::Inflow, &flows.inflow), add(OUTFLOW, Counted::Whole, &flows.outflow)]);
        let staff = data.staff.as_ref().map(|staff| add(STAFF, Counted::Staff, staff));
        let Some(flows) = flows else { return };
        for (direction, whole) in [Direction::In, Direction::Out].into_iter().zip(flows) {
            let parts: Vec<usize> = data.parts_of(direction).map(|(at, _)| rows[at]).collect();
            for period in 0..data.periods.len() {
                match parts.as_slice() {
                    [only] => self.ties.equal(only + period, whole + period),
                    parts => self.ties.sums.push(Sum::total(whole + period, parts.iter().map(|first| first + period))),
                }
            }
        }
        if let Some(staff) = staff {
            (1..data.periods.len()).for_each(|now| self.growth(flows.map(|first| first + now), staff + now));
        }
    }

    /// Ties the staff of a period and the one before to what came and left between them, where all of it fits.
    fn growth(&mut self, flows: [usize; 2], now: usize) {
        let sum = Sum::growth(flows, [now - 1, now]);
        let difference: Option<f64> =
            sum.signed().map(|(count, sign)| Some(self.ties.counts[count].value? * sign)).sum();
        if difference == Some(0.0) {
            self.ties.sums.push(sum);
        }
    }

    /// Students per route, and of all routes together.
    fn capacity(&mut self, figure: usize, data: &CapacityData) {
        for (measure, rows) in data.persons().into_iter().enumerate() {
            let count = rows.len();
            let mut first = vec![None; count];
            for (at, cells) in rows.iter().enumerate() {
                let Some(cells) = cells else { continue };
                let number = self.row(figure, measure * count + at, cells.iter().map(Count::of_cell));
                self.name(Counted::Students(measure, data.routes.get(at).map(|(route, _)| *route)), number);
                first[at] = Some(number);
            }
            let (Some(Some(whole)), parts) = (first.pop(), first) else { continue };
            for period in 0..data.periods.len() {
                self.ties.sums.push(Sum::total(whole + period, parts.iter().flatten().map(|part| part + period)));
            }
        }
        self.staff_of_capacity(figure, data);
    }

    /// The staff of the employers that say it, which follows from the places that they need. That of all of these goes
    /// with the places of all employers: else the places of one that is hidden would be all less the others.
    fn staff_of_capacity(&mut self, figure: usize, data: &CapacityData) {
        let employers = data.employers.iter().enumerate();
        let said = employers.filter_map(|(at, (name, capacity))| Some((at, name, capacity.staff.as_ref()?)));
        let said: Vec<(usize, &String, &Vec<Cell>)> = said.collect();
        if said.is_empty() {
            return;
        }
        let mut rows = Vec::new();
        for (at, name, staff) in &said {
            let counts = staff.iter().map(|cell| Count::of_staff(cell.value));
            rows.push(self.row(figure, data.person_rows() + at, counts));
            self.name(Counted::Employer(name.to_lowercase()), *rows.last().expect("it was put there"));
        }
        let known = |period: usize| said.iter().filter_map(move |(_, _, staff)| staff[period].value);
        let together = |period| Some(known(period).sum()).filter(|_| known(period).next().is_some());
        let counts = (0..data.periods.len()).map(|period| Count::of_staff(together(period)));
        let whole = self.row(figure, data.person_rows() + data.employers.len(), counts);
        self.name(Counted::Whole, whole);
        for period in 0..data.periods.len() {
            let parts = said.iter().zip(&rows).filter(|((_, _, staff), _)| staff[period].value.is_some());
            self.ties.sums.push(Sum::total(whole + period, parts.map(|(_, first)| first + period)));
        }
    }

    /// The staff of an employer is as telling as a count of persons; its places and its quota go with it.
    fn quota(&mut self, figure: usize, data: &QuotaData) {
        let mut rows = Vec::new();
        for (at, employer) in data.employers.iter().enumerate() {
            rows.push(self.row(figure, at, employer.values.iter().map(|quota| Count::of_staff(quota.staff_fte))));
            self.name(Counted::Employer(employer.name.to_lowercase()), rows[at]);
        }
        let whole =
            self.row(figure, data.employers.len(), data.all.iter().map(|quota| Count::of_staff(quota.staff_fte)));
        self.name(Counted::Whole, whole);
        for period in 0..data.periods.len() {
            let counted = |at: &usize| data.employers[*at].values[period].places_fte.is_some();
            let parts = (0..rows.len()).filter(counted).map(|at| rows[at] + period);
            self.ties.sums.push(Sum::total(whole + period, parts));
        }
    }

    fn cells(&mut self, figure: usize, at: usize, row: &Row) -> usize {
        self.row(figure, at, row.values.iter().map(Count::of_cell))
    }

    /// Adds a row; gives the number of its first count.
    fn row(&mut self, figure: usize, row: usize, counts: impl Iterator<Item = Count>) -> usize {
        let first = self.ties.counts.len();
        for (period, count) in counts.enumerate() {
            self.ties.places.push((Place { figure, row, period }, self.ties.counts.len()));
            self.ties.counts.push(count);
        }
        first
    }

    /// Says what a row of the figure that is read counts.
    fn name(&mut self, counted: Counted, first: usize) {
        self.named.last_mut().expect("a figure is read").push((counted, first));
    }

    /// Ties figures that count the same thing: in the same region, and in regions that make up another.
    fn across_figures(&mut self) {
        let mut alike: BTreeMap<Quantity, BTreeMap<Vec<Ref<Region>>, Vec<usize>>> = BTreeMap::new();
        let figures = self.figures;
        for (at, figure) in figures.iter().enumerate().filter(|(at, _)| !self.named[*at].is_empty()) {
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

    /// Rows that count the same, and are equal wherever both are known.
    fn same_region(&mut self, first: usize, second: usize) {
        let surely = self.figures[first].keys.kind.value == FigureKind::Outflow;
        let mut found = Vec::new();
        for one in self.rows(first) {
            for other in self.rows(second).filter(|other| other.counted.can_be(one.counted)) {
                let both: Vec<_> = one.known().filter_map(|(p, a, v)| Some(((a, v), other.at(p)?))).collect();
                let equal = both.iter().all(|((_, a), (_, b))| a == b);
                // Outflow says all of what it counts; of anything else one equal value can be chance.
                if equal && both.len() >= if surely { 1 } else { 2 } {
                    found.extend(both.into_iter().map(|((a, _), (b, _))| (a, b)));
                }
            }
        }
        found.into_iter().for_each(|(a, b)| self.ties.equal(a, b));
    }

    /// Rows that count the same, of regions whose values add up to those of a figure of them all.
    fn made_up_of(&mut self, whole: usize, parts: &[&Vec<usize>]) {
        let mut found = Vec::new();
        for row in self.rows(whole) {
            // Beside an example, the example of a region comes before what is real; and the other way round.
            let of_region = |figures: &&Vec<usize>| {
                let (alike, others): (Vec<usize>, Vec<usize>) =
                    figures.iter().partition(|figure| self.is_example(**figure) == self.is_example(whole));
                let mut rows = alike.into_iter().chain(others).flat_map(|figure| self.rows(figure));
                rows.find(|other| other.counted == row.counted)
            };
            let Some(parts) = parts.iter().map(of_region).collect::<Option<Vec<_>>>() else { continue };
            for (period, whole, value) in row.known() {
                let parts = parts.iter().map(|part| part.at(period)).collect::<Option<Vec<_>>>();
                let fits = |parts: &Vec<(usize, f64)>| parts.iter().map(|(_, value)| value).sum::<f64>() == value;
                found
                    .extend(parts.filter(fits).map(|parts| Sum::total(whole, parts.into_iter().map(|(part, _)| part))));
            }
        }
        self.ties.sums.extend(found);
    }

    fn is_example(&self, figure: usize) -> bool {
        self.figures[figure].keys.illustrative
    }

    /// The rows of a figure with what they count; a single series is the whole as well.
    fn rows(&self, figure: usize) -> impl Iterator<Item = Named<'_>> {
        let periods = self.figures[figure].data.periods();
        self.named[figure].iter().map(move |(counted, first)| Named {
            counted,
            first: *first,
            periods,
            ties: &self.ties,
        })
    }
}

impl SeriesData {
    /// What its total counts.
    fn whole(&self) -> Counted {
        let comes = |row: &Row| row.direction == Some(Direction::In);
        if !self.rows.is_empty() && self.rows.iter().all(comes) { Counted::Inflow } else { Counted::Whole }
    }
}

#[cfg(test)]
impl Ties {
    /// Counts of persons (none for a gap) and sums of them, each a whole with its parts.
    pub fn of_counts(values: &[Option<f64>], sums: &[(usize, &[usize])]) -> Ties {
        let sums = sums.iter().map(|(whole, parts)| Sum::total(*whole, parts.iter().copied()));
        let counts = values.iter().map(|value| Count { value: *value, is_secret: false, least: 1.0 });
        Ties { counts: counts.collect(), sums: sums.collect(), places: Vec::new() }
    }
}
