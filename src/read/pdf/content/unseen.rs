//! Glyphs that are no part of what a page says: struck out, painted over, or in the colour of what lies below
//! them. They are taken out before words are made, and kept apart to be told.

use super::page::{Characters, Direction, Glyph, PageContent, PathItem, Unseen};
use crate::model::{BBox, Code};
use std::cell::Cell;
use std::ops::Range;

/// Lines, glyphs and boxes that are compared on one page.
const MOST_STEPS: usize = 10_000_000;
/// Covers beyond this make a drawing, which is not looked through.
const MOST_COVERS: usize = 2000;
/// A line through words is so thick at most, and lies so high over the baseline, in font sizes.
const STRIKE_THICKNESS: f32 = 0.16;
const STRIKE_HEIGHT: Range<f32> = 0.14..0.5;
/// A line through words is not longer than they are, but for so much of its length: a rule between rows is.
const STRIKE_OVER: f32 = 0.3;
/// Parts of a colour this close are the same to the eye.
const SAME: u8 = 4;
/// From here on, a part of a colour is white.
const WHITE: u8 = 250;

/// Takes the glyphs that are not read out of a page.
pub(super) fn take_out(content: &mut PageContent) {
    let lines = Lines::of(&content.glyphs);
    let mut why: Vec<Option<Code>> = vec![None; content.glyphs.len()];
    mark_struck(content, &lines, &mut why);
    mark_covered(content, &lines, &mut why);
    mark_overwritten(content, &lines, &mut why);
    mark_unseen(content, &mut why);
    if why.iter().all(Option::is_none) {
        return;
    }
    content.unseen = told(&content.glyphs, &why);
    let mut gone = why.iter().map(Option::is_some);
    content.glyphs.retain(|_| !gone.next().unwrap_or(false));
}

/// The lines of a page from top to bottom.
struct Lines {
    all: Vec<Line>,
    /// The height of the highest.
    highest: f32,
    /// Steps that are still made: a drawing may have any number upon one another.
    left: Cell<usize>,
}

impl Lines {
    fn of(glyphs: &[Glyph]) -> Lines {
        let mut all = lines(glyphs);
        all.sort_by(|a, b| a.bbox.y0.total_cmp(&b.bbox.y0));
        let highest = all
            .iter()
            .map(|line| line.bbox.height())
            .fold(0.0, f32::max);
        Lines {
            all,
            highest,
            left: Cell::new(MOST_STEPS),
        }
    }

    /// The lines that a box touches.
    fn at(&self, place: BBox) -> impl Iterator<Item = &Line> {
        let top = place.y0 - self.highest;
        let first = self.all.partition_point(|line| line.bbox.y0 < top);
        let from = self.all.get(first..).unwrap_or_default().iter();
        from.take_while(move |line| line.bbox.y0 <= place.y1 && self.spend(1))
            .filter(move |line| overlap(line.bbox, place) && self.spend(line.glyphs.len()))
    }

    fn spend(&self, steps: usize) -> bool {
        let left = self.left.get();
        self.left.set(left.saturating_sub(steps));
        left >= steps
    }
}

/// Glyphs on one baseline, one after the other in the content stream.
struct Line {
    glyphs: Range<usize>,
    bbox: BBox,
}

fn lines(glyphs: &[Glyph]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (at, glyph) in glyphs.iter().enumerate() {
        let goes_on = at.checked_sub(1).and_then(|before| glyphs.get(before));
        let goes_on = goes_on.is_some_and(|before| {
            before.direction == glyph.direction
                && (before.origin.1 - glyph.origin.1).abs() < 0.05 * glyph.size
                && (before.size - glyph.size).abs() < 0.05 * glyph.size
        });
        match lines.last_mut().filter(|_| goes_on) {
            Some(line) => {
                line.glyphs.end = at + 1;
                line.bbox = line.bbox.union(glyph.bbox);
            }
            None => lines.push(Line {
                glyphs: at..at + 1,
                bbox: glyph.bbox,
            }),
        }
    }
    lines
}

/// Lines through the middle of words, and readers' marks that cross them out.
fn mark_struck(content: &PageContent, lines: &Lines, why: &mut [Option<Code>]) {
    let level = |ink: &&PathItem| {
        let (width, height) = (ink.bbox.width(), ink.bbox.height());
        width > 2.0 && height < 3.0 && width > 2.0 * height && !ink.is_white()
    };
    for ink in content.paths.iter().filter(level) {
        for line in lines.at(ink.bbox) {
            strike(content, line, ink.bbox, why);
        }
    }
    for mark in &content.struck {
        for line in lines.at(*mark) {
            for at in line.glyphs.clone() {
                if content
                    .glyphs
                    .get(at)
                    .is_some_and(|glyph| holds(*mark, middle(glyph)))
                {
                    set(why, at, Code::StruckOut);
                }
            }
        }
    }
}

