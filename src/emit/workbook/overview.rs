//! The first sheet: who has sent, who is late, who has not, and where to go from here.

use super::Book;
use super::section::Plan;
use super::style::{Column, Styles, fit, header, list, width};
use crate::emit::board::{Sent, Standing, count, values};
use crate::emit::wording;
use crate::model::{Severity, Submission};
use rust_xlsxwriter::{ExcelDateTime, Format, Url, Worksheet, XlsxError};

const HEADER: u32 = 4;

const COLUMNS: &[Column] = &[
    ("place", 5.0),
    ("office", 42.0),
    ("superior", 26.0),
    ("province", 14.0),
    ("period", 18.0),
    ("sent", 18.0),
    ("document", 18.0),
    ("date", 12.0),
    ("due", 12.0),
    ("values", 10.0),
    ("errors", 8.0),
    ("warnings", 10.0),
    ("copies", 24.0),
];

/// Writes the sheet.
pub fn write(
    book: &Book<'_>,
    plan: &Plan<'_>,
    styles: &Styles,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    sheet.write_with_format(0, 0, book.talk("title", &[]), &styles.title)?;
    let shown = |sent: Sent| {
        book.board
            .iter()
            .filter(|one| one.period == plan.period && one.sent == sent)
            .count()
    };
    let period = wording::period(plan.period, book.lang);
    let counts: [(&str, &dyn ToString); 5] = [
        ("period", &period),
        ("sent", &(shown(Sent::InTime) + shown(Sent::Late))),
        ("late", &shown(Sent::Late)),
        ("missing", &shown(Sent::Missing)),
        ("unreadable", &(shown(Sent::Unreadable) + book.unread.len())),
    ];
    sheet.write_with_format(1, 0, book.talk("overview.counts", &counts), &styles.plain)?;
    sheet.write_with_format(2, 0, book.talk("overview.remark", &[]), &styles.remark)?;
    header(book, COLUMNS, HEADER, styles, sheet)?;
    let mut row = HEADER + 1;
    for (place, one) in book.board.iter().enumerate() {
        line(book, plan, one, (row, place + 1), styles, sheet)?;
        row += 1;
    }
    list(sheet, (HEADER, row - 1), COLUMNS.len(), 2)?;
    unread(book, row + 1, styles, sheet)
}

fn unread(
    book: &Book<'_>,
    first: u32,
    styles: &Styles,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    if book.unread.is_empty() {
        return Ok(());
    }
    sheet.write_with_format(first, 0, book.talk("overview.unread", &[]), &styles.title)?;
    for (at, (file, why)) in book.unread.iter().enumerate() {
        let row = first + 1 + at as u32;
        sheet.write_with_format(row, 1, file.as_str(), &styles.wrapped)?;
        sheet.write_with_format(row, 2, why.as_str(), &styles.text)?;
    }
    Ok(())
}

fn line(
    book: &Book<'_>,
    plan: &Plan<'_>,
    one: &Standing<'_>,
    (row, place): (u32, usize),
    styles: &Styles,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let report = one.report;
    let head = report.map(|report| &report.head);
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    sheet.write_with_format(row, 0, place as u32, &styles.count)?;
    name(plan, one, row, styles, sheet)?;
    let superior = head.and_then(|head| head.parent_agency.as_ref().map(|name| name.as_str()));
    let superior = superior.or(one.agency.map(|agency| agency.superior.as_str()));
    let province = head.and_then(|head| head.province.as_ref().map(|name| name.as_str()));
    let province = province.or(one.agency.map(|agency| agency.province.as_str()));
    let number = head.and_then(|head| head.number.as_ref().map(|number| number.as_str()));
    let state = book.talk(&format!("sent.{}", one.sent.name()), &[]);
    let sent = sent_style(one.sent, styles);
    let texts = [
        (2, text(superior), &styles.wrapped),
        (3, text(province), &styles.text),
        (4, wording::period(one.period, book.lang), &styles.text),
        (5, state, &sent),
        (6, text(number), &styles.text),
        (12, one.copies.join("; "), &styles.wrapped),
    ];
    for (column, text, style) in &texts {
        sheet.write_with_format(row, *column, text.as_str(), style)?;
    }
    let width = |column: u16| width(COLUMNS, column);
    let shown = texts
        .iter()
        .map(|(column, text, _)| (text.as_str(), width(*column)));
    fit(row, shown.chain([(one.office(), width(1))]), sheet)?;
    day(
        row,
        7,
        head.and_then(|head| head.date.as_deref()),
        styles,
        sheet,
    )?;
    day(row, 8, one.due, styles, sheet)?;
    figures(report, row, styles, sheet)
}

/// The office, a link to its first figure where there is one.
fn name(
    plan: &Plan<'_>,
    one: &Standing<'_>,
    row: u32,
    styles: &Styles,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let report = one.report;
    match report.and_then(|report| plan.link(report, &report.cells.first()?.indicator)) {
        Some(cell) => {
            let link = Url::new(format!("internal:{cell}"));
            sheet.write_url_with_options(row, 1, link, one.office(), "", Some(&styles.link))?;
        }
        None => {
            sheet.write_with_format(row, 1, one.office(), &styles.wrapped)?;
        }
    }
    Ok(())
}

/// Values, errors and warnings; nothing where there is no report.
fn figures(
    report: Option<&Submission>,
    row: u32,
    styles: &Styles,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let figures: [fn(&Submission) -> usize; 3] = [
        values,
        |report| count(report, Severity::Error),
        |report| count(report, Severity::Warning),
    ];
    for (column, figure) in (9..).zip(figures) {
        match report.map(figure) {
            Some(number) => sheet.write_with_format(row, column, number as u32, &styles.count)?,
            None => sheet.write_blank(row, column, &styles.text)?,
        };
    }
    Ok(())
}

fn sent_style(sent: Sent, styles: &Styles) -> Format {
    use super::style::State;
    let state = match sent {
        Sent::InTime => State::Clean,
        Sent::Late => State::Doubtful,
        Sent::Unreadable | Sent::Missing => State::Wrong,
    };
    styles
        .state(state)
        .set_align(rust_xlsxwriter::FormatAlign::Left)
}

/// A day as a day; what is none stays words.
pub fn day(
    row: u32,
    column: u16,
    iso: Option<&str>,
    styles: &Styles,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    match iso.filter(|iso| !iso.is_empty()) {
        Some(iso) => match ExcelDateTime::parse_from_str(iso) {
            Ok(date) => sheet.write_datetime_with_format(row, column, &date, &styles.day)?,
            Err(_) => sheet.write_with_format(row, column, iso, &styles.text)?,
        },
        None => sheet.write_blank(row, column, &styles.text)?,
    };
    Ok(())
}
