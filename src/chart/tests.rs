//! What holds for every chart, whatever it draws.

use std::sync::LazyLock;

use super::*;

/// A text of an SVG with the box that it takes.
#[derive(Debug)]
pub struct Word {
    pub text: String,
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
}

impl Word {
    pub fn overlaps(&self, other: &Word) -> bool {
        let are_shown = !self.text.is_empty() && !other.text.is_empty();
        are_shown
            && self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

pub fn frame(id: &str, paint: Paint) -> Frame<'_> {
    Frame { id, title: "Titel", desc: "Zin", unit: "personen", decimals: 1, language: Language::Dutch, paint }
}

fn series(name: &str, values: Vec<Option<f64>>) -> Series<'_> {
    Series::new(name, values)
}

fn lines<'a>(periods: Vec<&'a str>, series: Vec<Series<'a>>) -> Trend<'a> {
    let references = vec![Reference { value: 15.0, label: "landelijk doel voor 2025" }];
    Trend { references, ..Trend::new(frame("f", Paint::Classes), periods, series) }
}

const NAMES: [&str; 8] = [
    "Verpleging, verzorging en thuiszorg",
    "Ziekenhuizen",
    "Geestelijke gezondheidszorg in de hele regio Stedendriehoek en Noord-Veluwe",
    "Arbeidsongeschiktheidsverzekeringsmaatschappijen",
    "<b>\"J & W\"</b>",
    "",
    "mbo",
    "hbo",
];
const YEARS: [&str; 7] = ["2010", "2011", "2012", "2013", "2014", "2015", "2016"];
const STUDY_YEARS: [&str; 7] = ["2010/'11", "2011/'12", "2012/'13", "2013/'14", "2014/'15", "2015/'16", "2016/'17"];

/// Values that are hard to draw.
fn hard_values() -> Vec<Vec<Option<f64>>> {
    let some = |values: [f64; 7]| values.map(Some).to_vec();
    vec![
        some([5.0; 7]),
        some([0.0; 7]),
        some([-0.0, -1.0, -2.0, -3.0, -1e-9, 0.0, -7.5]),
        some([1e12, 9e11, 1.1e12, 0.0, 3.0, 1e12, 1e12]),
        some([f64::NAN, f64::INFINITY, 1.0, f64::MAX, f64::MIN_POSITIVE, 2.0, 1e-300]),
        vec![None, Some(1.0), None, Some(2.0), None, None, Some(3.0)],
        vec![Some(1.0)],
        vec![None; 7],
        Vec::new(),
        some([69_900.0, 70_130.0, 72_560.0, 76_010.0, 77_320.0, 77_570.0, 75_910.0]),
    ]
}

/// Charts of every kind, drawn once for all tests.
pub static CHARTS: LazyLock<Vec<String>> = LazyLock::new(charts);

/// Charts of every kind, over what is hard to draw.
fn charts() -> Vec<String> {
    let mut charts = Vec::new();
    for periods in [&YEARS[..], &STUDY_YEARS, &["2016"], &["eerste kwartaal van het jaar 2016", "tweede"], &[]] {
        for values in hard_values() {
            for count in [1, 3, 5, 8] {
                let series: Vec<_> = NAMES[..count].iter().map(|n| series(n, values.clone())).collect();
                charts.extend(charts_of(periods, series));
            }
            charts.extend(maps_of(&periods[..periods.len().min(3)], &values));
            charts.push(bars(&bars_of(&values)));
            charts.push(bullet(&bullet_of(&values)));
            charts.push(bullet(&Bullet { rows: bullet_of(&values).rows[..1].to_vec(), ..bullet_of(&values) }));
            let reference = values.first().copied().flatten();
            charts.push(sparkline(&Sparkline {
                frame: frame("f", Paint::Classes),
                values,
                provisional: true,
                reference,
            }));
        }
    }
    charts
}

