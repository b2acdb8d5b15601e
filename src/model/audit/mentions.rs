//! Hidden numbers in texts: what is hidden in table and chart and then stands in a note is not hidden.
//!
//! A number that speaks of people (`8 medewerkers`, `acht mensen`), that says how many there were (`het waren er 8`) or
//! that is great is surely the hidden one; any other (`8 maart` and `lijn 8` apart) may be.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::Site;
use super::super::figure::{Data, Figure};
use super::NEARLY;
use crate::diagnostic::{Diagnostics, FileId, Files, Problem, Span};
use crate::language::Language;
use crate::source::yaml::{self, Node, Value};

/// A hidden number in a text.
#[derive(Debug, PartialEq)]
pub struct Mention {
    /// Where it stands.
    pub range: Range<usize>,
    /// It can hardly be anything else.
    pub is_sure: bool,
}

/// From here on a number is seldom the same by chance.
const GREAT: f64 = 100.0;

/// Keys whose values are the figure's own numbers.
const NUMBERS: &[&str] = &[
    "baseline",
    "fte",
    "graduates",
    "hours",
    "inflow",
    "places",
    "required",
    "staff",
    "staff_fte",
    "target",
    "total",
    "values",
];

/// Words after a number that counts people.
const PEOPLE: &[&str] = &[
    "collega",
    "deelnemer",
    "employee",
    "gediplomeerde",
    "graduate",
    "leerling",
    "medewerker",
    "member",
    "men",
    "mens",
    "mensen",
    "nurse",
    "people",
    "person",
    "personen",
    "persoon",
    "staff",
    "starter",
    "student",
    "studenten",
    "uitstromer",
    "verpleegkundige",
    "vertrekker",
    "verzorgende",
    "vrijwilliger",
    "vrouw",
    "vrouwen",
    "werknemer",
    "woman",
    "women",
    "worker",
    "zij-instromer",
    "zorgverlener",
];

/// Words after a number that counts something else, by how they begin; months too.
const OTHERS: &[&str] = &[
    "%",
    "acties",
    "apr",
    "aug",
    "dag",
    "day",
    "dec",
    "euro",
    "feb",
    "fte",
    "gemeente",
    "hour",
    "jaar",
    "jan",
    "jaren",
    "jul",
    "jun",
    "keer",
    "kwartal",
    "kwartaal",
    "lijnen",
    "maand",
    "maart",
    "march",
    "may",
    "mei",
    "month",
    "nov",
    "okt",
    "oct",
    "organisatie",
    "percent",
    "plaats",
    "places",
    "procent",
    "punt",
    "quarter",
    "regio",
    "sep",
    "scholen",
    "times",
    "uren",
    "uur",
    "week",
    "weken",
    "werkgever",
    "year",
];

/// Words before a number that is the number of something.
const BEFORE: &[&str] = &[
    "actie",
    "action",
    "actielijn",
    "actiepunt",
    "artikel",
    "bijlage",
    "figuur",
    "hoofdstuk",
    "line",
    "lijn",
    "nr",
    "nummer",
    "onder",
    "pagina",
    "page",
    "punt",
    "table",
    "tabel",
    "thema",
];

/// Words before a number that ends a sentence and says how many there were.
const SO_MANY: &[&str] = &[
    "bijna", "er", "from", "is", "maar", "met", "naar", "nog", "ongeveer", "only", "ruim", "slechts", "to", "van",
    "was", "waren", "were", "zijn", "zo'n",
];

/// Keys whose values name something: "Leerjaar 2".
const NAMES: &[&str] =
    &["branch", "edition", "label", "licence", "name", "reference_date", "route", "scenario", "scope", "url"];

