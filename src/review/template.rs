//! What `new` wrote for somebody to replace, and is still there.

use crate::diagnostic::{Diagnostics, Files, Problem, Span};
use crate::model::placeholder;

/// Warns of each sentence of a template in the content.
pub fn review(files: &Files, diagnostics: &mut Diagnostics) {
    for (id, file) in files.iter().filter(|(_, file)| file.path.starts_with("content/")) {
        for sentence in placeholder::ALL {
            if let Some(at) = file.text.find(sentence) {
                let problem = Problem::TemplateText { text: (*sentence).to_owned() };
                diagnostics.report(Span::new(id, at..at + sentence.len()), problem);
            }
        }
    }
}
