//! Tables of a page: ruling lines that meet, and the cells they enclose.

use super::borders::{Borders, Look, Side, joined};
use super::cells::{Enclosed, enclosed};
use super::mask::Mask;
use super::rules::{Line, MEET, SAME, Stretch, boxed, flip, masks, stretches};
use super::{Area, Picture, Rule};

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
    let level = Side {
        stretches: level,
        of: &level_of,
        lines: &ys,
        across: &xs,
        look: level_look,
    };
    let upright = Side {
        stretches: upright,
        of: &upright_of,
        lines: &xs,
        across: &ys,
        look: upright_look,
    };
    let standing = |side: Side<'_>| match bridge {
        true => side.bridged(side.borders()),
        false => side.borders(),
    };
    let (level, upright) = (standing(level), standing(upright));
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
