//! Ruled tables: the whole chain rules → edges → intersections → lattices → grids, every step kept.

use super::borderless::frame::Frame;
use super::chart::is_drawing;
use super::complete::{Cut, completed, frame_top};
use super::found::Found;
use super::lattice::{
    Enclosed, Intersection, Lattice, bridge, intersections, lattices, open_frames,
};
use super::refine::{Boxes, is_unparted, refine};
use super::ruling_line::{Axis, RulingLine, edges, rules};
use super::stamp;
use crate::model::{BBox, Cell, Found as How, Grid};
use crate::read::pdf::content::page::PageContent;
use crate::read::pdf::text::cell::cell;
use crate::read::pdf::text::word::Word;
use std::borrow::Cow;

/// What the rules of a page come to, step by step.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ruling {
    /// Every stroke, thin box and side of a tiled fill.
    pub rules: Vec<RulingLine>,
    /// Rules that go on from each other, joined.
    pub edges: Vec<RulingLine>,
    /// Where edges meet.
    pub intersections: Vec<Intersection>,
    /// Edges that hang together.
    pub lattices: Vec<Lattice>,
}

impl Ruling {
    /// Takes the rules of a page through the chain; `before` are the column borders of the ruled table
    /// that stood last on the pages before.
    pub(crate) fn of(content: &PageContent, before: &[f32]) -> Ruling {
        let rules = rules(content);
        let edges = edges(&rules);
        let intersections = intersections(&edges);
        let mut lattices = lattices(&edges, &intersections);
        lattices.extend(bridge(&edges, &intersections, before));
        Ruling {
            rules,
            edges,
            intersections,
            lattices,
        }
    }

    /// The table that stands last on the page.
    pub(crate) fn last(&self) -> Option<&Lattice> {
        let lattices = self.lattices.iter();
        lattices.max_by(|a, b| a.bbox().y1.total_cmp(&b.bbox().y1))
    }

    /// The upright rules a word cannot run through: `(x, y0, y1)`.
    pub(crate) fn separators(&self) -> Vec<(f32, f32, f32)> {
        let upright = self.edges.iter().filter(|edge| edge.axis == Axis::Vertical);
        upright.map(|edge| (edge.at, edge.from, edge.to)).collect()
    }
}

/// What the rules of a page enclose.
#[derive(Debug, Default)]
pub(crate) struct Enclosing {
    /// Tables whose rules part every row and column.
    pub tables: Vec<Found>,
    /// Tables whose rules part columns, but not rows.
    pub frames: Vec<Frame>,
}

/// A lattice that may be a table, with the words in its boxes.
pub(crate) struct Filled<'r> {
    lattice: Cow<'r, Lattice>,
    cells: Boxes,
}

/// The lattices of a page that may be tables, from top to bottom, each with its words.
pub(crate) fn fill<'r>(
    content: &PageContent,
    ruling: &'r Ruling,
    words: &[Word],
    before: &Cut,
) -> Vec<Filled<'r>> {
    let mut lattices: Vec<&Lattice> = ruling.lattices.iter().collect();
    lattices.sort_by(|a, b| a.bbox().y0.total_cmp(&b.bbox().y0));
    lattices
        .into_iter()
        .map(|lattice| completed(lattice, content, &ruling.edges, words, before))
        .map(|lattice| Filled::of(lattice, words))
        .filter(|filled| filled.is_table(content) || before.has_rows_of(&filled.lattice))
        .collect()
}

/// The words of each lattice that stands in no other and is large enough for a table with stamps in it.
pub(crate) fn areas(lattices: &[Filled<'_>], words: &[Word]) -> Vec<Vec<usize>> {
    let inner = |one: &&Filled<'_>| {
        let inside = |other: &Filled<'_>| inside(one.lattice.bbox(), other.lattice.bbox());
        lattices.iter().any(inside)
    };
    lattices
        .iter()
        .filter(|one| one.has_rows(words) && !inner(one))
        .map(|one| one.cells.iter().flat_map(|(_, own)| own).copied().collect())
        .collect()
}

