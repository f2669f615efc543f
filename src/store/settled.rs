//! What is said against printed figures, once people have set others in their place.
//!
//! A finding about a corrected cell speaks of what is printed: it stays, as information. A rate or sum that was wrong
//! for a corrected part is worked out anew, and is no finding any more where it comes out right.

use crate::model::{Code, Family, IndicatorId, Severity, Submission};
use crate::schema::{Rule, Schema, with_id};
use rust_decimal::Decimal;

/// How far a printed rate may be from the one worked out: the last digit is cut off or rounded.
const TOLERANCE: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// Settles the findings of a report whose cells were corrected.
pub fn settle(report: &mut Submission, schemas: &[Schema]) {
    let corrected: Vec<IndicatorId> = report
        .cells
        .iter()
        .filter(|cell| cell.corrected.is_some())
        .map(|cell| cell.indicator.clone())
        .collect();
    let id = report.schema.as_ref().map(|fit| fit.id.as_str());
    let Some(schema) = id
        .and_then(|id| with_id(schemas, id))
        .filter(|_| !corrected.is_empty())
    else {
        return;
    };
    let mut findings = std::mem::take(&mut report.findings);
    findings.retain(|finding| match (&finding.indicator, finding.code) {
        (Some(id), code) if is_of_rules(code) => {
            !touches(schema, id, &corrected) || !comes_out(report, schema, id)
        }
        _ => true,
    });
    for finding in &mut findings {
        let is_corrected = finding
            .indicator
            .as_ref()
            .is_some_and(|id| corrected.contains(id));
        let of_value = !matches!(finding.code.family(), Family::Submission | Family::Form);
        if is_corrected && of_value && !is_of_rules(finding.code) {
            finding.severity = Severity::Info;
        }
    }
    report.findings = findings;
}

/// The checks of a form's rules, which can be worked out anew.
fn is_of_rules(code: Code) -> bool {
    matches!(
        code,
        Code::RatioMismatch | Code::SumMismatch | Code::PartExceedsWhole
    )
}

/// The indicator, or one its rules name, was corrected.
fn touches(schema: &Schema, id: &IndicatorId, corrected: &[IndicatorId]) -> bool {
    let rules = schema.get(id).map_or(&[][..], |row| &row.rules);
    let named = rules.iter().flat_map(Rule::targets);
    named.chain([id]).any(|id| corrected.contains(id))
}

/// Every rule of the indicator holds for the figures that count.
fn comes_out(report: &Submission, schema: &Schema, id: &IndicatorId) -> bool {
    let number = |id: &IndicatorId| report.cell(id)?.number();
    let (Some(row), Some(own)) = (schema.get(id), number(id)) else {
        return false;
    };
    let sum = |parts: &[IndicatorId]| parts.iter().map(number).sum::<Option<Decimal>>();
    row.rules.iter().all(|rule| match rule {
        Rule::RatioOf { part, whole, .. } => number(part)
            .zip(number(whole))
            .and_then(|(part, whole)| (part * Decimal::ONE_HUNDRED).checked_div(whole))
            .is_none_or(|rate| (rate - own).abs() <= tolerance(own)),
        Rule::SumOf { parts, .. } => sum(parts).is_none_or(|sum| sum == own),
        Rule::AtLeastSum { parts, .. } => sum(parts).is_none_or(|sum| sum <= own),
        Rule::AtMost { whole, .. } => number(whole).is_none_or(|whole| own <= whole),
        Rule::EqualTo { other, .. } => number(other).is_none_or(|other| own == other),
        Rule::Within { min, max } => {
            min.is_none_or(|min| own >= min) && max.is_none_or(|max| own <= max)
        }
    })
}

/// A rate printed with one decimal is right to a tenth.
fn tolerance(printed: Decimal) -> Decimal {
    TOLERANCE.max(Decimal::new(1, printed.normalize().scale()))
}
