//! What is shown of a figure in one regular form: sheets of columns over periods.
//!
//! Comes in: [`Data`], from which small counts are out. Goes out: every number that may be seen, each with what it
//! measures, of whom, in what unit, and what it follows from. Tables and downloads are made from this one list, so they
//! cannot differ. A business case has no periods and so no sheets; [`Data::BusinessCase`] is its list.

use super::super::format::{FigureStatus, LearningRoute, Unit};
use super::super::period::Period;
use super::capacity::{Capacity, CapacityData};
use super::derive::{derive, percent_of};
use super::quota::{Quota, QuotaData};
use super::series::{Cell, Row, SeriesData};
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
    /// Quota − reference, in points of percent.
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
    let sheet = |kind, columns| Sheet { kind, of: None, periods: data.periods.clone(), columns };
    let subject = |row: &Row| Subject::Series(row.name.clone());
    let value = |row: &Row| Column {
        measure: Measure::Value,
        subject: subject(row),
        unit,
        cells: row.values.clone(),
        forecast: row.forecast,
        origin: Origin::Given,
    };
    let names = |rows: &mut dyn Iterator<Item = &Row>| rows.map(|row| (Measure::Value, subject(row))).collect();
    let whole = |measure, unit, row: &Row, origin| Column {
        measure,
        subject: Subject::Whole,
        unit,
        cells: row.values.clone(),
        forecast: false,
        origin,
    };
    let mut values: Vec<Column> = data.rows.iter().map(value).collect();
    if let Some(total) = data.total.as_ref().filter(|_| data.rows.len() != 1) {
        values.push(whole(Measure::Total, unit, total, Origin::Sum(names(&mut data.rows.iter()))));
    }
    let mut sheets = vec![sheet(SheetKind::Values, values)];
    let of = |measure| (measure, Subject::Whole);
    if let Some(flows) = &data.flows {
        let parts =
            |direction| Origin::Sum(names(&mut data.rows.iter().filter(|row| row.direction == Some(direction))));
        let inflow = whole(Measure::Inflow, unit, &flows.inflow, parts(super::super::format::Direction::In));
        let outflow = whole(Measure::Outflow, unit, &flows.outflow, parts(super::super::format::Direction::Out));
        let net = Origin::Difference(of(Measure::Inflow), of(Measure::Outflow));
        sheets.push(sheet(SheetKind::Flows, vec![inflow, outflow, whole(Measure::Net, unit, &flows.net, net)]));
    }
    let percent = Some(Unit::Percent);
    let share = |measure, part: &Row, of_whole: &Row, subject, origin| {
        let cells = part.values.iter().zip(&of_whole.values);
        let cells = cells.map(|(part, whole)| derive([part, whole], language, percent_of)).collect();
        Column { measure, subject, unit: percent, cells, forecast: false, origin }
    };
    if let Some(staff) = &data.staff {
        let mut columns = vec![whole(Measure::Staff, unit, staff, Origin::Given)];
        let mut add = |measure, row: &Row, name: Name| {
            let origin = Origin::Percent(name, of(Measure::Staff));
            columns.push(share(measure, row, staff, Subject::Whole, origin));
        };
        if let Some(flows) = &data.flows {
            add(Measure::InflowOfStaff, &flows.inflow, of(Measure::Inflow));
            add(Measure::ShareOfStaff, &flows.outflow, of(Measure::Outflow));
        } else if let Some(row) = data.headline() {
            let is_total = data.total.is_some() && data.rows.len() != 1;
            add(Measure::ShareOfStaff, row, if is_total { of(Measure::Total) } else { (Measure::Value, subject(row)) });
        }
        sheets.push(sheet(SheetKind::ShareOfStaff, columns));
    }
    if let Some((whole, name, rows)) = data.parts() {
        let part = |row: &&Row| {
            let origin = Origin::Percent((Measure::Value, subject(row)), of(name));
            share(Measure::ShareOfWhole, row, whole, subject(row), origin)
        };
        sheets.push(sheet(SheetKind::ShareOfWhole, rows.iter().map(part).collect()));
    }
    sheets
}

