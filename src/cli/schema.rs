//! `actieplan schema`: what each kind of file can hold, as JSON Schema.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::{refuse, say};
use crate::desk::{files, schema};
use crate::language::Language;

/// Options of `schema`.
#[derive(Args)]
pub struct SchemaArgs {
    /// Map waar de schema's komen, één bestand per soort; zonder deze optie komen ze op het scherm
    ///
    /// Folder for the schemas, a file for each kind; without it they are printed
    #[arg(long, value_name = "MAP")]
    out: Option<PathBuf>,
}

/// Prints or writes the schemas of all kinds.
pub fn schema(args: &SchemaArgs, language: Language) -> ExitCode {
    let made = schema::files("");
    match &args.out {
        Some(folder) => {
            if let Some(problem) = made.iter().find_map(|file| files::replace(folder, &file.path, &file.text).err()) {
                return refuse(problem, language);
            }
            let (count, folder) = (made.len(), folder.display());
            say(&language.pick(format!("{count} schema's in {folder}\n"), format!("{count} schemas in {folder}\n")));
        }
        None => say(&schema::together()),
    }
    ExitCode::SUCCESS
}
