//! `actieplan import`: a table with actions as people have it, made into action lines.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use super::ask::ask;
use super::new::unknown;
use super::{project, refuse, say};
use crate::desk::files::{self, NewFile};
use crate::desk::import::{self, Existing, Imported, Known};
use crate::diagnostic::{Diagnostics, Files, Problem};
use crate::language::Language;
use crate::source::yaml::Value;
use crate::source::{self, Document};

/// Options of `import`.
#[derive(Args)]
pub struct ImportArgs {
    /// Bestand met de tabel: een document van Word (docx), een rekenblad (xlsx, ods, csv), geplakte tekst met tabs,
    /// Markdown of HTML
    ///
    /// File with the table: a Word document (docx), a spreadsheet (xlsx, ods, csv), pasted text with tabs, Markdown or
    /// HTML
    #[arg(value_name = "TABEL")]
    table: PathBuf,
    /// Id van het plan waar de lijnen bij komen
    ///
    /// Id of the plan that gets the lines
    #[arg(long, value_name = "ID")]
    plan: Option<String>,
    /// Alleen deze tabel van een document van Word, geteld vanaf 1; anders alle
    ///
    /// Only this table of a Word document, counted from 1; otherwise all
    #[arg(long = "table", value_name = "N")]
    number: Option<usize>,
    /// Map met content/; standaard deze map, of de dichtstbijzijnde map erboven
    ///
    /// Folder with content/; by default this one, or the nearest above it
    #[arg(long, value_name = "MAP")]
    project: Option<PathBuf>,
    /// Toont wat er zou komen, en schrijft niets
    ///
    /// Shows what would be made, and writes nothing
    #[arg(long)]
    dry_run: bool,
}

/// Reads a table, writes its lines, and says what to look at.
pub fn import(args: &ImportArgs, language: Language) -> ExitCode {
    match run(args, language) {
        Ok(told) => {
            say(&told);
            ExitCode::SUCCESS
        }
        Err(problem) => refuse(problem, language),
    }
}

fn run(args: &ImportArgs, language: Language) -> Result<String, Problem> {
    let folder = project(args.project.as_deref())?;
    let mut texts = Files::default();
    let sources = source::read(&folder, &mut texts, &mut Diagnostics::default());
    let plan = plan(args, &sources.documents, language)?;
    let path = args.table.display().to_string();
    let existing = Existing {
        projects: known(&sources.documents, "projects/"),
        organisations: known(&sources.documents, "organisations/"),
    };
    let imported = import::read(&path, &files::read(&args.table)?, args.number, &existing)?;
    let made = import::files(&imported, &plan);
    if args.dry_run {
        files::refuse_existing(&folder, &made).map_err(of_line)?;
        return Ok(made.iter().map(|file| format!("# {}\n{}\n", file.path, file.text)).collect::<String>()
            + &counted(&imported, &made, language));
    }
    files::create(&folder, &made).map_err(of_line)?;
    let list: String = made.iter().map(|file| format!("  {}\n", file.path)).collect();
    let next = language.pick(
        format!("Gemaakt:\n{list}En nu:\n  1. Zoek in deze bestanden naar `Nakijken:`, en haal die regels weg als het klopt.\n  2. actieplan check\n"),
        format!("Made:\n{list}Next:\n  1. Look for `Nakijken:` (to check) in these files, and remove these lines when all is well.\n  2. actieplan check\n"),
    );
    Ok(counted(&imported, &made, language) + &next)
}

/// A file that is there already is the file of a line, which has its name from the table.
fn of_line(problem: Problem) -> Problem {
    match problem {
        Problem::FileExists { path, .. } => Problem::FileExists { path, is_line: true },
        other => other,
    }
}

/// The plan that was named, or the only one, or the one that somebody chooses.
fn plan(args: &ImportArgs, documents: &[Arc<Document>], language: Language) -> Result<String, Problem> {
    let ids = documents.iter().filter_map(|d| d.path.strip_prefix("plans/")?.strip_suffix("/index.md"));
    let plans: Vec<String> = ids.map(str::to_owned).collect();
    match &args.plan {
        Some(plan) if plans.contains(plan) => Ok(plan.clone()),
        Some(plan) => Err(unknown("plan", plan, plans)),
        None if plans.len() == 1 => Ok(plans[0].clone()),
        None => ask(language.pick("Bij welk plan?", "Of which plan?"), "--plan", &plans, language),
    }
}

/// What stands in a folder of the site, by the names of the files, with the titles.
fn known(documents: &[Arc<Document>], folder: &str) -> Vec<Known> {
    let title = |document: &Arc<Document>| match &document.keys.as_ref()?.value {
        Value::Map(entries) => {
            entries.iter().find(|(key, _)| key.value == "title").and_then(|(_, node)| match &node.value {
                Value::Scalar(title) => Some(title.clone()),
                _ => None,
            })
        }
        _ => None,
    };
    let of = |document: &Arc<Document>| {
        let id = document.path.strip_prefix(folder)?.strip_suffix(".md")?;
        Some(Known { id: id.to_owned(), title: title(document)? })
    };
    documents.iter().filter_map(of).collect()
}

fn counted(imported: &Imported, made: &[NewFile], language: Language) -> String {
    let actions: usize = imported.lines.iter().map(|line| line.actions.len()).sum();
    let doubts: usize = made.iter().map(|file| file.text.matches("Nakijken:").count()).sum();
    let Imported { rows, joined, texts, .. } = imported;
    let lines = imported.lines.len();
    let of = |count: usize, dutch: [&str; 2], english: [&str; 2]| {
        format!("{count} {}", language.pick(dutch, english)[usize::from(count != 1)])
    };
    let actions = of(actions, ["actie", "acties"], ["action", "actions"]);
    let lines = of(lines, ["lijn", "lijnen"], ["line", "lines"]);
    let rows = of(*rows, ["rij", "rijen"], ["row", "rows"]);
    let joined = of(*joined, ["rij was", "rijen waren"], ["row went", "rows went"]);
    let texts = of(
        *texts,
        ["regel tekst buiten de tabellen is", "regels tekst buiten de tabellen zijn"],
        ["line of text outside the tables was", "lines of text outside the tables were"],
    );
    language.pick(
        format!(
            "{actions} in {lines}, uit {rows}; {joined} het vervolg van de rij erboven.\n\
             {doubts} keer staat er `Nakijken:` bij. {texts} niet overgenomen.\n"
        ),
        format!(
            "{actions} in {lines}, from {rows}; {joined} on from the row above.\n\
             `Nakijken:` (to check) stands there {doubts}×. {texts} left out.\n"
        ),
    )
}
