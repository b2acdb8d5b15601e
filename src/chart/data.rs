//! Makes the numbers of a chart fit to draw: none that is no number, none too many, none too long.

use std::borrow::Cow;

use super::{Bar, Form, Reference, Series, Trend, ink};
use crate::language::Language;

/// What a trend draws.
pub struct Data<'a> {
    /// The periods in order.
    pub periods: &'a [&'a str],
    /// The series that have a value.
    pub curves: Vec<Curve<'a>>,
    /// The unit, with the thousands that were taken out of the numbers.
    pub unit: String,
    /// The value to compare with.
    pub reference: Option<Reference<'a>>,
}

/// A series that has a value; every list has one item a period.
pub struct Curve<'a> {
    pub name: Cow<'a, str>,
    pub values: Vec<Option<f64>>,
    pub provisional: Vec<bool>,
    pub forecast: bool,
}

impl<'a> Data<'a> {
    /// Cleans the numbers of a trend. Series without a value are left out.
    pub fn of(chart: &'a Trend<'a>) -> Data<'a> {
        let count = chart.periods.len();
        let curves = chart.series.iter().map(|series| Curve::of(series, count));
        let mut curves: Vec<Curve> = curves.filter(|curve| curve.values.iter().any(Option::is_some)).collect();
        if chart.form == Form::Stacked && curves.len() > ink::SLOTS {
            curves = sum_the_small(curves, chart.frame.language);
        }
        let mut data = Data {
            periods: &chart.periods,
            curves,
            unit: chart.frame.unit.to_owned(),
            reference: reference(chart.reference),
        };
        data.shorten(chart.frame.language);
        data
    }

    /// The least and greatest of all numbers, the reference among them.
    pub fn range(&self) -> (f64, f64) {
        let values = self.curves.iter().flat_map(|curve| curve.values.iter().flatten().copied());
        range(values.chain(self.reference.map(|reference| reference.value)))
    }

    /// The last period that is measured, when later ones are forecast only.
    pub fn last_measured(&self) -> Option<usize> {
        let last = |forecast: bool| {
            let curves = self.curves.iter().filter(move |curve| curve.forecast == forecast);
            curves.filter_map(|curve| curve.values.iter().rposition(Option::is_some)).max()
        };
        last(false).filter(|measured| last(true).is_some_and(|forecast| forecast > *measured))
    }

    /// Takes the millions out of numbers that would need too much room.
    fn shorten(&mut self, language: Language) {
        let (low, high) = self.range();
        let Some((divisor, word)) = magnitude(low.abs().max(high.abs()), language) else { return };
        self.unit = format!("{word} {}", self.unit);
        for value in self.curves.iter_mut().flat_map(|curve| curve.values.iter_mut().flatten()) {
            *value /= divisor;
        }
        if let Some(reference) = &mut self.reference {
            reference.value /= divisor;
        }
    }
}

/// The least and greatest of numbers; (0, 0) of none.
pub fn range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values
        .fold(None, |range, v| range.map_or(Some((v, v)), |(a, b): (f64, f64)| Some((a.min(v), b.max(v)))))
        .unwrap_or_default()
}

/// Cleans bars.
pub fn rows<'a>(bars: &[Bar<'a>]) -> Vec<Bar<'a>> {
    bars.iter().map(|bar| Bar { value: bar.value.and_then(plain), ..*bar }).collect()
}

/// Cleans a reference.
pub fn reference(reference: Option<Reference>) -> Option<Reference> {
    let reference = reference?;
    plain(reference.value).map(|value| Reference { value, ..reference })
}

/// A number that can be drawn; −0 becomes 0.
fn plain(value: f64) -> Option<f64> {
    (value.abs() <= GREATEST).then_some(value + 0.0)
}

/// Beyond it the digits of a float no longer hold whole numbers apart.
const GREATEST: f64 = 1e15;

impl<'a> Curve<'a> {
    fn of(series: &Series<'a>, count: usize) -> Curve<'a> {
        let at = |i: usize| series.values.get(i).copied().flatten().and_then(plain);
        Curve {
            name: Cow::Borrowed(series.name),
            values: (0..count).map(at).collect(),
            provisional: (0..count).map(|i| series.provisional.get(i).copied().unwrap_or(false)).collect(),
            forecast: series.forecast,
        }
    }

    fn total(&self) -> f64 {
        self.values.iter().flatten().map(|value| value.abs()).sum()
    }
}

/// Keeps the four greatest series in their order, and sums the others as one.
fn sum_the_small(curves: Vec<Curve>, language: Language) -> Vec<Curve> {
    let mut totals: Vec<f64> = curves.iter().map(Curve::total).collect();
    totals.sort_by(|a, b| b.total_cmp(a));
    let least = totals[ink::SLOTS - 2];
    let mut room = ink::SLOTS - 1;
    let (mut kept, small): (Vec<Curve>, Vec<Curve>) = curves.into_iter().partition(|curve| {
        let keep = room > 0 && curve.total() >= least;
        room -= usize::from(keep);
        keep
    });
    kept.push(sum(&small, language));
    kept
}

/// Sums series; a gap in one is a gap in the sum.
fn sum(curves: &[Curve], language: Language) -> Curve<'static> {
    let count = curves.first().map_or(0, |curve| curve.values.len());
    Curve {
        name: Cow::Owned(format!("{} ({})", language.pick("Overige", "Other"), curves.len())),
        values: (0..count).map(|i| curves.iter().map(|curve| curve.values[i]).sum()).collect(),
        provisional: (0..count).map(|i| curves.iter().any(|curve| curve.provisional[i])).collect(),
        forecast: curves.iter().all(|curve| curve.forecast),
    }
}

/// What to divide by, and its name, for numbers of ten million and more.
fn magnitude(greatest: f64, language: Language) -> Option<(f64, &'static str)> {
    match greatest {
        v if v >= 1e13 => Some((1e12, language.pick("biljoen", "trillion"))),
        v if v >= 1e10 => Some((1e9, language.pick("miljard", "billion"))),
        v if v >= 1e7 => Some((1e6, language.pick("miljoen", "million"))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve(name: &str, values: &[Option<f64>]) -> Curve<'static> {
        let provisional = vec![false; values.len()];
        Curve { name: Cow::Owned(name.to_owned()), values: values.to_vec(), provisional, forecast: false }
    }

    #[test]
    fn what_is_no_number_is_a_gap() {
        assert_eq!([f64::NAN, f64::INFINITY, -1e16, 1e12].map(plain), [None, None, None, Some(1e12)]);
        assert!(plain(-0.0).is_some_and(f64::is_sign_positive));
    }

    #[test]
    fn the_smallest_series_are_summed_and_a_gap_stays_a_gap() {
        let sizes = [5.0, 1.0, 4.0, 2.0, 6.0, 3.0];
        let curves = sizes.map(|v| curve(&v.to_string(), &[Some(v), (v > 1.0).then_some(v)])).into();
        let summed = sum_the_small(curves, Language::Dutch);
        let names: Vec<&str> = summed.iter().map(|curve| &*curve.name).collect();
        assert_eq!(names, ["5", "4", "6", "3", "Overige (2)"]);
        assert_eq!(summed[4].values, [Some(3.0), None]);
    }

    #[test]
    fn long_numbers_lose_their_millions() {
        assert_eq!(magnitude(9_999_999.0, Language::Dutch), None);
        assert_eq!(magnitude(1e12, Language::Dutch), Some((1e9, "miljard")));
        assert_eq!(magnitude(1e12, Language::English), Some((1e9, "billion")));
    }
}
