//! From printed characters to clean text.

use super::legacy::{self, Run};
use super::tone::look_alikes;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A cleaned piece of text: NFC, no tags, single inner spaces, no soft hyphens or zero-width marks.
///
/// [`Text::clean`] is the only way to make one, and it is idempotent. When cleaning changed more than
/// white space, [`Text::raw`] keeps what was there before.
///
/// ```
/// use phuluc::text::Text;
/// let text = Text::clean("Số  nhiệm vụ <i>đã hoàn thành</i>");
/// assert_eq!(text.as_str(), "Số nhiệm vụ đã hoàn thành");
/// assert_eq!(text.raw(), Some("Số  nhiệm vụ <i>đã hoàn thành</i>"));
/// assert_eq!(Text::clean(text.as_str()), text.without_raw());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Text {
    clean: Box<str>,
    raw: Option<Box<str>>,
    /// The runs it was made of, while a font may still tell the encoding.
    fonts: Option<Box<[InFont]>>,
}

/// A run of characters and its font's name, if any is of interest.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct InFont {
    text: Box<str>,
    font: Option<Box<str>>,
}

impl Text {
    /// Cleans a printed piece of text.
    pub fn clean(printed: &str) -> Text {
        if is_clean(printed) {
            return Text {
                clean: printed.into(),
                raw: None,
                fonts: None,
            };
        }
        let clean = clean_str(printed);
        let raw = (squeeze(printed) != clean).then(|| printed.into());
        Text {
            clean: clean.into(),
            raw,
            fonts: None,
        }
    }

    /// [`Text::clean`] for a text that is not needed any more: one that is clean is not copied.
    pub fn clean_owned(printed: String) -> Text {
        if is_clean(&printed) {
            Text {
                clean: printed.into(),
                raw: None,
                fonts: None,
            }
        } else {
            Text::clean(&printed)
        }
    }

    /// Like [`Text::clean`], for text that another step already repaired (a legacy encoding turned
    /// into Unicode): `raw` is what stood in the file.
    pub fn repaired(repaired: &str, raw: &str) -> Text {
        let clean = clean_str(repaired);
        let raw = (squeeze(raw) != clean).then(|| raw.into());
        Text {
            clean: clean.into(),
            raw,
            fonts: None,
        }
    }

    /// Cleans characters set in fonts. The fonts are kept only where one hints at an encoding from
    /// before Unicode, and only until the document as a whole tells ([`legacy::Survey`]): a reader that
    /// knows fonts calls this and has nothing else to do.
    ///
    /// ```
    /// use phuluc::text::Text;
    /// let text = Text::in_fonts([("Tæng ", Some(".VnTime")), ("sè", Some(".VnTime"))]);
    /// assert_eq!(text.as_str(), "Tæng sè");
    /// assert_eq!(text.runs().len(), 2);
    /// assert_eq!(Text::in_fonts([("số", Some("Arial"))]), Text::clean("số"));
    /// ```
    pub fn in_fonts<'a>(runs: impl IntoIterator<Item = (&'a str, Option<&'a str>)>) -> Text {
        let mut printed = String::new();
        let mut fonts = Vec::new();
        for (text, font) in runs {
            printed.push_str(text);
            let font = font.filter(|name| legacy::hint(name).is_some());
            fonts.push(InFont {
                text: text.into(),
                font: font.map(Into::into),
            });
        }
        let hinted = fonts.iter().any(|run| run.font.is_some());
        Text {
            fonts: hinted.then(|| fonts.into()),
            ..Text::clean(&printed)
        }
    }

    /// What was printed, run by run; one run where no font is of interest.
    pub fn runs(&self) -> Vec<Run<'_>> {
        match &self.fonts {
            Some(runs) => runs
                .iter()
                .map(|r| Run {
                    text: &r.text,
                    font: r.font.as_deref(),
                })
                .collect(),
            None => vec![Run {
                text: self.raw().unwrap_or(&self.clean),
                font: None,
            }],
        }
    }

    /// Forgets the fonts: after this, texts printed alike are equal.
    pub fn forget_fonts(&mut self) {
        self.fonts = None;
    }

    /// The cleaned text.
    pub fn as_str(&self) -> &str {
        &self.clean
    }

    /// What was printed, where cleaning changed more than white space.
    pub fn raw(&self) -> Option<&str> {
        self.raw.as_deref()
    }

    /// True when nothing is left after cleaning.
    pub fn is_empty(&self) -> bool {
        self.clean.is_empty()
    }

    /// The same text, forgetting how it was printed.
    pub fn without_raw(&self) -> Text {
        Text {
            clean: self.clean.clone(),
            raw: None,
            fonts: None,
        }
    }

    /// This text followed by another, as when a page break cut a cell.
    pub fn join(&self, next: &Text) -> Text {
        Text::joined([self, next])
    }

    /// Texts one after the other, a space between them; blank ones leave no trace.
    ///
    /// ```
    /// use phuluc::text::Text;
    /// let lines = ["Tổng số", "", "trong đó"].map(Text::clean);
    /// assert_eq!(Text::joined(&lines).as_str(), "Tổng số trong đó");
    /// ```
    pub fn joined<'a>(texts: impl IntoIterator<Item = &'a Text>) -> Text {
        let texts: Vec<&Text> = texts.into_iter().filter(|text| !text.is_empty()).collect();
        if let [] | [_] = texts.as_slice() {
            return texts
                .first()
                .map(|text| (*text).clone())
                .unwrap_or_default();
        }
        let clean: Vec<&str> = texts.iter().map(|text| text.as_str()).collect();
        let raw = texts.iter().any(|text| text.raw.is_some()).then(|| {
            let raw: Vec<&str> = texts
                .iter()
                .map(|text| text.raw().unwrap_or(&text.clean))
                .collect();
            raw.join(" ").into()
        });
        Text {
            clean: clean.join(" ").into(),
            raw,
            fonts: Text::joined_fonts(&texts),
        }
    }

    /// The runs of all texts, where any is of interest.
    fn joined_fonts(texts: &[&Text]) -> Option<Box<[InFont]>> {
        if texts.iter().all(|text| text.fonts.is_none()) {
            return None;
        }
        let mut runs = Vec::new();
        for text in texts {
            if !runs.is_empty() {
                runs.push(InFont {
                    text: " ".into(),
                    font: None,
                });
            }
            let own = text.runs().into_iter();
            runs.extend(own.map(|run| InFont {
                text: run.text.into(),
                font: run.font.map(Into::into),
            }));
        }
        Some(runs.into())
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.clean)
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        &self.clean
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.clean)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
        deserializer.deserialize_str(AsCleaned)
    }
}

