//! The JSON of a figure, key by key. The words of content ("uitstroom", "personen") stand as they are written there:
//! they do not change with the language of the site.

use schemars::JsonSchema;
use serde::Serialize;

use super::rounded;
use super::status::{ObservationStatus, cell_status, general_status, quota_status};
use super::table::quotas;
use crate::language::Language;
use crate::model::figure::business_case::RouteTotal;
use crate::model::figure::quota::{Quota, QuotaData};
use crate::model::figure::series::{Cell, Row, SeriesData};
use crate::model::figure::sheet::{Measure, SheetKind};
use crate::model::figure::{self, Data as FigureData};
use crate::model::format::{Denominator, Good, Unit};
use crate::model::period::{Period, PeriodType};
use crate::model::sentence::plain_sentence;
use crate::model::{Site, licence, outside};

/// The file of a figure.
#[derive(Serialize, JsonSchema)]
pub struct File<'a> {
    /// Path of the schema of this file, from this file.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// The figure.
    pub figure: Figure<'a>,
}

/// A figure with its values.
#[derive(Serialize, JsonSchema)]
pub struct Figure<'a> {
    /// Id.
    pub id: &'a str,
    /// Title.
    pub title: &'a str,
    /// Path of its page from the site's root.
    pub path: &'a str,
    /// Absolute address of its page; null while the site's own is unknown.
    pub url: Option<String>,
    /// Kind: uitstroom, opleidingsquote, capaciteit, businesscase or aantal.
    pub kind: &'a str,
    /// What it shows, in a sentence.
    pub sentence: String,
    /// What exactly was counted.
    pub definition: String,
    /// Remarks.
    pub notes: Vec<String>,
    /// Unit of the values; null where the kind says it: percent of a quota, euros of a business case.
    pub unit: Option<&'a str>,
    /// With or without childcare, or a description.
    pub scope: Option<&'a str>,
    /// What a share is a share of.
    pub denominator: Option<&'a str>,
    /// Day or period that the count refers to.
    pub reference_date: Option<&'a str>,
    /// Kind of period: kalenderjaar, studiejaar or kwartaal.
    pub period_type: &'a str,
    /// Which direction is good: lager or hoger.
    pub good: Option<&'a str>,
    /// Where the values come from.
    pub source: Source<'a>,
    /// Under which terms the values can be used.
    pub licence: Licence<'a>,
    /// Status of all values that have none of their own.
    pub status: ObservationStatus,
    /// True when the values are invented examples.
    pub illustrative: bool,
    /// Regions, by id.
    pub regions: Vec<&'a str>,
    /// Lines, as plan and line: `plan/line`.
    pub lines: Vec<String>,
    /// Topics, by id.
    pub topics: Vec<&'a str>,
    /// Actions that should move it: `plan/action`.
    pub actions: Vec<String>,
    /// The values.
    pub data: Data<'a>,
    /// What follows from the values: flows, shares, the distance to the reference, parts of a quota, proportional shares.
    pub computed: Vec<Sheet>,
}

/// Where values come from.
#[derive(Serialize, JsonSchema)]
pub struct Source<'a> {
    /// Name.
    pub name: &'a str,
    /// Address.
    pub url: Option<&'a str>,
    /// Edition.
    pub edition: Option<&'a str>,
}

/// Terms of use.
#[derive(Serialize, JsonSchema)]
pub struct Licence<'a> {
    /// Short name, as written.
    pub name: &'a str,
    /// Address of the terms, when known.
    pub url: Option<&'a str>,
}

/// The values of a figure, by its kind.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Data<'a> {
    /// Series over periods.
    Series {
        /// Series.
        series: Vec<Series<'a>>,
        /// Total: as given, or the sum of the series where that means something.
        total: Option<Series<'a>>,
        /// Value to be reached.
        target: Option<Target>,
    },
    /// A training quota.
    Quota {
        /// Reference in percent.
        reference_percent: f64,
        /// Employers, all together last.
        employers: Vec<Employer<'a>>,
    },
    /// Places, students and gap of all routes together, of each route, and of each employer.
    Capacity {
        /// Columns over periods.
        sheets: Vec<Sheet>,
    },
    /// Costs and benefits.
    BusinessCase {
        /// Learning routes.
        routes: Vec<Route<'a>>,
    },
}

/// Columns over the same periods.
#[derive(Serialize, JsonSchema)]
pub struct Sheet {
    /// What it is about: `flows`, `share_of_staff`, `capacity`, …
    pub kind: &'static str,
    /// Columns.
    pub columns: Vec<Column>,
}

