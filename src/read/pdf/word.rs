//! Glyphs → words. Only the gap between two glyphs decides where a word ends: never a change of font,
//! never the end of a drawing operation.

use super::page::{Direction, Glyph, Letters, PageContent};
use crate::model::BBox;
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// A word: glyphs without a gap.
#[derive(Clone, Debug)]
pub struct Word {
    /// What it says, [`UNREADABLE`] for each glyph the file gives no letters for.
    pub text: String,
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
/// Letters further apart than this are set with letter spacing, if all are.
const LETTER_SPACING: f32 = 0.08;

/// The words of a page in lines from top to bottom, each from left to right. Slanted glyphs
/// (watermarks) are left out. `walls` are upright rules: `(x, y0, y1)` a word cannot run through.
pub fn words(content: &PageContent, walls: &[(f32, f32, f32)]) -> Vec<Word> {
    let all: Vec<u32> = (0..content.glyphs.len() as u32).collect();
    let mut words = words_from(content, &all, walls);
    let typewriter = typewriter_fonts(&words);
    for word in &mut words {
        word.typewriter = typewriter[usize::from(word.font)];
    }
    words
}

/// For each font whether all its letters are of one width.
fn typewriter_fonts(words: &[Word]) -> Vec<bool> {
    let fonts = words.iter().map(|word| usize::from(word.font) + 1).max().unwrap_or(0);
    let mut widths: Vec<Vec<f32>> = vec![Vec::new(); fonts];
    for word in words {
        let letters = word.text.chars().count();
        if letters >= 3 && word.text.chars().all(char::is_alphabetic) {
            widths[usize::from(word.font)].push(word.bbox.width() / (letters as f32 * word.size.max(1.0)));
        }
    }
    widths.into_iter().map(is_even).collect()
}

fn is_even(mut widths: Vec<f32>) -> bool {
    widths.sort_by(f32::total_cmp);
    let Some(&middle) = widths.get(widths.len() / 2) else { return false };
    let even = widths.iter().filter(|width| (**width - middle).abs() < 0.015).count();
    widths.len() >= 6 && even * 20 >= widths.len() * 19
}

/// The words made of the glyphs with these indices.
pub fn words_from(content: &PageContent, glyphs: &[u32], walls: &[(f32, f32, f32)]) -> Vec<Word> {
    let atoms = atoms(content, glyphs);
    let mut words = Vec::with_capacity(atoms.len() / 4);
    for line in lines_of(atoms) {
        words.extend(join(line, walls));
    }
    words
}

/// A glyph or a chain of glyphs that touch, seen along its own direction of writing.
struct Atom {
    word: Word,
    /// Start and end along the base line, in the direction of writing.
    from: f32,
    to: f32,
    blank: bool,
}

/// A point seen along a direction of writing: (along, across), both growing as text does.
fn along(direction: Direction, (x, y): (f32, f32)) -> (f32, f32) {
    match direction {
        Direction::Right | Direction::Slanted => (x, y),
        Direction::Down => (y, -x),
        Direction::Left => (-x, -y),
        Direction::Up => (-y, x),
    }
}

fn atoms(content: &PageContent, glyphs: &[u32]) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = Vec::with_capacity(glyphs.len() / 4);
    for &order in glyphs {
        let Some(glyph) = content.glyphs.get(order as usize) else { continue };
        if glyph.direction == Direction::Slanted || glyph.size <= 0.5 {
            continue;
        }
        let at = along(glyph.direction, glyph.origin);
        match atoms.last_mut() {
            Some(last) if chains(last, glyph, at) => last.push(content, glyph, at.0),
            _ => atoms.push(atom(content, glyph, at, order)),
        }
    }
    atoms
}

