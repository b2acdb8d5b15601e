//! When each page was changed: the history of its files, in what the site may show of it.
//!
//! A page is made of its own file; a figure also of the files with its values, a document also of the document itself.
//! What the site does not ask for (messages, names) goes no further than here.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::figure::Figure;
use super::format::HistoryKeys;
use super::{Ref, Site, Subject};
use crate::diagnostic::{Diagnostics, Problem, Spanned};
pub use crate::source::history::What;
use crate::source::history::{self, MOST_CHANGES, Past};

/// The changes of all pages; of none, unless the site asks for them.
#[derive(Debug, Default)]
pub struct History {
    changes: BTreeMap<Subject, Vec<Change>>,
}

/// A change of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Day.
    pub date: Date,
    /// What was done.
    pub what: What,
    /// What was written with it, when the site shows that.
    pub message: Option<String>,
    /// Who made it, when the site shows that.
    pub author: Option<String>,
}

impl History {
    /// Reads the history of all subjects, each with the paths of its files. Reports when it cannot be read, or only in part.
    pub(super) fn read(
        past: &Past,
        files: &[(Subject, String)],
        asked: &Spanned<HistoryKeys>,
        diagnostics: &mut Diagnostics,
    ) -> History {
        if !asked.value.is_shown {
            return History::default();
        }
        let read = match past.read() {
            Ok(read) => read,
            Err(reason) => {
                diagnostics.report(asked.span, Problem::HistoryUnreadable { reason });
                return History::default();
            }
        };
        if read.is_cut_off {
            diagnostics.report(asked.span, Problem::CutOffHistory);
        }
        let mut of_files: BTreeMap<Subject, Vec<&history::Change>> = BTreeMap::new();
        for (subject, path) in files {
            of_files.entry(*subject).or_default().extend(read.of(path));
        }
        let changes = of_files.into_iter().map(|(subject, changes)| (subject, together(changes, asked.value)));
        History { changes: changes.filter(|(_, changes)| !changes.is_empty()).collect() }
    }

    /// The last changes of a subject, latest first; none when they are not known or not asked for.
    pub fn of(&self, subject: Subject) -> &[Change] {
        self.changes.get(&subject).map_or(&[], Vec::as_slice)
    }

    /// The day of the last change of a subject.
    pub fn modified(&self, subject: Subject) -> Option<Date> {
        self.of(subject).first().map(|change| change.date)
    }
}

impl Site {
    /// The day on which the data of a figure were last changed: by its history, or by its own last report.
    pub fn data_modified(&self, figure: Ref<Figure>) -> Option<Date> {
        let reported = self.figures[figure].updates.first().map(|update| update.date);
        reported.max(self.history.modified(Subject::Figure(figure)))
    }
}

/// The changes of all files of a page; what one commit did to several of them is one change, and so is what cannot be
/// told apart.
fn together(mut changes: Vec<&history::Change>, shown: HistoryKeys) -> Vec<Change> {
    changes.sort_by_key(|change| change.commit);
    changes.dedup_by_key(|change| change.commit);
    let change = |change: &history::Change| Change {
        date: change.date,
        what: change.what,
        message: shown.messages.then(|| change.message.clone()).filter(|message| !message.is_empty()),
        author: shown.names.then(|| change.author.clone()),
    };
    let mut changes: Vec<Change> = changes.into_iter().map(change).collect();
    changes.dedup();
    changes.truncate(MOST_CHANGES);
    changes
}
