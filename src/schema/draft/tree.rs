//! The rows of an appendix as a tree: by numbers first, then bullets, then indentation.

use crate::model::{Number, Row, RowKind};
use crate::text::fold::bare;
use crate::text::sum::is_sum;
use crate::text::{roman, unit, vocabulary};
use std::collections::BTreeSet;

/// A row of the form being drafted, and what the reports print in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Node {
    /// As printed.
    pub number: Option<Number>,
    /// The bullet printed in the number column.
    pub bullet: Option<Number>,
    /// The row's code, where the form has a column for it.
    pub code: Option<String>,
    /// As first printed.
    pub label: String,
    /// As the reports print it, each printing once, with how many print it so.
    pub printings: Vec<(String, usize)>,
    /// As first printed.
    pub unit: Option<String>,
    /// As other reports print it.
    pub unit_variants: Vec<String>,
    /// It opens a section.
    pub section: bool,
    /// What each report prints in the value columns: (report, cells).
    pub values: Vec<(usize, Vec<Option<String>>)>,
    /// What the reports print as note.
    pub notes: Vec<String>,
    /// The row above it in the tree.
    pub parent: Option<usize>,
    /// The rows under it, in order.
    pub children: Vec<usize>,
}

/// Rows with parents and children.
#[derive(Clone, Debug, Default)]
pub(super) struct Tree {
    pub nodes: Vec<Node>,
    /// Rows without a parent, in order.
    pub roots: Vec<usize>,
}

impl Tree {
    /// Positions in printed order, parents before children.
    pub fn preorder(&self) -> Vec<usize> {
        let mut order = Vec::with_capacity(self.nodes.len());
        let mut ahead: Vec<usize> = self.roots.iter().rev().copied().collect();
        while let Some(at) = ahead.pop() {
            order.push(at);
            ahead.extend(self.nodes[at].children.iter().rev());
        }
        order
    }

    /// The children of a row, or the roots.
    pub fn children(&self, parent: Option<usize>) -> &[usize] {
        parent.map_or(&self.roots, |at| &self.nodes[at].children)
    }

    /// The root a row stands under.
    pub fn root(&self, mut at: usize) -> usize {
        while let Some(parent) = self.nodes[at].parent {
            at = parent;
        }
        at
    }
}

/// Builds the tree of one report.
pub(super) fn tree(rows: &[Row], report: usize) -> Tree {
    let print = Print {
        by_indent: speaks_by_indent(rows),
        in_parts: has_lettered_parts(rows),
    };
    let mut tree = Tree::default();
    let openings = openings(rows);
    // The open rows from the root down, with their ranks.
    let mut open: Vec<(u8, usize)> = Vec::new();
    let labelled = rows.iter().enumerate();
    for (printed, row) in labelled.filter(|(_, row)| !row.label.is_empty()) {
        let opens = openings.contains(&printed);
        let last = rows[printed + 1..].iter().all(|row| row.label.is_empty());
        let rank = match () {
            () if opens => OPENING,
            // A total below everything stands under no row; a section may have one of its own.
            () if closes(row) && (last || is_total(row)) => {
                let in_section = open.first().is_some_and(|(_, at)| tree.nodes[*at].section);
                if in_section { TOP } else { 0 }
            }
            () if closes(row) && sums_section(row) => TOP,
            () => rank(row, print),
        };
        while !is_among(row) && open.last().is_some_and(|(above, _)| *above >= rank) {
            open.pop();
        }
        let parent = open.last().map(|(_, at)| *at);
        let at = tree.nodes.len();
        tree.nodes.push(Node {
            parent,
            section: row.kind == RowKind::Section || opens,
            ..node(row, report)
        });
        match parent {
            Some(parent) => tree.nodes[parent].children.push(at),
            None => tree.roots.push(at),
        }
        // The rows below are parts of what stands above these words.
        if !is_among(row) {
            // What is numbered below a total is no part of it.
            let rank = if closes(row) { rank.max(TOP) } else { rank };
            open.push((rank, at));
        }
    }
    tree
}

/// Rows that open a section without a number, above the first numbered section and below each.
fn openings(rows: &[Row]) -> BTreeSet<usize> {
    let is_section = |at: &usize| rows[*at].kind == RowKind::Section;
    let sections: Vec<usize> = (0..rows.len()).filter(is_section).collect();
    let starts = std::iter::once(0).chain(sections.iter().map(|at| at + 1));
    let ends = sections.iter().copied().chain([rows.len()]);
    let stretches = starts.zip(ends).filter(|(start, end)| start < end);
    stretches
        .flat_map(|(start, end)| {
            let found = openings_of(&rows[start..end]);
            found.into_iter().map(move |at| start + at)
        })
        .collect()
}

