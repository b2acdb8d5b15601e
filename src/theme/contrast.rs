//! Whether the colours of a house style can be read and told apart, in the light and in the dark.
//!
//! Every pair that the default theme's style sheet puts together is measured, whoever set the two. A pair that fails is
//! reported where the site's own theme wrote one of them, with the nearest shade that would do.

use super::tokens::{InForce, Scheme};
use crate::chart::{CLASSES_APART, Colour, SERIES_APART, Sight};
use crate::diagnostic::problem::Eyes;
use crate::diagnostic::{Diagnostics, Problem, Span};

/// Least contrast of text with its ground (WCAG 2.2, 1.4.3).
const READ: f64 = 4.5;
/// Least contrast of signs, borders and the drawing of a chart with their ground (WCAG 2.2, 1.4.11).
const SEEN: f64 = 3.0;

/// Where text of the default theme stands: on the page, in the foot, on what was just chosen.
const GROUNDS: &[&str] = &["paper", "paper_soft", "accent_soft"];

/// Tokens, the grounds that they stand on, and the contrast that this takes.
const PAIRS: &[(&[&str], &[&str], f64)] = &[
    (&["ink", "muted", "link", "visited"], GROUNDS, READ),
    (&["accent", "planned", "running", "done", "behind", "stopped"], &["paper", "accent_soft"], READ),
    (&["example"], &["paper"], READ),
    (&["focus"], GROUNDS, SEEN),
    (&["rule_strong"], &["paper"], SEEN),
    (&["chart_text", "chart_muted"], &["chart_paper"], READ),
    (&["chart_reference"], &["chart_paper"], SEEN),
    (SERIES, &["chart_paper"], SEEN),
    (&["on_class_1"], &["class_1"], READ),
    (&["on_class_2"], &["class_2"], READ),
    (&["on_class_3"], &["class_3"], READ),
    (&["on_class_4"], &["class_4"], READ),
    (&["on_class_5"], &["class_5"], READ),
];

const SERIES: &[&str] = &["series_1", "series_2", "series_3", "series_4", "series_5"];
const CLASSES: &[&str] = &["class_1", "class_2", "class_3", "class_4", "class_5"];

/// Reports every pair of colours of a scheme that is not far enough apart.
pub(super) fn check(scheme: &Scheme, diagnostics: &mut Diagnostics) {
    let pairs = pairs(scheme);
    for pair in pairs.iter().filter(|pair| !pair.is_met()) {
        pair.report(&pairs, scheme, diagnostics);
    }
    let all = |i: usize| SERIES.iter().skip(i + 1);
    let of_series = SERIES.iter().enumerate().flat_map(|(i, a)| all(i).map(move |b| (*a, *b, SERIES_APART)));
    let of_classes = CLASSES.windows(2).map(|two| (two[0], two[1], CLASSES_APART));
    for (a, b, least) in of_series.chain(of_classes) {
        check_apart(scheme, [a, b], least, diagnostics);
    }
}

/// Something on a ground.
#[derive(Clone, Copy)]
struct Pair {
    front: InForce,
    ground: InForce,
    least: f64,
}

/// All pairs of a scheme, each once: two tokens that follow the same one make the same pair.
fn pairs(scheme: &Scheme) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    for (fronts, grounds, least) in PAIRS {
        for (front, ground) in fronts.iter().flat_map(|front| grounds.iter().map(move |ground| (front, ground))) {
            let (Some(front), Some(ground)) = (scheme.get(front), scheme.get(ground)) else { continue };
            let is_known = |pair: &Pair| pair.tokens() == [front.written, ground.written] && pair.least >= *least;
            if !pairs.iter().any(is_known) {
                pairs.push(Pair { front, ground, least: *least });
            }
        }
    }
    pairs
}

impl Pair {
    fn tokens(&self) -> [&'static str; 2] {
        [self.front.written, self.ground.written]
    }

