//! What can be concluded about unknown counts from sums that are known: the least and the greatest value of each.
//!
//! This is the question of an attacker, asked before anything is published. It is a linear program, solved exactly by
//! the simplex method with Bland's rule, which cannot cycle (R.G. Bland, "New finite pivoting rules for the simplex
//! method", 1977). All coefficients are 1 or −1 and there are few unknowns, so that no precision is lost.

/// What counts as zero. Counts are whole numbers, so far less would matter to nobody.
const NEARLY: f64 = 1e-7;

/// Unknown counts with all that is known of them.
#[derive(Debug, Default, Clone)]
pub(super) struct Unknowns {
    low: Vec<f64>,
    high: Vec<f64>,
    sums: Vec<(Vec<(usize, f64)>, f64)>,
}

impl Unknowns {
    /// Adds a count that lies between two values; `high` can be infinite. Gives its place.
    pub fn add(&mut self, low: f64, high: f64) -> usize {
        self.low.push(low);
        self.high.push(high);
        self.low.len() - 1
    }

    /// Says that counts, each times its factor, add up to a value.
    pub fn sum(&mut self, counts: Vec<(usize, f64)>, value: f64) {
        self.sums.push((counts, value));
    }

    /// The least and the greatest value that a count can have; none when nothing fits all that is known.
    pub fn range(&self, count: usize) -> Option<(f64, f64)> {
        let start = Tableau::new(self)?;
        let extreme = |sign: f64| sign * start.clone().maximise(&[(count, sign)]);
        Some((self.low[count] + extreme(-1.0), self.low[count] + extreme(1.0)))
    }
}

/// Equations in the form of the simplex method: each row holds factors and, last, its value; each row has a column of
/// its own (its basis) that is 1 there and 0 in all other rows.
#[derive(Debug, Clone)]
struct Tableau {
    rows: Vec<Vec<f64>>,
    basis: Vec<usize>,
    columns: usize,
}

impl Tableau {
    /// A first solution: counts less their least values. None when there is none.
    fn new(unknowns: &Unknowns) -> Option<Tableau> {
        let count = unknowns.low.len();
        let bounded: Vec<usize> = (0..count).filter(|i| unknowns.high[*i].is_finite()).collect();
        if bounded.iter().any(|i| unknowns.high[*i] < unknowns.low[*i] - NEARLY) {
            return None;
        }
        let columns = count + bounded.len();
        let mut tableau = Tableau { rows: Vec::new(), basis: Vec::new(), columns: columns + unknowns.sums.len() };
        for (at, unknown) in bounded.iter().enumerate() {
            let mut row = vec![0.0; tableau.columns + 1];
            (row[*unknown], row[count + at]) = (1.0, 1.0);
            row[tableau.columns] = unknowns.high[*unknown] - unknowns.low[*unknown];
            tableau.rows.push(row);
            tableau.basis.push(count + at);
        }
        for (at, (counts, value)) in unknowns.sums.iter().enumerate() {
            let mut row = vec![0.0; tableau.columns + 1];
            row[tableau.columns] = *value;
            for (unknown, factor) in counts {
                row[*unknown] += factor;
                row[tableau.columns] -= factor * unknowns.low[*unknown];
            }
            if row[tableau.columns] < 0.0 {
                row.iter_mut().for_each(|factor| *factor = -*factor);
            }
            row[columns + at] = 1.0;
            tableau.rows.push(row);
            tableau.basis.push(columns + at);
        }
        tableau.without_what_is_missing(columns)
    }

    /// Lets what is missing in each sum (the columns from `columns` on) become zero. None when it cannot.
    fn without_what_is_missing(mut self, columns: usize) -> Option<Tableau> {
        let missing: Vec<(usize, f64)> = (columns..self.columns).map(|column| (column, -1.0)).collect();
        if self.maximise(&missing) < -NEARLY {
            return None;
        }
        for at in (0..self.rows.len()).rev().filter(|at| self.basis[*at] >= columns).collect::<Vec<_>>() {
            match (0..columns).find(|column| self.rows[at][*column].abs() > NEARLY) {
                Some(column) => self.pivot(at, column),
                // The sum says what others say together.
                None => {
                    self.rows.remove(at);
                    self.basis.remove(at);
                }
            }
        }
        for row in &mut self.rows {
            row.drain(columns..self.columns);
        }
        self.columns = columns;
        Some(self)
    }

    /// The greatest value of an objective; infinite when there is none.
    fn maximise(&mut self, objective: &[(usize, f64)]) -> f64 {
        let gain = |column: usize| objective.iter().filter(|(c, _)| *c == column).map(|(_, gain)| gain).sum::<f64>();
        loop {
            let basic: Vec<f64> = self.basis.iter().map(|column| gain(*column)).collect();
            let reduced = |column: usize| {
                gain(column) - self.rows.iter().zip(&basic).map(|(row, gain)| row[column] * gain).sum::<f64>()
            };
            let Some(entering) = (0..self.columns).find(|column| reduced(*column) > NEARLY) else {
                return self.rows.iter().zip(&basic).map(|(row, gain)| row[self.columns] * gain).sum();
            };
            let leaving = (0..self.rows.len()).filter(|at| self.rows[*at][entering] > NEARLY).min_by(|a, b| {
                let ratio = |at: usize| self.rows[at][self.columns] / self.rows[at][entering];
                ratio(*a).total_cmp(&ratio(*b)).then(self.basis[*a].cmp(&self.basis[*b]))
            });
            match leaving {
                Some(at) => self.pivot(at, entering),
                None => return f64::INFINITY,
            }
        }
    }

