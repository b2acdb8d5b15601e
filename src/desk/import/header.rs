//! The row with the headings of a table → what each column says. A heading counts by its whole words: "Actielijn" and
//! "Actienummer" are no "Actie".

use std::collections::BTreeSet;

use super::actions::one_line;
use crate::source::decode::meant_date;

/// What a column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The line that an action belongs to.
    Line,
    /// Number as shown.
    Number,
    /// The action itself.
    Title,
    /// Explanation.
    Explanation,
    /// Projects that it uses.
    Instruments,
    /// Effect horizons.
    Horizons,
    /// Who leads it.
    Owners,
    /// Status.
    Status,
    /// Day on which it must be done.
    Due,
    /// Something that has no place of its own.
    Other,
}

/// The columns of the table that is being read.
#[derive(Debug, Clone)]
pub struct Header {
    /// What each column says. Only who leads an action can stand in several.
    pub roles: Vec<Role>,
    /// The headings as they are written.
    pub words: Vec<String>,
}

impl Header {
    /// The columns, when this row is a header: it names the action, and something else of it. Below a header an action
    /// can begin with the same words ("Actie nummer 5", "Uitleg bij 5."); there a header says nothing else.
    pub fn read(cells: &[String], is_below_header: bool) -> Option<Header> {
        let role_of = |cell: &String| match is_below_header && !is_only_heading(cell) {
            true => Role::Other,
            false => role(cell),
        };
        let mut roles: Vec<Role> = cells.iter().map(role_of).collect();
        let says_more = roles.iter().any(|role| !matches!(role, Role::Title | Role::Other));
        let has_number = cells.iter().any(|cell| is_number(cell));
        if !roles.contains(&Role::Title) || !says_more || has_number {
            return None;
        }
        keep_one_of_each(&mut roles, cells);
        // Numbers stand in a column without a name, before the titles.
        let title = roles.iter().position(|role| *role == Role::Title)?;
        if !roles.contains(&Role::Number)
            && let Some(unnamed) = (0..title).find(|at| cells[*at].trim().is_empty())
        {
            roles[unnamed] = Role::Number;
        }
        Some(Header { roles, words: cells.to_vec() })
    }

    /// True for a row that goes on with the one before: of the same line, without a number, and without a title of its own.
    pub fn is_rest(&self, row: &[String], before: &[String]) -> bool {
        let cell = |role: Role| self.at(role).map(|at| row[at].trim());
        let has_number = cell(Role::Number).is_some_and(|number| !number.is_empty());
        let is_other_line = self.at(Role::Line).is_some_and(|at| !row[at].trim().is_empty() && row[at] != before[at]);
        let title = cell(Role::Title).unwrap_or("");
        !has_number && !is_other_line && (title.is_empty() || title.starts_with(char::is_lowercase))
    }

    /// The column that says this; the first of several.
    pub fn at(&self, role: Role) -> Option<usize> {
        self.roles.iter().position(|r| *r == role)
    }

    fn word(&self, role: Role) -> Option<String> {
        Some(without_brackets(&one_line(&self.words[self.at(role)?])))
    }

    /// True when the table lists trainings and no actions.
    pub fn is_training(&self) -> bool {
        self.word(Role::Title).is_some_and(|word| word.to_lowercase().starts_with("opleiding"))
    }

