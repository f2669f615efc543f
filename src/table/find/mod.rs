//! Which grids of a document form the appendix, and the role of each of their columns.
//!
//! | module | what it tells |
//! |---|---|
//! | [`titles`] | titles over an appendix |
//! | [`headed`] | the header of a grid, and what it has with those before it |
//! | [`goes_on`] | whether a grid without a header goes on with the table before it |
//! | [`beside`] | what stands about the appendix, as findings |

mod beside;
mod goes_on;
mod headed;
mod piece;
mod titles;

pub use beside::beside;
pub use goes_on::is_letterhead;
pub use piece::Piece;
pub use titles::is_appendix_heading;

use super::header::{Header, is_heading_row};
use super::section::{self, Caption};
use super::unit_above::unit_above;
use super::view::View;
use crate::model::{Block, Grid, Paragraph};
use crate::text::Text;
use crate::text::column_role::ColumnRole;
use goes_on::{
    continues, is_of_sheet, is_remark, is_signed, names_signers, opens_another, same_columns,
};
use headed::{
    Telling, goes_on_with, header_of, heading, is_other_sheet, join_values, next_header,
    own_caption, own_header,
};
use std::ops::Range;
use titles::{between, first_heading, is_appendix_title};

/// The pieces of the appendix, in printed order.
#[derive(Debug, Default)]
pub struct Pieces {
    /// The pieces.
    pub pieces: Vec<Piece>,
    /// Names of the value columns, where there are several.
    pub value_columns: Vec<Text>,
    /// The name of the value column, where there is one only.
    pub only_column: Option<Text>,
    /// The block the appendix begins at: its heading, or the first where it has none.
    start: usize,
}

impl Pieces {
    /// The pieces of the appendix, or of all appendices.
    pub fn of(blocks: &[Block]) -> Pieces {
        let told = Pieces::told(blocks, Telling::Words);
        let all: usize = blocks.iter().map(rows_of).sum();
        let left = told.leaves_sheets(blocks);
        // The second of several tables cannot be the first.
        let first = told.captions().next().is_none_or(|value| value == 1) && !left;
        if told.rows(blocks) * 2 >= all && first {
            return told;
        }
        // Most tables say nothing in the words of our forms: it is another form, or no appendix at all.
        let shaped = Pieces::told(blocks, Telling::Shape);
        let outweighs = shaped.rows(blocks) > 2 * told.rows(blocks);
        let counts = shaped.counts_captions() && !told.counts_captions()
            || left && !shaped.leaves_sheets(blocks);
        if shaped.is_headed() && (outweighs || counts || !told.is_headed()) {
            shaped
        } else {
            told
        }
    }

    fn told(blocks: &[Block], by: Telling) -> Pieces {
        let start = start_of_appendix(blocks, by);
        let (mut pieces, mut names) = collect(blocks, start, by);
        if pieces.is_empty() {
            pieces = without_header(blocks, start);
        }
        let before = before_header(blocks, start, pieces.first());
        pieces.splice(0..0, before);
        let only_column = (names.len() == 1).then(|| names.remove(0));
        Pieces {
            pieces,
            value_columns: names,
            only_column,
            start,
        }
    }

    fn is_headed(&self) -> bool {
        self.pieces.iter().any(|piece| piece.header_rows > 0)
    }

    /// Which of several each captioned table is.
    fn captions(&self) -> impl Iterator<Item = u32> {
        let captions = self
            .pieces
            .iter()
            .filter_map(|piece| piece.caption.as_ref());
        captions.filter_map(section::caption_value)
    }

    /// Whether the tables are captioned I, II, III … from the first on.
    fn counts_captions(&self) -> bool {
        self.captions().next().is_some() && self.captions().eq((1..).take(self.captions().count()))
    }

