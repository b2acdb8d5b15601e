//! Draws where something stands: a bar from zero beside the marks of its base, what is required by now, and its target.
//!
//! Where zero would waste the width, a point with a line from its base takes the place of the bar.

use plotters::coord::ranged1d::{Ranged, ValueFormatter};
use plotters::element::{Polygon, Rectangle};
use plotters::style::Color;
use plotters::style::text_anchor::{HPos, VPos};

use super::Frame;
use super::axis::ValueAxis;
use super::backend::TENTHS;
use super::data;
use super::ink::{Ink, Role};
use super::layout::GAP;
use super::legend::{Caption, Legend, Sign, draw_diamond, mark, stroke};
use super::measure::{self, LINE};
use super::sheet::{self, Area, Canvas, Drawn, point, tenths, write};

/// A chart of actual values against where they began and where they must go, on one scale.
#[derive(Debug, Clone)]
pub struct Bullet<'a> {
    /// What every chart has.
    pub frame: Frame<'a>,
    /// What the marks mean, said once below the rows; with one row each has its value.
    pub words: BulletWords<'a>,
    /// The rows, from the top down.
    pub rows: Vec<Measure<'a>>,
}

/// What the marks of a bullet mean; an empty word leaves a mark without a name.
#[derive(Debug, Clone, Copy)]
pub struct BulletWords<'a> {
    /// The actual value: `stand 2019`.
    pub actual: &'a str,
    /// Where it began: `begin 2016`.
    pub base: &'a str,
    /// Where it should be by now: `nodig in 2019`.
    pub required: &'a str,
    /// Where it must go: `doel 2025`.
    pub target: &'a str,
}

/// One row of a bullet. Values are in the unit of the chart; `None` draws no mark.
#[derive(Debug, Clone, Copy, Default)]
pub struct Measure<'a> {
    /// What the row is about; may be empty when there is one row.
    pub name: &'a str,
    /// The latest value; `None` is written as unknown.
    pub actual: Option<f64>,
    /// Whether the latest value is provisional, drawn hollow and said so below.
    pub provisional: bool,
    /// The value that it began at.
    pub base: Option<f64>,
    /// The value on the straight way from base to target in the period of the actual value.
    pub required: Option<f64>,
    /// The target.
    pub target: Option<f64>,
}

/// Draws a bullet; the markup is as with [`trend`](super::trend).
pub fn bullet(chart: &Bullet) -> String {
    let rows: Vec<Measure> = chart.rows.iter().map(clean).collect();
    let (low, high) = data::range(rows.iter().flat_map(numbers));
    let (divisor, unit) = data::scale(&chart.frame, low.abs().max(high.abs()));
    let rows: Vec<Measure> = rows.iter().map(|row| row.map(|value| value / divisor)).collect();
    sheet::both(&chart.frame, |canvas| {
        if rows.iter().flat_map(numbers).next().is_none() {
            sheet::empty(&chart.frame, canvas)
        } else {
            Rows::new(&chart.frame, &unit, &chart.words, &rows, canvas).draw(&unit)
        }
    })
}

fn clean<'a>(row: &Measure<'a>) -> Measure<'a> {
    let clean = |value: Option<f64>| value.and_then(data::plain);
    let [actual, base, required, target] = [row.actual, row.base, row.required, row.target].map(clean);
    Measure { actual, base, required, target, ..*row }
}

fn numbers(row: &Measure) -> impl Iterator<Item = f64> + use<> {
    [row.actual, row.base, row.required, row.target].into_iter().flatten()
}

impl Measure<'_> {
    fn map(&self, change: impl Fn(f64) -> f64) -> Self {
        let [actual, base, required, target] =
            [self.actual, self.base, self.required, self.target].map(|value| value.map(&change));
        Measure { actual, base, required, target, ..*self }
    }
}

/// Picks the value of a mark from a row.
type Mark = fn(&Measure) -> Option<f64>;

/// The rows of a bullet, set.
struct Rows<'a> {
    frame: &'a Frame<'a>,
    canvas: &'a Canvas,
    rows: &'a [Measure<'a>],
    names: Vec<Vec<String>>,
    values: Vec<String>,
    axis: ValueAxis,
    left: f64,
    right: f64,
    top: f64,
    /// For each row the middle of its name, of its bar, and its bottom, from the top.
    spans: Vec<(f64, f64, f64)>,
    legend: Legend,
}

/// Half the height of a bar, in em.
const BAR: f64 = 0.35;

/// Half the height of the ground of a bar, in em.
const TRACK: f64 = 0.6;

/// Half the height of the mark of a target, in em.
const GOAL: f64 = 0.85;

