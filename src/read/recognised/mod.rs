//! Files in which programs that read pictures of pages keep the words they found, each with its box: hOCR, ALTO,
//! PAGE XML, the table of tesseract. None of them holds a table; words and rules go to the table finder of PDFs.

mod alto;
mod hocr;
mod page_xml;
mod tsv;

use super::pdf::recognised::{RecognisedPage, RecognisedWord};
use super::{Input, pdf, text};
use crate::model::{BBox, Document, Error, WithFindings};

/// Points of an inch.
const INCH: f32 = 72.0;
/// Points of the short side of a sheet, where a file does not say how large its page is.
const SHORT_SIDE: f32 = 595.0;
/// Share of a line's height that letters hang below it.
const BELOW: f32 = 0.2;
/// How much taller than the letters of its page a line may be; what is taller holds a rule or a blot.
const TALLEST: f32 = 1.6;

/// Which of these formats a file is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Hocr,
    Alto,
    PageXml,
    Tsv,
}

impl Format {
    /// The format of a text, told from its first characters.
    pub(super) fn of(head: &str) -> Option<Format> {
        let head = head.trim_start_matches('\u{FEFF}').trim_start();
        let has = |part| head.contains(part);
        match () {
            () if head.starts_with(tsv::HEADER) => Some(Format::Tsv),
            () if !head.starts_with('<') => None,
            () if has("'ocr_page") || has("\"ocr_page") => Some(Format::Hocr),
            () if opens(head, "alto") => Some(Format::Alto),
            () if opens(head, "PcGts") => Some(Format::PageXml),
            () => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Format::Hocr => "hocr",
            Format::Alto => "alto",
            Format::PageXml => "page-xml",
            Format::Tsv => "tesseract-tsv",
        }
    }
}

/// Whether an element of this name opens, with a prefix or without.
fn opens(head: &str, name: &str) -> bool {
    head.match_indices(name).any(|(at, _)| {
        let before = head.get(..at).unwrap_or_default();
        let before = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == ':');
        let after = head.get(at + name.len()..).unwrap_or_default();
        before.ends_with('<') && after.starts_with([' ', '>', '\n', '\r', '\t'])
    })
}

/// Reads a file of words with boxes.
///
/// # Errors
/// When it is damaged, or a limit is reached.
pub(super) fn read(input: &Input<'_>, format: Format) -> Result<WithFindings<Document>, Error> {
    let decoded = || {
        let decoded = text::decode(input.bytes).ok_or(Error::unknown_format("not a text"))?;
        Ok::<_, Error>(decoded.text)
    };
    let sheets = match format {
        Format::Hocr => hocr::sheets(&decoded()?),
        Format::Alto => alto::sheets(input)?,
        Format::PageXml => page_xml::sheets(input)?,
        Format::Tsv => tsv::sheets(&decoded()?),
    };
    let pages = sheets.into_iter().map(Sheet::page).collect();
    Ok(pdf::document(
        input.source(format.name()),
        pages,
        input.options,
    ))
}

/// A page in the units of its file, origin at the top left.
#[derive(Debug, Default)]
struct Sheet {
    width: f32,
    height: f32,
    /// Points of a unit, where the file says so.
    scale: Option<f32>,
    lines: Vec<Line>,
    rules: Vec<BBox>,
}

/// Words that stand on one line, and what the file says of it.
#[derive(Debug, Default)]
struct Line {
    words: Vec<Word>,
    /// How far down the line is at its left end, and how much it falls to the right.
    baseline: Option<(f32, f32)>,
    /// Font size.
    size: Option<f32>,
}

/// A word.
#[derive(Clone, Debug, PartialEq)]
struct Word {
    text: String,
    bbox: BBox,
    bold: bool,
    italic: bool,
}

impl Word {
    /// A word of which no more is known; blanks in it are single.
    fn plain(text: &str, bbox: BBox) -> Word {
        Word {
            text: text.split_whitespace().collect::<Vec<_>>().join(" "),
            bbox,
            bold: false,
            italic: false,
        }
    }
}

