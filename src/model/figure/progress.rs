//! Progress against a target: where a figure should be by now, and where it is.
//!
//! Comes in: what is *shown* of a figure, so that nothing here can give a hidden count away. Goes out: [`Progress`], with
//! every number that its arithmetic uses. It is the basis of what is said of a figure, and of roll-ups over figures.
//!
//! **The one rule.** A straight line runs from the base (a value in a period) to the target (a value in a later period).
//! The value that this line has in the latest measured period is what is *required*; the value measured there is the
//! *actual* one. From the target's period on, the target itself is required.
//!
//! | in this order | outcome |
//! |---|---|
//! | no value, the base or latest value hidden, or nothing measured after the base | [`Outcome::Undetermined`] |
//! | the actual value is at least as good as the target | [`Outcome::Reached`] |
//! | at least as good as required | [`Outcome::OnTrack`] |
//! | worse than the base | [`Outcome::Worsening`] |
//! | else | [`Outcome::Behind`] |
//!
//! - Nothing is divided by a value, so a base or target of zero and a change of sign are ordinary cases.
//! - A target equal to the base asks to hold the base: it is reached, or the figure is worsening.
//! - A target that is *worse* than the base (the direction contradicts it) asks not to get worse than that: reached until
//!   it is passed, and then worsening. It is probably a mistake, and reported as a warning.
//! - A target whose period is not after the base has no path. The target itself is required, and a warning says so.
//! - A break in the series parts what cannot be compared: the base is the first value after the last break. A base that is
//!   given by its period alone must lie after it, too; one that is given with its value is taken at its word.
//! - Gaps are passed over; a forecast is never an actual value; a provisional value is, and [`Point::provisional`] says so.
//! - A figure at or past its target in the very period of the base has reached it; otherwise the base alone says nothing.
//! - Numbers are compared as they are printed: rounded to one decimal more than the unit has elsewhere.
//! - A reference has no period, so it has no path: [`Outcome::Reached`] or [`Outcome::Below`].

use super::super::format::{Good, Unit};
use super::super::period::Period;
use super::super::sentence::decimals;
use super::capacity::CapacityData;
use super::quota::QuotaData;
use super::series::{Cell, SeriesData, comparable_from};
use super::{Computation, Disclosure};
use crate::diagnostic::Problem;
use crate::language::{Language, rounded};

/// How a figure stands against its target, with all numbers that this follows from.
#[derive(Debug, Clone, PartialEq)]
pub struct Progress {
    /// What it comes to.
    pub outcome: Outcome,
    /// What is to be reached.
    pub target: Goal,
    /// Which direction is good.
    pub good: Good,
    /// Unit of all values.
    pub unit: Option<Unit>,
    /// Where the path begins; none without a path, and when it is hidden or unknown.
    pub base: Option<Point>,
    /// The latest measured value; none when there is none, or when it is hidden.
    pub actual: Option<Point>,
    /// What the path asks for in the period of the actual value.
    pub required: Option<Required>,
}

/// What it comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// "Doel bereikt": at least as good as the target.
    Reached,
    /// "Op koers": at least as good as the path asks.
    OnTrack,
    /// "Loopt achter": better than, or as good as, the base, but less than the path asks.
    Behind,
    /// "Verslechtert": worse than the base.
    Worsening,
    /// "Onder de referentie": short of a reference that has no period, so that no path says how far it should be.
    Below,
    /// "Nog niet te bepalen".
    Undetermined(Reason),
}

/// Why an outcome cannot be determined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Nothing has been measured yet.
    NoValues,
    /// The period of the base has no value.
    NoBase,
    /// Nothing has been measured after the base.
    OnlyBase,
    /// The base was counted in another way than the latest value.
    Break,
    /// The base or the latest value is not shown, since it is a small count or would give one away.
    Hidden,
}

/// What is to be reached.
#[derive(Debug, Clone, PartialEq)]
pub struct Goal {
    /// The value.
    pub value: f64,
    /// The period by which; none for a reference, which always holds.
    pub period: Option<Period>,
    /// A word such as `hooguit`.
    pub qualifier: Option<String>,
}

/// A value in a period.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// The period.
    pub period: Period,
    /// The value.
    pub value: f64,
    /// It may still change.
    pub provisional: bool,
    /// A word such as `ruim`.
    pub qualifier: Option<String>,
}

