//! The borders of regions, from a file that the site brings.
//!
//! Comes in: areas with properties, and the regions. Goes out: [`Map`]: the areas of each region, and the rest of the
//! land. An area belongs to the region that has its name as id, title or former name, however that is written. An area
//! whose property is `null` belongs to no region on purpose; it is drawn as land.

use super::format::MapKeys;
use super::link::{AssetTable, check_licence};
use super::{Ref, Region, Site, Table};
use crate::diagnostic::problem::nearest;
use crate::diagnostic::{Diagnostics, Files, Problem, Span, Spanned};
use crate::source::address::letters;
use crate::source::geojson::{self, Feature, GeoJson, Ring, System};

/// The borders of regions.
#[derive(Debug)]
pub struct Map {
    /// What the numbers of all points are.
    pub system: System,
    /// The regions that have an area, in their order.
    pub areas: Vec<Area>,
    /// Outlines of land that belongs to no region.
    pub rest: Vec<Ring>,
    /// Who drew the borders.
    pub source: String,
    /// The licence of the borders.
    pub licence: Option<String>,
    /// What must stand below the map.
    pub attribution: Option<String>,
}

/// The area of a region.
#[derive(Debug)]
pub struct Area {
    /// The region.
    pub region: Ref<Region>,
    /// Its outlines, holes and islands among them.
    pub rings: Vec<Ring>,
}

/// A file of borders, before it is known which regions there are.
pub(super) struct Borders {
    keys: MapKeys,
    found: GeoJson,
}

/// Reads the file of borders; none when there is none, or it cannot be used, which has been reported.
pub(super) fn read(
    keys: Option<&MapKeys>,
    assets: &mut AssetTable,
    files: &mut Files,
    diagnostics: &mut Diagnostics,
) -> Option<Borders> {
    let keys = keys?;
    if let Some(licence) = &keys.licence {
        check_licence(licence, diagnostics);
    }
    let named = &keys.file;
    let asset = assets.named("", named, diagnostics)?;
    let found = geojson::read(asset, named.span, files, diagnostics)?;
    Some(Borders { keys: keys.clone(), found })
}

impl Borders {
    /// Gives each region its areas, and says which have none.
    pub(super) fn place(self, site: &Site, diagnostics: &mut Diagnostics) -> Map {
        let MapKeys { file, property, source, licence, attribution, .. } = self.keys;
        let mut placed = Placed { is_incomplete: !self.found.is_whole, ..Placed::default() };
        for feature in self.found.features {
            match name(&feature, &property.value) {
                Some(Some(name)) => placed.place(feature.rings, name, &site.regions),
                Some(None) => placed.rest.extend(feature.rings),
                None => {
                    placed.is_incomplete = true;
                    let known = feature.properties.into_iter().map(|(key, _)| key).collect();
                    let problem = Problem::AreaWithoutName { property: property.value.clone(), known };
                    diagnostics.report_with(feature.span, problem, vec![property.span]);
                }
            }
        }
        placed.report(site, &file, diagnostics);
        Map {
            system: self.found.system,
            areas: placed.areas,
            rest: placed.rest,
            source,
            licence: licence.map(|written| written.value),
            attribution,
        }
    }
}

/// The name of the region of an area: none without the property, and none within when it is `null`.
fn name(feature: &Feature, property: &str) -> Option<Option<Spanned<String>>> {
    let found = feature.properties.iter().find(|(key, _)| key == property);
    found.map(|(_, name)| name.clone())
}

/// The areas as far as they have a place.
#[derive(Default)]
struct Placed {
    areas: Vec<Area>,
    rest: Vec<Ring>,
    /// Names of areas that are no region, with their rings among the rest.
    unknown: Vec<Spanned<String>>,
    /// Some areas were left out, which has been reported; a region may lack its area for no other reason.
    is_incomplete: bool,
}

impl Placed {
    /// Adds an area to that of its region. The areas stay in the order of the regions.
    fn place(&mut self, rings: Vec<Ring>, name: Spanned<String>, regions: &Table<Region>) {
        let wanted = letters(&name.value);
        let found = regions.iter().find(|(_, region)| names(region).any(|name| letters(name) == wanted));
        let Some((region, _)) = found else {
            self.rest.extend(rings);
            return self.unknown.push(name);
        };
        match self.areas.binary_search_by_key(&region, |area| area.region) {
            Ok(at) => self.areas[at].rings.extend(rings),
            Err(at) => self.areas.insert(at, Area { region, rings }),
        }
    }

    fn report(&self, site: &Site, file: &Spanned<String>, diagnostics: &mut Diagnostics) {
        let missing: Vec<&Region> =
            site.regions.iter().filter(|(region, _)| !self.has(*region)).map(|(_, r)| r).collect();
        for region in missing.iter().filter(|_| !self.is_incomplete) {
            let problem = Problem::RegionWithoutArea { region: title(region).to_owned(), file: file.value.clone() };
            diagnostics.report_with(region.keys.page.title.span, problem, vec![file.span]);
        }
        // A name that looks like that of a region is a slip of its own; areas outside the site are told of together.
        let mut others: Vec<&Spanned<String>> = Vec::new();
        for name in &self.unknown {
            match nearest(&name.value, missing.iter().flat_map(|region| names(region))) {
                Some(near) => report_unknown(&[name], Some(near), file.span, diagnostics),
                None => others.push(name),
            }
        }
        report_unknown(&others, None, file.span, diagnostics);
    }

    fn has(&self, region: Ref<Region>) -> bool {
        self.areas.iter().any(|area| area.region == region)
    }
}

fn report_unknown(names: &[&Spanned<String>], nearest: Option<String>, file: Span, diagnostics: &mut Diagnostics) {
    let Some(first) = names.first() else { return };
    let names = names.iter().map(|name| name.value.clone()).collect();
    diagnostics.report_with(first.span, Problem::AreaWithoutRegion { names, nearest }, vec![file]);
}

/// Everything that a region is called.
fn names(region: &Region) -> impl Iterator<Item = &str> {
    let titles = [region.id.as_str(), title(region)];
    titles.into_iter().chain(region.keys.former_names.iter().map(String::as_str))
}

fn title(region: &Region) -> &str {
    &region.keys.page.title.value
}
