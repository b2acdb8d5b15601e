//! GeoJSON (RFC 7946) → [`GeoJson`]: areas with their borders and properties, each with its place.
//!
//! Read are polygons in degrees of longitude and latitude, as the standard has it, and in the Dutch grid where the file
//! says so itself with `crs`, as older programs do. Other coordinates are refused: a guess would draw a wrong map.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::json::{Entries, Places, Text, start, syntax};
use super::{Asset, table};
use crate::diagnostic::data::DataMistake;
use crate::diagnostic::map::MapMistake;
use crate::diagnostic::{Diagnostics, FileId, Files, Problem, Span, Spanned};

/// The areas of a file.
#[derive(Debug)]
pub struct GeoJson {
    /// What the numbers of all points are.
    pub system: System,
    /// The areas, in the order of the file.
    pub features: Vec<Feature>,
    /// False when areas were left out, which has been reported.
    pub is_whole: bool,
}

/// An area.
#[derive(Debug)]
pub struct Feature {
    /// Where it stands: its first sign.
    pub span: Span,
    /// Its properties that are a text or a number, in the order of the file; none for `null`.
    pub properties: Vec<(String, Option<Spanned<String>>)>,
    /// Its outlines, holes and islands among them.
    pub rings: Vec<Ring>,
}

/// An outline: its points, as the file has them.
pub type Ring = Vec<(f64, f64)>;

/// What the two numbers of a point are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum System {
    /// Degrees of longitude and latitude: WGS 84, or ETRS89, from which it differs by less than a metre.
    Degrees,
    /// Metres in the Dutch grid (Rijksdriehoekstelsel, EPSG:28992).
    DutchGrid,
}

/// The most mistakes that are reported of one file: what is wrong more often is wrong for one reason.
const MOST_MISTAKES: usize = 20;

/// A ring has at least three corners and ends where it begins (RFC 7946, 3.1.6).
const FEWEST_POINTS: usize = 4;

/// The ends of the names of coordinate systems that are read, as `crs` has them (GeoJSON 2008, 3).
const SYSTEMS: [(&str, System); 4] =
    [("CRS84", System::Degrees), (":4326", System::Degrees), (":4258", System::Degrees), (":28992", System::DutchGrid)];

/// A mistake and the part of the file that it is about.
type Mistake = (Span, MapMistake);

/// Reads a file that is named somewhere. None when it cannot be used, which has been reported; areas that cannot be
/// used are reported and left out.
pub fn read(asset: &Asset, named: Span, files: &mut Files, diagnostics: &mut Diagnostics) -> Option<GeoJson> {
    let extension = asset.path.rsplit_once('.').map_or("", |(_, extension)| extension).to_lowercase();
    if !["geojson", "json"].contains(&extension.as_str()) {
        diagnostics.report(named, Problem::MapFile { mistake: MapMistake::Kind { extension } });
        return None;
    }
    let mut mistakes = Diagnostics::default();
    let file = table::text_file(asset, files);
    let read = file.and_then(|file| Collection { file, text: &files.get(file).text }.read(named, &mut mistakes));
    mistakes.truncate(MOST_MISTAKES);
    diagnostics.append(mistakes);
    read.map_err(|(span, problem)| diagnostics.report_with(span, problem, vec![named])).ok()
}

impl System {
    /// True when a point can lie where it says. The Dutch grid goes as far as the Dutch part of the North Sea.
    fn holds(self, (x, y): (f64, f64)) -> bool {
        match self {
            System::Degrees => x.abs() <= 180.0 && y.abs() <= 90.0 && !is_swapped((x, y)),
            System::DutchGrid => (-200_000.0..400_000.0).contains(&x) && (200_000.0..900_000.0).contains(&y),
        }
    }

    fn mistake(self, (x, y): (f64, f64)) -> MapMistake {
        match self {
            System::Degrees if is_swapped((x, y)) => MapMistake::Swapped,
            System::Degrees => MapMistake::NotDegrees { x: x.to_string(), y: y.to_string() },
            System::DutchGrid => MapMistake::NotDutchGrid { x: x.to_string(), y: y.to_string() },
        }
    }
}

/// True for a point in the Netherlands with its latitude first; as it stands it would lie in the sea off Somalia.
fn is_swapped((x, y): (f64, f64)) -> bool {
    (50.0..54.0).contains(&x) && (3.0..8.0).contains(&y)
}

/// A text that should be a collection of areas.
struct Collection<'t> {
    file: FileId,
    text: &'t str,
}

impl<'t> Collection<'t> {
    fn read(&self, named: Span, diagnostics: &mut Diagnostics) -> Result<GeoJson, (Span, Problem)> {
        let document: Entries =
            serde_json::from_str(&self.text[start(self.text)..]).map_err(|error| self.unreadable(&error))?;
        let as_problem = |(span, mistake): Mistake| (span, Problem::MapFile { mistake });
        let features = self.features(&document).map_err(as_problem)?;
        let system = self.system(&document).map_err(as_problem)?;
        let mut read = Vec::with_capacity(features.len());
        for raw in features {
            match self.feature(raw, system) {
                Ok(feature) => read.push(feature),
                Err((span, mistake)) => diagnostics.report_with(span, Problem::MapFile { mistake }, vec![named]),
            }
        }
        Ok(GeoJson { system, features: read, is_whole: diagnostics.is_empty() })
    }

