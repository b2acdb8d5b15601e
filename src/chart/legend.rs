//! The names of series: at the end of their lines where there is room, in a key below the drawing where there is not.

use plotters::element::{Circle, DynElement, EmptyElement, IntoDynElement, PathElement, Polygon};
use plotters::style::text_anchor::{HPos, VPos};
use plotters::style::{Color, ShapeStyle};

use super::backend::Backend;
use super::bullet::draw_point;
use super::classes::Step;
use super::ink::{Ink, Role};
use super::layout::{BELOW, Field};
use super::measure::{self, LINE};
use super::sheet::{Area, Canvas, Drawn, point, tenths, write};

/// Something that has a name in the chart.
pub struct Caption<'a> {
    /// The name; nothing is written when it is empty.
    pub name: &'a str,
    /// What it names.
    pub sign: Sign,
}

/// What a name belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// The line of a series, by its slot.
    Line(usize),
    /// The dotted line of a series, by its slot.
    Forecast(usize),
    /// The layer of a series, by its slot.
    Layer(usize),
    /// The block of a series that is filled with its colour, by its slot.
    Plain(usize),
    /// What remains of flows.
    Net,
    /// A reference, by its place.
    Reference(usize),
    /// The target.
    Target,
    /// The room between the bounds of a forecast, by the slot of the series.
    Span(usize),
    /// A value that is provisional.
    Hollow,
    /// A bar whose value is provisional.
    Open,
    /// A change of method.
    Break,
    /// The actual value of a bullet, a bar.
    Actual,
    /// The actual value of a bullet, a point.
    Point,
    /// The base of a bullet.
    Base,
    /// What is required by now in a bullet.
    Required,
    /// The target of a bullet.
    Goal,
    /// The line of all regions behind that of one.
    Pale,
    /// A tile of a class.
    Tile(Step),
    /// A region of a class.
    Region(Step),
}

/// The names, set: beside the field, and in a key below it.
pub struct Legend {
    beside: Vec<Entry>,
    key: Vec<Entry>,
    width: f64,
    height: f64,
    size: f64,
}

struct Entry {
    lines: Vec<String>,
    sign: Sign,
    /// Where the entry stands in a key, from its upper left corner.
    at: (f64, f64),
}

/// The room between the end of a line and its name, in which a leader fits.
const GAP: f64 = 15.0;

/// The room between a name and the next.
const APART: f64 = 4.0;

/// The side of a step on a sample of a tile: five of them fit.
const SAMPLE_STEP: f64 = 3.4;

/// The room for the sample before a name in a key.
const SAMPLE: f64 = 34.0;

impl Legend {
    /// Sets names for a field of a height: beside it where they fit, else in a key.
    pub fn new(canvas: &Canvas, height: f64, captions: &[Caption]) -> Legend {
        let legend = Legend::beside(canvas, captions);
        let is_cut = legend.beside.iter().any(|entry| entry.lines.iter().any(|line| measure::is_cut(line)));
        let is_high = legend.beside.iter().map(|entry| entry.height(canvas.text)).sum::<f64>() > height;
        if is_high || (canvas.is_narrow && is_cut) { Legend::below(canvas, captions) } else { legend }
    }

    fn beside(canvas: &Canvas, captions: &[Caption]) -> Legend {
        let hard = canvas.width * canvas.share;
        let beside = entries(captions, |name| measure::wrap(name, hard * 0.6, hard, canvas.text));
        let widest = beside.iter().map(|entry| entry.width(canvas.text)).fold(0.0, f64::max);
        let width = if beside.is_empty() { 0.0 } else { widest + GAP };
        Legend { beside, key: Vec::new(), width, height: 0.0, size: canvas.text }
    }

    /// Sets names in a key below the drawing.
    pub fn below(canvas: &Canvas, captions: &[Caption]) -> Legend {
        let legend = Legend { beside: Vec::new(), key: Vec::new(), width: 0.0, height: 0.0, size: canvas.text };
        legend.with_notes(canvas, captions)
    }

