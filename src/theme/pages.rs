//! One function per kind of page: which template, and what stands in its context.

use tera::Context;

use super::contract::*;
use super::rows::{item, link, organisation_link};
use super::{HasPage, Scope, finding, value};
use crate::model::address::{CALENDAR, CATALOGUE};
use crate::model::api::{self, Kind, Shape};
use crate::model::compare::Comparison as ComparisonModel;
use crate::model::figure::Figure as FigureModel;
use crate::model::format::{ActionKind, FigureKind, Horizon, PredecessorKeys};
use crate::model::page::{Page, Section, has_centre, news_years};
use crate::model::rollup::MOST_ROWS;
use crate::model::{self, Miss, Ref, licence};
use crate::source::markdown::escape;

/// A template's name, what the page knows of itself, and the template's other variables.
pub(super) type Parts<'v> = (&'static str, PageView<'v>, Context);

/// How many news items a page shows that is not about news, and how many reports one that is not about changes.
const NEWS_ON_PAGE: usize = 5;
/// How many items the page of the latest news shows; the years have them all. So many reports stand on that of changes;
/// what they are about has them all.
const NEWS_ON_INDEX: usize = 50;

/// Height in px that a figure in a page of another site gets: a chart, its words and a folded table on a phone.
const EMBED_HEIGHT: u32 = 600;

/// Puts a page's parts together.
pub fn page<'v>(scope: &'v Scope<'_, '_>, page: Page) -> Parts<'v> {
    match page {
        Page::Home => home(scope),
        Page::Search => finding::search_page(scope),
        Page::Everything => finding::everything_page(scope),
        Page::EverythingPart(kind, number) => finding::everything_part_page(scope, kind, number),
        Page::Section(section) => section_page(scope, section),
        Page::Region(region) => region_page(scope, region),
        Page::RegionFigures(region) => region_figures(scope, region),
        Page::RegionActions(region) => finding::region_actions_page(scope, region),
        Page::Plan(plan) => plan_page(scope, plan),
        Page::Declaration(plan) => declaration_page(scope, plan),
        Page::Centre(plan) => centre_page(scope, plan),
        Page::Horizons(plan) => horizons_page(scope, plan),
        Page::NotSmart(plan) => not_smart_page(scope, plan),
        Page::Line(line) => line_page(scope, line),
        Page::Action(action) => action_page(scope, action),
        Page::Topic(topic) => topic_page(scope, topic),
        Page::Figure(figure) => figure_page(scope, figure),
        Page::Comparison(comparison) => comparison_page(scope, comparison),
        Page::Embed(figure) => embed_page(scope, figure),
        Page::NewsYear(year) => news_year(scope, year),
        Page::News(news) => news_page(scope, news),
        Page::Practice(practice) => practice_page(scope, practice),
        Page::Project(project) => project_page(scope, project),
        Page::Organisation(organisation) => organisation_page(scope, organisation),
        Page::Document(document) => document_page(scope, document),
        Page::Event(event) => event_page(scope, event),
        Page::Text(text) => text_page(scope, text),
        Page::Changes => changes(scope),
        Page::OpenData => open_data(scope),
        Page::NotFound => not_found(scope),
    }
}

pub(super) fn context(key: &'static str, view: &impl serde::Serialize) -> Context {
    let mut context = Context::new();
    context.insert_value(key, value(view));
    context
}

fn home<'v>(scope: &'v Scope<'_, '_>) -> Parts<'v> {
    let site = scope.site();
    let summary = match site.home.summary() {
        "" => &site.settings.description,
        summary => summary,
    };
    let mut view = scope.page_view("home", None, site.home.title(), summary, Vec::new());
    view.breadcrumbs.clear();
    view.up = None;
    let upcoming = site.events.refs().filter(|e| site.events[*e].keys.date >= site.settings.today);
    let headlines = [FigureKind::Outflow, FigureKind::TrainingQuota];
    let map = scope.state_map();
    let home = Home {
        body: scope.html(&site.home.body),
        borders: scope.state_borders().filter(|_| map.is_none()),
        map,
        regions: match site.regions.len() > MOST_ROWS {
            true => Vec::new(),
            false => site.regions.refs().map(|r| scope.region_row(r)).collect(),
        },
        standing: scope.standing(&site.rollup.site),
        matrix: site.rollup.matrix.as_ref().map(|matrix| scope.line_matrix(matrix)),
        parts: scope.part_rows(),
        regions_path: scope.section(Section::Regions).map(|section| section.path),
        plans: site.plans.refs().map(|p| scope.plan_row(p)).collect(),
        comparisons: headlines.iter().filter_map(|kind| scope.comparison_card(*kind)).collect(),
        figures: headlines.iter().filter_map(|kind| headline_figure(scope, *kind)).collect(),
        news: site.news.refs().take(NEWS_ON_PAGE).map(|n| scope.news_row(n)).collect(),
        changes: scope.report_rows(site.reports(), NEWS_ON_PAGE),
        events: upcoming.take(NEWS_ON_PAGE).map(|e| scope.event_row(e)).collect(),
        topics: site.topics.refs().map(|t| scope.topic_row(t)).collect(),
    };
    ("home.html", view, context("home", &home))
}

/// The first figure of a kind that has more than one period; none when a comparison of that kind says more.
fn headline_figure<'v>(scope: &'v Scope, kind: FigureKind) -> Option<FigureView<'v>> {
    use model::figure::Data;
    let site = scope.site();
    let is_trend = |figure: &FigureModel| match &figure.data {
        Data::Series(data) => data.periods.len() > 1,
        Data::Quota(data) => data.periods.len() > 1,
        Data::Capacity(data) => data.periods.len() > 1,
        Data::BusinessCase(_) => false,
    };
    let first = || site.figures.iter().find(|(_, figure)| figure.keys.kind.value == kind && is_trend(figure));
    let is_compared = scope.headline_comparison(kind).is_some();
    (!is_compared).then(first).flatten().map(|(figure, _)| scope.figure_view(figure))
}

