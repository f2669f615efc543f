//! Bands → rows of a table whose header says what its columns hold.
//!
//! Cells of a row are set alike (at its top, in its middle, at its bottom), the lines of a cell are one
//! leading apart, rows one padding more, a row has one number, one value a column and a label. Each way
//! to part the bands breaks some of this; the way that breaks least is taken.

use super::super::bands::{Band, Piece};
use super::super::columns::Column;
use super::super::figure::{is_ordinal, opens_items};
use super::Parted;
use crate::read::pdf::text::word::Word;
use crate::text::column_role::ColumnRole;
use std::ops::Range;

/// What breaking a habit of rows costs. Only their proportions matter.
mod cost {
    /// Two numbers, or two values in one column, in one row.
    pub const TWICE: f32 = 8.0;
    /// A row without a label.
    pub const BARE: f32 = 6.0;
    /// A label that goes on below a line with room for its next word.
    pub const BROKEN: f32 = 4.0;
    /// A label cut in the middle of a sentence.
    pub const CUT: f32 = 4.0;
    /// A number cut behind one of its points.
    pub const SPLIT: f32 = 8.0;
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

/// A way to part bands that costs no more than this above the cheapest one may be the right one.
const NEAR: f32 = 4.0;
/// Nothing gets better by growing a row further than this.
const HOPELESS: f32 = 40.0;
/// Tops, middles and bottoms agree to so many font sizes.
const ALIKE: f32 = 0.22;
/// Leadings agree to so many font sizes.
const SLACK: f32 = 0.18;
/// Heights of gaps are distinguished from this many points on.
const CLEAR: f32 = 0.6;
/// So many heights are tried.
const TRIED: usize = 8;

/// How the cells of a row may be set: the places of their counts in [`Cost::askew`].
const SETTINGS: [fn(&Extent, &Extent) -> f32; 4] = [
    |cell, row| cell.0 - row.0,
    |cell, row| ((cell.0 + cell.1) - (row.0 + row.1)).abs() / 2.0,
    |cell, row| row.1 - cell.1,
    |cell, row| (cell.0 - row.0).max(row.1 - cell.1),
];
/// What a cell set otherwise costs, setting by setting.
const ASKEW: [f32; 4] = [cost::ASKEW, cost::ASKEW, cost::ASKEW, cost::FREE];

/// Top and bottom.
type Extent = (f32, f32);

/// What a row of some bands costs.
struct Cost {
    /// Whatever the setting.
    habits: f32,
    /// Cells not set as each of [`SETTINGS`] wants it.
    askew: [u16; 4],
}

impl Cost {
    fn under(&self, setting: usize) -> f32 {
        self.habits + f32::from(self.askew[setting]) * ASKEW[setting]
    }
}

/// One way to look at the bands: how cells are set, which height of gap parts rows.
#[derive(Clone, Copy)]
struct View {
    setting: usize,
    limit: Option<f32>,
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
    heads: &'a [Option<ColumnRole>],
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
    /// What beginning a row with each band costs.
    cuts: Vec<f32>,
    /// Which bands hold a row's number …
    numbers: Vec<bool>,
    /// … the rest of the one above, which its column has no room for …
    rests: Vec<bool>,
    /// … a line of a label …
    labels: Vec<bool>,
    /// … a value …
    counts: Vec<bool>,
    /// … or a part of one.
    parts: Vec<bool>,
}

/// Parts bands into rows. `goes_on`: the first may be the rest of a row on the page before.
pub fn rows(
    words: &[Word],
    bands: &[Band],
    columns: &[Column],
    heads: &[Option<ColumnRole>],
    rules: &[f32],
    goes_on: bool,
) -> Parted {
    let form = Form::of(words, bands, columns, heads, rules, goes_on);
    let costs = form.row_costs();
    let views: Vec<View> = (0..SETTINGS.len())
        .flat_map(|setting| {
            form.limits()
                .into_iter()
                .map(move |limit| View { setting, limit })
        })
        .collect();
    let ways: Vec<(View, Way)> = views
        .into_iter()
        .map(|view| (view, form.way(&costs, view)))
        .collect();
    let Some((_, best)) = ways.iter().min_by(|a, b| a.1.cost().total_cmp(&b.1.cost())) else {
        return Parted::default();
    };
    let rows = best.rows();
    let near = best.cost() + NEAR;
    let mut doubtful = vec![false; rows.len()];
    for (view, way) in ways.iter().filter(|(_, way)| way.cost() <= near) {
        form.doubt(&costs, *view, way, near, &rows, &mut doubtful);
    }
    for (row, doubtful) in rows.iter().zip(&mut doubtful) {
        *doubtful |= form.is_part(row);
    }
    Parted { rows, doubtful }
}

/// From every band on: the cheapest way to part what follows, and where its first row ends.
struct Way(Vec<(f32, usize)>);

impl Way {
    fn cost(&self) -> f32 {
        self.0[0].0
    }

