//! GlyphRuns → words. Only the gap between two glyphs decides where a word ends: never a change of font,
//! never the end of a drawing operation.

use super::glyph_run::{GlyphRun, GlyphRuns, runs};
use super::marks::is_mark;
use crate::model::BBox;
use crate::read::pdf::content::page::{Direction, PageContent};
use crate::text::syllable::is_letter;
use compact_str::CompactString;
use std::collections::BTreeMap;

/// A word: glyphs without a gap.
#[derive(Clone, Debug)]
pub struct Word {
    /// What it says, [`super::super::content::page::UNREADABLE`] for each glyph the file gives no letters for.
    pub text: CompactString,
    /// Its box in the frame.
    pub bbox: BBox,
    /// The baseline, across the direction of writing: y for upright text.
    pub baseline: f32,
    /// Largest font size in it.
    pub size: f32,
    /// Font of its first glyph, index into [`PageContent::fonts`].
    pub font: u16,
    /// Which way it runs.
    pub direction: Direction,
    /// Marked content of its first glyph.
    pub mcid: Option<u32>,
    /// Index of its first glyph in [`PageContent::glyphs`]: the order of the content stream.
    pub order: u32,
    /// All of it is set in bold.
    pub bold: bool,
    /// All of it is set in italics.
    pub italic: bool,
    /// Part of the text layer of a scan.
    pub invisible: bool,
    /// All of it is painted in a colour.
    pub coloured: bool,
    /// Marked as an artifact.
    pub artifact: bool,
    /// Holds glyphs the file gives no letters for.
    pub unreadable: bool,
    /// All letters of its font, as far as the page shows, are of one width.
    pub typewriter: bool,
    /// Set small and high beside larger text: a footnote mark.
    pub raised: bool,
    /// Stands against the word before it without a gap (a footnote mark on its number).
    pub joined: bool,
}

impl Word {
    /// The middle of its box.
    pub(crate) fn middle(&self) -> (f32, f32) {
        let b = &self.bbox;
        ((b.x0 + b.x1) / 2.0, (b.y0 + b.y1) / 2.0)
    }
}

/// The box around the words with these indices.
pub(crate) fn extent(words: &[Word], own: &[usize]) -> Option<BBox> {
    own.iter()
        .filter_map(|&at| words.get(at))
        .map(|word| word.bbox)
        .reduce(BBox::union)
}

/// Gaps, in font sizes.
const WORD_GAP: f32 = 0.13;
/// Where the file itself puts a space glyph, less is enough.
const SPACED_GAP: f32 = 0.06;
/// Digits below this share of the size beside them are not part of the same number.
const SMALLER: f32 = 0.85;
/// Characters further apart than this are set with letter spacing, if all are.
const LETTER_SPACING: f32 = 0.08;

/// The words of a page in lines from top to bottom, each from left to right. Slanted glyphs
/// (watermarks) are left out. `separators` are upright rules: `(x, y0, y1)` a word cannot run through.
pub fn words(content: &PageContent, separators: &[(f32, f32, f32)]) -> Vec<Word> {
    let mut runs = runs(content);
    let mut words = Vec::with_capacity(runs.all.len() / 2);
    for line in runs.lines() {
        for layer in layers(&runs, line) {
            join(&runs, &layer, separators, &mut words);
        }
    }
    if runs.say_any('\u{AD}') {
        plain_hyphens(content, &mut words);
    }
    let typewriter = typewriter_fonts(&words);
    for word in &mut words {
        word.typewriter = typewriter[usize::from(word.font)];
    }
    words
}

/// Fonts exist that map their hyphen to the soft hyphen. One that stands alone, before a digit or between
/// signs that no line is broken at was not drawn to break a word: in its font all are hyphens. TCVN3's ư has
/// the same code, so fonts that may be of an encoding from before Unicode are left alone.
fn plain_hyphens(content: &PageContent, words: &mut [Word]) {
    let small = |c: Option<char>| c.is_none_or(char::is_lowercase);
    let is_drawn = |word: &Word| {
        word.text.match_indices('\u{AD}').any(|(at, soft)| {
            let before = word.text[..at].chars().next_back();
            let after = word.text[at + soft.len()..].chars().next();
            before.is_none() && after.is_none_or(|c| c.is_ascii_digit())
                || !small(before) && !small(after)
        })
    };
    let legacy = |font: u16| {
        let font = content.fonts.get(usize::from(font));
        font.is_some_and(|font| font.legacy)
    };
    let mut fonts: Vec<u16> = words
        .iter()
        .filter(|word| is_drawn(word) && !legacy(word.font))
        .map(|word| word.font)
        .collect();
    fonts.dedup();
    for word in words.iter_mut().filter(|word| fonts.contains(&word.font)) {
        if word.text.contains('\u{AD}') {
            word.text = word.text.replace('\u{AD}', "-").into();
        }
    }
}