/// Charts of every kind that has series.
fn charts_of<'a>(periods: &[&'a str], series: Vec<Series<'a>>) -> Vec<String> {
    let bounds = series[0].values.iter().map(|value| value.map(|value| (value * 0.9, value * 1.2 + 1.0))).collect();
    let forecast = Series { forecast: series.len() > 1, bounds, ..series[0].clone() };
    let flow = |net, split: usize| Flow {
        frame: frame("f", Paint::Classes),
        periods: periods.to_vec(),
        inflow: series[..split].to_vec(),
        outflow: series[split..].to_vec(),
        net,
    };
    let flows = [flow(None, series.len()), flow(Some("saldo van alles wat in- en uitstroomt"), series.len() / 2)];
    let mut chart = lines(periods.to_vec(), series.clone());
    chart.series[0] = Series { provisional: vec![true, false, true], ..forecast };
    chart.target =
        Some(Target { place: 5, value: 13.5, label: "doel voor de hele regio in 2015", base: Some((0, 4.0)) });
    chart.breaks = vec![Break { place: 1, label: "nieuwe definitie" }, Break { place: 2, label: "andere bron" }];
    chart.references.push(Reference { value: 15.2, label: "gemiddelde" });
    let forms = [Form::Lines, Form::Stacked, Form::Columns].map(|form| trend(&Trend { form, ..chart.clone() }));
    forms.into_iter().chain(flows.iter().map(super::flow)).collect()
}

/// Maps, and a small chart a region, with short names or without.
fn maps_of(periods: &[&str], values: &[Option<f64>]) -> Vec<String> {
    let classes = Classes::Values(limits(values.iter().copied().flatten(), 1));
    let named = Classes::Named(vec!["in voorbereiding bij alle partijen in de hele regio", "ondertekend", "loopt"]);
    let standing = |i: usize| values.get(i % 7).copied().flatten().map_or(Standing::Empty, Standing::Value);
    let tile = |i: usize| Tile {
        name: NAMES[i % 8],
        short: if periods.len() > 1 { "ABC" } else { "" },
        href: (i > 3).then_some("../drenthe/?a=1&b=\"2\""),
        column: (i % 7) as u16 + 3,
        row: (i / 7) as u16,
        standing: standing(i),
    };
    let shape = |i: usize| {
        let (x, y) = (4.0 + (i % 5) as f64 / 2.0, 51.0 + (i / 5) as f64 / 3.0);
        let ring = vec![(x, y), (x + 0.5, y), (x + 0.2, y + f64::NAN), (x + 0.5, y + 0.3), (x, y + 0.3), (x, y)];
        Shape { name: NAMES[i % 8], href: None, rings: vec![ring], standing: standing(i) }
    };
    let frame = frame("f", Paint::Classes);
    let map = TileMap { frame, tiles: (0..28).map(tile).collect(), classes: classes.clone() };
    let shapes = (0..28).map(shape).collect();
    let panel = |i: usize| Panel {
        name: NAMES[i % 8],
        href: Some("x"),
        missing: "niet getoond",
        series: series("", vec![values.get(i).copied().flatten()]),
    };
    vec![
        tiles(&map),
        tiles(&TileMap { classes: named, ..map.clone() }),
        tiles(&TileMap { classes: Classes::None, tiles: map.tiles[..1].to_vec(), ..map }),
        choropleth(&Choropleth {
            frame,
            shapes,
            classes,
            land: vec![vec![(3.0, 50.0), (8.0, 50.0), (8.0, 54.0)]],
            coordinates: Coordinates::Degrees,
        }),
        multiples(&Multiples {
            frame,
            periods: periods.to_vec(),
            panels: (0..28).map(panel).collect(),
            all: Some(series("alle regio's van Nederland", values.to_vec())),
            references: vec![Reference { value: 3.0, label: NAMES[2] }],
        }),
    ]
}

