//! The picture of a card: the drawing of a card as PNG.
//!
//! The font is part of the program and none of the system's is asked for, so every machine draws the same letters.

use std::sync::Arc;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{Options, Tree};

use crate::chart::{CARD, FAMILY, FONTS};

/// Draws a card, given as SVG, as PNG of [`CARD`] px.
pub fn draw(svg: &str) -> Vec<u8> {
    let options = Options { fontdb: Arc::new(fonts()), font_family: FAMILY.to_owned(), ..Options::default() };
    let tree = Tree::from_str(svg, &options).expect("a drawing of ours is SVG");
    let mut pixels = Pixmap::new(CARD.0, CARD.1).expect("a card has a size");
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    // The ground is opaque, and so is everything.
    let colours: Vec<u8> =
        pixels.pixels().iter().flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]).collect();
    encode(&colours)
}

fn fonts() -> Database {
    let mut fonts = Database::new();
    FONTS.iter().for_each(|font| fonts.load_font_data(font.to_vec()));
    fonts.set_sans_serif_family(FAMILY);
    fonts
}

fn encode(colours: &[u8]) -> Vec<u8> {
    let mut png = Vec::new();
    // Areas of one colour compress better as they are: by a fifth (docs/decisions/0020).
    let encoder = PngEncoder::new_with_quality(&mut png, CompressionType::Default, FilterType::NoFilter);
    let written = encoder.write_image(colours, CARD.0, CARD.1, ExtendedColorType::Rgb8);
    written.expect("writing into memory does not fail");
    png
}
