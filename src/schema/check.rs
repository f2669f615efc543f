//! What a schema must hold to beyond its shape: names that exist, an order that makes sense.

use super::fault::{Fault, FaultKind};
use super::form::{Aggregate, Indicator, Kind, Presence, Rule, Schema};
use crate::model::IndicatorId;
use std::collections::BTreeSet;

/// Every fault of a schema whose ids are indexed.
pub(super) fn faults(schema: &Schema) -> Vec<Fault> {
    let mut faults = form_faults(schema);
    for (at, row) in schema.indicators.iter().enumerate() {
        row_faults(schema, at, row, &mut faults);
    }
    faults
}

fn form_faults(schema: &Schema) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut add = |kind| faults.push(Fault::of_file(kind));
    if schema.id.trim().is_empty() {
        add(FaultKind::Empty("id"));
    }
    if schema.title.trim().is_empty() {
        add(FaultKind::Empty("title"));
    }
    if schema.indicators.is_empty() {
        add(FaultKind::NoIndicators);
    }
    if schema.main_column > 0 && schema.main_column >= schema.value_columns.len() {
        add(FaultKind::NoMainColumn(schema.main_column));
    }
    faults.extend(date_faults(schema));
    faults.extend(column_faults(schema));
    faults
}

fn date_faults(schema: &Schema) -> Vec<Fault> {
    let days = [
        ("valid_from", &schema.valid_from),
        ("valid_to", &schema.valid_to),
    ];
    let bad = |(field, day): &(&'static str, &Option<String>)| {
        let date = day
            .as_ref()
            .filter(|day| day.parse::<jiff::civil::Date>().is_err() || day.len() != 10)?;
        Some(Fault::of_file(FaultKind::BadDate {
            field,
            date: date.clone(),
        }))
    };
    let mut faults: Vec<Fault> = days.iter().filter_map(bad).collect();
    if let (Some(from), Some(to)) = (&schema.valid_from, &schema.valid_to)
        && faults.is_empty()
        && to < from
    {
        faults.push(Fault::of_file(FaultKind::EndsBeforeItBegins));
    }
    faults
}

fn column_faults(schema: &Schema) -> Vec<Fault> {
    let ids = || schema.value_columns.iter().map(|column| column.id.as_str());
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for column in &schema.value_columns {
        if column.id.is_empty() {
            faults.push(Fault::of_file(FaultKind::Empty("a value column's id")));
        }
        if !seen.insert(&column.id) {
            faults.push(Fault::of_file(FaultKind::DuplicateColumn(
                column.id.clone(),
            )));
        }
        let Some(ratio) = &column.ratio else { continue };
        for target in [&ratio.part, &ratio.whole] {
            if !ids().any(|id| id == target) {
                let kind = FaultKind::UnknownColumn {
                    column: column.id.clone(),
                    target: target.clone(),
                };
                faults.push(Fault::of_file(kind).hinted(target, ids()));
            }
        }
    }
    faults
}

fn row_faults(schema: &Schema, at: usize, row: &Indicator, faults: &mut Vec<Fault>) {
    if row.id.as_str().trim().is_empty() {
        faults.push(Fault::of(&row.id, FaultKind::Empty("id")));
    }
    if row.label.trim().is_empty() {
        faults.push(Fault::of(&row.id, FaultKind::Empty("label")));
    }
    if schema.position(&row.id) != Some(at) {
        faults.push(Fault::of(&row.id, FaultKind::DuplicateId));
    }
    faults.extend(parent_fault(schema, at, row));
    faults.extend(section_fault(schema, row));
    faults.extend(choice_faults(row));
    faults.extend(valueless_faults(row));
    faults.extend(target_faults(schema, row));
    faults.extend(bounds_fault(row));
}