fn atom(content: &PageContent, glyph: &Glyph, (from, across): (f32, f32), order: u32) -> Atom {
    let font = content.fonts.get(usize::from(glyph.font));
    let blank = glyph.is_blank();
    // Most words fit: growing by doubling would allocate three times. A space says nothing.
    let mut text = String::with_capacity(if blank { 0 } else { 16 });
    if !blank {
        push_letters(&mut text, &glyph.letters);
    }
    Atom {
        word: Word {
            text,
            bbox: glyph.bbox,
            baseline: across,
            size: glyph.size,
            font: glyph.font,
            direction: glyph.direction,
            mcid: glyph.mcid,
            order,
            bold: font.is_some_and(|f| f.bold),
            italic: font.is_some_and(|f| f.italic),
            invisible: glyph.invisible,
            artifact: glyph.artifact,
            unreadable: glyph.letters == Letters::Unreadable,
            typewriter: false,
            raised: false,
            joined: false,
        },
        from,
        to: from + glyph.advance,
        blank,
    }
}

fn push_letters(text: &mut String, letters: &Letters) {
    match letters {
        Letters::One(c) => text.push(*c),
        Letters::Many(s) => text.push_str(s),
        // Kept in its place, so that "1?6" can never be taken for 16.
        Letters::Unreadable => text.push(UNREADABLE),
    }
}

/// Drawn one after the other on one base line without any gap: surely one word, whatever the fonts.
fn chains(last: &Atom, next: &Glyph, (from, across): (f32, f32)) -> bool {
    if last.blank || last.word.direction != next.direction {
        return false;
    }
    if sits_on(last, next, from, across) {
        return true;
    }
    let size = last.word.size.max(next.size);
    (last.word.baseline - across).abs() < 0.02 * size
        && (last.word.size - next.size).abs() < 0.1 * size
        && (-0.02..0.03).contains(&((from - last.to) / size))
        && last.word.mcid == next.mcid
        && last.word.invisible == next.invisible
        && !next.is_blank()
}

/// No combining mark has a lower code.
const FIRST_MARK: char = '\u{300}';

/// A combining mark drawn as a glyph of its own over the letter before it.
fn sits_on(last: &Atom, next: &Glyph, from: f32, across: f32) -> bool {
    let size = last.word.size;
    next.char().is_some_and(|c| c >= FIRST_MARK && is_combining_mark(c))
        && (last.word.baseline - across).abs() < size
        && from > last.from - size
        && from < last.to + 0.5 * size
}

impl Atom {
    fn take(&mut self, next: Atom) {
        self.word.take(next.word);
        self.to = self.to.max(next.to);
    }

    /// Takes the next glyph of a chain.
    fn push(&mut self, content: &PageContent, glyph: &Glyph, from: f32) {
        let word = &mut self.word;
        push_letters(&mut word.text, &glyph.letters);
        word.bbox = word.bbox.union(glyph.bbox);
        word.size = word.size.max(glyph.size);
        word.artifact &= glyph.artifact;
        word.unreadable |= glyph.letters == Letters::Unreadable;
        if glyph.font != word.font {
            let font = content.fonts.get(usize::from(glyph.font));
            word.bold &= font.is_some_and(|f| f.bold);
            word.italic &= font.is_some_and(|f| f.italic);
        }
        self.to = self.to.max(from + glyph.advance);
    }
}

impl Word {
    fn take(&mut self, next: Word) {
        self.text.push_str(&next.text);
        self.bbox = self.bbox.union(next.bbox);
        self.size = self.size.max(next.size);
        self.order = self.order.min(next.order);
        self.bold &= next.bold;
        self.italic &= next.italic;
        self.artifact &= next.artifact;
        self.unreadable |= next.unreadable;
        self.mcid = self.mcid.or(next.mcid);
    }
}

/// Atoms that stand on one base line, in lines from top to bottom, for each direction of writing.
fn lines_of(atoms: Vec<Atom>) -> Vec<Vec<Atom>> {
    let mut lines: Vec<Vec<Atom>> = Vec::new();
    for atom in sorted(atoms) {
        match lines.last_mut() {
            Some(line) if same_line(line, &atom) => line.push(atom),
            _ => lines.push(vec![atom]),
        }
    }
    raise(&mut lines);
    for line in &mut lines {
        line.sort_by(|a, b| a.from.total_cmp(&b.from));
    }
    lines
}

