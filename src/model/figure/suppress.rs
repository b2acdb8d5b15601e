//! Small counts of persons are taken out, and enough related counts with them.
//!
//! In: the values of all figures as they are written. Out: the same figures without what must not be seen. Nothing that
//! shows a value comes before this, so what is computed from values is computed from what is left.
//!
//! **What must not be seen** (primary suppression): a count above 0 and below the threshold `below`, and one that the
//! source itself keeps secret. The staff of an employer is such a count, also where only what follows from it is shown.
//!
//! **What would give it away** (secondary suppression): a reader adds and subtracts, in one figure and across figures
//! ([`super::ties`]), and knows this program: that a count which is not shown is at least 1, since zeros are shown. Of
//! every count that is not shown, either nothing may follow but that it can be any from 1 up to `below` − 1, or that it
//! is no small count at all. This is the protection interval of statistical disclosure control (Hundepool and others,
//! "Statistical Disclosure Control", 2012). It holds for sums too: were several counts together known to be fewer than
//! `below`, each would be known to be fewer than `below` − 1.
//!
//! **What goes next** is the part that stands nearest in the file, not the smallest. Who knows that the smallest goes
//! can conclude that what is not shown is no greater than what is: 8 and 30 of 38 hidden beside a shown 31 would say
//! that the smaller is at least 7. Neither the rule nor the choice looks at a value that is hidden, so neither says
//! anything of it.

use super::super::format::{Gap, Unit};
use super::bounds::Unknowns;
use super::series::Cell;
use super::ties::{Count, Sum, Ties};
use super::{Data, Figure};

/// How far values may differ and still be the same.
const NEARLY: f64 = 1e-6;

/// Takes out of figures what must not be seen, and what would give it away: the nearest first, totals last.
pub(super) fn suppress(figures: &mut [Figure], below: f64) {
    if !figures.iter().any(|figure| has_small(figure, below)) {
        return;
    }
    let ties = Ties::of(figures);
    let hidden = Protection::of(&ties, below).protect();
    ties.take_out(&hidden, figures);
}

/// True when there is anything to hide; most sites have nothing.
fn has_small(figure: &Figure, below: f64) -> bool {
    let is_small = |value: Option<f64>| value.is_some_and(|value| value > 0.0 && value < below);
    let is_secret = |cell: &Cell| cell.value.is_none() && cell.gap == Gap::Withheld;
    match &figure.data {
        Data::Series(data) if figure.keys.unit() == Some(Unit::Persons) => {
            let flows = data.flows.iter().flat_map(|flows| [&flows.inflow, &flows.outflow]);
            let rows = data.rows.iter().chain(&data.total).chain(flows).chain(&data.staff);
            let mut cells = rows.flat_map(|row| &row.values);
            cells.any(|cell| is_small(cell.value) || is_secret(cell))
        }
        Data::Capacity(data) => {
            let mut persons = data.persons().into_iter().flatten().flatten().flatten();
            let mut staff = data.employers.iter().flat_map(|(_, employer)| &employer.staff).flatten();
            persons.any(|cell| is_small(cell.value) || is_secret(cell)) || staff.any(|cell| is_small(cell.value))
        }
        Data::Quota(data) => data.employers.iter().flat_map(|e| &e.values).any(|quota| is_small(quota.staff_fte)),
        _ => false,
    }
}

/// Which counts are hidden, and why that is enough.
struct Protection<'a> {
    ties: &'a Ties,
    below: f64,
    hidden: Vec<bool>,
    /// For each count the sums in which it stands.
    sums: Vec<Vec<usize>>,
}

