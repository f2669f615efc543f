//! Ruling lines out of the grey picture, and the cells they enclose.

use super::dashed;
use super::flatten::PAPER;
use super::mask::Mask;
use super::pieces::Pieces;
use super::{Area, Picture, Rule};

/// How much darker than paper a rule is: rules are often greyer than print.
const RULE: u8 = 28;

/// The shortest rule, in inches.
const SHORTEST: f32 = 0.3;
/// The thickest rule, in inches.
pub(super) const THICKEST: f32 = 0.03;
/// Gaps in a rule from the scanner, in inches.
const GAP: f32 = 0.0125;
/// Gaps in rules that do not close, on photographs, in inches.
const LONG_GAP: f32 = 0.6;
/// Rules nearer than this are the same line of a grid, in inches.
pub(super) const SAME: f32 = 0.05;
/// Rules that miss each other by less than this meet, in inches.
const MEET: f32 = 0.06;

/// A stretch of a rule as found.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    /// Its mean place across.
    at: f32,
    /// Where it begins.
    from: f32,
    /// Where it ends.
    to: f32,
    /// Its mean thickness.
    thick: f32,
}

/// What was found of rules.
pub(super) struct Grid {
    /// Straight boxes, those of a table closing with each other.
    pub(super) rules: Vec<Rule>,
    /// The tables they make.
    pub(super) tables: Vec<Table>,
    /// Every pixel of a rule as it runs in the picture.
    pub(super) ink: Mask,
    /// The rules are bowed or broken: `rules` are where they would be if they were straight.
    pub(super) bowed: bool,
}

/// Cells enclosed by rules.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// Upright lines, left to right.
    xs: Vec<Line>,
    /// Level lines, top to bottom.
    ys: Vec<Line>,
    /// For each square between neighbouring lines, row by row, which cell it belongs to.
    squares: Vec<Option<usize>>,
    /// What the cells enclose.
    pub(super) cells: Vec<Area>,
}

/// A line of a grid.
#[derive(Clone, Copy, Debug)]
struct Line {
    at: f32,
    thick: f32,
}

impl Line {
    fn start(&self) -> usize {
        (self.at - self.thick / 2.0).round().max(0.0) as usize
    }

    fn end(&self) -> usize {
        self.start() + (self.thick.round() as usize).max(1)
    }
}

impl Table {
    /// Which cell holds the point.
    pub(super) fn cell_at(&self, x: f32, y: f32) -> Option<usize> {
        let column = self
            .xs
            .partition_point(|line| line.at <= x)
            .checked_sub(1)?;
        let row = self
            .ys
            .partition_point(|line| line.at <= y)
            .checked_sub(1)?;
        let across = self.xs.len() - 1;
        (column < across && row + 1 < self.ys.len())
            .then(|| self.squares[row * across + column])
            .flatten()
    }

    /// From its first to its last line.
    pub(super) fn area(&self) -> Area {
        Area {
            x0: self.xs[0].start(),
            y0: self.ys[0].start(),
            x1: self.xs[self.xs.len() - 1].end(),
            y1: self.ys[self.ys.len() - 1].end(),
        }
    }
}

/// Rules and cells of a page laid straight.
pub(super) fn grid(picture: &Picture) -> Grid {
    let masks = masks(picture);
    let level = stretches(&masks.level, picture.dpi, |area| area);
    let upright = stretches(&masks.upright, picture.dpi, flip);
    let looks = (
        Look::at(&masks.thin_level, picture, true),
        Look::at(&masks.thin_upright, picture, false),
    );
    let mut drawn = Drawn::of(&level, &upright, &looks, picture.dpi, false);
    let mut bowed = false;
    if drawn.open > 0 {
        // Rules that do not close, as on a photograph: long gaps in them are taken for lost ink.
        let (level, upright) = (joined(&level, &looks.0), joined(&upright, &looks.1));
        let closed = Drawn::of(&level, &upright, &looks, picture.dpi, true);
        if closed.open < drawn.open && closed.cells() > drawn.cells() {
            (drawn, bowed) = (closed, true);
        }
    }
    let Drawn {
        mut rules, tables, ..
    } = drawn;
    let mut ink = masks.level;
    ink.add(&masks.upright);
    ink.grow_columns();
    ink.grow_rows();
    let within = |rule: &Rule| rule.area.x1 <= picture.width && rule.area.y1 <= picture.height;
    rules.retain(within);
    rules.sort_by_key(|rule| (rule.area.y0, rule.area.x0));
    Grid {
        rules,
        tables,
        ink,
        bowed,
    }
}

