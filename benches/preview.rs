//! Measures the preview: how soon it answers after its start, and how soon a page shows an edit.
//!
//! Stands where a browser stands: it follows the server-sent events, and asks for the page when they say that there is
//! something new. A time runs from before the file is saved until the page with the edit has come in whole.
//!
//! ```sh
//! cargo build --release --examples --bins
//! target/release/examples/corpus --regions 180 /dev/shm/project
//! target/release/examples/preview /dev/shm/project
//! ```
//!
//! Standard library only; nothing of `actieplan` is used.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const HELP: &str = "\
Measures the preview of a project of the corpus.

Usage: preview [--rounds N] PROJECT

Arguments:
  PROJECT       a folder that `corpus` wrote; its files are as they were in the end

Options:
  --rounds N    starts, and edits of each kind (9)
  -h, --help    print this help

The program measured is `actieplan` beside this one's folder; ACTIEPLAN names another.
";

/// How long an answer may take before the measurement is given up.
const PATIENCE: Duration = Duration::from_secs(60);

fn main() -> ExitCode {
    match parse().and_then(|(project, rounds)| measure(&project, rounds)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("preview: {message}");
            ExitCode::from(2)
        }
    }
}

fn parse() -> Result<(PathBuf, usize), String> {
    let (mut project, mut rounds) = (None, 9);
    let mut arguments = env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "-h" | "--help" => {
                print!("{HELP}");
                std::process::exit(0);
            }
            "--rounds" => {
                let number = arguments.next().and_then(|number| number.parse().ok()).filter(|number| *number > 0);
                rounds = number.ok_or("--rounds asks for a number of 1 or more")?;
            }
            option if option.starts_with('-') => return Err(format!("unknown option `{option}`; see --help")),
            _ => project = Some(PathBuf::from(argument)),
        }
    }
    Ok((project.ok_or("the project is missing; see --help")?, rounds))
}

/// A kind of edit: in which file, and where its mark shows.
struct Edit {
    name: &'static str,
    file: &'static str,
    /// The text of the file behind which the mark is put; without one it is put at the end.
    behind: Option<&'static str>,
    shown: Shown,
    /// Whether the mark begins with an A and a Z by turns, so that the page moves in lists by title.
    moves: bool,
}

impl Edit {
    const fn of(name: &'static str, file: &'static str, behind: Option<&'static str>, shown: Shown) -> Edit {
        Edit { name, file, behind, shown, moves: false }
    }
}

/// Where an edit shows.
enum Shown {
    /// On a page.
    At(&'static str),
    /// In the style sheet that the home page names.
    InStyle,
}

/// Of the first region, which every corpus has.
const EDITS: &[Edit] = &[
    Edit::of(
        "a text",
        "content/news/lindenstein-0001-bericht-01.md",
        None,
        Shown::At("/nieuws/lindenstein-0001-bericht-01/"),
    ),
    Edit::of(
        "a title",
        "content/news/lindenstein-0001-bericht-02.md",
        Some("title: \""),
        Shown::At("/nieuws/lindenstein-0001-bericht-02/"),
    ),
    Edit {
        name: "a title that moves its page in lists",
        file: "content/plans/lindenstein-0001/index.md",
        behind: Some("title: \""),
        shown: Shown::At("/plannen/lindenstein-0001/"),
        moves: true,
    },
    Edit::of(
        "a line with its actions",
        "content/plans/lindenstein-0001/lines/fit-aan-het-werk.md",
        None,
        Shown::At("/plannen/lindenstein-0001/lijnen/fit-aan-het-werk/"),
    ),
    Edit::of(
        "data of a figure",
        "content/figures/uitstroom-lindenstein-0001.yaml",
        Some("definition: \""),
        Shown::At("/cijfers/uitstroom-lindenstein-0001/"),
    ),
    Edit::of("a file with data", "content/figures/proef.csv", Some("Jaar;"), Shown::At("/cijfers/proef/")),
    Edit::of("the settings", "content/site.yaml", Some("description: \""), Shown::At("/")),
    Edit::of("a template", "themes/standaard/templates/home.html", Some("<div class=\"statement\">"), Shown::At("/")),
    Edit::of("the style", "themes/standaard/static/style.css", None, Shown::InStyle),
];

/// A figure with its values in a file, which no corpus has.
const FIGURE: &[(&str, &str)] = &[
    (
        "content/figures/proef.yaml",
        "title: Proef\nkind: aantal\nregions: [lindenstein-0001]\ndefinition: Wat geteld is.\nunit: personen\n\
         source: {name: Verzonnen}\nillustrative: true\ndata: proef.csv\n",
    ),
    ("content/figures/proef.csv", "Jaar;Aantal\n2020;1000\n2021;1100\n"),
];

/// In a site with a translation, which is linked twice.
const EDITS_IN_TRANSLATION: &[Edit] = &[
    Edit::of(
        "a text in a site with translations",
        "content/news/lindenstein-0001-bericht-01.md",
        None,
        Shown::At("/nieuws/lindenstein-0001-bericht-01/"),
    ),
    Edit::of(
        "a translation",
        "content/news/lindenstein-0001-bericht-01.en.md",
        None,
        Shown::At("/en/nieuws/lindenstein-0001-bericht-01/"),
    ),
];

const TRANSLATION: &[(&str, &str)] = &[
    ("content/news/lindenstein-0001-bericht-01.en.md", "---\ntitle: News\n---\n\nSome news.\n"),
    ("content/index.en.md", "---\ntitle: Action plans\n---\n\nWhat regions do.\n"),
];

/// Files of the default theme that edits need as files of the project.
const THEME: &[&str] = &["theme.yaml", "templates/home.html", "static/style.css"];

fn measure(project: &Path, rounds: usize) -> Result<(), String> {
    bring_theme(project)?;
    let program = program()?;
    println!("| what | median | worst |\n|---|---:|---:|");
    let (mut answers, mut pages) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        let preview = Preview::start(&program, project)?;
        answers.push(preview.answered);
        pages.push(preview.ready);
    }
    print_row("the first answer after the start", answers);
    print_row("the first page after the start", pages);
    for (brought, edits) in [(FIGURE, EDITS), (TRANSLATION, EDITS_IN_TRANSLATION)] {
        let _brought = Brought::into(project, brought)?;
        let preview = Preview::start(&program, project)?;
        for edit in edits {
            print_row(edit.name, preview.times(project, edit, rounds)?);
        }
    }
    Ok(())
}

