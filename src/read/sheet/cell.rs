//! What a file stores in a cell and how the cell is set → what it prints.

use super::number_format::{hides_text, is_moved, parse, printed};
use super::styles::{Colour, Font, Styles};
use super::{Content, Options, Unshown};
use crate::model::Code;
use crate::read::word::mark::{is_mark, leads};
use crate::text::Text;
use crate::text::number::{Strictness, is_number};
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::borrow::Cow;

/// Characters and the font they are set in, where it differs from the cell's.
pub(super) type Rich = Vec<(String, Option<Font>)>;

/// What is stored in a cell.
#[derive(Debug)]
pub(super) enum Stored {
    /// Words of its own, or an error's name.
    Text(Rich),
    /// A text of the workbook, by its number.
    Shared(usize),
    Truth(bool),
    /// A number's digits; what is none (a date in words) is printed as it stands.
    Number(String),
}

/// Characters in fonts, each of which begins at a place in UTF-16.
pub(super) fn in_fonts(units: &[u16], fonts: impl Iterator<Item = (usize, Option<Font>)>) -> Rich {
    let mut runs: Rich = Vec::new();
    let (mut from, mut font) = (0, None);
    for (to, next) in fonts {
        let to = to.clamp(from, units.len());
        runs.push((String::from_utf16_lossy(&units[from..to]), font));
        (from, font) = (to, next);
    }
    runs.push((String::from_utf16_lossy(&units[from..]), font));
    runs.retain(|(text, _)| !text.is_empty());
    runs
}

impl Stored {
    pub fn text(text: impl Into<String>) -> Stored {
        Stored::Text(vec![(text.into(), None)])
    }
}

/// What the cells of a workbook are made with.
pub(super) struct Context<'a> {
    pub styles: Styles,
    pub strings: Vec<Rich>,
    /// The day before day 1.
    pub day_zero: Date,
    /// Formulas were left to be computed when the workbook is opened.
    pub uncomputed: bool,
    pub options: &'a Options,
}

impl Context<'_> {
    /// What a cell of a style prints.
    pub fn content(&self, stored: &Stored, style: usize) -> Content {
        let content = match stored {
            Stored::Text(runs) => self.words(runs, style),
            Stored::Shared(at) => {
                self.words(self.strings.get(*at).map_or(&[], Vec::as_slice), style)
            }
            Stored::Truth(true) => self.one("TRUE", style),
            Stored::Truth(false) => self.one("FALSE", style),
            Stored::Number(digits) => self.number(digits, style),
        };
        self.formatted(content, style)
    }

    /// What a cell of a style prints of a number that was computed.
    pub fn computed(&self, number: Decimal, style: usize) -> Content {
        self.content(&Stored::Number(number.to_string()), style)
    }

    /// The runs of a text that are seen, put together. What is struck out or has the colour of the cell is
    /// none of what it says.
    fn words(&self, runs: &[(String, Option<Font>)], style: usize) -> Content {
        if hides_text(self.styles.code(style)) {
            return Content::unshown(Code::UnseenText, joined(runs));
        }
        let own = self.styles.font(style);
        let fonts = runs
            .iter()
            .map(|(text, font)| (text.as_str(), font.as_ref().or(own)));
        let face = own.and_then(|font| font.name.as_deref());
        put_together(fonts, &self.styles.ground(style), face, str::to_owned)
    }

    fn one(&self, text: &str, style: usize) -> Content {
        let font = self.styles.font(style);
        match font.and_then(|font| unseen(font, &self.styles.ground(style))) {
            Some(code) => Content::unshown(code, text),
            None => Content::plain(text),
        }
    }

    fn number(&self, digits: &str, style: usize) -> Content {
        let Some(value) = parse(digits) else {
            return self.one(digits, style);
        };
        let content = match printed(value, self.styles.code(style), self.day_zero) {
            Some(text) => {
                let shown = counted(&text, value);
                let is_changed =
                    has_lost_sign(value, &shown) || is_moved(value, self.styles.code(style));
                let mut content = self.one(&signed(shown, value), style);
                if is_changed {
                    content
                        .unshown
                        .push(Unshown::new(Code::NumberFormat, digits.trim()));
                }
                content
            }
            None => Content::unshown(Code::UnseenText, digits.trim()),
        };
        Content {
            figure: Some(value),
            ..content
        }
    }

    fn formatted(&self, content: Content, style: usize) -> Content {
        let font = self.styles.font(style);
        Content {
            bold: font.is_some_and(|font| font.bold),
            italic: font.is_some_and(|font| font.italic),
            indent: self.styles.indent(style),
            ..content
        }
    }
}

/// The runs of a text that are seen, put together in a cell of this colour and this font. What is struck out
/// or has the colour of the cell is none of what it says; `printed` has the last word on what is left.
pub(super) fn put_together<'a>(
    runs: impl Iterator<Item = (&'a str, Option<&'a Font>)>,
    ground: &Colour,
    own_face: Option<&str>,
    printed: impl Fn(&str) -> String,
) -> Content {
    let (mut seen, mut unshown) = (Vec::new(), Vec::<Unshown>::new());
    for (text, font) in runs.filter(|(text, _)| !text.is_empty()) {
        match font.and_then(|font| unseen(font, ground)) {
            Some(code) if !text.trim().is_empty() => match unshown.last_mut() {
                Some(last) if last.code == code => last.words.push_str(text),
                _ => unshown.push(Unshown::new(code, text)),
            },
            _ => seen.push((text, font)),
        }
    }
    let mut marks = take_first_mark(&mut seen);
    marks.extend(take_marks(&mut seen, &mut unshown));
    let whole: String = seen.iter().map(|(text, _)| *text).collect();
    let shown = printed(&whole);
    let face = |font: Option<&'a Font>| font.and_then(|font| font.name.as_deref()).or(own_face);
    let text = if shown == whole {
        Text::in_fonts(seen.iter().map(|(text, font)| (*text, face(*font))))
    } else {
        Text::clean(&shown)
    };
    Content {
        marks,
        unshown,
        ..Content::of(text, &shown)
    }
}

