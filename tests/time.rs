//! Days are days in the Netherlands, whatever the clock of the machine says, also around the change of summer time.

mod program;

use program::{Project, run};

/// The project as it is at a moment, with the clock of the machine set to a zone: is the news on the site?
fn is_published(project: &Project, moment: &str, zone: &str) -> bool {
    let seconds: jiff::Timestamp = moment.parse().expect("a moment");
    let mut command = project.command(&["build"]);
    command.env("SOURCE_DATE_EPOCH", seconds.as_second().to_string()).env("TZ", zone);
    let ran = run(&mut command);
    assert_eq!(ran.code, 0, "{}", ran.err);
    project.path("output/nieuws/bericht/index.html").exists()
}

/// Moments just before and at the start of a day in the Netherlands, in UTC.
const MIDNIGHTS: &[(&str, &str, &str)] = &[
    // Winter: midnight is 23:00 in UTC.
    ("2026-12-01", "2026-11-30T22:59:59Z", "2026-11-30T23:00:00Z"),
    // Summer: midnight is 22:00 in UTC.
    ("2026-07-01", "2026-06-30T21:59:59Z", "2026-06-30T22:00:00Z"),
    // The day on which summer time begins starts in winter time, and the next one in summer time.
    ("2026-03-29", "2026-03-28T22:59:59Z", "2026-03-28T23:00:00Z"),
    ("2026-03-30", "2026-03-29T21:59:59Z", "2026-03-29T22:00:00Z"),
    // The day on which it ends starts in summer time, and the next one in winter time.
    ("2026-10-25", "2026-10-24T21:59:59Z", "2026-10-24T22:00:00Z"),
    ("2026-10-26", "2026-10-25T22:59:59Z", "2026-10-25T23:00:00Z"),
];

#[test]
fn a_day_begins_at_midnight_in_the_netherlands() {
    for (day, before, at) in MIDNIGHTS {
        let project = Project::new(&[]);
        let news = |key: &str| format!("---\ntitle: Bericht\ndate: 2026-01-01\n{key}: {day}\n---\nTekst.\n");
        project.write("content/news/bericht.md", news("publish_from"));
        for zone in ["UTC", "Pacific/Kiritimati"] {
            assert!(!is_published(&project, before, zone), "{day}: not yet at {before} in {zone}");
            assert!(is_published(&project, at, zone), "{day}: from {at} on in {zone}");
        }
    }
}

#[test]
fn the_last_day_lasts_until_midnight_in_the_netherlands() {
    for (next, before, at) in MIDNIGHTS {
        let last = next.parse::<jiff::civil::Date>().expect("a day").yesterday().expect("a day before");
        let project = Project::new(&[]);
        let news = format!("---\ntitle: Bericht\ndate: 2026-01-01\npublish_until: {last}\n---\nTekst.\n");
        project.write("content/news/bericht.md", news);
        assert!(is_published(&project, before, "UTC"), "{last}: still at {before}");
        assert!(!is_published(&project, at, "UTC"), "{last}: no longer at {at}");
    }
}
