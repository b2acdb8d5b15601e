//! What can be wrong with a file of values: the file as a whole, and one of its cells. With the words in both languages.

use std::collections::BTreeSet;

use crate::language::Language;

/// Why a file with values cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DataMistake {
    /// A kind of file that is not read.
    Kind {
        /// How its name ends.
        extension: String,
    },
    /// It is not what its name says, or only a part of it.
    Damaged {
        /// What the reader noticed, in its own words.
        reason: String,
    },
    /// A part of it is missing.
    Incomplete,
    /// It has a password, or is a spreadsheet of before 2007.
    Protected,
    /// It is larger than what is read.
    TooLarge {
        /// What it goes over.
        limit: Limit,
    },
    /// It has no row of names with rows of values below.
    Empty,
    /// A row with more cells than there are names of columns.
    LongRow {
        /// Cells of the row.
        cells: usize,
        /// Names of columns.
        columns: usize,
    },
    /// A quote that is never closed.
    Quote,
    /// A heading that goes over several columns.
    MergedHeading,
    /// A part of a sheet that is not written as `A3:F12`.
    Range {
        /// As written.
        value: String,
    },
    /// A sheet or a part of one is asked for, and the file has no sheets.
    NoSheets,
    /// JSON that is no list of rows.
    NoRows,
    /// JSON with a list or a group of keys in place of a value.
    Nested,
    /// No row is left after the filter.
    Filtered,
    /// The numbers count thousands or millions, which nobody has said.
    Thousands {
        /// The unit as the file says it.
        unit: String,
        /// What the numbers have to be multiplied by.
        factor: u32,
    },
}

/// What a file goes over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// Megabytes on disk.
    Megabytes(u64),
    /// Megabytes once it is unpacked.
    Unpacked(u64),
    /// Cells.
    Cells(usize),
    /// Cells and columns of a sheet.
    Sheet {
        /// Cells.
        cells: usize,
        /// Columns.
        columns: usize,
    },
}

/// Why a cell of a spreadsheet cannot be seen: its row or its column, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hidden {
    /// Its row is hidden.
    Row(usize),
    /// Its column is hidden, and its row is not.
    Column(usize),
}

/// The most rows or columns that a message lists.
const MOST_LISTED: usize = 5;

/// Hidden rows and columns as a spreadsheet program writes them: `rij 5, 7–9 en kolom C`.
pub(super) fn hidden_words(hidden: &BTreeSet<Hidden>, language: Language) -> String {
    let rows: Vec<usize> =
        hidden.iter().filter_map(|one| if let Hidden::Row(at) = one { Some(*at) } else { None }).collect();
    let columns: Vec<usize> =
        hidden.iter().filter_map(|one| if let Hidden::Column(at) = one { Some(*at) } else { None }).collect();
    let row = |at: usize| (at + 1).to_string();
    let kinds = [
        (language.pick("rij", "row"), runs(&rows, row)),
        (language.pick("kolom", "column"), runs(&columns, super::column_letters)),
    ];
    let kinds = kinds.into_iter().filter(|(_, runs)| !runs.is_empty());
    language.list(&kinds.map(|(kind, runs)| format!("{kind} {runs}")).collect::<Vec<_>>())
}

/// Ascending numbers by name, those that follow on each other together: `5, 7–9`; a long list is cut short.
fn runs(numbers: &[usize], name: impl Fn(usize) -> String) -> String {
    let runs = numbers.chunk_by(|one, next| one + 1 == *next);
    let shown = runs.clone().take(MOST_LISTED).map(|run| match run {
        [first, .., last] => format!("{}–{}", name(*first), name(*last)),
        run => name(run[0]),
    });
    let shown = shown.collect::<Vec<_>>().join(", ");
    if runs.count() > MOST_LISTED { format!("{shown}, …") } else { shown }
}

/// Why a cell does not hold the number that is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellMistake {
    /// It is no number.
    Text,
    /// A point or comma before three digits: thousands to the one, decimals to the other.
    Grouped,
    /// A percentage where no percentages are counted.
    Percent,
    /// More digits than can be kept exactly.
    Long,
    /// A date.
    Date,
    /// The outcome of a formula that went wrong.
    Formula,
    /// A formula of which no outcome was saved.
    Uncalculated,
    /// A part of a larger cell.
    Merged,
    /// A word that is no learning route.
    Route,
    /// Nothing, where a name is needed.
    Empty,
    /// A column with values and no name.
    Unnamed,
}

impl DataMistake {
    /// What is wrong, and what to do.
    pub(super) fn words(&self, language: Language) -> (String, String) {
        match language {
            Language::Dutch => self.dutch(),
            Language::English => self.english(),
        }
    }

