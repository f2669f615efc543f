//! Ruling lines of a page, and the areas they enclose.

use super::component::{Piece, Touch, pieces};
use super::flatten::PAPER;
use super::plane::Plane;
use super::{Area, Rule};

/// A rule is at least so long, in inches.
const LENGTH: f32 = 0.3;
/// And at most so thick.
const THICKNESS: f32 = 0.03;
/// Gaps in faint rules are closed up to here; wider ones would make rules of text.
const GAP: f32 = 0.0125;
/// Between pieces that are rules already, gaps may be wider.
const JOINED_GAP: f32 = 0.15;
/// Pixels darker than paper by this are of a rule, if they make one: rules are printed fainter than letters.
const DARKER: u8 = 28;
/// Letters stand on a line for less than this share of its length.
const STEMS: f32 = 0.25;
/// A cell is at least so large, in inches.
const CELL_WIDTH: f32 = 0.15;
const CELL_HEIGHT: f32 = 0.1;
/// And fills its box to this share.
const CELL_FILL: f32 = 0.6;

/// What is ruled on a page.
pub(super) struct Grid {
    /// The lines.
    pub(super) rules: Vec<Rule>,
    /// Pixels of lines, a little wider than they are.
    pub(super) mask: Plane,
    /// Areas enclosed by lines on all sides, from top to bottom.
    pub(super) cells: Vec<Piece>,
}

/// The ruling lines of a page whose paper is even, and the cells between them.
pub(super) fn grid(flat: &Plane, dpi: f32) -> Grid {
    let dark = flat.map(|value| u8::from(value < PAPER - DARKER));
    let level = lines(&dark, dpi);
    let upright = lines(&dark.transposed(), dpi).transposed();
    let mut both = level.clone();
    for (pixel, other) in both.data.iter_mut().zip(&upright.data) {
        *pixel |= other;
    }
    let mask = both.extreme(1, u8::max);
    let cells = cells(&mask, dpi);
    let mut rules = rules(&level, dpi);
    rules.extend(rules_of_columns(&upright, dpi));
    Grid { rules, mask, cells }
}

/// The level lines among dark pixels.
fn lines(dark: &Plane, dpi: f32) -> Plane {
    let length = (LENGTH * dpi) as usize;
    let thickest = (THICKNESS * dpi).ceil() as usize + 2;
    // A line that is not quite level goes on in the row above or below.
    let mut near = dark.clone();
    for y in 0..dark.height {
        for other in [y.checked_sub(1), (y + 1 < dark.height).then_some(y + 1)] {
            let Some(other) = other else { continue };
            let row = dark.row(other);
            for (pixel, beside) in near.row_mut(y).iter_mut().zip(row) {
                *pixel |= beside;
            }
        }
    }
    let gap = (GAP * dpi).round().max(1.0) as usize;
    let mut long = near.clone();
    for y in 0..long.height {
        let row = long.row_mut(y);
        close(row, gap);
        open(row, length);
    }
    let mut thin = without_thick(&long, thickest);
    let joined = (JOINED_GAP * dpi) as usize;
    for y in 0..thin.height {
        let row = thin.row_mut(y);
        close(row, gap);
        open(row, length);
        close(row, joined);
    }
    without_letters(&thin, dark, thickest)
}

/// The feet of letters in a row can look like a line; but on much of its length stems stand on it.
fn without_letters(lines: &Plane, dark: &Plane, thickest: usize) -> Plane {
    let columns = dark.transposed();
    let stands = |x: usize, y: usize| {
        let column = columns.row(x);
        let up = column[..y].iter().rev().take_while(|pixel| **pixel != 0);
        let down = column[y..].iter().take_while(|pixel| **pixel != 0);
        up.take(thickest + 1).count() + down.take(thickest + 1).count() > thickest
    };
    let mut kept = Plane::filled(lines.width, lines.height, 0);
    for piece in pieces(lines, Touch::Corners) {
        let mut levels = vec![usize::MAX; piece.width()];
        for run in &piece.runs {
            let from = run.x0 as usize - piece.area.x0;
            for (level, x) in levels[from..].iter_mut().zip(run.x0..run.x1) {
                if *level == usize::MAX && dark.row(run.y as usize)[x as usize] != 0 {
                    *level = run.y as usize;
                }
            }
        }
        let seen = levels.iter().enumerate().filter(|(_, y)| **y != usize::MAX);
        let stems = seen.filter(|(x, y)| stands(piece.area.x0 + x, **y)).count();
        if stems as f32 > STEMS * piece.width() as f32 {
            continue;
        }
        for run in &piece.runs {
            kept.row_mut(run.y as usize)[run.x0 as usize..run.x1 as usize].fill(1);
        }
    }
    kept
}

/// Sets what lies between set pixels no further apart than `gap`.
fn close(row: &mut [u8], gap: usize) {
    let mut last: Option<usize> = None;
    for at in 0..row.len() {
        if row[at] == 0 {
            continue;
        }
        if let Some(before) = last.filter(|before| at - before > 1 && at - before - 1 <= gap) {
            row[before + 1..at].fill(1);
        }
        last = Some(at);
    }
}

