//! Lines with actions → files, with every doubt as a comment where a person will see it.

use std::fmt::Write as _;

use super::super::files::NewFile;
use super::super::yaml_text::quoted;
use super::actions::{ImportedAction, ImportedLine};

/// The file of a line in a plan's folder.
pub fn file(line: &ImportedLine, plan: &str) -> NewFile {
    NewFile { path: format!("content/plans/{plan}/lines/{}.md", line.id), text: text(line) }
}

fn text(line: &ImportedLine) -> String {
    let mut out = String::from("---\n");
    let mut put = |text: &str| {
        out.push_str(text);
        out.push('\n');
    };
    put("# Gelezen uit een tabel. Hieronder staan vragen; haal elke regel met een vraag weg als het klopt.");
    line.doubts.iter().for_each(|doubt| put(&remark("", doubt)));
    put(&format!("title: {}", quoted(&line.title)));
    put("# summary: Wat deze lijn wil bereiken, in één zin.");
    if let Some(number) = &line.number {
        put(&format!("number: {}", quoted(number)));
    }
    if let Some((from, until)) = &line.period {
        put(&format!("period: {{from: {from}, until: {until}}}"));
    }
    if !line.columns.is_empty() {
        put("columns:");
        line.columns.iter().for_each(|(key, word)| put(&format!("  {key}: {}", quoted(word))));
    }
    put("actions:");
    for action in &line.actions {
        write_action(action, &mut out);
    }
    out.push_str("---\n");
    out
}

fn write_action(action: &ImportedAction, out: &mut String) {
    let mut put = |text: String| {
        let _ = writeln!(out, "{text}");
    };
    put(format!("  - title: {}", quoted(&action.title)));
    action.doubts.iter().for_each(|doubt| put(remark("    ", doubt)));
    put(format!("    id: {}", action.id));
    if let Some(number) = &action.number {
        put(format!("    number: {}", quoted(number)));
    }
    if action.is_training {
        put("    kind: opleiding".to_owned());
    }
    if !action.says_horizons {
        put(remark("    ", "de tabel geeft geen effecttermijn. Op de pagina staat dan: niet opgegeven."));
    }
    if !action.horizons.is_empty() {
        let words: Vec<&str> = action.horizons.iter().map(|horizon| horizon.word()).collect();
        put(format!("    horizons: [{}]", words.join(", ")));
    }
    if !action.instruments.is_empty() {
        put(format!("    instruments: [{}]", action.instruments.join(", ")));
    }
    if !action.owners.is_empty() {
        put(format!("    owners: [{}]", action.owners.join(", ")));
    }
    let dated = [("due", action.due.as_deref()), ("status", action.status), ("as_of", action.as_of.as_deref())];
    dated
        .iter()
        .filter_map(|(key, value)| Some((key, (*value)?)))
        .for_each(|(key, value)| put(format!("    {key}: {value}")));
    if !action.mentioned.is_empty() {
        put(format!(
            "    # Nakijken: de tekst noemt deze projecten. Zijn het instrumenten? instruments: [{}]",
            action.mentioned.join(", ")
        ));
    }
    if action.explanation.is_empty() {
        return;
    }
    match action.explanation.contains('\n') {
        false => put(format!("    explanation: {}", quoted(&action.explanation))),
        true => {
            put("    explanation: |".to_owned());
            for line in action.explanation.lines() {
                put(if line.is_empty() { String::new() } else { format!("      {line}") });
            }
        }
    }
}

fn remark(indent: &str, doubt: &str) -> String {
    let doubt = doubt.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{indent}# Nakijken: {doubt}")
}
