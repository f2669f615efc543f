//! Dates, periods and places as people write them.

use super::message::{Lang, talk};
use crate::model::Place;
use crate::text::roman;
use jiff::civil::Date;

/// A day: `28/12/2025` in Vietnamese, ISO in English; what is no ISO day stays as it is.
pub fn day(iso: &str, lang: Lang) -> String {
    match (lang, iso.parse::<Date>()) {
        (Lang::Vi, Ok(date)) => date.strftime("%d/%m/%Y").to_string(),
        _ => iso.to_owned(),
    }
}

/// A period by its code: `2021-Q3` is `quý III/2021` in Vietnamese.
pub fn period(code: &str, lang: Lang) -> String {
    let (year, part) = code.split_once('-').unwrap_or((code, ""));
    let named = |name: &str, number: &dyn ToString| {
        talk(
            &format!("period.{name}"),
            &[("year", &year), ("number", number)],
            lang,
        )
    };
    let is_year = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
    let number = part.trim_start_matches(['Q', 'H', 'M']).parse::<u32>().ok();
    match (part.chars().next(), number) {
        _ if lang == Lang::En || !is_year => code.to_owned(),
        (None, _) => named("year", &""),
        (Some('Q'), Some(n @ 1..=4)) => named("quarter", &roman::numeral(n)),
        (Some('H'), Some(1)) => named("first-half", &""),
        (Some('H'), Some(2)) => named("second-half", &""),
        (Some('M'), Some(n)) => named("months", &n),
        (Some(c), Some(n)) if c.is_ascii_digit() => named("month", &n),
        _ => code.to_owned(),
    }
}

/// A place: `trang 4 · bảng 3, dòng 6 (dòng văn bản 46)`.
pub fn place(place: &Place, lang: Lang) -> String {
    let named = |name: &str, number: Option<u32>| {
        number.map(|number| talk(&format!("place.{name}"), &[("number", &number)], lang))
    };
    let sheet = place.sheet.as_ref();
    let sheet = sheet.map(|sheet| talk("place.sheet", &[("name", sheet)], lang));
    let in_table = [named("table", place.table), named("row", place.row)];
    let in_table: Vec<String> = in_table.into_iter().flatten().collect();
    let line = named("line", place.line);
    let last = match (in_table.join(", "), line) {
        (table, None) => table,
        (none, Some(line)) if none.is_empty() => line,
        (table, Some(line)) => format!("{table} ({line})"),
    };
    let parts = [
        sheet,
        named("page", place.page),
        named("paragraph", place.paragraph),
        Some(last).filter(|last| !last.is_empty()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_and_days_are_written_as_in_reports() {
        let vi = |code| period(code, Lang::Vi);
        assert_eq!(vi("2021-Q3"), "quý III/2021");
        assert_eq!(vi("2026-H1"), "6 tháng đầu năm 2026");
        assert_eq!(vi("2022-M9"), "9 tháng năm 2022");
        assert_eq!(vi("2026-03"), "tháng 3/2026");
        assert_eq!(vi("2024"), "năm 2024");
        assert_eq!(
            (vi("?"), period("2021-Q3", Lang::En)),
            ("?".to_owned(), "2021-Q3".to_owned())
        );
        assert_eq!(day("2025-12-28", Lang::Vi), "28/12/2025");
        assert_eq!(day("12/2025", Lang::Vi), "12/2025");
    }

    #[test]
    fn places_are_in_words() {
        let cell = Place {
            page: Some(4),
            table: Some(3),
            row: Some(6),
            line: Some(46),
            ..Place::default()
        };
        assert_eq!(
            place(&cell, Lang::Vi),
            "trang 4 · bảng 3, dòng 6 (dòng văn bản 46)"
        );
        assert_eq!(place(&Place::line(7), Lang::En), "line 7");
    }
}
