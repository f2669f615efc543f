//! The workbook of a store, `tong-hop.xlsx`: what an office's chief is shown.
//!
//! | sheet | holds |
//! |---|---|
//! | `overview` | who has sent, who is late, who has not |
//! | `section` | a sheet for each section: indicators down, offices across, totals beside |
//! | `checks` | what is doubtful, each with a link to its cell |
//! | `previous` | each figure beside the period before and the same period of the year before |
//! | `source` | the long table, for pivots |
//! | `dictionary` | what each indicator is |
//!
//! Numbers are numbers; a missing value is an empty cell. How a value stands is told by the fill of its cell **and**
//! by a sign behind it. The same reports give the same bytes.

mod checks;
mod dictionary;
mod formula;
mod overview;
mod previous;
mod section;
mod source;
mod style;
mod total;

use crate::emit::board::{Standing, newest};
use crate::emit::message::{Lang, talk};
use crate::model::Submission;
use crate::schema::Schema;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};
use section::Plan;
pub use section::{HEADER, NAMES, OFFICES};
use std::io::{self, Write};
use style::Styles;

/// What a workbook is made of.
#[derive(Debug)]
pub struct Book<'b> {
    /// Who has sent what, in the order it is shown.
    pub board: &'b [Standing<'b>],
    /// Every report of the store, copies too.
    pub reports: Vec<&'b Submission>,
    /// Inputs that could not be read: file and reason.
    pub unread: Vec<(String, String)>,
    /// The forms.
    pub schemas: &'b [Schema],
    /// The period shown; `None` for the newest.
    pub period: Option<&'b str>,
    /// Language of titles and messages.
    pub lang: Lang,
}

impl<'b> Book<'b> {
    /// The period shown: the one asked for, else the newest.
    pub fn period(&self) -> &'b str {
        self.period.unwrap_or_else(|| newest(self.board))
    }

    fn talk(&self, key: &str, data: &[(&str, &dyn ToString)]) -> String {
        talk(&format!("workbook.{key}"), data, self.lang)
    }
}

/// Writes the workbook.
///
/// # Errors
/// When `out` cannot be written; [`io::ErrorKind::FileTooLarge`] where a period has more reports than a sheet has room
/// for: 1,048,576 rows of values, or 16,384 columns of offices.
pub fn write(book: &Book<'_>, out: &mut dyn Write) -> io::Result<()> {
    let bytes = made(book).map_err(|error| match error {
        XlsxError::RowColumnLimitError => io::Error::new(io::ErrorKind::FileTooLarge, error),
        other => io::Error::other(other),
    })?;
    out.write_all(&bytes)
}

fn made(book: &Book<'_>) -> Result<Vec<u8>, XlsxError> {
    let styles = Styles::new();
    let plan = Plan::of(book);
    let mut workbook = Workbook::new();
    // A fixed time: equal reports give equal bytes.
    let time = ExcelDateTime::from_ymd(2026, 1, 1)?;
    let about = DocProperties::new()
        .set_title(book.talk("title", &[]))
        .set_author("phuluc");
    workbook.set_properties(&about.set_creation_datetime(&time));
    overview::write(
        book,
        &plan,
        &styles,
        sheet(&mut workbook, &book.talk("overview", &[]))?,
    )?;
    for part in &plan.sections {
        section::write(
            book,
            &plan,
            part,
            &styles,
            sheet(&mut workbook, &part.sheet)?,
        )?;
    }
    checks::write(
        book,
        &plan,
        &styles,
        sheet(&mut workbook, &book.talk("checks", &[]))?,
    )?;
    previous::write(
        book,
        &plan,
        &styles,
        sheet(&mut workbook, &book.talk("previous", &[]))?,
    )?;
    source::write(
        book,
        &plan,
        &styles,
        sheet(&mut workbook, &book.talk("source", &[]))?,
    )?;
    dictionary::write(
        book,
        &plan,
        &styles,
        sheet(&mut workbook, &book.talk("dictionary", &[]))?,
    )?;
    workbook.save_to_buffer()
}

fn sheet<'w>(workbook: &'w mut Workbook, name: &str) -> Result<&'w mut Worksheet, XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(name)?;
    // Readers that do not calculate show what is kept of a formula: nothing where it says nothing, never 0.
    sheet.set_formula_result_default("");
    style::page(sheet);
    Ok(sheet)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::board::board;
    use crate::model::{Letterhead, Listed, Period, SchemaFit};
    use crate::text::Text;

    /// A workbook that leaves offices out would be read as one that has them all.
    #[test]
    fn more_offices_than_a_sheet_has_columns_for_are_refused() {
        let schemas = crate::schema::builtin();
        let report = |at: usize| Submission {
            name: at.to_string(),
            head: Letterhead {
                agency: Some(Text::clean(&format!("Sở {at}"))),
                period: Some(Period {
                    code: "2030-Q3".into(),
                    ..Period::default()
                }),
                ..Letterhead::default()
            },
            schema: Some(SchemaFit {
                id: schemas[0].id.clone(),
                ..SchemaFit::default()
            }),
            ..Submission::default()
        };
        let written = |offices: usize| {
            let listed: Vec<Listed> = (0..offices)
                .map(|at| Listed::Read(Box::new(report(at))))
                .collect();
            let listed: Vec<&Listed> = listed.iter().collect();
            let book = Book {
                board: &board(&listed, None),
                reports: listed.iter().filter_map(|one| one.read()).collect(),
                unread: Vec::new(),
                schemas,
                period: None,
                lang: Lang::En,
            };
            write(&book, &mut io::sink()).map_err(|error| error.kind())
        };
        assert_eq!(written(3), Ok(()));
        assert_eq!(written(16_384), Err(io::ErrorKind::FileTooLarge));
    }
}
