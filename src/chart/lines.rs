//! Draws series as lines in one field, each named at its end.

use plotters::series::{LineSeries, PointSeries};

use super::Frame;
use super::axis::ValueAxis;
use super::data::{Curve, Data};
use super::ink::Role;
use super::layout::{self, Chart, Field, Layout};
use super::legend::{Caption, Legend, Sign, mark};
use super::sheet::{self, Canvas, Drawn};

/// How far the first and last point lie within the field.
pub const INSET: f64 = 8.0;

/// How close the marks of a line may stand.
const APART: f64 = 14.0;

/// Draws at most five series.
pub fn draw(frame: &Frame, data: &Data, canvas: &Canvas) -> String {
    let values = ValueAxis::new(data.range(), false, canvas.ticks, frame.decimals, frame.language);
    let legend = Legend::new(canvas, Field::height_on(canvas), &captions(data));
    let layout = Layout::new(canvas, data, values, INSET, legend);
    sheet::draw(frame, canvas, layout.height(canvas), 0, |area| {
        let mut chart = layout.draw_ground(area, canvas, data)?;
        for (slot, curve) in data.curves.iter().enumerate() {
            draw_line(&mut chart, curve, slot)?;
        }
        for (slot, curve) in data.curves.iter().enumerate() {
            draw_marks(&mut chart, curve, slot, layout.field.width())?;
        }
        let ends: Vec<_> = data.curves.iter().map(|curve| end(&chart, curve)).collect();
        layout.draw_names(area, canvas, &chart, data, &ends)
    })
}

fn captions<'a>(data: &'a Data) -> Vec<Caption<'a>> {
    let sign = |slot, curve: &Curve| if curve.forecast { Sign::Forecast(slot) } else { Sign::Line(slot) };
    let curves = data.curves.iter().enumerate();
    let curves = curves.map(|(slot, curve)| Caption { name: &curve.name, sign: sign(slot, curve) });
    curves.chain(data.reference.map(|r| Caption { name: r.label, sign: Sign::Reference })).collect()
}

/// Draws the line of a series; a gap breaks it.
pub fn draw_line(chart: &mut Chart, curve: &Curve, slot: usize) -> Drawn {
    let role = if curve.forecast { Role::Forecast } else { Role::Line };
    for run in runs(&curve.values) {
        chart.draw_series(LineSeries::new(run, role.of(slot).colour()))?;
    }
    Ok(())
}

/// Draws the marks of a series in a width: all that have room, the last, those between gaps, those provisional.
pub fn draw_marks(chart: &mut Chart, curve: &Curve, slot: usize, width: f64) -> Drawn {
    let last = curve.values.len().saturating_sub(1);
    let every = (APART * last as f64 / width).ceil().max(1.0) as usize;
    let end = curve.values.iter().rposition(Option::is_some);
    let is_alone = |i: usize| {
        let has = |j: Option<usize>| j.and_then(|j| curve.values.get(j)).is_some_and(Option::is_some);
        !has(i.checked_sub(1)) && !has(i.checked_add(1))
    };
    let shown = |i: usize| (last - i).is_multiple_of(every) || Some(i) == end || is_alone(i);
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

/// The points between gaps.
fn runs(values: &[Option<f64>]) -> Vec<Vec<(f64, f64)>> {
    let mut runs = vec![Vec::new()];
    for (i, value) in values.iter().enumerate() {
        match (value, runs.last_mut()) {
            (Some(value), Some(run)) => run.push((i as f64, *value)),
            _ => runs.push(Vec::new()),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_breaks_a_line() {
        let lengths = |values: &[Option<f64>]| runs(values).iter().map(Vec::len).collect::<Vec<_>>();
        assert_eq!(lengths(&[Some(1.0), Some(2.0), None, Some(3.0)]), [2, 1]);
        assert_eq!(lengths(&[]), [0]);
    }
}
