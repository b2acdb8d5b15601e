//! The languages that the program speaks, and how each writes numbers, dates and lists.
//!
//! Used by every hop; depends on nothing. Locale data of the system is never read, so the same input gives the same
//! bytes everywhere.

use jiff::civil::Date;
use jiff::tz::TimeZone;

/// A language of pages and messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// Dutch.
    #[default]
    Dutch,
    /// English.
    English,
}

const MONTHS_NL: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The time zone in which a moment is a day, in every language.
pub fn netherlands() -> TimeZone {
    TimeZone::get("Europe/Amsterdam").expect("the time zones are part of the program")
}

/// The space between a number and its unit: no line ends there.
const NO_BREAK: char = '\u{a0}';

/// A number with its unit behind it, on one line: `15,4 %`, `3.200 personen`.
pub fn with_unit(number: &str, unit: &str) -> String {
    format!("{number}{NO_BREAK}{unit}")
}

/// A text as data files have it, in which every space is an ordinary one.
pub fn with_plain_spaces(text: &str) -> String {
    text.replace(NO_BREAK, " ")
}

/// The decimals that files with data have: enough for every unit, and free of what binary arithmetic leaves over.
pub const DECIMALS_OF_FILES: u8 = 6;

/// Rounds to so many decimals, a half away from zero: 6.25 to 6.3 and −0.5 to −1.
///
/// What is rounded is the value as files have it ([`DECIMALS_OF_FILES`]), so that a reader who rounds what is in a file
/// finds what is on the page, and 1.005, for which there is no binary number, is as much a half as 6.25.
pub fn rounded(value: f64, decimals: u8) -> f64 {
    let size: f64 = fixed(value, decimals).parse().unwrap_or(value.abs());
    // Nothing below zero is left of −0.04.
    if size == 0.0 { 0.0 } else { size.copysign(value) }
}

/// The digits of a value without its sign, with exactly so many decimals.
fn fixed(value: f64, decimals: u8) -> String {
    let decimals = usize::from(decimals);
    let exact = format!("{:.*}", decimals.max(DECIMALS_OF_FILES.into()), value.abs());
    let Some(point) = exact.find('.').filter(|point| point + 1 + decimals < exact.len()) else { return exact };
    let (kept, rest) = exact.split_at(point + 1 + decimals);
    let kept = kept.trim_end_matches('.');
    if rest.as_bytes()[0] < b'5' { kept.to_owned() } else { next_up(kept) }
}

/// A decimal number plus one in its last place.
fn next_up(number: &str) -> String {
    let mut digits = number.as_bytes().to_vec();
    for digit in digits.iter_mut().rev().filter(|digit| **digit != b'.') {
        if *digit < b'9' {
            *digit += 1;
            return String::from_utf8(digits).expect("digits and a point are ASCII");
        }
        *digit = b'0';
    }
    digits.insert(0, b'1');
    String::from_utf8(digits).expect("digits and a point are ASCII")
}

impl Language {
    /// Reads a language's code, `nl` or `en`.
    pub fn from_code(code: &str) -> Option<Language> {
        match code {
            "nl" => Some(Language::Dutch),
            "en" => Some(Language::English),
            _ => None,
        }
    }