fn section_page<'v>(scope: &'v Scope<'_, '_>, section: Section) -> Parts<'v> {
    let site = scope.site();
    let summary = scope.word(section.summary_key());
    let view = scope.page_view(section.key(), Some(section), scope.word(section.key()), summary, Vec::new());
    let (template, context) = match section {
        Section::Regions => {
            ("regions.html", context("regions", &site.regions.refs().map(|r| scope.region_row(r)).collect::<Vec<_>>()))
        }
        Section::Plans => {
            ("plans.html", context("plans", &site.plans.refs().map(|p| scope.plan_row(p)).collect::<Vec<_>>()))
        }
        Section::Actions => ("actions.html", context("index", &finding::all_actions(scope))),
        Section::Figures => ("figures.html", context("groups", &figure_groups(scope))),
        Section::Comparisons => ("comparisons.html", context("comparisons", &scope.comparison_rows())),
        Section::Topics => {
            let mut context = context("topics", &site.topics.refs().map(|t| scope.topic_row(t)).collect::<Vec<_>>());
            context.insert_value("transitions", value(&transitions(scope)));
            ("topics.html", context)
        }
        Section::News => ("news.html", context("archive", &archive(scope, None))),
        Section::Practices => {
            let refs: Vec<_> = site.practices.refs().collect();
            ("practices.html", context("items", &scope.practice_items(&refs)))
        }
        Section::Projects => {
            let refs: Vec<_> = site.projects.refs().collect();
            ("projects.html", context("items", &scope.project_items(&refs)))
        }
        Section::Organisations => {
            let items: Vec<_> = site.organisations.iter().map(|(_, o)| item(o, o.keys.kind.as_deref())).collect();
            ("organisations.html", context("items", &items))
        }
        Section::Documents => {
            let refs: Vec<_> = site.documents.refs().collect();
            ("documents.html", context("documents", &scope.document_rows(&refs)))
        }
        Section::Events => ("events.html", events(scope)),
        Section::Questions => ("questions.html", context("questions", &questions(scope))),
        Section::Glossary => ("glossary.html", context("terms", &terms(scope))),
    };
    (template, view, context)
}

fn events(scope: &Scope) -> Context {
    let site = scope.site();
    let (past, upcoming): (Vec<_>, Vec<_>) =
        site.events.refs().partition(|event| site.events[*event].keys.date < site.settings.today);
    let past: Vec<_> = past.into_iter().rev().collect();
    let mut context = context("upcoming", &scope.event_rows(&upcoming));
    context.insert_value("past", value(&scope.event_rows(&past)));
    context.insert_value("calendar", value(&CALENDAR));
    context
}

fn questions<'v>(scope: &'v Scope) -> Vec<Question<'v>> {
    let rows = scope.site().questions.iter();
    rows.map(|(_, question)| {
        let id = anchor(&question.path);
        Question {
            id,
            title: question.title(),
            body: scope.html_below(&question.body, &format!("{id}-"), 1),
            lines: scope.line_links(&question.lines),
            topics: scope.topic_links(&question.topics),
            regions: scope.region_links(&question.regions),
        }
    })
    .collect()
}

fn terms<'v>(scope: &'v Scope) -> Vec<Term<'v>> {
    let rows = scope.site().terms.iter();
    rows.map(|(_, term)| {
        let id = anchor(&term.path);
        Term {
            id,
            title: term.title(),
            full: term.keys.full.as_deref(),
            synonyms: term.keys.synonyms.iter().map(String::as_str).collect(),
            body: scope.html_below(&term.body, &format!("{id}-"), 1),
        }
    })
    .collect()
}

/// The anchor of a path that has one.
fn anchor(path: &str) -> &str {
    path.rsplit('#').next().expect("split gives at least one part")
}

fn figure_groups<'v>(scope: &'v Scope) -> Vec<FigureGroup<'v>> {
    let site = scope.site();
    let of_regions = site.regions.iter().filter(|(_, region)| !region.figures.is_empty());
    let mut groups: Vec<FigureGroup> = of_regions
        .map(|(_, region)| FigureGroup { region: Some(link(region)), figures: scope.figure_rows(&region.figures) })
        .collect();
    let others: Vec<_> = site.figures.iter().filter(|(_, figure)| figure.regions.is_empty()).map(|(r, _)| r).collect();
    if !others.is_empty() {
        groups.push(FigureGroup { region: None, figures: scope.figure_rows(&others) });
    }
    groups
}

fn transitions<'v>(scope: &'v Scope) -> Vec<Transition<'v>> {
    let site = scope.site();
    let has_topics = |plan: &model::Plan| plan.lines.iter().any(|line| !site.lines[*line].topics.is_empty());
    let plans = site.plans.iter().filter(|(_, plan)| has_topics(plan));
    plans
        .map(|(_, plan)| Transition {
            plan: link(plan),
            lines: plan
                .lines
                .iter()
                .map(|line| &site.lines[*line])
                .map(|line| TransitionLine {
                    line: link(line),
                    number: line.keys.number.as_deref(),
                    topics: scope.topic_links(&line.topics),
                })
                .collect(),
        })
        .collect()
}

/// The pages before and after one among its equals.
fn neighbours<'v, T: HasPage>(table: &'v model::Table<T>, among: &[Ref<T>], current: Ref<T>, view: &mut PageView<'v>) {
    let Some(at) = among.iter().position(|other| *other == current) else { return };
    view.previous = at.checked_sub(1).map(|before| link(&table[among[before]]));
    view.next = among.get(at + 1).map(|after| link(&table[*after]));
}