    /// Makes a column the basis of a row.
    fn pivot(&mut self, at: usize, column: usize) {
        let factor = self.rows[at][column];
        self.rows[at].iter_mut().for_each(|value| *value /= factor);
        let pivot = self.rows[at].clone();
        for (_, row) in self.rows.iter_mut().enumerate().filter(|(other, _)| *other != at) {
            let factor = row[column];
            if factor != 0.0 {
                row.iter_mut().zip(&pivot).for_each(|(value, pivot)| *value -= factor * pivot);
            }
        }
        self.basis[at] = column;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(number: usize) -> Unknowns {
        let mut unknowns = Unknowns::default();
        (0..number).for_each(|_| _ = unknowns.add(1.0, f64::INFINITY));
        unknowns
    }

    fn sum(unknowns: &mut Unknowns, of: &[usize], value: f64) {
        unknowns.sum(of.iter().map(|count| (*count, 1.0)).collect(), value);
    }

    #[test]
    fn a_count_without_a_sum_can_be_anything() {
        assert_eq!(counts(1).range(0), Some((1.0, f64::INFINITY)));
    }

    #[test]
    fn what_a_sum_leaves_is_the_range() {
        let mut two = counts(2);
        sum(&mut two, &[0, 1], 38.0);
        assert_eq!(two.range(0), Some((1.0, 37.0)));
        sum(&mut two, &[0], 8.0);
        assert_eq!(two.range(1), Some((30.0, 30.0)));
    }

    #[test]
    fn sums_that_say_the_same_or_the_contrary_are_no_trouble() {
        let mut same = counts(2);
        sum(&mut same, &[0, 1], 38.0);
        sum(&mut same, &[0, 1], 38.0);
        assert_eq!(same.range(0), Some((1.0, 37.0)));
        sum(&mut same, &[0, 1], 39.0);
        assert_eq!(same.range(0), None);
        let mut less_than_none = counts(1);
        sum(&mut less_than_none, &[0], -3.0);
        assert_eq!(less_than_none.range(0), None);
    }

    #[test]
    fn a_count_that_only_all_sums_together_give_away_is_found() {
        // Two rows and two columns, closed but for the last count, which both rows less both columns leave.
        let mut table = counts(5);
        sum(&mut table, &[0, 1], 20.0);
        sum(&mut table, &[2, 3, 4], 37.0);
        sum(&mut table, &[0, 2], 12.0);
        sum(&mut table, &[1, 3], 40.0);
        assert_eq!(table.range(4), Some((5.0, 5.0)));
        assert_eq!(table.range(0), Some((1.0, 11.0)));
    }

    #[test]
    fn a_greatest_value_holds() {
        let mut unknowns = Unknowns::default();
        let (a, b) = (unknowns.add(1.0, 40.0), unknowns.add(1.0, 40.0));
        sum(&mut unknowns, &[a, b], 45.0);
        assert_eq!(unknowns.range(a), Some((5.0, 40.0)));
        assert_eq!(unknowns.range(b), Some((5.0, 40.0)));
    }

    #[test]
    fn ranges_are_those_of_trying_everything() {
        // Every system of three counts up to 6 and two sums with factors −1, 0 and 1.
        for code in 0..3_usize.pow(6) {
            let factor = |at: u32| (code / 3_usize.pow(at) % 3) as f64 - 1.0;
            let rows = [[factor(0), factor(1), factor(2)], [factor(3), factor(4), factor(5)]];
            let truth = [2.0, 5.0, 1.0];
            let value = |row: &[f64; 3], of: &[f64; 3]| row.iter().zip(of).map(|(f, v)| f * v).sum::<f64>();
            let mut unknowns = Unknowns::default();
            (0..3).for_each(|_| _ = unknowns.add(1.0, 6.0));
            for row in &rows {
                let counts = row.iter().copied().enumerate().filter(|(_, factor)| *factor != 0.0);
                unknowns.sum(counts.collect(), value(row, &truth));
            }
            // The corners of what fits are halves, since no two rows have a determinant beyond 2.
            let tries = (0..1331).map(|n| [n % 11, n / 11 % 11, n / 121].map(|v| f64::from(v) / 2.0 + 1.0));
            let fits = tries.filter(|v| rows.iter().all(|row| value(row, v) == value(row, &truth)));
            let fits: Vec<[f64; 3]> = fits.collect();
            for count in 0..3 {
                let (low, high) = unknowns.range(count).expect("the truth fits");
                let found = |pick: fn(f64, f64) -> f64| fits.iter().map(|v| v[count]).reduce(pick);
                assert!((low - found(f64::min).expect("the truth fits")).abs() < NEARLY, "{rows:?} {count}");
                assert!((high - found(f64::max).expect("the truth fits")).abs() < NEARLY, "{rows:?} {count}");
            }
        }
    }
}
