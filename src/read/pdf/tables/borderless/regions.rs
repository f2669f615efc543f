//! Lines → regions: runs of lines that stand in columns, bounded by the rules around them.

use super::columns::{Column, Span, columns, reach};
use super::figure::{is_mark, is_ordinal};
use super::frame::Stack;
use super::header::{self, Header};
use super::lines::Line;
use super::preamble;
use super::region::Region;
use crate::read::pdf::tables::thresholds::FAR;
use crate::read::pdf::text::word::Word;
use crate::text::fold::bare;
use crate::text::number::{Strictness, is_number};

mod seams;

/// A line with a gap this wide (in font sizes) stands in columns.
const TABULAR_GAP: f32 = 1.0;
/// … unless both stand between the rules of one table.
const FAR_INSIDE: f32 = 9.0;
/// Lines of one text are further apart than this many font sizes.
const HALF: f32 = 0.9;
/// Text is set at an edge of its column, or in its middle, to this many points.
const SET: f32 = 4.0;
/// A region that does not begin with a header after so many lines has none.
const NAMED_BY: usize = 12;
/// So many lines may stand between a header and the first line in columns under it.
const AWAITED: usize = 8;
/// Lines across all columns that may follow each other inside a table.
const MAX_ACROSS: usize = 2;

/// Rows of one table, where cells are tall, are no further apart than this many font sizes.
const ROWS_APART: f32 = 4.5;

/// Walks the lines from `from` on to the bottom and gathers the regions; `framed` lines are in one already.
pub fn regions(
    lines: &[Line],
    words: &[Word],
    stacks: &[Stack],
    from: usize,
    framed: &[bool],
) -> Vec<Region> {
    let width = text_width(lines);
    let mut walk = Walk {
        lines,
        words,
        stacks,
        width,
        from,
        open: None,
        done: Vec::new(),
    };
    for (at, framed) in framed.iter().enumerate().skip(from) {
        if *framed {
            walk.close();
            walk.from = at + 1;
        } else {
            walk.line(at);
        }
    }
    walk.close();
    walk.done
}

fn text_width(lines: &[Line]) -> f32 {
    let left = lines.iter().map(Line::x0).fold(f32::MAX, f32::min);
    let right = lines.iter().map(Line::x1).fold(f32::MIN, f32::max);
    (right - left).max(1.0)
}

/// A region being gathered.
struct OpenRegion {
    lines: Vec<usize>,
    /// Lines seen since that belong only if columns go on below them.
    pending: Vec<usize>,
    across: usize,
    tabular: usize,
    spans: Vec<Span>,
    columns: Vec<Column>,
    /// Number of tabular lines the columns were made of.
    measured: usize,
    /// The columns under the names of an appendix's header, where it begins with one.
    form: Option<Vec<Column>>,
    /// The header read last, and the lines it was read from.
    header: Option<(Vec<usize>, Option<Header>)>,
    /// It is the header of an appendix and nothing else yet.
    awaits_rows: bool,
}

struct Walk<'a> {
    lines: &'a [Line],
    words: &'a [Word],
    stacks: &'a [Stack],
    width: f32,
    /// The first line looked at.
    from: usize,
    open: Option<OpenRegion>,
    done: Vec<Region>,
}

