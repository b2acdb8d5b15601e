//! The contract between the program and a theme: every value that a template can use.
//!
//! One struct per page kind; its fields are the template's variables. The first line of a field's comment is
//! printed in the handbook for theme makers (`docs/themes/contract.md`), which a test holds against this file.
//!
//! Rules that hold everywhere:
//! - A `path` counts from the site's root and never starts with `/`; a template writes `{{ page.root }}{{ x.path }}`.
//! - A field of type [`Html`] is finished, safe HTML; a template writes `{{ x | safe }}`. All other text is escaped.
//! - Numbers and dates arrive as text in the site's language, beside the machine's form where that is useful.
//! - A list may be empty and an `Option` may be none; no key is ever absent.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

/// The version of this contract; `theme.yaml` names the one that a theme was written for.
pub const CONTRACT: u32 = 1;

/// Finished HTML, safe to print without escaping.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(transparent)]
pub struct Html(pub String);

/// A title with the path of its page.
#[derive(Debug, Clone, Serialize)]
pub struct Link<'s> {
    /// Title of the page that is linked.
    pub title: &'s str,
    /// Path from the site's root.
    pub path: &'s str,
}

/// A date for people and for machines.
#[derive(Debug, Clone, Serialize)]
pub struct DateText {
    /// ISO 8601, `2019-12-18`.
    pub iso: String,
    /// In the site's language, `18 december 2019`.
    pub text: String,
}

/// What every page knows of the site: the variable `site`.
#[derive(Debug, Clone, Serialize)]
pub struct SiteView<'s> {
    /// Title of the site.
    pub title: &'s str,
    /// One sentence on what the site is.
    pub description: &'s str,
    /// Language of the pages: `nl` or `en`.
    pub language: &'static str,
    /// The same with a country, for Open Graph: `nl_NL` or `en_GB`.
    pub locale: &'static str,
    /// Version of the program, for the generator mark.
    pub generator: &'static str,
    /// The main menu: the indexes that have something in them.
    pub menu: Vec<MenuItem<'s>>,
    /// Text pages that stand at the foot of every page.
    pub footer: Vec<Link<'s>>,
    /// The organisation that publishes the site.
    pub publisher: Option<OrganisationLink<'s>>,
    /// Path of the home page.
    pub home: &'s str,
    /// Path of the site's Atom feed.
    pub feed: &'s str,
    /// Path of the page with all open data.
    pub open_data: &'s str,
    /// Path of the search page; a form with a field `q` leads there with `method="get"`.
    pub search: &'s str,
    /// Path of the list of everything on the site.
    pub everything: &'s str,
    /// Path of the page with what changed recently; none when there are no reports.
    pub changes: Option<&'s str>,
    /// Published path of each static file of the theme, by its path below `static/`: `site.files["style.css"]`.
    pub files: BTreeMap<&'s str, &'s str>,
    /// The logo, when the theme has one.
    pub logo: Option<LogoView<'s>>,
}

/// The logo of `theme.yaml`. It stands before the site's name, so its `alt` is empty.
#[derive(Debug, Clone, Serialize)]
pub struct LogoView<'s> {
    /// Path from the site's root.
    pub path: &'s str,
    /// The picture for dark pages, when there is one.
    pub dark: Option<&'s str>,
    /// Width in px.
    pub width: u32,
    /// Height in px.
    pub height: u32,
}

/// One entry of the main menu.
#[derive(Debug, Clone, Serialize)]
pub struct MenuItem<'s> {
    /// Kind of the index, the same word as [`PageView::section`]: `regions`, `plans`, …
    pub section: &'static str,
    /// Title in the site's language.
    pub title: &'s str,
    /// Path from the site's root.
    pub path: &'s str,
}

/// What every page knows of itself: the variable `page`.
#[derive(Debug, Clone, Serialize)]
pub struct PageView<'s> {
    /// Kind of page, which is the name of its template: `home`, `region`, `plan`, …
    pub kind: &'static str,
    /// The menu's section that this page stands under, `regions`, `plans`, …; empty on the home page.
    pub section: &'static str,
    /// Title of the page, without the site's name.
    pub title: Cow<'s, str>,
    /// One sentence for search engines and shared links.
    pub summary: &'s str,
    /// Path of this page from the site's root.
    pub path: &'s str,
    /// What stands before every path on this page: `./`, `../../`, or on the 404 page the site's own path, `/` or `/sub/`.
    pub root: &'s str,
    /// Absolute address, when the site's `base_url` is known.
    pub canonical: Option<String>,
    /// The way from the home page to the page above this one, home first; empty on the home page.
    pub breadcrumbs: Vec<Link<'s>>,
    /// The page above this one: the way back.
    pub up: Option<Link<'s>>,
    /// The page before this one among its equals.
    pub previous: Option<Link<'s>>,
    /// The page after this one among its equals.
    pub next: Option<Link<'s>>,
    /// A feed of this page's subject, beside the site's own.
    pub feed: Option<Link<'s>>,
    /// True when search engines must pass this page over.
    pub noindex: bool,
    /// When the page was changed, when the site shows that and git knows.
    pub history: Option<HistoryView<'s>>,
    /// The page in each of its languages, the original first; empty when there is no translation.
    pub languages: Vec<PageLanguage>,
    /// What the page says to machines, for `<script type="application/ld+json">`; safe to print there.
    pub linked_data: Option<Html>,
    /// The picture that goes with a link to this page, when the site has such pictures (`social_images`).
    pub card: Option<CardView>,
}

/// The picture that goes with a link to a page: a PNG.
#[derive(Debug, Clone, Serialize)]
pub struct CardView {
    /// Absolute address.
    pub url: String,
    /// Width in px.
    pub width: u32,
    /// Height in px.
    pub height: u32,
    /// What stands on it, for those who do not see it.
    pub alt: String,
}

/// When and how a page was changed.
#[derive(Debug, Clone, Serialize)]
pub struct HistoryView<'s> {
    /// Day of the last change.
    pub modified: DateText,
    /// The last changes, five at most, latest first.
    pub changes: Vec<ChangeRow<'s>>,
}

/// A change of a page.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeRow<'s> {
    /// Day.
    pub date: DateText,
    /// What was done, in the site's language.
    pub what: &'s str,
    /// First line of what was written with it, when the site shows that.
    pub message: Option<&'s str>,
    /// Who made it, when the site shows that.
    pub author: Option<&'s str>,
}

/// A page in one of its languages.
#[derive(Debug, Clone, Serialize)]
pub struct PageLanguage {
    /// Language, `nl` or `en`.
    pub language: &'static str,
    /// Its name in its own words: `Nederlands`, `English`.
    pub name: &'static str,
    /// Path of the page. A link to it must have `hreflang`, or on a translated page it leads to the translation.
    pub path: String,
    /// Absolute address when the site's `base_url` is known, else the path as seen from this page.
    pub address: String,
    /// True for the language of this page.
    pub current: bool,
}

/// An entry of a table of contents.
#[derive(Debug, Clone, Serialize)]
pub struct TocEntry<'s> {
    /// Level, 2 for a chapter and 3 for a section.
    pub level: u8,
    /// Id of the heading on this page, without `#`.
    pub id: String,
    /// Text of the heading.
    pub title: &'s str,
}

/// An organisation, as named on other pages.
#[derive(Debug, Clone, Serialize)]
pub struct OrganisationLink<'s> {
    /// Name.
    pub title: &'s str,
    /// Path of its page.
    pub path: &'s str,
    /// Phone number as written.
    pub phone: Option<&'s str>,
    /// Phone number for a `tel:` link.
    pub phone_link: Option<String>,
    /// Functional e-mail address.
    pub email: Option<&'s str>,
    /// Website, with its scheme.
    pub website: Option<&'s str>,
    /// Website as shown, without its scheme.
    pub website_text: Option<&'s str>,
}

