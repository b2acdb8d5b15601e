//! `actieplan new`: asks what it needs, and writes a file to go on with.

use std::io::IsTerminal;
use std::iter;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::ask::{ask, ask_until, ask_value};
use super::{Environment, project, refuse, say};
use crate::desk::files::{self, NewFile};
use crate::desk::scaffold::{self, Answers, Kind, Need};
use crate::diagnostic::problem::{Remedy, SlugRemedy, nearest};
use crate::diagnostic::{Diagnostics, Files, Problem};
use crate::language::Language;
use crate::source;
use crate::source::address::{can_be_id, slug};
use crate::source::decode::meant_date;

/// Options of `new`.
#[derive(Args)]
pub struct NewArgs {
    /// Wat er moet komen
    ///
    /// What to make
    #[arg(value_enum, value_name = "SOORT", display_order = 0)]
    kind: Option<KindArg>,
    /// Bij `new site`: de map voor de nieuwe site; anders: de map van het project
    ///
    /// For `new site` the folder of the new site; otherwise that of the project
    #[arg(value_name = "MAP", display_order = 1)]
    folder: Option<PathBuf>,
    /// Titel
    ///
    /// Title
    #[arg(long, value_name = "TITEL")]
    title: Option<String>,
    /// Id: de naam van het bestand; standaard gemaakt van de titel
    ///
    /// Id: the name of the file; by default made of the title
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// Id van de regio waar het bij hoort
    ///
    /// Id of the region that it belongs to
    #[arg(long, value_name = "ID")]
    region: Option<String>,
    /// Id van het plan waar het bij hoort
    ///
    /// Id of the plan that it belongs to
    #[arg(long, value_name = "ID")]
    plan: Option<String>,
    /// Lijn waar het bij hoort, als plan/lijn
    ///
    /// Line that it belongs to, as plan/line
    #[arg(long, value_name = "PLAN/LIJN")]
    line: Option<String>,
    /// Datum
    ///
    /// Date
    #[arg(long, value_name = "JJJJ-MM-DD")]
    date: Option<Date>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum KindArg {
    #[value(alias = "website")]
    Site,
    #[value(alias = "regio")]
    Region,
    Plan,
    #[value(aliases = ["lijn", "actielijn"])]
    Line,
    #[value(alias = "actie")]
    Action,
    #[value(alias = "cijfer")]
    Figure,
    #[value(aliases = ["nieuws", "bericht"])]
    News,
    #[value(alias = "bijeenkomst")]
    Event,
    #[value(aliases = ["praktijk", "voorbeeld"])]
    Practice,
    #[value(alias = "vraag")]
    Question,
}

impl KindArg {
    fn kind(self) -> Option<Kind> {
        Some(match self {
            KindArg::Site => return None,
            KindArg::Region => Kind::Region,
            KindArg::Plan => Kind::Plan,
            KindArg::Line => Kind::Line,
            KindArg::Action => Kind::Action,
            KindArg::Figure => Kind::Figure,
            KindArg::News => Kind::News,
            KindArg::Event => Kind::Event,
            KindArg::Practice => Kind::Practice,
            KindArg::Question => Kind::Question,
        })
    }
}

/// Makes a new file or a new site, and says what comes next.
pub fn new(args: &NewArgs, environment: &Environment, language: Language) -> ExitCode {
    let made = |kind: KindArg| match kind.kind() {
        None => site(args, environment, language),
        Some(kind) => entry(kind, args, environment, language),
    };
    let question = language.pick("Wat wilt u maken?", "What do you want to make?");
    let asked = || ask_value(question, "SOORT", language);
    match args.kind.map_or_else(asked, Ok).and_then(made) {
        Ok(next) => {
            say(&next);
            ExitCode::SUCCESS
        }
        Err(problem) => refuse(problem, language),
    }
}

fn site(args: &NewArgs, environment: &Environment, language: Language) -> Result<String, Problem> {
    let folder = match &args.folder {
        Some(folder) => folder.clone(),
        None => PathBuf::from(ask(
            language.pick("In welke map komt de site?", "In which folder does the site go?"),
            "MAP",
            &[],
            language,
        )?),
    };
    let title = match &args.title {
        Some(title) => title.clone(),
        None if std::io::stdin().is_terminal() => {
            ask(language.pick("Titel van de site?", "Title of the site?"), "--title", &[], language)?
        }
        None => "Regionale actieplannen".to_owned(),
    };
    let made = scaffold::site(&title, &environment.today.to_string());
    files::create(&folder, &made)?;
    let list = listed(&made, language);
    let folder = folder.display().to_string();
    let folder = if folder.contains(' ') { format!("\"{folder}\"") } else { folder };
    Ok(language.pick(
        format!(
            "In {folder} staat een nieuwe site:\n{list}\nEn nu:\n  cd {folder}\n  \
             actieplan serve --open     bekijk de site terwijl u schrijft\n  \
             actieplan check            controleer alles\n  actieplan new region       maak uw eigen regio\n\
             Alles in content/ is een voorbeeld: verander het, of haal het weg. Lees verder in README.md.\n"
        ),
        format!(
            "{folder} holds a new site:\n{list}\nNext:\n  cd {folder}\n  \
             actieplan serve --open     see the site while you write\n  \
             actieplan check            check everything\n  actieplan new region       make a region of your own\n\
             All of content/ is an example: change it, or take it away. README.md (Dutch) tells more.\n"
        ),
    ))
}

/// The files of a new site, a line each; what an editor reads is one.
fn listed(made: &[NewFile], language: Language) -> String {
    const EDITOR: &str = ".vscode/";
    let of_editor = made.iter().filter(|file| file.path.starts_with(EDITOR)).count();
    let others = made.iter().filter(|file| !file.path.starts_with(EDITOR)).map(|file| format!("  {}\n", file.path));
    let help = language.pick("bestanden: hulp bij het schrijven in VS Code", "files: help while writing in VS Code");
    iter::once(format!("  {EDITOR} ({of_editor} {help})\n")).chain(others).collect()
}

fn entry(kind: Kind, args: &NewArgs, environment: &Environment, language: Language) -> Result<String, Problem> {
    // `new region Kustland`: no folder has that name, so it is the title.
    let (named, title) = match &args.folder {
        Some(folder) if args.title.is_none() && !folder.exists() => (None, Some(folder.display().to_string())),
        folder => (folder.as_deref(), args.title.clone()),
    };
    let folder = project(named)?;
    let known = Known::read(&folder);
    let mut answers = Answers {
        id: args.id.clone(),
        region: args.region.clone(),
        plan: args.plan.clone(),
        line: args.line.clone(),
        date: args.date.map(|date| date.to_string()),
        today: environment.today.to_string(),
        ..Answers::default()
    };
    answers.title = match title {
        Some(title) => title.trim().to_owned(),
        None => ask_until(language.pick("Titel?", "Title?"), "--title", &[], language, |title| {
            let has_name = answers.id.is_some() || !slug(title).is_empty();
            let words = || language.pick("een titel heeft letters of cijfers nodig", "a title needs letters or digits");
            has_name.then(|| title.to_owned()).ok_or_else(|| words().to_owned())
        })?,
    };
    for need in kind.needs() {
        known.answer(*need, &mut answers, language)?;
    }
    known.check(&answers)?;
    answers.number = known.lines_of(answers.plan.as_deref().unwrap_or_default()) + 1;
    if let Some(id) = answers.id.as_ref().filter(|id| slug(id) != **id) {
        return Err(Problem::BadPath { key: "id".into(), value: id.clone() });
    }
    let no_name = || Problem::NoSlug { title: answers.title.clone(), remedy: SlugRemedy::Id };
    let file = scaffold::file(kind, &answers).ok_or_else(no_name)?;
    if let Some(problem) = source::address::unfit(&file.path) {
        return Err(problem);
    }
    files::create(&folder, std::slice::from_ref(&file))?;
    Ok(told(kind, &answers, &folder.join(&file.path), language))
}

/// What was made, and what comes next.
fn told(kind: Kind, answers: &Answers, made: &Path, language: Language) -> String {
    let made = made.display().to_string();
    let made = made.trim_start_matches("./");
    let next = language.pick(
        format!(
            "Gemaakt: {made}\nEn nu:\n  1. Open het bestand en vul het in. Regels met # zijn uitleg.\n  \
             2. actieplan check            controleer het\n  3. actieplan serve --open     bekijk het\n"
        ),
        format!(
            "Made: {made}\nNext:\n  1. Open the file and fill it in. Lines with # explain (in Dutch).\n  \
             2. actieplan check            check it\n  3. actieplan serve --open     look at it\n"
        ),
    );
    let id = answers.id.clone().unwrap_or_else(|| slug(&answers.title));
    let later = answers.date.as_ref().filter(|date| kind == Kind::News && **date > answers.today);
    let later = later.map(|date| {
        language.pick(
            format!("Het bericht komt op {date} op de site, als hij die dag wordt gebouwd. Eerder zien: actieplan serve --future\n"),
            format!("The item comes on the site on {date}, if that is built on that day. To see it now: actieplan serve --future\n"),
        )
    });
    next + &follow_up(kind, answers, &id) + &later.unwrap_or_default()
}

/// The command that probably comes next.
fn follow_up(kind: Kind, answers: &Answers, id: &str) -> String {
    let command = match kind {
        Kind::Region => format!("new plan --region {id}"),
        Kind::Plan => format!("new line --plan {id}"),
        Kind::Line => format!("new action --line {}/{id}", answers.plan.as_deref().unwrap_or_default()),
        _ => return String::new(),
    };
    format!("  4. actieplan {command}\n")
}

/// A day as it is written in a file.
fn day(answer: &str, language: Language) -> Result<String, String> {
    let bad = |_| Problem::BadDate { key: "--date".into(), value: answer.to_owned(), meant: meant_date(answer) };
    answer.parse::<Date>().map(|date| date.to_string()).map_err(bad).map_err(|problem| problem.hint(language))
}

/// What a project has already, by the names of its files: that works too when some of them are broken.
pub(super) struct Known {
    paths: Vec<String>,
}

impl Known {
    pub(super) fn read(project: &Path) -> Known {
        let mut files = Files::default();
        source::read(project, &mut files, &mut Diagnostics::default());
        Known { paths: files.paths().filter_map(|path| path.strip_prefix("content/")).map(str::to_owned).collect() }
    }

