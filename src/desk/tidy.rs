//! Tidies a file of content without changing what it says.
//!
//! Front matter and YAML: one space after a colon and a comma, no white space at the end of a line, no empty lines in a
//! row. Markdown: tables in even columns, one empty line below the front matter. Comments and order stay. Each part is
//! read before and after; where the two differ in the least, that part stays as it was. So a mistake here can leave a
//! file untidy, and never change it.

use crate::diagnostic::{Diagnostics, FileId, Files};
use crate::source::markdown::passages::says_the_same;
use crate::source::parts;
use crate::source::yaml::{self, Node, Value};

/// The tidied text of a file; `path` tells its kind. Line ends become those of Unix.
pub fn tidy(path: &str, text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    if path.ends_with(".yaml") {
        return tidied_keys(&text);
    }
    let (Some(keys), body) = parts(&text) else { return text };
    if !same_keys(&text[keys.clone()], &text[keys.clone()]) {
        return text;
    }
    let keys = tidied_keys(&text[keys]);
    let body = tidied_body(&text[body]);
    let between = if body.is_empty() { "" } else { "\n" };
    format!("---\n{keys}---\n{between}{body}")
}

// --- YAML ------------------------------------------------------------------------------------------------------------

fn tidied_keys(text: &str) -> String {
    let tidied = keys(text);
    match same_keys(text, &tidied) {
        true => tidied,
        false => text.to_owned(),
    }
}

fn keys(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // The indentation of the key whose text goes on below it, letter by letter.
    let mut block: Option<usize> = None;
    let mut was_empty = true;
    for line in text.lines() {
        let indent = line.len() - line.trim_start_matches(' ').len();
        if line.trim().is_empty() {
            if block.is_some() || !was_empty {
                out.push('\n');
            }
            was_empty = true;
            continue;
        }
        if block.is_some_and(|key| indent > key) {
            out.push_str(line);
        } else {
            let tidy = tidied_line(line);
            block = starts_block(&tidy).then_some(indent);
            out.push_str(&tidy);
        }
        out.push('\n');
        was_empty = false;
    }
    let end = out.trim_end_matches('\n').len();
    out.truncate(end);
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// `key: |`, `key: >-`, `- |` and the like.
fn starts_block(line: &str) -> bool {
    let last = line.split(" #").next().unwrap_or(line).trim_end().rsplit(' ').next().unwrap_or("");
    last.starts_with(['|', '>']) && last[1..].chars().all(|c| matches!(c, '+' | '-' | '0'..='9'))
}

/// A line with one space after the colon of its key, and in a list or map between brackets one after each comma.
fn tidied_line(line: &str) -> String {
    let line = line.trim_end();
    let indent = line.len() - line.trim_start().len();
    let (space, rest) = line.split_at(indent);
    let (dash, rest) = match rest.strip_prefix("- ") {
        Some(rest) => ("- ", rest.trim_start()),
        None => ("", rest),
    };
    let Some(at) = rest.find(": ").filter(|at| rest[..*at].chars().all(|c| c.is_alphanumeric() || "_-/".contains(c)))
    else {
        return format!("{space}{dash}{}", tidied_value(rest));
    };
    let (key, value) = (&rest[..at], rest[at + 1..].trim_start());
    format!("{space}{dash}{key}: {}", tidied_value(value))
}

/// `[a,b ]` → `[a, b]`; anything with a quote or a comment in it stays as it is.
fn tidied_value(value: &str) -> String {
    let is_list = value.starts_with('[') && value.ends_with(']') || value.starts_with('{') && value.ends_with('}');
    if !is_list || value.contains(['"', '\'', '#']) {
        return value.to_owned();
    }
    let mut out = String::with_capacity(value.len() + 8);
    for c in value.chars() {
        if matches!(c, ',' | ']' | '}') {
            out.truncate(out.trim_end().len());
        }
        if !(c == ' ' && out.ends_with([' ', '[', '{'])) {
            if out.ends_with(',') && c != ' ' {
                out.push(' ');
            }
            out.push(c);
        }
    }
    out
}

/// True when two texts hold the same keys and values in the same order, whatever their places.
fn same_keys(a: &str, b: &str) -> bool {
    let read = |text: &str| {
        let mut files = Files::default();
        let file: FileId = files.add("a.yaml", text);
        let mut diagnostics = Diagnostics::default();
        yaml::parse(file, text, 0..text.len(), &mut diagnostics).filter(|_| diagnostics.is_empty())
    };
    let comments = |text: &str| {
        text.lines().filter(|line| line.trim_start().starts_with('#')).map(|l| l.trim().to_owned()).collect::<Vec<_>>()
    };
    matches!((read(a), read(b)), (Some(a), Some(b)) if same(&a, &b)) && comments(a) == comments(b)
}

fn same(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Map(a), Value::Map(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|((k, a), (l, b))| k.value == l.value && same(a, b))
        }
        (a, b) => a == b,
    }
}

