//! What is wrong with a schema file, named so that its author can mend it.

use crate::model::IndicatorId;
use rapidfuzz::distance::damerau_levenshtein;
use std::fmt;
use thiserror::Error;

/// A schema file that cannot be used, with every fault found in it.
#[derive(Clone, Debug, PartialEq, Error)]
pub struct SchemaError {
    /// The file, as named by whoever asked for it.
    pub file: String,
    /// Its faults, in the order of the file.
    pub faults: Vec<Fault>,
}

/// One fault.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// The indicator it is in, where it is in one.
    pub indicator: Option<IndicatorId>,
    /// What is wrong.
    pub kind: FaultKind,
    /// What may have been meant: the nearest known name.
    pub hint: Option<String>,
}

/// What can be wrong with a schema. [`FaultKind::code`] is stable.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FaultKind {
    /// The file cannot be read.
    #[error("cannot read: {0}")]
    Io(crate::model::Error),
    /// Not JSON.
    #[error("not JSON: {0}")]
    Syntax(String),
    /// JSON, but not of a schema's shape.
    #[error("{at}: {detail}")]
    Shape {
        /// JSON pointer.
        at: String,
        /// What was expected there.
        detail: String,
    },
    /// A field that must hold words is empty.
    #[error("{0} is empty")]
    Empty(&'static str),
    /// No indicator at all.
    #[error("the form has no indicators")]
    NoIndicators,
    /// An id given twice.
    #[error("id given twice")]
    DuplicateId,
    /// The parent does not exist.
    #[error("parent {0} does not exist")]
    UnknownParent(IndicatorId),
    /// The parent stands below its child.
    #[error("parent {0} stands below its child")]
    ParentBelow(IndicatorId),
    /// No section with this numeral.
    #[error("no section {0}")]
    UnknownSection(String),
    /// Another section than the parent's.
    #[error("in section {section}, its parent in {parent}")]
    OtherSection {
        /// Own section.
        section: String,
        /// The parent's section.
        parent: String,
    },
    /// A rule, aggregate or presence names an indicator that does not exist.
    #[error("{field} names {target}, which does not exist")]
    UnknownTarget {
        /// Where it is named.
        field: &'static str,
        /// The name.
        target: IndicatorId,
    },
    /// A rule, aggregate or presence names a heading or section.
    #[error("{field} names {target}, which asks for no value")]
    ValuelessTarget {
        /// Where it is named.
        field: &'static str,
        /// The name.
        target: IndicatorId,
    },
    /// A rule names its own indicator.
    #[error("{0} names its own indicator")]
    OwnTarget(&'static str),
    /// A choice without answers.
    #[error("a choice without choices")]
    NoChoices,
    /// Answers on something that is no choice.
    #[error("choices on something that is no choice")]
    UnaskedChoices,
    /// Two answers with one code.
    #[error("two choices with code {0}")]
    DuplicateCode(i64),
    /// A heading or section with a rule, a unit's kind or a presence.
    #[error("{0} on a row that asks for no value")]
    Unasked(&'static str),
    /// Not a calendar day.
    #[error("{field} is no date: {date}")]
    BadDate {
        /// `valid_from` or `valid_to`.
        field: &'static str,
        /// As given.
        date: String,
    },
    /// In force until before it begins.
    #[error("valid_to is before valid_from")]
    EndsBeforeItBegins,
    /// No value between the bounds.
    #[error("within: min is above max")]
    EmptyBounds,
    /// `main_column` points past the value columns.
    #[error("main_column is {0}, past the last value column")]
    NoMainColumn(usize),
    /// Two value columns with one id.
    #[error("two value columns named {0}")]
    DuplicateColumn(String),
    /// A column's ratio names a column that does not exist.
    #[error("value column {column}: no value column {target}")]
    UnknownColumn {
        /// The column with the ratio.
        column: String,
        /// What it names.
        target: String,
    },
}

impl FaultKind {
    /// A stable kebab-case name.
    pub fn code(&self) -> &'static str {
        match self {
            FaultKind::Io(_) => "schema-io",
            FaultKind::Syntax(_) => "schema-syntax",
            FaultKind::Shape { .. } => "schema-shape",
            FaultKind::Empty(_) => "schema-empty-field",
            FaultKind::NoIndicators => "schema-no-indicators",
            FaultKind::DuplicateId => "schema-duplicate-id",
            FaultKind::UnknownParent(_) => "schema-unknown-parent",
            FaultKind::ParentBelow(_) => "schema-parent-below",
            FaultKind::UnknownSection(_) => "schema-unknown-section",
            FaultKind::OtherSection { .. } => "schema-other-section",
            FaultKind::UnknownTarget { .. } => "schema-unknown-target",
            FaultKind::ValuelessTarget { .. } => "schema-valueless-target",
            FaultKind::OwnTarget(_) => "schema-own-target",
            FaultKind::NoChoices => "schema-no-choices",
            FaultKind::UnaskedChoices => "schema-unasked-choices",
            FaultKind::DuplicateCode(_) => "schema-duplicate-code",
            FaultKind::Unasked(_) => "schema-unasked",
            FaultKind::BadDate { .. } => "schema-bad-date",
            FaultKind::EndsBeforeItBegins => "schema-ends-before-it-begins",
            FaultKind::EmptyBounds => "schema-empty-bounds",
            FaultKind::NoMainColumn(_) => "schema-no-main-column",
            FaultKind::DuplicateColumn(_) => "schema-duplicate-column",
            FaultKind::UnknownColumn { .. } => "schema-unknown-column",
        }
    }
}

impl FaultKind {
    /// Its facts by name, for a catalogue of messages.
    pub fn data(&self) -> Vec<(&'static str, String)> {
        match self {
            FaultKind::Syntax(detail) => vec![("detail", detail.clone())],
            FaultKind::Shape { at, detail } => vec![("at", at.clone()), ("detail", detail.clone())],
            FaultKind::Empty(field) | FaultKind::OwnTarget(field) | FaultKind::Unasked(field) => {
                vec![("field", (*field).to_owned())]
            }
            FaultKind::UnknownParent(target) | FaultKind::ParentBelow(target) => {
                vec![("target", target.to_string())]
            }
            FaultKind::UnknownSection(target) | FaultKind::DuplicateColumn(target) => {
                vec![("target", target.clone())]
            }
            FaultKind::OtherSection { section, parent } => {
                vec![("section", section.clone()), ("parent", parent.clone())]
            }
            FaultKind::UnknownTarget { field, target }
            | FaultKind::ValuelessTarget { field, target } => {
                vec![
                    ("field", (*field).to_owned()),
                    ("target", target.to_string()),
                ]
            }
            FaultKind::DuplicateCode(code) => vec![("target", code.to_string())],
            FaultKind::BadDate { field, date } => {
                vec![("field", (*field).to_owned()), ("target", date.clone())]
            }
            FaultKind::NoMainColumn(at) => vec![("target", at.to_string())],
            FaultKind::UnknownColumn { column, target } => {
                vec![("field", column.clone()), ("target", target.clone())]
            }
            FaultKind::Io(_)
            | FaultKind::NoIndicators
            | FaultKind::DuplicateId
            | FaultKind::NoChoices
            | FaultKind::UnaskedChoices
            | FaultKind::EndsBeforeItBegins
            | FaultKind::EmptyBounds => Vec::new(),
        }
    }
}

impl Fault {
    /// A fault of the file as a whole.
    pub(super) fn of_file(kind: FaultKind) -> Fault {
        Fault {
            indicator: None,
            kind,
            hint: None,
        }
    }

    /// A fault of one indicator.
    pub(super) fn of(indicator: &IndicatorId, kind: FaultKind) -> Fault {
        Fault {
            indicator: Some(indicator.clone()),
            kind,
            hint: None,
        }
    }

    /// The same fault with the nearest of `known` as its hint.
    pub(super) fn hinted<'a>(mut self, given: &str, known: impl Iterator<Item = &'a str>) -> Fault {
        self.hint = nearest(given, known).map(str::to_owned);
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(id) = &self.indicator {
            write!(f, "{id}: ")?;
        }
        write!(f, "{}", self.kind)?;
        match &self.hint {
            Some(hint) => write!(f, " (did you mean {hint}?)"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for SchemaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, fault) in self.faults.iter().enumerate() {
            if at > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{}: {fault}", self.file)?;
        }
        Ok(())
    }
}

/// The name closest to a mistyped one, if any is close.
///
/// ```
/// use phuluc::schema::nearest;
/// assert_eq!(nearest("I.4.l", ["I.4.1", "II.2"].into_iter()), Some("I.4.1"));
/// assert_eq!(nearest("xyz", ["I.4.1"].into_iter()), None);
/// ```
pub fn nearest<'a>(given: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let scored = known.map(|name| (alike(given, name), name));
    let best = scored.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    (best.0 >= 0.5).then_some(best.1)
}

/// How alike two names are, 0 to 1: letters swapped count as one slip.
fn alike(one: &str, other: &str) -> f64 {
    damerau_levenshtein::normalized_similarity(one.chars(), other.chars())
}
