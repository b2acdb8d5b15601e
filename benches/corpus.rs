//! Writes a project of any size to measure with: regions full of invented, Dutch-like text.
//!
//! Out come files as `docs/handboek/inhoud.md` describes them, with the shape of the peer benchmark (`compare.sh`), so
//! that times compare: per region a plan, 6 lines, 36 actions, 12 news items and 2 figures. A region depends on the
//! seed and its own number only, and the shared files on the seed only, so a larger corpus contains a smaller one
//! unchanged.
//!
//! Standard library only; nothing of `actieplan` is used, so that the corpus stays the same while the program changes.

use std::env;
use std::ffi::OsString;
use std::fmt::{Display, Write as _};
use std::fs;
use std::io::{self, Write as _};
use std::iter;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const HELP: &str = "\
Writes a project of any size to measure with.

Usage: corpus --regions N DIR

Arguments:
  DIR            the project's folder: empty, or not there yet

Options:
  --regions N    number of regions, 1 or more
  -h, --help     print this help
";

fn main() -> ExitCode {
    match parse(env::args_os().skip(1)).and_then(run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("corpus: {message}");
            ExitCode::from(2)
        }
    }
}

/// What the command line asks for.
enum Request {
    Help,
    Write { regions: u32, folder: PathBuf },
}

/// Reads the command line; an error is a sentence for the user.
fn parse(mut arguments: impl Iterator<Item = OsString>) -> Result<Request, String> {
    let (mut regions, mut folder) = (None, None);
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            Some("-h" | "--help") => return Ok(Request::Help),
            Some("--regions") => regions = Some(parse_count(arguments.next())?),
            Some(option) if option.starts_with('-') => return Err(format!("unknown option `{option}`; see --help")),
            _ if folder.is_some() => return Err("more than one folder given; see --help".into()),
            _ => folder = Some(PathBuf::from(argument)),
        }
    }
    let regions = regions.ok_or("--regions is missing; see --help")?;
    let folder = folder.ok_or("the folder to write to is missing; see --help")?;
    Ok(Request::Write { regions, folder })
}

fn parse_count(argument: Option<OsString>) -> Result<u32, String> {
    let text = argument.unwrap_or_default().to_string_lossy().into_owned();
    match text.parse() {
        Ok(count) if count > 0 => Ok(count),
        _ => Err(format!("--regions takes a whole number of 1 or more, not `{text}`; see --help")),
    }
}

fn run(request: Request) -> Result<(), String> {
    match request {
        Request::Help => io::stdout().write_all(HELP.as_bytes()).map_err(|error| error.to_string()),
        Request::Write { regions, folder } => write_corpus(&folder, regions),
    }
}

/// Writes the project; refuses a folder that holds anything.
fn write_corpus(project: &Path, regions: u32) -> Result<(), String> {
    refuse_non_empty(project)?;
    let content = Content { folder: project.join("content") };
    write_shared(&content)?;
    (0..regions).try_for_each(|index| write_region(&content, index))
}

fn refuse_non_empty(folder: &Path) -> Result<(), String> {
    match fs::read_dir(folder).map(|mut entries| entries.next().is_some()) {
        Ok(true) => Err(format!("{} is not empty", folder.display())),
        Ok(false) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(format!("{}: {error}", folder.display())),
    }
}

/// The folder `content/` that is being written.
struct Content {
    folder: PathBuf,
}

impl Content {
    /// Writes one file; `path` is relative to the folder, with `/`.
    fn put(&self, path: &str, text: &str) -> Result<(), String> {
        let path = self.folder.join(path);
        let parent = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(parent)
            .and_then(|()| fs::write(&path, text))
            .map_err(|error| format!("{}: {error}", path.display()))
    }
}

// What all regions share.

