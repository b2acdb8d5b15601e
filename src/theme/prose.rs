//! Texts as HTML on a page: links made relative, figures set in, ids kept apart.

use std::fmt::Write as _;

use super::contract::Html;
use super::{Scope, terms};
use crate::model::picture::Picture;
use crate::model::{Destination, Subject, Text};
use crate::source::markdown::{Setting, escape};

impl Scope<'_, '_> {
    /// A text on its own page.
    pub(super) fn html(&self, text: &Text) -> Html {
        self.html_below(text, "", 0)
    }

    /// A text among others: its ids with a prefix, its headings some levels down.
    pub(super) fn html_below(&self, text: &Text, id_prefix: &str, heading_shift: u8) -> Html {
        let mut out = String::new();
        text.prose.write(&OnPage { scope: self, text, id_prefix, heading_shift }, &mut out);
        Html(if self.renderer.terms.is_some() { terms::marked(out) } else { out })
    }

    /// A text that may be absent.
    pub(super) fn maybe_html(&self, text: &Option<Text>, id_prefix: &str, heading_shift: u8) -> Option<Html> {
        text.as_ref().map(|text| self.html_below(text, id_prefix, heading_shift))
    }
}

/// How wide a picture is shown in a text: as wide as the screen, up to the measure of the default theme (66 characters).
const SHOWN_WIDTH: &str = "(min-width: 46rem) 43rem, 100vw";

impl Scope<'_, '_> {
    /// Writes what a browser has to know of a picture before it has it. The first one on a page is on the first screen as
    /// a rule, and does not wait for the reader to come near it.
    fn picture(&self, picture: &Picture, out: &mut String) {
        out.push_str(if self.has_picture.replace(true) { "lazy" } else { "eager" });
        out.push_str("\" decoding=\"async");
        if let Some((width, height)) = picture.largest().size {
            let _ = write!(out, "\" width=\"{width}\" height=\"{height}");
        }
        if picture.files.len() > 1 {
            let _ = write!(out, "\" sizes=\"{SHOWN_WIDTH}\" srcset=\"");
            for (place, file) in picture.files.iter().enumerate() {
                let comma = if place == 0 { "" } else { ", " };
                let width = file.size.map_or(0, |(width, _)| width);
                let _ = write!(out, "{comma}{}{} {width}w", self.root, file.path);
            }
        }
    }
}

struct OnPage<'a, 'r, 's> {
    scope: &'a Scope<'r, 's>,
    text: &'a Text,
    id_prefix: &'a str,
    heading_shift: u8,
}

impl Setting for OnPage<'_, '_, '_> {
    fn address(&self, index: usize, out: &mut String) {
        match &self.text.destinations[index] {
            Destination::Page(subject, anchor) => {
                out.push_str(&self.scope.root);
                // A text and the page that it links to can be in different languages, with other headings.
                let has = |anchor: &&String| self.scope.site().prose(*subject).has_heading(anchor);
                match anchor.as_ref().filter(has) {
                    Some(anchor) => out.push_str(&escape(&self.scope.site().heading_path(*subject, anchor))),
                    None => out.push_str(self.scope.site().page(*subject).1),
                }
            }
            Destination::Anchor(anchor) => {
                out.push('#');
                out.push_str(self.id_prefix);
                out.push_str(&escape(anchor));
            }
            Destination::Asset(path) => {
                out.push_str(&self.scope.root);
                out.push_str(path);
            }
            Destination::Picture(index) => {
                out.push_str(&self.scope.root);
                out.push_str(&self.scope.site().pictures[*index].plain().path);
            }
            Destination::Nowhere => {}
        }
    }

    fn title(&self, index: usize, out: &mut String) {
        match &self.text.destinations[index] {
            Destination::Page(subject, _) => out.push_str(&escape(self.scope.site().page(*subject).0)),
            Destination::Asset(path) => out.push_str(&escape(path.rsplit('/').next().unwrap_or(path))),
            Destination::Anchor(anchor) => out.push_str(&escape(anchor)),
            Destination::Picture(_) | Destination::Nowhere => {}
        }
    }

    fn figure(&self, index: usize, out: &mut String) {
        if let Destination::Page(Subject::Figure(figure), _) = &self.text.destinations[index] {
            let view = self.scope.figure_view(*figure);
            let card = self.scope.renderer.embedded(view, &self.scope.root);
            // A template that fails here fails on every page with a figure, where it is reported with its place.
            out.push_str(&card.unwrap_or_default());
        }
    }

    fn picture(&self, index: usize, out: &mut String) {
        match &self.text.destinations[index] {
            Destination::Picture(index) => self.scope.picture(&self.scope.site().pictures[*index], out),
            _ => out.push_str("lazy"),
        }
    }

    fn word(&self, key: &'static str) -> &str {
        self.scope.word(key)
    }

    fn id_prefix(&self) -> &str {
        self.id_prefix
    }

    fn heading_shift(&self) -> u8 {
        self.heading_shift
    }
}

impl super::Renderer<'_> {
    /// The words of a page that leads on to another, escaped.
    pub fn redirect_words(&self) -> (String, String) {
        (escape(self.word("redirect_title")), escape(self.word("redirect_text")))
    }
}
