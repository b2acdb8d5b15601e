//! A comparison as files: one row a region and period, for a spreadsheet and for a program.
//!
//! The form is that of the files of a figure ([`crate::model::download`]): semicolons and, in Dutch, a comma in numbers;
//! every row says what it is, from which figure, and why a value is not there.

use serde::Serialize;

use super::{Comparison, Member};
use crate::language::Language;
use crate::model::Site;
use crate::model::download::spreadsheet;
use crate::model::download::status::{ObservationStatus, cell_status, general_status};
use crate::model::download::table::{Column, Holds, Table, VALUE, number, remark, text, yes_or_no};
use crate::model::download::{beside, lines, rounded};
use crate::model::figure::series::Cell;

/// A form in which a comparison can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// For a spreadsheet.
    Csv,
    /// For a program.
    Json,
}

impl Form {
    /// All forms in the order in which they are offered.
    pub const ALL: [Form; 2] = [Form::Csv, Form::Json];
}

/// The path of a comparison's file from the site's root: beside its page, and named after it.
pub fn path(comparison: &Comparison, form: Form) -> String {
    let ending = match form {
        Form::Csv => ".csv",
        Form::Json => ".json",
    };
    beside(&comparison.path, ending)
}

/// The bytes of a comparison's file.
pub fn bytes(site: &Site, comparison: &Comparison, form: Form) -> Vec<u8> {
    let observations = observations(site, comparison);
    match form {
        Form::Csv => spreadsheet::write(&table(&observations, site.settings.language), site.settings.language),
        Form::Json => lines(&File {
            id: &comparison.id,
            title: &comparison.keys.page.title.value,
            kind: comparison.keys.kind.value.word(),
            unit: comparison.unit().map(|unit| unit.word()),
            scope: comparison.keys.scope.as_deref(),
            denominator: comparison.keys.denominator.map(|denominator| denominator.word()),
            reference_date: comparison.keys.reference_date.as_deref(),
            licence: &site.settings.licence,
            observations,
        }),
    }
}

#[derive(Serialize)]
struct File<'a> {
    id: &'a str,
    title: &'a str,
    kind: &'a str,
    unit: Option<&'a str>,
    scope: Option<&'a str>,
    denominator: Option<&'a str>,
    reference_date: Option<&'a str>,
    licence: &'a str,
    observations: Vec<Observation<'a>>,
}

/// A value of a region in a period; no region is all of them together.
#[derive(Serialize)]
struct Observation<'a> {
    period: String,
    region: Option<&'a str>,
    value: Option<f64>,
    unit: &'static str,
    status: &'static str,
    illustrative: bool,
    remark: String,
    figure: Option<&'a str>,
    source: &'a str,
}

fn observations<'a>(site: &'a Site, comparison: &'a Comparison) -> Vec<Observation<'a>> {
    let language = site.settings.language;
    let unit = comparison.unit().map_or("", |unit| unit.word());
    let content = &comparison.content;
    let is_example = content.members.iter().any(|member| site.figures[member.figure].keys.illustrative);
    let row = |at: usize, cell: &Cell, status: ObservationStatus| Observation {
        period: content.periods[at].to_string(),
        region: None,
        value: cell.value.map(rounded),
        unit,
        status: status.word(language),
        illustrative: is_example,
        remark: remark(cell),
        figure: None,
        source: "",
    };
    let of_member = |member: &'a Member| {
        let figure = &site.figures[member.figure];
        let cells = member.values.iter().enumerate();
        cells.map(move |(at, cell)| Observation {
            region: Some(&site.regions[member.region].keys.page.title.value),
            figure: Some(&figure.id),
            illustrative: figure.keys.illustrative,
            source: &figure.keys.source.name,
            ..row(at, cell, cell_status(cell, false, general_status(figure)))
        })
    };
    let whole = content.whole.iter().flatten().enumerate();
    let whole = whole.map(|(at, cell)| row(at, cell, cell_status(cell, false, ObservationStatus::Definitief)));
    content.members.iter().flat_map(of_member).chain(whole).collect()
}

fn table(observations: &[Observation], language: Language) -> Table {
    let column = |names, meanings, holds| Column::new(language, names, meanings, holds);
    let columns = vec![
        column(("periode", "period"), ("Waarover het gaat.", "What it is about."), Holds::Text),
        column(("regio", "region"), ("De regio, of alle samen.", "The region, or all together."), Holds::Text),
        column(("waarde", "value"), ("Het aantal; leeg als er geen is.", VALUE), Holds::Number("")),
        column(("eenheid", "unit"), ("De eenheid van de waarde.", "The unit of the value."), Holds::Text),
        Column::status(language),
        column(("opmerking", "remark"), ("Wat er bij de waarde hoort.", "What goes with it."), Holds::Text),
        Column::example(language),
        column(("cijfer", "figure"), ("Het cijfer van de regio.", "The figure of the region."), Holds::Text),
        Column::source(language),
    ];
    let all = language.pick("alle regio's samen", "all regions together");
    let row = |row: &Observation| {
        vec![
            text(&row.period),
            text(row.region.unwrap_or(all)),
            number(row.value),
            text(row.unit),
            text(row.status),
            text(&row.remark),
            text(yes_or_no(row.illustrative, language)),
            text(row.figure.unwrap_or_default()),
            text(row.source),
        ]
    };
    Table { columns, rows: observations.iter().map(row).collect() }
}
