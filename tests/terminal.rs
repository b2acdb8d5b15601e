//! What `actieplan check` prints, as a whole: `tests/golden/` holds a broken project and every form of its report.

mod support;

use std::process::{Command, Stdio};

use support::{Project, check_golden};

/// Runs a command in the folder of a project and gives what it printed, with its exit code on the last line.
fn run(project: &Project, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_actieplan"));
    // 1 March 2026.
    let command = command.args(arguments).current_dir(&project.folder).env("SOURCE_DATE_EPOCH", "1772366400");
    let output = command.env_remove("CLICOLOR_FORCE").output().expect("the program can be run");
    let text = |bytes| String::from_utf8(bytes).expect("the program prints UTF-8");
    format!("{}{}exit {}\n", text(output.stdout), text(output.stderr), output.status.code().expect("no signal"))
}

/// Holds the report on the broken project to a golden file.
fn check(arguments: &[&str], golden: &str) {
    check_golden(golden, &run(&Project::copy_of("tests/golden/project"), arguments));
}

#[test]
fn a_report_as_text_shows_every_place_with_its_line_and_what_to_do() {
    check(&["check"], "check.txt");
}

#[test]
fn a_report_is_in_the_language_that_is_asked_for() {
    check(&["check", "--lang", "en"], "check-en.txt");
}

#[test]
fn a_report_as_json_has_every_field() {
    check(&["check", "--format", "json"], "check-json.txt");
}

#[test]
fn a_report_for_github_is_one_escaped_line_for_each_message() {
    check(&["check", "--format", "github"], "check-github.txt");
}

#[test]
fn a_build_of_a_broken_project_reports_the_same_and_writes_nothing() {
    let project = Project::copy_of("tests/golden/project");
    let (built, checked) = (run(&project, &["build"]), run(&project, &["check"]));
    assert_eq!(built, checked);
    assert!(!project.folder.join("output").exists());
}

#[test]
fn a_project_without_mistakes_ends_with_0() {
    let project = Project::copy_of("tests/cases/base");
    assert_eq!(run(&project, &["check"]), "6 bestanden, geen fouten of waarschuwingen\nexit 0\n");
    assert_eq!(run(&project, &["check", "--lang", "en"]), "6 files, no errors or warnings\nexit 0\n");
    assert_eq!(run(&project, &["check", "--format", "json"]), "[]\nexit 0\n");
    assert_eq!(run(&project, &["check", "--format", "github"]), "exit 0\n");
}

#[test]
fn a_warning_ends_with_0() {
    let project = Project::copy_of("tests/cases/base");
    project.write("content/regions/a.md", b"---\ntitle: A\n---\n\nKlik [hier](twente.md).\n");
    let printed = run(&project, &["check"]);
    assert!(printed.contains("waarschuwing[AP032]") && printed.ends_with("\nexit 0\n"), "{printed}");
}

#[test]
fn what_is_denied_ends_with_1() {
    let project = Project::copy_of("tests/cases/base");
    project.write("content/regions/a.md", b"---\ntitle: A\n---\n\nTevens.\n");
    for (arguments, end) in [
        (
            &["check"][..],
            "7 bestanden, geen fouten of waarschuwingen\n1 advies over de tekst: zie `actieplan check --advice`\nexit 0\n",
        ),
        (&["check", "--deny", "warnings"], "exit 0\n"),
        (&["check", "--deny", "advice"], "0 fouten, 0 waarschuwingen, 1 advies\nexit 1\n"),
        (&["check", "--advice"], "0 fouten, 0 waarschuwingen, 1 advies\nexit 0\n"),
        (&["check", "--format", "json"], "[]\nexit 0\n"),
    ] {
        let printed = run(&project, arguments);
        assert!(printed.ends_with(end), "{arguments:?}: {printed}");
    }
    project.write("content/regions/a.md", b"---\ntitle: A\n---\n\nKlik [hier](twente.md).\n");
    for (arguments, end) in [(&["check"][..], "exit 0\n"), (&["check", "--deny", "warnings"], "exit 1\n")] {
        let printed = run(&project, arguments);
        assert!(printed.ends_with(end), "{arguments:?}: {printed}");
    }
}

