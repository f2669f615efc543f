//! Which grids of a document form the appendix, and the role of each of their columns.

use super::header::{Header, header_at, header_by_shape, is_heading_row, words_of_row};
use super::section::{self, Caption};
use super::unit_above::unit_above;
use super::view::View;
use crate::model::{Block, Cell, Code, Finding, Found, Grid, Paragraph, Severity};
use crate::text::column_role::{ColumnRole, column_role};
use crate::text::labels::Labels;
use crate::text::number::{Strictness, is_number};
use crate::text::similar::Label;
use crate::text::{Text, fold::bare, vocabulary, vocabulary::names_nation};
use std::ops::Range;

/// The pieces of the appendix, in printed order.
#[derive(Debug, Default)]
pub struct Pieces {
    /// The pieces.
    pub pieces: Vec<Piece>,
    /// Names of the value columns, where there are several.
    pub value_columns: Vec<Text>,
}

/// One grid of the appendix.
#[derive(Debug)]
pub struct Piece {
    /// Index of its block in the document.
    pub block: usize,
    /// Header rows at its top.
    pub header_rows: usize,
    /// ColumnRole of each column; of another table's columns when the grid's own header is missing and its
    /// width differs.
    pub roles: Vec<ColumnRole>,
    /// The section caption printed above it.
    pub caption: Option<Caption>,
    /// The words of each row of the header in force, as a repetition of it prints them again.
    pub heading: Vec<String>,
    /// The unit printed above the table, and the line that says so, where it has no column of units.
    pub unit: Option<(Text, Text)>,
}

/// What tells a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Telling {
    /// The words that the forms of our field print over their columns.
    Words,
    /// Those, or else how the columns behave.
    Shape,
}

impl Pieces {
    /// The pieces of the appendix, or of all appendices.
    pub fn of(blocks: &[Block]) -> Pieces {
        let told = Pieces::told(blocks, Telling::Words);
        let all: usize = blocks.iter().map(rows_of).sum();
        let mut captions = told
            .pieces
            .iter()
            .filter_map(|piece| piece.caption.as_ref());
        let value = captions.find_map(section::caption_value);
        // The second of several tables cannot be the first.
        let first = value.is_none_or(|value| value == 1) && !told.leaves_sheets(blocks);
        if told.rows(blocks) * 2 >= all && first {
            return told;
        }
        // Most tables say nothing in the words of our forms: it is another form, or no appendix at all.
        let shaped = Pieces::told(blocks, Telling::Shape);
        let headed = |found: &Pieces| found.pieces.iter().any(|piece| piece.header_rows > 0);
        let outweighs = shaped.rows(blocks) > 2 * told.rows(blocks);
        let counts = shaped.counts_captions() && !told.counts_captions()
            || told.leaves_sheets(blocks) && !shaped.leaves_sheets(blocks);
        if headed(&shaped) && (outweighs || counts || !headed(&told)) {
            shaped
        } else {
            told
        }
    }

    fn told(blocks: &[Block], by: Telling) -> Pieces {
        let start = start_of_appendix(blocks, by);
        let (mut pieces, value_columns) = collect(blocks, start, by);
        if pieces.is_empty() {
            pieces = without_header(blocks, start);
        }
        let before = before_header(blocks, start, pieces.first());
        pieces.splice(0..0, before);
        Pieces {
            pieces,
            value_columns,
        }
    }

    /// Whether the tables are captioned I, II, III … from the first on.
    fn counts_captions(&self) -> bool {
        let captions = self
            .pieces
            .iter()
            .filter_map(|piece| piece.caption.as_ref());
        let mut values = captions.filter_map(section::caption_value);
        let first = values.next();
        first == Some(1) && values.zip(2..).all(|(value, expected)| value == expected)
    }

    /// Whether an earlier sheet of the workbook holds a table of figures that is none of the pieces.
    fn leaves_sheets(&self, blocks: &[Block]) -> bool {
        let first = self.pieces.first().map_or(0, |piece| piece.block);
        let before = blocks.iter().take(first);
        let grids = before.filter_map(|block| match block {
            Block::Grid(grid) if is_of_sheet(grid) && grid.rows > 2 => Some(grid),
            _ => None,
        });
        grids
            .into_iter()
            .any(|grid| header_of(grid, Telling::Shape).is_some())
    }

