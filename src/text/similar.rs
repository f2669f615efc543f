//! How alike two labels are, after abbreviations, eras and a scanner's slips.
//!
//! The measure is an edit distance over letters in which an edit costs what it says: a lost
//! diacritic or space little, a light word less than a telling one, a digit much.

use super::fold::fold;
use super::words::{WORDS, is_agency};
use rapidfuzz::distance::levenshtein::{Args, BatchComparator};
use std::borrow::Cow;
use std::ops::Range;
use unicode_normalization::char::decompose_canonical;

/// A label made ready for comparing.
///
/// ```
/// use phuluc::text::similar::Label;
/// let form = Label::of("Số TTHC liên thông cùng cấp");
/// assert_eq!(form.likeness(&Label::of("- Số thủ tục hành chính liên thông cùng cấp:")), 1.0);
/// assert!(form.likeness(&Label::of("Số TTHC liên thông cung câp")) > 0.9);
/// assert!(form.likeness(&Label::of("Số TTHC được công bố mới")) < 0.7);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Label {
    /// The canonical wording, and the printed one where it differs.
    forms: Vec<Form>,
    /// Hash of the canonical wording.
    key: u64,
    /// Numbers in it that tell rows apart, sorted.
    digits: Vec<Box<str>>,
    /// Hashes of neighbouring words, for telling forms apart.
    phrases: Vec<u64>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Form {
    inks: Vec<Ink>,
    weight: u32,
    /// Its letters without diacritics and spaces, a byte each: what a quick count of differences reads.
    letters: Vec<u8>,
    /// How many of the letters stand in parentheses.
    asides: u32,
    /// Which pairs of letters occur, and how many: a quick guess at likeness.
    pairs: [u64; 8],
    pair_count: u32,
}

/// One letter and what it is worth.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Ink {
    /// Letter without diacritics.
    base: char,
    /// Its diacritics, folded into a number.
    marks: u16,
    /// What losing it costs, in twentieths of a letter.
    weight: u16,
}

/// The distance of two labels, in twentieths of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Distance {
    /// What the edits cost.
    pub cost: u32,
    /// What the heavier label weighs.
    pub weight: u32,
}

impl Distance {
    /// 1 for equal, 0 for nothing in common.
    pub fn likeness(self) -> f64 {
        if self.weight == 0 {
            return if self.cost == 0 { 1.0 } else { 0.0 };
        }
        (1.0 - f64::from(self.cost) / f64::from(self.weight)).max(0.0)
    }

    /// What the edits cost, in thousandths of the weight.
    pub fn share(&self) -> u32 {
        let share = u64::from(self.cost) * 1000 / u64::from(self.weight.max(1));
        u32::try_from(share).unwrap_or(u32::MAX)
    }
}

/// How far a distance is worth computing.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// The cost allowed.
    pub cost: u32,
    /// The cost allowed in thousandths of the heavier label's weight.
    pub share: u32,
}

impl Limit {
    /// However far.
    pub const NONE: Limit = Limit { cost: FAR - 1, share: u32::MAX };

    /// The cost allowed between labels of which the heavier weighs so much.
    fn of(self, weight: u32) -> u32 {
        let share = u64::from(weight) * u64::from(self.share) / 1000;
        self.cost.min(u32::try_from(share).unwrap_or(u32::MAX)).min(FAR - 1)
    }
}

const LETTER: u16 = 20;
const LIGHT: u16 = 7;
const DIGIT: u16 = 100;
const SPACE: u16 = 3;
const AGENCY: u16 = 80;
const AGENCY_SWAP: u32 = 30;
/// Words in parentheses explain: they weigh less, as reports leave them out.
const ASIDE: u16 = 8;
const ASIDE_DIGIT: u16 = 60;

