//! Holds `docs/themes/contract.md` against `src/theme/contract.rs`: the page for theme makers is written from the source.
//!
//! `UPDATE=1 cargo test --test contract` writes the page anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn the_contract_page_says_what_the_source_says() {
    let page = path("docs/themes/contract.md");
    let expected = render(&Contract::read(&text("src/theme/contract.rs")));
    if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
        fs::write(&page, &expected).expect("the page can be written");
    }
    let written = fs::read_to_string(&page).unwrap_or_default();
    let same = written.lines().zip(expected.lines()).take_while(|(written, expected)| written == expected).count();
    assert!(
        written.lines().eq(expected.lines()),
        "docs/themes/contract.md is behind from line {}: run `UPDATE=1 cargo test --test contract`",
        same + 1
    );
}

#[test]
fn every_template_that_is_rendered_stands_in_the_contract() {
    let contract = Contract::read(&text("src/theme/contract.rs"));
    let templates = contract.templates();
    let named: BTreeSet<&str> = templates.iter().flat_map(|template| quoted(&template.names)).collect();
    for file in ["src/theme/pages.rs", "src/theme/mod.rs"] {
        let source = text(file);
        let rendered = source.split('"').filter(|part| part.ends_with(".html") && !part.contains(['\n', ' ', '/']));
        let missing: Vec<&str> = rendered.filter(|name| !named.contains(name)).collect();
        assert!(missing.is_empty(), "{file} renders {missing:?}, which the contract does not name");
    }
}

#[test]
fn every_field_of_the_contract_is_explained_and_of_a_known_type() {
    let source = text("src/theme/contract.rs");
    let contract = Contract::read(&source);
    assert_eq!(contract.structs.len(), source.matches("\npub struct ").count(), "each struct is read");
    for part in &contract.structs {
        assert!(!part.doc.is_empty(), "{} has no comment", part.name);
        for field in &part.fields {
            assert!(!field.doc.is_empty(), "{}.{} has no comment", part.name, field.name);
            type_words(&field.of, &contract);
        }
    }
}

// --- Reading -------------------------------------------------------------------------------------------------------

/// The contract as its source says it.
struct Contract {
    version: String,
    rules: Vec<String>,
    structs: Vec<Struct>,
}

struct Struct {
    name: String,
    doc: Vec<String>,
    fields: Vec<Field>,
}

struct Field {
    name: String,
    of: String,
    doc: String,
}

/// A template, or several that get the same, with its variables.
struct Template {
    names: String,
    variables: String,
}

impl Contract {
    fn read(source: &str) -> Contract {
        let mut contract = Contract { version: String::new(), rules: Vec::new(), structs: Vec::new() };
        let mut doc: Vec<String> = Vec::new();
        for line in source.lines() {
            let line = line.trim();
            if let Some(rule) = line.strip_prefix("//! - ") {
                contract.rules.push(rule.to_owned());
            } else if let Some(text) = line.strip_prefix("///") {
                doc.push(text.trim().to_owned());
            } else if let Some(rest) = line.strip_prefix("pub const CONTRACT: u32 = ") {
                contract.version = rest.trim_end_matches(';').to_owned();
                doc.clear();
            } else if let Some(rest) = line.strip_prefix("pub struct ") {
                let name = rest.split(['<', '(', ' ']).next().expect("split gives at least one part").to_owned();
                contract.structs.push(Struct { name, doc: std::mem::take(&mut doc), fields: Vec::new() });
            } else if let Some((name, of)) = line.strip_prefix("pub ").and_then(|rest| rest.split_once(": ")) {
                let field = Field {
                    name: name.to_owned(),
                    of: of.trim_end_matches(',').to_owned(),
                    doc: std::mem::take(&mut doc).join(" "),
                };
                contract.structs.last_mut().expect("a field stands in a struct").fields.push(field);
            } else if !line.starts_with("#[") {
                doc.clear();
            }
        }
        contract
    }

    fn has(&self, name: &str) -> bool {
        self.structs.iter().any(|part| part.name == name)
    }

    /// What the comments on structs say of templates.
    fn templates(&self) -> Vec<Template> {
        let lines = self.structs.iter().flat_map(|part| part.doc.iter().map(move |line| (part, line)));
        let named = lines.filter(|(_, line)| is_of_template(line));
        named.flat_map(|(part, line)| sentences(line).map(move |sentence| template(part, sentence))).collect()
    }
}