fn region_page<'v>(scope: &'v Scope<'_, '_>, reference: Ref<model::Region>) -> Parts<'v> {
    let site = scope.site();
    let region = &site.regions[reference];
    let above = scope.section(Section::Regions).into_iter().collect();
    let mut view = scope.page_view("region", Some(Section::Regions), region.title(), region.summary(), above);
    view.feed = site.has_region_feed(reference).then(|| Link { title: region.title(), path: &region.feed_path });
    let plan = |plan: &Ref<model::Plan>| RegionPlan {
        plan: scope.plan_row(*plan),
        lines: site.plans[*plan].lines.iter().map(|line| scope.line_row(*line, false)).collect(),
    };
    let content = Region {
        title: region.title(),
        body: scope.html(&region.body),
        former_names: region.keys.former_names.iter().map(String::as_str).collect(),
        part: region.keys.part.as_deref(),
        municipalities: region.keys.municipalities,
        key_figures: region.keys.key_figures.iter().map(|figure| scope.key_figure(figure)).collect(),
        coordinator: scope.organisation(region.coordinator),
        contact: scope.organisation(region.contact),
        plans: region.plans.iter().map(plan).collect(),
        standing: scope.standing(site.rollup.region(reference)),
        figures: scope.figure_rows(&region.figures),
        figures_path: (!region.figures.is_empty()).then_some(&region.figures_path),
        news: scope.news_rows(&region.news, NEWS_ON_PAGE),
        changes: scope.report_rows(site.region_reports(reference), NEWS_ON_PAGE),
        documents: scope.document_rows(&region.documents),
        events: scope.event_rows(&region.events),
        practices: scope.practice_items(&region.practices),
        projects: scope.project_items(&region.projects),
        questions: scope.question_links(&region.questions),
    };
    ("region.html", view, context("region", &content))
}

fn region_figures<'v>(scope: &'v Scope<'_, '_>, reference: Ref<model::Region>) -> Parts<'v> {
    let region = &scope.site().regions[reference];
    let mut above: Vec<Link> = scope.section(Section::Regions).into_iter().collect();
    above.push(link(region));
    let summary = scope.word("region_figures_summary");
    let mut view = scope.page_view("region_figures", Some(Section::Figures), scope.word("figures"), summary, above);
    view.title = format!("{}: {}", scope.word("figures"), region.title()).into();
    let content = RegionFigures {
        region: link(region),
        figures: region.figures.iter().map(|figure| scope.figure_view(*figure)).collect(),
    };
    ("region_figures.html", view, context("region_figures", &content))
}

fn plan_page<'v>(scope: &'v Scope<'_, '_>, reference: Ref<model::Plan>) -> Parts<'v> {
    let site = scope.site();
    let plan = &site.plans[reference];
    let above = scope.section(Section::Plans).into_iter().collect();
    let view = scope.page_view("plan", Some(Section::Plans), plan.title(), plan.summary(), above);
    let row = scope.plan_row(reference);
    let content = Plan {
        title: plan.title(),
        kind: row.kind,
        status: row.status,
        regions: row.regions,
        period: row.period,
        start: scope.maybe_date(plan.keys.start),
        coordinator: scope.organisation(plan.coordinator),
        contact: scope.organisation(plan.contact),
        parties: scope
            .roles(plan.parties.iter().map(|(organisation, role)| (*organisation, scope.role(*role))))
            .map(|(organisation, role)| Party { organisation: link(&site.organisations[organisation]), role })
            .collect(),
        predecessor: predecessor(scope, plan),
        successor: plan.successor.map(|after| link(&site.plans[after])),
        toc: toc(&plan.body),
        body: scope.html(&plan.body),
        lines: plan.lines.iter().map(|line| plan_line(scope, *line)).collect(),
        action_count: row.action_count,
        standing: row.standing,
        horizons: horizons(scope, plan),
        declaration: declaration(scope, plan),
        declaration_path: plan.declaration.as_ref().map(|_| plan.declaration_path.as_str()),
        centre: centre(scope, reference),
        centre_path: has_centre(site, reference).then_some(&plan.centre_path),
        meetings: meetings(scope, plan),
        calendar: (!plan.events.is_empty()).then(|| plan.calendar_path()),
        updates: scope.updates(&plan.updates, "plan-", 1),
        figures: plan.figures.iter().map(|figure| scope.figure_view(*figure)).collect(),
        news: scope.news_rows(&plan.news, NEWS_ON_PAGE),
        documents: scope.document_rows(&plan.documents),
        not_smart: (row.action_count > 0).then(|| not_smart_count(scope, plan)),
    };
    ("plan.html", view, context("plan", &content))
}

/// The headings of a text, down to the third level.
fn toc(text: &model::Text) -> Vec<TocEntry<'_>> {
    let headings = text.prose.headings.iter().filter(|heading| heading.level <= 3);
    headings.map(|h| TocEntry { level: h.level, id: h.id.clone(), title: &h.title }).collect()
}

fn predecessor<'v>(scope: &'v Scope, plan: &'v model::Plan) -> Option<Predecessor<'v>> {
    match &plan.keys.predecessor {
        Some(PredecessorKeys::Elsewhere(other)) => {
            Some(Predecessor { title: &other.title, path: None, year: other.year })
        }
        _ => plan.predecessor.map(|before| {
            let before = &scope.site().plans[before];
            Predecessor {
                title: before.title(),
                path: Some(before.path()),
                year: before.keys.period.as_ref().map(|years| years.from),
            }
        }),
    }
}

