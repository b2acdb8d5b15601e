//! Help in the reader's language.
//!
//! Each command and option carries both texts: the first paragraph of its comment is Dutch, the second English, and of
//! the two texts below a command's options the short one is Dutch and the long one English. [`localised`] leaves one of
//! the two, with the headings in the same language.

use clap::builder::{PossibleValue, Resettable, StyledStr, Styles};
use clap::{Arg, ArgAction, Command};

use crate::language::Language;

/// Names of values in English; elsewhere they are as in Dutch.
const VALUES: &[(&str, &str)] = &[
    ("ADRES", "ADDR"),
    ("BESTAND", "FILE"),
    ("EIGENAAR/NAAM", "OWNER/NAME"),
    ("GEWICHT", "WEIGHT"),
    ("JJJJ-MM-DD", "YYYY-MM-DD"),
    ("MAP", "DIR"),
    ("OPDRACHT", "COMMAND"),
    ("PLAN/LIJN", "PLAN/LINE"),
    ("PLEK", "PLACE"),
    ("SOORT", "KIND"),
    ("TAAL", "LANG"),
    ("TABEL", "TABLE"),
    ("TAK", "BRANCH"),
    ("TITEL", "TITLE"),
    ("VORM", "FORMAT"),
];

/// A command with its help in one language, and all that stands below it.
pub fn localised(root: Command, language: Language) -> Command {
    let root = root.disable_help_flag(true).disable_version_flag(true).disable_help_subcommand(true);
    let root = root.arg(help_flag()).arg(version_flag());
    let root = root.subcommand_help_heading(language.pick("Opdrachten", "Commands"));
    let command = language.pick("OPDRACHT", "COMMAND");
    let root = in_language(root.subcommand_value_name(command), &format!("actieplan <{command}>"), language);
    root.mut_subcommands(|command| {
        let usage = usage_of(&command, language);
        in_language(command.disable_help_flag(true), &usage, language)
    })
}

fn help_flag() -> Arg {
    let flag = Arg::new("help").short('h').long("help").action(ArgAction::Help).global(true);
    flag.help("Toont deze hulp").long_help("Toont deze hulp\n\nPrints this help")
}

fn version_flag() -> Arg {
    let flag = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    flag.help("Toont de versie").long_help("Toont de versie\n\nPrints the version")
}

/// How a command is written: its name, that there are options, and what it wants besides.
fn usage_of(command: &Command, language: Language) -> String {
    let options = language.pick("OPTIES", "OPTIONS");
    let wanted = command.get_positionals().cloned().map(|argument| format!(" {}", named(argument, language)));
    format!("actieplan {} [{options}]{}", command.get_name(), wanted.collect::<String>())
}

fn in_language(command: Command, usage: &str, language: Language) -> Command {
    let about = chosen(command.get_about(), command.get_long_about(), language);
    let examples = chosen_of(command.get_after_help(), command.get_after_long_help(), language);
    let styles = Styles::styled();
    let heading = styles.get_usage();
    let template = format!(
        "{{about-with-newline}}\n{heading}{}:{heading:#} {{usage}}\n\n{{all-args}}{{after-help}}",
        language.pick("Gebruik", "Usage")
    );
    let command = command.about(about).long_about(Resettable::Reset).override_usage(usage.to_owned());
    let command = command.after_help(examples).after_long_help(Resettable::Reset).help_template(template);
    command.mut_args(|argument| localised_argument(argument, language))
}

fn localised_argument(argument: Arg, language: Language) -> Arg {
    let text = chosen(argument.get_help(), argument.get_long_help(), language) + &values(&argument, language);
    let heading = match argument.is_positional() {
        true => language.pick("Argumenten", "Arguments"),
        false => language.pick("Opties", "Options"),
    };
    let has_values = argument.get_action().takes_values();
    let argument = argument.help(text).long_help(Resettable::Reset).help_heading(heading);
    named(argument.hide_possible_values(has_values).hide_default_value(has_values), language)
}

/// What can be chosen, and what holds without a choice.
fn values(argument: &Arg, language: Language) -> String {
    let possible = argument.get_possible_values();
    let possible: Vec<&str> = possible.iter().map(PossibleValue::get_name).collect();
    let default: Vec<_> = argument.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    let noted = |what: &str, values: &str| match argument.get_action().takes_values() && !values.is_empty() {
        true => format!(" [{what}: {values}]"),
        false => String::new(),
    };
    noted(language.pick("kies uit", "one of"), &possible.join(", "))
        + &noted(language.pick("standaard", "default"), &default.join(", "))
}

/// The argument with the name of its value in the language.
fn named(argument: Arg, language: Language) -> Arg {
    let names = argument.get_value_names().unwrap_or_default();
    match names.first().and_then(|dutch| english(dutch)) {
        Some(english) if language == Language::English => argument.value_name(english),
        _ => argument,
    }
}

/// The English name of a value; none when it has the Dutch one.
fn english(dutch: &str) -> Option<&'static str> {
    VALUES.iter().find(|(name, _)| *name == dutch).map(|(_, english)| *english)
}

/// The first paragraph of a comment, or what follows it.
fn chosen(first: Option<&StyledStr>, whole: Option<&StyledStr>, language: Language) -> String {
    let second = whole.map(|whole| whole.to_string().split_once("\n\n").map(|(_, second)| second.to_owned()));
    match language {
        Language::Dutch => first.map(ToString::to_string).unwrap_or_default(),
        Language::English => second.flatten().unwrap_or_default(),
    }
}

/// The one of two texts that is in the language.
fn chosen_of(dutch: Option<&StyledStr>, english: Option<&StyledStr>, language: Language) -> String {
    language.pick(dutch, english).map(ToString::to_string).unwrap_or_default()
}
