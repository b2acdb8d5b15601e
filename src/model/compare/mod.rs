//! One figure of several regions side by side.
//!
//! Comes in: figures that name a comparison, and what the comparison asks of them. Goes out: [`Content`]: the figures
//! that count the same, region by region over the same periods, and those that do not, each with the reasons. The rules:
//!
//! - Compared is the whole of a figure: its total, or its only series; of a training quota that of all employers.
//! - A figure whose kind, definition, unit, scope, denominator, reference date or kind of period differs is left out; the
//!   page says why, and so does `check`.
//! - What all regions come to is a sum, never an average: of a quota the places and the staff of all regions are added up
//!   and then divided. Shares of other kinds cannot be added up, so they have no whole.
//! - A period in which one region has no value, or a hidden one, has no whole. So no total gives a hidden count away.
//! - The latest common period is the last in which every region has a value, or else the last with the most of them.

pub mod download;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::figure::quota::{Quota, QuotaData};
use super::figure::series::{Cell, Row, SeriesData};
use super::figure::{Data, Figure};
use super::format::{ComparisonFile, Denominator, FigureKind, FigureStatus, Unit};
use super::period::{Period, PeriodType};
use super::sentence::amount;
use super::{Ref, Region, Site, Text, every_period};
use crate::diagnostic::problem::Mismatch;
use crate::diagnostic::{Diagnostics, Problem, Span};

/// A comparison.
#[derive(Debug)]
pub struct Comparison {
    /// Id.
    pub id: String,
    /// Path of its page.
    pub path: String,
    /// Its keys.
    pub keys: Arc<ComparisonFile>,
    /// What the figures count.
    pub definition: Text,
    /// What is compared.
    pub content: Content,
}

/// What is compared.
#[derive(Debug, Default)]
pub struct Content {
    /// Periods from the first to the last, none left out.
    pub periods: Vec<Period>,
    /// Figures that count the same, by region.
    pub members: Vec<Member>,
    /// What all regions come to, one value a period; none for shares, which cannot be added up.
    pub whole: Option<Vec<Cell>>,
    /// What all regions come to as a quota, one a period; empty for other kinds.
    pub whole_quota: Vec<Quota>,
    /// The latest common period, as an index into the periods; none without values.
    pub latest: Option<usize>,
    /// Figures that do not count the same.
    pub refused: Vec<Refused>,
}

/// A figure of a region.
#[derive(Debug)]
pub struct Member {
    /// The region.
    pub region: Ref<Region>,
    /// The figure.
    pub figure: Ref<Figure>,
    /// One value for each period of the comparison.
    pub values: Vec<Cell>,
    /// The inputs of a quota, one for each period; empty for other kinds.
    pub quotas: Vec<Quota>,
}

/// A figure that cannot be compared.
#[derive(Debug)]
pub struct Refused {
    /// The figure.
    pub figure: Ref<Figure>,
    /// Why.
    pub mismatches: Vec<Mismatch>,
}

impl Comparison {
    /// The unit of all values.
    pub fn unit(&self) -> Option<Unit> {
        match self.keys.kind.value {
            FigureKind::TrainingQuota => Some(Unit::Percent),
            _ => self.keys.unit,
        }
    }

    /// The members with their values in the latest common period, the greatest first, those without a value last.
    pub fn ranked(&self) -> Vec<(&Member, &Cell)> {
        let Some(latest) = self.content.latest else { return Vec::new() };
        let mut ranked: Vec<_> = self.content.members.iter().map(|m| (m, &m.values[latest])).collect();
        ranked.sort_by(|(_, one), (_, other)| {
            let key = |cell: &Cell| cell.value.unwrap_or(f64::NEG_INFINITY);
            key(other).total_cmp(&key(one))
        });
        ranked
    }

    /// Who gave the values of the figures, each once and with an address where there is one.
    pub fn sources<'s>(&self, site: &'s Site) -> BTreeMap<&'s str, Option<&'s str>> {
        let figures = self.content.members.iter().map(|member| &site.figures[member.figure].keys.source);
        figures.map(|source| (source.name.as_str(), source.url.as_ref().map(|address| address.0.as_str()))).collect()
    }

    /// True when some of the values are invented examples.
    pub fn is_illustrative(&self, site: &Site) -> bool {
        self.content.members.iter().any(|member| site.figures[member.figure].keys.illustrative)
    }

    /// Says in one sentence how far the regions lie apart, and what they come to together.
    pub fn sentence(&self, site: &Site) -> String {
        let language = site.settings.language;
        let ranked: Vec<_> = self.ranked().into_iter().filter(|(_, cell)| cell.value.is_some()).collect();
        let said = |(member, cell): &(&Member, &Cell)| {
            let value = cell.value.expect("those without a value are left out");
            let name = &site.regions[member.region].keys.page.title.value;
            (amount(value, cell.qualifier.as_deref(), self.unit(), language), name)
        };
        let period = self.content.latest.map(|latest| self.content.periods[latest].text(language));
        let period = period.unwrap_or_default();
        let mut text = match ranked.as_slice() {
            [] => {
                let dutch = "Er zijn nog geen cijfers om te vergelijken.";
                return language.pick(dutch, "There are no figures to compare yet.").to_owned();
            }
            [only] => {
                let (value, name) = said(only);
                format!("{name} in {period}: {value}")
            }
            [most, .., least] => {
                let ((most, first), (least, last)) = (said(most), said(least));
                language.pick(
                    format!("In {period} het hoogst in {first} ({most}) en het laagst in {last} ({least})"),
                    format!("In {period} highest in {first} ({most}) and lowest in {last} ({least})"),
                )
            }
        };
        if let Some(whole) = self.latest_whole().filter(|_| self.content.members.len() > 1) {
            let whole = amount(whole, None, self.unit(), language);
            text.push_str(
                &language.pick(format!("; alle regio’s samen: {whole}"), format!("; all regions together: {whole}")),
            );
        }
        text.push('.');
        text
    }

    fn latest_whole(&self) -> Option<f64> {
        self.content.whole.as_ref()?[self.content.latest?].value
    }
}

