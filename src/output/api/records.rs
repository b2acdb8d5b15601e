//! What the files of the API hold: one type a kind of thing. The JSON Schemas are made from these types, with their
//! comments as descriptions, so a schema cannot say something else than the data.
//!
//! Rules that hold everywhere:
//! - Things refer to each other by id; lines and actions are named `plan/id`, since their ids are unique in a plan only.
//! - A `path` counts from the site's root; `url` is the same, absolute, when the site's own address is known.
//! - A key is never left out because it has no value (then it is null or an empty list), but texts and dated reports
//!   stand in a thing's own file only.
//! - Words of the content format ("loopt", "kort") stand as they are written there.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::download::json::Licence;

/// `index.json`: where to begin.
#[derive(Serialize, JsonSchema)]
pub struct Index<'a> {
    /// Path of the schema of this file, from this file.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// Version of the API: files of one version only gain keys.
    pub version: u32,
    /// The site.
    pub site: SiteRecord<'a>,
    /// The lists.
    pub collections: Vec<Collection>,
}

/// The site.
#[derive(Serialize, JsonSchema)]
pub struct SiteRecord<'a> {
    /// Name that never changes.
    pub id: &'a str,
    /// Title.
    pub title: &'a str,
    /// One sentence.
    pub description: &'a str,
    /// Language of the texts: nl or en.
    pub language: &'a str,
    /// Absolute address of the site's root.
    pub url: Option<String>,
    /// Organisation that publishes it, by id.
    pub publisher: Option<&'a str>,
    /// Licence of the figures that have none of their own.
    pub licence: Licence<'a>,
}

/// A list of things of one kind.
#[derive(Serialize, JsonSchema)]
pub struct Collection {
    /// Kind: regions, plans, lines, actions, figures, topics, projects or organisations.
    pub kind: &'static str,
    /// Path of the list from the site's root.
    pub path: String,
    /// Path of its schema from the site's root.
    pub schema: String,
    /// Number of things in it.
    pub count: usize,
}

/// A list.
#[derive(Serialize, JsonSchema)]
pub struct List<T> {
    /// Path of the schema of this file, from this file.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// The things, in the order of the site.
    pub items: Vec<T>,
}

/// A text.
#[derive(Serialize, JsonSchema)]
pub struct RichText {
    /// As HTML. Its links are absolute, or count from this file while the site's own address is unknown.
    pub html: String,
    /// Without markup.
    pub text: String,
}

/// A dated report.
#[derive(Serialize, JsonSchema)]
pub struct Update {
    /// Day, as 2019-12-18.
    pub date: String,
    /// What happened.
    pub text: RichText,
}

/// First and last year.
#[derive(Serialize, JsonSchema)]
pub struct Years {
    /// First year.
    pub from: i16,
    /// Last year.
    pub until: Option<i16>,
}

/// A word with the day on which it held.
#[derive(Serialize, JsonSchema)]
pub struct Status<'a> {
    /// The word.
    pub word: &'a str,
    /// Day on which it held, as 2019-12-18.
    pub as_of: Option<String>,
    /// A sentence that goes with it.
    pub note: Option<&'a str>,
}

/// `regions/<id>.json`: a region.
#[derive(Serialize, JsonSchema)]
pub struct RegionFile<'a> {
    /// Path of the schema of this file, from this file.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// The region.
    pub region: Region<'a>,
}

/// A region.
#[derive(Serialize, JsonSchema)]
pub struct Region<'a> {
    /// Id.
    pub id: &'a str,
    /// Name.
    pub title: &'a str,
    /// Path of its page.
    pub path: &'a str,
    /// Absolute address of its page.
    pub url: Option<String>,
    /// Day of the last change of its files, as 2019-12-18, when the site shows that.
    pub modified: Option<String>,
    /// Path of its own file in this API.
    pub file: String,
    /// One sentence.
    pub summary: &'a str,
    /// Former and other names.
    pub former_names: &'a [String],
    /// Part of the country.
    pub part: Option<&'a str>,
    /// Number of municipalities.
    pub municipalities: Option<u32>,
    /// Organisation that coordinates, by id.
    pub coordinator: Option<&'a str>,
    /// Organisation to call, by id.
    pub contact: Option<&'a str>,
    /// Figures in a line of text.
    pub key_figures: Vec<KeyFigure<'a>>,
    /// Its plans, by id.
    pub plans: Vec<&'a str>,
    /// Its figures, by id.
    pub figures: Vec<&'a str>,
    /// Its text; in its own file only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<RichText>,
}