impl Sheet {
    fn page(mut self) -> RecognisedPage {
        for line in &mut self.lines {
            line.words.retain(is_word);
        }
        self.lines.retain(|line| !line.words.is_empty());
        self.reach();
        let side = self.width.min(self.height).max(1.0);
        let scale = self.scale.filter(|scale| scale.is_finite() && *scale > 0.0);
        let scale = scale.unwrap_or(SHORT_SIDE / side);
        let scaled = |bbox: BBox| BBox {
            x0: bbox.x0 * scale,
            y0: bbox.y0 * scale,
            x1: bbox.x1 * scale,
            y1: bbox.y1 * scale,
        };
        let usual = self.usual_height();
        let words = self.lines.iter().flat_map(|line| {
            let size = line
                .size
                .unwrap_or_else(|| line.height())
                .min(TALLEST * usual);
            let (left, down, slope) = line.baseline();
            line.words.iter().map(move |word| RecognisedWord {
                text: word.text.clone(),
                bbox: scaled(word.bbox),
                baseline: (down + slope * (word.bbox.x0 - left)) * scale,
                size: size * scale,
                at: Vec::new(),
                bold: word.bold,
                italic: word.italic,
            })
        });
        RecognisedPage {
            width: self.width * scale,
            height: self.height * scale,
            words: words.collect(),
            rules: self.rules.iter().copied().map(scaled).collect(),
            ..RecognisedPage::default()
        }
    }

    /// A page is at least as large as what stands on it.
    fn reach(&mut self) {
        let words = self.lines.iter().flat_map(|line| &line.words);
        let boxes = words
            .map(|word| word.bbox)
            .chain(self.rules.iter().copied());
        let (right, below) = boxes.fold((1.0_f32, 1.0_f32), |(x, y), bbox| {
            (x.max(bbox.x1), y.max(bbox.y1))
        });
        let says = |side: f32| side.is_finite() && side > 0.0;
        if !says(self.width) || self.width < right {
            self.width = right;
        }
        if !says(self.height) || self.height < below {
            self.height = below;
        }
    }

    /// The height of a line in the middle of all.
    fn usual_height(&self) -> f32 {
        let heights = self
            .lines
            .iter()
            .map(|line| line.size.unwrap_or_else(|| line.height()));
        let mut heights: Vec<f32> = heights.collect();
        heights.sort_by(f32::total_cmp);
        heights.get(heights.len() / 2).copied().unwrap_or(1.0)
    }
}

/// Words without a box stand nowhere; a bar alone is a rule that was taken for a letter.
fn is_word(word: &Word) -> bool {
    let bbox = word.bbox;
    let sides = [bbox.x0, bbox.y0, bbox.x1, bbox.y1];
    let placed =
        sides.iter().all(|side| side.is_finite()) && bbox.x1 > bbox.x0 && bbox.y1 > bbox.y0;
    let bars = |c: char| matches!(c, '|' | '¦' | '│');
    placed && !word.text.trim().chars().all(bars)
}

impl Line {
    fn height(&self) -> f32 {
        let mut heights: Vec<f32> = self.words.iter().map(|word| word.bbox.height()).collect();
        heights.sort_by(f32::total_cmp);
        heights.get(heights.len() * 3 / 4).copied().unwrap_or(0.0)
    }

    /// The left end of the line, how far down it is there, and how much it falls.
    fn baseline(&self) -> (f32, f32, f32) {
        let left = self
            .words
            .iter()
            .map(|word| word.bbox.x0)
            .fold(f32::MAX, f32::min);
        if let Some((down, slope)) = self.baseline {
            return (left, down, slope);
        }
        let feet = |stands: bool| {
            let words = self
                .words
                .iter()
                .filter(|word| stands == stands_on_line(&word.text));
            let mut feet: Vec<f32> = words.map(|word| word.bbox.y1).collect();
            feet.sort_by(f32::total_cmp);
            feet.get(feet.len() / 2).copied()
        };
        let down = feet(true).or_else(|| feet(false).map(|foot| foot - BELOW * self.height()));
        (left, down.unwrap_or_default(), 0.0)
    }
}

