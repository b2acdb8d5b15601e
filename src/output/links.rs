//! Do the links of the pages, as they are rendered, lead anywhere? Links in texts have been followed in the model, with
//! their place; this finds what a theme got wrong, and full addresses of the site itself where it has nothing.
//!
//! Pages come in one by one, from many threads; at the end every link is looked up among the files and their ids.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Mutex;

use crate::diagnostic::{Diagnostics, Files, Problem};
use crate::model::Site;
use crate::model::address::file_of;

/// The links and ids of all pages so far.
#[derive(Default)]
pub struct Links {
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    /// Ids of each page, by its file.
    ids: HashMap<String, HashSet<String>>,
    /// Files that are no pages.
    files: HashSet<String>,
    /// Each target with the first page that names it and the number of pages that do.
    targets: BTreeMap<Target, (String, usize)>,
}

/// A file of the site and an id in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Target {
    file: String,
    id: Option<String>,
    /// As it is written.
    address: String,
}

impl Links {
    /// Takes a file of the site.
    pub fn add(&self, site: &Site, path: &str, bytes: &[u8]) {
        let page = path.ends_with(".html").then(|| Page::read(&String::from_utf8_lossy(bytes)));
        let Some(page) = page else {
            self.seen.lock().expect("no thread panics while it holds the list").files.insert(path.to_owned());
            return;
        };
        let targets: HashSet<Target> =
            page.addresses.iter().filter_map(|address| target(site, path, address)).collect();
        let mut seen = self.seen.lock().expect("no thread panics while it holds the list");
        seen.ids.insert(path.to_owned(), page.ids);
        for target in targets {
            let (first, count) = seen.targets.entry(target).or_insert_with(|| (path.to_owned(), 0));
            *count += 1;
            if path < first.as_str() {
                path.clone_into(first);
            }
        }
    }

    /// Reports every link that leads nowhere, once, with the first page that has it.
    pub fn report(self, files: &Files, diagnostics: &mut Diagnostics) {
        let seen = self.seen.into_inner().expect("all threads are done");
        let mut dead: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
        for (target, (page, pages)) in &seen.targets {
            let is_there = match (seen.ids.get(&target.file), &target.id) {
                (Some(ids), Some(id)) => ids.contains(id),
                (Some(_), None) => true,
                (None, _) => seen.files.contains(&target.file),
            };
            if !is_there {
                // One mistake in a template is another target on every page, but always the same words.
                let (first, count) = dead.entry(&target.address).or_insert((page, 0));
                *first = page.as_str().min(first);
                *count += pages;
            }
        }
        for (address, (page, pages)) in dead {
            let address = address.to_owned();
            // One address can be the beginning of another.
            let ends = |next: char| !next.is_alphanumeric() && !"/-_%?#".contains(next);
            match files.first_with(&address, ends).filter(|_| has_scheme(&address)) {
                Some(span) => diagnostics.report(span, Problem::DeadOwnAddress { address, pages }),
                None => {
                    let problem = Problem::DeadPageLink { address, page: page.to_owned(), pages };
                    diagnostics.report_global(problem);
                }
            }
        }
    }
}

/// The file that an address on a page leads to; none when it leads out of the site.
fn target(site: &Site, page: &str, address: &str) -> Option<Target> {
    let base = site.settings.base_url.as_ref().map_or("/", |url| url.as_str());
    let root = site.settings.base_url.as_ref().map_or("/", |url| url.path());
    let (path, id) = address.split_once('#').map_or((address, None), |(path, id)| (path, Some(id)));
    let path = path.split('?').next().expect("split gives at least one part");
    let full = match path {
        "" => page.to_owned(),
        _ if path.starts_with(base) => file_of(&path[base.len()..]),
        _ if path.starts_with("//") || has_scheme(path) => return None,
        _ if path.starts_with(root) => file_of(&path[root.len()..]),
        _ => file_of(&joined(page, path)),
    };
    let decoded = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
    let id = id.filter(|id| !id.is_empty() && *id != "top").map(decoded);
    Some(Target { file: decoded(&full), id, address: address.to_owned() })
}

fn has_scheme(path: &str) -> bool {
    path.split_once(':').is_some_and(|(scheme, _)| !scheme.contains('/'))
}

/// A relative path as seen from the root of the site; one that leaves the site keeps its `..`.
fn joined(page: &str, path: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    let mut steps = path.split('/').peekable();
    while let Some(step) = steps.next() {
        match step {
            "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            "" if steps.peek().is_some() => {}
            step => parts.push(step),
        }
        if steps.peek().is_none() && matches!(step, "." | "..") {
            parts.push("");
        }
    }
    parts.join("/")
}

/// What a page offers and asks for.
#[derive(Debug, Default)]
struct Page {
    ids: HashSet<String>,
    addresses: Vec<String>,
}

impl Page {
    /// Reads the tags of a page. Our pages are well formed: a quoted attribute ends at its quote, and text has no `<`.
    fn read(html: &str) -> Page {
        let mut page = Page::default();
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            rest = &rest[at + 1..];
            if let Some(comment) = rest.strip_prefix("!--") {
                rest = comment.split_once("-->").map_or("", |(_, after)| after);
                continue;
            }
            rest = page.tag(rest);
        }
        page
    }

    /// Reads one tag and gives what comes after it.
    fn tag<'t>(&mut self, tag: &'t str) -> &'t str {
        let mut rest = tag;
        while let Some(at) = rest.find(['=', '>']) {
            let is_end = rest.as_bytes()[at] == b'>';
            let name = rest[..at].rsplit(char::is_whitespace).next().unwrap_or("");
            rest = &rest[at + 1..];
            if is_end {
                break;
            }
            let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else { continue };
            let (value, after) = rest[1..].split_once(quote).unwrap_or((&rest[1..], ""));
            self.attribute(name, value);
            rest = after;
        }
        rest
    }

    fn attribute(&mut self, name: &str, value: &str) {
        let value = html_escape::decode_html_entities(value);
        match name {
            "id" => drop(self.ids.insert(value.into_owned())),
            "href" | "src" | "xlink:href" => self.addresses.push(value.trim().to_owned()),
            "srcset" => {
                let sources = value.split(',').filter_map(|source| source.split_whitespace().next());
                self.addresses.extend(sources.map(str::to_owned));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_ids_of_a_page_are_read() {
        let html = "<!-- <a href=\"x\"> --><main id='m'><a class=\"a>b\" href=\"../a/?x=1&amp;y#k\">=</a>\
                    <img src=a.png srcset=\"b.png 1x, c.png 2x\" alt=\"\"><h2 id=\"één\">a</h2>";
        let page = Page::read(html);
        assert_eq!(page.addresses, ["../a/?x=1&y#k", "b.png", "c.png"]);
        let mut ids: Vec<String> = page.ids.into_iter().collect();
        ids.sort();
        assert_eq!(ids, ["m", "één"]);
    }

    #[test]
    fn a_relative_path_is_seen_from_the_root() {
        for (page, path, file) in [
            ("index.html", "a/index.html", "a/index.html"),
            ("a/b/index.html", "../c/", "a/c/"),
            ("a/b/index.html", "../../", ""),
            ("a/b/index.html", "..", "a/"),
            ("a/index.html", "./", "a/"),
            ("a/index.html", "../../x", "../x"),
        ] {
            assert_eq!(joined(page, path), file, "{page} {path}");
        }
    }
}
