//! The cell formats of a workbook: number format, font and indentation by style number; those of an .xlsx
//! are read here.

use super::number_format::built_in;
use crate::model::Error;
use crate::read::xml::{Event, Tag, Xml};
use std::collections::BTreeMap;

/// Cell formats by their number.
#[derive(Debug, Default)]
pub(super) struct Styles {
    formats: Vec<Format>,
    fonts: Vec<Font>,
    codes: BTreeMap<i64, String>,
}

/// How a cell is set.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Format {
    /// Of the number format.
    pub number: i64,
    pub font: usize,
    pub indent: u32,
}

/// A font.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Font {
    pub name: Option<String>,
    pub bold: bool,
    pub italic: bool,
}

impl Font {
    /// Takes in one of the elements that make up a font.
    pub fn take(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "name" | "rFont" => self.name = tag.val().map(Into::into),
            "b" => self.bold = tag.on(),
            "i" => self.italic = tag.on(),
            _ => {}
        }
    }
}

impl Styles {
    pub fn read(mut xml: Xml<'_>) -> Result<Styles, Error> {
        let mut styles = Styles::default();
        let mut path: Vec<String> = Vec::new();
        while let Some(event) = xml.next()? {
            match event {
                Event::Start(tag) => {
                    styles.take(path.last().map_or("", String::as_str), &tag);
                    path.push(tag.name().to_owned());
                }
                Event::End => drop(path.pop()),
                Event::Text(_) => {}
            }
        }
        Ok(styles)
    }

    fn take(&mut self, parent: &str, tag: &Tag<'_>) {
        match (parent, tag.name()) {
            ("numFmts", "numFmt") => {
                if let (Some(id), Some(code)) = (tag.number("numFmtId"), tag.attr("formatCode")) {
                    self.codes.insert(id, code.into_owned());
                }
            }
            ("fonts", "font") => self.fonts.push(Font::default()),
            ("font", _) => {
                if let Some(font) = self.fonts.last_mut() {
                    font.take(tag);
                }
            }
            ("cellXfs", "xf") => self.formats.push(Format {
                number: tag.number("numFmtId").unwrap_or(0),
                font: tag
                    .number("fontId")
                    .and_then(|id| usize::try_from(id).ok())
                    .unwrap_or(0),
                indent: 0,
            }),
            ("xf", "alignment") => {
                if let Some(format) = self.formats.last_mut() {
                    format.indent = tag
                        .number("indent")
                        .and_then(|n| u32::try_from(n).ok())
                        .unwrap_or(0);
                }
            }
            _ => {}
        }
    }

    pub fn add_code(&mut self, number: i64, code: String) {
        self.codes.insert(number, code);
    }

    pub fn add_font(&mut self, font: Font) {
        self.fonts.push(font);
    }

    pub fn add_format(&mut self, format: Format) {
        self.formats.push(format);
    }

    /// A font by its own number.
    pub fn font_of_number(&self, number: usize) -> Option<&Font> {
        self.fonts.get(number)
    }

    /// The number format of a style.
    pub fn code(&self, style: usize) -> &str {
        let id = self.formats.get(style).map_or(0, |format| format.number);
        self.codes
            .get(&id)
            .map_or_else(|| built_in(id), String::as_str)
    }

    /// The font of a style.
    pub fn font(&self, style: usize) -> Option<&Font> {
        self.fonts.get(self.formats.get(style)?.font)
    }

    /// The indentation of a style.
    pub fn indent(&self, style: usize) -> u32 {
        self.formats.get(style).map_or(0, |format| format.indent)
    }
}