    /// Rows below the headers of all pieces.
    fn rows(&self, blocks: &[Block]) -> usize {
        let below = |piece: &Piece| {
            let rows = blocks.get(piece.block).map_or(0, rows_of);
            rows.saturating_sub(piece.header_rows)
        };
        self.pieces.iter().map(below).sum()
    }

    /// Which blocks are the appendix: from its title on, or its tables alone where it has none.
    pub fn range(&self, blocks: &[Block]) -> Range<usize> {
        if let Some(title) = blocks.iter().position(is_appendix_title) {
            return title..blocks.len();
        }
        match (self.pieces.first(), self.pieces.last()) {
            (Some(first), Some(last)) => first.block..last.block + 1,
            _ => blocks.len()..blocks.len(),
        }
    }
}

fn rows_of(block: &Block) -> usize {
    match block {
        Block::Grid(grid) => grid.rows,
        Block::Paragraph(_) => 0,
    }
}

/// What stands about the appendix and is no row of it, told.
pub fn beside(blocks: &[Block], pieces: &[Piece], known: &Labels) -> Vec<Finding> {
    let mut findings = left_out(blocks, pieces, known);
    findings.extend(text_between(blocks, pieces));
    findings.extend(labels_outside(blocks, pieces, known));
    findings
}

/// Index of the block the appendix begins after: the first "PHỤ LỤC" or "Biểu mẫu" heading that a table
/// with an appendix header still follows, since each of several appendices has a heading of its own;
/// 0 when there is no such heading.
fn start_of_appendix(blocks: &[Block], by: Telling) -> usize {
    let headed = |block: &Block| is_headed_grid(block, by);
    let Some(last_table) = blocks.iter().rposition(headed) else {
        return first_heading(blocks);
    };
    first_heading(&blocks[..last_table])
}

fn first_heading(blocks: &[Block]) -> usize {
    blocks.iter().position(is_appendix_heading).unwrap_or(0)
}

fn is_headed_grid(block: &Block, by: Telling) -> bool {
    matches!(block, Block::Grid(grid) if header_of(grid, by).is_some())
}

/// The header at the top of a grid. Lines of the title may stand in the table above it: they count as rows of
/// the header.
fn header_of(grid: &Grid, by: Telling) -> Option<Header> {
    const MAX_TITLES: usize = 8;
    const MAX_LINES: usize = 16;
    let view = View::new(grid);
    let titles = (0..grid.rows)
        .take_while(|row| !view.row(*row).any(has_number))
        .count()
        .min(MAX_TITLES);
    let below = |(at, header): (usize, Header)| Header {
        rows: at + header.rows,
        ..header
    };
    let worded = (0..=titles).find_map(|at| Some((at, header_at(&view, at)?)));
    if let Some(found) = worded.filter(|(_, header)| by == Telling::Words || !is_poor(header)) {
        return Some(below(found));
    }
    let shaped =
        || (0..grid.rows.min(MAX_LINES)).find_map(|at| Some((at, header_by_shape(&view, at)?)));
    let shaped = (by == Telling::Shape).then(shaped).flatten();
    shaped
        .or_else(|| (0..=titles).find_map(|at| Some((at, header_at(&view, at)?))))
        .map(below)
}

/// Two kinds of column alone: words may have named them by chance.
fn is_poor(header: &Header) -> bool {
    !header
        .roles
        .iter()
        .any(|role| matches!(role, ColumnRole::Value(_)))
}

fn has_number(cell: &Cell) -> bool {
    is_number(cell.text.as_str(), Strictness::Leading)
}

