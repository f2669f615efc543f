//! PathItem → rules → edges: every straight stroke, thin box and tiled fill as a rule, and rules that go on
//! from each other as one edge.

use crate::model::BBox;
use crate::read::pdf::content::page::{PageContent, PathItem, PathKind};

/// Which way a rule runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Axis {
    /// From left to right.
    Horizontal,
    /// From top to bottom.
    Vertical,
}

/// A straight line without thickness, in the frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RulingLine {
    /// Which way it runs.
    pub axis: Axis,
    /// Where: y of a horizontal rule, x of a vertical one.
    pub at: f32,
    /// Where it begins.
    pub from: f32,
    /// Where it ends.
    pub to: f32,
}

/// Rules closer than this are one (double rules, the two sides of a thick one).
pub const SNAP: f32 = 3.0;
/// Gaps inside one edge: between dashes, and where the borders of two cells do not quite meet.
const DASH: f32 = 3.5;
/// A filled box is a rule up to this thickness …
const THIN: f32 = 3.0;
/// … or up to this one when it is far longer than thick.
const THICK: f32 = 8.0;
/// Dots this close to one line stand on it …
const IN_LINE: f32 = 0.6;
/// … and make a rule from this length on.
const DOTTED: f32 = 9.0;
/// Rules on a page from which on shades need not stand for them.
const ENOUGH: usize = 8;
/// A drawing made of so many boxes is not a table; comparing all with all would take for ever.
const MAX_SHADES: usize = 2_000;
/// A shaded row takes more than this share of the page's width …
const STRIPE: f32 = 0.4;
/// … and the next one is no further below it than this many points.
const MAX_APART: f32 = 160.0;
/// So many upright rules that end at the side of a shade show that it parts two rows.
const MEETING: usize = 2;
/// Edges shorter than this part nothing.
const SHORTEST: f32 = 5.0;

impl RulingLine {
    /// A rule between two points of its axis.
    pub fn new(axis: Axis, at: f32, from: f32, to: f32) -> RulingLine {
        RulingLine {
            axis,
            at,
            from: from.min(to),
            to: from.max(to),
        }
    }

    /// Its length.
    pub fn length(&self) -> f32 {
        self.to - self.from
    }

    /// Its box in the frame.
    pub fn bbox(&self) -> BBox {
        match self.axis {
            Axis::Horizontal => BBox {
                x0: self.from,
                y0: self.at,
                x1: self.to,
                y1: self.at,
            },
            Axis::Vertical => BBox {
                x0: self.at,
                y0: self.from,
                x1: self.at,
                y1: self.to,
            },
        }
    }
}

/// Every path that parts one thing from another.
pub fn rules(content: &PageContent) -> Vec<RulingLine> {
    let fills: Vec<&PathItem> = content
        .paths
        .iter()
        .filter(|path| is_shade(path, content))
        .collect();
    let mut rules: Vec<RulingLine> = content
        .paths
        .iter()
        .filter(|path| shows(path, &fills))
        .filter_map(thin_rule)
        .collect();
    rules.extend(dotted(
        content.paths.iter().filter(|path| shows(path, &fills)),
    ));
    let tiles = tiled(&fills);
    // Where nothing else parts the cells, the tiles of one colour do.
    let drawn = rules.len() >= ENOUGH;
    for fill in &tiles {
        rules.extend(
            sides(fill.bbox)
                .into_iter()
                .filter(|side| !drawn || seen(fill, side, &fills)),
        );
    }
    rules.extend(stripes(&fills, content.width));
    let met = met(&fills, &rules);
    rules.extend(met);
    rules
}

/// Tops and bottoms of shades at which upright rules end: a row painted over the ground of its table, which
/// runs over the columns that these part above or below it.
fn met(fills: &[&PathItem], rules: &[RulingLine]) -> Vec<RulingLine> {
    if fills.len() > MAX_SHADES {
        return Vec::new();
    }
    let upright = rules.iter().filter(|rule| rule.axis == Axis::Vertical);
    let mut ends: Vec<(f32, f32)> = upright
        .flat_map(|rule| [(rule.from, rule.at), (rule.to, rule.at)])
        .collect();
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let meets = |side: &RulingLine| {
        let first = ends.partition_point(|end| end.0 < side.at - 1.0);
        let near = ends
            .iter()
            .skip(first)
            .take_while(|end| end.0 <= side.at + 1.0);
        near.filter(|end| side.from + SNAP < end.1 && end.1 < side.to - SNAP)
            .count()
            >= MEETING
    };
    fills
        .iter()
        .flat_map(|fill| sides(fill.bbox))
        .filter(|side| side.axis == Axis::Horizontal && side.length() >= SHORTEST && meets(side))
        .collect()
}

/// The backgrounds of cells and rows.
pub fn shades(content: &PageContent) -> impl Iterator<Item = BBox> + '_ {
    let shades = content.paths.iter().filter(|path| is_shade(path, content));
    shades.map(|path| path.bbox)
}

