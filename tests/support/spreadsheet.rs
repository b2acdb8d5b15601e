//! Small spreadsheets out of text, so that a case shows what it is about.
//!
//! ```text
//! # Blad1                  a sheet; `# Blad2 (verborgen)` is hidden
//! Jaar | Aantal            cells; a number is a number, anything else a text
//! 2016 | '410              a text, whatever it looks like
//! 2017 | 12%               a percentage
//! 2018 | =A1+B1            a formula without an outcome
//! 2019 | =A1+B1 → 5        a formula with its outcome
//! 2020 | @2020-12-31       a date
//! 2021 | #DEEL/0!          an error
//! + A1:B1                  a merged cell
//! ~ 3                      a hidden row; `~ C` a hidden column
//! ```

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

struct Sheet {
    name: String,
    hidden: bool,
    rows: Vec<Vec<String>>,
    merged: Vec<String>,
    hidden_rows: Vec<usize>,
    hidden_columns: Vec<usize>,
}

impl Sheet {
    fn hide(&mut self, written: &str) {
        match written.parse() {
            Ok(row) => self.hidden_rows.push(row),
            Err(_) => self.hidden_columns.push(usize::from(written.as_bytes()[0] - b'A') + 1),
        }
    }
}

fn sheets(text: &str) -> Vec<Sheet> {
    let mut sheets: Vec<Sheet> = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("# ") {
            let hidden = name.ends_with(" (verborgen)");
            let name = name.trim_end_matches(" (verborgen)").to_owned();
            sheets.push(Sheet {
                name,
                hidden,
                rows: Vec::new(),
                merged: Vec::new(),
                hidden_rows: Vec::new(),
                hidden_columns: Vec::new(),
            });
            continue;
        }
        let sheet = sheets.last_mut().expect("a spreadsheet begins with the name of a sheet");
        match line.split_at_checked(2) {
            Some(("+ ", merged)) => sheet.merged.push(merged.to_owned()),
            Some(("~ ", hidden)) => sheet.hide(hidden),
            _ => sheet.rows.push(line.split('|').map(|cell| cell.trim().to_owned()).collect()),
        }
    }
    sheets
}

fn archive(parts: &[(&str, String)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).expect("a part can be added");
        archive.write_all(text.as_bytes()).expect("memory can be written");
    }
    archive.finish().expect("an archive can be closed").into_inner()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn is_number(text: &str) -> bool {
    text.parse::<f64>().is_ok() && !text.starts_with(['n', 'i', 'N', 'I'])
}

/// Days since 30 December 1899, as Excel counts.
fn serial(date: &str) -> i32 {
    let date: jiff::civil::Date = date.parse().expect("a date");
    let first = jiff::civil::date(1899, 12, 30);
    first.until(date).expect("two dates").get_days()
}

/// A spreadsheet of Excel.
pub fn xlsx(text: &str) -> Vec<u8> {
    let sheets = sheets(text);
    let mut parts: Vec<(String, String)> = Vec::new();
    let (mut listed, mut related) = (String::new(), String::new());
    for (at, sheet) in sheets.iter().enumerate() {
        let (number, name) = (at + 1, escaped(&sheet.name));
        let state = if sheet.hidden { " state=\"hidden\"" } else { "" };
        let _ = write!(listed, "<sheet name=\"{name}\" sheetId=\"{number}\"{state} r:id=\"rId{number}\"/>");
        let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";
        let _ = write!(
            related,
            "<Relationship Id=\"rId{number}\" Type=\"{kind}\" Target=\"worksheets/sheet{number}.xml\"/>"
        );
        parts.push((format!("xl/worksheets/sheet{number}.xml"), xlsx_sheet(sheet)));
    }
    let styles = sheets.len() + 1;
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let _ = write!(related, "<Relationship Id=\"rId{styles}\" Type=\"{kind}/styles\" Target=\"styles.xml\"/>");
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let package = "http://schemas.openxmlformats.org/package/2006";
    parts.push(("[Content_Types].xml".into(), format!("{head}<Types xmlns=\"{package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>")));
    parts.push(("_rels/.rels".into(), format!("{head}<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" Type=\"{kind}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>")));
    parts.push((
        "xl/workbook.xml".into(),
        format!("{head}<workbook xmlns=\"{main}\" xmlns:r=\"{kind}\"><sheets>{listed}</sheets></workbook>"),
    ));
    parts.push((
        "xl/_rels/workbook.xml.rels".into(),
        format!("{head}<Relationships xmlns=\"{package}/relationships\">{related}</Relationships>"),
    ));
    parts.push(("xl/styles.xml".into(), format!("{head}<styleSheet xmlns=\"{main}\"><fonts count=\"1\"><font/></fonts><fills count=\"1\"><fill/></fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"9\" applyNumberFormat=\"1\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>")));
    archive(&parts.iter().map(|(name, text)| (name.as_str(), text.clone())).collect::<Vec<_>>())
}

