//! One record of each kind → its entity: its address, its texts with their links, and what it refers to.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::settings::check_licence;
use super::{Linker, MOST_TILES};
use crate::diagnostic::problem::{Remedy, nearest};
use crate::diagnostic::{Diagnostics, Problem, Span, Spanned};
use crate::model::address::{feed_of, folder, folder_of};
use crate::model::compare::{Comparison, Content};
use crate::model::figure::{self, Data, Figure};
use crate::model::format::*;
use crate::model::reading::{Raw, RawAction};
use crate::model::*;
use crate::source::address::join;

impl Linker {
    pub(super) fn region(&mut self, reference: Ref<Region>, raw: Raw<RegionFile>) -> Region {
        let dir = raw.dir().to_owned();
        let Raw { id, path: file, keys, body, .. } = raw;
        let subject = Subject::Region(reference);
        let path = self.address(folder::REGIONS, &id, &keys.page, &file, subject);
        Region {
            figures_path: self.addresses.fixed(&format!("{}/{}", folder_of(&path), folder::FIGURES)),
            feed_path: feed_of(&path),
            path,
            coordinator: self.maybe(&keys.coordinator),
            contact: self.maybe(&keys.contact),
            body: self.text(body, None, &dir),
            id,
            keys,
            plans: Vec::new(),
            figures: Vec::new(),
            news: Vec::new(),
            documents: Vec::new(),
            events: Vec::new(),
            practices: Vec::new(),
            projects: Vec::new(),
            questions: Vec::new(),
        }
    }

    pub(super) fn plan(&mut self, reference: Ref<Plan>, raw: Raw<PlanFile>) -> Plan {
        let dir = raw.dir().to_owned();
        let Raw { id, path: file, keys, body, .. } = raw;
        let subject = Subject::Plan(reference);
        let path = self.address(folder::PLANS, &id, &keys.page, &file, subject);
        let base = path.trim_end_matches("index.html").trim_end_matches('/').to_owned();
        self.plan_folders.insert(id.clone(), base.clone());
        if keys.as_of.is_none() {
            self.diagnostics.report(keys.state.span, Problem::UndatedStatus);
        }
        let plan = Some(id.as_str());
        let predecessor = match &keys.predecessor {
            Some(PredecessorKeys::Plan(id)) => self.one(id, None),
            _ => None,
        };
        let parties = keys.parties.iter().filter_map(|p| Some((self.one(&p.organisation, None)?, p.role))).collect();
        let declaration = keys.declaration.as_ref().map(|d| self.declaration(d, &id, &dir));
        Plan {
            declaration_path: self.addresses.fixed(&format!("{base}/{}", folder::DECLARATION)),
            centre_path: self.addresses.fixed(&format!("{base}/{}", folder::CENTRE)),
            horizons_path: self.addresses.fixed(&format!("{base}/{}", folder::HORIZONS)),
            not_smart_path: self.addresses.fixed(&format!("{base}/{}", folder::NOT_SMART)),
            path,
            body: self.text(body, plan, &dir),
            regions: self.many(&keys.regions, None),
            coordinator: self.maybe(&keys.coordinator),
            contact: self.maybe(&keys.contact),
            parties,
            predecessor,
            successor: None,
            declaration,
            centre_contact: keys.action_centre.as_ref().and_then(|c| self.maybe(&c.contact)),
            updates: self.updates(&keys.updates, plan, &dir),
            meeting_events: keys.meetings.iter().map(|_| Vec::new()).collect(),
            events: Vec::new(),
            lines: Vec::new(),
            figures: Vec::new(),
            news: Vec::new(),
            documents: Vec::new(),
            id,
            keys,
        }
    }

    fn declaration(&mut self, keys: &DeclarationKeys, plan: &str, dir: &str) -> Declaration {
        let theme_count = keys.themes.len();
        let named = keys.signatories.iter().enumerate();
        let signatories =
            named.filter_map(|(place, signatory)| Some((place, self.one(&signatory.organisation, None)?))).collect();
        for theme in keys.signatories.iter().flat_map(|s| &s.themes) {
            if theme.value == 0 || theme.value as usize > theme_count {
                let problem =
                    Problem::BadNumber { key: "themes".into(), value: theme.value.to_string(), meant: Vec::new() };
                self.diagnostics.report(theme.span, problem);
            }
        }
        Declaration {
            text: self.optional_text(&keys.text, Some(plan), dir).unwrap_or_default(),
            theme_lines: keys.themes.iter().map(|theme| self.many(&theme.lines, Some(plan))).collect(),
            signatories,
        }
    }

