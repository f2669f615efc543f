//! Telephone numbers and e-mail addresses stay out of every output unless asked for. The contact table
//! of part II never gets this far: the outline holds no tables.

use crate::model::{Finding, Heading, Report, Row};
use crate::text::{Text, contact};
use std::borrow::Cow;

/// What stands in the place of what was taken out.
const MASK: &str = "[…]";

/// Masks telephone numbers and e-mail addresses in everything a report says in words. Values stay.
pub fn scrub(report: &mut Report) {
    report.outline.iter_mut().for_each(scrub_heading);
    report.appendix.rows.iter_mut().for_each(scrub_row);
    report.findings.iter_mut().for_each(scrub_finding);
}

fn scrub_heading(heading: &mut Heading) {
    scrub_text(&mut heading.title);
    heading
        .text
        .iter_mut()
        .for_each(|sentence| scrub_text(&mut sentence.text));
}

fn scrub_row(row: &mut Row) {
    row.note.iter_mut().for_each(scrub_text);
    row.raw
        .iter_mut()
        .filter(|(field, _)| field == "note")
        .for_each(|(_, raw)| scrub_string(raw));
}

fn scrub_finding(finding: &mut Finding) {
    finding.data.values_mut().for_each(scrub_string);
    finding
        .places
        .iter_mut()
        .for_each(|evidence| scrub_string(&mut evidence.printed));
}

fn scrub_text(text: &mut Text) {
    if let Cow::Owned(masked) = masked(text.as_str()) {
        *text = Text::clean(&masked).without_raw();
    }
}

fn scrub_string(text: &mut String) {
    if let Cow::Owned(masked) = masked(text) {
        *text = masked;
    }
}

/// The text with telephone numbers and e-mail addresses masked.
pub fn masked(text: &str) -> Cow<'_, str> {
    let found = contact::find(text);
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut done = 0;
    for at in found {
        out.push_str(&text[done..at.start]);
        out.push_str(MASK);
        done = at.end;
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephone_numbers_and_addresses_are_masked() {
        for (text, expected) in [
            ("liên hệ 0912 345 678 hoặc", "liên hệ […] hoặc"),
            ("ĐT: 0299.3822.333.", "ĐT: […]."),
            ("(0299) 3.822.333", "[…]"),
            ("+84 912345678", "[…]"),
            ("thư van.a@so.example.vn nhé", "thư […] nhé"),
        ] {
            assert_eq!(masked(text), expected);
        }
    }

    #[test]
    fn figures_dates_and_document_numbers_stay() {
        for text in [
            "17.454.000",
            "0",
            "05/2022",
            "Kế hoạch số 02/KH ngày 01/02/2022",
            "0,123456789012",
            "01.234",
        ] {
            assert!(matches!(masked(text), Cow::Borrowed(_)), "{text}");
        }
    }
}
