//! What a file stores in a cell and how the cell is set → what it prints.

use super::number_format::{parse, printed};
use super::styles::{Font, Styles};
use super::{Content, Options};
use crate::text::Text;
use jiff::civil::Date;

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
            Stored::Truth(true) => Content::plain("TRUE"),
            Stored::Truth(false) => Content::plain("FALSE"),
            Stored::Number(digits) => Content::plain(&self.number(digits, style)),
        };
        self.formatted(content, style)
    }

    fn words(&self, runs: &[(String, Option<Font>)], style: usize) -> Content {
        let own = self
            .styles
            .font(style)
            .and_then(|font| font.name.as_deref());
        let named = |font: &'_ Option<Font>| font.as_ref().and_then(|font| font.name.clone());
        let fonts: Vec<Option<String>> = runs.iter().map(|(_, font)| named(font)).collect();
        let runs = || runs.iter().map(|(text, _)| text.as_str()).zip(&fonts);
        let text = Text::in_fonts(runs().map(|(text, font)| (text, font.as_deref().or(own))));
        let printed: String = runs().map(|(text, _)| text).collect();
        Content::of(text, &printed)
    }

    fn number(&self, digits: &str, style: usize) -> String {
        match parse(digits) {
            Some(value) => printed(value, self.styles.code(style), self.day_zero),
            None => digits.to_owned(),
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