/// Reads a text from where it stands, without a copy in between.
struct AsCleaned;

impl serde::de::Visitor<'_> for AsCleaned {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Text, E> {
        Ok(Text {
            raw: None,
            ..Text::clean(text)
        })
    }
}

/// Whether a text surely is clean already, told from its characters alone: most of a report is, and this
/// costs a tenth of cleaning it. Knows only letters and signs that no step changes.
fn is_clean(text: &str) -> bool {
    let mut space = true;
    for c in text.chars() {
        let known = match c {
            ' ' => !space,
            '<' | '&' | '\u{AD}' => false,
            '!'..='~' | '\u{A1}'..='\u{2FF}' | 'Ạ'..='ỹ' => true,
            '–' | '—' | '‘' | '’' | '“' | '”' | '•' | '…' => true,
            _ => false,
        };
        if !known {
            return false;
        }
        space = c == ' ';
    }
    !space || text.is_empty()
}

/// NFC, tags out, invisible marks out, hyphens plain, wide signs plain, Greek and Cyrillic letters of Latin
/// words as what they look like, spaces single.
fn clean_str(printed: &str) -> String {
    let visible: String = with_minus(printed)
        .chars()
        .filter_map(visible_char)
        .collect();
    // Composed only now: a soft hyphen or a tag may have stood between a letter and its mark.
    let untagged = composed(without_tags(&visible));
    let foreign = untagged.contains(|c| matches!(c, '\u{370}'..='\u{52F}'));
    if foreign {
        composed(squeeze(&look_alikes(&untagged)))
    } else {
        squeeze(&untagged)
    }
}

fn composed(text: String) -> String {
    if is_nfc(&text) {
        text
    } else {
        text.nfc().collect()
    }
}

/// A soft hyphen is drawn at the end of a line alone, but fonts exist that map the hyphen to it: before
/// the first digit of a text it can only be a minus.
fn with_minus(printed: &str) -> Cow<'_, str> {
    match printed.trim_start().strip_prefix('\u{AD}') {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => {
            Cow::Owned(format!("-{rest}"))
        }
        _ => Cow::Borrowed(printed),
    }
}

/// Maps a character to the one a reader sees; `None` for marks without ink.
fn visible_char(c: char) -> Option<char> {
    match c {
        '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => None,
        '\u{2010}' | '\u{2011}' => Some('-'),
        '\u{0000}'..='\u{0008}' | '\u{000E}'..='\u{001F}' | '\u{007F}' => None,
        // The wide letters and digits of East Asian keyboards.
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0),
        other => Some(other),
    }
}

/// Single spaces inside, none at the ends; every kind of white space counts.
fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Takes out HTML tags and the five entities; a `<` that opens no tag ("< 5 %") stays.
fn without_tags(text: &str) -> String {
    if !text.contains(['<', '&']) {
        return text.to_owned();
    }
    let mut out = text.to_owned();
    // Taking out one tag can join the halves of another ("<<i>i>"): go on until nothing changes,
    // which is what makes cleaning idempotent.
    loop {
        let next = entities(&without_tags_once(&out));
        if next == out {
            return out;
        }
        out = next;
    }
}

