//! Draws more than five series as small charts side by side, all on the same scale.

use plotters::style::text_anchor::{HPos, VPos};

use super::Frame;
use super::axis::{Ends, PeriodAxis, ValueAxis};
use super::data::{Curve, Data};
use super::ink::Role;
use super::layout::{self, BELOW, Field, GAP, GAP_BELOW, captions_of_marks};
use super::legend::{Legend, Sign};
use super::lines;
use super::measure::{self, LINE};
use super::sheet::{self, Area, Canvas, Drawn, write};

/// The height of a small chart, in em.
const HEIGHT: f64 = 6.0;

/// The most ticks of a small chart.
const TICKS: u32 = 4;

/// Small charts on a sheet, by row and column.
struct Panels<'a> {
    canvas: &'a Canvas,
    data: &'a Data<'a>,
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

/// Draws a small chart a series.
pub fn draw(frame: &Frame, data: &Data, canvas: &Canvas) -> String {
    let panels = Panels::new(frame, data, canvas);
    let key: Vec<_> = captions_of_marks(data).chain(layout::notes(data, false, Sign::Hollow, frame.language)).collect();
    let legend = Legend::below(canvas, &key);
    let last = panels.field(data.curves.len() - 1);
    sheet::draw(frame, canvas, last.bottom + canvas.text * BELOW + legend.height(), 0, |area| {
        let unit = measure::fit(&data.unit, canvas.width, canvas.text);
        write(area, canvas, Role::Unit, &unit, (0.0, 0.0), HPos::Left, VPos::Top)?;
        for (i, curve) in data.curves.iter().enumerate() {
            panels.draw(area, i, curve)?;
        }
        legend.draw(area, canvas, &last, |_| (last.right, last.bottom))
    })
}

impl<'a> Panels<'a> {
    /// Divides the width that the numbers at the left leave.
    fn new(frame: &Frame, data: &'a Data, canvas: &'a Canvas) -> Panels<'a> {
        let values = ValueAxis::new(data.range(), false, TICKS, frame.decimals, frame.language);
        let (columns, gutter) = if canvas.is_narrow { (2, 14.0) } else { (3, 24.0) };
        let left = values.width(canvas.text) + GAP;
        let width = (canvas.width - left - gutter * (columns - 1) as f64 - 1.0) / columns as f64;
        let wrap = |curve: &Curve| measure::wrap(&curve.name, width, width, canvas.text);
        let names: Vec<_> = data.curves.iter().map(wrap).collect();
        let tops = tops(canvas, names.chunks(columns));
        let period_names = data.periods.iter().map(|name| measure::fit(name, width * 0.48, canvas.text)).collect();
        let periods = PeriodAxis::unnamed(data.periods.len(), Ends::Inset(lines::INSET));
        Panels { canvas, data, values, periods, period_names, names, tops, columns, left, width, gutter }
    }

    /// The field of a small chart, below its name.
    fn field(&self, i: usize) -> Field {
        let (row, column) = (i / self.columns, i % self.columns);
        let left = self.left + column as f64 * (self.width + self.gutter);
        let top = self.tops[row];
        Field { left, top, right: left + self.width, bottom: top + self.canvas.text * HEIGHT }
    }

    fn draw(&self, area: &Area, i: usize, curve: &Curve) -> Drawn {
        let field = self.field(i);
        let is_first = i.is_multiple_of(self.columns);
        let axes = (&self.periods, &self.values);
        let mut chart = layout::draw_axes(area, self.canvas, field, is_first, axes, self.data)?;
        lines::draw_line(&mut chart, self.data, curve, 0)?;
        lines::draw_marks(&mut chart, curve, 0, field.width())?;
        self.write_name(area, field, &self.names[i])?;
        self.write_periods(area, field)
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