/// "STT | Số, ký hiệu | Ngày ban hành | Trích yếu": the header of another list, which asks for nothing counted.
fn opens_another(grid: &Grid) -> bool {
    let view = View::new(grid);
    let mut names = view.row(0).filter(|cell| !cell.text.is_empty());
    let first = names
        .next()
        .and_then(|cell| column_role(cell.text.as_str()));
    let others: Vec<&str> = names.map(|cell| cell.text.as_str()).collect();
    first == Some(ColumnRole::Number)
        && others.len() >= 2
        && !others
            .iter()
            .any(|name| is_number(name, Strictness::Answer))
}

fn is_of_sheet(grid: &Grid) -> bool {
    grid.places
        .first()
        .is_some_and(|place| place.sheet.is_some())
}

/// "PHỤ LỤC", "Phụ lục 1", "BIỂU MẪU 1 …" as a heading, not as words in a sentence.
pub fn is_appendix_heading(block: &Block) -> bool {
    opening(block, &vocabulary::APPENDIX_TITLES)
        .is_some_and(|text| text.chars().count() <= 160 && !text.ends_with(['.', ';', ',']))
}

/// A heading that is surely a title: "PHỤ LỤC …", "BIỂU MẪU …" in capitals or alone on its line.
fn is_appendix_title(block: &Block) -> bool {
    opening(block, &vocabulary::APPENDIX_TITLES_OF_BODY).is_some_and(|text| {
        let capitals = text.chars().take(7).all(|c| !c.is_lowercase());
        text.chars().count() <= 120 && (capitals || bare(text).split(' ').count() <= 3)
    })
}

/// The text of a paragraph that begins with one of some titles.
fn opening<'b>(block: &'b Block, titles: &[String]) -> Option<&'b str> {
    let Block::Paragraph(paragraph) = block else {
        return None;
    };
    let text = paragraph.text.as_str();
    let key = bare(text);
    titles
        .iter()
        .any(|title| key.starts_with(title))
        .then_some(text)
}

/// The header that is in force, and how wide its table is.
struct Context {
    roles: Vec<ColumnRole>,
    heading: Vec<String>,
    unit: Option<(Text, Text)>,
}

fn collect(blocks: &[Block], start: usize, by: Telling) -> (Vec<Piece>, Vec<Text>) {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut context: Option<Context> = None;
    let mut names: Vec<Text> = Vec::new();
    for (at, block) in blocks.iter().enumerate().skip(start) {
        let Block::Grid(grid) = block else { continue };
        let header = match &context {
            None => header_of(grid, by),
            Some(open) => next_header(grid, open, by),
        };
        let above = pieces.last().map_or(start, |piece| piece.block + 1);
        let caption = || own_caption(grid).or_else(|| section::caption(between(blocks, above, at)));
        let header = header.or_else(|| {
            let last = pieces.last().and_then(|piece| blocks.get(piece.block));
            let follows = |caption: &Caption| goes_on_with(pieces.last(), caption);
            let own = is_other_sheet(last, grid) || caption().as_ref().is_some_and(follows);
            (own && !pieces.is_empty())
                .then(|| header_of(grid, Telling::Shape))
                .flatten()
        });
        if let Some(header) = header {
            let caption = caption();
            let roles = join_values(&mut names, &header);
            let heading = heading(grid, header.rows);
            let unit = (!roles.contains(&ColumnRole::Unit))
                .then(|| unit_above(between(blocks, above, at), grid, header.rows))
                .flatten();
            context = Some(Context {
                roles: roles.clone(),
                heading: heading.clone(),
                unit: unit.clone(),
            });
            pieces.push(Piece {
                block: at,
                header_rows: header.rows,
                roles,
                caption,
                heading,
                unit,
            });
        } else if context.is_some() && opens_another(grid) {
            // What follows goes on with that table.
            context = None;
        } else if names_signers(grid) {
            // What stands below is who they are.
            context = None;
        } else if is_remark(grid) {
            // What follows may go on with the table.
        } else if let Some(open) = &context {
            let last = pieces.last().map_or(start, |piece| piece.block);
            if same_columns(blocks.get(last), grid)
                || continues(grid, &open.roles, &blocks[last + 1..at])
            {
                pieces.push(Piece {
                    block: at,
                    header_rows: 0,
                    roles: open.roles.clone(),
                    caption: caption(),
                    heading: open.heading.clone(),
                    unit: open.unit.clone(),
                });
            }
        }
    }
    if names.len() < 2 {
        names.clear();
    }
    (pieces, names)
}

