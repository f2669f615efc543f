//! The trees of several reports of one form → one tree: rows matched from the root down, new rows put
//! in after the sibling they follow.

use super::tree::{Node, Tree};
use crate::text::fold::fold;
use crate::text::similar::Label;
use std::collections::BTreeMap;

/// Labels this alike are one label, bent or reworded.
const ALIKE: f64 = 0.8;
/// Labels this alike are one label when the number agrees too.
const ALIKE_WITH_NUMBER: f64 = 0.6;

/// Puts what `next` has into `all`.
pub(super) fn unite(all: &mut Tree, next: Tree) {
    let mut placed: BTreeMap<usize, usize> = BTreeMap::new();
    // A row's position is above its children's, so parents are placed first.
    for (parent, children) in families(&next) {
        let parent = parent.and_then(|parent| placed.get(&parent).copied());
        let found = matches(all, parent, &next, &children);
        let mut after = None;
        for (child, found) in children.into_iter().zip(found) {
            let node = next.nodes[child].clone();
            let at = match found {
                Some(at) => {
                    merge(&mut all.nodes[at], node);
                    at
                }
                None => insert(all, parent, after, node),
            };
            placed.insert(child, at);
            after = Some(at);
        }
    }
}

/// The children of each row, roots first, in the order of the rows.
fn families(tree: &Tree) -> BTreeMap<Option<usize>, Vec<usize>> {
    let mut families = BTreeMap::from([(None, tree.roots.clone())]);
    for (at, node) in tree
        .nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| !node.children.is_empty())
    {
        families.insert(Some(at), node.children.clone());
    }
    families
}

/// For each of `children` the row of `all` under `parent` that it is: equal labels first, then likeness.
fn matches(
    all: &Tree,
    parent: Option<usize>,
    next: &Tree,
    children: &[usize],
) -> Vec<Option<usize>> {
    let mut free: Vec<usize> = all.children(parent).to_vec();
    let mut found = vec![None; children.len()];
    for likeness in [equal, alike] {
        for (child, found) in children
            .iter()
            .zip(&mut found)
            .filter(|(_, found)| found.is_none())
        {
            let node = &next.nodes[*child];
            let scores = free
                .iter()
                .map(|at| likeness(&all.nodes[*at], node))
                .enumerate();
            let best = scores
                .filter(|(_, score)| *score > 0.0)
                .reduce(|a, b| if b.1 > a.1 { b } else { a });
            *found = best.map(|(slot, _)| free.remove(slot));
        }
    }
    found
}

fn equal(a: &Node, b: &Node) -> f64 {
    let label = Label::of(&b.label);
    let known = a
        .printings
        .iter()
        .any(|(name, _)| Label::of(name).same(&label));
    f64::from(u8::from(known))
}

fn alike(a: &Node, b: &Node) -> f64 {
    let (label, other) = (Label::of(&a.label), Label::of(&b.label));
    let key = |node: &Node| node.number.as_ref().map(|number| number.key());
    let enough = if key(a).is_some() && key(a) == key(b) {
        ALIKE_WITH_NUMBER
    } else {
        ALIKE
    };
    let score = label.similarity(&other);
    if score >= enough && !label.digits_conflict(&other) {
        score
    } else {
        0.0
    }
}

fn merge(known: &mut Node, node: Node) {
    for (label, count) in node.printings {
        add_printing(&mut known.printings, label, count);
    }
    match (&known.unit, node.unit) {
        (Some(unit), Some(other)) => add_variant(unit, &mut known.unit_variants, other),
        (None, unit) => known.unit = unit,
        (Some(_), None) => {}
    }
    known.number = known.number.take().or(node.number);
    known.code = known.code.take().or(node.code);
    known.section |= node.section;
    known.values.extend(node.values);
    known.notes.extend(node.notes);
}

/// Printings that differ in case, punctuation or tone placement alone are one.
fn add_printing(printings: &mut Vec<(String, usize)>, label: String, count: usize) {
    let key = fold(&label);
    match printings.iter_mut().find(|(known, _)| fold(known) == key) {
        Some((_, times)) => *times += count,
        None => printings.push((label, count)),
    }
}

fn add_variant(known: &str, variants: &mut Vec<String>, other: String) {
    let key = fold(&other);
    if key != fold(known) && !variants.iter().any(|variant| fold(variant) == key) {
        variants.push(other);
    }
}

/// Adds a row under `parent`, after the sibling `after`, or first.
fn insert(all: &mut Tree, parent: Option<usize>, after: Option<usize>, node: Node) -> usize {
    let at = all.nodes.len();
    all.nodes.push(Node {
        parent,
        children: Vec::new(),
        ..node
    });
    let siblings = match parent {
        Some(parent) => &mut all.nodes[parent].children,
        None => &mut all.roots,
    };
    let slot = after
        .and_then(|after| siblings.iter().position(|sibling| *sibling == after))
        .map_or(0, |slot| slot + 1);
    siblings.insert(slot, at);
    at
}

#[cfg(test)]
mod tests {
    use super::super::tree::tests::row;
    use super::super::tree::tree;
    use super::*;

    #[test]
    fn rows_of_both_in_order_with_variants() {
        let first = [
            row("I", "Mục"),
            row("1", "Số TTHC công bố"),
            row("3", "Ba"),
            row("", "Con của ba"),
        ];
        let second = [
            row("I", "Mục"),
            row("1", "Số thủ tục hành chính công bố"),
            row("2", "Hai mới thêm"),
            row("", "Con của hai"),
            row("3", "Ba"),
        ];
        let mut all = tree(&first, 0);
        unite(&mut all, tree(&second, 1));
        let labels: Vec<&str> = all
            .preorder()
            .into_iter()
            .map(|at| all.nodes[at].label.as_str())
            .collect();
        assert_eq!(
            labels,
            [
                "Mục",
                "Số TTHC công bố",
                "Hai mới thêm",
                "Con của hai",
                "Ba",
                "Con của ba"
            ]
        );
        let printings: Vec<&str> = all.nodes[1]
            .printings
            .iter()
            .map(|(label, _)| label.as_str())
            .collect();
        assert_eq!(
            printings,
            ["Số TTHC công bố", "Số thủ tục hành chính công bố"]
        );
    }
}