fn parent_fault(schema: &Schema, at: usize, row: &Indicator) -> Option<Fault> {
    let parent = row.parent.as_ref()?;
    let Some(above) = schema.position(parent) else {
        let fault = Fault::of(&row.id, FaultKind::UnknownParent(parent.clone()));
        return Some(fault.hinted(parent.as_str(), other_ids(schema, &row.id)));
    };
    if above >= at {
        return Some(Fault::of(&row.id, FaultKind::ParentBelow(parent.clone())));
    }
    let other = schema
        .indicators
        .get(above)
        .filter(|above| above.section != row.section)?;
    let kind = FaultKind::OtherSection {
        section: row.section.clone(),
        parent: other.section.clone(),
    };
    Some(Fault::of(&row.id, kind))
}

/// The sections are those of the rows without a parent; a child's is checked against its parent's. Rows
/// outside all sections have none.
fn section_fault(schema: &Schema, row: &Indicator) -> Option<Fault> {
    if row.section.is_empty() {
        return None;
    }
    let sections = || {
        let heads = schema
            .indicators
            .iter()
            .filter(|row| row.parent.is_none() && row.section == row.id.as_str());
        heads.map(|head| head.section.as_str())
    };
    if sections().next().is_none() || sections().any(|section| section == row.section) {
        return None;
    }
    let fault = Fault::of(&row.id, FaultKind::UnknownSection(row.section.clone()));
    Some(fault.hinted(&row.section, sections()))
}

fn choice_faults(row: &Indicator) -> Vec<Fault> {
    let fault = |kind| Fault::of(&row.id, kind);
    match (row.kind == Kind::Choice, row.choices.is_empty()) {
        (true, true) => return vec![fault(FaultKind::NoChoices)],
        (false, false) => return vec![fault(FaultKind::UnaskedChoices)],
        _ => {}
    }
    let mut seen = BTreeSet::new();
    let twice = row
        .choices
        .iter()
        .filter(|choice| !seen.insert(choice.code));
    twice
        .map(|choice| fault(FaultKind::DuplicateCode(choice.code)))
        .collect()
}

/// Sections and headings ask for no value: nothing about a value can be said of them.
fn valueless_faults(row: &Indicator) -> Vec<Fault> {
    if row.asks() {
        return Vec::new();
    }
    let said = [
        (
            "presence",
            row.presence != Presence::default() && row.presence != Presence::Optional,
        ),
        ("aggregate", row.aggregate != Aggregate::None),
        ("rules", !row.rules.is_empty()),
    ];
    let said = said.into_iter().filter(|(_, said)| *said);
    said.map(|(field, _)| Fault::of(&row.id, FaultKind::Unasked(field)))
        .collect()
}

fn target_faults(schema: &Schema, row: &Indicator) -> Vec<Fault> {
    named(row)
        .into_iter()
        .filter_map(|(field, target)| target_fault(schema, row, field, target))
        .collect()
}

fn target_fault(
    schema: &Schema,
    row: &Indicator,
    field: &'static str,
    target: &IndicatorId,
) -> Option<Fault> {
    if *target == row.id {
        return Some(Fault::of(&row.id, FaultKind::OwnTarget(field)));
    }
    match schema.get(target) {
        None => {
            let fault = Fault::of(
                &row.id,
                FaultKind::UnknownTarget {
                    field,
                    target: target.clone(),
                },
            );
            Some(fault.hinted(target.as_str(), other_ids(schema, &row.id)))
        }
        Some(found) if !found.asks() => Some(Fault::of(
            &row.id,
            FaultKind::ValuelessTarget {
                field,
                target: target.clone(),
            },
        )),
        Some(_) => None,
    }
}

