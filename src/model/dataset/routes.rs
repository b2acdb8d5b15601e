//! Rows → learning routes with their costs and benefits.

use super::Dataset;
use super::cell::Said;
use crate::diagnostic::data::CellMistake;
use crate::model::format::{AmountKeys, FigureStatus, RouteKeys};
use crate::source::table::Cell;

impl Dataset<'_> {
    pub(super) fn routes(&mut self, routes: &mut Vec<RouteKeys>) {
        let keys = self.keys;
        let route = self.needed("route", &keys.route, &["leerroute", "route", "leerweg"]);
        let item = self.needed("item", &keys.item, &["post", "item"]);
        let costs = self.needed("costs", &keys.costs, &["kosten", "costs"]);
        let benefits = self.usual(&keys.benefits, &["opbrengsten", "baten", "benefits"]);
        let (Some(route), Some(item), Some(costs)) = (route, item, costs) else { return };
        if !self.diagnostics.is_empty() {
            return;
        }
        for row in std::mem::take(&mut self.table.rows) {
            if row.iter().filter(|cell| !cell.content.is_blank()).count() < 2 {
                // A line below the table, such as the source.
                continue;
            }
            let Some(name) = self.filled(&row, route) else { continue };
            let Some(label) = self.filled(&row, item) else { continue };
            let at = routes.iter().position(|route| route.name == name).unwrap_or_else(|| {
                routes.push(RouteKeys { name, costs: Vec::new(), benefits: Vec::new(), span: row[route].span });
                routes.len() - 1
            });
            let cost = self.amount(&row, costs, &label);
            let benefit = benefits.and_then(|benefits| self.amount(&row, benefits, &label));
            routes[at].costs.extend(cost);
            routes[at].benefits.extend(benefit);
        }
    }

    /// A text that must be there.
    fn filled(&mut self, row: &[Cell], column: usize) -> Option<String> {
        self.text(&row[column], column).or_else(|| self.bad(&row[column], column, CellMistake::Empty))
    }

    /// An amount; a blank is none. What is unknown cannot be part of a sum.
    fn amount(&mut self, row: &[Cell], column: usize, label: &str) -> Option<AmountKeys> {
        let cell = &row[column];
        if cell.content.is_blank() {
            return None;
        }
        let said = Said { of_period: FigureStatus::Final, ..Said::default() };
        let amount = self.observation(row, column, &said)?;
        let amount = amount.value.or_else(|| self.bad(cell, column, CellMistake::Text))?;
        Some(AmountKeys { label: label.to_owned(), amount, span: cell.span })
    }
}