fn bars_of(values: &[Option<f64>]) -> Bars<'static> {
    let bars =
        NAMES.iter().zip(values).map(|(name, value)| Bar { provisional: true, ..Bar::new(name, *value) }).collect();
    let references = vec![
        Reference { value: 12.0, label: "landelijk doel" },
        Reference { value: 5.5, label: "gemiddelde van alle regio's" },
    ];
    Bars { frame: frame("f", Paint::Classes), bars, references }
}

fn bullet_of(values: &[Option<f64>]) -> Bullet<'static> {
    let at = |i: usize| values.get(i % values.len().max(1)).copied().flatten();
    let row = |(i, name): (usize, &&'static str)| Measure {
        name,
        actual: at(i),
        provisional: i == 1,
        base: at(i + 1),
        required: at(i + 2).map(|value| value * 1.01),
        target: at(i + 3),
    };
    let words = BulletWords { actual: "stand 2019", base: "begin 2016", required: "nodig in 2019", target: NAMES[2] };
    Bullet { frame: frame("f", Paint::Classes), words, rows: NAMES.iter().enumerate().map(row).collect() }
}

/// The drawings of a chart, each with the numbers of its viewBox and its size of text.
pub fn drawings(chart: &str) -> Vec<(&str, [f64; 3])> {
    let drawings = chart.split("<svg").skip(1);
    drawings
        .map(|svg| {
            let size: Vec<f64> = attribute(svg, "viewBox").split(' ').skip(2).map(number).collect();
            (svg, [size[0], size[1], number(attribute(svg, "font-size"))])
        })
        .collect()
}

pub fn attribute<'a>(tag: &'a str, name: &str) -> &'a str {
    let start = tag.find(&format!(" {name}=\"")).unwrap_or_else(|| panic!("{name} in {tag}")) + name.len() + 3;
    tag[start..].split('"').next().unwrap_or_default()
}

pub fn number(text: &str) -> f64 {
    text.parse().unwrap_or_else(|_| panic!("a number: {text}"))
}

pub fn words(svg: &str, size: f64) -> Vec<Word> {
    let texts = svg.split("<text").skip(1);
    texts.map(|text| word(text.split("</text>").next().unwrap_or_default(), size)).collect()
}

fn word(tag: &str, size: f64) -> Word {
    let (head, text) = tag.split_once('>').expect("a tag ends");
    let text = text.rsplit("</title>").next().unwrap_or_default();
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    let width = measure::width(&text, size);
    let (x, y) = (number(attribute(head, "x")), number(attribute(head, "y")));
    let left = match head.contains("text-anchor").then(|| attribute(head, "text-anchor")) {
        Some("middle") => x - width / 2.0,
        Some(_) => x - width,
        None => x,
    };
    Word { text, left, right: left + width, top: y - size * 0.76, bottom: y + size * 0.22 }
}

/// The points of the paths of a drawing, without those of patterns; circles by their left and right.
fn points(svg: &str) -> Vec<(f64, f64)> {
    let drawing = svg.rsplit("</pattern>").next().unwrap_or_default();
    let paths = drawing.split("<path").skip(1);
    paths.flat_map(|path| path_points(attribute(path, "d"))).collect()
}

fn path_points(d: &str) -> Vec<(f64, f64)> {
    let mut points = Vec::new();
    let (mut x, mut y) = (0.0, 0.0);
    for command in d.split_inclusive(|c: char| c.is_ascii_alphabetic()).collect::<Vec<_>>().windows(2) {
        let kind = command[0].chars().last().unwrap_or('z');
        let numbers: Vec<f64> =
            command[1].trim_end_matches(|c: char| c.is_ascii_alphabetic()).split_whitespace().map(number).collect();
        match kind {
            'H' => x = numbers[0],
            'V' => y = numbers[0],
            'a' => x += numbers[5],
            _ => {
                for pair in numbers.chunks(2) {
                    (x, y) = (pair[0], pair[1]);
                    points.push((x, y));
                }
            }
        }
        points.push((x, y));
    }
    points
}

