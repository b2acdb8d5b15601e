//! Draws a column a period, with a block a series from zero; negative values go down.
//!
//! A period in which one of the series is unknown has no known whole, so it has no column.

use plotters::element::Rectangle;
use plotters::style::Color;

use super::Frame;
use super::axis::{Ends, ValueAxis};
use super::data::{self, Data};
use super::ink::{Ink, Role};
use super::layout::{self, Chart, Layout};
use super::legend::{Sign, stroke};
use super::sheet::{self, Area, Canvas, Drawn, point, tenths};
use super::stacked::{self, Edges};

/// The part of the distance of two periods that a column takes.
const SHARE: f64 = 0.66;

/// The widest that a column is.
const WIDEST: f64 = 72.0;

/// Draws at most five series.
pub fn draw(frame: &Frame, data: &Data, canvas: &Canvas) -> String {
    let blocks = stacked::stack(data);
    let edges = blocks.iter().flatten().flatten().flat_map(|(low, high)| [*low, *high]);
    let range = data::range(edges.chain(data.marks()));
    let values = ValueAxis::new(range, true, canvas.ticks, frame.decimals, frame.language);
    let look = Look::of(blocks.len(), 1);
    let layout = Layout::new(canvas, data, values, Ends::Half, &stacked::captions(data, look.sign()), Sign::Open);
    sheet::draw_grouped(frame, canvas, look.sheet(&layout, data), |area, _| {
        let chart = layout.draw_ground(area, canvas, data)?;
        let columns = Columns::new(&layout, data.periods.len());
        for (slot, edges) in blocks.iter().enumerate() {
            columns.draw(area, &chart, edges, &data.curves[slot].provisional, (slot, look))?;
        }
        layout.draw_levels(area, &chart, data)?;
        layout.draw_target(area, &chart, data)?;
        layout.draw_names(area, canvas, &chart, data, |sign| match sign {
            Sign::Layer(slot) | Sign::Plain(slot) => columns.end(&chart, &blocks[slot]),
            _ => (layout.field.right, layout.field.top),
        })
    })
}

/// What the blocks of a series look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Filled with the colour of the series.
    Plain,
    /// Filled with the pattern of the series, in an outline.
    Pattern,
}

impl Look {
    /// A pattern for more blocks than can be told apart by where they stand.
    pub fn of(blocks: usize, plain: usize) -> Look {
        if blocks > plain { Look::Pattern } else { Look::Plain }
    }

    /// What names a series in the key.
    pub fn sign(self) -> fn(usize) -> Sign {
        if self == Look::Pattern { Sign::Layer } else { Sign::Plain }
    }

    /// The sheet for columns of this look, with the patterns that they need.
    pub fn sheet(self, layout: &Layout, data: &Data) -> sheet::Look {
        let layers = if self == Look::Pattern { data.curves.len() } else { 0 };
        let drafts = if data.has_provisional() { layers } else { 0 };
        sheet::Look { height: layout.height(), layers, drafts, ..sheet::Look::default() }
    }
}

/// The columns of a field.
pub struct Columns {
    /// Half the width of a column.
    half: f64,
}

impl Columns {
    /// Makes columns for so many periods.
    pub fn new(layout: &Layout, count: usize) -> Columns {
        Columns { half: (layout.field.width() / count.max(1) as f64 * SHARE).min(WIDEST) / 2.0 }
    }

    /// Draws the blocks of a series. Those that are provisional have paper for their ground and a broken outline, which
    /// eyes without colours and a grey print keep.
    pub fn draw(
        &self,
        area: &Area,
        chart: &Chart,
        edges: &Edges,
        provisional: &[bool],
        (slot, look): (usize, Look),
    ) -> Drawn {
        match look {
            Look::Plain => {
                self.fill(area, chart, edges, |i| !provisional[i], Role::Bar.of(slot))?;
                self.fill(area, chart, edges, |i| provisional[i], Role::Open.of(slot))
            }
            Look::Pattern => {
                self.fill(area, chart, edges, |i| !provisional[i], Role::Layer.of(slot))?;
                self.fill(area, chart, edges, |i| provisional[i], Role::Draft.of(slot))?;
                // Paper parts the outline from the patterns on both of its sides.
                self.fill(area, chart, edges, |_| true, Role::Casing.of(slot))?;
                self.fill(area, chart, edges, |i| !provisional[i], Role::Edge.of(slot))?;
                self.fill(area, chart, edges, |i| provisional[i], Role::DraftEdge.of(slot))
            }
        }
    }

    fn fill(&self, area: &Area, chart: &Chart, edges: &Edges, shown: impl Fn(usize) -> bool, ink: Ink) -> Drawn {
        let blocks = edges.iter().enumerate().filter(|(i, _)| shown(*i));
        for (place, (low, high)) in blocks.filter_map(|(i, edges)| edges.map(|edges| (i as f64, edges))) {
            let (x, bottom) = layout::place_of(chart, place, low);
            let (_, top) = layout::place_of(chart, place, high);
            if tenths(top) != tenths(bottom) {
                let corners = [point((x - self.half, bottom)), point((x + self.half, top))];
                area.draw(&Rectangle::new(corners, ink.colour().filled()))?;
            }
        }
        Ok(())
    }

    /// The right side of the last block of a series, in its middle.
    pub fn end(&self, chart: &Chart, edges: &Edges) -> (f64, f64) {
        let last = edges.iter().rposition(Option::is_some).and_then(|i| Some((i as f64, edges[i]?)));
        let (x, y) = last.map_or((0.0, 0.0), |(x, (low, high))| layout::place_of(chart, x, low + (high - low) / 2.0));
        (x + self.half, y)
    }

    /// Draws a line through the middles of columns.
    pub fn draw_through(&self, area: &Area, chart: &Chart, values: &[Option<f64>], ink: Ink) -> Drawn {
        for run in super::lines::runs(values, |_| false) {
            let points: Vec<_> = run.iter().map(|(x, value)| layout::place_of(chart, *x, *value)).collect();
            area.draw(&stroke(&points, ink))?;
        }
        Ok(())
    }
}
