//! Periods: calendar years, study years and quarters, which never mix.

use std::fmt;

use jiff::civil::{Date, date};

use crate::language::Language;
use crate::source::decode::words;

words! {
    /// Kind of period that the values of a figure belong to.
    PeriodType {
        /// A calendar year, `2017`.
        CalendarYear = "kalenderjaar",
        /// A study year, `2017/2018`: from August of the one to July of the other.
        StudyYear = "studiejaar",
        /// A quarter, `2017K1`.
        Quarter = "kwartaal",
    }
}

/// A period of one kind; periods of one kind are in the order of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    kind: PeriodType,
    /// First calendar year.
    year: i16,
    /// Quarter, 1 to 4; 0 for other kinds.
    quarter: u8,
}

impl Period {
    /// Reads a period of a kind; none when the text is not one.
    pub fn read(text: &str, kind: PeriodType) -> Option<Period> {
        let year = |text: &str| text.parse::<i16>().ok().filter(|y| text.len() == 4 && *y >= 1000);
        let period = |year, quarter| Period { kind, year, quarter };
        match kind {
            PeriodType::CalendarYear => Some(period(year(text)?, 0)),
            PeriodType::StudyYear => {
                let (first, second) = text.split_once('/')?;
                let first = year(first)?;
                (year(second)? == first + 1).then(|| period(first, 0))
            }
            PeriodType::Quarter => {
                let (first, quarter) = text.split_once('K')?;
                let quarter = quarter.parse().ok().filter(|q| (1..=4).contains(q))?;
                Some(period(year(first)?, quarter))
            }
        }
    }

    /// Reads a period of a kind as people and CBS write it: `2017/'18`, `2017-2018`, `2017SJ00`, `2017JJ00`, `2017KW01`,
    /// `1e kwartaal 2017`, `Q1 2017`.
    pub fn find(text: &str, kind: PeriodType) -> Option<Period> {
        let text = text.trim().to_lowercase().replace(['’', '‘', '`'], "'").replace(['–', '—'], "-");
        if !text.is_ascii() {
            return None;
        }
        match kind {
            PeriodType::CalendarYear => Period::read(text.strip_suffix("jj00").unwrap_or(&text), kind),
            PeriodType::StudyYear => study_year(&text),
            PeriodType::Quarter => quarter(&text),
        }
    }

    /// The calendar year in which it begins.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The period after this one.
    pub fn next(self) -> Period {
        match self.kind {
            PeriodType::Quarter if self.quarter < 4 => Period { quarter: self.quarter + 1, ..self },
            PeriodType::Quarter => Period { year: self.year + 1, quarter: 1, ..self },
            _ => Period { year: self.year + 1, ..self },
        }
    }

    /// How many periods this one lies after another; negative when before. Periods of different kinds have no distance,
    /// and one figure has one kind.
    pub fn since(self, other: Period) -> i32 {
        self.ordinal() - other.ordinal()
    }

    /// The last day of the period. A study year ends on 31 July.
    pub fn end(self) -> Date {
        let year = self.year;
        match (self.kind, self.quarter) {
            (PeriodType::CalendarYear, _) | (PeriodType::Quarter, 4) => date(year, 12, 31),
            (PeriodType::StudyYear, _) => date(year + 1, 7, 31),
            (PeriodType::Quarter, 1) => date(year, 3, 31),
            (PeriodType::Quarter, 2) => date(year, 6, 30),
            (PeriodType::Quarter, _) => date(year, 9, 30),
        }
    }

    fn ordinal(self) -> i32 {
        match self.kind {
            PeriodType::Quarter => i32::from(self.year) * 4 + i32::from(self.quarter),
            _ => i32::from(self.year),
        }
    }

    /// Its first day; a study year is counted from 1 August.
    pub fn start(self) -> Date {
        match self.kind {
            PeriodType::CalendarYear => date(self.year, 1, 1),
            PeriodType::StudyYear => date(self.year, 8, 1),
            PeriodType::Quarter => date(self.year, i8::try_from(self.quarter).expect("1 to 4") * 3 - 2, 1),
        }
    }

    /// An example of how a period of a kind is written.
    pub fn example(kind: PeriodType) -> &'static str {
        match kind {
            PeriodType::CalendarYear => "2017",
            PeriodType::StudyYear => "2017/2018",
            PeriodType::Quarter => "2017K1",
        }
    }

    /// For people: `2017`, `2017/’18`, `1e kwartaal 2017`.
    pub fn text(self, language: Language) -> String {
        match self.kind {
            PeriodType::CalendarYear => self.year.to_string(),
            PeriodType::StudyYear => format!("{}/’{:02}", self.year, (self.year + 1) % 100),
            PeriodType::Quarter => match language {
                Language::Dutch => format!("{}e kwartaal {}", self.quarter, self.year),
                Language::English => format!("{} Q{}", self.year, self.quarter),
            },
        }
    }
}

/// A study year by its two years, of which the second may be cut short.
fn study_year(text: &str) -> Option<Period> {
    let (first, second) = match text.strip_suffix("sj00") {
        Some(first) => return study_year(&format!("{first}/{}", first.parse::<i16>().ok()?.checked_add(1)?)),
        None => text.split_once('/').or_else(|| text.split_once('-'))?,
    };
    let (first, second) = (first.trim(), second.trim().trim_start_matches('\''));
    let is_short = second.len() == 2 && second.bytes().all(|b| b.is_ascii_digit());
    let century = first.parse::<i16>().ok()?.checked_add(1)? / 100;
    let second = if is_short { format!("{century}{second}") } else { second.to_owned() };
    Period::read(&format!("{first}/{second}"), PeriodType::StudyYear)
}

