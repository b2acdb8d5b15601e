//! From what is published to what a reader knows: every number of the sheets of a family of figures with what it follows
//! from, what ties figures to each other, and the comparisons in which they stand.

use std::collections::{BTreeMap, BTreeSet};

use super::super::compare::Comparison;
use super::super::figure::capacity::CapacityData;
use super::super::figure::series::{Cell, SeriesData};
use super::super::figure::sheet::{Column, Measure, Name, Origin, Sheet, Subject};
use super::super::figure::{Data, Figure, TakenOut};
use super::super::format::{Denominator, Direction, FigureKind, Unit};
use super::super::period::Period;
use super::super::{Ref, Region, Site};
use super::NEARLY;
use super::knowledge::{Knowledge, Value};

/// How far a number in a file can be from what it stands for: files have six decimals.
const ROUNDED: f64 = 0.5e-6;

/// Puts what is published of a family of figures into knowledge.
pub(super) struct Reader<'a> {
    site: &'a Site,
    figures: &'a [&'a Figure],
    pub knowledge: Knowledge,
    /// The number of the first value of each column; the others follow, one a period.
    columns: BTreeMap<(usize, Name), usize>,
    /// What the hidden values are, to tell a true conclusion from a wrong one.
    truths: BTreeMap<usize, f64>,
}

/// A column of a figure that others can have too.
struct Published<'a> {
    figure: usize,
    /// What it counts. All that a figure counts is its total, however it is shown.
    label: Name,
    first: usize,
    periods: &'a [Period],
}

/// All that a figure counts.
const WHOLE: Name = (Measure::Total, Subject::Whole);
/// All who come.
const INFLOW: Name = (Measure::Inflow, Subject::Whole);
/// The staff that shares are shares of.
const STAFF: Name = (Measure::Staff, Subject::Whole);

impl Published<'_> {
    fn at(&self, period: Period) -> Option<usize> {
        self.periods.binary_search(&period).ok().map(|at| self.first + at)
    }

    fn numbers(&self) -> impl Iterator<Item = (Period, usize)> {
        self.periods.iter().enumerate().map(|(at, period)| (*period, self.first + at))
    }
}

