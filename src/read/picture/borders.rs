//! Which borders of a grid stand: where stretches cover them, where the picture shows a rule on a second look, and
//! where a long gap in a broken rule is taken for lost ink.

use super::Picture;
use super::flatten::PAPER;
use super::mask::Mask;
use super::rules::{GAP, LONG_GAP, Line, MEET, RULE, SAME, Stretch};

/// Stretches that go on after a gap in which nothing is printed, as one.
pub(super) fn joined(stretches: &[Stretch], look: &Look<'_>) -> Vec<Stretch> {
    let mut sorted = stretches.to_vec();
    sorted.sort_by(|a, b| a.from.total_cmp(&b.from));
    let mut found: Vec<(Stretch, f32)> = Vec::new();
    for next in sorted {
        let goes_on = |(whole, last): &&mut (Stretch, f32)| {
            let gap = next.from - whole.to;
            let level = (next.at - *last).abs() <= look.dpi * SAME;
            level
                && (0.0..=look.dpi * LONG_GAP).contains(&gap)
                && look.is_blank((next.at + *last) / 2.0, whole.to, next.from)
        };
        match found
            .iter_mut()
            .filter(goes_on)
            .max_by(|a, b| a.0.to.total_cmp(&b.0.to))
        {
            Some((whole, last)) => {
                let (own, more) = (whole.to - whole.from, next.to - next.from);
                let mean = |a: f32, b: f32| (a * own + b * more) / (own + more).max(1.0);
                whole.at = mean(whole.at, next.at);
                whole.thick = mean(whole.thick, next.thick);
                whole.to = next.to;
                *last = next.at;
            }
            None => found.push((next, next.at)),
        }
    }
    found.into_iter().map(|(whole, _)| whole).collect()
}

/// For each line and each span between two lines across it, whether a border stands there.
pub(super) struct Borders {
    pub(super) spans: usize,
    stands: Vec<bool>,
}

impl Borders {
    pub(super) fn at(&self, line: usize, span: usize) -> bool {
        self.stands[line * self.spans + span]
    }
}

/// The lines of a grid that run one way.
pub(super) struct Side<'s> {
    pub(super) stretches: &'s [Stretch],
    /// For each stretch the line it lies on.
    pub(super) of: &'s [usize],
    pub(super) lines: &'s [Line],
    /// The lines that run the other way.
    pub(super) across: &'s [Line],
    pub(super) look: &'s Look<'s>,
}

impl Side<'_> {
    /// With the borders in whose gaps ink was lost: gaps that are not too long, and on which nothing is printed.
    pub(super) fn bridged(&self, mut borders: Borders) -> Borders {
        for at in 0..self.lines.len() {
            let gaps = self.wide_gaps(at, &borders);
            for span in 0..borders.spans {
                let (low, high) = self.span(span);
                let broken = gaps.iter().any(|(from, to)| *from < high && low < *to);
                borders.stands[at * borders.spans + span] |= !broken;
            }
        }
        borders
    }

    /// From which line across to which.
    fn span(&self, span: usize) -> (f32, f32) {
        (self.across[span].at, self.across[span + 1].at)
    }

    /// The gaps of a line that are no lost ink, those at its ends too.
    fn wide_gaps(&self, at: usize, borders: &Borders) -> Vec<(f32, f32)> {
        let own = self.stretches.iter().zip(self.of);
        let own = own.filter(|(_, of)| **of == at);
        let mut inked: Vec<(f32, f32)> = own.map(|(s, _)| (s.from, s.to)).collect();
        let edges = [self.across[0].at, self.across[self.across.len() - 1].at];
        inked.extend(edges.map(|edge| (edge, edge)));
        let standing = (0..borders.spans).filter(|span| borders.at(at, *span));
        inked.extend(standing.map(|span| self.span(span)));
        inked.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut end = inked[0].0;
        let mut wide = Vec::new();
        for (from, to) in inked {
            let is_lost = || {
                let short = from - end <= self.look.dpi * LONG_GAP;
                short && self.look.is_blank(self.lines[at].at, end, from)
            };
            if from > end && !is_lost() {
                wide.push((end, from));
            }
            end = end.max(to);
        }
        wide
    }

    pub(super) fn borders(&self) -> Borders {
        let Side {
            stretches,
            of,
            lines,
            across,
            look,
        } = *self;
        let spans = across.len() - 1;
        let meet = look.dpi * MEET;
        let mut covered = vec![0.0_f32; lines.len() * spans];
        let mut sorted: Vec<usize> = (0..stretches.len()).collect();
        sorted.sort_by(|&a, &b| stretches[a].from.total_cmp(&stretches[b].from));
        // Stretches of one line may lie beside each other where it is bowed: what is covered counts once.
        let mut reached = vec![f32::MIN; lines.len()];
        for member in sorted {
            let (line, stretch) = (of[member], &stretches[member]);
            for span in 0..spans {
                let (low, high) = (across[span].at, across[span + 1].at);
                let from = (stretch.from - meet / 2.0).max(reached[line]).max(low);
                let to = (stretch.to + meet / 2.0).min(high);
                covered[line * spans + span] += (to - from).max(0.0);
            }
            reached[line] = reached[line].max(stretch.to);
        }
        let stands = covered.iter().enumerate().map(|(i, &long)| {
            let (line, span) = (i / spans, i % spans);
            let (low, high) = (across[span].at, across[span + 1].at);
            let share = long / (high - low);
            share >= 0.5 || {
                let trim = (high - low).min(meet) / 4.0;
                look.stands(lines[line].at, low + trim, high - trim)
            }
        });
        Borders {
            spans,
            stands: stands.collect(),
        }
    }
}

