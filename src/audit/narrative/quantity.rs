//! Quantities: what a sentence states in numbers, with what they count.
//!
//! Document numbers, dates, legal citations, years, levels and headings are numbers too, but not quantities:
//! they are masked before anything is read ([`super::mask`]).

use super::cue;
use super::numeral;
use super::word::Word;
use super::words::{Syllable, Term, class, phrases_of, words_of};
use super::{change, none};
use crate::text::vocabulary;
use rust_decimal::Decimal;
use std::ops::Range;
use std::sync::LazyLock;

/// How much is stated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// So many.
    Count(Decimal),
    /// So many of so many: 40/46.
    Of(Decimal, Decimal),
    /// So many in a hundred.
    Percent(Decimal),
}

/// A quantity in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// How much.
    pub amount: Amount,
    /// Where it is printed in the sentence, noun left out.
    pub at: Range<usize>,
    /// What is counted: the canonical noun and where it ends.
    pub noun: Option<Noun>,
    /// "khoảng", "hơn", "tối thiểu": not meant exactly.
    pub vague: bool,
    /// "hơn", "dưới": the number is a bound.
    pub bound: Option<Bound>,
    /// How many đồng one of it is, where it is money.
    pub money: Option<Decimal>,
    /// "không ban hành văn bản nào": nothing, said in words.
    pub none: bool,
    /// "toàn bộ 37 nhiệm vụ": so many, and all of them.
    pub all: bool,
    /// "từ 96% lên 97%": the first is what it was.
    pub earlier: bool,
}

impl Quantity {
    /// The class of what is counted.
    pub fn class(&self) -> Option<&'static str> {
        self.noun.and_then(|noun| noun.class)
    }
}

/// What a number bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// More than so many.
    Least,
    /// Fewer than so many.
    Most,
}

/// What a quantity counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Noun {
    /// The canonical word.
    pub word: Word,
    /// The class of things it belongs to, when known.
    pub class: Option<&'static str>,
    /// Byte offset after it.
    pub end: usize,
}

/// The quantities of a sentence, left to right: what is masked is blank in `plain` and has neither syllables
/// nor terms.
pub fn quantities(plain: &str, syllables: &[Syllable], terms: &[Term]) -> Vec<Quantity> {
    let mut quantities: Vec<Quantity> = printed(plain, syllables);
    let written = numeral::written(terms, plain).into_iter();
    quantities.extend(written.map(|(value, at)| bare(Amount::Count(value), at)));
    quantities.extend(none::nothing(plain, syllables, terms));
    quantities.sort_by_key(|quantity| quantity.at.start);
    let mut quantities = joined(plain, terms, quantities);
    for quantity in quantities.iter_mut().filter(|quantity| !quantity.none) {
        let before = before(plain, syllables, quantity);
        quantity.vague = is_vague(plain, before, quantity);
        quantity.bound = bound(before);
        quantity.all = cue::ends_with(before, &ALL);
        if !matches!(quantity.amount, Amount::Percent(_)) {
            quantity.noun = noun(terms, quantity.at.end, plain);
            multiply(quantity, plain);
        }
    }
    change::mark(plain, &mut quantities);
    quantities.retain(|quantity| is_quantity(plain, quantity));
    quantities
}

pub(super) fn bare(amount: Amount, at: Range<usize>) -> Quantity {
    Quantity {
        amount,
        at,
        noun: None,
        vague: false,
        bound: None,
        money: None,
        none: false,
        all: false,
        earlier: false,
    }
}

