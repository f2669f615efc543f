//! Bytes, passwords → the document around the pages: producer, attachments, signatures.

use super::repair;
use super::strings::{file_name, text_string};
use crate::model::{Cause, Code, Error, ErrorKind, Finding};
use crate::read::Options;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Object};
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use std::borrow::Cow;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// An opened document.
pub(crate) struct Opened {
    pub(crate) pdf: Pdf,
    /// The content was encrypted and has been deciphered.
    pub(crate) decrypted: bool,
    /// The table of where its objects stand was damaged and was rebuilt from the objects themselves.
    rebuilt: bool,
}

/// Where the end mark of a whole file stands; some senders append a few bytes of their own.
const TAIL: usize = 4096;

/// Opens a file: without a password first, then with each that was given.
pub(crate) fn open<'b>(
    bytes: impl Into<Cow<'b, [u8]>>,
    options: &Options,
) -> Result<Opened, Error> {
    let bytes = bytes.into();
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    if !has(tail, b"%%EOF") && !has(tail, b"startxref") {
        return Err(damaged("the end of the file is missing"));
    }
    let data: Arc<Vec<u8>> = Arc::new(bytes.into_owned());
    let opened = open_as_written(&data, options);
    let (found, stated) = opened.as_ref().map_or((0, 0), Opened::pages);
    let unsound = opened
        .as_ref()
        .err()
        .is_none_or(|error| error.code() == "damaged");
    // Only here, not for every file: the second parser reads all objects before it hands any out.
    if unsound
        && (found == 0 || found < stated)
        && let Some(copy) = repair::sound_copy(&data, &options.limits)
        && let Ok(copy) = open_as_written(&Arc::new(copy), options)
        && copy.pages().0 > found
    {
        return Ok(Opened {
            rebuilt: true,
            ..copy
        });
    }
    opened
}

fn open_as_written(data: &Arc<Vec<u8>>, options: &Options) -> Result<Opened, Error> {
    let mut tried = vec![String::new()];
    for password in &options.passwords {
        // Typed with accents as letters of their own it is the same password, here or when the file was locked.
        tried.extend([
            password.clone(),
            password.nfkc().collect(),
            password.nfd().collect(),
        ]);
    }
    for password in &tried {
        match Pdf::new_with_password(data.clone(), password) {
            Ok(pdf) => {
                return Ok(Opened {
                    pdf,
                    decrypted: has(data, b"/Encrypt"),
                    rebuilt: !repair::has_cross_references(data),
                });
            }
            Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => {}
            Err(LoadPdfError::Decryption(error)) => {
                return Err(damaged(format!(
                    "its encryption is not understood ({error:?})"
                )));
            }
            Err(LoadPdfError::Invalid) => {
                return Err(damaged("no pages can be found"));
            }
        }
    }
    Err(if options.passwords.is_empty() {
        ErrorKind::Password.into()
    } else {
        ErrorKind::WrongPassword.into()
    })
}

pub(crate) fn damaged(cause: impl Into<Cause>) -> Error {
    Error::damaged("pdf", cause)
}

fn has(bytes: &[u8], word: &[u8]) -> bool {
    memchr::memmem::find(bytes, word).is_some()
}

impl Opened {
    fn catalog(&self) -> Dict<'_> {
        self.pdf
            .xref()
            .get::<Dict<'_>>(self.pdf.xref().root_id())
            .unwrap_or_default()
    }

    /// What stood between the file and us.
    pub(crate) fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.decrypted {
            notes.push("decrypted".to_owned());
        }
        let form = self
            .catalog()
            .get::<Dict<'_>>("AcroForm")
            .unwrap_or_default();
        if form
            .get::<u32>("SigFlags")
            .is_some_and(|flags| flags & 1 == 1)
        {
            notes.push("signed".to_owned());
        }
        notes
    }

    /// How many pages were found, and how many the file states.
    fn pages(&self) -> (usize, usize) {
        let tree = self.catalog().get::<Dict<'_>>("Pages").unwrap_or_default();
        let stated = tree.get::<u32>("Count").unwrap_or(0) as usize;
        (self.pdf.pages().len(), stated)
    }

    /// What the document as a whole leaves in doubt: that it was damaged, pages it promises but does not hold, files
    /// attached to it or to its pages.
    pub(crate) fn findings(&self, on_pages: &[String]) -> Vec<Finding> {
        let mut findings = Vec::new();
        let (pages, stated) = self.pages();
        if self.rebuilt {
            findings.push(Finding::new(Code::FileRepaired).with("pages", pages));
        }
        if stated > pages {
            let missing = Finding::new(Code::PagesMissing);
            findings.push(missing.with("stated", stated).with("found", pages));
        }
        let mut names = self.attachments();
        let more = on_pages
            .iter()
            .filter(|name| !names.contains(name))
            .cloned()
            .collect::<Vec<_>>();
        names.extend(more);
        if !names.is_empty() {
            let attached = Finding::new(Code::Attachments);
            findings.push(
                attached
                    .with("count", names.len())
                    .with("names", names.join(", ")),
            );
        }
        findings
    }

    /// Names of the files attached to the document.
    fn attachments(&self) -> Vec<String> {
        let names = self.catalog().get::<Dict<'_>>("Names").unwrap_or_default();
        let mut open: Vec<Dict<'_>> = names.get::<Dict<'_>>("EmbeddedFiles").into_iter().collect();
        let mut found = Vec::new();
        let mut looked_at = 0;
        while let Some(node) = open.pop() {
            looked_at += 1;
            // A name tree that runs in circles ends here.
            if looked_at > 1_000 || found.len() > 100 {
                break;
            }
            if let Some(kids) = node.get::<Array<'_>>("Kids") {
                open.extend(kids.iter::<Dict<'_>>());
            }
            let pairs = node.get::<Array<'_>>("Names");
            let files = pairs
                .iter()
                .flat_map(|pairs| pairs.iter::<Object<'_>>())
                .filter_map(Object::into_dict);
            found.extend(files.filter_map(|file| file_name(&file)));
        }
        found
    }

    /// The program that wrote the file.
    pub(crate) fn producer(&self) -> Option<String> {
        let metadata = self.pdf.metadata();
        let name = metadata
            .producer
            .as_deref()
            .or(metadata.creator.as_deref())?;
        Some(text_string(name).trim().to_owned()).filter(|name| !name.is_empty())
    }
}
