//! A page as templates made it → the page with the terms of the glossary explained where they first stand.
//!
//! Templates know nothing of this: they print texts, between two marks ([`marked`]). Here the first mention of a term on
//! a page, as a word of a text or as a link to the glossary, becomes a button that shows the explanation, which stands
//! right behind it as a popover. That needs no script; a browser that knows no popovers shows the explanation in
//! brackets. Headings, other links, charts and code stay as they are (docs/decisions/0021).

use std::fmt::Write as _;

use aho_corasick::{AhoCorasick, MatchKind};

use super::HasPage;
use super::tags::{Piece, Tag, pieces};
use crate::language::is_foreign_mark;
use crate::model::{Site, Term};
use crate::source::markdown::escape;

/// Stands before a text of the content and [`TEXT_END`] behind it, until the page is written. They are noncharacters, as
/// the marks of another language are.
const TEXT: char = '\u{fdd2}';
const TEXT_END: char = '\u{fdd3}';

/// Elements in which nothing is explained.
const SKIPPED: &[&str] = &[
    "a", "button", "code", "dfn", "dt", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "label", "nav", "pre", "script",
    "style", "summary", "svg", "th",
];

/// The terms of a site, ready to be found.
pub struct Terms {
    finder: AhoCorasick,
    /// In the order of the finder's patterns.
    terms: Vec<Explained>,
}

/// A term with its explanation, escaped.
struct Explained {
    id: String,
    path: String,
    /// As it is looked for.
    written: String,
    /// What the popover says, up to the link.
    text: String,
    /// The words of the link to the glossary.
    more: String,
    /// An abbreviation: written in capitals it is another word (`WW`).
    is_exact: bool,
}

/// Marks a finished text in which terms are to be explained; one with nothing in it stays as it is.
pub fn marked(html: String) -> String {
    if html.is_empty() { html } else { format!("{TEXT}{html}{TEXT_END}") }
}

impl Terms {
    /// The terms of a site; none when it has no glossary. `more` stands before the title in the link to the glossary.
    pub fn of(site: &Site, more: &str) -> Option<Terms> {
        let terms: Vec<Explained> = site.terms.iter().map(|(_, term)| Explained::of(term, more)).collect();
        (!terms.is_empty()).then(|| Terms::new(terms))
    }

    fn new(terms: Vec<Explained>) -> Terms {
        let written = terms.iter().map(|term| &term.written);
        let mut finder = AhoCorasick::builder();
        let finder = finder.ascii_case_insensitive(true).match_kind(MatchKind::LeftmostLongest).build(written);
        Terms { finder: finder.expect("titles of terms are short"), terms }
    }

    /// Explains the terms on a page and takes the marks away. `root` stands before every path; on the glossary itself
    /// nothing needs to be explained.
    pub fn explain(&self, html: &str, root: &str, is_glossary: bool) -> String {
        let mut page = Page {
            terms: self,
            root,
            explained: vec![is_glossary; self.terms.len()],
            texts: 0,
            skipped: 0,
            link: None,
            out: String::with_capacity(html.len() + html.len() / 16),
        };
        for piece in pieces(html) {
            match piece {
                Piece::Text(text) => page.text(text),
                Piece::Tag(tag) => page.tag(&tag),
            }
        }
        page.out
    }

    /// The term that a link to the glossary names.
    fn linked(&self, tag: &Tag, root: &str) -> Option<usize> {
        let path = tag.written.strip_prefix("<a href=\"")?.strip_prefix(root)?;
        let path = path.split('"').next()?;
        self.terms.iter().position(|term| term.path == path)
    }

    /// The terms in a text, each with its place.
    fn mentions<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, std::ops::Range<usize>)> + 't {
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        self.finder.find_iter(text).filter_map(move |found| {
            let term = &self.terms[found.pattern().as_usize()];
            let is_whole =
                !is_letter(text[..found.start()].chars().next_back()) && !is_letter(text[found.end()..].chars().next());
            let is_same = !term.is_exact || text[found.range()] == term.written;
            (is_whole && is_same).then(|| (found.pattern().as_usize(), found.range()))
        })
    }
}

impl Explained {
    fn of(term: &Term, more: &str) -> Explained {
        let title = term.title();
        let written: String = title.chars().filter(|c| !is_foreign_mark(*c)).collect();
        let mut text = format!("<strong>{}</strong>: ", escape(title));
        if let Some(full) = &term.keys.full {
            let _ = write!(text, "{}. ", escape(full));
        }
        text.push_str(&escape(if term.summary().is_empty() { &term.body.prose.lead } else { term.summary() }));
        Explained {
            id: term.id.clone(),
            path: term.path.clone(),
            is_exact: !written.chars().any(char::is_lowercase),
            written: escape(&written),
            text,
            more: format!("{} {}", escape(more), escape(title)),
        }
    }
}

struct Page<'a> {
    terms: &'a Terms,
    root: &'a str,
    /// For each term, whether it has been explained.
    explained: Vec<bool>,
    /// How many texts are open: a figure in a text has texts of its own.
    texts: usize,
    /// How many elements are open in which nothing is explained.
    skipped: usize,
    /// The term whose link is open and has become a button.
    link: Option<usize>,
    out: String,
}

