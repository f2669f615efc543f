//! Cells over several rows of a table whose rows no uprights part: what is set in the middle of its rows stands
//! beside none of their lines, or where the rules between them leave a gap.

use super::columns::{Column, edges as column_edges, reach};
use super::lines::{Chunk, Line};
use crate::read::pdf::tables::ruling_line::{Axis, RulingLine, SNAP};
use crate::read::pdf::text::word::Word;
use crate::text::number::{Strictness, is_number};
use std::ops::Range;

/// A rule between rows keeps off the border of the column it leaves out by no more than this many points.
const SLACK: f32 = 6.0;
/// What is set in the middle is off it by no more than this many font sizes.
const CENTRED: f32 = 0.15;
/// Rows reach over each other by no more than this many points.
const OVER: f32 = 1.0;
/// The columns of numbers and labels are never merged.
const LABELS: usize = 2;

/// A cell over several rows.
#[derive(Clone, Debug)]
pub struct Merged {
    /// Its column.
    pub column: usize,
    /// Top and bottom of the rows it covers.
    pub height: (f32, f32),
    /// Its words.
    pub words: Vec<usize>,
}

/// Lines without what is merged over several of them.
#[derive(Default)]
pub struct Taken {
    /// The lines, those that are left with nothing taken out.
    pub lines: Vec<Line>,
    /// What was taken out.
    pub merged: Vec<Merged>,
    /// Rules between rows that leave a column out.
    pub rules: Vec<f32>,
}

/// Takes what is merged out of the body of a form; `head` is where its header ends.
pub fn take(
    lines: &[&Line],
    words: &[Word],
    columns: &[Column],
    edges: &[RulingLine],
    head: f32,
) -> Option<Taken> {
    let broken = broken(lines, columns, edges, head);
    let mut merged = beside_gaps(lines, columns, &broken);
    let known = |cell: &Merged| {
        merged
            .iter()
            .any(|other: &Merged| other.words.contains(&cell.words[0]))
    };
    let more: Vec<Merged> = between_rows(lines, words, columns, head)
        .into_iter()
        .filter(|cell| !known(cell))
        .collect();
    merged.extend(more);
    if merged.is_empty() && broken.is_empty() {
        return None;
    }
    let gone = |chunk: &Chunk| {
        merged
            .iter()
            .any(|cell| chunk.words.iter().all(|word| cell.words.contains(word)))
    };
    let mut lines: Vec<Line> = lines.iter().map(|line| (*line).clone()).collect();
    lines
        .iter_mut()
        .for_each(|line| line.chunks.retain(|chunk| !gone(chunk)));
    lines.retain(|line| !line.chunks.is_empty());
    let rules = broken
        .iter()
        .filter(|rule| rule.column.is_some())
        .map(|rule| rule.y)
        .collect();
    Some(Taken {
        lines,
        merged,
        rules,
    })
}

/// A rule across, and the column it leaves out.
struct Rule {
    y: f32,
    column: Option<usize>,
}

/// The rules across the body from top to bottom, where some leave a column out; else none.
fn broken(lines: &[&Line], columns: &[Column], edges: &[RulingLine], head: f32) -> Vec<Rule> {
    let bottom = lines.iter().map(|line| line.y1).fold(head, f32::max) + SLACK;
    let mut across: Vec<&RulingLine> = edges
        .iter()
        .filter(|edge| edge.axis == Axis::Horizontal && head - SNAP < edge.at && edge.at < bottom)
        .collect();
    across.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let left = across.iter().map(|edge| edge.from).fold(f32::MAX, f32::min);
    let right = across.iter().map(|edge| edge.to).fold(f32::MIN, f32::max);
    let levels = across.chunk_by(|a, b| b.at - a.at < SNAP);
    let rule = |level: &[&RulingLine]| {
        let mut ends = vec![left];
        ends.extend(level.iter().flat_map(|edge| [edge.from, edge.to]));
        ends.push(right);
        let gaps: Vec<&[f32]> = ends
            .chunks(2)
            .filter(|gap| gap[1] - gap[0] > SLACK)
            .collect();
        let column = match gaps[..] {
            [] => None,
            [gap] => Some(left_out(columns, gap[0], gap[1])?),
            _ => return None,
        };
        Some(Rule {
            y: level[0].at,
            column,
        })
    };
    let rules: Vec<Rule> = levels.filter_map(rule).collect();
    if rules.iter().any(|rule| rule.column.is_some()) {
        rules
    } else {
        Vec::new()
    }
}

/// The column a gap is as wide as.
fn left_out(columns: &[Column], from: f32, to: f32) -> Option<usize> {
    let borders = column_edges(columns);
    let own = |at: &usize| {
        let column = columns[*at];
        from < column.x0 + SLACK
            && column.x1 - SLACK < to
            && borders[*at] - 2.0 * SLACK < from
            && to < borders[*at + 1] + 2.0 * SLACK
    };
    (LABELS..columns.len()).find(own)
}