fn plan_line<'v>(scope: &'v Scope, reference: Ref<model::Line>) -> PlanLine<'v> {
    let line = &scope.site().lines[reference];
    let prefix = format!("lijn-{}-", line.id);
    PlanLine { id: &line.id, row: scope.line_row(reference, false), content: line_content(scope, line, &prefix, 1) }
}

fn line_content<'v>(scope: &'v Scope, line: &'v model::Line, prefix: &str, shift: u8) -> LineContent<'v> {
    let site = scope.site();
    let columns = line.keys.columns.as_ref();
    let heading = |own: Option<&'v String>, word: &'static str| own.map_or_else(|| scope.word(word), String::as_str);
    let action = |reference: &Ref<model::Action>| {
        let action = &site.actions[*reference];
        let explanation = scope.html_below(&action.body, &format!("actie-{}-", action.id), shift + 1);
        scope.action_row(*reference, false, explanation)
    };
    LineContent {
        body: scope.html_below(&line.body, prefix, shift),
        goal: scope.maybe_html(&line.goal, &format!("{prefix}doel-"), shift),
        goal_note: scope.maybe_html(&line.goal_note, &format!("{prefix}kanttekening-"), shift),
        period: scope.years(&line.keys.period),
        columns: Columns {
            action: heading(columns.and_then(|c| c.action.as_ref()), "column_action"),
            explanation: heading(columns.and_then(|c| c.explanation.as_ref()), "column_explanation"),
            instruments: heading(columns.and_then(|c| c.instruments.as_ref()), "column_instruments"),
            horizons: heading(columns.and_then(|c| c.horizons.as_ref()), "column_horizons"),
        },
        actions_intro: line.keys.actions_intro.as_deref(),
        actions: line.actions.iter().map(action).collect(),
        has_instruments: line.actions.iter().any(|action| !site.actions[*action].instruments.is_empty()),
        centre: line.keys.centre.as_ref().map(|centre| line_tasks(scope, centre)),
        topics: scope.topic_links(&line.topics),
        updates: scope.updates(&line.updates, prefix, shift),
    }
}

fn line_tasks<'v>(scope: &'v Scope, centre: &'v model::format::LineCentreKeys) -> Tasks<'v> {
    Tasks {
        title: centre.title.as_deref().unwrap_or_else(|| scope.word("centre_role")),
        lead_in: centre.lead_in.as_deref(),
        tasks: centre.tasks.iter().map(String::as_str).collect(),
    }
}

/// The effect horizons in the order of the columns, each with the start of its anchors; none is "niet opgegeven".
const HORIZONS: [(Option<Horizon>, &str); 4] = [
    (Some(Horizon::Short), "kort"),
    (Some(Horizon::Medium), "middellang"),
    (Some(Horizon::Long), "lang"),
    (None, "niet-opgegeven"),
];

fn has_horizon(action: &model::Action, horizon: Option<Horizon>) -> bool {
    match horizon {
        Some(horizon) => action.keys.horizons.contains(&horizon),
        None => action.keys.horizons.is_empty(),
    }
}

fn horizon_word<'v>(scope: &'v Scope, horizon: Option<Horizon>) -> &'v str {
    horizon.map_or_else(|| scope.word("horizon_none"), |horizon| scope.horizon(horizon))
}

fn horizons<'v>(scope: &'v Scope, plan: &'v model::Plan) -> Option<HorizonMatrix<'v>> {
    let site = scope.site();
    let lines = plan.lines.iter().map(|line| &site.lines[*line]);
    let lines: Vec<&model::Line> = lines.filter(|line| !line.actions.is_empty()).collect();
    let count = |lines: &[&model::Line], horizon, anchor: String| {
        let actions = lines.iter().flat_map(|line| &line.actions).map(|action| &site.actions[*action]);
        let count = actions.filter(|action| has_horizon(action, horizon)).count();
        HorizonCount { count, path: (count > 0).then(|| format!("{}#{anchor}", plan.horizons_path)) }
    };
    let row = |line: &&'v model::Line| HorizonRow {
        line: link(*line),
        number: line.keys.number.as_deref(),
        counts: HORIZONS.map(|(h, anchor)| count(&[line], h, format!("{anchor}-{}", line.id))).to_vec(),
    };
    (!lines.is_empty()).then(|| HorizonMatrix {
        columns: HORIZONS.map(|(horizon, _)| horizon_word(scope, horizon)).to_vec(),
        rows: lines.iter().map(row).collect(),
        totals: HORIZONS.map(|(horizon, anchor)| count(&lines, horizon, anchor.to_owned())).to_vec(),
        path: &plan.horizons_path,
    })
}

fn horizons_page<'v>(scope: &'v Scope<'_, '_>, reference: Ref<model::Plan>) -> Parts<'v> {
    let plan = &scope.site().plans[reference];
    let mut view = below_plan(scope, "horizons", scope.word("horizon_matrix"), plan);
    view.summary = scope.word("horizon_matrix_intro");
    let content = Horizons {
        matrix: horizons(scope, plan).expect("only a plan with actions has this page"),
        groups: HORIZONS.map(|(horizon, id)| horizon_group(scope, plan, horizon, id)).into(),
    };
    let mut context = context("horizons", &content);
    context.insert_value("plan_link", value(&link(plan)));
    ("horizons.html", view, context)
}

fn horizon_group<'v>(
    scope: &'v Scope,
    plan: &'v model::Plan,
    horizon: Option<Horizon>,
    id: &'static str,
) -> HorizonGroup<'v> {
    let site = scope.site();
    let lines = plan.lines.iter().map(|line| &site.lines[*line]);
    let lines = lines.map(|line| {
        let actions = line.actions.iter().copied().filter(|action| has_horizon(&site.actions[*action], horizon));
        let actions: Vec<_> = actions.collect();
        HorizonLine {
            id: format!("{id}-{}", line.id),
            line: link(line),
            number: line.keys.number.as_deref(),
            actions: scope.action_rows(&actions),
        }
    });
    let lines: Vec<HorizonLine> = lines.filter(|line| !line.actions.is_empty()).collect();
    HorizonGroup {
        id,
        title: horizon_word(scope, horizon),
        meaning: horizon.map_or("", |horizon| scope.horizon_meaning(horizon)),
        count: lines.iter().map(|line| line.actions.len()).sum(),
        lines,
    }
}

