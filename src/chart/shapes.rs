//! Draws regions as they lie on the map, each in the pattern of its class.
//!
//! Borders are laid on a grid of tenths of a px and made as simple as the sheet can show. A border that two regions
//! share is simplified once, so that no gap opens between them.

use std::collections::{BTreeMap, BTreeSet};

use plotters::element::Polygon;
use plotters::style::text_anchor::{HPos, VPos};
use simplify_polyline::{Point, simplify};

use super::Frame;
use super::classes::{self, Classes, Standing, Step};
use super::ink::{Ink, Role};
use super::legend::{Legend, Sign};
use super::measure;
use super::sheet::{self, Area, Canvas, Drawn, Groups, Look, tenths, write};

/// A map of regions by their borders.
#[derive(Debug, Clone)]
pub struct Choropleth<'a> {
    /// What every chart has.
    pub frame: Frame<'a>,
    /// The regions, in the order in which they are read.
    pub shapes: Vec<Shape<'a>>,
    /// What they are told apart by.
    pub classes: Classes<'a>,
    /// Outlines of land that is none of the regions, drawn behind them without a name.
    pub land: Vec<Vec<(f64, f64)>>,
    /// What the coordinates of all rings are.
    pub coordinates: Coordinates,
}

/// What the two numbers of a point are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coordinates {
    /// Degrees of longitude and latitude (GeoJSON); drawn equirectangular, true at the middle latitude.
    Degrees,
    /// Lengths to the east and north, as of the Dutch grid (EPSG:28992).
    Planar,
}

/// One region on a map.
#[derive(Debug, Clone)]
pub struct Shape<'a> {
    /// The name of the region.
    pub name: &'a str,
    /// Where it leads.
    pub href: Option<&'a str>,
    /// Its outlines, those of islands and holes among them, each closed or not. Neighbours share the points of a border.
    pub rings: Vec<Vec<(f64, f64)>>,
    /// What it has.
    pub standing: Standing<'a>,
}

/// Draws a map; the markup is as with [`trend`](super::trend). Regions without a point are left out.
pub fn choropleth(chart: &Choropleth) -> String {
    sheet::both(&chart.frame, |canvas| {
        let Some(view) = View::new(chart, canvas) else { return sheet::empty(&chart.frame, canvas) };
        draw(chart, canvas, &view)
    })
}

/// The greatest height of a map, as a part of the width of the sheet.
const HIGHEST: f64 = 1.2;

/// How far a simplified border may lie from the true one, in tenths of a px.
const TOLERANCE: f64 = 5.0;

/// A point on the sheet, in tenths of a px.
type Spot = (i32, i32);

fn draw(chart: &Choropleth, canvas: &Canvas, view: &View) -> String {
    let laid = chart.shapes.iter().map(|shape| dissolved(view.lay(&shape.rings))).chain([view.lay(&chart.land)]);
    let mut outlines = simplified(laid.collect());
    let land = outlines.pop().expect("the land was laid last");
    let names = chart.classes.names(&chart.frame, chart.shapes.iter().map(|shape| shape.standing));
    let legend = Legend::below(canvas, &classes::captions(&chart.classes, &names, Sign::Region));
    let look = Look {
        height: view.bottom + 2.0 + canvas.text * 0.4 + legend.height(),
        has_class_patterns: true,
        has_links: chart.shapes.iter().any(|shape| shape.href.is_some()),
        ..Look::default()
    };
    sheet::draw_grouped(&chart.frame, canvas, look, |area, groups| {
        let unit = measure::fit(chart.frame.unit, canvas.width, canvas.text);
        write(area, canvas, Role::Unit, &unit, (0.0, 0.0), HPos::Left, VPos::Top)?;
        land.iter().try_for_each(|ring| area.draw(&Polygon::new(ring.clone(), Ink::from(Role::Land).colour())))?;
        let shapes = chart.shapes.iter().zip(&outlines).filter(|(_, rings)| !rings.is_empty());
        shapes.into_iter().try_for_each(|(shape, rings)| draw_shape(chart, area, groups, shape, rings))?;
        legend.draw_key(area, canvas, view.bottom + canvas.text * 0.6)
    })
}

