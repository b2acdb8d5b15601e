//! Publishing: what is written, what is left alone, and what stands there when something goes wrong half-way.

mod program;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use program::{Project, STATE, Tree, assert_same, tree};

/// A project with a page that other tests rename, change or remove.
fn project() -> Project {
    Project::new(&[
        ("content/pages/over.md", "---\ntitle: Over ons\n---\nWie wij zijn.\n"),
        ("content/pages/privacy.md", "---\ntitle: Privacy\n---\nGeen cookies.\n"),
    ])
}

/// A moment long before every build.
fn long_ago() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000)
}

fn set_time(path: &Path, time: SystemTime) {
    File::options().write(true).open(path).and_then(|file| file.set_modified(time)).expect("the file is there");
}

/// Gives every file of the output, and what publishing remembers, the same time.
fn make_old(project: &Project) {
    for path in program::files(&project.path("output")) {
        set_time(&project.path("output").join(path), long_ago());
    }
}

/// Files of the output with their bytes and time, hidden ones too; only the lock may be touched by a failed build.
fn with_times(project: &Project) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
    let output = project.path("output");
    let file = |path: String| {
        let bytes = fs::read(output.join(&path)).expect("the file is there");
        let time = time_of(project, &path);
        (path, (bytes, time))
    };
    program::files(&output).into_iter().filter(|path| path != ".actieplan/lock").map(file).collect()
}

fn time_of(project: &Project, path: &str) -> SystemTime {
    fs::metadata(project.path("output").join(path)).and_then(|m| m.modified()).expect("the file is there")
}