/// The quantities printed in digits: "1.946", "86,96%".
fn printed(plain: &str, syllables: &[Syllable]) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut rest = syllables;
    while let Some(first) = rest.first() {
        let more = rest.windows(2).take_while(|pair| {
            matches!(plain.get(pair[0].end..pair[1].start), Some("." | ",")) && pair[1].digits
        });
        let length = if first.digits { 1 + more.count() } else { 1 };
        if first.digits
            && let Some(last) = rest.get(length - 1)
        {
            found.extend(read(plain, first.start..last.end));
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    found
}

fn read(text: &str, at: Range<usize>) -> Option<Quantity> {
    let rest = text.get(at.end..)?.trim_start();
    let percent = rest.starts_with('%') || starts(rest, "phần trăm");
    let value = value(text.get(at.clone())?, percent)?;
    Some(bare(
        if percent {
            Amount::Percent(value)
        } else {
            Amount::Count(value)
        },
        at,
    ))
}

/// The text begins with a phrase, in whatever case.
pub(super) fn starts(text: &str, phrase: &str) -> bool {
    let start = text
        .char_indices()
        .nth(phrase.chars().count())
        .map_or(text.len(), |(at, _)| at);
    text.get(..start)
        .is_some_and(|start| start.to_lowercase() == phrase)
}

/// A printed number: dots or commas before groups of three are thousands, else a decimal mark.
fn value(printed: &str, percent: bool) -> Option<Decimal> {
    let groups: Vec<&str> = printed.split(['.', ',']).collect();
    // 7.500,000 has decimals, however many.
    let mixed = printed.contains('.') && printed.contains(',');
    let thousands = groups.len() > 1
        && !mixed
        && !percent
        && groups[0].len() <= 3
        && groups[0] != "0"
        && groups[1..].iter().all(|group| group.len() == 3);
    match groups.as_slice() {
        [_] => printed.parse().ok(),
        _ if thousands => groups.concat().parse().ok(),
        [whole, decimals] => format!("{whole}.{decimals}").parse().ok(),
        _ => {
            // 17.454.000,5
            let (whole, decimals) = printed.rsplit_once(',')?;
            format!("{}.{decimals}", whole.replace('.', ""))
                .parse()
                .ok()
        }
    }
}

/// Joins "40/46", "40 trên 46", "40 trong tổng số 46" to one quantity.
fn joined(text: &str, terms: &[Term], quantities: Vec<Quantity>) -> Vec<Quantity> {
    let mut out: Vec<Quantity> = Vec::new();
    for quantity in quantities {
        if let Some(last) = out.last_mut()
            && let (Amount::Count(part), Amount::Count(whole)) = (last.amount, quantity.amount)
            && !last.none
            && !quantity.none
            && (is_fraction_bar(&text[last.at.end..quantity.at.start])
                || is_out_of(text, terms, last, &quantity))
            && part <= whole.saturating_mul(Decimal::TWO)
        {
            *last = bare(Amount::Of(part, whole), last.at.start..quantity.at.end);
            continue;
        }
        out.push(quantity);
    }
    out
}

/// "27 công chức có mặt trên 30 biên chế": the same kind of thing on both sides of "trên".
fn is_out_of(text: &str, terms: &[Term], part: &Quantity, whole: &Quantity) -> bool {
    let between = &text[part.at.end..whole.at.start];
    let class =
        |quantity: &Quantity| noun(terms, quantity.at.end, text).and_then(|noun| noun.class);
    is_same_phrase(between)
        && between.trim_end().ends_with(" trên")
        && class(part).is_some_and(|kind| class(whole) == Some(kind))
}

/// "/", "trên tổng số", and "… nhiệm vụ đã hoàn thành trên tổng số …" as long as no sign cuts it.
fn is_fraction_bar(between: &str) -> bool {
    const WORDS: usize = 12;
    let between = between.trim().to_lowercase();
    let of = vocabulary::OUT_OF_LATER
        .iter()
        .any(|of| between.ends_with(of));
    if of && !between.contains([',', ';', '.', ':', '(']) && between.split(' ').count() <= WORDS {
        return true;
    }
    vocabulary::OUT_OF.contains(&between.as_str())
}

/// Words before a quantity that is rounded, a bound or a difference.
static VAGUE: LazyLock<Vec<Vec<Word>>> = LazyLock::new(|| phrases_of(&vocabulary::VAGUE));

static NOT_VAGUE: LazyLock<Vec<Vec<Word>>> = LazyLock::new(|| phrases_of(&vocabulary::NOT_VAGUE));
static LEAST: LazyLock<Vec<Vec<Word>>> = LazyLock::new(|| phrases_of(&vocabulary::LEAST));
static MOST: LazyLock<Vec<Vec<Word>>> = LazyLock::new(|| phrases_of(&vocabulary::MOST));
static ALL: LazyLock<Vec<Vec<Word>>> = LazyLock::new(|| phrases_of(&vocabulary::ALL));

/// The syllables before a quantity; none where a sign stands between.
fn before<'s>(text: &str, syllables: &'s [Syllable], quantity: &Quantity) -> &'s [Syllable] {
    let end = syllables.partition_point(|syllable| syllable.end <= quantity.at.start);
    let before = syllables.get(..end).unwrap_or_default();
    let near = before
        .last()
        .and_then(|last| text.get(last.end..quantity.at.start))
        .unwrap_or_default();
    if near.trim().is_empty() { before } else { &[] }
}

