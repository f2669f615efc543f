//! What every table finder hands back.

use crate::model::finding::Evidence;
use crate::model::{BBox, Grid};

/// A table found on a page.
#[derive(Clone, Debug)]
pub struct Found {
    /// The table; its places are already those of the printed page.
    pub grid: Grid,
    /// Its box in the frame.
    pub bbox: BBox,
    /// Indices of the words that stand in it, so that no other finder and no paragraph takes them.
    pub words: Vec<usize>,
    /// Which part of which tagged table it is.
    pub piece: Option<Piece>,
    /// Rows with a value that may belong to the row beside: where, and what is printed.
    pub doubtful: Vec<Evidence>,
}

/// A part of a tagged table: what stands on one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Index of the table in the structure tree.
    pub table: usize,
    /// For every row of the grid its row in the tree; `None` for rows the tree does not hold.
    pub rows: Vec<Option<usize>>,
}
