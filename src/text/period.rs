//! Reporting periods as Vietnamese reports print them.

use super::date::{days, parts, pattern, plain, span};
use super::fold::{bare, fold};
use super::roman::{self, Tolerance};
use super::vocabulary;
use jiff::civil::Date;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// What a text says of the period it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// A period: its code and its words.
    Period(String, String),
    /// A period that has no code or cannot be read: a week, eight months, "quý IY năm 2022".
    Unclear,
}

/// How the words of a period are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wording {
    Quarter,
    Half,
    Months,
    Month,
    Week,
    Year,
    Years,
}

/// What they mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Quarter(u32),
    Half(u32),
    NineMonths,
    Month(u32),
    Year,
    Unclear,
}

struct Mention<'t> {
    at: Range<usize>,
    shape: Shape,
    year: Option<&'t str>,
    /// A year is as often that of a plan or a law; several years are a programme's.
    weak: bool,
}

/// The wordings: the first part of a pattern says which quarter, half or month, the second of which year.
static WORDINGS: LazyLock<Vec<(Wording, Regex)>> = LazyLock::new(|| {
    let year = "(?:(?: ?(?:[/.-]|nam) ?| )([0-9]{4}))?";
    let months = "(?: nam)?(?: ?/?([0-9]{4}))?";
    let month = "[0-9]{1,2}|mot|hai|ba|tu|bay|tam|chin|muoi mot|muoi hai|muoi";
    let wordings = [
        (
            Wording::Quarter,
            format!(r"\b(?:qu[yi] ?(?:thu )?|q\.? ?)([0-9a-z|]+|ⅰ|ⅱ|ⅲ|ⅳ){year}"),
        ),
        (
            Wording::Half,
            format!(r"\b(?:(?:0?6|sau) ?(?:thang|t)|nua)\b(?: (dau|cuoi))?{months}"),
        ),
        (
            Wording::Months,
            format!(r"\b({month}) thang(?: dau| cuoi)?{months}"),
        ),
        (Wording::Month, format!(r"\bthang ({month})\b{year}")),
        (
            Wording::Week,
            format!(r"\btuan (?:thu )?([0-9]{{1,2}})\b{year}"),
        ),
        (Wording::Year, r"\b(?:ca )?nam ()([0-9]{4})\b".to_owned()),
        (
            Wording::Years,
            r"\b20[0-9]{2} ?(?:-|–) ?20[0-9]{2}\b".to_owned(),
        ),
    ];
    wordings
        .into_iter()
        .filter_map(|(wording, words)| Some((wording, pattern(&words)?)))
        .collect()
});

/// A reporting period: its code and its words. When a title names two, the first counts.
///
/// ```
/// use phuluc::text::period::period;
/// let found = |text| period(text, None).map(|(code, _)| code);
/// assert_eq!(found("cải cách hành chính quý III năm 2022").as_deref(), Some("2022-Q3"));
/// assert_eq!(found("6 tháng đầu năm 2026").as_deref(), Some("2026-H1"));
/// assert_eq!(found("9 tháng đầu năm 2022").as_deref(), Some("2022-M9"));
/// assert_eq!(found("quý IV và năm 2025").as_deref(), Some("2025-Q4"));
/// assert_eq!(found("Công tác CCHC tháng 3 năm 2026").as_deref(), Some("2026-03"));
/// assert_eq!(found("kết quả năm 2024").as_deref(), Some("2024"));
/// ```
///
/// Where the text names no year it is that of `known`: a year, or the day the report was signed, and then
/// the period has begun by that day.
pub fn period(text: &str, known: Option<&str>) -> Option<(String, String)> {
    match named(text, known)? {
        Named::Period(code, printed) => Some((code, printed)),
        Named::Unclear => None,
    }
}

