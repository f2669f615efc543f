//! Annotations behind a PDF.

use super::{How, Mark, MarkError, Marked};

/// A copy of the PDF with a highlight and a note for each mark.
///
/// # Errors
/// When the file cannot be marked.
pub fn pdf(_bytes: &[u8], _marks: &[Mark], _how: &How<'_>) -> Result<Marked, MarkError> {
    Err(MarkError::Format("pdf".to_owned()))
}