impl Walk<'_> {
    fn line(&mut self, at: usize) {
        if let Some(head) = self.header_again(at) {
            self.begin_again(head, at);
            return;
        }
        if self.broken_before(at) || self.names_other_columns(at) {
            self.close();
        }
        if let Some(mut open) = self.open.take_if(|open| open.form.is_some()) {
            let inside = self.is_row(&mut open, at);
            self.open = Some(open);
            if inside {
                return;
            }
        }
        let tabular = self.tabular(at);
        match self.open.take() {
            None if tabular => self.begin(at),
            None => {}
            Some(open) if tabular => self.take_tabular(open, at),
            Some(open) => self.take_single(open, at),
        }
    }

    /// Takes a line that keeps to the columns under the names of an appendix, or a title across them.
    fn is_row(&self, open: &mut OpenRegion, at: usize) -> bool {
        let line = &self.lines[at];
        let caption = open
            .form
            .as_ref()
            .is_some_and(|columns| header::is_caption(line, self.words, columns));
        let inside = !caption
            && !self.closes_report(line)
            && (self.keeps_form(open, at) || self.is_title(open, line) || self.widens(open, at));
        if inside {
            open.take(self.lines, at);
            open.awaits_rows &= self.is_header(open);
        }
        inside
    }

    fn keeps_form(&self, open: &OpenRegion, at: usize) -> bool {
        open.form
            .as_ref()
            .is_some_and(|columns| header::keeps(&self.lines[at], self.words, columns))
    }

    /// The first lines of a table may leave open where its columns part: this one may tell.
    fn widens(&self, open: &mut OpenRegion, at: usize) -> bool {
        let line = &self.lines[at];
        // A label, or a note beside the values: what stands alone between them is not a row.
        let outside = open.form.as_ref().is_some_and(|columns| {
            let figures = columns
                .len()
                .checked_sub(2)
                .map_or(f32::MAX, |at| (columns[at].x0 + columns[at].x1) / 2.0);
            columns.get(1).is_some_and(|label| line.x0() < label.x1) || line.x0() > figures
        });
        if line.chunks.len() == 1 && !outside {
            return false;
        }
        let before = open.form.take();
        let rules = self.rules(open);
        open.lines.push(at);
        open.form = open.named_columns(self.lines, self.words, rules);
        open.lines.pop();
        let kept = self.keeps_form(open, at);
        if !kept {
            open.form = before;
        }
        kept
    }

    /// The rules across an open region.
    fn rules(&self, open: &OpenRegion) -> &[f32] {
        let stack = open.lines.first().and_then(|&first| self.stack_of(first));
        stack.map_or(&[], |stack| &stack.ys)
    }

    /// A number of its own, then words that run on over empty columns.
    fn is_title(&self, open: &OpenRegion, line: &Line) -> bool {
        let first = line.chunks.first().and_then(|chunk| chunk.words.first());
        let left = open.form.as_ref().and_then(|columns| columns.first());
        line.chunks.len() <= 2
            && first.is_some_and(|&word| is_ordinal(&self.words[word].text))
            && left.is_some_and(|column| line.x0() < column.x1)
    }

    /// "Nơi nhận:" stands under the last table.
    fn closes_report(&self, line: &Line) -> bool {
        line.chunks
            .first()
            .is_some_and(|chunk| bare(&chunk.text(self.words)).starts_with("noi nhan"))
    }

    /// A line with a wide gap; what looks like an item of a list counts where it keeps to open columns.
    fn tabular(&mut self, at: usize) -> bool {
        let line = &self.lines[at];
        let wide = line.widest_gap() >= TABULAR_GAP;
        if wide && !self.is_item(line) {
            return true;
        }
        let Some(open) = &mut self.open else {
            return false;
        };
        open.measure();
        let known = open.tabular >= 2 && open.columns.len() >= 3;
        known
            && line.chunks.len() >= 2
            && if wide {
                open.fits(line)
            } else {
                open.keeps(line, 2)
            }
    }

    /// A bullet or a number, then running text: an item of a list, a numbered paragraph, a heading.
    fn is_item(&self, line: &Line) -> bool {
        let [mark, rest] = &line.chunks[..] else {
            return false;
        };
        let mark_text = mark.text(self.words);
        is_mark(&mark_text)
            && rest.words.len() >= 3
            && rest.x0 - mark.x1 < 5.0 * line.size
            && (rest.width() > 0.45 * self.width || rest.words.len() >= 6)
    }

    fn is_prose(&self, line: &Line) -> bool {
        let widest = line
            .chunks
            .iter()
            .map(|chunk| (chunk.width(), chunk.words.len()));
        widest
            .into_iter()
            .any(|(width, words)| width > 0.62 * self.width && words >= 7)
    }

    fn begin(&mut self, at: usize) {
        let mut open = OpenRegion {
            lines: self.above(at),
            pending: Vec::new(),
            across: 0,
            tabular: 0,
            spans: Vec::new(),
            columns: Vec::new(),
            measured: 0,
            form: None,
            header: None,
            awaits_rows: false,
        };
        open.take(self.lines, at);
        open.awaits_rows = self.is_header(&open);
        self.open = Some(open);
    }

    /// Whether its lines are the names over the columns of an appendix, and all of them are.
    fn is_header(&self, open: &OpenRegion) -> bool {
        let own: Vec<&Line> = open.lines.iter().map(|&at| &self.lines[at]).collect();
        let header = Header::of(&own, self.words, self.rules(open));
        header.is_some_and(|header| header.lines() == own.len())
    }

    /// How many lines of the open region's header are printed once more up to this line: a table of the
    /// same form begins, with its caption above.
    fn header_again(&self, at: usize) -> Option<usize> {
        let open = self.open.as_ref()?;
        let same = |a: usize, b: usize| {
            let (a, b) = (&self.lines[a], &self.lines[b]);
            a.chunks.len() == b.chunks.len()
                && a.chunks.iter().zip(&b.chunks).all(|(a, b)| {
                    (a.x0 - b.x0).abs() < 2.0 && a.text(self.words) == b.text(self.words)
                })
        };
        let head = (0..open.lines.len().min(3)).find(|&line| same(open.lines[line], at))?;
        let chunks = &self.lines[at].chunks;
        let figures = chunks
            .iter()
            .any(|chunk| is_number(&chunk.text(self.words), Strictness::Cell));
        let above = at.checked_sub(head)?;
        let whole = (0..head).all(|line| same(open.lines[line], above + line));
        (chunks.len() >= 3 && !figures && whole && open.tabular >= 2).then_some(head)
    }

    /// Closes the region above the header and begins another with the header's lines.
    fn begin_again(&mut self, head: usize, at: usize) {
        if let Some(open) = &mut self.open {
            open.pending.clear();
            open.lines.retain(|&line| line < at - head);
            while open
                .lines
                .last()
                .is_some_and(|&last| open.stands_across(&self.lines[last], self.words))
            {
                open.lines.pop();
            }
        }
        self.close();
        self.begin(at);
        if let Some(open) = &mut self.open {
            open.lines = (at - head..=at).collect();
        }
    }

    /// Lines between the top rule of a stack and the first line in columns; without rules those that
    /// stand half a line above: cells of two lines beside cells of one, set in the middle.
    fn above(&self, at: usize) -> Vec<usize> {
        let taken = self
            .done
            .last()
            .and_then(|region| region.lines.last())
            .map_or(self.from, |last| self.from.max(last + 1));
        let Some(stack) = self.stack_of(at) else {
            let half =
                |&i: &usize| self.lines[i + 1].y1 - self.lines[i].y1 < HALF * self.lines[i].size;
            let first = (taken..at).rev().take(2).take_while(half).last();
            return first.map_or(Vec::new(), |first| (first..at).collect());
        };
        let top = stack.ys.first().copied().unwrap_or(0.0);
        let first = (taken..at)
            .rev()
            .take(3)
            .take_while(|&i| self.lines[i].y0 > top - 2.0)
            .last();
        first.map_or(Vec::new(), |first| (first..at).collect())
    }

    fn stack_of(&self, at: usize) -> Option<&Stack> {
        let line = &self.lines[at];
        let middle = (line.y0 + line.y1) / 2.0;
        let inside = |stack: &&Stack| {
            stack.ys.len() >= 2
                && stack.holds(middle)
                && stack.x0 - 4.0 <= line.x0()
                && line.x1() <= stack.x1 + 4.0
        };
        self.stacks.iter().find(inside)
    }

    fn take_tabular(&mut self, mut open: OpenRegion, at: usize) {
        open.measure();
        if open.fits(&self.lines[at]) {
            open.take(self.lines, at);
            let rules = self.rules(&open);
            open.name_columns(self.lines, self.words, rules);
            open.awaits_rows = open.lines.len() <= Header::WITHIN && self.is_header(&open);
            self.open = Some(open);
        } else {
            let head = self.header_at_end(&open);
            open.lines.truncate(open.lines.len() - head.len());
            self.open = Some(open);
            self.close();
            self.begin(at);
            if let Some(open) = self.open.as_mut().filter(|_| !head.is_empty()) {
                let above: Vec<usize> = open
                    .lines
                    .iter()
                    .copied()
                    .filter(|line| !head.contains(line))
                    .collect();
                open.lines = head.into_iter().chain(above).collect();
            }
        }
    }

    fn take_single(&mut self, mut open: OpenRegion, at: usize) {
        open.measure();
        let line = &self.lines[at];
        let in_column = open.in_one_column(line);
        let inside = self.stack_of(at).is_some();
        if !in_column {
            open.across += 1;
        }
        let prose = self.is_prose(line) || self.is_item(line);
        // The first rows under a header may be a title and a label, each of several lines.
        let awaited = open.awaits_rows && open.pending.len() < AWAITED;
        let stop = !inside && !in_column && !awaited && (prose || open.across > MAX_ACROSS);
        open.pending.push(at);
        self.open = Some(open);
        if stop {
            self.close();
        }
    }

    /// Whether distance or a rule parts this line from the open region.
    fn broken_before(&self, at: usize) -> bool {
        let Some(open) = &self.open else { return false };
        let Some(&last) = open.pending.last().or(open.lines.last()) else {
            return false;
        };
        let (above, below) = (&self.lines[last], &self.lines[at]);
        let far = (below.y0 - above.y1) / below.size.max(above.size).max(1.0);
        let same = match (self.stack_of(last), self.stack_of(at)) {
            (Some(a), Some(b)) => std::ptr::eq(a, b),
            _ => false,
        };
        if same {
            return far > FAR_INSIDE;
        }
        // The first row may stand well below the header.
        let first = open.awaits_rows
            || open.form.is_some() && open.tabular <= 2 && self.keeps_form(open, at);
        if far > FAR
            && (self.numbers_columns_of(open, at)
                || far < ROWS_APART && self.goes_on_after(open, at))
        {
            return false;
        }
        far > if first { FAR_INSIDE / 2.0 } else { FAR } || self.leaves_stack(open, last, at)
    }

    /// A table that has its body between rules ends with the last of them.
    fn leaves_stack(&self, open: &OpenRegion, last: usize, at: usize) -> bool {
        let Some(stack) = self.stack_of(last) else {
            return false;
        };
        let below = stack
            .ys
            .last()
            .is_some_and(|bottom| *bottom <= self.lines[at].y0 + 2.0);
        if below && self.goes_on_below(stack, open, at) {
            return false;
        }
        let body = open
            .lines
            .iter()
            .filter(|&&i| self.under_first_rule(stack, i))
            .count();
        let row = open.tabular >= 3 && open.keeps(&self.lines[at], 3);
        // Rules around the header alone: the body begins below them.
        let bold = |line: &Line| {
            line.chunks
                .iter()
                .flat_map(|c| &c.words)
                .all(|&at| self.words[at].bold)
        };
        let header = open.lines.iter().all(|&at| bold(&self.lines[at])) && !bold(&self.lines[at]);
        below && !row && !header && (body >= 2 || stack.ys.len() >= 3)
    }

    /// Rules of an appendix may part its sections only: below the last one rows go on, as far apart as
    /// those above.
    fn goes_on_below(&self, stack: &Stack, open: &OpenRegion, at: usize) -> bool {
        let line = &self.lines[at];
        let own = || open.lines.iter().chain(&open.pending);
        let gap = |above: usize, below: usize| self.lines[below].y0 - self.lines[above].y1;
        let before: Vec<usize> = own().copied().collect();
        let widest = before
            .windows(2)
            .map(|pair| gap(pair[0], pair[1]))
            .fold(0.0, f32::max);
        let near = before
            .last()
            .is_some_and(|&last| gap(last, at) < widest + 1.0);
        let inside = |columns: &Vec<Column>| {
            // A last column ends where the rules do, however short its texts were.
            let mut columns = columns.clone();
            if let Some(last) = columns.last_mut() {
                last.x1 = last.x1.max(stack.x1);
            }
            header::keeps(line, self.words, &columns)
        };
        near && open
            .form
            .as_ref()
            .is_some_and(|columns| inside(columns) || self.is_title(open, line))
    }

    /// Below the rule under the header.
    fn under_first_rule(&self, stack: &Stack, at: usize) -> bool {
        stack
            .ys
            .get(1)
            .is_some_and(|second| self.lines[at].y0 > *second - 2.0)
    }

    fn close(&mut self) {
        let Some(mut open) = self.open.take() else {
            return;
        };
        // What is pending belongs to the table only where the table's own rules hold it.
        for at in std::mem::take(&mut open.pending) {
            if !self.held(&open, at) {
                break;
            }
            open.lines.push(at);
        }
        if open.form.is_none() {
            let ruled = |at: usize| self.stack_of(at).is_some();
            preamble::leave_out(&mut open.lines, self.lines, self.words, ruled);
        }
        let stacked = open
            .lines
            .iter()
            .filter(|&&at| self.stack_of(at).is_some())
            .count()
            * 2
            > open.lines.len();
        self.done.push(Region {
            lines: open.lines,
            stacked,
            columns: None,
            goes_on: false,
            heads: Vec::new(),
            under: None,
        });
    }

    fn held(&self, open: &OpenRegion, at: usize) -> bool {
        let first = open.lines.first().and_then(|&first| self.stack_of(first));
        let stacked = match (first, self.stack_of(at)) {
            (Some(a), Some(b)) => std::ptr::eq(a, b),
            _ => false,
        };
        stacked || open.wraps(&self.lines[at], self.lines) || self.ends_label(open, &self.lines[at])
    }
}