/// Fills all comparisons of a linked site; reports what does not belong together. Of a translated site, the `original`
/// tells which definitions say the same.
pub fn fill(site: &mut Site, original: Option<&Site>, diagnostics: &mut Diagnostics) {
    for comparison in site.comparisons.refs() {
        let figures = site.figures.iter().filter(|(_, figure)| figure.comparison == Some(comparison));
        let mut figures: Vec<Ref<Figure>> = figures.map(|(reference, _)| reference).collect();
        figures.sort_by_key(|figure| site.figures[*figure].regions.first().copied());
        let content = content(site, original, &site.comparisons[comparison], &figures);
        report(site, &site.comparisons[comparison], &content, diagnostics);
        site.comparisons.rows[comparison.index()].content = content;
    }
}

fn report(site: &Site, comparison: &Comparison, content: &Content, diagnostics: &mut Diagnostics) {
    for refused in &content.refused {
        let keys = &site.figures[refused.figure].keys;
        let span: Span = keys.comparison.as_ref().map_or(keys.span, |id| id.span);
        let mismatches = refused.mismatches.clone();
        let problem = Problem::NotComparable { comparison: comparison.id.clone(), mismatches };
        diagnostics.report_with(span, problem, vec![comparison.keys.page.title.span]);
    }
}

fn content(site: &Site, original: Option<&Site>, comparison: &Comparison, figures: &[Ref<Figure>]) -> Content {
    let mut content = Content::default();
    let mut accepted: Vec<Ref<Figure>> = Vec::new();
    for &reference in figures {
        let figure = &site.figures[reference];
        let mut mismatches = mismatches(comparison, figure, is_one_definition(original, comparison, figure));
        if figure.regions.len() == 1 && accepted.iter().any(|other| site.figures[*other].regions == figure.regions) {
            mismatches.push(Mismatch::SameRegion);
        }
        match mismatches.is_empty() {
            true => accepted.push(reference),
            false => content.refused.push(Refused { figure: reference, mismatches }),
        }
    }
    content.periods = every_period(accepted.iter().flat_map(|figure| periods(&site.figures[*figure])).collect());
    content.members = accepted.iter().map(|figure| member(site, *figure, &content.periods)).collect();
    content.whole_quota = whole_quota(&content);
    content.whole = whole(comparison, &content);
    content.latest = latest(&content);
    content
}

/// True when a figure counts what its comparison asks for, in the same words as the originals of the two.
fn is_one_definition(original: Option<&Site>, comparison: &Comparison, figure: &Figure) -> bool {
    let same =
        |figure: &Figure, comparison: &Comparison| figure.definition.prose.says_the_same(&comparison.definition.prose);
    let Some(original) = original else { return same(figure, comparison) };
    let figure = original.figures.rows.iter().find(|other| other.id == figure.id);
    let comparison = original.comparisons.rows.iter().find(|other| other.id == comparison.id);
    figure.zip(comparison).is_some_and(|(figure, comparison)| same(figure, comparison))
}