/// Tables and other rules, and how many squares of the tables are open to the outside.
struct Drawn {
    rules: Vec<Rule>,
    tables: Vec<Table>,
    open: usize,
}

impl Drawn {
    fn of(
        level: &[Stretch],
        upright: &[Stretch],
        looks: &(Look<'_>, Look<'_>),
        dpi: f32,
        bridge: bool,
    ) -> Drawn {
        let mut drawn = Drawn {
            rules: Vec::new(),
            tables: Vec::new(),
            open: 0,
        };
        for (level, upright) in groups(level, upright, dpi * MEET) {
            match lattice(&level, &upright, looks, dpi, bridge) {
                Some((table, borders, open)) => {
                    drawn.rules.extend(borders);
                    drawn.tables.push(table);
                    drawn.open += open;
                }
                None => {
                    // Rules that meet and enclose nothing are open on all sides.
                    drawn.open += level.len().min(upright.len());
                    let level = level.iter().map(|s| Rule { area: boxed(s) });
                    let upright = upright.iter().map(|s| Rule {
                        area: flip(boxed(s)),
                    });
                    drawn.rules.extend(level.chain(upright));
                }
            }
        }
        drawn
    }

    fn cells(&self) -> usize {
        self.tables.iter().map(|table| table.cells.len()).sum()
    }
}

/// Stretches that go on after a gap in which nothing is printed, as one.
fn joined(stretches: &[Stretch], look: &Look<'_>) -> Vec<Stretch> {
    let mut sorted = stretches.to_vec();
    sorted.sort_by(|a, b| a.from.total_cmp(&b.from));
    let mut found: Vec<(Stretch, f32)> = Vec::new();
    for next in sorted {
        let goes_on = |(whole, last): &&mut (Stretch, f32)| {
            let gap = next.from - whole.to;
            let level = (next.at - *last).abs() <= look.dpi * SAME;
            level
                && (0.0..=look.dpi * LONG_GAP).contains(&gap)
                && look.is_blank((next.at + *last) / 2.0, whole.to, next.from)
        };
        match found
            .iter_mut()
            .filter(goes_on)
            .max_by(|a, b| a.0.to.total_cmp(&b.0.to))
        {
            Some((whole, last)) => {
                let (own, more) = (whole.to - whole.from, next.to - next.from);
                let mean = |a: f32, b: f32| (a * own + b * more) / (own + more).max(1.0);
                whole.at = mean(whole.at, next.at);
                whole.thick = mean(whole.thick, next.thick);
                whole.to = next.to;
                *last = next.at;
            }
            None => found.push((next, next.at)),
        }
    }
    found.into_iter().map(|(whole, _)| whole).collect()
}

pub(super) fn flip(area: Area) -> Area {
    Area {
        x0: area.y0,
        y0: area.x0,
        x1: area.y1,
        y1: area.x1,
    }
}

fn boxed(stretch: &Stretch) -> Area {
    let line = Line {
        at: stretch.at,
        thick: stretch.thick,
    };
    Area {
        x0: stretch.from as usize,
        y0: line.start(),
        x1: stretch.to as usize,
        y1: line.end(),
    }
}

struct Masks {
    /// All that is dark enough for a rule and thin enough for a level one.
    thin_level: Mask,
    /// The same for upright ones.
    thin_upright: Mask,
    /// Rules.
    level: Mask,
    upright: Mask,
}

fn masks(picture: &Picture) -> Masks {
    let Picture {
        width, height, dpi, ..
    } = *picture;
    let dark = Mask::darker(
        &picture.grey,
        width,
        height,
        PAPER - RULE.max(noise(picture)),
    );
    let shortest = (dpi * SHORTEST) as usize;
    let thickest = ((dpi * THICKEST).round() as usize).max(3);
    let gap = ((dpi * GAP).round() as usize).max(1) + 1;
    let pieces = Pieces::of(&dark);
    let mut thin_level = dark.clone();
    thin_level.thin_in_columns(thickest, shortest);
    dashed::close_level(&mut thin_level, &pieces, dpi);
    let mut level = thin_level.clone();
    level.grow_columns();
    level.close_rows(gap);
    level.open_rows(shortest);
    let mut thin_upright = dark;
    thin_upright.thin_in_rows(thickest, shortest);
    dashed::close_upright(&mut thin_upright, &pieces, dpi);
    let mut upright = thin_upright.clone();
    upright.grow_rows();
    upright.close_columns(gap);
    upright.open_columns(shortest);
    Masks {
        thin_level,
        thin_upright,
        level,
        upright,
    }
}