    /// The code of BCP 47, `nl` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Language::Dutch => "nl",
            Language::English => "en",
        }
    }

    /// The other language: there are two.
    pub fn other(self) -> Language {
        self.pick(Language::English, Language::Dutch)
    }

    /// Its name in its own words.
    pub fn name(self) -> &'static str {
        self.pick("Nederlands", "English")
    }

    /// The language with a country, as Open Graph has it.
    pub fn locale(self) -> &'static str {
        self.pick("nl_NL", "en_GB")
    }

    /// Picks the text in this language.
    pub fn pick<T>(self, dutch: T, english: T) -> T {
        match self {
            Language::Dutch => dutch,
            Language::English => english,
        }
    }

    /// Writes a number with its thousands grouped and at most so many decimals, trailing zeros left out:
    /// `3.200` and `15,4` in Dutch, `3,200` and `15.4` in English. A half is rounded away from zero. A minus is `−` (U+2212).
    pub fn number(self, value: f64, decimals: u8) -> String {
        let fixed = fixed(value, decimals);
        match fixed.split_once('.') {
            Some((whole, fraction)) => self.written(value, whole, fraction.trim_end_matches('0')),
            None => self.written(value, &fixed, ""),
        }
    }

    /// [`Language::number`] with exactly so many decimals: `2,50`.
    pub fn number_in_full(self, value: f64, decimals: u8) -> String {
        let fixed = fixed(value, decimals);
        let (whole, fraction) = fixed.split_once('.').unwrap_or((&fixed, ""));
        self.written(value, whole, fraction)
    }

    /// The digits before and behind the point, of a number with this sign.
    fn written(self, value: f64, whole: &str, fraction: &str) -> String {
        let (group, point) = self.pick(('.', ','), (',', '.'));
        let is_zero = whole == "0" && fraction.bytes().all(|digit| digit == b'0');
        let mut text = String::with_capacity(whole.len() + fraction.len() + 6);
        if value < 0.0 && !is_zero {
            text.push('\u{2212}');
        }
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) {
                text.push(group);
            }
            text.push(digit);
        }
        if !fraction.is_empty() {
            text.push(point);
            text.push_str(fraction);
        }
        text
    }

    /// The names of the months, from the first to the last, as they are written inside of a sentence.
    pub fn months(self) -> &'static [&'static str; 12] {
        self.pick(&MONTHS_NL, &MONTHS_EN)
    }

    /// Writes a date in full: `18 december 2019`, `18 December 2019`.
    pub fn date(self, date: Date) -> String {
        let month = self.months()[usize::try_from(date.month() - 1).expect("a month is at least 1")];
        format!("{} {month} {}", date.day(), date.year())
    }

    /// Joins a list as a sentence does: `a, b en c`.
    pub fn list<S: AsRef<str>>(self, items: &[S]) -> String {
        match items {
            [] => String::new(),
            [one] => one.as_ref().to_owned(),
            [first @ .., last] => {
                let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
                format!("{} {} {}", first.join(", "), self.pick("en", "and"), last.as_ref())
            }
        }
    }
}

/// Stands before a text that is in another language than the page around it, and [`FOREIGN_END`] behind it. The two
/// travel with the text through sentences, charts and templates, and become elements with a `lang` in the end. They are
/// noncharacters, which Unicode keeps for internal use (The Unicode Standard, 23.7): no text has them, no font draws them.
pub const FOREIGN: char = '\u{fdd0}';
/// Stands behind a text that is in another language than the page around it.
pub const FOREIGN_END: char = '\u{fdd1}';

/// Sets the marks of another language around a text that is not empty and has none yet.
pub fn mark_foreign(text: &mut String) {
    if !text.is_empty() && !text.starts_with(FOREIGN) {
        text.insert(0, FOREIGN);
        text.push(FOREIGN_END);
    }
}

/// A text with a capital at its beginning.
pub fn capitalised(text: &str) -> String {
    let at = text.find(|c| !is_foreign_mark(c)).unwrap_or(text.len());
    let mut chars = text[at..].chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    text[..at].chars().chain(first).chain(chars).collect()
}

/// A text without the marks of another language.
pub fn without_marks(text: &str) -> String {
    text.chars().filter(|c| !is_foreign_mark(*c)).collect()
}

/// True for a mark of another language, which is no part of what is read.
pub fn is_foreign_mark(c: char) -> bool {
    matches!(c, FOREIGN | FOREIGN_END)
}

/// A key that sorts text as a Dutch reader expects: case and accents do not count, and digits sort by value.
///
/// Ties (`Ede` and `ede`) are broken by the text itself.
pub fn sort_key(text: &str) -> (String, String) {
    let mut key = String::with_capacity(text.len());
    let mut digits = String::new();
    for c in text.chars() {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        push_digits(&mut key, &mut digits);
        fold(c, &mut key);
    }
    push_digits(&mut key, &mut digits);
    (key, text.to_owned())
}

fn push_digits(key: &mut String, digits: &mut String) {
    if !digits.is_empty() {
        key.push_str(&format!("{digits:0>12}"));
        digits.clear();
    }
}

