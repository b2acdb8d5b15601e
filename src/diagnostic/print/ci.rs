//! Reports in the forms that GitLab and readers of SARIF ask for.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::super::{Diagnostic, Files, Problem, Severity, Span, explain};
use super::sentence;
use crate::language::Language;

/// A code quality report (GitLab, "Code Quality", the form of Code Climate's `issue`).
pub fn gitlab(sorted: &[&Diagnostic], files: &Files, language: Language) -> String {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let list: Vec<Value> = sorted.iter().map(|d| gitlab_issue(d, files, language, &mut seen)).collect();
    pretty(&list.into())
}

fn gitlab_issue(d: &Diagnostic, files: &Files, language: Language, seen: &mut BTreeMap<String, usize>) -> Value {
    let severity = match d.problem.severity() {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Advice => "info",
    };
    // A report without a place still has to name one.
    let (path, line) =
        d.span.map(|span| files.place(span)).map_or(("content/site.yaml", 1), |p| (&p.file.path, p.line));
    let description = sentence(d, files, language);
    // The same as long as the mistake is: it does not hang on the line, which moves when something is put above it.
    let what = format!("{path}\n{}\n{description}", d.problem.code());
    let times = seen.entry(what.clone()).or_default();
    *times += 1;
    let fingerprint = blake3::hash(format!("{what}\n{times}").as_bytes()).to_hex().to_string();
    json!({
        "description": description,
        "check_name": d.problem.code(),
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": path, "lines": {"begin": line}},
    })
}

/// A log of SARIF 2.1.0 (OASIS standard, 27 March 2020).
pub fn sarif(sorted: &[&Diagnostic], files: &Files, language: Language) -> String {
    let mut codes: Vec<&str> = sorted.iter().map(|d| d.problem.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    let rules: Vec<Value> = codes.iter().map(|code| sarif_rule(code)).collect();
    let results: Vec<Value> = sorted.iter().map(|d| sarif_result(d, &codes, files, language)).collect();
    pretty(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "actieplan", "semanticVersion": env!("CARGO_PKG_VERSION"), "rules": rules}},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    }))
}

fn sarif_rule(code: &str) -> Value {
    let severity = Problem::CODES.iter().find(|(other, _)| *other == code).map(|(_, severity)| *severity);
    let page = explain::page(code).unwrap_or_default();
    json!({
        "id": code,
        "help": {"text": page},
        "defaultConfiguration": {"level": sarif_level(severity.unwrap_or(Severity::Error))},
    })
}

fn sarif_result(d: &Diagnostic, codes: &[&str], files: &Files, language: Language) -> Value {
    let code = d.problem.code();
    let mut result = json!({
        "ruleId": code,
        "ruleIndex": codes.iter().position(|other| *other == code),
        "level": sarif_level(d.problem.severity()),
        "message": {"text": sentence(d, files, language)},
    });
    if let Some(span) = d.span {
        result["locations"] = json!([sarif_place(span, files)]);
    }
    if !d.related.is_empty() {
        result["relatedLocations"] = d.related.iter().map(|span| sarif_place(*span, files)).collect();
    }
    result
}

fn sarif_place(span: Span, files: &Files) -> Value {
    let place = files.place(span);
    // A reference of RFC 3986: everything but its unreserved signs and the slash is escaped.
    const KEPT: &percent_encoding::AsciiSet =
        &percent_encoding::NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    let uri = percent_encoding::utf8_percent_encode(&place.file.path, KEPT).to_string();
    json!({"physicalLocation": {
        "artifactLocation": {"uri": uri},
        "region": {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        },
    }})
}

fn sarif_level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

fn pretty(value: &Value) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("plain values are always JSON");
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::super::super::Diagnostics;
    use super::*;

    fn sample() -> (Files, Diagnostics) {
        let mut files = Files::default();
        let file = files.add("content/regions/a b.md", "---\ntitle: Één\ntitle: Twee\n---\n");
        let mut diagnostics = Diagnostics::default();
        let problem = || Problem::DuplicateKey { key: "title".into() };
        diagnostics.report_with(Span::new(file, 17..22), problem(), vec![Span::new(file, 4..9)]);
        diagnostics.report(Span::new(file, 4..9), problem());
        diagnostics.report(Span::new(file, 4..9), Problem::UndatedStatus);
        diagnostics.report_global(Problem::NotAProject { path: ".".into(), is_there: true });
        (files, diagnostics)
    }

    fn read(text: &str) -> Value {
        serde_json::from_str(text).expect("the report is JSON")
    }

    #[test]
    fn a_report_for_gitlab_has_every_required_field_and_no_fingerprint_twice() {
        let (files, diagnostics) = sample();
        let report = read(&gitlab(&diagnostics.sorted(&files), &files, Language::Dutch));
        let issues = report.as_array().expect("an array");
        assert_eq!(issues.len(), 4);
        for issue in issues {
            for key in ["description", "check_name", "fingerprint", "severity"] {
                assert!(issue[key].as_str().is_some_and(|text| !text.is_empty()), "{key} of {issue}");
            }
            assert!(issue["location"]["lines"]["begin"].as_u64().is_some_and(|line| line >= 1), "{issue}");
            let severity = issue["severity"].as_str().expect("checked above");
            assert!(["info", "minor", "major", "critical", "blocker"].contains(&severity));
        }
        let mut prints: Vec<&str> = issues.iter().filter_map(|issue| issue["fingerprint"].as_str()).collect();
        prints.sort_unstable();
        prints.dedup();
        assert_eq!(prints.len(), 4);
    }

    #[test]
    fn a_log_of_sarif_has_the_shape_of_the_standard() {
        let (files, diagnostics) = sample();
        let log = read(&sarif(&diagnostics.sorted(&files), &files, Language::Dutch));
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
        let ids: Vec<&str> = rules.iter().filter_map(|rule| rule["id"].as_str()).collect();
        assert_eq!(ids, ["AP006", "AP031", "AP051"]);
        for result in run["results"].as_array().expect("results") {
            let index = result["ruleIndex"].as_u64().and_then(|index| usize::try_from(index).ok()).expect("an index");
            assert_eq!(result["ruleId"], ids[index]);
            assert!(["error", "warning", "note"].contains(&result["level"].as_str().expect("a level")));
            assert!(result["message"]["text"].as_str().is_some_and(|text| !text.is_empty()));
        }
        let double = &run["results"][3];
        assert_eq!(double["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "content/regions/a%20b.md");
        let region = json!({"startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 6});
        assert_eq!(double["locations"][0]["physicalLocation"]["region"], region);
        assert_eq!(double["relatedLocations"].as_array().map(Vec::len), Some(1));
    }
}