/// The caption of a table that stands in its first row: "II. Trợ giúp xã hội khẩn cấp" over its header.
fn own_caption(grid: &Grid) -> Option<Caption> {
    let mut first = grid
        .cells
        .iter()
        .filter(|cell| cell.rows.start == 0 && !cell.text.is_empty());
    let alone = first.next().filter(|_| first.next().is_none())?;
    let line = Paragraph {
        text: alone.text.clone(),
        place: alone.places.first().cloned().unwrap_or_default(),
        ..Paragraph::default()
    };
    section::caption(std::iter::once(&line))
}

/// "Bảng 2", or the numeral after that of the table before: the next table of the same form, whatever its columns.
fn goes_on_with(before: Option<&Piece>, caption: &Caption) -> bool {
    let before = before.and_then(|piece| piece.caption.as_ref());
    let next = before
        .and_then(section::caption_value)
        .map(|value| value + 1);
    section::is_table_caption(caption) || next.is_some() && next == section::caption_value(caption)
}

/// A table on another sheet of a workbook than the one before it.
fn is_other_sheet(before: Option<&Block>, grid: &Grid) -> bool {
    let sheet = |grid: &Grid| grid.places.first().and_then(|place| place.sheet.clone());
    let before = before.and_then(|block| match block {
        Block::Grid(before) => sheet(before),
        Block::Paragraph(_) => None,
    });
    before.is_some() && before != sheet(grid)
}

/// The header of a table behind the first: what stands above a header that is repeated are rows, unless the table
/// is a sheet of its own.
fn next_header(grid: &Grid, open: &Context, by: Telling) -> Option<Header> {
    let view = View::new(grid);
    let repeated = open.heading.first() == Some(&words_of_row(&view, 0));
    if repeated && grid.columns == open.roles.len() {
        let rows = open.heading.len();
        let again = (0..rows).take_while(|row| open.heading[*row] == words_of_row(&view, *row));
        return Some(Header {
            rows: again.count(),
            roles: open.roles.clone(),
            value_columns: Vec::new(),
        });
    }
    let worded = header_at(&view, 0);
    if worded.is_some() || by == Telling::Words {
        return worded;
    }
    let own = is_of_sheet(grid) || grid.columns != open.roles.len() || is_heading_row(&view, 0);
    own.then(|| header_of(grid, by)).flatten()
}

/// The words of the rows a header takes, its titles left out: a page that goes on prints those rows again.
fn heading(grid: &Grid, rows: usize) -> Vec<String> {
    let view = View::new(grid);
    let words = (0..rows).map(|row| (row, words_of_row(&view, row)));
    let cells = |row: usize| view.row(row).filter(|cell| !cell.text.is_empty()).count();
    words
        .skip_while(|(row, _)| cells(*row) < 2)
        .map(|(_, words)| words)
        .collect()
}

/// The roles of a table's columns, its value columns counted among those of all tables by their names: what the
/// first sheet calls "Số dư" is another column than what the second calls "Số lượt".
fn join_values(names: &mut Vec<Text>, header: &Header) -> Vec<ColumnRole> {
    let own = &header.value_columns;
    if own.is_empty() || own.len() == 1 && names.len() == 1 {
        return header.roles.clone();
    }
    if names.is_empty() {
        names.clone_from(own);
        return header.roles.clone();
    }
    let position = |at: usize, names: &mut Vec<Text>| -> usize {
        let Some(name) = own.get(at) else { return at };
        let alike = |other: &Text| Label::of(other.as_str()).similarity(&Label::of(name.as_str()));
        let same_place = names
            .get(at)
            .is_some_and(|there| name.is_empty() || there.is_empty() || alike(there) >= SAME_NAME);
        if same_place {
            return at;
        }
        let found = names.iter().position(|other| alike(other) >= SAME_NAME);
        found.unwrap_or_else(|| {
            names.push(name.clone());
            names.len() - 1
        })
    };
    let roles = header.roles.iter().map(|role| match role {
        ColumnRole::Value(at) => ColumnRole::Value(position(*at, names)),
        other => *other,
    });
    roles.collect()
}

