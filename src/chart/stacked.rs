//! Draws series as layers upon each other, each named at its right end.
//!
//! A period in which one of the layers is unknown has no known whole, so all layers break there. Negative values stack
//! downward from zero.

use std::iter::once;

use plotters::element::{PathElement, Polygon};
use plotters::series::PointSeries;
use plotters::style::Color;

use super::Frame;
use super::axis::{Ends, ValueAxis};
use super::data::{self, Curve, Data};
use super::ink::{Ink, Role};
use super::layout::{self, Chart, Field, Layout, captions_of_marks};
use super::legend::{Caption, Sign, mark};
use super::lines;
use super::sheet::{self, Canvas, Drawn};

/// A layer: for each period its lower and upper edge, `None` in a gap.
pub type Edges = Vec<Option<(f64, f64)>>;

/// Half the width of a period that stands alone between gaps.
const HALF: f64 = 0.25;

/// Draws at most five layers.
pub fn draw(frame: &Frame, data: &Data, canvas: &Canvas) -> String {
    let layers = stack(data);
    let edges = layers.iter().flatten().flatten().flat_map(|(low, high)| [*low, *high]);
    let range = data::range(edges.chain(data.marks()));
    let values = ValueAxis::new(range, true, canvas.ticks, frame.decimals, frame.language);
    let layout = Layout::new(canvas, data, values, Ends::Inset(0.0), &captions(data, Sign::Layer), Sign::Hollow);
    sheet::draw(frame, canvas, layout.height(), layers.len(), |area| {
        let mut chart = layout.draw_ground(area, canvas, data)?;
        for (slot, layer) in layers.iter().enumerate() {
            draw_layer(&mut chart, data, layer, slot)?;
        }
        // All edges lie upon all paper around them, so that a thin layer keeps both of its edges.
        for (slot, layer) in layers.iter().enumerate() {
            draw_edge(&mut chart, data, layer, Role::Casing.of(slot))?;
        }
        for (slot, layer) in layers.iter().enumerate() {
            draw_edge(&mut chart, data, layer, Role::Edge.of(slot))?;
        }
        for (slot, layer) in layers.iter().enumerate() {
            draw_provisional(&mut chart, layer, &data.curves[slot].provisional, slot)?;
        }
        layout.draw_target(area, &chart, data)?;
        layout.draw_names(area, canvas, &chart, data, |sign| match sign {
            Sign::Layer(slot) => end(&chart, &layout.field, &layers[slot]),
            _ => (layout.field.right, layout.field.top),
        })
    })
}

/// The names of layers, the uppermost first, as the eye meets them.
pub fn captions<'a>(data: &'a Data, sign: fn(usize) -> Sign) -> Vec<Caption<'a>> {
    let layers = data.curves.iter().enumerate();
    let layers = layers.map(|(slot, curve)| Caption { name: &curve.name, sign: sign(slot) });
    layers.rev().chain(captions_of_marks(data)).collect()
}

/// Stacks the series.
pub fn stack(data: &Data) -> Vec<Edges> {
    pile_up(&data.curves)
}

/// Stacks series upon each other from zero.
pub fn pile_up(curves: &[Curve]) -> Vec<Edges> {
    let count = curves.iter().map(|curve| curve.values.len()).max().unwrap_or(0);
    let whole: Vec<bool> = (0..count).map(|i| curves.iter().all(|curve| curve.values[i].is_some())).collect();
    let mut ground = vec![(0.0, 0.0); count];
    let layers = curves.iter().map(|curve| {
        let values = curve.values.iter().zip(&whole).zip(&mut ground);
        values.map(|((value, whole), ground)| value.filter(|_| *whole).map(|value| pile(ground, value))).collect()
    });
    layers.collect()
}

/// Puts a value on what lies above or below zero already, and returns its edges.
fn pile((below, above): &mut (f64, f64), value: f64) -> (f64, f64) {
    let side = if value < 0.0 { below } else { above };
    let from = *side;
    *side += value;
    (from, *side)
}

