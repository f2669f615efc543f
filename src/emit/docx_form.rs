//! A schema as a blank form in DOCX: a unit fills it in and sends it back.

use crate::schema::{Indicator, Kind, Schema};
use docx_rs::{
    AlignmentType, Docx, PageMargin, PageOrientationType, Paragraph, Run, RunFonts, Table,
    TableAlignmentType, TableCell, TableCellMargins, TableLayoutType, TableRow, VAlignType,
    VMergeType, WidthType,
};
use std::io::Cursor;

const FONT: &str = "Times New Roman";
/// Half points.
const SIZE: usize = 24;
/// A4 in twentieths of a point.
const A4: (u32, u32) = (11_906, 16_838);
/// Margins of official letters: 20, 15, 20, 30 mm.
const MARGINS: [i32; 4] = [1_134, 851, 1_134, 1_701];

/// The blank form: one table per caption ("Biểu mẫu 3"), else one table with its sections as rows.
///
/// # Errors
/// When the DOCX cannot be packed.
pub fn docx_form(schema: &Schema) -> std::io::Result<Vec<u8>> {
    let layout = Layout::of(schema);
    let mut docx = page(&layout);
    for paragraph in heading(schema) {
        docx = docx.add_paragraph(paragraph);
    }
    for part in parts(schema) {
        for paragraph in part.caption.iter().flat_map(caption) {
            docx = docx.add_paragraph(paragraph);
        }
        docx = docx
            .add_table(table(&layout, part.rows))
            .add_paragraph(Paragraph::new());
    }
    let mut bytes = Cursor::new(Vec::new());
    docx.build()
        .pack(&mut bytes)
        .map_err(std::io::Error::other)?;
    Ok(bytes.into_inner())
}

fn page(layout: &Layout) -> Docx {
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
        .default_size(SIZE)
        .page_margin(margins);
    match layout.landscape {
        true => docx
            .page_size(A4.1, A4.0)
            .page_orient(PageOrientationType::Landscape),
        false => docx.page_size(A4.0, A4.1),
    }
}

/// What stands above the tables.
fn heading(schema: &Schema) -> Vec<Paragraph> {
    let title = schema.title.to_uppercase();
    let mut lines = vec![
        centered(Run::new().add_text("PHỤ LỤC").bold()),
        centered(Run::new().add_text(title).bold()),
    ];
    if !schema.legal_basis.is_empty() {
        let basis = format!("(Theo {})", schema.legal_basis.join("; "));
        lines.push(centered(Run::new().add_text(basis).italic()));
    }
    let sent_with = "(Kèm theo Báo cáo số:       /BC-…… ngày     tháng     năm 20…… của ………………)";
    lines.push(centered(Run::new().add_text(sent_with).italic()));
    lines.push(Paragraph::new());
    lines
}

/// A run of rows with a table of its own.
struct Part<'a> {
    caption: Option<&'a Indicator>,
    rows: Vec<&'a Indicator>,
}

/// Sections numbered in words ("Biểu mẫu 3") are captions over their own tables.
fn parts(schema: &Schema) -> Vec<Part<'_>> {
    let mut parts: Vec<Part<'_>> = Vec::new();
    for row in &schema.indicators {
        if is_caption(row) {
            parts.push(Part {
                caption: Some(row),
                rows: Vec::new(),
            });
        } else if let Some(part) = parts.last_mut() {
            part.rows.push(row);
        } else {
            parts.push(Part {
                caption: None,
                rows: vec![row],
            });
        }
    }
    parts
}

fn is_caption(row: &Indicator) -> bool {
    row.kind == Kind::Section
        && row
            .number
            .as_ref()
            .is_some_and(|number| number.0.contains(' '))
}

fn caption(row: &&Indicator) -> Vec<Paragraph> {
    let number = row
        .number
        .as_ref()
        .map(|number| number.0.clone())
        .unwrap_or_default();
    let lines = [number, row.label.to_uppercase()];
    lines
        .map(|line| centered(Run::new().add_text(line).bold()).keep_next(true))
        .into()
}

/// Column widths in twentieths of a point: number, label, unit, values, note.
struct Layout {
    landscape: bool,
    widths: Vec<usize>,
    /// Headers of the value columns.
    values: Vec<String>,
}

