//! Reading the arguments. Help and what is wrong in a command come in the reader's language: clap speaks English only, so
//! that its errors are put into words here, by their kind.

use std::ffi::OsString;
use std::process::ExitCode;

use anstream::eprint;
use clap::Parser;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use super::help::localised;
use crate::language::Language;
use crate::source::decode::meant_date;

/// Reads the arguments. A mistake, or a question for help, is answered here and gives the exit code.
pub fn parse<C: Parser>(arguments: &[OsString]) -> Result<C, ExitCode> {
    read(arguments, language(arguments))
}

/// Prints the help of a command, or of the program.
pub fn help<C: Parser>(command: Option<&str>, language: Language) -> ExitCode {
    let arguments = ["actieplan"].into_iter().chain(command).chain(["--help"]).map(Into::into);
    let answered = read::<C>(&arguments.collect::<Vec<_>>(), language);
    answered.err().unwrap_or(ExitCode::SUCCESS)
}

fn read<C: Parser>(arguments: &[OsString], language: Language) -> Result<C, ExitCode> {
    let command = command_of::<C>(arguments);
    let matches = localised(C::command(), language).try_get_matches_from(arguments);
    matches.and_then(|matches| C::from_arg_matches(&matches)).map_err(|error| {
        let owner = owner::<C>(&error);
        match wording(&error, command.as_deref(), owner.as_deref(), language) {
            Some(message) => eprint!("{message}"),
            // Help and the version, whose words are chosen already.
            None => drop(error.print()),
        }
        ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
    })
}

/// The language that is asked for, also where a mistake keeps the arguments from being read.
fn language(arguments: &[OsString]) -> Language {
    let mut pairs = arguments.iter().zip(arguments.iter().skip(1));
    let is_apart = pairs.any(|(option, value)| option == "--lang" && value == "en");
    if is_apart || arguments.iter().any(|one| one == "--lang=en") { Language::English } else { Language::Dutch }
}

/// The command that the arguments begin with, if there is one so called.
fn command_of<C: Parser>(arguments: &[OsString]) -> Option<String> {
    let mut words = arguments.iter().skip(1).map(|one| one.to_str().unwrap_or_default());
    let mut first = words.find(|word| !word.starts_with("--lang="))?;
    if first == "--lang" {
        first = words.nth(1)?;
    }
    C::command().find_subcommand(first).map(|command| command.get_name().to_owned())
}

/// The mistake in a sentence, with what was probably meant and where to find more on the command; none where clap
/// answers a question.
fn wording(error: &Error, command: Option<&str>, owner: Option<&str>, language: Language) -> Option<String> {
    let of = |kind| error.get(kind).map(text).unwrap_or_default();
    let argument = of(ContextKind::InvalidArg);
    let value = of(ContextKind::InvalidValue);
    let message = match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        | ErrorKind::DisplayVersion
        | ErrorKind::Io
        | ErrorKind::Format => return None,
        ErrorKind::InvalidSubcommand => {
            let command = of(ContextKind::InvalidSubcommand);
            language.pick(format!("de opdracht `{command}` bestaat niet"), format!("there is no command `{command}`"))
        }
        ErrorKind::UnknownArgument if let Some(owner) = owner => language.pick(
            format!("`{argument}` hoort bij `actieplan {owner}`"),
            format!("`{argument}` belongs to `actieplan {owner}`"),
        ),
        ErrorKind::UnknownArgument => {
            language.pick(format!("`{argument}` kan hier niet"), format!("`{argument}` cannot be used here"))
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            language.pick(format!("bij `{argument}` hoort een waarde"), format!("`{argument}` needs a value"))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            language.pick(format!("`{value}` kan niet bij `{argument}`"), format!("`{argument}` cannot be `{value}`"))
        }
        ErrorKind::MissingRequiredArgument => {
            language.pick(format!("hier ontbreekt {argument}"), format!("{argument} is missing here"))
        }
        ErrorKind::MissingSubcommand => language.pick("noem een opdracht", "name a command").to_owned(),
        ErrorKind::ArgumentConflict => {
            let other = of(ContextKind::PriorArg);
            match other == argument {
                true => language
                    .pick(format!("`{argument}` kan maar één keer"), format!("`{argument}` can be used only once")),
                false => language.pick(
                    format!("`{argument}` gaat niet samen met `{other}`"),
                    format!("`{argument}` cannot be used together with `{other}`"),
                ),
            }
        }
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues | ErrorKind::NoEquals => {
            language.pick(format!("bij `{argument}` hoort één waarde"), format!("`{argument}` takes one value"))
        }
        ErrorKind::InvalidUtf8 => language
            .pick("een teken in de opdracht is niet te lezen", "the command has an unreadable character")
            .to_owned(),
        _ => language.pick("de opdracht is niet te lezen", "the command cannot be read").to_owned(),
    };
    let fault = language.pick("fout", "error");
    let asked = command.map_or_else(|| "actieplan --help".to_owned(), |name| format!("actieplan {name} --help"));
    let more =
        language.pick(format!("alle mogelijkheden: {asked}"), format!("all that is possible: {asked} --lang en"));
    let hints = if owner.is_some() { String::new() } else { hints(error, language) };
    Some(format!("{fault}: {message}\n{hints}  {more}\n"))
}