/// Writes what does not depend on the number of regions: settings, home page, topics, organisations and a loose page.
fn write_shared(content: &Content) -> Result<(), String> {
    let mut prose = Prose::of_shared();
    content.put("site.yaml", &site())?;
    content.put("index.md", &Fields::titled("Actieplannen zorg en welzijn").page(&prose.paragraph(70, &[])))?;
    content.put("pages/toegankelijkheid.md", &Fields::titled("Toegankelijkheid").page(&prose.section(120)))?;
    for (index, topic) in TOPICS.iter().enumerate() {
        content.put(&format!("topics/{topic}.md"), &topic_page(index, topic, &mut prose))?;
    }
    content.put("comparisons/uitstroom.yaml", &outflow_comparison())?;
    content.put("comparisons/opleidingsquote.yaml", &quota_comparison())?;
    for (id, name) in organisations() {
        content.put(&format!("organisations/{id}.md"), &organisation_page(&name, &mut prose))?;
    }
    Ok(())
}

/// The settings. A stand never goes stale, else the passing of time would add a warning an action.
fn site() -> String {
    Fields::default()
        .plain("id", "corpus")
        .text("title", "Actieplannen zorg en welzijn")
        .text("description", "Verzonnen actieplannen om mee te meten.")
        .plain("base_url", "https://example.org/")
        .list("footer", &["toegankelijkheid"])
        .yaml()
}

fn topic_page(index: usize, topic: &str, prose: &mut Prose) -> String {
    Fields::titled(&capitalised(topic))
        .text("summary", &prose.sentence())
        .plain("order", index + 1)
        .plain("state", "vastgesteld")
        .page(&prose.paragraph(40, &[]))
}

fn organisation_page(name: &str, prose: &mut Prose) -> String {
    Fields::titled(name)
        .text("summary", &prose.sentence())
        .plain("kind", "zorgaanbieder")
        .plain("website", "https://example.org/")
        .page(&prose.paragraph(30, &[]))
}

/// The ids and names of the organisations.
fn organisations() -> impl Iterator<Item = (String, String)> {
    let pairs = ORGANISATION_KINDS.iter().flat_map(|kind| ORGANISATION_NAMES.iter().map(move |name| (kind, name)));
    pairs.map(|(kind, name)| (format!("{kind}-{name}"), format!("{} {}", capitalised(kind), capitalised(name))))
}

// One region.

/// What the pages of one region need of each other.
struct Region {
    /// Id of the region and of its plan.
    id: String,
    name: String,
    actions: Vec<Action>,
}

/// An action as others see it.
struct Action {
    id: String,
    title: String,
    /// The line that it belongs to, by place in [`LINES`].
    line: usize,
}

/// A link as a text can hold it.
struct Link {
    text: String,
    target: String,
}

impl Region {
    fn invent(index: u32, prose: &mut Prose) -> Region {
        let place = format!("{}{}", prose.random.pick(&PLACE_STARTS), prose.random.pick(&PLACE_ENDS));
        let actions = (0..LINES.len() * ACTIONS_PER_LINE).map(|index| Action::invent(index, prose)).collect();
        let number = index + 1;
        Region { id: format!("{place}-{number:04}"), name: format!("Regio {} {number}", capitalised(&place)), actions }
    }

    /// The links to all actions and lines, with `plan/` before the id where the text is outside the plan.
    fn links(&self, plan: &str) -> Vec<Link> {
        let action = |action: &Action| Link::new(&action.title, &format!("actie:{plan}{}", action.id));
        let line = |line: &Line| Link::new(line.title, &format!("lijn:{plan}{}", line.id));
        self.actions.iter().map(action).chain(LINES.iter().map(line)).collect()
    }

    fn links_inside(&self) -> Vec<Link> {
        self.links("")
    }

    fn links_outside(&self) -> Vec<Link> {
        self.links(&format!("{}/", self.id))
    }
}

impl Action {
    fn invent(index: usize, prose: &mut Prose) -> Action {
        let verb = capitalised(prose.random.pick(&VERBS));
        let title = format!("{verb} van {} {}", prose.random.pick(&ADJECTIVES), prose.compound());
        Action { id: format!("actie-{:02}", index + 1), title, line: index / ACTIONS_PER_LINE }
    }

    /// The number shown: the line's and that within the line.
    fn number(&self, index: usize) -> String {
        format!("{}.{}", self.line + 1, index % ACTIONS_PER_LINE + 1)
    }
}