/// A word for a state with the shape that goes with it.
#[derive(Debug, Clone, Serialize)]
pub struct Status<'s> {
    /// Machine word for a CSS class: `planned`, `running`, `done`, `behind`, `stopped`, `unknown`; of a plan: `preparing`, `signed`, `running`, `succeeded`.
    pub key: &'static str,
    /// Shape before the word: ○ ◐ ● △ ✕ –.
    pub shape: &'static str,
    /// The word in the site's language.
    pub word: &'s str,
    /// The day on which it held ("stand per").
    pub as_of: Option<DateText>,
    /// True when that day is so long ago that a reader should doubt it; the page must say so.
    pub stale: bool,
    /// A sentence that goes with it.
    pub note: Option<&'s str>,
}

/// What several actions come to together: counted, never averaged.
#[derive(Debug, Clone, Serialize)]
pub struct Standing<'s> {
    /// Number of actions.
    pub total: usize,
    /// Number of actions whose status is known.
    pub known: usize,
    /// Actions per status, in a fixed order, none that is zero.
    pub tally: Vec<Tally<'s>>,
    /// Number of actions whose status is stale.
    pub stale: usize,
    /// How many are known, from which days, and how many are stale; empty without actions.
    pub sentence: String,
    /// Figures that belong here, by how they stand against their target, in a fixed order, none that is zero.
    pub outcomes: Vec<OutcomeCount>,
}

/// How many figures have one outcome.
#[derive(Debug, Clone, Serialize)]
pub struct OutcomeCount {
    /// Machine word for a CSS class: `reached`, `on_track`, `behind`, `worsening`, `below`, `undetermined`.
    pub key: &'static str,
    /// Shape before the word: ● ◐ △ ▼ –.
    pub shape: &'static str,
    /// The word in the site's language.
    pub word: &'static str,
    /// Number of figures.
    pub count: usize,
}

/// A dated report.
#[derive(Debug, Clone, Serialize)]
pub struct Update {
    /// Day of the report.
    pub date: DateText,
    /// Text.
    pub text: Html,
}

/// A figure in a line of text: "bijna 75.000 medewerkers (2016)".
#[derive(Debug, Clone, Serialize)]
pub struct KeyFigure<'s> {
    /// What is counted.
    pub label: &'s str,
    /// Qualifier, number and unit: `bijna 75.000 personen`.
    pub text: String,
    /// Year or date it belongs to, in words.
    pub as_of: Option<Cow<'s, str>>,
    /// Where it comes from.
    pub source: Option<&'s str>,
}

/// A region in a list.
#[derive(Debug, Clone, Serialize)]
pub struct RegionRow<'s> {
    /// Id, for anchors and classes.
    pub id: &'s str,
    /// Name.
    pub title: &'s str,
    /// Path of its page.
    pub path: &'s str,
    /// One sentence.
    pub summary: &'s str,
    /// Part of the country.
    pub part: Option<&'s str>,
    /// Its plans.
    pub plans: Vec<PlanRow<'s>>,
    /// The actions of its plans; those of a plan that was succeeded do not count.
    pub standing: Standing<'s>,
}

/// A plan in a list.
#[derive(Debug, Clone, Serialize)]
pub struct PlanRow<'s> {
    /// Title.
    pub title: &'s str,
    /// Path of its page.
    pub path: &'s str,
    /// One sentence.
    pub summary: &'s str,
    /// Actieplan, pact or actieagenda, in the site's language.
    pub kind: &'s str,
    /// State of the plan.
    pub status: Status<'s>,
    /// Period, `2017–2018`.
    pub period: Option<String>,
    /// Its regions.
    pub regions: Vec<Link<'s>>,
    /// Number of action lines.
    pub line_count: usize,
    /// Number of actions.
    pub action_count: usize,
    /// Its actions.
    pub standing: Standing<'s>,
}

/// A line in a list.
#[derive(Debug, Clone, Serialize)]
pub struct LineRow<'s> {
    /// Number as shown; may be absent.
    pub number: Option<&'s str>,
    /// Title.
    pub title: &'s str,
    /// Path of its page.
    pub path: &'s str,
    /// One sentence.
    pub summary: &'s str,
    /// The plan it belongs to.
    pub plan: Link<'s>,
    /// Number of actions.
    pub action_count: usize,
    /// Its actions per status, in a fixed order, none that is zero: progress at a glance.
    pub tally: Vec<Tally<'s>>,
    /// True for the line that the current page belongs to.
    pub current: bool,
}

/// Regions by lines: a row a plan of a region, a column a number of a line.
#[derive(Debug, Clone, Serialize)]
pub struct LineMatrix<'s> {
    /// Numbers of the lines; an empty one for lines without a number.
    pub columns: Vec<&'s str>,
    /// Rows, by region.
    pub rows: Vec<LineMatrixRow<'s>>,
}

/// A plan of a region with its lines.
#[derive(Debug, Clone, Serialize)]
pub struct LineMatrixRow<'s> {
    /// The region.
    pub region: Link<'s>,
    /// Its plan; none when it has none yet.
    pub plan: Option<Link<'s>>,
    /// State of the plan.
    pub status: Option<Status<'s>>,
    /// True when the plan has no line here.
    pub empty: bool,
    /// One cell a column, each with the lines of that number: mostly one or none.
    pub cells: Vec<Vec<LineRow<'s>>>,
}

/// A part of the country.
#[derive(Debug, Clone, Serialize)]
pub struct PartRow<'s> {
    /// Name; empty for regions that name none.
    pub title: &'s str,
    /// Number of regions.
    pub region_count: usize,
    /// The actions of their plans.
    pub standing: Standing<'s>,
}

/// How many actions have one status.
#[derive(Debug, Clone, Serialize)]
pub struct Tally<'s> {
    /// The status.
    pub status: Status<'s>,
    /// Number of actions.
    pub count: usize,
}

/// An action in a list.
#[derive(Debug, Clone, Serialize)]
pub struct ActionRow<'s> {
    /// Id of the action, unique in its plan: an anchor on the plan's page.
    pub id: &'s str,
    /// Number as shown; may be absent and may repeat.
    pub number: Option<&'s str>,
    /// Title.
    pub title: &'s str,
    /// Path of its page.
    pub path: &'s str,
    /// Title of its line.
    pub line: Link<'s>,
    /// True when it is a training and not an action.
    pub training: bool,
    /// Effect horizons in words; empty means "niet opgegeven".
    pub horizons: Vec<&'s str>,
    /// Status.
    pub status: Status<'s>,
    /// Instruments.
    pub instruments: Vec<Link<'s>>,
    /// Explanation; empty in lists that do not show it.
    pub explanation: Html,
    /// True for the action that the current page is about.
    pub current: bool,
}

/// A news item in a list.
#[derive(Debug, Clone, Serialize)]
pub struct NewsRow<'s> {
    /// Title.
    pub title: &'s str,
    /// Path of its page.
    pub path: &'s str,
    /// One sentence.
    pub summary: &'s str,
    /// Day of publication.
    pub date: DateText,
    /// Regions it is about.
    pub regions: Vec<Link<'s>>,
    /// The first picture in its text, in the smallest size; beside the title it needs no words of its own (`alt=""`).
    pub picture: Option<PictureView<'s>>,
}

