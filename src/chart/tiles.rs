//! Draws a schematic map of regions, a square tile each.
//!
//! A tile has the name of its region where it fits, else the short name. When neither fits in one of the tiles, all
//! have numbers, and a list below the map says which is which.

use plotters::element::Rectangle;
use plotters::style::Color;
use plotters::style::text_anchor::{HPos, VPos};

use super::Frame;
use super::classes::{self, Classes, Shade, Standing, Step};
use super::ink::{Ink, Role};
use super::legend::{Legend, Sign};
use super::measure::{self, LINE};
use super::sheet::{self, Area, Canvas, Drawn, Groups, Look, point, write};

/// A schematic map: each region a tile, about where it lies in the country.
#[derive(Debug, Clone)]
pub struct TileMap<'a> {
    /// What every chart has.
    pub frame: Frame<'a>,
    /// The tiles, in the order in which they are read; no two in the same place.
    pub tiles: Vec<Tile<'a>>,
    /// What they are told apart by.
    pub classes: Classes<'a>,
}

/// One region on a schematic map.
#[derive(Debug, Clone, Copy)]
pub struct Tile<'a> {
    /// The name of the region.
    pub name: &'a str,
    /// A name that fits on a phone: three capitals or about four other letters. May be empty.
    pub short: &'a str,
    /// Where it leads.
    pub href: Option<&'a str>,
    /// The place from the left.
    pub column: u16,
    /// The place from the top.
    pub row: u16,
    /// What it has.
    pub standing: Standing<'a>,
}

/// Draws a schematic map; the markup is as with [`trend`](super::trend).
pub fn tiles(chart: &TileMap) -> String {
    sheet::both(&chart.frame, |canvas| {
        if chart.tiles.is_empty() { sheet::empty(&chart.frame, canvas) } else { Map::new(chart, canvas).draw() }
    })
}

/// The greatest size of a tile: on a wide sheet, on a narrow one.
const WIDEST: (f64, f64) = (92.0, 60.0);

/// The room between tiles.
const APART: f64 = 4.0;

/// The side of a step.
const STEP: f64 = 5.0;

/// The room that steps take at the lower side of a tile.
const STEPS: f64 = 11.0;

/// The room between the columns of the list.
const GUTTER: f64 = 12.0;

/// The place of a name in the list, and its lines.
type Entry = ((f64, f64), Vec<String>);

/// A map, set.
struct Map<'a> {
    chart: &'a TileMap<'a>,
    canvas: &'a Canvas,
    /// The distance of tiles to the right, and down.
    size: (f64, f64),
    left: f64,
    top: f64,
    first: (u16, u16),
    words: Vec<Vec<String>>,
    /// One a tile; empty when tiles have names.
    list: Vec<Entry>,
    /// The bottom of the tiles and of the list.
    bottom: f64,
    legend: Legend,
}

