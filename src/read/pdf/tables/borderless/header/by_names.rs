//! The columns of a table whose header prints what they hold: what stands apart on every line is a
//! column, and belongs under the name it fits and stands nearest to.

use super::super::columns::Column;
use super::super::figure::{is_ordinal, number_columns};
use super::super::lines::{Chunk, Line};
use super::super::titles::is_marked;
use super::names_a_form;
use crate::read::pdf::tables::thresholds::TALLEST;
use crate::read::pdf::text::word::Word;
use crate::text::column_role::{ColumnRole, column_role};
use crate::text::number::{Strictness, is_number};

/// What stands in a header has fewer words than this.
const LONG: usize = 8;
/// Words may reach over a border by this many points.
const OVER: f32 = 1.5;
/// One in so many lines may run over the gap between two columns: titles do.
const MAX_OVER: usize = 20;
/// Gaps are looked for in steps of so many points …
const STEP: f32 = 0.5;
/// … and are wider than this many steps.
const GAP: usize = 2;
/// A name over several is in the middle of theirs to this many points.
const MIDDLE: f32 = 6.0;
/// A page is no wider than this many steps.
const WIDEST: usize = 10_000;

/// What it costs, in points of distance, to put values under a name that asks for words or words under
/// one that asks for values …
const MISFIT: f32 = 200.0;
/// … to put values under the name of the notes, which may be numbers too …
const NOTED: f32 = 90.0;
/// … and to leave a name without anything under it.
const EMPTY: f32 = 40.0;

/// A name over a column.
#[derive(Clone, Debug)]
struct Name {
    x0: f32,
    x1: f32,
    /// What it says, from the bottom line up.
    lines: Vec<String>,
    /// What that means, once it is whole.
    head: Option<ColumnRole>,
}

/// The header a region begins with.
#[derive(Clone, Debug)]
pub struct Header {
    /// How many lines it has.
    lines: usize,
    names: Vec<Name>,
}

/// A word of the body: where it stands and whether it is a value.
struct Mark {
    x0: f32,
    x1: f32,
    figure: bool,
}

/// What stands between two gaps that run through all lines.
#[derive(Clone, Copy, Debug)]
struct Strip {
    x0: f32,
    x1: f32,
    /// Most of it is values.
    figures: bool,
}

impl Header {
    /// Lines from this one on have no say in what the header is.
    pub const WITHIN: usize = TALLEST;

    /// The header these lines begin with; `None` where they begin with none of an appendix. `rules` run
    /// across all of them.
    pub fn of(lines: &[&Line], words: &[Word], rules: &[f32]) -> Option<Header> {
        let head = header_lines(lines, words, rules)?;
        Some(Header {
            lines: head,
            names: names(&lines[..head], words),
        })
    }

    /// How many lines it has.
    pub fn lines(&self) -> usize {
        self.lines
    }

    /// The columns under it on a later page, as these lines show them.
    pub fn columns_of(&self, lines: &[&Line], words: &[Word]) -> Option<Vec<Column>> {
        (self.names.len() >= 3).then(|| columns(lines, &self.names, lines, words))?
    }

    /// Where it ends, of the lines it was made of.
    pub fn bottom(&self, lines: &[&Line]) -> Option<f32> {
        lines[..self.lines]
            .iter()
            .map(|line| line.y1)
            .reduce(f32::max)
    }

    /// The columns under it, from border to border; `None` where it has too few names or they cross.
    /// `lines` begin with its own.
    pub fn columns(&self, lines: &[&Line], words: &[Word]) -> Option<Vec<Column>> {
        (self.names.len() >= 3).then(|| columns(&lines[self.lines..], &self.names, lines, words))?
    }
}

