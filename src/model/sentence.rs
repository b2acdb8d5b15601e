//! A figure said in one sentence: heading of its page, title of its chart, description for a screen reader, text for
//! sharing.
//!
//! It says, in this order and each only when it is known: the change from the first to the latest measured value of the
//! row that speaks for the figure, since it was last counted in another way; what inflow and outflow come to; what is expected; the target, and how it stands.
//! Only what is shown is said: what was hidden as a small count is named as hidden.

use super::figure::business_case::RouteTotal;
use super::figure::capacity::CapacityData;
use super::figure::progress::Progress;
use super::figure::quota::QuotaData;
use super::figure::series::{Cell, Row, SeriesData, comparable_from};
use super::figure::{Data, Figure};
use super::format::{FigureKind, Unit};
use super::period::Period;
use crate::language::{Language, capitalised, rounded, with_plain_spaces, with_unit};

/// A period with its value and the qualifier that goes with it.
type Point<'a> = (Period, f64, Option<&'a str>);

/// Says what a figure shows: from where to where, by how much, and the target.
pub fn sentence(figure: &Figure, language: Language) -> String {
    let parts = match &figure.data {
        Data::Series(data) => series(figure, data, language),
        Data::Quota(data) => quota(figure, data, language),
        Data::Capacity(data) => capacity(figure, data, language),
        Data::BusinessCase(routes) => vec![business_case(routes, language)],
    };
    format!("{}.", parts.join("; "))
}

/// What a sentence is about: words that can be its subject, or a name that can only stand before it.
#[derive(Debug, Clone, PartialEq)]
enum Subject {
    /// "De uitstroom".
    Phrase(String),
    /// "Werknemers:".
    Label(String),
}

fn series(figure: &Figure, data: &SeriesData, language: Language) -> Vec<String> {
    let unit = figure.keys.unit();
    let row = data.headline();
    let mut parts = match row {
        Some(row) => vec![trend(&subject(figure, data, row, language), &row.values, &data.periods, unit, language)],
        None => vec![nothing_yet(language)],
    };
    parts.extend(net(data, unit, language));
    parts.extend(forecast(data, unit, language));
    parts.extend(figure.progress.as_ref().map(|progress| target(progress, language)));
    parts
}

fn subject(figure: &Figure, data: &SeriesData, row: &Row, language: Language) -> Subject {
    let is_whole = data.flows.is_some() || data.total.is_some() || data.rows.len() == 1;
    match &figure.keys.subject {
        Some(subject) => Subject::Phrase(capitalised(subject)),
        None if figure.keys.kind.value == FigureKind::Outflow && is_whole => {
            Subject::Phrase(language.pick("De uitstroom", "The outflow").to_owned())
        }
        None if data.total.is_some() => Subject::Phrase(language.pick("Het totaal", "The total").to_owned()),
        None => Subject::Label(row.name.clone()),
    }
}

/// The change of a row: its first and latest value, its only one, or why there is none.
fn trend(subject: &Subject, cells: &[Cell], periods: &[Period], unit: Option<Unit>, language: Language) -> String {
    // What was counted in another way is not compared with.
    let from = comparable_from(cells.iter()).min(periods.len());
    let points = points(&cells[from..], &periods[from..]);
    let is_hidden = cells.iter().any(|cell| cell.suppressed);
    match (points.as_slice(), subject) {
        ([], _) if is_hidden => language
            .pick(
                "De cijfers worden niet getoond, omdat het om kleine aantallen gaat",
                "The figures are not shown, because they are small counts",
            )
            .to_owned(),
        ([], _) => nothing_yet(language),
        ([only], Subject::Label(name)) => format!("{name}: {}", at(*only, unit, language)),
        ([only], Subject::Phrase(subject)) => {
            format!("{subject} was {}", at(*only, unit, language))
        }
        ([first, .., last], _) => change(subject, *first, *last, unit, language),
    }
}

fn nothing_yet(language: Language) -> String {
    language.pick("Er zijn nog geen cijfers", "There are no figures yet").to_owned()
}

fn points<'a>(cells: &'a [Cell], periods: &[Period]) -> Vec<Point<'a>> {
    let cells = periods.iter().zip(cells);
    cells.filter_map(|(period, cell)| Some((*period, cell.value?, cell.qualifier.as_deref()))).collect()
}