/// Atoms by direction, base line and start. Sorts small keys and moves each atom once.
fn sorted(atoms: Vec<Atom>) -> impl Iterator<Item = Atom> {
    let key = |(at, atom): (usize, &Atom)| (atom.word.direction, atom.word.baseline, atom.from, at);
    let mut keys: Vec<_> = atoms.iter().enumerate().map(key).collect();
    keys.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.total_cmp(&b.2)));
    let mut slots: Vec<Option<Atom>> = atoms.into_iter().map(Some).collect();
    keys.into_iter().filter_map(move |(.., at)| slots.get_mut(at).and_then(Option::take))
}

fn same_line(line: &[Atom], atom: &Atom) -> bool {
    let Some(first) = line.first() else { return true };
    let size = first.word.size.min(atom.word.size);
    first.word.direction == atom.word.direction && atom.word.baseline - first.word.baseline < 0.15 * size
}

/// How far above its line a footnote mark stands at most, in font sizes of the line.
const RAISED: f32 = 0.65;
/// How far below.
const LOWERED: f32 = 0.3;

/// Moves small raised (or lowered) atoms into the line they lean on.
fn raise(lines: &mut Vec<Vec<Atom>>) {
    let largest: Vec<f32> =
        lines.iter().map(|line| line.iter().map(|a| a.word.size).fold(0.0, f32::max)).collect();
    for at in 0..lines.len() {
        let near = neighbours(lines, &largest, at);
        let top = 0.93 * largest[near.clone()].iter().copied().fold(0.0, f32::max);
        if lines[at].iter().all(|atom| atom.word.size >= top) {
            continue;
        }
        let line = std::mem::take(&mut lines[at]);
        let mut kept = Vec::with_capacity(line.len());
        for mut atom in line {
            match host(lines, near.clone(), &atom) {
                Some((to, above)) => {
                    atom.word.raised = above;
                    lines[to].push(atom);
                }
                None => kept.push(atom),
            }
        }
        lines[at] = kept;
    }
    lines.retain(|line| !line.is_empty());
}

