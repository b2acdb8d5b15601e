//! The observations of a figure as one long table, made from its sheets as the tables of its page are. Each row carries
//! its status and its source, and whether it is an example, so that it still says so on its own.

use super::measures::{self, OwnColumn};
use super::rounded;
use super::status::{ObservationStatus, cell_status, general_status};
use crate::language::Language;
use crate::model::figure::business_case::RouteTotal;
use crate::model::figure::quota::{Quota, QuotaData};
use crate::model::figure::series::Cell as SeriesCell;
use crate::model::figure::sheet::{self, Measure, Origin, Subject};
use crate::model::figure::{Data, Figure};
use crate::model::format::Unit;
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
    /// How its numbers are computed; empty for what is given.
    pub formula: String,
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
        let (name, meaning) = (language.pick(names.0, names.1), language.pick(meanings.0, meanings.1));
        Column { name, meaning, formula: String::new(), holds }
    }

    /// The status of a value.
    pub fn status(language: Language) -> Column {
        let words = ObservationStatus::ALL.map(|status| status.word(language)).to_vec();
        let meaning =
            ("Hoe vast de waarde staat, of waarom er geen is.", "How sure the value is, or why there is none.");
        Column::new(language, ("status", "status"), meaning, Holds::Words(words))
    }

    /// Whether a value is invented.
    pub fn example(language: Language) -> Column {
        let words = [true, false].map(|is_example| yes_or_no(is_example, language)).to_vec();
        let meaning = ("Of de waarde verzonnen is, als voorbeeld.", "Whether the value is invented, as an example.");
        Column::new(language, ("voorbeeld", "example"), meaning, Holds::Words(words))
    }

    /// The source of a value.
    pub fn source(language: Language) -> Column {
        let meaning = ("Waar de waarde vandaan komt.", "Where the value comes from.");
        Column::new(language, ("bron", "source"), meaning, Holds::Text)
    }
}

/// Who or what each row of a quota is about, the whole last.
pub fn quotas(data: &QuotaData, language: Language) -> impl Iterator<Item = (&str, &[Quota])> {
    let employers = data.employers.iter().map(|e| (e.name.as_str(), e.values.as_slice()));
    employers.chain([(all_employers(language), data.all.as_slice())])
}

fn all_employers(language: Language) -> &'static str {
    language.pick("alle werkgevers", "all employers")
}

impl Table {
    /// The table of a figure.
    pub fn of(figure: &Figure, language: Language) -> Table {
        let writer = Writer { figure, language };
        match &figure.data {
            Data::Series(_) => writer.series(),
            Data::Quota(data) => writer.quota(data),
            Data::Capacity(_) => writer.capacity(),
            Data::BusinessCase(routes) => writer.routes(routes),
        }
    }
}

struct Writer<'a> {
    figure: &'a Figure,
    language: Language,
}