impl Layout {
    fn of(schema: &Schema) -> Layout {
        let values: Vec<String> = match schema.value_columns.as_slice() {
            [] => vec!["Số liệu".to_owned()],
            columns => columns.iter().map(|column| column.label.clone()).collect(),
        };
        let landscape = values.len() > 2;
        let page = if landscape { A4.1 } else { A4.0 };
        let [_, right, _, left] = MARGINS;
        let width = page as usize - left.unsigned_abs() as usize - right.unsigned_abs() as usize;
        let (number, unit, value, note) = (680, 1_560, 1_150, 1_760);
        let taken = number + unit + value * values.len() + note;
        let mut widths = vec![number, width.saturating_sub(taken).max(2_000), unit];
        widths.extend(values.iter().map(|_| value));
        widths.push(note);
        Layout {
            landscape,
            widths,
            values,
        }
    }

    fn note(&self) -> usize {
        self.widths.len() - 1
    }
}

fn table(layout: &Layout, rows: Vec<&Indicator>) -> Table {
    let mut all = header(layout);
    all.extend(rows.into_iter().map(|row| line(layout, row)));
    Table::new(all)
        .set_grid(layout.widths.clone())
        .width(layout.widths.iter().sum(), WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .align(TableAlignmentType::Center)
        .margins(TableCellMargins::new().margin(40, 80, 40, 80))
}

/// Two rows: "Kết quả thống kê" over the unit and the values.
fn header(layout: &Layout) -> Vec<TableRow> {
    let hanging = |column: usize, text: &str| {
        let top = cell(layout, column, heading_text(text)).vertical_merge(VMergeType::Restart);
        let under = cell(layout, column, Paragraph::new()).vertical_merge(VMergeType::Continue);
        (top, under)
    };
    let (number, number_under) = hanging(0, "STT");
    let (label, label_under) = hanging(1, "Lĩnh vực/Tiêu chí thống kê");
    let (note, note_under) = hanging(layout.note(), "Ghi chú");
    let spanned = 2..layout.note();
    let width = layout.widths[spanned.clone()].iter().sum();
    let over = TableCell::new()
        .width(width, WidthType::Dxa)
        .grid_span(spanned.len());
    let over = over
        .vertical_align(VAlignType::Center)
        .add_paragraph(heading_text("Kết quả thống kê"));
    let mut under = vec![
        number_under,
        label_under,
        cell(layout, 2, heading_text("Đơn vị tính")),
    ];
    under.extend(
        layout
            .values
            .iter()
            .zip(3..)
            .map(|(name, column)| cell(layout, column, heading_text(name))),
    );
    under.push(note_under);
    vec![
        TableRow::new(vec![number, label, over, note]).cant_split(),
        TableRow::new(under).cant_split(),
    ]
}

/// One row of the form, its values left blank.
fn line(layout: &Layout, row: &Indicator) -> TableRow {
    let bold = !row.asks();
    let run = |text: &str| match bold {
        true => Run::new().add_text(text).bold(),
        false => Run::new().add_text(text),
    };
    let number = row
        .number
        .as_ref()
        .map(|number| number.0.as_str())
        .unwrap_or_default();
    let unit = row
        .unit
        .as_deref()
        .filter(|_| !row.unit_in_label)
        .unwrap_or_default();
    let mut cells = vec![
        cell(layout, 0, centered(run(number))),
        cell(layout, 1, Paragraph::new().add_run(run(&row.label))),
        cell(layout, 2, centered(run(unit))),
    ];
    cells.extend((3..layout.note()).map(|column| cell(layout, column, centered(Run::new()))));
    let prompts = Run::new().add_text(row.note_prompts.join("; ")).italic();
    cells.push(cell(
        layout,
        layout.note(),
        Paragraph::new().add_run(prompts),
    ));
    TableRow::new(cells).cant_split()
}

fn cell(layout: &Layout, column: usize, text: Paragraph) -> TableCell {
    let width = layout.widths.get(column).copied().unwrap_or_default();
    TableCell::new()
        .width(width, WidthType::Dxa)
        .vertical_align(VAlignType::Center)
        .add_paragraph(text)
}

fn heading_text(text: &str) -> Paragraph {
    centered(Run::new().add_text(text).bold())
}

fn centered(run: Run) -> Paragraph {
    Paragraph::new().add_run(run).align(AlignmentType::Center)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::builtin;

    #[test]
    fn same_schema_same_bytes() {
        for schema in builtin() {
            assert_eq!(docx_form(schema).unwrap(), docx_form(schema).unwrap());
        }
    }

    #[test]
    fn captions_part_the_tables() {
        let tables: Vec<usize> = builtin().iter().map(|schema| parts(schema).len()).collect();
        assert_eq!(tables, [1, 7]);
    }
}