impl Label {
    /// Prepares a printed label.
    pub fn of(printed: &str) -> Label {
        let printed = without_addresses(printed);
        // Some write the word, some the sign.
        let printed = if printed.contains('&') { printed.replace('&', " và ").into() } else { printed };
        let folded = fold(&printed);
        let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let asides = asides(&printed, &words);
        let (canonical, changed) = WORDS.canonical(&words);
        // After a substitution the words no longer line up with their parentheses; asides are
        // found again by membership, which only ever makes a word lighter.
        let mut forms = Vec::with_capacity(1 + usize::from(changed));
        forms.push(Form::of(&canonical, &asides));
        if changed {
            forms.push(Form::of(&words, &asides));
        }
        Label {
            key: hash_all(&canonical),
            digits: telling_digits(&canonical, &printed),
            phrases: phrases(&canonical),
            forms,
        }
    }

    /// Same canonical wording.
    pub fn same(&self, other: &Label) -> bool {
        self.key == other.key
    }

    /// Hash of the canonical wording.
    pub fn key(&self) -> u64 {
        self.key
    }

    /// Hashes of its neighbouring words.
    pub fn phrases(&self) -> &[u64] {
        &self.phrases
    }

    /// Whether the labels hold different numbers ("mức 3", "mức 4"); one that holds none agrees with all.
    pub fn digits_conflict(&self, other: &Label) -> bool {
        let lacks = |a: &Label, b: &Label| a.digits.iter().any(|run| !b.digits.contains(run));
        lacks(self, other) && lacks(other, self)
    }

    /// Whether the labels name different kinds of agency ("cấp sở", "cấp tỉnh"), each one the other does not.
    pub fn agencies_conflict(&self, other: &Label) -> bool {
        let lacks =
            |a: &Label, b: &Label| a.agencies().any(|agency| b.agencies().all(|known| known != agency));
        lacks(self, other) && lacks(other, self)
    }

    fn agencies(&self) -> impl Iterator<Item = char> {
        let inks = self.forms.first().into_iter().flat_map(|form| &form.inks);
        inks.map(|ink| ink.base).filter(|base| is_agency(*base))
    }

    /// 1 for labels that say the same, 0 for labels with nothing in common.
    pub fn likeness(&self, other: &Label) -> f64 {
        self.distance_within(other, Limit::NONE).map_or(0.0, Distance::likeness)
    }

    /// What a distance to another label may cost within a limit.
    pub fn allowed(&self, other: &Label, limit: Limit) -> u32 {
        limit.of(self.weight().max(other.weight()))
    }

    fn weight(&self) -> u32 {
        self.forms.first().map_or(0, |form| form.weight)
    }

    /// A quick guess at likeness: the share of letter pairs they have in common, 0 to 1000, written out or
    /// as printed: a slip may have hidden an abbreviation. Less than `least` may be given as 0.
    pub fn overlap(&self, other: &Label, least: u32) -> u32 {
        let overlap = |a: Option<&Form>, b: Option<&Form>| a.zip(b).map_or(0, |(a, b)| a.overlap(b, least));
        let canonical = overlap(self.forms.first(), other.forms.first());
        if self.forms.len() == 1 && other.forms.len() == 1 {
            return canonical;
        }
        canonical.max(overlap(self.forms.last(), other.forms.last()))
    }

    /// Made ready for counting how many letters of other labels differ.
    pub fn probe(&self) -> Probe<'_> {
        let comparator = |form: &Form| BatchComparator::new(form.letters.iter().copied());
        let canonical = self.forms.first().map(comparator).unwrap_or_else(|| BatchComparator::new([]));
        let printed = self.forms.get(1).map(comparator);
        Probe { label: self, canonical, printed }
    }

    /// The distance, unless its share of the weight is over `share` thousandths.
    pub fn distance(&self, other: &Label, share: u32) -> Option<Distance> {
        self.distance_within(other, Limit { share, ..Limit::NONE })
    }

    /// The distance, unless it is over the limit.
    pub fn distance_within(&self, other: &Label, limit: Limit) -> Option<Distance> {
        if self.same(other) {
            return self.forms.first().map(|form| Distance { cost: 0, weight: form.weight });
        }
        let canonical = self.forms.first()?.distance(other.forms.first()?, limit);
        let is_close = canonical.is_some_and(|d| u64::from(d.cost) * 12 <= u64::from(d.weight));
        if is_close || self.forms.len() == 1 && other.forms.len() == 1 {
            return canonical;
        }
        // Of two wordings the likelier one counts: a slip may have hidden an abbreviation.
        let cost = canonical.map_or(limit.cost, |found| found.cost.min(limit.cost));
        let printed = self.forms.last()?.distance(other.forms.last()?, Limit { cost, ..limit });
        [canonical, printed].into_iter().flatten().min_by_key(Distance::share)
    }
}

