//! The tables of a figure, made from its sheets: what it is about, and what else follows from that.
//!
//! Comes in: [`Sheet`]s of shown values. Goes out: tables of text, each with the formula that its values follow from and
//! its footnotes. Every value keeps its qualifier and status, every gap its reason.

use super::Scope;
use super::contract::{Table, TableNote, TableRow};
use crate::language::{Language, capitalised};
use crate::model::figure::business_case::RouteTotal;
use crate::model::figure::series::Cell;
use crate::model::figure::sheet::{Column, Measure, Sheet, SheetKind, Subject};
use crate::model::figure::{Data, Figure};
use crate::model::format::{FigureKind, FigureStatus, Gap, Unit};
use crate::model::period::Period;
use crate::model::sentence::{number, unit_word};

/// A table whose texts belong to it.
pub(super) struct OwnedTable {
    caption: String,
    columns: Vec<String>,
    rows: Vec<Row>,
    formula: String,
    notes: Vec<String>,
}

/// A heading, its cells, and whether it is a total.
type Row = (String, Vec<String>, bool);

/// The tables of a figure.
#[derive(Default)]
pub(super) struct Tables {
    /// What the figure is about.
    pub main: Vec<OwnedTable>,
    /// What else follows from it.
    pub computed: Vec<OwnedTable>,
}

