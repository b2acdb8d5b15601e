//! A comparison as files: one row a region and period, for a spreadsheet and for a program.
//!
//! The form is that of the files of a figure ([`crate::model::download`]): semicolons and, in Dutch, a comma in numbers;
//! every row says what it is, from which figure, and why a value is not there.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Comparison, Member};
use crate::language::Language;
use crate::model::Site;
use crate::model::api::Shape;
use crate::model::download::metadata::{self, Described};
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
    /// What the columns of the CSV mean, for a program.
    Metadata,
    /// For a program.
    Json,
}

impl Form {
    /// All forms in the order in which they are offered.
    pub const ALL: [Form; 3] = [Form::Csv, Form::Metadata, Form::Json];
}

/// The path of a comparison's file from the site's root: beside its page, and named after it.
pub fn path(comparison: &Comparison, form: Form) -> String {
    let ending = match form {
        Form::Csv => ".csv",
        Form::Metadata => ".csv-metadata.json",
        Form::Json => ".json",
    };
    beside(&comparison.path, ending)
}

/// The path of the picture of a comparison; none where there is nothing to draw.
pub fn picture_path(comparison: &Comparison) -> Option<String> {
    comparison.content.latest.map(|_| beside(&comparison.path, ".svg"))
}

/// The bytes of a comparison's file.
pub fn bytes(site: &Site, comparison: &Comparison, form: Form) -> Vec<u8> {
    let observations = observations(site, comparison);
    match form {
        Form::Csv => spreadsheet::write(&table(&observations, site.settings.language), site.settings.language),
        Form::Metadata => lines(&metadata::describe(
            site,
            &described(site, comparison),
            &table(&observations, site.settings.language),
        )),
        Form::Json => lines(&File {
            schema: schema(comparison),
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

/// The path of the schema, from the comparison's own file.
fn schema(comparison: &Comparison) -> String {
    let up = "../".repeat(path(comparison, Form::Json).matches('/').count());
    format!("{up}{}", Shape::Comparison.path())
}

fn described<'a>(site: &'a Site, comparison: &'a Comparison) -> Described<'a> {
    let sources = comparison.sources(site).into_iter();
    Described {
        csv: path(comparison, Form::Csv),
        title: &comparison.keys.page.title.value,
        definition: &comparison.definition,
        page: &comparison.path,
        sources: sources.map(|(name, address)| (name.to_owned(), address)).collect(),
        licence: &site.settings.licence,
    }
}

/// One figure of several regions, with its values.
#[derive(Serialize, JsonSchema)]
pub struct File<'a> {
    /// Path of the schema of this file, from this file.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// Id.
    pub id: &'a str,
    /// Title.
    pub title: &'a str,
    /// Kind: uitstroom, opleidingsquote, capaciteit, businesscase or aantal.
    pub kind: &'a str,
    /// Unit of all values.
    pub unit: Option<&'a str>,
    /// What is counted in: breed or smal.
    pub scope: Option<&'a str>,
    /// What shares are shares of.
    pub denominator: Option<&'a str>,
    /// Day that all values are of.
    pub reference_date: Option<&'a str>,
    /// Short name or address of the licence.
    pub licence: &'a str,
    /// The values, region by region and then of all together.
    pub observations: Vec<Observation<'a>>,
}

/// A value of a region in a period; no region is all of them together.
#[derive(Serialize, JsonSchema)]
pub struct Observation<'a> {
    /// Period: a year, `2019-Q1` or `2018/19`.
    pub period: String,
    /// Name of the region; none for all together.
    pub region: Option<&'a str>,
    /// The value; none where there is none or it is not shown.
    pub value: Option<f64>,
    /// Unit.
    pub unit: &'static str,
    /// Status of the value, or why there is none.
    pub status: &'static str,
    /// True when the value is an invented example.
    pub illustrative: bool,
    /// What goes with the value.
    pub remark: String,
    /// Figure of the region, by id.
    pub figure: Option<&'a str>,
    /// Where the value comes from.
    pub source: &'a str,
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
