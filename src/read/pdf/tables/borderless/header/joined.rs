//! Names of neighbouring columns that stand no further apart than words do: "STT Chỉ tiêu" over a narrow
//! column of numbers is two names.

use super::super::lines::{Chunk, Line};
use crate::read::pdf::text::word::Word;
use crate::text::column_role::{ColumnRole, column_role};

/// A chunk with more words is a sentence.
const LONGEST: usize = 12;
/// A line that says what so many columns hold is a line of a header …
const SURE: usize = 3;
/// … and one that says it of so many, where it holds nothing else.
const FEW: usize = 2;

/// Parts the chunks of header lines between the names they hold.
pub fn part_names(lines: &mut [Line], words: &[Word]) {
    for line in lines {
        if may_name(line, words)
            && let Some(chunks) = parted(line, words)
        {
            line.chunks = chunks;
        }
    }
}

/// Whether a capital follows another word inside a short chunk, and no chunk is a sentence.
fn may_name(line: &Line, words: &[Word]) -> bool {
    let short = |chunk: &Chunk| chunk.words.len() <= LONGEST;
    line.chunks.iter().all(short)
        && line
            .chunks
            .iter()
            .any(|chunk| !cuts(chunk, words).is_empty())
}

/// Where a name may begin inside a chunk.
fn cuts(chunk: &Chunk, words: &[Word]) -> Vec<usize> {
    let capital = |at: &usize| words[chunk.words[*at]].text.starts_with(char::is_uppercase);
    (1..chunk.words.len()).filter(capital).collect()
}

/// The chunks of a line with its names apart; `None` where it is no line of a header or holds none together.
fn parted(line: &Line, words: &[Word]) -> Option<Vec<Chunk>> {
    let mut chunks = Vec::with_capacity(line.chunks.len() + 2);
    for chunk in &line.chunks {
        part(chunk, words, &mut chunks);
    }
    let roles: Vec<ColumnRole> = chunks
        .iter()
        .filter_map(|chunk| column_role(&chunk.text(words)))
        .collect();
    let mut different = roles.clone();
    different.sort_unstable();
    different.dedup();
    let header = different.len() >= SURE || different.len() >= FEW && roles.len() == chunks.len();
    (chunks.len() > line.chunks.len() && header).then_some(chunks)
}

/// Takes the first name off a chunk as long as another one follows it.
fn part(chunk: &Chunk, words: &[Word], parts: &mut Vec<Chunk>) {
    let text = |from: usize, to: usize| {
        let own: Vec<&str> = chunk.words[from..to]
            .iter()
            .map(|&at| words[at].text.as_str())
            .collect();
        own.join(" ")
    };
    let mut from = 0;
    for at in cuts(chunk, words) {
        let (name, rest) = (
            column_role(&text(from, at)),
            column_role(&text(at, chunk.words.len())),
        );
        // "tính Kết quả": the second line of a name, beside the only one of another.
        let goes_on = || {
            words[chunk.words[from]]
                .text
                .starts_with(char::is_lowercase)
        };
        if rest.is_some() && name != rest && (name.is_some() || goes_on()) {
            parts.push(piece(chunk, words, from, at));
            from = at;
        }
    }
    parts.push(piece(chunk, words, from, chunk.words.len()));
}

fn piece(chunk: &Chunk, words: &[Word], from: usize, to: usize) -> Chunk {
    let own = chunk.words[from..to].to_vec();
    let x0 = own
        .iter()
        .map(|&at| words[at].bbox.x0)
        .fold(f32::MAX, f32::min);
    let x1 = own
        .iter()
        .map(|&at| words[at].bbox.x1)
        .fold(f32::MIN, f32::max);
    Chunk { x0, x1, words: own }
}
