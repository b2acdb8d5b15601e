//! What can be wrong with a file of borders, with the words in both languages.

use crate::language::Language;

/// Why a file of borders, or one of its areas, cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MapMistake {
    /// A kind of file that is not read.
    Kind {
        /// How its name ends.
        extension: String,
    },
    /// JSON that is no collection of areas.
    NotGeoJson,
    /// A collection without areas.
    NoFeatures,
    /// Something that has no surface.
    Geometry {
        /// What it is; empty when it is nothing.
        found: String,
    },
    /// A border that is no closed line of points.
    Ring,
    /// A coordinate system that is not read.
    Crs {
        /// Its name.
        name: String,
    },
    /// Numbers that are no degrees.
    NotDegrees {
        /// The first.
        x: String,
        /// The second.
        y: String,
    },
    /// Numbers that do not lie in the Dutch grid, which the file names.
    NotDutchGrid {
        /// The first.
        x: String,
        /// The second.
        y: String,
    },
    /// Latitude before longitude.
    Swapped,
}

impl MapMistake {
    /// What is wrong, and what to do.
    pub(super) fn words(&self, language: Language) -> (String, String) {
        let (message, hint) = match language {
            Language::Dutch => self.dutch(),
            Language::English => self.english(),
        };
        (message, hint.to_owned())
    }

    fn dutch(&self) -> (String, &'static str) {
        use MapMistake::*;
        const EXPORT: &str = "bewaar het in uw kaartprogramma als GeoJSON met coördinaten in WGS 84 (EPSG:4326)";
        match self {
            Kind { extension } => (
                format!("uit een bestand `.{extension}` kunnen geen grenzen worden gelezen"),
                "bewaar het in uw kaartprogramma als GeoJSON (.geojson)",
            ),
            NotGeoJson => (
                "dit is geen GeoJSON met een lijst van gebieden (`FeatureCollection`)".into(),
                "bewaar het in uw kaartprogramma als GeoJSON (.geojson)",
            ),
            NoFeatures => ("in dit bestand staan geen gebieden".into(), "bewaar het opnieuw, met de regio’s erin"),
            Geometry { found } if found.is_empty() => {
                ("dit gebied heeft geen grens".into(), "teken de grens, of haal het gebied weg")
            }
            Geometry { found } => (
                format!("dit is geen gebied met een grens, maar `{found}`"),
                "alleen `Polygon` en `MultiPolygon` kunnen op de kaart; haal de rest weg",
            ),
            Ring => (
                "deze grens is geen gesloten lijn van ten minste vier punten".into(),
                "herstel het gebied in uw kaartprogramma, en bewaar het opnieuw",
            ),
            Crs { name } => (format!("de coördinaten zijn die van `{name}`, en die kan de kaart niet aan"), EXPORT),
            NotDegrees { x, y } => (
                format!("`{x}, {y}` zijn geen graden; het lijken meters, zoals in het Rijksdriehoekstelsel"),
                "bewaar het in WGS 84 (EPSG:4326), of laat `crs` in het bestand zeggen dat het EPSG:28992 is",
            ),
            NotDutchGrid { x, y } => {
                (format!("`{x}, {y}` ligt niet in het Rijksdriehoekstelsel, en `crs` zegt van wel"), EXPORT)
            }
            Swapped => (
                "hier staat de breedte voor de lengte: dit punt ligt zo niet in Nederland".into(),
                "in GeoJSON komt eerst de lengte, zoals `[5.2, 52.1]`; bewaar het opnieuw",
            ),
        }
    }

    fn english(&self) -> (String, &'static str) {
        use MapMistake::*;
        const EXPORT: &str = "save it in your mapping program as GeoJSON with coordinates in WGS 84 (EPSG:4326)";
        match self {
            Kind { extension } => (
                format!("no borders can be read from a `.{extension}` file"),
                "save it in your mapping program as GeoJSON (.geojson)",
            ),
            NotGeoJson => (
                "this is no GeoJSON with a list of areas (`FeatureCollection`)".into(),
                "save it in your mapping program as GeoJSON (.geojson)",
            ),
            NoFeatures => ("this file has no areas".into(), "save it again, with the regions in it"),
            Geometry { found } if found.is_empty() => {
                ("this area has no border".into(), "draw the border, or remove the area")
            }
            Geometry { found } => (
                format!("this is no area with a border, but `{found}`"),
                "only `Polygon` and `MultiPolygon` can be on the map; remove the rest",
            ),
            Ring => (
                "this border is no closed line of at least four points".into(),
                "repair the area in your mapping program, and save it again",
            ),
            Crs { name } => (format!("the coordinates are those of `{name}`, which the map cannot handle"), EXPORT),
            NotDegrees { x, y } => (
                format!("`{x}, {y}` are no degrees; they look like metres, as in the Dutch grid"),
                "save it in WGS 84 (EPSG:4326), or have `crs` in the file say that it is EPSG:28992",
            ),
            NotDutchGrid { x, y } => {
                (format!("`{x}, {y}` does not lie in the Dutch grid, which `crs` says it does"), EXPORT)
            }
            Swapped => (
                "the latitude stands before the longitude: so this point is not in the Netherlands".into(),
                "in GeoJSON the longitude comes first, such as `[5.2, 52.1]`; save it again",
            ),
        }
    }
}
