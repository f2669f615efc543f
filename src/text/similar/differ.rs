//! How many letters of two wordings differ: the edit distance, counted for all letters of one at once.
//!
//! Hyyrö's bit-parallel Levenshtein distance, in one word of 64 or 128 bits, as labels are short. It gives up
//! as soon as too many letters differ, which for most labels of a form is early.

use rapidfuzz::distance::levenshtein::{Args, BatchComparator};

/// A wording made ready for being compared with many others.
pub(super) enum Differ {
    /// At most 64 letters: for each letter the places where it stands, and how many places there are.
    Short(Box<[u64; 256]>, u32),
    /// At most 128 letters.
    Long(Box<[u128; 256]>, u32),
    /// More.
    Endless(BatchComparator<u8>),
}

impl Differ {
    pub fn new(letters: &[u8]) -> Differ {
        match u32::try_from(letters.len()) {
            Ok(length @ ..=64) => {
                let mut places = Box::new([0; 256]);
                letters
                    .iter()
                    .enumerate()
                    .for_each(|(at, c)| places[usize::from(*c)] |= 1 << at);
                Differ::Short(places, length)
            }
            Ok(length @ ..=128) => {
                let mut places = Box::new([0; 256]);
                letters
                    .iter()
                    .enumerate()
                    .for_each(|(at, c)| places[usize::from(*c)] |= 1 << at);
                Differ::Long(places, length)
            }
            _ => Differ::Endless(BatchComparator::new(letters.iter().copied())),
        }
    }

    /// How many letters differ, if no more than `most`.
    pub fn count(&self, others: &[u8], most: u32) -> Option<u32> {
        match self {
            Differ::Short(places, length) => short(places, *length, others, most),
            Differ::Long(places, length) => long(places, *length, others, most),
            Differ::Endless(all) => {
                let most = Args::default().score_cutoff(usize::try_from(most).ok()?);
                u32::try_from(all.distance_with_args(others.iter().copied(), &most)?).ok()
            }
        }
    }
}

/// The count in words of one size.
macro_rules! counted {
    ($name:ident, $word:ty) => {
        fn $name(places: &[$word; 256], length: u32, others: &[u8], most: u32) -> Option<u32> {
            let mut left = u32::try_from(others.len()).ok()?;
            if length == 0 || length.abs_diff(left) > most {
                return Some(left).filter(|left| *left <= most && length == 0);
            }
            let last: $word = 1 << (length - 1);
            // Where a step down the table is one up, and one down.
            let (mut up, mut down): ($word, $word) = (<$word>::MAX, 0);
            let mut differ = length;
            for other in others {
                let same = places[usize::from(*other)];
                let diagonal = ((same & up).wrapping_add(up) ^ up) | same | down;
                let right_up = down | !(diagonal | up);
                let right_down = diagonal & up;
                differ += u32::from(right_up & last != 0);
                differ -= u32::from(right_down & last != 0);
                left -= 1;
                // Each letter to come can make good for one at most.
                if differ > most + left {
                    return None;
                }
                let (right_up, right_down) = (right_up << 1 | 1, right_down << 1);
                up = right_down | !(diagonal | right_up);
                down = right_up & diagonal;
            }
            (differ <= most).then_some(differ)
        }
    };
}

counted!(short, u64);
counted!(long, u128);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The edit distance row by row, as the textbook has it.
    fn distance(one: &[u8], other: &[u8]) -> u32 {
        let mut costs: Vec<u32> = (0..).take(other.len() + 1).collect();
        for (row, a) in (1..).zip(one) {
            let mut corner = std::mem::replace(&mut costs[0], row);
            for (at, b) in other.iter().enumerate() {
                let cost = (corner + u32::from(a != b)).min(1 + costs[at].min(costs[at + 1]));
                corner = std::mem::replace(&mut costs[at + 1], cost);
            }
        }
        costs[other.len()]
    }

    proptest! {
        #[test]
        fn the_count_is_the_edit_distance(
            one in "[abc]{0,20}|[a-e]{50,70}|[ab]{120,140}",
            other in "[abc]{0,20}|[a-e]{50,70}|[ab]{120,140}",
            most in 0u32..150,
        ) {
            let distance = distance(one.as_bytes(), other.as_bytes());
            let counted = Differ::new(one.as_bytes()).count(other.as_bytes(), most);
            prop_assert_eq!(counted, Some(distance).filter(|distance| *distance <= most));
        }
    }

    #[test]
    fn a_slip_in_a_long_label_is_one_letter() {
        let label = "sothutuchanhchinhduoccongbomoi".repeat(5);
        for length in [1, 30, 63, 64, 65, 127, 128, 129] {
            let (one, other) = (&label[..length], format!("{}x", &label[..length - 1]));
            assert_eq!(
                Differ::new(one.as_bytes()).count(other.as_bytes(), 3),
                Some(1),
                "{length}"
            );
        }
    }
}
