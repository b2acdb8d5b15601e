//! Draws figures as SVG, a kind a file: each module below opens with its own input and ends with its own drawing.
//!
//! Comes in: names, numbers and a language. Goes out: markup for a page ([`Paint::Classes`], two drawings of the same
//! chart, of which the style sheet [`STYLE`] shows the one that fits) or for paper and files ([`Paint::Inline`], one
//! drawing that carries its colours). Ignores where the numbers come from, and the table and caption beside a chart.
//!
//! | function | draws |
//! |---|---|
//! | [`trend`] | series over periods: lines, layers or columns, with references, a target, a forecast, a break |
//! | [`flow`] | columns up for what comes in and down for what goes out, and what remains |
//! | [`bars`] | horizontal bars beside references |
//! | [`bullet`] | where something stands between its base, what is required by now, and its target |
//! | [`sparkline`] | the course of one series in the room of a word |
//! | [`multiples`] | a small chart a region, all on one scale |
//! | [`tiles`] | a schematic map, a tile a region |
//! | [`choropleth`] | a map of regions by their borders |
//!
//! The drawing itself is done by plotters, over a backend of our own that writes SVG. Lengths in this module
//! are in px of the viewBox unless a name says tenths.

use crate::language::Language;

pub use alone::{Alone, alone};
pub use card::{CARD, Card, CardColours, card};
pub use letters::{FAMILY, FONTS};

mod alone;
mod axis;
mod backend;
mod bars;
mod bullet;
mod card;
mod classes;
mod colour;
mod columns;
mod data;
mod flags;
mod flow;
mod ink;
mod layout;
mod legend;
mod letters;
mod lines;
mod measure;
mod panels;
mod shapes;
mod sheet;
mod sparkline;
mod stacked;
mod tiles;
mod trend;

pub use bars::{Bar, Bars, bars};
pub use bullet::{Bullet, BulletWords, Measure, bullet};
pub use classes::{Classes, Standing, limits};
pub use colour::{CLASSES_APART, Colour, SERIES_APART, Sight};
pub use flow::{Flow, flow};
pub use panels::{Multiples, Panel, multiples};
pub use shapes::{Choropleth, Coordinates, Shape, choropleth};
pub use sparkline::{Sparkline, sparkline};
pub use tiles::{Tile, TileMap, tiles};
pub use trend::{Break, Form, Target, Trend, trend};

/// The style sheet of charts with [`Paint::Classes`]; belongs once in the style sheet of a site.
pub const STYLE: &str = include_str!("chart.css");

/// What every chart has.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// The prefix of every `id` in the SVG, unique on a page. Without one the title alone names the drawing; only a
    /// [`sparkline`] can do without.
    pub id: &'a str,
    /// The name of the chart, for those who hear it.
    pub title: &'a str,
    /// What the chart shows in a sentence, for those who hear it.
    pub desc: &'a str,
    /// The unit, written over the axis: `personen`, `%`.
    pub unit: &'a str,
    /// The decimals that values have, at most 6.
    pub decimals: u8,
    /// The language of numbers and words.
    pub language: Language,
    /// Where the colours come from.
    pub paint: Paint,
}

/// Where the colours of a chart come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// From [`STYLE`]; the SVG has classes only.
    Classes,
    /// From the SVG itself, for paper, PDF and files that stand alone.
    Inline,
    /// As [`Paint::Inline`], on the narrow sheet, whose text is large for its size: for a [`card`].
    Card,
}

/// A value to compare with, a labelled dashed line; at most five in a chart have a dash of their own.
#[derive(Debug, Clone, Copy)]
pub struct Reference<'a> {
    /// The value, in the unit of the chart.
    pub value: f64,
    /// The name at the line: `landelijke referentie 15 %`.
    pub label: &'a str,
}

/// One series over the periods of a chart.
#[derive(Debug, Clone, Default)]
pub struct Series<'a> {
    /// The name, written at the end of the line; may be empty.
    pub name: &'a str,
    /// One a period; `None` is a gap, and so is a number beyond ±10¹⁵.
    pub values: Vec<Option<f64>>,
    /// Which values are provisional, drawn hollow and said so below: empty or one a period.
    pub provisional: Vec<bool>,
    /// Whether the series is a forecast, drawn dotted. Begin it at the last measured value to join the two.
    pub forecast: bool,
    /// The least and greatest that a value may turn out to be, a pale band around a line: empty or one a period.
    pub bounds: Vec<Option<(f64, f64)>>,
}

impl<'a> Series<'a> {
    /// Makes a series of final, measured values.
    pub fn new(name: &'a str, values: Vec<Option<f64>>) -> Series<'a> {
        Series { name, values, ..Series::default() }
    }
}

#[cfg(test)]
mod family_tests;
#[cfg(test)]
mod palette_tests;
#[cfg(test)]
mod tests;
