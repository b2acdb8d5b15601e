//! Text → a value of YAML that reads back as the same text.

/// A text as a value: plain where that is safe, and else between double quotes.
pub fn quoted(text: &str) -> String {
    match is_plain(text) {
        true => text.to_owned(),
        false => {
            let mut out = String::from("\"");
            for c in text.chars() {
                match c {
                    '\\' | '"' => out.extend(['\\', c]),
                    '\n' => out.push_str("\\n"),
                    '\t' => out.push_str("\\t"),
                    c if is_break(c) => out.push_str(&format!("\\u{:04x}", u32::from(c))),
                    c => out.push(c),
                }
            }
            out + "\""
        }
    }
}

/// True for a text that YAML, and a list between square brackets too, takes for nothing else.
fn is_plain(text: &str) -> bool {
    let starts_well = text.starts_with(|c: char| c.is_alphanumeric() || c == '(');
    let ends_well = !text.ends_with([':', ' ']);
    let has_sign =
        text.contains(": ") || text.contains(" #") || text.contains(['[', ']', '{', '}', ',', '\n', '\t', '"']);
    let is_word = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(&text.to_lowercase().as_str());
    let is_control = text.chars().any(is_break);
    starts_well && ends_well && !has_sign && !is_word && !is_control
}

/// Signs that cannot stand in YAML, or that end a line there.
fn is_break(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostics, Files};
    use crate::source::yaml::{Value, parse};

    #[test]
    fn a_text_reads_back_as_it_was() {
        for text in [
            "Kustland",
            "Doel: water",
            "Zo'n plan",
            "[concept] plan",
            "*x*",
            "@jan",
            "no",
            "3.200",
            "\"Ja\" \\ nee",
            "a #b",
            "- streep",
            "één, twee",
            "",
            "eind:",
            "!let op",
            "regel\nregel",
            "100 %",
            "'s-Hertogenbosch",
            "{{ x }}",
            "a\u{7}b",
            "a\u{85}b",
            "\u{feff}a",
            "a\u{2028}b",
            "~",
        ] {
            let written = format!("title: {}\n", quoted(text));
            let mut files = Files::default();
            let file = files.add("a.yaml", written.as_str());
            let node = parse(file, &written, 0..written.len(), &mut Diagnostics::default()).expect(&written);
            let Value::Map(entries) = node.value else { panic!("a map: {written}") };
            assert_eq!(entries[0].1.value, Value::Scalar(text.to_owned()), "{written}");
        }
    }
}