/// What stands in the column that one rule or several on end leave out, from the rule above to the one below.
fn beside_gaps(lines: &[&Line], columns: &[Column], rules: &[Rule]) -> Vec<Merged> {
    let mut cells = Vec::new();
    let mut at = 0;
    while let Some(rule) = rules.get(at) {
        let Some(column) = rule.column else {
            at += 1;
            continue;
        };
        let more = rules[at..]
            .iter()
            .take_while(|next| next.column == Some(column))
            .count();
        let above = at.checked_sub(1).map_or(f32::MIN, |above| rules[above].y);
        let below = rules.get(at + more).map_or(f32::MAX, |below| below.y);
        let inside = |line: &&&Line| (above..below).contains(&((line.y0 + line.y1) / 2.0));
        let own: Vec<usize> = lines
            .iter()
            .filter(inside)
            .flat_map(|line| &line.chunks)
            .filter(|chunk| home(columns, chunk) == Some(column))
            .flat_map(|chunk| chunk.words.iter().copied())
            .collect();
        if !own.is_empty() {
            cells.push(Merged {
                column,
                height: (above, below),
                words: own,
            });
        }
        at += more;
    }
    cells
}

/// What stands alone halfway between two rows: one value is one row, and so is one label with room behind it.
fn between_rows(lines: &[&Line], words: &[Word], columns: &[Column], head: f32) -> Vec<Merged> {
    let body = lines
        .iter()
        .position(|line| line.y0 > head)
        .unwrap_or(lines.len());
    let body = Body {
        lines: &lines[body..],
        words,
        columns,
    };
    (1..body.lines.len())
        .filter_map(|at| body.merged_at(at))
        .collect()
}

/// The lines below the header.
struct Body<'a> {
    lines: &'a [&'a Line],
    words: &'a [Word],
    columns: &'a [Column],
}

impl Body<'_> {
    /// A line that is the middle of what its neighbours begin and end. A figure there is that of one of them.
    fn merged_at(&self, at: usize) -> Option<Merged> {
        let own = self.lines[at];
        let [chunk] = &own.chunks[..] else {
            return None;
        };
        if is_number(&chunk.text(self.words), Strictness::Cell) {
            return None;
        }
        let column = home(self.columns, chunk).filter(|column| *column >= LABELS)?;
        let pair = |reach: usize| {
            Some((
                *self.lines.get(at.checked_sub(reach)?)?,
                *self.lines.get(at + reach)?,
            ))
        };
        let centred = |(above, below): &(&Line, &Line)| {
            ((above.y1 + below.y1) / 2.0 - own.y1).abs() < CENTRED * own.size
        };
        let beside = pair(1).filter(centred)?;
        let rows = if self.are_two(beside, column) {
            beside
        } else {
            // Labels of two lines, their values in the middle of them.
            pair(2)
                .filter(centred)
                .filter(|pair| self.have_values(*pair, column) && !self.have_labels(*pair))?
        };
        Some(Merged {
            column,
            height: (rows.0.y0, rows.1.y1),
            words: chunk.words.clone(),
        })
    }

    fn are_two(&self, pair: (&Line, &Line), column: usize) -> bool {
        let empty = |line: &Line| self.chunk_in(line, column).is_none();
        let both_empty = empty(pair.0) && empty(pair.1);
        both_empty
            && (self.have_values(pair, column) || self.have_labels(pair) && self.begins_label(pair))
    }

    /// Both lines have a value in one column, which is not this one.
    fn have_values(&self, (above, below): (&Line, &Line), column: usize) -> bool {
        let value = |line: &Line| {
            let mut own = line
                .chunks
                .iter()
                .filter(|chunk| is_number(&chunk.text(self.words), Strictness::Cell));
            own.find_map(|chunk| home(self.columns, chunk).filter(|at| *at >= LABELS))
        };
        value(above).is_some_and(|at| at != column && value(below) == Some(at))
    }

    fn have_labels(&self, (above, below): (&Line, &Line)) -> bool {
        let label = |line: &Line| self.chunk_in(line, LABELS - 1).is_some();
        label(above) && label(below)
    }

    /// A label that begins with a capital though the line above has room for its first word.
    fn begins_label(&self, (above, below): (&Line, &Line)) -> bool {
        let (Some(before), Some(label)) = (
            self.chunk_in(above, LABELS - 1),
            self.chunk_in(below, LABELS - 1),
        ) else {
            return false;
        };
        let first = &self.words[label.words[0]];
        let room = self.columns[LABELS - 1].x1 - before.x1;
        first.text.starts_with(char::is_uppercase) && first.bbox.width() + first.size < room
    }

    fn chunk_in<'l>(&self, line: &'l Line, column: usize) -> Option<&'l Chunk> {
        line.chunks
            .iter()
            .find(|chunk| home(self.columns, chunk) == Some(column))
    }
}

/// The one column a chunk stands in.
fn home(columns: &[Column], chunk: &Chunk) -> Option<usize> {
    let (from, to) = reach(columns, chunk.x0, chunk.x1);
    (to == from + 1).then_some(from)
}

impl Merged {
    /// The rows it covers, of those with these tops and bottoms: one at least.
    pub fn rows(&self, heights: &[(f32, f32)]) -> Range<usize> {
        let (top, bottom) = (self.height.0 + OVER, self.height.1 - OVER);
        let from = heights
            .partition_point(|row| row.1 < top)
            .min(heights.len().saturating_sub(1));
        let to = heights.partition_point(|row| row.0 < bottom);
        from..to.max(from + 1)
    }
}