impl<'s> Scope<'_, 's> {
    pub(super) fn tables(&self, figure: &Figure) -> Tables {
        if let Data::BusinessCase(routes) = &figure.data {
            let main = routes.iter().map(|route| self.route_table(figure, route)).collect();
            return Tables { main, computed: Vec::new() };
        }
        let sheets = figure.sheets(self.language());
        let whole = sheets.iter().find(|sheet| sheet.kind == SheetKind::Quota);
        let mut tables = Tables::default();
        for sheet in sheets.iter().filter(|sheet| !sheet.columns.is_empty() && !sheet.periods.is_empty()) {
            let table = match sheet.kind {
                SheetKind::QuotaByEmployer => self.by_subject(figure, sheet, whole),
                SheetKind::Proportional | SheetKind::CapacityByEmployer => self.latest(figure, sheet, whole),
                _ => self.by_period(figure, sheet),
            };
            let list = if sheet.kind.is_main() { &mut tables.main } else { &mut tables.computed };
            list.extend(table.filter(|table| !table.rows.is_empty()));
        }
        tables
    }

    /// A row a period, a column a column.
    fn by_period(&self, figure: &Figure, sheet: &Sheet) -> Option<OwnedTable> {
        let shared = shared_unit(sheet);
        let mut columns = vec![self.word("table_period").to_owned()];
        columns.extend(sheet.columns.iter().map(|column| self.heading(sheet, column, shared.is_none())));
        let mut notes = Notes::default();
        let row = |(at, period): (usize, &Period)| {
            let cells = sheet.columns.iter().map(|column| self.marked_cell(&column.cells[at], column.unit, &mut notes));
            (period.text(self.language()), cells.collect(), false)
        };
        let rows = sheet.periods.iter().enumerate().map(row).collect();
        let unit = shared.map_or_else(String::new, |unit| format!(" ({})", unit_word(unit, self.language())));
        Some(self.finish(figure, sheet, &unit, columns, rows, notes))
    }

    /// A row a subject and a column a period, with all together below.
    fn by_subject(&self, figure: &Figure, sheet: &Sheet, whole: Option<&Sheet>) -> Option<OwnedTable> {
        let language = self.language();
        let mut columns = vec![self.word("table_employer").to_owned()];
        columns.extend(sheet.periods.iter().map(|period| format!("{} (%)", period.text(language))));
        let mut notes = Notes::default();
        let mut row = |label: &str, column: &Column, total| {
            let cells = column.cells.iter().map(|cell| self.marked_cell(cell, column.unit, &mut notes)).collect();
            (label.to_owned(), cells, total)
        };
        let mut rows: Vec<Row> =
            sheet.columns.iter().map(|column| row(column.subject.name(language), column, false)).collect();
        let all = whole.and_then(|whole| find(whole, Measure::Quota, &Subject::Whole));
        rows.extend(all.map(|column| row(self.word("all_employers"), column, true)));
        Some(self.finish(figure, sheet, "", columns, rows, notes))
    }

    /// A row a subject and a column a measure, of the latest period that has values; all together below.
    fn latest(&self, figure: &Figure, sheet: &Sheet, whole: Option<&Sheet>) -> Option<OwnedTable> {
        let language = self.language();
        let has_value = |at: &usize| sheet.columns.iter().any(|column| column.cells[*at].value.is_some());
        let at = (0..sheet.periods.len()).rev().find(has_value)?;
        let mut measures: Vec<(Measure, Option<Unit>)> = Vec::new();
        let mut subjects: Vec<&Subject> = Vec::new();
        for column in &sheet.columns {
            if !measures.iter().any(|(measure, _)| *measure == column.measure) {
                measures.push((column.measure, column.unit));
            }
            if column.subject != Subject::Whole && !subjects.contains(&&column.subject) {
                subjects.push(&column.subject);
            }
        }
        let mut columns = vec![self.word("table_employer").to_owned()];
        columns.extend(measures.iter().map(|(measure, unit)| self.with_unit(self.measure(*measure), *unit)));
        let mut notes = Notes::default();
        let mut row = |label: &str, of: &Sheet, subject: &Subject, total| {
            let column = |measure| find(of, measure, subject).or_else(|| find(sheet, measure, subject));
            let cells = measures.iter().map(|(measure, unit)| {
                column(*measure).map_or_else(String::new, |c| self.marked_cell(&c.cells[at], *unit, &mut notes))
            });
            (label.to_owned(), cells.collect(), total)
        };
        let mut rows: Vec<Row> = subjects.iter().map(|who| row(who.name(language), sheet, who, false)).collect();
        rows.extend(whole.map(|whole| row(self.word("all_employers"), whole, &Subject::Whole, true)));
        let period = format!(", {}", sheet.periods[at].text(language));
        Some(self.finish(figure, sheet, &period, columns, rows, notes))
    }

    fn finish(
        &self,
        figure: &Figure,
        sheet: &Sheet,
        more: &str,
        columns: Vec<String>,
        rows: Vec<Row>,
        notes: Notes,
    ) -> OwnedTable {
        let (title, formula) = match sheet.kind {
            SheetKind::ShareOfWhole if figure.keys.kind.value == FigureKind::Outflow => {
                ("sheet_share_of_outflow", "formula_share_of_whole")
            }
            kind => sheet_words(kind),
        };
        let caption = match (title, sheet.of) {
            ("", _) => format!("{}{more}", figure.keys.page.title.value),
            (title, Some(route)) => format!("{}: {}{more}", self.word(title), route.name(self.language())),
            (title, None) => format!("{}{more}", self.word(title)),
        };
        let formula = if formula.is_empty() { String::new() } else { self.word(formula).to_owned() };
        OwnedTable { caption: self.marked(&caption, figure), columns, rows, formula, notes: notes.texts() }
    }

    /// A table's title with the mark that its values are invented: it goes along wherever the table is copied to.
    fn marked(&self, title: &str, figure: &Figure) -> String {
        match figure.keys.illustrative {
            true => format!("{title} – {}", self.word("illustrative")),
            false => title.to_owned(),
        }
    }

    /// The heading of a column, with its unit where the columns differ in that.
    fn heading(&self, sheet: &Sheet, column: &Column, with_unit: bool) -> String {
        let name = column.subject.name(self.language());
        let text = match (column.measure, name) {
            (Measure::Value | Measure::ShareOfWhole, name) if !name.is_empty() => name.to_owned(),
            (measure, name) if !name.is_empty() && sheet.of.is_none() => {
                return format!("{}: {}", capitalised(name), self.with_unit(self.measure(measure), column.unit));
            }
            (measure, _) => self.measure(measure).to_owned(),
        };
        if with_unit { self.with_unit(&text, column.unit) } else { text }
    }

    fn with_unit(&self, text: &str, unit: Option<Unit>) -> String {
        unit.map_or_else(|| text.to_owned(), |unit| format!("{text} ({})", unit_word(unit, self.language())))
    }

    fn measure(&self, measure: Measure) -> &str {
        self.word(match measure {
            Measure::Value => "table_value",
            Measure::Total => "table_total",
            Measure::Inflow => "table_inflow",
            Measure::Outflow => "table_outflow",
            Measure::Net => "table_net",
            Measure::Staff => "table_staff",
            Measure::InflowOfStaff => "table_inflow_of_staff",
            Measure::ShareOfStaff => "table_share_of_staff",
            Measure::ShareOfWhole => "table_share",
            Measure::CareStaff => "table_care_staff",
            Measure::Places => "table_places",
            Measure::Quota => "table_quota",
            Measure::Required => "table_required",
            Measure::Shortfall => "table_shortfall",
            Measure::Points => "table_points",
            Measure::ShareOfCareStaff => "table_share_of_care_staff",
            Measure::Graduates => "table_graduates",
        })
    }

    /// A value as shown, with its remark behind it: for tables without footnotes.
    pub(super) fn cell(&self, cell: &Cell, unit: Option<Unit>) -> String {
        let text = self.value(cell, unit);
        cell.note.as_ref().map_or(text.clone(), |note| format!("{text} ({note})"))
    }

    /// A value as shown, with the marks of its footnotes.
    fn marked_cell(&self, cell: &Cell, unit: Option<Unit>, notes: &mut Notes) -> String {
        let mut text = self.value(cell, unit);
        let remark = match (&cell.note, cell.breaks) {
            (Some(note), true) => Some(format!("{}: {note}", self.word("cell_break"))),
            (None, true) => Some(self.word("cell_break").to_owned()),
            (note, false) => note.clone(),
        };
        if let Some(remark) = remark {
            text.push_str(&format!("\u{a0}{}", notes.mark(remark)));
        }
        text
    }

    /// A value with its qualifier, bounds and status, or the reason why there is none.
    fn value(&self, cell: &Cell, unit: Option<Unit>) -> String {
        let number = |value| number(value, unit, self.language());
        let mut text = match cell.value {
            Some(value) => {
                cell.qualifier.as_ref().map_or(number(value), |qualifier| format!("{qualifier} {}", number(value)))
            }
            None => self.missing(cell).to_owned(),
        };
        if let Some((low, high)) = cell.lower.zip(cell.upper) {
            text.push_str(&format!(" ({}–{})", number(low), number(high)));
        }
        text + &self.status_mark(cell.status)
    }

    /// What is written behind a value that can still change.
    pub(super) fn status_mark(&self, status: FigureStatus) -> String {
        match status {
            FigureStatus::Final => String::new(),
            FigureStatus::Provisional => format!(" ({})", self.word("cell_provisional")),
            FigureStatus::Revised => format!(" ({})", self.word("cell_revised")),
        }
    }

    /// Why there is no value: the same words in tables, charts and maps.
    pub(super) fn missing(&self, cell: &Cell) -> &'s str {
        self.word(match cell.gap {
            _ if cell.suppressed => "cell_suppressed",
            Gap::Unknown => "cell_unknown",
            Gap::Impossible => "cell_impossible",
            Gap::Withheld => "cell_withheld",
        })
    }

    /// Why none of these has a value: that they are not shown, before anything else.
    pub(super) fn missing_all(&self, cells: &[Cell]) -> &'s str {
        let hidden = cells.iter().find(|cell| cell.suppressed);
        hidden.or(cells.last()).map_or("", |cell| self.missing(cell))
    }

    /// Costs and benefits of a route; the unit stands over the column, not in every cell.
    fn route_table(&self, figure: &Figure, route: &RouteTotal) -> OwnedTable {
        let euros = |value| number(value, Some(Unit::Euros), self.language());
        let row = |(label, value): &(String, f64), sign: f64| (label.clone(), vec![euros(value * sign)], false);
        let mut rows: Vec<_> = route.costs.iter().map(|cost| row(cost, -1.0)).collect();
        rows.extend(route.benefits.iter().map(|benefit| row(benefit, 1.0)));
        rows.push((self.word("table_balance").to_owned(), vec![euros(route.balance())], true));
        let word = if route.is_balanced() { "balanced" } else { "not_balanced" };
        rows.push((self.word("table_balanced").to_owned(), vec![self.word(word).to_owned()], true));
        let columns = vec![format!("{} / {}", self.word("table_costs"), self.word("table_benefits")), "€".to_owned()];
        let caption = self.marked(&route.name, figure);
        OwnedTable { caption, columns, rows, formula: String::new(), notes: Vec::new() }
    }
}

