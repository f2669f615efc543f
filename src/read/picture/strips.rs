//! Lines of print, each cut out with nothing else in its box.

use super::flatten::PAPER;
use super::grid::{Grid, Table};
use super::ink::Ink;
use super::lines::{self, Part};
use super::mask::Mask;
use super::stain::Stains;
use super::{Area, Picture, Stain, Strip};

/// Blank wider than this many pitches parts two columns.
const APART: f32 = 1.2;
/// A gutter between columns is this wide, in inches, …
const GUTTER: f32 = 0.06;
/// … through this many lines.
const THROUGH: usize = 6;
/// Coloured ink in a cell touches what stands in it from so many pixels on, for each pixel an inch: a stroke a tenth
/// of an inch long.
const TOUCHED: f32 = 0.1;
/// Coloured ink on more than this share of a box is taken out of its picture.
const STAINED: f32 = 0.03;

/// What strips are cut from.
pub(super) struct Page<'p> {
    pub(super) picture: &'p Picture,
    pub(super) grid: &'p Grid,
    pub(super) ink: &'p Ink,
    pub(super) stains: Option<&'p Stains>,
    pub(super) pitch: f32,
}

/// The usual distance of lines on the page.
pub(super) fn pitch(picture: &Picture, ink: &Ink) -> f32 {
    let mut heights: Vec<usize> = (0..ink.kept.len())
        .filter(|&piece| ink.large[piece])
        .map(|piece| ink.found.pieces[piece].area.height())
        .filter(|&height| height as f32 >= picture.dpi * 0.04)
        .collect();
    heights.sort_unstable();
    let letter = heights
        .get(heights.len() / 2)
        .map_or(picture.dpi * 0.08, |&h| h as f32);
    let band = picture.dpi as usize;
    let mut profiles = vec![vec![0.0_f32; picture.height]; picture.width / band.max(1) + 1];
    for run in ink.found.runs.iter().filter(|run| ink.kept[run.piece]) {
        profiles[run.x0 / band.max(1)][run.y] += (run.x1 - run.x0) as f32;
    }
    lines::pitch(&profiles, letter, picture.dpi)
}

/// Every line of print on the page, and cells that only coloured ink fills.
pub(super) fn strips(page: &Page<'_>) -> Vec<Strip> {
    let owners = owners(page);
    let mut lines: Vec<(Owner, Vec<Part>)> = Vec::new();
    for (owner, parts) in blocks(page, &owners) {
        let split = block_lines(page, &parts);
        lines.extend(split.into_iter().map(|line| (owner, line)));
    }
    let mut of = vec![usize::MAX; page.ink.kept.len()];
    for (number, (_, line)) in lines.iter().enumerate() {
        for part in line {
            of[part.piece] = number;
        }
    }
    let mut strips: Vec<Strip> = lines
        .iter()
        .enumerate()
        .map(|(number, (owner, line))| strip(page, *owner, line, number, &of))
        .collect();
    strips.extend(only_stained(page, &strips));
    sort(&mut strips, page.pitch);
    strips
}

/// The table and cell a piece lies in.
type Owner = Option<(usize, usize)>;

fn owners(page: &Page<'_>) -> Vec<Owner> {
    let tables: Vec<(&Table, Area)> = page.grid.tables.iter().map(|t| (t, t.area())).collect();
    let pieces = page.ink.found.pieces.iter();
    let owner = |area: &Area| {
        let (x, y) = (
            (area.x0 + area.x1) as f32 / 2.0,
            (area.y0 + area.y1) as f32 / 2.0,
        );
        let inside = |outer: &Area| {
            (outer.x0 as f32..outer.x1 as f32).contains(&x)
                && (outer.y0 as f32..outer.y1 as f32).contains(&y)
        };
        tables
            .iter()
            .enumerate()
            .filter(|(_, (_, area))| inside(area))
            .find_map(|(i, (table, _))| table.cell_at(x, y).map(|cell| (i, cell)))
    };
    pieces.map(|piece| owner(&piece.area)).collect()
}

