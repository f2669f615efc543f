//! What a user may set: levels per check and per indicator, tolerances.

use crate::model::{Finding, Severity};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The severity that the findings of a check are given; `None`, written `off`, for no findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Level(pub Option<Severity>);

/// What `off` is written for.
const OFF: &str = "off";

impl From<Level> for String {
    fn from(level: Level) -> String {
        level.0.map_or(OFF, Severity::name).to_owned()
    }
}

impl TryFrom<String> for Level {
    type Error = String;

    fn try_from(name: String) -> Result<Level, String> {
        let severities = [Severity::Info, Severity::Warning, Severity::Error];
        let named = severities
            .into_iter()
            .find(|severity| severity.name() == name);
        match named {
            None if name != OFF => Err(format!("`{name}` is not one of off, info, warning, error")),
            level => Ok(Level(level)),
        }
    }
}

/// The settings of an audit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// Level of a check, or of a family, for every indicator.
    pub checks: BTreeMap<String, Level>,
    /// Level of a check for one indicator: indicator → check → level.
    pub indicators: BTreeMap<String, BTreeMap<String, Level>>,
    /// How far a printed percentage may be from the computed one when both have two decimals.
    pub tolerance: Decimal,
    /// How many times the last period's figure is a jump.
    pub jump: Decimal,
    /// How many scaled median deviations from the median is an outlier.
    pub deviations: Decimal,
    /// The fewest units a comparison with peers needs.
    pub peers: usize,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            checks: BTreeMap::new(),
            indicators: BTreeMap::new(),
            tolerance: Decimal::new(1, 2),
            jump: Decimal::from(5),
            deviations: Decimal::from(6),
            peers: 5,
        }
    }
}

impl Settings {
    /// The finding at the level the settings ask for; `None` when it is switched off.
    pub fn apply(&self, mut finding: Finding) -> Option<Finding> {
        match self.level(&finding) {
            None => Some(finding),
            Some(level) => {
                finding.severity = level.0?;
                Some(finding)
            }
        }
    }

    /// Gives every finding its level, whichever stage raised it, and takes out what is switched off.
    pub fn apply_to(&self, findings: &mut Vec<Finding>) {
        let all = std::mem::take(findings);
        findings.extend(all.into_iter().filter_map(|finding| self.apply(finding)));
    }

    /// The indicator's own level, else the check's, else its family's.
    fn level(&self, finding: &Finding) -> Option<Level> {
        let code = finding.code.as_str();
        let family = finding.code.family().name();
        let own = finding
            .indicator
            .as_ref()
            .and_then(|id| self.indicators.get(id.as_str()));
        let find = |levels: &BTreeMap<String, Level>| {
            levels.get(code).or_else(|| levels.get(family)).copied()
        };
        own.and_then(find).or_else(|| find(&self.checks))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Code;

    #[test]
    fn an_indicator_overrules_its_check_and_the_check_its_family() {
        let mut settings = Settings::default();
        settings.checks.insert("missing".into(), Level(None));
        settings
            .checks
            .insert("missing-row".into(), Level(Some(Severity::Info)));
        settings.indicators.insert(
            "I.1".into(),
            BTreeMap::from([("missing-row".to_owned(), Level(Some(Severity::Error)))]),
        );
        let finding = Finding::new(Code::MissingRow);
        let general = settings.apply(finding.clone()).map(|f| f.severity);
        let special = settings
            .apply(finding.about(&"I.1".into()))
            .map(|f| f.severity);
        assert_eq!(
            (general, special),
            (Some(Severity::Info), Some(Severity::Error))
        );
        assert_eq!(settings.apply(Finding::new(Code::MissingSection)), None);
    }
}
