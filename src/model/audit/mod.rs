//! The last look before publishing: can a count that is hidden be worked out after all?
//!
//! Comes in: the [`Site`] as it will be published, and of each hidden count its value, to tell a true conclusion from a
//! wrong one. Goes out: an error for every hidden count of which more follows than that it is small, and for every text
//! of a figure that names one ([`mentions`]).
//!
//! Nothing here is shared with `figure::suppress`, which does the hiding. What is published is read from the lists that
//! tables, charts and files are made from: the sheets of a figure, and the contents of comparisons (`reading`). Figures
//! are compared as a reader compares them, by what they show. What follows is found by narrowing ranges until nothing
//! changes, not by linear programming (`knowledge`). And percentages count too, which hiding does not touch: 4,2 % of
//! 190 people are 8. A business case has amounts of euros only, and a text has no numbers but those that it names.

mod knowledge;
pub mod mentions;
mod reading;

use std::collections::{BTreeMap, BTreeSet};

use super::Site;
use super::figure::{Figure, TakenOut};
use super::period::PeriodType;
use crate::diagnostic::problem::Conclusion;
use crate::diagnostic::{Diagnostics, FileId, Files, Problem};
use crate::language::Language;
use reading::Reader;

/// How far values may differ and still be the same.
const NEARLY: f64 = 1e-6;

/// Tries to work out every hidden count from all that is published; reports where that goes.
pub fn audit(site: &Site, below: u32, files: &Files, diagnostics: &mut Diagnostics) {
    let figures: Vec<&Figure> = site.figures.iter().map(|(_, figure)| figure).collect();
    if figures.iter().all(|figure| figure.taken_out.is_empty()) {
        return;
    }
    let mut families: BTreeMap<Family, Vec<usize>> = BTreeMap::new();
    for (at, figure) in figures.iter().enumerate() {
        families.entry(Family::of(figure)).or_default().push(at);
    }
    for family in families.into_values().filter(|family| family.iter().any(|at| !figures[*at].taken_out.is_empty())) {
        let findings = Findings { reader: Reader::read(site, &figures, &family), figures: &figures };
        findings.report(f64::from(below), site.settings.language, diagnostics);
    }
    for figure in figures.iter().filter(|figure| !figure.taken_out.is_empty()) {
        mentions::in_figure(figure, figure.keys.span.file, site.settings.language, files, diagnostics);
        mentions::in_key_figures(figure, site, diagnostics);
    }
}

/// Looks whether translated figures tell what is hidden; `translations` has the file of each by that of its original.
pub fn audit_translations(
    site: &Site,
    translations: &BTreeMap<FileId, FileId>,
    files: &Files,
    diagnostics: &mut Diagnostics,
) {
    for (_, figure) in site.figures.iter().filter(|(_, figure)| !figure.taken_out.is_empty()) {
        if let Some(file) = translations.get(&figure.keys.span.file) {
            mentions::in_figure(figure, *file, site.settings.language, files, diagnostics);
        }
    }
}

/// What figures have in common that a reader compares; an example and a real figure too, since they can stand in one
/// comparison.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Family<'a> {
    kind: &'static str,
    scope: Option<String>,
    reference_date: Option<&'a str>,
    period_type: &'static str,
}

impl Family<'_> {
    fn of(figure: &Figure) -> Family<'_> {
        let keys = &figure.keys;
        Family {
            kind: keys.kind.value.same_people().word(),
            scope: keys.scope.as_deref().map(str::to_lowercase),
            reference_date: keys.reference_date.as_deref(),
            period_type: keys.period_type.unwrap_or(PeriodType::CalendarYear).word(),
        }
    }
}

/// What a reader concludes.
struct Findings<'a> {
    reader: Reader<'a>,
    figures: &'a [&'a Figure],
}

impl Findings<'_> {
    fn report(&self, below: f64, language: Language, diagnostics: &mut Diagnostics) {
        let (knowledge, hidden) = (&self.reader.knowledge, self.reader.hidden());
        for (number, all) in &hidden {
            // Shown in one figure and hidden in another.
            let value = knowledge.values[*number];
            for (at, taken) in
                all.iter().filter(|(_, taken)| says_more((value.low, value.high), 1.0, taken.value, below))
            {
                let others = knowledge.figures.get(number).into_iter().flatten().copied();
                let others = others.filter(|other| other != at).collect();
                self.expose(*at, taken, (value.low, value.high), &others, language, diagnostics);
            }
        }
        for circle in knowledge.circles() {
            let (ranges, in_any_case) = (circle.ranges(), circle.in_any_case());
            let hidden = circle.unknown.iter().filter_map(|number| Some((number, hidden.get(number)?)));
            for (number, (at, taken)) in hidden.flat_map(|(number, all)| all.iter().map(move |one| (number, one))) {
                if says_more(ranges[number], in_any_case[number].0, taken.value, below) {
                    self.expose(*at, taken, ranges[number], &circle.others(*at), language, diagnostics);
                }
            }
        }
    }

    fn expose(
        &self,
        at: usize,
        taken: &TakenOut,
        range: (f64, f64),
        others: &BTreeSet<usize>,
        language: Language,
        diagnostics: &mut Diagnostics,
    ) {
        let figure = self.figures[at];
        let others: Vec<&Figure> = others.iter().map(|at| self.figures[*at]).collect();
        let title = |figure: &&Figure| figure.keys.page.title.span;
        let problem = exposed(figure, taken, range, &others, language);
        diagnostics.report_with(title(&figure), problem, others.iter().map(title).collect());
    }
}

/// True when a range says more of a hidden value than that it is small, or that it is not: and says so truly.
fn says_more((low, high): (f64, f64), least: f64, value: f64, below: f64) -> bool {
    let is_true = value > low - NEARLY && value < high + NEARLY;
    let is_large = low > below - NEARLY;
    let is_any_small = low < least.max(1.0) + NEARLY && high > below - 1.0 - NEARLY;
    is_true && !is_large && !is_any_small
}

fn exposed(figure: &Figure, taken: &TakenOut, range: (f64, f64), others: &[&Figure], language: Language) -> Problem {
    let text = |value: f64| language.number(value, if value.fract() == 0.0 { 0 } else { 1 });
    let conclusion = Conclusion {
        row: figure.data.row_name(taken.row).map(str::to_owned),
        period: figure.data.periods()[taken.period].to_string(),
        low: text(range.0),
        high: Some(range.1).filter(|high| high.is_finite()).map(text),
        others: others.iter().map(|figure| figure.id.clone()).collect(),
    };
    Problem::Exposed { conclusion: Box::new(conclusion) }
}

#[cfg(test)]
mod tests;
