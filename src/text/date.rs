//! Dates and reporting periods as Vietnamese reports print them.

use super::fold::bare;
use super::letter;
use super::roman::{self, Tolerance};
use jiff::civil::Date;
use regex::{Captures, Regex};
use std::ops::Range;
use std::sync::LazyLock;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Quarter,
    Half,
    NineMonths,
    Month,
    Year,
}

/// Lower case without diacritics but with every sign, one character for one: positions stay the same.
fn plain(text: &str) -> String {
    text.chars().map(plain_char).collect()
}

fn plain_char(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    if let Some(letter) = letter::of(c) {
        return letter.bare;
    }
    let key = bare(c.encode_utf8(&mut [0; 4]));
    key.chars().next().unwrap_or(c)
}

/// A pattern over what [`plain`] makes of a text, compiled once. Plain ASCII: classes of all of Unicode take
/// longer to build than most reports to read.
fn pattern(pattern: &str) -> Option<Regex> {
    Regex::new(&format!("(?-u){pattern}")).ok()
}

/// The parts of a match, as many as the pattern has.
fn parts<'t, const N: usize>(found: &Captures<'t>) -> [Option<&'t str>; N] {
    std::array::from_fn(|at| Some(found.get(at + 1)?.as_str()))
}

/// "ngay 15 thang 9 nam 2022".
static WORDED: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"ngay\s*([0-9]{1,2})\s*thang\s*([0-9]{1,2})\s*nam\s*([0-9]{4})"));
/// "15/9/2022", with points or dashes just as well.
static IN_DIGITS: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"\b([0-9]{1,2})\s*[/.-]\s*([0-9]{1,2})\s*[/.-]\s*([0-9]{4})\b"));
/// "ngay … thang … nam …", a gap where a number belongs or not.
static FILLED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let gap = r"(?:[\s._]|…)*";
    pattern(&format!(
        "ngay{gap}([0-9]{{1,2}})?{gap}thang{gap}([0-9]{{1,2}})?{gap}nam{gap}([0-9]{{4}})?"
    ))
});
/// "tu ngay 15/6 den het ngay 14/9/2022": the two days.
static DAYS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let month = r"[0-9]{1,2}\s*/\s*[0-9]{1,2}";
    pattern(&format!(
        r"tu\s*(?:ngay)?\s*({month}(?:\s*/\s*[0-9]{{4}})?)\s*(?:den|-)\s*(?:het)?\s*(?:ngay)?\s*({month}\s*/\s*[0-9]{{4}})"
    ))
});

/// The first date in a text, ISO: `ngày 15 tháng 9 năm 2022` and `15/9/2022` are `2022-09-15`.
///
/// ```
/// use phuluc::text::date::first_date;
/// assert_eq!(first_date("An Giang, ngày 24 tháng 3 năm 2024").as_deref(), Some("2024-03-24"));
/// assert_eq!(first_date("(Kèm theo Báo cáo ngày 15/9/2022)").as_deref(), Some("2022-09-15"));
/// assert_eq!(first_date("ngày 31/2/2022"), None);
/// ```
pub fn first_date(text: &str) -> Option<String> {
    let plain = plain(text);
    let date = |found: Captures| {
        let [day, month, year] = parts(&found);
        iso(year?, month?, day?)
    };
    [&WORDED, &IN_DIGITS]
        .into_iter()
        .flat_map(|pattern| pattern.iter())
        .find_map(|pattern| pattern.captures_iter(&plain).find_map(date))
}

/// Whether a text prints "ngày … tháng … năm …" with a gap where a number belongs.
pub fn is_unfilled_date(text: &str) -> bool {
    let plain = plain(text);
    let found = FILLED.as_ref().and_then(|pattern| pattern.captures(&plain));
    found.is_some_and(|found| parts::<3>(&found).contains(&None))
}

fn iso(year: &str, month: &str, day: &str) -> Option<String> {
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    Some(date.to_string())
}

/// "(từ ngày 15/6/2022 đến 14/9/2022)" → first and last day, ISO. A first day without a year takes the
/// last day's, or the year before when that would come out after it.
pub fn span(text: &str) -> Option<(String, String)> {
    let plain = plain(text);
    let [first, end] = parts(&DAYS.as_ref()?.captures(&plain)?);
    let end = first_date(end?)?;
    let start = first_date(first?).or_else(|| without_year(first?, &end))?;
    (start <= end).then_some((start, end))
}

fn without_year(day_month: &str, end: &str) -> Option<String> {
    let (day, month) = day_month.split_once('/')?;
    let year: i16 = end.get(..4)?.parse().ok()?;
    let at = |year: i16| iso(&year.to_string(), month.trim(), day.trim());
    at(year)
        .filter(|start| start.as_str() <= end)
        .or_else(|| at(year - 1))
}

