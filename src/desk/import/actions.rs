//! Blocks → lines with actions: which column says what, which rows belong together, what the horizons are.

use std::collections::{BTreeMap, BTreeSet};

use super::owners;
use super::reading::Block;
use super::{Existing, Known};
use crate::model::format::Horizon;
use crate::source::address::slug;

/// All that was found in a document.
#[derive(Debug, Default)]
pub struct Imported {
    /// Lines in the order of the document.
    pub lines: Vec<ImportedLine>,
    /// Rows with something in them, headers left out.
    pub rows: usize,
    /// Rows that were the rest of the row before.
    pub joined: usize,
    /// Lines of text outside the tables, which are not taken over.
    pub texts: usize,
}

/// A line with its actions.
#[derive(Debug, Default)]
pub struct ImportedLine {
    /// Title.
    pub title: String,
    /// Id.
    pub id: String,
    /// Number as shown.
    pub number: Option<String>,
    /// First and last year.
    pub period: Option<(String, String)>,
    /// Headings that differ from the ordinary ones, by the key in `columns`.
    pub columns: Vec<(&'static str, String)>,
    /// Actions in order.
    pub actions: Vec<ImportedAction>,
    /// What a person has to look at.
    pub doubts: Vec<String>,
}

/// An action.
#[derive(Debug, Default, Clone)]
pub struct ImportedAction {
    /// Title.
    pub title: String,
    /// Id, unique in the whole document.
    pub id: String,
    /// Number as shown.
    pub number: Option<String>,
    /// Horizons; empty when the table gives none.
    pub horizons: Vec<Horizon>,
    /// Explanation in Markdown.
    pub explanation: String,
    /// Ids of projects that the table names as instruments.
    pub instruments: Vec<String>,
    /// Ids of organisations that the table names as leading it.
    pub owners: Vec<String>,
    /// Ids of projects that the text only mentions.
    pub mentioned: Vec<String>,
    /// A training and not an action.
    pub is_training: bool,
    /// What a person has to look at.
    pub doubts: Vec<String>,
}

/// What a column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Number,
    Title,
    Explanation,
    Instruments,
    Horizons,
    Owners,
    Other,
}

/// The columns of the table that is being read.
#[derive(Debug, Clone)]
struct Header {
    roles: Vec<Role>,
    words: Vec<String>,
}

/// Puts the blocks of a document together.
pub fn assemble(blocks: Vec<Block>, existing: &Existing) -> Imported {
    let Existing { projects, organisations } = existing;
    let mut assembly = Assembly { projects, organisations, ..Assembly::default() };
    for block in blocks {
        match block {
            Block::Text(text) => assembly.text(&text),
            Block::Row(cells) => assembly.row(cells),
            Block::Doubt(doubt) => assembly.doubt(doubt),
        }
    }
    assembly.finish()
}

#[derive(Default)]
struct Assembly<'a> {
    projects: &'a [Known],
    organisations: &'a [Known],
    imported: Imported,
    /// The heading of the line that comes next: its number and its title.
    heading: Option<(Option<String>, String)>,
    header: Option<Header>,
    /// Rows of the table so far, each as wide as its header.
    rows: Vec<Vec<String>>,
    /// What is in doubt about these rows.
    doubts: BTreeMap<usize, BTreeSet<String>>,
    /// Notes that stand between the rows.
    notes: Vec<String>,
}

