//! An object as the file writes it, byte for byte. Read and written anew, `841.91998` would become `841.92`: another page
//! size than the one that was signed.

use super::open::Opened;
use lopdf::xref::XrefEntry;
use lopdf::{Object, ObjectId};
use std::borrow::Cow;
use std::ops::Range;

/// Dictionaries and arrays in each other, at most.
const DEPTH: u32 = 64;

/// The text of an object; `None` where it cannot be taken over as it is.
pub(super) fn object<'b>(bytes: &'b [u8], opened: &Opened, id: ObjectId) -> Option<Cow<'b, [u8]>> {
    match *opened.document.reference_table.get(id.0)? {
        XrefEntry::Normal { offset, .. } => {
            let at = opened.before_header.checked_add(offset as usize)?;
            let text = bytes.get(at..)?;
            let (number, at) = word(text, 0)?;
            let (generation, at) = word(text, at)?;
            let (begins, at) = word(text, at)?;
            let same = number == id.0.to_string().as_bytes()
                && generation == id.1.to_string().as_bytes()
                && begins == b"obj";
            let found = same.then(|| value(text, space(text, at)))??;
            Some(Cow::Borrowed(&text[found]))
        }
        XrefEntry::Compressed { container, .. } => packed(opened, container, id).map(Cow::Owned),
        _ => None,
    }
}

/// The text of an object in a stream of objects. Written by itself in a locked file its strings would have to be locked:
/// such an object is not taken over.
fn packed(opened: &Opened, container: u32, id: ObjectId) -> Option<Vec<u8>> {
    let stream = opened.document.objects.get(&(container, 0))?;
    let stream = stream.as_stream().ok()?;
    let most = opened.most_unpacked;
    let content = match stream.dict.has(b"Filter") {
        true => stream.decompressed_content_with_limit(most).ok()?,
        false => stream.content.clone(),
    };
    let first = stream.dict.get(b"First").and_then(Object::as_i64);
    let first = usize::try_from(first.ok()?).ok()?;
    let list = std::str::from_utf8(content.get(..first)?).ok()?;
    let mut list = list.split_ascii_whitespace();
    let mut place = None;
    while let (Some(number), Some(at)) = (list.next(), list.next()) {
        if number.parse() == Ok(id.0) {
            place = at.parse::<usize>().ok();
        }
    }
    let at = first.checked_add(place?)?;
    let text = &content[value(&content, space(&content, at))?];
    let locked = opened.document.encryption_state.is_some();
    let has_strings = || memchr::memchr(b'(', text).is_some() || hexadecimal(text);
    (!locked || !has_strings()).then(|| text.to_vec())
}

/// A string in hexadecimal digits: a `<` that begins no dictionary.
fn hexadecimal(text: &[u8]) -> bool {
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &text[at..]) {
        at += found;
        match text.get(at + 1) {
            Some(b'<') => at += 2,
            _ => return true,
        }
    }
    false
}

/// A dictionary with another value for a key that has a plain name; `None` where the text is none.
pub(super) fn with(dict: &[u8], key: &[u8], new: &[u8]) -> Option<Vec<u8>> {
    let mut kept = b"<<".to_vec();
    let mut at = space(dict, dict.starts_with(b"<<").then_some(2)?);
    while !dict[at..].starts_with(b">>") {
        let name = token(dict, at)?;
        if dict[at] != b'/' {
            return None;
        }
        let after = value(dict, space(dict, name.end))?;
        if dict[name.clone()] != *key {
            kept.extend(&dict[name.start..after.end]);
        }
        at = space(dict, after.end);
    }
    kept.extend(key);
    kept.push(b' ');
    kept.extend(new);
    kept.extend(b">>");
    Some(kept)
}

/// The elements of an array; `None` where the text is none.
pub(super) fn elements(array: &[u8]) -> Option<Vec<&[u8]>> {
    let mut at = space(array, array.starts_with(b"[").then_some(1)?);
    let mut found = Vec::new();
    while *array.get(at)? != b']' {
        let one = value(array, at)?;
        at = space(array, one.end);
        found.push(&array[one]);
    }
    Some(found)
}

/// The value of a key in a dictionary.
pub(super) fn get<'d>(dict: &'d [u8], key: &[u8]) -> Option<&'d [u8]> {
    let mut at = space(dict, dict.starts_with(b"<<").then_some(2)?);
    while !dict[at..].starts_with(b">>") {
        let name = token(dict, at)?;
        let found = value(dict, space(dict, name.end))?;
        if dict[name] == *key {
            return Some(&dict[found]);
        }
        at = space(dict, found.end);
    }
    None
}

