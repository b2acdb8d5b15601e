//! The last look before publishing: can a count that is hidden be worked out after all?
//!
//! Comes in: the [`Site`] as it will be published, and of each hidden count its value, to tell a true conclusion from a
//! wrong one. Goes out: an error for every hidden count of which more follows than that it is small, and for every text
//! of a figure that names one ([`mentions`]).
//!
//! Nothing here is shared with `figure::suppress`, which does the hiding. Figures are compared as a reader compares
//! them, by what they show. What follows is found by narrowing ranges until nothing changes, not by linear programming.
//! And percentages count too, which hiding does not touch: 4,2 % of 190 people are 8.

pub mod mentions;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::figure::series::{Cell, SeriesData};
use super::figure::{Data, Figure, TakenOut};
use super::format::{Denominator, FigureKind, Gap, Unit};
use super::period::{Period, PeriodType};
use super::{Ref, Region, Site};
use crate::diagnostic::problem::Conclusion;
use crate::diagnostic::{Diagnostics, Files, Problem};
use crate::language::Language;

/// How far values may differ and still be the same.
const NEARLY: f64 = 1e-6;
/// Rounds after which ranges are narrow enough; each makes them narrower, and few are needed.
const ROUNDS: usize = 50;
/// Relations of one circle of which differences are looked at as well; more hang together in no real site.
const PAIRS: usize = 200;

/// Tries to work out every hidden count from all that is published; reports where that goes.
pub fn audit(site: &Site, below: u32, files: &Files, diagnostics: &mut Diagnostics) {
    let figures: Vec<&Figure> = site.figures.iter().map(|(_, figure)| figure).collect();
    if figures.iter().all(|figure| figure.taken_out.is_empty()) {
        return;
    }
    let mut families: BTreeMap<Family, Vec<usize>> = BTreeMap::new();
    for (at, figure) in figures.iter().enumerate() {
        families.entry(Family::of(figure)).or_default().push(at);
    }
    for family in families.into_values().filter(|family| family.iter().any(|at| !figures[*at].taken_out.is_empty())) {
        let mut reader = Reader { figures: &figures, knowledge: Knowledge::default(), numbers: BTreeMap::new() };
        reader.read(&family);
        reader.report(f64::from(below), site.settings.language, diagnostics);
    }
    for figure in figures.iter().filter(|figure| !figure.taken_out.is_empty()) {
        mentions::in_figure(figure, site.settings.language, files, diagnostics);
        mentions::in_key_figures(figure, site, diagnostics);
    }
}

/// What figures have in common that a reader compares.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Family<'a> {
    kind: &'static str,
    scope: Option<String>,
    reference_date: Option<&'a str>,
    period_type: &'static str,
    illustrative: bool,
}

impl Family<'_> {
    fn of(figure: &Figure) -> Family<'_> {
        let keys = &figure.keys;
        Family {
            kind: keys.kind.value.word(),
            scope: keys.scope.as_deref().map(str::to_lowercase),
            reference_date: keys.reference_date.as_deref(),
            period_type: keys.period_type.unwrap_or(PeriodType::CalendarYear).word(),
            illustrative: keys.illustrative,
        }
    }
}

// --- What a reader knows ---------------------------------------------------------------------------------------------

/// All values of a family of figures, and how they hang together.
#[derive(Default)]
struct Knowledge {
    values: Vec<Value>,
    relations: Vec<Relation>,
    /// Values that are the same as one with a lower number, once they are joined.
    same: BTreeMap<usize, usize>,
    /// The figures that a value stands in, when it stands in several.
    figures: BTreeMap<usize, BTreeSet<usize>>,
}

/// What is known of a value at first: its range, which is one number when it is shown.
#[derive(Debug, Clone, Copy)]
struct Value {
    low: f64,
    high: f64,
    /// It counts persons, and so has no fraction.
    is_whole: bool,
}

/// Values that, each times its factor, add up to something between two bounds.
#[derive(Debug, Clone)]
struct Relation {
    terms: Vec<(usize, f64)>,
    low: f64,
    high: f64,
    /// Figures that say so.
    figures: Vec<usize>,
}

impl Value {
    fn shown(value: f64) -> Value {
        Value { low: value, high: value, is_whole: false }
    }

