//! Filled-in forms, damaged on purpose and by a seed: what scanning and copying do to an appendix.

use phuluc::model::{Appendix, Number, Row, RowKind};
use phuluc::schema::{Indicator, Kind, Schema};
use phuluc::text::Text;

/// A small seeded generator (splitmix64): the same numbers on every machine.
pub struct Dice(pub u64);

impl Dice {
    /// The next number.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.roll() % n.max(1) as u64) as usize
    }

    /// True with a probability in thousandths.
    pub fn hits(&mut self, thousandths: u32) -> bool {
        self.roll() % 1000 < u64::from(thousandths)
    }
}

/// How much damage to do, in thousandths.
#[derive(Clone, Copy, Debug, Default)]
pub struct Noise {
    /// Letters of labels hit.
    pub letters: u32,
    /// Numbers lost.
    pub numbers: u32,
    /// Rows dropped, and as many moved, and as many printed twice.
    pub rows: u32,
}

/// A damaged appendix and, for each of its rows, which indicator it was.
pub struct Damaged {
    pub appendix: Appendix,
    pub truth: Vec<usize>,
}

/// Fills a form in and damages it.
pub fn damaged(schema: &Schema, noise: Noise, dice: &mut Dice) -> Damaged {
    let mut rows: Vec<(usize, Row)> = Vec::new();
    for (at, indicator) in schema.indicators.iter().enumerate() {
        if dice.hits(noise.rows) {
            continue;
        }
        let row = (at, filled(indicator, noise, dice));
        if dice.hits(noise.rows) {
            rows.push(row.clone());
        }
        rows.push(row);
    }
    for at in 0..rows.len() {
        if dice.hits(noise.rows) {
            let row = rows.remove(at);
            // Half of the moves go a few rows, half go anywhere.
            let near = (at + dice.below(11)).saturating_sub(5).min(rows.len());
            let to = if dice.hits(500) {
                near
            } else {
                dice.below(rows.len() + 1)
            };
            rows.insert(to, row);
        }
    }
    under_sections(&mut rows);
    let truth = rows.iter().map(|(at, _)| *at).collect();
    let rows = rows.into_iter().map(|(_, row)| row).collect();
    Damaged {
        appendix: Appendix {
            rows,
            ..Appendix::default()
        },
        truth,
    }
}

/// A row stands in the section last printed above it, rightly or not.
fn under_sections(rows: &mut [(usize, Row)]) {
    let mut section = None;
    for (_, row) in rows {
        if row.kind == RowKind::Section {
            section.clone_from(&row.section);
        }
        row.section.clone_from(&section);
    }
}

fn filled(indicator: &Indicator, noise: Noise, dice: &mut Dice) -> Row {
    let keeps_number = !dice.hits(noise.numbers);
    let number = indicator
        .number
        .clone()
        .filter(|_| keeps_number)
        .map(|n| Number(n.0));
    let is_section = indicator.kind == Kind::Section && keeps_number;
    Row {
        section: Some(indicator.section.clone()),
        number,
        label: Text::clean(&smudged(&indicator.label, noise.letters, dice)),
        unit: indicator
            .unit
            .as_deref()
            .map(|unit| Text::clean(&smudged(unit, noise.letters, dice))),
        value: indicator
            .asks()
            .then(|| Text::clean(&dice.below(100).to_string())),
        kind: if is_section {
            RowKind::Section
        } else {
            RowKind::Item
        },
        ..Row::default()
    }
}

const LETTERS: &[char] = &[
    'a', 'ă', 'â', 'b', 'c', 'd', 'đ', 'e', 'ê', 'g', 'h', 'i', 'k', 'l', 'm', 'n', 'o', 'ô', 'ơ',
    'p', 'r', 's', 't', 'u', 'ư', 'v', 'x', 'y', 'á', 'ế', 'ị', 'ỏ', 'ũ', '1', '0', '.',
];

/// Hits each letter with the given probability: diacritics lost or bent, letters taken for others,
/// lost, doubled; words joined.
pub fn smudged(text: &str, thousandths: u32, dice: &mut Dice) -> String {
    use unicode_normalization::UnicodeNormalization;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !dice.hits(thousandths) {
            out.push(c);
            continue;
        }
        match dice.below(100) {
            0..35 => out.extend(c.nfd().next()),
            35..65 => out.push(LETTERS[dice.below(LETTERS.len())]),
            65..85 => {}
            _ => out.extend([c, LETTERS[dice.below(LETTERS.len())]]),
        }
    }
    out
}