/// For each font whether all its letters are of one width.
fn typewriter_fonts(words: &[Word]) -> Vec<bool> {
    let fonts = words
        .iter()
        .map(|word| usize::from(word.font) + 1)
        .max()
        .unwrap_or(0);
    let mut widths: Vec<Vec<f32>> = vec![Vec::new(); fonts];
    for word in words {
        let letters = word.text.chars().count();
        if letters >= 3 && word.text.chars().all(is_letter) {
            widths[usize::from(word.font)]
                .push(word.bbox.width() / (letters as f32 * word.size.max(1.0)));
        }
    }
    widths.into_iter().map(is_even).collect()
}

fn is_even(mut widths: Vec<f32>) -> bool {
    if widths.len() < 6 {
        return false;
    }
    let half = widths.len() / 2;
    let (_, &mut middle, _) = widths.select_nth_unstable_by(half, f32::total_cmp);
    let even = widths
        .iter()
        .filter(|width| (**width - middle).abs() < 0.015)
        .count();
    even * 20 >= widths.len() * 19
}

/// A word to which more runs may come.
struct Open {
    word: Word,
    /// Start and end along the baseline, in the direction of writing.
    from: f32,
    to: f32,
    /// Font size of its last run.
    last: f32,
}

impl Open {
    fn new(runs: &GlyphRuns, run: &GlyphRun, joined: bool) -> Open {
        let word = Word {
            text: runs.text(run).into(),
            bbox: run.bbox,
            baseline: run.baseline,
            size: run.size,
            font: run.font,
            direction: run.direction,
            mcid: run.mcid,
            order: run.order,
            bold: run.bold,
            italic: run.italic,
            invisible: run.invisible,
            coloured: run.coloured,
            artifact: run.artifact,
            unreadable: run.unreadable,
            typewriter: false,
            raised: run.raised,
            joined,
        };
        Open {
            word,
            from: run.from,
            to: run.to,
            last: run.size,
        }
    }

    fn take(&mut self, runs: &GlyphRuns, next: &GlyphRun) {
        let word = &mut self.word;
        word.text.push_str(runs.text(next));
        word.bbox = word.bbox.union(next.bbox);
        word.size = word.size.max(next.size);
        word.order = word.order.min(next.order);
        word.bold &= next.bold;
        word.italic &= next.italic;
        word.artifact &= next.artifact;
        word.coloured &= next.coloured;
        word.unreadable |= next.unreadable;
        word.mcid = word.mcid.or(next.mcid);
        self.to = self.to.max(next.to);
        self.last = next.size;
    }
}

/// What a line says, what is printed over it and marked as not part of the document, and the text layer under
/// it: letters of the one are never joined with letters of the other.
fn layers(runs: &GlyphRuns, line: Vec<u32>) -> Vec<Vec<u32>> {
    let layer = |at: &u32| {
        let run = runs.get(*at);
        (run.artifact && !run.blank, run.invisible)
    };
    if line.iter().all(|at| layer(at) == layer(&line[0])) {
        return vec![line];
    }
    let mut layers: BTreeMap<(bool, bool), Vec<u32>> = BTreeMap::new();
    for at in line {
        layers.entry(layer(&at)).or_default().push(at);
    }
    layers.into_values().collect()
}

/// Joins the runs of a line into words.
fn join(runs: &GlyphRuns, line: &[u32], separators: &[(f32, f32, f32)], words: &mut Vec<Word>) {
    let spacing = letter_spacing(runs, line);
    let mut last: Option<Open> = None;
    let mut space = false;
    for run in line.iter().map(|at| runs.get(*at)) {
        if run.blank {
            space = true;
            continue;
        }
        match last.as_mut() {
            Some(before) if overprints(before, run, runs.text(run)) => {}
            Some(before) if belongs(before, (run, runs.text(run)), space, spacing, separators) => {
                before.take(runs, run)
            }
            _ => {
                let mut next = Open::new(runs, run, false);
                if let Some(before) = last.as_mut().filter(|before| against(before, run)) {
                    next.word.joined = true;
                    tell_mark(before, &mut next);
                }
                words.extend(last.replace(next).map(|done| done.word));
            }
        }
        space = false;
    }
    words.extend(last.map(|done| done.word));
}

