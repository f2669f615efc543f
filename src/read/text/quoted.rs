//! Rows of cells parted by tabs, some in quotation marks, as spreadsheets copy and export them: a tab, a
//! comma or a line break may stand in such a cell, and its own quotation marks are doubled.

use std::borrow::Cow;

/// Bytes a cell in quotation marks may be long.
const LONGEST: usize = 4 << 10;

/// How long the row at the beginning of a text is, its line end left out: as long as its line, or as the
/// lines that its cells in quotation marks run over.
pub(super) fn row_length(text: &str) -> usize {
    let line = text.find('\n').unwrap_or(text.len());
    let (mut at, mut has_tab) = (0, false);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        at += quoted(rest).unwrap_or(0);
        let rest = text.get(at..).unwrap_or_default();
        let Some(end) = rest.find(['\t', '\n']) else {
            at = text.len();
            break;
        };
        at += end;
        if rest[end..].starts_with('\n') {
            break;
        }
        has_tab = true;
        at += 1;
    }
    // Prose may open with a quotation mark too.
    if has_tab { at } else { line }
}

/// The cells of a row, at most so many.
pub(super) fn cells(row: &str, most: usize) -> Vec<Cow<'_, str>> {
    let mut cells = Vec::new();
    let mut rest = Some(row);
    while let Some(row) = rest.filter(|_| cells.len() < most) {
        let quoted = quoted(row);
        let end = quoted.unwrap_or_else(|| row.find('\t').unwrap_or(row.len()));
        let (cell, after) = row.split_at(end);
        cells.push(match quoted {
            Some(end) => Cow::Owned(cell[1..end - 1].replace("\"\"", "\"")),
            None => Cow::Borrowed(cell),
        });
        rest = after.find('\t').and_then(|tab| after.get(tab + 1..));
    }
    cells
}

/// The length of the cell in quotation marks that a text begins with.
fn quoted(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('"')?;
    let marks = inside.match_indices('"').map(|(at, _)| at);
    let mut marks = marks.take_while(|at| *at <= LONGEST).peekable();
    while let Some(at) = marks.next() {
        if marks.next_if_eq(&(at + 1)).is_some() {
            continue;
        }
        let content = inside.get(..at)?;
        let after = inside.get(at + 1..)?;
        let closes = after.is_empty() || after.starts_with(['\t', '\n', '\r']);
        // What runs over lines with tabs of their own is another row's.
        let is_one = !content.contains(['\t', '\u{C}']);
        return (closes && is_one).then_some(at + 2);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(mut text: &str) -> Vec<Vec<Cow<'_, str>>> {
        let mut rows = Vec::new();
        while !text.is_empty() {
            let (row, rest) = text.split_at(row_length(text));
            rows.push(cells(row, usize::MAX));
            text = rest.strip_prefix('\n').unwrap_or(rest);
        }
        rows
    }

    #[test]
    fn a_cell_in_quotation_marks_may_run_over_lines() {
        let text = "TT\tNội dung\tĐơn vị\n2\t\"Kế hoạch\nrà soát\"\t\"Không = 0\r\nCó = 1\"\t0\n\"3\n\"\tx\n";
        assert_eq!(
            rows(text),
            [
                vec!["TT", "Nội dung", "Đơn vị"],
                vec!["2", "Kế hoạch\nrà soát", "Không = 0\r\nCó = 1", "0"],
                vec!["3\n", "x"],
            ]
        );
    }

    #[test]
    fn marks_in_marks_are_doubled_and_others_stay() {
        assert_eq!(
            rows("\"61,5\"\t\"Mô hình \"\"một cửa\"\"\"\t\"Một cửa\" liên thông\t5\""),
            [vec![
                "61,5",
                "Mô hình \"một cửa\"",
                "\"Một cửa\" liên thông",
                "5\""
            ]]
        );
    }

    /// A mark that nothing closes in its cell takes no further row with it.
    #[test]
    fn a_mark_left_open_is_a_character() {
        let text = "1\t\"Kế hoạch\t5\n2\tRà soát\"\t6\n\"Trích dẫn\nhai dòng\"\nhết";
        assert_eq!(
            rows(text),
            [
                vec!["1", "\"Kế hoạch", "5"],
                vec!["2", "Rà soát\"", "6"],
                vec!["\"Trích dẫn"],
                vec!["hai dòng\""],
                vec!["hết"],
            ]
        );
    }
}
