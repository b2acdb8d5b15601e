//! The handbook's pages on messages, `docs/handboek/meldingen.md`, as the program shows them in a terminal.
//!
//! The handbook is the one source; it goes into the program when that is built. `tests/messages.rs` holds that every
//! code has its page.

use super::Problem;

const HANDBOOK: &str = include_str!("../../docs/handboek/meldingen.md");

/// The page of a code, without the marks of Markdown. The code may be written in small letters and without its zeros.
pub fn page(written: &str) -> Option<String> {
    let code = known(written)?;
    Some(format!("{code}\n\n{}\n", plain(section(code)?)))
}

/// Every code with its weight and the first sentence of its page, one a line.
pub fn list() -> String {
    let line = |code: &str| Some(format!("{code}  {}\n", first_sentence(&plain(section(code)?))));
    Problem::CODES.iter().filter_map(|(code, _)| line(code)).collect()
}

/// The codes that were probably meant: those that differ in one digit.
pub fn nearest_codes(written: &str) -> Vec<String> {
    let number = number(written);
    let code = number.map_or_else(|| written.to_uppercase(), padded);
    let differs = |other: &str| strsim::generic_damerau_levenshtein(code.as_bytes(), other.as_bytes());
    let mut near: Vec<&str> =
        Problem::CODES.iter().map(|(code, _)| *code).filter(|other| differs(other) <= 1).collect();
    near.sort_by_key(|other| {
        let away = number.zip(self::number(other)).map_or(u32::MAX, |(a, b)| a.abs_diff(b));
        (differs(other), away, *other)
    });
    near.into_iter().take(3).map(str::to_owned).collect()
}

fn known(written: &str) -> Option<&'static str> {
    let code = padded(number(written)?);
    Problem::CODES.iter().map(|(code, _)| *code).find(|known| *known == code)
}

/// The number in a code: 12 of `AP012`, `ap12` and `12`.
fn number(written: &str) -> Option<u32> {
    let written = written.trim_matches(|c: char| !c.is_ascii_alphanumeric()).to_ascii_uppercase();
    written.strip_prefix("AP").unwrap_or(&written).parse().ok()
}

fn padded(number: u32) -> String {
    format!("AP{number:03}")
}

/// The text below a code's heading.
fn section(code: &str) -> Option<&'static str> {
    let start = HANDBOOK.find(&format!("\n## {code}\n"))?;
    let below = &HANDBOOK[start + "\n## ".len() + code.len() + 1..];
    Some(below.split("\n## ").next().expect("split gives at least one part").trim())
}

/// Markdown as people read it in a terminal: examples indented, links and stress as their words.
fn plain(markdown: &str) -> String {
    let mut in_example = false;
    let mut lines = Vec::new();
    for line in markdown.lines() {
        if line.starts_with("```") {
            in_example = !in_example;
        } else if in_example {
            lines.push(format!("    {line}").trim_end().to_owned());
        } else {
            lines.push(without_marks(line));
        }
    }
    lines.join("\n")
}

fn without_marks(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    // Between backticks everything stands as it is.
    for (at, part) in line.split('`').enumerate() {
        match at % 2 {
            0 => out.push_str(&without_links(&part.replace("**", "").replace('*', ""))),
            _ => out.push_str(&format!("`{part}`")),
        }
    }
    out
}

fn without_links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(before);
        let link = after.split_once("](").and_then(|(name, after)| Some((name, after.split_once(')')?.1)));
        let (name, after) = link.unwrap_or(("[", after));
        out.push_str(name);
        rest = after;
    }
    out + rest
}

fn first_sentence(text: &str) -> String {
    let paragraph = text.split("\n\n").next().expect("split gives at least one part").replace('\n', " ");
    // The weight is a sentence of its own.
    let end = paragraph.match_indices(". ").nth(1).map_or(paragraph.len(), |(at, _)| at + 1);
    paragraph[..end].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_however_it_is_written() {
        for written in ["AP012", "ap012", "ap12", "12", " AP012 "] {
            let page = page(written).expect(written);
            assert!(page.starts_with("AP012\n\nFout. U verwijst naar iets dat er niet is."), "{page}");
            assert!(page.contains("    fout[AP012]: er is geen regio met de id `twennte`"), "{page}");
        }
        for written in ["AP999", "", "regio", "AP-12"] {
            assert_eq!(page(written), None, "{written}");
        }
    }

    #[test]
    fn a_page_has_no_marks_of_markdown() {
        let marked = plain("**Fout.** Zie [het *hele* boek](inhoud.md#a), `a*b` en [x].\n\n```\na: **b**\n```");
        assert_eq!(marked, "Fout. Zie het hele boek, `a*b` en [x].\n\n    a: **b**");
    }

    #[test]
    fn every_code_is_listed_with_its_weight() {
        let list = list();
        assert_eq!(list.lines().count(), Problem::CODES.len());
        assert!(list.starts_with("AP001  Fout. "), "{list}");
        let is_complete = |line: &str| {
            let rest = &line["AP001  ".len()..];
            ["Fout. ", "Waarschuwing. ", "Advies. "]
                .iter()
                .any(|weight| rest.starts_with(weight) && rest.len() > weight.len())
        };
        assert!(list.lines().all(is_complete), "{list}");
    }

    #[test]
    fn the_nearest_codes_are_named() {
        assert_eq!(nearest_codes("AP00"), ["AP001", "AP002", "AP003"]);
        assert_eq!(nearest_codes("AP932").first().map(String::as_str), Some("AP132"));
        assert_eq!(nearest_codes("regio"), Vec::<String>::new());
    }
}
