//! Rows → employers with the inputs of their training quota.
//!
//! Either a row has one route of an employer in a period (`route` with `hours` or `fte`), or a column holds one route
//! (`places`).

use std::collections::BTreeMap;

use super::Dataset;
use crate::diagnostic::data::CellMistake;
use crate::diagnostic::{Problem, Span, Spanned};
use crate::model::format::{EmployerKeys, LearningRoute, Observation, PlacesKeys, Values};
use crate::source::table::Cell;

/// Which columns hold what.
struct Columns {
    employer: usize,
    period: usize,
    branch: Option<usize>,
    staff: usize,
    /// Columns with places: the column that names the route, or the route itself.
    places: Vec<(RouteFrom, Measure, usize)>,
    status: Option<usize>,
    note: Option<usize>,
}

#[derive(Debug, Clone, Copy)]
enum RouteFrom {
    Column(usize),
    Route(LearningRoute),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Measure {
    Hours,
    Fte,
}

impl Dataset<'_> {
    pub(super) fn employers(&mut self, employers: &mut Vec<EmployerKeys>) {
        let Some(columns) = self.employer_columns() else { return };
        if !self.diagnostics.is_empty() {
            return;
        }
        // Where the places of a route of an employer in a period stand.
        let mut seen: BTreeMap<(String, LearningRoute, Measure, String), Span> = BTreeMap::new();
        for row in std::mem::take(&mut self.table.rows) {
            let Some((period, of_period)) = self.period(&row, columns.period) else { continue };
            let Some(name) = self.text(&row[columns.employer], columns.employer) else {
                self.report(&row[columns.employer], columns.employer, CellMistake::Empty);
                continue;
            };
            let said = self.said(&row, of_period, columns.status, columns.note);
            let branch = columns.branch.and_then(|branch| self.text(&row[branch], branch));
            let at = employers.iter().position(|employer| employer.name == name).unwrap_or_else(|| {
                let (staff_fte, places) = (Some(Values { entries: Vec::new() }), Vec::new());
                employers.push(EmployerKeys {
                    name: name.clone(),
                    branch: None,
                    staff_fte,
                    places,
                    span: row[columns.employer].span,
                });
                employers.len() - 1
            });
            let employer = &mut employers[at];
            employer.branch = employer.branch.take().or(branch);
            if let Some(staff) = self.observation(&row, columns.staff, &said) {
                self.add_staff(employer, &period, staff);
            }
            for (route, measure, column) in &columns.places {
                let Some(route) = self.route(*route, &row) else { continue };
                let is_elsewhere = row[*column].content.is_blank() && columns.places.len() > 1;
                if is_elsewhere && matches!(columns.places[0].0, RouteFrom::Column(_)) {
                    // Of a route in a row, the hours stand in one column or the FTE in another.
                    continue;
                }
                let Some(observation) = self.observation(&row, *column, &said) else { continue };
                let key = (name.clone(), route, *measure, period.value.clone());
                if let Some(first) = seen.insert(key, row[*column].span) {
                    let series = format!("{name}, {}", route.word());
                    let problem = Problem::DoubleValue { period: period.value.clone(), series };
                    self.diagnostics.report_with(row[*column].span, problem, vec![first]);
                    continue;
                }
                values_of(employer, route, *measure, row[*column].span).entries.push((period.clone(), observation));
            }
        }
    }

    fn employer_columns(&mut self) -> Option<Columns> {
        let keys = self.keys;
        let employer = self.needed("employer", &keys.employer, &["werkgever", "organisatie", "employer"]);
        let period = self.period_column();
        let staff = self.needed(
            "staff_fte",
            &keys.staff_fte,
            &["zorgpersoneel", "zorgpersoneel fte", "zorgpersoneel (fte)", "personeel fte", "personeel (fte)"],
        );
        let branch = self.usual(&keys.branch, &["branche", "branch"]);
        let mut places = Vec::new();
        for wanted in &keys.places {
            for (measure, name) in [(Measure::Hours, &wanted.hours), (Measure::Fte, &wanted.fte)] {
                if let Some(column) = name.as_ref().and_then(|name| self.named(name)) {
                    places.push((RouteFrom::Route(wanted.route), measure, column));
                }
            }
        }
        if keys.places.is_empty() {
            let route = self.needed("route", &keys.route, &["route", "leerroute", "leerweg"])?;
            let hours = self.usual(&keys.hours, &["uren", "hours"]);
            let fte = self.usual(&keys.fte, &["fte", "plaatsen fte", "plaatsen (fte)"]);
            for (measure, column) in [(Measure::Hours, hours), (Measure::Fte, fte)] {
                places.extend(column.map(|column| (RouteFrom::Column(route), measure, column)));
            }
        }
        if places.is_empty() {
            self.unclear("hours");
        }
        let status = keys.status.as_ref().and_then(|name| self.named(name));
        let note = keys.note.as_ref().and_then(|name| self.named(name));
        Some(Columns { employer: employer?, period: period?, branch, staff: staff?, places, status, note })
    }

    /// The route of a column, or of the row as it is written there.
    fn route(&mut self, from: RouteFrom, row: &[Cell]) -> Option<LearningRoute> {
        let column = match from {
            RouteFrom::Route(route) => return Some(route),
            RouteFrom::Column(column) => column,
        };
        let written = self.text(&row[column], column).unwrap_or_default();
        let names = self.keys.names.as_ref().map(|names| names.value.0.as_slice()).unwrap_or_default();
        let meant = names.iter().find(|(name, _)| name.value == written).map_or(&written, |(_, meant)| meant);
        let routes = [LearningRoute::Bbl, LearningRoute::Dual, LearningRoute::Bol, LearningRoute::FullTime];
        let found = routes.into_iter().find(|route| route.word() == meant.to_lowercase());
        found.or_else(|| self.bad(&row[column], column, CellMistake::Route))
    }

    /// Adds the staff of an employer, which may stand on the row of each of its routes: once, blank, or each time alike.
    fn add_staff(&mut self, employer: &mut EmployerKeys, period: &Spanned<String>, staff: Observation) {
        let entries = &mut employer.staff_fte.get_or_insert_with(|| Values { entries: Vec::new() }).entries;
        match entries.iter_mut().find(|(known, _)| known.value == period.value) {
            None => entries.push((period.clone(), staff)),
            Some((_, known)) if known.value.is_none() => *known = staff,
            Some((_, known)) if staff.value.is_some() && staff.value != known.value => {
                let (place, first) = (staff.span.unwrap_or(period.span), known.span);
                let problem = Problem::DoubleValue { period: period.value.clone(), series: employer.name.clone() };
                self.diagnostics.report_with(place, problem, first.into_iter().collect());
            }
            Some(_) => {}
        }
    }
}

fn values_of(employer: &mut EmployerKeys, route: LearningRoute, measure: Measure, span: Span) -> &mut Values {
    let at = employer.places.iter().position(|places| places.route == route).unwrap_or_else(|| {
        employer.places.push(PlacesKeys {
            route,
            hours: None,
            fte: None,
            places: None,
            inflow: None,
            graduates: None,
            required: None,
            span,
        });
        employer.places.len() - 1
    });
    let places = &mut employer.places[at];
    let values = if measure == Measure::Hours { &mut places.hours } else { &mut places.fte };
    values.get_or_insert_with(|| Values { entries: Vec::new() })
}