/// A label made ready for a quick look at many others.
pub struct Probe<'a> {
    label: &'a Label,
    canonical: BatchComparator<u8>,
    printed: Option<BatchComparator<u8>>,
}

impl Probe<'_> {
    /// What the distance may be, unless that is over the limit: the letters that differ, at what letters
    /// of these labels are worth on average. Says nothing of diacritics and spaces. Measured on the shipped
    /// forms the distance is less than 19/20 of it once in a hundred pairs.
    pub fn guess(&self, other: &Label, limit: Limit) -> Option<u32> {
        if self.label.same(other) {
            return Some(0);
        }
        let (mine, others) = (&self.label.forms, &other.forms);
        let canonical = mine.first()?.guess(others.first()?, &self.canonical, limit);
        let is_close = canonical.is_some_and(|cost| cost * 12 <= self.label.weight());
        if is_close || mine.len() == 1 && others.len() == 1 {
            return canonical;
        }
        let printed = self.printed.as_ref().unwrap_or(&self.canonical);
        let printed = mine.last()?.guess(others.last()?, printed, limit);
        canonical.into_iter().chain(printed).min()
    }
}

impl Form {
    fn guess(&self, other: &Form, comparator: &BatchComparator<u8>, limit: Limit) -> Option<u32> {
        let worth = self.worth().min(other.worth()).max(1);
        // A parenthesis left out is left out cheaply.
        let cheap = self.asides.abs_diff(other.asides);
        let most = limit.of(self.weight.max(other.weight)) / worth + cheap;
        let differ = Args::default().score_cutoff(usize::try_from(most).ok()?);
        let differ = comparator.distance_with_args(other.letters.iter().copied(), &differ)?;
        let differ = u32::try_from(differ).ok()?;
        let cheap = cheap.min(differ);
        Some(cheap * u32::from(ASIDE) + (differ - cheap) * worth)
    }

    /// What a letter outside parentheses is worth on average.
    fn worth(&self) -> u32 {
        let letters = u32::try_from(self.letters.len()).unwrap_or(FAR);
        self.weight.saturating_sub(self.asides * u32::from(ASIDE))
            / letters.saturating_sub(self.asides).max(1)
    }

    fn of(words: &[&str], asides: &[&str]) -> Form {
        let mut inks = Vec::with_capacity(words.iter().map(|word| word.len() + 1).sum());
        for word in words {
            if !inks.is_empty() {
                inks.push(Ink { base: ' ', marks: 0, weight: SPACE });
            }
            push_word(word, asides.contains(word), &mut inks);
        }
        let weight = inks.iter().map(|ink| u32::from(ink.weight)).sum();
        let letters = inks.iter().filter(|ink| ink.base != ' ').map(|ink| letter(ink.base)).collect();
        let asides = inks.iter().filter(|ink| ink.weight == ASIDE).count();
        let pairs = pairs(&inks);
        Form {
            weight,
            letters,
            asides: u32::try_from(asides).unwrap_or(FAR),
            pairs,
            pair_count: pairs.iter().map(|bits| bits.count_ones()).sum(),
            inks,
        }
    }

    /// The share of letter pairs in common, in thousandths; 0 where one has too few to reach `least`.
    fn overlap(&self, other: &Form, least: u32) -> u32 {
        if 2000 * self.pair_count.min(other.pair_count) < least * (self.pair_count + other.pair_count) {
            return 0;
        }
        let common: u32 = self.pairs.iter().zip(&other.pairs).map(|(a, b)| (a & b).count_ones()).sum();
        (2000 * common).checked_div(self.pair_count + other.pair_count).unwrap_or(0)
    }