/// The columns under these names.
fn columns(body: &[&Line], names: &[Name], lines: &[&Line], words: &[Word]) -> Option<Vec<Column>> {
    let named = names.iter().map(|name| (name.x0, name.x1));
    let (left, right) = named
        .chain(lines.iter().map(|line| (line.x0(), line.x1())))
        .fold((f32::MAX, f32::MIN), |(left, right), (x0, x1)| {
            (left.min(x0), right.max(x1))
        });
    // Titles may run on over the columns beside theirs: few lines over a gap, or none.
    let few = body.len() / MAX_OVER;
    let telling: Vec<&Line> = body
        .iter()
        .copied()
        .filter(|line| !is_title(line, words) && !is_numbers(line, words))
        .collect();
    let marks = marks(&telling, words);
    let ways = [0, few].map(|few| {
        let strips = strips(&telling, &marks, names, (left, right), few);
        let (cost, homes) = homes(&strips, names);
        (cost, strips, homes)
    });
    let (_, strips, homes) = ways.into_iter().min_by(|a, b| a.0.total_cmp(&b.0))?;
    let inside = |at: usize| {
        let own = strips
            .iter()
            .zip(&homes)
            .filter(move |(_, home)| **home == at);
        own.fold(None, |all: Option<(f32, f32)>, (strip, _)| {
            Some(all.map_or((strip.x0, strip.x1), |all| (all.0, strip.x1)))
        })
    };
    let mut borders = vec![left - OVER];
    borders.extend(
        (1..names.len())
            .map(|at| border((&names[at - 1], inside(at - 1)), (&names[at], inside(at)))),
    );
    borders.push(right + OVER);
    let rising = borders
        .windows(2)
        .all(|pair| pair[0] + 2.0 * OVER < pair[1]);
    let columns = borders.windows(2).map(|pair| Column {
        x0: pair[0] + 0.5,
        x1: pair[1] - 0.5,
    });
    rising.then(|| columns.collect())
}

/// Where two columns part: between what stands in them, their names too where that leaves room.
fn border(left: (&Name, Option<(f32, f32)>), right: (&Name, Option<(f32, f32)>)) -> f32 {
    let (end, start) = (
        left.1.map_or(left.0.x1, |own| own.1),
        right.1.map_or(right.0.x0, |own| own.0),
    );
    let (wide_end, wide_start) = (end.max(left.0.x1), start.min(right.0.x0));
    if wide_end < wide_start {
        (wide_end + wide_start) / 2.0
    } else {
        (end + start) / 2.0
    }
}

fn marks(lines: &[&Line], words: &[Word]) -> Vec<Mark> {
    let all = lines
        .iter()
        .flat_map(|line| &line.chunks)
        .flat_map(|chunk| &chunk.words)
        .map(|&at| &words[at]);
    all.map(|word| Mark {
        x0: word.bbox.x0,
        x1: word.bbox.x1,
        figure: is_number(&word.text, Strictness::Cell),
    })
    .collect()
}

/// What stands apart in the body, but for so many lines.
fn strips(
    telling: &[&Line],
    marks: &[Mark],
    names: &[Name],
    (left, right): (f32, f32),
    few: usize,
) -> Vec<Strip> {
    let width = (((right - left) / STEP).ceil().max(0.0) as usize + 1).min(WIDEST);
    let mut over = vec![0_usize; width];
    let index = |x: f32| (((x - left) / STEP).max(0.0) as usize).min(width - 1);
    for word in marks {
        over[index(word.x0)..=index(word.x1)]
            .iter_mut()
            .for_each(|count| *count += 1);
    }
    let mut strips: Vec<(usize, usize)> = Vec::new();
    for (at, _) in over.iter().enumerate().filter(|(_, count)| **count > few) {
        match strips.last_mut() {
            Some(last) if at - last.1 <= GAP => last.1 = at,
            _ => strips.push((at, at)),
        }
    }
    let strip = |(from, to): (usize, usize)| {
        let (x0, x1) = (left + STEP * from as f32, left + STEP * (to + 1) as f32);
        let own = || marks.iter().filter(|word| x0 < word.x1 && word.x0 < x1);
        let figures = own().filter(|word| word.figure).count() * 3 > own().count() * 2;
        Strip { x0, x1, figures }
    };
    let mut strips: Vec<Strip> = strips.into_iter().map(strip).collect();
    join_phrases(&mut strips, telling, names);
    strips
}

