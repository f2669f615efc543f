//! Ink of a page → lines of print, each cut out for reading.
//!
//! Letters are pieces of ink. Those as high as letters that stand side by side make a line; accents, dots, commas
//! and dashes go to the line whose letters are nearest. So no profile has to part lines whose accents touch.

use super::component::{Piece, Touch, join, pieces, root};
use super::flatten::PAPER;
use super::grid::Grid;
use super::plane::Plane;
use super::{Area, Picture, Stain, Strip};

/// Pixels darker than paper by this are ink.
pub(super) const INK: u8 = 55;
/// Smaller pieces are noise, in inches across.
const NOISE: f32 = 0.012;
/// The ink gate: a line has a piece at least so high or so wide, in inches. Blank paper is never read.
const GATE_HEIGHT: f32 = 0.05;
const GATE_WIDTH: f32 = 0.03;
/// A speck this far from all letters is none of a line's, in inches.
const SPECK_REACH: f32 = 0.07;
/// Letters are so high, in inches: what is outside does not tell their usual height.
const LETTERS: std::ops::Range<f32> = 0.04..0.2;
/// Pieces from this share of the usual height on are letters that make lines.
const SEED: f32 = 0.6;
/// The distance of lines, in usual heights, as long as nothing tells.
const PITCH: f32 = 2.3;
/// Gaps wider than this part columns, in distances of lines.
const COLUMN_GAP: f32 = 1.2;
/// In one cell, letters this far apart are still one line.
const CELL_GAP: f32 = 3.0;
/// A mark belongs to letters no further away, in distances of lines.
const MARK_REACH: f32 = 0.5;
/// Higher pieces are letters of two lines that touch, in distances of lines.
const TALL: f32 = 1.35;
/// Coloured ink in so many places of a box touches what stands in it, as a share, and in square inches.
const STAINED: f32 = 0.01;
const STAIN: f32 = 0.0006;

/// What lines are cut from.
pub(super) struct Sheet<'p> {
    /// The page without colour and rules.
    pub(super) text: &'p Plane,
    /// The page with all its ink but rules.
    pub(super) all: &'p Plane,
    /// Coloured ink.
    pub(super) stain: Option<&'p Plane>,
    /// Rules and cells.
    pub(super) grid: &'p Grid,
    /// Pixels per inch.
    pub(super) dpi: f32,
}

/// A piece of ink and the cell it lies in.
struct Ink {
    piece: Piece,
    cell: Option<usize>,
}

/// The lines of print, and the usual distance of two.
pub(super) fn strips(sheet: &Sheet) -> (Vec<Strip>, f32) {
    let cells = CellMap::of(sheet.grid, sheet.text);
    let mut ink = ink(sheet.text, &cells, sheet.dpi);
    let height = usual_height(&ink, sheet.dpi);
    ink = parted(ink, TALL * PITCH * height);
    let rough = PITCH * height;
    let lines = lines(&ink, sheet, height, rough);
    let pitch = pitch(&lines, &ink, rough);
    let mut strips: Vec<Strip> = lines
        .iter()
        .map(|line| strip(sheet, sheet.text, &ink, line))
        .collect();
    strips.extend(coloured_cells(sheet, &cells, &strips, height));
    strips.sort_by_key(|strip| {
        let top = strip.cell.unwrap_or(strip.area);
        (top.y0, top.x0, strip.area.y0, strip.area.x0)
    });
    (strips, pitch)
}

/// For each pixel the cell it lies in.
struct CellMap {
    width: usize,
    /// The cell's index plus one; 0 outside.
    cells: Vec<u16>,
    areas: Vec<Area>,
}

impl CellMap {
    fn of(grid: &Grid, plane: &Plane) -> CellMap {
        let mut cells = vec![0; plane.data.len()];
        for (number, cell) in (1u16..).zip(&grid.cells) {
            for run in &cell.runs {
                let from = run.y as usize * plane.width;
                cells[from + run.x0 as usize..from + run.x1 as usize].fill(number);
            }
        }
        CellMap {
            width: plane.width,
            cells,
            areas: grid.cells.iter().map(|cell| cell.area).collect(),
        }
    }

