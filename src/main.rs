//! Asks the machine for what the program needs to know of it, and runs the command.

use std::path::PathBuf;
use std::process::ExitCode;

use actieplan::cli::{Environment, run};
use actieplan::language::netherlands;
use jiff::Timestamp;

/// Rendering makes and drops many small texts on all cores, which the system's allocator is slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE")).map(PathBuf::from);
    run(&Environment { today: now().to_zoned(netherlands()).date(), home, arguments: std::env::args_os().collect() })
}

/// The moment of the build: as `SOURCE_DATE_EPOCH` says (reproducible-builds.org), or else the clock.
fn now() -> Timestamp {
    let asked = std::env::var("SOURCE_DATE_EPOCH").ok();
    let asked = asked.and_then(|seconds| seconds.parse().ok()).and_then(|seconds| Timestamp::from_second(seconds).ok());
    asked.unwrap_or_else(Timestamp::now)
}
