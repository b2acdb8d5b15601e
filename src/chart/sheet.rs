//! The sheets that a chart is drawn on, and the SVG around a drawing.

use std::cell::RefCell;
use std::convert::Infallible;
use std::rc::Rc;

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::Text;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, TextStyle};

use super::backend::{Backend, TENTHS, push_escaped};
use super::ink::{CLASS_HATCHES, HATCHES, Ink, Role};
use super::{Frame, Paint, classes};

/// What plotters draws on.
pub type Area = DrawingArea<Backend, Shift>;

/// Whether drawing succeeded, which it does.
pub type Drawn<T = ()> = Result<T, DrawingAreaErrorKind<Infallible>>;

/// A size to draw a chart at.
///
/// The style sheet shows the wide one from 576 px, where its text is 12 px, and the narrow one below, where its text
/// is 12.4 px at the 270 px that a screen of 320 px leaves at least.
pub struct Canvas {
    class: &'static str,
    suffix: &'static str,
    /// The width.
    pub width: f64,
    /// The height, without a key.
    pub height: f64,
    /// The size of text.
    pub text: f64,
    /// The most ticks on the axis of values.
    pub ticks: u32,
    /// The part of the width that a name may take beside the lines.
    pub share: f64,
    /// Whether the room is scarce: long names go below the drawing.
    pub is_narrow: bool,
}

const WIDE: Canvas = Canvas {
    class: "chart-wide",
    suffix: "",
    width: 720.0,
    height: 405.0,
    text: 15.0,
    ticks: 6,
    share: 0.3,
    is_narrow: false,
};

const NARROW: Canvas = Canvas {
    class: "chart-narrow",
    suffix: "-n",
    width: 304.0,
    height: 228.0,
    text: 14.0,
    ticks: 5,
    share: 0.26,
    is_narrow: true,
};

/// The sheet of a sparkline.
pub const SPARK: Canvas = Canvas {
    class: "chart chart-spark",
    suffix: "",
    width: 96.0,
    height: 24.0,
    text: 15.0,
    ticks: 2,
    share: 0.0,
    is_narrow: true,
};

/// Draws a chart on both sheets for a page, on the wide one for paper, on the narrow one for a card.
pub fn both(frame: &Frame, draw: impl Fn(&Canvas) -> String) -> String {
    match frame.paint {
        Paint::Classes => format!("<div class=\"chart\">{}{}</div>", draw(&WIDE), draw(&NARROW)),
        Paint::Inline => draw(&WIDE),
        Paint::Card => draw(&NARROW),
    }
}

/// Draws a chart that has nothing to show, and says so.
pub fn empty(frame: &Frame, canvas: &Canvas) -> String {
    let height = canvas.text * 5.0;
    draw(frame, canvas, height, 0, |area| {
        let words = classes::no_data(frame);
        write(area, canvas, Role::Remark, words, (canvas.width / 2.0, height / 2.0), HPos::Center, VPos::Center)
    })
}

/// Draws on a sheet of a height, with the patterns for so many layers.
pub fn draw(frame: &Frame, canvas: &Canvas, height: f64, layers: usize, paint: impl FnOnce(&Area) -> Drawn) -> String {
    let look = Look { height, layers, ..Look::default() };
    draw_grouped(frame, canvas, look, |area, _| paint(area))
}

/// What a sheet has besides its drawing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look {
    /// The height.
    pub height: f64,
    /// How many series have a pattern.
    pub layers: usize,
    /// How many have one for what is provisional.
    pub drafts: usize,
    /// Whether the classes of values have patterns.
    pub has_class_patterns: bool,
    /// Whether parts of the drawing are links, which a single picture could not hold for those who hear it.
    pub has_links: bool,
}

/// Puts parts of a drawing together.
pub struct Groups {
    svg: Rc<RefCell<String>>,
}

impl Groups {
    /// Draws a part that has a name, as a link when it leads somewhere.
    pub fn draw(&self, area: &Area, name: &str, href: Option<&str>, paint: impl FnOnce() -> Drawn) -> Drawn {
        area.present()?;
        let (tag, name) = (if href.is_some() { "a" } else { "g" }, escaped(name));
        let href = href.map_or(String::new(), |href| format!(" href=\"{}\"", escaped(href)));
        self.svg.borrow_mut().push_str(&format!("<{tag}{href}><title>{name}</title>"));
        paint()?;
        area.present()?;
        self.svg.borrow_mut().push_str(&format!("</{tag}>"));
        Ok(())
    }
}

