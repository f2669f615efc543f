//! What is printed in digits but counts nothing: document numbers, addresses, dates, spans of time, levels,
//! articles of law, headings. Found once for a sentence, so that the quantities are what is left.

use super::word::Word;
use super::words::{Syllable, all_terms, class, phrases_of};
use crate::text::roman::{self, Tolerance};
use crate::text::vocabulary;
use std::ops::Range;
use std::sync::LazyLock;

/// What a number is instead of a quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NonQuantity {
    /// A document's number, an address, a telephone number.
    Citation,
    /// A date or a span of time.
    Time,
    /// The number of a level, an article, a heading.
    Ordinal,
}

/// A piece of a sentence that counts nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaskedSpan {
    /// The syllables.
    pub syllables: Range<usize>,
    /// What they are.
    pub kind: NonQuantity,
}

/// The pieces of a sentence that count nothing, left to right inside each kind.
pub fn masked(text: &str, syllables: &[Syllable]) -> Vec<MaskedSpan> {
    let mut scan = Scan {
        text,
        syllables,
        taken: vec![false; syllables.len()],
        masked: Vec::new(),
    };
    if text.contains(['@', ':', 'w', 'W']) {
        scan.addresses();
    }
    scan.each(NonQuantity::Citation, Scan::citation);
    scan.each(NonQuantity::Time, Scan::time);
    scan.each(NonQuantity::Ordinal, Scan::ordinal);
    scan.masked
}

/// A sentence while its pieces are sought.
struct Scan<'a> {
    text: &'a str,
    syllables: &'a [Syllable],
    taken: Vec<bool>,
    masked: Vec<MaskedSpan>,
}

static DOCUMENT: LazyLock<Vec<Vec<Word>>> = LazyLock::new(|| phrases(&vocabulary::DOCUMENTS));
static LAW: LazyLock<Vec<Vec<Word>>> = LazyLock::new(|| phrases(&vocabulary::LAWS));
static WHOLE: LazyLock<Vec<Vec<Word>>> = LazyLock::new(|| phrases(&vocabulary::WHOLE));
static ORDINAL: LazyLock<Vec<Vec<Word>>> = LazyLock::new(|| phrases(&vocabulary::ORDINALS));

/// The words of "ngày", "tháng", "năm" … once.
struct Known {
    so: Word,
    ngay: Word,
    thang: Word,
    nam: Word,
    quy: Word,
    va: Word,
    dau: Word,
    cuoi: Word,
    standards: [Word; 2],
    tu: Word,
    up_to: [Word; 2],
    units: Vec<Word>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| Known {
    so: Word::of("số"),
    ngay: Word::of("ngày"),
    thang: Word::of("tháng"),
    nam: Word::of("năm"),
    quy: Word::of("quý"),
    va: Word::of("và"),
    dau: Word::of("đầu"),
    cuoi: Word::of("cuối"),
    standards: ["iso", "tcvn"].map(Word::of),
    tu: Word::of("từ"),
    up_to: ["đến", "dưới"].map(Word::of),
    units: vocabulary::TIMES
        .iter()
        .map(|unit| Word::of(unit))
        .collect(),
});

/// Phrases as words, the longest first.
fn phrases(printed: &[&str]) -> Vec<Vec<Word>> {
    let mut phrases = phrases_of(printed);
    phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
    phrases
}

impl<'a> Scan<'a> {
    /// Tries a rule at every syllable that is still free.
    fn each(&mut self, kind: NonQuantity, rule: fn(&Scan<'a>, usize) -> Option<Range<usize>>) {
        for at in 0..self.syllables.len() {
            if self.is_free(at)
                && let Some(found) = rule(self, at)
            {
                self.mask(found, kind);
            }
        }
    }

    fn mask(&mut self, syllables: Range<usize>, kind: NonQuantity) {
        if let Some(taken) = self.taken.get_mut(syllables.clone()) {
            taken.fill(true);
            self.masked.push(MaskedSpan { syllables, kind });
        }
    }

    fn is_free(&self, at: usize) -> bool {
        self.taken.get(at) == Some(&false)
    }

    fn word(&self, at: usize) -> Option<Word> {
        self.syllables.get(at).map(|syllable| syllable.word)
    }

    fn printed(&self, at: usize) -> &'a str {
        self.syllables
            .get(at)
            .and_then(|s| self.text.get(s.start..s.end))
            .unwrap_or_default()
    }

