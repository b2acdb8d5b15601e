//! `actieplan explain`: a page of the handbook on a message.

use std::process::ExitCode;

use clap::Args;

use super::{refuse, say};
use crate::diagnostic::{Problem, explain};
use crate::language::Language;

/// Options of `explain`.
#[derive(Args)]
pub struct ExplainArgs {
    /// Code van de melding, zoals AP012; zonder code komt er een lijst van alle meldingen
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

/// Explains a message, or lists them all.
pub fn explain(args: &ExplainArgs) -> ExitCode {
    match &args.code {
        None => say(&explain::list()),
        Some(written) => match explain::page(written) {
            Some(page) => say(&page),
            None => {
                let problem = Problem::UnknownCode { code: written.clone(), nearest: explain::nearest_codes(written) };
                return refuse(problem, Language::Dutch);
            }
        },
    }
    ExitCode::SUCCESS
}
