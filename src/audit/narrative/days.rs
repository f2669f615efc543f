//! Days named in a sentence: "từ ngày 15/6 đến ngày 14/9/2023".

use super::cue;
use super::span::Time;
use super::word::Word;
use super::words::Syllable;
use crate::text::vocabulary;
use std::sync::LazyLock;

/// A day; the year need not be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    year: Option<u16>,
    month: u16,
    day: u16,
}

/// Days so far apart are taken for the same end of a period: it is counted from the 15th or from the 1st.
const NEAR: i32 = 17;

impl Day {
    /// 2023-09-14
    pub fn of_iso(printed: &str) -> Option<Day> {
        let mut parts = printed.split('-').map(|part| part.parse::<u16>().ok());
        Some(Day {
            year: Some(parts.next()??),
            month: parts.next()??,
            day: parts.next()??,
        })
    }

    /// Days since the year 0, roughly: months of 31 days do for telling how far two days are apart.
    fn number(self, year: u16) -> i32 {
        let year = i32::from(self.year.unwrap_or(year));
        year * 365 + i32::from(self.month - 1) * 365 / 12 + i32::from(self.day)
    }

    /// It is the other day, one after it, or one not far before.
    pub fn is_near_or_after(self, other: Day) -> bool {
        let year = other.year.unwrap_or_default();
        self.number(year) + NEAR >= other.number(year)
    }

    /// It is the other day, or one not far from it.
    pub fn is_near(self, other: Day) -> bool {
        let year = other.year.unwrap_or_default();
        (self.number(year) - other.number(year)).abs() <= NEAR
    }

    /// It is about the first of the year of another day.
    pub fn is_near_turn_of_year(self, other: Day) -> bool {
        let first = Day {
            month: 1,
            day: 1,
            ..other
        };
        let own = match self.year {
            None if self.month == 12 => Day {
                year: other.year.map(|year| year.saturating_sub(1)),
                ..self
            },
            _ => self,
        };
        own.is_near(first)
    }
}

struct Known {
    day: Word,
    month: Word,
    year: Word,
    from: Word,
    to: [Word; 2],
    now: Word,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| Known {
    day: Word::of("ngày"),
    month: Word::of("tháng"),
    year: Word::of("năm"),
    from: Word::of("từ"),
    to: ["đến", "tới"].map(Word::of),
    now: Word::of("nay"),
});

static UP_TO: LazyLock<Vec<Vec<Word>>> = LazyLock::new(|| cue::list(&vocabulary::UP_TO));

/// The span of days that begins at a syllable: how many syllables, and what it is.
pub fn span(text: &str, syllables: &[Syllable], at: usize) -> Option<(usize, Time)> {
    let rest = syllables.get(at..)?;
    let (first, before) = (rest.first()?, syllables.get(..at)?);
    if first.word == KNOWN.from {
        return between(text, rest);
    }
    // Behind "ngày" it was looked at with that word.
    let looked_at = before.last().is_some_and(|last| last.word == KNOWN.day);
    if looked_at || is_of_document(text, before, first) {
        return None;
    }
    let (length, day) = day(text, rest)?;
    // "31/12/2022" is a day by itself, "15/6" may be a part of a whole.
    if first.word != KNOWN.day && day.year.is_none() {
        return None;
    }
    let time = match cue::ends_with(before, &UP_TO) {
        true => Time::AsOf(day),
        false => Time::Other,
    };
    Some((length, time))
}

/// "từ ngày 15/6 đến ngày 14/9", "từ 01/01/2023 đến nay"
fn between(text: &str, rest: &[Syllable]) -> Option<(usize, Time)> {
    let (length, from) = day(text, rest.get(1..)?).or_else(|| since_year(text, rest.get(1..)?))?;
    let end = 1 + length;
    let to = rest.get(end).filter(|next| KNOWN.to.contains(&next.word));
    let Some(_) = to else {
        return Some((end, Time::Days(from, None)));
    };
    match day(text, rest.get(end + 1..)?) {
        Some((length, to)) => Some((end + 1 + length, Time::Days(from, Some(to)))),
        None if rest.get(end + 1)?.word == KNOWN.now => Some((end + 2, Time::Days(from, None))),
        None => Some((end + 1, Time::Days(from, None))),
    }
}

/// "từ năm 2021"
fn since_year(text: &str, rest: &[Syllable]) -> Option<(usize, Day)> {
    let [word, number, ..] = rest else {
        return None;
    };
    let year = text.get(number.start..number.end)?.parse::<u16>().ok();
    let year = year.filter(|year| word.word == KNOWN.year && (1900..2100).contains(year))?;
    Some((
        2,
        Day {
            year: Some(year),
            month: 1,
            day: 1,
        },
    ))
}

/// "ngày 15/6/2023", "15 tháng 6 năm 2023", "15/6": how many syllables, and the day.
fn day(text: &str, rest: &[Syllable]) -> Option<(usize, Day)> {
    let named = usize::from(rest.first()?.word == KNOWN.day);
    let number = |at: usize| {
        let syllable = rest.get(at).filter(|syllable| syllable.digits)?;
        text.get(syllable.start..syllable.end)?.parse::<u16>().ok()
    };
    let joined = |at: usize| {
        let gap = text.get(rest.get(at)?.end..rest.get(at + 1)?.start)?;
        matches!(gap.trim(), "/" | "-" | ".").then_some(())
    };
    let day = number(named).filter(|day| (1..=31).contains(day))?;
    let worded = rest
        .get(named + 1)
        .is_some_and(|next| next.word == KNOWN.month);
    let month_at = if worded {
        named + 2
    } else {
        joined(named).map(|()| named + 1)?
    };
    let month = number(month_at).filter(|month| (1..=12).contains(month))?;
    let year_at = match rest.get(month_at + 1) {
        Some(next) if next.word == KNOWN.year => Some(month_at + 2),
        _ => joined(month_at).map(|()| month_at + 1),
    };
    let year = year_at
        .and_then(number)
        .filter(|year| (1900..2100).contains(year));
    let end = match (year, year_at) {
        (Some(_), Some(at)) => at + 1,
        _ => month_at + 1,
    };
    Some((end, Day { year, month, day }))
}

/// "Kế hoạch số 12/KH-SNV ngày 15/6": the day of a document. Its number is blanked, so that a gap is left.
fn is_of_document(text: &str, before: &[Syllable], day: &Syllable) -> bool {
    let end = before.last().map_or(0, |last| last.end);
    let gap = text.get(end..day.start).unwrap_or_default();
    gap.contains(|c: char| c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_days_tell_no_ends_of_periods_apart() {
        let day = |iso| Day::of_iso(iso).unwrap();
        assert!(day("2023-06-15").is_near(day("2023-07-01")));
        assert!(!day("2023-09-01").is_near(day("2023-06-15")));
        assert!(day("2022-12-15").is_near_turn_of_year(day("2023-09-14")));
        assert!(!day("2023-06-15").is_near_turn_of_year(day("2023-09-14")));
    }
}
