//! Blocks → lines with actions: which rows belong together, what the horizons are, what is in doubt.

use std::collections::{BTreeMap, BTreeSet};

use super::header::{Header, Role, certain_date};
use super::owners;
use super::reading::Block;
use super::{Existing, Known};
use crate::diagnostic::problem::TableFault;
use crate::model::format::{ActionStatus, Horizon};
use crate::model::period::{Period, PeriodType};
use crate::source::address::{letters, slug};

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
    /// A row was a header.
    has_header: bool,
    /// What stands in the first row that has no header above it.
    headings: Vec<String>,
}

impl Imported {
    /// Why there are no lines, when there are none.
    pub fn fault(self) -> TableFault {
        match (self.has_header, self.headings.is_empty()) {
            (true, _) => TableFault::NoRows,
            (false, true) => TableFault::NoColumns,
            (false, false) => TableFault::NoAction { headings: self.headings },
        }
    }
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
    /// The table says something where the horizons stand, readable or not.
    pub says_horizons: bool,
    /// Day on which it must be done.
    pub due: Option<String>,
    /// Word for the status.
    pub status: Option<&'static str>,
    /// Day on which the status held.
    pub as_of: Option<String>,
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
                self.imported.has_header = true;
            }
            return;
        }
        let Some(header) = &self.header else {
            self.imported.texts += 1;
            if self.imported.headings.is_empty() {
                self.imported.headings = cells.iter().map(|cell| plain(cell)).filter(|cell| !cell.is_empty()).collect();
            }
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
            Some(last) if header.is_rest(&row, last) => {
                let columns = last.iter_mut().zip(&row).zip(&header.roles);
                // A row of the same line repeats its name at most.
                let columns = columns.filter(|(_, role)| **role != Role::Line);
                columns.for_each(|((cell, more), _)| join(cell, more));
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

    /// Ends the table that is being read and makes a line of it, or of each of the lines that its rows name.
    fn close(&mut self) {
        let Some(header) = self.header.take() else { return };
        let rows = std::mem::take(&mut self.rows);
        let notes = std::mem::take(&mut self.notes);
        let mut doubts = std::mem::take(&mut self.doubts);
        if rows.is_empty() {
            return;
        }
        let first = self.imported.lines.len();
        for (name, members) in by_line(&rows, &header) {
            let (number, title) = match name.is_empty() {
                true => self.heading.take().unwrap_or_default(),
                false => named_line(&name),
            };
            let mut line = self.line(number, title, &header);
            for at in members {
                let mut action = self.action(&rows[at], &header);
                action.doubts.extend(doubts.remove(&at).into_iter().flatten());
                line.actions.push(action);
            }
            warn_of_equal_numbers(&mut line.actions);
            self.imported.lines.push(line);
        }
        let above = self.heading.take().filter(|(_, title)| !title.is_empty());
        let above = above.map(|(_, title)| format!("boven de tabel staat: {title}"));
        let notes = notes.into_iter().map(|note| format!("noot bij de tabel: {note}"));
        self.imported.lines[first].doubts.extend(above.into_iter().chain(notes));
    }

    /// A line without its actions.
    fn line(&self, number: Option<String>, title: String, header: &Header) -> ImportedLine {
        let mut line =
            ImportedLine { number, period: header.period(), columns: header.columns(), ..ImportedLine::default() };
        line.title = match title.is_empty() {
            true => {
                line.doubts.push("de lijn heeft nog geen titel".to_owned());
                format!("Actielijn {}", line.number.clone().unwrap_or((self.imported.lines.len() + 1).to_string()))
            }
            false => title,
        };
        line.id = slug(&line.title);
        line
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
        read_horizons(&of(Role::Horizons), &mut action);
        read_due(&of(Role::Due), &mut action);
        read_status(&of(Role::Status), header, &mut action);
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

/// The rows of a table by the line that they name; all together, without a name, when no column does. A row that names none
/// is of the line above it.
fn by_line(rows: &[Vec<String>], header: &Header) -> Vec<(String, Vec<usize>)> {
    let Some(column) = header.at(Role::Line) else { return vec![(String::new(), (0..rows.len()).collect())] };
    let mut lines: Vec<(String, Vec<usize>)> = Vec::new();
    let mut name = String::new();
    for (at, row) in rows.iter().enumerate() {
        let own = plain(&row[column]);
        name = if own.is_empty() { name } else { own };
        match lines.iter_mut().find(|(other, _)| *other == name) {
            Some((_, members)) => members.push(at),
            None => lines.push((name.clone(), vec![at])),
        }
    }
    lines
}

/// The number and the title of a line as a cell names it: "Actielijn 1: Meer mensen", "1. Meer mensen", "1".
fn named_line(name: &str) -> (Option<String>, String) {
    let digits = name.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = digits.len() < name.len() && (digits.is_empty() || digits.starts_with(['.', ':', ')']));
    let numbered = || line_heading(&format!("Actielijn {}", name.replacen(')', ".", 1))).filter(|_| is_numbered);
    line_heading(name).or_else(numbered).unwrap_or((None, name.to_owned()))
}

/// The horizons in a cell; what is none, and may be the day on which the action must be done, for a person.
fn read_horizons(cell: &str, action: &mut ImportedAction) {
    let (horizons, rest) = horizons(cell);
    action.says_horizons = !horizons.is_empty() || !rest.is_empty();
    let strange = if horizons.is_empty() { one_line(cell) } else { rest.clone() };
    action.horizons = horizons;
    if !rest.is_empty() {
        let question = last_day(&strange).map(|day| format!("; is dit een einddatum, schrijf dan due: {day}"));
        action.doubts.push(format!("\"{strange}\" is geen termijn{}", question.unwrap_or_default()));
    }
}

/// The day in a cell with the end of an action; what is no day, for a person.
fn read_due(cell: &str, action: &mut ImportedAction) {
    let cell = one_line(cell);
    action.due = certain_date(&cell);
    if action.due.is_none() && !cell.is_empty() {
        let day = last_day(&cell).unwrap_or_else(|| "JJJJ-MM-DD".to_owned());
        action.doubts.push(format!("\"{cell}\" is geen dag; bedoelt u een einddatum, schrijf dan due: {day}"));
    }
}

/// The last day of what is written as a day, a quarter or a year.
fn last_day(text: &str) -> Option<String> {
    let period =
        || [PeriodType::Quarter, PeriodType::CalendarYear].into_iter().find_map(|kind| Period::find(text, kind));
    certain_date(text).or_else(|| Some(period()?.next().start().yesterday().ok()?.to_string()))
}

/// The status in a cell, when it is a word of the site; any other, and one without a day, for a person.
fn read_status(cell: &str, header: &Header, action: &mut ImportedAction) {
    let cell = one_line(cell);
    if cell.is_empty() {
        return;
    }
    action.status = ActionStatus::WORDS.iter().find(|word| letters(word) == letters(&cell)).copied();
    action.as_of = header.status_day().filter(|_| action.status.is_some());
    if action.status.is_none() {
        let words = ActionStatus::WORDS.join(", ");
        action.doubts.push(format!("\"{cell}\" is geen status van de site; kies bij status uit: {words}"));
    } else if action.as_of.is_none() {
        action.doubts.push("op welke dag klopte deze status? Schrijf die dag bij as_of".to_owned());
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

/// Reads every spelling of a set of horizons, and gives what is none as it is written.
fn horizons(cell: &str) -> (Vec<Horizon>, String) {
    // A word that was broken off at the end of a line.
    let cell = cell.replace("- ", "").replace("-\n", "").replace('\u{ad}', "");
    let mut found: BTreeSet<Horizon> = BTreeSet::new();
    let mut rest: Vec<&str> = Vec::new();
    let words = cell.split(|c: char| c.is_whitespace() || "/,;+&·•".contains(c)).filter(|word| !word.is_empty());
    for word in words {
        match word.to_lowercase().trim_end_matches('.').trim_end_matches("e") {
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

/// Text with every white space as one space.
pub(super) fn one_line(text: &str) -> String {
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
    fn a_cell_names_a_line_with_its_number() {
        for (name, number, title) in [
            ("Actielijn 1: Meer mensen", Some("1"), "Meer mensen"),
            ("2. Anders werken", Some("2"), "Anders werken"),
            ("2) Anders werken", Some("2"), "Anders werken"),
            ("3", Some("3"), ""),
            ("24 uur zorg", None, "24 uur zorg"),
            ("Meer mensen (en meer)", None, "Meer mensen (en meer)"),
        ] {
            assert_eq!(named_line(name), (number.map(str::to_owned), title.to_owned()), "{name}");
        }
    }

    #[test]
    fn a_day_and_a_status_are_taken_over_when_they_are_certain() {
        let due = |cell: &str| {
            let mut action = ImportedAction::default();
            read_due(cell, &mut action);
            (action.due.unwrap_or_default(), action.doubts.join("; "))
        };
        for cell in ["1-9-2027", "1 september 2027", "2027-09-01", "1 sept. 2027"] {
            assert_eq!(due(cell), ("2027-09-01".to_owned(), String::new()), "{cell}");
        }
        for (cell, day) in [("sept 2027", "JJJJ-MM-DD"), ("1-9-27", "JJJJ-MM-DD"), ("2027", "2027-12-31")] {
            let doubt = format!("\"{cell}\" is geen dag; bedoelt u een einddatum, schrijf dan due: {day}");
            assert_eq!(due(cell), (String::new(), doubt));
        }
        let cells = ["Actie", "Stand per 1-9-2026"].map(str::to_owned);
        let header = Header::read(&cells, false).expect("a header");
        for (cell, status) in [("Loopt achter", Some("loopt_achter")), ("Gereed", Some("gereed")), ("bijna", None)] {
            let mut action = ImportedAction::default();
            read_status(cell, &header, &mut action);
            assert_eq!((action.status, action.doubts.is_empty()), (status, status.is_some()), "{cell}");
            assert_eq!(action.as_of.is_some(), status.is_some(), "{cell}");
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
