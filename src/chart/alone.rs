//! A chart as a picture that stands alone: what a page says around it is written into it.

use super::backend::push_escaped;
use super::measure;

/// The width of the picture; a chart is 720 wide.
const WIDTH: f64 = 752.0;
/// The room around everything.
const MARGIN: f64 = 16.0;
/// The size of the title.
const TITLE: f64 = 20.0;
/// The size of all other text.
const TEXT: f64 = 14.0;
/// How much wider bold text is.
const BOLD: f64 = 1.12;

/// A chart with what has to be said when it stands alone.
#[derive(Debug, Clone, Copy)]
pub struct Alone<'a> {
    /// The title, written over the chart.
    pub title: &'a str,
    /// What the chart shows in a sentence, written below the title.
    pub sentence: &'a str,
    /// Where the values come from and what they are, written below the chart, a line each.
    pub remarks: &'a [String],
    /// The chart, drawn with [`super::Paint::Inline`].
    pub chart: &'a str,
}

/// Sets a chart between its title and its remarks: one `<svg>`, dark on white.
pub fn alone(picture: &Alone) -> String {
    let mut body = String::with_capacity(picture.chart.len() + 1024);
    let mut y = MARGIN;
    let mut write = |text: &str, size: f64, look: &str, y: &mut f64| {
        let measured = if look.contains("bold") { size * BOLD } else { size };
        for line in lines(text, WIDTH - 2.0 * MARGIN, |part| measure::width(part, measured)) {
            *y += size * measure::LINE;
            push_text(&mut body, (MARGIN, *y - size * 0.3), size, look, line);
        }
    };
    write(picture.title, TITLE, " font-weight=\"bold\" fill=\"#1a1a1a\"", &mut y);
    write(picture.sentence, TEXT, " fill=\"#1a1a1a\"", &mut y);
    y += TEXT / 2.0;
    let chart_y = y;
    y += size(picture.chart).1 + TEXT / 2.0;
    for remark in picture.remarks {
        write(remark, TEXT, " fill=\"#525252\"", &mut y);
    }
    let place = format!("<svg x=\"{MARGIN}\" y=\"{chart_y:.1}\" ");
    body.push_str(&picture.chart.replacen("<svg ", &place, 1));
    let height = (y + MARGIN).ceil();
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\" \
         font-family=\"sans-serif\" role=\"img\" aria-labelledby=\"title desc\"><title id=\"title\">"
    );
    push_escaped(&mut svg, picture.title);
    svg.push_str("</title><desc id=\"desc\">");
    push_escaped(&mut svg, picture.sentence);
    svg.push_str(&format!("</desc><rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#fff\"/>{body}</svg>\n"));
    svg
}

/// Writes a line of text whose base begins at a point.
pub(super) fn push_text(out: &mut String, (x, y): (f64, f64), size: f64, look: &str, line: &str) {
    out.push_str(&format!("<text x=\"{x}\" y=\"{y:.1}\" font-size=\"{size}\"{look}>"));
    push_escaped(out, line);
    out.push_str("</text>");
}

/// The width and height that a drawn chart says it has.
pub(super) fn size(chart: &str) -> (f64, f64) {
    let number = |name: &str| {
        let (_, rest) = chart.split_once(name).expect("a chart with colours of its own says its size");
        let (number, _) = rest.split_once('"').expect("an attribute ends");
        number.parse().expect("a length is a number")
    };
    (number(" width=\""), number(" height=\""))
}

/// Breaks a text at spaces into lines of a width at most; a word that is wider stands on a line of its own.
pub(super) fn lines(text: &str, limit: f64, width: impl Fn(&str) -> f64) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let ends = rest.match_indices(' ').map(|(at, _)| at).chain([rest.len()]);
        let fitting = ends.clone().take_while(|end| width(&rest[..*end]) <= limit).last();
        let end = fitting.or_else(|| ends.clone().next()).expect("a text has an end");
        lines.push(&rest[..end]);
        rest = rest[end..].trim_start();
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::measure;

    fn lines(text: &str, limit: f64, size: f64) -> Vec<&str> {
        super::lines(text, limit, |part| measure::width(part, size))
    }

    #[test]
    fn a_text_breaks_at_spaces_and_loses_no_word() {
        let text = "Uitstroom uit zorg en welzijn naar bestemming in de Stedendriehoek";
        let broken = lines(text, 200.0, 14.0);
        assert!(broken.len() > 1);
        assert_eq!(broken.join(" "), text);
        assert_eq!(lines("Onafbreekbaarwoord kort", 10.0, 14.0), ["Onafbreekbaarwoord", "kort"]);
        assert!(lines("", 10.0, 14.0).is_empty());
    }
}
