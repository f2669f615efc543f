//! What a note says in quantities.

use super::Phrase;
use super::quantity::Amount;
use super::span::Time;
use super::word::Word;
use super::words::{Syllable, begins, phrases_of, words};
use crate::text::vocabulary;
use rust_decimal::Decimal;
use std::rc::Rc;
use std::sync::LazyLock;

/// The quantities of a note.
#[derive(Clone, Debug, Default)]
pub struct Note {
    /// The note taken apart.
    pub phrase: Rc<Phrase>,
    /// Its fractions.
    pub fractions: Vec<(Decimal, Decimal)>,
    /// Its counts, each with the noun counted.
    pub counts: Vec<(Decimal, Word)>,
    /// Things it lists.
    pub listed: Option<Listed>,
    /// It begins with "Trong đó": its counts are parts.
    pub is_breakdown: bool,
    /// A few words only.
    pub is_short: bool,
}

/// Things listed one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// "Tên bài: …" so many times, and the class of what they name.
    Titles(usize, &'static str),
    /// "1. … 2. … 3. …".
    Numbered(usize),
}

impl Note {
    /// Reads a note.
    pub fn of(text: &str) -> Note {
        let phrase = Phrase::of(text);
        let mut note = Note {
            listed: listed(text, &phrase.syllables),
            is_breakdown: begins(&phrase.syllables, &BREAKDOWN),
            is_short: text.split(' ').count() <= 12,
            ..Note::default()
        };
        for quantity in phrase
            .quantities
            .iter()
            .filter(|own| !phrase.leaves_out(own))
        {
            match (quantity.amount, quantity.noun) {
                (Amount::Of(part, whole), Some(_)) if part <= whole => {
                    note.fractions.push((part, whole))
                }
                (Amount::Count(count), Some(noun)) if !quantity.vague => {
                    note.counts.push((count, noun.word))
                }
                _ => {}
            }
        }
        Note {
            phrase: Rc::new(phrase),
            ..note
        }
    }

    /// The years it names outside citations.
    pub fn years(&self) -> impl Iterator<Item = u16> {
        self.phrase.marks.iter().filter_map(|mark| match mark.time {
            Time::Year(year) => Some(year),
            _ => None,
        })
    }
}

static BREAKDOWN: LazyLock<Vec<Word>> = LazyLock::new(|| words("trong đó"));
static NAME: LazyLock<Word> = LazyLock::new(|| Word::of("tên"));
/// What "Tên …:" is followed by where titles are listed, and its class.
static TITLED: LazyLock<Vec<(Vec<Word>, &'static str)>> = LazyLock::new(|| {
    let kinds = vocabulary::TITLED.iter();
    let class = |classes: &Vec<&'static str>| classes.first().copied();
    kinds
        .filter_map(|(kind, classes)| Some((words(kind), class(classes)?)))
        .collect()
});

fn listed(text: &str, syllables: &[Syllable]) -> Option<Listed> {
    let open = text.trim_end().ends_with("...") || text.trim_end().ends_with('…');
    let titles: Vec<&str> = (0..syllables.len())
        .filter_map(|at| title(text, &syllables[at..]))
        .collect();
    if let [class, _, ..] = titles.as_slice() {
        return (!open).then_some(Listed::Titles(titles.len(), class));
    }
    let numbers = syllables
        .windows(2)
        .filter_map(|pair| item(text, &pair[0], &pair[1]));
    let in_order = numbers.fold(
        0,
        |last, number| if number == last + 1 { number } else { last },
    );
    (in_order >= 2 && !open).then_some(Listed::Numbered(in_order))
}

/// The class of what "Tên bài:", "Tên văn bản, sáng kiến:" name.
fn title(text: &str, rest: &[Syllable]) -> Option<&'static str> {
    const SHORT: usize = 12;
    let (_, behind) = rest.split_first().filter(|(name, _)| name.word == *NAME)?;
    let (kind, class) = TITLED.iter().find(|(kind, _)| begins(behind, kind))?;
    let after = text.get(behind.get(kind.len() - 1)?.end..)?;
    let (gap, _) = after.split_once(':')?;
    let plain = gap
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, ' ' | ',' | '_'));
    (gap.chars().count() <= SHORT && plain).then_some(*class)
}