fn declaration<'v>(scope: &'v Scope, plan: &'v model::Plan) -> Option<Declaration<'v>> {
    let (keys, declaration) = plan.keys.declaration.as_ref().zip(plan.declaration.as_ref())?;
    let themes = keys.themes.iter().zip(&declaration.theme_lines);
    Some(Declaration {
        title: &keys.title,
        signed: scope.maybe_date(keys.signed),
        text: scope.html_below(&declaration.text, "verklaring-", 1),
        themes: themes
            .map(|(theme, lines)| DeclarationTheme { text: &theme.text, lines: scope.line_links(lines) })
            .collect(),
        signatories: declaration
            .signed(keys)
            .map(|(signatory, organisation)| Signatory {
                organisation: link(&scope.site().organisations[organisation]),
                date: scope.maybe_date(signatory.date),
                themes: signatory
                    .themes
                    .iter()
                    .filter_map(|theme| keys.themes.get((theme.value as usize).wrapping_sub(1)))
                    .map(|theme| theme.text.as_str())
                    .collect(),
            })
            .collect(),
        unsigned_reason: keys.unsigned_reason.as_deref(),
    })
}

fn declaration_page<'v>(scope: &'v Scope<'_, '_>, reference: Ref<model::Plan>) -> Parts<'v> {
    let plan = &scope.site().plans[reference];
    let content = declaration(scope, plan).expect("only a plan with a declaration has this page");
    let view = below_plan(scope, "declaration", content.title, plan);
    let mut context = context("declaration", &content);
    context.insert_value("plan_link", value(&link(plan)));
    ("declaration.html", view, context)
}

/// A page below a plan's.
fn below_plan<'v>(scope: &'v Scope, kind: &'static str, title: &'v str, plan: &'v model::Plan) -> PageView<'v> {
    let mut above: Vec<Link> = scope.section(Section::Plans).into_iter().collect();
    above.push(link(plan));
    scope.page_view(kind, Some(Section::Plans), title, plan.summary(), above)
}

fn centre<'v>(scope: &'v Scope, reference: Ref<model::Plan>) -> Option<Centre<'v>> {
    let site = scope.site();
    let plan = &site.plans[reference];
    if !has_centre(site, reference) {
        return None;
    }
    let keys = plan.keys.action_centre.as_ref();
    let lines = plan.lines.iter().map(|line| &site.lines[*line]);
    let lines = lines.filter_map(|line| {
        let tasks = line_tasks(scope, line.keys.centre.as_ref()?);
        Some(CentreLine { line: link(line), number: line.keys.number.as_deref(), tasks })
    });
    Some(Centre {
        title: keys.and_then(|c| c.title.as_deref()).unwrap_or_else(|| scope.word("centre")),
        general: Tasks {
            title: scope.word("centre_general"),
            lead_in: keys.and_then(|c| c.lead_in.as_deref()),
            tasks: keys.map(|c| c.tasks.iter().map(String::as_str).collect()).unwrap_or_default(),
        },
        lines: lines.collect(),
        contact: scope.organisation(plan.centre_contact.or(plan.contact)),
    })
}

fn centre_page<'v>(scope: &'v Scope<'_, '_>, reference: Ref<model::Plan>) -> Parts<'v> {
    let plan = &scope.site().plans[reference];
    let content = centre(scope, reference).expect("only a plan with an action centre has this page");
    let view = below_plan(scope, "centre", content.title, plan);
    let mut context = context("centre", &content);
    context.insert_value("plan_link", value(&link(plan)));
    ("centre.html", view, context)
}

fn meetings<'v>(scope: &'v Scope, plan: &'v model::Plan) -> Vec<Meeting<'v>> {
    let rows = plan.keys.meetings.iter().zip(&plan.meeting_events);
    rows.map(|(keys, events)| Meeting {
        title: &keys.title,
        per_year: keys.per_year,
        text: keys.text.as_deref(),
        events: scope.event_rows(events),
    })
    .collect()
}

/// How many actions of a plan miss what.
fn not_smart_count<'v>(scope: &'v Scope, plan: &'v model::Plan) -> NotSmartCount<'v> {
    let site = scope.site();
    let actions = plan.lines.iter().flat_map(|line| &site.lines[*line].actions);
    let misses: Vec<Vec<Miss>> = actions.map(|action| site.actions[*action].misses()).collect();
    let count = |miss| misses.iter().filter(|misses| misses.contains(&miss)).count();
    let counts = Miss::ALL.map(|miss| MissCount { word: scope.miss(miss), count: count(miss) });
    NotSmartCount {
        path: &plan.not_smart_path,
        count: misses.iter().filter(|misses| !misses.is_empty()).count(),
        total: misses.len(),
        misses: counts.into_iter().filter(|miss| miss.count > 0).collect(),
    }
}

fn not_smart_page<'v>(scope: &'v Scope<'_, '_>, reference: Ref<model::Plan>) -> Parts<'v> {
    let plan = &scope.site().plans[reference];
    let mut view = below_plan(scope, "not_smart", scope.word("not_smart"), plan);
    view.summary = scope.word("not_smart_intro");
    let lines = plan.lines.iter().map(|line| not_smart_line(scope, &scope.site().lines[*line]));
    let content = NotSmartPage {
        count: not_smart_count(scope, plan),
        lines: lines.filter(|line| !line.actions.is_empty()).collect(),
    };
    let mut context = context("not_smart", &content);
    context.insert_value("plan_link", value(&link(plan)));
    ("not_smart.html", view, context)
}

