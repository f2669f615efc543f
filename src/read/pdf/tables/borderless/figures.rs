//! What the values of a body say about its columns: two on one line stand in two columns.

use super::columns::{Column, reach};
use super::figure::number_columns;
use super::lines::{Chunk, Line};
use crate::read::pdf::text::word::Word;
use crate::text::number::{Strictness, is_number};

/// A line with so many values is a row …
const VALUES: usize = 2;
/// … and so many rows tell what the columns are.
const ROWS: usize = 3;
/// A name with nothing under it keeps this many points off the columns beside it.
const CLEAR: f32 = 12.0;

/// How many lines have two values in one of these columns.
pub fn clashes(lines: &[&Line], words: &[Word], columns: &[Column]) -> usize {
    let clash = |line: &&&Line| {
        let mut homes: Vec<usize> = values(line, words)
            .map(|chunk| reach(columns, chunk.x0, chunk.x1))
            .filter(|(from, to)| to > from)
            .map(|(from, _)| from)
            .collect();
        let all = homes.len();
        homes.dedup();
        homes.len() < all
    };
    lines.iter().filter(clash).count()
}

/// The lines from the first row on, without the columns' numbers; `None` where too few lines are rows.
pub fn body<'l>(lines: &[&'l Line], words: &[Word]) -> Option<Vec<&'l Line>> {
    let row = |line: &Line| {
        values(line, words)
            .filter(|chunk| !is_year(chunk, words))
            .count()
            >= VALUES
            && !number_columns(&line.texts(words))
    };
    let first = lines.iter().position(|line| row(line))?;
    let body: Vec<&Line> = lines[first..]
        .iter()
        .copied()
        .filter(|line| !number_columns(&line.texts(words)))
        .collect();
    (body.iter().filter(|line| row(line)).count() >= ROWS).then_some(body)
}

/// Adds the columns with nothing under their names to those of the body.
pub fn with_names(mut columns: Vec<Column>, lines: &[&Line]) -> Vec<Column> {
    let names = lines.iter().flat_map(|line| &line.chunks);
    for name in names {
        let (from, to) = reach(&columns, name.x0, name.x1);
        let before = from.checked_sub(1).and_then(|at| columns.get(at));
        let clear = before.is_none_or(|before| before.x1 + CLEAR < name.x0)
            && columns
                .get(to)
                .is_none_or(|after| name.x1 + CLEAR < after.x0);
        if from == to && clear {
            let (x0, x1) = (name.x0, name.x1);
            columns.insert(from, Column { x0, x1 });
        }
    }
    columns
}

fn values<'l>(line: &'l Line, words: &'l [Word]) -> impl Iterator<Item = &'l Chunk> {
    let value = |chunk: &&Chunk| is_number(&chunk.text(words), Strictness::Cell);
    line.chunks.iter().filter(value)
}

fn is_year(chunk: &Chunk, words: &[Word]) -> bool {
    let text = chunk.text(words);
    text.len() == 4 && (text.starts_with("19") || text.starts_with("20"))
}