    /// Weighted Levenshtein distance, given up once it must exceed the limit. What is near is found by a
    /// narrow look first.
    fn distance(&self, other: &Form, limit: Limit) -> Option<Distance> {
        const NARROW: u32 = 60;
        let weight = self.weight.max(other.weight);
        let most = limit.of(weight);
        let (mine, others) = without_common_ends(&self.inks, &other.inks);
        let narrow = (most > 2 * NARROW).then(|| cost(mine, others, NARROW)).flatten();
        let cost = narrow.or_else(|| cost(mine, others, most))?;
        Some(Distance { cost, weight })
    }
}

/// Which pairs of neighbouring letters occur, as bits of their hashes; spaces do not count.
fn pairs(inks: &[Ink]) -> [u64; 8] {
    let mut bits = [0u64; 8];
    let mut letters = inks.iter().filter(|ink| ink.base != ' ').map(|ink| u32::from(ink.base));
    let Some(mut before) = letters.next() else { return bits };
    for letter in letters {
        let at = before.wrapping_mul(31).wrapping_add(letter) % 512;
        bits[(at / 64) as usize] |= 1 << (at % 64);
        before = letter;
    }
    bits
}

/// The letters between what both begin and end with. Letters in common that are worth the same are never
/// edited, save where a dearer twin of theirs could be saved instead: too rare to look for.
fn without_common_ends<'a>(a: &'a [Ink], b: &'a [Ink]) -> (&'a [Ink], &'a [Ink]) {
    let start = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    (&a[..a.len() - end], &b[..b.len() - end])
}

/// What the edits from one to the other cost, unless more than `most`.
fn cost(inks: &[Ink], others: &[Ink], most: u32) -> Option<u32> {
    let mut table = Table::new(others, most);
    for ink in inks {
        table.advance(*ink, others);
        if table.is_hopeless() {
            return None;
        }
    }
    let cost = table.row.last().copied().filter(|_| table.live.end > others.len())?;
    (cost <= most).then_some(cost)
}

/// A letter in one byte; letters beyond ASCII may share one.
fn letter(base: char) -> u8 {
    if base.is_ascii() { base as u8 } else { 0x80 | (u32::from(base) & 0x7f) as u8 }
}

/// One row of the distance table. Only the entries within the limit are kept up: those in `live`.
struct Table {
    row: Vec<u32>,
    live: Range<usize>,
    most: u32,
}

/// More than any limit, and far from overflowing when letters are added to it.
const FAR: u32 = u32::MAX / 4;

impl Table {
    fn new(others: &[Ink], most: u32) -> Table {
        let mut row = vec![FAR; others.len() + 1];
        row[0] = 0;
        let mut end = 1;
        while end < row.len() && row[end - 1] + u32::from(others[end - 1].weight) <= most {
            row[end] = row[end - 1] + u32::from(others[end - 1].weight);
            end += 1;
        }
        Table { row, live: 0..end, most }
    }

    /// Advances by one letter of the other label.
    fn advance(&mut self, ink: Ink, others: &[Ink]) {
        let Range { start, end } = self.live;
        let weight = u32::from(ink.weight);
        let mut diagonal = self.row[start];
        let mut left = diagonal + weight;
        self.row[start] = left;
        let (mut first, mut last) = if left <= self.most { (start, start + 1) } else { (usize::MAX, start) };
        for at in start + 1..self.row.len() {
            // Right of the live entries only insertions lead on.
            if at > end && left > self.most {
                break;
            }
            let above = if at < end { self.row[at] } else { FAR };
            let other = others[at - 1];
            let swapped = diagonal + swap_cost(ink, other);
            left = swapped.min(above + weight).min(left + u32::from(other.weight));
            diagonal = above;
            self.row[at] = left;
            if left <= self.most {
                first = first.min(at);
                last = at + 1;
            }
        }
        self.live = first.min(last)..last;
    }

    fn is_hopeless(&self) -> bool {
        self.live.is_empty()
    }
}

#[inline]
fn swap_cost(a: Ink, b: Ink) -> u32 {
    if a.base == b.base {
        return if a.marks == b.marks { 0 } else { u32::from(a.weight.min(b.weight)) * 7 / 20 };
    }
    if a.weight == AGENCY && b.weight == AGENCY {
        return AGENCY_SWAP;
    }
    u32::from(a.weight.max(b.weight))
}

