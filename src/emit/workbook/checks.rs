//! What is doubtful, one finding a row, each with a link to its cell.

use super::Book;
use super::section::Plan;
use super::style::{Column, Styles, fit, header, list, width};
use crate::emit::board::Standing;
use crate::emit::{message, wording};
use crate::model::{Finding, Severity, Submission};
use rust_xlsxwriter::{Url, Worksheet, XlsxError};

const COLUMNS: &[Column] = &[
    ("office", 36.0),
    ("severity", 10.0),
    ("id", 10.0),
    ("label", 40.0),
    ("finding", 60.0),
    ("hint", 40.0),
    ("where", 24.0),
    ("code", 22.0),
    ("file", 30.0),
];

/// A sheet holds no more links than this.
const MOST_LINKS: usize = 65_000;
const HEADER: u32 = 2;

/// Writes the sheet.
pub fn write(
    book: &Book<'_>,
    plan: &Plan<'_>,
    styles: &Styles,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    sheet.write_with_format(0, 0, book.talk("checks", &[]), &styles.title)?;
    sheet.write_with_format(1, 0, book.talk("checks.remark", &[]), &styles.remark)?;
    header(book, COLUMNS, HEADER, styles, sheet)?;
    let mut row = HEADER + 1;
    let mut links = 0;
    let shown = book.board.iter().filter(|one| one.period == plan.period);
    for (one, report) in shown.filter_map(|one| Some((one, one.report?))) {
        let mut findings: Vec<&Finding> = report
            .findings
            .iter()
            .filter(|one| one.severity > Severity::Info)
            .collect();
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        for finding in findings {
            let link = finding
                .indicator
                .as_ref()
                .and_then(|id| plan.link(report, id));
            let link = link.filter(|_| links < MOST_LINKS);
            links += usize::from(link.is_some());
            line(book, (one, report), finding, link, row, styles, sheet)?;
            row += 1;
        }
    }
    list(sheet, (HEADER, row - 1), COLUMNS.len(), 1)
}

fn line(
    book: &Book<'_>,
    (one, report): (&Standing<'_>, &Submission),
    finding: &Finding,
    link: Option<String>,
    row: u32,
    styles: &Styles,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let said = message::finding(finding, book.lang);
    let id = finding.indicator.as_ref().map_or("", |id| id.as_str());
    let label = finding.data.get("label").map_or("", String::as_str);
    let place = finding.places.first();
    let place = place.map_or_else(String::new, |place| wording::place(&place.place, book.lang));
    let severity = book.talk(&format!("severity.{}", finding.severity.name()), &[]);
    let texts = [
        (0, one.office()),
        (1, severity.as_str()),
        (3, label),
        (4, said.message.as_str()),
        (5, said.hint.as_str()),
        (6, place.as_str()),
        (7, finding.code.as_str()),
        (8, report.file.as_str()),
    ];
    for (column, text) in texts {
        sheet.write_with_format(row, column, text, &styles.wrapped)?;
    }
    let width = |column: u16| width(COLUMNS, column);
    fit(
        row,
        texts.map(|(column, text)| (text, width(column))),
        sheet,
    )?;
    match link {
        Some(cell) => {
            let url = Url::new(format!("internal:{cell}"));
            sheet.write_url_with_options(row, 2, url, id, "", Some(&styles.link))?;
        }
        None => {
            sheet.write_with_format(row, 2, id, &styles.text)?;
        }
    }
    Ok(())
}