/// A quarter by its year and its number, in either order.
fn quarter(text: &str) -> Option<Period> {
    let words: Vec<&str> = text.split([' ', '-', '/', '.']).filter(|word| !word.is_empty()).collect();
    let number = |word: &str| {
        let digits = word.trim_start_matches("kw").trim_start_matches(['k', 'q']);
        let digits = if digits.len() == word.len() { "" } else { digits };
        digits.trim_start_matches('0').parse::<u8>().ok()
    };
    let ordinal = |word: &str| word.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<u8>().ok();
    let (year, quarter) = match words[..] {
        [word] if word.len() > 4 => (&word[..4], number(&word[4..])?),
        [year, word] if year.len() == 4 => (year, number(word)?),
        [word, year] => (year, number(word)?),
        [year, word, "kwartaal" | "quarter"] | [year, "kwartaal" | "quarter", word] if year.len() == 4 => {
            (year, ordinal(word)?)
        }
        [word, "kwartaal" | "quarter", year] | ["kwartaal" | "quarter", word, year] => (year, ordinal(word)?),
        _ => return None,
    };
    Period::read(&format!("{year}K{quarter}"), PeriodType::Quarter)
}

/// The period as it is written in content and downloads.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            PeriodType::CalendarYear => write!(f, "{}", self.year),
            PeriodType::StudyYear => write!(f, "{}/{}", self.year, self.year + 1),
            PeriodType::Quarter => write!(f, "{}K{}", self.year, self.quarter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_read_as_its_kind_only() {
        use PeriodType::*;
        for (text, kind) in [("2017", CalendarYear), ("2017/2018", StudyYear), ("2017K4", Quarter)] {
            assert_eq!(Period::read(text, kind).map(|p| p.to_string()).as_deref(), Some(text));
        }
        for (text, kind) in [
            ("17", CalendarYear),
            ("2017/2019", StudyYear),
            ("2017", StudyYear),
            ("2017K5", Quarter),
            ("2017/18", StudyYear),
        ] {
            assert_eq!(Period::read(text, kind), None, "{text}");
        }
    }

    #[test]
    fn periods_lie_so_far_apart_and_end_on_a_day() {
        use PeriodType::*;
        for (early, late, kind, distance, end) in [
            ("2017", "2020", CalendarYear, 3, date(2020, 12, 31)),
            ("2017/2018", "2018/2019", StudyYear, 1, date(2019, 7, 31)),
            ("2017K4", "2019K1", Quarter, 5, date(2019, 3, 31)),
            ("2019K2", "2019K3", Quarter, 1, date(2019, 9, 30)),
            ("2019K4", "2019K2", Quarter, -2, date(2019, 6, 30)),
        ] {
            let [early, late] = [early, late].map(|text| Period::read(text, kind).expect("a period"));
            assert_eq!((late.since(early), late.end()), (distance, end));
        }
    }

    #[test]
    fn a_period_is_found_as_people_and_cbs_write_it() {
        use PeriodType::*;
        for (texts, kind, period) in [
            (&["2017", " 2017 ", "2017JJ00"][..], CalendarYear, "2017"),
            (
                &["2017/2018", "2017/'18", "2017/’18", "2017-2018", "2017/18", "2017–'18", "2017 / 2018", "2017SJ00"],
                StudyYear,
                "2017/2018",
            ),
            (&["1999/'00", "1999/2000"], StudyYear, "1999/2000"),
            (
                &[
                    "2017K1",
                    "2017KW01",
                    "2017Q1",
                    "2017-Q1",
                    "2017 K1",
                    "Q1 2017",
                    "1e kwartaal 2017",
                    "2017 1e kwartaal",
                    "kwartaal 1 2017",
                    "2017 kwartaal 1",
                ],
                Quarter,
                "2017K1",
            ),
        ] {
            for text in texts {
                assert_eq!(Period::find(text, kind).map(|p| p.to_string()).as_deref(), Some(period), "{text}");
            }
        }
        for (text, kind) in [
            ("2017KW01", CalendarYear),
            ("2017-01-01", CalendarYear),
            ("42736", CalendarYear),
            ("2017/2019", StudyYear),
            ("2017-01-01", StudyYear),
            ("2017", Quarter),
            ("2017JJ00", Quarter),
            ("2017KW05", Quarter),
            ("2017MM01", Quarter),
            ("ééééé", Quarter),
            ("2017/é", StudyYear),
        ] {
            assert_eq!(Period::find(text, kind), None, "{text}");
        }
    }

    #[test]
    fn a_period_has_a_first_and_a_last_day() {
        use PeriodType::*;
        for (text, kind, first, last) in [
            ("2016", CalendarYear, "2016-01-01", "2016-12-31"),
            ("2016/2017", StudyYear, "2016-08-01", "2017-07-31"),
            ("2016K1", Quarter, "2016-01-01", "2016-03-31"),
            ("2016K4", Quarter, "2016-10-01", "2016-12-31"),
        ] {
            let period = Period::read(text, kind).expect("a period");
            let (from, until) = (period.start(), period.end());
            assert_eq!((from.to_string().as_str(), until.to_string().as_str()), (first, last));
        }
    }

    #[test]
    fn periods_follow_each_other() {
        let last = Period::read("2017K4", PeriodType::Quarter).expect("a quarter");
        assert_eq!(last.next().to_string(), "2018K1");
    }
}