impl Walk<'_> {
    /// The end of the last row's label: close below it, where no room was left for its first word or
    /// in the middle of a sentence.
    fn ends_label(&self, open: &OpenRegion, line: &Line) -> bool {
        let (Some(last), [own]) = (
            open.lines.last().map(|&at| &self.lines[at]),
            &line.chunks[..],
        ) else {
            return false;
        };
        // Beside a label of two lines values may stand between them.
        let label = |&at: &usize| {
            let first = self.lines[at].chunks.first();
            first.filter(|first| (first.x0 - own.x0).abs() < 2.0)
        };
        let before = open.lines.iter().rev().take(2).find_map(label);
        let (Some(before), Some(column)) = (before, open.columns.first()) else {
            return false;
        };
        let Some(first) = own.words.first().map(|&at| &self.words[at]) else {
            return false;
        };
        let small = first.text.starts_with(char::is_lowercase);
        let full = before.x1 + 0.2 * first.size + first.bbox.width() > column.x1 + 0.5;
        line.y0 - last.y1 < 0.55 * line.size
            && own.x1 < column.x1 + 1.0
            && (small || full && before.words.len() >= 2)
    }
}

impl OpenRegion {
    fn take(&mut self, lines: &[Line], at: usize) {
        self.lines.append(&mut self.pending);
        self.lines.push(at);
        self.across = 0;
        self.tabular += 1;
        let number = self.tabular;
        self.spans.extend(lines[at].chunks.iter().map(|c| Span {
            line: number,
            x0: c.x0,
            x1: c.x1,
        }));
    }

