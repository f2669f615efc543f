//! What a row asks for, guessed from its unit, its label and what the reports print in it.

use super::figure::figure;
use super::tree::{Node, Tree};
use crate::model::IndicatorId;
use crate::schema::choices;
use crate::schema::form::{Aggregate, Indicator, Kind, Presence, Scope};
use crate::text::{fold::bare, unit, vocabulary};
use std::collections::BTreeSet;

/// The indicator of one row; rules are added later.
pub(super) fn indicator(tree: &Tree, ids: &[IndicatorId], at: usize, main: usize) -> Indicator {
    let node = &tree.nodes[at];
    let (label, aliases) = names(node);
    let (unit, unit_in_label) = unit_of(node);
    let (unit, unit_in_label) = match section_unit(tree, at) {
        Some(_) if tells_unit(tree, at) => (None, false),
        Some(said) if unit.is_none() => (Some(said), false),
        _ => (unit, unit_in_label),
    };
    let choices = unit.as_deref().map(choices).unwrap_or_default();
    let parent_counts = node
        .parent
        .is_some_and(|parent| tree.nodes[parent].unit.is_some());
    let (kind, guessed) = match kind(node, unit.as_deref(), !choices.is_empty(), main) {
        (Kind::Text, true) if unit.is_none() && parent_counts && !words(node, main) => {
            (Kind::Count, true)
        }
        other => other,
    };
    Indicator {
        id: ids[at].clone(),
        parent: node.parent.map(|parent| ids[parent].clone()),
        section: section(tree, ids, at),
        number: node.number.clone().or_else(|| node.bullet.clone()),
        code: node.code.clone(),
        label,
        aliases,
        unit,
        unit_aliases: node.unit_variants.clone(),
        unit_in_label,
        kind,
        choices,
        presence: presence(tree, at),
        scope: scope(&node.label),
        aggregate: aggregate(kind),
        note_prompts: prompts(node),
        guessed,
        ..Indicator::default()
    }
}

/// A form with several columns of figures asks for figures in all of them: a row of which nothing is known counts.
pub(super) fn counted(indicator: &mut Indicator) {
    if indicator.kind == Kind::Text && indicator.guessed && indicator.unit.is_none() {
        indicator.kind = Kind::Count;
        indicator.aggregate = aggregate(Kind::Count);
    }
}

/// In a scoring table every row that asks asks for points, and points come in halves.
pub(super) fn scored(indicator: &mut Indicator) {
    if indicator.asks() {
        indicator.kind = Kind::Amount;
        indicator.aggregate = aggregate(Kind::Amount);
    }
}

/// The label most reports print, the first of them where several tie, and the other printings.
fn names(node: &Node) -> (String, Vec<String>) {
    let most = node.printings.iter().map(|(_, count)| *count).max();
    let kept = node
        .printings
        .iter()
        .position(|(_, count)| Some(*count) == most);
    let others = node
        .printings
        .iter()
        .enumerate()
        .filter(|(at, _)| Some(*at) != kept);
    let aliases = others.map(|(_, (label, _))| label.clone()).collect();
    let label = kept
        .and_then(|at| node.printings.get(at))
        .map_or(&node.label, |(label, _)| label);
    (label.clone(), aliases)
}

/// The numeral of its root; a form without numerals has no sections.
fn section(tree: &Tree, ids: &[IndicatorId], at: usize) -> String {
    let root = tree.root(at);
    let id = ids[root].as_str();
    let numeral = tree.nodes[root].section || id.starts_with(char::is_uppercase);
    if numeral {
        id.to_owned()
    } else {
        String::new()
    }
}

/// The printed unit; where the unit column is blank, the one in the label's closing parentheses.
fn unit_of(node: &Node) -> (Option<String>, bool) {
    if node.unit.is_some() {
        return (node.unit.clone(), false);
    }
    let inner = in_brackets(&node.label);
    let named = node.label.rsplit_once('(').map_or("", |(before, _)| before);
    let is_unit = |inner: &str| unit::is_unit(inner) || !choices(inner).is_empty();
    match inner.filter(|inner| is_unit(inner) || is_thing_of(inner, named)) {
        Some(inner) => (Some(inner.to_owned()), true),
        None => (None, false),
    }
}