/// They ask for nothing among rows that do, or stand in capitals or above the first of several numbers where the
/// form is blank and has no units. Where such titles are sections, the rows begin with one.
fn openings_of(rows: &[Row]) -> Vec<usize> {
    let asks = |row: &Row| row.unit.is_some() || row.has_value() || names_unit(row);
    let some_ask = rows.iter().any(asks);
    let in_capitals = |row: &Row| !row.label.as_str().contains(char::is_lowercase);
    let numbered = |at: usize| rows.get(at).is_some_and(|row| row.number.is_some());
    let opens = |at: &usize| {
        let row = &rows[*at];
        let alone = row.number.is_none()
            && bullet(row).is_none()
            && !is_among(row)
            && !is_sum(row.label.as_str());
        let next = rows.get(at + 1);
        let above = next.is_some_and(|next| some_ask && asks(next) || bullet(next).is_none());
        let told = some_ask || in_capitals(row) || numbered(at + 1);
        alone && !asks(row) && (row.across || above && told)
    };
    let begins =
        (0..rows.len()).find(|at| !rows[*at].label.is_empty() && !is_sum(rows[*at].label.as_str()));
    if !begins.is_some_and(|at| opens(&at)) {
        return headings_within(rows, opens);
    }
    (0..rows.len()).filter(opens).collect()
}

/// Sections of a table whose first row is none: what stands across the figures, or several rows without any in a table
/// of several columns that is filled in.
fn headings_within(rows: &[Row], opens: impl Fn(&usize) -> bool) -> Vec<usize> {
    let filled = |at: usize| rows.get(at).is_some_and(Row::has_value);
    let blank = |at: &usize| {
        let wide = rows[*at].more_values.len() > 1;
        wide && opens(at) && !filled(*at) && filled(at + 1)
    };
    let blank: Vec<usize> = (0..rows.len()).filter(blank).collect();
    // Every other row has figures: one blank alone may have been forgotten.
    let others = (0..rows.len()).filter(|at| !blank.contains(at));
    if blank.len() > 1 && others.into_iter().all(filled) {
        return blank;
    }
    (0..rows.len())
        .filter(|at| rows[*at].across && opens(at))
        .collect()
}

/// "Dân số (người)": the row asks for something.
fn names_unit(row: &Row) -> bool {
    let label = row.label.as_str().strip_suffix(')');
    let inner = label.and_then(|label| label.rsplit_once('('));
    inner.is_some_and(|(_, inner)| unit::is_unit(inner.trim()))
}

/// "Trong đó:" alone in its row.
fn is_among(row: &Row) -> bool {
    let key = bare(row.label.as_str());
    row.number.is_none() && vocabulary::AMONG.contains(&key)
}

fn node(row: &Row, report: usize) -> Node {
    let owned =
        |text: &Option<crate::text::Text>| text.as_ref().map(|text| text.as_str().to_owned());
    let cells = (0..=row.more_values.len())
        .map(|at| row.cell(at).map(|text| text.as_str().to_owned()))
        .collect();
    let (bullet, number) = match row.number.clone() {
        Some(number) if is_bullet(&number.0) => (Some(number), None),
        number => (None, number),
    };
    Node {
        number,
        bullet,
        code: owned(&row.code),
        label: row.label.as_str().to_owned(),
        printings: vec![(row.label.as_str().to_owned(), 1)],
        unit: owned(&row.unit),
        section: row.kind == RowKind::Section,
        values: vec![(report, cells)],
        notes: owned(&row.note).into_iter().collect(),
        ..Node::default()
    }
}

/// Indentation tells the tree only where nothing better does: forms that bullet their sub-rows indent
/// them by taste.
fn speaks_by_indent(rows: &[Row]) -> bool {
    let bulleted = |row: &Row| bullet(row).is_some();
    rows.iter().any(|row| row.level > 0) && !rows.iter().any(bulleted)
}

/// How a form shows what stands under what, beyond numbers and bullets.
#[derive(Clone, Copy)]
struct Print {
    by_indent: bool,
    /// Its sections are lettered: numerals stand under them.
    in_parts: bool,
}

/// Letters that come before the first numeral are above it.
fn has_lettered_parts(rows: &[Row]) -> bool {
    let numbered = |row: &Row, is: fn(&str) -> bool| {
        let number = row.number.as_ref();
        number.is_some_and(|number| is(&number.0))
    };
    let letter = rows.iter().position(|row| numbered(row, is_capital));
    let numeral = rows
        .iter()
        .position(|row| numbered(row, |number| number_rank(number) == NUMERAL));
    letter.is_some_and(|letter| numeral.is_none_or(|numeral| letter < numeral))
}

/// "A", "B." but no numeral.
fn is_capital(number: &str) -> bool {
    let inner = number.trim().trim_end_matches(['.', ')', ':', ' ']);
    inner.len() == 1
        && inner.starts_with(|c: char| c.is_ascii_uppercase())
        && !inner.chars().all(roman::is_sign)
}

/// How deep a row stands: a row is under the nearest row above it with a smaller rank.
fn rank(row: &Row, print: Print) -> u8 {
    if row.kind == RowKind::Section {
        return 0;
    }
    match bullet(row) {
        Some('+') => return 60,
        Some(_) => return 50,
        None => {}
    }
    match &row.number {
        Some(number) => match number_rank(&number.0) {
            NUMERAL if print.in_parts => PART_NUMERAL,
            _ if print.in_parts && is_capital(&number.0) => 0,
            rank => rank,
        },
        None if print.by_indent => 40 + row.level.min(9),
        None => 40,
    }
}

