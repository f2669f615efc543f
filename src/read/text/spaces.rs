//! Tables whose columns are parted by runs of spaces, as programs print pages into plain text: where the
//! columns lie shows in the blanks that all lines have in common, below a header that names them.

use super::{Kind, Line};
use crate::text::column_role::{ColumnRole, column_role};
use crate::text::number::{Strictness, is_number};
use std::collections::BTreeSet;
use std::ops::{Range, RangeInclusive};
use unicode_normalization::UnicodeNormalization;

/// Spaces that part two cells.
const GAP: usize = 2;
/// Characters of the longest row number.
const NUMBER: usize = 6;
/// Figures of a table.
const LEAST: usize = 3;
/// Lines of a header.
const HIGHEST: usize = 3;
/// Lines may cross the blank between two columns, one in so many.
const CROSSING: usize = 12;

/// A table among lines.
pub(super) struct Spaced {
    pub lines: Range<usize>,
    pub rows: Vec<Row>,
    pub columns: usize,
}

/// A row: its cells, and the line it begins on.
pub(super) struct Row {
    pub line: usize,
    pub cells: Vec<String>,
}

/// The tables of a text, in order.
pub(super) fn tables(lines: &[Line<'_>]) -> Vec<Spaced> {
    let mut found: Vec<Spaced> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let end = header(lines, at).map(|(height, names)| {
            let (end, table) = table(lines, at, height, &names);
            found.extend(table);
            end
        });
        // What a header gathered and made no table of is not looked at again.
        at = end.unwrap_or(at + 1);
    }
    found
}

