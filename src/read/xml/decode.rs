//! Bytes of any encoding XML allows → UTF-8, a piece at a time.

use super::Budget;
use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::io::{self, BufRead, Read};

/// Bytes taken from the source at once.
const CHUNK: usize = 32 << 10;

/// Reads a part as UTF-8, whatever it was written in; a sequence that is not a character becomes U+FFFD.
/// Every byte taken from the source is counted.
pub(super) struct Decoded<'b, R> {
    source: R,
    budget: &'b Budget,
    chunk: Box<[u8]>,
    decoder: Option<Decoder>,
    text: String,
    at: usize,
    /// Bytes of the text that were dropped after they were consumed.
    dropped: u64,
    finished: bool,
}

impl<'b, R: Read> Decoded<'b, R> {
    pub(super) fn new(source: R, budget: &'b Budget) -> Decoded<'b, R> {
        let chunk = vec![0; CHUNK].into_boxed_slice();
        Decoded {
            source,
            budget,
            chunk,
            decoder: None,
            text: String::new(),
            at: 0,
            dropped: 0,
            finished: false,
        }
    }

    /// What is decoded and not yet consumed.
    #[inline]
    pub(super) fn text(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// How many bytes of text were consumed.
    pub(super) fn offset(&self) -> u64 {
        self.dropped + self.at as u64
    }

    /// Decodes one more chunk behind what is not yet consumed; false at the end of the part.
    pub(super) fn more(&mut self) -> io::Result<bool> {
        if self.finished {
            return Ok(false);
        }
        self.text.drain(..self.at);
        self.dropped += self.at as u64;
        self.at = 0;
        self.decode_chunk()?;
        Ok(true)
    }

    fn decode_chunk(&mut self) -> io::Result<()> {
        let length = fill(&mut self.source, &mut self.chunk)?;
        if !self.budget.spend_bytes(length) {
            return Err(io::Error::other("more bytes than allowed"));
        }
        self.finished = length < self.chunk.len();
        let bytes = self.chunk.get(..length).unwrap_or_default();
        let decoder = self
            .decoder
            .get_or_insert_with(|| encoding(bytes).new_decoder());
        // Room for the worst case, so that one call always takes the whole chunk.
        let room = decoder.max_utf8_buffer_length(length).unwrap_or(CHUNK * 4);
        self.text.reserve(room);
        let _ = decoder.decode_to_string(bytes, &mut self.text, self.finished);
        Ok(())
    }
}

impl<R: Read> Read for Decoded<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.fill_buf()?.read(buffer)?;
        self.consume(length);
        Ok(length)
    }
}

impl<R: Read> BufRead for Decoded<'_, R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.at >= self.text.len() && self.more()? {}
        // A reader of bytes may stop inside a letter.
        Ok(self.text.as_bytes().get(self.at..).unwrap_or_default())
    }

    fn consume(&mut self, length: usize) {
        self.at += length;
    }
}

/// Reads until the buffer is full or the source ends.
fn fill(source: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while let Some(rest) = buffer.get_mut(length..).filter(|rest| !rest.is_empty()) {
        match source.read(rest) {
            Ok(0) => break,
            Ok(more) => length += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(length)
}

/// The encoding of an XML part, determined by its first bytes: byte order mark (which the decoder itself
/// honours), the shape of `<?` in UTF-16, the declaration.
fn encoding(start: &[u8]) -> &'static Encoding {
    match start {
        [b'<', 0, ..] => UTF_16LE,
        [0, b'<', ..] => UTF_16BE,
        _ => declared(start).unwrap_or(UTF_8),
    }
}

/// The encoding named in the XML declaration. A declaration we can read as ASCII and that says UTF-16
/// is wrong about itself.
fn declared(start: &[u8]) -> Option<&'static Encoding> {
    let head = std::str::from_utf8(
        start
            .get(..start.len().min(200))?
            .split(|b| *b == b'>')
            .next()?,
    )
    .ok()?;
    let value = head.strip_prefix("<?xml")?.split_once("encoding")?.1;
    let name = value
        .trim_start_matches([' ', '='])
        .trim_start_matches(['"', '\'']);
    let found = Encoding::for_label(name.split(['"', '\'']).next()?.as_bytes())?;
    (found != UTF_16LE && found != UTF_16BE).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Limits;

    fn decode(bytes: &[u8]) -> String {
        let budget = Budget::new(Limits::default());
        let mut text = String::new();
        Decoded::new(bytes, &budget)
            .read_to_string(&mut text)
            .unwrap();
        text
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn utf16_is_told_by_its_shape_with_and_without_a_mark() {
        let xml = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>Cải cách</a>";
        assert_eq!(decode(&utf16(xml, u16::to_le_bytes)), xml);
        assert_eq!(decode(&utf16(xml, u16::to_be_bytes)), xml);
        assert_eq!(
            decode(&utf16(&format!("\u{feff}{xml}"), u16::to_le_bytes)),
            xml
        );
    }

    #[test]
    fn the_declared_encoding_is_used_but_not_believed_when_it_cannot_be() {
        assert_eq!(
            decode(b"<?xml version='1.0' encoding='windows-1252'?>\xe9"),
            "<?xml version='1.0' encoding='windows-1252'?>é"
        );
        assert_eq!(
            decode("<?xml encoding=\"UTF-16\"?>ắ".as_bytes()),
            "<?xml encoding=\"UTF-16\"?>ắ"
        );
    }

    #[test]
    fn a_letter_across_two_chunks_stays_whole() {
        let text = format!("{}ệ", "a".repeat(CHUNK - 1));
        assert_eq!(decode(text.as_bytes()), text);
    }
}