/// Clears runs shorter than `length`.
fn open(row: &mut [u8], length: usize) {
    let mut at = 0;
    while at < row.len() {
        let run = row[at..].iter().take_while(|pixel| **pixel != 0).count();
        if run > 0 && run < length {
            row[at..at + run].fill(0);
        }
        at += run.max(1);
    }
}

/// Clears what is thicker than a line, column by column.
fn without_thick(mask: &Plane, thickest: usize) -> Plane {
    let mut columns = mask.transposed();
    for x in 0..columns.height {
        let column = columns.row_mut(x);
        let mut at = 0;
        while at < column.len() {
            let run = column[at..].iter().take_while(|pixel| **pixel != 0).count();
            if run > thickest {
                column[at..at + run].fill(0);
            }
            at += run.max(1);
        }
    }
    columns.transposed()
}

/// Level rules as boxes: pieces of a line that bends or leans are one line at its mean level.
fn rules(mask: &Plane, dpi: f32) -> Vec<Rule> {
    let least = (LENGTH * dpi) as usize;
    let found = pieces(mask, Touch::Corners);
    let long = found.iter().filter(|piece| piece.width() >= least);
    long.map(|piece| Rule {
        area: straight(piece),
    })
    .collect()
}

fn rules_of_columns(mask: &Plane, dpi: f32) -> Vec<Rule> {
    let found = rules(&mask.transposed(), dpi);
    found
        .into_iter()
        .map(|Rule { area }| Rule {
            area: Area {
                x0: area.y0,
                y0: area.x0,
                x1: area.y1,
                y1: area.x1,
            },
        })
        .collect()
}

/// The box of a level piece, at its mean level and as thick as its mean.
fn straight(piece: &Piece) -> Area {
    let level: usize = piece
        .runs
        .iter()
        .map(|run| run.y as usize * (run.x1 - run.x0) as usize)
        .sum();
    let middle = level as f32 / piece.size as f32 + 0.5;
    let half = (piece.size as f32 / piece.width() as f32 / 2.0).max(0.5);
    Area {
        y0: (middle - half).max(0.0).round() as usize,
        y1: ((middle + half).round() as usize).max(1),
        ..piece.area
    }
}

/// What lines enclose: paper that does not reach the edge of the page.
fn cells(mask: &Plane, dpi: f32) -> Vec<Piece> {
    let paper = mask.map(|line| 1 - line);
    let (width, height) = (mask.width, mask.height);
    let mut cells = pieces(&paper, Touch::Sides);
    cells.retain(|piece| {
        let Area { x0, y0, x1, y1 } = piece.area;
        let inside = x0 > 0 && y0 > 0 && x1 < width && y1 < height;
        let large =
            piece.width() as f32 > CELL_WIDTH * dpi && piece.height() as f32 > CELL_HEIGHT * dpi;
        inside && large && piece.size as f32 > CELL_FILL * (piece.width() * piece.height()) as f32
    });
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    const DPI: f32 = 200.0;

    fn page() -> Plane {
        Plane::filled(800, 600, PAPER)
    }

    fn fill(plane: &mut Plane, area: [usize; 4], value: u8) {
        let [x0, y0, x1, y1] = area;
        for y in y0..y1 {
            plane.row_mut(y)[x0..x1].fill(value);
        }
    }

    /// Two columns and three rows, and a line of letters in each cell.
    fn table(plane: &mut Plane, ink: u8) {
        for y in [100, 180, 260, 340] {
            fill(plane, [100, y, 702, y + 2], ink);
        }
        for x in [100, 400, 700] {
            fill(plane, [x, 100, x + 2, 342], ink);
        }
        for y in [130, 210, 290] {
            for x in (120..360).step_by(14) {
                fill(plane, [x, y, x + 9, y + 16], 30);
            }
        }
    }

    #[test]
    fn rules_enclose_cells_and_text_is_no_rule() {
        for ink in [30, 200] {
            let mut plane = page();
            table(&mut plane, ink);
            let grid = grid(&plane, DPI);
            assert_eq!((grid.cells.len(), grid.rules.len()), (6, 7), "{ink}");
        }
    }

    #[test]
    fn a_broken_rule_still_parts_cells() {
        let mut plane = page();
        table(&mut plane, 60);
        fill(&mut plane, [200, 180, 220, 182], PAPER);
        fill(&mut plane, [400, 230, 402, 250], PAPER);
        assert_eq!(grid(&plane, DPI).cells.len(), 6);
    }

    #[test]
    fn a_rule_that_sinks_by_a_few_pixels_is_one_rule() {
        let mut plane = page();
        for x in 100..700 {
            let y = 200 + (x - 100) / 150;
            fill(&mut plane, [x, y, x + 1, y + 2], 60);
        }
        let grid = grid(&plane, DPI);
        assert_eq!(grid.rules.len(), 1);
        assert!(grid.rules[0].area.x1 - grid.rules[0].area.x0 >= 598);
    }

    #[test]
    fn dark_bars_and_small_boxes_are_no_cells() {
        let mut plane = page();
        fill(&mut plane, [0, 0, 800, 20], 10);
        fill(&mut plane, [300, 300, 500, 330], 10);
        let grid = grid(&plane, DPI);
        assert!(grid.cells.is_empty() && grid.rules.is_empty());
    }
}
