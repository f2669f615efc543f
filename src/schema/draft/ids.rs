//! Ids: section numeral, then the path of printed numbers, an ordinal where the form prints none, a
//! letter where it repeats one.

use super::tree::{Node, Tree};
use crate::model::IndicatorId;
use crate::text::roman;
use std::collections::BTreeSet;

/// The id of each row, by position.
pub(super) fn ids(tree: &Tree) -> Vec<IndicatorId> {
    let mut ids = vec![IndicatorId::default(); tree.nodes.len()];
    let mut used = BTreeSet::new();
    for at in tree.preorder() {
        let id = unused(wanted(tree, &ids, at), &used);
        used.insert(id.clone());
        ids[at] = IndicatorId(id);
    }
    ids
}

fn wanted(tree: &Tree, ids: &[IndicatorId], at: usize) -> String {
    let node = &tree.nodes[at];
    let number = node.number.as_ref().map(|number| number.key());
    let Some(parent) = node.parent else {
        return number.map_or_else(|| ordinal(tree, at).to_string(), |number| numeral(&number));
    };
    let parent_id = ids[parent].as_str();
    match number {
        Some(number) if is_plain(&number) => match base(tree, parent) {
            Some(base) => format!("{}.{number}", ids[base]),
            None if number.contains('.') => number,
            None => format!("{parent_id}.{number}"),
        },
        Some(number) if is_numeral(node) => format!("{parent_id}.{}", number.to_uppercase()),
        Some(number) => format!("{parent_id}.{number}"),
        None => format!("{parent_id}.{}", ordinal(tree, at)),
    }
}

/// The row whose rows are numbered from 1: the nearest above with a numeral or a letter.
fn base(tree: &Tree, mut at: usize) -> Option<usize> {
    loop {
        let number = tree.nodes[at].number.as_ref().map(|number| number.key());
        if number.is_some_and(|number| !is_plain(&number)) {
            return Some(at);
        }
        at = tree.nodes[at].parent?;
    }
}

fn is_numeral(node: &Node) -> bool {
    node.number.as_ref().is_some_and(|number| {
        number
            .0
            .trim_end_matches(['.', ')'])
            .chars()
            .all(roman::is_sign)
    })
}

/// "1", "3.3.1": no numeral, letter or caption.
fn is_plain(number: &str) -> bool {
    number.starts_with(|c: char| c.is_ascii_digit())
}

/// A section's numeral: "I" of "i", "3" of "biểu mẫu 3" as "III".
fn numeral(number: &str) -> String {
    let last = number.rsplit(' ').next().unwrap_or(number);
    match last.parse::<u32>() {
        Ok(value) if number.contains(' ') && value < 40 => roman::numeral(value),
        _ => last.to_uppercase(),
    }
}

/// Position among the siblings without a number, from 1.
fn ordinal(tree: &Tree, at: usize) -> usize {
    let siblings = tree.children(tree.nodes[at].parent);
    let unnumbered = siblings
        .iter()
        .filter(|sibling| tree.nodes[**sibling].number.is_none());
    unnumbered.take_while(|sibling| **sibling != at).count() + 1
}

/// The id itself, or with b, c … z, then b2, b3 ….
fn unused(id: String, used: &BTreeSet<String>) -> String {
    if !used.contains(&id) {
        return id;
    }
    let lettered = ('b'..='z').map(|letter| format!("{id}{letter}"));
    let numbered = (2..).map(|n: usize| format!("{id}b{n}"));
    lettered
        .chain(numbered)
        .find(|id| !used.contains(id))
        .unwrap_or(id)
}
