//! Texts for readers outside the pages: in feeds and in data. There is no page around them, so a figure is a link to its
//! page, ids have no prefix, and the labels that a screen reader hears are the program's own.

use std::fmt::Write as _;

use super::{Destination, Site, Text};
use crate::source::markdown::{Setting, escape, plain};

/// A text as HTML; `root` stands before every path of the site.
pub fn html(site: &Site, text: &Text, root: &str) -> String {
    let mut out = String::new();
    text.prose.write(&Outside { site, text, root }, &mut out);
    out
}

/// A text without markup.
pub fn words(site: &Site, text: &Text) -> String {
    plain(&html(site, text, ""))
}

struct Outside<'a> {
    site: &'a Site,
    text: &'a Text,
    root: &'a str,
}

impl Setting for Outside<'_> {
    fn address(&self, index: usize, out: &mut String) {
        out.push_str(&match &self.text.destinations[index] {
            Destination::Page(subject, Some(anchor)) => {
                format!("{}{}", self.root, escape(&self.site.heading_path(*subject, anchor)))
            }
            Destination::Page(subject, None) => format!("{}{}", self.root, self.site.page(*subject).1),
            Destination::Anchor(anchor) => format!("#{}", escape(anchor)),
            Destination::Asset(path) => format!("{}{path}", self.root),
            Destination::Picture(index) => format!("{}{}", self.root, self.site.pictures[*index].plain().path),
            Destination::Nowhere => String::new(),
        });
    }

    fn title(&self, index: usize, out: &mut String) {
        if let Destination::Page(subject, _) = &self.text.destinations[index] {
            out.push_str(&escape(self.site.page(*subject).0));
        }
    }

    fn figure(&self, index: usize, out: &mut String) {
        out.push_str("<p><a href=\"");
        self.address(index, out);
        out.push_str("\">");
        self.title(index, out);
        out.push_str("</a></p>");
    }

    fn picture(&self, index: usize, out: &mut String) {
        out.push_str("lazy");
        let picture = match &self.text.destinations[index] {
            Destination::Picture(index) => &self.site.pictures[*index],
            _ => return,
        };
        if let Some((width, height)) = picture.plain().size {
            let _ = write!(out, "\" width=\"{width}\" height=\"{height}");
        }
    }

    fn word(&self, key: &'static str) -> &str {
        let (dutch, english) = match key {
            "table_scroll" => ("Tabel die opzij kan schuiven", "Table that can scroll sideways"),
            "foreign" => ("In het Engels", "In Dutch"),
            "footnotes" => ("Noten", "Notes"),
            "back_to_text" => ("Terug naar de tekst", "Back to the text"),
            other => unreachable!("a text has no open place for the word {other}"),
        };
        self.site.settings.language.pick(dutch, english)
    }

    fn id_prefix(&self) -> &str {
        ""
    }

    fn heading_shift(&self) -> u8 {
        1
    }
}