impl Assembly<'_> {
    fn text(&mut self, text: &str) {
        if let Some(heading) = line_heading(text) {
            self.close();
            self.heading = Some(heading);
            return;
        }
        if let Some((_, title)) = self.heading.as_mut().filter(|(_, title)| title.is_empty()) {
            text.clone_into(title);
            return;
        }
        if self.header.is_some() && text.starts_with(['¹', '²', '³', '*']) {
            self.notes.push(text.to_owned());
        }
        self.imported.texts += 1;
    }

    fn row(&mut self, cells: Vec<String>) {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        if let Some(header) = Header::read(&cells, self.header.is_some()) {
            // A header that is repeated on the next page begins nothing new.
            if self.header.as_ref().is_none_or(|h| h.words != header.words) {
                self.close();
                self.header = Some(header);
            }
            return;
        }
        let Some(header) = &self.header else {
            self.imported.texts += 1;
            return;
        };
        self.imported.rows += 1;
        let mut row = cells;
        // More cells than columns: nothing may be lost.
        while row.len() > header.roles.len() {
            let last = row.pop().expect("it is longer than something");
            let before = row.last_mut().expect("a table has a column");
            join(before, &last);
        }
        row.resize(header.roles.len(), String::new());
        match self.rows.last_mut() {
            Some(last) if header.is_rest(&row) => {
                last.iter_mut().zip(&row).for_each(|(cell, more)| join(cell, more));
                self.imported.joined += 1;
            }
            _ => self.rows.push(row),
        }
    }

    /// Notes a doubt about the last row.
    fn doubt(&mut self, doubt: String) {
        if let Some(last) = self.rows.len().checked_sub(1) {
            self.doubts.entry(last).or_default().insert(doubt);
        }
    }

    /// Ends the table that is being read and makes a line of it.
    fn close(&mut self) {
        let Some(header) = self.header.take() else { return };
        let rows = std::mem::take(&mut self.rows);
        let notes = std::mem::take(&mut self.notes);
        let doubts = std::mem::take(&mut self.doubts);
        if rows.is_empty() {
            return;
        }
        let count = self.imported.lines.len() + 1;
        let (number, title) = self.heading.take().unwrap_or_default();
        let mut line =
            ImportedLine { number, period: header.period(), columns: header.columns(), ..ImportedLine::default() };
        line.doubts.extend(notes.into_iter().map(|note| format!("noot bij de tabel: {note}")));
        line.title = match title.is_empty() {
            true => {
                line.doubts.push("boven de tabel staat geen titel".to_owned());
                format!("Actielijn {count}")
            }
            false => title,
        };
        line.id = slug(&line.title);
        line.actions = rows.iter().map(|row| self.action(row, &header)).collect();
        for (row, doubts) in doubts {
            line.actions[row].doubts.extend(doubts);
        }
        warn_of_equal_numbers(&mut line.actions);
        self.imported.lines.push(line);
    }

    fn action(&self, row: &[String], header: &Header) -> ImportedAction {
        let of = |role: Role| -> String {
            let cells = row.iter().zip(&header.roles).filter(|(_, r)| **r == role).map(|(cell, _)| cell.trim());
            cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join("\n\n")
        };
        let mut action = ImportedAction { is_training: header.is_training(), ..ImportedAction::default() };
        action.title = plain(&of(Role::Title));
        action.explanation = of(Role::Explanation);
        let number = of(Role::Number);
        let shown = number.trim().trim_end_matches(['.', ')']).to_owned();
        action.number = (!shown.is_empty()).then_some(shown);
        let says_more = action.number.as_ref().is_some_and(|number| number.contains(char::is_whitespace));
        if action.title.is_empty() && says_more {
            action.doubts.push("deze rij heeft één brede cel: is dit een actie?".to_owned());
            action.title = plain(&action.number.take().unwrap_or_default());
        } else if action.title.is_empty() {
            action.doubts.push("de tabel geeft geen titel".to_owned());
            action.title = format!("Actie {}", action.number.as_deref().unwrap_or("zonder titel"));
        }
        let (horizons, rest) = horizons(&of(Role::Horizons));
        action.horizons = horizons;
        if !rest.is_empty() {
            action.doubts.push(format!("dit is geen effecttermijn: {rest}"));
        }
        self.instruments(&of(Role::Instruments), &mut action);
        for ((cell, role), word) in row.iter().zip(&header.roles).zip(&header.words) {
            match role {
                Role::Owners => self.owners(cell, word, &mut action),
                Role::Other if !cell.trim().is_empty() => {
                    action.doubts.push(format!("kolom `{}`: {}", one_line(word), one_line(cell)));
                }
                _ => {}
            }
        }
        action
    }

    /// Known organisations in a cell with who leads the action; other names in it, for a person.
    fn owners(&self, cell: &str, word: &str, action: &mut ImportedAction) {
        let owners = owners::read(cell, self.organisations);
        for id in owners.ids {
            if !action.owners.contains(&id) {
                action.owners.push(id);
            }
        }
        for name in owners.unknown {
            action.doubts.push(format!("kolom `{}`: welke organisatie op de site is `{name}`?", one_line(word)));
        }
    }

    /// Known projects in the cell with instruments; what is left of it, and projects in the text, for a person.
    fn instruments(&self, cell: &str, action: &mut ImportedAction) {
        let found = |text: &str| -> Vec<&Known> {
            let text = format!("-{}-", slug(text));
            let is_named = |project: &&Known| {
                let title = slug(&project.title);
                !title.is_empty() && text.contains(&format!("-{title}-"))
            };
            let mut found: Vec<&Known> = self.projects.iter().filter(is_named).collect();
            found.sort_by_key(|project| text.find(&format!("-{}-", slug(&project.title))));
            found
        };
        let named = found(cell);
        action.instruments = named.iter().map(|project| project.id.clone()).collect();
        if !cell.trim().is_empty() {
            action.doubts.push(format!("de tabel noemt als instrument: {}", one_line(cell)));
        }
        let text = format!("{} {}", action.title, action.explanation);
        let mentioned = found(&text).into_iter().map(|project| project.id.clone());
        action.mentioned = mentioned.filter(|id| !action.instruments.contains(id)).collect();
    }

    fn finish(mut self) -> Imported {
        self.close();
        let mut lines: BTreeSet<String> = BTreeSet::new();
        let mut actions: BTreeSet<String> = BTreeSet::new();
        for line in &mut self.imported.lines {
            line.id = unique(&short(&line.id), "lijn", &mut lines);
            for action in &mut line.actions {
                action.id = unique(&short(&slug(&action.title)), "actie", &mut actions);
            }
        }
        self.imported
    }
}

