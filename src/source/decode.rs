//! [`Node`] → typed values: every key is asked for by name, and what nobody asked for is an error.
//!
//! A kind of file is declared once with `record!`; that declaration reads the keys, reports unknown, missing, double
//! and mistyped ones, and can say which keys exist. A value that cannot be read is reported and left out, and reading
//! goes on, so that one run finds everything.

use std::ops::Range;

use jiff::civil::Date;

use super::quotes;
use super::yaml::{Node, Value};
use crate::diagnostic::problem::{Expected, Found, nearest};
use crate::diagnostic::{Diagnostics, FileId, Problem, Span, Spanned};
use crate::language::Language;

/// What reading a value needs to know of its surroundings.
pub struct Reader<'a> {
    /// The file that is read.
    pub file: FileId,
    /// Its whole text.
    pub text: &'a str,
    /// Folder of the file, from the content folder: relative addresses start there.
    pub dir: &'a str,
    /// Where mistakes are reported.
    pub diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    /// Reports that a key holds something of another type.
    pub fn wrong_type(&mut self, node: &Node, key: &str, expected: Expected) {
        let found = match node.value {
            Value::Null if self.is_before_remark(node) => Found::Remark,
            Value::Null => Found::Nothing,
            Value::Scalar(_) => Found::Text,
            Value::List(_) => Found::List,
            Value::Map(_) => Found::Map,
            Value::Tagged => Found::Tag,
        };
        let written = match &node.value {
            Value::Scalar(text) => Some(text.trim().to_owned()),
            _ => None,
        };
        self.diagnostics.report(node.span, Problem::WrongType { key: key.to_owned(), expected, found, written });
    }

    /// True where a word with `#` before it stands in place of a value: `title: #zorg`.
    fn is_before_remark(&self, node: &Node) -> bool {
        let rest = self.text.get(node.span.end as usize..).unwrap_or_default();
        let rest = rest.trim_start_matches([':', ' ', '-']);
        rest.strip_prefix('#').is_some_and(|word| word.starts_with(char::is_alphanumeric))
    }

    fn scalar<'n>(&mut self, node: &'n Node, key: &str, expected: Expected) -> Option<&'n str> {
        match &node.value {
            Value::Scalar(text) => Some(text),
            _ => {
                self.wrong_type(node, key, expected);
                None
            }
        }
    }
}

/// A value that can be read from a node; `key` is the name to use in messages.
pub trait Decode: Sized {
    /// Reads the value, or reports why not.
    fn decode(node: &Node, key: &str, reader: &mut Reader) -> Option<Self>;

    /// What reading goes on with where this cannot be read, so that one run finds what else is wrong in the same file.
    /// That it cannot be read is an error, so it never comes on a site. None where other checks would go by it.
    fn stand_in() -> Option<Self> {
        None
    }

    /// What such a value looks like, for schemas.
    fn shape() -> Shape {
        Shape::Any
    }
}

/// What a value looks like; told by the same declarations that read it.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// Nobody says.
    Any,
    /// A text in one line.
    Text,
    /// A text with markup.
    Markdown,
    /// `true` or `false`.
    Bool,
    /// A number.
    Number,
    /// A whole number that is not negative.
    WholeNumber,
    /// A year.
    Year,
    /// A date.
    Date,
    /// The address of a website.
    Web,
    /// An e-mail address.
    Email,
    /// No value: a gap.
    Nothing,
    /// One of some words.
    Words(&'static [&'static str]),
    /// A list.
    List(Box<Shape>),
    /// Values by keys that the author chooses.
    Map(Box<Shape>),
    /// One of several.
    OneOf(Vec<Shape>),
    /// A record.
    Record(Vec<KeyShape>),
}

/// A key of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyShape {
    /// Its name.
    pub name: &'static str,
    /// Must be there.
    pub is_required: bool,
    /// What it holds.
    pub shape: Shape,
}

impl KeyShape {
    /// A key.
    pub fn new(name: &'static str, is_required: bool, shape: Shape) -> Self {
        KeyShape { name, is_required, shape }
    }
}

