//! Raw HTML in Markdown: what is let through, and what an author is told about the rest.
//!
//! ammonia decides what is safe, over the whole text at once. Before that, each tag is looked at in the source, to give
//! addresses their marks and to say where something will be left out.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// A part of raw HTML.
pub enum Piece<'a> {
    /// To be kept as it is.
    Text(&'a str),
    /// An address in a tag, in place of the attribute.
    Address {
        /// `href` or `src`.
        attribute: &'static str,
        /// Its value as written.
        value: &'a str,
    },
    /// Something that will be left out: a tag's name or an attribute.
    Removed(&'a str),
}

/// Tags that an author may write.
const TAGS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
];

/// Attributes that an author may write on any of them. Ids are ours: an author's could stand twice on a page.
const ATTRIBUTES: &[&str] = &[
    "alt", "cite", "class", "colspan", "datetime", "dir", "href", "lang", "open", "reversed", "rowspan", "scope",
    "src", "start", "title",
];

/// Attributes that only this program writes.
const OWN_ATTRIBUTES: &[&str] = &["id", "role", "tabindex", "aria-label", "loading"];

/// Cuts raw HTML into pieces.
pub fn pieces(html: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        pieces.push(Piece::Text(before));
        rest = push_tag(tag, &mut pieces);
    }
    pieces.push(Piece::Text(rest));
    pieces
}

/// Takes a tag apart and gives what follows it.
fn push_tag<'a>(tag: &'a str, pieces: &mut Vec<Piece<'a>>) -> &'a str {
    let name_start = if tag.starts_with("</") { 2 } else { 1 };
    let name_len =
        tag[name_start..].find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(tag.len() - name_start);
    let name = &tag[name_start..name_start + name_len];
    if name.is_empty() {
        pieces.push(Piece::Text(&tag[..1]));
        return &tag[1..];
    }
    if !TAGS.contains(&name.to_ascii_lowercase().as_str()) && name_start == 1 {
        pieces.push(Piece::Removed(&tag[..name_start + name_len]));
    }
    pieces.push(Piece::Text(&tag[..name_start + name_len]));
    push_attributes(&tag[name_start + name_len..], pieces)
}

/// Takes the attributes of a tag, up to and with its `>`, and gives what follows.
fn push_attributes<'a>(text: &'a str, pieces: &mut Vec<Piece<'a>>) -> &'a str {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            pieces.push(Piece::Text(">"));
            return after;
        }
        if rest.is_empty() || rest.starts_with('<') {
            return rest;
        }
        let name_len =
            rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(rest.len()).max(1);
        let name_len = (name_len..=rest.len()).find(|&at| rest.is_char_boundary(at)).unwrap_or(rest.len());
        let (name, after) = rest.split_at(name_len);
        let (value, after) = attribute_value(after);
        let whole = &rest[..rest.len() - after.len()];
        push_attribute(name, value, whole, pieces);
        rest = after;
    }
}

fn push_attribute<'a>(name: &str, value: &'a str, whole: &'a str, pieces: &mut Vec<Piece<'a>>) {
    match name.to_ascii_lowercase().as_str() {
        "href" => pieces.push(Piece::Address { attribute: "href", value }),
        "src" => pieces.push(Piece::Address { attribute: "src", value }),
        known if ATTRIBUTES.contains(&known) => pieces.extend([Piece::Text(" "), Piece::Text(whole)]),
        _ => pieces.push(Piece::Removed(whole.trim_end())),
    }
}

/// The value after an attribute's name, without quotes, and what follows it.
fn attribute_value(text: &str) -> (&str, &str) {
    let Some(value) = text.trim_start().strip_prefix('=') else {
        return ("", text);
    };
    let value = value.trim_start();
    match value.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let body = &value[1..];
            let end = body.find(quote).unwrap_or(body.len());
            (&body[..end], body.get(end + 1..).unwrap_or(""))
        }
        _ => value.split_at(value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len())),
    }
}

/// Sanitises a whole text. Headings keep their level marks, which no sanitiser would take for a tag.
pub fn clean(html: &str) -> String {
    let mut html = html.to_owned();
    for level in 2..=6 {
        let mark = super::mark_text(super::Mark::Level(level));
        html = html.replace(&format!("h{mark}"), &format!("h{level}"));
    }
    let mut clean = SANITISER.clean(&html).to_string();
    for level in 2..=6 {
        let mark = super::mark_text(super::Mark::Level(level));
        for (tag, end) in [("<h", " "), ("<h", ">"), ("</h", ">")] {
            clean = clean.replace(&format!("{tag}{level}{end}"), &format!("{tag}{mark}{end}"));
        }
    }
    clean
}

static SANITISER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut builder = ammonia::Builder::default();
    builder
        .tags(TAGS.iter().copied().collect())
        .tag_attributes(HashMap::new())
        .generic_attributes(ATTRIBUTES.iter().chain(OWN_ATTRIBUTES).copied().collect())
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .link_rel(None);
    builder
});
