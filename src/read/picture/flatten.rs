//! Uneven light, grey paper → paper of one brightness.

use super::plane::Plane;

/// What paper is made to be.
pub(super) const PAPER: u8 = 245;
/// Ink in letters is thinner than this, in inches: so wide a window always shows paper.
const WINDOW: f32 = 0.24;
/// The paper is looked for in a picture smaller by this factor.
const SMALLER: usize = 4;

/// The same with paper of [`PAPER`] brightness everywhere.
pub(super) fn flattened(plane: &Plane, dpi: f32) -> Plane {
    let small = plane.shrunk(SMALLER);
    let reach = ((WINDOW * dpi / SMALLER as f32 / 2.0) as usize).max(1);
    let closed = small.extreme(reach, u8::max).extreme(reach, u8::min);
    let paper = closed.blurred(reach);
    let factor = SMALLER as f32;
    let mut flat = plane.clone();
    for y in 0..plane.height {
        let level = (y as f32 + 0.5) / factor - 0.5;
        for (x, value) in flat.row_mut(y).iter_mut().enumerate() {
            // The paper changes slowly: one look for every few pixels would show steps, two are enough.
            let paper = paper
                .between((x as f32 + 0.5) / factor - 0.5, level)
                .max(1.0);
            *value = (f32::from(*value) * f32::from(PAPER) / paper).min(255.0) as u8;
        }
    }
    flat
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paper_in_the_shade_becomes_as_bright_as_the_rest() {
        let mut plane = Plane::filled(400, 200, 0);
        for y in 0..200 {
            for (x, value) in plane.row_mut(y).iter_mut().enumerate() {
                *value = (240 - x / 4) as u8;
            }
        }
        for x in 100..120 {
            plane.row_mut(90)[x] = 40;
            plane.row_mut(91)[x] = 40;
        }
        let flat = flattened(&plane, 200.0);
        for (x, y) in [(20, 20), (200, 150), (340, 30)] {
            assert!(flat.row(y)[x].abs_diff(PAPER) < 6, "{x} {y}");
        }
        assert!(flat.row(90)[110] < 70);
    }
}
