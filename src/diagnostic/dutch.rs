//! Every message in Dutch: what is wrong, and what to do.

use crate::language::Language;

use super::data::hidden_words;
use super::problem::{
    Conclusion, Expected, Eyes, FootnoteMistake, Found, Instead, Mismatch, NoHistory, OutputReason, Problem, Remedy,
    SlugRemedy, TableFault, TokenKind, Unchecked, Unpublished, Untranslatable, YamlMistake, among, has_form_of_date,
    listed, month_of, one_of, quoted, shortened,
};

impl Problem {
    /// The message, and what to do.
    pub(super) fn dutch(&self) -> (String, String) {
        use Problem::*;
        let (message, hint): (String, String) = match self {
            MissingFrontMatter { instead } => (
                "het bestand begint niet met een blok met velden (front matter)".into(),
                match instead {
                    Instead::Dashes => "typ op deze regel precies drie losse streepjes: `---`; Word maakt er soms één lang streepje van",
                    Instead::Key => "zet boven deze regel een regel met alleen `---`",
                    Instead::Text => "zet bovenaan: `---`, dan `title: De titel`, dan weer `---`",
                }
                .into(),
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
                (format!("het verplichte veld `{key}` ontbreekt"), format!("voeg `{key}:` toe aan {}", this_one(kind)))
            }
            DuplicateKey { key } => {
                (format!("het veld `{key}` staat er twee keer"), "laat één van de twee staan".into())
            }
            WrongType { key, expected, found, written } => (
                format!("`{key}` moet {} zijn, maar is {}", expected.dutch(), found.dutch()),
                expected.hint_dutch(*found, written.as_deref()),
            ),
            UnknownValue { key, value, accepted, nearest } => (
                format!("`{value}` kan niet bij `{key}`"),
                also_nearest(nearest, &format!("kies uit: {}", accepted.join(", "))),
            ),
            BadDate { key, value, meant } => (
                match has_form_of_date(value) {
                    true => format!("`{value}` bij `{key}` is geen bestaande datum"),
                    false => format!("`{value}` bij `{key}` is niet als datum te lezen"),
                },
                match month_of(value, Language::Dutch) {
                    Some((month, days)) => format!("{month} heeft {days} dagen"),
                    None => also_nearest(meant, "schrijf een datum als JJJJ-MM-DD, zoals 2026-03-01"),
                },
            ),
            BadNumber { key, value, meant } => (
                format!("`{value}` bij `{key}` is geen getal dat hier kan"),
                with_nearest(
                    &one_of(meant, "of"),
                    "schrijf alleen cijfers, zonder punt voor duizendtallen en met een punt voor decimalen, zoals 3200 of 15.4",
                ),
            ),
            EmptyFile => ("het bestand is leeg".into(), "vul het in, of verwijder het".into()),
            UnknownReference { kind, id, nearest, remedy } => (
                format!("er is geen {} met de id `{id}`", named(kind)),
                remedy.dutch(kind, nearest),
            ),
            DuplicateId { kind, id } => (
                format!("meer dan één {} heeft de id `{id}`", named(kind)),
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
            ReferenceToUnpublished { kind, id, why } => (
                format!(
                    "deze pagina verwijst naar {} `{id}`, en {} wordt niet gepubliceerd: {}",
                    named(kind),
                    if is_neuter(kind) { "dat" } else { "die" },
                    why.dutch()
                ),
                why.hint_dutch().into(),
            ),
            MisplacedFile { nearest, folders } => (
                "op deze plaats wordt geen bestand verwacht".into(),
                with_nearest(nearest, &format!("de mappen voor teksten zijn: {}", folders.join(", "))),
            ),
            NotUtf8 => {
                ("het bestand is niet in UTF-8 opgeslagen".into(), "kies bij Opslaan als: codering UTF-8; in Excel heet dat `CSV UTF-8`".into())
            }
            Unreadable { path, fault } => {
                let what = path.as_ref().map_or_else(|| "het bestand".to_owned(), |path| format!("`{path}`"));
                let hint = fault.hint(Language::Dutch).to_owned();
                (format!("{what} is niet te lezen: {}", fault.words(Language::Dutch)), hint)
            }
            MissingTarget { target, nearest } => (
                format!("de link naar `{target}` leidt nergens heen"),
                with_nearest(nearest, "schrijf het pad gezien vanaf dit bestand, met dezelfde hoofdletters"),
            ),
            MissingAnchor { anchor, nearest } => (
                format!("er is geen kop `#{anchor}` op die pagina"),
                with_nearest(nearest, "een anker is de kop in kleine letters met streepjes"),
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
            NotComparable { comparison, mismatches } => (
                format!(
                    "dit cijfer kan niet mee in de vergelijking `{comparison}`: {}",
                    Mismatch::list(mismatches, Language::Dutch)
                ),
                "maak het gelijk als het echt hetzelfde telt; haal anders `comparison` weg".into(),
            ),
            TileTaken { column, row } => (
                format!("op kolom {column}, rij {row} van de tegelkaart staat al een andere regio"),
                "geef een van de twee een vrije plaats".into(),
            ),
            MapFile { mistake } => mistake.words(Language::Dutch),
            AreaWithoutRegion { names, nearest } => (
                match names.as_slice() {
                    [name] => format!("`{name}` op de kaart is geen regio van deze site"),
                    _ => format!("{} gebieden op de kaart zijn geen regio van deze site: {}", names.len(), listed(names)),
                },
                also_nearest(
                    nearest,
                    "het wordt getekend als land zonder naam; is dat de bedoeling, zet dan `null` in plaats van de naam",
                ),
            ),
            RegionWithoutArea { region, file } => (
                format!("de regio `{region}` heeft geen gebied op de kaart"),
                format!("geef een gebied in `{file}` deze naam, of zet de naam die daar staat bij `former_names`"),
            ),
            AreaWithoutName { property, known } => (
                format!("dit gebied heeft geen eigenschap `{property}`"),
                also_nearest(&among(property, known), &has_properties(known)),
            ),
            StaleStatus { as_of, actions, months } => (
                match (as_of, actions) {
                    (Some(day), 0) => format!("de stand van dit plan is van {day}: meer dan {months} maanden oud"),
                    (Some(day), 1) => format!(
                        "de stand van dit plan is van {day}, en die van één actie is ook meer dan {months} maanden oud"
                    ),
                    (Some(day), _) => format!(
                        "de stand van dit plan is van {day}, en die van {actions} acties is ook meer dan {months} maanden oud"
                    ),
                    (None, 1) => format!("in dit plan is de stand van één actie meer dan {months} maanden oud"),
                    (None, _) => format!("in dit plan is de stand van {actions} acties meer dan {months} maanden oud"),
                },
                "kijk of het nog klopt en zet bij `as_of` de dag van vandaag".into(),
            ),
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
                (format!("`{value}` is hier geen periode"), match value.split_once(':') {
                    Some((period, value)) => format!("zet een spatie achter de dubbele punt: `{period}: {value}`"),
                    None => format!("schrijf een periode als {example}"),
                })
            }
            DocumentWithoutSource => (
                "dit document is nergens te krijgen".into(),
                "geef `file` (een bestand hiernaast), `url` of `availability` (waar op te vragen)".into(),
            ),
            KeyOfOtherKind { key, kind } => (
                format!("het veld `{key}` hoort niet bij een cijfer van de soort `{kind}`"),
                "haal het weg, of kies een andere `kind`".into(),
            ),
            DataFile { mistake } => mistake.words(Language::Dutch),
            UnknownColumn { column, known } => (
                format!("er is geen kolom `{column}` in dit bestand"),
                also_nearest(&among(column, known), &format!("de kolommen zijn: {}", listed(known))),
            ),
            UnknownSheet { sheet, known } => (
                format!("er is geen werkblad `{sheet}` in dit bestand"),
                also_nearest(&among(sheet, known), &format!("de werkbladen zijn: {}", listed(known))),
            ),
            BadCell { value, column, mistake } => mistake.words(value, column, Language::Dutch),
            DoubleValue { period, series } => (
                format!("voor {period} staat er nog een waarde van `{series}`"),
                "laat één van de twee staan, of kies met `filter` welke rijen meedoen".into(),
            ),
            MixedDecimals { value, mark } => (
                format!(
                    "`{value}` heeft een ander teken voor decimalen dan de rest van het bestand, dat `{mark}` heeft"
                ),
                "gebruik overal hetzelfde teken".into(),
            ),
            UnknownDataValue { column, value, known } => (
                format!("`{value}` komt niet voor in de kolom `{column}`"),
                also_nearest(&among(value, known), &format!("er staat: {}", listed(known))),
            ),
            UnclearColumn { key, known } => (
                format!("het is niet duidelijk welke kolom de {} heeft", column_use(key)),
                format!("zet `{key}:` bij `data`, met een van de kolommen: {}", listed(known)),
            ),
            HiddenSheet { sheet } => (
                format!("het werkblad `{sheet}` is verborgen"),
                "maak het zichtbaar: dan ziet een collega ook waar de waarden vandaan komen".into(),
            ),
            GapWithValue => (
                "hier staat een waarde, en ook een reden dat er geen is".into(),
                "haal `gap` weg, of haal de waarde weg".into(),
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
                with_nearest(nearest, "zet het in themes/, of haal `theme` weg uit site.yaml"),
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
            NotAProject { path, is_there } => (
                match (path.as_str(), is_there) {
                    (".", _) => "in deze map staat geen project".to_owned(),
                    (_, true) => format!("in `{path}` staat geen project"),
                    (_, false) => format!("de map `{path}` bestaat niet"),
                },
                "ga naar de map met `content/site.yaml`, of noem die map in de opdracht; een nieuwe site maakt u met `actieplan new site mijn-site`".into(),
            ),
            OutputRefused { path, reason } => reason.dutch(path),
            ForeignFile { path } => (
                format!("`{path}` is niet door dit programma gemaakt en blijft staan"),
                "verplaats het bestand, of kies met --output een andere map".into(),
            ),
            WriteFailed { path, fault } => (
                format!("`{path}` is niet te schrijven: {}", fault.words(Language::Dutch)),
                "zorg voor ruimte en rechten, en probeer het opnieuw: wat half klaar is, wordt dan heel".into(),
            ),
            PortTaken { port } => {
                (format!("poort {port} is bezet"), "kies met --port een andere, of laat --port weg".into())
            }
            WatchFailed { fault } => (
                format!("het voorbeeld kan niet draaien: {}", fault.words(Language::Dutch)),
                "probeer `--poll`; op Linux helpt het ook om fs.inotify.max_user_watches te verhogen".into(),
            ),
            SecurityExpired { date } => (
                format!("`security.txt` gold tot {date}, en is dus verlopen"),
                "kijk of het adres nog klopt, en kies een nieuwe dag binnen een jaar".into(),
            ),
            SecurityWithoutContact => (
                "er kan geen `security.txt` komen: bij de uitgever van de site is niemand te bereiken".into(),
                "kies in `site.yaml` een `publisher`, en geef die organisatie een `email` of `website`".into(),
            ),
            UnknownLicence { value, nearest, known } => (
                format!("de licentie `{value}` is niet bekend; gegevenscatalogi kunnen er niets mee"),
                match nearest {
                    Some(near) => format!("bedoelde u `{near}`? kies anders uit: {}", known.join(", ")),
                    None => {
                        format!("kies uit: {}; of schrijf het adres van de voorwaarden, met https://", known.join(", "))
                    }
                },
            ),
            SkippedHeading { level, expected } => (
                format!("deze kop is van niveau {level}, en de kop erboven van niveau {}", expected - 1),
                format!(
                    "schrijf `{}` voor de kop: wie luistert, denkt anders dat er iets ontbreekt",
                    "#".repeat(usize::from(*expected))
                ),
            ),
            ReservedName { name } => (
                format!("`{name}` kan niet als naam: op Windows is die voor een apparaat"),
                "kies een andere naam, zoals een woord meer".into(),
            ),
            NameTooLong { name, bytes, most } => (
                format!("`{name}` is te lang: {bytes} tekens waar er {most} kunnen"),
                "kies een kortere naam, of minder mappen in elkaar; bij een actie helpt een `id`".into(),
            ),
            AmbiguousNumber { number } => (
                format!("in deze lijn hebben meer acties het nummer {number}"),
                "verwijs met de id: `[](actie:naam-van-de-actie)`".into(),
            ),
            UnusedFile { path, meant } => (
                format!("`{path}` staat niet op de site: geen pagina verwijst ernaar"),
                match meant {
                    Some(meant) => format!("is dit een tekst voor de site, noem het bestand dan `{meant}`; haal het anders weg"),
                    None => "verwijs ernaar, of haal het bestand weg".into(),
                },
            ),
            OldStatement { date } => (
                format!("de toegankelijkheidsverklaring is van {date}, meer dan een jaar geleden"),
                "kijk de verklaring na en zet de nieuwe datum erin".into(),
            ),
            DeadPageLink { address, page, pages } => (
                format!(
                    "op de pagina `{page}` leidt de link naar `{address}` nergens heen{}",
                    pages_with(*pages)
                ),
                "deze link komt uit het thema: verbeter het sjabloon".into(),
            ),
            LongSentence { words } => (
                format!("deze zin heeft {words} woorden"),
                "maak er twee zinnen van: tot 25 woorden leest gemakkelijk".into(),
            ),
            UnknownAbbreviation { word } => (
                format!("de afkorting `{word}` wordt nergens uitgelegd"),
                format!(
                    "schrijf haar de eerste keer voluit, met `({word})` erachter, of zet haar in content/glossary/"
                ),
            ),
            DifficultWord { word, easier } => {
                (format!("`{word}` is een moeilijk woord"), format!("schrijf `{easier}`, als dat past"))
            }
            NumberNotInFigure { number, figure } => (
                format!("het getal {number} staat niet in het cijfer `{figure}` waar deze tekst naar verwijst"),
                "controleer het getal; klopt het wel, dan mag het blijven staan".into(),
            ),
            UnusedEntry { kind, id } => (
                format!("geen ander bestand noemt {} `{id}`", named(kind)),
                "noem het waar het bij hoort, of haal het weg".into(),
            ),
            FileExists { path, is_line } => (
                format!("`{path}` is er al, en blijft zoals het is"),
                match is_line {
                    true => "verplaats of hernoem dat bestand, of geef de lijn in de tabel een andere titel",
                    false => "kies een andere naam (bij `new` met --id), verander het bestand zelf, of haal het eerst weg",
                }
                .into(),
            ),
            MissingOption { option, possible } => (
                format!("{option} ontbreekt"),
                match possible.is_empty() {
                    true if *option == "MAP" => "zet de naam van een map achter de opdracht, zoals `actieplan new site mijn-site`".into(),
                    true => format!("geef {option} mee in de opdracht"),
                    false => format!("geef {option} mee in de opdracht; kies uit: {}", possible.join(", ")),
                },
            ),
            InputUnreadable { path, fault } => (
                format!("`{path}` is niet te lezen: {}", fault.words(Language::Dutch)),
                "controleer de naam van het bestand".into(),
            ),
            NameTwice { name } => (
                format!("de naam `{name}` staat twee keer in dit cijfer"),
                "geef elk een eigen naam, of voeg de waarden samen".into(),
            ),
            HiddenValues { sheet, hidden } => (
                format!("op het werkblad `{sheet}` worden verborgen waarden gelezen: {}", hidden_words(hidden, Language::Dutch)),
                "maak ze zichtbaar als ze op de site horen; haal ze anders weg, of laat ze weg met `range`, `filter` of `names`".into(),
            ),
            CardsWithoutAddress => (
                "er komen geen deelafbeeldingen: het adres van de site is niet bekend".into(),
                "zet het bij `base_url` in `site.yaml`, of geef het mee met `--base-url`".into(),
            ),
            PreviewWithoutAddress => (
                "deze proefversie kan niet naar de echte site wijzen: zijn adres is niet bekend".into(),
                "zet het bij `base_url` in `site.yaml`, of geef het mee met `--base-url`".into(),
            ),
            KeptPathTaken { path } => (
                format!("op het adres van `{path}` staat al een bestand van de site"),
                format!("haal `content/{path}` weg, of geef het een andere naam"),
            ),
            CutOffHistory => (
                "git heeft hier alleen het laatste stuk van de geschiedenis".into(),
                "haal alles op met `git fetch --unshallow`; op GitHub: `fetch-depth: 0` bij actions/checkout".into(),
            ),
            HistoryUnreadable { reason } => (
                match reason {
                    NoHistory::NoRepository => "dit project staat niet in git, dus er is geen geschiedenis".into(),
                    NoHistory::NotCommitted => "de inhoud is nog niet vastgelegd in git, dus er is geen geschiedenis".into(),
                    NoHistory::Damaged { reason } => format!("de geschiedenis in git is niet te lezen: {reason}"),
                },
                "de pagina's komen zonder datum; haal `history` weg als dat zo mag blijven".into(),
            ),
            NoTable { path, reason } => (
                match reason {
                    TableFault::NoColumns | TableFault::NoAction { .. } | TableFault::NoRows => format!("in `{path}` staat geen tabel met acties"),
                    TableFault::NoSuchTable { asked, .. } => format!("in `{path}` staat geen tabel {asked}"),
                    TableFault::NoDocument => format!("`{path}` is geen document van Word"),
                    _ => format!("uit `{path}` is geen tabel te lezen"),
                },
                match reason {
                    TableFault::NoColumns => "de tekst heeft geen kolommen: kopieer de hele tabel en plak haar in een leeg tekstbestand; boven de tabel hoort een rij met koppen, zoals Actie, Toelichting en Effect".into(),
                    TableFault::NoAction { headings } => format!("in de eerste rij staat {}: noem de kolom met de actie `Actie`, en een andere bijvoorbeeld `Toelichting`, `Effect` of `Trekker`", listed(headings)),
                    TableFault::NoRows => "zet onder de rij met koppen een rij voor elke actie".into(),
                    TableFault::Packed => "open het document, kopieer de tabel en plak haar in een leeg tekstbestand; of sla het op als HTML".into(),
                    TableFault::Damaged => "het bestand is beschadigd: open het en sla het opnieuw op".into(),
                    TableFault::Protected => "haal het wachtwoord van het document, of plak de tabel in een leeg tekstbestand".into(),
                    TableFault::TooLarge => "het document is te groot: zet de tabellen in een nieuw document".into(),
                    TableFault::NoSuchTable { count: 0, .. } => "het document heeft geen tabellen: kies een ander document".into(),
                    TableFault::NoSuchTable { count: 1, .. } => "het document heeft één tabel: laat --table weg".into(),
                    TableFault::NoSuchTable { count, .. } => format!("het document heeft {count} tabellen: kies met --table een nummer van 1 tot en met {count}"),
                    TableFault::NoDocument => "--table kiest een tabel uit een document van Word (docx): laat die keuze weg".into(),
                    TableFault::NotUtf8 => "kies bij Opslaan als: codering UTF-8; in Excel heet dat `CSV UTF-8`".into(),
                    TableFault::OldOffice => "open het in Word en sla het op als .docx, of in Excel en sla het op als .xlsx, zonder wachtwoord".into(),
                    TableFault::Pdf => "open de pdf, kopieer de tabel en plak haar in een leeg tekstbestand; zet een tab tussen de kolommen als die er niet meer staat".into(),
                    TableFault::OtherProgram => "sla het document op als docx, of kopieer de tabel en plak haar in een leeg tekstbestand".into(),
                },
            ),
            DeadOwnAddress { address, pages } => (
                format!("`{address}` is een adres van deze site, maar daar staat niets{}", pages_with(*pages)),
                "verbeter het adres, of haal het weg".into(),
            ),
            PictureUnreadable { path } => (
                format!("`{path}` is geen afbeelding die een browser kan tonen"),
                "bewaar de foto opnieuw als JPEG, of de tekening als PNG of SVG".into(),
            ),
            PictureTooLarge { path, size: Some((width, height)) } => (
                format!("de afbeelding `{path}` is te groot: {width} bij {height} pixels"),
                "maak haar kleiner; 1600 pixels breed is genoeg".into(),
            ),
            PictureTooLarge { path, size: None } => (
                format!("het bestand van de afbeelding `{path}` is te groot"),
                "maak de afbeelding kleiner; 1600 pixels breed is genoeg".into(),
            ),
            NothingToTranslate { what, nearest } => (
                format!("er is geen `{what}` om te vertalen"),
                match nearest {
                    Some(near) => format!("bedoelde u `{near}`?"),
                    None => "schrijf eerst het origineel; een vertaling kan niet alleen bestaan".into(),
                },
            ),
            NotInTranslation { key, why } => match why {
                Untranslatable::Structural => (
                    format!("`{key}` hoort in het origineel en niet in de vertaling"),
                    "haal het veld hier weg; de vertaling neemt het over van het origineel".into(),
                ),
                Untranslatable::Absent => (
                    format!("het origineel heeft geen `{key}` om te vertalen"),
                    format!("vul `{key}` eerst in het origineel in, of haal het hier weg"),
                ),
                Untranslatable::Items { here, original } => (
                    format!("`{key}` telt hier {here} en in het origineel {original}"),
                    "vertaal elk onderdeel van de lijst, in dezelfde volgorde".into(),
                ),
            },
            NoTranslationLanguage { code, own } if *code == own.code() => (
                format!("`{code}` is de taal van de site zelf, en geen vertaling"),
                "zet deze tekst in het origineel, of kies een naam zonder punt".into(),
            ),
            NoTranslationLanguage { code, own } => (
                format!("in de taal `{code}` kan deze site geen vertaling hebben"),
                format!("kies `.{}` in de naam van het bestand, of een naam zonder punt", own.other().code()),
            ),
            MergeConflict => (
                "hier staan twee wijzigingen die git niet kon samenvoegen".into(),
                "kies welke regels blijven, en haal de andere weg, met `<<<<<<<`, `=======` en `>>>>>>>`".into(),
            ),
            NoLink { address } => (
                "dit lijkt op een link, maar is er geen: de lezer ziet de haken".into(),
                match address.contains(' ') {
                    true => format!("in een adres kan geen spatie; is dit een bestand, schrijf dan `](<{address}>)`"),
                    false => "zet `(` direct achter `]`, zonder spatie".into(),
                },
            ),
            NeverPublished { from, until } => (
                format!("dit komt nooit op de site: het gaat eraf op {until}, en komt er pas op vanaf {from}"),
                "verbeter `publish_from` of `publish_until`".into(),
            ),
            StrayQuote { mark } => (
                format!("bij dit aanhalingsteken (`{mark}`) ontbreekt het andere"),
                "zet het andere erbij, of haal dit weg".into(),
            ),
            DeadExternalLink { address, status } => (
                format!("de pagina `{address}` bestaat niet meer (antwoord {status})"),
                "zoek het nieuwe adres op die site, of haal de link weg".into(),
            ),
            UncheckedLink { address, reason } => (
                format!("`{address}` kon niet worden gecontroleerd: {}", match reason {
                    Unchecked::TimeOut => "het antwoord duurde te lang",
                    Unchecked::Refused => "de site geeft programma's geen antwoord",
                    Unchecked::Broken => "de site heeft zelf een storing",
                    Unchecked::NoServer => "de site is niet te vinden",
                    Unchecked::NoAnswer => "er kwam geen goed antwoord",
                    Unchecked::Redirects => "het adres stuurt steeds door",
                    Unchecked::TooMany => "er zijn te veel links voor één keer",
                }),
                "open de link zelf in de browser".into(),
            ),
            PrivateLink { address } => (
                format!("`{address}` leidt naar een eigen netwerk, waar de lezer niet bij kan"),
                "gebruik een adres dat iedereen kan openen".into(),
            ),
            UnknownCode { code, nearest } => (
                format!("er is geen melding met de code `{code}`"),
                one_of(nearest, "of").map_or_else(
                    || "een code is `AP` met drie cijfers; `actieplan explain` noemt ze alle".into(),
                    |near| format!("bedoelde u `{near}`? `actieplan explain` noemt alle codes"),
                ),
            ),
            TargetNotAfterBase { target, base } => (
                format!("het doel is van {target}, en dat is niet na de beginwaarde van {base}"),
                "geef het doel een latere periode, of kies met `baseline` een eerdere beginwaarde".into(),
            ),
            TargetAgainstDirection { target, base, good } => (
                format!("het doel {target} is slechter dan de beginwaarde {base}, want goed is `{good}`"),
                "kijk of `good` en het doel kloppen; is het doel een grens die niet voorbij mag, dan klopt het zo"
                    .into(),
            ),
            TotalOfBothDirections => (
                "één `total` past niet bij instroom en uitstroom samen".into(),
                "haal `total` weg: het programma telt elke richting zelf op".into(),
            ),
            BoundsCross { lower, value, upper } => (
                format!("de waarde {value} ligt niet tussen de grenzen {lower} en {upper}"),
                "verbeter de waarde, `lower` of `upper`".into(),
            ),
            UnitsDoNotAdd { first, second } => (
                format!("`{first}` en `{second}` zijn niet bij elkaar te nemen"),
                "geef alles in dezelfde eenheid, of maak er twee cijfers van".into(),
            ),
            Exposed { conclusion } => conclusion.dutch(),
            HiddenNumber { number } => (
                format!("`{number}` is een aantal dat dit cijfer juist niet toont"),
                "haal het getal weg, of schrijf \"enkele\" of \"een klein aantal\"".into(),
            ),
            MayBeHiddenNumber { number, figure } => (
                format!("`{number}` is ook een aantal dat het cijfer `{figure}` niet toont"),
                "gaat het over hetzelfde, haal het getal dan weg; is het iets anders, dan mag het blijven".into(),
            ),
            OutputBusy { path } => {
                (format!("een andere opdracht is bezig met `{path}`"), "wacht tot die klaar is".into())
            }
            BadToken { key, value, kind } => {
                let (what, hint) = kind.dutch();
                (format!("`{value}` bij `{key}` is geen {what}"), hint)
            }
            LowContrast { front, ground, scheme, hundredths, least_tenths, token, meant } => {
                let found = Language::Dutch.number(f64::from(*hundredths) / 100.0, 2);
                let least = Language::Dutch.number(f64::from(*least_tenths) / 10.0, 1);
                (
                    format!("`{front}` op `{ground}` heeft in `{scheme}` een contrast van {found} : 1; nodig is {least} : 1"),
                    match meant {
                        Some(meant) => format!("de dichtstbijzijnde `{token}` die wel kan: \"{meant}\""),
                        None => format!("kies voor `{token}` een lichtere of donkerdere kleur"),
                    },
                )
            }
            TemplateText { text } => (
                format!("hier staat nog de voorbeeldtekst van `actieplan new`: {text}"),
                "schrijf hier uw eigen tekst; tot die er is, houdt `draft: true` de pagina van de site".into(),
            ),
            CutOffByHash { whole } => (
                "wat achter ` #` staat telt als uitleg, en komt niet op de site".into(),
                format!("hoort het bij de tekst, schrijf dan `\"{whole}\"`; is het uitleg, zet dan een spatie achter `#`"),
            ),
            TotalAmongSeries { name } => (
                format!("de reeks `{name}` wordt bij de andere opgeteld, en het totaal is dan te hoog"),
                "schrijf haar waarden bij `total:`, naast `series:`; of haal de reeks weg: het totaal wordt berekend".into(),
            ),
            AlikeColours { one, other, scheme, eyes, difference_tenths, least } => {
                let whom = match eyes {
                    Eyes::All => "iedereen",
                    Eyes::NoRed => "wie geen rood ziet",
                    Eyes::NoGreen => "wie geen groen ziet",
                    Eyes::NoBlue => "wie geen blauw ziet",
                };
                let difference = Language::Dutch.number(f64::from(*difference_tenths) / 10.0, 1);
                (
                    format!("`{one}` en `{other}` lijken in `{scheme}` te veel op elkaar voor {whom}: het verschil is {difference}, nodig is {least}"),
                    "maak één van de twee lichter, donkerder of anders van tint".into(),
                )
            }
        };
        (message, hint)
    }
}

/// What a column of a file holds, by the key that names it.
fn column_use(key: &str) -> &str {
    match key {
        "period" => "periode",
        "series" => "naam van de reeks",
        "value" => "waarde",
        "employer" => "naam van de werkgever",
        "staff_fte" => "fte's van het personeel",
        "hours" => "uren of fte's van de plaatsen",
        "route" => "leerroute",
        "item" => "naam van de post",
        "costs" => "kosten",
        other => other,
    }
}

/// On how many pages a link stands, when that is more than one.
fn pages_with(count: usize) -> String {
    match count {
        1 => String::new(),
        _ => format!(" ({count} pagina's hebben die link)"),
    }
}

fn has_properties(known: &[String]) -> String {
    match known {
        [] => "geef het die eigenschap, met de naam van de regio of `null`".to_owned(),
        known => format!("het heeft wel: {}", listed(known)),
    }
}

fn with_nearest(nearest: &Option<String>, otherwise: &str) -> String {
    nearest.as_ref().map_or_else(|| otherwise.to_owned(), |near| format!("bedoelde u `{near}`?"))
}

/// The word that was probably meant, and in any case what is possible.
fn also_nearest(nearest: &Option<String>, possible: &str) -> String {
    nearest.as_ref().map_or_else(|| possible.to_owned(), |near| format!("bedoelde u `{near}`? {possible}"))
}

/// The file that a key belongs to, in a Dutch sentence.
fn this_one(kind: &str) -> String {
    match kind {
        "site" | "home" | "theme" | "item" => named(kind).to_owned(),
        _ if is_neuter(kind) => format!("dit {}", named(kind)),
        _ => format!("deze {}", named(kind)),
    }
}

/// True for a kind with a name that takes `het`.
fn is_neuter(kind: &str) -> bool {
    matches!(kind, "plan" | "topic" | "figure" | "news" | "project" | "document" | "term" | "meeting")
}

/// The name of a kind in a Dutch sentence. Kinds are the words of [`crate::model`]: `region`, `plan`, …
fn named(kind: &str) -> &str {
    match kind {
        "site" => "de instellingen",
        "home" => "de voorpagina",
        "region" => "regio",
        "plan" => "plan",
        "line" => "actielijn",
        "action" => "actie",
        "topic" => "thema",
        "figure" => "cijfer",
        "comparison" => "vergelijking",
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

impl Remedy {
    fn dutch(&self, kind: &str, nearest: &Option<String>) -> String {
        match self {
            Remedy::File(path) => {
                let with = if path.ends_with(".md") { ", met een `title`" } else { "" };
                match nearest {
                    Some(near) => format!("bedoelde u `{near}`? is het iets nieuws, maak dan `{path}`{with}"),
                    None => format!("maak `{path}`{with}, of haal de verwijzing weg"),
                }
            }
            Remedy::Rename { from, to } => match from.strip_prefix(to.as_str()) {
                Some(end) => format!("`{from}` is er wel: haal `{end}` van die naam af"),
                None => format!("`{from}` is er wel: noem dat bestand `{to}`"),
            },
            Remedy::Choice(known) if known.is_empty() => {
                format!("er is er nog geen: begin met `actieplan new {kind}`")
            }
            Remedy::Choice(known) => also_nearest(nearest, &format!("kies uit: {}", known.join(", "))),
            Remedy::Id => with_nearest(
                nearest,
                match kind {
                    "action" => {
                        "een id staat bij de actie zelf, bij `id`; bestaat de actie niet meer, haal de verwijzing dan weg"
                    }
                    "meeting" => "een id staat bij het overleg zelf, bij `id`",
                    "figure" | "comparison" => {
                        "een id is de naam van het bestand, zonder `.yaml`; bestaat het niet meer, haal de verwijzing dan weg"
                    }
                    "plan" => {
                        "een id is de naam van de map van het plan; bestaat het niet meer, haal de verwijzing dan weg"
                    }
                    _ => {
                        "een id is de naam van het bestand, zonder `.md`; bestaat het niet meer, haal de verwijzing dan weg"
                    }
                },
            ),
        }
    }
}

impl Unpublished {
    fn dutch(self) -> String {
        let day = |day| Language::Dutch.date(day);
        match self {
            Unpublished::Draft => "daar staat `draft: true`".into(),
            Unpublished::From(from) => format!("bij `publish_from` staat {}, en zo ver is het nog niet", day(from)),
            Unpublished::Until(until) => format!("bij `publish_until` staat {}, en die dag is voorbij", day(until)),
            Unpublished::Dated(date) => format!("bij `date` staat {}, en zo ver is het nog niet", day(date)),
            Unpublished::Whole => "het plan of de actielijn erboven wordt dat niet".into(),
        }
    }

    fn hint_dutch(self) -> &'static str {
        match self {
            Unpublished::Draft => "haal `draft` daar weg, of haal hier de verwijzing weg",
            Unpublished::From(_) | Unpublished::Dated(_) => {
                "kies daar een eerdere dag, of wacht hier met de verwijzing"
            }
            Unpublished::Until(_) => "kies daar een latere dag, of haal hier de verwijzing weg",
            Unpublished::Whole => "publiceer dat, of haal hier de verwijzing weg",
        }
    }
}

impl TokenKind {
    fn dutch(&self) -> (&'static str, String) {
        match self {
            TokenKind::Colour { meant } => {
                let quoted = meant.as_ref().map(|colour| format!("\"{colour}\""));
                (
                    "kleur",
                    with_nearest(
                        &quoted,
                        "schrijf de kleur als zes cijfers of letters na een hekje, tussen aanhalingstekens: `\"#00545c\"`",
                    ),
                )
            }
            TokenKind::Typeface => {
                ("naam van een lettertype", "gebruik alleen letters, cijfers, spaties en streepjes".into())
            }
            TokenKind::Picture => ("SVG of PNG met een afmeting", "geef een SVG met een `viewBox`, of een PNG".into()),
        }
    }
}

impl YamlMistake {
    fn dutch(&self) -> (String, String) {
        let quotes = |meant: &Option<String>| match meant {
            Some(meant) => format!("zet de hele tekst tussen aanhalingstekens: `{}`", shortened(meant)),
            None => "zet de hele tekst tussen aanhalingstekens: `\"Doel: water\"`".to_owned(),
        };
        match self {
            YamlMistake::Tab => ("hier staat een tab".into(), "gebruik spaties om in te springen".into()),
            YamlMistake::HardSpace => (
                "hier staat een vaste spatie, zoals Word die maakt".into(),
                "haal haar weg en typ een gewone spatie".into(),
            ),
            YamlMistake::Bullet(sign) => (
                format!("`{sign}` maakt hier geen lijst"),
                "typ in plaats daarvan een streepje en een spatie: `- `".into(),
            ),
            YamlMistake::NoSpace(sign) => {
                let sign = if *sign == ':' { "de dubbele punt" } else { "het streepje" };
                (format!("achter {sign} ontbreekt een spatie"), format!("zet een spatie achter {sign}"))
            }
            YamlMistake::Indentation { what, found, spaces } => (
                format!("`{what}` staat niet recht onder wat erboven staat"),
                format!(
                    "zet er {} voor; nu {}",
                    spaces_dutch(*spaces),
                    match found {
                        0 => "staat er geen".to_owned(),
                        1 => "staat er 1".to_owned(),
                        found => format!("staan er {found}"),
                    }
                ),
            ),
            YamlMistake::LooseText { spaces } => (
                "deze regel hoort bij de tekst erboven, maar springt niet in".into(),
                format!("zet er {} voor, of zet de hele tekst op één regel", spaces_dutch(*spaces)),
            ),
            YamlMistake::ColonInText { meant } => {
                ("in deze tekst staat een dubbele punt met een spatie erna".into(), quotes(meant))
            }
            YamlMistake::SpecialStart { sign, meant } => {
                (format!("een tekst kan niet met {} beginnen", quoted(*sign)), quotes(meant))
            }
            YamlMistake::Quote { meant } => (
                "de aanhalingstekens kloppen niet".into(),
                match meant {
                    Some(meant) => format!("schrijf het zo: `{}`", shortened(meant)),
                    None => "zet de hele tekst tussen dubbele aanhalingstekens: `\"Zo'n plan\"`".into(),
                },
            ),
            YamlMistake::CurlyQuotes { meant } => (
                "dit zijn krullende aanhalingstekens, zoals Word die maakt; hier tellen alleen rechte".into(),
                match meant {
                    Some(meant) => format!("schrijf het zo: `{}`", shortened(meant)),
                    None => "typ rechte aanhalingstekens: `\"`".into(),
                },
            ),
            YamlMistake::Unclosed(sign) => (
                format!("er ontbreekt een `{sign}`"),
                format!(
                    "zet `{sign}` waar de lijst ophoudt; is het geen lijst, zet de tekst dan tussen aanhalingstekens"
                ),
            ),
            YamlMistake::Semicolon => {
                ("hier staat een puntkomma".into(), "zet een komma tussen twee waarden: `{2024: 12, 2025: 15}`".into())
            }
            YamlMistake::NoComma { key } => (
                format!("voor `{key}` ontbreekt een komma"),
                "zet een komma tussen twee waarden: `{2024: 12, 2025: 15}`".into(),
            ),
            YamlMistake::SecondDocument => {
                ("hier begint een tweede document".into(), "haal deze regel met `---` weg".into())
            }
            YamlMistake::Other(_) => (
                "deze regel is niet te lezen".into(),
                "controleer hier en op de regel erboven het inspringen, de dubbele punten en de aanhalingstekens"
                    .into(),
            ),
        }
    }
}

fn spaces_dutch(count: usize) -> String {
    match count {
        0 => "geen spaties".to_owned(),
        1 => "1 spatie".to_owned(),
        count => format!("{count} spaties"),
    }
}

impl Conclusion {
    fn dutch(&self) -> (String, String) {
        let Conclusion { row, period, low, high, others } = self;
        let row = row.as_ref().map_or("het totaal".to_owned(), |row| format!("`{row}`"));
        let finding = match high {
            Some(high) if high == low => format!("het {low} is"),
            Some(high) => format!("het {low} tot en met {high} is"),
            None => format!("het minstens {low} is"),
        };
        let others: Vec<String> = others.iter().map(|id| format!("`{id}`")).collect();
        let hint = match others.is_empty() {
            true => "laat deze reeks weg, of voeg haar samen met een andere".to_owned(),
            false => format!(
                "haal een waarde weg uit {} waarmee dit te berekenen is, of laat deze reeks weg",
                Language::Dutch.list(&others)
            ),
        };
        (format!("{row} in {period} is niet getoond, maar uit wat er wel staat volgt dat {finding}"), hint)
    }
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

    fn hint_dutch(self, found: Found, written: Option<&str>) -> String {
        match (self, found) {
            (Expected::Text, Found::List | Found::Map | Found::Tag) => {
                "zet de hele tekst tussen aanhalingstekens".into()
            }
            (_, Found::Remark) => {
                "wat achter een hekje staat, telt niet mee; zet de hele tekst tussen aanhalingstekens".into()
            }
            (_, Found::Nothing) => "vul een waarde in, of haal het veld weg".into(),
            (Expected::Bool, _) => "kies uit: true, false".into(),
            (Expected::List, _) => {
                let written = written.unwrap_or("een, twee");
                format!("schrijf `[{written}]`, of elk op een eigen regel met `- ` ervoor")
            }
            (Expected::Map, _) => "schrijf elk veld op een eigen regel, met twee spaties ingesprongen".into(),
            (Expected::Date, _) => "schrijf een datum als JJJJ-MM-DD, zoals 2026-03-01".into(),
            _ => "schrijf het zoals in het handboek bij dit veld staat".into(),
        }
    }
}

impl Found {
    fn dutch(self) -> &'static str {
        match self {
            Found::Nothing | Found::Remark => "leeg",
            Found::Text => "een losse waarde",
            Found::List => "een lijst",
            Found::Map => "een groepje velden",
            Found::Tag => "een YAML-label met `!`",
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
}
