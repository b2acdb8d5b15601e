//! Small documents of Word out of text, so that a test shows what it is about.
//!
//! ```text
//! Actielijn 1: Meer mensen     a paragraph
//! [                            a table begins; `]` ends it
//! | Actie | Toelichting        a row
//! | ^ | een // twee            `^` belongs to the cell above; `//` begins a paragraph
//! | >2 breed | # een // # twee `>2 ` goes over two columns; `# ` is an item with a number, `- ` one with a point
//! | @ een // @ twee            `@ ` is an item with a point because of its style
//! | +nieuw -oud                a word with `+` was proposed, one with `-` was proposed to go
//! | *vet* {in een tabel} (^1)  bold; a table in the cell; a note
//! |- weg                       a row that was proposed to go
//! ```

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const SPACE: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

/// A document of Word.
pub fn docx(text: &str) -> Vec<u8> {
    packed(&format!("<w:document {SPACE}><w:body>{}</w:body></w:document>", body(text)))
}

/// A document of Word with this XML.
pub fn packed(document: &str) -> Vec<u8> {
    let level = |level: usize, kind: &str| format!("<w:lvl w:ilvl=\"{level}\"><w:numFmt w:val=\"{kind}\"/></w:lvl>");
    let definition = |id: usize, kind: &str| {
        let levels: String = (0..3).map(|at| level(at, kind)).collect();
        format!("<w:abstractNum w:abstractNumId=\"{id}\">{levels}</w:abstractNum>")
    };
    let list = |id: usize, of: usize| format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{of}\"/></w:num>");
    let (numbers, points) = (definition(0, "decimal"), definition(1, "bullet"));
    let numbering = format!("<w:numbering {SPACE}>{numbers}{points}{}{}</w:numbering>", list(1, 0), list(2, 1));
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let of_list = "<w:pPr><w:numPr><w:numId w:val=\"2\"/></w:numPr></w:pPr>";
    let styles = format!("<w:styles {SPACE}><w:style w:styleId=\"Lijst\">{of_list}</w:style></w:styles>");
    let parts = [("word/document.xml", document), ("word/numbering.xml", &numbering), ("word/styles.xml", &styles)];
    for (name, text) in parts {
        archive.start_file(name, SimpleFileOptions::default()).expect("a part can be added");
        archive.write_all(text.as_bytes()).expect("memory can be written");
    }
    archive.finish().expect("an archive can be closed").into_inner()
}

fn body(text: &str) -> String {
    let part = |line: &str| match line {
        "[" => "<w:tbl>".to_owned(),
        "]" => "</w:tbl>".to_owned(),
        line => match line.strip_prefix('|') {
            Some(cells) => row(cells),
            None => paragraph(line),
        },
    };
    text.lines().map(str::trim).map(part).collect()
}

fn row(cells: &str) -> String {
    let (keys, cells) = match cells.strip_prefix("- ") {
        Some(cells) => ("<w:trPr><w:del w:id=\"1\"/></w:trPr>", cells),
        None => ("", cells),
    };
    let cells: String = cells.split('|').map(|text| cell(text.trim())).collect();
    format!("<w:tr>{keys}{cells}</w:tr>")
}

fn cell(text: &str) -> String {
    let (keys, text) = match (text, text.strip_prefix('>')) {
        ("^", _) => ("<w:vMerge/>".to_owned(), ""),
        (_, Some(wide)) => {
            let (columns, text) = wide.split_once(' ').expect("a number and a text");
            (format!("<w:gridSpan w:val=\"{columns}\"/>"), text)
        }
        (text, None) => ("<w:vMerge w:val=\"restart\"/>".to_owned(), text),
    };
    let paragraphs: String = text.split(" // ").map(paragraph).collect();
    format!("<w:tc><w:tcPr>{keys}</w:tcPr>{paragraphs}</w:tc>")
}

fn paragraph(text: &str) -> String {
    let list = |id: usize| format!("<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"{id}\"/></w:numPr></w:pPr>");
    if let Some(item) = text.strip_prefix("@ ") {
        return paragraph(item).replacen("<w:p>", "<w:p><w:pPr><w:pStyle w:val=\"Lijst\"/></w:pPr>", 1);
    }
    let (keys, text) = match (text.strip_prefix('#'), text.strip_prefix("- ")) {
        (Some(item), _) => (list(1), item.trim_start()),
        (_, Some(item)) => (list(2), item),
        _ => (String::new(), text),
    };
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    let words: String = text.split_inclusive(' ').map(word).collect();
    format!("<w:p>{keys}{words}</w:p>")
}

fn word(word: &str) -> String {
    let run = |keys: &str, text: &str| format!("<w:r>{keys}<w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let inside = |start: char, end: char| word.trim_end().strip_prefix(start)?.strip_suffix(end);
    if let Some(bold) = inside('*', '*') {
        return run("<w:rPr><w:b/></w:rPr>", bold) + &run("", " ");
    }
    if let Some(nested) = inside('{', '}') {
        return format!("</w:p><w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl><w:p>", paragraph(nested));
    }
    if word.trim_end() == "(^1)" {
        return "<w:r><w:footnoteReference w:id=\"1\"/></w:r>".to_owned();
    }
    match (word.strip_prefix('+'), word.strip_prefix('-').filter(|word| word.len() > 1)) {
        (Some(new), _) => format!("<w:ins w:id=\"1\">{}</w:ins>", run("", new)),
        (_, Some(old)) => format!("<w:del w:id=\"1\"><w:r><w:delText>{old}</w:delText></w:r></w:del>"),
        _ => run("", word),
    }
}
