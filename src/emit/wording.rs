//! Dates, periods and places as people write them.

use super::message::{Lang, talk};
use crate::model::{IndicatorId, Place};
use crate::schema::{Indicator, Kind, Schema};
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

/// A period in full: `2021-Q3` is `quý III năm 2021`, as titles have it.
///
/// ```
/// use phuluc::emit::{message::Lang, wording};
/// assert_eq!(wording::period_in_full("2021-Q3", Lang::Vi), "quý III năm 2021");
/// assert_eq!(wording::period_in_full("2026-H1", Lang::Vi), "6 tháng đầu năm 2026");
/// ```
pub fn period_in_full(code: &str, lang: Lang) -> String {
    let (year, part) = code.split_once('-').unwrap_or((code, ""));
    let number = part.trim_start_matches('Q').parse::<u32>().ok();
    let named = |name: &str, number: &dyn ToString| {
        let facts: [(&str, &dyn ToString); 2] = [("year", &year), ("number", number)];
        talk(&format!("period.{name}.full"), &facts, lang)
    };
    match number {
        Some(n @ 1..=4) if part.starts_with('Q') => named("quarter", &roman::numeral(n)),
        Some(n @ 1..=12) => named("month", &n),
        _ => period(code, lang),
    }
}

/// Where a row stands in its form, as people say it: `mục VII.3, dòng 3.2`, `Biểu mẫu 2, mục 1`.
pub fn in_form(schema: &Schema, id: &IndicatorId, lang: Lang) -> String {
    let above = |row: &&Indicator| row.parent.as_ref().and_then(|id| schema.get(id));
    let path: Vec<&Indicator> = std::iter::successors(schema.get(id), |row| above(row))
        .take(MOST_LEVELS)
        .collect();
    let printed = |row: &Indicator| row.number.as_ref().map(|number| number.key());
    let number =
        |name: &str, number: &str| talk(&format!("place.{name}"), &[("number", &number)], lang);
    let section = path.last().filter(|row| row.kind == Kind::Section);
    let top = path.iter().rev().nth(usize::from(section.is_some()));
    let own = path
        .first()
        .filter(|row| top.is_none_or(|top| top.id != row.id));
    let own = own
        .filter(|row| row.kind != Kind::Section)
        .and_then(|row| printed(row));
    let caption = section
        .and_then(|row| row.number.as_ref())
        .filter(|number| number.0.contains(' '));
    let top = top.and_then(|row| printed(row));
    let mut parts: Vec<String> = Vec::new();
    match (caption, section, top) {
        (Some(caption), _, top) => {
            parts.push(caption.to_string());
            parts.extend(top.map(|top| number("section", &top)));
        }
        (None, Some(section), Some(top)) => {
            parts.push(number("section", &format!("{}.{top}", section.section)));
        }
        (None, Some(section), None) => parts.push(number("section", &section.section)),
        (None, None, top) => parts.extend(top.map(|top| number("section", &top))),
    }
    parts.extend(own.map(|own| number("numbered", &own)));
    parts.join(", ")
}

/// More levels no form has.
const MOST_LEVELS: usize = 32;

/// A place: `trang 4 · bảng 3, dòng 6 (dòng văn bản 46)`.
pub fn place(place: &Place, lang: Lang) -> String {
    let named = |name: &str, number: Option<u32>| {
        number.map(|number| talk(&format!("place.{name}"), &[("number", &number)], lang))
    };
    let file = place.file.as_deref().map(file_name).map(str::to_owned);
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
        file,
        sheet,
        named("page", place.page),
        named("paragraph", place.paragraph),
        Some(last).filter(|last| !last.is_empty()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// A file without the folders it lies in.
fn file_name(file: &str) -> &str {
    file.rsplit(['/', '!']).next().unwrap_or(file)
}

/// The beginning of a long text.
pub fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
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
    fn rows_are_found_in_their_form_as_people_say_it() {
        let place =
            |form: usize, id: &str| in_form(&crate::schema::builtin()[form], &id.into(), Lang::Vi);
        assert_eq!(place(0, "I"), "mục I");
        assert_eq!(place(0, "I.1"), "mục I.1");
        assert_eq!(place(0, "I.1.2"), "mục I.1");
        assert_eq!(place(1, "I.5.2"), "Biểu mẫu 1, mục 5, dòng 5.2");
        assert_eq!(place(1, "II"), "Biểu mẫu 2");
        assert_eq!(place(0, "no such row"), "");
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
