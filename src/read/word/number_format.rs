//! How a list number is written.

use crate::text::roman;
use std::borrow::Cow;

/// Writes a number in one of Word's number formats. Formats of other scripts are written in
/// decimal, so that the number is never lost.
pub(in crate::read) fn format(number: i64, format: &str) -> Cow<'static, str> {
    match format {
        "none" => Cow::Borrowed(""),
        "upperRoman" => roman(number).into(),
        "lowerRoman" => roman(number).to_lowercase().into(),
        "upperLetter" => letters(number).into(),
        "lowerLetter" => letters(number).to_lowercase().into(),
        "upperLetters" => columns(number).into(),
        "lowerLetters" => columns(number).to_lowercase().into(),
        "decimalZero" => std::format!("{number:02}").into(),
        "numberInDash" => std::format!("- {number} -").into(),
        "decimalEnclosedParen" => std::format!("({number})").into(),
        "decimalEnclosedFullstop" => std::format!("{number}.").into(),
        "hex" => std::format!("{number:X}").into(),
        "ordinal" => ordinal(number).into(),
        "vietnameseCounting" => counted(number),
        _ => number.to_string().into(),
    }
}

/// Roman numerals; beyond their range decimal.
fn roman(number: i64) -> String {
    u32::try_from(number).map_or_else(|_| number.to_string(), roman::numeral)
}

/// A … Z, AA, BB … as Word counts: the same letter again, not as in a spreadsheet.
fn letters(number: i64) -> String {
    let Ok(index) = u32::try_from(number.saturating_sub(1)) else {
        return number.to_string();
    };
    let letter = char::from_u32(u32::from(b'A') + index % 26).unwrap_or('?');
    let times = (index / 26 + 1).min(100) as usize;
    letter.to_string().repeat(times)
}

/// A … Z, AA, AB … as a spreadsheet counts its columns.
fn columns(number: i64) -> String {
    let Ok(mut rest) = u32::try_from(number) else {
        return number.to_string();
    };
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.extend(char::from_u32(u32::from(b'A') + rest % 26));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

fn ordinal(number: i64) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    std::format!("{number}{ending}")
}

/// Vietnamese words for 1 to 99.
fn counted(number: i64) -> Cow<'static, str> {
    const ONES: [&str; 10] = [
        "", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín",
    ];
    let one = |n: i64| ONES.get(n as usize).copied().unwrap_or_default();
    match number {
        1..=9 => Cow::Borrowed(one(number)),
        10 => Cow::Borrowed("mười"),
        15 => Cow::Borrowed("mười lăm"),
        11..=19 => std::format!("mười {}", one(number - 10)).into(),
        20..=99 if number % 10 == 0 => std::format!("{} mươi", one(number / 10)).into(),
        20..=99 => {
            let last = match number % 10 {
                1 => "mốt",
                5 => "lăm",
                other => one(other),
            };
            std::format!("{} mươi {last}", one(number / 10)).into()
        }
        _ => number.to_string().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::format;

    #[test]
    fn word_s_formats() {
        let cases = [
            (4, "upperRoman", "IV"),
            (14, "lowerRoman", "xiv"),
            (0, "upperRoman", "0"),
            (2, "lowerLetter", "b"),
            (28, "upperLetter", "BB"),
            (28, "upperLetters", "AB"),
            (7, "decimalZero", "07"),
            (12, "ordinal", "12th"),
            (22, "ordinal", "22nd"),
            (21, "vietnameseCounting", "hai mươi mốt"),
            (15, "vietnameseCounting", "mười lăm"),
            (3, "none", ""),
            (3, "chineseCounting", "3"),
            (-1, "lowerLetter", "-1"),
        ];
        for (number, name, printed) in cases {
            assert_eq!(format(number, name), printed, "{number} as {name}");
        }
    }
}
