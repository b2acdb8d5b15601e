//! A text that is no YAML → what is wrong with it, where, and how it is mended.
//!
//! The parser says where it noticed; the mistake itself is often on that line or the one before, and its cause is seen
//! better by looking at the lines, as a reader would, than by reading the parser's words.

use std::ops::Range;

use super::closing_quote;
use crate::diagnostic::problem::YamlMistake;

type Found = (Range<usize>, YamlMistake);

/// Names what is wrong with a text that the parser refuses with a message, at the byte where it noticed.
pub fn mistake(part: &str, noticed: usize, message: &str) -> Found {
    if message.contains("more than one document") {
        let at = second_document(part);
        return (at..(at + 3).min(part.len()), YamlMistake::SecondDocument);
    }
    let noticed_line = line_number(part, noticed);
    by_its_signs(part, noticed_line)
        .or_else(|| by_its_brackets(part, noticed_line))
        .or_else(|| indentation(part, noticed_line))
        .or_else(|| by_its_value(part, noticed_line, message))
        .or_else(|| unclosed_quote(part))
        .unwrap_or_else(|| whole_line(part, noticed, noticed_line, message))
}

// --- Lines -----------------------------------------------------------------------------------------------------------

/// A line with the byte it starts at.
#[derive(Clone, Copy)]
struct Line<'a> {
    start: usize,
    /// Without white space at its end.
    content: &'a str,
    /// Spaces before the first sign.
    indent: usize,
}

impl<'a> Line<'a> {
    /// What stands behind the indentation.
    fn rest(&self) -> &'a str {
        &self.content[self.indent..]
    }

    fn place(&self, range: Range<usize>) -> Range<usize> {
        self.start + range.start..self.start + range.end
    }

    /// The line from its first sign.
    fn whole(&self) -> Range<usize> {
        self.place(self.indent..self.content.len())
    }
}

fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let at = start;
        start += line.len();
        let content = line.trim_end_matches(['\n', ' ', '\t']);
        Line { start: at, content, indent: content.len() - content.trim_start_matches(' ').len() }
    })
}

fn line_number(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset].iter().filter(|&&b| b == b'\n').count()
}

/// The line where the parser noticed, and so many before it, the last first.
fn lines_before(part: &str, noticed: usize, count: usize) -> Vec<Line<'_>> {
    let mut lines: Vec<Line> = lines(part).take(noticed + 1).skip(noticed.saturating_sub(count)).collect();
    lines.reverse();
    lines
}

fn whole_line(part: &str, noticed: usize, noticed_line: usize, message: &str) -> Found {
    let reason = message.split(" at line").next().unwrap_or(message).to_owned();
    let place = lines(part).nth(noticed_line).map_or(noticed..noticed, |line| line.whole());
    (place, YamlMistake::Other(reason))
}

fn second_document(part: &str) -> usize {
    lines(part).filter(|line| line.content == "---").map(|line| line.start).find(|&at| at > 0).unwrap_or(0)
}

// --- Signs that nobody means -----------------------------------------------------------------------------------------

/// Signs that look like a space or a hyphen and are none, and spaces that are not there.
fn by_its_signs(part: &str, noticed: usize) -> Option<Found> {
    lines_before(part, noticed, 2).iter().find_map(|line| {
        let (at, mistake) = sign_mistake(line)?;
        Some((line.place(at), mistake))
    })
}

fn sign_mistake(line: &Line) -> Option<Found> {
    let content = line.content;
    let blank = content.len() - content.trim_start().len();
    if let Some(tab) = content[..blank].find('\t') {
        return Some((tab..tab + 1, YamlMistake::Tab));
    }
    let first_hard = content.find(is_hard_space).filter(|&at| {
        let before = content[..at].trim_end_matches(is_hard_space);
        before.trim().is_empty() || before.ends_with(':') || before.trim_start() == "-"
    });
    if let Some(at) = first_hard {
        let length = content[at..].len() - content[at..].trim_start_matches(is_hard_space).len();
        return Some((at..at + length, YamlMistake::HardSpace));
    }
    let rest = line.rest();
    let first = rest.chars().next()?;
    if matches!(first, '•' | '·' | '▪' | '–' | '—') && rest[first.len_utf8()..].starts_with([' ', '\t']) {
        return Some((line.indent..line.indent + first.len_utf8(), YamlMistake::Bullet(first)));
    }
    missing_space(line)
}

