//! What an author can write as an address: a file, an id of some kind, a heading on the same page, another site.
//!
//! Nothing else gets through: an address that is none of these is a problem at its place, never a link.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization};

use crate::diagnostic::Problem;

/// The kinds that an address can name with a scheme, `actie:stedendriehoek/bbl-plaatsen`, with the word for the kind.
pub const SCHEMES: &[(&str, &str)] = &[
    ("regio", "region"),
    ("plan", "plan"),
    ("lijn", "line"),
    ("actie", "action"),
    ("thema", "topic"),
    ("figuur", "figure"),
    ("vergelijking", "comparison"),
    ("nieuws", "news"),
    ("praktijk", "practice"),
    ("project", "project"),
    ("organisatie", "organisation"),
    ("document", "document"),
    ("bijeenkomst", "event"),
    ("vraag", "question"),
    ("begrip", "term"),
    ("pagina", "page"),
];

/// Where a link leads, as far as its text tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An entity by kind and id.
    Entity {
        /// Word for the kind, such as `action`.
        kind: &'static str,
        /// Its id; of lines and actions with or without the plan's id before it.
        id: String,
        /// A heading on its page.
        anchor: Option<String>,
    },
    /// A file by its path from the content folder, in NFC.
    File {
        /// The path.
        path: String,
        /// A heading on its page.
        anchor: Option<String>,
    },
    /// A heading on the same page.
    Anchor(String),
    /// An address of its own: https, mailto, tel.
    External(String),
}

/// Reads an address that stands in a file of the folder `dir` (from the content folder, `plans/x` or empty).
pub fn read(address: &str, dir: &str) -> Result<Target, Problem> {
    // A browser leaves tabs, line breaks and control characters out of an address before it looks for the scheme.
    let address: String = address.trim().chars().filter(|c| !c.is_control()).collect();
    if let Some(anchor) = address.strip_prefix('#') {
        return match decoded(anchor) {
            anchor if anchor.is_empty() => Err(Problem::EmptyAddress { address }),
            anchor => Ok(Target::Anchor(anchor)),
        };
    }
    match scheme(&address) {
        Some(scheme) => with_scheme(&scheme, &address),
        None => relative(&address, dir),
    }
}

/// The address of another site, or of a mailbox, that was probably meant by a path without its beginning.
pub fn outside(path: &str) -> Option<String> {
    const ENDS: [&str; 6] = ["nl", "com", "org", "eu", "nu", "net"];
    let host = path.split('/').next().unwrap_or(path);
    let end = host.rsplit_once('.').map(|(_, end)| end)?;
    if host.contains('@') {
        return (host == path).then(|| format!("mailto:{path}"));
    }
    (path.starts_with("www.") || ENDS.contains(&end) && !host.starts_with('.')).then(|| format!("https://{path}"))
}

/// The scheme of an address in lower case, without its colon.
fn scheme(address: &str) -> Option<String> {
    let end = address.find([':', '/', '?', '#'])?;
    let name = &address[..end];
    let is_scheme = address[end..].starts_with(':') && !name.is_empty();
    is_scheme.then(|| name.trim().to_ascii_lowercase())
}

fn with_scheme(scheme: &str, address: &str) -> Result<Target, Problem> {
    let rest = &address[address.find(':').expect("a scheme ends in a colon") + 1..];
    match scheme {
        "http" | "https" => match url::Url::parse(address) {
            Ok(url) if rest.starts_with("//") && url.has_host() => Ok(Target::External(address.to_owned())),
            _ => Err(Problem::EmptyAddress { address: address.to_owned() }),
        },
        "mailto" if rest.contains('@') => Ok(Target::External(address.to_owned())),
        "tel" if rest.bytes().any(|b| b.is_ascii_digit()) => Ok(Target::External(address.to_owned())),
        "mailto" | "tel" => Err(Problem::EmptyAddress { address: address.to_owned() }),
        _ => match SCHEMES.iter().find(|(name, _)| *name == scheme) {
            Some((_, kind)) => entity(kind, rest, address),
            None if scheme.len() == 1 => Err(Problem::BadPath { key: "link".into(), value: address.to_owned() }),
            None => Err(Problem::ForbiddenScheme { address: address.to_owned() }),
        },
    }
}