fn draw_shape(chart: &Choropleth, area: &Area, groups: &Groups, shape: &Shape, rings: &[Vec<Spot>]) -> Drawn {
    let name = chart.classes.describe(&chart.frame, shape.name, shape.standing);
    let ink = Step::new(&chart.classes, chart.classes.shade(shape.standing)).pattern();
    groups.draw(area, &name, shape.href, || {
        rings.iter().try_for_each(|ring| area.draw(&Polygon::new(ring.clone(), ink.colour())))
    })
}

/// How coordinates lie on a sheet.
struct View {
    /// The size of a degree or length to the east and to the south.
    scale: (f64, f64),
    /// What lies in the upper left corner of the map.
    origin: (f64, f64),
    left: f64,
    top: f64,
    bottom: f64,
}

impl View {
    /// Fits all points on a sheet; `None` without two different points.
    fn new(chart: &Choropleth, canvas: &Canvas) -> Option<View> {
        let rings = || chart.shapes.iter().flat_map(|shape| &shape.rings).chain(&chart.land);
        let points = || rings().flatten().filter(|at| is_finite(at));
        let span = |of: fn(&(f64, f64)) -> f64| {
            points().map(of).fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)))
        };
        let ((west, east), (south, north)) = (span(|at| at.0), span(|at| at.1));
        let narrowing = match chart.coordinates {
            Coordinates::Degrees => ((south + north) / 2.0).to_radians().cos().max(0.01),
            Coordinates::Planar => 1.0,
        };
        let (width, height) = ((east - west) * narrowing, north - south);
        let room = (canvas.width - 4.0, canvas.width * HIGHEST);
        let scale = (room.0 / width).min(room.1 / height);
        if !(scale.is_finite() && scale > 0.0) {
            return None;
        }
        let top = if chart.frame.unit.is_empty() { 2.0 } else { canvas.text * 1.7 };
        let left = (canvas.width - width * scale) / 2.0;
        let bottom = top + height * scale;
        Some(View { scale: (scale * narrowing, scale), origin: (west, north), left, top, bottom })
    }

    /// Lays rings on the sheet.
    fn lay(&self, rings: &[Vec<(f64, f64)>]) -> Vec<Vec<Spot>> {
        let spot = |at: &(f64, f64)| {
            let x = self.left + (at.0 - self.origin.0) * self.scale.0;
            (tenths(x), tenths(self.top + (self.origin.1 - at.1) * self.scale.1))
        };
        let ring = |ring: &Vec<(f64, f64)>| {
            let mut spots: Vec<Spot> = ring.iter().filter(|at| is_finite(at)).map(spot).collect();
            spots.dedup();
            if spots.len() > 1 && spots.first() == spots.last() {
                spots.pop();
            }
            spots
        };
        rings.iter().map(ring).filter(|ring| !ring.is_empty()).collect()
    }
}

fn is_finite((x, y): &(f64, f64)) -> bool {
    x.is_finite() && y.is_finite()
}

/// Takes the borders out of a shape that two of its own rings share: a region is one piece of land, whatever pieces its
/// file makes it of. Pieces that do not share their points stay apart.
fn dissolved(rings: Vec<Vec<Spot>>) -> Vec<Vec<Spot>> {
    let mut edges: BTreeSet<(Spot, Spot)> = BTreeSet::new();
    let mut is_shared = false;
    for (a, b) in rings.iter().flat_map(|ring| ring.iter().zip(ring.iter().cycle().skip(1))).filter(|(a, b)| a != b) {
        let edge = (*a.min(b), *a.max(b));
        // What stands in it twice goes, whichever way it is drawn: a shape is filled by the even-odd rule.
        if !edges.insert(edge) {
            edges.remove(&edge);
            is_shared = true;
        }
    }
    if is_shared { rings_of(&edges) } else { rings }
}