    fn of_cell(cell: &Cell) -> Value {
        let unknown = |low| Value { low, high: f64::INFINITY, is_whole: true };
        match cell.value {
            Some(value) => Value::shown(value),
            // Zeros are shown.
            None if cell.suppressed => unknown(1.0),
            None if cell.gap == Gap::Impossible => Value::shown(0.0),
            None => unknown(0.0),
        }
    }

    fn is_shown(self) -> bool {
        self.low == self.high
    }

    /// The same when only zeros were shown.
    fn without_number(self) -> Value {
        match self.is_shown() && self.low != 0.0 {
            true => Value { low: self.low.min(1.0), high: f64::INFINITY, is_whole: self.is_whole },
            false => self,
        }
    }
}

impl Knowledge {
    fn relate(&mut self, terms: Vec<(usize, f64)>, (low, high): (f64, f64), figures: Vec<usize>) {
        self.relations.push(Relation { terms, low, high, figures });
    }

    /// Makes values that are the same one value: what is known of one is known of all.
    fn join_what_is_the_same(&mut self) {
        let (same, mut rest): (Vec<Relation>, Vec<Relation>) =
            std::mem::take(&mut self.relations).into_iter().partition(Relation::says_the_same);
        for relation in same {
            let (a, b) = (self.standing_for(relation.terms[0].0), self.standing_for(relation.terms[1].0));
            let (first, last) = (a.min(b), a.max(b));
            let mut figures: BTreeSet<usize> = relation.figures.into_iter().collect();
            figures.extend(self.figures.remove(&last).into_iter().flatten());
            self.figures.entry(first).or_default().extend(figures);
            if first != last {
                self.same.insert(last, first);
                let (one, other) = (self.values[first], self.values[last]);
                let (low, high) = (one.low.max(other.low), one.high.min(other.high));
                self.values[first] = Value { low, high, ..one };
            }
        }
        rest.iter_mut().flat_map(|r| &mut r.terms).for_each(|(value, _)| *value = self.standing_for(*value));
        self.relations = rest;
    }

    fn standing_for(&self, mut value: usize) -> usize {
        while let Some(first) = self.same.get(&value) {
            value = *first;
        }
        value
    }

    /// The relations that hang together with each value that is not shown: all that can say anything of it.
    fn circles(&self) -> Vec<Circle<'_>> {
        let mut of_value: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, relation) in self.relations.iter().enumerate() {
            relation.terms.iter().for_each(|(value, _)| of_value.entry(*value).or_default().push(at));
        }
        let is_unknown = |value: &usize| !self.values[*value].is_shown();
        let mut seen: BTreeSet<usize> = BTreeSet::new();
        let mut circles = Vec::new();
        for start in of_value.keys().copied().filter(is_unknown) {
            if !seen.insert(start) {
                continue;
            }
            let (mut unknown, mut relations, mut at) = (vec![start], BTreeSet::new(), 0);
            while let Some(value) = unknown.get(at) {
                let new = of_value[value].iter().filter(|relation| relations.insert(**relation));
                let values = new.flat_map(|relation| &self.relations[*relation].terms).map(|(value, _)| *value);
                let values: Vec<usize> = values.filter(is_unknown).filter(|value| seen.insert(*value)).collect();
                unknown.extend(values);
                at += 1;
            }
            let known = self.said_of_the_same(&relations, &of_value);
            circles.push(Circle { knowledge: self, unknown, relations: relations.into_iter().collect(), known });
        }
        circles
    }

    /// Relations between shown values only, of which each stands in one of these relations.
    fn said_of_the_same(&self, relations: &BTreeSet<usize>, of_value: &BTreeMap<usize, Vec<usize>>) -> Vec<usize> {
        let values: BTreeSet<usize> =
            relations.iter().flat_map(|at| &self.relations[*at].terms).map(|(value, _)| *value).collect();
        let near: BTreeSet<usize> = values.iter().flat_map(|value| &of_value[value]).copied().collect();
        let is_inside = |at: &usize| self.relations[*at].terms.iter().all(|(value, _)| values.contains(value));
        near.into_iter().filter(|at| !relations.contains(at)).filter(is_inside).collect()
    }
}

/// Values that are not shown and hang together, with all relations that say something of them.
struct Circle<'a> {
    knowledge: &'a Knowledge,
    unknown: Vec<usize>,
    relations: Vec<usize>,
    /// Relations between values that are shown, which count when only zeros are.
    known: Vec<usize>,
}

