//! Writes a page with a chart of every kind, with ordinary and with hard data, to look at while changing a style sheet.
//!
//! `cargo run --example gallery -- PAGE.html` writes the page, with `inline` behind it the charts as they are on paper. Each chart stands in a column as wide as the window, up
//! to 48 rem: a narrow window shows the narrow drawings. All numbers are invented.

use std::fs;
use std::process::ExitCode;

use actieplan::chart::{
    self, Bar, Bars, Break, Bullet, BulletWords, Choropleth, Classes, Coordinates, Flow, Form, Frame, Measure,
    Multiples, Paint, Panel, Reference, Series, Shape, Sparkline, Standing, Target, Tile, TileMap, Trend,
};
use actieplan::language::Language;

const PAGE_STYLE: &str = "\
:root { color-scheme: light dark; font: 18px/1.55 system-ui, sans-serif; }
body { max-width: 48rem; margin: 1rem auto; padding: 0 1rem; background: #fff; color: #1a1a1a; }
@media (prefers-color-scheme: dark) { body { background: #14191c; color: #e6eaec; } }
h2 { font-size: 1rem; margin: 2rem 0 .5rem; }
";

fn main() -> ExitCode {
    let Some(path) = std::env::args_os().nth(1) else {
        eprintln!("Usage: gallery PAGE.html [inline]");
        return ExitCode::from(2);
    };
    let is_inline = std::env::args_os().nth(2).is_some_and(|word| word == "inline");
    let paint = if is_inline { Paint::Inline } else { Paint::Classes };
    match fs::write(&path, page(paint)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("gallery: {}: {error}", path.display());
            ExitCode::from(2)
        }
    }
}

fn page(paint: Paint) -> String {
    let mut html = format!(
        "<!doctype html><html lang=\"nl\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>Charts</title><style>{PAGE_STYLE}{}</style><main><h1>Charts</h1>",
        chart::STYLE
    );
    for (title, svg) in charts(paint) {
        html.push_str(&format!("<h2>{title}</h2>{svg}"));
    }
    html.push_str("</main>");
    html
}

fn frame(id: &'static str, unit: &'static str, paint: Paint) -> Frame<'static> {
    let desc = "Verzonnen cijfers, om de tekening te bekijken.";
    Frame { id, title: "Voorbeeld", desc, unit, decimals: 0, language: Language::Dutch, paint }
}

const YEARS: [&str; 10] = ["2016", "2017", "2018", "2019", "2020", "2021", "2022", "2023", "2024", "2025"];
const BRANCHES: [&str; 8] = [
    "Verpleging, verzorging en thuiszorg",
    "Ziekenhuizen",
    "Geestelijke gezondheidszorg",
    "Gehandicaptenzorg",
    "Sociaal werk",
    "Jeugdzorg",
    "Huisartsen",
    "Kinderopvang",
];

fn some<const N: usize>(values: [f64; N]) -> Vec<Option<f64>> {
    values.map(Some).to_vec()
}

/// A series that wanders in a way that depends on its number only.
fn wander(seed: usize, count: usize) -> Vec<Option<f64>> {
    let at = |i: usize| 40.0 + 13.0 * seed as f64 + ((seed * 7 + i * 5) % 11) as f64 * 2.5 - i as f64;
    (0..count).map(|i| Some(at(i))).collect()
}

fn charts(paint: Paint) -> Vec<(&'static str, String)> {
    let f = |id, unit| frame(id, unit, paint);
    let five = || (0..5).map(|i| Series::new(BRANCHES[i], wander(i, 8))).collect::<Vec<_>>();
    let mut provisional = five();
    provisional
        .iter_mut()
        .for_each(|series| series.provisional = vec![false, false, false, false, false, false, false, true]);
    let forecast = Series {
        name: "raming met het huidige beleid",
        values: vec![
            None,
            None,
            None,
            None,
            Some(3100.0),
            Some(3250.0),
            Some(3350.0),
            Some(3400.0),
            Some(3420.0),
            Some(3450.0),
        ],
        forecast: true,
        bounds: vec![
            None,
            None,
            None,
            None,
            Some((3100.0, 3100.0)),
            Some((3150.0, 3350.0)),
            Some((3150.0, 3550.0)),
            Some((3100.0, 3700.0)),
            Some((3000.0, 3850.0)),
            Some((2900.0, 4000.0)),
        ],
        ..Series::default()
    };
    let measured = Series::new("uitstroom", some([2700.0, 2850.0, 3010.0, 2950.0, 3100.0]));
    let target = Target { place: 9, value: 2400.0, label: "doel 2025", base: Some((0, 2700.0)) };
    let breaks = vec![Break { place: 3, label: "nieuwe definitie" }];
    let two = vec![
        Reference { value: 15.0, label: "landelijke referentie 15 %" },
        Reference { value: 11.5, label: "gemiddelde van alle regio's" },
    ];
    let quota = Series::new("alle werkgevers", some([9.5, 10.1, 11.2, 12.0, 12.8, 14.1]));
    vec![
        (
            "Lines, five, the last provisional",
            chart::trend(&Trend::new(f("a-", "personen"), YEARS[..8].to_vec(), provisional.clone())),
        ),
        (
            "Lines: forecast with bounds, target with its way, break",
            chart::trend(&Trend {
                target: Some(target),
                breaks: breaks.clone(),
                ..Trend::new(f("b-", "personen"), YEARS.to_vec(), vec![measured.clone(), forecast])
            }),
        ),
        (
            "Lines: two references",
            chart::trend(&Trend {
                references: two.clone(),
                ..Trend::new(f("c-", "%"), YEARS[..6].to_vec(), vec![quota])
            }),
        ),
        (
            "Lines: five that end at the same value",
            chart::trend(&Trend::new(
                f("d-", "personen"),
                YEARS[..4].to_vec(),
                (0..5)
                    .map(|i| Series::new(BRANCHES[i], some([10.0 + i as f64, 20.0 - 3.0 * i as f64, 15.0, 12.0])))
                    .collect(),
            )),
        ),
        (
            "Lines: one point",
            chart::trend(&Trend::new(
                f("e-", "personen"),
                vec!["2016"],
                vec![Series::new("uitstroom", vec![Some(3200.0)])],
            )),
        ),
        (
            "Lines: gaps, from negative to huge",
            chart::trend(&Trend::new(
                f("g-", "euro"),
                YEARS[..6].to_vec(),
                vec![Series::new("saldo", vec![Some(-2e11), None, Some(1e12), Some(9e11), None, Some(3e11)])],
            )),
        ),
        (
            "Lines: a target without data",
            chart::trend(&Trend {
                target: Some(target),
                ..Trend::new(f("h-", "personen"), YEARS.to_vec(), Vec::new())
            }),
        ),
        (
            "Areas",
            chart::trend(&Trend {
                form: Form::Stacked,
                breaks,
                ..Trend::new(f("i-", "personen"), YEARS[..8].to_vec(), five())
            }),
        ),
        (
            "Columns, the last provisional",
            chart::trend(&Trend {
                form: Form::Columns,
                ..Trend::new(f("j-", "personen"), YEARS[..8].to_vec(), provisional)
            }),
        ),
        (
            "Columns of one series, with references and a target",
            chart::trend(&Trend {
                form: Form::Columns,
                references: vec![Reference { value: 2500.0, label: "gemiddelde" }],
                target: Some(target),
                ..Trend::new(f("k-", "personen"), YEARS.to_vec(), vec![measured])
            }),
        ),
        (
            "Panels",
            chart::trend(&Trend {
                references: two[..1].to_vec(),
                ..Trend::new(
                    f("l-", "personen"),
                    YEARS[..8].to_vec(),
                    (0..8).map(|i| Series::new(BRANCHES[i], wander(i, 8))).collect(),
                )
            }),
        ),
        (
            "Flow: in and out",
            chart::flow(&Flow {
                frame: f("m-", "personen"),
                periods: YEARS[..6].to_vec(),
                inflow: vec![Series::new("instroom", some([310.0, 290.0, 350.0, 420.0, 400.0, 380.0]))],
                outflow: vec![Series {
                    provisional: vec![false, false, false, false, false, true],
                    ..Series::new("uitstroom", some([320.0, 340.0, 330.0, 300.0, 390.0, 310.0]))
                }],
                net: Some("saldo"),
            }),
        ),
        (
            "Flow: parts",
            chart::flow(&Flow {
                frame: f("n-", "personen"),
                periods: YEARS[..6].to_vec(),
                inflow: vec![
                    Series::new("van school", some([110.0, 90.0, 150.0, 120.0, 100.0, 180.0])),
                    Series::new("uit een andere sector", some([200.0, 200.0, 210.0, 270.0, 270.0, 190.0])),
                ],
                outflow: vec![
                    Series::new("pensioen", some([120.0, 140.0, 130.0, 100.0, 190.0, 110.0])),
                    Series::new("andere sector", some([150.0, 150.0, 130.0, 100.0, 120.0, 110.0])),
                    Series::new("uitkering", some([50.0, 50.0, 70.0, 80.0, 80.0, 60.0])),
                ],
                net: Some("saldo"),
            }),
        ),
        (
            "Bars: references, a value that one would cross, unknown, provisional, negative",
            chart::bars(&Bars {
                frame: Frame { decimals: 1, ..f("o-", "%") },
                bars: vec![
                    Bar::new("Werkgever A", Some(14.2)),
                    Bar::new("Stichting voor verpleging, verzorging en thuiszorg in de hele regio", Some(9.7)),
                    Bar { provisional: true, ..Bar::new("Werkgever C", Some(17.5)) },
                    Bar { missing: "niet getoond", ..Bar::new("Werkgever D", None) },
                    Bar::new("Werkgever E", Some(-2.3)),
                    Bar::new("Werkgever F", Some(0.0)),
                ],
                references: two.clone(),
            }),
        ),
        (
            "Bars: one reference",
            chart::bars(&Bars {
                frame: Frame { decimals: 1, ..f("p-", "%") },
                bars: (0..6).map(|i| Bar::new(BRANCHES[i], Some(11.0 + i as f64 * 1.3))).collect(),
                references: two[..1].to_vec(),
            }),
        ),
        (
            "Bullet: one row",
            chart::bullet(&Bullet {
                frame: f("q-", "personen"),
                words: WORDS,
                rows: vec![measure("", 2700.0, 3200.0, 2860.0, 2400.0)],
            }),
        ),
        (
            "Bullet: rows on one scale",
            chart::bullet(&Bullet {
                frame: f("r-", "personen"),
                words: WORDS,
                rows: vec![
                    measure("Verpleging, verzorging en thuiszorg", 900.0, 1100.0, 980.0, 800.0),
                    measure("Ziekenhuizen", 640.0, 600.0, 560.0, 500.0),
                    Measure { provisional: true, ..measure("Gehandicaptenzorg", 300.0, 410.0, 390.0, 350.0) },
                    Measure { name: "Sociaal werk", target: Some(200.0), ..Measure::default() },
                ],
            }),
        ),
        (
            "Bullet: far from zero",
            chart::bullet(&Bullet {
                frame: f("s-", "personen"),
                words: WORDS,
                rows: vec![measure("Werkzame personen", 70_130.0, 75_910.0, 76_500.0, 78_000.0)],
            }),
        ),
        ("Multiples: 26 regions", chart::multiples(&multiples(f("t-", "%")))),
        ("Tiles: values", chart::tiles(&tiles(f("u-", "%"), values()))),
        ("Tiles: names of classes", chart::tiles(&tiles(f("v-", ""), named()))),
        ("Tiles: to choose from", chart::tiles(&tiles(f("w-", ""), Classes::None))),
        ("Tiles: no short names", chart::tiles(&numbered(f("x-", "%")))),
        ("Choropleth", chart::choropleth(&map(f("y-", "%"), values()))),
        ("Sparklines", sparklines(paint)),
        ("Nothing", chart::trend(&Trend::new(f("z-", "personen"), YEARS.to_vec(), Vec::new()))),
    ]
}

const WORDS: BulletWords =
    BulletWords { actual: "stand 2019", base: "begin 2016", required: "nodig in 2019", target: "doel 2025" };

fn measure(name: &'static str, actual: f64, base: f64, required: f64, target: f64) -> Measure<'static> {
    let [actual, base, required, target] = [actual, base, required, target].map(Some);
    Measure { name, actual, base, required, target, provisional: false }
}

/// Regions with a short name and a place on the schematic map; which is which is invented.
const REGIONS: [(&str, &str, u16, u16); 26] = [
    ("Friesland", "FRL", 3, 0),
    ("Groningen", "GRN", 4, 0),
    ("Noord-Holland Noord", "NHN", 2, 1),
    ("Flevoland", "FLV", 3, 1),
    ("Drenthe", "DRE", 4, 1),
    ("IJssel-Vecht", "IJV", 5, 1),
    ("Zaanstreek-Waterland", "ZWL", 1, 2),
    ("Amsterdam en omgeving", "AMS", 2, 2),
    ("Gooi en Vechtstreek", "GOV", 3, 2),
    ("Stedendriehoek en Noord-Veluwe", "SNV", 4, 2),
    ("Twente", "TWE", 5, 2),
    ("Kennemerland", "KML", 0, 2),
    ("Haaglanden", "HGL", 0, 3),
    ("Rijn Gouwe", "RIG", 1, 3),
    ("Utrecht en omgeving", "UTR", 2, 3),
    ("Amersfoort", "AMF", 3, 3),
    ("Arnhem", "ARN", 4, 3),
    ("Achterhoek", "ACH", 5, 3),
    ("Rijnmond", "RMD", 0, 4),
    ("Drechtsteden", "DRS", 1, 4),
    ("Rivierenland", "RIV", 2, 4),
    ("Nijmegen", "NIJ", 3, 4),
    ("Zeeland", "ZLD", 0, 5),
    ("West-Brabant", "WBR", 1, 5),
    ("Noordoost-Brabant", "NOB", 3, 5),
    ("Zuid-Limburg", "ZLB", 4, 6),
];

fn values() -> Classes<'static> {
    let values = (0..REGIONS.len()).filter_map(|i| match standing(i) {
        Standing::Value(value) => Some(value),
        _ => None,
    });
    Classes::Values(chart::limits(values, 0))
}

fn named() -> Classes<'static> {
    Classes::Named(vec!["in voorbereiding", "ondertekend", "loopt"])
}

