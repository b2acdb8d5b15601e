//! Regions on a map, each a link to its region: schematic tiles, and the borders that the site brings.

use super::contract::{BorderMap, Html};
use super::{HasPage, Scope};
use crate::chart::{self, Classes, Coordinates, Standing};
use crate::model::format::PlanState;
use crate::model::map::Map;
use crate::model::{self, Ref};
use crate::source::geojson::System;

/// States of a region's plans from the least to the most; a region without a plan stands before them.
const STATES: [Option<PlanState>; 5] =
    [None, Some(PlanState::Preparing), Some(PlanState::Signed), Some(PlanState::Running), Some(PlanState::Succeeded)];

impl Scope<'_, '_> {
    /// The regions as tiles, by the state of their plans; none when no region has a tile.
    pub(super) fn state_map(&self) -> Option<Html> {
        let regions = self.site().regions.iter().filter(|(_, region)| region.keys.tile.is_some());
        let states = self.states(regions.map(|(region, _)| region));
        let frame = self.state_frame(self.word("map_regions"), self.word("map_regions_desc"));
        self.tile_map(frame, self.state_classes(&states), |region| self.state_standing(&states, region))
    }

    /// The regions by their borders, by the state of their plans; none without borders.
    pub(super) fn state_borders(&self) -> Option<BorderMap<'_>> {
        let map = self.site().map.as_ref()?;
        let states = self.states(map.areas.iter().map(|area| area.region));
        let frame = self.state_frame(self.word("map_borders"), self.word("map_borders_desc"));
        self.border_map(frame, self.state_classes(&states), |region| self.state_standing(&states, region))
    }

    fn state_frame<'c>(&self, title: &'c str, desc: &'c str) -> chart::Frame<'c> {
        chart::Frame {
            id: "kaart--",
            title,
            desc,
            unit: "",
            decimals: 0,
            language: self.language(),
            paint: chart::Paint::Classes,
        }
    }

    /// The states that some of the regions have, from the least to the most.
    fn states(&self, regions: impl Iterator<Item = Ref<model::Region>>) -> Vec<Option<PlanState>> {
        let states: Vec<_> = regions.map(|region| self.state_of(&self.site().regions[region])).collect();
        STATES.into_iter().filter(|state| states.contains(state)).collect()
    }

    fn state_classes(&self, states: &[Option<PlanState>]) -> Classes<'_> {
        let name = |state: &Option<PlanState>| state.map_or(self.word("no_plan_yet"), |state| self.state_word(state));
        Classes::Named(states.iter().map(name).collect())
    }

    fn state_standing(&self, states: &[Option<PlanState>], region: Ref<model::Region>) -> Standing<'_> {
        let state = self.state_of(&self.site().regions[region]);
        states.iter().position(|other| *other == state).map_or(Standing::Empty, Standing::Class)
    }

    /// The state of the region's plan that is furthest; of plans that were succeeded only when there is no other.
    fn state_of(&self, region: &model::Region) -> Option<PlanState> {
        let states = region.plans.iter().map(|plan| self.site().plans[*plan].keys.state.value);
        states.max_by_key(|state| (*state != PlanState::Succeeded, *state))
    }

    /// Regions as tiles, each a link to its page; none when no region has a tile.
    pub(super) fn tile_map<'w>(
        &self,
        frame: chart::Frame,
        classes: Classes,
        standing: impl Fn(Ref<model::Region>) -> Standing<'w>,
    ) -> Option<Html> {
        let with_tiles =
            self.site().regions.iter().filter_map(|(r, region)| Some((r, region, region.keys.tile.as_ref()?)));
        let placed: Vec<_> = with_tiles.map(|(r, region, tile)| (r, region, &tile.value)).collect();
        let hrefs: Vec<String> = placed.iter().map(|(_, region, _)| format!("{}{}", self.root, region.path)).collect();
        // A place beyond the map has been reported and forbids publishing.
        let place = |number: u32| u16::try_from(number).unwrap_or_default();
        let tiles: Vec<chart::Tile> = placed
            .iter()
            .zip(&hrefs)
            .map(|((reference, region, tile), href)| chart::Tile {
                name: region.title(),
                short: tile.short.as_deref().unwrap_or_default(),
                href: Some(href),
                column: place(tile.column.value),
                row: place(tile.row.value),
                standing: standing(*reference),
            })
            .collect();
        (!tiles.is_empty()).then(|| Html(chart::tiles(&chart::TileMap { frame, tiles, classes })))
    }

    /// Regions by their borders, each a link to its page; none when the site brings no borders.
    pub(super) fn border_map<'w>(
        &self,
        frame: chart::Frame,
        classes: Classes,
        standing: impl Fn(Ref<model::Region>) -> Standing<'w>,
    ) -> Option<BorderMap<'_>> {
        let map = self.site().map.as_ref()?;
        let region = |area: &model::map::Area| &self.site().regions[area.region];
        let hrefs: Vec<String> = map.areas.iter().map(|area| format!("{}{}", self.root, region(area).path)).collect();
        let shapes = map.areas.iter().zip(&hrefs).map(|(area, href)| chart::Shape {
            name: region(area).title(),
            href: Some(href),
            rings: area.rings.clone(),
            standing: standing(area.region),
        });
        let shapes = shapes.collect();
        let land = map.rest.clone();
        let chart = chart::Choropleth { frame, shapes, classes, land, coordinates: coordinates(map) };
        Some(BorderMap {
            chart: Html(chart::choropleth(&chart)),
            source: &map.source,
            licence: map.licence.as_deref(),
            attribution: map.attribution.as_deref(),
        })
    }
}

fn coordinates(map: &Map) -> Coordinates {
    match map.system {
        System::Degrees => Coordinates::Degrees,
        System::DutchGrid => Coordinates::Planar,
    }
}
