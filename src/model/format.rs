//! The content format: one record per kind of file, with all its keys.
//!
//! This is the definition that reading, messages and the handbook (`docs/handboek/inhoud.md`, held by a test) go by.
//! References are ids here, not yet resolved; [`super::link`] does that. Dutch and English, for newcomers: actielijn =
//! line, thema = topic, cijfer = figure, praktijk = practice, begrip = term, bijeenkomst = event, intentieverklaring =
//! declaration, actiecentrum = centre, opleidingsquote = training quota, uitstroom = outflow.

use jiff::civil::Date;

use crate::diagnostic::problem::{Expected, Found};
use crate::diagnostic::{Problem, Span, Spanned};
use crate::source::decode::{Decode, Fields, KeyShape, Reader, Shape, record, words};
use crate::source::markdown::Prose;
use crate::source::yaml::{Node, Value};

use super::period::PeriodType;

/// A reference by id, with its place.
pub type Id = Spanned<String>;

/// The keys that every page has.
#[derive(Debug, Clone)]
pub struct PageKeys {
    /// Title, without markup.
    pub title: Spanned<String>,
    /// One sentence; empty when absent.
    pub summary: String,
    /// Not to be published yet.
    pub draft: bool,
    /// First day of publication.
    pub publish_from: Option<Date>,
    /// Last day of publication.
    pub publish_until: Option<Date>,
    /// Last part of the address, in place of the id.
    pub slug: Option<Spanned<String>>,
    /// Former addresses.
    pub redirect_from: Vec<Spanned<String>>,
}

impl PageKeys {
    /// The keys with what they hold.
    pub fn keys() -> Vec<KeyShape> {
        let key = |name, shape| KeyShape::new(name, name == "title", shape);
        vec![
            key("title", Shape::Text),
            key("summary", Shape::Text),
            key("draft", Shape::Bool),
            key("publish_from", Shape::Date),
            key("publish_until", Shape::Date),
            key("slug", Shape::Text),
            key("redirect_from", Shape::List(Box::new(Shape::Text))),
        ]
    }

    /// Asks for the keys; none when the title is missing, which has been reported.
    pub fn read(fields: &mut Fields, reader: &mut Reader) -> Option<PageKeys> {
        let title = fields.required("title", reader);
        let summary = fields.optional("summary", reader).unwrap_or_default();
        let draft = fields.optional("draft", reader).unwrap_or(false);
        let publish_from = fields.optional::<Date>("publish_from", reader);
        let until = fields.keyed::<Date>("publish_until", reader);
        if let (Some(from), Some(until)) = (publish_from, &until)
            && until.value < from
        {
            let problem = Problem::NeverPublished { from: from.to_string(), until: until.value.to_string() };
            reader.diagnostics.report(until.span, problem);
        }
        let keys = PageKeys {
            title: title.clone().unwrap_or(Spanned::new(String::new(), fields.span)),
            summary,
            draft,
            publish_from,
            publish_until: until.as_ref().map(|until| until.value),
            slug: fields.optional("slug", reader),
            redirect_from: fields.list("redirect_from", reader),
        };
        title.map(|_| keys)
    }
}

record! {
    /// `site.yaml`: the settings of the site.
    SiteFile("site") {
        /// Name that never changes; ids of feeds hang on it.
        id: required Spanned<String>,
        /// Title of the site.
        title: required String,
        /// One sentence on what the site is.
        description: required String,
        /// `nl` or `en`.
        language: optional Spanned<String>,
        /// Absolute address that the site will have.
        base_url: optional Spanned<String>,
        /// Links to folders instead of to `index.html`.
        pretty_links: flag,
        /// Name of the theme.
        theme: optional Spanned<String>,
        /// Organisation that publishes the site.
        publisher: optional Id,
        /// Licence of the figures.
        licence: optional Spanned<String>,
        /// Day until which `security.txt` holds.
        security_expires: optional Spanned<Date>,
        /// Counts of persons below this are not shown.
        suppress_below: optional u32,
        /// Draw a picture of each page for links to it elsewhere.
        social_images: optional Spanned<bool>,
        /// Show employers by name in figures.
        show_employers: flag,
        /// Months after which a figure or a status counts as out of date.
        stale_after_months: optional u32,
        /// Borders of the regions.
        map: optional MapKeys,
        /// Pages at the foot of every page.
        footer: list Id,
        /// When and how each page was changed, from git.
        history: keyed HistoryKeys,
    }
}

/// Whether pages show when they were changed, and what of it.
#[derive(Debug, Clone, Copy, Default)]
pub struct HistoryKeys {
    /// They do.
    pub is_shown: bool,
    /// With the first line of what was written with each change.
    pub messages: bool,
    /// With the name of who made it.
    pub names: bool,
}

record! {
    /// What pages show of a change besides its day.
    HistoryParts("item") {
        /// The first line of what was written with it.
        messages: flag,
        /// The name of who made it.
        names: flag,
    }
}

