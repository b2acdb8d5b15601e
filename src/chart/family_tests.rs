//! Charts of every kind over many drawn numbers and names: nothing lies over anything else.
//!
//! The seed is fixed, so that every run looks at the same charts.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::tests::{Word, attribute, drawings, number, words};
use super::*;

/// A line of a drawing: what it stands for, and the points that it goes through.
struct Line {
    class: String,
    points: Vec<(f64, f64)>,
}

/// What no text may be crossed by.
const CROSSING: [&str; 9] = ["reference", "zero", "break", "line", "forecast", "net", "target", "way", "pale"];

fn lines(svg: &str) -> Vec<Line> {
    let drawing = svg.rsplit("</pattern>").next().unwrap_or_default();
    let paths = drawing.split("<path").skip(1).filter(|path| path.contains(" class=\""));
    paths
        .flat_map(|path| {
            let class = attribute(path, "class").split(' ').next().unwrap_or_default().to_owned();
            let d = attribute(path, "d");
            let parts = d.split('M').skip(1).filter(|_| CROSSING.contains(&class.as_str()));
            parts.map(|part| Line { class: class.clone(), points: corners(part) }).collect::<Vec<_>>()
        })
        .collect()
}

/// The points of a path behind its `M`: numbers parted by spaces, `L`, `H` and `V`.
fn corners(path: &str) -> Vec<(f64, f64)> {
    let mut points: Vec<(f64, f64)> = Vec::new();
    let (mut kind, mut rest) = ('L', path.trim_end_matches('z'));
    while !rest.is_empty() {
        let end = rest.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let numbers: Vec<f64> = rest[..end].split_whitespace().map(number).collect();
        let last = points.last().copied().unwrap_or_default();
        match kind {
            'H' => points.extend(numbers.iter().map(|x| (*x, last.1))),
            'V' => points.extend(numbers.iter().map(|y| (last.0, *y))),
            _ => points.extend(numbers.chunks(2).map(|pair| (pair[0], pair[1]))),
        }
        kind = rest[end..].chars().next().unwrap_or('L');
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    points
}

/// Whether a line goes through the box of a text.
fn crosses(line: &Line, word: &Word) -> bool {
    let (left, right, top, bottom) = (word.left + 0.5, word.right - 0.5, word.top + 0.5, word.bottom - 0.5);
    let crosses = |((ax, ay), (bx, by)): ((f64, f64), (f64, f64))| {
        // The part of the segment, from 0 to 1, that lies between two sides; then between the two others.
        let part = |a: f64, b: f64, low: f64, high: f64| {
            if a == b {
                return if (low..=high).contains(&a) { (0.0, 1.0) } else { (1.0, 0.0) };
            }
            let (s, t) = ((low - a) / (b - a), (high - a) / (b - a));
            (s.min(t).max(0.0), s.max(t).min(1.0))
        };
        let ((s1, t1), (s2, t2)) = (part(ax, bx, left, right), part(ay, by, top, bottom));
        s1.max(s2) < t1.min(t2)
    };
    right > left && line.points.windows(2).any(|pair| crosses((pair[0], pair[1])))
}

/// Asserts what holds of every drawing.
fn check(chart: &str) {
    assert_eq!(unclosed(chart), "", "{chart}");
    assert!(!chart.contains("NaN") && !chart.contains("inf\"") && !chart.contains("inf "), "{chart}");
    for (svg, [width, height, size]) in drawings(chart) {
        let shown = if svg.contains("class=\"chart-narrow\"") { 270.0 } else { 576.0 };
        assert!(size * shown / width >= 12.0, "text is {} px", size * shown / width);
        let words = words(svg, size);
        for (i, word) in words.iter().enumerate() {
            let other = words[i + 1..].iter().find(|other| word.overlaps(other));
            assert!(other.is_none(), "{word:?} overlaps {other:?} in <svg{svg}");
            let is_within = word.left >= -0.1 && word.right <= width + 0.1 && word.bottom <= height + 0.1;
            assert!(is_within && word.top >= -0.1, "{word:?} in <svg{svg}");
        }
        for line in lines(svg) {
            let word = words.iter().filter(|word| !word.text.is_empty()).find(|word| crosses(&line, word));
            let class = &line.class;
            assert!(word.is_none(), "{class} {:?} crosses {word:?} in <svg{svg}", line.points);
        }
    }
}

/// What is wrong with the tags of markup: the first that closes another than the last open one, or is not closed.
fn unclosed(markup: &str) -> String {
    let mut open: Vec<&str> = Vec::new();
    for tag in markup.split('<').skip(1) {
        let Some((tag, _)) = tag.split_once('>') else { return tag.to_owned() };
        if tag.matches('"').count() % 2 > 0 {
            return tag.to_owned();
        }
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        match (tag.starts_with('/'), tag.ends_with('/')) {
            (true, _) if open.pop() != Some(name) => return tag.to_owned(),
            (true, _) | (_, true) => {}
            _ => open.push(name),
        }
    }
    open.join(" ")
}

const WORDS: [&str; 12] = [
    "mbo",
    "Verpleging,",
    "verzorging",
    "en",
    "thuiszorg",
    "Arbeidsongeschiktheidsverzekeringsmaatschappijen",
    "<b>&\"J&W\"</b>",
    "Noord-Veluwe",
    "2016/'17",
    "de",
    "WWWWWWWW",
    "é",
];

fn name() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&WORDS[..]), 0..7).prop_map(|words| words.join(" "))
}

