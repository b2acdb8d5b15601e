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
    fn periods_follow_each_other() {
        let last = Period::read("2017K4", PeriodType::Quarter).expect("a quarter");
        assert_eq!(last.next().to_string(), "2018K1");
    }
}
