//! Measures text without a font, and makes it fit.
//!
//! The widths are those of DejaVu Sans, the widest of the fonts that systems have as `system-ui`: what fits in it fits
//! in Segoe UI, San Francisco and Roboto too.

use crate::language::{FOREIGN, FOREIGN_END};

/// Parts a text that was cut from the whole of it, in the texts that go through plotters.
pub const WHOLE: char = '\u{1f}';

/// The height of a line of text, in em.
pub const LINE: f64 = 1.2;

/// The width of a text of one line, in the unit of its size.
pub fn width(text: &str, size: f64) -> f64 {
    shown(text).chars().map(|c| f64::from(advance(c))).sum::<f64>() * size / 1000.0
}

/// The part of a text that is drawn.
pub fn shown(text: &str) -> &str {
    text.split(WHOLE).next().unwrap_or_default()
}

/// Whether a text was cut.
pub fn is_cut(text: &str) -> bool {
    text.contains(WHOLE)
}

/// Cuts a text to a width; the whole of it follows behind [`WHOLE`].
pub fn fit(text: &str, limit: f64, size: f64) -> String {
    if width(text, size) <= limit {
        return text.to_owned();
    }
    let mut rest = limit - width("…", size);
    let kept: String = text
        .chars()
        .take_while(|&c| {
            rest -= f64::from(advance(c)) * size / 1000.0;
            rest >= 0.0
        })
        .collect();
    format!("{}…{WHOLE}{text}", kept.trim_end())
}

/// Sets a text in one line, or in two when it is wider than `soft`; no line is wider than `hard`.
pub fn wrap(text: &str, soft: f64, hard: f64, size: f64) -> Vec<String> {
    if width(text, size) <= soft {
        return vec![text.to_owned()];
    }
    match halves(text, size) {
        Some((first, second)) if width(first, size) <= hard => {
            let second = fit(second, hard, size);
            let second = if is_cut(&second) { format!("{}{WHOLE}{text}", shown(&second)) } else { second };
            vec![first.to_owned(), second]
        }
        _ => vec![fit(text, hard, size)],
    }
}

/// Sets a text in at most so many lines, parted at spaces and behind hyphens; no line is wider than the limit.
///
/// What has no room is cut.
pub fn fold(text: &str, limit: f64, most: usize, size: f64) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for piece in text.split_inclusive([' ', '-']) {
        let count = lines.len();
        let line = lines.last_mut().expect("there is a line from the start");
        if line.is_empty() || count == most || width(format!("{line}{piece}").trim_end(), size) <= limit {
            line.push_str(piece);
        } else {
            lines.push(piece.to_owned());
        }
    }
    let fitted = lines.iter().map(|line| fit(line.trim_end(), limit, size));
    fitted.map(|line| if is_cut(&line) { format!("{}{WHOLE}{text}", shown(&line)) } else { line }).collect()
}

/// Parts a text at the space that leaves the two parts as narrow as can be.
fn halves(text: &str, size: f64) -> Option<(&str, &str)> {
    let widest = |&(a, b): &(&str, &str)| width(a, size).max(width(b, size));
    let parts = text.match_indices(' ').map(|(i, _)| (&text[..i], &text[i + 1..]));
    parts.min_by(|a, b| widest(a).total_cmp(&widest(b)))
}

/// The advance of a character, in thousandths of an em.
fn advance(c: char) -> u16 {
    match c {
        'i' | 'j' | 'l' | 'I' | 'J' | '\'' | '’' | '‘' | '|' | 'ï' | 'í' | 'ì' | 'î' => 295,
        ' ' | '.' | ',' | ';' | ':' | '/' | '\u{a0}' | '!' => 337,
        'f' | 't' | 'r' | '(' | ')' | '-' | '[' | ']' => 411,
        's' | 'z' | 'c' | 'ç' | '"' | '“' | '”' | '*' | '–' | '?' => 550,
        'v' | 'x' | 'y' | 'k' | 'L' | 'F' => 592,
        'a'..='z' if c != 'm' && c != 'w' => 635,
        '0'..='9' | 'E' | 'P' | 'S' | 'T' | 'Y' | 'à'..='ö' | 'ø'..='ÿ' => 636,
        'A' | 'B' | 'C' | 'K' | 'R' | 'V' | 'X' | 'Z' => 698,
        'w' | '−' | '+' | '=' | '<' | '>' | '&' | 'A'..='Z' if c != 'W' => 863,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | FOREIGN | FOREIGN_END => 0,
        _ => 1000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_fits_is_left_alone() {
        assert_eq!(fit("mbo", 100.0, 15.0), "mbo");
        assert_eq!(wrap("mbo niveau 3", 120.0, 200.0, 15.0), ["mbo niveau 3"]);
    }

    #[test]
    fn a_text_that_is_cut_keeps_the_whole_behind_it() {
        let text = fit("arbeidsongeschiktheid", 80.0, 15.0);
        assert_eq!(text, "arbeids…\u{1f}arbeidsongeschiktheid");
        assert!(width(&text, 15.0) <= 80.0);
    }

    #[test]
    fn a_wide_text_is_parted_in_two_even_lines() {
        assert_eq!(
            wrap("verpleging, verzorging en thuiszorg", 120.0, 200.0, 15.0),
            ["verpleging, verzorging", "en thuiszorg"]
        );
    }

    #[test]
    fn a_text_is_folded_at_spaces_and_hyphens() {
        assert_eq!(fold("Zuid-Holland Zuid", 70.0, 3, 15.0), ["Zuid-", "Holland", "Zuid"]);
        assert_eq!(fold("Zuid-Holland Zuid", 70.0, 2, 15.0), ["Zuid-", "Hollan…\u{1f}Zuid-Holland Zuid"]);
        assert_eq!(fold("", 70.0, 2, 15.0), [""]);
    }

    #[test]
    fn no_line_is_wider_than_the_limit() {
        for text in ["a b", "ééndoorlopendwoordzondereinde", "twee zeerlangewoordendienietpassen in de breedte"] {
            for limit in [0.0, 10.0, 30.0, 90.0] {
                let lines = wrap(text, limit / 2.0, limit, 14.0);
                assert!(lines.iter().all(|l| shown(l) == "…" || width(l, 14.0) <= limit), "{lines:?} {limit}");
            }
        }
    }
}
