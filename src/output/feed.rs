//! Atom feeds (RFC 4287): of the site and of each region with their news and the reports of their plans and figures; of
//! each line with its news, its reports and those of its actions; of each figure with its reports.
//!
//! An entry's id is made of the site's `id`, the kind and the item's id, and for a report of its day: it survives a new
//! title, a new text, a new slug and a new address of the site. There is no time of building in a feed.

use std::cmp::Reverse;
use std::fmt::Write as _;

use jiff::civil::Date;

use super::identity::uuid;
use crate::model::figure::Figure;
use crate::model::reports::Report;
use crate::model::{Line, News, Ref, Region, Site, Subject, Text, outside};
use crate::source::markdown::escape;
use crate::theme::FEED;

/// Items in a feed at most.
const MOST: usize = 50;

/// What differs from feed to feed.
struct Feed<'a> {
    title: String,
    /// What its id is made of, besides the site's.
    subject: String,
    /// Path of the feed.
    path: &'a str,
    /// Path of the page that it belongs to.
    page: &'a str,
    /// Latest first.
    entries: Vec<Entry<'a>>,
}

struct Entry<'a> {
    /// What its id is made of, besides the site's.
    subject: String,
    title: &'a str,
    date: Date,
    /// Day of the last change, no earlier than the date.
    updated: Date,
    path: &'a str,
    summary: &'a str,
    text: &'a Text,
}

/// The feed of the whole site.
pub fn of_site(site: &Site) -> String {
    let reports = site.reports().into_iter().map(|one| report(site, one));
    let entries = site.news.refs().map(|item| news(site, item)).chain(reports).collect();
    let title = site.settings.title.clone();
    write(site, Feed { title, subject: "site".into(), path: FEED, page: &site.home.path, entries })
}

/// The feed of a region.
pub fn of_region(site: &Site, reference: Ref<Region>) -> String {
    let region = &site.regions[reference];
    let reports = site.region_reports(reference).into_iter().map(|one| report(site, one));
    let entries = region.news.iter().map(|item| news(site, *item)).chain(reports).collect();
    let (title, subject) = (of(site, &region.keys.page.title.value), format!("region/{}", region.id));
    write(site, Feed { title, subject, path: &region.feed_path, page: &region.path, entries })
}

/// The feed of a line.
pub fn of_line(site: &Site, reference: Ref<Line>) -> String {
    let line = &site.lines[reference];
    let title = &line.keys.page.title.value;
    let subject = name(site, Subject::Line(reference));
    let reports = site.line_reports(reference).map(|one| report(site, one));
    let entries = line.news.iter().map(|item| news(site, *item)).chain(reports).collect();
    write(site, Feed { title: of(site, title), subject, path: &line.feed_path, page: &line.path, entries })
}

/// The feed of a figure.
pub fn of_figure(site: &Site, reference: Ref<Figure>) -> String {
    let figure = &site.figures[reference];
    let title = &figure.keys.page.title.value;
    let subject = name(site, Subject::Figure(reference));
    let entries = site.own_reports(Subject::Figure(reference)).map(|one| report(site, one)).collect();
    write(site, Feed { title: of(site, title), subject, path: &figure.feed_path, page: &figure.path, entries })
}

/// The title of a feed of a part of the site.
fn of(site: &Site, part: &str) -> String {
    format!("{part} – {}", site.settings.title)
}

fn news(site: &Site, reference: Ref<News>) -> Entry<'_> {
    let news = &site.news[reference];
    Entry {
        subject: format!("news/{}", news.id),
        title: &news.keys.page.title.value,
        date: news.keys.date,
        updated: site.history.modified(Subject::News(reference)).map_or(news.keys.date, |day| day.max(news.keys.date)),
        path: &news.path,
        summary: &news.keys.page.summary,
        text: &news.body,
    }
}

/// A dated report as an entry. Of several on one day the place among them tells them apart.
fn report<'s>(site: &'s Site, report: Report<'s>) -> Entry<'s> {
    let Report { subject, date, text, place } = report;
    let (title, path) = site.page(subject);
    let place = if place == 0 { String::new() } else { format!("/{}", place + 1) };
    let subject = format!("{}/update/{date}{place}", name(site, subject));
    Entry { subject, title, date, updated: date, path, summary: "", text }
}

/// What the id of a subject with reports is made of.
fn name(site: &Site, subject: Subject) -> String {
    match subject {
        Subject::Plan(r) => format!("plan/{}", site.plans[r].id),
        Subject::Line(r) => format!("line/{}", site.full_line_id(r)),
        Subject::Action(r) => format!("action/{}", site.full_action_id(r)),
        Subject::Figure(r) => format!("figure/{}", site.figures[r].id),
        _ => unreachable!("nothing else has reports"),
    }
}

fn write(site: &Site, mut feed: Feed) -> String {
    feed.entries.sort_by_key(|entry| Reverse(entry.date));
    feed.entries.truncate(MOST);
    // Without a base address, links count from the feed itself.
    let root = site
        .settings
        .base_url
        .as_ref()
        .map_or_else(|| "../".repeat(feed.path.matches('/').count()), ToString::to_string);
    let updated = feed.entries.iter().map(|entry| entry.updated).max();
    let updated = updated.map_or_else(|| "1970-01-01".to_owned(), |day| day.to_string());
    let author = site.settings.publisher.map_or(&site.settings.title, |o| &site.organisations[o].keys.page.title.value);
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = write!(
        xml,
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<id>{}</id>\n<title>{}</title>\n<updated>{updated}T00:00:00Z</updated>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n\
         <author><name>{}</name></author>\n",
        site.settings.language.code(),
        id(site, &feed.subject),
        text(&feed.title),
        text(&format!("{root}{}", feed.path)),
        text(&format!("{root}{}", feed.page)),
        text(author),
    );
    for entry in &feed.entries {
        push_entry(&mut xml, site, entry, &root);
    }
    xml.push_str("</feed>\n");
    xml
}

fn push_entry(xml: &mut String, site: &Site, entry: &Entry, root: &str) {
    let (date, updated) = (entry.date, entry.updated);
    let _ = write!(
        xml,
        "<entry>\n<id>{}</id>\n<title>{}</title>\n<published>{date}T00:00:00Z</published>\n<updated>{updated}T00:00:00Z</updated>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n",
        id(site, &entry.subject),
        text(entry.title),
        text(&format!("{root}{}", entry.path)),
    );
    if !entry.summary.is_empty() {
        let _ = writeln!(xml, "<summary>{}</summary>", text(entry.summary));
    }
    let _ =
        write!(xml, "<content type=\"html\">{}</content>\n</entry>\n", text(&outside::html(site, entry.text, root)));
}

fn id(site: &Site, subject: &str) -> String {
    format!("urn:uuid:{}", uuid(site, subject))
}

/// Escapes text for XML 1.0, without the control characters that it forbids.
fn text(text: &str) -> String {
    let allowed: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t' | '\r')).collect();
    escape(&allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_fit_for_xml() {
        assert_eq!(text("a < b & \"c\"\u{0}\u{b}"), "a &lt; b &amp; &quot;c&quot;");
    }
}