impl<'a> Reader<'a> {
    /// Reads a family of figures, with all that hangs together.
    pub fn read(site: &'a Site, figures: &'a [&'a Figure], family: &[usize]) -> Reader<'a> {
        let knowledge = Knowledge::default();
        let mut reader = Reader { site, figures, knowledge, columns: BTreeMap::new(), truths: BTreeMap::new() };
        let rows: Vec<Published> = family.iter().flat_map(|at| reader.figure(*at)).collect();
        let unit = |row: &&Published| figures[row.figure].keys.unit();
        let shares: Vec<&Published> = rows.iter().filter(|row| unit(row) == Some(Unit::Percent)).collect();
        let counts: Vec<&Published> = rows.iter().filter(|row| unit(row).is_none_or(Unit::is_additive)).collect();
        reader.same_counts(&counts);
        reader.students(&counts);
        reader.regions_together(&counts);
        reader.shares(&shares, &counts);
        site.comparisons.iter().for_each(|(_, comparison)| reader.comparison(comparison, &counts));
        reader.knowledge.join_what_is_the_same();
        reader
    }

    // --- One figure --------------------------------------------------------------------------------------------------

    /// Reads all numbers of a figure with what they follow from; gives the columns that others can have too.
    fn figure(&mut self, at: usize) -> Vec<Published<'a>> {
        let figure = self.figures[at];
        let sheets = figure.sheets(self.site.settings.language);
        let columns = || sheets.iter().flat_map(|sheet| &sheet.columns);
        // Where nothing is hidden, what is computed says nothing that its parts do not say.
        let can_tell = |column: &&Column| column.is_counted() || !figure.taken_out.is_empty();
        for column in columns().filter(can_tell) {
            self.columns.insert((at, column.name()), self.knowledge.values.len());
            self.knowledge.values.extend(column.cells.iter().map(|cell| column.known(cell)));
        }
        let behind = self.staff_behind(at, columns());
        let truths = figure.taken_out.iter().filter_map(|taken| Some((self.number(at, taken)?, taken.value)));
        self.truths.extend(truths.collect::<Vec<_>>());
        if figure.keys.unit().is_none_or(Unit::is_additive) {
            sheets.iter().for_each(|sheet| self.origins(at, sheet));
            self.employers(at);
            self.growth(at);
        }
        self.published(at, columns()).into_iter().chain(behind).collect()
    }

    /// The staff that stands in no column itself, but follows from the places that it needs.
    fn staff_behind<'c>(&mut self, at: usize, columns: impl Iterator<Item = &'c Column>) -> Vec<Published<'a>> {
        let figure = self.figures[at];
        let mut rows = Vec::new();
        for column in columns {
            let Origin::Times(of, times) = &column.origin else { continue };
            if self.columns.contains_key(&(at, of.clone())) || of.0 != Measure::CareStaff {
                continue;
            }
            let first = self.knowledge.values.len();
            let staff = |cell: &Cell| Cell { value: cell.value.map(|needed| needed / times), ..cell.clone() };
            self.knowledge.values.extend(column.cells.iter().map(|cell| Value::of_cell(&staff(cell), 0.0, false)));
            self.columns.insert((at, of.clone()), first);
            let label = (Measure::CareStaff, in_small_letters(&of.1));
            rows.push(Published { figure: at, label, first, periods: figure.data.periods() });
        }
        rows
    }

    /// The number of a hidden value; none when it stands nowhere, not even as hidden.
    fn number(&self, at: usize, taken: &TakenOut) -> Option<usize> {
        let name = place_of(&self.figures[at].data, taken.row)?;
        Some(self.columns.get(&(at, name))? + taken.period)
    }

    /// Says what the columns of a sheet follow from.
    fn origins(&mut self, at: usize, sheet: &Sheet) {
        for column in &sheet.columns {
            for period in 0..sheet.periods.len() {
                self.origin(at, column, period);
            }
        }
    }

    fn origin(&mut self, at: usize, column: &Column, period: usize) {
        let number = |name: &Name| Some(self.columns.get(&(at, name.clone()))? + period);
        let Some(own) = number(&column.name()) else { return };
        let exactly = (0.0, 0.0);
        let said = match &column.origin {
            Origin::Given => None,
            Origin::Sum(parts) => {
                let parts: Option<Vec<_>> = parts.iter().map(|part| Some((number(part)?, 1.0))).collect();
                parts.map(|parts| (parts, exactly))
            }
            Origin::Difference(a, b) => number(a).zip(number(b)).map(|(a, b)| (vec![(a, 1.0), (b, -1.0)], exactly)),
            Origin::Times(of, times) => number(of).map(|of| (vec![(of, *times)], (-ROUNDED, ROUNDED))),
            Origin::Less(of, less) => number(of).map(|of| (vec![(of, 1.0)], (less - ROUNDED, less + ROUNDED))),
            Origin::Percent(part, whole) => {
                let parts = number(part).zip(number(whole));
                parts.into_iter().for_each(|(part, whole)| self.percent(own, part, whole, ROUNDED, vec![at]));
                None
            }
        };
        let Some((mut terms, bounds)) = said else { return };
        terms.push((own, -1.0));
        let is_sum = matches!(column.origin, Origin::Sum(_));
        if is_sum || terms.iter().any(|(number, _)| self.shown(*number).is_none()) {
            self.knowledge.relate(terms, bounds, vec![at]);
        }
    }

    /// Says that a value is a part of another in percent, as far as the percentage is shown and a value is not.
    fn percent(&mut self, percent: usize, part: usize, whole: usize, margin: f64, figures: Vec<usize>) {
        let (Some(percent), true) = (self.shown(percent), self.shown(part).is_none() || self.shown(whole).is_none())
        else {
            return;
        };
        let terms = |percent: f64| vec![(part, 1.0), (whole, -percent / 100.0)];
        self.knowledge.relate(terms(percent + margin), (f64::NEG_INFINITY, 0.0), figures.clone());
        self.knowledge.relate(terms(percent - margin), (0.0, f64::INFINITY), figures);
    }

    /// The staff of the employers that have both inputs is that of all together; where it stands behind the places that
    /// are needed, that of all employers.
    fn employers(&mut self, at: usize) {
        let data = match &self.figures[at].data {
            Data::Quota(data) => data,
            Data::Capacity(data) => return self.staff_together(at, data),
            _ => return,
        };
        let number = |who| self.columns.get(&(at, (Measure::CareStaff, who))).copied();
        let employers = data.employers.iter();
        let employers: Vec<_> =
            employers.filter_map(|e| Some((number(Subject::Employer(e.name.clone()))?, &e.values))).collect();
        let Some(whole) = number(Subject::Whole) else { return };
        for period in 0..data.periods.len() {
            let counted = employers.iter().filter(|(_, q)| q[period].suppressed || q[period].places_fte.is_some());
            let parts = counted.map(|(first, _)| (first + period, 1.0));
            let terms = parts.chain([(whole + period, -1.0)]).collect();
            self.knowledge.relate(terms, (0.0, 0.0), vec![at]);
        }
    }

    fn staff_together(&mut self, at: usize, data: &CapacityData) {
        let number = |who| self.columns.get(&(at, (Measure::CareStaff, who))).copied();
        let employers = data.employers.iter().map(|(name, _)| number(Subject::Employer(name.clone())));
        let (Some(whole), Some(employers)) = (number(Subject::Whole), employers.collect::<Option<Vec<_>>>()) else {
            return;
        };
        for period in 0..data.periods.len() {
            let parts = employers.iter().map(|first| (first + period, 1.0));
            self.knowledge.relate(parts.chain([(whole + period, -1.0)]).collect(), (0.0, 0.0), vec![at]);
        }
    }

    /// What staff grew by is what came less what left, where all of it is published and it is so: a rounded number, or
    /// staff that is counted on another day, leads to wrong conclusions, which expose nobody.
    fn growth(&mut self, at: usize) {
        let number = |measure| self.columns.get(&(at, (measure, Subject::Whole))).copied();
        let all = [Measure::Inflow, Measure::Outflow, Measure::Staff].map(number);
        let ([Some(inflow), Some(outflow), Some(staff)], Data::Series(data)) = (all, &self.figures[at].data) else {
            return;
        };
        for now in 1..data.periods.len() {
            let terms = vec![(staff + now, 1.0), (staff + now - 1, -1.0), (inflow + now, -1.0), (outflow + now, 1.0)];
            let truth = |number: usize| self.shown(number).or_else(|| self.truths.get(&number).copied());
            let result: Option<f64> = terms.iter().map(|(number, factor)| Some(truth(*number)? * factor)).sum();
            if result.is_some_and(|result| result.abs() < NEARLY) {
                self.knowledge.relate(terms, (0.0, 0.0), vec![at]);
            }
        }
    }

    /// Columns of people whom other figures can count too.
    fn published<'c>(&self, at: usize, columns: impl Iterator<Item = &'c Column>) -> Vec<Published<'a>> {
        let figure = self.figures[at];
        let row = |column: &Column, label| Published {
            figure: at,
            label,
            first: self.columns[&(at, column.name())],
            periods: figure.data.periods(),
        };
        let labels = |column: &Column| {
            let other = figure.is_whole(column).then_some(WHOLE);
            [Some(figure.label(column)), other]
                .into_iter()
                .flatten()
                .map(|label| row(column, label))
                .collect::<Vec<_>>()
        };
        columns.filter(|column| column.is_counted()).flat_map(labels).collect()
    }

    // --- Several figures ---------------------------------------------------------------------------------------------

    /// Rows of the same name in figures of the same regions, when nothing that is shown says otherwise.
    fn same_counts(&mut self, rows: &[&Published]) {
        let mut alike: BTreeMap<(&Name, Vec<Ref<Region>>), Vec<&Published>> = BTreeMap::new();
        for row in rows {
            alike.entry((&row.label, self.regions(row.figure))).or_default().push(row);
        }
        for rows in alike.into_values() {
            for (at, one) in rows.iter().enumerate() {
                for other in rows[at + 1..].iter().filter(|other| other.figure != one.figure) {
                    let both = one.numbers().filter_map(|(period, a)| Some(vec![(a, 1.0), (other.at(period)?, -1.0)]));
                    self.if_it_fits(both.collect(), vec![one.figure, other.figure]);
                }
            }
        }
    }

    /// Students of capacity planning, and series of the same regions that say the same numbers under a name of their own.
    fn students(&mut self, rows: &[&Published]) {
        let data = |row: &Published| &self.figures[row.figure].data;
        let is_student = |row: &&&Published| {
            matches!(data(row), Data::Capacity(_)) && matches!(row.label.0, Measure::Inflow | Measure::Graduates)
        };
        let mut pairs: Vec<(&Published, &Published)> = Vec::new();
        for row in rows.iter().filter(is_student) {
            let may_be_the_same = |other: &&&Published| {
                matches!(data(other), Data::Series(_)) && self.regions(row.figure) == self.regions(other.figure)
            };
            pairs.extend(rows.iter().filter(may_be_the_same).map(|other| (*row, *other)));
        }
        for (row, other) in pairs {
            let both = row.numbers().filter_map(|(period, a)| Some(vec![(a, 1.0), (other.at(period)?, -1.0)]));
            self.if_it_fits(both.collect(), vec![row.figure, other.figure]);
        }
    }

    /// Rows of single regions, and that of a figure of all of these regions, when nothing that is shown says otherwise.
    fn regions_together<'r>(&mut self, rows: &[&'r Published<'a>]) {
        let mut single: BTreeMap<(&Name, Ref<Region>), Vec<&Published>> = BTreeMap::new();
        for row in rows {
            if let [region] = self.regions(row.figure)[..] {
                single.entry((&row.label, region)).or_default().push(row);
            }
        }
        for whole in rows {
            let label = &whole.label;
            // Of what is real and an example, that which the whole is comes first.
            let is_example = |row: &Published| self.figures[row.figure].keys.illustrative;
            let first = |rows: &Vec<&'r Published<'a>>| {
                rows.iter().find(|row| is_example(row) == is_example(whole)).or(rows.first()).copied()
            };
            let parts: Option<Vec<&Published>> = match &self.regions(whole.figure)[..] {
                [_] => continue,
                // A figure of no region is often one of all regions.
                [] => single.iter().filter(|((other, _), _)| *other == label).map(|(_, rows)| first(rows)).collect(),
                several => several.iter().map(|region| first(single.get(&(label, *region))?)).collect(),
            };
            let Some(parts) = parts.filter(|parts| parts.len() > 1) else { continue };
            let sum = |(period, whole): (Period, usize)| {
                let parts = parts.iter().map(|part| Some((part.at(period)?, 1.0)));
                parts.chain([Some((whole, -1.0))]).collect::<Option<Vec<_>>>()
            };
            let figures = parts.iter().map(|part| part.figure).chain([whole.figure]).collect();
            self.if_it_fits(whole.numbers().filter_map(sum).collect(), figures);
        }
    }

    /// Percentages of outflow or of staff beside the counts themselves.
    fn shares(&mut self, shares: &[&Published], counts: &[&Published]) {
        for share in shares {
            let of = match self.figures[share.figure].keys.denominator {
                Some(Denominator::Outflow) if share.label != WHOLE => WHOLE,
                Some(Denominator::Staff) => STAFF,
                _ => continue,
            };
            let regions = self.regions(share.figure);
            let here = |row: &&&Published| self.regions(row.figure) == regions;
            let find = |label: &Name| counts.iter().filter(here).find(|row| row.label == *label);
            let (Some(part), Some(whole)) = (find(&share.label), find(&of)) else { continue };
            for (period, number) in share.numbers() {
                let (Some(percent), Some(part), Some(whole)) = (self.shown(number), part.at(period), whole.at(period))
                else {
                    continue;
                };
                let margin = 0.5 / 10_f64.powi(decimals(percent).max(1));
                self.percent(number, part, whole, margin, vec![share.figure]);
            }
        }
    }

    /// What a comparison shows of the figures, and of all of them together.
    fn comparison(&mut self, comparison: &Comparison, counts: &[&Published]) {
        let content = &comparison.content;
        let is_quota = !content.whole_quota.is_empty();
        let label = if is_quota { (Measure::CareStaff, Subject::Whole) } else { WHOLE };
        let shown = |cells: &[Cell], at: usize| cells.get(at).and_then(|cell| cell.value);
        let row = |figure: Ref<Figure>| {
            let figure = &self.site.figures[figure];
            counts.iter().find(|row| row.label == label && std::ptr::eq(self.figures[row.figure], figure))
        };
        let rows: Vec<_> = content.members.iter().map(|member| row(member.figure)).collect();
        for (at, period) in content.periods.iter().enumerate() {
            let numbers: Vec<Option<usize>> = rows.iter().map(|row| row.and_then(|row| row.at(*period))).collect();
            // Where the figures show all of it, the comparison says no more.
            if numbers.iter().flatten().all(|number| self.shown(*number).is_some()) {
                continue;
            }
            let figures: Vec<usize> = rows.iter().flatten().map(|row| row.figure).collect();
            let mut parts = Vec::new();
            for (member, number) in content.members.iter().zip(&numbers) {
                let value = match is_quota {
                    true => member.quotas[at].staff_fte,
                    false => shown(&member.values, at),
                };
                if let (Some(value), Some(number)) = (value, number) {
                    self.knowledge.relate(vec![(*number, 1.0)], (value, value), figures.clone());
                }
                parts.push(number.map(|number| (number, 1.0)).ok_or(value));
            }
            let whole = match is_quota {
                true => content.whole_quota[at].staff_fte,
                false => content.whole.as_deref().and_then(|cells| shown(cells, at)),
            };
            self.together(whole, parts, figures);
        }
    }

    /// Says that values, and numbers that are known anyway, add up to a whole.
    fn together(&mut self, whole: Option<f64>, parts: Vec<Result<(usize, f64), Option<f64>>>, figures: Vec<usize>) {
        let Some(mut rest) = whole else { return };
        let mut terms = Vec::new();
        for part in parts {
            match part {
                Ok(term) => terms.push(term),
                Err(Some(known)) => rest -= known,
                Err(None) => return,
            }
        }
        self.knowledge.relate(terms, (rest, rest), figures);
    }

    /// Relates values in each period as sums that are zero, unless a period that is shown speaks against it. Outflow says
    /// all of what it counts; of anything else some period has to speak for it.
    fn if_it_fits(&mut self, sums: Vec<Vec<(usize, f64)>>, figures: Vec<usize>) {
        let result =
            |sum: &Vec<(usize, f64)>| sum.iter().map(|(at, f)| Some(self.shown(*at)? * f)).sum::<Option<f64>>();
        let results: Vec<f64> = sums.iter().filter_map(result).collect();
        let is_outflow = self.figures[figures[0]].keys.kind.value == FigureKind::Outflow;
        if results.iter().all(|result| result.abs() < NEARLY) && (is_outflow || !results.is_empty()) {
            sums.into_iter().for_each(|sum| self.knowledge.relate(sum, (0.0, 0.0), figures.clone()));
        }
    }

    fn shown(&self, value: usize) -> Option<f64> {
        Some(self.knowledge.values[value]).filter(|value| value.is_shown()).map(|value| value.low)
    }

    fn regions(&self, figure: usize) -> Vec<Ref<Region>> {
        let mut regions = self.figures[figure].regions.clone();
        regions.sort_unstable();
        regions
    }

    /// The values that are hidden by their number, each with its figures.
    pub fn hidden(&self) -> BTreeMap<usize, Vec<(usize, TakenOut)>> {
        let mut hidden: BTreeMap<usize, Vec<(usize, TakenOut)>> = BTreeMap::new();
        let figures: BTreeSet<usize> = self.columns.keys().map(|(figure, _)| *figure).collect();
        for at in figures {
            for taken in &self.figures[at].taken_out {
                let Some(number) = self.number(at, taken) else { continue };
                hidden.entry(self.knowledge.standing_for(number)).or_default().push((at, *taken));
            }
        }
        hidden
    }
}

