//! The time a quantity speaks of.

use super::days::{self, Day};
use super::numeral;
use super::word::Word;
use super::words::{Syllable, begins, phrases_of, words};
use crate::model::Period;
use crate::text::period::days_by_law;
use crate::text::roman::{self, Tolerance};
use crate::text::vocabulary;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// The time a quantity speaks of, beside the report's own period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// The report's period is named.
    Period,
    /// Nothing is said, or only "to date".
    Unsaid,
    /// From the start of the year, in a report on a shorter period.
    Cumulative,
    /// Another year, another quarter, a plan.
    Other,
}

/// What a sentence says of time, whatever the report's period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    /// "9 tháng đầu năm"
    Months(u8),
    /// "quý III"
    Quarter(u8),
    /// "năm 2022"
    Year(u16),
    /// "tháng 9"
    Month,
    /// "tính đến ngày 10/9"
    AsOf(Day),
    /// "từ ngày 15/6 đến ngày 14/9"; no last day is "đến nay"
    Days(Day, Option<Day>),
    /// "lũy kế", "từ đầu năm"
    Total,
    /// "trong kỳ"
    Period,
    /// "đến nay"
    Now,
    /// "mục tiêu", "sẽ": what is meant to be, for the quantities behind it
    Plan,
    /// "cùng kỳ", "dự kiến"
    Other,
}

/// A mark of time in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it stands.
    pub at: Range<usize>,
    /// What it says.
    pub time: Time,
    /// Where the brackets around it close.
    pub closed: Option<usize>,
}

/// First syllable → what follows it in a phrase that names a time without a number, the longest first.
type Named = BTreeMap<Word, Vec<(Vec<Word>, Time)>>;

static NAMED: LazyLock<Named> = LazyLock::new(|| {
    let lists = [
        (&vocabulary::SPAN_TOTAL, Time::Total),
        (&vocabulary::SPAN_PERIOD, Time::Period),
        (&vocabulary::SPAN_OTHER, Time::Other),
        (&vocabulary::SPAN_NOW, Time::Now),
        (&vocabulary::SPAN_PLAN, Time::Plan),
    ];
    let mut named = Named::new();
    let phrases = lists
        .into_iter()
        .flat_map(|(list, time)| list.iter().map(move |phrase| (phrase, time)));
    for (phrase, time) in phrases {
        let mut words = words(phrase).into_iter();
        let first = words.next().unwrap_or(Word::NONE);
        named
            .entry(first)
            .or_default()
            .push((words.collect(), time));
    }
    named
        .values_mut()
        .for_each(|tails| tails.sort_by_key(|(tail, _)| std::cmp::Reverse(tail.len())));
    named
});

static NONE: LazyLock<Vec<Vec<Word>>> = LazyLock::new(|| phrases_of(&vocabulary::SPAN_NONE));

static UNITS: LazyLock<[Word; 4]> =
    LazyLock::new(|| ["tháng", "quý", "năm", "trong"].map(Word::of));

/// The marks of time among the syllables of a sentence, citations left out.
pub fn marks(text: &str, syllables: &[Syllable]) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut at = 0;
    while let Some(rest) = syllables.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some(said) = NONE.iter().find(|phrase| begins(rest, phrase)) {
            at += said.len();
            continue;
        }
        let found = named(rest)
            .filter(|(_, time)| *time != Time::Plan || !is_counted(text, syllables, at))
            .or_else(|| days::span(text, syllables, at))
            .or_else(|| numbered(text, rest));
        if let Some((length, time)) = found {
            let span = rest[0].start..rest[length - 1].end;
            marks.push(Mark {
                closed: closed(text, &span),
                at: span,
                time,
            });
        }
        at += found.map_or(1, |(length, _)| length);
    }
    marks
}

/// "05 mục tiêu", "06 nhóm mục tiêu": a number counts them.
fn is_counted(text: &str, syllables: &[Syllable], at: usize) -> bool {
    let near = |one: usize| {
        let pair = syllables.get(one).zip(syllables.get(one + 1));
        let gap = pair.and_then(|(one, two)| text.get(one.end..two.start));
        gap.is_some_and(|gap| gap.trim().is_empty())
    };
    let before = (0..at).rev().take_while(|one| near(*one)).take(2);
    before
        .filter_map(|one| syllables.get(one))
        .any(|one| one.digits && one.end - one.start < 4)
}

/// Where the brackets close that a piece of the sentence stands in.
fn closed(text: &str, at: &Range<usize>) -> Option<usize> {
    let before = text.get(..at.start)?;
    let open = before.rfind('(')?;
    let inside = !before.get(open..)?.contains(')');
    let close = text.get(at.end..)?.find(')').filter(|_| inside)?;
    Some(at.end + close)
}

