//! What the settings of a site come to: the ones that can be wrong, and the command line in their place.

use url::Url;

use super::{Linker, Options};
use crate::diagnostic::problem::nearest;
use crate::diagnostic::{Diagnostics, Problem, Spanned};
use crate::language::Language;
use crate::model::format::SiteFile;
use crate::model::{Settings, Site, licence};

/// Months after which a figure or a status counts as out of date, unless the site says otherwise.
const STALE_AFTER_MONTHS: u32 = 12;

/// Counts of persons below this are not shown, unless the site says otherwise.
const SUPPRESS_BELOW: u32 = 10;

impl Linker {
    /// The settings of the site, in the language that is being linked.
    pub(super) fn settings(&mut self, written: &SiteFile, own_language: Language, options: &Options) -> Settings {
        let base_url = base_url(written, options, &mut self.diagnostics);
        Settings {
            id: written.id.value.clone(),
            title: written.title.clone(),
            description: written.description.clone(),
            language: self.disclosure.language,
            social_images: social_images(written, base_url.as_ref(), &mut self.diagnostics),
            own_language,
            preview: preview(options, base_url.as_ref(), &mut self.diagnostics),
            base_url,
            pretty: is_pretty(written, options),
            theme: theme_name(written, &mut self.diagnostics),
            publisher: written.publisher.as_ref().and_then(|id| self.one(id, None)),
            licence: licence(written, &mut self.diagnostics),
            security_expires: written.security_expires.as_ref().map(|written| written.value),
            footer: self.many(&written.footer, None),
            stale_after_months: written.stale_after_months.unwrap_or(STALE_AFTER_MONTHS),
            today: options.today,
        }
    }
}

pub(super) fn is_pretty(site: &SiteFile, options: &Options) -> bool {
    options.pretty || site.pretty_links
}

pub(super) fn suppress_below(site: &SiteFile) -> u32 {
    site.suppress_below.unwrap_or(SUPPRESS_BELOW)
}

/// The licence of the figures; one that nobody knows is reported.
fn licence(site: &SiteFile, diagnostics: &mut Diagnostics) -> String {
    let Some(written) = &site.licence else { return licence::KNOWN[0].name.to_owned() };
    check_licence(written, diagnostics);
    written.value.clone()
}

pub(in crate::model) fn check_licence(written: &Spanned<String>, diagnostics: &mut Diagnostics) {
    if licence::address(&written.value).is_none() {
        let known: Vec<&'static str> = licence::KNOWN.iter().map(|licence| licence.name).collect();
        let near = nearest(&written.value, known.iter().copied());
        diagnostics
            .report(written.span, Problem::UnknownLicence { value: written.value.clone(), nearest: near, known });
    }
}

/// Reports a `security.txt` that no longer holds, or that names nobody to tell.
pub(super) fn check_security(site_file: &SiteFile, site: &Site, diagnostics: &mut Diagnostics) {
    let Some(written) = &site_file.security_expires else { return };
    if written.value <= site.settings.today {
        diagnostics.report(written.span, Problem::SecurityExpired { date: written.value.to_string() });
    }
    let publisher = site.settings.publisher.map(|publisher| &site.organisations[publisher].keys);
    if !publisher.is_some_and(|keys| keys.email.is_some() || keys.website.is_some()) {
        diagnostics.report(written.span, Problem::SecurityWithoutContact);
    }
}

pub(super) fn language(site: &SiteFile, diagnostics: &mut Diagnostics) -> Language {
    let Some(written) = &site.language else { return Language::Dutch };
    Language::from_code(&written.value).unwrap_or_else(|| {
        let problem = Problem::UnknownValue {
            key: "language".into(),
            value: written.value.clone(),
            accepted: vec!["nl", "en"],
            nearest: None,
        };
        diagnostics.report(written.span, problem);
        Language::Dutch
    })
}

/// The name of the theme: a folder's name, never a path.
fn theme_name(site: &SiteFile, diagnostics: &mut Diagnostics) -> String {
    let Some(written) = &site.theme else { return "standaard".to_owned() };
    if written.value.contains(['/', '\\', ':', '%']) || written.value.starts_with('.') {
        diagnostics.report(written.span, Problem::BadPath { key: "theme".into(), value: written.value.clone() });
        return "standaard".to_owned();
    }
    written.value.clone()
}

/// The site's absolute address with a path that ends in `/`.
fn base_url(site: &SiteFile, options: &Options, diagnostics: &mut Diagnostics) -> Option<Url> {
    let (written, span) = match (&options.base_url, &site.base_url) {
        (Some(option), _) => (option, None),
        (None, Some(key)) => (&key.value, Some(key.span)),
        (None, None) => return None,
    };
    let url = normal_base_url(written);
    if url.is_none() {
        let problem = Problem::BadBaseUrl { value: written.clone() };
        match span {
            Some(span) => diagnostics.report(span, problem),
            None => diagnostics.report_global(problem),
        }
    }
    url
}

/// Whether pages have cards: when they are asked for, and it is known where the site stands.
fn social_images(site: &SiteFile, base_url: Option<&Url>, diagnostics: &mut Diagnostics) -> bool {
    let Some(asked) = site.social_images.as_ref().filter(|asked| asked.value) else { return false };
    if base_url.is_none() {
        diagnostics.report(asked.span, Problem::CardsWithoutAddress);
    }
    base_url.is_some()
}

/// Whether this is a copy to look at. Its pages name the real site as theirs, so its address should be known.
fn preview(options: &Options, base_url: Option<&Url>, diagnostics: &mut Diagnostics) -> bool {
    if options.preview && base_url.is_none() {
        diagnostics.report_global(Problem::PreviewWithoutAddress);
    }
    options.preview
}

fn normal_base_url(written: &str) -> Option<Url> {
    let mut url = Url::parse(written).ok()?;
    let is_site = matches!(url.scheme(), "http" | "https") && url.has_host() && written.contains("://");
    if !is_site || url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() {
        return None;
    }
    let path = format!("{}/", url.path().trim_end_matches('/'));
    url.set_path(&path);
    Some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_address_is_made_normal_or_refused() {
        for (written, normal) in [
            ("https://a.nl", "https://a.nl/"),
            ("https://a.nl/", "https://a.nl/"),
            ("https://a.nl/sub/pad", "https://a.nl/sub/pad/"),
            ("http://localhost:8000/x/", "http://localhost:8000/x/"),
        ] {
            assert_eq!(normal_base_url(written).expect("an address").as_str(), normal);
        }
        for written in [
            "a.nl",
            "//a.nl",
            "ftp://a.nl",
            "https://",
            "https://a.nl/?x",
            "https://a.nl/#x",
            "javascript:x",
            "https:a.nl",
        ] {
            assert_eq!(normal_base_url(written), None, "{written}");
        }
    }
}