/// All ways in which a figure is not what its comparison asks for.
fn mismatches(comparison: &Comparison, figure: &Figure, is_one_definition: bool) -> Vec<Mismatch> {
    let (asked, keys) = (&comparison.keys, &figure.keys);
    let kind = |kind: Option<PeriodType>| Some(kind.unwrap_or(PeriodType::CalendarYear).word().to_owned());
    let pairs: [(&'static str, Option<String>, Option<String>); 6] = [
        ("kind", Some(keys.kind.value.word().into()), Some(asked.kind.value.word().into())),
        ("unit", keys.unit().map(|unit| unit.word().into()), asked.unit.map(|unit| unit.word().into())),
        ("scope", keys.scope.clone(), asked.scope.clone()),
        ("denominator", keys.denominator.map(denominator), asked.denominator.map(denominator)),
        ("period_type", kind(keys.period_type), kind(asked.period_type)),
        ("reference_date", keys.reference_date.clone(), asked.reference_date.clone()),
    ];
    let differing = pairs.into_iter().filter(|(_, found, expected)| found != expected);
    let mut all: Vec<Mismatch> =
        differing.map(|(key, found, expected)| Mismatch::Key { key, found, expected }).collect();
    let has_whole = match &figure.data {
        Data::Series(data) => row_of(data).is_some() || data.rows.is_empty(),
        Data::Quota(_) => true,
        Data::Capacity(_) | Data::BusinessCase(_) => false,
    };
    let others = [
        (Mismatch::Definition, !is_one_definition),
        (Mismatch::NotOneRegion, figure.regions.len() != 1),
        (Mismatch::NoWhole, !has_whole),
    ];
    all.extend(others.into_iter().filter(|(_, differs)| *differs).map(|(mismatch, _)| mismatch));
    all
}

fn denominator(denominator: Denominator) -> String {
    denominator.word().to_owned()
}

/// The row that stands for the whole figure: its total, or its only series that is no forecast.
fn row_of(data: &SeriesData) -> Option<&Row> {
    data.total.as_ref().or(match data.rows.as_slice() {
        [only] if !only.forecast => Some(only),
        _ => None,
    })
}

fn periods(figure: &Figure) -> Vec<Period> {
    match &figure.data {
        Data::Series(data) => data.periods.clone(),
        Data::Quota(data) => data.periods.clone(),
        Data::Capacity(data) => data.periods.clone(),
        Data::BusinessCase(_) => Vec::new(),
    }
}

fn member(site: &Site, reference: Ref<Figure>, periods: &[Period]) -> Member {
    let figure = &site.figures[reference];
    let quotas = match &figure.data {
        Data::Quota(data) => periods.iter().map(|period| quota_in(data, *period)).collect(),
        _ => Vec::new(),
    };
    let values = match &figure.data {
        Data::Series(data) => periods.iter().map(|period| cell_in(data, *period)).collect(),
        _ => quotas.iter().map(|quota| quota.cell(quota.percent())).collect(),
    };
    Member { region: figure.regions[0], figure: reference, values, quotas }
}

fn cell_in(data: &SeriesData, period: Period) -> Cell {
    let at = data.periods.iter().position(|other| *other == period);
    at.zip(row_of(data)).map(|(at, row)| row.values[at].clone()).unwrap_or_default()
}

fn quota_in(data: &QuotaData, period: Period) -> Quota {
    let at = data.periods.iter().position(|other| *other == period);
    at.map(|at| data.all[at]).unwrap_or_default()
}

/// Places and staff of all regions, per period; nothing where a region lacks one of the two.
fn whole_quota(content: &Content) -> Vec<Quota> {
    let of = |at: usize| {
        let quotas = || content.members.iter().map(|member| member.quotas[at]);
        Quota {
            staff_fte: quotas().map(|quota| quota.staff_fte.filter(|_| quota.places_fte.is_some())).sum(),
            places_fte: quotas().map(|quota| quota.places_fte.filter(|_| quota.staff_fte.is_some())).sum(),
            provisional: quotas().any(|quota| quota.provisional),
            suppressed: quotas().any(|quota| quota.suppressed),
        }
    };
    let is_quota = !content.members.is_empty() && content.members.iter().all(|member| !member.quotas.is_empty());
    if is_quota { (0..content.periods.len()).map(of).collect() } else { Vec::new() }
}

/// The sum over all regions per period, where adding up means something.
fn whole(comparison: &Comparison, content: &Content) -> Option<Vec<Cell>> {
    if content.members.is_empty() {
        return None;
    }
    match (comparison.keys.kind.value, comparison.unit()) {
        (FigureKind::TrainingQuota, _) => {
            Some(content.whole_quota.iter().map(|quota| quota.cell(quota.percent())).collect())
        }
        (_, Some(unit)) if unit.is_additive() => Some((0..content.periods.len()).map(|at| sum(content, at)).collect()),
        _ => None,
    }
}

fn sum(content: &Content, at: usize) -> Cell {
    let cells = || content.members.iter().map(|member| &member.values[at]);
    let provisional = cells().any(|cell| cell.status.is_provisional());
    Cell {
        value: cells().map(|cell| cell.value).sum(),
        // A sum of which a part is hidden is hidden for the same reason.
        suppressed: cells().any(|cell| cell.suppressed),
        status: if provisional { FigureStatus::Provisional } else { FigureStatus::Final },
        ..Cell::default()
    }
}

/// The last period in which every region has a value, or else the last with the most of them.
fn latest(content: &Content) -> Option<usize> {
    let known = |at: &usize| content.members.iter().filter(|member| member.values[*at].value.is_some()).count();
    (0..content.periods.len()).filter(|at| known(at) > 0).max_by_key(|at| (known(at), *at))
}
