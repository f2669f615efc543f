//! A region → a table: its columns, header and rows put together.

use super::bands::{Band, Piece, bands};
use super::columns::{Column, Span, columns, edges as column_edges, reach};
use super::figure::number_columns;
use super::figures;
use super::header::{Header, HeaderCell, header_bands, header_cells, names_a_form};
use super::lines::{ColumnSeparator, Line};
use super::merged::{self, Merged};
use super::region::Region;
use super::rows::rows;
use super::titles::titles;
use crate::model::finding::Evidence;
use crate::model::{BBox, Cell, Found as How, Grid};
use crate::read::pdf::content::page::PageContent;
use crate::read::pdf::tables::found::Found;
use crate::read::pdf::tables::ruling_line::{Axis, RulingLine};
use crate::read::pdf::text::cell::cell;
use crate::read::pdf::text::word::Word;
use crate::text::column_role::{ColumnRole, column_role};
use std::ops::Range;

/// A table before its words are put into cells.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Rows of the header.
    pub header_rows: usize,
    /// The header's cells.
    pub header: Vec<HeaderCell>,
    /// The bands of each body row.
    pub body: Vec<Vec<Band>>,
    /// Top and bottom of every row, header first.
    pub heights: Vec<(f32, f32)>,
    /// It stands between rules of its own.
    pub stacked: bool,
    /// It goes on from the page before.
    pub carried: bool,
    /// Number of rules across it.
    pub rules: usize,
    /// What each column holds, where its header says so.
    pub heads: Vec<Option<ColumnRole>>,
    /// The header that names its columns, here or on a page before.
    pub under: Option<Header>,
    /// Whether a value of each body row may belong to another one; nothing where that is not known.
    pub doubtful: Vec<bool>,
    /// Cells over several rows.
    pub merged: Vec<Merged>,
}

/// A cell to be: its rows, its columns, its words.
type Sketch = (Range<usize>, Range<usize>, Vec<usize>);

/// Rules in the height of a region: across all of it, and `(y, x0, x1)` of shorter ones.
struct Across {
    full: Vec<f32>,
    partial: Vec<(f32, f32, f32)>,
}

/// Makes a table of a region; `None` where fewer than two columns or rows are seen.
pub fn table(
    words: &[Word],
    lines: &[Line],
    region: &Region,
    edges: &[RulingLine],
    separators: &[ColumnSeparator],
) -> Option<Table> {
    let own: Vec<&Line> = region.lines.iter().map(|&at| &lines[at]).collect();
    let extent = extent(&own)?;
    let mut across = across(edges, extent);
    let names = Header::of(&own, words, &across.full);
    let walls = walls_through(separators, extent);
    let columns = match &region.columns {
        Some(known) => known.clone(),
        None => own_or_named(&own, words, names.as_ref(), &walls),
    };
    let top = names.as_ref().and_then(|header| header.bottom(&own));
    let known = top.or((!region.heads.is_empty()).then_some(extent.y0));
    let taken = known.and_then(|head| merged::take(&own, words, &columns, edges, head));
    let taken = taken.unwrap_or_default();
    across.full.extend(&taken.rules);
    let own = if taken.lines.is_empty() {
        own
    } else {
        taken.lines.iter().collect()
    };
    let titles = titles(&own, words, &columns);
    let bands = bands(words, &own, &columns, &across.full, &titles);
    let carried = region.goes_on;
    if columns.len() < 2 || bands.len() < 2 && !carried && top.is_none() {
        return None;
    }
    let head = match top {
        _ if carried => 0,
        Some(bottom) => bands
            .iter()
            .take_while(|band| band.y0 < bottom - 1.0)
            .count(),
        None => header_bands(&bands, columns.len(), &across.full),
    };
    let title = bands.iter().position(Band::is_title);
    let head = title.map_or(head, |title| head.min(title));
    let (header_rows, header) = header_cells(words, &bands[..head], &columns, &across.partial);
    let mut heights = header_heights(&bands[..head], header_rows);
    let own_heads = heads(words, &header, columns.len());
    let heads = if names_a_form(own_heads.iter().copied().flatten()) {
        own_heads
    } else {
        region.heads.clone()
    };
    let parted = rows(
        words,
        &bands[head..],
        &columns,
        &heads,
        &across.full,
        header.is_empty(),
    );
    let body: Vec<Vec<Band>> = parted
        .rows
        .into_iter()
        .map(|range| bands[head..][range].to_vec())
        .collect();
    heights.extend(
        body.iter()
            .map(|bands| (bands[0].y0, bands[bands.len() - 1].y1)),
    );
    let doubtful = match parted.doubtful {
        known if known.is_empty() => body.iter().map(|bands| holds_two_rows(bands)).collect(),
        known => known,
    };
    let rules = across.full.len();
    Some(Table {
        columns,
        header_rows,
        header,
        body,
        heights,
        stacked: region.stacked,
        carried,
        rules,
        heads,
        under: names.or_else(|| region.under.clone()),
        doubtful,
        merged: taken.merged,
    })
}