    /// The cell in which most of a piece lies.
    fn of_piece(&self, piece: &Piece) -> Option<usize> {
        let at = |x: u32, y: u32| self.cells[y as usize * self.width + x as usize];
        let middles = piece
            .runs
            .iter()
            .map(|run| at((run.x0 + run.x1) / 2, run.y));
        let mut counts: Vec<(u16, usize)> = Vec::new();
        for cell in middles.filter(|cell| *cell != 0) {
            match counts.iter_mut().find(|(known, _)| *known == cell) {
                Some((_, count)) => *count += 1,
                None => counts.push((cell, 1)),
            }
        }
        let most = counts.into_iter().max_by_key(|(_, count)| *count);
        most.map(|(cell, _)| usize::from(cell) - 1)
    }
}

/// The pieces of ink that may be print.
fn ink(plane: &Plane, cells: &CellMap, dpi: f32) -> Vec<Ink> {
    let noise = ((NOISE * dpi).powi(2) as usize).max(4);
    let mask = plane.map(|value| u8::from(value < PAPER - INK));
    let mut pieces = pieces(&mask, Touch::Corners);
    pieces.retain(|piece| piece.size >= noise);
    let found = pieces.into_iter().map(|piece| Ink {
        cell: cells.of_piece(&piece),
        piece,
    });
    let edge = |area: Area| {
        area.x0 == 0 || area.y0 == 0 || area.x1 == plane.width || area.y1 == plane.height
    };
    // Outside tables what is too large for letters is a picture, a bar at the edge, a signature.
    let is_print = |ink: &Ink| {
        let (width, height) = (
            ink.piece.width() as f32 / dpi,
            ink.piece.height() as f32 / dpi,
        );
        ink.cell.is_some()
            || height < 0.45 && width < 4.0 && !(edge(ink.piece.area) && height > 0.2)
    };
    found.filter(is_print).collect()
}

/// The usual height of letters, accents apart from them not counted.
fn usual_height(ink: &[Ink], dpi: f32) -> f32 {
    let heights = ink.iter().map(|ink| ink.piece.height() as f32);
    let mut heights: Vec<f32> = heights
        .filter(|height| LETTERS.contains(&(height / dpi)))
        .collect();
    heights.sort_by(f32::total_cmp);
    heights
        .get(heights.len() / 2)
        .copied()
        .unwrap_or(0.09 * dpi)
}

/// Letters of two lines that touch are parted where they are thinnest.
fn parted(ink: Vec<Ink>, tallest: f32) -> Vec<Ink> {
    let mut all = Vec::with_capacity(ink.len());
    let mut open = ink;
    while let Some(one) = open.pop() {
        if one.piece.height() as f32 <= tallest {
            all.push(one);
            continue;
        }
        let cell = one.cell;
        let halves = halves(one.piece);
        open.extend(halves.map(|piece| Ink { piece, cell }));
    }
    all.sort_by_key(|ink| (ink.piece.area.y0, ink.piece.area.x0));
    all
}

/// A piece cut across where its middle part has least ink.
fn halves(piece: Piece) -> [Piece; 2] {
    let Area { y0, y1, .. } = piece.area;
    let mut rows = vec![0; y1 - y0];
    for run in &piece.runs {
        rows[run.y as usize - y0] += run.x1 - run.x0;
    }
    let (from, to) = ((y1 - y0) * 3 / 10, (y1 - y0) * 7 / 10);
    let thinnest = (from..to.max(from + 1)).min_by_key(|row| rows[*row]);
    let cut = (y0 + thinnest.unwrap_or(from).max(1)) as u32;
    let (upper, lower): (Vec<_>, Vec<_>) = piece.runs.into_iter().partition(|run| run.y < cut);
    [upper, lower].map(|runs| {
        let edges = |pick: fn(u32, u32) -> u32, of: fn(&super::component::Run) -> u32| {
            runs.iter().map(of).reduce(pick).unwrap_or(0) as usize
        };
        let area = Area {
            x0: edges(u32::min, |run| run.x0),
            y0: edges(u32::min, |run| run.y),
            x1: edges(u32::max, |run| run.x1),
            y1: edges(u32::max, |run| run.y) + 1,
        };
        Piece {
            area,
            size: runs.iter().map(|run| (run.x1 - run.x0) as usize).sum(),
            runs,
        }
    })
}

/// A line of print: its pieces, and the letters among them.
struct Line {
    cell: Option<usize>,
    ink: Vec<usize>,
    seeds: usize,
    area: Area,
}

