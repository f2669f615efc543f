//! Why a file could not be read, or was passed over. About the file, never about its content.

use super::{LimitKind, Limits};
use crate::locale::{self, Lang};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::io;

/// What stood in the way, where in the file, and what the library or the system said of it.
///
/// It can be cloned, compared and sent to another process; [`Error::code`] is stable and goes into outputs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Error {
    /// What stood in the way.
    pub kind: ErrorKind,
    /// The part of a package or the stream of a compound file in which it was met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// How many bytes into that part, or into the file where there are no parts, reading had come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<Box<Cause>>,
}

/// What can stand in the way of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ErrorKind {
    /// There is nothing of that name.
    NotFound,
    /// The user may not read or write it.
    PermissionDenied,
    /// The disk is full.
    DiskFull,
    /// The disk can only be read.
    ReadOnly,
    /// Another program holds it.
    InUse,
    /// Another run of this program writes to it.
    StoreInUse,
    /// Something on the way to it is a file, not a folder.
    NotAFolder,
    /// The system takes no name like that.
    InvalidName,
    /// Whatever else the system said.
    Io,
    /// Zero bytes.
    EmptyFile,
    /// Not a regular file: a folder, a pipe, a device.
    NotAFile,
    /// The content is of no format that is read.
    UnknownFormat,
    /// Other files, packed in a way that is not unpacked here, or too deep in others.
    PackedFiles {
        /// What they are packed as.
        format: String,
    },
    /// Only an office suite opens such a file, and none is installed.
    NeedsOffice,
    /// The file ends before it should, or contradicts itself.
    Damaged {
        /// Its format.
        format: String,
    },
    /// A password is needed.
    Password,
    /// The password given does not open the file.
    WrongPassword,
    /// A limit was reached before anything useful was read.
    Limit {
        /// Which limit.
        what: LimitKind,
        /// How much the file has; `None` where it is only known to be more than allowed.
        found: Option<u64>,
        /// How much is allowed.
        limit: u64,
    },
    /// A reader gave up in an unforeseen way: it panicked, or its process died.
    Failed,
    /// An archive of several reports, given where one file is read.
    ArchiveOfSeveral {
        /// How many files it holds.
        count: usize,
        /// The first of them.
        names: String,
    },
    /// Passed over: a hidden file, or one of the system's own.
    HiddenFile,
    /// Passed over: an office program's lock file.
    LockFile,
    /// Passed over: a link that leads back up to its own folder.
    LinkLoop,
    /// Passed over: JSON that is no report.
    NotAReport,
}

impl ErrorKind {
    /// A stable kebab-case name.
    pub fn code(&self) -> &'static str {
        match self {
            ErrorKind::NotFound => "not-found",
            ErrorKind::PermissionDenied => "permission-denied",
            ErrorKind::DiskFull => "disk-full",
            ErrorKind::ReadOnly => "read-only",
            ErrorKind::InUse => "in-use",
            ErrorKind::StoreInUse => "store-in-use",
            ErrorKind::NotAFolder => "not-a-folder",
            ErrorKind::InvalidName => "invalid-name",
            ErrorKind::Io => "io",
            ErrorKind::EmptyFile => "empty-file",
            ErrorKind::NotAFile => "not-a-file",
            ErrorKind::UnknownFormat => "unknown-format",
            ErrorKind::PackedFiles { .. } => "packed-files",
            ErrorKind::NeedsOffice => "needs-office",
            ErrorKind::Damaged { .. } => "damaged",
            ErrorKind::Password => "password",
            ErrorKind::WrongPassword => "wrong-password",
            ErrorKind::Limit { .. } => "limit",
            ErrorKind::Failed => "failed",
            ErrorKind::ArchiveOfSeveral { .. } => "archive-of-several",
            ErrorKind::HiddenFile => "hidden-file",
            ErrorKind::LockFile => "lock-file",
            ErrorKind::LinkLoop => "link-loop",
            ErrorKind::NotAReport => "not-a-report",
        }
    }
}

