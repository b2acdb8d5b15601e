//! A document → blocks in its order: texts, and rows of cells. A cell is Markdown.

use std::collections::{BTreeMap, HashSet};

use ammonia::Builder;

use crate::diagnostic::problem::TableFault;

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A line outside a table.
    Text(String),
    /// A row of a table.
    Row(Vec<String>),
    /// What a person has to look at in the row before.
    Doubt(String),
}

/// Takes a document apart; whether it has tabs, Markdown or HTML shows in the text itself.
pub fn blocks(text: &str) -> Vec<Block> {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    // A word processor leaves signs that no file of content can hold.
    let text: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    let lower = text.to_ascii_lowercase();
    if lower.contains("<table") || lower.contains("<tr") {
        return html(&text);
    }
    match text.contains('\t') {
        true => tabs(&text),
        false => markdown(&text),
    }
}

/// Lines in a cell between quotes; a quote that is open for longer was a sign like any other.
const LONGEST_CELL: usize = 200;

/// What a file that is no text probably is.
pub fn not_text(bytes: &[u8]) -> TableFault {
    match bytes {
        [b'P', b'K', ..] => TableFault::Packed,
        [b'%', b'P', b'D', b'F', ..] => TableFault::Pdf,
        // The compound file of programs of before 2007, in which later ones put what has a password.
        [0xd0, 0xcf, 0x11, 0xe0, ..] => TableFault::OldOffice,
        _ => TableFault::NotUtf8,
    }
}

/// The rows of a spreadsheet; one with a single cell is a text between the tables.
pub fn of_spreadsheet(rows: Vec<Vec<String>>) -> Vec<Block> {
    let block = |row: Vec<String>| {
        let mut filled = row.iter().filter(|cell| !cell.trim().is_empty());
        match (filled.next(), filled.next()) {
            (Some(text), None) if row.first() == Some(text) => Block::Text(text.trim().to_owned()),
            _ => Block::Row(row.iter().map(|cell| cell_of_text(cell)).collect()),
        }
    };
    rows.into_iter().map(block).collect()
}

/// Lines with tabs are rows. A cell between quotes may go over several lines, as spreadsheets copy it.
fn tabs(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if !line.contains('\t') {
            push_text(&mut blocks, line);
            continue;
        }
        let mut row = line.to_owned();
        let mut rest = lines.clone();
        let cells = loop {
            match (cells_of_row(&row), rest.next()) {
                (Some(cells), _) => break Some(cells),
                (None, Some(next)) if row.matches('\n').count() < LONGEST_CELL => row = format!("{row}\n{next}"),
                // The quote is never closed: it is a sign like any other.
                (None, _) => break None,
            }
        };
        if cells.is_some() {
            for _ in row.matches('\n') {
                lines.next();
            }
        }
        let cells = cells.unwrap_or_else(|| line.split('\t').map(str::to_owned).collect());
        blocks.push(Block::Row(cells.iter().map(|cell| cell_of_text(cell)).collect()));
    }
    blocks
}

/// The cells of a row; none when a quote at the start of a cell is not closed in it.
fn cells_of_row(row: &str) -> Option<Vec<String>> {
    let mut cells = Vec::new();
    let mut rest = row;
    loop {
        let (cell, after) = match rest.strip_prefix('"') {
            Some(inside) => quoted_cell(inside)?,
            None => {
                rest.split_once('\t').map_or((rest.to_owned(), None), |(cell, after)| (cell.to_owned(), Some(after)))
            }
        };
        cells.push(cell);
        match after {
            Some(after) => rest = after,
            None => return Some(cells),
        }
    }
}

/// The text up to the quote that closes a cell, with its double quotes undone, and what comes after the next tab.
fn quoted_cell(inside: &str) -> Option<(String, Option<&str>)> {
    let mut at = 0;
    while let Some(found) = inside[at..].find('"').map(|found| at + found) {
        let after = &inside[found + 1..];
        if after.starts_with('"') {
            at = found + 2;
            continue;
        }
        let cell = inside[..found].replace("\"\"", "\"");
        return match after.strip_prefix('\t') {
            Some(after) => Some((cell, Some(after))),
            None => after.is_empty().then_some((cell, None)),
        };
    }
    None
}

