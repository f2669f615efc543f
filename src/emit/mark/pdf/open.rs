//! Bytes → the document, unless it must not or cannot be added to.

use crate::emit::mark::{How, MarkError};
use lopdf::encryption::Permissions;
use lopdf::xref::XrefRecovery;
use lopdf::{Dictionary, Document, LoadOptions, Object};

/// Object numbers beyond which a file is none: the format allows for eight million.
pub(super) const MOST_OBJECTS: u32 = 50_000_000;

/// A document that can be added to.
pub(super) struct Opened {
    pub(super) document: Document,
    /// Bytes before the header: places in the file are counted from there.
    pub(super) before_header: usize,
    /// What one stream may unpack to.
    pub(super) most_unpacked: usize,
}

/// Opens a file that is to be marked.
pub(super) fn open(bytes: &[u8], how: &How<'_>) -> Result<Opened, MarkError> {
    let document = load(bytes, how)?;
    if document.xref_recovery == Some(XrefRecovery::Reconstructed) {
        let cause = "its table of objects does not lead to them";
        return Err(MarkError::Damaged(cause.to_owned()));
    }
    if !how.force {
        if document
            .objects
            .values()
            .any(|one| certifies(one, &document))
        {
            return Err(MarkError::Certified);
        }
        let locked = document.encryption_state.as_ref();
        let closed = |permissions: Permissions| !permissions.contains(Permissions::ANNOTABLE);
        if locked.is_some_and(|state| closed(state.permissions())) {
            return Err(MarkError::Closed);
        }
    }
    let header = memchr::memmem::find(bytes, b"%PDF-").unwrap_or(0);
    Ok(Opened {
        document,
        before_header: header,
        most_unpacked: most_unpacked(how),
    })
}

fn most_unpacked(how: &How<'_>) -> usize {
    usize::try_from(how.limits.decompressed_bytes).unwrap_or(usize::MAX)
}

/// Reads the objects, with the first password that opens the file.
pub(super) fn load(bytes: &[u8], how: &How<'_>) -> Result<Document, MarkError> {
    let options = || LoadOptions {
        max_decompressed_size: Some(most_unpacked(how)),
        ..LoadOptions::default()
    };
    let plain = Document::load_mem_with_options(bytes, options()).map_err(failed)?;
    if !plain.is_encrypted() {
        return ours(plain);
    }
    for password in how.passwords {
        let with = LoadOptions {
            password: Some(password.clone()),
            ..options()
        };
        let opened = Document::load_mem_with_options(bytes, with);
        if let Some(opened) = opened.ok().filter(|opened| !opened.is_encrypted()) {
            return ours(opened);
        }
    }
    Err(MarkError::Locked)
}

/// A file whose own account of its encryption is not an object of its own is not written to.
fn ours(document: Document) -> Result<Document, MarkError> {
    let state = document.encryption_state.as_ref();
    match state.is_some_and(|state| state.encrypt_object_id().is_none()) {
        true => Err(MarkError::Locked),
        false => Ok(document),
    }
}

fn failed(error: lopdf::Error) -> MarkError {
    use lopdf::{DecompressError, Error};
    match error {
        Error::Decompress(DecompressError::MemoryLimitExceeded { .. }) => MarkError::TooLarge,
        Error::Decryption(_) | Error::InvalidPassword | Error::UnsupportedSecurityHandler(_) => {
            MarkError::Locked
        }
        error => MarkError::Damaged(error.to_string()),
    }
}

/// A signature that says that nothing, or no more than fields, may change after it.
fn certifies(object: &Object, document: &Document) -> bool {
    let of = |dict: &Dictionary| dict.has(b"ByteRange") && forbids(dict, document);
    let Ok(dict) = object.as_dict() else {
        return false;
    };
    // A signature may stand in its field, too.
    let inside = dict.get(b"V").and_then(Object::as_dict);
    of(dict) || inside.is_ok_and(of)
}

/// Least permission (`/P`) that allows for remarks.
const REMARKS_ALLOWED: i64 = 3;

fn forbids(signature: &Dictionary, document: &Document) -> bool {
    let references = signature.get_deref(b"Reference", document);
    let Ok(references) = references.and_then(Object::as_array) else {
        return false;
    };
    references.iter().any(|reference| {
        let reference = document.dereference(reference);
        let Ok(reference) = reference.and_then(|(_, object)| object.as_dict()) else {
            return false;
        };
        let method = reference.get_deref(b"TransformMethod", document);
        if !method
            .and_then(Object::as_name)
            .is_ok_and(|method| method == b"DocMDP")
        {
            return false;
        }
        let params = reference.get_deref(b"TransformParams", document);
        let params = params.and_then(Object::as_dict);
        let allowed = params.and_then(|params| params.get_deref(b"P", document));
        // Where nothing is said, fields may be filled in and no more.
        allowed.and_then(Object::as_i64).unwrap_or(2) < REMARKS_ALLOWED
    })
}
