//! The observations of a figure as one long table. Each row carries its status and its source, so that a row on its own
//! still says that it is an example.

use super::rounded;
use crate::language::Language;
use crate::model::figure::business_case::RouteTotal;
use crate::model::figure::quota::{Quota, QuotaData};
use crate::model::figure::series::{Cell as SeriesCell, SeriesData};
use crate::model::figure::{Data, Figure};
use crate::model::format::{FigureStatus, Gap, Unit};
use crate::model::period::PeriodType;

/// Observations, one a row.
pub struct Table {
    /// Columns, the same for every row.
    pub columns: Vec<Column>,
    /// Rows, each with one cell a column.
    pub rows: Vec<Vec<Cell>>,
}

/// A column: its name at the head of the CSV, and what its cells mean.
pub struct Column {
    /// Name, in the site's language.
    pub name: &'static str,
    /// What stands in it, in a sentence.
    pub meaning: &'static str,
    /// What its cells are.
    pub holds: Holds,
}

/// What the cells of a column are.
pub enum Holds {
    /// Any text; may be empty.
    Text,
    /// One of these words.
    Words(Vec<&'static str>),
    /// A period of one kind.
    Period(PeriodType),
    /// A number in a unit, or nothing for a gap.
    Number(&'static str),
}

/// A cell.
pub enum Cell {
    /// A text.
    Text(String),
    /// A number with at most six decimals; none is a gap.
    Number(Option<f64>),
}

/// A text in Dutch and in English.
type InBoth = (&'static str, &'static str);

impl Column {
    /// A column with its name and its meaning in one of both languages.
    pub fn new(language: Language, names: InBoth, meanings: InBoth, holds: Holds) -> Column {
        Column { name: language.pick(names.0, names.1), meaning: language.pick(meanings.0, meanings.1), holds }
    }

    /// The status of a value.
    pub fn status(language: Language) -> Column {
        let words = ObservationStatus::ALL.map(|status| status.word(language)).to_vec();
        let meaning =
            ("Hoe vast de waarde staat, of waarom er geen is.", "How sure the value is, or why there is none.");
        Column::new(language, ("status", "status"), meaning, Holds::Words(words))
    }

    /// The source of a value.
    pub fn source(language: Language) -> Column {
        let meaning = ("Waar de waarde vandaan komt.", "Where the value comes from.");
        Column::new(language, ("bron", "source"), meaning, Holds::Text)
    }
}

/// Why a value is as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ObservationStatus {
    /// Final.
    Definitief,
    /// Provisional: may still change.
    Voorlopig,
    /// Provisional, and revised once.
    NaderVoorlopig,
    /// A forecast.
    Prognose,
    /// An invented example.
    Voorbeeldcijfers,
    /// A gap: nobody knows.
    Onbekend,
    /// A gap: there is no such thing to count.
    KanNietVoorkomen,
    /// A gap: unknown, unreliable or confidential, as its source says.
    OnbekendOfGeheim,
    /// A gap: a small count of persons, or one that would give it away.
    NietGetoond,
}

impl ObservationStatus {
    const ALL: [ObservationStatus; 9] = {
        use ObservationStatus::*;
        [
            Definitief,
            Voorlopig,
            NaderVoorlopig,
            Prognose,
            Voorbeeldcijfers,
            Onbekend,
            KanNietVoorkomen,
            OnbekendOfGeheim,
            NietGetoond,
        ]
    };

    /// The word for people.
    pub fn word(self, language: Language) -> &'static str {
        match self {
            ObservationStatus::Definitief => language.pick("definitief", "final"),
            ObservationStatus::Voorlopig => language.pick("voorlopig", "provisional"),
            ObservationStatus::NaderVoorlopig => language.pick("nader voorlopig", "revised provisional"),
            ObservationStatus::Prognose => language.pick("prognose", "forecast"),
            ObservationStatus::Voorbeeldcijfers => language.pick("voorbeeldcijfers", "example figures"),
            ObservationStatus::Onbekend => language.pick("onbekend", "unknown"),
            ObservationStatus::KanNietVoorkomen => language.pick("kan niet voorkomen", "cannot occur"),
            ObservationStatus::OnbekendOfGeheim => {
                language.pick("onbekend, onbetrouwbaar of geheim", "unknown, unreliable or confidential")
            }
            ObservationStatus::NietGetoond => language.pick("niet getoond", "not shown"),
        }
    }
}

/// The status of what nothing more is said of.
pub fn general_status(figure: &Figure) -> ObservationStatus {
    match figure.keys.status {
        _ if figure.keys.illustrative => ObservationStatus::Voorbeeldcijfers,
        status => status.unwrap_or(FigureStatus::Final).into(),
    }
}