    fn regions(&self) -> Vec<String> {
        let ids = self.paths.iter().filter_map(|path| path.strip_prefix("regions/")?.strip_suffix(".md"));
        ids.map(str::to_owned).collect()
    }

    pub(super) fn plans(&self) -> Vec<String> {
        let ids = self.paths.iter().filter_map(|path| path.strip_prefix("plans/")?.strip_suffix("/index.md"));
        ids.map(str::to_owned).collect()
    }

    pub(super) fn lines(&self) -> Vec<String> {
        let of = |path: &String| {
            let (plan, line) = path.strip_prefix("plans/")?.strip_suffix(".md")?.split_once("/lines/")?;
            Some(format!("{plan}/{line}"))
        };
        self.paths.iter().filter_map(of).collect()
    }

    fn lines_of(&self, plan: &str) -> usize {
        self.lines().iter().filter(|line| line.split('/').next() == Some(plan)).count()
    }

    /// Sees to it that something which is needed is known.
    fn answer(&self, need: Need, answers: &mut Answers, language: Language) -> Result<(), Problem> {
        let (slot, question, option, possible) = match need {
            Need::Title => return Ok(()),
            Need::Date => (
                &mut answers.date,
                language.pick("Op welke dag, als JJJJ-MM-DD?", "On what day, as YYYY-MM-DD?"),
                "--date",
                Vec::new(),
            ),
            Need::Region => {
                (&mut answers.region, language.pick("Bij welke regio?", "Of which region?"), "--region", self.regions())
            }
            Need::Plan => {
                (&mut answers.plan, language.pick("Bij welk plan?", "Of which plan?"), "--plan", self.plans())
            }
            Need::Line => {
                (&mut answers.line, language.pick("Bij welke lijn?", "Of which line?"), "--line", self.lines())
            }
        };
        if slot.is_none() {
            *slot = Some(match need {
                Need::Date => ask_until(question, option, &possible, language, |answer| day(answer, language))?,
                _ => ask(question, option, &possible, language)?,
            });
        }
        Ok(())
    }