fn not_smart_line<'v>(scope: &'v Scope, line: &'v model::Line) -> NotSmartLine<'v> {
    let actions = line.actions.iter().map(|action| &scope.site().actions[*action]);
    let actions = actions.map(|action| NotSmart {
        action: link(action),
        misses: action.misses().into_iter().map(|miss| scope.miss(miss)).collect(),
    });
    NotSmartLine {
        line: link(line),
        number: line.keys.number.as_deref(),
        actions: actions.filter(|action| !action.misses.is_empty()).collect(),
    }
}

fn line_page<'v>(scope: &'v Scope<'_, '_>, reference: Ref<model::Line>) -> Parts<'v> {
    let site = scope.site();
    let line = &site.lines[reference];
    let plan = &site.plans[line.plan];
    let mut view = below_plan(scope, "line", line.title(), plan);
    view.summary = line.summary();
    view.feed = site.has_line_feed(reference).then(|| Link { title: line.title(), path: &line.feed_path });
    neighbours(&site.lines, &plan.lines, reference, &mut view);
    let content = Line {
        number: line.keys.number.as_deref(),
        title: line.title(),
        plan: link(plan),
        regions: scope.region_links(&plan.regions),
        standing: scope.standing(site.rollup.line(reference)),
        content: line_content(scope, line, "", 0),
        lines: plan.lines.iter().map(|other| scope.line_row(*other, *other == reference)).collect(),
        centre_path: has_centre(site, line.plan).then_some(&plan.centre_path),
        figures: line.figures.iter().map(|figure| scope.figure_view(*figure)).collect(),
        projects: scope.project_items(&line.projects),
        practices: scope.practice_items(&line.practices),
        questions: scope.question_links(&line.questions),
        news: scope.news_rows(&line.news, NEWS_ON_PAGE),
    };
    ("line.html", view, context("line", &content))
}

fn action_page<'v>(scope: &'v Scope<'_, '_>, reference: Ref<model::Action>) -> Parts<'v> {
    let site = scope.site();
    let action = &site.actions[reference];
    let (line, plan) = (&site.lines[action.line], &site.plans[action.plan]);
    let mut above: Vec<Link> = scope.section(Section::Plans).into_iter().collect();
    above.extend([link(plan), link(line)]);
    let summary = if action.summary().is_empty() { action.body.prose.lead.as_str() } else { action.summary() };
    let mut view = scope.page_view("action", Some(Section::Plans), action.title(), summary, above);
    neighbours(&site.actions, &line.actions, reference, &mut view);
    let horizon =
        |h: &model::format::Horizon| Fact { label: scope.horizon(*h), text: scope.horizon_meaning(*h).to_owned() };
    let milestone =
        |m: &'v model::format::MilestoneKeys| Milestone { date: scope.date(m.date), title: &m.title, done: m.done };
    let content = Action {
        number: action.keys.number.as_ref().map(|n| n.value.as_str()),
        title: action.title(),
        plan: link(plan),
        line: scope.line_row(action.line, true),
        regions: scope.region_links(&plan.regions),
        training: action.keys.kind == Some(ActionKind::Training),
        body: scope.html(&action.body),
        status: scope.action_status(action),
        horizons: action.keys.horizons.iter().map(horizon).collect(),
        period: scope.years(&line.keys.period),
        instruments: scope.project_items(&action.instruments),
        owners: action.owners.iter().map(|o| organisation_link(&site.organisations[*o])).collect(),
        contact: scope.organisation(plan.contact),
        target: action.keys.target.as_deref(),
        due: scope.maybe_date(action.keys.due),
        milestones: action.keys.milestones.iter().map(milestone).collect(),
        updates: scope.updates(&action.updates, "", 1),
        figures: scope.figure_rows(&action.figures),
        topics: scope.topic_links(if action.topics.is_empty() { &line.topics } else { &action.topics }),
        siblings: line
            .actions
            .iter()
            .map(|other| scope.action_row(*other, *other == reference, Html::default()))
            .collect(),
        misses: action.misses().into_iter().map(|miss| scope.miss(miss)).collect(),
    };
    ("action.html", view, context("action", &content))
}

fn topic_page<'v>(scope: &'v Scope<'_, '_>, reference: Ref<model::Topic>) -> Parts<'v> {
    let site = scope.site();
    let topic = &site.topics[reference];
    let above = scope.section(Section::Topics).into_iter().collect();
    let mut view = scope.page_view("topic", Some(Section::Topics), topic.title(), topic.summary(), above);
    let all: Vec<_> = site.topics.refs().collect();
    neighbours(&site.topics, &all, reference, &mut view);
    let content = Topic {
        title: topic.title(),
        state: topic.keys.state.map(|state| scope.topic_state(state)),
        body: scope.html(&topic.body),
        plans: scope.plan_links(&topic.plans),
        lines: topic.lines.iter().map(|line| scope.line_row(*line, false)).collect(),
        standing: scope.standing(site.rollup.topic(reference)),
        matrix: site.rollup.topic_matrix(reference).map(|matrix| scope.line_matrix(matrix)),
        actions: scope.action_rows(&topic.actions),
        figures: scope.figure_rows(&topic.figures),
        practices: scope.practice_items(&topic.practices),
        news: scope.news_rows(&topic.news, NEWS_ON_PAGE),
        questions: scope.question_links(&topic.questions),
    };
    ("topic.html", view, context("topic", &content))
}