/// The code of the period right before, as long as this one: the quarter, month, half or year before. `None` for
/// months counted from January, which nothing precedes.
pub fn before(code: &str) -> Option<String> {
    let year: u32 = code.get(..4)?.parse().ok()?;
    let part = code[4..].trim_start_matches('-');
    let digits = part.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let kind = &part[..part.len() - digits.len()];
    let last = match kind {
        _ if part.is_empty() => return Some((year - 1).to_string()),
        "Q" => 4,
        "H" => 2,
        "" => 12,
        _ => return None,
    };
    let at: u32 = digits.parse().ok()?;
    let (year, at) = if at > 1 {
        (year, at - 1)
    } else {
        (year - 1, last)
    };
    Some(match kind {
        "" => format!("{year}-{at:02}"),
        _ => format!("{year}-{kind}{at}"),
    })
}

/// The first and last day of a period by law, ISO: its figures are closed on the 14th, so a quarter, half or year
/// runs from the 15th before it, and nine months from the 15th of December.
///
/// | code | from | to |
/// |---|---|---|
/// | `2025-Q1` | 15 December of the year before | 14 March |
/// | `2025-H1` | 15 December of the year before | 14 June |
/// | `2025-Q3` | 15 June | 14 September |
/// | `2025-M9` | 15 December of the year before | 14 September |
/// | `2025` | 15 December of the year before | 14 December |
/// | `2025-03` | 15 February | 14 March |
///
/// Source: Decree 09/2019/NĐ-CP on the reporting regime of administrative agencies, article 12.
///
/// ```
/// use phuluc::text::period::days_by_law;
/// let days = |code| days_by_law(code).unwrap_or_default();
/// assert_eq!(days("2025-Q1"), ("2024-12-15".to_owned(), "2025-03-14".to_owned()));
/// assert_eq!(days("2025-Q3"), ("2025-06-15".to_owned(), "2025-09-14".to_owned()));
/// assert_eq!(days_by_law("2025-W12"), None);
/// ```
pub fn days_by_law(code: &str) -> Option<(String, String)> {
    const CLOSED_ON: i8 = 14;
    let year: i16 = code.get(..4)?.parse().ok()?;
    let (before, last) = months(code.get(4..)?)?;
    let (start_year, start_month) = match before {
        0 => (year.checked_sub(1)?, 12),
        month => (year, month),
    };
    let start = Date::new(start_year, start_month, CLOSED_ON + 1).ok()?;
    let end = Date::new(year, last, CLOSED_ON).ok()?;
    Some((start.to_string(), end.to_string()))
}

/// The first and last day of a period as the calendar has it, ISO: statistical returns count whole months.
///
/// ```
/// use phuluc::text::period::days_by_calendar;
/// let days = |code| days_by_calendar(code).unwrap_or_default();
/// assert_eq!(days("2025-Q2"), ("2025-04-01".to_owned(), "2025-06-30".to_owned()));
/// assert_eq!(days("2024-02"), ("2024-02-01".to_owned(), "2024-02-29".to_owned()));
/// assert_eq!(days_by_calendar("2025-W12"), None);
/// ```
pub fn days_by_calendar(code: &str) -> Option<(String, String)> {
    let year: i16 = code.get(..4)?.parse().ok()?;
    let (before, last) = months(code.get(4..)?)?;
    let start = Date::new(year, before + 1, 1).ok()?;
    let end = Date::new(year, last, 1).ok()?.last_of_month();
    Some((start.to_string(), end.to_string()))
}

/// The month before a period and its last month, counted from 1, of what stands behind the year of its code.
fn months(part: &str) -> Option<(i8, i8)> {
    let counted = |length: i8, most: i8, at: &str| {
        let at = at.parse().ok().filter(|at| (1..=most).contains(at))?;
        Some((length * (at - 1), length * at))
    };
    match part.strip_prefix('-') {
        None => part.is_empty().then_some((0, 12)),
        Some("M9") => Some((0, 9)),
        Some(part) => match (part.strip_prefix('Q'), part.strip_prefix('H')) {
            (Some(quarter), _) => counted(3, 4, quarter),
            (_, Some(half)) => counted(6, 2, half),
            _ => counted(1, 12, part),
        },
    }
}