fn at((period, value, qualifier): Point, unit: Option<Unit>, language: Language) -> String {
    format!("{} in {}", amount(value, qualifier, unit, language), period.text(language))
}

fn change(subject: &Subject, first: Point, last: Point, unit: Option<Unit>, language: Language) -> String {
    use std::cmp::Ordering::*;
    let (from, to) = (at(first, unit, language), at(last, unit, language));
    let order = last.1.total_cmp(&first.1);
    let (name, verb) = match (subject, order) {
        (Subject::Phrase(phrase), Less) => (phrase.clone(), language.pick("daalde van", "fell from")),
        (Subject::Phrase(phrase), Equal) => {
            (phrase.clone(), language.pick("bleef gelijk: van", "stayed the same: from"))
        }
        (Subject::Phrase(phrase), Greater) => (phrase.clone(), language.pick("steeg van", "rose from")),
        (Subject::Label(name), Less) => (format!("{name}:"), language.pick("gedaald van", "fell from")),
        (Subject::Label(name), Equal) => {
            (format!("{name}:"), language.pick("gelijk gebleven, van", "stayed the same, from"))
        }
        (Subject::Label(name), Greater) => (format!("{name}:"), language.pick("gestegen van", "rose from")),
    };
    let to_word = language.pick("naar", "to");
    let share = percent_change(first.1, last.1, unit, language);
    format!("{name} {verb} {from} {to_word} {to}{share}")
}

/// What inflow and outflow came to, in the latest period in which both are known.
fn net(data: &SeriesData, unit: Option<Unit>, language: Language) -> Option<String> {
    use std::cmp::Ordering::*;
    let (period, value, qualifier) = *points(&data.flows.as_ref()?.net.values, &data.periods).last()?;
    let order = value.partial_cmp(&0.0)?;
    let many = amount(value.abs(), qualifier, unit.map(Unit::of_difference), language);
    let period = period.text(language);
    if unit.is_some_and(|unit| !unit.is_additive()) {
        return Some(net_of_percentages(order, &period, &many, language));
    }
    Some(match (order, language) {
        (Less, Language::Dutch) => format!("in {period} gingen er {many} meer dan er kwamen"),
        (Less, Language::English) => format!("in {period} {many} more left than came"),
        (Equal, Language::Dutch) => format!("in {period} kwamen er evenveel als er gingen"),
        (Equal, Language::English) => format!("in {period} as many came as left"),
        (Greater, Language::Dutch) => format!("in {period} kwamen er {many} meer dan er gingen"),
        (Greater, Language::English) => format!("in {period} {many} more came than left"),
    })
}

/// What inflow and outflow came to as percentages, which count nobody: "was de instroom 2 procentpunt hoger".
fn net_of_percentages(order: std::cmp::Ordering, period: &str, many: &str, language: Language) -> String {
    let (inflow, outflow) = language.pick(("de instroom", "de uitstroom"), ("the inflow", "the outflow"));
    let (high, low) = if order.is_lt() { (outflow, inflow) } else { (inflow, outflow) };
    match (order.is_eq(), language) {
        (true, Language::Dutch) => format!("in {period} was {high} even hoog als {low}"),
        (true, Language::English) => format!("in {period} {high} was as high as {low}"),
        (false, Language::Dutch) => format!("in {period} was {high} {many} hoger dan {low}"),
        (false, Language::English) => format!("in {period} {high} was {many} higher than {low}"),
    }
}

/// What each scenario expects for its last period: "verwacht in 2023: 1.600 personen (basis) of 830 personen (anders)".
fn forecast(data: &SeriesData, unit: Option<Unit>, language: Language) -> Option<String> {
    let rows = data.rows.iter().filter(|row| row.forecast);
    let ends: Vec<(&Row, usize)> =
        rows.filter_map(|row| Some((row, row.values.iter().rposition(|cell| cell.value.is_some())?))).collect();
    let last = ends.iter().map(|(_, at)| *at).max()?;
    let of_last = ends.iter().filter(|(_, at)| *at == last);
    let expected: Vec<String> = of_last.map(|(row, at)| scenario(row, &row.values[*at], unit, language)).collect();
    let period = data.periods[last].text(language);
    let expected = expected.join(language.pick(" of ", " or "));
    Some(language.pick(format!("verwacht in {period}: {expected}"), format!("expected in {period}: {expected}")))
}

