//! Do links to other sites still work? Asked only on request (`check --external`), politely and within bounds.
//!
//! Comes in: addresses with their places. Goes out: a warning for a page that is gone, advice for one that could not be
//! looked at. Each address is asked for once: `HEAD`, and `GET` where that is refused. Requests to one server come one
//! after the other with a pause between them; a few servers are asked side by side; nothing is tried again.
//!
//! Only addresses of the public internet are called, also after a redirect: a name is looked up first, and the answer
//! decides ([`is_public`]). So a text cannot make the machine that checks it call on its neighbours. A proxy of the
//! environment is not used, since then nobody here would know who is called.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ureq::Agent;
use ureq::config::Config;
use ureq::http::{StatusCode, Uri};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

use crate::diagnostic::problem::Unchecked;
use crate::diagnostic::{Diagnostics, Problem, Span};

/// How many addresses are looked at in one run; the others are told of as not checked.
const MOST: usize = 1000;

/// How to go about it.
#[derive(Clone)]
pub struct Settings {
    /// Pause between two requests to one server.
    pub pause: Duration,
    /// How long one address may take, redirects included.
    pub patience: Duration,
    /// Servers that are asked at the same time.
    pub side_by_side: usize,
    /// Where names and addresses lead; none asks the system.
    pub internet: Option<Internet>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            pause: Duration::from_millis(500),
            patience: Duration::from_secs(10),
            side_by_side: 8,
            internet: None,
        }
    }
}

/// An internet of one's own, for tests: what a name's addresses are, and where a call to one of them really goes.
#[derive(Clone)]
pub struct Internet {
    /// The addresses of a name.
    pub names: BTreeMap<String, Vec<IpAddr>>,
    /// Where each public address is answered.
    pub servers: BTreeMap<IpAddr, SocketAddr>,
}

/// What became of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Answer {
    Alive,
    Gone(u16),
    Unknown(Unchecked),
    Private,
}

/// Looks at all addresses and reports those that do not work, at every place that names them.
pub fn check(links: Vec<(String, Span)>, settings: &Settings, diagnostics: &mut Diagnostics) {
    let mut places: BTreeMap<String, BTreeSet<Span>> = BTreeMap::new();
    for (address, span) in links {
        places.entry(address).or_default().insert(span);
    }
    let answers = answers(places.keys().map(String::as_str), settings);
    for (address, spans) in &places {
        let problem = match answers.get(without_anchor(address)).unwrap_or(&Answer::Unknown(Unchecked::TooMany)) {
            Answer::Alive => continue,
            Answer::Gone(status) => Problem::DeadExternalLink { address: address.clone(), status: *status },
            Answer::Unknown(reason) => Problem::UncheckedLink { address: address.clone(), reason: *reason },
            Answer::Private => Problem::PrivateLink { address: address.clone() },
        };
        spans.iter().for_each(|span| diagnostics.report(*span, problem.clone()));
    }
}

fn without_anchor(address: &str) -> &str {
    address.split('#').next().expect("split gives at least one part")
}

/// Asks for every address once, without its anchor.
fn answers<'a>(addresses: impl Iterator<Item = &'a str>, settings: &Settings) -> BTreeMap<&'a str, Answer> {
    let mut servers: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for address in addresses.map(without_anchor).collect::<BTreeSet<_>>().into_iter().take(MOST) {
        servers.entry(host(address).unwrap_or_default()).or_default().push(address);
    }
    let queue = Mutex::new(servers.into_values());
    let answers = Mutex::new(BTreeMap::new());
    std::thread::scope(|scope| {
        for _ in 0..settings.side_by_side {
            scope.spawn(|| {
                let agent = agent(settings);
                loop {
                    let next = queue.lock().expect("no thread panics while it holds the queue").next();
                    let Some(addresses) = next else { break };
                    for (index, address) in addresses.into_iter().enumerate() {
                        if index > 0 {
                            std::thread::sleep(settings.pause);
                        }
                        let answer = ask(&agent, address, settings);
                        answers.lock().expect("no thread panics while it holds the list").insert(address, answer);
                    }
                }
            });
        }
    });
    answers.into_inner().expect("all threads are done")
}

fn host(address: &str) -> Option<String> {
    address.parse::<Uri>().ok()?.host().map(str::to_lowercase)
}

fn agent(settings: &Settings) -> Agent {
    let config = Config::builder()
        .timeout_global(Some(settings.patience))
        .max_redirects(5)
        .http_status_as_error(false)
        .proxy(None)
        .user_agent(concat!("actieplan/", env!("CARGO_PKG_VERSION"), " (looks whether a link still works)"))
        .build();
    let resolver = Public { internet: settings.internet.clone().map(Arc::new), system: DefaultResolver::default() };
    Agent::with_parts(config, DefaultConnector::default(), resolver)
}

