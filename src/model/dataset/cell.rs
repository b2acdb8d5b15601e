//! A cell as what it stands for: a number, a gap with its reason, a period; with the marks that people and CBS put there.
//!
//! The marks of CBS (StatLine, "Verklaring van tekens"): nothing = cannot occur; `.` = unknown, unreliable or secret;
//! `0` = less than half of the unit; `*` = provisional; `**` = revised provisional.

use super::Dataset;
use crate::diagnostic::data::CellMistake;
use crate::diagnostic::problem::nearest;
use crate::diagnostic::{Problem, Span, Spanned};
use crate::model::format::{FigureStatus, Gap, Observation, Unit};
use crate::model::period::Period;
use crate::source::table::{Cell, Content, rounded};

/// Signs and words in place of a value, with what they say.
const MARKS: &[(&str, Gap)] = &[
    (".", Gap::Withheld),
    ("geheim", Gap::Withheld),
    ("-", Gap::Unknown),
    ("–", Gap::Unknown),
    ("—", Gap::Unknown),
    ("?", Gap::Unknown),
    ("n.b.", Gap::Unknown),
    ("nb", Gap::Unknown),
    ("onbekend", Gap::Unknown),
    ("n.v.t.", Gap::Impossible),
    ("nvt", Gap::Impossible),
    ("kan niet voorkomen", Gap::Impossible),
];

/// Words before a number that say how exact it is.
const QUALIFIERS: &[&str] = &["ruim", "bijna", "zo'n", "ongeveer", "circa", "ca."];

/// True for a sign or word in place of a value.
pub(super) fn is_mark(text: &str) -> bool {
    mark(text).is_some()
}

fn mark(text: &str) -> Option<Gap> {
    let text = text.to_lowercase();
    MARKS.iter().find(|(mark, _)| *mark == text).map(|(_, gap)| *gap)
}

/// A text without the stars behind it, and what these say.
fn without_stars(text: &str) -> (&str, Option<FigureStatus>) {
    let bare = text.trim_end_matches('*');
    let status = match text.len() - bare.len() {
        0 => None,
        1 => Some(FigureStatus::Provisional),
        _ => Some(FigureStatus::Revised),
    };
    (bare.trim_end(), status)
}

