//! What is shown of a figure in one regular form: sheets of columns over periods.
//!
//! Comes in: [`Data`], from which small counts are out. Goes out: every number that may be seen, each with what it
//! measures, of whom, in what unit, and what it follows from. Tables and downloads are made from this one list, so they
//! cannot differ. A business case has no periods and so no sheets; [`Data::BusinessCase`] is its list.

use super::super::format::{Direction, LearningRoute, Unit};
use super::super::period::Period;
use super::capacity::{Capacity, CapacityData};
use super::derive::{derive, percent_of};
use super::quota::{Quota, QuotaData};
use super::series::{Cell, Flows, Row, SeriesData};
use super::{Data, Figure};
use crate::language::Language;

/// Columns over the same periods.
#[derive(Debug)]
pub struct Sheet {
    /// What it is about.
    pub kind: SheetKind,
    /// The one that all its columns are about, when they are about one: a route.
    pub of: Option<LearningRoute>,
    /// Periods from first to last, none left out.
    pub periods: Vec<Period>,
    /// Columns, each with one cell a period.
    pub columns: Vec<Column>,
}

/// What a sheet is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetKind {
    /// The series as they were given, with their total.
    Values,
    /// Inflow, outflow and what they come to.
    Flows,
    /// Inflow and outflow as parts of staff.
    ShareOfStaff,
    /// Each series as a part of the whole.
    ShareOfWhole,
    /// The quota of all employers with its inputs and its distance to the reference.
    Quota,
    /// Places per route, and their part of the quota.
    QuotaByRoute,
    /// The quota of each employer.
    QuotaByEmployer,
    /// Each employer's proportional share of the places.
    Proportional,
    /// Places, students and gap of all routes together.
    Capacity,
    /// Places, students and gap of one route.
    CapacityOfRoute,
    /// Places and gap of each employer.
    CapacityByEmployer,
}

/// Values of one thing over the periods of its sheet.
#[derive(Debug)]
pub struct Column {
    /// What is measured; with [`Column::subject`] it names the column within its figure.
    pub measure: Measure,
    /// Of whom or what.
    pub subject: Subject,
    /// Unit of the values; none where the figure has none.
    pub unit: Option<Unit>,
    /// One cell a period.
    pub cells: Vec<Cell>,
    /// A forecast.
    pub forecast: bool,
    /// What the values follow from.
    pub origin: Origin,
}

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// What the figure counts.
    Value,
    /// The whole of the series.
    Total,
    /// Inflow, of staff or of students.
    Inflow,
    /// Outflow.
    Outflow,
    /// Inflow − outflow.
    Net,
    /// Staff in persons.
    Staff,
    /// Inflow in percent of staff.
    InflowOfStaff,
    /// Outflow, or else the figure's value, in percent of staff.
    ShareOfStaff,
    /// Percent of the whole of the series.
    ShareOfWhole,
    /// Care staff in FTE.
    CareStaff,
    /// Training places.
    Places,
    /// Training places in percent of care staff.
    Quota,
    /// Training places that the reference asks for.
    Required,
    /// Required − places.
    Shortfall,
    /// Quota − reference, in percentage points.
    Points,
    /// Percent of all care staff.
    ShareOfCareStaff,
    /// Students who graduated.
    Graduates,
}

/// Of whom or what.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// Of all together.
    Whole,
    /// Of a series.
    Series(String),
    /// Of a learning route.
    Route(LearningRoute),
    /// Of an employer, named as it may be shown.
    Employer(String),
}

/// A column's name within its figure.
pub type Name = (Measure, Subject);

/// What the values of a column follow from, period by period: all that a reader can compute with.
#[derive(Debug, Clone, PartialEq)]
pub enum Origin {
    /// They are given.
    Given,
    /// Sum of these.
    Sum(Vec<Name>),
    /// The first less the second.
    Difference(Name, Name),
    /// The first in percent of the second.
    Percent(Name, Name),
    /// The first times a number, which is published too.
    Times(Name, f64),
    /// The first less a number, which is published too.
    Less(Name, f64),
}

impl SheetKind {
    /// The machine's word: `values`, `flows`, …
    pub fn key(self) -> &'static str {
        match self {
            SheetKind::Values => "values",
            SheetKind::Flows => "flows",
            SheetKind::ShareOfStaff => "share_of_staff",
            SheetKind::ShareOfWhole => "share_of_whole",
            SheetKind::Quota => "quota",
            SheetKind::QuotaByRoute => "quota_by_route",
            SheetKind::QuotaByEmployer => "quota_by_employer",
            SheetKind::Proportional => "proportional",
            SheetKind::Capacity => "capacity",
            SheetKind::CapacityOfRoute => "capacity_of_route",
            SheetKind::CapacityByEmployer => "capacity_by_employer",
        }
    }

    /// True for what a figure is about; false for what else follows from it.
    pub fn is_main(self) -> bool {
        use SheetKind::*;
        matches!(self, Values | Quota | QuotaByEmployer | Capacity)
    }
}