    fn dutch(&self) -> (String, String) {
        use DataMistake::*;
        let words: (String, &str) = match self {
            Kind { extension } => (
                format!("uit een bestand `.{extension}` kunnen geen waarden worden gelezen"),
                "bewaar het als .xlsx, .ods, .csv of .json",
            ),
            Damaged { reason } => (
                format!("het bestand is beschadigd, of is iets anders dan zijn naam zegt ({reason})"),
                "open het in het programma waar het vandaan komt, en bewaar het opnieuw",
            ),
            Incomplete => (
                "het bestand is beschadigd: er ontbreekt een deel".into(),
                "open het in het programma waar het vandaan komt, en bewaar het opnieuw",
            ),
            Protected => (
                "het bestand is beveiligd met een wachtwoord, of heeft de vorm van vóór 2007".into(),
                "bewaar het zonder wachtwoord als .xlsx of .ods",
            ),
            TooLarge { limit } => (
                format!("het bestand is te groot: er kan hoogstens {} in", limit.dutch()),
                "bewaar alleen het deel dat u nodig hebt",
            ),
            Empty => (
                "in dit bestand staat geen tabel: een rij met namen en daaronder rijen met waarden".into(),
                "noem bij een spreadsheet met `sheet` en `range` waar de tabel staat",
            ),
            LongRow { cells, columns } => (
                format!("deze rij heeft {cells} cellen, en er zijn {columns} kolommen"),
                "zet getallen met een komma tussen aanhalingstekens, of gebruik puntkomma's tussen de cellen",
            ),
            Quote => ("dit aanhalingsteken wordt niet gesloten".into(), "zet er nog een aan het eind van de cel"),
            MergedHeading => (
                "deze kolomnaam hoort bij een samengevoegde cel".into(),
                "splits de cel, en geef elke kolom een eigen naam",
            ),
            Range { value } => {
                (format!("`{value}` is geen deel van een werkblad"), "schrijf het zoals A3:F12, of A3:F tot het eind")
            }
            NoSheets => {
                ("dit bestand heeft geen werkbladen".into(), "haal `sheet` en `range` weg: die horen bij .xlsx en .ods")
            }
            NoRows => (
                "in dit bestand staat geen lijst van rijen".into(),
                "bewaar bij CBS de waarnemingen zelf: `TypedDataSet` of `Observations`",
            ),
            Nested => (
                "hier staat een lijst of een groepje velden, en geen waarde".into(),
                "geef elke rij alleen losse waarden",
            ),
            Filtered => (
                "er is geen rij waarvoor dit allemaal geldt".into(),
                "elk van deze waarden komt voor, maar niet samen: haal er een weg",
            ),
            Thousands { unit, factor } => {
                return (
                    format!("de getallen zijn niet voluit geschreven: `{unit}`"),
                    format!("zet `multiply: {factor}` bij `data`: dan komen de hele getallen op de site"),
                );
            }
        };
        (words.0, words.1.into())
    }

    fn english(&self) -> (String, String) {
        use DataMistake::*;
        let words: (String, &str) = match self {
            Kind { extension } => {
                (format!("no values can be read from a `.{extension}` file"), "save it as .xlsx, .ods, .csv or .json")
            }
            Damaged { reason } => (
                format!("the file is damaged, or is something else than its name says ({reason})"),
                "open it in the program that it comes from, and save it again",
            ),
            Incomplete => (
                "the file is damaged: a part of it is missing".into(),
                "open it in the program that it comes from, and save it again",
            ),
            Protected => (
                "the file has a password, or the form of before 2007".into(),
                "save it without a password as .xlsx or .ods",
            ),
            TooLarge { limit } => (
                format!("the file is too large: it can hold at most {}", limit.english()),
                "save only the part that you need",
            ),
            Empty => (
                "this file holds no table: a row of names with rows of values below".into(),
                "say with `sheet` and `range` where in a spreadsheet the table stands",
            ),
            LongRow { cells, columns } => (
                format!("this row has {cells} cells, and there are {columns} columns"),
                "put numbers with a comma in quotes, or use semicolons between the cells",
            ),
            Quote => ("this quote is never closed".into(), "put another one at the end of the cell"),
            MergedHeading => (
                "the name of this column belongs to a merged cell".into(),
                "split the cell, and give each column a name of its own",
            ),
            Range { value } => {
                (format!("`{value}` is no part of a sheet"), "write it like A3:F12, or A3:F up to the end")
            }
            NoSheets => ("this file has no sheets".into(), "remove `sheet` and `range`: they belong to .xlsx and .ods"),
            NoRows => (
                "this file holds no list of rows".into(),
                "save the observations themselves from CBS: `TypedDataSet` or `Observations`",
            ),
            Nested => {
                ("there is a list or a group of keys here, and no value".into(), "give each row single values only")
            }
            Filtered => (
                "there is no row for which all of this holds".into(),
                "each of these values occurs, but not together: remove one",
            ),
            Thousands { unit, factor } => {
                return (
                    format!("the numbers are not written in full: `{unit}`"),
                    format!("add `multiply: {factor}` to `data`: then the whole numbers are shown"),
                );
            }
        };
        (words.0, words.1.into())
    }
}

