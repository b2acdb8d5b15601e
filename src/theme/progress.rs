//! How a figure stands against its target, as a page says it: every number, the rule in words, and the arithmetic.

use super::Scope;
use super::contract::{Chart, Fact, ProgressView};
use crate::language::{Language, with_unit};
use crate::model::figure::progress::{Outcome, Point, Progress, places};
use crate::model::format::{Good, Unit};
use crate::model::sentence::{amount, unit_word};

impl<'s> Scope<'_, 's> {
    pub(super) fn progress_view(&self, progress: &Progress, chart: Option<Chart<'s>>) -> ProgressView<'s> {
        let language = self.language();
        let outcome = progress.outcome;
        ProgressView {
            key: outcome.key(),
            shape: outcome.shape(),
            word: outcome.word(language),
            reason: match outcome {
                Outcome::Undetermined(reason) => Some(reason.text(language)),
                _ => None,
            },
            facts: self.progress_facts(progress),
            rule: match progress.target.period {
                Some(_) => self.word("progress_rule"),
                None => self.word("progress_rule_reference"),
            },
            arithmetic: arithmetic(progress, language),
            chart: chart.map(|chart| chart.svg),
        }
    }

    fn progress_facts(&self, progress: &Progress) -> Vec<Fact<'s>> {
        let language = self.language();
        let goal = &progress.target;
        let value = |value: f64, qualifier: Option<&str>| precise(value, qualifier, progress.unit, language);
        let in_period = |text: String, period: Option<String>| match period {
            Some(period) => format!("{text} in {period}"),
            None => text,
        };
        let point = |point: &Point| {
            let text = in_period(value(point.value, point.qualifier.as_deref()), Some(point.period.text(language)));
            if point.provisional { format!("{text} ({})", self.word("cell_provisional")) } else { text }
        };
        let target = value(goal.value, goal.qualifier.as_deref());
        let target = in_period(target, goal.period.map(|period| period.text(language)));
        let bound = match progress.good {
            Good::Lower => language.pick("hoogstens", "at most"),
            Good::Higher => language.pick("minstens", "at least"),
        };
        let required = progress.required.filter(|_| goal.period.is_some()).zip(progress.actual.as_ref());
        let required = required.map(|(required, actual)| {
            in_period(value(required.value, Some(bound)), Some(actual.period.text(language)))
        });
        let target_label = if goal.period.is_some() { "progress_target" } else { "progress_reference" };
        let facts = [
            ("progress_base", progress.base.as_ref().map(point)),
            (target_label, Some(target)),
            ("progress_required", required),
            ("progress_actual", progress.actual.as_ref().map(point)),
        ];
        let facts = facts.into_iter();
        facts.filter_map(|(label, text)| Some(Fact { label: self.word(label), text: text? })).collect()
    }
}

/// The path with its numbers filled in: `1.000 + (900 − 1.000) × 1 ÷ 4 = 975`; none where nothing is computed.
fn arithmetic(progress: &Progress, language: Language) -> Option<String> {
    let (base, required) = (progress.base.as_ref()?, progress.required?);
    let (done, all) = required.steps?;
    let number = |value: f64| language.number(value, places(progress.unit));
    let apart = |value: f64| if value < 0.0 { format!("({})", number(value)) } else { number(value) };
    let (from, to) = (base.value, progress.target.value);
    let unit = progress.unit.map_or_else(String::new, |unit| match unit {
        Unit::Euros => String::new(),
        unit => with_unit("", unit_word(unit, language)),
    });
    Some(format!(
        "{} + ({} − {}) × {done} ÷ {all} = {}{unit}",
        number(from),
        number(to),
        apart(from),
        number(required.value)
    ))
}

/// An amount with one decimal more than elsewhere, as the comparison uses it.
fn precise(value: f64, qualifier: Option<&str>, unit: Option<Unit>, language: Language) -> String {
    if unit == Some(Unit::Euros) {
        return amount(value, qualifier, unit, language);
    }
    let number = language.number(value, places(unit));
    let unit = unit.map_or_else(String::new, |unit| with_unit("", unit_word(unit, language)));
    qualifier.map_or_else(|| format!("{number}{unit}"), |qualifier| format!("{qualifier} {number}{unit}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::figure::progress::{Goal, Required};
    use crate::model::period::{Period, PeriodType};

    fn progress(base: f64, target: f64, steps: Option<(u32, u32)>, required: f64) -> Progress {
        let year = |year: &str| Period::read(year, PeriodType::CalendarYear).expect("a year");
        let point = |year, value| Point { period: year, value, provisional: false, qualifier: None };
        Progress {
            outcome: Outcome::OnTrack,
            target: Goal { value: target, period: Some(year("2020")), qualifier: None },
            good: Good::Lower,
            unit: Some(Unit::Persons),
            base: Some(point(year("2016"), base)),
            actual: Some(point(year("2017"), required)),
            required: Some(Required { value: required, steps }),
        }
    }

    #[test]
    fn the_arithmetic_has_its_numbers_filled_in() {
        let text = |progress: Progress| arithmetic(&progress, Language::Dutch);
        let path = progress(1000.0, 900.0, Some((1, 4)), 975.0);
        assert_eq!(text(path).as_deref(), Some("1.000 + (900 − 1.000) × 1 ÷ 4 = 975\u{a0}personen"));
        let below_zero = progress(-20.0, 20.0, Some((2, 4)), 0.0);
        assert_eq!(text(below_zero).as_deref(), Some("−20 + (20 − (−20)) × 2 ÷ 4 = 0\u{a0}personen"));
        assert_eq!(text(progress(1000.0, 900.0, None, 900.0)), None);
    }
}
