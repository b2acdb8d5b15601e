//! Whatever somebody saves as a file with values, the program reads it or says in one message what is wrong.

mod support;

use std::io::{Cursor, Write as _};
use std::time::Instant;

use actieplan::diagnostic::print::{Format, report};
use actieplan::language::Language;
use actieplan::model::link::Options;
use actieplan::pipeline;
use jiff::civil::date;
use serde_json::Value;
use support::Project;
use support::spreadsheet::{ods, xlsx};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

const SHEET: &str = "# Blad1\nJaar | Pensioen | Anders\n2020 | 40 | 50\n2021 | 41 | 51\n";
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 whatever follows";

/// What the program says of a file from which a figure reads its values; `data` names the file.
fn messages(data: &str, name: &str, bytes: &[u8]) -> Vec<String> {
    let project = Project::copy_of("tests/cases/base");
    let figure = format!(
        "title: Uitstroom\nkind: aantal\nunit: personen\ndefinition: Aantal.\nsource: {{name: Bron}}\ndata: {data}\n"
    );
    project.write("content/figures/a.yaml", figure.as_bytes());
    project.write(&format!("content/figures/{name}"), bytes);
    let options = Options {
        today: date(2026, 3, 1),
        drafts: false,
        future: false,
        base_url: None,
        pretty: false,
        preview: false,
    };
    let read = pipeline::load(&project.folder, &options);
    let json = report(&read.diagnostics, &read.files, Language::Dutch, Format::Json);
    let list: Vec<Value> = serde_json::from_str(&json).expect("the report is JSON");
    list.iter()
        .map(|message| format!("{} {}", message["code"].as_str().unwrap_or_default(), message["message"]))
        .collect()
}

/// Holds a file to the one message that says what is wrong with it.
#[track_caller]
fn refused(name: &str, bytes: &[u8], code: &str, part: &str) {
    refused_as(name, name, bytes, code, part);
}

#[track_caller]
fn refused_as(data: &str, name: &str, bytes: &[u8], code: &str, part: &str) {
    let found = messages(data, name, bytes);
    let [message] = found.as_slice() else { panic!("one message for {name}: {found:?}") };
    assert!(message.starts_with(code) && message.contains(part), "{message}");
}

#[track_caller]
fn accepted(name: &str, bytes: &[u8]) {
    assert_eq!(messages(name, name, bytes), Vec::<String>::new());
}

/// An archive again, with one part as another text.
fn with_part(bytes: &[u8], part: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut old = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    let names: Vec<String> = old.file_names().map(|name| name.expect("a name").into_owned()).collect();
    assert!(names.iter().any(|name| name == part), "{names:?}");
    for name in names {
        let text = std::io::read_to_string(old.by_name(&name).expect("a part")).expect("text");
        let text = if name == part { change(text) } else { text };
        new.start_file(name, SimpleFileOptions::default()).expect("a part can be added");
        new.write_all(text.as_bytes()).expect("memory can be written");
    }
    new.finish().expect("an archive can be closed").into_inner()
}

// --- Spreadsheets ----------------------------------------------------------------------------------------------------

#[test]
fn a_spreadsheet_that_is_cut_off_is_damaged() {
    for whole in [xlsx(SHEET), ods(SHEET)] {
        let name = if whole.windows(7).any(|part| part == b"content") { "a.ods" } else { "a.xlsx" };
        for length in [1, 30, whole.len() / 2, whole.len() - 1] {
            refused(name, &whole[..length], "AP060", "beschadigd");
        }
    }
}

#[test]
fn a_file_that_unpacks_without_end_is_refused_whatever_it_says_of_its_size() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    writer.start_file("xl/workbook.xml", options).expect("a part can be added");
    let block = vec![b' '; 1 << 20];
    (0..65).for_each(|_| writer.write_all(&block).expect("memory can be written"));
    let honest = writer.finish().expect("an archive can be closed").into_inner();
    assert!(honest.len() < 1 << 20, "{} bytes are no bomb", honest.len());
    refused("a.xlsx", &honest, "AP060", "MB");
    // The size that the archive declares, twice, as 100 bytes.
    let declared = (65_u32 << 20).to_le_bytes();
    let mut lying = honest;
    for at in 0..lying.len() - 4 {
        if lying[at..at + 4] == declared {
            lying[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
        }
    }
    let found = messages("a.xlsx", "a.xlsx", &lying);
    assert!(matches!(found.as_slice(), [only] if only.starts_with("AP060")), "{found:?}");
}

#[test]
fn a_spreadsheet_without_sheets_or_without_that_sheet_says_so() {
    refused("a.xlsx", &xlsx(""), "AP060", "");
    refused("a.ods", &ods(""), "AP060", "");
    refused_as("{file: a.xlsx, sheet: Blad9}", "a.xlsx", &xlsx(SHEET), "AP062", "Blad9");
    refused_as("{file: a.xlsx, range: H20:J30}", "a.xlsx", &xlsx(SHEET), "AP060", "");
}

#[test]
fn a_spreadsheet_with_a_password_or_of_before_2007_says_so_whatever_it_is_called() {
    for name in ["a.xlsx", "a.ods"] {
        refused(name, OLE, "AP060", "wachtwoord");
    }
    refused("a.xls", OLE, "AP060", ".xls");
}