#[test]
fn no_two_texts_overlap() {
    for chart in CHARTS.iter() {
        for (svg, [_, _, size]) in drawings(chart) {
            let words = words(svg, size);
            for (i, word) in words.iter().enumerate() {
                let other = words[i + 1..].iter().find(|other| word.overlaps(other));
                assert!(other.is_none(), "{word:?} overlaps {other:?} in <svg{svg}");
            }
        }
    }
}

#[test]
fn everything_lies_within_the_view_box() {
    for chart in CHARTS.iter() {
        for (svg, [width, height, size]) in drawings(chart) {
            for (x, y) in points(svg) {
                assert!((0.0..=width).contains(&x) && (0.0..=height).contains(&y), "{x} {y} in <svg{svg}");
            }
            for word in words(svg, size) {
                let is_within = word.left >= -0.1 && word.right <= width + 0.1 && word.bottom <= height + 0.1;
                assert!(is_within && word.top >= -0.1, "{word:?} in <svg{svg}");
            }
        }
    }
}

#[test]
fn no_number_is_missing_and_no_zero_is_negative() {
    for chart in CHARTS.iter() {
        assert!(!chart.contains("NaN") && !chart.contains("inf"), "{chart}");
        assert!(!chart.contains("-0\"") && !chart.contains("-0 ") && !chart.contains("−0<"), "{chart}");
    }
}

#[test]
fn text_is_escaped_everywhere() {
    let evil = "</title><script>\"&'";
    let frame = Frame { id: "a\"b", title: evil, desc: evil, unit: evil, ..frame("", Paint::Classes) };
    let chart = Trend { frame, ..lines(vec![evil, evil], vec![series(evil, vec![Some(1.0), Some(2.0)])]) };
    let bar = Bars { frame, bars: vec![Bar::new(evil, Some(1.0))], references: Vec::new() };
    for svg in [trend(&chart), trend(&Trend { form: Form::Stacked, ..chart.clone() }), bars(&bar)] {
        assert!(!svg.contains("<script") && svg.contains("&lt;script&gt;&quot;&amp;"), "{svg}");
        assert!(!svg.contains("a\"b"), "{svg}");
        assert_eq!(svg.matches('<').count(), svg.matches('>').count(), "{svg}");
    }
}

#[test]
fn the_same_data_gives_the_same_bytes() {
    assert_eq!(charts(), *CHARTS);
}

#[test]
fn a_chart_without_numbers_says_so() {
    let chart = lines(YEARS.to_vec(), vec![series("mbo", vec![None; 7])]);
    assert!(trend(&chart).contains(">geen gegevens<"));
    let english = Frame { language: Language::English, ..chart.frame };
    assert!(trend(&Trend { frame: english, ..chart }).contains(">no data<"));
    assert!(bars(&bars_of(&[])).contains(">geen gegevens<"));
}

#[test]
fn every_id_is_named_once_and_has_the_prefix() {
    for chart in CHARTS.iter() {
        let mut ids: Vec<&str> = chart.split(" id=\"").skip(1).filter_map(|tag| tag.split('"').next()).collect();
        assert!(ids.iter().all(|id| id.starts_with("f-")), "{ids:?}");
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count);
        for named in chart.split("aria-labelledby=\"").skip(1).filter_map(|tag| tag.split('"').next()) {
            assert!(named.split(' ').all(|id| ids.contains(&id)), "{named}");
        }
    }
}

#[test]
fn paper_lies_below_every_edge_between_layers() {
    let mut found = 0;
    for chart in inline_charts() {
        // What an element is drawn along, as far as it ends in this look.
        let along = |look: &str| -> Vec<&str> {
            chart.split('<').filter_map(|element| element.split_once(look)).map(|(along, _)| along).collect()
        };
        let casings = along(" fill=\"none\" stroke=\"#ffffff\" stroke-width=\"5\"");
        for colour in ink::SERIES {
            let edges = along(&format!(" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.5\""));
            assert!(edges.iter().all(|edge| casings.contains(edge)), "{edges:?} on {casings:?}");
            found += edges.len();
        }
    }
    assert!(found > 10, "{found} edges are too few to say anything");
}

