//! A document of Word → its paragraphs and tables in their order, read straight from its XML (ECMA-376, WordprocessingML).
//!
//! What somebody proposed with tracked changes counts as accepted. A table in a cell becomes paragraphs of that cell. Of
//! each row is told what a person should look at. Drawings, headers and footers are passed over.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};

use super::archive;
use super::ods::{attribute, damaged};
use crate::diagnostic::data::DataMistake;

/// The most columns that a row can have; Word itself goes to 63.
const MOST_COLUMNS: usize = 100;

/// A part of a document.
#[derive(Debug)]
pub enum Part {
    /// A paragraph outside a table.
    Paragraph(Paragraph),
    /// A table.
    Table(Vec<Row>),
}

/// A row of a table.
#[derive(Debug, Default)]
pub struct Row {
    /// Its cells.
    pub cells: Vec<Cell>,
    /// Somebody proposed a change in it.
    pub is_changed: bool,
    /// A cell of it holds a table.
    pub has_table: bool,
    /// A note of the document is named in it.
    pub has_note: bool,
    /// A proposed change takes it away.
    is_deleted: bool,
}

/// A cell of a table.
#[derive(Debug, Default)]
pub struct Cell {
    /// Its text.
    pub paragraphs: Vec<Paragraph>,
    /// How many columns it goes over.
    pub columns: usize,
    /// It belongs to the cell above it.
    pub is_continued: bool,
}

/// A paragraph.
#[derive(Debug, Default)]
pub struct Paragraph {
    /// Its text.
    pub pieces: Vec<Piece>,
    /// The list that it is an item of.
    pub item: Option<Item>,
    /// Level and id of its list, as written.
    numbering: (usize, Option<String>),
    /// Its style, which can say of which list it is an item.
    style: Option<String>,
}

/// Text in one style.
#[derive(Debug, Default, Clone)]
pub struct Piece {
    /// The text; a line break is `\n`.
    pub text: String,
    /// Bold.
    pub bold: bool,
    /// In italics.
    pub italic: bool,
}

/// The place of a paragraph in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// Level, from 0.
    pub level: usize,
    /// Its number; none in a list with points.
    pub number: Option<usize>,
}

/// True for the bytes of an archive that holds a document of Word.
pub fn is_document(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") && matches!(archive::part(bytes, "word/document.xml"), Ok(Some(_)))
}

/// Reads a document, when what it holds stays within bounds.
pub fn read(bytes: &[u8]) -> Result<Vec<Part>, DataMistake> {
    archive::check(bytes)?;
    let text = archive::part(bytes, "word/document.xml")?.ok_or(DataMistake::Incomplete)?;
    let lists = match archive::part(bytes, "word/numbering.xml")? {
        Some(numbering) => Lists::read(&numbering)?,
        None => Lists::default(),
    };
    let styles = match archive::part(bytes, "word/styles.xml")? {
        Some(styles) => lists_of_styles(&styles)?,
        None => BTreeMap::new(),
    };
    let mut document = Document { lists, styles, ..Document::default() };
    let mut reader = Reader::from_str(&text);
    while document.step(&mut reader)? {}
    Ok(document.parts)
}

/// A document as far as it was read.
#[derive(Default)]
struct Document {
    parts: Vec<Part>,
    lists: Lists,
    /// Level and id of the list that a style belongs to.
    styles: BTreeMap<String, (usize, String)>,
    /// How many tables are open: the second and further ones lie in a cell.
    depth: usize,
    rows: Vec<Row>,
    row: Row,
    /// Paragraphs that are open: a text box has its own inside another one.
    open: Vec<Paragraph>,
    style: Piece,
    /// How many deletions are open.
    deletions: usize,
    is_in_text: bool,
    is_in_row_keys: bool,
}

impl Document {
    /// Takes the next event; false at the end.
    fn step(&mut self, reader: &mut Reader<&[u8]>) -> Result<bool, DataMistake> {
        match reader.read_event().map_err(damaged)? {
            Event::Start(tag) if is_passed_over(&tag) => {
                let name = tag.name().as_ref().to_owned();
                reader.read_to_end(quick_xml::name::QName(&name)).map_err(damaged)?;
            }
            Event::Start(tag) => self.start(&tag),
            Event::Empty(tag) if !is_passed_over(&tag) => self.empty(&tag),
            Event::End(tag) => self.end(tag.name().as_ref()),
            Event::Text(text) if self.is_in_text => self.push(&text.xml10_content()),
            Event::CData(text) if self.is_in_text => self.push(&text.xml10_content()),
            Event::GeneralRef(reference) if self.is_in_text => {
                if let Some(meant) = resolve_xml_entity(&reference) {
                    self.push(meant);
                } else if let Some(meant) = reference.resolve_char_ref().map_err(damaged)? {
                    self.push(meant.encode_utf8(&mut [0; 4]));
                }
            }
            Event::Eof => return Ok(false),
            _ => {}
        }
        Ok(true)
    }