/// Pieces that stand together: side by side with no wide blank, or above each other nearly touching.
fn blocks(page: &Page<'_>, owners: &[Owner]) -> Vec<(Owner, Vec<Part>)> {
    let ink = page.ink;
    let mut parent: Vec<usize> = (0..owners.len()).collect();
    let side = page.pitch * APART;
    let above = (page.pitch * 0.12).max(2.0) as usize;
    let mut last: Vec<(usize, usize)> = vec![(usize::MAX, 0); page.picture.width];
    let mut before: Option<super::pieces::Run> = None;
    for run in ink.found.runs.iter().filter(|run| ink.kept[run.piece]) {
        if let Some(left) = before
            && left.y == run.y
            && ((run.x0 - left.x1) as f32) < side
            && owners[left.piece] == owners[run.piece]
        {
            join(&mut parent, left.piece, run.piece);
        }
        before = Some(*run);
        let mut joined = run.piece;
        for (piece, y) in &mut last[run.x0..run.x1] {
            if *piece != usize::MAX
                && *piece != joined
                && run.y - *y <= above
                && owners[*piece] == owners[run.piece]
            {
                joined = *piece;
                join(&mut parent, *piece, run.piece);
            }
            (*piece, *y) = (run.piece, run.y);
        }
    }
    let mut found = std::collections::BTreeMap::<usize, Vec<Part>>::new();
    for piece in (0..owners.len()).filter(|&piece| ink.kept[piece]) {
        let part = Part {
            piece,
            area: ink.found.pieces[piece].area,
            large: ink.large[piece],
        };
        found
            .entry(root(&mut parent, piece))
            .or_default()
            .push(part);
    }
    let blocks = found
        .into_values()
        .filter(|parts| parts.iter().any(|part| part.large));
    blocks
        .map(|parts| (owners[parts[0].piece], parts))
        .collect()
}

fn root(parent: &mut [usize], mut of: usize) -> usize {
    while parent[of] != of {
        parent[of] = parent[parent[of]];
        of = parent[of];
    }
    of
}

fn join(parent: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(parent, a), root(parent, b));
    parent[a.max(b)] = a.min(b);
}

/// The lines of a block, parted again where columns stand side by side.
fn block_lines(page: &Page<'_>, parts: &[Part]) -> Vec<Vec<Part>> {
    let rows = split_rows(page, parts);
    let gutters = gutters(&rows, page.picture.dpi);
    if gutters.is_empty() {
        return rows
            .iter()
            .flat_map(|row| parted(row, &[], page.pitch))
            .collect();
    }
    // Columns beside each other may stand at different heights: each is split by itself.
    let mut columns = vec![Vec::new(); gutters.len() + 1];
    let mut spanning = Vec::new();
    for row in &rows {
        let crosses = row.iter().any(|part| {
            gutters
                .iter()
                .any(|g| part.area.x0 < *g && *g < part.area.x1)
        });
        for part in row {
            match crosses {
                true => spanning.push(*part),
                false => columns[gutters.partition_point(|&g| g <= part.area.x0)].push(*part),
            }
        }
    }
    columns.push(spanning);
    let columns = columns.into_iter().filter(|column| !column.is_empty());
    let rows = columns.flat_map(|column| split_rows(page, &column));
    rows.flat_map(|row| parted(&row, &[], page.pitch)).collect()
}

fn split_rows(page: &Page<'_>, parts: &[Part]) -> Vec<Vec<Part>> {
    let Some(area) = around(parts) else {
        return Vec::new();
    };
    let mut members: Vec<usize> = parts.iter().map(|part| part.piece).collect();
    members.sort_unstable();
    let mut profile = vec![0.0; area.height()];
    for run in page.ink.found.between(area.y0, area.y1) {
        if run.x0 >= area.x0 && run.x1 <= area.x1 && members.binary_search(&run.piece).is_ok() {
            profile[run.y - area.y0] += (run.x1 - run.x0) as f32;
        }
    }
    let lines = lines::lines(parts, area.y0, &profile, page.pitch, page.picture.dpi);
    lines
        .into_iter()
        .flat_map(|line| flat(line, page.pitch))
        .collect()
}

/// A line much taller than print holds something else as well: it is cut at blank rows.
fn flat(mut line: Vec<Part>, pitch: f32) -> Vec<Vec<Part>> {
    if around(&line).is_none_or(|area| area.height() as f32 <= pitch * 1.5) {
        return vec![line];
    }
    line.sort_by_key(|part| part.area.y0);
    let mut found: Vec<Vec<Part>> = Vec::new();
    let mut foot = 0;
    for part in line {
        match found.last_mut() {
            Some(last) if (part.area.y0 as f32) < foot as f32 + pitch * 0.25 => last.push(part),
            _ => found.push(vec![part]),
        }
        foot = foot.max(part.area.y1);
    }
    found.retain(|parts| parts.iter().any(|part| part.large));
    found
}

