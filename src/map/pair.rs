//! What speaks for a printed row being an indicator of the schema, before order is looked at.
//!
//! Scores are log-odds in hundredths: 100 is about as telling as one whole letter that only fits here.

use super::printed::Printed;
use super::sections::{numeral, sections};
use super::thresholds::{
    APART, BEHIND, COMMON, DOMINATES, FAMILIES, FAR_BEHIND, GUESSED, LEAD, NEARLY, OWN,
    SAME_WORDING, SLACK, TIE,
};
use crate::model::{Row, RowKind};
use crate::schema::labels::Alike;
use crate::schema::{Indicator, Kind, Schema};
use crate::text::similar::{Distance, Label, LabelIndex, Limit};
use std::collections::{BTreeMap, BTreeSet};

/// A row and an indicator that may belong together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pair {
    /// Position of the indicator in the schema.
    pub indicator: usize,
    /// All that speaks for it, in hundredths.
    pub score: i32,
    /// Similarity of the labels, in thousandths.
    pub similarity: u32,
    /// The labels say the same.
    pub same: bool,
    /// The printed number is the schema's; `None` where one of them has none.
    pub number: Option<bool>,
    /// The unit is the schema's; `None` where one of them has none.
    pub unit: Option<bool>,
    /// The section is the schema's; `None` where not known.
    pub section: Option<bool>,
    /// The row above in the tree is the schema's; `None` where not known.
    pub parent: Option<bool>,
}

/// The pairs worth considering, by row.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    pub rows: Vec<Vec<Pair>>,
}

impl Pairs {
    pub fn get(&self, row: usize, indicator: usize) -> Option<&Pair> {
        let pairs = self.rows.get(row)?;
        pairs
            .binary_search_by_key(&indicator, |pair| pair.indicator)
            .ok()
            .map(|at| &pairs[at])
    }

    /// The other indicators that the row's label fits just as well: the form prints it twice.
    pub fn near_ties<'a>(&'a self, row: usize, pair: &Pair) -> impl Iterator<Item = usize> + 'a {
        let Pair {
            indicator,
            similarity,
            ..
        } = *pair;
        let is_tie = move |other: &&Pair| {
            other.indicator != indicator && other.similarity + TIE >= similarity
        };
        self.rows[row]
            .iter()
            .filter(is_tie)
            .map(|other| other.indicator)
    }

    /// Whether the row clearly fits another indicator better, by its label or by its number and nearly by
    /// its label: most likely it is that row printed again.
    pub fn is_dominated(&self, row: usize, pair: &Pair) -> bool {
        let numbered = |other: &Pair| {
            pair.number == Some(false) && other.number == Some(true) && other.section != Some(false)
        };
        self.rows[row].iter().any(|other| {
            other.similarity >= pair.similarity + DOMINATES
                || numbered(other) && other.similarity + NEARLY >= pair.similarity
        })
    }

    /// Where a row with an indicator's own label is printed, wherever that is, rows with another
    /// label are not that indicator. A label that several indicators have is no one's own.
    fn prune_dissimilar(&mut self, columns: usize) {
        let mut best = vec![0; columns];
        for (row, pairs) in self.rows.iter().enumerate() {
            let own = pairs
                .iter()
                .filter(|pair| self.near_ties(row, pair).next().is_none());
            for pair in own {
                best[pair.indicator] = pair.similarity.max(best[pair.indicator]);
            }
        }
        let is_dissimilar = |pair: &Pair| {
            let best = best[pair.indicator];
            best >= OWN && pair.similarity + FAR_BEHIND < best
        };
        for row in &mut self.rows {
            row.retain(|pair| !is_dissimilar(pair));
        }
    }
}