/// A number in a line of text.
#[derive(Serialize, JsonSchema)]
pub struct KeyFigure<'a> {
    /// What is counted.
    pub label: &'a str,
    /// The number.
    pub value: f64,
    /// A word such as "bijna".
    pub qualifier: Option<&'a str>,
    /// Unit in words.
    pub unit: Option<&'a str>,
    /// Year or date, in words.
    pub as_of: Option<&'a str>,
    /// Where it comes from.
    pub source: Option<&'a str>,
}

/// `plans/<id>.json`: a plan with all its lines and actions.
#[derive(Serialize, JsonSchema)]
pub struct PlanFile<'a> {
    /// Path of the schema of this file, from this file.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// The plan.
    pub plan: Plan<'a>,
    /// Its lines in order.
    pub lines: Vec<Line<'a>>,
    /// The actions of all its lines, in order.
    pub actions: Vec<Action<'a>>,
}

/// A plan.
#[derive(Serialize, JsonSchema)]
pub struct Plan<'a> {
    /// Id.
    pub id: &'a str,
    /// Title.
    pub title: &'a str,
    /// Path of its page.
    pub path: &'a str,
    /// Absolute address of its page.
    pub url: Option<String>,
    /// Day of the last change of its files, as 2019-12-18, when the site shows that.
    pub modified: Option<String>,
    /// Path of its own file in this API.
    pub file: String,
    /// One sentence.
    pub summary: &'a str,
    /// Kind: actieplan, pact or actieagenda.
    pub kind: &'a str,
    /// State: in_voorbereiding, ondertekend, loopt or opgevolgd.
    pub state: Status<'a>,
    /// Years that it covers.
    pub period: Option<Years>,
    /// First day.
    pub start: Option<String>,
    /// Regions that it covers, by id.
    pub regions: Vec<&'a str>,
    /// Organisation that coordinates, by id.
    pub coordinator: Option<&'a str>,
    /// Organisation to call, by id.
    pub contact: Option<&'a str>,
    /// Parties with their roles.
    pub parties: Vec<Party<'a>>,
    /// What it followed on.
    pub predecessor: Option<Predecessor<'a>>,
    /// The plan on this site after this one, by id.
    pub successor: Option<&'a str>,
    /// Declaration of intent.
    pub declaration: Option<Declaration<'a>>,
    /// Its lines, as `plan/line`.
    pub lines: Vec<String>,
    /// Figures of its lines, by id.
    pub figures: Vec<&'a str>,
    /// Its text; in its own file only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<RichText>,
    /// Dated reports, latest first; in its own file only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updates: Option<Vec<Update>>,
}

/// What a plan followed on.
#[derive(Serialize, JsonSchema)]
pub struct Predecessor<'a> {
    /// The plan, by id, when it is on this site.
    pub plan: Option<&'a str>,
    /// Title.
    pub title: &'a str,
    /// Year, of a plan that is not on this site.
    pub year: Option<i16>,
}

/// An organisation with its role in a plan.
#[derive(Serialize, JsonSchema)]
pub struct Party<'a> {
    /// The organisation, by id.
    pub organisation: &'a str,
    /// Role: initiatiefnemer, coordinator, facilitator or partner.
    pub role: &'a str,
}

/// A declaration of intent.
#[derive(Serialize, JsonSchema)]
pub struct Declaration<'a> {
    /// Title.
    pub title: &'a str,
    /// Day of signing.
    pub signed: Option<String>,
    /// Themes in their own wording.
    pub themes: Vec<Theme<'a>>,
    /// Who signed.
    pub signatories: Vec<Signatory<'a>>,
    /// Why there are no signatures, by design.
    pub unsigned_reason: Option<&'a str>,
}

