//! A table that goes on from the page before: its columns are known, even those that stay empty here.

use super::columns::{Column, reach};
use super::figure::is_ordinal;
use super::header::{self, Header, names_a_form};
use super::lines::{Chunk, Line};
use super::region::Region;
use super::table::Table;
use crate::read::pdf::tables::thresholds::FAR;
use crate::read::pdf::text::word::Word;
use crate::text::column_role::ColumnRole;
use crate::text::number::{Strictness, is_number};

/// What the end of a page hands on to the next.
#[derive(Clone, Debug, Default)]
pub struct Carried {
    /// Number of the page it comes from.
    page: u32,
    /// Columns of the table that stood last on it.
    columns: Vec<Column>,
    /// Where what is in each of them stands.
    stand: Vec<Vec<(f32, f32)>>,
    /// What they hold.
    heads: Vec<Option<ColumnRole>>,
    /// The header that names them.
    under: Option<Header>,
    /// The header last printed, and the columns under it.
    head: Head,
}

/// What a header says and where, and its columns on the page that showed most of them.
#[derive(Clone, Debug, Default)]
struct Head {
    chunks: Vec<(String, f32)>,
    columns: Vec<Column>,
}

/// A header has no more lines than this.
const HEAD_LINES: usize = 4;

/// Header and footer lines stand within this share of the page's height.
const MARGIN: f32 = 0.09;
/// Text that keeps to a column begins, ends or is centred where the column does, to so many points.
const SLACK: f32 = 4.0;
/// … and as other text of its column does, to so many.
const ALIKE: f32 = 1.5;

impl Carried {
    /// The lines at the top of the next page that keep to the columns, and the index of the first line after.
    pub fn region(
        &self,
        words: &[Word],
        lines: &[Line],
        page: u32,
        height: f32,
    ) -> Option<(Region, usize)> {
        if self.page + 1 != page || self.columns.len() < 3 {
            return None;
        }
        let first = lines
            .iter()
            .position(|line| !is_running(words, line, height))?;
        let top: Vec<&Line> = lines[first..].iter().collect();
        if Header::of(&top, words, &[]).is_some() {
            return None;
        }
        let stop = self.next_head(words, lines, first);
        let mut end = first;
        let mut columns = self.columns.clone();
        while end < stop && (end == first || !far(&lines[end - 1], &lines[end])) {
            if !self.keeps(words, &lines[end], &columns) {
                let Some(wider) = self.widened(words, &lines[first..=end]) else {
                    break;
                };
                columns = wider;
            }
            end += 1;
        }
        let own: Vec<usize> = (first..end).collect();
        let region = Region {
            lines: own,
            stacked: false,
            columns: Some(columns),
            goes_on: true,
            heads: self.heads.clone(),
            under: self.under.clone(),
        };
        (end > first).then_some((region, end))
    }

    /// The first line of the caption above the known header where it is printed once more.
    fn next_head(&self, words: &[Word], lines: &[Line], from: usize) -> usize {
        let said = |chunk: &Chunk| {
            let text = chunk.text(words);
            self.head
                .chunks
                .iter()
                .any(|(known, x0)| *known == text && (chunk.x0 - x0).abs() < 2.0)
        };
        let heads = |line: &Line| line.chunks.len() >= 3 && line.chunks.iter().all(said);
        let Some(head) = (from..lines.len()).find(|&at| heads(&lines[at])) else {
            return lines.len();
        };
        let title = |at: &usize| {
            let line = &lines[*at];
            line.chunks.len() == 1 && line.chunks[0].words.iter().all(|&word| words[word].bold)
        };
        head - (from..head)
            .rev()
            .take(HEAD_LINES)
            .take_while(title)
            .count()
    }

    /// The columns known under the header a region begins with.
    pub fn under_header(
        &self,
        words: &[Word],
        lines: &[Line],
        region: &Region,
    ) -> Option<Vec<Column>> {
        let top = || {
            region
                .lines
                .iter()
                .take(HEAD_LINES)
                .flat_map(|&at| &lines[at].chunks)
        };
        let again = |(text, x0): &(String, f32)| {
            top().any(|chunk| (chunk.x0 - x0).abs() < 2.0 && chunk.text(words) == *text)
        };
        let known = self.head.chunks.len() >= 3 && self.head.chunks.iter().all(again);
        known.then(|| self.head.columns.clone())
    }

    /// The header of a table and the columns under it, where it has a header.
    fn head_of(words: &[Word], lines: &[Line], region: &Region, table: &Table) -> Option<Head> {
        let body = table.body.first().and_then(|bands| bands.first())?;
        let above = |at: &&usize| lines[**at].y1 <= body.y0 + 1.0;
        let top = region.lines.iter().take(HEAD_LINES).take_while(above);
        let chunks = top
            .flat_map(|&at| &lines[at].chunks)
            .map(|chunk| (chunk.text(words), chunk.x0))
            .collect();
        (table.header_rows > 0).then(|| Head {
            chunks,
            columns: table.columns.clone(),
        })
    }