impl Link {
    fn new(title: &str, target: &str) -> Link {
        Link { text: title.to_lowercase(), target: target.into() }
    }

    fn markdown(&self) -> String {
        format!("[{}]({})", self.text, self.target)
    }
}

/// Writes the region with this index, from 0: its page, its plan, news and figures.
fn write_region(content: &Content, index: u32) -> Result<(), String> {
    let mut prose = Prose::of_region(index);
    let region = Region::invent(index, &mut prose);
    content.put(&format!("regions/{}.md", region.id), &region_page(&region, &mut prose))?;
    write_plan(content, &region, &mut prose)?;
    write_news(content, &region, &mut prose)?;
    content.put(&format!("figures/uitstroom-{}.yaml", region.id), &outflow(&region, &mut prose.random))?;
    content.put(&format!("figures/opleidingsquote-{}.yaml", region.id), &quota(&region, &mut prose.random))
}

fn region_page(region: &Region, prose: &mut Prose) -> String {
    let parties = prose.random.organisations(2);
    Fields::titled(&region.name)
        .text("summary", &prose.sentence())
        .plain("part", prose.random.pick(&["Noord", "Oost", "Zuid", "West"]))
        .plain("municipalities", prose.random.between(5, 20))
        .plain("coordinator", &parties[0])
        .plain("contact", &parties[1])
        .page(&prose.paragraph(40, &[]))
}

// The plan.

fn write_plan(content: &Content, region: &Region, prose: &mut Prose) -> Result<(), String> {
    let folder = format!("plans/{}", region.id);
    let links = region.links_inside();
    content.put(&format!("{folder}/index.md"), &plan_page(region, &links, prose))?;
    for (index, line) in LINES.iter().enumerate() {
        content.put(&format!("{folder}/lines/{}.md", line.id), &line_page(region, index, &links, prose))?;
    }
    for (index, action) in region.actions.iter().enumerate() {
        content.put(&format!("{folder}/actions/{}.md", action.id), &action_page(action, index, &links, prose))?;
    }
    Ok(())
}

fn plan_page(region: &Region, links: &[Link], prose: &mut Prose) -> String {
    let parties = prose.random.organisations(3);
    Fields::titled(&format!("Actieplan {}", region.name))
        .text("summary", &prose.sentence())
        .plain("kind", "actieplan")
        .list("regions", &[&region.id])
        .plain("state", prose.random.pick(&["ondertekend", "loopt"]))
        .plain("as_of", prose.random.date(2025))
        .plain("period", "{from: 2024, until: 2027}")
        .plain("start", prose.random.date(2024))
        .plain("coordinator", &parties[0])
        .plain("contact", &parties[1])
        .items("parties", parties.iter().map(|party| format!("{{organisation: {party}, role: partner}}")))
        .page(&plan_body(region, links, prose))
}

fn plan_body(region: &Region, links: &[Link], prose: &mut Prose) -> String {
    blocks(&[
        prose.paragraph_with_note(70, links, 1),
        prose.heading(2),
        prose.paragraph(80, links),
        prose.bullets(5),
        figure("uitstroom", region),
        prose.heading(2),
        prose.paragraph_with_note(70, links, 2),
        line_table(prose),
        prose.heading(3),
        prose.paragraph(80, links),
        prose.quote(),
        figure("opleidingsquote", region),
        prose.heading(2),
        prose.steps(4),
        prose.paragraph(60, links),
        prose.note(1),
        prose.note(2),
    ])
}

/// The table of the plan's lines; the links without a text take their titles.
fn line_table(prose: &mut Prose) -> String {
    let mut table = String::from("| Lijn | Doel | Acties |\n| --- | --- | ---: |");
    for line in &LINES {
        let _ = write!(table, "\n| [](lijn:{}) | {} | {ACTIONS_PER_LINE} |", line.id, prose.word());
    }
    table
}

/// A figure of the region, set in the text.
fn figure(kind: &str, region: &Region) -> String {
    format!("![](figuur:{kind}-{})", region.id)
}

