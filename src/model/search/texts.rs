//! What each item says, by field: where a word stands decides how much it weighs.

use super::super::contents::Item;
use super::super::figure::{Data, Figure};
use super::super::sentence::{number, plain_sentence};
use super::super::{Plan, Ref, Site, Subject, Text, Update};
use crate::language::is_foreign_mark;

/// A field of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Title, and other names of the same thing.
    Title,
    /// Headings in the text.
    Heading,
    /// The sentence below the title.
    Summary,
    /// Names of what it belongs to: region, plan, line, owner.
    Names,
    /// Everything else.
    Text,
}

impl Field {
    /// Weight of a word in this field. A word that is most of a title says more than one of ten.
    pub fn weight(self, text: &str) -> u16 {
        let word_count = || u16::try_from(text.split_whitespace().count().clamp(1, 100)).expect("at most 100");
        match self {
            Field::Title => 10 + 12 / word_count(),
            Field::Heading => 5,
            Field::Summary => 4,
            Field::Names => 2,
            Field::Text => 0,
        }
    }
}

/// Longest text that is kept to show words in context, in bytes; all of it can be found.
const LONGEST_EXCERPT: usize = 4000;

/// What an item says.
pub struct Texts {
    pub fields: Vec<(Field, String)>,
}

impl Texts {
    /// Gathers what an item says.
    pub fn of(item: Item, site: &Site) -> Texts {
        let mut texts = Texts { fields: Vec::new() };
        texts.add(Field::Title, item.title(site));
        texts.add_all(Field::Names, item.regions(site).iter().map(|r| site.regions[*r].keys.page.title.value.as_str()));
        texts.add_all(Field::Names, item.belongs_to(site));
        match item {
            Item::Subject(subject) => texts.subject(subject, site),
            Item::Declaration(plan) => texts.declaration(plan, site),
            Item::Centre(plan) => texts.centre(plan, site),
            Item::Horizons(_) | Item::NotSmart(_) => {}
        }
        texts.translation(item, site);
        texts
    }

    /// Adds the title, the headings and the sentence of the translation of an item's page: whoever searches in its
    /// language finds the page, which leads on to its translation.
    fn translation(&mut self, item: Item, site: &Site) {
        let other = site.translation.as_deref().filter(|translation| translation.has(item.path(site)));
        let Some(other) = other else { return };
        let is_read = |field: Field| matches!(field, Field::Title | Field::Heading | Field::Summary);
        let translated = Texts::of(item, &other.site).fields.into_iter();
        // What stands in the language of the original is there already.
        self.fields.extend(translated.filter(|(field, text)| is_read(*field) && !text.contains(is_foreign_mark)));
    }

    /// The sentence below the title.
    pub fn summary(&self) -> String {
        self.fields.iter().find(|(field, _)| *field == Field::Summary).map(|(_, text)| text.clone()).unwrap_or_default()
    }

    /// The running text, as much as is shown.
    pub fn excerpt(&self) -> String {
        let mut out = String::new();
        for (_, text) in self.fields.iter().filter(|(field, _)| *field == Field::Text) {
            for word in text.split_whitespace() {
                if !out.is_empty() {
                    out.push(' ');
                }
                out.push_str(word);
                if out.len() > LONGEST_EXCERPT {
                    return out;
                }
            }
        }
        out
    }

    fn add(&mut self, field: Field, text: &str) {
        if !text.trim().is_empty() {
            self.fields.push((field, text.to_owned()));
        }
    }