/// How many lines a header takes from a line on, and the names of its columns. Only where one line does not
/// name a column of figures, those below it are looked at.
fn header(lines: &[Line<'_>], at: usize) -> Option<(usize, Vec<Name>)> {
    let roles = |names: &[Name]| -> BTreeSet<ColumnRole> {
        let roles = names.iter().filter_map(|name| column_role(&name.text));
        roles.collect()
    };
    let is_header =
        |roles: &BTreeSet<ColumnRole>| roles.contains(&ColumnRole::Label) && roles.len() >= 3;
    let has_value = |roles: &BTreeSet<ColumnRole>| {
        roles
            .iter()
            .any(|role| matches!(role, ColumnRole::Value(_)))
    };
    let mut merged: Vec<Name> = Vec::new();
    let mut alone = None;
    for height in 1..=HIGHEST {
        let line = lines
            .get(at + height - 1)
            .filter(|line| line.kind == Kind::Words)?;
        for name in names(&characters(line)) {
            add_name(&mut merged, name);
        }
        let said = roles(&merged);
        if is_header(&said) && has_value(&said) {
            return Some((height, merged));
        }
        if height == 1 && is_header(&said) {
            alone = Some((1, merged.clone()));
        }
        let ends = lines
            .get(at + height)
            .is_none_or(|line| line.kind != Kind::Words);
        if ends || merged.len() < 2 {
            break;
        }
    }
    alone
}

/// A name goes on with the one above it.
fn add_name(names: &mut Vec<Name>, name: Name) {
    let above = names
        .iter_mut()
        .find(|above| above.at.start < name.at.end && name.at.start < above.at.end);
    match above {
        Some(above) => {
            above.text.push(' ');
            above.text.push_str(&name.text);
            above.at = above.at.start.min(name.at.start)..above.at.end.max(name.at.end);
        }
        None => {
            let place = names.partition_point(|other| other.at.start < name.at.start);
            names.insert(place, name);
        }
    }
}

/// The table whose header begins on a line and takes so many, and where it ends.
fn table(
    lines: &[Line<'_>],
    header: usize,
    height: usize,
    names: &[Name],
) -> (usize, Option<Spaced>) {
    let rest = lines.get(header..).unwrap_or_default();
    let length = length(rest);
    let printed = rest.iter().take(length).map(characters);
    let printed: Vec<Vec<char>> = printed.collect();
    let bounds = bounds(names, &printed);
    let is_number = |at: usize| {
        let role = names.get(at).and_then(|name| column_role(&name.text));
        role == Some(ColumnRole::Number)
    };
    let numbered = is_number(0);
    let pieces = (header..).zip(&printed);
    let pieces = pieces.map(|(number, line)| (number, cut(line, &bounds, numbered)));
    let mut pieces: Vec<(usize, Vec<String>)> = pieces.collect();
    join_header(&mut pieces, height);
    let is_label = |name: &Name| column_role(&name.text) == Some(ColumnRole::Label);
    let label = names.iter().position(is_label).unwrap_or(0);
    let widths = widths(&printed, &bounds, numbered);
    let rows = joined(pieces, label, is_number, &widths);
    let lines = header..header + length;
    let table = Spaced {
        columns: names.len(),
        lines: lines.clone(),
        rows,
    };
    (
        lines.end,
        Some(table).filter(|table| has_figures(table, names)),
    )
}

/// Whether the column of figures holds some, and hardly anything else: else the columns were not found.
fn has_figures(table: &Spaced, names: &[Name]) -> bool {
    let is_value = |name: &Name| matches!(column_role(&name.text), Some(ColumnRole::Value(_)));
    let Some(column) = names.iter().position(is_value) else {
        return false;
    };
    let below = table.rows.iter().skip(1);
    let filled = below.filter_map(|row| row.cells.get(column).filter(|cell| !cell.is_empty()));
    let filled: Vec<&String> = filled.collect();
    let figures = filled
        .iter()
        .filter(|cell| is_number(cell, Strictness::Answer));
    filled.len() >= LEAST && figures.count() * 5 >= filled.len() * 4
}

/// The characters of a line, each where it is seen.
fn characters(line: &Line<'_>) -> Vec<char> {
    line.text
        .nfc()
        .filter(|c| !matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}'))
        .collect()
}

/// Words with fewer than two spaces between them, and where they stand.
#[derive(Clone)]
struct Name {
    text: String,
    at: Range<usize>,
}

fn names(line: &[char]) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for (at, c) in line.iter().enumerate().filter(|(_, c)| !c.is_whitespace()) {
        match names.last_mut() {
            Some(last) if at - last.at.end < GAP => {
                last.text
                    .extend(line.get(last.at.end..=at).unwrap_or_default());
                last.at.end = at + 1;
            }
            _ => names.push(Name {
                text: c.to_string(),
                at: at..at + 1,
            }),
        }
    }
    names
}

/// How many lines from the header on are the table's: up to a blank line before a line without columns, a
/// line of another kind, or the end of the page.
fn length(lines: &[Line<'_>]) -> usize {
    let page = lines.first().and_then(|line| line.page);
    let mut last = 0;
    for (at, line) in lines.iter().enumerate() {
        let is_other = !matches!(line.kind, Kind::Words | Kind::Blank) || line.page != page;
        let after_blank = at > last + 1;
        let has_columns = || match &*names(&characters(line)) {
            [number, _] => number.at.len() <= NUMBER,
            cells => cells.len() > 2,
        };
        if is_other || after_blank && line.kind == Kind::Words && !has_columns() {
            break;
        }
        if line.kind == Kind::Words {
            last = at;
        }
    }
    last + 1
}

/// Where each column after the first begins: in the widest blank that nearly all lines have between the
/// words over two columns.
fn bounds(names: &[Name], lines: &[Vec<char>]) -> Vec<usize> {
    let crosses = |line: &&Vec<char>, at: usize| line.get(at).is_some_and(|c| !c.is_whitespace());
    let crossing = |at: usize| lines.iter().filter(|line| crosses(line, at)).count();
    let middle = |name: &Name| usize::midpoint(name.at.start, name.at.end);
    let bound = |pair: &[Name]| {
        let [left, right] = pair else { return None };
        let between = || middle(left)..=middle(right);
        let clear = widest(between(), |at| crossing(at) == 0);
        let bound = clear.or_else(|| {
            let most = lines.len() / CROSSING;
            let nearly = widest(between(), |at| crossing(at) <= most);
            nearly.map(|bound| bound.min(right.at.start))
        });
        Some(bound.unwrap_or(right.at.start))
    };
    names.windows(2).filter_map(bound).collect()
}

/// Where the longest run of places of a kind ends.
fn widest(places: RangeInclusive<usize>, is_blank: impl Fn(usize) -> bool) -> Option<usize> {
    let (mut length, mut best) = (0, (0, None));
    for at in places {
        length = if is_blank(at) { length + 1 } else { 0 };
        if length > best.0 {
            best = (length, Some(at + 1));
        }
    }
    best.1
}

/// The lines of a header as one.
fn join_header(pieces: &mut Vec<(usize, Vec<String>)>, height: usize) {
    let below: Vec<(usize, Vec<String>)> = pieces.drain(1..height.min(pieces.len())).collect();
    let Some((_, header)) = pieces.first_mut() else {
        return;
    };
    for (_, cells) in &below {
        append(header, cells);
    }
}

/// The cells of a line; what crosses a bound belongs to the column it begins in. A label that begins at the
/// margin, where rows are numbered and this one is not, is no number.
fn cut(line: &[char], bounds: &[usize], numbered: bool) -> Vec<String> {
    let mut cells = vec![String::new(); bounds.len() + 1];
    let first = names(line).into_iter().next();
    let label = first
        .zip(bounds.first())
        .filter(|(name, bound)| numbered && name.at.start < **bound && **bound < name.at.end)
        .map(|(name, _)| name);
    for name in names_by_word(line) {
        let column = bounds.partition_point(|bound| *bound <= name.at.start);
        let is_label = column == 0
            && label
                .as_ref()
                .is_some_and(|label| name.at.start > label.at.start || !counts(&name.text));
        if let Some(cell) = cells.get_mut(column + usize::from(is_label)) {
            if !cell.is_empty() {
                cell.push(' ');
            }
            cell.push_str(&name.text);
        }
    }
    cells
}

/// Whether a word may be the number of a row: "1.2", "III", "a)".
fn counts(word: &str) -> bool {
    let bare = word.trim_end_matches([')', '.']);
    bare.contains(|c: char| c.is_ascii_digit())
        || !bare.is_empty() && bare.chars().all(|c| c.is_ascii_uppercase() || c == 'l')
        || bare.len() == 1 && bare.len() < word.len() && bare.chars().all(char::is_alphabetic)
}

fn names_by_word(line: &[char]) -> Vec<Name> {
    let mut words: Vec<Name> = Vec::new();
    for (at, c) in line.iter().enumerate().filter(|(_, c)| !c.is_whitespace()) {
        match words.last_mut().filter(|last| last.at.end == at) {
            Some(last) => {
                last.text.push(*c);
                last.at.end = at + 1;
            }
            None => words.push(Name {
                text: c.to_string(),
                at: at..at + 1,
            }),
        }
    }
    words
}

/// How far the text of each column reaches.
fn widths(lines: &[Vec<char>], bounds: &[usize], numbered: bool) -> Vec<usize> {
    let mut widths = vec![0; bounds.len() + 1];
    for line in lines {
        for (width, cell) in widths.iter_mut().zip(cut(line, bounds, numbered)) {
            *width = (*width).max(cell.chars().count());
        }
    }
    widths
}

/// Lines put together to rows: a line goes on with the row above where each of its cells does.
fn joined(
    lines: Vec<(usize, Vec<String>)>,
    label: usize,
    is_number: impl Fn(usize) -> bool,
    widths: &[usize],
) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    // The cells of the line before, by which a word that did not fit is known.
    let mut before: Vec<String> = Vec::new();
    for (line, cells) in lines {
        if cells.iter().all(String::is_empty) {
            before.clear();
            continue;
        }
        let goes_on = rows.last().is_some_and(|row| {
            if before.is_empty() {
                return false;
            }
            // Number, unit and figure set in the middle of the lines of their label.
            let is_filled =
                |cells: &[String], at: usize| cells.get(at).is_some_and(|cell| !cell.is_empty());
            let has_label_alone =
                (0..row.cells.len()).all(|at| is_filled(&row.cells, at) == (at == label));
            if has_label_alone && !is_filled(&cells, label) {
                return true;
            }
            let pairs = cells.iter().zip(&row.cells).zip(before.iter().zip(widths));
            let mut pairs = pairs
                .enumerate()
                .filter(|(_, ((cell, _), _))| !cell.is_empty());
            let is_label_cut = cells.iter().any(|cell| starts_small(cell));
            pairs.all(
                |(at, ((cell, above), (before, width)))| match above.is_empty() {
                    // A figure set in the middle of the lines of its label.
                    true => is_label_cut && !is_number(at),
                    false => !is_number(at) && (starts_small(cell) || !fits(before, cell, *width)),
                },
            )
        });
        before = cells.clone();
        match rows.last_mut().filter(|_| goes_on) {
            Some(row) => append(&mut row.cells, &cells),
            None => rows.push(Row { line, cells }),
        }
    }
    rows
}

/// What begins in small letters or in brackets goes on with something; "a)" and "(1)" count.
fn starts_small(cell: &str) -> bool {
    let word = cell.split(' ').next().unwrap_or_default();
    let counts = word.ends_with([')', '.']) && word.chars().count() <= 4;
    cell.starts_with(|c: char| c.is_lowercase() || c == '(') && !counts
}

/// Whether the first word of a line would have had room at the end of the line before.
fn fits(before: &str, line: &str, width: usize) -> bool {
    let word = line.split(' ').next().unwrap_or_default();
    before.is_empty() || before.chars().count() + 1 + word.chars().count() <= width
}

/// Adds the cells of a line below to those of a row.
fn append(row: &mut [String], below: &[String]) {
    let filled = row
        .iter_mut()
        .zip(below)
        .filter(|(_, more)| !more.is_empty());
    for (cell, more) in filled {
        if !cell.is_empty() {
            cell.push(' ');
        }
        cell.push_str(more);
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        let lines: Vec<Line<'_>> = lines(text).collect();
        let tables = tables(&lines);
        let rows = tables.into_iter().flat_map(|table| table.rows);
        rows.map(|row| row.cells).collect()
    }

    const PRINTED: &str = "\
PHỤ LỤC
   (Kèm theo  Báo cáo số 8/BC-UBND)

TT    Nội dung                        Đơn vị      Kết quả   Ghi chú
I     Chỉ đạo, điều hành
1     Tỷ lệ hoàn thành Kế hoạch năm   %           73,68
      (lũy kế)
      Số nhiệm vụ                     Nhiệm vụ    38        Công văn 41
2     Bố trí công chức phụ trách về   Người       2
      CNTT
      a) Chuyên trách                 Người       1

7     Khảo sát sự hài lòng của người
      dân
      Số phiếu                        Cơ quan,    350
                                      đơn vị

Nơi nhận:                          CHỦ TỊCH
";

    #[test]
    fn lines_go_on_with_the_row_whose_words_they_are() {
        let rows = rows(PRINTED);
        let expected = [
            ["TT", "Nội dung", "Đơn vị", "Kết quả", "Ghi chú"],
            ["I", "Chỉ đạo, điều hành", "", "", ""],
            [
                "1",
                "Tỷ lệ hoàn thành Kế hoạch năm (lũy kế)",
                "%",
                "73,68",
                "",
            ],
            ["", "Số nhiệm vụ", "Nhiệm vụ", "38", "Công văn 41"],
            ["2", "Bố trí công chức phụ trách về CNTT", "Người", "2", ""],
            ["", "a) Chuyên trách", "Người", "1", ""],
            ["7", "Khảo sát sự hài lòng của người dân", "", "", ""],
            ["", "Số phiếu", "Cơ quan, đơn vị", "350", ""],
        ];
        assert_eq!(rows, expected);
    }

    /// As pages are printed: the words over a column stand in its middle, a figure beside the middle of its
    /// label.
    #[test]
    fn columns_lie_where_no_line_has_words() {
        let rows = rows(
            "\
 STT          Chỉ tiêu             Đơn vị tính    Số liệu
  1     Số hồ sơ tiếp nhận           Hồ sơ         1.946
        Số hồ sơ đã giải quyết
        đúng hạn trong kỳ            Hồ sơ         1.902
        Số lớp tập huấn
  2                                   Lớp             3
        trong năm
",
        );
        let expected = [
            ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu"],
            ["1", "Số hồ sơ tiếp nhận", "Hồ sơ", "1.946"],
            [
                "",
                "Số hồ sơ đã giải quyết đúng hạn trong kỳ",
                "Hồ sơ",
                "1.902",
            ],
            ["2", "Số lớp tập huấn trong năm", "Lớp", "3"],
        ];
        assert_eq!(rows, expected);
    }

    #[test]
    fn a_header_may_run_over_lines() {
        let rows = rows(
            "PHỤ LỤC
                                 Đơn vị    Kết quả
TT    Nội dung                                         Ghi chú
                                 tính      trong kỳ
1     Số hồ sơ tiếp nhận         Hồ sơ     1.946
2     Số lớp                     Lớp       3           Quý II
3     Số tin                     Tin       7
",
        );
        assert_eq!(
            rows[0],
            [
                "TT",
                "Nội dung",
                "Đơn vị tính",
                "Kết quả trong kỳ",
                "Ghi chú"
            ]
        );
        assert_eq!(rows[2], ["2", "Số lớp", "Lớp", "3", "Quý II"]);
    }

    /// As tesseract prints a row whose number is blank.
    #[test]
    fn a_label_at_the_margin_is_no_number() {
        let rows = rows(
            "\
TT    Nội dung                   Đơn vị    Kết quả
I     Chỉ đạo
1     Số hồ sơ tiếp nhận         Hồ sơ     1.946
Số lớp mở trong năm              Lớp       3
- Số tin                         Tin       7
",
        );
        assert_eq!(rows[3], ["", "Số lớp mở trong năm", "Lớp", "3"]);
        assert_eq!(rows[4], ["", "- Số tin", "Tin", "7"]);
    }

    #[test]
    fn running_text_has_no_columns() {
        let prose = "Nội dung   Đơn vị   Kết quả\nTT    Số liệu    như trên\n1     x    y\n";
        assert!(rows(prose).is_empty());
        assert!(rows("Nội dung kết quả đơn vị\nTT  Nội dung\n1  x\n").is_empty());
    }
}