/// A cell of plain text as Markdown. Lists that were left in it as tags, or as numbers, become lists.
fn cell_of_text(cell: &str) -> String {
    let cell = raised(cell.trim());
    let lower = cell.to_ascii_lowercase();
    if let Some(start) = lower.find("<ol").or_else(|| lower.find("<ul")) {
        return list_in_text(&cell, start);
    }
    let lines: Vec<&str> = cell.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    // A single hyphen can be a dash; more are a list.
    let has_hyphens = lines.iter().filter(|line| line.starts_with("- ")).count() > 1;
    let line = |line: &&str| match item_of(line).or_else(|| line.strip_prefix("- ").filter(|_| has_hyphens)) {
        Some(item) => format!("- {}", escaped(item)),
        None => escaped(line),
    };
    paragraphs(lines.iter().map(line))
}

/// The text of an item that a word processor or a spreadsheet shows with a point before it.
fn item_of(line: &str) -> Option<&str> {
    let text = line.strip_prefix(['•', '·', '▪', '◦', '‣', '\u{f0b7}', '\u{f0a7}'])?;
    Some(text.trim_start()).filter(|text| !text.is_empty())
}

/// Lines as paragraphs, in which items that follow each other make one list.
fn paragraphs(lines: impl Iterator<Item = String>) -> String {
    let mut out = String::new();
    let mut was_item = false;
    for line in lines {
        let is_item = line.starts_with("- ");
        if !out.is_empty() {
            out.push_str(if was_item && is_item { "\n" } else { "\n\n" });
        }
        out.push_str(&line);
        was_item = is_item;
    }
    out
}

/// `4^e` is what is left of a raised letter.
fn raised(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let between = text[..at].ends_with(|c: char| c.is_ascii_digit())
            && text[at + c.len_utf8()..].starts_with(char::is_alphabetic);
        if c != '^' || !between {
            out.push(c);
        }
    }
    out
}

/// `<ol …> 1. één 2. twee </ol>`: the numbers tell where an item starts.
fn list_in_text(cell: &str, start: usize) -> String {
    let before = escaped(cell[..start].trim());
    let inside = without_tags(&cell[start..]);
    let mut items: Vec<String> = Vec::new();
    let mut rest = inside.trim();
    let mut number = 1;
    while let Some(item) = rest.strip_prefix(&format!("{number}. ")) {
        let next = format!(" {}. ", number + 1);
        let end = item.find(&next).unwrap_or(item.len());
        items.push(format!("{number}. {}", escaped(item[..end].trim())));
        rest = item[end..].trim_start();
        number += 1;
    }
    if !rest.is_empty() {
        items.push(escaped(rest));
    }
    let list = items.join("\n");
    if before.is_empty() { list } else { format!("{before}\n\n{list}") }
}

fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        match after.split_once('>') {
            Some((tag, after)) if tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') => {
                out.push(' ');
                rest = after;
            }
            _ => {
                out.push('<');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Plain text as Markdown that shows the same: signs that mean something there get a backslash.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let is_first = at == 0 && matches!(c, '#' | '>' | '+' | '-' | '=');
        if is_first || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Tables of Markdown: lines with bars, of which the one with hyphens is left out.
fn markdown(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    for line in text.lines() {
        let line = line.trim();
        if !line.contains('|') {
            push_text(&mut blocks, line.trim_start_matches('#').trim_matches(['*', ' ']));
            continue;
        }
        let inside = line.strip_prefix('|').unwrap_or(line);
        let inside = inside.strip_suffix('|').filter(|rest| !rest.ends_with('\\')).unwrap_or(inside);
        let cells: Vec<String> = cells(inside);
        let is_rule = cells.iter().all(|cell| !cell.is_empty() && cell.chars().all(|c| matches!(c, '-' | ':')));
        if !is_rule {
            blocks.push(Block::Row(cells.iter().map(|cell| markdown_cell(cell)).collect()));
        }
    }
    blocks
}

/// Splits at bars that have no backslash before them.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut is_escaped = false;
    for c in line.chars() {
        match c {
            '|' if !is_escaped => cells.push(String::new()),
            '|' => {
                let cell = cells.last_mut().expect("there is always one");
                cell.pop();
                cell.push('|');
            }
            c => cells.last_mut().expect("there is always one").push(c),
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

/// A cell of Markdown can hold HTML for what a table cannot say: breaks and lists.
fn markdown_cell(cell: &str) -> String {
    let cell = raised(cell);
    let lower = cell.to_ascii_lowercase();
    match lower.contains("<ol") || lower.contains("<ul") || lower.contains("<br") || lower.contains("<sup") {
        true => markdown_of_html(&cell),
        false => cell,
    }
}

// --- HTML ------------------------------------------------------------------------------------------------------------

/// The tags that say something about a table; of all others only the text is kept.
const TAGS: &[&str] = &[
    "b", "br", "em", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "strong", "sup", "table", "tbody", "td",
    "th", "tr", "ul",
];

/// HTML as a browser understands it, with closed tags, no attributes but those of merged cells, and nothing but [`TAGS`].
fn clean(html: &str) -> String {
    let mut builder = Builder::empty();
    let spans: HashSet<&str> = ["rowspan", "colspan"].into();
    builder
        .tags(TAGS.iter().copied().collect())
        .tag_attributes([("td", spans.clone()), ("th", spans)].into())
        .clean_content_tags(["script", "style", "title"].into());
    builder.clean(html).to_string()
}

fn html(text: &str) -> Vec<Block> {
    let clean = clean(text);
    let mut blocks = Vec::new();
    let mut merged = Merged::default();
    let mut rest = clean.as_str();
    while let Some((before, after)) = rest.split_once("<tr>") {
        texts(before, &mut blocks);
        let (row, after) = after.split_once("</tr>").unwrap_or((after, ""));
        merged.push_row(row, &mut blocks);
        if after.trim_start().starts_with("</tbody>") || after.trim_start().starts_with("</table>") {
            merged = Merged::default();
        }
        rest = after;
    }
    texts(rest, &mut blocks);
    blocks
}

/// The cells of a table in HTML that go on in the rows below, by their column: for how many rows, and what they say.
#[derive(Default)]
struct Merged {
    below: BTreeMap<usize, (usize, String)>,
}

impl Merged {
    /// Adds a row with a cell for each column. A cell that goes on from the row above says what it says there; where the
    /// first cell does, the whole row goes on, and it stays empty.
    fn push_row(&mut self, row: &str, blocks: &mut Vec<Block>) {
        let above = std::mem::take(&mut self.below);
        let is_rest = above.contains_key(&0);
        let (mut cells, mut is_repeated) = (Vec::new(), false);
        for cell in cells_of_html(row) {
            is_repeated |= self.go_on(&above, &mut cells, is_rest);
            if cell.rows > 1 {
                self.below.insert(cells.len(), (cell.rows - 1, cell.text.clone()));
            }
            cells.push(cell.text);
            cells.resize(cells.len() + cell.columns - 1, String::new());
        }
        is_repeated |= self.go_on(&above, &mut cells, is_rest);
        blocks.push(Block::Row(cells));
        if is_repeated {
            blocks.push(Block::Doubt(REPEATED.to_owned()));
        }
    }

    /// Fills in the cells from above that come next; true when one of them is said once more.
    fn go_on(&mut self, above: &BTreeMap<usize, (usize, String)>, cells: &mut Vec<String>, is_rest: bool) -> bool {
        let before = cells.len();
        while let Some((rows, text)) = above.get(&cells.len()) {
            if *rows > 1 {
                self.below.insert(cells.len(), (rows - 1, text.clone()));
            }
            cells.push(if is_rest { String::new() } else { text.clone() });
        }
        cells.len() > before && !is_rest
    }
}

/// The most rows or columns that one cell can take.
const MOST_CELLS: usize = 1_000;

/// What a person has to look at in a row with a cell from above.
pub(super) const REPEATED: &str = "een cel was samengevoegd met de rij erboven; wat daar staat, staat hier nu ook";

/// A cell of a table in HTML, with how many rows and columns it takes.
struct HtmlCell {
    text: String,
    rows: usize,
    columns: usize,
}

fn cells_of_html(row: &str) -> impl Iterator<Item = HtmlCell> {
    let row = row.replace("<th", "<td").replace("</th>", "</td>");
    let cells: Vec<HtmlCell> = row.split("<td").skip(1).map(cell_of_html).collect();
    cells.into_iter()
}

/// What follows `<td`, up to the next one.
fn cell_of_html(cell: &str) -> HtmlCell {
    let (attributes, inside) = cell.split_once('>').unwrap_or(("", cell));
    let span = |name: &str| {
        let value = attributes.split_once(&format!("{name}=\"")).and_then(|(_, rest)| rest.split('"').next());
        value.and_then(|value| value.parse().ok()).unwrap_or(1).clamp(1, MOST_CELLS)
    };
    let text = inner_markdown(inside.split("</td>").next().unwrap_or(inside));
    HtmlCell { text, rows: span("rowspan"), columns: span("colspan") }
}

fn texts(html: &str, blocks: &mut Vec<Block>) {
    for line in inner_markdown(html).lines() {
        push_text(blocks, line.trim_matches(['*', ' ']));
    }
}

/// HTML without tables as Markdown.
pub(super) fn markdown_of_html(html: &str) -> String {
    inner_markdown(&clean(html))
}

/// Cleaned HTML without tables as Markdown.
fn inner_markdown(html: &str) -> String {
    let mut out = String::new();
    // Numbers of the lists that are open; none for a list with points.
    let mut lists: Vec<Option<usize>> = Vec::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        push_words(&mut out, before);
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        match tag {
            "ol" => lists.push(Some(0)),
            "ul" => lists.push(None),
            "/ol" | "/ul" => {
                lists.pop();
                paragraph(&mut out);
            }
            "li" => {
                let depth = lists.len().saturating_sub(1);
                let mark = match lists.last_mut() {
                    Some(Some(number)) => {
                        *number += 1;
                        format!("{number}. ")
                    }
                    _ => "- ".to_owned(),
                };
                if !out.is_empty() && !out.ends_with('\n') {
                    out.push('\n');
                }
                out.push_str(&"   ".repeat(depth));
                out.push_str(&mark);
            }
            "p" | "/p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "/h1" | "/h2" | "/h3" | "/h4" | "/h5" | "/h6"
            | "br" | "/table"
                if lists.is_empty() =>
            {
                paragraph(&mut out);
            }
            "p" | "/p" | "br" => push_words(&mut out, " "),
            "b" | "strong" | "/b" | "/strong" => out.push_str("**"),
            "em" | "/em" => out.push('*'),
            _ => {}
        }
        rest = after;
    }
    push_words(&mut out, rest);
    let out = out.replace("****", "").replace("** **", " ");
    let out = out.trim().lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    if out.split("\n\n").all(|paragraph| item_of(paragraph).is_none()) {
        return out;
    }
    // A word processor writes an item of a list as a paragraph with a point before it.
    paragraphs(out.split("\n\n").map(|text| item_of(text).map_or_else(|| text.to_owned(), |item| format!("- {item}"))))
}

fn paragraph(out: &mut String) {
    if !out.is_empty() && !out.ends_with("\n\n") {
        out.truncate(out.trim_end().len());
        out.push_str("\n\n");
    }
}

/// Adds text with its entities undone; white space of any length is one space.
fn push_words(out: &mut String, text: &str) {
    let text = html_escape::decode_html_entities(text).replace('\u{a0}', " ");
    let text = escaped_inside(&raised(&text));
    if text.starts_with(char::is_whitespace) && !out.is_empty() && !out.ends_with(char::is_whitespace) {
        out.push(' ');
    }
    out.push_str(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    if text.ends_with(char::is_whitespace) && !text.trim().is_empty() {
        out.push(' ');
    }
}

fn escaped_inside(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<') {
            out.push('\\');
        }
        out.push(c);
        out
    })
}