/// A theme of a declaration.
#[derive(Serialize, JsonSchema)]
pub struct Theme<'a> {
    /// Wording.
    pub text: &'a str,
    /// Lines that work it out, as `plan/line`.
    pub lines: Vec<String>,
}

/// Who signed a declaration.
#[derive(Serialize, JsonSchema)]
pub struct Signatory<'a> {
    /// The organisation, by id.
    pub organisation: &'a str,
    /// Day.
    pub date: Option<String>,
    /// Themes by their place in the list, from 1; empty means all.
    pub themes: Vec<u32>,
}

/// An action line.
#[derive(Serialize, JsonSchema)]
pub struct Line<'a> {
    /// Id, as `plan/line`.
    pub id: String,
    /// Title.
    pub title: &'a str,
    /// Path of its page.
    pub path: &'a str,
    /// Absolute address of its page.
    pub url: Option<String>,
    /// Day of the last change of its files, as 2019-12-18, when the site shows that.
    pub modified: Option<String>,
    /// The plan, by id.
    pub plan: &'a str,
    /// Number as shown.
    pub number: Option<&'a str>,
    /// One sentence.
    pub summary: &'a str,
    /// Topics that it goes over into, by id.
    pub topics: Vec<&'a str>,
    /// Years of the actions.
    pub period: Option<Years>,
    /// Its actions in order, as `plan/action`.
    pub actions: Vec<String>,
    /// Figures, by id.
    pub figures: Vec<&'a str>,
    /// Projects and instruments, by id.
    pub projects: Vec<&'a str>,
    /// Its text; in the file of the plan only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<RichText>,
    /// General goal; in the file of the plan only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goal: Option<RichText>,
    /// Dated reports, latest first; in the file of the plan only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updates: Option<Vec<Update>>,
}

/// An action.
#[derive(Serialize, JsonSchema)]
pub struct Action<'a> {
    /// Id, as `plan/action`.
    pub id: String,
    /// Title.
    pub title: &'a str,
    /// Path of its page.
    pub path: &'a str,
    /// Absolute address of its page.
    pub url: Option<String>,
    /// Day of the last change of its files, as 2019-12-18, when the site shows that.
    pub modified: Option<String>,
    /// The plan, by id.
    pub plan: &'a str,
    /// The line, as `plan/line`.
    pub line: String,
    /// Number as shown; may repeat.
    pub number: Option<&'a str>,
    /// Kind: actie or opleiding.
    pub kind: &'a str,
    /// Effect horizons: kort, middellang, lang; empty means that the plan gives none.
    pub horizons: Vec<&'a str>,
    /// Status: gepland, loopt, gereed, loopt_achter or gestopt; null when unknown.
    pub status: Option<Status<'a>>,
    /// Organisations that lead it, by id.
    pub owners: Vec<&'a str>,
    /// Projects that it uses, by id.
    pub instruments: Vec<&'a str>,
    /// Topics of its own, by id.
    pub topics: Vec<&'a str>,
    /// Figures that it should move, by id.
    pub figures: Vec<&'a str>,
    /// Target in a sentence.
    pub target: Option<&'a str>,
    /// Day on which it must be done, as 2019-12-18.
    pub due: Option<String>,
    /// Dated steps, earliest first.
    pub milestones: Vec<Milestone<'a>>,
    /// What it still misses to be SMART: owner, target, date, status.
    pub misses: Vec<&'static str>,
    /// Its explanation; in the file of the plan only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<RichText>,
    /// Dated reports, latest first; in the file of the plan only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updates: Option<Vec<Update>>,
}

/// A dated step.
#[derive(Serialize, JsonSchema)]
pub struct Milestone<'a> {
    /// Day, as 2019-12-18.
    pub date: String,
    /// What.
    pub title: &'a str,
    /// True when it is reached.
    pub done: bool,
}