impl<'a> Protection<'a> {
    fn of(ties: &'a Ties, below: f64) -> Protection<'a> {
        let mut sums = vec![Vec::new(); ties.counts.len()];
        for (at, sum) in ties.sums.iter().enumerate() {
            sum.counts().for_each(|count| sums[count].push(at));
        }
        Protection { ties, below, hidden: vec![false; ties.counts.len()], sums }
    }

    /// Hides what is small, and then as much as it needs.
    fn protect(mut self) -> Vec<bool> {
        let is_small = |count: &Count| count.value.is_some_and(|value| value > 0.0 && value < self.below);
        let counts = self.ties.counts.iter().enumerate().filter(|(_, count)| is_small(count) || count.is_secret);
        let small: Vec<usize> = counts.map(|(number, _)| number).collect();
        small.iter().for_each(|count| self.hidden[*count] = true);
        for count in small {
            while let Some(next) = self.next(count) {
                self.hidden[next] = true;
            }
        }
        self.hidden
    }

    /// The count that has to go next, for the hidden ones that are tied to one; none when all of them are safe, or when
    /// nothing more can be done.
    fn next(&self, count: usize) -> Option<usize> {
        let group = self.group(count);
        let sums = self.sums_of(&group);
        let system = self.system(&group, &sums);
        let is_unsafe = |at: &usize| self.hidden[group[*at]] && !self.is_safe(group[*at], system.range(*at), &sums);
        let in_danger: Vec<usize> = (0..group.len()).filter(is_unsafe).map(|at| group[at]).collect();
        if in_danger.is_empty() { None } else { self.least_costly(&in_danger, sums) }
    }

    /// A hidden count with all hidden counts and gaps that sums tie to it.
    fn group(&self, count: usize) -> Vec<usize> {
        let mut group = vec![count];
        let mut at = 0;
        while at < group.len() {
            for sum in self.known_sums(group[at]) {
                for other in sum.counts().filter(|other| self.is_unknown(*other)) {
                    if !group.contains(&other) {
                        group.push(other);
                    }
                }
            }
            at += 1;
        }
        group
    }

    /// The sums of a count. One whose whole is a gap says nothing.
    fn known_sums(&self, count: usize) -> impl Iterator<Item = &'a Sum> {
        let ties = self.ties;
        let sums = self.sums[count].iter().map(move |at| &ties.sums[*at]);
        sums.filter(|sum| sum.wholes.iter().all(|(whole, _)| ties.counts[*whole].value.is_some()))
    }