impl Column {
    /// It counts people, or is the staff of an employer: not computed from what stands beside it.
    fn is_counted(&self) -> bool {
        let is_given = matches!(self.origin, Origin::Given | Origin::Sum(_));
        is_given && (matches!(self.unit, Some(Unit::Persons | Unit::Percent)) || self.measure == Measure::CareStaff)
    }

    fn known(&self, cell: &Cell) -> Value {
        let is_whole = self.unit == Some(Unit::Persons);
        let least = match self.measure {
            Measure::Net | Measure::Shortfall | Measure::Points => f64::NEG_INFINITY,
            _ if is_whole => 1.0,
            _ => 0.0,
        };
        Value::of_cell(cell, least, is_whole)
    }
}

impl Figure {
    /// What a column counts, as other figures have it too: names in small letters, and a total of who comes as inflow.
    fn label(&self, column: &Column) -> Name {
        let subject = in_small_letters(&column.subject);
        let comes = |data: &SeriesData| data.rows.iter().all(|row| row.direction == Some(Direction::In));
        match (&self.data, column.measure) {
            (Data::Series(data), Measure::Total) if !data.rows.is_empty() && comes(data) => INFLOW,
            (_, measure) => (measure, subject),
        }
    }

    /// True for all that the figure counts: its total, its only series, or of who comes and who leaves, who leaves.
    fn is_whole(&self, column: &Column) -> bool {
        match (&self.data, column.measure) {
            (Data::Series(data), Measure::Value) => data.total.is_none() && data.rows.len() == 1,
            (Data::Series(_), Measure::Outflow) => true,
            _ => false,
        }
    }
}

