//! Comments in a copy of a DOCX.

use super::{How, Mark, MarkError, Marked};

/// A copy of the DOCX with a comment for each mark, at its row.
///
/// # Errors
/// When the file cannot be marked.
pub fn docx(_bytes: &[u8], _marks: &[Mark], _how: &How<'_>) -> Result<Marked, MarkError> {
    Err(MarkError::Format)
}