/// An id that is not taken yet.
fn unique(wanted: &str, otherwise: &str, taken: &mut BTreeSet<String>) -> String {
    let wanted = if wanted.is_empty() { otherwise } else { wanted };
    let numbered = (2..).map(|number| format!("{wanted}-{number}"));
    let mut possible = std::iter::once(wanted.to_owned()).chain(numbered);
    let id = possible.find(|id| !taken.contains(id)).expect("there are more numbers than ids");
    taken.insert(id.clone());
    id
}

/// The first words of a long id: an address should be fit to be read out.
fn short(id: &str) -> String {
    if id.len() <= 60 {
        return id.to_owned();
    }
    let end = id[..60].rfind('-').unwrap_or(60);
    id[..end].to_owned()
}

fn warn_of_equal_numbers(actions: &mut [ImportedAction]) {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    actions.iter().filter_map(|action| action.number.clone()).for_each(|number| *count.entry(number).or_default() += 1);
    for action in actions {
        match &action.number {
            Some(number) if count[number] > 1 => {
                action.doubts.push(format!("meer acties hebben nummer {number}; verwijs met de id"));
            }
            None => action.doubts.push("de tabel geeft geen nummer".to_owned()),
            Some(_) => {}
        }
    }
}

impl Header {
    /// The columns, when this row is a header: it names the action, and its explanation or its effect. Below a header
    /// an action can begin with the same words ("Actie nummer 5", "Uitleg bij 5."); there a header says nothing else.
    fn read(cells: &[String], is_below_header: bool) -> Option<Header> {
        let role_of = |cell: &String| match is_below_header && !is_only_heading(cell) {
            true => Role::Other,
            false => role(cell),
        };
        let mut roles: Vec<Role> = cells.iter().map(role_of).collect();
        let has = |role, roles: &[Role]| roles.contains(&role);
        let is_header = has(Role::Title, &roles) && (has(Role::Explanation, &roles) || has(Role::Horizons, &roles));
        let has_number = cells.iter().any(|cell| is_number(cell));
        if !is_header || has_number {
            return None;
        }
        // Numbers stand in a column without a name, before the titles.
        let title = roles.iter().position(|role| *role == Role::Title)?;
        if !has(Role::Number, &roles)
            && let Some(unnamed) = (0..title).find(|at| cells[*at].trim().is_empty())
        {
            roles[unnamed] = Role::Number;
        }
        Some(Header { roles, words: cells.to_vec() })
    }

    /// True for a row that goes on with the one before: without a number, and without a title of its own.
    fn is_rest(&self, row: &[String]) -> bool {
        let cell = |role: Role| self.roles.iter().position(|r| *r == role).map(|at| row[at].trim());
        let has_number = cell(Role::Number).is_some_and(|number| !number.is_empty());
        let title = cell(Role::Title).unwrap_or("");
        !has_number && (title.is_empty() || title.starts_with(char::is_lowercase))
    }

    fn word(&self, role: Role) -> Option<String> {
        let at = self.roles.iter().position(|r| *r == role)?;
        Some(without_brackets(&one_line(&self.words[at])))
    }

