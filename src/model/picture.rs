//! Pictures in texts: the files that each is published as. Their names follow from what the picture holds, so they are
//! known, and pages can be written, before anything is drawn.

use std::path::PathBuf;

use crate::diagnostic::Span;
use crate::source::fingerprint;
use crate::source::picture::{Kind, Picture as Seen};

/// The widths in which a photo is published, in pixels: a phone, a phone with a fine screen, a fine screen.
const WIDTHS: [u32; 3] = [480, 960, 1600];
/// The width that a browser takes that cannot choose.
const PLAIN_WIDTH: u32 = 960;
/// Raised when the same picture is drawn otherwise, by another rule or another encoder: its files get other names.
const EDITION: &str = "1";

/// A picture that stands in a text.
#[derive(Debug, Clone)]
pub struct Picture {
    /// Where its file lies.
    pub source: PathBuf,
    /// How it is published.
    pub kind: Kind,
    /// The first place that shows it.
    pub span: Span,
    /// What it is published as, by rising width; at least one.
    pub files: Vec<File>,
}

/// A file that a picture is published as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Path on the site.
    pub path: String,
    /// Width and height in pixels; none when the picture does not say.
    pub size: Option<(u32, u32)>,
}

impl Picture {
    /// A picture with the files that it is published as; `path` is where it would stand as it is.
    pub(super) fn new(path: &str, source: PathBuf, seen: &Seen, span: Span) -> Picture {
        let files = match (seen.kind, seen.size) {
            (Kind::Photo | Kind::Drawing, Some(size)) => {
                let fingerprint = fingerprint::of([seen.fingerprint.as_bytes(), EDITION.as_bytes()]);
                widths(size.0).into_iter().map(|width| file(path, size, width, &fingerprint)).collect()
            }
            _ => vec![File { path: fingerprint::in_name(path, &seen.fingerprint), size: seen.size }],
        };
        Picture { source, kind: seen.kind, span, files }
    }

    /// The file for who cannot choose.
    pub fn plain(&self) -> &File {
        let fits = |file: &&File| file.size.is_none_or(|(width, _)| width <= PLAIN_WIDTH);
        self.files.iter().rev().find(fits).unwrap_or(&self.files[0])
    }

    /// The largest file.
    pub fn largest(&self) -> &File {
        self.files.last().expect("a picture has at least one file")
    }
}

/// The widths in which a picture of this width is published; never larger than it is.
fn widths(width: u32) -> Vec<u32> {
    let most = *WIDTHS.last().expect("there are widths");
    WIDTHS.into_iter().filter(|smaller| *smaller < width.min(most)).chain([width.min(most)]).collect()
}

fn file(path: &str, size: (u32, u32), width: u32, fingerprint: &str) -> File {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let height = (u64::from(size.1) * u64::from(width) + u64::from(size.0) / 2) / u64::from(size.0);
    let height = u32::try_from(height).expect("a smaller picture is not higher").max(1);
    File { path: format!("{stem}-{width}.{fingerprint}.webp"), size: Some((width, height)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Files;

    fn picture(kind: Kind, size: Option<(u32, u32)>) -> Picture {
        let span = Span::new(Files::default().add("a.md", ""), 0..0);
        let seen = Seen { kind, size, fingerprint: "01234567".into() };
        Picture::new("bestanden/news/foto.jpg", PathBuf::new(), &seen, span)
    }

    #[test]
    fn a_photo_is_published_in_widths_that_are_no_larger_than_it_is() {
        for (size, expected) in [
            ((4000, 3000), &[(480, 360), (960, 720), (1600, 1200)][..]),
            ((1600, 900), &[(480, 270), (960, 540), (1600, 900)]),
            ((1200, 1), &[(480, 1), (960, 1), (1200, 1)]),
            ((480, 600), &[(480, 600)]),
            ((1, 60_000), &[(1, 60_000)]),
        ] {
            let sizes: Vec<(u32, u32)> = picture(Kind::Photo, Some(size)).files.iter().filter_map(|f| f.size).collect();
            assert_eq!(sizes, expected, "{size:?}");
        }
    }

    #[test]
    fn who_cannot_choose_gets_a_middle_width() {
        assert_eq!(picture(Kind::Photo, Some((4000, 3000))).plain().size, Some((960, 720)));
        assert_eq!(picture(Kind::Drawing, Some((300, 200))).plain().size, Some((300, 200)));
        let whole = picture(Kind::Whole, None);
        assert_eq!(whole.plain(), &File { path: "bestanden/news/foto.01234567.jpg".into(), size: None });
    }
}