fn entity(kind: &'static str, rest: &str, address: &str) -> Result<Target, Problem> {
    let (id, anchor) = split_anchor(rest);
    match id.trim() {
        "" => Err(Problem::EmptyAddress { address: address.to_owned() }),
        id => Ok(Target::Entity { kind, id: decoded(id), anchor }),
    }
}

fn relative(address: &str, dir: &str) -> Result<Target, Problem> {
    if address.is_empty() {
        return Err(Problem::EmptyAddress { address: String::new() });
    }
    if address.starts_with('/') {
        return Err(Problem::AbsoluteLink { address: address.to_owned() });
    }
    let (path, anchor) = split_anchor(address);
    let path = path.split('?').next().expect("split gives at least one part");
    match join(dir, path) {
        Some(path) => Ok(Target::File { path, anchor }),
        None => Err(Problem::BadPath { key: "link".into(), value: address.to_owned() }),
    }
}

/// The folder of a file, by its path with `/`; empty at the top.
pub fn dir_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(dir, _)| dir)
}

/// Joins a folder and a relative path, both from the content folder; the result is in NFC.
///
/// None when the path leaves the content folder, is absolute, or hides its separators (`..%2f`, `\`).
pub fn join(dir: &str, path: &str) -> Option<String> {
    let lower = path.to_ascii_lowercase();
    let hides = lower.contains("%2f") || lower.contains("%5c") || lower.contains("%00");
    let drive = path.len() >= 2 && path.as_bytes()[1] == b':';
    if hides || drive || path.starts_with('/') || path.contains(['\\', '\0']) {
        return None;
    }
    let mut parts: Vec<String> = dir.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    for part in path.split('/') {
        match decoded(part).as_str() {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(composed(part).into_owned()),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// A name with its accents composed (NFC): some systems take them apart.
pub fn composed(name: &str) -> Cow<'_, str> {
    match unicode_normalization::is_nfc_quick(name.chars()) {
        IsNormalized::Yes => Cow::Borrowed(name),
        _ => Cow::Owned(name.nfc().collect()),
    }
}

fn split_anchor(address: &str) -> (&str, Option<String>) {
    match address.split_once('#') {
        Some((path, anchor)) if !anchor.is_empty() => (path, Some(decoded(anchor))),
        Some((path, _)) => (path, None),
        None => (address, None),
    }
}

/// Undoes percent-encoding; bytes that are no UTF-8 stay encoded.
fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_owned(), |text| text.into_owned())
}

/// A name without what people write differently: capitals, accents, spaces, hyphens and other signs.
pub fn letters(name: &str) -> String {
    slug(name).replace('-', "")
}

