//! Events of a word processor's file → raw blocks. Readers name what opens and closes; what all formats
//! have in common is kept here: where blocks collect, tables in cells, spans, text boxes, notes, limits
//! and the counts of what was changed or left out.

use super::covered;
use super::edges::{self, RowEdges};
use super::raw::{Block, Cell, Merge, Paragraph, Row, Run, RunFormat, Table, push, put_mark};
use super::revisions::RevisionCounts;
use crate::model::{Error, LimitKind};
use crate::read::Limits;
use crate::read::xml::within;

/// Tables in tables beyond this are refused whatever the limits say: later stages walk them by recursion.
const MAX_NESTING: u32 = 64;
/// Rows that one repeated row may become.
const MAX_REPEATED_ROWS: usize = 1_000;

/// How a format writes the cells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) enum RowStyle {
    /// All are listed, the covered ones too (DOCX, ODT).
    Listed,
    /// Those that begin in the row are listed, each with its reach (HTML).
    Reaching,
    /// Each says where it ends; rows and cells open with their first content (RTF, .doc).
    Edges,
}

/// A place where blocks collect: the body, a cell, a text box, a note.
#[derive(Debug, Default)]
struct Flow {
    blocks: Vec<Block>,
    /// What a paragraph whose end mark is deleted hands to the next.
    carried: Vec<Run>,
}

/// A paragraph that is open, with what its format keeps about it.
#[derive(Debug, Default)]
pub(in crate::read) struct OpenParagraph<F> {
    pub paragraph: Paragraph,
    pub format: F,
    /// Text boxes anchored in it.
    boxes: Vec<Block>,
}

impl<F> OpenParagraph<F> {
    /// Adds characters to the end.
    pub fn push(&mut self, text: &str, format: RunFormat) {
        push(&mut self.paragraph.runs, text, format);
    }

    /// Puts characters before everything else.
    pub fn prepend(&mut self, text: String, format: RunFormat) {
        self.paragraph.runs.insert(0, Run { text, format });
    }
}

/// A table that is open. Rows and cells come with how often they stand there.
#[derive(Debug, Default)]
struct OpenTable {
    table: Table,
    row: Option<(Row, usize)>,
    cell: Option<(Cell, usize)>,
    /// By row, where rows say where their cells end.
    edges: Vec<RowEdges>,
    cells: u64,
}

/// Builds the raw blocks of a document. `F` is what a format keeps about an open paragraph.
#[derive(Debug)]
pub(in crate::read) struct BlockBuilder<F = ()> {
    limits: Limits,
    style: RowStyle,
    body: Flow,
    /// The flows open inside the body, the innermost last.
    flows: Vec<Flow>,
    paragraphs: Vec<OpenParagraph<F>>,
    tables: Vec<OpenTable>,
    table_count: u32,
    /// Notes in the order of their marks.
    notes: Vec<Block>,
    pub revisions: RevisionCounts,
}

impl<F> BlockBuilder<F> {
    /// A builder that has seen nothing.
    pub fn new(style: RowStyle, limits: Limits) -> BlockBuilder<F> {
        BlockBuilder {
            limits,
            style,
            body: Flow::default(),
            flows: Vec::new(),
            paragraphs: Vec::new(),
            tables: Vec::new(),
            table_count: 0,
            notes: Vec::new(),
            revisions: RevisionCounts::default(),
        }
    }

    /// The blocks of the body so far; tables left open are closed, notes come last.
    pub fn take_blocks(&mut self) -> Vec<Block> {
        while !self.tables.is_empty() {
            self.close_table();
        }
        self.flows.clear();
        let mut blocks = std::mem::take(&mut self.body).close();
        blocks.append(&mut self.notes);
        blocks
    }

    fn flow(&mut self) -> &mut Flow {
        self.flows.last_mut().unwrap_or(&mut self.body)
    }

    /// A cell, a text box or a note begins.
    pub fn open_flow(&mut self) {
        self.flows.push(Flow::default());
    }

    /// The blocks of the flow that ends.
    pub fn close_flow(&mut self) -> Vec<Block> {
        self.flows.pop().map(Flow::close).unwrap_or_default()
    }

    /// A file is to be read in this place.
    pub fn insert(&mut self, id: String) {
        self.flow().blocks.push(Block::Inserted(id));
    }

