//! Texts as HTML on a page: links made relative, figures set in, ids kept apart.

use super::Scope;
use super::contract::Html;
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
        Html(out)
    }

    /// A text that may be absent.
    pub(super) fn maybe_html(&self, text: &Option<Text>, id_prefix: &str, heading_shift: u8) -> Option<Html> {
        text.as_ref().map(|text| self.html_below(text, id_prefix, heading_shift))
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
                match anchor {
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
            Destination::Nowhere => {}
        }
    }

    fn title(&self, index: usize, out: &mut String) {
        match &self.text.destinations[index] {
            Destination::Page(subject, _) => out.push_str(&escape(self.scope.site().page(*subject).0)),
            Destination::Asset(path) => out.push_str(&escape(path.rsplit('/').next().unwrap_or(path))),
            Destination::Anchor(anchor) => out.push_str(&escape(anchor)),
            Destination::Nowhere => {}
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
