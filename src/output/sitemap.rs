//! What search engines read: `sitemap.xml` (sitemaps.org, 0.9) and `robots.txt` (RFC 9309).
//!
//! Addresses in a sitemap are absolute, so there is none while the site's own address is unknown; nor of a preview, whose
//! pages are not to be found.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::Artefact;
use crate::model::Site;
use crate::model::page::Page;
use crate::source::markdown::escape;

/// Addresses in one sitemap at most (sitemaps.org).
const MOST: usize = 50_000;

/// The sitemaps that a site needs.
pub fn artefacts(site: &Site) -> Vec<Artefact<'static>> {
    let count = pages(site).len();
    match has_sitemap(site) {
        false => Vec::new(),
        true if count <= MOST => vec![Artefact::Sitemap(None)],
        true => {
            let parts = (0..count.div_ceil(MOST)).map(|number| Artefact::Sitemap(Some(number)));
            parts.chain([Artefact::SitemapIndex]).collect()
        }
    }
}

fn has_sitemap(site: &Site) -> bool {
    site.settings.base_url.is_some() && !site.settings.preview
}

/// All pages that readers come to by themselves, each with the site that it is of: this one, or that in its other
/// language.
fn pages(site: &Site) -> Vec<(&Site, Page)> {
    let originals = Page::all(site).into_iter().map(|page| (site, page));
    let translated = site.translation.iter().flat_map(|other| other.pages.iter().map(|page| (&other.site, *page)));
    originals.chain(translated).filter(|(_, page)| page.is_found()).collect()
}

/// The languages of a page, where there are several.
fn alternates(site: &Site, path: &str) -> String {
    let Some(translation) = site.translation.as_ref().filter(|translation| translation.has(path)) else {
        return String::new();
    };
    let own = site.settings.language;
    let link = |code: &str, path: &str| {
        format!("<xhtml:link rel=\"alternate\" hreflang=\"{code}\" href=\"{}\"/>", absolute(site, path))
    };
    [link(own.code(), path), link(own.other().code(), &translation.path(path)), link("x-default", path)].concat()
}

fn absolute(site: &Site, path: &str) -> String {
    let base = site.settings.base_url.as_ref().expect("there is a sitemap only with a base address");
    escape(&format!("{base}{path}"))
}

/// The whole sitemap, or a part of it.
pub fn sitemap(site: &Site, number: Option<usize>) -> String {
    let links = if site.translation.is_some() { " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\"" } else { "" };
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"{links}>\n",
    );
    for (view, page) in pages(site).into_iter().skip(number.unwrap_or(0) * MOST).take(MOST) {
        let path = page.path(view);
        let loc = match &site.translation {
            Some(translation) if view.settings.is_translated() => Cow::Owned(translation.path(&path)),
            _ => Cow::Borrowed(&*path),
        };
        let modified = page.subject().and_then(|subject| view.history.modified(subject));
        let modified = modified.map(|day| format!("<lastmod>{day}</lastmod>")).unwrap_or_default();
        let _ = writeln!(xml, "<url><loc>{}</loc>{modified}{}</url>", absolute(site, &loc), alternates(site, &path));
    }
    xml.push_str("</urlset>\n");
    xml
}

/// The list of the parts.
pub fn index(site: &Site) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for number in 1..=pages(site).len().div_ceil(MOST) {
        let _ = writeln!(xml, "<sitemap><loc>{}</loc></sitemap>", absolute(site, &format!("sitemap-{number}.xml")));
    }
    xml.push_str("</sitemapindex>\n");
    xml
}

/// Everything may be read: a search engine that may not read a page of a preview does not see that it may not keep it.
pub fn robots(site: &Site) -> String {
    let sitemap = match has_sitemap(site) {
        true => format!("\nSitemap: {}\n", absolute(site, "sitemap.xml")),
        false => String::new(),
    };
    format!("User-agent: *\nAllow: /\n{sitemap}")
}