    fn start(&mut self, tag: &BytesStart) {
        match tag.name().as_ref() {
            "w:tbl" => {
                self.depth += 1;
                self.row.has_table |= self.depth > 1;
            }
            "w:tr" if self.depth == 1 => self.row = Row::default(),
            "w:trPr" if self.depth == 1 => self.is_in_row_keys = true,
            "w:tc" if self.depth == 1 => self.row.cells.push(Cell { columns: 1, ..Cell::default() }),
            "w:p" => self.open.push(Paragraph::default()),
            "w:r" => self.style = Piece::default(),
            "w:t" => self.is_in_text = self.deletions == 0,
            "w:ins" | "w:moveTo" => self.row.is_changed = true,
            "w:del" | "w:moveFrom" => {
                self.row.is_changed = true;
                self.deletions += 1;
            }
            _ => self.empty(tag),
        }
    }

    /// A tag that holds nothing says how something is.
    fn empty(&mut self, tag: &BytesStart) {
        let value = || attribute(tag, "w:val");
        let is_on = || !matches!(value().as_deref(), Some("0" | "false" | "none"));
        match tag.name().as_ref() {
            "w:p" => {
                self.open.push(Paragraph::default());
                self.end("w:p");
            }
            "w:tc" if self.depth == 1 => self.row.cells.push(Cell { columns: 1, ..Cell::default() }),
            "w:gridBefore" if self.depth == 1 => self.row.cells.push(Cell { columns: columns(tag), ..Cell::default() }),
            "w:gridSpan" if self.depth == 1 => self.cell(|cell| cell.columns = columns(tag)),
            "w:vMerge" if self.depth == 1 => {
                let is_continued = value().is_none_or(|value| value == "continue");
                self.cell(|cell| cell.is_continued = is_continued);
            }
            "w:ilvl" => self.paragraph(|p| p.numbering.0 = value().and_then(|level| level.parse().ok()).unwrap_or(0)),
            "w:numId" => self.paragraph(|p| p.numbering.1 = value()),
            "w:pStyle" => self.paragraph(|p| p.style = value()),
            "w:b" => self.style.bold = is_on(),
            "w:i" => self.style.italic = is_on(),
            "w:tab" | "w:noBreakHyphen" | "w:br" | "w:cr" if self.deletions > 0 => {}
            "w:tab" => self.push(" "),
            "w:noBreakHyphen" => self.push("-"),
            "w:br" | "w:cr" => self.push("\n"),
            "w:footnoteReference" | "w:endnoteReference" if self.deletions == 0 => self.row.has_note = true,
            "w:ins" | "w:moveTo" | "w:moveFrom" => self.row.is_changed = true,
            "w:del" => {
                self.row.is_changed = true;
                self.row.is_deleted |= self.is_in_row_keys;
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "w:t" => self.is_in_text = false,
            "w:trPr" => self.is_in_row_keys = false,
            "w:del" | "w:moveFrom" => self.deletions = self.deletions.saturating_sub(1),
            "w:p" => self.end_paragraph(),
            "w:tr" if self.depth == 1 => {
                let row = std::mem::take(&mut self.row);
                if !row.is_deleted {
                    self.rows.push(row);
                }
            }
            "w:tbl" => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    self.parts.push(Part::Table(std::mem::take(&mut self.rows)));
                    self.row = Row::default();
                }
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let Some(mut paragraph) = self.open.pop() else { return };
        // Outside a table a style with numbers is that of a heading.
        let of_style = paragraph.style.as_ref().filter(|_| self.depth > 0).and_then(|style| self.styles.get(style));
        match (&paragraph.numbering, of_style) {
            ((level, Some(id)), _) => paragraph.item = self.lists.item(id, *level),
            (_, Some((level, id))) => paragraph.item = self.lists.item(id, *level),
            _ => {}
        }
        match (self.depth, self.row.cells.last_mut()) {
            (0, _) => self.parts.push(Part::Paragraph(paragraph)),
            (_, Some(cell)) => cell.paragraphs.push(paragraph),
            (_, None) => {}
        }
    }

    fn push(&mut self, text: &str) {
        let style = self.style.clone();
        self.paragraph(|paragraph| match paragraph.pieces.last_mut() {
            Some(last) if (last.bold, last.italic) == (style.bold, style.italic) => last.text.push_str(text),
            _ => paragraph.pieces.push(Piece { text: text.to_owned(), ..style }),
        });
    }

    fn paragraph(&mut self, change: impl FnOnce(&mut Paragraph)) {
        if let Some(paragraph) = self.open.last_mut() {
            change(paragraph);
        }
    }

    fn cell(&mut self, change: impl FnOnce(&mut Cell)) {
        if let Some(cell) = self.row.cells.last_mut() {
            change(cell);
        }
    }
}

/// What says how something was before a change, and what stands there only for programs that know less.
fn is_passed_over(tag: &BytesStart) -> bool {
    let name = tag.name();
    let name: &str = name.as_ref();
    name == "mc:Fallback" || (name.starts_with("w:") && name.ends_with("PrChange"))
}

fn columns(tag: &BytesStart) -> usize {
    let columns = attribute(tag, "w:val").and_then(|value| value.parse().ok()).unwrap_or(1);
    usize::clamp(columns, 1, MOST_COLUMNS)
}

/// Level and id of the list of each style that makes an item of a list.
fn lists_of_styles(text: &str) -> Result<BTreeMap<String, (usize, String)>, DataMistake> {
    let mut reader = Reader::from_str(text);
    let mut lists = BTreeMap::new();
    let (mut style, mut level) = (String::new(), 0);
    loop {
        match reader.read_event().map_err(damaged)? {
            Event::Start(tag) | Event::Empty(tag) => match tag.name().as_ref() {
                "w:style" => {
                    style = attribute(&tag, "w:styleId").unwrap_or_default();
                    level = 0;
                }
                "w:ilvl" => level = attribute(&tag, "w:val").and_then(|level| level.parse().ok()).unwrap_or(0),
                "w:numId" => {
                    lists.insert(style.clone(), (level, attribute(&tag, "w:val").unwrap_or_default()));
                }
                _ => {}
            },
            Event::Eof => return Ok(lists),
            _ => {}
        }
    }
}

/// The lists of a document.
#[derive(Default)]
struct Lists {
    /// Definition of each list.
    definitions: BTreeMap<String, String>,
    /// Levels of each definition that have points and not numbers.
    points: BTreeMap<(String, usize), bool>,
    /// How far each level of each list has come.
    counts: BTreeMap<(String, usize), usize>,
}

impl Lists {
    fn read(text: &str) -> Result<Lists, DataMistake> {
        let mut reader = Reader::from_str(text);
        let mut lists = Lists::default();
        let (mut definition, mut level, mut list) = (String::new(), 0, String::new());
        loop {
            match reader.read_event().map_err(damaged)? {
                Event::Start(tag) | Event::Empty(tag) => match tag.name().as_ref() {
                    "w:abstractNum" => definition = attribute(&tag, "w:abstractNumId").unwrap_or_default(),
                    "w:lvl" => level = attribute(&tag, "w:ilvl").and_then(|level| level.parse().ok()).unwrap_or(0),
                    "w:numFmt" => {
                        let is_point = attribute(&tag, "w:val").is_some_and(|kind| kind == "bullet" || kind == "none");
                        lists.points.insert((definition.clone(), level), is_point);
                    }
                    "w:num" => list = attribute(&tag, "w:numId").unwrap_or_default(),
                    "w:abstractNumId" => {
                        lists.definitions.insert(list.clone(), attribute(&tag, "w:val").unwrap_or_default());
                    }
                    _ => {}
                },
                Event::Eof => return Ok(lists),
                _ => {}
            }
        }
    }

    /// Counts on in a list; none for the list 0, which is no list.
    fn item(&mut self, list: &str, level: usize) -> Option<Item> {
        if list == "0" {
            return None;
        }
        let definition = self.definitions.get(list).cloned().unwrap_or_default();
        if self.points.get(&(definition, level)).copied().unwrap_or(true) {
            return Some(Item { level, number: None });
        }
        self.counts.retain(|(other, deeper), _| other != list || *deeper <= level);
        let count = self.counts.entry((list.to_owned(), level)).or_default();
        *count += 1;
        Some(Item { level, number: Some(*count) })
    }
}