/// The first command that has the option that another one was given.
fn owner<C: Parser>(error: &Error) -> Option<String> {
    let given = error.get(ContextKind::InvalidArg).filter(|_| error.kind() == ErrorKind::UnknownArgument).map(text)?;
    let option = given.strip_prefix("--")?;
    let has_it = |command: &&clap::Command| command.get_arguments().any(|one| one.get_long() == Some(option));
    C::command().get_subcommands().find(has_it).map(|command| command.get_name().to_owned())
}

/// What `new` does not make, by how its name begins in Dutch or English, with its folder.
const BY_HAND: &[(&str, &[&str])] = &[
    ("topics", &["topic", "thema"]),
    ("comparisons", &["compar", "vergelijk"]),
    ("projects", &["project"]),
    ("organisations", &["organi"]),
    ("documents", &["document", "rapport"]),
    ("glossary", &["term", "begrip", "gloss"]),
    ("pages", &["page", "pagina"]),
];

/// How one makes what `new` does not.
fn by_hand(kind: &str, language: Language) -> Option<String> {
    let kind = kind.to_lowercase();
    let (folder, _) = BY_HAND.iter().find(|(_, starts)| starts.iter().any(|start| kind.starts_with(start)))?;
    Some(language.pick(
        format!("  maak zelf een bestand in content/{folder}/; de velden staan in het handboek (inhoud.md), bij `{folder}`\n"),
        format!("  make a file in content/{folder}/ yourself; the handbook (inhoud.md) lists its fields at `{folder}`\n"),
    ))
}

/// Dutch words that people type for a command, by how they begin.
const DUTCH_COMMANDS: &[(&str, &[&str])] = &[
    ("build", &["bouw", "maak", "publice"]),
    ("check", &["controle", "test", "valid"]),
    ("serve", &["bekijk", "toon", "start", "voorbeeld", "preview"]),
    ("explain", &["leg", "uitleg"]),
    ("new", &["nieuw", "toevoeg", "voeg"]),
    ("import", &["import", "inlezen", "overnemen"]),
    ("fmt", &["format", "netjes", "opmaak", "opmaken"]),
    ("cms", &["beheer", "bewerk"]),
];

/// The command that a Dutch word stands for.
fn dutch_command(word: &str) -> Option<String> {
    let word = word.to_lowercase();
    let begins = |(_, starts): &&(&str, &[&str])| starts.iter().any(|start| word.starts_with(start));
    DUTCH_COMMANDS.iter().find(begins).map(|(command, _)| (*command).to_owned())
}

/// What an option takes whose values are too many to list.
fn form(argument: &str, value: &str, language: Language) -> Option<String> {
    let option = argument.split(' ').next().unwrap_or(argument);
    let words = match option {
        "--at" | "--date" => {
            let form = language.pick("schrijf de dag als JJJJ-MM-DD", "write the day as YYYY-MM-DD");
            match meant_date(value) {
                Some(meant) => format!("{form}: {meant}"),
                None => form.to_owned(),
            }
        }
        "--port" => {
            language.pick("kies een getal van 0 tot en met 65535", "choose a number from 0 to 65535").to_owned()
        }
        "--host" => {
            language.pick("geef een IP-adres, zoals 127.0.0.1", "give an IP address, such as 127.0.0.1").to_owned()
        }
        _ => return None,
    };
    Some(format!("  {words}\n"))
}

/// What was probably meant, and what is possible.
fn hints(error: &Error, language: Language) -> String {
    let of = |kind| error.get(kind).map(text).unwrap_or_default();
    if let Some(form) = form(&of(ContextKind::InvalidArg), &of(ContextKind::InvalidValue), language) {
        return form;
    }
    let is_kind = of(ContextKind::InvalidArg).contains("SOORT") || of(ContextKind::InvalidArg).contains("KIND");
    let by_hand = by_hand(&of(ContextKind::InvalidValue), language).filter(|_| is_kind).unwrap_or_default();
    let meant = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let in_dutch = dutch_command(&of(ContextKind::InvalidSubcommand));
    let meant = in_dutch.or_else(|| meant.into_iter().find_map(|kind| error.get(kind).map(nearest)));
    let meant = meant.map(|meant| format!("  {} `{meant}`?\n", language.pick("bedoelde u", "did you mean")));
    let possible = error.get(ContextKind::ValidValue).map(text).filter(|values| !values.is_empty());
    let possible = possible.map(|values| format!("  {}: {values}\n", language.pick("kies uit", "one of")));
    let meant = if by_hand.is_empty() { meant.unwrap_or_default() } else { by_hand };
    meant + &possible.unwrap_or_default()
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
