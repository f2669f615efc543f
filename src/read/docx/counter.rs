//! Counting: which number Word prints before a paragraph.

use super::numbering::{LEVELS, Level, Numbering};
use crate::read::word::number_format::format;
use crate::read::word::raw::FontId;
use std::collections::{BTreeMap, BTreeSet};

/// The number before a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::read) struct Label {
    /// As printed, with the space that parts it from the text.
    pub text: String,
    pub font: Option<FontId>,
}

/// How far each list has counted.
#[derive(Debug, Default)]
pub(in crate::read) struct Counters {
    /// By design: lists of one design count on.
    counts: BTreeMap<i64, [Option<i64>; LEVELS]>,
    /// List levels whose own start has been used.
    started: BTreeSet<(i64, usize)>,
}

impl Counters {
    /// Counts one paragraph of a list on a level and returns what is printed before it.
    pub fn next(
        &mut self,
        numbering: &Numbering,
        list: i64,
        design: i64,
        level: usize,
    ) -> Option<Label> {
        let settings = numbering.level(list, design, level)?;
        let start = |at: usize| {
            let own = numbering.start_override(list, at);
            own.or_else(|| numbering.level(list, design, at)?.start)
                .unwrap_or(1)
        };
        let counts = self.counts.entry(design).or_default();
        let restarts =
            numbering.start_override(list, level).is_some() && self.started.insert((list, level));
        let here = counts.get_mut(level)?;
        *here = Some(match *here {
            Some(count) if !restarts => count.saturating_add(1),
            _ => start(level),
        });
        restart_deeper(counts, level, |at| numbering.level(list, design, at));
        let numbers = std::array::from_fn(|at| {
            counts
                .get(at)
                .copied()
                .flatten()
                .unwrap_or_else(|| start(at))
        });
        let text = printed(settings, numbers, |at| numbering.level(list, design, at));
        Some(Label {
            text: with_gap(text, settings.tight),
            font: settings.font,
        })
    }
}

/// The levels below one that was counted start again, unless they say otherwise.
fn restart_deeper<'n>(
    counts: &mut [Option<i64>; LEVELS],
    used: usize,
    level: impl Fn(usize) -> Option<&'n Level>,
) {
    for (at, count) in counts.iter_mut().enumerate().skip(used + 1) {
        let by = level(at).and_then(|level| level.restart).unwrap_or(at);
        if used < by {
            *count = None;
        }
    }
}

/// Puts the numbers into the level's text.
fn printed<'n>(
    level: &Level,
    numbers: [i64; LEVELS],
    other: impl Fn(usize) -> Option<&'n Level>,
) -> String {
    if level.format == "bullet" {
        return level.text.clone();
    }
    let mut out = String::new();
    let mut chars = level.text.chars().peekable();
    while let Some(c) = chars.next() {
        let digit = chars
            .peek()
            .and_then(|next| next.to_digit(10))
            .filter(|d| c == '%' && *d > 0);
        let Some(at) = digit.map(|d| d as usize - 1) else {
            out.push(c);
            continue;
        };
        chars.next();
        let written = if level.legal {
            "decimal"
        } else {
            other(at).map_or("decimal", |l| l.format.as_str())
        };
        out.push_str(&format(numbers.get(at).copied().unwrap_or(1), written));
    }
    out
}

fn with_gap(mut text: String, tight: bool) -> String {
    if !tight && !text.is_empty() {
        text.push(' ');
    }
    text
}
