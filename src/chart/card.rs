//! A card: what somebody sees of a page who gets a link to it. Texts that are set in lines here, since SVG sets none,
//! and for a figure its chart.
//!
//! Comes in: texts, charts drawn with [`super::Paint::Card`], colours. Goes out: one `<svg>` of [`CARD`] px.

use super::Colour;
use super::alone::{self, push_text};
use super::letters::{FAMILY, Letters, Weight};
use super::measure::LINE;

/// Width and height of a card in px: what sites that show links ask for.
pub const CARD: (u32, u32) = (1200, 630);

const WIDTH: f64 = CARD.0 as f64;
const HEIGHT: f64 = CARD.1 as f64;
/// The room left and right of all text.
const MARGIN: f64 = 64.0;
/// The height of the band with the site's name.
const BAND: f64 = 104.0;
/// The room between the band and what stands below it, and at the foot.
const GAP: f64 = 40.0;
/// The least width of the texts beside a chart, and the room between the two.
const COLUMN: (f64, f64) = (484.0, 36.0);
/// How much a chart is enlarged: less, and nobody reads its labels where a card is shown 500 px wide; more is of no use.
const ENLARGED: (f64, f64) = (1.3, 2.0);

/// Sizes of a title over the whole width, each with the most lines that it may take; the first that fits is taken.
const TITLES: &[(f64, usize)] = &[(76.0, 2), (66.0, 3), (56.0, 4), (48.0, 4)];
/// The same beside a chart.
const NARROW_TITLES: &[(f64, usize)] = &[(46.0, 3), (40.0, 4), (34.0, 5), (30.0, 5)];
/// Sizes of the text below a title; the first that fits in what the title leaves is taken.
const TEXTS: &[f64] = &[34.0, 30.0, 27.0];
/// The same beside a chart.
const NARROW_TEXTS: &[f64] = &[28.0, 25.0];
/// The size of small texts: kind, foot, address.
const SMALL: f64 = 25.0;
/// The most lines that the foot takes.
const FOOT_LINES: usize = 2;

/// What stands on a card; a text may be empty.
#[derive(Debug, Clone, Copy)]
pub struct Card<'a> {
    /// The name of the site.
    pub site: &'a str,
    /// Where the site stands, for people: `voorbeeld.nl/plannen`.
    pub address: &'a str,
    /// What kind of page it is.
    pub kind: &'a str,
    /// The title of the page.
    pub title: &'a str,
    /// What it says, in a sentence.
    pub text: &'a str,
    /// Where it belongs or comes from.
    pub foot: &'a str,
    /// Charts of which the first is shown that stays readable.
    pub charts: &'a [String],
    /// The colours.
    pub colours: CardColours,
}

/// The colours of a card.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "they are named after the tokens of a theme")]
pub struct CardColours {
    pub paper: Colour,
    pub ink: Colour,
    pub muted: Colour,
    pub accent: Colour,
    pub accent_soft: Colour,
}

/// Draws a card.
pub fn card(card: &Card) -> String {
    let mut sheet = Sheet { svg: open(), letters: [Weight::Regular, Weight::Bold].map(Letters::of) };
    sheet.rectangle((0.0, 0.0), (WIDTH, HEIGHT), 0.0, card.colours.paper);
    sheet.band(card);
    match card.charts.iter().find_map(|chart| Some((chart, enlarged(chart)?))) {
        Some((chart, scale)) => {
            let left = WIDTH - MARGIN - alone::size(chart).0 * scale;
            sheet.texts(card, NARROW_TITLES, NARROW_TEXTS, left - COLUMN.1 - MARGIN, false);
            sheet.chart(chart, (left, CHART_TOP), scale);
        }
        None => sheet.texts(card, TITLES, TEXTS, WIDTH - 2.0 * MARGIN, true),
    }
    sheet.svg.push_str("</svg>\n");
    sheet.svg
}

fn open() -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\" font-family=\"{FAMILY}\">")
}

/// Where a chart begins.
const CHART_TOP: f64 = BAND + GAP - 8.0;
/// The most room that a chart takes.
const CHART_ROOM: (f64, f64) = (WIDTH - 2.0 * MARGIN - COLUMN.0 - COLUMN.1, HEIGHT - CHART_TOP - GAP / 2.0);