impl Decode for HistoryKeys {
    fn decode(node: &Node, key: &str, reader: &mut Reader) -> Option<Self> {
        match node.value {
            Value::Map(_) => {
                let HistoryParts { messages, names, .. } = HistoryParts::decode(node, key, reader)?;
                Some(HistoryKeys { is_shown: true, messages, names })
            }
            _ => bool::decode(node, key, reader).map(|is_shown| HistoryKeys { is_shown, ..HistoryKeys::default() }),
        }
    }

    fn shape() -> Shape {
        Shape::OneOf(vec![Shape::Bool, HistoryParts::shape()])
    }
}

record! {
    /// A file with the borders of the regions.
    MapKeys("item") {
        /// GeoJSON, by its path from the content folder.
        file: required Spanned<String>,
        /// The property that has the id or a name of the region.
        property: required Spanned<String>,
        /// Who drew the borders.
        source: required String,
        /// Licence of the borders.
        licence: optional Spanned<String>,
        /// What must stand below the map.
        attribution: optional String,
    }
}

record! {
    /// `index.md`: the home page.
    HomeFile("home") {
        /// Title.
        title: required String,
        /// One sentence.
        summary: optional String,
        /// Former addresses.
        redirect_from: list Spanned<String>,
    }
}

record! {
    /// A region.
    RegionFile("region" page) {
        /// Former and other names.
        former_names: list String,
        /// Part of the country.
        part: optional String,
        /// Number of municipalities.
        municipalities: optional u32,
        /// Its place on the schematic map.
        tile: optional Spanned<TileKeys>,
        /// Organisation that coordinates.
        coordinator: optional Id,
        /// Organisation to call.
        contact: optional Id,
        /// Figures in a line of text.
        key_figures: list KeyFigure,
    }
}

record! {
    /// A place on the schematic map, counted from the top left.
    TileKeys("item") {
        /// Column, from 1.
        column: required Spanned<u32>,
        /// Row, from 1.
        row: required Spanned<u32>,
        /// Short name for where the name does not fit.
        short: optional String,
    }
}

record! {
    /// "bijna 75.000 werknemers (2016)".
    KeyFigure("item") {
        /// What is counted.
        label: required String,
        /// The number.
        value: required f64,
        /// A word such as `bijna`.
        qualifier: optional String,
        /// Unit in words.
        unit: optional String,
        /// Year or date.
        as_of: optional String,
        /// Where it comes from.
        source: optional String,
    }
}

words! {
    /// Kind of a plan.
    PlanKind else ActionPlan {
        /// A plan with lines and actions.
        ActionPlan = "actieplan",
        /// A pact.
        Pact = "pact",
        /// An agenda.
        Agenda = "actieagenda",
    }
}

words! {
    /// State of a plan.
    PlanState else Preparing {
        /// In preparation.
        Preparing = "in_voorbereiding",
        /// Signed.
        Signed = "ondertekend",
        /// Running.
        Running = "loopt",
        /// Followed by another plan.
        Succeeded = "opgevolgd",
    }
}

record! {
    /// A plan.
    PlanFile("plan" page) {
        /// Kind.
        kind: required PlanKind,
        /// Regions that it covers.
        regions: required Vec<Id>,
        /// State.
        state: required Spanned<PlanState>,
        /// Day on which the state held.
        as_of: optional Spanned<Date>,
        /// Years that it covers.
        period: optional Years,
        /// First day.
        start: optional Date,
        /// Organisation that coordinates.
        coordinator: optional Id,
        /// Organisation to call.
        contact: optional Id,
        /// Parties with their roles.
        parties: list PartyKeys,
        /// What came before.
        predecessor: optional PredecessorKeys,
        /// Declaration of intent.
        declaration: optional DeclarationKeys,
        /// Action centre.
        action_centre: optional CentreKeys,
        /// Meetings with a rhythm.
        meetings: list MeetingKeys,
        /// Dated reports.
        updates: list UpdateKeys,
    }
}

record! {
    /// First and last year.
    Years("item") {
        /// First year.
        from: required i16,
        /// Last year.
        until: optional i16,
    }
}

words! {
    /// Role of an organisation in a plan.
    Role {
        /// Took the initiative.
        Initiator = "initiatiefnemer",
        /// Coordinates.
        Coordinator = "coordinator",
        /// Makes it possible.
        Facilitator = "facilitator",
        /// Takes part.
        Partner = "partner",
    }
}

record! {
    /// An organisation with its role.
    PartyKeys("item") {
        /// The organisation.
        organisation: required Id,
        /// Its role.
        role: required Role,
    }
}

/// What a plan followed on: a plan of this site, or a title and a year.
#[derive(Debug, Clone)]
pub enum PredecessorKeys {
    /// A plan of this site.
    Plan(Id),
    /// Something else.
    Elsewhere(PredecessorElsewhere),
}

record! {
    /// A plan that is not on this site.
    PredecessorElsewhere("item") {
        /// Title.
        title: required String,
        /// Year.
        year: optional i16,
    }
}

impl Decode for PredecessorKeys {
    fn decode(node: &Node, key: &str, reader: &mut Reader) -> Option<Self> {
        match node.value {
            Value::Map(_) => PredecessorElsewhere::decode(node, key, reader).map(PredecessorKeys::Elsewhere),
            _ => Id::decode(node, key, reader).map(PredecessorKeys::Plan),
        }
    }