/// How far grain darkens paper: twice the usual difference of neighbouring light pixels.
fn noise(picture: &Picture) -> u8 {
    let mut counts = [0_usize; 256];
    for row in picture.grey.chunks_exact(picture.width).step_by(7) {
        for pair in row.windows(2) {
            if pair[0] > 200 && pair[1] > 200 {
                counts[usize::from(pair[0].abs_diff(pair[1]))] += 1;
            }
        }
    }
    let all: usize = counts.iter().sum();
    let mut seen = 0;
    let usual = counts.iter().position(|&count| {
        seen += count;
        seen * 2 > all
    });
    (usual.unwrap_or(0) * 3).min(70) as u8
}

/// The rules of a mask, as if they were level.
fn stretches(mask: &Mask, dpi: f32, level: fn(Area) -> Area) -> Vec<Stretch> {
    let found = Pieces::of(mask);
    let mut sums = vec![(0.0_f64, 0_usize); found.pieces.len()];
    let is_level = level(Area {
        x0: 0,
        y0: 1,
        x1: 2,
        y1: 3,
    })
    .x0 == 0;
    for run in &found.runs {
        let (sum, count) = &mut sums[run.piece];
        let long = (run.x1 - run.x0) as f64;
        *sum += match is_level {
            true => run.y as f64 + 0.5,
            false => (run.x0 + run.x1) as f64 / 2.0,
        } * long;
        *count += run.x1 - run.x0;
    }
    let pieces = found.pieces.iter().zip(sums);
    let all = pieces.map(|(piece, (sum, count))| {
        let area = level(piece.area);
        Stretch {
            at: (sum / count as f64) as f32,
            from: area.x0 as f32,
            to: area.x1 as f32,
            // The mask has been grown by a pixel on both sides.
            thick: (count as f32 / (area.x1 - area.x0) as f32 - 2.0).max(1.0),
        }
    });
    all.filter(|s| s.thick <= dpi * THICKEST * 1.5 && s.to - s.from >= dpi * SHORTEST)
        .collect()
}

/// Rules that meet, directly or by others.
fn groups(level: &[Stretch], upright: &[Stretch], meet: f32) -> Vec<(Vec<Stretch>, Vec<Stretch>)> {
    let mut group: Vec<usize> = (0..level.len() + upright.len()).collect();
    fn root(group: &mut [usize], mut of: usize) -> usize {
        while group[of] != of {
            group[of] = group[group[of]];
            of = group[of];
        }
        of
    }
    for (i, l) in level.iter().enumerate() {
        for (j, u) in upright.iter().enumerate() {
            let crossing = u.at > l.from - meet
                && u.at < l.to + meet
                && l.at > u.from - meet
                && l.at < u.to + meet;
            if crossing {
                let (a, b) = (root(&mut group, i), root(&mut group, level.len() + j));
                group[a.max(b)] = a.min(b);
            }
        }
    }
    let mut found = std::collections::BTreeMap::<usize, (Vec<Stretch>, Vec<Stretch>)>::new();
    for (i, l) in level.iter().enumerate() {
        found.entry(root(&mut group, i)).or_default().0.push(*l);
    }
    for (j, u) in upright.iter().enumerate() {
        let at = root(&mut group, level.len() + j);
        found.entry(at).or_default().1.push(*u);
    }
    found.into_values().collect()
}

/// The lines of a grid that stretches lie on, and for each stretch its line.
fn lines(stretches: &[Stretch], same: f32) -> (Vec<Line>, Vec<usize>) {
    let mut order: Vec<usize> = (0..stretches.len()).collect();
    order.sort_by(|&a, &b| stretches[a].at.total_cmp(&stretches[b].at));
    let mut of = vec![0; stretches.len()];
    let mut found: Vec<Line> = Vec::new();
    let mut start = 0;
    while start < order.len() {
        let mut end = start + 1;
        while end < order.len() && stretches[order[end]].at - stretches[order[end - 1]].at < same {
            end += 1;
        }
        let (mut at, mut thick, mut long) = (0.0, 0.0, 0.0);
        for &member in &order[start..end] {
            let stretch = &stretches[member];
            let length = stretch.to - stretch.from;
            at += stretch.at * length;
            thick += stretch.thick * length;
            long += length;
            of[member] = found.len();
        }
        found.push(Line {
            at: at / long,
            thick: thick / long,
        });
        start = end;
    }
    (found, of)
}