#[test]
fn a_site_is_seen_as_on_another_day() {
    let project = Project::copy_of("tests/cases/base");
    project.write("content/news/b.md", b"---\ntitle: B\ndate: 2026-03-02\n---\n\n[x](weg.md)\n");
    project.write("content/regions/a.md", b"---\ntitle: A\n---\n\n[B](nieuws:b)\n");
    assert!(run(&project, &["check"]).contains("[AP017]"));
    assert!(!run(&project, &["check", "--at", "2026-03-02"]).contains("[AP017]"));
    assert!(run(&project, &["check", "--at", "morgen"]).ends_with("exit 2\n"));
}

#[test]
fn a_mistake_in_content_ends_with_1() {
    let printed = run(&Project::copy_of("tests/golden/project"), &["check"]);
    assert!(printed.ends_with("exit 1\n"), "{printed}");
}

#[test]
fn a_mistake_in_the_command_or_the_settings_ends_with_2() {
    let project = Project::copy_of("tests/cases/base");
    for arguments in [
        &["check", "--base-url", "actieplan.nl"][..],
        &["check", "nergens"],
        &["check", "--format", "xml"],
        &["chek"],
        &["check", "--onbekend"],
    ] {
        let printed = run(&project, arguments);
        assert!(printed.ends_with("exit 2\n"), "{arguments:?}: {printed}");
    }
    project.write("content/site.yaml", b"titel: x\n");
    let printed = run(&project, &["check"]);
    assert!(printed.ends_with("exit 2\n"), "{printed}");
}

#[test]
fn a_folder_in_place_of_a_file_is_a_mistake_in_content_or_in_the_settings() {
    for (path, code) in [("content/regions/x.md", 1), ("content/site.yaml", 2)] {
        let project = Project::copy_of("tests/cases/base");
        let _ = std::fs::remove_file(project.folder.join(path));
        std::fs::create_dir(project.folder.join(path)).expect("the folder can be made");
        let printed = run(&project, &["check"]);
        assert!(printed.contains(&format!(" --> {path}:1:1\n")), "{printed}");
        assert!(printed.starts_with("fout[AP020]") && printed.ends_with(&format!("exit {code}\n")), "{printed}");
    }
}

#[test]
fn a_message_is_explained_as_in_the_handbook() {
    let project = Project::copy_of("tests/cases/base");
    let printed = run(&project, &["explain", "ap12"]);
    assert!(printed.starts_with("AP012\n\nFout. U verwijst naar iets dat er niet is.\n"), "{printed}");
    assert!(printed.ends_with("exit 0\n"), "{printed}");
    let printed = run(&project, &["explain", "AP012", "--lang", "en"]);
    assert!(printed.starts_with("The handbook is in Dutch only."), "{printed}");
    assert!(printed.contains("\nAP012\n\nFout. U verwijst naar iets dat er niet is.\n"), "{printed}");
    let list = run(&project, &["explain"]);
    assert!(list.contains("\nAP026  Fout. De afbeelding heeft geen beschrijving.\n"), "{list}");
}

#[test]
fn an_unknown_code_is_refused_with_the_nearest_ones() {
    let printed = run(&Project::copy_of("tests/cases/base"), &["explain", "AP932"]);
    assert!(printed.contains("fout[AP090]") && printed.contains("bedoelde u `AP132`"), "{printed}");
    assert!(printed.ends_with("exit 2\n"), "{printed}");
}

