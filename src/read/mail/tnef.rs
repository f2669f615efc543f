//! `winmail.dat`: what Outlook makes of attachments when it writes to others of its kind.

use super::{Attachment, is_report};
use crate::read::bytes::{u16_at, u32_at};
use crate::text::syllable::syllable;
use unicode_normalization::UnicodeNormalization;

/// The first bytes.
pub(in crate::read) const MAGIC: &[u8] = &[0x78, 0x9F, 0x3E, 0x22];
/// Bytes before the first attribute, and those of an attribute around its data.
const START: usize = 6;
const HEAD: usize = 9;
const SUM: usize = 2;

/// Attributes: an attachment begins, its short name, its bytes, its properties.
const BEGINS: u32 = 0x0006_9002;
const TITLE: u32 = 0x0001_8010;
const DATA: u32 = 0x0006_800F;
const PROPERTIES: u32 = 0x0006_9005;
/// A property: the long name.
const LONG_NAME: u16 = 0x3707;

/// The files in it, as far as it is whole.
pub(in crate::read) fn attachments(bytes: &[u8]) -> Vec<Attachment> {
    let mut found: Vec<Attachment> = Vec::new();
    let mut at = START;
    while let Some((attribute, data)) = attribute(bytes, at) {
        at += HEAD + data.len() + SUM;
        if attribute == BEGINS {
            found.push(Attachment {
                name: String::new(),
                bytes: Vec::new(),
            });
        }
        let Some(open) = found.last_mut() else {
            continue;
        };
        match attribute {
            TITLE if open.name.is_empty() => open.name = in_any_page(data),
            DATA => open.bytes = data.to_vec(),
            PROPERTIES => {
                if let Some(name) = long_name(data) {
                    open.name = name;
                }
            }
            _ => {}
        }
    }
    found.retain(|one| is_report(&one.name, "", false, one.bytes.len()));
    found
}

/// The attribute at a place: which, and its data.
fn attribute(bytes: &[u8], at: usize) -> Option<(u32, &[u8])> {
    let which = u32_at(bytes, at + 1)?;
    let length = u32_at(bytes, at + 5)? as usize;
    let from = at.checked_add(HEAD)?;
    Some((which, bytes.get(from..from.checked_add(length)?)?))
}

/// The long name among an attachment's properties. Those before it are passed over by their types.
fn long_name(data: &[u8]) -> Option<String> {
    let mut at = 4;
    for _ in 0..u32_at(data, 0)? {
        let kind = u16_at(data, at)?;
        let which = u16_at(data, at + 2)?;
        at += 4;
        if which >= 0x8000 {
            at += 16;
            let named = u32_at(data, at)? == 1;
            at += 4;
            at += match named {
                true => 4 + padded(u32_at(data, at)?),
                false => 4,
            };
        }
        let many = kind & 0x1000 != 0;
        let kind = kind & 0x0FFF;
        let varies = matches!(kind, 0x1E | 0x1F | 0x0D | 0x102);
        let count = match many || varies {
            true => {
                at += 4;
                u32_at(data, at - 4)?
            }
            false => 1,
        };
        for _ in 0..count {
            let length = match kind {
                0x02 | 0x03 | 0x04 | 0x0A | 0x0B => 4,
                0x05 | 0x06 | 0x07 | 0x14 | 0x40 => 8,
                0x48 => 16,
                _ if varies => {
                    at += 4;
                    u32_at(data, at - 4)? as usize
                }
                _ => return None,
            };
            let value = data.get(at..at.checked_add(length)?)?;
            if which == LONG_NAME {
                return Some(match kind {
                    0x1F => utf16(value),
                    _ => in_any_page(value),
                });
            }
            at += padded(u32::try_from(length).ok()?);
        }
    }
    None
}

fn padded(length: u32) -> usize {
    (length as usize).saturating_add(3) & !3
}

/// Text in UTF-16, without what ends it.
pub(super) fn utf16(bytes: &[u8]) -> String {
    let text = encoding_rs::UTF_16LE.decode_without_bom_handling(bytes).0;
    text.trim_end_matches('\0').nfc().collect()
}

/// Text of which the code page is not known.
pub(super) fn in_any_page(bytes: &[u8]) -> String {
    let end = bytes.iter().position(|b| *b == 0).unwrap_or(bytes.len());
    let bytes = &bytes[..end];
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.nfc().collect();
    }
    let page = encoding_rs::WINDOWS_1258.decode_without_bom_handling(bytes);
    let text: String = page.0.nfc().collect();
    let words = text.split(|c: char| !c.is_alphabetic());
    let vietnamese = words
        .filter(|word| !word.is_ascii())
        .all(|word| syllable(word).is_some());
    match vietnamese {
        true => text,
        false => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    }
}
