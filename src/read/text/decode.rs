//! Bytes of a text file → characters: UTF-8, UTF-16, else an 8-bit Windows page.

use crate::text::legacy::{self, windows_1252};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258};

/// A text, and in which encoding it was written.
pub(in crate::read) struct Decoded {
    /// The characters.
    pub text: String,
    /// Name of the encoding.
    pub encoding: &'static str,
    /// How many byte sequences were no character.
    pub unreadable: usize,
}

/// Decodes a text file; `None` when the bytes are not text at all.
pub(in crate::read) fn decode(bytes: &[u8]) -> Option<Decoded> {
    let encoding = guess(bytes);
    let (text, _, _) = encoding.decode(bytes);
    let unreadable = text.matches('\u{FFFD}').count();
    let decoded = Decoded {
        text: text.into_owned(),
        encoding: encoding.name(),
        unreadable,
    };
    looks_like_text(&decoded.text).then_some(decoded)
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if let Some(encoding) = utf16_without_bom(bytes) {
        return encoding;
    }
    if mostly_utf8(bytes) {
        UTF_8
    } else {
        eight_bit(bytes)
    }
}

/// An 8-bit page: Windows-1258, unless the bytes are in an encoding that is detected (and turned into
/// Unicode) by the characters of Windows-1252.
fn eight_bit(bytes: &[u8]) -> &'static Encoding {
    let sample: String = bytes
        .iter()
        .take(65_536)
        .map(|b| windows_1252(*b))
        .collect();
    match legacy::detect(&sample) {
        Some(legacy::Encoding::Cp1258) | None => WINDOWS_1258,
        Some(_) => WINDOWS_1252,
    }
}

/// UTF-16 shows in the zero bytes of its ASCII letters: all on one side.
fn utf16_without_bom(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    let zeros = |side: usize| {
        head.iter()
            .skip(side)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    match () {
        () if pairs >= 4 && odd > pairs / 4 && even * 16 < odd => Some(UTF_16LE),
        () if pairs >= 4 && even > pairs / 4 && odd * 16 < even => Some(UTF_16BE),
        () => None,
    }
}

/// UTF-8, allowing for a cut-off end and a few damaged bytes: an 8-bit page would break far more often.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let mut broken = 0usize;
    let mut good = 0usize;
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken == 0 || broken * 8 < good
}

/// Text has next to no control characters.
fn looks_like_text(text: &str) -> bool {
    let sample = text.chars().take(65_536);
    let (mut all, mut odd) = (0usize, 0usize);
    for c in sample {
        all += 1;
        odd += usize::from(c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{C}'));
        odd += usize::from(c == '\u{FFFD}');
    }
    all > 0 && odd * 50 < all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_is_seen_with_and_without_a_mark() {
        let text = "Báo cáo cải cách hành chính quý III";
        let plain: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked: Vec<u8> = [vec![0xFF, 0xFE], plain.clone()].concat();
        assert_eq!(decode(&plain).map(|d| d.text).as_deref(), Some(text));
        assert_eq!(decode(&marked).map(|d| d.text).as_deref(), Some(text));
    }

    #[test]
    fn one_damaged_byte_does_not_turn_utf8_into_another_page() {
        let mut bytes = "Tỷ lệ hoàn thành kế hoạch của đơn vị, số lượng đã xử lý"
            .as_bytes()
            .to_vec();
        bytes.insert(1, 0xFF);
        let decoded = decode(&bytes).unwrap();
        assert_eq!((decoded.encoding, decoded.unreadable), ("UTF-8", 1));
    }

    #[test]
    fn windows_1258_is_read() {
        let bytes = b"S\xf4\xec li\xea\xf2u \xf0\xe3 x\xfd\xf2 l\xfd";
        assert_eq!(decode(bytes).map(|d| d.encoding), Some("windows-1258"));
    }

    #[test]
    fn old_vietnamese_bytes_are_read_for_what_they_are() {
        let tcvn3 = b"C\xe9ng ho\xb5 x\xb7 h\xe9i ch\xf1 ngh\xdca Vi\xd6t Nam";
        let decoded = decode(tcvn3).unwrap();
        assert_eq!(
            (decoded.encoding, decoded.text.as_str()),
            ("windows-1252", "Céng hoµ x· héi chñ nghÜa ViÖt Nam")
        );
    }

    #[test]
    fn binary_is_not_text() {
        assert!(decode(&[0u8, 1, 2, 3, 0, 0, 0, 9, 8, 7, 1, 1, 1, 2]).is_none());
    }
}