/// The range of each value that is known.
type Ranges = BTreeMap<usize, (f64, f64)>;

impl Circle<'_> {
    /// The ranges that follow from all that is shown.
    fn ranges(&self) -> Ranges {
        self.narrowed(&self.relations, |value| value)
    }

    /// The ranges that would follow if only zeros were shown, which nothing can hide.
    fn in_any_case(&self) -> Ranges {
        let all: Vec<usize> = self.relations.iter().chain(&self.known).copied().collect();
        let sums: Vec<usize> = all.into_iter().filter(|at| self.knowledge.relations[*at].is_sum()).collect();
        self.narrowed(&sums, Value::without_number)
    }

    fn narrowed(&self, relations: &[usize], known: fn(Value) -> Value) -> Ranges {
        let mut relations: Vec<Relation> = relations.iter().map(|at| self.knowledge.relations[*at].clone()).collect();
        relations.extend(differences(&relations));
        let numbers = relations.iter().flat_map(|relation| &relation.terms).map(|(value, _)| *value);
        let numbers: BTreeSet<usize> = numbers.chain(self.unknown.iter().copied()).collect();
        let values: BTreeMap<usize, Value> =
            numbers.into_iter().map(|number| (number, known(self.knowledge.values[number]))).collect();
        let mut ranges: Ranges = values.iter().map(|(number, value)| (*number, (value.low, value.high))).collect();
        for _ in 0..ROUNDS {
            let before = ranges.clone();
            relations.iter().for_each(|relation| relation.narrow(&values, &mut ranges));
            if before == ranges {
                break;
            }
        }
        ranges
    }

    /// The figures that have a part in what is known, one left out.
    fn others(&self, own: usize) -> BTreeSet<usize> {
        let relations = || self.relations.iter().map(|at| &self.knowledge.relations[*at]);
        let values = relations().flat_map(|relation| &relation.terms).map(|(value, _)| value).chain(&self.unknown);
        let figures = values.filter_map(|value| self.knowledge.figures.get(value)).flatten();
        figures
            .chain(relations().flat_map(|relation| &relation.figures))
            .copied()
            .filter(|figure| *figure != own)
            .collect()
    }
}

impl Relation {
    /// A sum of counts, as it holds whatever the numbers are.
    fn is_sum(&self) -> bool {
        self.low == 0.0 && self.high == 0.0
    }

    /// Two values without anything else.
    fn says_the_same(&self) -> bool {
        self.is_sum() && matches!(self.terms[..], [(_, a), (_, b)] if a == -b)
    }

    /// Narrows the range of each value to what the ranges of the others leave.
    fn narrow(&self, values: &BTreeMap<usize, Value>, ranges: &mut Ranges) {
        for (at, factor) in self.terms.iter().filter(|(_, factor)| *factor != 0.0) {
            let (mut low, mut high) = (self.low, self.high);
            for (other, factor) in self.terms.iter().filter(|(other, factor)| other != at && *factor != 0.0) {
                let (least, most) = ranges[other];
                let (a, b) = (factor * least, factor * most);
                low -= a.max(b);
                high -= a.min(b);
            }
            let (a, b) = (low / factor, high / factor);
            let (mut low, mut high) = (a.min(b), a.max(b));
            if values[at].is_whole {
                (low, high) = ((low - NEARLY).ceil(), (high + NEARLY).floor());
            }
            let range = ranges.get_mut(at).expect("every value has a range");
            *range = (range.0.max(low), range.1.min(high));
        }
    }
}

/// What follows from two sums together: their difference, without the values that both have.
fn differences(relations: &[Relation]) -> Vec<Relation> {
    let sums: Vec<&Relation> = relations.iter().filter(|relation| relation.is_sum()).take(PAIRS).collect();
    let mut found = Vec::new();
    for (at, one) in sums.iter().enumerate() {
        for other in &sums[at + 1..] {
            let shared = one.terms.iter().find_map(|(a, f)| Some(f / other.terms.iter().find(|(b, _)| a == b)?.1));
            let Some(factor) = shared else { continue };
            let mut terms: BTreeMap<usize, f64> = one.terms.iter().copied().collect();
            other.terms.iter().for_each(|(at, f)| *terms.entry(*at).or_default() -= f * factor);
            let terms = terms.into_iter().filter(|(_, factor)| *factor != 0.0).collect();
            found.push(Relation { terms, low: 0.0, high: 0.0, figures: Vec::new() });
        }
    }
    found
}

