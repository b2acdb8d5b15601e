//! Names that change with what a file holds: `style.css` is published as `style.3f2a9c1b.css`.
//!
//! A browser may keep such a file for ever: another content has another name (docs/decisions/0015).

/// Digits of a fingerprint in a name.
const DIGITS: usize = 8;

/// Eight hexadecimal digits that stand for these bytes, in this order, and for no others.
pub fn of<'b>(parts: impl IntoIterator<Item = &'b [u8]>) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        // With its length before it, a part cannot pass bytes on to the next.
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().to_hex()[..DIGITS].to_owned()
}

/// A path with a fingerprint before its extension.
pub fn in_name(path: &str, fingerprint: &str) -> String {
    let at = extension_at(path);
    format!("{}.{fingerprint}{}", &path[..at], &path[at..])
}

/// The path without its fingerprint: what two versions of one file have in common. None when it has no fingerprint.
pub fn taken_out(path: &str) -> Option<String> {
    let at = extension_at(path);
    let (stem, fingerprint) = path[..at].rsplit_once('.')?;
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let is_fingerprint = fingerprint.len() == DIGITS && fingerprint.bytes().all(is_digit);
    is_fingerprint.then(|| format!("{stem}{}", &path[at..]))
}

/// Where the extension begins, with its dot; the end of a path that has none.
fn extension_at(path: &str) -> usize {
    let name_at = path.rfind('/').map_or(0, |at| at + 1);
    path[name_at..].rfind('.').filter(|at| *at > 0).map_or(path.len(), |at| name_at + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_stands_before_the_extension_and_can_be_taken_out() {
        for (path, named) in [
            ("static/style.css", "static/style.01234567.css"),
            ("a.b/naam", "a.b/naam.01234567"),
            ("static/.verborgen", "static/.verborgen.01234567"),
            ("static/font.min.woff2", "static/font.min.01234567.woff2"),
        ] {
            assert_eq!(in_name(path, "01234567"), named);
        }
        assert_eq!(taken_out("static/style.01234567.css").as_deref(), Some("static/style.css"));
        for path in ["static/style.css", "static/style.min.css", "static/style.0123456G.css", "naam"] {
            assert_eq!(taken_out(path), None, "{path}");
        }
    }

    #[test]
    fn other_bytes_and_other_parts_have_another_fingerprint() {
        let of = |parts: &[&str]| super::of(parts.iter().map(|part| part.as_bytes()));
        assert_eq!(of(&["ab", "c"]), of(&["ab", "c"]));
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_ne!(of(&["ab"]), of(&["ab", ""]));
    }
}