/// A text; numbers and truth values are texts too, in their own spelling. An empty text is a mistake.
impl Decode for String {
    fn decode(node: &Node, key: &str, reader: &mut Reader) -> Option<Self> {
        let text = reader.scalar(node, key, Expected::Text)?;
        if text.trim().is_empty() {
            let (expected, found) = (Expected::Text, Found::Nothing);
            let problem = Problem::WrongType { key: key.to_owned(), expected, found, written: None };
            reader.diagnostics.report(node.span, problem);
            return None;
        }
        let text = text.trim();
        if let Some(found) = quotes::stray(text) {
            let mark = text[found.clone()].to_owned();
            reader.diagnostics.report(place_in(node, text, found, reader.text), Problem::StrayQuote { mark });
        }
        if let Some(hidden) = cut_off(node, text, reader.text) {
            let whole = reader.text[node.span.start as usize..hidden.end].to_owned();
            reader.diagnostics.report(Span::new(node.span.file, hidden), Problem::CutOffByHash { whole });
        }
        Some(text.to_owned())
    }

    fn shape() -> Shape {
        Shape::Text
    }
}

/// What stands behind a plain text on its line and is a comment for YAML, though it looks like more of the text: `Plan #1`.
fn cut_off(node: &Node, text: &str, file: &str) -> Option<Range<usize>> {
    let end = node.span.end as usize;
    let is_plain = file[node.span.range()] == *text && !text.contains('\n');
    let rest = file[end..].lines().next().filter(|_| is_plain)?.trim_end();
    let is_more = rest.starts_with(' ') && rest.trim_start().strip_prefix('#')?.starts_with(char::is_alphanumeric);
    is_more.then(|| end + (rest.len() - rest.trim_start().len())..end + rest.len())
}

/// The place of a part of a text: where it is written, or the whole text when it stands there in other signs.
fn place_in(node: &Node, text: &str, part: Range<usize>, file: &str) -> Span {
    let start = node.span.start as usize;
    match file[node.span.range()].find(text) {
        Some(at) => Span::new(node.span.file, start + at + part.start..start + at + part.end),
        None => node.span,
    }
}

impl<T: Decode> Decode for Spanned<T> {
    fn decode(node: &Node, key: &str, reader: &mut Reader) -> Option<Self> {
        T::decode(node, key, reader).or_else(T::stand_in).map(|value| Spanned::new(value, node.span))
    }

    fn shape() -> Shape {
        T::shape()
    }
}

impl Decode for bool {
    fn decode(node: &Node, key: &str, reader: &mut Reader) -> Option<Self> {
        match reader.scalar(node, key, Expected::Bool)? {
            "true" => Some(true),
            "false" => Some(false),
            other => {
                let accepted = vec!["true", "false"];
                let nearest = match other.to_lowercase().as_str() {
                    "ja" | "yes" | "aan" | "on" | "waar" => Some("true".to_owned()),
                    "nee" | "no" | "uit" | "off" | "onwaar" => Some("false".to_owned()),
                    _ => None,
                };
                let problem = Problem::UnknownValue { key: key.to_owned(), value: other.to_owned(), accepted, nearest };
                reader.diagnostics.report(node.span, problem);
                None
            }
        }
    }

    fn shape() -> Shape {
        Shape::Bool
    }
}

/// A number: digits with at most one point. `1.000` is refused, since it is a thousand to a Dutch reader and one to a
/// machine; so are `1,5`, `12%`, `.nan` and numbers of more than 15 digits, which cannot be kept exactly.
impl Decode for f64 {
    fn decode(node: &Node, key: &str, reader: &mut Reader) -> Option<Self> {
        let text = reader.scalar(node, key, Expected::Number)?;
        let value = plain_number(text);
        if value.is_none() {
            reader.diagnostics.report(node.span, bad_number(key, text));
        }
        value
    }

    fn shape() -> Shape {
        Shape::Number
    }
}