const DUTCH: &[&str] = &[
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
    "twintig",
];
const ENGLISH: &[&str] = &[
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

/// Finds hidden numbers in a text.
pub fn mentions(text: &str, hidden: &[f64], language: Language) -> Vec<Mention> {
    let words: Vec<Range<usize>> = words(text);
    let at = |index: usize| words.get(index).map_or("", |range| &text[range.clone()]);
    let mut found = Vec::new();
    for (index, range) in words.iter().enumerate() {
        let (written, ends) = without_marks(&text[range.clone()]);
        let is_word = written.chars().all(char::is_alphabetic);
        let Some(value) = number(written, language).filter(|value| hidden.iter().any(|h| (h - value).abs() < NEARLY))
        else {
            continue;
        };
        let next = if ends { String::new() } else { without_marks(at(index + 1)).0.to_lowercase() };
        let after_next = if ends { String::new() } else { without_marks(at(index + 2)).0.to_lowercase() };
        let before = index.checked_sub(1).map_or(String::new(), |before| without_marks(at(before)).0.to_lowercase());
        let is_people = |word: &str| PEOPLE.iter().any(|people| is_form_of(word, people));
        let of_people = is_people(&next) || is_people(&after_next);
        let is_year = written.len() == 4 && (1900.0..=2100.0).contains(&value);
        let is_other = BEFORE.contains(&before.as_str()) || OTHERS.iter().any(|other| next.starts_with(other));
        if !of_people && (is_year || is_other) {
            continue;
        }
        let ends_so = next.is_empty() && (SO_MANY.contains(&before.as_str()) || text[range.clone()].starts_with('('));
        let is_sure = of_people || !is_word && (ends_so || value >= GREAT);
        if is_sure || !is_word {
            let start = range.start + text[range.clone()].find(written).unwrap_or(0);
            found.push(Mention { range: start..start + written.len(), is_sure });
        }
    }
    found
}

/// Words by their place; a number with a space for its thousands is one.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for word in text.split_whitespace() {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let range = start..start + word.len();
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let goes_on = without_marks(word).0.len() == 3 && digits(without_marks(word).0);
        match found.last_mut() {
            Some(last) if goes_on && digits(text[last.clone()].trim_start_matches('(')) && last.len() < 4 => {
                last.end = range.end;
            }
            _ => found.push(range),
        }
    }
    found
}

/// A word without the marks around it, and whether one of them ends a part of a sentence.
fn without_marks(word: &str) -> (&str, bool) {
    let is_mark = |c: char| ",.;:!?()[]\"'‘’“”*_|".contains(c);
    let end = word.trim_end_matches(is_mark);
    (end.trim_start_matches(is_mark), end.len() < word.len())
}

/// The number that a word is, written in digits or in letters.
fn number(word: &str, language: Language) -> Option<f64> {
    let names = language.pick(DUTCH, ENGLISH);
    if let Some(at) = names.iter().position(|name| name.eq_ignore_ascii_case(word)) {
        return Some(at as f64 + 2.0);
    }
    if !word.starts_with(|c: char| c.is_ascii_digit()) || word.ends_with('%') {
        return None;
    }
    let (thousands, decimal) = language.pick(('.', ','), (',', '.'));
    let plain: String = word.chars().filter(|c| *c != thousands && !c.is_whitespace()).collect();
    plain.replace(decimal, ".").parse().ok()
}

fn is_form_of(word: &str, people: &str) -> bool {
    word.strip_prefix(people).is_some_and(|end| matches!(end, "" | "s" | "n" | "en" | "'s" | "’s"))
}

/// Reports hidden numbers in what a figure says of itself in a file, its own or that of its translation.
pub(super) fn in_figure(
    figure: &Figure,
    file: FileId,
    language: Language,
    files: &Files,
    diagnostics: &mut Diagnostics,
) {
    let text = &files.get(file).text;
    // What is wrong with the file has been reported when it was read.
    let Some(node) = yaml::parse(file, text, 0..text.len(), &mut Diagnostics::default()) else { return };
    let notes = shown_notes(figure);
    let mut look = Look { text, hidden: hidden(figure), language, notes: &notes, diagnostics, figure };
    look.node("", &node, false);
}

/// Remarks that stand beside a value which is shown; those of hidden values go with them.
fn shown_notes(figure: &Figure) -> BTreeSet<&str> {
    let Data::Series(data) = &figure.data else { return BTreeSet::new() };
    let cells = data.rows.iter().chain(&data.total).flat_map(|row| &row.values);
    cells.filter_map(|cell| cell.note.as_deref()).collect()
}

/// The numbers that a figure hides.
pub fn hidden(figure: &Figure) -> Vec<f64> {
    figure.taken_out.iter().map(|taken| taken.value).collect()
}