/// The words for the title and the formula of a sheet; empty where the figure's own title stands, and where nothing is
/// computed.
fn sheet_words(kind: SheetKind) -> (&'static str, &'static str) {
    match kind {
        SheetKind::Values => ("", ""),
        SheetKind::Flows => ("sheet_flows", "formula_flows"),
        SheetKind::ShareOfStaff => ("sheet_share_of_staff", "formula_share_of_staff"),
        SheetKind::ShareOfWhole => ("sheet_share_of_whole", "formula_share_of_whole"),
        SheetKind::Quota => ("", "formula_quota"),
        SheetKind::QuotaByRoute => ("sheet_quota_by_route", "formula_quota_by_route"),
        SheetKind::QuotaByEmployer => ("chart_employers", ""),
        SheetKind::Proportional => ("sheet_proportional", "formula_proportional"),
        SheetKind::Capacity => ("", "formula_capacity"),
        SheetKind::CapacityOfRoute => ("sheet_capacity_of_route", "formula_capacity"),
        SheetKind::CapacityByEmployer => ("sheet_capacity_by_employer", "formula_capacity"),
    }
}

fn find<'s>(sheet: &'s Sheet, measure: Measure, subject: &Subject) -> Option<&'s Column> {
    sheet.columns.iter().find(|column| column.measure == measure && column.subject == *subject)
}

