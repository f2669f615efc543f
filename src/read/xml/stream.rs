//! One XML part as a stream of events.

use super::Budget;
use super::decode::Decoded;
use super::fast_path::{FastPath, Token};
use crate::model::{Cause, Error, opc};
use quick_xml::escape::unescape;
use quick_xml::events::{BytesRef, BytesStart, Event as Raw};
use quick_xml::reader::Reader;
use std::borrow::Cow;
use std::io::{BufRead, Read};

/// What comes next in a part. An empty element is a start and an end.
#[derive(Debug)]
pub(in crate::read) enum Event<'e> {
    /// An element opens.
    Start(Tag<'e>),
    /// The innermost open element closes.
    End,
    /// Characters, entities resolved.
    Text(Cow<'e, str>),
}

/// An element's name and attributes, all without prefix: reports use any prefix, and the transitional
/// and the strict namespace hold the same words.
#[derive(Debug)]
pub(in crate::read) struct Tag<'e>(BytesStart<'e>, u64);

impl Tag<'_> {
    /// The name without prefix.
    #[inline]
    pub fn name(&self) -> &str {
        local(self.0.name().into_inner())
    }

    /// Where its `<` stands: bytes into the part as UTF-8, without a byte order mark.
    pub fn offset(&self) -> u64 {
        self.1
    }

    /// An attribute by its name without prefix.
    pub fn attr(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.0.attributes();
        let found = attributes.with_checks(false).flatten().find(|attribute| {
            let key = attribute.key.into_inner();
            local(key) == name && !key.starts_with("xmlns")
        })?;
        Some(match &found.value {
            Cow::Borrowed(raw) => unescape(raw).unwrap_or(Cow::Borrowed(raw)),
            Cow::Owned(raw) => {
                Cow::Owned(unescape(raw).map_or_else(|_| raw.clone(), Cow::into_owned))
            }
        })
    }

    /// The attribute `val`, which carries most settings.
    pub fn val(&self) -> Option<Cow<'_, str>> {
        self.attr("val")
    }

    /// An attribute as a whole number; a number we cannot hold is the nearest we can.
    pub fn number(&self, name: &str) -> Option<i64> {
        let text = self.attr(name)?;
        let text = text.trim();
        let whole = text.split(['.', ',']).next().unwrap_or(text);
        whole
            .parse::<i128>()
            .ok()
            .map(|n| n.clamp(i64::MIN.into(), i64::MAX.into()) as i64)
    }

    /// A switch: present and not set to false.
    pub fn on(&self) -> bool {
        !matches!(self.val().as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

/// A name without its prefix.
#[inline]
fn local(name: &str) -> &str {
    // Names are a few bytes long: no search pays for its start.
    let mut start = 0;
    for (at, byte) in name.bytes().enumerate() {
        if byte == b':' {
            start = at + 1;
        }
    }
    &name[start..]
}

/// Reads one part.
pub(in crate::read) struct Xml<'p> {
    whose: Whose,
    parser: Parser<'p>,
    /// What the last event is made of, where the full parser found it.
    buffer: Vec<u8>,
    budget: &'p Budget,
    depth: u32,
}

/// What is read, for errors.
struct Whose {
    format: &'static str,
    part: Option<String>,
}

impl Whose {
    fn damaged(&self, cause: Cause, offset: u64) -> Error {
        let mut error = Error::damaged(self.format, cause).at_offset(offset);
        error.part.clone_from(&self.part);
        error
    }
}

/// One parser in two gears.
enum Parser<'p> {
    /// What office programs write, and nothing else.
    Fast(FastPath<'p, Box<dyn Read + 'p>>),
    /// All of XML, from the first thing on that the fast path does not support.
    Full {
        reader: Reader<Box<dyn BufRead + 'p>>,
        /// What its position has to be moved by to be that in the part.
        shift: i64,
    },
}