/// `date:2026-11-22` and `-title: Werven`.
fn missing_space(line: &Line) -> Option<Found> {
    let rest = line.rest();
    let after_dash = rest.strip_prefix('-').filter(|after| key_of(after).is_some());
    if after_dash.is_some() {
        return Some((line.indent..line.indent + 1, YamlMistake::NoSpace('-')));
    }
    let key = rest.strip_prefix("- ").unwrap_or(rest).trim_start();
    let colon = key.find(|c: char| !is_of_key(c)).filter(|&at| at > 0 && key[at..].starts_with(':'))?;
    let value = &key[colon + 1..];
    let at = line.content.len() - value.len() - 1;
    (!value.is_empty() && !value.starts_with([' ', '/', '\t'])).then_some((at..at + 1, YamlMistake::NoSpace(':')))
}

/// A space of a word processor: it looks like one, and is none to YAML.
fn is_hard_space(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}' | '\u{2009}' | '\u{200b}' | '\u{feff}')
}

// --- Indentation -----------------------------------------------------------------------------------------------------

/// The keys and lists that are open where a line starts.
#[derive(Default)]
struct Outline<'a> {
    /// Columns of the groups of keys that are open, the innermost last.
    columns: Vec<usize>,
    /// The key before, with whether its value stands on its own line.
    before: Option<(Line<'a>, bool)>,
    /// A text or a bracket that goes on over lines, up to the line where it ends.
    inside: Inside,
}

#[derive(Default)]
enum Inside {
    #[default]
    Nothing,
    /// A text below `|` or `>`, which goes on as long as lines stand further in than its key.
    Block(usize),
    /// Brackets or quotes that the line does not close: from here on nothing is known.
    Unknown,
}

/// A key that does not stand straight below its neighbours, or a text that goes on at the edge.
///
/// Only up to the line where the parser noticed: what comes after has not been refused.
fn indentation(part: &str, noticed: usize) -> Option<Found> {
    let mut outline = Outline::default();
    for line in lines(part).take(noticed + 1) {
        if line.rest().is_empty() || line.rest().starts_with('#') {
            continue;
        }
        if let Inside::Block(column) = outline.inside {
            if line.indent > column {
                continue;
            }
            outline.inside = Inside::Nothing;
        }
        let found = outline.next(line);
        if found.is_some() || matches!(outline.inside, Inside::Unknown) {
            return found;
        }
    }
    None
}

impl<'a> Outline<'a> {
    /// Takes the next line, or says what is wrong with where it stands.
    fn next(&mut self, line: Line<'a>) -> Option<Found> {
        let dashes = dashes(line.rest());
        let column = line.indent + dashes;
        let Some(key) = key_of(&line.content[column..]) else {
            let is_loose = dashes == 0 && !self.may_go_on(line);
            self.inside = of_value(&line.content[column..], column);
            return is_loose.then(|| self.loose(line)).flatten();
        };
        let found = match dashes {
            0 => self.key(line),
            _ => self.item(line),
        };
        self.columns.retain(|open| *open < column);
        self.columns.push(column);
        let value = line.content[column + key.len() + 1..].trim();
        self.before = Some((line, !(value.is_empty() || value.starts_with('#'))));
        self.inside = of_value(value, column);
        found
    }

    /// A key has to stand straight below one before it, or further in than a key without a value.
    fn key(&self, line: Line) -> Option<Found> {
        let at = line.indent;
        let outer = self.columns.iter().rev().find(|open| **open <= at).copied();
        if self.columns.is_empty() || outer == Some(at) || self.opens_below(at) {
            return None;
        }
        let inner = self.columns.iter().find(|open| **open > at).copied();
        let before = self.before.as_ref().map(|(line, _)| line);
        // Below `- title:` straight under its key, fields that stand further in tell where the item was meant.
        let is_at_edge = |item: &&Line| dashes(item.rest()) > 0 && self.columns.contains(&item.indent);
        if let (None, Some(item)) = (inner, before.filter(is_at_edge)) {
            let spaces = at.checked_sub(dashes(item.rest())).filter(|spaces| *spaces > item.indent)?;
            let place = item.place(item.indent..item.indent + 1);
            return Some((place, YamlMistake::Indentation { what: "-".into(), found: item.indent, spaces }));
        }
        let spaces = inner.or(outer)?;
        let what = key_of(line.rest())?.to_owned();
        let place = line.place(at..at + what.len());
        Some((place, YamlMistake::Indentation { what, found: at, spaces }))
    }

