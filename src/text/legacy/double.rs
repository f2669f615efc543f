//! Unicode text that was "converted" once more as if it were TCVN3: "Hội Thống kờ", "cỏc", "thụng".
//!
//! The result is made of good letters, and half of its words are good words, so nothing can be put
//! right without guessing. It can be told, by syllables that cannot be and turn possible going back.

use super::score::chunks;
use super::table;
use crate::text::syllable::{lower, syllable};

/// The impossible syllables of a text that another conversion would explain, each with what it was.
///
/// ```
/// use phuluc::text::legacy::double_converted;
/// let found = double_converted("Hội Thống kờ, cỏc tỉnh");
/// assert_eq!(found, [("kờ".to_owned(), "kê".to_owned()), ("cỏc".to_owned(), "các".to_owned())]);
/// assert!(double_converted("Các tỉnh, thành phố báo cáo kết quả").is_empty());
/// ```
pub fn double_converted(text: &str) -> Vec<(String, String)> {
    let words = chunks(text).map(|chunk| chunk.trim_matches(|c: char| !c.is_alphabetic()));
    words.filter_map(|word| undone(word).map(|before| (word.to_owned(), before))).collect()
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
    if c.is_ascii() {
        return None;
    }
    let at = table::TCVN3.iter().position(|letter| *letter == lower(c))?;
    let before = char::from(u8::try_from(at).ok()?);
    "àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ".contains(before).then_some(before)
}
