//! Mistakes in a command, told in Dutch as far as clap lets us see what is wrong; help is clap's own.

use std::process::ExitCode;

use anstream::eprint;
use clap::Parser;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

/// Reads the arguments. A mistake, or a question for help, is answered here and gives the exit code.
pub fn parse<C: Parser>() -> Result<C, ExitCode> {
    C::try_parse().map_err(|error| {
        match dutch(&error) {
            Some(message) => eprint!("{message}"),
            // Help, the version, and what has no words here.
            None => drop(error.print()),
        }
        ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
    })
}

/// The mistake in a Dutch sentence, with what was probably meant and where to find more.
fn dutch(error: &Error) -> Option<String> {
    let of = |kind| error.get(kind).map(text);
    let argument = of(ContextKind::InvalidArg).unwrap_or_default();
    let value = of(ContextKind::InvalidValue).unwrap_or_default();
    let message = match error.kind() {
        ErrorKind::InvalidSubcommand => format!("de opdracht `{}` bestaat niet", of(ContextKind::InvalidSubcommand)?),
        ErrorKind::UnknownArgument => format!("`{argument}` kan hier niet"),
        ErrorKind::InvalidValue if value.is_empty() => format!("bij `{argument}` hoort een waarde"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!("`{value}` kan niet bij `{argument}`"),
        ErrorKind::MissingRequiredArgument => format!("hier ontbreekt {argument}"),
        ErrorKind::MissingSubcommand => "noem een opdracht".to_owned(),
        ErrorKind::ArgumentConflict => {
            format!("`{argument}` gaat niet samen met `{}`", of(ContextKind::PriorArg).unwrap_or_default())
        }
        ErrorKind::TooManyValues => format!("bij `{argument}` hoort één waarde"),
        _ => return None,
    };
    let meant = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let meant = meant.into_iter().find_map(|kind| error.get(kind).map(nearest));
    let meant = meant.map(|meant| format!("  bedoelde u `{meant}`?\n"));
    let possible = of(ContextKind::ValidValue).filter(|values| !values.is_empty());
    let possible = possible.map(|values| format!("  kies uit: {values}\n"));
    let meant = meant.unwrap_or_default() + &possible.unwrap_or_default();
    Some(format!("fout: {message}\n{meant}  alle mogelijkheden: actieplan --help\n"))
}

/// The one of several suggestions that is most alike: clap gives it last.
fn nearest(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(several) => several.last().cloned().unwrap_or_default(),
        other => text(other),
    }
}

fn text(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(several) => several.join(", "),
        ContextValue::StyledStrs(several) => several.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}
