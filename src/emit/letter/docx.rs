//! A letter as an official document in DOCX: the layout of Nghị định 30/2020/NĐ-CP.

use super::said::{Points, Said, lines};
use super::{Form, Letter, Point};
use crate::emit::docx::{bold, cell_of, centered, italic, packed, page, text_width, words};
use crate::emit::message::Lang;
use docx_rs::{
    AlignmentType, BorderType, Docx, Header, LineSpacing, LineSpacingType, PageNum, Paragraph,
    ParagraphBorder, ParagraphBorderPosition, ParagraphBorders, Run, SpecialIndentType, Table,
    TableCell, TableCellMargins, TableLayoutType, TableRow, WidthType,
};
use std::io;

/// Half points: the body, tables and the head, the foot.
const BODY: usize = 28;
const SMALL: usize = 26;
const HEAD: usize = 24;
const FOOT: usize = 22;
/// The two columns of the head and of the foot, in twentieths of a point.
const HALVES: [usize; 2] = [3_600, 5_754];
/// STT, row, as printed, what is asked, answer.
const COLUMNS: [usize; 5] = [640, 2_500, 1_320, 3_244, 1_650];

/// The letter. The same letter is the same bytes.
///
/// # Errors
/// When the DOCX cannot be packed.
pub fn docx(letter: &Letter, form: &Form) -> io::Result<Vec<u8>> {
    let said = Said::of(letter, form);
    let numbers = Paragraph::new()
        .add_page_num(PageNum::new())
        .align(AlignmentType::Center);
    let mut docx = page(BODY, false)
        .header(Header::new().add_paragraph(numbers))
        .first_header(Header::new().add_paragraph(Paragraph::new()))
        .title_pg()
        .add_table(head(&said))
        .add_paragraph(spaced(words(&said.to).size(BODY), 240).align(AlignmentType::Center))
        .add_paragraph(sentence(&said.opening));
    let mut header_rows = vec![0];
    for table in &said.tables {
        docx = points(docx, table, &said, form.lang);
        header_rows.push(1);
    }
    for line in &said.closing {
        docx = docx.add_paragraph(sentence(line));
    }
    docx = docx.add_paragraph(Paragraph::new()).add_table(foot(&said));
    packed(docx, &header_rows)
}

/// Who writes on the left, the country, place and date on the right.
fn head(said: &Said) -> Table {
    let small = |run: Run| centered(run.size(HEAD));
    let left = cell_of(HALVES[0])
        .add_paragraph(small(words(&said.superior)))
        .add_paragraph(small(bold(&said.sender)))
        .add_paragraph(rule(HALVES[0], 1_100));
    let right = cell_of(HALVES[1])
        .add_paragraph(small(bold(&said.nation)))
        .add_paragraph(centered(bold(&said.motto).size(SMALL)))
        .add_paragraph(rule(HALVES[1], 3_300));
    let number = cell_of(HALVES[0])
        .add_paragraph(spaced(words(&said.number).size(SMALL), 60).align(AlignmentType::Center))
        .add_paragraph(small(words(&said.subject)));
    let dated = spaced(italic(&said.dated).size(SMALL), 60).align(AlignmentType::Center);
    let rows = vec![
        TableRow::new(vec![left, right]),
        TableRow::new(vec![number, cell_of(HALVES[1]).add_paragraph(dated)]),
    ];
    unruled(rows)
}

/// Recipients on the left, who signs on the right.
fn foot(said: &Said) -> Table {
    let recipients = words(&said.recipients).bold().italic().size(HEAD);
    let mut left = cell_of(HALVES[0]).add_paragraph(Paragraph::new().add_run(recipients));
    for line in &said.recipients_list {
        left = left.add_paragraph(Paragraph::new().add_run(words(line).size(FOOT)));
    }
    let mut right = cell_of(HALVES[1]).add_paragraph(centered(bold(&said.signer_title).size(BODY)));
    for _ in 0..4 {
        right = right.add_paragraph(Paragraph::new());
    }
    right = right.add_paragraph(centered(bold(&said.signer).size(BODY)));
    unruled(vec![TableRow::new(vec![left, right]).cant_split()])
}