impl Measure {
    /// The machine's word: `value`, `net`, `share_of_staff`, …
    pub fn key(self) -> &'static str {
        match self {
            Measure::Value => "value",
            Measure::Total => "total",
            Measure::Inflow => "inflow",
            Measure::Outflow => "outflow",
            Measure::Net => "net",
            Measure::Staff => "staff",
            Measure::InflowOfStaff => "inflow_of_staff",
            Measure::ShareOfStaff => "share_of_staff",
            Measure::ShareOfWhole => "share_of_whole",
            Measure::CareStaff => "care_staff",
            Measure::Places => "places",
            Measure::Quota => "quota",
            Measure::Required => "required_places",
            Measure::Shortfall => "shortfall",
            Measure::Points => "points",
            Measure::ShareOfCareStaff => "share_of_care_staff",
            Measure::Graduates => "graduates",
        }
    }
}

impl Subject {
    /// What kind of thing it is: `series`, `route`, `employer`; empty for all together.
    pub fn dimension(&self) -> &'static str {
        match self {
            Subject::Whole => "",
            Subject::Series(_) => "series",
            Subject::Route(_) => "route",
            Subject::Employer(_) => "employer",
        }
    }

    /// Its name as shown; empty for all together.
    pub fn name(&self, language: Language) -> &str {
        match self {
            Subject::Whole => "",
            Subject::Series(name) | Subject::Employer(name) => name,
            Subject::Route(route) => route.name(language),
        }
    }
}

impl LearningRoute {
    /// Its name as shown: `BBL`, `duaal`.
    pub fn name(self, language: Language) -> &'static str {
        match self {
            LearningRoute::Bbl => "BBL",
            LearningRoute::Dual => language.pick("duaal", "dual"),
            LearningRoute::Bol => "BOL",
            LearningRoute::FullTime => language.pick("voltijd", "full-time"),
        }
    }
}

impl Column {
    fn new((measure, subject): Name, unit: Option<Unit>, cells: Vec<Cell>, origin: Origin) -> Column {
        Column { measure, subject, unit, cells, forecast: false, origin }
    }

    /// Its name within the figure.
    pub fn name(&self) -> Name {
        (self.measure, self.subject.clone())
    }
}

impl Figure {
    /// All that is shown of the figure in numbers, sheet by sheet. No two columns have one name.
    pub fn sheets(&self, language: Language) -> Vec<Sheet> {
        match &self.data {
            Data::Series(data) => of_series(data, self.keys.unit(), language),
            Data::Quota(data) => of_quota(data),
            Data::Capacity(data) => of_capacity(data),
            Data::BusinessCase(_) => Vec::new(),
        }
    }
}

fn of_series(data: &SeriesData, unit: Option<Unit>, language: Language) -> Vec<Sheet> {
    let of = SeriesSheets { data, unit, language };
    let sheets = [
        (SheetKind::Values, Some(of.values())),
        (SheetKind::Flows, data.flows.as_ref().map(|flows| of.flows(flows))),
        (SheetKind::ShareOfStaff, data.staff.as_ref().map(|staff| of.share_of_staff(staff))),
        (SheetKind::ShareOfWhole, of.share_of_whole()),
    ];
    let sheets = sheets.into_iter().filter_map(|(kind, columns)| Some((kind, columns?)));
    sheets.map(|(kind, columns)| Sheet { kind, of: None, periods: data.periods.clone(), columns }).collect()
}

/// The columns of series, sheet by sheet.
struct SeriesSheets<'a> {
    data: &'a SeriesData,
    unit: Option<Unit>,
    language: Language,
}

