//! The number a report prints, and the id a schema gives: two types, never mixed.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A heading number as printed: may repeat, may be wrong, may be absent.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Number(pub String);

impl Number {
    /// The number without its closing dot or bracket, in lower case: `"3.3.1."` and `"3.3.1"` agree.
    pub fn key(&self) -> String {
        self.0
            .trim()
            .trim_end_matches(['.', ')', ','])
            .to_lowercase()
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An indicator's id in its schema: unique and stable. Section numeral, then the path of printed
/// numbers, an ordinal where the form prints none, a letter where the form repeats one:
/// `III.7.1`, `VII.2b`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct IndicatorId(pub String);

impl IndicatorId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for IndicatorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for IndicatorId {
    fn from(id: &str) -> IndicatorId {
        IndicatorId(id.to_owned())
    }
}