impl Page<'_> {
    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find([TEXT, TEXT_END]) {
            self.words(&rest[..at]);
            let is_start = rest[at..].starts_with(TEXT);
            self.texts = if is_start { self.texts + 1 } else { self.texts.saturating_sub(1) };
            rest = &rest[at + TEXT.len_utf8()..];
        }
        self.words(rest);
    }

    fn words(&mut self, text: &str) {
        let (terms, mut from) = (self.terms, 0);
        if !self.explains() {
            return self.out.push_str(text);
        }
        for (term, range) in terms.mentions(text) {
            if self.explained[term] {
                continue;
            }
            self.out.push_str(&text[from..range.start]);
            from = range.end;
            self.open(term);
            self.out.push_str(&text[range]);
            self.close(term);
        }
        self.out.push_str(&text[from..]);
    }

    fn tag(&mut self, tag: &Tag) {
        let is_skipped = SKIPPED.contains(&tag.name);
        if tag.is_end {
            self.skipped = self.skipped.saturating_sub(usize::from(is_skipped));
            if let Some(term) = self.link.filter(|_| tag.name == "a") {
                self.link = None;
                return self.close(term);
            }
        } else if is_skipped {
            let linked = self.terms.linked(tag, self.root).filter(|term| self.explains() && !self.explained[*term]);
            self.skipped += 1;
            if let Some(term) = linked {
                self.link = Some(term);
                return self.open(term);
            }
        }
        self.out.extend(tag.written.chars().filter(|c| !matches!(*c, TEXT | TEXT_END)));
    }

    fn explains(&self) -> bool {
        self.texts > 0 && self.skipped == 0
    }

    /// Writes what stands before a mention.
    fn open(&mut self, term: usize) {
        self.explained[term] = true;
        let id = &self.terms.terms[term].id;
        let _ = write!(self.out, "<button type=\"button\" class=\"explained\" popovertarget=\"uitleg-{id}\">");
    }

    /// Writes what stands behind a mention: the explanation.
    fn close(&mut self, term: usize) {
        let Explained { id, path, text, more, .. } = &self.terms.terms[term];
        let root = self.root;
        let _ = write!(
            self.out,
            "</button><span class=\"explanation\" id=\"uitleg-{id}\" popover><span class=\"bracket\"> (</span>{text} \
             <a href=\"{root}{path}\">{more}</a><span class=\"bracket\">)</span></span>"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms() -> Terms {
        let term = |id: &str, written: &str| Explained {
            id: id.to_owned(),
            path: format!("begrippen/index.html#{id}"),
            written: written.to_owned(),
            text: format!("<strong>{written}</strong>: uitleg."),
            more: format!("Meer over {written}"),
            is_exact: !written.chars().any(char::is_lowercase),
        };
        Terms::new(vec![term("ww", "WW"), term("bpv", "Bpv")])
    }

    /// A text on a page, with each explanation as `[id:words]`.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let page = format!("<p>WW</p>{}<p>bpv</p>", marked(text.to_owned()));
        let mut out = terms().explain(&page, "../", false);
        for id in ["ww", "bpv"] {
            let open = format!("<button type=\"button\" class=\"explained\" popovertarget=\"uitleg-{id}\">");
            out = out.replace(&open, &format!("[{id}:"));
            if let Some((before, rest)) =
                out.clone().split_once(&format!("</button><span class=\"explanation\" id=\"uitleg-{id}\""))
            {
                let (card, after) = rest.split_once(")</span></span>").expect("the card ends");
                assert!(
                    card.contains(&format!("uitleg. <a href=\"../begrippen/index.html#{id}\">Meer over")),
                    "{card}"
                );
                out = format!("{before}]{after}");
            }
        }
        assert_eq!(out, format!("<p>WW</p>{expected}<p>bpv</p>"), "{text}");
    }

    #[test]
    fn the_first_mention_in_a_text_is_explained() {
        check("<p>In de WW of de bpv. De WW en Bpv.</p>", "<p>In de [ww:WW] of de [bpv:bpv]. De WW en Bpv.</p>");
        check("<p>Een WW-uitkering</p>", "<p>Een [ww:WW]-uitkering</p>");
    }

    #[test]
    fn a_part_of_another_word_is_no_mention() {
        check("<p>WWB, ww, bpvplaats, fbpv</p>", "<p>WWB, ww, bpvplaats, fbpv</p>");
    }

    #[test]
    fn headings_links_and_code_stay_as_they_are() {
        let kept = "<h2>WW</h2><p><a href=\"../x.html\"><em>WW</em></a> <code>WW</code></p><svg><text>WW</text></svg>";
        check(kept, kept);
        check(&format!("{kept}<p>WW</p>"), &format!("{kept}<p>[ww:WW]</p>"));
    }

    #[test]
    fn a_link_to_the_glossary_is_explained_in_place_once() {
        let link = "<a href=\"../begrippen/index.html#bpv\">stages</a>";
        check(&format!("<p>Meer {link} en {link}, bpv.</p>"), &format!("<p>Meer [bpv:stages] en {link}, bpv.</p>"));
    }

    #[test]
    fn the_glossary_itself_is_left_alone_and_no_mark_stays() {
        let page = marked("<p>WW</p>".to_owned());
        assert_eq!(
            terms().explain(&format!("{page}<i title=\"{page}\">"), "", true),
            "<p>WW</p><i title=\"<p>WW</p>\">"
        );
    }
}
