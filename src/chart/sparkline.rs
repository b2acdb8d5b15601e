//! Draws the course of one series in the room of a word, for tables and lists.

use super::Frame;
use super::data;
use super::ink::{Ink, Role};
use super::legend::{mark, stroke};
use super::lines::runs;
use super::sheet::{self, Canvas, SPARK, point};

/// The course of one series, without words: its numbers stand beside it.
#[derive(Debug, Clone)]
pub struct Sparkline<'a> {
    /// What every chart has; the unit and decimals are not shown.
    pub frame: Frame<'a>,
    /// One a period, evenly apart; `None` is a gap.
    pub values: Vec<Option<f64>>,
    /// Whether the last value is provisional, drawn hollow.
    pub provisional: bool,
    /// A value to compare with, a dashed line.
    pub reference: Option<f64>,
}

/// The room that marks need around the lines.
const INSET: f64 = 4.5;

/// Draws a sparkline as one `<svg class="chart chart-spark">`, 6 em wide and 1.5 em high on a page.
///
/// The last value is marked. Without a value there is a dotted line.
pub fn sparkline(chart: &Sparkline) -> String {
    let values: Vec<Option<f64>> = chart.values.iter().map(|value| value.and_then(data::plain)).collect();
    let reference = chart.reference.and_then(data::plain);
    let place = Place::new(&SPARK, &values, reference);
    sheet::draw(&chart.frame, &SPARK, SPARK.height, 0, |area| {
        let Some((end, last)) = values.iter().enumerate().rev().find_map(|(i, value)| Some((i, (*value)?))) else {
            return area.draw(&stroke(&[place.at(0.0, 0.0), place.at(place.last, 0.0)], Role::Trail.into()));
        };
        if let Some(value) = reference {
            area.draw(&stroke(&[place.at(0.0, value), place.at(place.last, value)], Role::Reference.of(0)))?;
        }
        for run in runs(&values, |_| false) {
            let points: Vec<_> = run.iter().map(|(x, value)| place.at(*x, *value)).collect();
            area.draw(&stroke(&points, Role::Line.of(0)))?;
        }
        let ink: Ink = if chart.provisional { Role::Hollow } else { Role::Dot }.of(0);
        area.draw(&mark(point(place.at(end as f64, last)), ink))
    })
}

/// How places and values lie on the sheet.
struct Place {
    last: f64,
    low: f64,
    high: f64,
    width: f64,
    height: f64,
}

impl Place {
    fn new(canvas: &Canvas, values: &[Option<f64>], reference: Option<f64>) -> Place {
        let (low, high) = data::range(values.iter().flatten().copied().chain(reference));
        let last = values.len().saturating_sub(1).max(1) as f64;
        Place { last, low, high, width: canvas.width - 2.0 * INSET, height: canvas.height - 2.0 * INSET }
    }

    fn at(&self, place: f64, value: f64) -> (f64, f64) {
        let share = if self.high > self.low { (value - self.low) / (self.high - self.low) } else { 0.5 };
        (INSET + self.width * place / self.last, INSET + self.height * (1.0 - share))
    }
}
