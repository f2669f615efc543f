//! Each fixture against its golden files, one per stage, in `fixtures/<what-it-shows>/.golden/`: what the
//! paper shows (`document.txt`), what the form says (`appendix.txt`), what the schema asks (`report.txt`),
//! what is doubtful (`findings.txt`); or why it cannot be read (`error.txt`). `make accept` renews them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

mod common;

use phuluc::model::{Block, Document, Grid, Report, Value};
use phuluc::pipeline::{self, Context};
use phuluc::read;
use std::fmt::Write;
use std::path::Path;

#[test]
fn every_fixture_comes_out_as_its_golden_files_say() {
    let context = common::without_readers();
    let mut wrong = Vec::new();
    for (name, input) in common::fixtures() {
        let folder = input.parent().expect("a folder");
        let bytes = std::fs::read(&input).expect("a fixture");
        wrong.extend(case(&name, folder, &bytes, &context).err());
    }
    assert!(
        wrong.is_empty(),
        "{} differ; see `make accept`\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// The case fails at the first stage that differs: the later ones only follow it.
fn case(name: &str, folder: &Path, bytes: &[u8], context: &Context) -> Result<(), String> {
    let golden = |stage: &str, text: String| {
        common::golden(&folder.join(format!(".golden/{stage}.txt")), &text)
    };
    let document = match read::read(name, bytes, &context.setup.read) {
        Ok(document) => document.output,
        Err(error) => return golden("error", format!("{}\n{error}\n", error.code())),
    };
    golden("document", shown(&document))?;
    let report =
        pipeline::extract(name, bytes, context).map_err(|error| format!("{name}: {error}"))?;
    golden("appendix", rows(&report))?;
    golden("report", records(&report))?;
    golden("findings", findings(&report))
}

fn shown(document: &Document) -> String {
    let mut out = format!(
        "{} · {} pages\n",
        document.source.format,
        document.pages.len()
    );
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => out += &format!("¶ {}\n", paragraph.text),
            Block::Grid(grid) => out += &grid_shown(grid),
        }
    }
    out
}

/// Cells with their span where it is more than one, blank cells left out.
fn grid_shown(grid: &Grid) -> String {
    let mut out = format!("# {} × {}\n", grid.rows, grid.columns);
    for cell in grid.cells.iter().filter(|cell| !cell.text.is_empty()) {
        let (rows, columns) = (&cell.rows, &cell.columns);
        let span = match (rows.len(), columns.len()) {
            (1, 1) => String::new(),
            (high, wide) => format!(" {high}×{wide}"),
        };
        out += &format!("  {}.{}{span} {}\n", rows.start, columns.start, cell.text);
    }
    out
}

fn rows(report: &Report) -> String {
    let set_aside = report.appendix.set_aside;
    let mut out = format!(
        "header {} pieces {} empty {}\n",
        set_aside.header, set_aside.pieces, set_aside.empty
    );
    for row in &report.appendix.rows {
        let text = |text: &Option<phuluc::text::Text>| {
            text.as_ref().map(ToString::to_string).unwrap_or_default()
        };
        let section = row.section.as_deref().unwrap_or_default();
        let number = row
            .number
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        let fields = [
            section,
            &number,
            row.label.as_str(),
            &text(&row.unit),
            &text(&row.value),
            &text(&row.note),
        ];
        out += &format!("{}\n", fields.join(" | "));
    }
    out
}

fn records(report: &Report) -> String {
    let mut out = String::new();
    let head = serde_json::to_string_pretty(&report.head).expect("plain data");
    let schema = report.schema.as_ref().map_or("none", |fit| fit.id.as_str());
    let _ = writeln!(
        out,
        "{head}\nstatus {:?}\nschema {schema}\nledger {:?}",
        report.status, report.ledger
    );
    for heading in &report.outline {
        let _ = writeln!(
            out,
            "{} {} ({})",
            heading.number,
            heading.title,
            heading.text.len()
        );
    }
    for record in report
        .records
        .iter()
        .filter(|record| record.value != Value::Missing)
    {
        let value = serde_json::to_string(&record.value).expect("plain data");
        let grade = record
            .matched
            .as_ref()
            .map(|matched| format!("{:?}", matched.grade))
            .unwrap_or_default();
        let _ = writeln!(
            out,
            "{} {value} row {:?} {grade}",
            record.indicator, record.row
        );
    }
    out
}

fn findings(report: &Report) -> String {
    let mut out = String::new();
    for finding in &report.findings {
        let about = finding
            .indicator
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        let places: Vec<String> = finding
            .places
            .iter()
            .map(|evidence| evidence.place.to_string())
            .collect();
        let data: Vec<String> = finding
            .data
            .iter()
            .map(|(key, value)| format!("{key}={value}"))
            .collect();
        let _ = writeln!(
            out,
            "{:?} {} {about} [{}] {}",
            finding.severity,
            finding.code,
            places.join(" "),
            data.join("; ")
        );
    }
    out
}
