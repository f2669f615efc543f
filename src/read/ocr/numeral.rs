//! Roman numerals in a line: readers lose or add a stroke of "III", and the strokes can be counted.

use super::{Said, shape};
use crate::read::picture::Strip;

/// A line in which the numerals have as many strokes as the ink; none where they have already, or where the
/// reader does not tell the places of its letters.
pub(super) fn counted(strip: &Strip, said: &Said) -> Option<Said> {
    let letters: Vec<char> = said.text.chars().collect();
    if letters.len() != said.at.len() {
        return None;
    }
    let mut out = Said {
        text: String::new(),
        at: Vec::new(),
        ..*said
    };
    let mut at = 0;
    while at < letters.len() {
        let word = letters[at..]
            .iter()
            .take_while(|c| c.is_alphanumeric() || "|!".contains(**c));
        let length = word.count().max(1);
        let word: String = letters[at..at + length].iter().collect();
        let end = said.at.get(at + length).copied().unwrap_or(1.0);
        let alone = length == letters.len();
        let right = numeral(strip, &word, alone, (said.at[at], end));
        match right.filter(|right| *right != word) {
            Some(right) => {
                let step = (end - said.at[at]) / right.len() as f32;
                out.at
                    .extend((0..right.len()).map(|stroke| said.at[at] + stroke as f32 * step));
                out.text += &right;
            }
            None => {
                out.at.extend(&said.at[at..at + length]);
                out.text += &word;
            }
        }
        at += length;
    }
    (out.text != said.text).then_some(out)
}

/// A word that looks like a numeral of strokes, with or without a V, as its ink has them.
fn numeral(strip: &Strip, word: &str, alone: bool, (from, to): (f32, f32)) -> Option<String> {
    let is_stroke = |c: char| matches!(c, 'I' | 'l' | '|' | '!' | '1' | 'H');
    let looks = word.chars().all(|c| is_stroke(c) || c == 'V');
    // A "1" among strokes is one of them; beside a single one it may be a figure of its own.
    let sure = word.contains('I') && (!word.contains('1') || word.len() > 2);
    if !looks || !(sure || alone && word == "!") {
        return None;
    }
    let strokes = shape::strokes(strip, from, to)?;
    let v = word.chars().filter(|c| *c == 'V').count();
    let single = strokes.checked_sub(2 * v)?;
    match (v, word.starts_with('V')) {
        (0, _) if (1..=3).contains(&single) => Some("I".repeat(single)),
        (1, true) if single <= 3 => Some("V".to_owned() + &"I".repeat(single)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line of so many strokes.
    fn strip(strokes: usize) -> Strip {
        let width = 6 * strokes + 2;
        let row = (0..width).map(|x| if x % 6 >= 3 && x % 6 < 5 { 10 } else { 245 });
        let row: Vec<u8> = row.collect();
        Strip::drawn(width, 20, row.repeat(20))
    }

    fn read(text: &str, strokes: usize) -> Option<String> {
        let length = text.chars().count();
        let said = Said {
            text: text.to_owned(),
            confidence: 0.9,
            at: (0..length).map(|at| at as f32 / length as f32).collect(),
        };
        counted(&strip(strokes), &said).map(|said| said.text)
    }

    #[test]
    fn a_numeral_has_as_many_strokes_as_its_ink() {
        assert_eq!(read("II", 3).as_deref(), Some("III"));
        assert_eq!(read("IH", 3).as_deref(), Some("III"));
        assert_eq!(read("!", 1).as_deref(), Some("I"));
        assert_eq!(read("II", 2), None);
        assert_eq!(read("11", 3), None);
        assert_eq!(read("II", 5), None);
    }
}
