//! Paper made even: shade, grey and yellow of the paper go, ink stays.

use super::Picture;

/// What even paper is given.
pub(super) const PAPER: u8 = 245;

/// The paper is looked at this much smaller.
const SHRINK: usize = 4;

/// How far two channels of a pixel part before it counts as coloured at all.
const TINT: u8 = 22;

/// The picture with even paper; colour that is none, as of a grey picture kept in colours, is dropped.
pub(super) fn flatten(picture: Picture) -> Picture {
    let Picture {
        width,
        height,
        grey,
        colour,
        dpi,
    } = picture;
    let colour = colour.map(|colour| {
        let mut planes: Vec<Vec<u8>> = (0..3)
            .map(|channel| colour.iter().map(|pixel| pixel[channel]).collect())
            .collect();
        for plane in &mut planes {
            even(plane, width, height, dpi);
        }
        let (red, green, blue) = (&planes[0], &planes[1], &planes[2]);
        let pixels = red.iter().zip(green).zip(blue);
        pixels.map(|((&r, &g), &b)| [r, g, b]).collect::<Vec<_>>()
    });
    match colour.filter(|colour| is_coloured(colour)) {
        Some(colour) => Picture {
            width,
            height,
            grey: colour.iter().map(|&pixel| brightness(pixel)).collect(),
            colour: Some(colour),
            dpi,
        },
        None => {
            let mut grey = grey;
            even(&mut grey, width, height, dpi);
            Picture {
                width,
                height,
                grey,
                colour: None,
                dpi,
            }
        }
    }
}

/// How bright a coloured pixel looks.
pub(super) fn brightness([red, green, blue]: [u8; 3]) -> u8 {
    let sum = 77 * u32::from(red) + 150 * u32::from(green) + 29 * u32::from(blue);
    (sum >> 8) as u8
}

/// How far the channels of a pixel part.
pub(super) fn saturation([red, green, blue]: [u8; 3]) -> u8 {
    red.max(green).max(blue) - red.min(green).min(blue)
}

fn is_coloured(colour: &[[u8; 3]]) -> bool {
    let tinted = colour
        .iter()
        .filter(|&&pixel| saturation(pixel) > TINT)
        .count();
    tinted * 20_000 > colour.len()
}

/// Divides by the paper's brightness, seen where closing swallows the ink.
fn even(grey: &mut [u8], width: usize, height: usize, dpi: f32) {
    let (small, w, h) = shrunk(grey, width, height, SHRINK);
    let reach = ((dpi * 0.06) as usize).max(3) | 1;
    let lightest = slide(&small, w, h, reach, u8::max);
    let closed = slide(&lightest, w, h, reach, u8::min);
    let mut paper: Vec<f32> = closed.iter().map(|&g| f32::from(g)).collect();
    for _ in 0..2 {
        blur_rows(&mut paper, w, reach / 2);
        paper = flipped(&paper, w, h);
        blur_rows(&mut paper, h, reach / 2);
        paper = flipped(&paper, h, w);
    }
    divide(grey, width, &paper, w, h);
}

fn divide(grey: &mut [u8], width: usize, paper: &[f32], w: usize, h: usize) {
    let step = 1.0 / SHRINK as f32;
    let at = |x: usize, last: usize| {
        let place = ((x as f32 + 0.5) * step - 0.5).clamp(0.0, (last - 1) as f32);
        let low = (place as usize).min(last.saturating_sub(2));
        (low, (low + 1).min(last - 1), place - low as f32)
    };
    let mut line = vec![0.0_f32; w];
    for (y, row) in grey.chunks_exact_mut(width).enumerate() {
        let (above, below, share) = at(y, h);
        let (above, below) = (
            &paper[above * w..(above + 1) * w],
            &paper[below * w..(below + 1) * w],
        );
        for ((gain, &a), &b) in line.iter_mut().zip(above).zip(below) {
            *gain = f32::from(PAPER) / (a + (b - a) * share).max(1.0);
        }
        for (x, pixel) in row.iter_mut().enumerate() {
            let (left, right, share) = at(x, w);
            let gain = line[left] + (line[right] - line[left]) * share;
            *pixel = (f32::from(*pixel) * gain).min(255.0) as u8;
        }
    }
}

/// Means of squares of pixels.
pub(super) fn shrunk(
    grey: &[u8],
    width: usize,
    height: usize,
    by: usize,
) -> (Vec<u8>, usize, usize) {
    let (w, h) = (width.div_ceil(by), height.div_ceil(by));
    let mut small = Vec::with_capacity(w * h);
    let mut sums = vec![0_u32; w];
    for rows in grey.chunks(width * by) {
        sums.fill(0);
        let count = (rows.len() / width) as u32;
        for row in rows.chunks_exact(width) {
            for (sum, square) in sums.iter_mut().zip(row.chunks(by)) {
                *sum += square.iter().map(|&g| u32::from(g)).sum::<u32>();
            }
        }
        for (x, &sum) in sums.iter().enumerate() {
            let across = (width - x * by).min(by) as u32;
            small.push((sum / (across * count)) as u8);
        }
    }
    (small, w, h)
}

