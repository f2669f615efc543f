//! What a run tells of each report at its end: a table of the offices, then what could not be read.

use super::{out, say};
use crate::emit::message::{Lang, talk};
use crate::emit::rendered::{Facts, FactsOutcome, ReadFacts};
use crate::emit::{files, grid, wording};
use crate::model::{Code, Status};
use std::io::{self, IsTerminal, Write};

/// Reports a terminal shows, files passed over and files not read that it names; the rest is counted, so that with the
/// counts of the run it is not more than 40 lines.
const REPORTS: usize = 12;
const SKIPPED: usize = 3;
const FAILED: usize = 4;

/// The table of the reports, then the files that were passed over and those that could not be read; of these only
/// the errors where the run is quiet.
pub fn told(facts: &[Facts], quiet: bool, lang: Lang) {
    if quiet {
        return facts.iter().for_each(|one| say::error(one, lang));
    }
    let is_terminal = io::stderr().is_terminal();
    let rows: Vec<(&str, &ReadFacts)> = facts
        .iter()
        .filter_map(|one| Some((one.file.as_str(), one.read()?)))
        .collect();
    let mut table = Vec::new();
    let most = |lines: usize| if is_terminal { lines } else { usize::MAX };
    // The memory a table is written to takes everything.
    let _ = reports(&rows, most(REPORTS), lang, &mut table);
    eprint!("{}", String::from_utf8_lossy(&table));
    let skipped = |one: &&Facts| matches!(one.outcome, FactsOutcome::Skipped(_));
    let failed = |one: &&Facts| match &one.outcome {
        FactsOutcome::Failed(_) => true,
        FactsOutcome::Read(read) => read.status != Status::Ok,
        FactsOutcome::Skipped(_) => false,
    };
    named(
        facts.iter().filter(skipped),
        most(SKIPPED),
        say::skipped,
        lang,
    );
    named(
        facts.iter().filter(failed),
        most(FAILED),
        say::failure,
        lang,
    );
}

fn named<'f>(
    facts: impl Iterator<Item = &'f Facts>,
    most: usize,
    say: impl Fn(&Facts, Lang),
    lang: Lang,
) {
    let facts: Vec<&Facts> = facts.collect();
    facts.iter().take(most).for_each(|one| say(one, lang));
    if facts.len() > most {
        eprintln!("{}", more(facts.len() - most, lang));
    }
}

fn more(count: usize, lang: Lang) -> String {
    talk("summary.more", &[("count", &count)], lang)
}

/// Writes a table of reports, the first `most` of them: office, period, rows, values, errors, warnings, status.
///
/// # Errors
/// When `out` cannot be written.
pub fn reports(
    reports: &[(&str, &ReadFacts)],
    most: usize,
    lang: Lang,
    out: &mut dyn Write,
) -> io::Result<()> {
    if reports.is_empty() {
        return Ok(());
    }
    let columns = [
        "office", "period", "rows", "values", "errors", "warnings", "status",
    ];
    let title = |name: &str| talk(&format!("summary.{name}"), &[], lang);
    let mut rows = vec![columns.map(title).to_vec()];
    rows.extend(
        reports
            .iter()
            .take(most)
            .map(|(file, read)| row(file, read, lang)),
    );
    grid::write(&rows, out::width(), out)?;
    match reports.len() > most {
        true => writeln!(out, "{}", more(reports.len() - most, lang)),
        false => Ok(()),
    }
}

/// One report; its file where no office is known.
fn row(file: &str, read: &ReadFacts, lang: Lang) -> Vec<String> {
    let office = match read.office.as_str() {
        "" => file,
        office => office,
    };
    let [errors, warnings, _] = read.findings;
    let in_file = read.cause.as_ref().map(|cause| cause.code) == Some(Code::AppendixInFile);
    let status = match in_file {
        true => "appendix-in-file",
        false => files::status(read.status),
    };
    vec![
        wording::shortened(office, 50),
        wording::period(&read.period, lang),
        read.ledger.printed.to_string(),
        read.values.to_string(),
        errors.to_string(),
        warnings.to_string(),
        talk(&format!("summary.{status}"), &[], lang),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Ledger;

    /// A terminal shows the first reports and counts the others; what has no office is named by its file.
    #[test]
    fn the_table_is_cut_and_the_rest_counted() {
        let read = |office: &str| ReadFacts {
            status: Status::Ok,
            ledger: Ledger::default(),
            has_rows: true,
            values: 7,
            findings: [1, 2, 3],
            office: office.to_owned(),
            period: "2022-Q3".to_owned(),
            format: "pdf".to_owned(),
            cause: None,
        };
        let [a, b, c] = ["Sở Y tế", "", "Sở Xây dựng"].map(read);
        let mut out = Vec::new();
        reports(
            &[("a", &a), ("b.pdf", &b), ("c", &c)],
            2,
            Lang::Vi,
            &mut out,
        )
        .expect("written");
        let out = String::from_utf8(out).expect("text");
        let lines: Vec<&str> = out.lines().map(str::trim_end).collect();
        assert!(
            lines[2].starts_with("Sở Y tế │ quý III/2022 │ 0    │ 7"),
            "{out}"
        );
        assert!(lines[3].starts_with("b.pdf"), "{out}");
        assert_eq!(lines[4..], ["… và 1 mục nữa"]);
    }
}