fn line_page(region: &Region, index: usize, links: &[Link], prose: &mut Prose) -> String {
    let line = &LINES[index];
    Fields::titled(line.title)
        .text("summary", &prose.sentence())
        .text("number", &(index + 1).to_string())
        .text("goal", &prose.sentence())
        .list("topics", &[line.topic])
        .plain("period", "{from: 2024, until: 2027}")
        .page(&line_body(region, links, prose))
}

fn line_body(region: &Region, links: &[Link], prose: &mut Prose) -> String {
    blocks(&[
        prose.paragraph_with_note(90, links, 1),
        prose.heading(2),
        prose.paragraph(100, links),
        prose.bullets(5),
        figure("uitstroom", region),
        prose.heading(2),
        prose.paragraph(100, links),
        prose.heading(3),
        prose.steps(4),
        prose.paragraph(100, links),
        prose.quote(),
        prose.note(1),
    ])
}

fn action_page(action: &Action, index: usize, links: &[Link], prose: &mut Prose) -> String {
    Fields::titled(&action.title)
        .text("summary", &prose.sentence())
        .plain("line", LINES[action.line].id)
        .text("number", &action.number(index))
        .plain("status", prose.random.pick(&STATUSES))
        .plain("as_of", prose.random.date(2025))
        .list("horizons", prose.random.pick(&HORIZONS))
        .list("owners", &prose.random.some_organisations())
        .list("topics", &prose.random.some_topics())
        .items("milestones", milestones(prose).into_iter())
        .page(&action_body(links, prose))
}

fn milestones(prose: &mut Prose) -> Vec<String> {
    let count = prose.random.between(2, 5);
    (0..count).map(|_| milestone(prose)).collect()
}

fn milestone(prose: &mut Prose) -> String {
    let year = prose.random.between(2024, 2028);
    let (date, title) = (prose.random.date(year), prose.sentence());
    format!("{{date: {date}, title: {}, done: {}}}", quoted(&title), year < 2026)
}

fn action_body(links: &[Link], prose: &mut Prose) -> String {
    blocks(&[prose.paragraph(70, links), prose.heading(2), prose.bullets(3), prose.paragraph(60, links)])
}

// News.

fn write_news(content: &Content, region: &Region, prose: &mut Prose) -> Result<(), String> {
    let links = region.links_outside();
    for index in 0..NEWS_PER_REGION {
        let path = format!("news/{}-bericht-{:02}.md", region.id, index + 1);
        content.put(&path, &news_page(region, index, &links, prose))?;
    }
    Ok(())
}

fn news_page(region: &Region, index: usize, links: &[Link], prose: &mut Prose) -> String {
    Fields::titled(&prose.headline())
        .text("summary", &prose.sentence())
        .plain("date", prose.random.date(2024 + index % 2))
        .list("regions", &[&region.id])
        .list("topics", &prose.random.some_topics())
        .page(&news_body(links, prose))
}

fn news_body(links: &[Link], prose: &mut Prose) -> String {
    blocks(&[
        prose.paragraph(90, links),
        prose.heading(2),
        prose.paragraph(80, links),
        prose.bullets(4),
        prose.paragraph(50, links),
    ])
}

// Figures.

// Figures that are compared have one wording.
const OUTFLOW_DEFINITION: &str = "Verzonnen aantal mensen dat in een jaar de sector verliet.";
const QUOTA_DEFINITION: &str = "Verzonnen opleidingsplaatsen, gedeeld door het zorgpersoneel.";

/// Draws up the outflow of a region: persons per branch and calendar year.
fn outflow(region: &Region, random: &mut Random) -> String {
    let series: Vec<Vec<f64>> = BRANCHES.iter().map(|_| random.course(40.0, 400.0)).collect();
    let first_total: f64 = series.iter().map(|values| values[0].round()).sum();
    let target = first_total * 0.85;
    let items = BRANCHES.iter().zip(&series);
    figure_fields("uitstroom", "Uitstroom per branche", region)
        .text("definition", OUTFLOW_DEFINITION)
        .plain("unit", "personen")
        .plain("scope", "breed")
        .plain("denominator", "geen")
        .text("reference_date", "31 december")
        .plain("good", "lager")
        .plain("breakdown", "branche")
        .plain("chart", "gestapeld")
        .plain("target", format!("{{value: {target:.0}, period: 2027}}"))
        .items("series", items.map(|(name, values)| format!("{{name: {name}, values: {}}}", outflow_values(values))))
        .yaml()
}