/// A picture of the content in one size.
#[derive(Debug, Clone, Serialize)]
pub struct PictureView<'s> {
    /// Path from the site's root.
    pub path: &'s str,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// What was told of a plan, a line, an action or a figure on a day.
#[derive(Debug, Clone, Serialize)]
pub struct ReportRow<'s> {
    /// Day.
    pub date: DateText,
    /// Kind of what it is about, in words.
    pub kind: &'s str,
    /// Title of what it is about.
    pub title: &'s str,
    /// Path of its page.
    pub path: &'s str,
    /// The first paragraph of the report.
    pub text: &'s str,
    /// Regions of what it is about.
    pub regions: Vec<Link<'s>>,
}

/// A document in a list.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentRow<'s> {
    /// Title.
    pub title: &'s str,
    /// Path of its page.
    pub path: &'s str,
    /// One sentence.
    pub summary: &'s str,
    /// Kind of document in words.
    pub kind: Option<&'s str>,
    /// Date of the document, as it is written.
    pub date: Option<DateText>,
    /// Day on which the file was last saved, as the file itself tells; none for a document with a date.
    pub file_date: Option<DateText>,
    /// Who it is from.
    pub organisation: Option<Link<'s>>,
    /// The download.
    pub file: Option<FileView>,
    /// Number of pages of the file in words: `12 pagina’s`; none where the file does not tell.
    pub pages: Option<String>,
    /// Address elsewhere.
    pub url: Option<&'s str>,
    /// Where to ask for it, when there is no file or address.
    pub availability: Option<&'s str>,
}

/// A file to download.
#[derive(Debug, Clone, Serialize)]
pub struct FileView {
    /// Path from the site's root.
    pub path: String,
    /// Name of the file.
    pub name: String,
    /// Type in words: `PDF`, `CSV`.
    pub kind: String,
    /// Size in words: `12 kB`.
    pub size: String,
    /// What it is for, in words; empty for a document.
    pub purpose: String,
}

/// An event in a list.
#[derive(Debug, Clone, Serialize)]
pub struct EventRow<'s> {
    /// Title.
    pub title: &'s str,
    /// Path of its page.
    pub path: &'s str,
    /// One sentence.
    pub summary: &'s str,
    /// Day.
    pub date: DateText,
    /// Time of day as written.
    pub time: Option<&'s str>,
    /// Place.
    pub location: Option<&'s str>,
    /// Regions.
    pub regions: Vec<Link<'s>>,
    /// The meeting of a plan that it is one of.
    pub meeting: Option<&'s str>,
}

/// A figure with everything that belongs beside its chart.
#[derive(Debug, Clone, Serialize)]
pub struct FigureView<'s> {
    /// Id of the figure.
    pub id: &'s str,
    /// Title.
    pub title: &'s str,
    /// Path of its page.
    pub path: &'s str,
    /// Kind in words: uitstroom, opleidingsquote, …
    pub kind: &'s str,
    /// The sentence that says what the figure shows.
    pub sentence: &'s str,
    /// The charts, each an `<svg>` element; empty when there is nothing to draw.
    pub charts: Vec<Chart<'s>>,
    /// The same values as tables.
    pub tables: Vec<Table<'s>>,
    /// What else follows from the values: shares, balances, proportional shares; for the figure's own page.
    pub computed: Vec<Table<'s>>,
    /// How it stands against its target; none without a target.
    pub progress: Option<ProgressView<'s>>,
    /// The day that the latest values are of ("stand per").
    pub as_of: Option<DateText>,
    /// True when that day is too long ago to pass for the present; the page must say so.
    pub stale: bool,
    /// Definition.
    pub definition: Html,
    /// What else is known, each a label with its text: scope, denominator, reference date, target, unit, licence.
    pub facts: Vec<Fact<'s>>,
    /// Name of the source.
    pub source: &'s str,
    /// Address of the source.
    pub source_url: Option<&'s str>,
    /// Remarks under the table.
    pub notes: Vec<Html>,
    /// True when the values are invented examples; the page must say so.
    pub illustrative: bool,
    /// True when values are provisional.
    pub provisional: bool,
    /// Downloads.
    pub downloads: Vec<FileView>,
    /// Regions it belongs to.
    pub regions: Vec<Link<'s>>,
    /// Lines it belongs to.
    pub lines: Vec<Link<'s>>,
    /// Topics it belongs to.
    pub topics: Vec<Link<'s>>,
    /// Comparison with other regions.
    pub comparison: Option<Link<'s>>,
}

/// A drawn chart with its heading.
#[derive(Debug, Clone, Serialize)]
pub struct Chart<'s> {
    /// What this chart shows, when a figure has more than one.
    pub caption: &'s str,
    /// The `<svg>` element.
    pub svg: Html,
}

/// How a figure stands against its target.
#[derive(Debug, Clone, Serialize)]
pub struct ProgressView<'s> {
    /// Machine word for a CSS class: `reached`, `on_track`, `behind`, `worsening`, `below`, `undetermined`.
    pub key: &'static str,
    /// Shape before the word: ● ◐ △ ▼ –.
    pub shape: &'static str,
    /// The outcome in words: `op koers`.
    pub word: &'s str,
    /// Why it cannot be determined, when that is so.
    pub reason: Option<&'s str>,
    /// Base, target, required and actual value, as far as they are known.
    pub facts: Vec<Fact<'s>>,
    /// The rule in words.
    pub rule: &'s str,
    /// The rule with its numbers filled in; none where nothing is computed.
    pub arithmetic: Option<String>,
    /// The latest value drawn against base, target and what is required: an `<svg>` in a `<div>`.
    pub chart: Option<Html>,
}

/// A label with a text.
#[derive(Debug, Clone, Serialize)]
pub struct Fact<'s> {
    /// Label in the site's language.
    pub label: &'s str,
    /// Text.
    pub text: String,
}

/// A table of values; the first column names the row.
#[derive(Debug, Clone, Serialize)]
pub struct Table<'s> {
    /// Caption.
    pub caption: Cow<'s, str>,
    /// Column headings, that of the first column included.
    pub columns: Vec<Cow<'s, str>>,
    /// Rows.
    pub rows: Vec<TableRow<'s>>,
    /// The formula that the values follow from; empty when they were given.
    pub formula: &'s str,
    /// Remarks to cells, each with the mark that the cells carry.
    pub notes: Vec<TableNote<'s>>,
}

/// A remark to cells of a table.
#[derive(Debug, Clone, Serialize)]
pub struct TableNote<'s> {
    /// The mark in the cells: ¹.
    pub mark: String,
    /// The remark.
    pub text: &'s str,
}

/// A row of a table.
#[derive(Debug, Clone, Serialize)]
pub struct TableRow<'s> {
    /// Heading of the row.
    pub label: Cow<'s, str>,
    /// Cells as shown, one for each further column.
    pub cells: Vec<String>,
    /// True for a row of totals.
    pub total: bool,
}

