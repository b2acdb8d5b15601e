//! What holds for the colours of charts, read from the style sheets themselves.

use super::tests::{CHARTS, inline_charts};
use super::{STYLE, ink};

/// The style sheet of the default theme, which sets some variables of charts itself.
const THEME: &str = include_str!("../../themes/standaard/static/style.css");

/// A colour in linear light: red, green, blue.
type Light = [f64; 3];

/// The colours that the style sheet gives a variable: in the light, in the dark.
fn own_colours(variable: &str) -> Vec<&'static str> {
    let start = format!("var({variable}, ");
    STYLE.split(start.as_str()).skip(1).filter_map(|rest| rest.split(')').next()).collect()
}

/// The colours that the default theme gives a variable, in the light and in the dark; those of charts where it is silent.
fn theme_colours(variable: &str) -> Vec<&'static str> {
    let start = format!("\n  {variable}: ");
    let light = THEME.split(start.as_str()).nth(1).and_then(|rest| rest.split(';').next());
    let start = format!("\n    {variable}: ");
    let dark = THEME.split(start.as_str()).nth(1).and_then(|rest| rest.split(';').next());
    light.zip(dark).map_or_else(|| own_colours(variable), |(light, dark)| vec![light, dark])
}

/// The palettes of variables that are shown: those of charts, those of the default theme; each in light and dark.
fn palettes(variables: &[&str]) -> Vec<Vec<&'static str>> {
    let of = |source: fn(&str) -> Vec<&'static str>, mode: usize| {
        variables.iter().map(|variable| source(variable)[mode]).collect::<Vec<_>>()
    };
    vec![of(own_colours, 0), of(own_colours, 1), of(theme_colours, 0), of(theme_colours, 1)]
}

fn numbered(prefix: &str) -> Vec<String> {
    (1..=ink::SLOTS).map(|i| format!("{prefix}{i}")).collect()
}

fn light(colour: &str) -> Light {
    [1, 3, 5].map(|i| {
        let c = f64::from(u8::from_str_radix(&colour[i..i + 2], 16).expect("a colour is hexadecimal")) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    })
}