/// Files that are in a project only while they are measured with.
struct Brought(Vec<PathBuf>);

impl Brought {
    fn into(project: &Path, files: &[(&str, &str)]) -> Result<Brought, String> {
        let mut brought = Brought(Vec::new());
        for (file, text) in files {
            let file = project.join(file);
            fs::write(&file, text).map_err(|error| told(&file, &error))?;
            brought.0.push(file);
        }
        Ok(brought)
    }
}

impl Drop for Brought {
    fn drop(&mut self) {
        for file in &self.0 {
            // What stays behind is told by its name.
            let _ = fs::remove_file(file);
        }
    }
}

fn program() -> Result<PathBuf, String> {
    if let Some(path) = env::var_os("ACTIEPLAN") {
        return Ok(path.into());
    }
    let own = env::current_exe().map_err(|error| format!("where this program is: {error}"))?;
    let folder = own.parent().and_then(Path::parent).ok_or("this program stands in no folder")?;
    Ok(folder.join("actieplan"))
}

fn bring_theme(project: &Path) -> Result<(), String> {
    let from = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/themes/standaard"));
    for file in THEME {
        let to = project.join("themes/standaard").join(file);
        fs::create_dir_all(to.parent().expect("a file stands in a folder")).map_err(|error| told(&to, &error))?;
        fs::copy(from.join(file), &to).map_err(|error| told(&to, &error))?;
    }
    Ok(())
}

fn told(path: &Path, error: &std::io::Error) -> String {
    format!("{}: {error}", path.display())
}

fn print_row(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let in_ms = |time: Duration| time.as_secs_f64() * 1000.0;
    println!("| {what} | {:.0} ms | {:.0} ms |", in_ms(times[times.len() / 2]), in_ms(times[times.len() - 1]));
}

/// A preview that runs.
struct Preview {
    process: Child,
    address: String,
    /// From its start until a browser was shown something: the page, or that the project is being read.
    answered: Duration,
    /// From its start until the home page had come in.
    ready: Duration,
}

impl Drop for Preview {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to stop.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Preview {
    fn start(program: &Path, project: &Path) -> Result<Preview, String> {
        let address = free_address()?;
        let (_, port) = address.rsplit_once(':').expect("an address has a port");
        let begin = Instant::now();
        let process = Command::new(program)
            .args(["serve", "--port", port])
            .arg(project)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| told(program, &error))?;
        let mut preview = Preview { process, address, answered: Duration::ZERO, ready: Duration::ZERO };
        while preview.answer("/", "Accept: text/html\r\n").is_err() {
            if begin.elapsed() > PATIENCE {
                return Err("the preview does not answer".into());
            }
            thread::sleep(Duration::from_millis(1));
        }
        preview.answered = begin.elapsed();
        preview.get("/")?;
        preview.ready = begin.elapsed();
        Ok(preview)
    }