impl<'a> Rows<'a> {
    fn new(
        frame: &'a Frame<'a>,
        unit: &str,
        words: &BulletWords,
        rows: &'a [Measure<'a>],
        canvas: &'a Canvas,
    ) -> Rows<'a> {
        let text = canvas.text;
        let values: Vec<_> = rows.iter().map(|row| value_text(frame, unit, row.actual)).collect();
        let widest = |texts: &mut dyn Iterator<Item = &String>| {
            texts.map(|text| measure::width(text, canvas.text)).fold(0.0, f64::max)
        };
        let value_width = widest(&mut values.iter());
        let (soft, hard) = if canvas.is_narrow {
            let room = canvas.width - value_width - GAP;
            (room, room)
        } else {
            (canvas.width * 0.26, canvas.width * 0.34)
        };
        let names: Vec<_> = rows.iter().map(|row| measure::wrap(row.name, soft, hard, text)).collect();
        let mut left = 1.0;
        let mut right = canvas.width - 1.0;
        if !canvas.is_narrow {
            left = widest(&mut names.iter().flatten()) + 2.0 * GAP;
            right -= value_width + 2.0 * GAP;
        }
        let range = data::range(rows.iter().flat_map(numbers));
        let (axis, half) = axis(frame, range, canvas, right - left);
        let (left, right) = (left.max(half), right.min(canvas.width - half));
        let top = text * 1.7;
        let spans = spans(canvas, &names, top);
        let legend = Legend::below(canvas, &[]);
        let mut chart = Rows { frame, canvas, rows, names, values, axis, left, right, top, spans, legend };
        chart.legend = chart.set_key(unit, words);
        chart
    }

    /// The key of the marks that are there; with one row, their values are in it.
    fn set_key(&self, unit: &str, words: &BulletWords) -> Legend {
        let has = |value: Mark| self.rows.iter().any(|row| value(row).is_some());
        let actual = if self.is_plot() { Sign::Point } else { Sign::Actual };
        let marks: [(&str, Sign, Mark); 4] = [
            (words.actual, actual, |row| row.actual),
            (words.base, Sign::Base, |row| row.base),
            (words.required, Sign::Required, |row| row.required),
            (words.target, Sign::Goal, |row| row.target),
        ];
        let named = marks.into_iter().filter(|(word, _, value)| !word.is_empty() && has(*value));
        let mut names: Vec<(String, Sign)> = named
            .map(|(word, sign, value)| match self.rows {
                [row] => (format!("{word}: {}", value_text(self.frame, unit, value(row))), sign),
                _ => (word.to_owned(), sign),
            })
            .collect();
        if self.rows.iter().any(|row| row.provisional && row.actual.is_some()) {
            let sign = if self.is_plot() { Sign::Hollow } else { Sign::Open };
            names.push((self.frame.language.pick("voorlopig", "provisional").to_owned(), sign));
        }
        let captions: Vec<_> = names.iter().map(|(name, sign)| Caption { name, sign: *sign }).collect();
        Legend::below(self.canvas, &captions)
    }

    /// Whether points take the place of bars.
    fn is_plot(&self) -> bool {
        !self.axis.has_zero()
    }

    fn bottom(&self) -> f64 {
        self.spans.last().map_or(self.top, |span| span.2)
    }

    fn across(&self, value: f64) -> f64 {
        f64::from(self.axis.map(&value, (tenths(self.left), tenths(self.right)))) / TENTHS
    }

    fn draw(&self, unit: &str) -> String {
        let below = self.bottom() + self.canvas.text * 1.7;
        sheet::draw(self.frame, self.canvas, below + self.legend.height(), 0, |area| {
            let unit = measure::fit(unit, self.canvas.width, self.canvas.text);
            write(area, self.canvas, Role::Unit, &unit, (0.0, 0.0), HPos::Left, VPos::Top)?;
            self.draw_axis(area)?;
            for i in 0..self.rows.len() {
                self.draw_row(area, i)?;
            }
            self.legend.draw_key(area, self.canvas, below + self.canvas.text * 0.3)
        })
    }

    /// Draws the grounds, the lines at the ticks, and the numbers below them.
    fn draw_axis(&self, area: &Area) -> Drawn {
        for (_, middle, _) in &self.spans {
            self.draw_block(area, (self.left, self.right), *middle, TRACK, Role::Track.into())?;
        }
        for tick in self.axis.ticks() {
            let x = self.across(tick);
            let role = if tick == 0.0 { Role::Zero } else { Role::Grid };
            for (_, middle, _) in &self.spans {
                let reach = TRACK * self.canvas.text;
                area.draw(&stroke(&[(x, middle - reach), (x, middle + reach)], role.into()))?;
            }
            let label = self.axis.format_ext(&tick);
            let at = (x, self.bottom() + 2.0);
            write(area, self.canvas, Role::Tick, &label, at, HPos::Center, VPos::Top)?;
        }
        Ok(())
    }

    fn draw_row(&self, area: &Area, i: usize) -> Drawn {
        let (row, (name, middle, _)) = (&self.rows[i], self.spans[i]);
        self.draw_actual(area, row, middle)?;
        if let Some(value) = row.base {
            area.draw(&mark(point((self.across(value), middle)), Role::Base.into()))?;
        }
        if let Some(value) = row.required {
            draw_diamond(area, (self.across(value), middle), Role::Required.into())?;
        }
        if let Some(value) = row.target {
            let (x, reach) = (self.across(value), GOAL * self.canvas.text);
            area.draw(&stroke(&[(x, middle - reach), (x, middle + reach)], Role::Target.into()))?;
        }
        let step = self.canvas.text * LINE;
        let first = name - step * (self.names[i].len() as f64 - 1.0) / 2.0;
        for (line, text) in self.names[i].iter().enumerate() {
            write(area, self.canvas, Role::Name, text, (0.0, first + step * line as f64), HPos::Left, VPos::Center)?;
        }
        let role = if row.actual.is_some() { Role::Value } else { Role::Remark };
        let at = (self.canvas.width, if self.canvas.is_narrow { first } else { middle });
        write(area, self.canvas, role, &self.values[i], at, HPos::Right, VPos::Center)
    }

    /// Draws a bar from zero, or a point with a line from its base.
    fn draw_actual(&self, area: &Area, row: &Measure, middle: f64) -> Drawn {
        let Some(actual) = row.actual else { return Ok(()) };
        let x = self.across(actual);
        if self.is_plot() {
            if let Some(base) = row.base {
                self.draw_block(area, (self.across(base), x), middle, BAR / 3.0, Role::Bar.of(0))?;
            }
            let role = if row.provisional { Role::Hollow } else { Role::Dot };
            return draw_point(area, (x, middle), role.of(0));
        }
        let role = if row.provisional { Role::Open } else { Role::Bar };
        self.draw_block(area, (self.across(0.0), x), middle, BAR, role.of(0))
    }

    /// Draws a block around a height, so many em up and down.
    fn draw_block(&self, area: &Area, (from, to): (f64, f64), middle: f64, half: f64, ink: Ink) -> Drawn {
        let reach = half * self.canvas.text;
        let corners = [point((from.min(to), middle - reach)), point((from.max(to), middle + reach))];
        area.draw(&Rectangle::new(corners, ink.colour().filled()))
    }
}

