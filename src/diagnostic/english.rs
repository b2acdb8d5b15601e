//! Every message in English: what is wrong, and what to do.

use crate::language::Language;

use super::data::hidden_words;
use super::problem::{
    Conclusion, Expected, Eyes, FootnoteMistake, Found, Instead, Mismatch, NoHistory, OutputReason, Problem, Remedy,
    SlugRemedy, TableFault, TokenKind, Unchecked, Unpublished, Untranslatable, YamlMistake, among, has_form_of_date,
    listed, month_of, one_of, quoted, shortened,
};

impl Problem {
    /// The message, and what to do.
    pub(super) fn english(&self) -> (String, String) {
        use Problem::*;
        let (message, hint): (String, String) = match self {
            MissingFrontMatter { instead } => (
                "the file does not start with a block of keys (front matter)".into(),
                match instead {
                    Instead::Dashes => "type exactly three hyphens on this line: `---`; word processors can make one long dash of them",
                    Instead::Key => "put a line with only `---` above this line",
                    Instead::Text => "put at the top: `---`, then `title: The title`, then `---` again",
                }
                .into(),
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
                (format!("the required key `{key}` is missing"), format!("add `{key}:` to {}", this_one(kind)))
            }
            DuplicateKey { key } => (format!("the key `{key}` stands here twice"), "keep one of the two".into()),
            WrongType { key, expected, found, written } => (
                format!("`{key}` must be {}, but is {}", expected.english(), found.english()),
                expected.hint_english(*found, written.as_deref()),
            ),
            UnknownValue { key, value, accepted, nearest } => (
                format!("`{value}` is not possible for `{key}`"),
                also_nearest(nearest, &format!("choose from: {}", accepted.join(", "))),
            ),
            BadDate { key, value, meant } => (
                match has_form_of_date(value) {
                    true => format!("`{value}` for `{key}` is not an existing date"),
                    false => format!("`{value}` for `{key}` cannot be read as a date"),
                },
                match month_of(value, Language::English) {
                    Some((month, days)) => format!("{month} has {days} days"),
                    None => also_nearest(meant, "write a date as YYYY-MM-DD (JJJJ-MM-DD), such as 2026-03-01"),
                },
            ),
            BadNumber { key, value, meant } => (
                format!("`{value}` for `{key}` is not a number that is possible here"),
                with_nearest(
                    &one_of(meant, "or"),
                    "write digits only, without a separator for thousands and with a point for decimals, such as 3200 or 15.4",
                ),
            ),
            EmptyFile => ("the file is empty".into(), "fill it in, or remove it".into()),
            UnknownReference { kind, id, nearest, remedy } => (
                format!("there is no {} with the id `{id}`", named(kind)),
                remedy.english(kind, nearest),
            ),
            DuplicateId { kind, id } => (
                format!("more than one {} has the id `{id}`", named(kind)),
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
            ReferenceToUnpublished { kind, id, why } => (
                format!("this page refers to {} `{id}`, which is not published: {}", named(kind), why.english()),
                why.hint_english().into(),
            ),
            MisplacedFile { nearest, folders } => (
                "no file is expected in this place".into(),
                with_nearest(nearest, &format!("the folders for texts are: {}", folders.join(", "))),
            ),
            NotUtf8 => ("the file is not saved as UTF-8".into(), "choose at Save as: encoding UTF-8; Excel calls it `CSV UTF-8`".into()),
            Unreadable { path, fault } => {
                let what = path.as_ref().map_or_else(|| "the file".to_owned(), |path| format!("`{path}`"));
                let hint = fault.hint(Language::English).to_owned();
                (format!("{what} cannot be read: {}", fault.words(Language::English)), hint)
            }
            MissingTarget { target, nearest } => (
                format!("the link to `{target}` leads nowhere"),
                with_nearest(nearest, "write the path as seen from this file, with the same capitals"),
            ),
            MissingAnchor { anchor, nearest } => (
                format!("there is no heading `#{anchor}` on that page"),
                with_nearest(nearest, "an anchor is the heading in lower case with hyphens"),
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
            NotComparable { comparison, mismatches } => (
                format!(
                    "this figure cannot go into the comparison `{comparison}`: {}",
                    Mismatch::list(mismatches, Language::English)
                ),
                "make them equal if it really counts the same; else remove `comparison`".into(),
            ),
            TileTaken { column, row } => (
                format!("another region already stands in column {column}, row {row} of the tile map"),
                "give one of the two a free place".into(),
            ),
            MapFile { mistake } => mistake.words(Language::English),
            AreaWithoutRegion { names, nearest } => (
                match names.as_slice() {
                    [name] => format!("`{name}` on the map is no region of this site"),
                    _ => format!("{} areas on the map are no region of this site: {}", names.len(), listed(names)),
                },
                also_nearest(
                    nearest,
                    "it is drawn as land without a name; when that is meant, put `null` in place of the name",
                ),
            ),
            RegionWithoutArea { region, file } => (
                format!("the region `{region}` has no area on the map"),
                format!("give an area in `{file}` this name, or add the name that stands there to `former_names`"),
            ),
            AreaWithoutName { property, known } => (
                format!("this area has no property `{property}`"),
                also_nearest(&among(property, known), &has_properties(known)),
            ),
            StaleStatus { as_of, actions, months } => (
                match (as_of, actions) {
                    (Some(day), 0) => format!("the state of this plan is of {day}: more than {months} months old"),
                    (Some(day), 1) => {
                        format!(
                            "the state of this plan is of {day}, and that of one action is also over {months} months old"
                        )
                    }
                    (Some(day), _) => format!(
                        "the state of this plan is of {day}, and that of {actions} actions is also over {months} months old"
                    ),
                    (None, 1) => format!("the status of one action of this plan is more than {months} months old"),
                    (None, _) => {
                        format!("the status of {actions} actions of this plan is more than {months} months old")
                    }
                },
                "see whether it still holds, and give `as_of` the day of today".into(),
            ),
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
                (format!("`{value}` is not a period here"), match value.split_once(':') {
                    Some((period, value)) => format!("put a space after the colon: `{period}: {value}`"),
                    None => format!("write a period as {example}"),
                })
            }
            DocumentWithoutSource => (
                "this document can be had nowhere".into(),
                "give `file` (a file beside this one), `url` or `availability` (where to ask for it)".into(),
            ),
            KeyOfOtherKind { key, kind } => (
                format!("the key `{key}` does not belong to a figure of the kind `{kind}`"),
                "remove it, or choose another `kind`".into(),
            ),
            DataFile { mistake } => mistake.words(Language::English),
            UnknownColumn { column, known } => (
                format!("there is no column `{column}` in this file"),
                also_nearest(&among(column, known), &format!("the columns are: {}", listed(known))),
            ),
            UnknownSheet { sheet, known } => (
                format!("there is no sheet `{sheet}` in this file"),
                also_nearest(&among(sheet, known), &format!("the sheets are: {}", listed(known))),
            ),
            BadCell { value, column, mistake } => mistake.words(value, column, Language::English),
            DoubleValue { period, series } => (
                format!("there is another value of `{series}` for {period}"),
                "keep one of the two, or choose with `filter` which rows take part".into(),
            ),
            MixedDecimals { value, mark } => (
                format!("`{value}` has another decimal mark than the rest of the file, which has `{mark}`"),
                "use the same mark everywhere".into(),
            ),
            UnknownDataValue { column, value, known } => (
                format!("`{value}` does not occur in the column `{column}`"),
                also_nearest(&among(value, known), &format!("it has: {}", listed(known))),
            ),
            UnclearColumn { key, known } => (
                format!("it is not clear which column has the {}", column_use(key)),
                format!("add `{key}:` to `data`, with one of the columns: {}", listed(known)),
            ),
            HiddenSheet { sheet } => (
                format!("the sheet `{sheet}` is hidden"),
                "make it visible: then a colleague sees where the values come from, too".into(),
            ),
            GapWithValue => (
                "there is a value here, and also a reason why there is none".into(),
                "remove `gap`, or remove the value".into(),
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
                with_nearest(nearest, "put it into themes/, or remove `theme` from site.yaml"),
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
            NotAProject { path, is_there } => (
                match (path.as_str(), is_there) {
                    (".", _) => "there is no project in this folder".to_owned(),
                    (_, true) => format!("there is no project in `{path}`"),
                    (_, false) => format!("the folder `{path}` does not exist"),
                },
                "go to the folder with `content/site.yaml`, or name that folder in the command; `actieplan new site my-site` makes a new site".into(),
            ),
            OutputRefused { path, reason } => reason.english(path),
            ForeignFile { path } => (
                format!("`{path}` was not made by this program and stays as it is"),
                "move the file, or choose another folder with --output".into(),
            ),
            WriteFailed { path, fault } => (
                format!("`{path}` cannot be written: {}", fault.words(Language::English)),
                "make room, check permissions, and build again: what is half done is mended then".into(),
            ),
            PortTaken { port } => {
                (format!("port {port} is taken"), "choose another with --port, or leave --port out".into())
            }
            WatchFailed { fault } => (
                format!("the preview cannot run: {}", fault.words(Language::English)),
                "try `--poll`; on Linux it also helps to raise fs.inotify.max_user_watches".into(),
            ),
            SecurityExpired { date } => (
                format!("`security.txt` held until {date}, so it has expired"),
                "see whether the address still holds, and choose a new day within a year".into(),
            ),
            SecurityWithoutContact => (
                "there can be no `security.txt`: nobody can be reached at the publisher of the site".into(),
                "choose a `publisher` in `site.yaml`, and give that organisation an `email` or `website`".into(),
            ),
            UnknownLicence { value, nearest, known } => (
                format!("the licence `{value}` is not known; data catalogues can do nothing with it"),
                match nearest {
                    Some(near) => format!("did you mean `{near}`? otherwise choose from: {}", known.join(", ")),
                    None => {
                        format!("choose from: {}; or write the address of the terms, with https://", known.join(", "))
                    }
                },
            ),
            SkippedHeading { level, expected } => (
                format!("this heading is of level {level}, and the one above it of level {}", expected - 1),
                format!(
                    "write `{}` before it: who listens will think that something is missing",
                    "#".repeat(usize::from(*expected))
                ),
            ),
            ReservedName { name } => (
                format!("`{name}` cannot be a name: on Windows it stands for a device"),
                "choose another name, such as one word more".into(),
            ),
            NameTooLong { name, bytes, most } => (
                format!("`{name}` is too long: {bytes} characters where {most} fit"),
                "choose a shorter name, or fewer folders in each other; an action can have an `id`".into(),
            ),
            AmbiguousNumber { number } => (
                format!("several actions of this line have the number {number}"),
                "refer by id: `[](actie:name-of-the-action)`".into(),
            ),
            UnusedFile { path, meant } => (
                format!("`{path}` is not on the site: no page refers to it"),
                match meant {
                    Some(meant) => format!("if it is a text for the site, name the file `{meant}`; otherwise remove it"),
                    None => "refer to it, or remove the file".into(),
                },
            ),
            OldStatement { date } => (
                format!("the accessibility statement is of {date}, more than a year ago"),
                "look the statement over and put the new date in it".into(),
            ),
            DeadPageLink { address, page, pages } => (
                format!("on the page `{page}` the link to `{address}` leads nowhere{}", pages_with(*pages)),
                "this link comes from the theme: correct the template".into(),
            ),
            LongSentence { words } => {
                (format!("this sentence has {words} words"), "make two of it: up to 25 words are easy to read".into())
            }
            UnknownAbbreviation { word } => (
                format!("the abbreviation `{word}` is explained nowhere"),
                format!("write it in full the first time, with `({word})` after it, or put it in content/glossary/"),
            ),
            DifficultWord { word, easier } => {
                (format!("`{word}` is a difficult word"), format!("write `{easier}`, where that fits"))
            }
            NumberNotInFigure { number, figure } => (
                format!("the number {number} is not in the figure `{figure}` that this text refers to"),
                "check the number; if it is right, let it stand".into(),
            ),
            UnusedEntry { kind, id } => {
                (format!("no other file names {} `{id}`", named(kind)), "name it where it belongs, or remove it".into())
            }
            FileExists { path, is_line } => (
                format!("`{path}` is there already, and stays as it is"),
                match is_line {
                    true => "move or rename that file, or give the line in the table another title",
                    false => "choose another name (of `new`: with --id), change the file itself, or remove it first",
                }
                .into(),
            ),
            MissingOption { option, possible } => (
                format!("{option} is missing"),
                match possible.is_empty() {
                    true if *option == "MAP" => "put the name of a folder behind the command, such as `actieplan new site my-site`".into(),
                    true => format!("give {option} in the command"),
                    false => format!("give {option} in the command; choose from: {}", possible.join(", ")),
                },
            ),
            InputUnreadable { path, fault } => (
                format!("`{path}` cannot be read: {}", fault.words(Language::English)),
                "check the name of the file".into(),
            ),
            NameTwice { name } => (
                format!("the name `{name}` stands twice in this figure"),
                "give each a name of its own, or put the values together".into(),
            ),
            HiddenValues { sheet, hidden } => (
                format!("hidden values of the sheet `{sheet}` are read: {}", hidden_words(hidden, Language::English)),
                "make them visible if they belong on the site; otherwise remove them, or leave them out with `range`, `filter` or `names`".into(),
            ),
            CardsWithoutAddress => (
                "there are no pictures for links: the address of the site is not known".into(),
                "give it as `base_url` in `site.yaml`, or with `--base-url`".into(),
            ),
            PreviewWithoutAddress => (
                "this preview cannot name the real site: its address is not known".into(),
                "give it as `base_url` in `site.yaml`, or with `--base-url`".into(),
            ),
            KeptPathTaken { path } => (
                format!("the site already has a file of its own at the address of `{path}`"),
                format!("remove `content/{path}`, or give it another name"),
            ),
            CutOffHistory => (
                "git has only the last part of the history here".into(),
                "fetch all of it with `git fetch --unshallow`; on GitHub: `fetch-depth: 0` at actions/checkout".into(),
            ),
            HistoryUnreadable { reason } => (
                match reason {
                    NoHistory::NoRepository => "this project is not in git, so there is no history".into(),
                    NoHistory::NotCommitted => {
                        "the content has not been committed to git yet, so there is no history".into()
                    }
                    NoHistory::Damaged { reason } => format!("the history in git cannot be read: {reason}"),
                },
                "the pages come without a date; remove `history` if that may stay so".into(),
            ),
            NoTable { path, reason } => (
                match reason {
                    TableFault::NoColumns | TableFault::NoAction { .. } | TableFault::NoRows => {
                        format!("there is no table of actions in `{path}`")
                    }
                    TableFault::NoSuchTable { asked, .. } => format!("there is no table {asked} in `{path}`"),
                    TableFault::NoDocument => format!("`{path}` is no document of Word"),
                    _ => format!("no table can be read from `{path}`"),
                },
                match reason {
                    TableFault::NoColumns => {
                        "the text has no columns: copy the whole table and paste it into an empty text file; a row of headings belongs above the table, such as Actie, Toelichting and Effect".into()
                    }
                    TableFault::NoAction { headings } => format!(
                        "the first row has {}: call the column with the action `Actie`, and another for instance `Toelichting`, `Effect` or `Trekker`",
                        listed(headings)
                    ),
                    TableFault::NoRows => "put a row for each action below the row of headings".into(),
                    TableFault::Packed => {
                        "open the document, copy the table and paste it into an empty text file; or save it as HTML"
                            .into()
                    }
                    TableFault::Damaged => "the file is damaged: open it and save it again".into(),
                    TableFault::Protected => "take the password off, or paste the table in an empty text file".into(),
                    TableFault::TooLarge => "the document is too large: put the tables in a new one".into(),
                    TableFault::NoSuchTable { count: 0, .. } => {
                        "the document has no tables: choose another document".into()
                    }
                    TableFault::NoSuchTable { count: 1, .. } => {
                        "the document has one table: leave --table out".into()
                    }
                    TableFault::NoSuchTable { count, .. } => {
                        format!("the document has {count} tables: choose a number from 1 to {count} with --table")
                    }
                    TableFault::NoDocument => {
                        "--table chooses a table of a document of Word (docx): leave it out".into()
                    }
                    TableFault::NotUtf8 => "choose the encoding UTF-8 when saving; Excel calls it `CSV UTF-8`".into(),
                    TableFault::OldOffice => {
                        "open it in Word and save it as .docx, or in Excel and save it as .xlsx, without a password".into()
                    }
                    TableFault::Pdf => {
                        "open the PDF, copy the table and paste it into an empty text file; put a tab between the columns where it is gone".into()
                    }
                    TableFault::OtherProgram => {
                        "save the document as docx, or copy the table and paste it into an empty text file".into()
                    }
                },
            ),
            DeadOwnAddress { address, pages } => (
                format!("`{address}` is an address of this site, but there is nothing{}", pages_with(*pages)),
                "correct the address, or remove it".into(),
            ),
            PictureUnreadable { path } => (
                format!("`{path}` is no picture that a browser can show"),
                "save the photo again as JPEG, or the drawing as PNG or SVG".into(),
            ),
            PictureTooLarge { path, size: Some((width, height)) } => (
                format!("the picture `{path}` is too large: {width} by {height} pixels"),
                "make it smaller; 1600 pixels wide is enough".into(),
            ),
            PictureTooLarge { path, size: None } => (
                format!("the file of the picture `{path}` is too large"),
                "make the picture smaller; 1600 pixels wide is enough".into(),
            ),
            NothingToTranslate { what, nearest } => (
                format!("there is no `{what}` to translate"),
                match nearest {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "write the original first; a translation cannot stand alone".into(),
                },
            ),
            NotInTranslation { key, why } => match why {
                Untranslatable::Structural => (
                    format!("`{key}` belongs in the original and not in the translation"),
                    "remove the key here; the translation takes it from the original".into(),
                ),
                Untranslatable::Absent => (
                    format!("the original has no `{key}` to translate"),
                    format!("fill in `{key}` in the original first, or remove it here"),
                ),
                Untranslatable::Items { here, original } => (
                    format!("`{key}` has {here} here and {original} in the original"),
                    "translate every item of the list, in the same order".into(),
                ),
            },
            NoTranslationLanguage { code, own } if *code == own.code() => (
                format!("`{code}` is the language of the site itself, and no translation"),
                "put this text in the original, or choose a name without a full stop".into(),
            ),
            NoTranslationLanguage { code, own } => (
                format!("this site cannot have a translation in the language `{code}`"),
                format!("choose `.{}` in the name of the file, or a name without a full stop", own.other().code()),
            ),
            MergeConflict => (
                "here are two changes that git could not merge".into(),
                "choose which lines stay, and remove the others, with `<<<<<<<`, `=======` and `>>>>>>>`".into(),
            ),
            NoLink { address } => (
                "this looks like a link and is none: readers see the brackets".into(),
                match address.contains(' ') {
                    true => format!("an address cannot hold a space; if this is a file, write `](<{address}>)`"),
                    false => "put `(` straight behind `]`, without a space".into(),
                },
            ),
            NeverPublished { from, until } => (
                format!("this never comes on the site: it goes off on {until}, and comes on from {from}"),
                "correct `publish_from` or `publish_until`".into(),
            ),
            StrayQuote { mark } => (
                format!("the other one of this quotation mark (`{mark}`) is missing"),
                "add the other one, or remove this one".into(),
            ),
            DeadExternalLink { address, status } => (
                format!("the page `{address}` is no longer there (answer {status})"),
                "look for the new address on that site, or remove the link".into(),
            ),
            UncheckedLink { address, reason } => (
                format!(
                    "`{address}` could not be checked: {}",
                    match reason {
                        Unchecked::TimeOut => "the answer took too long",
                        Unchecked::Refused => "the site does not answer programs",
                        Unchecked::Broken => "the site has a fault of its own",
                        Unchecked::NoServer => "the site cannot be found",
                        Unchecked::NoAnswer => "there was no proper answer",
                        Unchecked::Redirects => "the address leads on and on",
                        Unchecked::TooMany => "there are too many links for one run",
                    }
                ),
                "open the link in a browser yourself".into(),
            ),
            PrivateLink { address } => (
                format!("`{address}` leads to a network of its own, which readers cannot reach"),
                "use an address that everybody can open".into(),
            ),
            UnknownCode { code, nearest } => (
                format!("there is no message with the code `{code}`"),
                one_of(nearest, "or").map_or_else(
                    || "a code is `AP` with three digits; `actieplan explain` lists them all".into(),
                    |near| format!("did you mean `{near}`? `actieplan explain` lists all codes"),
                ),
            ),
            TargetNotAfterBase { target, base } => (
                format!("the target is for {target}, which is not after the base of {base}"),
                "give the target a later period, or choose an earlier base with `baseline`".into(),
            ),
            TargetAgainstDirection { target, base, good } => (
                format!("the target {target} is worse than the base {base}, since `{good}` is good"),
                "see whether `good` and the target are right; a target that is a bound not to be passed is fine".into(),
            ),
            TotalOfBothDirections => (
                "one `total` does not fit inflow and outflow together".into(),
                "remove `total`: the program adds up each direction itself".into(),
            ),
            BoundsCross { lower, value, upper } => (
                format!("the value {value} does not lie between the bounds {lower} and {upper}"),
                "mend the value, `lower` or `upper`".into(),
            ),
            UnitsDoNotAdd { first, second } => (
                format!("`{first}` and `{second}` cannot be put together"),
                "give all in one unit, or make two figures".into(),
            ),
            Exposed { conclusion } => conclusion.english(),
            HiddenNumber { number } => (
                format!("`{number}` is a count that this very figure does not show"),
                "remove the number, or write \"a few\" or \"a small number\"".into(),
            ),
            MayBeHiddenNumber { number, figure } => (
                format!("`{number}` is also a count that the figure `{figure}` does not show"),
                "if it is about the same, remove the number; if it is something else, it may stay".into(),
            ),
            OutputBusy { path } => (format!("another command is busy with `{path}`"), "wait until it is done".into()),
            BadToken { key, value, kind } => {
                let (what, hint) = kind.english();
                (format!("`{value}` at `{key}` is not {what}"), hint)
            }
            LowContrast { front, ground, scheme, hundredths, least_tenths, token, meant } => {
                let found = Language::English.number(f64::from(*hundredths) / 100.0, 2);
                let least = Language::English.number(f64::from(*least_tenths) / 10.0, 1);
                (
                    format!(
                        "`{front}` on `{ground}` has a contrast of {found} : 1 in `{scheme}`; it takes {least} : 1"
                    ),
                    match meant {
                        Some(meant) => format!("the nearest `{token}` that would do: \"{meant}\""),
                        None => format!("choose a lighter or a darker colour for `{token}`"),
                    },
                )
            }
            TemplateText { text } => (
                format!("the example text of `actieplan new` is still here: {text}"),
                "write your own text; until it is there, `draft: true` keeps the page off the site".into(),
            ),
            CutOffByHash { whole } => (
                "what stands behind ` #` is a comment, and does not come on the site".into(),
                format!("when it belongs to the text, write `\"{whole}\"`; when it is a comment, put a space behind `#`"),
            ),
            TotalAmongSeries { name } => (
                format!("the series `{name}` is added to the others, which makes the total too high"),
                "write its values at `total:`, beside `series:`; or leave the series out: the total is computed".into(),
            ),
            AlikeColours { one, other, scheme, eyes, difference_tenths, least } => {
                let whom = match eyes {
                    Eyes::All => "anyone",
                    Eyes::NoRed => "those who see no red",
                    Eyes::NoGreen => "those who see no green",
                    Eyes::NoBlue => "those who see no blue",
                };
                let difference = Language::English.number(f64::from(*difference_tenths) / 10.0, 1);
                (
                    format!(
                        "`{one}` and `{other}` look too much alike in `{scheme}` to {whom}: the difference is {difference}, it takes {least}"
                    ),
                    "make one of the two lighter, darker or of another hue".into(),
                )
            }
        };
        (message, hint)
    }
}

/// What a column of a file holds, by the key that names it.
fn column_use(key: &str) -> &str {
    match key {
        "series" => "name of the series",
        "employer" => "name of the employer",
        "staff_fte" => "FTE of the staff",
        "hours" => "hours or FTE of the places",
        "route" => "learning route",
        "item" => "name of the item",
        other => other,
    }
}

/// On how many pages a link stands, when that is more than one.
fn pages_with(count: usize) -> String {
    match count {
        1 => String::new(),
        _ => format!(" ({count} pages have that link)"),
    }
}

fn has_properties(known: &[String]) -> String {
    match known {
        [] => "give it that property, with the name of the region or `null`".to_owned(),
        known => format!("it does have: {}", listed(known)),
    }
}

fn with_nearest(nearest: &Option<String>, otherwise: &str) -> String {
    nearest.as_ref().map_or_else(|| otherwise.to_owned(), |near| format!("did you mean `{near}`?"))
}

fn also_nearest(nearest: &Option<String>, possible: &str) -> String {
    nearest.as_ref().map_or_else(|| possible.to_owned(), |near| format!("did you mean `{near}`? {possible}"))
}

/// The file that a key belongs to, in an English sentence.
fn this_one(kind: &str) -> String {
    match kind {
        "site" | "home" | "theme" | "item" => named(kind).to_owned(),
        _ => format!("this {}", named(kind)),
    }
}

/// The name of a kind in an English sentence.
fn named(kind: &str) -> &str {
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

impl Remedy {
    fn english(&self, kind: &str, nearest: &Option<String>) -> String {
        match self {
            Remedy::File(path) => {
                let with = if path.ends_with(".md") { ", with a `title`" } else { "" };
                match nearest {
                    Some(near) => format!("did you mean `{near}`? if it is new, make `{path}`{with}"),
                    None => format!("make `{path}`{with}, or remove the reference"),
                }
            }
            Remedy::Rename { from, to } => match from.strip_prefix(to.as_str()) {
                Some(end) => format!("there is a file `{from}`: take `{end}` off its name"),
                None => format!("there is a file `{from}`: call it `{to}`"),
            },
            Remedy::Choice(known) if known.is_empty() => {
                format!("there is none yet: begin with `actieplan new {kind}`")
            }
            Remedy::Choice(known) => also_nearest(nearest, &format!("choose from: {}", known.join(", "))),
            Remedy::Id => with_nearest(
                nearest,
                match kind {
                    "action" => {
                        "the id of an action stands beside it, at `id`; if the action is gone, remove the reference"
                    }
                    "meeting" => "the id of a meeting stands beside it, at `id`",
                    "figure" | "comparison" => {
                        "an id is the file's name without `.yaml`; if the file is gone, remove the reference"
                    }
                    "plan" => "an id is the name of the plan's folder; if the plan is gone, remove the reference",
                    _ => "an id is the file's name without `.md`; if the file is gone, remove the reference",
                },
            ),
        }
    }
}

impl Unpublished {
    fn english(self) -> String {
        let day = |day| Language::English.date(day);
        match self {
            Unpublished::Draft => "it says `draft: true`".into(),
            Unpublished::From(from) => format!("its `publish_from` is {}, which has yet to come", day(from)),
            Unpublished::Until(until) => format!("its `publish_until` is {}, which has passed", day(until)),
            Unpublished::Dated(date) => format!("its `date` is {}, which has yet to come", day(date)),
            Unpublished::Whole => "nor is the plan or line above it".into(),
        }
    }

    fn hint_english(self) -> &'static str {
        match self {
            Unpublished::Draft => "remove `draft` there, or remove the reference here",
            Unpublished::From(_) | Unpublished::Dated(_) => {
                "choose an earlier day there, or wait with the reference here"
            }
            Unpublished::Until(_) => "choose a later day there, or remove the reference here",
            Unpublished::Whole => "publish that, or remove the reference here",
        }
    }
}

impl TokenKind {
    fn english(&self) -> (&'static str, String) {
        match self {
            TokenKind::Colour { meant } => {
                let quoted = meant.as_ref().map(|colour| format!("\"{colour}\""));
                (
                    "a colour",
                    with_nearest(
                        &quoted,
                        "write the colour as six digits or letters after a hash sign, in quotes: `\"#00545c\"`",
                    ),
                )
            }
            TokenKind::Typeface => ("the name of a typeface", "use letters, digits, spaces and hyphens only".into()),
            TokenKind::Picture => ("an SVG or a PNG with a size", "give an SVG with a `viewBox`, or a PNG".into()),
        }
    }
}

impl YamlMistake {
    fn english(&self) -> (String, String) {
        let quotes = |meant: &Option<String>| match meant {
            Some(meant) => format!("use quotes around the whole text: `{}`", shortened(meant)),
            None => "use quotes around the whole text: `\"Aim: water\"`".to_owned(),
        };
        match self {
            YamlMistake::Tab => ("there is a tab here".into(), "indent with spaces".into()),
            YamlMistake::HardSpace => (
                "there is a non-breaking space here, as word processors make".into(),
                "remove it and type an ordinary space".into(),
            ),
            YamlMistake::Bullet(sign) => {
                (format!("`{sign}` makes no list here"), "type a hyphen and a space in its place: `- `".into())
            }
            YamlMistake::NoSpace(sign) => {
                let sign = if *sign == ':' { "colon" } else { "hyphen" };
                (format!("a space is missing after the {sign}"), format!("put a space after the {sign}"))
            }
            YamlMistake::Indentation { what, found, spaces } => (
                format!("`{what}` does not stand straight below what is above it"),
                format!(
                    "put {} before it; now there {}",
                    spaces_english(*spaces),
                    match found {
                        0 => "is none".to_owned(),
                        1 => "is 1".to_owned(),
                        found => format!("are {found}"),
                    }
                ),
            ),
            YamlMistake::LooseText { spaces } => (
                "this line belongs to the text above it, but is not indented".into(),
                format!("put {} before it, or put the whole text on one line", spaces_english(*spaces)),
            ),
            YamlMistake::ColonInText { meant } => {
                ("this text contains a colon followed by a space".into(), quotes(meant))
            }
            YamlMistake::SpecialStart { sign, meant } => {
                (format!("a text cannot start with {}", quoted(*sign)), quotes(meant))
            }
            YamlMistake::Quote { meant } => (
                "the quotes do not match".into(),
                match meant {
                    Some(meant) => format!("write it like this: `{}`", shortened(meant)),
                    None => "use double quotes around the whole text: `\"Zo'n plan\"`".into(),
                },
            ),
            YamlMistake::CurlyQuotes { meant } => (
                "these are curly quotes, as word processors make; only straight ones count here".into(),
                match meant {
                    Some(meant) => format!("write it like this: `{}`", shortened(meant)),
                    None => "type straight quotes: `\"`".into(),
                },
            ),
            YamlMistake::Unclosed(sign) => (
                format!("a `{sign}` is missing"),
                format!("put `{sign}` where the list ends; if it is no list, use quotes around the text"),
            ),
            YamlMistake::Semicolon => {
                ("there is a semicolon here".into(), "put a comma between two values: `{2024: 12, 2025: 15}`".into())
            }
            YamlMistake::NoComma { key } => (
                format!("a comma is missing before `{key}`"),
                "put a comma between two values: `{2024: 12, 2025: 15}`".into(),
            ),
            YamlMistake::SecondDocument => {
                ("a second document starts here".into(), "remove this line with `---`".into())
            }
            YamlMistake::Other(message) => (
                format!("this line cannot be read ({message})"),
                "check the indentation, the colons and the quotes, here and on the line above".into(),
            ),
        }
    }
}

fn spaces_english(count: usize) -> String {
    match count {
        0 => "no spaces".to_owned(),
        1 => "1 space".to_owned(),
        count => format!("{count} spaces"),
    }
}

impl Conclusion {
    fn english(&self) -> (String, String) {
        let Conclusion { row, period, low, high, others } = self;
        let row = row.as_ref().map_or("the total".to_owned(), |row| format!("`{row}`"));
        let finding = match high {
            Some(high) if high == low => format!("it is {low}"),
            Some(high) => format!("it is {low} to {high}"),
            None => format!("it is at least {low}"),
        };
        let others: Vec<String> = others.iter().map(|id| format!("`{id}`")).collect();
        let hint = match others.is_empty() {
            true => "leave this series out, or join it with another".to_owned(),
            false => format!(
                "remove a value that this follows from out of {}, or leave this series out",
                Language::English.list(&others)
            ),
        };
        (format!("{row} in {period} is not shown, but from what is shown follows that {finding}"), hint)
    }
}

impl Expected {
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

    fn hint_english(self, found: Found, written: Option<&str>) -> String {
        match (self, found) {
            (Expected::Text, Found::List | Found::Map | Found::Tag) => "use quotes around the whole text".into(),
            (_, Found::Remark) => "what stands behind a `#` does not count; use quotes around the whole text".into(),
            (_, Found::Nothing) => "fill in a value, or remove the key".into(),
            (Expected::Bool, _) => "choose from: true, false".into(),
            (Expected::List, _) => {
                let written = written.unwrap_or("one, two");
                format!("write `[{written}]`, or each on a line of its own after `- `")
            }
            (Expected::Map, _) => "write each key on a line of its own, indented with two spaces".into(),
            (Expected::Date, _) => "write a date as YYYY-MM-DD (JJJJ-MM-DD), such as 2026-03-01".into(),
            _ => "write it as the handbook says for this key".into(),
        }
    }
}

impl Found {
    fn english(self) -> &'static str {
        match self {
            Found::Nothing | Found::Remark => "empty",
            Found::Text => "a single value",
            Found::List => "a list",
            Found::Map => "a group of keys",
            Found::Tag => "a YAML tag with `!`",
        }
    }
}

impl OutputReason {
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
