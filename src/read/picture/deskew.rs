//! A page that lies a little askew → level.

use super::plane::Plane;

/// Pages lie askew by so many degrees at most; what is more was meant.
const MOST: f32 = 3.0;
/// Less is not worth the blur of turning.
const LEAST: f32 = 0.02;

/// By how many degrees a page has to be turned clockwise so that its lines are level: the angle at which ink
/// gathers most in rows.
pub(super) fn askew(flat: &Plane) -> f32 {
    let small = flat.shrunk(2);
    let points = ink(&small);
    let score = |angle: f32| gathered(&points, angle, small.height);
    let best = |from: f32, to: f32, step: f32| {
        let steps = ((to - from) / step).round() as usize;
        let angles = (0..=steps).map(|at| from + at as f32 * step);
        let scored = angles.map(|angle| (angle, score(angle)));
        scored
            .max_by(|a, b| a.1.total_cmp(&b.1))
            .map_or(0.0, |(angle, _)| angle)
    };
    let rough = best(-MOST, MOST, 0.25);
    let finer = best(rough - 0.25, rough + 0.25, 0.05);
    let angle = best(finer - 0.05, finer + 0.05, 0.01);
    if angle.abs() < LEAST { 0.0 } else { angle }
}

/// Ink as points around the middle of the page.
fn ink(plane: &Plane) -> Vec<(f32, f32)> {
    /// So many points tell the angle of any page.
    const ENOUGH: usize = 60_000;
    let threshold = plane.otsu();
    let is_ink = |value: &u8| *value < threshold;
    let every = (plane.data.iter().filter(|value| is_ink(value)).count() / ENOUGH).max(1);
    let (x0, y0) = (plane.width as f32 / 2.0, plane.height as f32 / 2.0);
    let all = plane
        .data
        .iter()
        .enumerate()
        .filter(|(_, value)| is_ink(value));
    all.step_by(every)
        .map(|(at, _)| {
            (
                (at % plane.width) as f32 - x0,
                (at / plane.width) as f32 - y0,
            )
        })
        .collect()
}

/// How unevenly ink lies in the rows of the page turned clockwise by an angle.
fn gathered(points: &[(f32, f32)], angle: f32, height: usize) -> f64 {
    let (sin, cos) = angle.to_radians().sin_cos();
    let mut rows = vec![0f32; height * 2];
    for (x, y) in points {
        let row = x * sin + y * cos + height as f32;
        // Shared among the two rows a point lies between: whole rows would tell the angle by steps.
        let (at, part) = (row as usize, row.fract());
        if let Some([upper, lower]) = rows.get_mut(at..at + 2) {
            *upper += 1.0 - part;
            *lower += part;
        }
    }
    let steps = rows.windows(2).map(|pair| f64::from(pair[1] - pair[0]));
    steps.map(|step| step * step).sum()
}

/// A plane turned clockwise by a small angle about its middle, as large as before; `outside` comes in at the edges.
pub(super) fn turned(plane: &Plane, angle: f32, outside: u8) -> Plane {
    if angle == 0.0 {
        return plane.clone();
    }
    let (sin, cos) = angle.to_radians().sin_cos();
    let (x0, y0) = (
        (plane.width as f32 - 1.0) / 2.0,
        (plane.height as f32 - 1.0) / 2.0,
    );
    let mut turned = Plane::filled(plane.width, plane.height, outside);
    for y in 0..plane.height {
        let dy = y as f32 - y0;
        for (x, value) in turned.row_mut(y).iter_mut().enumerate() {
            let dx = x as f32 - x0;
            let (from_x, from_y) = (x0 + dx * cos + dy * sin, y0 - dx * sin + dy * cos);
            if let Some(seen) = cubic(plane, from_x, from_y) {
                *value = seen;
            }
        }
    }
    turned
}

/// Between sixteen pixels (Keys 1981, a = -0.5): sharper than between four. None outside.
fn cubic(plane: &Plane, x: f32, y: f32) -> Option<u8> {
    let (left, top) = (x.floor(), y.floor());
    let (first, above) = (left as isize - 1, top as isize - 1);
    let outside = |from: isize, size: usize| from < 0 || from + 4 > size as isize;
    if outside(first, plane.width) || outside(above, plane.height) {
        let inside = |at: f32, size: usize| at >= 0.0 && at <= (size - 1) as f32;
        let seen = inside(x, plane.width) && inside(y, plane.height);
        return seen.then(|| plane.between(x, y).round() as u8);
    }
    let (across, down) = (weights(x - left), weights(y - top));
    let mut sum = 0.0;
    for (row, weight) in down.iter().enumerate() {
        let from = (above as usize + row) * plane.width + first as usize;
        let own = &plane.data[from..from + 4];
        let along: f32 = own
            .iter()
            .zip(&across)
            .map(|(v, w)| f32::from(*v) * w)
            .sum();
        sum += weight * along;
    }
    Some(sum.round().clamp(0.0, 255.0) as u8)
}

fn weights(t: f32) -> [f32; 4] {
    let (t2, t3) = (t * t, t * t * t);
    [
        -0.5 * t + t2 - 0.5 * t3,
        1.0 - 2.5 * t2 + 1.5 * t3,
        0.5 * t + 2.0 * t2 - 1.5 * t3,
        -0.5 * t2 + 0.5 * t3,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Level lines of dashes.
    fn page() -> Plane {
        let mut plane = Plane::filled(600, 800, 245);
        for y in (60..740).step_by(24) {
            for line in y..y + 8 {
                for x in (60..540).filter(|x| x % 12 < 9) {
                    plane.row_mut(line)[x] = 20;
                }
            }
        }
        plane
    }

    #[test]
    fn a_page_askew_is_laid_level() {
        for angle in [-1.7, -0.4, 0.0, 0.6, 2.5] {
            let askew_page = turned(&page(), angle, 245);
            let found = askew(&askew_page);
            assert!((found + angle).abs() < 0.13, "{angle}: {found}");
        }
    }
}
