//! Draws series as small charts side by side, all on the same scale.

use plotters::element::Rectangle;
use plotters::style::Color;
use plotters::style::text_anchor::{HPos, VPos};

use super::axis::{Ends, PeriodAxis, ValueAxis};
use super::data::{self, Curve, Data};
use super::ink::{Ink, Role};
use super::layout::{self, BELOW, Chart, Field, GAP, GAP_BELOW, captions_of_marks};
use super::legend::{Caption, Legend, Sign, stroke};
use super::lines;
use super::measure::{self, LINE};
use super::sheet::{self, Area, Canvas, Drawn, Groups, Look, point, write};
use super::{Frame, Reference, Series, classes};

/// Small charts of one series each, on one scale: the same figure of many regions.
#[derive(Debug, Clone)]
pub struct Multiples<'a> {
    /// What every chart has.
    pub frame: Frame<'a>,
    /// The periods in order, evenly apart; the first and last are named.
    pub periods: Vec<&'a str>,
    /// The small charts, from left to right and then down.
    pub panels: Vec<Panel<'a>>,
    /// What each is compared with, a pale line in each and named below: `Nederland`.
    pub all: Option<Series<'a>>,
    /// Values to compare with, lines in each.
    pub references: Vec<Reference<'a>>,
}

/// One small chart.
#[derive(Debug, Clone)]
pub struct Panel<'a> {
    /// The name above it.
    pub name: &'a str,
    /// Where it leads; the whole of it is a link then.
    pub href: Option<&'a str>,
    /// Its series, whose own name is not shown.
    pub series: Series<'a>,
    /// The words that say why it has no value at all; without them there is no data.
    pub missing: &'a str,
}

/// Draws small charts; the markup is as with [`trend`](super::trend).
pub fn multiples<'a>(chart: &Multiples<'a>) -> String {
    let count = chart.periods.len();
    let curve = |panel: &Panel<'a>| Curve {
        name: panel.name.to_owned().into(),
        missing: panel.missing,
        ..Curve::of(&panel.series, count)
    };
    let mut curves: Vec<Curve> = chart.panels.iter().map(curve).collect();
    curves.extend(chart.all.as_ref().map(|series| Curve::of(series, count)));
    let references = data::references(&chart.references);
    let data = Data { references, ..Data::new(&chart.frame, &chart.periods, curves) }.shortened(&chart.frame);
    let links: Vec<_> = chart.panels.iter().map(|panel| panel.href).collect();
    sheet::both(&chart.frame, |canvas| {
        if data.curves.iter().all(|curve| curve.values.iter().all(Option::is_none)) || links.is_empty() {
            sheet::empty(&chart.frame, canvas)
        } else {
            Panels::new(&chart.frame, &data, &links, canvas).draw(&chart.frame)
        }
    })
}

/// Draws a small chart a series.
pub fn draw(frame: &Frame, data: &Data, canvas: &Canvas) -> String {
    Panels::new(frame, data, &vec![None; data.curves.len()], canvas).draw(frame)
}

/// The height of a small chart, in em.
const HEIGHT: f64 = 6.0;

/// The most ticks of a small chart.
const TICKS: u32 = 4;

/// The most lines of a name.
const LINES: usize = 3;

/// The most lines of what is said where there is no value.
const REMARK_LINES: usize = 2;

/// Small charts on a sheet, by row and column.
struct Panels<'a> {
    canvas: &'a Canvas,
    data: &'a Data<'a>,
    /// Where each small chart leads; a curve beyond these is drawn in all of them.
    links: &'a [Option<&'a str>],
    values: ValueAxis,
    periods: PeriodAxis,
    period_names: Vec<String>,
    names: Vec<Vec<String>>,
    /// The top of the fields of each row.
    tops: Vec<f64>,
    columns: usize,
    left: f64,
    width: f64,
    gutter: f64,
}

impl<'a> Panels<'a> {
    /// Divides the width that the numbers at the left leave.
    fn new(frame: &Frame, data: &'a Data, links: &'a [Option<&'a str>], canvas: &'a Canvas) -> Panels<'a> {
        let values = ValueAxis::new(data.range(), false, TICKS, frame.decimals, frame.language);
        let gutter = if canvas.is_narrow { 14.0 } else { 20.0 };
        let left = values.width(canvas.text) + GAP;
        let width = |columns: usize| (canvas.width - left - gutter * (columns - 1) as f64 - 1.0) / columns as f64;
        let names = |columns: usize| {
            let curves = data.curves.iter().take(links.len());
            curves.map(|curve| measure::fold(&curve.name, width(columns), LINES, canvas.text)).collect::<Vec<_>>()
        };
        let is_calm = |names: &[Vec<String>]| names.iter().flatten().all(|line| !measure::is_cut(line));
        let columns = match links.len() {
            _ if canvas.is_narrow => 2,
            0..=9 => 3,
            16.. if is_calm(&names(5)) => 5,
            _ => 4,
        };
        let (width, names) = (width(columns), names(columns));
        let tops = tops(canvas, names.chunks(columns));
        let period_names = data.periods.iter().map(|name| measure::fit(name, width * 0.48, canvas.text)).collect();
        let periods = PeriodAxis::unnamed(data.periods.len(), Ends::Inset(lines::INSET));
        Panels { canvas, data, links, values, periods, period_names, names, tops, columns, left, width, gutter }
    }

