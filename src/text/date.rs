//! Dates and reporting periods as Vietnamese reports print them.

use super::fold::bare;
use super::letter;
use super::scan::Scan;
use jiff::civil::Date;

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
    let worded = plain
        .match_indices("ngay")
        .find_map(|(at, _)| worded(Scan::at(&plain, at)));
    worded.or_else(|| {
        plain
            .char_indices()
            .find_map(|(at, _)| figures(Scan::at(&plain, at)))
    })
}

/// "ngay 15 thang 9 nam 2022".
fn worded(mut at: Scan<'_>) -> Option<String> {
    let mut part = |word: &str, most| {
        let there = at.word(word) && at.spaces();
        let digits = if there { at.digits(most) } else { None };
        at.spaces();
        digits
    };
    let (day, month, year) = (part("ngay", 2)?, part("thang", 2)?, part("nam", 4)?);
    if year.len() == 4 {
        iso(year, month, day)
    } else {
        None
    }
}

/// "15/9/2022", with points or dashes just as well.
fn figures(mut at: Scan<'_>) -> Option<String> {
    if !at.rest().starts_with(|c: char| c.is_ascii_digit()) || !at.is_edge() {
        return None;
    }
    let day = at.digits(2)?;
    slash(&mut at)?;
    let month = at.digits(2)?;
    slash(&mut at)?;
    let year = at.all_digits(4)?;
    if at.is_edge() {
        iso(year, month, day)
    } else {
        None
    }
}

fn slash(at: &mut Scan<'_>) -> Option<()> {
    at.spaces();
    at.any(&["/", ".", "-"])?;
    at.spaces();
    Some(())
}

/// Whether a text prints "ngày … tháng … năm …" with a gap where a figure belongs.
pub fn is_unfilled_date(text: &str) -> bool {
    let plain = plain(text);
    let mut gaps = plain
        .match_indices("ngay")
        .filter_map(|(at, _)| has_gap(Scan::at(&plain, at)));
    gaps.next().unwrap_or(false)
}

/// Whether one of the three figures is not there; `None` where no such words stand.
fn has_gap(mut at: Scan<'_>) -> Option<bool> {
    let mut gap = false;
    for (word, most) in [("ngay", 2), ("thang", 2), ("nam", 4)] {
        if !at.word(word) {
            return None;
        }
        let dotted = |at: &mut Scan<'_>| {
            at.while_is(|c| c.is_whitespace() || matches!(c, '.' | '…' | '_'));
        };
        dotted(&mut at);
        let digits = if most == 4 {
            at.all_digits(4)
        } else {
            at.digits(most)
        };
        gap |= digits.is_none();
        dotted(&mut at);
    }
    Some(gap)
}

fn iso(year: &str, month: &str, day: &str) -> Option<String> {
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    Some(date.to_string())
}

/// "(từ ngày 15/6/2022 đến 14/9/2022)" → first and last day, ISO. A first day without a year takes the
/// last day's, or the year before when that would come out after it.
pub fn span(text: &str) -> Option<(String, String)> {
    let plain = plain(text);
    let (first, end) = plain
        .match_indices("tu")
        .find_map(|(at, _)| days(Scan::at(&plain, at)))?;
    let end = first_date(end)?;
    let start = first_date(first).or_else(|| without_year(first, &end))?;
    (start <= end).then_some((start, end))
}

/// "tu ngay 15/6 den het ngay 14/9/2022": the two days.
fn days<'t>(mut at: Scan<'t>) -> Option<(&'t str, &'t str)> {
    let _ = at.word("tu") && at.spaces() && at.word("ngay") && at.spaces();
    let first = day(&mut at)?;
    at.spaces();
    at.any(&["den", "-"])?;
    let _ = at.spaces() && at.word("het") && at.spaces();
    let _ = at.word("ngay") && at.spaces();
    let last = day(&mut at)?;
    (last.matches('/').count() == 2).then_some((first, last))
}

