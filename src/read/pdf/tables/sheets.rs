//! A sheet wider than its paper is printed on several: the columns that found no room stand on pages of their
//! own, each row at the height it has on the first. Grids of such pages → one grid.

use crate::model::{Block, Code, Document, Finding, Found, Grid};
use crate::text::column_role::{ColumnRole, column_role};
use std::collections::BTreeSet;

/// Borders of rows on two pages agree to so many points.
const ALIKE: f32 = 1.5;
/// As many rows at the same heights are no chance.
const ENOUGH: usize = 2;

/// Whether these borders of rows are among those of another table, one after the other.
pub(super) fn agree(own: &[f32], others: &[f32]) -> bool {
    first_of(own, others).is_some()
}

/// Where borders begin among others.
fn first_of(own: &[f32], others: &[f32]) -> Option<usize> {
    let same = |a: &[f32]| a.iter().zip(own).all(|(a, b)| (a - b).abs() < ALIKE);
    let found = others.windows(own.len().max(1)).position(same);
    found.filter(|_| own.len() > ENOUGH)
}

/// Joins columns to the rows they belong to, and tells.
pub(crate) fn join_columns(document: &mut Document) -> Vec<Finding> {
    let sheets: Vec<Sheet<'_>> = document
        .blocks
        .iter()
        .enumerate()
        .filter_map(|(block, content)| Sheet::of(block, content))
        .collect();
    let mut apart: BTreeSet<u32> = BTreeSet::new();
    let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
    for (at, right) in sheets.iter().enumerate() {
        let left = sheets[..at].iter().rev().find_map(|left| {
            let pages = right
                .page
                .checked_sub(left.page)
                .filter(|pages| *pages > 0)?;
            let row = first_of(&right.ys, &left.ys)?;
            let known = apart.contains(&pages);
            let is_joined = pairs.iter().any(|(_, block, _)| *block == left.block);
            let goes_on = known && !right.roles(0).contains(&ColumnRole::Label);
            let fits = !is_joined && (goes_on || right.completes(left, row));
            fits.then_some((left, row, pages))
        });
        if let Some((left, row, pages)) = left {
            apart.insert(pages);
            pairs.push((left.block, right.block, row));
        }
    }
    let told = pairs
        .iter()
        .filter_map(|pair| join(document, *pair))
        .collect();
    let mut at = 0;
    document.blocks.retain(|_| {
        at += 1;
        !pairs.iter().any(|(_, gone, _)| *gone == at - 1)
    });
    told
}

/// A ruled grid, and where its rows stand.
struct Sheet<'a> {
    block: usize,
    page: u32,
    grid: &'a Grid,
    /// The borders of its rows, from top to bottom.
    ys: Vec<f32>,
}

impl<'a> Sheet<'a> {
    fn of(block: usize, content: &'a Block) -> Option<Sheet<'a>> {
        let Block::Grid(grid) = content else {
            return None;
        };
        let [place] = &grid.places[..] else {
            return None;
        };
        if grid.found != Found::Rules {
            return None;
        }
        let mut ys = vec![None; grid.rows + 1];
        for cell in grid.cells.iter().filter(|cell| cell.rows.len() == 1) {
            let bbox = cell.places.first()?.bbox?;
            ys[cell.rows.start].get_or_insert(bbox.y0);
            ys[cell.rows.end].get_or_insert(bbox.y1);
        }
        Some(Sheet {
            block,
            page: place.page?,
            grid,
            ys: ys.into_iter().collect::<Option<_>>()?,
        })
    }

    /// What the cells of a row say, as far as they name columns.
    fn roles(&self, row: usize) -> Vec<ColumnRole> {
        let own = self.grid.cells.iter().filter(|cell| cell.rows.start == row);
        own.filter_map(|cell| column_role(cell.text.as_str()))
            .collect()
    }

    /// Whether its header names the columns that another one, of labels, has not.
    fn completes(&self, left: &Sheet<'_>, row: usize) -> bool {
        let (own, left) = (self.roles(0), left.roles(row));
        let labels = [ColumnRole::Label, ColumnRole::Number];
        left.contains(&ColumnRole::Label)
            && own.iter().any(|role| !left.contains(role))
            && !own.iter().any(|role| labels.contains(role))
    }
}

/// Puts the cells of one grid beside those of another, from this row on.
fn join(document: &mut Document, (left, right, row): (usize, usize, usize)) -> Option<Finding> {
    let (above, below) = document.blocks.split_at_mut_checked(right)?;
    let (Some(Block::Grid(grid)), Some(Block::Grid(next))) = (above.get_mut(left), below.first())
    else {
        return None;
    };
    put_beside(grid, next, row);
    let place = next.places.first()?.clone();
    let names = next.cells.iter().filter(|cell| cell.rows.start == 0);
    let names: Vec<&str> = names.map(|cell| cell.text.as_str()).collect();
    let finding = Finding::new(Code::ColumnsJoined)
        .with("page", place.page.unwrap_or_default())
        .with("to", grid.places.first()?.page.unwrap_or_default());
    Some(finding.at(place, names.join(" | ").as_str()))
}

fn put_beside(grid: &mut Grid, next: &Grid, row: usize) {
    let columns = grid.columns;
    grid.cells
        .extend(next.cells.iter().cloned().map(|mut cell| {
            cell.rows = cell.rows.start + row..cell.rows.end + row;
            cell.columns = cell.columns.start + columns..cell.columns.end + columns;
            cell
        }));
    grid.cells
        .sort_by_key(|cell| (cell.rows.start, cell.columns.start));
    grid.columns += next.columns;
    grid.places.extend(next.places.iter().cloned());
}
