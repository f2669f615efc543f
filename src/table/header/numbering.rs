//! Rows of a header that number its columns or say how they are worked out.

use super::non_empty;
use crate::table::view::View;

/// How many rows at a row number the columns and say how they are worked out.
pub(super) fn rows_at(grid: &View, at: usize) -> usize {
    let rows = (at..grid.rows()).take(2);
    rows.take_while(|row| is_column_numbers(grid, *row) || is_formulas(grid, *row))
        .count()
}

/// "(1) (2) (3) (4)" or "A B 1 2": the row that numbers the columns.
pub(super) fn is_column_numbers(grid: &View, row: usize) -> bool {
    let texts: Vec<&str> = non_empty(grid, row)
        .map(|cell| cell.text.as_str())
        .collect();
    // "MS" or "Cột" may stand before them.
    let named = texts.first().is_some_and(|text| {
        text.chars().count() <= 3 && text.chars().all(char::is_alphabetic) && texts.len() > 3
    });
    let numbers = &texts[usize::from(named && !is_column_number(texts[0]))..];
    let plain = || numbers.iter().all(|text| is_column_number(text)) && rises(numbers);
    texts.len() >= 3 && texts.len() * 2 > grid.columns() && (plain() || is_misread(&texts))
}

/// "() (2) f3) (4) !": the same as a poor scan has it. Half of the cells still say a number, in their order, and no
/// cell says more than a number could.
pub(super) fn is_misread(texts: &[&str]) -> bool {
    const LONGEST: usize = 4;
    let number = |text: &&str| -> Option<usize> {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        digits.parse().ok()
    };
    let numbers: Vec<usize> = texts.iter().filter_map(number).collect();
    let bracketed = texts
        .iter()
        .filter(|text| text.contains(['(', ')']))
        .count();
    texts.iter().all(|text| text.chars().count() <= LONGEST)
        && numbers.len() * 2 >= texts.len()
        && bracketed * 2 >= texts.len()
        && numbers.is_sorted()
        && numbers.iter().all(|number| *number <= texts.len())
}

/// "(5)=(4)/(3)" under a column's name: how it is worked out.
fn is_formulas(grid: &View, row: usize) -> bool {
    let mut texts = non_empty(grid, row)
        .map(|cell| cell.text.as_str())
        .peekable();
    texts.peek().is_some() && texts.all(|text| is_column_number(text) && text.contains(['=', '(']))
}

fn is_column_number(text: &str) -> bool {
    let inner: String = text
        .chars()
        .filter(|c| !"()[] =/-+:*.".contains(*c))
        .collect();
    // "(7)=(8)+(9)+(10)" names several columns.
    let longest = if text.contains('=') { 24 } else { 4 };
    let plain = text.contains('=') || !text.contains('.');
    !inner.is_empty()
        && (plain && inner.chars().all(|c| c.is_ascii_digit()) && inner.len() <= longest
            || ["A", "B", "C", "D", "a", "b", "c", "d"].contains(&inner.as_str()))
}

/// The numbers among them rise by one, "3=1+2" by its first: three figures in a data row hardly do.
fn rises(texts: &[&str]) -> bool {
    let number = |text: &&str| -> Option<u32> {
        let inner = text.trim_matches(['(', ')', '[', ']']);
        inner
            .split('=')
            .next()?
            .trim_matches(['(', ')', ' '])
            .parse()
            .ok()
    };
    let numbers: Vec<u32> = texts.iter().filter_map(number).collect();
    numbers.len() >= 2 && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1)
}
