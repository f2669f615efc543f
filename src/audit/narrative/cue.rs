//! Phrases that say what a clause tells of its number: which acts, what is set apart from the rest.

use super::word::Word;
use super::words::{Syllable, begins, phrases_of, words};
use crate::text::vocabulary;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Acts, or kinds of things set apart, as a row of bits.
pub type Bits = u64;

/// Phrases sought among syllables: at each syllable the longest, and the next behind it.
#[derive(Debug)]
pub struct Phrases<T>(BTreeMap<Word, Vec<(Vec<Word>, T)>>);

impl<T: Copy> Phrases<T> {
    /// Each phrase with what it says.
    pub fn of<'a>(entries: impl Iterator<Item = (&'a str, T)>) -> Phrases<T> {
        let mut phrases: BTreeMap<Word, Vec<(Vec<Word>, T)>> = BTreeMap::new();
        for (phrase, says) in entries {
            let mut words = words(phrase).into_iter();
            let first = words.next().unwrap_or(Word::NONE);
            let tails = phrases.entry(first).or_default();
            tails.push((words.collect(), says));
        }
        phrases
            .values_mut()
            .for_each(|tails| tails.sort_by_key(|(tail, _)| std::cmp::Reverse(tail.len())));
        Phrases(phrases)
    }

    /// The phrase that begins here: how many syllables it has, and what it says.
    pub fn first(&self, syllables: &[Syllable]) -> Option<(usize, T)> {
        let (first, rest) = syllables.split_first()?;
        let found = self.0.get(&first.word)?;
        let found = found.iter().find(|(tail, _)| begins(rest, tail));
        found.map(|(tail, says)| (tail.len() + 1, *says))
    }

    /// The phrases in order: their syllables, and what they say.
    pub fn find(&self, syllables: &[Syllable]) -> Vec<(Range<usize>, T)> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(rest) = syllables.get(at..).filter(|rest| !rest.is_empty()) {
            let here = self.first(rest);
            if let Some((length, says)) = here {
                found.push((at..at + length, says));
            }
            at += here.map_or(1, |(length, _)| length);
        }
        found
    }
}

/// What a kind or an act is in [`Bits`].
fn bit(at: usize) -> Bits {
    1_u64.checked_shl(at as u32).unwrap_or(0)
}

static KINDS: LazyLock<Phrases<Bits>> = LazyLock::new(|| {
    let kinds = vocabulary::SET_APART.iter().enumerate();
    let kinds = kinds.flat_map(|(at, (_, words))| words.iter().map(move |word| (*word, bit(at))));
    let none = vocabulary::NOT_APART.iter().chain(vocabulary::WHOLE.iter());
    let variants = vocabulary::TERMS.iter().flat_map(|(_, variants)| variants);
    Phrases::of(kinds.chain(none.chain(variants).map(|phrase| (*phrase, 0))))
});

static ACTS: LazyLock<Phrases<Act>> = LazyLock::new(|| {
    // A word of two acts may be either: "phát hành".
    let of = |word: &str| {
        let acts = vocabulary::ACTS.iter().enumerate();
        let named = acts.filter(|(_, (_, words))| words.contains(&word));
        named.fold(0, |all, (at, _)| all | bit(at))
    };
    let words = vocabulary::ACTS.iter().flat_map(|(_, words)| words);
    let named = words.map(|word| (*word, Act::Named(of(word))));
    // Other printings of the same word.
    let variants = vocabulary::TERMS.iter().filter(|(word, _)| of(word) != 0);
    let variants = variants.flat_map(|(word, variants)| {
        variants
            .iter()
            .map(move |variant| (*variant, Act::Named(of(word))))
    });
    let none = vocabulary::NO_ACTS
        .iter()
        .map(|phrase| (*phrase, Act::None));
    let whole = vocabulary::WHOLE.iter().filter(|word| of(word) == 0);
    let whole = whole.map(|word| (*word, Act::None));
    let weak = vocabulary::WEAK_ACTS.iter().flat_map(|(name, words)| {
        let at = vocabulary::ACTS.iter().position(|(act, _)| act == name);
        let act = Act::Weak(at.map_or(ANY, bit));
        words.iter().map(move |word| (*word, act))
    });
    Phrases::of(none.chain(named).chain(variants).chain(weak).chain(whole))
});

/// What a phrase says of what was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    None,
    Named(Bits),
    /// Only where no other is named.
    Weak(Bits),
}

static BY_WAY: LazyLock<Vec<Vec<Word>>> = LazyLock::new(|| list(&vocabulary::BY_WAY));

/// Something was done: "thực hiện".
const ANY: Bits = 1 << 63;

static REST: LazyLock<Bits> = LazyLock::new(|| kind("rest"));
static NOT_YET: LazyLock<Bits> = LazyLock::new(|| kind("not yet"));
static EITHER: LazyLock<Bits> = LazyLock::new(|| kind("full") | kind("in part"));
static CARRIED: LazyLock<Bits> =
    LazyLock::new(|| ["rest", "not yet", "left out"].into_iter().map(kind).sum());