/// A value of some size, near others of its size, or hard to draw.
fn value(size: i32) -> impl Strategy<Value = Option<f64>> {
    let scale = 10_f64.powi(size);
    prop_oneof![
        8 => (-2.0..9.0_f64).prop_map(move |v| Some(v * scale)),
        4 => (8.0..9.0_f64).prop_map(move |v| Some((v * 2.0).round() * scale / 2.0)),
        2 => Just(Some(5.0 * scale)),
        1 => Just(Some(0.0)),
        2 => Just(None),
        1 => prop::sample::select(vec![f64::NAN, f64::INFINITY, f64::MAX, -0.0, 1e-300, 1e12]).prop_map(Some),
    ]
}

fn values(size: i32) -> impl Strategy<Value = Vec<Option<f64>>> {
    prop::collection::vec(value(size), 0..14)
}

/// What a chart is drawn from; each kind takes what it needs.
#[derive(Debug, Clone)]
struct Input {
    names: Vec<String>,
    periods: Vec<String>,
    rows: Vec<Vec<Option<f64>>>,
    marks: Vec<f64>,
    places: Vec<usize>,
    unit: String,
    decimals: u8,
    english: bool,
}

fn input() -> impl Strategy<Value = Input> {
    let sizes = prop::sample::select(vec![-6, -1, 0, 1, 3, 6, 11]);
    let periods = prop_oneof![
        (0..14_usize).prop_map(|n| (0..n).map(|i| (2010 + i).to_string()).collect::<Vec<_>>()),
        (0..14_usize).prop_map(|n| (0..n).map(|i| format!("{}e kwartaal {}", i % 4 + 1, 2010 + i / 4)).collect()),
    ];
    sizes.prop_flat_map(move |size| {
        let marks = prop::collection::vec(value(size).prop_map(|value| value.unwrap_or(1.0)), 0..4);
        let rows = prop::collection::vec(values(size), 1..10);
        let places = prop::collection::vec(0..14_usize, 4);
        let names = prop::collection::vec(name(), 14);
        (names, periods.clone(), rows, marks, places, name(), 0..7_u8, any::<bool>()).prop_map(
            |(names, periods, rows, marks, places, unit, decimals, english)| Input {
                names,
                periods,
                rows,
                marks,
                places,
                unit,
                decimals,
                english,
            },
        )
    })
}

