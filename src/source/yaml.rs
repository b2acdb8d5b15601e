//! YAML text → [`Node`]: a tree in which every key and value keeps its place.
//!
//! The text is parsed by serde_yaml into our own tree. Scalars that stand in the text as they are arrive as slices of
//! it, which gives their place; for numbers, truth values and quoted texts with escapes a cursor that moves over the
//! text with the parser finds the token. Every scalar keeps its own spelling: whether `1.000` is a number is decided by
//! the key that it belongs to, not by YAML.

mod mistake;

use std::cell::Cell;
use std::fmt;
use std::ops::Range;

use serde::de::{self, DeserializeSeed, EnumAccess, MapAccess, SeqAccess, Visitor};

use crate::diagnostic::{Diagnostics, FileId, Problem, Span, Spanned};

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Where it stands; of a list or a map, from its first entry to its last.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What a YAML value can be.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing: an empty value, `~` or `null`.
    Null,
    /// A single value in its own spelling, without quotes.
    Scalar(String),
    /// A list.
    List(Vec<Node>),
    /// Keys with values, in the order of the text; a key that stands twice is here twice.
    Map(Vec<(Spanned<String>, Node)>),
    /// A value with a tag, `!like this`.
    Tagged,
}

/// Parses a part of a file as YAML. `range` is that part; an empty part is a `Null` node.
///
/// Gives none and reports one problem when the text is no YAML.
pub fn parse(file: FileId, text: &str, range: Range<usize>, diagnostics: &mut Diagnostics) -> Option<Node> {
    let part = &text[range.clone()];
    let walk = Walk { file, part, base: range.start, cursor: Cell::new(0) };
    let deserializer = serde_yaml::Deserializer::from_str(part);
    match (NodeSeed { walk: &walk }).deserialize(deserializer) {
        Ok(node) => Some(node),
        Err(error) => {
            let noticed = error.location().map_or(0, |l| l.index().min(part.len()));
            let (at, mistake) = mistake::mistake(part, noticed, &error.to_string());
            let start = range.start + at.start;
            diagnostics.report(Span::new(file, start..range.start + at.end), Problem::YamlSyntax { mistake });
            None
        }
    }
}

/// Follows the parser through the text.
struct Walk<'a> {
    file: FileId,
    part: &'a str,
    base: usize,
    /// Where the last token ended.
    cursor: Cell<usize>,
}

impl Walk<'_> {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, self.base + range.start..self.base + range.end)
    }

    /// The place of a text that is a slice of the source.
    fn borrowed(&self, slice: &str) -> Span {
        let start = (slice.as_ptr() as usize).wrapping_sub(self.part.as_ptr() as usize);
        if start > self.part.len() {
            return self.token();
        }
        let end = start + slice.len();
        let quoted = self.part[end..].starts_with(['"', '\'']) && self.part[..start].ends_with(['"', '\'']);
        self.cursor.set(end + usize::from(quoted));
        self.span(start..end)
    }

    /// The place of the next token after the cursor, for values that the parser does not hand out as a slice.
    fn token(&self) -> Span {
        let start = self.skip_structure();
        let rest = &self.part[start..];
        let len = match rest.as_bytes().first() {
            Some(&quote @ (b'"' | b'\'')) => closing_quote(rest, quote).unwrap_or(rest.len()),
            Some(b'|' | b'>') => rest.find('\n').unwrap_or(rest.len()),
            _ => rest.find(|c: char| c.is_whitespace() || matches!(c, ',' | ']' | '}')).unwrap_or(rest.len()),
        };
        self.cursor.set(start + len);
        self.span(start..start + len)
    }

    /// Steps into a list or a map: where it starts, and with which bracket, if any.
    fn open(&self) -> (usize, Option<u8>) {
        let start = self.skip(b" \t\r\n,]}");
        let bracket = self.part.as_bytes().get(start).copied().filter(|byte| matches!(byte, b'[' | b'{'));
        if bracket.is_some() {
            self.cursor.set(start + 1);
        }
        (start, bracket)
    }

    /// Steps out of a list or a map and gives its place: up to its bracket, or up to the end of what it holds.
    fn close(&self, (start, bracket): (usize, Option<u8>)) -> Span {
        if let Some(bracket) = bracket {
            let end = self.skip(b" \t\r\n,");
            if self.part.as_bytes().get(end) == Some(&if bracket == b'[' { b']' } else { b'}' }) {
                self.cursor.set(end + 1);
            }
        }
        let end = self.cursor.get().max(start);
        self.span(start..end)
    }

    /// Where the next token starts: past white space, comments and the signs that give structure.
    fn skip_structure(&self) -> usize {
        self.skip(b" \t\r\n,[{]}")
    }

    /// Where something starts that is neither a comment, nor a sign of a block, nor one of these bytes.
    fn skip(&self, passed: &[u8]) -> usize {
        let bytes = self.part.as_bytes();
        let mut at = self.cursor.get();
        while let Some(&byte) = bytes.get(at) {
            let next = bytes.get(at + 1).copied().unwrap_or(b'\n');
            match byte {
                _ if passed.contains(&byte) => at += 1,
                b':' | b'-' | b'?' if next.is_ascii_whitespace() => at += 1,
                b'#' => at += self.part[at..].find('\n').unwrap_or(self.part.len() - at),
                _ => break,
            }
        }
        at.min(self.part.len())
    }

    /// The number that `{a: 17,5}` is meant to hold: to YAML it is 17, and a key 5 without a value.
    fn decimals(&self, before: &[(Spanned<String>, Node)], key: &Spanned<String>, value: &Node) -> Option<Node> {
        let (_, Node { span, value: Value::Scalar(whole) }) = before.last()? else { return None };
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let is_comma = span.end + 1 == key.span.start && self.part.as_bytes()[span.end as usize - self.base] == b',';
        let is_rest = value.value == Value::Null && is_number(&key.value) && key.value.len() < 4;
        let number = format!("{whole},{}", key.value);
        let span = Span { end: key.span.end, ..*span };
        (is_rest && is_comma && is_number(whole.trim_start_matches('-')))
            .then_some(Node { span, value: Value::Scalar(number) })
    }

    fn here(&self) -> Span {
        let at = self.cursor.get().min(self.part.len());
        self.span(at..at)
    }
}

