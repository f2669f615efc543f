//! What may be set in the place of a printed value: a number that can only be read one way, and one the indicator can have.

use super::corrections;
use crate::model::Submission;
use crate::pipeline::Context;
use crate::schema::{Choice, Indicator, Kind, with_id};
use crate::text::fold::bare;
use crate::text::number::{Habit, Reading, read};
use rust_decimal::Decimal;

/// The value typed for an indicator, nothing for a blank; else why it is none, a key of the catalogue. An answer of a
/// choice may be typed by its words or its code.
///
/// # Errors
/// What was typed is no number, could be two, or is none the indicator can have.
pub fn typed(text: &str, row: Option<&Indicator>) -> Result<Option<Decimal>, &'static str> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let is_choice = row.is_some_and(|row| row.kind == Kind::Choice);
    let mut choices = row.map_or(&[][..], |row| &row.choices).iter();
    if let Some(choice) = choices.find(|choice| bare(&choice.label) == bare(text)) {
        return Ok(Some(choice.code.into()));
    }
    if is_ambiguous(text) {
        return Err("correct.ambiguous");
    }
    let number = corrections::number(text).or_else(|| as_printed(text));
    match (number, row) {
        (None, _) if is_choice => Err("correct.no-choice"),
        (None, _) => Err("correct.no-number"),
        (Some(value), Some(row)) => impossible(row, value).map_or(Ok(Some(value)), Err),
        (value, None) => Ok(value),
    }
}

/// The indicator of a report's form with this id.
pub fn row<'c>(
    context: &'c Context,
    report: &Submission,
    indicator: &str,
) -> Option<&'c Indicator> {
    let id = report.schema.as_ref()?.id.as_str();
    with_id(context.schemas(), id)?.get(&indicator.into())
}

/// "1.234": a thousand or one and a bit, nobody can tell.
pub fn is_ambiguous(text: &str) -> bool {
    let (whole, rest) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    rest.len() == 3 && digits(rest) && digits(whole) && whole.len() <= 3 && whole != "0"
}

/// As reports print it, thousands parted: "1.234,5", "86,96%". Whatever would have to be mended is no number.
fn as_printed(text: &str) -> Option<Decimal> {
    let Reading::Figure(figure) = read(text, Habit::default()) else {
        return None;
    };
    let is_plain = figure.other.is_none()
        && figure.words.is_empty()
        && figure.bracket.is_none()
        && figure.repaired.is_none()
        && !figure.parted;
    // What is taken for the mark of a footnote is typed by nobody.
    let is_whole = !text.contains(['(', '[', '*', '|']);
    (is_plain && is_whole).then_some(figure.value)
}

/// Why an indicator cannot have a value, a key of the catalogue.
fn impossible(row: &Indicator, value: Decimal) -> Option<&'static str> {
    let is_code = |choice: &Choice| Decimal::from(choice.code) == value;
    match row.kind {
        Kind::Choice if !row.choices.iter().any(is_code) => Some("correct.no-choice"),
        Kind::Count | Kind::Percent if value.is_sign_negative() && !value.is_zero() => {
            Some("correct.negative")
        }
        Kind::Count if !value.fract().is_zero() => Some("correct.no-count"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_taken_as_it_is_printed_where_it_can_only_be_one() {
        let value = |text| typed(text, None).map(|value| value.map(|value| value.to_string()));
        assert_eq!(value("1.234,5"), Ok(Some("1234.5".into())));
        assert_eq!(value("17.454.000"), Ok(Some("17454000".into())));
        assert_eq!(value("86,96"), Ok(Some("86.96".into())));
        assert_eq!(value(" "), Ok(None));
        assert_eq!(value("1.234"), Err("correct.ambiguous"));
        for wrong in ["12 người", "43(1)", "1O5", "x", "mười", "12 34", "<b>"] {
            assert_eq!(value(wrong), Err("correct.no-number"), "{wrong}");
        }
    }

    #[test]
    fn an_answer_is_taken_by_its_words_and_by_its_code() {
        let choice = |code, label: &str| Choice {
            code,
            label: label.into(),
        };
        let row = Indicator {
            kind: Kind::Choice,
            choices: vec![choice(0, "Không"), choice(1, "Có")],
            ..Indicator::default()
        };
        let value = |text| typed(text, Some(&row)).map(|value| value.map(|one| one.to_string()));
        assert_eq!(value(" có"), Ok(Some("1".into())));
        assert_eq!(value("0"), Ok(Some("0".into())));
        for wrong in ["2", "có lẽ", "x"] {
            assert_eq!(value(wrong), Err("correct.no-choice"), "{wrong}");
        }
    }
}