fn push_word(word: &str, aside: bool, inks: &mut Vec<Ink>) {
    let is_number = word.bytes().all(|b| b.is_ascii_digit() || b == b'%') && word != "%";
    let weight = match (is_number, aside) {
        (true, false) => {
            if is_year(word) {
                LETTER
            } else {
                DIGIT
            }
        }
        (true, true) => {
            if is_year(word) {
                ASIDE
            } else {
                ASIDE_DIGIT
            }
        }
        (false, true) => ASIDE,
        (false, false) => {
            if WORDS.is_light(word) {
                LIGHT
            } else {
                LETTER
            }
        }
    };
    for c in word.chars() {
        if c.is_ascii() {
            inks.push(Ink { base: c, marks: 0, weight });
            continue;
        }
        match hatted(c) {
            Some((base, hat)) => {
                inks.push(Ink { base, marks: 0, weight });
                push_part(hat, weight, inks);
            }
            // The tones and đ are no more than themselves.
            None if matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' | 'đ') => {
                push_part(c, weight, inks);
            }
            None => decompose_canonical(c, |part| push_part(part, weight, inks)),
        }
    }
}

/// The toneless letters of Vietnamese beyond ASCII as Unicode takes them apart: nearly all there is to
/// look up in a folded label.
fn hatted(c: char) -> Option<(char, char)> {
    const BREVE: char = '\u{306}';
    const CIRCUMFLEX: char = '\u{302}';
    const HORN: char = '\u{31B}';
    Some(match c {
        'ă' => ('a', BREVE),
        'â' => ('a', CIRCUMFLEX),
        'ê' => ('e', CIRCUMFLEX),
        'ô' => ('o', CIRCUMFLEX),
        'ơ' => ('o', HORN),
        'ư' => ('u', HORN),
        _ => return None,
    })
}

/// A letter, or a mark of the letter before.
fn push_part(part: char, weight: u16, inks: &mut Vec<Ink>) {
    match part {
        '\u{0300}'..='\u{036F}' => {
            if let Some(last) = inks.last_mut() {
                last.marks = last.marks.wrapping_mul(8).wrapping_add((u32::from(part) % 7) as u16 + 1);
            }
        }
        'đ' => inks.push(Ink { base: 'd', marks: 1, weight }),
        c if is_agency(c) => inks.push(Ink { base: c, marks: 0, weight: AGENCY }),
        other => inks.push(Ink { base: other, marks: 0, weight }),
    }
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20"))
}

/// The words of a label that stand only in parentheses.
fn asides<'w>(printed: &str, words: &[&'w str]) -> Vec<&'w str> {
    if !printed.contains('(') {
        return Vec::new();
    }
    let outside = fold(&outside_parentheses(printed));
    let outside: Vec<&str> = outside.split(' ').collect();
    words.iter().filter(|word| !outside.contains(word)).copied().collect()
}

/// The label without its parentheses. One that is all parentheses explains nothing: it stays whole.
fn outside_parentheses(text: &str) -> String {
    let mut outside = String::with_capacity(text.len());
    let mut depth = 0usize;
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(c),
            _ => outside.push(' '),
        }
    }
    if outside.trim().is_empty() { text.to_owned() } else { outside }
}

/// Web and mail addresses name the agency, not the indicator.
fn without_addresses(printed: &str) -> Cow<'_, str> {
    if !printed.contains("://") && !printed.contains("www.") && !printed.contains(".vn") {
        return Cow::Borrowed(printed);
    }
    let is_address = |word: &str| word.contains("://") || word.contains("www.") || word.contains(".vn");
    let words: Vec<&str> = printed.split(' ').filter(|word| !is_address(word)).collect();
    Cow::Owned(words.join(" "))
}

/// The numbers that tell rows apart. Years and the numbers of documents ("10/CT-UBND") change from
/// report to report and are left out.
fn telling_digits(canonical: &[&str], printed: &str) -> Vec<Box<str>> {
    let mut runs: Vec<Box<str>> = canonical
        .iter()
        .map(|word| word.trim_end_matches('%'))
        .filter(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()) && !is_year(word))
        .filter(|word| !printed.contains(&format!("{word}/")))
        .map(Box::from)
        .collect();
    runs.sort();
    runs
}