    fn rows(&self) -> Vec<Range<usize>> {
        let count = self.0.len() - 1;
        let mut rows = Vec::new();
        let mut at = 0;
        while at < count {
            rows.push(at..self.0[at].1);
            at = self.0[at].1;
        }
        rows
    }
}

impl<'a> Form<'a> {
    fn of(
        words: &'a [Word],
        bands: &'a [Band],
        columns: &'a [Column],
        heads: &'a [Option<ColumnRole>],
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
        lines
            .iter_mut()
            .for_each(|own| own.sort_by(|a, b| a.piece.y0.total_cmp(&b.piece.y0)));
        let middle = |band: &Band| (band.y0 + band.y1) / 2.0;
        let alone: Vec<bool> = bands.iter().map(Band::stands_alone).collect();
        let between = |at: usize| {
            at > 0
                && (alone[at - 1]
                    || alone[at]
                    || rules
                        .iter()
                        .any(|&y| middle(&bands[at - 1]) < y && y < middle(&bands[at])))
        };
        let ruled = (0..bands.len()).map(between).collect();
        let size = size(words, bands);
        let leading = leading(&lines, size);
        let rights = lines.iter().map(|own| right(own)).collect();
        let labels = holding(bands, heads, |head, _| head == Some(ColumnRole::Label));
        let counts = holding(bands, heads, |head, piece| {
            matches!(head, Some(ColumnRole::Value(0)) | None) && piece.figure
        });
        let cuts = Vec::new();
        let form = Form {
            words,
            bands,
            columns,
            heads,
            lines,
            rights,
            leading,
            size,
            ruled,
            goes_on,
            cuts,
            numbers: Vec::new(),
            rests: Vec::new(),
            labels,
            counts,
            parts: Vec::new(),
        };
        form.with_habits()
    }

    /// Adds what the lines show once they are all there.
    fn with_habits(self) -> Form<'a> {
        let rests = self.rests();
        let numbers = holding(self.bands, self.heads, |head, piece| {
            head == Some(ColumnRole::Number) && is_ordinal(&piece.text)
        });
        let numbers = numbers.iter().zip(&rests).map(|(own, rest)| *own && !rest);
        let form = Form {
            numbers: numbers.collect(),
            rests,
            ..self
        };
        let cuts = (0..form.bands.len()).map(|at| form.cut_cost(at)).collect();
        let parts = form.parts();
        Form {
            cuts,
            parts,
            ..form
        }
    }

    /// Heights of gaps that may part rows from lines of one row; `None`: no height does.
    fn limits(&self) -> Vec<Option<f32>> {
        let mut gaps: Vec<f32> = (1..self.bands.len())
            .filter(|at| !self.ruled[*at])
            .map(|at| self.gap(at))
            .collect();
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
        tried
            .chain(all.map(Some))
            .chain(rules_alone)
            .chain([None])
            .collect()
    }

    fn gap(&self, at: usize) -> f32 {
        self.bands[at].y0 - self.bands[at - 1].y1
    }

    /// For every band the costs of the rows that begin with it: of one band, of two …
    fn row_costs(&self) -> Vec<Vec<Cost>> {
        (0..self.bands.len())
            .map(|start| self.rows_from(start))
            .collect()
    }

    fn rows_from(&self, start: usize) -> Vec<Cost> {
        let mut costs = Vec::new();
        for end in start + 1..=self.bands.len() {
            if end > start + 1 && self.ruled[end - 1] {
                break;
            }
            let own = self.cells(start..end);
            let grown: f32 = own
                .iter()
                .map(|(column, lines)| self.cell_cost(*column, lines))
                .sum();
            costs.push(Cost {
                habits: grown + self.bare_cost(start, &own),
                askew: self.askew(&own),
            });
            if grown > HOPELESS {
                break;
            }
        }
        costs
    }