/// The columns under the names of a header, else those that what stands in columns shows. Where two values of one
/// line stand in one of them, the values know better.
fn own_or_named(
    own: &[&Line],
    words: &[Word],
    names: Option<&Header>,
    walls: &[f32],
) -> Vec<Column> {
    let named = names.and_then(|header| header.columns(own, words));
    let columns = named.unwrap_or_else(|| own_columns(own, walls));
    let columns = by_numbers(own, words, walls, &columns).unwrap_or(columns);
    let clashes = |columns: &[Column]| figures::clashes(own, words, columns);
    let before = clashes(&columns);
    let Some(body) = figures::body(own, words).filter(|_| before >= CLASHES) else {
        return columns;
    };
    let by_values = figures::with_names(own_columns(&body, walls), own);
    if by_values.len() > columns.len() && clashes(&by_values) * 2 < before {
        by_values
    } else {
        columns
    }
}

/// The columns as their numbers, printed under the header, and what stands below show them; `None` where two of the
/// numbers do not stand in one column of those known.
fn by_numbers(
    own: &[&Line],
    words: &[Word],
    walls: &[f32],
    known: &[Column],
) -> Option<Vec<Column>> {
    let numbers = own
        .iter()
        .position(|line| number_columns(&line.texts(words)))?;
    let apart = |columns: &[Column]| {
        let homes = own[numbers].chunks.iter();
        let homes: Vec<(usize, usize)> = homes
            .map(|chunk| reach(columns, chunk.x0, chunk.x1))
            .collect();
        homes.windows(2).all(|pair| pair[0].1 <= pair[1].0)
    };
    if apart(known) {
        return None;
    }
    let found = own_columns(&own[numbers..], walls);
    (apart(&found) && found.len() == own[numbers].chunks.len()).then_some(found)
}

/// Whether a row has several values in several of its columns: nothing tells how many rows it is.
fn holds_two_rows(bands: &[Band]) -> bool {
    let mut columns: Vec<usize> = bands
        .iter()
        .flat_map(|band| &band.pieces)
        .filter(|piece| piece.figure && piece.columns.start > 0)
        .map(|piece| piece.columns.start)
        .collect();
    columns.sort_unstable();
    let several = columns.chunk_by(|a, b| a == b).filter(|own| own.len() > 1);
    several.count() >= CLASHES
}

/// So many lines with two values in one column are no chance.
const CLASHES: usize = 2;

/// What the header's cells say of each column; a cell over several speaks where none is below it.
fn heads(words: &[Word], header: &[HeaderCell], columns: usize) -> Vec<Option<ColumnRole>> {
    let over = |column: usize| {
        let own = header
            .iter()
            .filter(move |cell| cell.columns.contains(&column));
        let mut own: Vec<&HeaderCell> = own.collect();
        own.sort_by_key(|cell| std::cmp::Reverse(cell.rows.end));
        own.into_iter().find_map(|cell| {
            let texts: Vec<&str> = cell
                .words
                .iter()
                .map(|&at| words[at].text.as_str())
                .collect();
            column_role(&texts.join(" "))
        })
    };
    (0..columns).map(over).collect()
}

fn extent(lines: &[&Line]) -> Option<BBox> {
    let boxes = lines.iter().map(|line| BBox {
        x0: line.x0(),
        y0: line.y0,
        x1: line.x1(),
        y1: line.y1,
    });
    boxes.reduce(BBox::union)
}

fn spans(lines: &[&Line]) -> Vec<Span> {
    let chunks = lines
        .iter()
        .enumerate()
        .flat_map(|(line, own)| own.chunks.iter().map(move |c| (line, c)));
    chunks
        .map(|(line, chunk)| Span {
            line,
            x0: chunk.x0,
            x1: chunk.x1,
        })
        .collect()
}