/// Joins strips that no line shows apart: their gap is the space between the words of one phrase. From the right:
/// a note is whole before it is asked whether it goes on from the value.
fn join_phrases(strips: &mut Vec<Strip>, lines: &[&Line], names: &[Name]) {
    let mut at = strips.len().saturating_sub(1);
    while let Some(before) = at.checked_sub(1) {
        let (left, right) = (strips[before], strips[at]);
        let over = |chunk: &Chunk| chunk.x0 < left.x1 && right.x0 < chunk.x1;
        let apart = |line: &&&Line| {
            let on = |strip: Strip| {
                line.chunks
                    .iter()
                    .any(|chunk| chunk.x0 < strip.x1 && strip.x0 < chunk.x1)
            };
            on(left) && on(right) && !line.chunks.iter().any(over)
        };
        let phrased = lines.iter().any(|line| line.chunks.iter().any(over));
        if phrased && !are_two(left, right, names) && !lines.iter().any(|line| apart(&line)) {
            strips[before].x1 = right.x1;
            // Words behind a figure make it no less the value.
            strips[before].figures &= right.figures || is_under_value(left, names);
            strips.remove(at);
            at = at.min(strips.len() - 1);
        } else {
            at = before;
        }
    }
}

fn is_under_value(strip: Strip, names: &[Name]) -> bool {
    name_over(strip, names).is_some_and(|at| names[at].head == Some(ColumnRole::Value(0)))
}

fn name_over(strip: Strip, names: &[Name]) -> Option<usize> {
    names
        .iter()
        .position(|name| name.x0 < strip.x1 && strip.x0 < name.x1)
}

/// Two values or two texts under names of their own, or words before the values that a name asks for.
fn are_two(left: Strip, right: Strip, names: &[Name]) -> bool {
    let (first, second) = (name_over(left, names), name_over(right, names));
    let one = first.is_some() && first == second;
    left.figures && right.figures && !one
        || first.is_some() && second.is_some() && first != second
        // Values set at the right of their column, beyond its name, and the note behind them.
        || left.figures
            && !right.figures
            && first.is_none()
            && second.is_some_and(|at| names[at].head == Some(ColumnRole::Note))
        || !left.figures && right.figures && is_under_value(right, names)
}

/// "(1) (2) (3)", "A B 1 2": the columns' numbers stand as their names do.
fn is_numbers(line: &Line, words: &[Word]) -> bool {
    if number_columns(&line.texts(words)) {
        return true;
    }
    let number = |text: &str| {
        text.starts_with('(') && text.ends_with(')') && is_number(text, Strictness::Cell)
    };
    line.chunks
        .iter()
        .flat_map(|chunk| &chunk.words)
        .all(|&at| number(&words[at].text))
}

/// In bold and in few pieces, or alone and in capitals: a title may run on over the columns beside its own.
fn is_title(line: &Line, words: &[Word]) -> bool {
    if let [chunk] = &line.chunks[..]
        && is_marked(chunk, words)
    {
        return true;
    }
    line.chunks.len() <= 2
        && line
            .chunks
            .iter()
            .flat_map(|chunk| &chunk.words)
            .all(|&at| words[at].bold)
}

