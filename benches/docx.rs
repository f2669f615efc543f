//! What reading a DOCX costs. `cargo bench --bench docx -- REPORT.docx …` prints milliseconds a read;
//! without files it takes the sample reports beside the repository.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

use phuluc::read::{self, Options};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const READS: u32 = 50;

fn main() {
    let mut files: Vec<PathBuf> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'))
        .map(PathBuf::from)
        .collect();
    if files.is_empty() {
        files = samples();
    }
    for file in files {
        match std::fs::read(&file) {
            Ok(bytes) => println!(
                "{:>8.2} ms  {}",
                best(&bytes).as_secs_f64() * 1e3,
                file.display()
            ),
            Err(error) => println!("{}: {error}", file.display()),
        }
    }
}

/// The quickest of many reads: the others hold the noise of the machine.
fn best(bytes: &[u8]) -> Duration {
    let one = |_| {
        let start = Instant::now();
        std::hint::black_box(read::read("bench", bytes, &Options::default())).ok();
        start.elapsed()
    };
    (0..READS).map(one).min().unwrap_or_default()
}

fn samples() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = ["../shared/samples/a", "../../shared/samples/a"].map(|path| root.join(path));
    let entries = folder
        .iter()
        .find_map(|folder| std::fs::read_dir(folder).ok());
    let mut files: Vec<PathBuf> = entries
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    files.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "docx")
    });
    files.sort();
    files
}
