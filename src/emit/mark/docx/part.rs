//! The text of a part, and its bytes again.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

const MARK: [u8; 3] = [0xEF, 0xBB, 0xBF];
const MARK_LE: [u8; 2] = [0xFF, 0xFE];
const MARK_BE: [u8; 2] = [0xFE, 0xFF];

/// A part of a package as text.
pub(super) struct Part {
    pub text: String,
    /// The byte order mark before it.
    mark: Vec<u8>,
    code: Code,
}

#[derive(Clone, Copy)]
enum Code {
    Utf8,
    /// UTF-16, the low byte first.
    Little,
    /// UTF-16, the high byte first.
    Big,
}

impl Code {
    /// The text that bytes in it are; `None` where they are none.
    fn text(self, bytes: &[u8]) -> Option<String> {
        let unit = match self {
            Code::Utf8 => return String::from_utf8(bytes.to_vec()).ok(),
            Code::Little => u16::from_le_bytes,
            Code::Big => u16::from_be_bytes,
        };
        let (pairs, odd) = bytes.as_chunks::<2>();
        let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
        String::from_utf16(&units).ok().filter(|_| odd.is_empty())
    }
}

impl Part {
    /// A part that is not there yet.
    pub fn new(text: String) -> Part {
        Part {
            text,
            mark: Vec::new(),
            code: Code::Utf8,
        }
    }

    /// Reads it; `None` where its bytes are not exactly those of a text in UTF-8 or UTF-16.
    pub fn read(bytes: &[u8]) -> Option<Part> {
        let (mark, code) = match bytes {
            [0xFF, 0xFE, ..] => (&MARK_LE[..], Code::Little),
            [0xFE, 0xFF, ..] => (&MARK_BE[..], Code::Big),
            [b'<', 0, ..] => (&[][..], Code::Little),
            [0, b'<', ..] => (&[][..], Code::Big),
            [0xEF, 0xBB, 0xBF, ..] => (&MARK[..], Code::Utf8),
            _ => (&[][..], Code::Utf8),
        };
        let text = code.text(bytes.get(mark.len()..)?)?;
        let other = matches!(code, Code::Utf8) && mark.is_empty() && says_other(&text);
        (!other).then(|| Part {
            text,
            mark: mark.to_vec(),
            code,
        })
    }

    /// The bytes of another text in this one's place.
    pub fn with(&self, text: &str) -> Vec<u8> {
        let mut out = self.mark.clone();
        match self.code {
            Code::Utf8 => out.extend_from_slice(text.as_bytes()),
            Code::Little => out.extend(text.encode_utf16().flat_map(u16::to_le_bytes)),
            Code::Big => out.extend(text.encode_utf16().flat_map(u16::to_be_bytes)),
        }
        out
    }
}

/// Whether the declaration names another encoding than the bytes are in.
fn says_other(text: &str) -> bool {
    let declaration = text.split('>').next().unwrap_or_default();
    let named = declaration.strip_prefix("<?xml").and_then(|rest| {
        let value = rest.split_once("encoding")?.1;
        let value = value.trim_start_matches([' ', '=', '"', '\'']);
        Encoding::for_label(value.split(['"', '\'']).next()?.as_bytes())
    });
    named.is_some_and(|found| ![UTF_8, UTF_16LE, UTF_16BE].contains(&found))
}

#[cfg(test)]
mod tests {
    use super::Part;

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    /// What is not edited must come out as it went in, whatever it is written in.
    #[test]
    fn every_encoding_comes_out_as_it_went_in() {
        let xml = "<?xml version=\"1.0\"?><a>Tổng số \u{1F4C4}</a>";
        let marked = |mark: &[u8], rest: Vec<u8>| [mark.to_vec(), rest].concat();
        for bytes in [
            xml.as_bytes().to_vec(),
            marked(b"\xEF\xBB\xBF", xml.as_bytes().to_vec()),
            utf16(xml, u16::to_le_bytes),
            utf16(xml, u16::to_be_bytes),
            marked(b"\xFF\xFE", utf16(xml, u16::to_le_bytes)),
            marked(b"\xFE\xFF", utf16(xml, u16::to_be_bytes)),
        ] {
            let part = Part::read(&bytes).expect("it is read");
            assert_eq!(part.text, xml);
            assert_eq!(part.with(&part.text), bytes);
        }
    }

    #[test]
    fn a_text_that_is_not_exactly_known_is_refused() {
        assert!(Part::read(b"<a>\xff</a>").is_none());
        assert!(Part::read(b"<?xml version='1.0' encoding='windows-1252'?><a/>").is_none());
        assert!(Part::read(b"\xFF\xFE<\0a").is_none());
    }
}
