//! Advice on the language, for level B1: sentences of more than 25 words, abbreviations that nobody explains, and
//! words for which there is an easier one. Only for Dutch sites, and there not for translations.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::texts::{FileText, Placed};
use crate::diagnostic::{Diagnostics, Problem};
use crate::language::Language;
use crate::model::Site;
use crate::source::markdown::passages::Part;

/// More words than this make a sentence long.
const LONG: usize = 25;

/// Abbreviations that readers know, or that are no words of the text.
const COMMON: &[&str] = &["BV", "CSV", "EU", "HAVO", "HBO", "ICT", "MBO", "NL", "NV", "PDF", "TV", "VMBO", "VWO", "WO"];

/// Words of letters and offices, each with an easier one.
const DIFFICULT: &[(&str, &str)] = &[
    ("additioneel", "extra"),
    ("additionele", "extra"),
    ("alsmede", "en"),
    ("conform", "volgens"),
    ("derhalve", "daarom"),
    ("desbetreffende", "deze"),
    ("faciliteren", "mogelijk maken"),
    ("implementeren", "invoeren"),
    ("implementatie", "invoering"),
    ("ingevolge", "volgens"),
    ("inzake", "over"),
    ("met betrekking tot", "over"),
    ("middels", "met"),
    ("mitigeren", "verkleinen"),
    ("omtrent", "over"),
    ("op het gebied van", "over"),
    ("participeren", "meedoen"),
    ("reeds", "al"),
    ("ten behoeve van", "voor"),
    ("teneinde", "om"),
    ("tevens", "ook"),
    ("thans", "nu"),
    ("trachten", "proberen"),
    ("uitrollen", "invoeren"),
    ("voornemens zijn", "van plan zijn"),
    ("vigerende", "geldende"),
];

static DIFFICULT_WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let words = DIFFICULT.iter().map(|(word, _)| word);
    let builder =
        || AhoCorasick::builder().ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest).build(words);
    builder().expect("some thirty words fit")
});

/// Ends of a word with a full stop that does not end a sentence.
const SHORTENED: &[&str] =
    &["bijv", "ca", "dr", "drs", "enz", "evt", "incl", "max", "min", "mr", "nl", "nr", "o.a", "prof", "resp"];

/// The words that a reader of the site can look up.
pub struct Known {
    words: BTreeSet<String>,
    is_dutch: bool,
}

impl Known {
    /// The words of the glossary, and the names of organisations and projects.
    pub fn of(site: &Site) -> Known {
        let terms = site.terms.iter().flat_map(|(_, term)| {
            let keys = &term.keys;
            keys.synonyms.iter().chain(&keys.full).chain([&keys.page.title.value])
        });
        let organisations = site.organisations.iter().map(|(_, row)| &row.keys.page.title.value);
        let projects = site.projects.iter().map(|(_, row)| &row.keys.page.title.value);
        let names = terms.chain(organisations).chain(projects);
        let words = names.flat_map(|name| words(name).map(|word| name[word].to_uppercase()).collect::<Vec<_>>());
        let common = COMMON.iter().map(|word| (*word).to_owned());
        Known { words: words.chain(common).collect(), is_dutch: site.settings.language == Language::Dutch }
    }
}

/// Gives advice on the language of a file.
pub fn review(text: &FileText, known: &Known, diagnostics: &mut Diagnostics) {
    if !known.is_dutch || text.translated.is_some() {
        return;
    }
    let explained = explained(text);
    let mut told = BTreeSet::new();
    for placed in &text.passages {
        if placed.passage.part == Part::Paragraph {
            long_sentences(placed, diagnostics);
        }
        difficult_words(placed, diagnostics);
        for word in words(&placed.passage.text) {
            let written = &placed.passage.text[word.clone()];
            let is_known = known.words.contains(written) || explained.contains(written);
            if is_abbreviation(written) && !is_known && told.insert(written) {
                let problem = Problem::UnknownAbbreviation { word: written.to_owned() };
                diagnostics.report(placed.span(word), problem);
            }
        }
    }
}