    /// A `- ` has to stand below the one before it.
    fn item(&self, line: Line) -> Option<Found> {
        let at = line.indent;
        let is_item_before = |open: &&usize| **open > at && **open < at + 2;
        let odd = self.columns.iter().find(is_item_before).filter(|open| **open >= 2 && !self.opens_below(at))?;
        let place = line.place(at..at + 1);
        Some((place, YamlMistake::Indentation { what: "-".into(), found: at, spaces: *odd - 2 }))
    }

    /// True when the key before has no value yet, and a line that stands further in than it can be that value.
    fn opens_below(&self, at: usize) -> bool {
        let is_open = |(line, has_value): &(Line, bool)| {
            let column = line.indent + dashes(line.rest());
            !has_value && at > column
        };
        self.before.as_ref().is_none_or(is_open)
    }

    /// True for a line without a key that can go on with the value before it.
    fn may_go_on(&self, line: Line) -> bool {
        self.columns.last().is_none_or(|column| line.indent > *column)
    }

    /// A line of text that should have gone on with the one before.
    fn loose(&self, line: Line) -> Option<Found> {
        let (before, has_value) = self.before.as_ref()?;
        let column = before.indent + dashes(before.rest());
        let goes_on = *has_value && !line.rest().starts_with(['-', '[', '{', '"', '\'', '!', '&', '*', ']', '}', '%']);
        goes_on.then(|| (line.whole(), YamlMistake::LooseText { spaces: column + 2 }))
    }
}

/// What a value opens that its line does not close.
fn of_value(value: &str, column: usize) -> Inside {
    match value.chars().next() {
        Some('|' | '>') => Inside::Block(column),
        Some(quote @ ('"' | '\'')) if closing_quote(value, quote as u8).is_none() => Inside::Unknown,
        Some('[' | '{') if !balanced(value) => Inside::Unknown,
        _ => Inside::Nothing,
    }
}

/// Length of the `- ` before a line's first key.
fn dashes(rest: &str) -> usize {
    let mut at = 0;
    while rest[at..].starts_with("- ") {
        at += 2;
        at += rest[at..].len() - rest[at..].trim_start_matches(' ').len();
    }
    at
}

/// The key that a line begins with: one word, as all keys of ours are.
fn key_of(rest: &str) -> Option<&str> {
    let end = rest.find(|c: char| !is_of_key(c))?;
    let after = rest[end..].strip_prefix(':')?;
    (end > 0 && (after.is_empty() || after.starts_with(' '))).then(|| &rest[..end])
}

fn is_of_key(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'
}

// --- Values ----------------------------------------------------------------------------------------------------------

/// What is wrong with the value of the line where the parser noticed, or of the one before.
fn by_its_value(part: &str, noticed: usize, message: &str) -> Option<Found> {
    let near = lines_before(part, noticed, 1);
    let on_line = |line: &Line| {
        let (at, mistake) = value_mistake(line.content)?;
        Some((line.place(at), mistake))
    };
    // A text that goes on over lines has no key on the line with its colon.
    let colon = |line: &Line| {
        let at = colon_in(line.content).filter(|_| message.contains("mapping values are not allowed"))?;
        Some((line.place(at..at + 1), YamlMistake::ColonInText { meant: None }))
    };
    let (here, above) = (near.first()?, near.get(1));
    on_line(here).or_else(|| colon(here)).or_else(|| above.and_then(on_line))
}

