//! Messages in MIME → the page in them and the files attached. What a message in a message holds counts as its own.

use super::page::Text;
use super::{Attachment, PAGE_PARTS, Parts, is_report};
use crate::model::{Error, LimitKind};
use crate::read::Limits;
use crate::read::html;
use crate::read::xml::within;
use encoding_rs::Encoding as Charset;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use memchr::memmem;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// Messages in messages: more are refused before anything is parsed, as they are let go of by recursion.
const MOST_MESSAGES: usize = 200;
/// Messages in messages that are looked into.
const DEEPEST: usize = 3;

/// Endings of files without a name, by what their types hold.
const ENDINGS: [(&str, &str); 10] = [
    ("wordprocessingml", "docx"),
    ("spreadsheetml", "xlsx"),
    ("msword", "doc"),
    ("ms-excel", "xls"),
    ("opendocument.text", "odt"),
    ("pdf", "pdf"),
    ("rtf", "rtf"),
    ("7z", "7z"),
    ("zip", "zip"),
    ("html", "html"),
];

/// Headers that only a mail or a web archive has.
const TELLING: [&str; 8] = [
    "mime-version",
    "received",
    "return-path",
    "delivered-to",
    "message-id",
    "x-mailer",
    "x-mimeole",
    "snapshot-content-location",
];
/// Headers of which a mail has two and more.
const USUAL: [&str; 6] = ["from", "to", "subject", "date", "cc", "content-type"];

/// True for bytes that begin with the headers of a message.
pub(in crate::read) fn is_mail(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let head = String::from_utf8_lossy(head);
    let mut lines = head.trim_start_matches(['\r', '\n']).lines().peekable();
    // A mailbox of one mail begins with the envelope.
    lines.next_if(|line| line.starts_with("From "));
    let (mut telling, mut usual) = (0, 0);
    for line in lines {
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let name = line.split(':').next().unwrap_or_default();
        let named = line.contains(':')
            && !name.is_empty()
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        if !named {
            return false;
        }
        let name = name.to_ascii_lowercase();
        telling += usize::from(TELLING.contains(&name.as_str()));
        usual += usize::from(USUAL.contains(&name.as_str()));
    }
    telling > 0 && telling + usual > 1 || usual > 2
}

/// Parses a message.
///
/// # Errors
/// When it holds too many messages, or is none.
pub(super) fn parts(bytes: &[u8], limits: &Limits) -> Result<Parts, Error> {
    let nested = memmem::find_iter(&bytes.to_ascii_lowercase(), b"message/").count()
        + memmem::find_iter(bytes, b"multipart/digest").count();
    within(
        LimitKind::ZipEntries,
        nested as u64,
        MOST_MESSAGES.min(limits.zip_entries as usize) as u64,
    )?;
    let envelope = bytes.starts_with(b"From ");
    let start = memchr::memchr(b'\n', bytes).filter(|_| envelope);
    let bytes = &bytes[start.map_or(0, |end| end + 1)..];
    let message = MessageParser::default().parse(bytes);
    let message = message.ok_or_else(|| Error::damaged("mail", "no message"))?;
    let mut parts = Parts::default();
    let mut walk = Walk {
        message: &message,
        parts: &mut parts,
        before: "",
        deep: 0,
    };
    walk.run();
    let saved = message.from().is_none() || message.to().is_none() && message.received().is_none();
    parts.page.archived = saved && parts.attachments.is_empty();
    parts.page.subject = message.subject().unwrap_or_default().nfc().collect();
    within(
        LimitKind::ZipEntries,
        parts.attachments.len() as u64,
        limits.zip_entries.into(),
    )?;
    Ok(parts)
}

/// A walk through the parts of a message.
struct Walk<'m, 'p> {
    message: &'m Message<'m>,
    parts: &'p mut Parts,
    /// What stands before the names of its files.
    before: &'p str,
    /// Messages around it.
    deep: usize,
}

