//! What can be wrong: each kind of mistake with its code, its weight and its words in both languages.
//!
//! A code never changes its meaning and is never used again; `docs/handboek/meldingen.md` explains each one, held by a
//! test. A message is short enough to stand alone; the hint says what to do.

use crate::language::Language;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Forbids publishing.
    Error,
    /// Is published, but somebody should look.
    Warning,
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
    MissingFrontMatter = "AP001" Error;
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
    WrongType { key: String, expected: Expected, found: Found } = "AP007" Error;
    /// A word that is not one of the accepted ones.
    UnknownValue { key: String, value: String, accepted: Vec<&'static str>, nearest: Option<String> } = "AP008" Error;
    /// A date that is not one.
    BadDate { key: String, value: String, meant: Option<String> } = "AP009" Error;
    /// A number that is not one, or out of range.
    BadNumber { key: String, value: String, meant: Vec<String> } = "AP010" Error;
    /// A file without content.
    EmptyFile = "AP011" Error;
    /// A reference to something that does not exist.
    UnknownReference { kind: &'static str, id: String, nearest: Option<String> } = "AP012" Error;
    /// One id for two things.
    DuplicateId { kind: &'static str, id: String } = "AP013" Error;
    /// Two pages with one address.
    AddressCollision { address: String, other: Option<String> } = "AP014" Error;
    /// A title or name of which no address can be made.
    NoSlug { title: String, remedy: SlugRemedy } = "AP015" Error;
    /// A path that leaves its folder, or is no path at all.
    BadPath { key: String, value: String } = "AP016" Error;
    /// A published page that refers to one that is not.
    ReferenceToUnpublished { kind: &'static str, id: String } = "AP017" Error;
    /// A file where nothing is expected.
    MisplacedFile { nearest: Option<String> } = "AP018" Error;
    /// A file that is not UTF-8.
    NotUtf8 = "AP019" Error;
    /// A file that could not be read.
    Unreadable { reason: String } = "AP020" Error;
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
    NotAProject { path: String } = "AP051" Error;
    /// An output folder that would destroy something.
    OutputRefused { path: String, reason: OutputReason } = "AP052" Error;
    /// A file that is not ours and would be overwritten.
    ForeignFile { path: String } = "AP053" Error;
    /// Writing failed.
    WriteFailed { path: String, reason: String } = "AP054" Error;
    /// Another build is busy with the same folder.
    OutputBusy { path: String } = "AP055" Error;
    /// The port for the preview is taken.
    PortTaken { port: u16 } = "AP056" Error;
    /// The preview cannot see changes, or cannot run.
    WatchFailed { reason: String } = "AP057" Error;
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

/// What about a text makes it no YAML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum YamlMistake {
    /// A tab in the indentation.
    Tab,
    /// A colon followed by a space inside a text.
    ColonInText,
    /// A text that starts with a character that means something in YAML.
    SpecialStart(char),
    /// A quote inside a quoted text, or one that is never closed.
    Quote,
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

/// What stands there instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// Nothing.
    Nothing,
    /// A text, number or other single value.
    Text,
    /// A list.
    List,
    /// Keys with values.
    Map,
    /// A YAML tag, `!like this`.
    Tag,
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

impl Problem {
    /// True when the machine or the command line is at fault and not the content.
    pub fn is_environment(&self) -> bool {
        use Problem::*;
        matches!(
            self,
            BadBaseUrl { .. }
                | NotAProject { .. }
                | OutputRefused { .. }
                | ForeignFile { .. }
                | WriteFailed { .. }
                | OutputBusy { .. }
                | PortTaken { .. }
                | WatchFailed { .. }
                | Unreadable { .. }
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

    fn dutch(&self) -> (String, String) {
        use Problem::*;
        let (message, hint): (String, String) = match self {
            MissingFrontMatter => (
                "het bestand begint niet met front matter".into(),
                "zet bovenaan: `---`, dan `title: De titel`, dan weer `---`".into(),
            ),
            UnterminatedFrontMatter => (
                "het front matter wordt niet afgesloten".into(),
                "zet een regel met alleen `---` onder het laatste veld".into(),
            ),
            YamlSyntax { mistake } => mistake.dutch(),
            UnknownKey { key, nearest, known } => (
                format!("het veld `{key}` bestaat hier niet"),
                match nearest {
                    Some(near) => format!("bedoelde u `{near}`?"),
                    None => format!("deze velden kunnen wel: {}", known.join(", ")),
                },
            ),
            MissingKey { key, kind } => {
                (format!("het verplichte veld `{key}` ontbreekt"), format!("voeg `{key}:` toe aan {}", this_nl(kind)))
            }
            DuplicateKey { key } => {
                (format!("het veld `{key}` staat er twee keer"), "laat één van de twee staan".into())
            }
            WrongType { key, expected, found } => (
                format!("`{key}` moet {} zijn, maar is {}", expected.dutch(), found.dutch()),
                expected.hint_dutch(*found),
            ),
            UnknownValue { key, value, accepted, nearest } => (
                format!("`{value}` kan niet bij `{key}`"),
                also_nearest_nl(nearest, &format!("kies uit: {}", accepted.join(", "))),
            ),
            BadDate { key, value, meant } => (
                format!("`{value}` bij `{key}` is geen bestaande datum"),
                also_nearest_nl(meant, "schrijf een datum als JJJJ-MM-DD, zoals 2026-03-01"),
            ),
            BadNumber { key, value, meant } => (
                format!("`{value}` bij `{key}` is geen getal dat hier kan"),
                with_nearest_nl(
                    &one_of(meant, "of"),
                    "schrijf alleen cijfers, zonder punt voor duizendtallen en met een punt voor decimalen, zoals 3200 of 15.4",
                ),
            ),
            EmptyFile => ("het bestand is leeg".into(), "vul het in, of verwijder het".into()),
            UnknownReference { kind, id, nearest } => (
                format!("er is geen {} met de id `{id}`", kind_nl(kind)),
                with_nearest_nl(nearest, "een id is de naam van het bestand, zonder `.md`"),
            ),
            DuplicateId { kind, id } => (
                format!("meer dan één {} heeft de id `{id}`", kind_nl(kind)),
                "geef één van de twee een eigen `id`; bestaande verwijzingen blijven dan heel".into(),
            ),
            AddressCollision { address, other } => (
                format!("het adres `{address}` is al van {}", other.as_deref().unwrap_or("de site zelf")),
                "geef één van de twee een andere naam, of een eigen `slug`".into(),
            ),
            NoSlug { title, remedy } => (
                format!("van `{title}` is geen webadres te maken"),
                match remedy {
                    SlugRemedy::Id => "geef een `id` van kleine letters, cijfers en streepjes".into(),
                    SlugRemedy::Slug => "geef een `slug` van kleine letters, cijfers en streepjes".into(),
                    SlugRemedy::FileName => "geef het bestand een naam met letters of cijfers".into(),
                },
            ),
            BadPath { key, value } => (
                format!("`{value}` kan niet als `{key}`"),
                match key.as_str() {
                    "slug" | "id" => "schrijf alleen kleine letters, cijfers en streepjes".into(),
                    _ => "schrijf een pad binnen deze site, zonder `..`, zonder `\\` en zonder `/` vooraan".into(),
                },
            ),
            ReferenceToUnpublished { kind, id } => (
                format!("deze pagina verwijst naar {} `{id}`, en die wordt niet gepubliceerd", kind_nl(kind)),
                "haal de verwijzing weg, of publiceer het doel (`draft`, `publish_from` en `publish_until`)".into(),
            ),
            MisplacedFile { nearest } => (
                "op deze plaats wordt geen bestand verwacht".into(),
                with_nearest_nl(nearest, "zie in het handboek welke mappen er zijn"),
            ),
            NotUtf8 => {
                ("het bestand is niet in UTF-8 opgeslagen".into(), "kies bij Opslaan als: codering UTF-8".into())
            }
            Unreadable { reason } => {
                (format!("het bestand is niet te lezen: {reason}"), "controleer de rechten van het bestand".into())
            }
            MissingTarget { target, nearest } => (
                format!("de link naar `{target}` leidt nergens heen"),
                with_nearest_nl(nearest, "schrijf het pad gezien vanaf dit bestand, met dezelfde hoofdletters"),
            ),
            MissingAnchor { anchor, nearest } => (
                format!("er is geen kop `#{anchor}` op die pagina"),
                with_nearest_nl(nearest, "een anker is de kop in kleine letters met streepjes"),
            ),
            ForbiddenScheme { address } => (
                format!("het adres `{address}` mag niet op een pagina"),
                "gebruik https, mailto, tel, een pad naar een bestand of een soort zoals `actie:`".into(),
            ),
            EmptyAddress { address } => (
                format!("het adres `{address}` is niet af"),
                "schrijf het hele adres, zoals `https://a.nl`, of haal het weg".into(),
            ),
            HtmlRemoved { what } => {
                (format!("`{what}` is weggelaten, want dat is niet veilig"), "gebruik gewone Markdown".into())
            }
            ImageWithoutText => (
                "de afbeelding heeft geen beschrijving".into(),
                "schrijf tussen de haken wat er te zien is: `![Leerlingen in een les](foto.jpg)`".into(),
            ),
            MarkdownFailed => (
                "deze tekst is niet te verwerken door een fout in het programma".into(),
                "meld dit bij de makers, en haal zolang de laatste wijziging weg".into(),
            ),
            ForeignImage { address } => (
                format!("de afbeelding `{address}` staat op een andere site"),
                "zet het bestand naast deze tekst: zo weet geen ander wie de pagina leest".into(),
            ),
            AbsoluteLink { address } => (
                format!("de link `{address}` begint bij de wortel van de site"),
                "verwijs naar het bestand, zoals `../regions/twente.md`: dat klopt op elk adres".into(),
            ),
            DuplicateNumber { number } => (
                format!("het nummer `{number}` komt twee keer voor in deze lijst"),
                "dat mag, als het zo in het plan staat; verwijs altijd met de id".into(),
            ),
            UndatedStatus => {
                ("deze stand heeft geen datum".into(), "voeg `as_of` toe: de dag waarop dit klopte".into())
            }
            VagueLinkText { text } => (
                format!("de linktekst `{text}` zegt niet waar de link heen leidt"),
                "noem het doel: `[het advies voor Twente](…)`".into(),
            ),
            UndatedTime { words } => {
                (format!("`{words}` zegt later niets meer"), "noem een datum, zoals `in mei 2019`".into())
            }
            SumMismatch { period, sum, total } => (
                format!("in {period} is de som van de reeksen {sum}, maar het totaal {total}"),
                "verbeter een van de waarden, of geef met `tolerance` aan hoeveel procent het mag schelen".into(),
            ),
            BadPeriod { value, example } => {
                (format!("`{value}` is hier geen periode"), format!("schrijf een periode als {example}"))
            }
            DocumentWithoutSource => (
                "dit document is nergens te krijgen".into(),
                "geef `file` (een bestand hiernaast), `url` of `availability` (waar op te vragen)".into(),
            ),
            KeyOfOtherKind { key, kind } => (
                format!("het veld `{key}` hoort niet bij een cijfer van de soort `{kind}`"),
                "haal het weg, of kies een andere `kind`".into(),
            ),
            OutsideProject { path } => (
                format!("`{path}` is geen gewoon bestand, maar een koppeling (symlink) of iets anders"),
                "zet het bestand zelf in het project".into(),
            ),
            CaseCollision { address, other } => (
                format!("`{address}` en {other} verschillen alleen in hoofdletters"),
                "geef één van de twee een andere naam: niet elke webserver ziet het verschil".into(),
            ),
            ThemeContract { found, supported } => (
                format!("het thema is gemaakt voor versie {found} van het contract"),
                format!("dit programma spreekt versie {supported}: pas het thema aan en zet `contract: {supported}`"),
            ),
            TemplateSyntax { message } => {
                (format!("het sjabloon klopt niet: {message}"), "verbeter het sjabloon op deze plaats".into())
            }
            TemplateRender { message, page } => (
                format!("het sjabloon loopt vast op de pagina `{page}`: {message}"),
                "zie docs/themes/contract.md voor alles wat een sjabloon kan gebruiken".into(),
            ),
            MissingWord { word, language } => (
                format!("het thema mist het woord `{word}`"),
                format!("voeg `{word}:` toe aan words/{language}.yaml van het thema"),
            ),
            UnknownTheme { name, nearest } => (
                format!("het thema `{name}` bestaat niet"),
                with_nearest_nl(nearest, "zet het in themes/, of haal `theme` weg uit site.yaml"),
            ),
            TemplateCircle { chain } => {
                (format!("sjablonen gebruiken elkaar in een kring: {chain}"), "haal één van de verwijzingen weg".into())
            }
            MissingAsset { asset } => (
                format!("het bestand `{asset}` zit niet in het thema"),
                "zet het in static/, of haal de verwijzing weg".into(),
            ),
            Footnote { label, mistake } => {
                let note = format!("`[^{label}]: …`");
                match mistake {
                    FootnoteMistake::Missing => (
                        format!("de voetnoot `{label}` staat nergens"),
                        format!("zet onderaan een regel met {note}, of haal de verwijzing weg"),
                    ),
                    FootnoteMistake::Double => {
                        (format!("de voetnoot `{label}` staat er twee keer"), "laat één van de twee staan".into())
                    }
                    FootnoteMistake::Unused => (
                        format!("naar de voetnoot `{label}` verwijst geen tekst, dus hij is nergens te zien"),
                        format!("zet `[^{label}]` in de tekst, of haal de voetnoot weg"),
                    ),
                }
            }
            BadBaseUrl { value } => (
                format!("`{value}` is geen adres van een site"),
                "schrijf een volledig adres, zoals https://actieplan.nl/regio".into(),
            ),
            NotAProject { path } => (
                format!("in `{path}` staat geen project"),
                "ga naar de map met `content/site.yaml`, of noem die map in de opdracht".into(),
            ),
            OutputRefused { path, reason } => reason.dutch(path),
            ForeignFile { path } => (
                format!("`{path}` is niet door dit programma gemaakt en blijft staan"),
                "verplaats het bestand, of kies met --output een andere map".into(),
            ),
            WriteFailed { path, reason } => (
                format!("`{path}` is niet te schrijven: {reason}"),
                "zorg voor ruimte en rechten, en bouw opnieuw: wat half klaar is, wordt dan heel".into(),
            ),
            PortTaken { port } => {
                (format!("poort {port} is bezet"), "kies met --port een andere, of laat --port weg".into())
            }
            WatchFailed { reason } => (
                format!("het voorbeeld kan niet draaien: {reason}"),
                "probeer `--poll`; op Linux helpt het ook om fs.inotify.max_user_watches te verhogen".into(),
            ),
            OutputBusy { path } => {
                (format!("een andere opdracht is bezig met `{path}`"), "wacht tot die klaar is".into())
            }
        };
        (message, hint)
    }

    fn english(&self) -> (String, String) {
        use Problem::*;
        let (message, hint): (String, String) = match self {
            MissingFrontMatter => (
                "the file does not start with front matter".into(),
                "put at the top: `---`, then `title: The title`, then `---` again".into(),
            ),
            UnterminatedFrontMatter => {
                ("the front matter is not closed".into(), "put a line with only `---` below the last key".into())
            }
            YamlSyntax { mistake } => mistake.english(),
            UnknownKey { key, nearest, known } => (
                format!("the key `{key}` does not exist here"),
                match nearest {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("these keys do: {}", known.join(", ")),
                },
            ),
            MissingKey { key, kind } => {
                (format!("the required key `{key}` is missing"), format!("add `{key}:` to {}", this_en(kind)))
            }
            DuplicateKey { key } => (format!("the key `{key}` stands here twice"), "keep one of the two".into()),
            WrongType { key, expected, found } => (
                format!("`{key}` must be {}, but is {}", expected.english(), found.english()),
                expected.hint_english(*found),
            ),
            UnknownValue { key, value, accepted, nearest } => (
                format!("`{value}` is not possible for `{key}`"),
                also_nearest_en(nearest, &format!("choose from: {}", accepted.join(", "))),
            ),
            BadDate { key, value, meant } => (
                format!("`{value}` for `{key}` is not an existing date"),
                also_nearest_en(meant, "write a date as YYYY-MM-DD (JJJJ-MM-DD), such as 2026-03-01"),
            ),
            BadNumber { key, value, meant } => (
                format!("`{value}` for `{key}` is not a number that is possible here"),
                with_nearest_en(
                    &one_of(meant, "or"),
                    "write digits only, without a separator for thousands and with a point for decimals, such as 3200 or 15.4",
                ),
            ),
            EmptyFile => ("the file is empty".into(), "fill it in, or remove it".into()),
            UnknownReference { kind, id, nearest } => (
                format!("there is no {} with the id `{id}`", kind_en(kind)),
                with_nearest_en(nearest, "an id is the file's name without `.md`"),
            ),
            DuplicateId { kind, id } => (
                format!("more than one {} has the id `{id}`", kind_en(kind)),
                "give one of the two an `id` of its own; existing references stay whole".into(),
            ),
            AddressCollision { address, other } => (
                format!("the address `{address}` belongs to {}", other.as_deref().unwrap_or("the site itself")),
                "give one of the two another name, or a `slug` of its own".into(),
            ),
            NoSlug { title, remedy } => (
                format!("no address can be made of `{title}`"),
                match remedy {
                    SlugRemedy::Id => "give an `id` of lower-case letters, digits and hyphens".into(),
                    SlugRemedy::Slug => "give a `slug` of lower-case letters, digits and hyphens".into(),
                    SlugRemedy::FileName => "give the file a name with letters or digits".into(),
                },
            ),
            BadPath { key, value } => (
                format!("`{value}` is not possible as `{key}`"),
                match key.as_str() {
                    "slug" | "id" => "write lower-case letters, digits and hyphens only".into(),
                    _ => "write a path within this site, without `..`, without `\\` and without a leading `/`".into(),
                },
            ),
            ReferenceToUnpublished { kind, id } => (
                format!("this page refers to {} `{id}`, which is not published", kind_en(kind)),
                "remove the reference, or publish its target (`draft`, `publish_from` and `publish_until`)".into(),
            ),
            MisplacedFile { nearest } => {
                ("no file is expected in this place".into(), with_nearest_en(nearest, "the handbook lists the folders"))
            }
            NotUtf8 => ("the file is not saved as UTF-8".into(), "choose at Save as: encoding UTF-8".into()),
            Unreadable { reason } => {
                (format!("the file cannot be read: {reason}"), "check the file's permissions".into())
            }
            MissingTarget { target, nearest } => (
                format!("the link to `{target}` leads nowhere"),
                with_nearest_en(nearest, "write the path as seen from this file, with the same capitals"),
            ),
            MissingAnchor { anchor, nearest } => (
                format!("there is no heading `#{anchor}` on that page"),
                with_nearest_en(nearest, "an anchor is the heading in lower case with hyphens"),
            ),
            ForbiddenScheme { address } => (
                format!("the address `{address}` may not stand on a page"),
                "use https, mailto, tel, a path to a file, or a kind such as `actie:`".into(),
            ),
            EmptyAddress { address } => (
                format!("the address `{address}` is not complete"),
                "write the whole address, such as `https://a.nl`, or remove it".into(),
            ),
            HtmlRemoved { what } => {
                (format!("`{what}` was left out, since it is not safe"), "use plain Markdown".into())
            }
            ImageWithoutText => (
                "the image has no description".into(),
                "write between the brackets what there is to see: `![Students in class](photo.jpg)`".into(),
            ),
            MarkdownFailed => (
                "this text cannot be processed because of a fault in the program".into(),
                "report it to the makers, and take the last change out for now".into(),
            ),
            ForeignImage { address } => (
                format!("the image `{address}` stands on another site"),
                "put the file beside this text: then nobody else learns who reads the page".into(),
            ),
            AbsoluteLink { address } => (
                format!("the link `{address}` starts at the root of the site"),
                "refer to the file, such as `../regions/twente.md`: that holds at every address".into(),
            ),
            DuplicateNumber { number } => (
                format!("the number `{number}` stands twice in this list"),
                "that is fine if the plan says so; always refer by id".into(),
            ),
            UndatedStatus => ("this status has no date".into(), "add `as_of`: the day on which it held".into()),
            VagueLinkText { text } => (
                format!("the link text `{text}` does not say where the link leads"),
                "name the target: `[the advice for Twente](…)`".into(),
            ),
            UndatedTime { words } => {
                (format!("`{words}` says nothing later on"), "name a date, such as `in May 2019`".into())
            }
            SumMismatch { period, sum, total } => (
                format!("in {period} the series add up to {sum}, but the total is {total}"),
                "correct one of the values, or say with `tolerance` how many percent they may differ".into(),
            ),
            BadPeriod { value, example } => {
                (format!("`{value}` is not a period here"), format!("write a period as {example}"))
            }
            DocumentWithoutSource => (
                "this document can be had nowhere".into(),
                "give `file` (a file beside this one), `url` or `availability` (where to ask for it)".into(),
            ),
            KeyOfOtherKind { key, kind } => (
                format!("the key `{key}` does not belong to a figure of the kind `{kind}`"),
                "remove it, or choose another `kind`".into(),
            ),
            OutsideProject { path } => (
                format!("`{path}` is no ordinary file but a symbolic link or something else"),
                "put the file itself into the project".into(),
            ),
            CaseCollision { address, other } => (
                format!("`{address}` and {other} differ in capitals only"),
                "give one of the two another name: not every web server sees the difference".into(),
            ),
            ThemeContract { found, supported } => (
                format!("the theme was made for version {found} of the contract"),
                format!("this program speaks version {supported}: adapt the theme and set `contract: {supported}`"),
            ),
            TemplateSyntax { message } => {
                (format!("the template is not well formed: {message}"), "correct the template in this place".into())
            }
            TemplateRender { message, page } => (
                format!("the template fails on the page `{page}`: {message}"),
                "see docs/themes/contract.md for everything that a template can use".into(),
            ),
            MissingWord { word, language } => (
                format!("the theme lacks the word `{word}`"),
                format!("add `{word}:` to words/{language}.yaml of the theme"),
            ),
            UnknownTheme { name, nearest } => (
                format!("the theme `{name}` does not exist"),
                with_nearest_en(nearest, "put it into themes/, or remove `theme` from site.yaml"),
            ),
            TemplateCircle { chain } => {
                (format!("templates use each other in a circle: {chain}"), "remove one of the references".into())
            }
            MissingAsset { asset } => (
                format!("the file `{asset}` is not in the theme"),
                "put it into static/, or remove the reference".into(),
            ),
            Footnote { label, mistake } => {
                let note = format!("`[^{label}]: …`");
                match mistake {
                    FootnoteMistake::Missing => (
                        format!("the footnote `{label}` is nowhere"),
                        format!("put a line with {note} at the end, or remove the reference"),
                    ),
                    FootnoteMistake::Double => {
                        (format!("the footnote `{label}` stands here twice"), "keep one of the two".into())
                    }
                    FootnoteMistake::Unused => (
                        format!("no text refers to the footnote `{label}`, so it is shown nowhere"),
                        format!("put `[^{label}]` into the text, or remove the footnote"),
                    ),
                }
            }
            BadBaseUrl { value } => (
                format!("`{value}` is not the address of a site"),
                "write a full address, such as https://actieplan.nl/regio".into(),
            ),
            NotAProject { path } => (
                format!("there is no project in `{path}`"),
                "go to the folder with `content/site.yaml`, or name that folder in the command".into(),
            ),
            OutputRefused { path, reason } => reason.english(path),
            ForeignFile { path } => (
                format!("`{path}` was not made by this program and stays as it is"),
                "move the file, or choose another folder with --output".into(),
            ),
            WriteFailed { path, reason } => (
                format!("`{path}` cannot be written: {reason}"),
                "make room, check permissions, and build again: what is half done is mended then".into(),
            ),
            PortTaken { port } => {
                (format!("port {port} is taken"), "choose another with --port, or leave --port out".into())
            }
            WatchFailed { reason } => (
                format!("the preview cannot run: {reason}"),
                "try `--poll`; on Linux it also helps to raise fs.inotify.max_user_watches".into(),
            ),
            OutputBusy { path } => (format!("another command is busy with `{path}`"), "wait until it is done".into()),
        };
        (message, hint)
    }
}

fn with_nearest_nl(nearest: &Option<String>, otherwise: &str) -> String {
    nearest.as_ref().map_or_else(|| otherwise.to_owned(), |near| format!("bedoelde u `{near}`?"))
}

fn with_nearest_en(nearest: &Option<String>, otherwise: &str) -> String {
    nearest.as_ref().map_or_else(|| otherwise.to_owned(), |near| format!("did you mean `{near}`?"))
}

/// Several that can have been meant, for between two backticks.
fn one_of(meant: &[String], or: &str) -> Option<String> {
    (!meant.is_empty()).then(|| meant.join(&format!("` {or} `")))
}

/// The word that was probably meant, and in any case what is possible.
fn also_nearest_nl(nearest: &Option<String>, possible: &str) -> String {
    nearest.as_ref().map_or_else(|| possible.to_owned(), |near| format!("bedoelde u `{near}`? {possible}"))
}

fn also_nearest_en(nearest: &Option<String>, possible: &str) -> String {
    nearest.as_ref().map_or_else(|| possible.to_owned(), |near| format!("did you mean `{near}`? {possible}"))
}

/// The file that a key belongs to, in a Dutch sentence.
fn this_nl(kind: &str) -> String {
    match kind {
        "site" | "home" | "theme" | "item" => kind_nl(kind).to_owned(),
        "plan" | "topic" | "figure" | "news" | "project" | "document" | "term" => format!("dit {}", kind_nl(kind)),
        _ => format!("deze {}", kind_nl(kind)),
    }
}

/// The file that a key belongs to, in an English sentence.
fn this_en(kind: &str) -> String {
    match kind {
        "site" | "home" | "theme" | "item" => kind_en(kind).to_owned(),
        _ => format!("this {}", kind_en(kind)),
    }
}

/// The name of a kind in a Dutch sentence. Kinds are the words of [`crate::model`]: `region`, `plan`, …
fn kind_nl(kind: &str) -> &str {
    match kind {
        "site" => "de instellingen",
        "home" => "de voorpagina",
        "region" => "regio",
        "plan" => "plan",
        "line" => "actielijn",
        "action" => "actie",
        "topic" => "thema",
        "figure" => "cijfer",
        "news" => "nieuwsbericht",
        "practice" => "praktijk",
        "project" => "project",
        "organisation" => "organisatie",
        "document" => "document",
        "event" => "bijeenkomst",
        "question" => "vraag",
        "term" => "begrip",
        "page" => "pagina",
        "meeting" => "overleg",
        "theme" => "het thema",
        "item" => "dit onderdeel",
        other => other,
    }
}

/// The name of a kind in an English sentence.
fn kind_en(kind: &str) -> &str {
    match kind {
        "site" => "the settings",
        "home" => "the home page",
        "news" => "news item",
        "line" => "action line",
        "practice" => "good practice",
        "theme" => "the theme",
        "item" => "this item",
        other => other,
    }
}

impl YamlMistake {
    fn dutch(&self) -> (String, String) {
        match self {
            YamlMistake::Tab => ("hier staat een tab".into(), "gebruik spaties om in te springen".into()),
            YamlMistake::ColonInText => (
                "in deze tekst staat een dubbele punt met een spatie erna".into(),
                "zet de hele tekst tussen aanhalingstekens: `title: \"Doel: water\"`".into(),
            ),
            YamlMistake::SpecialStart(c) => (
                format!("een tekst kan niet met {} beginnen", quoted(*c)),
                "zet de hele tekst tussen aanhalingstekens".into(),
            ),
            YamlMistake::Quote => (
                "de aanhalingstekens kloppen niet".into(),
                "zet de hele tekst tussen dubbele aanhalingstekens: `\"Zo'n plan\"`".into(),
            ),
            YamlMistake::SecondDocument => {
                ("hier begint een tweede document".into(), "haal deze regel met `---` weg".into())
            }
            YamlMistake::Other(message) => (
                format!("deze regel is niet te lezen ({message})"),
                "controleer het inspringen, de dubbele punten en de aanhalingstekens".into(),
            ),
        }
    }

    fn english(&self) -> (String, String) {
        match self {
            YamlMistake::Tab => ("there is a tab here".into(), "indent with spaces".into()),
            YamlMistake::ColonInText => (
                "this text contains a colon followed by a space".into(),
                "use quotes around the whole text: `title: \"Aim: water\"`".into(),
            ),
            YamlMistake::SpecialStart(c) => {
                (format!("a text cannot start with {}", quoted(*c)), "use quotes around the whole text".into())
            }
            YamlMistake::Quote => {
                ("the quotes do not match".into(), "use double quotes around the whole text: `\"Zo'n plan\"`".into())
            }
            YamlMistake::SecondDocument => {
                ("a second document starts here".into(), "remove this line with `---`".into())
            }
            YamlMistake::Other(message) => (
                format!("this line cannot be read ({message})"),
                "check the indentation, the colons and the quotes".into(),
            ),
        }
    }
}

/// A sign as a message shows it: between backticks, unless it is one itself.
fn quoted(sign: char) -> String {
    if sign == '`' { "‘`’".to_owned() } else { format!("`{sign}`") }
}

impl Expected {
    fn dutch(self) -> &'static str {
        match self {
            Expected::Text => "een tekst",
            Expected::Bool => "`true` of `false`",
            Expected::Number => "een getal",
            Expected::WholeNumber => "een heel getal",
            Expected::Date => "een datum",
            Expected::List => "een lijst",
            Expected::Map => "een groepje velden",
            Expected::Observation => "een getal, leeg, of een groepje velden met `value`",
            Expected::Email => "een e-mailadres",
        }
    }

    fn english(self) -> &'static str {
        match self {
            Expected::Text => "a text",
            Expected::Bool => "`true` or `false`",
            Expected::Number => "a number",
            Expected::WholeNumber => "a whole number",
            Expected::Date => "a date",
            Expected::List => "a list",
            Expected::Map => "a group of keys",
            Expected::Observation => "a number, nothing, or a group of keys with `value`",
            Expected::Email => "an e-mail address",
        }
    }

    fn hint_dutch(self, found: Found) -> String {
        match (self, found) {
            (Expected::Text, Found::List | Found::Map | Found::Tag) => {
                "zet de hele tekst tussen aanhalingstekens".into()
            }
            (_, Found::Nothing) => "vul een waarde in, of haal het veld weg".into(),
            (Expected::Bool, _) => "kies uit: true, false".into(),
            (Expected::List, _) => "schrijf `[een, twee]`, of elk op een eigen regel met `- ` ervoor".into(),
            (Expected::Map, _) => "schrijf elk veld op een eigen regel, met twee spaties ingesprongen".into(),
            (Expected::Date, _) => "schrijf een datum als JJJJ-MM-DD, zoals 2026-03-01".into(),
            _ => "schrijf het zoals in het handboek bij dit veld staat".into(),
        }
    }

    fn hint_english(self, found: Found) -> String {
        match (self, found) {
            (Expected::Text, Found::List | Found::Map | Found::Tag) => "use quotes around the whole text".into(),
            (_, Found::Nothing) => "fill in a value, or remove the key".into(),
            (Expected::Bool, _) => "choose from: true, false".into(),
            (Expected::List, _) => "write `[one, two]`, or each on a line of its own after `- `".into(),
            (Expected::Map, _) => "write each key on a line of its own, indented with two spaces".into(),
            (Expected::Date, _) => "write a date as YYYY-MM-DD (JJJJ-MM-DD), such as 2026-03-01".into(),
            _ => "write it as the handbook says for this key".into(),
        }
    }
}

impl Found {
    fn dutch(self) -> &'static str {
        match self {
            Found::Nothing => "leeg",
            Found::Text => "een losse waarde",
            Found::List => "een lijst",
            Found::Map => "een groepje velden",
            Found::Tag => "een YAML-label met `!`",
        }
    }

    fn english(self) -> &'static str {
        match self {
            Found::Nothing => "empty",
            Found::Text => "a single value",
            Found::List => "a list",
            Found::Map => "a group of keys",
            Found::Tag => "a YAML tag with `!`",
        }
    }
}

impl OutputReason {
    fn dutch(self, path: &str) -> (String, String) {
        let hint = "kies met --output een nieuwe of lege map".to_owned();
        match self {
            OutputReason::NotOurs => {
                (format!("in `{path}` staan bestanden die dit programma niet heeft gemaakt"), hint)
            }
            OutputReason::HoldsSources => {
                (format!("`{path}` is of bevat het project, een thuismap of de wortel"), hint)
            }
            OutputReason::InsideSources => (format!("`{path}` ligt tussen de inhoud of de thema's"), hint),
            OutputReason::NotAFolder => (format!("`{path}` is geen map"), hint),
        }
    }

    fn english(self, path: &str) -> (String, String) {
        let hint = "choose a new or empty folder with --output".to_owned();
        match self {
            OutputReason::NotOurs => (format!("`{path}` holds files that this program did not make"), hint),
            OutputReason::HoldsSources => {
                (format!("`{path}` is or holds the project, a home folder or the root"), hint)
            }
            OutputReason::InsideSources => (format!("`{path}` lies within the content or the themes"), hint),
            OutputReason::NotAFolder => (format!("`{path}` is not a folder"), hint),
        }
    }
}

/// The known word nearest to a misspelt one, when it is near enough to be meant.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let word = word.to_lowercase();
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
    }
}