    fn unreadable(&self, error: &serde_json::Error) -> (Span, Problem) {
        if error.is_data() {
            return (self.first(), Problem::MapFile { mistake: MapMistake::NotGeoJson });
        }
        let (span, reason) = syntax(self.file, self.text, error);
        (span, Problem::DataFile { mistake: DataMistake::Damaged { reason } })
    }

    fn features(&self, document: &Entries<'t>) -> Result<Vec<&'t RawValue>, Mistake> {
        let is_collection = document.get("type").and_then(word).is_some_and(|word| word == "FeatureCollection");
        let list = document.get("features").filter(|_| is_collection);
        let list = list.and_then(|list| serde_json::from_str::<Vec<&RawValue>>(list.get()).ok());
        match list {
            None => Err((self.first(), MapMistake::NotGeoJson)),
            Some(list) if list.is_empty() => Err((self.first(), MapMistake::NoFeatures)),
            Some(list) => Ok(list),
        }
    }

    /// The coordinate system that the file names; without a name it is that of the standard.
    fn system(&self, document: &Entries<'t>) -> Result<System, Mistake> {
        let Some(crs) = document.get("crs").filter(|crs| crs.get() != "null") else { return Ok(System::Degrees) };
        let properties = entries(crs).and_then(|crs| entries(crs.get("properties")?));
        let raw = properties.and_then(|properties| properties.get("name"));
        let name = raw.and_then(word).unwrap_or_default();
        let known = SYSTEMS.iter().find(|(end, _)| name.ends_with(end));
        let place = self.places().of(raw.unwrap_or(crs).get());
        known.map(|(_, system)| *system).ok_or((place, MapMistake::Crs { name: name.into_owned() }))
    }

    fn feature(&self, raw: &'t RawValue, system: System) -> Result<Feature, Mistake> {
        let span = self.places().start_of(raw.get());
        let feature = entries(raw).ok_or((span, MapMistake::NotGeoJson))?;
        let properties = feature.get("properties").and_then(entries).map(|found| found.0).unwrap_or_default();
        let properties = properties.into_iter().filter_map(|(key, value)| {
            let value = self.property(value)?;
            Some((key.into_owned(), value))
        });
        let properties = properties.collect();
        Ok(Feature { span, properties, rings: self.rings(&feature, span, system)? })
    }

    /// A property: none when it is no single value, and none within when it is `null`.
    fn property(&self, value: &'t RawValue) -> Option<Option<Spanned<String>>> {
        let (written, span) = (value.get(), self.places().of(value.get()));
        match written.as_bytes()[0] {
            b'n' => Some(None),
            b'"' => {
                let span = Span { start: span.start + 1, end: span.end - 1, ..span };
                Some(Some(Spanned::new(word(value)?.trim().to_owned(), span)))
            }
            b'0'..=b'9' | b'-' => Some(Some(Spanned::new(written.to_owned(), span))),
            _ => None,
        }
    }

    fn rings(&self, feature: &Entries<'t>, span: Span, system: System) -> Result<Vec<Ring>, Mistake> {
        let geometry = feature.get("geometry").and_then(entries);
        let kind = geometry.as_ref().and_then(|geometry| geometry.get("type"));
        let found = kind.and_then(word).unwrap_or_default();
        let place = kind.map_or(span, |kind| self.places().of(kind.get()));
        let coordinates = geometry.as_ref().and_then(|geometry| geometry.get("coordinates")).map(RawValue::get);
        let malformed = (place, MapMistake::Ring);
        let rings: Vec<Vec<&'t RawValue>> = match (found.as_ref(), coordinates) {
            ("Polygon", Some(coordinates)) => serde_json::from_str(coordinates).map_err(|_| malformed)?,
            ("MultiPolygon", Some(coordinates)) => {
                let parts: Vec<Vec<_>> = serde_json::from_str(coordinates).map_err(|_| malformed)?;
                parts.into_iter().flatten().collect()
            }
            _ => return Err((place, MapMistake::Geometry { found: found.into_owned() })),
        };
        if rings.is_empty() {
            return Err((place, MapMistake::Ring));
        }
        rings.into_iter().map(|ring| self.ring(&ring, place, system)).collect()
    }

    fn ring(&self, points: &[&'t RawValue], place: Span, system: System) -> Result<Ring, Mistake> {
        if points.len() < FEWEST_POINTS {
            return Err((place, MapMistake::Ring));
        }
        let point = |raw: &&'t RawValue| {
            let span = self.places().of(raw.get());
            let numbers: Vec<f64> = serde_json::from_str(raw.get()).map_err(|_| (span, MapMistake::Ring))?;
            let [x, y, ..] = numbers[..] else { return Err((span, MapMistake::Ring)) };
            if system.holds((x, y)) { Ok((x, y)) } else { Err((span, system.mistake((x, y)))) }
        };
        points.iter().map(point).collect()
    }

