//! Words that a narrow cell broke into pieces: "K ế ho ạc h năm".

use super::syllable::syllable;
use super::unit::is_measure;

/// Fewest pieces that are no syllable, where none is a small letter: a capital alone may name something.
const FEWEST: usize = 2;
/// Most pieces of one syllable.
const MOST: usize = 5;

/// The text with its pieces joined, where some of them are no syllables and all of them together make some; `None` for
/// a text that is whole.
///
/// ```
/// use phuluc::text::upright::joined;
/// assert_eq!(joined("K ế ho ạc h năm").as_deref(), Some("Kế hoạch năm"));
/// assert_eq!(joined("Tỷ l ệ ngh ề (%)").as_deref(), Some("Tỷ lệ nghề (%)"));
/// assert_eq!(joined("Tỷ l ệ (%)").as_deref(), Some("Tỷ lệ (%)"));
/// assert_eq!(joined("Ước TH so KH"), None);
/// assert_eq!(joined("Nhóm C âm tính"), None);
/// ```
pub fn joined(text: &str) -> Option<String> {
    let pieces: Vec<&str> = text.split(' ').collect();
    let broken: Vec<&&str> = pieces.iter().filter(|piece| !is_whole(piece)).collect();
    let small = |piece: &&&str| piece.chars().all(char::is_lowercase) && !is_measure(piece);
    if broken.len() < FEWEST && !broken.iter().any(small) {
        return None;
    }
    // The fewest words that the pieces from each on can make.
    let mut best: Vec<Option<(usize, usize)>> = vec![None; pieces.len() + 1];
    best[pieces.len()] = Some((0, 0));
    for from in (0..pieces.len()).rev() {
        let ends = from + 1..=(from + MOST).min(pieces.len());
        // What a bracket opens is a word of its own.
        let opens = |end: usize| {
            let mut rest = pieces[from + 1..end].iter();
            rest.any(|piece| piece.starts_with('('))
        };
        let fits = ends.filter(|end| !opens(*end) && is_whole(&pieces[from..*end].concat()));
        let words = fits.filter_map(|end| Some((best[end]?.0 + 1, end)));
        best[from] = words.min();
    }
    let mut words: Vec<String> = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let (_, end) = best[at]?;
        words.push(pieces[at..end].concat());
        at = end;
    }
    Some(words.join(" "))
}

/// A syllable, or what is no word at all: a sign, a figure.
fn is_whole(piece: &str) -> bool {
    let word = piece.trim_matches(|c: char| !c.is_alphanumeric());
    word.chars().all(|c| !c.is_alphabetic()) || syllable(&word.to_lowercase()).is_some()
}