/// Makes the last part of an address of a title or a file name: lower-case letters without accents, digits, hyphens.
///
/// Empty when nothing is left, as with `???` or an emoji.
pub fn slug(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    text.chars().for_each(|c| crate::language::fold(c, &mut folded));
    let mut slug = String::with_capacity(folded.len());
    for c in folded.chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// Names that Windows keeps for devices, whatever comes after a point (Microsoft, "Naming Files, Paths, and Namespaces").
const DEVICES: &[&str] = &["aux", "con", "nul", "prn"];
/// Bytes in the name of a file or folder: most systems stop at 255, and a build adds some of its own.
const LONGEST_NAME: usize = 200;
/// Bytes in a path: Windows stops at 260 unless told otherwise, and a web server adds its own folder.
const LONGEST_PATH: usize = 240;

/// False for the name of a file that nobody means as an id, such as `Kustland (kopie)`.
pub fn can_be_id(name: &str) -> bool {
    name.chars().all(|sign| sign.is_alphanumeric() || matches!(sign, '-' | '_' | '.' | '/' | '\u{300}'..='\u{36f}'))
}

/// What keeps a path from being a file on some system: a name of a device, or too great a length.
pub fn unfit(path: &str) -> Option<Problem> {
    let reserved = path.split('/').find(|name| is_device(name));
    if let Some(name) = reserved {
        return Some(Problem::ReservedName { name: name.to_owned() });
    }
    let longest = path.split('/').max_by_key(|name| name.len()).unwrap_or(path);
    let (name, most) = if longest.len() > LONGEST_NAME { (longest, LONGEST_NAME) } else { (path, LONGEST_PATH) };
    let start: String = name.chars().take(40).collect();
    (name.len() > most).then(|| Problem::NameTooLong { name: format!("{start}…"), bytes: name.len(), most })
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().expect("split gives at least one part").trim_end().to_ascii_lowercase();
    let is_port = ["com", "lpt"].iter().any(|port| {
        stem.strip_prefix(port).is_some_and(|number| number.len() == 1 && matches!(number.as_bytes(), [b'1'..=b'9']))
    });
    is_port || DEVICES.contains(&stem.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_devices_and_long_paths_are_unfit() {
        for path in ["aux", "regions/con.md", "a/Nul.tar.gz", "lpt1/b", "COM9.txt", "prn .md"] {
            assert!(matches!(unfit(path), Some(Problem::ReservedName { .. })), "{path}");
        }
        for path in ["contact", "a/com10.md", "auxilium.md", "lpt", "com0", ".con"] {
            assert_eq!(unfit(path), None, "{path}");
        }
        let long = |length: usize| "x".repeat(length);
        assert_eq!(unfit(&long(200)), None);
        assert!(matches!(unfit(&format!("a/{}", long(201))), Some(Problem::NameTooLong { bytes: 201, .. })));
        assert!(matches!(unfit(&"a/".repeat(121)), Some(Problem::NameTooLong { bytes: 242, .. })));
    }

    #[test]
    fn an_address_is_a_file_an_id_a_heading_or_another_site() {
        let file =
            |path: &str, anchor: Option<&str>| Target::File { path: path.into(), anchor: anchor.map(str::to_owned) };
        let cases = [
            ("../regions/twente.md", file("regions/twente.md", None)),
            ("b.md#kop%20één", file("news/b.md", Some("kop één"))),
            ("Actie:x/y", Target::Entity { kind: "action", id: "x/y".into(), anchor: None }),
            ("#kop", Target::Anchor("kop".into())),
            ("HTTPS://a.nl/x", Target::External("HTTPS://a.nl/x".into())),
            ("mailto:info@a.nl", Target::External("mailto:info@a.nl".into())),
            ("caf\u{65}\u{301}.md", file("news/café.md", None)),
        ];
        for (address, expected) in cases {
            assert_eq!(read(address, "news"), Ok(expected), "{address}");
        }
    }

    #[test]
    fn nothing_else_is_an_address() {
        let refused = [
            ("javascript:alert(1)", "AP023"),
            ("JaVa\tScRiPt:alert(1)", "AP023"),
            (" java\nscript:alert(1)", "AP023"),
            ("\u{1}javascript:alert(1)", "AP023"),
            ("data:text/html,x", "AP023"),
            ("vbscript:x", "AP023"),
            ("C:\\x", "AP016"),
            ("../../x", "AP016"),
            ("..%2f..%2fx", "AP016"),
            ("a\\b.md", "AP016"),
            ("/x", "AP029"),
            ("//evil.example/x", "AP029"),
            ("", "AP024"),
            ("mailto:", "AP024"),
            ("http:/x", "AP024"),
            ("#", "AP024"),
        ];
        for (address, code) in refused {
            assert_eq!(read(address, "news").map_err(|p| p.code()), Err(code), "{address:?}");
        }
    }

    #[test]
    fn a_slug_is_safe_in_every_address() {
        let cases = [
            ("Één plan: 100 %", "een-plan-100"),
            ("'s-Graveland #1", "s-graveland-1"),
            ("BBL’s", "bbls"),
            ("cafe\u{301}", "cafe"),
            ("???", ""),
            ("🎉", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(slug(text), expected, "{text}");
        }
    }
}