/// For each line and each span between two lines across it, whether a border stands there.
struct Borders {
    spans: usize,
    stands: Vec<bool>,
}

impl Borders {
    fn at(&self, line: usize, span: usize) -> bool {
        self.stands[line * self.spans + span]
    }
}

impl Borders {
    /// With the borders in whose gaps ink was lost: gaps that are not too long, and on which nothing is printed.
    fn bridged(
        &self,
        stretches: &[Stretch],
        of: &[usize],
        lines: &[Line],
        across: &[Line],
        look: &Look<'_>,
    ) -> Borders {
        let mut stands = self.stands.clone();
        for (at, line) in lines.iter().enumerate() {
            let own = stretches.iter().zip(of).filter(|(_, of)| **of == at);
            let mut inked: Vec<(f32, f32)> = own.map(|(s, _)| (s.from, s.to)).collect();
            let edges = [across[0].at, across[across.len() - 1].at];
            inked.extend(edges.map(|edge| (edge, edge)));
            inked.extend(
                (0..self.spans)
                    .filter(|span| self.at(at, *span))
                    .map(|span| (across[span].at, across[span + 1].at)),
            );
            inked.sort_by(|a, b| a.0.total_cmp(&b.0));
            let mut end = f32::MIN;
            let mut wide = Vec::new();
            for (from, to) in inked {
                if end > f32::MIN && from > end {
                    let lost =
                        from - end <= look.dpi * LONG_GAP && look.is_blank(line.at, end, from);
                    wide.extend((!lost).then_some((end, from)));
                }
                end = end.max(to);
            }
            for span in 0..self.spans {
                let (low, high) = (across[span].at, across[span + 1].at);
                let broken = wide.iter().any(|(from, to)| *from < high && low < *to);
                stands[at * self.spans + span] |= !broken;
            }
        }
        Borders {
            spans: self.spans,
            stands,
        }
    }
}

/// What is looked at again where stretches leave the question of a border open.
struct Look<'m> {
    mask: &'m Mask,
    grey: &'m [u8],
    is_level: bool,
    reach: usize,
    dpi: f32,
}

impl<'m> Look<'m> {
    fn at(mask: &'m Mask, picture: &'m Picture, is_level: bool) -> Look<'m> {
        Look {
            mask,
            grey: &picture.grey,
            is_level,
            reach: (picture.dpi * 0.012) as usize,
            dpi: picture.dpi,
        }
    }

    /// Whether a rule runs near `at` most of the way from `from` to `to`: in long pieces, or nearly whole where
    /// letters stand on it.
    fn stands(&self, at: f32, from: f32, to: f32) -> bool {
        let along = if self.is_level {
            self.mask.width
        } else {
            self.mask.height
        };
        let (from, to) = (from.max(0.0) as usize, (to.max(0.0) as usize).min(along));
        if self.depth(at, from, to) < f32::from(RULE) / 2.0 {
            return false;
        }
        let mut inked = Mask {
            width: to.saturating_sub(from),
            height: 1,
            bits: (from..to).map(|along| self.inked(at, along)).collect(),
        };
        let share = |inked: &Mask| {
            let count = inked.bits.iter().filter(|&&bit| bit == 1).count();
            count as f32 / inked.width.max(1) as f32
        };
        inked.close_rows((self.dpi * GAP).round() as usize + 1);
        let mut long = inked.clone();
        // Stems of letters are upright and longer than any level stroke.
        let least = if self.is_level { 0.1 } else { 0.2 };
        long.open_rows((self.dpi * least) as usize);
        // Print in a cell does not reach from border to border.
        let end = ((self.dpi * 0.03) as usize).clamp(2, inked.width.max(2));
        let ends = inked.width > 2 * end
            && inked.bits[..end].contains(&1)
            && inked.bits[inked.width - end..].contains(&1);
        let whole = ends && share(&inked) >= 0.7;
        inked.close_rows((self.dpi * 0.04) as usize);
        share(&long) >= 0.4 || whole || share(&inked) >= 0.93
    }

    /// Whether nothing is printed across a line from `from` to `to`.
    fn is_blank(&self, at: f32, from: f32, to: f32) -> bool {
        let along = from.max(0.0) as usize..to.max(0.0) as usize;
        let print = PAPER - RULE * 2;
        let inked = along.clone().filter(|along| {
            let mut near = self.near(at);
            near.any(|across| self.grey[self.place(across, *along)] < print)
        });
        inked.count() * 20 <= along.len()
    }

    /// How much darker than paper it is on the darkest line near `at`: grain is dark here and there, and light too.
    fn depth(&self, at: f32, from: usize, to: usize) -> f32 {
        let depths = self.near(at).map(|across| {
            let sum: f32 = (from..to)
                .map(|along| f32::from(self.grey[self.place(across, along)]))
                .sum();
            f32::from(PAPER) - sum / to.saturating_sub(from).max(1) as f32
        });
        depths.fold(0.0, f32::max)
    }

    fn inked(&self, at: f32, along: usize) -> u8 {
        u8::from(
            self.near(at)
                .any(|across| self.mask.bits[self.place(across, along)] == 1),
        )
    }

    fn near(&self, at: f32) -> std::ops::Range<usize> {
        let across = if self.is_level {
            self.mask.height
        } else {
            self.mask.width
        };
        let middle = at.max(0.0) as usize;
        middle.saturating_sub(self.reach)..(middle + self.reach + 1).min(across)
    }

    fn place(&self, across: usize, along: usize) -> usize {
        match self.is_level {
            true => across * self.mask.width + along,
            false => along * self.mask.width + across,
        }
    }
}