/// Neighbouring words, hashed; a label of one word gives that word.
fn phrases(words: &[&str]) -> Vec<u64> {
    let hashes: Vec<u64> = words.iter().map(|word| hash(word)).collect();
    if hashes.len() < 2 {
        return hashes;
    }
    hashes
        .windows(2)
        .map(|pair| pair[0].rotate_left(21) ^ pair[1].wrapping_mul(0x9e37_79b9_7f4a_7c15))
        .collect()
}

fn hash(text: &str) -> u64 {
    hash_on(HASH_START, text)
}

/// The hash of words with a space between them.
fn hash_all(words: &[&str]) -> u64 {
    let Some((first, rest)) = words.split_first() else { return HASH_START };
    rest.iter().fold(hash(first), |so_far, word| hash_on(hash_on(so_far, " "), word))
}

const HASH_START: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a: the same on every machine and in every run.
fn hash_on(so_far: u64, text: &str) -> u64 {
    text.bytes().fold(so_far, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(a: &str, b: &str) -> f64 {
        Label::of(a).likeness(&Label::of(b))
    }

    #[test]
    fn slips_of_a_scanner_cost_little() {
        assert!(likeness("Số văn bản chỉ đạo đã ban hành", "Sô văn bản chỉ dạo đã banhành") > 0.95);
        assert!(likeness("Hướng dẫn thủ tục", "Huớng dẩn thu tục") > 0.9);
    }

    #[test]
    fn digits_must_agree() {
        let (three, four) = (Label::of("Đạt 30% kế hoạch"), Label::of("Đạt 40% kế hoạch"));
        assert!(three.digits_conflict(&four));
        assert!(!three.digits_conflict(&Label::of("Đạt kế hoạch")));
        let (one, other) = (Label::of("Chỉ thị 10/CT-UBND"), Label::of("Chỉ thị 05/CT-UBND"));
        assert!(!one.digits_conflict(&other));
    }

    #[test]
    fn one_telling_word_parts_labels_that_are_long_and_alike() {
        let officers = "Số công chức được tuyển dụng (thi tuyển, xét tuyển)";
        let employees = "Số viên chức được tuyển dụng (thi tuyển, xét tuyển)";
        assert!(likeness(officers, employees) < 0.9);
    }

    #[test]
    fn agencies_conflict_where_each_names_its_own() {
        let [departments, provinces, both] =
            ["Số lãnh đạo cấp sở", "Số lãnh đạo cấp tỉnh", "Số lãnh đạo cấp sở, ngành và UBND cấp xã"]
                .map(Label::of);
        assert!(departments.agencies_conflict(&provinces));
        assert!(!departments.agencies_conflict(&both));
        assert!(!departments.agencies_conflict(&Label::of("Số lãnh đạo")));
    }

    #[test]
    fn a_broken_abbreviation_is_looked_at_as_printed() {
        let (form, scan) = (Label::of("Rà soát VBQPPL"), Label::of("Rà sát VBQPP"));
        assert!(scan.overlap(&form, 0) > 600);
        assert!(scan.probe().guess(&form, Limit::NONE).is_some_and(|guess| guess <= 50));
        assert!(scan.likeness(&form) > 0.8);
    }

    #[test]
    fn another_agency_level_is_a_small_change() {
        assert!(likeness("Số lãnh đạo cấp sở, ngành bị kỷ luật", "Số lãnh đạo cấp xã bị kỷ luật") > 0.9);
    }

    #[test]
    fn the_distance_is_given_up_early_and_is_symmetric() {
        let (a, b) = (Label::of("Kiểm tra cải cách"), Label::of("Tuyên truyền pháp luật"));
        assert_eq!(a.distance(&b, 300), None);
        assert_eq!(a.distance_within(&b, Limit::NONE), b.distance_within(&a, Limit::NONE));
        let cost = a.distance_within(&b, Limit::NONE).map_or(0, |d| d.cost);
        for limit in 0..=cost {
            let found = a.distance_within(&b, Limit { cost: limit, ..Limit::NONE });
            assert_eq!(found.map(|d| d.cost), (limit == cost).then_some(cost), "{limit}");
        }
    }
}
