//! Prints diagnostics: as text for people, as JSON, and in the forms of places where changes are checked.

mod ci;

use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde_json::json;

use super::{Diagnostic, Diagnostics, Files, Problem, Severity, Span};
use crate::language::Language;

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people: the line itself, a caret, what to do.
    Text {
        /// With colours.
        colour: bool,
    },
    /// An array of objects `{file, line, column, end_line, end_column, severity, code, message, hint, related}`; the
    /// last is a list of other places, each with the first five. A place in a spreadsheet has `cell` too, `Blad1!C14`;
    /// its line is the row, and its columns count in the row as it is shown.
    Json,
    /// Workflow commands of GitHub, which become annotations.
    Github,
    /// A code quality report of GitLab: an array of `{description, check_name, fingerprint, severity, location}`.
    Gitlab,
    /// SARIF 2.1.0 (OASIS), which many tools read.
    Sarif,
}

/// Writes all problems in one text, sorted by place.
pub fn report(diagnostics: &Diagnostics, files: &Files, language: Language, format: Format) -> String {
    let sorted = diagnostics.sorted(files);
    match format {
        Format::Text { colour } => text(&sorted, files, language, colour),
        Format::Json => json(&sorted, files, language),
        Format::Github => github(&sorted, files, language),
        Format::Gitlab => ci::gitlab(&sorted, files, language),
        Format::Sarif => ci::sarif(&sorted, files, language),
    }
}

fn text(sorted: &[&Diagnostic], files: &Files, language: Language, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for diagnostic in sorted {
        out.push_str(&renderer.render(&groups(diagnostic, files, language)));
        out.push_str("\n\n");
    }
    let count = |severity| sorted.iter().filter(|d| d.problem.severity() == severity).count();
    let (errors, warnings, advice) = (count(Severity::Error), count(Severity::Warning), count(Severity::Advice));
    if !sorted.is_empty() {
        let mut counts = vec![
            counted(errors, language.pick(("fout", "fouten"), ("error", "errors"))),
            counted(warnings, language.pick(("waarschuwing", "waarschuwingen"), ("warning", "warnings"))),
        ];
        if advice > 0 {
            counts.push(counted(advice, ADVICE_WORDS[usize::from(language == Language::English)]));
        }
        let _ = writeln!(out, "{}", counts.join(", "));
    }
    out
}

const ADVICE_WORDS: [(&str, &str); 2] = [("advies", "adviezen"), ("piece of advice", "pieces of advice")];

/// The line on advice that is not shown; nothing when there is none.
pub fn advice_aside(count: usize, language: Language) -> String {
    let counted = counted(count, ADVICE_WORDS[usize::from(language == Language::English)]);
    match (count, language) {
        (0, _) => String::new(),
        (_, Language::Dutch) => format!("{counted} over de tekst: zie `actieplan check --advice`\n"),
        (_, Language::English) => format!("{counted} on the text: see `actieplan check --advice`\n"),
    }
}

fn counted(count: usize, (one, many): (&str, &str)) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn groups<'a>(diagnostic: &'a Diagnostic, files: &'a Files, language: Language) -> Vec<Group<'a>> {
    let problem = &diagnostic.problem;
    let level = match problem.severity() {
        Severity::Error => Level::ERROR.with_name(language.pick("fout", "error")),
        Severity::Warning => Level::WARNING.with_name(language.pick("waarschuwing", "warning")),
        Severity::Advice => Level::INFO.with_name(language.pick("advies", "advice")),
    };
    let title = level.primary_title(problem.message(language)).id(problem.code());
    let hint = Level::HELP.with_name(language.pick("doe dit", "help")).message(problem.hint(language));
    let Some(span) = diagnostic.span else {
        return vec![Group::with_title(title).element(hint)];
    };
    let mut group = shown(Group::with_title(title), files, span, AnnotationKind::Primary, None);
    let other = match problem {
        // The other place is not as much at fault: it names the file.
        Problem::DataFile { .. } | Problem::NotUtf8 => language.pick("hier genoemd", "named here"),
        _ => language.pick("en deze", "and this one"),
    };
    for related in &diagnostic.related {
        group = shown(group, files, *related, AnnotationKind::Context, Some(other));
    }
    vec![group.element(hint)]
}

/// The most bytes of a line that are shown: saved data often has one line of some megabytes.
const LONG_LINE: usize = 2_000;
/// What is shown on either side of the place on such a line.
const BESIDE: usize = 60;