fn is_of_template(line: &str) -> bool {
    line.split(' ').take(3).any(|word| word.contains(".html`"))
}

/// Parts of a line that are about different templates.
fn sentences(line: &str) -> impl Iterator<Item = &str> {
    let cut = line.match_indices("; `").map(|(at, _)| at).find(|at| {
        let name = line[at + 3..].split('`').next().expect("split gives at least one part");
        name.ends_with(".html")
    });
    match cut {
        Some(at) => vec![&line[..at], &line[at + 2..]],
        None => vec![line],
    }
    .into_iter()
}

/// Reads "`home.html`: the variable `home`."; the type that the comment stands on is the variable's unless it says more.
fn template(part: &Struct, sentence: &str) -> Template {
    let sentence = sentence.trim_end_matches('.');
    let after_name = || sentence.split_once("` ").map(|(name, rest)| (format!("{name}`"), rest));
    let (names, variables) = match sentence.split_once(": ") {
        Some((names, variables)) => (names.to_owned(), variables),
        None => after_name().expect("a template's name stands between backticks"),
    };
    let own_type = format!("[`{}`]", part.name);
    let says_type = variables.contains("list") || variables.contains(" is a ") || variables.starts_with("has none");
    let variables = match says_type {
        true => variables.replace("list of this", &format!("list of {own_type}")),
        false => with_type(variables, &own_type),
    };
    Template { names, variables }
}

/// Puts the type behind the first variable, unless one stands there.
fn with_type(variables: &str, of: &str) -> String {
    let open = variables.find('`').expect("a variable stands between backticks");
    let end = open + 2 + variables[open + 1..].find('`').expect("a backtick is closed");
    match variables[end..].starts_with(" (") {
        true => variables.to_owned(),
        false => format!("{} ({of}){}", &variables[..end], &variables[end..]),
    }
}

/// The names between backticks.
fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

// --- Writing -------------------------------------------------------------------------------------------------------

fn render(contract: &Contract) -> String {
    let mut out = format!(
        "# What a template can use\n\n\
         <!-- Written from src/theme/contract.rs by tests/contract.rs; do not edit by hand. -->\n\n\
         Contract version {}. How to make a theme with it is told in [the handbook for theme makers](README.md).\n\n\
         - [Rules](#rules)\n- [Templates and their variables](#templates-and-their-variables)\n\
         - [Variables of one page](#variables-of-one-page)\n- [Parts](#parts)\n\n## Rules\n\n",
        contract.version
    );
    for rule in &contract.rules {
        let _ = writeln!(out, "- {}", linked(rule, contract));
    }
    out.push_str(
        "\nIn the tables below, *text* is escaped when it is printed, *HTML* is printed with `| safe`, *or none* means \
         that the key is there and may be empty (`{% if x %}`), and a *list* may have no items.\n\n",
    );
    push_templates(&mut out, contract);
    let (pages, parts): (Vec<&Struct>, Vec<&Struct>) = contract
        .structs
        .iter()
        .filter(|part| !part.fields.is_empty())
        .partition(|part| is_on_every_page(part) || part.doc.iter().any(|line| is_of_template(line)));
    out.push_str("\n## Variables of one page\n\nIn the order of the templates above.\n");
    pages.into_iter().for_each(|part| push_struct(&mut out, part, contract));
    out.push_str("\n## Parts\n\nWhat the variables above consist of.\n");
    parts.into_iter().for_each(|part| push_struct(&mut out, part, contract));
    out
}

fn is_on_every_page(part: &Struct) -> bool {
    part.doc.first().is_some_and(|line| line.starts_with("What every page knows"))
}

fn push_templates(out: &mut String, contract: &Contract) {
    out.push_str("## Templates and their variables\n\n| template | variables |\n|---|---|\n");
    let everywhere = contract.structs.iter().filter(|part| is_on_every_page(part));
    let everywhere: Vec<String> = everywhere
        .map(|part| {
            let variable = part.doc[0].split('`').nth(1).expect("the comment names the variable");
            format!("`{variable}` ({})", link(&part.name))
        })
        .collect();
    let _ = writeln!(
        out,
        "| every page | {}, `words` (the theme's words by their key: `{{{{ words.home }}}}`) |",
        everywhere.join(", ")
    );
    for template in contract.templates() {
        let variables = template.variables.trim_start_matches("the variables ").trim_start_matches("the variable ");
        let _ = writeln!(out, "| {} | {} |", template.names, cell(variables, contract));
    }
}