fn figure_page<'v>(scope: &'v Scope<'_, '_>, reference: Ref<FigureModel>) -> Parts<'v> {
    let figure = &scope.site().figures[reference];
    let above = scope.section(Section::Figures).into_iter().collect();
    let summary = if figure.summary().is_empty() { scope.drawn(reference).sentence.as_str() } else { figure.summary() };
    let mut view = scope.page_view("figure", Some(Section::Figures), figure.title(), summary, above);
    view.feed = (!figure.updates.is_empty()).then(|| Link { title: figure.title(), path: &figure.feed_path });
    let mut context = context("figure", &scope.figure_view(reference));
    context.insert_value("actions", value(&scope.action_links(&figure.actions)));
    context.insert_value("updates", value(&scope.updates(&figure.updates, "cijfer-", 1)));
    let path = Page::Embed(reference).path(scope.site());
    let code = scope.absolute(&path).map(|address| embed_code(&address, figure.title()));
    context.insert_value("embed", value(&Embed { path: &path, code }));
    ("figure.html", view, context)
}

fn comparison_page<'v>(scope: &'v Scope<'_, '_>, reference: Ref<ComparisonModel>) -> Parts<'v> {
    let comparison = &scope.site().comparisons[reference];
    let above = scope.section(Section::Comparisons).into_iter().collect();
    let section = Some(Section::Comparisons);
    let view = scope.page_view("comparison", section, comparison.title(), comparison.summary(), above);
    ("comparison.html", view, context("comparison", &scope.comparison(comparison)))
}

/// What the maker of another site copies. It has no style of its own, so that it works under a strict policy there.
fn embed_code(address: &str, title: &str) -> String {
    let (address, title) = (escape(address), escape(title));
    format!(
        "<iframe src=\"{address}\" title=\"{title}\" width=\"100%\" height=\"{EMBED_HEIGHT}\" loading=\"lazy\"></iframe>"
    )
}

fn embed_page<'v>(scope: &'v Scope<'_, '_>, reference: Ref<FigureModel>) -> Parts<'v> {
    let figure = &scope.site().figures[reference];
    let summary = scope.word("embed_summary");
    let mut view = scope.page_view("embed", Some(Section::Figures), figure.title(), summary, vec![link(figure)]);
    view.canonical = scope.absolute(&figure.path);
    view.noindex = true;
    ("embed.html", view, context("figure", &scope.figure_view(reference)))
}

fn archive<'v>(scope: &'v Scope, year: Option<i16>) -> NewsArchive<'v> {
    let site = scope.site();
    let of_year = |news: &Ref<model::News>| year.is_none_or(|year| site.news[*news].keys.date.year() == year);
    let most = if year.is_some() { usize::MAX } else { NEWS_ON_INDEX };
    let years = news_years(site).into_iter().rev();
    let entry = |(year, count)| YearLink { year, path: Page::NewsYear(year).path(site).into_owned(), count };
    NewsArchive {
        year,
        items: site.news.refs().filter(of_year).take(most).map(|news| scope.news_row(news)).collect(),
        years: years.map(entry).collect(),
    }
}

fn news_year<'v>(scope: &'v Scope<'_, '_>, year: i16) -> Parts<'v> {
    let content = archive(scope, Some(year));
    let above = scope.section(Section::News).into_iter().collect();
    let mut view = scope.page_view("news_year", Some(Section::News), "", scope.word("news_summary"), above);
    view.title = format!("{} {year}", scope.word("news")).into();
    ("news_year.html", view, context("archive", &content))
}

fn news_page<'v>(scope: &'v Scope<'_, '_>, reference: Ref<model::News>) -> Parts<'v> {
    let site = scope.site();
    let news = &site.news[reference];
    let above = scope.section(Section::News).into_iter().collect();
    let mut view = scope.page_view("news_item", Some(Section::News), news.title(), news.summary(), above);
    // News stands latest first: the one after this is older.
    view.previous = site.news.after(reference).map(|older| link(&site.news[older]));
    view.next = site.news.before(reference).map(|newer| link(&site.news[newer]));
    let mut subjects = scope.plan_links(&news.plans);
    subjects.extend(scope.line_links(&news.lines));
    subjects.extend(scope.project_links(&news.projects));
    subjects.extend(scope.topic_links(&news.topics));
    subjects.extend(scope.organisation_links(&news.organisations));
    let content = NewsItem {
        title: news.title(),
        date: scope.date(news.keys.date),
        body: scope.html(&news.body),
        regions: scope.region_links(&news.regions),
        subjects,
        documents: scope.document_rows(&news.documents),
        related: scope.news_rows(&news.related, NEWS_ON_PAGE),
    };
    ("news_item.html", view, context("news", &content))
}

fn practice_page<'v>(scope: &'v Scope<'_, '_>, reference: Ref<model::Practice>) -> Parts<'v> {
    let practice = &scope.site().practices[reference];
    let above = scope.section(Section::Practices).into_iter().collect();
    let view = scope.page_view("practice", Some(Section::Practices), practice.title(), practice.summary(), above);
    let content = Work {
        title: practice.title(),
        kind: None,
        body: scope.html(&practice.body),
        website: None,
        start: None,
        regions: scope.region_links(&practice.regions),
        lines: practice.lines.iter().map(|line| scope.line_row(*line, false)).collect(),
        actions: Vec::new(),
        topics: scope.topic_links(&practice.topics),
        organisations: scope.organisation_links(&practice.organisations),
        projects: scope.project_links(&practice.projects),
        news: Vec::new(),
    };
    ("practice.html", view, context("practice", &content))
}