/// The lines around one that are near enough to hold up its marks.
fn neighbours(lines: &[Vec<Atom>], largest: &[f32], at: usize) -> Range<usize> {
    let level = |line: usize| lines[line].first().map(|a| (a.word.direction, a.word.baseline));
    let Some((direction, base)) = level(at) else { return at..at };
    let near = |line: usize, reach: f32| {
        level(line).is_none_or(|(d, b)| d == direction && (b - base).abs() < reach * largest[line])
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

/// The line a small atom leans on, and whether it stands above that line's base line.
fn host(lines: &[Vec<Atom>], near: Range<usize>, atom: &Atom) -> Option<(usize, bool)> {
    if atom.blank {
        return None;
    }
    let mut best: Option<(f32, usize, bool)> = None;
    for to in near {
        for other in &lines[to] {
            let drop = other.word.baseline - atom.word.baseline;
            let gap = (atom.from - other.to) / other.word.size;
            let high = drop > 0.2 * other.word.size;
            let smaller = atom.word.size < if high { 0.93 } else { 0.85 } * other.word.size;
            let leans = smaller
                && other.word.direction == atom.word.direction
                && !other.blank
                && (-LOWERED..RAISED).contains(&(drop / other.word.size))
                && (-0.1..0.25).contains(&gap);
            if leans && best.is_none_or(|(least, ..)| gap.abs() < least) {
                best = Some((gap.abs(), to, high));
            }
        }
    }
    best.map(|(_, to, above)| (to, above))
}

/// Joins the atoms of a line into words.
fn join(line: Vec<Atom>, walls: &[(f32, f32, f32)]) -> Vec<Word> {
    let spacing = letter_spacing(&line);
    let mut words: Vec<Word> = Vec::new();
    let mut last: Option<Atom> = None;
    let mut space = false;
    for atom in line {
        if atom.blank {
            space = true;
            continue;
        }
        match last.as_mut() {
            Some(before) if overprints(before, &atom) => {}
            Some(before) if belongs(before, &atom, space, spacing, walls) => before.take(atom),
            _ => {
                let joined = last.as_ref().is_some_and(|before| against(before, &atom));
                words.extend(last.take().map(|done| done.word));
                last = Some(Atom { word: Word { joined, ..atom.word }, ..atom });
            }
        }
        space = false;
    }
    words.extend(last.map(|done| done.word));
    words
}

/// The same letters drawn twice in one place: bold by overprinting, fill and stroke, a shadow.
fn overprints(before: &Atom, atom: &Atom) -> bool {
    let shift = atom.from - before.from;
    let whole = before.word.text == atom.word.text && shift.abs() < 0.2 * atom.word.size;
    let tail = before.word.text.ends_with(&atom.word.text)
        && (before.to - atom.to).abs() < 0.1 * atom.word.size
        && !atom.word.text.is_empty();
    (whole || tail) && atom.to - atom.from > 0.1 * atom.word.size
}

/// Whether two atoms stand side by side without a gap.
fn against(before: &Atom, atom: &Atom) -> bool {
    (atom.from - before.to) / before.word.size.max(atom.word.size) < WORD_GAP
}

fn belongs(before: &Atom, atom: &Atom, space: bool, spacing: f32, walls: &[(f32, f32, f32)]) -> bool {
    let size = before.word.size.max(atom.word.size);
    let gap = (atom.from - before.to) / size;
    let limit = spacing + if space { SPACED_GAP } else { WORD_GAP };
    // A mark set high is a word of its own, so that "43" does not become "431".
    gap < limit && before.word.raised == atom.word.raised && !walled(before, atom, walls)
}

/// Whether an upright rule stands between two atoms.
fn walled(before: &Atom, atom: &Atom, walls: &[(f32, f32, f32)]) -> bool {
    if before.word.direction != Direction::Right {
        return false;
    }
    let slack = 0.2 * atom.word.size;
    let middle = atom.word.baseline - 0.3 * atom.word.size;
    walls
        .iter()
        .any(|&(x, y0, y1)| before.to - slack <= x && x <= atom.from + slack && y0 <= middle && middle <= y1)
}

/// The gap between the letters of a line set with letter spacing, in font sizes; 0 for usual text.
fn letter_spacing(line: &[Atom]) -> f32 {
    let inked = || line.iter().filter(|atom| !atom.blank);
    // Figures in columns also stand apart: only a run of single letters is letter spacing.
    let (mut all, mut singles, mut letters) = (0, 0, 0);
    for atom in inked() {
        all += 1;
        singles += usize::from(is_single(&atom.word.text));
    }
    if singles * 10 < all * 9 {
        return 0.0;
    }
    for atom in inked() {
        letters += usize::from(atom.word.text.chars().any(char::is_alphabetic));
    }
    let solid = |pair: &[Atom]| !pair[0].blank && !pair[1].blank;
    let gap = |pair: &[Atom]| (pair[1].from - pair[0].to) / pair[0].word.size;
    let mut gaps: Vec<f32> = line.windows(2).filter(|p| solid(p)).map(gap).collect();
    if gaps.len() < 4 || letters * 10 < all * 7 {
        return 0.0;
    }
    gaps.sort_by(f32::total_cmp);
    let median = gaps[gaps.len() / 2];
    if (LETTER_SPACING..1.0).contains(&median) { median } else { 0.0 }
}

/// One letter, marks over it not counted.
fn is_single(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| *c < FIRST_MARK || !is_combining_mark(*c));
    letters.next();
    letters.next().is_none()
}
