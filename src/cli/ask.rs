//! Questions to somebody at a terminal, for what a command has to know and nobody said.

use std::io::IsTerminal;
use std::iter;

use clap::ValueEnum;

use super::say;
use crate::diagnostic::Problem;
use crate::diagnostic::problem::nearest;
use crate::language::Language;

/// Asks somebody at a terminal; elsewhere an option has to say it.
pub(super) fn ask(
    question: &str,
    option: &'static str,
    possible: &[String],
    language: Language,
) -> Result<String, Problem> {
    ask_until(question, option, possible, language, |answer| one_of(answer, possible, language))
}

/// Asks for one of the values that an option takes.
pub(super) fn ask_value<V: ValueEnum>(question: &str, option: &'static str, language: Language) -> Result<V, Problem> {
    let names = V::value_variants().iter().filter_map(ValueEnum::to_possible_value);
    let names: Vec<String> = names.map(|name| name.get_name().to_owned()).collect();
    ask_until(question, option, &names, language, |answer| {
        V::from_str(answer, true).map_err(|_| not_one_of(answer, &names, language))
    })
}

/// Asks until an answer will do, and says why one does not: who mistypes need not begin again. Ends where nobody answers.
pub(super) fn ask_until<T>(
    question: &str,
    option: &'static str,
    possible: &[String],
    language: Language,
    read: impl Fn(&str) -> Result<T, String>,
) -> Result<T, Problem> {
    let missing = || Problem::MissingOption { option, possible: possible.to_vec() };
    if !std::io::stdin().is_terminal() {
        return Err(missing());
    }
    let choice = if possible.is_empty() { String::new() } else { format!(" ({})", possible.join(", ")) };
    let next = || {
        say(&format!("{question}{choice} "));
        let mut answer = String::new();
        let length = std::io::stdin().read_line(&mut answer).unwrap_or(0);
        (length > 0).then_some(answer)
    };
    first_good(next, language, read, say).ok_or_else(missing)
}

/// The first answer that will do; none where they end before.
fn first_good<T>(
    next: impl FnMut() -> Option<String>,
    language: Language,
    read: impl Fn(&str) -> Result<T, String>,
    tell: impl Fn(&str),
) -> Option<T> {
    iter::from_fn(next).find_map(|answer| match answer.trim() {
        "" => {
            tell(language.pick("  Vul iets in; stoppen: Ctrl-C\n", "  Fill something in; stop: Ctrl-C\n"));
            None
        }
        answer => read(answer).map_err(|words| tell(&format!("  {words}\n"))).ok(),
    })
}

/// An answer that is one of the possible ones, where they are known.
fn one_of(answer: &str, possible: &[String], language: Language) -> Result<String, String> {
    match possible.is_empty() || possible.iter().any(|one| one == answer) {
        true => Ok(answer.to_owned()),
        false => Err(not_one_of(answer, possible, language)),
    }
}

/// Says that an answer is not one of the possible ones, and which was probably meant.
fn not_one_of(answer: &str, possible: &[String], language: Language) -> String {
    let near = nearest(answer, possible.iter().map(String::as_str));
    let near = near.map_or_else(
        || ".".to_owned(),
        |near| language.pick(format!("; bedoelde u `{near}`?"), format!("; did you mean `{near}`?")),
    );
    language.pick(format!("`{answer}` is er niet bij"), format!("`{answer}` is not one of them")) + &near
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    #[test]
    fn who_mistypes_an_answer_is_told_and_asked_again() {
        let possible = ["kustland".to_owned(), "duinstreek".to_owned()];
        let told = RefCell::new(Vec::new());
        let mut answers = ["\n", "kustlnd\n", "kustland\n", "duinstreek\n"].into_iter().map(str::to_owned);
        let read = |answer: &str| one_of(answer, &possible, Language::Dutch);
        let tell = |words: &str| told.borrow_mut().push(words.to_owned());
        assert_eq!(first_good(|| answers.next(), Language::Dutch, read, tell).as_deref(), Some("kustland"));
        let expected = ["  Vul iets in; stoppen: Ctrl-C\n", "  `kustlnd` is er niet bij; bedoelde u `kustland`?\n"];
        assert_eq!(told.into_inner(), expected);
        assert!(first_good(|| None, Language::Dutch, read, |_| {}).is_none(), "nobody answers");
    }
}