/// The same letters drawn twice in one place: bold by overprinting, fill and stroke, a shadow.
fn overprints(before: &Open, run: &GlyphRun, text: &str) -> bool {
    let near = |a: f32, b: f32, reach: f32| (a - b).abs() < reach * run.size;
    let whole = || near(run.from, before.from, 0.2) && before.word.text == text;
    let tail =
        || near(before.to, run.to, 0.1) && !text.is_empty() && before.word.text.ends_with(text);
    run.to - run.from > 0.1 * run.size && (whole() || tail())
}

/// Whether two runs stand side by side without a gap.
fn against(before: &Open, run: &GlyphRun) -> bool {
    (run.from - before.to) / before.word.size.max(run.size) < WORD_GAP
}

fn belongs(
    before: &Open,
    (run, text): (&GlyphRun, &str),
    space: bool,
    spacing: f32,
    separators: &[(f32, f32, f32)],
) -> bool {
    let size = before.word.size.max(run.size);
    let gap = (run.from - before.to) / size;
    let limit = spacing + if space { SPACED_GAP } else { WORD_GAP };
    // A mark set high, or digits of another size, are words of their own: "43" is not to become "431".
    gap < limit
        && before.word.raised == run.raised
        && !(run.size.min(before.last) < SMALLER * size && figures_meet(&before.word.text, text))
        && !separated(before, run, separators)
}

fn figures_meet(before: &str, after: &str) -> bool {
    before.ends_with(|c: char| c.is_ascii_digit() || c == '%')
        && after.starts_with(|c: char| c.is_ascii_digit())
}

/// Digits that touch though one is set smaller: the smaller one is a mark, whatever its height.
fn tell_mark(before: &mut Open, next: &mut Open) {
    if figures_meet(&before.word.text, &next.word.text) && !before.word.raised && !next.word.raised
    {
        next.word.raised = next.word.size < SMALLER * before.last;
        before.word.raised = before.word.size < SMALLER * next.word.size;
    }
}

/// Whether an upright rule stands between two runs.
fn separated(before: &Open, run: &GlyphRun, separators: &[(f32, f32, f32)]) -> bool {
    if before.word.direction != Direction::Right {
        return false;
    }
    let slack = 0.2 * run.size;
    let middle = run.baseline - 0.3 * run.size;
    separators.iter().any(|&(x, y0, y1)| {
        before.to - slack <= x && x <= run.from + slack && y0 <= middle && middle <= y1
    })
}

/// The gap between the letters of a line set with letter spacing, in font sizes; 0 for usual text.
fn letter_spacing(runs: &GlyphRuns, line: &[u32]) -> f32 {
    let filled = || line.iter().map(|at| runs.get(*at)).filter(|run| !run.blank);
    let all = filled().count();
    let singles = filled().filter(|run| is_single(runs.text(run))).count();
    if singles * 10 < all * 9 {
        return 0.0;
    }
    let pairs = line
        .windows(2)
        .map(|pair| (runs.get(pair[0]), runs.get(pair[1])));
    let solid = pairs.filter(|(a, b)| !a.blank && !b.blank);
    let mut gaps: Vec<f32> = solid.map(|(a, b)| (b.from - a.to) / a.size).collect();
    // Values in columns also stand apart: only a run of single letters is letter spacing.
    let letters = filled()
        .filter(|run| runs.text(run).chars().any(is_letter))
        .count();
    if gaps.len() < 4 || letters * 10 < all * 7 {
        return 0.0;
    }
    gaps.sort_by(f32::total_cmp);
    let median = gaps[gaps.len() / 2];
    if (LETTER_SPACING..1.0).contains(&median) {
        median
    } else {
        0.0
    }
}

/// One letter, marks over it not counted.
fn is_single(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| !is_mark(*c));
    letters.next();
    letters.next().is_none()
}
