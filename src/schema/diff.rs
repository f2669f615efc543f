//! Two forms of two eras joined row by row: what was kept, renamed, moved, added, removed.

use super::form::{Indicator, Schema};
use crate::model::IndicatorId;
use crate::text::similar::Label;
use serde::Serialize;
use std::collections::BTreeSet;

/// Labels at least this alike may be one row, in thousandths.
const ALIKE: u32 = 880;
/// Least share of common letter pairs, in thousandths, to be looked at at all.
const COMMON: u32 = 550;
/// Two fitting parents make up for this much similarity.
const PARENT: u32 = 100;

/// What became of the rows of one form in another.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Difference {
    /// Rows of both, in the order of the newer form.
    pub pairs: Vec<Pair>,
    /// Rows only the newer form has.
    pub added: Vec<IndicatorId>,
    /// Rows only the older form has.
    pub removed: Vec<IndicatorId>,
}

/// A row of both forms.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pair {
    /// Its id in the older form.
    pub from: IndicatorId,
    /// Its id in the newer form.
    pub to: IndicatorId,
    /// The label says it in other words.
    pub renamed: bool,
    /// It stands under another row, or has another id.
    pub moved: bool,
    /// It has another unit.
    pub unit: bool,
}

impl Pair {
    /// Nothing about it changed.
    pub fn is_kept(&self) -> bool {
        !self.renamed && !self.moved && !self.unit
    }
}

/// Compares two forms.
///
/// ```
/// use phuluc::schema::{Schema, diff};
/// let form = |rows: &str| Schema::from_json("f.json", &format!(
///     r#"{{"id": "f", "title": "F", "indicators": [{rows}]}}"#
/// ));
/// let old = form(r#"
///     {"id": "1", "section": "", "label": "Số TTHC mức độ 4 đang cung cấp", "kind": "count"},
///     {"id": "2", "section": "", "label": "Số cuộc họp", "kind": "count"}"#)?;
/// let new = form(r#"
///     {"id": "1", "section": "", "label": "Số phiếu khảo sát", "kind": "count"},
///     {"id": "2", "section": "", "label": "Số thủ tục hành chính toàn trình đang cung cấp", "kind": "count"}"#)?;
/// let difference = diff(&old, &new);
/// assert_eq!((difference.pairs[0].from.as_str(), difference.pairs[0].to.as_str()), ("1", "2"));
/// assert_eq!(difference.added, ["1".into()]);
/// assert_eq!(difference.removed, ["2".into()]);
/// # Ok::<(), phuluc::schema::SchemaError>(())
/// ```
pub fn diff(old: &Schema, new: &Schema) -> Difference {
    let partners = partners(&Form::of(old), &Form::of(new));
    let mut difference = Difference::default();
    for (at, row) in new.indicators.iter().enumerate() {
        match partners[at] {
            Some(from) => difference.pairs.push(pair(old, new, &partners, from, at)),
            None => difference.added.push(row.id.clone()),
        }
    }
    let kept: BTreeSet<usize> = partners.iter().flatten().copied().collect();
    let removed = old
        .indicators
        .iter()
        .enumerate()
        .filter(|(at, _)| !kept.contains(at));
    difference.removed = removed.map(|(_, row)| row.id.clone()).collect();
    difference
}

fn pair(old: &Schema, new: &Schema, partners: &[Option<usize>], from: usize, to: usize) -> Pair {
    let (a, b) = (&old.indicators[from], &new.indicators[to]);
    let parent_in_old = |row: &Indicator| row.parent.as_ref().and_then(|id| old.position(id));
    let parent_in_new = |row: &Indicator| row.parent.as_ref().and_then(|id| new.position(id));
    let same_parent = parent_in_new(b).and_then(|at| partners[at]) == parent_in_old(a);
    Pair {
        from: a.id.clone(),
        to: b.id.clone(),
        renamed: !Label::of(&a.label).same(&Label::of(&b.label)),
        moved: a.id != b.id || !same_parent,
        unit: unit_key(a) != unit_key(b),
    }
}

fn unit_key(row: &Indicator) -> Option<String> {
    row.unit.as_deref().map(crate::text::fold::bare)
}

/// A form with its labels prepared.
struct Form<'a> {
    schema: &'a Schema,
    /// For each row its label and aliases.
    names: Vec<Vec<Label>>,
}