    /// Adds names to the key, from left to right and then down.
    pub fn with_notes(mut self, canvas: &Canvas, captions: &[Caption]) -> Legend {
        let room = canvas.width - SAMPLE;
        self.key.extend(entries(captions, |name| measure::wrap(name, room, room, canvas.text)));
        let (mut x, mut y) = (0.0, 0.0);
        let mut row: f64 = 0.0;
        for entry in &mut self.key {
            let width = SAMPLE + entry.width(canvas.text);
            if x > 0.0 && x + width > canvas.width {
                (x, y, row) = (0.0, y + row, 0.0);
            }
            entry.at = (x, y);
            row = row.max(entry.height(canvas.text));
            x += width + canvas.text;
        }
        self.height = if self.key.is_empty() { 0.0 } else { y + row + canvas.text * 0.5 };
        self
    }

    /// The width that names take right of the field.
    pub fn width(&self) -> f64 {
        self.width
    }

    /// The height that the key takes below the periods.
    pub fn height(&self) -> f64 {
        self.height
    }

    /// Draws the names. `ends` says where the thing of a sign ends.
    pub fn draw(&self, area: &Area, canvas: &Canvas, field: &Field, ends: impl Fn(Sign) -> (f64, f64)) -> Drawn {
        self.draw_beside(area, canvas, field, ends)?;
        self.draw_key(area, canvas, field.bottom + canvas.text * (BELOW + 0.5))
    }

    /// Draws the key, from a height down.
    pub fn draw_key(&self, area: &Area, canvas: &Canvas, top: f64) -> Drawn {
        self.key.iter().try_for_each(|entry| entry.draw_in_key(area, canvas, top))
    }

    fn draw_beside(&self, area: &Area, canvas: &Canvas, field: &Field, ends: impl Fn(Sign) -> (f64, f64)) -> Drawn {
        let targets: Vec<_> = self.beside.iter().map(|entry| ends(entry.sign)).collect();
        let wanted: Vec<_> =
            self.beside.iter().zip(&targets).map(|(entry, (_, y))| (*y, entry.height(self.size))).collect();
        let slack = self.size * 0.3;
        let middles = spread(&wanted, field.top - slack, field.bottom + slack);
        for ((entry, target), y) in self.beside.iter().zip(targets).zip(middles) {
            entry.draw_leader(area, field, target, y)?;
            entry.write(area, canvas, (field.right + GAP, y))?;
        }
        Ok(())
    }
}

fn entries(captions: &[Caption], set: impl Fn(&str) -> Vec<String>) -> Vec<Entry> {
    let named = captions.iter().filter(|caption| !caption.name.is_empty());
    named.map(|caption| Entry { lines: set(caption.name), sign: caption.sign, at: (0.0, 0.0) }).collect()
}

impl Entry {
    fn width(&self, size: f64) -> f64 {
        self.lines.iter().map(|line| measure::width(line, size)).fold(0.0, f64::max)
    }

    /// The height of the lines, and of what parts them from the next name.
    fn height(&self, size: f64) -> f64 {
        self.lines.len() as f64 * size * LINE + APART
    }

    /// Writes the lines, with the middle of them at a point.
    fn write(&self, area: &Area, canvas: &Canvas, (x, y): (f64, f64)) -> Drawn {
        let step = canvas.text * LINE;
        let first = y - step * (self.lines.len() as f64 - 1.0) / 2.0;
        for (i, line) in self.lines.iter().enumerate() {
            write(area, canvas, Role::Name, line, (x, first + step * i as f64), HPos::Left, VPos::Center)?;
        }
        Ok(())
    }

    /// Draws a line from a point to its name, where the name does not stand next to it.
    fn draw_leader(&self, area: &Area, field: &Field, (x, y): (f64, f64), to: f64) -> Drawn {
        let near = if matches!(self.sign, Sign::Layer(_) | Sign::Plain(_)) { 4.0 * GAP } else { GAP };
        let is_far = x < field.right - near;
        if !is_far && (y - to).abs() < self.lines.len() as f64 * 7.0 {
            return Ok(());
        }
        let from = match self.sign {
            Sign::Line(_) | Sign::Forecast(_) | Sign::Net => x + 6.0,
            Sign::Target => x + TARGET + 2.0,
            _ => x + 1.0,
        };
        let path = [point((from, y)), point((field.right + GAP - 3.0, to))];
        let ink = if is_far { Role::Trail.into() } else { self.sign.leader() };
        area.draw(&PathElement::new(path, ink.colour()))
    }

