//! Glyphs → runs: chains of glyphs that touch; runs → lines on one baseline.

use super::marks::{attach_combining_marks, is_mark};
use crate::model::BBox;
use crate::read::pdf::content::page::{Characters, Direction, Glyph, PageContent, UNREADABLE};
use std::ops::Range;

/// A glyph or a chain of glyphs that touch, seen along its own direction of writing.
#[derive(Clone, Copy)]
pub(crate) struct GlyphRun {
    pub(crate) bbox: BBox,
    /// The baseline, across the direction of writing.
    pub(crate) baseline: f32,
    /// Start and end along the baseline, in the direction of writing.
    pub(crate) from: f32,
    pub(crate) to: f32,
    /// Largest font size in it.
    pub(crate) size: f32,
    /// Font of its first glyph.
    pub(crate) font: u16,
    pub(crate) direction: Direction,
    pub(crate) mcid: Option<u32>,
    /// Index of its first glyph.
    pub(crate) order: u32,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    pub(crate) invisible: bool,
    pub(crate) coloured: bool,
    pub(crate) artifact: bool,
    pub(crate) unreadable: bool,
    pub(crate) raised: bool,
    /// A space: it says nothing.
    pub(crate) blank: bool,
    /// Where its text stands among that of all runs.
    text: (u32, u32),
}

/// The runs of a page in the order they were drawn.
pub(crate) struct GlyphRuns {
    pub(crate) all: Vec<GlyphRun>,
    text: String,
}

/// Chains the glyphs of a page, slanted ones (watermarks) left out.
pub(crate) fn runs(content: &PageContent) -> GlyphRuns {
    let glyphs = &content.glyphs;
    let mut runs = GlyphRuns {
        all: Vec::with_capacity(glyphs.len() / 2),
        text: String::with_capacity(glyphs.len() * 2),
    };
    let order = attach_combining_marks(glyphs);
    for at in 0..glyphs.len() {
        let order = order.as_ref().map_or(at, |order| order[at] as usize);
        let glyph = &glyphs[order];
        if glyph.direction == Direction::Slanted || glyph.size <= 0.5 {
            continue;
        }
        let (at, blank) = (glyph.along(), glyph.is_blank());
        match runs.all.last_mut() {
            Some(last) if chains(last, glyph, at, blank) => last.push(content, glyph, at.0),
            _ => runs.start(run(content, glyph, at, order as u32, blank)),
        }
        if !blank {
            runs.say(&glyph.characters);
        }
    }
    runs
}

fn run(
    content: &PageContent,
    glyph: &Glyph,
    (from, across): (f32, f32),
    order: u32,
    blank: bool,
) -> GlyphRun {
    let font = content.fonts.get(usize::from(glyph.font));
    GlyphRun {
        bbox: glyph.bbox,
        baseline: across,
        from,
        to: from + glyph.advance,
        size: glyph.size,
        font: glyph.font,
        direction: glyph.direction,
        mcid: glyph.mcid,
        order,
        bold: font.is_some_and(|f| f.bold),
        italic: font.is_some_and(|f| f.italic),
        invisible: glyph.invisible,
        coloured: glyph.coloured,
        artifact: glyph.artifact,
        unreadable: glyph.characters == Characters::Unreadable,
        raised: false,
        blank,
        text: (0, 0),
    }
}

/// Drawn one after the other on one baseline without any gap: surely one word, whatever the fonts.
fn chains(last: &GlyphRun, next: &Glyph, (from, across): (f32, f32), blank: bool) -> bool {
    if last.blank || last.direction != next.direction {
        return false;
    }
    if sits_on(last, next, from, across) {
        return true;
    }
    let size = last.size.max(next.size);
    !blank
        && (last.baseline - across).abs() < 0.02 * size
        && (last.size - next.size).abs() < 0.1 * size
        && (-0.02..0.03).contains(&((from - last.to) / size))
        && last.mcid == next.mcid
        && last.invisible == next.invisible
}

/// A combining mark drawn as a glyph of its own over the letter before it.
fn sits_on(last: &GlyphRun, next: &Glyph, from: f32, across: f32) -> bool {
    let size = last.size;
    next.char().is_some_and(is_mark)
        && (last.baseline - across).abs() < size
        && from > last.from - size
        && from < last.to + 0.5 * size
}

impl GlyphRun {
    /// Takes the next glyph of a chain.
    fn push(&mut self, content: &PageContent, glyph: &Glyph, from: f32) {
        self.bbox = self.bbox.union(glyph.bbox);
        self.size = self.size.max(glyph.size);
        self.artifact &= glyph.artifact;
        self.coloured &= glyph.coloured;
        self.unreadable |= glyph.characters == Characters::Unreadable;
        if glyph.font != self.font {
            let font = content.fonts.get(usize::from(glyph.font));
            self.bold &= font.is_some_and(|f| f.bold);
            self.italic &= font.is_some_and(|f| f.italic);
        }
        self.to = self.to.max(from + glyph.advance);
    }
}

impl GlyphRuns {
    #[inline(always)]
    pub(crate) fn get(&self, at: u32) -> &GlyphRun {
        &self.all[at as usize]
    }

    /// What an run says.
    pub(crate) fn text(&self, run: &GlyphRun) -> &str {
        self.text
            .get(run.text.0 as usize..run.text.1 as usize)
            .unwrap_or_default()
    }

    /// Whether any run says this.
    pub(crate) fn say_any(&self, letter: char) -> bool {
        self.text.contains(letter)
    }

    fn start(&mut self, run: GlyphRun) {
        let at = self.text.len() as u32;
        self.all.push(GlyphRun {
            text: (at, at),
            ..run
        });
    }

