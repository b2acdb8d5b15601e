//! A document to download → [`Colophon`]: what it tells of itself, whatever the disk says of it.
//!
//! A file that is damaged, or has a password, tells nothing: whether it can be opened is for who made it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_syntax::Pdf;
use hayro_syntax::object::DateTime as PdfMoment;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, date};
use jiff::tz::Offset;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::table::archive;
use super::{Asset, bytes_of, opened};
use crate::language::netherlands;

/// No program kept dates in these files before; what is earlier is a clock at zero.
const EARLIEST: Date = date(1990, 1, 1);

/// What a document tells of itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Colophon {
    /// The day in the Netherlands on which it was last saved, or else made.
    pub date: Option<Date>,
    /// How many pages it has; only a PDF has a fixed number.
    pub pages: Option<u32>,
}

/// A kind of file with a colophon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Of Word, Excel or PowerPoint since 2007 (ECMA-376).
    OfficeOpen,
    /// Of LibreOffice and others (OpenDocument).
    OpenDocument,
    /// PDF (ISO 32000).
    Pdf,
}

impl Kind {
    /// True for a kind that tells how many pages a file has.
    pub fn has_pages(self) -> bool {
        self == Kind::Pdf
    }

    /// The kind of a file by its name; none for a file without a colophon.
    pub fn of(path: &str) -> Option<Kind> {
        let (_, extension) = path.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "docx" | "xlsx" | "pptx" => Some(Kind::OfficeOpen),
            "odt" | "ods" | "odp" => Some(Kind::OpenDocument),
            "pdf" => Some(Kind::Pdf),
            _ => None,
        }
    }
}

/// Reads the colophon of a file.
pub fn read(asset: &Asset, kind: Kind) -> Colophon {
    let read = || match kind {
        Kind::Pdf => of_pdf(asset),
        // Dublin Core's terms in the part with the core properties (ECMA-376, part 2, annex on core properties).
        Kind::OfficeOpen => of_archive(asset, "docProps/core.xml", &["dcterms:modified", "dcterms:created"]),
        Kind::OpenDocument => of_archive(asset, "meta.xml", &["dc:date", "meta:creation-date"]),
    };
    // A reader may panic on a damaged file.
    catch_unwind(AssertUnwindSafe(read)).ok().flatten().unwrap_or_default()
}

// --- Archives with XML -----------------------------------------------------------------------------------------------

/// Unpacks the one part that has the dates; the first of these elements that has one tells.
fn of_archive(asset: &Asset, part: &str, elements: &[&str]) -> Option<Colophon> {
    let text = archive::part_of(opened(asset).ok()?, part).ok()??;
    let date = elements.iter().find_map(|element| day(&text_in(&text, element)?));
    Some(Colophon { date, pages: None })
}

/// The text in the first element with this name.
fn text_in(xml: &str, element: &str) -> Option<String> {
    let mut reader = Reader::from_str(xml);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) if tag.name().as_ref() == element => {
                return Some(reader.read_text(tag.name()).ok()?.xml10_content().trim().to_owned());
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// The day of a moment as XML has it (ISO 8601); without a zone it is a moment in the Netherlands. A month or a year alone
/// is no day.
fn day(written: &str) -> Option<Date> {
    let moment = written.parse::<Timestamp>().map(day_of);
    plausible(moment.or_else(|_| written.parse::<DateTime>().map(DateTime::date)).ok()?)
}

// --- PDF -------------------------------------------------------------------------------------------------------------

fn of_pdf(asset: &Asset) -> Option<Colophon> {
    let pdf = Pdf::new(bytes_of(asset).ok()?).ok()?;
    let known = pdf.metadata();
    let date = [known.modification_date, known.creation_date].into_iter().flatten().find_map(day_of_pdf);
    Some(Colophon { date, pages: u32::try_from(pdf.pages().len()).ok().filter(|pages| *pages > 0) })
}

/// The day of a moment in a PDF. One without a zone is one in UTC: the reader does not tell them apart.
fn day_of_pdf(moment: PdfMoment) -> Option<Date> {
    let small = |number: u8| i8::try_from(number).ok();
    let date = Date::new(i16::try_from(moment.year).ok()?, small(moment.month)?, small(moment.day)?).ok()?;
    let local = date.at(small(moment.hour)?, small(moment.minute)?, small(moment.second)?, 0);
    let hours = i32::from(moment.utc_offset_hour);
    let sign = if hours < 0 { -1 } else { 1 };
    let offset = Offset::from_seconds(hours * 3600 + sign * i32::from(moment.utc_offset_minute) * 60).ok()?;
    plausible(day_of(offset.to_timestamp(local).ok()?))
}

// --- Days ------------------------------------------------------------------------------------------------------------

/// The day in the Netherlands at a moment.
fn day_of(moment: Timestamp) -> Date {
    moment.to_zoned(netherlands()).date()
}

fn plausible(day: Date) -> Option<Date> {
    (day >= EARLIEST).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_a_day_in_the_netherlands() {
        for (written, expected) in [
            ("2019-05-12T12:00:00Z", Some(date(2019, 5, 12))),
            ("2019-05-12T22:30:00Z", Some(date(2019, 5, 13))),
            ("2019-12-31T22:30:00Z", Some(date(2019, 12, 31))),
            ("2019-05-12T23:30:00.123456789", Some(date(2019, 5, 12))),
            ("2019-05-12T23:30:00-05:00", Some(date(2019, 5, 13))),
            ("2019-05-12", Some(date(2019, 5, 12))),
            ("2019-05", None),
            ("2019-13-41T00:00:00Z", None),
            ("1601-01-01T00:00:00Z", None),
            ("gisteren", None),
        ] {
            assert_eq!(day(written), expected, "{written}");
        }
    }
}
