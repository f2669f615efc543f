//! `unit-contradicts-label`: a row counts one thing and names another as its unit.

use crate::audit::check::{Check, Family, Run, Words};
use crate::audit::context::Context;
use crate::audit::narrative::word::Word;
use crate::audit::narrative::words::{all_terms, begins, class, syllables, telling, terms, words};
use crate::model::{Finding, Severity};
use crate::schema::Kind;
use std::sync::LazyLock;

/// The check.
pub const CHECK: Check = Check {
    code: "unit-contradicts-label",
    family: Family::Form,
    severity: Severity::Info,
    vi: Words {
        what: "Tên chỉ tiêu đếm một loại, đơn vị tính ghi loại khác.",
        why: "Người điền không biết phải đếm hồ sơ hay thủ tục, nên các đơn vị điền khác nhau.",
        example: "“Tổng số hồ sơ TTHC đã tiếp nhận” có đơn vị tính “TTHC”.",
        settle: "Đề nghị cơ quan ban hành sửa biểu mẫu; trước mắt hiểu theo tên chỉ tiêu.",
    },
    en: Words {
        what: "The label counts one kind of thing, the unit names another.",
        why: "Whoever fills it in cannot know what to count, and units will answer differently.",
        example: "“Tổng số hồ sơ TTHC đã tiếp nhận” with the unit “TTHC”.",
        settle: "Ask the form's author to mend it; until then go by the label.",
    },
    run: Run::Report(run),
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    for (indicator, record) in context.sheet() {
        let unit = context.row(record).and_then(|row| row.unit.as_ref());
        let Some(unit) = unit.filter(|_| indicator.kind == Kind::Count && record.printed.is_some())
        else {
            continue;
        };
        let label = crate::audit::context::plain_label(indicator);
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