// --- From figures to knowledge ---------------------------------------------------------------------------------------

/// Puts what is published of a family of figures into knowledge.
struct Reader<'a> {
    figures: &'a [&'a Figure],
    knowledge: Knowledge,
    /// For each figure the numbers of its values; its rows follow each other, the whole last.
    numbers: BTreeMap<usize, Range<usize>>,
}

/// A row of a figure that others can have too.
struct Published<'a> {
    figure: usize,
    /// Its name; the whole has none.
    label: String,
    first: usize,
    periods: &'a [Period],
}

impl Published<'_> {
    fn at(&self, period: Period) -> Option<usize> {
        self.periods.binary_search(&period).ok().map(|at| self.first + at)
    }

    fn numbers(&self) -> impl Iterator<Item = (Period, usize)> {
        self.periods.iter().enumerate().map(|(at, period)| (*period, self.first + at))
    }
}

impl<'a> Reader<'a> {
    fn read(&mut self, family: &[usize]) {
        let rows: Vec<Published> = family.iter().flat_map(|at| self.figure(*at)).collect();
        let unit = |row: &&Published| self.figures[row.figure].keys.unit();
        let counts: Vec<&Published> = rows.iter().filter(|row| unit(row) == Some(Unit::Persons)).collect();
        let shares: Vec<&Published> = rows.iter().filter(|row| unit(row) == Some(Unit::Percent)).collect();
        self.same_counts(&counts);
        self.regions_together(&counts);
        self.shares(&shares, &counts);
        self.knowledge.join_what_is_the_same();
    }