    pub(super) fn line(&mut self, reference: Ref<Line>, raw: Raw<LineFile>) -> Line {
        let dir = raw.dir().to_owned();
        let Raw { id, plan, path: file, keys, body } = raw;
        let plan = plan.expect("a line lies in a plan's folder");
        let of_plan = self
            .one(&Spanned::new(plan.clone(), keys.span), None)
            .expect("a line or action of no published plan is left out");
        let subject = Subject::Line(reference);
        let parent = format!("{}/{}", self.plan_folders[&plan], folder::LINES);
        let plan = Some(plan.as_str());
        let path = self.address(&parent, &id, &keys.page, &file, subject);
        Line {
            feed_path: feed_of(&path),
            path,
            body: self.text(body, plan, &dir),
            goal: self.optional_text(&keys.goal, plan, &dir),
            goal_note: self.optional_text(&keys.goal_note, plan, &dir),
            plan: of_plan,
            topics: self.many(&keys.topics, None),
            updates: self.updates(&keys.updates, plan, &dir),
            actions: Vec::new(),
            figures: Vec::new(),
            projects: Vec::new(),
            practices: Vec::new(),
            questions: Vec::new(),
            news: Vec::new(),
            id,
            keys,
        }
    }

    pub(super) fn action(&mut self, reference: Ref<Action>, action: RawAction) -> Action {
        let dir = action.raw.dir().to_owned();
        let Raw { id, plan, path: file, keys, .. } = action.raw;
        let plan = plan.expect("an action lies in a plan's folder");
        let line = self.one(&action.line, Some(&plan)).expect("an action of no published line is left out");
        let of_plan = self
            .one(&Spanned::new(plan.clone(), keys.span), None)
            .expect("a line or action of no published plan is left out");
        let subject = Subject::Action(reference);
        if let (Some(status), None) = (&keys.status, keys.as_of) {
            self.diagnostics.report(status.span, Problem::UndatedStatus);
        }
        let parent = format!("{}/{}", self.plan_folders[&plan], folder::ACTIONS);
        let plan = Some(plan.as_str());
        Action {
            path: self.address(&parent, &id, &keys.page, &file, subject),
            body: self.optional_text(&keys.explanation, plan, &dir).unwrap_or_default(),
            line,
            plan: of_plan,
            instruments: self.many(&keys.instruments, None),
            owners: self.many(&keys.owners, None),
            topics: self.many(&keys.topics, None),
            figures: self.many(&keys.figures, None),
            updates: self.updates(&keys.updates, plan, &dir),
            id,
            keys,
        }
    }

    pub(super) fn topic(&mut self, reference: Ref<Topic>, raw: Raw<TopicFile>) -> Topic {
        let dir = raw.dir().to_owned();
        let Raw { id, path: file, keys, body, .. } = raw;
        let subject = Subject::Topic(reference);
        Topic {
            path: self.address(folder::TOPICS, &id, &keys.page, &file, subject),
            body: self.text(body, None, &dir),
            plans: self.many(&keys.plans, None),
            lines: Vec::new(),
            actions: Vec::new(),
            figures: Vec::new(),
            practices: Vec::new(),
            news: Vec::new(),
            questions: Vec::new(),
            id,
            keys,
        }
    }

    /// All figures, without what must not be shown.
    pub(super) fn figures(&mut self, raws: Vec<Raw<FigureFile>>) -> Table<Figure> {
        let disclosure = self.disclosure;
        let compute = |raw: Raw<FigureFile>| {
            let mut mistakes = Diagnostics::default();
            let data = figure::compute(&raw.keys, disclosure, &mut mistakes);
            (raw, data, mistakes)
        };
        let computed: Vec<(Raw<FigureFile>, Data, Diagnostics)> = raws.into_par_iter().map(compute).collect();
        let mut figures = self.table(computed, |linker, reference, (raw, data, mistakes)| {
            linker.diagnostics.append(mistakes);
            linker.figure(reference, raw, data)
        });
        figure::complete(&mut figures.rows, self.disclosure, &mut self.diagnostics);
        if self.is_translated {
            figures.rows.iter_mut().for_each(Figure::mark_names);
        }
        figures
    }

    fn figure(&mut self, reference: Ref<Figure>, raw: Raw<FigureFile>, data: Data) -> Figure {
        let dir = raw.dir().to_owned();
        let Raw { id, path: file, keys, .. } = raw;
        let subject = Subject::Figure(reference);
        if let Some(written) = &keys.licence {
            check_licence(written, &mut self.diagnostics);
        }
        let path = self.address(folder::FIGURES, &id, &keys.page, &file, subject);
        let values = keys.data.iter().flat_map(|data| &data.value.0).filter_map(|part| join(&dir, &part.file.value));
        self.files.extend(values.map(|file| (subject, file)));
        Figure {
            feed_path: feed_of(&path),
            path,
            updates: self.updates(&keys.updates, None, &dir),
            definition: self.text(keys.definition.clone(), None, &dir),
            notes: keys.notes.iter().map(|note| self.text(note.clone(), None, &dir)).collect(),
            regions: self.many(&keys.regions, None),
            lines: self.many(&keys.lines, None),
            topics: self.many(&keys.topics, None),
            comparison: self.maybe(&keys.comparison),
            actions: Vec::new(),
            data,
            progress: None,
            taken_out: Vec::new(),
            id,
            keys,
        }
    }

