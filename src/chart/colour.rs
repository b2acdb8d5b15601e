//! Colours, and how far apart they are for everyone who looks: what palettes are held to.

use std::fmt;

/// The least difference between two series, for every sight. Each series has a dash, a mark and a hatch of its own
/// besides; so 7 is enough where 20 would be had in vain.
pub const SERIES_APART: f64 = 7.0;
/// The least difference between neighbouring classes of a map, for every sight.
pub const CLASSES_APART: f64 = 8.0;

/// A colour of sRGB: red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour([u8; 3]);

impl Colour {
    /// Reads `#7a003c` or `#703`; nothing else.
    pub fn from_hex(text: &str) -> Option<Colour> {
        let digits = text.strip_prefix('#')?;
        let all = || digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let channel = |part: &str| u8::from_str_radix(part, 16).ok();
        match digits.len() {
            6 if all() => Some(Colour([channel(&digits[..2])?, channel(&digits[2..4])?, channel(&digits[4..])?])),
            3 if all() => {
                let twice = |at: usize| channel(&digits[at..=at]).map(|half| half * 17);
                Some(Colour([twice(0)?, twice(1)?, twice(2)?]))
            }
            _ => None,
        }
    }

    /// The contrast with another colour, 1 to 21 (WCAG 2.2, "contrast ratio").
    pub fn contrast(self, other: Colour) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// How different two colours look (CIEDE2000); 1 can just be told apart.
    pub fn difference(self, other: Colour, sight: Sight) -> f64 {
        difference(lab(seen(self.light(), sight)), lab(seen(other.light(), sight)))
    }

    /// This colour with so much opacity on a ground; browsers mix the numbers as they stand.
    pub fn over(self, ground: Colour, opacity: f64) -> Colour {
        let mix = |i: usize| f64::from(self.0[i]) * opacity + f64::from(ground.0[i]) * (1.0 - opacity);
        Colour([0, 1, 2].map(|i| mix(i).round() as u8))
    }

    /// The relative luminance, 0 to 1 (WCAG 2.2).
    fn luminance(self) -> f64 {
        let [r, g, b] = self.light();
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// In linear light.
    fn light(self) -> [f64; 3] {
        self.0.map(|channel| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        })
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let [r, g, b] = self.0;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

/// Who looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// Someone who sees all colours.
    All,
    /// Someone who sees no red.
    NoRed,
    /// Someone who sees no green.
    NoGreen,
    /// Someone who sees no blue.
    NoBlue,
}

impl Sight {
    /// Everyone who looks.
    pub const EVERY: [Sight; 4] = [Sight::All, Sight::NoRed, Sight::NoGreen, Sight::NoBlue];

    /// What becomes of linear light.
    ///
    /// Machado, Oliveira, Fernandes: A physiologically-based model for simulation of color vision deficiency (2009),
    /// severity 1.
    fn matrix(self) -> [[f64; 3]; 3] {
        match self {
            Sight::All => [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
            Sight::NoRed => {
                [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
            }
            Sight::NoGreen => {
                [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
            }
            Sight::NoBlue => {
                [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
            }
        }
    }
}

fn seen(light: [f64; 3], sight: Sight) -> [f64; 3] {
    sight.matrix().map(|row| row.iter().zip(light).map(|(a, c)| a * c).sum::<f64>().clamp(0.0, 1.0))
}

/// CIE L*a*b* for the white of sRGB (D65).
fn lab([r, g, b]: [f64; 3]) -> [f64; 3] {
    let xyz = [
        (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047,
        0.2126729 * r + 0.7151522 * g + 0.0721750 * b,
        (0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883,
    ];
    let [x, y, z] = xyz.map(|t| if t > 216.0 / 24389.0 { t.cbrt() } else { (24389.0 / 27.0 * t + 16.0) / 116.0 });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// CIEDE2000, after Sharma, Wu and Dalal 2005.
fn difference([l1, a1, b1]: [f64; 3], [l2, a2, b2]: [f64; 3]) -> f64 {
    let pull = |c: f64| (c.powi(7) / (c.powi(7) + 25_f64.powi(7))).sqrt();
    let g = 1.0 + 0.5 * (1.0 - pull((a1.hypot(b1) + a2.hypot(b2)) / 2.0));
    let (c1, c2) = ((a1 * g).hypot(b1), (a2 * g).hypot(b2));
    let hue = |a: f64, b: f64| b.atan2(a * g).to_degrees().rem_euclid(360.0);
    let (h1, h2) = (hue(a1, b1), hue(a2, b2));
    let turn = (h2 - h1 + 540.0).rem_euclid(360.0) - 180.0;
    let dh = 2.0 * (c1 * c2).sqrt() * (turn / 2.0).to_radians().sin();
    let (l, c, h) = ((l1 + l2) / 2.0, (c1 + c2) / 2.0, (h1 + turn / 2.0).rem_euclid(360.0));
    let cos = |degrees: f64| degrees.to_radians().cos();
    let t = 1.0 - 0.17 * cos(h - 30.0) + 0.24 * cos(2.0 * h) + 0.32 * cos(3.0 * h + 6.0) - 0.2 * cos(4.0 * h - 63.0);
    let sl = 1.0 + 0.015 * (l - 50.0).powi(2) / (20.0 + (l - 50.0).powi(2)).sqrt();
    let (sc, sh) = (1.0 + 0.045 * c, 1.0 + 0.015 * c * t);
    let rt = -(60.0 * (-((h - 275.0) / 25.0).powi(2)).exp()).to_radians().sin() * 2.0 * pull(c);
    let (dl, dc, dh) = ((l2 - l1) / sl, (c2 - c1) / sc, dh / sh);
    (dl * dl + dc * dc + dh * dh + rt * dc * dh).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_measure_of_difference_is_that_of_its_paper() {
        // Pairs 1, 7, 17 and 25 of the test data of Sharma, Wu and Dalal.
        for (a, b, expected) in [
            ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
            ([50.0, 0.0, 0.0], [50.0, -1.0, 2.0], 2.3669),
            ([50.0, 2.5, 0.0], [73.0, 25.0, -18.0], 27.1492),
            ([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644),
        ] {
            assert!((difference(a, b) - expected).abs() < 1e-4, "{}", difference(a, b));
        }
    }

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        let colour = |text| Colour::from_hex(text).expect("the test has colours");
        assert_eq!(colour("#000").contrast(colour("#ffffff")), 21.0);
        // #767676 is known as the lightest grey that passes on white.
        assert!(colour("#767676").contrast(colour("#fff")) >= 4.5 && colour("#777777").contrast(colour("#fff")) < 4.5);
    }

    #[test]
    fn only_hexadecimal_colours_are_read() {
        for (text, read) in [("#7a003c", "#7a003c"), ("#7A003C", "#7a003c"), ("#703", "#770033")] {
            assert_eq!(Colour::from_hex(text).map(|colour| colour.to_string()).as_deref(), Some(read));
        }
        for text in ["", "#", "7a003c", "#7a003", "#7a003c00", "#+a003c", "rood", "#é0é0é"] {
            assert_eq!(Colour::from_hex(text), None, "{text}");
        }
    }
}