/// As many lines in columns say what the columns are …
const ENOUGH: usize = 4;
/// … and a line that stands alone widens one only where it keeps this many points off the next.
const OFF: f32 = 3.0;

/// The columns of a region. Titles and the second lines of wide headings stand alone on their lines and
/// over more than one column: they have no say where enough other lines have.
fn own_columns(lines: &[&Line], separators: &[f32]) -> Vec<Column> {
    let alone = |span: &Span| lines[span.line].chunks.len() == 1;
    let (alone, mut several): (Vec<Span>, Vec<Span>) = spans(lines).into_iter().partition(alone);
    let parted = lines.iter().filter(|line| line.chunks.len() > 1).count();
    let found = columns(&several, separators);
    let over_several = |span: &&Span| {
        let (from, to) = reach(&found, span.x0, span.x1);
        to > from + 1
    };
    // Lines of running text are not titles.
    if parted < ENOUGH || alone.iter().filter(over_several).count() * 2 > parted {
        return columns(&spans(lines), separators);
    }
    let outside = |span: &&Span| {
        let (from, to) = reach(&found, span.x0, span.x1);
        from == to
    };
    several.extend(alone.iter().filter(outside));
    let mut found = columns(&several, separators);
    for span in &alone {
        widen(&mut found, span);
    }
    found
}

fn widen(columns: &mut [Column], span: &Span) {
    let (from, to) = reach(columns, span.x0, span.x1);
    let clear = |next: Option<&Column>| {
        next.is_none_or(|next| span.x1 + OFF < next.x0 || next.x1 + OFF < span.x0)
    };
    if to == from + 1
        && clear(columns.get(to))
        && clear(from.checked_sub(1).and_then(|at| columns.get(at)))
    {
        let column = &mut columns[from];
        *column = Column {
            x0: column.x0.min(span.x0),
            x1: column.x1.max(span.x1),
        };
    }
}

/// Upright rules through at least half of the region.
fn walls_through(separators: &[ColumnSeparator], extent: BBox) -> Vec<f32> {
    let height =
        |separator: &&ColumnSeparator| separator.y1.min(extent.y1) - separator.y0.max(extent.y0);
    let mut through: Vec<f32> = separators
        .iter()
        .filter(|separator| height(separator) > 0.5 * extent.height())
        .map(|separator| separator.x)
        .collect();
    through.retain(|x| extent.x0 < *x && *x < extent.x1);
    through
}

fn across(edges: &[RulingLine], extent: BBox) -> Across {
    let mut all = Across {
        full: Vec::new(),
        partial: Vec::new(),
    };
    for edge in edges.iter().filter(|edge| edge.axis == Axis::Horizontal) {
        let overlap = edge.to.min(extent.x1) - edge.from.max(extent.x0);
        if edge.at < extent.y0 - 4.0 || edge.at > extent.y1 + 4.0 || overlap <= 0.0 {
            continue;
        }
        if overlap > 0.8 * extent.width() {
            all.full.push(edge.at);
        } else if edge.to - edge.from < 0.8 * extent.width() {
            all.partial.push((edge.at, edge.from, edge.to));
        }
    }
    all
}

fn header_heights(bands: &[Band], rows: usize) -> Vec<(f32, f32)> {
    let (Some(first), Some(last)) = (bands.first(), bands.last()) else {
        return Vec::new();
    };
    let step = (last.y1 - first.y0) / rows.max(1) as f32;
    (0..rows)
        .map(|row| {
            (
                first.y0 + step * row as f32,
                first.y0 + step * (row + 1) as f32,
            )
        })
        .collect()
}