/// Whether no letter of a word hangs below the line, nor a mark.
fn stands_on_line(word: &str) -> bool {
    use unicode_normalization::UnicodeNormalization;
    !word.nfd().any(|c| {
        matches!(
            c,
            'g' | 'j'
                | 'p'
                | 'q'
                | 'y'
                | 'Q'
                | ','
                | ';'
                | '('
                | ')'
                | '/'
                | '|'
                | '\u{323}'
                | '_'
                | '-'
                | '–'
                | '.'
                | '\''
        )
    })
}

/// A box of its corners.
fn bbox(x0: f32, y0: f32, x1: f32, y1: f32) -> BBox {
    BBox {
        x0: x0.min(x1),
        y0: y0.min(y1),
        x1: x0.max(x1),
        y1: y0.max(y1),
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Block;
    use crate::read::{Options, read};
    use std::fmt::Write;

    /// Words of a small page, with their boxes: three columns without rules between them.
    const WORDS: [(&str, i32, i32, i32); 22] = [
        ("TT", 100, 100, 40),
        ("Nội", 200, 100, 50),
        ("dung", 260, 100, 80),
        ("Kết", 900, 100, 50),
        ("quả", 960, 100, 60),
        ("1", 110, 160, 15),
        ("Số", 200, 160, 40),
        ("lớp", 250, 160, 50),
        ("16", 930, 160, 40),
        ("2", 110, 220, 15),
        ("Số", 200, 220, 40),
        ("tin", 250, 220, 50),
        ("bài", 310, 220, 50),
        ("7", 940, 220, 20),
        ("3", 110, 280, 15),
        ("Số", 200, 280, 40),
        ("tờ", 250, 280, 40),
        ("rơi", 300, 280, 50),
        ("|", 890, 280, 5),
        ("9", 940, 280, 20),
        ("4", 110, 340, 15),
        ("Số", 200, 340, 40),
    ];
    /// Level rules, then upright ones.
    const LEVEL: [i32; 6] = [80, 140, 200, 260, 320, 380];
    const UPRIGHT: [i32; 4] = [80, 180, 880, 1100];

    fn rules() -> impl Iterator<Item = (i32, i32, i32, i32)> {
        let level = LEVEL.iter().map(|y| (80, *y, 1100, y + 2));
        level.chain(UPRIGHT.iter().map(|x| (*x, 80, x + 2, 380)))
    }

    fn cells(name: &str, file: &str) -> Vec<String> {
        let read = read(name, file.as_bytes(), &Options::default()).expect("read");
        assert_eq!(read.output.source.format, name);
        let grids = read.output.blocks.iter().filter_map(|block| match block {
            Block::Grid(grid) => Some(grid),
            Block::Paragraph(_) => None,
        });
        grids
            .flat_map(|grid| grid.cells.iter().map(|cell| cell.text.to_string()))
            .collect()
    }

    const EXPECTED: [&str; 15] = [
        "TT",
        "Nội dung",
        "Kết quả",
        "1",
        "Số lớp",
        "16",
        "2",
        "Số tin bài",
        "7",
        "3",
        "Số tờ rơi",
        "9",
        "4",
        "Số",
        "",
    ];

    #[test]
    fn hocr_is_read() {
        let mut file = String::from(
            "<?xml version='1.0'?><html><body><div class='ocr_page' title='bbox 0 0 1654 2339; scan_res 200 200'>",
        );
        for (x0, y0, x1, y1) in rules() {
            let _ = write!(
                file,
                "<div class='ocr_separator' title='bbox {x0} {y0} {x1} {y1}'></div>"
            );
        }
        for (word, x, y, width) in WORDS {
            let (right, below) = (x + width, y + 30);
            let _ = write!(
                file,
                "<span class='ocr_line' title='bbox {x} {y} {right} {below}; baseline 0 -6; x_size 34'><span \
                 class='ocrx_word' title='bbox {x} {y} {right} {below}; x_wconf 90'><strong>{word}</strong></span></span>"
            );
        }
        assert_eq!(cells("hocr", &(file + "</div></body></html>")), EXPECTED);
    }

    #[test]
    fn alto_is_read() {
        let mut file = String::from(
            "<?xml version='1.0'?><alto xmlns='http://www.loc.gov/standards/alto/ns-v4#'><Description><MeasurementUnit>\
             mm10</MeasurementUnit></Description><Layout><Page WIDTH='2100' HEIGHT='2970'><PrintSpace>",
        );
        for (x0, y0, x1, y1) in rules() {
            let (width, height) = (x1 - x0, y1 - y0);
            let _ = write!(
                file,
                "<GraphicalElement HPOS='{x0}' VPOS='{y0}' WIDTH='{width}' HEIGHT='{height}'/>"
            );
        }
        for (word, x, y, width) in WORDS {
            let at = y + 25;
            let _ = write!(
                file,
                "<TextLine BASELINE='{x},{at} {},{at}'><String CONTENT='{word}' HPOS='{x}' VPOS='{y}' WIDTH='{width}' \
                 HEIGHT='30'/></TextLine>",
                x + width
            );
        }
        assert_eq!(
            cells("alto", &(file + "</PrintSpace></Page></Layout></alto>")),
            EXPECTED
        );
    }

    #[test]
    fn page_xml_is_read_with_words_and_without() {
        let mut file = String::from("<PcGts><Page imageWidth='1654' imageHeight='2339'>");
        let points = |x0, y0, x1, y1| format!("{x0},{y0} {x1},{y0} {x1},{y1} {x0},{y1}");
        for (x0, y0, x1, y1) in rules() {
            let _ = write!(
                file,
                "<SeparatorRegion><Coords points='{}'/></SeparatorRegion>",
                points(x0, y0, x1, y1)
            );
        }
        for (at, (word, x, y, width)) in WORDS.into_iter().enumerate() {
            let reading = format!(
                "<Coords points='{}'/><TextEquiv><Unicode>{word}</Unicode></TextEquiv><TextEquiv><Unicode>?</Unicode></TextEquiv>",
                points(x, y, x + width, y + 30)
            );
            let reading = if at % 2 == 0 {
                format!("<Word>{reading}</Word>")
            } else {
                reading
            };
            let _ = write!(
                file,
                "<TextRegion><TextLine>{reading}</TextLine></TextRegion>"
            );
        }
        assert_eq!(cells("page-xml", &(file + "</Page></PcGts>")), EXPECTED);
    }

    /// Without rules the columns show in the blanks between the words.
    #[test]
    fn the_table_of_tesseract_is_read_page_by_page() {
        let mut file = format!("{}\n", super::tsv::HEADER);
        for page in 1..=2 {
            let _ = writeln!(file, "1\t{page}\t0\t0\t0\t0\t0\t0\t1654\t2339\t-1\t");
            for (at, (word, x, y, width)) in WORDS.into_iter().enumerate() {
                let _ = writeln!(
                    file,
                    "5\t{page}\t1\t1\t{y}\t{at}\t{x}\t{y}\t{width}\t30\t91.5\t{word}"
                );
            }
        }
        let read = read("a", file.as_bytes(), &Options::default())
            .expect("read")
            .output;
        assert_eq!(
            (read.source.format.as_str(), read.pages.len()),
            ("tesseract-tsv", 2)
        );
        assert!(cells("tesseract-tsv", &file).contains(&"Số tin bài".to_owned()));
    }

    #[test]
    fn what_is_damaged_or_stands_nowhere_is_no_word() {
        let boxes = "<div class='ocr_page' title='bbox 0 0 x'><span class='ocrx_word' title='bbox 9 9 9 9'>a</span>\
            <span class='ocrx_word' title='bbox nan 0 inf 9'>b</span></div>";
        assert!(cells("hocr", boxes).is_empty());
        let cut = read("a", b"<alto><Layout><Page>".as_slice(), &Options::default());
        assert!(cut.is_err());
    }
}
