//! A figure as files: CSV for a spreadsheet, JSON for a program. Both say the same as the page, and no more.
//!
//! CSV has a semicolon between cells and, in Dutch, a comma in numbers, which is what a Dutch spreadsheet program opens
//! without asking. A text that would be taken for a formula (`=`, `+`, `-`, `@` first) gets an apostrophe in front
//! (OWASP, "CSV Injection"). Every row carries its status, so that a row on its own still says that it is an example.

use serde_json::{Value, json};

use super::Site;
use super::address::folder;
use super::figure::{Cell, Data, Figure, Quota, QuotaData, RouteTotal, Row, SeriesData};
use super::format::FigureStatus;
use crate::language::Language;
use crate::source::address::slug;

/// The files of a figure: each path from the site's root, with its bytes.
pub fn of_figure(site: &Site, figure: &Figure) -> Vec<(String, Vec<u8>)> {
    let name = slug(&figure.id);
    let base = format!("{}/{name}/{name}", folder::FIGURES);
    let writer = Writer { figure, language: site.settings.language, licence: &site.settings.licence };
    vec![(format!("{base}.csv"), writer.csv()), (format!("{base}.json"), writer.json())]
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
                let unit = self.figure.keys.unit.map_or("", |unit| unit.word());
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
                    self.status(cell, row).to_owned(),
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
                    self.general_status().to_owned(),
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

    fn status(&self, cell: &Cell, row: &Row) -> &'static str {
        match (cell.value, cell.suppressed) {
            (None, true) => self.language.pick("niet getoond", "not shown"),
            (None, false) => self.language.pick("onbekend", "unknown"),
            _ if self.figure.keys.illustrative => self.general_status(),
            _ if row.forecast => self.language.pick("prognose", "forecast"),
            _ if cell.provisional => self.language.pick("voorlopig", "provisional"),
            _ => self.general_status(),
        }
    }

    fn general_status(&self) -> &'static str {
        match self.figure.keys.status {
            _ if self.figure.keys.illustrative => self.language.pick("voorbeeldcijfers", "example figures"),
            Some(FigureStatus::Provisional) => self.language.pick("voorlopig", "provisional"),
            _ => self.language.pick("definitief", "final"),
        }
    }

    fn json(&self) -> Vec<u8> {
        let keys = &self.figure.keys;
        let value = json!({
            "id": self.figure.id,
            "title": keys.page.title.value,
            "kind": keys.kind.value.word(),
            "unit": keys.unit.map(|unit| unit.word()),
            "scope": keys.scope,
            "denominator": keys.denominator.map(|d| d.word()),
            "reference_date": keys.reference_date,
            "source": { "name": keys.source.name, "url": keys.source.url.as_ref().map(|u| &u.0), "edition": keys.source.edition },
            "licence": keys.licence.as_deref().unwrap_or(self.licence),
            "status": self.general_status(),
            "illustrative": keys.illustrative,
            "data": self.data(),
        });
        let mut bytes = serde_json::to_vec_pretty(&value).expect("plain values are always JSON");
        bytes.push(b'\n');
        bytes
    }

    fn data(&self) -> Value {
        match &self.figure.data {
            Data::Series(data) => {
                let row = |row: &Row| self.row_json(row, data);
                json!({
                    "series": data.rows.iter().map(row).collect::<Vec<_>>(),
                    "total": data.total.as_ref().map(row),
                    "target": data.target.map(|(value, period)| json!({ "value": value, "period": period.to_string() })),
                })
            }
            Data::Quota(data) => {
                let quota = |(period, quota): (&super::period::Period, &Quota)| {
                    json!({
                        "period": period.to_string(),
                        "care_staff_fte": quota.staff_fte.map(rounded),
                        "training_places_fte": quota.places_fte.map(rounded),
                        "training_quota_percent": quota.percent().map(rounded),
                    })
                };
                let of = |(name, quotas): (&str, &[Quota])| json!({ "name": name, "values": data.periods.iter().zip(quotas).map(quota).collect::<Vec<_>>() });
                json!({ "reference_percent": data.reference, "employers": self.quotas(data).map(of).collect::<Vec<_>>() })
            }
            Data::BusinessCase(routes) => {
                let amounts = |list: &[(String, f64)]| {
                    list.iter().map(|(label, amount)| json!({ "label": label, "amount": amount })).collect::<Vec<_>>()
                };
                let route = |route: &RouteTotal| {
                    json!({
                        "name": route.name,
                        "costs": amounts(&route.costs),
                        "benefits": amounts(&route.benefits),
                        "balance": rounded(route.balance()),
                        "balanced": route.is_balanced(),
                    })
                };
                json!({ "routes": routes.iter().map(route).collect::<Vec<_>>() })
            }
        }
    }

    fn row_json(&self, row: &Row, data: &SeriesData) -> Value {
        let cell = |(period, cell): (&super::period::Period, &Cell)| {
            json!({
                "period": period.to_string(),
                "value": cell.value,
                "status": self.status(cell, row),
                "qualifier": cell.qualifier,
                "note": cell.note,
            })
        };
        json!({ "name": row.name, "values": data.periods.iter().zip(&row.values).map(cell).collect::<Vec<_>>() })
    }
}

/// Six decimals: enough for every unit, and free of what is left over from binary arithmetic.
fn rounded(value: f64) -> f64 {
    let rounded = (value * 1e6).round() / 1e6;
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// A cell that no spreadsheet takes for a formula. Numbers stay numbers.
fn harmless(cell: &str) -> String {
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
