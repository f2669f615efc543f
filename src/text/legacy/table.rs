//! The code tables: byte → letter, in runs of neighbouring bytes.
//!
//! Facts about TCVN 5712:1993, VISCII 1.1, the VPS fonts and Windows-1258. VNI is no table of bytes:
//! see [`super::vni`].

/// A first byte and the letters from it on.
type Runs = &'static [(u8, &'static str)];

/// TCVN3, also called ABC: the `.Vn…` fonts.
pub(super) const TCVN3: [char; 256] = table(&[
    (0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"),
    (0xB5, "àảãáạ"),
    (0xBB, "ằẳẵắ"),
    (0xC6, "ặầẩẫấậè"),
    (0xCE, "ẻẽéẹềểễếệìỉ"),
    (0xDC, "ĩíịò"),
    (0xE1, "ỏõóọồổỗốộờởỡớợù"),
    (0xF1, "ủũúụừửữứựỳỷỹýỵ"),
]);

/// VISCII 1.1.
pub(super) const VISCII: [char; 256] = table(&[
    (0x02, "Ẳ"),
    (0x05, "ẴẪ"),
    (0x14, "Ỷ"),
    (0x19, "Ỹ"),
    (0x1E, "Ỵ"),
    (
        0x80,
        "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ",
    ),
    (0xC4, "ẢĂẳẵ"),
    (0xCB, "Ẻ"),
    (0xCE, "ĨỳĐứ"),
    (0xD5, "ạỷừử"),
    (0xDB, "ỹỵ"),
    (0xDE, "ỡư"),
    (0xE4, "ảăữẫ"),
    (0xEB, "ẻ"),
    (0xEE, "ĩỉđự"),
    (0xF6, "ỏọụ"),
    (0xFB, "ũủ"),
    (0xFE, "ợỮ"),
]);

/// VPS.
pub(super) const VPS: [char; 256] = table(&[
    (0x02, "ẠẬẶẸỆ"),
    (0x10, "ỊỌỘỢỤỰ"),
    (0x19, "Ỵ"),
    (0x1C, "ẪỮ"),
    (0x80, "ÀẢÃẤẦẨọỗĂếềểệẮẰẲẾ"),
    (0x93, "ỀỂỄỐỒỔỖýỷỵỚỜỞ"),
    (0xA1, "ắằẳẵặỠớÙờởỡŨỨợỪổỬỲỸÍÌộỈĨÓửữÒỎÕựầ"),
    (0xC3, "ấẩẫậđẻ"),
    (0xCB, "ẹỉễịỹƯỦồố"),
    (0xD5, "ỏơÈừứ"),
    (0xDB, "ũư"),
    (0xDE, "Ẻ"),
    (0xE4, "ảạă"),
    (0xEB, "ẽ"),
    (0xEF, "ĩẴĐ"),
    (0xF7, "Ơụ"),
    (0xFB, "ủ"),
    (0xFD, "ỶẼỳ"),
]);

/// Windows-1258, where it differs from Windows-1252: tones are combining marks.
pub(super) const CP1258: [char; 256] = table(&[
    (0xC3, "Ă"),
    (0xCC, "\u{0300}"),
    (0xD0, "Đ"),
    (0xD2, "\u{0309}"),
    (0xD5, "Ơ"),
    (0xDD, "Ư\u{0303}"),
    (0xE3, "ă"),
    (0xEC, "\u{0301}"),
    (0xF0, "đ"),
    (0xF2, "\u{0323}"),
    (0xF5, "ơ"),
    (0xFD, "ư₫"),
]);

/// What Windows-1252 puts at 0x80 to 0x9F; bytes without a character are control characters.
const CP1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// The character of a byte in Windows-1252.
pub fn windows_1252(byte: u8) -> char {
    let special = byte.checked_sub(0x80).map(usize::from);
    let special = special.and_then(|at| CP1252.get(at)).copied();
    special.unwrap_or_else(|| char::from(byte))
}

/// The byte a character stood for before some program took it for Windows-1252 (or printed a look-alike).
pub(super) fn byte(c: char) -> Option<u8> {
    match c {
        '\u{0}'..='\u{FF}' => u8::try_from(c).ok(),
        // PDF producers write TCVN3's soft hyphen as a minus, its middle dot as an operator.
        '\u{2212}' => Some(0xAD),
        '\u{2219}' => Some(0xB7),
        '\u{03BC}' => Some(0xB5),
        // Fonts marked as symbol fonts are addressed in the private area.
        '\u{F080}'..='\u{F0FF}' => u8::try_from(u32::from(c) - 0xF000).ok(),
        _ => CP1252
            .iter()
            .position(|known| *known == c)
            .and_then(|at| u8::try_from(0x80 + at).ok()),
    }
}

/// A table of 256 letters; `\0` where the encoding has none of its own.
const fn table(runs: Runs) -> [char; 256] {
    let mut all = ['\0'; 256];
    let mut run = 0;
    while run < runs.len() {
        let (first, letters) = runs[run];
        fill(&mut all, first, letters.as_bytes());
        run += 1;
    }
    all
}

/// Writes the letters of a run into the table: UTF-8 of up to three bytes a letter.
const fn fill(all: &mut [char; 256], first: u8, utf8: &[u8]) {
    let mut at = 0;
    let mut byte = first as usize;
    while at < utf8.len() {
        let (length, head) = match utf8[at] {
            0x00..=0x7F => (1, utf8[at] as u32),
            0x80..=0xDF => (2, utf8[at] as u32 & 0x1F),
            _ => (3, utf8[at] as u32 & 0x0F),
        };
        let mut code = head;
        let mut next = 1;
        while next < length {
            code = code << 6 | utf8[at + next] as u32 & 0x3F;
            next += 1;
        }
        if let Some(letter) = char::from_u32(code) {
            all[byte] = letter;
        }
        at += length;
        byte += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_hold_their_last_and_first_letters() {
        assert_eq!((TCVN3[0xA1], TCVN3[0xFE], TCVN3[0xAD]), ('Ă', 'ỵ', 'ư'));
        assert_eq!(
            (VISCII[0x02], VISCII[0xFF], CP1258[0xCC]),
            ('Ẳ', 'Ữ', '\u{300}')
        );
    }

    #[test]
    fn bytes_come_back_from_windows_1252() {
        assert_eq!(
            (byte('€'), byte('Ÿ'), byte('\u{2212}'), byte('ế')),
            (Some(0x80), Some(0x9F), Some(0xAD), None)
        );
    }
}
