//! Draws figures as SVG: lines, stacked layers and horizontal bars.
//!
//! Comes in: names, numbers and a language. Goes out: markup for a page ([`Paint::Classes`], two drawings of the same
//! chart, of which the style sheet [`STYLE`] shows the one that fits) or for paper and files ([`Paint::Inline`], one
//! drawing that carries its colours). Ignores where the numbers come from, and the table and caption beside a chart.
//!
//! The drawing itself is done by plotters, over a backend of our own that writes SVG. Lengths in this module
//! are in px of the viewBox unless a name says tenths.

use crate::language::Language;

mod axis;
mod backend;
mod bars;
mod data;
mod ink;
mod layout;
mod legend;
mod lines;
mod measure;
mod panels;
mod sheet;
mod stacked;

/// The style sheet of charts with [`Paint::Classes`]; belongs once in the style sheet of a site.
pub const STYLE: &str = include_str!("chart.css");

/// What every chart has.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// The prefix of every `id` in the SVG, unique on a page.
    pub id: &'a str,
    /// The name of the chart, for those who hear it.
    pub title: &'a str,
    /// What the chart shows in a sentence, for those who hear it.
    pub desc: &'a str,
    /// The unit, written over the axis: `personen`, `%`.
    pub unit: &'a str,
    /// The decimals that values have, at most 6.
    pub decimals: u8,
    /// The language of numbers and words.
    pub language: Language,
    /// Where the colours come from.
    pub paint: Paint,
}

/// Where the colours of a chart come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// From [`STYLE`]; the SVG has classes only.
    Classes,
    /// From the SVG itself, for paper, PDF and files that stand alone.
    Inline,
}

/// A value to compare with, a labelled dashed line.
#[derive(Debug, Clone, Copy)]
pub struct Reference<'a> {
    /// The value, in the unit of the chart.
    pub value: f64,
    /// The name at the line: `doel 2025`.
    pub label: &'a str,
}

/// A chart of series over periods.
#[derive(Debug, Clone)]
pub struct Trend<'a> {
    /// What every chart has.
    pub frame: Frame<'a>,
    /// The periods in order: `2016` or `2016/'17`.
    pub periods: Vec<&'a str>,
    /// The series. More than five become small charts ([`Form::Lines`]) or are summed ([`Form::Stacked`]).
    pub series: Vec<Series<'a>>,
    /// How the series are drawn.
    pub form: Form,
    /// A value to compare with.
    pub reference: Option<Reference<'a>>,
}

/// How the series of a trend are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A line a series.
    Lines,
    /// A layer a series, the first at the bottom.
    Stacked,
}

/// One series of a trend.
#[derive(Debug, Clone)]
pub struct Series<'a> {
    /// The name, written at the end of the line; may be empty.
    pub name: &'a str,
    /// One a period; `None` is a gap, and so is a number beyond ±10¹⁵.
    pub values: Vec<Option<f64>>,
    /// Which values are provisional, and drawn hollow: empty or one a period.
    pub provisional: Vec<bool>,
    /// Whether the series is a forecast, drawn dotted.
    pub forecast: bool,
}

/// A chart of horizontal bars, from the top down.
#[derive(Debug, Clone)]
pub struct Bars<'a> {
    /// What every chart has.
    pub frame: Frame<'a>,
    /// The bars in order.
    pub bars: Vec<Bar<'a>>,
    /// A value to compare with.
    pub reference: Option<Reference<'a>>,
}

/// One bar.
#[derive(Debug, Clone, Copy)]
pub struct Bar<'a> {
    /// What the bar is about.
    pub name: &'a str,
    /// Its length; `None` is written as unknown.
    pub value: Option<f64>,
}

/// Draws series over periods.
///
/// With [`Paint::Classes`] a `<div class="chart">` with two `<svg>`s, with [`Paint::Inline`] one `<svg>`.
pub fn trend(chart: &Trend) -> String {
    let data = data::Data::of(chart);
    sheet::both(&chart.frame, |canvas| {
        if data.curves.is_empty() {
            sheet::empty(&chart.frame, canvas)
        } else if chart.form == Form::Stacked {
            stacked::draw(&chart.frame, &data, canvas)
        } else if data.curves.len() > ink::SLOTS {
            panels::draw(&chart.frame, &data, canvas)
        } else {
            lines::draw(&chart.frame, &data, canvas)
        }
    })
}

/// Draws horizontal bars; the markup is as with [`trend`].
pub fn bars(chart: &Bars) -> String {
    let rows = data::rows(&chart.bars);
    sheet::both(&chart.frame, |canvas| {
        if rows.iter().all(|row| row.value.is_none()) {
            sheet::empty(&chart.frame, canvas)
        } else {
            bars::draw(&chart.frame, &rows, data::reference(chart.reference), canvas)
        }
    })
}

#[cfg(test)]
mod tests;
