//! What may be set in the place of a printed value: a number that can only be read one way, and one the indicator can have.

use super::corrections;
use crate::model::Submission;
use crate::pipeline::Context;
use crate::schema::{Choice, Kind, with_id};
use crate::text::number::{Habit, Reading, read};
use rust_decimal::Decimal;

/// The value typed, nothing for a blank; else why it is none, a key of the catalogue.
///
/// # Errors
/// What was typed is no number, or could be two.
pub fn typed(text: &str) -> Result<Option<Decimal>, &'static str> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if is_ambiguous(text) {
        return Err("correct.ambiguous");
    }
    let number = corrections::number(text).or_else(|| as_printed(text));
    number.map(Some).ok_or("correct.no-number")
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
pub fn impossible(
    context: &Context,
    report: &Submission,
    indicator: &str,
    value: Decimal,
) -> Option<&'static str> {
    let id = report.schema.as_ref()?.id.as_str();
    let schema = with_id(context.schemas(), id)?;
    let row = schema.get(&indicator.into())?;
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
        let value = |text| typed(text).map(|value| value.map(|value| value.to_string()));
        assert_eq!(value("1.234,5"), Ok(Some("1234.5".into())));
        assert_eq!(value("17.454.000"), Ok(Some("17454000".into())));
        assert_eq!(value("86,96"), Ok(Some("86.96".into())));
        assert_eq!(value(" "), Ok(None));
        assert_eq!(value("1.234"), Err("correct.ambiguous"));
        for wrong in ["12 người", "43(1)", "1O5", "x", "mười", "12 34", "<b>"] {
            assert_eq!(value(wrong), Err("correct.no-number"), "{wrong}");
        }
    }
}