    fn places(&self) -> Places<'t> {
        Places { file: self.file, text: self.text }
    }

    /// The first sign of the text.
    fn first(&self) -> Span {
        let from = start(self.text);
        self.places().start_of(self.text[from..].trim_start())
    }
}

fn entries(raw: &RawValue) -> Option<Entries<'_>> {
    serde_json::from_str(raw.get()).ok()
}

fn word(raw: &RawValue) -> Option<Cow<'_, str>> {
    serde_json::from_str::<Text>(raw.get()).ok().map(|text| text.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<GeoJson, Mistake> {
        let mut files = Files::default();
        let file = files.add("kaart.geojson", text);
        let mut diagnostics = Diagnostics::default();
        let named = Span::new(file, 0..0);
        let read = Collection { file, text }.read(named, &mut diagnostics);
        let mistake = |problem: &Problem| match problem {
            Problem::MapFile { mistake } => mistake.clone(),
            other => panic!("{other:?}"),
        };
        let read = read.map_err(|(span, problem)| (span, mistake(&problem)))?;
        match diagnostics.sorted(&files).first() {
            Some(first) => Err((first.span.expect("it has a place"), mistake(&first.problem))),
            None => Ok(read),
        }
    }

    fn of(geometry: &str, rest: &str) -> String {
        format!(
            r#"{{"type":"FeatureCollection"{rest},"features":[{{"type":"Feature","properties":{{"naam":" Twente ","code":7,"x":null,"y":[1]}},"geometry":{geometry}}}]}}"#
        )
    }

    const SQUARE: &str = "[[6,52],[7,52],[7,53,12.5],[6,52]]";

    #[test]
    fn areas_come_with_their_borders_and_properties() {
        let read =
            read(&of(&format!(r#"{{"type":"MultiPolygon","coordinates":[[{SQUARE}],[{SQUARE}]]}}"#), "")).unwrap();
        assert_eq!(read.system, System::Degrees);
        assert_eq!(read.features[0].rings, vec![vec![(6.0, 52.0), (7.0, 52.0), (7.0, 53.0), (6.0, 52.0)]; 2]);
        let properties: Vec<(&str, Option<&str>)> = read.features[0]
            .properties
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_ref().map(|value| value.value.as_str())))
            .collect();
        assert_eq!(properties, [("naam", Some("Twente")), ("code", Some("7")), ("x", None)]);
    }

    #[test]
    fn coordinates_are_never_guessed() {
        let polygon = |ring: &str| format!(r#"{{"type":"Polygon","coordinates":[{ring}]}}"#);
        let crs = |name: &str| format!(r#","crs":{{"type":"name","properties":{{"name":"{name}"}}}}"#);
        let grid = polygon("[[250000,470000],[260000,470000],[260000,480000],[250000,470000]]");
        let mistake = |text: String| read(&text).expect_err("it is refused").1;
        assert!(matches!(mistake(of(&grid, "")), MapMistake::NotDegrees { .. }));
        assert_eq!(read(&of(&grid, &crs("urn:ogc:def:crs:EPSG::28992"))).unwrap().system, System::DutchGrid);
        let degrees = polygon(SQUARE);
        assert!(matches!(mistake(of(&degrees, &crs("EPSG:28992"))), MapMistake::NotDutchGrid { .. }));
        assert!(matches!(mistake(of(&degrees, &crs("EPSG:3857"))), MapMistake::Crs { .. }));
        assert!(read(&of(&degrees, &crs("urn:ogc:def:crs:OGC:1.3:CRS84"))).is_ok());
        assert_eq!(mistake(of(&polygon("[[52,6],[52,7],[53,7],[52,6]]"), "")), MapMistake::Swapped);
    }

    #[test]
    fn what_is_no_area_is_refused_where_it_stands() {
        let text = of(r#"{"type":"Point","coordinates":[6,52]}"#, "");
        let (span, mistake) = read(&text).expect_err("a point is no area");
        assert_eq!((&text[span.range()], mistake), ("\"Point\"", MapMistake::Geometry { found: "Point".into() }));
        for (geometry, mistake) in [
            ("null", MapMistake::Geometry { found: String::new() }),
            (r#"{"type":"Polygon","coordinates":[[[6,52],[7,52],[6,52]]]}"#, MapMistake::Ring),
            (r#"{"type":"Polygon","coordinates":[[[6],[7],[8],[6]]]}"#, MapMistake::Ring),
            (r#"{"type":"Polygon","coordinates":[6]}"#, MapMistake::Ring),
            (r#"{"type":"Polygon","coordinates":[]}"#, MapMistake::Ring),
        ] {
            assert_eq!(read(&of(geometry, "")).expect_err(geometry).1, mistake);
        }
        for text in ["[]", "3", "{}", r#"{"type":"Topology","features":[]}"#] {
            assert_eq!(read(text).expect_err(text).1, MapMistake::NotGeoJson);
        }
        assert_eq!(read(r#"{"type":"FeatureCollection","features":[]}"#).unwrap_err().1, MapMistake::NoFeatures);
    }
}