impl From<FigureStatus> for ObservationStatus {
    fn from(status: FigureStatus) -> Self {
        match status {
            FigureStatus::Final => ObservationStatus::Definitief,
            FigureStatus::Provisional => ObservationStatus::Voorlopig,
            FigureStatus::Revised => ObservationStatus::NaderVoorlopig,
        }
    }
}

impl From<Gap> for ObservationStatus {
    fn from(gap: Gap) -> Self {
        match gap {
            Gap::Unknown => ObservationStatus::Onbekend,
            Gap::Impossible => ObservationStatus::KanNietVoorkomen,
            Gap::Withheld => ObservationStatus::OnbekendOfGeheim,
        }
    }
}

/// The status of a value, which may be a forecast, of a figure whose status in general is this.
pub fn cell_status(cell: &SeriesCell, forecast: bool, general: ObservationStatus) -> ObservationStatus {
    match cell.value {
        None if cell.suppressed => ObservationStatus::NietGetoond,
        None => cell.gap.into(),
        _ if general == ObservationStatus::Voorbeeldcijfers => general,
        _ if forecast => ObservationStatus::Prognose,
        _ if cell.status.is_provisional() => cell.status.into(),
        _ => general,
    }
}

/// The status of a quota.
pub fn quota_status(figure: &Figure, quota: &Quota) -> ObservationStatus {
    match quota.percent() {
        None if quota.suppressed => ObservationStatus::NietGetoond,
        None => ObservationStatus::Onbekend,
        Some(_) if quota.provisional && !figure.keys.illustrative => ObservationStatus::Voorlopig,
        Some(_) => general_status(figure),
    }
}

/// Who or what each row of a quota is about, the whole last.
pub fn quotas(data: &QuotaData, language: Language) -> impl Iterator<Item = (&str, &[Quota])> {
    let all = language.pick("alle werkgevers", "all employers");
    let employers = data.employers.iter().map(|e| (e.name.as_str(), e.values.as_slice()));
    employers.chain([(all, data.all.as_slice())])
}

impl Table {
    /// The table of a figure.
    pub fn of(figure: &Figure, language: Language) -> Table {
        let writer = Writer { figure, language };
        match &figure.data {
            Data::Series(data) => writer.series(data),
            Data::Quota(data) => writer.quota(data),
            Data::Capacity(_) => writer.sheets(),
            Data::BusinessCase(routes) => writer.routes(routes),
        }
    }
}

struct Writer<'a> {
    figure: &'a Figure,
    language: Language,
}