/// What the path asks for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Required {
    /// The value, rounded as it is printed.
    pub value: f64,
    /// Periods from the base to the actual value, and from the base to the target; none where the target itself is
    /// required: it has no path, or its period has come.
    pub steps: Option<(u32, u32)>,
}

impl Outcome {
    /// The machine's word, for classes and data: `reached`, `on_track`, `behind`, `worsening`, `below`, `undetermined`.
    pub fn key(self) -> &'static str {
        match self {
            Outcome::Reached => "reached",
            Outcome::OnTrack => "on_track",
            Outcome::Behind => "behind",
            Outcome::Worsening => "worsening",
            Outcome::Below => "below",
            Outcome::Undetermined(_) => "undetermined",
        }
    }

    /// The shape before the word, which tells outcomes apart without colour.
    pub fn shape(self) -> &'static str {
        match self {
            Outcome::Reached => "●",
            Outcome::OnTrack => "◐",
            Outcome::Behind | Outcome::Below => "△",
            Outcome::Worsening => "▼",
            Outcome::Undetermined(_) => "–",
        }
    }

    /// In words: `op koers`.
    pub fn word(self, language: Language) -> &'static str {
        match self {
            Outcome::Reached => language.pick("doel bereikt", "target reached"),
            Outcome::OnTrack => language.pick("op koers", "on track"),
            Outcome::Behind => language.pick("loopt achter", "behind"),
            Outcome::Worsening => language.pick("verslechtert", "getting worse"),
            Outcome::Below => language.pick("onder de referentie", "below the reference"),
            Outcome::Undetermined(_) => language.pick("nog niet te bepalen", "cannot be determined yet"),
        }
    }
}

impl Reason {
    /// The reason as a sentence.
    pub fn text(self, language: Language) -> &'static str {
        match self {
            Reason::NoValues => language.pick("Er zijn nog geen cijfers.", "There are no figures yet."),
            Reason::NoBase => language.pick(
                "Over de periode van de beginwaarde is geen cijfer bekend.",
                "There is no figure for the period of the base.",
            ),
            Reason::OnlyBase => {
                language.pick("Na de beginwaarde is er nog geen cijfer.", "There is no figure yet after the base.")
            }
            Reason::Break => language.pick(
                "Tussen de beginwaarde en de laatste waarde is de manier van tellen veranderd.",
                "The way of counting has changed between the base and the latest value.",
            ),
            Reason::Hidden => language.pick(
                "Een van de benodigde cijfers wordt niet getoond, omdat het om een klein aantal gaat.",
                "One of the figures that are needed is not shown, because it is a small count.",
            ),
        }
    }
}

/// A period as far as it was measured: a value, a gap, or something that is not shown.
#[derive(Debug, Clone)]
struct Measured<'a> {
    period: Period,
    cell: &'a Cell,
}

/// What is asked, and the base as it was given: with its value, or only its period.
struct Question {
    goal: Goal,
    good: Good,
    unit: Option<Unit>,
    base: Option<(Period, Option<f64>)>,
    /// Counts below this are hidden; none when the values are no persons.
    hide_below: Option<f64>,
}

impl Computation<'_> {
    /// The progress of series against their target; none without one. `data` is what is shown.
    pub(super) fn progress(&mut self, data: &SeriesData, disclosure: Disclosure) -> Option<Progress> {
        let keys = self.keys;
        let written = keys.target.as_ref()?;
        let base = keys.baseline.as_ref().map(|base| (self.period(&base.value.period), base.value.value));
        let (value, period) = data.target?;
        let question = Question {
            goal: Goal { value, period: Some(period), qualifier: written.value.qualifier.clone() },
            good: keys.good?,
            unit: keys.unit(),
            base: match base {
                Some((period, value)) => Some((period?, value)),
                None => None,
            },
            hide_below: (keys.unit() == Some(Unit::Persons)).then_some(f64::from(disclosure.suppress_below)),
        };
        let cells = data.headline().map_or(&[][..], |row| &row.values);
        let measured: Vec<_> =
            data.periods.iter().zip(cells).map(|(period, cell)| Measured { period: *period, cell }).collect();
        let progress = assess(&question, &measured);
        if let Some(base) = &progress.base {
            self.check_target(base, &progress);
        }
        Some(progress)
    }

    /// A target that the base has passed already, in time or in value.
    fn check_target(&mut self, base: &Point, progress: &Progress) {
        let Some(written) = &self.keys.target else { return };
        let (target, scale) = (&progress.target, Scale::of(progress.good, progress.unit));
        if let Some(period) = target.period.filter(|period| *period <= base.period) {
            let problem = Problem::TargetNotAfterBase { target: period.to_string(), base: base.period.to_string() };
            self.diagnostics.report(written.value.period.span, problem);
        }
        if scale.is_worse(target.value, base.value) {
            let problem = Problem::TargetAgainstDirection {
                target: super::plain(target.value),
                base: super::plain(base.value),
                good: progress.good.word(),
            };
            self.diagnostics.report(written.span, problem);
        }
    }
}

