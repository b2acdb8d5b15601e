//! Markdown → passages: the words of each paragraph, item, heading and cell, for a review of the language. Where each
//! word is written stays known, so that a remark can point at it.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::options;

/// What a passage is in its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A paragraph, or an item of a list.
    Paragraph,
    /// A heading.
    Heading,
    /// A cell of a table.
    Cell,
}

/// Some words that belong together.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// What it is.
    pub part: Part,
    /// The words without marks; code is a single backtick.
    pub text: String,
    /// Addresses of links and images, with the place of the whole link in the Markdown.
    pub links: Vec<(String, Range<usize>)>,
    /// Where each piece of the text starts, and the place in the Markdown that it is written at.
    pieces: Vec<(usize, Range<usize>)>,
}

impl Passage {
    /// Where a part of the text is written in the Markdown.
    pub fn place(&self, part: Range<usize>) -> Range<usize> {
        self.at(part.start, false)..self.at(part.end, true)
    }

    fn at(&self, offset: usize, is_end: bool) -> usize {
        let before = self.pieces.partition_point(|(start, _)| *start < offset || !is_end && *start == offset);
        let Some(index) = before.checked_sub(1) else { return self.pieces.first().map_or(0, |(_, range)| range.start) };
        let (start, written) = &self.pieces[index];
        let length = self.pieces.get(index + 1).map_or(self.text.len(), |(next, _)| *next) - start;
        match length == written.len() {
            true => written.start + (offset - start),
            // An entity or an escape stands for another text.
            false if is_end => written.end,
            false => written.start,
        }
    }
}

/// Takes a text apart. Blocks of code and raw HTML are left out.
pub fn passages(markdown: &str) -> Vec<Passage> {
    let mut found: Vec<Passage> = Vec::new();
    let mut open: Vec<Passage> = Vec::new();
    let mut in_code = false;
    for (event, range) in Parser::new_ext(markdown, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Start(tag) => {
                if let Some(part) = part_of(&tag) {
                    open.push(Passage { part, text: String::new(), links: Vec::new(), pieces: Vec::new() });
                } else if let (Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }, Some(passage)) =
                    (&tag, open.last_mut())
                {
                    passage.links.push((dest_url.to_string(), range));
                }
            }
            Event::End(tag) if is_end(tag) => found.extend(open.pop()),
            _ if in_code => {}
            Event::Text(text) => push(&mut open, &text, range),
            Event::Code(_) => push(&mut open, "`", range),
            Event::SoftBreak | Event::HardBreak => push(&mut open, " ", range),
            _ => {}
        }
    }
    found.retain(|passage| !passage.text.is_empty() || !passage.links.is_empty());
    found
}

/// True when two texts make the same HTML.
pub fn says_the_same(a: &str, b: &str) -> bool {
    let html = |text: &str| {
        let mut out = String::new();
        pulldown_cmark::html::push_html(&mut out, Parser::new_ext(text, options()));
        out
    };
    html(a) == html(b)
}

fn push(open: &mut [Passage], text: &str, range: Range<usize>) {
    if let Some(passage) = open.last_mut() {
        passage.pieces.push((passage.text.len(), range));
        passage.text.push_str(text);
    }
}

/// Items without paragraphs hold their words themselves; in a loose list the item stays empty and is left out.
fn part_of(tag: &Tag) -> Option<Part> {
    match tag {
        Tag::Paragraph | Tag::Item => Some(Part::Paragraph),
        Tag::Heading { .. } => Some(Part::Heading),
        Tag::TableCell => Some(Part::Cell),
        _ => None,
    }
}

fn is_end(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_) | TagEnd::TableCell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_taken_apart_and_every_word_keeps_its_place() {
        let markdown = "# Kop\n\nEen *zin* met `code`\nen [link](a.md).\n\n- punt\n  - dieper\n\n| a |\n|---|\n| één cel |\n\n```\nniets\n```\n";
        let found = passages(markdown);
        let texts: Vec<(Part, &str)> = found.iter().map(|p| (p.part, p.text.as_str())).collect();
        let expected = [
            (Part::Heading, "Kop"),
            (Part::Paragraph, "Een zin met ` en link."),
            (Part::Paragraph, "dieper"),
            (Part::Paragraph, "punt"),
            (Part::Cell, "a"),
            (Part::Cell, "één cel"),
        ];
        assert_eq!(texts, expected);
        for passage in &found {
            for word in ["zin", "link", "dieper", "cel", "Een"] {
                if let Some(at) = passage.text.find(word) {
                    assert_eq!(&markdown[passage.place(at..at + word.len())], word);
                }
            }
        }
        assert_eq!(
            found[1].links,
            [("a.md".to_owned(), markdown.find("[link").map(|at| at..at + 12).expect("a link"))]
        );
    }

    #[test]
    fn a_part_over_an_entity_is_placed_around_it() {
        let markdown = "Zorg &amp; welzijn";
        let passage = &passages(markdown)[0];
        assert_eq!(passage.text, "Zorg & welzijn");
        assert_eq!(&markdown[passage.place(0..14)], markdown);
        assert_eq!(&markdown[passage.place(5..6)], "&amp;");
    }
}