fn borders(
    stretches: &[Stretch],
    of: &[usize],
    lines: &[Line],
    across: &[Line],
    look: &Look<'_>,
) -> Borders {
    let spans = across.len() - 1;
    let meet = look.dpi * MEET;
    let mut covered = vec![0.0_f32; lines.len() * spans];
    let mut sorted: Vec<usize> = (0..stretches.len()).collect();
    sorted.sort_by(|&a, &b| stretches[a].from.total_cmp(&stretches[b].from));
    // Stretches of one line may lie beside each other where it is bowed: what is covered counts once.
    let mut reached = vec![f32::MIN; lines.len()];
    for member in sorted {
        let (line, stretch) = (of[member], &stretches[member]);
        for span in 0..spans {
            let (low, high) = (across[span].at, across[span + 1].at);
            let from = (stretch.from - meet / 2.0).max(reached[line]).max(low);
            let to = (stretch.to + meet / 2.0).min(high);
            covered[line * spans + span] += (to - from).max(0.0);
        }
        reached[line] = reached[line].max(stretch.to);
    }
    let stands = covered.iter().enumerate().map(|(i, &long)| {
        let (line, span) = (i / spans, i % spans);
        let (low, high) = (across[span].at, across[span + 1].at);
        let share = long / (high - low);
        share >= 0.5 || {
            let trim = (high - low).min(meet) / 4.0;
            look.stands(lines[line].at, low + trim, high - trim)
        }
    });
    Borders {
        spans,
        stands: stands.collect(),
    }
}

/// A table, if the rules enclose cells, and its borders.
fn lattice(
    level: &[Stretch],
    upright: &[Stretch],
    (level_look, upright_look): &(Look<'_>, Look<'_>),
    dpi: f32,
    bridge: bool,
) -> Option<(Table, Vec<Rule>, usize)> {
    if level.len() < 2 || upright.len() < 2 {
        return None;
    }
    let (ys, level_of) = lines(level, dpi * SAME);
    let (xs, upright_of) = lines(upright, dpi * SAME);
    if ys.len() < 2 || xs.len() < 2 {
        return None;
    }
    let mut level_borders = borders(level, &level_of, &ys, &xs, level_look);
    let mut upright_borders = borders(upright, &upright_of, &xs, &ys, upright_look);
    if bridge {
        level_borders = level_borders.bridged(level, &level_of, &ys, &xs, level_look);
        upright_borders = upright_borders.bridged(upright, &upright_of, &xs, &ys, upright_look);
    }
    let (level, upright) = (level_borders, upright_borders);
    let Enclosed {
        squares,
        cells,
        open,
    } = enclosed(&xs, &ys, &level, &upright);
    if cells.is_empty() {
        return None;
    }
    let mut rules = drawn(&ys, &xs, &level, |area| area);
    rules.extend(drawn(&xs, &ys, &upright, flip));
    let table = Table {
        xs,
        ys,
        squares,
        cells,
    };
    Some((table, rules, open))
}