fn plain_number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let looks_grouped = digits.contains('.') && fraction.len() == 3 && whole != "0";
    let exact = whole.len() + fraction.len() <= 15;
    (all_digits(whole) && all_digits(fraction) && !looks_grouped && exact).then(|| text.parse().ok()).flatten()
}

/// Says that a text is no number, and which one was probably meant: `1.180` is 1180 or 1.18, `1.125` is 1125 or 1.1250, `1,5` is 1.5 and `12%` is 12.
pub fn bad_number(key: &str, text: &str) -> Problem {
    let mut bare = text.trim_end_matches(['%', ' ']).replace(' ', "");
    // In `14,200` the comma may stand for thousands, just as the point in `14.200`.
    if bare.split_once(',').is_some_and(|(whole, rest)| whole != "0" && whole.len() < 4 && rest.len() == 3) {
        bare = bare.replace(',', ".");
    }
    let (whole, fraction) = bare.split_once(',').unwrap_or((&bare, ""));
    let grouped = whole.split('.').skip(1).all(|group| group.len() == 3);
    let whole = if grouped { whole.replace('.', "") } else { whole.to_owned() };
    let meant = if fraction.is_empty() { whole } else { format!("{whole}.{fraction}") };
    // A point before three digits is for thousands, or for decimals; the last zero of decimals says nothing.
    let decimals = match bare.trim_end_matches('0').trim_end_matches('.') {
        same if same.len() == bare.len() => format!("{same}0"),
        shorter => shorter.to_owned(),
    };
    let with_zero = (bare.contains('.') && !bare.contains(',')).then_some(decimals);
    let possible = [Some(meant), with_zero].into_iter().flatten();
    let meant = possible.filter(|meant| *meant != text && plain_number(meant).is_some()).collect();
    Problem::BadNumber { key: key.to_owned(), value: text.to_owned(), meant }
}

/// The date that was probably meant by `1-3-2026`, `1/3/2026` or `1 maart 2026`: day, month, year.
pub fn meant_date(text: &str) -> Option<String> {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric()).replace('\u{a0}', " ").to_lowercase();
    let text = match bare.split_whitespace().collect::<Vec<_>>()[..] {
        [day, month, year] => {
            let begins = |name: &&'static str| month.len() >= 3 && name.starts_with(month.trim_end_matches('.'));
            let number = 1 + Language::Dutch.months().iter().position(begins)?;
            format!("{day}-{number}-{year}")
        }
        _ => bare,
    };
    let parts: Vec<i16> = text.split(['-', '/', '.']).map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let (year, month, day) = match parts[..] {
        [day, month, year] if year > 31 => (year, month, day),
        [year, month, day] => (year, month, day),
        _ => return None,
    };
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().map(|date| date.to_string())
}

/// A whole number that is not negative.
impl Decode for u32 {
    fn decode(node: &Node, key: &str, reader: &mut Reader) -> Option<Self> {
        let text = reader.scalar(node, key, Expected::WholeNumber)?;
        let value = text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten();
        if value.is_none() {
            reader.diagnostics.report(node.span, bad_number(key, text));
        }
        value
    }

    fn shape() -> Shape {
        Shape::WholeNumber
    }
}

/// A year, 1 to 9999.
impl Decode for i16 {
    fn decode(node: &Node, key: &str, reader: &mut Reader) -> Option<Self> {
        let year = u32::decode(node, key, reader)?;
        let value = i16::try_from(year).ok().filter(|y| (1..=9999).contains(y));
        if value.is_none() {
            reader.diagnostics.report(node.span, bad_number(key, &year.to_string()));
        }
        value
    }

    fn shape() -> Shape {
        Shape::Year
    }
}