/// Names of value columns this alike are one name, bent by a scan.
const SAME_NAME: f64 = 0.85;

/// Pieces of the appendix above the first header: as wide as the table that has it, and nothing but a few words
/// between.
fn before_header(blocks: &[Block], start: usize, first: Option<&Piece>) -> Vec<Piece> {
    const FEW: usize = 12;
    let Some(first) = first.filter(|piece| piece.header_rows > 0 && piece.roles.len() > 3) else {
        return Vec::new();
    };
    let label = first
        .roles
        .iter()
        .position(|role| *role == ColumnRole::Label);
    let has_label = |grid: &Grid| {
        let mut cells = grid.cells.iter();
        cells.any(|cell| Some(cell.columns.start) == label && cell.text.as_str().contains(' '))
    };
    let mut words = 0;
    let mut pieces = Vec::new();
    for (at, block) in blocks
        .iter()
        .enumerate()
        .take(first.block)
        .skip(start)
        .rev()
    {
        match block {
            Block::Paragraph(paragraph) if paragraph.running => {}
            Block::Paragraph(paragraph) => words += paragraph.text.as_str().split(' ').count(),
            Block::Grid(grid)
                if grid.columns == first.roles.len() && has_label(grid) && words <= FEW =>
            {
                pieces.insert(
                    0,
                    Piece {
                        block: at,
                        header_rows: 0,
                        roles: first.roles.clone(),
                        caption: None,
                        heading: first.heading.clone(),
                        unit: first.unit.clone(),
                    },
                );
            }
            Block::Grid(_) => break,
        }
    }
    pieces
}

fn between(
    blocks: &[Block],
    from: usize,
    to: usize,
) -> impl DoubleEndedIterator<Item = &Paragraph> {
    blocks[from.min(to)..to]
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) if !paragraph.running => Some(paragraph),
            _ => None,
        })
}

/// A grid without a header goes on with the table before it when it is as wide (or nearly: a column may
/// be lost) and nothing but page furniture or a section's caption stands between.
fn continues(grid: &Grid, roles: &[ColumnRole], gap: &[Block]) -> bool {
    let spread = roles.len().abs_diff(grid.columns);
    let near = spread == 0 || (spread <= 2 && grid.columns >= 2 && grid.found != Found::Format);
    let words: usize = gap
        .iter()
        .map(|block| match block {
            Block::Paragraph(p) if p.running => 0,
            Block::Paragraph(p) => p.text.as_str().split(' ').count(),
            Block::Grid(_) => 0,
        })
        .sum();
    near && words <= 60 && !is_signature(grid) && !is_letterhead(grid)
}

/// A grid set in the very columns of the piece before it belongs to the same table, however much stands
/// between: a page may hold one cell's text only, and no grid at all.
fn same_columns(before: Option<&Block>, grid: &Grid) -> bool {
    let Some(Block::Grid(before)) = before else {
        return false;
    };
    let (first, second) = (left_edges(before), left_edges(grid));
    grid.columns >= 3
        && first.len() == grid.columns
        && second.len() == grid.columns
        && first.iter().zip(&second).all(|(a, b)| (a - b).abs() < 4.0)
}

/// Left edge of each column, from the cells that begin there and are one column wide.
fn left_edges(grid: &Grid) -> Vec<f32> {
    (0..grid.columns)
        .map_while(|column| {
            let own = grid
                .cells
                .iter()
                .filter(|cell| cell.columns == (column..column + 1));
            own.filter_map(|cell| Some(cell.places.first()?.bbox?.x0))
                .reduce(f32::min)
        })
        .collect()
}

/// "Nơi nhận: … | GIÁM ĐỐC …"
fn is_signature(grid: &Grid) -> bool {
    grid.columns <= 3
        && grid
            .cells
            .iter()
            .any(|cell| bare(cell.text.as_str()).starts_with("noi nhan"))
}