/// The number of "2. Tháng", "(2) Tháng", "2) Tháng".
fn item(text: &str, number: &Syllable, next: &Syllable) -> Option<usize> {
    let value = text
        .get(number.start..number.end)
        .filter(|n| number.digits && n.len() <= 2)?
        .parse()
        .ok()?;
    let before = text.get(..number.start)?.trim_end_matches('(');
    let gap = text.get(number.end..next.start)?;
    let opens = before.is_empty() || before.ends_with([' ', ';', '.']);
    let closes = (gap.starts_with('.') || gap.starts_with(')'))
        && gap.len() > 1
        && gap[1..].trim().is_empty();
    let letter = text.get(next.start..)?.starts_with(char::is_alphabetic);
    (opens && closes && letter).then_some(value)
}

static PROMPTS: LazyLock<Vec<Vec<Word>>> = LazyLock::new(|| phrases_of(&vocabulary::PROMPTS));
static CITED: LazyLock<Vec<Vec<Word>>> = LazyLock::new(|| phrases_of(&vocabulary::PROMPTED));
static ISSUED: LazyLock<Vec<Vec<Word>>> = LazyLock::new(|| phrases_of(&vocabulary::ISSUED));
static NUMBER: LazyLock<[Word; 2]> = LazyLock::new(|| ["số", "ngày"].map(Word::of));

/// The form's own prompt, left as it was: "Quyết định số ...", "Ghi rõ tên đơn vị".
pub fn is_prompt(note: &Note, form: &[String]) -> bool {
    let (text, syllables) = (note.phrase.text.as_str(), note.phrase.syllables.as_slice());
    let starts = text
        .trim_start_matches(['(', ' '])
        .starts_with(char::is_alphabetic);
    let longer = |prompt: &Vec<Word>| syllables.len() > prompt.len() && begins(syllables, prompt);
    starts && (PROMPTS.iter().any(longer) || is_unfilled(text, syllables))
        || !form.is_empty() && form.iter().any(|prompt| Word::of(prompt) == Word::of(text))
}

/// "Quyết định công bố số: … ngày …", "Văn bản số": a kind of document without its number.
fn is_unfilled(text: &str, syllables: &[Syllable]) -> bool {
    let skip = |rest: &mut &[Syllable], phrases: &[Vec<Word>]| -> bool {
        let found = phrases.iter().find(|phrase| begins(rest, phrase));
        *rest = found
            .and_then(|phrase| rest.get(phrase.len()..))
            .unwrap_or(rest);
        found.is_some()
    };
    let mut rest = syllables;
    if !skip(&mut rest, &CITED) {
        return false;
    }
    skip(&mut rest, &ISSUED);
    let [number, day] = *NUMBER;
    let numbered = rest.first().is_some_and(|next| next.word == number);
    if numbered {
        rest = rest.get(1..).unwrap_or_default();
    }
    let end = syllables[syllables.len() - rest.len() - 1].end;
    let gap = text
        .get(end..rest.first().map_or(text.len(), |next| next.start))
        .unwrap_or_default();
    let gap = gap.trim().trim_start_matches([':', ' ']);
    let dots = !gap.is_empty() && gap.chars().all(|c| matches!(c, '.' | '…' | ' ')) && gap != ".";
    let dated = rest.first().is_none_or(|next| next.word == day);
    dots && dated || numbered && gap.is_empty() && rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prompts_are_known_from_answers() {
        for note in [
            "Quyết định số ...",
            "Văn bản số...",
            "Ghi rõ tên đơn vị",
            "Kế hoạch số …",
        ] {
            assert!(is_prompt(&Note::of(note), &[]), "{note}");
        }
        for note in [
            "Quyết định số 5/QĐ-SNV ngày 01/02/2030",
            "Đã thực hiện 6/7 nhiệm vụ",
            "Tổng hợp cả năm",
        ] {
            assert!(!is_prompt(&Note::of(note), &[]), "{note}");
        }
        assert!(is_prompt(&Note::of("Tên TTHC"), &["Tên TTHC".to_owned()]));
    }

    #[test]
    fn fractions_need_a_noun_and_dates_are_none() {
        assert_eq!(
            Note::of("Đã thực hiện 6/7 nhiệm vụ").fractions,
            [(6.into(), 7.into())]
        );
        assert!(Note::of("họp ngày 6/7").fractions.is_empty());
    }
}
