//! Divides a sheet into the field that data is drawn in and the room for text around it, and draws the axes.

use plotters::chart::{ChartBuilder, ChartContext, LabelAreaPosition};
use plotters::coord::cartesian::Cartesian2d;
use plotters::element::{PathElement, Rectangle};
use plotters::style::text_anchor::{HPos, VPos};
use plotters::style::{Color, TRANSPARENT};

use super::axis::{PeriodAxis, ValueAxis};
use super::backend::TENTHS;
use super::data::Data;
use super::ink::{Ink, Role};
use super::legend::{Legend, Sign};
use super::measure;
use super::sheet::{Area, Canvas, Drawn, point, tenths, write};

/// The data of a trend in its axes.
pub type Chart<'a> = ChartContext<'a, super::backend::Backend, Cartesian2d<PeriodAxis, ValueAxis>>;

/// The field that data is drawn in.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Field {
    /// The height of the field on a sheet, which text above and below it leaves.
    pub fn height_on(canvas: &Canvas) -> f64 {
        canvas.height - canvas.text * (ABOVE + BELOW)
    }

    /// The width.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }
}

/// The room for the unit, in em.
pub const ABOVE: f64 = 2.1;

/// The room for the periods, in em.
pub const BELOW: f64 = 1.9;

/// The room between the axis of values and its numbers.
pub const GAP: f64 = 6.0;

/// The room between the field and the periods.
pub const GAP_BELOW: f64 = 8.0;

/// How a trend lies on a sheet.
pub struct Layout {
    /// Where the data goes.
    pub field: Field,
    /// The names.
    pub legend: Legend,
    periods: PeriodAxis,
    values: ValueAxis,
}

impl Layout {
    /// Divides a sheet. The first and last period lie `inset` within the field.
    pub fn new(canvas: &Canvas, data: &Data, values: ValueAxis, inset: f64, legend: Legend) -> Layout {
        let names = period_names(canvas, data);
        let half = |name: Option<&String>| name.map_or(0.0, |name| measure::width(name, canvas.text) / 2.0 - inset);
        let field = Field {
            left: (values.width(canvas.text) + GAP).max(half(names.first())),
            top: canvas.text * ABOVE,
            right: canvas.width - legend.width().max(half(names.last())).max(5.0),
            bottom: canvas.height - canvas.text * BELOW,
        };
        let periods = PeriodAxis::new(&names, field.width(), inset, canvas.text);
        Layout { field, legend, periods, values }
    }

    /// The height of the sheet.
    pub fn height(&self, canvas: &Canvas) -> f64 {
        canvas.height + self.legend.height()
    }

    /// Draws what lies under the data: unit, forecast band, grid, axes and reference.
    pub fn draw_ground<'a>(&self, area: &Area, canvas: &Canvas, data: &Data) -> Drawn<Chart<'a>> {
        let unit = measure::fit(&data.unit, canvas.width, canvas.text);
        write(area, canvas, Role::Unit, &unit, (0.0, 0.0), HPos::Left, VPos::Top)?;
        draw_axes(area, canvas, self.field, true, (&self.periods, &self.values), data)
    }

    /// Draws the names at the ends of what they name.
    pub fn draw_names(&self, area: &Area, canvas: &Canvas, chart: &Chart, data: &Data, ends: &[(f64, f64)]) -> Drawn {
        self.legend.draw(area, canvas, &self.field, |sign| match sign {
            Sign::Line(slot) | Sign::Forecast(slot) | Sign::Layer(slot) => ends[slot],
            Sign::Reference => (self.field.right, data.reference.map_or(0.0, |r| height_of(chart, r.value))),
        })
    }
}

/// The names of periods, none wider than three tenths of the sheet.
pub fn period_names(canvas: &Canvas, data: &Data) -> Vec<String> {
    data.periods.iter().map(|name| measure::fit(name, canvas.width * 0.3, canvas.text)).collect()
}

/// Draws the axes of a field: the band, the grid, the text at the ticks, the zero line and the reference.
pub fn draw_axes<'a>(
    area: &Area,
    canvas: &Canvas,
    field: Field,
    has_ticks: bool,
    (periods, values): (&PeriodAxis, &ValueAxis),
    data: &Data,
) -> Drawn<Chart<'a>> {
    let mut chart = build(area, field, has_ticks, periods.clone(), *values)?;
    draw_band(&chart, area, field, data)?;
    draw_mesh(&mut chart, canvas)?;
    if values.has_zero() {
        draw_level(&chart, area, field, 0.0, Role::Zero)?;
    }
    if let Some(reference) = data.reference {
        draw_level(&chart, area, field, reference.value, Role::Reference)?;
    }
    Ok(chart)
}

/// Has plotters build the coordinates of a field; the margins are what lies around it.
fn build<'a>(area: &Area, field: Field, has_ticks: bool, x: PeriodAxis, y: ValueAxis) -> Drawn<Chart<'a>> {
    let (width, height) = area.dim_in_pixel();
    let gap = tenths(GAP);
    let left = tenths(field.left) - if has_ticks { gap } else { 0 };
    ChartBuilder::on(area)
        .margin_left(left.max(0))
        .margin_top(tenths(field.top))
        .margin_right((width as i32 - tenths(field.right) - 1).max(0))
        .margin_bottom((height as i32 - tenths(field.bottom) - gap - 1).max(0))
        .y_label_area_size(if has_ticks { gap } else { 0 })
        .x_label_area_size(gap)
        .build_cartesian_2d(x, y)
}

fn draw_mesh(chart: &mut Chart, canvas: &Canvas) -> Drawn {
    chart
        .configure_mesh()
        .disable_x_mesh()
        .axis_style(TRANSPARENT)
        .bold_line_style(Ink::from(Role::Grid).colour())
        .label_style(super::sheet::style(Role::Tick, canvas, HPos::Center, VPos::Center))
        .set_all_tick_mark_size(tenths(GAP) / 2)
        .set_tick_mark_size(LabelAreaPosition::Bottom, tenths(GAP_BELOW) / 2)
        .draw()
}

/// Draws a horizontal line over the width of the field.
fn draw_level(chart: &Chart, area: &Area, field: Field, value: f64, role: Role) -> Drawn {
    let y = height_of(chart, value);
    let ink = Ink::from(role).colour();
    area.draw(&PathElement::new([point((field.left, y)), point((field.right, y))], ink))
}

/// Draws the pale ground of the periods that are forecast only.
fn draw_band(chart: &Chart, area: &Area, field: Field, data: &Data) -> Drawn {
    let Some(measured) = data.last_measured() else { return Ok(()) };
    let left = chart.backend_coord(&(measured as f64, 0.0)).0;
    let (right, bottom) = point((field.right, field.bottom));
    let ink = Ink::from(Role::Band).colour().filled();
    area.draw(&Rectangle::new([(left, tenths(field.top)), (right, bottom)], ink))
}

/// How far down a value lies.
pub fn height_of(chart: &Chart, value: f64) -> f64 {
    f64::from(chart.backend_coord(&(0.0, value)).1) / TENTHS
}

/// Where a value of a period lies.
pub fn place_of(chart: &Chart, place: f64, value: f64) -> (f64, f64) {
    let (x, y) = chart.backend_coord(&(place, value));
    (f64::from(x) / TENTHS, f64::from(y) / TENTHS)
}