    fn shape() -> Shape {
        Shape::OneOf(vec![Shape::Text, PredecessorElsewhere::shape()])
    }
}

record! {
    /// Declaration of intent.
    DeclarationKeys("item") {
        /// Title.
        title: required String,
        /// Day of signing.
        signed: optional Date,
        /// Text.
        text: optional Prose,
        /// Themes in their own wording.
        themes: list ThemeKeys,
        /// Who signed.
        signatories: list SignatoryKeys,
        /// Why there are no signatures, by design.
        unsigned_reason: optional String,
    }
}

record! {
    /// A theme of a declaration.
    ThemeKeys("item") {
        /// Wording.
        text: required String,
        /// Lines that work it out.
        lines: list Id,
    }
}

record! {
    /// Who signed a declaration.
    SignatoryKeys("item") {
        /// The organisation.
        organisation: required Id,
        /// Day.
        date: optional Date,
        /// Themes by their place in the list, from 1; empty means all.
        themes: list Spanned<u32>,
    }
}

record! {
    /// The action centre of a plan.
    CentreKeys("item") {
        /// Title.
        title: optional String,
        /// Sentence before the tasks.
        lead_in: optional String,
        /// General tasks.
        tasks: list String,
        /// Organisation to call.
        contact: optional Id,
    }
}

record! {
    /// A meeting that is held so many times a year.
    MeetingKeys("item") {
        /// Id, unique in the plan.
        id: required Spanned<String>,
        /// Title.
        title: required String,
        /// Times a year.
        per_year: optional u32,
        /// Text.
        text: optional String,
    }
}

record! {
    /// A dated report.
    UpdateKeys("item") {
        /// Day.
        date: required Date,
        /// Text.
        text: required Prose,
    }
}

record! {
    /// An action line.
    LineFile("line" page) {
        /// Number as shown.
        number: optional String,
        /// General goal.
        goal: optional Prose,
        /// Remark to the goal.
        goal_note: optional Prose,
        /// Topics that it goes over into.
        topics: list Id,
        /// Years of the actions.
        period: optional Years,
        /// Other headings over the action list.
        columns: optional ColumnKeys,
        /// Sentence over the action list.
        actions_intro: optional String,
        /// Short actions.
        actions: list ActionItem,
        /// Role of the action centre.
        centre: optional LineCentreKeys,
        /// Dated reports.
        updates: list UpdateKeys,
    }
}

record! {
    /// Headings over an action list.
    ColumnKeys("item") {
        /// Over the titles.
        action: optional String,
        /// Over the explanations.
        explanation: optional String,
        /// Over the instruments.
        instruments: optional String,
        /// Over the horizons.
        horizons: optional String,
    }
}

record! {
    /// Role of the action centre on a line.
    LineCentreKeys("item") {
        /// Heading.
        title: optional String,
        /// Sentence before the tasks.
        lead_in: optional String,
        /// Tasks.
        tasks: list String,
    }
}

words! {
    /// Kind of an action.
    ActionKind {
        /// An action.
        Action = "actie",
        /// A training.
        Training = "opleiding",
    }
}

words! {
    /// When an action has its effect: within 1 year, in 2 to 3 years, after more than 3 years (the plan's own footnote).
    Horizon {
        /// Within a year.
        Short = "kort",
        /// In 2 to 3 years.
        Medium = "middellang",
        /// After more than 3 years.
        Long = "lang",
    }
}

words! {
    /// Status of an action.
    ActionStatus {
        /// Not started.
        Planned = "gepland",
        /// Under way.
        Running = "loopt",
        /// Finished.
        Done = "gereed",
        /// Under way and late.
        Behind = "loopt_achter",
        /// Stopped.
        Stopped = "gestopt",
    }
}

record! {
    /// A short action in its line's file.
    ActionItem("action" page) {
        /// Id; made of the title when absent.
        id: optional Spanned<String>,
        /// Number as shown.
        number: optional Spanned<String>,
        /// Explanation.
        explanation: optional Prose,
        /// Kind.
        kind: optional ActionKind,
        /// Effect horizons.
        horizons: list Horizon,
        /// Projects that it uses.
        instruments: list Id,
        /// Organisations that lead it.
        owners: list Id,
        /// Topics, when they differ from the line's.
        topics: list Id,
        /// Figures that it should move.
        figures: list Id,
        /// Target in a sentence.
        target: optional String,
        /// Day on which it must be done.
        due: optional Date,
        /// Status.
        status: optional Spanned<ActionStatus>,
        /// Day on which the status held.
        as_of: optional Date,
        /// Sentence to the status.
        status_note: optional String,
        /// Dated steps.
        milestones: list MilestoneKeys,
        /// Dated reports.
        updates: list UpdateKeys,
    }
}

