//! Numbers in a text that are not those of the figure beside them, and numbers that two actions have.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::texts::{FileText, Placed};
use crate::diagnostic::{Diagnostics, FileId, Problem, Span};
use crate::language::Language;
use crate::model::figure::{Data, Figure};
use crate::model::{Line, Ref, Site, outside};
use crate::source::address::{Target, read};

/// What the numbers of a site are.
pub struct Numbers {
    language: Language,
    /// Every number that is published of a figure, by its id.
    figures: BTreeMap<String, Vec<f64>>,
    /// The line that a file belongs to.
    lines: BTreeMap<FileId, Ref<Line>>,
    /// Numbers that several actions of a line have, with the places of these numbers.
    doubles: BTreeMap<(Ref<Line>, String), Vec<Span>>,
}

impl Numbers {
    /// Gathers the numbers of a site.
    pub fn of(site: &Site) -> Numbers {
        let mut lines: BTreeMap<FileId, Ref<Line>> =
            site.lines.iter().map(|(line, row)| (row.keys.span.file, line)).collect();
        let mut doubles: BTreeMap<(Ref<Line>, String), Vec<Span>> = BTreeMap::new();
        for (_, action) in site.actions.iter() {
            lines.insert(action.keys.span.file, action.line);
            if let Some(number) = &action.keys.number {
                doubles.entry((action.line, number.value.clone())).or_default().push(number.span);
            }
        }
        doubles.retain(|_, places| places.len() > 1);
        let figures = site.figures.iter().map(|(_, figure)| (figure.id.clone(), published(site, figure)));
        Numbers { language: site.settings.language, figures: figures.collect(), lines, doubles }
    }

    /// Looks at the numbers in a file.
    pub fn review(&self, text: &FileText, diagnostics: &mut Diagnostics) {
        for placed in &text.passages {
            self.named_actions(text.original, placed, diagnostics);
            self.values(text, placed, diagnostics);
        }
    }

    /// "(actiepunt 3)", where two actions of the line are number 3.
    fn named_actions(&self, file: FileId, placed: &Placed, diagnostics: &mut Diagnostics) {
        let Some(line) = self.lines.get(&file) else { return };
        for (range, number) in action_numbers(&placed.passage.text) {
            if let Some(places) = self.doubles.get(&(*line, number.to_owned())) {
                let problem = Problem::AmbiguousNumber { number: number.to_owned() };
                diagnostics.report_with(placed.span(range), problem, places.clone());
            }
        }
    }

    /// Numbers in a passage that links to a figure, and that the figure does not have.
    fn values(&self, text: &FileText, placed: &Placed, diagnostics: &mut Diagnostics) {
        let linked: BTreeSet<String> =
            placed.passage.links.iter().filter_map(|(address, _)| figure_of(address, text.dir())).collect();
        let values: Vec<f64> = linked.iter().filter_map(|id| self.figures.get(id)).flatten().copied().collect();
        if values.is_empty() {
            return;
        }
        for number in numbers(&placed.passage.text, text.translated.unwrap_or(self.language)) {
            if !number.is_in(&values) {
                let problem = Problem::NumberNotInFigure {
                    number: placed.passage.text[number.range.clone()].to_owned(),
                    figure: linked.iter().next().cloned().unwrap_or_default(),
                };
                diagnostics.report(placed.span(number.range), problem);
            }
        }
    }
}

/// Every number that the page of a figure shows: in its tables, its charts and its texts.
fn published(site: &Site, figure: &Figure) -> Vec<f64> {
    let language = site.settings.language;
    let sheets = figure.sheets(language);
    let cells = sheets.iter().flat_map(|sheet| &sheet.columns).flat_map(|column| &column.cells);
    let mut values: Vec<f64> = cells.flat_map(|cell| [cell.value, cell.lower, cell.upper]).flatten().collect();
    if let Data::BusinessCase(routes) = &figure.data {
        for route in routes {
            values.extend(route.costs.iter().chain(&route.benefits).map(|(_, amount)| *amount));
            values.push(route.balance());
        }
    }
    values.extend(figure.keys.references.iter().map(|reference| reference.value));
    values.extend(figure.keys.reference.as_ref().map(|reference| reference.value));
    if let Some(progress) = &figure.progress {
        let measured = progress.base.iter().chain(&progress.actual).map(|point| point.value);
        values.extend(measured.chain(progress.required.map(|required| required.value)).chain([progress.target.value]));
    }
    for text in [&figure.definition].into_iter().chain(&figure.notes) {
        values.extend(numbers(&outside::words(site, text), language).iter().map(|number| number.value));
    }
    values
}

/// The id of the figure that an address leads to.
pub fn figure_of(address: &str, dir: &str) -> Option<String> {
    match read(address, dir).ok()? {
        Target::Entity { kind: "figure", id, .. } => Some(id),
        Target::File { path, .. } => Some(path.strip_prefix("figures/")?.strip_suffix(".yaml")?.to_owned()),
        _ => None,
    }
}

