//! `actieplan fmt`: makes files tidy without changing what they say.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::{project, refuse, say};
use crate::desk::{files, tidy};
use crate::diagnostic::{Diagnostics, Files, Problem};
use crate::language::Language;
use crate::source::{self, Document, Sources};

/// Options of `fmt`.
#[derive(Args)]
pub struct FmtArgs {
    /// Map met content/; standaard deze map, of de dichtstbijzijnde map erboven
    ///
    /// Folder with content/; by default this one, or the nearest above it
    #[arg(value_name = "PROJECT")]
    folder: Option<PathBuf>,
    /// Verandert niets, noemt wat niet netjes is, en eindigt dan met code 1
    ///
    /// Changes nothing, names what is untidy, and then ends with code 1
    #[arg(long)]
    check: bool,
}

/// Tidies all files of a project.
pub fn fmt(args: &FmtArgs, language: Language) -> ExitCode {
    match run(args, language) {
        Ok(code) => code,
        Err(problem) => refuse(problem, language),
    }
}

fn run(args: &FmtArgs, language: Language) -> Result<ExitCode, Problem> {
    let folder = project(args.folder.as_deref())?;
    let mut read = Files::default();
    let sources = source::read(&folder, &mut read, &mut Diagnostics::default());
    let mut untidy = Vec::new();
    for path in read.paths().filter(|path| is_text(path)) {
        // As it lies on the disk: what was read has lost its line ends.
        let Ok(text) = String::from_utf8(files::read(&folder.join(path))?) else { continue };
        let tidied = tidy::tidy(path, &text);
        if tidied != text {
            untidy.push(path.to_owned());
            if !args.check {
                files::replace(&folder, path, &tidied)?;
            }
        }
    }
    let list: String = untidy.iter().map(|path| format!("{path}\n")).collect();
    let count = untidy.len();
    let skipped = unreadable(&sources);
    let told = told(count, args.check, skipped > 0, language);
    say(&format!("{list}{told}\n{}", passed_over(skipped, language)));
    Ok(ExitCode::from(u8::from(args.check && count + skipped > 0)))
}

/// How many texts cannot be read, and so stay as they are.
fn unreadable(sources: &Sources<Document>) -> usize {
    let unparsed = sources.documents.iter().filter(|document| document.keys.is_none());
    unparsed.count() + sources.broken.iter().filter(|path| is_text(path)).count()
}

fn is_text(path: &str) -> bool {
    path.ends_with(".md") || path.ends_with(".yaml")
}

fn passed_over(count: usize, language: Language) -> String {
    match count {
        0 => String::new(),
        1 => language
            .pick(
                "1 bestand is overgeslagen, want het is niet te lezen: `actieplan check` zegt waarom\n",
                "1 file was passed over, since it cannot be read: `actieplan check` says why\n",
            )
            .to_owned(),
        _ => language.pick(
            format!("{count} bestanden zijn overgeslagen, want ze zijn niet te lezen: `actieplan check` zegt waarom\n"),
            format!("{count} files were passed over, since they cannot be read: `actieplan check` says why\n"),
        ),
    }
}

fn told(count: usize, only_checked: bool, is_rest: bool, language: Language) -> String {
    match (count, only_checked) {
        (0, _) if is_rest => language.pick("de rest is netjes", "the rest is tidy").to_owned(),
        (0, _) => language.pick("alles is netjes", "everything is tidy").to_owned(),
        (1, true) => language
            .pick(
                "1 bestand is niet netjes: `actieplan fmt` verbetert het",
                "1 file is untidy: `actieplan fmt` tidies it",
            )
            .to_owned(),
        (_, true) => language.pick(
            format!("{count} bestanden zijn niet netjes: `actieplan fmt` verbetert ze"),
            format!("{count} files are untidy: `actieplan fmt` tidies them"),
        ),
        (1, false) => language.pick("1 bestand netjes gemaakt", "1 file tidied").to_owned(),
        (_, false) => language.pick(format!("{count} bestanden netjes gemaakt"), format!("{count} files tidied")),
    }
}
