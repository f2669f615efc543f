//! The unit of a whole table, printed above it: "Đơn vị tính: Triệu đồng".

use crate::model::{Grid, Paragraph, Row};
use crate::table::section;
use crate::text::Text;
use crate::text::fold::bare;
use crate::text::sum::is_sum;
use crate::text::unit::{announces_unit, is_measure, is_unit};
use crate::text::vocabulary;

/// The unit among the lines above a table and the titles at its own top; the line as printed goes with it.
pub fn unit_above<'a>(
    above: impl DoubleEndedIterator<Item = &'a Paragraph>,
    grid: &Grid,
    header_rows: usize,
) -> Option<(Text, Text)> {
    const NEAREST: usize = 6;
    let titles = grid.cells.iter();
    let titles = titles.filter(|cell| cell.rows.start < header_rows);
    let own = titles.rev().find_map(|cell| said(&cell.text));
    own.or_else(|| {
        let nearest = above.rev().take(NEAREST);
        nearest.map(|line| &line.text).find_map(said)
    })
}

/// The unit a line names, and the line.
fn said(line: &Text) -> Option<(Text, Text)> {
    const LONGEST: usize = 40;
    const LONGEST_NAME: usize = 30;
    let text = line.as_str();
    let starts = text
        .char_indices()
        .map(|(at, _)| at)
        .filter(|at| *at == 0 || !text[..*at].ends_with(char::is_alphanumeric));
    let after = starts.into_iter().find_map(|at| {
        let (name, after) = text[at..].split_once(':')?;
        let name = bare(name);
        let unit = after.trim().trim_end_matches([')', '.', ';']).trim();
        let sure = announces_unit(&name) && name.len() <= LONGEST_NAME;
        // "Đơn vị: Sở Nội vụ" says whose table it is.
        (sure || name == "don vi" && is_measure(unit)).then_some(unit)
    })?;
    (!after.is_empty() && after.chars().count() <= LONGEST)
        .then(|| (Text::clean(after), line.clone()))
}

/// Which rows of a table are counted in the unit above it: those that ask for something, and name no unit themselves.
pub fn counted(rows: &[&Row]) -> Vec<bool> {
    let filled = rows.iter().any(|row| row.has_value());
    // Letters above numerals are rows as these are; so are numerals with nothing under them.
    let asked = has_parts(rows) || stand_alone(rows) || rows.iter().any(|row| sums_parts(row));
    let asks = |(at, row): (usize, &&Row)| {
        let heading =
            is_numeral(row) && !asked && row.code.is_none() || row.across || titles(rows, at);
        let value = row.has_value() || !filled && !heading;
        value && row.unit.is_none() && !row.label.is_empty() && !names_own_unit(row)
    };
    rows.iter().enumerate().map(asks).collect()
}

fn is_numeral(row: &Row) -> bool {
    let opens = |number: &str| section::section_value(number).is_some() || is_capital(number);
    row.number.as_ref().is_some_and(|number| opens(&number.0))
}

/// A numeral right above the next of its kind, or above the end.
fn stand_alone(rows: &[&Row]) -> bool {
    let alone = |(at, row): (usize, &&Row)| {
        let next = rows.get(at + 1);
        is_numeral(row) && !row.across && next.is_none_or(|next| is_numeral(next))
    };
    rows.iter().filter(|row| is_numeral(row)).count() > 1 && rows.iter().enumerate().any(alone)
}

/// "TỔNG CỘNG (I+II)": the parts have figures.
fn sums_parts(row: &Row) -> bool {
    let label = row.label.as_str().strip_suffix(')');
    let inner = label.and_then(|label| label.rsplit_once('('));
    inner.is_some_and(|(_, inner)| {
        let mut parts = inner.split('+').map(str::trim);
        inner.contains('+')
            && parts.all(|part| section::section_value(part).is_some() || is_capital(part))
    })
}

/// "Phân theo giới tính", or words without a number above rows that are numbered from 1 again.
fn titles(rows: &[&Row], at: usize) -> bool {
    let row = rows[at];
    let key = bare(row.label.as_str());
    let is_first = |row: &&Row| {
        row.number
            .as_ref()
            .is_some_and(|number| number.0.trim_end_matches('.') == "1")
    };
    let again = rows.iter().copied().filter(is_first).count() > 1;
    let above = rows
        .get(at + 1)
        .copied()
        .is_some_and(|next| is_first(&next));
    let bulleted = row.label.as_str().starts_with(['-', '+', '•']);
    row.number.is_none()
        && row.code.is_none()
        && (vocabulary::GROUPED_BY
            .iter()
            .any(|words| key.starts_with(words.as_str()))
            || again && above && !bulleted && !is_sum(row.label.as_str()))
}

fn names_own_unit(row: &Row) -> bool {
    let label = bare(row.label.as_str());
    names_unit(row.label.as_str()) || label.starts_with("ty le") || label.starts_with("ti le")
}

/// "Dân số (người)"; "Chi thường xuyên (2)" and "Chi xây dựng (nếu có)" name none.
fn names_unit(label: &str) -> bool {
    let inner = label
        .strip_suffix(')')
        .and_then(|label| label.rsplit_once('('));
    inner.is_some_and(|(_, inner)| is_unit(inner.trim()))
}

/// "A", "B.".
fn is_capital(number: &str) -> bool {
    let inner = number.trim_end_matches(['.', ')', ' ']);
    inner.len() == 1 && inner.starts_with(|c: char| c.is_ascii_uppercase())
}

/// Whether letters stand above numerals.
fn has_parts(rows: &[&Row]) -> bool {
    let numbers = rows.iter().filter_map(|row| row.number.as_ref());
    let mut lettered = false;
    for number in numbers {
        let numeral = section::section_value(&number.0).is_some();
        if lettered && numeral {
            return true;
        }
        lettered |= is_capital(&number.0) && !numeral;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_names_the_unit_of_the_table_under_it() {
        let unit = |line: &str| said(&Text::clean(line)).map(|(unit, _)| unit.to_string());
        let some = |unit: &str| Some(unit.to_owned());
        assert_eq!(unit("(Đơn vị tính: Triệu đồng)"), some("Triệu đồng"));
        assert_eq!(
            unit("Quý III năm 2025. ĐVT: nghìn người."),
            some("nghìn người")
        );
        assert_eq!(unit("Đơn vị: tỷ đồng"), some("tỷ đồng"));
        for other in [
            "Đơn vị: Sở Nội vụ",
            "Đơn vị báo cáo: Sở Y tế",
            "Đơn vị tính:",
            "Đơn vị tính",
        ] {
            assert_eq!(unit(other), None, "{other}");
        }
    }
}