/// The word before says that the quantity is rounded, a bound or a difference.
fn is_vague(text: &str, before: &[Syllable], quantity: &Quantity) -> bool {
    let after = text
        .get(quantity.at.end..)
        .unwrap_or_default()
        .trim_start_matches(['%', ' ']);
    cue::ends_with(before, &VAGUE) && !cue::ends_with(before, &NOT_VAGUE)
        || is_compared(after)
        || starts(after, "trở lên")
        || starts(after, "trở xuống")
}

fn bound(before: &[Syllable]) -> Option<Bound> {
    // "Không dưới" ends with "dưới": the longer word decides.
    let longest = |words: &[Vec<Word>]| {
        let ending = words
            .iter()
            .filter(|words| cue::ends_with(before, std::slice::from_ref(words)));
        ending.map(Vec::len).max().unwrap_or(0)
    };
    match (longest(&LEAST), longest(&MOST)) {
        (0, 0) => None,
        (least, most) if least > most => Some(Bound::Least),
        _ => Some(Bound::Most),
    }
}

/// "2.500 tỷ đồng": how many đồng one is. "1,2 triệu hồ sơ" counts dossiers, and roughly.
fn multiply(quantity: &mut Quantity, text: &str) {
    let rest = text.get(quantity.at.end..).unwrap_or_default();
    let after = rest.trim_start();
    let words = vocabulary::MONEY
        .iter()
        .flat_map(|(value, words)| words.iter().map(move |word| (*word, value)));
    let stands = |word: &&str| {
        let ends = after.chars().nth(word.chars().count());
        starts(after, word) && ends.is_none_or(|c| !c.is_alphanumeric())
    };
    let longest = words
        .filter(|(word, _)| stands(word))
        .max_by_key(|(word, _)| word.len());
    let Some((word, value)) =
        longest.and_then(|(word, value)| Some((word, value.parse::<Decimal>().ok()?)))
    else {
        return;
    };
    let noun = quantity.class();
    let of_money = noun.is_none_or(|class| class == "money");
    let end = quantity.at.end + rest.len() - after.len() + word.len();
    if of_money {
        quantity.money = Some(value);
        let word = Word::of("đồng");
        quantity.noun = Some(Noun {
            word,
            class: class(word),
            end,
        });
    }
}

/// "12% so với cùng kỳ" is a difference, "62,5% so với kế hoạch" a rate.
fn is_compared(after: &str) -> bool {
    let Some(with) = after
        .get("so với".len()..)
        .filter(|_| starts(after, "so với"))
    else {
        return false;
    };
    !vocabulary::COMPARED_WHOLES
        .iter()
        .any(|whole| starts(with.trim_start(), whole))
}

/// Words between a quantity and its noun.
static BEFORE_NOUN: LazyLock<Vec<Word>> = LazyLock::new(|| words_of(&vocabulary::BEFORE_NOUN));

/// The noun that follows a quantity: the first known one near it, else the very next word.
fn noun(terms: &[Term], end: usize, text: &str) -> Option<Noun> {
    let first = terms.partition_point(|term| term.start < end);
    let near = terms[first..]
        .iter()
        .take(4)
        .take_while(|term| is_same_phrase(&text[end..term.start]));
    let mut next = None;
    for term in near {
        if text[term.start..].starts_with(|c: char| c.is_ascii_digit()) {
            break;
        }
        let known = class(term.word);
        if known.is_some() || next.is_none() && !BEFORE_NOUN.contains(&term.word) {
            next = Some(Noun {
                word: term.word,
                class: known,
                end: term.end,
            });
        }
        if known.is_some() || !BEFORE_NOUN.contains(&term.word) {
            break;
        }
    }
    next
}

pub(super) fn is_same_phrase(between: &str) -> bool {
    !between.contains([',', ';', '.', ':', ')'])
}

static LEVEL: LazyLock<Word> = LazyLock::new(|| Word::of("cấp"));