impl<'a> Map<'a> {
    fn new(chart: &'a TileMap<'a>, canvas: &'a Canvas) -> Map<'a> {
        let span = |of: fn(&Tile) -> u16| {
            let places = chart.tiles.iter().map(of);
            let (first, last) = (places.clone().min().unwrap_or(0), places.max().unwrap_or(0));
            (first, f64::from(last - first) + 1.0)
        };
        let ((first_column, columns), (first_row, rows)) = (span(|tile| tile.column), span(|tile| tile.row));
        let widest = if canvas.is_narrow { WIDEST.1 } else { WIDEST.0 };
        let size = ((canvas.width + APART) / columns).min(widest);
        let left = (canvas.width - (size * columns - APART)) / 2.0;
        // A tile on a map of very many columns is higher than wide: it has a number and steps at least.
        let height = size.max(canvas.text * LINE + STEPS + APART);
        let top = if chart.frame.unit.is_empty() { 1.0 } else { canvas.text * 1.7 };
        let words = words(chart, canvas, size - APART);
        let tiles_bottom = top + height * rows - APART;
        let (list, bottom) = match &words {
            Some(_) => (Vec::new(), tiles_bottom),
            None => list(chart, canvas, tiles_bottom + canvas.text),
        };
        let numbers =
            || (1..=chart.tiles.len()).map(|i| vec![measure::fit(&i.to_string(), size, canvas.text)]).collect();
        let words = words.unwrap_or_else(numbers);
        let names = chart.classes.names(&chart.frame, chart.tiles.iter().map(|tile| tile.standing));
        let legend = Legend::below(canvas, &classes::captions(&chart.classes, &names, Sign::Tile));
        Map {
            chart,
            canvas,
            size: (size, height),
            left,
            top,
            first: (first_column, first_row),
            words,
            list,
            bottom,
            legend,
        }
    }

    fn draw(&self) -> String {
        let frame = &self.chart.frame;
        let height = self.bottom + 2.0 + self.canvas.text * 0.4 + self.legend.height();
        let has_links = self.chart.tiles.iter().any(|tile| tile.href.is_some());
        sheet::draw_grouped(frame, self.canvas, Look { height, has_links, ..Look::default() }, |area, groups| {
            let unit = measure::fit(frame.unit, self.canvas.width, self.canvas.text);
            write(area, self.canvas, Role::Unit, &unit, (0.0, 0.0), HPos::Left, VPos::Top)?;
            (0..self.chart.tiles.len()).try_for_each(|i| self.draw_tile(area, groups, i))?;
            self.legend.draw_key(area, self.canvas, self.bottom + self.canvas.text * 0.6)
        })
    }

    fn draw_tile(&self, area: &Area, groups: &Groups, i: usize) -> Drawn {
        let tile = &self.chart.tiles[i];
        let name = self.chart.classes.describe(&self.chart.frame, tile.name, tile.standing);
        let step = Step::new(&self.chart.classes, self.chart.classes.shade(tile.standing));
        groups.draw(area, &name, tile.href, || {
            let (width, height) = (self.size.0 - APART, self.size.1 - APART);
            let left = self.left + f64::from(tile.column - self.first.0) * self.size.0;
            let top = self.top + f64::from(tile.row - self.first.1) * self.size.1;
            let (x, corners) = (left + width / 2.0, [point((left, top)), point((left + width, top + height))]);
            area.draw(&Rectangle::new(corners, step.ground().colour().filled()))?;
            let room = if matches!(step.shade, Shade::Class(_)) { STEPS } else { 0.0 };
            self.write_words(area, &self.words[i], step, (x, top + (height - room) / 2.0))?;
            step.draw(area, (x, top + height - STEPS * 0.75), STEP)?;
            self.list.get(i).map_or(Ok(()), |((x, y), lines)| {
                lines.iter().enumerate().try_for_each(|(n, line)| {
                    let at = (*x, y + n as f64 * self.canvas.text * LINE);
                    write(area, self.canvas, Role::Name, line, at, HPos::Left, VPos::Top)
                })
            })
        })
    }

    /// Writes lines with their middle at a point.
    fn write_words(&self, area: &Area, lines: &[String], step: Step, (x, y): (f64, f64)) -> Drawn {
        let height = self.canvas.text * LINE;
        let first = y - height * (lines.len() as f64 - 1.0) / 2.0;
        let ink: Ink = if let Shade::Class(_) = step.shade { Role::On.of(step.slot) } else { Role::Word.into() };
        lines.iter().enumerate().try_for_each(|(i, line)| {
            write(area, self.canvas, ink, line, (x, first + height * i as f64), HPos::Center, VPos::Center)
        })
    }
}

/// The words on the tiles of a size; `None` when neither the name nor the short name fits on one of them.
fn words(chart: &TileMap, canvas: &Canvas, size: f64) -> Option<Vec<Vec<String>>> {
    let room = size - if matches!(chart.classes, Classes::None) { 2.0 } else { STEPS + 2.0 };
    let most = ((room / (canvas.text * LINE)) as usize).max(1);
    let set = |name: &str| {
        let lines = measure::fold(name, size - 6.0, most, canvas.text);
        let fits = !name.is_empty() && lines.iter().all(|line| !measure::is_cut(line));
        fits.then_some(lines)
    };
    chart.tiles.iter().map(|tile| set(tile.name).or_else(|| set(tile.short))).collect()
}

/// A list of numbered names in columns, from a height down, and its bottom.
fn list(chart: &TileMap, canvas: &Canvas, top: f64) -> (Vec<Entry>, f64) {
    let columns = if canvas.is_narrow { 2 } else { 3 };
    let width = (canvas.width - GUTTER * (columns - 1) as f64) / columns as f64;
    let rows = chart.tiles.len().div_ceil(columns);
    let set = |(i, tile): (usize, &Tile)| measure::fold(&format!("{} {}", i + 1, tile.name), width, 3, canvas.text);
    let lines: Vec<_> = chart.tiles.iter().enumerate().map(set).collect();
    let mut bottom = top;
    let mut places = Vec::new();
    for (column, lines) in lines.chunks(rows).enumerate() {
        let x = column as f64 * (width + GUTTER);
        let mut y = top;
        for lines in lines {
            places.push(((x, y), lines.clone()));
            y += lines.len() as f64 * canvas.text * LINE + 6.0;
        }
        bottom = f64::max(bottom, y);
    }
    (places, bottom)
}
