//! Text of scanned pages: tab-separated rows, HTML tags inside cells, blank lines where a page ends.
//!
//! A run of lines with tabs (or of `| … |` lines) is one [`Grid`]; a blank line ends it, because that is
//! all that is left of a page break. Joining the pieces is the table stage's work.

mod decode;
mod doctags;
mod drawn;
mod markdown;
mod markup;
mod quoted;
mod spaces;
mod tagged;
mod tex;

use self::markup::Markup;
use self::quoted::row_length;
use self::spaces::Spaced;
use super::{Input, Options};
use crate::model::{
    Block, Cell, Code, Document, Error, Finding, Found, Grid, LimitKind, Paragraph, Place, Source,
    WithFindings,
};
use crate::text::Text;
use std::ops::Range;

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
///
/// # Errors
/// When a limit is reached.
pub(super) fn document(
    text: &str,
    source: Source,
    options: &Options,
) -> Result<WithFindings<Document>, Error> {
    let mut lines: Vec<Line> = lines(text).collect();
    let mut page = Page {
        markdown: markdown::is_markdown(&lines),
        options,
        tables: 0,
        blocks: Vec::new(),
        findings: Vec::new(),
    };
    if doctags::is_doctags(text) {
        for markup in doctags::pages(text) {
            page.markup(&markup, &lines)?;
        }
    } else {
        let marked = marked(&lines);
        if page.markdown {
            markdown::bare_rows(&mut lines);
            blank_separators(&mut lines);
        }
        let mut rest = 0;
        for (stretch, markup) in marked {
            page.plain(&lines[rest..stretch.start])?;
            page.markup(&markup, &lines[stretch.clone()])?;
            rest = stretch.end;
        }
        page.plain(&lines[rest..])?;
    }
    Ok(WithFindings {
        output: Document {
            source,
            blocks: page.blocks,
            ..Document::default()
        },
        findings: page.findings,
    })
}

/// Tables in notations of their own: HTML, LaTeX, drawn lines. What one of them holds is not another's.
fn marked(lines: &[Line]) -> Vec<(Range<usize>, Markup)> {
    let mut taken = vec![false; lines.len()];
    let mut marked = Vec::new();
    for found in [tagged::tables, tex::tables, drawn::tables] {
        for (lines, markup) in found(lines) {
            if !taken[lines.clone()].contains(&true) {
                taken[lines.clone()].fill(true);
                marked.push((lines, markup));
            }
        }
    }
    marked.sort_by_key(|(lines, _)| lines.start);
    marked
}

fn blank_separators(lines: &mut [Line]) {
    let separators: Vec<usize> = (0..lines.len())
        .filter(|at| lines[*at].kind == Kind::Words && markdown::is_separator(lines, *at))
        .collect();
    for at in separators {
        lines[at].kind = Kind::Blank;
    }
}

/// What was read of a text so far.
struct Page<'o> {
    markdown: bool,
    options: &'o Options,
    tables: u32,
    blocks: Vec<Block>,
    findings: Vec<Finding>,
}

