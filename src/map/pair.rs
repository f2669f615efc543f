//! What speaks for a printed row being an indicator of the schema, before order is looked at.
//!
//! Scores are log-odds in hundredths: 100 is about as telling as one whole letter that only fits here.

use super::tree::{Tree, numeral};
use crate::model::{Appendix, Number, Row, RowKind};
use crate::schema::{Choice, Indicator, Kind, Schema};
use crate::text::fold::fold;
use crate::text::similar::{Distance, Label, Limit};
use std::collections::{BTreeMap, BTreeSet};

/// A row and an indicator that may belong together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pair {
    /// Position of the indicator in the schema.
    pub indicator: usize,
    /// All that speaks for it, in hundredths.
    pub score: i32,
    /// Likeness of the labels, in thousandths.
    pub likeness: u32,
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
        pairs.binary_search_by_key(&indicator, |pair| pair.indicator).ok().map(|at| &pairs[at])
    }

    /// Whether the row's label fits another indicator just as well: the form prints it twice.
    pub fn has_twin(&self, row: usize, pair: &Pair) -> bool {
        let is_twin =
            |other: &Pair| other.indicator != pair.indicator && other.likeness + TWINS >= pair.likeness;
        self.rows[row].iter().any(is_twin)
    }

    /// Where a row with an indicator's own label is printed, wherever that is, rows with another
    /// label are not that indicator.
    fn drop_strangers(&mut self, columns: usize) {
        let mut likest = vec![0; columns];
        for pair in self.rows.iter().flatten() {
            likest[pair.indicator] = pair.likeness.max(likest[pair.indicator]);
        }
        let is_stranger = |pair: &Pair| {
            let best = likest[pair.indicator];
            best >= OWN && pair.likeness + STRANGE < best
        };
        for row in &mut self.rows {
            row.retain(|pair| !is_stranger(pair));
        }
    }
}

/// Labels further apart than this, in thousandths of their weight, are never paired.
const APART: u32 = 450;
/// A label that costs this much more than the best one (a letter and a bit) is no rival.
const LEAD: u32 = 24;
/// The same, as a share of letter pairs, for rows whose label the schema has word by word.
const TWIN: u32 = 800;
/// Families of like labels looked at more closely for each row.
const FAMILIES: usize = 5;
/// Labels this close in likeness fit a row equally well, in thousandths.
const TWINS: u32 = 20;
/// Likeness of an indicator's own row, and how far behind it others are strangers, in thousandths.
const OWN: u32 = 900;
const STRANGE: u32 = 100;
/// Least share of common letter pairs, in thousandths, to be looked at more closely.
const COMMON: u32 = 420;
/// How far behind the most common one, in thousandths, a label is still looked at more closely.
const BEHIND: u32 = 250;

/// Finds the pairs of an appendix and a schema.
pub(super) fn pairs(appendix: &Appendix, labels: &[Label], schema: &Schema) -> Pairs {
    let tree = Tree::of(appendix, labels, schema);
    let likes = Likes::of(labels, schema);
    let form = Form::of(schema);
    let mut rows: Vec<Vec<Pair>> = Vec::with_capacity(labels.len());
    for (at, row) in appendix.rows.iter().enumerate() {
        let facts = RowFacts::of(row, tree.sections[at].as_deref(), tree.parents[at]);
        let likes_here = likes.rows[at].iter();
        rows.push(likes_here.map(|(j, distance)| pair(&facts, *j, *distance, &form, &likes)).collect());
    }
    let mut pairs = Pairs { rows };
    pairs.drop_strangers(schema.indicators.len());
    let trust = number_trust(&pairs);
    for pair in pairs.rows.iter_mut().flatten() {
        pair.score += number_score(pair.number, trust);
    }
    pairs
}

/// For each row the indicators with a like label, by position.
struct Likes {
    rows: Vec<Vec<(usize, Distance)>>,
}

impl Likes {
    fn of(labels: &[Label], schema: &Schema) -> Likes {
        let entries: Vec<(usize, &Label)> = schema
            .labels()
            .rows
            .iter()
            .enumerate()
            .flat_map(|(j, labels)| labels.iter().map(move |label| (j, label)))
            .collect();
        let mut known: BTreeMap<u64, Vec<(usize, Distance)>> = BTreeMap::new();
        let rows = labels
            .iter()
            .map(|label| known.entry(label.key()).or_insert_with(|| likes_of(label, &entries)).clone());
        Likes { rows: rows.collect() }
    }

    /// Whether row and indicator have labels that are clearly alike.
    fn alike(&self, row: usize, indicator: usize) -> bool {
        let found = self.rows[row].iter().find(|(j, _)| *j == indicator);
        found.is_some_and(|(_, distance)| distance.likeness() >= 0.7)
    }

    /// Whether the row's label is clearly that of some indicator.
    fn alike_any(&self, row: usize) -> bool {
        self.rows[row].iter().any(|(_, distance)| distance.likeness() >= 0.85)
    }
}

