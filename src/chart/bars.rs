//! Draws horizontal bars with their values at the end; a wide sheet has the names at the left, a narrow one above.

use plotters::chart::{ChartBuilder, ChartContext};
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::element::Rectangle;
use plotters::style::Color;
use plotters::style::text_anchor::{HPos, VPos};

use super::backend::{Backend, TENTHS};
use super::data;
use super::flags;
use super::ink::Role;
use super::layout::Field;
use super::legend::{Caption, Legend, Sign, stroke};
use super::measure::{self, LINE};
use super::sheet::{self, Area, Canvas, Drawn, tenths, write};
use super::{Frame, Reference};

/// A chart of horizontal bars, from the top down.
#[derive(Debug, Clone)]
pub struct Bars<'a> {
    /// What every chart has.
    pub frame: Frame<'a>,
    /// The bars in order.
    pub bars: Vec<Bar<'a>>,
    /// Values to compare with, lines down all bars.
    pub references: Vec<Reference<'a>>,
}

/// One bar.
#[derive(Debug, Clone, Copy)]
pub struct Bar<'a> {
    /// What the bar is about.
    pub name: &'a str,
    /// Its length.
    pub value: Option<f64>,
    /// The words that stand where there is no value, and say why; without them it is unknown.
    pub missing: &'a str,
    /// Whether the value is provisional, drawn hollow and said so below.
    pub provisional: bool,
}

impl<'a> Bar<'a> {
    /// Makes a bar of a final value.
    pub fn new(name: &'a str, value: Option<f64>) -> Bar<'a> {
        Bar { name, value, missing: "", provisional: false }
    }

    fn missing_words(&self, frame: &Frame) -> &'a str {
        if self.missing.is_empty() { frame.language.pick("onbekend", "unknown") } else { self.missing }
    }
}

/// Draws horizontal bars; the markup is as with [`trend`](super::trend).
pub fn bars(chart: &Bars) -> String {
    let references = data::references(&chart.references);
    let clean = |bar: &Bar<'_>| bar.value.and_then(data::plain);
    let numbers = chart.bars.iter().filter_map(clean).chain(references.iter().map(|r| r.value));
    let (low, high) = data::range(numbers);
    let (divisor, unit) = data::scale(&chart.frame, low.abs().max(high.abs()));
    let decimals = if divisor > 1.0 { chart.frame.decimals.max(1) } else { chart.frame.decimals };
    let frame = Frame { unit: &unit, decimals, ..chart.frame };
    let shorter = |bar: &Bar<'_>| clean(bar).map(|value| value / divisor);
    let bars: Vec<Bar> = chart.bars.iter().map(|bar| Bar { value: shorter(bar), ..*bar }).collect();
    let references: Vec<_> = references.iter().map(|r| Reference { value: r.value / divisor, ..*r }).collect();
    sheet::both(&chart.frame, |canvas| {
        if bars.iter().all(|bar| bar.value.is_none() && bar.missing.is_empty()) {
            sheet::empty(&chart.frame, canvas)
        } else {
            Rows::new(&frame, &bars, &references, canvas).draw()
        }
    })
}

type Chart<'a> = ChartContext<'a, Backend, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// The room between a bar and its value.
const GAP: f64 = 6.0;

/// The room between a narrow bar and the next name.
const APART: f64 = 10.0;

/// The rows of a chart of bars, set.
struct Rows<'a> {
    frame: &'a Frame<'a>,
    canvas: &'a Canvas,
    bars: &'a [Bar<'a>],
    references: &'a [Reference<'a>],
    names: Vec<Vec<String>>,
    values: Vec<String>,
    spans: Vec<Span>,
    field: Field,
    range: (f64, f64),
    /// The labels above the lines of references, each with its middle; none when they stand in the key.
    flags: Vec<(f64, String)>,
    legend: Legend,
}