impl<'p> Parser<'p> {
    /// The next event, which begins at this offset, made of the parser's own memory or of `buffer`.
    fn next<'e>(
        &'e mut self,
        buffer: &'e mut Vec<u8>,
        offset: u64,
    ) -> Result<Option<Event<'e>>, quick_xml::Error> {
        if let Parser::Fast(fast) = self
            && !fast.advance()?
        {
            self.shift(buffer)?;
        }
        match self {
            Parser::Fast(fast) => Ok(fast_event(fast.token(), offset)),
            Parser::Full { reader, .. } => {
                buffer.clear();
                Ok(full_event(reader.read_event_into(buffer)?, offset))
            }
        }
    }

    /// Lets the full parser go on from here, past the elements that are open.
    fn shift(&mut self, buffer: &mut Vec<u8>) -> Result<(), quick_xml::Error> {
        let nobody = Parser::Full {
            reader: Reader::from_reader(Box::new(std::io::empty())),
            shift: 0,
        };
        let Parser::Fast(fast) = std::mem::replace(self, nobody) else {
            return Ok(());
        };
        let before = fast.offset();
        let (open, length, rest) = fast.hand_over();
        let mut reader: Reader<Box<dyn BufRead + 'p>> = Reader::from_reader(Box::new(rest));
        reader.config_mut().expand_empty_elements = true;
        for _ in 0..open {
            reader.read_event_into(buffer)?;
            buffer.clear();
        }
        let shift = before.cast_signed() - length.cast_signed();
        *self = Parser::Full { reader, shift };
        Ok(())
    }

    /// How many bytes of the part were read.
    fn offset(&self) -> u64 {
        match self {
            Parser::Fast(fast) => fast.offset(),
            Parser::Full { reader, shift } => {
                reader.buffer_position().saturating_add_signed(*shift)
            }
        }
    }
}

impl<'p> Xml<'p> {
    /// Reads XML from a source. `format` names it in errors.
    pub fn new(format: &'static str, source: Box<dyn Read + 'p>, budget: &'p Budget) -> Xml<'p> {
        let parser = Parser::Fast(FastPath::new(Decoded::new(source, budget)));
        Xml {
            whose: Whose { format, part: None },
            parser,
            buffer: Vec::new(),
            budget,
            depth: 0,
        }
    }

    /// Names the part in errors.
    pub fn of_part(mut self, name: &str) -> Xml<'p> {
        self.whose.part = Some(name.to_owned());
        self
    }

    /// The next event; `None` at the end of the part. (Not an iterator: events borrow the buffer.)
    ///
    /// # Errors
    /// When the XML is not well-formed, ends early, or a limit is reached.
    pub fn next(&mut self) -> Result<Option<Event<'_>>, Error> {
        self.budget.spend_event(self.depth)?;
        let offset = self.parser.offset();
        let (whose, budget) = (&self.whose, self.budget);
        let damaged = |cause: Cause| budget.explain(whose.damaged(cause, offset));
        let event = self.parser.next(&mut self.buffer, offset);
        let event = event.map_err(|error| damaged(Cause::of(&error)))?;
        match &event {
            Some(Event::Start(_)) => self.depth += 1,
            Some(Event::End) => self.depth = self.depth.saturating_sub(1),
            None if self.depth > 0 => return Err(damaged("the XML ends early".into())),
            Some(Event::Text(_)) | None => {}
        }
        Ok(event)
    }

    /// Passes over the rest of the element that has just opened.
    ///
    /// # Errors
    /// As [`Xml::next`].
    pub fn skip(&mut self) -> Result<(), Error> {
        let outside = self.depth.saturating_sub(1);
        // On the fast path nothing has to be made of what is passed over.
        while let Parser::Fast(fast) = &mut self.parser
            && self.depth > outside
        {
            let goes_on = fast.advance();
            let step = fast.step();
            if !goes_on.map_err(|error| self.failed(&error))? {
                let shifted = self.parser.shift(&mut self.buffer);
                shifted.map_err(|error| self.failed(&error))?;
                break;
            }
            self.budget.spend_event(self.depth)?;
            self.depth = self.depth.saturating_add_signed(step);
        }
        while self.depth > outside && self.next()?.is_some() {}
        Ok(())
    }

    /// Why the part could not be read on: the limit, if that is what stopped it.
    fn failed(&self, error: &(dyn std::error::Error + 'static)) -> Error {
        let offset = self.parser.offset();
        let damaged = self.whose.damaged(Cause::of(error), offset);
        self.budget.explain(damaged)
    }
}

