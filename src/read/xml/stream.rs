//! One XML part as a stream of events.

use super::Budget;
use super::decode::Decoded;
use crate::model::Error;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesRef, BytesStart, Event as Raw};
use quick_xml::reader::Reader;
use std::borrow::Cow;
use std::io::Read;

/// What comes next in a part. An empty element is a start and an end.
#[derive(Debug)]
pub enum Event<'e> {
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
pub struct Tag<'e>(BytesStart<'e>);

impl Tag<'_> {
    /// The name without prefix.
    pub fn name(&self) -> &str {
        let name = self.0.name().into_inner();
        name.rsplit_once(':').map_or(name, |(_, local)| local)
    }

    /// An attribute by its name without prefix.
    pub fn attr(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.0.attributes();
        let found = attributes.with_checks(false).flatten().find(|attribute| {
            let key = attribute.key.into_inner();
            key.rsplit_once(':').map_or(key, |(_, local)| local) == name && !key.starts_with("xmlns")
        })?;
        Some(match &found.value {
            Cow::Borrowed(raw) => unescape(raw).unwrap_or(Cow::Borrowed(raw)),
            Cow::Owned(raw) => Cow::Owned(unescape(raw).map_or_else(|_| raw.clone(), Cow::into_owned)),
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
        whole.parse::<i128>().ok().map(|n| n.clamp(i64::MIN.into(), i64::MAX.into()) as i64)
    }

    /// A switch: present and not set to false.
    pub fn on(&self) -> bool {
        !matches!(self.val().as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

/// Reads one part.
pub struct Xml<'p> {
    format: &'static str,
    reader: Reader<Decoded<'p, Box<dyn Read + 'p>>>,
    buffer: Vec<u8>,
    budget: &'p Budget,
    depth: u32,
}

impl<'p> Xml<'p> {
    /// Reads XML from a source. `format` names it in errors.
    pub fn new(format: &'static str, source: Box<dyn Read + 'p>, budget: &'p Budget) -> Xml<'p> {
        let mut reader = Reader::from_reader(Decoded::new(source, budget));
        reader.config_mut().expand_empty_elements = true;
        Xml { format, reader, buffer: Vec::new(), budget, depth: 0 }
    }

    /// The next event; `None` at the end of the part. (Not an iterator: events borrow the buffer.)
    ///
    /// # Errors
    /// When the XML is not well-formed, ends early, or a limit is reached.
    #[expect(clippy::should_implement_trait, reason = "a lending iterator is no Iterator")]
    pub fn next(&mut self) -> Result<Option<Event<'_>>, Error> {
        let (format, budget) = (self.format, self.budget);
        self.buffer.clear();
        budget.spend_event(self.depth)?;
        let event = self
            .reader
            .read_event_into(&mut self.buffer)
            .map_err(|error| budget.explain(Error::Damaged { format, detail: error.to_string() }))?;
        Ok(Some(match event {
            Raw::Start(tag) | Raw::Empty(tag) => {
                self.depth += 1;
                Event::Start(Tag(tag))
            }
            Raw::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                Event::End
            }
            Raw::Text(text) => Event::Text(text.into_inner()),
            Raw::CData(text) => Event::Text(text.into_inner()),
            Raw::GeneralRef(entity) => Event::Text(resolve(&entity)),
            Raw::Decl(_) | Raw::PI(_) | Raw::DocType(_) | Raw::Comment(_) => Event::Text(Cow::Borrowed("")),
            Raw::Eof if self.depth > 0 => {
                return Err(Error::Damaged { format, detail: "the XML ends early".to_owned() });
            }
            Raw::Eof => return Ok(None),
        }))
    }

    /// Passes over the rest of the element that has just opened.
    ///
    /// # Errors
    /// As [`Xml::next`].
    pub fn skip(&mut self) -> Result<(), Error> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside && self.next()?.is_some() {}
        Ok(())
    }
}

/// A character reference or one of XML's five entities. Entities a document declares for itself are
/// never expanded: that way lie a billion laughs.
fn resolve<'e>(entity: &BytesRef<'_>) -> Cow<'e, str> {
    if let Ok(Some(c)) = entity.resolve_char_ref() {
        return Cow::Owned(c.to_string());
    }
    Cow::Borrowed(match entity.as_ref() {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "quot" => "\"",
        "apos" => "'",
        _ => "\u{fffd}",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Limits;

    fn words(xml: &str, limits: Limits) -> Result<String, Error> {
        let budget = Budget::new(limits);
        let mut reader = Xml::new("xml", Box::new(xml.as_bytes()), &budget);
        let mut out = String::new();
        while let Some(event) = reader.next()? {
            match event {
                Event::Start(tag) => {
                    out.push_str(&format!("<{}{}>", tag.name(), tag.val().unwrap_or_default()))
                }
                Event::End => out.push('/'),
                Event::Text(text) => out.push_str(&text),
            }
        }
        Ok(out)
    }

    #[test]
    fn names_come_without_prefix_and_text_with_entities_resolved() {
        let xml = "<x:a xmlns:x='u'><x:b y:val='1&amp;2'/>a &lt; b &#7879;<![CDATA[<c>]]></x:a>";
        assert_eq!(words(xml, Limits::default()).unwrap(), "<a><b1&2>/a < b ệ<c>/");
    }

    #[test]
    fn declared_entities_are_not_expanded() {
        let xml = "<!DOCTYPE a [<!ENTITY lol 'lol'>]><a>&lol;</a>";
        assert_eq!(words(xml, Limits::default()).unwrap(), "<a>\u{fffd}/");
    }

    #[test]
    fn depth_events_and_bytes_are_limited() {
        let deep = "<a>".repeat(300) + &"</a>".repeat(300);
        let limit = |limits| matches!(words(&deep, limits), Err(Error::Limit { .. }));
        assert!(limit(Limits::default()));
        assert!(limit(Limits { xml_depth: 1000, xml_events: 100, ..Limits::default() }));
        assert!(limit(Limits { xml_depth: 1000, decompressed_bytes: 100, ..Limits::default() }));
    }

    #[test]
    fn xml_that_ends_early_is_damaged() {
        assert!(matches!(words("<a><b>text", Limits::default()), Err(Error::Damaged { .. })));
    }
}