impl Dataset<'_> {
    /// Leaves out the rows of CBS that have a period of another kind: a table often has both years and quarters.
    pub(super) fn leave_out_other_periods(&mut self, column: usize) {
        if !self.is_cbs() {
            return;
        }
        let kind = self.periods;
        let is_other = |row: &Vec<Cell>| {
            let shown = row[column].content.shown();
            let begins_with_year = shown.len() >= 4 && shown.bytes().take(4).all(|b| b.is_ascii_digit());
            begins_with_year && Period::find(without_stars(&shown).0, kind).is_none()
        };
        let (others, rows): (Vec<_>, Vec<_>) = std::mem::take(&mut self.table.rows).into_iter().partition(is_other);
        if let (Some(other), true) = (others.first(), rows.is_empty()) {
            self.bad_period(other[column].content.shown().into_owned(), other[column].span);
        }
        self.table.rows = rows;
    }

    /// The period of a row with its status. None for a row without one, which stands below the table; and for what is no
    /// period, which has been reported.
    pub(super) fn period(&mut self, row: &[Cell], column: usize) -> Option<(Spanned<String>, FigureStatus)> {
        let cell = &row[column];
        let shown = cell.content.shown();
        let (bare, status) = without_stars(&shown);
        if let Some(period) = Period::find(bare, self.periods).filter(|_| !matches!(cell.content, Content::Date(_))) {
            return Some((Spanned::new(period.to_string(), cell.span), status.unwrap_or(FigureStatus::Final)));
        }
        let is_line_below = row.iter().filter(|cell| !cell.content.is_blank()).count() < 2;
        if cell.content == Content::Merged {
            self.report(cell, column, CellMistake::Merged);
        } else if !is_line_below {
            self.bad_period(shown.into_owned(), cell.span);
        }
        None
    }

    fn bad_period(&mut self, value: String, span: Span) {
        self.diagnostics.report(span, Problem::BadPeriod { value, example: Period::example(self.periods) });
    }

    /// A text, such as the name of a series; none for a blank.
    pub(super) fn text(&mut self, cell: &Cell, column: usize) -> Option<String> {
        if cell.content == Content::Merged {
            self.report(cell, column, CellMistake::Merged);
        }
        Some(cell.content.shown().into_owned()).filter(|text| !text.is_empty())
    }

    /// The value in a cell, with what the rest of the row says of it; none for what is no value, which has been reported.
    pub(super) fn observation(&mut self, row: &[Cell], column: usize, said: &Said) -> Option<Observation> {
        let cell = &row[column];
        self.hidden.extend(cell.hidden.filter(|_| !cell.content.is_blank()).map(|hidden| (cell.span, hidden)));
        let shown = cell.content.shown();
        let (bare, star) = without_stars(&shown);
        let mut observation = Observation {
            gap: said.gap.unwrap_or_else(|| self.blank()),
            status: star.or(said.status).unwrap_or(said.of_period),
            note: said.note.clone(),
            span: Some(cell.span),
            ..Observation::default()
        };
        match &cell.content {
            Content::Null => observation.gap = said.gap.unwrap_or(Gap::Unknown),
            Content::Empty => {}
            Content::Number(number) => observation.value = Some(*number),
            Content::Percent(part) => observation.value = Some(self.percent(*part, cell, column)?),
            Content::Text(_) => match mark(bare) {
                Some(gap) => observation.gap = gap,
                // A star alone says only that a value is to come.
                None if bare.is_empty() => {}
                None => {
                    let (qualifier, number) = qualified(bare);
                    observation.qualifier = qualifier;
                    observation.value = Some(self.number(number, cell, column)?);
                }
            },
            Content::Truth(_) => return self.bad(cell, column, CellMistake::Text),
            Content::Date(_) => return self.bad(cell, column, CellMistake::Date),
            Content::Error(_) => return self.bad(cell, column, CellMistake::Formula),
            Content::Uncalculated => return self.bad(cell, column, CellMistake::Uncalculated),
            Content::Merged => return self.bad(cell, column, CellMistake::Merged),
        }
        if let Some(value) = observation.value {
            if value.abs() >= 1e15 {
                return self.bad(cell, column, CellMistake::Long);
            }
            let factor = self.keys.multiply.as_ref().map_or(1.0, |factor| factor.value);
            observation.value = Some(rounded(value * factor));
            if value == 0.0 && self.is_cbs() {
                // CBS writes 0 for less than half of the unit.
                observation.qualifier = Some(self.language.pick("afgerond", "rounded").to_owned());
            }
        }
        Some(observation)
    }

    /// What an empty cell says: of CBS that there is nothing to count, of others nothing at all.
    fn blank(&self) -> Gap {
        if self.is_cbs() { Gap::Impossible } else { Gap::Unknown }
    }

    /// A percentage as people see it: 12 for a cell that shows 12 %.
    fn percent(&mut self, part: f64, cell: &Cell, column: usize) -> Option<f64> {
        match self.unit {
            Some(Unit::Percent | Unit::PercentagePoints) => Some(rounded(part * 100.0)),
            _ => self.bad(cell, column, CellMistake::Percent),
        }
    }

    fn number(&mut self, text: &str, cell: &Cell, column: usize) -> Option<f64> {
        match self.numbers.read(text, cell.span) {
            Ok(number) => Some(number),
            Err(NumberMistake::Cell(mistake)) => self.bad(cell, column, mistake),
            Err(NumberMistake::Mixed { mark, first }) => {
                let problem = Problem::MixedDecimals { value: text.to_owned(), mark };
                self.diagnostics.report_with(cell.span, problem, vec![first]);
                None
            }
        }
    }

    /// Reports a cell of which nothing can be made.
    pub(super) fn bad<T>(&mut self, cell: &Cell, column: usize, mistake: CellMistake) -> Option<T> {
        self.report(cell, column, mistake);
        None
    }

    /// Reports a cell.
    pub(super) fn report(&mut self, cell: &Cell, column: usize, mistake: CellMistake) {
        let column = self.table.columns[column].name.clone();
        let value = cell.content.shown().into_owned();
        self.diagnostics.report(cell.span, Problem::BadCell { value, column, mistake });
    }

    /// What the columns with a status and a note say of the values of a row.
    pub(super) fn said(
        &mut self,
        row: &[Cell],
        of_period: FigureStatus,
        status: Option<usize>,
        note: Option<usize>,
    ) -> Said {
        let mut said = Said { of_period, ..Said::default() };
        if let Some(note) = note {
            said.note = self.text(&row[note], note);
        }
        let Some(status) = status else { return said };
        let Some(word) = self.text(&row[status], status) else { return said };
        let known = STATUSES.iter().find(|(known, _)| known.eq_ignore_ascii_case(&word));
        match (known, mark(&word)) {
            (Some((_, status)), _) => said.status = Some(*status),
            (None, Some(gap)) => said.gap = Some(gap),
            (None, None) if self.keys.status.is_some() => {
                let accepted = FigureStatus::WORDS.to_vec();
                let nearest = nearest(&word, accepted.iter().copied());
                let problem = Problem::UnknownValue { key: "status".into(), value: word, accepted, nearest };
                self.diagnostics.report(row[status].span, problem);
            }
            (None, None) => said.attribute(&word),
        }
        said
    }
}