impl Error {
    /// A damaged file of a format, and what was found wrong.
    pub fn damaged(format: &str, cause: impl Into<Cause>) -> Error {
        let kind = ErrorKind::Damaged {
            format: format.to_owned(),
        };
        Error::from(kind).because(cause)
    }

    /// Files packed in a way that is not unpacked here.
    pub fn packed(format: &str) -> Error {
        let format = format.to_owned();
        ErrorKind::PackedFiles { format }.into()
    }

    /// A reader that gave up, and why.
    pub fn failed(cause: impl Into<Cause>) -> Error {
        Error::from(ErrorKind::Failed).because(cause)
    }

    /// Content of no format that is read.
    pub fn unknown_format(why: impl Into<Cause>) -> Error {
        Error::from(ErrorKind::UnknownFormat).because(why)
    }

    /// More seconds or more memory than allowed: by how much is chance, so it is not said.
    pub fn over(what: LimitKind, limits: &Limits) -> Error {
        Error::from(ErrorKind::Limit {
            what,
            found: None,
            limit: match what {
                LimitKind::Time => limits.seconds.into(),
                _ => limits.memory_bytes,
            },
        })
    }

    /// An archive of several reports, given where one file is read; its first members are named, the rest only counted.
    pub fn several(members: &[String]) -> Error {
        const NAMED: usize = 5;
        let mut names: Vec<&str> = members.iter().take(NAMED).map(String::as_str).collect();
        if members.len() > NAMED {
            names.push("…");
        }
        let kind = ErrorKind::ArchiveOfSeveral {
            count: members.len(),
            names: names.join(", "),
        };
        kind.into()
    }

    /// Keeps what the library or the system said.
    pub fn because(mut self, cause: impl Into<Cause>) -> Error {
        self.source = Some(Box::new(cause.into()));
        self
    }

    /// Says in which part of the file it was met; what is known already stays.
    pub fn in_part(mut self, part: &str) -> Error {
        self.part.get_or_insert_with(|| part.to_owned());
        self
    }

    /// Says how far into its part reading had come.
    pub fn at_offset(mut self, offset: u64) -> Error {
        self.offset = Some(offset);
        self
    }

    /// [`ErrorKind::code`].
    pub fn code(&self) -> &'static str {
        self.kind.code()
    }

    /// What a sentence about it needs: placeholder → text. What the readers themselves said is in that
    /// language, what libraries and systems said is as they said it.
    pub fn facts(&self, lang: Lang) -> BTreeMap<String, String> {
        let locale = locale::of(lang);
        let mut facts = vec![("detail", self.detail(&locale.details))];
        match &self.kind {
            ErrorKind::Damaged { format } | ErrorKind::PackedFiles { format } => {
                facts.push(("format", format.clone()));
            }
            ErrorKind::Limit { what, found, limit } => {
                let allowed = what.amount(*limit);
                let found = found
                    .map(|found| what.amount(found))
                    .filter(|found| *found != allowed)
                    .unwrap_or_else(|| format!("> {allowed}"));
                let name = locale.limits.get(what.name());
                facts.extend([
                    ("what", name.map_or(what.name(), String::as_str).to_owned()),
                    ("found", found),
                    ("limit", allowed),
                ]);
            }
            ErrorKind::ArchiveOfSeveral { count, names } => {
                facts.extend([("count", count.to_string()), ("names", names.clone())]);
            }
            _ => {}
        }
        let owned = |(key, value): (&str, String)| (key.to_owned(), value);
        facts.into_iter().map(owned).collect()
    }

    /// What is so, in a sentence.
    pub fn sentence(&self, lang: Lang) -> locale::Sentence {
        let facts = self.facts(lang);
        locale::filled(&locale::of(lang).errors, self.code(), &facts)
    }

    /// Place first, then what was said: `word/document.xml: byte 512: the XML ends early`.
    fn detail(&self, own: &BTreeMap<String, String>) -> String {
        let mut pieces: Vec<String> = self.part.iter().cloned().collect();
        pieces.extend(self.offset.map(|offset| format!("byte {offset}")));
        let mut cause = self.source.as_deref();
        while let Some(Cause { message, source }) = cause {
            // Libraries often repeat in their own sentence what the one below them said.
            if !pieces.last().is_some_and(|above| above.contains(message)) {
                pieces.push(own.get(message).unwrap_or(message).clone());
            }
            cause = source.as_deref();
        }
        pieces.join(": ")
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.sentence(Lang::En).message.trim())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|cause| cause as _)
    }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Error {
        Error {
            kind,
            part: None,
            offset: None,
            source: None,
        }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Error {
        Error::from(&error)
    }
}