#[test]
fn an_output_folder_with_foreign_files_is_refused() {
    let project = project();
    project.write("output/vakantie.jpg", "foto");
    let ran = project.run(&["build"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("AP052"), "{}", ran.err);
    assert_eq!(program::files(&project.path("output")), ["vakantie.jpg"]);
}

#[test]
fn settings_of_git_and_of_hosts_do_not_make_an_output_folder_foreign() {
    for name in [".git/HEAD", "CNAME", ".nojekyll", ".gitignore", ".gitattributes"] {
        let project = project();
        project.write(&format!("output/{name}"), "");
        let built = project.build(&[]);
        assert!(built.contains_key("index.html") && built.contains_key(name), "{name}");
    }
}

#[test]
fn an_output_folder_that_holds_or_is_a_source_is_refused() {
    let project = project();
    project.write("themes/eigen/theme.yaml", "contract: 1\n");
    let before = tree(&project.path(""));
    let parent = project.path("").parent().expect("a temporary folder lies in one").to_owned();
    let outputs = [
        "/",
        ".",
        "..",
        "content",
        "content/",
        "content/nieuw",
        "content/pages/over.md",
        "themes",
        "themes/eigen/static",
        "nergens/../content",
        "nergens/../../.",
        parent.to_str().expect("UTF-8"),
    ];
    for output in outputs {
        let ran = project.run(&["build", "--output", output]);
        assert_eq!(ran.code, 2, "{output}: {}", ran.err);
        assert!(ran.err.contains("AP052"), "{output}: {}", ran.err);
    }
    assert_same(&before, &tree(&project.path("")));
}

#[test]
fn the_home_folder_and_what_holds_it_is_refused_as_output() {
    let project = project();
    for (home, output) in [("thuis", "thuis"), ("mensen/ik", "mensen"), ("mensen/ik", "mensen/ik/../../mensen")] {
        fs::create_dir_all(project.path(home)).expect("a folder");
        let ran = program::run(project.command(&["build", "--output", output]).env("HOME", project.path(home)));
        assert_eq!(ran.code, 2, "{output}: {}", ran.err);
        assert!(ran.err.contains("AP052"), "{output}: {}", ran.err);
    }
    let ran = program::run(project.command(&["build", "--output", "thuis/site"]).env("HOME", project.path("thuis")));
    assert_eq!(ran.code, 0, "a folder in the home folder is fine: {}", ran.err);
}

#[cfg(unix)]
#[test]
fn a_link_to_a_source_is_refused_as_output() {
    let project = project();
    for (name, target) in [("naar-content", "content"), ("naar-project", "."), ("naar-wortel", "/")] {
        std::os::unix::fs::symlink(target, project.path(name)).expect("a link");
        let ran = project.run(&["build", "--output", name]);
        assert_eq!(ran.code, 2, "{name}: {}", ran.err);
        assert!(ran.err.contains("AP052"), "{name}: {}", ran.err);
    }
    assert!(!project.path("content").join(STATE).exists());
}

#[cfg(unix)]
#[test]
fn a_link_in_the_output_is_not_written_through() {
    let project = project();
    project.build(&[]);
    fs::remove_dir_all(project.path("output/over")).expect("the folder is there");
    project.write("elders/index.html", "van iemand anders");
    std::os::unix::fs::symlink("../elders", project.path("output/over")).expect("a link");
    let ran = project.run(&["build"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert_eq!(fs::read_to_string(project.path("elders/index.html")).expect("the file is there"), "van iemand anders");

    project.remove("content/pages/over.md");
    project.run(&["build"]);
    assert_eq!(fs::read_to_string(project.path("elders/index.html")).expect("the file is there"), "van iemand anders");
}

#[test]
fn a_renamed_page_leaves_nothing_behind_and_foreign_files_stay() {
    let project = project();
    project.build(&[]);
    let foreign = ["CNAME", ".git/config", "notities/lees.txt", "over-foto/a.jpg", "privacy/bijlage.pdf"];
    for path in foreign {
        project.write(&format!("output/{path}"), "van iemand anders");
    }
    fs::rename(project.path("content/pages/over.md"), project.path("content/pages/wie-wij-zijn.md")).expect("renamed");
    project.remove("content/pages/privacy.md");
    let built = project.build(&[]);
    assert!(built.contains_key("wie-wij-zijn/index.html"));
    assert!(!project.path("output/over").exists(), "the empty folder is gone too");
    assert!(!built.contains_key("privacy/index.html"));
    assert!(built.contains_key(".nojekyll"));
    for path in foreign {
        assert_eq!(built[path], b"van iemand anders", "{path}");
    }
}

#[test]
fn a_failed_build_leaves_the_former_site_as_it_was() {
    let failures = [
        ("content/pages/over.md", "---\ntitel: Over ons\n---\n"),
        ("content/pages/nieuw.md", "---\ntitle: Nieuw\n---\n[weg](nergens.md)\n"),
        ("content/site.yaml", "id: proef\n"),
        ("themes/standaard/templates/page.html", "{{ bestaat.niet }}"),
        ("themes/standaard/templates/page.html", "{% if %}"),
    ];
    for (path, text) in failures {
        let project = project();
        project.write("themes/standaard/theme.yaml", "contract: 1\n");
        project.build(&[]);
        make_old(&project);
        let before = with_times(&project);
        project.edit("content/index.md", "Dit is", "Dit was");
        project.write(path, text);
        let ran = project.run(&["build"]);
        assert_ne!(ran.code, 0, "{path}: {text}");
        let after = with_times(&project);
        let changed: Vec<&String> = before.keys().filter(|file| before.get(*file) != after.get(*file)).collect();
        assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>(), "{path}: {text}");
        assert_eq!(changed, Vec::<&String>::new(), "{path}: {text}");
    }
}

#[test]
fn files_that_do_not_change_keep_their_time() {
    let project = project();
    let before = project.build(&[]);
    make_old(&project);
    project.edit("content/pages/over.md", "Wie wij zijn.", "Wie wij waren.");
    let after = project.build(&[]);
    let changed: Vec<&String> = after.keys().filter(|path| before.get(*path) != after.get(*path)).collect();
    // What it says is found by searching, so its words and its text change in the index, and nothing else does.
    let index = ["lijst-0.js", "teksten-0.js", "woorden-0.js"].map(|part| format!("zoeken/register/{part}"));
    assert_eq!(changed, ["over/index.html", &index[0], &index[1], &index[2]]);
    for path in after.keys() {
        assert_eq!(time_of(&project, path) == long_ago(), !changed.contains(&path), "{path}");
    }
}

#[test]
fn a_former_style_sheet_stays_until_the_one_after_the_next() {
    let project = project();
    project.write("themes/standaard/theme.yaml", "contract: 1\n");
    let style = |css: &str| {
        project.write("themes/standaard/static/style.css", css);
        project.build(&[])
    };
    let name = |tree: &Tree, css: &str| {
        let is_it = |(path, bytes): &(&String, &Vec<u8>)| {
            path.starts_with("static/style.") && bytes.starts_with(css.as_bytes())
        };
        tree.iter().find(is_it).map(|(path, _)| path.clone())
    };
    let has = |tree: &Tree| ["a{}", "b{}", "c{}"].map(|css| name(tree, css).is_some());
    let first = style("a{}");
    let link = |tree: &Tree, css: &str| {
        let path = name(tree, css).expect("it is published");
        let page = String::from_utf8(tree["over/index.html"].clone()).expect("UTF-8");
        assert!(page.contains(&format!("href=\"../{path}\"")), "{path}");
    };
    link(&first, "a{}");
    assert_eq!(has(&first), [true, false, false]);
    let second = style("b{}");
    link(&second, "b{}");
    assert_eq!(has(&second), [true, true, false], "a page that is still open may ask for the first");
    project.edit("content/pages/over.md", "Wie wij zijn.", "Wie wij waren.");
    assert_eq!(has(&project.build(&[])), [true, true, false], "another text pushes nothing out");
    make_old(&project);
    let before = with_times(&project);
    project.build(&[]);
    assert_eq!(before, with_times(&project), "nothing is written when nothing changed");
    assert_eq!(has(&style("c{}")), [false, true, true]);
    assert_eq!(has(&style("b{}")), [false, true, true], "back again");
    fs::remove_file(project.path("themes/standaard/static/style.css")).expect("the file is there");
    assert_eq!(has(&project.build(&[])), [false, true, false], "the last one that was published stays");
}

#[test]
fn a_foreign_file_in_the_way_is_an_error_and_survives() {
    for foreign in ["nieuw/index.html", "nieuw"] {
        let project = project();
        let before = project.build(&[]);
        project.write(&format!("output/{foreign}"), "van iemand anders");
        project.write("content/pages/nieuw.md", "---\ntitle: Nieuw\n---\n");
        let ran = project.run(&["build"]);
        assert_eq!(ran.code, 2, "{foreign}: {}", ran.err);
        assert!(ran.err.contains("AP053") && ran.err.contains("nieuw"), "{foreign}: {}", ran.err);
        let mut after = tree(&project.path("output"));
        assert_eq!(after.remove(foreign).expect("it is still there"), b"van iemand anders");
        assert_same(&before, &after);
    }
}

#[test]
fn a_folder_can_take_the_place_of_a_file_and_back() {
    let project = project();
    for path in ["content/.well-known/a", "content/.well-known/a/b", "content/.well-known/a"] {
        let _ = fs::remove_dir_all(project.path("content/.well-known"));
        project.write(path, path);
        let built = project.build(&[]);
        let path = path.trim_start_matches("content/");
        assert_eq!(built.keys().filter(|file| file.starts_with(".well-known")).collect::<Vec<_>>(), [path]);
    }
}

#[test]
fn a_changed_output_file_is_restored() {
    let project = project();
    let before = project.build(&[]);
    make_old(&project);
    let page = String::from_utf8(before["over/index.html"].clone()).expect("UTF-8");
    project.write("output/over/index.html", page.replace("Wie wij zijn", "Wie wij zien"));
    project.write("output/privacy/index.html", "");
    project.remove("output/404.html");
    assert_same(&before, &project.build(&[]));
}

/// Takes the hashes out of the manifest, as it stands while files are moved.
fn make_transitional(project: &Project, paths: &[&str]) {
    let manifest = project.path("output").join(STATE).join("manifest");
    let text = fs::read_to_string(&manifest).expect("the manifest is there");
    let line = |line: &str| match line.split_once(' ') {
        Some((_, path)) if paths.contains(&path) => format!("- {path}\n"),
        _ => format!("{line}\n"),
    };
    fs::write(manifest, text.lines().map(line).collect::<String>()).expect("the manifest can be written");
}

#[test]
fn a_build_that_was_cut_off_is_repaired_by_the_next() {
    let project = project();
    let former = project.build(&[]);
    project.edit("content/site.yaml", "title: Proef", "title: Nieuw");
    project.remove("content/pages/privacy.md");
    let new = project.build(&[]);

    // Half the new files stand there, one of the old ones that must go is not gone yet.
    for path in ["index.html", "privacy/index.html"] {
        project.write(&format!("output/{path}"), &former[path]);
    }
    project.write("output/.actieplan/new/0", "half een");
    let manifest = project.path("output/.actieplan/manifest");
    let text = fs::read_to_string(&manifest).expect("the manifest is there");
    fs::write(&manifest, format!("{text}- privacy/index.html\n")).expect("the manifest can be written");
    make_transitional(&project, &["index.html", "over/index.html", "404.html"]);
    make_old(&project);
    assert_same(&new, &project.build(&[]));
}

#[test]
fn a_first_build_that_was_cut_off_is_repaired_by_the_next() {
    let project = project();
    let whole = project.build(&[]);
    for keeps_manifest in [false, true] {
        match keeps_manifest {
            true => make_transitional(&project, &whole.keys().map(String::as_str).collect::<Vec<_>>()),
            false => {
                fs::remove_dir_all(project.path("output")).expect("the folder is there");
                project.write("output/.actieplan/new/3", "half een");
            }
        }
        let _ = fs::remove_file(project.path("output/index.html"));
        assert_same(&whole, &project.build(&[]));
    }
}

/// The title of the next build, and what it makes.
type Next<'a> = (&'a str, &'a Tree);

#[test]
fn a_build_that_is_killed_leaves_whole_files_and_the_next_repairs() {
    let project = project();
    let page = |name: &str| project.write(&format!("content/pages/{name}.md"), "---\ntitle: Pagina\n---\nTekst.\n");
    let (former, latter) = ("content/pages/voor.md", "content/pages/aaa.md");
    (0..60).for_each(|number| page(&format!("p{number}")));
    page("voor");
    let title = |title: &str| project.write("content/site.yaml", program::SITE.replace("title: Proef", title));
    let old = project.build(&[]);
    fs::rename(project.path(former), project.path(latter)).expect("the file is there");
    title("title: Nieuw");
    let new = project.build(&[]);
    title("title: Derde");
    let third = project.build(&[]);

    let output = project.path("output");
    let staged = |least: usize| {
        let folder = output.join(STATE).join("new");
        move || fs::read_dir(&folder).is_ok_and(|entries| entries.count() >= least)
    };
    let is_new = |path: &'static str| {
        let (file, bytes) = (output.join(path), new[path].clone());
        move || fs::read(&file).is_ok_and(|now| now == bytes)
    };
    // When it is killed, and what the next build makes: the same again, or something else, which must not take what is
    // there already for somebody else's.
    let moments: [(Box<dyn Fn() -> bool>, Next); 7] = [
        (Box::new(staged(1)), ("title: Nieuw", &new)),
        (Box::new(staged(60)), ("title: Derde", &third)),
        (Box::new(is_new("404.html")), ("title: Nieuw", &new)),
        (Box::new(is_new("aaa/index.html")), ("title: Derde", &third)),
        (Box::new(is_new("p30/index.html")), ("title: Nieuw", &new)),
        (Box::new(is_new("p30/index.html")), ("title: Derde", &third)),
        (Box::new(is_new("privacy/index.html")), ("title: Nieuw", &new)),
    ];
    for (moment, (next_title, next)) in moments {
        fs::rename(project.path(latter), project.path(former)).expect("the file is there");
        title("title: Proef");
        assert_same(&old, &project.build(&[]));
        fs::rename(project.path(former), project.path(latter)).expect("the file is there");
        title("title: Nieuw");
        let mut child = project.command(&["build"]).spawn().expect("the program starts");
        while !moment() && child.try_wait().expect("the program can be asked").is_none() {
            std::thread::yield_now();
        }
        let _ = child.kill();
        child.wait().expect("the program has ended");
        assert_each_is_whole(&tree(&output), &old, &new);
        title(next_title);
        assert_same(next, &project.build(&[]));
    }
}

/// Every file is wholly the old or the new one, and none is missing that both have.
#[track_caller]
fn assert_each_is_whole(found: &Tree, old: &Tree, new: &Tree) {
    for (path, bytes) in found {
        let is_whole = [old, new].iter().any(|tree| tree.get(path) == Some(bytes));
        assert!(is_whole, "{path} is neither old nor new");
    }
    let missing: Vec<_> = old.keys().filter(|path| new.contains_key(*path) && !found.contains_key(*path)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn a_second_build_at_the_same_time_gives_way() {
    let project = project();
    let before = project.build(&[]);
    project.edit("content/site.yaml", "title: Proef", "title: Nieuw");
    let lock = File::create(project.path("output/.actieplan/lock")).expect("the folder is there");
    lock.lock().expect("nobody else holds it");
    let ran = project.run(&["build"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("AP055"), "{}", ran.err);
    assert_same(&before, &tree(&project.path("output")));
    drop(lock);
    assert_ne!(before, project.build(&[]));
}

#[test]
fn builds_at_the_same_time_give_one_whole_site() {
    let project = project();
    let whole = project.build(&[]);
    fs::remove_dir_all(project.path("output")).expect("the folder is there");
    let children: Vec<_> = (0..4).map(|_| project.command(&["build"]).spawn().expect("the program starts")).collect();
    let codes: Vec<_> = children.into_iter().map(|mut child| child.wait().expect("the program ends").code()).collect();
    assert!(codes.contains(&Some(0)), "{codes:?}");
    assert!(codes.iter().all(|code| matches!(code, Some(0 | 2))), "{codes:?}");
    assert_same(&whole, &tree(&project.path("output")));
}

#[cfg(unix)]
#[test]
fn an_output_folder_that_cannot_be_written_gives_a_message_and_keeps_the_former_site() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    use std::os::unix::process::CommandExt as _;

    let project = project();
    let before = project.build(&[]);
    project.edit("content/site.yaml", "title: Proef", "title: Nieuw");
    let set_mode = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("the folder is ours");
    };
    let mut folders = vec![project.path("output")];
    folders.extend([".actieplan", "over", "privacy", "static"].map(|name| project.path("output").join(name)));
    folders.iter().for_each(|folder| set_mode(folder, 0o555));
    set_mode(&project.path("."), 0o755);
    let mut command = project.command(&["build"]);
    if fs::metadata(project.path("content")).expect("the folder is there").uid() == 0 {
        // Nothing is read-only to root: the program runs as nobody, from where nobody can read it.
        let program = project.path("programma");
        fs::copy(command.get_program(), &program).expect("the program can be copied");
        let args: Vec<_> = command.get_args().map(ToOwned::to_owned).collect();
        command = std::process::Command::new(program);
        command
            .args(args)
            .current_dir(project.path("."))
            .env_clear()
            .env("SOURCE_DATE_EPOCH", program::TODAY)
            .uid(65534);
    }
    let ran = program::run(&mut command);
    folders.iter().for_each(|folder| set_mode(folder, 0o755));
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("AP054") && ran.err.contains("output"), "{}", ran.err);
    assert_same(&before, &tree(&project.path("output")));
}

#[test]
fn an_output_that_is_a_file_is_refused() {
    let project = project();
    project.write("output", "geen map");
    let ran = project.run(&["build"]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("AP052"), "{}", ran.err);
    assert_eq!(fs::read(project.path("output")).expect("the file is there"), b"geen map");
}