/// Rows distinguished by shades alone, every other one filled: tops and bottoms of the fills are rules.
fn stripes(fills: &[&PathItem], width: f32) -> Vec<RulingLine> {
    let rows: Vec<BBox> = shaded_rows(fills)
        .into_iter()
        .filter(|row| row.width() > STRIPE * width)
        .collect();
    let alike = |a: &BBox, b: &BBox| (a.x0 - b.x0).abs() < SNAP && (a.x1 - b.x1).abs() < SNAP;
    let apart = |a: &BBox, b: &BBox| (SHORTEST..MAX_APART).contains(&(b.y0 - a.y1));
    let other = |row: &BBox| {
        rows.iter()
            .any(|o| alike(row, o) && (apart(row, o) || apart(o, row)))
    };
    let ends =
        |row: BBox| [row.y0, row.y1].map(|y| RulingLine::new(Axis::Horizontal, y, row.x0, row.x1));
    rows.iter()
        .copied()
        .filter(|row| other(row))
        .flat_map(ends)
        .collect()
}

/// Shades of one height side by side, as one box each: the cells of a row.
fn shaded_rows(fills: &[&PathItem]) -> Vec<BBox> {
    if fills.len() > MAX_SHADES {
        return Vec::new();
    }
    // The shade of a paragraph inside a shaded cell is not a cell.
    let holds = |a: &BBox, b: &BBox| {
        a.x0 < b.x0 + 0.5
            && b.x1 < a.x1 + 0.5
            && a.y0 < b.y0 + 0.5
            && b.y1 < a.y1 + 0.5
            && a.height() > b.height() + 1.0
    };
    let all = || fills.iter().map(|fill| fill.bbox);
    let mut sorted: Vec<BBox> = all()
        .filter(|fill| !all().any(|other| holds(&other, fill)))
        .collect();
    sorted.sort_by(|a, b| a.y0.total_cmp(&b.y0).then(a.x0.total_cmp(&b.x0)));
    let mut rows: Vec<BBox> = Vec::new();
    for fill in sorted {
        let beside = |row: &&mut BBox| {
            (row.y0 - fill.y0).abs() < 1.0
                && (row.y1 - fill.y1).abs() < 1.0
                && row.x0 - DASH < fill.x1
                && fill.x0 < row.x1 + DASH
        };
        match rows
            .iter_mut()
            .rev()
            .take_while(|row| fill.y0 - row.y0 < 1.0)
            .find(beside)
        {
            Some(row) => *row = row.union(fill),
            None => rows.push(fill),
        }
    }
    rows
}

/// A white path shows only where it lies on a shade.
fn shows(path: &PathItem, fills: &[&PathItem]) -> bool {
    let on = |fill: &&PathItem| {
        let (x, y) = (
            (path.bbox.x0 + path.bbox.x1) / 2.0,
            (path.bbox.y0 + path.bbox.y1) / 2.0,
        );
        fill.bbox.x0 <= x && x <= fill.bbox.x1 && fill.bbox.y0 <= y && y <= fill.bbox.y1
    };
    !path.is_white() || fills.iter().any(on)
}

/// A stroke or a thin box as a rule.
fn thin_rule(path: &PathItem) -> Option<RulingLine> {
    let (width, height) = (path.bbox.width(), path.bbox.height());
    let (long, short) = (width.max(height), width.min(height));
    let thin = short <= THIN || short <= THICK && long >= 20.0 * short;
    if !thin || long < 0.5 {
        return None;
    }
    Some(along(longer(&path.bbox), path.bbox))
}

/// Rules drawn dot by dot. A dot's own shape tells no direction, what stands in line with it does: here
/// are those that run across the direction [`thin_rule`] saw in their dots.
fn dotted<'a>(paths: impl Iterator<Item = &'a PathItem>) -> Vec<RulingLine> {
    let dots: Vec<BBox> = paths
        .map(|path| path.bbox)
        .filter(|b| b.width() <= THIN && b.height() <= THIN)
        .collect();
    let mut runs = Vec::new();
    for axis in [Axis::Horizontal, Axis::Vertical] {
        let mut own: Vec<RulingLine> = dots
            .iter()
            .filter(|dot| longer(dot) != axis)
            .map(|dot| along(axis, *dot))
            .collect();
        own.sort_by(|a, b| a.at.total_cmp(&b.at));
        runs.extend(
            levels(&own, IN_LINE)
                .into_iter()
                .flat_map(|level| joined(axis, level)),
        );
    }
    runs.retain(|run| run.length() >= DOTTED);
    runs
}

/// The direction a box is longer in.
fn longer(b: &BBox) -> Axis {
    if b.width() >= b.height() {
        Axis::Horizontal
    } else {
        Axis::Vertical
    }
}

