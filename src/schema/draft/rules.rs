//! Ratio, sum and at-most rules, guessed from who stands under whom and held against the figures that
//! filled reports print: a rule one of them breaks is not proposed.

use super::figure::{figure, is_rate};
use super::tree::Tree;
use crate::model::IndicatorId;
use crate::schema::form::{Aggregate, Indicator, Kind, Rule};
use crate::text::fold::bare;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Adds guessed rules to the indicators, which stand in the order of `order`.
pub(super) fn add(
    tree: &Tree,
    ids: &[IndicatorId],
    order: &[usize],
    main: usize,
    indicators: &mut [Indicator],
) {
    let slots: BTreeMap<usize, usize> = order
        .iter()
        .enumerate()
        .map(|(slot, at)| (*at, slot))
        .collect();
    let form = Form {
        tree,
        ids,
        slots,
        main,
    };
    for &at in order {
        form.add_for(at, indicators);
    }
}

struct Form<'a> {
    tree: &'a Tree,
    ids: &'a [IndicatorId],
    /// Position in the tree → position among the indicators.
    slots: BTreeMap<usize, usize>,
    main: usize,
}

impl Form<'_> {
    fn add_for(&self, at: usize, indicators: &mut [Indicator]) {
        let Some(row) = self.slots.get(&at).and_then(|slot| indicators.get(*slot)) else {
            return;
        };
        match row.kind {
            Kind::Percent => self.add_ratio(at, indicators),
            Kind::Count | Kind::Amount => self.add_parts(at, indicators),
            _ => {}
        }
    }

    /// A rate over the only two figures under it that share a unit.
    fn add_ratio(&self, at: usize, indicators: &mut [Indicator]) {
        let Some((a, b)) = self.pair(&self.summable(at, indicators)) else {
            return;
        };
        let (part, whole) = if self.is_whole(a, b) { (b, a) } else { (a, b) };
        let fits = |part, whole| self.hold(&[at, part, whole], |v| is_rate(v[0], v[1], v[2]));
        let (part, whole) = match (fits(part, whole), fits(whole, part)) {
            (Some(false), Some(true)) => (whole, part),
            (Some(false), _) => return,
            _ => (part, whole),
        };
        let (part, whole) = (self.ids[part].clone(), self.ids[whole].clone());
        self.push(
            at,
            indicators,
            Rule::RatioOf {
                part: part.clone(),
                whole: whole.clone(),
                guessed: true,
            },
        );
        if let Some(row) = self.row(at, indicators) {
            row.aggregate = Aggregate::Ratio { part, whole };
        }
    }

    /// The two of one unit, where there is one such pair and no third.
    fn pair(&self, figures: &[usize]) -> Option<(usize, usize)> {
        let mut by_unit: BTreeMap<Option<String>, Vec<usize>> = BTreeMap::new();
        for at in figures {
            by_unit.entry(self.unit(*at)).or_default().push(*at);
        }
        let mut pairs = by_unit.into_values().filter(|group| group.len() > 1);
        match (pairs.next()?.as_slice(), pairs.next()) {
            ([a, b], None) => Some((*a, *b)),
            _ => None,
        }
    }

    /// Which of two figures under a rate is the whole: by its words, else the first.
    fn is_whole(&self, a: usize, b: usize) -> bool {
        let words = |at: usize| wholeness(&self.tree.nodes[at].label);
        words(a) >= words(b)
    }

    /// Figures of one unit under another of that unit: parts, each at most the whole, together the whole
    /// where the label says "tổng" or the figures say so.
    fn add_parts(&self, at: usize, indicators: &mut [Indicator]) {
        let mut parts = self.summable(at, indicators);
        parts.retain(|part| self.unit(*part).is_none() || self.unit(*part) == self.unit(at));
        for &part in &parts {
            if self.hold(&[at, part], |v| v[1] <= v[0]) != Some(false) {
                let whole = self.ids[at].clone();
                self.push(
                    part,
                    indicators,
                    Rule::AtMost {
                        whole,
                        soft: true,
                        guessed: true,
                    },
                );
            }
        }
        let all: Vec<usize> = std::iter::once(at).chain(parts.iter().copied()).collect();
        let total = bare(&self.tree.nodes[at].label).starts_with("tong");
        let adds_up = self.hold(&all, |v| v[1..].iter().sum::<Decimal>() == v[0]);
        if parts.len() >= 2 && adds_up.unwrap_or(total) {
            let parts = parts.iter().map(|part| self.ids[*part].clone()).collect();
            self.push(
                at,
                indicators,
                Rule::SumOf {
                    parts,
                    soft: true,
                    guessed: true,
                },
            );
        }
    }

    /// The children that hold figures.
    fn summable(&self, at: usize, indicators: &[Indicator]) -> Vec<usize> {
        let holds_figure = |child: &usize| {
            let row = self.slots.get(child).and_then(|slot| indicators.get(*slot));
            row.is_some_and(|row| matches!(row.kind, Kind::Count | Kind::Amount))
        };
        self.tree.nodes[at]
            .children
            .iter()
            .copied()
            .filter(holds_figure)
            .collect()
    }

    fn unit(&self, at: usize) -> Option<String> {
        self.tree.nodes[at].unit.as_deref().map(bare)
    }

    /// Whether a relation holds in every report that gives all its figures; `None` when none does.
    fn hold(&self, rows: &[usize], relation: impl Fn(&[Decimal]) -> bool) -> Option<bool> {
        let reports = self.tree.nodes[*rows.first()?]
            .values
            .iter()
            .map(|(report, _)| *report);
        let given = reports.filter_map(|report| {
            rows.iter()
                .map(|at| self.figure(*at, report))
                .collect::<Option<Vec<Decimal>>>()
        });
        given
            .map(|figures| relation(&figures))
            .reduce(|all, this| all && this)
    }

    fn figure(&self, at: usize, report: usize) -> Option<Decimal> {
        let values = &self.tree.nodes[at].values;
        let (_, cells) = values.iter().find(|(of, _)| *of == report)?;
        figure(cells.get(self.main)?.as_deref()?)
    }

    fn row<'i>(&self, at: usize, indicators: &'i mut [Indicator]) -> Option<&'i mut Indicator> {
        self.slots
            .get(&at)
            .and_then(|slot| indicators.get_mut(*slot))
    }

    fn push(&self, at: usize, indicators: &mut [Indicator], rule: Rule) {
        if let Some(row) = self.row(at, indicators) {
            row.rules.push(rule);
        }
    }
}

/// How much a label sounds like the whole of a rate rather than its part.
fn wholeness(label: &str) -> i32 {
    let key = format!(" {} ", bare(label));
    let has = |words: &[&str]| words.iter().any(|word| key.contains(&format!(" {word} ")));
    let whole = has(&[
        "tong",
        "tong so",
        "duoc giao",
        "de ra",
        "ke hoach",
        "phai",
        "can phai",
        "phat hien qua",
        "tiep nhan",
    ]);
    let part = has(&[
        "da",
        "hoan thanh",
        "dung han",
        "xu ly xong",
        "giai quyet xong",
        "thuc hien",
    ]);
    i32::from(whole) - i32::from(part)
}
