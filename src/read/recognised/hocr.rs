//! hOCR: HTML whose classes and titles say what an element is and where it stands.

use super::{INCH, Line, Sheet, Word, bbox};
use crate::model::BBox;
use crate::read::html::lex::{Lexer, Token, attribute};

/// Classes of elements that are a line.
const LINES: [&str; 6] = [
    "ocr_line",
    "ocrx_line",
    "ocr_header",
    "ocr_footer",
    "ocr_textfloat",
    "ocr_caption",
];
/// Elements without content.
const VOID: [&str; 6] = ["br", "img", "meta", "link", "hr", "input"];
/// Elements open at once.
const DEEPEST: usize = 512;

/// What an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Line,
    Word,
    Bold,
    Italic,
    Other,
}

/// The pages of a file.
pub(super) fn sheets(page: &str) -> Vec<Sheet> {
    let mut walk = Walk::default();
    for token in Lexer::new(page) {
        match token {
            Token::Open(name, attributes) => walk.open(name, attributes),
            Token::Close(name) => walk.close(&name),
            Token::Text(text) => walk.text.push_str(&text),
            Token::Style(_) => {}
        }
    }
    walk.sheets
}

#[derive(Debug, Default)]
struct Walk {
    sheets: Vec<Sheet>,
    open: Vec<(String, Class)>,
    /// The box of the line that is open.
    line: Option<BBox>,
    /// The box of the word that is open.
    word: Option<BBox>,
    /// Characters since the word began, or the line.
    text: String,
    bold: bool,
    italic: bool,
}

impl Walk {
    fn open(&mut self, name: String, attributes: &str) {
        let class = attribute(attributes, "class").unwrap_or_default();
        let title = attribute(attributes, "title").unwrap_or_default();
        let has = |wanted: &str| class.split_whitespace().any(|class| class == wanted);
        let class = match () {
            () if has("ocr_page") => {
                self.sheets.push(sheet(&title));
                Class::Other
            }
            () if has("ocrx_word") || has("ocr_word") => {
                self.word = boxed(&title);
                self.text.clear();
                (self.bold, self.italic) = (false, false);
                Class::Word
            }
            () if LINES.iter().any(|line| has(line)) => {
                self.begin_line(&title);
                Class::Line
            }
            () if has("ocr_separator") || has("ocrx_separator") => {
                if let (Some(sheet), Some(rule)) = (self.sheets.last_mut(), boxed(&title)) {
                    sheet.rules.push(rule);
                }
                Class::Other
            }
            () if matches!(&*name, "strong" | "b") => Class::Bold,
            () if matches!(&*name, "em" | "i") => Class::Italic,
            () => Class::Other,
        };
        self.bold |= class == Class::Bold;
        self.italic |= class == Class::Italic;
        let closed = VOID.contains(&&*name) || attributes.trim_end().ends_with('/');
        if !closed && self.open.len() < DEEPEST {
            self.open.push((name, class));
        }
    }

    fn begin_line(&mut self, title: &str) {
        let Some(sheet) = self.sheets.last_mut() else {
            return;
        };
        self.line = boxed(title);
        self.text.clear();
        let baseline = numbers(title, "baseline");
        let baseline = match (baseline.as_slice(), self.line) {
            ([slope, offset, ..], Some(line)) => Some((line.y1 + offset, *slope)),
            _ => None,
        };
        sheet.lines.push(Line {
            words: Vec::new(),
            baseline,
            size: numbers(title, "x_size")
                .first()
                .copied()
                .filter(|size| *size > 0.0),
        });
    }

    fn close(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|(open, _)| open == name) else {
            return;
        };
        for (_, class) in self.open.split_off(at).into_iter().rev() {
            match class {
                Class::Word => self.end_word(),
                Class::Line => self.end_line(),
                Class::Bold | Class::Italic | Class::Other => {}
            }
        }
    }

    fn end_word(&mut self) {
        let (Some(bbox), Some(sheet)) = (self.word.take(), self.sheets.last_mut()) else {
            return;
        };
        if self.line.is_none() {
            sheet.lines.push(Line::default());
        }
        if let Some(line) = sheet.lines.last_mut() {
            line.words.push(Word {
                bold: self.bold,
                italic: self.italic,
                ..Word::plain(&self.text, bbox)
            });
        }
        self.text.clear();
    }

    /// A line without words is one.
    fn end_line(&mut self) {
        let Some(bbox) = self.line.take() else { return };
        let line = self
            .sheets
            .last_mut()
            .and_then(|sheet| sheet.lines.last_mut());
        if let Some(line) = line.filter(|line| line.words.is_empty()) {
            line.words.push(Word::plain(&self.text, bbox));
        }
    }
}

fn sheet(title: &str) -> Sheet {
    let page = boxed(title);
    let density = ["scan_res", "x_scan_res", "ppi", "dpi"];
    let density = density
        .iter()
        .find_map(|name| numbers(title, name).first().copied());
    Sheet {
        width: page.map_or(0.0, |page| page.x1),
        height: page.map_or(0.0, |page| page.y1),
        scale: density
            .filter(|density| *density > 0.0)
            .map(|density| INCH / density),
        ..Sheet::default()
    }
}

fn boxed(title: &str) -> Option<BBox> {
    match numbers(title, "bbox").as_slice() {
        [x0, y0, x1, y1] => Some(bbox(*x0, *y0, *x1, *y1)),
        _ => None,
    }
}

/// The numbers of a property: `bbox 0 0 2339 1654; scan_res 200 200`.
fn numbers(title: &str, wanted: &str) -> Vec<f32> {
    let properties = title.split(';').map(|property| property.split_whitespace());
    let mut found = properties.filter_map(|mut words| (words.next()? == wanted).then_some(words));
    found
        .next()
        .map(|words| words.map_while(|word| word.parse().ok()).collect())
        .unwrap_or_default()
}