fn lines(ink: &[Ink], sheet: &Sheet, height: f32, pitch: f32) -> Vec<Line> {
    let is_seed = |at: &usize| {
        let piece = &ink[*at].piece;
        piece.height() as f32 >= SEED * height
    };
    let (mut seeds, marks): (Vec<usize>, Vec<usize>) = (0..ink.len()).partition(is_seed);
    seeds.sort_by_key(|at| ink[*at].piece.area.x0);
    let linked = |a: usize, b: usize| sits_beside(sheet, &ink[a], &ink[b], pitch);
    let mut lines = clusters(&seeds, ink, CELL_GAP * pitch, linked);
    lines
        .iter_mut()
        .for_each(|line| line.seeds = line.ink.len());
    let loose = give_marks(&mut lines, &marks, ink, pitch, sheet.dpi);
    let near = |a: usize, b: usize| {
        ink[a].cell == ink[b].cell
            && level(ink[a].piece.area, ink[b].piece.area) < 0.25 * pitch
            && gap(ink[a].piece.area, ink[b].piece.area) < COLUMN_GAP * pitch
    };
    lines.extend(clusters(&loose, ink, COLUMN_GAP * pitch, near));
    lines.retain(|line| {
        line.ink.iter().any(|at| {
            let piece = &ink[*at].piece;
            piece.height() as f32 >= GATE_HEIGHT * sheet.dpi
                || piece.width() as f32 >= GATE_WIDTH * sheet.dpi
        })
    });
    lines
}

/// Two letters of one line.
fn sits_beside(sheet: &Sheet, a: &Ink, b: &Ink, pitch: f32) -> bool {
    let (left, right) = (a.piece.area, b.piece.area);
    let reach = if a.cell.is_some() {
        CELL_GAP
    } else {
        COLUMN_GAP
    };
    let overlap = left.y1.min(right.y1) as f32 - left.y0.max(right.y0) as f32;
    let lower = a.piece.height().min(b.piece.height()) as f32;
    a.cell == b.cell
        && gap(left, right) < reach * pitch
        && overlap >= 0.5 * lower
        && !is_ruled_between(sheet, left, right)
}

/// Whether an upright rule stands between two letters.
fn is_ruled_between(sheet: &Sheet, left: Area, right: Area) -> bool {
    let middle = (left.y0 + left.y1) / 2;
    let from = left.x1.min(right.x1);
    let to = left.x0.max(right.x0);
    sheet.grid.rules.iter().any(|rule| {
        let Area { x0, y0, x1, y1 } = rule.area;
        y1 - y0 > x1 - x0 && y0 <= middle && middle < y1 && from <= x0 + 2 && x1 <= to + 2
    })
}

/// Pieces that hang together; `order` is from left to right.
fn clusters(
    order: &[usize],
    ink: &[Ink],
    reach: f32,
    linked: impl Fn(usize, usize) -> bool,
) -> Vec<Line> {
    let mut parents: Vec<u32> = (0..order.len() as u32).collect();
    for (first, at) in order.iter().enumerate() {
        let end = ink[*at].piece.area.x1 as f32 + reach;
        let after = order.iter().enumerate().skip(first + 1);
        let near = after.take_while(|(_, other)| ink[**other].piece.area.x0 as f32 <= end);
        for (second, other) in near {
            if linked(*at, *other) {
                join(&mut parents, first as u32, second as u32);
            }
        }
    }
    let mut lines: Vec<Line> = Vec::new();
    let mut numbers = vec![usize::MAX; order.len()];
    for (index, at) in order.iter().enumerate() {
        let root = root(&mut parents, index as u32) as usize;
        if numbers[root] == usize::MAX {
            numbers[root] = lines.len();
            lines.push(Line {
                cell: ink[*at].cell,
                ink: Vec::new(),
                seeds: 0,
                area: ink[*at].piece.area,
            });
        }
        lines[numbers[root]].take(*at, ink);
    }
    lines
}

impl Line {
    fn take(&mut self, at: usize, ink: &[Ink]) {
        self.area = self.area.joined(ink[at].piece.area);
        self.ink.push(at);
    }
}