/// Marks the glyphs of a line that a rule runs through, if it is there for them.
fn strike(content: &PageContent, line: &Line, rule: BBox, why: &mut [Option<Code>]) {
    let y = (rule.y0 + rule.y1) / 2.0;
    let crossed = |glyph: &Glyph| {
        let height = (glyph.origin.1 - y) / glyph.size.max(0.1);
        let (x, _) = middle(glyph);
        glyph.direction == Direction::Right
            && !glyph.invisible
            && STRIKE_HEIGHT.contains(&height)
            && rule.height() < STRIKE_THICKNESS * glyph.size
            && (rule.x0..rule.x1).contains(&x)
    };
    let glyphs = content.glyphs.get(line.glyphs.clone()).unwrap_or_default();
    let own: Vec<usize> = glyphs
        .iter()
        .enumerate()
        .filter(|(_, glyph)| crossed(glyph))
        .map(|(at, _)| line.glyphs.start + at)
        .collect();
    let words = || own.iter().filter_map(|at| content.glyphs.get(*at));
    let extent = words()
        .filter(|glyph| !glyph.is_blank())
        .map(|glyph| glyph.bbox)
        .reduce(BBox::union);
    let Some(extent) = extent else { return };
    if extent.width() >= (1.0 - STRIKE_OVER) * rule.width() && words().any(says_something) {
        for at in own {
            set(why, at, Code::StruckOut);
        }
    }
}

/// Dots, dashes and rows of them are lines themselves.
fn says_something(glyph: &Glyph) -> bool {
    match &glyph.characters {
        Characters::One(c) => c.is_alphanumeric(),
        Characters::Many(text) => text.chars().any(char::is_alphanumeric),
        Characters::Unreadable => true,
    }
}

/// What was painted over afterwards.
fn mark_covered(content: &PageContent, lines: &Lines, why: &mut [Option<Code>]) {
    let over = content.covers.iter().filter(|cover| cover.glyphs > 0);
    for cover in over.take(MOST_COVERS) {
        let below = lines.at(cover.bbox);
        for line in below.filter(|line| line.glyphs.start < cover.glyphs) {
            for at in line.glyphs.start..line.glyphs.end.min(cover.glyphs) {
                let glyph = content.glyphs.get(at);
                if glyph.is_some_and(|glyph| !glyph.invisible && holds(cover.bbox, middle(glyph))) {
                    set(why, at, Code::CoveredText);
                }
            }
        }
    }
}

/// Figures that other figures were written over later, as large and on the same baseline: nobody can read them,
/// and the later ones stand for them. The same figures once more are bold type.
fn mark_overwritten(content: &PageContent, lines: &Lines, why: &mut [Option<Code>]) {
    let figures = |line: &Line| {
        let own = content.glyphs.get(line.glyphs.clone()).unwrap_or_default();
        own.iter().any(is_figure)
    };
    let of = |line: &Line| content.glyphs.get(line.glyphs.clone()).unwrap_or_default();
    for line in lines.all.iter().filter(|line| figures(line)) {
        let pairs = |over: &Line| over.glyphs.len().saturating_mul(line.glyphs.len());
        let later = lines
            .at(line.bbox)
            .filter(|over| over.glyphs.start >= line.glyphs.end && lines.spend(pairs(over)));
        for over in later {
            let mut at = line.glyphs.start;
            for word in of(line).chunk_by(|a, b| !a.is_blank() && !b.is_blank()) {
                if is_overwritten(word, of(over)) {
                    (at..at + word.len()).for_each(|at| set(why, at, Code::CoveredText));
                }
                at += word.len();
            }
        }
    }
}

fn is_figure(glyph: &Glyph) -> bool {
    !glyph.invisible && glyph.char().is_some_and(|c| c.is_ascii_digit())
}

/// Whether most figures of a word have others upon them, not all the same.
fn is_overwritten(word: &[Glyph], over: &[Glyph]) -> bool {
    let (mut under, mut differ) = (0, false);
    for glyph in word.iter().filter(|glyph| is_figure(glyph)) {
        let upon = over.iter().find(|other| {
            let (dx, dy) = (
                other.origin.0 - glyph.origin.0,
                other.origin.1 - glyph.origin.1,
            );
            is_figure(other)
                && other.direction == glyph.direction
                && (other.size / glyph.size.max(0.1) - 1.0).abs() < 0.2
                && dx.hypot(dy) < 0.2 * glyph.size
        });
        if let Some(upon) = upon {
            under += 1;
            differ |= upon.characters != glyph.characters;
        }
    }
    differ && 3 * under > 2 * word.iter().filter(|glyph| !glyph.is_blank()).count()
}

