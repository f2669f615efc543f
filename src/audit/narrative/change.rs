//! "Từ 96,2% lên 97,5%": what a figure was, and what it is.

use super::quantity::Quantity;
use crate::text::vocabulary;

/// Marks in each pair of quantities that tell a change the first as what it was, and takes the second as it is.
pub fn mark(plain: &str, quantities: &mut [Quantity]) {
    for at in 1..quantities.len() {
        let [.., first, second] = &mut quantities[..=at] else {
            continue;
        };
        let before = plain
            .get(..first.at.start)
            .unwrap_or_default()
            .to_lowercase();
        let from = before.trim_end().strip_suffix("từ");
        let between = plain.get(first.at.end..second.at.start).unwrap_or_default();
        let between = between.to_lowercase();
        let changed = from.is_some_and(|before| {
            let tail: Vec<&str> = before.split_whitespace().rev().take(NEAR).collect();
            vocabulary::CHANGES.iter().any(|verb| tail.contains(verb))
        });
        let leads = |words: &[&str]| {
            let between = between.trim_end();
            words
                .iter()
                .any(|word| between.ends_with(&format!(" {word}")))
        };
        let clear = leads(&vocabulary::CHANGED_TO);
        let parted = between.contains([';', '(', ')']);
        if from.is_some() && !parted && (clear || changed && leads(&vocabulary::CHANGED_TO_LATER)) {
            (first.earlier, first.vague) = (true, true);
            (second.vague, second.bound) = (false, None);
        }
    }
}

/// How far before "từ" the verb of the change may stand, in words.
const NEAR: usize = 8;
