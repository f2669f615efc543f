//! The documentation of all checks as one page, made from the checks themselves.

use super::{CHECKS, Check, Family};
use crate::model::Severity;
use std::fmt::Write;

/// `docs/checks.md`.
pub fn page() -> String {
    let mut page = String::from(
        "# Checks\n\nEvery finding names one of these checks. Levels can be set in `phuluc.toml`:\n\n```toml\n[audit]\n\
         tolerance = 0.01          # of percentages\n\n[audit.checks]            # off, info, warning or error; checks or families\n\
         prompt-left-in-note = \"off\"\nunusual = \"info\"\n\n[audit.indicators.\"III.7.1\"]\nblank-required = \"error\"\n```\n",
    );
    for family in Family::ALL {
        // Writing to a String cannot fail.
        let _ = writeln!(page, "\n## {}\n", family.name());
        CHECKS
            .iter()
            .filter(|check| check.family == family)
            .for_each(|check| one(check, &mut page));
    }
    page
}

fn one(check: &Check, page: &mut String) {
    let severity = match check.severity {
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let _ = writeln!(page, "### {}\n\n*{severity}*\n", check.code);
    for (words, [what, why, example, settle]) in [
        (&check.en, ["What", "Why", "Example", "How to settle"]),
        (&check.vi, ["Là gì", "Vì sao", "Ví dụ", "Xử lý"]),
    ] {
        let _ = writeln!(page, "* **{what}:** {}", words.what);
        let _ = writeln!(page, "* **{why}:** {}", words.why);
        let _ = writeln!(page, "* **{example}:** {}", words.example);
        let _ = writeln!(page, "* **{settle}:** {}\n", words.settle);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_check_has_a_name_of_its_own_and_says_everything() {
        let mut codes: Vec<&str> = CHECKS.iter().map(|check| check.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), CHECKS.len());
        for check in CHECKS.iter() {
            for words in [&check.vi, &check.en] {
                let texts = [words.what, words.why, words.example, words.settle];
                assert!(texts.iter().all(|text| text.len() > 4), "{}", check.code);
            }
        }
    }
}