    pub(super) fn comparison(&mut self, reference: Ref<Comparison>, raw: Raw<ComparisonFile>) -> Comparison {
        let dir = raw.dir().to_owned();
        let Raw { id, path: file, keys, .. } = raw;
        Comparison {
            path: self.address(folder::COMPARISONS, &id, &keys.page, &file, Subject::Comparison(reference)),
            definition: self.text(keys.definition.clone(), None, &dir),
            content: Content::default(),
            id,
            keys,
        }
    }

    pub(super) fn news(&mut self, reference: Ref<News>, raw: Raw<NewsFile>) -> News {
        let dir = raw.dir().to_owned();
        let Raw { id, path: file, keys, body, .. } = raw;
        let subject = Subject::News(reference);
        News {
            path: self.address(folder::NEWS, &id, &keys.page, &file, subject),
            body: self.text(body, None, &dir),
            regions: self.many(&keys.regions, None),
            plans: self.many(&keys.plans, None),
            lines: self.many(&keys.lines, None),
            projects: self.many(&keys.projects, None),
            topics: self.many(&keys.topics, None),
            organisations: self.many(&keys.organisations, None),
            documents: self.many(&keys.documents, None),
            related: Vec::new(),
            id,
            keys,
        }
    }

    pub(super) fn practice(&mut self, reference: Ref<Practice>, raw: Raw<PracticeFile>) -> Practice {
        let dir = raw.dir().to_owned();
        let Raw { id, path: file, keys, body, .. } = raw;
        let subject = Subject::Practice(reference);
        Practice {
            path: self.address(folder::PRACTICES, &id, &keys.page, &file, subject),
            body: self.text(body, None, &dir),
            regions: self.many(&keys.regions, None),
            lines: self.many(&keys.lines, None),
            topics: self.many(&keys.topics, None),
            organisations: self.many(&keys.organisations, None),
            projects: self.many(&keys.projects, None),
            id,
            keys,
        }
    }

    pub(super) fn project(&mut self, reference: Ref<Project>, raw: Raw<ProjectFile>) -> Project {
        let dir = raw.dir().to_owned();
        let Raw { id, path: file, keys, body, .. } = raw;
        let subject = Subject::Project(reference);
        Project {
            path: self.address(folder::PROJECTS, &id, &keys.page, &file, subject),
            body: self.text(body, None, &dir),
            regions: self.many(&keys.regions, None),
            lines: self.many(&keys.lines, None),
            actions: Vec::new(),
            organisations: self.many(&keys.organisations, None),
            news: Vec::new(),
            id,
            keys,
        }
    }

    pub(super) fn organisation(&mut self, reference: Ref<Organisation>, raw: Raw<OrganisationFile>) -> Organisation {
        let dir = raw.dir().to_owned();
        let Raw { id, path: file, keys, body, .. } = raw;
        let subject = Subject::Organisation(reference);
        Organisation {
            path: self.address(folder::ORGANISATIONS, &id, &keys.page, &file, subject),
            body: self.text(body, None, &dir),
            regions: self.many(&keys.regions, None),
            roles: Vec::new(),
            signed: Vec::new(),
            actions: Vec::new(),
            projects: Vec::new(),
            practices: Vec::new(),
            documents: Vec::new(),
            id,
            keys,
        }
    }

    pub(super) fn document(&mut self, reference: Ref<Document>, raw: Raw<DocumentFile>) -> Document {
        let dir = raw.dir().to_owned();
        let Raw { id, path: file, keys, body, .. } = raw;
        let subject = Subject::Document(reference);
        if keys.file.is_none() && keys.url.is_none() && keys.availability.is_none() {
            self.diagnostics.report(keys.page.title.span, Problem::DocumentWithoutSource);
        }
        let asset = keys.file.as_ref().and_then(|written| self.download(written, &dir));
        self.files.extend(asset.map(|index| (subject, self.assets.all[index].path.clone())));
        Document {
            path: self.address(folder::DOCUMENTS, &id, &keys.page, &file, subject),
            body: self.text(body, None, &dir),
            organisation: self.maybe(&keys.organisation),
            regions: self.many(&keys.regions, None),
            plans: self.many(&keys.plans, None),
            file: asset,
            colophon: asset.map(|index| self.assets.colophon(&self.assets.all[index].path)).unwrap_or_default(),
            news: Vec::new(),
            id,
            keys,
        }
    }

