//! Bands → rows of a table whose header says what its columns hold.
//!
//! Cells of a row are set alike (at its top, in its middle, at its bottom), the lines of a cell are one
//! leading apart, rows one padding more, a row has one number, one figure a column and a label. Each way
//! to part the bands breaks some of this; the way that breaks least is taken.

use super::super::word::Word;
use super::bands::{Band, Piece};
use super::columns::Column;
use super::header::is_ordinal;
use crate::text::heads::Head;
use std::ops::Range;

/// What breaking a habit of rows costs. Only their proportions matter.
mod cost {
    /// Two numbers, or two figures in one column, in one row.
    pub const TWICE: f32 = 8.0;
    /// A row without a label.
    pub const BARE: f32 = 6.0;
    /// A label that goes on below a line with room for its next word.
    pub const BROKEN: f32 = 4.0;
    /// A label cut in the middle of a sentence.
    pub const CUT: f32 = 4.0;
    /// A cell with more than a leading between its lines.
    pub const LOOSE: f32 = 3.0;
    /// A cell set otherwise than the others.
    pub const ASKEW: f32 = 2.5;
    /// Any cell, where cells are not set alike.
    pub const FREE: f32 = 0.9;
    /// A seam on the wrong side of the height that parts rows …
    pub const GAP: f32 = 3.0;
    /// … and any seam, where no height does.
    pub const SEAM: f32 = 0.9;
    /// A note or a unit that begins a line where there was room.
    pub const SLIGHT: f32 = 1.0;
}

/// Nothing gets better by growing a row further than this.
const HOPELESS: f32 = 40.0;
/// Tops, middles and bottoms agree to so many font sizes.
const ALIKE: f32 = 0.22;
/// Leadings agree to so many font sizes.
const SLACK: f32 = 0.18;
/// Heights of gaps are told apart from this many points on.
const CLEAR: f32 = 0.6;
/// So many heights are tried.
const TRIED: usize = 8;

/// How the cells of a row are set.
#[derive(Clone, Copy)]
enum Setting {
    Top,
    Middle,
    Bottom,
    Free,
}

/// A line of a cell.
struct CellLine<'a> {
    piece: &'a Piece,
    band: usize,
}

/// What is known of a table before its rows are.
struct Form<'a> {
    words: &'a [Word],
    bands: &'a [Band],
    columns: &'a [Column],
    heads: &'a [Option<Head>],
    /// The lines of each column, from top to bottom.
    lines: Vec<Vec<CellLine<'a>>>,
    /// How far the text of each column runs, what is wider than nearly all of it left aside.
    rights: Vec<f32>,
    /// From line to line of one cell.
    leading: f32,
    size: f32,
    /// Whether a rule runs above a band.
    ruled: Vec<bool>,
    /// The first row may be the rest of one on the page before.
    goes_on: bool,
}

/// Whether these columns are those of an appendix: a label, and a unit or a figure for it.
pub fn is_form(heads: &[Option<Head>]) -> bool {
    let has = |head| heads.contains(&Some(head));
    has(Head::Label) && (has(Head::Unit) || has(Head::Value))
}

/// Ranges of bands, each one row. `goes_on`: the first may be the rest of a row on the page before.
pub fn rows(
    words: &[Word],
    bands: &[Band],
    columns: &[Column],
    heads: &[Option<Head>],
    rules: &[f32],
    goes_on: bool,
) -> Vec<Range<usize>> {
    let form = Form::of(words, bands, columns, heads, rules, goes_on);
    let limits = form.limits();
    let settings = [Setting::Top, Setting::Middle, Setting::Bottom, Setting::Free];
    let ways = settings.into_iter().flat_map(|setting| {
        let costs = form.row_costs(setting);
        limits.iter().map(|limit| form.best(&costs, *limit)).collect::<Vec<_>>()
    });
    ways.min_by(|a, b| a.0.total_cmp(&b.0)).map_or(Vec::new(), |way| way.1)
}

