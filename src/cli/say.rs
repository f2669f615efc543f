//! What a run says on standard error: what was passed over, what failed, where every row went.

use super::fail;
use crate::emit::message::{Lang, talk};
use crate::emit::{files, message};
use crate::model::{Entry, Finding, Ledger, Outcome, Report, Severity, Status};
use std::path::Path;

/// One line per file that was not meant to be read.
pub fn passed_over(entries: &[Entry], lang: Lang) {
    for entry in entries {
        if let Outcome::Skipped(reason) = &entry.outcome {
            let why = message::failure(reason, lang).message;
            let file = fail::one_line(&entry.file);
            eprintln!(
                "{}",
                talk("skipped", &[("file", &file), ("why", &why)], lang)
            );
        }
    }
}

/// A line with a hint for each file that was not read, or gave no table.
pub fn troubles(entries: &[Entry], lang: Lang) {
    for entry in entries {
        match &entry.outcome {
            Outcome::Failed(failure) => eprintln!("{}", fail::failure(&entry.file, failure, lang)),
            Outcome::Read(report) => status(&entry.file, report, lang),
            Outcome::Skipped(_) => {}
        }
    }
}

/// A line with a hint when a report came only part of the way.
pub fn status(file: &str, report: &Report, lang: Lang) {
    if report.status == Status::Ok {
        return;
    }
    let name = files::status(report.status);
    let word = talk("warning", &[], lang);
    eprintln!(
        "{}: {word}[{name}]: {}",
        fail::one_line(file),
        talk(&format!("status.{name}"), &[], lang)
    );
    eprintln!(
        "  {}: {}",
        talk("hint", &[], lang),
        talk(&format!("status.{name}.hint"), &[], lang)
    );
}

/// A line for each thing doubtful about what was read from a file, a hint below it.
pub fn findings(file: &str, findings: &[Finding], lang: Lang) {
    for finding in findings {
        let sentence = message::finding(finding, lang);
        let word = talk(weight(finding.severity), &[], lang);
        let said = fail::one_line(sentence.message.trim());
        eprintln!("{}: {word}[{}]: {said}", fail::one_line(file), finding.code);
        if !sentence.hint.is_empty() {
            eprintln!("  {}: {}", talk("hint", &[], lang), sentence.hint);
        }
    }
}

fn weight(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// A line for a file in which nothing was found that was asked for.
pub fn nothing(file: &str, what: &str, lang: Lang) {
    eprintln!("{}: {}", fail::one_line(file), talk(what, &[], lang));
}

/// Says that a file was held by another program.
pub fn written_beside(wanted: &Path, real: &Path, lang: Lang) {
    let data: [(&str, &dyn ToString); 2] =
        [("wanted", &wanted.display()), ("real", &real.display())];
    eprintln!("{}", talk("written-beside", &data, lang));
}

/// The ledger and the count of files and findings.
pub fn summary(entries: &[Entry], dir: Option<&Path>, lang: Lang) {
    let reports: Vec<&Report> = entries.iter().filter_map(Entry::report).collect();
    let failed = entries
        .iter()
        .filter(|entry| entry.failure().is_some())
        .count();
    let total = reports
        .iter()
        .fold(Ledger::default(), |sum, report| add(sum, report.ledger));
    let weight = |severity| {
        reports
            .iter()
            .map(|report| files::weigh(report, severity))
            .sum::<usize>()
    };
    let values = reports
        .iter()
        .flat_map(|report| &report.records)
        .filter(|r| r.value.number().is_some())
        .count();
    let read: [(&str, &dyn ToString); 3] = [
        ("files", &(reports.len() + failed)),
        ("read", &reports.len()),
        ("failed", &failed),
    ];
    eprintln!("{}", talk("files", &read, lang));
    eprintln!("{}", ledger(total, lang));
    let found: [(&str, &dyn ToString); 4] = [
        ("values", &values),
        ("errors", &weight(Severity::Error)),
        ("warnings", &weight(Severity::Warning)),
        ("infos", &weight(Severity::Info)),
    ];
    eprintln!("{}", talk("findings", &found, lang));
    if let Some(dir) = dir {
        eprintln!("{}", talk("written", &[("dir", &dir.display())], lang));
    }
}

/// `194 dòng = 150 chỉ tiêu + 35 đề mục + …`: every row is somewhere.
pub fn ledger(ledger: Ledger, lang: Lang) -> String {
    let parts: [(&str, &dyn ToString); 7] = [
        ("printed", &ledger.printed),
        ("indicators", &ledger.indicators),
        ("headings", &ledger.headings),
        ("pieces", &ledger.pieces),
        ("header", &ledger.header),
        ("empty", &ledger.empty),
        ("unmapped", &ledger.unmapped),
    ];
    let line = talk("ledger", &parts, lang);
    if ledger.adds_up() {
        line
    } else {
        format!("{line}  {}", talk("ledger-broken", &[], lang))
    }
}

fn add(a: Ledger, b: Ledger) -> Ledger {
    Ledger {
        printed: a.printed + b.printed,
        indicators: a.indicators + b.indicators,
        headings: a.headings + b.headings,
        pieces: a.pieces + b.pieces,
        header: a.header + b.header,
        empty: a.empty + b.empty,
        unmapped: a.unmapped + b.unmapped,
    }
}