/// Values of one thing over periods.
#[derive(Serialize, JsonSchema)]
pub struct Column {
    /// What is measured: `value`, `net`, `places`, …
    pub measure: &'static str,
    /// Of what kind of thing: `series`, `route`, `employer`; empty for all together.
    pub dimension: &'static str,
    /// Of which one; empty for all together.
    pub name: String,
    /// Unit.
    pub unit: Option<&'static str>,
    /// One value a period.
    pub values: Vec<ColumnValue>,
}

/// A value of a column in a period.
#[derive(Serialize, JsonSchema)]
pub struct ColumnValue {
    /// Period.
    pub period: String,
    /// Value; null for a gap, of which the status says why.
    pub value: Option<f64>,
    /// How sure the value is, or why there is none.
    pub status: ObservationStatus,
    /// Remark.
    pub note: Option<String>,
}

/// A series of values.
#[derive(Serialize, JsonSchema)]
pub struct Series<'a> {
    /// Name; empty for a total.
    pub name: &'a str,
    /// One value a period, from the first to the last, none left out.
    pub values: Vec<Observation<'a>>,
}

/// A value in a period.
#[derive(Serialize, JsonSchema)]
pub struct Observation<'a> {
    /// Period: `2017`, `2017/2018` or `2017K1`.
    pub period: String,
    /// Value; null for a gap, of which the status says why.
    pub value: Option<f64>,
    /// How sure the value is, or why there is none.
    pub status: ObservationStatus,
    /// A word such as `ruim`.
    pub qualifier: Option<&'a str>,
    /// Remark.
    pub note: Option<&'a str>,
}

/// A value to be reached.
#[derive(Serialize, JsonSchema)]
pub struct Target {
    /// Value.
    pub value: f64,
    /// Period by which.
    pub period: String,
}

/// An employer with its quota.
#[derive(Serialize, JsonSchema)]
pub struct Employer<'a> {
    /// Name, or a number where the site does not show names.
    pub name: &'a str,
    /// One quota a period.
    pub values: Vec<EmployerQuota>,
}

/// A quota in a period.
#[derive(Serialize, JsonSchema)]
pub struct EmployerQuota {
    /// Period.
    pub period: String,
    /// Care staff in FTE.
    pub care_staff_fte: Option<f64>,
    /// Training places in FTE.
    pub training_places_fte: Option<f64>,
    /// Training places per 100 FTE of care staff.
    pub training_quota_percent: Option<f64>,
    /// How sure the quota is, or why there is none.
    pub status: ObservationStatus,
}

/// A learning route with its costs and benefits.
#[derive(Serialize, JsonSchema)]
pub struct Route<'a> {
    /// Name.
    pub name: &'a str,
    /// Costs.
    pub costs: Vec<Amount<'a>>,
    /// Benefits.
    pub benefits: Vec<Amount<'a>>,
    /// Benefits minus costs, in euros.
    pub balance: f64,
    /// True when the benefits are at least the costs.
    pub balanced: bool,
}

/// An amount of money.
#[derive(Serialize, JsonSchema)]
pub struct Amount<'a> {
    /// What for.
    pub label: &'a str,
    /// Euros.
    pub amount: f64,
}

impl<'a> Licence<'a> {
    /// A licence as it is written.
    pub fn of(written: &'a str) -> Licence<'a> {
        Licence { name: written, url: licence::address(written) }
    }
}

impl<'a> Figure<'a> {
    /// A figure as it may be shown.
    pub fn of(site: &'a Site, figure: &'a figure::Figure) -> Figure<'a> {
        let keys = &figure.keys;
        Figure {
            id: &figure.id,
            title: &keys.page.title.value,
            path: &figure.path,
            url: site.settings.base_url.as_ref().map(|base| format!("{base}{}", figure.path)),
            kind: keys.kind.value.word(),
            sentence: plain_sentence(figure, site.settings.language),
            definition: outside::words(site, &figure.definition),
            notes: figure.notes.iter().map(|note| outside::words(site, note)).collect(),
            unit: keys.unit().map(Unit::word),
            scope: keys.scope.as_deref(),
            denominator: keys.denominator.map(Denominator::word),
            reference_date: keys.reference_date.as_deref(),
            period_type: keys.period_type.unwrap_or(PeriodType::CalendarYear).word(),
            good: keys.good.map(Good::word),
            source: Source {
                name: &keys.source.name,
                url: keys.source.url.as_ref().map(|url| url.0.as_str()),
                edition: keys.source.edition.as_deref(),
            },
            licence: Licence::of(site.licence_of(figure)),
            status: general_status(figure),
            illustrative: keys.illustrative,
            regions: figure.regions.iter().map(|region| site.regions[*region].id.as_str()).collect(),
            lines: figure.lines.iter().map(|line| site.full_line_id(*line)).collect(),
            topics: figure.topics.iter().map(|topic| site.topics[*topic].id.as_str()).collect(),
            actions: figure.actions.iter().map(|action| site.full_action_id(*action)).collect(),
            data: data(figure, site.settings.language),
            computed: computed(figure, site.settings.language),
        }
    }
}