/// The progress of a quota against its reference, which has no path.
pub(super) fn of_quota(data: &QuotaData) -> Progress {
    let cells: Vec<Cell> = data.all.iter().map(|quota| quota.cell(quota.percent())).collect();
    let measured: Vec<_> =
        data.periods.iter().zip(&cells).map(|(period, cell)| Measured { period: *period, cell }).collect();
    let question = Question {
        goal: Goal { value: data.reference, period: None, qualifier: None },
        good: Good::Higher,
        unit: Some(Unit::Percent),
        base: None,
        hide_below: None,
    };
    assess(&question, &measured)
}

/// The progress of capacity: its places against those that are required, of which each period has its own. So there is no
/// path either. None where nothing says what is required.
pub(super) fn of_capacity(data: &CapacityData) -> Option<Progress> {
    let (places, required) = (data.all.places.as_ref()?, data.all.required.as_ref()?);
    let both = |at: &usize| places[*at].value.is_some() && required[*at].value.is_some();
    let at = (0..data.periods.len()).rev().find(both);
    let measured: Vec<_> = at.into_iter().map(|at| Measured { period: data.periods[at], cell: &places[at] }).collect();
    let value = at.and_then(|at| required[at].value)?;
    let question = Question {
        goal: Goal { value, period: None, qualifier: None },
        good: Good::Higher,
        unit: Some(data.unit),
        base: None,
        hide_below: None,
    };
    Some(assess(&question, &measured))
}

/// Answers by the rule at the head of this module.
fn assess(question: &Question, measured: &[Measured]) -> Progress {
    let scale = Scale::of(question.good, question.unit);
    let actual = latest(measured, scale);
    let base = question.goal.period.map(|_| base(question, measured));
    let required = match (&base, &actual) {
        (Some(Ok(base)), Ok(actual)) if base.period < actual.period => Some(required(base, question, actual, scale)),
        (None, Ok(_)) => Some(Required { value: scale.round(question.goal.value), steps: None }),
        _ => None,
    };
    let outcome = match (&actual, &base) {
        (Err(reason), _) => Outcome::Undetermined(*reason),
        (Ok(actual), Some(Ok(base))) if actual.period < base.period => Outcome::Undetermined(Reason::OnlyBase),
        (Ok(actual), _) if !scale.is_worse(actual.value, question.goal.value) => Outcome::Reached,
        (Ok(_), None) => Outcome::Below,
        (Ok(_), Some(Err(reason))) => Outcome::Undetermined(*reason),
        (Ok(actual), Some(Ok(base))) => match &required {
            None => Outcome::Undetermined(Reason::OnlyBase),
            Some(required) if !scale.is_worse(actual.value, required.value) => Outcome::OnTrack,
            Some(_) if scale.is_worse(actual.value, base.value) => Outcome::Worsening,
            Some(_) => Outcome::Behind,
        },
    };
    Progress {
        outcome,
        target: question.goal.clone(),
        good: question.good,
        unit: question.unit,
        base: base.and_then(Result::ok),
        actual: actual.ok(),
        required,
    }
}

/// The latest measured value.
fn latest(measured: &[Measured], scale: Scale) -> Result<Point, Reason> {
    let last = measured.iter().rev().find(|measured| measured.is_known());
    let mut point = last.ok_or(Reason::NoValues)?.point()?;
    point.value = scale.round(point.value);
    Ok(point)
}

/// Where the path begins: as given, or the first measured value.
fn base(question: &Question, measured: &[Measured]) -> Result<Point, Reason> {
    let start = comparable_from(measured.iter().map(|measured| measured.cell));
    let Some((period, given)) = question.base else {
        return measured[start..].iter().find(|measured| measured.is_known()).ok_or(Reason::NoValues)?.point();
    };
    let here = measured.iter().find(|measured| measured.period == period).filter(|measured| measured.is_known());
    match (given, here) {
        // A base that is given must not show what the series hides.
        (_, Some(here)) if here.cell.suppressed => Err(Reason::Hidden),
        (Some(value), _) if question.hide_below.is_some_and(|below| value > 0.0 && value < below) => {
            Err(Reason::Hidden)
        }
        (Some(value), _) => Ok(Point { period, value, provisional: false, qualifier: None }),
        (None, Some(here)) if here.period < measured[start].period => Err(Reason::Break),
        (None, Some(here)) => here.point(),
        (None, None) => Err(Reason::NoBase),
    }
}