    /// The file of a document, as an index among all files.
    fn download(&mut self, written: &Spanned<String>, dir: &str) -> Option<usize> {
        let Some(path) = join(dir, &written.value) else {
            self.diagnostics
                .report(written.span, Problem::BadPath { key: "file".into(), value: written.value.clone() });
            return None;
        };
        let found = self.assets.take(&path, written.span, &mut self.diagnostics);
        if found.is_none()
            && let Some(problem) = self.assets.missing(&path, &written.value, dir)
        {
            self.diagnostics.report(written.span, problem);
        }
        found.map(|(index, _)| index)
    }

    pub(super) fn event(&mut self, reference: Ref<Event>, raw: Raw<EventFile>) -> Event {
        let dir = raw.dir().to_owned();
        let Raw { id, path: file, keys, body, .. } = raw;
        let subject = Subject::Event(reference);
        Event {
            path: self.address(folder::EVENTS, &id, &keys.page, &file, subject),
            body: self.text(body, None, &dir),
            regions: self.many(&keys.regions, None),
            plan: self.maybe(&keys.plan),
            meeting: None,
            id,
            keys,
        }
    }

    /// Finds the meeting of its plan that each event names.
    pub(super) fn check_meetings(&mut self, site: &Site) {
        for (_, event) in site.events.iter() {
            let Some(written) = &event.keys.meeting else { continue };
            let meetings = event.plan.map(|plan| site.plans[plan].keys.meetings.as_slice()).unwrap_or_default();
            if !meetings.iter().any(|m| m.id.value == written.value) {
                let nearest = nearest(&written.value, meetings.iter().map(|m| m.id.value.as_str()));
                let problem = Problem::UnknownReference {
                    kind: "meeting",
                    id: written.value.clone(),
                    nearest,
                    remedy: Box::new(Remedy::Id),
                };
                self.diagnostics.report(written.span, problem);
            }
        }
    }

    /// Holds the places of regions on the schematic map to its size, and each to one region.
    pub(super) fn check_tiles(&mut self, site: &Site) {
        let mut taken: BTreeMap<(u32, u32), Span> = BTreeMap::new();
        for tile in site.regions.iter().filter_map(|(_, region)| region.keys.tile.as_ref()) {
            let TileKeys { column, row, .. } = &tile.value;
            for (key, number) in [("column", column), ("row", row)] {
                if !(1..=MOST_TILES).contains(&number.value) {
                    let value = number.value.to_string();
                    self.diagnostics
                        .report(number.span, Problem::BadNumber { key: key.into(), value, meant: Vec::new() });
                }
            }
            let place = (column.value, row.value);
            match taken.get(&place) {
                Some(first) => {
                    let problem = Problem::TileTaken { column: place.0, row: place.1 };
                    self.diagnostics.report_with(tile.span, problem, vec![*first]);
                }
                None => drop(taken.insert(place, tile.span)),
            }
        }
    }

    pub(super) fn question(&mut self, reference: Ref<Question>, raw: Raw<QuestionFile>) -> Question {
        let dir = raw.dir().to_owned();
        let Raw { id, path: file, keys, body, .. } = raw;
        let subject = Subject::Question(reference);
        let path = self.addresses.anchor(folder::QUESTIONS, &id, &keys.page, &file, &mut self.diagnostics);
        self.register(&keys.page.redirect_from, &file, subject);
        Question {
            path,
            body: self.text(body, None, &dir),
            lines: self.many(&keys.lines, None),
            topics: self.many(&keys.topics, None),
            regions: self.many(&keys.regions, None),
            id,
            keys,
        }
    }

    pub(super) fn term(&mut self, reference: Ref<Term>, raw: Raw<TermFile>) -> Term {
        let dir = raw.dir().to_owned();
        let Raw { id, path: file, keys, body, .. } = raw;
        let subject = Subject::Term(reference);
        let path = self.addresses.anchor(folder::TERMS, &id, &keys.page, &file, &mut self.diagnostics);
        self.register(&keys.page.redirect_from, &file, subject);
        Term { path, body: self.text(body, None, &dir), id, keys }
    }

    pub(super) fn text_page(&mut self, reference: Ref<TextPage>, raw: Raw<TextFile>) -> TextPage {
        let dir = raw.dir().to_owned();
        let Raw { id, path: file, keys, body, .. } = raw;
        let subject = Subject::Page(reference);
        TextPage {
            path: self.address("", &id, &keys.page, &file, subject),
            body: self.text(body, None, &dir),
            id,
            keys,
        }
    }
}
