//! What every DOCX written here shares: A4, the type and the margins of official documents.

use docx_rs::{
    AlignmentType, Docx, PageMargin, PageOrientationType, Paragraph, Run, RunFonts, TableCell,
    WidthType,
};
use std::io::{self, Cursor};

const FONT: &str = "Times New Roman";
/// A4 in twentieths of a point.
const A4: (u32, u32) = (11_906, 16_838);
/// Margins of official documents: 20, 15, 20, 30 mm.
const MARGINS: [i32; 4] = [1_134, 851, 1_134, 1_701];

/// An empty document; the size of its type is in half points.
pub(super) fn page(size: usize, landscape: bool) -> Docx {
    let [top, right, bottom, left] = MARGINS;
    let margins = PageMargin::new()
        .top(top)
        .right(right)
        .bottom(bottom)
        .left(left);
    let fonts = RunFonts::new()
        .ascii(FONT)
        .hi_ansi(FONT)
        .cs(FONT)
        .east_asia(FONT);
    let docx = Docx::new()
        .default_fonts(fonts)
        .default_size(size)
        .page_margin(margins);
    match landscape {
        true => docx
            .page_size(A4.1, A4.0)
            .page_orient(PageOrientationType::Landscape),
        false => docx.page_size(A4.0, A4.1),
    }
}

/// The width between the margins.
pub(super) fn text_width(landscape: bool) -> usize {
    let page = if landscape { A4.1 } else { A4.0 };
    let [_, right, _, left] = MARGINS;
    page as usize - left.unsigned_abs() as usize - right.unsigned_abs() as usize
}

/// The file. `header_rows` says of each table in turn how many of its rows are repeated on every page.
pub(super) fn packed(docx: Docx, header_rows: &[usize]) -> io::Result<Vec<u8>> {
    let mut parts = docx.build();
    let document = String::from_utf8(parts.document).map_err(io::Error::other)?;
    parts.document = repeated(&document, header_rows).into_bytes();
    let mut bytes = Cursor::new(Vec::new());
    parts.pack(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes.into_inner())
}

/// The library has no word for a row that is repeated.
fn repeated(document: &str, header_rows: &[usize]) -> String {
    const TABLE: &str = "<w:tbl>";
    const ROW: &str = "<w:trPr>";
    let mut tables = document.split(TABLE);
    let mut out = tables.next().unwrap_or_default().to_owned();
    for (at, table) in tables.enumerate() {
        let rows = header_rows.get(at).copied().unwrap_or_default();
        out.push_str(TABLE);
        out.push_str(&table.replacen(ROW, "<w:trPr><w:tblHeader />", rows));
    }
    out
}

/// Words without what XML cannot hold.
pub(super) fn words(text: &str) -> Run {
    let is_written = |c: &char| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}');
    Run::new().add_text(text.chars().filter(is_written).collect::<String>())
}

pub(super) fn bold(text: &str) -> Run {
    words(text).bold()
}

pub(super) fn italic(text: &str) -> Run {
    words(text).italic()
}

pub(super) fn centered(run: Run) -> Paragraph {
    Paragraph::new().add_run(run).align(AlignmentType::Center)
}

pub(super) fn cell_of(width: usize) -> TableCell {
    TableCell::new().width(width, WidthType::Dxa)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_rows_of_a_table_are_repeated() {
        let row = "<w:tr><w:trPr><w:cantSplit /></w:trPr></w:tr>";
        let table = format!("<w:tbl>{row}{row}</w:tbl>");
        let document = repeated(&format!("<a/>{table}{table}"), &[0, 1]);
        let tables: Vec<usize> = document
            .split("<w:tbl>")
            .map(|table| table.matches("tblHeader").count())
            .collect();
        assert_eq!(tables, [0, 0, 1]);
    }

    #[test]
    fn what_xml_cannot_hold_is_left_out() {
        let docx = page(24, false).add_paragraph(centered(words("a\u{1}b\u{FFFF}<c")));
        let document = String::from_utf8(docx.build().document).unwrap();
        assert!(document.contains("ab&lt;c"), "{document}");
    }
}