/// Of sections without a number.
const OPENING: u8 = 1;
/// Of sections and numerals; of numerals under lettered parts; of plain numbers.
const NUMERAL: u8 = 0;
const PART_NUMERAL: u8 = 3;
const TOP: u8 = 11;

/// A sum without a number or a bullet.
fn closes(row: &Row) -> bool {
    row.number.is_none() && bullet(row).is_none() && is_sum(row.label.as_str())
}

/// "Cộng mục I": it closes its section.
fn sums_section(row: &Row) -> bool {
    let label = row.label.as_str();
    is_sum(label) && bare(label).starts_with("cong ")
}

/// "Tổng cộng" closes the table, not the row above it.
fn is_total(row: &Row) -> bool {
    let key = bare(row.label.as_str());
    key == "cong" || key.starts_with("tong cong")
}

/// Roman numerals, capitals, dotted numbers by their parts, small letters.
fn number_rank(number: &str) -> u8 {
    let inner = number.trim().trim_end_matches(['.', ')', ':', ' ']);
    let parts = inner.split('.').filter(|part| !part.is_empty()).count();
    let numeral = !inner.is_empty() && inner.chars().all(roman::is_sign);
    match () {
        () if numeral => NUMERAL,
        () if inner.chars().all(|c| c.is_ascii_digit() || c == '.') => {
            10 + u8::try_from(parts.min(9)).unwrap_or(9)
        }
        () if inner.starts_with(char::is_uppercase) => 5,
        () => 30,
    }
}

/// The bullet a row is printed with, in the number column or before its label.
pub(super) fn bullet(row: &Row) -> Option<char> {
    let in_number = row
        .number
        .as_ref()
        .map(|number| number.0.as_str())
        .filter(|number| is_bullet(number));
    let printed = in_number.or_else(|| bullet_of(row.label.as_str()))?;
    printed.chars().next()
}

/// The bullet that opens a label: "- Số …".
fn bullet_of(label: &str) -> Option<&str> {
    let end = label.find(|c: char| !is_bullet_char(c))?;
    (end > 0).then(|| &label[..end])
}

fn is_bullet(number: &str) -> bool {
    let number = number.trim();
    !number.is_empty() && number.chars().all(is_bullet_char)
}

fn is_bullet_char(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '+' | '*' | '•')
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::text::Text;

    pub fn row(number: &str, label: &str) -> Row {
        Row {
            number: (!number.is_empty()).then(|| Number(number.to_owned())),
            label: Text::clean(label),
            kind: if number_rank(number) == 0 && !number.is_empty() {
                RowKind::Section
            } else {
                RowKind::Item
            },
            ..Row::default()
        }
    }

    fn parents(rows: &[Row]) -> Vec<Option<usize>> {
        tree(rows, 0).nodes.iter().map(|node| node.parent).collect()
    }

    #[test]
    fn numbers_then_bullets() {
        let rows = [
            row("I", "Mục"),
            row("1", "Tổng"),
            row("", "Không số"),
            row("", "- Gạch"),
            row("", "+ Cộng"),
            row("-", "Gạch ở cột số"),
            row("", "Không số nữa"),
            row("1.1", "Có chấm"),
            row("2", "Hai"),
            row("II", "Mục sau"),
        ];
        assert_eq!(
            parents(&rows),
            [
                None,
                Some(0),
                Some(1),
                Some(2),
                Some(3),
                Some(2),
                Some(1),
                Some(1),
                Some(0),
                None
            ]
        );
    }

    #[test]
    fn numerals_stand_under_lettered_parts() {
        let mut rows =
            ["A", "I", "1", "II", "1", "B", "I", "1"].map(|number| row(number, "Đất đai"));
        for row in &mut rows {
            let part = row
                .number
                .as_ref()
                .is_some_and(|number| is_capital(&number.0));
            row.kind = if part {
                RowKind::Section
            } else {
                RowKind::Item
            };
        }
        let expected = [
            None,
            Some(0),
            Some(1),
            Some(0),
            Some(3),
            None,
            Some(5),
            Some(6),
        ];
        assert_eq!(parents(&rows), expected);
    }

    #[test]
    fn a_grand_total_closes_the_table() {
        let rows = [
            row("1", "Chỉ đạo"),
            row("1.1", "Kế hoạch"),
            row("", "Tổng cộng"),
        ];
        assert_eq!(parents(&rows), [None, Some(0), None]);
    }

    #[test]
    fn indentation_where_nothing_else_tells() {
        let mut rows = [
            row("", "Tổng"),
            row("", "Nông nghiệp"),
            row("", "Trồng trọt"),
            row("", "Công nghiệp"),
        ];
        for (row, level) in rows.iter_mut().zip([0, 1, 2, 1]) {
            row.level = level;
        }
        assert_eq!(parents(&rows), [None, Some(0), Some(1), Some(0)]);
    }
}