/// [`period`], telling a period that has no code from none.
pub fn named(text: &str, known: Option<&str>) -> Option<Named> {
    let plain = plain(text);
    let mentions = mentions(text, &plain);
    let first = mentions.first().map_or(0, |mention| mention.at.end);
    let ahead = outlook(&plain[first..]).map_or(plain.len(), |at| first + at);
    let own = || mentions.iter().filter(|mention| mention.at.start < ahead);
    let strong = own().find(|mention| !mention.weak);
    if let (None, Some((start, end))) = (strong, span(text)) {
        let at = days(&plain).into_iter().next()?;
        let code = of_days(&start, &end);
        return Some(code.map_or(Named::Unclear, |code| {
            Named::Period(code, same_chars(text, &plain, at))
        }));
    }
    let year = || own().find(|mention| mention.shape == Shape::Year);
    let about = strong.or_else(year).or_else(|| own().next())?;
    if about.shape == Shape::Unclear {
        return Some(Named::Unclear);
    }
    let year = match about.year.or_else(|| year_beside(&mentions, about, known)) {
        Some(year) => year.to_owned(),
        None => year_of(about.shape, known?)?,
    };
    let printed = same_chars(text, &plain, about.at.clone()).trim().to_owned();
    Some(Named::Period(code(about.shape, &year)?, printed))
}

/// The periods a text names, in order; what belongs to a day is none.
fn mentions<'t>(text: &str, plain: &'t str) -> Vec<Mention<'t>> {
    let days = days(plain);
    let mut mentions = Vec::new();
    for (wording, pattern) in WORDINGS.iter() {
        for found in pattern.captures_iter(plain) {
            let Some(whole) = found.get(0) else { continue };
            let at = whole.range();
            let in_day = days
                .iter()
                .any(|day| day.start < at.end && at.start < day.end);
            let [part, year] = parts(&found);
            let printed = || same_chars(text, plain, at.clone());
            let shape = shape(*wording, whole.as_str(), part.unwrap_or(""), year, &printed);
            if let Some(shape) = shape.filter(|_| !in_day) {
                let weak = matches!(wording, Wording::Year | Wording::Years);
                mentions.push(Mention {
                    at,
                    shape,
                    year,
                    weak,
                });
            }
        }
    }
    let ranges: Vec<Range<usize>> = mentions
        .iter()
        .filter(|mention| mention.weak && mention.shape == Shape::Unclear)
        .map(|mention| mention.at.clone())
        .collect();
    // "năm 2021-2025" is no year.
    mentions.retain(|mention| {
        mention.shape != Shape::Year
            || !ranges
                .iter()
                .any(|range| range.contains(&(mention.at.end - 1)))
    });
    mentions.sort_by_key(|mention| mention.at.start);
    mentions
}

/// What the words of a period mean; `None` where they are no period.
fn shape(
    wording: Wording,
    words: &str,
    part: &str,
    year: Option<&str>,
    printed: &dyn Fn() -> String,
) -> Option<Shape> {
    let begins = |word: &str| fold(&printed()).starts_with(&fold(word));
    let is_end = words.contains("cuoi");
    match wording {
        Wording::Quarter => match quarter(part) {
            Some(quarter) if !is_word(part) || begins("quý") || begins("quí") => {
                Some(Shape::Quarter(quarter))
            }
            // "quý IY năm 2022", but not "quy chế năm 2022" or "Quý cơ quan".
            None if year.is_some() && (begins("quý") || begins("quí")) => Some(Shape::Unclear),
            _ => None,
        },
        Wording::Half if words.starts_with("sau") && !begins("sáu") => None,
        Wording::Half if words.starts_with("nua") && part.is_empty() => None,
        Wording::Half => Some(Shape::Half(if is_end { 2 } else { 1 })),
        Wording::Months => {
            let bounded =
                is_end || year.is_some() || words.contains(" dau") || words.contains(" nam");
            match number(part)? {
                6 => None,
                9 if !is_end => Some(Shape::NineMonths),
                3 if words.contains(" dau") => Some(Shape::Quarter(1)),
                _ => bounded.then_some(Shape::Unclear),
            }
        }
        Wording::Month if is_word(part) && year.is_none() => None,
        Wording::Month => number(part)
            .filter(|month| (1..=12).contains(month))
            .map(Shape::Month),
        Wording::Week | Wording::Years => Some(Shape::Unclear),
        Wording::Year => Some(Shape::Year),
    }
}