// --- Markdown --------------------------------------------------------------------------------------------------------

fn tidied_body(text: &str) -> String {
    let trimmed = text.trim_start_matches('\n').trim_end();
    if trimmed.is_empty() {
        return String::new();
    }
    let plain = format!("{trimmed}\n");
    let tidied = tables(&plain);
    match says_the_same(text, &tidied) {
        true => tidied,
        false if says_the_same(text, &plain) => plain,
        false => text.trim_start_matches('\n').to_owned(),
    }
}

fn tables(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let lines: Vec<&str> = text.lines().collect();
    let mut in_code = false;
    let mut at = 0;
    while at < lines.len() {
        if lines[at].trim_start().starts_with("```") || lines[at].trim_start().starts_with("~~~") {
            in_code = !in_code;
        }
        let is_table = !in_code && lines[at].starts_with('|') && lines.get(at + 1).is_some_and(|line| is_rule(line));
        let end = match is_table {
            true => lines[at..].iter().position(|line| !line.starts_with('|')).map_or(lines.len(), |len| at + len),
            false => at + 1,
        };
        match is_table {
            true => table(&lines[at..end], &mut out),
            false => {
                out.push_str(lines[at]);
                out.push('\n');
            }
        }
        at = end;
    }
    out
}

fn is_rule(line: &str) -> bool {
    line.starts_with('|') && line.contains('-') && line.chars().all(|c| "|-: ".contains(c))
}

fn table(lines: &[&str], out: &mut String) {
    let rows: Vec<Vec<String>> = lines.iter().map(|line| cells(line)).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        let cells = rows.iter().enumerate().filter(|(index, _)| *index != 1).filter_map(|(_, row)| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0).max(3)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    // A table wider than a screen is easier to read as it was written.
    let is_wide = widths.iter().sum::<usize>() + 3 * columns > 140;
    for (index, row) in rows.iter().enumerate() {
        out.push('|');
        for (cell, width) in row.iter().zip(&widths) {
            let width = if is_wide { 0 } else { *width };
            match index {
                1 => out.push_str(&rule(cell, width)),
                _ => out.push_str(&format!(" {cell}{} ", " ".repeat(width.saturating_sub(cell.chars().count())))),
            }
            out.push('|');
        }
        out.push('\n');
    }
}

/// The hyphens below a header, with the colons that align the column.
fn rule(cell: &str, width: usize) -> String {
    let (left, right) = (cell.starts_with(':'), cell.ends_with(':'));
    let hyphens = if width == 0 { 3 } else { width + 2 } - usize::from(left) - usize::from(right);
    format!("{}{}{}", if left { ":" } else { "" }, "-".repeat(hyphens), if right { ":" } else { "" })
}

/// The cells of a row; a bar with a backslash belongs to its cell.
fn cells(line: &str) -> Vec<String> {
    let line = line.trim_end();
    let inside = &line[1..];
    let mut cells = vec![String::new()];
    let mut is_escaped = false;
    for c in inside.chars() {
        match c {
            '|' if !is_escaped => cells.push(String::new()),
            c => cells.last_mut().expect("there is always one").push(c),
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    if cells.last().is_some_and(|last| last.trim().is_empty()) {
        cells.pop();
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, tidied: &str) {
        assert_eq!(tidy("a.md", text), tidied);
        assert_eq!(tidy("a.md", tidied), tidied, "a second run changes nothing");
    }

    #[test]
    fn front_matter_and_tables_are_made_even() {
        check(
            "\u{feff}---\r\ntitle:   Twente  \r\n\r\n\r\n# uitleg\r\nlist: [a,b ,  c]\r\n---\r\n\r\n\r\nTekst.\r\n\r\n|a|b|\r\n|-|:-:|\r\n|één|x \\| y|\r\n\r\n\r\n",
            "---\ntitle: Twente\n\n# uitleg\nlist: [a, b, c]\n---\n\nTekst.\n\n| a   | b      |\n|-----|:------:|\n| één | x \\| y |\n",
        );
    }

    #[test]
    fn texts_that_stand_letter_by_letter_stay_as_they_are() {
        let block = "---\ngoal: |\n  a:   b  \n\n\n  [x,y]\ntitle: \"a:  b\"\nquoted: ['a,b']\n---\n\nHard  \neinde.\n\n```\n|a|b|\n|-|-|\n```\n";
        check(block, block);
    }

    #[test]
    fn what_cannot_be_read_stays_as_it_is() {
        for text in ["---\ntitle: [a\n---\nx\n", "geen front matter  \n", "---\nopen\n"] {
            assert_eq!(tidy("a.md", text), text.to_owned());
        }
    }
}
