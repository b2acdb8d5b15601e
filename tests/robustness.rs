//! Whatever stands in a file, the program reports it and lives: the example content, cut off and damaged.

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use actieplan::diagnostic::print::{Format, report};
use actieplan::language::Language;
use actieplan::model::link::Options;
use actieplan::pipeline;
use jiff::civil::date;
use support::{Project, repository};

/// One file of each kind, and those with the most in them.
const FILES: &[&str] = &[
    "documents/acties-stedendriehoek.md",
    "events/regiegroep-2020-10.md",
    "figures/businesscase-stedendriehoek.yaml",
    "figures/opleidingsquote-gooi-en-vechtstreek.yaml",
    "figures/uitstroom-stedendriehoek-bestemming.yaml",
    "glossary/effecthorizon.md",
    "index.md",
    "news/zes-lijnen-drie-themas.md",
    "organisations/wgv-zorg-en-welzijn.md",
    "pages/over.md",
    "plans/stedendriehoek/actions/bbl-plaatsen.md",
    "plans/stedendriehoek/index.md",
    "plans/stedendriehoek/lines/opleidings-en-sectorrendement.md",
    "practices/digi-coaches.md",
    "projects/regionaal-dashboard.md",
    "questions/cijfers-vergelijken.md",
    "regions/stedendriehoek-en-noord-veluwe.md",
    "site.yaml",
    "topics/behoud.md",
];

#[test]
fn a_file_cut_off_anywhere_is_reported_without_a_panic() {
    survives(|text| (0..text.len()).step_by(7).map(|len| text[..len].to_vec()).collect());
}

#[test]
fn a_damaged_file_is_reported_without_a_panic() {
    let mut random = Random(2026);
    survives(|text| (0..60).map(|_| damaged(text, &mut random)).collect());
}

/// Case 29, with its bounds; a program that is not optimised, with other tests beside it, gets thirty times as long. The limit is on what a process may write to, so that a program beyond it would end there.
#[cfg(target_os = "linux")]
#[test]
fn what_could_exhaust_the_machine_is_an_error_within_a_second_and_200_mb() {
    let bomb = (b'b'..=b'z').fold("a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned(), |text, letter| {
        let (name, before) = (char::from(letter), char::from(letter - 1));
        text + &format!("{name}: &{name} [{}]\n", vec![format!("*{before}"); 9].join(", "))
    });
    for yaml in [bomb, "title: &a [*a]\n".to_owned(), "[".repeat(2_000), format!("a: {}", "{b: ".repeat(2_000))] {
        let project = Project::copy_of("tests/cases/base");
        project.write("content/figures/a.yaml", yaml.as_bytes());
        let limited = "ulimit -d 204800 && exec \"$0\" check \"$1\"";
        let mut command = Command::new("sh");
        let command = command.args(["-c", limited, env!("CARGO_BIN_EXE_actieplan")]).arg(&project.folder);
        let start = Instant::now();
        let output = command.output().expect("there is a shell");
        let took = start.elapsed();
        let told = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
        assert!(output.status.code() == Some(1) && told.contains("AP003"), "{:?}: {told}", output.status);
        let most = Duration::from_secs(if cfg!(debug_assertions) { 30 } else { 1 });
        assert!(took < most, "{took:?} for {} bytes", yaml.len());
    }
}

/// What texts are made of that once took so long: headings, months, abbreviations, and problems on one line.
const UNITS: &[&str] = &["# kop\n\n", "in mei ", "BBL ", "[a](b c) "];

/// Of each text, four times as much may take some ten times as long: far more than in proportion, for what a busy
/// machine adds, and far less than the square. It is tried three times.
#[test]
fn the_time_for_a_text_does_not_grow_with_the_square_of_its_length() {
    let time = |unit: &str, length: usize| {
        let project = Project::copy_of("tests/cases/base");
        let body = unit.repeat(length / unit.len());
        project.write("content/regions/lang.md", format!("---\ntitle: A\n---\n\n{body}\n").as_bytes());
        let start = Instant::now();
        check(&project.folder);
        start.elapsed()
    };
    for unit in UNITS {
        let in_time = (0..3).any(|_| time(unit, 80_000) < 10 * time(unit, 20_000));
        assert!(in_time, "{unit:?}");
    }
}

