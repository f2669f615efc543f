//! Dates as Vietnamese reports print them.

use super::fold::bare;
use super::letter;
use jiff::civil::Date;
use regex::{Captures, Regex};
use std::ops::Range;
use std::sync::LazyLock;

/// Lower case without diacritics but with every sign, one character for one: positions stay the same.
pub(super) fn plain(text: &str) -> String {
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
pub(super) fn pattern(pattern: &str) -> Option<Regex> {
    Regex::new(&format!("(?-u){pattern}")).ok()
}

/// The parts of a match, as many as the pattern has.
pub(super) fn parts<'t, const N: usize>(found: &Captures<'t>) -> [Option<&'t str>; N] {
    std::array::from_fn(|at| Some(found.get(at + 1)?.as_str()))
}

/// "ngay 15 thang 9 nam 2022", "ngay" or not.
static WORDED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"\b(?:ngay\s*)?([0-9]{1,2})\s*thang\s*([0-9]{1,2})\s*nam\s*([0-9]{4})")
});
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

/// "tu ngay 15 thang 6 nam 2025 den ngay 14 thang 9 nam 2025".
static WORDED_DAYS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let day = r"[0-9]{1,2}\s*thang\s*[0-9]{1,2}";
    pattern(&format!(
        r"tu\s*ngay\s*({day}(?:\s*nam\s*[0-9]{{4}})?)\s*den\s*(?:het)?\s*ngay\s*({day}\s*nam\s*[0-9]{{4}})"
    ))
});
/// "14 thang 9 nam 2023", and "ngay … thang 9 nam 2023" not filled in.
static DAY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let gap = r"(?:[\s._]|…)*";
    let year = format!("(?:{gap}nam(?:{gap}[0-9]{{4}})?)?");
    pattern(&format!(
        r"ngay{gap}[0-9]{{0,2}}{gap}thang{gap}[0-9]{{0,2}}{year}|\b[0-9]{{1,2}}\s+thang\s+[0-9]{{1,2}}\s+nam\s+[0-9]{{4}}"
    ))
});

/// Where a plain text names days: a month and a year of theirs are no period.
pub(super) fn days(plain: &str) -> Vec<Range<usize>> {
    [&WORDED_DAYS, &DAYS, &DAY]
        .into_iter()
        .filter_map(|pattern| pattern.as_ref())
        .flat_map(|pattern| pattern.find_iter(plain).map(|found| found.range()))
        .collect()
}

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

/// The day a text is and nothing else, ISO: `dd/mm/yyyy` (points and dashes just as well) or ISO itself.
///
/// ```
/// use phuluc::text::date::day;
/// assert_eq!(day("19/1/2026").as_deref(), Some("2026-01-19"));
/// assert_eq!(day("2026-01-19").as_deref(), Some("2026-01-19"));
/// assert_eq!(day("ngày 19/1/2026"), None);
/// ```
pub fn day(text: &str) -> Option<String> {
    let text = text.trim();
    let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    let digits = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    match parts.as_slice() {
        [a, b, c] if !parts.iter().all(digits) || a.len() + b.len() + c.len() > 8 => None,
        [year, month, day] if year.len() == 4 && text.contains('-') => iso(year, month, day),
        [day, month, year] if year.len() == 4 => iso(year, month, day),
        _ => None,
    }
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
    let found = [&DAYS, &WORDED_DAYS]
        .into_iter()
        .find_map(|pattern| pattern.as_ref()?.captures(&plain))?;
    let [first, end] = parts(&found).map(|day| Some(in_digits(day?)));
    let end = first_date(&end?)?;
    let start = first_date(first.as_deref()?).or_else(|| without_year(first.as_deref()?, &end))?;
    (start <= end).then_some((start, end))
}

/// "15 thang 6 nam 2025" → "15/6/2025".
fn in_digits(day: &str) -> String {
    let parts = day.split(|c: char| !c.is_ascii_digit());
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    parts.join("/")
}

fn without_year(day_month: &str, end: &str) -> Option<String> {
    let (day, month) = day_month.split_once('/')?;
    let year: i16 = end.get(..4)?.parse().ok()?;
    let at = |year: i16| iso(&year.to_string(), month.trim(), day.trim());
    at(year)
        .filter(|start| start.as_str() <= end)
        .or_else(|| at(year - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        let all = [&WORDED, &IN_DIGITS, &FILLED, &DAYS, &WORDED_DAYS, &DAY];
        assert!(all.iter().all(|pattern| pattern.is_some()));
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
}