/// What the outflow of all regions has in common.
fn outflow_comparison() -> String {
    Fields::titled("Uitstroom per regio")
        .plain("kind", "uitstroom")
        .text("definition", OUTFLOW_DEFINITION)
        .plain("unit", "personen")
        .plain("scope", "breed")
        .plain("denominator", "geen")
        .text("reference_date", "31 december")
        .yaml()
}

/// What the training quotas of all regions have in common.
fn quota_comparison() -> String {
    Fields::titled("Opleidingsquote per regio")
        .plain("kind", "opleidingsquote")
        .text("definition", QUOTA_DEFINITION)
        .plain("period_type", "studiejaar")
        .yaml()
}

/// What both figures state alike.
fn figure_fields(kind: &str, title: &str, region: &Region) -> Fields {
    Fields::titled(&format!("{title}, {}", region.name))
        .plain("kind", kind)
        .plain("comparison", kind)
        .list("regions", &[&region.id])
        .plain("source", "{name: Voorbeeldcijfers, url: \"https://example.com/cijfers\", edition: \"2025\"}")
        .plain("illustrative", true)
}

fn outflow_values(values: &[f64]) -> String {
    by_period(values, |year| year.to_string(), 0)
}

/// Draws up the training quota of a region: staff and training places per employer and study year.
fn quota(region: &Region, random: &mut Random) -> String {
    let names = random.some(&STEMS, EMPLOYERS_PER_REGION);
    let employers: Vec<String> = names.iter().map(|name| employer(name, random)).collect();
    figure_fields("opleidingsquote", "Opleidingsquote", region)
        .text("definition", QUOTA_DEFINITION)
        .list("topics", &["opleiding"])
        .plain("period_type", "studiejaar")
        .plain("good", "hoger")
        .plain("reference", 15)
        .items("employers", employers.into_iter())
        .yaml()
}

/// One employer. Work-based places start at 4 to 9 % of its staff, in hours; school-based ones at 3 to 6 %, in fte.
fn employer(stem: &str, random: &mut Random) -> String {
    let name = format!("{}{}", capitalised(stem), random.pick(&EMPLOYER_ENDS));
    let branch = random.pick(&BRANCHES);
    let staff = random.course(120.0, 900.0);
    let hours = growing_share(&staff, random.fraction(0.04, 0.09) * HOURS_PER_FTE, random);
    let places = growing_share(&staff, random.fraction(0.03, 0.06), random);
    format!(
        "name: {name}\n    branch: {branch}\n    staff_fte: {}\n    places:\n      \
         - {{route: bbl, hours: {}}}\n      - {{route: bol, fte: {}}}",
        by_period(&staff, study_year, 0),
        by_period(&hours, study_year, 0),
        by_period(&places, study_year, 1),
    )
}

/// A part of each value; the part grows by 0 to 5 % a year.
fn growing_share(values: &[f64], first_part: f64, random: &mut Random) -> Vec<f64> {
    let growth = random.fraction(1.0, 1.05);
    let parts = iter::successors(Some(first_part), |part| Some(part * growth));
    values.iter().zip(parts).map(|(value, part)| value * part).collect()
}

fn study_year(year: usize) -> String {
    format!("{year}/{}", year + 1)
}

/// Writes values by period, one a year from [`FIRST_YEAR`]: `{2016: 310, 2017: 298}`.
fn by_period(values: &[f64], period: fn(usize) -> String, decimals: usize) -> String {
    let pair = |(index, value): (usize, &f64)| format!("{}: {value:.decimals$}", period(FIRST_YEAR + index));
    format!("{{{}}}", values.iter().enumerate().map(pair).collect::<Vec<_>>().join(", "))
}

// YAML and Markdown.

/// The fields of a file, in order, as YAML.
#[derive(Default)]
struct Fields {
    yaml: String,
}

impl Fields {
    fn titled(title: &str) -> Fields {
        Fields::default().text("title", title)
    }