/// A reporting period: its code and its words. When a title names two, the first counts.
///
/// ```
/// use phuluc::text::date::period;
/// let found = |text| period(text, None).map(|(code, _)| code);
/// assert_eq!(found("cải cách hành chính quý III năm 2022").as_deref(), Some("2022-Q3"));
/// assert_eq!(found("6 tháng đầu năm 2026").as_deref(), Some("2026-H1"));
/// assert_eq!(found("9 tháng đầu năm 2022").as_deref(), Some("2022-M9"));
/// assert_eq!(found("quý IV và năm 2025").as_deref(), Some("2025-Q4"));
/// assert_eq!(found("Công tác CCHC tháng 3 năm 2026").as_deref(), Some("2026-03"));
/// assert_eq!(found("kết quả năm 2024").as_deref(), Some("2024"));
/// ```
///
/// `year` is taken where the text names none.
pub fn period(text: &str, year: Option<&str>) -> Option<(String, String)> {
    let plain = plain(text);
    let named = PERIODS.iter().filter_map(|(shape, pattern)| {
        let found = pattern.captures(&plain)?;
        let [part, year] = parts(&found);
        Some((found.get(0)?.range(), *shape, part, year))
    });
    let named: Vec<_> = named.collect();
    let later = named.iter().find(|(_, shape, ..)| *shape == Shape::Year);
    let later = later.and_then(|(.., year)| *year);
    let (at, shape, part, own) = named.iter().min_by_key(|(at, ..)| at.start)?;
    let year = own.or(later).or(year)?;
    let code = code(*shape, *part, year)?;
    Some((code, same_chars(text, &plain, at.clone()).trim().to_owned()))
}

/// The shapes of periods: the first part of a pattern says which quarter, half, month, or year, the second
/// of which year.
static PERIODS: LazyLock<Vec<(Shape, Regex)>> = LazyLock::new(|| {
    let year = "(?: ?(?:[/-]|nam) ?| )([0-9]{4})";
    let months = "(?: nam)?(?: ?/?([0-9]{4}))?";
    let shapes = [
        (
            Shape::Quarter,
            format!(r"\bqu[yi] ?([il]{{1,3}}|[il]v|[1-4])\b(?:{year})?"),
        ),
        (Shape::Half, format!(r"\b0?6 thang(?: (dau|cuoi))?{months}")),
        (Shape::NineMonths, format!(r"\b0?9 thang( dau)?{months}")),
        (Shape::Month, format!(r"\bthang ([0-9]{{1,2}}){year}")),
        (Shape::Year, r"\b(?:ca )?nam ()([0-9]{4})".to_owned()),
    ];
    shapes
        .into_iter()
        .filter_map(|(shape, words)| Some((shape, pattern(&words)?)))
        .collect()
});

fn code(shape: Shape, part: Option<&str>, year: &str) -> Option<String> {
    Some(match shape {
        Shape::Quarter => format!("{year}-Q{}", quarter(part?)?),
        Shape::Half => format!("{year}-H{}", if part == Some("cuoi") { 2 } else { 1 }),
        Shape::NineMonths => format!("{year}-M9"),
        Shape::Month => {
            format!(
                "{year}-{:02}",
                part?
                    .parse::<u8>()
                    .ok()
                    .filter(|month| (1..=12).contains(month))?
            )
        }
        Shape::Year => year.to_owned(),
    })
}

/// "iii", "lI" as a scan has it, "3".
fn quarter(numeral: &str) -> Option<u32> {
    let roman = || roman::parse(numeral, Tolerance::AnyCase);
    numeral.parse().ok().or_else(roman)
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
    fn every_pattern_compiles() {
        let all = [&WORDED, &IN_DIGITS, &FILLED, &DAYS];
        assert!(all.iter().all(|pattern| pattern.is_some()) && PERIODS.len() == 5);
        assert!(first_date("ngày 1 tháng 2 năm 2024").is_some());
        assert!(
            is_unfilled_date("ngày     tháng 12 năm 2025")
                && !is_unfilled_date("ngày 5 tháng 12 năm 2025")
        );
        assert_eq!(
            span("(từ ngày 15/12 đến 14/3/2024)"),
            Some(("2023-12-15".into(), "2024-03-14".into()))
        );
        assert_eq!(
            span("(từ ngày 15/6/2022 đến hết ngày 14/9/2022)")
                .map(|s| s.0)
                .as_deref(),
            Some("2022-06-15")
        );
    }

    #[test]
    fn a_period_keeps_its_printed_words() {
        assert_eq!(
            period("Công tác cải cách hành chính quý II/2024", None)
                .map(|p| p.1)
                .as_deref(),
            Some("quý II/2024")
        );
        assert_eq!(
            period("quý lI năm 2023", None).map(|p| p.0).as_deref(),
            Some("2023-Q2")
        );
    }

    #[test]
    fn a_missing_year_is_taken_from_the_date() {
        assert_eq!(
            period("báo cáo quý I", Some("2025"))
                .map(|p| p.0)
                .as_deref(),
            Some("2025-Q1")
        );
        assert_eq!(period("báo cáo quý I", None), None);
        let code = |text| period(text, Some("2021")).map(|found| found.0);
        assert_eq!(code("quý III - năm 2022").as_deref(), Some("2022-Q3"));
        assert_eq!(
            code("6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2025").as_deref(),
            Some("2025-H1")
        );
    }
}
