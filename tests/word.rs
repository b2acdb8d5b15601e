//! Documents of Word as people have them: whatever they hold, no row and no word of a table is lost.

mod support;

use std::fs;

use actieplan::desk::import::{self, Existing, Imported, Known};
use actieplan::diagnostic::Problem;
use actieplan::diagnostic::problem::TableFault;
use actieplan::language::Language;
use support::document::{docx, packed};
use support::{repository, spreadsheet};

fn imported(text: &str, table: Option<usize>) -> Imported {
    import::read("plan.docx", &docx(text), table, &Existing::default()).unwrap_or_else(|problem| panic!("{problem:?}"))
}

/// The actions as number, title, explanation and doubts, one a line.
fn told(imported: &Imported) -> Vec<String> {
    let actions = imported.lines.iter().flat_map(|line| &line.actions);
    let told = actions.map(|action| {
        let number = action.number.as_deref().unwrap_or("-");
        let explanation = action.explanation.replace('\n', "/");
        format!("{number} {}: {explanation} {}", action.title, action.doubts.join("; ")).trim_end().to_owned()
    });
    told.collect()
}

fn fault(bytes: &[u8], table: Option<usize>) -> TableFault {
    match import::read("plan.docx", bytes, table, &Existing::default()) {
        Err(Problem::NoTable { reason, .. }) => reason,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_document_gives_the_same_lines_as_the_pasted_table() {
    let known = [("lespakket", "Lespakket"), ("banenkast", "Banenkast")];
    let known = known.map(|(id, title)| Known { id: id.to_owned(), title: title.to_owned() });
    let known = Existing { projects: known.into(), ..Existing::default() };
    let document = "Een verzonnen plan.\n\
        Actielijn 1: Meer mensen\n\
        Dit is een inleiding.\n\
        [\n| | Actie (2026/2027) | Toelichting | Effect ¹\n\
        | 1. | Zaterdagbaan | Scholieren werken op zaterdag mee. | Lang\n\
        | 2. | Open dag | # Voor de 4e klas. // # Met het Lespakket erbij. | Kort/ Middel- lang\n]\n\
        ¹ Kort is binnen een jaar.\n\
        [\n| 3. | Oud-collega's bellen | Wie is vertrokken, krijgt een | Kort / Middellang/ Lang\n\
        | | | telefoontje van een bekende. |\n\
        | 3. | Taalles | Voor wie Nederlands leert (actiepunt 2). |\n]\n\
        Rol van het centrum:\n\
        - Uitleg geven.\n\
        Actielijn 2:\n\
        Prettig werken\n\
        [\n| | Opleiding | Toelichting | Instrumenten | Effect\n\
        | 1 | Roosteren | Zelf roosteren, met de | Banenkast | Kort/ Middellang Lang\n\
        | | Opleiding | Toelichting | Instrumenten | Effect\n\
        | | | hele groep tegelijk. | Nieuw ding |\n\
        | 2. | Fit op het werk | Bewegen en *rust*. | | snel\n\
        | | Zonder nummer | Deze rij heeft geen nummer. | | Kort\n]\n";
    let imported = import::read("plan.docx", &docx(&document.replace("*rust*.", "/rust/.")), None, &known);
    let imported = imported.unwrap_or_else(|problem| panic!("{problem:?}"));
    let written: String = import::files(&imported, "kustplan").into_iter().map(|file| file.text).collect();
    let expected = fs::read_to_string(repository("tests/import/lijnen.md")).expect("the golden file is there");
    assert_eq!(written.replace("/rust/", "*rust*"), expected.replace("\\*rust\\*", "*rust*"));
}

#[test]
fn an_item_by_its_style_is_an_item_in_a_table_only() {
    let document = "@ Actielijn 1: Meer mensen\n\
        [\n| | Actie | Toelichting\n| 1. | Werven | Elk kwartaal: // @ een open dag // @ een gesprek\n]\n";
    let imported = imported(document, None);
    assert_eq!(imported.lines[0].title, "Meer mensen");
    assert_eq!(told(&imported), ["1 Werven: Elk kwartaal://- een open dag/- een gesprek"]);
}

#[test]
fn a_spreadsheet_and_csv_give_the_same_lines() {
    let sheet = "# Acties\nActielijn 1: Meer mensen\nNr | Actie | Toelichting | Effect\n\
        1 | Werven | Eén; twee | K/M\n2 | Leren | Met het \"paspoort\" | Lang\n# Oud (verborgen)\nx | y\n";
    let csv = "\u{feff}Actielijn 1: Meer mensen;;;\r\nNr;Actie;Toelichting;Effect\r\n\
        1;Werven;\"Eén; twee\";K/M\r\n2;Leren;\"Met het \"\"paspoort\"\"\";Lang\r\n";
    let files = [
        ("acties.xlsx", spreadsheet::xlsx(sheet)),
        ("acties.ods", spreadsheet::ods(sheet)),
        ("acties.csv", csv.as_bytes().to_vec()),
    ];
    for (path, bytes) in files {
        let imported = import::read(path, &bytes, None, &Existing::default())
            .unwrap_or_else(|problem| panic!("{path}: {problem:?}"));
        assert_eq!(imported.lines[0].title, "Meer mensen", "{path}");
        assert_eq!(told(&imported), ["1 Werven: Eén; twee", "2 Leren: Met het \"paspoort\""], "{path}");
        let horizons: Vec<usize> = imported.lines[0].actions.iter().map(|action| action.horizons.len()).collect();
        assert_eq!(horizons, [2, 1], "{path}");
    }
}

#[test]
fn a_file_of_another_program_is_told_what_it_should_be() {
    let old = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0xff];
    assert_eq!(fault(&old, None), TableFault::OldOffice);
    for pdf in [&b"%PDF-1.4\n%\xe2\xe3"[..], b"%PDF-1.4\nActie\tToelichting\nA\tB\n"] {
        assert_eq!(fault(pdf, None), TableFault::Pdf);
    }
    assert_eq!(fault(b"{\\rtf1 Actie}", None), TableFault::OtherProgram);
}

#[test]
fn no_action_is_lost_in_a_long_table() {
    let row = |at: usize| match at % 5 {
        // A row that was broken by the end of a page, with the headings once more between its halves.
        0 => format!(
            "| {at}. | Bezoek aan school {at} | Eerste helft\n| | Actie | Toelichting\n| | | en tweede helft.\n"
        ),
        _ => format!("| {at}. | Bezoek aan school {at} | Op dag {at}.\n"),
    };
    let rows: String = (1..=33).map(row).collect();
    let imported = imported(&format!("Actielijn 1: Alles\n[\n| | Actie | Toelichting\n{rows}]\n"), None);
    let told = told(&imported);
    assert_eq!((told.len(), imported.rows, imported.joined), (33, 39, 6));
    assert_eq!(told[4], "5 Bezoek aan school 5: Eerste helft en tweede helft.");
    assert_eq!(told[32], "33 Bezoek aan school 33: Op dag 33.");
}

#[test]
fn cells_that_belong_together_keep_what_they_say() {
    let table = "[\n| Nr | Actie | Toelichting | Effect\n\
        | 1. | Bellen | Eerste deel | Lang\n\
        | ^ | ^ | en de rest. | ^\n\
        | 2. | Mailen | Uitleg. | ^\n\
        | 3. | >2 Schrijven | Kort\n]\n";
    let imported = imported(table, None);
    let repeated = "een cel was samengevoegd met de rij erboven; wat daar staat, staat hier nu ook";
    assert_eq!(
        told(&imported),
        ["1 Bellen: Eerste deel en de rest.", &format!("2 Mailen: Uitleg. {repeated}"), "3 Schrijven:"]
    );
    let horizons: Vec<usize> = imported.lines[0].actions.iter().map(|action| action.horizons.len()).collect();
    assert_eq!(horizons, [1, 1, 1]);
}

#[test]
fn proposed_changes_are_taken_over_and_told() {
    let table = "[\n| Nr | Actie | Toelichting\n| 1. | Bellen | Wij bellen +vaker -soms op.\n|- 2. | Weg | Vervalt.\n| 3. | Mailen | Uitleg.\n]\n";
    let doubt = "in het document staan hier bijgehouden wijzigingen; dit is de nieuwe tekst";
    assert_eq!(told(&imported(table, None)), [&format!("1 Bellen: Wij bellen vaker op. {doubt}"), "3 Mailen: Uitleg."]);
}

#[test]
fn lists_tables_and_notes_in_a_cell_are_kept_or_told() {
    let table = "[\n| Nr | Actie | Toelichting\n\
        | # | Bellen | - een // - twee // Slot\n\
        | # | Mailen | Zie {binnen} (^1)\n\
        | # | Schrijven | Heel *belangrijk* werk & < meer.\n]\n";
    let doubts = "in het document staat hier een tabel in een cel; de tekst staat nu onder elkaar; \
        in het document staat hier een voetnoot, die niet is overgenomen";
    let told = told(&imported(table, None));
    assert_eq!(told[0], "1 Bellen: - een/- twee//Slot");
    assert!(told[1].starts_with("2 Mailen: Zie//binnen") && told[1].ends_with(doubts), "{}", told[1]);
    assert_eq!(told[2], "3 Schrijven: Heel **belangrijk** werk & \\< meer.");
}

#[test]
fn one_table_of_several_can_be_asked_for() {
    let two = "[\n| Actie | Toelichting\n| Bellen | A\n]\nTekst.\n[\n| Actie | Toelichting\n| Mailen | B\n]\n[\n| Opleiding | Effect\n| Cursus | Kort\n]\n";
    let titles = |table| told(&imported(two, table)).iter().map(|action| action[2..5].to_owned()).collect::<Vec<_>>();
    assert_eq!(titles(None), ["Bel", "Mai", "Cur"]);
    assert_eq!(imported(two, None).lines.len(), 2, "tables with the same headings are one line");
    assert_eq!(titles(Some(2)), ["Mai"]);
    assert_eq!(fault(&docx(two), Some(4)), TableFault::NoSuchTable { asked: 4, count: 3 });
    assert_eq!(fault(&docx(two), Some(0)), TableFault::NoSuchTable { asked: 0, count: 3 });
    let problem = import::read("plan.docx", &docx(two), Some(4), &Existing::default()).expect_err("there are three");
    assert_eq!(problem.message(Language::Dutch), "in `plan.docx` staat geen tabel 4");
    assert_eq!(fault(b"Actie\tToelichting\nA\tB\n", Some(1)), TableFault::NoDocument);
}

#[test]
fn what_is_no_whole_document_is_refused() {
    assert_eq!(fault(b"PK\x03\x04\xff\xfe", None), TableFault::Packed);
    assert_eq!(fault(&docx("Alleen tekst."), None), TableFault::NoColumns);
    assert_eq!(fault(&packed("<w:document><w:body><w:p></w:body>"), None), TableFault::Damaged);
    // Sixty-five megabytes of nothing, packed to some tens of kilobytes.
    assert_eq!(fault(&packed(&" ".repeat(65 << 20)), None), TableFault::TooLarge);
    let deep = format!("<w:document>{}</w:document>", "<w:tbl><w:tr><w:tc>".repeat(200_000));
    assert_eq!(fault(&packed(&deep), None), TableFault::Damaged);
    let wide = "[\n| Actie | Toelichting\n| >4000000000 A | B\n]\n";
    assert_eq!(told(&imported(wide, None)).len(), 1);
}