/// Length of a quoted text with its quotes; `''` and `\"` do not close it. None when nothing does.
fn closing_quote(text: &str, quote: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quote == b'"' => at += 1,
            b if b == quote && quote == b'\'' && bytes.get(at + 1) == Some(&quote) => at += 1,
            b if b == quote => return Some(at + 1),
            _ => {}
        }
        at += 1;
    }
    None
}

struct NodeSeed<'a> {
    walk: &'a Walk<'a>,
}

impl<'de> DeserializeSeed<'de> for NodeSeed<'_> {
    type Value = Node;

    fn deserialize<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl NodeSeed<'_> {
    /// A scalar that is not a slice of the source: its spelling is read back from there when it is plain.
    fn scalar_at_cursor(self, text: impl FnOnce(&str) -> String) -> Node {
        let span = self.walk.token();
        let spelling = &self.walk.part[span.start as usize - self.walk.base..span.end as usize - self.walk.base];
        Node { span, value: Value::Scalar(text(spelling)) }
    }
}

impl<'de> Visitor<'de> for NodeSeed<'_> {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a YAML value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Node, E> {
        Ok(Node { span: self.walk.here(), value: Value::Null })
    }

    fn visit_none<E: de::Error>(self) -> Result<Node, E> {
        self.visit_unit()
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<Node, E> {
        Ok(self.scalar_at_cursor(str::to_owned))
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<Node, E> {
        Ok(self.scalar_at_cursor(str::to_owned))
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<Node, E> {
        Ok(self.scalar_at_cursor(str::to_owned))
    }

    fn visit_i128<E: de::Error>(self, _: i128) -> Result<Node, E> {
        Ok(self.scalar_at_cursor(str::to_owned))
    }

    fn visit_u128<E: de::Error>(self, _: u128) -> Result<Node, E> {
        Ok(self.scalar_at_cursor(str::to_owned))
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Node, E> {
        Ok(self.scalar_at_cursor(str::to_owned))
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Node, E> {
        Ok(Node { span: self.walk.borrowed(text), value: Value::Scalar(text.to_owned()) })
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Node, E> {
        Ok(self.scalar_at_cursor(|_| text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Node, A::Error> {
        let open = self.walk.open();
        let mut list = Vec::new();
        while let Some(node) = seq.next_element_seed(NodeSeed { walk: self.walk })? {
            list.push(node);
        }
        Ok(Node { span: self.walk.close(open), value: Value::List(list) })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let open = self.walk.open();
        let mut entries = Vec::new();
        while let Some(key) = map.next_key_seed(KeySeed { walk: self.walk })? {
            let value = map.next_value_seed(NodeSeed { walk: self.walk })?;
            match self.walk.decimals(&entries, &key, &value) {
                Some(whole) => entries.last_mut().expect("a number stands before its decimals").1 = whole,
                None => entries.push((key, value)),
            }
        }
        Ok(Node { span: self.walk.close(open), value: Value::Map(entries) })
    }

    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Node, A::Error> {
        let (_, content) = tagged.variant::<de::IgnoredAny>()?;
        let span = self.walk.token();
        de::VariantAccess::newtype_variant::<de::IgnoredAny>(content)?;
        Ok(Node { span, value: Value::Tagged })
    }
}

/// Reads a key as text, whatever it looks like: `2016:` is a key like any other.
struct KeySeed<'a> {
    walk: &'a Walk<'a>,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = Spanned<String>;

    fn deserialize<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for KeySeed<'_> {
    type Value = Spanned<String>;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_borrowed_str<E: de::Error>(self, key: &'de str) -> Result<Self::Value, E> {
        Ok(Spanned::new(key.to_owned(), self.walk.borrowed(key)))
    }

    fn visit_str<E: de::Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok(Spanned::new(key.to_owned(), self.walk.token()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Files;
    use crate::diagnostic::problem::YamlMistake;

    fn parsed(text: &str) -> (Option<Node>, Diagnostics, Files) {
        let mut files = Files::default();
        let file = files.add("x.yaml", text);
        let mut diagnostics = Diagnostics::default();
        let node = parse(file, text, 0..text.len(), &mut diagnostics);
        (node, diagnostics, files)
    }

    fn spellings<'a>(node: &Node, text: &'a str, out: &mut Vec<&'a str>) {
        match &node.value {
            Value::List(list) => list.iter().for_each(|n| spellings(n, text, out)),
            Value::Map(entries) => {
                for (key, value) in entries {
                    out.push(&text[key.span.range()]);
                    spellings(value, text, out);
                }
            }
            Value::Null | Value::Tagged | Value::Scalar(_) => out.push(&text[node.span.range()]),
        }
    }

    #[test]
    fn every_key_and_value_keeps_its_place() {
        let text = "título: Één plan # met uitleg\nn: 1.000\nwaar: true\nlijst: [1, 2.5, \"drie\", 'vi''er']\nreeks:\n  2016: 3200\n  2017: {value: 2700, note: ~}\n- niet\n"
            .replace("- niet\n", "slot: \"tab\\tje\"\n");
        let (node, diagnostics, _) = parsed(&text);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        let mut found = Vec::new();
        spellings(&node.expect("valid"), &text, &mut found);
        let expected = [
            "título",
            "Één plan",
            "n",
            "1.000",
            "waar",
            "true",
            "lijst",
            "1",
            "2.5",
            "drie",
            "'vi''er'",
            "reeks",
            "2016",
            "3200",
            "2017",
            "value",
            "2700",
            "note",
            "",
            "slot",
            "\"tab\\tje\"",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_scalar_keeps_its_spelling() {
        let (node, ..) = parsed("a: 1.10\nb: no\nc: 007\nd: 0x10\n");
        let Some(Node { value: Value::Map(entries), .. }) = node else { panic!("a map") };
        let values: Vec<&Value> = entries.iter().map(|(_, n)| &n.value).collect();
        let scalar = |s: &str| Value::Scalar(s.to_owned());
        assert_eq!(values, [&scalar("1.10"), &scalar("no"), &scalar("007"), &scalar("0x10")]);
    }

    #[test]
    fn a_mistake_is_named_and_pointed_at() {
        let meant = |line: &str| Some(line.to_owned());
        let starts = |sign, line: &str| YamlMistake::SpecialStart { sign, meant: meant(line) };
        let indentation = |what: &str, found, spaces| YamlMistake::Indentation { what: what.into(), found, spaces };
        let cases: &[(&str, &str, YamlMistake)] = &[
            ("a: 1\n\tb: 2\n", "\t", YamlMistake::Tab),
            ("title: Doel: water\n", ":", YamlMistake::ColonInText { meant: meant("title: \"Doel: water\"") }),
            ("title: [concept] plan\n", "[concept] plan", starts('[', "title: \"[concept] plan\"")),
            ("title: *x*\n", "*x*", starts('*', "title: \"*x*\"")),
            ("a: 1\ntitle: @jan\n", "@jan", starts('@', "title: \"@jan\"")),
            ("title: 'Zo'n plan'\n", "'Zo'n plan'", YamlMistake::Quote { meant: meant("title: \"Zo'n plan\"") }),
            ("title: \"open\nb: 2\n", "\"open", YamlMistake::Quote { meant: meant("title: \"open\"") }),
            ("title: “a: b”\n", "“a: b”", YamlMistake::CurlyQuotes { meant: meant("title: \"a: b\"") }),
            ("a: [b, c\nd: 1\n", "[b, c", YamlMistake::Unclosed(']')),
            ("a: {b: 1; c: 2}\n", ";", YamlMistake::Semicolon),
            ("a: {b: 1, c: 2 d: 3}\n", "d", YamlMistake::NoComma { key: "d".into() }),
            ("a: {b: \"x, y: z\" c: 3}\n", "c", YamlMistake::NoComma { key: "c".into() }),
            ("a: {b: {c: 1, d: 2} e: 3}\n", "e", YamlMistake::NoComma { key: "e".into() }),
            ("a: {b: 1,\n  c: 2 d: 3}\n", "d", YamlMistake::NoComma { key: "d".into() }),
            ("a: {b: foto's, # e: 4\n  c: 2\n  d: 3}\n", "d", YamlMistake::NoComma { key: "d".into() }),
            ("a:\n  - {b: {c: 1,\n     d: 2}, e: 3\n     f: 4}\n", "f", YamlMistake::NoComma { key: "f".into() }),
            ("a: [{b: 1,\n  c: 2} {d: 3}]\n", "{", YamlMistake::NoComma { key: "{".into() }),
            ("a: {b: 1\nd: 1\n", "{b: 1", YamlMistake::Unclosed('}')),
            ("a: {\n  b: 1,\n  c: 2 d: 3\n}\n", "d", YamlMistake::NoComma { key: "d".into() }),
            ("a: {b: 1,\n  c: 2\nd: 1\n", "{b: 1,", YamlMistake::Unclosed('}')),
            ("a: 1\nb: [c,\n  d,\n  e\n", "[c,", YamlMistake::Unclosed(']')),
            (
                "a:\n  - {b: 1, text: Het getal is verbeterd: 395, en niet 380., d: 2}\n",
                ":",
                YamlMistake::ColonInText { meant: meant("text: \"Het getal is verbeterd: 395, en niet 380.\"") },
            ),
            ("- {b: 1, c: Doel: \"x\"}\n", ":", YamlMistake::ColonInText { meant: meant("c: 'Doel: \"x\"'") }),
            (
                "- {c: “Doel: water”, d: 1}\n",
                "“Doel: water”",
                YamlMistake::CurlyQuotes { meant: meant("c: \"Doel: water\"") },
            ),
            ("a: 1\nb:2\nc: 3\n", ":", YamlMistake::NoSpace(':')),
            ("a: 1\nb:\u{a0}2\nc: 3\n", "\u{a0}", YamlMistake::HardSpace),
            ("a: b\nc\nd: e\n", "c", YamlMistake::LooseText { spaces: 2 }),
            ("a:\n  - b: 1\n    c: 2\n   d: 3\n", "d", indentation("d", 3, 4)),
            ("a:\n  - b: 1\n      c: 2\n", "c", indentation("c", 6, 4)),
            ("a:\n- b: 1\n    c: 2\n    d: 3\n", "-", indentation("-", 0, 2)),
            ("a: 1\n---\nb: 2\n", "---", YamlMistake::SecondDocument),
        ];
        for (text, place, expected) in cases {
            let (node, diagnostics, files) = parsed(text);
            assert!(node.is_none(), "{text}");
            let sorted = diagnostics.sorted(&files);
            assert_eq!(sorted[0].problem, Problem::YamlSyntax { mistake: expected.clone() }, "{text}");
            assert_eq!(&text[sorted[0].span.expect("a place").range()], *place, "{text}");
        }
    }

    #[test]
    fn the_line_that_a_hint_shows_can_be_read() {
        for text in [
            "title: Doel: water\n",
            "title: 'Zo'n plan'\n",
            "t: \"Een\" en 'n\n",
            "t: a \\ b: c\n",
            "t: \"x\n",
            "t: “a: b”\n",
        ] {
            let (_, diagnostics, files) = parsed(text);
            let meant = match &diagnostics.sorted(&files)[0].problem {
                Problem::YamlSyntax {
                    mistake:
                        YamlMistake::ColonInText { meant: Some(meant) }
                        | YamlMistake::Quote { meant: Some(meant) }
                        | YamlMistake::CurlyQuotes { meant: Some(meant) },
                } => meant.clone(),
                other => panic!("{text}: {other:?}"),
            };
            let (node, diagnostics, _) = parsed(&meant);
            assert!(node.is_some() && diagnostics.is_empty(), "{text} → {meant}");
        }
    }

    #[test]
    fn a_decimal_comma_between_braces_is_one_number_with_the_wrong_sign() {
        let values = |text: &str| {
            let (node, ..) = parsed(text);
            let Some(Node { value: Value::Map(entries), .. }) = node else { panic!("a map") };
            let of = |(key, node): &(Spanned<String>, Node)| format!("{}={}", key.value, &text[node.span.range()]);
            entries.iter().map(of).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(values("{2016: 17,5, 2017: -3,25}"), "2016=17,5 2017=-3,25");
        assert_eq!(values("{2016: 17, 2017: , 5: 3}"), "2016=17 2017= 5=3", "with a space it is a key");
        assert_eq!(values("{2016: 17,2017}"), "2016=17 2017=", "a year is a key");
    }

    #[test]
    fn a_tag_is_kept_as_such() {
        let (node, ..) = parsed("title: !let op\n");
        let Some(Node { value: Value::Map(entries), .. }) = node else { panic!("a map") };
        assert_eq!(entries[0].1.value, Value::Tagged);
    }
}
