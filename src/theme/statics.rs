//! The static files of a theme as they are published: under names that change with their content, and style sheets with
//! the addresses of what they load.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::load::ThemeFiles;
use crate::chart;
use crate::diagnostic::{Diagnostics, Problem, Span};
use crate::model::address::folder;
use crate::source::{address, fingerprint};

/// The theme's own style sheet; the house style and the one of charts go with it, so that a page loads one.
const STYLE: &str = "style.css";

/// A static file as it is published.
#[derive(Debug)]
pub struct Static {
    /// Path from the site's root: `static/style.3f2a9c1b.css`.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Gives each file its published name. A name stands for the file and for all that it loads: when a font changes, so do
/// the names of the style sheets that lead to it.
///
/// `tokens` are the declarations of the house style.
pub(super) fn published(files: ThemeFiles, tokens: &str) -> BTreeMap<String, Static> {
    let mut bytes: BTreeMap<String, Vec<u8>> = files.into_iter().map(|(path, (_, _, bytes))| (path, bytes)).collect();
    if let Some(style) = bytes.get_mut(STYLE) {
        style.extend_from_slice(tokens.as_bytes());
        style.extend_from_slice(chart::STYLE.as_bytes());
    }
    let loads: BTreeMap<&str, Vec<Address>> =
        bytes.iter().map(|(path, bytes)| (path.as_str(), loads(path, bytes))).collect();
    let prints: BTreeMap<&str, String> = bytes
        .keys()
        .map(|path| {
            (path.as_str(), fingerprint::of(reached(path, &loads).into_iter().map(|path| bytes[path].as_slice())))
        })
        .collect();
    let one = |(path, bytes): (&String, &Vec<u8>)| {
        let name = fingerprint::in_name(path, &prints[path.as_str()]);
        let bytes = with_prints(bytes, &loads[path.as_str()], &prints);
        (path.clone(), Static { path: format!("{}/{name}", folder::STATIC), bytes })
    };
    bytes.iter().map(one).collect()
}

/// A file and all that it loads, directly or not; the file itself first.
fn reached<'p>(path: &'p str, loads: &'p BTreeMap<&str, Vec<Address>>) -> Vec<&'p str> {
    let mut found = vec![path];
    let mut seen = BTreeSet::from([path]);
    let mut next = 0;
    while let Some(path) = found.get(next) {
        let targets = loads.get(path).into_iter().flatten().map(|address| address.target.as_str());
        let new: Vec<&str> = targets.filter(|target| loads.contains_key(target) && seen.insert(target)).collect();
        found.extend(new);
        next += 1;
    }
    found
}

/// A style sheet with the published names in place of those that its author wrote; any other file as it is.
fn with_prints(bytes: &[u8], loads: &[Address], prints: &BTreeMap<&str, String>) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut from = 0;
    for address in loads.iter().filter(|address| prints.contains_key(address.target.as_str())) {
        let written = std::str::from_utf8(&bytes[address.place.clone()]).expect("only texts have addresses");
        out.extend_from_slice(&bytes[from..address.place.start]);
        out.extend_from_slice(fingerprint::in_name(written, &prints[address.target.as_str()]).as_bytes());
        from = address.place.end;
    }
    out.extend_from_slice(&bytes[from..]);
    out
}

/// Every address in a style sheet, `url(…)` or `@import "…"`, has to be a static file of the theme.
pub(super) fn check_styles(statics: &ThemeFiles, diagnostics: &mut Diagnostics) {
    for (path, (file, text, _)) in statics {
        for address in loads(path, text.as_bytes()) {
            if !statics.contains_key(&address.target) {
                let span = Span::new(*file, address.place.start..address.place.start + address.written.len());
                diagnostics.report(span, Problem::MissingAsset { asset: address.written });
            }
        }
    }
}

/// An address in a style sheet.
struct Address {
    /// As it is written.
    written: String,
    /// The part of it that names the file, without `?` and `#`.
    place: Range<usize>,
    /// Path of the file below `static/`; empty when it leads out of the theme.
    target: String,
}