/// A date, `2026-03-01` and nothing else.
impl Decode for Date {
    fn decode(node: &Node, key: &str, reader: &mut Reader) -> Option<Self> {
        let text = reader.scalar(node, key, Expected::Date)?;
        let shape = text.len() == 10
            && text.bytes().enumerate().all(|(i, b)| match i {
                4 | 7 => b == b'-',
                _ => b.is_ascii_digit(),
            });
        let date = shape.then(|| text.parse().ok()).flatten();
        if date.is_none() {
            reader.diagnostics.report(
                node.span,
                Problem::BadDate { key: key.to_owned(), value: text.to_owned(), meant: meant_date(text) },
            );
        }
        date
    }

    fn stand_in() -> Option<Self> {
        Some(Date::constant(2000, 1, 1))
    }

    fn shape() -> Shape {
        Shape::Date
    }
}

/// A list, of which the items that cannot be read are left out.
impl<T: Decode> Decode for Vec<T> {
    fn decode(node: &Node, key: &str, reader: &mut Reader) -> Option<Self> {
        match &node.value {
            Value::List(items) => Some(items.iter().filter_map(|item| T::decode(item, key, reader)).collect()),
            _ => {
                reader.wrong_type(node, key, Expected::List);
                None
            }
        }
    }

    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }
}

/// The keys of one map, asked for one after the other.
pub struct Fields<'n> {
    entries: &'n [(Spanned<String>, Node)],
    /// The place of the whole map; a missing key is reported at its start.
    pub span: Span,
    kind: &'static str,
    known: Vec<&'static str>,
    complete: bool,
}

impl<'n> Fields<'n> {
    /// Opens a map. `kind` is the word for what is read, such as `region`; `key` names the value in messages.
    pub fn open(node: &'n Node, kind: &'static str, key: &str, reader: &mut Reader) -> Option<Self> {
        match &node.value {
            Value::Map(entries) => Some(Fields { entries, span: node.span, kind, known: Vec::new(), complete: true }),
            _ => {
                reader.wrong_type(node, key, Expected::Map);
                None
            }
        }
    }

