//! A figure said in one sentence: title of its chart, description for a screen reader, text for sharing.

use super::figure::business_case::RouteTotal;
use super::figure::quota::QuotaData;
use super::figure::series::{Row, SeriesData};
use super::figure::{Data, Figure};
use super::format::Unit;
use super::period::Period;
use crate::language::Language;

/// A period with its value and the qualifier that goes with it.
type Point<'a> = (Period, f64, Option<&'a str>);

/// Says what a figure shows: from where to where, by how much, and the target.
pub fn sentence(figure: &Figure, language: Language) -> String {
    match &figure.data {
        Data::Series(data) => series(figure, data, language),
        Data::Quota(data) => quota(data, language),
        Data::BusinessCase(routes) => business_case(routes, language),
    }
}

fn series(figure: &Figure, data: &SeriesData, language: Language) -> String {
    let unit = figure.keys.unit();
    let (subject, row) = match (&data.total, data.rows.as_slice()) {
        (Some(total), _) => (language.pick("Totaal", "Total"), Some(total)),
        (None, rows) => {
            // Series that are no parts of a whole: the first that has values speaks for the figure.
            let row = rows.iter().find(|row| row.values.iter().any(|cell| cell.value.is_some()));
            (row.map_or("", |row| row.name.as_str()), row)
        }
    };
    let points = row.map(|row| points(row, &data.periods)).unwrap_or_default();
    let mut text = match points.as_slice() {
        [] => language.pick("Er zijn nog geen cijfers", "There are no figures yet").to_owned(),
        [only] => format!("{subject}: {}", at(*only, unit, language)),
        [first, .., last] => change(subject, *first, *last, unit, language),
    };
    if let Some((value, period)) = data.target {
        let value =
            amount(value, figure.keys.target.as_ref().and_then(|t| t.value.qualifier.as_deref()), unit, language);
        let by = period.text(language);
        text.push_str(&language.pick(format!("; doel: {value} in {by}"), format!("; target: {value} in {by}")));
    }
    text.push('.');
    text
}

fn points<'a>(row: &'a Row, periods: &[Period]) -> Vec<Point<'a>> {
    let cells = periods.iter().zip(&row.values);
    cells.filter_map(|(period, cell)| Some((*period, cell.value?, cell.qualifier.as_deref()))).collect()
}

fn at((period, value, qualifier): Point, unit: Option<Unit>, language: Language) -> String {
    format!("{} in {}", amount(value, qualifier, unit, language), period.text(language))
}

fn change(subject: &str, first: Point, last: Point, unit: Option<Unit>, language: Language) -> String {
    let (from, to) = (at(first, unit, language), at(last, unit, language));
    let verb = match last.1.total_cmp(&first.1) {
        std::cmp::Ordering::Less => language.pick("gedaald van", "fell from"),
        std::cmp::Ordering::Equal => language.pick("gelijk gebleven, van", "stayed the same, from"),
        std::cmp::Ordering::Greater => language.pick("gestegen van", "rose from"),
    };
    let to_word = language.pick("naar", "to");
    let share = percent_change(first.1, last.1, unit, language);
    format!("{subject}: {verb} {from} {to_word} {to}{share}")
}

/// ", 12,5 % minder"; nothing where a percentage would mean nothing: from zero, or of percentages.
fn percent_change(from: f64, to: f64, unit: Option<Unit>, language: Language) -> String {
    if from <= 0.0 || to == from || unit == Some(Unit::Percent) {
        return String::new();
    }
    let percent = language.number((to - from).abs() / from * 100.0, 1);
    let word = if to < from { language.pick("minder", "less") } else { language.pick("meer", "more") };
    format!(", {percent} % {word}")
}

fn quota(data: &QuotaData, language: Language) -> String {
    let points: Vec<Point> =
        data.periods.iter().zip(&data.all).filter_map(|(p, q)| Some((*p, q.percent()?, None))).collect();
    let reference = amount(data.reference, None, Some(Unit::Percent), language);
    let subject = language.pick("Opleidingsquote", "Training quota");
    let text = match points.as_slice() {
        [] => return language.pick("Er zijn nog geen cijfers.", "There are no figures yet.").to_owned(),
        [only] => format!("{subject}: {}", at(*only, Some(Unit::Percent), language)),
        [first, .., last] => change(subject, *first, *last, Some(Unit::Percent), language),
    };
    let latest = data.all.iter().rev().find(|q| q.percent().is_some()).expect("there is a point");
    let shortfall = latest.shortfall(data.reference).unwrap_or(0.0);
    let fte = language.number(shortfall.abs(), 1);
    let distance = match (shortfall > 0.0, language) {
        (true, Language::Dutch) => format!("dat is {fte} fte plaatsen te weinig voor de referentie van {reference}"),
        (true, Language::English) => format!("that is {fte} FTE places short of the reference of {reference}"),
        (false, Language::Dutch) => format!("dat is {fte} fte plaatsen boven de referentie van {reference}"),
        (false, Language::English) => format!("that is {fte} FTE places above the reference of {reference}"),
    };
    format!("{text}; {distance}.")
}

