//! The fast path of the XML parser: start, end and empty tags, text and references, found by their
//! characters. Nearly every part that an office program writes is made of nothing else. Whatever else
//! stands there, or is not well-formed, is unsupported: the full parser goes on from that place and says what
//! it is. The tests of [`super::stream`] hold both equal.

use super::decode::Decoded;
use std::io::{self, BufRead, Cursor, Read};

/// What stands next in a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// What stands between `<` and `>` or `/>`, and how many bytes of it are the name.
    Start(&'t str, usize),
    /// An end tag, or the end of an empty element.
    End,
    /// Characters up to the next tag or reference.
    Text(&'t str),
    /// What stands between `&` and `;`.
    Reference(&'t str),
    /// The XML declaration.
    Declaration,
}

/// What the text before us begins with, and how many bytes that takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    Start {
        content: usize,
        name: usize,
        empty: bool,
        length: usize,
    },
    End {
        name: usize,
        length: usize,
    },
    /// The end of the empty element that has just opened.
    EmptyEnd,
    Text(usize),
    Reference(usize),
    Declaration(usize),
    /// The text read so far does not hold the whole of it.
    Cut,
    /// Something for the full parser, the end of the part among it.
    Unsupported,
}

/// Bytes of a tag or a text beyond which the full parser takes over: no office program writes so many.
const MAX_TOKEN: usize = 1 << 20;

/// Reads a part token by token, as far as it goes.
pub(super) struct FastPath<'p, R> {
    source: Decoded<'p, R>,
    /// The token before us.
    found: Found,
    /// The names of the open elements, one behind the other, and where each begins.
    names: Vec<u8>,
    starts: Vec<usize>,
}

impl<'p, R: Read> FastPath<'p, R> {
    pub fn new(source: Decoded<'p, R>) -> FastPath<'p, R> {
        FastPath {
            source,
            found: Found::Cut,
            names: Vec::new(),
            starts: Vec::new(),
        }
    }

    /// Moves on to the next token; false where the full parser has to go on.
    ///
    /// # Errors
    /// When the source cannot be read on.
    pub fn advance(&mut self) -> io::Result<bool> {
        let first = self.found == Found::Cut;
        self.found = match self.found {
            Found::Start {
                empty: true,
                length,
                ..
            } => {
                self.source.consume(length);
                Found::EmptyEnd
            }
            Found::Start { length, .. }
            | Found::End { length, .. }
            | Found::Text(length)
            | Found::Reference(length)
            | Found::Declaration(length) => {
                self.source.consume(length);
                self.look(first)?
            }
            Found::EmptyEnd | Found::Cut | Found::Unsupported => self.look(first)?,
        };
        Ok(self.keep_names())
    }

    /// Finds the next token, reading on until the whole of it is there.
    fn look(&mut self, first: bool) -> io::Result<Found> {
        loop {
            let text = self.source.text();
            match find(text, first) {
                Found::Cut if text.len() > MAX_TOKEN || !self.source.more()? => {
                    return Ok(Found::Unsupported);
                }
                Found::Cut => {}
                found => return Ok(found),
            }
        }
    }

    /// Keeps the names of the open elements; false where the token does not fit them or is unsupported.
    fn keep_names(&mut self) -> bool {
        match self.found {
            Found::Start {
                name, empty: false, ..
            } => {
                self.starts.push(self.names.len());
                self.names
                    .extend_from_slice(&self.source.text().as_bytes()[1..=name]);
            }
            Found::End { name, .. } if self.is_open(name) => self.close(),
            // An empty element closes before anything else can stand in it.
            Found::Start { .. } | Found::EmptyEnd => {}
            Found::Text(_) | Found::Reference(_) | Found::Declaration(_) => {}
            Found::End { .. } | Found::Cut | Found::Unsupported => return false,
        }
        true
    }

    /// How the token we stand at changes the depth.
    pub fn step(&self) -> i32 {
        match self.found {
            Found::Start { .. } => 1,
            Found::End { .. } | Found::EmptyEnd => -1,
            _ => 0,
        }
    }

    /// The token we stand at.
    pub fn token(&self) -> Token<'_> {
        let text = self.source.text();
        match self.found {
            Found::Start { content, name, .. } => Token::Start(&text[1..=content], name),
            Found::Text(length) => Token::Text(&text[..length]),
            Found::Reference(length) => Token::Reference(&text[1..length - 1]),
            Found::Declaration(_) => Token::Declaration,
            Found::End { .. } | Found::EmptyEnd | Found::Cut | Found::Unsupported => Token::End,
        }
    }

