//! "Nothing" said in words: "không ban hành văn bản nào", "chưa phát sinh hồ sơ".

use super::cue;
use super::quantity::{Amount, Noun, Quantity, bare, is_same_phrase};
use super::word::Word;
use super::words::{Syllable, Term, class};
use crate::text::vocabulary;
use rust_decimal::Decimal;
use std::sync::LazyLock;

static NEGATIONS: LazyLock<[Word; 2]> = LazyLock::new(|| ["không", "chưa"].map(Word::of));
static ARISING: LazyLock<Vec<Vec<Word>>> = LazyLock::new(|| cue::list(&vocabulary::ARISING));
static CARRYING: LazyLock<Vec<Vec<Word>>> = LazyLock::new(|| {
    let what = cue::list(&vocabulary::CARRYING_WHAT);
    cue::list(&vocabulary::CARRYING)
        .into_iter()
        .chain(what)
        .collect()
});
/// "có hay không có": no statement.
static OPEN: LazyLock<Vec<Vec<Word>>> = LazyLock::new(|| cue::list(&vocabulary::NOT_DENIED));
/// "quá hạn nhưng chưa hoàn thành": the second denies something else.
static BUT: LazyLock<[Word; 3]> = LazyLock::new(|| ["nhưng", "mà", "và"].map(Word::of));
/// "không phát sinh thêm": there are some.
static MORE: LazyLock<[Word; 3]> = LazyLock::new(|| ["thêm", "khả", "chỉ"].map(Word::of));

static PLACE: LazyLock<Word> = LazyLock::new(|| Word::of("địa"));

/// The word may deny.
pub fn is_negation(word: Word) -> bool {
    NEGATIONS.contains(&word)
}

/// How many terms may stand between the act and its noun.
const NEAR: usize = 4;

/// The statements that there is nothing, each a quantity of zero where "không" stands.
pub fn nothing(plain: &str, syllables: &[Syllable], terms: &[Term]) -> Vec<Quantity> {
    let denied = (0..syllables.len()).filter(|at| NEGATIONS.contains(&syllables[*at].word));
    denied
        .filter_map(|at| denial(plain, syllables, terms, at))
        .collect()
}

fn denial(plain: &str, syllables: &[Syllable], terms: &[Term], at: usize) -> Option<Quantity> {
    let (before, rest) = (syllables.get(..at)?, syllables.get(at + 1..)?);
    let arises = ARISING
        .iter()
        .filter(|words| super::words::begins(rest, words))
        .map(Vec::len);
    let arises = arises.max();
    let behind = rest.get(arises.unwrap_or(0)..);
    let act = behind.and_then(|rest| cue::act_at(rest).or_else(|| carrying(rest)));
    if arises.is_none() && act.is_none() || cue::ends_with(before, &OPEN) {
        return None;
    }
    let verb = rest.get(..arises.unwrap_or(0) + act.unwrap_or(0))?;
    let own = syllables.get(at)?;
    let (start, end) = (own.start, verb.last()?.end);
    // "Không có phòng nào chưa được kiểm tra": all were.
    let twice = rest.windows(2).any(|pair| {
        let gap = plain.get(end.min(pair[1].start)..pair[1].start);
        let again = NEGATIONS.contains(&pair[1].word) && !BUT.contains(&pair[0].word);
        again
            && gap.is_some_and(|gap| !gap.contains([';', '.']))
            && !names_some(rest, pair[1].start)
    });
    if twice || counts_something(plain, before, start) || number_follows(plain, rest, end) {
        return None;
    }
    let near = terms.iter().filter(|term| term.start >= end).take(NEAR);
    let near = near.take_while(|term| plain.get(end..term.start).is_some_and(is_same_phrase));
    let near: Vec<&Term> = near.collect();
    let counted = |term: &&Term| class(term.word).is_some_and(|c| c != "time" && c != "money");
    let noun = near
        .iter()
        .copied()
        .find(counted)
        .or_else(|| near.first().copied())?;
    let more = |pair: &[Syllable]| {
        // "địa chỉ" is a word of its own.
        let word = &pair[1];
        (end..noun.start).contains(&word.start)
            && MORE.contains(&word.word)
            && pair[0].word != *PLACE
    };
    if rest.windows(2).any(more) {
        return None;
    }
    Some(Quantity {
        noun: Some(Noun {
            word: noun.word,
            class: class(noun.word),
            end: noun.end,
        }),
        none: true,
        ..bare(Amount::Count(Decimal::ZERO), start..own.end)
    })
}

/// "Kể cả công chức không giữ chức vụ": the word is part of a name and denies nothing.
fn names_some(rest: &[Syllable], start: usize) -> bool {
    let from = rest.partition_point(|syllable| syllable.start < start);
    cue::starts_with(rest.get(from..).unwrap_or_default(), &NAMES)
}

static NAMES: LazyLock<Vec<Vec<Word>>> = LazyLock::new(|| cue::list(&vocabulary::NOT_APART));

/// "chưa tổ chức …": how many syllables say that something is carried out.
fn carrying(rest: &[Syllable]) -> Option<usize> {
    let found = CARRYING
        .iter()
        .filter(|words| super::words::begins(rest, words));
    found.map(Vec::len).max()
}

/// "03 đơn vị chưa có …": the negation says something of those counted before.
fn counts_something(plain: &str, before: &[Syllable], start: usize) -> bool {
    let near = before.iter().rev().take_while(|syllable| {
        plain
            .get(syllable.end..start)
            .is_some_and(|gap| !gap.contains([',', ';', ':', '(']))
    });
    near.into_iter().any(|syllable| syllable.digits)
}

/// "không để tồn quá 5 hồ sơ": a number is stated, not nothing.
fn number_follows(plain: &str, rest: &[Syllable], end: usize) -> bool {
    let near = rest.iter().take_while(|syllable| {
        let gap = plain.get(end.min(syllable.start)..syllable.start);
        gap.is_some_and(|gap| !gap.contains([',', ';', ':', '(', '.']))
    });
    near.into_iter().any(|syllable| syllable.digits)
}
