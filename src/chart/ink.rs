//! What a shape or text in a chart stands for, and so how it looks.
//!
//! Plotters knows colours only, so each ink travels through it as a colour of its own ([`Ink::colour`]), and the
//! backend turns it back into a class or into attributes.

use plotters::style::RGBColor;

use super::Paint;

/// How many series of one chart can be told apart.
pub const SLOTS: usize = 5;

/// What a shape stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Role {
    /// A horizontal line at a tick.
    Grid,
    /// The line at zero.
    Zero,
    /// The line of a reference.
    Reference,
    /// The ground under periods that are forecast.
    Band,
    /// The line of a series.
    Line,
    /// The line of a series that is forecast.
    Forecast,
    /// The line from a point to its name.
    Leader,
    /// The line from a point well within the field to its name.
    Trail,
    /// The area of a layer.
    Layer,
    /// The ground of the pattern of a layer.
    Tint,
    /// The strokes of the pattern of a layer.
    Hatch,
    /// The upper edge of a layer.
    Edge,
    /// A value.
    Dot,
    /// A value that is provisional.
    Hollow,
    /// A bar.
    Bar,
    /// The text at a tick.
    Tick,
    /// The unit.
    Unit,
    /// The name of a series, bar or reference.
    Name,
    /// A value as text.
    Value,
    /// A word in the place of a value.
    Remark,
}

use Role::*;

/// Every role, in the order of its number.
const ROLES: [Role; 20] = [
    Grid, Zero, Reference, Band, Line, Forecast, Leader, Trail, Layer, Tint, Hatch, Edge, Dot, Hollow, Bar, Tick, Unit,
    Name, Value, Remark,
];

/// A role, and the series that it is played for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ink {
    pub role: Role,
    /// The place of the series, below [`SLOTS`]; 0 where there is no series.
    pub slot: usize,
}

impl From<Role> for Ink {
    fn from(role: Role) -> Ink {
        Ink { role, slot: 0 }
    }
}

impl Role {
    /// The role, played for a series.
    pub fn of(self, slot: usize) -> Ink {
        Ink { role: self, slot: slot % SLOTS }
    }

    fn class(self) -> &'static str {
        match self {
            Grid => "grid",
            Zero => "zero",
            Reference => "reference",
            Band => "band",
            Line => "line",
            Forecast => "forecast",
            Leader => "leader",
            Trail => "trail",
            Layer => "layer",
            Tint => "tint",
            Hatch => "hatch",
            Edge => "edge",
            Dot => "dot",
            Hollow => "hollow",
            Bar => "bar",
            Tick => "tick",
            Unit => "unit",
            Name => "name",
            Value => "value",
            Remark => "remark",
        }
    }

    fn is_of_a_series(self) -> bool {
        matches!(self, Line | Forecast | Leader | Tint | Hatch | Edge | Dot | Hollow | Bar)
    }
}

impl Ink {
    /// The colour as which the ink travels through plotters.
    pub fn colour(self) -> RGBColor {
        RGBColor(self.role as u8, self.slot as u8, RESERVED)
    }

    /// Reads a colour that [`Ink::colour`] made.
    pub fn from_rgb((role, slot, mark): (u8, u8, u8)) -> Option<Ink> {
        let role = *ROLES.get(usize::from(role))?;
        (mark == RESERVED).then(|| role.of(usize::from(slot)))
    }

    /// The attributes that make a shape or text look so, with a space before each.
    ///
    /// `id` is the prefix of the patterns that layers are filled with.
    pub fn attributes(self, paint: Paint, id: &str) -> String {
        let fill = if self.role == Layer { format!(" fill=\"url(#{id}-p{})\"", self.slot + 1) } else { String::new() };
        match paint {
            Paint::Inline => format!("{fill}{}", self.inline()),
            Paint::Classes if self.role == Layer => fill,
            Paint::Classes if self.role.is_of_a_series() => {
                format!(" class=\"{} s{}\"", self.role.class(), self.slot + 1)
            }
            Paint::Classes => format!(" class=\"{}\"", self.role.class()),
        }
    }

    /// The look on paper; [`STYLE`](super::STYLE) says the same for a screen.
    fn inline(self) -> String {
        let colour = SERIES[self.slot];
        let stroke = |colour: &str, width: &str, dash: &str| {
            let dash = if dash.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{dash}\"") };
            format!(" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"{dash}")
        };
        match self.role {
            Grid => stroke("#dddddd", "1", ""),
            Zero => stroke("#595959", "1", ""),
            Reference => stroke("#1a1a1a", "1.25", "5 4"),
            Line => stroke(colour, "2", DASHES[self.slot]),
            Forecast => format!("{} stroke-linecap=\"round\"", stroke(colour, "2", "0.1 4.5")),
            Leader => stroke(colour, "1", ""),
            Trail => format!("{} stroke-linecap=\"round\"", stroke("#595959", "1", "0.1 4")),
            Edge => stroke(colour, "1.5", ""),
            Hollow => format!(" fill=\"#ffffff\" stroke=\"{colour}\" stroke-width=\"1.75\""),
            Tint => format!(" fill=\"{colour}\" fill-opacity=\"0.25\""),
            Hatch => format!("{} stroke-linecap=\"round\"", stroke(colour, if self.slot == 2 { "2" } else { "1" }, "")),
            Dot | Bar => format!(" fill=\"{colour}\""),
            Band => " fill=\"#f2f2f2\"".to_owned(),
            Name | Value => " fill=\"#1a1a1a\" stroke=\"#ffffff\" stroke-width=\"4\" paint-order=\"stroke\"".to_owned(),
            Tick | Unit | Remark => " fill=\"#595959\"".to_owned(),
            Layer => String::new(),
        }
    }
}

/// The blue of every colour that stands for an ink.
const RESERVED: u8 = 7;

/// The colours of series on paper, the same as in `chart.css`.
pub const SERIES: [&str; SLOTS] = ["#0072b2", "#d55e00", "#00805c", "#a64d83", "#4d4d4d"];

/// The dashes of lines, the same as in `chart.css`.
const DASHES: [&str; SLOTS] = ["", "9 3", "3 2.5", "12 3 2.5 3", "6 2.5"];

/// The hatches of layers, as paths in a square of 8 px; the first layer has none.
pub const HATCHES: [&str; SLOTS] =
    ["", "M-2 2L2-2M0 8L8 0M6 10L10 6", "M2 2h.01M6 6h.01", "M-2 6L2 10M0 0L8 8M6-2L10 2", "M0 4.5H8"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ink_survives_the_way_through_a_colour() {
        for role in ROLES {
            for slot in 0..SLOTS {
                let RGBColor(r, g, b) = role.of(slot).colour();
                assert_eq!(Ink::from_rgb((r, g, b)), Some(role.of(slot)));
            }
        }
    }

    #[test]
    fn a_colour_of_plotters_itself_is_no_ink() {
        assert_eq!(Ink::from_rgb((0, 0, 0)), None);
        assert_eq!(Ink::from_rgb((255, 255, 255)), None);
    }
}
