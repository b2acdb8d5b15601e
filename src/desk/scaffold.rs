//! New files of each kind, with comments that say what to fill in, valid as they are; and a whole new site.

use include_dir::{Dir, include_dir};

use super::files::NewFile;
use super::schema;
use super::yaml_text::quoted;
use crate::model::placeholder;
use crate::source::address::slug;

/// The files of a new site: an example that can be built at once, settings of the editor, recipes for publishing.
static SITE: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/desk/site");

/// Where the schemas of a new site lie; `.vscode/settings.json` says which file goes by which.
const SCHEMAS: &str = ".vscode/schema";

/// What can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is named after its kind")]
pub enum Kind {
    Region,
    Plan,
    Line,
    Action,
    Figure,
    News,
    Event,
    Practice,
    Question,
}

/// What has to be known before a file can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// A title.
    Title,
    /// A day.
    Date,
    /// The id of a region.
    Region,
    /// The id of a plan.
    Plan,
    /// The id of a line with its plan: `kustland/leren-en-werken`.
    Line,
}

impl Kind {
    /// What this kind cannot do without.
    pub fn needs(self) -> &'static [Need] {
        match self {
            Kind::Region | Kind::Figure | Kind::News | Kind::Practice | Kind::Question => &[Need::Title],
            Kind::Plan => &[Need::Title, Need::Region],
            Kind::Line => &[Need::Title, Need::Plan],
            Kind::Action => &[Need::Title, Need::Line],
            Kind::Event => &[Need::Title, Need::Date],
        }
    }
}

/// What is known of a new file.
#[derive(Debug, Clone, Default)]
pub struct Answers {
    /// Title.
    pub title: String,
    /// Id; made of the title when absent.
    pub id: Option<String>,
    /// Id of a region.
    pub region: Option<String>,
    /// Id of a plan.
    pub plan: Option<String>,
    /// Id of a line, with its plan.
    pub line: Option<String>,
    /// Day, `2026-03-01`.
    pub date: Option<String>,
    /// Today, for the day on which a state holds.
    pub today: String,
    /// A number to show: the next one of its list.
    pub number: usize,
}

/// The new file; none when no name can be made of the title.
pub fn file(kind: Kind, answers: &Answers) -> Option<NewFile> {
    let id = answers.id.clone().unwrap_or_else(|| slug(&answers.title));
    if id.is_empty() {
        return None;
    }
    let (plan, line) = answers.line.as_deref().and_then(|line| line.split_once('/')).unwrap_or(("", ""));
    let path = match kind {
        Kind::Region => format!("content/regions/{id}.md"),
        Kind::Plan => format!("content/plans/{id}/index.md"),
        Kind::Line => format!("content/plans/{}/lines/{id}.md", answers.plan.as_deref().unwrap_or_default()),
        Kind::Action => format!("content/plans/{plan}/actions/{id}.md"),
        Kind::Figure => format!("content/figures/{id}.yaml"),
        Kind::News => format!("content/news/{id}.md"),
        Kind::Event => format!("content/events/{id}.md"),
        Kind::Practice => format!("content/practices/{id}.md"),
        Kind::Question => format!("content/questions/{id}.md"),
    };
    let text = match kind {
        Kind::Region => region(answers),
        Kind::Plan => plan_text(answers),
        Kind::Line => line_text(answers),
        Kind::Action => action(answers, line),
        Kind::Figure => figure(answers),
        Kind::News => news(answers),
        Kind::Event => event(answers),
        Kind::Practice => practice(answers),
        Kind::Question => question(answers),
    };
    Some(NewFile { path, text })
}

/// A key with a list of one id, or the same as a comment when there is none.
fn list(key: &str, id: &Option<String>, example: &str) -> String {
    match id {
        Some(id) => format!("{key}: [{id}]"),
        None => format!("# {key}: [{example}]"),
    }
}

fn region(a: &Answers) -> String {
    format!(
        "---
title: {title}
# Eén zin voor lijsten en zoekresultaten.
summary: {summary}
# Haal het hekje weg bij wat u invult.
# part: Oost
# municipalities: 14
# Getallen zonder punten: op de pagina komt 14.200 te staan.
# key_figures:
#   - {{label: Werknemers in zorg en welzijn, value: 14200, qualifier: ruim, unit: personen, as_of: 2025, source: Noem de bron}}
---

{text}
",
        title = quoted(&a.title),
        text = placeholder::REGION,
        summary = quoted(&format!("Wat {} doet aan het tekort aan personeel in zorg en welzijn.", a.title)),
    )
}

fn plan_text(a: &Answers) -> String {
    format!(
        "---
title: {title}
# Eén zin voor lijsten en zoekresultaten.
summary: Zo werkt de regio aan genoeg mensen in zorg en welzijn.
# Kies uit: actieplan, pact, actieagenda.
kind: actieplan
{regions}
# Kies uit: in_voorbereiding, ondertekend, loopt, opgevolgd. Met de dag waarop dat klopte.
state: in_voorbereiding
as_of: {today}
# period: {{from: 2026, until: 2028}}
# Organisaties staan in content/organisations/.
# coordinator: id-van-een-organisatie
---

{text}
",
        title = quoted(&a.title),
        text = placeholder::PLAN,
        regions = list("regions", &a.region, "id-van-een-regio"),
        today = a.today,
    )
}

