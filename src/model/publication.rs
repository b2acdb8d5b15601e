//! Which pages are published: not drafts, not too early, not too late.

use jiff::civil::Date;

use super::format::PageKeys;

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

impl Publication {
    /// True when a page with these keys is published; `date` is a news item's own day, before which it is too early.
    pub fn includes(self, keys: &PageKeys, date: Option<Date>) -> bool {
        let is_early = keys.publish_from.is_some_and(|d| d > self.today) || date.is_some_and(|d| d > self.today);
        let is_late = keys.publish_until.is_some_and(|d| d < self.today);
        (self.drafts || !keys.draft) && (self.future || !(is_early || is_late))
    }
}
