//! Makes the numbers of a chart fit to draw: none that is no number, none too many, none too long.

use std::borrow::Cow;

use super::{Break, Form, Frame, Reference, Series, Target, Trend, ink};
use crate::language::Language;

/// What a chart over periods draws.
pub struct Data<'a> {
    /// The periods in order.
    pub periods: &'a [&'a str],
    /// The series that have a value.
    pub curves: Vec<Curve<'a>>,
    /// The unit, with the thousands that were taken out of the numbers.
    pub unit: String,
    /// The values to compare with.
    pub references: Vec<Reference<'a>>,
    /// The goal in its own period.
    pub target: Option<Target<'a>>,
    /// The changes of method, in order.
    pub breaks: Vec<Break<'a>>,
}

/// A series that has a value; every list has one item a period.
pub struct Curve<'a> {
    pub name: Cow<'a, str>,
    pub values: Vec<Option<f64>>,
    pub provisional: Vec<bool>,
    pub forecast: bool,
    /// The lower and upper bound of a value.
    pub bounds: Vec<Option<(f64, f64)>>,
    /// Why it has no value at all; empty for no data.
    pub missing: &'a str,
}

impl<'a> Data<'a> {
    /// Cleans the numbers of a trend. Series without a value are left out.
    pub fn of(chart: &'a Trend<'a>) -> Data<'a> {
        let count = chart.periods.len();
        let mut curves = curves(&chart.series, count);
        if chart.form != Form::Lines {
            curves = summed(curves, ink::SLOTS, chart.frame.language);
        }
        let mut breaks: Vec<_> = chart.breaks.iter().filter(|b| (1..count).contains(&b.place)).copied().collect();
        breaks.sort_by_key(|b| b.place);
        breaks.dedup_by_key(|b| b.place);
        let target = chart.target.filter(|target| target.place < count).and_then(clean_target);
        let references = references(&chart.references);
        Data { target, breaks, references, ..Data::new(&chart.frame, &chart.periods, curves) }.shortened(&chart.frame)
    }

    /// Makes data of series only.
    pub fn new(frame: &Frame, periods: &'a [&'a str], curves: Vec<Curve<'a>>) -> Data<'a> {
        let unit = frame.unit.to_owned();
        Data { periods, curves, unit, references: Vec::new(), target: None, breaks: Vec::new() }
    }

    /// The least and greatest of all numbers, bounds and what is compared with among them.
    pub fn range(&self) -> (f64, f64) {
        let values = self.curves.iter().flat_map(|curve| curve.values.iter().flatten().copied());
        let bounds = self.curves.iter().flat_map(|curve| curve.bounds.iter().flatten());
        range(values.chain(bounds.flat_map(|(low, high)| [*low, *high])).chain(self.marks()))
    }

    /// The values that series are compared with.
    pub fn marks(&self) -> impl Iterator<Item = f64> {
        let target = self.target.iter().flat_map(|target| [Some(target.value), target.base.map(|(_, value)| value)]);
        self.references.iter().map(|reference| reference.value).chain(target.flatten())
    }

    /// The last period that is measured, when later ones are forecast only.
    pub fn last_measured(&self) -> Option<usize> {
        let last = |forecast: bool| {
            let curves = self.curves.iter().filter(move |curve| curve.forecast == forecast);
            curves.filter_map(|curve| curve.values.iter().rposition(Option::is_some)).max()
        };
        last(false).filter(|measured| last(true).is_some_and(|forecast| forecast > *measured))
    }

    /// Whether a value is shown that is provisional.
    pub fn has_provisional(&self) -> bool {
        let is_shown = |curve: &Curve| curve.values.iter().zip(&curve.provisional).any(|(v, p)| v.is_some() && *p);
        self.curves.iter().any(is_shown)
    }

    /// Whether a change of method lies between a period and the one before it.
    pub fn breaks_before(&self, place: usize) -> bool {
        self.breaks.iter().any(|b| b.place == place)
    }

    /// Takes the millions out of numbers that would need too much room.
    pub fn shortened(mut self, frame: &Frame) -> Data<'a> {
        let (low, high) = self.range();
        let (divisor, unit) = scale(frame, low.abs().max(high.abs()));
        if divisor == 1.0 {
            return self;
        }
        self.unit = unit;
        for curve in &mut self.curves {
            curve.values.iter_mut().flatten().for_each(|value| *value /= divisor);
            curve.bounds.iter_mut().flatten().for_each(|(low, high)| (*low, *high) = (*low / divisor, *high / divisor));
        }
        self.references.iter_mut().for_each(|reference| reference.value /= divisor);
        if let Some(target) = &mut self.target {
            target.value /= divisor;
            target.base = target.base.map(|(place, value)| (place, value / divisor));
        }
        self
    }
}