/// What the straight path from the base to the target asks for where the actual value was measured.
fn required(base: &Point, question: &Question, actual: &Point, scale: Scale) -> Required {
    let target = question.goal.value;
    let done = actual.period.since(base.period);
    let all = question.goal.period.map_or(0, |period| period.since(base.period));
    match (u32::try_from(done), u32::try_from(all)) {
        (Ok(done), Ok(all)) if done < all => {
            let value = base.value + (target - base.value) * f64::from(done) / f64::from(all);
            Required { value: scale.round(value), steps: Some((done, all)) }
        }
        _ => Required { value: scale.round(target), steps: None },
    }
}

impl Measured<'_> {
    /// Something is there, though it may be hidden.
    fn is_known(&self) -> bool {
        self.cell.value.is_some() || self.cell.suppressed
    }

    fn point(&self) -> Result<Point, Reason> {
        let value = self.cell.value.ok_or(Reason::Hidden)?;
        let Cell { status, qualifier, .. } = self.cell;
        Ok(Point { period: self.period, value, provisional: status.is_provisional(), qualifier: qualifier.clone() })
    }
}

/// How values of a figure are compared.
#[derive(Debug, Clone, Copy)]
struct Scale {
    good: Good,
    places: u8,
}

impl Scale {
    fn of(good: Good, unit: Option<Unit>) -> Scale {
        Scale { good, places: places(unit) }
    }

    fn is_worse(self, value: f64, than: f64) -> bool {
        let (value, than) = (self.round(value), self.round(than));
        match self.good {
            Good::Lower => value > than,
            Good::Higher => value < than,
        }
    }

    fn round(self, value: f64) -> f64 {
        rounded(value, self.places)
    }
}

/// The decimals of numbers in the arithmetic: one more than the unit has elsewhere.
pub fn places(unit: Option<Unit>) -> u8 {
    decimals(unit) + 1
}

#[cfg(test)]
mod tests {
    use super::super::super::format::FigureStatus;
    use super::super::super::period::PeriodType;
    use super::*;
    use Outcome::*;

    fn year(year: i32) -> Period {
        Period::read(&year.to_string(), PeriodType::CalendarYear).expect("a year")
    }

    /// Values from 2016 on; a question mark is a gap, a cross is hidden.
    fn cells(values: &str) -> Vec<Cell> {
        let cell = |text: &str| match text {
            "?" => Cell::default(),
            "x" => Cell { suppressed: true, ..Cell::default() },
            number => Cell { value: Some(number.parse().expect("a number")), ..Cell::default() },
        };
        values.split_whitespace().map(cell).collect()
    }

    fn question(good: Good, value: f64, period: i32) -> Question {
        let goal = Goal { value, period: Some(year(period)), qualifier: None };
        Question { goal, good, unit: Some(Unit::Persons), base: None, hide_below: Some(10.0) }
    }

    fn ask(question: &Question, values: &str) -> Progress {
        let cells = cells(values);
        let measured: Vec<_> =
            cells.iter().enumerate().map(|(i, cell)| Measured { period: year(2016 + i as i32), cell }).collect();
        assess(question, &measured)
    }

    /// The outcome and what was required, for values from 2016 on and a target.
    #[track_caller]
    fn check(good: Good, values: &str, target: (f64, i32), outcome: Outcome, required: Option<f64>) {
        let progress = ask(&question(good, target.0, target.1), values);
        assert_eq!((progress.outcome, progress.required.map(|r| r.value)), (outcome, required), "{values} {target:?}");
    }