struct Look<'a> {
    text: &'a str,
    hidden: Vec<f64>,
    language: Language,
    notes: &'a BTreeSet<&'a str>,
    figure: &'a Figure,
    diagnostics: &'a mut Diagnostics,
}

impl Look<'_> {
    /// Looks through the texts of a file, however deep; among the numbers only at remarks that are shown.
    fn node(&mut self, key: &str, node: &Node, among_numbers: bool) {
        match &node.value {
            Value::Map(entries) => {
                for (key, node) in entries {
                    self.node(&key.value, node, among_numbers || NUMBERS.contains(&key.value.as_str()));
                }
            }
            Value::List(items) => items.iter().for_each(|item| self.node(key, item, among_numbers)),
            Value::Scalar(_) if NAMES.contains(&key) => {}
            Value::Scalar(written) if !among_numbers || key == "note" && self.notes.contains(&**written) => {
                self.scalar(written, node.span);
            }
            _ => {}
        }
    }

    fn scalar(&mut self, written: &str, span: Span) {
        if written.trim().parse::<f64>().is_ok() {
            return;
        }
        let is_verbatim = self.text[span.range()] == *written;
        for mention in mentions(written, &self.hidden, self.language) {
            let number = written[mention.range.clone()].to_owned();
            let place = match is_verbatim {
                true => Span::new(
                    span.file,
                    span.start as usize + mention.range.start..span.start as usize + mention.range.end,
                ),
                false => span,
            };
            self.diagnostics.report(
                place,
                match mention.is_sure {
                    true => Problem::HiddenNumber { number },
                    false => Problem::MayBeHiddenNumber { number, figure: self.figure.id.clone() },
                },
            );
        }
    }
}

/// Warns of key figures of a region that are a hidden number of one of its figures.
pub(super) fn in_key_figures(figure: &Figure, site: &Site, diagnostics: &mut Diagnostics) {
    let hidden = hidden(figure);
    for item in figure.regions.iter().flat_map(|region| &site.regions[*region].keys.key_figures) {
        if hidden.iter().any(|value| (value - item.value).abs() < NEARLY) {
            let problem = Problem::MayBeHiddenNumber { number: item.value.to_string(), figure: figure.id.clone() };
            diagnostics.report(item.span, problem);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, hidden: &[f64]) -> Vec<(String, bool)> {
        let found = mentions(text, hidden, Language::Dutch);
        found.into_iter().map(|m| (text[m.range].to_owned(), m.is_sure)).collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &[(&str, bool)]) {
        let expected: Vec<(String, bool)> = expected.iter().map(|(text, sure)| ((*text).to_owned(), *sure)).collect();
        assert_eq!(found(text, &[8.0, 4273.0, 7.75]), expected, "{text}");
    }

    #[test]
    fn a_number_of_people_is_surely_the_hidden_one() {
        check("Er gingen 8 medewerkers weg.", &[("8", true)]);
        check("Er gingen acht ervaren verpleegkundigen weg.", &[("acht", true)]);
        check("Bij de ggz waren het er 8, en (8) elders.", &[("8", true), ("8", true)]);
        check("In totaal 4.273 en 4273 en 4 273 keer zoveel", &[("4.273", true), ("4273", true)]);
        check("Het is 7,75 geworden", &[("7,75", false)]);
    }

    #[test]
    fn a_number_of_something_else_is_not() {
        for text in [
            "Op 8 maart, in 2018, voor 8 procent en 8% en 8,5 fte.",
            "Zie actie 8 van lijn 8, 8 jaar geleden, 18 medewerkers.",
            "Acht regio's doen mee. Wij achten dit goed.",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn another_number_may_be() {
        check("Regio 8. Dat is leerjaar 8", &[("8", false), ("8", false)]);
        check("Van de 8 vielen er later twee uit.", &[("8", false)]);
    }

    #[test]
    fn a_year_is_no_count_unless_it_counts_people() {
        assert!(found("In 2016 begon het.", &[2016.0]).is_empty());
        assert_eq!(found("Het waren 2016 mensen.", &[2016.0]).len(), 1);
    }
}