/// Cleans series for so many periods; those without a value are left out.
pub fn curves<'a>(series: &'a [Series<'a>], count: usize) -> Vec<Curve<'a>> {
    let curves = series.iter().map(|series| Curve::of(series, count));
    curves.filter(|curve| curve.values.iter().any(Option::is_some)).collect()
}

/// Leaves at most so many series: the greatest in their order, and the sum of the others.
pub fn summed<'a>(curves: Vec<Curve<'a>>, most: usize, language: Language) -> Vec<Curve<'a>> {
    if curves.len() > most { sum_the_small(curves, most, language) } else { curves }
}

/// The least and greatest of numbers; (0, 0) of none.
pub fn range(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values
        .fold(None, |range, v| range.map_or(Some((v, v)), |(a, b): (f64, f64)| Some((a.min(v), b.max(v)))))
        .unwrap_or_default()
}

/// Cleans references; those that are no number are left out.
pub fn references<'a>(references: &[Reference<'a>]) -> Vec<Reference<'a>> {
    let clean = |reference: &Reference<'a>| plain(reference.value).map(|value| Reference { value, ..*reference });
    references.iter().filter_map(clean).collect()
}

fn clean_target(target: Target) -> Option<Target> {
    let base = target.base.and_then(|(place, value)| Some((place, plain(value)?)));
    let base = base.filter(|(place, _)| *place < target.place);
    plain(target.value).map(|value| Target { value, base, ..target })
}

/// A number that can be drawn; −0 becomes 0.
pub fn plain(value: f64) -> Option<f64> {
    (value.abs() <= GREATEST).then_some(value + 0.0)
}

/// Beyond it the digits of a float no longer hold whole numbers apart.
const GREATEST: f64 = 1e15;

impl<'a> Curve<'a> {
    /// Cleans a series for so many periods.
    pub fn of(series: &Series<'a>, count: usize) -> Curve<'a> {
        let at = |i: usize| series.values.get(i).copied().flatten().and_then(plain);
        Curve {
            name: Cow::Borrowed(series.name),
            values: (0..count).map(at).collect(),
            provisional: (0..count).map(|i| series.provisional.get(i).copied().unwrap_or(false)).collect(),
            forecast: series.forecast,
            bounds: (0..count).map(|i| series.bounds.get(i).copied().flatten().and_then(bounds)).collect(),
            missing: "",
        }
    }

    fn total(&self) -> f64 {
        self.values.iter().flatten().map(|value| value.abs()).sum()
    }
}

/// Cleans bounds; those in the wrong order are turned.
fn bounds((low, high): (f64, f64)) -> Option<(f64, f64)> {
    let (low, high) = (plain(low)?, plain(high)?);
    Some((low.min(high), low.max(high)))
}

/// Keeps all but one of so many series, the greatest in their order, and sums the others as one.
fn sum_the_small<'a>(curves: Vec<Curve<'a>>, most: usize, language: Language) -> Vec<Curve<'a>> {
    let keep = most.saturating_sub(1);
    let mut totals: Vec<f64> = curves.iter().map(Curve::total).collect();
    totals.sort_by(|a, b| b.total_cmp(a));
    let least = keep.checked_sub(1).map_or(f64::INFINITY, |last| totals[last]);
    let mut room = keep;
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
        bounds: vec![None; count],
        missing: "",
    }
}

/// What to divide numbers by when this is the greatest of them, and the unit that they have then.
pub fn scale(frame: &Frame, greatest: f64) -> (f64, String) {
    match magnitude(greatest, frame.language) {
        Some((divisor, word)) => (divisor, format!("{word} {}", frame.unit)),
        None => (1.0, frame.unit.to_owned()),
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
        let (provisional, bounds) = (vec![false; values.len()], vec![None; values.len()]);
        Curve {
            name: Cow::Owned(name.to_owned()),
            values: values.to_vec(),
            provisional,
            forecast: false,
            bounds,
            missing: "",
        }
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
        let summed = summed(curves, 5, Language::Dutch);
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
