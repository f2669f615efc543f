//! Outlook's `.msg`: a compound file of properties, one storage for each attachment.

use super::page::{Page, Text};
use super::tnef::{in_any_page, utf16};
use super::{Attachment, Parts, is_report, with_text};
use crate::model::{Cause, Error, LimitKind};
use crate::read::Limits;
use crate::read::html;
use crate::read::xml::within;
use cfb::CompoundFile;
use std::io::{Cursor, Read, Seek};
use std::path::{Path, PathBuf};

/// How such a mail is named in errors.
const MSG: &str = "msg";
/// The stream that every mail has.
const PROPERTIES: &str = "__properties_version1.0";
/// How the storage of an attachment begins.
const ATTACHMENT: &str = "__attach_version1.0_#";
/// Properties: the bytes of an attachment, its names, its id in the text, its type, the mail's title and text.
const DATA: &str = "3701";
const NAMES: [&str; 4] = ["3707", "3704", "3001", "3702"];
const CONTENT_ID: &str = "3712";
const TYPE: &str = "370E";
const SUBJECT: &str = "0037";
const TEXT: &str = "1000";
const PAGE: &str = "1013";
/// Mails in mails that are looked into.
const DEEPEST: usize = 3;

/// Whether a compound file is a mail.
///
/// # Errors
/// When the file cannot be read at all.
pub(in crate::read) fn is_mail(source: &mut (impl Read + Seek)) -> Result<bool, Error> {
    source.rewind()?;
    let is_mail = CompoundFile::open(&mut *source)
        .is_ok_and(|file| file.is_stream(Path::new("/").join(PROPERTIES)));
    source.rewind()?;
    Ok(is_mail)
}

/// The files in a mail, as [`super::attachments`].
///
/// # Errors
/// When the mail is damaged or a limit is reached.
pub(in crate::read) fn attachments(
    bytes: &[u8],
    limits: &Limits,
) -> Result<Vec<Attachment>, Error> {
    let parts = parts(bytes, limits)?;
    Ok(with_text(parts, bytes, limits, ".html"))
}

/// What a mail says and holds.
///
/// # Errors
/// When the mail is damaged or a limit is reached.
pub(super) fn parts(bytes: &[u8], limits: &Limits) -> Result<Parts, Error> {
    let file = CompoundFile::open(Cursor::new(bytes));
    let file = file.map_err(|error| Error::damaged(MSG, Cause::of(&error)))?;
    let mut mail = Mail {
        file,
        most: bytes.len() as u64,
        found: Vec::new(),
    };
    mail.add(Path::new("/"), "", 0);
    within(
        LimitKind::ZipEntries,
        mail.found.len() as u64,
        limits.zip_entries.into(),
    )?;
    Ok(Parts {
        page: mail.page(),
        attachments: mail.found,
    })
}

struct Mail<'m> {
    file: CompoundFile<Cursor<&'m [u8]>>,
    /// No stream is longer than the file.
    most: u64,
    found: Vec<Attachment>,
}

impl Mail<'_> {
    /// Adds the attachments of the mail in this storage, and of the mails attached to it.
    fn add(&mut self, storage: &Path, before: &str, deep: usize) {
        let Ok(entries) = self.file.read_storage(storage) else {
            return;
        };
        let attached = entries.filter(|entry| entry.is_storage());
        let attached = attached.filter(|entry| entry.name().starts_with(ATTACHMENT));
        let paths: Vec<PathBuf> = attached.map(|entry| entry.path().to_owned()).collect();
        for path in paths {
            let inner = path.join(format!("__substg1.0_{DATA}000D"));
            let mail = self.file.is_stream(inner.join(PROPERTIES));
            let names = NAMES.iter().filter_map(|which| self.text(&path, which));
            let name = names.map(|name| name.trim().replace(['/', '\\'], "-"));
            let name = name.filter(|name| !name.is_empty());
            let name = { name }.next();
            if mail && deep < DEEPEST {
                let name = self.text(&inner, SUBJECT).or(name);
                let name = name.unwrap_or_else(|| "mail".to_owned());
                let name = name.trim().replace(['/', '\\', '!'], "-");
                self.add(&inner, &format!("{before}{name}.msg!"), deep + 1);
                continue;
            }
            let Some(bytes) = self.stream(&path, DATA, "0102") else {
                continue;
            };
            let kind = self.text(&path, TYPE).unwrap_or_default();
            let inline = self
                .text(&path, CONTENT_ID)
                .is_some_and(|id| !id.is_empty());
            let name = name.unwrap_or_else(|| (self.found.len() + 1).to_string());
            if is_report(&name, &kind.to_ascii_lowercase(), inline, bytes.len()) {
                let name = format!("{before}{name}");
                self.found.push(Attachment { name, bytes });
            }
        }
    }

    fn page(&mut self) -> Page {
        let root = Path::new("/");
        let page = self.stream(root, PAGE, "0102");
        let page = page.and_then(|bytes| Some(html::characters(&bytes).ok()?.into_owned()));
        let page = page.or_else(|| self.text(root, PAGE));
        let text = |text| Text {
            location: String::new(),
            text,
        };
        Page {
            subject: self.text(root, SUBJECT).unwrap_or_default(),
            texts: page.map(text).into_iter().collect(),
            plain: self.text(root, TEXT),
            ..Page::default()
        }
    }

    /// A property that is text, in Unicode or in the sender's code page.
    fn text(&mut self, storage: &Path, which: &str) -> Option<String> {
        let unicode = self.stream(storage, which, "001F");
        let unicode = unicode.map(|bytes| utf16(&bytes));
        unicode.or_else(|| Some(in_any_page(&self.stream(storage, which, "001E")?)))
    }

    fn stream(&mut self, storage: &Path, which: &str, kind: &str) -> Option<Vec<u8>> {
        let path = storage.join(format!("__substg1.0_{which}{kind}"));
        let stream = self.file.open_stream(path).ok()?;
        let mut bytes = Vec::new();
        stream.take(self.most).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }
}