/// Finds the pairs of the first `count` rows of an appendix and a schema, of labels at most `apart`
/// thousandths apart.
pub(super) fn pairs(printed: &Printed, count: usize, schema: &Schema, apart: u32) -> Pairs {
    let sections = sections(printed, schema);
    let candidates = Candidates::of(printed, count, schema, apart);
    let mut rows: Vec<Vec<Pair>> = Vec::with_capacity(count);
    for (at, row) in printed.appendix.rows.iter().enumerate().take(count) {
        let facts = RowFacts {
            row,
            number: printed.numbers[at].as_deref(),
            unit: printed.units[at].as_deref(),
            section: sections[at].as_deref(),
            parent: printed.parents[at],
        };
        let candidates_here = candidates.rows[at].iter();
        rows.push(
            candidates_here
                .map(|(j, distance)| pair(&facts, *j, *distance, schema, &candidates))
                .collect(),
        );
    }
    let mut pairs = Pairs { rows };
    pairs.prune_dissimilar(schema.indicators.len());
    let trust = number_trust(&pairs);
    for pair in pairs.rows.iter_mut().flatten() {
        pair.score += number_score(pair.number, trust);
    }
    pairs
}

/// For each row the indicators with a like label, by position.
struct Candidates {
    rows: Vec<Alike>,
}

impl Candidates {
    fn of(printed: &Printed, count: usize, schema: &Schema, apart: u32) -> Candidates {
        let form = schema.labels();
        let rows = form.rows.iter().enumerate();
        let entries: Vec<(usize, &Label)> = rows
            .flat_map(|(j, labels)| labels.iter().map(move |label| (j, label)))
            .collect();
        let find = |label: &Label| {
            let ranked = if has_same_wording(label, &entries, &form.index) {
                same_wordings
            } else {
                ranked
            };
            let ranked = ranked(label, &entries, &form.index, apart + GUESSED);
            candidates_of(label, &entries, ranked, apart)
        };
        let candidates = |at: usize| {
            let text = printed.appendix.rows[at].label.as_str();
            form.alike(text, apart, || find(&printed.labels[at]))
        };
        let mut known: BTreeMap<u64, Alike> = BTreeMap::new();
        let rows = (0..count).map(|at| {
            let known = known.entry(printed.labels[at].key());
            known.or_insert_with(|| candidates(at)).clone()
        });
        Candidates {
            rows: rows.collect(),
        }
    }

    /// Whether row and indicator have labels that are clearly alike.
    fn alike(&self, row: usize, indicator: usize) -> bool {
        let found = self.rows[row].iter().find(|(j, _)| *j == indicator);
        found.is_some_and(|(_, distance)| distance.similarity() >= 0.7)
    }

    /// Whether the row's label is clearly that of some indicator.
    fn alike_any(&self, row: usize) -> bool {
        self.rows[row]
            .iter()
            .any(|(_, distance)| distance.similarity() >= 0.85)
    }
}

/// `ranked` holds the labels worth a closer look, likeliest first.
fn candidates_of(
    label: &Label,
    entries: &[(usize, &Label)],
    ranked: Vec<(u32, usize)>,
    apart: u32,
) -> Alike {
    let mut best: BTreeMap<usize, Distance> = BTreeMap::new();
    let mut families: BTreeSet<u64> = BTreeSet::new();
    let mut limit = Limit {
        cost: u32::MAX,
        share: apart,
    };
    for (guess, at) in ranked {
        let (j, other) = entries[at];
        if families.len() >= FAMILIES && !families.contains(&other.key()) {
            continue;
        }
        if best.get(&j).is_some_and(|found| found.cost == 0) || label.digits_conflict(other) {
            continue;
        }
        // Aliases of an indicator already found cost nothing of the families' number.
        if !best.contains_key(&j) {
            families.insert(other.key());
        }
        if guess > label.allowed(other, limit) + SLACK {
            continue;
        }
        let Some(distance) = label.distance_within(other, limit) else {
            continue;
        };
        limit.cost = limit.cost.min(behind(distance.cost));
        let entry = best.entry(j).or_insert(distance);
        if distance.share() < entry.share() {
            *entry = distance;
        }
    }
    best.retain(|_, distance| distance.cost <= limit.cost);
    best.into_iter().collect()
}

/// What a label may cost beside one that costs `best` and still be a rival: a row that clearly has
/// the label of one indicator is no other, wherever it stands.
fn behind(best: u32) -> u32 {
    best + LEAD + best / 4
}

/// Whether the form has the row's label word by word.
fn has_same_wording(label: &Label, entries: &[(usize, &Label)], index: &LabelIndex) -> bool {
    let is_tie = |other: &Label| label.same(other) && !label.digits_conflict(other);
    index.holds(label) && entries.iter().any(|(_, other)| is_tie(other))
}