    fn draw_in_key(&self, area: &Area, canvas: &Canvas, top: f64) -> Drawn {
        let (x, y) = (self.at.0, self.at.1 + top);
        self.sign.draw_sample(area, (x, y + (canvas.text * LINE + APART) / 2.0))?;
        self.write(area, canvas, (x + SAMPLE, y + self.height(canvas.text) / 2.0))
    }
}

impl Sign {
    fn leader(self) -> Ink {
        match self {
            Sign::Line(slot) | Sign::Forecast(slot) | Sign::Layer(slot) | Sign::Plain(slot) => Role::Leader.of(slot),
            Sign::Reference(slot) => Role::Reference.of(slot),
            _ => Role::Trail.into(),
        }
    }

    /// Draws a piece of the thing itself, from a point to the right.
    fn draw_sample(self, area: &Area, (x, y): (f64, f64)) -> Drawn {
        let draw_line = |ink: Ink| area.draw(&stroke(&[(x + 1.0, y), (x + 27.0, y)], ink));
        let middle = (x + 14.0, y);
        match self {
            Sign::Reference(slot) => draw_line(Role::Reference.of(slot)),
            Sign::Layer(slot) => draw_swatch(area, (x + 1.0, y), slot),
            Sign::Line(slot) => {
                draw_line(Role::Line.of(slot))?;
                area.draw(&mark(point(middle), Role::Dot.of(slot)))
            }
            Sign::Forecast(slot) => {
                draw_line(Role::Forecast.of(slot))?;
                area.draw(&mark(point(middle), Role::Dot.of(slot)))
            }
            Sign::Net => {
                draw_line(Role::Net.into())?;
                area.draw(&mark(point(middle), Role::NetDot.into()))
            }
            Sign::Target => draw_target(area, middle, x),
            Sign::Pale => draw_line(Role::Pale.into()),
            Sign::Tile(step) => {
                draw_box(area, (x + 1.0, y), step.ground())?;
                step.draw(area, middle, SAMPLE_STEP)
            }
            Sign::Region(step) => draw_box(area, (x + 1.0, y), step.pattern()),
            Sign::Span(slot) => draw_box(area, (x + 1.0, y), Role::Span.of(slot)),
            Sign::Plain(slot) => draw_box(area, (x + 1.0, y), Role::Bar.of(slot)),
            Sign::Open => draw_box(area, (x + 1.0, y), Role::Open.of(0)),
            Sign::Actual => draw_box(area, (x + 1.0, y), Role::Bar.of(0)),
            Sign::Point => draw_point(area, middle, Role::Dot.of(0)),
            Sign::Hollow => area.draw(&mark(point(middle), Role::Hollow.of(0))),
            Sign::Break => area.draw(&stroke(&[(middle.0, y - 8.0), (middle.0, y + 8.0)], Role::Break.into())),
            Sign::Goal => area.draw(&stroke(&[(middle.0, y - 8.0), (middle.0, y + 8.0)], Role::Target.into())),
            Sign::Base => area.draw(&mark(point(middle), Role::Base.into())),
            Sign::Required => draw_diamond(area, middle, Role::Required.into()),
        }
    }
}

/// A line through points.
pub fn stroke(points: &[(f64, f64)], ink: Ink) -> PathElement<(i32, i32)> {
    PathElement::new(points.iter().copied().map(point).collect::<Vec<_>>(), ink.colour())
}

/// Half the width of the mark of a target.
const TARGET: f64 = 9.0;

/// Draws the mark of a target at a point, not beyond a left side.
pub fn draw_target(area: &Area, (x, y): (f64, f64), left: f64) -> Drawn {
    area.draw(&stroke(&[((x - TARGET).max(left), y), (x + TARGET, y)], Role::Target.into()))
}

/// Draws a diamond with its middle at a point.
pub fn draw_diamond(area: &Area, (x, y): (f64, f64), ink: Ink) -> Drawn {
    let corners = [(x, y - 6.0), (x + 6.0, y), (x, y + 6.0), (x - 6.0, y)].map(point);
    area.draw(&Polygon::new(corners, ink.colour()))
}