static LEFT_OUT: LazyLock<Bits> = LazyLock::new(|| kind("left out"));
static LEVELS: LazyLock<Bits> = LazyLock::new(|| kind("province level") | kind("branch level"));

/// The kinds a sentence need not name though its row does: the rest of the label tells it.
static UNNAMED: LazyLock<Bits> = LazyLock::new(|| {
    [
        "pending",
        "per",
        "directly",
        "not",
        "broken",
        "draft",
        "online",
        "by mail",
        "province level",
    ]
    .into_iter()
    .map(kind)
    .sum()
});

fn kind(name: &str) -> Bits {
    let mut kinds = vocabulary::SET_APART.iter();
    kinds.position(|(kind, _)| *kind == name).map_or(0, bit)
}

/// What is left over.
pub fn rest() -> Bits {
    *REST
}

/// What is not done yet.
pub fn not_yet() -> Bits {
    *NOT_YET
}

/// What is said of a number that stands before another one is said of that too: what is left, what is not yet.
pub fn carried() -> Bits {
    *CARRIED
}

/// What the row leaves out.
pub fn left_out() -> Bits {
    *LEFT_OUT
}

/// The levels of government.
pub fn levels() -> Bits {
    *LEVELS
}

/// Of the kinds of a row those its sentence must name.
pub fn to_be_named(kinds: Bits) -> Bits {
    kinds & !*UNNAMED
}

/// The kinds of things the syllables set apart, each with its place.
pub fn kinds(syllables: &[Syllable]) -> Vec<(Range<usize>, Bits)> {
    KINDS.find(syllables)
}

/// The acts the syllables name; weak ones only where there is no other.
pub fn acts(syllables: &[Syllable]) -> Bits {
    let (mut acts, mut weak) = (0, 0);
    for (at, act) in ACTS.find(syllables) {
        let before = syllables.get(..at.start).unwrap_or_default();
        match act {
            Act::None => {}
            // "Qua rà soát kiến nghị …": by what it came, not what was done.
            Act::Named(named) if ends_with(before, &BY_WAY) => weak |= named,
            Act::Named(named) => acts |= named,
            Act::Weak(named) => weak |= named,
        }
    }
    if acts == 0 { weak } else { acts }
}

/// The acts the syllables name, weak ones left out.
pub fn strong_acts(syllables: &[Syllable]) -> Bits {
    let found = ACTS.find(syllables).into_iter();
    found.fold(0, |all, (_, act)| match act {
        Act::Named(named) => all | named,
        _ => all,
    })
}

/// The act that begins here: how many syllables it has.
pub fn act_at(syllables: &[Syllable]) -> Option<usize> {
    ACTS.first(syllables)
        .filter(|(_, act)| *act != Act::None)
        .map(|(length, _)| length)
}

/// Something was done, and no more is said.
pub fn is_any(acts: Bits) -> bool {
    acts == ANY
}

/// Both kinds of public service on line: no kind is meant.
pub fn is_either(kinds: Bits) -> Bits {
    let both = *EITHER;
    if kinds & both == both { both } else { 0 }
}

/// The syllables end with a phrase of the list.
pub fn ends_with(syllables: &[Syllable], phrases: &[Vec<Word>]) -> bool {
    phrases.iter().any(|phrase| {
        let start = syllables.len().checked_sub(phrase.len());
        start.is_some_and(|start| begins(&syllables[start..], phrase))
    })
}

/// The syllables begin with a phrase of the list.
pub fn starts_with(syllables: &[Syllable], phrases: &[Vec<Word>]) -> bool {
    phrases.iter().any(|phrase| begins(syllables, phrase))
}

/// A list of the vocabulary, ready to be sought.
pub fn list(words: &[&str]) -> Vec<Vec<Word>> {
    phrases_of(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::narrative::words::syllables;

    fn kinds_of(text: &str) -> Bits {
        kinds(&syllables(text))
            .iter()
            .fold(0, |all, (_, kind)| all | kind)
    }

    #[test]
    fn longer_phrases_say_what_their_words_do_not() {
        assert_eq!(kinds_of("TTHC còn hiệu lực"), 0);
        assert_eq!(kinds_of("chưa hoàn thành"), kind("not yet"));
        assert_eq!(kinds_of("nhiệm vụ chậm"), kinds_of("nhiệm vụ quá hạn"));
    }

    #[test]
    fn acts_are_known_by_any_of_their_words() {
        let acts = |text: &str| acts(&syllables(text));
        assert_eq!(acts("đã khắc phục"), acts("đã giải quyết"));
        assert_ne!(acts("đã tiếp nhận"), acts("đã giải quyết"));
        assert_eq!(acts("thuộc thẩm quyền giải quyết"), 0);
        assert!(is_any(acts("đã thực hiện")) && !is_any(acts("thực hiện rà soát")));
    }
}