impl<'a> Form<'a> {
    fn of(schema: &'a Schema) -> Form<'a> {
        let names = |row: &Indicator| {
            std::iter::once(&row.label)
                .chain(&row.aliases)
                .map(|name| Label::of(name))
                .collect()
        };
        Form {
            schema,
            names: schema.indicators.iter().map(names).collect(),
        }
    }

    fn parent(&self, at: usize) -> Option<usize> {
        self.schema
            .position(self.schema.indicators[at].parent.as_ref()?)
    }
}

/// For each new row the old row it is: the best pairs first, twice, as pairs found among parents speak
/// for their children.
fn partners(old: &Form<'_>, new: &Form<'_>) -> Vec<Option<usize>> {
    let alike = alike(old, new);
    let mut partners = vec![None; new.names.len()];
    for _ in 0..3 {
        let next = best(old, new, &alike, &partners);
        if next == partners {
            break;
        }
        partners = next;
    }
    partners
}

/// Pairs alike enough to be one row: (similarity in thousandths, old, new).
fn alike(old: &Form<'_>, new: &Form<'_>) -> Vec<(u32, usize, usize)> {
    let mut alike = Vec::new();
    for (to, names) in new.names.iter().enumerate() {
        for (from, others) in old.names.iter().enumerate() {
            if !comparable(&old.schema.indicators[from], &new.schema.indicators[to]) {
                continue;
            }
            let score = similarity(others, names);
            if score >= ALIKE - PARENT {
                alike.push((score, from, to));
            }
        }
    }
    alike
}

/// A rate never becomes a count, nor a row a section; a heading may come to ask for an answer.
fn comparable(a: &Indicator, b: &Indicator) -> bool {
    use super::form::Kind::{Amount, Choice, Count, Heading};
    let turned = |a, b| matches!((a, b), (Amount, Count) | (Heading, Choice));
    a.kind == b.kind || turned(a.kind, b.kind) || turned(b.kind, a.kind)
}

fn similarity(names: &[Label], others: &[Label]) -> u32 {
    let pairs = names
        .iter()
        .flat_map(|name| others.iter().map(move |other| (name, other)));
    pairs
        .map(|(name, other)| one_likeness(name, other))
        .max()
        .unwrap_or(0)
}

fn one_likeness(name: &Label, other: &Label) -> u32 {
    if name.same(other) {
        return 1000;
    }
    if name.digits_conflict(other)
        || name.agencies_conflict(other)
        || name.overlap(other, COMMON) < COMMON
    {
        return 0;
    }
    let distance = name.distance(other, 1000 - (ALIKE - PARENT));
    // Likeness is a share; thousandths of it are exact enough to order pairs by.
    distance.map_or(0, |distance| (distance.similarity() * 999.0) as u32)
}

/// The best pairs, greedily: similarity, then parents that are a pair already, then printed order.
fn best(
    old: &Form<'_>,
    new: &Form<'_>,
    alike: &[(u32, usize, usize)],
    known: &[Option<usize>],
) -> Vec<Option<usize>> {
    let score = |&(similarity, from, to): &(u32, usize, usize)| {
        let parents = (old.parent(from), new.parent(to).map(|parent| known[parent]));
        let fitting = matches!(parents, (Some(a), Some(Some(b))) if a == b)
            || matches!(parents, (None, None));
        let score = similarity + if fitting { PARENT } else { 0 };
        (score >= ALIKE + if fitting { 0 } else { PARENT / 2 }).then_some((score, from, to))
    };
    let mut scored: Vec<_> = alike.iter().filter_map(score).collect();
    scored
        .sort_by_key(|&(score, from, to)| (std::cmp::Reverse(score), from.abs_diff(to), to, from));
    let mut partners = vec![None; new.names.len()];
    let mut taken = BTreeSet::new();
    for (_, from, to) in scored {
        if partners[to].is_none() && taken.insert(from) {
            partners[to] = Some(from);
        }
    }
    partners
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::builtin;

    #[test]
    fn a_form_is_itself() {
        for schema in builtin() {
            let difference = diff(schema, schema);
            assert!(difference.added.is_empty() && difference.removed.is_empty());
            assert!(difference.pairs.iter().all(Pair::is_kept));
        }
    }

    /// The two eras, joined: rows a person who knows both forms would call the same.
    #[test]
    fn the_two_eras_join() {
        let difference = diff(&builtin()[0], &builtin()[1]);
        let of = |from: &str| {
            difference
                .pairs
                .iter()
                .find(|pair| pair.from.as_str() == from)
                .map(|pair| pair.to.as_str())
        };
        let expected = [
            ("I", "I"),
            ("VII", "VII"),
            ("I.1", "I.2"),
            ("I.1.1", "I.2.1"),
            ("I.1.2", "I.2.2"),
            ("I.2", "I.3"),
            ("I.2.3", "I.3.3.1"),
            ("I.4.1", "I.4.1"),
            ("I.4.2", "I.4.1.1"),
            ("I.7", "I.5"),
            ("I.7.2", "I.5.2"),
            ("IV.2.2", "IV.2.2"),
            ("IV.3.1", "IV.3.1"),
            ("V.2.1", "V.2.1"),
            ("VII.3.6", "VII.4.5.1"),
            ("VII.3.7", "VII.4.5.2"),
        ];
        for (from, to) in expected {
            assert_eq!(of(from), Some(to), "{from}");
        }
        // Alike to the eye, another thing to the person who counts.
        for only_then in ["I.2.1", "V.6.1", "VII.2b.1", "VII.3.2"] {
            assert_eq!(of(only_then), None, "{only_then}");
        }
    }
}
