//! Why a file could not be read. About the file, never about its content.

use super::LimitKind;
use thiserror::Error;

/// A file could not be read. Says what stood in the way; [`Error::code`] is stable and goes into outputs.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// The file system said no.
    #[error("cannot read the file: {0}")]
    Io(#[from] std::io::Error),
    /// Zero bytes.
    #[error("the file is empty")]
    Empty,
    /// Not a regular file: a pipe, a device, a socket.
    #[error("not a regular file")]
    NotAFile,
    /// The content is of no format we read.
    #[error("unknown format{}", .hint.as_deref().map(|h| format!(": {h}")).unwrap_or_default())]
    UnknownFormat {
        /// What the content looks like instead.
        hint: Option<String>,
    },
    /// Only an office suite opens such a file, and none is installed.
    #[error("only LibreOffice can read it, and soffice is not on PATH")]
    NeedsOffice,
    /// The file ends before it should.
    #[error("the {format} file is cut off or damaged: {detail}")]
    Damaged {
        /// Its format.
        format: &'static str,
        /// What was found.
        detail: String,
    },
    /// A password is needed.
    #[error("the file is protected by a password")]
    Password,
    /// The password given does not open the file.
    #[error("the password does not open the file")]
    WrongPassword,
    /// A limit was reached before anything useful was read.
    #[error("limit reached: {what} is {found}, at most {limit} allowed")]
    Limit {
        /// Which limit.
        what: LimitKind,
        /// What the file has.
        found: u64,
        /// What is allowed.
        limit: u64,
    },
    /// A reader gave up in an unforeseen way (it panicked, or its process died).
    #[error("the reader failed: {0}")]
    Failed(String),
}

impl Error {
    /// A stable kebab-case name.
    pub fn code(&self) -> &'static str {
        match self {
            Error::Io(cause) if cause.kind() == std::io::ErrorKind::NotFound => "not-found",
            Error::Io(_) => "io",
            Error::Empty => "empty-file",
            Error::NotAFile => "not-a-file",
            Error::UnknownFormat { .. } => "unknown-format",
            Error::NeedsOffice => "needs-office",
            Error::Damaged { .. } => "damaged",
            Error::Password => "password",
            Error::WrongPassword => "wrong-password",
            Error::Limit { .. } => "limit",
            Error::Failed(_) => "failed",
        }
    }
}
