//! Text of scanned pages: tab-separated rows, HTML tags inside cells, blank lines where a page ends.
//!
//! A run of lines with tabs (or of `| … |` lines) is one [`Grid`]; a blank line ends it, because that is
//! all that is left of a page break. Joining the pieces is the table stage's work.

mod decode;
mod quoted;
mod spaces;
mod tagged;

use self::quoted::row_length;
use self::spaces::Spaced;
use super::{Input, Options};
use crate::model::{
    Block, Cell, Code, Document, Error, Finding, Found, Grid, LimitKind, Paragraph, Place, Source,
    WithFindings,
};
use crate::text::Text;
use std::borrow::Cow;

pub(super) use decode::decode;

/// Reads a text file.
///
/// # Errors
/// When the bytes are not text.
pub(super) fn read(input: &Input<'_>) -> Result<WithFindings<Document>, Error> {
    let bytes = input.bytes;
    let decoded = decode(bytes).ok_or(Error::unknown_format("not a text"))?;
    let source = Source {
        notes: if decoded.encoding == "UTF-8" {
            vec![]
        } else {
            vec![decoded.encoding.to_owned()]
        },
        ..input.source("text")
    };
    let mut read = document(&decoded.text, source, input.options)?;
    if decoded.unreadable > 0 {
        read.findings
            .push(Finding::new(Code::Unreadable).with("count", decoded.unreadable));
    }
    Ok(read)
}

/// Turns decoded text into a document.
fn document(
    text: &str,
    source: Source,
    options: &Options,
) -> Result<WithFindings<Document>, Error> {
    let lines: Vec<Line> = lines(text).collect();
    let mut blocks = Vec::new();
    let mut findings = Vec::new();
    let mut tables = 0;
    let mut rest = 0;
    for html in tagged::tables(&lines) {
        blocks.extend(plain(
            &lines[rest..html.start],
            &mut tables,
            options,
            &mut findings,
        ));
        rest = html.end;
        blocks.extend(tagged::blocks(
            &lines[html],
            &mut tables,
            options,
            &mut findings,
        )?);
    }
    blocks.extend(plain(&lines[rest..], &mut tables, options, &mut findings));
    Ok(WithFindings {
        output: Document {
            source,
            blocks,
            ..Document::default()
        },
        findings,
    })
}

/// The blocks of lines that hold no HTML tables.
fn plain(
    lines: &[Line],
    tables: &mut u32,
    options: &Options,
    findings: &mut Vec<Finding>,
) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut rest = 0;
    let spaced = spaces::tables(lines).into_iter().map(Some);
    for table in spaced.chain([None]) {
        let next = table
            .as_ref()
            .map_or(lines.len(), |table| table.lines.start);
        let plain = lines.get(rest..next).unwrap_or_default();
        for run in plain.chunk_by(|a, b| a.kind.is_row() && b.kind.is_row() && b.follows(a)) {
            if is_table(run) {
                *tables += 1;
                blocks.push(Block::Grid(grid(run, *tables, options, findings)));
            } else {
                blocks.extend(
                    run.iter()
                        .filter(|line| line.kind != Kind::Blank)
                        .map(paragraph),
                );
            }
        }
        if let Some(table) = table {
            *tables += 1;
            rest = table.lines.end;
            let grid = aligned(&table, lines, *tables, options, findings);
            blocks.push(Block::Grid(grid));
        }
    }
    blocks
}

/// What a line is, seen by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Blank,
    Words,
    Tabs,
    Pipes,
}

impl Kind {
    fn is_row(self) -> bool {
        matches!(self, Kind::Tabs | Kind::Pipes)
    }
}

struct Line<'a> {
    /// Counted from 1.
    number: u32,
    /// Counted from 1, where the text has form feeds.
    page: Option<u32>,
    text: &'a str,
    kind: Kind,
}

impl Line<'_> {
    fn follows(&self, before: &Line) -> bool {
        self.kind == before.kind && self.page == before.page
    }

    fn place(&self) -> Place {
        Place {
            page: self.page,
            ..Place::line(self.number)
        }
    }
}

fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let paged = text.contains('\u{C}');
    let mut page = 1;
    let mut number = 1;
    let mut rest = Some(text);
    let rows = std::iter::from_fn(move || {
        let text = rest?;
        let (row, after) = text.split_at(row_length(text));
        rest = after.strip_prefix('\n');
        Some(row)
    });
    rows.map(move |line| {
        page += line.matches('\u{C}').count() as u32;
        let own = number;
        number += 1 + line.matches('\n').count() as u32;
        let text = line
            .trim_end_matches('\r')
            .trim_start_matches('\u{C}')
            .trim_start_matches('\u{FEFF}');
        Line {
            number: own,
            page: paged.then_some(page),
            text,
            kind: kind(text),
        }
    })
}