    /// A number of so many digits at most.
    fn number(&self, at: usize, digits: usize) -> Option<u32> {
        let syllable = self
            .syllables
            .get(at)
            .filter(|s| s.digits && s.end - s.start <= digits)?;
        self.text.get(syllable.start..syllable.end)?.parse().ok()
    }

    fn is_number(&self, at: usize) -> bool {
        self.syllables
            .get(at)
            .is_some_and(|syllable| syllable.digits)
    }

    /// A year from 1900 to 2099.
    fn year(&self, at: usize) -> Option<u32> {
        let is_four = self.syllables.get(at).is_some_and(|s| s.end - s.start == 4);
        self.number(at, 4)
            .filter(|year| is_four && (1900..2100).contains(year))
    }

    /// What is printed between a syllable and the next, spaces around it left out.
    fn between(&self, at: usize) -> &'a str {
        self.gap(at).trim()
    }

    fn gap(&self, at: usize) -> &'a str {
        let (Some(one), Some(two)) = (self.syllables.get(at), self.syllables.get(at + 1)) else {
            return "";
        };
        self.text.get(one.end..two.start).unwrap_or_default()
    }

    /// A sign stands before the next syllable, so that this one ends its phrase.
    fn behind(&self, at: usize) -> &'a str {
        let Some(one) = self.syllables.get(at) else {
            return "";
        };
        let end = self
            .syllables
            .get(at + 1)
            .map_or(self.text.len(), |next| next.start);
        self.text.get(one.end..end).unwrap_or_default()
    }

    /// The end of the code that begins at a syllable: `16/2022/QĐ-UBND`.
    fn code_end(&self, at: usize) -> usize {
        let mut end = at + 1;
        while end < self.syllables.len() {
            let gap = self.gap(end - 1);
            if gap.is_empty()
                || !gap
                    .chars()
                    .all(|c| matches!(c, '/' | '.' | '-' | '–' | '&' | '_'))
            {
                break;
            }
            end += 1;
        }
        end
    }

    /// Where the phrase that ends before a syllable begins; only spaces stand inside.
    fn phrase_before(&self, end: usize, phrases: &[Vec<Word>]) -> Option<usize> {
        phrases.iter().find_map(|phrase| {
            let start = end.checked_sub(phrase.len())?;
            let same = phrase
                .iter()
                .enumerate()
                .all(|(at, word)| self.word(start + at) == Some(*word));
            let spaced = (start..end.saturating_sub(1)).all(|at| self.between(at).is_empty());
            (same && spaced).then_some(start)
        })
    }

    /// The syllable begins with a letter.
    fn is_lettered(&self, at: usize) -> bool {
        self.printed(at).starts_with(char::is_alphabetic)
    }

    /// Web and mail addresses, up to the next space.
    fn addresses(&mut self) {
        let mut start = 0;
        for chunk in self.text.split(' ') {
            let end = start + chunk.len();
            let mail = chunk
                .split_once('@')
                .is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
            if mail
                || chunk.contains("://")
                || chunk
                    .get(..4)
                    .is_some_and(|w| w.eq_ignore_ascii_case("www."))
            {
                let first = self
                    .syllables
                    .partition_point(|syllable| syllable.start < start);
                let last = self
                    .syllables
                    .partition_point(|syllable| syllable.start < end);
                self.mask(first..last, NonQuantity::Citation);
            }
            start = end + 1;
        }
    }

    fn citation(&self, at: usize) -> Option<Range<usize>> {
        if KNOWN.standards.contains(&self.word(at)?) {
            return self.standard(at);
        }
        if !self.is_number(at) {
            return None;
        }
        self.numbered(at)
            .or_else(|| self.slashed(at))
            .or_else(|| self.law(at))
            .or_else(|| self.telephone(at))
    }

    /// ISO 9001:2015, TCVN ISO 9001
    fn standard(&self, at: usize) -> Option<Range<usize>> {
        let more = |next: &usize| {
            let gap = self.between(*next - 1);
            matches!(gap, "" | ":" | "-" | "/")
                && (self.is_number(*next)
                    || self
                        .word(*next)
                        .is_some_and(|w| KNOWN.standards.contains(&w)))
        };
        let end = (at + 1..self.syllables.len()).take_while(more).last()? + 1;
        Some(at..end)
    }

    /// Quyết định số 12, số: 12/QĐ-UBND
    fn numbered(&self, at: usize) -> Option<Range<usize>> {
        let so = at
            .checked_sub(1)
            .filter(|so| self.word(*so) == Some(KNOWN.so))?;
        if !matches!(self.between(so), "" | ":") {
            return None;
        }
        let end = self.code_end(at);
        let kind = self.phrase_before(so, &DOCUMENT);
        let slashed =
            end > at + 1 && self.gap(at).starts_with(['/', '-']) || self.between(at) == "/";
        match kind {
            Some(start) => Some(start..end),
            None if slashed => Some(so..self.code_end(end.max(at + 1) - 1).max(end)),
            None => None,
        }
    }

    /// 16/2022/QĐ-UBND, 113/KH-UBND, 18-NQ/TW; "40/tổng số 46" is none.
    fn slashed(&self, at: usize) -> Option<Range<usize>> {
        let lettered = |at: usize| {
            let word = self.printed(at);
            self.is_lettered(at)
                && (word.starts_with(char::is_uppercase) || matches!(self.gap(at), "-" | "/" | "&"))
        };
        match self.between(at) {
            "/" if lettered(at + 1) => Some(at..self.code_end(at + 1)),
            "/" if self.year(at + 1).is_some()
                && self.between(at + 1) == "/"
                && self.is_lettered(at + 2) =>
            {
                Some(at..self.code_end(at + 2))
            }
            "-" if self.gap(at) == "-" && self.is_lettered(at + 1) => Some(at..self.code_end(at)),
            _ => None,
        }
    }

    /// Nghị quyết 18, Luật 41: the number follows at once.
    fn law(&self, at: usize) -> Option<Range<usize>> {
        let start = at
            .checked_sub(1)
            .filter(|before| self.between(*before).is_empty())?;
        let start = self.phrase_before(start + 1, &LAW)?;
        (!self.counts(at)).then(|| start..self.code_end(at))
    }

    /// 0943128999, 0296 3852 123, +84 …
    fn telephone(&self, at: usize) -> Option<Range<usize>> {
        let printed = self.printed(at);
        let before = self
            .syllables
            .get(at)
            .and_then(|s| self.text.get(..s.start))
            .unwrap_or_default();
        let abroad = before.ends_with('+') && printed.starts_with("84");
        if self.is_joined(at) || !(abroad || printed.starts_with('0') && printed.len() > 2) {
            return None;
        }
        let mut end = at + 1;
        while self.is_number(end) && matches!(self.gap(end - 1), " " | "." | "-") {
            end += 1;
        }
        Some(at..end)
    }

    /// A noun of a known kind follows: the number counts it.
    fn counts(&self, at: usize) -> bool {
        let rest = self.syllables.get(at + 1..).unwrap_or_default();
        let near = &rest[..rest.len().min(4)];
        let noun = all_terms(near).first().and_then(|term| class(term.word));
        self.between(at).is_empty() && noun.is_some_and(|noun| noun != "time")
    }

    fn time(&self, at: usize) -> Option<Range<usize>> {
        let word = self.word(at)?;
        if !self.is_number(at) {
            return self.named_time(at, word);
        }
        self.date(at)
            .or_else(|| self.span(at))
            .or_else(|| self.bare_year(at))
    }

    /// ngày 15/9/2022, tháng 9 năm 2022, năm 2022, quý III/2022
    fn named_time(&self, at: usize, word: Word) -> Option<Range<usize>> {
        let known = &KNOWN;
        if ![known.ngay, known.thang, known.nam, known.quy].contains(&word)
            || !self.between(at).is_empty()
        {
            return None;
        }
        match () {
            () if word == known.ngay => self.number(at + 1, 2).map(|_| at..self.day_end(at + 1)),
            () if word == known.thang => self.number(at + 1, 2).map(|_| at..self.month_end(at + 1)),
            () if word == known.nam => self
                .year(at + 1)
                .map(|_| at..self.listed(at + 1, |next| self.year(next).is_some())),
            () if word == known.quy => {
                let quarter = self.number(at + 1, 1).is_some() || is_roman(self.printed(at + 1));
                quarter.then(|| at..self.of_year(at + 1))
            }
            () => None,
        }
    }

    /// Behind the day of "ngày 15/9/2022", "ngày 15 tháng 9 năm 2022".
    fn day_end(&self, day: usize) -> usize {
        if matches!(self.between(day), "/" | "-" | ".") && self.number(day + 1, 2).is_some() {
            return self.of_year(day + 1);
        }
        if self.between(day).is_empty() && self.word(day + 1) == Some(KNOWN.thang) {
            return match self.number(day + 2, 2) {
                Some(_) => self.month_end(day + 2),
                None => day + 1,
            };
        }
        self.of_year(day)
    }

    /// Behind the month of "tháng 9/2022", "tháng 7, 8 và 9".
    fn month_end(&self, month: usize) -> usize {
        let month = self.listed(month, |next| {
            self.number(next, 2).is_some_and(|m| (1..=12).contains(&m))
        });
        self.of_year(month - 1)
    }

    /// Behind the year that follows: "/2022", "năm 2022".
    fn of_year(&self, at: usize) -> usize {
        let joined = matches!(self.between(at), "/" | "-" | ".") && self.year(at + 1).is_some();
        let named = self.between(at).is_empty()
            && self.word(at + 1) == Some(KNOWN.nam)
            && self.year(at + 2).is_some();
        match (joined, named) {
            (true, _) => at + 2,
            (_, true) => at + 3,
            _ => at + 1,
        }
    }

    /// Behind a list of numbers of the same kind: "3, 4 và 5"; a number that counts something ends it.
    fn listed(&self, first: usize, same: impl Fn(usize) -> bool) -> usize {
        let mut end = first + 1;
        loop {
            let and = self.between(end - 1).is_empty() && self.word(end) == Some(KNOWN.va);
            let next = if and && self.between(end).is_empty() {
                end + 1
            } else {
                end
            };
            let joined = and || matches!(self.between(end - 1), "," | "-" | "–" | "/");
            if !joined || !same(next) || self.counts(next) || self.behind(next).starts_with('%') {
                return end;
            }
            end = next + 1;
        }
    }

    /// 15/9/2022, 9/2022, 2021 - 2025
    fn date(&self, at: usize) -> Option<Range<usize>> {
        let sign = |at: usize| matches!(self.between(at), "/" | "." | "-");
        if self.year(at).is_some()
            && matches!(self.between(at), "-" | "–")
            && self.year(at + 1).is_some()
        {
            return Some(at..at + 2);
        }
        self.number(at, 2)?;
        if sign(at)
            && self.number(at + 1, 2).is_some()
            && sign(at + 1)
            && self.year(at + 2).is_some()
        {
            return Some(at..at + 3);
        }
        (self.gap(at) == "/" && self.year(at + 1).is_some()).then_some(at..at + 2)
    }

    /// 9 tháng đầu năm 2022, 03 ngày
    fn span(&self, at: usize) -> Option<Range<usize>> {
        let number = self
            .number(at, 2)
            .filter(|_| self.between(at).is_empty() && !self.is_joined(at));
        number.filter(|_| {
            self.word(at + 1)
                .is_some_and(|word| KNOWN.units.contains(&word))
        })?;
        let part = self
            .word(at + 2)
            .is_some_and(|word| word == KNOWN.dau || word == KNOWN.cuoi);
        let end = match part && self.word(at + 3) == Some(KNOWN.nam) {
            true if self.year(at + 4).is_some() => at + 5,
            true => at + 4,
            false => at + 2,
        };
        Some(at..end)
    }

    /// The number is the end of a longer one: "1.946", "86,96".
    fn is_joined(&self, at: usize) -> bool {
        at.checked_sub(1)
            .is_some_and(|before| self.is_number(before) && matches!(self.gap(before), "." | ","))
    }

    /// A year by itself, unless something is counted.
    fn bare_year(&self, at: usize) -> Option<Range<usize>> {
        self.year(at)?;
        let joined = matches!(self.gap(at), "." | "," | "/") && self.is_number(at + 1);
        let fraction = at
            .checked_sub(1)
            .is_some_and(|before| self.between(before) == "/");
        let sign = self.behind(at).trim_start().starts_with('%');
        let alone = !joined && !fraction && !sign && !self.is_joined(at) && !self.counts(at);
        alone.then_some(at..at + 1)
    }

    fn ordinal(&self, at: usize) -> Option<Range<usize>> {
        self.heading(at)
            .or_else(|| self.bracketed(at))
            .or_else(|| self.level(at))
            .or_else(|| self.bracket_of_rates(at))
    }

    /// "đơn vị tự bảo đảm từ 70% đến dưới 100%": which of the things are counted. "Tăng từ 80% lên 90%" tells of a
    /// change.
    fn bracket_of_rates(&self, at: usize) -> Option<Range<usize>> {
        let from = self.word(at)? == KNOWN.tu && self.behind(at + 1).starts_with('%');
        let changed = at.checked_sub(1).and_then(|at| self.syllables.get(at));
        let changed = changed.and_then(|one| self.text.get(one.start..one.end));
        let changed =
            changed.is_some_and(|word| vocabulary::CHANGES.contains(&word.to_lowercase().as_str()));
        if !from || changed || !self.is_number(at + 1) {
            return None;
        }
        let between = |at: usize| {
            self.word(at)
                .is_some_and(|word| KNOWN.up_to.contains(&word))
        };
        let to = (at + 2..at + 5).find(|at| !between(*at))?;
        let dashed = self.behind(at + 1).contains(['-', '–']);
        let reached = to > at + 2 || dashed;
        (reached && self.is_number(to) && self.behind(to).starts_with('%')).then_some(at..to + 1)
    }

    /// "1.", "2.1.", "(3)", "a)" before the first word.
    fn heading(&self, at: usize) -> Option<Range<usize>> {
        if at > 0 {
            return None;
        }
        let before = self.text.get(..self.syllables.get(at)?.start)?;
        if !before
            .chars()
            .all(|c| matches!(c, ' ' | '-' | '+' | '*' | '•' | '–' | '('))
        {
            return None;
        }
        let letter = self.is_lettered(at) && self.printed(at).chars().count() == 1;
        if letter {
            return self.behind(at).starts_with(')').then_some(at..at + 1);
        }
        let mut end = at + 1;
        self.number(at, 2)?;
        while self.gap(end - 1) == "." && self.number(end, 2).is_some() {
            end += 1;
        }
        let sign = self.behind(end - 1);
        ((sign.starts_with('.') || sign.starts_with(')')) && sign.ends_with(' ')).then_some(at..end)
    }

    /// "(1) tuyên truyền; 2) kiểm tra"
    fn bracketed(&self, at: usize) -> Option<Range<usize>> {
        self.number(at, 2)?;
        let before = self.text.get(..self.syllables.get(at)?.start)?;
        let opened = before.ends_with('(') || before.is_empty() || before.ends_with(' ');
        (opened && self.behind(at).starts_with(')')).then_some(at..at + 1)
    }

    /// "mức độ 3, 4", "Điều 5"
    fn level(&self, at: usize) -> Option<Range<usize>> {
        self.number(at, 4)?;
        let before = at
            .checked_sub(1)
            .filter(|before| self.between(*before).is_empty())?;
        let start = self.phrase_before(before + 1, &ORDINAL)?;
        // "thanh toán trực tuyến 130 TTHC": the end of a longer word.
        if self
            .phrase_before(before + 1, &WHOLE)
            .is_some_and(|whole| whole < start)
        {
            return None;
        }
        Some(start..self.listed(at, |next| self.number(next, 3).is_some()))
    }
}