/// "cùng kỳ": how many syllables, and what they say.
fn named(rest: &[Syllable]) -> Option<(usize, Time)> {
    let (first, rest) = rest.split_first()?;
    let tails = NAMED.get(&first.word)?;
    tails
        .iter()
        .find(|(tail, _)| begins(rest, tail))
        .map(|(tail, time)| (tail.len() + 1, *time))
}

/// "9 tháng", "quý III", "năm 2022", "trong tháng 9".
fn numbered(text: &str, rest: &[Syllable]) -> Option<(usize, Time)> {
    let [first, second, ..] = rest else {
        return None;
    };
    if !text.get(first.end..second.start)?.trim().is_empty() {
        return None;
    }
    let printed = |syllable: &Syllable| text.get(syllable.start..syllable.end);
    let [month, quarter, year, within] = *UNITS;
    let time = match first.word {
        _ if first.digits && second.word == month => Time::Months(printed(first)?.parse().ok()?),
        _ if second.word == month => Time::Months(numeral::small(first.word)?),
        word if word == quarter => Time::Quarter(quarter_of(printed(second)?)?),
        word if word == year => {
            let year = printed(second)?
                .parse()
                .ok()
                .filter(|year| (1900..2100).contains(year));
            Time::Year(year?)
        }
        word if word == within && second.word == month => {
            return rest
                .get(2)
                .filter(|number| number.digits)
                .map(|_| (3, Time::Month));
        }
        word if word == month && second.digits => Time::Month,
        _ => return None,
    };
    Some((2, time))
}

/// "III", "3".
fn quarter_of(numeral: &str) -> Option<u8> {
    let roman = || roman::parse(numeral, Tolerance::AnyCase);
    let quarter = numeral.parse().ok().or_else(roman)?;
    u8::try_from(quarter)
        .ok()
        .filter(|quarter| (1..=4).contains(quarter))
}

/// What the report's own period is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Own {
    start: Option<Day>,
    end: Option<Day>,
    year: Option<u16>,
    quarter: Option<u8>,
    months: Option<u8>,
}

impl Own {
    /// Reads its code.
    pub fn of(period: Option<&Period>) -> Own {
        let Some(code) = period.map(|period| period.code.as_str()) else {
            return Own::default();
        };
        let (year, kind) = code.split_once('-').unwrap_or((code, "Y"));
        let number = |prefix: char| kind.strip_prefix(prefix).and_then(|n| n.parse::<u8>().ok());
        let months = number('M')
            .or(number('H').map(|half| half * 6))
            .or((kind == "Y").then_some(12));
        let law = days_by_law(code);
        let law = law
            .as_ref()
            .map(|(start, end)| (Day::of_iso(start), Day::of_iso(end)));
        let (by_start, by_end) = law.unwrap_or_default();
        let day = |day: &Option<String>| Day::of_iso(day.as_ref()?);
        Own {
            start: period.and_then(|period| day(&period.start)).or(by_start),
            end: period.and_then(|period| day(&period.end)).or(by_end),
            year: year.parse().ok(),
            quarter: number('Q'),
            months,
        }
    }

    fn span(&self, time: Time) -> Span {
        match time {
            Time::Months(months) => self.months_span(months),
            Time::Quarter(quarter) => self.quarter_span(quarter),
            Time::Year(year) if self.year.is_none_or(|own| own == year) => Span::Unsaid,
            Time::Month if self.quarter.is_none() && self.months.is_none() => Span::Unsaid,
            Time::Now => Span::Unsaid,
            Time::AsOf(day) => match self.end.is_none_or(|end| day.is_near_or_after(end)) {
                true => Span::Unsaid,
                false => Span::Other,
            },
            Time::Days(from, to) => self.days_span(from, to),
            Time::Total => Span::Cumulative,
            Time::Period => Span::Period,
            Time::Year(_) | Time::Month | Time::Plan | Time::Other => Span::Other,
        }
    }

    /// The report's own days, those since the year began, or others; a few days more or less are the same.
    fn days_span(&self, from: Day, to: Option<Day>) -> Span {
        let (Some(start), Some(end)) = (self.start, self.end) else {
            return Span::Other;
        };
        let to_the_end = to.is_none_or(|to| to.is_near(end));
        let own = from.is_near(start);
        let year = from.is_near_turn_of_year(end);
        match () {
            () if own && to_the_end => Span::Period,
            () if year && to_the_end => Span::Cumulative,
            () => Span::Other,
        }
    }

