//! Rules of which a scan in black and white has left dashes: their pieces are neither print nor a rule by
//! themselves.

use super::Area;

use super::mask::Mask;
use super::pieces::Pieces;
use super::rules::THICKEST;

/// A dash of such a rule is this long, in inches.
const LEAST: f32 = 0.02;
const MOST: f32 = 0.3;
/// The blanks between are no longer, in inches.
const BLANK: f32 = 0.35;
/// So many dashes in a row make a rule: no line of print has them.
const ROW: usize = 6;

/// Fills the blanks between dashes that go on from each other, `level` turning boxes as if the dashes were level, and
/// back. `dark` is all ink: a dash hangs together with nothing, the feet of letters do with letters.
pub(super) fn close(mask: &mut Mask, dark: &Pieces, dpi: f32, level: fn(Area) -> Area) {
    for row in rows(dark, dpi, level) {
        for pair in row.windows(2) {
            let both = level(pair[0].with(pair[1]));
            for y in both.y0..both.y1 {
                let at = y * mask.width;
                mask.bits[at + both.x0..at + both.x1].fill(1);
            }
        }
    }
}

/// Dashes that go on from each other, `level` turning their boxes as if they were level.
fn rows(dark: &Pieces, dpi: f32, level: fn(Area) -> Area) -> Vec<Vec<Area>> {
    let mut dashes: Vec<Area> = dark.pieces.iter().map(|piece| level(piece.area)).collect();
    dashes.retain(|dash| {
        let (long, thick) = (dash.width() as f32, dash.height() as f32);
        (dpi * LEAST..=dpi * MOST).contains(&long) && thick <= dpi * THICKEST && long >= 2.0 * thick
    });
    dashes.sort_by_key(|dash| (dash.x0, dash.y0));
    // A rule a little askew steps by a pixel now and then.
    let step = (dpi * 0.01).round().max(1.0) as usize;
    let mut rows: Vec<Vec<Area>> = Vec::new();
    for dash in dashes {
        let goes_on = |row: &&mut Vec<Area>| {
            row.last().is_some_and(|last| {
                let blank = dash.x0.saturating_sub(last.x1) as f32;
                dash.x0 >= last.x1 && blank <= dpi * BLANK && dash.y0.abs_diff(last.y0) <= step
            })
        };
        match rows
            .iter_mut()
            .filter(goes_on)
            .max_by_key(|row| row.last().map(|last| last.x1))
        {
            Some(row) => row.push(dash),
            None => rows.push(vec![dash]),
        }
    }
    rows.retain(|row| row.len() >= ROW && is_even(row));
    rows
}

/// Whether the dashes are of one kind: none much longer than the usual, and as thick.
fn is_even(row: &[Area]) -> bool {
    let mut blanks: Vec<usize> = row.windows(2).map(|pair| pair[1].x0 - pair[0].x1).collect();
    blanks.sort_unstable();
    let usual = blanks[blanks.len() / 2];
    blanks
        .iter()
        .filter(|blank| blank.abs_diff(usual) <= usual / 2 + 2)
        .count()
        * 3
        >= blanks.len() * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dashes_in_a_row_are_a_rule_and_a_few_are_not() {
        let drawn = |dashes: usize| {
            let mut mask = Mask {
                width: 600,
                height: 20,
                bits: vec![0; 600 * 20],
            };
            for dash in 0..dashes {
                let at = 10 * 600 + 20 + dash * 50;
                mask.bits[at..at + 18].fill(1);
            }
            let dark = Pieces::of(&mask);
            close(&mut mask, &dark, 200.0, |area| area);
            mask.bits.iter().filter(|bit| **bit == 1).count()
        };
        assert_eq!(drawn(8), 7 * 50 + 18);
        assert_eq!(drawn(3), 3 * 18);
    }
}