/// What is wrong with the value of a line, with the place in it.
fn value_mistake(content: &str) -> Option<Found> {
    let (start, key, value) = value_of(content);
    let first = value.chars().next()?;
    let rest = &value[first.len_utf8()..];
    let whole = start..content.len();
    let meant = || key.map(|key| format!("{key}: {}", in_quotes(value)));
    match first {
        '\'' | '"' => {
            let end = closing_quote(value, first as u8);
            let after = end.map_or("x", |end| value[end..].trim_start());
            let is_whole = after.is_empty() || after.starts_with('#');
            (!is_whole).then(|| (whole, YamlMistake::Quote { meant: key.map(|key| unquoted(key, value, first)) }))
        }
        '“' | '”' | '„' | '‘' | '’' if colon_in(value).is_some() => {
            let inside = value.trim_matches(['“', '”', '„', '‘', '’']);
            Some((whole, YamlMistake::CurlyQuotes { meant: key.map(|key| format!("{key}: {}", in_quotes(inside))) }))
        }
        '[' | '{' if value.matches(first).count() > value.matches(closing(first)).count() && !trailing(value) => {
            Some((whole, YamlMistake::Unclosed(closing(first))))
        }
        '{' if value.contains(';') && value.ends_with('}') => {
            let at = start + value.find(';')?;
            Some((at..at + 1, YamlMistake::Semicolon))
        }
        '{' if let Some((at, mistake)) = between_commas(value) => Some((start + at.start..start + at.end, mistake)),
        '[' | '{' if !balanced(value) || trailing(value) || value.starts_with("{{") => {
            Some((whole, YamlMistake::SpecialStart { sign: first, meant: meant() }))
        }
        '-' | '?' if key.is_some() && (rest.is_empty() || rest.starts_with(' ')) => {
            Some((whole, YamlMistake::SpecialStart { sign: first, meant: meant() }))
        }
        '*' | '&' | '@' | '`' | '%' | '!' => Some((whole, YamlMistake::SpecialStart { sign: first, meant: meant() })),
        '[' | '{' => None,
        _ => {
            let at = start + colon_in(value)?;
            Some((at..at + 1, YamlMistake::ColonInText { meant: meant() }))
        }
    }
}

/// What is wrong in brackets that go on over lines, up to the line where the parser noticed.
fn by_its_brackets(part: &str, noticed: usize) -> Option<Found> {
    let lines: Vec<Line> = lines(part).take(noticed + 1).collect();
    let is_end = lines.len() <= noticed;
    (0..lines.len()).rev().find_map(|at| in_brackets(part, lines[at], &lines[at + 1..], is_end))
}

/// A comma that is missing in what a line opens, or the bracket that closes it; `is_end` when no line follows those below.
fn in_brackets(part: &str, line: Line, below: &[Line], is_end: bool) -> Option<Found> {
    let (at, _, value) = value_of(line.content);
    let open = value.chars().next().filter(|sign| matches!(sign, '[' | '{') && !balanced(value))?;
    // What stands at the edge again is no part of it.
    let goes_on =
        |next: &&Line| next.indent > line.indent || next.rest().is_empty() || next.rest().starts_with([']', '}']);
    let inside = below.iter().take_while(goes_on).count();
    if below.is_empty() && !is_end || inside + 1 < below.len() {
        return None;
    }
    let last = below[..inside].last().unwrap_or(&line);
    let start = line.start + at;
    let text = &part[start..last.start + last.content.len()];
    if let Some((at, mistake)) = between_commas(text) {
        return Some((start + at.start..start + at.end, mistake));
    }
    let is_unclosed = !balanced(text) && (inside < below.len() || is_end);
    is_unclosed.then(|| (line.place(at..line.content.len()), YamlMistake::Unclosed(closing(open))))
}

/// What stands between two commas of `{…}` and cannot: a second key, or a bracket after another.
fn between_commas(value: &str) -> Option<Found> {
    // For each open bracket the colon behind the first key since its last comma.
    let mut colons: Vec<Option<usize>> = Vec::new();
    let mut at = 0;
    while let Some(sign) = value[at..].chars().next() {
        let before = value[..at].trim_end();
        let begins = before.ends_with(['{', '[', ',', ':']);
        match sign {
            '"' | '\'' if begins => at += closing_quote(&value[at..], sign as u8)? - 1,
            '[' | '{' if before.ends_with([']', '}']) => {
                return Some((at..at + 1, YamlMistake::NoComma { key: sign.to_string() }));
            }
            '[' | '{' => colons.push(None),
            ']' | '}' => {
                colons.pop();
            }
            ',' => *colons.last_mut()? = None,
            '#' if value[..at].ends_with(char::is_whitespace) => at += value[at..].find('\n')? - 1,
            ':' if value[at + 1..].starts_with([' ', '\n']) => {
                if let Some(first) = colons.last_mut()?.replace(at) {
                    return second_colon(value, first, at);
                }
            }
            _ => {}
        }
        at += sign.len_utf8();
    }
    None
}

