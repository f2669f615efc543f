//! A picture of two values, and what is done along its rows and columns in one pass.

/// Black and white: 1 is ink.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mask {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) bits: Vec<u8>,
}

impl Mask {
    /// What is darker than `limit`.
    pub(super) fn darker(grey: &[u8], width: usize, height: usize, limit: u8) -> Self {
        Self {
            width,
            height,
            bits: grey.iter().map(|&g| u8::from(g < limit)).collect(),
        }
    }

    pub(super) fn row(&self, y: usize) -> &[u8] {
        &self.bits[y * self.width..(y + 1) * self.width]
    }

    fn row_mut(&mut self, y: usize) -> &mut [u8] {
        &mut self.bits[y * self.width..(y + 1) * self.width]
    }

    pub(super) fn add(&mut self, other: &Self) {
        for (bit, &also) in self.bits.iter_mut().zip(&other.bits) {
            *bit |= also;
        }
    }

    /// Fills gaps shorter than `gap` in each row.
    pub(super) fn close_rows(&mut self, gap: usize) {
        for y in 0..self.height {
            let row = self.row_mut(y);
            let mut after = None;
            for x in 0..row.len() {
                if row[x] == 0 {
                    continue;
                }
                if let Some(after) = after
                    && x - after < gap
                {
                    row[after..x].fill(1);
                }
                after = Some(x + 1);
            }
        }
    }

    /// Keeps the runs of each row that are `least` long.
    pub(super) fn open_rows(&mut self, least: usize) {
        self.drop_in_rows(|long| long < least);
    }

    /// Keeps what is at most `most` thick along its row, or `least` long.
    pub(super) fn thin_in_rows(&mut self, most: usize, least: usize) {
        self.drop_in_rows(|long| long > most && long < least);
    }

    fn drop_in_rows(&mut self, drop: impl Fn(usize) -> bool) {
        for y in 0..self.height {
            let row = self.row_mut(y);
            let mut x = 0;
            while x < row.len() {
                let start = x;
                while x < row.len() && row[x] == 1 {
                    x += 1;
                }
                if drop(x - start) {
                    row[start..x].fill(0);
                }
                x += 1;
            }
        }
    }

    /// Fills gaps shorter than `gap` in each column.
    pub(super) fn close_columns(&mut self, gap: usize) {
        let width = self.width;
        let mut ends = vec![usize::MAX; width];
        for y in 0..self.height {
            for (x, end) in ends.iter_mut().enumerate() {
                if self.bits[y * width + x] == 0 {
                    continue;
                }
                if *end < y && y - *end < gap {
                    for between in *end..y {
                        self.bits[between * width + x] = 1;
                    }
                }
                *end = y + 1;
            }
        }
    }

    /// Keeps the runs of each column that are `least` long.
    pub(super) fn open_columns(&mut self, least: usize) {
        self.drop_in_columns(|long| long < least);
    }

    /// Keeps what is at most `most` thick down its column, or `least` long.
    pub(super) fn thin_in_columns(&mut self, most: usize, least: usize) {
        self.drop_in_columns(|long| long > most && long < least);
    }

    fn drop_in_columns(&mut self, drop: impl Fn(usize) -> bool) {
        let width = self.width;
        let mut runs = vec![0_usize; width];
        for y in 0..=self.height {
            for (x, run) in runs.iter_mut().enumerate() {
                if y < self.height && self.bits[y * width + x] == 1 {
                    *run += 1;
                    continue;
                }
                if *run > 0 {
                    if drop(*run) {
                        for gone in y - *run..y {
                            self.bits[gone * width + x] = 0;
                        }
                    }
                    *run = 0;
                }
            }
        }
    }

    /// Ink grows by one pixel up and down.
    pub(super) fn grow_columns(&mut self) {
        let before = self.bits.clone();
        let width = self.width;
        let last = before.len().saturating_sub(width);
        for (bit, &up) in self.bits[width.min(before.len())..]
            .iter_mut()
            .zip(&before[..last])
        {
            *bit |= up;
        }
        for (bit, &down) in self.bits[..last]
            .iter_mut()
            .zip(&before[before.len() - last..])
        {
            *bit |= down;
        }
    }

    /// Ink grows by one pixel left and right.
    pub(super) fn grow_rows(&mut self) {
        for y in 0..self.height {
            let row = self.row_mut(y);
            let mut left = 0;
            for x in 0..row.len() {
                let here = row[x];
                let right = row.get(x + 1).copied().unwrap_or(0);
                row[x] = left | here | right;
                left = here;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mask(rows: &[&str]) -> Mask {
        Mask {
            width: rows[0].len(),
            height: rows.len(),
            bits: rows.concat().bytes().map(|b| u8::from(b == b'#')).collect(),
        }
    }

    fn turned(of: &Mask) -> Mask {
        let mut out = Mask {
            width: of.height,
            height: of.width,
            bits: vec![0; of.bits.len()],
        };
        for y in 0..of.height {
            for x in 0..of.width {
                out.bits[x * of.height + y] = of.row(y)[x];
            }
        }
        out
    }

    type Change = fn(&mut Mask);

    #[test]
    fn rows_and_columns_are_treated_alike() {
        let drawn = mask(&["##.#...##", "#..#....#", "#######..", ".#.##.##."]);
        let pairs: [(Change, Change); 4] = [
            (|m| m.close_rows(3), |m| m.close_columns(3)),
            (|m| m.open_rows(2), |m| m.open_columns(2)),
            (|m| m.thin_in_rows(1, 6), |m| m.thin_in_columns(1, 6)),
            (Mask::grow_rows, Mask::grow_columns),
        ];
        for (rows, columns) in pairs {
            let mut along = drawn.clone();
            rows(&mut along);
            let mut down = turned(&drawn);
            columns(&mut down);
            assert_eq!(turned(&down), along);
        }
    }

    #[test]
    fn a_gap_is_closed_and_a_short_run_dropped() {
        let mut m = mask(&["##.#...##"]);
        m.close_rows(3);
        assert_eq!(m, mask(&["####...##"]));
        m.open_rows(3);
        assert_eq!(m, mask(&["####....."]));
    }
}
