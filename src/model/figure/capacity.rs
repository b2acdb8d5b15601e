//! Capacity planning: per employer and route the places, the students who begin, those who graduate, and the gap.
//!
//! Comes in: employers with their routes. Goes out: sums over employers, per route and in all, and of each employer its
//! places with their gap. Students are persons: `suppress` takes small counts out of the sums, per route and in all. It
//! does so too with the staff of employers, which is not shown itself but follows from what is required; so what is
//! required and the gap are computed after that (`CapacityData::complete`).

use super::super::every_period;
use super::super::format::*;
use super::super::period::Period;
use super::derive::{derive, sum_of};
use super::quota::{QUOTA_REFERENCE, employer_name, places_fte};
use super::series::{Cell, cells};
use super::{Computation, Disclosure};
use crate::diagnostic::{Problem, Spanned};
use crate::language::Language;

/// Capacity over periods.
#[derive(Debug)]
pub struct CapacityData {
    /// Periods from first to last.
    pub periods: Vec<Period>,
    /// What places are counted in: [`Unit::Places`] or [`Unit::Fte`].
    pub unit: Unit,
    /// All employers and routes together.
    pub all: Capacity,
    /// All employers together, per route.
    pub routes: Vec<(LearningRoute, Capacity)>,
    /// Per employer, named as may be shown: only places and what is required, since its students are few.
    pub employers: Vec<(String, Capacity)>,
    /// Reference in percent of staff; what is required follows from it unless it was given.
    pub reference: f64,
}

impl CapacityData {
    /// The rows of counts of persons, in a fixed order: per measure the routes, and then all together.
    pub(super) fn persons(&self) -> Vec<Vec<Option<&Vec<Cell>>>> {
        let of = |field: fn(&Capacity) -> &Option<Vec<Cell>>| {
            let routes = self.routes.iter().map(|(_, capacity)| capacity);
            routes.chain([&self.all]).map(|capacity| field(capacity).as_ref()).collect()
        };
        vec![of(|capacity| &capacity.inflow), of(|capacity| &capacity.graduates)]
    }

    /// One of these rows, by its place in the list of all of them.
    pub(super) fn persons_mut(&mut self, place: usize) -> Option<&mut Vec<Cell>> {
        let count = self.routes.len() + 1;
        let capacity = match self.routes.get_mut(place % count) {
            Some((_, capacity)) => capacity,
            None => &mut self.all,
        };
        if place < count { capacity.inflow.as_mut() } else { capacity.graduates.as_mut() }
    }

    /// How many rows of persons there are; behind them come the employers, and then all of them together.
    pub fn person_rows(&self) -> usize {
        2 * (self.routes.len() + 1)
    }

    /// Takes out what one of these rows says in a period.
    pub(super) fn take_out(&mut self, row: usize, period: usize) {
        match row.checked_sub(self.person_rows()) {
            None => self.persons_mut(row).expect("the place was found in it")[period].take_out(),
            Some(employer) => match self.employers.get_mut(employer) {
                Some((_, capacity)) => capacity.take_out(period),
                // The routes would add up to the places of all together.
                None => {
                    let routes = self.routes.iter_mut().map(|(_, capacity)| capacity);
                    routes.chain([&mut self.all]).for_each(|capacity| capacity.take_out(period));
                }
            },
        }
    }

    /// Computes what is required of the staff that is left, and the gaps.
    pub(super) fn complete(&mut self, language: Language) {
        let routes = self.routes.iter_mut().map(|(_, capacity)| capacity);
        let employers = self.employers.iter_mut().map(|(_, capacity)| capacity);
        for capacity in routes.chain([&mut self.all]).chain(employers) {
            capacity.find_required(self.reference, language);
            capacity.find_gap(language);
        }
    }
}

