//! Entities as rows of lists.

use std::borrow::Cow;

use super::contract::*;
use super::{HasPage, Scope};
use crate::language::{Language, with_unit};
use crate::model::figure::Figure as FigureModel;
use crate::model::format::{
    ActionKind, ActionStatus, Horizon, PlanKind, PlanState, ProjectKind, Role, TopicState, Years,
};
use crate::model::history::{Change, What};
use crate::model::reports::Report;
use crate::model::rollup::{self, Matrix, STATUSES};
use crate::model::{self, Miss, Ref, sentence};

use jiff::civil::Date;

/// An entity as a link.
pub fn link(entity: &impl HasPage) -> Link<'_> {
    Link { title: entity.title(), path: entity.path() }
}

/// An organisation with the ways to reach it.
pub fn organisation_link(organisation: &model::Organisation) -> OrganisationLink<'_> {
    let keys = &organisation.keys;
    let website = keys.website.as_ref().map(|w| w.0.as_str());
    OrganisationLink {
        title: organisation.title(),
        path: organisation.path(),
        phone: keys.phone.as_deref(),
        phone_link: keys.phone.as_ref().map(|p| p.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()),
        email: keys.email.as_ref().map(|e| e.0.as_str()),
        website,
        website_text: website.map(|w| {
            w.trim_start_matches("https://")
                .trim_start_matches("http://")
                .trim_start_matches("www.")
                .trim_end_matches('/')
        }),
    }
}