/// One chart of each kind as it is on paper.
pub fn inline_charts() -> Vec<String> {
    let frame = frame("f", Paint::Inline);
    let values = vec![Some(1.0), Some(2.0), None, Some(4.0), Some(5.0), Some(6.0)];
    let some =
        || (0..5).map(|i| Series { provisional: vec![i > 2], ..series(NAMES[i], values.clone()) }).collect::<Vec<_>>();
    let trends = [Form::Lines, Form::Stacked, Form::Columns].map(|form| {
        let target = Some(Target { place: 5, value: 3.0, label: "doel", base: Some((0, 1.0)) });
        let breaks = vec![Break { place: 1, label: "nieuwe definitie" }];
        let mut chart = lines(YEARS[..6].to_vec(), some());
        chart.series[1].forecast = true;
        chart.series[1].bounds = vec![Some((1.0, 2.0)); 6];
        trend(&Trend { frame, form, target, breaks, ..chart })
    });
    let (inflow, periods) = (some(), YEARS[..6].to_vec());
    let flow = |count: usize| {
        let (inflow, outflow) = (inflow[..count].to_vec(), inflow[..count].to_vec());
        flow(&Flow { frame, periods: periods.clone(), inflow, outflow, net: Some("saldo") })
    };
    let panel =
        |i: usize| Panel { name: NAMES[i], href: Some("x"), missing: "", series: series("", values[i..].to_vec()) };
    let all = Some(series("alle", values.clone()));
    let multiples =
        Multiples { frame, periods: YEARS.to_vec(), panels: (0..6).map(panel).collect(), all, references: vec![] };
    let tile = |i: usize| Tile {
        name: NAMES[i],
        short: "",
        href: Some("x"),
        column: i as u16,
        row: 0,
        standing: values[i].map_or(Standing::Empty, Standing::Value),
    };
    let shape = |i: usize| Shape {
        name: NAMES[i],
        href: None,
        rings: vec![vec![(i as f64, 0.0), (i as f64 + 1.0, 0.0), (i as f64 + 1.0, 1.0)]],
        standing: values[i].map_or(Standing::Empty, Standing::Value),
    };
    let classes = || Classes::Values(vec![2.0, 3.0, 4.0, 5.0]);
    let bullet = |values: &[Option<f64>]| super::bullet(&Bullet { frame, ..bullet_of(values) });
    let mut charts = trends.to_vec();
    charts.extend([
        flow(1),
        flow(3),
        bars(&Bars { frame, ..bars_of(&values) }),
        bullet(&values),
        bullet(&[Some(100.0), Some(101.0), Some(102.0), Some(103.0)]),
        super::multiples(&multiples),
        tiles(&TileMap { frame, tiles: (0..6).map(tile).collect(), classes: classes() }),
        tiles(&TileMap { frame, tiles: (0..6).map(tile).collect(), classes: Classes::None }),
        choropleth(&Choropleth {
            frame,
            shapes: (0..6).map(shape).collect(),
            classes: classes(),
            land: vec![vec![(-1.0, -1.0), (8.0, -1.0), (8.0, 3.0)]],
            coordinates: Coordinates::Planar,
        }),
        sparkline(&Sparkline { frame, values: values.clone(), provisional: false, reference: Some(3.0) }),
        trend(&Trend::new(frame, Vec::new(), Vec::new())),
    ]);
    charts
}

#[test]
fn classes_carry_no_colour() {
    for chart in CHARTS.iter() {
        let has_colour = ["=\"#", "stroke=", "style=", " fill=\"r"].iter().any(|what| chart.contains(what));
        assert!(!has_colour || chart.contains("href=\"#"), "{chart}");
    }
}

