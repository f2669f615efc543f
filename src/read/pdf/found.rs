//! What every table finder hands back.

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
}