/// Takes words, which are gone from the page, out of the lattices.
pub(crate) fn forget(lattices: &mut [Filled<'_>], gone: &[usize]) {
    for (_, own) in lattices.iter_mut().flat_map(|one| &mut one.cells) {
        own.retain(|at| gone.binary_search(at).is_err());
        own.iter_mut()
            .for_each(|at| *at -= gone.partition_point(|other| *other < *at));
    }
}

/// What the rules of a page enclose; `before` are the column borders of the last frame on the pages before.
pub(crate) fn find(
    content: &PageContent,
    lattices: Vec<Filled<'_>>,
    edges: &[RulingLine],
    words: &[Word],
    before: &mut Vec<f32>,
) -> Enclosing {
    let mut all = Enclosing::default();
    for (xs, bbox) in open_frames(edges) {
        if !is_drawing(content, bbox) {
            let y0 = frame_top(&xs, bbox, edges, words).unwrap_or(bbox.y0);
            let bbox = BBox { y0, ..bbox };
            before.clone_from(&xs);
            all.frames.push(Frame { bbox, xs });
        }
    }
    let framed = |b: BBox| all.frames.iter().any(|frame| inside(b, frame.bbox));
    let lattices: Vec<Filled<'_>> = lattices
        .into_iter()
        .filter(|one| !framed(one.lattice.bbox()))
        .collect();
    for filled in lattices {
        match table(content, filled, words, before) {
            Some(Read::Table(found)) => all.tables.push(found),
            Some(Read::Frame(frame)) => {
                before.clone_from(&frame.xs);
                all.frames.push(frame);
            }
            None => {}
        }
    }
    nest(content, &mut all.tables);
    all
}

/// What a lattice turned out to be.
enum Read {
    Table(Found),
    Frame(Frame),
}

fn table(
    content: &PageContent,
    filled: Filled<'_>,
    words: &[Word],
    before: &[f32],
) -> Option<Read> {
    let (lattice, boxes) = refine(words, &filled.lattice, filled.cells)?;
    if is_unparted(words, &lattice, &boxes) || same_borders(&lattice.xs, before) {
        return Some(Read::Frame(Frame {
            bbox: lattice.bbox(),
            xs: lattice.xs,
        }));
    }
    let own: Vec<usize> = boxes.iter().flat_map(|(_, own)| own).copied().collect();
    let make = |(enclosed, own): (Enclosed, Vec<usize>)| -> Cell {
        let bbox = lattice.box_of(&enclosed);
        let own = own.iter().map(|at| words[*at].clone()).collect();
        cell(content, own, enclosed.rows, enclosed.columns, Some(bbox))
    };
    let grid = Grid {
        rows: lattice.rows(),
        columns: lattice.columns(),
        cells: boxes.into_iter().map(make).collect(),
        places: vec![content.place(lattice.bbox())],
        found: How::Rules,
        header_rows: 0,
    };
    Some(Read::Table(Found {
        grid,
        bbox: lattice.bbox(),
        words: own,
        piece: None,
        doubtful: Vec::new(),
    }))
}

/// The columns of a frame seen before: its last rows may be too few to show what they are.
fn same_borders(xs: &[f32], before: &[f32]) -> bool {
    xs.len() == before.len()
        && xs.len() >= 4
        && xs.iter().zip(before).all(|(a, b)| (a - b).abs() < 1.0)
}

/// The interval of a sorted list a value falls into.
fn between(borders: &[f32], value: f32) -> Option<usize> {
    let after = borders.partition_point(|border| *border <= value);
    (after > 0 && after < borders.len()).then(|| after - 1)
}

impl<'r> Filled<'r> {
    /// Puts every word into the cell its middle stands in.
    fn of(lattice: Cow<'r, Lattice>, words: &[Word]) -> Filled<'r> {
        let cells = lattice.cells().into_iter();
        let mut cells: Boxes = cells.map(|cell| (cell, Vec::new())).collect();
        let mut at = vec![vec![0; lattice.columns()]; lattice.rows()];
        for (index, (cell, _)) in cells.iter().enumerate() {
            for row in &mut at[cell.rows.clone()] {
                row[cell.columns.clone()].fill(index);
            }
        }
        for (index, word) in words.iter().enumerate() {
            let (x, y) = word.middle();
            if let (Some(column), Some(row)) = (between(&lattice.xs, x), between(&lattice.ys, y)) {
                cells[at[row][column]].1.push(index);
            }
        }
        Filled { lattice, cells }
    }

    /// The cells with words in them.
    fn non_empty(&self) -> impl Iterator<Item = &Enclosed> {
        let non_empty = self.cells.iter().filter(|(_, own)| !own.is_empty());
        non_empty.map(|(cell, _)| cell)
    }

    /// A frame around text, a chart's axes and an empty form of lines are not tables.
    fn is_table(&self, content: &PageContent) -> bool {
        let (rows, columns, all) = (
            self.lattice.rows(),
            self.lattice.columns(),
            self.cells.len(),
        );
        let non_empty = self.non_empty().count();
        let mut filled = vec![false; columns];
        self.non_empty()
            .for_each(|cell| filled[cell.columns.clone()].fill(true));
        let columns_filled = filled.into_iter().filter(|filled| *filled).count();
        // One tall row over a whole page holds, of all its cells, perhaps one long note.
        let cut_row = rows == 1 && columns >= 4 && non_empty >= 1;
        columns >= 2
            && all >= 2
            && (cut_row || non_empty >= 2 && columns_filled >= 2)
            && non_empty * 12 >= all
            && !self.has_bare_rows()
            && (non_empty * 2 >= all || !is_drawing(content, self.lattice.bbox()))
    }

    /// Every other row is bare, with filled ones below it: bars of a chart, not a form to be filled in.
    fn has_bare_rows(&self) -> bool {
        let mut filled = vec![false; self.lattice.rows()];
        self.non_empty()
            .for_each(|cell| filled[cell.rows.clone()].fill(true));
        let Some(last) = filled.iter().rposition(|filled| *filled) else {
            return true;
        };
        let bare = filled[..last].iter().filter(|filled| !**filled).count();
        bare > 1 && bare * 5 >= last * 2
    }

    /// Whether it has the rows and columns of a table in which large words are stamps. Rules may part its
    /// columns only.
    fn has_rows(&self, words: &[Word]) -> bool {
        let own = || {
            self.cells
                .iter()
                .flat_map(|(_, own)| own)
                .map(|at| &words[*at])
        };
        let unparted = || {
            let mut levels: Vec<i32> = own().map(|word| word.baseline as i32 / 4).collect();
            levels.sort_unstable();
            levels.dedup();
            self.lattice.columns() > stamp::LEAST && levels.len() > stamp::LEAST
        };
        self.lattice.columns() >= stamp::LEAST
            && (self.lattice.rows() >= stamp::LEAST || unparted())
    }
}

/// Puts tables that stand inside a cell of another into that cell, their words too.
fn nest(content: &PageContent, found: &mut Vec<Found>) {
    found.sort_by(|a, b| area(a.bbox).total_cmp(&area(b.bbox)));
    let mut at = 0;
    while at < found.len() {
        let inner = found[at].bbox;
        match (at + 1..found.len()).find(|outer| inside(inner, found[*outer].bbox)) {
            Some(outer) => {
                let table = found.remove(at);
                put_inside(content, &mut found[outer - 1], table);
            }
            None => at += 1,
        }
    }
}

fn area(b: BBox) -> f32 {
    b.width() * b.height()
}

fn inside(inner: BBox, outer: BBox) -> bool {
    let slack = 1.0;
    inner.x0 > outer.x0 - slack
        && inner.y0 > outer.y0 - slack
        && inner.x1 < outer.x1 + slack
        && inner.y1 < outer.y1 + slack
        && area(inner) < area(outer)
}

/// The words of an inner table are among those of the outer cell already: both were filled from the page.
fn put_inside(content: &PageContent, outer: &mut Found, inner: Found) {
    let middle = (
        (inner.bbox.x0 + inner.bbox.x1) / 2.0,
        (inner.bbox.y0 + inner.bbox.y1) / 2.0,
    );
    let printed = content.printed(BBox {
        x0: middle.0,
        y0: middle.1,
        x1: middle.0,
        y1: middle.1,
    });
    let holds = |cell: &&mut Cell| {
        cell.places.first().and_then(|p| p.bbox).is_some_and(|b| {
            b.x0 <= printed.x0 && printed.x0 <= b.x1 && b.y0 <= printed.y0 && printed.y0 <= b.y1
        })
    };
    if let Some(cell) = outer.grid.cells.iter_mut().find(holds) {
        cell.nested.push(inner.grid);
    }
}