/// Draws on a sheet whose parts can be put together.
pub fn draw_grouped(frame: &Frame, canvas: &Canvas, look: Look, paint: impl FnOnce(&Area, &Groups) -> Drawn) -> String {
    let id = format!("{}{}", escaped(frame.id), canvas.suffix);
    let svg = Rc::new(RefCell::new(String::with_capacity(4096)));
    let height = look.height;
    open(&mut svg.borrow_mut(), frame, canvas, look, &id);
    patterns(&mut svg.borrow_mut(), frame.paint, look.layers, &id);
    draft_patterns(&mut svg.borrow_mut(), frame.paint, look.drafts, &id);
    if look.has_class_patterns {
        class_patterns(&mut svg.borrow_mut(), frame.paint, &id);
    }
    let size = (tenths(canvas.width) as u32, tenths(height.ceil()) as u32);
    let area = Backend::new(Rc::clone(&svg), size, frame.paint, &id).into_drawing_area();
    let groups = Groups { svg: Rc::clone(&svg) };
    paint(&area, &groups).and_then(|()| area.present()).expect("writing into a string does not fail");
    drop((area, groups));
    let mut svg = svg.take();
    svg.push_str("</svg>");
    svg
}

/// Writes a text at a point; an empty one leaves no trace.
pub fn write(area: &Area, canvas: &Canvas, ink: impl Into<Ink>, text: &str, at: (f64, f64), h: HPos, v: VPos) -> Drawn {
    if text.is_empty() {
        return Ok(());
    }
    area.draw(&Text::new(text, point(at), style(ink, canvas, h, v)))
}

/// How plotters is told to write a text.
pub fn style(ink: impl Into<Ink>, canvas: &Canvas, h: HPos, v: VPos) -> TextStyle<'static> {
    let font = FontDesc::new(FontFamily::SansSerif, canvas.text * TENTHS, FontStyle::Normal);
    TextStyle { font, color: ink.into().colour().to_backend_color(), pos: Pos::new(h, v) }
}

/// A length in tenths, as the backend counts.
pub fn tenths(px: f64) -> i32 {
    (px * TENTHS).round() as i32
}

/// A point in tenths.
pub fn point((x, y): (f64, f64)) -> (i32, i32) {
    (tenths(x), tenths(y))
}

fn open(svg: &mut String, frame: &Frame, canvas: &Canvas, look: Look, id: &str) {
    let Canvas { class, width, text, .. } = canvas;
    let height = look.height.ceil();
    let role = if look.has_links { "group" } else { "img" };
    let look = match frame.paint {
        Paint::Classes => format!(" class=\"{class}\""),
        Paint::Inline | Paint::Card => {
            format!(
                " xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" font-family=\"sans-serif\""
            )
        }
    };
    let title = escaped(frame.title);
    if frame.id.is_empty() {
        svg.push_str(&format!("<svg{look} viewBox=\"0 0 {width} {height}\" role=\"{role}\"><title>{title}</title>"));
        return;
    }
    svg.push_str(&format!(
        "<svg{look} viewBox=\"0 0 {width} {height}\" role=\"{role}\" aria-labelledby=\"{id}-title {id}-desc\" \
         font-size=\"{text}\"><title id=\"{id}-title\">{title}</title><desc id=\"{id}-desc\">{}</desc>",
        escaped(frame.desc),
    ));
}

/// Defines the patterns that layers are filled with: a tint and a hatch of the colour of the series.
fn patterns(svg: &mut String, paint: Paint, layers: usize, id: &str) {
    for (slot, hatch) in HATCHES.iter().enumerate().take(layers) {
        let looks = [Role::Tint, Role::Hatch].map(|role| role.of(slot).attributes(paint, id));
        svg.push_str(&pattern(&format!("{id}-p{}", slot + 1), looks, hatch));
    }
}

/// Defines the patterns that blocks are filled with whose values are provisional: the hatch of the series alone.
fn draft_patterns(svg: &mut String, paint: Paint, layers: usize, id: &str) {
    for (slot, hatch) in HATCHES.iter().enumerate().take(layers) {
        let looks = [Role::Paper.into(), Role::Hatch.of(slot)].map(|ink: Ink| ink.attributes(paint, id));
        svg.push_str(&pattern(&format!("{id}-o{}", slot + 1), looks, hatch));
    }
}

fn pattern(id: &str, [ground, stroke]: [String; 2], hatch: &str) -> String {
    let hatch = if hatch.is_empty() { String::new() } else { format!("<path{stroke} d=\"{hatch}\"/>") };
    format!(
        "<pattern id=\"{id}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">\
         <path{ground} d=\"M0 0H8V8H0z\"/>{hatch}</pattern>"
    )
}

/// Defines the patterns of classes of values: the colour of the class with a hatch that is denser the higher it is.
fn class_patterns(svg: &mut String, paint: Paint, id: &str) {
    for (slot, hatch) in CLASS_HATCHES.iter().enumerate() {
        let roles = [Role::ClassGround, Role::ClassHatch];
        let looks = roles.map(|role| role.of(slot).attributes(paint, id));
        svg.push_str(&pattern(&format!("{id}-k{}", slot + 1), looks, hatch));
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(&mut out, text);
    out
}