fn scenario(row: &Row, cell: &Cell, unit: Option<Unit>, language: Language) -> String {
    let value = amount(cell.value.unwrap_or_default(), cell.qualifier.as_deref(), unit, language);
    let bounds = cell.lower.zip(cell.upper).map(|(low, high)| {
        let [low, high] = [low, high].map(|bound| number(bound, unit, language));
        language.pick(format!(", tussen {low} en {high}"), format!(", between {low} and {high}"))
    });
    format!("{value} ({}{})", row.name, bounds.unwrap_or_default())
}

/// The target and how it stands: "doel hooguit 2.500 personen in 2021: loopt achter".
fn target(progress: &Progress, language: Language) -> String {
    let goal = &progress.target;
    let value = amount(goal.value, goal.qualifier.as_deref(), progress.unit, language);
    let by = goal.period.map_or_else(String::new, |period| format!(" in {}", period.text(language)));
    let outcome = progress.outcome.word(language);
    language.pick(format!("doel {value}{by}: {outcome}"), format!("target {value}{by}: {outcome}"))
}

/// ", 12,5 % minder"; nothing where a percentage would mean nothing: from zero, or of percentages.
fn percent_change(from: f64, to: f64, unit: Option<Unit>, language: Language) -> String {
    if from <= 0.0 || to == from || unit.is_some_and(|unit| !unit.is_additive()) {
        return String::new();
    }
    let percent = language.number((to - from).abs() / from * 100.0, 1);
    let word = if to < from { language.pick("minder", "less") } else { language.pick("meer", "more") };
    format!(", {} {word}", with_unit(&percent, "%"))
}

fn quota(figure: &Figure, data: &QuotaData, language: Language) -> Vec<String> {
    let cells: Vec<Cell> = data.all.iter().map(|q| Cell { value: q.percent(), ..Cell::default() }).collect();
    let subject = language.pick("De opleidingsquote", "The training quota");
    let subject = Subject::Phrase(figure.keys.subject.as_deref().map_or(subject.to_owned(), capitalised));
    let mut parts = vec![trend(&subject, &cells, &data.periods, Some(Unit::Percent), language)];
    let latest = data.all.iter().rev().find(|quota| quota.percent().is_some());
    let reference = amount(data.reference, None, Some(Unit::Percent), language);
    parts.extend(latest.and_then(|quota| quota.shortfall(data.reference)).map(|shortfall| {
        let fte = amount(shortfall.abs(), None, Some(Unit::Fte), language);
        match (shortfall > 0.0, language) {
            (true, Language::Dutch) => {
                format!("dat is {fte} plaatsen te weinig voor de referentie van {reference}")
            }
            (true, Language::English) => format!("that is {fte} places short of the reference of {reference}"),
            (false, Language::Dutch) => format!("dat is {fte} plaatsen boven de referentie van {reference}"),
            (false, Language::English) => format!("that is {fte} places above the reference of {reference}"),
        }
    }));
    parts
}

fn capacity(figure: &Figure, data: &CapacityData, language: Language) -> Vec<String> {
    let unit = Some(data.unit);
    let none = Vec::new();
    let subject = language.pick("De opleidingscapaciteit", "The training capacity");
    let subject = Subject::Phrase(figure.keys.subject.as_deref().map_or(subject.to_owned(), capitalised));
    let places = data.all.places.as_ref().unwrap_or(&none);
    let mut parts = vec![trend(&subject, places, &data.periods, unit, language)];
    let gap = data.all.gap.as_ref().and_then(|gap| points(gap, &data.periods).last().copied());
    parts.extend(gap.map(|(period, gap, qualifier)| {
        let (period, many) = (period.text(language), amount(gap.abs(), qualifier, unit, language));
        match (gap > 0.0, language) {
            (true, Language::Dutch) => format!("in {period} zijn dat er {many} te weinig"),
            (true, Language::English) => format!("in {period} that is {many} too few"),
            (false, Language::Dutch) => format!("in {period} is dat genoeg"),
            (false, Language::English) => format!("in {period} that is enough"),
        }
    }));
    parts
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
        true => nothing_yet(language),
        false => parts.join("; "),
    }
}

/// [`sentence`] with ordinary spaces, for files with data.
pub fn plain_sentence(figure: &Figure, language: Language) -> String {
    with_plain_spaces(&sentence(figure, language))
}