fn kind(line: &str) -> Kind {
    let trimmed = line.trim();
    match () {
        () if trimmed.is_empty() => Kind::Blank,
        () if trimmed.len() > 2 && trimmed.starts_with('|') && trimmed[1..].contains('|') => {
            Kind::Pipes
        }
        () if line.contains('\t') => Kind::Tabs,
        () => Kind::Words,
    }
}

/// A lone line with one tab between words is a numbered heading or a list item; everything else with
/// tabs is (a piece of) a table.
fn is_table(run: &[Line]) -> bool {
    match run {
        [line] if line.kind == Kind::Tabs => {
            line.text.matches('\t').count() > 1 || line.text.starts_with('\t')
        }
        [line] => line.kind.is_row(),
        _ => true,
    }
}

fn paragraph(line: &Line) -> Block {
    Block::Paragraph(Paragraph {
        text: Text::clean(without_level(line.text)),
        place: line.place(),
        bold: line.text.trim_start().starts_with("<b>") || line.text.trim_start().starts_with("**"),
        ..Paragraph::default()
    })
}

/// "## PHỤ LỤC" → "PHỤ LỤC": Markdown sets the level of a heading before it.
fn without_level(line: &str) -> &str {
    let title = line.trim_start().trim_start_matches('#');
    title.strip_prefix(' ').unwrap_or(line)
}

/// A table whose columns were parted by spaces.
fn aligned(
    table: &Spaced,
    lines: &[Line],
    number: u32,
    options: &Options,
    findings: &mut Vec<Finding>,
) -> Grid {
    let most = options.limits.table_cells as usize / table.columns.max(1);
    let rows = || {
        table
            .rows
            .iter()
            .filter_map(|row| Some((lines.get(row.line)?, row)))
    };
    if let Some((line, _)) = rows().nth(most) {
        findings.push(limit_reached(line, options));
    }
    let cells = rows().take(most).enumerate().flat_map(|(at, (line, row))| {
        let filled = row
            .cells
            .iter()
            .enumerate()
            .filter(|(_, text)| !text.is_empty());
        filled.map(move |(column, text)| cell(text, line, number, at, column))
    });
    let place = Place {
        table: Some(number),
        ..lines
            .get(table.lines.start)
            .map(Line::place)
            .unwrap_or_default()
    };
    Grid {
        rows: table.rows.len().min(most),
        columns: table.columns,
        cells: cells.collect(),
        places: vec![place],
        found: Found::Alignment,
        header_rows: 0,
    }
}

fn grid(run: &[Line], table: u32, options: &Options, findings: &mut Vec<Finding>) -> Grid {
    let mut cells = Vec::new();
    let (mut rows, mut columns) = (0, 0);
    for line in run {
        // One row can be longer than any table: it is cut as it is taken apart.
        let left = (options.limits.table_cells as usize).saturating_sub(cells.len());
        let texts = split(line, left.saturating_add(1));
        columns = columns.max(texts.len().min(left));
        cells.extend(
            texts
                .iter()
                .take(left)
                .enumerate()
                .map(|(at, text)| cell(text, line, table, rows, at)),
        );
        rows += usize::from(left > 0);
        if texts.len() > left {
            findings.push(limit_reached(line, options));
            break;
        }
    }
    let place = Place {
        table: Some(table),
        ..run[0].place()
    };
    Grid {
        rows,
        columns,
        cells,
        places: vec![place],
        found: Found::Tabs,
        header_rows: 0,
    }
}

fn limit_reached(line: &Line, options: &Options) -> Finding {
    Finding::limit_reached(LimitKind::TableCells, options.limits.table_cells).at(line.place(), "")
}

/// The cells of a row, at most some of them.
fn split<'a>(line: &Line<'a>, most: usize) -> Vec<Cow<'a, str>> {
    match line.kind {
        Kind::Pipes => {
            let inner = line.text.trim();
            let inner = inner.strip_prefix('|').unwrap_or(inner);
            let last = inner.strip_suffix('|').filter(|row| !row.ends_with('\\'));
            piped(last.unwrap_or(inner), most)
        }
        _ => quoted::cells(line.text, most),
    }
}

/// Cells parted by bars; one behind a backslash is a character of its cell.
fn piped(row: &str, most: usize) -> Vec<Cow<'_, str>> {
    let mut escaped = false;
    let parts = row.split(|c: char| {
        let is_escaped = escaped;
        escaped = c == '\\' && !is_escaped;
        c == '|' && !is_escaped
    });
    let cell = |part: &'_ str| part.contains("\\|").then(|| part.replace("\\|", "|"));
    parts
        .take(most)
        .map(|part| cell(part).map_or(Cow::Borrowed(part), Cow::Owned))
        .collect()
}

