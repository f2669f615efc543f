//! Severities as values of flags.

use crate::model::Severity;
use clap::ValueEnum;
use clap::builder::PossibleValue;

impl ValueEnum for Severity {
    fn value_variants<'a>() -> &'a [Severity] {
        &[Severity::Info, Severity::Warning, Severity::Error]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

/// The least severity that counts; `None` when nothing does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threshold(Option<Severity>);

impl Threshold {
    /// Only errors count.
    pub const ERROR: Threshold = Threshold(Some(Severity::Error));

    /// Whether a finding of this severity counts.
    pub fn counts(self, severity: Severity) -> bool {
        self.0.is_some_and(|least| severity >= least)
    }
}

impl ValueEnum for Threshold {
    fn value_variants<'a>() -> &'a [Threshold] {
        &[
            Threshold::ERROR,
            Threshold(Some(Severity::Warning)),
            Threshold(Some(Severity::Info)),
            Threshold(None),
        ]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        match self.0 {
            Some(least) => least.to_possible_value(),
            None => Some(PossibleValue::new("never")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Protects the exit code: what `--fail-on` lets pass.
    #[test]
    fn a_threshold_counts_what_is_as_severe_or_more() {
        let counted = |name: &str| {
            let least = Threshold::from_str(name, false).expect("a value of --fail-on");
            Severity::value_variants()
                .iter()
                .filter(|s| least.counts(**s))
                .count()
        };
        assert_eq!(
            ["error", "warning", "info", "never"].map(counted),
            [1, 2, 3, 0]
        );
    }
}
