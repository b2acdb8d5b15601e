//! Divides a sheet into the field that data is drawn in and the room for text around it, and draws the axes.

use plotters::chart::{ChartBuilder, ChartContext, LabelAreaPosition};
use plotters::coord::cartesian::Cartesian2d;
use plotters::element::Rectangle;
use plotters::style::text_anchor::{HPos, VPos};
use plotters::style::{Color, TRANSPARENT};

use super::Break;
use super::axis::{Ends, PeriodAxis, ValueAxis};
use super::backend::TENTHS;
use super::data::Data;
use super::ink::{Ink, Role};
use super::legend::{Caption, Legend, Sign, draw_target, stroke};
use super::sheet::{Area, Canvas, Drawn, point, tenths, write};
use super::{flags, measure};
use crate::language::Language;

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
    /// The periods, from the left to the right of the field.
    pub periods: PeriodAxis,
    values: ValueAxis,
    /// What is written above the field at each break, with the middle of the text.
    flags: Option<Vec<(f64, String)>>,
    height: f64,
}

impl Layout {
    /// Divides a sheet for data, with names beside it and notes in a key below it.
    ///
    /// `provisional` is what a provisional value looks like in the key.
    pub fn new(
        canvas: &Canvas,
        data: &Data,
        values: ValueAxis,
        ends: Ends,
        names: &[Caption],
        provisional: Sign,
    ) -> Layout {
        let legend = Legend::new(canvas, Field::height_on(canvas), names);
        let texts = period_names(canvas, data);
        let inset = ends.inset(texts.len(), canvas.width / 2.0);
        let half = |name: Option<&String>| name.map_or(0.0, |name| measure::width(name, canvas.text) / 2.0 - inset);
        let (left, right) = (
            (values.width(canvas.text) + GAP).max(half(texts.first())),
            canvas.width - legend.width().max(half(texts.last())).max(5.0),
        );
        let periods = PeriodAxis::new(&texts, right - left, ends, canvas.text);
        let wanted: Vec<_> = data.breaks.iter().map(|b| (periods.across(before(b), (left, right)), b.label)).collect();
        let flags = flags::row(&wanted, (left, canvas.width), canvas.text);
        let extra = if flags.as_ref().is_some_and(|flags| !flags.is_empty()) { canvas.text * FLAG } else { 0.0 };
        let legend = legend.with_notes(canvas, &notes(data, flags.is_some(), provisional, values.language()));
        let height = canvas.height + extra;
        let (top, bottom) = (canvas.text * ABOVE + extra, height - canvas.text * BELOW);
        Layout { field: Field { left, top, right, bottom }, legend, periods, values, flags, height }
    }

    /// The height of the sheet.
    pub fn height(&self) -> f64 {
        self.height + self.legend.height()
    }

    /// Draws what lies under the data: unit, forecast band, grid, axes, references and breaks.
    pub fn draw_ground<'a>(&self, area: &Area, canvas: &Canvas, data: &Data) -> Drawn<Chart<'a>> {
        let unit = measure::fit(&data.unit, canvas.width, canvas.text);
        write(area, canvas, Role::Unit, &unit, (0.0, 0.0), HPos::Left, VPos::Top)?;
        let chart = draw_axes(area, canvas, self.field, true, (&self.periods, &self.values), data)?;
        for (x, label) in self.flags.iter().flatten() {
            write(area, canvas, Role::Name, label, (*x, self.field.top - FLAG_GAP), HPos::Center, VPos::Bottom)?;
        }
        Ok(chart)
    }

    /// Draws the lines at zero and of the references again, over data that hides them.
    pub fn draw_levels(&self, area: &Area, chart: &Chart, data: &Data) -> Drawn {
        draw_level(chart, area, self.field, 0.0, Role::Zero.into())?;
        let mut values = data.references.iter().map(|reference| reference.value);
        values.try_for_each(|value| draw_level(chart, area, self.field, value, Role::Casing.into()))?;
        draw_references(chart, area, self.field, data)
    }

    /// Draws what lies over the data: the target.
    pub fn draw_target(&self, area: &Area, chart: &Chart, data: &Data) -> Drawn {
        let Some(target) = data.target else { return Ok(()) };
        let at = place_of(chart, target.place as f64, target.value);
        if let Some((place, value)) = target.base {
            area.draw(&stroke(&[place_of(chart, place as f64, value), at], Role::Way.into()))?;
        }
        draw_target(area, at, self.field.left)
    }

    /// Draws the names at the ends of what they name.
    pub fn draw_names(
        &self,
        area: &Area,
        canvas: &Canvas,
        chart: &Chart,
        data: &Data,
        ends: impl Fn(Sign) -> (f64, f64),
    ) -> Drawn {
        self.legend.draw(area, canvas, &self.field, |sign| match sign {
            Sign::Reference(i) => (self.field.right, height_of(chart, data.references[i].value)),
            Sign::Target => data.target.map_or((0.0, 0.0), |target| place_of(chart, target.place as f64, target.value)),
            sign => ends(sign),
        })
    }
}

/// The room for the labels of breaks, in em.
const FLAG: f64 = 1.0;

/// The room between the label of a break and the field.
const FLAG_GAP: f64 = 4.0;

/// The place of a break, between two periods.
fn before(b: &Break) -> f64 {
    b.place as f64 - 0.5
}

/// The names of what series are compared with.
pub fn captions_of_marks<'a>(data: &'a Data) -> impl Iterator<Item = Caption<'a>> {
    let references = data.references.iter().enumerate();
    let references = references.map(|(i, r)| Caption { name: r.label, sign: Sign::Reference(i) });
    references.chain(data.target.iter().map(|target| Caption { name: target.label, sign: Sign::Target }))
}

/// What the key says below the drawing, whatever else is named.
pub fn notes<'a>(data: &'a Data, has_flags: bool, provisional: Sign, language: Language) -> Vec<Caption<'a>> {
    let span = data.curves.iter().position(|curve| curve.bounds.iter().any(Option::is_some));
    let span = span.map(|slot| (language.pick("marge van de raming", "range of the forecast"), Sign::Span(slot)));
    let hollow = data.has_provisional().then(|| (language.pick("voorlopig", "provisional"), provisional));
    let breaks = data.breaks.iter().filter(|_| !has_flags).map(|b| (b.label, Sign::Break));
    span.into_iter().chain(hollow).chain(breaks).map(|(name, sign)| Caption { name, sign }).collect()
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
        draw_level(&chart, area, field, 0.0, Role::Zero.into())?;
    }
    draw_references(&chart, area, field, data)?;
    for b in &data.breaks {
        let x = place_of(&chart, before(b), 0.0).0;
        area.draw(&stroke(&[(x, field.top), (x, field.bottom)], Role::Break.into()))?;
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

fn draw_references(chart: &Chart, area: &Area, field: Field, data: &Data) -> Drawn {
    let mut references = data.references.iter().enumerate();
    references.try_for_each(|(i, reference)| draw_level(chart, area, field, reference.value, Role::Reference.of(i)))
}

/// Draws a horizontal line over the width of the field.
fn draw_level(chart: &Chart, area: &Area, field: Field, value: f64, ink: Ink) -> Drawn {
    let y = height_of(chart, value);
    area.draw(&stroke(&[(field.left, y), (field.right, y)], ink))
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