fn project_page<'v>(scope: &'v Scope<'_, '_>, reference: Ref<model::Project>) -> Parts<'v> {
    let project = &scope.site().projects[reference];
    let above = scope.section(Section::Projects).into_iter().collect();
    let view = scope.page_view("project", Some(Section::Projects), project.title(), project.summary(), above);
    let content = Work {
        title: project.title(),
        kind: project.keys.kind.map(|kind| scope.project_kind(kind)),
        body: scope.html(&project.body),
        website: project.keys.website.as_ref().map(|w| w.0.as_str()),
        start: scope.maybe_date(project.keys.start),
        regions: scope.region_links(&project.regions),
        lines: project.lines.iter().map(|line| scope.line_row(*line, false)).collect(),
        actions: scope.action_rows(&project.actions),
        topics: Vec::new(),
        organisations: scope.organisation_links(&project.organisations),
        projects: Vec::new(),
        news: scope.news_rows(&project.news, NEWS_ON_PAGE),
    };
    ("project.html", view, context("project", &content))
}

fn organisation_page<'v>(scope: &'v Scope<'_, '_>, reference: Ref<model::Organisation>) -> Parts<'v> {
    let site = scope.site();
    let organisation = &site.organisations[reference];
    let above = scope.section(Section::Organisations).into_iter().collect();
    let view = scope.page_view(
        "organisation",
        Some(Section::Organisations),
        organisation.title(),
        organisation.summary(),
        above,
    );
    let signed = organisation.signed.iter().map(|plan| (*plan, scope.word("role_signatory")));
    let roles = organisation.roles.iter().map(|(plan, role)| (*plan, scope.role(*role))).chain(signed);
    let content = Organisation {
        title: organisation.title(),
        kind: organisation.keys.kind.as_deref(),
        body: scope.html(&organisation.body),
        contact: organisation_link(organisation),
        regions: scope.region_links(&organisation.regions),
        roles: scope.roles(roles).map(|(plan, role)| RoleInPlan { plan: link(&site.plans[plan]), role }).collect(),
        actions: scope.action_rows(&organisation.actions),
        projects: scope.project_items(&organisation.projects),
        practices: scope.practice_items(&organisation.practices),
        documents: scope.document_rows(&organisation.documents),
    };
    ("organisation.html", view, context("organisation", &content))
}

fn document_page<'v>(scope: &'v Scope<'_, '_>, reference: Ref<model::Document>) -> Parts<'v> {
    let document = &scope.site().documents[reference];
    let above = scope.section(Section::Documents).into_iter().collect();
    let view = scope.page_view("document", Some(Section::Documents), document.title(), document.summary(), above);
    let content = Document {
        row: scope.document_row(reference),
        body: scope.html(&document.body),
        regions: scope.region_links(&document.regions),
        plans: scope.plan_links(&document.plans),
        news: scope.news_rows(&document.news, NEWS_ON_PAGE),
    };
    ("document.html", view, context("document", &content))
}

fn event_page<'v>(scope: &'v Scope<'_, '_>, reference: Ref<model::Event>) -> Parts<'v> {
    let event = &scope.site().events[reference];
    let above = scope.section(Section::Events).into_iter().collect();
    let view = scope.page_view("event", Some(Section::Events), event.title(), event.summary(), above);
    let content = Event {
        row: scope.event_row(reference),
        body: scope.html(&event.body),
        plan: event.plan.map(|plan| link(&scope.site().plans[plan])),
        calendar: event.calendar_path(),
    };
    ("event.html", view, context("event", &content))
}

fn text_page<'v>(scope: &'v Scope<'_, '_>, reference: Ref<model::TextPage>) -> Parts<'v> {
    let page = &scope.site().pages[reference];
    let view = scope.page_view("page", None, page.title(), page.summary(), Vec::new());
    let content = TextPage { body: scope.html(&page.body), toc: toc(&page.body) };
    ("page.html", view, context("text", &content))
}

fn open_data<'v>(scope: &'v Scope<'_, '_>) -> Parts<'v> {
    let site = scope.site();
    let (title, summary) = (scope.word("open_data"), scope.word("open_data_summary"));
    let view = scope.page_view("open_data", None, title, summary, Vec::new());
    let files = |(reference, figure): (Ref<FigureModel>, &'v FigureModel)| FigureFiles {
        title: figure.title(),
        path: figure.path(),
        illustrative: figure.keys.illustrative,
        licence: figure.keys.licence.as_ref().map(|written| written.value.as_str()),
        files: scope.downloads_of(reference),
    };
    let list = |kind: Kind| ApiList {
        title: scope.word(kind.word()),
        count: kind.count(site),
        path: kind.path(),
        schema: Shape::List(kind).path(),
    };
    let licence = &site.settings.licence;
    let data = OpenData {
        licence,
        licence_url: licence::address(licence),
        figures: site.figures.iter().map(files).collect(),
        api: api::INDEX,
        lists: Kind::ALL.into_iter().filter(|kind| kind.count(site) > 0).map(list).collect(),
        catalogue: site.settings.base_url.as_ref().map(|_| CATALOGUE),
        calendar: (!site.events.is_empty()).then_some(CALENDAR),
    };
    ("open_data.html", view, context("data", &data))
}

fn changes<'v>(scope: &'v Scope<'_, '_>) -> Parts<'v> {
    let view = scope.page_view("changes", None, scope.word("changes"), scope.word("changes_summary"), Vec::new());
    let rows = scope.report_rows(scope.site().reports(), NEWS_ON_INDEX);
    ("changes.html", view, context("changes", &rows))
}

fn not_found<'v>(scope: &'v Scope<'_, '_>) -> Parts<'v> {
    let (title, summary) = (scope.word("not_found_title"), scope.word("not_found_summary"));
    let mut view = scope.page_view("not_found", None, title, summary, Vec::new());
    view.noindex = true;
    view.canonical = None;
    ("not_found.html", view, Context::new())
}