/// "NGƯỜI LẬP BIỂU | GIÁM ĐỐC" under a table: who signs, and no figure but those of the day.
fn names_signers(grid: &Grid) -> bool {
    let is_office = |text: &str| {
        let key = bare(text);
        !text.chars().any(char::is_lowercase)
            && vocabulary::SHEET_OFFICES
                .iter()
                .any(|office| key.contains(office))
    };
    // "(Ký, ghi rõ họ tên)" says of any office that it signs.
    let signs = |text: &str| text.contains('(') && bare(text).contains("ky ") && !has_digits(text);
    let is_day = |text: &str| {
        let key = bare(text);
        key.contains("ngay ") && key.contains(" thang ")
    };
    let texts = || grid.cells.iter().map(|cell| cell.text.as_str());
    let figure = |text: &str| has_digits(text) && !is_day(text);
    grid.rows <= 6 && texts().any(|text| is_office(text) || signs(text)) && !texts().any(figure)
}

fn has_digits(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}

/// "Ghi chú: …", "(*) Số liệu ước tính" under the table of a sheet.
fn is_remark(grid: &Grid) -> bool {
    let mut written = grid.cells.iter().filter(|cell| !cell.text.is_empty());
    let opens = |cell: &Cell| {
        let text = cell.text.as_str();
        let key = bare(text);
        let begins = |words: &String| key.starts_with(words.as_str());
        vocabulary::REMARKS.iter().any(begins) || text.starts_with("(*") || text.starts_with('*')
    };
    grid.rows <= 2 && written.next().is_some_and(opens) && written.count() < grid.rows
}

pub fn is_letterhead(grid: &Grid) -> bool {
    grid.columns <= 3
        && grid
            .cells
            .iter()
            .any(|cell| names_nation(cell.text.as_str()))
}

/// An appendix that prints no header at all: the numbered grids after its heading, taken in the usual
/// order of columns.
fn without_header(blocks: &[Block], start: usize) -> Vec<Piece> {
    if !blocks.get(start).is_some_and(is_appendix_heading) {
        return Vec::new();
    }
    let usual = |columns: usize| -> Vec<ColumnRole> {
        let all = [
            ColumnRole::Number,
            ColumnRole::Label,
            ColumnRole::Unit,
            ColumnRole::Value(0),
            ColumnRole::Note,
        ];
        all[..columns.min(5)].to_vec()
    };
    let numbered = |grid: &Grid| {
        let first = grid
            .cells
            .iter()
            .filter(|cell| cell.columns.start == 0 && !cell.text.is_empty());
        let (all, fit) = first.fold((0, 0), |(all, fit), cell| {
            (
                all + 1,
                fit + usize::from(super::columns::is_number_like(cell.text.as_str())),
            )
        });
        // No order of columns is laid over a table that says what its own are.
        let headed = is_heading_row(&View::new(grid), 0);
        !headed
            && grid.rows >= 4
            && (4..=6).contains(&grid.columns)
            && all > 1
            && fit * 10 >= all * 8
    };
    let mut pieces = Vec::new();
    for (at, block) in blocks.iter().enumerate().skip(start) {
        if let Block::Grid(grid) = block
            && (numbered(grid) || !pieces.is_empty())
        {
            let caption = section::caption(between(blocks, start, at));
            pieces.push(Piece {
                block: at,
                header_rows: 0,
                roles: usual(grid.columns),
                caption,
                heading: Vec::new(),
                unit: None,
            });
        }
    }
    pieces
}