/// Words for a status; the last ones are of CBS.
const STATUSES: &[(&str, FigureStatus)] = &[
    ("definitief", FigureStatus::Final),
    ("voorlopig", FigureStatus::Provisional),
    ("nader voorlopig", FigureStatus::Revised),
    ("nader_voorlopig", FigureStatus::Revised),
    ("*", FigureStatus::Provisional),
    ("**", FigureStatus::Revised),
    ("None", FigureStatus::Final),
    ("Provisional", FigureStatus::Provisional),
    ("RevisedProvisional", FigureStatus::Revised),
];

/// What the rest of a row says of its values.
#[derive(Debug, Default, Clone)]
pub(super) struct Said {
    /// By the mark behind its period.
    pub of_period: FigureStatus,
    /// By its own column.
    pub status: Option<FigureStatus>,
    /// Why there is no value, when there is none.
    pub gap: Option<Gap>,
    /// Remark.
    pub note: Option<String>,
}

impl Said {
    /// An attribute of a value in OData 4: a reason why there is none, or something that a reader should see.
    fn attribute(&mut self, word: &str) {
        let has = |part: &str| word.to_lowercase().contains(part);
        if has("impossible") || has("notapplicable") {
            self.gap = Some(Gap::Impossible);
        } else if ["confidential", "secret", "unreliable", "unknown", "insufficient"].iter().any(|part| has(part)) {
            self.gap = Some(Gap::Withheld);
        } else {
            self.note = Some(word.to_owned());
        }
    }
}

/// A word such as `ruim` before a number.
fn qualified(text: &str) -> (Option<String>, &str) {
    let text_and_word = QUALIFIERS.iter().find_map(|word| {
        let rest = text.get(word.len()..)?;
        let is_word = text.get(..word.len())?.eq_ignore_ascii_case(word) && rest.starts_with(' ');
        is_word.then(|| ((*word).to_owned(), rest.trim_start()))
    });
    text_and_word.map_or((None, text), |(word, rest)| (Some(word), rest))
}

/// Reads numbers as people write them; all of one file with the same decimal mark.
#[derive(Debug)]
pub(super) struct Numbers {
    /// The decimal mark, when it is known beforehand.
    mark: Option<char>,
    /// The decimal mark that was found, with its first place.
    found: Option<(char, Span)>,
}

/// Why a text is no number.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum NumberMistake {
    /// By itself.
    Cell(CellMistake),
    /// By the numbers before it.
    Mixed {
        /// Their decimal mark.
        mark: char,
        /// The first of them that has it.
        first: Span,
    },
}

impl Numbers {
    pub(super) fn new(mark: Option<char>) -> Self {
        Numbers { mark, found: None }
    }

    /// Reads a number. A point or a comma before exactly three digits is refused unless the decimal mark was said: it is
    /// a thousand to the one and a fraction to the other.
    pub(super) fn read(&mut self, text: &str, span: Span) -> Result<f64, NumberMistake> {
        let wrong = |mistake| Err(NumberMistake::Cell(mistake));
        if text.ends_with('%') {
            return wrong(CellMistake::Percent);
        }
        let (sign, digits) = match text.strip_prefix(['-', '−']) {
            Some(digits) => (-1.0, digits.trim_start()),
            None => (1.0, text.strip_prefix('+').unwrap_or(text)),
        };
        let is_digit = |c: char| c.is_ascii_digit();
        let known = |c: char| is_digit(c) || ".,".contains(c) || is_space(c);
        if !digits.starts_with(is_digit) || !digits.ends_with(is_digit) || !digits.chars().all(known) {
            return wrong(CellMistake::Text);
        }
        let mark = match self.decimal_mark(digits) {
            Ok(mark) => mark,
            Err(mistake) => return wrong(mistake),
        };
        let (whole, fraction) = match mark.and_then(|mark| digits.split_once(mark)) {
            Some((whole, fraction)) => (whole, fraction),
            None => (digits, ""),
        };
        if !fraction.chars().all(is_digit) || !is_grouped(whole) {
            return wrong(CellMistake::Text);
        }
        let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
        if whole.trim_start_matches('0').len() + fraction.len() > 15 {
            return wrong(CellMistake::Long);
        }
        if let Some(mark) = mark.filter(|_| !fraction.is_empty()) {
            match self.found {
                Some((other, first)) if other != mark => return Err(NumberMistake::Mixed { mark: other, first }),
                Some(_) => {}
                None => self.found = Some((mark, span)),
            }
        }
        let number: f64 = format!("{whole}.{fraction}0").parse().expect("digits around a point are a number");
        Ok(sign * number)
    }