/// `home.html`: the variable `home`.
#[derive(Debug, Clone, Serialize)]
pub struct Home<'s> {
    /// Text of the home page.
    pub body: Html,
    /// Schematic map of the regions, each a link, by the state of its plan; none when no region has a tile.
    pub map: Option<Html>,
    /// Map of the regions by their borders, by the state of its plan; none when there is a schematic map, or the site
    /// brings no borders.
    pub borders: Option<BorderMap<'s>>,
    /// All regions; empty when there are more than forty, since `parts` sums those up.
    pub regions: Vec<RegionRow<'s>>,
    /// The actions of all plans that hold.
    pub standing: Standing<'s>,
    /// Regions by lines; none without lines, or when there would be more than forty rows.
    pub matrix: Option<LineMatrix<'s>>,
    /// Parts of the country with what their regions come to.
    pub parts: Vec<PartRow<'s>>,
    /// Path of the list of all regions.
    pub regions_path: Option<&'s str>,
    /// All plans.
    pub plans: Vec<PlanRow<'s>>,
    /// The comparisons to show first: of an outflow and of a training quota.
    pub comparisons: Vec<ComparisonCard<'s>>,
    /// The figures to show first, with their charts, where there is no comparison of their kind.
    pub figures: Vec<FigureView<'s>>,
    /// The latest news, five items.
    pub news: Vec<NewsRow<'s>>,
    /// The latest reports of plans, lines, actions and figures, five.
    pub changes: Vec<ReportRow<'s>>,
    /// Coming events.
    pub events: Vec<EventRow<'s>>,
    /// Topics.
    pub topics: Vec<TopicRow<'s>>,
}

/// A comparison on the home page.
#[derive(Debug, Clone, Serialize)]
pub struct ComparisonCard<'s> {
    /// The comparison in a row.
    pub row: ComparisonRow<'s>,
    /// Small charts of the regions, all on one scale.
    pub trends: Html,
}

/// `regions.html`: the variable `regions` is a list of [`RegionRow`].
/// `plans.html`: the variable `plans` is a list of [`PlanRow`].
/// `figures.html`: the variable `groups` is a list of this; one group per region, figures without a region last.
#[derive(Debug, Clone, Serialize)]
pub struct FigureGroup<'s> {
    /// The region; none for figures of no region.
    pub region: Option<Link<'s>>,
    /// Its figures.
    pub figures: Vec<FigureRow<'s>>,
}

/// `comparisons.html`: the variable `comparisons` is a list of this.
#[derive(Debug, Clone, Serialize)]
pub struct ComparisonRow<'s> {
    /// Title.
    pub title: &'s str,
    /// Path of its page.
    pub path: &'s str,
    /// Kind in words.
    pub kind: &'s str,
    /// How far the regions lie apart, in one sentence.
    pub sentence: String,
    /// True when some of the values are invented examples.
    pub illustrative: bool,
    /// Number of regions that are compared.
    pub region_count: usize,
}

/// `comparison.html`: the variable `comparison`.
#[derive(Debug, Clone, Serialize)]
pub struct Comparison<'s> {
    /// The comparison in a row.
    pub row: ComparisonRow<'s>,
    /// Small charts of the regions, all on one scale; empty without values.
    pub trends: Html,
    /// The latest period that all have, in words; empty without values.
    pub latest: String,
    /// Bars of that period, the greatest first; empty without values.
    pub bars: Html,
    /// Schematic map of that period, coloured by class; none when no region has a tile.
    pub map: Option<Html>,
    /// Map by borders of that period; none when the site brings no borders.
    pub borders: Option<BorderMap<'s>>,
    /// Regions with their rank in that period, the greatest first: the list beside the map.
    pub ranking: Vec<Ranked<'s>>,
    /// Values by region and period.
    pub tables: Vec<Table<'s>>,
    /// What was counted.
    pub definition: Html,
    /// What else all figures have in common.
    pub facts: Vec<Fact<'s>>,
    /// The figures that are compared, each with its region and source.
    pub figures: Vec<ComparedFigure<'s>>,
    /// Figures that cannot be compared, each with the reasons.
    pub refused: Vec<RefusedFigure<'s>>,
    /// Downloads.
    pub downloads: Vec<FileView>,
}

/// A map of the regions by their borders, each a link.
#[derive(Debug, Clone, Serialize)]
pub struct BorderMap<'s> {
    /// The map.
    pub chart: Html,
    /// Who drew the borders; belongs below the map.
    pub source: &'s str,
    /// Licence of the borders.
    pub licence: Option<&'s str>,
    /// What must stand below the map too.
    pub attribution: Option<&'s str>,
}

/// A region with its value.
#[derive(Debug, Clone, Serialize)]
pub struct Ranked<'s> {
    /// The region.
    pub region: Link<'s>,
    /// Value with its unit, or why there is none.
    pub text: String,
}

/// A figure that is compared.
#[derive(Debug, Clone, Serialize)]
pub struct ComparedFigure<'s> {
    /// The figure.
    pub figure: Link<'s>,
    /// Its region.
    pub region: Link<'s>,
    /// Name of its source.
    pub source: &'s str,
    /// True when its values are invented examples.
    pub illustrative: bool,
}

/// A figure that cannot be compared.
#[derive(Debug, Clone, Serialize)]
pub struct RefusedFigure<'s> {
    /// The figure.
    pub figure: Link<'s>,
    /// Why: "de eenheid is procent in plaats van personen".
    pub reasons: String,
}

/// A figure in a list.
#[derive(Debug, Clone, Serialize)]
pub struct FigureRow<'s> {
    /// Title.
    pub title: &'s str,
    /// Path of its page.
    pub path: &'s str,
    /// Kind in words.
    pub kind: &'s str,
    /// The sentence that says what it shows.
    pub sentence: &'s str,
    /// Its course as a line in the room of a word, which says the sentence to those who hear it; none with fewer than
    /// two values, and where one is hidden.
    pub spark: Option<Html>,
    /// True when the values are invented examples.
    pub illustrative: bool,
}

/// `search.html`: the variable `search`.
#[derive(Debug, Clone, Serialize)]
pub struct Search<'s> {
    /// Path of the folder that holds the parts of the index, with a `/` at its end.
    pub index: String,
    /// The kinds that can be found.
    pub kinds: Vec<SearchKind<'s>>,
}

/// A kind that can be found.
#[derive(Debug, Clone, Serialize)]
pub struct SearchKind<'s> {
    /// Machine word: `regions`, `plans`, `lines`, …
    pub key: &'static str,
    /// Title in the site's language.
    pub title: &'s str,
}

/// `everything.html`: the variable `groups` is a list of this, one a kind; of a large site the lists stand on pages of their own.
#[derive(Debug, Clone, Serialize)]
pub struct EverythingGroup<'s> {
    /// Machine word of the kind.
    pub key: &'static str,
    /// Title of the kind.
    pub title: &'s str,
    /// Path of the index of this kind, where there is one.
    pub path: Option<String>,
    /// Number of entries.
    pub count: usize,
    /// Pages that gather things of this kind: of a region, of a year.
    pub gathered: Vec<GatheringPage<'s>>,
    /// Entries by title; empty on a large site.
    pub entries: Vec<EverythingEntry<'s>>,
    /// The pages that have the entries; empty on a small site.
    pub parts: Vec<EverythingPart<'s>>,
}

/// A page that gathers things of one kind.
#[derive(Debug, Clone, Serialize)]
pub struct GatheringPage<'s> {
    /// The region or year.
    pub title: Cow<'s, str>,
    /// Path.
    pub path: Cow<'s, str>,
}

/// An entry of the list of everything.
#[derive(Debug, Clone, Serialize)]
pub struct EverythingEntry<'s> {
    /// Title.
    pub title: &'s str,
    /// Path.
    pub path: &'s str,
    /// What it is a part of: the plan of a line or action.
    pub belongs_to: Option<&'s str>,
}

/// A page with a part of the list of everything. `everything_part.html`: the variables `group` (an [`EverythingGroup`] with the entries of this page and all parts) and `number` (of this part, from 1).
#[derive(Debug, Clone, Serialize)]
pub struct EverythingPart<'s> {
    /// Path of the page.
    pub path: String,
    /// Title of the first entry.
    pub first: &'s str,
    /// Title of the last entry.
    pub last: &'s str,
    /// True for the page that is being shown.
    pub current: bool,
}

