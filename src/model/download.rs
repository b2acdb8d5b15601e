//! A figure as files: CSV for a spreadsheet, JSON for a program. Both say the same as the page, and no more.
//!
//! CSV has a semicolon between cells and, in Dutch, a comma in numbers, which is what a Dutch spreadsheet program opens
//! without asking. A text that would be taken for a formula (`=`, `+`, `-`, `@` first) gets an apostrophe in front
//! (OWASP, "CSV Injection"). Every row carries its status, so that a row on its own still says that it is an example.

use super::Site;
use super::address::folder;
use super::figure::business_case::RouteTotal;
use super::figure::quota::{Quota, QuotaData};
use super::figure::series::{Cell, Row, SeriesData};
use super::figure::sheet::{Column, Sheet};
use super::figure::{Data, Figure};
use super::format::{Denominator, FigureStatus, Gap, Unit};
use super::period::Period;
use crate::language::Language;
use crate::source::address::slug;

/// A form in which a figure can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For a spreadsheet.
    Csv,
    /// For a program.
    Json,
}

impl Format {
    /// All forms in the order in which they are offered.
    pub const ALL: [Format; 2] = [Format::Csv, Format::Json];

    fn extension(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::Json => "json",
        }
    }
}

/// The path of a figure's file from the site's root.
pub fn path(figure: &Figure, format: Format) -> String {
    let name = slug(&figure.id);
    format!("{}/{name}/{name}.{}", folder::FIGURES, format.extension())
}

/// The bytes of a figure's file.
pub fn bytes(site: &Site, figure: &Figure, format: Format) -> Vec<u8> {
    let writer = Writer { figure, language: site.settings.language, licence: &site.settings.licence };
    match format {
        Format::Csv => writer.csv(),
        Format::Json => writer.json(),
    }
}

struct Writer<'a> {
    figure: &'a Figure,
    language: Language,
    licence: &'a str,
}

