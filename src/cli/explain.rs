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
    ///
    /// Code of the message, such as AP012; without a code all messages are listed
    #[arg(value_name = "CODE")]
    code: Option<String>,
}

/// Explains a message, or lists them all.
pub fn explain(args: &ExplainArgs, language: Language) -> ExitCode {
    match &args.code {
        None => say(&(notice(language).to_owned() + &explain::list())),
        Some(written) => match explain::page(written) {
            Some(page) => say(&(notice(language).to_owned() + &page)),
            None => {
                let problem = Problem::UnknownCode { code: written.clone(), nearest: explain::nearest_codes(written) };
                return refuse(problem, language);
            }
        },
    }
    ExitCode::SUCCESS
}

/// Who asks in English hears that the handbook is not: a message itself, with its remedy, has English words.
fn notice(language: Language) -> &'static str {
    language.pick(
        "",
        "The handbook is in Dutch only. `actieplan check --lang en` gives each message, with what to do, in English.\n\n",
    )
}
