//! Puts values into classes, for maps: what a class is called, and what it looks like.

use std::collections::BTreeSet;

use plotters::element::Polygon;

use super::Frame;
use super::axis::ValueAxis;
use super::data;
use super::ink::{Ink, Role, SLOTS};
use super::legend::{Caption, Sign};
use super::sheet::{Area, Drawn, point};
use crate::language::{Language, with_unit};

/// What the parts of a map are told apart by.
#[derive(Debug, Clone)]
pub enum Classes<'a> {
    /// Nothing: a map to choose from.
    None,
    /// Values, by rising limits: a value belongs to the class above each limit that it reaches. At most four limits
    /// make five classes; [`limits`] finds round ones.
    Values(Vec<f64>),
    /// Names, from low to high, at most five: `in voorbereiding`, `loopt`.
    Named(Vec<&'a str>),
}

/// What one part of a map has.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Standing<'a> {
    /// Nothing to say of it: no data.
    #[default]
    Empty,
    /// No value, and the words that say why: `niet getoond`.
    Missing(&'a str),
    /// A value, for [`Classes::Values`].
    Value(f64),
    /// A value that can still change, and said so.
    Provisional(f64),
    /// The place of its class, from 0, for [`Classes::Named`].
    Class(usize),
}

/// Finds at most four round limits for values, evenly apart; none when there is nothing to part.
pub fn limits(values: impl IntoIterator<Item = f64>, decimals: u8) -> Vec<f64> {
    let values: Vec<f64> = values.into_iter().filter_map(data::plain).collect();
    let range = data::range(values.iter().copied());
    let parts = |limit: &f64| values.iter().any(|v| v < limit) && values.iter().any(|v| v >= limit);
    let of = |ticks| ValueAxis::over(range, ticks, decimals, Language::Dutch).ticks().filter(parts).collect();
    let mut few = (3..=6).rev().map(of).filter(|limits: &Vec<f64>| limits.len() < SLOTS);
    few.next().unwrap_or_default()
}

/// What a part of a map looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shade {
    /// As all parts of a map without classes.
    Plain,
    /// As one without a value.
    Blank,
    /// As one of a class, by the place of the class.
    Class(usize),
}