/// Tables after the beginning of the appendix that were not taken: said, never silent.
fn left_out(blocks: &[Block], pieces: &[Piece], known: &Labels) -> Vec<Finding> {
    let Some(first) = pieces.first().map(|piece| piece.block) else {
        return Vec::new();
    };
    // Above the first piece only what stands under the appendix's own heading.
    let start = start_of_appendix(blocks, Telling::Words);
    let headed = blocks.get(start).is_some_and(is_appendix_heading);
    // Without a heading whatever asks for figures may be part of it.
    let earlier = |block: &Block| matches!(block, Block::Grid(grid) if header_by_shape(&View::new(grid), 0).is_some());
    let first = match headed {
        true => start,
        false => blocks[..first].iter().position(earlier).unwrap_or(first),
    };
    let taken: Vec<usize> = pieces.iter().map(|piece| piece.block).collect();
    blocks
        .iter()
        .enumerate()
        .skip(first)
        .filter(|(at, _)| taken.binary_search(at).is_err())
        .flat_map(|(_, block)| match block {
            Block::Grid(grid) if grid.rows * grid.columns > 4 => {
                let mut left_out = table_left_out(grid);
                let rows = labels_left_out(grid, known);
                // Rows of figures under a header of their own: somebody may count on them.
                if !rows.is_empty() || header_by_shape(&View::new(grid), 0).is_some() {
                    left_out.severity = Severity::Warning;
                }
                [vec![left_out], rows].concat()
            }
            _ => Vec::new(),
        })
        .collect()
}

/// The rows of a table left out that hold labels of the form, where they are more than a few: they stand on the
/// paper, whatever the table's columns were taken for.
fn labels_left_out(grid: &Grid, known: &Labels) -> Vec<Finding> {
    const FEWEST: usize = 3;
    let text = |row: usize| -> Text {
        let cells = grid.cells.iter().filter(|cell| cell.rows.start == row);
        let words: Vec<&str> = cells.map(|cell| cell.text.as_str()).collect();
        Text::clean(&words.join(" "))
    };
    let held = (0..grid.rows).map(|row| (row, text(row)));
    let held = held.filter(|(_, text)| holds_label(text.as_str(), known));
    let rows: Vec<Finding> = held
        .map(|(row, text)| {
            let mut cells = grid.cells.iter().filter(|cell| cell.rows.start == row);
            let place = cells.find_map(|cell| cell.places.first().cloned());
            Finding::new(Code::TextBetweenTables)
                .with("words", text.as_str().split(' ').count())
                .with("printed", text.as_str())
                .at(place.unwrap_or_default(), text.as_str())
        })
        .collect();
    if rows.len() < FEWEST {
        Vec::new()
    } else {
        rows
    }
}

/// Text between the pieces that is no caption: part of a row, perhaps, that no grid holds.
fn text_between(blocks: &[Block], pieces: &[Piece]) -> Vec<Finding> {
    pieces
        .windows(2)
        .filter_map(|pair| {
            let gap: Vec<&Paragraph> = between(blocks, pair[0].block + 1, pair[1].block).collect();
            let words: usize = gap.iter().map(|p| p.text.as_str().split(' ').count()).sum();
            let first = gap.first().filter(|_| words > 30)?;
            Some(
                Finding::new(Code::TextBetweenTables)
                    .with("words", words)
                    .with("printed", first.text.as_str())
                    .at(first.place.clone(), first.text.as_str()),
            )
        })
        .collect()
}

/// Labels of the form that stand as text beside or below the tables: rows that no grid holds. Above them, below
/// the appendix's own heading, one alone may be a caption.
fn labels_outside(blocks: &[Block], pieces: &[Piece], known: &Labels) -> Vec<Finding> {
    let Some(first) = pieces.first() else {
        return Vec::new();
    };
    let words = |text: &str| text.split(' ').count();
    let labels = |from: usize, to: usize| {
        let texts = between(blocks, from, to);
        texts.filter(|paragraph| holds_label(paragraph.text.as_str(), known))
    };
    let start = start_of_appendix(blocks, Telling::Words);
    let headed = blocks.get(start).is_some_and(is_appendix_heading);
    let above = if headed { start } else { first.block };
    let mut above: Vec<&Paragraph> = labels(above, first.block).collect();
    if above.len() < 3 {
        above.clear();
    }
    let said = |paragraph: &Paragraph| {
        Finding::new(Code::TextBetweenTables)
            .with("words", words(paragraph.text.as_str()))
            .with("printed", paragraph.text.as_str())
            .at(paragraph.place.clone(), paragraph.text.as_str())
    };
    let below = labels(first.block + 1, blocks.len());
    above.into_iter().chain(below).map(said).collect()
}