impl Page<'_> {
    /// Lines that hold no tables in notations of their own.
    fn plain(&mut self, lines: &[Line]) -> Result<(), Error> {
        let mut rest = 0;
        let spaced = spaces::tables(lines).into_iter().map(Some);
        for table in spaced.chain([None]) {
            let next = table
                .as_ref()
                .map_or(lines.len(), |table| table.lines.start);
            let plain = lines.get(rest..next).unwrap_or_default();
            for run in plain.chunk_by(|a, b| a.kind.is_row() && b.kind.is_row() && b.follows(a)) {
                self.run(run)?;
            }
            if let Some(table) = table {
                self.tables += 1;
                rest = table.lines.end;
                let grid = aligned(&table, lines, self.tables, self.options, &mut self.findings);
                self.blocks.push(Block::Grid(grid));
            }
        }
        Ok(())
    }

    /// Lines of one kind: a piece of a table, or a line of words.
    fn run(&mut self, run: &[Line]) -> Result<(), Error> {
        if run[0].kind == Kind::Pipes {
            let most = self.options.limits.table_cells as usize;
            let (markup, cut) = markdown::table(run, most);
            if cut {
                self.findings.push(limit_reached(&run[0], self.options));
            }
            return self.markup(&markup, run);
        }
        if is_table(run) {
            self.tables += 1;
            let grid = grid(run, self.tables, self.options, &mut self.findings);
            self.blocks.push(Block::Grid(grid));
            return Ok(());
        }
        let printed = run.iter().filter(|line| line.kind != Kind::Blank);
        let markdown = self.markdown;
        self.blocks.extend(printed.map(|line| match markdown {
            true => markdown::paragraph(line),
            false => paragraph(line),
        }));
        Ok(())
    }

    fn markup(&mut self, markup: &Markup, lines: &[Line]) -> Result<(), Error> {
        let blocks = markup.blocks(lines, &mut self.tables, self.options, &mut self.findings)?;
        self.blocks.extend(blocks);
        Ok(())
    }
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
        let texts = quoted::cells(line.text, left.saturating_add(1));
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
        assert_eq!((grid.rows, grid.columns), (2, 3));
        assert_eq!(grid.cells[3].places[0].line, Some(3));
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
        assert_eq!((first.rows, second.rows), (2, 2));
        let place = &second.cells[3].places[0];
        assert_eq!(
            (place.line, place.table, place.row),
            (Some(8), Some(2), Some(2))
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

    /// All notations of one table: bars, drawn lines, LaTeX, DocTags.
    #[test]
    fn tables_are_told_by_their_notation() {
        let notations = [
            "| TT | Nội dung | Kết quả |\n|:--|---|--:|\n| 1 | Số **lớp** | 5\\% |",
            "TT | Nội dung | Kết quả\n---|---|---\n1 | Số lớp | $5\\%$",
            "+----+----------+---------+\n| TT | Nội dung | Kết quả |\n+====+==========+=========+\n\
             | 1  | Số       | 5%      |\n|    | lớp      |         |\n+----+----------+---------+",
            "┌────┬──────────┬─────────┐\n│ TT │ Nội dung │ Kết quả │\n├────┼──────────┼─────────┤\n\
             │ 1  │ Số lớp   │ 5%      │\n└────┴──────────┴─────────┘",
            "\\begin{tabular}{|c|l|r|}\n\\hline\nTT & Nội dung & Kết quả \\\\ \\hline\n\
             1 & \\textbf{Số lớp} & 5\\% \\\\ \\hline\n\\end{tabular}",
            "<doctag><otsl><loc_1><loc_2><loc_3><loc_4><ched>TT<ched>Nội dung<ched>Kết quả<nl>\n\
             <fcel>1<fcel>Số lớp<fcel>5%<nl></otsl></doctag>",
        ];
        for notation in notations {
            let texts: Vec<String> = grids(notation)
                .iter()
                .flat_map(|grid| grid.cells.iter().map(|cell| cell.text.to_string()))
                .collect();
            let expected = ["TT", "Nội dung", "Kết quả", "1", "Số lớp", "5%"];
            assert_eq!(texts, expected, "{notation}");
        }
    }

    #[test]
    fn what_parts_the_pages_of_markdown_is_not_printed() {
        let text = "# PHỤ LỤC\n\n{1}-----\n\n![](_page_1.jpeg)\n\n---\n\n<!-- PageBreak -->\nHết\n---\n**Số** liệu";
        let printed = blocks(text).into_iter().map(|block| match block {
            Block::Paragraph(paragraph) => paragraph.text.to_string(),
            Block::Grid(_) => String::new(),
        });
        let printed: Vec<String> = printed.collect();
        assert_eq!(printed, ["PHỤ LỤC", "Hết", "---", "Số liệu"]);
    }

    #[test]
    fn form_feeds_count_pages() {
        let Block::Paragraph(second) = &blocks("một\n\u{C}hai\n")[1] else {
            panic!("a paragraph")
        };
        assert_eq!(second.place.page, Some(2));
    }
}
