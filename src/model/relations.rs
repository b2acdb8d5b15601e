//! The other way round: tells each entity who refers to it. Lists keep the order of the tables.

use super::*;

/// Fills in all lists that follow from references elsewhere.
pub fn relate(site: &mut Site) {
    relate_plans(site);
    relate_actions(site);
    relate_regions(site);
    relate_lines(site);
    relate_topics(site);
    relate_organisations(site);
    relate_news(site);
}

/// Empties all lists that [`relate`] fills; those that an entity fills partly itself are left to who links it.
pub fn forget(site: &mut Site) {
    macro_rules! forget {
        ($($table:ident: $($list:ident)+;)+) => { $(
            for row in &mut site.$table.rows {
                $( row.$list.clear(); )+
            }
        )+ };
    }
    forget! {
        regions: plans figures news documents events practices projects questions;
        plans: lines figures news documents events;
        lines: actions figures projects practices questions news;
        topics: lines actions figures practices news questions;
        figures: actions;
        projects: actions news;
        organisations: roles signed actions projects practices documents;
        documents: news;
    }
    for plan in &mut site.plans.rows {
        plan.successor = None;
        plan.meeting_events = plan.keys.meetings.iter().map(|_| Vec::new()).collect();
    }
    site.events.rows.iter_mut().for_each(|event| event.meeting = None);
}

/// Adds a reference to a list that does not have it yet.
fn add<T>(list: &mut Vec<Ref<T>>, item: Ref<T>) {
    if !list.contains(&item) {
        list.push(item);
    }
}

fn relate_plans(site: &mut Site) {
    for (line, row) in site.lines.iter() {
        site.plans.rows[row.plan.index()].lines.push(line);
    }
    for plan in site.plans.refs() {
        if let Some(before) = site.plans[plan].predecessor {
            site.plans.rows[before.index()].successor = Some(plan);
        }
    }
    for (figure, row) in site.figures.iter() {
        for line in &row.lines {
            add(&mut site.plans.rows[site.lines[*line].plan.index()].figures, figure);
        }
    }
    for (news, row) in site.news.iter() {
        let of_lines = row.lines.iter().map(|line| site.lines[*line].plan);
        for plan in row.plans.iter().copied().chain(of_lines) {
            add(&mut site.plans.rows[plan.index()].news, news);
        }
    }
    for (document, row) in site.documents.iter() {
        for plan in &row.plans {
            site.plans.rows[plan.index()].documents.push(document);
        }
    }
    for event in site.events.refs() {
        relate_event(site, event);
    }
}

/// An event belongs to a meeting of its plan, and without regions of its own to those of the plan.
fn relate_event(site: &mut Site, event: Ref<Event>) {
    let row = &site.events[event];
    let Some(plan) = row.plan else { return };
    let written = row.keys.meeting.as_ref().map(|id| &id.value);
    let meeting = written.and_then(|id| site.plans[plan].keys.meetings.iter().position(|m| m.id.value == *id));
    let regions = site.plans[plan].regions.clone();
    site.plans.rows[plan.index()].events.push(event);
    let row = &mut site.events.rows[event.index()];
    row.meeting = meeting;
    if row.regions.is_empty() {
        row.regions = regions;
    }
    if let Some(meeting) = meeting {
        site.plans.rows[plan.index()].meeting_events[meeting].push(event);
    }
}

fn relate_actions(site: &mut Site) {
    for (action, row) in site.actions.iter() {
        site.lines.rows[row.line.index()].actions.push(action);
        for project in &row.instruments {
            let project = &mut site.projects.rows[project.index()];
            project.actions.push(action);
            add(&mut project.lines, row.line);
        }
        for figure in &row.figures {
            site.figures.rows[figure.index()].actions.push(action);
        }
        for topic in &row.topics {
            site.topics.rows[topic.index()].actions.push(action);
        }
        for owner in &row.owners {
            site.organisations.rows[owner.index()].actions.push(action);
        }
    }
}

fn relate_regions(site: &mut Site) {
    macro_rules! of_regions {
        ($($table:ident),*) => { $(
            for (reference, row) in site.$table.iter() {
                for region in &row.regions {
                    site.regions.rows[region.index()].$table.push(reference);
                }
            }
        )* };
    }
    of_regions!(plans, figures, news, documents, events, practices, projects, questions);
}

fn relate_lines(site: &mut Site) {
    macro_rules! of_lines {
        ($($table:ident),*) => { $(
            for (reference, row) in site.$table.iter() {
                for line in &row.lines {
                    site.lines.rows[line.index()].$table.push(reference);
                }
            }
        )* };
    }
    of_lines!(figures, projects, practices, questions, news);
}

fn relate_topics(site: &mut Site) {
    macro_rules! of_topics {
        ($($table:ident),*) => { $(
            for (reference, row) in site.$table.iter() {
                for topic in &row.topics {
                    site.topics.rows[topic.index()].$table.push(reference);
                }
            }
        )* };
    }
    of_topics!(lines, figures, practices, news, questions);
}

fn relate_organisations(site: &mut Site) {
    for (plan, row) in site.plans.iter() {
        for (organisation, role) in &row.parties {
            site.organisations.rows[organisation.index()].roles.push((plan, *role));
        }
        if let Some(coordinator) = row.coordinator {
            let roles = &mut site.organisations.rows[coordinator.index()].roles;
            if !roles.contains(&(plan, Role::Coordinator)) {
                roles.push((plan, Role::Coordinator));
            }
        }
        for (_, organisation) in row.declaration.iter().flat_map(|d| &d.signatories) {
            add(&mut site.organisations.rows[organisation.index()].signed, plan);
        }
    }
    for (project, row) in site.projects.iter() {
        for organisation in &row.organisations {
            site.organisations.rows[organisation.index()].projects.push(project);
        }
    }
    for (practice, row) in site.practices.iter() {
        for organisation in &row.organisations {
            site.organisations.rows[organisation.index()].practices.push(practice);
        }
    }
    for (document, row) in site.documents.iter() {
        if let Some(organisation) = row.organisation {
            site.organisations.rows[organisation.index()].documents.push(document);
        }
    }
}

fn relate_news(site: &mut Site) {
    for (news, row) in site.news.iter() {
        for project in &row.projects {
            site.projects.rows[project.index()].news.push(news);
        }
        for document in &row.documents {
            site.documents.rows[document.index()].news.push(news);
        }
    }
    for news in site.news.refs() {
        site.news.rows[news.index()].related = related(site, news);
    }
}

/// News with the most in common: a shared region counts one, a shared line or project two; at most three items.
///
/// Of each region, line and project only the latest fifty items are looked at, so that the work grows with the number of
/// items and not with its square.
fn related(site: &Site, news: Ref<News>) -> Vec<Ref<News>> {
    let row = &site.news[news];
    let mut scores: std::collections::BTreeMap<Ref<News>, u32> = std::collections::BTreeMap::new();
    let mut count = |list: &[Ref<News>], weight: u32| {
        for other in list.iter().take(50).filter(|other| **other != news) {
            *scores.entry(*other).or_default() += weight;
        }
    };
    row.regions.iter().for_each(|region| count(&site.regions[*region].news, 1));
    row.lines.iter().for_each(|line| count(&site.lines[*line].news, 2));
    row.projects.iter().for_each(|project| count(&site.projects[*project].news, 2));
    let mut ranked: Vec<(Ref<News>, u32)> = scores.into_iter().collect();
    ranked.sort_unstable_by_key(|(other, score)| (std::cmp::Reverse(*score), site.news.rank(*other)));
    ranked.into_iter().take(3).map(|(other, _)| other).collect()
}
