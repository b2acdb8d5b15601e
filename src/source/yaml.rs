//! YAML text → [`Node`]: a tree in which every key and value keeps its place.
//!
//! The text is parsed by serde_yaml into our own tree. Scalars that stand in the text as they are arrive as slices of
//! it, which gives their place; for numbers, truth values and quoted texts with escapes a cursor that moves over the
//! text with the parser finds the token. Every scalar keeps its own spelling: whether `1.000` is a number is decided by
//! the key that it belongs to, not by YAML.

use std::cell::Cell;
use std::fmt;
use std::ops::Range;

use serde::de::{self, DeserializeSeed, EnumAccess, MapAccess, SeqAccess, Visitor};

use crate::diagnostic::problem::YamlMistake;
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
            let (at, mistake) = mistake(part, &error);
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
            Some(&quote @ (b'"' | b'\'')) => closing_quote(rest, quote),
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

    fn here(&self) -> Span {
        let at = self.cursor.get().min(self.part.len());
        self.span(at..at)
    }
}

/// Length of a quoted text with its quotes; `''` and `\"` do not close it.
fn closing_quote(text: &str, quote: u8) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quote == b'"' => at += 1,
            b if b == quote && quote == b'\'' && bytes.get(at + 1) == Some(&quote) => at += 1,
            b if b == quote => return at + 1,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
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
            entries.push((key, value));
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

/// Names what is wrong with a text that serde_yaml refuses, and where.
///
/// The parser says where it noticed; the mistake itself is often on that line or the one before, and its cause is seen
/// better by looking at the line than by reading the parser's words.
fn mistake(part: &str, error: &serde_yaml::Error) -> (Range<usize>, YamlMistake) {
    let noticed = error.location().map_or(0, |l| l.index().min(part.len()));
    let message = error.to_string();
    if message.contains("more than one document") {
        let at = second_document(part);
        return (at..(at + 3).min(part.len()), YamlMistake::SecondDocument);
    }
    let noticed_line = line_number(part, noticed);
    if message.contains("mapping values are not allowed")
        && let Some(at) = lines(part).nth(noticed_line).and_then(|(start, line)| Some(start + line.find(": ")?))
        && lines(part).nth(noticed_line).and_then(|(_, line)| line_mistake(line)).is_none()
    {
        return (at..at + 1, YamlMistake::ColonInText);
    }
    let suspects: Vec<(usize, &str)> =
        lines(part).take(noticed_line + 1).skip(noticed_line.saturating_sub(1)).collect();
    let found = suspects
        .iter()
        .rev()
        .find_map(|(start, line)| line_mistake(line).map(|(at, mistake)| (start + at.start..start + at.end, mistake)));
    found.or_else(|| unclosed_quote(part)).unwrap_or_else(|| {
        let line = lines(part).nth(noticed_line).unwrap_or((noticed, ""));
        let indent = line.1.len() - line.1.trim_start().len();
        let reason = message.split(" at line").next().unwrap_or(&message).to_owned();
        (line.0 + indent..line.0 + line.1.trim_end().len().max(indent), YamlMistake::Other(reason))
    })
}

/// Lines with the byte each starts at.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let at = start;
        start += line.len();
        (at, line)
    })
}

fn line_number(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset].iter().filter(|&&b| b == b'\n').count()
}

fn second_document(part: &str) -> usize {
    lines(part).filter(|(_, line)| line.trim_end() == "---").map(|(at, _)| at).find(|&at| at > 0).unwrap_or(0)
}

/// What is wrong with a line, with the place in it.
fn line_mistake(line: &str) -> Option<(Range<usize>, YamlMistake)> {
    let content = line.trim_end();
    let indent = content.len() - content.trim_start().len();
    if let Some(tab) = content[..indent].find('\t') {
        return Some((tab..tab + 1, YamlMistake::Tab));
    }
    let (value_start, value) = value_of(content);
    let first = value.chars().next()?;
    let rest = &value[first.len_utf8()..];
    let whole = value_start..content.len();
    match first {
        '\'' | '"' => {
            let end = closing_quote(value, first as u8);
            let closed = value.len() >= 2 && value.as_bytes()[end - 1] == first as u8;
            let after = value[end..].trim_start();
            (!closed || !(after.is_empty() || after.starts_with('#'))).then_some((whole, YamlMistake::Quote))
        }
        '[' | '{' if !balanced(value) || trailing(value) || value.starts_with("{{") => {
            Some((whole, YamlMistake::SpecialStart(first)))
        }
        '-' | '?' if value_start > indent && (rest.is_empty() || rest.starts_with(' ')) => {
            Some((whole, YamlMistake::SpecialStart(first)))
        }
        '*' | '&' | '@' | '`' | '%' | '!' => Some((whole, YamlMistake::SpecialStart(first))),
        _ if first != '[' && first != '{' => {
            let colon = rest.find(": ").or_else(|| rest.ends_with(':').then(|| rest.len() - 1))?;
            let at = value_start + first.len_utf8() + colon;
            Some((at..at + 1, YamlMistake::ColonInText))
        }
        _ => None,
    }
}

/// The value on a line, after `- ` and `key: `.
fn value_of(line: &str) -> (usize, &str) {
    let mut start = line.len() - line.trim_start().len();
    while line[start..].starts_with("- ") {
        start += 2;
        start += line[start..].len() - line[start..].trim_start().len();
    }
    let key_end = line[start..].find(": ").filter(|&at| !line[start..start + at].contains(['"', '\'', '[', '{']));
    if let Some(at) = key_end {
        start += at + 2;
        start += line[start..].len() - line[start..].trim_start().len();
    }
    (start, &line[start..])
}

fn balanced(value: &str) -> bool {
    let count = |c| value.matches(c).count();
    count('[') == count(']') && count('{') == count('}')
}

/// True when text follows the bracket that closes a value: `[concept] plan`.
fn trailing(value: &str) -> bool {
    let after = value.rfind([']', '}']).map_or("", |at| value[at + 1..].trim());
    !(after.is_empty() || after.starts_with('#') || after.starts_with(','))
}

/// A quote that is opened on some line and closed nowhere.
fn unclosed_quote(part: &str) -> Option<(Range<usize>, YamlMistake)> {
    lines(part).find_map(|(start, line)| match line_mistake(line) {
        Some((at, YamlMistake::Quote)) => Some((start + at.start..start + at.end, YamlMistake::Quote)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Files;

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
        let cases: &[(&str, &str, YamlMistake)] = &[
            ("a: 1\n\tb: 2\n", "\t", YamlMistake::Tab),
            ("title: Doel: water\n", ":", YamlMistake::ColonInText),
            ("title: [concept] plan\n", "[concept] plan", YamlMistake::SpecialStart('[')),
            ("title: *x*\n", "*x*", YamlMistake::SpecialStart('*')),
            ("a: 1\ntitle: @jan\n", "@jan", YamlMistake::SpecialStart('@')),
            ("title: 'Zo'n plan'\n", "'Zo'n plan'", YamlMistake::Quote),
            ("title: \"open\nb: 2\n", "\"open", YamlMistake::Quote),
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
    fn a_tag_is_kept_as_such() {
        let (node, ..) = parsed("title: !let op\n");
        let Some(Node { value: Value::Map(entries), .. }) = node else { panic!("a map") };
        assert_eq!(entries[0].1.value, Value::Tagged);
    }
}