fn in_small_letters(subject: &Subject) -> Subject {
    match subject {
        Subject::Series(name) => Subject::Series(name.to_lowercase()),
        Subject::Employer(name) => Subject::Employer(name.to_lowercase()),
        other => other.clone(),
    }
}

/// The column in which a hidden value stands.
fn place_of(data: &Data, row: usize) -> Option<Name> {
    match data {
        Data::Series(data) => Some(match row.checked_sub(data.rows.len()) {
            None => (Measure::Value, Subject::Series(data.rows[row].name.clone())),
            Some(0) => WHOLE,
            Some(1) => INFLOW,
            Some(2) => (Measure::Outflow, Subject::Whole),
            Some(_) => STAFF,
        }),
        Data::Quota(data) => {
            let employer = data.employers.get(row).map(|employer| Subject::Employer(employer.name.clone()));
            Some((Measure::CareStaff, employer.unwrap_or(Subject::Whole)))
        }
        Data::Capacity(data) if row >= data.person_rows() => {
            let employer = data.employers.get(row - data.person_rows());
            let employer = employer.map(|(name, _)| Subject::Employer(name.clone()));
            Some((Measure::CareStaff, employer.unwrap_or(Subject::Whole)))
        }
        Data::Capacity(data) => {
            let rows = data.routes.len() + 1;
            let route = data.routes.get(row % rows).map(|(route, _)| Subject::Route(*route));
            let measure = if row < rows { Measure::Inflow } else { Measure::Graduates };
            Some((measure, route.unwrap_or(Subject::Whole)))
        }
        Data::BusinessCase(_) => None,
    }
}

/// Digits behind the point that a number is written with.
fn decimals(value: f64) -> i32 {
    value.to_string().split_once('.').map_or(0, |(_, digits)| digits.len() as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_those_that_a_number_is_written_with() {
        assert_eq!([4.0, 4.2, 4.25].map(decimals), [0, 1, 2]);
    }
}