/// The labels worth a closer look, with what the distance may be, likeliest first, for a row whose label the
/// form has: next to that only what is a letter and a bit away is a rival.
fn same_wordings(
    label: &Label,
    entries: &[(usize, &Label)],
    index: &LabelIndex,
    apart: u32,
) -> Vec<(u32, usize)> {
    let most = behind(0) + SLACK;
    let is_like =
        |other: &Label| label.same(other) || label.overlap(other, SAME_WORDING) >= SAME_WORDING;
    let mut near = index.near(label, most);
    near.retain(|at| is_like(entries[*at].1));
    // A guess that decides which wording counts must not be cut short.
    guessed(
        label,
        entries,
        near,
        Limit {
            cost: most.max(label.close()),
            share: apart,
        },
    )
}

/// The labels worth a closer look, with what the distance may be, likeliest first.
fn ranked(
    label: &Label,
    entries: &[(usize, &Label)],
    index: &LabelIndex,
    apart: u32,
) -> Vec<(u32, usize)> {
    let found = index.holds(label);
    let overlaps = index.overlaps(label);
    let overlap = |at: usize| {
        if found && label.same(entries[at].1) {
            1000
        } else {
            overlaps[at].min(999)
        }
    };
    let most = (0..entries.len()).map(overlap).max().unwrap_or(0);
    let least = if found {
        SAME_WORDING
    } else {
        COMMON.max(most.saturating_sub(BEHIND))
    };
    let likely: Vec<usize> = (0..entries.len())
        .filter(|at| overlap(*at) >= least)
        .collect();
    guessed(
        label,
        entries,
        likely,
        Limit {
            cost: u32::MAX,
            share: apart,
        },
    )
}

fn guessed(
    label: &Label,
    entries: &[(usize, &Label)],
    likely: Vec<usize>,
    limit: Limit,
) -> Vec<(u32, usize)> {
    if likely.is_empty() {
        return Vec::new();
    }
    let probe = label.probe();
    let guess = |at: usize| Some((probe.guess(entries[at].1, limit)?, at));
    let mut ranked: Vec<(u32, usize)> = likely.into_iter().filter_map(guess).collect();
    ranked.sort_unstable();
    ranked
}

/// What a printed row brings besides its label.
struct RowFacts<'a> {
    row: &'a Row,
    number: Option<&'a str>,
    unit: Option<&'a str>,
    section: Option<&'a str>,
    parent: Option<usize>,
}

fn pair(
    facts: &RowFacts,
    j: usize,
    distance: Distance,
    schema: &Schema,
    candidates: &Candidates,
) -> Pair {
    let indicator = &schema.indicators[j];
    let form = schema.labels();
    let mut pair = Pair {
        indicator: j,
        score: label_score(distance),
        similarity: (distance.similarity() * 1000.0).round() as u32,
        same: distance.cost == 0,
        number: number_agrees(facts, indicator, &form.numbers[j]),
        unit: unit_agrees(facts, &form.units[j]),
        section: facts.section.map(|section| section == indicator.section),
        parent: parent_agrees(facts, form.parents[j], candidates),
    };
    let weigh = |fact: Option<bool>, yes: i32, no: i32| {
        fact.map_or(0, |agrees| if agrees { yes } else { no })
    };
    pair.score += weigh(pair.unit, 150, -200);
    pair.score += weigh(pair.section, 300, -600);
    pair.score += weigh(pair.parent, 300, -150);
    if (facts.row.kind == RowKind::Section) != (indicator.kind == Kind::Section) {
        pair.score -= 800;
    }
    pair
}

/// From what the label is worth when it fits, down to nothing where labels are too far apart.
fn label_score(distance: Distance) -> i32 {
    let worth = (i64::from(distance.weight) * 15 / 4).clamp(600, 3000);
    let lost = worth * i64::from(distance.cost) * 1000
        / (i64::from(distance.weight.max(1)) * i64::from(APART));
    i32::try_from(worth - lost).unwrap_or(0)
}