fn draw_layer(chart: &mut Chart, data: &Data, layer: &Edges, slot: usize) -> Drawn {
    for run in runs(layer, |place| data.breaks_before(place)) {
        let upper = run.iter().map(|(x, (_, high))| (*x, *high));
        let lower = run.iter().rev().map(|(x, (low, _))| (*x, *low));
        let outline: Vec<_> = upper.chain(lower).collect();
        chart.draw_series(once(Polygon::new(outline, Role::Layer.of(slot).colour().filled())))?;
    }
    Ok(())
}

/// Draws the upper edge of a layer.
fn draw_edge(chart: &mut Chart, data: &Data, layer: &Edges, ink: Ink) -> Drawn {
    for run in runs(layer, |place| data.breaks_before(place)) {
        let upper: Vec<_> = run.iter().map(|(x, (_, high))| (*x, *high)).collect();
        chart.draw_series(once(PathElement::new(upper, ink.colour())))?;
    }
    Ok(())
}

/// Marks the provisional values on the upper edge of a layer.
fn draw_provisional(chart: &mut Chart, layer: &Edges, provisional: &[bool], slot: usize) -> Drawn {
    let points = layer.iter().zip(provisional).enumerate().filter(|(_, (_, provisional))| **provisional);
    let points = points.filter_map(|(i, (edges, _))| edges.map(|(_, high)| (i as f64, high)));
    let ink = Role::Hollow.of(slot);
    chart.draw_series(PointSeries::of_element(points, 0, ink.colour(), &|at, _, _| mark(at, ink)))?;
    Ok(())
}

/// The right end of a layer, in its middle.
fn end(chart: &Chart, field: &Field, layer: &Edges) -> (f64, f64) {
    let last = runs(layer, |_| false).pop().and_then(|mut run| run.pop());
    last.map_or((field.right, field.bottom), |(x, (low, high))| layout::place_of(chart, x, low + (high - low) / 2.0))
}

/// The edges between gaps and breaks; a period that stands alone becomes a narrow bar.
fn runs(layer: &Edges, breaks_before: impl Fn(usize) -> bool) -> Vec<Vec<(f64, (f64, f64))>> {
    let mut runs = lines::runs(layer, breaks_before);
    for run in &mut runs {
        if let [(x, edges)] = run[..] {
            *run = vec![(x - HALF, edges), (x + HALF, edges)];
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn negative_values_stack_downward() {
        let mut ground = (0.0, 0.0);
        let edges = [3.0, -2.0, 4.0, -1.0].map(|value| pile(&mut ground, value));
        assert_eq!(edges, [(0.0, 3.0), (0.0, -2.0), (3.0, 7.0), (-2.0, -3.0)]);
    }

    #[test]
    fn a_layer_that_is_unknown_breaks_the_layers_that_are_known() {
        let curve = |values: &[Option<f64>]| Curve {
            name: "mbo".into(),
            values: values.to_vec(),
            provisional: vec![false; 2],
            forecast: false,
            bounds: vec![None; 2],
            missing: "",
        };
        let curves = vec![curve(&[Some(1.0), Some(2.0)]), curve(&[Some(3.0), None])];
        let frame = super::super::tests::frame("f", super::super::Paint::Classes);
        let data = Data::new(&frame, &["2015", "2016"], curves);
        assert_eq!(stack(&data), [[Some((0.0, 1.0)), None], [Some((1.0, 4.0)), None]]);
    }

    #[test]
    fn a_period_alone_between_gaps_is_a_narrow_bar() {
        let edges = (0.0, 1.0);
        assert_eq!(runs(&vec![Some(edges), None], |_| false), [[(-0.25, edges), (0.25, edges)]]);
        assert!(runs(&vec![None, None], |_| false).is_empty());
    }
}
