//! A file with a picture → [`Picture`]: what it is and how large it is shown, from its first bytes.
//!
//! Nothing is decoded here: a small file can stand for billions of pixels. What is larger than [`MAX_PIXELS`] or
//! [`MAX_BYTES`] is refused. Frames, colours and what a camera noted are left to whoever draws the picture anew.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{ImageDecoder as _, ImageFormat, ImageReader};
use quick_xml::events::Event;

use super::{Asset, bytes_of, fingerprint};
use crate::diagnostic::Problem;

/// The most pixels that a picture can have: more than a phone makes.
pub const MAX_PIXELS: u64 = 64_000_000;
/// The largest file that is read, in bytes.
pub const MAX_BYTES: u64 = 64 << 20;

/// Names of files that can stand on a page as a picture.
const EXTENSIONS: &[&str] = &["avif", "gif", "jpeg", "jpg", "png", "svg", "webp"];

/// A picture as far as its first bytes tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// How it is published.
    pub kind: Kind,
    /// Width and height as it is shown, in pixels; none when the file does not say.
    pub size: Option<(u32, u32)>,
    /// Stands for its content.
    pub fingerprint: String,
}

/// How a picture is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A photo: drawn anew in several widths.
    Photo,
    /// Drawn by hand or with a program: drawn anew in several widths, without loss where that is smaller.
    Drawing,
    /// Lines, or something that moves: as it is.
    Whole,
}

/// True when the name of a file says that it is a picture.
pub fn is_picture(path: &str) -> bool {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    EXTENSIONS.contains(&extension.as_str())
}

/// Looks at a file.
///
/// Errors: it cannot be read, it is no picture, or it is too large.
pub fn look(asset: &Asset) -> Result<Picture, Problem> {
    if asset.size > MAX_BYTES {
        return Err(Problem::PictureTooLarge { path: asset.path.clone(), size: None });
    }
    read(&asset.path, &bytes_of(asset)?)
}

fn read(path: &str, bytes: &[u8]) -> Result<Picture, Problem> {
    let (kind, size) = match path.to_ascii_lowercase().ends_with(".svg") {
        true => (Kind::Whole, svg_size(bytes).ok_or_else(|| unreadable(path))?),
        false => raster(bytes).map(|(kind, size)| (kind, Some(size))).ok_or_else(|| unreadable(path))?,
    };
    match size {
        Some((width, height)) if u64::from(width) * u64::from(height) > MAX_PIXELS => {
            Err(Problem::PictureTooLarge { path: path.to_owned(), size })
        }
        Some((0, _) | (_, 0)) => Err(unreadable(path)),
        _ => Ok(Picture { kind, size, fingerprint: fingerprint::of([bytes]) }),
    }
}

fn unreadable(path: &str) -> Problem {
    Problem::PictureUnreadable { path: path.to_owned() }
}

/// What a picture of pixels is, whatever its name says, and its size.
fn raster(bytes: &[u8]) -> Option<(Kind, (u32, u32))> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let kind = match reader.format() {
        Some(ImageFormat::Jpeg) => Kind::Photo,
        Some(ImageFormat::WebP) if !moves(bytes, b"ANIM") => Kind::Photo,
        Some(ImageFormat::Png) if !moves(bytes, b"acTL") => Kind::Drawing,
        _ => {
            let size = imagesize::blob_size(bytes).ok()?;
            return Some((Kind::Whole, (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?)));
        }
    };
    let mut decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    Some((kind, if lies_on_its_side(decoder.orientation().ok()?) { (height, width) } else { (width, height) }))
}

/// True when a file with several frames announces them; it does so before the first one.
fn moves(bytes: &[u8], mark: &[u8]) -> bool {
    bytes[..bytes.len().min(4096)].windows(mark.len()).any(|part| part == mark)
}

fn lies_on_its_side(orientation: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(orientation, Rotate90 | Rotate90FlipH | Rotate270 | Rotate270FlipH)
}

/// The size that the first element of an SVG says it has, in whole pixels; none inside when it says none, none at all
/// when the file is no SVG.
fn svg_size(bytes: &[u8]) -> Option<Option<(u32, u32)>> {
    let mut reader = quick_xml::Reader::from_reader(bytes);
    let root = loop {
        match reader.read_event().ok()? {
            Event::Start(root) | Event::Empty(root) => break root,
            Event::Eof => return None,
            _ => {}
        }
    };
    if root.local_name().as_ref() != "svg" {
        return None;
    }
    let attribute = |name: &str| root.try_get_attribute(name).ok().flatten().map(|found| found.value.into_owned());
    let pixels = |text: &str| text.trim().trim_end_matches("px").parse::<f64>().ok().filter(|size| *size >= 1.0);
    let own = || Some((pixels(&attribute("width")?)?, pixels(&attribute("height")?)?));
    let of_view = || {
        let view = attribute("viewBox")?;
        let mut numbers = view.split([' ', ',']).filter(|part| !part.is_empty()).skip(2);
        Some((pixels(numbers.next()?)?, pixels(numbers.next()?)?))
    };
    // As numbers that are far too large for a screen, too: what is refused is said by the caller.
    Some(own().or_else(of_view).map(|(width, height)| (width.round() as u32, height.round() as u32)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(path: &str, bytes: &[u8]) -> Option<(u32, u32)> {
        read(path, bytes).expect("it is a picture").size
    }

    #[test]
    fn the_size_of_an_svg_is_what_it_says() {
        for (svg, expected) in [
            ("<?xml version=\"1.0\"?><!-- x --><svg width=\"30px\" height=\"20.4\"/>", Some((30, 20))),
            ("<svg viewBox=\"0 0 640,480\"></svg>", Some((640, 480))),
            ("<svg width=\"100%\" height=\"10em\" viewBox='-5 -5 10 20'/>", Some((10, 20))),
            ("<svg/>", None),
        ] {
            assert_eq!(size("a.svg", svg.as_bytes()), expected, "{svg}");
        }
        for no_svg in ["<html/>", "SVG", ""] {
            assert!(matches!(read("a.svg", no_svg.as_bytes()), Err(Problem::PictureUnreadable { .. })), "{no_svg}");
        }
    }

    #[test]
    fn what_moves_or_is_of_another_kind_stays_whole() {
        let gif = b"GIF89a\x0a\x00\x14\x00\x00\x00\x00";
        assert_eq!(size("a.gif", gif), Some((10, 20)));
        assert_eq!(read("a.gif", gif).map(|picture| picture.kind), Ok(Kind::Whole));
    }

    #[test]
    fn too_many_pixels_are_refused_before_any_is_decoded() {
        let gif = b"GIF89a\xff\xff\xff\xff\x00\x00\x00";
        assert_eq!(
            read("a.gif", gif),
            Err(Problem::PictureTooLarge { path: "a.gif".into(), size: Some((65535, 65535)) })
        );
    }
}
