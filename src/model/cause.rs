//! Why nothing was found where an appendix should be: of what is doubtful about a report, the finding that tells it.

use super::{Code, Finding, Status};

/// What stands in the way of an appendix, the surest first.
const OF_ABSENCE: [Code; 10] = [
    Code::AppendixInFile,
    Code::Unreadable,
    Code::ScanWithoutText,
    Code::AppendixInPicture,
    Code::PagesMissing,
    Code::LimitReached,
    Code::EmbeddedContent,
    Code::Attachments,
    Code::DoubleConvertedText,
    Code::NoText,
];
/// What makes rows of figures ones that fit no form.
const OF_STRANGENESS: [Code; 3] = [
    Code::Unreadable,
    Code::DoubleConvertedText,
    Code::ScanWithoutText,
];

/// The finding that tells why a report has no appendix, or none that fits; `None` where nothing tells it.
pub fn cause(status: Status, findings: &[Finding]) -> Option<&Finding> {
    let causes: &[Code] = match status {
        Status::NoAppendix => &OF_ABSENCE,
        Status::NoSchema => &OF_STRANGENESS,
        Status::Ok | Status::Partial | Status::NeedsOcr => &[],
    };
    let found = |code: &Code| findings.iter().find(|finding| finding.code == *code);
    // An absence that names files which could be the appendix tells its own cause.
    let named = |finding: &&Finding| {
        finding.code == Code::MissingAppendix && finding.data.contains_key("files")
    };
    causes
        .iter()
        .find_map(found)
        .or_else(|| findings.iter().find(named))
}
