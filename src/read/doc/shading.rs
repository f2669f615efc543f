//! Colours of letters and of what is behind them.

use crate::read::bytes::u16_at;
use crate::read::word::edges::RowEdges;
use crate::read::word::sight::{Color, Ground, by_number};

/// Bytes of a shading: two colours and the number of a pattern.
const SHADING: usize = 10;

/// A colour in four bytes, of which the last says that it is the usual one.
pub(super) fn color(bytes: &[u8]) -> Option<Color> {
    match bytes {
        [red, green, blue, 0, ..] => Some([*red, *green, *blue]),
        _ => None,
    }
}

/// A colour of the palette behind letters.
pub(super) fn palette(number: u16) -> Ground {
    by_number(number).map_or(Ground::Around, Ground::Color)
}

/// A shading in two bytes: five bits for each colour, six for the pattern.
pub(super) fn old(shading: u16) -> Ground {
    match shading >> 10 {
        _ if shading == 0xFFFF => Ground::Around,
        0 => palette(shading >> 5 & 0x1F),
        1 => palette(shading & 0x1F),
        _ => Ground::Unknown,
    }
}

/// A shading with its colours written out.
pub(super) fn new(shading: &[u8]) -> Ground {
    let part = |at: usize| shading.get(at..at + 4).and_then(color);
    let behind = match u16_at(shading, 8) {
        Some(0 | 0xFFFF) | None => part(4),
        Some(1) => part(0),
        Some(_) => return Ground::Unknown,
    };
    behind.map_or(Ground::Around, Ground::Color)
}

/// Shadings of a row's cells from one on.
pub(super) fn cells(row: &mut RowEdges, from: usize, shadings: &[u8]) {
    let cells = row.cells.iter_mut().skip(from);
    for (cell, shading) in cells.zip(shadings.chunks_exact(SHADING)) {
        cell.ground = new(shading);
    }
}

/// Shadings of a row's cells in two bytes each.
pub(super) fn cells_old(row: &mut RowEdges, shadings: &[u8]) {
    for (cell, pair) in row.cells.iter_mut().zip(shadings.chunks_exact(2)) {
        cell.ground = old(u16_at(pair, 0).unwrap_or_default());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shadings_are_read_by_their_pattern() {
        let navy = Ground::Color([0, 0, 0x80]);
        assert_eq!(old(9 << 5), navy);
        assert_eq!(old(1 << 10 | 9), navy);
        assert_eq!(old(5 << 10 | 9), Ground::Unknown);
        assert_eq!(old(0xFFFF), Ground::Around);
        assert_eq!(new(&[0, 0, 0, 0xFF, 0, 0, 0x80, 0, 0, 0]), navy);
        assert_eq!(new(&[0, 0, 0, 0xFF, 0, 0, 0, 0xFF, 0, 0]), Ground::Around);
        assert_eq!(new(&[0, 0, 0x80, 0, 0, 0, 0, 0xFF, 1, 0]), navy);
    }
}