fn ask(agent: &Agent, address: &str, settings: &Settings) -> Answer {
    match answer(agent.head(address).call()) {
        // Some servers know only GET, and say so in many ways. Its body is not read.
        Answer::Gone(_) | Answer::Unknown(Unchecked::Refused) => {
            std::thread::sleep(settings.pause);
            answer(agent.get(address).call())
        }
        answer => answer,
    }
}

fn answer<B>(result: Result<ureq::http::Response<B>, ureq::Error>) -> Answer {
    let response = match result {
        Ok(response) => response,
        Err(ureq::Error::Io(error)) if error.kind() == std::io::ErrorKind::PermissionDenied => return Answer::Private,
        Err(ureq::Error::Timeout(_)) => return Answer::Unknown(Unchecked::TimeOut),
        Err(ureq::Error::HostNotFound) => return Answer::Unknown(Unchecked::NoServer),
        Err(ureq::Error::TooManyRedirects) => return Answer::Unknown(Unchecked::Redirects),
        Err(_) => return Answer::Unknown(Unchecked::NoAnswer),
    };
    match response.status() {
        status if status.is_success() || status.is_redirection() => Answer::Alive,
        StatusCode::NOT_FOUND | StatusCode::GONE => Answer::Gone(response.status().as_u16()),
        status if status.is_server_error() && status != StatusCode::NOT_IMPLEMENTED => {
            Answer::Unknown(Unchecked::Broken)
        }
        // 401, 403, 405, 429 and their like: there may well be a page, but not for a program.
        _ => Answer::Unknown(Unchecked::Refused),
    }
}

/// Looks names up, and lets only public addresses through. Every connection asks here, also that of a redirect.
struct Public {
    internet: Option<Arc<Internet>>,
    system: DefaultResolver,
}

impl std::fmt::Debug for Public {
    fn fmt(&self, formatter: &mut std::fmt::Formatter) -> std::fmt::Result {
        formatter.write_str("Public")
    }
}

impl Resolver for Public {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found: Vec<SocketAddr> = match &self.internet {
            None => self.system.resolve(uri, config, timeout)?.iter().copied().collect(),
            Some(internet) => internet.look_up(uri)?,
        };
        // A server with one private address among others is a private one: who answers would be a matter of chance.
        if found.iter().any(|address| !is_public(address.ip())) {
            return Err(ureq::Error::Io(std::io::Error::from(std::io::ErrorKind::PermissionDenied)));
        }
        let mut allowed = self.empty();
        for address in found.into_iter().take(4) {
            allowed.push(self.internet.as_ref().map_or(address, |internet| internet.server(address)));
        }
        Ok(allowed)
    }
}

impl Internet {
    fn look_up(&self, uri: &Uri) -> Result<Vec<SocketAddr>, ureq::Error> {
        let host = uri.host().unwrap_or_default().trim_matches(['[', ']']);
        let port = uri.port_u16().unwrap_or(80);
        let written = host.parse::<IpAddr>().ok().map(|ip| vec![ip]);
        let found = written.or_else(|| self.names.get(host).cloned()).ok_or(ureq::Error::HostNotFound)?;
        Ok(found.into_iter().map(|ip| SocketAddr::new(ip, port)).collect())
    }

    fn server(&self, address: SocketAddr) -> SocketAddr {
        self.servers.get(&address.ip()).copied().unwrap_or(address)
    }
}

/// True for an address that anybody on the internet can call (IANA, special-purpose address registries, as of 2025).
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_documentation()
        || address.is_multicast()
        || a == 0
        || a >= 240
        || (a, b, c) == (192, 0, 0)
        // Shared by the customers of a provider (RFC 6598), and for measuring (RFC 2544).
        || a == 100 && (64..128).contains(&b)
        || a == 198 && (18..20).contains(&b);
    !is_special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    // An address of the old kind in one of the new kind: mapped, compatible, translated (RFC 6052) or 6to4 (RFC 3056).
    let parts = address.segments();
    let old = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match parts {
        [0, 0, 0, 0, 0, 0xffff | 0, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => old(high, low),
        [0x2002, high, low, ..] => old(high, low),
        // Only 2000::/3 has been given out. Of that, 2001::/23 is for protocols and 2001:db8::/32 for documents.
        [0x2001, second, ..] => second >= 0x200 && second != 0xdb8,
        [0x3fff, second, ..] => second >= 0x1000,
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_public_internet_are_called() {
        for address in
            ["93.184.216.34", "1.1.1.1", "172.32.0.1", "2606:2800:220:1::1", "2a00:1450::5", "::ffff:8.8.8.8"]
        {
            assert!(is_public(address.parse().expect("an address")), "{address}");
        }
        for address in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "255.255.255.255",
            "192.0.2.1",
            "198.18.0.1",
            "224.0.0.1",
            "240.0.0.1",
            "192.0.0.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "2001:db8::1",
            "::ffff:127.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001::1",
            "4000::1",
        ] {
            assert!(!is_public(address.parse().expect("an address")), "{address}");
        }
    }
}