/// Gives accents, dots and dashes to the lines whose letters are nearest; those that are near none are left.
fn give_marks(
    lines: &mut [Line],
    marks: &[usize],
    ink: &[Ink],
    pitch: f32,
    dpi: f32,
) -> Vec<usize> {
    let mut loose = Vec::new();
    let mut given: Vec<(usize, usize)> = Vec::new();
    for mark in marks {
        let Ink { piece, cell } = &ink[*mark];
        let is_speck = (piece.height() as f32) < GATE_HEIGHT * dpi
            && (piece.width() as f32) < GATE_WIDTH * dpi;
        let reach = match is_speck {
            true => (SPECK_REACH * dpi).min(MARK_REACH * pitch),
            false => MARK_REACH * pitch,
        };
        let distance = |line: &Line| {
            let letters = line.ink[..line.seeds].iter().map(|at| ink[*at].piece.area);
            letters
                .map(|letter| gap(letter, piece.area) + apart(letter, piece.area))
                .fold(f32::INFINITY, f32::min)
        };
        let near = lines.iter().enumerate().filter(|(_, line)| {
            line.cell == *cell
                && gap(line.area, piece.area) <= reach
                && apart(line.area, piece.area) <= reach
        });
        let nearest = near
            .map(|(at, line)| (distance(line), at))
            .min_by(|a, b| a.0.total_cmp(&b.0));
        match nearest.filter(|(distance, _)| *distance <= reach) {
            Some((_, line)) => given.push((line, *mark)),
            None => loose.push(*mark),
        }
    }
    for (line, mark) in given {
        lines[line].take(mark, ink);
    }
    loose.sort_by_key(|at| ink[*at].piece.area.x0);
    loose
}

/// How far apart two boxes are sideways.
fn gap(a: Area, b: Area) -> f32 {
    (a.x0.max(b.x0) as f32 - a.x1.min(b.x1) as f32).max(0.0)
}

/// How far apart two boxes are up and down.
fn apart(a: Area, b: Area) -> f32 {
    (a.y0.max(b.y0) as f32 - a.y1.min(b.y1) as f32).max(0.0)
}

/// How far apart the middles of two boxes are up and down.
fn level(a: Area, b: Area) -> f32 {
    ((a.y0 + a.y1) as f32 - (b.y0 + b.y1) as f32).abs() / 2.0
}

/// The usual distance between a line and the one under it.
fn pitch(lines: &[Line], ink: &[Ink], rough: f32) -> f32 {
    let feet: Vec<f32> = lines.iter().map(|line| foot(line, ink)).collect();
    let mut distances: Vec<f32> = Vec::new();
    for (line, own) in lines.iter().zip(&feet) {
        let below = lines.iter().zip(&feet).filter(|(other, foot)| {
            other.cell == line.cell && gap(line.area, other.area) == 0.0 && **foot > *own
        });
        let next = below
            .map(|(_, foot)| foot - own)
            .fold(f32::INFINITY, f32::min);
        distances.extend((0.5 * rough..1.7 * rough).contains(&next).then_some(next));
    }
    distances.sort_by(f32::total_cmp);
    distances
        .get(distances.len() / 2)
        .copied()
        .filter(|_| distances.len() > 4)
        .unwrap_or(rough)
}

/// Where the letters of a line stand: the middle one of their feet.
fn foot(line: &Line, ink: &[Ink]) -> f32 {
    let letters = &line.ink[..line.seeds];
    let letters = if letters.is_empty() {
        &line.ink
    } else {
        letters
    };
    let mut feet: Vec<usize> = letters.iter().map(|at| ink[*at].piece.area.y1).collect();
    feet.sort_unstable();
    feet.get(feet.len() / 2).map_or(0.0, |foot| *foot as f32)
}

fn strip(sheet: &Sheet, plane: &Plane, ink: &[Ink], line: &Line) -> Strip {
    Strip {
        area: line.area,
        baseline: foot(line, ink),
        cell: line.cell.map(|cell| sheet.grid.cells[cell].area),
        image: cut_out(plane, ink, line, sheet.dpi),
        paper: PAPER,
        stain: is_stained(sheet, line.area).then_some(Stain::Coloured),
    }
}