/// "15/6" or "15/6/2022".
fn day<'t>(at: &mut Scan<'t>) -> Option<&'t str> {
    let start = at.rest();
    let further = |at: &mut Scan<'t>, year: bool| {
        let before = *at;
        let there = at.spaces() && at.word("/") && at.spaces();
        let digits = if year { at.all_digits(4) } else { at.digits(2) };
        let found = there && digits.is_some();
        if !found {
            *at = before;
        }
        found
    };
    at.digits(2)?;
    let month = further(at, false);
    let _ = month && further(at, true);
    month.then(|| &start[..start.len() - at.rest().len()])
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
    let found = |shape| {
        plain
            .char_indices()
            .find_map(|(at, _)| named(Scan::at(&plain, at), shape).map(|found| (at, found)))
    };
    let later_year = found(Shape::Year).and_then(|(_, found)| found.year);
    let shapes = [
        Shape::Quarter,
        Shape::Half,
        Shape::NineMonths,
        Shape::Month,
        Shape::Year,
    ];
    let (start, first) = shapes
        .into_iter()
        .filter_map(found)
        .min_by_key(|(at, _)| *at)?;
    let year = first.year.or(later_year).or(year)?;
    let code = code(first.shape, first.part, year)?;
    Some((
        code,
        same_chars(text, &plain, start, first.end).trim().to_owned(),
    ))
}

/// A period as named, its year perhaps not.
#[derive(Clone, Copy, Debug)]
struct Named<'t> {
    shape: Shape,
    part: Option<&'t str>,
    year: Option<&'t str>,
    end: usize,
}

/// The period of a shape that is named at the start of a word.
fn named(mut at: Scan<'_>, shape: Shape) -> Option<Named<'_>> {
    let opens = match shape {
        Shape::Quarter => at.rest().starts_with("qu"),
        Shape::Half | Shape::NineMonths => at.rest().starts_with(['0', '6', '9']),
        Shape::Month => at.rest().starts_with("thang "),
        Shape::Year => at.rest().starts_with("ca nam ") || at.rest().starts_with("nam "),
    };
    if !opens || !at.is_edge() {
        return None;
    }
    let (part, year) = match shape {
        Shape::Quarter => quarter_of(&mut at)?,
        Shape::Half => months_of(&mut at, "6 thang", &[" dau", " cuoi"])?,
        Shape::NineMonths => months_of(&mut at, "9 thang", &[" dau"])?,
        Shape::Month => {
            at.word("thang ");
            let month = at.digits(2)?;
            (Some(month), Some(year_of(&mut at)?))
        }
        Shape::Year => {
            let _ = at.word("ca ");
            at.word("nam ");
            (None, Some(at.all_digits(4)?))
        }
    };
    Some(Named {
        shape,
        part,
        year,
        end: at.place(),
    })
}

type PartAndYear<'t> = (Option<&'t str>, Option<&'t str>);

/// "quy III", "quy 3/2022", "qui i nam 2022".
fn quarter_of<'t>(at: &mut Scan<'t>) -> Option<PartAndYear<'t>> {
    at.any(&["quy", "qui"])?;
    at.word(" ");
    let numeral = at.while_is(|c| c == '_' || c.is_alphanumeric());
    quarter(numeral)?;
    Some((Some(numeral), year_of(at)))
}

/// "06 thang dau nam 2026".
fn months_of<'t>(
    at: &mut Scan<'t>,
    words: &str,
    halves: &[&'static str],
) -> Option<PartAndYear<'t>> {
    at.word("0");
    if !at.word(words) {
        return None;
    }
    let half = at.any(halves).map(str::trim_start);
    at.word(" nam");
    at.word(" ");
    at.word("/");
    Some((half, at.all_digits(4)))
}

/// " nam 2022", "/2022", " 2022".
fn year_of<'t>(at: &mut Scan<'t>) -> Option<&'t str> {
    let _ = at.any(&[" /", " -", " nam", "/", "-", "nam"]);
    at.word(" ");
    at.all_digits(4)
}

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
    }
}