fn without_tags_once(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        match tag_length(&rest[at..]) {
            Some(length) => {
                if !is_inline(&rest[at..at + length]) {
                    out.push(' ');
                }
                rest = &rest[at + length..];
            }
            None => {
                out.push('<');
                rest = &rest[at + 1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// Length of the known HTML tag that opens `text`, if one does.
fn tag_length(text: &str) -> Option<usize> {
    const NAMES: [&str; 24] = [
        "p", "i", "b", "u", "em", "strong", "ul", "ol", "li", "br", "span", "div", "sup", "sub",
        "font", "table", "thead", "tbody", "tr", "td", "th", "a", "small", "mark",
    ];
    let inner = text.strip_prefix('<')?;
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let name: String = inner
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    if !NAMES.contains(&name.to_ascii_lowercase().as_str()) {
        return None;
    }
    let after = &inner[name.len()..];
    if !after.starts_with(['>', ' ', '/']) {
        return None;
    }
    text.find('>').map(|end| end + 1)
}

/// Inline tags stand inside words; block tags part them.
fn is_inline(tag: &str) -> bool {
    let name: String = tag
        .trim_start_matches(['<', '/'])
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    [
        "i", "b", "u", "em", "strong", "span", "sup", "sub", "font", "a", "small", "mark",
    ]
    .contains(&name.to_ascii_lowercase().as_str())
}

fn entities(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    text.replace("&nbsp;", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Found by mutation: what stood between a letter and its mark kept them apart, once.
    #[test]
    fn a_letter_finds_its_mark_across_what_is_taken_out() {
        for printed in ["e\u{AD}\u{301}", "e<b></b>\u{301}", "e\u{200B}\u{301}"] {
            let clean = Text::clean(printed);
            assert_eq!(clean.as_str(), "é");
            assert_eq!(Text::clean(clean.as_str()), clean.without_raw());
        }
    }

    #[test]
    fn unclosed_list_in_a_cell_leaves_only_its_words() {
        let text = Text::clean("<p>1. Tháng 02:</p> <ul style=\"list-style-type: none\"> -Tên bài");
        assert_eq!(text.as_str(), "1. Tháng 02: -Tên bài");
    }

    #[test]
    fn less_than_is_not_a_tag() {
        assert_eq!(Text::clean("< 5 % và <10").as_str(), "< 5 % và <10");
    }

    #[test]
    fn decomposed_text_is_composed_and_keeps_its_raw_form() {
        let text = Text::clean("Vie\u{323}\u{302}t");
        assert_eq!(text.as_str(), "Việt");
        assert!(text.raw().is_some());
    }

    #[test]
    fn what_is_told_clean_at_a_glance_is_what_cleaning_leaves_alone() {
        let all = (0x20..0x2100).filter_map(char::from_u32);
        for c in all.chain(char::from_u32(0xFEFF)) {
            for text in [
                format!("a{c}b"),
                c.to_string(),
                format!("{c} a"),
                format!("a  {c}"),
            ] {
                assert!(!is_clean(&text) || clean_str(&text) == text, "{text:?}");
            }
        }
        assert!(is_clean("Tỷ lệ “đúng hạn” – 86,96%") && !is_clean("a  b") && !is_clean("&amp;"));
    }

    /// Wide digits are figures; letters of another script inside a Latin word are a slip of the keyboard.
    #[test]
    fn wide_signs_and_look_alikes_are_plain_and_keep_their_raw_form() {
        for (printed, clean) in [
            ("８６，９６％", "86,96%"),
            ("Ｓố", "Số"),
            ("Сông văn đã ban hành", "Công văn đã ban hành"),
            ("Τổng số", "Tổng số"),
        ] {
            let text = Text::clean(printed);
            assert_eq!((text.as_str(), text.raw()), (clean, Some(printed)));
            assert_eq!(Text::clean(clean), text.without_raw());
        }
        // Digits of other scripts and whole foreign words stay: nothing here may guess.
        for printed in ["٤٥", "Москва", "1О"] {
            assert_eq!(Text::clean(printed).as_str(), printed);
        }
    }

    #[test]
    fn a_soft_hyphen_before_the_first_digit_is_a_minus() {
        let clean = |printed| Text::clean(printed).as_str().to_owned();
        assert_eq!(clean("\u{AD}12,5"), "-12,5");
        assert_eq!(clean("1\u{AD}2 văn\u{AD}bản"), "12 vănbản");
    }

    #[test]
    fn only_spaces_changed_means_no_raw() {
        assert_eq!(Text::clean("  a \u{a0} b ").raw(), None);
    }
}
