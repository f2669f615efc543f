//! Where a region begins and ends whatever the distance between its lines: a header below a letterhead, tall rows,
//! another table right below.

use super::{AWAITED, OpenRegion, SET, Walk};
use crate::read::pdf::tables::borderless::columns::reach;
use crate::read::pdf::tables::borderless::figure::{is_ordinal, number_columns};
use crate::read::pdf::tables::borderless::header::{self, Header};
use crate::read::pdf::tables::borderless::lines::{Chunk, Line};
use crate::read::pdf::tables::borderless::preamble;
use crate::text::number::{Strictness, is_number};

/// A line of a header has so many names …
const NAMES: usize = 3;
/// … and what stands over several of them is no further above than this many font sizes.
const OVER_NAMES: f32 = 2.0;

impl Walk<'_> {
    /// The header that an open region ends with, below the letterhead whose columns it keeps: nothing above it is in so
    /// many pieces, nothing in it is a value but the columns' numbers.
    pub(super) fn header_at_end(&self, open: &OpenRegion) -> Vec<usize> {
        let pieces = |at: &usize| self.lines[*at].chunks.len();
        let Some(first) = open.lines.iter().position(|at| pieces(at) >= NAMES) else {
            return Vec::new();
        };
        let left = self.lines[open.lines[first]].chunks[1].x0;
        // In the middle over names below it, which the first two have no part in.
        let below = open.lines[first..]
            .iter()
            .flat_map(|&at| &self.lines[at].chunks);
        let names: Vec<&Chunk> = below.filter(|name| left < name.x0).collect();
        let among = |chunk: &Chunk| {
            let fits = |from: &Chunk, to: &Chunk| {
                from.x0 < to.x0 && ((from.x0 + to.x1) / 2.0 - chunk.middle()).abs() < SET
            };
            names
                .iter()
                .any(|from| names.iter().any(|to| fits(from, to)))
        };
        let over = |at: &&usize| {
            let (line, below) = (&self.lines[**at], &self.lines[**at + 1]);
            below.y0 - line.y1 < OVER_NAMES * line.size
                && !preamble::is_unit(line, self.words)
                && line.chunks.iter().all(among)
        };
        let above = open.lines[..first]
            .iter()
            .rev()
            .take(2)
            .take_while(over)
            .count();
        let head = &open.lines[first - above..];
        let named = |at: &usize| {
            let texts = self.lines[*at].texts(self.words);
            number_columns(&texts) || !texts.iter().any(|text| is_number(text, Strictness::Cell))
        };
        let whole = first > 0 && head.len() <= Header::WITHIN && head.iter().all(named);
        if whole { head.to_vec() } else { Vec::new() }
    }

    /// Whether a line names the columns of another table: no value in it, and the values below it do not keep to the open
    /// columns, to which those above it do.
    pub(super) fn names_other_columns(&self, at: usize) -> bool {
        let Some(open) = &self.open else {
            return false;
        };
        let values = |line: &Line| {
            let texts = line.texts(self.words);
            texts
                .iter()
                .skip(1)
                .filter(|text| is_number(text, Strictness::Cell))
                .count()
        };
        let line = &self.lines[at];
        let numbered = is_ordinal(&self.words[line.chunks[0].words[0]].text);
        if line.chunks.len() < NAMES || values(line) > 0 || numbered || self.is_item(line) {
            return false;
        }
        let rows = |lines: &[usize]| {
            lines
                .iter()
                .filter(|&&at| values(&self.lines[at]) >= 2)
                .count()
        };
        let below = self.lines[at + 1..].iter().take(AWAITED);
        let Some(below) = below.into_iter().find(|line| values(line) >= 2) else {
            return false;
        };
        // A row above with a value set at the right edge or in the middle of each.
        let set = |a: &Chunk, b: &Chunk| {
            (a.x1 - b.x1).abs() < SET || (a.middle() - b.middle()).abs() < SET
        };
        let alike = |&above: &usize| {
            let above = &self.lines[above].chunks;
            let mut own = below.chunks.iter().skip(1);
            own.all(|chunk| above.iter().any(|other| set(chunk, other)))
        };
        rows(&open.lines) >= NAMES && !open.lines.iter().any(alike)
    }

    /// Whether a row that keeps to the open columns begins with this line: the pieces of one height, where a label of
    /// several lines stands beside its values.
    pub(super) fn goes_on_after(&self, open: &OpenRegion, at: usize) -> bool {
        let first = &self.lines[at];
        let known = open.form.as_ref().unwrap_or(&open.columns);
        let near = |&line: &usize| line == at || self.lines[line].y0 < first.y1 + first.size;
        let own = (at..self.lines.len()).take(3).take_while(near);
        let mut columns = Vec::new();
        let (mut values, mut numbered) = (0, false);
        for line in own.map(|line| &self.lines[line]) {
            let inside = match &open.form {
                Some(columns) => header::keeps(line, self.words, columns),
                None => open.keeps(line, 1),
            };
            if !inside {
                break;
            }
            for chunk in &line.chunks {
                let (text, column) = (chunk.text(self.words), reach(known, chunk.x0, chunk.x1).0);
                values += usize::from(column > 0 && is_number(&text, Strictness::Cell));
                numbered |= column == 0 && is_ordinal(&text);
                columns.push(column);
            }
        }
        columns.sort_unstable();
        columns.dedup();
        let enough = values >= 2 || numbered && values > 0;
        open.tabular >= NAMES && columns.len() >= NAMES && enough
    }

    /// Whether a line numbers the columns that the open region names, set in the middle under the names: words on their
    /// side between the two are no lines.
    pub(super) fn numbers_columns_of(&self, open: &OpenRegion, at: usize) -> bool {
        let line = &self.lines[at];
        let own = open.lines.iter().chain(&open.pending).rev();
        let names = own
            .take(Header::WITHIN)
            .flat_map(|&at| &self.lines[at].chunks);
        let under = |name: &&Chunk| {
            let centred = |number: &Chunk| (number.middle() - name.middle()).abs() < SET;
            line.chunks.iter().any(centred)
        };
        number_columns(&line.texts(self.words)) && names.filter(under).count() >= 2
    }
}
