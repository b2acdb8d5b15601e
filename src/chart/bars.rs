//! Draws horizontal bars with their values at the end; a wide sheet has the names at the left, a narrow one above.

use plotters::chart::{ChartBuilder, ChartContext};
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::element::{PathElement, Rectangle};
use plotters::style::Color;
use plotters::style::text_anchor::{HPos, VPos};

use super::backend::{Backend, TENTHS};
use super::data;
use super::ink::{Ink, Role};
use super::layout::Field;
use super::measure::{self, LINE};
use super::sheet::{self, Area, Canvas, Drawn, point, tenths, write};
use super::{Bar, Frame, Reference};

type Chart<'a> = ChartContext<'a, Backend, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

/// The room between a bar and its value.
const GAP: f64 = 6.0;

/// The room between a narrow bar and the next name.
const APART: f64 = 10.0;

/// The rows of a chart of bars, set.
struct Rows {
    names: Vec<Vec<String>>,
    values: Vec<String>,
    spans: Vec<Span>,
    field: Field,
    range: (f64, f64),
}

/// Where the parts of a row lie, from the top of the field: a middle, or a top and bottom.
struct Span {
    name: f64,
    bar: (f64, f64),
    zero: (f64, f64),
    bottom: f64,
}

/// Draws bars, of which at least one has a value.
pub fn draw(frame: &Frame, bars: &[Bar], reference: Option<Reference>, canvas: &Canvas) -> String {
    let rows = Rows::new(frame, bars, reference, canvas);
    sheet::draw(frame, canvas, rows.field.bottom + 4.0, 0, |area| {
        let unit = measure::fit(frame.unit, canvas.width, canvas.text);
        write(area, canvas, Role::Unit, &unit, (0.0, 0.0), HPos::Left, VPos::Top)?;
        let mut chart = rows.build(area)?;
        rows.draw_bars(&mut chart, bars)?;
        rows.draw_zero(&chart, area)?;
        if let Some(reference) = reference {
            rows.draw_reference(&chart, area, reference)?;
            rows.write_reference(&chart, area, canvas, reference)?;
        }
        for (i, bar) in bars.iter().enumerate() {
            rows.write_name(area, canvas, i)?;
            rows.write_value(&chart, area, canvas, i, bar.value)?;
        }
        Ok(())
    })
}

impl Rows {
    fn new(frame: &Frame, bars: &[Bar], reference: Option<Reference>, canvas: &Canvas) -> Rows {
        let (soft, hard) = if canvas.is_narrow { (1.0, 1.0) } else { (0.26, 0.36) };
        let wrap = |bar: &Bar| measure::wrap(bar.name, canvas.width * soft, canvas.width * hard, canvas.text);
        let names: Vec<_> = bars.iter().map(wrap).collect();
        let values: Vec<_> = bars.iter().map(|bar| value_text(frame, bar)).collect();
        let spans = spans(canvas, &names);
        let top = canvas.text * if reference.is_some() { 3.0 } else { 1.7 };
        let bottom = top + spans.last().map_or(0.0, |span| span.bottom);
        let field = Field { top, bottom, ..sides(canvas, bars, &names, &values) };
        let values_of_all = bars.iter().filter_map(|bar| bar.value).chain(reference.map(|r| r.value));
        let range = data::range(values_of_all.chain([0.0]));
        Rows { names, values, spans, field, range: if range.0 < range.1 { range } else { (0.0, 1.0) } }
    }

    fn build<'a>(&self, area: &Area) -> Drawn<Chart<'a>> {
        let (width, height) = area.dim_in_pixel();
        ChartBuilder::on(area)
            .margin_left(tenths(self.field.left))
            .margin_top(tenths(self.field.top))
            .margin_right((width as i32 - tenths(self.field.right) - 1).max(0))
            .margin_bottom((height as i32 - tenths(self.field.bottom) - 1).max(0))
            .build_cartesian_2d(self.range.0..self.range.1, self.field.bottom - self.field.top..0.0)
    }

    fn draw_bars(&self, chart: &mut Chart, bars: &[Bar]) -> Drawn {
        let bars = bars.iter().zip(&self.spans).filter_map(|(bar, span)| Some((bar.value?, span.bar)));
        let ink = Role::Bar.of(0).colour().filled();
        chart.draw_series(bars.map(|(value, (top, bottom))| Rectangle::new([(0.0, top), (value, bottom)], ink)))?;
        Ok(())
    }

    /// Draws the line that bars start from; names that stand above their bars break it.
    fn draw_zero(&self, chart: &Chart, area: &Area) -> Drawn {
        let x = across(chart, 0.0);
        self.spans.iter().try_for_each(|span| {
            let path = [span.zero.0, span.zero.1].map(|y| point((x, self.field.top + y)));
            area.draw(&PathElement::new(path, Ink::from(Role::Zero).colour()))
        })
    }

    /// Draws a line down all rows.
    fn draw_reference(&self, chart: &Chart, area: &Area, reference: Reference) -> Drawn {
        let x = across(chart, reference.value);
        let path = [point((x, self.field.top - 2.0)), point((x, self.field.bottom))];
        area.draw(&PathElement::new(path, Ink::from(Role::Reference).colour()))
    }

    /// Writes the name of the reference above its line.
    fn write_reference(&self, chart: &Chart, area: &Area, canvas: &Canvas, reference: Reference) -> Drawn {
        let label = measure::fit(reference.label, canvas.width, canvas.text);
        let half = measure::width(&label, canvas.text) / 2.0;
        let x = across(chart, reference.value).min(canvas.width - half).max(half);
        write(area, canvas, Role::Name, &label, (x, self.field.top - 4.0), HPos::Center, VPos::Bottom)
    }

    fn write_name(&self, area: &Area, canvas: &Canvas, i: usize) -> Drawn {
        let step = canvas.text * LINE;
        let lines = &self.names[i];
        let first = self.field.top + self.spans[i].name - step * (lines.len() as f64 - 1.0) / 2.0;
        for (line, name) in lines.iter().enumerate() {
            write(area, canvas, Role::Name, name, (0.0, first + step * line as f64), HPos::Left, VPos::Center)?;
        }
        Ok(())
    }

    fn write_value(&self, chart: &Chart, area: &Area, canvas: &Canvas, i: usize, value: Option<f64>) -> Drawn {
        let (top, bottom) = self.spans[i].bar;
        let y = self.field.top + (top + bottom) / 2.0;
        let (end, side) = match value {
            Some(value) if value < 0.0 => (across(chart, value) - GAP, HPos::Right),
            _ => (across(chart, value.unwrap_or(0.0)) + GAP, HPos::Left),
        };
        let role = if value.is_some() { Role::Value } else { Role::Remark };
        write(area, canvas, role, &self.values[i], (end, y), side, VPos::Center)
    }
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

fn value_text(frame: &Frame, bar: &Bar) -> String {
    match bar.value {
        Some(value) => frame.language.number(value, frame.decimals.min(6)),
        None => frame.language.pick("onbekend", "unknown").to_owned(),
    }
}

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
