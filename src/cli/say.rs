//! What a run says on standard error: what was passed over, what failed, where every row went.

use super::{Exit, fail};
use crate::emit::message::{Lang, talk};
use crate::emit::rendered::{Facts, FactsOutcome, ReadFacts};
use crate::emit::{files, message};
use crate::model::{Finding, Ledger, Status};
use crate::store::folder::Finished;
use crate::store::shard::Refusal;
use crate::store::{corrections, decisions};
use std::path::Path;

/// Names an input that was not meant to be read.
pub fn skipped(facts: &Facts, lang: Lang) {
    if let FactsOutcome::Skipped(reason) = &facts.outcome {
        let why = reason.sentence(lang).message;
        let file = fail::one_line(&facts.file);
        let data: [(&str, &dyn ToString); 2] = [("file", &file), ("why", &why)];
        eprintln!("{}", talk("skipped", &data, lang));
    }
}

/// Names an input that could not be read, or not as far as a table of values.
pub fn failure(facts: &Facts, lang: Lang) {
    match &facts.outcome {
        FactsOutcome::Failed(error) => eprintln!("{}", fail::error(&facts.file, error, lang)),
        FactsOutcome::Read(read) => {
            status(&facts.file, read.status, read.cause.as_deref(), lang);
        }
        FactsOutcome::Skipped(_) => {}
    }
}

/// Names an input that could not be read in one line.
pub fn error(facts: &Facts, lang: Lang) {
    if let FactsOutcome::Failed(error) = &facts.outcome {
        let said = fail::error(&facts.file, error, lang);
        eprintln!("{}", said.lines().next().unwrap_or_default());
    }
}

/// A warning where a report is not simply read and mapped: what stands in the way first, where that is known.
pub fn status(file: &str, status: Status, cause: Option<&Finding>, lang: Lang) {
    if status == Status::Ok {
        return;
    }
    if let Some(cause) = cause {
        return findings(file, std::slice::from_ref(cause), lang);
    }
    let name = files::status(status);
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
        let word = talk(finding.severity.name(), &[], lang);
        let said = fail::one_line(sentence.message.trim());
        eprintln!("{}: {word}[{}]: {said}", fail::one_line(file), finding.code);
        if !sentence.hint.is_empty() {
            eprintln!("  {}: {}", talk("hint", &[], lang), sentence.hint);
        }
    }
}

/// A line for a file in which nothing was found that was asked for.
pub fn nothing(file: &str, what: &str, lang: Lang) {
    eprintln!("{}: {}", fail::one_line(file), talk(what, &[], lang));
}

/// Says that an output folder has no report of that name.
pub fn no_report(dir: &Path, name: &str, lang: Lang) -> Exit {
    let data: [(&str, &dyn ToString); 2] = [("dir", &dir.display()), ("name", &name)];
    let said = talk("stored.no-report", &data, lang);
    eprintln!("{}: {said}", talk("error", &[], lang));
    Exit::Usage
}

/// Says that a file was held by another program.
pub fn written_beside(wanted: &Path, real: &Path, lang: Lang) {
    let data: [(&str, &dyn ToString); 2] =
        [("wanted", &wanted.display()), ("real", &real.display())];
    eprintln!("{}", talk("written-beside", &data, lang));
}

