//! The preview, asked over the loopback interface as a browser does.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// A preview of a tiny project; it ends with the test.
struct Preview {
    child: Child,
    port: u16,
    folder: tempfile::TempDir,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Preview {
    /// A preview of a home page.
    fn start(options: &[&str]) -> Preview {
        Preview::of(&[], options)
    }

    /// A preview of a home page and other files.
    fn of(files: &[(&str, &str)], options: &[&str]) -> Preview {
        let folder = project(files);
        let path = folder.path().to_owned();
        Preview::of_project(folder, Command::new(env!("CARGO_BIN_EXE_actieplan")).arg("serve").arg(path).args(options))
    }

    /// What a command that starts one shows of a project.
    fn of_project(folder: tempfile::TempDir, command: &mut Command) -> Preview {
        let mut child = command.stdout(Stdio::piped()).spawn().expect("the program starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("it says where it is");
        let port = line.trim().trim_end_matches('/').rsplit(':').next().and_then(|port| port.parse().ok());
        Preview { child, port: port.unwrap_or_else(|| panic!("no port in {line:?}")), folder }
    }

    /// A file of the project.
    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        write(&self.path(path), text);
    }

    /// Status line and body of an answer.
    fn get(&self, path: &str, host: &str) -> (String, String) {
        self.ask(path, &format!("Host: {host}\r\n"))
    }

    /// Status line and body of the answer to a browser that shows pages.
    fn browse(&self, path: &str) -> (String, String) {
        self.ask(path, "Host: localhost\r\nAccept: text/html,application/xhtml+xml,*/*;q=0.8\r\n")
    }

    fn ask(&self, path: &str, headers: &str) -> (String, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the preview listens");
        write!(stream, "GET {path} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n").expect("the preview reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("the preview answers with text");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
        (head.lines().next().unwrap_or_default().to_owned(), body.to_owned())
    }

    /// What the preview tells a page that shows a reading: the number of another one, when there is one.
    fn news_for(&self, shown: u64) -> u64 {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the preview listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("the system can wait");
        write!(stream, "GET /_actieplan/events/{shown} HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .expect("the preview reads");
        let lines = BufReader::new(stream).lines().map(|line| line.expect("the preview tells"));
        let number = lines.filter_map(|line| line.strip_prefix("data: ").map(str::to_owned)).next();
        number.and_then(|number| number.parse().ok()).expect("a number")
    }

    /// Asks for the home page until it says what it should.
    fn wait_for(&self, what: impl Fn(&str) -> bool) -> String {
        self.wait_at("/", |_, body| what(body)).1
    }

    /// Asks for a page until the answer is what it should be, or nobody waits any longer; gives the last answer.
    fn wait_at(&self, path: &str, what: impl Fn(&str, &str) -> bool) -> (String, String) {
        let start = Instant::now();
        loop {
            let (status, body) = self.get(path, "localhost");
            if what(&status, &body) || start.elapsed() > PATIENCE {
                return (status, body);
            }
        }
    }

    /// Waits until a page is there and has a text.
    #[track_caller]
    fn shows(&self, path: &str, text: &str) {
        let (status, body) = self.wait_at(path, |status, body| status.contains("200") && body.contains(text));
        assert!(status.contains("200") && body.contains(text), "{path} shows `{text}`: {status}\n{body}");
    }

    /// Waits until a page is gone.
    #[track_caller]
    fn lacks(&self, path: &str) {
        let (status, _) = self.wait_at(path, |status, _| status.contains("404"));
        assert!(status.contains("404"), "{path} is gone: {status}");
    }
}

/// How long a change may take on a machine that does much else at the same time.
const PATIENCE: Duration = Duration::from_secs(60);

/// A project with a home page and other files.
fn project(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let least = [
        ("content/site.yaml", "id: proef\ntitle: Proef\ndescription: Een proef.\n"),
        ("content/index.md", "---\ntitle: Proef\n---\n\nEerste tekst.\n"),
    ];
    for (path, text) in least.iter().chain(files) {
        write(&folder.path().join(path), text);
    }
    folder
}

/// The address of the style sheet that a page names.
fn style(page: &str) -> String {
    let (_, link) = page.split_once("rel=\"stylesheet\" href=\"").expect("a page has a style sheet");
    let (path, _) = link.split_once('"').expect("an attribute ends");
    format!("/{}", path.trim_start_matches("./"))
}

/// A text with a title.
fn text(title: &str, body: &str) -> String {
    format!("---\ntitle: {title}\n---\n\n{body}\n")
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("the folder can be made");
    fs::write(path, text).expect("the file can be written");
}

#[test]
fn a_change_is_shown_and_a_mistake_stands_over_the_page_until_it_is_mended() {
    for options in [&[][..], &["--poll"]] {
        let preview = Preview::start(options);
        let index = preview.folder.path().join("content/index.md");
        assert!(preview.get("/", "localhost").1.contains("Eerste tekst."));
        write(&index, "---\ntitle: Proef\n---\n\nTweede tekst.\n");
        assert!(preview.wait_for(|page| page.contains("Tweede tekst.")).contains("Tweede tekst."), "{options:?}");
        write(&index, "---\ntitel: Proef <b>\n---\n\nDerde tekst.\n");
        let page = preview.wait_for(|page| page.contains("actieplan-report"));
        assert!(page.contains("bedoelde u `title`?") && page.contains("content/index.md:2:1"), "{page}");
        assert!(page.contains("titel: Proef &lt;b&gt;"), "the line is escaped: {page}");
        write(&index, "---\ntitle: Proef\n---\n\nDerde tekst.\n");
        let page = preview.wait_for(|page| page.contains("Derde tekst.") && !page.contains("actieplan-report"));
        assert!(page.contains("Derde tekst.") && !page.contains("actieplan-report"), "{page}");
        assert!(!preview.folder.path().join("output").exists(), "the preview never writes");
    }
}

#[test]
fn a_browser_that_comes_before_the_project_is_read_is_told_so_and_then_that_it_is_read() {
    let body = "Een zin in een lange tekst. ".repeat(300);
    let many: Vec<(String, String)> =
        (0..3000).map(|n| (format!("content/questions/vraag-{n}.md"), text(&format!("Vraag {n}?"), &body))).collect();
    let files: Vec<(&str, &str)> = many.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let preview = Preview::of(&files, &[]);
    let (status, page) = preview.browse("/");
    assert!(status.contains("503") && page.contains("Uw project wordt gelezen"), "{status}\n{page}");
    assert!(page.contains("data-shown=\"0\""), "it waits for the first reading: {page}");
    assert_eq!(preview.news_for(0), 1, "and is told of it");
    let (status, page) = preview.browse("/");
    assert!(status.contains("200") && page.contains("Eerste tekst."), "{status}\n{page}");
}

#[test]
fn who_asks_for_anything_but_a_page_waits_until_the_project_is_read() {
    let (status, page) = Preview::start(&[]).get("/", "localhost");
    assert!(status.contains("200") && page.contains("data-shown=\"1\""), "{status}\n{page}");
}

#[test]
fn a_page_that_was_on_its_way_while_something_changed_is_told_of_it() {
    let preview = Preview::start(&[]);
    preview.shows("/", "Eerste tekst.");
    preview.write("content/index.md", &text("Proef", "Tweede tekst."));
    preview.shows("/", "Tweede tekst.");
    assert!(preview.news_for(1) > 1, "the page with the first text follows the news only now");
}

#[test]
fn a_project_is_followed_by_whatever_path_it_was_named() {
    let ways: [fn(&mut Command, &Path, &str); 4] = [
        |command, folder, _| {
            command.current_dir(folder);
        },
        |command, folder, _| {
            command.current_dir(folder.join("content"));
        },
        |command, folder, name| {
            command.arg(name).current_dir(folder.parent().expect("it lies in a folder"));
        },
        |command, folder, name| {
            command.arg(format!("../../{name}")).current_dir(folder.join("content"));
        },
    ];
    for (number, way) in ways.iter().enumerate() {
        let folder = project(&[]);
        let mut command = Command::new(env!("CARGO_BIN_EXE_actieplan"));
        let name = folder.path().file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
        way(command.arg("serve"), folder.path(), &name);
        let preview = Preview::of_project(folder, &mut command);
        preview.shows("/", "Eerste tekst.");
        preview.write("content/index.md", &text("Proef", "Tweede tekst."));
        let (_, page) = preview.wait_at("/", |_, page| page.contains("Tweede tekst."));
        assert!(page.contains("Tweede tekst."), "way {number}: {page}");
    }
}

#[cfg(unix)]
#[test]
fn a_project_is_followed_through_a_link_to_its_folder() {
    let links = tempfile::tempdir().expect("a folder for the link");
    let folder = project(&[]);
    let link = links.path().join("werkmap");
    std::os::unix::fs::symlink(folder.path(), &link).expect("a link can be made");
    let preview = Preview::of_project(folder, Command::new(env!("CARGO_BIN_EXE_actieplan")).arg("serve").arg(link));
    preview.shows("/", "Eerste tekst.");
    preview.write("content/index.md", &text("Proef", "Tweede tekst."));
    preview.shows("/", "Tweede tekst.");
}

#[test]
fn nothing_but_pages_of_the_site_is_given_out() {
    let preview = Preview::start(&[]);
    for path in ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%5c..%5cx", "/content/site.yaml", "/niets/"] {
        let (status, _) = preview.get(path, "localhost");
        assert!(status.contains("404"), "{path}: {status}");
    }
    let (status, _) = preview.get("/", "evil.example");
    assert!(status.contains("403"), "a foreign name is refused: {status}");
}

#[test]
fn a_port_that_was_asked_for_and_is_taken_is_an_error() {
    let preview = Preview::start(&[]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_actieplan"));
    let output = command.arg("serve").arg(preview.folder.path()).args(["--port", &preview.port.to_string()]).output();
    let output = output.expect("the program starts");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("AP056"));
}

#[test]
fn a_file_that_is_put_in_the_place_of_another_is_a_change() {
    for options in [&[][..], &["--poll"]] {
        let preview = Preview::start(options);
        // As vim, `sed -i` and JetBrains save.
        preview.write("content/index.md.new", &text("Proef", "Tweede tekst."));
        fs::rename(preview.path("content/index.md.new"), preview.path("content/index.md")).expect("it is there");
        preview.shows("/", "Tweede tekst.");
        fs::rename(preview.path("content/index.md"), preview.path("content/index.md~")).expect("it is there");
        preview.write("content/index.md", &text("Proef", "Derde tekst."));
        preview.shows("/", "Derde tekst.");
    }
}

#[test]
fn pages_follow_files_and_folders_that_come_move_and_go() {
    for options in [&[][..], &["--poll"]] {
        let preview = Preview::start(options);
        // What comes and goes between two looks is not seen.
        let has_been_seen = || thread::sleep(Duration::from_millis(if options.is_empty() { 0 } else { 1200 }));
        preview.write("content/pages/een.md", &text("Een", "Een tekst."));
        preview.shows("/een/", "Een tekst.");
        has_been_seen();
        fs::rename(preview.path("content/pages/een.md"), preview.path("content/pages/twee.md")).expect("it is there");
        preview.shows("/twee/", "Een tekst.");
        preview.lacks("/een/");
        has_been_seen();
        fs::remove_file(preview.path("content/pages/twee.md")).expect("it is there");
        preview.lacks("/twee/");

        preview.write("content/regions/a/b.txt", "no page");
        preview.write("content/regions/kust.md", &text("Kust", "Aan zee."));
        preview.shows("/regios/kust/", "Aan zee.");
        has_been_seen();
        fs::rename(preview.path("content/regions"), preview.path("content/elders")).expect("it is there");
        preview.lacks("/regios/kust/");
        has_been_seen();
        fs::rename(preview.path("content/elders"), preview.path("content/regions")).expect("it is there");
        preview.shows("/regios/kust/", "Aan zee.");
        has_been_seen();
        fs::remove_dir_all(preview.path("content/regions")).expect("it is there");
        preview.lacks("/regios/kust/");
    }
}

#[test]
fn a_checkout_of_500_changes_ends_in_the_right_state() {
    let preview = Preview::start(&[]);
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        let settings =
            ["-c", "user.name=proef", "-c", "user.email=proef@voorbeeld.nl", "-c", "core.hooksPath=/dev/null"];
        let command = command.args(settings).args(arguments).current_dir(preview.folder.path());
        let output = command.env("GIT_CONFIG_GLOBAL", "/dev/null").output().expect("git is installed");
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    };
    let name = |number: usize| format!("content/questions/vraag-{number}.md");
    git(&["init", "--quiet", "--initial-branch=main"]);
    (0..400).for_each(|number| preview.write(&name(number), &text("Vraag?", &format!("Oud antwoord {number}."))));
    git(&["add", "--all"]);
    git(&["commit", "--quiet", "-m", "oud"]);
    git(&["checkout", "--quiet", "-b", "nieuw"]);
    // 300 change, 100 go and 100 come.
    (0..300).for_each(|number| preview.write(&name(number), &text("Vraag?", &format!("Nieuw antwoord {number}."))));
    (300..400).for_each(|number| fs::remove_file(preview.path(&name(number))).expect("it is there"));
    (400..500).for_each(|number| preview.write(&name(number), &text("Vraag?", &format!("Nieuw antwoord {number}."))));
    git(&["add", "--all"]);
    git(&["commit", "--quiet", "-m", "nieuw"]);
    let state = |page: &str, word: &str| page.matches(word).count();
    for (branch, new, old) in [("main", 0, 400), ("nieuw", 400, 0)] {
        git(&["checkout", "--quiet", branch]);
        let is_right = |page: &str| state(page, "Nieuw antwoord") == new && state(page, "Oud antwoord") == old;
        let (_, page) = preview.wait_at("/vragen/", |_, page| is_right(page));
        assert!(
            is_right(&page),
            "{branch}: {} new, {} old",
            state(&page, "Nieuw antwoord"),
            state(&page, "Oud antwoord")
        );
    }
}

#[test]
fn changes_in_the_theme_the_figures_and_the_settings_are_shown() {
    let theme = "name: Eigen\ncontract: CONTRACT\n";
    let standard = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/standaard/theme.yaml"));
    let contract = standard.expect("the theme is there");
    let contract = contract.lines().find_map(|line| line.strip_prefix("contract: ")).expect("it states its contract");
    let figure = "title: Uitstroom\nkind: aantal\ndefinition: Wie ging.\nunit: personen\nillustrative: true\n\
                  source: {name: Verzonnen}\nreference_date: 31 december\nseries:\n  - name: Alle\n    values: {2023: 4321}\n";
    let files = [
        ("content/site.yaml", "id: proef\ntitle: Proef\ndescription: Een proef.\ntheme: eigen\n"),
        ("content/figures/uitstroom.yaml", figure),
        ("themes/eigen/theme.yaml", &theme.replace("CONTRACT", contract)),
        ("themes/eigen/templates/footer.html", "<footer>Eerste voet</footer>\n"),
        ("themes/eigen/static/style.css", "a { color: red }\n"),
    ];
    for options in [&[][..], &["--poll"]] {
        let preview = Preview::of(&files, options);
        preview.shows("/", "Eerste voet");
        preview.write("themes/eigen/templates/footer.html", "<footer>Tweede voet</footer>\n");
        preview.shows("/", "Tweede voet");
        preview.write("themes/eigen/static/style.css", "a { color: blue }\n");
        let has_new_style = |page: &str| preview.get(&style(page), "localhost").1.contains("blue");
        let page = preview.wait_for(has_new_style);
        assert!(has_new_style(&page), "{page}");
        preview.shows("/cijfers/uitstroom/", "4.321");
        preview.write("content/figures/uitstroom.yaml", &figure.replace("4321", "5432"));
        preview.shows("/cijfers/uitstroom/", "5.432");
        preview.write("content/site.yaml", &files[0].1.replace("title: Proef", "title: Andere naam"));
        preview.shows("/", "Andere naam");
    }
}

#[test]
fn a_theme_that_comes_later_is_followed_too() {
    let preview = Preview::start(&[]);
    preview.write("themes/eigen/theme.yaml", "name: Eigen\n");
    preview.write("content/site.yaml", "id: proef\ntitle: Met thema\ndescription: Een proef.\ntheme: eigen\n");
    preview.wait_for(|page| page.contains("Met thema") || page.contains("actieplan-report"));
    preview.write("themes/eigen/templates/footer.html", "<footer>Latere voet</footer>\n");
    preview.wait_for(|page| page.contains("Latere voet"));
    preview.write("themes/eigen/templates/footer.html", "<footer>Laatste voet</footer>\n");
    preview.shows("/", "Laatste voet");
}

#[test]
fn the_output_folder_stays_as_it_is() {
    let preview = Preview::of(&[("output/index.html", "gebouwd"), ("output/.actieplan", "{}")], &[]);
    preview.write("content/index.md", &text("Proef", "Tweede tekst."));
    preview.shows("/", "Tweede tekst.");
    let mut found: Vec<_> =
        fs::read_dir(preview.path("output")).expect("it is there").flatten().map(|e| e.file_name()).collect();
    found.sort();
    assert_eq!(found, [".actieplan", "index.html"]);
    assert_eq!(fs::read_to_string(preview.path("output/index.html")).expect("it is there"), "gebouwd");
}

#[test]
fn a_port_that_is_taken_is_passed_over_when_none_was_asked_for() {
    // The preview of another test gives it back; what another program holds stays taken.
    let start = Instant::now();
    let _held = loop {
        match TcpListener::bind(("127.0.0.1", 4321)) {
            Err(_) if start.elapsed() < PATIENCE => thread::sleep(Duration::from_millis(10)),
            held => break held,
        }
    };
    let (one, other) = (Preview::start(&[]), Preview::start(&[]));
    assert!(one.port != 4321 && other.port != 4321 && one.port != other.port, "{} {}", one.port, other.port);
    for preview in [one, other] {
        assert!(preview.get("/", "localhost").0.contains("200"));
    }
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_the_preview_within_a_second_also_with_a_page_open() {
    let mut preview = Preview::start(&[]);
    let mut open = TcpStream::connect(("127.0.0.1", preview.port)).expect("the preview listens");
    write!(open, "GET /_actieplan/events/1 HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("the preview reads");
    let mut line = String::new();
    BufReader::new(&open).read_line(&mut line).expect("the preview answers");
    assert!(line.contains("200"), "{line}");
    let start = Instant::now();
    let told = Command::new("kill").args(["-INT", &preview.child.id().to_string()]).status().expect("there is a kill");
    assert!(told.success());
    let status = preview.child.wait().expect("it ends");
    assert!(start.elapsed() < Duration::from_secs(1), "after {:?}", start.elapsed());
    assert_eq!(status.code(), Some(0));
}

/// Linux gives a user a number of folders to watch; in a namespace of one's own that number can be lowered.
#[cfg(target_os = "linux")]
#[test]
fn a_machine_that_cannot_watch_more_folders_is_told_of_with_what_to_do() {
    let folder = project(&[("content/regions/kust.md", &text("Kust", "Aan zee."))]);
    let lowered = "echo 1 > /proc/sys/user/max_inotify_watches && exec \"$0\" serve \"$1\"";
    let mut command = Command::new("unshare");
    let command = command.args(["--user", "--map-root-user", "sh", "-c", lowered, env!("CARGO_BIN_EXE_actieplan")]);
    let output = command.arg(folder.path()).output().expect("unshare is part of util-linux");
    let told = String::from_utf8_lossy(&output.stderr);
    if told.starts_with("unshare: ") {
        eprintln!("not shown here: {told}");
        return;
    }
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("AP057") && told.contains("--poll") && told.contains("max_user_watches"), "{told}");
}