    /// Whether an earlier sheet of the workbook holds a table of figures that is none of the pieces.
    fn leaves_sheets(&self, blocks: &[Block]) -> bool {
        let mut headed = self.pieces.iter().filter(|piece| piece.header_rows > 0);
        let first = headed.next().map_or(0, |piece| piece.block);
        let taken = |at: usize| self.pieces.iter().any(|piece| piece.block == at);
        blocks
            .iter()
            .enumerate()
            .take(first)
            .any(|(at, block)| match block {
                // What was taken for rows above a header, and has its own.
                Block::Grid(grid) => {
                    (is_of_sheet(grid) || taken(at))
                        && grid.rows > 2
                        && header_of(grid, Telling::Shape).is_some()
                }
                Block::Paragraph(_) => false,
            })
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

fn is_headed_grid(block: &Block, by: Telling) -> bool {
    matches!(block, Block::Grid(grid) if header_of(grid, by).is_some())
}

/// The pieces of an appendix, while its grids are gone through.
struct Collecting<'b> {
    blocks: &'b [Block],
    start: usize,
    by: Telling,
    pieces: Vec<Piece>,
    names: Vec<Text>,
    /// The header of the last piece is in force.
    open: bool,
}

fn collect(blocks: &[Block], start: usize, by: Telling) -> (Vec<Piece>, Vec<Text>) {
    let mut found = Collecting {
        blocks,
        start,
        by,
        pieces: Vec::new(),
        names: Vec::new(),
        open: false,
    };
    for (at, block) in blocks.iter().enumerate().skip(start) {
        if let Block::Grid(grid) = block {
            found.look_at(at, grid);
        }
    }
    (found.pieces, found.names)
}

impl<'b> Collecting<'b> {
    fn look_at(&mut self, at: usize, grid: &'b Grid) {
        if is_signed(grid) {
            self.open = false;
        } else if let Some(header) = self.header(at, grid) {
            self.open_table(at, grid, header);
        } else if self.open && opens_another(grid) || names_signers(grid) {
            // What follows goes on with that table; what stands below is who they are.
            self.open = false;
        } else if let Some(last) = self.pieces.last().filter(|_| self.open && !is_remark(grid)) {
            let gap = &self.blocks[last.block + 1..at];
            if same_columns(self.blocks.get(last.block), grid) || continues(grid, &last.roles, gap)
            {
                let piece = last.under(at, self.caption(at, grid));
                self.pieces.push(piece);
            }
        }
    }

    fn header(&self, at: usize, grid: &Grid) -> Option<Header> {
        let header = match self.pieces.last().filter(|_| self.open) {
            Some(open) => next_header(grid, open, self.by).or_else(|| own_header(grid, open)),
            None => header_of(grid, self.by),
        };
        header.or_else(|| {
            let last = self.pieces.last()?;
            let follows = |caption: &Caption| goes_on_with(last, caption);
            let own = is_other_sheet(self.blocks.get(last.block), grid)
                || self.caption(at, grid).as_ref().is_some_and(follows);
            own.then(|| header_of(grid, Telling::Shape)).flatten()
        })
    }

    fn open_table(&mut self, at: usize, grid: &Grid, header: Header) {
        let roles = join_values(&mut self.names, &header);
        let unit = (!roles.contains(&ColumnRole::Unit))
            .then(|| unit_above(self.above(at), grid, header.rows))
            .flatten();
        self.pieces.push(Piece {
            block: at,
            header_rows: header.rows,
            roles,
            caption: self.caption(at, grid),
            heading: heading(grid, header.rows),
            unit,
        });
        self.open = true;
    }

    fn caption(&self, at: usize, grid: &Grid) -> Option<Caption> {
        own_caption(grid).or_else(|| section::caption(self.above(at)))
    }

    /// The lines between the last piece and a block.
    fn above(&self, at: usize) -> impl DoubleEndedIterator<Item = &'b Paragraph> + use<'b> {
        let from = self
            .pieces
            .last()
            .map_or(self.start, |piece| piece.block + 1);
        between(self.blocks, from, at)
    }
}

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
                pieces.insert(0, first.under(at, None));
            }
            Block::Grid(_) => break,
        }
    }
    pieces
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
                roles: usual(grid.columns),
                caption,
                ..Piece::default()
            });
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Cell;
    use crate::text::labels::Labels;

    fn paragraph(text: &str) -> Block {
        Block::Paragraph(Paragraph {
            text: Text::clean(text),
            ..Paragraph::default()
        })
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
            beside(&blocks, &Pieces::of(&blocks), &labels).len()
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
