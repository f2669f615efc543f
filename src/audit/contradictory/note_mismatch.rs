//! `note-mismatch`: a row's note says something else than its value.

use super::rule::{percent, rate_agrees};
use crate::audit::check::{Check, Run};
use crate::audit::context::{Context, first_place};
use crate::audit::narrative::note::{Listed, Note};
use crate::model::{Code, Finding, Record, Severity};
use crate::schema::{Indicator, Kind};
use crate::text::number::vietnamese;
use crate::text::vocabulary;
use rust_decimal::Decimal;
use std::cell::LazyCell;

/// The check.
pub const CHECK: Check = Check {
    code: Code::NoteMismatch,
    run: Run::Report(run),
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    for (indicator, record) in context.sheet() {
        let Some(note) = context.note(record) else {
            continue;
        };
        let text = note.phrase.text.as_str();
        let stated = rate(context, record, note)
            .or_else(|| list(context, indicator, record, note))
            .or_else(|| count(context, indicator, record, note))
            .or_else(|| opposite(indicator, record, text));
        if let Some(Stated { said, severity }) = stated {
            let mut finding = context
                .about(CHECK.finding(), record)
                .with("stated", said)
                .with("note", text);
            finding.severity = severity;
            let place = context.row(record).map(first_place).unwrap_or_default();
            findings.push(finding.at(place, text));
        }
    }
    for tie in &context.noted {
        findings.extend(elsewhere(context, tie));
    }
}

struct Stated {
    said: String,
    severity: Severity,
}

fn stated(said: impl ToString, severity: Severity) -> Option<Stated> {
    Some(Stated {
        said: said.to_string(),
        severity,
    })
}

/// "Đã thực hiện 6/7 nhiệm vụ" beside a rate.
fn rate(context: &Context, record: &Record, note: &Note) -> Option<Stated> {
    let schema = context.schema?.get(&record.indicator)?;
    let printed = percent(&record.value).filter(|_| schema.kind == Kind::Percent)?;
    let [(part, whole)] = note.fractions.as_slice() else {
        return None;
    };
    let exact = part
        .checked_div(*whole)?
        .checked_mul(Decimal::ONE_HUNDRED)?;
    if rate_agrees(printed, exact, context.settings.tolerance) {
        return None;
    }
    stated(
        format!(
            "{}/{} = {}%",
            vietnamese(*part),
            vietnamese(*whole),
            vietnamese(exact.round_dp(2))
        ),
        CHECK.code.severity(),
    )
}

/// Titles listed beside a count.
fn list(context: &Context, indicator: &Indicator, record: &Record, note: &Note) -> Option<Stated> {
    let value = record
        .value
        .number()
        .filter(|_| indicator.kind == Kind::Count)?;
    match note.listed? {
        Listed::Titles(count, class)
            if Decimal::from(count) != value && counts(context, indicator, class) =>
        {
            stated(count, Severity::Warning)
        }
        // Numbered items may be months, steps or groups: worth a look only.
        Listed::Numbered(count) if Decimal::from(count) > value => stated(count, Severity::Info),
        _ => None,
    }
}

/// The row counts things of that class, as far as the form tells.
fn counts(context: &Context, indicator: &Indicator, class: &'static str) -> bool {
    let entry = context
        .index
        .as_ref()
        .and_then(|index| index.entries.get(index.position(&indicator.id)?));
    entry.is_some_and(|entry| entry.classes.is_empty() || entry.classes.contains(class))
}

/// A short note that gives one count of the same thing, or parts of it that exceed it.
fn count(context: &Context, indicator: &Indicator, record: &Record, note: &Note) -> Option<Stated> {
    let value = record
        .value
        .number()
        .filter(|_| indicator.kind == Kind::Count)?;
    let index = context.index.as_ref()?;
    let nouns = &index.entries.get(index.position(&indicator.id)?)?.nouns;
    let same: Vec<Decimal> = note
        .counts
        .iter()
        .filter(|(_, noun)| nouns.contains(noun))
        .map(|(count, _)| *count)
        .collect();
    let sum = same
        .iter()
        .fold(Decimal::ZERO, |sum, next| sum.saturating_add(*next));
    if note.is_breakdown {
        return if sum > value {
            stated(vietnamese(sum), Severity::Warning)
        } else {
            None
        };
    }
    match same.as_slice() {
        [one] if note.is_short && note.counts.len() == 1 && *one != value => {
            stated(vietnamese(*one), Severity::Info)
        }
        _ => None,
    }
}