/// The relative luminance of a colour (WCAG 2.2).
fn luminance(colour: &str) -> f64 {
    let [r, g, b] = light(colour);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// How colours look to those who see all, no red, no green or no blue.
///
/// Machado, Oliveira, Fernandes: A physiologically-based model for simulation of color vision deficiency (2009), severity 1.
const SIGHTS: [(&str, [[f64; 3]; 3]); 4] = [
    ("all", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    ("no red", [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    ("no green", [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    ("no blue", [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
];

fn seen(colour: Light, sight: &[[f64; 3]; 3]) -> Light {
    sight.map(|row| row.iter().zip(colour).map(|(a, c)| a * c).sum::<f64>().clamp(0.0, 1.0))
}

/// CIE L*a*b* for the white of sRGB (D65).
fn lab([r, g, b]: Light) -> [f64; 3] {
    let xyz = [
        (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047,
        0.2126729 * r + 0.7151522 * g + 0.0721750 * b,
        (0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883,
    ];
    let [x, y, z] = xyz.map(|t| if t > 216.0 / 24389.0 { t.cbrt() } else { (24389.0 / 27.0 * t + 16.0) / 116.0 });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// How different two colours look (CIEDE2000, after Sharma, Wu and Dalal 2005).
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
fn colours_can_be_seen_on_their_ground() {
    let papers = palettes(&["--chart-paper"]);
    let mut least: Vec<(String, f64)> = numbered("--series-").into_iter().map(|variable| (variable, 3.0)).collect();
    least.extend(
        [("--chart-reference", 3.0), ("--chart-text", 7.0), ("--chart-muted", 4.5)].map(|(v, c)| (v.into(), c)),
    );
    for (variable, least) in least {
        for (colour, paper) in palettes(&[&variable]).iter().zip(&papers) {
            assert!(contrast(colour[0], paper[0]) >= least, "{variable} {} on {}", colour[0], paper[0]);
        }
    }
}

/// Layers and blocks are parted by edges in the full colour of a series, which lie on tints of a quarter of it.
#[test]
fn the_edge_between_layers_can_be_seen() {
    assert!(STYLE.contains(".tint { fill: var(--c); fill-opacity: .25; }"));
    let names = numbered("--series-");
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    for (colours, paper) in palettes(&names).iter().zip(palettes(&["--chart-paper"])) {
        for edge in colours {
            for ground in colours {
                let (ground, paper) = (mixed(ground, paper[0], 0.25), light(paper[0]));
                let best = contrast(edge, &ground);
                assert!(best >= 2.5, "{edge} on {ground}: {best:.2} ({paper:?})");
            }
        }
    }
}

/// A colour of so much opacity on a ground; browsers mix as the numbers stand.
fn mixed(colour: &str, ground: &str, opacity: f64) -> String {
    let channel = |hex: &str, i: usize| f64::from(u8::from_str_radix(&hex[i..i + 2], 16).expect("hexadecimal"));
    let mix = |i: usize| (channel(colour, i) * opacity + channel(ground, i) * (1.0 - opacity)).round() as u8;
    format!("#{:02x}{:02x}{:02x}", mix(1), mix(3), mix(5))
}

/// Each series has a dash, a mark and a hatch of its own besides; so 7 is enough where 20 would be had in vain.
#[test]
fn no_two_series_look_alike_to_anyone() {
    let names = numbered("--series-");
    for colours in palettes(&names.iter().map(String::as_str).collect::<Vec<_>>()) {
        for (sight, matrix) in &SIGHTS {
            let labs: Vec<_> = colours.iter().map(|colour| lab(seen(light(colour), matrix))).collect();
            for (i, a) in labs.iter().enumerate() {
                for (j, b) in labs.iter().enumerate().skip(i + 1) {
                    let difference = difference(*a, *b);
                    assert!(difference >= 7.0, "{} and {} with {sight}: {difference:.1}", colours[i], colours[j]);
                }
            }
        }
    }
}

#[test]
fn classes_go_from_the_ground_away_and_carry_words() {
    let (classes, words) = (numbered("--class-"), numbered("--on-class-"));
    let classes = palettes(&classes.iter().map(String::as_str).collect::<Vec<_>>());
    let words = palettes(&words.iter().map(String::as_str).collect::<Vec<_>>());
    for ((classes, words), paper) in classes.iter().zip(words).zip(palettes(&["--chart-paper"])) {
        let away: Vec<f64> = classes.iter().map(|class| contrast(class, paper[0])).collect();
        assert!(away.windows(2).all(|pair| pair[1] > pair[0] * 1.25), "{classes:?} on {paper:?}: {away:?}");
        for (class, word) in classes.iter().zip(words) {
            assert!(contrast(class, word) >= 4.5, "{word} on {class}");
        }
        for (sight, matrix) in &SIGHTS {
            let labs: Vec<_> = classes.iter().map(|class| lab(seen(light(class), matrix))).collect();
            let least = labs.windows(2).map(|pair| difference(pair[0], pair[1])).fold(f64::INFINITY, f64::min);
            assert!(least >= 8.0, "{classes:?} with {sight}: {least:.1}");
        }
    }
}

#[test]
fn paper_and_screen_have_the_same_colours() {
    let same = |prefix: &str, inline: &[&str]| {
        for (variable, colour) in numbered(prefix).iter().zip(inline) {
            assert_eq!(own_colours(variable).first(), Some(colour), "{variable}");
        }
    };
    same("--series-", &ink::SERIES);
    same("--class-", &ink::CLASSES);
    same("--on-class-", &ink::ON_CLASSES);
}

#[test]
fn no_two_series_have_the_same_dash_or_hatch() {
    for looks in [&ink::DASHES[..], &ink::REFERENCE_DASHES, &ink::HATCHES, &ink::CLASS_HATCHES] {
        for (i, look) in looks.iter().enumerate() {
            assert!(!looks[..i].contains(look), "{look}");
        }
    }
}

#[test]
fn the_style_sheet_knows_every_class_and_the_dashes_of_paper() {
    for chart in CHARTS.iter() {
        let classes = chart.split(" class=\"").skip(1).filter_map(|tag| tag.split('"').next());
        // The first reference looks as all do; its number is for themes.
        for class in classes.flat_map(str::split_whitespace).filter(|class| *class != "r1") {
            let is_known = |end: char| STYLE.contains(&format!(".{class}{end}"));
            assert!([' ', ',', '.', ')', '{'].into_iter().any(is_known), "{class}");
        }
    }
    for dash in ink::DASHES.iter().chain(&ink::REFERENCE_DASHES).filter(|dash| !dash.is_empty()) {
        assert!(STYLE.contains(&format!("stroke-dasharray: {dash};")), "{dash}");
    }
}

#[test]
fn in_forced_colours_all_colours_are_those_of_the_system() {
    let forced = STYLE.split("forced-colors: active").nth(1).expect("there are rules for forced colours");
    let light = STYLE.split('}').find(|rule| rule.contains("--c1")).expect("there are variables");
    for variable in light.split("--").skip(1).filter_map(|rest| rest.split_once(':')).map(|(name, _)| name) {
        assert!(forced.contains(&format!("--{variable}: ")), "{variable}");
    }
    assert!(!forced.contains('#'), "{forced}");
}

#[test]
fn a_drawing_on_paper_carries_every_colour() {
    for svg in inline_charts() {
        assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\"") && svg.ends_with("</svg>"), "{svg}");
        assert!(!svg.contains("class=") && !svg.contains("var("), "{svg}");
        for tag in svg.split('<').filter(|tag| tag.starts_with("path") || tag.starts_with("text")) {
            assert!(tag.contains(" fill=\"") || tag.contains(" stroke=\""), "{tag}");
        }
    }
}
