//! Lines of one text → the text: where a line break stands for a space, and where it cut something.

use super::number::{Strictness, is_number};
use super::syllable::syllable;

/// Lines as one text: a space between, none after a hyphen inside a word or a stroke, and no hyphen
/// where it only broke an address.
///
/// ```
/// use phuluc::text::lines::join;
/// let text = |lines: &[&str]| join(&lines.iter().map(|line| line.to_string()).collect::<Vec<_>>());
/// assert_eq!(text(&["Chỉ thị số 10/CT-", "UBND của Chủ tịch"]), "Chỉ thị số 10/CT-UBND của Chủ tịch");
/// assert_eq!(text(&["ngày 19/07/2024 v/", "v tuyên truyền"]), "ngày 19/07/2024 v/v tuyên truyền");
/// assert_eq!(text(&["Nghị quyết số 57-", "NQ/TW"]), "Nghị quyết số 57-NQ/TW");
/// assert_eq!(text(&["Tổng số", "hồ sơ"]), "Tổng số hồ sơ");
/// ```
pub fn join(lines: &[String]) -> String {
    let mut joined = String::with_capacity(lines.iter().map(|line| line.len() + 1).sum());
    for line in lines {
        if glued(&joined, line) {
            let soft = joined.strip_suffix('\u{AD}');
            let capital = soft.is_some_and(|word| word.ends_with(char::is_uppercase));
            if soft.is_some() || breaks_address(&joined, line) {
                joined.pop();
            }
            // No word is broken after a capital: this hyphen was meant.
            joined.extend(capital.then_some('-'));
        } else if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    joined
}

/// Whether nothing stands between a line and the next: it ends with a hyphen directly after a letter, or
/// with a stroke directly after anything, and the next goes on with a letter or a digit; or with a hyphen
/// after a digit where a document's code goes on: "57-" "NQ/TW".
pub fn glued(before: &str, after: &str) -> bool {
    let mut back = before.chars().rev();
    let ends = match (back.next(), back.next()) {
        (Some('-' | '\u{AD}' | '\u{2010}'), Some(last)) => {
            last.is_alphabetic()
                || last.is_ascii_digit() && after.chars().take(2).all(char::is_uppercase)
        }
        (Some('/'), Some(last)) => !last.is_whitespace(),
        _ => false,
    };
    ends && after.starts_with(char::is_alphanumeric)
}

/// Whether the hyphen stands inside a web or mail address that was hyphenated like a word: small letters
/// on both sides.
fn breaks_address(before: &str, after: &str) -> bool {
    let last = before
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or_default();
    let small = last.ends_with('-') && last.chars().rev().nth(1).is_some_and(char::is_lowercase);
    is_address(last) && small && after.starts_with(char::is_lowercase)
}

fn is_address(word: &str) -> bool {
    ["://", "www.", "@"].iter().any(|sign| word.contains(sign))
}

/// A label without the row of dots that leads the eye to its figure; what it ends in else stays.
pub fn without_leader(label: &str) -> &str {
    const FEWEST: usize = 4;
    let bare = label.trim_end_matches(|c: char| ".…_ ".contains(c));
    let leader = &label[bare.len()..];
    let dots: usize = leader
        .chars()
        .map(|c| {
            if c == '…' {
                3
            } else {
                usize::from(".…_".contains(c))
            }
        })
        .sum();
    if dots >= FEWEST && !bare.is_empty() {
        bare
    } else {
        label
    }
}

/// Whether a cell too narrow for its only word broke it: `before` is a whole line of one word that left
/// no room for another letter, `after` the next line. A figure goes on in a shorter piece, a Vietnamese
/// word in a piece that is no word, an address in anything.
///
/// ```
/// use phuluc::text::lines::cuts_word;
/// assert!(cuts_word("Khôn", "g") && cuts_word("28,3", "5") && cuts_word("4.3.", "1"));
/// assert!(!cuts_word("Nhiệm", "vụ") && !cuts_word("2023", "2024") && !cuts_word("12", "người"));
/// ```
pub fn cuts_word(before: &str, after: &str) -> bool {
    let next = after.split(' ').next().unwrap_or_default();
    if before.contains(' ') || before.is_empty() || next.is_empty() {
        return false;
    }
    if is_number(before, Strictness::Piece) && is_number(next, Strictness::Piece) {
        return before.ends_with(is_separator)
            || next.starts_with(is_separator)
            || next.chars().count() < before.chars().count();
    }
    is_address(before) || cuts_syllable(before, next)
}

fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | '/')
}

/// One of the pieces is no syllable, both together are.
fn cuts_syllable(before: &str, next: &str) -> bool {
    let bare = next.trim_end_matches(|c: char| !c.is_alphabetic());
    let letters = before.chars().chain(bare.chars()).all(char::is_alphabetic);
    let word = |text: &str| syllable(text).is_some();
    letters && !(word(before) && word(bare)) && word(&format!("{before}{bare}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_dots_is_no_part_of_a_label() {
        for dotted in [
            "Số hồ sơ ……………",
            "Số hồ sơ.....................",
            "Số hồ sơ . . . . . .",
            "Số hồ sơ ______",
        ] {
            assert_eq!(without_leader(dotted), "Số hồ sơ", "{dotted}");
        }
        for whole in [
            "Văn bản khác…",
            "Kế hoạch số ...",
            "Đạt chuẩn TCVN.",
            "……………",
            "Khác (ghi rõ ……)",
        ] {
            assert_eq!(without_leader(whole), whole);
        }
    }

    #[test]
    fn an_address_is_put_together_without_the_hyphen_that_broke_it() {
        let lines = ["https://dichvucong.gov-", "ernment.vn"].map(str::to_owned);
        assert_eq!(join(&lines), "https://dichvucong.government.vn");
        assert_eq!(join(&["a - ".into(), "b".into()]), "a -  b");
    }

    #[test]
    fn words_of_two_lines_stay_two() {
        for (before, after) in [
            ("Văn", "bản"),
            ("Cơ", "quan"),
            ("TTHC", "12"),
            ("Tin, bài", "g"),
            ("", "g"),
        ] {
            assert!(!cuts_word(before, after), "{before} {after}");
        }
    }

    #[test]
    fn a_broken_address_goes_on() {
        assert!(cuts_word(
            "https://www.facebook.com/cchchu",
            "ngyen và nhóm"
        ));
    }
}