/// `actions.html`: the variable `index`. All actions of the site; of a large site the regions, and a page of actions for each.
#[derive(Debug, Clone, Serialize)]
pub struct ActionIndex<'s> {
    /// Number of actions on this page, or behind its links.
    pub count: usize,
    /// The regions with their pages; empty where the actions are on this page.
    pub regions: Vec<ActionRegion<'s>>,
    /// The actions by plan and line; empty where they are on pages of their own.
    pub plans: Vec<ActionPlan<'s>>,
    /// What the actions can be chosen by; none that has a single option.
    pub facets: Vec<Facet<'s>>,
}

/// A region with the page of its actions.
#[derive(Debug, Clone, Serialize)]
pub struct ActionRegion<'s> {
    /// Name of the region.
    pub title: &'s str,
    /// Path of the page with its actions.
    pub path: String,
    /// Number of actions.
    pub count: usize,
    /// Its actions per status.
    pub tally: Vec<Tally<'s>>,
}

/// The actions of a plan.
#[derive(Debug, Clone, Serialize)]
pub struct ActionPlan<'s> {
    /// The plan.
    pub plan: Link<'s>,
    /// Its regions.
    pub regions: Vec<Link<'s>>,
    /// Its lines that have actions.
    pub lines: Vec<ActionLine<'s>>,
}

/// The actions of a line.
#[derive(Debug, Clone, Serialize)]
pub struct ActionLine<'s> {
    /// The line.
    pub line: Link<'s>,
    /// Number as shown.
    pub number: Option<&'s str>,
    /// Its actions.
    pub actions: Vec<ActionEntry<'s>>,
}

/// An action in the list of all actions.
#[derive(Debug, Clone, Serialize)]
pub struct ActionEntry<'s> {
    /// The action in a row.
    pub row: ActionRow<'s>,
    /// Who leads it.
    pub owners: Vec<Link<'s>>,
    /// Its topics, or else those of its line.
    pub topics: Vec<Link<'s>>,
    /// For each facet that there can be the keys of this action, for an attribute `data-<facet>`; several have a space between.
    pub keys: Vec<FacetKeys>,
}

/// The keys that an action has in one facet.
#[derive(Debug, Clone, Serialize)]
pub struct FacetKeys {
    /// The facet.
    pub facet: &'static str,
    /// Keys with a space between.
    pub keys: String,
}

/// Something that actions can be chosen by.
#[derive(Debug, Clone, Serialize)]
pub struct Facet<'s> {
    /// Name, also in the page's address: `regio`, `lijn`, `thema`, `stand`, `termijn`, `trekker`.
    pub key: &'static str,
    /// Title.
    pub title: &'s str,
    /// True for a facet with few options that each get a box; else they go in a list.
    pub boxes: bool,
    /// The options.
    pub options: Vec<FacetOption<'s>>,
}

/// An option of a facet.
#[derive(Debug, Clone, Serialize)]
pub struct FacetOption<'s> {
    /// Key, the same as in [`FacetKeys`].
    pub key: String,
    /// Title.
    pub title: &'s str,
    /// What it is a part of, the plan of a line.
    pub group: Option<&'s str>,
    /// Number of actions on this page.
    pub count: usize,
}

/// `region.html`: the variable `region`.
#[derive(Debug, Clone, Serialize)]
pub struct Region<'s> {
    /// Name.
    pub title: &'s str,
    /// Text.
    pub body: Html,
    /// Former and other names.
    pub former_names: Vec<&'s str>,
    /// Part of the country.
    pub part: Option<&'s str>,
    /// Number of municipalities.
    pub municipalities: Option<u32>,
    /// Key figures.
    pub key_figures: Vec<KeyFigure<'s>>,
    /// Who coordinates.
    pub coordinator: Option<OrganisationLink<'s>>,
    /// Whom to call.
    pub contact: Option<OrganisationLink<'s>>,
    /// Its plans, each with its lines.
    pub plans: Vec<RegionPlan<'s>>,
    /// The actions of its plans; those of a plan that was succeeded do not count.
    pub standing: Standing<'s>,
    /// Its figures.
    pub figures: Vec<FigureRow<'s>>,
    /// Path of the page with all its figures; none when it has none.
    pub figures_path: Option<&'s str>,
    /// Its news, latest first, five items.
    pub news: Vec<NewsRow<'s>>,
    /// The latest reports of its plans, lines, actions and figures, five.
    pub changes: Vec<ReportRow<'s>>,
    /// Its documents.
    pub documents: Vec<DocumentRow<'s>>,
    /// Its events, earliest first.
    pub events: Vec<EventRow<'s>>,
    /// Good practices.
    pub practices: Vec<Item<'s>>,
    /// Projects.
    pub projects: Vec<Item<'s>>,
    /// Questions.
    pub questions: Vec<Link<'s>>,
}

/// A plan on a region's page.
#[derive(Debug, Clone, Serialize)]
pub struct RegionPlan<'s> {
    /// The plan.
    pub plan: PlanRow<'s>,
    /// Its lines.
    pub lines: Vec<LineRow<'s>>,
}

/// A title, a sentence and a path: an entry of a plain list.
#[derive(Debug, Clone, Serialize)]
pub struct Item<'s> {
    /// Title.
    pub title: &'s str,
    /// Path of its page.
    pub path: &'s str,
    /// One sentence.
    pub summary: &'s str,
    /// Kind in words, where there is one.
    pub kind: Option<&'s str>,
}

/// `region_figures.html`: the variable `region_figures`.
#[derive(Debug, Clone, Serialize)]
pub struct RegionFigures<'s> {
    /// The region.
    pub region: Link<'s>,
    /// Its figures, whole.
    pub figures: Vec<FigureView<'s>>,
}

/// `plan.html`: the variable `plan`. The whole plan stands on this one page.
#[derive(Debug, Clone, Serialize)]
pub struct Plan<'s> {
    /// Title.
    pub title: &'s str,
    /// Actieplan, pact or actieagenda, in the site's language.
    pub kind: &'s str,
    /// State.
    pub status: Status<'s>,
    /// Regions.
    pub regions: Vec<Link<'s>>,
    /// Period.
    pub period: Option<String>,
    /// Day on which it started.
    pub start: Option<DateText>,
    /// Coordinator.
    pub coordinator: Option<OrganisationLink<'s>>,
    /// Contact.
    pub contact: Option<OrganisationLink<'s>>,
    /// Parties with their roles.
    pub parties: Vec<Party<'s>>,
    /// What came before: title, and path when it is on this site.
    pub predecessor: Option<Predecessor<'s>>,
    /// The plan that followed this one.
    pub successor: Option<Link<'s>>,
    /// Table of contents of the plan's own text; lines and parts follow it on the page.
    pub toc: Vec<TocEntry<'s>>,
    /// Text.
    pub body: Html,
    /// The lines, whole.
    pub lines: Vec<PlanLine<'s>>,
    /// Number of actions in all.
    pub action_count: usize,
    /// Its actions.
    pub standing: Standing<'s>,
    /// How many actions of each line have each effect horizon; none when there are no actions.
    pub horizons: Option<HorizonMatrix<'s>>,
    /// Declaration of intent.
    pub declaration: Option<Declaration<'s>>,
    /// Path of the declaration's own page.
    pub declaration_path: Option<&'s str>,
    /// Action centre.
    pub centre: Option<Centre<'s>>,
    /// Path of the action centre's own page.
    pub centre_path: Option<&'s str>,
    /// Meetings with a rhythm.
    pub meetings: Vec<Meeting<'s>>,
    /// Path of the calendar file with all its events, when there are any.
    pub calendar: Option<String>,
    /// Dated reports, latest first.
    pub updates: Vec<Update>,
    /// Figures, with their charts.
    pub figures: Vec<FigureView<'s>>,
    /// News.
    pub news: Vec<NewsRow<'s>>,
    /// Documents.
    pub documents: Vec<DocumentRow<'s>>,
    /// What its actions miss to be SMART; none when there are no actions.
    pub not_smart: Option<NotSmartCount<'s>>,
}

