//! Which pages are published: not drafts, not too early, not too late.

use jiff::civil::Date;

use super::format::PageKeys;
use super::registry::Kind;
use crate::diagnostic::FileId;
use crate::diagnostic::problem::Unpublished;

/// What counts as published.
#[derive(Debug, Clone, Copy)]
pub struct Publication {
    /// The day of the build.
    pub today: Date,
    /// Publish drafts too.
    pub drafts: bool,
    /// Publish what is too early or too late, too.
    pub future: bool,
}

/// Why something is not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It is a draft.
    Draft,
    /// Its day has yet to come.
    Early,
    /// Its last day is over.
    Late,
}

/// Something that is not published.
#[derive(Debug, Clone)]
pub struct LeftOut {
    /// What it is.
    pub kind: Kind,
    /// Its id; of a line or an action with its plan.
    pub id: String,
    /// Its file.
    pub file: FileId,
    /// Why it is not published.
    pub reason: Reason,
}

impl Publication {
    /// True when a page with these keys is published.
    pub fn includes(self, keys: &PageKeys, date: Option<Date>) -> bool {
        self.leaves_out(keys, date).is_none()
    }

    /// Why a page with these keys is not published; none when it is.
    pub fn leaves_out(self, keys: &PageKeys, date: Option<Date>) -> Option<Reason> {
        self.why_not(keys, date).map(|why| match why {
            Unpublished::Draft | Unpublished::Whole => Reason::Draft,
            Unpublished::From(_) | Unpublished::Dated(_) => Reason::Early,
            Unpublished::Until(_) => Reason::Late,
        })
    }

    /// Why a page with these keys is not published, with the day; none when it is. `date` is a news item's own day,
    /// before which it is too early.
    pub fn why_not(self, keys: &PageKeys, date: Option<Date>) -> Option<Unpublished> {
        if keys.draft && !self.drafts {
            return Some(Unpublished::Draft);
        }
        let ahead = |day: &Date| *day > self.today;
        let until = keys.publish_until.filter(|day| *day < self.today).map(Unpublished::Until);
        let from = || keys.publish_from.filter(ahead).map(Unpublished::From);
        let dated = || date.filter(ahead).map(Unpublished::Dated);
        until.or_else(from).or_else(dated).filter(|_| !self.future)
    }
}