    /// Adds a field whose value is text that needs quotes.
    fn text(self, key: &str, value: &str) -> Fields {
        self.plain(key, quoted(value))
    }

    /// Adds a field whose value is YAML already: a number, a date, an id.
    fn plain(mut self, key: &str, value: impl Display) -> Fields {
        let _ = writeln!(self.yaml, "{key}: {value}");
        self
    }

    /// Adds a list of ids or other single words.
    fn list(self, key: &str, values: &[impl AsRef<str>]) -> Fields {
        let values: Vec<&str> = values.iter().map(AsRef::as_ref).collect();
        self.plain(key, format!("[{}]", values.join(", ")))
    }

    /// Adds a list with an item a line.
    fn items(mut self, key: &str, items: impl Iterator<Item = String>) -> Fields {
        let _ = writeln!(self.yaml, "{key}:");
        for item in items {
            let _ = writeln!(self.yaml, "  - {item}");
        }
        self
    }

    fn yaml(self) -> String {
        self.yaml
    }

    /// The fields as front matter, with a text below.
    fn page(self, body: &str) -> String {
        format!("---\n{}---\n\n{body}\n", self.yaml)
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn blocks(blocks: &[String]) -> String {
    blocks.join("\n\n")
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

// Prose.

/// Dutch-like sentences and Markdown blocks from one source of chance.
struct Prose {
    random: Random,
}

impl Prose {
    fn of_shared() -> Prose {
        Prose { random: Random::stream(u64::MAX) }
    }

    fn of_region(index: u32) -> Prose {
        Prose { random: Random::stream(u64::from(index)) }
    }

    /// A word: in 100, 61 of grammar, 21 nouns, 7 verbs and adjectives and 11 compounds, so that a corpus has as many
    /// different words as a real one.
    fn word(&mut self) -> String {
        match self.random.below(100) {
            0..61 => self.random.pick(&FUNCTION_WORDS).to_string(),
            61..82 => self.random.pick(&STEMS).to_string(),
            82..86 => self.random.pick(&VERBS).to_string(),
            86..89 => self.random.pick(&ADJECTIVES).to_string(),
            _ => self.compound(),
        }
    }

    fn compound(&mut self) -> String {
        format!("{}{}", self.random.pick(&STEMS), self.random.pick(&STEMS))
    }

    fn words(&mut self, count: usize) -> Vec<String> {
        (0..count).map(|_| self.word()).collect()
    }

    fn headline(&mut self) -> String {
        capitalised(&self.words(4).join(" "))
    }

    fn heading(&mut self, level: usize) -> String {
        format!("{} {}", "#".repeat(level), capitalised(&self.words(3).join(" ")))
    }

    /// A sentence without Markdown.
    fn sentence(&mut self) -> String {
        let length = self.random.between(8, 19);
        close(&self.words(length))
    }

    /// A sentence in which, four times in ten, something stands out or links.
    fn rich_sentence(&mut self, links: &[Link]) -> String {
        let length = self.random.between(8, 19);
        let mut words = self.words(length);
        let place = self.random.between(2, length - 2);
        match self.random.below(100) {
            0..14 => words[place] = format!("*{}*", words[place]),
            14..24 => words[place] = format!("**{} {}**", words[place], self.word()),
            24..34 if !links.is_empty() => words[place] = links[self.random.below(links.len())].markdown(),
            34..38 => words[place] = format!("`{}`", words[place]),
            _ => {}
        }
        close(&words)
    }

    /// A paragraph of at least so many words.
    fn paragraph(&mut self, words: usize, links: &[Link]) -> String {
        let mut paragraph = self.rich_sentence(links);
        while paragraph.split(' ').count() < words {
            paragraph.push(' ');
            paragraph.push_str(&self.rich_sentence(links));
        }
        paragraph
    }

    /// A paragraph that ends in a reference to a footnote.
    fn paragraph_with_note(&mut self, words: usize, links: &[Link], label: usize) -> String {
        format!("{}[^{label}]", self.paragraph(words, links))
    }

    fn note(&mut self, label: usize) -> String {
        format!("[^{label}]: {}", self.sentence())
    }

    fn quote(&mut self) -> String {
        format!("> {} {}", self.rich_sentence(&[]), self.rich_sentence(&[]))
    }

    fn bullets(&mut self, count: usize) -> String {
        self.list(count, |_| "-".into())
    }

    fn steps(&mut self, count: usize) -> String {
        self.list(count, |index| format!("{}.", index + 1))
    }

    fn list(&mut self, count: usize, marker: fn(usize) -> String) -> String {
        let items = (0..count).map(|index| format!("{} {}", marker(index), self.rich_sentence(&[])));
        items.collect::<Vec<_>>().join("\n")
    }

    /// A paragraph, a heading and a paragraph.
    fn section(&mut self, words: usize) -> String {
        blocks(&[self.paragraph(words / 2, &[]), self.heading(2), self.paragraph(words / 2, &[])])
    }
}

/// Makes words a sentence.
fn close(words: &[String]) -> String {
    format!("{}.", capitalised(&words.join(" ")))
}

// Chance.

/// Start of every stream of chance; another value gives another corpus.
const SEED: u64 = 2026;

/// The generator SplitMix64 (Steele, Lea and Flood, 2014): small, and the same on every machine.
struct Random {
    state: u64,
}

impl Random {
    /// The stream with this number; streams do not follow from one another.
    fn stream(number: u64) -> Random {
        let start = Random { state: SEED }.next() ^ number;
        Random { state: Random { state: start }.next() }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, not including, the limit. Lists are short, so the bias of the remainder is nothing.
    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    /// A number from `low` up to, not including, `high`.
    fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high - low)
    }

    fn fraction(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.below(10_000) as f64 / 10_000.0
    }

    fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }

    /// So many different items: neighbours in the list, from a place of chance.
    fn some<T: Clone>(&mut self, items: &[T], count: usize) -> Vec<T> {
        let start = self.below(items.len());
        items.iter().cycle().skip(start).take(count).cloned().collect()
    }

    /// A day in the year, never after the 28th.
    fn date(&mut self, year: usize) -> String {
        format!("{year}-{:02}-{:02}", self.between(1, 13), self.between(1, 29))
    }

    /// Ids of different organisations.
    fn organisations(&mut self, count: usize) -> Vec<String> {
        let ids: Vec<String> = organisations().map(|(id, _)| id).collect();
        self.some(&ids, count)
    }

    fn some_organisations(&mut self) -> Vec<String> {
        let count = self.between(1, 3);
        self.organisations(count)
    }

    fn some_topics(&mut self) -> Vec<&'static str> {
        let count = self.between(1, 3);
        self.some(&TOPICS, count)
    }