    #[test]
    fn the_path_is_straight_and_decides() {
        use Good::*;
        check(Lower, "1000 950", (900.0, 2020), OnTrack, Some(975.0));
        check(Lower, "1000 975", (900.0, 2020), OnTrack, Some(975.0));
        check(Lower, "1000 976", (900.0, 2020), Behind, Some(975.0));
        check(Lower, "1000 1001", (900.0, 2020), Worsening, Some(975.0));
        check(Lower, "1000 1000", (900.0, 2020), Behind, Some(975.0));
        check(Lower, "1000 900", (900.0, 2020), Reached, Some(975.0));
        check(Higher, "100 120", (140.0, 2020), OnTrack, Some(110.0));
        check(Higher, "100 105", (140.0, 2020), Behind, Some(110.0));
        check(Higher, "100 99", (140.0, 2020), Worsening, Some(110.0));
        check(Higher, "100 141", (140.0, 2020), Reached, Some(110.0));
    }

    #[test]
    fn zero_and_a_change_of_sign_are_ordinary() {
        use Good::*;
        check(Higher, "0 10", (40.0, 2020), OnTrack, Some(10.0));
        check(Lower, "40 30", (0.0, 2020), OnTrack, Some(30.0));
        check(Lower, "40 31", (0.0, 2020), Behind, Some(30.0));
        check(Higher, "-20 -15 -5", (20.0, 2020), Behind, Some(0.0));
        check(Higher, "-20 -15 0", (20.0, 2020), OnTrack, Some(0.0));
        check(Higher, "-20 -15 -21", (20.0, 2020), Worsening, Some(0.0));
        check(Lower, "0 0", (0.0, 2020), Reached, Some(0.0));
    }

    #[test]
    fn a_target_equal_to_the_base_asks_to_hold_it() {
        check(Good::Lower, "50 50", (50.0, 2020), Reached, Some(50.0));
        check(Good::Lower, "50 49", (50.0, 2020), Reached, Some(50.0));
        check(Good::Lower, "50 51", (50.0, 2020), Worsening, Some(50.0));
    }

    #[test]
    fn a_target_that_is_worse_than_the_base_is_a_bound() {
        check(Good::Lower, "100 105", (120.0, 2020), Reached, Some(105.0));
        check(Good::Lower, "100 119", (120.0, 2020), Reached, Some(105.0));
        check(Good::Lower, "100 121", (120.0, 2020), Worsening, Some(105.0));
    }

    #[test]
    fn from_its_period_on_the_target_itself_is_required() {
        check(Good::Lower, "100 90 85", (80.0, 2018), Behind, Some(80.0));
        check(Good::Lower, "100 90 85 80", (80.0, 2018), Reached, Some(80.0));
        check(Good::Lower, "100 90 80 85", (80.0, 2018), Behind, Some(80.0));
        check(Good::Lower, "100 90 80 101", (80.0, 2018), Worsening, Some(80.0));
    }

    #[test]
    fn a_target_not_after_the_base_has_no_path() {
        for period in [2016, 2010] {
            check(Good::Lower, "100 90", (80.0, period), Behind, Some(80.0));
            check(Good::Lower, "100 80", (80.0, period), Reached, Some(80.0));
            check(Good::Lower, "100 110", (80.0, period), Worsening, Some(80.0));
            check(Good::Lower, "100", (80.0, period), Undetermined(Reason::OnlyBase), None);
        }
    }

    #[test]
    fn without_a_value_after_the_base_nothing_can_be_determined() {
        check(Good::Lower, "", (80.0, 2020), Undetermined(Reason::NoValues), None);
        check(Good::Lower, "? ?", (80.0, 2020), Undetermined(Reason::NoValues), None);
        check(Good::Lower, "100", (80.0, 2020), Undetermined(Reason::OnlyBase), None);
        check(Good::Lower, "100 ? ?", (80.0, 2020), Undetermined(Reason::OnlyBase), None);
        check(Good::Lower, "80", (80.0, 2020), Reached, None);
    }

    #[test]
    fn gaps_are_passed_over() {
        check(Good::Lower, "? 100 ? 90 ?", (80.0, 2021), OnTrack, Some(90.0));
        check(Good::Lower, "? 100 ? 91 ?", (80.0, 2021), Behind, Some(90.0));
    }

    #[test]
    fn what_is_hidden_is_not_determined_and_shows_nothing() {
        for values in ["100 x", "100 90 x", "x", "100 x ?"] {
            let progress = ask(&question(Good::Lower, 80.0, 2020), values);
            assert_eq!(progress.outcome, Undetermined(Reason::Hidden), "{values}");
            assert_eq!((progress.actual, progress.required), (None, None), "{values}");
        }
        let progress = ask(&question(Good::Lower, 80.0, 2020), "x 90");
        assert_eq!((progress.outcome, progress.base, progress.required), (Undetermined(Reason::Hidden), None, None));
    }

