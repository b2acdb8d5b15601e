//! What a shape or text in a chart stands for, and so how it looks.
//!
//! Plotters knows colours only, so each ink travels through it as a colour of its own ([`Ink::colour`]), and the
//! backend turns it back into a class or into attributes.

use plotters::style::RGBColor;

use super::Paint;

/// How many series of one chart can be told apart.
pub const SLOTS: usize = 5;

/// Declares the roles, each with its class and what its slot counts.
macro_rules! roles {
    ($($(#[$doc:meta])* $role:ident $class:literal $group:ident,)*) => {
        /// What a shape stands for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Role {
            $($(#[$doc])* $role,)*
        }

        /// Every role, in the order of its number.
        const ROLES: &[Role] = &[$(Role::$role,)*];

        impl Role {
            fn class(self) -> &'static str {
                match self { $(Role::$role => $class,)* }
            }

            fn group(self) -> Group {
                match self { $(Role::$role => Group::$group,)* }
            }
        }
    };
}

/// What the slot of a role counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Group {
    /// Nothing: there is one only.
    Single,
    /// The series.
    Series,
    /// The references.
    Reference,
    /// The classes of values, from low to high.
    Class,
}

roles! {
    /// A line at a tick.
    Grid "grid" Single,
    /// The line at zero.
    Zero "zero" Single,
    /// The line of a reference.
    Reference "reference" Reference,
    /// The ground under periods that are forecast.
    Band "band" Single,
    /// The room between the bounds of a forecast.
    Span "span" Series,
    /// The line of a series.
    Line "line" Series,
    /// The line of a series that is forecast.
    Forecast "forecast" Series,
    /// The line from a point to its name.
    Leader "leader" Series,
    /// The line from a point well within the field to its name.
    Trail "trail" Single,
    /// The area of a layer.
    Layer "layer" Series,
    /// The ground of the pattern of a layer.
    Tint "tint" Series,
    /// The ground of the pattern of a block whose value is provisional.
    Paper "paper" Single,
    /// The strokes of the pattern of a layer.
    Hatch "hatch" Series,
    /// The upper edge of a layer, or the outline of a block.
    Edge "edge" Series,
    /// A value.
    Dot "dot" Series,
    /// A value that is provisional.
    Hollow "hollow" Series,
    /// A bar.
    Bar "bar" Series,
    /// A bar whose value is provisional: its outline is broken.
    Open "open" Series,
    /// The area of a block whose value is provisional, in an outline that is drawn apart.
    Draft "draft" Series,
    /// The outline of a block whose value is provisional.
    DraftEdge "draft-edge" Series,
    /// The place where a method changed.
    Break "break" Single,
    /// The straight way from the base to the target.
    Way "way" Single,
    /// The mark of a target.
    Target "target" Single,
    /// The ground of a line over bars or between layers, which parts it from them.
    Casing "casing" Single,
    /// The line of what remains of flows.
    Net "net" Single,
    /// What remains of flows in a period.
    NetDot "net-dot" Single,
    /// The ground that a bar lies on.
    Track "track" Single,
    /// The mark of where it began.
    Base "base" Single,
    /// The mark of what is required by now.
    Required "required" Single,
    /// The line of all regions behind that of one; dashed, since both are grey in grey print.
    Pale "pale" Single,
    /// What makes the whole of a part that is a link sensitive.
    Hit "hit" Single,
    /// The ground of a class of values.
    Class "class" Class,
    /// The ground of the pattern of a class.
    ClassGround "class-ground" Class,
    /// The strokes of the pattern of a class.
    ClassHatch "class-hatch" Class,
    /// A region in the pattern of its class.
    Region "region" Class,
    /// A tile or region without a value.
    Blank "blank" Single,
    /// Land on a map that is none of its regions.
    Land "land" Single,
    /// A tile or region of a map without classes.
    Plain "plain" Single,
    /// A word or filled step on a tile of a class.
    On "on" Class,
    /// A word on a tile that has no class.
    Word "word" Single,
    /// An empty step on a tile of a class.
    Step "step" Class,
    /// The text at a tick.
    Tick "tick" Single,
    /// The unit.
    Unit "unit" Single,
    /// The name of a series, bar or reference.
    Name "name" Single,
    /// A value as text.
    Value "value" Single,
    /// A word in the place of a value.
    Remark "remark" Single,
}

use Role::*;

/// A role, and the series or reference that it is played for.
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
    /// The role, played for a series or reference.
    pub fn of(self, slot: usize) -> Ink {
        Ink { role: self, slot: slot % SLOTS }
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
    /// `id` is the prefix of the patterns that layers and blocks are filled with.
    pub fn attributes(self, paint: Paint, id: &str) -> String {
        let fill = match self.role {
            Layer => format!(" fill=\"url(#{id}-p{})\"", self.slot + 1),
            Draft => format!(" fill=\"url(#{id}-o{})\"", self.slot + 1),
            Region => format!(" fill=\"url(#{id}-k{})\"", self.slot + 1),
            _ => String::new(),
        };
        match paint {
            Paint::Inline | Paint::Card => format!("{fill}{}", self.inline()),
            Paint::Classes if matches!(self.role, Layer | Draft) => fill,
            Paint::Classes if self.role == Region => format!("{fill} class=\"region\""),
            Paint::Classes => format!(" class=\"{}{}\"", self.role.class(), self.number()),
        }
    }

    /// The class that tells the slots apart.
    fn number(self) -> String {
        match self.role.group() {
            Group::Single => String::new(),
            Group::Series => format!(" s{}", self.slot + 1),
            Group::Reference => format!(" r{}", self.slot + 1),
            Group::Class => format!(" k{}", self.slot + 1),
        }
    }

    /// The look on paper; [`STYLE`](super::STYLE) says the same for a screen.
    fn inline(self) -> String {
        let colour = SERIES[self.slot];
        let stroke = |colour: &str, width: &str, dash: &str| {
            let dash = if dash.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{dash}\"") };
            format!(" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"{dash}")
        };
        let on_paper =
            |colour: &str, width: &str| format!(" fill=\"{PAPER}\" stroke=\"{colour}\" stroke-width=\"{width}\"");
        let halo = |width: &str| format!(" fill=\"{TEXT}\" stroke=\"{PAPER}\" stroke-width=\"{width}\"");
        match self.role {
            Grid => stroke("#dddddd", "1", ""),
            Zero => stroke(MUTED, "1", ""),
            Reference => stroke(TEXT, "1.25", REFERENCE_DASHES[self.slot]),
            Line => stroke(colour, "2", DASHES[self.slot]),
            Forecast => format!("{} stroke-linecap=\"round\"", stroke(colour, "2", "0.1 4.5")),
            Leader => stroke(colour, "1", ""),
            Trail => format!("{} stroke-linecap=\"round\"", stroke(MUTED, "1", "0.1 4")),
            Edge => stroke(colour, "1.5", ""),
            Break => stroke(MUTED, "1.5", "2 3"),
            Way => stroke(MUTED, "1.25", "1 3"),
            Net => stroke(TEXT, "2.5", ""),
            Casing => stroke(PAPER, "5", ""),
            Hollow => on_paper(colour, "1.75"),
            Open => format!("{} stroke-dasharray=\"{DRAFT_DASH}\"", on_paper(colour, "1.75")),
            DraftEdge => stroke(colour, "1.75", DRAFT_DASH),
            Base => on_paper(TEXT, "1.75"),
            NetDot | Required => halo("1.5"),
            Target => format!(" fill=\"none\" stroke=\"{TEXT}\" stroke-width=\"2.5\""),
            Track | Band => " fill=\"#f2f2f2\"".to_owned(),
            Tint => format!(" fill=\"{colour}\" fill-opacity=\"0.25\""),
            Span => format!(" fill=\"{colour}\" fill-opacity=\"0.18\""),
            Hatch => format!("{} stroke-linecap=\"round\"", stroke(colour, if self.slot == 2 { "2" } else { "1" }, "")),
            Dot | Bar => format!(" fill=\"{colour}\""),
            Name | Value => format!("{} paint-order=\"stroke\"", halo("4")),
            Remark => {
                format!(" fill=\"{MUTED}\" stroke=\"{PAPER}\" stroke-width=\"4\" paint-order=\"stroke\"")
            }
            Tick | Unit => format!(" fill=\"{MUTED}\""),
            Layer | Draft => String::new(),
            Paper => format!(" fill=\"{PAPER}\""),
            Pale => stroke(MUTED, "1.5", "4 3"),
            Hit => " fill=\"none\"".to_owned(),
            Class => format!(" fill=\"{}\" stroke=\"{MUTED}\"", CLASSES[self.slot]),
            ClassGround => format!(" fill=\"{}\"", CLASSES[self.slot]),
            ClassHatch => format!("{} stroke-opacity=\"0.5\"", stroke(ON_CLASSES[self.slot], "1", "")),
            Region => format!(" stroke=\"{MUTED}\" fill-rule=\"evenodd\" stroke-linejoin=\"round\""),
            Blank => format!(" fill=\"{PAPER}\" stroke=\"{MUTED}\" stroke-dasharray=\"3 2\" fill-rule=\"evenodd\""),
            Plain => format!(" fill=\"#f2f2f2\" stroke=\"{MUTED}\" fill-rule=\"evenodd\""),
            Land => " fill=\"#f2f2f2\" stroke=\"#dddddd\" fill-rule=\"evenodd\" stroke-linejoin=\"round\"".to_owned(),
            Word => format!(" fill=\"{TEXT}\""),
            On => format!(" fill=\"{}\"", ON_CLASSES[self.slot]),
            Step => stroke(ON_CLASSES[self.slot], "1", ""),
        }
    }
}