    /// From saving an edit until it shows, as often as asked for. The file is as it was in the end.
    fn times(&self, project: &Path, edit: &Edit, rounds: usize) -> Result<Vec<Duration>, String> {
        let file = project.join(edit.file);
        let original = fs::read_to_string(&file).map_err(|error| told(&file, &error))?;
        let times = (0..rounds).map(|round| self.time(&file, &original, edit, round)).collect();
        self.save(&file, &original)?;
        times
    }

    fn time(&self, file: &Path, original: &str, edit: &Edit, round: usize) -> Result<Duration, String> {
        let first = match (edit.moves, round % 2) {
            (false, _) => "",
            (true, 0) => "Aa",
            (true, _) => "Zz",
        };
        let mark = format!("{first}Proef{round:03}");
        let edited = match edit.behind {
            None => format!("{original}\n/* {mark} */\n"),
            Some(place) => {
                let (head, tail) = original.split_once(place).ok_or_else(|| format!("{} has no {place}", edit.file))?;
                format!("{head}{place}{mark} {tail}")
            }
        };
        let mut news = self.follow()?;
        let begin = Instant::now();
        fs::write(file, edited).map_err(|error| told(file, &error))?;
        while begin.elapsed() < PATIENCE {
            news.wait()?;
            if self.shows(&edit.shown, &mark)? {
                return Ok(begin.elapsed());
            }
        }
        Err(format!("an edit of {} does not show", edit.file))
    }

    /// Saves a file and waits until that is known, so that it does not count for the next edit.
    fn save(&self, file: &Path, text: &str) -> Result<(), String> {
        let mut news = self.follow()?;
        fs::write(file, text).map_err(|error| told(file, &error))?;
        news.wait()
    }

    fn shows(&self, shown: &Shown, mark: &str) -> Result<bool, String> {
        let page = match shown {
            Shown::At(path) => self.get(path)?,
            Shown::InStyle => self.get(&style_of(&self.get("/")?)?)?,
        };
        Ok(page.contains(mark))
    }

    fn get(&self, path: &str) -> Result<String, String> {
        let answer = self.answer(path, "")?;
        if answer.starts_with("HTTP/1.1 200") { Ok(answer) } else { Err(format!("{path}: no page")) }
    }

    /// A whole answer, whatever it says.
    fn answer(&self, path: &str, headers: &str) -> Result<String, String> {
        let mut answer = String::new();
        let mut stream = self.ask(path, &format!("{headers}Connection: close\r\n"))?;
        stream.read_to_string(&mut answer).map_err(|error| format!("{path}: {error}"))?;
        if answer.is_empty() { Err(format!("{path}: no answer")) } else { Ok(answer) }
    }

    fn follow(&self) -> Result<News, String> {
        // As a page that shows nothing yet: it is told of what there is at once, and then of what is new.
        let mut news = News { lines: BufReader::new(self.ask("/_actieplan/events/0", "")?) };
        news.until("")?;
        news.wait()?;
        Ok(news)
    }

    fn ask(&self, path: &str, headers: &str) -> Result<TcpStream, String> {
        let failed = |error: std::io::Error| format!("{path}: {error}");
        let mut stream = TcpStream::connect(&self.address).map_err(failed)?;
        stream.set_read_timeout(Some(PATIENCE)).map_err(failed)?;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n").map_err(failed)?;
        Ok(stream)
    }
}

/// The path of the style sheet that a page names.
fn style_of(page: &str) -> Result<String, String> {
    let mut addresses = page.split("href=\"").filter_map(|rest| rest.split_once('"')).map(|(address, _)| address);
    let style = addresses.find(|address| address.contains("style") && address.ends_with(".css"));
    style.map(|address| format!("/{}", address.trim_start_matches("./"))).ok_or("the page names no style".into())
}

fn free_address() -> Result<String, String> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").map_err(|error| error.to_string())?;
    Ok(listener.local_addr().map_err(|error| error.to_string())?.to_string())
}

/// What the preview tells of changes.
struct News {
    lines: BufReader<TcpStream>,
}

impl News {
    /// Waits until something is new.
    fn wait(&mut self) -> Result<(), String> {
        self.until("data:")
    }

    /// Reads until a line that begins so; the empty text stands for the end of the answer's head.
    fn until(&mut self, beginning: &str) -> Result<(), String> {
        loop {
            let mut line = String::new();
            let length = self.lines.read_line(&mut line).map_err(|error| format!("the news: {error}"))?;
            match line.trim_end() {
                _ if length == 0 => return Err("the preview ended".into()),
                "" if beginning.is_empty() => return Ok(()),
                line if !beginning.is_empty() && line.starts_with(beginning) => return Ok(()),
                _ => {}
            }
        }
    }
}