/// Whether a text is a label, its number before it or not, its unit and figure behind it or not.
fn holds_label(text: &str, known: &Labels) -> bool {
    const FEWEST: usize = 3;
    const BEHIND: usize = 5;
    const MOST: usize = 60;
    let words: Vec<&str> = text.split(' ').take(MOST).collect();
    [0, 1].iter().any(|start| {
        let longest = words.len();
        let least = longest.saturating_sub(BEHIND).max(start + FEWEST);
        let mut ends = least..=longest;
        ends.any(|end| known.knows(&words[*start..end].join(" ")))
    })
}

fn table_left_out(grid: &Grid) -> Finding {
    let words: Vec<&str> = grid
        .cells
        .iter()
        .map(|cell| cell.text.as_str())
        .filter(|t| !t.is_empty())
        .take(4)
        .collect();
    let place = grid.places.first().cloned().unwrap_or_default();
    Finding::new(Code::TableLeftOut)
        .with("rows", grid.rows)
        .with("columns", grid.columns)
        .with("printed", words.join(" | "))
        .at(place, words.join(" | "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(text: &str) -> Block {
        Block::Paragraph(Paragraph {
            text: Text::clean(text),
            ..Paragraph::default()
        })
    }

    #[test]
    fn a_table_left_out_that_holds_labels_of_the_form_names_them() {
        let labels = [
            "Số nhiệm vụ được giao",
            "Số văn bản đã ban hành",
            "Số kế hoạch đã lập",
        ];
        let known = Labels::new(labels);
        let cells = labels.iter().enumerate().map(|(row, label)| Cell {
            text: Text::clean(label),
            rows: row..row + 1,
            columns: 0..1,
            ..Cell::default()
        });
        let left_out = Grid {
            rows: 3,
            columns: 2,
            cells: cells.collect(),
            ..Grid::default()
        };
        let found = labels_left_out(&left_out, &known);
        assert_eq!(found.len(), 3);
        assert!(labels_left_out(&left_out, &Labels::new(["Số văn bản"])).is_empty());
    }

    fn table() -> Block {
        let rows = [
            ["STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu"],
            ["1", "Số văn bản", "Văn bản", "12"],
        ];
        let cells = rows.iter().enumerate().flat_map(|(row, texts)| {
            texts.iter().enumerate().map(move |(column, text)| Cell {
                text: Text::clean(text),
                rows: row..row + 1,
                columns: column..column + 1,
                ..Cell::default()
            })
        });
        Block::Grid(Grid {
            rows: 2,
            columns: 4,
            cells: cells.collect(),
            ..Grid::default()
        })
    }

    fn found(blocks: Vec<Block>) -> Vec<usize> {
        let pieces = Pieces::of(&blocks).pieces;
        pieces.iter().map(|piece| piece.block).collect()
    }

    /// Of several appendices each has a heading and a table: all are read, not the last alone, and no table
    /// of the body before the first.
    #[test]
    fn several_appendices_begin_at_the_first_heading() {
        let blocks = vec![
            paragraph("BÁO CÁO"),
            table(),
            paragraph("PHỤ LỤC 1"),
            table(),
            paragraph("PHỤ LỤC 2"),
            table(),
        ];
        assert_eq!(found(blocks), [3, 5]);
    }

    #[test]
    fn a_row_that_stands_as_text_is_told() {
        let labels = Labels::new(["Số văn bản đã ban hành"]);
        let told = |text| {
            let blocks = [table(), paragraph(text), table()];
            beside(&blocks, &Pieces::of(&blocks).pieces, &labels).len()
        };
        assert_eq!(told("Số văn bản đã ban hành"), 1);
        assert_eq!(told("1.2 Số văn bản đã ban hành Văn bản 12"), 1);
        assert_eq!(told("Số văn bản đã hết hiệu lực"), 0);
        assert_eq!(told("(tiếp theo)"), 0);
    }

    #[test]
    fn a_heading_that_no_table_follows_opens_nothing() {
        let blocks = vec![table(), paragraph("PHỤ LỤC"), paragraph("(không có)")];
        assert_eq!(found(blocks), [0]);
    }
}