    /// What this page hands on: its last table, if nothing but a footer stands below it.
    pub fn of(
        words: &[Word],
        lines: &[Line],
        tables: &[(&Region, Table)],
        page: u32,
        height: f32,
        before: Carried,
    ) -> Carried {
        let mut heads = tables
            .iter()
            .filter_map(|(region, table)| Self::head_of(words, lines, region, table));
        let head = heads.next_back().unwrap_or(before.head);
        let tables = || tables.iter().map(|(_, table)| table);
        let last = tables().max_by(|a, b| a.bbox().y1.total_cmp(&b.bbox().y1));
        let open = last.filter(|table| {
            let bottom = table.bbox().y1;
            !lines
                .iter()
                .any(|line| line.y0 > bottom - 1.0 && !is_running(words, line, height))
        });
        let columns = open.map_or(Vec::new(), |table| table.columns.clone());
        let stand = open.map_or(Vec::new(), stand);
        let heads = open.map_or(Vec::new(), |table| table.heads.clone());
        let under = open.and_then(|table| table.under.clone());
        Carried {
            page,
            columns,
            stand,
            heads,
            under,
            head,
        }
    }

    /// Whether a table stands in the same columns.
    pub fn is_like(&self, table: &Table, page: u32) -> bool {
        let over = |(a, b): (&Column, &Column)| a.x0 < b.x1 && b.x0 < a.x1;
        self.page + 1 == page
            && self.columns.len() >= 3
            && self.columns.len() == table.columns.len()
            && self.columns.iter().zip(&table.columns).all(over)
    }

    /// What so many columns hold, if the table on the page before has as many.
    pub fn heads_under(&self, columns: usize, page: u32) -> Vec<Option<ColumnRole>> {
        let same = self.page + 1 == page && self.heads.len() == columns;
        if same { self.heads.clone() } else { Vec::new() }
    }

    fn keeps(&self, words: &[Word], line: &Line, columns: &[Column]) -> bool {
        if names_a_form(self.heads.iter().copied().flatten()) {
            return header::keeps(line, words, columns) || begins_row(words, line);
        }
        line.chunks.iter().all(|chunk| self.at_home(chunk))
    }

    /// The columns under the known header with room for the last of these lines, if all keep to them: a
    /// page may print longer texts than the page before showed.
    fn widened(&self, words: &[Word], lines: &[Line]) -> Option<Vec<Column>> {
        let last = lines.last()?;
        let columns = self
            .under
            .as_ref()?
            .columns_of(&lines.iter().collect::<Vec<_>>(), words)?;
        let label = columns.get(1)?;
        let is_row = match &last.chunks[..] {
            // Text that runs on under the table is no label.
            [chunk] => label.x0 <= chunk.x0 && chunk.x1 <= label.x1,
            chunks => chunks
                .iter()
                .any(|chunk| chunk.text(words).contains(char::is_lowercase)),
        };
        let kept = |line: &Line| header::keeps(line, words, &columns) || begins_row(words, line);
        (is_row && lines.iter().all(kept)).then_some(columns)
    }

    /// Whether nothing but a footer stands below a region.
    pub fn ends_page(words: &[Word], lines: &[Line], region: &Region, height: f32) -> bool {
        let last = region.lines.last().copied().unwrap_or_default();
        lines
            .iter()
            .skip(last + 1)
            .all(|line| is_running(words, line, height))
    }

    /// Inside one column and set as columns are set.
    fn at_home(&self, chunk: &Chunk) -> bool {
        let (from, to) = reach(&self.columns, chunk.x0, chunk.x1);
        let (Some(column), true) = (self.columns.get(from), to - from == 1) else {
            return false;
        };
        let inside = chunk.x0 > column.x0 - SLACK && chunk.x1 < column.x1 + SLACK;
        let next = self.columns.get(to).is_none_or(|next| chunk.x1 < next.x0);
        let middle = (chunk.middle() - (column.x0 + column.x1) / 2.0).abs() < SLACK;
        let set =
            chunk.x0 - column.x0 < 4.0 * SLACK || (column.x1 - chunk.x1).abs() < SLACK || middle;
        (inside || next) && (set || self.stands_as(from, chunk))
    }

    /// Begins, ends or is centred where something above it in its column does: titles widen columns.
    fn stands_as(&self, column: usize, chunk: &Chunk) -> bool {
        let alike = |(x0, x1): &(f32, f32)| {
            (chunk.x0 - x0).abs() < ALIKE
                || (chunk.x1 - x1).abs() < ALIKE
                || (chunk.middle() - (x0 + x1) / 2.0).abs() < ALIKE
        };
        let beside = self.stand.get(column);
        beside.is_some_and(|own| own.iter().filter(|at| alike(at)).count() >= 2)
    }
}

/// Where the pieces of each column stand that are in no other.
fn stand(table: &Table) -> Vec<Vec<(f32, f32)>> {
    let mut all = vec![Vec::new(); table.columns.len()];
    for piece in table.body_pieces().filter(|piece| piece.columns.len() == 1) {
        if let Some(own) = all.get_mut(piece.columns.start) {
            own.push((piece.chunk.x0, piece.chunk.x1));
        }
    }
    all
}

/// A title that runs on over the columns beside it begins with its number.
fn begins_row(words: &[Word], line: &Line) -> bool {
    let first = line.chunks.first().and_then(|chunk| chunk.words.first());
    line.chunks.len() <= 2 && first.is_some_and(|&at| is_ordinal(&words[at].text))
}

fn far(above: &Line, below: &Line) -> bool {
    below.y0 - above.y1 > FAR * above.size.max(below.size)
}

/// A page number, a running header or footer.
fn is_running(words: &[Word], line: &Line, height: f32) -> bool {
    let outside = line.y1 < MARGIN * height || line.y0 > (1.0 - MARGIN) * height;
    let artifact = line
        .chunks
        .iter()
        .flat_map(|chunk| &chunk.words)
        .all(|&at| words[at].artifact);
    let number = line.chunks.len() == 1 && is_number(&line.chunks[0].text(words), Strictness::Cell);
    artifact || outside && number
}
