//! The registry of findings: every code with its family, its usual severity and the stage that raises it.
//!
//! A finding is raised by its [`Code`], never by a name: a code that is documented and not in this table,
//! or raised and not in it, does not compile. Its sentences stand in `locale/`.

use super::Severity;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// The families findings are grouped in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Something that should be there is not.
    Missing,
    /// A value that cannot be right by itself.
    Invalid,
    /// Two statements of the same report that cannot both be right.
    Contradictory,
    /// Odd beside earlier periods or other agencies.
    Unusual,
    /// The form was not kept.
    Form,
    /// About the report as a whole: sent, late, twice.
    Submission,
    /// Something stood in the way of reading.
    Reading,
}

impl Family {
    /// The families in the order they are shown.
    pub const ALL: [Family; 7] = [
        Family::Missing,
        Family::Invalid,
        Family::Contradictory,
        Family::Unusual,
        Family::Form,
        Family::Submission,
        Family::Reading,
    ];

    /// The stable name, as `--only` takes it.
    pub const fn name(self) -> &'static str {
        match self {
            Family::Missing => "missing",
            Family::Invalid => "invalid",
            Family::Contradictory => "contradictory",
            Family::Unusual => "unusual",
            Family::Form => "form",
            Family::Submission => "submission",
            Family::Reading => "reading",
        }
    }
}

/// The stage that raises a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Bytes to document.
    Read,
    /// Document to appendix.
    Table,
    /// Appendix to records; the letterhead.
    Map,
    /// The end of the pipeline.
    Pipeline,
    /// The audit of one report.
    Audit,
    /// The comparison of several reports.
    Compare,
}

/// What one row of the registry says.
struct Entry {
    name: &'static str,
    family: Family,
    severity: Severity,
    stage: Stage,
}

macro_rules! codes {
    ($($variant:ident = $name:literal, $family:ident, $severity:ident, $stage:ident;)+) => {
        /// What a finding is about. The kebab-case name never changes with the language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs)] // `locale/` says what each looks for, why, and how to fix it
        pub enum Code {
            $($variant,)+
        }

        impl Code {
            /// Every code, by family.
            pub const ALL: &[Code] = &[$(Code::$variant,)+];

            const fn entry(self) -> Entry {
                match self {
                    $(Code::$variant => Entry {
                        name: $name,
                        family: Family::$family,
                        severity: Severity::$severity,
                        stage: Stage::$stage,
                    },)+
                }
            }
        }

        impl FromStr for Code {
            type Err = UnknownCode;

            fn from_str(name: &str) -> Result<Code, UnknownCode> {
                match name {
                    $($name => Ok(Code::$variant),)+
                    _ => Err(UnknownCode(name.to_owned())),
                }
            }
        }
    };
}