fn fast_event(token: Token<'_>, offset: u64) -> Option<Event<'_>> {
    Some(match token {
        Token::Start(content, name) => {
            Event::Start(Tag(BytesStart::from_content(content, name), offset))
        }
        Token::End => Event::End,
        Token::Text(text) => Event::Text(Cow::Borrowed(text)),
        Token::Reference(name) => Event::Text(resolve(&BytesRef::new(name))),
        Token::Declaration => Event::Text(Cow::Borrowed("")),
    })
}

fn full_event(event: Raw<'_>, offset: u64) -> Option<Event<'_>> {
    Some(match event {
        Raw::Start(tag) | Raw::Empty(tag) => Event::Start(Tag(tag, offset)),
        Raw::End(_) => Event::End,
        Raw::Text(text) => Event::Text(text.into_inner()),
        Raw::CData(text) => Event::Text(text.into_inner()),
        Raw::GeneralRef(entity) => Event::Text(resolve(&entity)),
        Raw::Decl(_) | Raw::PI(_) | Raw::DocType(_) | Raw::Comment(_) => {
            Event::Text(Cow::Borrowed(""))
        }
        Raw::Eof => return None,
    })
}

/// A character reference or one of XML's five entities. Entities a document declares for itself are
/// never expanded: that way lie a billion laughs.
fn resolve<'e>(entity: &BytesRef<'_>) -> Cow<'e, str> {
    if let Ok(Some(c)) = entity.resolve_char_ref() {
        return Cow::Owned(c.to_string());
    }
    Cow::Borrowed(opc::entity(entity.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ErrorKind;
    use crate::read::Limits;

    fn words(xml: &str, limits: Limits) -> Result<String, Error> {
        let budget = Budget::new(limits);
        let mut reader = Xml::new("xml", Box::new(xml.as_bytes()), &budget);
        let mut out = String::new();
        while let Some(event) = reader.next()? {
            match event {
                Event::Start(tag) => out.push_str(&format!(
                    "<{}{}>",
                    tag.name(),
                    tag.val().unwrap_or_default()
                )),
                Event::End => out.push('/'),
                Event::Text(text) => out.push_str(&text),
            }
        }
        Ok(out)
    }

    #[test]
    fn names_come_without_prefix_and_text_with_entities_resolved() {
        let xml = "<x:a xmlns:x='u'><x:b y:val='1&amp;2'/>a &lt; b &#7879;<![CDATA[<c>]]></x:a>";
        assert_eq!(
            words(xml, Limits::default()).unwrap(),
            "<a><b1&2>/a < b ệ<c>/"
        );
    }

    #[test]
    fn declared_entities_are_not_expanded() {
        let xml = "<!DOCTYPE a [<!ENTITY lol 'lol'>]><a>&lol;</a>";
        assert_eq!(words(xml, Limits::default()).unwrap(), "<a>\u{fffd}/");
    }

    #[test]
    fn depth_events_and_bytes_are_limited() {
        let deep = "<a>".repeat(300) + &"</a>".repeat(300);
        let limit = |limits| words(&deep, limits).is_err_and(|error| error.code() == "limit");
        assert!(limit(Limits::default()));
        assert!(limit(Limits {
            xml_depth: 1000,
            xml_events: 100,
            ..Limits::default()
        }));
        assert!(limit(Limits {
            xml_depth: 1000,
            decompressed_bytes: 100,
            ..Limits::default()
        }));
    }

    /// Every event of a part, by the fast path as far as it goes or by the full parser from the start, and
    /// how it ended.
    /// Elements whose names have an even number of letters are passed over where `skips`.
    /// How far each had come differs: the full parser may hold the event in question already.
    fn said(mut error: Error) -> String {
        error.offset = None;
        error.to_string()
    }

    fn events(xml: &[u8], full: bool, skips: bool) -> Vec<String> {
        let budget = Budget::new(Limits::default());
        let mut reader = Xml::new("xml", Box::new(xml), &budget);
        if full {
            reader
                .parser
                .shift(&mut Vec::new())
                .expect("the part begins");
        }
        let mut out = Vec::new();
        let mut skip = false;
        loop {
            if std::mem::take(&mut skip)
                && let Err(error) = reader.skip()
            {
                out.push(said(error));
                return out;
            }
            out.push(match reader.next() {
                Ok(Some(Event::Start(tag))) => {
                    skip = skips && tag.name().len().is_multiple_of(2);
                    let at = tag.offset();
                    format!("<{} {:?} {:?} {at}", tag.name(), tag.val(), tag.attr("b"))
                }
                Ok(Some(Event::End)) => "/".to_owned(),
                Ok(Some(Event::Text(text))) => format!("'{text}'"),
                Ok(None) => return out,
                Err(error) => {
                    out.push(said(error));
                    return out;
                }
            });
        }
    }

    #[track_caller]
    fn assert_read_the_same(xml: &[u8]) {
        for skips in [false, true] {
            let (fast, full) = (events(xml, false, skips), events(xml, true, skips));
            let mut places = 0..fast.len().max(full.len());
            if let Some(at) = places.find(|at| fast.get(*at) != full.get(*at)) {
                let (fast, full) = (fast.get(at), full.get(at));
                panic!("event {at}: fast {fast:?}, full {full:?}");
            }
        }
    }

    /// The XML parts of all fixtures that are packages.
    fn parts_of_fixtures() -> Vec<Vec<u8>> {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
        let mut parts = Vec::new();
        for entry in walkdir::WalkDir::new(root).sort_by_file_name() {
            let entry = entry.expect("a fixture is listed");
            let Ok(bytes) = std::fs::read(entry.path()) else {
                continue;
            };
            let Ok(mut package) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) else {
                continue;
            };
            for at in 0..package.len() {
                let mut part = package.by_index(at).expect("a part is opened");
                let mut xml = Vec::new();
                part.read_to_end(&mut xml).expect("a part is read");
                if xml.starts_with(b"<") {
                    parts.push(xml);
                }
            }
        }
        parts
    }

    /// The law of the fast path: it reads every part of real files, and those parts damaged in any way, as
    /// the full parser does.
    #[test]
    fn real_parts_and_damaged_ones_are_read_the_same_by_both() {
        const DAMAGED: u64 = 20;
        const WINDOW: usize = 3_000;
        let parts = parts_of_fixtures();
        assert!(parts.len() > 40, "{} parts", parts.len());
        let mut random = Random(1);
        for part in &parts {
            assert_read_the_same(part);
            for _ in 0..DAMAGED {
                let start = random.below(part.len());
                let mut window = part[start..part.len().min(start + WINDOW)].to_vec();
                if random.below(4) > 0 {
                    // Most begin with a tag, so that more than the first event is compared.
                    let tag = window.iter().position(|byte| *byte == b'<').unwrap_or(0);
                    window.splice(..tag, *b"<a>");
                }
                for _ in 0..random.below(4) {
                    damage(&mut window, &mut random);
                }
                assert_read_the_same(&window);
            }
        }
    }

    fn damage(xml: &mut Vec<u8>, random: &mut Random) {
        let at = random.below(xml.len());
        let end = xml.len().min(at + random.below(30));
        match random.below(4) {
            0 => drop(xml.drain(at..end)),
            1 => xml
                .splice(at..at, PIECES[random.below(PIECES.len())].bytes())
                .for_each(drop),
            2 => xml.truncate(at),
            _ => {
                if let Some(byte) = xml.get_mut(at) {
                    *byte = random.below(256) as u8;
                }
            }
        }
    }

    /// Numbers that look random and are the same in every run (SplitMix64).
    struct Random(u64);

    impl Random {
        fn below(&mut self, end: usize) -> usize {
            self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut z = self.0;
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            ((z ^ (z >> 31)) % end.max(1) as u64) as usize
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(2000))]
        #[test]
        fn both_parsers_read_the_same(
            pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..24),
            prolog in proptest::sample::select(&["", "<?xml version='1.0'?>", "<?xml?>", "\u{feff}<?xml a?>", " <?xml b?>"][..]),
        ) {
            let xml = format!("{prolog}<a>{}</a>", pieces.concat());
            proptest::prop_assert_eq!(
                events(xml.as_bytes(), false, false),
                events(xml.as_bytes(), true, false),
                "{}",
                xml
            );
        }
    }

    const PIECES: [&str; 34] = [
        "<a>",
        "</a>",
        "<w:b>",
        "</w:b>",
        "<w:b w:val='1&gt;2' b = \"'>\">",
        "</w:b >",
        "<c/>",
        "<c />",
        "<c b='/'/>",
        "<c/ >",
        "</ a>",
        "< a>",
        "<>",
        "</>",
        "<a\"b>",
        "<a <b>",
        "<1>",
        "<!-- > -->",
        "<![CDATA[<x>]]>",
        "<?pi ?>",
        "<?",
        "<!DOCTYPE a>",
        "<",
        ">",
        "&amp;",
        "&#x1EC7;",
        "&#7879;",
        "&lol;",
        "& ",
        "&amp",
        "ộ",
        "x y",
        "\r\n\t",
        "</w:b",
    ];

    #[test]
    fn a_part_of_many_chunks_is_read_the_same() {
        let row = "<w:tr w:rsidR='00A1'><w:tc><w:t xml:space='preserve'>Số TTHC &amp; hồ sơ</w:t></w:tc></w:tr>";
        let xml = format!(
            "<?xml version='1.0'?><w:tbl>{}<!-- end --></w:tbl>",
            row.repeat(3000)
        );
        assert_eq!(events(xml.as_bytes(), false, false).len(), 3000 * 9 + 4);
        assert_read_the_same(xml.as_bytes());
    }

    #[test]
    fn a_tag_without_end_is_given_up() {
        let xml = format!("<a>{}", "<b c='".to_owned() + &"x".repeat(3 << 20));
        assert_read_the_same(xml.as_bytes());
    }

    #[test]
    fn xml_that_ends_early_is_damaged() {
        assert!(matches!(
            words("<a><b>text", Limits::default()),
            Err(Error {
                kind: ErrorKind::Damaged { .. },
                ..
            })
        ));
    }
}
