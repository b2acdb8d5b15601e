//! Draws what comes in as columns up and what goes out as columns down, and what remains as a line.

use super::axis::{Ends, ValueAxis};
use super::columns::{Columns, Look};
use super::data::{self, Curve, Data};
use super::ink::{self, Role};
use super::layout::{self, Layout};
use super::legend::{Caption, Sign, mark};
use super::sheet::{self, Canvas, point};
use super::stacked::{self, Edges};
use super::{Frame, Series};

/// A chart of what comes in and goes out, by period.
#[derive(Debug, Clone)]
pub struct Flow<'a> {
    /// What every chart has.
    pub frame: Frame<'a>,
    /// The periods in order, evenly apart.
    pub periods: Vec<&'a str>,
    /// The parts of what comes in: numbers of 0 and more, drawn up from zero, the first nearest to it.
    pub inflow: Vec<Series<'a>>,
    /// The parts of what goes out: numbers of 0 and more, drawn down from zero, the first nearest to it.
    ///
    /// Of more than five parts in all, the smallest of the greater side are summed.
    pub outflow: Vec<Series<'a>>,
    /// The name of what remains (in less out, of all parts), drawn as a line; `None` draws none.
    pub net: Option<&'a str>,
}

/// What a drawing needs: the curves with those of the outflow turned down, and what remains.
struct Flows<'a> {
    data: Data<'a>,
    /// How many of the curves come in.
    count_in: usize,
    net: Vec<Option<f64>>,
    net_name: Option<&'a str>,
}

/// Draws flows; the markup is as with [`trend`](super::trend).
pub fn flow(chart: &Flow) -> String {
    let flows = Flows::of(chart);
    sheet::both(&chart.frame, |canvas| {
        if flows.data.curves.is_empty() { sheet::empty(&chart.frame, canvas) } else { flows.draw(&chart.frame, canvas) }
    })
}

impl<'a> Flows<'a> {
    fn of(chart: &'a Flow<'a>) -> Flows<'a> {
        let count = chart.periods.len();
        let language = chart.frame.language;
        let (inflow, outflow) = (data::curves(&chart.inflow, count), data::curves(&chart.outflow, count));
        let (most_in, most_out) = shares(inflow.len(), outflow.len());
        let mut curves = data::summed(inflow, most_in, language);
        let count_in = curves.len();
        curves.extend(data::summed(outflow, most_out, language).into_iter().map(turned));
        let data = Data::new(&chart.frame, &chart.periods, curves).shortened(&chart.frame);
        let net = remaining(&data.curves, count);
        let net_name = chart.net.filter(|_| count_in > 0 && count_in < data.curves.len());
        Flows { data, count_in, net, net_name }
    }

    fn draw(&self, frame: &Frame, canvas: &Canvas) -> String {
        let blocks = self.blocks();
        let edges = blocks.iter().flatten().flatten().flat_map(|(low, high)| [*low, *high]);
        let values = ValueAxis::new(data::range(edges), true, canvas.ticks, frame.decimals, frame.language);
        let layout = Layout::new(canvas, &self.data, values, Ends::Half, &self.captions(), Sign::Open);
        let look = self.look();
        sheet::draw_grouped(frame, canvas, look.sheet(&layout, &self.data), |area, _| {
            let chart = layout.draw_ground(area, canvas, &self.data)?;
            let columns = Columns::new(&layout, self.data.periods.len());
            for (slot, edges) in blocks.iter().enumerate() {
                columns.draw(area, &chart, edges, &self.data.curves[slot].provisional, (slot, look))?;
            }
            layout.draw_levels(area, &chart, &self.data)?;
            let net: &[_] = if self.net_name.is_some() { &self.net } else { &[] };
            columns.draw_through(area, &chart, net, Role::Casing.into())?;
            columns.draw_through(area, &chart, net, Role::Net.into())?;
            for (place, value) in net.iter().enumerate().filter_map(|(i, value)| Some((i as f64, (*value)?))) {
                area.draw(&mark(point(layout::place_of(&chart, place, value)), Role::NetDot.into()))?;
            }
            layout.draw_names(area, canvas, &chart, &self.data, |sign| match sign {
                Sign::Layer(slot) | Sign::Plain(slot) => columns.end(&chart, &blocks[slot]),
                _ => end(net).map_or((0.0, 0.0), |(place, value)| layout::place_of(&chart, place, value)),
            })
        })
    }

    /// The blocks of all parts; each side is stacked on its own, so that a gap in one leaves the other whole.
    fn blocks(&self) -> Vec<Edges> {
        let (inflow, outflow) = self.data.curves.split_at(self.count_in);
        stacked::pile_up(inflow).into_iter().chain(stacked::pile_up(outflow)).collect()
    }

    /// One part on each side of zero can be told apart by that.
    fn look(&self) -> Look {
        Look::of(self.data.curves.len(), 2)
    }

    /// The names from above: the outermost inflow first, the outermost outflow last.
    fn captions(&self) -> Vec<Caption<'_>> {
        let sign = self.look().sign();
        let curves = self.data.curves.iter().enumerate();
        let mut captions: Vec<_> =
            curves.map(|(slot, curve)| Caption { name: &curve.name, sign: sign(slot) }).collect();
        captions[..self.count_in].reverse();
        captions.extend(self.net_name.map(|name| Caption { name, sign: Sign::Net }));
        captions
    }
}

/// How many parts each side may keep.
fn shares(inflow: usize, outflow: usize) -> (usize, usize) {
    let half = ink::SLOTS / 2;
    let most_in = (ink::SLOTS - outflow.min(half)).min(inflow);
    (most_in, ink::SLOTS - most_in)
}

/// Turns numbers of 0 and more down.
fn turned(mut curve: Curve) -> Curve {
    curve.values.iter_mut().flatten().for_each(|value| *value = 0.0 - *value);
    curve
}

/// What remains of each period; a gap in one part is a gap in what remains.
fn remaining(curves: &[Curve], count: usize) -> Vec<Option<f64>> {
    (0..count).map(|i| curves.iter().map(|curve| curve.values[i]).sum()).collect()
}

/// The place and value of the last that is known.
fn end(values: &[Option<f64>]) -> Option<(f64, f64)> {
    let last = values.iter().rposition(Option::is_some)?;
    Some((last as f64, values[last]?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_parts_are_shared_by_both_sides() {
        for (sides, kept) in [((1, 1), (1, 4)), ((4, 1), (4, 1)), ((9, 9), (3, 2)), ((1, 9), (1, 4)), ((0, 9), (0, 5))]
        {
            assert_eq!(shares(sides.0, sides.1), kept, "{sides:?}");
        }
    }
}