#[test]
fn a_forecast_is_dotted_on_a_pale_ground() {
    let measured = series("mbo", vec![Some(1.0), Some(2.0)]);
    let forecast = Series { forecast: true, ..series("raming", vec![None, Some(2.0), Some(3.0)]) };
    let chart = trend(&lines(YEARS[..3].to_vec(), vec![measured.clone(), forecast]));
    assert!(chart.contains("class=\"forecast s2\"") && chart.contains("class=\"band\""), "{chart}");
    let chart = trend(&lines(YEARS[..3].to_vec(), vec![measured]));
    assert!(!chart.contains("forecast") && !chart.contains("band"), "{chart}");
}

#[test]
fn a_provisional_value_is_hollow() {
    let mut chart = lines(YEARS[..2].to_vec(), vec![series("mbo", vec![Some(1.0), Some(2.0)])]);
    assert!(!trend(&chart).contains("hollow"));
    chart.series[0].provisional = vec![false, true];
    assert!(trend(&chart).contains("class=\"hollow s1\""));
    chart.form = Form::Stacked;
    assert!(trend(&chart).contains("class=\"hollow s1\""));
}

#[test]
fn a_provisional_column_has_a_broken_outline_and_keeps_the_hatch_of_its_series() {
    let mut chart = lines(YEARS[..2].to_vec(), vec![series("mbo", vec![Some(1.0), Some(2.0)])]);
    chart.form = Form::Columns;
    assert!(!trend(&chart).contains("open") && !trend(&chart).contains("voorlopig"));
    chart.series[0].provisional = vec![false, true];
    let plain = trend(&chart);
    // One block and one sample in the key, in each of two drawings.
    assert_eq!(plain.matches("class=\"open s1\"").count(), 4, "{plain}");
    assert!(plain.contains(">voorlopig<"), "{plain}");
    chart.series.push(Series { provisional: vec![false, true], ..series("hbo", vec![Some(3.0), Some(4.0)]) });
    let patterned = trend(&chart);
    assert!(patterned.contains("fill=\"url(#f-o2)\"") && patterned.contains("class=\"draft-edge s2\""), "{patterned}");
    let inline = trend(&Trend { frame: Frame { paint: Paint::Inline, ..chart.frame }, ..chart });
    assert!(inline.contains("fill=\"none\" stroke=\"#d55e00\" stroke-width=\"1.75\" stroke-dasharray=\"5 3\""));
}

#[test]
fn the_key_shows_columns_as_they_are() {
    let values = vec![Some(1.0), Some(2.0)];
    let name = "een naam die op een telefoon niet naast de tekening past";
    let mut chart = lines(YEARS[..2].to_vec(), vec![series(name, values.clone())]);
    chart.form = Form::Columns;
    let plain = trend(&chart);
    assert!(plain.contains("class=\"bar s1\"") && !plain.contains("url(#"), "{plain}");
    chart.series.push(series("mbo", values));
    let patterned = trend(&chart);
    assert!(!patterned.contains("class=\"bar") && patterned.contains("url(#f-n-p2)"), "{patterned}");
}

#[test]
fn a_gap_is_no_point() {
    let chart = |value| lines(YEARS.to_vec(), vec![series("mbo", vec![Some(1.0), value, Some(3.0)])]);
    let count = |chart: Trend| {
        trend(&chart).split("class=\"dot s1\"").nth(1).map(|d| d.split("/>").next().unwrap_or("").matches('M').count())
    };
    assert_eq!(count(chart(Some(2.0))), Some(3));
    assert_eq!(count(chart(None)), Some(2));
}

#[test]
fn five_series_of_eight_periods_fit_in_six_kilobytes_a_drawing() {
    let values: Vec<_> = (0..7).map(|i| Some(f64::from(i) * 1.7 + 3.3)).collect();
    let chart = lines(STUDY_YEARS.to_vec(), NAMES[..5].iter().map(|name| series(name, values.clone())).collect());
    for (svg, _) in drawings(&trend(&chart)) {
        assert!(svg.len() < 6144, "{}", svg.len());
    }
}