impl Writer<'_> {
    /// A row for each value, be it of a series or of all of them, with its parts of a whole beside it.
    fn series(&self) -> Table {
        let sheets = self.figure.sheets(self.language);
        let all: Vec<&sheet::Column> = sheets.iter().flat_map(|sheet| &sheet.columns).collect();
        let counted: Vec<&sheet::Column> =
            all.iter().copied().filter(|column| share(column.measure).is_none()).collect();
        let has_share = |measure: &Measure| all.iter().any(|column| share(column.measure) == Some(*measure));
        let shares: Vec<Measure> =
            [Measure::ShareOfWhole, Measure::ShareOfStaff].into_iter().filter(has_share).collect();
        let mut columns = vec![
            self.period(),
            self.measure_column(&counted),
            self.column(("reeks", "series"), ("Wat er is geteld.", "What was counted."), Holds::Text),
            self.value_column(&counted),
            self.column(("eenheid", "unit"), ("De eenheid van de waarde.", "The unit of the value."), Holds::Text),
        ];
        columns.extend(shares.iter().map(|measure| self.number_column(*measure)));
        columns.extend([Column::status(self.language), self.remark_column(), Column::example(self.language)]);
        columns.push(Column::source(self.language));
        let mut rows = Vec::new();
        for column in counted {
            for (at, (period, cell)) in sheets[0].periods.iter().zip(&column.cells).enumerate() {
                let name = match &column.subject {
                    Subject::Series(name) => name.as_str(),
                    _ => measures::word(column.measure, self.language),
                };
                let mut row = vec![
                    text(period),
                    text(measures::word(column.measure, self.language)),
                    text(name),
                    number(cell.value),
                    text(column.unit.map_or("", Unit::word)),
                ];
                row.extend(shares.iter().map(|share| number(share_of(&all, column, *share, at))));
                row.extend([self.status(cell, column.forecast), text(remark(cell)), self.example(), self.source()]);
                rows.push(row);
            }
        }
        Table { columns, rows }
    }

    /// A row for each employer, for all of them, and for each route of all of them.
    fn quota(&self, data: &QuotaData) -> Table {
        const MEASURES: [Measure; 7] = [
            Measure::CareStaff,
            Measure::Places,
            Measure::Quota,
            Measure::Points,
            Measure::Required,
            Measure::Shortfall,
            Measure::ShareOfCareStaff,
        ];
        let sheets = self.figure.sheets(self.language);
        let all: Vec<&sheet::Column> = sheets.iter().flat_map(|sheet| &sheet.columns).collect();
        let mut columns = vec![
            self.period(),
            self.column(
                ("werkgever", "employer"),
                ("De werkgever, of alle samen.", "The employer, or all together."),
                Holds::Text,
            ),
            self.column(
                ("route", "route"),
                ("De leerroute; leeg als het alle samen zijn.", "The learning route; empty for all together."),
                Holds::Text,
            ),
        ];
        columns.extend(MEASURES.map(|measure| self.number_column(measure)));
        columns.extend([Column::status(self.language), Column::example(self.language), Column::source(self.language)]);
        let employers = data.employers.iter().map(|employer| Subject::Employer(employer.name.clone()));
        let routes = data.routes.iter().map(|route| Subject::Route(route.route));
        let mut rows = Vec::new();
        for who in employers.chain([Subject::Whole]).chain(routes) {
            let [employer, route] = match &who {
                Subject::Employer(name) => [name.as_str(), ""],
                other => [all_employers(self.language), other.name(self.language)],
            };
            let cells = |measure| find(&all, measure, &who).map(|column| column.cells.as_slice());
            let quotas = cells(Measure::Quota).expect("everybody has a quota, or a reason why not");
            for (at, (period, quota)) in data.periods.iter().zip(quotas).enumerate() {
                let value = |measure| cells(measure).and_then(|cells| cells[at].value);
                let mut row = vec![text(period), text(employer), text(route)];
                row.extend(MEASURES.map(|measure| number(value(measure))));
                row.extend([self.status(quota, false), self.example(), self.source()]);
                rows.push(row);
            }
        }
        Table { columns, rows }
    }

    /// One row for each number that is shown, from the one list that tables are made from too.
    fn capacity(&self) -> Table {
        let sheets = self.figure.sheets(self.language);
        let all: Vec<&sheet::Column> = sheets.iter().flat_map(|sheet| &sheet.columns).collect();
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
            self.measure_column(&all),
            self.value_column(&all),
            self.column(("eenheid", "unit"), ("De eenheid van de waarde.", "The unit of the value."), Holds::Text),
            Column::status(self.language),
            self.remark_column(),
            Column::example(self.language),
            Column::source(self.language),
        ];
        let mut rows = Vec::new();
        for (sheet, column) in sheets.iter().flat_map(|sheet| sheet.columns.iter().map(move |column| (sheet, column))) {
            for (period, cell) in sheet.periods.iter().zip(&column.cells) {
                rows.push(vec![
                    text(period),
                    text(self.dimension(&column.subject)),
                    text(column.subject.name(self.language)),
                    text(measures::word(column.measure, self.language)),
                    number(cell.value),
                    text(column.unit.map_or("", Unit::word)),
                    self.status(cell, column.forecast),
                    text(remark(cell)),
                    self.example(),
                    self.source(),
                ]);
            }
        }
        Table { columns, rows }
    }

    /// What kind of thing a number is of, in the language of the file.
    fn dimension(&self, subject: &Subject) -> &'static str {
        match subject {
            Subject::Employer(_) => self.language.pick("werkgever", "employer"),
            other => other.dimension(),
        }
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
            Column::status(self.language),
            Column::example(self.language),
            Column::source(self.language),
        ];
        let mut rows = Vec::new();
        for route in routes {
            let costs = route.costs.iter().map(|(label, amount)| (label.as_str(), -amount));
            let benefits = route.benefits.iter().map(|(label, amount)| (label.as_str(), *amount));
            let balance = (self.language.pick("saldo", "balance"), route.balance());
            for (label, amount) in costs.chain(benefits).chain([balance]) {
                let status = text(general_status(self.figure).word(self.language));
                let (example, source) = (self.example(), self.source());
                rows.push(vec![text(&route.name), text(label), number(Some(amount)), status, example, source]);
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

    /// What is measured, when that differs from row to row.
    fn measure_column(&self, all: &[&sheet::Column]) -> Column {
        let mut words: Vec<&str> = Vec::new();
        for word in all.iter().map(|column| measures::word(column.measure, self.language)) {
            if !words.contains(&word) {
                words.push(word);
            }
        }
        self.column(("maat", "measure"), ("Wat er is geteld of berekend.", "What was counted."), Holds::Words(words))
    }

    /// The values of rows of several measures, with their formulas.
    fn value_column(&self, all: &[&sheet::Column]) -> Column {
        let unit = |column: &sheet::Column| column.unit.map_or("", Unit::word);
        let first = all.first().map_or("", |column| unit(column));
        let unit = if all.iter().all(|column| unit(column) == first) { first } else { "" };
        let mut formulas: Vec<&str> = Vec::new();
        let computed = all.iter().filter(|column| column.origin != Origin::Given);
        for formula in computed.filter_map(|column| measures::formula(column.measure, self.language)) {
            if !formulas.contains(&formula) {
                formulas.push(formula);
            }
        }
        let column = self.column(("waarde", "value"), ("Het aantal; leeg als er geen is.", VALUE), Holds::Number(unit));
        Column { formula: formulas.join("; "), ..column }
    }

    /// A measure with a column of its own.
    fn number_column(&self, measure: Measure) -> Column {
        let OwnColumn { names, meanings, unit } = measures::own_column(measure);
        let formula = measures::formula(measure, self.language).unwrap_or_default().to_owned();
        Column { formula, ..self.column(names, meanings, Holds::Number(unit)) }
    }

    fn remark_column(&self) -> Column {
        self.column(("opmerking", "remark"), ("Wat er bij de waarde hoort.", "What goes with it."), Holds::Text)
    }

    fn status(&self, cell: &SeriesCell, forecast: bool) -> Cell {
        text(cell_status(cell, forecast, general_status(self.figure)).word(self.language))
    }

    fn example(&self) -> Cell {
        text(yes_or_no(self.figure.keys.illustrative, self.language))
    }

    fn source(&self) -> Cell {
        text(&self.figure.keys.source.name)
    }
}

/// The column of shares in which a share of staff or of the whole stands.
fn share(measure: Measure) -> Option<Measure> {
    match measure {
        Measure::ShareOfWhole => Some(Measure::ShareOfWhole),
        Measure::ShareOfStaff | Measure::InflowOfStaff => Some(Measure::ShareOfStaff),
        _ => None,
    }
}

/// What part of a whole a value is; none where that is not computed, or not known.
fn share_of(all: &[&sheet::Column], of: &sheet::Column, kind: Measure, at: usize) -> Option<f64> {
    let is_of = |column: &sheet::Column| matches!(&column.origin, Origin::Percent(part, _) if *part == of.name());
    let column = all.iter().find(|column| share(column.measure) == Some(kind) && is_of(column))?;
    column.cells[at].value
}

fn find<'c>(all: &[&'c sheet::Column], measure: Measure, subject: &Subject) -> Option<&'c sheet::Column> {
    all.iter().copied().find(|column| column.measure == measure && column.subject == *subject)
}

/// `ja` or `nee`.
pub fn yes_or_no(is_so: bool, language: Language) -> &'static str {
    if is_so { language.pick("ja", "yes") } else { language.pick("nee", "no") }
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