    fn is_training(&self) -> bool {
        self.word(Role::Title).is_some_and(|word| word.to_lowercase().starts_with("opleiding"))
    }

    /// Headings that the site would not use by itself.
    fn columns(&self) -> Vec<(&'static str, String)> {
        let named = [
            ("action", Role::Title, &["actie", "acties"][..]),
            ("explanation", Role::Explanation, &["toelichting"]),
            ("instruments", Role::Instruments, &["instrumenten"]),
            ("horizons", Role::Horizons, &["effect"]),
        ];
        let differs = |(key, role, ordinary): &(&'static str, Role, &[&str])| {
            let word = self.word(*role)?;
            (!ordinary.contains(&word.to_lowercase().as_str())).then_some((*key, word))
        };
        named.iter().filter_map(differs).collect()
    }

    /// "Actie (2017/2018)".
    fn period(&self) -> Option<(String, String)> {
        let words = self.words.join(" ");
        let years: Vec<&str> = words.split(|c: char| !c.is_ascii_digit()).filter(|part| is_year(part)).collect();
        Some(((*years.first()?).to_owned(), (*years.last()?).to_owned()))
    }
}

/// What a heading speaks of, by how it begins; the first that fits.
const HEADINGS: [(Role, &[&str]); 5] = [
    (Role::Owners, &["trekker", "eigenaar", "eigenaren", "verantwoordelijk", "actiehouder"]),
    (Role::Title, &["actie", "opleiding", "maatregel", "activiteit"]),
    (Role::Explanation, &["toelichting", "omschrijving", "uitleg", "beschrijving"]),
    (Role::Instruments, &["instrument", "project", "middel"]),
    (Role::Horizons, &["effect", "termijn", "horizon"]),
];

/// What else can stand in a heading: "Toelichting op de actie", "Effect op korte en lange termijn", "Nummer en titel".
const BESIDE_HEADINGS: &[&str] = &[
    "bij",
    "de",
    "een",
    "en",
    "het",
    "in",
    "kort",
    "korte",
    "lang",
    "lange",
    "middellang",
    "middellange",
    "naam",
    "nr",
    "nummer",
    "of",
    "op",
    "per",
    "titel",
    "van",
];

fn role(header: &str) -> Role {
    let word = without_brackets(&one_line(header)).to_lowercase();
    if ["nr", "nr.", "nummer", "#", "no"].contains(&word.as_str()) {
        return Role::Number;
    }
    heading_word(&word).unwrap_or(Role::Other)
}

/// What a text speaks of that begins as a heading does.
fn heading_word(text: &str) -> Option<Role> {
    let begins = |(_, starts): &&(Role, &[&str])| starts.iter().any(|start| text.starts_with(start));
    // "Middellang" is how long, and no means.
    HEADINGS.iter().find(begins).filter(|_| !text.starts_with("middellang")).map(|(role, _)| *role)
}

/// True for a cell of which each word can stand in a heading, years too.
fn is_only_heading(cell: &str) -> bool {
    let text = without_brackets(&one_line(cell)).to_lowercase();
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.all(|word| heading_word(word).is_some() || BESIDE_HEADINGS.contains(&word) || is_year(word))
}

/// True for the number of an action: "5" or "5.".
fn is_number(cell: &str) -> bool {
    let digits = cell.trim().trim_end_matches(['.', ')']);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && is_number(word)
}

/// A heading without what stands between brackets, and without the mark of a note.
fn without_brackets(text: &str) -> String {
    let before = text.split('(').next().unwrap_or("");
    before.trim_matches(|c: char| c.is_whitespace() || "¹²³*\\".contains(c)).to_owned()
}

/// "Actielijn 3: Titel": the number and the title, which may follow on the next line. A table of contents has the number
/// of a page behind it.
fn line_heading(text: &str) -> Option<(Option<String>, String)> {
    let bare = plain(text);
    let bare = bare.trim_matches(['*', '#', ' ']);
    let rest = bare.get("actielijn ".len()..).filter(|_| bare.to_lowercase().starts_with("actielijn "))?;
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let (number, title) = rest.split_at(end);
    let title = title.trim_start_matches([':', '.', '-', '–', ' ']).trim().trim_end_matches('.').trim();
    let is_contents =
        title.contains("....") || text.trim_end().ends_with(|c: char| c.is_ascii_digit()) && text.contains("..");
    (number.starts_with(|c: char| c.is_ascii_digit()) && !is_contents)
        .then(|| (Some(number.to_owned()), title.to_owned()))
}