    /// A value for each year: it starts between the bounds, changes by −10 to +8 % a year, and keeps above a third of
    /// the low bound.
    fn course(&mut self, low: f64, high: f64) -> Vec<f64> {
        let mut value = self.fraction(low, high);
        let step = |_| {
            let now = value;
            value = (value * self.fraction(0.9, 1.08)).max(low / 3.0);
            now
        };
        (0..YEARS).map(step).collect()
    }
}

// The material.

const ACTIONS_PER_LINE: usize = 6;
const NEWS_PER_REGION: usize = 12;
const EMPLOYERS_PER_REGION: usize = 20;
const FIRST_YEAR: usize = 2016;
const YEARS: usize = 10;

/// Hours of one training place in a study year, work-based (the calculation of the Stagefonds Zorg).
const HOURS_PER_FTE: f64 = 1280.0;

/// An action line; every plan has the same.
struct Line {
    id: &'static str,
    title: &'static str,
    topic: &'static str,
}

const LINES: [Line; 6] = [
    Line { id: "nieuwe-collegas", title: "Nieuwe collega's vinden", topic: "instroom" },
    Line { id: "leren-op-de-werkvloer", title: "Leren op de werkvloer", topic: "opleiding" },
    Line { id: "blijven-werken", title: "Mensen blijven graag", topic: "behoud" },
    Line { id: "anders-organiseren", title: "Werk anders organiseren", topic: "technologie" },
    Line { id: "samen-in-de-regio", title: "Samen in de regio", topic: "samenwerking" },
    Line { id: "fit-aan-het-werk", title: "Fit aan het werk", topic: "vitaliteit" },
];

