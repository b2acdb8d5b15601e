//! The letters of cards: a font that is part of the program, and how wide a text is in it.
//!
//! Open Sans, regular and bold, with the letters of Europe's Latin alphabets; licence in `letters/OFL.txt`.

use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider};

/// The name of the font, in its files.
pub const FAMILY: &str = "Open Sans";
/// The files of the font, TrueType: by weight.
pub const FONTS: [&[u8]; 2] =
    [include_bytes!("letters/OpenSans-Regular.ttf"), include_bytes!("letters/OpenSans-Bold.ttf")];

/// How heavy letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// For texts.
    Regular,
    /// For headings.
    Bold,
}

/// A font, opened to measure with.
pub struct Letters {
    characters: Charmap<'static>,
    /// For letters of 1 px.
    metrics: GlyphMetrics<'static>,
}

impl Letters {
    /// Opens the font of a weight.
    pub fn of(weight: Weight) -> Letters {
        let font = FontRef::new(FONTS[weight as usize]).expect("the font is part of the program");
        Letters { characters: font.charmap(), metrics: font.glyph_metrics(Size::new(1.0), LocationRef::default()) }
    }

    /// The width of a text of one line in px, for letters of a size in px. Pairs of letters that are set closer together
    /// make it narrower, by less than a hundredth.
    pub fn width(&self, text: &str, size: f64) -> f64 {
        text.chars().map(|c| self.advance(c)).sum::<f64>() * size
    }

    /// A letter that the font lacks is drawn as a box.
    fn advance(&self, c: char) -> f64 {
        f64::from(self.metrics.advance_width(self.characters.map(c).unwrap_or_default()).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_font_has_the_letters_of_dutch_and_of_our_numbers() {
        for weight in [Weight::Regular, Weight::Bold] {
            let letters = Letters::of(weight);
            for c in "ABCXYZabcxyz0123456789éèëêïíöóüúçñÉË€ĳşčł’‘“”–—…−×±≥≤≈·%\u{a0}".chars()
            {
                assert!(letters.characters.map(c).is_some(), "{c} in {weight:?}");
            }
        }
    }

    #[test]
    fn a_text_is_as_wide_as_its_letters() {
        let [regular, bold] = [Weight::Regular, Weight::Bold].map(Letters::of);
        // The advances of the font, in thousandths of an em.
        assert!((regular.width("n", 1000.0) - 613.3).abs() < 0.5, "{}", regular.width("n", 1000.0));
        assert!((regular.width("nn", 10.0) - 12.266).abs() < 0.01);
        assert!(bold.width("Uitstroom", 20.0) > regular.width("Uitstroom", 20.0));
    }
}