    fn add_all<'s>(&mut self, field: Field, texts: impl IntoIterator<Item = &'s str>) {
        texts.into_iter().for_each(|text| self.add(field, text));
    }

    fn prose(&mut self, text: &Text) {
        self.add_all(Field::Heading, text.prose.headings.iter().map(|heading| heading.title.as_str()));
        self.add(Field::Text, &text.prose.plain());
    }

    fn updates(&mut self, updates: &[Update]) {
        updates.iter().for_each(|update| self.prose(&update.text));
    }

    fn subject(&mut self, subject: Subject, site: &Site) {
        self.summary_of(subject, site);
        self.prose_of(subject, site);
        match subject {
            Subject::Region(r) => {
                let keys = &site.regions[r].keys;
                self.add_all(Field::Title, keys.former_names.iter().map(String::as_str));
                self.add_all(Field::Names, keys.part.as_deref());
                for figure in &keys.key_figures {
                    let number = site.settings.language.number(figure.value, 1);
                    let unit = figure.unit.as_deref().unwrap_or_default();
                    let qualifier = figure.qualifier.as_deref().unwrap_or_default();
                    self.add(Field::Text, &format!("{}: {qualifier} {number} {unit}.", figure.label));
                }
            }
            Subject::Plan(r) => self.plan(r, site),
            Subject::Line(r) => {
                let line = &site.lines[r];
                self.prose_all(line.goal.iter().chain(&line.goal_note));
                self.add_all(Field::Names, line.topics.iter().map(|t| site.page(Subject::Topic(*t)).0));
                if let Some(centre) = &line.keys.centre {
                    self.add_all(Field::Text, centre.tasks.iter().map(String::as_str));
                }
                self.updates(&line.updates);
            }
            Subject::Action(r) => {
                let action = &site.actions[r];
                self.add(Field::Names, site.page(Subject::Line(action.line)).0);
                self.add_all(Field::Names, action.owners.iter().map(|o| site.page(Subject::Organisation(*o)).0));
                self.add_all(Field::Names, action.instruments.iter().map(|p| site.page(Subject::Project(*p)).0));
                self.add_all(
                    Field::Text,
                    [&action.keys.target, &action.keys.status_note].into_iter().flatten().map(String::as_str),
                );
                self.add_all(Field::Text, action.keys.milestones.iter().map(|milestone| milestone.title.as_str()));
                self.updates(&action.updates);
            }
            Subject::Figure(r) => self.figure(&site.figures[r], site),
            Subject::Organisation(r) => {
                let keys = &site.organisations[r].keys;
                self.add_all(Field::Names, keys.kind.as_deref());
            }
            Subject::Document(r) => {
                let document = &site.documents[r];
                self.add_all(Field::Names, document.keys.kind.as_deref());
                self.add_all(Field::Names, document.organisation.map(|o| site.page(Subject::Organisation(o)).0));
            }
            Subject::Event(r) => self.add_all(Field::Names, site.events[r].keys.location.as_deref()),
            Subject::Term(r) => {
                let keys = &site.terms[r].keys;
                self.add_all(Field::Title, keys.full.as_deref());
                self.add_all(Field::Title, keys.synonyms.iter().map(String::as_str));
            }
            Subject::Home | Subject::Topic(_) | Subject::News(_) | Subject::Practice(_) => {}
            Subject::Project(_) | Subject::Question(_) | Subject::Page(_) | Subject::Comparison(_) => {}
        }
    }

    fn prose_all<'s>(&mut self, texts: impl IntoIterator<Item = &'s Text>) {
        texts.into_iter().for_each(|text| self.prose(text));
    }

    /// The sentence below the title; of a figure what it shows, where its author wrote none.
    fn summary_of(&mut self, subject: Subject, site: &Site) {
        let summary = site.summary(subject);
        match subject {
            Subject::Figure(r) => {
                let said = plain_sentence(&site.figures[r], site.settings.language);
                self.add(Field::Summary, if summary.is_empty() { &said } else { summary });
                self.add(Field::Text, &said);
            }
            Subject::Action(r) if summary.is_empty() => self.add(Field::Summary, &site.actions[r].body.prose.lead),
            _ => self.add(Field::Summary, summary),
        }
    }

    fn prose_of(&mut self, subject: Subject, site: &Site) {
        let prose = site.prose(subject);
        self.add_all(Field::Heading, prose.headings.iter().map(|heading| heading.title.as_str()));
        self.add(Field::Text, &prose.plain());
    }

    fn plan(&mut self, reference: Ref<Plan>, site: &Site) {
        let plan = &site.plans[reference];
        self.add_all(Field::Heading, plan.lines.iter().map(|line| site.page(Subject::Line(*line)).0));
        let parties = plan.parties.iter().map(|(organisation, _)| *organisation);
        self.add_all(Field::Names, parties.chain(plan.coordinator).map(|o| site.page(Subject::Organisation(o)).0));
        for meeting in &plan.keys.meetings {
            self.add(Field::Text, &meeting.title);
            self.add_all(Field::Text, meeting.text.as_deref());
        }
        self.updates(&plan.updates);
    }

    fn declaration(&mut self, reference: Ref<Plan>, site: &Site) {
        let plan = &site.plans[reference];
        if let Some((keys, declaration)) = plan.keys.declaration.as_ref().zip(plan.declaration.as_ref()) {
            self.prose(&declaration.text);
            self.add_all(Field::Text, keys.themes.iter().map(|theme| theme.text.as_str()));
            let signatories = declaration.signatories.iter();
            self.add_all(Field::Names, signatories.map(|(_, o)| site.page(Subject::Organisation(*o)).0));
            self.add_all(Field::Text, keys.unsigned_reason.as_deref());
        }
    }

    fn centre(&mut self, reference: Ref<Plan>, site: &Site) {
        let plan = &site.plans[reference];
        if let Some(keys) = &plan.keys.action_centre {
            self.add_all(Field::Text, keys.lead_in.as_deref());
            self.add_all(Field::Text, keys.tasks.iter().map(String::as_str));
        }
        for line in plan.lines.iter().filter_map(|line| site.lines[*line].keys.centre.as_ref()) {
            self.add_all(Field::Text, line.tasks.iter().map(String::as_str));
        }
    }

    /// A figure's names and values as they may be shown: from [`Figure::data`], never from what was written.
    fn figure(&mut self, figure: &Figure, site: &Site) {
        let language = site.settings.language;
        self.add_all(Field::Names, figure.lines.iter().map(|line| site.page(Subject::Line(*line)).0));
        self.add(Field::Text, &figure.keys.source.name);
        self.prose_all(&figure.notes);
        if let Data::Series(data) = &figure.data {
            for row in &data.rows {
                self.add(Field::Text, &row.name);
            }
            // Not for showing in context: values without their period say nothing.
            let values = data.rows.iter().chain(&data.total).flat_map(|row| &row.values);
            let values = values.filter_map(|cell| Some(number(cell.value?, figure.keys.unit(), language)));
            self.add(Field::Names, &values.collect::<Vec<_>>().join(" "));
        }
    }
}
