//! A chart of series over periods, in one of three forms.

use super::data::Data;
use super::{Frame, Reference, Series, columns, ink, lines, panels, sheet, stacked};

/// A chart of series over periods.
///
/// ```
/// use actieplan::chart::{Form, Frame, Paint, Reference, Series, Target, Trend, trend};
/// use actieplan::language::Language;
///
/// let frame = Frame {
///     id: "uitstroom-",
///     title: "Uitstroom",
///     desc: "De uitstroom daalde van 3.200 naar 2.700; doel 2.400 in 2019.",
///     unit: "personen",
///     decimals: 0,
///     language: Language::Dutch,
///     paint: Paint::Classes,
/// };
/// let periods = vec!["2016", "2017", "2018", "2019"];
/// let series = Series::new("alle branches", vec![Some(3200.0), None, Some(2700.0)]);
/// let target = Target { place: 3, value: 2400.0, label: "doel 2019", base: Some((0, 3200.0)) };
/// let svg = trend(&Trend { target: Some(target), ..Trend::new(frame, periods, vec![series]) });
/// assert!(svg.starts_with("<div class=\"chart\"><svg") && svg.contains("doel 2019"));
/// ```
#[derive(Debug, Clone)]
pub struct Trend<'a> {
    /// What every chart has.
    pub frame: Frame<'a>,
    /// The periods in order, evenly apart, up to that of the target or forecast: `2016` or `2016/'17`.
    pub periods: Vec<&'a str>,
    /// The series. More than five become small charts ([`Form::Lines`]) or are summed (the other forms).
    pub series: Vec<Series<'a>>,
    /// How the series are drawn.
    pub form: Form,
    /// Values to compare with.
    pub references: Vec<Reference<'a>>,
    /// The goal, drawn in its own period.
    pub target: Option<Target<'a>>,
    /// Where values before and after are not measured in the same way.
    pub breaks: Vec<Break<'a>>,
}

/// How the series of a trend are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A line a series.
    Lines,
    /// A layer a series, the first at the bottom.
    Stacked,
    /// A column a period with a block a series, the first at the bottom; for few periods.
    Columns,
}

/// A goal in its own period.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// The place of its period in the list of periods, from 0; a target outside the list is not drawn.
    pub place: usize,
    /// The value, in the unit of the chart.
    pub value: f64,
    /// The name at the mark: `doel 2025`.
    pub label: &'a str,
    /// The place and value that the straight way to the target begins at; `None` draws no way.
    pub base: Option<(usize, f64)>,
}

/// A change of method: lines and layers break, and a vertical mark says why.
#[derive(Debug, Clone, Copy)]
pub struct Break<'a> {
    /// The place of the first period that is measured in the new way, from 1; outside the list nothing is drawn.
    pub place: usize,
    /// What changed: `nieuwe definitie`.
    pub label: &'a str,
}

impl<'a> Trend<'a> {
    /// Makes a chart of lines, with nothing to compare with.
    pub fn new(frame: Frame<'a>, periods: Vec<&'a str>, series: Vec<Series<'a>>) -> Trend<'a> {
        Trend { frame, periods, series, form: Form::Lines, references: Vec::new(), target: None, breaks: Vec::new() }
    }
}

/// Draws series over periods.
///
/// With [`Paint::Classes`](super::Paint::Classes) a `<div class="chart">` with two `<svg>`s, with
/// [`Paint::Inline`](super::Paint::Inline) one `<svg>`.
pub fn trend(chart: &Trend) -> String {
    let data = Data::of(chart);
    sheet::both(&chart.frame, |canvas| {
        if data.curves.is_empty() && data.target.is_none() {
            return sheet::empty(&chart.frame, canvas);
        }
        match chart.form {
            Form::Stacked => stacked::draw(&chart.frame, &data, canvas),
            Form::Columns => columns::draw(&chart.frame, &data, canvas),
            Form::Lines if data.curves.len() > ink::SLOTS => panels::draw(&chart.frame, &data, canvas),
            Form::Lines => lines::draw(&chart.frame, &data, canvas),
        }
    })
}