/// Why text in this font is not read in a cell of this colour.
pub(super) fn unseen(font: &Font, ground: &Colour) -> Option<Code> {
    if font.struck {
        return Some(Code::StruckOut);
    }
    let faded = font.colour.as_ref().is_some_and(|ink| ink.is_like(ground));
    (faded || font.speck).then_some(Code::UnseenText)
}

fn joined(runs: &[(String, Option<Font>)]) -> String {
    runs.iter().map(|(text, _)| text.as_str()).collect()
}

/// Takes a raised mark off the front of a figure.
fn take_first_mark(seen: &mut Vec<(&str, Option<&Font>)>) -> Vec<Text> {
    let raised = |font: &Option<&Font>| font.is_some_and(|font| font.raised);
    let level = seen
        .iter()
        .position(|(text, font)| !text.trim().is_empty() && !raised(font));
    let Some(from) = level.filter(|from| *from > 0) else {
        return Vec::new();
    };
    let mark: String = seen.iter().take(from).map(|(text, _)| *text).collect();
    let after: String = seen.iter().skip(from).map(|(text, _)| *text).collect();
    if !leads(mark.trim(), &after) {
        return Vec::new();
    }
    seen.drain(..from);
    vec![Text::clean(&mark)]
}

/// Takes raised figures off the end of a text: footnote marks, and what would else be more digits of a number.
fn take_marks(seen: &mut Vec<(&str, Option<&Font>)>, unshown: &mut Vec<Unshown>) -> Vec<Text> {
    let raised = |font: &Option<&Font>| font.is_some_and(|font| font.raised);
    let blank = |(text, _): &(&str, Option<&Font>)| text.trim().is_empty();
    let end = seen.iter().rposition(|run| !blank(run) && !raised(&run.1));
    let Some(after) = end.map(|end| end + 1).filter(|after| *after < seen.len()) else {
        return Vec::new();
    };
    let before: String = seen.iter().take(after).map(|(text, _)| *text).collect();
    let mark: String = seen.iter().skip(after).map(|(text, _)| *text).collect();
    if mark.trim().is_empty() {
        return Vec::new();
    }
    if is_mark(mark.trim(), before.trim_end()) {
        seen.truncate(after);
        return vec![Text::clean(&mark)];
    }
    if is_number(before.trim(), Strictness::Leading)
        && mark.contains(|c: char| c.is_ascii_digit())
        && !before.trim_end().ends_with(char::is_alphabetic)
    {
        seen.truncate(after);
        unshown.push(Unshown::new(Code::RaisedMark, mark));
    }
    Vec::new()
}

/// A figure below zero, with the sign that a format like `0;0` leaves out.
fn signed(printed: Cow<'_, str>, stored: Decimal) -> Cow<'_, str> {
    let loses =
        has_lost_sign(stored, &printed) && printed.starts_with(|c: char| c.is_ascii_digit());
    if loses {
        format!("-{printed}").into()
    } else {
        printed
    }
}

fn has_lost_sign(stored: Decimal, printed: &str) -> bool {
    let is_signed = printed.contains(['-', '–', '−', '(']);
    stored.is_sign_negative() && !is_signed && printed.contains(|c: char| matches!(c, '1'..='9'))
}

/// What bookkeepers' formats show as a dash or in brackets, as the number it is: the cell holds 0, or less.
pub(super) fn counted(printed: &str, stored: Decimal) -> Cow<'_, str> {
    let dash = |c| matches!(c, '-' | '–' | '—' | ' ');
    let behind = printed.trim_start_matches(dash);
    let has_dash = behind.len() < printed.trim_start().len();
    // "-", "- ₫", "- %"
    let is_sign = behind.chars().count() <= 4 && !behind.contains(|c: char| c.is_ascii_digit());
    let stands_alone = behind.is_empty() || printed.contains(' ');
    if stored.is_zero() && has_dash && is_sign && stands_alone {
        return if behind == "%" {
            "0%".into()
        } else {
            "0".into()
        };
    }
    let inner = printed
        .trim()
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    match inner.filter(|_| stored.is_sign_negative()) {
        Some(inner) => format!("-{}", inner.trim()).into(),
        None => printed.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_that_the_format_drops_is_kept() {
        let printed = |text, stored: i64| signed(Cow::Borrowed(text), Decimal::from(stored));
        assert_eq!(printed("5", -5), "-5");
        assert_eq!(printed("-5", -5), "-5");
        assert_eq!(printed("0", -0), "0");
        assert!(!has_lost_sign(Decimal::from(-5), "(5)") && !has_lost_sign(Decimal::from(5), "5"));
    }

    #[test]
    fn a_raised_mark_before_a_figure_is_taken_off() {
        let up = Font {
            raised: true,
            ..Font::default()
        };
        let mut seen = vec![("1", Some(&up)), ("23", None)];
        assert_eq!(take_first_mark(&mut seen).len(), 1);
        assert_eq!(seen, [("23", None)]);
        let mut words = vec![("1", Some(&up)), ("Số hồ sơ", None)];
        assert!(take_first_mark(&mut words).is_empty() && words.len() == 2);
    }
}
