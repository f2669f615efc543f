//! `unit-contradicts-label`: a row counts one thing and names another as its unit.

use crate::audit::check::{Check, Run};
use crate::audit::context::Context;
use crate::audit::narrative::word::Word;
use crate::audit::narrative::words::{all_terms, begins, class, syllables, telling, terms, words};
use crate::model::{Code, Finding};
use crate::schema::Kind;
use std::sync::LazyLock;

/// The check.
pub const CHECK: Check = Check {
    code: Code::UnitContradictsLabel,
    run: Run::Report(run),
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    for (indicator, record) in context.sheet() {
        let unit = context.row(record).and_then(|row| row.unit.as_ref());
        let Some(unit) = unit.filter(|_| indicator.kind == Kind::Count && record.printed.is_some())
        else {
            continue;
        };
        let label = indicator.plain_label();
        if let (Some(counted), Some(named)) = (head(label), units(unit.as_str()))
            && PAIRS.contains(&(counted, named))
        {
            findings.push(context.about(CHECK.finding(), record).with("unit", unit));
        }
    }
}

/// Kinds nobody would take for each other; "công chức" counted in "người" is no contradiction.
const PAIRS: [(&str, &str); 6] = [
    ("dossier", "procedure"),
    ("procedure", "dossier"),
    ("document", "task"),
    ("task", "document"),
    ("person", "document"),
    ("document", "person"),
];

/// How a label begins that counts things.
static COUNTING: LazyLock<Vec<Vec<Word>>> = LazyLock::new(|| ["số", "tổng số"].map(words).to_vec());
/// The words a label's noun is found among.
const NEAR: usize = 10;

/// What a label that begins with "Số …" counts.
fn head(label: &str) -> Option<&'static str> {
    let syllables = syllables(label);
    let counts = COUNTING.iter().any(|phrase| begins(&syllables, phrase));
    // A noun is never so long that it begins behind the first few words.
    let near = syllables
        .get(..syllables.len().min(NEAR))
        .filter(|_| counts)?;
    telling(all_terms(near))
        .first()
        .and_then(|term| class(term.word))
}

fn units(unit: &str) -> Option<&'static str> {
    terms(unit).first().and_then(|term| class(term.word))
}

#[cfg(test)]
mod tests {
    use crate::audit::testing::Sheet;

    #[test]
    fn dossiers_counted_in_procedures_are_named() {
        let unit = |label, unit| {
            Sheet::of(&[("I.1", label, "15")])
                .units("I.1", unit, unit)
                .only("unit-contradicts-label")
        };
        assert_eq!(
            unit("Tổng số hồ sơ TTHC đã tiếp nhận", "TTHC"),
            ["unit-contradicts-label I.1"]
        );
        assert!(unit("Số lượng hồ sơ đã tiếp nhận", "Hồ sơ").is_empty());
        assert!(unit("Số công chức được tuyển dụng", "Người").is_empty());
    }
}