    /// A text box ends: it belongs to the paragraph it is anchored in.
    pub fn close_box(&mut self) {
        let blocks = self.close_flow();
        if blocks.is_empty() {
            return;
        }
        match self.paragraphs.last_mut() {
            Some(open) => open.boxes.push(Block::Box(blocks)),
            None => self.flow().blocks.push(Block::Box(blocks)),
        }
    }

    /// A note ends whose mark stands in the text.
    pub fn close_note(&mut self, mark: &str) {
        let mut blocks = self.close_flow();
        put_mark(&mut blocks, mark);
        self.notes.append(&mut blocks);
    }

    /// Adds a paragraph that was read as a whole. One that prints nothing is left out.
    ///
    /// # Errors
    /// When it opens a cell and there are too many.
    pub fn add(&mut self, paragraph: Paragraph) -> Result<(), Error> {
        if paragraph.picture || !paragraph.is_blank() {
            if self.style == RowStyle::Edges && !self.tables.is_empty() {
                self.open_cell(Cell::default(), 1)?;
            }
            self.flow().blocks.push(Block::Paragraph(paragraph));
        }
        Ok(())
    }

    /// Opens a paragraph, behind what one without end mark left to it.
    pub fn open_paragraph(&mut self, mut paragraph: Paragraph, format: F) {
        let carried = std::mem::take(&mut self.flow().carried);
        paragraph.runs.splice(0..0, carried);
        self.paragraphs.push(OpenParagraph {
            paragraph,
            format,
            boxes: Vec::new(),
        });
    }

    /// The innermost open paragraph.
    pub fn paragraph(&mut self) -> Option<&mut OpenParagraph<F>> {
        self.paragraphs.last_mut()
    }

    /// Takes the innermost open paragraph out, to be ended or joined to the next.
    pub fn take_paragraph(&mut self) -> Option<OpenParagraph<F>> {
        self.paragraphs.pop()
    }

    /// Ends a paragraph: its text boxes come before it.
    pub fn end_paragraph(&mut self, open: OpenParagraph<F>) {
        let flow = self.flow();
        flow.blocks.extend(open.boxes);
        if open.paragraph.picture || !open.paragraph.is_blank() {
            flow.blocks.push(Block::Paragraph(open.paragraph));
        }
    }

    /// A paragraph without end mark runs into the next of its flow.
    pub fn join_paragraph(&mut self, open: OpenParagraph<F>) {
        let flow = self.flow();
        flow.carried = open.paragraph.runs;
        flow.blocks.extend(open.boxes);
    }

    /// A table begins.
    ///
    /// # Errors
    /// When too many are open.
    pub fn open_table(&mut self) -> Result<(), Error> {
        let limit = self.limits.nested_tables.min(MAX_NESTING);
        within(
            LimitKind::NestedTables,
            self.tables.len() as u64,
            limit.into(),
        )?;
        self.table_count += 1;
        self.tables.push(OpenTable {
            table: Table {
                number: self.table_count,
                ..Table::default()
            },
            ..OpenTable::default()
        });
        Ok(())
    }

    /// A row begins that stands there so many times; false where none can.
    pub fn open_row(&mut self, times: usize) -> bool {
        let Some(table) = self.tables.last_mut().filter(|table| table.row.is_none()) else {
            return false;
        };
        table.row = Some((Row::default(), times));
        true
    }

    /// A cell begins that stands there so many times, in a new row where none is open; false where none
    /// can.
    ///
    /// # Errors
    /// When the table has too many.
    pub fn open_cell(&mut self, cell: Cell, times: usize) -> Result<bool, Error> {
        let Some(table) = self.tables.last_mut().filter(|table| table.cell.is_none()) else {
            return Ok(false);
        };
        table.cells = table.cells.saturating_add(times as u64);
        within(
            LimitKind::TableCells,
            table.cells,
            self.limits.table_cells.into(),
        )?;
        table.row.get_or_insert_with(|| (Row::default(), 1));
        table.cell = Some((cell, times));
        self.open_flow();
        Ok(true)
    }

    /// The innermost open table.
    pub fn table(&mut self) -> Option<&mut Table> {
        self.tables.last_mut().map(|open| &mut open.table)
    }

    /// Its open row.
    pub fn row(&mut self) -> Option<&mut Row> {
        let (row, _) = self.tables.last_mut()?.row.as_mut()?;
        Some(row)
    }