fn push_struct(out: &mut String, part: &Struct, contract: &Contract) {
    let _ = write!(out, "\n### {}\n\n", part.name);
    let about: Vec<String> = part
        .doc
        .iter()
        .filter(|line| !is_of_template(line))
        .map(|line| linked(line, contract))
        .chain(places(part, contract))
        .collect();
    if !about.is_empty() {
        let _ = write!(out, "{}\n\n", about.join(" "));
    }
    out.push_str("| field | type | what it is |\n|---|---|---|\n");
    for field in &part.fields {
        let _ = writeln!(
            out,
            "| `{}` | {} | {} |",
            field.name,
            type_words(&field.of, contract),
            cell(&field.doc, contract)
        );
    }
}

/// Where a struct is used: by which templates, and in which fields of others.
fn places(part: &Struct, contract: &Contract) -> Option<String> {
    let mark = format!("[`{}`]", part.name);
    let templates = contract.templates();
    let of_templates = templates.iter().filter(|t| t.variables.contains(&mark)).map(|t| t.names.clone());
    let fields = contract.structs.iter().flat_map(|other| other.fields.iter().map(move |field| (other, field)));
    let of_fields = fields
        .filter(|(_, field)| type_names(&field.of).any(|name| name == part.name))
        .map(|(other, field)| format!("{}`.{}`", link(&other.name), field.name));
    let all: Vec<String> = of_templates.chain(of_fields).collect();
    (!all.is_empty()).then(|| format!("Used in {}.", all.join(", ")))
}

fn link(name: &str) -> String {
    format!("[{name}](#{})", name.to_lowercase())
}

/// Makes links of the types that a comment names: [`Link`], [`PageView::section`].
fn linked(text: &str, contract: &Contract) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("[`") {
        let Some(end) = rest[at..].find("`]").map(|end| at + end) else { break };
        let (name, field) = rest[at + 2..end].split_once("::").unwrap_or((&rest[at + 2..end], ""));
        out.push_str(&rest[..at]);
        match (contract.has(name), field) {
            (true, "") if name != "Html" => out.push_str(&link(name)),
            (true, "") => out.push_str("HTML"),
            (true, field) => {
                let _ = write!(out, "{}`.{field}`", link(name));
            }
            (false, _) => panic!("a comment names `{name}`, which is not in the contract"),
        }
        rest = &rest[end + 2..];
    }
    out.push_str(rest);
    out
}

/// A text inside a table, where a bar would end the cell.
fn cell(text: &str, contract: &Contract) -> String {
    linked(text, contract).replace('|', "\\|")
}

fn type_names(of: &str) -> impl Iterator<Item = &str> {
    of.split(['<', '>', ',', ' ', '\'', '&']).filter(|name| !name.is_empty())
}

/// A type in a theme maker's words.
fn type_words(of: &str, contract: &Contract) -> String {
    let inner = |outer: &str| of.strip_prefix(outer).and_then(|rest| rest.strip_suffix('>'));
    if let Some(of) = inner("Option<") {
        return format!("{} or none", type_words(of, contract));
    }
    if let Some(of) = inner("Vec<") {
        return format!("list of {}", type_words(of, contract));
    }
    let plain: BTreeMap<&str, &str> = [
        ("&'s str", "text"),
        ("&'static str", "text"),
        ("Cow<'s, str>", "text"),
        ("String", "text"),
        ("Html", "HTML"),
        ("bool", "true or false"),
        ("usize", "number"),
        ("u32", "number"),
        ("u8", "number"),
        ("i16", "number"),
        ("BTreeMap<&'s str, &'s str>", "text by name"),
    ]
    .into();
    let name = of.trim_end_matches("<'s>");
    match plain.get(of) {
        Some(words) => (*words).to_owned(),
        None if contract.has(name) => link(name),
        None => panic!("`{of}` is a type that the page has no words for"),
    }
}

fn path(from_root: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(from_root)
}

fn text(from_root: &str) -> String {
    fs::read_to_string(path(from_root)).expect("the file is part of the project")
}
