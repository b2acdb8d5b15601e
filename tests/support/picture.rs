//! Pictures for tests.

use std::io::Cursor;

use image::{ImageFormat, RgbImage};

/// A PNG of one colour, of a size that is written `40 x 30`.
pub fn png(size: &str) -> Vec<u8> {
    let mut sides = size.trim().split(" x ").map(|side| side.parse().expect("a side is a number"));
    let mut side = || sides.next().expect("a size has two sides");
    let picture = RgbImage::from_pixel(side(), side(), image::Rgb([15, 82, 87]));
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).expect("a picture in memory can be written");
    bytes.into_inner()
}