/// What has the colour of the ground it stands on.
fn mark_unseen(content: &PageContent, why: &mut [Option<Code>]) {
    let is_white = |rgb: [u8; 3]| rgb.iter().all(|part| *part >= WHITE);
    let inks = content.images.len() + content.slants.len();
    let inks = inks + content.paths.len() + content.covers.len();
    let most = MOST_STEPS / (inks + 1);
    let mut looked_at = 0;
    // Black is what nearly all text has, and nearly no ground.
    let black = |rgb: [u8; 3]| same(rgb, [0; 3]);
    let on_black = content.covers.iter().any(|cover| black(cover.rgb));
    for (at, glyph) in content.glyphs.iter().enumerate() {
        let is_plain = glyph.rgb == [0; 3] && !on_black;
        if glyph.invisible || is_plain || glyph.is_blank() {
            continue;
        }
        looked_at += 1;
        if looked_at > most {
            return;
        }
        let ground = ground(content, glyph, at);
        let hidden = match ground {
            Ground::Paper => is_white(glyph.rgb),
            Ground::Colour(rgb) => same(rgb, glyph.rgb),
            Ground::Unknown => false,
        };
        if hidden {
            set(why, at, Code::UnseenText);
        }
    }
}

/// What lies below a glyph.
enum Ground {
    Paper,
    Colour([u8; 3]),
    /// A picture, a pattern, a shape.
    Unknown,
}

fn ground(content: &PageContent, glyph: &Glyph, at: usize) -> Ground {
    let place = middle(glyph);
    let pictures = content.images.iter().chain(&content.slants);
    if pictures.into_iter().any(|bbox| holds(*bbox, place)) {
        return Ground::Unknown;
    }
    let covers = content.covers.iter().rev();
    let mut below = covers.skip_while(|cover| cover.glyphs > at);
    if let Some(cover) = below.find(|cover| holds(cover.bbox, place)) {
        return Ground::Colour(cover.rgb);
    }
    let mut inks = content.paths.iter().filter(|ink| !ink.is_white());
    if inks.any(|ink| holds(ink.bbox, place)) {
        return Ground::Unknown;
    }
    Ground::Paper
}

fn same(a: [u8; 3], b: [u8; 3]) -> bool {
    a.iter().zip(b).all(|(a, b)| a.abs_diff(b) <= SAME)
}

/// The middle of a glyph's letter: half a small letter over the baseline.
fn middle(glyph: &Glyph) -> (f32, f32) {
    let x = (glyph.bbox.x0 + glyph.bbox.x1) / 2.0;
    if glyph.direction == Direction::Right {
        (x, glyph.origin.1 - 0.3 * glyph.size)
    } else {
        (x, (glyph.bbox.y0 + glyph.bbox.y1) / 2.0)
    }
}

fn holds(bbox: BBox, (x, y): (f32, f32)) -> bool {
    bbox.x0 <= x && x <= bbox.x1 && bbox.y0 <= y && y <= bbox.y1
}

fn overlap(a: BBox, b: BBox) -> bool {
    a.x0 <= b.x1 && b.x0 <= a.x1 && a.y0 <= b.y1 && b.y0 <= a.y1
}

/// The first reason found stands.
fn set(why: &mut [Option<Code>], at: usize, code: Code) {
    if let Some(why) = why.get_mut(at) {
        why.get_or_insert(code);
    }
}

/// What was taken out, put together as it stands side by side; blanks and dots alone are not told.
fn told(glyphs: &[Glyph], why: &[Option<Code>]) -> Vec<Unseen> {
    let mut all: Vec<(Unseen, usize)> = Vec::new();
    let mut speaks = Vec::new();
    for (at, (glyph, code)) in glyphs.iter().zip(why).enumerate() {
        let Some(code) = *code else { continue };
        let beside = |(one, last): &&mut (Unseen, usize)| {
            let (a, b) = (one.bbox, glyph.bbox);
            let reach = 2.0 * glyph.size;
            one.code == code
                && *last + 1 == at
                && a.y0 < b.y1
                && b.y0 < a.y1
                && a.x0 - reach < b.x1
                && b.x0 < a.x1 + reach
        };
        match all.last_mut().filter(beside) {
            Some((one, last)) => {
                (one.bbox, *last) = (one.bbox.union(glyph.bbox), at);
                add(&mut one.words, &glyph.characters);
                if let Some(speaks) = speaks.last_mut() {
                    *speaks |= says_something(glyph);
                }
            }
            None => {
                let mut words = String::new();
                add(&mut words, &glyph.characters);
                let bbox = glyph.bbox;
                all.push((Unseen { code, bbox, words }, at));
                speaks.push(says_something(glyph));
            }
        }
    }
    let told = all.into_iter().zip(speaks).filter(|(_, speaks)| *speaks);
    told.map(|((one, _), _)| one).collect()
}

fn add(words: &mut String, characters: &Characters) {
    match characters {
        Characters::One(c) => words.push(*c),
        Characters::Many(text) => words.push_str(text),
        Characters::Unreadable => words.push(super::page::UNREADABLE),
    }
}
