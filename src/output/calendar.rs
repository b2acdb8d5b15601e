//! Calendars (RFC 5545): one for each event, one of the whole site, one of each plan with events.
//!
//! An event's `UID` is made of the site's `id` and the event's own, so that a calendar that has it already updates it. Its
//! `DTSTAMP` is its own day: there is no time of building in a file. A time of day is written in content as people read
//! it; where it cannot be read as one or two times the event takes the whole day and the words go along.

use jiff::civil::{Date, DateTime, Time};

use super::identity;
use crate::model::{Event, Plan, Ref, Site, outside};

/// The most octets in a line (RFC 5545, 3.1).
const LINE: usize = 75;

/// The rules of the Netherlands since 1996 (EU directive 2000/84/EC).
const TIME_ZONE: &[&str] = &[
    "BEGIN:VTIMEZONE",
    "TZID:Europe/Amsterdam",
    "BEGIN:DAYLIGHT",
    "DTSTART:19810329T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "END:STANDARD",
    "END:VTIMEZONE",
];

/// The calendar with one event.
pub fn of_event(site: &Site, event: Ref<Event>) -> String {
    write(site, None, &[event])
}

/// The calendar of the site.
pub fn of_site(site: &Site) -> String {
    write(site, Some(&site.settings.title), &site.events.refs().collect::<Vec<_>>())
}

/// The calendar of a plan.
pub fn of_plan(site: &Site, plan: Ref<Plan>) -> String {
    write(site, Some(&site.plans[plan].keys.page.title.value), &site.plans[plan].events)
}

fn write(site: &Site, name: Option<&str>, events: &[Ref<Event>]) -> String {
    let mut lines = Lines::default();
    lines.push("BEGIN:VCALENDAR");
    lines.push("VERSION:2.0");
    lines.push(&format!("PRODID:-//actieplan//{}", site.settings.language.code().to_uppercase()));
    lines.push("CALSCALE:GREGORIAN");
    if let Some(name) = name {
        // RFC 7986, and what older calendars read.
        lines.text("NAME", name);
        lines.text("X-WR-CALNAME", name);
    }
    if events.iter().any(|event| times(&site.events[*event]).is_some()) {
        TIME_ZONE.iter().for_each(|line| lines.push(line));
    }
    for event in events {
        push_event(&mut lines, site, &site.events[*event]);
    }
    lines.push("END:VCALENDAR");
    lines.out
}

fn push_event(lines: &mut Lines, site: &Site, event: &Event) {
    let keys = &event.keys;
    lines.push("BEGIN:VEVENT");
    lines.push(&format!("UID:{}", identity::uuid(site, &format!("event/{}", event.id))));
    lines.push(&format!("DTSTAMP:{}T000000Z", compact(keys.date)));
    let times = times(event);
    match times {
        None => lines.push(&format!("DTSTART;VALUE=DATE:{}", compact(keys.date))),
        Some((start, end)) => {
            lines.push(&format!("DTSTART;TZID=Europe/Amsterdam:{}", moment(keys.date.to_datetime(start))));
            if let Some(end) = end {
                lines.push(&format!("DTEND;TZID=Europe/Amsterdam:{}", moment(keys.date.to_datetime(end))));
            }
        }
    }
    lines.text("SUMMARY", &keys.page.title.value);
    if let Some(location) = &keys.location {
        lines.text("LOCATION", location);
    }
    let unread = keys.time.as_deref().filter(|_| times.is_none());
    let body = outside::words(site, &event.body);
    let parts = [unread.unwrap_or_default(), &keys.page.summary, &body];
    let description: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    if !description.is_empty() {
        lines.text("DESCRIPTION", &description.join("\n\n"));
    }
    if let Some(base) = &site.settings.base_url {
        lines.push(&format!("URL:{base}{}", event.path));
    }
    lines.push("END:VEVENT");
}

/// Start and end of an event, when its time of day says one or two: `13:30`, `13.30 – 15.00 uur`. An end that is not
/// after the start is left out.
fn times(event: &Event) -> Option<(Time, Option<Time>)> {
    let found = read_times(event.keys.time.as_deref()?);
    match found.as_slice() {
        [start] => Some((*start, None)),
        [start, end] => Some((*start, Some(*end).filter(|end| end > start))),
        _ => None,
    }
}

/// Every time of day in a text: hours and two digits of minutes with a point or colon between them.
fn read_times(text: &str) -> Vec<Time> {
    let words = text.split(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.'));
    words.filter_map(|word| read_time(word.trim_matches(['.', ':']))).collect()
}

fn read_time(word: &str) -> Option<Time> {
    let (hour, minute) = word.split_once([':', '.'])?;
    let is_time = (1..=2).contains(&hour.len()) && minute.len() == 2;
    if !is_time {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

fn compact(date: Date) -> String {
    date.strftime("%Y%m%d").to_string()
}

fn moment(at: DateTime) -> String {
    at.strftime("%Y%m%dT%H%M%S").to_string()
}

/// Lines of a calendar: ended by CRLF, and folded where they are too long.
#[derive(Default)]
struct Lines {
    out: String,
}

impl Lines {
    /// Adds a property with a text, whose own signs are escaped (3.3.11).
    fn text(&mut self, name: &str, text: &str) {
        let mut line = format!("{name}:");
        for c in text.chars() {
            match c {
                '\\' | ';' | ',' => line.extend(['\\', c]),
                '\n' => line.push_str("\\n"),
                c if c.is_control() => {}
                c => line.push(c),
            }
        }
        self.push(&line);
    }

    /// Adds a line; what goes on after a fold starts with a space (3.1).
    fn push(&mut self, line: &str) {
        let mut room = LINE;
        for c in line.chars() {
            if c.len_utf8() > room {
                self.out.push_str("\r\n ");
                room = LINE - 1;
            }
            self.out.push(c);
            room -= c.len_utf8();
        }
        self.out.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_folded_within_75_octets_and_no_letter_is_cut() {
        let mut lines = Lines::default();
        let text = "Bijeenkomst over coördinatie, één; en \\ twee — ".repeat(5);
        lines.text("SUMMARY", &text);
        assert!(lines.out.ends_with("\r\n") && lines.out.matches("\r\n ").count() > 2);
        assert!(lines.out.split("\r\n").all(|line| line.len() <= LINE));
        let whole = lines.out.replace("\r\n ", "");
        assert_eq!(
            whole.trim_end(),
            format!("SUMMARY:{}", text.replace('\\', "\\\\").replace(',', "\\,").replace(';', "\\;")).trim_end()
        );
    }

    #[test]
    fn a_time_of_day_is_read_as_people_write_it() {
        let read = |text| read_times(text).iter().map(|time| time.strftime("%H:%M").to_string()).collect::<Vec<_>>();
        for (text, expected) in [
            ("13:30", &["13:30"][..]),
            ("9.30 uur", &["09:30"]),
            ("van 13.30 tot 15.00 uur", &["13:30", "15:00"]),
            ("13:30–15:00", &["13:30", "15:00"]),
            ("hele dag", &[]),
            ("25:00", &[]),
            ("10:00, 12:00 en 14:00", &["10:00", "12:00", "14:00"]),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