/// Adds a place: the line with a caret. A cell of a spreadsheet is named as such, with its row.
fn shown<'a>(
    group: Group<'a>,
    files: &'a Files,
    span: Span,
    kind: AnnotationKind,
    label: Option<&'static str>,
) -> Group<'a> {
    let file = files.get(span.file);
    let range = shown_range(&file.text, span.range());
    let line = line_around(&file.text, range.start);
    let annotation = |range: Range<usize>| match label {
        Some(label) => kind.span(range).label(label),
        None => kind.span(range),
    };
    let place = files.place(span);
    let is_long = line.len() > LONG_LINE;
    let window = if is_long {
        let start = file.text.floor_char_boundary(range.start.saturating_sub(BESIDE).max(line.start));
        start..shown_range(&file.text, start..(range.end + BESIDE).min(line.end)).end
    } else {
        line
    };
    let range = range.start - window.start..range.end.min(window.end) - window.start;
    // Of the line only: a whole file for each of many problems takes long.
    let snippet = Snippet::source(&file.text[window]).line_start(place.line).annotation(annotation(range));
    match is_long || file.sheet.is_some() {
        true => group.element(Origin::path(place.shown())).element(snippet),
        false => group.element(snippet.path(&*file.path)),
    }
}

/// The line on which a byte stands.
fn line_around(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    start..text[at..].find('\n').map_or(text.len(), |end| at + end)
}

/// Keeps a span to one line and on character boundaries: a caret under a whole file helps nobody.
fn shown_range(text: &str, range: Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(range.start);
    let end = text.floor_char_boundary(range.end).max(start);
    start..text[start..end].find(['\n', '\r']).map_or(end, |at| start + at)
}

/// Writes all errors as an HTML list for the preview; places are links that open the file in an editor.
pub fn html(diagnostics: &Diagnostics, files: &Files, language: Language, folder: &Path) -> String {
    let errors = diagnostics.sorted(files).into_iter().filter(|d| d.problem.severity() == Severity::Error);
    let items: String = errors.map(|d| html_item(d, files, language, folder)).collect();
    format!("<ol>\n{items}</ol>\n")
}

fn html_item(diagnostic: &Diagnostic, files: &Files, language: Language, folder: &Path) -> String {
    let problem = &diagnostic.problem;
    let place = diagnostic.span.map(|span| files.place(span)).map_or_else(String::new, |p| {
        let range = line_around(&p.file.text, shown_range(&p.file.text, p.range.clone()).start);
        let line: String = p.file.text[range].chars().take(LONG_LINE).collect();
        let full = std::path::absolute(folder.join(&*p.file.path)).unwrap_or_else(|_| folder.join(&*p.file.path));
        let address =
            format!("vscode://file/{}:{}:{}", full.display().to_string().trim_start_matches('/'), p.line, p.column);
        let caret = format!("{}^", " ".repeat(p.column - 1));
        let shown = p.shown();
        format!(
            "<p><a href=\"{}\">{}</a></p>\n<pre>{}\n{caret}</pre>\n",
            escape(&address),
            escape(&shown),
            escape(&line)
        )
    });
    let (message, hint) = (escape(&problem.message(language)), escape(&problem.hint(language)));
    format!("<li><p><strong>{message}</strong> ({})</p>\n{place}<p>{hint}</p></li>\n", problem.code())
}

fn escape(text: &str) -> String {
    html_escape::encode_quoted_attribute(text).into_owned()
}

fn json(sorted: &[&Diagnostic], files: &Files, language: Language) -> String {
    let list: Vec<_> = sorted.iter().map(|d| json_one(d, files, language)).collect();
    let mut text = serde_json::to_string_pretty(&list).expect("plain values are always JSON");
    text.push('\n');
    text
}

fn json_one(diagnostic: &Diagnostic, files: &Files, language: Language) -> serde_json::Value {
    let problem = &diagnostic.problem;
    let mut object = json_place(diagnostic.span, files);
    let related = diagnostic.related.iter().map(|span| json_place(Some(*span), files));
    for (key, value) in [
        ("severity", json!(severity_word(problem.severity()))),
        ("code", json!(problem.code())),
        ("message", json!(problem.message(language))),
        ("hint", json!(problem.hint(language))),
        ("related", related.collect()),
    ] {
        object[key] = value;
    }
    object
}

fn json_place(span: Option<Span>, files: &Files) -> serde_json::Value {
    let place = span.map(|span| files.place(span));
    let mut object = json!({
        "file": place.as_ref().map(|p| &*p.file.path),
        "line": place.as_ref().map(|p| p.line),
        "column": place.as_ref().map(|p| p.column),
        "end_line": place.as_ref().map(|p| p.end_line),
        "end_column": place.as_ref().map(|p| p.end_column),
    });
    if let Some(cell) = place.and_then(|p| p.cell()) {
        object["cell"] = json!(cell);
    }
    object
}

fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "advice",
    }
}