const TOPICS: [&str; 10] = [
    "arbeidsmarkt",
    "behoud",
    "innovatie",
    "instroom",
    "leiderschap",
    "opleiding",
    "samenwerking",
    "technologie",
    "vitaliteit",
    "wijkzorg",
];

const STATUSES: [&str; 5] = ["gepland", "loopt", "gereed", "loopt_achter", "gestopt"];

const HORIZONS: [&[&str]; 5] =
    [&["kort"], &["middellang"], &["lang"], &["kort", "middellang"], &["kort", "middellang", "lang"]];

const BRANCHES: [&str; 8] = [
    "Gehandicaptenzorg",
    "Geestelijke gezondheidszorg",
    "Huisartsenzorg",
    "Jeugdzorg",
    "Kinderopvang",
    "Sociaal werk",
    "Verpleging en thuiszorg",
    "Ziekenhuizen",
];

const ORGANISATION_KINDS: [&str; 5] = ["jeugdhulp", "thuiszorg", "welzijn", "ziekenhuis", "zorggroep"];
const ORGANISATION_NAMES: [&str; 4] = ["beuk", "eik", "linde", "wilg"];
const EMPLOYER_ENDS: [&str; 5] = ["borg", "haven", "hoeve", "plein", "state"];

const PLACE_STARTS: [&str; 14] = [
    "achter", "berg", "binnen", "buiten", "duin", "eiken", "heide", "hooge", "klaver", "linden", "molen", "vechter",
    "water", "zonne",
];
const PLACE_ENDS: [&str; 14] =
    ["beek", "berg", "burcht", "daal", "dam", "dorp", "gouw", "hoek", "land", "oord", "stein", "veld", "woude", "zijl"];

const FUNCTION_WORDS: [&str; 40] = [
    "aan", "als", "bij", "dan", "dat", "de", "deze", "die", "door", "een", "elk", "en", "er", "haar", "heeft", "het",
    "in", "is", "kan", "meer", "met", "naar", "niet", "nog", "of", "om", "onder", "ook", "op", "over", "te", "tot",
    "uit", "van", "voor", "wat", "wie", "worden", "zal", "zich",
];
const STEMS: [&str; 56] = [
    "afdeling",
    "akkoord",
    "ambitie",
    "baan",
    "begroting",
    "behandeling",
    "beroep",
    "bewoner",
    "bijeenkomst",
    "burger",
    "cliënt",
    "coördinatie",
    "cursus",
    "deelnemer",
    "docent",
    "duur",
    "ervaring",
    "functie",
    "gezin",
    "groei",
    "groep",
    "hulp",
    "instroom",
    "kans",
    "kennis",
    "kind",
    "klas",
    "kwaliteit",
    "leerling",
    "locatie",
    "markt",
    "monitor",
    "norm",
    "onderwijs",
    "onderzoek",
    "overleg",
    "patiënt",
    "personeel",
    "praktijk",
    "raad",
    "regio",
    "registratie",
    "ruimte",
    "sector",
    "stage",
    "student",
    "taak",
    "team",
    "tekort",
    "uitstroom",
    "vacature",
    "verpleging",
    "verzuim",
    "werk",
    "wijk",
    "zorg",
];
const VERBS: [&str; 20] = [
    "aanbieden",
    "afspreken",
    "behouden",
    "benutten",
    "bundelen",
    "delen",
    "inrichten",
    "invoeren",
    "leren",
    "meten",
    "opzetten",
    "plannen",
    "starten",
    "toetsen",
    "uitbreiden",
    "verbinden",
    "verdelen",
    "verkorten",
    "vernieuwen",
    "werven",
];
const ADJECTIVES: [&str; 16] = [
    "actuele",
    "beschikbare",
    "betere",
    "brede",
    "eigen",
    "gedeelde",
    "gerichte",
    "goede",
    "heldere",
    "landelijke",
    "nodige",
    "open",
    "regionale",
    "snelle",
    "vaste",
    "zichtbare",
];