/// The parts of a row between wide blanks.
fn parted(row: &[Part], gutters: &[usize], pitch: f32) -> Vec<Vec<Part>> {
    let mut sorted = row.to_vec();
    sorted.sort_by_key(|part| part.area.x0);
    let mut found: Vec<Vec<Part>> = Vec::new();
    let mut end = 0;
    for part in sorted {
        let apart = part.area.x0 as f32 >= end as f32 + pitch * APART
            || gutters.iter().any(|&g| end <= g && g <= part.area.x0);
        match found.last_mut() {
            Some(last) if !apart => last.push(part),
            _ => found.push(vec![part]),
        }
        end = end.max(part.area.x1);
    }
    found.retain(|parts| parts.iter().any(|part| part.large));
    found
}

/// Middles of blank columns that run through nearly all the rows of a block.
fn gutters(rows: &[Vec<Part>], dpi: f32) -> Vec<usize> {
    if rows.len() < THROUGH {
        return Vec::new();
    }
    let Some(area) = around(rows.iter().flatten()) else {
        return Vec::new();
    };
    let mut filled = vec![0_usize; area.width()];
    for row in rows {
        let mut has = vec![false; area.width()];
        for part in row {
            has[part.area.x0 - area.x0..part.area.x1 - area.x0].fill(true);
        }
        for (count, has) in filled.iter_mut().zip(has) {
            *count += usize::from(has);
        }
    }
    // Headings over several columns cross the gutters between them.
    let most = rows.len() / 8;
    let mut found = Vec::new();
    let mut x = 0;
    while x < filled.len() {
        let start = x;
        while x < filled.len() && filled[x] <= most {
            x += 1;
        }
        if start > 0 && x < filled.len() && (x - start) as f32 >= dpi * GUTTER {
            found.push(area.x0 + (start + x) / 2);
        }
        x += 1;
    }
    found
}

fn around<'a>(parts: impl IntoIterator<Item = &'a Part>) -> Option<Area> {
    parts.into_iter().map(|part| part.area).reduce(Area::with)
}

/// Where letters stand: the usual foot of what is as tall as a letter.
fn baseline(line: &[Part]) -> f32 {
    let usual = |mut values: Vec<usize>| {
        values.sort_unstable();
        values.get(values.len() / 2).copied()
    };
    let large = || line.iter().filter(|part| part.large);
    let tall = usual(large().map(|part| part.area.height()).collect()).unwrap_or(0);
    let feet = large()
        .filter(|part| part.area.height() * 10 >= tall * 6)
        .map(|part| part.area.y1);
    usual(feet.collect()).unwrap_or(0) as f32
}

fn strip(page: &Page<'_>, owner: Owner, line: &[Part], number: usize, of: &[usize]) -> Strip {
    let area = around(line).unwrap_or(Area {
        x0: 0,
        y0: 0,
        x1: 0,
        y1: 0,
    });
    let cell = owner.map(|(table, cell)| page.grid.tables[table].cells[cell]);
    let inked = |area| page.stains.map_or(0, |stains| coloured(&stains.mask, area));
    let coloured = inked(area);
    // A ring about a figure may hide another: a cell that a stamp touches anywhere is to be checked.
    let is_touched =
        coloured > 2 || cell.is_some_and(|cell| inked(cell) as f32 > TOUCHED * page.picture.dpi);
    let share = coloured as f32 / (area.width() * area.height()).max(1) as f32;
    let source = match page.stains {
        Some(stains) if share > STAINED => &stains.cleaned,
        _ => &page.picture.grey,
    };
    let grey = alone(page, area, line, source, |piece| of[piece] == number);
    let top = |table: usize| page.grid.tables[table].area().y0;
    let heads = owner.zip(cell);
    let heads =
        heads.is_some_and(|((table, _), cell)| (cell.y0 - top(table)) as f32 <= page.pitch * 0.5);
    Strip {
        area,
        baseline: baseline(line),
        cell,
        heads,
        image: Picture {
            width: area.width(),
            height: area.height(),
            grey,
            colour: None,
            dpi: page.picture.dpi,
        },
        paper: PAPER,
        stain: is_touched.then_some(Stain::Coloured),
    }
}

fn coloured(mask: &Mask, area: Area) -> usize {
    let rows = area.y0..area.y1;
    rows.map(|y| {
        mask.row(y)[area.x0..area.x1]
            .iter()
            .filter(|&&bit| bit == 1)
            .count()
    })
    .sum()
}

