//! Regions on a map: schematic tiles, each a link to its region.

use super::contract::Html;
use super::{HasPage, Scope};
use crate::chart::{self, Classes, Standing};
use crate::model::format::PlanState;
use crate::model::{self, Ref};

/// States of a region's plans from the least to the most; a region without a plan stands before them.
const STATES: [Option<PlanState>; 5] =
    [None, Some(PlanState::Preparing), Some(PlanState::Signed), Some(PlanState::Running), Some(PlanState::Succeeded)];

impl Scope<'_, '_> {
    /// The regions as tiles, by the state of their plans; none when no region has a tile.
    pub(super) fn state_map(&self) -> Option<Html> {
        let frame = chart::Frame {
            id: "kaart--",
            title: self.word("map_regions"),
            desc: self.word("map_regions_desc"),
            unit: "",
            decimals: 0,
            language: self.language(),
            paint: chart::Paint::Classes,
        };
        let regions = self.site().regions.iter().filter(|(_, region)| region.keys.tile.is_some());
        let states: Vec<Option<PlanState>> = regions.map(|(_, region)| self.state_of(region)).collect();
        let present: Vec<Option<PlanState>> = STATES.into_iter().filter(|state| states.contains(state)).collect();
        let names = present.iter().map(|state| state.map_or_else(|| self.word("no_plan_yet"), |s| self.state_word(s)));
        self.tile_map(frame, Classes::Named(names.collect()), |region| {
            let state = self.state_of(&self.site().regions[region]);
            present.iter().position(|other| *other == state).map_or(Standing::Unknown, Standing::Class)
        })
    }

    /// The state of the region's plan that is furthest; of plans that were succeeded only when there is no other.
    fn state_of(&self, region: &model::Region) -> Option<PlanState> {
        let states = region.plans.iter().map(|plan| self.site().plans[*plan].keys.state.value);
        states.max_by_key(|state| (*state != PlanState::Succeeded, *state))
    }

    /// Regions as tiles, each a link to its page; none when no region has a tile.
    pub(super) fn tile_map(
        &self,
        frame: chart::Frame,
        classes: Classes,
        standing: impl Fn(Ref<model::Region>) -> Standing,
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
}