impl Walk<'_, '_> {
    fn run(&mut self) {
        let mut rest = vec![(0, "")];
        // A part stands in one other; a damaged tree must not be walked for ever.
        let mut left = self.message.parts.len();
        while let Some((id, around)) = rest.pop()
            && left > 0
        {
            left -= 1;
            let Some(part) = self.message.parts.get(id as usize) else {
                continue;
            };
            match &part.body {
                PartType::Multipart(ids) => {
                    let kind = part.content_type().and_then(|kind| kind.subtype());
                    let around = match kind.map(str::to_ascii_lowercase).as_deref() {
                        Some("related") => "related",
                        Some("alternative") => "alternative",
                        _ => "",
                    };
                    let ordered = self.root_first(part, ids);
                    rest.extend(ordered.into_iter().rev().map(|id| (id, around)));
                }
                PartType::Message(inner) => self.inner(inner),
                _ => self.leaf(part, around),
            }
        }
    }

    /// The parts of a multipart, the one it names as its start before the others.
    fn root_first(&self, part: &MessagePart<'_>, ids: &[u32]) -> Vec<u32> {
        let start = part.content_type().and_then(|kind| kind.attribute("start"));
        let start = start.map(|id| id.trim_matches(['<', '>']).to_owned());
        let mut ordered = ids.to_vec();
        let is_start = |id: &u32| {
            let part = self.message.parts.get(*id as usize);
            start.is_some() && part.and_then(|part| part.content_id()) == start.as_deref()
        };
        ordered.sort_by_key(|id| !is_start(id));
        ordered
    }

    fn inner(&mut self, inner: &Message<'_>) {
        if self.deep >= DEEPEST {
            return;
        }
        let subject: String = inner.subject().unwrap_or("mail").nfc().collect();
        let subject = subject.trim().replace(['/', '\\', '!'], "-");
        let mut held = Parts::default();
        let before = format!("{}{subject}.eml!", self.before);
        let mut walk = Walk {
            message: inner,
            parts: &mut held,
            before: &before,
            deep: self.deep + 1,
        };
        walk.run();
        self.parts.attachments.append(&mut held.attachments);
        let own = &mut self.parts.page;
        // A report forwarded as text is what the mail says.
        own.texts.append(&mut held.page.texts);
        own.styles.append(&mut held.page.styles);
        own.plain = own.plain.take().or(held.page.plain);
    }

    fn leaf(&mut self, part: &MessagePart<'_>, around: &str) {
        let kind = kind(part);
        let name: Option<String> = part.attachment_name().map(|name| name.nfc().collect());
        let disposition = part.content_disposition();
        let attached = disposition.is_some_and(|how| how.is_attachment());
        let content = content(part, &self.message.raw_message);
        let text = kind.starts_with("text/");
        let own_text = text && !attached && (name.is_none() || !around.is_empty());
        match kind.as_str() {
            "text/html" if own_text => self.text(part, &content),
            "text/css" if own_text || around == "related" => {
                let style = decoded(&content, charset(part)).into_owned();
                self.parts.page.styles.push(style);
            }
            "text/plain" if own_text => self.plain(part, &content),
            _ if around == "related" && !attached && is_of_page(&kind, name.as_deref()) => {}
            _ => {
                let inline = disposition.is_some_and(|how| how.is_inline())
                    || part.content_id().is_some() && !attached;
                let name = name.unwrap_or_else(|| self.unnamed(&kind));
                if is_report(&name, &kind, inline, content.len()) {
                    let name = format!("{}{}", self.before, name.replace(['/', '\\'], "-"));
                    self.parts.attachments.push(Attachment {
                        name,
                        bytes: content.into_owned(),
                    });
                }
            }
        }
    }

    fn text(&mut self, part: &MessagePart<'_>, content: &[u8]) {
        let location = part.content_location().or_else(|| part.content_id());
        self.parts.page.texts.push(Text {
            location: location.unwrap_or_default().to_owned(),
            text: decoded(content, charset(part)).into_owned(),
        });
    }

