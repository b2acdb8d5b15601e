//! `security.txt` (RFC 9116): whom to tell of a weakness of the site. There is one when the settings say until when it
//! holds, which the norm requires.

use crate::model::Site;

/// Path of the file, which the norm gives.
pub const PATH: &str = ".well-known/security.txt";

/// Writes the file. The publisher can be reached, which was seen when the settings were read.
pub fn write(site: &Site) -> String {
    let expires = site.settings.security_expires.expect("there is a file only with its last day");
    let mut lines = Vec::new();
    if let Some(publisher) = site.settings.publisher {
        let keys = &site.organisations[publisher].keys;
        lines.extend(keys.email.as_ref().map(|email| format!("Contact: mailto:{}", email.0)));
        let website = keys.website.as_ref().filter(|address| address.0.starts_with("https:"));
        lines.extend(website.map(|address| format!("Contact: {}", address.0)));
    }
    lines.push(format!("Expires: {expires}T00:00:00Z"));
    lines.push(format!("Preferred-Languages: {}", site.settings.language.pick("nl, en", "en, nl")));
    if let Some(base) = site.settings.base_url.as_ref().filter(|base| base.scheme() == "https") {
        lines.push(format!("Canonical: {base}{PATH}"));
    }
    lines.join("\n") + "\n"
}