fn unruled(rows: Vec<TableRow>) -> Table {
    Table::without_borders(rows)
        .set_grid(HALVES.to_vec())
        .width(HALVES.iter().sum(), WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(0, 0, 0, 0))
}

/// A line of that length in the middle of a column.
fn rule(column: usize, length: usize) -> Paragraph {
    let indent = i32::try_from(column.saturating_sub(length) / 2).unwrap_or_default();
    let line = ParagraphBorder::new(ParagraphBorderPosition::Top)
        .val(BorderType::Single)
        .size(6)
        .space(0)
        .color("000000");
    let spacing = LineSpacing::new()
        .before(60)
        .line_rule(LineSpacingType::Exact)
        .line(60);
    let mut paragraph = Paragraph::new()
        .indent(Some(indent), None, Some(indent), None)
        .line_spacing(spacing);
    paragraph.property = paragraph
        .property
        .set_borders(ParagraphBorders::with_empty().set(line));
    paragraph
}

/// A table of points under its title.
fn points(mut docx: Docx, table: &Points, said: &Said, lang: Lang) -> Docx {
    for title in table.report.iter().chain([&table.title]) {
        docx = docx.add_paragraph(spaced(bold(title).size(BODY), 120).keep_next(true));
    }
    let titles = said.columns.iter().zip(COLUMNS);
    let titles = titles.map(|(title, width)| {
        cell_of(width).add_paragraph(centered(bold(title).size(SMALL)).keep_next(true))
    });
    let mut rows = vec![TableRow::new(titles.collect()).cant_split()];
    let mut section = "";
    for (at, point) in table.points.iter().enumerate() {
        if point.section != section && !point.section.is_empty() {
            let title = Paragraph::new()
                .add_run(bold(&point.section).size(SMALL))
                .keep_next(true);
            let cell = cell_of(text_width(false))
                .grid_span(COLUMNS.len())
                .add_paragraph(title);
            rows.push(TableRow::new(vec![cell]).cant_split());
        }
        section = &point.section;
        rows.push(row(at + 1, point, lang));
    }
    docx.add_table(
        Table::new(rows)
            .set_grid(COLUMNS.to_vec())
            .width(COLUMNS.iter().sum(), WidthType::Dxa)
            .layout(TableLayoutType::Fixed)
            .margins(TableCellMargins::new().margin(40, 70, 40, 70)),
    )
}

fn row(number: usize, point: &Point, lang: Lang) -> TableRow {
    let small = |run: Run| Paragraph::new().add_run(run.size(SMALL));
    let [first, about, printed, asked, answer] = COLUMNS.map(cell_of);
    let about = lines(point, lang)
        .into_iter()
        .fold(about, |cell, (text, is_place)| {
            cell.add_paragraph(small(if is_place {
                italic(&text)
            } else {
                words(&text)
            }))
        });
    let asked = point.asked.iter().fold(asked, |cell: TableCell, text| {
        cell.add_paragraph(small(words(text)))
    });
    let cells = vec![
        first.add_paragraph(centered(words(&number.to_string()).size(SMALL))),
        about,
        printed.add_paragraph(centered(words(&point.printed).size(SMALL))),
        asked,
        answer.add_paragraph(small(Run::new())),
    ];
    TableRow::new(cells).cant_split()
}

/// A sentence of the body.
fn sentence(text: &str) -> Paragraph {
    spaced(words(text).size(BODY), 120)
        .indent(None, Some(SpecialIndentType::FirstLine(567)), None, None)
        .align(AlignmentType::Both)
}

fn spaced(run: Run, before: u32) -> Paragraph {
    Paragraph::new()
        .add_run(run)
        .line_spacing(LineSpacing::new().before(before).after(60))
}
