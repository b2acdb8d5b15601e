//! A translated page as templates made it → the page as it is published.
//!
//! Templates know nothing of translations: they print texts and paths as on any page. Here the marks around texts in
//! the language of the originals ([`FOREIGN`]) become elements with a `lang`, and links go to translated pages where
//! there are any; the others say with `hreflang` in which language they go on. So every theme gets it right, and pages
//! without a translation cost nothing.

use super::tags::{Piece, Tag, pieces};
use crate::language::{FOREIGN, FOREIGN_END, is_foreign_mark, without_marks};
use crate::model::address::file_of;
use crate::model::translation::Translation;

/// What stands between two tags.
#[derive(Clone, Copy, PartialEq)]
enum Inside {
    /// Text of the page.
    Html,
    /// Text of a drawing.
    Svg,
    /// Text that can hold no elements: of a script, a title, an option.
    Bare,
}

/// Elements of which the content can hold no elements.
const BARE: &[&str] = &["script", "style", "title", "desc", "textarea", "option"];

/// Finishes a page of a translation. `root` is what stands before every path on it.
pub fn localise(html: &str, root: &str, translation: &Translation) -> String {
    let own = translation.site.settings.own_language.code();
    let mut page = Page { root, translation, own, out: String::with_capacity(html.len() + html.len() / 16), svg: 0 };
    let mut inside = Inside::Html;
    for piece in pieces(html) {
        match piece {
            Piece::Text(text) => page.text(text, inside),
            Piece::Tag(tag) => inside = page.tag(&tag),
        }
    }
    page.out
}

struct Page<'a> {
    root: &'a str,
    translation: &'a Translation,
    /// Code of the language of the originals.
    own: &'static str,
    out: String,
    /// How many drawings are open.
    svg: usize,
}

impl Page<'_> {
    /// Writes a text, with an element around what is marked. A mark that was cut off with a part of the text ends with
    /// the text.
    fn text(&mut self, text: &str, inside: Inside) {
        let element = match inside {
            _ if !text.contains(is_foreign_mark) => return self.out.push_str(text),
            Inside::Bare => return self.unmarked(text),
            Inside::Html => "span",
            Inside::Svg => "tspan",
        };
        let mut depth = 0_usize;
        for c in text.chars() {
            match c {
                FOREIGN => {
                    if depth == 0 {
                        self.out.push_str(&format!("<{element} class=\"foreign\" lang=\"{}\">", self.own));
                    }
                    depth += 1;
                }
                FOREIGN_END if depth == 0 => {}
                FOREIGN_END => {
                    depth -= 1;
                    if depth == 0 {
                        self.out.push_str(&format!("</{element}>"));
                    }
                }
                c => self.out.push(c),
            }
        }
        if depth > 0 {
            self.out.push_str(&format!("</{element}>"));
        }
    }

    fn unmarked(&mut self, text: &str) {
        self.out.push_str(&without_marks(text));
    }

    /// Writes a tag, and says what comes behind it.
    fn tag(&mut self, tag: &Tag) -> Inside {
        let Tag { written, name, is_end } = *tag;
        match name {
            "a" if !is_end => self.unmarked(&self.led(written, "href")),
            "form" if !is_end => self.unmarked(&self.led(written, "action")),
            _ => self.unmarked(written),
        }
        match (name, is_end) {
            ("svg", false) => self.svg += 1,
            ("svg", true) => self.svg = self.svg.saturating_sub(1),
            _ => {}
        }
        match self.svg {
            _ if BARE.contains(&name) && !is_end => Inside::Bare,
            0 => Inside::Html,
            _ => Inside::Svg,
        }
    }

    /// A link or a form that leads to the translated page, or says in which language it goes on. One that says so itself
    /// stays as it is, and so do a form and a link in a drawing: HTML allows no `hreflang` there.
    fn led(&self, tag: &str, attribute: &str) -> String {
        let start = format!(" {attribute}=\"{}", self.root);
        let Some(at) = tag.find(&start).filter(|_| !tag.contains(" hreflang=")) else { return tag.to_owned() };
        let (before, path) = tag.split_at(at + start.len());
        let end = path.find(['"', '#', '?']).unwrap_or(path.len());
        match &path[..end] {
            known if self.translation.has(known) => format!("{before}{}{}", self.translation.path(known), &path[end..]),
            other if attribute == "href" && self.svg == 0 && file_of(other).ends_with(".html") => {
                format!("{} hreflang=\"{}\"{}", &tag[..at], self.own, &tag[at..])
            }
            _ => tag.to_owned(),
        }
    }
}