record! {
    /// A long action in a file of its own.
    ActionFile("action" page) {
        /// The line that it belongs to.
        line: required Id,
        /// Number as shown.
        number: optional Spanned<String>,
        /// Kind.
        kind: optional ActionKind,
        /// Effect horizons.
        horizons: list Horizon,
        /// Projects that it uses.
        instruments: list Id,
        /// Organisations that lead it.
        owners: list Id,
        /// Topics, when they differ from the line's.
        topics: list Id,
        /// Figures that it should move.
        figures: list Id,
        /// Target in a sentence.
        target: optional String,
        /// Day on which it must be done.
        due: optional Date,
        /// Status.
        status: optional Spanned<ActionStatus>,
        /// Day on which the status held.
        as_of: optional Date,
        /// Sentence to the status.
        status_note: optional String,
        /// Dated steps.
        milestones: list MilestoneKeys,
        /// Dated reports.
        updates: list UpdateKeys,
    }
}

impl ActionFile {
    /// The same action as an item of its line: one form for all that follows.
    pub fn into_item(self, explanation: Prose) -> ActionItem {
        ActionItem {
            page: self.page,
            id: None,
            number: self.number,
            explanation: Some(explanation),
            kind: self.kind,
            horizons: self.horizons,
            instruments: self.instruments,
            owners: self.owners,
            topics: self.topics,
            figures: self.figures,
            target: self.target,
            due: self.due,
            status: self.status,
            as_of: self.as_of,
            status_note: self.status_note,
            milestones: self.milestones,
            updates: self.updates,
            span: self.span,
        }
    }
}

record! {
    /// A dated step of an action.
    MilestoneKeys("item") {
        /// Day.
        date: required Date,
        /// What.
        title: required String,
        /// Reached.
        done: flag,
    }
}

words! {
    /// State of a topic.
    TopicState {
        /// Proposed.
        Proposed = "voorgesteld",
        /// Adopted.
        Adopted = "vastgesteld",
    }
}

record! {
    /// A topic that joins lines of several plans.
    TopicFile("topic" page) {
        /// Place in lists.
        order: optional u32,
        /// State.
        state: optional TopicState,
        /// Plans that propose or use it.
        plans: list Id,
    }
}

record! {
    /// A news item.
    NewsFile("news" page) {
        /// Day of publication.
        date: required Date,
        /// Regions.
        regions: list Id,
        /// Plans.
        plans: list Id,
        /// Lines.
        lines: list Id,
        /// Projects.
        projects: list Id,
        /// Topics.
        topics: list Id,
        /// Organisations.
        organisations: list Id,
        /// Documents that it offers.
        documents: list Id,
    }
}

record! {
    /// A good practice or initiative.
    PracticeFile("practice" page) {
        /// Regions.
        regions: list Id,
        /// Lines.
        lines: list Id,
        /// Topics.
        topics: list Id,
        /// Organisations.
        organisations: list Id,
        /// Projects.
        projects: list Id,
    }
}

words! {
    /// Kind of a project.
    ProjectKind {
        /// A project.
        Project = "project",
        /// A programme.
        Programme = "programma",
        /// An instrument.
        Instrument = "instrument",
        /// A training.
        Training = "opleiding",
    }
}

record! {
    /// A project, programme or instrument.
    ProjectFile("project" page) {
        /// Kind.
        kind: optional ProjectKind,
        /// Regions.
        regions: list Id,
        /// Lines.
        lines: list Id,
        /// Organisations.
        organisations: list Id,
        /// Website.
        website: optional WebAddress,
        /// First day.
        start: optional Date,
    }
}

record! {
    /// An organisation.
    OrganisationFile("organisation" page) {
        /// Kind in words.
        kind: optional String,
        /// Website.
        website: optional WebAddress,
        /// Phone number.
        phone: optional String,
        /// Functional e-mail address.
        email: optional EmailAddress,
        /// Regions.
        regions: list Id,
    }
}

record! {
    /// A document to download.
    DocumentFile("document" page) {
        /// Date of the document.
        date: optional Date,
        /// Kind in words.
        kind: optional String,
        /// Who it is from.
        organisation: optional Id,
        /// Regions.
        regions: list Id,
        /// Plans.
        plans: list Id,
        /// The file, beside this one.
        file: optional Spanned<String>,
        /// Address elsewhere.
        url: optional WebAddress,
        /// Where to ask for it.
        availability: optional String,
    }
}

record! {
    /// A dated meeting.
    EventFile("event" page) {
        /// Day.
        date: required Date,
        /// Time of day, as shown.
        time: optional String,
        /// Place.
        location: optional String,
        /// Regions.
        regions: list Id,
        /// Plan.
        plan: optional Id,
        /// Meeting of that plan that it is one of.
        meeting: optional Id,
    }
}

record! {
    /// A question with its answer.
    QuestionFile("question" page) {
        /// Lines.
        lines: list Id,
        /// Topics.
        topics: list Id,
        /// Regions.
        regions: list Id,
    }
}

record! {
    /// A term with its explanation.
    TermFile("term" page) {
        /// Written out.
        full: optional String,
        /// Other words for the same.
        synonyms: list String,
    }
}

record! {
    /// A text page.
    TextFile("page" page) {}
}

words! {
    /// Kind of a figure.
    FigureKind {
        /// Staff leaving the sector.
        Outflow = "uitstroom",
        /// Training places per 100 FTE of care staff.
        TrainingQuota = "opleidingsquote",
        /// Places, inflow and graduates.
        Capacity = "capaciteit",
        /// Costs and benefits per learning route.
        BusinessCase = "businesscase",
        /// Anything else.
        Count = "aantal",
    }
}

