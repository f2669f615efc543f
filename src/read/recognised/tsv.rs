//! The table of tesseract: a line for each page, block, paragraph, line and word.

use super::{Line, Sheet, Word, bbox};

/// How the table begins.
pub(super) const HEADER: &str =
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext";

/// The pages of a table.
pub(super) fn sheets(table: &str) -> Vec<Sheet> {
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut page = None;
    let mut line = None;
    for row in table.lines().skip(1) {
        let cells: Vec<&str> = row.splitn(12, '\t').collect();
        let number = |at: usize| {
            cells
                .get(at)
                .and_then(|cell| cell.trim().parse::<f32>().ok())
        };
        let (Some(level), Some(x), Some(y), Some(width), Some(height)) =
            (number(0), number(6), number(7), number(8), number(9))
        else {
            continue;
        };
        if page != cells.get(1).copied() {
            page = cells.get(1).copied();
            sheets.push(Sheet::default());
        }
        let Some(sheet) = sheets.last_mut() else {
            continue;
        };
        if level == 1.0 {
            (sheet.width, sheet.height) = (x + width, y + height);
        }
        let text = cells.get(11).copied().unwrap_or_default().trim();
        if level != 5.0 || text.is_empty() {
            continue;
        }
        let own = cells.get(1..5).map(<[&str]>::to_vec);
        if line != own {
            line = own;
            sheet.lines.push(Line::default());
        }
        if let Some(line) = sheet.lines.last_mut() {
            line.words
                .push(Word::plain(text, bbox(x, y, x + width, y + height)));
        }
    }
    sheets
}