impl<'a> Form<'a> {
    fn of(
        words: &'a [Word],
        bands: &'a [Band],
        columns: &'a [Column],
        heads: &'a [Option<Head>],
        rules: &[f32],
        goes_on: bool,
    ) -> Form<'a> {
        let mut lines: Vec<Vec<CellLine>> = columns.iter().map(|_| Vec::new()).collect();
        for (band, own) in bands.iter().enumerate() {
            for piece in &own.pieces {
                if let Some(column) = lines.get_mut(piece.columns.start) {
                    column.push(CellLine { piece, band });
                }
            }
        }
        lines.iter_mut().for_each(|own| own.sort_by(|a, b| a.piece.y0.total_cmp(&b.piece.y0)));
        let middle = |band: &Band| (band.y0 + band.y1) / 2.0;
        let between =
            |at: usize| at > 0 && rules.iter().any(|&y| middle(&bands[at - 1]) < y && y < middle(&bands[at]));
        let ruled = (0..bands.len()).map(between).collect();
        let size = size(words, bands);
        let leading = leading(&lines, size);
        let rights = lines.iter().map(|own| right(own)).collect();
        Form { words, bands, columns, heads, lines, rights, leading, size, ruled, goes_on }
    }

    /// Heights of gaps that may part rows from lines of one row; `None`: no height does.
    fn limits(&self) -> Vec<Option<f32>> {
        let mut gaps: Vec<f32> =
            (1..self.bands.len()).filter(|at| !self.ruled[*at]).map(|at| self.gap(at)).collect();
        gaps.sort_by(f32::total_cmp);
        let mut steps: Vec<(f32, f32)> = gaps
            .windows(2)
            .filter(|p| p[1] - p[0] >= CLEAR)
            .map(|p| (p[0] - p[1], (p[0] + p[1]) / 2.0))
            .collect();
        steps.sort_by(|a, b| a.0.total_cmp(&b.0));
        let tried = steps.into_iter().take(TRIED).map(|step| Some(step.1));
        let all = gaps.first().map(|least| least - 1.0);
        // Where rules part rows, perhaps nothing else does.
        let rules_alone = self.ruled.contains(&true).then_some(Some(f32::INFINITY));
        tried.chain(all.map(Some)).chain(rules_alone).chain([None]).collect()
    }

    fn gap(&self, at: usize) -> f32 {
        self.bands[at].y0 - self.bands[at - 1].y1
    }

    /// For every band the costs of the rows that begin with it: of one band, of two …
    fn row_costs(&self, setting: Setting) -> Vec<Vec<f32>> {
        (0..self.bands.len()).map(|start| self.rows_from(start, setting)).collect()
    }

    fn rows_from(&self, start: usize, setting: Setting) -> Vec<f32> {
        let mut costs = Vec::new();
        for end in start + 1..=self.bands.len() {
            if end > start + 1 && self.ruled[end - 1] {
                break;
            }
            let own = self.cells(start..end);
            let grown: f32 = own.iter().map(|(column, lines)| self.cell_cost(*column, lines)).sum();
            costs.push(grown + self.bare_cost(start, &own) + self.askew_cost(&own, setting));
            if grown > HOPELESS {
                break;
            }
        }
        costs
    }

    /// The lines of each column that has some in these bands.
    fn cells(&self, bands: Range<usize>) -> Vec<(usize, &[CellLine<'a>])> {
        let own = |(column, lines): (usize, &'_ Vec<CellLine<'a>>)| -> Option<(usize, Range<usize>)> {
            let from = lines.partition_point(|line| line.band < bands.start);
            let to = lines.partition_point(|line| line.band < bands.end);
            (from < to).then_some((column, from..to))
        };
        let found = self.lines.iter().enumerate().filter_map(own);
        found.map(|(column, range)| (column, &self.lines[column][range])).collect()
    }

    /// What lines in one cell cost that do not look like one cell.
    fn cell_cost(&self, column: usize, lines: &[CellLine]) -> f32 {
        let head = self.heads.get(column).copied().flatten();
        let seams = lines.windows(2).map(|pair| {
            let (above, below) = (pair[0].piece, pair[1].piece);
            let loose = below.y0 - above.y0 > self.leading + SLACK * self.size;
            self.line_cost(head, column, above, below) + if loose { cost::LOOSE } else { 0.0 }
        });
        let twice = match head {
            Some(Head::Number) => lines.iter().filter(|line| is_ordinal(&line.piece.text)).count(),
            Some(Head::Value) => lines.iter().filter(|line| line.piece.figure).count(),
            _ => 0,
        };
        seams.sum::<f32>() + cost::TWICE * twice.saturating_sub(1) as f32
    }

    fn line_cost(&self, head: Option<Head>, column: usize, above: &Piece, below: &Piece) -> f32 {
        let wraps = self.is_full(column, above, below);
        match head {
            Some(Head::Label | Head::Number) if begins_item(&below.text) => cost::BROKEN,
            Some(Head::Label) if !wraps => cost::BROKEN,
            Some(Head::Unit) if !below.text.contains('=') && above.text == below.text => cost::TWICE,
            Some(Head::Unit) if !wraps && !below.text.contains('=') && !is_small(&below.text) => cost::BROKEN,
            _ if !wraps => cost::SLIGHT,
            _ => 0.0,
        }
    }

    /// No room was left for the first word of the line below.
    fn is_full(&self, column: usize, above: &Piece, below: &Piece) -> bool {
        let Some(first) = below.chunk.words.first().map(|&at| &self.words[at]) else { return false };
        let right = self.rights.get(column).copied().unwrap_or(0.0);
        above.chunk.x1 + 0.2 * first.size + first.bbox.width() > right + 0.5
    }

    fn bare_cost(&self, start: usize, own: &[(usize, &[CellLine])]) -> f32 {
        let labels = |(column, lines): &(usize, &[CellLine])| match self.heads.get(*column).copied().flatten()
        {
            Some(Head::Label) => true,
            Some(Head::Number) => lines.iter().any(|line| !is_ordinal(&line.piece.text)),
            _ => false,
        };
        match own.iter().any(labels) {
            true => 0.0,
            false if start == 0 && self.goes_on => cost::SLIGHT,
            false => cost::BARE,
        }
    }

    /// What cells cost that are not set as the cells of this table are.
    fn askew_cost(&self, own: &[(usize, &[CellLine])], setting: Setting) -> f32 {
        let extent = |lines: &[CellLine]| {
            let bottom = lines.iter().map(|line| line.piece.y1).fold(f32::MIN, f32::max);
            (lines[0].piece.y0, bottom)
        };
        let cells: Vec<(f32, f32)> = own.iter().map(|(_, lines)| extent(lines)).collect();
        let top = cells.iter().map(|cell| cell.0).fold(f32::MAX, f32::min);
        let bottom = cells.iter().map(|cell| cell.1).fold(f32::MIN, f32::max);
        let off = |cell: &(f32, f32)| match setting {
            Setting::Top => cell.0 - top,
            Setting::Middle => ((cell.0 + cell.1) - (top + bottom)).abs() / 2.0,
            Setting::Bottom => bottom - cell.1,
            Setting::Free => (cell.0 - top).max(bottom - cell.1),
        };
        let askew = cells.iter().filter(|cell| off(cell) > ALIKE * self.size).count() as f32;
        askew * if matches!(setting, Setting::Free) { cost::FREE } else { cost::ASKEW }
    }

    /// What beginning a row with this band costs, by the label above and the one below.
    fn cut_cost(&self, at: usize) -> f32 {
        if self.ruled[at] {
            return 0.0;
        }
        let labels = (0..self.columns.len()).filter(|c| self.heads.get(*c) == Some(&Some(Head::Label)));
        let cut = |column: usize| {
            let lines = &self.lines[column];
            let below = lines.partition_point(|line| line.band < at);
            let (Some(above), Some(below)) =
                (below.checked_sub(1).and_then(|i| lines.get(i)), lines.get(below))
            else {
                return 0.0;
            };
            match is_small(&below.piece.text) {
                true if self.is_full(column, above.piece, below.piece) => cost::CUT,
                true => cost::SLIGHT,
                false => 0.0,
            }
        };
        labels.map(cut).sum()
    }

    fn seam_cost(&self, at: usize, cut: bool, limit: Option<f32>) -> f32 {
        let wrong = match limit {
            _ if self.ruled[at] => return 0.0,
            None => return cost::SEAM,
            Some(limit) => cut != (self.gap(at) > limit),
        };
        match wrong {
            true if limit == Some(f32::INFINITY) => 2.0 * cost::GAP,
            true => cost::GAP,
            false => 0.0,
        }
    }

    /// The cheapest way to part the bands, and what it costs.
    fn best(&self, costs: &[Vec<f32>], limit: Option<f32>) -> (f32, Vec<Range<usize>>) {
        let count = self.bands.len();
        let mut best = vec![(0.0_f32, count); count + 1];
        for start in (0..count).rev() {
            let mut inside = 0.0;
            best[start] = (f32::MAX, count);
            for (more, cost) in costs[start].iter().enumerate() {
                let end = start + more + 1;
                if more > 0 {
                    inside += self.seam_cost(end - 1, false, limit);
                }
                let seam =
                    if end < count { self.cut_cost(end) + self.seam_cost(end, true, limit) } else { 0.0 };
                let all = cost + inside + seam + best[end].0;
                if all < best[start].0 {
                    best[start] = (all, end);
                }
            }
        }
        let mut rows = Vec::new();
        let mut at = 0;
        while at < count {
            rows.push(at..best[at].1);
            at = best[at].1;
        }
        (best[0].0, rows)
    }
}