fn is_word(part: &str) -> bool {
    number(part).is_some() && !part.starts_with(|c: char| c.is_ascii_digit())
}

/// "09", "chin", "muoi mot".
fn number(part: &str) -> Option<u32> {
    const WORDS: [&str; 12] = [
        "mot", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi", "muoi mot",
        "muoi hai",
    ];
    let word = || (1..).zip(WORDS).find(|(_, word)| *word == part);
    part.parse().ok().or_else(|| Some(word()?.0))
}

/// "iii", "lI" or "II|" as a scan has it, "3", "03", "ba".
fn quarter(numeral: &str) -> Option<u32> {
    let strokes = numeral.replace(['|', '1'], "i");
    let sign = || {
        Some(
            (1..)
                .zip(["ⅰ", "ⅱ", "ⅲ", "ⅳ"])
                .find(|(_, sign)| *sign == numeral)?
                .0,
        )
    };
    let roman = || roman::parse(&strokes, Tolerance::AnyCase);
    let plain = numeral
        .parse()
        .ok()
        .filter(|_| numeral != "11" && numeral != "111");
    plain
        .or_else(|| number(numeral))
        .or_else(roman)
        .or_else(sign)
        .filter(|quarter| (1..=4).contains(quarter))
}

/// Where a text goes on with what is to come, or with what it compares with.
fn outlook(plain: &str) -> Option<usize> {
    let words = vocabulary::OUTLOOK.iter();
    words.filter_map(|word| plain.find(&bare(word))).min()
}

/// The year that stands beside the words of a period, behind them before in front of them. One in front is
/// a law's where the report was signed in quite another.
fn year_beside<'t>(
    mentions: &[Mention<'t>],
    about: &Mention,
    known: Option<&str>,
) -> Option<&'t str> {
    let (before, behind): (Vec<_>, Vec<_>) = mentions
        .iter()
        .filter(|mention| mention.year.is_some())
        .partition(|mention| mention.at.start < about.at.start);
    let number = |year: &str| year.get(..4)?.parse::<i16>().ok();
    let near = |year: &&str| {
        let distance = known.and_then(|known| Some(number(known)? - number(year)?));
        distance.is_none_or(|years| (0..=1).contains(&years))
    };
    let behind = behind.first().and_then(|mention| mention.year);
    behind.or_else(|| before.last().and_then(|mention| mention.year).filter(near))
}

/// The year of a period of which only a year or the day of signing is known: by then it had begun.
fn year_of(shape: Shape, known: &str) -> Option<String> {
    let year: i16 = known.get(..4)?.parse().ok()?;
    let month = match shape {
        Shape::Quarter(quarter) => quarter * 3 - 2,
        Shape::Half(half) => half * 6 - 5,
        Shape::Month(month) => month,
        Shape::NineMonths | Shape::Year | Shape::Unclear => 1,
    };
    let signed = known.get(5..7).and_then(|month| month.parse().ok());
    let begun = signed.is_none_or(|signed: u32| month <= signed);
    Some(if begun { year } else { year - 1 }.to_string())
}

