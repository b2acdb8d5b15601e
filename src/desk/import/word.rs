//! A document of Word → blocks: its paragraphs and the rows of its tables, with what a person has to look at.

use super::reading::{Block, REPEATED, markdown_of_html, push_text};
use crate::diagnostic::data::DataMistake;
use crate::diagnostic::problem::TableFault;
use crate::source::markdown::escape;
use crate::source::table::docx::{self, Cell, Paragraph, Part, Row};

/// Takes a document apart; with `table` only that one, counted from 1, and the text outside tables.
pub fn blocks(bytes: &[u8], table: Option<usize>) -> Result<Vec<Block>, TableFault> {
    let parts = docx::read(bytes).map_err(|mistake| match mistake {
        DataMistake::TooLarge { .. } => TableFault::TooLarge,
        DataMistake::Protected => TableFault::Protected,
        _ => TableFault::Damaged,
    })?;
    let count = parts.iter().filter(|part| matches!(part, Part::Table(_))).count();
    if let Some(asked) = table.filter(|asked| *asked == 0 || *asked > count) {
        return Err(TableFault::NoSuchTable { asked, count });
    }
    let (mut blocks, mut number) = (Vec::new(), 0);
    for part in parts {
        match part {
            Part::Paragraph(paragraph) => {
                for line in markdown_of_html(&html(&[paragraph])).lines() {
                    push_text(&mut blocks, line.trim_matches(['*', ' ']));
                }
            }
            Part::Table(rows) => {
                number += 1;
                if table.is_none_or(|asked| asked == number) {
                    push_rows(&rows, &mut blocks);
                }
            }
        }
    }
    Ok(blocks)
}

/// Rows with a cell for each column. A cell that goes on in the row below says there what it says here; where the whole
/// row goes on, the cell stays empty, and the rows become one.
fn push_rows(rows: &[Row], blocks: &mut Vec<Block>) {
    let mut above: Vec<String> = Vec::new();
    for row in rows {
        let is_rest = row.cells.first().is_some_and(|cell| cell.is_continued);
        let mut is_repeated = false;
        let mut cells: Vec<String> = Vec::new();
        for cell in &row.cells {
            let text = match cell.is_continued {
                true if is_rest => String::new(),
                true => {
                    is_repeated = true;
                    above.get(cells.len()).cloned().unwrap_or_default()
                }
                false => text(cell),
            };
            cells.push(text);
            cells.resize(cells.len() + cell.columns - 1, String::new());
        }
        if !is_rest {
            above.clone_from(&cells);
        }
        blocks.push(Block::Row(cells));
        let doubts = [
            (is_repeated, REPEATED),
            (row.is_changed, "in het document staan hier bijgehouden wijzigingen; dit is de nieuwe tekst"),
            (row.has_table, "in het document staat hier een tabel in een cel; de tekst staat nu onder elkaar"),
            (row.has_note, "in het document staat hier een voetnoot, die niet is overgenomen"),
        ];
        blocks.extend(doubts.iter().filter(|(is, _)| *is).map(|(_, doubt)| Block::Doubt((*doubt).to_owned())));
    }
}

/// The text of a cell as Markdown. A paragraph with nothing but the number that Word counts is that number.
fn text(cell: &Cell) -> String {
    if let [Paragraph { pieces, item: Some(item), .. }] = cell.paragraphs.as_slice()
        && pieces.iter().all(|piece| piece.text.trim().is_empty())
    {
        return item.number.map_or_else(String::new, |number| format!("{number}."));
    }
    markdown_of_html(&html(&cell.paragraphs))
}

/// Paragraphs as HTML, in which lists can hold lists.
fn html(paragraphs: &[Paragraph]) -> String {
    let mut out = String::new();
    // The ends of the lists that are open.
    let mut open: Vec<&'static str> = Vec::new();
    for paragraph in paragraphs {
        let depth = paragraph.item.map_or(0, |item| item.level.min(MOST_LEVELS) + 1);
        while open.len() > depth {
            out.push_str(open.pop().expect("it is longer than something"));
        }
        let (start, end) = match paragraph.item.is_some_and(|item| item.number.is_some()) {
            true => ("<ol>", "</ol>"),
            false => ("<ul>", "</ul>"),
        };
        if depth > 0 && open.len() == depth && open.last() != Some(&end) {
            out.push_str(open.pop().expect("a list is open"));
        }
        while open.len() < depth {
            out.push_str(start);
            open.push(end);
        }
        let (tag, closed) = if depth > 0 { ("<li>", "</li>") } else { ("<p>", "</p>") };
        out.push_str(tag);
        paragraph.pieces.iter().for_each(|piece| push_piece(&mut out, piece));
        out.push_str(closed);
    }
    open.into_iter().rev().for_each(|end| out.push_str(end));
    out
}

/// The deepest list that Word makes.
const MOST_LEVELS: usize = 8;

fn push_piece(out: &mut String, piece: &docx::Piece) {
    let text = escape(&piece.text).replace('\n', "<br>");
    // Stress goes around words only, never around the space beside them.
    let words = text.trim();
    let (before, after) = text.split_at(text.len() - text.trim_start().len());
    let after = &after[words.len()..];
    out.push_str(before);
    let marks = [(piece.bold, "b"), (piece.italic, "em")];
    let marks: Vec<&str> = marks.iter().filter(|(is, _)| *is && !words.is_empty()).map(|(_, mark)| *mark).collect();
    marks.iter().for_each(|mark| out.push_str(&format!("<{mark}>")));
    out.push_str(words);
    marks.iter().rev().for_each(|mark| out.push_str(&format!("</{mark}>")));
    out.push_str(after);
}