impl Writer<'_> {
    fn csv(&self) -> Vec<u8> {
        let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
        for row in self.rows() {
            writer.write_record(row.iter().map(|cell| harmless(cell))).expect("writing to memory never fails");
        }
        writer.into_inner().expect("writing to memory never fails")
    }

    fn rows(&self) -> Vec<Vec<String>> {
        match &self.figure.data {
            Data::Series(data) => self.series_rows(data),
            Data::Quota(data) => self.quota_rows(data),
            Data::Capacity(_) => self.sheet_rows(),
            Data::BusinessCase(routes) => self.route_rows(routes),
        }
    }

    fn heading(&self, dutch: &[&str], english: &[&str]) -> Vec<String> {
        self.language.pick(dutch, english).iter().map(|cell| (*cell).to_owned()).collect()
    }

    fn series_rows(&self, data: &SeriesData) -> Vec<Vec<String>> {
        let mut rows = vec![self.heading(
            &["periode", "reeks", "waarde", "eenheid", "status", "opmerking", "bron"],
            &["period", "series", "value", "unit", "status", "remark", "source"],
        )];
        let total = self.language.pick("totaal", "total");
        let named =
            data.rows.iter().map(|row| (row.name.as_str(), row)).chain(data.total.as_ref().map(|row| (total, row)));
        for (name, row) in named {
            for (period, cell) in data.periods.iter().zip(&row.values) {
                let unit = self.figure.keys.unit().map_or("", |unit| unit.word());
                let remark = [cell.qualifier.as_deref(), cell.note.as_deref()]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join("; ");
                rows.push(vec![
                    period.to_string(),
                    name.to_owned(),
                    self.number(cell.value),
                    unit.to_owned(),
                    self.status(cell, row.forecast).to_owned(),
                    remark,
                    self.figure.keys.source.name.clone(),
                ]);
            }
        }
        rows
    }

    fn quota_rows(&self, data: &QuotaData) -> Vec<Vec<String>> {
        let mut rows = vec![self.heading(
            &[
                "periode",
                "werkgever",
                "zorgpersoneel_fte",
                "opleidingsplaatsen_fte",
                "opleidingsquote_procent",
                "status",
                "bron",
            ],
            &[
                "period",
                "employer",
                "care_staff_fte",
                "training_places_fte",
                "training_quota_percent",
                "status",
                "source",
            ],
        )];
        for (name, quotas) in self.quotas(data) {
            for (period, quota) in data.periods.iter().zip(quotas) {
                rows.push(vec![
                    period.to_string(),
                    name.to_owned(),
                    self.number(quota.staff_fte),
                    self.number(quota.places_fte),
                    self.number(quota.percent()),
                    self.quota_status(quota).to_owned(),
                    self.figure.keys.source.name.clone(),
                ]);
            }
        }
        rows
    }

    fn quotas<'d>(&self, data: &'d QuotaData) -> impl Iterator<Item = (&'d str, &'d [Quota])> {
        let all = self.language.pick("alle werkgevers", "all employers");
        let employers = data.employers.iter().map(|e| (e.name.as_str(), e.values.as_slice()));
        employers.chain([(all, data.all.as_slice())])
    }

    /// One row for each number that is shown, from the one list that tables are made from too.
    fn sheet_rows(&self) -> Vec<Vec<String>> {
        let mut rows = vec![self.heading(
            &["periode", "soort", "naam", "maat", "waarde", "eenheid", "status", "opmerking", "bron"],
            &["period", "dimension", "name", "measure", "value", "unit", "status", "remark", "source"],
        )];
        for sheet in self.figure.sheets(self.language) {
            for column in &sheet.columns {
                let name = column.subject.name(self.language);
                for (period, cell) in sheet.periods.iter().zip(&column.cells) {
                    let remarks = [cell.qualifier.as_deref(), cell.note.as_deref()];
                    rows.push(vec![
                        period.to_string(),
                        column.subject.dimension().to_owned(),
                        name.to_owned(),
                        column.measure.key().to_owned(),
                        self.number(cell.value),
                        column.unit.map_or("", Unit::word).to_owned(),
                        self.status(cell, column.forecast).to_owned(),
                        remarks.into_iter().flatten().collect::<Vec<_>>().join("; "),
                        self.figure.keys.source.name.clone(),
                    ]);
                }
            }
        }
        rows
    }

    fn json_sheet(&self, sheet: &Sheet) -> json::Sheet {
        let observation = |(period, cell): (&Period, &Cell), forecast| json::SheetObservation {
            period: period.to_string(),
            value: cell.value.map(rounded),
            status: self.status(cell, forecast),
            note: cell.note.clone(),
        };
        let column = |column: &Column| json::Column {
            measure: column.measure.key(),
            dimension: column.subject.dimension(),
            name: column.subject.name(self.language).to_owned(),
            unit: column.unit.map(Unit::word),
            values: sheet.periods.iter().zip(&column.cells).map(|pair| observation(pair, column.forecast)).collect(),
        };
        json::Sheet { kind: sheet.kind.key(), columns: sheet.columns.iter().map(column).collect() }
    }

    fn route_rows(&self, routes: &[RouteTotal]) -> Vec<Vec<String>> {
        let mut rows = vec![self.heading(
            &["leerroute", "post", "bedrag_euro", "status", "bron"],
            &["route", "item", "amount_euro", "status", "source"],
        )];
        for route in routes {
            let costs = route.costs.iter().map(|(label, amount)| (label.as_str(), -amount));
            let benefits = route.benefits.iter().map(|(label, amount)| (label.as_str(), *amount));
            let balance = (self.language.pick("saldo", "balance"), route.balance());
            for (label, amount) in costs.chain(benefits).chain([balance]) {
                let source = self.figure.keys.source.name.clone();
                let status = self.general_status().to_owned();
                rows.push(vec![route.name.clone(), label.to_owned(), self.number(Some(amount)), status, source]);
            }
        }
        rows
    }

    fn number(&self, value: Option<f64>) -> String {
        let Some(value) = value else { return String::new() };
        let text = format!("{}", rounded(value));
        self.language.pick(text.replace('.', ","), text.clone())
    }

    fn status(&self, cell: &Cell, forecast: bool) -> &'static str {
        match (cell.value, cell.suppressed) {
            (None, true) => self.language.pick("niet getoond", "not shown"),
            (None, false) => self.gap(cell.gap),
            _ if self.figure.keys.illustrative => self.general_status(),
            _ if forecast => self.language.pick("prognose", "forecast"),
            _ => match cell.status {
                FigureStatus::Final => self.general_status(),
                provisional => self.word(provisional),
            },
        }
    }

    fn gap(&self, gap: Gap) -> &'static str {
        match gap {
            Gap::Unknown => self.language.pick("onbekend", "unknown"),
            Gap::Impossible => self.language.pick("kan niet voorkomen", "cannot occur"),
            Gap::Withheld => {
                self.language.pick("onbekend, onbetrouwbaar of geheim", "unknown, unreliable or confidential")
            }
        }
    }

    fn word(&self, status: FigureStatus) -> &'static str {
        match status {
            FigureStatus::Final => self.language.pick("definitief", "final"),
            FigureStatus::Provisional => self.language.pick("voorlopig", "provisional"),
            FigureStatus::Revised => self.language.pick("nader voorlopig", "revised provisional"),
        }
    }

    fn quota_status(&self, quota: &Quota) -> &'static str {
        match quota.percent() {
            None if quota.suppressed => self.language.pick("niet getoond", "not shown"),
            None => self.language.pick("onbekend", "unknown"),
            Some(_) if quota.provisional && !self.figure.keys.illustrative => {
                self.language.pick("voorlopig", "provisional")
            }
            Some(_) => self.general_status(),
        }
    }

    fn general_status(&self) -> &'static str {
        match self.figure.keys.status {
            _ if self.figure.keys.illustrative => self.language.pick("voorbeeldcijfers", "example figures"),
            status => self.word(status.unwrap_or(FigureStatus::Final)),
        }
    }

    fn json(&self) -> Vec<u8> {
        let keys = &self.figure.keys;
        let file = json::File {
            id: &self.figure.id,
            title: &keys.page.title.value,
            kind: keys.kind.value.word(),
            unit: keys.unit().map(Unit::word),
            scope: keys.scope.as_deref(),
            denominator: keys.denominator.map(Denominator::word),
            reference_date: keys.reference_date.as_deref(),
            source: json::Source {
                name: &keys.source.name,
                url: keys.source.url.as_ref().map(|url| url.0.as_str()),
                edition: keys.source.edition.as_deref(),
            },
            licence: keys.licence.as_deref().unwrap_or(self.licence),
            status: self.general_status(),
            illustrative: keys.illustrative,
            data: self.json_data(),
        };
        let mut bytes = serde_json::to_vec_pretty(&file).expect("plain values are always JSON");
        bytes.push(b'\n');
        bytes
    }

    fn json_data(&self) -> json::Data<'_> {
        match &self.figure.data {
            Data::Series(data) => json::Data::Series {
                series: data.rows.iter().map(|row| self.json_row(row, data)).collect(),
                total: data.total.as_ref().map(|row| self.json_row(row, data)),
                target: data.target.map(|(value, period)| json::Target { value, period: period.to_string() }),
            },
            Data::Quota(data) => json::Data::Quota {
                reference_percent: data.reference,
                employers: self.quotas(data).map(|(name, quotas)| json_employer(name, quotas, data)).collect(),
            },
            Data::Capacity(_) => json::Data::Sheets {
                sheets: self.figure.sheets(self.language).iter().map(|sheet| self.json_sheet(sheet)).collect(),
            },
            Data::BusinessCase(routes) => json::Data::BusinessCase { routes: routes.iter().map(json_route).collect() },
        }
    }

    fn json_row<'r>(&self, row: &'r Row, data: &SeriesData) -> json::Series<'r> {
        let cell = |(period, cell): (&Period, &'r Cell)| json::Observation {
            period: period.to_string(),
            value: cell.value,
            status: self.status(cell, row.forecast),
            qualifier: cell.qualifier.as_deref(),
            note: cell.note.as_deref(),
        };
        json::Series { name: &row.name, values: data.periods.iter().zip(&row.values).map(cell).collect() }
    }
}