impl FigureKind {
    /// The kind that stands for all kinds that can count the same people: the staff of an employer follows from its quota,
    /// and from the places that it needs as well.
    pub fn same_people(self) -> FigureKind {
        match self {
            FigureKind::Capacity => FigureKind::TrainingQuota,
            other => other,
        }
    }
}

words! {
    /// Unit of a figure.
    Unit {
        /// Persons.
        Persons = "personen",
        /// Full-time equivalents.
        Fte = "fte",
        /// Hours.
        Hours = "uren",
        /// Training places.
        Places = "plaatsen",
        /// Percent.
        Percent = "procent",
        /// Percentage points: what percentages differ by.
        PercentagePoints = "procentpunt",
        /// Euros.
        Euros = "euro",
    }
}

impl Unit {
    /// True when sums and ratios of values mean something: not of percentages.
    pub fn is_additive(self) -> bool {
        !matches!(self, Unit::Percent | Unit::PercentagePoints)
    }

    /// The unit of what two values differ by.
    pub fn of_difference(self) -> Unit {
        if self == Unit::Percent { Unit::PercentagePoints } else { self }
    }
}

words! {
    /// What a share is a share of.
    Denominator {
        /// No share: a number.
        None = "geen",
        /// Of all staff.
        Staff = "personeel",
        /// Of the outflow.
        Outflow = "uitstroom",
    }
}

words! {
    /// Status of a figure or of one of its values.
    #[derive(Default)]
    FigureStatus {
        /// Final.
        #[default]
        Final = "definitief",
        /// Provisional.
        Provisional = "voorlopig",
        /// Provisional, after a first revision: `**` of CBS.
        Revised = "nader_voorlopig",
    }
}

impl FigureStatus {
    /// True for a value that can still change.
    pub fn is_provisional(self) -> bool {
        self != FigureStatus::Final
    }
}

words! {
    /// Why there is no value. The words of CBS, whose signs are `.` and nothing at all.
    #[derive(Default)]
    Gap {
        /// It should be there, and nobody knows it.
        #[default]
        Unknown = "onbekend",
        /// There is nothing to count: a blank of CBS.
        Impossible = "kan_niet_voorkomen",
        /// Unknown, too unreliable or secret: the `.` of CBS.
        Withheld = "geheim",
    }
}

words! {
    /// Which direction is good.
    Good {
        /// Lower is better.
        Lower = "lager",
        /// Higher is better.
        Higher = "hoger",
    }
}

words! {
    /// What the series of a figure are split by.
    Breakdown {
        /// Branch of care and welfare.
        Branch = "branche",
        /// Destination of those who left.
        Destination = "bestemming",
        /// Learning route.
        Route = "route",
        /// Scenario of a forecast.
        Scenario = "scenario",
        /// Kind of thing counted.
        Sort = "soort",
    }
}

words! {
    /// How a figure is drawn.
    ChartForm {
        /// Layers on each other.
        Stacked = "gestapeld",
        /// A line per series.
        Lines = "lijnen",
        /// A column per period, of blocks on each other.
        Columns = "kolommen",
        /// Bars.
        Bars = "staven",
    }
}

record! {
    /// A figure: series over periods, with source and definition.
    FigureFile("figure" page) {
        /// Kind.
        kind: required Spanned<FigureKind>,
        /// Regions.
        regions: list Id,
        /// Lines.
        lines: list Id,
        /// Topics.
        topics: list Id,
        /// Comparison with the same figure of other regions.
        comparison: optional Id,
        /// What exactly was counted.
        definition: required Prose,
        /// Unit; of a quota always percent, of a business case euros.
        unit: optional Spanned<Unit>,
        /// With or without childcare, or a description.
        scope: optional String,
        /// What a share is a share of.
        denominator: optional Denominator,
        /// Day or period that the count refers to.
        reference_date: optional String,
        /// Source.
        source: required SourceKeys,
        /// Licence that differs from the site's.
        licence: optional Spanned<String>,
        /// Status of all values.
        status: optional FigureStatus,
        /// Values are invented examples.
        illustrative: flag,
        /// What the sentence is about, in the singular: `het aantal vacatures`.
        subject: optional String,
        /// Kind of period.
        period_type: optional PeriodType,
        /// Which direction is good.
        good: optional Good,
        /// What the series are split by.
        breakdown: optional Breakdown,
        /// How it is drawn.
        chart: optional ChartForm,
        /// Files with the values.
        data: keyed DataFiles,
        /// Series.
        series: keyed Vec<SeriesKeys>,
        /// Total, when given on its own.
        total: optional Spanned<Values>,
        /// Percent that the sum may differ from the total.
        tolerance: optional Spanned<f64>,
        /// Day on which the values held, when that is not the end of the latest period.
        as_of: optional Date,
        /// Target.
        target: optional Spanned<TargetKeys>,
        /// Where the path to the target begins; else the first value.
        baseline: optional Spanned<BaselineKeys>,
        /// Staff in the figure's unit, for what part of it leaves or comes.
        staff: optional Spanned<Values>,
        /// Lines to compare with.
        references: list ReferenceKeys,
        /// Remarks under the table.
        notes: list Prose,
        /// Reference of a quota in percent.
        reference: optional Spanned<f64>,
        /// Dated reports: what was added or corrected.
        updates: list UpdateKeys,
        /// Employers of a quota.
        employers: keyed Vec<EmployerKeys>,
        /// Learning routes of a business case.
        routes: keyed Vec<RouteKeys>,
    }
}