impl SeriesSheets<'_> {
    /// The series as they were given, with their total.
    fn values(&self) -> Vec<Column> {
        let rows = &self.data.rows;
        let value = |row: &Row| Column { forecast: row.forecast, ..self.row(name_of(row), row, Origin::Given) };
        // Beside a single series a total can be more than that.
        let origin = if rows.len() > 1 { Origin::Sum(rows.iter().map(name_of).collect()) } else { Origin::Given };
        let total = self.data.total.as_ref().map(|total| self.row(whole(Measure::Total), total, origin));
        rows.iter().map(value).chain(total).collect()
    }

    fn flows(&self, flows: &Flows) -> Vec<Column> {
        let sum = |direction| Origin::Sum(self.data.parts_of(direction).map(|(_, row)| name_of(row)).collect());
        let net = Origin::Difference(whole(Measure::Inflow), whole(Measure::Outflow));
        vec![
            self.row(whole(Measure::Inflow), &flows.inflow, sum(Direction::In)),
            self.row(whole(Measure::Outflow), &flows.outflow, sum(Direction::Out)),
            Column { unit: self.unit.map(Unit::of_difference), ..self.row(whole(Measure::Net), &flows.net, net) },
        ]
    }

    /// Staff, and as parts of it who comes and who leaves, or else what speaks for the figure.
    fn share_of_staff(&self, staff: &Row) -> Vec<Column> {
        let data = self.data;
        let share = |measure, row, name| {
            let origin = Origin::Percent(name, whole(Measure::Staff));
            self.share(whole(measure), row, staff, origin)
        };
        let mut columns = vec![self.row(whole(Measure::Staff), staff, Origin::Given)];
        if let Some(flows) = &data.flows {
            columns.push(share(Measure::InflowOfStaff, &flows.inflow, whole(Measure::Inflow)));
            columns.push(share(Measure::ShareOfStaff, &flows.outflow, whole(Measure::Outflow)));
        } else if let Some(row) = data.headline() {
            let name = if data.total.is_some() { whole(Measure::Total) } else { name_of(row) };
            columns.push(share(Measure::ShareOfStaff, row, name));
        }
        columns
    }

    fn share_of_whole(&self) -> Option<Vec<Column>> {
        let (of, measure, rows) = self.data.parts()?;
        let part = |row: &&Row| {
            let (_, subject) = name_of(row);
            let origin = Origin::Percent(name_of(row), whole(measure));
            self.share((Measure::ShareOfWhole, subject), row, of, origin)
        };
        Some(rows.iter().map(part).collect())
    }

    fn row(&self, name: Name, row: &Row, origin: Origin) -> Column {
        Column::new(name, self.unit, row.values.clone(), origin)
    }

    fn share(&self, name: Name, part: &Row, of: &Row, origin: Origin) -> Column {
        let cells = part.values.iter().zip(&of.values);
        let cells = cells.map(|(part, whole)| derive([part, whole], self.language, percent_of)).collect();
        Column::new(name, Some(Unit::Percent), cells, origin)
    }
}

fn name_of(row: &Row) -> Name {
    (Measure::Value, Subject::Series(row.name.clone()))
}

fn whole(measure: Measure) -> Name {
    (measure, Subject::Whole)
}

fn of_quota(data: &QuotaData) -> Vec<Sheet> {
    let of = QuotaSheets { data };
    let sheets = [
        (SheetKind::Quota, of.all()),
        (SheetKind::QuotaByEmployer, of.by_employer()),
        (SheetKind::QuotaByRoute, of.by_route()),
        (SheetKind::Proportional, of.proportional()),
    ];
    let sheets = sheets.into_iter();
    sheets.map(|(kind, columns)| Sheet { kind, of: None, periods: data.periods.clone(), columns }).collect()
}

/// The columns of a quota, sheet by sheet.
struct QuotaSheets<'a> {
    data: &'a QuotaData,
}