fn code(shape: Shape, year: &str) -> Option<String> {
    Some(match shape {
        Shape::Quarter(quarter) => format!("{year}-Q{quarter}"),
        Shape::Half(half) => format!("{year}-H{half}"),
        Shape::NineMonths => format!("{year}-M9"),
        Shape::Month(month) => format!("{year}-{month:02}"),
        Shape::Year => year.to_owned(),
        Shape::Unclear => return None,
    })
}

/// The period of two days: those of the calendar, or from the middle of a month to the middle of another,
/// as reports are closed before the period ends.
pub fn of_days(start: &str, end: &str) -> Option<String> {
    let [start, end]: [Date; 2] = [start.parse().ok()?, end.parse().ok()?];
    let day_after = end.tomorrow().ok()?;
    if start.day() != day_after.day() {
        return None;
    }
    let month = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month()) - 1;
    // From the 15th of June counts the third quarter.
    let first = month(start) + i32::from(start.day() > 10);
    let months = month(day_after) - month(start);
    let (year, at) = (first.div_euclid(12), first.rem_euclid(12));
    let shape = match (months, at) {
        (1, _) => Shape::Month(u32::try_from(at).ok()? + 1),
        (3, 0 | 3 | 6 | 9) => Shape::Quarter(u32::try_from(at).ok()? / 3 + 1),
        (6, 0 | 6) => Shape::Half(u32::try_from(at).ok()? / 6 + 1),
        (9, 0) => Shape::NineMonths,
        (12, 0) => Shape::Year,
        _ => return None,
    };
    code(shape, &year.to_string())
}