/// An organisation with its role in a plan.
#[derive(Debug, Clone, Serialize)]
pub struct Party<'s> {
    /// The organisation.
    pub organisation: Link<'s>,
    /// Role in words; several are joined: `initiatiefnemer en partner`.
    pub role: String,
}

/// What a plan followed on.
#[derive(Debug, Clone, Serialize)]
pub struct Predecessor<'s> {
    /// Title.
    pub title: &'s str,
    /// Path, when that plan is on this site.
    pub path: Option<&'s str>,
    /// Year.
    pub year: Option<i16>,
}

/// A line on the plan's page.
#[derive(Debug, Clone, Serialize)]
pub struct PlanLine<'s> {
    /// Id of the line: the anchor of its heading is `lijn-<id>`.
    pub id: &'s str,
    /// The line in a row.
    pub row: LineRow<'s>,
    /// Its content.
    pub content: LineContent<'s>,
}

/// What a line consists of; headings in its text start at level 3 on the plan's page and at 2 on its own.
#[derive(Debug, Clone, Serialize)]
pub struct LineContent<'s> {
    /// Introduction.
    pub body: Html,
    /// General goal.
    pub goal: Option<Html>,
    /// A remark to the goal.
    pub goal_note: Option<Html>,
    /// Period of the actions.
    pub period: Option<String>,
    /// Headings of the action list.
    pub columns: Columns<'s>,
    /// Sentence over the action list.
    pub actions_intro: Option<&'s str>,
    /// Actions.
    pub actions: Vec<ActionRow<'s>>,
    /// True when an action of this line names an instrument.
    pub has_instruments: bool,
    /// Role of the action centre.
    pub centre: Option<Tasks<'s>>,
    /// Topics that this line goes over into.
    pub topics: Vec<Link<'s>>,
    /// Dated reports, latest first.
    pub updates: Vec<Update>,
}

/// Headings of an action list.
#[derive(Debug, Clone, Serialize)]
pub struct Columns<'s> {
    /// Over the titles: `Actie`, `Opleiding`.
    pub action: &'s str,
    /// Over the explanations.
    pub explanation: &'s str,
    /// Over the instruments.
    pub instruments: &'s str,
    /// Over the horizons: `Effect`.
    pub horizons: &'s str,
}

/// A list of tasks with a sentence before it.
#[derive(Debug, Clone, Serialize)]
pub struct Tasks<'s> {
    /// Heading.
    pub title: &'s str,
    /// Sentence before the list.
    pub lead_in: Option<&'s str>,
    /// Tasks.
    pub tasks: Vec<&'s str>,
}

/// How many actions have each effect horizon.
#[derive(Debug, Clone, Serialize)]
pub struct HorizonMatrix<'s> {
    /// Kort, middellang, lang, niet opgegeven, in words.
    pub columns: Vec<&'s str>,
    /// One row a line.
    pub rows: Vec<HorizonRow<'s>>,
    /// Counts over all lines, one a column.
    pub totals: Vec<HorizonCount>,
    /// Path of the page with the actions themselves.
    pub path: &'s str,
}

/// A row of the horizon matrix.
#[derive(Debug, Clone, Serialize)]
pub struct HorizonRow<'s> {
    /// The line.
    pub line: Link<'s>,
    /// Number of the line.
    pub number: Option<&'s str>,
    /// Counts, one a column. An action with two horizons counts in both.
    pub counts: Vec<HorizonCount>,
}

/// A number of actions with one effect horizon.
#[derive(Debug, Clone, Serialize)]
pub struct HorizonCount {
    /// The number.
    pub count: usize,
    /// Path of the list of these actions; none when the number is zero.
    pub path: Option<String>,
}

/// `horizons.html`: the variables `horizons` and `plan_link` (a [`Link`]).
#[derive(Debug, Clone, Serialize)]
pub struct Horizons<'s> {
    /// The counts.
    pub matrix: HorizonMatrix<'s>,
    /// The actions of each horizon, and last those without one.
    pub groups: Vec<HorizonGroup<'s>>,
}

/// The actions of one effect horizon.
#[derive(Debug, Clone, Serialize)]
pub struct HorizonGroup<'s> {
    /// Id of its heading.
    pub id: &'static str,
    /// The horizon in words.
    pub title: &'s str,
    /// What it means: `binnen 1 jaar`; empty for "niet opgegeven".
    pub meaning: &'s str,
    /// Number of actions.
    pub count: usize,
    /// Its actions, by line.
    pub lines: Vec<HorizonLine<'s>>,
}

/// The actions of a line with one effect horizon.
#[derive(Debug, Clone, Serialize)]
pub struct HorizonLine<'s> {
    /// Id of its heading.
    pub id: String,
    /// The line.
    pub line: Link<'s>,
    /// Its number.
    pub number: Option<&'s str>,
    /// Its actions.
    pub actions: Vec<ActionRow<'s>>,
}

/// `declaration.html`: the variables `declaration` and `plan_link` (a [`Link`]).
#[derive(Debug, Clone, Serialize)]
pub struct Declaration<'s> {
    /// Title.
    pub title: &'s str,
    /// Day of signing.
    pub signed: Option<DateText>,
    /// Text.
    pub text: Html,
    /// Themes in their own wording.
    pub themes: Vec<DeclarationTheme<'s>>,
    /// Who signed.
    pub signatories: Vec<Signatory<'s>>,
    /// Why there are no signatures, by design.
    pub unsigned_reason: Option<&'s str>,
}

/// A theme of a declaration of intent.
#[derive(Debug, Clone, Serialize)]
pub struct DeclarationTheme<'s> {
    /// Its own wording.
    pub text: &'s str,
    /// The lines that work it out.
    pub lines: Vec<Link<'s>>,
}

/// Who signed a declaration.
#[derive(Debug, Clone, Serialize)]
pub struct Signatory<'s> {
    /// The organisation.
    pub organisation: Link<'s>,
    /// Day.
    pub date: Option<DateText>,
    /// The themes it signed for, in the declaration's wording; empty means all.
    pub themes: Vec<&'s str>,
}

/// `centre.html`: the variables `centre` and `plan_link` (a [`Link`]).
#[derive(Debug, Clone, Serialize)]
pub struct Centre<'s> {
    /// Title.
    pub title: &'s str,
    /// General tasks.
    pub general: Tasks<'s>,
    /// Role on each line.
    pub lines: Vec<CentreLine<'s>>,
    /// Whom to call.
    pub contact: Option<OrganisationLink<'s>>,
}

/// Role of the action centre on a line.
#[derive(Debug, Clone, Serialize)]
pub struct CentreLine<'s> {
    /// The line.
    pub line: Link<'s>,
    /// Its number.
    pub number: Option<&'s str>,
    /// Its tasks.
    pub tasks: Tasks<'s>,
}

