//! ALTO, versions 2 to 4: what libraries keep of scanned pages.

use super::{INCH, Line, Sheet, Word, bbox};
use crate::model::{BBox, Error};
use crate::read::Input;
use crate::read::xml::{Event, Tag, Xml};
use std::collections::BTreeMap;

/// The pages of a file.
///
/// # Errors
/// When the XML is damaged, or a limit is reached.
pub(super) fn sheets(input: &Input<'_>) -> Result<Vec<Sheet>, Error> {
    let mut xml = Xml::new("alto", Box::new(input.bytes), input.budget);
    let mut walk = Walk::default();
    while let Some(event) = xml.next()? {
        match event {
            Event::Start(tag) => {
                walk.start(&tag);
                walk.in_unit = tag.name() == "MeasurementUnit";
            }
            Event::Text(text) if walk.in_unit => walk.unit.push_str(&text),
            Event::End => walk.in_unit = false,
            Event::Text(_) => {}
        }
    }
    let scale = match walk.unit.trim() {
        "mm10" => Some(INCH / 254.0),
        "inch1200" => Some(INCH / 1200.0),
        _ => None,
    };
    for sheet in &mut walk.sheets {
        sheet.scale = scale;
    }
    Ok(walk.sheets)
}

#[derive(Default)]
struct Walk {
    sheets: Vec<Sheet>,
    unit: String,
    in_unit: bool,
    /// By name of a style: bold, italic.
    styles: BTreeMap<String, (bool, bool)>,
    /// How the words of the open line are set.
    style: (bool, bool),
}

impl Walk {
    fn start(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "TextStyle" => {
                let name = tag.attr("ID").unwrap_or_default().into_owned();
                self.styles.insert(name, style(tag, "FONTSTYLE"));
            }
            "Page" => self.sheets.push(Sheet {
                width: number(tag, "WIDTH").unwrap_or_default(),
                height: number(tag, "HEIGHT").unwrap_or_default(),
                ..Sheet::default()
            }),
            "TextLine" => {
                self.style = self.referred(tag);
                let line = Line {
                    baseline: baseline(tag),
                    ..Line::default()
                };
                self.sheet().lines.push(line);
            }
            "String" => self.word(tag),
            "HYP" => {
                let hyphen = tag.attr("CONTENT").unwrap_or_default().into_owned();
                let line = self.sheet().lines.last_mut();
                if let Some(word) = line.and_then(|line| line.words.last_mut()) {
                    word.text.push_str(&hyphen);
                }
            }
            "GraphicalElement" => {
                if let Some(rule) = boxed(tag) {
                    self.sheet().rules.push(rule);
                }
            }
            _ => {}
        }
    }

    fn sheet(&mut self) -> &mut Sheet {
        if self.sheets.is_empty() {
            self.sheets.push(Sheet::default());
        }
        let last = self.sheets.len() - 1;
        &mut self.sheets[last]
    }

    fn referred(&self, tag: &Tag<'_>) -> (bool, bool) {
        let names = tag.attr("STYLEREFS").unwrap_or_default().into_owned();
        let styles = names
            .split_whitespace()
            .filter_map(|name| self.styles.get(name));
        styles.fold((false, false), |(bold, italic), style| {
            (bold || style.0, italic || style.1)
        })
    }

    fn word(&mut self, tag: &Tag<'_>) {
        let Some(bbox) = boxed(tag) else { return };
        let own = style(tag, "STYLE");
        let referred = self.referred(tag);
        let word = Word {
            text: tag.attr("CONTENT").unwrap_or_default().into_owned(),
            bbox,
            bold: own.0 || referred.0 || self.style.0,
            italic: own.1 || referred.1 || self.style.1,
        };
        let lines = &mut self.sheet().lines;
        if lines.is_empty() {
            lines.push(Line::default());
        }
        if let Some(line) = lines.last_mut() {
            line.words.push(word);
        }
    }
}

fn style(tag: &Tag<'_>, name: &str) -> (bool, bool) {
    let style = tag.attr(name).unwrap_or_default();
    (style.contains("bold"), style.contains("italics"))
}

fn number(tag: &Tag<'_>, name: &str) -> Option<f32> {
    tag.attr(name)?.trim().parse().ok()
}

fn boxed(tag: &Tag<'_>) -> Option<BBox> {
    let (x, y) = (number(tag, "HPOS")?, number(tag, "VPOS")?);
    let (width, height) = (number(tag, "WIDTH")?, number(tag, "HEIGHT")?);
    Some(bbox(x, y, x + width, y + height))
}

/// Up to version 3 a height, then the points of a line.
fn baseline(tag: &Tag<'_>) -> Option<(f32, f32)> {
    let printed = tag.attr("BASELINE")?;
    let numbers = printed.split([' ', ',']).filter(|part| !part.is_empty());
    let numbers: Vec<f32> = numbers.map_while(|part| part.parse().ok()).collect();
    match numbers.as_slice() {
        [down] => Some((*down, 0.0)),
        [x0, y0, .., x1, y1] if x1 > x0 => Some((*y0, (y1 - y0) / (x1 - x0))),
        _ => None,
    }
}