/// Places where a text names an action by its number, with that number.
fn action_numbers(text: &str) -> Vec<(Range<usize>, &str)> {
    const WORDS: [&str; 4] = ["actiepunt ", "actie ", "punt ", "action "];
    let lower = text.to_ascii_lowercase();
    let mut found: Vec<(Range<usize>, &str)> = Vec::new();
    for word in WORDS {
        for (at, _) in lower.match_indices(word) {
            let start = at + word.len();
            let end = text[start..].find(|c: char| !c.is_ascii_digit()).map_or(text.len(), |len| start + len);
            let is_word =
                !text[..at].ends_with(char::is_alphanumeric) && !text[end..].starts_with(char::is_alphanumeric);
            if is_word && end > start {
                found.push((at..end, &text[start..end]));
            }
        }
    }
    found
}

/// A number in a text.
#[derive(Debug, PartialEq)]
struct Number {
    value: f64,
    /// How far the written number may be from the one that was meant.
    margin: f64,
    range: Range<usize>,
}

impl Number {
    /// True when it is one of these values, the difference between two of them, or that difference in percent.
    fn is_in(&self, values: &[f64]) -> bool {
        let is_near = |value: f64| (value.abs() - self.value).abs() <= self.margin;
        let between = |a: f64| values.iter().any(|b| is_near(a - b) || *b != 0.0 && is_near((a - b) / b * 100.0));
        values.iter().any(|value| is_near(*value)) || values.iter().any(|a| between(*a))
    }
}

/// Words before a number that is rounded.
const ABOUT: &[&str] =
    &["ruim", "bijna", "zo'n", "zo’n", "ongeveer", "circa", "ca.", "rond", "about", "almost", "some", "over"];

/// The numbers in a text that can be values: no years, days of a month or numbers below ten without decimals.
fn numbers(text: &str, language: Language) -> Vec<Number> {
    let (thousands, decimal) = language.pick(('.', ','), (',', '.'));
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|c: char| c.is_ascii_digit()).map(|found| at + found) {
        let is_part = |c: char| c.is_ascii_digit() || c == thousands || c == decimal;
        let end = text[start..].find(|c| !is_part(c)).map_or(text.len(), |len| start + len);
        let written = text[start..end].trim_end_matches([thousands, decimal]);
        let range = start..start + written.len();
        at = end;
        let (before, after) = (&text[..start], &text[range.end..]);
        let is_joined = before.ends_with(|c: char| c.is_alphanumeric() || "-/–".contains(c))
            || after.starts_with(|c: char| c.is_alphanumeric() || "-/–".contains(c));
        let (whole, fraction) = written.split_once(decimal).unwrap_or((written, ""));
        let Ok(value) = format!("{}.{fraction}0", whole.replace(thousands, "")).parse::<f64>() else { continue };
        let next = after.split_whitespace().next().unwrap_or("").to_lowercase();
        let is_day = value <= 31.0 && language.months().iter().any(|month| next.starts_with(&month.to_lowercase()));
        let is_year = written.len() == 4 && (1900.0..=2100.0).contains(&value) && fraction.is_empty();
        let is_small = value < 10.0 && fraction.is_empty();
        if is_joined || is_day || is_year || is_small {
            continue;
        }
        let about = before.split_whitespace().next_back().unwrap_or("").to_lowercase();
        let rounding = 0.5 / 10f64.powi(i32::try_from(fraction.len()).unwrap_or(0));
        let margin = if ABOUT.contains(&about.as_str()) { value * 0.05 } else { rounding };
        found.push(Number { value, margin, range });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written_in_dutch() {
        let text = "Op 12 mei 2016 vertrokken ruim 3.200 mensen (15,4 procent), in 2017/2018 3.300; zie mbo-4, 5 keer.";
        let values: Vec<f64> = numbers(text, Language::Dutch).iter().map(|n| n.value).collect();
        assert_eq!(values, [3200.0, 15.4, 3300.0]);
    }

    #[test]
    fn a_number_may_be_a_value_a_difference_or_a_share() {
        let number = |text| numbers(text, Language::Dutch).remove(0);
        let values = [3200.0, 2700.0, 15.44];
        for text in ["3.200", "500", "15,4", "ruim 3.100", "18,5"] {
            assert!(number(text).is_in(&values), "{text}");
        }
        for text in ["3.300", "15,5", "ruim 4.000", "600"] {
            assert!(!number(text).is_in(&values), "{text}");
        }
    }

    #[test]
    fn an_action_is_named_by_a_whole_number() {
        let text = "Zie (actiepunt 3), Actie 12 en reactie 4; punt 5b niet.";
        let found: Vec<&str> = action_numbers(text).into_iter().map(|(_, number)| number).collect();
        assert_eq!(found, ["3", "12"]);
    }
}