fn long_sentences(placed: &Placed, diagnostics: &mut Diagnostics) {
    let text = &placed.passage.text;
    for sentence in sentences(text) {
        let count = text[sentence.clone()].split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).count();
        if count > LONG {
            diagnostics.report(placed.span(sentence), Problem::LongSentence { words: count });
        }
    }
}

fn difficult_words(placed: &Placed, diagnostics: &mut Diagnostics) {
    let text = &placed.passage.text;
    for found in DIFFICULT_WORDS.find_iter(text.as_str()) {
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let is_part =
            is_letter(text[..found.start()].chars().next_back()) || is_letter(text[found.end()..].chars().next());
        if !is_part {
            let (_, easier) = DIFFICULT[found.pattern().as_usize()];
            let problem = Problem::DifficultWord { word: text[found.range()].to_owned(), easier };
            diagnostics.report(placed.span(found.range()), problem);
        }
    }
}

/// Sentences: up to a full stop, question or exclamation mark that is followed by a capital or by nothing.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, mark) in text.match_indices(['.', '?', '!', '…']) {
        let end = at + mark.len();
        let rest = text[end..].trim_start_matches(['"', '\'', '”', '’', ')']);
        let next = rest.trim_start().chars().next();
        let is_end = rest.starts_with(char::is_whitespace) || rest.is_empty();
        let last_word = || text[..at].rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or("");
        let is_shortened = || mark == "." && SHORTENED.contains(&last_word().to_lowercase().as_str());
        if is_end && next.is_none_or(|c| !c.is_lowercase()) && !is_shortened() {
            found.push(trimmed(text, start..end));
            start = end;
        }
    }
    found.push(trimmed(text, start..text.len()));
    found.retain(|sentence| !sentence.is_empty());
    found
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + part.len() - part.trim_start().len();
    start..start.max(range.start + part.trim_end().len())
}

/// Words: runs of letters and digits.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(char::is_alphanumeric)?;
        let end = text[start..].find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |at| start + at);
        rest = end;
        Some(start..end)
    })
}

/// Two to eight capitals; numbers of Rome are none, nor are marks like `AA` and `JJJJ`.
fn is_abbreviation(word: &str) -> bool {
    let capitals = word.bytes().all(|b| b.is_ascii_uppercase());
    let is_one_letter = word.bytes().all(|b| word.as_bytes()[0] == b);
    capitals && (2..=8).contains(&word.len()) && !is_one_letter && !word.bytes().all(|b| b"IVX".contains(&b))
}

/// The words that the file may explain: "Regionaal Actiecentrum (RAAT)", "RAAT (Regionaal …".
fn explained(text: &FileText) -> BTreeSet<&str> {
    let in_passage = |text| {
        words(text).filter(|word: &Range<usize>| {
            let (before, after) = (&text[..word.start], &text[word.end..]);
            before.ends_with('(') && after.starts_with(')') || after.starts_with(" (")
        })
    };
    let texts = text.passages.iter().map(|placed| placed.passage.text.as_str());
    texts.flat_map(|text| in_passage(text).map(|word| &text[word])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_where_another_begins() {
        let text = "Dit is er één (o.a. zo). Is dit er ook één? \"Ja!\" Zo'n 3.200 mensen, bijv. Jan en ca. 5 anderen";
        let found: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
        let expected = [
            "Dit is er één (o.a. zo).",
            "Is dit er ook één?",
            "\"Ja!",
            "\" Zo'n 3.200 mensen, bijv. Jan en ca. 5 anderen",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn capitals_are_an_abbreviation_and_numbers_of_rome_are_not() {
        for (word, is) in [
            ("BBL", true),
            ("RAAT", true),
            ("A", false),
            ("JJJJ", false),
            ("II", false),
            ("Bbl", false),
            ("WMO2015", false),
        ] {
            assert_eq!(is_abbreviation(word), is, "{word}");
        }
    }
}
