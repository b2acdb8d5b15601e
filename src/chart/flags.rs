//! Sets labels in a row above the marks that they name.

use super::legend::spread;
use super::measure;

/// The room between a label and the next.
const APART: f64 = 10.0;

/// Sets labels beside each other between a left and right, each with its mark below some part of it.
///
/// A mark has a place and a label; out comes the middle of each label. `None` when they do not fit in one row.
pub fn row(marks: &[(f64, &str)], (left, right): (f64, f64), size: f64) -> Option<Vec<(f64, String)>> {
    let wanted: Vec<_> = marks.iter().map(|(x, label)| (*x, measure::width(label, size) + APART)).collect();
    let middles = spread(&wanted, left - APART / 2.0, right + APART / 2.0);
    let total: f64 = wanted.iter().map(|(_, width)| width).sum();
    let stands_above = |((x, width), middle): (&(f64, f64), &f64)| (x - middle).abs() <= (width - APART) / 2.0 + 1.0;
    let fits = total <= right - left + APART && wanted.iter().zip(&middles).all(stands_above);
    fits.then(|| middles.iter().zip(marks).map(|(middle, (_, label))| (*middle, (*label).to_owned())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn middles(marks: &[(f64, &str)]) -> Option<Vec<f64>> {
        row(marks, (0.0, 200.0), 10.0).map(|row| row.iter().map(|(middle, _)| middle.round()).collect())
    }

    #[test]
    fn a_label_stands_over_its_mark_and_within() {
        assert_eq!(middles(&[(100.0, "doel")]), Some(vec![100.0]));
        assert!(middles(&[(0.0, "doel")]).is_some_and(|middles| middles[0] > 8.0));
        assert_eq!(middles(&[]), Some(vec![]));
    }

    #[test]
    fn labels_that_would_lose_their_marks_do_not_fit() {
        let label = "landelijk doel";
        assert!(middles(&[(60.0, label), (140.0, label)]).is_some());
        assert_eq!(middles(&[(100.0, label), (101.0, label), (102.0, label)]), None);
        assert_eq!(middles(&[(10.0, "een naam die veel te lang is om nog te passen")]), None);
    }
}
