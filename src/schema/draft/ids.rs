//! Ids: section numeral, then the path of printed numbers, an ordinal where the form prints none, a
//! letter where it repeats one.

use super::tree::Tree;
use crate::model::IndicatorId;
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
    let root = ids[tree.root(at)].as_str();
    let parent = ids[parent].as_str();
    match number {
        Some(number) if number.starts_with(|c: char| c.is_ascii_digit()) && !is_plain(root) => {
            format!("{root}.{number}")
        }
        Some(number) if number.contains('.') => number,
        Some(number) => format!("{parent}.{number}"),
        None => format!("{parent}.{}", ordinal(tree, at)),
    }
}

/// A root without a section's numeral: its number is already the path's first part.
fn is_plain(root: &str) -> bool {
    root.starts_with(|c: char| c.is_ascii_digit())
}

/// A section's numeral: "I" of "i", "3" of "biểu mẫu 3" as "III".
fn numeral(number: &str) -> String {
    let last = number.rsplit(' ').next().unwrap_or(number);
    match last.parse::<u32>() {
        Ok(value) if number.contains(' ') && value < 40 => roman(value),
        _ => last.to_uppercase(),
    }
}

fn roman(value: u32) -> String {
    const STEPS: [(u32, &str); 5] = [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut rest = value;
    let mut out = String::new();
    for (step, sign) in STEPS {
        while rest >= step {
            out.push_str(sign);
            rest -= step;
        }
    }
    out
}

/// Position among the siblings without a number, from 1.
fn ordinal(tree: &Tree, at: usize) -> usize {
    let siblings = tree.children(tree.nodes[at].parent);
    let unnumbered = siblings.iter().filter(|sibling| tree.nodes[**sibling].number.is_none());
    unnumbered.take_while(|sibling| **sibling != at).count() + 1
}

/// The id itself, or with b, c … z, then b2, b3 ….
fn unused(id: String, used: &BTreeSet<String>) -> String {
    if !used.contains(&id) {
        return id;
    }
    let lettered = ('b'..='z').map(|letter| format!("{id}{letter}"));
    let numbered = (2..).map(|n: usize| format!("{id}b{n}"));
    lettered.chain(numbered).find(|id| !used.contains(id)).unwrap_or(id)
}
