//! A page as templates made it, piece by piece: texts and the tags between them.

/// A part of a page.
#[derive(Debug, PartialEq)]
pub enum Piece<'h> {
    /// What stands between two tags.
    Text(&'h str),
    /// A tag or a comment.
    Tag(Tag<'h>),
}

/// A tag or a comment.
#[derive(Debug, PartialEq)]
pub struct Tag<'h> {
    /// As it is written, with its angle brackets.
    pub written: &'h str,
    /// Name of the element; empty for a comment.
    pub name: &'h str,
    /// True for one that ends an element.
    pub is_end: bool,
}

/// Takes a page apart; put together, the pieces are the page.
pub fn pieces(html: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = html;
    std::iter::from_fn(move || {
        let end = match rest.find('<') {
            None if rest.is_empty() => return None,
            None => rest.len(),
            Some(0) => end_of_tag(rest),
            Some(at) => at,
        };
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(if piece.starts_with('<') { Piece::Tag(tag(piece)) } else { Piece::Text(piece) })
    })
}

fn tag(written: &str) -> Tag<'_> {
    let name = written.trim_start_matches(['<', '/']);
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
    Tag { written, name, is_end: written.starts_with("</") }
}

/// The length of the tag or comment that a text starts with. Our pages are well formed: a quoted attribute ends at its
/// quote.
fn end_of_tag(text: &str) -> usize {
    if text.starts_with("<!--") {
        return text.find("-->").map_or(text.len(), |at| at + 3);
    }
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return at + 1,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_texts_and_tags() {
        let page = "een<!-- > --><a title=\"a > b\">twee</a>";
        let written = |piece: &Piece| match *piece {
            Piece::Text(text) => text.to_owned(),
            Piece::Tag(Tag { written, name, is_end }) => format!("{written}|{name}|{is_end}"),
        };
        let found: Vec<String> = pieces(page).map(|piece| written(&piece)).collect();
        assert_eq!(found, ["een", "<!-- > -->||false", "<a title=\"a > b\">|a|false", "twee", "</a>|a|true"]);
    }
}
