//! The row each printed row stands under, as numbers and bullets tell it.

use crate::model::{Number, Row, RowKind};

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