/// Draws the point of an actual value: an eight-sided one, larger than other marks.
pub fn draw_point(area: &Area, (x, y): (f64, f64), ink: Ink) -> Drawn {
    let (far, near) = (6.5, 2.7);
    let corners = [
        (-near, -far),
        (near, -far),
        (far, -near),
        (far, near),
        (near, far),
        (-near, far),
        (-far, near),
        (-far, -near),
    ];
    let corners: Vec<_> = corners.map(|(dx, dy)| point((x + dx, y + dy))).into();
    area.draw(&Polygon::new(corners, ink.colour()))
}

/// Makes the axis with the most ticks whose numbers have room, and says half the width of its widest number.
fn axis(frame: &Frame, range: (f64, f64), canvas: &Canvas, width: f64) -> (ValueAxis, f64) {
    let axis = |ticks| ValueAxis::new(range, false, ticks, frame.decimals, frame.language);
    let fits = |axis: &ValueAxis| {
        let apart = axis.width(canvas.text) + canvas.text * 0.8;
        apart * (axis.ticks().count() as f64) <= width
    };
    let best = (2..=canvas.ticks).rev().map(axis).find(fits).unwrap_or_else(|| axis(2));
    (best, best.width(canvas.text) / 2.0 + 1.0)
}

/// Lays rows below each other.
fn spans(canvas: &Canvas, names: &[Vec<String>], top: f64) -> Vec<(f64, f64, f64)> {
    let text = canvas.text;
    let mut y = top;
    let spans = names.iter().map(|lines| {
        let name = lines.len() as f64 * text * LINE;
        let bar = 2.0 * GOAL * text + 6.0;
        let span = if canvas.is_narrow {
            (y + name / 2.0, y + name + bar / 2.0, y + name + bar + 8.0)
        } else {
            let height = bar.max(name + 8.0);
            (y + height / 2.0, y + height / 2.0, y + height)
        };
        y = span.2;
        span
    });
    spans.collect()
}

/// A value as text; a number from which thousands were taken out keeps a decimal.
fn value_text(frame: &Frame, unit: &str, value: Option<f64>) -> String {
    let decimals = if unit == frame.unit { frame.decimals } else { frame.decimals.max(1) };
    match value {
        Some(value) => frame.language.number(value, decimals.min(6)),
        None => frame.language.pick("onbekend", "unknown").to_owned(),
    }
}