fn json_employer<'r>(name: &'r str, quotas: &[Quota], data: &QuotaData) -> json::Employer<'r> {
    let quota = |(period, quota): (&Period, &Quota)| json::EmployerQuota {
        period: period.to_string(),
        care_staff_fte: quota.staff_fte.map(rounded),
        training_places_fte: quota.places_fte.map(rounded),
        training_quota_percent: quota.percent().map(rounded),
    };
    json::Employer { name, values: data.periods.iter().zip(quotas).map(quota).collect() }
}

fn json_route(route: &RouteTotal) -> json::Route<'_> {
    fn amounts(list: &[(String, f64)]) -> Vec<json::Amount<'_>> {
        list.iter().map(|(label, amount)| json::Amount { label, amount: *amount }).collect()
    }
    json::Route {
        name: &route.name,
        costs: amounts(&route.costs),
        benefits: amounts(&route.benefits),
        balance: rounded(route.balance()),
        balanced: route.is_balanced(),
    }
}

/// The JSON of a figure, key by key.
mod json {
    use serde::Serialize;

    #[derive(Serialize)]
    pub struct File<'a> {
        pub id: &'a str,
        pub title: &'a str,
        pub kind: &'a str,
        pub unit: Option<&'a str>,
        pub scope: Option<&'a str>,
        pub denominator: Option<&'a str>,
        pub reference_date: Option<&'a str>,
        pub source: Source<'a>,
        pub licence: &'a str,
        pub status: &'a str,
        pub illustrative: bool,
        pub data: Data<'a>,
    }

    #[derive(Serialize)]
    pub struct Source<'a> {
        pub name: &'a str,
        pub url: Option<&'a str>,
        pub edition: Option<&'a str>,
    }

    #[derive(Serialize)]
    #[serde(untagged)]
    pub enum Data<'a> {
        Series { series: Vec<Series<'a>>, total: Option<Series<'a>>, target: Option<Target> },
        Quota { reference_percent: f64, employers: Vec<Employer<'a>> },
        BusinessCase { routes: Vec<Route<'a>> },
        Sheets { sheets: Vec<Sheet> },
    }

    #[derive(Serialize)]
    pub struct Sheet {
        pub kind: &'static str,
        pub columns: Vec<Column>,
    }

    #[derive(Serialize)]
    pub struct Column {
        pub measure: &'static str,
        pub dimension: &'static str,
        pub name: String,
        pub unit: Option<&'static str>,
        pub values: Vec<SheetObservation>,
    }

    #[derive(Serialize)]
    pub struct SheetObservation {
        pub period: String,
        pub value: Option<f64>,
        pub status: &'static str,
        pub note: Option<String>,
    }

    #[derive(Serialize)]
    pub struct Series<'a> {
        pub name: &'a str,
        pub values: Vec<Observation<'a>>,
    }

    #[derive(Serialize)]
    pub struct Observation<'a> {
        pub period: String,
        pub value: Option<f64>,
        pub status: &'a str,
        pub qualifier: Option<&'a str>,
        pub note: Option<&'a str>,
    }

    #[derive(Serialize)]
    pub struct Target {
        pub value: f64,
        pub period: String,
    }

    #[derive(Serialize)]
    pub struct Employer<'a> {
        pub name: &'a str,
        pub values: Vec<EmployerQuota>,
    }

    #[derive(Serialize)]
    pub struct EmployerQuota {
        pub period: String,
        pub care_staff_fte: Option<f64>,
        pub training_places_fte: Option<f64>,
        pub training_quota_percent: Option<f64>,
    }

    #[derive(Serialize)]
    pub struct Route<'a> {
        pub name: &'a str,
        pub costs: Vec<Amount<'a>>,
        pub benefits: Vec<Amount<'a>>,
        pub balance: f64,
        pub balanced: bool,
    }

    #[derive(Serialize)]
    pub struct Amount<'a> {
        pub label: &'a str,
        pub amount: f64,
    }
}

/// Six decimals: enough for every unit, and free of what is left over from binary arithmetic.
pub(super) fn rounded(value: f64) -> f64 {
    let rounded = (value * 1e6).round() / 1e6;
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// A cell that no spreadsheet takes for a formula. Numbers stay numbers.
pub(super) fn harmless(cell: &str) -> String {
    let is_number = cell.replacen(',', ".", 1).parse::<f64>().is_ok();
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_taken_for_a_formula() {
        for (cell, expected) in
            [("=1+1", "'=1+1"), ("@x", "'@x"), ("-12,5", "-12,5"), ("- a", "'- a"), ("tekst", "tekst")]
        {
            assert_eq!(harmless(cell), expected);
        }
    }
}