    fn draw(&self, frame: &Frame) -> String {
        let behind = self.behind().map(|curve| Caption { name: &curve.name, sign: Sign::Pale });
        let key = behind.into_iter().chain(captions_of_marks(self.data));
        let notes = layout::notes(self.data, false, Sign::Hollow, frame.language);
        let legend = Legend::below(self.canvas, &key.chain(notes).collect::<Vec<_>>());
        let last = self.field(self.links.len() - 1);
        let height = last.bottom + self.canvas.text * BELOW + legend.height();
        let has_links = self.links.iter().any(Option::is_some);
        sheet::draw_grouped(frame, self.canvas, Look { height, has_links, ..Look::default() }, |area, groups| {
            let unit = measure::fit(&self.data.unit, self.canvas.width, self.canvas.text);
            write(area, self.canvas, Role::Unit, &unit, (0.0, 0.0), HPos::Left, VPos::Top)?;
            for (i, curve) in self.data.curves.iter().take(self.links.len()).enumerate() {
                self.draw_panel(area, groups, frame, i, curve)?;
            }
            legend.draw(area, self.canvas, &last, |_| (last.right, last.bottom))
        })
    }

    /// The series that is drawn in all small charts.
    fn behind(&self) -> Option<&Curve<'_>> {
        self.data.curves.get(self.links.len())
    }

    /// The field of a small chart, below its name.
    fn field(&self, i: usize) -> Field {
        let (row, column) = (i / self.columns, i % self.columns);
        let left = self.left + column as f64 * (self.width + self.gutter);
        let top = self.tops[row];
        Field { left, top, right: left + self.width, bottom: top + self.canvas.text * HEIGHT }
    }

    fn draw_panel(&self, area: &Area, groups: &Groups, frame: &Frame, i: usize, curve: &Curve) -> Drawn {
        let field = self.field(i);
        let is_first = i.is_multiple_of(self.columns);
        let axes = (&self.periods, &self.values);
        if curve.values.iter().all(Option::is_none) {
            // Nothing to compare with: no line crosses the words.
            let nothing = Data::new(frame, self.data.periods, Vec::new());
            let chart = layout::draw_axes(area, self.canvas, field, is_first, axes, &nothing)?;
            let words = if curve.missing.is_empty() { classes::no_data(frame) } else { curve.missing };
            self.write_remark(area, field, layout::height_of(&chart, 0.0), words)?;
        } else {
            let mut chart = layout::draw_axes(area, self.canvas, field, is_first, axes, self.data)?;
            self.draw_behind(area, &chart)?;
            lines::draw_line(&mut chart, self.data, curve, 0)?;
            lines::draw_marks(&mut chart, curve, 0, 0.0)?;
        }
        self.write_periods(area, field)?;
        match self.links[i] {
            Some(href) => groups.draw(area, &curve.name, Some(href), || {
                let top = field.top - self.canvas.text * (LINE * self.names[i].len() as f64 + 0.4);
                let corners = [point((field.left, top)), point((field.right, field.bottom))];
                area.draw(&Rectangle::new(corners, Ink::from(Role::Hit).colour().filled()))?;
                self.write_name(area, field, &self.names[i])
            }),
            None => self.write_name(area, field, &self.names[i]),
        }
    }

    fn draw_behind(&self, area: &Area, chart: &Chart) -> Drawn {
        let Some(behind) = self.behind() else { return Ok(()) };
        lines::runs(&behind.values, |place| self.data.breaks_before(place)).iter().try_for_each(|run| {
            let points: Vec<_> = run.iter().map(|(x, value)| layout::place_of(chart, *x, *value)).collect();
            area.draw(&stroke(&points, Role::Pale.into()))
        })
    }

    /// Says why there is no value in the middle of a field, or higher where the line at zero lies there.
    fn write_remark(&self, area: &Area, field: Field, zero: f64, words: &str) -> Drawn {
        let text = self.canvas.text;
        let lines = measure::fold(words, field.width(), REMARK_LINES, text);
        let middle = (field.top + field.bottom) / 2.0;
        let y = if (zero - middle).abs() < text * lines.len() as f64 { (field.top + middle) / 2.0 } else { middle };
        let first = y - text * LINE * (lines.len() - 1) as f64 / 2.0;
        for (i, line) in lines.iter().enumerate() {
            let at = (field.left + field.width() / 2.0, first + text * LINE * i as f64);
            write(area, self.canvas, Role::Remark, line, at, HPos::Center, VPos::Center)?;
        }
        Ok(())
    }

    fn write_name(&self, area: &Area, field: Field, lines: &[String]) -> Drawn {
        let text = self.canvas.text;
        for (i, line) in lines.iter().rev().enumerate() {
            let y = field.top - text * (0.4 + LINE * i as f64);
            write(area, self.canvas, Role::Name, line, (field.left, y), HPos::Left, VPos::Bottom)?;
        }
        Ok(())
    }

    /// Writes the first and last period within the width of the field.
    fn write_periods(&self, area: &Area, field: Field) -> Drawn {
        let y = field.bottom + GAP_BELOW;
        if let [first, .., last] = &self.period_names[..] {
            write(area, self.canvas, Role::Tick, first, (field.left, y), HPos::Left, VPos::Top)?;
            write(area, self.canvas, Role::Tick, last, (field.right, y), HPos::Right, VPos::Top)?;
        } else if let [only] = &self.period_names[..] {
            let middle = field.left + field.width() / 2.0;
            write(area, self.canvas, Role::Tick, only, (middle, y), HPos::Center, VPos::Top)?;
        }
        Ok(())
    }
}

/// Lays rows of small charts below each other, each with room for its longest name.
fn tops<'a>(canvas: &Canvas, rows: impl Iterator<Item = &'a [Vec<String>]>) -> Vec<f64> {
    let mut y = canvas.text * 1.6;
    let tops = rows.map(|names| {
        let lines = names.iter().map(Vec::len).max().unwrap_or(1);
        let top = y + canvas.text * (LINE * lines as f64 + 0.5);
        y = top + canvas.text * (HEIGHT + BELOW + 0.5);
        top
    });
    tops.collect()
}