fn github(sorted: &[&Diagnostic], files: &Files, language: Language) -> String {
    let mut out = String::new();
    for diagnostic in sorted {
        let problem = &diagnostic.problem;
        let place = diagnostic.span.map(|span| files.place(span)).map_or_else(String::new, |p| {
            let (file, range) = (github_property(&p.file.path), &p.range);
            debug_assert!(range.start <= range.end);
            format!("file={file},line={},col={},endLine={},endColumn={},", p.line, p.column, p.end_line, p.end_column)
        });
        let message = sentence(diagnostic, files, language);
        let level = match problem.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Advice => "notice",
        };
        let _ = writeln!(out, "::{level} {place}title={}::{}", problem.code(), github_data(&message));
    }
    out
}

/// What is wrong and what to do, in one line; in a spreadsheet with the cell, which no line and column can name.
fn sentence(diagnostic: &Diagnostic, files: &Files, language: Language) -> String {
    let problem = &diagnostic.problem;
    let cell = diagnostic.span.and_then(|span| files.place(span).cell());
    let cell = cell.map_or(String::new(), |cell| format!("{cell}: "));
    format!("{cell}{} — {}", problem.message(language), problem.hint(language))
}

/// Escapes the text of a workflow command (GitHub, "Workflow commands", toolkit `command.ts`).
fn github_data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a property of a workflow command.
fn github_property(text: &str) -> String {
    github_data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> (Files, Diagnostics) {
        let mut files = Files::default();
        let file = files.add("content/regions/a,b.md", "---\ntitel: Één 100%\n---\n");
        let mut diagnostics = Diagnostics::default();
        let problem = Problem::UnknownKey { key: "titel".into(), nearest: Some("title".into()), known: vec!["title"] };
        diagnostics.report(Span::new(file, 4..9), problem);
        (files, diagnostics)
    }

    #[test]
    fn text_shows_the_place_the_line_a_caret_and_what_to_do() {
        let (files, diagnostics) = sample();
        let text = report(&diagnostics, &files, Language::Dutch, Format::Text { colour: false });
        for part in [
            "fout[AP004]",
            "content/regions/a,b.md:2:1",
            "titel: Één 100%",
            "^^^^^",
            "bedoelde u `title`?",
            "1 fout, 0 waarschuwingen",
        ] {
            assert!(text.contains(part), "{part} in:\n{text}");
        }
    }

    #[test]
    fn json_is_an_array_with_every_field() {
        let (files, diagnostics) = sample();
        let text = report(&diagnostics, &files, Language::English, Format::Json);
        let value: serde_json::Value = serde_json::from_str(&text).expect("valid JSON");
        assert_eq!(value[0]["line"], 2);
        assert_eq!(value[0]["end_column"], 6);
        assert_eq!(value[0]["hint"], "did you mean `title`?");
    }

    #[test]
    fn a_place_in_a_spreadsheet_is_its_cell_with_the_row_around_it() {
        let mut files = Files::default();
        let file = files.put("content/figures/a.xlsx", Some("Blad 1"), "Jaar | Aantal\n2016 | 1.000 | x\n");
        let mut diagnostics = Diagnostics::default();
        diagnostics.report(Span::new(file, 21..26), Problem::NotUtf8);
        let text = report(&diagnostics, &files, Language::Dutch, Format::Text { colour: false });
        for part in ["content/figures/a.xlsx!Blad 1!B2\n", "2 | 2016 | 1.000 | x", "^^^^^"] {
            assert!(text.contains(part), "{part} in:\n{text}");
        }
        let text = report(&diagnostics, &files, Language::Dutch, Format::Json);
        let value: serde_json::Value = serde_json::from_str(&text).expect("valid JSON");
        assert_eq!((&value[0]["file"], &value[0]["line"]), (&json!("content/figures/a.xlsx"), &json!(2)));
        assert_eq!(value[0]["cell"], "Blad 1!B2");
        let text = report(&diagnostics, &files, Language::Dutch, Format::Github);
        assert!(text.contains("::Blad 1!B2: "), "{text}");
    }

    #[test]
    fn of_a_very_long_line_only_the_place_is_shown() {
        let mut files = Files::default();
        let line = format!("{}hier{}", "é".repeat(500_000), "ü".repeat(500_000));
        let file = files.add("a.json", line);
        let mut diagnostics = Diagnostics::default();
        diagnostics.report(Span::new(file, 1_000_000..1_000_004), Problem::NotUtf8);
        let text = report(&diagnostics, &files, Language::Dutch, Format::Text { colour: false });
        assert!(text.contains("a.json:1:500001\n") && text.contains("éhierü") && text.len() < 1_000, "{text}");
    }

    #[test]
    fn github_annotations_escape_what_they_must() {
        let (files, diagnostics) = sample();
        let text = report(&diagnostics, &files, Language::Dutch, Format::Github);
        assert!(text.starts_with("::error file=content/regions/a%2Cb.md,line=2,col=1,"), "{text}");
        assert_eq!(github_data("100%\r\n"), "100%25%0D%0A");
    }
}
