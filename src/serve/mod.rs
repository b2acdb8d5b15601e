//! A preview while editing: pages are rendered when a browser asks for them, from what is on disk now.
//!
//! Nothing is written; the output folder is never touched. After a save the project is read again and the open pages
//! reload themselves. With mistakes the server stays: the report stands over the page until they are mended. Only this
//! machine is served unless another address is asked for, and only under a name that belongs to it, so that no other
//! website can read the preview through the visitor's browser.

mod live;
mod watch;

use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use tokio_stream::{Stream, StreamExt as _};

use crate::diagnostic::print;
use crate::diagnostic::{Diagnostics, Problem};
use crate::language::Language;
use crate::model::link::Options;
use crate::model::page::Page;
use crate::output::Artefact;
use crate::pipeline::{self, Project};
use crate::source::markdown::escape;
use crate::theme::Renderer;
use live::Live;
use watch::Watching;

/// The port that is tried first, when none is asked for.
const FIRST_PORT: u16 = 4321;
/// How many ports after it are tried.
const OTHER_PORTS: u16 = 20;
/// How long a browser that asks for a page is left without an answer while the project is read.
const UNANSWERED: Duration = Duration::from_millis(100);
/// Where the parts of the preview itself live.
const OWN: &str = "/_actieplan";

/// What to serve, and where.
pub struct Settings {
    /// The project's folder.
    pub folder: PathBuf,
    /// As for a build.
    pub options: Options,
    /// Address to listen at.
    pub host: IpAddr,
    /// Port to listen at; without one, the first that is free.
    pub port: Option<u16>,
    /// Look for changes every so often, where the system does not tell of them.
    pub poll: bool,
    /// Language of reports; the site's own when absent.
    pub language: Option<Language>,
}

/// Serves until it is told to stop. `started` is called with the address once pages can be asked for. Who asks before the
/// project has been read waits that long; a browser is told so, and shows the page by itself when it is there.
///
/// Errors: the port is taken, or the folder cannot be watched.
pub fn serve(mut settings: Settings, started: impl FnOnce(&str)) -> Result<(), Problem> {
    // The system names what changed by its whole path, without links on the way.
    if let Ok(whole) = dunce::canonicalize(&settings.folder) {
        settings.folder = whole;
    }
    let runtime = tokio::runtime::Runtime::new().map_err(failed)?;
    let result = runtime.block_on(async {
        let listener = listen(settings.host, settings.port).await?;
        let address = listener.local_addr().map_err(failed)?;
        // Watched before it is read, so that no save falls in between.
        let watching =
            Watching::new(&settings.folder, settings.poll).map_err(|error| failed(watch::system_error(error)))?;
        started(&format!("http://{}/", shown(address)));
        let live = Arc::new(Live::new(settings));
        thread::spawn({
            let live = Arc::clone(&live);
            move || live.follow(watching)
        });
        let router = router(Arc::clone(&live));
        let ended = async move {
            let _ = tokio::signal::ctrl_c().await;
            live.end();
        };
        let served = axum::serve(listener, router).with_graceful_shutdown(ended).await;
        served.map_err(failed)
    });
    runtime.shutdown_background();
    result
}

fn failed(error: io::Error) -> Problem {
    Problem::WatchFailed { fault: error.into() }
}

async fn listen(host: IpAddr, port: Option<u16>) -> Result<TcpListener, Problem> {
    let ports = match port {
        Some(port) => port..=port,
        None => FIRST_PORT..=FIRST_PORT + OTHER_PORTS,
    };
    for port in ports.clone() {
        if let Ok(listener) = TcpListener::bind(SocketAddr::new(host, port)).await {
            return Ok(listener);
        }
    }
    Err(Problem::PortTaken { port: *ports.start() })
}

fn shown(address: SocketAddr) -> String {
    match address.ip() {
        ip if ip.is_loopback() || ip.is_unspecified() => format!("localhost:{}", address.port()),
        _ => address.to_string(),
    }
}

fn router(live: Arc<Live>) -> Router {
    Router::new()
        .route(&format!("{OWN}/events/{{shown}}"), get(events))
        .route(&format!("{OWN}/preview.js"), get(async || asset("text/javascript", include_str!("preview.js"))))
        .route(&format!("{OWN}/preview.css"), get(async || asset("text/css", include_str!("preview.css"))))
        .fallback(page)
        .with_state(live)
}