/// Times are not quantities, nor is the "100%" of "tự chủ 100% chi thường xuyên", which names a kind of unit.
fn is_quantity(text: &str, quantity: &Quantity) -> bool {
    let names_a_kind = matches!(quantity.amount, Amount::Percent(_))
        && text[quantity.at.end..]
            .trim_start_matches(['%', ' '])
            .starts_with("chi ");
    if names_a_kind {
        return false;
    }
    let noun_class = quantity.noun.as_ref().and_then(|noun| noun.class);
    // "Chính quyền 02 cấp": how it is built, no figure of a report.
    if quantity.noun.is_some_and(|noun| noun.word == *LEVEL) {
        return false;
    }
    let after = text[quantity.at.end..].trim_start();
    quantity.none
        || noun_class != Some("time")
            && !(after.starts_with('/') || text[..quantity.at.start].ends_with('/'))
}

#[cfg(test)]
mod tests {
    use super::{Amount, Quantity};
    use crate::audit::narrative::Phrase;

    fn quantities(sentence: &str) -> Vec<Quantity> {
        Phrase::of(sentence).quantities
    }

    fn amounts(sentence: &str) -> Vec<Amount> {
        quantities(sentence)
            .into_iter()
            .map(|quantity| quantity.amount)
            .collect()
    }

    fn count(n: i64) -> Amount {
        Amount::Count(n.into())
    }

    #[test]
    fn citations_dates_and_levels_are_no_figures() {
        for sentence in [
            "Kế hoạch số 02/KH-STTTT ngày 27/01/2022 về cải cách hành chính năm 2022",
            "theo Nghị định số 130/2005/NĐ-CP ngày 17/10/2005 của Chính phủ",
            "Nghị quyết số 18-NQ/TW, Nghị quyết 19-NQ/TW",
            "Trong quý III (từ ngày 15/6/2022 đến 14/9/2022)",
            "Trong 9 tháng đầu năm 2022, dịch vụ công mức độ 3, 4",
            "ngày 15 tháng 9 năm 2022, tháng 9/2022, giai đoạn 2021 - 2025",
            "tiếp tục tham gia đợt 4, 5 diễn ra trong tháng 9 và tháng 10",
            "1. Áp dụng ISO 9001:2015 tại https://cchc.tinh.gov.vn/2022",
            "theo Điều 5, khoản 2 Luật số 12, khu vực 4, mạng 5G, liên hệ 0943128999",
            "a) tỷ lệ; (1) số",
        ] {
            assert_eq!(amounts(sentence), [], "{sentence}");
        }
    }

    #[test]
    fn counts_fractions_and_rates_are() {
        let of = |part: i64, whole: i64| Amount::Of(part.into(), whole.into());
        let percent = |n: &str| Amount::Percent(n.parse().unwrap());
        assert_eq!(
            amounts("hoàn thành 40/46 phần việc, đạt tỷ lệ 86,96%."),
            [of(40, 46), percent("86.96")]
        );
        assert_eq!(
            amounts("57 trên tổng số 64 nhiệm vụ (89.06 %)"),
            [of(57, 64), percent("89.06")]
        );
        assert_eq!(
            amounts("Tổng số văn bản đi là 2.467 văn bản, trong đó 1.995"),
            [count(2467), count(1995)]
        );
        assert_eq!(
            amounts("gồm 04 phòng và 01 Trung tâm"),
            [count(4), count(1)]
        );
        assert_eq!(amounts("đã ban hành mười hai văn bản"), [count(12)]);
        assert_eq!(amounts("tổng số 51 công chức, viên chức"), [count(51)]);
    }

    #[test]
    fn the_noun_is_found_behind_measure_words() {
        let nouns = |text: &str| -> Vec<Option<&'static str>> {
            quantities(text)
                .iter()
                .map(|f| f.noun.as_ref().and_then(|noun| noun.class))
                .collect()
        };
        assert_eq!(
            nouns("đã cử 25 lượt công chức, 7 đồng chí"),
            [Some("person"), Some("person")]
        );
        assert_eq!(nouns("tại 1 phòng chuyên môn"), [Some("office")]);
        assert_eq!(nouns("giao 46 nhiệm vụ"), [Some("task")]);
    }

    #[test]
    fn about_and_more_than_are_vague() {
        let vague = |text: &str| quantities(text).iter().map(|f| f.vague).collect::<Vec<_>>();
        assert_eq!(vague("khoảng 486 cuộc, 26 kỳ"), [true, false]);
        assert_eq!(vague("tăng 12% so với cùng kỳ"), [true]);
    }
}
