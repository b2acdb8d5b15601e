//! What can be wrong: each kind of mistake with its code and its weight. Its words stand in `dutch` and `english`.
//!
//! A code never changes its meaning and is never used again; `docs/handboek/meldingen.md` explains each one, held by a
//! test. A message is short enough to stand alone; the hint says what to do.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::data::{CellMistake, DataMistake, Hidden};
use super::map::MapMistake;
use super::system::SystemFault;
use crate::language::Language;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Forbids publishing.
    Error,
    /// Is published, but somebody should look.
    Warning,
    /// Could be better; shown only when asked for.
    Advice,
}

macro_rules! problems {
    ($( $(#[$doc:meta])* $name:ident $({ $($field:ident : $type:ty),* })? = $code:literal $severity:ident; )*) => {
        /// A mistake, with the words from the text that it is about.
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[allow(missing_docs, reason = "the fields are the words that the message prints")]
        pub enum Problem { $( $(#[$doc])* $name $({ $($field: $type),* })? ),* }

        impl Problem {
            /// The stable code, such as `AP004`.
            pub fn code(&self) -> &'static str {
                match self { $( Problem::$name $({ $($field: _),* })? => $code ),* }
            }

            /// How bad it is.
            pub fn severity(&self) -> Severity {
                match self { $( Problem::$name $({ $($field: _),* })? => Severity::$severity ),* }
            }

            /// Every code with its weight, in the order of the codes.
            pub const CODES: &[(&str, Severity)] = &[ $( ($code, Severity::$severity) ),* ];
        }
    };
}

problems! {
    /// A text file without front matter.
    MissingFrontMatter { instead: Instead } = "AP001" Error;
    /// A front matter that is never closed.
    UnterminatedFrontMatter = "AP002" Error;
    /// Text that is not YAML.
    YamlSyntax { mistake: YamlMistake } = "AP003" Error;
    /// A key that the kind does not know.
    UnknownKey { key: String, nearest: Option<String>, known: Vec<&'static str> } = "AP004" Error;
    /// A required key that is absent.
    MissingKey { key: &'static str, kind: &'static str } = "AP005" Error;
    /// A key that stands twice.
    DuplicateKey { key: String } = "AP006" Error;
    /// A value of another type than the key asks for.
    WrongType { key: String, expected: Expected, found: Found, written: Option<String> } = "AP007" Error;
    /// A word that is not one of the accepted ones.
    UnknownValue { key: String, value: String, accepted: Vec<&'static str>, nearest: Option<String> } = "AP008" Error;
    /// A date that is not one.
    BadDate { key: String, value: String, meant: Option<String> } = "AP009" Error;
    /// A number that is not one, or out of range.
    BadNumber { key: String, value: String, meant: Vec<String> } = "AP010" Error;
    /// A file without content.
    EmptyFile = "AP011" Error;
    /// A reference to something that does not exist.
    UnknownReference { kind: &'static str, id: String, nearest: Option<String>, remedy: Box<Remedy> } = "AP012" Error;
    /// One id for two things.
    DuplicateId { kind: &'static str, id: String } = "AP013" Error;
    /// Two pages with one address.
    AddressCollision { address: String, other: Option<String> } = "AP014" Error;
    /// A title or name of which no address can be made.
    NoSlug { title: String, remedy: SlugRemedy } = "AP015" Error;
    /// A path that leaves its folder, or is no path at all.
    BadPath { key: String, value: String } = "AP016" Error;
    /// A published page that refers to one that is not.
    ReferenceToUnpublished { kind: &'static str, id: String, why: Unpublished } = "AP017" Error;
    /// A file where nothing is expected.
    MisplacedFile { nearest: Option<String>, folders: Vec<&'static str> } = "AP018" Error;
    /// A file that is not UTF-8.
    NotUtf8 = "AP019" Error;
    /// A file that could not be read; its path where the place is another file, or none.
    Unreadable { path: Option<String>, fault: SystemFault } = "AP020" Error;
    /// A link to a file that does not exist.
    MissingTarget { target: String, nearest: Option<String> } = "AP021" Error;
    /// A link to a heading that does not exist.
    MissingAnchor { anchor: String, nearest: Option<String> } = "AP022" Error;
    /// A link with a scheme that is not allowed.
    ForbiddenScheme { address: String } = "AP023" Error;
    /// An address that leads nowhere.
    EmptyAddress { address: String } = "AP024" Error;
    /// Raw HTML that is left out.
    HtmlRemoved { what: String } = "AP025" Warning;
    /// An image without a text.
    ImageWithoutText = "AP026" Error;
    /// A page that the Markdown parser stumbled over.
    MarkdownFailed = "AP027" Error;
    /// An image from another site.
    ForeignImage { address: String } = "AP028" Error;
    /// A link that starts at the root of the site.
    AbsoluteLink { address: String } = "AP029" Error;
    /// A number that is shown twice in one list.
    DuplicateNumber { number: String } = "AP030" Warning;
    /// A status without the day on which it held.
    UndatedStatus = "AP031" Warning;
    /// A link text that says nothing.
    VagueLinkText { text: String } = "AP032" Warning;
    /// Words for a time that passes, in a text without a date.
    UndatedTime { words: String } = "AP033" Warning;
    /// A total that is not the sum of its parts.
    SumMismatch { period: String, sum: String, total: String } = "AP034" Error;
    /// A period that is not one.
    BadPeriod { value: String, example: &'static str } = "AP035" Error;
    /// A document that can be had nowhere.
    DocumentWithoutSource = "AP036" Error;
    /// A key that only belongs to another kind of figure.
    KeyOfOtherKind { key: &'static str, kind: &'static str } = "AP037" Error;
    /// A symbolic link, which could lead outside the project, or something else that is no file.
    OutsideProject { path: String } = "AP038" Error;
    /// Two addresses that differ in case only.
    CaseCollision { address: String, other: String } = "AP039" Error;
    /// A contract that this program does not speak.
    ThemeContract { found: String, supported: u32 } = "AP040" Error;
    /// A template that is not well formed.
    TemplateSyntax { message: String } = "AP041" Error;
    /// A template that failed while a page was rendered.
    TemplateRender { message: String, page: String } = "AP042" Error;
    /// A word that the theme does not have.
    MissingWord { word: String, language: &'static str } = "AP043" Error;
    /// A theme that does not exist.
    UnknownTheme { name: String, nearest: Option<String> } = "AP044" Error;
    /// A template that includes itself, or a circle of them.
    TemplateCircle { chain: String } = "AP045" Error;
    /// An asset that a style sheet names and the theme does not have.
    MissingAsset { asset: String } = "AP046" Error;
    /// A footnote without a definition, with two, or one that no text refers to.
    Footnote { label: String, mistake: FootnoteMistake } = "AP047" Warning;
    /// A base address that is not one.
    BadBaseUrl { value: String } = "AP050" Error;
    /// A folder that is no project.
    NotAProject { path: String, is_there: bool } = "AP051" Error;
    /// An output folder that would destroy something.
    OutputRefused { path: String, reason: OutputReason } = "AP052" Error;
    /// A file that is not ours and would be overwritten.
    ForeignFile { path: String } = "AP053" Error;
    /// Writing failed.
    WriteFailed { path: String, fault: SystemFault } = "AP054" Error;
    /// Another build is busy with the same folder.
    OutputBusy { path: String } = "AP055" Error;
    /// The port for the preview is taken.
    PortTaken { port: u16 } = "AP056" Error;
    /// The preview cannot see changes, or cannot run.
    WatchFailed { fault: SystemFault } = "AP057" Error;
    /// A file with values that cannot be used.
    DataFile { mistake: DataMistake } = "AP060" Error;
    /// A column that a file with values does not have.
    UnknownColumn { column: String, known: Vec<String> } = "AP061" Error;
    /// A sheet that a spreadsheet does not have.
    UnknownSheet { sheet: String, known: Vec<String> } = "AP062" Error;
    /// A cell that does not hold the number that is wanted.
    BadCell { value: String, column: String, mistake: CellMistake } = "AP063" Error;
    /// Two values for one period of one series.
    DoubleValue { period: String, series: String } = "AP064" Error;
    /// A decimal mark that differs from the one in the rest of the file.
    MixedDecimals { value: String, mark: char } = "AP065" Error;
    /// A value that a column of a file does not have.
    UnknownDataValue { column: String, value: String, known: Vec<String> } = "AP066" Error;
    /// A column of which nobody has said what it means.
    UnclearColumn { key: &'static str, known: Vec<String> } = "AP067" Error;
    /// A sheet that cannot be seen in a spreadsheet program.
    HiddenSheet { sheet: String } = "AP068" Warning;
    /// A value, and also a reason why there is none.
    GapWithValue = "AP069" Error;
    /// A target whose period is not after that of the base.
    TargetNotAfterBase { target: String, base: String } = "AP070" Warning;
    /// A target that is worse than the base.
    TargetAgainstDirection { target: String, base: String, good: &'static str } = "AP071" Warning;
    /// One total where series count both who comes and who leaves.
    TotalOfBothDirections = "AP072" Error;
    /// A value that does not lie between its bounds.
    BoundsCross { lower: String, value: String, upper: String } = "AP073" Error;
    /// Values in units that cannot be put together.
    UnitsDoNotAdd { first: &'static str, second: &'static str } = "AP074" Error;
    /// A hidden count that can be worked out from what is shown.
    Exposed { conclusion: Box<Conclusion> } = "AP075" Error;
    /// A number that a figure hides, in a text of the figure itself.
    HiddenNumber { number: String } = "AP076" Error;
    /// A number that may be one that a figure hides.
    MayBeHiddenNumber { number: String, figure: String } = "AP077" Warning;
    /// A state or status that has stood too long to be relied on.
    StaleStatus { as_of: Option<String>, actions: usize, months: u32 } = "AP080" Warning;
    /// A figure that differs from what its comparison asks for.
    NotComparable { comparison: String, mismatches: Vec<Mismatch> } = "AP081" Warning;
    /// Two regions on one place of the schematic map.
    TileTaken { column: u32, row: u32 } = "AP082" Error;
    /// A file of borders that cannot be used, or an area in it.
    MapFile { mistake: MapMistake } = "AP083" Error;
    /// An area on the map that is no region.
    AreaWithoutRegion { names: Vec<String>, nearest: Option<String> } = "AP084" Warning;
    /// A region that has no area on the map.
    RegionWithoutArea { region: String, file: String } = "AP085" Warning;
    /// An area that lacks the property that names its region.
    AreaWithoutName { property: String, known: Vec<String> } = "AP086" Error;
    /// A `security.txt` whose last day has passed.
    SecurityExpired { date: String } = "AP087" Warning;
    /// A `security.txt` that names nobody to tell.
    SecurityWithoutContact = "AP088" Error;
    /// A licence that is neither known by its name nor an address.
    UnknownLicence { value: String, nearest: Option<String>, known: Vec<&'static str> } = "AP089" Warning;
    /// A code of a message that does not exist.
    UnknownCode { code: String, nearest: Vec<String> } = "AP090" Error;
    /// A heading more than one level below the one before it.
    SkippedHeading { level: u8, expected: u8 } = "AP091" Warning;
    /// A name that Windows keeps for devices.
    ReservedName { name: String } = "AP092" Error;
    /// A name or path that is too long for some systems.
    NameTooLong { name: String, bytes: usize, most: usize } = "AP093" Error;
    /// A number in a text that two actions have.
    AmbiguousNumber { number: String } = "AP094" Warning;
    /// A file that no page uses.
    UnusedFile { path: String, meant: Option<String> } = "AP095" Warning;
    /// An accessibility statement that nobody looked at for a year.
    OldStatement { date: String } = "AP096" Warning;
    /// A link on a rendered page that leads nowhere.
    DeadPageLink { address: String, page: String, pages: usize } = "AP097" Error;
    /// A sentence that is hard to read.
    LongSentence { words: usize } = "AP100" Advice;
    /// An abbreviation that nobody explains.
    UnknownAbbreviation { word: String } = "AP101" Advice;
    /// A word for which there is an easier one.
    DifficultWord { word: String, easier: &'static str } = "AP102" Advice;
    /// A number beside a figure that does not have it.
    NumberNotInFigure { number: String, figure: String } = "AP103" Advice;
    /// A project or term that no other file names.
    UnusedEntry { kind: &'static str, id: String } = "AP104" Advice;
    /// A page of another site that is gone.
    DeadExternalLink { address: String, status: u16 } = "AP105" Warning;
    /// A page of another site that could not be looked at.
    UncheckedLink { address: String, reason: Unchecked } = "AP106" Advice;
    /// A link to somebody's own network.
    PrivateLink { address: String } = "AP107" Warning;
    /// A file that is there already, where a new one was asked for.
    FileExists { path: String, is_line: bool } = "AP110" Error;
    /// Something that a command has to know and nobody said.
    MissingOption { option: &'static str, possible: Vec<String> } = "AP111" Error;
    /// A file named on the command line that cannot be read.
    InputUnreadable { path: String, fault: SystemFault } = "AP112" Error;
    /// A file without a table of actions.
    NoTable { path: String, reason: TableFault } = "AP113" Error;
    /// Two series, employers or routes of a figure with one name.
    NameTwice { name: String } = "AP120" Error;
    /// Values in rows and columns of a spreadsheet that cannot be seen.
    HiddenValues { sheet: String, hidden: BTreeSet<Hidden> } = "AP121" Warning;
    /// The full address of a page of the site itself, where there is none.
    DeadOwnAddress { address: String, pages: usize } = "AP122" Error;
    /// A picture on a page that no program can show.
    PictureUnreadable { path: String } = "AP123" Error;
    /// A picture with more pixels, or a larger file, than this program takes; the size in pixels where that is known.
    PictureTooLarge { path: String, size: Option<(u32, u32)> } = "AP124" Error;
    /// Pictures for links to pages, asked for where nobody knows the address of the site.
    CardsWithoutAddress = "AP125" Warning;
    /// A copy to look at that cannot name the real site, since nobody knows its address.
    PreviewWithoutAddress = "AP126" Warning;
    /// A file that keeps its path lies where the site has one of its own.
    KeptPathTaken { path: String } = "AP127" Error;
    /// A repository with only the last part of its history.
    CutOffHistory = "AP128" Warning;
    /// A history that is asked for and cannot be read.
    HistoryUnreadable { reason: NoHistory } = "AP129" Warning;
    /// The marks that git leaves where two changes meet.
    MergeConflict = "AP130" Error;
    /// Brackets that look like a link and make none.
    NoLink { address: String } = "AP131" Warning;
    /// A last day of publication before the first.
    NeverPublished { from: String, until: String } = "AP132" Warning;
    /// A quotation mark in a text of one line that no other goes with.
    StrayQuote { mark: String } = "AP133" Warning;
    /// A translation, or an item in one, that has no original.
    NothingToTranslate { what: String, nearest: Option<String> } = "AP134" Error;
    /// A key that a translation cannot have.
    NotInTranslation { key: String, why: Untranslatable } = "AP135" Error;
    /// A translation into a language that the site has no translations in.
    NoTranslationLanguage { code: String, own: Language } = "AP136" Error;
    /// A value of `theme.yaml` that is no colour, typeface or picture.
    BadToken { key: String, value: String, kind: TokenKind } = "AP137" Error;
    /// Two colours of a theme that do not differ enough to read or see one on the other.
    LowContrast { front: Box<str>, ground: Box<str>, scheme: &'static str, hundredths: u32, least_tenths: u32, token: &'static str, meant: Option<Box<str>> } = "AP138" Error;
    /// Two colours of charts that look alike to someone.
    AlikeColours { one: String, other: String, scheme: &'static str, eyes: Eyes, difference_tenths: u32, least: u32 } = "AP139" Error;
    /// A text that `new` wrote is still there.
    TemplateText { text: String } = "AP140" Warning;
    /// The total stands among the series that it is the sum of.
    TotalAmongSeries { name: String } = "AP141" Error;
    /// Words behind `#`, which are a comment and look like more of the text.
    CutOffByHash { whole: String } = "AP142" Warning;
}

/// How something comes to be that is referred to and is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// One makes this file.
    File(String),
    /// A file that is there gets the name that it was meant to have.
    Rename {
        /// The file.
        from: String,
        /// The name.
        to: String,
    },
    /// One chooses one of these in the command.
    Choice(Vec<String>),
    /// One gives something an id, or takes the reference away.
    Id,
}

/// Why something is not published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unpublished {
    /// It is a draft.
    Draft,
    /// Its `publish_from` lies ahead.
    From(Date),
    /// Its `publish_until` has passed.
    Until(Date),
    /// It is news of a day that lies ahead.
    Dated(Date),
    /// The plan or line that it belongs to is not published.
    Whole,
}

/// Why a page of another site could not be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unchecked {
    /// It took too long.
    TimeOut,
    /// The server does not answer programs (401, 403, 405, 429).
    Refused,
    /// The server has a fault of its own.
    Broken,
    /// There is no server with this name, or no internet here.
    NoServer,
    /// The connection failed.
    NoAnswer,
    /// It leads on and on.
    Redirects,
    /// There are more links than one run looks at.
    TooMany,
}

/// Why no table was found in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableFault {
    /// The text has no columns.
    NoColumns,
    /// No row is a header with the action.
    NoAction {
        /// What stands in the first row.
        headings: Vec<String>,
    },
    /// No row follows a header.
    NoRows,
    /// A packed file of a word processor or a spreadsheet.
    Packed,
    /// Not UTF-8.
    NotUtf8,
    /// A document of Word, or a spreadsheet, of before 2007 or with a password.
    OldOffice,
    /// PDF.
    Pdf,
    /// A document of another kind: RTF.
    OtherProgram,
    /// A document of Word, or a spreadsheet, that is not whole.
    Damaged,
    /// A document with a password.
    Protected,
    /// A document that is too large once it is unpacked.
    TooLarge,
    /// One table is asked for of what is no document of Word.
    NoDocument,
    /// A table is asked for that the document does not have.
    NoSuchTable {
        /// Its number.
        asked: usize,
        /// How many it has.
        count: usize,
    },
}

/// What a value of `theme.yaml` has to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenKind {
    /// A colour.
    Colour {
        /// The one that was probably meant.
        meant: Option<String>,
    },
    /// The name of a typeface.
    Typeface,
    /// A picture whose size can be read.
    Picture,
}

/// Whose eyes take two colours for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Eyes {
    /// Anyone's.
    All,
    /// Those that see no red.
    NoRed,
    /// Those that see no green.
    NoGreen,
    /// Those that see no blue.
    NoBlue,
}

/// Why a figure cannot be compared with others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mismatch {
    /// A key has another value than the comparison asks for.
    Key {
        /// The key.
        key: &'static str,
        /// What the figure says; none when the key is absent.
        found: Option<String>,
        /// What the comparison asks for; none when it has no such key.
        expected: Option<String>,
    },
    /// It is defined in other words.
    Definition,
    /// It belongs to no region, or to several.
    NotOneRegion,
    /// Another figure of the same region is in the comparison already.
    SameRegion,
    /// It has several series and no total, so that no number stands for the whole.
    NoWhole,
}

impl Mismatch {
    /// All reasons in one sentence.
    pub fn list(mismatches: &[Mismatch], language: Language) -> String {
        let words: Vec<String> = mismatches.iter().map(|mismatch| mismatch.words(language)).collect();
        language.list(&words)
    }

    /// The reason in words: "de eenheid is procent in plaats van personen".
    pub fn words(&self, language: Language) -> String {
        match self {
            Mismatch::Key { key, found, expected } => {
                let none = language.pick("niet opgegeven", "not given");
                let word = |value: &Option<String>| value.clone().unwrap_or_else(|| none.to_owned());
                let (found, expected) = (word(found), word(expected));
                let key = compared(key, language);
                language.pick(
                    format!("{key} is {found} in plaats van {expected}"),
                    format!("{key} is {found} instead of {expected}"),
                )
            }
            Mismatch::Definition => {
                language.pick("de definitie heeft andere woorden", "the definition has other words").to_owned()
            }
            Mismatch::NotOneRegion => language
                .pick("het hoort niet bij precies één regio", "it does not belong to exactly one region")
                .to_owned(),
            Mismatch::SameRegion => {
                let dutch = "een ander cijfer van deze regio doet al mee";
                language.pick(dutch, "another figure of this region is in it already").to_owned()
            }
            Mismatch::NoWhole => {
                let dutch = "het heeft meer reeksen en geen totaal";
                language.pick(dutch, "it has several series and no total").to_owned()
            }
        }
    }
}

/// The name of a key that a comparison asks for, in a sentence.
fn compared(key: &'static str, language: Language) -> &'static str {
    match key {
        "kind" => language.pick("de soort", "the kind"),
        "unit" => language.pick("de eenheid", "the unit"),
        "scope" => language.pick("de afbakening", "the scope"),
        "denominator" => language.pick("de noemer", "the denominator"),
        "period_type" => language.pick("de soort periode", "the kind of period"),
        "reference_date" => language.pick("de peildatum", "the reference date"),
        other => other,
    }
}

/// What is wrong with a footnote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FootnoteMistake {
    /// It is defined nowhere.
    Missing,
    /// It is defined twice.
    Double,
    /// Nothing refers to it.
    Unused,
}

/// What gives an address to something that has no usable name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlugRemedy {
    /// An `id`.
    Id,
    /// A `slug`.
    Slug,
    /// Another name of the file.
    FileName,
}

/// What a text begins with in place of the line `---`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instead {
    /// Dashes of another kind or number, as word processors make of `---`.
    Dashes,
    /// A key: only the first line is missing.
    Key,
    /// Text.
    Text,
}

/// What about a text makes it no YAML. `meant` is the whole line as it was probably meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum YamlMistake {
    /// A tab in the indentation.
    Tab,
    /// A space of a word processor, which is none to YAML.
    HardSpace,
    /// A sign before an item of a list that is no hyphen.
    Bullet(char),
    /// A colon or a hyphen without the space behind it.
    NoSpace(char),
    /// A key, or the hyphen of an item, that does not stand straight below its neighbours.
    Indentation {
        /// The key, or `-`.
        what: String,
        /// Spaces that stand before it.
        found: usize,
        /// Spaces that should.
        spaces: usize,
    },
    /// A text that goes on over a line that is not indented.
    LooseText {
        /// Spaces that should stand before it.
        spaces: usize,
    },
    /// A colon followed by a space inside a text.
    ColonInText {
        /// With quotes; none for a text over several lines.
        meant: Option<String>,
    },
    /// A text that starts with a character that means something in YAML.
    SpecialStart {
        /// The character.
        sign: char,
        /// With quotes; none where no key stands before it.
        meant: Option<String>,
    },
    /// A quote inside a quoted text, or one that is never closed.
    Quote {
        /// With other quotes; none where no key stands before it.
        meant: Option<String>,
    },
    /// Quotes of a word processor, which are none to YAML.
    CurlyQuotes {
        /// With straight ones.
        meant: Option<String>,
    },
    /// A bracket that is not closed; this is the one that is absent.
    Unclosed(char),
    /// A semicolon where a comma belongs.
    Semicolon,
    /// No comma between a value and the next key.
    NoComma {
        /// That key.
        key: String,
    },
    /// A second document in one file.
    SecondDocument,
    /// Anything else; the parser's own words.
    Other(String),
}

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A text.
    Text,
    /// `true` or `false`.
    Bool,
    /// A number.
    Number,
    /// A whole number.
    WholeNumber,
    /// A date.
    Date,
    /// A list.
    List,
    /// Keys with values.
    Map,
    /// A number, nothing, or keys with values.
    Observation,
    /// An e-mail address.
    Email,
}

/// What can be worked out of a hidden count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conclusion {
    /// The row; none for the total.
    pub row: Option<String>,
    /// The period.
    pub period: String,
    /// The least that it can be.
    pub low: String,
    /// The most; none when there is no end to it.
    pub high: Option<String>,
    /// Ids of the other figures that it follows from.
    pub others: Vec<String>,
}

/// What stands there instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// Nothing.
    Nothing,
    /// Nothing but a word after `#`, which makes a remark of it.
    Remark,
    /// A text, number or other single value.
    Text,
    /// A list.
    List,
    /// Keys with values.
    Map,
    /// A YAML tag, `!like this`.
    Tag,
}

/// Why a translation cannot have a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Untranslatable {
    /// It is no text: the translation takes it from the original.
    Structural,
    /// The original does not have it.
    Absent,
    /// A list with another number of items than the original's.
    Items {
        /// Items in the translation.
        here: usize,
        /// Items in the original.
        original: usize,
    },
}

/// Why an output folder is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutputReason {
    /// It holds files that this program did not write.
    NotOurs,
    /// It is, or holds, the project, its content or theme, the home folder or the root.
    HoldsSources,
    /// It lies inside the content or the themes.
    InsideSources,
    /// It is a file.
    NotAFolder,
}

/// Why there is no history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoHistory {
    /// The project lies in no git repository.
    NoRepository,
    /// The content folder is in no commit.
    NotCommitted,
    /// The repository cannot be read.
    Damaged {
        /// What the reader noticed, in its own words.
        reason: String,
    },
}

impl Problem {
    /// True when the machine or the command line is at fault and not the content.
    pub fn is_environment(&self) -> bool {
        use Problem::*;
        matches!(self, Unreadable { fault, .. } if !fault.is_of_the_file())
            || matches!(
                self,
                BadBaseUrl { .. }
                    | NotAProject { .. }
                    | OutputRefused { .. }
                    | ForeignFile { .. }
                    | WriteFailed { .. }
                    | OutputBusy { .. }
                    | PortTaken { .. }
                    | WatchFailed { .. }
                    | UnknownCode { .. }
                    | FileExists { .. }
                    | MissingOption { .. }
                    | InputUnreadable { .. }
                    | NoTable { .. }
            )
    }

    /// The message: one sentence on what is wrong.
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::Dutch => self.dutch().0,
            Language::English => self.english().0,
        }
    }

    /// What to do about it.
    pub fn hint(&self, language: Language) -> String {
        match language {
            Language::Dutch => self.dutch().1,
            Language::English => self.english().1,
        }
    }
}

/// Several that can have been meant, for between two backticks.
pub(super) fn one_of(meant: &[String], or: &str) -> Option<String> {
    (!meant.is_empty()).then(|| meant.join(&format!("` {or} `")))
}

/// The name that was probably meant.
pub(super) fn among(name: &str, known: &[String]) -> Option<String> {
    nearest(name, known.iter().map(String::as_str))
}

/// Names for between two backticks; a long list is cut short.
pub(super) fn listed(names: &[String]) -> String {
    const MOST: usize = 12;
    let shown = names.iter().take(MOST).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    if names.len() > MOST { format!("{shown}, …") } else { shown }
}

/// A sign as a message shows it: between backticks, unless it is one itself.
pub(super) fn quoted(sign: char) -> String {
    if sign == '`' { "‘`’".to_owned() } else { format!("`{sign}`") }
}

/// True for a date in the form that is asked for, whether or not it exists.
pub(super) fn has_form_of_date(text: &str) -> bool {
    let has_digits = |part: &str, count| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = text.split('-').collect();
    matches!(parts[..], [year, month, day] if has_digits(year, 4) && has_digits(month, 2) && has_digits(day, 2))
}

/// The month of a date beyond its end, by its name, with the days that it has: `2027-09-31`.
pub(super) fn month_of(text: &str, language: Language) -> Option<(String, i8)> {
    let mut parts = text.split('-').filter(|_| has_form_of_date(text)).map(|part| part.parse::<i16>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let first = Date::new(year, i8::try_from(month).ok()?, 1).ok()?;
    let name = language.months()[usize::try_from(month).ok()? - 1];
    (day > i16::from(first.days_in_month())).then(|| (format!("{name} {year}"), first.days_in_month()))
}

/// A line as a hint shows it: the middle of a long one is left out, its ends tell what to do.
pub(super) fn shortened(line: &str) -> String {
    const MOST: usize = 70;
    let signs: Vec<char> = line.chars().collect();
    match signs.len() {
        0..=MOST => line.to_owned(),
        length => {
            let (start, end) = (&signs[..MOST / 2], &signs[length - MOST / 4..]);
            format!("{}…{}", start.iter().collect::<String>(), end.iter().collect::<String>())
        }
    }
}

/// The known word nearest to a misspelt one, when it is near enough to be meant.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let word = word.to_lowercase();
    let known: Vec<&str> = known.into_iter().collect();
    // `leren` is rather the beginning of `leren-en-werken` than a slip of the pen for `lonen`.
    let goes_on = |k: &&&str| k.to_lowercase().strip_prefix(&word).is_some_and(|rest| rest.starts_with(['-', '_']));
    let is_known = known.iter().any(|k| k.to_lowercase() == word);
    if !is_known && let Some(longer) = known.iter().filter(goes_on).min_by_key(|k| (k.len(), **k)) {
        return Some((*longer).to_owned());
    }
    let length = word.chars().count();
    // No word of twice the length can be near enough; leaving those out is what makes this fast among many.
    let may_be_near = |k: &&str| {
        let other = k.chars().count();
        length.min(other) as f64 >= 0.55 * length.max(other) as f64
    };
    known
        .into_iter()
        .filter(may_be_near)
        .map(|k| (strsim::normalized_damerau_levenshtein(&word, &k.to_lowercase()), k))
        .filter(|(likeness, _)| *likeness >= 0.55)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, k)| k.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_ascending() {
        assert!(Problem::CODES.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn the_nearest_word_is_the_one_that_was_meant() {
        let known = ["title", "summary", "draft"];
        assert_eq!(nearest("titel", known).as_deref(), Some("title"));
        assert_eq!(nearest("Sumary", known).as_deref(), Some("summary"));
        assert_eq!(nearest("kleur", known), None);
        assert_eq!(nearest("leren", ["lenen", "leren-en-werken"]).as_deref(), Some("leren-en-werken"));
        assert_eq!(nearest("Leren", ["leren", "leren-en-werken"]).as_deref(), Some("leren"));
    }
}
