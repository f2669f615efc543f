//! A grid of texts in the terminal: columns aligned, long cells wrapped, rules in plain characters.

use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// No column is made narrower than this.
const NARROWEST: usize = 6;

/// Writes `rows`, the first being the header, at most `width` columns wide.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(rows: &[Vec<String>], width: usize, out: &mut dyn Write) -> io::Result<()> {
    let widths = widths(rows, width);
    for (at, row) in rows.iter().enumerate() {
        row_lines(row, &widths, out)?;
        if at == 0 && rows.len() > 1 {
            let rule: Vec<String> = widths.iter().map(|&w| "─".repeat(w)).collect();
            writeln!(out, "{}", rule.join("─┼─").trim_end())?;
        }
    }
    Ok(())
}

/// The natural widths, the widest cut down until the line fits.
fn widths(rows: &[Vec<String>], width: usize) -> Vec<usize> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let natural = |column: usize| {
        rows.iter()
            .filter_map(|row| row.get(column))
            .map(|cell| cell.width())
            .max()
    };
    let mut widths: Vec<usize> = (0..columns)
        .map(|column| natural(column).unwrap_or(0))
        .collect();
    let room = width
        .saturating_sub(columns.saturating_sub(1) * 3)
        .max(columns);
    let mut over = widths.iter().sum::<usize>().saturating_sub(room);
    while over > 0 {
        let Some(widest) = (0..columns).max_by_key(|&column| widths[column]) else {
            break;
        };
        let next = widths
            .iter()
            .filter(|&&w| w < widths[widest])
            .max()
            .copied()
            .unwrap_or(0);
        let cut = over.min((widths[widest] - next).max(1));
        if widths[widest] - cut < NARROWEST {
            break;
        }
        widths[widest] -= cut;
        over -= cut;
    }
    widths
}

fn row_lines(row: &[String], widths: &[usize], out: &mut dyn Write) -> io::Result<()> {
    let cells: Vec<Vec<String>> = row
        .iter()
        .zip(widths)
        .map(|(cell, &w)| wrap(cell, w))
        .collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(1);
    for line in 0..height {
        let parts: Vec<String> = cells
            .iter()
            .zip(widths)
            .map(|(cell, &w)| padded(cell.get(line), w))
            .collect();
        writeln!(out, "{}", parts.join(" │ ").trim_end())?;
    }
    Ok(())
}

fn padded(text: Option<&String>, width: usize) -> String {
    let text = text.map(String::as_str).unwrap_or_default();
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// Breaks a text into lines at spaces; a word longer than the line is cut.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text
        .split_whitespace()
        .flat_map(|word| chunks(word, width.max(1)))
    {
        let line = lines.last_mut().map(|line| line.width()).unwrap_or(0);
        if line > 0 && line + 1 + word.width() > width {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(&word);
        }
    }
    lines
}

fn chunks(word: &str, width: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for c in word.chars() {
        if let Some(piece) = pieces.last_mut().filter(|piece| piece.width() < width) {
            piece.push(c);
        } else {
            pieces.push(c.to_string());
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_cells_wrap_and_columns_align() {
        let rows = vec![
            vec!["STT".into(), "Chỉ tiêu".into()],
            vec!["1".into(), "Số nhiệm vụ đã hoàn thành".into()],
        ];
        let mut out = Vec::new();
        write(&rows, 24, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(
            text,
            "STT │ Chỉ tiêu\n────┼───────────────────\n1   │ Số nhiệm vụ đã\n    │ hoàn thành\n"
        );
    }

    #[test]
    fn a_long_word_is_cut_not_lost() {
        assert_eq!(wrap("abcdef gh", 4), ["abcd", "ef", "gh"]);
    }
}