    /// The lines of each column that has some in these bands.
    fn cells(&self, bands: Range<usize>) -> Vec<(usize, &[CellLine<'a>])> {
        let own =
            |(column, lines): (usize, &'_ Vec<CellLine<'a>>)| -> Option<(usize, Range<usize>)> {
                let from = lines.partition_point(|line| line.band < bands.start);
                let to = lines.partition_point(|line| line.band < bands.end);
                (from < to).then_some((column, from..to))
            };
        let found = self.lines.iter().enumerate().filter_map(own);
        found
            .map(|(column, range)| (column, &self.lines[column][range]))
            .collect()
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
            Some(ColumnRole::Number) => lines
                .iter()
                .filter(|line| is_ordinal(&line.piece.text) && !self.rests[line.band])
                .count(),
            Some(ColumnRole::Value(0)) | None => {
                lines.iter().filter(|line| line.piece.figure).count()
            }
            _ => 0,
        };
        seams.sum::<f32>() + cost::TWICE * twice.saturating_sub(1) as f32
    }

    fn line_cost(
        &self,
        head: Option<ColumnRole>,
        column: usize,
        above: &Piece,
        below: &Piece,
    ) -> f32 {
        let wraps = self.is_full(column, above, below);
        match head {
            Some(ColumnRole::Label | ColumnRole::Number)
                if begins_item(&below.text) || opens_items(&below.text) =>
            {
                cost::BROKEN
            }
            Some(ColumnRole::Label) if !wraps => cost::BROKEN,
            Some(ColumnRole::Unit) if !below.text.contains('=') && above.text == below.text => {
                cost::TWICE
            }
            Some(ColumnRole::Unit)
                if !wraps && !below.text.contains('=') && !is_small(&below.text) =>
            {
                cost::BROKEN
            }
            _ if !wraps => cost::SLIGHT,
            _ => 0.0,
        }
    }

    /// No room was left for the first word of the line below.
    fn is_full(&self, column: usize, above: &Piece, below: &Piece) -> bool {
        let Some(first) = below.chunk.words.first().map(|&at| &self.words[at]) else {
            return false;
        };
        let right = self.rights.get(column).copied().unwrap_or(0.0);
        above.chunk.x1 + 0.2 * first.size + first.bbox.width() > right + 0.5
    }

    fn bare_cost(&self, start: usize, own: &[(usize, &[CellLine])]) -> f32 {
        let labels = |(column, lines): &(usize, &[CellLine])| match self
            .heads
            .get(*column)
            .copied()
            .flatten()
        {
            Some(ColumnRole::Label) => true,
            Some(ColumnRole::Number) => lines.iter().any(|line| !is_ordinal(&line.piece.text)),
            _ => false,
        };
        match own.iter().any(labels) {
            true => 0.0,
            false if start == 0 && self.goes_on => cost::SLIGHT,
            false => cost::BARE,
        }
    }

    /// How many cells are not set as the others are, under each of [`SETTINGS`].
    fn askew(&self, own: &[(usize, &[CellLine])]) -> [u16; 4] {
        let extent = |lines: &[CellLine]| {
            let bottom = lines
                .iter()
                .map(|line| line.piece.y1)
                .fold(f32::MIN, f32::max);
            (lines[0].piece.y0, bottom)
        };
        let cells: Vec<Extent> = own.iter().map(|(_, lines)| extent(lines)).collect();
        let top = cells.iter().map(|cell| cell.0).fold(f32::MAX, f32::min);
        let bottom = cells.iter().map(|cell| cell.1).fold(f32::MIN, f32::max);
        SETTINGS.map(|off| {
            let askew = |cell: &&Extent| off(cell, &(top, bottom)) > ALIKE * self.size;
            cells.iter().filter(askew).fold(0, |count, _| count + 1)
        })
    }