fn cell(printed: &str, line: &Line, table: u32, row: usize, column: usize) -> Cell {
    let place = Place {
        table: Some(table),
        row: Some(row as u32 + 1),
        column: Some(column as u32 + 1),
        ..line.place()
    };
    let trimmed = printed.trim();
    let lines: Vec<Text> = trimmed.lines().map(Text::clean).collect();
    Cell {
        text: Text::clean(trimmed),
        lines: if lines.len() > 1 { lines } else { Vec::new() },
        rows: row..row + 1,
        columns: column..column + 1,
        places: vec![place],
        italic: trimmed.starts_with("<i>") && trimmed.ends_with("</i>"),
        ..Cell::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::read;

    fn blocks(text: &str) -> Vec<Block> {
        read("x.txt", text.as_bytes(), &Options::default())
            .unwrap()
            .output
            .blocks
    }

    fn grids(text: &str) -> Vec<Grid> {
        blocks(text)
            .into_iter()
            .filter_map(|b| {
                if let Block::Grid(g) = b {
                    Some(g)
                } else {
                    None
                }
            })
            .collect()
    }

    #[test]
    fn a_blank_line_ends_a_piece_of_the_table() {
        let pieces = grids("STT\tChỉ tiêu\tSố liệu\n1\tSố nhiệm vụ\t5\n\n\tđã giao\t\n");
        assert_eq!(
            pieces
                .iter()
                .map(|g| (g.rows, g.columns))
                .collect::<Vec<_>>(),
            [(2, 3), (1, 3)]
        );
        assert_eq!(pieces[1].cells[1].places[0].line, Some(4));
    }

    #[test]
    fn tags_are_gone_but_kept_beside() {
        let grid = &grids("\t<i>- Số văn bản</i>\t<p>Văn bản</p>\t5")[0];
        assert_eq!(grid.cells[1].text.as_str(), "- Số văn bản");
        assert_eq!(grid.cells[1].text.raw(), Some("<i>- Số văn bản</i>"));
        assert!(grid.cells[1].italic);
    }

    #[test]
    fn a_heading_with_a_tab_stays_a_paragraph() {
        assert!(
            matches!(&blocks("1.\tKết quả nổi bật\n")[..], [Block::Paragraph(p)] if p.text.as_str() == "1. Kết quả nổi bật")
        );
    }

    #[test]
    fn pipe_tables_are_tables() {
        let grid = &grids("| STT | Chỉ tiêu | Số liệu |\n|---|---|---|\n| 1 | Số văn bản | 3 |")[0];
        assert_eq!((grid.rows, grid.columns), (3, 3));
    }

    #[test]
    fn html_tables_stand_among_the_lines_of_markdown() {
        let text = "# PHỤ LỤC\n\n| STT | Chỉ tiêu |\n|---|---|\n| 1 | Số văn bản |\n\n\
                    <table><tr><td>2</td><td>Số lớp</td></tr>\n<tr><td>3</td><td>Số tin</td></tr></table>\nHết";
        let blocks = blocks(text);
        let [
            Block::Paragraph(title),
            Block::Grid(first),
            Block::Grid(second),
            Block::Paragraph(last),
        ] = &blocks[..]
        else {
            panic!("{blocks:?}")
        };
        assert_eq!(
            (title.text.as_str(), last.text.as_str()),
            ("PHỤ LỤC", "Hết")
        );
        assert_eq!((first.rows, second.rows), (3, 2));
        let place = &second.cells[3].places[0];
        assert_eq!(
            (place.line, place.table, place.row),
            (Some(7), Some(2), Some(2))
        );
    }

    #[test]
    fn a_bar_behind_a_backslash_is_part_of_its_cell() {
        let grid = &grids(r"| 1 | Có \| Không | 3 \|")[0];
        let texts: Vec<_> = grid.cells.iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(texts, ["1", "Có | Không", "3 |"]);
    }

    #[test]
    fn a_row_longer_than_any_table_is_cut_and_named() {
        let mut options = Options::default();
        options.limits.table_cells = 4;
        let read = read("x.txt", b"a\tb\nc\td\te\tf\tg\nh\ti", &options).unwrap();
        let Some(Block::Grid(grid)) = read.output.blocks.first() else {
            panic!("a grid")
        };
        let texts: Vec<_> = grid.cells.iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(
            (grid.rows, grid.columns, texts),
            (2, 2, vec!["a", "b", "c", "d"])
        );
        assert_eq!(read.findings[0].code.as_str(), "limit-reached");
    }

    #[test]
    fn form_feeds_count_pages() {
        let Block::Paragraph(second) = &blocks("một\n\u{C}hai\n")[1] else {
            panic!("a paragraph")
        };
        assert_eq!(second.place.page, Some(2));
    }
}