    /// One piece that is neither a number, a label, a note nor a value: a caption above the next header.
    fn stands_across(&self, line: &Line, words: &[Word]) -> bool {
        let ([chunk], Some([.., label, _, note])) = (&line.chunks[..], self.form.as_deref()) else {
            return false;
        };
        let label = self
            .form
            .as_ref()
            .and_then(|columns| columns.get(1))
            .unwrap_or(label);
        let between = label.x1 < chunk.x0 && chunk.x0 < note.x0;
        let text = chunk.text(words);
        let across = self.form.as_ref().is_some_and(|columns| {
            let (from, to) = reach(columns, chunk.x0, chunk.x1);
            to > from + 1
                && columns
                    .iter()
                    .take(2)
                    .all(|column| (chunk.x0 - column.x0).abs() > SET)
        });
        across
            || between
                && chunk.words.len() >= 2
                && text.starts_with(char::is_uppercase)
                && !is_number(&text, Strictness::Cell)
    }

    /// Finds the columns by their names while the region is small.
    fn name_columns(&mut self, lines: &[Line], words: &[Word], rules: &[f32]) {
        if self.form.is_none() && (2..=NAMED_BY).contains(&self.lines.len()) {
            self.form = self.named_columns(lines, words, rules);
        }
    }

    /// The columns under the names it begins with. The names are read once the lines that may belong to
    /// them are all there, and kept as long as these are the same.
    fn named_columns(
        &mut self,
        lines: &[Line],
        words: &[Word],
        rules: &[f32],
    ) -> Option<Vec<Column>> {
        let own: Vec<&Line> = self.lines.iter().map(|&at| &lines[at]).collect();
        let top = self.lines.get(..Header::WITHIN).unwrap_or(&self.lines);
        let (_, header) = match self
            .header
            .take()
            .filter(|(of, _)| of == top && top.len() == Header::WITHIN)
        {
            Some(known) => self.header.insert(known),
            None => self
                .header
                .insert((top.to_vec(), Header::of(&own, words, rules))),
        };
        header.as_ref()?.columns(&own, words)
    }