    fn plain(&mut self, part: &MessagePart<'_>, content: &[u8]) {
        let text = decoded(content, charset(part)).into_owned();
        self.parts.page.plain.get_or_insert(text);
    }

    fn unnamed(&self, kind: &str) -> String {
        let ending = ENDINGS.iter().find(|(part, _)| kind.contains(part));
        let ending = ending.map_or("bin", |(_, ending)| *ending);
        format!("{}.{ending}", self.parts.attachments.len() + 1)
    }
}

/// The media type, in small letters.
fn kind(part: &MessagePart<'_>) -> String {
    let kind = part.content_type().map(|kind| {
        let whole = format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default());
        whole.to_ascii_lowercase()
    });
    kind.unwrap_or_else(|| "text/plain".to_owned())
}

/// A page's picture, style or script.
fn is_of_page(kind: &str, name: Option<&str>) -> bool {
    let name = name.unwrap_or_default().to_ascii_lowercase();
    kind.starts_with("image/")
        || kind.starts_with("text/")
        || kind.starts_with("font/")
        || kind.contains("xml") && !kind.contains("openxml")
        || kind == "application/vnd.ms-officetheme"
        || kind == "application/x-mso"
        || kind == "application/javascript"
        || name.is_empty() && kind == "application/octet-stream"
        || PAGE_PARTS.iter().any(|ending| name.ends_with(ending))
}

/// A part's bytes, its transfer encoding taken off and nothing else.
fn content<'p>(part: &'p MessagePart<'_>, raw: &'p [u8]) -> Cow<'p, [u8]> {
    match &part.body {
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) => Cow::Borrowed(bytes),
        _ => {
            let range = part.offset_body as usize..part.offset_end as usize;
            let raw = raw.get(range).unwrap_or_default();
            let decoded = match part.encoding {
                Encoding::None => cut_off(part, raw),
                Encoding::QuotedPrintable => quoted_printable_decode(raw),
                Encoding::Base64 => base64_decode(raw),
            };
            decoded.map_or(Cow::Borrowed(raw), Cow::Owned)
        }
    }
}

/// What is there of a part that nothing ends: a mail may be cut off, or lack its last boundary.
fn cut_off(part: &MessagePart<'_>, raw: &[u8]) -> Option<Vec<u8>> {
    let encoding = part.content_transfer_encoding()?.to_ascii_lowercase();
    match encoding.as_str() {
        "quoted-printable" => quoted_printable_decode(raw),
        "base64" => {
            let is_sign = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/".contains(byte);
            let lines = raw.split(|byte| *byte == b'\n');
            let lines = lines.take_while(|line| !line.starts_with(b"--"));
            let mut signs: Vec<u8> = lines.flatten().copied().filter(is_sign).collect();
            // A last sign alone holds less than a byte.
            if signs.len() % 4 == 1 {
                signs.pop();
            }
            let missing = (4 - signs.len() % 4) % 4;
            signs.extend(std::iter::repeat_n(b'=', missing));
            base64_decode(&signs)
        }
        _ => None,
    }
}

/// The charset a part names.
fn charset<'p>(part: &'p MessagePart<'_>) -> Option<&'p str> {
    part.content_type()?.attribute("charset")
}

/// A text's characters: by its charset, unless its bytes say otherwise.
pub(super) fn decoded<'b>(bytes: &'b [u8], charset: Option<&str>) -> Cow<'b, str> {
    let charset = charset.and_then(|label| Charset::for_label(label.as_bytes()));
    let unicode = std::str::from_utf8(bytes).is_ok();
    match charset.filter(|found| *found != encoding_rs::UTF_8 && !unicode) {
        Some(charset) => charset.decode(bytes).0,
        None => html::characters(bytes).unwrap_or_else(|_| String::from_utf8_lossy(bytes)),
    }
}
