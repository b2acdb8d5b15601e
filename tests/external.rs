//! Links to other sites, against servers of our own: what is reported, and that nobody private is called.

mod program;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use actieplan::diagnostic::Severity;
use actieplan::external::{Internet, Settings};
use actieplan::model::link::Options;
use actieplan::pipeline;
use jiff::civil::date;
use program::Project;

/// A server that answers by the path of a request and remembers what it was asked.
struct Server {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start() -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = listener.local_addr().expect("it listens");
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let log = asked.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let log = log.clone();
                std::thread::spawn(move || answer(stream.expect("a connection"), &log));
            }
        });
        Server { address, asked }
    }

    fn asked(&self) -> Vec<String> {
        let mut asked = self.asked.lock().expect("no panic").clone();
        asked.sort();
        asked
    }
}

fn answer(stream: std::net::TcpStream, log: &Mutex<Vec<String>>) {
    let mut reader = BufReader::new(stream.try_clone().expect("a second handle"));
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        match reader.read_line(&mut line) {
            Ok(0) | Err(_) => return,
            Ok(_) if line.trim().is_empty() => break,
            Ok(_) => lines.push(line.trim().to_owned()),
        }
    }
    let mut words = lines[0].split(' ');
    let (method, path) = (words.next().unwrap_or("").to_owned(), words.next().unwrap_or("").to_owned());
    log.lock().expect("no panic").push(format!("{method} {path}"));
    let (status, header) = match path.as_str() {
        "/weg" => ("404 Not Found", String::new()),
        "/verboden" => ("403 Forbidden", String::new()),
        "/druk" => ("429 Too Many Requests", String::new()),
        "/stuk" => ("500 Internal Server Error", String::new()),
        "/alleen-get" if method == "HEAD" => ("405 Method Not Allowed", String::new()),
        "/verhuisd" => ("301 Moved Permanently", "Location: /goed\r\n".to_owned()),
        "/naar-binnen" => ("302 Found", "Location: http://binnen.test/geheim\r\n".to_owned()),
        "/naar-zichzelf" => ("302 Found", "Location: http://127.0.0.1/geheim\r\n".to_owned()),
        "/kring" => ("302 Found", "Location: /kring\r\n".to_owned()),
        // Longer than anybody waits here.
        "/traag" => return std::thread::sleep(Duration::from_secs(20)),
        _ => ("200 OK", String::new()),
    };
    let mut stream = stream;
    let _ = stream
        .write_all(format!("HTTP/1.1 {status}\r\n{header}Content-Length: 0\r\nConnection: close\r\n\r\n").as_bytes());
}

/// Code, weight and place of all that is reported on these links, one a line in a text.
fn reported(server: &Server, private: &Server, links: &[&str]) -> Vec<String> {
    let text: String = links.iter().map(|link| format!("[deze pagina]({link})\n\n")).collect();
    let project = Project::new(&[("content/pages/a.md", &format!("---\ntitle: A\n---\n{text}"))]);
    let options = Options {
        today: date(2026, 3, 1),
        drafts: false,
        future: false,
        base_url: None,
        pretty: false,
        preview: false,
    };
    let mut read = pipeline::load(&project.path(""), &options);
    assert!(read.diagnostics.is_empty());
    let ip = |text: &str| text.parse::<IpAddr>().expect("an address");
    let internet = Internet {
        names: BTreeMap::from([
            ("open.test".to_owned(), vec![ip("93.184.216.34")]),
            ("binnen.test".to_owned(), vec![ip("10.0.0.1")]),
            ("half.test".to_owned(), vec![ip("93.184.216.34"), ip("192.168.0.1")]),
        ]),
        servers: BTreeMap::from([
            (ip("93.184.216.34"), server.address),
            (ip("10.0.0.1"), private.address),
            (ip("192.168.0.1"), private.address),
            (ip("127.0.0.1"), private.address),
            (ip("::1"), private.address),
            (ip("169.254.169.254"), private.address),
        ]),
    };
    let settings =
        Settings { pause: Duration::ZERO, patience: Duration::from_secs(1), side_by_side: 4, internet: Some(internet) };
    pipeline::check_external(&mut read, &settings);
    let told = read.diagnostics.sorted(&read.files).into_iter().map(|d| {
        let weight = match d.problem.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Advice => "advice",
        };
        let span = d.span.expect("a link has a place");
        let written = &read.files.get(span.file).text[span.range()];
        format!("{weight} {} {written}", d.problem.code())
    });
    told.collect()
}

#[test]
fn what_is_gone_is_a_warning_and_what_could_not_be_seen_is_advice() {
    let (server, private) = (Server::start(), Server::start());
    let links = [
        "http://open.test/goed",
        "http://open.test/goed#kop",
        "http://open.test/verhuisd",
        "http://open.test/alleen-get",
        "http://open.test/weg",
        "http://open.test/verboden",
        "http://open.test/druk",
        "http://open.test/stuk",
        "http://open.test/kring",
        "http://open.test/traag",
        "http://nergens.test/",
    ];
    let expected = [
        "warning AP105 [deze pagina](http://open.test/weg)",
        "advice AP106 [deze pagina](http://open.test/verboden)",
        "advice AP106 [deze pagina](http://open.test/druk)",
        "advice AP106 [deze pagina](http://open.test/stuk)",
        "advice AP106 [deze pagina](http://open.test/kring)",
        "advice AP106 [deze pagina](http://open.test/traag)",
        "advice AP106 [deze pagina](http://nergens.test/)",
    ];
    assert_eq!(reported(&server, &private, &links), expected);
    let asked = server.asked();
    assert_eq!(
        asked.iter().filter(|line| line.ends_with(" /goed")).count(),
        2,
        "once itself, once by the redirect: {asked:?}"
    );
    assert!(asked.contains(&"GET /alleen-get".to_owned()) && !asked.contains(&"GET /goed".to_owned()), "{asked:?}");
}

#[test]
fn nobody_private_is_called_by_name_by_number_or_by_redirect() {
    let (server, private) = (Server::start(), Server::start());
    let links = [
        "http://binnen.test/geheim",
        "http://half.test/geheim",
        "http://127.0.0.1/geheim",
        "http://[::1]/geheim",
        "http://169.254.169.254/latest",
        "http://open.test/naar-binnen",
        "http://open.test/naar-zichzelf",
    ];
    let expected: Vec<String> = links.iter().map(|link| format!("warning AP107 [deze pagina]({link})")).collect();
    assert_eq!(reported(&server, &private, &links), expected);
    assert_eq!(private.asked(), Vec::<String>::new());
}

#[test]
fn without_the_option_nobody_is_called() {
    let project = Project::new(&[("content/pages/a.md", "---\ntitle: A\n---\n[dood](http://127.0.0.1:9/weg)\n")]);
    let ran = project.run(&["check", "--advice"]);
    assert_eq!((ran.code, ran.out.contains("AP10")), (0, false), "{}", ran.out);
    let ran = project.run(&["check", "--advice", "--external"]);
    assert!(ran.out.contains("waarschuwing[AP107]"), "{}", ran.out);
}
