//! Dates and reporting periods as Vietnamese reports print them.

use super::fold::bare;
use jiff::civil::Date;
use regex::Regex;
use std::sync::LazyLock;

static WORDED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"ngay\s*(\d{1,2})\s*thang\s*(\d{1,2})\s*nam\s*(\d{4})"));
static FIGURES: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})\b"));
static UNFILLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"ngay[\s.…_]*(\d{1,2})?[\s.…_]*thang[\s.…_]*(\d{1,2})?[\s.…_]*nam[\s.…_]*(\d{4})?")
});
static SPAN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"tu\s*(?:ngay\s*)?(\d{1,2}\s*/\s*\d{1,2}(?:\s*/\s*\d{4})?)\s*(?:den|-)\s*(?:het\s*)?(?:ngay\s*)?(\d{1,2}\s*/\s*\d{1,2}\s*/\s*\d{4})",
    )
});
static PERIODS: LazyLock<[(Regex, Shape); 5]> = LazyLock::new(|| {
    [
        (
            pattern(r"\bqu[yi] ?(iv|i{1,3}|l{1,3}|li|il|lll|1|2|3|4)\b(?: ?(?:/|-|nam))? ?(\d{4})?"),
            Shape::Quarter,
        ),
        (pattern(r"\b0?6 thang(?: (dau|cuoi))?(?: nam)? ?/?(\d{4})?"), Shape::Half),
        (pattern(r"\b0?9 thang(?: (dau))?(?: nam)? ?/?(\d{4})?"), Shape::NineMonths),
        (pattern(r"\bthang (\d{1,2})(?: ?(?:/|-|nam))? ?(\d{4})"), Shape::Month),
        (pattern(r"\b(?:ca )?(nam) (\d{4})"), Shape::Year),
    ]
});

#[derive(Clone, Copy)]
enum Shape {
    Quarter,
    Half,
    NineMonths,
    Month,
    Year,
}

/// The patterns are constants; a test compiles every one.
fn pattern(source: &str) -> Regex {
    Regex::new(source).expect("a valid pattern")
}

/// Lower case without diacritics but with every sign, one character for one: positions stay the same.
fn plain(text: &str) -> String {
    text.chars().map(plain_char).collect()
}

fn plain_char(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let key = bare(c.encode_utf8(&mut [0; 4]));
    key.chars().next().unwrap_or(c)
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
    let worded = WORDED.captures_iter(&plain);
    worded.chain(FIGURES.captures_iter(&plain)).find_map(|found| iso(&found[3], &found[2], &found[1]))
}

/// Whether a text prints "ngày … tháng … năm …" with a gap where a figure belongs.
pub fn is_unfilled_date(text: &str) -> bool {
    UNFILLED.captures(&plain(text)).is_some_and(|found| (1..=3).any(|part| found.get(part).is_none()))
}

fn iso(year: &str, month: &str, day: &str) -> Option<String> {
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    Some(date.to_string())
}

/// "(từ ngày 15/6/2022 đến 14/9/2022)" → first and last day, ISO. A first day without a year takes the
/// last day's, or the year before when that would come out after it.
pub fn span(text: &str) -> Option<(String, String)> {
    let plain = plain(text);
    let found = SPAN.captures(&plain)?;
    let end = first_date(&found[2])?;
    let start = first_date(&found[1]).or_else(|| without_year(&found[1], &end))?;
    (start <= end).then_some((start, end))
}

fn without_year(day_month: &str, end: &str) -> Option<String> {
    let (day, month) = day_month.split_once('/')?;
    let year: i16 = end.get(..4)?.parse().ok()?;
    let at = |year: i16| iso(&year.to_string(), month.trim(), day.trim());
    at(year).filter(|start| start.as_str() <= end).or_else(|| at(year - 1))
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
    let later_year = PERIODS[4].0.captures(&plain).map(|found| found[2].to_owned());
    let found = PERIODS.iter().filter_map(|(regex, shape)| Some((regex.captures(&plain)?, *shape)));
    let (first, shape) = found.min_by_key(|(found, _)| found.get(0).map(|all| all.start()))?;
    let year = first.get(2).map(|year| year.as_str().to_owned()).or(later_year).or(year.map(str::to_owned))?;
    let code = code(shape, first.get(1).map(|part| part.as_str()), &year)?;
    let all = first.get(0)?;
    Some((code, same_chars(text, &plain, all.start(), all.end()).trim().to_owned()))
}

fn code(shape: Shape, part: Option<&str>, year: &str) -> Option<String> {
    Some(match shape {
        Shape::Quarter => format!("{year}-Q{}", quarter(part?)?),
        Shape::Half => format!("{year}-H{}", if part == Some("cuoi") { 2 } else { 1 }),
        Shape::NineMonths => format!("{year}-M9"),
        Shape::Month => {
            format!("{year}-{:02}", part?.parse::<u8>().ok().filter(|month| (1..=12).contains(month))?)
        }
        Shape::Year => year.to_owned(),
    })
}

/// Scans read I as l.
fn quarter(numeral: &str) -> Option<u8> {
    match numeral.replace('l', "i").as_str() {
        "i" | "1" => Some(1),
        "ii" | "2" => Some(2),
        "iii" | "3" => Some(3),
        "iv" | "4" => Some(4),
        _ => None,
    }
}

/// The part of `text` that stands where `plain[start..end]` does: both have the same characters.
fn same_chars(text: &str, plain: &str, start: usize, end: usize) -> String {
    let skip = plain[..start].chars().count();
    let take = plain[start..end].chars().count();
    text.chars().skip(skip).take(take).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        assert!(first_date("ngày 1 tháng 2 năm 2024").is_some());
        assert!(
            is_unfilled_date("ngày     tháng 12 năm 2025") && !is_unfilled_date("ngày 5 tháng 12 năm 2025")
        );
        assert_eq!(span("(từ ngày 15/12 đến 14/3/2024)"), Some(("2023-12-15".into(), "2024-03-14".into())));
        assert_eq!(
            span("(từ ngày 15/6/2022 đến hết ngày 14/9/2022)").map(|s| s.0).as_deref(),
            Some("2022-06-15")
        );
    }

    #[test]
    fn a_period_keeps_its_printed_words() {
        assert_eq!(
            period("Công tác cải cách hành chính quý II/2024", None).map(|p| p.1).as_deref(),
            Some("quý II/2024")
        );
        assert_eq!(period("quý lI năm 2023", None).map(|p| p.0).as_deref(), Some("2023-Q2"));
    }

    #[test]
    fn a_missing_year_is_taken_from_the_date() {
        assert_eq!(period("báo cáo quý I", Some("2025")).map(|p| p.0).as_deref(), Some("2025-Q1"));
        assert_eq!(period("báo cáo quý I", None), None);
    }
}
