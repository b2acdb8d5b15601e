//! Writes what plotters draws as SVG.
//!
//! Plotters counts in whole pixels, so the backend says it is ten times the viewBox and writes tenths as decimals.
//! Shapes of the same ink that follow each other become one `<path>`.

use std::cell::RefCell;
use std::convert::Infallible;
use std::rc::Rc;

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};

use super::Paint;
use super::ink::Ink;
use super::measure;

/// Ten times the viewBox.
pub const TENTHS: f64 = 10.0;

type Written = Result<(), DrawingErrorKind<Infallible>>;

/// A backend of plotters that writes SVG into a string, which others hold too.
pub struct Backend {
    svg: Rc<RefCell<String>>,
    size: (u32, u32),
    paint: Paint,
    id: String,
    open: Option<Ink>,
}

impl Backend {
    /// Starts a drawing of a size in tenths, behind what the string has already.
    pub fn new(svg: Rc<RefCell<String>>, size: (u32, u32), paint: Paint, id: &str) -> Backend {
        Backend { svg, size, paint, id: id.to_owned(), open: None }
    }

    /// Ends the path that is being written.
    fn close(&mut self) {
        if self.open.take().is_some() {
            self.svg.borrow_mut().push_str("\"/>");
        }
    }

    /// Adds commands to the path of an ink. A colour that is no ink, or cannot be seen, draws nothing.
    fn path(&mut self, colour: BackendColor, commands: impl FnOnce(&mut String)) {
        let Some(ink) = Ink::from_rgb(colour.rgb).filter(|_| colour.alpha > 0.0) else { return };
        if self.open != Some(ink) {
            self.close();
            let attributes = ink.attributes(self.paint, &self.id);
            self.svg.borrow_mut().push_str(&format!("<path{attributes} d=\""));
            self.open = Some(ink);
        }
        commands(&mut self.svg.borrow_mut());
    }
}

impl DrawingBackend for Backend {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Written {
        Ok(())
    }

    fn present(&mut self) -> Written {
        self.close();
        Ok(())
    }

    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Written {
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Written {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        style: &S,
        _fill: bool,
    ) -> Written {
        self.fill_polygon([(left, top), (right, top), (right, bottom), (left, bottom)], style)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Written {
        let points: Vec<_> = path.into_iter().collect();
        if points.len() > 1 {
            self.path(style.color(), |d| push_points(d, &points));
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, (x, y): BackendCoord, radius: u32, style: &S, _fill: bool) -> Written {
        let radius = i32::try_from(radius).unwrap_or_default();
        self.path(style.color(), |d| {
            push_points(d, &[(x - radius, y)]);
            for side in [2, -2] {
                let (r, dx) = (decimal(radius), decimal(side * radius));
                d.push_str(&format!("a{r} {r} 0 1 1 {dx} 0"));
            }
            d.push('z');
        });
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, vert: I, style: &S) -> Written {
        let points: Vec<_> = vert.into_iter().collect();
        if points.len() > 1 {
            self.path(style.color(), |d| {
                push_points(d, &points);
                d.push('z');
            });
        }
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, (x, y): BackendCoord) -> Written {
        self.close();
        let Some(ink) = Ink::from_rgb(style.color().rgb) else { return Ok(()) };
        let anchor = match style.anchor().h_pos {
            HPos::Left => "",
            HPos::Center => " text-anchor=\"middle\"",
            HPos::Right => " text-anchor=\"end\"",
        };
        let baseline = decimal(y + baseline(style.anchor().v_pos, style.size()));
        let attributes = ink.attributes(self.paint, &self.id);
        let mut svg = self.svg.borrow_mut();
        svg.push_str(&format!("<text{attributes} x=\"{}\" y=\"{baseline}\"{anchor}>", decimal(x)));
        push_text(&mut svg, text);
        svg.push_str("</text>");
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let width = measure::width(text, style.size()).ceil();
        Ok((width as u32, (style.size() * measure::LINE).ceil() as u32))
    }
}

/// How far the baseline lies below the anchor, in the unit of the size.
fn baseline(anchor: VPos, size: f64) -> i32 {
    let em = match anchor {
        VPos::Top => 0.82,
        VPos::Center => 0.35,
        VPos::Bottom => -0.25,
    };
    (em * size).round() as i32
}

/// Writes a line through points: `M1 2 3 4H5`.
fn push_points(d: &mut String, points: &[BackendCoord]) {
    let mut last: Option<BackendCoord> = None;
    let mut command = ' ';
    for &(x, y) in points {
        match last {
            None => d.push_str(&format!("M{} {}", decimal(x), decimal(y))),
            Some(at) if at == (x, y) => continue,
            Some((_, same)) if same == y => d.push_str(&format!("H{}", decimal(x))),
            Some((same, _)) if same == x => d.push_str(&format!("V{}", decimal(y))),
            Some(_) => {
                d.push(if command == 'L' { ' ' } else { 'L' });
                d.push_str(&format!("{} {}", decimal(x), decimal(y)));
            }
        }
        command = match last {
            Some((px, py)) if px != x && py != y => 'L',
            _ => ' ',
        };
        last = Some((x, y));
    }
}

/// Writes tenths as a decimal: `12.3`, `12`, `-0.4`.
fn decimal(tenths: i32) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, rest) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    if rest == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

/// Writes a text; one that was cut has the whole of it as `<title>`.
fn push_text(svg: &mut String, text: &str) {
    if let Some((shown, whole)) = text.split_once(measure::WHOLE) {
        svg.push_str("<title>");
        push_escaped(svg, whole);
        svg.push_str("</title>");
        push_escaped(svg, shown);
    } else {
        push_escaped(svg, text);
    }
}

/// Writes text so that XML reads it back; characters that XML forbids become spaces.
pub fn push_escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => out.push(' '),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenths_are_written_as_short_as_can_be() {
        for (tenths, text) in [(0, "0"), (123, "12.3"), (120, "12"), (-4, "-0.4"), (-40, "-4"), (7200, "720")] {
            assert_eq!(decimal(tenths), text);
        }
    }

    #[test]
    fn a_line_is_written_with_the_fewest_commands() {
        let mut d = String::new();
        push_points(&mut d, &[(0, 0), (10, 10), (20, 5), (20, 5), (30, 5), (30, 9), (41, 2)]);
        assert_eq!(d, "M0 0L1 1 2 0.5H3V0.9L4.1 0.2");
    }

    #[test]
    fn text_is_escaped() {
        let mut out = String::new();
        push_escaped(&mut out, "<b>&\"\u{0}\n");
        assert_eq!(out, "&lt;b&gt;&amp;&quot;  ");
    }
}