/// Puts edges together as rings. At every spot an even number of edges meets, so each way leads back to where it began.
fn rings_of(edges: &BTreeSet<(Spot, Spot)>) -> Vec<Vec<Spot>> {
    let mut ways: BTreeMap<Spot, BTreeSet<Spot>> = BTreeMap::new();
    for (a, b) in edges {
        ways.entry(*a).or_default().insert(*b);
        ways.entry(*b).or_default().insert(*a);
    }
    let mut rings = Vec::new();
    while let Some(start) = ways.iter().find(|(_, next)| !next.is_empty()).map(|(spot, _)| *spot) {
        let (mut ring, mut here) = (Vec::new(), start);
        while ring.is_empty() || here != start {
            ring.push(here);
            let next = ways.get_mut(&here).and_then(BTreeSet::pop_first).expect("a way leads on from every spot");
            ways.get_mut(&next).expect("every edge has two ends").remove(&here);
            here = next;
        }
        rings.push(ring);
    }
    rings
}

/// Makes the rings of shapes simpler; a ring too small to be seen is left out, unless its shape has no other.
fn simplified(shapes: Vec<Vec<Vec<Spot>>>) -> Vec<Vec<Vec<Spot>>> {
    let junctions = junctions(shapes.iter().flatten());
    let simple = |rings: Vec<Vec<Spot>>| {
        let greatest = rings.iter().enumerate().max_by_key(|(_, ring)| area(ring)).map(|(i, _)| i);
        let rings = rings.into_iter().enumerate();
        let shown = rings.filter_map(|(i, ring)| {
            let simple = simplified_ring(&ring, &junctions);
            let is_seen = simple.len() > 2 && area(&simple) >= 2 * LEAST;
            if is_seen { Some(simple) } else { (Some(i) == greatest).then(|| speck(ring[0])) }
        });
        shown.collect()
    };
    shapes.into_iter().map(simple).collect()
}

/// The least area of a ring that is drawn, in square tenths of a px.
const LEAST: i64 = 200;

/// What is drawn for a shape that is too small to be seen.
fn speck((x, y): Spot) -> Vec<Spot> {
    vec![(x - 15, y - 15), (x + 15, y - 15), (x + 15, y + 15), (x - 15, y + 15)]
}

/// Twice the area of a ring.
fn area(ring: &[Spot]) -> i64 {
    let next = ring.iter().cycle().skip(1);
    let wide = |(x, y): Spot| (i64::from(x), i64::from(y));
    let cross = ring.iter().zip(next).map(|(a, b)| {
        let ((ax, ay), (bx, by)) = (wide(*a), wide(*b));
        ax * by - bx * ay
    });
    cross.sum::<i64>().abs()
}

/// The points at which borders meet: those with other than two neighbours.
fn junctions<'a>(rings: impl Iterator<Item = &'a Vec<Spot>>) -> BTreeSet<Spot> {
    let mut neighbours: BTreeMap<Spot, BTreeSet<Spot>> = BTreeMap::new();
    for ring in rings {
        for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            neighbours.entry(*a).or_default().insert(*b);
            neighbours.entry(*b).or_default().insert(*a);
        }
    }
    neighbours.into_iter().filter(|(_, others)| others.len() != 2).map(|(spot, _)| spot).collect()
}

/// Simplifies each part of a ring between junctions; a ring without one from its least point round.
fn simplified_ring(ring: &[Spot], junctions: &BTreeSet<Spot>) -> Vec<Spot> {
    let least = ring.iter().min().copied();
    let is_end = |spot: &Spot| junctions.contains(spot);
    let has_ends = ring.iter().any(is_end);
    let Some(start) = ring.iter().position(|spot| if has_ends { is_end(spot) } else { Some(*spot) == least }) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    let mut arc = vec![ring[start]];
    for spot in ring[start + 1..].iter().chain(&ring[..=start]) {
        arc.push(*spot);
        if is_end(spot) || (!has_ends && *spot == ring[start]) {
            let simple = simplified_arc(&arc);
            out.extend_from_slice(&simple[..simple.len() - 1]);
            arc = vec![*spot];
        }
    }
    out
}

