//! What lies in the content and nobody names: files, projects, terms.

use crate::diagnostic::{Diagnostics, Files, Problem, Span};
use crate::model::Site;

/// Warns of files that no page uses; they are not published.
pub fn files(unused: &[String], files: &mut Files, diagnostics: &mut Diagnostics) {
    for path in unused {
        let file = files.add(format!("content/{path}"), "");
        let problem = Problem::UnusedFile { path: path.clone(), meant: text_name(path) };
        diagnostics.report(Span::new(file, 0..0), problem);
    }
}

/// The name that a text should have which a simple editor saved as `.txt`.
fn text_name(path: &str) -> Option<String> {
    let stem = path.strip_suffix(".txt").filter(|stem| stem.contains('/'))?;
    let has_end = stem.ends_with(".md") || stem.ends_with(".yaml");
    Some(if has_end { stem.to_owned() } else { format!("{stem}.md") })
}

/// Tells of projects and terms that no other file names. A project that says itself where it belongs is in its place.
pub fn entries(site: &Site, files: &Files, diagnostics: &mut Diagnostics) {
    let texts = Texts::of(files);
    for (_, project) in site.projects.iter() {
        let has_place = !project.lines.is_empty() || !project.regions.is_empty() || !project.actions.is_empty();
        let title = &project.keys.page.title;
        if !has_place && !texts.name(&[&project.id, &title.value], title.span) {
            diagnostics.report(title.span, Problem::UnusedEntry { kind: "project", id: project.id.clone() });
        }
    }
    for (_, term) in site.terms.iter() {
        let keys = &term.keys;
        let title = &keys.page.title;
        let names = keys.synonyms.iter().chain(&keys.full).chain([&title.value, &term.id]);
        if !texts.name(&names.map(String::as_str).collect::<Vec<_>>(), title.span) {
            diagnostics.report(title.span, Problem::UnusedEntry { kind: "term", id: term.id.clone() });
        }
    }
}

/// All files of the content in small letters.
struct Texts {
    texts: Vec<(crate::diagnostic::FileId, String)>,
}

impl Texts {
    fn of(files: &Files) -> Texts {
        let content = files.iter().filter(|(_, file)| file.path.starts_with("content/"));
        Texts { texts: content.map(|(id, file)| (id, file.text.to_lowercase())).collect() }
    }

    /// True when another file than the one of this place has one of these names, as words of their own.
    fn name(&self, names: &[&str], own: Span) -> bool {
        let names: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
        let others = self.texts.iter().filter(|(file, _)| *file != own.file);
        others.into_iter().any(|(_, text)| names.iter().any(|name| has_words(text, name)))
    }
}

/// True when a text has these words and they are not a part of a longer one. A plural counts.
fn has_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let after = &text[at + words.len()..];
        let after = ["'s", "en", "s"].iter().find_map(|end| after.strip_prefix(end)).unwrap_or(after);
        !text[..at].ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_alone_and_in_the_plural() {
        for (text, is) in
            [("de bbl-plaats", true), ("statushouders", true), ("fte's", true), ("afteren", false), ("", false)]
        {
            let found = ["bbl", "statushouder", "fte"].iter().any(|word| has_words(text, word));
            assert_eq!(found, is, "{text}");
        }
    }
}