impl Classes<'_> {
    /// What a part looks like.
    pub fn shade(&self, standing: Standing) -> Shade {
        match (self, standing) {
            (Classes::None, _) => Shade::Plain,
            (Classes::Values(_), Standing::Value(value) | Standing::Provisional(value))
                if data::plain(value).is_some() =>
            {
                Shade::Class(self.limits().filter(|limit| value >= *limit).count())
            }
            (Classes::Named(names), Standing::Class(i)) if i < names.len().min(SLOTS) => Shade::Class(i),
            _ => Shade::Blank,
        }
    }

    /// The place of a class on the scale of five looks: the lowest and highest are always told most apart.
    pub fn slot(&self, class: usize) -> usize {
        match self.count() {
            0 | 1 => SLOTS / 2,
            count => (class * (SLOTS - 1) + (count - 1) / 2) / (count - 1),
        }
    }

    /// How many classes there are.
    pub fn count(&self) -> usize {
        match self {
            Classes::None => 0,
            Classes::Values(_) => self.limits().count() + 1,
            Classes::Named(names) => names.len().min(SLOTS),
        }
    }

    /// What is said of a part to those who ask for it: its name with its value or class.
    pub fn describe(&self, frame: &Frame, name: &str, standing: Standing) -> String {
        match (self, self.shade(standing), standing) {
            (Classes::None, ..) => name.to_owned(),
            (_, Shade::Class(_), Standing::Value(value)) => format!("{name}: {}", amount(frame, value)),
            (_, Shade::Class(_), Standing::Provisional(value)) => {
                format!("{name}: {} ({})", amount(frame, value), frame.language.pick("voorlopig", "provisional"))
            }
            (.., Standing::Missing(why)) => format!("{name}: {why}"),
            (Classes::Named(names), Shade::Class(i), _) => format!("{name}: {}", names[i]),
            _ => format!("{name}: {}", no_data(frame)),
        }
    }

    /// The names of classes from low to high, and of parts without a value when there are such.
    pub fn names<'a>(&self, frame: &Frame, standings: impl Iterator<Item = Standing<'a>>) -> Vec<(String, Shade)> {
        let blank: Vec<Standing> =
            standings.into_iter().filter(|standing| self.shade(*standing) == Shade::Blank).collect();
        let names = (0..self.count()).map(|i| (self.name(frame, i), Shade::Class(i)));
        names.chain(blank_name(frame, &blank).map(|name| (name, Shade::Blank))).collect()
    }

    fn name(&self, frame: &Frame, class: usize) -> String {
        let Classes::Values(_) = self else {
            return if let Classes::Named(names) = self { names[class].to_owned() } else { String::new() };
        };
        let limits: Vec<String> = self.limits().map(|limit| number(frame, limit)).collect();
        let language = frame.language;
        match (class.checked_sub(1).map(|i| &limits[i]), limits.get(class)) {
            (None, None) => language.pick("met een waarde", "with a value").to_owned(),
            (None, Some(high)) => format!("{} {high}", language.pick("minder dan", "less than")),
            (Some(low), None) => format!("{low} {}", language.pick("of meer", "or more")),
            (Some(low), Some(high)) => format!("{low} {} {high}", language.pick("tot", "to under")),
        }
    }

    fn limits(&self) -> impl Iterator<Item = f64> {
        let limits = if let Classes::Values(limits) = self { &limits[..] } else { &[] };
        limits.iter().copied().filter(|limit| limit.is_finite()).take(SLOTS - 1)
    }
}

fn number(frame: &Frame, value: f64) -> String {
    frame.language.number(value, frame.decimals.min(6))
}

fn amount(frame: &Frame, value: f64) -> String {
    let number = number(frame, value);
    if frame.unit.is_empty() { number } else { with_unit(&number, frame.unit) }
}

/// What parts without a value are called together; none when there are no such parts.
fn blank_name(frame: &Frame, blank: &[Standing]) -> Option<String> {
    let why = |standing: &Standing| match standing {
        Standing::Missing(why) => why.to_string(),
        _ => no_data(frame).to_owned(),
    };
    let reasons: BTreeSet<String> = blank.iter().map(why).collect();
    let reasons: Vec<String> = reasons.into_iter().collect();
    (!reasons.is_empty()).then(|| reasons.join(frame.language.pick(" of ", " or ")))
}

/// What is said where there is nothing.
pub fn no_data(frame: &Frame) -> &'static str {
    frame.language.pick("geen gegevens", "no data")
}

/// The captions of a key.
pub fn captions<'a>(classes: &Classes, names: &'a [(String, Shade)], sign: fn(Step) -> Sign) -> Vec<Caption<'a>> {
    let caption = |(name, shade): &'a (String, Shade)| Caption { name, sign: sign(Step::new(classes, *shade)) };
    names.iter().map(caption).collect()
}

/// The look of a class among others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The look.
    pub shade: Shade,
    /// The slot of its colours.
    pub slot: usize,
    /// How many classes there are.
    pub count: usize,
}

impl Step {
    /// The look of a shade.
    pub fn new(classes: &Classes, shade: Shade) -> Step {
        let slot = if let Shade::Class(class) = shade { classes.slot(class) } else { 0 };
        Step { shade, slot, count: classes.count() }
    }

    /// The ink of a ground in the plain colour of the class.
    pub fn ground(self) -> Ink {
        self.ink(Role::Class)
    }

    /// The ink of a ground in the pattern of the class.
    pub fn pattern(self) -> Ink {
        self.ink(Role::Region)
    }