/// Where the parts of a row lie, from the top of the field: a middle, or a top and bottom.
struct Span {
    name: f64,
    bar: (f64, f64),
    zero: (f64, f64),
    bottom: f64,
}

impl<'a> Rows<'a> {
    fn new(frame: &'a Frame, bars: &'a [Bar], references: &'a [Reference], canvas: &'a Canvas) -> Rows<'a> {
        let (soft, hard) = if canvas.is_narrow { (1.0, 1.0) } else { (0.26, 0.36) };
        let wrap = |bar: &Bar| measure::wrap(bar.name, canvas.width * soft, canvas.width * hard, canvas.text);
        let names: Vec<_> = bars.iter().map(wrap).collect();
        let values = values(frame, bars, canvas);
        let spans = spans(canvas, &names);
        let values_of_all = bars.iter().filter_map(|bar| bar.value).chain(references.iter().map(|r| r.value));
        let (low, high) = data::range(values_of_all.chain([0.0]));
        let range = if low < high { (low, high) } else { (0.0, 1.0) };
        let sides = sides(canvas, bars, &names, &values);
        let at = |value: f64| sides.left + sides.width() * (value - range.0) / (range.1 - range.0);
        let marks: Vec<_> = references.iter().map(|r| (at(r.value), r.label)).filter(|(_, l)| !l.is_empty()).collect();
        let flags = flags::row(&marks, (0.0, canvas.width), canvas.text);
        let legend = Legend::below(canvas, &captions(frame, bars, references, flags.is_some()));
        let flags = flags.unwrap_or_default();
        let top = canvas.text * if flags.is_empty() { 1.7 } else { 3.0 };
        let bottom = top + spans.last().map_or(0.0, |span| span.bottom);
        let field = Field { top, bottom, ..sides };
        Rows { frame, canvas, bars, references, names, values, spans, field, range, flags, legend }
    }

    /// Draws bars, or the words that stand in their place.
    fn draw(&self) -> String {
        let bottom = self.field.bottom + 4.0;
        sheet::draw(self.frame, self.canvas, bottom + self.legend.height(), 0, |area| {
            let unit = measure::fit(self.frame.unit, self.canvas.width, self.canvas.text);
            write(area, self.canvas, Role::Unit, &unit, (0.0, 0.0), HPos::Left, VPos::Top)?;
            let mut chart = self.build(area)?;
            self.draw_bars(&mut chart, false)?;
            self.draw_bars(&mut chart, true)?;
            self.draw_zero(&chart, area)?;
            (0..self.references.len()).try_for_each(|i| self.draw_reference(&chart, area, i))?;
            for (x, label) in &self.flags {
                let at = (*x, self.field.top - 4.0);
                write(area, self.canvas, Role::Name, label, at, HPos::Center, VPos::Bottom)?;
            }
            for i in 0..self.bars.len() {
                self.write_name(area, i)?;
                self.write_value(&chart, area, i)?;
            }
            self.legend.draw_key(area, self.canvas, bottom + self.canvas.text * 0.4)
        })
    }

    fn build<'c>(&self, area: &Area) -> Drawn<Chart<'c>> {
        let (width, height) = area.dim_in_pixel();
        ChartBuilder::on(area)
            .margin_left(tenths(self.field.left))
            .margin_top(tenths(self.field.top))
            .margin_right((width as i32 - tenths(self.field.right) - 1).max(0))
            .margin_bottom((height as i32 - tenths(self.field.bottom) - 1).max(0))
            .build_cartesian_2d(self.range.0..self.range.1, self.field.bottom - self.field.top..0.0)
    }

    fn draw_bars(&self, chart: &mut Chart, provisional: bool) -> Drawn {
        let bars = self.bars.iter().zip(&self.spans).filter(|(bar, _)| bar.provisional == provisional);
        let bars = bars.filter_map(|(bar, span)| Some((bar.value?, span.bar)));
        let ink = if provisional { Role::Open } else { Role::Bar }.of(0).colour().filled();
        chart.draw_series(bars.map(|(value, (top, bottom))| Rectangle::new([(0.0, top), (value, bottom)], ink)))?;
        Ok(())
    }

    /// Draws the line that bars start from; names that stand above their bars break it.
    fn draw_zero(&self, chart: &Chart, area: &Area) -> Drawn {
        let x = across(chart, 0.0);
        self.spans.iter().try_for_each(|span| {
            let path = [span.zero.0, span.zero.1].map(|y| (x, self.field.top + y));
            area.draw(&stroke(&path, Role::Zero.into()))
        })
    }

    /// Draws a line down all rows; a name that stands in its way breaks it.
    fn draw_reference(&self, chart: &Chart, area: &Area, i: usize) -> Drawn {
        let x = across(chart, self.references[i].value);
        let draw = |from: f64, to: f64| {
            area.draw(&stroke(&[(x, from), (x, to)], Role::Casing.into()))?;
            area.draw(&stroke(&[(x, from), (x, to)], Role::Reference.of(i)))
        };
        let mut from = self.field.top - 2.0;
        for (row, span) in self.spans.iter().enumerate().filter(|(row, _)| self.name_reaches(*row, x)) {
            let half = self.names[row].len() as f64 * self.canvas.text * LINE / 2.0;
            let (top, bottom) = (self.field.top + span.name - half, self.field.top + span.name + half);
            if top > from {
                draw(from, top)?;
            }
            from = bottom;
        }
        draw(from, self.field.bottom)
    }

    fn name_reaches(&self, row: usize, x: f64) -> bool {
        self.names[row].iter().any(|line| measure::width(line, self.canvas.text) + 3.0 > x)
    }

    fn write_name(&self, area: &Area, i: usize) -> Drawn {
        let step = self.canvas.text * LINE;
        let lines = &self.names[i];
        let first = self.field.top + self.spans[i].name - step * (lines.len() as f64 - 1.0) / 2.0;
        for (line, name) in lines.iter().enumerate() {
            let at = (0.0, first + step * line as f64);
            write(area, self.canvas, Role::Name, name, at, HPos::Left, VPos::Center)?;
        }
        Ok(())
    }

    /// Writes a value at the end of its bar, or past the references that would cross it there.
    fn write_value(&self, chart: &Chart, area: &Area, i: usize) -> Drawn {
        let (top, bottom) = self.spans[i].bar;
        let y = self.field.top + (top + bottom) / 2.0;
        let value = self.bars[i].value;
        let sign = if value.is_some_and(|value| value < 0.0) { -1.0 } else { 1.0 };
        let mut lines: Vec<f64> = self.references.iter().map(|r| across(chart, r.value) * sign).collect();
        lines.sort_by(f64::total_cmp);
        let width = measure::width(&self.values[i], self.canvas.text);
        let start = across(chart, value.unwrap_or(0.0)) * sign + GAP;
        let is_crossed = |start: f64, line: f64| (start - CLEAR..=start + width + CLEAR).contains(&line);
        let start =
            lines.into_iter().fold(start, |start, line| if is_crossed(start, line) { line + GAP } else { start });
        let role = if value.is_some() { Role::Value } else { Role::Remark };
        let side = if sign < 0.0 { HPos::Right } else { HPos::Left };
        // Beside many references, or below zero, words may have less room than was kept for them.
        let text = match value {
            Some(_) => self.values[i].clone(),
            None => measure::fit(&self.values[i], self.canvas.width - start - 1.0, self.canvas.text),
        };
        write(area, self.canvas, role, &text, (start * sign, y), side, VPos::Center)
    }
}