/// A box as a rule of this direction.
fn along(axis: Axis, b: BBox) -> RulingLine {
    match axis {
        Axis::Horizontal => RulingLine::new(axis, (b.y0 + b.y1) / 2.0, b.x0, b.x1),
        Axis::Vertical => RulingLine::new(axis, (b.x0 + b.x1) / 2.0, b.y0, b.y1),
    }
}

/// The background of a cell or a row: a filled box, neither thin nor white nor the page's own.
fn is_shade(path: &PathItem, content: &PageContent) -> bool {
    let (width, height) = (path.bbox.width(), path.bbox.height());
    let page = width > 0.95 * content.width && height > 0.5 * content.height;
    path.kind == PathKind::Fill && !path.is_white() && width > THICK && height > SHORTEST && !page
}

/// Shades that stand side by side *and* one under the other: cells painted one by one.
fn tiled<'a>(fills: &[&'a PathItem]) -> Vec<&'a PathItem> {
    if fills.len() > MAX_SHADES {
        return Vec::new();
    }
    let beside = |a: &PathItem, b: &PathItem| {
        (a.bbox.x1 - b.bbox.x0).abs() < SNAP
            && (a.bbox.y0 - b.bbox.y0).abs() < SNAP
            && (a.bbox.y1 - b.bbox.y1).abs() < SNAP
    };
    let under = |a: &PathItem, b: &PathItem| {
        (a.bbox.y1 - b.bbox.y0).abs() < SNAP
            && (a.bbox.x0 - b.bbox.x0).abs() < SNAP
            && (a.bbox.x1 - b.bbox.x1).abs() < SNAP
    };
    let part = |fill: &&&PathItem| {
        let row = fills
            .iter()
            .any(|other| beside(fill, other) || beside(other, fill));
        row && fills
            .iter()
            .any(|other| under(fill, other) || under(other, fill))
    };
    fills.iter().filter(part).copied().collect()
}

/// The side of a shade shows only where no shade of the same colour lies beyond it.
fn seen(fill: &PathItem, side: &RulingLine, fills: &[&PathItem]) -> bool {
    let step = 0.7;
    let along = (side.from + side.to) / 2.0;
    let (x, y) = match side.axis {
        Axis::Horizontal if side.at == fill.bbox.y0 => (along, side.at - step),
        Axis::Horizontal => (along, side.at + step),
        Axis::Vertical if side.at == fill.bbox.x0 => (side.at - step, along),
        Axis::Vertical => (side.at + step, along),
    };
    let beyond = |other: &&PathItem| {
        let b = other.bbox;
        other.rgb == fill.rgb && b.x0 < x && x < b.x1 && b.y0 < y && y < b.y1
    };
    !fills.iter().any(beyond)
}

fn sides(b: BBox) -> [RulingLine; 4] {
    [
        RulingLine::new(Axis::Horizontal, b.y0, b.x0, b.x1),
        RulingLine::new(Axis::Horizontal, b.y1, b.x0, b.x1),
        RulingLine::new(Axis::Vertical, b.x0, b.y0, b.y1),
        RulingLine::new(Axis::Vertical, b.x1, b.y0, b.y1),
    ]
}

/// Rules that go on from each other, as one edge each; dashes and double rules become one.
pub fn edges(rules: &[RulingLine]) -> Vec<RulingLine> {
    let mut edges = Vec::new();
    for axis in [Axis::Horizontal, Axis::Vertical] {
        let mut own: Vec<RulingLine> = rules
            .iter()
            .filter(|rule| rule.axis == axis)
            .copied()
            .collect();
        own.sort_by(|a, b| a.at.total_cmp(&b.at));
        for level in levels(&own, SNAP) {
            edges.extend(joined(axis, level));
        }
    }
    edges
}

/// Rules on one level: each within `reach` of the level's first.
fn levels(sorted: &[RulingLine], reach: f32) -> Vec<&[RulingLine]> {
    let mut levels = Vec::new();
    let mut rest = sorted;
    while let Some(first) = rest.first() {
        let count = rest
            .iter()
            .take_while(|rule| rule.at - first.at < reach)
            .count();
        let (level, after) = rest.split_at(count);
        levels.push(level);
        rest = after;
    }
    levels
}

/// The rules of one level joined where they touch.
fn joined(axis: Axis, level: &[RulingLine]) -> Vec<RulingLine> {
    let weight: f32 = level.iter().map(|r| r.length().max(0.1)).sum();
    let at = level
        .iter()
        .map(|r| r.at * r.length().max(0.1))
        .sum::<f32>()
        / weight;
    let mut spans: Vec<(f32, f32)> = level.iter().map(|r| (r.from, r.to)).collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut edges: Vec<RulingLine> = Vec::new();
    for (from, to) in spans {
        match edges.last_mut() {
            Some(edge) if from - edge.to <= DASH => edge.to = edge.to.max(to),
            _ => edges.push(RulingLine { axis, at, from, to }),
        }
    }
    edges.retain(|edge| edge.length() >= SHORTEST);
    edges
}
