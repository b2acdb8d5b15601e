//! The axes: values with round ticks, and periods.

use std::ops::Range;

use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter};

use super::backend::TENTHS;
use super::measure;
use crate::language::Language;

/// A vertical axis from tick to tick.
#[derive(Debug, Clone, Copy)]
pub struct ValueAxis {
    low: f64,
    high: f64,
    step: f64,
    language: Language,
}

impl ValueAxis {
    /// Makes an axis over values, with at most so many ticks and no finer than the decimals of the values.
    ///
    /// Zero is on it when `zero` asks for it, or when leaving it out would save less than 60 % of the height.
    pub fn new(range: (f64, f64), zero: bool, ticks: u32, decimals: u8, language: Language) -> ValueAxis {
        ValueAxis::over(widen(range, zero), ticks, decimals, language)
    }

    /// Makes an axis over values as they are, zero or not.
    pub fn over((low, high): (f64, f64), ticks: u32, decimals: u8, language: Language) -> ValueAxis {
        let step = step(low, high, ticks, decimals);
        let low = (low / step + NEARLY).floor() * step;
        let high = ((high / step - NEARLY).ceil() * step).max(low + step);
        ValueAxis { low, high, step, language }
    }

    /// The values at the ticks, from low to high.
    pub fn ticks(&self) -> impl Iterator<Item = f64> {
        let (first, last) = ((self.low / self.step).round(), (self.high / self.step).round());
        let step = self.step;
        (0..=(last - first) as u32).map(move |i| (first + f64::from(i)) * step)
    }

    /// The language of its numbers.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Whether zero is on the axis.
    pub fn has_zero(&self) -> bool {
        self.low <= 0.0 && self.high >= 0.0
    }

    /// The width of the widest number at a tick.
    pub fn width(&self, size: f64) -> f64 {
        self.ticks().map(|tick| measure::width(&self.format_ext(&tick), size)).fold(0.0, f64::max)
    }
}

/// How much of a step a value may pass a tick, which is a rounding error.
const NEARLY: f64 = 1e-9;

fn widen((low, high): (f64, f64), zero: bool) -> (f64, f64) {
    let (near, far) = if low > 0.0 { (low, high) } else { (-high, -low) };
    let wasteful = near > 0.6 * far && low < high;
    if wasteful && !zero { (low, high) } else { (low.min(0.0), high.max(0.0)) }
}

/// The smallest step of 1, 2 or 5 times a power of ten that needs no more than so many ticks.
fn step(low: f64, high: f64, ticks: u32, decimals: u8) -> f64 {
    let least = 0.1_f64.powi(i32::from(decimals.min(6)));
    let power = ((high - low).max(least).log10() - 2.0).floor() as i32;
    let steps = (power..power + 5).flat_map(|p| [1.0, 2.0, 5.0].map(|m| m * 10_f64.powi(p)));
    let count = |step: f64| (high / step - NEARLY).ceil() - (low / step + NEARLY).floor() + 1.0;
    steps
        .filter(|&step| step >= least * (1.0 - NEARLY))
        .find(|&step| count(step) <= f64::from(ticks))
        .unwrap_or((high - low).max(1.0))
}

impl Ranged for ValueAxis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, (from, to): (i32, i32)) -> i32 {
        let share = (value - self.low) / (self.high - self.low);
        from + (f64::from(to - from) * share).round() as i32
    }

    fn key_points<H: KeyPointHint>(&self, hint: H) -> Vec<f64> {
        if hint.weight().allow_light_points() { Vec::new() } else { self.ticks().collect() }
    }

    fn range(&self) -> Range<f64> {
        self.low..self.high
    }
}

impl ValueFormatter<f64> for ValueAxis {
    fn format_ext(&self, value: &f64) -> String {
        let decimals = (-(self.step.log10() + NEARLY).floor()).clamp(0.0, 6.0);
        self.language.number(*value, decimals as u8)
    }
}

/// A horizontal axis of whole periods; the first has place 0.0, the second 1.0.
#[derive(Debug, Clone)]
pub struct PeriodAxis {
    count: usize,
    ends: Ends,
    labels: Vec<(usize, String)>,
}

/// How far the first and last place lie within the field.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Ends {
    /// So many px.
    Inset(f64),
    /// Half the distance of two periods, as room for columns.
    Half,
}

impl Ends {
    /// The distance of the first place from the side of a field, in px.
    pub fn inset(self, count: usize, width: f64) -> f64 {
        match self {
            Ends::Inset(px) => px,
            Ends::Half => width / 2.0 / count.max(1) as f64,
        }
    }
}

impl PeriodAxis {
    /// Makes an axis of a width, with as many names as have room.
    pub fn new(names: &[String], width: f64, ends: Ends, size: f64) -> PeriodAxis {
        let count = names.len();
        let spacing = (width - 2.0 * ends.inset(count, width)) / count.saturating_sub(1).max(1) as f64;
        let widest = names.iter().map(|name| measure::width(name, size)).fold(0.0, f64::max);
        let apart = ((widest + size * 0.8) / spacing.max(0.1)).ceil().max(1.0) as usize;
        let labels = named(count, apart).into_iter().map(|i| (i, names[i].clone())).collect();
        PeriodAxis { count, ends, labels }
    }