/// A figure in the list of figures.
#[derive(Serialize, JsonSchema)]
pub struct FigureRow<'a> {
    /// Id.
    pub id: &'a str,
    /// Title.
    pub title: &'a str,
    /// Path of its page.
    pub path: &'a str,
    /// Absolute address of its page.
    pub url: Option<String>,
    /// Day of the last change of its files, as 2019-12-18, when the site shows that.
    pub modified: Option<String>,
    /// Path of its own file in this API, with the values.
    pub file: String,
    /// Path of its CSV.
    pub csv: String,
    /// Paths of its charts as pictures.
    pub pictures: Vec<String>,
    /// Kind: uitstroom, opleidingsquote, capaciteit, businesscase or aantal.
    pub kind: &'a str,
    /// What it shows, in a sentence.
    pub sentence: String,
    /// True when the values are invented examples.
    pub illustrative: bool,
    /// Regions, by id.
    pub regions: Vec<&'a str>,
    /// Lines, as `plan/line`.
    pub lines: Vec<String>,
    /// Topics, by id.
    pub topics: Vec<&'a str>,
    /// Licence of the values.
    pub licence: Licence<'a>,
}

/// One figure of several regions in the list of comparisons.
#[derive(Serialize, JsonSchema)]
pub struct ComparisonRow<'a> {
    /// Id.
    pub id: &'a str,
    /// Title.
    pub title: &'a str,
    /// Path of its page.
    pub path: &'a str,
    /// Absolute address of its page.
    pub url: Option<String>,
    /// Day of the last change of its files, as 2019-12-18, when the site shows that.
    pub modified: Option<String>,
    /// Path of its JSON, with the values.
    pub file: String,
    /// Path of its CSV.
    pub csv: String,
    /// Path of its picture, when there is something to draw.
    pub svg: Option<String>,
    /// Kind: uitstroom, opleidingsquote, capaciteit, businesscase or aantal.
    pub kind: &'a str,
    /// How far the regions lie apart, in a sentence.
    pub sentence: String,
    /// True when some of the values are invented examples.
    pub illustrative: bool,
    /// Regions that are compared, by id.
    pub regions: Vec<&'a str>,
    /// Figures that are compared, by id, in the order of the regions.
    pub figures: Vec<&'a str>,
    /// Figures that count something else and are left out, by id.
    pub refused: Vec<&'a str>,
    /// Licence of the values.
    pub licence: Licence<'a>,
}

/// A topic that joins lines of several plans.
#[derive(Serialize, JsonSchema)]
pub struct Topic<'a> {
    /// Id.
    pub id: &'a str,
    /// Title.
    pub title: &'a str,
    /// Path of its page.
    pub path: &'a str,
    /// Absolute address of its page.
    pub url: Option<String>,
    /// Day of the last change of its files, as 2019-12-18, when the site shows that.
    pub modified: Option<String>,
    /// One sentence.
    pub summary: &'a str,
    /// State: voorgesteld or vastgesteld.
    pub state: Option<&'a str>,
}

/// A project, programme or instrument.
#[derive(Serialize, JsonSchema)]
pub struct Project<'a> {
    /// Id.
    pub id: &'a str,
    /// Title.
    pub title: &'a str,
    /// Path of its page.
    pub path: &'a str,
    /// Absolute address of its page.
    pub url: Option<String>,
    /// Day of the last change of its files, as 2019-12-18, when the site shows that.
    pub modified: Option<String>,
    /// One sentence.
    pub summary: &'a str,
    /// Kind: project, programma, instrument or opleiding.
    pub kind: Option<&'a str>,
    /// Website.
    pub website: Option<&'a str>,
}

/// An organisation.
#[derive(Serialize, JsonSchema)]
pub struct Organisation<'a> {
    /// Id.
    pub id: &'a str,
    /// Name.
    pub title: &'a str,
    /// Path of its page.
    pub path: &'a str,
    /// Absolute address of its page.
    pub url: Option<String>,
    /// Day of the last change of its files, as 2019-12-18, when the site shows that.
    pub modified: Option<String>,
    /// Kind in words.
    pub kind: Option<&'a str>,
    /// Website.
    pub website: Option<&'a str>,
}