/// The line alone: ink of its neighbours is painted over.
fn cut_out(plane: &Plane, ink: &[Ink], line: &Line, dpi: f32) -> Picture {
    let Area { x0, y0, x1, y1 } = line.area;
    let (width, height) = (x1 - x0, y1 - y0);
    let mut own = vec![false; width * height];
    let paint = |piece: &Piece, halo: usize, to: &mut dyn FnMut(usize)| {
        for run in &piece.runs {
            let rows =
                (run.y as usize).saturating_sub(halo).max(y0)..(run.y as usize + halo + 1).min(y1);
            let from = (run.x0 as usize).saturating_sub(halo).max(x0);
            let until = (run.x1 as usize + halo).min(x1);
            for y in rows {
                (from..until).for_each(|x| to((y - y0) * width + x - x0));
            }
        }
    };
    for at in &line.ink {
        paint(&ink[*at].piece, 2, &mut |at| own[at] = true);
    }
    let mut grey = Vec::with_capacity(width * height);
    for y in y0..y1 {
        grey.extend_from_slice(&plane.row(y)[x0..x1]);
    }
    let mine: std::collections::BTreeSet<usize> = line.ink.iter().copied().collect();
    let strangers = ink.iter().enumerate().filter(|(at, other)| {
        let area = other.piece.area;
        area.x0 < x1 && x0 < area.x1 && area.y0 < y1 && y0 < area.y1 && !mine.contains(at)
    });
    for (_, stranger) in strangers {
        paint(&stranger.piece, 1, &mut |at| {
            if !own[at] {
                grey[at] = PAPER;
            }
        });
    }
    Picture {
        width,
        height,
        grey,
        colour: None,
        dpi,
    }
}

/// Whether coloured ink touches a box.
fn is_stained(sheet: &Sheet, area: Area) -> bool {
    let Some(stain) = sheet.stain else {
        return false;
    };
    let rows = area.y0..area.y1;
    let count: usize = rows
        .map(|y| {
            let row = &stain.row(y)[area.x0..area.x1];
            row.iter().filter(|pixel| **pixel != 0).count()
        })
        .sum();
    let size = ((area.x1 - area.x0) * (area.y1 - area.y0)) as f32;
    count as f32 > (STAINED * size).min(STAIN * sheet.dpi * sheet.dpi).max(4.0)
}

/// Cells that hold coloured ink and nothing else: print or pen in colour is read, and to be checked; of a stamp
/// only that it is there is said.
fn coloured_cells(sheet: &Sheet, cells: &CellMap, known: &[Strip], height: f32) -> Vec<Strip> {
    if sheet.stain.is_none() {
        return Vec::new();
    }
    let filled = |area: &Area| known.iter().any(|strip| strip.cell.as_ref() == Some(area));
    let bare = |(_, area): &(usize, &Area)| !filled(area) && is_stained(sheet, **area);
    let bare: Vec<(usize, &Area)> = cells.areas.iter().enumerate().filter(bare).collect();
    if bare.is_empty() {
        return Vec::new();
    }
    let ink = ink(sheet.all, cells, sheet.dpi);
    let lines = lines(&ink, sheet, height, PITCH * height);
    let mut strips = Vec::new();
    for (cell, area) in bare {
        let own: Vec<&Line> = lines
            .iter()
            .filter(|line| line.cell == Some(cell))
            .collect();
        let inside = |line: &&Line| {
            let Area { x0, y0, x1, y1 } = line.area;
            let margin = (0.02 * sheet.dpi) as usize;
            x0 > area.x0 + margin
                && y0 > area.y0 + margin
                && x1 + margin < area.x1
                && y1 + margin < area.y1
                && ((y1 - y0) as f32) < TALL * PITCH * height
        };
        let is_print = !own.is_empty() && own.iter().all(inside);
        match is_print {
            true => strips.extend(own.into_iter().map(|line| Strip {
                stain: Some(Stain::Coloured),
                ..strip(sheet, sheet.all, &ink, line)
            })),
            false => strips.push(stamped(*area, sheet.dpi)),
        }
    }
    strips
}

/// A cell with nothing in it but a stamp.
fn stamped(area: Area, dpi: f32) -> Strip {
    let (width, height) = (area.x1 - area.x0, area.y1 - area.y0);
    Strip {
        area,
        baseline: area.y1 as f32,
        cell: Some(area),
        image: Picture {
            width,
            height,
            grey: vec![PAPER; width * height],
            colour: None,
            dpi,
        },
        paper: PAPER,
        stain: Some(Stain::Coloured),
    }
}