/// What is looked at again where stretches leave the question of a border open.
pub(super) struct Look<'m> {
    mask: &'m Mask,
    grey: &'m [u8],
    is_level: bool,
    reach: usize,
    dpi: f32,
}

impl<'m> Look<'m> {
    pub(super) fn at(mask: &'m Mask, picture: &'m Picture, is_level: bool) -> Look<'m> {
        Look {
            mask,
            grey: &picture.grey,
            is_level,
            reach: (picture.dpi * 0.012) as usize,
            dpi: picture.dpi,
        }
    }

    /// Whether a rule runs near `at` most of the way from `from` to `to`: in long pieces, or nearly whole where
    /// letters stand on it.
    fn stands(&self, at: f32, from: f32, to: f32) -> bool {
        let along = if self.is_level {
            self.mask.width
        } else {
            self.mask.height
        };
        let (from, to) = (from.max(0.0) as usize, (to.max(0.0) as usize).min(along));
        if self.depth(at, from, to) < f32::from(RULE) / 2.0 {
            return false;
        }
        let mut inked = Mask {
            width: to.saturating_sub(from),
            height: 1,
            bits: (from..to).map(|along| self.inked(at, along)).collect(),
        };
        let share = |inked: &Mask| {
            let count = inked.bits.iter().filter(|&&bit| bit == 1).count();
            count as f32 / inked.width.max(1) as f32
        };
        inked.close_rows((self.dpi * GAP).round() as usize + 1);
        let mut long = inked.clone();
        // Stems of letters are upright and longer than any level stroke.
        let least = if self.is_level { 0.1 } else { 0.2 };
        long.open_rows((self.dpi * least) as usize);
        // Print in a cell does not reach from border to border.
        let end = ((self.dpi * 0.03) as usize).clamp(2, inked.width.max(2));
        let ends = inked.width > 2 * end
            && inked.bits[..end].contains(&1)
            && inked.bits[inked.width - end..].contains(&1);
        let whole = ends && share(&inked) >= 0.7;
        inked.close_rows((self.dpi * 0.04) as usize);
        share(&long) >= 0.4 || whole || share(&inked) >= 0.93
    }

    /// Whether nothing is printed across a line from `from` to `to`.
    fn is_blank(&self, at: f32, from: f32, to: f32) -> bool {
        let along = from.max(0.0) as usize..to.max(0.0) as usize;
        let print = PAPER - RULE * 2;
        let inked = along.clone().filter(|along| {
            let mut near = self.near(at);
            near.any(|across| self.grey[self.place(across, *along)] < print)
        });
        inked.count() * 20 <= along.len()
    }

    /// How much darker than paper it is on the darkest line near `at`: grain is dark here and there, and light too.
    fn depth(&self, at: f32, from: usize, to: usize) -> f32 {
        let depths = self.near(at).map(|across| {
            let sum: f32 = (from..to)
                .map(|along| f32::from(self.grey[self.place(across, along)]))
                .sum();
            f32::from(PAPER) - sum / to.saturating_sub(from).max(1) as f32
        });
        depths.fold(0.0, f32::max)
    }

    fn inked(&self, at: f32, along: usize) -> u8 {
        u8::from(
            self.near(at)
                .any(|across| self.mask.bits[self.place(across, along)] == 1),
        )
    }

    fn near(&self, at: f32) -> std::ops::Range<usize> {
        let across = if self.is_level {
            self.mask.height
        } else {
            self.mask.width
        };
        let middle = at.max(0.0) as usize;
        middle.saturating_sub(self.reach)..(middle + self.reach + 1).min(across)
    }

    fn place(&self, across: usize, along: usize) -> usize {
        match self.is_level {
            true => across * self.mask.width + along,
            false => along * self.mask.width + across,
        }
    }
}
