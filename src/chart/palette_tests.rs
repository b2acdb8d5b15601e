//! What holds for the colours of charts, read from the style sheets themselves.

use super::colour::{CLASSES_APART, Colour, SERIES_APART, Sight};
use super::tests::{CHARTS, inline_charts};
use super::{STYLE, ink};

/// The default theme, which sets some variables of charts itself.
const THEME: &str = include_str!("../../themes/standaard/theme.yaml");

/// The colours that the style sheet gives a variable: in the light, in the dark.
fn own_colours(variable: &str) -> Vec<&'static str> {
    let start = format!("var({variable}, ");
    STYLE.split(start.as_str()).skip(1).filter_map(|rest| rest.split(')').next()).collect()
}

/// The colours that the default theme gives a variable, in the light and in the dark; those of charts where it is silent.
fn theme_colours(variable: &str) -> Vec<&'static str> {
    let token = variable.trim_start_matches('-').replace('-', "_");
    // What follows another token stands under the name of that one.
    let token = match token.as_str() {
        "chart_paper" => "paper",
        "chart_text" | "chart_reference" => "ink",
        "chart_muted" => "muted",
        token => token,
    };
    let start = format!("\n    {token}: \"");
    let found: Vec<&str> = THEME.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect();
    if found.is_empty() { own_colours(variable) } else { found }
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

fn colour(hex: &str) -> Colour {
    Colour::from_hex(hex).expect("a colour is hexadecimal")
}

fn contrast(a: &str, b: &str) -> f64 {
    colour(a).contrast(colour(b))
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

/// Layers and blocks are parted by edges in the full colour of a series, which lie on paper between the tints: without it
/// an edge on the tint of another series could be as pale as 2,5 : 1.
#[test]
fn the_edge_between_layers_can_be_seen() {
    assert!(STYLE.contains(".edge { fill: none; stroke: var(--c); stroke-width: 1.5;"));
    assert!(STYLE.contains(".casing { fill: none; stroke: var(--paper); stroke-width: 5;"));
    let names = numbered("--series-");
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    for (colours, paper) in palettes(&names).iter().zip(palettes(&["--chart-paper"])) {
        for edge in colours {
            assert!(contrast(edge, paper[0]) >= 3.0, "{edge} on {}", paper[0]);
        }
    }
}

#[test]
fn no_two_series_look_alike_to_anyone() {
    let names = numbered("--series-");
    for colours in palettes(&names.iter().map(String::as_str).collect::<Vec<_>>()) {
        for sight in Sight::EVERY {
            for (i, a) in colours.iter().enumerate() {
                for b in &colours[i + 1..] {
                    let difference = colour(a).difference(colour(b), sight);
                    assert!(difference >= SERIES_APART, "{a} and {b} with {sight:?}: {difference:.1}");
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
        for sight in Sight::EVERY {
            let apart = classes.windows(2).map(|pair| colour(pair[0]).difference(colour(pair[1]), sight));
            let least = apart.fold(f64::INFINITY, f64::min);
            assert!(least >= CLASSES_APART, "{classes:?} with {sight:?}: {least:.1}");
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