impl Input {
    fn frame(&self) -> Frame<'_> {
        Frame {
            id: "f",
            title: &self.names[0],
            desc: &self.names[1],
            unit: &self.unit,
            decimals: self.decimals,
            language: if self.english { Language::English } else { Language::Dutch },
            paint: Paint::Classes,
        }
    }

    fn periods(&self) -> Vec<&str> {
        self.periods.iter().map(String::as_str).collect()
    }

    fn series(&self) -> Vec<Series<'_>> {
        let series = |(i, values): (usize, &Vec<Option<f64>>)| Series {
            name: &self.names[i],
            values: values.clone(),
            provisional: vec![i % 2 == 1; self.places[0]],
            forecast: i == 1,
            bounds: if i == 1 {
                values.iter().map(|v| v.map(|v| (v * 0.9, v * 1.1 + 1.0))).collect()
            } else {
                Vec::new()
            },
        };
        self.rows.iter().enumerate().map(series).collect()
    }

    fn references(&self) -> Vec<Reference<'_>> {
        let references = self.marks.iter().zip(self.names.iter().rev());
        references.map(|(value, label)| Reference { value: *value, label }).collect()
    }

    fn trends(&self) -> Vec<String> {
        let target = self.rows[0].first().copied().flatten().map(|value| Target {
            place: self.places[1],
            value,
            label: &self.names[9],
            base: Some((self.places[2], value * 0.8)),
        });
        let breaks = self.places[2..].iter().map(|place| Break { place: *place, label: &self.names[place % 14] });
        let chart = Trend {
            references: self.references(),
            target,
            breaks: breaks.collect(),
            ..Trend::new(self.frame(), self.periods(), self.series())
        };
        [Form::Lines, Form::Stacked, Form::Columns].map(|form| trend(&Trend { form, ..chart.clone() })).to_vec()
    }

    fn flow(&self) -> String {
        let mut inflow = self.series();
        let outflow = inflow.split_off(self.places[3].min(inflow.len()));
        flow(&Flow {
            frame: self.frame(),
            periods: self.periods(),
            inflow,
            outflow,
            net: self.english.then_some(&self.names[8]),
        })
    }

    fn bars(&self) -> String {
        let bars = self.rows.iter().flatten().zip(self.names.iter().cycle());
        let bars = bars.map(|(value, name)| Bar {
            provisional: self.english,
            missing: if self.english { &self.names[9] } else { "" },
            ..Bar::new(name, *value)
        });
        super::bars(&Bars { frame: self.frame(), bars: bars.collect(), references: self.references() })
    }

    fn bullet(&self) -> String {
        let rows = self.rows.iter().zip(&self.names).map(|(values, name)| {
            let [actual, base, required, target] = [0, 1, 2, 3].map(|i| values.get(i).copied().flatten());
            Measure { name, actual, provisional: self.english, base, required, target }
        });
        let words = BulletWords {
            actual: &self.names[10],
            base: &self.names[11],
            required: &self.names[12],
            target: &self.names[13],
        };
        bullet(&Bullet { frame: self.frame(), words, rows: rows.collect() })
    }

    fn multiples(&self) -> String {
        let mut series = self.series();
        let all = series.pop();
        let panels = series.into_iter().map(|series| Panel {
            name: series.name,
            href: Some("x"),
            missing: if self.english { &self.names[9] } else { "" },
            series,
        });
        let (panels, references) = (panels.collect(), self.references());
        multiples(&Multiples { frame: self.frame(), periods: self.periods(), panels, all, references })
    }

    fn classes(&self) -> Classes<'_> {
        match self.places[0] % 3 {
            0 => Classes::None,
            1 => Classes::Named(self.names[..self.places[1] % 6].iter().map(String::as_str).collect()),
            _ => Classes::Values(limits(self.rows.iter().flatten().copied().flatten(), self.decimals)),
        }
    }

    fn standing(&self, i: usize, value: Option<f64>) -> Standing<'_> {
        match value {
            Some(value) if self.places[0] % 3 == 2 => Standing::Value(value),
            Some(_) => Standing::Class(i % 7),
            None if self.english => Standing::Missing(&self.names[i % 14]),
            None => Standing::Empty,
        }
    }

    fn maps(&self) -> [String; 2] {
        let values = || self.rows.iter().flatten().copied().enumerate();
        let tile = |(i, value): (usize, Option<f64>)| Tile {
            name: &self.names[i % 14],
            short: if self.english { "ABC" } else { &self.names[(i + 1) % 14] },
            href: Some("x"),
            column: (i % (self.places[2] + 1)) as u16,
            row: (i / (self.places[2] + 1)) as u16,
            standing: self.standing(i, value),
        };
        let shape = |(i, value): (usize, Option<f64>)| Shape {
            name: &self.names[i % 14],
            href: None,
            rings: self.rows.iter().map(|row| row.iter().flatten().map(|v| (*v, v * v)).collect()).collect(),
            standing: self.standing(i, value),
        };
        let coordinates = if self.english { Coordinates::Degrees } else { Coordinates::Planar };
        let land = vec![self.rows[0].iter().flatten().map(|v| (v * v, *v)).collect()];
        let (tiles, shapes) = (values().map(tile).collect(), values().take(3).map(shape).collect());
        [
            super::tiles(&TileMap { frame: self.frame(), tiles, classes: self.classes() }),
            choropleth(&Choropleth { frame: self.frame(), shapes, classes: self.classes(), land, coordinates }),
        ]
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 40,
        rng_seed: RngSeed::Fixed(2026),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn nothing_lies_over_anything_in_trends(input in input()) {
        input.trends().iter().for_each(|chart| check(chart));
    }

    #[test]
    fn nothing_lies_over_anything_in_flows_bars_and_bullets(input in input()) {
        [input.flow(), input.bars(), input.bullet()].iter().for_each(|chart| check(chart));
    }

    #[test]
    fn nothing_lies_over_anything_in_small_multiples_and_maps(input in input()) {
        check(&input.multiples());
        input.maps().iter().for_each(|chart| check(chart));
    }
}

#[test]
fn what_is_wrong_with_a_drawing_is_found() {
    let svg = |body: &str| format!("<svg class=\"chart-wide\" viewBox=\"0 0 720 405\" font-size=\"15\">{body}</svg>");
    let is_found = |body: &str| std::panic::catch_unwind(|| check(&svg(body))).is_err();
    let text = "<text class=\"name\" x=\"10\" y=\"20\">uitstroom</text>";
    assert!(!is_found(text));
    assert!(is_found(&format!("{text}<text class=\"name\" x=\"40\" y=\"30\">doel</text>")));
    assert!(!is_found(&format!("{text}<text class=\"name\" x=\"40\" y=\"40\">doel</text>")));
    assert!(is_found(&format!("{text}<path class=\"reference r1\" d=\"M0 15H700\"/>")));
    assert!(is_found(&format!("{text}<path class=\"line s1\" d=\"M0 0L5 5 100 40\"/>")));
    assert!(!is_found(&format!("{text}<path class=\"reference r1\" d=\"M0 30H700\"/>")));
    assert!(is_found("<text class=\"name\" x=\"700\" y=\"20\">uitstroom</text>"));
    assert!(is_found("<g><path d=\"M0 0H1\"/>"));
    assert!(is_found("<path d=\"M0 NaN\"/>"));
}
