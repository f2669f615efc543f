//! What a note says in figures.

use super::narrative::figure::{Amount, cover, figures};
use crate::text::fold::fold;
use regex::Regex;
use rust_decimal::Decimal;
use std::sync::LazyLock;

/// The figures of a note.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Note {
    /// Its fractions.
    pub fractions: Vec<(Decimal, Decimal)>,
    /// Its counts, each with the noun counted.
    pub counts: Vec<(Decimal, String)>,
    /// Things it lists.
    pub listed: Option<Listed>,
    /// It begins with "Trong đó": its counts are parts.
    pub is_breakdown: bool,
    /// A few words only.
    pub is_short: bool,
    /// It cites a document by number.
    pub cites: bool,
}

/// Things listed one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// "Tên bài: …" so many times.
    Titles(usize),
    /// "1. … 2. … 3. …".
    Numbered(usize),
}

static TITLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\btên\s+(?:bài|tin|tttc|tthc|văn bản|sáng kiến|phần mềm|đơn vị|mô hình)[\w\s,]{0,12}:")
        .ok()
});
static ITEM: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:^|[\s;.])\(?(\d{1,2})[.)]\s+\p{L}").ok());
static CITED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)số\s*:?\s*\d+\s*[/-]\s*[\p{L}\d]|\d+/(?:\d{4}/)?[A-ZĐ]{2}").ok());

impl Note {
    /// Reads a note.
    pub fn of(text: &str) -> Note {
        let mut note = Note {
            listed: listed(text),
            is_breakdown: fold(text).starts_with(&fold("trong đó")),
            is_short: text.split(' ').count() <= 12,
            cites: CITED.as_ref().is_some_and(|pattern| pattern.is_match(text)),
            ..Note::default()
        };
        for figure in figures(&cover(text).plain) {
            match (figure.amount, figure.noun) {
                (Amount::Of(part, whole), Some(_)) if part <= whole => note.fractions.push((part, whole)),
                (Amount::Count(count), Some(noun)) if !figure.vague => note.counts.push((count, noun.word)),
                _ => {}
            }
        }
        note
    }
}

fn listed(text: &str) -> Option<Listed> {
    let open = text.trim_end().ends_with("...") || text.trim_end().ends_with('…');
    let titles = TITLE.as_ref()?.find_iter(text).count();
    if titles >= 2 {
        return (!open).then_some(Listed::Titles(titles));
    }
    let numbers =
        ITEM.as_ref()?.captures_iter(text).filter_map(|item| item.get(1)?.as_str().parse::<usize>().ok());
    let in_order = numbers.fold(0, |last, number| if number == last + 1 { number } else { last });
    (in_order >= 2 && !open).then_some(Listed::Numbered(in_order))
}

static PROMPT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let parts = [
        r"^(?:quyết định|kế hoạch|văn bản|công văn|báo cáo|thông báo)(?:\s+(?:công bố|phê duyệt|ban hành))?(?:\s+số)?\s*:?\s*(?:\.{2,}|…)+\s*(?:ngày\s*(?:\.{2,}|…)*.*)?$",
        r"^(?:văn bản|quyết định|kế hoạch)\s+số\s*:?$",
        r"^ghi rõ\s",
        r"^\(?ghi\s+(?:rõ|cụ thể|tên)",
        r"^tóm tắt\s",
    ];
    Regex::new(&format!("(?i){}", parts.join("|"))).ok()
});

/// The form's own prompt, left as it was: "Quyết định số ...", "Ghi rõ tên đơn vị".
pub fn is_prompt(note: &str, form: &[String]) -> bool {
    let folded = fold(note);
    form.iter().any(|prompt| fold(prompt) == folded)
        || PROMPT.as_ref().is_some_and(|pattern| pattern.is_match(note.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prompts_are_known_from_answers() {
        for note in ["Quyết định số ...", "Văn bản số...", "Ghi rõ tên đơn vị", "Kế hoạch số …"]
        {
            assert!(is_prompt(note, &[]), "{note}");
        }
        for note in ["Quyết định số 5/QĐ-SNV ngày 01/02/2030", "Đã thực hiện 6/7 nhiệm vụ", "Tổng hợp cả năm"]
        {
            assert!(!is_prompt(note, &[]), "{note}");
        }
        assert!(is_prompt("Tên TTHC", &["Tên TTHC".to_owned()]));
    }

    #[test]
    fn fractions_need_a_noun_and_dates_are_none() {
        assert_eq!(Note::of("Đã thực hiện 6/7 nhiệm vụ").fractions, [(6.into(), 7.into())]);
        assert!(Note::of("họp ngày 6/7").fractions.is_empty());
    }
}