/// One cell a period; none for what nobody filled in.
#[derive(Debug, Default)]
pub struct Capacity {
    /// Training places.
    pub places: Option<Vec<Cell>>,
    /// Students who began.
    pub inflow: Option<Vec<Cell>>,
    /// Students who graduated.
    pub graduates: Option<Vec<Cell>>,
    /// Care staff in FTE, where what is required follows from it; never shown.
    pub staff: Option<Vec<Cell>>,
    /// Places that are needed: as given, or the reference of staff.
    pub required: Option<Vec<Cell>>,
    /// Required − places; negative when there are more than enough.
    pub gap: Option<Vec<Cell>>,
}

impl Computation<'_> {
    pub(super) fn capacity(&mut self, disclosure: Disclosure) -> CapacityData {
        let no_employers = Vec::new();
        let keys = self.keys;
        let written = keys.employers.as_ref().map_or(&no_employers, |e| &e.value);
        let unit = self.unit_of_places(written);
        let periods = self.periods_of(written);
        let reference = keys.reference.as_ref().map_or(QUOTA_REFERENCE, |r| r.value);
        let language = disclosure.language;
        let employers: Vec<EmployerInput> =
            written.iter().map(|employer| self.employer(employer, &periods, language)).collect();
        let mut routes: Vec<(LearningRoute, Capacity)> = Vec::new();
        let mut known: Vec<LearningRoute> = employers.iter().flat_map(|e| e.routes.iter().map(|(r, _)| *r)).collect();
        known.sort_unstable();
        known.dedup();
        for route in known {
            let items = employers.iter().flat_map(|e| &e.routes).filter(|(r, _)| *r == route).map(|(_, item)| item);
            routes.push((route, together(&items.collect::<Vec<_>>(), periods.len())));
        }
        let mut all = together(&routes.iter().map(|(_, capacity)| capacity).collect::<Vec<_>>(), periods.len());
        if all.required.is_none() {
            let staff: Vec<&Vec<Cell>> = employers.iter().filter_map(|e| e.staff.as_ref()).collect();
            let is_complete = staff.len() == employers.len() && !staff.is_empty() && unit == Unit::Fte;
            all.staff = is_complete.then(|| sum_each(&staff, periods.len()));
        }
        let employers = written.iter().zip(employers).enumerate();
        let employers = employers.map(|(index, (keys, input))| {
            let items: Vec<&Capacity> = input.routes.iter().map(|(_, item)| item).collect();
            let Capacity { places, required, .. } = together(&items, periods.len());
            let staff = input.staff.filter(|_| required.is_none() && unit == Unit::Fte);
            (employer_name(index, keys, disclosure), Capacity { places, staff, required, ..Capacity::default() })
        });
        CapacityData { employers: employers.collect(), periods, unit, all, routes, reference }
    }

    /// What places are counted in; to add numbers of places to FTE would give nonsense.
    fn unit_of_places(&mut self, employers: &[EmployerKeys]) -> Unit {
        let items = || employers.iter().flat_map(|employer| &employer.places);
        let is_fte = |item: &PlacesKeys| item.hours.is_some() || item.fte.is_some();
        let unit = if items().any(is_fte) { Unit::Fte } else { Unit::Places };
        if let Some(odd) = items().find(|item| unit == Unit::Fte && item.places.is_some()) {
            let problem = Problem::UnitsDoNotAdd { first: Unit::Fte.word(), second: Unit::Places.word() };
            self.diagnostics.report(odd.span, problem);
        }
        unit
    }

    fn periods_of(&self, employers: &[EmployerKeys]) -> Vec<Period> {
        let mut periods = Vec::new();
        for item in employers.iter().flat_map(|employer| &employer.places) {
            for values in [&item.places, &item.hours, &item.fte, &item.inflow, &item.graduates].into_iter().flatten() {
                // Each text is read again, with its mistakes reported, when its values are.
                let read = |(text, _): &(Spanned<String>, Observation)| Period::read(&text.value, self.kind);
                periods.extend(values.entries.iter().filter_map(read));
            }
        }
        every_period(periods)
    }

    fn employer(&mut self, employer: &EmployerKeys, periods: &[Period], language: Language) -> EmployerInput {
        let mut routes = Vec::new();
        for item in &employer.places {
            let mut read = |values: &Option<Values>| values.as_ref().map(|v| cells(&self.values(v), periods));
            let capacity = Capacity {
                places: read(&item.places).or_else(|| read(&item.fte)).or_else(|| {
                    let hours = read(&item.hours)?;
                    Some(hours.iter().map(|cell| in_fte(item.route, cell, language)).collect())
                }),
                inflow: read(&item.inflow),
                graduates: read(&item.graduates),
                required: read(&item.required),
                ..Capacity::default()
            };
            routes.push((item.route, capacity));
        }
        let staff = employer.staff_fte.as_ref().map(|staff| cells(&self.values(staff), periods));
        EmployerInput { routes, staff }
    }
}