    /// Whether the end tag before us, with a name of so many bytes, closes the innermost open element.
    fn is_open(&self, name: usize) -> bool {
        let open = self.starts.last().map(|start| &self.names[*start..]);
        open == Some(&self.source.text().as_bytes()[2..2 + name])
    }

    fn close(&mut self) {
        let start = self.starts.pop().unwrap_or_default();
        self.names.truncate(start);
    }

    /// How many bytes of the part were read, the token we stand at among them.
    pub fn offset(&self) -> u64 {
        let token = match self.found {
            Found::Start { length, .. }
            | Found::End { length, .. }
            | Found::Text(length)
            | Found::Reference(length)
            | Found::Declaration(length) => length,
            Found::EmptyEnd | Found::Cut | Found::Unsupported => 0,
        };
        self.source.offset() + token as u64
    }

    /// The rest of the part for another parser, behind start tags of the elements that are open: how many
    /// these are, and how many bytes they take.
    pub fn hand_over(self) -> (usize, u64, impl BufRead + use<'p, R>) {
        let ends = self
            .starts
            .iter()
            .skip(1)
            .copied()
            .chain([self.names.len()]);
        let names = self
            .starts
            .iter()
            .zip(ends)
            .map(|(start, end)| &self.names[*start..end]);
        let open: Vec<u8> = names
            .flat_map(|name| [b"<", name, b">"])
            .flatten()
            .copied()
            .collect();
        let length = open.len() as u64;
        (
            self.starts.len(),
            length,
            Cursor::new(open).chain(self.source),
        )
    }
}

/// What a text begins with, at the beginning of the part or elsewhere. Every place found is one before or
/// behind an ASCII character.
fn find(text: &str, first: bool) -> Found {
    let bytes = text.as_bytes();
    match bytes {
        [] | [b'<'] => Found::Cut,
        [b'<', b'/', ..] => end(bytes),
        [b'<', b'?', ..] if first => declaration(text),
        [b'<', first, ..] if is_name_start(*first) => start(bytes),
        [b'<', ..] => Found::Unsupported,
        [b'&', ..] => reference(bytes),
        // A second byte order mark.
        _ if first && text.starts_with('\u{FEFF}') => Found::Unsupported,
        _ => match bytes.iter().position(|b| matches!(b, b'<' | b'&')) {
            Some(length) => Found::Text(length),
            None => Found::Cut,
        },
    }
}

/// Classes of bytes, as bits of [`CLASSES`]: pieces of a tag are too short for a vector search to pay.
const SPACE: u8 = 1;
/// What ends a tag or a stretch of it without quotes.
const STOP: u8 = 2;

const CLASSES: [u8; 256] = {
    let mut classes = [0; 256];
    classes[b' ' as usize] = SPACE;
    classes[b'\t' as usize] = SPACE;
    classes[b'\r' as usize] = SPACE;
    classes[b'\n' as usize] = SPACE;
    classes[b'>' as usize] = STOP;
    classes[b'"' as usize] = STOP;
    classes[b'\'' as usize] = STOP;
    classes
};

fn is(byte: u8, class: u8) -> bool {
    CLASSES[usize::from(byte)] & class != 0
}

fn is_name_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || !byte.is_ascii()
}