/// "bổ nhiệm lại" in the note of "được bổ nhiệm mới".
fn opposite(indicator: &Indicator, record: &Record, note: &str) -> Option<Stated> {
    record
        .value
        .number()
        .filter(|value| !value.is_zero() && indicator.kind == Kind::Count)?;
    let spaced = |text: &str| {
        let words = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty());
        format!(" {} ", words.collect::<Vec<_>>().join(" ").to_lowercase())
    };
    let (label, note) = (spaced(&indicator.label), LazyCell::new(|| spaced(note)));
    let found = vocabulary::OPPOSITES.iter().find_map(|(word, opposites)| {
        let opposite = opposites.first()?;
        let before = label.split_once(&format!(" {word} "))?.0;
        // The word before, of two syllables: "bổ nhiệm".
        let head: Vec<&str> = before.rsplit(' ').take(2).collect();
        let head = format!("{} {}", head.get(1)?, head.first()?);
        let turned = format!(" {head} {opposite} ");
        (note.contains(&turned) && !note.contains(&format!(" {head} {word} "))).then_some(turned)
    })?;
    stated(format!("“{}”", found.trim()), Severity::Warning)
}

/// Another row's note states a quantity for this indicator.
fn elsewhere(context: &Context, tie: &super::super::narrative::Tie) -> Option<Finding> {
    use super::narrative_mismatch::{Says, says};
    let record = context.record(&tie.indicator)?;
    let noting = context.report.appendix.rows.get(tie.statement)?;
    if tie.vague
        || tie.contested
        || tie.score < ELSEWHERE
        || says(context, tie, record) != Says::Another
    {
        return None;
    }
    // A headline on "25/25 hồ sơ" speaks of its own day.
    let titles = context
        .note_of(tie.statement)
        .is_some_and(|note| matches!(note.listed, Some(Listed::Titles(..))));
    if titles && !tie.printed.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let note = noting.note.as_ref()?.as_str();
    let finding = context
        .about(CHECK.finding(), record)
        .with("stated", &tie.printed)
        .with("note", note);
    Some(finding.at(first_place(noting), note))
}

/// Another row's note must speak of the indicator beyond doubt.
const ELSEWHERE: f32 = 0.75;

#[cfg(test)]
mod tests {
    use crate::audit::testing::Sheet;
    use crate::schema::Kind;

    fn noted(kind: Kind, label: &str, value: &str, note: &str) -> Vec<String> {
        Sheet::of(&[("I.1", label, value)])
            .units("I.1", if kind == Kind::Percent { "%" } else { "" }, "")
            .kind("I.1", kind)
            .note("I.1", note)
            .only("note-mismatch")
    }

    #[test]
    fn a_fraction_that_is_not_the_rate_is_named() {
        let rate = |value| {
            noted(
                Kind::Percent,
                "Tỷ lệ thực hiện",
                value,
                "Đã thực hiện 6/7 nhiệm vụ",
            )
        };
        assert_eq!(rate("90"), ["note-mismatch I.1"]);
        assert!(rate("85,71").is_empty());
        assert!(rate("").is_empty());
    }

    #[test]
    fn titles_are_counted() {
        let note = "1. Tháng 01: Tên bài: Một; 2. Tháng 02: -Tên bài: Hai - Tên bài: Ba";
        assert_eq!(
            noted(Kind::Count, "Số tin, bài", "4", note),
            ["note-mismatch I.1"]
        );
        assert!(noted(Kind::Count, "Số tin, bài", "3", note).is_empty());
        // Headlines beside dossiers count no dossiers.
        assert!(noted(Kind::Count, "Số hồ sơ đã trả", "173", note).is_empty());
    }

    #[test]
    fn the_opposite_of_the_label_is_named() {
        let label = "Số lãnh đạo được bổ nhiệm mới";
        assert_eq!(
            noted(
                Kind::Count,
                label,
                "1",
                "Quyết định số 5/QĐ-SNV về bổ nhiệm lại"
            ),
            ["note-mismatch I.1"]
        );
        assert!(
            noted(
                Kind::Count,
                label,
                "1",
                "Quyết định số 5/QĐ-SNV về bổ nhiệm"
            )
            .is_empty()
        );
    }

    /// What a note leaves out is counted neither in its own row nor in the one below.
    #[test]
    fn what_a_note_leaves_out_is_no_figure() {
        let notes = |note: &str| {
            let rows = [
                ("I", "Đơn vị sự nghiệp", ""),
                ("I.1", "Tổng số đơn vị sự nghiệp", "412"),
                ("I.2", "Số đơn vị sự nghiệp thuộc UBND tỉnh", "14"),
            ];
            let sheet = Sheet::of(&rows).units("I.1", "Đơn vị", "Đơn vị");
            let sheet = sheet.units("I.2", "Đơn vị", "Đơn vị").note("I.1", note);
            sheet.only("note-mismatch")
        };
        assert!(notes("không tính 31 đơn vị sự nghiệp thuộc đơn vị sự nghiệp").is_empty());
        assert_eq!(notes("31 đơn vị sự nghiệp"), ["note-mismatch I.1"]);
    }

    #[test]
    fn documents_and_dates_are_no_figures() {
        let note =
            "Quyết định số 16/2030/QĐ-UBND ngày 03/8/2030, Kế hoạch số 12/KH-SNV ngày 6/7/2030";
        assert!(noted(Kind::Count, "Số nhiệm vụ được giao", "1", note).is_empty());
        assert!(noted(Kind::Percent, "Tỷ lệ thực hiện", "50", note).is_empty());
    }
}
