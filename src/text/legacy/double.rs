//! Unicode text that was "converted" once more as if it were TCVN3: "Hội Thống kờ", "cỏc", "thụng".
//!
//! The result is made of good letters, and half of its words are good words, so nothing can be put
//! right without guessing. It can be told, by syllables that cannot be and turn possible going back.

use super::score::chunks;
use super::table;
use crate::text::syllable::{lower, syllable};
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
    // Most words hold no letter that another conversion could have made.
    let made = chunks(text).filter(|chunk| chunk.chars().any(|c| latin(c).is_some()));
    let words = made.map(|chunk| chunk.trim_matches(|c: char| !c.is_alphabetic()));
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
    let small = lower(c);
    LATIN.binary_search_by_key(&small, |(made, _)| *made).ok().map(|at| LATIN[at].1)
}

/// The letters another conversion makes of Vietnamese ones, each with what it was made of.
static LATIN: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let made = |before: char| {
        let made = *table::TCVN3.get(before as usize)?;
        // A letter that has two codes is written with the first.
        let first = table::TCVN3.iter().position(|letter| *letter == made)?;
        (first == before as usize).then_some((made, before))
    };
    let mut pairs: Vec<(char, char)> = "àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ".chars().filter_map(made).collect();
    pairs.sort_unstable();
    pairs
});
