//! Strings of the document: titles, field values, file names.

use hayro_interpret::hayro_syntax::object::{Dict, String as PdfString};

/// A text string of the document: UTF-16 with a mark in front, or bytes as in Latin-1.
pub(crate) fn text_string(bytes: &[u8]) -> Box<str> {
    if let Some(utf8) = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]) {
        return String::from_utf8_lossy(utf8).into();
    }
    let units = |pair: &[u8; 2]| u16::from_be_bytes(*pair);
    let decoded = match bytes.strip_prefix(&[0xFE, 0xFF]) {
        Some(wide) => {
            String::from_utf16_lossy(&wide.as_chunks().0.iter().map(units).collect::<Vec<_>>())
        }
        None => bytes.iter().copied().map(char::from).collect(),
    };
    decoded.into()
}

/// The name a file specification gives.
pub(crate) fn file_name(file: &Dict<'_>) -> Option<String> {
    let name = file
        .get::<PdfString<'_>>("UF")
        .or_else(|| file.get::<PdfString<'_>>("F"))?;
    Some(text_string(name.as_ref()).into())
}