codes! {
    MissingSection = "missing-section", Missing, Error, Audit;
    MissingRow = "missing-row", Missing, Warning, Audit;
    BlankRequired = "blank-required", Missing, Error, Audit;
    BlankButNoted = "blank-but-noted", Missing, Warning, Audit;
    BlankButNarrated = "blank-but-narrated", Missing, Warning, Audit;
    MissingAppendix = "missing-appendix", Missing, Error, Pipeline;
    AppendixInFile = "appendix-in-file", Missing, Info, Compare;
    AppendixInPicture = "appendix-in-picture", Missing, Error, Pipeline;
    NoSchema = "no-schema", Missing, Error, Map;
    UnitDiffers = "unit-differs", Invalid, Warning, Audit;
    PercentOutOfRange = "percent-out-of-range", Invalid, Error, Audit;
    Negative = "negative", Invalid, Error, Audit;
    NotANumber = "not-a-number", Invalid, Error, Map;
    NotAChoice = "not-a-choice", Invalid, Error, Map;
    AmbiguousNumber = "ambiguous-number", Invalid, Warning, Map;
    RatioMismatch = "ratio-mismatch", Contradictory, Error, Audit;
    SumMismatch = "sum-mismatch", Contradictory, Error, Audit;
    PartExceedsWhole = "part-exceeds-whole", Contradictory, Error, Audit;
    EqualMismatch = "equal-mismatch", Contradictory, Error, Audit;
    CumulativeBelowPeriod = "cumulative-below-period", Contradictory, Warning, Audit;
    NarrativeMismatch = "narrative-mismatch", Contradictory, Warning, Audit;
    NarrativeSumMismatch = "narrative-sum-mismatch", Contradictory, Warning, Audit;
    NoteMismatch = "note-mismatch", Contradictory, Warning, Audit;
    JumpSincePrevious = "jump-since-previous", Unusual, Warning, Compare;
    CumulativeDecreased = "cumulative-decreased", Unusual, Warning, Compare;
    EarlierFigureDiffers = "earlier-figure-differs", Unusual, Warning, Compare;
    OutlierAmongPeers = "outlier-among-peers", Unusual, Info, Compare;
    IdenticalToPrevious = "identical-to-previous", Unusual, Warning, Compare;
    RepeatedNumber = "repeated-number", Form, Warning, Audit;
    SkippedNumber = "skipped-number", Form, Info, Audit;
    PromptLeftInNote = "prompt-left-in-note", Form, Info, Audit;
    StaleYear = "stale-year", Form, Info, Audit;
    UnitContradictsLabel = "unit-contradicts-label", Form, Info, Audit;
    MovedRow = "moved-row", Form, Info, Audit;
    FormNotInForce = "form-not-in-force", Form, Warning, Audit;
    LabelRewritten = "label-rewritten", Form, Info, Audit;
    UnmappedRow = "unmapped-row", Form, Warning, Map;
    ColumnMissing = "column-missing", Form, Info, Table;
    DoubleConvertedText = "double-converted-text", Form, Warning, Read;
    NotSubmitted = "not-submitted", Submission, Error, Compare;
    Late = "late", Submission, Warning, Compare;
    DuplicateSubmission = "duplicate-submission", Submission, Warning, Compare;
    BodyInFile = "body-in-file", Submission, Info, Compare;
    OfficeAmbiguous = "office-ambiguous", Submission, Warning, Compare;
    CopiesDiffer = "copies-differ", Submission, Warning, Compare;
    CorrectionStale = "correction-stale", Submission, Warning, Compare;
    DecisionStale = "decision-stale", Submission, Warning, Compare;
    PeriodDiffers = "period-differs", Submission, Warning, Compare;
    PeriodUnknown = "period-unknown", Submission, Warning, Pipeline;
    AgencyUnknown = "agency-unknown", Submission, Warning, Compare;
    Draft = "draft", Submission, Warning, Map;
    ScanWithoutText = "scan-without-text", Reading, Error, Read;
    WeakMatch = "weak-match", Reading, Warning, Map;
    Unreadable = "unreadable", Reading, Error, Read;
    Repaired = "repaired", Reading, Warning, Map;
    LimitReached = "limit-reached", Reading, Error, Read;
    ReadByAlignment = "read-by-alignment", Reading, Warning, Table;
    DoubtfulRow = "doubtful-row", Reading, Warning, Read;
    ColumnsJoined = "columns-joined", Reading, Warning, Read;
    SeveralAppendices = "several-appendices", Reading, Warning, Table;
    DraggedBorders = "dragged-borders", Reading, Warning, Table;
    MisplacedFigure = "misplaced-figure", Reading, Warning, Table;
    SharedValue = "shared-value", Reading, Warning, Table;
    ValueColumnDoubtful = "value-column-doubtful", Reading, Warning, Table;
    TextLayer = "text-layer", Reading, Warning, Read;
    ReadFromPicture = "read-from-picture", Reading, Info, Read;
    WeakReading = "weak-reading", Reading, Warning, Table;
    UnreadInk = "unread-ink", Reading, Warning, Read;
    FileRepaired = "file-repaired", Reading, Warning, Read;
    PagesMissing = "pages-missing", Reading, Error, Read;
    HiddenText = "hidden-text", Reading, Info, Read;
    TrackedChanges = "tracked-changes", Reading, Warning, Read;
    EmbeddedContent = "embedded-content", Reading, Warning, Read;
    Attachments = "attachments", Reading, Info, Read;
    Comments = "comments", Reading, Info, Read;
    TagsLeftAside = "tags-left-aside", Reading, Info, Read;
    TagTextDiffers = "tag-text-differs", Reading, Warning, Read;
    ArtifactInCell = "artifact-in-cell", Reading, Warning, Read;
    PrintedOver = "printed-over", Reading, Warning, Read;
    SetApart = "set-apart", Reading, Warning, Read;
    TextBetweenTables = "text-between-tables", Reading, Warning, Table;
    RowOutsideTable = "row-outside-table", Reading, Warning, Audit;
    TableLeftOut = "table-left-out", Reading, Info, Table;
    NoText = "no-text", Reading, Error, Read;
    HiddenSheet = "hidden-sheet", Reading, Info, Read;
    HiddenCells = "hidden-cells", Reading, Warning, Read;
    StruckOut = "struck-out", Reading, Warning, Read;
    UnseenText = "unseen-text", Reading, Warning, Read;
    CoveredText = "covered-text", Reading, Warning, Read;
    RaisedMark = "raised-mark", Reading, Warning, Read;
    NumberFormat = "number-format", Reading, Warning, Read;
    UnderMergedCell = "under-merged-cell", Reading, Warning, Read;
    TextBoxOverCell = "text-box-over-cell", Reading, Warning, Read;
    FormulaWithoutResult = "formula-without-result", Reading, Warning, Read;
    FormulaComputed = "formula-computed", Reading, Warning, Read;
    LegacyEncoding = "legacy-encoding", Reading, Info, Read;
    ConvertedByLibreoffice = "converted-by-libreoffice", Reading, Info, Read;
}

impl Code {
    /// The stable kebab-case name.
    pub const fn as_str(self) -> &'static str {
        self.entry().name
    }

    /// Its family.
    pub const fn family(self) -> Family {
        self.entry().family
    }

    /// How much a finding weighs unless its check or the settings decide otherwise.
    pub const fn severity(self) -> Severity {
        self.entry().severity
    }

    /// The stage that raises it.
    pub const fn stage(self) -> Stage {
        self.entry().stage
    }
}

/// No finding has this name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no finding is called {0:?}")]
pub struct UnknownCode(pub String);

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Code, D::Error> {
        let name = std::borrow::Cow::<str>::deserialize(deserializer)?;
        name.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_back_from_its_name() {
        for code in Code::ALL {
            assert_eq!(code.as_str().parse(), Ok(*code));
            assert_eq!(
                serde_json::to_value(code)
                    .and_then(serde_json::from_value::<Code>)
                    .ok(),
                Some(*code)
            );
        }
        assert!("no-such-code".parse::<Code>().is_err());
    }

    #[test]
    fn codes_stand_by_family() {
        assert!(Code::ALL.is_sorted_by_key(|code| code.family()));
    }
}
