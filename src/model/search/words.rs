//! Text → words as they are looked for: folded, stemmed, numbers in one form.
//!
//! `themes/standaard/static/search.js` does the same to what a reader types. `tests/browser/words.json` holds both to
//! each other: each test reads words and what becomes of them from that file.

use std::collections::HashSet;

use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;

use crate::language::{Language, fold};

/// A longer word is an address or a key, which nobody types.
const LONGEST: usize = 48;

/// Words that say nothing of what a text is about; taken from the most frequent Dutch function words.
pub const STOPS_NL: &str = "aan al als bij daar dan dat de den der deze die dit door een en er haar had heb hebben heeft \
    hem het hij hoe hun ik in is je kan maar me men met mij na naar niet nog nu of om omdat ons ook op over te tot u uit \
    uw van voor waar was wat we wel werd wie wij wil worden wordt zal ze zich zij zijn zo zou";
/// The same in English.
pub const STOPS_EN: &str = "a about after all also an and any are as at be been but by can do for from had has have he \
    her his how if in into is it its may more not of on one or other our she so such than that the their them then there \
    these they this to up was we were what when which who will with would you your";

/// Calls `take` with each word of a text, folded; numbers without signs between thousands, with a point for decimals.
///
/// A word with a hyphen is given in parts, and as a whole: `zij-instromer` as `zij`, `instromer` and `zijinstromer`.
pub fn words(text: &str, mut take: impl FnMut(&str)) {
    let mut rest = text;
    let mut folded = String::new();
    let mut joined = String::new();
    let mut parts = 0;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        let after_hyphen = start == 1 && rest.starts_with('-');
        if !after_hyphen {
            flush(&mut joined, &mut parts, &mut take);
        }
        rest = &rest[start..];
        let (word, is_number) = match number_len(rest) {
            Some(len) => (&rest[..len], true),
            None => (&rest[..word_len(rest)], false),
        };
        rest = &rest[word.len()..];
        folded.clear();
        match is_number {
            true => push_number(word, &mut folded),
            false => push_folded(word, &mut folded),
        }
        if (folded.len() > 1 || folded.bytes().all(|b| b.is_ascii_digit())) && folded.len() <= LONGEST {
            take(&folded);
        }
        joined.push_str(&folded);
        parts += 1;
    }
    flush(&mut joined, &mut parts, &mut take);
}

/// Gives the parts of a word with hyphens as one word.
fn flush(joined: &mut String, parts: &mut usize, take: &mut impl FnMut(&str)) {
    if *parts > 1 && joined.len() <= LONGEST {
        take(joined);
    }
    joined.clear();
    *parts = 0;
}

/// Length of a number with points or commas in it, at the start of a text; none when it starts otherwise.
fn number_len(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let digits = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut len = digits(0);
    let mut groups = 0;
    while len > 0 && matches!(bytes.get(len), Some(b'.' | b',')) && digits(len + 1) > 0 {
        len += 1 + digits(len + 1);
        groups += 1;
    }
    (groups > 0 && !text[len..].starts_with(char::is_alphanumeric)).then_some(len)
}

/// Length of a word; an apostrophe between two letters belongs to it.
fn word_len(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let is_inside = is_apostrophe(c) && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if !(c.is_alphanumeric() || is_mark(c) || is_inside) {
            return at;
        }
    }
    text.len()
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘')
}

/// A combining accent, as in a name in NFD.
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// `3.200` and `3,200` are 3200; `15,4` and `15.4` are 15.4.
fn push_number(text: &str, out: &mut String) {
    let groups: Vec<&str> = text.split(['.', ',']).collect();
    let separators: HashSet<char> = text.chars().filter(|c| !c.is_ascii_digit()).collect();
    let is_grouped = groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3) && separators.len() == 1;
    out.push_str(&groups.join(if is_grouped { "" } else { "." }));
}