/// The unit that a section names behind its title for the rows below it: "Thư viện (thư viện)".
fn section_unit(tree: &Tree, at: usize) -> Option<String> {
    let mut above = std::iter::successors(Some(at), |at| tree.nodes[*at].parent);
    let section = above.find(|at| tells_unit(tree, *at))?;
    unit_of(&tree.nodes[section]).0
}

/// A section without figures, of whose rows none has a unit, names one.
fn tells_unit(tree: &Tree, at: usize) -> bool {
    let node = &tree.nodes[at];
    let asks_itself = node
        .values
        .iter()
        .any(|(_, cells)| cells.iter().any(Option::is_some));
    let own = |child: &usize| unit_of(&tree.nodes[*child]).0.is_some();
    node.section
        && !asks_itself
        && unit_of(node).1
        && !node.children.is_empty()
        && !node.children.iter().any(own)
}

/// "Phòng học (phòng)", "Số học sinh lưu ban (học sinh)": the thing the label counts, said again.
fn is_thing_of(inner: &str, label: &str) -> bool {
    let (inner, label) = (bare(inner), format!(" {} ", bare(label)));
    let words = inner.split(' ').count();
    let digits = inner.contains(|c: char| c.is_ascii_digit());
    !inner.is_empty() && words <= 3 && !digits && label.contains(&format!(" {inner} "))
}

/// What stands in brackets behind a label is its unit where another row of the form counts in it: "- Tiêm đủ liều
/// (trẻ)" below "Số trẻ được tiêm chủng (trẻ)".
pub(super) fn units_said_elsewhere(indicators: &mut [Indicator]) {
    let said: BTreeSet<String> = indicators
        .iter()
        .filter(|row| row.unit_in_label)
        .filter_map(|row| row.unit.as_deref().map(bare))
        .collect();
    for row in indicators
        .iter_mut()
        .filter(|row| row.asks() && row.unit.is_none())
    {
        let inner = in_brackets(&row.label).filter(|inner| said.contains(&bare(inner)));
        if let Some(inner) = inner.map(str::to_owned) {
            row.unit = Some(inner);
            row.unit_in_label = true;
        }
    }
}

/// What stands in brackets at the end of a label.
fn in_brackets(label: &str) -> Option<&str> {
    let label = label.trim_end_matches([':', '.', ' ']);
    let (_, inner) = label.strip_suffix(')')?.rsplit_once('(')?;
    Some(inner.trim())
}

/// Kind, and whether it is a guess.
fn kind(node: &Node, unit: Option<&str>, choice: bool, main: usize) -> (Kind, bool) {
    let printed: Vec<&str> = printed(node, main).collect();
    let any_value = node
        .values
        .iter()
        .any(|(_, cells)| cells.iter().any(Option::is_some));
    match unit {
        None if node.section && !any_value => (Kind::Section, false),
        None if !any_value && vocabulary::AMONG.contains(&bare(&node.label)) => {
            (Kind::Heading, false)
        }
        None if !any_value && !node.children.is_empty() => (Kind::Heading, false),
        _ if choice => (Kind::Choice, false),
        None => (unmarked_kind(&node.label, &printed), true),
        Some(unit) if is_percent(unit) => (Kind::Percent, false),
        Some(unit) if bare(unit).starts_with("ngay thang") => (Kind::Date, false),
        Some(_) if words(node, main) => (Kind::Text, true),
        Some(unit) if is_measure(unit) || printed.iter().any(|text| has_decimals(text)) => {
            (Kind::Amount, false)
        }
        Some(_) => (Kind::Count, false),
    }
}