fn standing(i: usize) -> Standing<'static> {
    if i % 9 == 4 { Standing::Missing("niet getoond") } else { Standing::Value(9.0 + ((i * 7) % 10) as f64) }
}

fn multiples(frame: Frame<'static>) -> Multiples<'static> {
    let panel = |(i, (name, ..)): (usize, &(&'static str, &str, u16, u16))| {
        let mut series = Series::new("", wander(i % 5, 8));
        if i == 3 {
            series.values.clear();
        }
        Panel { name, href: Some("#"), series, missing: "niet getoond" }
    };
    Multiples {
        frame,
        periods: YEARS[..8].to_vec(),
        panels: REGIONS.iter().enumerate().map(panel).collect(),
        all: Some(Series::new("Nederland", some([70.0, 68.0, 69.0, 72.0, 71.0, 75.0, 74.0, 78.0]))),
        references: Vec::new(),
    }
}

fn tiles(frame: Frame<'static>, classes: Classes<'static>) -> TileMap<'static> {
    let standing = |i: usize| match &classes {
        Classes::Named(names) if i % 7 < names.len() => Standing::Class(i % 7),
        Classes::Named(_) => Standing::Empty,
        _ => standing(i),
    };
    let tile = |(i, (name, short, column, row)): (usize, &(&'static str, &'static str, u16, u16))| Tile {
        name,
        short,
        href: Some("#"),
        column: *column,
        row: *row,
        standing: standing(i),
    };
    TileMap { frame, tiles: REGIONS.iter().enumerate().map(tile).collect(), classes: classes.clone() }
}

fn numbered(frame: Frame<'static>) -> TileMap<'static> {
    let mut map = tiles(frame, values());
    map.tiles.iter_mut().for_each(|tile| tile.short = "");
    map
}

/// A country of jagged cells that share their borders.
fn map(frame: Frame<'static>, classes: Classes<'static>) -> Choropleth<'static> {
    let noise = |x: f64, y: f64| ((x * 12.9898 + y * 78.233).sin() * 43758.547).fract();
    let corner = |i: usize, j: usize| {
        let (x, y) = (i as f64, j as f64);
        (3.4 + 0.75 * x + 0.3 * noise(x, y), 53.5 - 0.45 * y + 0.18 * noise(y, x + 9.0))
    };
    let edge = |from: (usize, usize), to: (usize, usize)| {
        let (a, b) = (corner(from.0, from.1), corner(to.0, to.1));
        let at = |n: usize| {
            let t = n as f64 / 40.0;
            let (x, y) = (a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t);
            let amount = if n == 0 || n == 40 { 0.0 } else { 0.012 };
            (x + amount * noise(y, t), y + amount * noise(x, t))
        };
        (0..=40).map(at).collect::<Vec<_>>()
    };
    let ring = |i: usize, j: usize| {
        let mut bottom = edge((i, j + 1), (i + 1, j + 1));
        let mut left = edge((i, j), (i, j + 1));
        bottom.reverse();
        left.reverse();
        [edge((i, j), (i + 1, j)), edge((i + 1, j), (i + 1, j + 1)), bottom, left].concat()
    };
    let shape = |(i, (name, ..)): (usize, &(&'static str, &str, u16, u16))| Shape {
        name,
        href: Some("#"),
        rings: vec![ring(i % 5, i / 5)],
        standing: standing(i),
    };
    let shapes = REGIONS[..25].iter().enumerate().map(shape).collect();
    Choropleth { frame, shapes, classes, land: Vec::new(), coordinates: Coordinates::Degrees }
}

fn sparklines(paint: Paint) -> String {
    let spark = |id, values, provisional, reference| {
        chart::sparkline(&Sparkline { frame: frame(id, "", paint), values, provisional, reference })
    };
    format!(
        "<p>Uitstroom {} 2.700, quote {} 14,1 %, leeg {}, één {}</p>",
        spark("s1-", wander(2, 9), false, None),
        spark("s2-", some([9.5, 10.1, 11.2, 12.0, 12.8, 14.1]), true, Some(15.0)),
        spark("s3-", vec![None; 4], false, None),
        spark("s4-", vec![Some(3.0)], false, None),
    )
}