/// A value and, where it is a reference, all of it.
fn value(text: &[u8], at: usize) -> Option<Range<usize>> {
    let first = skip(text, at, DEPTH)?;
    let number = |range: &Range<usize>| text[range.clone()].iter().all(u8::is_ascii_digit);
    let reference = || {
        let generation = token(text, space(text, first))?;
        let mark = token(text, space(text, generation.end))?;
        let is_one = number(&(at..first)) && number(&generation) && text[mark.clone()] == *b"R";
        is_one.then_some(mark.end)
    };
    Some(at..reference().unwrap_or(first))
}

/// Where a value that begins here ends.
fn skip(text: &[u8], at: usize, depth: u32) -> Option<usize> {
    let depth = depth.checked_sub(1)?;
    let rest = text.get(at..)?;
    let within = |opened: usize, close: &[u8]| {
        let mut at = space(text, at + opened);
        while !text.get(at..)?.starts_with(close) {
            at = space(text, skip(text, at, depth)?);
        }
        Some(at + close.len())
    };
    match rest {
        [b'<', b'<', ..] => within(2, b">>"),
        [b'[', ..] => within(1, b"]"),
        [b'<', ..] => Some(at + memchr::memchr(b'>', rest)? + 1),
        [b'(', ..] => string(text, at),
        _ => token(text, at).map(|token| token.end),
    }
}

/// Where a string in parentheses ends.
fn string(text: &[u8], at: usize) -> Option<usize> {
    let (mut open, mut at) = (0_u32, at);
    loop {
        match text.get(at)? {
            b'\\' => at += 1,
            b'(' => open = open.checked_add(1)?,
            b')' => open -= 1,
            _ => {}
        }
        at += 1;
        if open == 0 {
            return Some(at);
        }
    }
}

/// A name, a number or a word.
fn token(text: &[u8], at: usize) -> Option<Range<usize>> {
    let rest = text.get(at..)?;
    let slash = usize::from(rest.first() == Some(&b'/'));
    let plain = |byte: &u8| !is_space(*byte) && !b"()<>[]{}/%".contains(byte);
    let length = slash + rest[slash..].iter().take_while(|byte| plain(byte)).count();
    (length > 0).then(|| at..at + length)
}

fn word(text: &[u8], at: usize) -> Option<(&[u8], usize)> {
    let found = token(text, space(text, at))?;
    Some((&text[found.clone()], found.end))
}

/// Past blanks and comments.
fn space(text: &[u8], mut at: usize) -> usize {
    loop {
        match text.get(at) {
            Some(byte) if is_space(*byte) => at += 1,
            Some(b'%') => {
                let rest = &text[at..];
                at += memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
            }
            _ => return at,
        }
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &[u8] = b"<< /Type/Page /MediaBox[0 0 594.95996 841.91998]%>>\n\
        /Annots [7 0 R <</A(>>\\))>>] /PieceInfo<</X<3E3E>/Annots 1>>/Parent 3 0 R >>";

    fn text(bytes: Option<Vec<u8>>) -> String {
        String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned()
    }

    /// Only the list is another; names inside values are left alone.
    #[test]
    fn everything_but_the_list_stays_as_written() {
        assert_eq!(
            text(with(PAGE, b"/Annots", b"[9 0 R]")),
            "<</Type/Page/MediaBox[0 0 594.95996 841.91998]\
             /PieceInfo<</X<3E3E>/Annots 1>>/Parent 3 0 R/Annots [9 0 R]>>"
        );
    }

    #[test]
    fn a_list_is_taken_apart_as_it_is_written() {
        let list = get(PAGE, b"/Annots").expect("a list");
        let elements = elements(list).expect("elements");
        assert_eq!(elements, [&b"7 0 R"[..], b"<</A(>>\\))>>"]);
    }

    /// Text that ends in the middle, and text that is nothing, is refused and never read past its end.
    #[test]
    fn what_is_cut_off_is_refused() {
        for length in 0..PAGE.len() {
            assert_eq!(with(&PAGE[..length], b"/Annots", b"[]"), None, "{length}");
            let _ = elements(&PAGE[length..]);
        }
        let deep = [b'['].repeat(100_000);
        assert_eq!(elements(&deep), None);
        assert_eq!(with(b"<</A)>>", b"/Annots", b"[]"), None);
    }
}
