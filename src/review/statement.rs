//! The accessibility statement has to be looked at every year (Implementing Decision (EU) 2018/1523: reviewed regularly,
//! at least once a year).

use jiff::civil::Date;

use super::texts::FileText;
use crate::diagnostic::{Diagnostics, Problem};
use crate::language::Language;
use crate::model::Site;

/// Where the statement stands.
const PLACE: &str = "pages/toegankelijkheid.md";

/// Warns when the latest date in the statement is more than a year ago. Without a date there is nothing to say.
pub fn review(site: &Site, texts: &[FileText], diagnostics: &mut Diagnostics) {
    let today = site.settings.today;
    let passages = texts.iter().filter(|text| text.path == PLACE).flat_map(|text| &text.passages);
    let dates = passages.flat_map(|placed| {
        dates(&placed.passage.text).into_iter().map(move |(date, range)| (date, placed.span(range)))
    });
    let latest = dates.filter(|(date, _)| *date <= today).max_by_key(|(date, span)| (*date, *span));
    if let Some((date, span)) = latest
        && date.checked_add(jiff::Span::new().years(1)).is_ok_and(|end| end < today)
    {
        diagnostics.report(span, Problem::OldStatement { date: date.to_string() });
    }
}

/// Dates in a text: `2026-03-01`, and "1 maart 2026".
fn dates(text: &str) -> Vec<(Date, std::ops::Range<usize>)> {
    let mut words: Vec<(usize, &str)> = Vec::new();
    for word in text.split_whitespace() {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        words.push((start, word.trim_end_matches(['.', ',', ';', ')'])));
    }
    let mut found: Vec<(Date, std::ops::Range<usize>)> = Vec::new();
    for (at, (start, word)) in words.iter().enumerate() {
        if let Ok(date) = word.parse::<Date>() {
            found.push((date, *start..start + word.len()));
        }
        let [(_, month), (year_at, year)] = words.get(at + 1..at + 3).unwrap_or(&[]) else { continue };
        let months = Language::Dutch.months().iter().zip(1..);
        let month = months.into_iter().find(|(name, _)| **name == month.to_lowercase()).map(|(_, number)| number);
        let date = || Date::new(year.parse().ok()?, month?, word.parse().ok()?).ok();
        if let Some(date) = date() {
            found.push((date, *start..year_at + year.len()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_are_found_in_words_and_in_digits() {
        let text = "Opgesteld op 1 maart 2025, herzien 2025-11-30. Geen 31 februari 2025 of [JJJJ-MM-DD].";
        let found: Vec<(Date, &str)> = dates(text).into_iter().map(|(date, range)| (date, &text[range])).collect();
        assert_eq!(found, [(date(2025, 3, 1), "1 maart 2025"), (date(2025, 11, 30), "2025-11-30")]);
    }
}