/// The kind of a row without a unit.
fn unmarked_kind(label: &str, printed: &[&str]) -> Kind {
    let label = bare(label);
    if label.starts_with("ty le") || label.starts_with("ti le") {
        return Kind::Percent;
    }
    if printed.iter().any(|text| figure(text).is_some()) {
        let decimals = printed.iter().any(|text| has_decimals(text));
        return if decimals { Kind::Amount } else { Kind::Count };
    }
    if !printed.iter().any(|text| is_words(text))
        && (label.starts_with("so ") || label.starts_with("tong "))
    {
        return Kind::Count;
    }
    Kind::Text
}

/// What stands in the main column; in whichever column anything does, where that one is another table's.
fn printed(node: &Node, main: usize) -> impl Iterator<Item = &str> {
    let own = move |cells: &[Option<String>]| cells.get(main).is_some_and(Option::is_some);
    let blank = !node.values.iter().any(|(_, cells)| own(cells));
    node.values.iter().filter_map(move |(_, cells)| {
        let main = cells.get(main).and_then(Option::as_deref);
        main.or_else(|| {
            cells
                .iter()
                .flatten()
                .next()
                .map(String::as_str)
                .filter(|_| blank)
        })
    })
}

fn is_percent(unit: &str) -> bool {
    unit.trim() == "%" || ["phan tram", "ty le", "ti le", "ty le %"].contains(&bare(unit).as_str())
}

/// Units that are measured, not counted.
fn is_measure(unit: &str) -> bool {
    const MEASURES: [&str; 17] = [
        "dong", "usd", "tan", "kg", "ta", "ha", "km", "km2", "m", "m2", "m3", "lit", "kwh", "mw",
        "gio", "diem", "o",
    ];
    bare(unit).split(' ').any(|word| MEASURES.contains(&word))
}

/// Reports answer it in words, and in words only.
pub(super) fn words(node: &Node, main: usize) -> bool {
    let mut all = printed(node, main)
        .filter(|text| !is_nothing(text))
        .peekable();
    all.peek().is_some() && all.all(is_words)
}

fn is_words(text: &str) -> bool {
    figure(text).is_none()
        && !is_nothing(text)
        && text.chars().filter(|c| c.is_alphabetic()).count() > 3
}

/// What people write where there is nothing to count.
fn is_nothing(text: &str) -> bool {
    let key = bare(text);
    [
        "",
        "khong",
        "khong co",
        "khong phat sinh",
        "chua",
        "chua co",
        "chua phat sinh",
        "x",
    ]
    .contains(&key.as_str())
}

fn has_decimals(text: &str) -> bool {
    figure(text).is_some_and(|figure| figure.scale() > 0)
}

/// "(nếu có)", on the row or on a row above it.
fn presence(tree: &Tree, at: usize) -> Presence {
    let above = std::iter::successors(Some(at), |at| tree.nodes[*at].parent);
    let optional = above
        .into_iter()
        .any(|at| bare(&tree.nodes[at].label).contains("neu co"));
    if optional {
        Presence::Optional
    } else {
        Presence::Expected
    }
}

fn scope(label: &str) -> Scope {
    if bare(label).contains("luy ke") {
        Scope::Cumulative
    } else {
        Scope::InPeriod
    }
}

fn aggregate(kind: Kind) -> Aggregate {
    match kind {
        Kind::Count | Kind::Amount => Aggregate::Sum,
        Kind::Choice => Aggregate::CountYes,
        Kind::Percent => Aggregate::Mean,
        _ => Aggregate::None,
    }
}

/// Notes the form itself prints: what is left to fill in, or the same words in every report.
fn prompts(node: &Node) -> Vec<String> {
    let mut prompts: Vec<String> = Vec::new();
    for note in &node.notes {
        let shared = node.notes.len() > 1 && node.notes.iter().all(|other| other == note);
        if (shared || is_prompt(note)) && !prompts.contains(note) {
            prompts.push(note.clone());
        }
    }
    prompts
}

fn is_prompt(note: &str) -> bool {
    let open = note.trim_end_matches([' ', ')', '"', '”']);
    note.chars().count() <= 120
        && (open.ends_with("...")
            || open.ends_with('…')
            || bare(note).starts_with("ghi ro")
            || note.ends_with(':'))
}