    /// The decimal mark of a number: none when it has no decimals.
    fn decimal_mark(&self, digits: &str) -> Result<Option<char>, CellMistake> {
        let mut marks = digits.chars().filter(|c| ".,".contains(*c));
        let (first, last) = (marks.next(), digits.chars().rfind(|c| ".,".contains(*c)));
        let (Some(first), Some(last)) = (first, last) else { return Ok(None) };
        let is_once = digits.matches(last).count() == 1;
        if let Some(mark) = self.mark {
            return Ok(Some(mark));
        }
        if first != last {
            // 1.234,5: the last one has to be the decimal mark.
            return if is_once { Ok(Some(last)) } else { Err(CellMistake::Text) };
        }
        if !is_once {
            // 1.234.567: thousands, so the other one is the decimal mark.
            return Ok(Some(if last == '.' { ',' } else { '.' }));
        }
        let (whole, fraction) = digits.split_once(last).expect("it was found");
        let is_ambiguous = fraction.len() == 3 && whole != "0" && whole.len() <= 3;
        if is_ambiguous { Err(CellMistake::Grouped) } else { Ok(Some(last)) }
    }
}

/// Spaces between thousands, as Dutch and French spreadsheets write them.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

/// True for digits in groups of three after the first, or in no groups at all.
fn is_grouped(whole: &str) -> bool {
    let mut groups = whole.split(|c: char| !c.is_ascii_digit());
    let first = groups.next().unwrap_or("");
    let marks: std::collections::BTreeSet<char> = whole.chars().filter(|c| !c.is_ascii_digit()).collect();
    let rest: Vec<&str> = groups.collect();
    !first.is_empty()
        && (rest.is_empty() || (marks.len() == 1 && first.len() <= 3 && rest.iter().all(|group| group.len() == 3)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Files;

    fn place() -> Span {
        Span::new(Files::default().add("a.csv", ""), 0..0)
    }

    fn read(text: &str, mark: Option<char>) -> Result<f64, NumberMistake> {
        Numbers::new(mark).read(text, place())
    }

    #[test]
    fn a_number_is_read_as_people_write_it() {
        for (text, number) in [
            ("3200", 3200.0),
            ("15,4", 15.4),
            ("15.4", 15.4),
            ("-3", -3.0),
            ("−3,5", -3.5),
            ("+7", 7.0),
            ("1 234 567", 1_234_567.0),
            ("1\u{a0}234", 1234.0),
            ("1.234,5", 1234.5),
            ("1,234.5", 1234.5),
            ("1.234.567", 1_234_567.0),
            ("0,125", 0.125),
            ("1234,567", 1234.567),
            ("007", 7.0),
        ] {
            assert_eq!(read(text, None), Ok(number), "{text}");
        }
        assert_eq!(read("1.000", Some(',')), Ok(1000.0));
        assert_eq!(read("1.000", Some('.')), Ok(1.0));
        assert_eq!(read("1.000,25", Some(',')), Ok(1000.25));
    }

    #[test]
    fn what_can_mean_two_numbers_or_none_is_refused() {
        for (text, mistake) in [
            ("1.000", CellMistake::Grouped),
            ("12,345", CellMistake::Grouped),
            ("12%", CellMistake::Percent),
            ("NaN", CellMistake::Text),
            ("1e5", CellMistake::Text),
            ("twaalf", CellMistake::Text),
            ("1.23.456", CellMistake::Text),
            ("1,2,3", CellMistake::Text),
            ("1 23", CellMistake::Text),
            ("12.", CellMistake::Text),
            ("€ 5", CellMistake::Text),
            ("123456789012345678901234567890", CellMistake::Long),
        ] {
            assert_eq!(read(text, None), Err(NumberMistake::Cell(mistake)), "{text}");
        }
    }

    #[test]
    fn one_file_has_one_decimal_mark() {
        let mut numbers = Numbers::new(None);
        assert_eq!(numbers.read("1,5", place()), Ok(1.5));
        assert_eq!(numbers.read("12", place()), Ok(12.0));
        assert_eq!(numbers.read("2.5", place()), Err(NumberMistake::Mixed { mark: ',', first: place() }));
    }

    #[test]
    fn a_word_before_a_number_says_how_exact_it_is() {
        assert_eq!(qualified("ruim 3200"), (Some("ruim".into()), "3200"));
        assert_eq!(qualified("Ca. 12"), (Some("ca.".into()), "12"));
        assert_eq!(qualified("ruimte"), (None, "ruimte"));
    }
}
