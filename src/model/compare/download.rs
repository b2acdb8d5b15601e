//! A comparison as files: one row a region and period, for a spreadsheet and for a program.
//!
//! The form is that of the files of a figure ([`crate::model::download`]): semicolons and, in Dutch, a comma in numbers;
//! every row says what it is, from which figure, and why a value is not there.

use serde::Serialize;

use super::{Comparison, Member};
use crate::language::Language;
use crate::model::Site;
use crate::model::download::{harmless, rounded};
use crate::model::figure::Figure;
use crate::model::figure::series::Cell;
use crate::model::format::{FigureStatus, Gap};

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
    let folder = comparison.path.trim_end_matches("index.html").trim_end_matches('/');
    let name = folder.rsplit('/').next().expect("split gives at least one part");
    let ending = match form {
        Form::Csv => "csv",
        Form::Json => "json",
    };
    format!("{folder}/{name}.{ending}")
}

/// The bytes of a comparison's file.
pub fn bytes(site: &Site, comparison: &Comparison, form: Form) -> Vec<u8> {
    let observations = observations(site, comparison);
    match form {
        Form::Csv => csv(&observations, site.settings.language),
        Form::Json => {
            let file = File {
                id: &comparison.id,
                title: &comparison.keys.page.title.value,
                kind: comparison.keys.kind.value.word(),
                unit: comparison.unit().map(|unit| unit.word()),
                scope: comparison.keys.scope.as_deref(),
                denominator: comparison.keys.denominator.map(|denominator| denominator.word()),
                reference_date: comparison.keys.reference_date.as_deref(),
                licence: &site.settings.licence,
                observations,
            };
            let mut bytes = serde_json::to_vec_pretty(&file).expect("plain values are always JSON");
            bytes.push(b'\n');
            bytes
        }
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
    remark: String,
    figure: Option<&'a str>,
    source: &'a str,
}

fn observations<'a>(site: &'a Site, comparison: &'a Comparison) -> Vec<Observation<'a>> {
    let language = site.settings.language;
    let unit = comparison.unit().map_or("", |unit| unit.word());
    let content = &comparison.content;
    let row = |at: usize, cell: &Cell, status| Observation {
        period: content.periods[at].to_string(),
        region: None,
        value: cell.value.map(rounded),
        unit,
        status,
        remark: [cell.qualifier.as_deref(), cell.note.as_deref()].into_iter().flatten().collect::<Vec<_>>().join("; "),
        figure: None,
        source: "",
    };
    let of_member = |member: &'a Member| {
        let figure = &site.figures[member.figure];
        let cells = member.values.iter().enumerate();
        cells.map(move |(at, cell)| Observation {
            region: Some(&site.regions[member.region].keys.page.title.value),
            figure: Some(&figure.id),
            source: &figure.keys.source.name,
            ..row(at, cell, status(cell, figure.keys.illustrative, general(figure), language))
        })
    };
    let illustrative = content.members.iter().any(|member| site.figures[member.figure].keys.illustrative);
    let whole = content.whole.iter().flatten().enumerate();
    let whole = whole.map(|(at, cell)| row(at, cell, status(cell, illustrative, FigureStatus::Final, language)));
    content.members.iter().flat_map(of_member).chain(whole).collect()
}

fn general(figure: &Figure) -> FigureStatus {
    figure.keys.status.unwrap_or(FigureStatus::Final)
}

fn status(cell: &Cell, illustrative: bool, general: FigureStatus, language: Language) -> &'static str {
    match (cell.value, cell.gap) {
        (None, _) if cell.suppressed => language.pick("niet getoond", "not shown"),
        (None, Gap::Unknown) => language.pick("onbekend", "unknown"),
        (None, Gap::Impossible) => language.pick("kan niet voorkomen", "cannot occur"),
        (None, Gap::Withheld) => {
            language.pick("onbekend, onbetrouwbaar of geheim", "unknown, unreliable or confidential")
        }
        _ if illustrative => language.pick("voorbeeldcijfers", "example figures"),
        _ => match if cell.status.is_provisional() { cell.status } else { general } {
            FigureStatus::Final => language.pick("definitief", "final"),
            FigureStatus::Provisional => language.pick("voorlopig", "provisional"),
            FigureStatus::Revised => language.pick("nader voorlopig", "revised provisional"),
        },
    }
}

fn csv(observations: &[Observation], language: Language) -> Vec<u8> {
    let heading = language.pick(
        ["periode", "regio", "waarde", "eenheid", "status", "opmerking", "cijfer", "bron"],
        ["period", "region", "value", "unit", "status", "remark", "figure", "source"],
    );
    let all = language.pick("alle regio's samen", "all regions together");
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    writer.write_record(heading).expect("writing to memory never fails");
    for row in observations {
        let value = row.value.map_or_else(String::new, |value| value.to_string());
        let value = language.pick(value.replace('.', ","), value.clone());
        let (region, figure) = (row.region.unwrap_or(all), row.figure.unwrap_or_default());
        let cells = [&row.period, region, &value, row.unit, row.status, &row.remark, figure, row.source];
        writer.write_record(cells.map(harmless)).expect("writing to memory never fails");
    }
    writer.into_inner().expect("writing to memory never fails")
}