/// The borders that stand, neighbouring ones in one.
fn drawn(lines: &[Line], across: &[Line], borders: &Borders, level: fn(Area) -> Area) -> Vec<Rule> {
    let mut rules = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let mut span = 0;
        while span < borders.spans {
            let start = span;
            while span < borders.spans && borders.at(i, span) {
                span += 1;
            }
            if span > start {
                let area = Area {
                    x0: across[start].start(),
                    y0: line.start(),
                    x1: across[span].end(),
                    y1: line.end(),
                };
                rules.push(Rule { area: level(area) });
            }
            span += 1;
        }
    }
    rules
}

/// What borders enclose.
struct Enclosed {
    /// For each square the cell it belongs to.
    squares: Vec<Option<usize>>,
    cells: Vec<Area>,
    /// How many squares are open to the outside.
    open: usize,
}

/// The cells: squares with no border between them are one, if together they make a box.
fn enclosed(xs: &[Line], ys: &[Line], level: &Borders, upright: &Borders) -> Enclosed {
    let (columns, rows) = (xs.len() - 1, ys.len() - 1);
    let mut squares = vec![None; columns * rows];
    let mut seen = vec![false; columns * rows];
    let mut cells = Vec::new();
    let mut open = 0;
    for first in 0..columns * rows {
        if seen[first] {
            continue;
        }
        let (members, is_open) = together(first, (columns, rows), (level, upright), &mut seen);
        if is_open {
            open += members.len();
            continue;
        }
        for members in boxes(&members, columns) {
            let rows = members.iter().map(|square| square / columns);
            let across = members.iter().map(|square| square % columns);
            let (top, bottom) = (rows.clone().min(), rows.max());
            let (left, right) = (across.clone().min(), across.max());
            if let (Some(top), Some(bottom), Some(left), Some(right)) = (top, bottom, left, right) {
                for &square in &members {
                    squares[square] = Some(cells.len());
                }
                cells.push(Area {
                    x0: xs[left].end(),
                    y0: ys[top].end(),
                    x1: xs[right + 1].start(),
                    y1: ys[bottom + 1].start(),
                });
            }
        }
    }
    Enclosed {
        squares,
        cells,
        open,
    }
}

/// The squares that no border parts from the first, and whether they are open to the outside.
fn together(
    first: usize,
    (columns, rows): (usize, usize),
    (level, upright): (&Borders, &Borders),
    seen: &mut [bool],
) -> (Vec<usize>, bool) {
    let mut members = vec![first];
    seen[first] = true;
    let (mut open, mut next) = (false, 0);
    while next < members.len() {
        let (row, column) = (members[next] / columns, members[next] % columns);
        next += 1;
        let sides = [
            (
                level.at(row, column),
                row.checked_sub(1).map(|row| (row, column)),
            ),
            (
                level.at(row + 1, column),
                (row + 1 < rows).then_some((row + 1, column)),
            ),
            (
                upright.at(column, row),
                column.checked_sub(1).map(|column| (row, column)),
            ),
            (
                upright.at(column + 1, row),
                (column + 1 < columns).then_some((row, column + 1)),
            ),
        ];
        for (_, beyond) in sides.into_iter().filter(|(border, _)| !border) {
            let Some((row, column)) = beyond else {
                open = true;
                continue;
            };
            let square = row * columns + column;
            if !seen[square] {
                seen[square] = true;
                members.push(square);
            }
        }
    }
    (members, open)
}

/// The squares as they are if they make a box, else row by row.
fn boxes(members: &[usize], columns: usize) -> Vec<Vec<usize>> {
    let mut sorted = members.to_vec();
    sorted.sort_unstable();
    let (Some(&first), Some(&last)) = (sorted.first(), sorted.last()) else {
        return Vec::new();
    };
    let left = sorted
        .iter()
        .map(|square| square % columns)
        .min()
        .unwrap_or(0);
    let right = sorted
        .iter()
        .map(|square| square % columns)
        .max()
        .unwrap_or(0);
    let tall = last / columns - first / columns + 1;
    if sorted.len() == tall * (right - left + 1) {
        return vec![sorted];
    }
    sorted
        .chunk_by(|a, b| a + 1 == *b && a / columns == b / columns)
        .map(<[usize]>::to_vec)
        .collect()
}