/// How much a chart can be enlarged; none when its labels would be too small to read.
fn enlarged(chart: &str) -> Option<f64> {
    let (width, height) = alone::size(chart);
    let scale = (CHART_ROOM.0 / width).min(CHART_ROOM.1 / height).min(ENLARGED.1);
    (scale >= ENLARGED.0).then_some(scale)
}

/// A text that has been set.
struct Set {
    lines: Vec<String>,
    size: f64,
    weight: Weight,
}

impl Set {
    fn height(&self) -> f64 {
        self.lines.len() as f64 * self.size * LINE
    }
}

/// A card that is being drawn.
struct Sheet {
    svg: String,
    /// By [`Weight`].
    letters: [Letters; 2],
}

impl Sheet {
    /// The name of the site, and where it stands.
    fn band(&mut self, card: &Card) {
        let (name_size, room) = (36.0, WIDTH - 2.0 * MARGIN);
        self.rectangle((0.0, 0.0), (WIDTH, BAND), 0.0, card.colours.accent);
        let address = self.set(card.address, &[(SMALL, 1)], room / 2.0, Weight::Regular);
        let address_width = address.lines.iter().map(|line| self.width(line, SMALL, Weight::Regular)).sum::<f64>();
        let name = self.set(card.site, &[(name_size, 1)], room - address_width - GAP, Weight::Bold);
        let middle = |size: f64| (BAND - size * LINE) / 2.0;
        self.write(&name, (MARGIN, middle(name_size)), card.colours.paper);
        self.write(&address, (WIDTH - MARGIN - address_width, middle(SMALL)), card.colours.paper);
    }

    /// Kind, title, text and foot below each other; what is left of the height goes above and below, or below only.
    fn texts(&mut self, card: &Card, titles: &[(f64, usize)], sizes: &[f64], width: f64, in_the_middle: bool) {
        let foot = self.set(card.foot, &[(SMALL, FOOT_LINES)], width, Weight::Regular);
        let foot_y = HEIGHT - GAP - foot.height();
        let kind = self.set(card.kind, &[(SMALL, 1)], width - 2.0 * PILL.0, Weight::Bold);
        let kind_height = if kind.lines.is_empty() { 0.0 } else { kind.height() + 2.0 * PILL.1 + GAP / 2.0 };
        let title = self.set(card.title, titles, width, Weight::Bold);
        let top = BAND + GAP;
        let rest = foot_y - top - kind_height - title.height() - GAP;
        let most = |size: f64| (rest / (size * LINE)).max(0.0) as usize;
        let sizes: Vec<_> = sizes.iter().map(|size| (*size, most(*size))).collect();
        let text = self.set(card.text, &sizes, width, Weight::Regular);
        let over = if in_the_middle { (rest - text.height()).max(0.0) / 2.0 } else { 0.0 };
        let title_y = top + over + kind_height;
        self.pill(&kind, (MARGIN, top + over), card.colours);
        self.write(&title, (MARGIN, title_y), card.colours.ink);
        self.write(&text, (MARGIN, title_y + title.height() + GAP / 2.0), card.colours.ink);
        self.write(&foot, (MARGIN, foot_y), card.colours.muted);
    }

    /// A word on a ground of its own.
    fn pill(&mut self, word: &Set, (x, y): (f64, f64), colours: CardColours) {
        let Some(line) = word.lines.first() else { return };
        let width = self.width(line, word.size, word.weight) + 2.0 * PILL.0;
        self.rectangle((x, y), (width, word.height() + 2.0 * PILL.1), 8.0, colours.accent_soft);
        self.write(word, (x + PILL.0, y + PILL.1), colours.accent);
    }

    fn chart(&mut self, chart: &str, (x, y): (f64, f64), scale: f64) {
        self.svg.push_str(&format!("<g transform=\"translate({x:.1} {y:.1}) scale({scale:.3})\">{chart}</g>"));
    }

