//! A schema as its form in DOCX: blank, for a unit to fill in and send back, or filled with what a report says.

mod filled;

use super::docx::{self, bold, cell_of, centered, italic, words};
use crate::model::Report;
use crate::schema::{Indicator, Kind, Schema};
use docx_rs::{
    Paragraph, Table, TableAlignmentType, TableCell, TableCellMargins, TableLayoutType, TableRow,
    VAlignType, VMergeType, WidthType,
};
use filled::Filled;
use std::io;

/// Half points.
const SIZE: usize = 24;
/// Rows over the columns, repeated on every page.
const HEADER_ROWS: usize = 2;

/// The blank form: one table per caption ("Biểu mẫu 3"), else one table with its sections as rows.
///
/// ```
/// let form = phuluc::emit::form::blank(&phuluc::schema::builtin()[0])?;
/// assert!(form.starts_with(b"PK"));
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// When the DOCX cannot be packed.
pub fn blank(schema: &Schema) -> io::Result<Vec<u8>> {
    written(schema, None)
}

/// The form as [`blank`] writes it, with the values, notes and letterhead of a report that was mapped to it. A row
/// that the report lacks is there and empty. Read again it says the same of every indicator.
///
/// # Errors
/// When the DOCX cannot be packed.
pub fn filled(schema: &Schema, report: &Report) -> io::Result<Vec<u8>> {
    written(schema, Some(&Filled::of(report)))
}

fn written(schema: &Schema, filled: Option<&Filled>) -> io::Result<Vec<u8>> {
    let layout = Layout::of(schema);
    let mut docx = docx::page(SIZE, layout.landscape);
    for paragraph in heading(schema, filled) {
        docx = docx.add_paragraph(paragraph);
    }
    let parts = parts(schema);
    let header_rows = vec![HEADER_ROWS; parts.len()];
    for part in parts {
        for paragraph in part.caption.iter().flat_map(caption) {
            docx = docx.add_paragraph(paragraph);
        }
        docx = docx
            .add_table(table(&layout, part.rows, filled))
            .add_paragraph(Paragraph::new());
    }
    docx::packed(docx, &header_rows)
}

/// What stands above the tables.
fn heading(schema: &Schema, filled: Option<&Filled>) -> Vec<Paragraph> {
    let title = schema.title.to_uppercase();
    let mut lines = vec![centered(bold("PHỤ LỤC")), centered(bold(&title))];
    if let Some(period) = filled.and_then(Filled::period) {
        lines.push(centered(bold(&format!("Kỳ báo cáo: {period}"))));
    }
    if !schema.legal_basis.is_empty() {
        let basis = format!("(Theo {})", schema.legal_basis.join("; "));
        lines.push(centered(italic(&basis)));
    }
    let sent_with = match filled {
        Some(filled) => filled.sent_with(),
        None => Filled::default().sent_with(),
    };
    lines.push(centered(italic(&sent_with)));
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
        .map(|line| centered(bold(&line)).keep_next(true))
        .into()
}

/// Column widths in twentieths of a point: number, label, unit, values, note.
struct Layout {
    landscape: bool,
    widths: Vec<usize>,
    /// Headers of the value columns.
    values: Vec<String>,
    /// Which of them is the value.
    main: usize,
}

impl Layout {
    fn of(schema: &Schema) -> Layout {
        let values: Vec<String> = match schema.value_columns.as_slice() {
            [] => vec!["Số liệu".to_owned()],
            columns => columns.iter().map(|column| column.label.clone()).collect(),
        };
        let landscape = values.len() > 2;
        let width = docx::text_width(landscape);
        let (number, unit, value, note) = (680, 1_560, 1_150, 1_760);
        let taken = number + unit + value * values.len() + note;
        let mut widths = vec![number, width.saturating_sub(taken).max(2_000), unit];
        widths.extend(values.iter().map(|_| value));
        widths.push(note);
        Layout {
            landscape,
            widths,
            values,
            main: schema.main_column,
        }
    }

    fn note(&self) -> usize {
        self.widths.len() - 1
    }
}

fn table(layout: &Layout, rows: Vec<&Indicator>, filled: Option<&Filled>) -> Table {
    let mut all = header(layout);
    all.extend(rows.into_iter().map(|row| line(layout, row, filled)));
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

/// One row of the form, blank or with what the report says on it.
fn line(layout: &Layout, row: &Indicator, filled: Option<&Filled>) -> TableRow {
    let run = |text: &str| match row.asks() {
        true => words(text),
        false => bold(text),
    };
    let number = row.number.as_ref().map(|number| number.0.as_str());
    let unit = row.unit.as_deref().filter(|_| !row.unit_in_label);
    let mut cells = vec![
        cell(layout, 0, centered(run(number.unwrap_or_default()))),
        cell(layout, 1, Paragraph::new().add_run(run(&row.label))),
        cell(layout, 2, centered(run(unit.unwrap_or_default()))),
    ];
    let values = filled.map(|filled| filled.values(row, layout.values.len(), layout.main));
    let mut values = values.into_iter().flatten();
    cells.extend((3..layout.note()).map(|column| {
        let value = values.next().unwrap_or_default();
        cell(layout, column, centered(words(&value)))
    }));
    let note = match filled {
        Some(filled) => words(filled.note(&row.id)),
        None => italic(&row.note_prompts.join("; ")),
    };
    cells.push(cell(layout, layout.note(), Paragraph::new().add_run(note)));
    TableRow::new(cells).cant_split()
}

fn cell(layout: &Layout, column: usize, text: Paragraph) -> TableCell {
    cell_of(layout.widths.get(column).copied().unwrap_or_default())
        .vertical_align(VAlignType::Center)
        .add_paragraph(text)
}

fn heading_text(text: &str) -> Paragraph {
    centered(bold(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::builtin;

    #[test]
    fn same_schema_same_bytes() {
        for schema in builtin() {
            assert_eq!(blank(schema).unwrap(), blank(schema).unwrap());
        }
    }

    #[test]
    fn captions_part_the_tables() {
        let tables: Vec<usize> = builtin().iter().map(|schema| parts(schema).len()).collect();
        assert_eq!(tables, [1, 7]);
    }
}