#[test]
fn text_made_to_exhaust_a_parser_is_reported_without_a_panic() {
    let page = |body: String| format!("---\ntitle: A\n---\n\n{body}\n").into_bytes();
    let deep = |open: &str, close: &str| format!("a: {}x{}\n", open.repeat(2000), close.repeat(2000)).into_bytes();
    let bombs: Vec<(&str, Vec<u8>)> = vec![
        ("regions/haken.md", page("[a](".repeat(50_000))),
        ("regions/sterren.md", page("*a _b ".repeat(20_000))),
        ("regions/citaat.md", page(">".repeat(5_000))),
        ("regions/lijst.md", page((0..500).map(|n| format!("{}- a\n", "  ".repeat(n))).collect())),
        ("regions/tabel.md", page(format!("{}|\n{}|\n{}|", "|a".repeat(1000), "|-".repeat(1000), "|b".repeat(1000)))),
        ("regions/html.md", page("<div>".repeat(5_000))),
        ("regions/noten.md", page((0..2_000).map(|n| format!("[^{n}] [^{n}]: a\n\n")).collect())),
        ("figures/lijsten.yaml", deep("[", "]")),
        ("figures/velden.yaml", deep("{a: ", "}")),
        ("figures/streepjes.yaml", "- ".repeat(2000).into_bytes()),
        ("figures/kring.yaml", b"a: &a [*a]\n".to_vec()),
        ("figures/regels.yaml", b"a: 'x\n".repeat(5_000)),
    ];
    let project = Project::copy_of("tests/cases/base");
    for (path, text) in bombs {
        project.write(&format!("content/{path}"), &text);
    }
    before_it_hangs(move || check(&project.folder));
}

/// Puts variants of a file beside it, as files of the same kind, and checks them all at once; of files that there can be
/// only one of, one after the other.
fn survives(mut variants: impl FnMut(&[u8]) -> Vec<Vec<u8>>) {
    let mut projects = Vec::new();
    for path in FILES {
        let text = fs::read(repository("content").join(path)).expect("the example content has the file");
        let together = Project::copy_of("tests/cases/base");
        for (number, variant) in variants(&text).into_iter().enumerate() {
            match beside(path, number) {
                Some(beside) => together.write(&format!("content/{beside}"), &variant),
                None if number % 10 == 0 => {
                    let alone = Project::copy_of("tests/cases/base");
                    alone.write(&format!("content/{path}"), &variant);
                    projects.push(alone);
                }
                None => {}
            }
        }
        projects.push(together);
    }
    before_it_hangs(move || projects.iter().for_each(|project| check(&project.folder)));
}

/// Another path for a file of the same kind; none for settings and home page.
fn beside(path: &str, number: usize) -> Option<String> {
    match path.strip_suffix("/index.md") {
        Some(folder) => Some(format!("{folder}-{number}/index.md")),
        None if path.contains('/') => {
            path.rsplit_once('.').map(|(stem, extension)| format!("{stem}-{number}.{extension}"))
        }
        None => None,
    }
}

/// Checks a project and prints the report in every form: each place in it has to exist.
fn check(folder: &Path) {
    let options =
        Options { today: date(2026, 3, 1), drafts: true, future: true, base_url: None, pretty: false, preview: false };
    let project = pipeline::check(folder, &options, &|_, _| {});
    let (diagnostics, files) = (&project.diagnostics, &project.files);
    let text = report(diagnostics, files, Language::Dutch, Format::Text { colour: false });
    report(diagnostics, files, Language::English, Format::Json);
    report(diagnostics, files, Language::English, Format::Github);
    // A panic inside the Markdown parser is caught; here it counts.
    assert!(!text.contains("[AP027]"), "the Markdown parser panics");
}

/// Fails when something never ends. The bound is far beyond what a slow and busy machine needs.
fn before_it_hangs(work: impl FnOnce() + Send + 'static) {
    let (done, wait) = mpsc::channel();
    let worker = std::thread::spawn(move || {
        work();
        let _ = done.send(());
    });
    if wait.recv_timeout(Duration::from_secs(300)) == Err(mpsc::RecvTimeoutError::Timeout) {
        panic!("it takes more than five minutes");
    }
    worker.join().expect("nothing panics");
}

/// A text with one to four bytes changed, left out or put in: signs that mean something, and any others.
fn damaged(text: &[u8], random: &mut Random) -> Vec<u8> {
    const SIGNS: &[u8] = b":-[]{}\"'#&*!|>%@`<()/\\?,~=^_$ \t\n\r\0\xff";
    let mut text = text.to_vec();
    for _ in 0..=random.below(3) {
        let at = random.below(text.len());
        let sign = match random.below(4) {
            0 => u8::try_from(random.below(256)).expect("it is below 256"),
            _ => SIGNS[random.below(SIGNS.len())],
        };
        match random.below(3) {
            0 => text[at] = sign,
            1 => text.insert(at, sign),
            _ => drop(text.remove(at)),
        }
    }
    text
}

/// Numbers that look random and are the same in every run (xorshift64, Marsaglia 2003).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).expect("it is below the end")
    }
}