/// A meeting that is held so many times a year.
#[derive(Debug, Clone, Serialize)]
pub struct Meeting<'s> {
    /// Title.
    pub title: &'s str,
    /// The promise: times a year.
    pub per_year: Option<u32>,
    /// Text.
    pub text: Option<&'s str>,
    /// The dated meetings.
    pub events: Vec<EventRow<'s>>,
}

/// An action with what it misses to be SMART.
#[derive(Debug, Clone, Serialize)]
pub struct NotSmart<'s> {
    /// The action.
    pub action: Link<'s>,
    /// What it misses, in words: owner, target, date, status.
    pub misses: Vec<&'s str>,
}

/// How many actions of a plan are not SMART yet, and what they miss.
#[derive(Debug, Clone, Serialize)]
pub struct NotSmartCount<'s> {
    /// Path of the list of these actions.
    pub path: &'s str,
    /// Number of actions that miss something.
    pub count: usize,
    /// Number of all actions.
    pub total: usize,
    /// How many miss what; none that is zero.
    pub misses: Vec<MissCount<'s>>,
}

/// How many actions miss one thing.
#[derive(Debug, Clone, Serialize)]
pub struct MissCount<'s> {
    /// What is missed, in words.
    pub word: &'s str,
    /// Number of actions.
    pub count: usize,
}

/// `not_smart.html`: the variables `not_smart` and `plan_link` (a [`Link`]).
#[derive(Debug, Clone, Serialize)]
pub struct NotSmartPage<'s> {
    /// The counts.
    pub count: NotSmartCount<'s>,
    /// The actions that miss something, by line.
    pub lines: Vec<NotSmartLine<'s>>,
}

/// The actions of a line that miss something.
#[derive(Debug, Clone, Serialize)]
pub struct NotSmartLine<'s> {
    /// The line.
    pub line: Link<'s>,
    /// Its number.
    pub number: Option<&'s str>,
    /// Its actions.
    pub actions: Vec<NotSmart<'s>>,
}

/// `line.html`: the variable `line`.
#[derive(Debug, Clone, Serialize)]
pub struct Line<'s> {
    /// Number as shown.
    pub number: Option<&'s str>,
    /// Title.
    pub title: &'s str,
    /// The plan.
    pub plan: Link<'s>,
    /// Regions of the plan.
    pub regions: Vec<Link<'s>>,
    /// Its actions, counted.
    pub standing: Standing<'s>,
    /// Content.
    pub content: LineContent<'s>,
    /// All lines of the plan, this one marked.
    pub lines: Vec<LineRow<'s>>,
    /// Path of the action centre's page.
    pub centre_path: Option<&'s str>,
    /// Figures, with their charts.
    pub figures: Vec<FigureView<'s>>,
    /// Projects and instruments.
    pub projects: Vec<Item<'s>>,
    /// Good practices.
    pub practices: Vec<Item<'s>>,
    /// Questions.
    pub questions: Vec<Link<'s>>,
    /// News.
    pub news: Vec<NewsRow<'s>>,
}

/// `action.html`: the variable `action`.
#[derive(Debug, Clone, Serialize)]
pub struct Action<'s> {
    /// Number as shown.
    pub number: Option<&'s str>,
    /// Title.
    pub title: &'s str,
    /// The plan.
    pub plan: Link<'s>,
    /// The line.
    pub line: LineRow<'s>,
    /// Regions of the plan.
    pub regions: Vec<Link<'s>>,
    /// True when it is a training and not an action.
    pub training: bool,
    /// Explanation.
    pub body: Html,
    /// Status.
    pub status: Status<'s>,
    /// Effect horizons in words, each with its meaning; empty means "niet opgegeven".
    pub horizons: Vec<Fact<'s>>,
    /// Period.
    pub period: Option<String>,
    /// Instruments.
    pub instruments: Vec<Item<'s>>,
    /// Who leads.
    pub owners: Vec<OrganisationLink<'s>>,
    /// Whom to call: the plan's contact.
    pub contact: Option<OrganisationLink<'s>>,
    /// Target in one sentence.
    pub target: Option<&'s str>,
    /// Day on which it must be done.
    pub due: Option<DateText>,
    /// Milestones, earliest first.
    pub milestones: Vec<Milestone<'s>>,
    /// Dated reports, latest first.
    pub updates: Vec<Update>,
    /// Figures that it should move.
    pub figures: Vec<FigureRow<'s>>,
    /// Topics.
    pub topics: Vec<Link<'s>>,
    /// The actions of the same line, this one marked.
    pub siblings: Vec<ActionRow<'s>>,
    /// What it misses to be SMART, in words.
    pub misses: Vec<&'s str>,
}

/// A dated step.
#[derive(Debug, Clone, Serialize)]
pub struct Milestone<'s> {
    /// Day.
    pub date: DateText,
    /// What.
    pub title: &'s str,
    /// True when it is reached.
    pub done: bool,
}

/// `figure.html`: the variables `figure` (a [`FigureView`]), `actions` (a list of [`Link`] to actions that should move it), `updates` (a list of [`Update`]) and `embed`.
/// `embed.html`: the variable `figure` is a [`FigureView`]; a page for an `<iframe>` of another site.
#[derive(Debug, Clone, Serialize)]
pub struct Embed<'s> {
    /// Path of the page that other sites can set in theirs.
    pub path: &'s str,
    /// The HTML to copy, when the site's `base_url` is known.
    pub code: Option<String>,
}

/// `topics.html`: the variables `topics` (a list of [`TopicRow`]) and `transitions` (a list of [`Transition`]).
#[derive(Debug, Clone, Serialize)]
pub struct TopicRow<'s> {
    /// Title.
    pub title: &'s str,
    /// Path of its page.
    pub path: &'s str,
    /// One sentence.
    pub summary: &'s str,
    /// Proposed or adopted, in words.
    pub state: Option<&'s str>,
    /// Number of lines under it.
    pub line_count: usize,
}

/// How the lines of a plan go over into topics.
#[derive(Debug, Clone, Serialize)]
pub struct Transition<'s> {
    /// The plan.
    pub plan: Link<'s>,
    /// Its lines with the topics of each.
    pub lines: Vec<TransitionLine<'s>>,
}

/// A line with its topics.
#[derive(Debug, Clone, Serialize)]
pub struct TransitionLine<'s> {
    /// The line.
    pub line: Link<'s>,
    /// Its number.
    pub number: Option<&'s str>,
    /// Topics; empty when there is none.
    pub topics: Vec<Link<'s>>,
}

/// `topic.html`: the variable `topic`.
#[derive(Debug, Clone, Serialize)]
pub struct Topic<'s> {
    /// Title.
    pub title: &'s str,
    /// Proposed or adopted, in words.
    pub state: Option<&'s str>,
    /// Text.
    pub body: Html,
    /// Plans that propose or use it.
    pub plans: Vec<Link<'s>>,
    /// Lines of all regions under it.
    pub lines: Vec<LineRow<'s>>,
    /// The actions under it, counted.
    pub standing: Standing<'s>,
    /// Regions by the lines under it; none without lines, or when there would be more than forty rows.
    pub matrix: Option<LineMatrix<'s>>,
    /// Actions tagged with it on their own.
    pub actions: Vec<ActionRow<'s>>,
    /// Figures.
    pub figures: Vec<FigureRow<'s>>,
    /// Good practices.
    pub practices: Vec<Item<'s>>,
    /// News.
    pub news: Vec<NewsRow<'s>>,
    /// Questions.
    pub questions: Vec<Link<'s>>,
}