    /// Finds the columns anew while the region is small or has grown by a half.
    fn measure(&mut self) {
        if self.tabular != self.measured
            && (self.tabular <= 12 || self.tabular * 2 >= self.measured * 3)
        {
            self.columns = columns(&self.spans, &[]);
            self.measured = self.tabular;
        }
    }

    /// Whether two chunks of a line stand in different columns.
    fn fits(&self, line: &Line) -> bool {
        if self.tabular < 3 || self.columns.len() < 2 {
            return true;
        }
        let mut homes = line
            .chunks
            .iter()
            .map(|chunk| reach(&self.columns, chunk.x0, chunk.x1));
        let Some(first) = homes.next() else {
            return false;
        };
        homes.any(|home| home.0 >= first.1)
    }

    /// Whether a line has pieces in at least so many columns, each in one of its own.
    fn keeps(&self, line: &Line, least: usize) -> bool {
        let homes: Vec<(usize, usize)> = line
            .chunks
            .iter()
            .map(|chunk| reach(&self.columns, chunk.x0, chunk.x1))
            .collect();
        let single = homes.iter().all(|home| home.1 - home.0 == 1);
        single && homes.len() >= least && homes.windows(2).all(|pair| pair[0].0 < pair[1].0)
    }

    fn in_one_column(&self, line: &Line) -> bool {
        let (from, to) = reach(&self.columns, line.x0(), line.x1());
        let last = from + 1 == self.columns.len() && from > 0;
        let column = self.columns.get(from);
        let near = |c: &Column| line.x1() <= c.x1 + 20.0;
        // The first long label of a column that has room for it.
        let room = |c: &Column| {
            let clear = self
                .columns
                .get(from + 1)
                .is_some_and(|next| line.x1() + line.size < next.x0);
            self.columns.len() >= 3 && clear && (line.x0() - c.x0).abs() < SET
        };
        to - from <= 1
            && self.columns.len() >= 2
            && (last || column.is_none_or(|c| near(c) || room(c)))
    }

    /// Set as its column is: from its left edge, up to its right edge or in its middle.
    fn is_set(&self, line: &Line) -> bool {
        let (from, _) = reach(&self.columns, line.x0(), line.x1());
        let Some(column) = self.columns.get(from) else {
            return true;
        };
        let off = |a: f32, b: f32| (a - b).abs() >= SET;
        let middle = (line.x0() + line.x1()) / 2.0;
        let indented = line.x0() - column.x0 < 4.0 * SET;
        indented || !off(line.x1(), column.x1) || !off(middle, (column.x0 + column.x1) / 2.0)
    }

    /// A last line in one column, close under the line before: the end of a wrapped cell.
    fn wraps(&self, line: &Line, lines: &[Line]) -> bool {
        let Some(last) = self.lines.last().map(|&at| &lines[at]) else {
            return false;
        };
        let near = if self.columns.len() >= 3 { 1.6 } else { 0.75 };
        let close = line.y0 - last.y1 < near * line.size;
        let right = self
            .columns
            .get(1)
            .is_some_and(|second| line.x0() >= second.x0 - 2.0);
        close && right && self.in_one_column(line) && self.is_set(line)
    }
}
