//! `unit-differs`: the unit printed beside a value is not the form's.

use crate::audit::check::{Check, Run};
use crate::audit::context::Context;
use crate::model::{Code, Finding, Record, Severity};
use crate::schema::{Indicator, Kind};
use crate::text::fold::fold;
use crate::text::vocabulary;
use rapidfuzz::distance::levenshtein;

/// The check.
pub const CHECK: Check = Check {
    code: Code::UnitDiffers,
    run: Run::Report(run),
};

fn run(context: &Context, findings: &mut Vec<Finding>) {
    for (indicator, record) in context.sheet() {
        let printed = context.row(record).and_then(|row| row.unit.as_ref());
        if let Some(printed) = printed.filter(|unit| !unit.is_empty())
            && differs(indicator, printed.as_str())
        {
            findings.push(finding(context, indicator, record, printed.as_str()));
        }
    }
}

fn finding(context: &Context, indicator: &Indicator, record: &Record, printed: &str) -> Finding {
    let mut finding = context.about(CHECK.finding(), record);
    // A blank cell has no figure the unit could mislead about.
    if record.printed.is_none() {
        finding.severity = Severity::Info;
    }
    finding
        .with("unit", printed)
        .with("expected", indicator.unit.as_deref().unwrap_or("–"))
}

fn differs(indicator: &Indicator, printed: &str) -> bool {
    let Some(unit) = &indicator.unit else {
        // The form names none; a count is still no share and no thousands.
        let shares = printed.contains('%') || !Key::of(printed).times.is_empty();
        return indicator.kind == Kind::Count && shares;
    };
    let mut known = std::iter::once(unit).chain(&indicator.unit_aliases);
    if known.clone().any(|unit| unit == printed) {
        return false;
    }
    let printed = Key::of(printed);
    !known.any(|unit| Key::of(unit).is_same(&printed))
}

/// A unit ready for comparing.
struct Key {
    /// Its words, sorted: "Không = 0 Có = 1" and "Có = 1; Không = 0" agree.
    words: Vec<String>,
    /// How many of it one is: "nghìn" and "1.000" of "nghìn đồng" and "1.000 đồng".
    times: Vec<String>,
}

impl Key {
    fn of(unit: &str) -> Key {
        let folded = fold(unit).replace("tthc", &fold("thủ tục"));
        let mut words: Vec<String> = folded.split(' ').map(str::to_owned).collect();
        words.sort();
        let times = words.iter().filter(|word| is_multiplier(word)).cloned();
        let times = times.collect();
        Key { words, times }
    }

    /// The same words, one a part of the other ("Đơn vị" of "Cơ quan, đơn vị"), or a slip of a letter; never so
    /// many times as much.
    fn is_same(&self, other: &Key) -> bool {
        let within =
            |a: &[String], b: &[String]| !a.is_empty() && a.iter().all(|word| b.contains(word));
        let (a, b) = (&self.words, &other.words);
        self.times == other.times
            && (within(a, b) || within(b, a) || is_slip(&a.concat(), &b.concat()))
    }
}

fn is_multiplier(word: &str) -> bool {
    let is_known = |known: &&str| fold(known) == word;
    word.ends_with("000") || vocabulary::MULTIPLIERS.iter().any(is_known)
}

fn is_slip(one: &str, other: &str) -> bool {
    levenshtein::normalized_similarity(one.chars(), other.chars()) > SLIP
}

/// How alike two units are that differ by a slip, 0 to 1: chosen by reading, not measured.
const SLIP: f64 = 0.8;

#[cfg(test)]
mod tests {
    use crate::audit::testing::Sheet;

    fn with_units(form: &str, printed: &str) -> Vec<String> {
        Sheet::of(&[("I.1", "Số hồ sơ", "3")])
            .units("I.1", form, printed)
            .only("unit-differs")
    }

    #[test]
    fn another_unit_is_named() {
        assert_eq!(with_units("Hồ sơ", "%"), ["unit-differs I.1"]);
        assert_eq!(with_units("Văn bản", "Người"), ["unit-differs I.1"]);
        for other in ["Đồng", "Nghìn đồng", "Tỷ đồng", "1.000 đồng"] {
            let said = with_units("Triệu đồng", other);
            assert_eq!(said, ["unit-differs I.1"], "{other}");
        }
        assert_eq!(with_units("Hồ sơ", "Nghìn hồ sơ"), ["unit-differs I.1"]);
    }

    #[test]
    fn the_order_of_answers_and_slips_of_letters_are_no_difference() {
        assert!(with_units("Không = 0 Có = 1", "Có = 1; Không = 0").is_empty());
        assert!(with_units("Cơ quan, đơn vị", "Đơn vị").is_empty());
        assert!(with_units("Nhiệm vụ", "nhiêm vụ").is_empty());
        assert!(with_units("Thủ tục", "TTHC").is_empty());
        assert!(with_units("Thủ tục", "").is_empty());
    }
}
