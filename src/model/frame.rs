//! What the rest of a site hangs on in a file: while that stays, the file can be linked again alone.
//!
//! Slugs and former addresses take addresses, years have pages, and areas of a map are found by the names of regions.
//! Titles and dates put records in order; whether one moves by that is seen when it is linked
//! ([`crate::model::link`]). Everything else that a file says shows on its own page, or is worked out anew from all
//! records together.

use super::format::{ActionItem, MapKeys, PageKeys, SiteFile};
use super::reading::{Decoded, Record};
use crate::diagnostic::Spanned;

/// What the rest of a site hangs on in a file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Frame(Vec<String>);

impl Decoded {
    /// The file's frame. None for a file that cannot be read. A translation has that of its original in its words.
    pub(super) fn frame(&self) -> Option<Frame> {
        let mut frame = Frame::default();
        match self.record.as_ref()? {
            Record::Site(keys) => frame.settings(keys),
            Record::Home(keys) => frame.former(&keys.redirect_from),
            Record::Region(keys) => {
                frame.page(&keys.page);
                frame.add((&keys.page.title.value, &keys.former_names));
            }
            Record::Plan(keys) => frame.page(&keys.page),
            Record::Line(keys, actions) => {
                frame.page(&keys.page);
                frame.add(&keys.number);
                for action in actions {
                    frame.action(action);
                    // Without an id the title makes one; an action in a file has the id of its file.
                    frame.add(action.id.as_ref().map_or(&action.page.title.value, |id| &id.value));
                }
            }
            Record::Action(item, keys) => {
                frame.action(item);
                frame.add(&keys.line.value);
            }
            Record::Topic(keys) => frame.page(&keys.page),
            Record::Figure(keys) => {
                frame.page(&keys.page);
                let data = keys.data.iter().flat_map(|data| &data.value.0);
                data.for_each(|part| {
                    frame.add([Some(&part.file), part.sheet.as_ref()].map(|key| key.map(|key| &key.value)))
                });
            }
            Record::Comparison(keys) => frame.page(&keys.page),
            Record::News(keys) => {
                frame.page(&keys.page);
                frame.add(keys.date.year());
            }
            Record::Document(keys) => {
                frame.page(&keys.page);
                frame.add((&keys.page.title.value, keys.date));
                frame.add(keys.file.as_ref().map(|file| &file.value));
            }
            Record::Event(keys) => frame.page(&keys.page),
            Record::Practice(keys) => frame.page(&keys.page),
            Record::Project(keys) => frame.page(&keys.page),
            Record::Organisation(keys) => frame.page(&keys.page),
            Record::Question(keys) => frame.page(&keys.page),
            Record::Term(keys) => frame.page(&keys.page),
            Record::Page(keys) => frame.page(&keys.page),
            Record::Translation(_) => return None,
        }
        Some(frame)
    }
}

impl Frame {
    fn add(&mut self, value: impl std::fmt::Debug) {
        self.0.push(format!("{value:?}"));
    }

    fn page(&mut self, keys: &PageKeys) {
        self.add((keys.draft, keys.publish_from, keys.publish_until));
        self.add(keys.slug.as_ref().map(|slug| &slug.value));
        self.former(&keys.redirect_from);
    }

    fn former(&mut self, addresses: &[Spanned<String>]) {
        addresses.iter().for_each(|address| self.add(&address.value));
    }

    fn action(&mut self, keys: &ActionItem) {
        self.page(&keys.page);
        self.add(keys.number.as_ref().map(|number| &number.value));
    }

    /// What every page is made by, and what the borders are.
    fn settings(&mut self, keys: &SiteFile) {
        self.add(&keys.id.value);
        self.add([&keys.language, &keys.base_url, &keys.theme].map(|key| key.as_ref().map(|written| &written.value)));
        self.add((keys.pretty_links, keys.show_employers, keys.suppress_below));
        self.add(keys.social_images.as_ref().map(|asked| asked.value));
        self.add(&keys.history);
        if let Some(MapKeys { span: _, file, property, source, licence, attribution }) = &keys.map {
            self.add((
                &file.value,
                &property.value,
                source,
                licence.as_ref().map(|licence| &licence.value),
                attribution,
            ));
        }
    }
}