fn xlsx_sheet(sheet: &Sheet) -> String {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let mut rows = String::new();
    for (row, cells) in sheet.rows.iter().enumerate() {
        let hidden = if sheet.hidden_rows.contains(&(row + 1)) { " hidden=\"1\"" } else { "" };
        let _ = write!(rows, "<row r=\"{}\"{hidden}>", row + 1);
        for (column, cell) in cells.iter().enumerate() {
            let place = format!("{}{}", char::from(b'A' + u8::try_from(column).expect("few columns")), row + 1);
            let _ = write!(rows, "{}", xlsx_cell(&place, cell));
        }
        rows.push_str("</row>");
    }
    let merged: String = sheet.merged.iter().map(|range| format!("<mergeCell ref=\"{range}\"/>")).collect();
    let merged = if merged.is_empty() { merged } else { format!("<mergeCells>{merged}</mergeCells>") };
    let column = |at: &usize| format!("<col min=\"{at}\" max=\"{at}\" width=\"0\" hidden=\"1\"/>");
    let columns: String = sheet.hidden_columns.iter().map(column).collect();
    let columns = if columns.is_empty() { columns } else { format!("<cols>{columns}</cols>") };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<worksheet xmlns=\"{main}\">{columns}<sheetData>{rows}</sheetData>{merged}</worksheet>"
    )
}

fn xlsx_cell(place: &str, cell: &str) -> String {
    let text = |text: &str| format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{}</t></is></c>", escaped(text));
    if cell.is_empty() {
        String::new()
    } else if let Some(part) = cell.strip_suffix('%').and_then(|part| part.parse::<f64>().ok()) {
        format!("<c r=\"{place}\" s=\"1\"><v>{}</v></c>", part / 100.0)
    } else if is_number(cell) {
        format!("<c r=\"{place}\"><v>{cell}</v></c>")
    } else if let Some(date) = cell.strip_prefix('@') {
        format!("<c r=\"{place}\" s=\"2\"><v>{}</v></c>", serial(date))
    } else if let Some(formula) = cell.strip_prefix('=') {
        match formula.split_once(" → ") {
            Some((formula, value)) => format!("<c r=\"{place}\"><f>{}</f><v>{value}</v></c>", escaped(formula)),
            None => format!("<c r=\"{place}\"><f>{}</f></c>", escaped(formula)),
        }
    } else if cell.starts_with('#') {
        format!("<c r=\"{place}\" t=\"e\"><v>#DIV/0!</v></c>")
    } else {
        text(cell.trim_start_matches('\''))
    }
}

/// A spreadsheet of LibreOffice.
pub fn ods(text: &str) -> Vec<u8> {
    let sheets = sheets(text);
    let tables: String = sheets.iter().map(ods_sheet).collect();
    let names = ["office", "style", "table", "text"];
    let names: String =
        names.iter().map(|n| format!(" xmlns:{n}=\"urn:oasis:names:tc:opendocument:xmlns:{n}:1.0\"")).collect();
    let styles = "<office:automatic-styles><style:style style:name=\"weg\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style></office:automatic-styles>";
    archive(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet".into()),
        ("META-INF/manifest.xml", "<manifest/>".into()),
        (
            "content.xml",
            format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content{names}>{styles}<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
            ),
        ),
    ])
}

fn ods_sheet(sheet: &Sheet) -> String {
    let mut rows = String::new();
    for (row, cells) in sheet.rows.iter().enumerate() {
        let cells: String = cells.iter().map(|cell| ods_cell(cell)).collect();
        let hidden = if sheet.hidden_rows.contains(&(row + 1)) { " table:visibility=\"filter\"" } else { "" };
        // What LibreOffice does with the rest of the row.
        let _ = write!(
            rows,
            "<table:table-row{hidden}>{cells}<table:table-cell table:number-columns-repeated=\"1000\"/></table:table-row>"
        );
    }
    let style = if sheet.hidden { " table:style-name=\"weg\"" } else { "" };
    let rest = "<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    let columns: String = (1..=sheet.hidden_columns.iter().copied().max().unwrap_or(0))
        .map(|at| match sheet.hidden_columns.contains(&at) {
            true => "<table:table-column table:visibility=\"collapse\"/>",
            false => "<table:table-column table:number-columns-repeated=\"1\"/>",
        })
        .collect();
    format!("<table:table table:name=\"{}\"{style}>{columns}{rows}{rest}</table:table>", escaped(&sheet.name))
}

fn ods_cell(cell: &str) -> String {
    let shown = |attributes: &str, text: &str| {
        format!("<table:table-cell {attributes}><text:p>{}</text:p></table:table-cell>", escaped(text))
    };
    if cell.is_empty() {
        "<table:table-cell/>".into()
    } else if let Some(part) = cell.strip_suffix('%').and_then(|part| part.parse::<f64>().ok()) {
        shown(&format!("office:value-type=\"percentage\" office:value=\"{}\"", part / 100.0), cell)
    } else if is_number(cell) {
        shown(&format!("office:value-type=\"float\" office:value=\"{cell}\""), cell)
    } else if let Some(date) = cell.strip_prefix('@') {
        shown(&format!("office:value-type=\"date\" office:date-value=\"{date}\""), date)
    } else if let Some(formula) = cell.strip_prefix('=') {
        match formula.split_once(" → ") {
            Some((_, value)) => {
                shown(&format!("table:formula=\"of:=x\" office:value-type=\"float\" office:value=\"{value}\""), value)
            }
            None => "<table:table-cell table:formula=\"of:=x\"/>".into(),
        }
    } else if cell.starts_with('#') {
        shown(
            "table:formula=\"of:=x\" office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"",
            cell,
        )
    } else {
        shown("office:value-type=\"string\"", cell.trim_start_matches('\''))
    }
}