/// A second colon between two commas of `{…}`: that of the next key, `{2024: 12 2025: 15}`, or a part of a text.
fn second_colon(value: &str, first: usize, second: usize) -> Option<Found> {
    let start = value[..second].rfind(char::is_whitespace)? + 1;
    let key = &value[start..second];
    let text = value[first + 1..].trim_start();
    let before = value[first + 1..start].trim();
    let is_curly = text.starts_with(['“', '”', '„', '‘', '’']);
    let is_of_words = before.is_empty() || before.contains(' ') && !before.starts_with(['"', '\'', '[', '{']);
    if is_curly || is_of_words || !key.chars().all(is_of_key) {
        return text_in_braces(value, first, second, is_curly);
    }
    Some((start..second, YamlMistake::NoComma { key: key.to_owned() }))
}

/// A text between braces that has a colon: it needs quotes, or straight ones.
fn text_in_braces(value: &str, first: usize, second: usize, is_curly: bool) -> Option<Found> {
    let key = &value[value[..first].trim_end_matches(is_of_key).len()..first];
    let start = value.len() - value[first + 1..].trim_start().len();
    let text = value[start..start + length_in_braces(&value[start..])].trim_end();
    let within = if is_curly { text.trim_matches(['“', '”', '„', '‘', '’']) } else { text };
    let meant = (!key.is_empty()).then(|| format!("{key}: {}", in_quotes(within)));
    Some(match is_curly {
        true => (start..start + text.len(), YamlMistake::CurlyQuotes { meant }),
        false => (second..second + 1, YamlMistake::ColonInText { meant }),
    })
}

/// Bytes of a text between braces: up to the bracket that closes them, or the comma before the next key.
fn length_in_braces(text: &str) -> usize {
    let ends = |(at, sign): (usize, char)| {
        matches!(sign, '}' | ']' | '\n') || sign == ',' && key_of(text[at + 1..].trim_start()).is_some()
    };
    text.char_indices().find(|found| ends(*found)).map_or(text.len(), |(at, _)| at)
}

/// Where a colon with a space stands in a text; not as its first sign.
fn colon_in(value: &str) -> Option<usize> {
    let first = value.chars().next()?.len_utf8();
    let rest = &value[first..];
    rest.find(": ").or_else(|| rest.ends_with(':').then(|| rest.len() - 1)).map(|at| first + at)
}

/// The value on a line, after `- ` and `key: `, with the byte it starts at and its key.
fn value_of(line: &str) -> (usize, Option<&str>, &str) {
    let indent = line.len() - line.trim_start().len();
    let mut start = indent + dashes(&line[indent..]);
    let end = line[start..].find(": ").filter(|&at| !line[start..start + at].contains(['"', '\'', '[', '{']));
    let key = end.map(|end| &line[start..start + end]);
    if let Some(end) = end {
        start += end + 2;
        start += line[start..].len() - line[start..].trim_start().len();
    }
    (start, key, &line[start..])
}

/// A text between quotes that do not stand in it.
fn in_quotes(text: &str) -> String {
    match (text.contains(['"', '\\']), text.contains('\'')) {
        (false, _) => format!("\"{text}\""),
        (true, false) => format!("'{text}'"),
        (true, true) => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

/// A key with a text whose quotes do not match: the quotes at its ends go, those within stay.
fn unquoted(key: &str, value: &str, quote: char) -> String {
    let inside = value.strip_prefix(quote).unwrap_or(value);
    let inside = match inside.strip_suffix(quote) {
        Some(inside) => inside,
        // A quote in the middle belongs to a word: `"Drie" werkgevers`.
        None if inside.contains(quote) => value,
        None => inside,
    };
    format!("{key}: {}", in_quotes(inside))
}

fn closing(open: char) -> char {
    if open == '[' { ']' } else { '}' }
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
fn unclosed_quote(part: &str) -> Option<Found> {
    lines(part).find_map(|line| match value_mistake(line.content) {
        Some((at, mistake @ YamlMistake::Quote { .. })) => Some((line.place(at), mistake)),
        _ => None,
    })
}