impl QuotaSheets<'_> {
    /// All employers together, with the distance to the reference in points and in places.
    fn all(&self) -> Vec<Column> {
        let (who, quotas, reference) = (Subject::Whole, &self.data.all, self.data.reference);
        let [staff, required, places, shortfall] = self.inputs(&who, quotas);
        let less = Origin::Less(whole(Measure::Quota), reference);
        let points = |q: Quota| Some(q.percent()? - reference);
        let points = of_quotas(whole(Measure::Points), Unit::PercentagePoints, quotas, points, less);
        vec![staff, places, self.percent(&who, quotas), points, required, shortfall]
    }

    fn by_employer(&self) -> Vec<Column> {
        self.employers().map(|(who, quotas)| self.percent(&who, quotas)).collect()
    }

    /// The places of each route, and what part of the quota they make.
    fn by_route(&self) -> Vec<Column> {
        let columns = self.data.routes.iter().flat_map(|route| {
            let name = |measure| (measure, Subject::Route(route.route));
            let part = Origin::Percent(name(Measure::Places), whole(Measure::CareStaff));
            [
                of_quotas(name(Measure::Places), Unit::Fte, &route.values, |q| q.places_fte, Origin::Given),
                of_quotas(name(Measure::Quota), Unit::Percent, &route.values, Quota::percent, part),
            ]
        });
        columns.collect()
    }

    /// Each employer's share of the staff, and of the places that the reference asks for; last the share of all together.
    fn proportional(&self) -> Vec<Column> {
        let columns = self.employers().flat_map(|(who, quotas)| {
            let [staff, required, places, shortfall] = self.inputs(&who, quotas);
            [staff, self.share(&who, quotas), required, places, shortfall]
        });
        columns.chain([self.share(&Subject::Whole, &self.data.all)]).collect()
    }

    fn employers(&self) -> impl Iterator<Item = (Subject, &[Quota])> {
        self.data.employers.iter().map(|e| (Subject::Employer(e.name.clone()), e.values.as_slice()))
    }

    /// Staff, places that it asks for, places, and places that are missing.
    fn inputs(&self, who: &Subject, quotas: &[Quota]) -> [Column; 4] {
        let reference = self.data.reference;
        let name = |measure| (measure, who.clone());
        let column = |measure, of: &dyn Fn(Quota) -> Option<f64>, origin| {
            of_quotas(name(measure), Unit::Fte, quotas, of, origin)
        };
        let times = Origin::Times(name(Measure::CareStaff), reference / 100.0);
        let less = Origin::Difference(name(Measure::Required), name(Measure::Places));
        [
            column(Measure::CareStaff, &|q| q.staff_fte, Origin::Given),
            column(Measure::Required, &|q| Some(q.staff_fte? * reference / 100.0), times),
            column(Measure::Places, &|q| q.places_fte, Origin::Given),
            column(Measure::Shortfall, &|q| q.shortfall(reference), less),
        ]
    }

    fn percent(&self, who: &Subject, quotas: &[Quota]) -> Column {
        let name = |measure| (measure, who.clone());
        let origin = Origin::Percent(name(Measure::Places), name(Measure::CareStaff));
        of_quotas(name(Measure::Quota), Unit::Percent, quotas, Quota::percent, origin)
    }

    /// The part of the staff of those that count in the whole, which is 100 % for all of these.
    fn share(&self, who: &Subject, quotas: &[Quota]) -> Column {
        let share = |(quota, all): (&Quota, &Quota)| {
            let share = || Some(quota.staff_fte? / all.staff_fte? * 100.0);
            quota.cell(quota.percent().and_then(|_| share()))
        };
        let cells = quotas.iter().zip(&self.data.all).map(share).collect();
        let origin = Origin::Percent((Measure::CareStaff, who.clone()), whole(Measure::CareStaff));
        Column::new((Measure::ShareOfCareStaff, who.clone()), Some(Unit::Percent), cells, origin)
    }
}

fn of_quotas(name: Name, unit: Unit, quotas: &[Quota], of: impl Fn(Quota) -> Option<f64>, origin: Origin) -> Column {
    Column::new(name, Some(unit), quotas.iter().map(|quota| quota.cell(of(*quota))).collect(), origin)
}

fn of_capacity(data: &CapacityData) -> Vec<Sheet> {
    let sheet = |kind, of, columns| Sheet { kind, of, periods: data.periods.clone(), columns };
    let names = |measure| data.routes.iter().map(|(route, _)| (measure, Subject::Route(*route))).collect();
    let sum = |measure| Origin::Sum(names(measure));
    let mut sheets = vec![sheet(SheetKind::Capacity, None, capacity_columns(&data.all, data, &Subject::Whole, &sum))];
    if data.routes.len() > 1 {
        sheets.extend(data.routes.iter().map(|(route, capacity)| {
            let columns = capacity_columns(capacity, data, &Subject::Route(*route), &|_| Origin::Given);
            sheet(SheetKind::CapacityOfRoute, Some(*route), columns)
        }));
    }
    if data.employers.len() > 1 {
        let columns = data.employers.iter().flat_map(|(name, capacity)| {
            capacity_columns(capacity, data, &Subject::Employer(name.clone()), &|_| Origin::Given)
        });
        sheets.push(sheet(SheetKind::CapacityByEmployer, None, columns.collect()));
    }
    sheets
}

fn capacity_columns(
    capacity: &Capacity,
    data: &CapacityData,
    subject: &Subject,
    origin: &dyn Fn(Measure) -> Origin,
) -> Vec<Column> {
    let unit = data.unit;
    // The staff itself stands in no column.
    let of_staff = || Origin::Times((Measure::CareStaff, subject.clone()), data.reference / 100.0);
    let required = if capacity.staff.is_some() { of_staff() } else { origin(Measure::Required) };
    let gap = Origin::Difference((Measure::Required, subject.clone()), (Measure::Places, subject.clone()));
    let columns = [
        (Measure::Places, &capacity.places, unit, origin(Measure::Places)),
        (Measure::Inflow, &capacity.inflow, Unit::Persons, origin(Measure::Inflow)),
        (Measure::Graduates, &capacity.graduates, Unit::Persons, origin(Measure::Graduates)),
        (Measure::Required, &capacity.required, unit, required),
        (Measure::Shortfall, &capacity.gap, unit, gap),
    ];
    let columns = columns.into_iter().filter_map(|(measure, cells, unit, origin)| {
        Some(Column::new((measure, subject.clone()), Some(unit), cells.clone()?, origin))
    });
    columns.collect()
}