fn of_quota(data: &QuotaData) -> Vec<Sheet> {
    let sheet = |kind, columns| Sheet { kind, of: None, periods: data.periods.clone(), columns };
    let (fte, percent) = (Some(Unit::Fte), Some(Unit::Percent));
    let column =
        |measure, subject: &Subject, unit, quotas: &[Quota], of: &dyn Fn(Quota) -> Option<f64>, origin| Column {
            measure,
            subject: subject.clone(),
            unit,
            cells: quotas.iter().map(|quota| cell(of(*quota), *quota)).collect(),
            forecast: false,
            origin,
        };
    let reference = data.reference;
    let points = |q: Quota| Some(q.percent()? - reference);
    let required = |q: Quota| Some(q.staff_fte? * reference / 100.0);
    let inputs = |subject: &Subject, quotas: &[Quota]| {
        let name = |measure| (measure, subject.clone());
        let times = Origin::Times(name(Measure::CareStaff), reference / 100.0);
        let less = Origin::Difference(name(Measure::Required), name(Measure::Places));
        [
            column(Measure::CareStaff, subject, fte, quotas, &|q| q.staff_fte, Origin::Given),
            column(Measure::Required, subject, fte, quotas, &required, times),
            column(Measure::Places, subject, fte, quotas, &|q| q.places_fte, Origin::Given),
            column(Measure::Shortfall, subject, fte, quotas, &|q| q.shortfall(reference), less),
        ]
    };
    let quota = |subject: &Subject, quotas: &[Quota]| {
        let name = |measure| (measure, subject.clone());
        let origin = Origin::Percent(name(Measure::Places), name(Measure::CareStaff));
        column(Measure::Quota, subject, percent, quotas, &|q| q.percent(), origin)
    };
    let whole = Subject::Whole;
    let [staff, needed, places, shortfall] = inputs(&whole, &data.all);
    let less = Origin::Less((Measure::Quota, whole.clone()), reference);
    let points = column(Measure::Points, &whole, percent, &data.all, &points, less);
    let all = vec![staff, places, quota(&whole, &data.all), points, needed, shortfall];
    let mut sheets = vec![sheet(SheetKind::Quota, all)];

    let employers: Vec<(Subject, &[Quota])> =
        data.employers.iter().map(|e| (Subject::Employer(e.name.clone()), e.values.as_slice())).collect();
    sheets.push(sheet(SheetKind::QuotaByEmployer, employers.iter().map(|(who, q)| quota(who, q)).collect()));

    let by_route = data.routes.iter().flat_map(|route| {
        let subject = Subject::Route(route.route);
        let cells =
            |of: &dyn Fn(&Quota) -> Option<f64>| route.values.iter().map(|quota| cell(of(quota), *quota)).collect();
        let column = |measure, unit, cells, origin| Column {
            measure,
            subject: subject.clone(),
            unit,
            cells,
            forecast: false,
            origin,
        };
        let part = Origin::Percent((Measure::Places, subject.clone()), (Measure::CareStaff, Subject::Whole));
        [
            column(Measure::Places, fte, cells(&|q| q.places_fte), Origin::Given),
            column(Measure::Quota, percent, cells(&|q| q.percent()), part),
        ]
    });
    sheets.push(sheet(SheetKind::QuotaByRoute, by_route.collect()));

    let shares = employers.iter().flat_map(|(who, quotas)| {
        let counted = |at: usize| quotas[at].percent().is_some();
        let share = |at: usize| Some(quotas[at].staff_fte? / data.all[at].staff_fte? * 100.0);
        let cells = (0..quotas.len()).map(|at| cell(share(at).filter(|_| counted(at)), quotas[at])).collect();
        let origin = Origin::Percent((Measure::CareStaff, who.clone()), (Measure::CareStaff, Subject::Whole));
        let share = Column {
            measure: Measure::ShareOfCareStaff,
            subject: who.clone(),
            unit: percent,
            cells,
            forecast: false,
            origin,
        };
        let [staff, needed, places, shortfall] = inputs(who, quotas);
        [staff, share, needed, places, shortfall]
    });
    sheets.push(sheet(SheetKind::Proportional, shares.collect()));
    sheets
}

fn cell(value: Option<f64>, quota: Quota) -> Cell {
    let status = if quota.provisional { FigureStatus::Provisional } else { FigureStatus::Final };
    Cell { value, suppressed: quota.suppressed, status, ..Cell::default() }
}

fn of_capacity(data: &CapacityData) -> Vec<Sheet> {
    let sheet = |kind, of, columns| Sheet { kind, of, periods: data.periods.clone(), columns };
    let names = |measure| data.routes.iter().map(|(route, _)| (measure, Subject::Route(*route))).collect();
    let sum = |measure| Origin::Sum(names(measure));
    let mut sheets =
        vec![sheet(SheetKind::Capacity, None, capacity_columns(&data.all, data.unit, &Subject::Whole, &sum))];
    if data.routes.len() > 1 {
        sheets.extend(data.routes.iter().map(|(route, capacity)| {
            let columns = capacity_columns(capacity, data.unit, &Subject::Route(*route), &|_| Origin::Given);
            sheet(SheetKind::CapacityOfRoute, Some(*route), columns)
        }));
    }
    if data.employers.len() > 1 {
        let columns = data.employers.iter().flat_map(|(name, capacity)| {
            capacity_columns(capacity, data.unit, &Subject::Employer(name.clone()), &|_| Origin::Given)
        });
        sheets.push(sheet(SheetKind::CapacityByEmployer, None, columns.collect()));
    }
    sheets
}

fn capacity_columns(
    capacity: &Capacity,
    unit: Unit,
    subject: &Subject,
    origin: &dyn Fn(Measure) -> Origin,
) -> Vec<Column> {
    let gap = Origin::Difference((Measure::Required, subject.clone()), (Measure::Places, subject.clone()));
    let columns = [
        (Measure::Places, &capacity.places, unit, origin(Measure::Places)),
        (Measure::Inflow, &capacity.inflow, Unit::Persons, origin(Measure::Inflow)),
        (Measure::Graduates, &capacity.graduates, Unit::Persons, origin(Measure::Graduates)),
        (Measure::Required, &capacity.required, unit, origin(Measure::Required)),
        (Measure::Shortfall, &capacity.gap, unit, gap),
    ];
    let columns = columns.into_iter().filter_map(|(measure, cells, unit, origin)| {
        let cells = cells.clone()?;
        Some(Column { measure, subject: subject.clone(), unit: Some(unit), cells, forecast: false, origin })
    });
    columns.collect()
}
