//! The bar of a run over many files.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, stderr};

/// A bar; shown at once where there are several files.
pub fn progress(files: usize, quiet: bool) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::hidden());
    if files > 1 {
        show(&bar, quiet);
    }
    match ProgressStyle::with_template("{bar:30} {pos}/{len} {wide_msg}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// Shows a bar on a terminal, nothing anywhere else.
pub fn show(bar: &ProgressBar, quiet: bool) {
    if bar.is_hidden() && !quiet && stderr().is_terminal() {
        bar.set_draw_target(ProgressDrawTarget::stderr());
    }
}
