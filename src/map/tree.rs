//! What stands above each printed row: its section and its parent row, as the print tells them.

use super::printed::Printed;
use crate::model::{Number, Row, RowKind};
use crate::schema::{Kind, Schema};
use crate::text::roman::{self, Tolerance};
use crate::text::similar::Label;

/// The schema's section each row stands in, where that is known. A section row names its section by its
/// caption; where it is lost, the numeral does.
pub(super) fn sections(printed: &Printed, schema: &Schema) -> Vec<Option<String>> {
    let mut current: Option<(Option<String>, Option<String>)> = None;
    let mut out = Vec::with_capacity(printed.labels.len());
    for (row, label) in printed.appendix.rows.iter().zip(&printed.labels) {
        if row.kind == RowKind::Section {
            current = Some((
                row.section.clone(),
                captioned(label, schema).or_else(|| by_numeral(row, schema)),
            ));
        } else if current
            .as_ref()
            .is_none_or(|(printed, _)| *printed != row.section)
        {
            current = Some((row.section.clone(), by_numeral(row, schema)));
        }
        out.push(current.as_ref().and_then(|(_, section)| section.clone()));
    }
    out
}

fn captioned(label: &Label, schema: &Schema) -> Option<String> {
    /// Most that may differ, in thousandths of the caption's weight.
    const APART: u32 = 250;
    let rows = schema.indicators.iter().zip(&schema.labels().rows);
    let apart = |labels: &[Label]| {
        labels
            .iter()
            .filter_map(|l| l.distance(label, APART))
            .map(|d| d.share())
            .min()
    };
    rows.filter(|(indicator, _)| indicator.kind == Kind::Section)
        .filter_map(|(indicator, labels)| Some((apart(labels)?, indicator)))
        .min_by_key(|(apart, _)| *apart)
        .map(|(_, indicator)| indicator.section.clone())
}

fn by_numeral(row: &Row, schema: &Schema) -> Option<String> {
    let printed = row.section.as_deref()?;
    let value = numeral(printed);
    let names = |section: &str| section == printed || value.is_some() && numeral(section) == value;
    let found = schema
        .indicators
        .iter()
        .find(|indicator| names(&indicator.section))?;
    Some(found.section.clone())
}

/// The number a section numeral says: "III", "Ill" as a scan has it, "Biểu mẫu 3", "3".
pub(super) fn numeral(printed: &str) -> Option<u32> {
    let digits: String = printed.chars().filter(char::is_ascii_digit).collect();
    if !digits.is_empty() {
        return digits.parse().ok();
    }
    let word = printed
        .split(' ')
        .next_back()?
        .trim_end_matches(['.', ')', ':']);
    roman::parse(word, Tolerance::AnyCase)
}

/// The row each row stands under: the nearest above of lesser depth.
pub(super) fn parents(rows: &[Row]) -> Vec<Option<usize>> {
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut depths = Depths::default();
    let mut out = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let depth = depths.next(row);
        while open.last().is_some_and(|(_, above)| *above >= depth) {
            open.pop();
        }
        out.push(open.last().map(|(above, _)| *above));
        open.push((at, depth));
    }
    out
}

/// How deep rows stand, counted from what is printed before them: numerals, numbers, bullets.
#[derive(Default)]
struct Depths {
    /// Of the last row with a number.
    numbered: usize,
    /// Of the last row without a bullet.
    plain: usize,
    /// Of the last "-" row.
    dashed: usize,
}

impl Depths {
    fn next(&mut self, row: &Row) -> usize {
        if row.kind == RowKind::Section {
            (self.numbered, self.plain, self.dashed) = (0, 0, 1);
            return 0;
        }
        match bullet(row) {
            Some('+') => return self.dashed + 1,
            Some(_) => {
                self.dashed = self.plain + 1;
                return self.dashed;
            }
            None => {}
        }
        let segments = row.number.as_ref().map_or(0, segments);
        if segments > 0 {
            self.numbered = segments;
        }
        self.plain = if segments > 0 {
            segments
        } else {
            self.numbered + 1
        };
        self.dashed = self.plain + 1;
        self.plain
    }
}

/// The bullet a row is printed with, in the number column or, where that holds no number, before its label.
fn bullet(row: &Row) -> Option<char> {
    let number = row
        .number
        .as_ref()
        .filter(|number| !number.0.trim().is_empty());
    let opening = |text: &str| {
        text.trim_start()
            .chars()
            .next()
            .filter(|c| "-–—•*+".contains(*c))
    };
    match number {
        Some(number) if segments(number) > 0 => opening(row.label.as_str()).filter(|c| *c == '+'),
        Some(number) => opening(&number.0).or_else(|| opening(row.label.as_str())),
        None => opening(row.label.as_str()),
    }
}

/// "3.3.1" has three; a letter or a dash has none.
fn segments(number: &Number) -> usize {
    let key = number.key();
    let parts: Vec<&str> = key.split('.').collect();
    let numeric = parts
        .iter()
        .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    if numeric { parts.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn row(number: Option<&str>, label: &str) -> Row {
        let kind = if number == Some("I") {
            RowKind::Section
        } else {
            RowKind::Item
        };
        let number = number.map(|n| Number(n.to_owned()));
        Row {
            number,
            label: Text::clean(label),
            kind,
            ..Row::default()
        }
    }

    #[test]
    fn numerals_survive_a_scanner() {
        assert_eq!(numeral("III"), Some(3));
        assert_eq!(numeral("Ill"), Some(3));
        assert_eq!(numeral("IV"), Some(4));
        assert_eq!(numeral("IX."), Some(9));
        assert_eq!(numeral("Biểu mẫu 7"), Some(7));
        assert_eq!(numeral("Tổng"), None);
    }

    #[test]
    fn rows_without_a_number_stand_under_the_last_number() {
        let rows = [
            row(Some("I"), "A"),
            row(Some("1"), "B"),
            row(None, "C"),
            row(None, "- D"),
            row(None, "+ E"),
            row(None, "F"),
            row(Some("2"), "G"),
        ];
        assert_eq!(
            parents(&rows),
            [None, Some(0), Some(1), Some(2), Some(3), Some(1), Some(0)]
        );
    }

    #[test]
    fn bullets_in_the_column_of_numbers_tell_too() {
        let rows = [
            row(Some("I"), "A"),
            row(Some("1"), "B"),
            row(Some("-"), "C"),
            row(Some("+"), "D"),
            row(Some("+"), "E"),
            row(Some("-"), "F"),
            row(Some("2"), "G"),
        ];
        assert_eq!(
            parents(&rows),
            [None, Some(0), Some(1), Some(2), Some(2), Some(1), Some(0)]
        );
    }

    #[test]
    fn numbers_with_dots_tell_their_depth() {
        let rows = [
            row(Some("1"), "B"),
            row(Some("1.1"), "C"),
            row(Some("1.1.1"), "- D"),
            row(Some("1.2."), "E"),
        ];
        assert_eq!(parents(&rows), [None, Some(0), Some(1), Some(0)]);
    }
}