/// The room that a value keeps from the line of a reference.
const CLEAR: f64 = 3.0;

/// What the key says: the references that have no room above their lines, and what is provisional.
fn captions<'a>(frame: &Frame, bars: &[Bar], references: &[Reference<'a>], has_flags: bool) -> Vec<Caption<'a>> {
    let references = references.iter().enumerate().filter(|_| !has_flags);
    let references = references.map(|(i, r)| Caption { name: r.label, sign: Sign::Reference(i) });
    let has_provisional = bars.iter().any(|bar| bar.provisional && bar.value.is_some());
    let name = frame.language.pick("voorlopig", "provisional");
    references.chain(has_provisional.then_some(Caption { name, sign: Sign::Open })).collect()
}

/// Lays rows below each other.
fn spans(canvas: &Canvas, names: &[Vec<String>]) -> Vec<Span> {
    let longest = names.iter().map(Vec::len).max().unwrap_or(1);
    let mut top = 0.0;
    let spans = names.iter().map(|name| {
        let span = if canvas.is_narrow {
            Span::narrow(top, name.len(), canvas.text)
        } else {
            Span::wide(top, longest, canvas.text)
        };
        top = span.bottom;
        span
    });
    spans.collect()
}

impl Span {
    /// The name beside the bar, in a row that has room for so many lines.
    fn wide(top: f64, lines: usize, size: f64) -> Span {
        let height = (lines as f64 * size * LINE + 8.0).max(size * 2.0);
        let middle = top + height / 2.0;
        let bar = (middle - size * 0.6, middle + size * 0.6);
        Span { name: middle, bar, zero: (top, top + height), bottom: top + height }
    }