/// Simplifies an arc, in the same way from both ends.
fn simplified_arc(arc: &[Spot]) -> Vec<Spot> {
    let is_turned = arc.iter().rev().lt(arc.iter());
    let turn = |mut spots: Vec<Spot>| {
        if is_turned {
            spots.reverse();
        }
        spots
    };
    let points: Vec<_> =
        turn(arc.to_vec()).iter().map(|(x, y)| Point { vec: [f64::from(*x), f64::from(*y)] }).collect();
    let simple = simplify(&points, TOLERANCE, true);
    turn(simple.iter().map(|point| (point.vec[0] as i32, point.vec[1] as i32)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two squares beside each other; the border that they share has a dent of a hundredth and one of a half.
    fn squares() -> [Vec<(f64, f64)>; 2] {
        let left = vec![(0.0, 0.0), (1.0, 0.0), (1.001, 0.5), (1.3, 0.7), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)];
        let right = vec![(1.0, 0.0), (2.0, 0.0), (2.0, 1.0), (1.0, 1.0), (1.3, 0.7), (1.001, 0.5)];
        [left, right]
    }

    #[test]
    fn a_shared_border_is_simplified_once() {
        let spots = |ring: Vec<(f64, f64)>| -> Vec<Spot> {
            ring.iter().map(|(x, y)| (tenths(x * 100.0), tenths(y * 100.0))).collect()
        };
        let [mut left, right] = squares().map(spots);
        left.pop();
        let simple = simplified(vec![vec![left], vec![right]]);
        let border =
            |ring: &[Spot]| ring.iter().filter(|(x, _)| (1000..2000).contains(x)).copied().collect::<BTreeSet<_>>();
        assert_eq!(border(&simple[0][0]), border(&simple[1][0]));
        assert_eq!(border(&simple[0][0]), BTreeSet::from([(1000, 0), (1001, 500), (1300, 700), (1000, 1000)]));
    }

    #[test]
    fn pieces_of_one_region_have_no_border_between_them() {
        let square = |x: i32| vec![(x, 0), (x + 10, 0), (x + 10, 10), (x, 10)];
        let turned = |mut ring: Vec<Spot>| {
            ring.reverse();
            ring
        };
        let whole = vec![vec![(0, 0), (0, 10), (10, 10), (20, 10), (20, 0), (10, 0)]];
        assert_eq!(dissolved(vec![square(0), square(10)]), whole);
        assert_eq!(dissolved(vec![square(0), turned(square(10))]), whole);
        // An island, a hole, and squares that touch in a corner.
        let hole = vec![(2, 2), (4, 2), (4, 4), (2, 4)];
        for apart in
            [vec![square(0), square(30)], vec![square(0), hole], vec![square(0), vec![(10, 10), (20, 10), (20, 20)]]]
        {
            assert_eq!(dissolved(apart.clone()), apart);
        }
        // Eight around a ninth that is not theirs leave a ring on each side.
        let around = [(0, 0), (10, 0), (20, 0), (0, 10), (20, 10), (0, 20), (10, 20), (20, 20)];
        let pieces = around.map(|(x, y)| square(x).into_iter().map(|(a, b)| (a, b + y)).collect());
        let areas: Vec<i64> = dissolved(pieces.into()).iter().map(|ring| area(ring) / 2).collect();
        assert_eq!(areas, [900, 100]);
    }

    #[test]
    fn a_line_with_many_points_becomes_its_ends() {
        let arc: Vec<Spot> = (0..100).map(|i| (i * 10, i % 2)).collect();
        assert_eq!(simplified_arc(&arc), [(0, 0), (990, 1)]);
        let back: Vec<Spot> = arc.iter().rev().copied().collect();
        assert_eq!(simplified_arc(&back), [(990, 1), (0, 0)]);
    }

    #[test]
    fn what_is_too_small_to_be_seen_is_a_speck() {
        let island = vec![(0, 0), (3, 0), (3, 3)];
        assert_eq!(simplified(vec![vec![island.clone()]]), [[speck((0, 0))]]);
        let land = vec![(0, 0), (300, 0), (300, 300)];
        assert_eq!(simplified(vec![vec![land.clone(), island]]), [[land]]);
    }
}