    /// Its open cell.
    pub fn cell(&mut self) -> Option<&mut Cell> {
        let (cell, _) = self.tables.last_mut()?.cell.as_mut()?;
        Some(cell)
    }

    /// False inside deleted rows and covered cells: what stands there does not count.
    pub fn is_printed(&self) -> bool {
        self.tables.iter().all(OpenTable::is_printed)
    }

    /// The open cell ends; nothing of it stays when it is deleted.
    pub fn close_cell(&mut self) {
        let Some((mut cell, times)) = self.tables.last_mut().and_then(|table| table.cell.take())
        else {
            return;
        };
        cell.blocks = self.close_flow();
        if cell.deleted {
            cell.blocks.clear();
        }
        let of_table = self.table().map(|table| table.ground).unwrap_or_default();
        if let Some(row) = self.row() {
            cell.ground = cell.ground.or(row.ground).or(of_table);
            row.add(cell, times);
        }
    }

    /// The open row ends, and its open cell with it.
    pub fn close_row(&mut self) {
        self.close_row_at(RowEdges::default());
    }

    /// The open row ends whose cells have these edges.
    pub fn close_row_at(&mut self, edges: RowEdges) {
        self.close_cell();
        let Some(open) = self.tables.last_mut() else {
            return;
        };
        let Some((row, times)) = open.row.take() else {
            return;
        };
        if row.deleted || row.is_emptied() {
            self.revisions.deleted_rows += 1;
        } else if self.style != RowStyle::Edges {
            open.add_row(row, times, self.limits.table_cells);
        } else if !row.cells.is_empty() {
            open.table.rows.push(row);
            open.edges.push(edges);
        }
    }

    /// The innermost table ends, and its open row with it.
    pub fn close_table(&mut self) {
        self.close_row();
        let Some(mut open) = self.tables.pop() else {
            return;
        };
        match self.style {
            RowStyle::Listed => covered::fill_missing(&mut open.table.rows),
            RowStyle::Reaching => covered::fill(&mut open.table.rows),
            RowStyle::Edges => edges::place(&mut open.table, open.edges),
        }
        if open.table.rows.iter().any(|row| !row.cells.is_empty()) {
            self.flow().blocks.push(Block::Table(open.table));
        }
    }

    /// Opens and closes tables until so many are open, as far as the limits go: formats with edges say of
    /// each paragraph how deep in tables it stands. Where there is one, a row is open then.
    ///
    /// # Errors
    /// When an outer table gets too many cells.
    pub fn nest(&mut self, depth: u32) -> Result<(), Error> {
        let depth = depth.min(self.limits.nested_tables).min(MAX_NESTING) as usize;
        while self.tables.len() > depth {
            self.close_table();
        }
        while self.tables.len() < depth {
            if !self.tables.is_empty() {
                self.open_cell(Cell::default(), 1)?;
            }
            self.open_table()?;
        }
        self.open_row(1);
        Ok(())
    }

    /// A mark ends the cell, which may be empty.
    ///
    /// # Errors
    /// When the table has too many.
    pub fn end_cell(&mut self) -> Result<(), Error> {
        self.open_cell(Cell::default(), 1)?;
        self.close_cell();
        Ok(())
    }
}

impl Flow {
    fn close(mut self) -> Vec<Block> {
        if !self.carried.is_empty() {
            self.blocks.push(Block::Paragraph(Paragraph {
                runs: self.carried,
                ..Paragraph::default()
            }));
        }
        self.blocks
    }
}

impl OpenTable {
    fn is_printed(&self) -> bool {
        let deleted = self.row.as_ref().is_some_and(|(row, _)| row.deleted);
        let covered = self.cell.as_ref().is_some_and(|(cell, _)| {
            cell.vertical == Merge::Covered || cell.horizontal == Merge::Covered
        });
        !deleted && !covered
    }

    /// A row that stands there often is blank in any file a person made: it is taken as often as the
    /// limits allow.
    fn add_row(&mut self, row: Row, times: usize, limit: u32) {
        let cells = row.cells.len().max(1) as u64;
        let room = u64::from(limit).saturating_sub(self.cells) / cells;
        let room = room.min(MAX_REPEATED_ROWS as u64) as usize;
        for _ in 1..times.min(room) {
            self.cells += cells;
            self.table.rows.push(row.clone());
        }
        self.table.rows.push(row);
    }
}