impl FigureFile {
    /// The unit of the values; none where the kind says it.
    pub fn unit(&self) -> Option<Unit> {
        self.unit.as_ref().map(|unit| unit.value)
    }
}

words! {
    /// The sign between a number and its decimals.
    Decimal {
        /// `15,4`.
        Comma = "komma",
        /// `15.4`.
        Point = "punt",
    }
}

/// Files with the values of a figure: a name, a file with what its columns mean, or several of these.
#[derive(Debug, Clone)]
pub struct DataFiles(pub Vec<DataKeys>);

impl Decode for DataFiles {
    fn shape() -> Shape {
        let one = || vec![Shape::Text, DataKeys::shape()];
        let mut shapes = one();
        shapes.push(Shape::List(Box::new(Shape::OneOf(one()))));
        Shape::OneOf(shapes)
    }

    fn decode(node: &Node, key: &str, reader: &mut Reader) -> Option<Self> {
        let one = |node: &Node, reader: &mut Reader| match node.value {
            Value::Scalar(_) => {
                let file = Spanned::<String>::decode(node, "file", reader)?;
                Some(DataKeys::of(file))
            }
            _ => DataKeys::decode(node, key, reader),
        };
        match &node.value {
            Value::List(items) => Some(DataFiles(items.iter().filter_map(|item| one(item, reader)).collect())),
            _ => one(node, reader).map(|keys| DataFiles(vec![keys])),
        }
    }
}

record! {
    /// A file with values, and what its columns mean.
    DataKeys("item") {
        /// The file, beside the figure.
        file: required Spanned<String>,
        /// Sheet of a spreadsheet.
        sheet: optional Spanned<String>,
        /// Part of the sheet, `A3:F12`.
        range: optional Spanned<String>,
        /// Decimal mark of numbers that are texts.
        decimal: optional Decimal,
        /// What all values are multiplied by.
        multiply: optional Spanned<f64>,
        /// Column with the periods.
        period: optional Spanned<String>,
        /// Column with the names of the series.
        series: optional Spanned<String>,
        /// Column with the values.
        value: optional Spanned<String>,
        /// Series that take part, each with the name under which it is shown.
        names: optional Spanned<Names>,
        /// Values that rows must have.
        filter: optional Spanned<Filter>,
        /// Series that is the total.
        total: optional Spanned<String>,
        /// Column with the status of each value.
        status: optional Spanned<String>,
        /// Column with a remark to each value.
        note: optional Spanned<String>,
        /// Column with the employers of a quota.
        employer: optional Spanned<String>,
        /// Column with their branch.
        branch: optional Spanned<String>,
        /// Column with their care staff in FTE.
        staff_fte: optional Spanned<String>,
        /// Column with the learning routes.
        route: optional Spanned<String>,
        /// Column with the hours of the training places.
        hours: optional Spanned<String>,
        /// Column with the FTE of the training places.
        fte: optional Spanned<String>,
        /// Columns with training places, one a route.
        places: list PlaceColumns,
        /// Column with the items of a business case.
        item: optional Spanned<String>,
        /// Column with costs.
        costs: optional Spanned<String>,
        /// Column with benefits.
        benefits: optional Spanned<String>,
    }
}

impl DataKeys {
    /// A file of which nothing else is said.
    fn of(file: Spanned<String>) -> DataKeys {
        let span = file.span;
        DataKeys {
            file,
            sheet: None,
            range: None,
            decimal: None,
            multiply: None,
            period: None,
            series: None,
            value: None,
            names: None,
            filter: None,
            total: None,
            status: None,
            note: None,
            employer: None,
            branch: None,
            staff_fte: None,
            route: None,
            hours: None,
            fte: None,
            places: Vec::new(),
            item: None,
            costs: None,
            benefits: None,
            span,
        }
    }
}

record! {
    /// Columns with the training places of one route.
    PlaceColumns("item") {
        /// Route.
        route: required LearningRoute,
        /// Column with hours.
        hours: optional Spanned<String>,
        /// Column with FTE.
        fte: optional Spanned<String>,
    }
}

/// Names as a file writes them, each with the name that is shown: the same one in a list.
#[derive(Debug, Clone)]
pub struct Names(pub Vec<(Spanned<String>, String)>);

impl Names {
    /// True when a name of the file is among them.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(written, _)| written.value == name)
    }
}

impl Decode for Names {
    fn shape() -> Shape {
        Shape::OneOf(vec![Shape::Map(Box::new(Shape::Text)), Shape::List(Box::new(Shape::Text))])
    }

