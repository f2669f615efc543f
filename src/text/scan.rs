//! A place in a text that moves on over what is expected there: the fixed wordings of reports are told
//! this way, as patterns over all of Unicode take longer to build than a report takes to read.

/// A place in a text. What is not there does not move it.
///
/// ```
/// use phuluc::text::scan::Scan;
/// let mut at = Scan::at("ngay 15 thang 9", 0);
/// assert!(at.word("ngay") && at.spaces() && !at.word("nam"));
/// assert_eq!((at.digits(2), at.spaces(), at.rest()), (Some("15"), true, "thang 9"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Scan<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Scan<'t> {
    /// A place, counted in bytes.
    pub fn at(text: &'t str, at: usize) -> Scan<'t> {
        Scan { text, at }
    }

    /// Where this is, in bytes.
    pub fn place(&self) -> usize {
        self.at
    }

    /// What is still ahead.
    pub fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// Passes a word.
    pub fn word(&mut self, word: &str) -> bool {
        let there = self.rest().starts_with(word);
        self.at += if there { word.len() } else { 0 };
        there
    }

    /// Passes the first of some words that is there.
    pub fn any<'w>(&mut self, words: &[&'w str]) -> Option<&'w str> {
        words.iter().copied().find(|word| self.word(word))
    }

    /// Passes a word in letters of any case.
    pub fn caseless(&mut self, word: &str) -> bool {
        let end = after_caseless(self.rest(), word);
        self.at += end.unwrap_or(0);
        end.is_some()
    }

    /// Passes characters as long as they are of a kind, and gives them.
    pub fn while_is(&mut self, kind: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let passed = &rest[..rest.find(|c| !kind(c)).unwrap_or(rest.len())];
        self.at += passed.len();
        passed
    }

    /// Passes white space; always true, to stand between two things expected.
    pub fn spaces(&mut self) -> bool {
        self.while_is(char::is_whitespace);
        true
    }

    /// Passes one to `most` digits.
    pub fn digits(&mut self, most: usize) -> Option<&'t str> {
        let rest = self.rest();
        let count = rest
            .bytes()
            .take(most)
            .take_while(u8::is_ascii_digit)
            .count();
        self.at += count;
        (count > 0).then(|| &rest[..count])
    }

    /// Passes exactly `count` digits; more may follow.
    pub fn all_digits(&mut self, count: usize) -> Option<&'t str> {
        let before = self.at;
        let found = self.digits(count).filter(|digits| digits.len() == count);
        if found.is_none() {
            self.at = before;
        }
        found
    }

    /// Whether no letter and no digit stands here or none stands before: the edge of a word.
    pub fn is_edge(&self) -> bool {
        let before = self
            .text
            .get(..self.at)
            .and_then(|text| text.chars().next_back());
        is_wordy(before) != is_wordy(self.rest().chars().next())
    }
}

fn is_wordy(c: Option<char>) -> bool {
    c.is_some_and(|c| c == '_' || c.is_alphanumeric())
}

/// Where `word` ends when the text starts with it in whatever case; `word` is in lower case.
fn after_caseless(text: &str, word: &str) -> Option<usize> {
    let mut chars = text.char_indices();
    for wanted in word.chars() {
        let (_, c) = chars.next()?;
        if super::syllable::lower(c) != wanted {
            return None;
        }
    }
    Some(chars.offset())
}

/// What `find` makes of the first place behind a word, in whatever case, where it makes anything.
pub fn behind<'t, T>(text: &'t str, word: &str, find: impl Fn(Scan<'t>) -> Option<T>) -> Option<T> {
    text.char_indices().find_map(|(at, _)| {
        let mut scan = Scan::at(text, at);
        if scan.caseless(word) && Scan::at(text, at).is_edge() {
            find(scan)
        } else {
            None
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_in_any_case_and_not_inside_another() {
        let after = |text| behind(text, "số", |at| Some(at.rest()));
        assert_eq!(after("xsố SỐ: 5"), Some(": 5"));
        assert_eq!(after("tổng"), None);
    }

    #[test]
    fn what_is_not_there_does_not_move_the_place() {
        let mut at = Scan::at("12a", 0);
        assert_eq!(
            (at.all_digits(3), at.word("x"), at.place()),
            (None, false, 0)
        );
        assert_eq!(
            (at.digits(5), at.is_edge(), at.rest()),
            (Some("12"), false, "a")
        );
    }
}
