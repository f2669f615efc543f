//! Formulas in the tokens of .xls and .xlsb, operands before what is done to them → the same in text
//! ([MS-XLS] 2.5.198, [MS-XLSB] 2.5.97).

use crate::read::bytes::{float_at, u16_at, u32_at};

/// How wide references are, and which sheets they may name.
pub(super) struct Tokens<'n> {
    /// Rows have four bytes, not two.
    pub long_rows: bool,
    /// The sheets by the numbers that references have for them.
    pub sheets: &'n [Option<String>],
}

/// A part of a formula in text, and whether it needs no brackets.
type Part = (String, bool);

impl Tokens<'_> {
    /// A formula in text; `None` where it holds anything but numbers, cells and what is done to them.
    pub fn text(&self, tokens: &[u8]) -> Option<String> {
        let mut parts: Vec<Part> = Vec::new();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let content = tokens.get(at + 1..)?;
            // The front bits of an operand say whether a value or a reference is wanted of it.
            let token = if *token >= 0x40 {
                *token & 0x1F | 0x20
            } else {
                *token
            };
            let length = self.take(token, content, &mut parts)?;
            at += 1 + length;
        }
        let whole = parts.pop().filter(|_| parts.is_empty())?;
        Some(whole.0)
    }

    /// Takes a token; how many bytes belong to it.
    fn take(&self, token: u8, content: &[u8], parts: &mut Vec<Part>) -> Option<usize> {
        let row = if self.long_rows { 4 } else { 2 };
        let (part, length) = match token {
            0x03..=0x06 => {
                let (right, left) = (parts.pop()?, parts.pop()?);
                let sign = ["+", "-", "*", "/"].get(usize::from(token) - 3)?;
                let text = format!("{}{sign}{}", bracketed(left), bracketed(right));
                ((text, false), 0)
            }
            0x12 => (parts.pop()?, 0),
            0x13 => ((format!("-{}", bracketed(parts.pop()?)), false), 0),
            0x14 => ((format!("{}%", bracketed(parts.pop()?)), true), 0),
            0x15 => ((format!("({})", parts.pop()?.0), true), 0),
            0x19 => return attribute(content, parts),
            0x1E => ((u16_at(content, 0)?.to_string(), true), 2),
            0x1F => ((float_at(content, 0)?, true), 8),
            0x21 => {
                let name = name(u16_at(content, 0)?)?;
                (call(parts, name, if name == "ROUND" { 2 } else { 1 })?, 2)
            }
            0x22 => {
                let name = name(u16_at(content, 1)? & 0x7FFF)?;
                (call(parts, name, usize::from(content.first()? & 0x7F))?, 3)
            }
            0x24 => ((self.cell(content, 0, row)?, true), row + 2),
            0x25 => ((self.area(content)?, true), 2 * row + 4),
            0x3A | 0x3B => {
                let sheet = self
                    .sheets
                    .get(usize::from(u16_at(content, 0)?))?
                    .as_ref()?;
                let sheet = format!("'{}'!", sheet.replace('\'', "''"));
                let content = content.get(2..)?;
                let (text, length) = match token {
                    0x3A => (self.cell(content, 0, row)?, row + 4),
                    _ => (self.area(content)?, 2 * row + 6),
                };
                ((sheet + &text, true), length)
            }
            _ => return None,
        };
        parts.push(part);
        Some(length)
    }

    /// A cell whose row and column stand at these places; they are what they are, fixed or not.
    fn cell(&self, content: &[u8], row: usize, column: usize) -> Option<String> {
        let row = match self.long_rows {
            true => u32_at(content, row)?,
            false => u16_at(content, row)?.into(),
        };
        let mut column = u32::from(u16_at(content, column)? & 0x3FFF) + 1;
        let mut letters = String::new();
        while column > 0 {
            column -= 1;
            letters.insert(0, char::from(b'A' + u8::try_from(column % 26).ok()?));
            column /= 26;
        }
        Some(format!("{letters}{}", row.checked_add(1)?))
    }

    /// An area: both rows, then both columns.
    fn area(&self, content: &[u8]) -> Option<String> {
        let row = if self.long_rows { 4 } else { 2 };
        let first = self.cell(content, 0, 2 * row)?;
        let last = self.cell(content, row, 2 * row + 2)?;
        Some(format!("{first}:{last}"))
    }
}

fn bracketed((text, is_whole): Part) -> String {
    if is_whole { text } else { format!("({text})") }
}

/// What stands beside the computation: spaces, hints, and the sum of a single argument.
fn attribute(content: &[u8], parts: &mut Vec<Part>) -> Option<usize> {
    match content.first()? {
        0x10 => {
            let sum = call(parts, "SUM", 1)?;
            parts.push(sum);
        }
        0x01 | 0x40 | 0x41 => {}
        _ => return None,
    }
    Some(3)
}

/// The functions that are computed, by their numbers.
fn name(number: u16) -> Option<&'static str> {
    Some(match number {
        4 => "SUM",
        27 => "ROUND",
        183 => "PRODUCT",
        _ => return None,
    })
}

fn call(parts: &mut Vec<Part>, name: &str, arguments: usize) -> Option<Part> {
    let arguments = parts.split_off(parts.len().checked_sub(arguments)?);
    let arguments: Vec<String> = arguments.into_iter().map(|(text, _)| text).collect();
    Some((format!("{name}({})", arguments.join(",")), true))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(tokens: &[u8], long_rows: bool) -> Option<String> {
        let sheets = [None, Some("Phụ lục 2".to_owned())];
        let sheets = &sheets;
        Tokens { long_rows, sheets }.text(tokens)
    }

    #[test]
    fn tokens_are_written_as_their_program_shows_them() {
        let area = [0x25, 4, 0, 6, 0, 2, 0xC0, 2, 0xC0];
        let cell = [0x44, 8, 0, 27, 0xC0];
        let sum = [&area[..], &cell, &[0x22, 2, 4, 0]].concat();
        assert_eq!(text(&sum, false).as_deref(), Some("SUM(C5:C7,AB9)"));
        let one = [&area[..], &[0x19, 0x10, 0, 0]].concat();
        assert_eq!(text(&one, false).as_deref(), Some("SUM(C5:C7)"));
        let other = [0x5A, 1, 0, 3, 0, 2, 0];
        assert_eq!(text(&other, false).as_deref(), Some("'Phụ lục 2'!C4"));
        assert_eq!(text(&[0x5A, 0, 0, 3, 0, 2, 0], false), None);
        let long = [0x24, 0, 0, 1, 0, 2, 0xC0];
        assert_eq!(text(&long, true).as_deref(), Some("C65537"));
    }

    /// (2+3)*-4 %, whether or not the brackets were kept.
    #[test]
    fn brackets_are_put_where_the_order_asks_for_them() {
        let numbers = [0x1E, 2, 0, 0x1E, 3, 0, 0x03];
        let rest = [0x1E, 4, 0, 0x13, 0x14, 0x05];
        let bare = [&numbers[..], &rest].concat();
        let kept = [&numbers[..], &[0x15], &rest].concat();
        for tokens in [bare, kept] {
            assert_eq!(text(&tokens, false).as_deref(), Some("(2+3)*(-4)%"));
        }
    }

    #[test]
    fn what_is_cut_or_unknown_is_no_formula() {
        for tokens in [
            &[0x24, 0][..],
            &[0x03],
            &[0x17, 1, 0, b'x'],
            &[0x1E, 1, 0, 0x1E, 1, 0],
            &[],
        ] {
            assert_eq!(text(tokens, false), None, "{tokens:?}");
        }
    }
}
