//! What a reader knows of values: the range of each, and what they add up to. What follows is found by narrowing ranges
//! until nothing changes, and by the differences of two sums.

use std::collections::{BTreeMap, BTreeSet};

use super::super::figure::series::Cell;
use super::super::format::Gap;
use super::NEARLY;

/// Rounds after which ranges are narrow enough; each makes them narrower, and few are needed.
const ROUNDS: usize = 50;
/// Relations of one circle of which differences are looked at as well; more hang together in no real site.
const PAIRS: usize = 200;

/// All values of a family of figures, and how they hang together.
#[derive(Default)]
pub(super) struct Knowledge {
    pub values: Vec<Value>,
    relations: Vec<Relation>,
    /// Values that are the same as one with a lower number, once they are joined.
    same: BTreeMap<usize, usize>,
    /// The figures that a value stands in, when it stands in several.
    pub figures: BTreeMap<usize, BTreeSet<usize>>,
}

/// What is known of a value at first: its range, which is one number when it is shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Value {
    pub low: f64,
    pub high: f64,
    /// The least that it can be when it is not zero and not shown.
    least: f64,
    /// It counts persons, and so has no fraction.
    is_whole: bool,
}

/// Values that, each times its factor, add up to something between two bounds.
#[derive(Debug, Clone)]
pub(super) struct Relation {
    terms: Vec<(usize, f64)>,
    low: f64,
    high: f64,
    /// Figures that say so.
    figures: Vec<usize>,
}

impl Value {
    pub(super) fn shown(value: f64) -> Value {
        Value { low: value, high: value, least: 1.0, is_whole: false }
    }

    /// What a reader knows of a cell. Of a count that is not shown it is known that somebody was counted, since zeros
    /// are shown; `least` is what is known of a part of somebody.
    pub(super) fn of_cell(cell: &Cell, least: f64, is_whole: bool) -> Value {
        let unknown = |low| Value { low, high: f64::INFINITY, least, is_whole };
        match cell.value {
            Some(value) => Value { least, ..Value::shown(value) },
            None if cell.suppressed => unknown(least),
            None if cell.gap == Gap::Impossible => Value::shown(0.0),
            None => unknown(least.min(0.0)),
        }
    }

    pub(super) fn is_shown(self) -> bool {
        self.low == self.high
    }

    /// The same when only zeros were shown.
    fn without_number(self) -> Value {
        match self.is_shown() && self.low != 0.0 {
            true => Value { low: self.low.min(self.least), high: f64::INFINITY, ..self },
            false => self,
        }
    }
}

impl Knowledge {
    pub(super) fn relate(&mut self, terms: Vec<(usize, f64)>, (low, high): (f64, f64), figures: Vec<usize>) {
        self.relations.push(Relation { terms, low, high, figures });
    }

    /// Makes values that are the same one value: what is known of one is known of all.
    pub(super) fn join_what_is_the_same(&mut self) {
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

    pub(super) fn standing_for(&self, mut value: usize) -> usize {
        while let Some(first) = self.same.get(&value) {
            value = *first;
        }
        value
    }

    /// The relations that hang together with each value that is not shown: all that can say anything of it.
    pub(super) fn circles(&self) -> Vec<Circle<'_>> {
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
pub(super) struct Circle<'a> {
    knowledge: &'a Knowledge,
    pub unknown: Vec<usize>,
    relations: Vec<usize>,
    /// Relations between values that are shown, which count when only zeros are.
    known: Vec<usize>,
}

/// The range of each value that is known.
pub(super) type Ranges = BTreeMap<usize, (f64, f64)>;

impl Circle<'_> {
    /// The ranges that follow from all that is shown.
    pub(super) fn ranges(&self) -> Ranges {
        self.narrowed(&self.relations, |value| value)
    }

    /// The ranges that would follow if only zeros were shown, which nothing can hide.
    pub(super) fn in_any_case(&self) -> Ranges {
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
    pub(super) fn others(&self, own: usize) -> BTreeSet<usize> {
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

#[cfg(test)]
mod tests {
    use super::super::says_more;
    use super::*;

    const HIDDEN: Value = Value { low: 1.0, high: f64::INFINITY, least: 1.0, is_whole: true };

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
    fn a_percentage_narrows_what_it_is_a_part_of() {
        let mut knowledge = Knowledge { values: vec![HIDDEN, Value::shown(190.0)], ..Knowledge::default() };
        knowledge.relate(vec![(0, 1.0), (1, -0.0425)], (f64::NEG_INFINITY, 0.0), vec![0]);
        knowledge.relate(vec![(0, 1.0), (1, -0.0415)], (0.0, f64::INFINITY), vec![0]);
        assert_eq!(found(&knowledge)[0], (8.0, 8.0));
    }
}