/// The font size most of the text is set in.
fn size(words: &[Word], bands: &[Band]) -> f32 {
    let pieces = bands.iter().flat_map(|band| &band.pieces).flat_map(|piece| &piece.chunk.words);
    let mut sizes: Vec<f32> = pieces.map(|&at| words[at].size).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(10.0)
}

/// Titles run on over the columns beside theirs, where those are empty.
const TITLES: usize = 2;

fn right(lines: &[CellLine]) -> f32 {
    let own = lines.iter().filter(|line| line.piece.columns.len() == 1);
    let mut ends: Vec<f32> = own.map(|line| line.piece.chunk.x1).collect();
    ends.sort_by(|a, b| b.total_cmp(a));
    let wide = if ends.len() >= 4 * TITLES { TITLES } else { 0 };
    ends.get(wide).copied().unwrap_or(f32::MIN)
}

/// From line to line of one cell: the smallest step that occurs more than once.
fn leading(lines: &[Vec<CellLine>], size: f32) -> f32 {
    let step = |pair: &[CellLine]| pair[1].piece.y0 - pair[0].piece.y0;
    let mut steps: Vec<f32> =
        lines.iter().flat_map(|own| own.windows(2).map(step)).filter(|step| *step > 0.8 * size).collect();
    steps.sort_by(f32::total_cmp);
    let twice = steps.windows(2).find(|pair| pair[1] - pair[0] < 0.5).map(|pair| pair[1]);
    twice.or(steps.first().copied()).unwrap_or(1.2 * size)
}

/// "- trong đó", "+ cấp xã", "a) …": an item of its own.
fn begins_item(text: &str) -> bool {
    text.starts_with(['-', '+', '•', '–', '*']) && text.chars().nth(1) == Some(' ')
}

fn is_small(text: &str) -> bool {
    text.chars().next().is_some_and(|c| c.is_lowercase() || "(&/".contains(c))
}