    /// What beginning a row with this band costs, by the label above and the one below.
    fn cut_cost(&self, at: usize) -> f32 {
        if self.ruled[at] {
            return 0.0;
        }
        let labels = (0..self.columns.len())
            .filter(|c| self.heads.get(*c) == Some(&Some(ColumnRole::Label)));
        let cut = |column: usize| {
            let lines = &self.lines[column];
            let below = lines.partition_point(|line| line.band < at);
            let (Some(above), Some(below)) = (
                below.checked_sub(1).and_then(|i| lines.get(i)),
                lines.get(below),
            ) else {
                return 0.0;
            };
            match is_small(&below.piece.text) {
                true if self.is_full(column, above.piece, below.piece) => cost::CUT,
                true => cost::SLIGHT,
                false => 0.0,
            }
        };
        let split = if self.rests[at] { cost::SPLIT } else { 0.0 };
        labels.map(cut).sum::<f32>() + split
    }

    /// Which bands hold the rest of a number whose column has no room for the whole of it: "3.3." above "1".
    fn rests(&self) -> Vec<bool> {
        let mut rests = vec![false; self.bands.len()];
        let numbers = (0..self.columns.len())
            .filter(|at| self.heads.get(*at) == Some(&Some(ColumnRole::Number)));
        for column in numbers {
            for pair in self.lines[column].windows(2) {
                let (above, below) = (pair[0].piece, pair[1].piece);
                rests[pair[1].band] |= goes_on_as_number(&above.text, &below.text)
                    && below.y0 - above.y0 < self.leading + SLACK * self.size
                    && self.is_full(column, above, below);
            }
        }
        rests
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

    /// The rows that may begin with a band, seen this way: where each ends and what it costs, the seam
    /// below it included.
    fn steps<'s>(
        &'s self,
        costs: &'s [Cost],
        start: usize,
        view: View,
    ) -> impl Iterator<Item = (usize, f32)> + 's {
        let mut inside = 0.0;
        costs.iter().enumerate().map(move |(more, cost)| {
            let end = start + more + 1;
            if more > 0 {
                inside += self.seam_cost(end - 1, false, view.limit);
            }
            let seam = match self.cuts.get(end) {
                Some(cut) => cut + self.seam_cost(end, true, view.limit),
                None => 0.0,
            };
            (end, cost.under(view.setting) + inside + seam)
        })
    }

    /// The cheapest way to part the bands, seen this way.
    fn way(&self, costs: &[Vec<Cost>], view: View) -> Way {
        let count = self.bands.len();
        let mut best = vec![(0.0_f32, count); count + 1];
        for start in (0..count).rev() {
            best[start] = (f32::MAX, count);
            for (end, cost) in self.steps(&costs[start], start, view) {
                let all = cost + best[end].0;
                if all < best[start].0 {
                    best[start] = (all, end);
                }
            }
        }
        Way(best)
    }

    /// Marks the rows with a value that goes with another number or label in some way to part the bands
    /// that costs no more than `near`.
    fn doubt(
        &self,
        costs: &[Vec<Cost>],
        view: View,
        way: &Way,
        near: f32,
        rows: &[Range<usize>],
        doubtful: &mut [bool],
    ) {
        let count = self.bands.len();
        // What is above each band costs at least.
        let mut above = vec![f32::MAX; count + 1];
        above[0] = 0.0;
        for start in 0..count {
            if above[start] + way.0[start].0 > near {
                continue;
            }
            for (end, cost) in self.steps(&costs[start], start, view) {
                let all = above[start] + cost;
                above[end] = above[end].min(all);
                if all + way.0[end].0 <= near {
                    self.compare(&(start..end), rows, doubtful);
                }
            }
        }
    }

    /// Marks the rows that would lose a value to another number or label if these bands were a row, and those
    /// without a number that would be the upper lines of a row with a value.
    fn compare(&self, other: &Range<usize>, rows: &[Range<usize>], doubtful: &mut [bool]) {
        let from = rows.partition_point(|row| row.end <= other.start);
        for (row, doubtful) in rows
            .iter()
            .zip(doubtful)
            .skip(from)
            .take_while(|(row, _)| row.start < other.end)
        {
            let mut shared = row.start.max(other.start)..row.end.min(other.end);
            let any = |mut bands: Range<usize>, of: &[bool]| bands.any(|at| of[at]);
            let upper = other.start == row.start
                && row.end < other.end
                && !any(row.clone(), &self.counts)
                && !any(row.clone(), &self.numbers)
                && any(row.end..other.end, &self.counts);
            *doubtful |= row != other
                && (upper
                    || self.item(row) != self.item(other) && shared.any(|at| self.counts[at]));
        }
    }

    /// Whether a row has a value of which only a part may stand here, or one without a label.
    fn is_part(&self, row: &Range<usize>) -> bool {
        let any = |of: &[bool]| row.clone().any(|at| of[at]);
        any(&self.parts) || any(&self.counts) && !any(&self.numbers) && !any(&self.labels)
    }

    /// Which bands hold a part of a value: one with points not all followed by three digits, where the
    /// column marks thousands or it has several, and the line right below it.
    fn parts(&self) -> Vec<bool> {
        let mut parts = vec![false; self.bands.len()];
        let counting = self
            .lines
            .iter()
            .zip(self.heads)
            .filter(|(_, head)| matches!(head, Some(ColumnRole::Value(0)) | None));
        for (lines, _) in counting {
            let thousands = |at: &usize| thousands(&lines[*at].piece.text);
            let marks = (0..lines.len()).any(|at| thousands(&at) == Some(true));
            let several = |at: &usize| lines[*at].piece.text.matches('.').count() > 1;
            let cut = |at: &usize| thousands(at) == Some(false) && (marks || several(at));
            for at in (0..lines.len()).filter(cut) {
                parts[lines[at].band] = true;
                let near = |next: &&CellLine| {
                    next.piece.y0 - lines[at].piece.y0 < self.leading + SLACK * self.size
                };
                if let Some(next) = lines.get(at + 1).filter(near) {
                    parts[next.band] = true;
                }
            }
        }
        parts
    }

    /// What tells which item a row is about: the band with its number, else the one its label begins in.
    fn item(&self, row: &Range<usize>) -> Option<usize> {
        let first = |of: &[bool]| row.clone().find(|&at| of[at]);
        first(&self.numbers).or_else(|| first(&self.labels))
    }
}