/// What a style sheet loads, in the order of its text; other files load nothing.
fn loads(path: &str, bytes: &[u8]) -> Vec<Address> {
    let (true, Ok(text)) = (path.ends_with(".css"), std::str::from_utf8(bytes)) else { return Vec::new() };
    let dir = address::dir_of(path);
    let code = without_comments(text);
    let urls = code.match_indices("url(").map(|(at, _)| (at + 4, ')'));
    let imports = code.match_indices("@import \"").map(|(at, found)| (at + found.len(), '"'));
    let read = |(start, end): (usize, char)| {
        let written = code[start..].split(end).next().unwrap_or("");
        let address = written.trim().trim_matches(['"', '\'']);
        if address.starts_with("data:") || address.starts_with('#') {
            return None;
        }
        let file = address.split(['?', '#']).next().unwrap_or("");
        let at = start + written.find(address).unwrap_or(0);
        let target = address::join(dir, file).unwrap_or_default();
        Some(Address { written: address.to_owned(), place: at..at + file.len(), target })
    };
    let mut found: Vec<Address> = urls.chain(imports).filter_map(read).collect();
    found.sort_by_key(|address| address.place.start);
    found
}

/// A style sheet with spaces in place of its comments, so that everything stands where it stood.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("/*") {
        let end = rest[at..].find("*/").map_or(rest.len(), |end| at + end + 2);
        out.push_str(&rest[..at]);
        out.extend(std::iter::repeat_n(' ', end - at));
        rest = &rest[end..];
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostic::Files;

    /// Files of a theme as they are published, by the name that their author gave them.
    fn published(files: &[(&str, &str)]) -> BTreeMap<String, (String, String)> {
        let mut known = Files::default();
        let file = |(path, text): &(&str, &str)| {
            let text: Arc<str> = (*text).into();
            ((*path).to_owned(), (known.add(*path, text.clone()), text.clone(), text.as_bytes().to_vec()))
        };
        let files = files.iter().map(file).collect();
        let text = |bytes| String::from_utf8(bytes).expect("the test has texts only");
        super::published(files, "/* tokens */")
            .into_iter()
            .map(|(path, file)| (path, (file.path, text(file.bytes))))
            .collect()
    }

    #[test]
    fn a_style_sheet_names_what_it_loads_as_it_is_published() {
        let css =
            "/* url(a.svg) */ @import \"deel/b.css\"; i { background: url( 'a.svg#x' ) } u { background: url(data:,) }";
        let files =
            published(&[("style.css", css), ("deel/b.css", "b { background: url(../a.svg?1) }"), ("a.svg", "<svg/>")]);
        let name = |path: &str| files[path].0.strip_prefix("static/").expect("it is in the folder").to_owned();
        let (a, b) = (name("a.svg"), name("deel/b.css"));
        let expected = format!(
            "/* url(a.svg) */ @import \"{b}\"; i {{ background: url( '{a}#x' ) }} u {{ background: url(data:,) }}/* tokens */{}",
            chart::STYLE
        );
        assert_eq!(files["style.css"].1, expected);
        assert_eq!(files["deel/b.css"].1, format!("b {{ background: url(../{a}?1) }}"));
        assert_eq!(files["a.svg"].1, "<svg/>");
        assert!(b.starts_with("deel/b.") && b.ends_with(".css"));
    }

    #[test]
    fn what_a_style_sheet_loads_changes_its_name_too() {
        let names = |svg: &str, other: &str| {
            let files = [
                ("a.css", "@import \"b.css\";"),
                ("b.css", "@import \"a.css\"; i{background:url(a.svg)}"),
                ("a.svg", svg),
                ("c.js", other),
            ];
            published(&files).into_iter().map(|(path, file)| (path, file.0)).collect::<BTreeMap<_, _>>()
        };
        let (first, svg, other) = (names("<svg/>", "1"), names("<svg />", "1"), names("<svg/>", "2"));
        let changed = |now: &BTreeMap<String, String>| -> Vec<String> {
            now.iter().filter(|(path, name)| first[*path] != **name).map(|(path, _)| path.clone()).collect()
        };
        assert_eq!(changed(&svg), ["a.css", "a.svg", "b.css"]);
        assert_eq!(changed(&other), ["c.js"]);
    }
}