    /// The name of so many lines above the bar.
    fn narrow(top: f64, lines: usize, size: f64) -> Span {
        let name = lines as f64 * size * LINE;
        let bar = (top + name + 3.0, top + name + 3.0 + size);
        Span { name: top + name / 2.0, bar, zero: (bar.0 - 2.0, bar.1 + 2.0), bottom: bar.1 + APART }
    }
}

/// The values as text, with as many of their decimals as the sheet has room for, or the words in their place.
fn values(frame: &Frame, bars: &[Bar], canvas: &Canvas) -> Vec<String> {
    let numbers = || bars.iter().filter_map(|bar| bar.value);
    let width = |value: f64, decimals: u8| measure::width(&frame.language.number(value, decimals), canvas.text);
    let fits = |decimals: &u8| numbers().all(|value| width(value, *decimals) <= canvas.width * WIDEST);
    let decimals = (0..=frame.decimals.min(6)).rev().find(fits).unwrap_or(0);
    let text = |bar: &Bar| match bar.value {
        Some(value) => frame.language.number(value, decimals),
        None => measure::fit(bar.missing_words(frame), canvas.width * WIDEST_WORDS, canvas.text),
    };
    bars.iter().map(text).collect()
}

/// The widest that a value is, as a part of the width of the sheet.
const WIDEST: f64 = 0.3;

/// The widest that words in the place of a value are: a bar that is not there leaves them more room.
const WIDEST_WORDS: f64 = 0.5;

/// The left and right of the field, with room for names and for values on both sides.
fn sides(canvas: &Canvas, bars: &[Bar], names: &[Vec<String>], values: &[String]) -> Field {
    let widest = |texts: &mut dyn Iterator<Item = &String>| {
        texts.map(|text| measure::width(text, canvas.text) + GAP).fold(0.0, f64::max)
    };
    let negative = |bar: &Bar| bar.value.is_some_and(|value| value < 0.0);
    let of = |side: bool| bars.iter().zip(values).filter(move |(bar, _)| negative(bar) == side).map(|(_, text)| text);
    let beside = if canvas.is_narrow { 1.0 } else { widest(&mut names.iter().flatten()) + GAP };
    let left = beside + widest(&mut of(true));
    let right = (canvas.width - widest(&mut of(false)) - 1.0).max(left + 20.0);
    Field { left, right, top: 0.0, bottom: 0.0 }
}

/// How far to the right a value lies.
fn across(chart: &Chart, value: f64) -> f64 {
    f64::from(chart.backend_coord(&(value, 0.0)).0) / TENTHS
}