/// A value with its qualifier and its unit, which no line parts: `ruim 3.200 personen`, `15,4 %`, `€ 1.200`.
pub fn amount(value: f64, qualifier: Option<&str>, unit: Option<Unit>, language: Language) -> String {
    let number = number(value, unit, language);
    let with_unit = match unit {
        None => number,
        Some(Unit::Euros) => with_unit("€", &number),
        Some(unit) => with_unit(&number, unit_word(unit, language)),
    };
    match qualifier {
        Some(qualifier) => format!("{qualifier} {with_unit}"),
        None => with_unit,
    }
}

/// A value without its unit, as tables, sentences and search have it.
pub fn number(value: f64, unit: Option<Unit>, language: Language) -> String {
    match unit {
        Some(Unit::Euros) => euros(value, language),
        _ => language.number(value, decimals(unit)),
    }
}

/// Whole euros, or both digits of the cents: what is added up on a page has to add up there.
fn euros(value: f64, language: Language) -> String {
    match rounded(value, 2).fract() {
        0.0 => language.number(value, 0),
        _ => language.number_in_full(value, 2),
    }
}

/// How many decimals a value of this unit is shown with, at most. Of FTE two: ten students of 800 hours are 6.25.
pub fn decimals(unit: Option<Unit>) -> u8 {
    match unit {
        Some(Unit::Fte | Unit::Euros) => 2,
        Some(Unit::Percent | Unit::PercentagePoints | Unit::Places) | None => 1,
        Some(Unit::Persons | Unit::Hours) => 0,
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
        Unit::PercentagePoints => language.pick("procentpunt", "percentage points"),
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
        let phrase = |text: &str| Subject::Phrase(text.to_owned());
        assert_eq!(
            change(&phrase("De uitstroom"), point("2012", 3600.0), point("2019", 3150.0), persons, Language::Dutch),
            "De uitstroom daalde van 3.600\u{a0}personen in 2012 naar 3.150\u{a0}personen in 2019, 12,5\u{a0}% minder"
        );
        assert_eq!(
            change(&phrase("X"), point("2012", 0.0), point("2019", 5.0), persons, Language::English),
            "X rose from 0\u{a0}persons in 2012 to 5\u{a0}persons in 2019"
        );
        assert_eq!(
            change(&Subject::Label("X".into()), point("2012", 5.0), point("2019", 5.0), persons, Language::Dutch),
            "X: gelijk gebleven, van 5\u{a0}personen in 2012 naar 5\u{a0}personen in 2019"
        );
    }

    #[test]
    fn one_value_none_and_hidden_ones_are_said_as_such() {
        let [period] = ["2016"].map(|year| Period::read(year, PeriodType::CalendarYear).expect("a year"));
        let say = |cell: Cell| {
            trend(&Subject::Phrase("De uitstroom".into()), &[cell], &[period], Some(Unit::Persons), Language::Dutch)
        };
        let rough = Cell { value: Some(3200.0), qualifier: Some("ruim".into()), ..Cell::default() };
        assert_eq!(say(rough), "De uitstroom was ruim 3.200\u{a0}personen in 2016");
        assert_eq!(say(Cell::default()), "Er zijn nog geen cijfers");
        let hidden = Cell { suppressed: true, ..Cell::default() };
        assert_eq!(say(hidden), "De cijfers worden niet getoond, omdat het om kleine aantallen gaat");
    }

    #[test]
    fn an_amount_keeps_its_qualifier() {
        assert_eq!(amount(3200.0, Some("ruim"), Some(Unit::Persons), Language::Dutch), "ruim 3.200\u{a0}personen");
        assert_eq!(amount(15.4, None, Some(Unit::Percent), Language::Dutch), "15,4\u{a0}%");
        assert_eq!(amount(-5000.5, None, Some(Unit::Euros), Language::Dutch), "€\u{a0}−5.000,50");
        assert_eq!(amount(-0.25, None, Some(Unit::Euros), Language::Dutch), "€\u{a0}−0,25");
        assert_eq!(amount(1200.0, None, Some(Unit::Euros), Language::English), "€\u{a0}1,200");
        assert_eq!(amount(-0.999, None, Some(Unit::Euros), Language::Dutch), "€\u{a0}−1");
        assert_eq!(amount(1234.5, None, Some(Unit::Euros), Language::Dutch), "€\u{a0}1.234,50");
    }
}
