//! What is allowed and could be better: a second look at a site by somebody who edits. Only `check` takes it.
//!
//! Comes in: the [`Site`], and the texts as they are written. Goes out: warnings and advice; nothing here forbids
//! publishing. Each module looks for one thing:
//!
//! - `hidden`: numbers that a figure nearby hides; - `language`: long sentences, abbreviations and difficult words; - `numbers`: numbers that are not those of a figure,
//!   and numbers of actions that two of them have; - `unused`: files, projects and terms that nobody names;
//! - `statement`: an accessibility statement of more than a year old; - `template`: what `new` wrote for somebody to
//!   replace.

mod hidden;
mod language;
mod numbers;
mod statement;
mod template;
mod texts;
mod unused;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostics, Files};
use crate::model::Site;

pub use texts::external_links;

/// Looks a site over; `files` holds the texts as they are written.
pub fn review(site: &Site, files: &mut Files, diagnostics: &mut Diagnostics) {
    unused::files(&site.unused_files, files, diagnostics);
    let texts = texts::all(files);
    let known = language::Known::of(site);
    let numbers = numbers::Numbers::of(site);
    let hidden = hidden::Hidden::of(site);
    let found: Vec<Diagnostics> = texts
        .par_iter()
        .map(|text| {
            let mut found = Diagnostics::default();
            language::review(text, &known, &mut found);
            numbers.review(text, &mut found);
            hidden.review(text, &mut found);
            found
        })
        .collect();
    found.into_iter().for_each(|found| diagnostics.append(found));
    unused::entries(site, files, diagnostics);
    statement::review(site, &texts, diagnostics);
    template::review(files, diagnostics);
}