/// Reads every spelling of a set of horizons, and gives what is none.
fn horizons(cell: &str) -> (Vec<Horizon>, String) {
    // A word that was broken off at the end of a line.
    let cell = cell.replace("- ", "").replace("-\n", "").replace("\u{ad}", "").to_lowercase();
    let mut found: BTreeSet<Horizon> = BTreeSet::new();
    let mut rest: Vec<&str> = Vec::new();
    let words = cell.split(|c: char| c.is_whitespace() || "/,;+&·•".contains(c)).filter(|word| !word.is_empty());
    for word in words {
        match word.trim_end_matches('.').trim_end_matches("e") {
            "kort" | "direct" | "kt" => drop(found.insert(Horizon::Short)),
            "middellang" | "middel-lang" | "midden" | "middel" | "mt" | "mlt" => drop(found.insert(Horizon::Medium)),
            "lang" | "lt" => drop(found.insert(Horizon::Long)),
            "(middel)lang" => found.extend([Horizon::Medium, Horizon::Long]),
            letters if is_initials(letters) => found.extend(letters.chars().filter_map(initial)),
            "en" | "of" | "tot" | "per" | "termijn" | "op" | "-" | "–" => {}
            _ => rest.push(word),
        }
    }
    (found.into_iter().collect(), rest.join(" "))
}

/// True for "k", "m", "l" and what these make together: "km".
fn is_initials(word: &str) -> bool {
    !word.is_empty() && word.len() <= 3 && word.chars().all(|letter| initial(letter).is_some())
}

fn initial(letter: char) -> Option<Horizon> {
    match letter {
        'k' => Some(Horizon::Short),
        'm' => Some(Horizon::Medium),
        'l' => Some(Horizon::Long),
        _ => None,
    }
}

fn join(cell: &mut String, more: &str) {
    let more = more.trim();
    if !more.is_empty() {
        if !cell.trim().is_empty() {
            cell.push(' ');
        }
        cell.push_str(more);
    }
}

/// Markdown as a title, which has no marks.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let text = one_line(&text.replace("**", ""));
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        if c != '\\' || !letters.peek().is_some_and(char::is_ascii_punctuation) {
            out.push(c);
        }
    }
    out
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_the_horizons_is_read() {
        use Horizon::{Long, Medium, Short};
        for (cell, expected) in [
            ("Lang", vec![Long]),
            ("Kort/ Middellang", vec![Short, Medium]),
            ("Kort/Middellang", vec![Short, Medium]),
            ("Kort/ Middel- lang", vec![Short, Medium]),
            ("Kort / Middellang/ Lang", vec![Short, Medium, Long]),
            ("Kort/ Middellang Lang", vec![Short, Medium, Long]),
            ("korte en middellange termijn", vec![Short, Medium]),
            ("K", vec![Short]),
            ("K / M", vec![Short, Medium]),
            ("KML", vec![Short, Medium, Long]),
            ("per direct", vec![Short]),
            ("(middel)lange termijn", vec![Medium, Long]),
            ("KT en LT", vec![Short, Long]),
            ("", vec![]),
        ] {
            assert_eq!(horizons(cell), (expected, String::new()), "{cell}");
        }
        assert_eq!(horizons("Kort, 5 jaar"), (vec![Short], "5 jaar".to_owned()));
    }

    #[test]
    fn a_column_is_known_by_how_its_heading_begins() {
        for (heading, expected) in [
            ("Trekker(s)", Role::Owners),
            ("Verantwoordelijke partij", Role::Owners),
            ("Actiehouder", Role::Owners),
            ("Actie (2026)", Role::Title),
            ("Opmerking", Role::Other),
        ] {
            assert_eq!(role(heading), expected, "{heading}");
        }
    }

    #[test]
    fn a_heading_names_a_line_and_a_table_of_contents_does_not() {
        let heading = |text| line_heading(text);
        assert_eq!(heading("Actielijn 1: Meer plaatsen"), Some((Some("1".into()), "Meer plaatsen".into())));
        assert_eq!(heading("Actielijn 5:"), Some((Some("5".into()), String::new())));
        for text in ["Actielijn 5:.....13", "Algemene doelstelling Actielijn 1", "Actielijnen", "De actielijn 2"] {
            assert_eq!(heading(text), None, "{text}");
        }
    }
}
