//! Unicode text that was "converted" once more as if it were TCVN3: "Hội Thống kờ", "cỏc", "thụng".
//!
//! The result is made of good letters, and half of its words are good words, so nothing can be put
//! right without guessing. It can be told, by syllables that cannot be and turn possible going back.

use super::score::parts_chunks;
use super::table;
use crate::text::syllable::{is_letter, lower, syllable, upper};
use std::sync::LazyLock;

/// The impossible syllables of a text that another conversion would explain, each with what it was.
///
/// ```
/// use phuluc::text::legacy::double_converted;
/// let found = double_converted("Hội Thống kờ, cỏc tỉnh");
/// assert_eq!(found, [("kờ".to_owned(), "kê".to_owned()), ("cỏc".to_owned(), "các".to_owned())]);
/// assert!(double_converted("Các tỉnh, thành phố báo cáo kết quả").is_empty());
/// ```
pub fn double_converted(text: &str) -> Vec<(String, String)> {
    DoubleConverted::default().found_in(text)
}

/// Looks through the texts of a document, of which it remembers the words that were in order.
pub struct DoubleConverted<'t> {
    fine: Vec<&'t str>,
}

/// Words remembered: a report has some hundred, which it says over and over.
const REMEMBERED: usize = 1024;

impl Default for DoubleConverted<'_> {
    fn default() -> Self {
        DoubleConverted {
            fine: vec![""; REMEMBERED],
        }
    }
}

impl<'t> DoubleConverted<'t> {
    /// [`double_converted`] for the next text.
    pub fn found_in(&mut self, text: &'t str) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let mut rest = text;
        // Only a letter that another conversion could have made is worth a look at its word.
        while let Some(at) = rest.find(|c| latin(c).is_some()) {
            let start = rest[..at]
                .rfind(parts_chunks)
                .map_or(0, |before| next_char(rest, before));
            let end = rest[at..]
                .find(parts_chunks)
                .map_or(rest.len(), |length| at + length);
            found.extend(self.look_at(&rest[start..end]));
            rest = &rest[end..];
        }
        found
    }

    fn look_at(&mut self, chunk: &'t str) -> Option<(String, String)> {
        let slot = chunk.bytes().fold(0, |sum: usize, byte| {
            sum.wrapping_mul(31) + usize::from(byte)
        }) % REMEMBERED;
        if self.fine[slot] == chunk {
            return None;
        }
        let word = chunk.trim_matches(|c| !is_letter(c));
        let before = undone(word);
        if before.is_none() {
            self.fine[slot] = chunk;
        }
        before.map(|before| (word.to_owned(), before))
    }
}

/// Where the character after the one at this place starts.
fn next_char(text: &str, at: usize) -> usize {
    at + text[at..].chars().next().map_or(0, char::len_utf8)
}

/// The word before it was converted a second time, where only that makes it a syllable.
fn undone(word: &str) -> Option<String> {
    if word.is_ascii() || syllable(word).is_some() {
        return None;
    }
    let before: String = word.chars().map(|c| latin(c).unwrap_or(c)).collect();
    (before != word && syllable(&before).is_some()).then_some(before)
}

/// The Western letter that TCVN3 reads as this one, if it is a Vietnamese letter as well.
fn latin(c: char) -> Option<char> {
    match c {
        '\0'..='\x7F' => None,
        FIRST..=LAST => LATIN
            .get((u32::from(c) - u32::from(FIRST)) as usize)
            .copied()
            .flatten(),
        _ => None,
    }
}

/// Every letter of the Vietnamese alphabet stands between these two.
const FIRST: char = 'À';
const LAST: char = 'ỹ';

/// From [`FIRST`] on: the letters another conversion makes of Vietnamese ones, with what it made them of.
static LATIN: LazyLock<Vec<Option<char>>> = LazyLock::new(|| {
    let place = |c: char| (u32::from(c).wrapping_sub(u32::from(FIRST))) as usize;
    let mut table = vec![None; place(LAST) + 1];
    // From the last code to the first: a letter that has two is written with the first.
    for code in (0..=u8::MAX).rev() {
        let (made, before) = (table::TCVN3[usize::from(code)], char::from(code));
        let latin = "àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ"
            .contains(before)
            .then_some(before);
        for c in [made, upper(made)]
            .into_iter()
            .filter(|c| lower(*c) == made)
        {
            if let Some(entry) = table.get_mut(place(c)) {
                *entry = latin;
            }
        }
    }
    table
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_what_a_search_would() {
        for c in (FIRST..=LAST).filter(|c| lower(*c) != *c || upper(*c) != *c) {
            let at = table::TCVN3.iter().position(|letter| *letter == lower(c));
            let before = at.and_then(|at| u8::try_from(at).ok()).map(char::from);
            let vowels = "àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ";
            assert_eq!(
                latin(c),
                before.filter(|before| vowels.contains(*before)),
                "{c}"
            );
        }
    }

    #[test]
    fn a_word_remembered_as_fine_hides_no_other() {
        let mut look = DoubleConverted::default();
        assert!(look.found_in("Hội nghị các tỉnh").is_empty());
        assert_eq!(look.found_in("Hội nghị cỏc tỉnh, (cỏc) huyện").len(), 2);
        assert_eq!(look.found_in("Thống kờ").len(), 1);
    }
}
