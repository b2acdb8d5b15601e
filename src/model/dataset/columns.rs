//! Which column means what: as the keys of `data` say, or else as its name and its values tell.

use std::collections::BTreeSet;

use super::Dataset;
use super::cell::is_mark;
use crate::diagnostic::{Problem, Span, Spanned};
use crate::model::period::{Period, PeriodType};
use crate::source::table::{Cell, Column, Content, Origin};

/// Names of a column with periods.
const PERIOD_NAMES: &[&str] = &[
    "jaar",
    "jaren",
    "periode",
    "perioden",
    "kalenderjaar",
    "studiejaar",
    "schooljaar",
    "kwartaal",
    "kwartalen",
    "year",
    "period",
    "periods",
    "quarter",
];

impl Dataset<'_> {
    /// The column that a key names; none when there is none, which has been reported.
    pub(super) fn named(&mut self, name: &Spanned<String>) -> Option<usize> {
        let found: Vec<(usize, Span)> =
            self.columns_called(&name.value).map(|(at, column)| (at, column.span)).collect();
        match found[..] {
            [(at, _)] => Some(at),
            [(_, first), (_, second), ..] => {
                let problem = Problem::DuplicateKey { key: name.value.clone() };
                self.diagnostics.report_with(second, problem, vec![first]);
                None
            }
            [] => {
                let known = self.column_names();
                let problem = Problem::UnknownColumn { column: name.value.clone(), known };
                self.diagnostics.report(name.span, problem);
                None
            }
        }
    }

    fn columns_called(&self, name: &str) -> impl Iterator<Item = (usize, &Column)> {
        self.table.columns.iter().enumerate().filter(move |(_, column)| column.name == name)
    }

    pub(super) fn column_names(&self) -> Vec<String> {
        self.table.columns.iter().map(|column| column.name.clone()).filter(|name| !name.is_empty()).collect()
    }

    /// A column that a key may name, or that has one of the usual names.
    pub(super) fn usual(&mut self, key: &Option<Spanned<String>>, names: &[&str]) -> Option<usize> {
        match key {
            Some(name) => self.named(name),
            None => {
                let is_usual = |column: &Column| names.contains(&column.name.to_lowercase().as_str());
                self.table.columns.iter().position(is_usual)
            }
        }
    }

    /// The same, of a column that must be there.
    pub(super) fn needed(
        &mut self,
        key: &'static str,
        name: &Option<Spanned<String>>,
        names: &[&str],
    ) -> Option<usize> {
        let found = self.usual(name, names);
        if found.is_none() && name.is_none() {
            self.unclear(key);
        }
        found
    }

    /// Reports that a key has to name a column.
    pub(super) fn unclear(&mut self, key: &'static str) {
        self.unclear_among(key, &[]);
    }

    /// The same, with the columns that can be meant; none for all.
    pub(super) fn unclear_among(&mut self, key: &'static str, columns: &[usize]) {
        let known = match columns {
            [] => self.column_names(),
            columns => columns.iter().map(|at| self.table.columns[*at].name.clone()).collect(),
        };
        self.diagnostics.report(self.keys.file.span, Problem::UnclearColumn { key, known });
    }

    /// The column with periods. Where the periods stand over the columns, they are put in a column of their own first.
    pub(super) fn period_column(&mut self) -> Option<usize> {
        let keys = self.keys;
        if keys.period.is_some() {
            return self.usual(&keys.period, &[]);
        }
        if let Some(at) = self.usual(&None, PERIOD_NAMES) {
            return Some(at);
        }
        if let Some(at) = self.unfold() {
            return Some(at);
        }
        let is_period = |cell: &Cell| is_likely_period(&cell.content.shown(), self.periods);
        let rows = &self.table.rows;
        let mostly = |at: &usize| rows.iter().filter(|row| is_period(&row[*at])).count() * 2 > rows.len();
        let found = (0..self.table.columns.len()).find(mostly);
        if found.is_none() {
            self.unclear("period");
        }
        found
    }

    /// Turns columns that are named after periods into rows: one for each value.
    fn unfold(&mut self) -> Option<usize> {
        let columns = std::mem::take(&mut self.table.columns);
        let is_period = |column: &Column| is_likely_period(&column.name, self.periods);
        let (over, kept): (Vec<usize>, Vec<usize>) = (0..columns.len()).partition(|at| is_period(&columns[*at]));
        if over.is_empty() {
            self.table.columns = columns;
            return None;
        }
        let rows = std::mem::take(&mut self.table.rows);
        for row in &rows {
            // A line below the table, such as the source, has a single cell and no value.
            if row.iter().filter(|cell| !cell.content.is_blank()).count() < 2 {
                continue;
            }
            for at in &over {
                let mut cells: Vec<Cell> = kept.iter().map(|at| row[*at].clone()).collect();
                let (name, span) = (columns[*at].name.as_str(), columns[*at].span);
                cells.push(Cell::new(span, Content::Text(name.into())));
                cells.push(row[*at].clone());
                self.table.rows.push(cells);
            }
        }
        let own = |name: &str| Column { name: name.to_owned(), span: self.table.span };
        self.table.columns = kept.iter().map(|at| columns[*at].clone()).collect();
        self.table.columns.push(own(self.language.pick("periode", "period")));
        self.table.columns.push(own(self.language.pick("waarde", "value")));
        self.unfolded = true;
        Some(kept.len())
    }

    /// Columns that hold numbers, and columns that tell rows apart, without those in `others`.
    pub(super) fn roles(&self, others: &[Option<usize>]) -> Roles {
        let names = |name: &str| self.columns_called(name).map(|(at, _)| at).collect::<Vec<_>>();
        let count = self.table.columns.len();
        let mut apart: BTreeSet<usize> = others.iter().flatten().copied().collect();
        let value = match self.table.origin {
            Origin::StatLine { .. } => {
                apart.insert(count - 2);
                Some(count - 1)
            }
            Origin::Long => {
                apart.extend(names("ValueAttribute"));
                apart.extend(names("StringValue"));
                names("Value").first().copied()
            }
            _ if self.unfolded => Some(count - 1),
            _ => None,
        };
        // With numbers as numbers elsewhere, digits in a text are a code.
        let digits_are_codes = self.table.origin == Origin::Wide
            && self.table.rows.iter().flatten().any(|cell| matches!(cell.content, Content::Number(_)));
        let rest = (0..count).filter(|at| !apart.contains(at) && Some(*at) != value);
        let mut roles = Roles { values: Vec::new(), apart: Vec::new() };
        for at in rest {
            match self.holds(at, digits_are_codes) {
                Holds::Nothing => {}
                Holds::Numbers if value.is_none() => roles.values.push(at),
                Holds::Numbers | Holds::Words => roles.apart.push(at),
            }
        }
        roles.values.extend(value);
        // What is the same in all rows tells none apart.
        roles.apart.retain(|at| self.distinct(*at).len() > 1);
        roles
    }

    fn holds(&self, column: usize, digits_are_codes: bool) -> Holds {
        let contents = || self.table.rows.iter().map(|row| &row[column].content);
        let is_number = |content: &&Content| match content {
            Content::Number(_) | Content::Percent(_) | Content::Uncalculated | Content::Error(_) => true,
            Content::Text(text) => {
                !digits_are_codes && text.starts_with(|c: char| c.is_ascii_digit() || c == '-') && {
                    let digits = text.chars().filter(char::is_ascii_digit).count();
                    digits > 0 && digits * 2 >= text.chars().count()
                }
            }
            _ => false,
        };
        let is_sign = |content: &&Content| matches!(content, Content::Text(text) if is_mark(text));
        let filled = contents().filter(|content| !content.is_blank() && !is_sign(content)).count();
        let numbers = contents().filter(is_number).filter(|content| !is_sign(content)).count();
        let signs = contents().filter(is_sign).count();
        match (filled, numbers) {
            (0, _) if signs == 0 => Holds::Nothing,
            (filled, numbers) if numbers * 2 >= filled => Holds::Numbers,
            _ => Holds::Words,
        }
    }
}

/// True for what nobody would take for a number: a number of four digits is a year only in these times.
fn is_likely_period(text: &str, kind: PeriodType) -> bool {
    let period = Period::find(text.trim_end_matches('*'), kind);
    period.is_some_and(|period| (1900..=2100).contains(&period.year()))
}

/// What columns hold, as far as their values tell.
#[derive(Debug)]
pub(super) struct Roles {
    /// Columns with numbers.
    pub values: Vec<usize>,
    /// Columns of which the values tell rows apart.
    pub apart: Vec<usize>,
}

enum Holds {
    Nothing,
    Numbers,
    Words,
}