fn asset(kind: &'static str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}

/// Tells a page that shows one reading that there is another, also when that came while the page was on its way.
async fn events(
    State(live): State<Arc<Live>>,
    Path(shown): Path<u64>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, StatusCode> {
    let readings = live.readings().ok_or(StatusCode::SERVICE_UNAVAILABLE)?;
    let news = readings.filter(move |reading| *reading != shown);
    let events = news.map(|reading| Ok(Event::default().data(reading.to_string())));
    Ok(Sse::new(events).keep_alive(KeepAlive::default()))
}

async fn page(State(live): State<Arc<Live>>, request: Request) -> Response {
    if !is_own_name(request.headers(), live.settings.host) {
        return (StatusCode::FORBIDDEN, "This preview answers to localhost only.\n").into_response();
    }
    let is_read = match shows_pages(request.headers()) {
        true => tokio::time::timeout(UNANSWERED, live.is_read()).await.unwrap_or(false),
        false => live.is_read().await,
    };
    if !is_read {
        return waiting(live.settings.language.unwrap_or_default());
    }
    let path = percent_encoding::percent_decode_str(request.uri().path()).decode_utf8_lossy().into_owned();
    let answer = tokio::task::spawn_blocking(move || answer(&live, path.trim_start_matches('/')));
    answer.await.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// True for a browser that shows what it asks for as a page.
fn shows_pages(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).and_then(|kinds| kinds.to_str().ok()).is_some_and(|kinds| kinds.contains("text/html"))
}

/// Stands in for a page until the project has been read.
fn waiting(language: Language) -> Response {
    let title = language.pick("Uw project wordt gelezen", "Your project is being read");
    let then = language.pick(
        "Dat duurt even bij veel bestanden. De pagina komt vanzelf.",
        "With many files this takes a moment. The page comes by itself.",
    );
    let text = format!("<main id=\"actieplan-waiting\"><h1>{title}</h1>\n<p>{then}</p></main>\n");
    let mut response = html(StatusCode::SERVICE_UNAVAILABLE, &bare_page(language, title, &text), "", 0);
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    response
}

/// True when the browser asks for this machine by a name of its own: a foreign name means that another site sent it here.
fn is_own_name(headers: &HeaderMap, host: IpAddr) -> bool {
    let Some(name) = headers.get(header::HOST).and_then(|name| name.to_str().ok()) else { return false };
    let name = name
        .rsplit_once(':')
        .filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()))
        .map_or(name, |(name, _)| name);
    let bare = name.trim_start_matches('[').trim_end_matches(']');
    matches!(bare, "localhost" | "127.0.0.1" | "::1")
        || bare.parse::<IpAddr>().is_ok_and(|ip| ip == host || host.is_unspecified())
}

/// Renders what stands at a path.
fn answer(live: &Live, path: &str) -> Response {
    let reading = live.reading();
    let current = live.current();
    let project = &current.project;
    let page = |status, page: &str, of_page| html(status, page, &report(live, project, of_page), reading);
    let without_page = |of_page| {
        let bare = bare_page(pipeline::message_language(project, live.settings.language), "actieplan", "");
        page(StatusCode::INTERNAL_SERVER_ERROR, &bare, of_page)
    };
    let Project { site: Some(site), theme: Some(theme), .. } = project else {
        return without_page(None);
    };
    let file = crate::model::address::file_of(path);
    let artefact = current.artefact(&file);
    if artefact.is_none() && current.artefact(&format!("{path}/index.html")).is_some() {
        return (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, format!("/{path}/"))]).into_response();
    }
    let renderer = Renderer::new(site, theme);
    let (status, artefact) = match artefact {
        Some(artefact) => (StatusCode::OK, artefact),
        None => (StatusCode::NOT_FOUND, Artefact::Page(Page::NotFound)),
    };
    match artefact.bytes(site, &renderer) {
        Ok(bytes) if matches!(artefact, Artefact::Page(_) | Artefact::Translation(_) | Artefact::Redirect(_)) => {
            page(status, &String::from_utf8_lossy(&bytes), None)
        }
        Ok(bytes) => {
            let kind = HeaderValue::from_static(content_type(&file));
            (
                status,
                [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))],
                Body::from(bytes),
            )
                .into_response()
        }
        Err((span, problem)) => {
            let mut diagnostics = Diagnostics::default();
            match span {
                Some(span) => diagnostics.report(span, problem),
                None => diagnostics.report_global(problem),
            }
            without_page(Some(&diagnostics))
        }
    }
}

/// A page without a theme.
fn bare_page(language: Language, title: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{title}</title>\n</head>\n<body>\n{body}</body>\n</html>\n",
        language.code()
    )
}

/// The report on the project, or else on this page; empty when nothing is wrong.
fn report(live: &Live, project: &Project, of_page: Option<&Diagnostics>) -> String {
    let diagnostics = of_page.unwrap_or(&project.diagnostics);
    if !diagnostics.has_errors() {
        return String::new();
    }
    let language = pipeline::message_language(project, live.settings.language);
    let title = language.pick("Er is iets mis in de inhoud", "Something is wrong in the content");
    let list = print::html(diagnostics, &project.files, language, &live.settings.folder);
    format!("<section id=\"actieplan-report\" aria-label=\"{0}\"><h2>{0}</h2>\n{list}</section>\n", escape(title))
}

/// A page of a reading with the report over it, and the script that reloads it.
fn html(status: StatusCode, page: &str, report: &str, reading: u64) -> Response {
    let head = format!(
        "<link rel=\"stylesheet\" href=\"{OWN}/preview.css\">\n\
         <script src=\"{OWN}/preview.js\" data-shown=\"{reading}\" defer></script>\n</head>"
    );
    let page = page.replacen("</head>", &head, 1).replacen("</body>", &format!("{report}</body>"), 1);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (status, headers, page).into_response()
}

fn content_type(file: &str) -> &'static str {
    match file.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "xml" => "application/xml; charset=utf-8",
        "json" => "application/json",
        "csv" => "text/csv; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked_as(host: &'static str, listening: [u8; 4]) -> bool {
        let headers = HeaderMap::from_iter([(header::HOST, HeaderValue::from_static(host))]);
        is_own_name(&headers, IpAddr::from(listening))
    }

    #[test]
    fn only_names_of_this_machine_are_answered() {
        for host in ["localhost:4321", "127.0.0.1", "[::1]:4321", "localhost"] {
            assert!(asked_as(host, [127, 0, 0, 1]), "{host}");
        }
        for host in ["evil.example", "evil.example:4321", "localhost.evil.example", "192.168.1.5:4321"] {
            assert!(!asked_as(host, [127, 0, 0, 1]), "{host}");
        }
        assert!(asked_as("192.168.1.5:4321", [192, 168, 1, 5]));
    }
}