impl Writer<'_> {
    fn series(&self, data: &SeriesData) -> Table {
        let unit = self.figure.keys.unit().map_or("", Unit::word);
        let columns = vec![
            self.period(),
            self.column(("reeks", "series"), ("Wat er is geteld.", "What was counted."), Holds::Text),
            self.column(("waarde", "value"), ("Het aantal; leeg als er geen is.", VALUE), Holds::Number(unit)),
            self.column(("eenheid", "unit"), ("De eenheid van de waarde.", "The unit of the value."), Holds::Text),
            self.status_column(),
            self.column(("opmerking", "remark"), ("Wat er bij de waarde hoort.", "What goes with it."), Holds::Text),
            self.source_column(),
        ];
        let total = self.language.pick("totaal", "total");
        let named = data.rows.iter().map(|row| (row.name.as_str(), row));
        let named = named.chain(data.total.as_ref().map(|row| (total, row)));
        let mut rows = Vec::new();
        for (name, row) in named {
            for (period, cell) in data.periods.iter().zip(&row.values) {
                rows.push(vec![
                    text(period),
                    text(name),
                    number(cell.value),
                    text(unit),
                    self.status(cell_status(cell, row.forecast, general_status(self.figure))),
                    text(remark(cell)),
                    self.source(),
                ]);
            }
        }
        Table { columns, rows }
    }

    fn quota(&self, data: &QuotaData) -> Table {
        let columns = vec![
            self.period(),
            self.column(
                ("werkgever", "employer"),
                ("De werkgever, of alle samen.", "The employer, or all together."),
                Holds::Text,
            ),
            self.column(
                ("zorgpersoneel_fte", "care_staff_fte"),
                ("Zorginhoudelijke medewerkers.", "Care staff."),
                Holds::Number("fte"),
            ),
            self.column(
                ("opleidingsplaatsen_fte", "training_places_fte"),
                ("Opleidingsplaatsen, uit uren of fte.", "Training places, from hours or FTE."),
                Holds::Number("fte"),
            ),
            self.column(
                ("opleidingsquote_procent", "training_quota_percent"),
                (
                    "Opleidingsplaatsen ÷ zorgpersoneel × 100, beide in fte.",
                    "Training places ÷ care staff × 100, both in FTE.",
                ),
                Holds::Number("procent"),
            ),
            self.status_column(),
            self.source_column(),
        ];
        let mut rows = Vec::new();
        for (name, quotas) in quotas(data, self.language) {
            for (period, quota) in data.periods.iter().zip(quotas) {
                rows.push(vec![
                    text(period),
                    text(name),
                    number(quota.staff_fte),
                    number(quota.places_fte),
                    number(quota.percent()),
                    self.status(quota_status(self.figure, quota)),
                    self.source(),
                ]);
            }
        }
        Table { columns, rows }
    }

    /// One row for each number that is shown, from the one list that tables are made from too.
    fn sheets(&self) -> Table {
        let columns = vec![
            self.period(),
            self.column(
                ("soort", "dimension"),
                (
                    "Waarvan: route of werkgever; leeg als het alles samen is.",
                    "Of a route or an employer; empty for all.",
                ),
                Holds::Text,
            ),
            self.column(("naam", "name"), ("Welke route of werkgever.", "Which route or employer."), Holds::Text),
            self.column(("maat", "measure"), ("Wat er is geteld of berekend.", "What was counted."), Holds::Text),
            self.column(("waarde", "value"), ("Het aantal; leeg als er geen is.", VALUE), Holds::Number("")),
            self.column(("eenheid", "unit"), ("De eenheid van de waarde.", "The unit of the value."), Holds::Text),
            self.status_column(),
            self.column(("opmerking", "remark"), ("Wat er bij de waarde hoort.", "What goes with it."), Holds::Text),
            self.source_column(),
        ];
        let mut rows = Vec::new();
        for sheet in self.figure.sheets(self.language) {
            for column in &sheet.columns {
                for (period, cell) in sheet.periods.iter().zip(&column.cells) {
                    rows.push(vec![
                        text(period),
                        text(column.subject.dimension()),
                        text(column.subject.name(self.language)),
                        text(column.measure.key()),
                        number(cell.value),
                        text(column.unit.map_or("", Unit::word)),
                        self.status(cell_status(cell, column.forecast, general_status(self.figure))),
                        text(remark(cell)),
                        self.source(),
                    ]);
                }
            }
        }
        Table { columns, rows }
    }

    fn routes(&self, routes: &[RouteTotal]) -> Table {
        let columns = vec![
            self.column(("leerroute", "route"), ("De leerroute.", "The learning route."), Holds::Text),
            self.column(("post", "item"), ("Waarvoor, of het saldo.", "What for, or the balance."), Holds::Text),
            self.column(
                ("bedrag_euro", "amount_euro"),
                ("Het bedrag; kosten zijn negatief.", "The amount; costs are negative."),
                Holds::Number("euro"),
            ),
            self.status_column(),
            self.source_column(),
        ];
        let mut rows = Vec::new();
        for route in routes {
            let costs = route.costs.iter().map(|(label, amount)| (label.as_str(), -amount));
            let benefits = route.benefits.iter().map(|(label, amount)| (label.as_str(), *amount));
            let balance = (self.language.pick("saldo", "balance"), route.balance());
            for (label, amount) in costs.chain(benefits).chain([balance]) {
                let status = self.status(general_status(self.figure));
                rows.push(vec![text(&route.name), text(label), number(Some(amount)), status, self.source()]);
            }
        }
        Table { columns, rows }
    }

    fn column(&self, names: InBoth, meanings: InBoth, holds: Holds) -> Column {
        Column::new(self.language, names, meanings, holds)
    }

    fn period(&self) -> Column {
        let kind = self.figure.keys.period_type.unwrap_or(PeriodType::CalendarYear);
        let meaning = match kind {
            PeriodType::CalendarYear => ("Kalenderjaar.", "Calendar year."),
            PeriodType::StudyYear => ("Studiejaar, van augustus tot en met juli.", "Study year, from August to July."),
            PeriodType::Quarter => {
                ("Kwartaal: 2017K1 is januari tot en met maart.", "Quarter: 2017K1 is January to March.")
            }
        };
        self.column(("periode", "period"), meaning, Holds::Period(kind))
    }

    fn status_column(&self) -> Column {
        Column::status(self.language)
    }

    fn status(&self, status: ObservationStatus) -> Cell {
        text(status.word(self.language))
    }

    fn source_column(&self) -> Column {
        Column::source(self.language)
    }

    fn source(&self) -> Cell {
        text(&self.figure.keys.source.name)
    }
}

/// What a column of values holds, in English.
pub const VALUE: &str = "The number; empty where there is none.";

/// What goes with a value: its qualifier and its note.
pub fn remark(cell: &SeriesCell) -> String {
    let parts: Vec<&str> = [&cell.qualifier, &cell.note].into_iter().flatten().map(String::as_str).collect();
    parts.join("; ")
}

/// A cell with a text.
pub fn text(text: impl ToString) -> Cell {
    Cell::Text(text.to_string())
}

/// A cell with a number, or with a gap.
pub fn number(value: Option<f64>) -> Cell {
    Cell::Number(value.map(rounded))
}