fn is_roman(printed: &str) -> bool {
    roman::parse(printed, Tolerance::AnyCase).is_some()
}

/// The text with the syllables of some spans, and what stands between them, replaced by spaces.
pub fn blanked<'a>(
    text: &str,
    syllables: &[Syllable],
    masked: impl Iterator<Item = &'a MaskedSpan>,
) -> String {
    let mut out = text.to_owned();
    for span in masked {
        let ends = syllables
            .get(span.syllables.clone())
            .and_then(|s| Some((s.first()?.start, s.last()?.end)));
        if let Some((start, end)) = ends {
            out.replace_range(start..end, &" ".repeat(end - start));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::narrative::words::syllables;

    fn left(sentence: &str) -> String {
        let syllables = syllables(sentence);
        let masked = masked(sentence, &syllables);
        let left = blanked(sentence, &syllables, masked.iter());
        left.chars()
            .filter(|c| c.is_ascii_digit() || *c == ' ')
            .collect::<String>()
            .trim()
            .to_owned()
    }

    #[test]
    fn numbers_that_count_nothing_are_covered() {
        for sentence in [
            "Kế hoạch số 02/KH-STTTT ngày 27/01/2022 về cải cách hành chính năm 2022",
            "theo Nghị định số 130/2005/NĐ-CP ngày 17/10/2005, Thông tư liên tịch số 08",
            "Nghị quyết số 18-NQ/TW, Nghị quyết 19-NQ/TW, Quyết định 16/2022/QĐ-UBND, số: 45/BC-SNV",
            "Trong quý III (từ ngày 15/6/2022 đến 14/9/2022), Quý 2/2023, tháng 9/2022",
            "Trong 9 tháng đầu năm 2022, dịch vụ công mức độ 3, 4 và 03 ngày",
            "ngày 15 tháng 9 năm 2022, các tháng 7, 8 và tháng 7, 8 và 9, giai đoạn 2021 - 2025, năm 2021, 2022",
            "1. Áp dụng ISO 9001:2015 tại https://cchc.tinh.gov.vn/2022 hoặc so22@tinh.gov.vn",
            "theo Điều 5, khoản 2 Luật số 12, Nghị quyết 76, khu vực 4, liên hệ 0943128999, 0296 3852 123",
            "(1) số hồ sơ; (2) số phiếu; 3) số người; Chương trình CCHC 2022",
        ] {
            assert_eq!(left(sentence), "", "{sentence}");
        }
    }

    #[test]
    fn figures_are_left() {
        for (sentence, kept) in [
            ("mức độ 3, 12 hồ sơ", "12"),
            ("tiếp nhận 2022 hồ sơ", "2022"),
            ("hoàn thành 40/tổng số 46 nhiệm vụ", "40 46"),
            ("tháng 9, 12 văn bản", "12"),
            ("đạt 1.946 hồ sơ trong năm 2023", "1946"),
            ("năm 2021, 95%", "95"),
            ("tiếp nhận 2.076 hồ sơ, 0,5%", "2076 05"),
        ] {
            let words: Vec<String> = left(sentence)
                .split_whitespace()
                .map(str::to_owned)
                .collect();
            assert_eq!(words.join(" "), kept, "{sentence}");
        }
    }
}