    fn sums_of(&self, group: &[usize]) -> Vec<&'a Sum> {
        let mut sums: Vec<&Sum> = group.iter().flat_map(|count| self.known_sums(*count)).collect();
        sums.sort_unstable();
        sums.dedup();
        sums
    }

    /// What a reader knows of the counts of a group; they have the numbers of their places in it.
    fn system(&self, group: &[usize], sums: &[&Sum]) -> Unknowns {
        let mut system = Unknowns::default();
        for count in group {
            let least = if self.hidden[*count] { self.ties.counts[*count].least } else { 0.0 };
            system.add(least, f64::INFINITY);
        }
        for sum in sums {
            let (mut unknown, mut known) = (Vec::new(), 0.0);
            for (count, sign) in sum.signed() {
                match group.iter().position(|other| *other == count) {
                    Some(at) => unknown.push((at, sign)),
                    None => known -= sign * self.value(count).expect("what is no gap has a value"),
                }
            }
            system.sum(unknown, known);
        }
        system
    }

    /// True when the range that a reader finds says nothing but that a count is small, or that it is not.
    fn is_safe(&self, count: usize, range: Option<(f64, f64)>, sums: &[&Sum]) -> bool {
        // A total that was rounded can leave a range without the count itself; then it says more than it seems to.
        let holds = |(low, high): &(f64, f64)| self.value(count).is_none_or(|v| v > low - NEARLY && v < high + NEARLY);
        let Some((low, high)) = range.filter(holds) else { return false };
        let is_large = low > self.below - NEARLY;
        let can_be_least = || low < 1.0 + NEARLY || low < self.least(count, sums) + NEARLY;
        is_large || (high > self.below - 1.0 - NEARLY && can_be_least())
    }

    /// The least that a count can be whatever is shown of the others: two people more than none in each of two parts
    /// are two in the whole.
    fn least(&self, count: usize, sums: &[&Sum]) -> f64 {
        let mut counts: Vec<usize> = sums.iter().flat_map(|sum| sum.counts()).chain([count]).collect();
        counts.sort_unstable();
        counts.dedup();
        let place = |count: usize| counts.binary_search(&count).expect("all counts are there");
        let mut system = Unknowns::default();
        for count in &counts {
            match self.value(*count) {
                Some(value) if value > 0.0 => system.add(self.ties.counts[*count].least, f64::INFINITY),
                Some(value) => system.add(value, value),
                None => system.add(0.0, f64::INFINITY),
            };
        }
        for sum in sums {
            system.sum(sum.signed().map(|(count, sign)| (place(count), sign)).collect(), 0.0);
        }
        system.range(place(count)).map_or(1.0, |(low, _)| low)
    }

    /// The count that can still go at least cost: of the sum that leaves the fewest unknown, the part that stands
    /// nearest to a hidden one in the file, before its whole. A hidden count that one sum gives away hides no other, so
    /// such a sum comes before those of the counts in danger.
    fn least_costly(&self, in_danger: &[usize], mut sums: Vec<&Sum>) -> Option<usize> {
        let unknown = |sum: &Sum| sum.counts().filter(|count| self.is_unknown(*count)).count();
        sums.sort_by_key(|sum| (unknown(sum), !sum.counts().any(|count| in_danger.contains(&count))));
        sums.into_iter().find_map(|sum| {
            // Zeros stay: that there is nobody gives nobody away.
            let can_go = |count: &usize| !self.hidden[*count] && self.value(*count).is_some_and(|value| value > 0.0);
            let hidden = || sum.counts().filter(|count| self.hidden[*count]);
            let distance = |part: usize| hidden().map(|other| (part > other, part.abs_diff(other))).min();
            let of = |terms: &[(usize, i8)]| terms.iter().map(|(count, _)| *count).filter(can_go).collect::<Vec<_>>();
            let nearest = of(&sum.parts).into_iter().min_by_key(|part| distance(*part));
            nearest.or_else(|| of(&sum.wholes).first().copied())
        })
    }

    fn is_unknown(&self, count: usize) -> bool {
        self.hidden[count] || self.value(count).is_none()
    }

    fn value(&self, count: usize) -> Option<f64> {
        self.ties.counts[count].value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers of the counts that are hidden below 10.
    fn hidden(values: &[Option<f64>], sums: &[(usize, &[usize])]) -> Vec<usize> {
        let ties = Ties::of_counts(values, sums);
        let hidden = Protection::of(&ties, 10.0).protect();
        (0..values.len()).filter(|count| hidden[*count]).collect()
    }

    /// The same for parts and, last, their total.
    fn hidden_of_total(values: &[f64]) -> Vec<usize> {
        let parts: Vec<usize> = (0..values.len() - 1).collect();
        let values: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
        hidden(&values, &[(parts.len(), &parts)])
    }

    #[test]
    fn a_small_count_goes_alone_when_nothing_is_added_up() {
        assert_eq!(hidden(&[Some(8.0), Some(30.0), Some(0.0), Some(10.0)], &[]), [0]);
    }

    #[test]
    fn a_small_count_takes_the_one_above_it_with_it_when_there_is_a_total() {
        assert_eq!(hidden_of_total(&[40.0, 30.0, 8.0, 20.0, 98.0]), [1, 2]);
        assert_eq!(hidden_of_total(&[8.0, 30.0, 40.0, 78.0]), [0, 1]);
        assert_eq!(hidden_of_total(&[40.0, 0.0, 8.0, 20.0, 68.0]), [0, 2]);
    }

    #[test]
    fn nothing_goes_when_nothing_is_small() {
        assert!(hidden_of_total(&[10.0, 0.0, 40.0, 50.0]).is_empty());
    }

    #[test]
    fn small_counts_that_hide_each_other_need_no_other() {
        assert_eq!(hidden_of_total(&[8.0, 9.0, 40.0, 57.0]), [0, 1]);
        // 1 + 1 = 2, and 3 + 3 + 4 = 10 of which none can be 9.
        assert_eq!(hidden_of_total(&[30.0, 1.0, 1.0, 40.0, 72.0]), [0, 1, 2]);
        assert_eq!(hidden_of_total(&[3.0, 3.0, 4.0, 50.0, 60.0]), [0, 1, 2, 3]);
    }

    #[test]
    fn a_total_goes_when_no_part_is_left_to_go_and_when_it_is_small() {
        assert_eq!(hidden_of_total(&[0.0, 8.0, 0.0, 8.0]), [1, 3]);
        assert_eq!(hidden_of_total(&[3.0, 3.0, 4.0, 10.0]), [0, 1, 2, 3]);
        assert_eq!(hidden_of_total(&[0.0, 1.0, 12.0]), [1, 2]);
    }

    #[test]
    fn a_gap_is_unknown_to_a_reader_too() {
        let values = [Some(8.0), None, Some(40.0), Some(90.0)];
        assert_eq!(hidden(&values, &[(3, &[0, 1, 2])]), [0]);
        // 9 is the greatest that fits, but then the gap would be 0: still, it can be.
        assert_eq!(hidden(&[Some(8.0), None, Some(40.0), Some(49.0)], &[(3, &[0, 1, 2])]), [0]);
        assert_eq!(hidden(&[Some(8.0), None, Some(40.0), Some(48.0)], &[(3, &[0, 1, 2])]), [0, 2]);
        assert_eq!(hidden(&[Some(8.0), Some(40.0), None], &[(2, &[0, 1])]), [0]);
    }

    #[test]
    fn a_total_that_is_rounded_is_taken_as_exact() {
        // The parts are 8 and 995; the total says 1000, so that 5 would seem to be left.
        assert_eq!(hidden_of_total(&[8.0, 995.0, 1000.0]), [0, 1]);
        assert_eq!(hidden_of_total(&[8.0, 0.0, 3.0]), [0, 2]);
    }

    #[test]
    fn a_total_that_goes_in_one_figure_takes_one_from_the_other_with_it() {
        let values = [Some(3.0), Some(3.0), Some(4.0), Some(10.0), Some(0.0), Some(10.0)];
        assert_eq!(hidden(&values, &[(3, &[0, 1, 2]), (3, &[4, 5])]), [0, 1, 2, 3, 5]);
    }

    #[test]
    fn what_the_source_keeps_secret_is_not_given_away_by_a_total() {
        let mut ties = Ties::of_counts(&[None, Some(30.0), Some(40.0), Some(75.0)], &[(3, &[0, 1, 2])]);
        ties.counts[0].is_secret = true;
        assert_eq!(Protection::of(&ties, 10.0).protect(), [true, true, false, false]);
    }

    #[test]
    fn a_part_of_two_figures_is_hidden_for_both() {
        // 8 30 60 = 98 and 8 90 = 98: the 8 is in both.
        let values = [Some(8.0), Some(30.0), Some(60.0), Some(98.0), Some(90.0)];
        assert_eq!(hidden(&values, &[(3, &[0, 1, 2]), (3, &[0, 4])]), [0, 1, 4]);
    }

    #[test]
    fn a_table_of_regions_and_branches_gives_nothing_away() {
        // Two regions (rows of three branches and a total) and both together.
        let values: Vec<Option<f64>> =
            [5.0, 20.0, 30.0, 55.0, 50.0, 60.0, 70.0, 180.0, 55.0, 80.0, 100.0, 235.0].map(Some).into();
        let sums: [(usize, &[usize]); 7] = [
            (3, &[0, 1, 2]),
            (7, &[4, 5, 6]),
            (11, &[8, 9, 10]),
            (8, &[0, 4]),
            (9, &[1, 5]),
            (10, &[2, 6]),
            (11, &[3, 7]),
        ];
        let hidden = hidden(&values, &sums);
        // A rectangle: the small count, one beside it, and the same two of the other region.
        assert_eq!(hidden, [0, 1, 4, 5]);
    }
}