    fn ink(self, role: Role) -> Ink {
        match self.shade {
            Shade::Plain => Role::Plain.into(),
            Shade::Blank => Role::Blank.into(),
            Shade::Class(_) => role.of(self.slot),
        }
    }

    /// Draws as many steps of a size as there are classes around a point, filled up to this class; nothing without a
    /// class.
    pub fn draw(self, area: &Area, (x, y): (f64, f64), size: f64) -> Drawn {
        let Shade::Class(class) = self.shade else { return Ok(()) };
        let apart = size * 1.4;
        let left = x - (self.count as f64 * apart - (apart - size)) / 2.0;
        for i in 0..self.count {
            let (from, to) = (left + i as f64 * apart, left + i as f64 * apart + size);
            let corners = [(from, y - size / 2.0), (to, y - size / 2.0), (to, y + size / 2.0), (from, y + size / 2.0)];
            let role = if i <= class { Role::On } else { Role::Step };
            area.draw(&Polygon::new(corners.map(point), role.of(self.slot).colour()))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_round_and_each_parts_the_values() {
        assert_eq!(limits([9.1, 12.0, 15.5, 11.0], 1), [10.0, 12.0, 14.0]);
        assert_eq!(limits([9.0, 18.0], 0), [10.0, 15.0]);
        assert!(limits([5.0, 5.0], 0).is_empty());
        assert!(limits([], 0).is_empty());
        assert_eq!(limits([f64::NAN, 0.0, 1.0], 0), [1.0]);
    }

    #[test]
    fn a_value_at_a_limit_belongs_to_the_class_above() {
        let classes = Classes::Values(vec![10.0, 20.0]);
        let shades = [9.9, 10.0, 20.0, f64::NAN].map(|value| classes.shade(Standing::Value(value)));
        assert_eq!(shades, [Shade::Class(0), Shade::Class(1), Shade::Class(2), Shade::Blank]);
        assert_eq!(classes.shade(Standing::Class(0)), Shade::Blank);
        assert_eq!(Classes::Named(vec!["loopt"]).shade(Standing::Class(1)), Shade::Blank);
        assert_eq!(Classes::None.shade(Standing::Empty), Shade::Plain);
    }

    #[test]
    fn what_is_provisional_or_missing_is_said() {
        let frame = Frame {
            id: "k",
            title: "",
            desc: "",
            unit: "personen",
            decimals: 0,
            language: Language::Dutch,
            paint: super::super::Paint::Classes,
        };
        let classes = Classes::Values(vec![10.0]);
        let said = |standing| classes.describe(&frame, "Twente", standing);
        assert_eq!(said(Standing::Value(1200.0)), "Twente: 1.200\u{a0}personen");
        assert_eq!(said(Standing::Provisional(1200.0)), "Twente: 1.200\u{a0}personen (voorlopig)");
        let hidden = Standing::Missing("niet getoond");
        assert_eq!([said(hidden), said(Standing::Empty)], ["Twente: niet getoond", "Twente: geen gegevens"]);
        let last = |standings: &[Standing]| {
            classes.names(&frame, standings.iter().copied()).last().map(|(name, _)| name.clone())
        };
        assert_eq!(last(&[hidden, hidden]).as_deref(), Some("niet getoond"));
        assert_eq!(last(&[hidden, Standing::Empty]).as_deref(), Some("geen gegevens of niet getoond"));
        assert_eq!(last(&[Standing::Provisional(12.0)]).as_deref(), Some("10 of meer"));
    }

    #[test]
    fn the_lowest_and_highest_class_look_most_different() {
        let slots = |count: usize| {
            let classes = Classes::Named(vec!["a"; count]);
            (0..count).map(|class| classes.slot(class)).collect::<Vec<_>>()
        };
        assert_eq!([slots(1), slots(2), slots(3)], [vec![2], vec![0, 4], vec![0, 2, 4]]);
        assert_eq!([slots(4), slots(5)], [vec![0, 1, 3, 4], vec![0, 1, 2, 3, 4]]);
    }
}
