//! What the readers of JSON share: values as slices of the text, which gives their place.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::diagnostic::{FileId, Span};

/// Where JSON begins in a text: after the mark of its encoding, if it has one.
pub(super) fn start(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// What the parser noticed in the text from its [`start`], where it noticed it.
pub(super) fn syntax(file: FileId, text: &str, error: &serde_json::Error) -> (Span, String) {
    let start = start(text);
    let line = text[start..].split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let at = (start + line + error.column().saturating_sub(1)).min(text.len());
    let message = error.to_string();
    let reason = message.split(" at line ").next().unwrap_or(&message).to_owned();
    (Span::new(file, at..at), reason)
}

/// Finds the places of slices.
#[derive(Debug, Clone, Copy)]
pub(super) struct Places<'t> {
    /// The file.
    pub file: FileId,
    /// Its text.
    pub text: &'t str,
}

impl Places<'_> {
    /// The place where a slice of the text begins.
    pub fn start_of(&self, slice: &str) -> Span {
        let span = self.of(slice);
        Span { end: span.end.min(span.start + 1), ..span }
    }

    /// The place of a slice of the text.
    pub fn of(&self, slice: &str) -> Span {
        let start = (slice.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize).min(self.text.len());
        Span::new(self.file, start..(start + slice.len()).min(self.text.len()))
    }
}

/// A text that is a slice where it has no escapes.
pub(super) struct Text<'t>(pub Cow<'t, str>);

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;
        impl<'de> Visitor<'de> for TextVisitor {
            type Value = Text<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
                formatter.write_str("a text")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(TextVisitor)
    }
}

/// Keys with values, in their order.
pub(super) struct Entries<'t>(pub Vec<(Cow<'t, str>, &'t RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntriesVisitor;
        impl<'de> Visitor<'de> for EntriesVisitor {
            type Value = Entries<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
                formatter.write_str("keys with values")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some((key, value)) = map.next_entry::<Text, &RawValue>()? {
                    entries.push((key.0, value));
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(EntriesVisitor)
    }
}

impl<'t> Entries<'t> {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&'t RawValue> {
        self.0.iter().find(|(other, _)| other == key).map(|(_, value)| *value)
    }
}