    /// The node of a key, which counts as known from now on.
    pub fn node(&mut self, key: &'static str) -> Option<&'n Node> {
        self.known.push(key);
        self.entries.iter().find(|(k, _)| k.value == key).map(|(_, node)| node)
    }

    /// A key that may be absent.
    pub fn optional<T: Decode>(&mut self, key: &'static str, reader: &mut Reader) -> Option<T> {
        T::decode(self.node(key)?, key, reader)
    }

    /// A key that may be absent, with the place of the key itself: for a value that is fine where the key is not.
    pub fn keyed<T: Decode>(&mut self, key: &'static str, reader: &mut Reader) -> Option<Spanned<T>> {
        let value = self.optional(key, reader)?;
        let (written, _) = self.entries.iter().find(|(k, _)| k.value == key)?;
        Some(Spanned::new(value, written.span))
    }

    /// A list that may be absent, and then is empty.
    pub fn list<T: Decode>(&mut self, key: &'static str, reader: &mut Reader) -> Vec<T> {
        self.optional(key, reader).unwrap_or_default()
    }

    /// A key that must be there. None makes the whole record unusable; that has been reported.
    pub fn required<T: Decode>(&mut self, key: &'static str, reader: &mut Reader) -> Option<T> {
        let value = match self.node(key) {
            Some(node) => T::decode(node, key, reader).or_else(T::stand_in),
            None => {
                let start = Span { end: self.span.start, ..self.span };
                let misspelt = self.entries.iter().any(|(k, _)| nearest(&k.value, [key]).is_some() && k.value != key);
                if !misspelt {
                    reader.diagnostics.report(start, Problem::MissingKey { key, kind: self.kind });
                }
                None
            }
        };
        self.complete &= value.is_some();
        value
    }

    /// Reports keys that stand twice and keys that nobody asked for. False when a required key was missing.
    pub fn close(self, reader: &mut Reader) -> bool {
        for (i, (key, _)) in self.entries.iter().enumerate() {
            if let Some((first, _)) = self.entries[..i].iter().find(|(k, _)| k.value == key.value) {
                let problem = Problem::DuplicateKey { key: key.value.clone() };
                reader.diagnostics.report_with(key.span, problem, vec![first.span]);
            } else if !self.known.contains(&key.value.as_str()) {
                let near = nearest(&key.value, self.known.iter().copied());
                let problem = Problem::UnknownKey { key: key.value.clone(), nearest: near, known: self.known.clone() };
                reader.diagnostics.report(key.span, problem);
            }
        }
        self.complete
    }
}

/// Declares a kind of map: its name in messages and its keys, each `required`, `optional`, `keyed`, a `list` or a
/// `flag`.
///
/// A record that says `page` also has the keys of every page, in its field `page`; what these are, `PageKeys`, is known
/// where the record stands.
macro_rules! record {
    ($(#[$doc:meta])* $name:ident ($kind:literal $($page:ident)?) { $( $(#[$field_doc:meta])* $field:ident : $how:ident $($ty:ty)? ),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $name {
            $( #[doc = "The keys that every page has."] pub $page: PageKeys, )?
            $( $(#[$field_doc])* pub $field: $crate::source::decode::record!(@type $how $($ty)?), )*
            /// Where the record stands.
            #[allow(dead_code, reason = "not every record is pointed at")]
            pub span: $crate::diagnostic::Span,
        }

        impl $crate::source::decode::Decode for $name {
            fn decode(node: &$crate::source::yaml::Node, key: &str, reader: &mut $crate::source::decode::Reader) -> Option<Self> {
                let mut fields = $crate::source::decode::Fields::open(node, $kind, key, reader)?;
                let span = fields.span;
                $( let $page = PageKeys::read(&mut fields, reader); )?
                $( let $field = $crate::source::decode::record!(@read $how fields reader $field); )*
                fields.close(reader).then_some(())?;
                Some($name { $( $page: $page?, )? $( $field: $crate::source::decode::record!(@keep $how $field), )* span })
            }

            fn shape() -> $crate::source::decode::Shape {
                let keys: Vec<$crate::source::decode::KeyShape> =
                    vec![$( $crate::source::decode::record!(@shape $how $field $($ty)?) ),*];
                $( let $page = PageKeys::keys(); let keys = [$page, keys].concat(); )?
                $crate::source::decode::Shape::Record(keys)
            }
        }
    };
    (@type required $ty:ty) => { $ty };
    (@type optional $ty:ty) => { Option<$ty> };
    (@type keyed $ty:ty) => { Option<$crate::diagnostic::Spanned<$ty>> };
    (@type list $ty:ty) => { Vec<$ty> };
    (@type flag) => { bool };
    (@read required $fields:ident $reader:ident $field:ident) => { $fields.required($crate::source::decode::key(stringify!($field)), $reader) };
    (@read optional $fields:ident $reader:ident $field:ident) => { $fields.optional($crate::source::decode::key(stringify!($field)), $reader) };
    (@read keyed $fields:ident $reader:ident $field:ident) => { $fields.keyed($crate::source::decode::key(stringify!($field)), $reader) };
    (@read list $fields:ident $reader:ident $field:ident) => { $fields.list($crate::source::decode::key(stringify!($field)), $reader) };
    (@read flag $fields:ident $reader:ident $field:ident) => { $fields.optional::<bool>($crate::source::decode::key(stringify!($field)), $reader).unwrap_or(false) };
    (@keep required $field:ident) => { $field? };
    (@shape required $field:ident $ty:ty) => { $crate::source::decode::KeyShape::new($crate::source::decode::key(stringify!($field)), true, <$ty as $crate::source::decode::Decode>::shape()) };
    (@shape list $field:ident $ty:ty) => { $crate::source::decode::KeyShape::new($crate::source::decode::key(stringify!($field)), false, <Vec<$ty> as $crate::source::decode::Decode>::shape()) };
    (@shape flag $field:ident) => { $crate::source::decode::KeyShape::new($crate::source::decode::key(stringify!($field)), false, $crate::source::decode::Shape::Bool) };
    (@shape $how:ident $field:ident $ty:ty) => { $crate::source::decode::KeyShape::new($crate::source::decode::key(stringify!($field)), false, <$ty as $crate::source::decode::Decode>::shape()) };
    (@keep $how:ident $field:ident) => { $field };
}
pub(crate) use record;

/// The key that a field is read from: a field whose name is a word of Rust is written with `r#` before it.
pub const fn key(field: &'static str) -> &'static str {
    match field.as_bytes() {
        [b'r', b'#', ..] => field.split_at(2).1,
        _ => field,
    }
}

/// Declares an enumeration by the words that stand for its values; `else` names the one that reading goes on with where
/// another word stands.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident $(else $stand_in:ident)? { $( $(#[$variant_doc:meta])* $variant:ident = $word:literal ),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $( $(#[$variant_doc])* $variant ),* }

        impl $name {
            /// The accepted words.
            pub const WORDS: &[&str] = &[ $( $word ),* ];

            /// The word for this value.
            pub fn word(self) -> &'static str {
                match self { $( $name::$variant => $word ),* }
            }
        }

        impl $crate::source::decode::Decode for $name {
            fn decode(node: &$crate::source::yaml::Node, key: &str, reader: &mut $crate::source::decode::Reader) -> Option<Self> {
                match <String as $crate::source::decode::Decode>::decode(node, key, reader)?.as_str() {
                    $( $word => Some($name::$variant), )*
                    other => {
                        $crate::source::decode::unknown_value(node.span, key, other, $name::WORDS, reader);
                        None
                    }
                }
            }

            $( fn stand_in() -> Option<Self> {
                Some($name::$stand_in)
            } )?

            fn shape() -> $crate::source::decode::Shape {
                $crate::source::decode::Shape::Words($name::WORDS)
            }
        }
    };
}
pub(crate) use words;

/// Reports a word that is not one of the accepted ones.
pub fn unknown_value(span: Span, key: &str, value: &str, accepted: &[&'static str], reader: &mut Reader) {
    let near = nearest(value, accepted.iter().copied());
    let problem = Problem::UnknownValue {
        key: key.to_owned(),
        value: value.to_owned(),
        accepted: accepted.to_vec(),
        nearest: near,
    };
    reader.diagnostics.report(span, problem);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_probably_meant_is_said() {
        for (text, meant) in [
            ("1.180", "1180 1.18"),
            ("1.125", "1125 1.1250"),
            ("1,5", "1.5"),
            ("14,200", "14200 14.2"),
            ("1,125", "1125 1.1250"),
            ("0,125", "0.125"),
            ("12%", "12"),
            ("1.234,5", "1234.5"),
            (".nan", ""),
            ("veel", ""),
        ] {
            let Problem::BadNumber { meant: found, .. } = bad_number("value", text) else { panic!("a bad number") };
            assert_eq!(found.join(" "), meant, "{text}");
        }
        for (text, meant) in [
            ("1-3-2026", Some("2026-03-01")),
            ("2026-3-1", Some("2026-03-01")),
            ("31/12/2019", Some("2019-12-31")),
            ("2026-02-30", None),
            ("mei 2019", None),
            ("22 november 2026", Some("2026-11-22")),
            ("1 sep. 2026", Some("2026-09-01")),
            ("“2026-11-22”", Some("2026-11-22")),
            ("2026-11-22\u{a0}", Some("2026-11-22")),
        ] {
            assert_eq!(meant_date(text).as_deref(), meant, "{text}");
        }
    }

    #[test]
    fn only_plain_numbers_are_numbers() {
        for (text, value) in [("3200", Some(3200.0)), ("15.4", Some(15.4)), ("-3", Some(-3.0)), ("0.125", Some(0.125))]
        {
            assert_eq!(plain_number(text), value, "{text}");
        }
        for text in
            ["1.000", "1,5", "12%", ".nan", ".5", "5.", "1e5", "0x10", "123456789012345678901234567890", "", "één"]
        {
            assert_eq!(plain_number(text), None, "{text}");
        }
    }
}