    /// Reads the values of a figure with the sums in it; gives its rows.
    fn figure(&mut self, at: usize) -> Vec<Published<'a>> {
        let first = self.knowledge.values.len();
        let rows = self.values(at, first);
        self.numbers.insert(at, first..self.knowledge.values.len());
        rows
    }

    fn values(&mut self, at: usize, first: usize) -> Vec<Published<'a>> {
        let figure = self.figures[at];
        match &figure.data {
            Data::Series(data) if matches!(figure.keys.unit(), Some(Unit::Persons | Unit::Percent)) => {
                self.series(at, first, data)
            }
            Data::Quota(data) => {
                let quotas = data.employers.iter().flat_map(|employer| &employer.values).chain(&data.all);
                self.knowledge.values.extend(quotas.map(|quota| match (quota.staff_fte, quota.places_fte) {
                    _ if quota.suppressed => Value { low: 0.0, high: f64::INFINITY, is_whole: false },
                    (Some(staff), Some(_)) => Value::shown(staff),
                    // Who lacks one of both is not counted.
                    _ => Value::shown(0.0),
                }));
                self.sums(at, first, data.employers.len(), data.periods.len());
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn series(&mut self, figure: usize, first: usize, data: &'a SeriesData) -> Vec<Published<'a>> {
        let count = data.periods.len();
        let rows = || data.rows.iter().chain(&data.total);
        self.knowledge.values.extend(rows().flat_map(|row| &row.values).map(Value::of_cell));
        if data.total.is_some() && data.rows.len() > 1 && self.figures[figure].keys.unit() == Some(Unit::Persons) {
            self.sums(figure, first, data.rows.len(), count);
        }
        let published = |(at, label): (usize, String)| Published {
            figure,
            label,
            first: first + at * count,
            periods: &data.periods,
        };
        let mut labels: Vec<(usize, String)> =
            data.rows.iter().map(|row| row.name.to_lowercase()).enumerate().collect();
        if data.total.is_some() || data.rows.len() == 1 {
            labels.push((rows().count() - 1, String::new()));
        }
        labels.into_iter().map(published).collect()
    }

    /// Says that in each period the rows of a figure add up to the one behind them.
    fn sums(&mut self, figure: usize, first: usize, rows: usize, periods: usize) {
        for period in 0..periods {
            let number = |row: usize| first + row * periods + period;
            let parts = (0..rows).map(|row| (number(row), 1.0));
            self.knowledge.relate(parts.chain([(number(rows), -1.0)]).collect(), (0.0, 0.0), vec![figure]);
        }
    }

    /// Rows of the same name in figures of the same regions, when nothing that is shown says otherwise.
    fn same_counts(&mut self, rows: &[&Published]) {
        let mut alike: BTreeMap<(&str, Vec<Ref<Region>>), Vec<&Published>> = BTreeMap::new();
        for row in rows {
            alike.entry((&row.label, self.regions(row.figure))).or_default().push(row);
        }
        for rows in alike.into_values() {
            for (at, one) in rows.iter().enumerate() {
                for other in rows[at + 1..].iter().filter(|other| other.figure != one.figure) {
                    let both = one.numbers().filter_map(|(period, a)| Some(vec![(a, 1.0), (other.at(period)?, -1.0)]));
                    self.if_it_fits(both.collect(), vec![one.figure, other.figure]);
                }
            }
        }
    }

    /// Rows of single regions, and that of a figure of all of these regions, when nothing that is shown says otherwise.
    fn regions_together(&mut self, rows: &[&Published]) {
        let mut single: BTreeMap<(&str, Ref<Region>), &Published> = BTreeMap::new();
        for row in rows {
            if let [region] = self.regions(row.figure)[..] {
                single.entry((&row.label, region)).or_insert(row);
            }
        }
        for whole in rows {
            let label = whole.label.as_str();
            let parts: Option<Vec<&Published>> = match &self.regions(whole.figure)[..] {
                [_] => continue,
                // A figure of no region is often one of all regions.
                [] => Some(single.iter().filter(|((other, _), _)| *other == label).map(|(_, row)| *row).collect()),
                several => several.iter().map(|region| single.get(&(label, *region)).copied()).collect(),
            };
            let Some(parts) = parts.filter(|parts| parts.len() > 1) else { continue };
            let sum = |(period, whole): (Period, usize)| {
                let parts = parts.iter().map(|part| Some((part.at(period)?, 1.0)));
                parts.chain([Some((whole, -1.0))]).collect::<Option<Vec<_>>>()
            };
            let figures = parts.iter().map(|part| part.figure).chain([whole.figure]).collect();
            self.if_it_fits(whole.numbers().filter_map(sum).collect(), figures);
        }
    }

    /// Percentages of the outflow beside the outflow itself.
    fn shares(&mut self, shares: &[&Published], counts: &[&Published]) {
        for share in shares {
            let is_of_outflow = self.figures[share.figure].keys.denominator == Some(Denominator::Outflow);
            let regions = self.regions(share.figure);
            let here = |row: &&&Published| self.regions(row.figure) == regions;
            let find = |label: &str| counts.iter().filter(here).find(|row| row.label == label);
            let (Some(part), Some(whole)) = (find(&share.label), find("")) else { continue };
            if !is_of_outflow || share.label.is_empty() {
                continue;
            }
            let figures = vec![share.figure, part.figure, whole.figure];
            for (period, number) in share.numbers() {
                let (Some(percent), Some(part), Some(whole)) = (self.shown(number), part.at(period), whole.at(period))
                else {
                    continue;
                };
                let margin = 0.5 / 10_f64.powi(decimals(percent).max(1));
                let terms = |percent: f64| vec![(part, 1.0), (whole, -percent / 100.0)];
                self.knowledge.relate(terms(percent + margin), (f64::NEG_INFINITY, 0.0), figures.clone());
                self.knowledge.relate(terms(percent - margin), (0.0, f64::INFINITY), figures.clone());
            }
        }
    }

    /// Relates values in each period as sums that are zero, unless a period that is shown speaks against it. Outflow says
    /// all of what it counts; of anything else some period has to speak for it.
    fn if_it_fits(&mut self, sums: Vec<Vec<(usize, f64)>>, figures: Vec<usize>) {
        let result =
            |sum: &Vec<(usize, f64)>| sum.iter().map(|(at, f)| Some(self.shown(*at)? * f)).sum::<Option<f64>>();
        let results: Vec<f64> = sums.iter().filter_map(result).collect();
        let is_outflow = self.figures[figures[0]].keys.kind.value == FigureKind::Outflow;
        if results.iter().all(|result| result.abs() < NEARLY) && (is_outflow || !results.is_empty()) {
            sums.into_iter().for_each(|sum| self.knowledge.relate(sum, (0.0, 0.0), figures.clone()));
        }
    }

    fn shown(&self, value: usize) -> Option<f64> {
        Some(self.knowledge.values[value]).filter(|value| value.is_shown()).map(|value| value.low)
    }

    fn regions(&self, figure: usize) -> Vec<Ref<Region>> {
        let mut regions = self.figures[figure].regions.clone();
        regions.sort_unstable();
        regions
    }

    // --- What follows ------------------------------------------------------------------------------------------------

    fn report(&self, below: f64, language: Language, diagnostics: &mut Diagnostics) {
        let hidden = self.hidden();
        for (number, all) in &hidden {
            // Shown in one figure and hidden in another.
            let value = self.knowledge.values[*number];
            for (at, taken) in
                all.iter().filter(|(_, taken)| says_more((value.low, value.high), 1.0, taken.value, below))
            {
                let others = self.knowledge.figures.get(number).into_iter().flatten().copied();
                let others = others.filter(|other| other != at).collect();
                self.expose(*at, taken, (value.low, value.high), &others, language, diagnostics);
            }
        }
        for circle in self.knowledge.circles() {
            let (ranges, in_any_case) = (circle.ranges(), circle.in_any_case());
            let hidden = circle.unknown.iter().filter_map(|number| Some((number, hidden.get(number)?)));
            for (number, (at, taken)) in hidden.flat_map(|(number, all)| all.iter().map(move |one| (number, one))) {
                if says_more(ranges[number], in_any_case[number].0, taken.value, below) {
                    self.expose(*at, taken, ranges[number], &circle.others(*at), language, diagnostics);
                }
            }
        }
    }

    fn expose(
        &self,
        at: usize,
        taken: &TakenOut,
        range: (f64, f64),
        others: &BTreeSet<usize>,
        language: Language,
        diagnostics: &mut Diagnostics,
    ) {
        let figure = self.figures[at];
        let others: Vec<&Figure> = others.iter().map(|at| self.figures[*at]).collect();
        let title = |figure: &&Figure| figure.keys.page.title.span;
        let problem = exposed(figure, taken, range, &others, language);
        diagnostics.report_with(title(&figure), problem, others.iter().map(title).collect());
    }

    /// The values that are hidden by their number, each with its figures.
    fn hidden(&self) -> BTreeMap<usize, Vec<(usize, TakenOut)>> {
        let mut hidden: BTreeMap<usize, Vec<(usize, TakenOut)>> = BTreeMap::new();
        for (at, numbers) in &self.numbers {
            let periods = self.figures[*at].data.periods().len();
            let number = |taken: &TakenOut| numbers.start + taken.row * periods + taken.period;
            // Beyond them lie rows that hang together with no others.
            for taken in self.figures[*at].taken_out.iter().filter(|taken| numbers.contains(&number(taken))) {
                hidden.entry(self.knowledge.standing_for(number(taken))).or_default().push((*at, *taken));
            }
        }
        hidden
    }
}

/// True when a range says more of a hidden value than that it is small, or that it is not: and says so truly.
fn says_more((low, high): (f64, f64), least: f64, value: f64, below: f64) -> bool {
    let is_true = value > low - NEARLY && value < high + NEARLY;
    let is_large = low > below - NEARLY;
    let is_any_small = low < least.max(1.0) + NEARLY && high > below - 1.0 - NEARLY;
    is_true && !is_large && !is_any_small
}

fn exposed(figure: &Figure, taken: &TakenOut, range: (f64, f64), others: &[&Figure], language: Language) -> Problem {
    let text = |value: f64| language.number(value, if value.fract() == 0.0 { 0 } else { 1 });
    let conclusion = Conclusion {
        row: figure.data.row_name(taken.row).map(str::to_owned),
        period: figure.data.periods()[taken.period].to_string(),
        low: text(range.0),
        high: Some(range.1).filter(|high| high.is_finite()).map(text),
        others: others.iter().map(|figure| figure.id.clone()).collect(),
    };
    Problem::Exposed { conclusion: Box::new(conclusion) }
}

/// Digits behind the point that a number is written with.
fn decimals(value: f64) -> i32 {
    value.to_string().split_once('.').map_or(0, |(_, digits)| digits.len() as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HIDDEN: Value = Value { low: 1.0, high: f64::INFINITY, is_whole: true };

    /// Ranges that follow from values and sums: parts and, last, the whole.
    fn ranges(values: &[Value], sums: &[&[usize]]) -> Vec<(f64, f64)> {
        let mut knowledge = Knowledge { values: values.to_vec(), ..Knowledge::default() };
        for sum in sums {
            let (whole, parts) = sum.split_last().expect("a sum has a whole");
            let parts = parts.iter().map(|part| (*part, 1.0));
            knowledge.relate(parts.chain([(*whole, -1.0)]).collect(), (0.0, 0.0), vec![0]);
        }
        found(&knowledge)
    }

    /// All ranges in the order of the values; those that are shown have none.
    fn found(knowledge: &Knowledge) -> Vec<(f64, f64)> {
        let mut found = vec![(f64::NAN, f64::NAN); knowledge.values.len()];
        for circle in knowledge.circles() {
            let ranges = circle.ranges();
            circle.unknown.iter().for_each(|number| found[*number] = ranges[number]);
        }
        found
    }

    #[test]
    fn a_single_hidden_part_is_worked_out() {
        let found = ranges(&[HIDDEN, Value::shown(30.0), Value::shown(38.0)], &[&[0, 1, 2]]);
        assert_eq!(found[0], (8.0, 8.0));
        assert!(says_more(found[0], 1.0, 8.0, 10.0));
    }

    #[test]
    fn two_hidden_parts_leave_a_range() {
        let found = ranges(&[HIDDEN, HIDDEN, Value::shown(40.0), Value::shown(78.0)], &[&[0, 1, 2, 3]]);
        assert_eq!(found[0], (1.0, 37.0));
        assert!(!says_more(found[0], 1.0, 8.0, 10.0));
        let few = ranges(&[HIDDEN, HIDDEN, Value::shown(5.0)], &[&[0, 1, 2]]);
        assert!(says_more(few[0], 1.0, 3.0, 10.0), "3 + 2 = 5 leaves 1 to 4");
    }

    #[test]
    fn what_only_two_sums_together_say_is_found() {
        // a + b = 20 and a + b + c = 25.
        let values = [HIDDEN, HIDDEN, HIDDEN, Value::shown(20.0), Value::shown(25.0)];
        assert_eq!(ranges(&values, &[&[0, 1, 3], &[0, 1, 2, 4]])[2], (5.0, 5.0));
    }

    #[test]
    fn values_that_are_the_same_are_known_together() {
        // A hidden one that another figure shows, and one that follows from it.
        let values = vec![HIDDEN, Value::shown(30.0), HIDDEN, Value::shown(38.0)];
        let mut knowledge = Knowledge { values, ..Knowledge::default() };
        knowledge.relate(vec![(0, 1.0), (1, 1.0), (2, -1.0)], (0.0, 0.0), vec![0]);
        knowledge.relate(vec![(2, 1.0), (3, -1.0)], (0.0, 0.0), vec![0, 1]);
        knowledge.join_what_is_the_same();
        assert!(knowledge.values[knowledge.standing_for(3)].is_shown());
        assert_eq!(found(&knowledge)[0], (8.0, 8.0));
        assert_eq!(knowledge.figures[&2], BTreeSet::from([0, 1]));
    }

    #[test]
    fn a_conclusion_that_is_wrong_exposes_nobody() {
        assert!(!says_more((12.0, 12.0), 1.0, 8.0, 10.0));
        assert!(!says_more((4.0, 4.0), 1.0, 8.0, 10.0));
    }

    #[test]
    fn a_large_count_and_what_holds_in_any_case_may_be_known() {
        assert!(!says_more((30.0, 30.0), 1.0, 30.0, 10.0));
        assert!(!says_more((2.0, 40.0), 2.0, 8.0, 10.0));
        assert!(says_more((2.0, 40.0), 1.0, 8.0, 10.0));
    }

    #[test]
    fn a_percentage_narrows_what_it_is_a_part_of() {
        let mut knowledge = Knowledge { values: vec![HIDDEN, Value::shown(190.0)], ..Knowledge::default() };
        knowledge.relate(vec![(0, 1.0), (1, -0.0425)], (f64::NEG_INFINITY, 0.0), vec![0]);
        knowledge.relate(vec![(0, 1.0), (1, -0.0415)], (0.0, f64::INFINITY), vec![0]);
        assert_eq!(found(&knowledge)[0], (8.0, 8.0));
    }

    #[test]
    fn decimals_are_those_that_a_number_is_written_with() {
        assert_eq!([4.0, 4.2, 4.25].map(decimals), [0, 1, 2]);
    }
}