#[test]
fn a_mistake_in_a_command_is_told_in_dutch() {
    let project = Project::copy_of("tests/cases/base");
    for (arguments, told) in [
        (&["chek"][..], "fout: de opdracht `chek` bestaat niet\n  bedoelde u `check`?\n"),
        (&["check", "--drafs"], "fout: `--drafs` kan hier niet\n  bedoelde u `--drafts`?\n"),
        (
            &["check", "--format", "jsn"],
            "fout: `jsn` kan niet bij `--format <VORM>`\n  bedoelde u `json`?\n  kies uit: text, json",
        ),
        (&["build", "--output"], "fout: bij `--output <MAP>` hoort een waarde\n"),
        (&["build", "--port", "3"], "fout: `--port` hoort bij `actieplan serve`\n  alle"),
        (&["new", "thema"], "fout: `thema` kan niet bij `[SOORT]`\n  maak zelf een bestand in content/topics/;"),
        (&["controleer"], "fout: de opdracht `controleer` bestaat niet\n  bedoelde u `check`?\n"),
        (&["nieuw", "regio"], "fout: de opdracht `nieuw` bestaat niet\n  bedoelde u `new`?\n"),
        (&["Bekijk"], "fout: de opdracht `Bekijk` bestaat niet\n  bedoelde u `serve`?\n"),
        (
            &["check", "--at", "30-11-2026"],
            "fout: `30-11-2026` kan niet bij `--at <JJJJ-MM-DD>`\n  schrijf de dag als JJJJ-MM-DD: 2026-11-30\n",
        ),
        (
            &["serve", "--port", "99999"],
            "fout: `99999` kan niet bij `--port <N>`\n  kies een getal van 0 tot en met 65535\n",
        ),
    ] {
        let printed = run(&project, arguments);
        assert!(printed.starts_with(told) && printed.ends_with(" --help\nexit 2\n"), "{arguments:?}: {printed}");
    }
    let printed = run(&project, &["check", "--drafs", "--lang", "en"]);
    assert!(printed.starts_with("error: `--drafs` cannot be used here\n  did you mean `--drafts`?\n"), "{printed}");
}

#[test]
fn a_mistake_in_a_command_points_at_the_help_of_that_command() {
    let project = Project::copy_of("tests/cases/base");
    for (arguments, help) in [
        (&["new", "--regions"][..], ": actieplan new --help"),
        (&["--lang", "en", "new", "--regions"], ": actieplan new --help --lang en"),
        (&["--lang=nl", "import"], ": actieplan import --help"),
        (&["chek"], ": actieplan --help"),
        (&["--regions", "new"], ": actieplan --help"),
    ] {
        let printed = run(&project, arguments);
        assert!(printed.ends_with(&format!("{help}\nexit 2\n")), "{arguments:?}: {printed}");
    }
}

#[test]
fn a_folder_that_is_no_project_is_named_and_one_within_a_project_will_do() {
    let project = Project::copy_of("tests/cases/base");
    for command in ["check", "build", "serve", "fmt"] {
        let printed = run(&project, &[command, "weg"]);
        assert!(printed.starts_with("fout[AP051]: de map `weg` bestaat niet\n"), "{command}: {printed}");
        assert!(printed.contains("actieplan new site") && printed.ends_with("exit 2\n"), "{command}: {printed}");
    }
    let printed = run(&project, &["check", "content"]);
    assert!(printed.ends_with("exit 0\n"), "{printed}");
}

#[test]
fn help_is_asked_for_in_every_way_and_given_in_the_language_that_is_asked_for() {
    let project = Project::copy_of("tests/cases/base");
    let told = "Controleert alles en schrijft niets\n\nGebruik: actieplan check [OPTIES] [PROJECT]\n";
    for arguments in [&["check", "--help"][..], &["check", "-h"], &["help", "check"]] {
        let printed = run(&project, arguments);
        assert!(printed.starts_with(told) && printed.ends_with("exit 0\n"), "{arguments:?}: {printed}");
    }
    let printed = run(&project, &["check", "--help", "--lang", "en"]);
    assert!(
        printed.starts_with("Checks everything and writes nothing\n\nUsage: actieplan check [OPTIONS] [PROJECT]\n")
    );
    let printed = run(&project, &[]);
    assert!(printed.contains("\nOpdrachten:\n") && printed.ends_with("exit 2\n"), "{printed}");
}

#[test]
fn without_a_terminal_there_is_no_colour() {
    let project = Project::copy_of("tests/golden/project");
    for arguments in [&["check"][..], &["build"], &["explain", "AP012"], &["--help"], &["chek"]] {
        let printed = run(&project, arguments);
        assert!(!printed.contains('\u{1b}') && !printed.contains('\r'), "{arguments:?}: {printed}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_mistake() {
    let project = Project::copy_of("tests/golden/project");
    for arguments in [&["check"][..], &["check", "--format", "json"], &["explain"], &["schema"]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_actieplan"));
        let command = command.args(arguments).current_dir(&project.folder);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        // As `| head` does, before anything is written.
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("the program ends");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code().is_some_and(|code| code < 2), "{arguments:?}: {:?} {told}", output.status);
        assert!(!told.contains("panicked"), "{told}");
    }
}
