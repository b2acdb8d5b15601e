//! Rows → series: one for each value of a column, or one a column.

use std::collections::BTreeMap;

use super::cell::Said;
use super::{Dataset, Read};
use crate::diagnostic::data::{CellMistake, DataMistake};
use crate::diagnostic::{Problem, Span, Spanned};
use crate::model::format::{Observation, SeriesKeys, Values};
use crate::source::table::{Cell, Origin};

/// Names that a total has by itself.
const TOTAL_NAMES: &[&str] = &["totaal", "total"];

/// Where the values of a figure stand.
enum Layout {
    /// One value a row; the series is named in a column, or there is only one.
    Rows { name: Option<usize>, value: usize },
    /// One series a column, with its name.
    Columns(Vec<(usize, String)>),
}

/// Series as far as they were read, in the order of the file or of `names`.
#[derive(Default)]
struct Found {
    series: Vec<(String, Values)>,
    index: BTreeMap<String, usize>,
    /// Where the value of a series in a period stands.
    places: BTreeMap<(usize, String), Span>,
}

impl Dataset<'_> {
    pub(super) fn series(&mut self, read: &mut Read) {
        let keys = self.keys;
        let Some(period) = self.period_column() else { return };
        self.leave_out_other_periods(period);
        let status = match &keys.status {
            Some(name) => self.named(name),
            None if self.table.origin == Origin::Long => {
                self.table.columns.iter().position(|c| c.name == "ValueAttribute")
            }
            None => None,
        };
        let note = keys.note.as_ref().and_then(|name| self.named(name));
        let Some(layout) = self.layout(&[Some(period), status, note]) else { return };
        let total = self.total_name(&layout);
        let mut found = Found::default();
        self.start(&layout, &total, &mut found);
        if !self.diagnostics.is_empty() || !self.check_thousands() {
            return;
        }
        for row in std::mem::take(&mut self.table.rows) {
            let Some((period, of_period)) = self.period(&row, period) else { continue };
            let said = self.said(&row, of_period, status, note);
            self.row(&row, &period, &said, &layout, &mut found);
        }
        self.finish(found, total, read);
    }

    /// Which columns hold the values and the names of the series; none when that is not clear, which has been reported.
    fn layout(&mut self, others: &[Option<usize>]) -> Option<Layout> {
        let keys = self.keys;
        let named_series = match &keys.series {
            Some(name) => Some(self.named(name)?),
            None => None,
        };
        let named_value = match &keys.value {
            Some(name) => Some(self.named(name)?),
            None => None,
        };
        let mut others = others.to_vec();
        others.extend([named_series, named_value]);
        let roles = self.roles(&others);
        let value = match (named_value, named_series, &roles.values[..]) {
            (Some(value), _, _) => Some(value),
            (None, Some(_), [value]) => Some(*value),
            (None, Some(_), _) => {
                self.unclear_among("value", &roles.values);
                return None;
            }
            (None, None, [value]) if !roles.apart.is_empty() || self.table.origin == Origin::Long => Some(*value),
            (None, None, [value]) if self.unfolded || matches!(self.table.origin, Origin::StatLine { .. }) => {
                Some(*value)
            }
            (None, None, _) => None,
        };
        if let Some(value) = value {
            let name = match (named_series, &roles.apart[..]) {
                (Some(name), _) => Some(name),
                (None, []) => None,
                (None, [name]) => Some(*name),
                (None, _) => {
                    self.unclear_among("series", &roles.apart);
                    return None;
                }
            };
            return Some(Layout::Rows { name, value });
        }
        self.columns(roles.values, &roles.apart)
    }

    /// One series a column: those in `names`, or all that hold numbers.
    fn columns(&mut self, values: Vec<usize>, apart: &[usize]) -> Option<Layout> {
        if let Some(names) = &self.keys.names {
            let total = self
                .keys
                .total
                .iter()
                .filter(|total| !names.value.has(&total.value))
                .map(|total| (total, &total.value));
            let names = names.value.0.iter().map(|(written, name)| (written, name)).chain(total);
            let find = |(written, name): (&Spanned<String>, &String)| Some((self.named(written)?, name.clone()));
            return names.map(find).collect::<Option<Vec<_>>>().map(Layout::Columns);
        }
        if !apart.is_empty() || values.is_empty() {
            match values.is_empty() {
                true => self.unclear("value"),
                false => self.unclear_among("series", apart),
            }
            return None;
        }
        for at in &values {
            let column = &self.table.columns[*at];
            if column.name.is_empty() {
                let (value, mistake) = (String::new(), CellMistake::Unnamed);
                let problem = Problem::BadCell { value, column: (at + 1).to_string(), mistake };
                self.diagnostics.report(column.span, problem);
            }
        }
        Some(Layout::Columns(values.iter().map(|at| (*at, self.table.columns[*at].name.clone())).collect()))
    }

    /// The name of the series that is the total, as it stands in the file.
    fn total_name(&mut self, layout: &Layout) -> Option<String> {
        let known = match layout {
            Layout::Rows { name: Some(name), .. } => self.distinct(*name),
            Layout::Rows { name: None, .. } => Vec::new(),
            Layout::Columns(_) => self.column_names(),
        };
        let in_names = |name: &str| self.keys.names.as_ref().is_none_or(|names| names.value.has(name));
        match &self.keys.total {
            Some(total) if known.contains(&total.value) => Some(total.value.clone()),
            Some(total) => {
                let problem = Problem::UnknownColumn { column: total.value.clone(), known };
                self.diagnostics.report(total.span, problem);
                None
            }
            None if known.len() < 2 => None,
            None => {
                known.into_iter().find(|name| TOTAL_NAMES.contains(&name.to_lowercase().as_str()) && in_names(name))
            }
        }
    }

    /// Gives the series of `names` their order, and reports those that the file does not have.
    fn start(&mut self, layout: &Layout, total: &Option<String>, found: &mut Found) {
        let Layout::Rows { name: Some(column), .. } = layout else { return };
        let Some(names) = &self.keys.names else { return };
        let known = self.distinct(*column);
        for (written, name) in &names.value.0 {
            if !known.contains(&written.value) {
                let problem = Problem::UnknownDataValue {
                    column: self.table.columns[*column].name.clone(),
                    value: written.value.clone(),
                    known: known.clone(),
                };
                self.diagnostics.report(written.span, problem);
            } else if total.as_ref() != Some(&written.value) {
                found.place_of(name);
            }
        }
    }

    /// Numbers in thousands are refused as long as nobody says so: they would be a thousand times too small.
    fn check_thousands(&mut self) -> bool {
        if !matches!(self.table.origin, Origin::StatLine { .. }) || self.keys.multiply.is_some() {
            return true;
        }
        let column = self.table.columns.len() - 2;
        let in_thousands = |cell: &&Cell| {
            let unit = cell.content.shown().to_lowercase();
            ["x 1 000", "x 1000", "x 1.000", "1 000 ", "x 1 mln", "x mln", "mln "]
                .iter()
                .any(|sign| unit.starts_with(sign))
        };
        let Some(cell) = self.table.rows.iter().map(|row| &row[column]).find(in_thousands) else { return true };
        let (unit, span) = (cell.content.shown().into_owned(), cell.span);
        let factor = if unit.contains("mln") { 1_000_000 } else { 1000 };
        self.diagnostics.report(span, Problem::DataFile { mistake: DataMistake::Thousands { unit, factor } });
        false
    }

    fn row(&mut self, row: &[Cell], period: &Spanned<String>, said: &Said, layout: &Layout, found: &mut Found) {
        match layout {
            Layout::Rows { name, value } => {
                let name = match name {
                    None => self.title.clone(),
                    Some(column) => match self.text(&row[*column], *column) {
                        Some(name) => name,
                        None => return self.report(&row[*column], *column, CellMistake::Empty),
                    },
                };
                let Some(name) = self.name_of(&name) else { return };
                let observation = self.observation(row, *value, said);
                self.add(found, &name, period, &row[*value], observation);
            }
            Layout::Columns(columns) => {
                for (at, name) in columns {
                    let observation = self.observation(row, *at, said);
                    self.add(found, name, period, &row[*at], observation);
                }
            }
        }
    }

    /// The name under which a series is shown; none for one that is not among `names`.
    fn name_of(&self, written: &str) -> Option<String> {
        let Some(names) = &self.keys.names else { return Some(written.to_owned()) };
        let is_total = self.keys.total.as_ref().is_some_and(|total| total.value == written);
        let shown = names.value.0.iter().find(|(name, _)| name.value == written).map(|(_, shown)| shown.clone());
        shown.or_else(|| is_total.then(|| written.to_owned()))
    }

    fn add(
        &mut self,
        found: &mut Found,
        name: &str,
        period: &Spanned<String>,
        cell: &Cell,
        observation: Option<Observation>,
    ) {
        let series = found.place_of(name);
        if let Some(first) = found.places.insert((series, period.value.clone()), cell.span) {
            let problem = Problem::DoubleValue { period: period.value.clone(), series: name.to_owned() };
            self.diagnostics.report_with(cell.span, problem, vec![first]);
        } else if let Some(observation) = observation {
            found.series[series].1.entries.push((period.clone(), observation));
        }
    }

    fn finish(&mut self, found: Found, total: Option<String>, read: &mut Read) {
        // A total among the names is shown under its own name.
        let total = total.map(|total| self.name_of(&total).unwrap_or(total));
        for (name, values) in found.series {
            let span = self.keys.file.span;
            if total.as_ref() == Some(&name) {
                match &mut read.total {
                    Some(total) => self.join(&name, &mut total.value, values),
                    None => read.total = Some(Spanned::new(values, span)),
                }
                continue;
            }
            match read.series.iter_mut().find(|series| series.name == name) {
                Some(series) => self.join(&name, &mut series.values, values),
                None => read.series.push(SeriesKeys {
                    name,
                    values,
                    scenario: None,
                    direction: None,
                    source: None,
                    edition: None,
                    note: None,
                    span,
                }),
            }
        }
    }

    /// Puts the values of a second file behind those of the first.
    fn join(&mut self, name: &str, values: &mut Values, more: Values) {
        for (period, observation) in more.entries {
            let first = values.entries.iter().find(|(known, _)| known.value == period.value);
            if let Some((known, first)) = first {
                let problem = Problem::DoubleValue { period: period.value, series: name.to_owned() };
                let place = observation.span.unwrap_or(period.span);
                self.diagnostics.report_with(place, problem, vec![first.span.unwrap_or(known.span)]);
            } else {
                values.entries.push((period, observation));
            }
        }
    }
}

impl Found {
    fn place_of(&mut self, name: &str) -> usize {
        *self.index.entry(name.to_owned()).or_insert_with(|| {
            self.series.push((name.to_owned(), Values { entries: Vec::new() }));
            self.series.len() - 1
        })
    }
}