    /// Headings that the site would not use by itself.
    pub fn columns(&self) -> Vec<(&'static str, String)> {
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

    /// "Actie (2017/2018)". A year beside a status is of the day on which it held.
    pub fn period(&self) -> Option<(String, String)> {
        let is_dated = |role: &Role| matches!(role, Role::Status | Role::Due);
        let words =
            self.words.iter().zip(&self.roles).filter(|(_, role)| !is_dated(role)).map(|(word, _)| word.as_str());
        let words = words.collect::<Vec<_>>().join(" ");
        let years: Vec<&str> = words.split(|c: char| !c.is_ascii_digit()).filter(|part| is_year(part)).collect();
        Some(((*years.first()?).to_owned(), (*years.last()?).to_owned()))
    }

    /// The day on which every status held: "Stand per 1-9-2026".
    pub fn status_day(&self) -> Option<String> {
        let heading = one_line(&self.words[self.at(Role::Status)?]);
        let words: Vec<&str> = heading.split(' ').collect();
        (1..words.len()).find_map(|from| certain_date(&words[from..].join(" ")))
    }
}

/// A day as people write it, with all of its year: of "1-9-27" nobody knows which number is the year.
pub fn certain_date(text: &str) -> Option<String> {
    meant_date(text).filter(|date| is_year(&date[..4]))
}

/// Of several columns that say the same, keeps the one with the most ordinary heading. Each name in a second column with
/// who leads an action counts.
fn keep_one_of_each(roles: &mut [Role], cells: &[String]) {
    let present: BTreeSet<Role> = roles.iter().copied().collect();
    for role in present.into_iter().filter(|role| !matches!(role, Role::Owners | Role::Other)) {
        let columns = || (0..roles.len()).filter(|at| roles[*at] == role);
        let kept = columns().min_by_key(|at| strangeness(&cells[*at], role));
        let others: Vec<usize> = columns().filter(|at| Some(*at) != kept).collect();
        others.into_iter().for_each(|at| roles[at] = Role::Other);
    }
}

/// How far a heading is from the ordinary one: an exact word comes before one with more behind it.
fn strangeness(heading: &str, role: Role) -> (bool, usize) {
    let text = bare(heading);
    let words = HEADINGS.iter().filter(|(of, _)| *of == role).flat_map(|(_, words)| *words);
    let fits = words.enumerate().find(|(_, word)| begins_with_word(&text, word));
    let (at, word) = fits.map_or((usize::MAX, ""), |(at, word)| (at, *word));
    (text != word, at)
}

/// What a heading speaks of, by the words that it begins with, the most ordinary first; the first role that fits.
const HEADINGS: [(Role, &[&str]); 9] = [
    (Role::Number, &["nr", "nummer", "no", "#", "actienr", "actienummer", "actie nr", "actie-nr", "actie nummer"]),
    (Role::Line, &["actielijn", "actielijnen", "lijn"]),
    (
        Role::Owners,
        &[
            "trekker",
            "trekkers",
            "eigenaar",
            "eigenaren",
            "verantwoordelijk",
            "verantwoordelijke",
            "verantwoordelijken",
            "actiehouder",
            "actiehouders",
        ],
    ),
    (
        Role::Title,
        &[
            "actie",
            "acties",
            "actiepunt",
            "actiepunten",
            "maatregel",
            "maatregelen",
            "activiteit",
            "activiteiten",
            "opleiding",
            "opleidingen",
        ],
    ),
    (Role::Explanation, &["toelichting", "omschrijving", "beschrijving", "uitleg"]),
    (Role::Instruments, &["instrumenten", "instrument", "projecten", "project", "middelen", "middel"]),
    (Role::Horizons, &["effect", "effecten", "effecttermijn", "termijn", "termijnen", "horizon"]),
    (Role::Status, &["status", "stand"]),
    (Role::Due, &["einddatum", "deadline", "klaar op"]),
];

/// What else can stand in a heading: "Toelichting op de actie", "Effect op korte en lange termijn", "Nummer en titel".
const BESIDE_HEADINGS: &[&str] = &[
    "bij",
    "de",
    "een",
    "en",
    "het",
    "in",
    "klaar",
    "kort",
    "korte",
    "lang",
    "lange",
    "middellang",
    "middellange",
    "naam",
    "of",
    "op",
    "per",
    "titel",
    "van",
];

fn role(heading: &str) -> Role {
    heading_role(&bare(heading)).unwrap_or(Role::Other)
}

/// What a bare text speaks of that begins as a heading does. A number says nothing else: "Nummer en titel" is none.
fn heading_role(text: &str) -> Option<Role> {
    let fits = |role: Role, word: &str| match role {
        Role::Number => text == word,
        _ => begins_with_word(text, word),
    };
    HEADINGS.iter().find(|(role, words)| words.iter().any(|word| fits(*role, word))).map(|(role, _)| *role)
}

/// True when the text is this word, or goes on with something else than a letter or a digit.
fn begins_with_word(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// True for a cell of which each word can stand in a heading, years too.
fn is_only_heading(cell: &str) -> bool {
    let text = bare(cell);
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.all(|word| heading_role(word).is_some() || BESIDE_HEADINGS.contains(&word) || is_year(word))
}

/// True for the number of an action: "5" or "5.".
fn is_number(cell: &str) -> bool {
    let digits = cell.trim().trim_end_matches(['.', ')']);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && is_number(word)
}

/// A heading as it is compared: in lower case, without what stands between brackets and without a full stop.
fn bare(heading: &str) -> String {
    without_brackets(&one_line(heading)).trim_end_matches(['.', ':']).to_lowercase()
}

/// A heading without what stands between brackets, and without the mark of a note.
fn without_brackets(text: &str) -> String {
    let before = text.split('(').next().unwrap_or("");
    before.trim_matches(|c: char| c.is_whitespace() || "¹²³*\\".contains(c)).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_known_by_the_whole_words_that_its_heading_begins_with() {
        for (heading, expected) in [
            ("Trekker(s)", Role::Owners),
            ("Verantwoordelijke partij", Role::Owners),
            ("Actiehouder", Role::Owners),
            ("Actie (2026)", Role::Title),
            ("**Acties** ¹", Role::Title),
            ("Actielijn", Role::Line),
            ("Actienr.", Role::Number),
            ("Actienummer", Role::Number),
            ("Actie nr.", Role::Number),
            ("Nummer en titel", Role::Other),
            ("Projectleider", Role::Other),
            ("Project", Role::Instruments),
            ("Middellang", Role::Other),
            ("Effect op lange termijn", Role::Horizons),
            ("Stand van zaken", Role::Status),
            ("Standplaats", Role::Other),
            ("Klaar op", Role::Due),
            ("Opmerking", Role::Other),
        ] {
            assert_eq!(role(heading), expected, "{heading}");
        }
    }

    #[test]
    fn of_two_columns_that_say_the_same_the_ordinary_one_counts() {
        let roles = |headings: &[&str]| {
            let cells: Vec<String> = headings.iter().map(|heading| (*heading).to_owned()).collect();
            Header::read(&cells, false).expect("a header").roles
        };
        let (title, other) = (Role::Title, Role::Other);
        assert_eq!(roles(&["Actie in het kort", "Actie", "Effect"]), [other, title, Role::Horizons]);
        assert_eq!(roles(&["Maatregel", "Acties", "Trekker", "Eigenaar"]), [other, title, Role::Owners, Role::Owners]);
        assert_eq!(roles(&["Actie", "Actie", "Nr"]), [title, other, Role::Number]);
    }

    #[test]
    fn the_day_of_a_status_stands_in_its_heading() {
        let header = |status: &str| Header::read(&["Actie".to_owned(), status.to_owned()], false).expect("a header");
        assert_eq!(header("Stand per 1 september 2026").status_day().as_deref(), Some("2026-09-01"));
        assert_eq!(header("Stand 1-9-2026").period(), None);
        assert_eq!(header("Status 2026").status_day(), None);
    }
}