    fn decode(node: &Node, key: &str, reader: &mut Reader) -> Option<Self> {
        match &node.value {
            Value::Map(entries) => {
                let name = |(written, shown): &(Spanned<String>, Node)| {
                    Some((written.clone(), String::decode(shown, &written.value, reader)?))
                };
                Some(Names(entries.iter().filter_map(name).collect()))
            }
            _ => {
                let names = Vec::<Spanned<String>>::decode(node, key, reader)?;
                Some(Names(names.into_iter().map(|name| (name.clone(), name.value)).collect()))
            }
        }
    }
}

/// Columns, each with the values that rows may have there.
#[derive(Debug, Clone)]
pub struct Filter(pub Vec<(Spanned<String>, Vec<Spanned<String>>)>);

impl Decode for Filter {
    fn shape() -> Shape {
        Shape::Map(Box::new(Shape::OneOf(vec![Shape::Text, Shape::List(Box::new(Shape::Text))])))
    }

    fn decode(node: &Node, key: &str, reader: &mut Reader) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            reader.wrong_type(node, key, Expected::Map);
            return None;
        };
        let values = |node: &Node, column: &str, reader: &mut Reader| match node.value {
            Value::List(_) => Vec::decode(node, column, reader),
            _ => Spanned::decode(node, column, reader).map(|value| vec![value]),
        };
        let one =
            |(column, node): &(Spanned<String>, Node)| Some((column.clone(), values(node, &column.value, reader)?));
        Some(Filter(entries.iter().filter_map(one).collect()))
    }
}

record! {
    /// A figure of several regions side by side: what they must have in common.
    ComparisonFile("comparison" page) {
        /// Kind of the figures.
        kind: required Spanned<FigureKind>,
        /// What exactly they count, in the same words.
        definition: required Prose,
        /// Their unit; absent where the kind says it.
        unit: optional Unit,
        /// With or without childcare, or a description.
        scope: optional String,
        /// What a share is a share of.
        denominator: optional Denominator,
        /// Day or period that the counts refer to.
        reference_date: optional String,
        /// Kind of period.
        period_type: optional PeriodType,
    }
}

record! {
    /// Where figures come from.
    SourceKeys("item") {
        /// Name.
        name: required String,
        /// Address.
        url: optional WebAddress,
        /// Edition.
        edition: optional String,
    }
}

record! {
    /// A row of values.
    SeriesKeys("item") {
        /// Name.
        name: required String,
        /// Values.
        values: required Values,
        /// Scenario of a forecast; its line is dashed.
        scenario: optional String,
        /// Whether it counts who comes or who leaves.
        direction: optional Direction,
        /// Source, when it differs from the figure's.
        source: optional String,
        /// Edition of that source.
        edition: optional String,
        /// Remark.
        note: optional String,
    }
}

words! {
    /// Whether a series counts who comes or who leaves.
    Direction {
        /// Who comes.
        In = "instroom",
        /// Who leaves.
        Out = "uitstroom",
    }
}

record! {
    /// A value to compare with, drawn as a line.
    ReferenceKeys("item") {
        /// What it is.
        label: required String,
        /// Value in the figure's unit.
        value: required f64,
    }
}

record! {
    /// The value to be reached.
    TargetKeys("item") {
        /// Value.
        value: required f64,
        /// Period by which.
        period: required Spanned<String>,
        /// A word such as `ruim`.
        qualifier: optional String,
    }
}

record! {
    /// Where the path to a target begins.
    BaselineKeys("item") {
        /// Period.
        period: required Spanned<String>,
        /// Value; else the figure's own value in this period.
        value: optional f64,
    }
}

record! {
    /// An employer with the inputs of its quota.
    EmployerKeys("item") {
        /// Name; shown only when the site says so.
        name: required String,
        /// Branch.
        branch: optional String,
        /// Care staff in FTE per period; a quota needs it.
        staff_fte: optional Values,
        /// Training places per route.
        places: list PlacesKeys,
    }
}

words! {
    /// A learning route, which says how many hours make one FTE place.
    LearningRoute {
        /// Beroepsbegeleidende leerweg.
        Bbl = "bbl",
        /// Dual.
        Dual = "duaal",
        /// Beroepsopleidende leerweg.
        Bol = "bol",
        /// Full-time higher education.
        FullTime = "voltijd",
    }
}

record! {
    /// Training places of one route, in hours, in FTE or in numbers.
    PlacesKeys("item") {
        /// Route.
        route: required LearningRoute,
        /// Hours per period.
        hours: optional Values,
        /// FTE per period.
        fte: optional Values,
        /// Places in numbers per period; of a capacity.
        places: optional Values,
        /// Students who began; of a capacity.
        inflow: optional Values,
        /// Students who graduated; of a capacity.
        graduates: optional Values,
        /// Places that are needed; of a capacity.
        required: optional Values,
    }
}

record! {
    /// A learning route of a business case.
    RouteKeys("item") {
        /// Name.
        name: required String,
        /// Costs.
        costs: list AmountKeys,
        /// Benefits.
        benefits: list AmountKeys,
    }
}

record! {
    /// An amount of money.
    AmountKeys("item") {
        /// What for.
        label: required String,
        /// Euros.
        amount: required f64,
    }
}