impl Row {
    /// Adds a cell. One that covers those after it is followed by them: they take no columns of their own.
    fn add(&mut self, cell: Cell, times: usize) {
        if cell.vertical != Merge::Gone {
            let copies = times.saturating_sub(1);
            self.cells.extend(std::iter::repeat_n(cell.clone(), copies));
            self.cells.push(cell);
            return;
        }
        let cover = self
            .cells
            .iter()
            .rposition(|before| before.vertical != Merge::Gone);
        for _ in 0..times {
            let is_reached = cover.is_some_and(|at| self.cells.len() - at < self.cells[at].span);
            self.cells.push(Cell {
                span: if is_reached { 0 } else { cell.span },
                ..cell.clone()
            });
        }
    }

    /// It lost all it had to a deletion.
    fn is_emptied(&self) -> bool {
        self.lost_text && self.cells.iter().all(|cell| cell.blocks.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ErrorKind;

    fn words(text: &str) -> Paragraph {
        Paragraph {
            runs: vec![Run {
                text: text.to_owned(),
                format: RunFormat::default(),
            }],
            ..Paragraph::default()
        }
    }

    fn builder(style: RowStyle, table_cells: u32) -> BlockBuilder {
        BlockBuilder::new(
            style,
            Limits {
                table_cells,
                ..Limits::default()
            },
        )
    }

    fn table(rows: u32, builder: &mut BlockBuilder) -> Result<(), Error> {
        builder.open_table()?;
        for _ in 0..rows {
            builder.open_row(1);
            builder.open_cell(Cell::default(), 1)?;
            builder.close_row();
        }
        builder.close_table();
        Ok(())
    }

    /// The limit is one of each table: many small tables must not make a report unreadable.
    #[test]
    fn cells_are_counted_for_each_table() {
        let mut builder = builder(RowStyle::Listed, 3);
        table(3, &mut builder).expect("three cells");
        table(3, &mut builder).expect("three cells again");
        assert!(matches!(
            table(4, &mut builder),
            Err(Error {
                kind: ErrorKind::Limit { found: Some(4), .. },
                ..
            })
        ));
    }

    #[test]
    fn tables_nest_by_depth_and_are_numbered_as_they_open() {
        let mut builder = builder(RowStyle::Edges, 100);
        builder.nest(2).expect("two tables");
        builder.add(words("inner")).expect("a paragraph");
        builder.nest(1).expect("one table");
        builder.add(words("outer")).expect("a paragraph");
        builder.end_cell().expect("a cell");
        let blocks = builder.take_blocks();
        let [Block::Table(outer)] = &blocks[..] else {
            panic!("one table: {blocks:?}")
        };
        let [Block::Table(inner), Block::Paragraph(_)] = &outer.rows[0].cells[0].blocks[..] else {
            panic!("a table before a paragraph: {outer:?}")
        };
        assert_eq!((outer.number, inner.number), (1, 2));
    }

    #[test]
    fn a_row_that_lost_all_its_text_is_a_deleted_row() {
        let mut builder = builder(RowStyle::Edges, 100);
        for (text, lost) in [("kept", true), ("", true), ("", false)] {
            builder.nest(1).expect("a table");
            builder.add(words(text)).expect("a paragraph");
            builder.row().expect("a row").lost_text = lost;
            builder.end_cell().expect("a cell");
            builder.close_row_at(RowEdges::default());
        }
        assert_eq!(builder.revisions.deleted_rows, 1);
        let blocks = builder.take_blocks();
        assert!(matches!(&blocks[..], [Block::Table(table)] if table.rows.len() == 2));
    }

    #[test]
    fn boxes_come_before_their_paragraph_and_joined_paragraphs_run_on() {
        let mut builder = builder(RowStyle::Listed, 100);
        builder.open_paragraph(words("one "), ());
        builder.open_flow();
        builder.add(words("box")).expect("a paragraph");
        builder.close_box();
        let open = builder.take_paragraph().expect("it is open");
        builder.join_paragraph(open);
        builder.open_paragraph(words("two"), ());
        let open = builder.take_paragraph().expect("it is open");
        builder.end_paragraph(open);
        let blocks = builder.take_blocks();
        let [Block::Box(_), Block::Paragraph(joined)] = &blocks[..] else {
            panic!("a box before a paragraph: {blocks:?}")
        };
        let text: String = joined.runs.iter().map(|run| run.text.as_str()).collect();
        assert_eq!(text, "one two");
    }
}