    fn rectangle(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), round: f64, fill: Colour) {
        self.svg.push_str(&format!(
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"{round}\" fill=\"{fill}\"/>"
        ));
    }

    fn write(&mut self, text: &Set, (x, y): (f64, f64), fill: Colour) {
        let weight = if text.weight == Weight::Bold { " font-weight=\"bold\"" } else { "" };
        let look = format!("{weight} fill=\"{fill}\"");
        for (at, line) in text.lines.iter().enumerate() {
            let base = y + (at + 1) as f64 * text.size * LINE - text.size * 0.3;
            push_text(&mut self.svg, (x, base), text.size, &look, line);
        }
    }

    fn width(&self, text: &str, size: f64, weight: Weight) -> f64 {
        self.letters[weight as usize].width(text, size)
    }

    /// Sets a text in lines of a width at most, in the first of the sizes at which it needs no more lines than that
    /// size may take. In the last size, what does not fit is cut.
    fn set(&self, text: &str, sizes: &[(f64, usize)], limit: f64, weight: Weight) -> Set {
        // A space that no line ends at stays.
        let text =
            text.split(|c: char| c.is_ascii_whitespace()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        for &(size, most) in sizes {
            let width = |part: &str| self.width(part, size, weight);
            let lines = alone::lines(&text, limit, width);
            if lines.len() <= most && lines.iter().all(|line| width(line) <= limit) {
                let lines = even(&text, limit, lines, width).into_iter().map(str::to_owned).collect();
                return Set { lines, size, weight };
            }
        }
        let (size, most) = *sizes.last().expect("a text has a size");
        Set { lines: cut(&text, limit, most, |part| self.width(part, size, weight)), size, weight }
    }
}

/// The room left and right, and above and below, of a word on a ground of its own.
const PILL: (f64, f64) = (16.0, 5.0);

/// Makes lines about equally wide without making them more: no word is left alone on the last.
fn even<'t>(text: &'t str, limit: f64, lines: Vec<&'t str>, width: impl Fn(&str) -> f64) -> Vec<&'t str> {
    let narrower = (1..10).map(|step| limit * (1.0 - f64::from(step) * 0.05)).map_while(|limit| {
        let tried = alone::lines(text, limit, &width);
        (tried.len() == lines.len() && tried.iter().all(|line| width(line) <= limit)).then_some(tried)
    });
    narrower.last().unwrap_or(lines)
}

/// As many lines as there may be, none too wide; the last of them shows by an ellipsis that something is missing.
fn cut(text: &str, limit: f64, most: usize, width: impl Fn(&str) -> f64) -> Vec<String> {
    let all = alone::lines(text, limit, &width);
    let is_cut = all.len() > most;
    let mut lines: Vec<String> = all.into_iter().take(most).map(|line| shortened(line, limit, false, &width)).collect();
    if let Some(last) = lines.last_mut().filter(|_| is_cut) {
        *last = shortened(last, limit, true, &width);
    }
    lines
}

