//! Things of the site as records of the API.

use jiff::civil::Date;
use serde::Serialize;

use super::VERSION;
use super::records::*;
use crate::language::with_plain_spaces;
use crate::model::api::{ApiFile, Kind, Shape};
use crate::model::compare::download::Form;
use crate::model::compare::{self, Comparison};
use crate::model::download::json::{self, Licence};
use crate::model::download::{self, Format};
use crate::model::figure::Figure as FigureModel;
use crate::model::format::{self, ActionKind, TopicState};
use crate::model::sentence::plain_sentence;
use crate::model::{self, Miss, Ref, Site, Subject, Text, outside};

/// Writes one file.
pub struct Writer<'s> {
    pub site: &'s Site,
    /// Path of the file's schema, from the file.
    pub schema: String,
    /// What leads from the file to the site's root.
    pub root: String,
}

impl<'s> Writer<'s> {
    /// `index.json`.
    pub fn index(&self) -> Index<'s> {
        let settings = &self.site.settings;
        let collection = |kind: Kind| Collection {
            kind: kind.word(),
            path: kind.path(),
            schema: Shape::List(kind).path(),
            count: kind.count(self.site),
        };
        Index {
            schema: self.schema.clone(),
            version: VERSION,
            site: SiteRecord {
                id: &settings.id,
                title: &settings.title,
                description: &settings.description,
                language: settings.language.code(),
                url: self.url(""),
                publisher: self.organisation_id(settings.publisher),
                licence: Licence::of(&settings.licence),
            },
            collections: Kind::ALL.into_iter().map(collection).collect(),
        }
    }

    /// The list of a kind.
    pub fn list(&self, kind: Kind) -> Vec<u8> {
        let site = self.site;
        match kind {
            Kind::Regions => self.items(site.regions.refs().map(|r| self.region(r, false))),
            Kind::Plans => self.items(site.plans.refs().map(|r| self.plan(r, false))),
            Kind::Lines => self.items(site.lines.refs().map(|r| self.line(r, false))),
            Kind::Actions => self.items(site.actions.refs().map(|r| self.action(r, false))),
            Kind::Figures => self.items(site.figures.refs().map(|r| self.figure_row(r))),
            Kind::Comparisons => self.items(site.comparisons.refs().map(|r| self.comparison_row(r))),
            Kind::Topics => self.items(site.topics.refs().map(|topic| self.topic(topic))),
            Kind::Projects => self.items(site.projects.refs().map(|project| self.project(project))),
            Kind::Organisations => {
                self.items(site.organisations.refs().map(|organisation| self.organisation(organisation)))
            }
        }
    }

    fn items<T: Serialize>(&self, items: impl Iterator<Item = T>) -> Vec<u8> {
        download::lines(&List { schema: self.schema.clone(), items: items.collect() })
    }

    /// A region's own file.
    pub fn region_file(&self, region: Ref<model::Region>) -> RegionFile<'s> {
        RegionFile { schema: self.schema.clone(), region: self.region(region, true) }
    }

    /// A plan's own file.
    pub fn plan_file(&self, reference: Ref<model::Plan>) -> PlanFile<'s> {
        let lines = &self.site.plans[reference].lines;
        let actions = lines.iter().flat_map(|line| &self.site.lines[*line].actions);
        PlanFile {
            schema: self.schema.clone(),
            plan: self.plan(reference, true),
            lines: lines.iter().map(|line| self.line(*line, true)).collect(),
            actions: actions.map(|action| self.action(*action, true)).collect(),
        }
    }

    /// A figure's own file.
    pub fn figure_file(&self, figure: Ref<FigureModel>) -> json::File<'s> {
        json::File { schema: self.schema.clone(), figure: json::Figure::of(self.site, &self.site.figures[figure]) }
    }

    fn region(&self, reference: Ref<model::Region>, is_whole: bool) -> Region<'s> {
        let region = &self.site.regions[reference];
        let keys = &region.keys;
        Region {
            id: &region.id,
            title: &keys.page.title.value,
            path: &region.path,
            url: self.url(&region.path),
            modified: self.modified(Subject::Region(reference)),
            file: ApiFile::Region(reference).path(self.site),
            summary: &keys.page.summary,
            former_names: &keys.former_names,
            part: keys.part.as_deref(),
            municipalities: keys.municipalities,
            coordinator: self.organisation_id(region.coordinator),
            contact: self.organisation_id(region.contact),
            key_figures: keys.key_figures.iter().map(key_figure).collect(),
            plans: region.plans.iter().map(|plan| self.plan_id(*plan)).collect(),
            figures: self.figure_ids(&region.figures),
            text: is_whole.then(|| self.text(&region.body)),
        }
    }

    fn plan(&self, reference: Ref<model::Plan>, is_whole: bool) -> Plan<'s> {
        let plan = &self.site.plans[reference];
        let keys = &plan.keys;
        let party = |(organisation, role): &(Ref<model::Organisation>, format::Role)| Party {
            organisation: &self.site.organisations[*organisation].id,
            role: role.word(),
        };
        Plan {
            id: &plan.id,
            title: &keys.page.title.value,
            path: &plan.path,
            url: self.url(&plan.path),
            modified: self.modified(Subject::Plan(reference)),
            file: ApiFile::Plan(reference).path(self.site),
            summary: &keys.page.summary,
            kind: keys.kind.word(),
            state: Status {
                word: keys.state.value.word(),
                as_of: day(keys.as_of.as_ref().map(|written| written.value)),
                note: None,
            },
            period: years(&keys.period),
            start: day(keys.start),
            regions: plan.regions.iter().map(|region| self.site.regions[*region].id.as_str()).collect(),
            coordinator: self.organisation_id(plan.coordinator),
            contact: self.organisation_id(plan.contact),
            parties: plan.parties.iter().map(party).collect(),
            predecessor: self.predecessor(plan),
            successor: plan.successor.map(|after| self.plan_id(after)),
            declaration: self.declaration(plan),
            lines: plan.lines.iter().map(|line| self.line_id(*line)).collect(),
            figures: self.figure_ids(&plan.figures),
            text: is_whole.then(|| self.text(&plan.body)),
            updates: is_whole.then(|| self.updates(&plan.updates)),
        }
    }

    fn predecessor(&self, plan: &'s model::Plan) -> Option<Predecessor<'s>> {
        if let Some(format::PredecessorKeys::Elsewhere(other)) = &plan.keys.predecessor {
            return Some(Predecessor { plan: None, title: &other.title, year: other.year });
        }
        let before = &self.site.plans[plan.predecessor?];
        Some(Predecessor { plan: Some(&before.id), title: &before.keys.page.title.value, year: None })
    }

    fn declaration(&self, plan: &'s model::Plan) -> Option<Declaration<'s>> {
        let (declaration, keys) = (plan.declaration.as_ref()?, plan.keys.declaration.as_ref()?);
        let theme = |(theme, lines): (&'s format::ThemeKeys, &Vec<Ref<model::Line>>)| Theme {
            text: &theme.text,
            lines: lines.iter().map(|line| self.line_id(*line)).collect(),
        };
        let signatory = |(keys, organisation): (&format::SignatoryKeys, Ref<model::Organisation>)| Signatory {
            organisation: &self.site.organisations[organisation].id,
            date: day(keys.date.or(plan.keys.declaration.as_ref().and_then(|keys| keys.signed))),
            themes: keys.themes.iter().map(|theme| theme.value).collect(),
        };
        Some(Declaration {
            title: &keys.title,
            signed: day(keys.signed),
            themes: keys.themes.iter().zip(&declaration.theme_lines).map(theme).collect(),
            signatories: declaration.signed(keys).map(signatory).collect(),
            unsigned_reason: keys.unsigned_reason.as_deref(),
        })
    }

    fn line(&self, reference: Ref<model::Line>, is_whole: bool) -> Line<'s> {
        let line = &self.site.lines[reference];
        let keys = &line.keys;
        Line {
            id: self.line_id(reference),
            title: &keys.page.title.value,
            path: &line.path,
            url: self.url(&line.path),
            modified: self.modified(Subject::Line(reference)),
            plan: self.plan_id(line.plan),
            number: keys.number.as_deref(),
            summary: &keys.page.summary,
            topics: self.topic_ids(&line.topics),
            period: years(&keys.period),
            actions: line.actions.iter().map(|action| self.action_id(*action)).collect(),
            figures: self.figure_ids(&line.figures),
            projects: self.project_ids(&line.projects),
            text: is_whole.then(|| self.text(&line.body)),
            goal: line.goal.as_ref().filter(|_| is_whole).map(|goal| self.text(goal)),
            updates: is_whole.then(|| self.updates(&line.updates)),
        }
    }

    fn action(&self, reference: Ref<model::Action>, is_whole: bool) -> Action<'s> {
        let action = &self.site.actions[reference];
        let keys = &action.keys;
        let status = |status: format::ActionStatus| Status {
            word: status.word(),
            as_of: day(keys.as_of),
            note: keys.status_note.as_deref(),
        };
        let milestone = |step: &'s format::MilestoneKeys| Milestone {
            date: step.date.to_string(),
            title: &step.title,
            done: step.done,
        };
        Action {
            id: self.action_id(reference),
            title: &keys.page.title.value,
            path: &action.path,
            url: self.url(&action.path),
            modified: self.modified(Subject::Action(reference)),
            plan: self.plan_id(action.plan),
            line: self.line_id(action.line),
            number: keys.number.as_ref().map(|number| number.value.as_str()),
            kind: keys.kind.unwrap_or(ActionKind::Action).word(),
            horizons: keys.horizons.iter().map(|horizon| horizon.word()).collect(),
            status: keys.status.as_ref().map(|written| status(written.value)),
            owners: action.owners.iter().map(|owner| self.site.organisations[*owner].id.as_str()).collect(),
            instruments: self.project_ids(&action.instruments),
            topics: self.topic_ids(&action.topics),
            figures: self.figure_ids(&action.figures),
            target: keys.target.as_deref(),
            due: day(keys.due),
            milestones: keys.milestones.iter().map(milestone).collect(),
            misses: action.misses().into_iter().map(miss).collect(),
            text: is_whole.then(|| self.text(&action.body)),
            updates: is_whole.then(|| self.updates(&action.updates)),
        }
    }

    fn figure_row(&self, reference: Ref<FigureModel>) -> FigureRow<'s> {
        let figure = &self.site.figures[reference];
        let keys = &figure.keys;
        FigureRow {
            id: &figure.id,
            title: &keys.page.title.value,
            path: &figure.path,
            url: self.url(&figure.path),
            modified: self.modified(Subject::Figure(reference)),
            file: ApiFile::Figure(reference).path(self.site),
            csv: download::path(figure, Format::Csv),
            pictures: (0..figure.chart_names().len()).map(|chart| download::picture_path(figure, chart)).collect(),
            kind: keys.kind.value.word(),
            sentence: plain_sentence(figure, self.site.settings.language),
            illustrative: keys.illustrative,
            regions: figure.regions.iter().map(|region| self.site.regions[*region].id.as_str()).collect(),
            lines: figure.lines.iter().map(|line| self.line_id(*line)).collect(),
            topics: self.topic_ids(&figure.topics),
            licence: Licence::of(self.site.licence_of(figure)),
        }
    }

    fn comparison_row(&self, reference: Ref<Comparison>) -> ComparisonRow<'s> {
        let comparison = &self.site.comparisons[reference];
        let (keys, members) = (&comparison.keys, &comparison.content.members);
        let figures: Vec<Ref<FigureModel>> = members.iter().map(|member| member.figure).collect();
        let refused: Vec<Ref<FigureModel>> = comparison.content.refused.iter().map(|refused| refused.figure).collect();
        ComparisonRow {
            id: &comparison.id,
            title: &keys.page.title.value,
            path: &comparison.path,
            url: self.url(&comparison.path),
            modified: self.modified(Subject::Comparison(reference)),
            file: compare::download::path(comparison, Form::Json),
            csv: compare::download::path(comparison, Form::Csv),
            svg: compare::download::picture_path(comparison),
            kind: keys.kind.value.word(),
            sentence: with_plain_spaces(&comparison.sentence(self.site)),
            illustrative: comparison.is_illustrative(self.site),
            regions: members.iter().map(|member| self.site.regions[member.region].id.as_str()).collect(),
            figures: self.figure_ids(&figures),
            refused: self.figure_ids(&refused),
            licence: Licence::of(&self.site.settings.licence),
        }
    }

    fn topic(&self, reference: Ref<model::Topic>) -> Topic<'s> {
        let topic = &self.site.topics[reference];
        Topic {
            id: &topic.id,
            title: &topic.keys.page.title.value,
            path: &topic.path,
            url: self.url(&topic.path),
            modified: self.modified(Subject::Topic(reference)),
            summary: &topic.keys.page.summary,
            state: topic.keys.state.map(TopicState::word),
        }
    }

    fn project(&self, reference: Ref<model::Project>) -> Project<'s> {
        let project = &self.site.projects[reference];
        Project {
            id: &project.id,
            title: &project.keys.page.title.value,
            path: &project.path,
            url: self.url(&project.path),
            modified: self.modified(Subject::Project(reference)),
            summary: &project.keys.page.summary,
            kind: project.keys.kind.map(format::ProjectKind::word),
            website: project.keys.website.as_ref().map(|address| address.0.as_str()),
        }
    }

    fn organisation(&self, reference: Ref<model::Organisation>) -> Organisation<'s> {
        let organisation = &self.site.organisations[reference];
        Organisation {
            id: &organisation.id,
            title: &organisation.keys.page.title.value,
            path: &organisation.path,
            url: self.url(&organisation.path),
            modified: self.modified(Subject::Organisation(reference)),
            kind: organisation.keys.kind.as_deref(),
            website: organisation.keys.website.as_ref().map(|address| address.0.as_str()),
        }
    }

    // --- Parts -------------------------------------------------------------------------------------------------------

    fn url(&self, path: &str) -> Option<String> {
        self.site.settings.base_url.as_ref().map(|base| format!("{base}{path}"))
    }

    fn modified(&self, subject: Subject) -> Option<String> {
        day(self.site.history.modified(subject))
    }

    fn text(&self, text: &Text) -> RichText {
        let base = self.site.settings.base_url.as_ref();
        let root = base.map_or(self.root.as_str(), |base| base.as_str());
        RichText { html: outside::html(self.site, text, root), text: outside::words(self.site, text) }
    }

    fn updates(&self, updates: &[model::Update]) -> Vec<Update> {
        updates.iter().map(|of| Update { date: of.date.to_string(), text: self.text(&of.text) }).collect()
    }

    fn plan_id(&self, plan: Ref<model::Plan>) -> &'s str {
        &self.site.plans[plan].id
    }

    fn line_id(&self, line: Ref<model::Line>) -> String {
        self.site.full_line_id(line)
    }

    fn action_id(&self, action: Ref<model::Action>) -> String {
        self.site.full_action_id(action)
    }

    fn organisation_id(&self, organisation: Option<Ref<model::Organisation>>) -> Option<&'s str> {
        organisation.map(|organisation| self.site.organisations[organisation].id.as_str())
    }

    fn figure_ids(&self, figures: &[Ref<FigureModel>]) -> Vec<&'s str> {
        figures.iter().map(|figure| self.site.figures[*figure].id.as_str()).collect()
    }

    fn topic_ids(&self, topics: &[Ref<model::Topic>]) -> Vec<&'s str> {
        topics.iter().map(|topic| self.site.topics[*topic].id.as_str()).collect()
    }

    fn project_ids(&self, projects: &[Ref<model::Project>]) -> Vec<&'s str> {
        projects.iter().map(|project| self.site.projects[*project].id.as_str()).collect()
    }
}

fn day(date: Option<Date>) -> Option<String> {
    date.map(|date| date.to_string())
}

fn years(years: &Option<format::Years>) -> Option<Years> {
    years.as_ref().map(|years| Years { from: years.from, until: years.until })
}

fn key_figure(figure: &format::KeyFigure) -> KeyFigure<'_> {
    KeyFigure {
        label: &figure.label,
        value: figure.value,
        qualifier: figure.qualifier.as_deref(),
        unit: figure.unit.as_deref(),
        as_of: figure.as_of.as_deref(),
        source: figure.source.as_deref(),
    }
}

fn miss(miss: Miss) -> &'static str {
    match miss {
        Miss::Owner => "owner",
        Miss::Target => "target",
        Miss::Date => "date",
        Miss::Status => "status",
    }
}
