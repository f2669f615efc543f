//! PAGE XML: regions, lines and words as outlines, with one or several readings.

use super::{INCH, Line, Sheet, Word, bbox};
use crate::model::{BBox, Error};
use crate::read::Input;
use crate::read::xml::{Event, Tag, Xml};

/// How thick the rules around a cell are drawn, in its units.
const RULE: f32 = 1.0;

/// The pages of a file.
///
/// # Errors
/// When the XML is damaged, or a limit is reached.
pub(super) fn sheets(input: &Input<'_>) -> Result<Vec<Sheet>, Error> {
    let mut xml = Xml::new("page-xml", Box::new(input.bytes), input.budget);
    let mut walk = Walk::default();
    while let Some(event) = xml.next()? {
        match event {
            Event::Start(tag) => walk.start(&tag),
            Event::Text(text) if walk.open.last().is_some_and(|part| *part == Part::Unicode) => {
                walk.text.push_str(&text);
            }
            Event::Text(_) => {}
            Event::End => walk.end(),
        }
    }
    Ok(walk.sheets)
}

/// What an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Line,
    Word,
    Cell,
    Separator,
    Coords,
    Baseline,
    Reading,
    Unicode,
    Other,
}

/// A line, a word, a cell or a rule that is open.
#[derive(Debug, Default)]
struct Open {
    outline: Vec<(f32, f32)>,
    baseline: Vec<(f32, f32)>,
    text: Option<String>,
}

impl Open {
    fn bbox(&self) -> Option<BBox> {
        let (first, rest) = self.outline.split_first()?;
        let start = bbox(first.0, first.1, first.0, first.1);
        Some(rest.iter().fold(start, |bbox, (x, y)| BBox {
            x0: bbox.x0.min(*x),
            y0: bbox.y0.min(*y),
            x1: bbox.x1.max(*x),
            y1: bbox.y1.max(*y),
        }))
    }
}

#[derive(Debug, Default)]
struct Walk {
    sheets: Vec<Sheet>,
    open: Vec<Part>,
    items: Vec<Open>,
    line: Line,
    text: String,
}

impl Walk {
    fn start(&mut self, tag: &Tag<'_>) {
        let part = match tag.name() {
            "TextLine" => Part::Line,
            "Word" => Part::Word,
            "TableCell" => Part::Cell,
            "SeparatorRegion" => Part::Separator,
            "Coords" => Part::Coords,
            "Baseline" => Part::Baseline,
            "TextEquiv" => Part::Reading,
            "Unicode" => Part::Unicode,
            _ => Part::Other,
        };
        match part {
            Part::Line => {
                self.line = Line::default();
                self.items.push(Open::default());
            }
            Part::Word | Part::Cell | Part::Separator => self.items.push(Open::default()),
            Part::Coords | Part::Baseline => {
                self.points(part, points(&tag.attr("points").unwrap_or_default()));
            }
            Part::Unicode => self.text.clear(),
            Part::Other if tag.name() == "Page" => self.sheets.push(sheet(tag)),
            Part::Other if tag.name() == "Point" => {
                let point = number(tag, "x").zip(number(tag, "y"));
                let of = self.open.last().copied().unwrap_or(Part::Other);
                self.points(of, point.into_iter().collect());
            }
            Part::Reading | Part::Other => {}
        }
        self.open.push(part);
    }

    /// Whose child the open element is: of a region, of a glyph, of something that is kept.
    fn parent(&self, of: Part) -> Option<Part> {
        let at = self
            .open
            .iter()
            .rposition(|part| *part == of)
            .unwrap_or(self.open.len());
        self.open.get(..at)?.last().copied()
    }

    fn points(&mut self, part: Part, points: Vec<(f32, f32)>) {
        let owner = self.parent(part);
        let kept = [Part::Line, Part::Word, Part::Cell, Part::Separator];
        let Some(item) = self
            .items
            .last_mut()
            .filter(|_| owner.is_some_and(|owner| kept.contains(&owner)))
        else {
            return;
        };
        match part {
            Part::Coords => item.outline.extend(points),
            Part::Baseline => item.baseline.extend(points),
            _ => {}
        }
    }

    fn end(&mut self) {
        let Some(part) = self.open.pop() else { return };
        match part {
            Part::Unicode => {
                let owner = self.parent(Part::Reading);
                // The first reading is the likeliest.
                if let Some(item) = self.items.last_mut()
                    && matches!(owner, Some(Part::Line | Part::Word))
                {
                    item.text.get_or_insert_with(|| self.text.clone());
                }
            }
            Part::Word => {
                if let Some(item) = self.items.pop() {
                    self.line.words.extend(word(&item));
                }
            }
            Part::Line => {
                if let Some(item) = self.items.pop() {
                    self.end_line(&item);
                }
            }
            Part::Cell | Part::Separator => {
                let bbox = self.items.pop().and_then(|item| item.bbox());
                if let (Some(bbox), Some(sheet)) = (bbox, self.sheets.last_mut()) {
                    match part {
                        Part::Cell => sheet.rules.extend(around(bbox)),
                        _ => sheet.rules.push(bbox),
                    }
                }
            }
            Part::Coords | Part::Baseline | Part::Reading | Part::Other => {}
        }
    }

    fn end_line(&mut self, item: &Open) {
        let mut line = std::mem::take(&mut self.line);
        if line.words.is_empty() {
            line.words.extend(word(item));
        }
        if let [(x0, y0), .., (x1, y1)] = item.baseline.as_slice()
            && x1 > x0
        {
            line.baseline = Some((*y0, (y1 - y0) / (x1 - x0)));
        }
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.lines.push(line);
        }
    }
}

fn word(item: &Open) -> Option<Word> {
    let text = item.text.as_ref()?;
    Some(Word::plain(text, item.bbox()?))
}

/// The four rules of a cell.
fn around(cell: BBox) -> [BBox; 4] {
    let BBox { x0, y0, x1, y1 } = cell;
    [
        bbox(x0, y0, x1, y0 + RULE),
        bbox(x0, y1 - RULE, x1, y1),
        bbox(x0, y0, x0 + RULE, y1),
        bbox(x1 - RULE, y0, x1, y1),
    ]
}

fn sheet(tag: &Tag<'_>) -> Sheet {
    let density = number(tag, "imageXResolution").filter(|density| *density > 0.0);
    let per_inch = match tag.attr("imageResolutionUnit").as_deref() {
        Some("PPCM") => 2.54,
        _ => 1.0,
    };
    Sheet {
        width: number(tag, "imageWidth").unwrap_or_default(),
        height: number(tag, "imageHeight").unwrap_or_default(),
        scale: density.map(|density| INCH / (density * per_inch)),
        ..Sheet::default()
    }
}

fn number(tag: &Tag<'_>, name: &str) -> Option<f32> {
    tag.attr(name)?.trim().parse().ok()
}

/// "10,20 30,40".
fn points(printed: &str) -> Vec<(f32, f32)> {
    let pairs = printed.split_whitespace().filter_map(|pair| {
        let (x, y) = pair.split_once(',')?;
        Some((x.parse().ok()?, y.parse().ok()?))
    });
    pairs.collect()
}
