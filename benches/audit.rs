//! Measures what protecting small counts costs: `cargo run --release --example audit -- PROJECT`.
//!
//! Reads a project as a build does, and then audits it as the build has done, ten times.

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use actieplan::diagnostic::Diagnostics;
use actieplan::model::audit::audit;
use actieplan::model::link::Options;
use actieplan::pipeline;
use jiff::civil::date;

const ROUNDS: u32 = 10;

fn main() -> ExitCode {
    let Some(folder) = env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: audit PROJECT");
        return ExitCode::from(2);
    };
    let options = Options {
        today: date(2026, 3, 1),
        drafts: false,
        future: false,
        base_url: None,
        pretty: false,
        preview: false,
    };
    let started = Instant::now();
    let project = pipeline::load(&folder, &options);
    let loaded = started.elapsed();
    let Some(site) = project.site else {
        eprintln!("the project cannot be read");
        return ExitCode::FAILURE;
    };
    let hidden: usize = site.figures.iter().map(|(_, figure)| figure.taken_out.len()).sum();
    let started = Instant::now();
    for _ in 0..ROUNDS {
        audit(&site, 10, &project.files, &mut Diagnostics::default());
    }
    let audited = started.elapsed() / ROUNDS;
    println!("{} figures, {hidden} hidden counts: read in {loaded:.2?}, audited in {audited:.1?}", site.figures.len());
    ExitCode::SUCCESS
}