/// An employer's routes, and its staff.
struct EmployerInput {
    routes: Vec<(LearningRoute, Capacity)>,
    staff: Option<Vec<Cell>>,
}

fn in_fte(route: LearningRoute, hours: &Cell, language: Language) -> Cell {
    derive([hours], language, |[hours]| Some(places_fte(route, hours)))
}

impl Capacity {
    /// Takes out the places of a period and the staff that more are needed for. Students are counts of their own.
    fn take_out(&mut self, period: usize) {
        let rows = [&mut self.places, &mut self.staff].into_iter().flatten();
        rows.for_each(|cells| cells[period].take_out());
    }

    fn find_required(&mut self, reference: f64, language: Language) {
        let Some(staff) = &self.staff else { return };
        let by_reference = |cell: &Cell| derive([cell], language, |[staff]| Some(staff * reference / 100.0));
        self.required = Some(staff.iter().map(by_reference).collect());
    }

    fn find_gap(&mut self, language: Language) {
        let (Some(required), Some(places)) = (&self.required, &self.places) else { return };
        let gap = required.iter().zip(places).map(|(r, p)| derive([r, p], language, |[r, p]| Some(r - p)));
        self.gap = Some(gap.collect());
    }
}

/// The sums of parts. What one part does not say is unknown in the sum; what none says is absent.
fn together(parts: &[&Capacity], periods: usize) -> Capacity {
    let sum = |of: fn(&Capacity) -> &Option<Vec<Cell>>| {
        let known: Vec<&Vec<Cell>> = parts.iter().filter_map(|part| of(part).as_ref()).collect();
        match known.len() {
            0 => None,
            count if count < parts.len() => Some(vec![Cell::default(); periods]),
            _ => Some(sum_each(&known, periods)),
        }
    };
    Capacity {
        places: sum(|c| &c.places),
        inflow: sum(|c| &c.inflow),
        graduates: sum(|c| &c.graduates),
        required: sum(|c| &c.required),
        ..Capacity::default()
    }
}

fn sum_each(parts: &[&Vec<Cell>], periods: usize) -> Vec<Cell> {
    (0..periods).map(|at| sum_of(parts.iter().map(|part| &part[at]))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(values: &[f64]) -> Option<Vec<Cell>> {
        Some(values.iter().map(|v| Cell { value: Some(*v), ..Cell::default() }).collect())
    }

    fn shown(cells: &Option<Vec<Cell>>) -> Vec<Option<f64>> {
        cells.iter().flatten().map(|cell| cell.value).collect()
    }

    #[test]
    fn sums_need_all_their_parts_and_gaps_are_required_less_places() {
        let one = Capacity { places: counts(&[30.0]), required: counts(&[45.0]), ..Capacity::default() };
        let two = Capacity {
            places: counts(&[20.0]),
            inflow: counts(&[18.0]),
            required: counts(&[20.0]),
            ..Capacity::default()
        };
        let mut sum = together(&[&one, &two], 1);
        sum.find_gap(Language::Dutch);
        assert_eq!((shown(&sum.places), shown(&sum.gap)), (vec![Some(50.0)], vec![Some(15.0)]));
        assert_eq!(shown(&sum.inflow), [None], "one employer does not say");
        assert!(sum.graduates.is_none(), "nobody says");
    }
}
