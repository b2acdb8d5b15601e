//! Draws series as lines in one field, each named at its end.

use std::iter::once;

use plotters::element::Polygon;
use plotters::series::{LineSeries, PointSeries};
use plotters::style::Color;

use super::Frame;
use super::axis::{Ends, ValueAxis};
use super::data::{Curve, Data};
use super::ink::Role;
use super::layout::{self, Chart, Layout, captions_of_marks};
use super::legend::{Caption, Sign, mark};
use super::sheet::{self, Canvas, Drawn};

/// How far the first and last point lie within the field.
pub const INSET: f64 = 8.0;

/// How close the marks of a line may stand.
const APART: f64 = 14.0;

/// Draws at most five series.
pub fn draw(frame: &Frame, data: &Data, canvas: &Canvas) -> String {
    let values = ValueAxis::new(data.range(), false, canvas.ticks, frame.decimals, frame.language);
    let layout = Layout::new(canvas, data, values, Ends::Inset(INSET), &captions(data), Sign::Hollow);
    sheet::draw(frame, canvas, layout.height(), 0, |area| {
        let mut chart = layout.draw_ground(area, canvas, data)?;
        for (slot, curve) in data.curves.iter().enumerate() {
            draw_bounds(&mut chart, curve, slot)?;
        }
        for (slot, curve) in data.curves.iter().enumerate() {
            draw_line(&mut chart, data, curve, slot)?;
        }
        layout.draw_target(area, &chart, data)?;
        for (slot, curve) in data.curves.iter().enumerate() {
            draw_marks(&mut chart, curve, slot, layout.field.width())?;
        }
        layout.draw_names(area, canvas, &chart, data, |sign| match sign {
            Sign::Line(slot) | Sign::Forecast(slot) => end(&chart, &data.curves[slot]),
            _ => (layout.field.right, layout.field.top),
        })
    })
}

fn captions<'a>(data: &'a Data) -> Vec<Caption<'a>> {
    let sign = |slot, curve: &Curve| if curve.forecast { Sign::Forecast(slot) } else { Sign::Line(slot) };
    let curves = data.curves.iter().enumerate();
    let curves = curves.map(|(slot, curve)| Caption { name: &curve.name, sign: sign(slot, curve) });
    curves.chain(captions_of_marks(data)).collect()
}

/// Draws the room between the bounds of a series.
fn draw_bounds(chart: &mut Chart, curve: &Curve, slot: usize) -> Drawn {
    let ink = Role::Span.of(slot).colour().filled();
    for run in runs(&curve.bounds, |_| false) {
        let upper = run.iter().map(|(x, (_, high))| (*x, *high));
        let lower = run.iter().rev().map(|(x, (low, _))| (*x, *low));
        chart.draw_series(once(Polygon::new(upper.chain(lower).collect::<Vec<_>>(), ink)))?;
    }
    Ok(())
}

/// Draws the line of a series; a gap or change of method breaks it.
pub fn draw_line(chart: &mut Chart, data: &Data, curve: &Curve, slot: usize) -> Drawn {
    let role = if curve.forecast { Role::Forecast } else { Role::Line };
    for run in runs(&curve.values, |place| data.breaks_before(place)) {
        chart.draw_series(LineSeries::new(run, role.of(slot).colour()))?;
    }
    Ok(())
}

/// Draws the marks of a series in a width: all that have room, the last, those between gaps, those provisional.
/// In no width only the latter.
pub fn draw_marks(chart: &mut Chart, curve: &Curve, slot: usize, width: f64) -> Drawn {
    let last = curve.values.len().saturating_sub(1);
    let every = if width > 0.0 { (APART * last as f64 / width).ceil().max(1.0) as usize } else { usize::MAX };
    let end = curve.values.iter().rposition(Option::is_some);
    let is_alone = |i: usize| {
        let has = |j: Option<usize>| j.and_then(|j| curve.values.get(j)).is_some_and(Option::is_some);
        !has(i.checked_sub(1)) && !has(i.checked_add(1))
    };
    let shown = |i: usize| (width > 0.0 && (last - i).is_multiple_of(every)) || Some(i) == end || is_alone(i);
    for (role, provisional) in [(Role::Dot, false), (Role::Hollow, true)] {
        let points = points(&curve.values).filter(|(i, _)| curve.provisional[*i] == provisional);
        let points = points.filter(|(i, _)| provisional || shown(*i)).map(|(i, value)| (i as f64, value));
        let ink = role.of(slot);
        chart.draw_series(PointSeries::of_element(points, 0, ink.colour(), &|at, _, _| mark(at, ink)))?;
    }
    Ok(())
}

/// Where a line ends.
fn end(chart: &Chart, curve: &Curve) -> (f64, f64) {
    points(&curve.values).last().map_or((0.0, 0.0), |(i, value)| layout::place_of(chart, i as f64, value))
}

fn points(values: &[Option<f64>]) -> impl Iterator<Item = (usize, f64)> {
    values.iter().enumerate().filter_map(|(i, value)| value.map(|value| (i, value)))
}

/// What lies between gaps and breaks, each with its place.
pub fn runs<T: Copy>(values: &[Option<T>], breaks_before: impl Fn(usize) -> bool) -> Vec<Vec<(f64, T)>> {
    let mut runs: Vec<Vec<(f64, T)>> = Vec::new();
    for (i, value) in values.iter().enumerate() {
        let goes_on = i > 0 && values[i - 1].is_some() && !breaks_before(i);
        match (value, runs.last_mut().filter(|_| goes_on)) {
            (Some(value), Some(run)) => run.push((i as f64, *value)),
            (Some(value), None) => runs.push(vec![(i as f64, *value)]),
            (None, _) => {}
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_breaks_a_line() {
        let lengths = |values: &[Option<f64>], broken: usize| {
            runs(values, |i| i == broken).iter().map(Vec::len).collect::<Vec<_>>()
        };
        assert_eq!(lengths(&[Some(1.0), Some(2.0), None, Some(3.0)], 9), [2, 1]);
        assert_eq!(lengths(&[Some(1.0), Some(2.0), Some(3.0)], 1), [1, 2]);
        assert!(lengths(&[], 0).is_empty());
    }
}