fn likes_of(label: &Label, entries: &[(usize, &Label)]) -> Vec<(usize, Distance)> {
    let mut best: BTreeMap<usize, Distance> = BTreeMap::new();
    let mut families: BTreeSet<u64> = BTreeSet::new();
    let mut limit = Limit { cost: u32::MAX, share: APART };
    for at in ranked(label, entries) {
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
        let Some(distance) = label.distance_within(other, limit) else { continue };
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

/// The labels worth a closer look, likeliest first.
fn ranked(label: &Label, entries: &[(usize, &Label)]) -> Vec<usize> {
    let overlap = |other: &Label| if label.same(other) { 1000 } else { label.overlap(other).min(999) };
    let overlaps: Vec<u32> = entries.iter().map(|(_, other)| overlap(other)).collect();
    let most = overlaps.iter().max().copied().unwrap_or(0);
    let least = if most == 1000 { TWIN } else { COMMON.max(most.saturating_sub(BEHIND)) };
    let ranked = overlaps.into_iter().enumerate().filter(|(_, overlap)| *overlap >= least);
    let mut ranked: Vec<(u32, usize)> = ranked.map(|(at, overlap)| (overlap, at)).collect();
    ranked.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    ranked.into_iter().map(|(_, at)| at).collect()
}

/// What a printed row brings besides its label.
struct RowFacts<'a> {
    row: &'a Row,
    number: Option<String>,
    unit: Option<String>,
    section: Option<&'a str>,
    parent: Option<usize>,
}

impl<'a> RowFacts<'a> {
    fn of(row: &'a Row, section: Option<&'a str>, parent: Option<usize>) -> RowFacts<'a> {
        let number = row.number.as_ref().map(Number::key).filter(|key| !key.is_empty());
        RowFacts { row, number, unit: row.unit.as_ref().map(|unit| unit_key(unit.as_str())), section, parent }
    }
}

/// The schema's side, made ready once.
struct Form<'a> {
    schema: &'a Schema,
    units: Vec<BTreeSet<String>>,
    numbers: Vec<Vec<String>>,
    parents: Vec<Option<usize>>,
}

impl<'a> Form<'a> {
    fn of(schema: &'a Schema) -> Form<'a> {
        let rows = &schema.indicators;
        let parent = |row: &Indicator| row.parent.as_ref().and_then(|id| schema.position(id));
        Form {
            schema,
            units: rows.iter().map(unit_keys).collect(),
            numbers: rows.iter().map(number_keys).collect(),
            parents: rows.iter().map(parent).collect(),
        }
    }
}

/// Units compare as sets of words: "Không = 0 Có = 1" is "Có = 1; Không = 0".
fn unit_key(unit: &str) -> String {
    let folded = fold(unit);
    if !folded.bytes().any(|b| b.is_ascii_digit()) {
        return folded;
    }
    let mut words: Vec<&str> = folded.split(' ').collect();
    words.sort_unstable();
    words.join(" ")
}

fn unit_keys(indicator: &Indicator) -> BTreeSet<String> {
    let mut keys: BTreeSet<String> =
        indicator.unit.iter().chain(&indicator.unit_aliases).map(|unit| unit_key(unit)).collect();
    if !indicator.choices.is_empty() {
        let choice = |c: &Choice| format!("{} = {}", c.label, c.code);
        let all: Vec<String> = indicator.choices.iter().map(choice).collect();
        keys.insert(unit_key(&all.join(" ")));
    }
    keys
}

/// The printed number, and the path its id says for forms filled in with numbered sub-rows.
fn number_keys(indicator: &Indicator) -> Vec<String> {
    let mut keys: Vec<String> = indicator.number.iter().map(Number::key).collect();
    let path = indicator.id.as_str().strip_prefix(&indicator.section).and_then(|rest| rest.strip_prefix('.'));
    if let Some(path) = path {
        let path = path.trim_end_matches(|c: char| c.is_ascii_lowercase());
        if !keys.iter().any(|key| key == path) {
            keys.push(path.to_owned());
        }
    }
    keys
}

fn pair(facts: &RowFacts, j: usize, distance: Distance, form: &Form, likes: &Likes) -> Pair {
    let indicator = &form.schema.indicators[j];
    let mut pair = Pair {
        indicator: j,
        score: label_score(distance),
        likeness: (distance.likeness() * 1000.0).round() as u32,
        same: distance.cost == 0,
        number: number_agrees(facts, indicator, &form.numbers[j]),
        unit: unit_agrees(facts, &form.units[j]),
        section: facts.section.map(|section| section == indicator.section),
        parent: parent_agrees(facts, form.parents[j], likes),
    };
    let weigh =
        |fact: Option<bool>, yes: i32, no: i32| fact.map_or(0, |agrees| if agrees { yes } else { no });
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
    let lost =
        worth * i64::from(distance.cost) * 1000 / (i64::from(distance.weight.max(1)) * i64::from(APART));
    i32::try_from(worth - lost).unwrap_or(0)
}

fn number_agrees(facts: &RowFacts, indicator: &Indicator, keys: &[String]) -> Option<bool> {
    let printed = facts.number.as_deref()?;
    if indicator.kind == Kind::Section {
        return Some(numeral(printed)? == numeral(&indicator.section)?);
    }
    if keys.is_empty() {
        return None;
    }
    Some(keys.iter().any(|key| key == printed))
}

fn unit_agrees(facts: &RowFacts, units: &BTreeSet<String>) -> Option<bool> {
    let printed = facts.unit.as_ref().filter(|unit| !unit.is_empty())?;
    (!units.is_empty()).then(|| units.contains(printed))
}

/// A parent counts against a pair only where it is clearly some other row of the form.
fn parent_agrees(facts: &RowFacts, parent: Option<usize>, likes: &Likes) -> Option<bool> {
    let above = facts.parent?;
    let alike = likes.alike(above, parent?);
    (alike || likes.alike_any(above)).then_some(alike)
}

/// How far the report's numbers are the schema's, 0 to 100, told by the rows whose labels leave no doubt.
fn number_trust(pairs: &Pairs) -> i32 {
    let sure = pairs.rows.iter().filter_map(|row| {
        let mut same = row.iter().filter(|pair| pair.same);
        let first = same.next()?;
        if same.next().is_none() { first.number } else { None }
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