impl<'s> Scope<'_, 's> {
    pub(super) fn language(&self) -> Language {
        self.site().settings.language
    }

    pub(super) fn date(&self, date: Date) -> DateText {
        DateText { iso: date.to_string(), text: self.language().date(date) }
    }

    pub(super) fn maybe_date(&self, date: Option<Date>) -> Option<DateText> {
        date.map(|date| self.date(date))
    }

    /// When a page was changed; none when that is not known or not shown.
    pub(super) fn history(&self, subject: model::Subject) -> Option<HistoryView<'s>> {
        let changes = self.site().history.of(subject);
        let row = |change: &'s Change| ChangeRow {
            date: self.date(change.date),
            what: self.word(match change.what {
                What::Added => "change_added",
                What::Changed => "change_changed",
                What::Moved => "change_moved",
            }),
            message: change.message.as_deref(),
            author: change.author.as_deref(),
        };
        Some(HistoryView { modified: self.date(changes.first()?.date), changes: changes.iter().map(row).collect() })
    }

    pub(super) fn years(&self, years: &Option<Years>) -> Option<String> {
        let years = years.as_ref()?;
        Some(match years.until {
            Some(until) if until != years.from => format!("{}–{until}", years.from),
            _ => years.from.to_string(),
        })
    }

    pub(super) fn organisation(&self, reference: Option<Ref<model::Organisation>>) -> Option<OrganisationLink<'s>> {
        reference.map(|o| organisation_link(&self.site().organisations[o]))
    }

    pub(super) fn region_links(&self, regions: &[Ref<model::Region>]) -> Vec<Link<'s>> {
        regions.iter().map(|r| link(&self.site().regions[*r])).collect()
    }

    pub(super) fn plan_links(&self, plans: &[Ref<model::Plan>]) -> Vec<Link<'s>> {
        plans.iter().map(|p| link(&self.site().plans[*p])).collect()
    }

    pub(super) fn line_links(&self, lines: &[Ref<model::Line>]) -> Vec<Link<'s>> {
        lines.iter().map(|l| link(&self.site().lines[*l])).collect()
    }

    pub(super) fn action_links(&self, actions: &[Ref<model::Action>]) -> Vec<Link<'s>> {
        actions.iter().map(|a| link(&self.site().actions[*a])).collect()
    }

    pub(super) fn topic_links(&self, topics: &[Ref<model::Topic>]) -> Vec<Link<'s>> {
        topics.iter().map(|t| link(&self.site().topics[*t])).collect()
    }

    pub(super) fn organisation_links(&self, organisations: &[Ref<model::Organisation>]) -> Vec<Link<'s>> {
        organisations.iter().map(|o| link(&self.site().organisations[*o])).collect()
    }

    pub(super) fn project_links(&self, projects: &[Ref<model::Project>]) -> Vec<Link<'s>> {
        projects.iter().map(|p| link(&self.site().projects[*p])).collect()
    }

    pub(super) fn question_links(&self, questions: &[Ref<model::Question>]) -> Vec<Link<'s>> {
        questions.iter().map(|q| link(&self.site().questions[*q])).collect()
    }

    pub(super) fn plan_kind(&self, kind: PlanKind) -> &'s str {
        self.word(match kind {
            PlanKind::ActionPlan => "kind_actieplan",
            PlanKind::Pact => "kind_pact",
            PlanKind::Agenda => "kind_actieagenda",
        })
    }

    /// Everyone once, in the order of their first role, with their roles joined.
    pub(super) fn roles<T: 's>(
        &self,
        each: impl Iterator<Item = (Ref<T>, &'s str)>,
    ) -> impl Iterator<Item = (Ref<T>, String)> {
        let mut of_each: Vec<(Ref<T>, Vec<&str>)> = Vec::new();
        for (who, role) in each {
            match of_each.iter_mut().find(|(other, _)| *other == who) {
                Some((_, roles)) => roles.push(role),
                None => of_each.push((who, vec![role])),
            }
        }
        let language = self.language();
        of_each.into_iter().map(move |(who, roles)| (who, language.list(&roles)))
    }

    pub(super) fn role(&self, role: Role) -> &'s str {
        self.word(match role {
            Role::Initiator => "role_initiator",
            Role::Coordinator => "role_coordinator",
            Role::Facilitator => "role_facilitator",
            Role::Partner => "role_partner",
        })
    }

    pub(super) fn project_kind(&self, kind: ProjectKind) -> &'s str {
        self.word(match kind {
            ProjectKind::Project => "project_project",
            ProjectKind::Programme => "project_programme",
            ProjectKind::Instrument => "project_instrument",
            ProjectKind::Training => "project_training",
        })
    }

    pub(super) fn topic_state(&self, state: TopicState) -> &'s str {
        self.word(match state {
            TopicState::Proposed => "topic_proposed",
            TopicState::Adopted => "topic_adopted",
        })
    }

    pub(super) fn miss(&self, miss: Miss) -> &'s str {
        self.word(match miss {
            Miss::Owner => "miss_owner",
            Miss::Target => "miss_target",
            Miss::Date => "miss_date",
            Miss::Status => "miss_status",
        })
    }

    pub(super) fn horizon(&self, horizon: Horizon) -> &'s str {
        self.word(match horizon {
            Horizon::Short => "horizon_short",
            Horizon::Medium => "horizon_medium",
            Horizon::Long => "horizon_long",
        })
    }

    pub(super) fn horizon_meaning(&self, horizon: Horizon) -> &'s str {
        self.word(match horizon {
            Horizon::Short => "horizon_short_meaning",
            Horizon::Medium => "horizon_medium_meaning",
            Horizon::Long => "horizon_long_meaning",
        })
    }

    pub(super) fn state_word(&self, state: PlanState) -> &'s str {
        self.word(match state {
            PlanState::Preparing => "state_preparing",
            PlanState::Signed => "state_signed",
            PlanState::Running => "state_running",
            PlanState::Succeeded => "state_succeeded",
        })
    }

    fn plan_status(&self, plan: &'s model::Plan) -> Status<'s> {
        let (key, shape) = match plan.keys.state.value {
            PlanState::Preparing => ("preparing", "○"),
            PlanState::Signed => ("signed", "◐"),
            PlanState::Running => ("running", "◐"),
            PlanState::Succeeded => ("succeeded", "●"),
        };
        let word = self.state_word(plan.keys.state.value);
        let as_of = plan.keys.as_of.as_ref().map(|day| self.date(day.value));
        let stale = rollup::is_plan_stale(plan, &self.site().settings);
        Status { key, shape, word, as_of, stale, note: None }
    }

    pub(super) fn action_status(&self, action: &'s model::Action) -> Status<'s> {
        let mut status = self.bare_status(action.keys.status.as_ref().map(|s| s.value));
        status.as_of = self.maybe_date(action.keys.as_of);
        status.stale = rollup::is_stale(action, &self.site().settings);
        status.note = action.keys.status_note.as_deref();
        status
    }

    fn bare_status(&self, status: Option<ActionStatus>) -> Status<'s> {
        let (key, shape, word) = match status {
            Some(ActionStatus::Planned) => ("planned", "○", "status_planned"),
            Some(ActionStatus::Running) => ("running", "◐", "status_running"),
            Some(ActionStatus::Done) => ("done", "●", "status_done"),
            Some(ActionStatus::Behind) => ("behind", "△", "status_behind"),
            Some(ActionStatus::Stopped) => ("stopped", "✕", "status_stopped"),
            None => ("unknown", "–", "status_unknown"),
        };
        Status { key, shape, word: self.word(word), as_of: None, stale: false, note: None }
    }

    pub(super) fn plan_row(&self, reference: Ref<model::Plan>) -> PlanRow<'s> {
        let plan = &self.site().plans[reference];
        PlanRow {
            title: plan.title(),
            path: plan.path(),
            summary: plan.summary(),
            kind: self.plan_kind(plan.keys.kind),
            status: self.plan_status(plan),
            period: self.years(&plan.keys.period),
            regions: self.region_links(&plan.regions),
            line_count: plan.lines.len(),
            action_count: self.site().rollup.plan(reference).total(),
            standing: self.standing(self.site().rollup.plan(reference)),
        }
    }

    pub(super) fn region_row(&self, reference: Ref<model::Region>) -> RegionRow<'s> {
        let region = &self.site().regions[reference];
        RegionRow {
            id: &region.id,
            title: region.title(),
            path: region.path(),
            summary: region.summary(),
            part: region.keys.part.as_deref(),
            plans: region.plans.iter().map(|plan| self.plan_row(*plan)).collect(),
            standing: self.standing(self.site().rollup.region(reference)),
        }
    }

    pub(super) fn line_row(&self, reference: Ref<model::Line>, current: bool) -> LineRow<'s> {
        let line = &self.site().lines[reference];
        LineRow {
            number: line.keys.number.as_deref(),
            title: line.title(),
            path: line.path(),
            summary: line.summary(),
            plan: link(&self.site().plans[line.plan]),
            action_count: line.actions.len(),
            tally: self.tally(self.site().rollup.line(reference)),
            current,
        }
    }

    pub(super) fn tally(&self, tally: &rollup::Tally) -> Vec<Tally<'s>> {
        let counts = STATUSES.into_iter().zip(tally.counts);
        let counts = counts.filter(|(_, count)| *count > 0);
        counts.map(|(status, count)| Tally { status: self.bare_status(status), count }).collect()
    }

    /// What several actions come to together.
    pub(super) fn standing(&self, tally: &rollup::Tally) -> Standing<'s> {
        Standing {
            total: tally.total(),
            known: tally.known(),
            tally: self.tally(tally),
            stale: tally.stale,
            sentence: tally.sentence(&self.site().settings),
            outcomes: self.outcomes(tally),
        }
    }

    fn outcomes(&self, tally: &rollup::Tally) -> Vec<OutcomeCount> {
        let counts = rollup::OUTCOMES.into_iter().zip(tally.outcomes).filter(|(_, count)| *count > 0);
        let count = |(outcome, count): (crate::model::figure::progress::Outcome, usize)| OutcomeCount {
            key: outcome.key(),
            shape: outcome.shape(),
            word: outcome.word(self.language()),
            count,
        };
        counts.map(count).collect()
    }

    /// Regions by lines.
    pub(super) fn line_matrix(&self, matrix: &'s Matrix) -> LineMatrix<'s> {
        LineMatrix {
            columns: matrix.columns.iter().map(String::as_str).collect(),
            rows: matrix.rows.iter().map(|row| self.line_matrix_row(row)).collect(),
        }
    }

    fn line_matrix_row(&self, row: &'s rollup::MatrixRow) -> LineMatrixRow<'s> {
        let cell = |lines: &Vec<_>| lines.iter().map(|line| self.line_row(*line, false)).collect();
        let plan = row.plan.map(|plan| &self.site().plans[plan]);
        LineMatrixRow {
            region: link(&self.site().regions[row.region]),
            plan: plan.map(link),
            status: plan.map(|plan| self.plan_status(plan)),
            empty: row.cells.iter().all(Vec::is_empty),
            cells: row.cells.iter().map(cell).collect(),
        }
    }

    /// Parts of the country with what their regions come to.
    pub(super) fn part_rows(&self) -> Vec<PartRow<'s>> {
        let row = |part: &'s rollup::Part| PartRow {
            title: &part.name,
            region_count: part.regions.len(),
            standing: self.standing(&part.tally),
        };
        self.site().rollup.parts.iter().map(row).collect()
    }

    /// An action in a list; `explanation` is empty where the list does not show it.
    pub(super) fn action_row(&self, reference: Ref<model::Action>, current: bool, explanation: Html) -> ActionRow<'s> {
        let action = &self.site().actions[reference];
        ActionRow {
            id: &action.id,
            number: action.keys.number.as_ref().map(|n| n.value.as_str()),
            title: action.title(),
            path: action.path(),
            line: link(&self.site().lines[action.line]),
            training: action.keys.kind == Some(ActionKind::Training),
            horizons: action.keys.horizons.iter().map(|h| self.horizon(*h)).collect(),
            status: self.action_status(action),
            instruments: self.project_links(&action.instruments),
            explanation,
            current,
        }
    }

    pub(super) fn action_rows(&self, actions: &[Ref<model::Action>]) -> Vec<ActionRow<'s>> {
        actions.iter().map(|action| self.action_row(*action, false, Html::default())).collect()
    }

    pub(super) fn news_row(&self, reference: Ref<model::News>) -> NewsRow<'s> {
        let news = &self.site().news[reference];
        NewsRow {
            title: news.title(),
            path: news.path(),
            summary: news.summary(),
            date: self.date(news.keys.date),
            regions: self.region_links(&news.regions),
            picture: self.thumbnail(&news.body),
        }
    }

    /// The first picture that a text shows, in its smallest size; none when it does not say how large it is.
    fn thumbnail(&self, text: &model::Text) -> Option<PictureView<'s>> {
        let picture = text.destinations.iter().find_map(|destination| match destination {
            model::Destination::Picture(index) => Some(&self.site().pictures[*index]),
            _ => None,
        })?;
        let file = picture.files.first()?;
        let (width, height) = file.size?;
        Some(PictureView { path: &file.path, width, height })
    }

    pub(super) fn news_rows(&self, news: &[Ref<model::News>], most: usize) -> Vec<NewsRow<'s>> {
        news.iter().take(most).map(|news| self.news_row(*news)).collect()
    }

    /// The first of these reports.
    pub(super) fn report_rows(&self, reports: Vec<Report<'s>>, most: usize) -> Vec<ReportRow<'s>> {
        reports.into_iter().take(most).map(|report| self.report_row(report)).collect()
    }

    fn report_row(&self, report: Report<'s>) -> ReportRow<'s> {
        let (title, path) = self.site().page(report.subject);
        ReportRow {
            date: self.date(report.date),
            kind: self.reporting_kind(report.subject),
            title,
            path,
            text: &report.text.prose.lead,
            regions: self.region_links(self.site().regions_of(&report)),
        }
    }

    /// The kind of a subject that can have reports.
    fn reporting_kind(&self, subject: model::Subject) -> &'s str {
        let site = self.site();
        match subject {
            model::Subject::Plan(r) => self.plan_kind(site.plans[r].keys.kind),
            model::Subject::Action(r) if site.actions[r].keys.kind == Some(ActionKind::Training) => {
                self.word("training")
            }
            model::Subject::Action(_) => self.word("action"),
            model::Subject::Figure(r) => self.figure_kind(&site.figures[r]),
            _ => self.word("line"),
        }
    }

    pub(super) fn document_row(&self, reference: Ref<model::Document>) -> DocumentRow<'s> {
        let document = &self.site().documents[reference];
        DocumentRow {
            title: document.title(),
            path: document.path(),
            summary: document.summary(),
            kind: document.keys.kind.as_deref(),
            date: self.maybe_date(document.keys.date),
            file_date: self.maybe_date(document.colophon.date.filter(|_| document.keys.date.is_none())),
            organisation: document.organisation.map(|o| link(&self.site().organisations[o])),
            file: document.file.map(|index| self.asset_view(&self.site().assets[index])),
            pages: document.colophon.pages.map(|pages| self.pages(pages)),
            url: document.keys.url.as_ref().map(|u| u.0.as_str()),
            availability: document.keys.availability.as_deref(),
        }
    }

    pub(super) fn document_rows(&self, documents: &[Ref<model::Document>]) -> Vec<DocumentRow<'s>> {
        documents.iter().map(|document| self.document_row(*document)).collect()
    }

    fn asset_view(&self, asset: &model::Asset) -> FileView {
        let name = asset.path.rsplit('/').next().unwrap_or(&asset.path).to_owned();
        FileView {
            path: asset.path.clone(),
            kind: file_kind(&name),
            size: self.size(asset.size),
            name,
            purpose: String::new(),
        }
    }

    /// A size in words, in units of 1000 as file managers show it.
    pub(super) fn size(&self, bytes: u64) -> String {
        #[expect(clippy::cast_precision_loss, reason = "a size is shown with two digits")]
        let bytes = bytes as f64;
        match bytes {
            b if b < 1000.0 => format!("{} bytes", self.language().number(b, 0)),
            b if b < 1e6 => format!("{} kB", self.language().number(b / 1e3, u8::from(b < 1e4))),
            b => format!("{} MB", self.language().number(b / 1e6, 1)),
        }
    }

    /// A number of pages in words.
    fn pages(&self, count: u32) -> String {
        let word = self.word(if count == 1 { "file_page" } else { "file_pages" });
        with_unit(&self.language().number(f64::from(count), 0), word)
    }

    pub(super) fn event_row(&self, reference: Ref<model::Event>) -> EventRow<'s> {
        let event = &self.site().events[reference];
        let meeting = event.plan.zip(event.meeting).map(|(plan, index)| &self.site().plans[plan].keys.meetings[index]);
        EventRow {
            title: event.title(),
            path: event.path(),
            summary: event.summary(),
            date: self.date(event.keys.date),
            time: event.keys.time.as_deref(),
            location: event.keys.location.as_deref(),
            regions: self.region_links(&event.regions),
            meeting: meeting.map(|meeting| meeting.title.as_str()),
        }
    }

    pub(super) fn event_rows(&self, events: &[Ref<model::Event>]) -> Vec<EventRow<'s>> {
        events.iter().map(|event| self.event_row(*event)).collect()
    }

    pub(super) fn project_items(&self, projects: &[Ref<model::Project>]) -> Vec<Item<'s>> {
        let rows = projects.iter().map(|project| &self.site().projects[*project]);
        rows.map(|row| item(row, row.keys.kind.map(|kind| self.project_kind(kind)))).collect()
    }

    pub(super) fn practice_items(&self, practices: &[Ref<model::Practice>]) -> Vec<Item<'s>> {
        practices.iter().map(|practice| item(&self.site().practices[*practice], None)).collect()
    }

    pub(super) fn topic_row(&self, reference: Ref<model::Topic>) -> TopicRow<'s> {
        let topic = &self.site().topics[reference];
        TopicRow {
            title: topic.title(),
            path: topic.path(),
            summary: topic.summary(),
            state: topic.keys.state.map(|state| self.topic_state(state)),
            line_count: topic.lines.len(),
        }
    }

    pub(super) fn figure_row(&self, reference: Ref<FigureModel>) -> FigureRow<'_> {
        let figure = &self.site().figures[reference];
        FigureRow {
            title: figure.title(),
            path: figure.path(),
            kind: self.figure_kind(figure),
            sentence: &self.drawn(reference).sentence,
            spark: self.drawn(reference).spark.as_deref().map(|svg| Html(svg.to_owned())),
            illustrative: figure.keys.illustrative,
        }
    }

    pub(super) fn figure_rows(&self, figures: &[Ref<FigureModel>]) -> Vec<FigureRow<'_>> {
        figures.iter().map(|figure| self.figure_row(*figure)).collect()
    }

    pub(super) fn updates(&self, updates: &[model::Update], id_prefix: &str, heading_shift: u8) -> Vec<Update> {
        let text = |(index, update): (usize, &model::Update)| Update {
            date: self.date(update.date),
            text: self.html_below(&update.text, &format!("{id_prefix}stand-{}-", index + 1), heading_shift),
        };
        updates.iter().enumerate().map(text).collect()
    }

    /// A day in words; anything else, such as a year, as it is written.
    fn as_of(&self, written: &'s str) -> Cow<'s, str> {
        match written.parse::<Date>() {
            Ok(date) => Cow::Owned(self.language().date(date)),
            Err(_) => Cow::Borrowed(written),
        }
    }

    pub(super) fn key_figure(&self, figure: &'s model::format::KeyFigure) -> KeyFigure<'s> {
        let number = self.language().number(figure.value, 1);
        let amount = figure.unit.as_ref().map_or(number.clone(), |unit| with_unit(&number, unit));
        let text = figure.qualifier.as_ref().map_or(amount.clone(), |qualifier| format!("{qualifier} {amount}"));
        KeyFigure {
            label: &figure.label,
            text,
            as_of: figure.as_of.as_deref().map(|as_of| self.as_of(as_of)),
            source: figure.source.as_deref(),
        }
    }

    pub(super) fn figure_sentence(&self, figure: &FigureModel) -> String {
        sentence::sentence(figure, self.language())
    }
}

/// An entity in a plain list.
pub fn item<'s>(entity: &'s impl HasPage, kind: Option<&'s str>) -> Item<'s> {
    Item { title: entity.title(), path: entity.path(), summary: entity.summary(), kind }
}

/// A file's type in words, from its name.
pub fn file_kind(name: &str) -> String {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension {
        "docx" => "Word".to_owned(),
        "xlsx" => "Excel".to_owned(),
        "pptx" => "PowerPoint".to_owned(),
        other => other.to_uppercase(),
    }
}