impl Limit {
    fn dutch(self) -> String {
        match self {
            Limit::Megabytes(most) => format!("{most} MB"),
            Limit::Unpacked(most) => format!("{most} MB (uitgepakt)"),
            Limit::Cells(most) => format!("{most} cellen"),
            Limit::Sheet { cells, columns } => format!("{cells} cellen, in {columns} kolommen"),
        }
    }

    fn english(self) -> String {
        match self {
            Limit::Megabytes(most) => format!("{most} MB"),
            Limit::Unpacked(most) => format!("{most} MB (unpacked)"),
            Limit::Cells(most) => format!("{most} cells"),
            Limit::Sheet { cells, columns } => format!("{cells} cells, in {columns} columns"),
        }
    }
}

impl CellMistake {
    /// What is wrong with a value in a column, and what to do.
    pub(super) fn words(&self, value: &str, column: &str, language: Language) -> (String, String) {
        match language {
            Language::Dutch => self.dutch(value, column),
            Language::English => self.english(value, column),
        }
    }

    fn dutch(&self, value: &str, column: &str) -> (String, String) {
        use CellMistake::*;
        let no_number = || format!("`{value}` in de kolom `{column}` is geen getal dat hier kan");
        let words: (String, &str) = match self {
            Unnamed => (
                format!("de {column}e kolom heeft waarden en geen naam"),
                "schrijf de naam van de reeks erboven, of kies met `names` welke kolommen meedoen",
            ),
            Empty => (format!("in de kolom `{column}` is deze cel leeg"), "vul een naam in, of haal de rij weg"),
            Text => (
                no_number(),
                "schrijf een getal, of niets of `n.b.` als het onbekend is; met `names` kiest u welke kolommen meedoen",
            ),
            Grouped => (
                no_number(),
                "dit kan duizenden of decimalen betekenen: schrijf duizenden zonder punt of komma, of zet `decimal: komma` of `decimal: punt` bij `data`",
            ),
            Percent => (no_number(), "schrijf het getal zonder procentteken; een percentage hoort bij `unit: procent`"),
            Long => (no_number(), "een getal kan hoogstens 15 cijfers hebben"),
            Date => (no_number(), "dit is een datum: zet de celopmaak op Getal"),
            Formula => (
                format!("de formule in de kolom `{column}` geeft een fout: `{value}`"),
                "verbeter de formule, of vul de waarde zelf in",
            ),
            Uncalculated => (
                format!("van de formule in de kolom `{column}` is geen uitkomst bewaard"),
                "open het bestand in Excel of LibreOffice, en bewaar het opnieuw",
            ),
            Merged => (
                format!("in de kolom `{column}` is deze cel samengevoegd met een andere"),
                "splits de cel, en vul elke cel zelf",
            ),
            Route => (
                format!("`{value}` in de kolom `{column}` is geen leerroute"),
                "kies uit: bbl, duaal, bol, voltijd; met `names` zegt u welk woord welke route is",
            ),
        };
        (words.0, words.1.into())
    }

    fn english(&self, value: &str, column: &str) -> (String, String) {
        use CellMistake::*;
        let no_number = || format!("`{value}` in the column `{column}` is no number that is possible here");
        let words: (String, &str) = match self {
            Unnamed => (
                format!("column {column} has values and no name"),
                "write the name of the series above it, or choose with `names` which columns take part",
            ),
            Empty => (format!("this cell in the column `{column}` is empty"), "fill in a name, or remove the row"),
            Text => (
                no_number(),
                "write a number, or nothing or `n.b.` when it is unknown; choose with `names` which columns take part",
            ),
            Grouped => (
                no_number(),
                "this can mean thousands or decimals: write thousands without point or comma, or add `decimal: komma` or `decimal: punt` to `data`",
            ),
            Percent => {
                (no_number(), "write the number without a percent sign; a percentage belongs to `unit: procent`")
            }
            Long => (no_number(), "a number can have 15 digits at most"),
            Date => (no_number(), "this is a date: format the cell as a number"),
            Formula => (
                format!("the formula in the column `{column}` gives an error: `{value}`"),
                "correct the formula, or fill in the value itself",
            ),
            Uncalculated => (
                format!("no outcome was saved of the formula in the column `{column}`"),
                "open the file in Excel or LibreOffice, and save it again",
            ),
            Merged => (
                format!("this cell in the column `{column}` is merged with another"),
                "split the cell, and fill each cell by itself",
            ),
            Route => (
                format!("`{value}` in the column `{column}` is no learning route"),
                "choose from: bbl, duaal, bol, voltijd; say with `names` which word is which route",
            ),
        };
        (words.0, words.1.into())
    }
}