fn business_case(routes: &[RouteTotal], language: Language) -> String {
    let parts: Vec<String> = routes
        .iter()
        .map(|route| {
            let balance = amount(route.balance(), None, Some(Unit::Euros), language);
            let word = match route.is_balanced() {
                true => language.pick("sluitend", "balanced"),
                false => language.pick("niet sluitend", "not balanced"),
            };
            format!("{}: {word} ({balance})", route.name)
        })
        .collect();
    match parts.is_empty() {
        true => language.pick("Er zijn nog geen cijfers.", "There are no figures yet.").to_owned(),
        false => format!("{}.", parts.join("; ")),
    }
}

/// A value with its qualifier and its unit: `ruim 3.200 personen`, `15,4 %`, `€ 1.200`.
pub fn amount(value: f64, qualifier: Option<&str>, unit: Option<Unit>, language: Language) -> String {
    let number = language.number(value, decimals(unit));
    let with_unit = match unit {
        None => number,
        Some(Unit::Percent) => format!("{number} %"),
        Some(Unit::Euros) => format!("€ {}", euros(value, language)),
        Some(unit) => format!("{number} {}", unit_word(unit, language)),
    };
    match qualifier {
        Some(qualifier) => format!("{qualifier} {with_unit}"),
        None => with_unit,
    }
}

/// Whole euros, or both digits of the cents: what is added up on a page has to add up there.
pub fn euros(value: f64, language: Language) -> String {
    let cents = (value * 100.0).round() as i64 % 100;
    match cents {
        0 => language.number(value, 0),
        _ => {
            let whole = language.number(value.trunc(), 0);
            let sign = if value < 0.0 && value > -1.0 { "−" } else { "" };
            format!("{sign}{whole}{}{:02}", language.pick(',', '.'), cents.abs())
        }
    }
}

/// How many decimals a value of this unit is shown with.
pub fn decimals(unit: Option<Unit>) -> u8 {
    match unit {
        Some(Unit::Percent | Unit::Fte | Unit::Places) | None => 1,
        Some(Unit::Persons | Unit::Hours | Unit::Euros) => 0,
    }
}

/// The unit in a sentence or over an axis.
pub fn unit_word(unit: Unit, language: Language) -> &'static str {
    match unit {
        Unit::Persons => language.pick("personen", "persons"),
        Unit::Fte => language.pick("fte", "FTE"),
        Unit::Hours => language.pick("uren", "hours"),
        Unit::Places => language.pick("plaatsen", "places"),
        Unit::Percent => "%",
        Unit::Euros => "€",
    }
}

#[cfg(test)]
mod tests {
    use super::super::period::PeriodType;
    use super::*;

    fn point(year: &str, value: f64) -> Point<'static> {
        (Period::read(year, PeriodType::CalendarYear).expect("a year"), value, None)
    }

    #[test]
    fn a_change_is_said_with_both_ends_and_the_difference() {
        let persons = Some(Unit::Persons);
        assert_eq!(
            change("Totaal", point("2012", 3600.0), point("2019", 3150.0), persons, Language::Dutch),
            "Totaal: gedaald van 3.600 personen in 2012 naar 3.150 personen in 2019, 12,5 % minder"
        );
        assert_eq!(
            change("X", point("2012", 0.0), point("2019", 5.0), persons, Language::English),
            "X: rose from 0 persons in 2012 to 5 persons in 2019"
        );
        assert_eq!(
            change("X", point("2012", 5.0), point("2019", 5.0), persons, Language::Dutch),
            "X: gelijk gebleven, van 5 personen in 2012 naar 5 personen in 2019"
        );
    }

    #[test]
    fn an_amount_keeps_its_qualifier() {
        assert_eq!(amount(3200.0, Some("ruim"), Some(Unit::Persons), Language::Dutch), "ruim 3.200 personen");
        assert_eq!(amount(15.4, None, Some(Unit::Percent), Language::Dutch), "15,4 %");
        assert_eq!(amount(-5000.5, None, Some(Unit::Euros), Language::Dutch), "€ −5.000,50");
        assert_eq!(amount(-0.25, None, Some(Unit::Euros), Language::Dutch), "€ −0,25");
        assert_eq!(amount(1200.0, None, Some(Unit::Euros), Language::English), "€ 1,200");
    }
}