/// What a run made of a store: what was kept, what is gone, what was corrected.
pub fn store(finished: &Finished, lang: Lang) {
    let say = |key: &str, files: &[String]| {
        if !files.is_empty() {
            let shown: Vec<String> = files
                .iter()
                .take(5)
                .map(|file| fail::one_line(file))
                .collect();
            let more = if files.len() > shown.len() {
                ", …"
            } else {
                ""
            };
            let listed = format!("{}{more}", shown.join(", "));
            let data: [(&str, &dyn ToString); 2] = [("count", &files.len()), ("files", &listed)];
            eprintln!("{}", talk(key, &data, lang));
        }
    };
    if finished.unchanged > 0 {
        let count: [(&str, &dyn ToString); 1] = [("count", &finished.unchanged)];
        eprintln!("{}", talk("store.unchanged", &count, lang));
    }
    say("store.gone", &finished.gone);
    say("store.pruned", &finished.pruned);
    let Some(made) = &finished.made else { return };
    if made.copies > 0 {
        let count: [(&str, &dyn ToString); 1] = [("count", &made.copies)];
        eprintln!("{}", talk("store.copies", &count, lang));
    }
    if made.no_workbook {
        let word = talk("warning", &[], lang);
        eprintln!("{word}: {}", talk("store.no-workbook", &[], lang));
    }
    if made.strange_list {
        let word = talk("warning", &[], lang);
        eprintln!("{word}: {}", talk("store.strange-list", &[], lang));
    }
    corrections(&made.replayed.corrections, lang);
    decisions(&made.replayed.decisions, lang);
}

/// Says why shards cannot be merged or a folder not be written, and what to do.
pub fn refused(refusal: &Refusal, lang: Lang) {
    let said = refusal.message(lang);
    eprintln!("{}: {}", talk("error", &[], lang), fail::one_line(&said));
    eprintln!("  {}: {}", talk("hint", &[], lang), refusal.hint(lang));
}

fn corrections(replayed: &corrections::Replayed, lang: Lang) {
    if *replayed == corrections::Replayed::default() {
        return;
    }
    let counts: [(&str, &dyn ToString); 3] = [
        ("applied", &replayed.applied),
        ("stale", &replayed.stale),
        ("unmatched", &replayed.unmatched.len()),
    ];
    eprintln!("{}", talk("store.corrected", &counts, lang));
    for one in replayed.unmatched.iter().take(3) {
        let data: [(&str, &dyn ToString); 3] = [
            ("office", &one.office),
            ("period", &one.period),
            ("indicator", &one.indicator),
        ];
        eprintln!("  {}", talk("store.unmatched", &data, lang));
    }
}

fn decisions(replayed: &decisions::Replayed, lang: Lang) {
    if *replayed == decisions::Replayed::default() {
        return;
    }
    let counts: [(&str, &dyn ToString); 3] = [
        ("applied", &replayed.applied),
        ("stale", &replayed.stale),
        ("unmatched", &replayed.unmatched.len()),
    ];
    eprintln!("{}", talk("store.decided", &counts, lang));
    for one in replayed.unmatched.iter().take(3) {
        let about = match one.indicator.as_str() {
            "" => &one.row,
            id => id,
        };
        let data: [(&str, &dyn ToString); 3] = [
            ("office", &one.office),
            ("period", &one.period),
            ("indicator", &about),
        ];
        eprintln!("  {}", talk("store.unmatched", &data, lang));
    }
}

/// The last word of a run: files, the ledger, values and findings.
pub fn summary(facts: &[Facts], dir: Option<&Path>, lang: Lang) {
    let reports: Vec<&ReadFacts> = facts.iter().filter_map(Facts::read).collect();
    let failed = facts
        .iter()
        .filter(|facts| matches!(facts.outcome, FactsOutcome::Failed(_)))
        .count();
    let total = reports
        .iter()
        .fold(Ledger::default(), |sum, read| add(sum, read.ledger));
    let [errors, warnings, infos] =
        [0, 1, 2].map(|at: usize| reports.iter().map(|read| read.findings[at]).sum::<usize>());
    let values: usize = reports.iter().map(|read| read.values).sum();
    let read: [(&str, &dyn ToString); 3] = [
        ("files", &(reports.len() + failed)),
        ("read", &reports.len()),
        ("failed", &failed),
    ];
    eprintln!("{}", talk("files", &read, lang));
    eprintln!("{}", ledger(total, lang));
    let found: [(&str, &dyn ToString); 4] = [
        ("values", &values),
        ("errors", &errors),
        ("warnings", &warnings),
        ("infos", &infos),
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
