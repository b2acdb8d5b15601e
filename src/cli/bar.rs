//! How far rendering is, on a terminal.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// A progress bar that shows only on a terminal, and only when it takes longer than a second.
pub struct Bar {
    start: Instant,
    bar: Option<ProgressBar>,
}

impl Bar {
    /// A bar that does not show yet.
    pub fn new() -> Self {
        let style = ProgressStyle::with_template("{bar:40} {pos}/{len}").expect("the template is well formed");
        let bar = std::io::stderr().is_terminal().then(|| ProgressBar::hidden().with_style(style));
        Bar { start: Instant::now(), bar }
    }

    /// Shows how many of all files are done.
    pub fn show(&self, done: usize, all: usize) {
        let Some(bar) = &self.bar else { return };
        if self.start.elapsed() < Duration::from_secs(1) {
            return;
        }
        if bar.is_hidden() {
            bar.set_draw_target(indicatif::ProgressDrawTarget::stderr());
            bar.set_length(all as u64);
        }
        bar.set_position(done as u64);
    }

    /// Takes the bar away.
    pub fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
