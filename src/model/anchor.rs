//! Where the cells and paragraphs of a document begin in its file's own text: for whoever writes into that file.

use super::{Block, Document, Grid, Place};
use std::collections::BTreeMap;

/// The beginnings of a document's cells and paragraphs, as its reader came by them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anchors {
    /// The part of the package they stand in.
    pub part: String,
    /// The cells, as they were read.
    pub cells: Vec<Anchor>,
    /// The paragraphs outside tables: their numbers, and how many bytes into the part as UTF-8 they begin.
    pub paragraphs: Vec<(u32, u64)>,
}

/// A cell and where it begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anchor {
    /// Its table, counted from 1 as in its [`Place`].
    pub table: u32,
    /// The row it begins in.
    pub row: u32,
    /// The column it begins in.
    pub column: u32,
    /// How many bytes into the part as UTF-8, without a byte order mark, its element begins.
    pub at: u64,
    /// What the document says stands in it.
    pub text: String,
}

impl Anchor {
    /// The cell at a place, its text not known yet; `None` where the place is none of a cell.
    pub fn of(place: &Place, at: u64) -> Option<Anchor> {
        Some(Anchor {
            table: place.table?,
            row: place.row?,
            column: place.column?,
            at,
            text: String::new(),
        })
    }

    fn key(&self) -> (u32, u32, u32) {
        (self.table, self.row, self.column)
    }
}

impl Anchors {
    /// Puts them in order and gives each cell the text that the finished document has in its place. A cell the
    /// document does not have is dropped.
    pub fn settle(&mut self, document: &Document) {
        let mut texts = BTreeMap::new();
        let grids = document.blocks.iter().filter_map(|block| match block {
            Block::Grid(grid) => Some(grid),
            Block::Paragraph(_) => None,
        });
        let mut open: Vec<&Grid> = grids.collect();
        while let Some(grid) = open.pop() {
            for cell in &grid.cells {
                let keys = cell.places.iter().filter_map(|place| Anchor::of(place, 0));
                texts.extend(keys.map(|own| (own.key(), cell.text.as_str())));
                open.extend(&cell.nested);
            }
        }
        self.cells.retain_mut(|cell| {
            let text = texts.get(&cell.key());
            cell.text = text.copied().unwrap_or_default().to_owned();
            text.is_some()
        });
        self.cells.sort_by_key(Anchor::key);
        self.paragraphs.sort_unstable();
    }

    /// The cells that begin in a row, from the left.
    pub fn row(&self, table: u32, row: u32) -> &[Anchor] {
        let from = self
            .cells
            .partition_point(|cell| (cell.table, cell.row) < (table, row));
        let rest = self.cells.get(from..).unwrap_or_default();
        let length = rest.partition_point(|cell| (cell.table, cell.row) == (table, row));
        rest.get(..length).unwrap_or_default()
    }

    /// The first cell of a table.
    pub fn table(&self, table: u32) -> Option<&Anchor> {
        let from = self.cells.partition_point(|cell| cell.table < table);
        self.cells.get(from).filter(|cell| cell.table == table)
    }

    /// Where a paragraph outside tables begins.
    pub fn paragraph(&self, number: u32) -> Option<u64> {
        let at = self
            .paragraphs
            .binary_search_by_key(&number, |(number, _)| *number);
        self.paragraphs.get(at.ok()?).map(|(_, at)| *at)
    }
}