    /// Sees to it that what is referred to exists.
    fn check(&self, answers: &Answers) -> Result<(), Problem> {
        let references = [
            ("region", &answers.region, self.regions()),
            ("plan", &answers.plan, self.plans()),
            ("line", &answers.line, self.lines()),
        ];
        for (kind, id, known) in references {
            if let Some(id) = id.as_ref().filter(|id| !known.contains(id)) {
                return Err(unknown(kind, id, known));
            }
        }
        Ok(())
    }
}

/// Says that something named in a command does not exist, and what does.
pub(super) fn unknown(kind: &'static str, id: &str, mut known: Vec<String>) -> Problem {
    known.retain(|id| can_be_id(id));
    let nearest = nearest(id, known.iter().map(String::as_str));
    Problem::UnknownReference { kind, id: id.to_owned(), nearest, remedy: Box::new(Remedy::Choice(known)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_known_by_its_dutch_name() {
        for (word, kind) in [("regio", "Region"), ("actie", "Action"), ("Nieuws", "News"), ("cijfer", "Figure")] {
            let read = KindArg::from_str(word, true).map(|kind| format!("{:?}", kind.kind()));
            assert_eq!(read.as_deref(), Ok(format!("Some({kind})").as_str()), "{word}");
        }
    }

    #[test]
    fn a_day_in_another_form_is_answered_with_the_right_one() {
        assert_eq!(day("2026-11-30", Language::Dutch).as_deref(), Ok("2026-11-30"));
        let refused = day("30-11-2026", Language::Dutch).expect_err("another form");
        assert!(refused.contains("bedoelde u `2026-11-30`?"), "{refused}");
    }
}
