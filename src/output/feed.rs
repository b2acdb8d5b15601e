//! Atom feeds (RFC 4287) of the site and of each region.
//!
//! An entry's id is made of the site's `id`, the kind and the item's id, and of nothing else: it survives a new title, a
//! new slug and a new address of the site. There is no time of building in a feed.

use std::fmt::Write as _;

use crate::model::{News, Ref, Region, Site, outside};
use crate::source::markdown::escape;
use crate::theme::FEED;

/// News items in a feed at most.
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
    items: Vec<Ref<News>>,
}

/// The feed of the whole site.
pub fn of_site(site: &Site) -> String {
    let items = site.news.refs().take(MOST).collect();
    write(
        site,
        &Feed { title: site.settings.title.clone(), subject: "site".into(), path: FEED, page: &site.home.path, items },
    )
}

/// The feed of a region.
pub fn of_region(site: &Site, region: Ref<Region>) -> String {
    let region = &site.regions[region];
    let items = region.news.iter().copied().take(MOST).collect();
    let title = format!("{} – {}", region.keys.page.title.value, site.settings.title);
    let subject = format!("region/{}", region.id);
    write(site, &Feed { title, subject, path: &region.feed_path, page: &region.path, items })
}

fn write(site: &Site, feed: &Feed) -> String {
    // Without a base address, links count from the feed itself.
    let root = site
        .settings
        .base_url
        .as_ref()
        .map_or_else(|| "../".repeat(feed.path.matches('/').count()), ToString::to_string);
    let updated =
        feed.items.first().map_or_else(|| "1970-01-01".to_owned(), |news| site.news[*news].keys.date.to_string());
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
    for news in &feed.items {
        push_entry(&mut xml, site, *news, &root);
    }
    xml.push_str("</feed>\n");
    xml
}

fn push_entry(xml: &mut String, site: &Site, news: Ref<News>, root: &str) {
    let news = &site.news[news];
    let date = news.keys.date;
    let _ = write!(
        xml,
        "<entry>\n<id>{}</id>\n<title>{}</title>\n<published>{date}T00:00:00Z</published>\n<updated>{date}T00:00:00Z</updated>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n",
        id(site, &format!("news/{}", news.id)),
        text(&news.keys.page.title.value),
        text(&format!("{root}{}", news.path)),
    );
    if !news.keys.page.summary.is_empty() {
        let _ = writeln!(xml, "<summary>{}</summary>", text(&news.keys.page.summary));
    }
    let _ =
        write!(xml, "<content type=\"html\">{}</content>\n</entry>\n", text(&outside::html(site, &news.body, root)));
}

/// A name-based identifier in the form of a UUID (RFC 9562, version 8: custom), of a BLAKE3 hash.
fn id(site: &Site, subject: &str) -> String {
    let hash = blake3::hash(format!("{}\n{subject}", site.settings.id).as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.as_bytes()[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
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