/// `news.html` (latest of all years) and `news_year.html` (one year): the variable `archive`.
#[derive(Debug, Clone, Serialize)]
pub struct NewsArchive<'s> {
    /// The year; none on the page of the latest news.
    pub year: Option<i16>,
    /// Items, latest first.
    pub items: Vec<NewsRow<'s>>,
    /// The years that have news, latest first.
    pub years: Vec<YearLink>,
}

/// A year of the archive.
#[derive(Debug, Clone, Serialize)]
pub struct YearLink {
    /// The year.
    pub year: i16,
    /// Path of its page.
    pub path: String,
    /// Number of items.
    pub count: usize,
}

/// `news_item.html`: the variable `news`.
#[derive(Debug, Clone, Serialize)]
pub struct NewsItem<'s> {
    /// Title.
    pub title: &'s str,
    /// Day of publication.
    pub date: DateText,
    /// Text.
    pub body: Html,
    /// Regions.
    pub regions: Vec<Link<'s>>,
    /// Everything else it is about: plans, lines, projects, topics, organisations.
    pub subjects: Vec<Link<'s>>,
    /// Documents.
    pub documents: Vec<DocumentRow<'s>>,
    /// Related news: the most regions, lines and projects in common first, three items.
    pub related: Vec<NewsRow<'s>>,
}

/// `practices.html`, `projects.html` and `organisations.html`: the variable `items` is a list of [`Item`].
/// `changes.html`: the variable `changes` is a list of [`ReportRow`], latest first, fifty at most.
/// `documents.html`: the variable `documents` is a list of [`DocumentRow`], latest first.
/// `events.html`: the variables `upcoming` and `past` are lists of [`EventRow`], and `calendar` is the path of the calendar file with all.
/// `practice.html`: the variable `practice`; `project.html`: the variable `project`.
#[derive(Debug, Clone, Serialize)]
pub struct Work<'s> {
    /// Title.
    pub title: &'s str,
    /// Kind in words.
    pub kind: Option<&'s str>,
    /// Text.
    pub body: Html,
    /// Website.
    pub website: Option<&'s str>,
    /// Day on which it started.
    pub start: Option<DateText>,
    /// Regions.
    pub regions: Vec<Link<'s>>,
    /// Lines it belongs to.
    pub lines: Vec<LineRow<'s>>,
    /// Actions that name it as an instrument.
    pub actions: Vec<ActionRow<'s>>,
    /// Topics.
    pub topics: Vec<Link<'s>>,
    /// Organisations.
    pub organisations: Vec<Link<'s>>,
    /// Projects.
    pub projects: Vec<Link<'s>>,
    /// News.
    pub news: Vec<NewsRow<'s>>,
}

/// `organisation.html`: the variable `organisation`.
#[derive(Debug, Clone, Serialize)]
pub struct Organisation<'s> {
    /// Name.
    pub title: &'s str,
    /// Kind in words.
    pub kind: Option<&'s str>,
    /// Text.
    pub body: Html,
    /// How to reach it.
    pub contact: OrganisationLink<'s>,
    /// Regions.
    pub regions: Vec<Link<'s>>,
    /// Plans with its role in each.
    pub roles: Vec<RoleInPlan<'s>>,
    /// Actions that it leads.
    pub actions: Vec<ActionRow<'s>>,
    /// Projects.
    pub projects: Vec<Item<'s>>,
    /// Good practices.
    pub practices: Vec<Item<'s>>,
    /// Documents that are from it.
    pub documents: Vec<DocumentRow<'s>>,
}

/// The role of an organisation in a plan.
#[derive(Debug, Clone, Serialize)]
pub struct RoleInPlan<'s> {
    /// The plan.
    pub plan: Link<'s>,
    /// Role in words, joined when there are several; signing the declaration is one too.
    pub role: String,
}

/// `document.html`: the variable `document`.
#[derive(Debug, Clone, Serialize)]
pub struct Document<'s> {
    /// The document in a row.
    pub row: DocumentRow<'s>,
    /// Text.
    pub body: Html,
    /// Regions.
    pub regions: Vec<Link<'s>>,
    /// Plans.
    pub plans: Vec<Link<'s>>,
    /// News that offers it.
    pub news: Vec<NewsRow<'s>>,
}

/// `event.html`: the variable `event`.
#[derive(Debug, Clone, Serialize)]
pub struct Event<'s> {
    /// The event in a row.
    pub row: EventRow<'s>,
    /// Text.
    pub body: Html,
    /// The plan whose meeting it is.
    pub plan: Option<Link<'s>>,
    /// Path of the calendar file with this event.
    pub calendar: String,
}

/// `questions.html`: the variable `questions` is a list of this.
#[derive(Debug, Clone, Serialize)]
pub struct Question<'s> {
    /// Id: an anchor on this page.
    pub id: &'s str,
    /// The question.
    pub title: &'s str,
    /// The answer.
    pub body: Html,
    /// Lines.
    pub lines: Vec<Link<'s>>,
    /// Topics.
    pub topics: Vec<Link<'s>>,
    /// Regions.
    pub regions: Vec<Link<'s>>,
}

/// `glossary.html`: the variable `terms` is a list of this.
#[derive(Debug, Clone, Serialize)]
pub struct Term<'s> {
    /// Id: an anchor on this page.
    pub id: &'s str,
    /// The term.
    pub title: &'s str,
    /// Written out.
    pub full: Option<&'s str>,
    /// Other words for the same.
    pub synonyms: Vec<&'s str>,
    /// Explanation.
    pub body: Html,
}

/// `page.html`: the variable `text`; `not_found.html` has none but `site`, `page` and `words`.
#[derive(Debug, Clone, Serialize)]
pub struct TextPage<'s> {
    /// Text.
    pub body: Html,
    /// Table of contents.
    pub toc: Vec<TocEntry<'s>>,
}

/// `open_data.html`: the variable `data`.
#[derive(Debug, Clone, Serialize)]
pub struct OpenData<'s> {
    /// Short name of the licence of the figures that have none of their own.
    pub licence: &'s str,
    /// Address of its terms, when known.
    pub licence_url: Option<&'s str>,
    /// All figures, each with its files.
    pub figures: Vec<FigureFiles<'s>>,
    /// Path of the API's index.
    pub api: &'static str,
    /// The lists of the API, each a label with its files: the list and its schema.
    pub lists: Vec<ApiList<'s>>,
    /// Path of the catalogue for data portals, when the site's `base_url` is known.
    pub catalogue: Option<&'static str>,
    /// Path of the calendar file with all events, when there are any.
    pub calendar: Option<&'static str>,
}

/// A figure with its files.
#[derive(Debug, Clone, Serialize)]
pub struct FigureFiles<'s> {
    /// Title.
    pub title: &'s str,
    /// Path of its page.
    pub path: &'s str,
    /// True when the values are invented examples.
    pub illustrative: bool,
    /// Licence, when it is not the site's.
    pub licence: Option<&'s str>,
    /// Files.
    pub files: Vec<FileView>,
}

/// A list of the API.
#[derive(Debug, Clone, Serialize)]
pub struct ApiList<'s> {
    /// What is in it, in words.
    pub title: &'s str,
    /// Number of things in it.
    pub count: usize,
    /// Path of the list.
    pub path: String,
    /// Path of its JSON Schema.
    pub schema: String,
}

/// The partial `figure_card.html`: a figure set in a running text; the variables `figure` (a [`FigureView`]), `words` and `root`.
#[derive(Debug, Clone, Serialize)]
pub struct EmbeddedFigure<'s> {
    /// The figure.
    pub figure: FigureView<'s>,
}