/// Values per period, in the order of the periods once they are read as such.
#[derive(Debug, Clone)]
pub struct Values {
    /// Period as written, with its value.
    pub entries: Vec<(Spanned<String>, Observation)>,
}

/// A value with what is said of it. None is a gap, which keeps its place.
#[derive(Debug, Clone, Default)]
pub struct Observation {
    /// The value.
    pub value: Option<f64>,
    /// Why there is no value; says nothing where there is one.
    pub gap: Gap,
    /// A word such as `ruim`.
    pub qualifier: Option<String>,
    /// Status of this value, when the figure as a whole is final.
    pub status: FigureStatus,
    /// Remark.
    pub note: Option<String>,
    /// The least that a forecast reckons with.
    pub lower: Option<f64>,
    /// The most that a forecast reckons with.
    pub upper: Option<f64>,
    /// From here on it is counted in another way: not comparable with what lies before.
    pub breaks: bool,
    /// Where it is written.
    pub span: Option<Span>,
}

record! {
    /// A value with remarks.
    ObservationKeys("item") {
        /// The value; absent is a gap.
        value: optional f64,
        /// Why there is none.
        gap: keyed Gap,
        /// A word such as `ruim`.
        qualifier: optional String,
        /// Status of this value.
        status: optional FigureStatus,
        /// Remark.
        note: optional String,
        /// The least that a forecast reckons with.
        lower: optional f64,
        /// The most that a forecast reckons with.
        upper: optional f64,
        /// Counted in another way from here on.
        r#break: flag,
    }
}

impl Decode for Values {
    fn decode(node: &Node, key: &str, reader: &mut Reader) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            reader.wrong_type(node, key, Expected::Map);
            return None;
        };
        let mut values = Values { entries: Vec::with_capacity(entries.len()) };
        for (period, node) in entries {
            if let Some((first, _)) = values.entries.iter().find(|(p, _)| p.value == period.value) {
                let problem = Problem::DuplicateKey { key: period.value.clone() };
                reader.diagnostics.report_with(period.span, problem, vec![first.span]);
            } else if let Some(observation) = Observation::decode(node, &period.value, reader) {
                values.entries.push((period.clone(), observation));
            }
        }
        Some(values)
    }

    fn shape() -> Shape {
        Shape::Map(Box::new(Observation::shape()))
    }
}

impl Decode for Observation {
    fn decode(node: &Node, key: &str, reader: &mut Reader) -> Option<Self> {
        let span = Some(node.span);
        match &node.value {
            Value::Null => Some(Observation { span, ..Observation::default() }),
            Value::Scalar(_) => {
                Some(Observation { value: Some(f64::decode(node, key, reader)?), span, ..Observation::default() })
            }
            Value::Map(_) => {
                let keys = ObservationKeys::decode(node, key, reader)?;
                if let (Some(_), Some(gap)) = (keys.value, &keys.gap) {
                    reader.diagnostics.report(gap.span, Problem::GapWithValue);
                }
                Some(Observation {
                    value: keys.value,
                    gap: keys.gap.map_or(Gap::Unknown, |gap| gap.value),
                    qualifier: keys.qualifier,
                    status: keys.status.unwrap_or(FigureStatus::Final),
                    note: keys.note,
                    lower: keys.lower,
                    upper: keys.upper,
                    breaks: keys.r#break,
                    span,
                })
            }
            Value::List(_) | Value::Tagged => {
                reader.wrong_type(node, key, Expected::Observation);
                None
            }
        }
    }

    fn shape() -> Shape {
        Shape::OneOf(vec![Shape::Number, Shape::Nothing, ObservationKeys::shape()])
    }
}

/// The address of a website: https or http, nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebAddress(pub String);

impl Decode for WebAddress {
    fn decode(node: &Node, key: &str, reader: &mut Reader) -> Option<Self> {
        use crate::source::address::{Target, read};
        let text = String::decode(node, key, reader)?;
        match read(&text, "") {
            Ok(Target::External(address)) if address.to_ascii_lowercase().starts_with("http") => {
                Some(WebAddress(address))
            }
            Err(problem @ (Problem::ForbiddenScheme { .. } | Problem::EmptyAddress { .. })) => {
                reader.diagnostics.report(node.span, problem);
                None
            }
            _ => {
                reader.diagnostics.report(node.span, Problem::EmptyAddress { address: text });
                None
            }
        }
    }

    fn shape() -> Shape {
        Shape::Web
    }
}

/// An e-mail address: something before and after one `@`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmailAddress(pub String);

impl Decode for EmailAddress {
    fn decode(node: &Node, key: &str, reader: &mut Reader) -> Option<Self> {
        let text = String::decode(node, key, reader)?;
        let plain = |part: &str| !part.is_empty() && !part.contains(['@', ' ', '<', '>', '"', ':']);
        match text.split_once('@') {
            Some((name, host)) if plain(name) && plain(host) && host.contains('.') => Some(EmailAddress(text)),
            _ => {
                let problem = Problem::WrongType {
                    key: key.to_owned(),
                    expected: Expected::Email,
                    found: Found::Text,
                    written: None,
                };
                reader.diagnostics.report(node.span, problem);
                None
            }
        }
    }

    fn shape() -> Shape {
        Shape::Email
    }
}