/// Writes a character in lower case without its accent; apostrophes and quotes vanish.
pub fn fold(c: char, out: &mut String) {
    for c in c.to_lowercase() {
        match c {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' => out.push('a'),
            'æ' => out.push_str("ae"),
            'ç' | 'ć' | 'č' => out.push('c'),
            'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' => out.push('e'),
            'ì' | 'í' | 'î' | 'ï' | 'ī' => out.push('i'),
            'ĳ' => out.push_str("ij"),
            'ñ' | 'ń' => out.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' => out.push('o'),
            'œ' => out.push_str("oe"),
            'ß' => out.push_str("ss"),
            'š' | 'ś' => out.push('s'),
            'ù' | 'ú' | 'û' | 'ü' | 'ū' => out.push('u'),
            'ý' | 'ÿ' => out.push('y'),
            'ž' | 'ź' | 'ż' => out.push('z'),
            'ł' => out.push('l'),
            // Combining marks: a name in NFD folds like the same name in NFC.
            '\u{300}'..='\u{36f}' | FOREIGN | FOREIGN_END | '\'' | '’' | '‘' | '"' | '“' | '”' => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_the_language_does() {
        let cases = [
            (3200.0, 0, "3.200", "3,200"),
            (15.4, 1, "15,4", "15.4"),
            (15.0, 1, "15", "15"),
            (-0.04, 1, "0", "0"),
            (-1234567.25, 2, "−1.234.567,25", "−1,234,567.25"),
            (999.5, 0, "1.000", "1,000"),
            (-0.0, 1, "0", "0"),
            (0.000_000_5, 9, "0,0000005", "0.0000005"),
            (1e12, 0, "1.000.000.000.000", "1,000,000,000,000"),
        ];
        for (value, decimals, dutch, english) in cases {
            assert_eq!(Language::Dutch.number(value, decimals), dutch);
            assert_eq!(Language::English.number(value, decimals), english);
        }
    }

    #[test]
    fn a_half_is_rounded_away_from_zero() {
        for (value, decimals, dutch, number) in [
            (198.25, 1, "198,3", 198.3),
            (198.35, 1, "198,4", 198.4),
            (-198.25, 1, "−198,3", -198.3),
            (6.25, 1, "6,3", 6.3),
            (6.25, 2, "6,25", 6.25),
            // There is no binary number for these: the nearest lies below.
            (1.005, 2, "1,01", 1.01),
            (2.675, 2, "2,68", 2.68),
            (0.1 + 0.7 + 0.05, 1, "0,9", 0.9),
            (0.5, 0, "1", 1.0),
            (1.5, 0, "2", 2.0),
            (2.5, 0, "3", 3.0),
            (-0.5, 0, "−1", -1.0),
            (99.95, 1, "100", 100.0),
            (0.449_9, 1, "0,4", 0.4),
            (1e12 + 0.5, 0, "1.000.000.000.001", 1e12 + 1.0),
        ] {
            assert_eq!(Language::Dutch.number(value, decimals), dutch, "{value}");
            assert_eq!(rounded(value, decimals), number, "{value}");
        }
        assert_eq!(Language::English.number_in_full(-2.5, 2), "−2.50");
        assert_eq!(Language::Dutch.number_in_full(-0.001, 2), "0,00");
        assert!(rounded(-0.04, 1).is_sign_positive());
    }

    #[test]
    fn names_sort_without_regard_to_case_and_accents() {
        let mut names = ["Zwolle", "Überveld", "achterhoek", "lijn 10", "lijn 2", "'s-Graveland", "Één"];
        names.sort_by_cached_key(|n| sort_key(n));
        assert_eq!(names, ["achterhoek", "Één", "lijn 2", "lijn 10", "'s-Graveland", "Überveld", "Zwolle"]);
    }

    #[test]
    fn a_list_reads_as_a_sentence() {
        assert_eq!(Language::Dutch.list(&["kort", "middellang", "lang"]), "kort, middellang en lang");
        assert_eq!(Language::English.list(&["one"]), "one");
    }

    #[test]
    fn a_date_is_written_in_full() {
        assert_eq!(Language::Dutch.date(jiff::civil::date(2016, 11, 10)), "10 november 2016");
    }
}
