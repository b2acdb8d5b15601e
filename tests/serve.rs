//! The preview, asked over the loopback interface as a browser does.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
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
    fn start(options: &[&str]) -> Preview {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let content = folder.path().join("content");
        write(&content.join("site.yaml"), "id: proef\ntitle: Proef\ndescription: Een proef.\n");
        write(&content.join("index.md"), "---\ntitle: Proef\n---\n\nEerste tekst.\n");
        let mut command = Command::new(env!("CARGO_BIN_EXE_actieplan"));
        let mut child = command
            .arg("serve")
            .arg(folder.path())
            .args(options)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("it says where it is");
        let port = line.trim().trim_end_matches('/').rsplit(':').next().and_then(|port| port.parse().ok());
        Preview { child, port: port.unwrap_or_else(|| panic!("no port in {line:?}")), folder }
    }

    /// Status line and body of an answer.
    fn get(&self, path: &str, host: &str) -> (String, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the preview listens");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("the preview reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("the preview answers with text");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
        (head.lines().next().unwrap_or_default().to_owned(), body.to_owned())
    }

    /// Asks for the home page until it says what it should.
    fn wait_for(&self, what: impl Fn(&str) -> bool) -> String {
        let start = Instant::now();
        loop {
            let (_, body) = self.get("/", "localhost");
            if what(&body) || start.elapsed() > Duration::from_secs(20) {
                return body;
            }
        }
    }
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
