//! Quotation marks of a text of one line → the one that has no other to go with it.
//!
//! Only double marks: a single one is mostly an apostrophe. Where a mark may be something else, as of inches, nothing is
//! said: a warning that is wrong costs more than a mark that is missed.

use std::ops::Range;

/// Double marks. Guillemets are none of them: they stand alone as arrows.
const MARKS: [char; 4] = ['"', '“', '”', '„'];

/// Marks of two signs, as typewriters made them. What they go with is anybody's guess.
const TYPED: [&str; 5] = [",,", "''", "‘‘", "’’", "``"];

/// The place of a quotation mark that has no other, of whatever shape that might have.
pub fn stray(text: &str) -> Option<Range<usize>> {
    let marks: Vec<(usize, char)> = text.match_indices(MARKS).map(|(at, mark)| (at, first(mark))).collect();
    let is_odd = marks.len() % 2 == 1;
    let may_be_else = |(at, mark): &(usize, char)| *mark == '"' && is_measure(&text[..*at], &text[at + 1..]);
    let is_sentence = text.contains(char::is_alphanumeric) && !text.contains('\n');
    if !is_odd || !is_sentence || TYPED.iter().any(|typed| text.contains(typed)) || marks.iter().any(may_be_else) {
        return None;
    }
    let (at, mark) = without_other(text, &marks)?;
    Some(at..at + mark.len_utf8())
}

fn first(mark: &str) -> char {
    mark.chars().next().expect("a mark has a sign")
}

/// True for inches and seconds: `15"`, `15 "`, `5½"`.
fn is_measure(before: &str, after: &str) -> bool {
    let is_number = |text: &str| text.ends_with(char::is_numeric);
    is_number(before) || is_number(before.trim_end()) && !after.starts_with(char::is_alphanumeric)
}

/// The first mark that closes what was not opened, or else the last that was opened.
fn without_other(text: &str, marks: &[(usize, char)]) -> Option<(usize, char)> {
    let mut open = None;
    for &(at, mark) in marks {
        let after = &text[at + mark.len_utf8()..];
        let ends_a_word = text[..at].ends_with(|c: char| !c.is_whitespace() && !"([-–—/".contains(c))
            && !after.starts_with(char::is_alphanumeric);
        match open {
            Some(_) => open = None,
            None if ends_a_word => return Some((at, mark)),
            None => open = Some((at, mark)),
        }
    }
    open
}

#[cfg(test)]
mod tests {
    use super::stray;

    #[test]
    fn a_mark_without_another_is_found() {
        for (text, place) in [
            ("Werken in de zorg\"", "Werken in de zorg"),
            ("\"Werken in de zorg", ""),
            ("\"Werken\" in de zorg”", "\"Werken\" in de zorg"),
            ("Werken” in de \"zorg\"", "Werken"),
            ("Samen („Kust) verder", "Samen ("),
            ("Foto’s van ’s-Gravenhage”", "Foto’s van ’s-Gravenhage"),
        ] {
            assert_eq!(stray(text).map(|range| &text[..range.start]), Some(place), "{text}");
        }
    }

    #[test]
    fn what_goes_together_or_may_be_something_else_is_right() {
        for text in [
            "",
            "\"",
            "Zo'n foto's bij 's-Gravenhage",
            "Foto’s van ’s-Gravenhage en ‘s avonds",
            "„Werken” in de zorg",
            "“Werken” in de “zorg”",
            "\"Werken\" in de zorg",
            "‘Werken’ en 'zorg'",
            "„Werken\" en “zorg\"",
            "«Werken» en meer »",
            "Een scherm van 15\"",
            "Een 5½\" buis en 19 \" breed",
            "De groep \"Klas 4\" en een scherm van 15\"",
            "52°13'26\"N",
            ",,Werken\" in de zorg",
            "''Werken\" in de zorg",
            "\"Dit is een alinea.\n\n\"En dit ook.\"",
        ] {
            assert_eq!(stray(text), None, "{text}");
        }
    }
}