fn data(figure: &figure::Figure, language: Language) -> Data<'_> {
    match &figure.data {
        FigureData::Series(data) => Data::Series {
            series: data.rows.iter().map(|row| series(figure, row, data)).collect(),
            total: data.total.as_ref().map(|row| series(figure, row, data)),
            target: data.target.map(|(value, period)| Target { value, period: period.to_string() }),
        },
        FigureData::Quota(data) => Data::Quota {
            reference_percent: data.reference,
            employers: quotas(data, language).map(|(name, quotas)| employer(figure, name, quotas, data)).collect(),
        },
        FigureData::Capacity(_) => {
            Data::Capacity { sheets: figure.sheets(language).iter().map(|s| sheet(figure, s, language)).collect() }
        }
        FigureData::BusinessCase(routes) => Data::BusinessCase { routes: routes.iter().map(route).collect() },
    }
}

/// What follows from the values; of capacity it stands among them.
fn computed(figure: &figure::Figure, language: Language) -> Vec<Sheet> {
    if matches!(figure.data, FigureData::Capacity(_)) {
        return Vec::new();
    }
    let mut sheets = figure.sheets(language);
    for all in sheets.iter_mut().filter(|sheet| sheet.kind == SheetKind::Quota) {
        let is_given = |measure| matches!(measure, Measure::CareStaff | Measure::Places | Measure::Quota);
        all.columns.retain(|column| !is_given(column.measure));
    }
    let computed = sheets.iter().filter(|sheet| !sheet.kind.is_main() || sheet.kind == SheetKind::Quota);
    computed.map(|one| sheet(figure, one, language)).collect()
}

fn sheet(figure: &figure::Figure, sheet: &figure::sheet::Sheet, language: Language) -> Sheet {
    let value = |(period, cell): (&Period, &Cell), forecast| ColumnValue {
        period: period.to_string(),
        value: cell.value.map(rounded),
        status: cell_status(cell, forecast, general_status(figure)),
        note: cell.note.clone(),
    };
    let column = |column: &figure::sheet::Column| Column {
        measure: column.measure.key(),
        dimension: column.subject.dimension(),
        name: column.subject.name(language).to_owned(),
        unit: column.unit.map(Unit::word),
        values: sheet.periods.iter().zip(&column.cells).map(|pair| value(pair, column.forecast)).collect(),
    };
    Sheet { kind: sheet.kind.key(), columns: sheet.columns.iter().map(column).collect() }
}

fn series<'a>(figure: &figure::Figure, row: &'a Row, data: &SeriesData) -> Series<'a> {
    let observation = |(period, cell): (&Period, &'a Cell)| Observation {
        period: period.to_string(),
        value: cell.value.map(rounded),
        status: cell_status(cell, row.forecast, general_status(figure)),
        qualifier: cell.qualifier.as_deref(),
        note: cell.note.as_deref(),
    };
    Series { name: &row.name, values: data.periods.iter().zip(&row.values).map(observation).collect() }
}

fn employer<'a>(figure: &figure::Figure, name: &'a str, quotas: &[Quota], data: &QuotaData) -> Employer<'a> {
    let quota = |(period, quota): (&Period, &Quota)| EmployerQuota {
        period: period.to_string(),
        care_staff_fte: quota.staff_fte.map(rounded),
        training_places_fte: quota.places_fte.map(rounded),
        training_quota_percent: quota.percent().map(rounded),
        status: quota_status(figure, quota),
    };
    Employer { name, values: data.periods.iter().zip(quotas).map(quota).collect() }
}

fn route(route: &RouteTotal) -> Route<'_> {
    fn amounts(list: &[(String, f64)]) -> Vec<Amount<'_>> {
        list.iter().map(|(label, amount)| Amount { label, amount: rounded(*amount) }).collect()
    }
    Route {
        name: &route.name,
        costs: amounts(&route.costs),
        benefits: amounts(&route.benefits),
        balance: rounded(route.balance()),
        balanced: route.is_balanced(),
    }
}