    /// Makes an axis of so many periods without names.
    pub fn unnamed(count: usize, ends: Ends) -> PeriodAxis {
        PeriodAxis { count, ends, labels: Vec::new() }
    }

    /// The last place.
    pub fn last(&self) -> usize {
        self.count.saturating_sub(1)
    }

    /// How far to the right a place lies in a field from left to right.
    pub fn across(&self, place: f64, (left, right): (f64, f64)) -> f64 {
        let share = if self.count < 2 { 0.5 + place } else { place / self.last() as f64 };
        let inset = self.ends.inset(self.count, right - left);
        left + inset + (right - left - 2.0 * inset) * share
    }
}

/// Chooses the periods that are named: the first, the last, and between them evenly, never closer than `apart`.
///
/// The stride is the one, up to twice `apart`, whose last step differs least; a wide one has to be better for it.
fn named(count: usize, apart: usize) -> Vec<usize> {
    let Some(last) = count.checked_sub(1) else { return Vec::new() };
    let chosen = |stride: usize| (0..last).step_by(stride).filter(|i| *i == 0 || last - i >= apart);
    let fault = |stride: usize| {
        let step = (last - chosen(stride).next_back().unwrap_or(0)) as f64 / stride as f64;
        (step - 1.0).abs() + 0.25 * stride as f64 / apart as f64
    };
    let stride = (apart..=2 * apart).min_by(|a, b| fault(*a).total_cmp(&fault(*b))).unwrap_or(apart);
    chosen(stride).chain([last]).collect()
}

impl Ranged for PeriodAxis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, place: &f64, (from, to): (i32, i32)) -> i32 {
        (self.across(*place, (f64::from(from) / TENTHS, f64::from(to) / TENTHS)) * TENTHS).round() as i32
    }

    fn key_points<H: KeyPointHint>(&self, hint: H) -> Vec<f64> {
        if hint.weight().allow_light_points() {
            return Vec::new();
        }
        self.labels.iter().map(|(place, _)| *place as f64).collect()
    }

    fn range(&self) -> Range<f64> {
        0.0..self.last() as f64
    }
}

impl ValueFormatter<f64> for PeriodAxis {
    fn format_ext(&self, place: &f64) -> String {
        let label = self.labels.iter().find(|(at, _)| *at as f64 == *place);
        label.map(|(_, name)| name.clone()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks(range: (f64, f64), zero: bool, decimals: u8) -> Vec<String> {
        let axis = ValueAxis::new(range, zero, 6, decimals, Language::Dutch);
        axis.ticks().map(|tick| axis.format_ext(&tick)).collect()
    }

    #[test]
    fn ticks_are_round_and_hold_every_value() {
        assert_eq!(ticks((0.0, 3200.0), true, 0), ["0", "1.000", "2.000", "3.000", "4.000"]);
        assert_eq!(ticks((-3.0, 7.0), false, 0), ["−5", "0", "5", "10"]);
        assert_eq!(ticks((0.1, 0.3), true, 1), ["0", "0,1", "0,2", "0,3"]);
        assert_eq!(ticks((1e12, 1e12), false, 0).last().map(String::as_str), Some("1.000.000.000.000"));
    }

    #[test]
    fn zero_is_left_out_only_where_it_would_waste_the_height() {
        assert_eq!(ticks((69_900.0, 77_570.0), false, 0)[0], "68.000");
        assert_eq!(ticks((69_900.0, 77_570.0), true, 0)[0], "0");
        assert_eq!(ticks((3.0, 9.0), false, 0)[0], "0");
        assert_eq!(ticks((-9.0, -8.0), false, 1).last().map(String::as_str), Some("−8"));
    }

    #[test]
    fn equal_values_still_make_an_axis() {
        assert_eq!(ticks((0.0, 0.0), false, 0), ["0", "1"]);
        assert_eq!(ticks((5.0, 5.0), false, 0), ["0", "1", "2", "3", "4", "5"]);
        assert_eq!(ticks((-5.0, -5.0), false, 0), ["−5", "−4", "−3", "−2", "−1", "0"]);
        assert_eq!(ticks((1e-300, 1e-300), false, 255), ["0", "0,000001"]);
    }

    #[test]
    fn the_first_and_last_period_are_named_and_the_rest_evenly() {
        assert_eq!(named(7, 1), [0, 1, 2, 3, 4, 5, 6]);
        assert_eq!(named(7, 2), [0, 2, 4, 6]);
        assert_eq!(named(8, 2), [0, 3, 7]);
        assert_eq!(named(48, 8), [0, 12, 24, 36, 47]);
        assert_eq!(named(13, 5), [0, 6, 12]);
        assert_eq!(named(9, 20), [0, 8]);
        assert_eq!(named(1, 3), [0]);
        assert!(named(0, 1).is_empty());
    }
}
