//! Ink of stamps and pens → taken out of print, and where it lies.

use super::plane::Plane;

/// Parts of a pixel further apart than this are colour, where print and paper are grey.
const LEAST: u8 = 22;
/// Where cheap cameras give print and paper a hue of their own, this much at most is taken for grey.
const MOST: u8 = 46;
/// The lightest part of a pixel of black print under a stamp is below this share of the paper's, and that of the
/// stamp alone above the other.
const PRINT: f32 = 0.30;
const STAMP: f32 = 0.45;

/// A page's coloured ink.
pub(super) struct Coloured {
    /// Pixels of it.
    pub(super) mask: Plane,
    /// The page without it, black print beneath it kept.
    pub(super) without: Plane,
}

/// Parts coloured ink from print; none where there is no more of it than noise.
pub(super) fn coloured(grey: &Plane, colour: &[[u8; 3]]) -> Option<Coloured> {
    let spread = |rgb: &[u8; 3]| {
        let (least, most) = extremes(rgb);
        most - least
    };
    let threshold = threshold(grey, colour.iter().map(spread));
    let mask = Plane {
        data: colour
            .iter()
            .map(|rgb| u8::from(spread(rgb) > threshold))
            .collect(),
        ..*grey
    };
    // Single pixels are noise of the camera; ink hangs together.
    let ink = mask.extreme(1, u8::min).extreme(2, u8::max);
    let count = ink.data.iter().filter(|pixel| **pixel != 0).count();
    if count * 20_000 < ink.data.len() {
        return None;
    }
    let paper = f32::from(grey.median()).max(1.0);
    let (print, stamp) = (PRINT * paper, STAMP * paper);
    let mut without = grey.clone();
    for ((value, rgb), inked) in without.data.iter_mut().zip(colour).zip(&ink.data) {
        if *inked != 0 {
            let (_, lightest) = extremes(rgb);
            let share = (f32::from(lightest) - print) / (stamp - print);
            *value = (share.clamp(0.0, 1.0) * paper) as u8;
        }
    }
    Some(Coloured { mask: ink, without })
}

fn extremes([r, g, b]: &[u8; 3]) -> (u8, u8) {
    (*r.min(g).min(b), *r.max(g).max(b))
}

/// Above what nine tenths of the page's dark pixels show.
fn threshold(grey: &Plane, spreads: impl Iterator<Item = u8>) -> u8 {
    let dark = grey.median() / 2;
    let mut counts = [0u32; 256];
    for (_, spread) in grey
        .data
        .iter()
        .zip(spreads)
        .filter(|(value, _)| **value < dark)
    {
        counts[usize::from(spread)] += 1;
    }
    let most = counts.iter().sum::<u32>() * 9 / 10;
    let mut below = 0;
    let ninth = counts.iter().position(|count| {
        below += count;
        below > most
    });
    let ninth = ninth.map_or(0, |spread| spread.min(255) as u8);
    ninth.saturating_add(8).clamp(LEAST, MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_red_stamp_goes_and_black_print_under_it_stays() {
        let (width, height) = (200, 100);
        let mut colour = vec![[240u8; 3]; width * height];
        for y in 20..80 {
            for x in 50..150 {
                colour[y * width + x] = [220, 60, 70];
            }
            for x in 95..100 {
                colour[y * width + x] = [45, 20, 25];
            }
            colour[y * width + 180] = [30, 30, 30];
        }
        let grey = Plane {
            width,
            height,
            data: colour.iter().map(|rgb| rgb[1]).collect(),
        };
        let found = coloured(&grey, &colour);
        let Some(Coloured { mask, without }) = found else {
            panic!("no colour seen");
        };
        assert_eq!((mask.row(50)[70], mask.row(50)[20]), (1, 0));
        assert!(without.row(50)[70] > 230 && without.row(50)[97] <= 20);
        assert_eq!(without.row(50)[180], 30);
    }
}