/// The part of `text` that stands where `plain[at]` does: both have the same characters.
fn same_chars(text: &str, plain: &str, at: Range<usize>) -> String {
    let skip = plain[..at.start].chars().count();
    let take = plain[at].chars().count();
    text.chars().skip(skip).take(take).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_period_follows_one_as_long() {
        let before = |code| before(code).unwrap_or_default();
        assert_eq!(["2023-Q3", "2023-Q1"].map(before), ["2023-Q2", "2022-Q4"]);
        assert_eq!(["2023-H1", "2023-01"].map(before), ["2022-H2", "2022-12"]);
        assert_eq!(["2023", "2023-M9"].map(before), ["2022", ""]);
    }

    fn code_of(text: &str, known: Option<&str>) -> Option<String> {
        period(text, known).map(|(code, _)| code)
    }

    #[test]
    fn days_by_law_are_those_of_the_periods_own_code() {
        let codes = [
            "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2025-H1", "2025-H2", "2025-M9", "2025",
            "2025-01", "2025-02", "2025-12",
        ];
        for code in codes {
            let (start, end) = days_by_law(code).unwrap_or_default();
            assert_eq!(of_days(&start, &end).as_deref(), Some(code));
        }
        let days = |code| days_by_law(code).unwrap_or_default();
        let pair = |start: &str, end: &str| (start.to_owned(), end.to_owned());
        assert_eq!(days("2026"), pair("2025-12-15", "2026-12-14"));
        assert_eq!(days("2026-H1"), pair("2025-12-15", "2026-06-14"));
        assert_eq!(days("2026-H2"), pair("2026-06-15", "2026-12-14"));
        assert_eq!(days("2026-M9"), pair("2025-12-15", "2026-09-14"));
        assert_eq!(days("2026-Q4"), pair("2026-09-15", "2026-12-14"));
        assert_eq!(days("2026-01"), pair("2025-12-15", "2026-01-14"));
        assert_eq!(days("2026-03"), pair("2026-02-15", "2026-03-14"));
        for wrong in ["", "20", "2026-Q5", "2026-M8", "2026-13", "2026-H0", "quý"] {
            assert_eq!(days_by_law(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn every_pattern_compiles() {
        assert_eq!(WORDINGS.len(), 7);
    }

    #[test]
    fn a_period_keeps_its_printed_words() {
        let printed = period("Công tác cải cách hành chính quý II/2024", None).map(|p| p.1);
        assert_eq!(printed.as_deref(), Some("quý II/2024"));
    }

    #[test]
    fn quarters_halves_and_months_are_read_however_they_are_written() {
        for (text, code) in [
            ("quý lI năm 2023", "2023-Q2"),
            ("quý 1II năm 2023", "2023-Q3"),
            ("quý II| năm 2022", "2022-Q3"),
            ("quý tư năm 2023", "2023-Q4"),
            ("quý thứ ba năm 2022", "2022-Q3"),
            ("Quý 03.2023", "2023-Q3"),
            ("Q.III/2022", "2022-Q3"),
            ("Quý Ⅲ năm 2022", "2022-Q3"),
            ("sáu tháng đầu năm 2025", "2025-H1"),
            ("nửa cuối năm 2024", "2024-H2"),
            ("3 tháng đầu năm 2025", "2025-Q1"),
            ("tháng Ba năm 2026", "2026-03"),
            ("tháng 5, nhiệm vụ trọng tâm tháng 6 năm 2025", "2025-05"),
            ("từ ngày 15/12/2024 đến ngày 14/3/2025", "2025-Q1"),
            ("từ 15/12/2023 đến 14/12/2024", "2024"),
            ("từ ngày 01/01/2024 đến ngày 31/12/2024", "2024"),
            (
                "từ ngày 15 tháng 6 năm 2025 đến ngày 14 tháng 9 năm 2025",
                "2025-Q3",
            ),
        ] {
            assert_eq!(code_of(text, None).as_deref(), Some(code), "{text}");
        }
    }

    #[test]
    fn a_period_without_a_code_is_none_and_no_year() {
        for text in [
            "tuần 12 năm 2025",
            "8 tháng đầu năm 2025",
            "giai đoạn 2011-2020",
            "quý IY năm 2022",
            "từ ngày 01/7/2025 đến ngày 15/8/2025",
        ] {
            assert_eq!(named(text, Some("2025")), Some(Named::Unclear), "{text}");
        }
        for text in [
            "Hòa Giang, ngày 14 tháng 9 năm 2023",
            "ngày … tháng 9 năm 2023",
            "sau 03 tháng",
        ] {
            assert_eq!(named(text, Some("2025")), None, "{text}");
        }
    }

    #[test]
    fn the_year_of_a_plan_or_a_law_is_not_the_period() {
        for (text, code) in [
            ("Kế hoạch CCHC năm 2025 quý III", "2025-Q3"),
            (
                "Quyết định số 766/QĐ-TTg năm 2022, quý I năm 2025",
                "2025-Q1",
            ),
            ("Nghị quyết năm 2016, quý I", "2025-Q1"),
            ("giai đoạn 2021-2030 năm 2024", "2024"),
            ("năm 2024, nhiệm vụ trọng tâm quý I năm 2025", "2024"),
            ("thực hiện quy chế năm 2024", "2024"),
        ] {
            assert_eq!(
                code_of(text, Some("2025-03-14")).as_deref(),
                Some(code),
                "{text}"
            );
        }
    }

    #[test]
    fn a_missing_year_is_taken_from_the_date_if_the_period_had_begun() {
        assert_eq!(
            code_of("báo cáo quý I", Some("2025")).as_deref(),
            Some("2025-Q1")
        );
        assert_eq!(code_of("báo cáo quý I", None), None);
        let code = |text| code_of(text, Some("2022-01-05"));
        assert_eq!(code("quý IV").as_deref(), Some("2021-Q4"));
        assert_eq!(code("tháng 12").as_deref(), Some("2021-12"));
        assert_eq!(code("quý III - năm 2022").as_deref(), Some("2022-Q3"));
        let halves = "6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2025";
        assert_eq!(code(halves).as_deref(), Some("2025-H1"));
    }
}