/// A line with an ellipsis where it is too wide, or where it `goes_on`: behind a word, within one only when it is alone.
fn shortened(line: &str, limit: f64, goes_on: bool, width: impl Fn(&str) -> f64) -> String {
    if line.ends_with('…') || (!goes_on && width(line) <= limit) {
        return line.to_owned();
    }
    let with_mark =
        |kept: &str| format!("{}…", kept.trim_end_matches(|c: char| c.is_whitespace() || ",;:–-.".contains(c)));
    let mut words = line.match_indices(' ').map(|(at, _)| at).chain([line.len()]);
    let mut letters = line.char_indices().map(|(at, _)| at);
    let fits = |end: &usize| *end > 0 && width(&with_mark(&line[..*end])) <= limit;
    let end = words.rfind(&fits).or_else(|| letters.rfind(&fits));
    with_mark(&line[..end.unwrap_or(0)])
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str = "Regionaal actieplan arbeidsmarkt zorg en welzijn voor de regio's Noord-Holland-Noord, \
                        Zaanstreek-Waterland en Kennemerland, met alle afspraken over opleiden, behouden en \
                        aantrekken van personeel die de partijen tot en met 2030 samen willen uitvoeren";

    fn colour(text: &str) -> Colour {
        Colour::from_hex(text).expect("the test has colours")
    }

    fn drawn(title: &str, text: &str, charts: &[String]) -> String {
        card(&Card {
            site: "Regionale actieplannen",
            address: "voorbeeld.nl",
            kind: "Actie",
            title,
            text,
            foot: "Bron",
            charts,
            colours: CardColours {
                paper: colour("#ffffff"),
                ink: colour("#000000"),
                muted: colour("#444444"),
                accent: colour("#005500"),
                accent_soft: colour("#ddeedd"),
            },
        })
    }

    /// The number that an attribute has in a tag.
    fn number(tag: &str, name: &str) -> f64 {
        let (_, rest) = tag.split_once(&format!(" {name}=\"")).expect("the tag has the attribute");
        rest.split('"').next().expect("an attribute ends").parse().expect("it is a number")
    }

    /// Texts as left, base, right, size and words.
    fn texts(svg: &str) -> Vec<(f64, f64, f64, f64, String)> {
        let tags = svg.split("<text").skip(1).map(|rest| rest.split_once("</text>").expect("a text ends").0);
        tags.map(|tag| {
            let (tag, words) = tag.split_once('>').expect("a tag ends");
            let weight = if tag.contains("bold") { Weight::Bold } else { Weight::Regular };
            let (x, y, size) = (number(tag, "x"), number(tag, "y"), number(tag, "font-size"));
            (x, y, x + Letters::of(weight).width(words, size), size, words.to_owned())
        })
        .collect()
    }

    #[test]
    fn no_text_leaves_the_card_or_lies_over_another_however_long_it_is() {
        let word = "Arbeidsongeschiktheidsverzekeringsmaatschappijen".repeat(3);
        let chart = "<svg width=\"304\" height=\"228\"></svg>".to_owned();
        let summary = format!("{LONG}. {LONG}");
        for title in ["Kort", LONG, &word, &format!("{LONG} {LONG} {LONG}"), "W W W W", ""] {
            for charts in [&[][..], std::slice::from_ref(&chart)] {
                let right = if charts.is_empty() { WIDTH - MARGIN } else { WIDTH - MARGIN - CHART_ROOM.0 - COLUMN.1 };
                let texts = texts(&drawn(title, &summary, charts));
                for (x, y, end, size, words) in texts.iter().filter(|text| text.1 > BAND) {
                    assert!(*x >= MARGIN && *end <= right && *y <= HEIGHT - 24.0, "{words} {x}–{end}, {y}");
                    assert!(*size >= SMALL, "{words}");
                }
                for pair in texts.windows(2).filter(|pair| pair[0].1 > BAND) {
                    assert!(pair[1].1 - pair[0].1 >= pair[1].3, "{pair:?}");
                }
            }
        }
    }

    #[test]
    fn a_long_title_is_set_smaller_and_a_too_long_one_is_cut_behind_a_word() {
        let size = |title: &str| texts(&drawn(title, "", &[])).iter().map(|text| text.3).fold(0.0, f64::max);
        assert_eq!(size("Kort"), 76.0);
        assert!(size(LONG) < 66.0);
        let cut = drawn(&format!("{LONG} {LONG}"), "", &[]);
        let last = texts(&cut).into_iter().rfind(|text| text.3 == 48.0).expect("there is a title").4;
        let kept = last.strip_suffix('…').expect("it says that it was cut");
        assert!([" ", ","].iter().any(|end| LONG.contains(&format!("{kept}{end}"))), "{last}");
    }

    #[test]
    fn a_title_leaves_no_word_alone() {
        let title = "Meer leerlingen in de zorg door een gezamenlijke aanpak van scholen";
        let texts = texts(&drawn(title, "", &[]));
        let lines: Vec<_> = texts.iter().filter(|text| text.3 >= 48.0).collect();
        assert!(lines.len() > 1 && lines.iter().all(|line| line.4.contains(' ')), "{lines:?}");
    }

    #[test]
    fn a_chart_that_would_be_too_small_to_read_stays_away() {
        let chart = |width: u32, height: u32| format!("<svg width=\"{width}\" height=\"{height}\"></svg>");
        assert!(!drawn("a", "", &[chart(304, 900)]).contains("scale("));
        assert!(drawn("a", "", &[chart(304, 900), chart(304, 228)]).contains("height=\"228\""));
    }
}
