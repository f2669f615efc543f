//! No input makes the DOCX reader panic, hang or take memory without bound.

use phuluc::read::{self, Options};

/// Reads every `.docx` of the folder in `PHULUC_HOSTILE` and prints what came of it and how long it took.
#[test]
#[ignore = "for a folder of hostile files made elsewhere"]
fn read_a_folder_of_hostile_files() {
    let Ok(folder) = std::env::var("PHULUC_HOSTILE") else { return };
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "docx"));
    files.sort();
    for path in files {
        let start = std::time::Instant::now();
        let outcome = match read::read("hostile", &std::fs::read(&path).unwrap(), &Options::default()) {
            Ok(noted) => {
                format!("ok, {} blocks, {} findings", noted.output.blocks.len(), noted.findings.len())
            }
            Err(error) => format!("{}: {error}", error.code()),
        };
        println!(
            "{:>8.1?} {} {outcome}",
            start.elapsed(),
            path.file_name().unwrap_or_default().to_string_lossy()
        );
    }
}