#[test]
fn a_heading_over_two_columns_an_error_of_a_formula_and_a_date_are_told_at_their_cell() {
    refused("a.xlsx", &xlsx("# B\nJaar | Pensioen |\n2020 | 40 | 50\n+ B1:C1\n"), "AP060", "kolom");
    refused("a.xlsx", &xlsx("# B\nJaar | Pensioen\n2020 | #REF!\n2021 | 41\n"), "AP063", "#");
    refused("a.xlsx", &xlsx("# B\nJaar | Pensioen\n2020 | @2020-12-31\n2021 | 41\n"), "AP063", "2020-12-31");
}

#[test]
fn hidden_rows_are_told() {
    let hide = |sheet: String| sheet.replace("<row r=\"3\">", "<row r=\"3\" hidden=\"1\">");
    refused("a.xlsx", &with_part(&xlsx(SHEET), "xl/worksheets/sheet1.xml", hide), "AP121", "rij 3");
}

#[test]
fn what_a_spreadsheet_repeats_without_end_costs_nothing() {
    let empty = "<table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    let rows = "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell \
        table:number-columns-repeated=\"16384\"/></table:table-row></table:table>";
    let wide = |text: String| text.replace("</table:table-row>", empty).replace("</table:table>", rows);
    accepted("a.ods", &with_part(&ods(SHEET), "content.xml", wide));
    // The same with a value in every one of these cells is too much.
    let filled = "<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell \
        office:value-type=\"float\" office:value=\"1\" table:number-columns-repeated=\"16384\"/></table:table-row>\
        </table:table>";
    let full = |text: String| text.replace("</table:table>", filled);
    refused("a.ods", &with_part(&ods(SHEET), "content.xml", full), "AP060", "cellen");
}

// --- Text ------------------------------------------------------------------------------------------------------------

#[test]
fn a_text_that_is_not_utf_8_says_so() {
    refused("a.csv", b"Jaar;Pensioen\n2020;4\0\n", "AP019", "UTF-8");
    refused("a.csv", b"Jaar;Co\xf6peratie\n2020;40\n", "AP019", "UTF-8");
    let utf16 = |order: fn(u16) -> [u8; 2]| -> Vec<u8> {
        "\u{feff}Jaar;Pensioen\n2020;40\n".encode_utf16().flat_map(order).collect()
    };
    refused("a.csv", &utf16(u16::to_le_bytes), "AP019", "UTF-8");
    refused("a.csv", &utf16(u16::to_be_bytes), "AP019", "UTF-8");
}

#[test]
fn a_line_in_quotes_is_no_end_of_a_row_and_another_separator_is_told() {
    accepted("a.csv", b"Jaar;\"Pensioen\nof ouder\"\n2020;40\n2021;41\n");
    refused("a.csv", b"Jaar:Pensioen\n2020:40\n", "AP060", "");
    refused("a.csv", b"Jaar;Pensioen\n2020,40\n", "AP067", "kolom");
    refused("a.csv", b"", "AP060", "");
}

// --- CBS -------------------------------------------------------------------------------------------------------------

#[test]
fn data_of_cbs_that_is_cut_off_or_an_error_says_so() {
    refused("a.json", b"{\"value\": [{\"Perioden\": \"2016JJ00\", \"Pensioen_1\": 5}, {\"Peri", "AP060", "");
    refused("a.json", b"{\"odata.error\": {\"code\": \"\", \"message\": {\"value\": \"Not found\"}}}", "AP060", "");
    refused("a.json", b"{\"error\": {\"code\": \"404\", \"message\": \"Not found\"}}", "AP060", "");
    refused("a.json", b"<html><body>503</body></html>", "AP060", "");
}

#[test]
fn a_table_of_statline_may_have_lines_below_it() {
    let table = "\"Uitstroom\"\n\"\"\n\"\"\n\"\";\"Bestemming\";\"Pensioen\";\"Pensioen\"\n\
        \"Onderwerp\";\"Perioden\";\"2018\";\"2019*\"\n\"Uitstroom\";\"aantal\";\"400\";\"410\"\n\"Bron: CBS\"\n";
    accepted("a.csv", table.as_bytes());
    accepted("a.csv", format!("{table}\"\u{a9} CBS, Den Haag/Heerlen 22-11-2026\"\n\"* voorlopig\"\n").as_bytes());
}

/// Not a limit but a measurement: `cargo test --test damaged_data -- --ignored --nocapture`.
#[test]
#[ignore = "it measures"]
fn a_file_of_cbs_of_5_megabytes_takes_this_long() {
    let mut text = String::from("{\"value\": [");
    let mut number = 0;
    while text.len() < 5_000_000 {
        let comma = if number == 0 { "" } else { "," };
        let (year, branch) = (1900 + number % 100, number / 100);
        text.push_str(&format!(
            "{comma}{{\"ID\": {number}, \"Branche\": \"B{branch}\", \"Perioden\": \"{year}JJ00\", \"Uitstroom_1\": {}}}",
            number % 977
        ));
        number += 1;
    }
    text.push_str("]}");
    let started = Instant::now();
    let found = messages("{file: a.json, series: Branche}", "a.json", text.as_bytes());
    println!(
        "{number} rows, {} bytes: {:?}, {:?}",
        text.len(),
        started.elapsed(),
        found.iter().take(3).collect::<Vec<_>>()
    );
}