    #[test]
    fn a_base_that_is_given_never_shows_what_the_series_hides() {
        let with = |period, value| Question { base: Some((year(period), value)), ..question(Good::Lower, 5.0, 2020) };
        for (base, values) in
            [(with(2016, Some(30.0)), "x 20"), (with(2015, Some(8.0)), "20 15"), (with(2016, None), "x 20")]
        {
            let progress = ask(&base, values);
            assert_eq!((progress.outcome, progress.base), (Undetermined(Reason::Hidden), None), "{values}");
        }
    }

    #[test]
    fn the_base_can_be_given() {
        let with = |period, value| Question { base: Some((year(period), value)), ..question(Good::Lower, 80.0, 2020) };
        let progress = ask(&with(2015, Some(105.0)), "100 95");
        assert_eq!(progress.required, Some(Required { value: 95.0, steps: Some((2, 5)) }));
        assert_eq!(progress.outcome, OnTrack);
        let progress = ask(&with(2017, None), "100 110 100");
        assert_eq!((progress.outcome, progress.base.map(|base| base.value)), (OnTrack, Some(110.0)));
        assert_eq!(ask(&with(2017, None), "100 ? 100").outcome, Undetermined(Reason::NoBase));
        assert_eq!(ask(&with(2019, Some(100.0)), "100 70").outcome, Undetermined(Reason::OnlyBase));
        assert_eq!(ask(&with(2019, Some(100.0)), "").outcome, Undetermined(Reason::NoValues));
    }

    #[test]
    fn numbers_are_compared_as_they_are_printed() {
        // 1000 − 100 × 1/3 = 966,666…, printed as 966,7.
        check(Good::Lower, "1000 966.7", (900.0, 2019), OnTrack, Some(966.7));
        check(Good::Lower, "1000 966.8", (900.0, 2019), Behind, Some(966.7));
        // Binary fractions do not decide: 0,1 + 0,2 is 0,3.
        let goal = Question { unit: Some(Unit::Percent), ..question(Good::Higher, 0.3, 2020) };
        let sum = format!("0 {}", 0.1 + 0.2);
        assert_eq!(ask(&goal, &sum).outcome, Reached);
    }

    #[test]
    fn a_provisional_value_counts_and_says_so() {
        let cell = |value, status| Cell { value: Some(value), status, ..Cell::default() };
        let cells = [cell(100.0, FigureStatus::Final), cell(95.0, FigureStatus::Provisional)];
        let measured = [0, 1].map(|i| Measured { period: year(2016 + i), cell: &cells[i as usize] });
        let progress = assess(&question(Good::Lower, 80.0, 2020), &measured);
        assert_eq!(progress.outcome, OnTrack);
        assert!(progress.actual.is_some_and(|actual| actual.provisional));
    }

    #[test]
    fn what_was_counted_in_another_way_is_no_base() {
        let mut cells = cells("200 100 90");
        cells[1].breaks = true;
        let measured: Vec<_> =
            cells.iter().enumerate().map(|(i, cell)| Measured { period: year(2016 + i as i32), cell }).collect();
        let goal = question(Good::Lower, 80.0, 2021);
        let progress = assess(&goal, &measured);
        assert_eq!((progress.base.map(|base| base.value), progress.outcome), (Some(100.0), OnTrack));
        let by_period = Question { base: Some((year(2016), None)), ..question(Good::Lower, 80.0, 2021) };
        assert_eq!(assess(&by_period, &measured).outcome, Undetermined(Reason::Break));
        let by_value = Question { base: Some((year(2016), Some(110.0))), ..question(Good::Lower, 80.0, 2021) };
        assert_eq!(assess(&by_value, &measured).required.map(|required| required.value), Some(98.0));
    }

    #[test]
    fn a_reference_without_a_period_is_reached_or_not() {
        let reference = |value| Question {
            goal: Goal { value, period: None, qualifier: None },
            ..question(Good::Higher, 0.0, 2020)
        };
        assert_eq!(ask(&reference(15.0), "14 15").outcome, Reached);
        assert_eq!(ask(&reference(15.0), "16 14.9").outcome, Below);
        assert_eq!(ask(&reference(15.0), "16 x").outcome, Undetermined(Reason::Hidden));
        assert_eq!(ask(&reference(15.0), "? ?").outcome, Undetermined(Reason::NoValues));
    }
}