impl From<&io::Error> for Error {
    fn from(error: &io::Error) -> Error {
        let kind = match error.kind() {
            io::ErrorKind::NotFound => ErrorKind::NotFound,
            io::ErrorKind::PermissionDenied => ErrorKind::PermissionDenied,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => ErrorKind::DiskFull,
            io::ErrorKind::ReadOnlyFilesystem => ErrorKind::ReadOnly,
            io::ErrorKind::ResourceBusy | io::ErrorKind::ExecutableFileBusy => ErrorKind::InUse,
            io::ErrorKind::IsADirectory => ErrorKind::NotAFile,
            // A file stands where the folder should be made.
            io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => ErrorKind::NotAFolder,
            io::ErrorKind::InvalidFilename => ErrorKind::InvalidName,
            _ if is_sharing_violation(error) => ErrorKind::InUse,
            _ => ErrorKind::Io,
        };
        Error::from(kind).because(Cause::of(error))
    }
}

/// Windows says so of a workbook that is open in Excel.
fn is_sharing_violation(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33))
}

/// What a library or the system said, with what lay below it: a chain of errors as data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    message: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<Box<Cause>>,
}

impl Cause {
    /// The chain below an error, itself first.
    pub fn of(error: &(dyn std::error::Error + 'static)) -> Cause {
        Cause {
            message: error.to_string(),
            source: error.source().map(|source| Box::new(Cause::of(source))),
        }
    }
}

impl From<&str> for Cause {
    fn from(message: &str) -> Cause {
        Cause {
            message: message.to_owned(),
            source: None,
        }
    }
}

impl From<String> for Cause {
    fn from(message: String) -> Cause {
        Cause {
            message,
            source: None,
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Cause {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|cause| cause as _)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A worker's error reaches the parent whole.
    #[test]
    fn part_offset_and_chain_survive_another_process() {
        let below = io::Error::other(Cause::from("the stream ends"));
        let error = Error::damaged("docx", Cause::of(&below))
            .in_part("word/document.xml")
            .in_part("docx")
            .at_offset(512);
        let sent = serde_json::to_string(&error).unwrap();
        let received: Error = serde_json::from_str(&sent).unwrap();
        assert_eq!(received, error);
        assert_eq!(
            received.facts(Lang::En)["detail"],
            "word/document.xml: byte 512: the stream ends"
        );
        assert!(std::error::Error::source(&received).is_some());
    }

    #[test]
    fn a_limit_says_amounts_in_its_unit() {
        let amounts = |what, found, limit| {
            let error = Error::from(ErrorKind::Limit { what, found, limit });
            let facts = error.facts(Lang::Vi);
            format!("{} / {}", facts["found"], facts["limit"])
        };
        assert_eq!(amounts(LimitKind::Time, None, 120), "> 120 s / 120 s");
        assert_eq!(amounts(LimitKind::Pages, Some(7), 5), "7 / 5");
        let exceeded = amounts(LimitKind::FileSize, Some((1 << 20) + 1), 1 << 20);
        assert_eq!(exceeded, "> 1 MiB / 1 MiB");
    }
}