    /// Adds letters to the last run.
    fn say(&mut self, letters: &Characters) {
        match letters {
            Characters::One(c) => self.text.push(*c),
            Characters::Many(s) => self.text.push_str(s),
            // Kept in its place, so that "1?6" can never be taken for 16.
            Characters::Unreadable => self.text.push(UNREADABLE),
        }
        if let Some(last) = self.all.last_mut() {
            last.text.1 = self.text.len() as u32;
        }
    }

    /// GlyphRuns that stand on one baseline, in lines from top to bottom, for each direction of writing.
    pub(crate) fn lines(&mut self) -> Vec<Vec<u32>> {
        let mut lines: Vec<Vec<u32>> = Vec::new();
        for at in self.sorted() {
            let run = self.get(at);
            match lines.last_mut() {
                Some(line)
                    if line
                        .first()
                        .is_none_or(|first| same_line(self.get(*first), run)) =>
                {
                    line.push(at)
                }
                _ => {
                    let mut line = Vec::with_capacity(32);
                    line.push(at);
                    lines.push(line);
                }
            }
        }
        self.raise(&mut lines);
        for line in &mut lines {
            line.sort_by(|a, b| self.get(*a).from.total_cmp(&self.get(*b).from));
        }
        lines
    }

    /// GlyphRuns by direction, baseline and start.
    fn sorted(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.all.len() as u32).collect();
        order.sort_by(|a, b| {
            let (a, b) = (self.get(*a), self.get(*b));
            let level = a
                .direction
                .cmp(&b.direction)
                .then(a.baseline.total_cmp(&b.baseline));
            level.then(a.from.total_cmp(&b.from))
        });
        order
    }

    /// Moves small raised (or lowered) runs into the line they lean on.
    fn raise(&mut self, lines: &mut Vec<Vec<u32>>) {
        let size = |at: &u32| self.get(*at).size;
        let largest: Vec<f32> = lines
            .iter()
            .map(|line| line.iter().map(size).fold(0.0, f32::max))
            .collect();
        for at in 0..lines.len() {
            let near = self.neighbours(lines, &largest, at);
            let top = 0.93 * largest[near.clone()].iter().copied().fold(0.0, f32::max);
            if near.len() == 1 && lines[at].iter().all(|run| self.get(*run).size >= top) {
                continue;
            }
            let line = std::mem::take(&mut lines[at]);
            let mut kept = Vec::with_capacity(line.len());
            for run in line {
                match self.host(lines, near.clone(), self.get(run)) {
                    Some((to, above)) => {
                        self.all[run as usize].raised = above;
                        lines[to].push(run);
                    }
                    None => kept.push(run),
                }
            }
            lines[at] = kept;
        }
        lines.retain(|line| !line.is_empty());
    }

    /// The lines around one that are near enough to hold up its marks.
    fn neighbours(&self, lines: &[Vec<u32>], largest: &[f32], at: usize) -> Range<usize> {
        let level = |line: usize| {
            lines[line]
                .first()
                .map(|at| (self.get(*at).direction, self.get(*at).baseline))
        };
        let Some((direction, base)) = level(at) else {
            return at..at;
        };
        let near = |line: usize, reach: f32| {
            level(line)
                .is_none_or(|(d, b)| d == direction && (b - base).abs() < reach * largest[line])
        };
        let mut range = at..at + 1;
        while range.start > 0 && near(range.start - 1, LOWERED) {
            range.start -= 1;
        }
        while range.end < lines.len() && near(range.end, RAISED) {
            range.end += 1;
        }
        range
    }

    /// The line a small run leans on, and whether it stands above that line's baseline.
    fn host(
        &self,
        lines: &[Vec<u32>],
        near: Range<usize>,
        run: &GlyphRun,
    ) -> Option<(usize, bool)> {
        if run.blank {
            return None;
        }
        let mut best: Option<(f32, usize, bool)> = None;
        for to in near {
            for other in lines[to].iter().map(|at| self.get(*at)) {
                let drop = other.baseline - run.baseline;
                let gap = (run.from - other.to) / other.size;
                let high = drop > 0.2 * other.size;
                let smaller = run.size < if high { 0.93 } else { 0.85 } * other.size;
                let small_enough =
                    smaller || drop > 0.25 * other.size && gap < 0.12 && self.is_mark(run, other);
                let leans = small_enough
                    && other.direction == run.direction
                    && (other.artifact, other.invisible) == (run.artifact, run.invisible)
                    && !other.blank
                    && (-LOWERED..RAISED).contains(&(drop / other.size))
                    && (-0.1..0.25).contains(&gap);
                if leans && best.is_none_or(|(least, ..)| gap.abs() < least) {
                    best = Some((gap.abs(), to, high));
                }
            }
        }
        best.map(|(_, to, above)| (to, above))
    }

    /// Says what footnote marks say, no larger than what it leans on.
    fn is_mark(&self, run: &GlyphRun, other: &GlyphRun) -> bool {
        let text = self.text(run);
        let says = |c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | '[' | ']' | '*');
        text.len() <= LONGEST_MARK && text.chars().all(says) && run.size < 1.02 * other.size
    }
}

fn same_line(first: &GlyphRun, run: &GlyphRun) -> bool {
    let size = first.size.min(run.size);
    first.direction == run.direction && run.baseline - first.baseline < 0.15 * size
}

/// A footnote mark set as large as its number has so many signs at most.
const LONGEST_MARK: usize = 4;
/// How far above its line a footnote mark stands at most, in font sizes of the line.
const RAISED: f32 = 0.65;
/// How far below.
const LOWERED: f32 = 0.3;