    fn is_met(&self) -> bool {
        self.front.colour.contrast(self.ground.colour) >= self.least
    }

    /// The same pair with another colour for one of the tokens.
    fn with(self, token: &str, colour: Colour) -> Pair {
        let changed = |part: InForce| if part.written == token { InForce { colour, ..part } } else { part };
        Pair { front: changed(self.front), ground: changed(self.ground), ..self }
    }

    fn report(&self, pairs: &[Pair], scheme: &Scheme, diagnostics: &mut Diagnostics) {
        let at = if self.front.is_own || !self.ground.is_own { self.front } else { self.ground };
        let problem = Problem::LowContrast {
            front: format!("{} {}", self.front.written, self.front.colour).into(),
            ground: format!("{} {}", self.ground.written, self.ground.colour).into(),
            scheme: scheme.name,
            hundredths: (self.front.colour.contrast(self.ground.colour) * 100.0).floor() as u32,
            least_tenths: (self.least * 10.0) as u32,
            token: at.written,
            meant: self.nearest(at, pairs).map(|colour| colour.to_string().into()),
        };
        diagnostics.report(at.span, problem);
    }

    /// The nearest shade of a colour with which all its pairs hold; where there is none, this pair at least.
    fn nearest(&self, at: InForce, pairs: &[Pair]) -> Option<Colour> {
        let holds = |pair: &Pair, shade: Colour| pair.with(at.written, shade).is_met();
        let shades = shades(at.colour);
        let concerned: Vec<&Pair> = pairs.iter().filter(|pair| pair.tokens().contains(&at.written)).collect();
        let for_all = shades.iter().find(|shade| concerned.iter().all(|pair| holds(pair, **shade)));
        for_all.or_else(|| shades.iter().find(|shade| holds(self, **shade))).copied()
    }
}

/// A colour mixed with more and more black or white, the nearest first.
fn shades(colour: Colour) -> Vec<Colour> {
    let ends = ["#000000", "#ffffff"].map(|end| Colour::from_hex(end).expect("black and white are colours"));
    let mixed = |step: u8| ends.map(|end| end.over(colour, f64::from(step) / 255.0));
    let mut shades: Vec<(f64, Colour)> =
        (1..=u8::MAX).flat_map(mixed).map(|shade| (shade.difference(colour, Sight::All), shade)).collect();
    shades.sort_by(|a, b| a.0.total_cmp(&b.0));
    shades.into_iter().map(|(_, shade)| shade).collect()
}

/// Reports two colours of charts that look alike to someone, once, for the eyes that tell them apart least.
fn check_apart(scheme: &Scheme, tokens: [&'static str; 2], least: f64, diagnostics: &mut Diagnostics) {
    let [Some(a), Some(b)] = tokens.map(|token| scheme.get(token)) else { return };
    let apart = Sight::EVERY.map(|sight| (a.colour.difference(b.colour, sight), sight));
    let (difference, sight) = apart.into_iter().min_by(|x, y| x.0.total_cmp(&y.0)).expect("there are four sights");
    if difference >= least {
        return;
    }
    let (at, other): (InForce, InForce) = if b.is_own || !a.is_own { (b, a) } else { (a, b) };
    let problem = Problem::AlikeColours {
        one: format!("{} {}", at.written, at.colour),
        other: format!("{} {}", other.written, other.colour),
        scheme: scheme.name,
        eyes: eyes(sight),
        difference_tenths: (difference * 10.0).floor() as u32,
        least: least as u32,
    };
    let related: Vec<Span> = [other].iter().filter(|other| other.is_own).map(|other| other.span).collect();
    diagnostics.report_with(at.span, problem, related);
}

fn eyes(sight: Sight) -> Eyes {
    match sight {
        Sight::All => Eyes::All,
        Sight::NoRed => Eyes::NoRed,
        Sight::NoGreen => Eyes::NoGreen,
        Sight::NoBlue => Eyes::NoBlue,
    }
}
