//! What one `TJ` shows: strings, with moves of the pen between them.
//!
//! Half the objects of a page of text stand in such arrays. They are read from their bytes here, because a
//! reader of any object asks first whether each number begins a reference.

use super::Unsupported;
use hayro_interpret::hayro_syntax::object::{FromBytes, Number, String as PdfString};
use std::borrow::Cow;

/// A string to show, or how far the pen moves back, in thousandths of the font size.
#[derive(Debug, PartialEq)]
pub(super) enum Part<'d> {
    Shown(Cow<'d, [u8]>),
    Back(f32),
}

/// The parts of an array, given what stands between its brackets.
pub(super) struct Parts<'d> {
    rest: &'d [u8],
}

impl<'d> Parts<'d> {
    pub(super) fn of(data: &'d [u8]) -> Parts<'d> {
        Parts { rest: data }
    }

    /// The next part, if there is one.
    ///
    /// # Errors
    /// Something else stands there.
    pub(super) fn next(&mut self) -> Result<Option<Part<'d>>, Unsupported> {
        while let [b' ' | b'\n' | b'\r' | b'\t', rest @ ..] = self.rest {
            self.rest = rest;
        }
        let part = match self.rest {
            [] => return Ok(None),
            [b'(', inner @ ..] => {
                match inner
                    .iter()
                    .position(|byte| matches!(byte, b')' | b'\\' | b'(' | b'\r'))
                {
                    Some(end) if inner[end] == b')' => {
                        self.rest = &inner[end + 1..];
                        Part::Shown(Cow::Borrowed(&inner[..end]))
                    }
                    _ => self.string(closing(inner).ok_or(Unsupported)?)?,
                }
            }
            [b'<', inner @ ..] => {
                let end = inner.iter().position(|byte| *byte == b'>');
                let end = end.ok_or(Unsupported)?;
                match paired(&inner[..end]) {
                    Some(shown) => {
                        self.rest = &inner[end + 1..];
                        Part::Shown(Cow::Owned(shown))
                    }
                    None => self.string(end)?,
                }
            }
            _ => self.number()?,
        };
        Ok(Some(part))
    }

    /// A string with escapes, or in unusual digits, whose closing mark has this index inside it.
    fn string(&mut self, closing: usize) -> Result<Part<'d>, Unsupported> {
        let (string, rest) = self.rest.split_at(closing + 2);
        self.rest = rest;
        let string: PdfString<'d> = PdfString::from_bytes(string).ok_or(Unsupported)?;
        Ok(Part::Shown(Cow::Owned(string.as_bytes().to_vec())))
    }

    fn number(&mut self) -> Result<Part<'d>, Unsupported> {
        let ends = |byte: &u8| !matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.');
        let (number, rest) = self
            .rest
            .split_at(self.rest.iter().position(ends).unwrap_or(self.rest.len()));
        // Marks of another kind of object, or a sign alone.
        if !number.iter().any(u8::is_ascii_digit)
            || !matches!(rest, [] | [b' ' | b'\n' | b'\r' | b'\t' | b'(' | b'<', ..])
        {
            return Err(Unsupported);
        }
        self.rest = rest;
        whole(number)
            .or_else(|| Some(Number::from_bytes(number)?.as_f32()))
            .map(Part::Back)
            .ok_or(Unsupported)
    }
}

/// The bytes of a string in pairs of digits with nothing between them, as most in digits are.
fn paired(digits: &[u8]) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let (pairs, []) = digits.as_chunks::<2>() else {
        return None;
    };
    let mut bytes = Vec::with_capacity(pairs.len());
    for [high, low] in pairs {
        bytes.push((digit(*high)? << 4 | digit(*low)?) as u8);
    }
    Some(bytes)
}

/// A whole number of a few digits, as most are.
fn whole(number: &[u8]) -> Option<f32> {
    let (negative, digits) = match number {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    if !(1..=6).contains(&digits.len()) {
        return None;
    }
    let mut value = 0_u32;
    for digit in digits {
        value = value * 10 + u32::from(digit.checked_sub(b'0').filter(|digit| *digit < 10)?);
    }
    let value = value as f32;
    Some(if negative { -value } else { value })
}

/// Where the bracket is that closes a string.
fn closing(inner: &[u8]) -> Option<usize> {
    let (mut depth, mut escaped) = (0_usize, false);
    for (at, byte) in inner.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'(' => depth += 1,
            b')' if depth == 0 => return Some(at),
            b')' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use hayro_interpret::hayro_syntax::object::{Array, Object};
    use proptest::prelude::*;

    fn ours(data: &[u8]) -> Option<Vec<(Vec<u8>, f32)>> {
        let (mut parts, mut all) = (Parts::of(data), Vec::new());
        while let Some(part) = parts.next().ok()? {
            all.push(match part {
                Part::Shown(shown) => (shown.into_owned(), 0.0),
                Part::Back(by) => (Vec::new(), by),
            });
        }
        Some(all)
    }

    fn theirs(data: &[u8]) -> Option<Vec<(Vec<u8>, f32)>> {
        let whole = [b"[", data, b"]"].concat();
        let array: Array<'_> = Array::from_bytes(&whole)?;
        let part = |part: Object<'_>| match part {
            Object::String(shown) => Some((shown.as_bytes().to_vec(), 0.0)),
            Object::Number(by) => Some((Vec::new(), by.as_f32())),
            _ => None,
        };
        array.iter::<Object<'_>>().map(part).collect()
    }

    #[test]
    fn strings_and_moves() {
        let expected = [
            ("a", 0.0),
            ("", -120.0),
            ("b)c", 0.0),
            ("", 0.5),
            ("xy", 0.0),
            ("", 7.0),
        ];
        let expected: Vec<_> = expected
            .map(|(shown, by)| (shown.as_bytes().to_vec(), by))
            .into();
        assert_eq!(ours(b" (a)-120(b\\)c).5 <7879>\n7"), Some(expected));
        for other in [
            b"/Name".as_slice(),
            b"(open",
            b"<41",
            b"5 0 R",
            b"[1]",
            b"true",
            b"%x\n1",
            b"- (a)",
        ] {
            assert_eq!(ours(other), None, "{}", String::from_utf8_lossy(other));
        }
    }

    proptest! {
        /// Whatever is read here is what the reader of any object reads.
        #[test]
        fn parts_are_those_of_the_general_reader(pieces in prop::collection::vec(
            prop_oneof![
                "-?[0-9]{1,8}", "-?[0-9]{0,3}\\.[0-9]{0,5}", "\\([ -'*-\\[\\]-~]{0,6}\\)", "<[0-9a-fA-F \n]{0,9}>",
                "\\((\\\\[()\\\\nrt0-9]|[a-z]|\\([a-z]*\\)|\r|\n|\r\n){0,6}\\)", "[-+.]{1,2}", " ", "R", "\\)", "\\("
            ], 0..9
        )) {
            let data = pieces.join(" ");
            if let Some(ours) = ours(data.as_bytes()) {
                prop_assert_eq!(Some(ours), theirs(data.as_bytes()), "{}", data);
            }
        }
    }
}