pub(super) fn push_text(blocks: &mut Vec<Block>, line: &str) {
    if !line.trim().is_empty() {
        blocks.push(Block::Text(line.trim().to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let is_row = |block| if let Block::Row(row) = block { Some(row) } else { None };
        blocks(text).into_iter().filter_map(is_row).collect()
    }

    #[test]
    fn the_same_table_is_read_from_every_form() {
        let expected = vec![vec!["", "Actie", "Effect"], vec!["1.", "Meer *plaatsen*", "Kort/ Lang"]];
        let markdown = "tekst\n\n| | Actie | Effect |\n|---|:---|---|\n| 1. | Meer *plaatsen* | Kort/ Lang |\n";
        let html = "<p>tekst</p><TABLE border=1><tr><th><th>Actie<th>Effect<tr><td>1.<td style='x'>Meer <em>plaatsen</em><td>Kort/&nbsp;Lang</table>";
        assert_eq!(rows(markdown), expected);
        assert_eq!(rows(html), expected);
        let tabs = "tekst\n\n\tActie\tEffect\n1.\tMeer *plaatsen*\tKort/ Lang\n";
        assert_eq!(rows(tabs)[1], ["1.", "Meer \\*plaatsen\\*", "Kort/ Lang"]);
    }

    #[test]
    fn a_list_in_a_cell_becomes_a_list() {
        let tabs =
            "1.\tTitel\t<ol style=\"list-style-type: none;\"> 1. Voor 4^e klas. 2. Nog 1 of 2 keer. </ol>\tLang\n";
        assert_eq!(rows(tabs)[0][2], "1. Voor 4e klas.\n2. Nog 1 of 2 keer.");
        let html =
            "<table><tr><td>Zie:<ol><li>Voor 4<sup>e</sup> klas.</li><li><p>Nog een.</p></li></ol><ul><li>punt</ul>";
        assert_eq!(rows(html)[0][0], "Zie:\n1. Voor 4e klas.\n2. Nog een.\n\n- punt");
        let markdown = "| x | Zie: <ol><li>een</li><li>twee</li></ol> |\n";
        assert_eq!(rows(markdown)[0][1], "Zie:\n1. een\n2. twee");
    }

    #[test]
    fn a_cell_between_quotes_goes_over_lines_and_a_lone_quote_does_not() {
        assert_eq!(rows("1.\t\"een \"\"a\"\"\ntwee\"\tx\n")[0], ["1.", "een \"a\"\n\ntwee", "x"]);
        assert_eq!(rows("1.\t\"een\n2.\ttwee\n").len(), 2);
    }

    #[test]
    fn lines_with_a_point_before_them_are_a_list() {
        let tabs = "1\t\"Elk jaar:\n• een dag\n•\teen *gesprek*\nEn verder.\"\t\"- een\n- twee\"\t- streep\n";
        let expected =
            ["1", "Elk jaar:\n\n- een dag\n- een \\*gesprek\\*\n\nEn verder.", "- een\n- twee", "\\- streep"];
        assert_eq!(rows(tabs)[0], expected);
        let word =
            "<table><tr><td><p>Zie:</p><p><span>·<span>&nbsp; </span></span>een</p><p>· twee</p></td></tr></table>";
        assert_eq!(rows(word)[0], ["Zie:\n\n- een\n- twee"]);
    }

    #[test]
    fn a_cell_that_was_merged_stands_in_every_row_and_column_of_its_table() {
        let html = "<table><tr><td>1<td>Een<td rowspan=2>Kort<br>Lang<tr><td>2<td>Twee<tr><td>3<td>Drie<td>Kort\
            <tr><td rowspan='2'>4<td>Vier<td>Lang<tr><td>en vijf<td><tr><td colspan=3>Slot</table>\
            <table><tr><td>1<td>Los</table>";
        let expected = [
            vec!["1", "Een", "Kort\n\nLang"],
            vec!["2", "Twee", "Kort\n\nLang"],
            vec!["3", "Drie", "Kort"],
            vec!["4", "Vier", "Lang"],
            vec!["", "en vijf", ""],
            vec!["Slot", "", ""],
            vec!["1", "Los"],
        ];
        assert_eq!(rows(html), expected);
        let doubts = blocks(html).into_iter().filter(|block| matches!(block, Block::Doubt(_))).count();
        assert_eq!(doubts, 1, "only where a cell is said once more");
    }

    #[test]
    fn scripts_and_styles_of_a_word_processor_are_left_out() {
        let html = "<style>td {x}</style><table><tr><td onclick=x><span lang=NL>A</span><o:p></o:p><script>y</script></td></tr></table>";
        assert_eq!(rows(html), [["A"]]);
    }
}