/// The box with the ink of other lines, rules and specks painted over.
fn alone(
    page: &Page<'_>,
    area: Area,
    line: &[Part],
    source: &[u8],
    own: impl Fn(usize) -> bool,
) -> Vec<u8> {
    let (width, height) = (area.width(), area.height());
    let marks = marks(page, area, line, own);
    let mut out = Vec::with_capacity(width * height);
    for y in 0..height {
        let at = (area.y0 + y) * page.picture.width;
        let rules = &page.grid.ink.bits[at + area.x0..at + area.x1];
        let pixels = &source[at + area.x0..at + area.x1];
        let marks = &marks[y * width..(y + 1) * width];
        out.extend(
            pixels
                .iter()
                .zip(rules)
                .zip(marks)
                .map(|((&grey, &rule), &mark)| match mark {
                    OTHER => PAPER,
                    0 if rule == 1 => PAPER,
                    _ => grey,
                }),
        );
    }
    out
}

/// Ink of other lines, and of this one.
const OTHER: u8 = 1;
const OWN: u8 = 2;

/// For each pixel of a box whose ink it is: [`OWN`], [`OTHER`], both, or none's.
fn marks(page: &Page<'_>, area: Area, line: &[Part], own: impl Fn(usize) -> bool) -> Vec<u8> {
    let (width, height) = (area.width(), area.height());
    let mut marks = vec![0_u8; width * height];
    let mut paint = |y: usize, x0: usize, x1: usize, mark: u8| {
        // Ink fades out over a pixel at its edges.
        let (left, right) = (x0.saturating_sub(1).max(area.x0), (x1 + 1).min(area.x1));
        for y in y.saturating_sub(1).max(area.y0)..(y + 2).min(area.y1) {
            if left < right {
                let row = (y - area.y0) * width;
                for bit in &mut marks[row + left - area.x0..row + right - area.x0] {
                    *bit |= mark;
                }
            }
        }
    };
    let mut cut: Vec<&Part> = line
        .iter()
        .filter(|part| part.area != page.ink.found.pieces[part.piece].area)
        .collect();
    cut.sort_by_key(|part| part.piece);
    let (from, to) = (
        area.y0.saturating_sub(1),
        (area.y1 + 1).min(page.picture.height),
    );
    for run in page.ink.found.between(from, to) {
        if run.x1 + 1 < area.x0 || run.x0 > area.x1 {
            continue;
        }
        let mine = match cut.binary_search_by_key(&run.piece, |part| part.piece) {
            Ok(at) => (cut[at].area.y0..cut[at].area.y1).contains(&run.y),
            Err(_) => own(run.piece),
        };
        paint(run.y, run.x0, run.x1, if mine { OWN } else { OTHER });
    }
    marks
}

/// Cells that hold coloured ink and no print.
fn only_stained(page: &Page<'_>, strips: &[Strip]) -> Vec<Strip> {
    let Some(stains) = page.stains else {
        return Vec::new();
    };
    let least = ((page.picture.dpi * 0.03).powi(2) as usize).max(4);
    let cells = page.grid.tables.iter().flat_map(|table| &table.cells);
    let empty = cells.filter(|cell| !strips.iter().any(|strip| strip.cell == Some(**cell)));
    let mut found = Vec::new();
    for &cell in empty {
        let mut area: Option<Area> = None;
        let mut count = 0;
        for y in cell.y0..cell.y1 {
            for x in cell.x0..cell.x1 {
                if stains.mask.row(y)[x] == 1 {
                    let here = Area {
                        x0: x,
                        y0: y,
                        x1: x + 1,
                        y1: y + 1,
                    };
                    area = Some(area.map_or(here, |area| area.with(here)));
                    count += 1;
                }
            }
        }
        if let Some(area) = area.filter(|_| count >= least) {
            found.push(Strip {
                area,
                baseline: area.y1 as f32,
                cell: Some(cell),
                heads: false,
                image: Picture {
                    width: area.width(),
                    height: area.height(),
                    grey: vec![PAPER; area.width() * area.height()],
                    colour: None,
                    dpi: page.picture.dpi,
                },
                paper: PAPER,
                stain: Some(Stain::Coloured),
            });
        }
    }
    found
}

/// From top to bottom and left to right: cells row by row, lines within them; what stands level counts as one row.
fn sort(strips: &mut [Strip], pitch: f32) {
    strips.sort_by_key(|strip| strip.area.y0);
    let step = pitch * 0.5;
    let row = |strip: &Strip| {
        let (outer, inner) = match strip.cell {
            Some(cell) => (cell.y0 as f32, strip.baseline),
            None => (strip.baseline - pitch * 0.5, 0.0),
        };
        (
            (outer / step) as i64,
            strip.cell.map_or(strip.area.x0, |cell| cell.x0),
            (inner / step) as i64,
            strip.area.x0,
        )
    };
    strips.sort_by_key(row);
}