fn number_agrees(facts: &RowFacts, indicator: &Indicator, keys: &[String]) -> Option<bool> {
    let printed = facts.number?;
    if indicator.kind == Kind::Section {
        return Some(numeral(printed)? == numeral(&indicator.section)?);
    }
    if keys.is_empty() {
        return None;
    }
    Some(keys.iter().any(|key| key == printed))
}

fn unit_agrees(facts: &RowFacts, units: &BTreeSet<String>) -> Option<bool> {
    let printed = facts.unit.filter(|unit| !unit.is_empty())?;
    (!units.is_empty()).then(|| units.contains(printed))
}

/// A parent counts against a pair only where it is clearly some other row of the form.
fn parent_agrees(facts: &RowFacts, parent: Option<usize>, candidates: &Candidates) -> Option<bool> {
    let above = facts.parent?;
    let alike = candidates.alike(above, parent?);
    (alike || candidates.alike_any(above)).then_some(alike)
}

/// How far the report's numbers are the schema's, 0 to 100, told by the rows whose labels leave no doubt.
fn number_trust(pairs: &Pairs) -> i32 {
    let sure = pairs.rows.iter().filter_map(|row| {
        let mut same = row.iter().filter(|pair| pair.same);
        let first = same.next()?;
        if same.next().is_none() {
            first.number
        } else {
            None
        }
    });
    let (mut agree, mut all) = (0, 0);
    for number in sure {
        agree += i32::from(number);
        all += 1;
    }
    // Two imagined rows, one for and one against, keep a handful of real ones from deciding alone.
    100 * (agree + 1) / (all + 2)
}

fn number_score(number: Option<bool>, trust: i32) -> i32 {
    match number {
        Some(true) => 6 * trust,
        Some(false) => -4 * trust * trust / 100,
        None => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::builtin;

    /// Rows whose label the form has take a shorter way, to the same end.
    #[test]
    fn a_row_the_form_has_needs_only_its_like() {
        for schema in builtin() {
            let entries: Vec<(usize, &Label)> =
                schema.labels().rows.iter().flatten().enumerate().collect();
            let index = LabelIndex::of(entries.iter().map(|(_, label)| *label));
            for (label, apart) in entries
                .iter()
                .flat_map(|(_, label)| [(*label, 300), (*label, APART)])
            {
                assert!(has_same_wording(label, &entries, &index), "{label:?}");
                let candidates = |ranked| candidates_of(label, &entries, ranked, apart);
                let quick = candidates(same_wordings(label, &entries, &index, apart + GUESSED));
                assert_eq!(
                    quick,
                    candidates(ranked_fully(label, &entries, apart + GUESSED)),
                    "{label:?}"
                );
            }
        }
    }

    /// Rows whose label it does not have are ranked as by looking at each label of the form.
    #[test]
    fn ranking_all_at_once_is_ranking_one_by_one() {
        let [first, second] = builtin() else {
            panic!("two forms")
        };
        let entries: Vec<(usize, &Label)> =
            first.labels().rows.iter().flatten().enumerate().collect();
        let index = LabelIndex::of(entries.iter().map(|(_, label)| *label));
        for label in second
            .labels()
            .rows
            .iter()
            .flatten()
            .filter(|label| !has_same_wording(label, &entries, &index))
        {
            let ranked = ranked(label, &entries, &index, APART);
            assert_eq!(ranked, ranked_fully(label, &entries, APART), "{label:?}");
        }
    }

    /// [`ranked`] label by label.
    fn ranked_fully(label: &Label, entries: &[(usize, &Label)], apart: u32) -> Vec<(u32, usize)> {
        let found = entries.iter().any(|(_, other)| label.same(other));
        let overlap = |other: &Label| {
            if label.same(other) {
                1000
            } else {
                label.overlap(other, 0).min(999)
            }
        };
        let overlaps: Vec<u32> = entries.iter().map(|(_, other)| overlap(other)).collect();
        let most = overlaps.iter().max().copied().unwrap_or(0);
        let least = if found {
            SAME_WORDING
        } else {
            COMMON.max(most.saturating_sub(BEHIND))
        };
        let likely = (0..entries.len())
            .filter(|at| overlaps[*at] >= least)
            .collect();
        guessed(
            label,
            entries,
            likely,
            Limit {
                cost: u32::MAX,
                share: apart,
            },
        )
    }
}