    fn months_span(&self, months: u8) -> Span {
        match (self.months, self.quarter) {
            (Some(own), _) if own == months => Span::Period,
            (_, Some(1)) if months == 3 => Span::Period,
            (None, None) => Span::Unsaid,
            _ => Span::Cumulative,
        }
    }

    fn quarter_span(&self, quarter: u8) -> Span {
        match (self.quarter, self.months) {
            (Some(own), _) if own == quarter => Span::Period,
            (None, None) => Span::Unsaid,
            _ => Span::Other,
        }
    }

    /// The time a quantity speaks of: the nearest mark before it, else the first one of its own part.
    pub fn span_of(&self, marks: &[Mark], quantity: &Range<usize>, part: &Range<usize>) -> Span {
        let reaches = |mark: &&Mark| {
            mark.at.start < quantity.start && mark.closed.is_none_or(|end| end > quantity.start)
        };
        let mut near = marks.iter().rev().filter(reaches);
        let nearest = near.next();
        // "Từ đầu năm … đến nay", "9 tháng năm 2023": what stands before says more.
        let weak = nearest.is_some_and(|mark| self.span(mark.time) == Span::Unsaid);
        // "Quý II năm 2023": of that year.
        let whole = |mark: &&Mark| {
            let part = matches!(mark.time, Time::Quarter(_) | Time::Month);
            let of_year = nearest.is_some_and(|year| {
                matches!(year.time, Time::Year(_)) && year.at.start <= mark.at.end + OF_YEAR
            });
            // "Phấn đấu đến ngày 31/12/2025": by then it is meant to be.
            let meant = mark.time == Time::Plan
                && nearest.is_some_and(|by| {
                    matches!(by.time, Time::AsOf(_) | Time::Year(_))
                        && by.at.start <= mark.at.end + BY_DAY
                });
            matches!(mark.time, Time::Total | Time::Months(_) | Time::Days(..))
                || part && of_year
                || meant
        };
        let before = near.next().filter(|mark| weak && whole(mark)).or(nearest);
        // "kế hoạch … năm 2021" behind the quantity belongs to it only inside its own part.
        let behind = marks.iter().find(|mark| {
            mark.at.start >= quantity.end
                && mark.at.end <= part.end
                && !matches!(mark.time, Time::Plan | Time::Now)
        });
        let strong = |mark: &Mark| Some(self.span(mark.time)).filter(|span| *span != Span::Unsaid);
        before
            .and_then(strong)
            .or_else(|| behind.and_then(strong))
            .unwrap_or(Span::Unsaid)
    }
}

/// So many bytes stand at most between a quarter or month and its year: " / ", " của ".
const OF_YEAR: usize = 6;

/// So many between what is meant to be and the day it is meant for: " đến hết ngày ".
const BY_DAY: usize = 20;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::narrative::words::syllables;

    fn span(code: &str, sentence: &str) -> Span {
        let period = Period {
            code: code.to_owned(),
            ..Period::default()
        };
        let quantity = sentence.rfind("12").map_or(0..0, |at| at..at + 2);
        Own::of(Some(&period)).span_of(
            &marks(sentence, &syllables(sentence)),
            &quantity,
            &(0..sentence.len()),
        )
    }

    #[test]
    fn the_same_words_mean_another_span_in_another_report() {
        assert_eq!(
            span("2022-Q3", "Trong 9 tháng đầu năm đã đăng 12 tin"),
            Span::Cumulative
        );
        assert_eq!(
            span("2022-M9", "Trong 9 tháng đầu năm đã đăng 12 tin"),
            Span::Period
        );
        assert_eq!(
            span("2022-Q3", "Trong quý III đã đăng 12 tin"),
            Span::Period
        );
        assert_eq!(span("2022-Q3", "Trong quý II đã đăng 12 tin"), Span::Other);
        assert_eq!(span("2022-Q3", "Mục tiêu năm nay đăng 12 tin"), Span::Other);
        assert_eq!(
            span("2022-Q3", "Mục tiêu đăng 20 tin, đến nay đã đăng 12 tin"),
            Span::Unsaid
        );
        assert_eq!(
            span(
                "2022-Q3",
                "Đã đăng 15 tin (tăng 3 tin so với quý trước), duyệt 12 tin"
            ),
            Span::Unsaid
        );
        assert_eq!(span("2022-Q3", "Năm 2021 đã đăng 12 tin"), Span::Other);
        assert_eq!(span("2022-Q3", "Đến nay đã đăng 12 tin"), Span::Unsaid);
        assert_eq!(
            span("2022-Q3", "đã đăng 12 tin theo kế hoạch năm 2022"),
            Span::Unsaid
        );
    }
}
