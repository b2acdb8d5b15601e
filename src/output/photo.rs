//! A picture from a text, drawn anew for its readers: upright, in the colours of a screen, as WebP, and without anything
//! that a camera noted, such as where a photo was taken.
//!
//! The same file gives the same bytes on every machine: resizing multiplies and adds in a fixed order and asks no
//! processor for more, and the encoder is one version of libwebp that is compiled with the program.

use std::io::Cursor;

use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageReader, ImageResult, Limits};
use moxcms::{ColorProfile, Layout, TransformOptions};
use webp::Encoder;

use crate::source::picture::{Kind, MAX_PIXELS};

/// Quality of a photo, of 100 (docs/decisions/0017).
const QUALITY: f32 = 75.0;
/// The most memory that decoding takes: eight bytes a pixel, for colours of 16 bits.
const MAX_MEMORY: u64 = MAX_PIXELS * 8;

/// Draws a picture with these bytes in this size, as WebP; none when it turns out to be damaged.
pub fn draw(bytes: &[u8], kind: Kind, size: (u32, u32)) -> Option<Vec<u8>> {
    let (picture, profile) = decode(bytes).ok()?;
    let small = match (picture.width(), picture.height()) == size {
        true => picture,
        false => picture.resize_exact(size.0, size.1, FilterType::CatmullRom),
    };
    let small = in_screen_colours(small, profile.as_deref());
    Some(encode(&small, kind))
}

/// True when the whole picture can be decoded.
pub fn is_whole(bytes: &[u8]) -> bool {
    decode(bytes).is_ok()
}

/// The pixels, upright, with eight bits a colour, and the profile that says what the colours mean.
fn decode(bytes: &[u8]) -> ImageResult<(DynamicImage, Option<Vec<u8>>)> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_MEMORY);
    let mut decoder = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?.into_decoder()?;
    decoder.set_limits(limits)?;
    let orientation = decoder.orientation()?;
    let profile = decoder.icc_profile()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    let picture = match picture.color().has_alpha() {
        true => DynamicImage::ImageRgba8(picture.into_rgba8()),
        false => DynamicImage::ImageRgb8(picture.into_rgb8()),
    };
    Ok((picture, profile))
}

/// Converts from the colours that a profile names to sRGB, which a browser takes for granted. A profile that is not for
/// red, green and blue, or that cannot be read, is passed over.
fn in_screen_colours(picture: DynamicImage, profile: Option<&[u8]>) -> DynamicImage {
    let Some(profile) = profile.and_then(|profile| ColorProfile::new_from_slice(profile).ok()) else { return picture };
    let layout = if picture.color().has_alpha() { Layout::Rgba } else { Layout::Rgb };
    let srgb = ColorProfile::new_srgb();
    let Ok(transform) = profile.create_transform_8bit(layout, &srgb, layout, TransformOptions::default()) else {
        return picture;
    };
    let mut converted = picture.clone();
    let bytes = match &mut converted {
        DynamicImage::ImageRgb8(pixels) => pixels.as_mut(),
        DynamicImage::ImageRgba8(pixels) => pixels.as_mut(),
        _ => return picture,
    };
    match transform.transform(picture.as_bytes(), bytes) {
        Ok(()) => converted,
        Err(_) => picture,
    }
}

/// A photo with loss; a drawing without, where that is smaller, as it is with few colours and sharp edges.
fn encode(picture: &DynamicImage, kind: Kind) -> Vec<u8> {
    let (width, height) = (picture.width(), picture.height());
    let encoder = match picture.color().has_alpha() {
        true => Encoder::from_rgba(picture.as_bytes(), width, height),
        false => Encoder::from_rgb(picture.as_bytes(), width, height),
    };
    let photo = encoder.encode(QUALITY).to_vec();
    if kind != Kind::Drawing {
        return photo;
    }
    let exact = encoder.encode_lossless().to_vec();
    if exact.len() <= photo.len() { exact } else { photo }
}