/// The unit that all columns of a sheet have.
fn shared_unit(sheet: &Sheet) -> Option<Unit> {
    let first = sheet.columns.first()?.unit?;
    sheet.columns.iter().all(|column| column.unit == Some(first)).then_some(first)
}

/// Footnotes of a table; one text has one mark.
#[derive(Default)]
struct Notes {
    texts: Vec<String>,
}

impl Notes {
    fn mark(&mut self, text: String) -> String {
        let at = self.texts.iter().position(|known| *known == text).unwrap_or_else(|| {
            self.texts.push(text);
            self.texts.len() - 1
        });
        superscript(at + 1)
    }

    fn texts(self) -> Vec<String> {
        self.texts
    }
}

fn superscript(number: usize) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digit = |c: char| DIGITS[c.to_digit(10).expect("a number has digits") as usize];
    number.to_string().chars().map(digit).collect()
}

/// A table as a template sees it.
pub(super) fn view(table: &OwnedTable) -> Table<'_> {
    let rows = table.rows.iter().map(|(label, cells, total)| TableRow {
        label: label.into(),
        cells: cells.clone(),
        total: *total,
    });
    let notes = table.notes.iter().enumerate();
    Table {
        caption: (&table.caption).into(),
        columns: table.columns.iter().map(Into::into).collect(),
        rows: rows.collect(),
        formula: &table.formula,
        notes: notes.map(|(at, text)| TableNote { mark: superscript(at + 1), text }).collect(),
    }
}

/// True when a cell of what a figure is about fits.
pub(super) fn any_cell(figure: &Figure, language: Language, fits: impl Fn(&Cell) -> bool) -> bool {
    let sheets = figure.sheets(language);
    sheets.iter().flat_map(|sheet| &sheet.columns).flat_map(|column| &column.cells).any(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_remark_has_one_mark() {
        let mut notes = Notes::default();
        let marks = ["a", "b", "a"].map(|text| notes.mark(text.to_owned()));
        assert_eq!(marks, ["¹", "²", "¹"]);
        assert_eq!(superscript(12), "¹²");
    }
}
