//! Combining marks drawn as glyphs of their own → each right after its letter, wherever in the content
//! stream it was drawn: after the letter, before it, or when the whole line was done.

use crate::read::pdf::content::page::{Direction, Glyph};
use unicode_normalization::char::is_combining_mark;

/// A letter that may bear a mark, seen along its direction of writing.
struct Base {
    at: u32,
    direction: Direction,
    from: f32,
    to: f32,
    across: f32,
    size: f32,
}

/// The order in which glyphs are to be read, on pages with marks: each mark after its letter.
pub(crate) fn attach_combining_marks(glyphs: &[Glyph]) -> Option<Vec<u32>> {
    let all = 0..glyphs.len() as u32;
    let marks: Vec<u32> = all
        .clone()
        .filter(|at| mark(&glyphs[*at as usize]).is_some())
        .collect();
    if marks.is_empty() {
        return None;
    }
    let bases = bases(glyphs);
    let mut placed: Vec<(u32, u32, u32)> = Vec::with_capacity(marks.len());
    for at in marks {
        let tone = mark(&glyphs[at as usize]).map_or(1, |c| u32::from(!makes_letter(c)));
        placed.push((base_under(glyphs, at, &bases).unwrap_or(at), tone, at));
    }
    placed.sort_unstable();
    let mut placed = placed.into_iter().peekable();
    let mut order = Vec::with_capacity(glyphs.len());
    for at in all {
        if mark(&glyphs[at as usize]).is_none() {
            order.push(at);
        }
        while let Some((_, _, mark)) = placed.next_if(|(base, ..)| *base == at) {
            order.push(mark);
        }
    }
    Some(order)
}

fn mark(glyph: &Glyph) -> Option<char> {
    glyph.char().filter(|c| is_mark(*c))
}

/// A combining mark; quick for the letters of Vietnamese.
#[inline]
pub(crate) fn is_mark(c: char) -> bool {
    c >= '\u{300}' && !('\u{1E00}'..='\u{1EFF}').contains(&c) && is_combining_mark(c)
}

/// Circumflex, breve and horn make another letter, to which the tone is added: ê + ´ is ế, é + ^ is not.
fn makes_letter(mark: char) -> bool {
    matches!(mark, '\u{302}' | '\u{306}' | '\u{31B}')
}

/// The letters of a page by where they begin.
fn bases(glyphs: &[Glyph]) -> Vec<Base> {
    let base = |(at, glyph): (usize, &Glyph)| {
        let (from, across) = glyph.along();
        let (direction, size, to) = (glyph.direction, glyph.size, from + glyph.advance);
        let bears = !glyph.is_blank() && mark(glyph).is_none();
        bears.then_some(Base {
            at: at as u32,
            direction,
            from,
            to,
            across,
            size,
        })
    };
    let mut bases: Vec<Base> = glyphs.iter().enumerate().filter_map(base).collect();
    bases.sort_by(|a, b| a.from.total_cmp(&b.from));
    bases
}

/// The letter a mark stands over or under: the one drawn before it, if it can be, else the nearest.
fn base_under(glyphs: &[Glyph], at: u32, bases: &[Base]) -> Option<u32> {
    let glyph = &glyphs[at as usize];
    let before = (0..at)
        .rev()
        .take(WITH_IT)
        .find(|at| mark(&glyphs[*at as usize]).is_none());
    let (from, across) = glyph.along();
    let middle = from + glyph.advance / 2.0;
    let start = bases.partition_point(|base| base.from < middle - 2.0 * glyph.size);
    let end = bases.partition_point(|base| base.from < middle + 0.5 * glyph.size);
    let bears = |base: &&Base| {
        let level =
            base.direction == glyph.direction && (base.across - across).abs() < 0.5 * base.size;
        level && bears(base, middle, glyph.advance)
    };
    let near: Vec<&Base> = bases[start..end.max(start)].iter().filter(bears).collect();
    let off = |base: &Base| ((base.from + base.to) / 2.0 - middle).abs();
    let nearest = || {
        near.iter()
            .min_by(|a, b| off(a).total_cmp(&off(b)))
            .map(|base| base.at)
    };
    near.iter()
        .map(|base| base.at)
        .find(|base| Some(*base) == before)
        .or_else(nearest)
}

/// A mark without a width is drawn to the left of where it stands: behind its letter or over it, never at
/// the letter's beginning.
fn bears(base: &Base, middle: f32, advance: f32) -> bool {
    let width = base.to - base.from;
    let from = if advance > 0.05 * base.size {
        base.from
    } else {
        base.from + 0.1 * width
    };
    from < middle && middle <= base.to + 0.1 * base.size
}

/// Marks on one letter are no more than this.
const WITH_IT: usize = 4;
