//! `actieplan fmt`: makes files tidy without changing what they say.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::{nearest_project, refuse, say};
use crate::desk::{files, tidy};
use crate::diagnostic::{Diagnostics, Files, Problem};
use crate::language::Language;
use crate::source;

/// Options of `fmt`.
#[derive(Args)]
pub struct FmtArgs {
    /// Map met content/; standaard deze map, of de dichtstbijzijnde map erboven
    #[arg(value_name = "PROJECT")]
    folder: Option<PathBuf>,
    /// Verandert niets, noemt wat niet netjes is, en eindigt dan met code 1
    #[arg(long)]
    check: bool,
}

/// Tidies all files of a project.
pub fn fmt(args: &FmtArgs) -> ExitCode {
    match run(args) {
        Ok(code) => code,
        Err(problem) => refuse(problem, Language::Dutch),
    }
}

fn run(args: &FmtArgs) -> Result<ExitCode, Problem> {
    let folder = args.folder.clone().unwrap_or_else(nearest_project);
    if !folder.join("content").join("site.yaml").is_file() {
        return Err(Problem::NotAProject { path: folder.display().to_string() });
    }
    let mut read = Files::default();
    source::read(&folder, &mut read, &mut Diagnostics::default());
    let mut untidy = Vec::new();
    for path in read.paths().filter(|path| path.ends_with(".md") || path.ends_with(".yaml")) {
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
    let told = match (count, args.check) {
        (0, _) => "alles is netjes\n".to_owned(),
        (1, true) => "1 bestand is niet netjes: `actieplan fmt` verbetert het\n".to_owned(),
        (_, true) => format!("{count} bestanden zijn niet netjes: `actieplan fmt` verbetert ze\n"),
        (1, false) => "1 bestand netjes gemaakt\n".to_owned(),
        (_, false) => format!("{count} bestanden netjes gemaakt\n"),
    };
    say(&format!("{list}{told}"));
    Ok(ExitCode::from(u8::from(args.check && count > 0)))
}