/// The outermost value within half of `reach`, over squares.
fn slide(small: &[u8], w: usize, h: usize, reach: usize, outer: fn(u8, u8) -> u8) -> Vec<u8> {
    let mut out = small.to_vec();
    slide_rows(&mut out, w, reach, outer);
    let mut out = flipped(&out, w, h);
    slide_rows(&mut out, h, reach, outer);
    flipped(&out, h, w)
}

/// Two runs over blocks of `reach` values, forward and backward, give every window's outermost value.
fn slide_rows(values: &mut [u8], width: usize, reach: usize, outer: fn(u8, u8) -> u8) {
    let half = reach / 2;
    let last = width + 2 * half - 1;
    let mut padded = vec![0; last + 1];
    let mut forward = vec![0; last + 1];
    let mut backward = vec![0; last + 1];
    for row in values.chunks_exact_mut(width) {
        padded[..half].fill(row[0]);
        padded[half..half + width].copy_from_slice(row);
        padded[half + width..].fill(row[width - 1]);
        for x in 0..=last {
            forward[x] = match x % reach {
                0 => padded[x],
                _ => outer(forward[x - 1], padded[x]),
            };
        }
        for x in (0..=last).rev() {
            backward[x] = match (x + 1) % reach {
                1.. if x < last => outer(backward[x + 1], padded[x]),
                _ => padded[x],
            };
        }
        for (x, value) in row.iter_mut().enumerate() {
            *value = outer(backward[x], forward[x + 2 * half]);
        }
    }
}

fn blur_rows(values: &mut [f32], width: usize, reach: usize) {
    let mut before = vec![0.0; width];
    for row in values.chunks_exact_mut(width) {
        before.copy_from_slice(row);
        let mut sum: f32 = before[..reach.min(width)].iter().sum();
        let mut count = reach.min(width);
        for (x, value) in row.iter_mut().enumerate() {
            if x + reach < width {
                sum += before[x + reach];
                count += 1;
            }
            if x > reach {
                sum -= before[x - reach - 1];
                count -= 1;
            }
            *value = sum / count as f32;
        }
    }
}

/// Rows become columns.
fn flipped<T: Copy + Default>(values: &[T], width: usize, height: usize) -> Vec<T> {
    let mut out = vec![T::default(); values.len()];
    for (y, row) in values.chunks_exact(width).enumerate() {
        for (x, &value) in row.iter().enumerate() {
            out[x * height + y] = value;
        }
    }
    out
}

/// How dark the darkest `part`th of all pixels below a brightness is at most; 0 where there are none.
pub(super) fn darkest(grey: &[u8], below: usize, part: usize) -> u8 {
    let mut counts = [0_usize; 256];
    for &g in grey {
        counts[usize::from(g)] += 1;
    }
    let dark: usize = counts[..below].iter().sum();
    let mut seen = 0;
    let level = counts.iter().position(|&count| {
        seen += count;
        seen * part > dark
    });
    level.unwrap_or(0) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shade_goes_and_ink_stays() {
        let (width, height) = (400, 200);
        let mut grey: Vec<u8> = (0..width * height)
            .map(|i| 130 + (i % width / 4) as u8)
            .collect();
        for x in (20..380).step_by(40) {
            grey[100 * width + x] = 20;
        }
        let flat = flatten(Picture {
            width,
            height,
            grey,
            colour: None,
            dpi: 100.0,
        });
        for x in 15..375 {
            let pixel = flat.grey[100 * width + x];
            match x % 40 == 20 {
                true => assert!(pixel < 60, "{x}: {pixel}"),
                false => assert!(pixel.abs_diff(PAPER) < 8, "{x}: {pixel}"),
            }
        }
    }

    #[test]
    fn a_grey_picture_kept_in_colours_is_grey() {
        let yellow_paper = vec![[240, 232, 200]; 100 * 100];
        let flat = flatten(Picture {
            width: 100,
            height: 100,
            grey: vec![230; 100 * 100],
            colour: Some(yellow_paper),
            dpi: 100.0,
        });
        assert_eq!(flat.colour, None);
    }

    #[test]
    fn every_window_has_its_outermost_value() {
        let drawn: Vec<u8> = (0..37_u32).map(|i| (i * 7919 % 251) as u8).collect();
        for reach in [3, 5, 7] {
            let mut slid = drawn.clone();
            slide_rows(&mut slid, 37, reach, u8::max);
            for (x, &most) in slid.iter().enumerate() {
                let window = &drawn[x.saturating_sub(reach / 2)..(x + reach / 2 + 1).min(37)];
                assert_eq!(Some(&most), window.iter().max());
            }
        }
    }
}