/// The name each strip belongs under, in order: the cheapest way, and what it costs.
fn homes(strips: &[Strip], names: &[Name]) -> (f32, Vec<usize>) {
    let (count, width) = (strips.len(), names.len());
    // best[at][name]: the rest of the strips from `at` on, under this name or later ones; the choice.
    let mut best = vec![vec![(f32::MAX, false); width + 1]; count + 1];
    for name in (0..=width).rev() {
        best[count][name].0 = names[name..].iter().map(Name::empty_cost).sum();
    }
    for at in (0..count).rev() {
        for name in (0..width).rev() {
            let here = names[name].cost(&strips[at], names.get(name + 1));
            // The next strip stands under the same name, or the name is done with.
            let stay = here
                + names[name].twice_cost(&strips[at], strips.get(at + 1))
                + best[at + 1][name].0;
            let done = here + best[at + 1][name + 1].0;
            let skip = names[name].empty_cost() + best[at][name + 1].0;
            best[at][name] = if stay.min(done) <= skip {
                (stay.min(done), true)
            } else {
                (skip, false)
            };
        }
    }
    (best[0][0].0, trace(strips, names, &best))
}

fn trace(strips: &[Strip], names: &[Name], best: &[Vec<(f32, bool)>]) -> Vec<usize> {
    let mut homes = Vec::with_capacity(strips.len());
    let mut name = 0;
    for at in 0..strips.len() {
        while name + 1 < names.len() && !best[at][name].1 {
            name += 1;
        }
        homes.push(name);
        let twice = names[name].twice_cost(&strips[at], strips.get(at + 1));
        if name + 1 < names.len() && best[at + 1][name + 1].0 <= best[at + 1][name].0 + twice {
            name += 1;
        }
    }
    homes
}

impl Name {
    /// What its lowest lines say: those above may stand over other names too.
    fn says(&self) -> Option<ColumnRole> {
        (1..=self.lines.len()).find_map(|count| {
            let text: Vec<&str> = self.lines[..count]
                .iter()
                .rev()
                .map(String::as_str)
                .collect();
            column_role(&text.join(" "))
        })
    }

    /// The line above; a wider one may stand over other names too.
    fn take(&mut self, chunk: &Chunk, text: String) {
        self.lines.push(text);
        if self.says().is_none() || self.lines.len() <= 2 && column_role(&self.lines[0]).is_none() {
            (self.x0, self.x1) = (self.x0.min(chunk.x0), self.x1.max(chunk.x1));
        }
    }

    /// Values that stand apart are in columns of their own.
    fn twice_cost(&self, strip: &Strip, next: Option<&Strip>) -> f32 {
        let counts = self.head == Some(ColumnRole::Value(0)) && strip.figures;
        if counts && next.is_some_and(|next| next.figures) {
            MISFIT / 2.0
        } else {
            0.0
        }
    }

    /// How badly a strip stands under this name, before the next one.
    fn cost(&self, strip: &Strip, next: Option<&Name>) -> f32 {
        let apart = (strip.x0 - self.x1).max(self.x0 - strip.x1).max(0.0);
        let fits = match self.head {
            Some(ColumnRole::Value(_)) => strip.figures,
            // "IV", "Biểu mẫu 1": what ends before the labels' name is no label.
            Some(ColumnRole::Number) => {
                strip.figures || next.is_some_and(|next| strip.x1 <= next.x0)
            }
            Some(ColumnRole::Label | ColumnRole::Unit) => !strip.figures,
            Some(ColumnRole::Note | ColumnRole::Code | ColumnRole::Group | ColumnRole::Other)
            | None => true,
        };
        let noted = self.head == Some(ColumnRole::Note) && strip.figures;
        apart + if fits { 0.0 } else { MISFIT } + if noted { NOTED } else { 0.0 }
    }

    fn empty_cost(&self) -> f32 {
        match self.head {
            Some(ColumnRole::Note) | None => 0.0,
            Some(_) => EMPTY,
        }
    }
}