/// A start tag: up to the next `>` outside quotes. Names no XML has are left to the full parser.
fn start(bytes: &[u8]) -> Found {
    let name = bytes.iter().position(|b| is(*b, STOP | SPACE));
    let Some(name) = name else { return Found::Cut };
    if bytes[name - 1] == b'/' && bytes[name] != b'>' {
        return Found::Unsupported;
    }
    let mut at = name;
    loop {
        let Some(next) = bytes[at..].iter().position(|b| is(*b, STOP)) else {
            return Found::Cut;
        };
        at += next;
        let quote = bytes[at];
        if quote == b'>' {
            let empty = bytes[at - 1] == b'/';
            let content = at - 1 - usize::from(empty);
            return Found::Start {
                content,
                name: content.min(name - 1),
                empty,
                length: at + 1,
            };
        }
        if at == name {
            return Found::Unsupported;
        }
        let Some(inside) = bytes[at + 1..].iter().position(|b| *b == quote) else {
            return Found::Cut;
        };
        at += inside + 2;
    }
}

fn end(bytes: &[u8]) -> Found {
    let Some(length) = bytes.iter().position(|b| *b == b'>') else {
        return Found::Cut;
    };
    let name = bytes[2..length]
        .iter()
        .rposition(|b| !is(*b, SPACE))
        .map_or(0, |last| last + 1);
    Found::End {
        name,
        length: length + 1,
    }
}

/// A reference of a few letters and digits, as all are that mean something to us.
fn reference(bytes: &[u8]) -> Found {
    const MAX_NAME: usize = 12;
    match bytes
        .iter()
        .skip(1)
        .take(MAX_NAME)
        .position(|b| !b.is_ascii_alphanumeric() && *b != b'#')
    {
        Some(at) if at > 0 && bytes[at + 1] == b';' => Found::Reference(at + 2),
        None if bytes.len() <= MAX_NAME => Found::Cut,
        _ => Found::Unsupported,
    }
}

fn declaration(text: &str) -> Found {
    let is_declaration = text
        .strip_prefix("<?xml")
        .is_some_and(|rest| rest.starts_with([' ', '\t', '\r', '\n']));
    match text.find("?>") {
        Some(at) if is_declaration => Found::Declaration(at + 2),
        _ => Found::Unsupported,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Limits;
    use crate::read::xml::Budget;

    /// The tokens of a text until the full parser has to go on, and what it is given.
    fn read(xml: &str) -> (Vec<String>, usize, String) {
        let budget = Budget::new(Limits::default());
        let mut fast = FastPath::new(Decoded::new(xml.as_bytes(), &budget));
        let mut tokens = Vec::new();
        while fast.advance().unwrap() {
            tokens.push(match fast.token() {
                Token::Start(content, name) => {
                    format!("<{}|{}", &content[..name], &content[name..])
                }
                Token::End => "/".to_owned(),
                Token::Text(text) => text.to_owned(),
                Token::Reference(name) => format!("&{name}"),
                Token::Declaration => "?".to_owned(),
            });
        }
        let (open, _, mut rest) = fast.hand_over();
        let mut text = String::new();
        rest.read_to_string(&mut text).unwrap();
        (tokens, open, text)
    }

    #[test]
    fn what_office_programs_write_is_read_to_its_end() {
        let (tokens, open, rest) =
            read("<?xml version='1.0'?><w:a x='>' y=\"'/\"><b/>ộ &amp;<c d='1' /></w:a >\n");
        assert_eq!(
            tokens,
            [
                "?",
                "<w:a| x='>' y=\"'/\"",
                "<b|",
                "/",
                "ộ ",
                "&amp",
                "<c| d='1' ",
                "/",
                "/"
            ]
        );
        assert_eq!((open, rest.as_str()), (0, "\n"));
    }

    #[test]
    fn the_full_parser_goes_on_where_anything_else_stands() {
        for unsupported in [
            "<!-- c --></b></a>",
            "<?pi?>",
            "</a>",
            "<1/>",
            "<x\"y\">",
            "<x/ y>",
            "&lol lol;",
            "&x",
            "<c",
        ] {
            let (tokens, open, rest) = read(&format!("<a><b x='1'>t{unsupported}"));
            assert_eq!((tokens.len(), open), (3, 2), "{unsupported}");
            assert_eq!(rest, format!("<a><b>{unsupported}"), "{unsupported}");
        }
    }
}