/// Every indicator a row names, and where.
fn named(row: &Indicator) -> Vec<(&'static str, &IndicatorId)> {
    let mut named: Vec<(&'static str, &IndicatorId)> = Vec::new();
    if let Presence::RequiredIf(other) = &row.presence {
        named.push(("required-if", other));
    }
    if let Aggregate::Ratio { part, whole } = &row.aggregate {
        named.extend([("aggregate", part), ("aggregate", whole)]);
    }
    if let Aggregate::Weighted { by } = &row.aggregate {
        named.push(("aggregate", by));
    }
    for rule in &row.rules {
        named.extend(
            rule.targets()
                .into_iter()
                .map(|target| (rule.name(), target)),
        );
    }
    named
}

fn bounds_fault(row: &Indicator) -> Option<Fault> {
    let empty =
        |rule: &&Rule| matches!(rule, Rule::Within { min: Some(min), max: Some(max) } if min > max);
    row.rules
        .iter()
        .find(empty)
        .map(|_| Fault::of(&row.id, FaultKind::EmptyBounds))
}

fn other_ids<'a>(schema: &'a Schema, own: &'a IndicatorId) -> impl Iterator<Item = &'a str> {
    schema
        .indicators
        .iter()
        .map(|row| &row.id)
        .filter(move |id| *id != own)
        .map(IndicatorId::as_str)
}

#[cfg(test)]
mod tests {
    use crate::schema::Schema;
    use serde_json::{Value, json};

    /// A small sound form, changed by `change`, and what the loader says of it.
    fn said(change: impl FnOnce(&mut Value)) -> String {
        let mut form = json!({
            "id": "f", "title": "F", "valid_from": "2022-01-01",
            "indicators": [
                { "id": "I", "section": "I", "label": "Mục", "kind": "section" },
                { "id": "I.1", "parent": "I", "section": "I", "label": "Tất cả", "kind": "count" },
                { "id": "I.2", "parent": "I", "section": "I", "label": "Một phần", "kind": "count" },
            ]
        });
        change(&mut form);
        match Schema::from_json("f.json", &form.to_string()) {
            Ok(_) => String::new(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn a_sound_form_has_no_faults() {
        assert_eq!(said(|_| {}), "");
    }

    #[test]
    fn names_that_do_not_exist_are_named_with_the_nearest() {
        let at_most = |whole: &str| json!([{ "rule": "at-most", "whole": whole }]);
        assert_eq!(
            said(|form| form["indicators"][2]["rules"] = at_most("I.11")),
            "f.json: I.2: at-most names I.11, which does not exist (did you mean I.1?)"
        );
        assert_eq!(
            said(|form| form["indicators"][2]["rules"] = at_most("I")),
            "f.json: I.2: at-most names I, which asks for no value"
        );
        assert_eq!(
            said(|form| form["indicators"][2]["rules"] = at_most("I.2")),
            "f.json: I.2: at-most names its own indicator"
        );
        assert_eq!(
            said(|form| form["indicators"][2]["section"] = json!("X"))
                .lines()
                .count(),
            2
        );
        assert_eq!(
            said(|form| form["indicators"][1]["parent"] = json!("I.2")),
            "f.json: I.1: parent I.2 stands below its child"
        );
    }

    #[test]
    fn ids_are_unique() {
        assert_eq!(
            said(|form| form["indicators"][2]["id"] = json!("I.1")),
            "f.json: I.1: id given twice"
        );
    }

    #[test]
    fn choices_and_kinds_agree() {
        assert_eq!(
            said(|form| form["indicators"][1]["kind"] = json!("choice")),
            "f.json: I.1: a choice without choices"
        );
        assert_eq!(
            said(|form| form["indicators"][0]["presence"] = json!("required")),
            "f.json: I: presence on a row that asks for no value"
        );
    }

    #[test]
    fn days_are_calendar_days() {
        assert_eq!(
            said(|form| form["valid_to"] = json!("2025-02-30")),
            "f.json: valid_to is no date: 2025-02-30"
        );
        assert_eq!(
            said(|form| form["valid_to"] = json!("2021-12-31")),
            "f.json: valid_to is before valid_from"
        );
    }

    #[test]
    fn a_wrong_shape_is_told_by_indicator() {
        let said = said(|form| form["indicators"][1]["kind"] = json!("cuont"));
        assert!(
            said.starts_with("f.json: I.1: /indicators/1/kind: \"cuont\" is not one of"),
            "{said}"
        );
    }

    #[test]
    fn text_that_is_no_json_is_told_by_line() {
        let error = Schema::from_json("f.json", "{\n  oops\n}")
            .unwrap_err()
            .to_string();
        assert!(error.contains("line 2"), "{error}");
    }
}
