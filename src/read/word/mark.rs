//! Footnote marks people type themselves: superscript at the end of a cell, "43" with a raised "(1)".

use super::raw::{Piece, Role};

/// Takes a typed footnote mark off the end of a cell's text.
pub(in crate::read) fn take_off(pieces: &mut Vec<Piece>) -> Option<Piece> {
    let blank = |piece: &Piece| piece.text.trim().is_empty();
    let end = pieces.iter().rposition(|piece| !blank(piece))?;
    let (before, last) = (pieces.get(..end)?, pieces.get(end)?);
    let plain = before
        .iter()
        .rev()
        .find(|piece| !blank(piece) && piece.look.role == Role::Text)?;
    let found =
        last.look.raised && !plain.look.raised && is_mark(last.text.trim(), plain.text.trim_end());
    found.then(|| pieces.remove(end))
}

/// `(1)`, `[2]`, `1)`, `*`, or a bare number, unless that makes a power of the unit before it.
fn is_mark(raised: &str, before: &str) -> bool {
    let inner = raised.trim_matches(['(', ')', '[', ']']).trim();
    let bracketed = inner.len() < raised.len();
    let stars = !inner.is_empty() && inner.chars().all(|c| c == '*');
    let number = (1..=2).contains(&inner.len()) && inner.chars().all(|c| c.is_ascii_digit());
    let letter = bracketed && inner.len() == 1 && inner.chars().all(|c| c.is_ascii_lowercase());
    stars || letter || number && (bracketed || !is_length(before))
}

/// True when the text ends in a unit that is squared or cubed.
fn is_length(text: &str) -> bool {
    let word = text
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    ["m", "cm", "dm", "mm", "km", "hm", "dam"].contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::super::raw::Look;
    use super::*;

    fn taken(before: &str, raised: &str) -> bool {
        let plain = Piece {
            text: before.to_owned(),
            look: Look::default(),
        };
        let up = Piece {
            text: raised.to_owned(),
            look: Look {
                raised: true,
                ..Look::default()
            },
        };
        take_off(&mut vec![plain, up]).is_some()
    }

    #[test]
    fn marks_come_off_but_powers_stay() {
        assert!(taken("43", "(1)"));
        assert!(taken("43", "1"));
        assert!(taken("Số hồ sơ", "*"));
        assert!(!taken("Diện tích, km", "2"));
        assert!(!taken("86,96", "%"));
    }

    #[test]
    fn a_cell_that_is_raised_as_a_whole_keeps_its_text() {
        let up = Piece {
            text: "1".to_owned(),
            look: Look {
                raised: true,
                ..Look::default()
            },
        };
        assert!(take_off(&mut vec![up]).is_none());
    }
}