/// A word in lower case, without accents and without `'s` at its end.
fn push_folded(word: &str, out: &mut String) {
    let bare = ["'s", "’s", "‘s"].iter().find_map(|end| word.strip_suffix(end)).filter(|bare| !bare.is_empty());
    let word = bare.unwrap_or(word);
    match word.is_ascii() {
        true => out.extend(word.chars().filter(|c| *c != '\'').map(|c| c.to_ascii_lowercase())),
        false => word.nfd().for_each(|c| fold(c, out)),
    }
}

/// Brings the forms of a word together: `opleiden`, `opleidt` and `opleiding` have one stem.
pub struct Stems {
    dutch: Option<Stemmer>,
}

impl Stems {
    /// Stems of a language: Snowball's algorithm for Dutch (Porter 2001); for English Harman's S stemmer (1991), which
    /// takes the plural off.
    pub fn new(language: Language) -> Stems {
        Stems { dutch: (language == Language::Dutch).then(|| Stemmer::create(Algorithm::Dutch)) }
    }

    /// The stem of a folded word. A word with a digit in it is its own stem.
    pub fn of(&self, word: &str) -> String {
        if word.bytes().any(|b| b.is_ascii_digit()) {
            return word.to_owned();
        }
        match &self.dutch {
            Some(stemmer) => stemmer.stem(word).into_owned(),
            None => without_plural(word).into_owned(),
        }
    }
}

/// The three rules of Harman's S stemmer; the first that fits decides.
fn without_plural(word: &str) -> std::borrow::Cow<'_, str> {
    let ends = |ends: &[&str]| ends.iter().any(|end| word.ends_with(end));
    let len = word.len();
    match () {
        () if len > 3 && ends(&["ies"]) && !ends(&["eies", "aies"]) => format!("{}y", &word[..len - 3]).into(),
        () if len > 3 && ends(&["es"]) && !ends(&["aes", "ees", "oes"]) => word[..len - 1].into(),
        () if len > 3 && ends(&["s"]) && !ends(&["us", "ss"]) => word[..len - 1].into(),
        () => word.into(),
    }
}

/// The stop words of a language.
pub fn stops(language: Language) -> impl Iterator<Item = &'static str> {
    language.pick(STOPS_NL, STOPS_EN).split_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut found = Vec::new();
        words(text, |word| found.push(word.to_owned()));
        assert_eq!(found.join(" "), expected, "{text}");
    }

    /// What the script of the theme is held to, too: `tests/browser/words.test.mjs`.
    const SHARED: &str = include_str!("../../../tests/browser/words.json");

    #[test]
    fn words_and_stems_are_those_that_the_script_makes() {
        let shared: serde_json::Value = serde_json::from_str(SHARED).expect("the file is JSON");
        for pair in shared["words"].as_array().expect("a list") {
            let (text, expected) = (pair[0].as_str().expect("a text"), pair[1].as_str().expect("a text"));
            let mut found = Vec::new();
            // A reader's words are not joined over a hyphen.
            words(&text.replace('-', " "), |word| found.push(word.to_owned()));
            assert_eq!(found.join(" "), expected, "{text}");
        }
        for language in [Language::Dutch, Language::English] {
            let stems = Stems::new(language);
            for (word, stem) in shared[language.code()].as_object().expect("words with stems") {
                assert_eq!(Some(stems.of(word).as_str()), stem.as_str(), "{word}");
            }
        }
    }

    #[test]
    fn words_are_folded() {
        check("De Coördinator, één café; ’s-Gravenhage", "de coordinator een cafe gravenhage sgravenhage");
        check("regio’s en regio's", "regio en regio");
        check("cafe\u{301}", "cafe");
    }

    #[test]
    fn a_word_with_a_hyphen_is_found_in_parts_and_as_a_whole() {
        check("zij-instromers in zorg - en welzijn", "zij instromers zijinstromers in zorg en welzijn");
    }

    #[test]
    fn a_number_is_found_however_it_is_written() {
        check("ruim 3.200, 3200 of 3,200.", "ruim 3200 3200 of 3200");
        check("15,4% en 15.4", "15.4 en 15.4");
        check("1.000.000 op 1.2.2020, 2017/'18", "1000000 op 1.2.2020 2017 18");
        check("3.200fte", "3 200fte");
    }
}