/// Draws a box as wide as a sample, from the middle of its left side.
fn draw_box(area: &Area, (x, y): (f64, f64), ink: Ink) -> Drawn {
    let corners = [(x, y + 6.0), (x, y - 6.0), (x + 26.0, y - 6.0), (x + 26.0, y + 6.0)].map(point);
    area.draw(&Polygon::new(corners, ink.colour()))
}

fn draw_swatch(area: &Area, (x, y): (f64, f64), slot: usize) -> Drawn {
    draw_box(area, (x, y), Role::Layer.of(slot))?;
    area.draw(&stroke(&[(x, y - 6.0), (x + 26.0, y - 6.0)], Role::Edge.of(slot)))
}

/// The mark of a series at a point; each slot has its own shape.
pub fn mark<C: Clone + 'static>(at: C, ink: Ink) -> DynElement<'static, Backend, C> {
    let style: ShapeStyle = ink.colour().filled();
    let shape: &[(f64, f64)] = match ink.slot {
        0 => return (EmptyElement::at(at) + Circle::new((0, 0), tenths(3.5), style)).into_dyn(),
        1 => &[(-3.2, -3.2), (3.2, -3.2), (3.2, 3.2), (-3.2, 3.2)],
        2 => &[(0.0, -4.4), (4.2, 3.2), (-4.2, 3.2)],
        3 => &[(0.0, -4.6), (4.6, 0.0), (0.0, 4.6), (-4.6, 0.0)],
        _ => &[(0.0, 4.4), (-4.2, -3.2), (4.2, -3.2)],
    };
    let corners: Vec<_> = shape.iter().map(|corner| point(*corner)).collect();
    (EmptyElement::at(at) + Polygon::new(corners, style)).into_dyn()
}

/// Moves boxes, given by middle and height, as little as can be so that none overlaps and all lie within.
///
/// Boxes that touch form a block, which lies where its boxes want it on average.
pub fn spread(wanted: &[(f64, f64)], top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].0.total_cmp(&wanted[*b].0));
    let mut blocks: Vec<Block> = Vec::new();
    for i in order {
        let (middle, height) = wanted[i];
        let mut block = Block { boxes: vec![i], height, wish: middle - height / 2.0 };
        while let Some(above) = blocks.pop_if(|above| above.top(top, bottom) + above.height > block.top(top, bottom)) {
            block = above.join(block);
        }
        blocks.push(block);
    }
    let mut middles = vec![0.0; wanted.len()];
    for block in blocks {
        let mut y = block.top(top, bottom);
        for i in block.boxes {
            middles[i] = y + wanted[i].1 / 2.0;
            y += wanted[i].1;
        }
    }
    middles
}

/// Boxes that touch, from above.
struct Block {
    boxes: Vec<usize>,
    height: f64,
    /// The sum of where each box wants the top of the block.
    wish: f64,
}

impl Block {
    fn top(&self, top: f64, bottom: f64) -> f64 {
        (self.wish / self.boxes.len() as f64).min(bottom - self.height).max(top)
    }

    fn join(mut self, below: Block) -> Block {
        self.wish += below.wish - below.boxes.len() as f64 * self.height;
        self.height += below.height;
        self.boxes.extend(below.boxes);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_that_do_not_touch_stay_where_they_are() {
        assert_eq!(spread(&[(50.0, 10.0), (20.0, 10.0)], 0.0, 100.0), [50.0, 20.0]);
    }

    #[test]
    fn boxes_that_overlap_move_apart_evenly() {
        assert_eq!(spread(&[(50.0, 10.0), (50.0, 10.0)], 0.0, 100.0), [45.0, 55.0]);
        assert_eq!(spread(&[(50.0, 10.0), (52.0, 20.0), (90.0, 10.0)], 0.0, 100.0), [43.5, 58.5, 90.0]);
    }

    #[test]
    fn boxes_stay_within() {
        assert_eq!(spread(&[(0.0, 10.0), (1.0, 10.0), (100.0, 10.0)], 0.0, 100.0), [5.0, 15.0, 95.0]);
        assert_eq!(spread(&[(98.0, 10.0), (99.0, 10.0)], 0.0, 100.0), [85.0, 95.0]);
    }
}