/// Whether no word of a line runs over a border.
pub fn keeps(line: &Line, words: &[Word], columns: &[Column]) -> bool {
    let over = |word: &Word| {
        let between = columns
            .windows(2)
            .map(|pair| (pair[0].x1 + pair[1].x0) / 2.0);
        between
            .into_iter()
            .any(|x| word.bbox.x0 + OVER < x && x < word.bbox.x1 - OVER)
    };
    let inside = line
        .chunks
        .iter()
        .flat_map(|chunk| &chunk.words)
        .all(|&at| !over(&words[at]));
    let (first, last) = (columns.first(), columns.last());
    inside
        && first.is_some_and(|c| c.x0 - OVER < line.x0())
        && last.is_some_and(|c| line.x1() < c.x1 + OVER)
}

/// A line in bold or in the middle of the whole table, set at no column's edge: the caption of another.
pub fn is_caption(line: &Line, words: &[Word], columns: &[Column]) -> bool {
    let ([chunk], Some(first), Some(last)) = (&line.chunks[..], columns.first(), columns.last())
    else {
        return false;
    };
    let begins = |column: &Column| (chunk.x0 - column.x0).abs() < 2.0 * line.size;
    let middle = (chunk.middle() - (first.x0 + last.x1) / 2.0).abs() < 4.0;
    let bold = chunk.words.iter().all(|&at| words[at].bold);
    (middle || bold) && !columns.iter().take(2).any(begins)
}

/// How many lines from the top are the header; `None` where it names no columns of an appendix.
fn header_lines(lines: &[&Line], words: &[Word], rules: &[f32]) -> Option<usize> {
    if let Some(numbers) = numbered(lines, words) {
        return Some(numbers);
    }
    let mut heads: Vec<(&Chunk, ColumnRole)> = Vec::new();
    let mut last = None;
    for (at, line) in lines.iter().enumerate().take(TALLEST) {
        let above = at.checked_sub(1).map(|above| lines[above]);
        let asked = names_a_form(heads.iter().map(|(_, role)| *role));
        if is_body(line, words)
            || asked && above.is_some_and(|above| is_set_off(above, line, words, rules))
        {
            break;
        }
        let own: Vec<(&Chunk, ColumnRole)> = line
            .chunks
            .iter()
            .filter_map(|chunk| Some((chunk, column_role(&chunk.text(words))?)))
            .collect();
        if own.iter().any(|named| is_under_another(named, &heads)) {
            break;
        }
        let near = |above: &&&Line| line.y0 - above.y1 < line.size;
        let wraps = |chunk: &Chunk| {
            let mut above = lines[..at]
                .iter()
                .filter(near)
                .flat_map(|line| &line.chunks);
            above.any(|above| is_centred(above, chunk))
        };
        let named = || line.chunks.iter().all(wraps) || are_parts_of_one(line, &lines[..at]);
        if !own.is_empty() || last.is_some() && named() {
            last = Some(at);
        }
        heads.extend(own);
    }
    last.filter(|_| names_a_form(heads.iter().map(|(_, role)| *role)))
        .map(|last| last + 1)
}

/// A rule, or the end of what is set in bold, parts two lines.
fn is_set_off(above: &Line, line: &Line, words: &[Word], rules: &[f32]) -> bool {
    let middle = |line: &Line| (line.y0 + line.y1) / 2.0;
    let bold = |line: &Line| {
        line.chunks
            .iter()
            .flat_map(|chunk| &chunk.words)
            .all(|&at| words[at].bold)
    };
    rules.iter().any(|&y| middle(above) < y && y < middle(line)) || bold(above) && !bold(line)
}

/// Words that begin like a name, under a name that says something else: a row's label.
fn is_under_another((chunk, head): &(&Chunk, ColumnRole), heads: &[(&Chunk, ColumnRole)]) -> bool {
    let under = |above: &Chunk| above.x0 < chunk.x1 && chunk.x0 < above.x1;
    heads
        .iter()
        .any(|(above, other)| under(above) && *other != ColumnRole::Value(0) && other != head)
}