/// Whether a number broken behind a point goes on as the text below: neither is a row's number by itself, as
/// "2." below "1.5." is.
fn goes_on_as_number(above: &str, below: &str) -> bool {
    let Some(broken) = above.strip_suffix('.').filter(|text| text.contains('.')) else {
        return false;
    };
    let digits = below.strip_suffix('.').unwrap_or(below);
    let first = broken
        .split('.')
        .next()
        .and_then(|part| part.parse::<u32>().ok());
    let next = below.ends_with('.') && first.map(|first| first + 1) == digits.parse().ok();
    is_ordinal(above) && digits.bytes().all(|b| b.is_ascii_digit()) && is_ordinal(digits) && !next
}

/// Whether a value with points has three digits behind each; `None` for one without.
fn thousands(text: &str) -> Option<bool> {
    let plain = text.contains('.') && text.chars().all(|c| c.is_ascii_digit() || c == '.');
    plain.then(|| text.split('.').skip(1).all(|group| group.len() == 3))
}

/// Which bands hold a piece like this, under a head like this.
fn holding(
    bands: &[Band],
    heads: &[Option<ColumnRole>],
    wanted: impl Fn(Option<ColumnRole>, &Piece) -> bool,
) -> Vec<bool> {
    let head = |piece: &Piece| heads.get(piece.columns.start).copied().flatten();
    bands
        .iter()
        .map(|band| band.pieces.iter().any(|piece| wanted(head(piece), piece)))
        .collect()
}

/// The font size most of the text is set in.
fn size(words: &[Word], bands: &[Band]) -> f32 {
    let pieces = bands
        .iter()
        .flat_map(|band| &band.pieces)
        .flat_map(|piece| &piece.chunk.words);
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
    let mut steps: Vec<f32> = lines
        .iter()
        .flat_map(|own| own.windows(2).map(step))
        .filter(|step| *step > 0.8 * size)
        .collect();
    steps.sort_by(f32::total_cmp);
    let twice = steps
        .windows(2)
        .find(|pair| pair[1] - pair[0] < 0.5)
        .map(|pair| pair[1]);
    twice.or(steps.first().copied()).unwrap_or(1.2 * size)
}

/// "- trong đó", "+ cấp xã", "a) …": an item of its own.
fn begins_item(text: &str) -> bool {
    text.starts_with(['-', '+', '•', '–', '*']) && text.chars().nth(1) == Some(' ')
}

fn is_small(text: &str) -> bool {
    text.chars()
        .next()
        .is_some_and(|c| c.is_lowercase() || "(&/".contains(c))
}