/// The blue of every colour that stands for an ink.
const RESERVED: u8 = 7;

/// The colours of series on paper, the same as in `chart.css`.
pub const SERIES: [&str; SLOTS] = ["#0072b2", "#d55e00", "#00805c", "#a64d83", "#4d4d4d"];

/// The colours of classes of values on paper, from low to high, the same as in `chart.css`.
pub const CLASSES: [&str; SLOTS] = ["#e3eef7", "#b5d3ea", "#7fb2d9", "#2b73ad", "#123f6b"];

/// The colours of words on them, the same as in `chart.css`.
pub const ON_CLASSES: [&str; SLOTS] = [TEXT, TEXT, TEXT, PAPER, PAPER];

/// The hatches of classes, as paths in a square of 8 px.
pub const CLASS_HATCHES: [&str; SLOTS] = [
    "M4 4h1",
    "M0 2H3M4 6H7",
    "M-2 2L2-2M0 8L8 0M6 10L10 6",
    "M-2 2L2-2M0 8L8 0M6 10L10 6M-2 6L2 10M0 0L8 8M6-2L10 2",
    "M0 2H8M0 6H8",
];

/// The ground, text and lesser text on paper.
const PAPER: &str = "#ffffff";
const TEXT: &str = "#1a1a1a";
const MUTED: &str = "#595959";

/// The dashes of references, the same as in `chart.css`.
pub const REFERENCE_DASHES: [&str; SLOTS] = ["5 4", "1.5 3", "10 3", "10 3 2 3", "3 6"];

/// The dash of the outline of what is provisional, the same as in `chart.css`.
const DRAFT_DASH: &str = "5 3";

/// The dashes of lines, the same as in `chart.css`.
pub const DASHES: [&str; SLOTS] = ["", "9 3", "3 2.5", "12 3 2.5 3", "6 2.5"];

/// The hatches of layers, as paths in a square of 8 px; the first layer has none.
pub const HATCHES: [&str; SLOTS] =
    ["", "M-2 2L2-2M0 8L8 0M6 10L10 6", "M2 2h.01M6 6h.01", "M-2 6L2 10M0 0L8 8M6-2L10 2", "M0 4.5H8"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ink_survives_the_way_through_a_colour() {
        for &role in ROLES {
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
