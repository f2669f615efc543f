//! What a stage noticed about the content: data, never an error.

use super::{Code, IndicatorId, LimitKind, Place, Row};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What begins the name of a remark that this program put on a report (`/NM` of an annotation): whoever marks the report
/// again takes it out, whoever reads it does not take it for somebody's comment.
pub const OWN_REMARK: &str = "phuluc-";

/// A stage's output with what it noticed on the way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WithFindings<T> {
    /// What the stage made.
    pub output: T,
    /// What it noticed.
    pub findings: Vec<Finding>,
}

impl<T> WithFindings<T> {
    /// An output nothing is to be said about.
    pub fn new(output: T) -> WithFindings<T> {
        WithFindings {
            output,
            findings: Vec::new(),
        }
    }

    /// Moves the findings into `into` and hands the output on.
    pub fn take_into(self, into: &mut Vec<Finding>) -> T {
        into.extend(self.findings);
        self.output
    }
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Good to know.
    Info,
    /// A person should look.
    #[default]
    Warning,
    /// This is wrong.
    Error,
}

impl Severity {
    /// The stable name, in outputs, flags and settings.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// Something doubtful about the content.
///
/// The sentence is not stored: `code` and `data` choose it from the message catalogue, in the user's
/// language, so the same finding reads right in Vietnamese and in English.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Which check speaks.
    pub code: Code,
    /// How much it weighs.
    pub severity: Severity,
    /// Which indicator it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicator: Option<IndicatorId>,
    /// Which appendix row it is about (index into `Appendix::rows`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
    /// Where to look, most telling first, each with what is printed there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Evidence>,
    /// The facts the message is made of: placeholder → text.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub data: BTreeMap<String, String>,
    /// What could be done about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repair: Option<Repair>,
}

/// A place a finding rests on and what is printed there.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// Where.
    pub place: Place,
    /// What stands there, as printed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub printed: String,
}

impl Finding {
    /// A finding with nothing but its code, at the severity the registry gives it.
    pub fn new(code: Code) -> Finding {
        Finding {
            code,
            severity: code.severity(),
            indicator: None,
            row: None,
            places: Vec::new(),
            data: BTreeMap::new(),
            repair: None,
        }
    }

    /// Weighs it otherwise than the registry does.
    pub fn severity(mut self, severity: Severity) -> Finding {
        self.severity = severity;
        self
    }

    /// Adds a fact for the message.
    pub fn with(mut self, key: &str, value: impl ToString) -> Finding {
        self.data.insert(key.to_owned(), value.to_string());
        self
    }

    /// A limit was reached and what follows was not read: which one, and what it is.
    pub fn limit_reached(what: LimitKind, limit: impl ToString) -> Finding {
        Finding::new(Code::LimitReached)
            .with("what", what)
            .with("limit", limit)
    }

    /// Adds a place and what is printed there.
    pub fn at(mut self, place: Place, printed: impl Into<String>) -> Finding {
        self.places.push(Evidence {
            place,
            printed: printed.into(),
        });
        self
    }

    /// Names the indicator.
    pub fn about(mut self, indicator: &IndicatorId) -> Finding {
        self.indicator = Some(indicator.clone());
        self
    }

    /// Names the appendix row.
    pub fn on_row(mut self, row: usize) -> Finding {
        self.row = Some(row);
        self
    }

    /// Names the appendix row and every place it stands at, with what is printed there.
    pub fn at_row(self, at: usize, row: &Row, printed: &str) -> Finding {
        let places = row.places.iter().cloned();
        places.fold(self.on_row(at), |finding, place| finding.at(place, printed))
    }
}

/// How sure a repair is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// Applied unasked; the printed text is kept.
    Safe,
    /// Applied only when asked for.
    Unsafe,
    /// Never applied; shown to the person.
    ShowOnly,
}

/// A change to the printed text, made or proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repair {
    /// As printed.
    pub before: String,
    /// As it should read.
    pub after: String,
    /// How sure.
    pub certainty: Certainty,
}
