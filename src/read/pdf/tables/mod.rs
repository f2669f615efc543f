//! Words and strokes → tables.
//!
//! | step | in → out | file |
//! |---|---|---|
//! | overlays | words → those of stamps and watermarks printed over the text | [`overlay`] |
//! | stamps inside cells | words → those set unlike their table | [`stamp`] |
//! | ruling lines | strokes and fills → ruling lines → edges | [`ruling_line`] |
//! | lattices | edges → intersections → lattices → boxes | [`lattice`] |
//! | rows left out | lattices, words → lattices with a header without rules and rows a page's end cut | [`complete`] |
//! | ruled tables | lattices, words → grids; boxes that hold several cells are parted by their words | [`ruled`], [`refine`] |
//! | tagged tables | structure tree, words → grids; what speaks against the tree | [`tagged`], [`tag_checks`] |
//! | borderless tables | words in columns without rules → grids | [`borderless`] |
//! | charts | slanted strokes, axis labels → no table | [`chart`] |
//! | page breaks | the parts of a tagged table on several pages → one | [`stitch`] |
//! | wide sheets | columns of a table on pages of their own → beside the others | [`sheets`] |

pub(super) mod borderless;
mod chart;
pub(super) mod complete;
pub(super) mod found;
mod lattice;
pub(super) mod overlay;
mod refine;
pub(super) mod ruled;
pub(super) mod ruling_line;
pub(super) mod sheets;
pub(super) mod stamp;
pub(super) mod stitch;
mod tag_checks;
pub(super) mod tagged;
#[cfg(test)]
mod tagged_tests;
mod thresholds;