impl Table {
    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.header_rows + self.body.len()
    }

    /// All its pieces in body rows.
    pub fn body_pieces(&self) -> impl Iterator<Item = &Piece> + '_ {
        self.body
            .iter()
            .flatten()
            .flat_map(|band| band.pieces.iter())
    }

    /// The table as a grid with text.
    pub fn found(&self, content: &PageContent, words: &[Word]) -> Found {
        let mut cells: Vec<Sketch> = self
            .header
            .iter()
            .map(|c| (c.rows.clone(), c.columns.clone(), c.words.clone()))
            .collect();
        for (at, bands) in self.body.iter().enumerate() {
            let row = self.header_rows + at;
            cells.extend(
                row_cells(bands)
                    .into_iter()
                    .map(|(columns, words)| (row..row + 1, columns, words)),
            );
        }
        cells.extend(self.merged.iter().map(|cell| {
            let columns = cell.column..cell.column + 1;
            (cell.rows(&self.heights), columns, cell.words.clone())
        }));
        cells.extend(self.blanks(&cells));
        cells.sort_by_key(|(rows, columns, _)| (rows.start, columns.start));
        let bbox = self.bbox();
        let doubtful = self.doubtful(content, words);
        let taken = cells
            .iter()
            .flat_map(|(_, _, own)| own.iter().copied())
            .collect();
        let made = cells.into_iter().map(|(rows, columns, own)| {
            let bbox = self.box_of(&rows, &columns);
            let own = own.into_iter().map(|at| words[at].clone()).collect();
            cell(content, own, rows, columns, Some(bbox))
        });
        let grid = Grid {
            rows: self.rows(),
            columns: self.columns.len(),
            cells: made.collect::<Vec<Cell>>(),
            places: vec![content.place(bbox)],
            found: How::Alignment,
            header_rows: self.header_rows,
        };
        Found {
            grid,
            bbox,
            words: taken,
            piece: None,
            doubtful,
        }
    }

    /// Where the doubtful rows are and what they say.
    fn doubtful(&self, content: &PageContent, words: &[Word]) -> Vec<Evidence> {
        let rows = self
            .body
            .iter()
            .enumerate()
            .zip(&self.doubtful)
            .filter(|(_, doubtful)| **doubtful);
        let said = |(at, bands): (usize, &Vec<Band>)| {
            let row = self.header_rows + at;
            let cells = row_cells(bands).into_iter();
            let mut cells: Vec<_> = cells.map(|(columns, own)| (columns.start, own)).collect();
            cells.sort_by_key(|(column, _)| *column);
            let own = cells.iter().flat_map(|(_, own)| own);
            let texts: Vec<&str> = own.map(|&at| words[at].text.as_str()).collect();
            let place = content.place(self.box_of(&(row..row + 1), &(0..self.columns.len())));
            Evidence {
                place,
                printed: texts.join(" "),
            }
        };
        rows.map(|(row, _)| said(row)).collect()
    }

    /// Cells of the body that nothing is printed in.
    fn blanks(&self, cells: &[Sketch]) -> Vec<Sketch> {
        let mut full = vec![false; self.rows() * self.columns.len()];
        for (rows, columns, _) in cells {
            for row in rows.clone() {
                full[row * self.columns.len()..][columns.clone()].fill(true);
            }
        }
        let body = self.header_rows * self.columns.len()..full.len();
        let blank = |at: usize| {
            let (row, column) = (at / self.columns.len(), at % self.columns.len());
            (row..row + 1, column..column + 1, Vec::new())
        };
        body.filter(|at| !full[*at]).map(blank).collect()
    }

    /// Its box in the frame.
    pub fn bbox(&self) -> BBox {
        self.box_of(&(0..self.rows()), &(0..self.columns.len()))
    }

    fn box_of(&self, rows: &Range<usize>, columns: &Range<usize>) -> BBox {
        let edges = column_edges(&self.columns);
        let x = |at: usize| edges.get(at).copied().unwrap_or(0.0);
        let top = self.heights.get(rows.start).map_or(0.0, |height| height.0);
        let bottom = self
            .heights
            .get(rows.end.saturating_sub(1))
            .map_or(top, |height| height.1);
        BBox {
            x0: x(columns.start),
            y0: top,
            x1: x(columns.end),
            y1: bottom,
        }
    }
}

/// The cells of one row: its pieces by column.
fn row_cells(bands: &[Band]) -> Vec<(Range<usize>, Vec<usize>)> {
    let mut cells: Vec<(Range<usize>, Vec<usize>)> = Vec::new();
    for piece in bands.iter().flat_map(|band| &band.pieces) {
        let at = piece.columns.start;
        let own = if piece.title {
            piece.columns.clone()
        } else {
            at..at + 1
        };
        match cells.iter_mut().find(|(columns, _)| columns.start == at) {
            Some((_, words)) => words.extend(&piece.chunk.words),
            None => cells.push((own, piece.chunk.words.clone())),
        }
    }
    cells
}