/// How many lines stand above the columns' numbers, where these name an appendix's columns and none is a row.
fn numbered(lines: &[&Line], words: &[Word]) -> Option<usize> {
    let top = lines.iter().take(TALLEST + 1);
    let numbers = top
        .into_iter()
        .position(|line| number_columns(&line.texts(words)))?;
    let figure = |chunk: &Chunk| {
        let text = chunk.text(words);
        is_number(&text, Strictness::Cell) && column_role(&text).is_none()
    };
    let chunks = || lines[..numbers].iter().flat_map(|line| &line.chunks);
    let roles: Vec<ColumnRole> = chunks()
        .filter_map(|chunk| column_role(&chunk.text(words)))
        .collect();
    (names_a_form(roles.iter().copied()) && !chunks().any(figure)).then_some(numbers)
}

/// Names of columns that one above stands over, in the middle of them.
fn are_parts_of_one(line: &Line, above: &[&Line]) -> bool {
    let [first, .., last] = &line.chunks[..] else {
        return false;
    };
    let middle = (first.x0 + last.x1) / 2.0;
    let over = |name: &Chunk| {
        let inside = first.x0 < name.middle() && name.middle() < last.x1;
        inside && (name.middle() - middle).abs() < MIDDLE
    };
    // Nothing else stands above them.
    let beside = |name: &Chunk| over(name) || name.x1 < first.x0 || last.x1 < name.x0;
    let names = || above.iter().flat_map(|line| &line.chunks);
    names().any(over) && names().all(beside)
}

/// The next line of the same name.
fn is_centred(above: &Chunk, chunk: &Chunk) -> bool {
    (above.middle() - chunk.middle()).abs() < 2.0 || (above.x0 - chunk.x0).abs() < 1.0
}

/// A row's number, a value or a sentence: no part of a header.
fn is_body(line: &Line, words: &[Word]) -> bool {
    let first = line.chunks.first().and_then(|chunk| chunk.words.first());
    let ordinal = first.is_some_and(|&at| is_ordinal(&words[at].text));
    let figure = |chunk: &Chunk| {
        let text = chunk.text(words);
        is_number(&text, Strictness::Cell) && column_role(&text).is_none()
    };
    ordinal
        || line
            .chunks
            .iter()
            .any(|chunk| figure(chunk) || chunk.words.len() >= LONG)
}

/// The names from left to right, those over several columns left out.
fn names(head: &[&Line], words: &[Word]) -> Vec<Name> {
    let chunks = || {
        head.iter()
            .flat_map(|line| line.chunks.iter().map(move |chunk| (*line, chunk)))
    };
    let mut sorted: Vec<(&Line, &Chunk)> = chunks().collect();
    // What stands lowest names one column; what stands over it perhaps several.
    sorted.sort_by(|a, b| b.0.y0.total_cmp(&a.0.y0).then(a.1.x0.total_cmp(&b.1.x0)));
    let mut names: Vec<Name> = Vec::new();
    for (line, chunk) in sorted {
        let over = under(&names, chunk);
        // The last line of what stands over several.
        let wraps = |(above, other): &(&Line, &Chunk)| {
            above.y0 < line.y0
                && (other.middle() - chunk.middle()).abs() < 2.0
                && under(&names, other).len() > 1
        };
        match over[..] {
            [] if chunks().any(|other| wraps(&other)) => {}
            [] => {
                let at = names.partition_point(|name| name.x0 < chunk.x0);
                let lines = vec![chunk.text(words)];
                names.insert(
                    at,
                    Name {
                        x0: chunk.x0,
                        x1: chunk.x1,
                        lines,
                        head: None,
                    },
                );
            }
            [one] => names[one].take(chunk, chunk.text(words)),
            _ => {}
        }
    }
    names.iter_mut().for_each(|name| name.head = name.says());
    names
}

/// The names a chunk stands over.
fn under(names: &[Name], chunk: &Chunk) -> Vec<usize> {
    (0..names.len())
        .filter(|&at| names[at].x0 < chunk.x1 && chunk.x0 < names[at].x1)
        .collect()
}
