//! The cell formats of a workbook: number format, font and indentation by style number; those of an .xlsx
//! are read here.

use super::conditional::Change;
use super::number_format::built_in;
use crate::model::Error;
use crate::read::word::sight::{alike, hexadecimal, is_speck};
use crate::read::xml::{Event, Tag, Xml};
use std::collections::BTreeMap;

/// Cell formats by their number.
#[derive(Debug, Default)]
pub(super) struct Styles {
    formats: Vec<Format>,
    fonts: Vec<Font>,
    /// What lies below the text; `None`: nothing.
    fills: Vec<Option<Colour>>,
    codes: BTreeMap<i64, String>,
    /// What conditional formats change, by their numbers.
    pub changes: Vec<Change>,
    /// The fill being read is of one colour.
    solid: bool,
}

/// How a cell is set.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Format {
    /// Of the number format.
    pub number: i64,
    pub font: usize,
    pub fill: usize,
    pub indent: u32,
}

/// A colour, as far as two of them can be told to be the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Colour(String);

impl Colour {
    pub const WHITE: &str = "FFFFFF";

    /// Six digits in base sixteen, with or without `#` or the opacity before them.
    pub fn rgb(digits: &str) -> Colour {
        let digits = digits.trim_start_matches('#').to_ascii_uppercase();
        let start = digits.len().saturating_sub(6);
        Colour(digits.get(start..).unwrap_or(&digits).to_owned())
    }

    /// Whether the eye takes them for one.
    pub fn is_like(&self, other: &Colour) -> bool {
        let both = hexadecimal(&self.0).zip(hexadecimal(&other.0));
        self == other || both.is_some_and(|(one, other)| alike(one, other))
    }

    /// A colour of the palette. What is not black or white is known by its number.
    pub fn indexed(number: i64) -> Option<Colour> {
        match number {
            // What the system draws with: always to be seen.
            64.. => None,
            0 | 8 => Some(Colour::rgb("000000")),
            1 | 9 => Some(Colour::rgb(Colour::WHITE)),
            other => Some(Colour(format!("indexed {other}"))),
        }
    }

    /// A colour of the theme, the first being white and the second black in every theme Office comes with.
    pub fn theme(number: i64, tint: &str) -> Colour {
        let plain = tint.trim_matches(['0', '.', '-']).is_empty();
        match number {
            0 if plain => Colour::rgb(Colour::WHITE),
            1 if plain => Colour::rgb("000000"),
            _ => Colour(format!("theme {number} {tint}")),
        }
    }

    /// Of a ground that is not of one colour: no text has it.
    pub fn pattern() -> Colour {
        Colour("pattern".to_owned())
    }

    /// `None` for what the system chooses.
    pub fn of(tag: &Tag<'_>) -> Option<Colour> {
        if let Some(rgb) = tag.attr("rgb") {
            return Some(Colour::rgb(&rgb));
        }
        if let Some(theme) = tag.number("theme") {
            return Some(Colour::theme(theme, &tag.attr("tint").unwrap_or_default()));
        }
        Colour::indexed(tag.number("indexed")?)
    }
}

/// A font.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Font {
    pub name: Option<String>,
    pub bold: bool,
    pub italic: bool,
    pub struck: bool,
    pub raised: bool,
    /// So small that the eye takes it for a speck.
    pub speck: bool,
    /// `None`: what the system chooses.
    pub colour: Option<Colour>,
}

impl Font {
    /// Takes in one of the elements that make up a font.
    pub fn take(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "name" | "rFont" => self.name = tag.val().map(Into::into),
            "b" => self.bold = tag.on(),
            "i" => self.italic = tag.on(),
            "strike" => self.struck = tag.on(),
            "sz" => {
                let points = tag.val().and_then(|points| points.parse().ok());
                self.speck = points.is_some_and(is_speck);
            }
            "vertAlign" => self.raised = tag.val().as_deref() == Some("superscript"),
            "color" => self.colour = Colour::of(tag),
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
                    let parent = path.last().map_or("", String::as_str);
                    if path.iter().any(|name| name == "dxfs") {
                        styles.take_change(parent, &tag);
                    } else {
                        styles.take(parent, &tag);
                    }
                    path.push(tag.name().to_owned());
                }
                Event::End => drop(path.pop()),
                Event::Text(_) => {}
            }
        }
        Ok(styles)
    }

    fn take_change(&mut self, parent: &str, tag: &Tag<'_>) {
        if parent == "dxfs" {
            self.changes.push(Change::default());
        } else if let Some(change) = self.changes.last_mut() {
            change.take(parent, tag);
        }
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
            ("fills", "fill") => self.fills.push(None),
            ("fill", "gradientFill") => self.fill(Some(Colour::pattern())),
            ("fill", "patternFill") => {
                let kind = tag.attr("patternType");
                self.solid = kind.as_deref() == Some("solid");
                let filled = kind.is_some_and(|kind| kind != "none");
                self.fill(filled.then(Colour::pattern));
            }
            ("patternFill", "fgColor") if self.solid => {
                self.fill(Colour::of(tag).or_else(|| Some(Colour::pattern())));
            }
            ("cellXfs", "xf") => {
                let id = |name| usize::try_from(tag.number(name).unwrap_or(0)).unwrap_or(0);
                self.formats.push(Format {
                    number: tag.number("numFmtId").unwrap_or(0),
                    font: id("fontId"),
                    fill: id("fillId"),
                    indent: 0,
                });
            }
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

    fn fill(&mut self, colour: Option<Colour>) {
        if let Some(fill) = self.fills.last_mut() {
            *fill = colour;
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

    /// Adds a fill and gives its number.
    pub fn add_fill(&mut self, fill: Option<Colour>) -> usize {
        self.fills.push(fill);
        self.fills.len() - 1
    }

    /// What lies below the text of a style: white paper, unless the cell is filled.
    pub fn ground(&self, style: usize) -> Colour {
        let fill = self.formats.get(style).map_or(0, |format| format.fill);
        let own = self.fills.get(fill).cloned().flatten();
        own.unwrap_or_else(|| Colour::rgb(Colour::WHITE))
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