fn line_text(a: &Answers) -> String {
    format!(
        "---
title: {title}
# Eén zin voor lijsten en zoekresultaten.
summary: {summary}
# Het nummer dat de lezer ziet.
number: {number}
# goal: Het algemene doel van deze lijn.
# topics: [id-van-een-thema]
# Korte acties kunnen hier. Een lange actie krijgt een eigen bestand: actieplan new action.
# actions:
#   - title: Tien leerplaatsen erbij
#     id: tien-leerplaatsen
#     number: 1
#     horizons: [kort, middellang]
#     explanation: Twee werkgevers delen een begeleider.
---

{text}
",
        title = quoted(&a.title),
        summary = placeholder::LINE_SUMMARY,
        text = placeholder::LINE,
        number = a.number,
    )
}

fn action(a: &Answers, line: &str) -> String {
    format!(
        "---
title: {title}
line: {line}
# Het nummer dat de lezer ziet.
# number: 1
# Wanneer heeft de actie effect? Kies een of meer: kort, middellang, lang.
# horizons: [kort]
# Wie trekt de actie? Organisaties staan in content/organisations/.
# owners: [id-van-een-organisatie]
# target: Het doel in één zin, met een getal.
# due: 2027-09-01
# Kies uit: gepland, loopt, gereed, loopt_achter, gestopt. Met de dag waarop dat klopte.
status: gepland
as_of: {today}
---

{text}
",
        title = quoted(&a.title),
        text = placeholder::ACTION,
        today = a.today,
    )
}

fn figure(a: &Answers) -> String {
    format!(
        "title: {title}
# Kies uit: uitstroom, opleidingsquote, capaciteit, businesscase, aantal (al het andere).
kind: aantal
{regions}
{lines}
# Wat is er precies geteld?
definition: {definition}
# Kies uit: personen, fte, uren, plaatsen, procent, procentpunt, euro.
unit: personen
# Waar komen de getallen vandaan?
source: {{name: {source}}}
# Zijn de getallen verzonnen? Zet dan: illustrative: true
# Een leeg getal (~) blijft een gat in de grafiek. Vul nooit een 0 in als u iets niet weet.
series:
  - name: Aantal
    values: {{2024: ~, 2025: ~}}
",
        title = quoted(&a.title),
        definition = placeholder::DEFINITION,
        source = placeholder::SOURCE,
        regions = list("regions", &a.region, "id-van-een-regio"),
        lines = list("lines", &a.line, "plan/lijn"),
    )
}

fn news(a: &Answers) -> String {
    format!(
        "---
title: {title}
# Eén zin voor lijsten en zoekresultaten.
summary: {summary}
# Ligt deze dag in de toekomst, dan komt het bericht er nog niet op.
date: {date}
# Vanaf en tot en met welke dag op de site?
# publish_from: {date}
# publish_until: 2027-12-31
{regions}
{lines}
---

{text}
",
        title = quoted(&a.title),
        summary = placeholder::NEWS_SUMMARY,
        text = placeholder::NEWS,
        date = a.date.as_deref().unwrap_or(&a.today),
        regions = list("regions", &a.region, "id-van-een-regio"),
        lines = list("lines", &a.line, "plan/lijn"),
    )
}

fn event(a: &Answers) -> String {
    format!(
        "---
title: {title}
# Eén zin voor lijsten en zoekresultaten.
summary: {summary}
date: {date}
# time: \"14:00\"
# location: Gebouw, plaats
{regions}
{plan}
---

{text}
",
        title = quoted(&a.title),
        summary = placeholder::EVENT_SUMMARY,
        text = placeholder::EVENT,
        date = a.date.as_deref().unwrap_or(&a.today),
        regions = list("regions", &a.region, "id-van-een-regio"),
        plan = a.plan.as_ref().map_or_else(|| "# plan: id-van-een-plan".to_owned(), |plan| format!("plan: {plan}")),
    )
}

fn practice(a: &Answers) -> String {
    format!(
        "---
title: {title}
# Eén zin voor lijsten en zoekresultaten.
summary: {summary}
{regions}
{lines}
---

{text}
",
        title = quoted(&a.title),
        summary = placeholder::PRACTICE_SUMMARY,
        text = placeholder::PRACTICE,
        regions = list("regions", &a.region, "id-van-een-regio"),
        lines = list("lines", &a.line, "plan/lijn"),
    )
}

fn question(a: &Answers) -> String {
    format!(
        "---
# De titel is de vraag; de tekst hieronder is het antwoord.
title: {title}
{regions}
{lines}
---

{text}
",
        title = quoted(&a.title),
        text = placeholder::QUESTION,
        regions = list("regions", &a.region, "id-van-een-regio"),
        lines = list("lines", &a.line, "plan/lijn"),
    )
}

/// All files of a new site with this title.
pub fn site(title: &str, today: &str) -> Vec<NewFile> {
    let mut files = Vec::new();
    gather(&SITE, &mut |path, text| {
        let id = slug(title);
        let text = text
            .replace("{{titel}}", &quoted(title))
            .replace("{{naam}}", title)
            .replace("{{id}}", if id.is_empty() { "site" } else { &id })
            .replace("{{vandaag}}", today);
        // A name that starts with a point would be taken for our own setting while this program is being made.
        let path = path.strip_prefix("dot-").map_or(path.to_owned(), |rest| format!(".{rest}"));
        files.push(NewFile { path, text });
    });
    files.extend(schema::files(SCHEMAS));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn gather(folder: &Dir, take: &mut impl FnMut(&str, &str)) {
    for file in folder.files() {
        let path = file.path().to_str().expect("our own names are UTF-8").replace('\\', "/");
        take(&path, file.contents_utf8().expect("our own files are UTF-8"));
    }
    folder.dirs().for_each(|folder| gather(folder, take));
}
