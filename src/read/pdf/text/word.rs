//! Atoms → words. Only the gap between two glyphs decides where a word ends: never a change of font,
//! never the end of a drawing operation.

use super::glyph_run::{Atom, Atoms, atoms, is_mark};
use crate::model::BBox;
use crate::read::pdf::content::page::{Direction, PageContent};
use crate::text::syllable::is_letter;
use compact_str::CompactString;
use std::collections::BTreeMap;

/// A word: glyphs without a gap.
#[derive(Clone, Debug)]
pub struct Word {
    /// What it says, [`UNREADABLE`] for each glyph the file gives no letters for.
    pub text: CompactString,
    /// Its box in the frame.
    pub bbox: BBox,
    /// The base line, across the direction of writing: y for upright text.
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
    /// Stands against the word before it without a gap (a footnote mark on its figure).
    pub joined: bool,
}

/// Stands in a word for a glyph that cannot be read.
pub const UNREADABLE: char = '\u{FFFD}';

/// Gaps, in font sizes.
const WORD_GAP: f32 = 0.13;
/// Where the file itself puts a space glyph, less is enough.
const SPACED_GAP: f32 = 0.06;
/// Figures below this share of the size beside them are no part of the same number.
const SMALLER: f32 = 0.85;
/// Letters further apart than this are set with letter spacing, if all are.
const LETTER_SPACING: f32 = 0.08;

/// The words of a page in lines from top to bottom, each from left to right. Slanted glyphs
/// (watermarks) are left out. `walls` are upright rules: `(x, y0, y1)` a word cannot run through.
pub fn words(content: &PageContent, walls: &[(f32, f32, f32)]) -> Vec<Word> {
    let mut atoms = atoms(content);
    let mut words = Vec::with_capacity(atoms.all.len() / 2);
    for line in atoms.lines() {
        for layer in layers(&atoms, line) {
            join(&atoms, &layer, walls, &mut words);
        }
    }
    let typewriter = typewriter_fonts(&words);
    for word in &mut words {
        word.typewriter = typewriter[usize::from(word.font)];
    }
    words
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

/// A word to which more atoms may come.
struct Open {
    word: Word,
    /// Start and end along the base line, in the direction of writing.
    from: f32,
    to: f32,
    /// Font size of its last atom.
    last: f32,
}

impl Open {
    fn new(atoms: &Atoms, atom: &Atom, joined: bool) -> Open {
        let word = Word {
            text: atoms.text(atom).into(),
            bbox: atom.bbox,
            baseline: atom.baseline,
            size: atom.size,
            font: atom.font,
            direction: atom.direction,
            mcid: atom.mcid,
            order: atom.order,
            bold: atom.bold,
            italic: atom.italic,
            invisible: atom.invisible,
            coloured: atom.coloured,
            artifact: atom.artifact,
            unreadable: atom.unreadable,
            typewriter: false,
            raised: atom.raised,
            joined,
        };
        Open {
            word,
            from: atom.from,
            to: atom.to,
            last: atom.size,
        }
    }

    fn take(&mut self, atoms: &Atoms, next: &Atom) {
        let word = &mut self.word;
        word.text.push_str(atoms.text(next));
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

/// What a line says, what is printed over it and marked as no part of the document, and the text layer under
/// it: letters of the one are never joined with letters of the other.
fn layers(atoms: &Atoms, line: Vec<u32>) -> Vec<Vec<u32>> {
    let layer = |at: &u32| {
        let atom = atoms.get(*at);
        (atom.artifact && !atom.blank, atom.invisible)
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

/// Joins the atoms of a line into words.
fn join(atoms: &Atoms, line: &[u32], walls: &[(f32, f32, f32)], words: &mut Vec<Word>) {
    let spacing = letter_spacing(atoms, line);
    let mut last: Option<Open> = None;
    let mut space = false;
    for atom in line.iter().map(|at| atoms.get(*at)) {
        if atom.blank {
            space = true;
            continue;
        }
        match last.as_mut() {
            Some(before) if overprints(before, atom, atoms.text(atom)) => {}
            Some(before) if belongs(before, (atom, atoms.text(atom)), space, spacing, walls) => {
                before.take(atoms, atom)
            }
            _ => {
                let mut next = Open::new(atoms, atom, false);
                if let Some(before) = last.as_mut().filter(|before| against(before, atom)) {
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
fn overprints(before: &Open, atom: &Atom, text: &str) -> bool {
    let near = |a: f32, b: f32, reach: f32| (a - b).abs() < reach * atom.size;
    let whole = || near(atom.from, before.from, 0.2) && before.word.text == text;
    let tail =
        || near(before.to, atom.to, 0.1) && !text.is_empty() && before.word.text.ends_with(text);
    atom.to - atom.from > 0.1 * atom.size && (whole() || tail())
}

/// Whether two atoms stand side by side without a gap.
fn against(before: &Open, atom: &Atom) -> bool {
    (atom.from - before.to) / before.word.size.max(atom.size) < WORD_GAP
}

fn belongs(
    before: &Open,
    (atom, text): (&Atom, &str),
    space: bool,
    spacing: f32,
    walls: &[(f32, f32, f32)],
) -> bool {
    let size = before.word.size.max(atom.size);
    let gap = (atom.from - before.to) / size;
    let limit = spacing + if space { SPACED_GAP } else { WORD_GAP };
    // A mark set high, or figures of another size, are words of their own: "43" is not to become "431".
    gap < limit
        && before.word.raised == atom.raised
        && !(atom.size.min(before.last) < SMALLER * size && figures_meet(&before.word.text, text))
        && !walled(before, atom, walls)
}

fn figures_meet(before: &str, after: &str) -> bool {
    before.ends_with(|c: char| c.is_ascii_digit() || c == '%')
        && after.starts_with(|c: char| c.is_ascii_digit())
}

/// Figures that touch though one is set smaller: the smaller one is a mark, whatever its height.
fn tell_mark(before: &mut Open, next: &mut Open) {
    if figures_meet(&before.word.text, &next.word.text) && !before.word.raised && !next.word.raised
    {
        next.word.raised = next.word.size < SMALLER * before.last;
        before.word.raised = before.word.size < SMALLER * next.word.size;
    }
}

/// Whether an upright rule stands between two atoms.
fn walled(before: &Open, atom: &Atom, walls: &[(f32, f32, f32)]) -> bool {
    if before.word.direction != Direction::Right {
        return false;
    }
    let slack = 0.2 * atom.size;
    let middle = atom.baseline - 0.3 * atom.size;
    walls.iter().any(|&(x, y0, y1)| {
        before.to - slack <= x && x <= atom.from + slack && y0 <= middle && middle <= y1
    })
}

/// The gap between the letters of a line set with letter spacing, in font sizes; 0 for usual text.
fn letter_spacing(atoms: &Atoms, line: &[u32]) -> f32 {
    let inked = || {
        line.iter()
            .map(|at| atoms.get(*at))
            .filter(|atom| !atom.blank)
    };
    let all = inked().count();
    let singles = inked().filter(|atom| is_single(atoms.text(atom))).count();
    if singles * 10 < all * 9 {
        return 0.0;
    }
    let pairs = line
        .windows(2)
        .map(|pair| (atoms.get(pair[0]), atoms.get(pair[1])));
    let solid = pairs.filter(|(a, b)| !a.blank && !b.blank);
    let mut gaps: Vec<f32> = solid.map(|(a, b)| (b.from - a.to) / a.size).collect();
    // Figures in columns also stand apart: only a run of single letters is letter spacing.
    let letters = inked()
        .filter(|atom| atoms.text(atom).chars().any(is_letter))
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
