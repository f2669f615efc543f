//! A picture of a page → the words on it, with the rules between them: geometry first, then the readers, then
//! what the scan's own text layer says.

use super::ocr::{Line, Readers};
use super::pdf::recognised::{RecognisedPage, RecognisedWord};
use super::picture::{self, Area, Layout, Picture, Rule, Strip};
use crate::model::{BBox, Reading};
use rapidfuzz::distance::levenshtein;
use serde::{Deserialize, Serialize};
use std::sync::Mutex;

/// Stands for ink that no reader turned into letters.
const UNREAD: char = '\u{FFFD}';
/// The size of letters, in distances of lines.
const SIZE: f32 = 0.83;
/// The size of footnote marks, in sizes of letters.
const MARK: f32 = 0.6;
/// How far they stand above the line, in sizes of letters.
const RAISED: f32 = 0.35;
/// A text layer is that of the picture if so many of its words stand where there is ink.
const PLACED: f32 = 0.7;
/// So many lines are read to see how good a text layer is.
const SAMPLE: usize = 12;
/// So many lines are read to see whether a page stands on its head: it does not where they are read as surely as
/// this, and does where they are read so much more surely the other way up.
const LINES: usize = 2;
const READS_WELL: f32 = 0.5;
const BETTER: f32 = 0.2;
/// A page of A4 at 240 pixels an inch.
const LARGE: usize = 5_500_000;
/// A layer with more wrong letters than this is left for what the picture says.
const WRONG: f32 = 0.03;

/// What was read from the picture of one page. Boxes are points of the page laid upright.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(in crate::read) struct Scan {
    /// The words and rules.
    pub(in crate::read) page: RecognisedPage,
    /// How each line of print was read.
    pub(in crate::read) lines: Vec<(BBox, Reading)>,
    /// Ink in cells that nobody could read.
    pub(in crate::read) unread: Vec<BBox>,
    /// Pixels per inch of the picture.
    pub(in crate::read) dpi: f32,
    /// The words are those of the scan's own text layer.
    pub(in crate::read) by_layer: bool,
}

/// A word of a text layer; its box in points of the picture as it was given.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::read) struct LayerWord {
    /// What it says.
    pub(in crate::read) text: String,
    /// Where.
    pub(in crate::read) bbox: BBox,
}

/// Reads a page; none where there is nothing to read it with, or its text layer is not that of the picture.
pub(in crate::read) fn scan(
    picture: Picture,
    layer: &[LayerWord],
    readers: &Readers,
) -> Option<Scan> {
    let mut layout = laid_out(picture);
    if let Some(upright) = readers.other_way_up(&layout) {
        layout = upright;
    }
    let frame = Frame::of(&layout);
    let own = (!layer.is_empty()).then(|| OnStrips::of(layer, &layout, &frame));
    let own = own.filter(|own| own.placed >= PLACED);
    if own.is_none() && !readers.read_text() {
        return None;
    }
    let good = own.filter(|own| readers.agree_with(own, &layout));
    let texts = good.as_ref().map(|own| own.texts.as_slice());
    let read = readers.read(&layout.strips, texts, layout.pitch);
    let mut scan = Scan {
        page: frame.page(&layout.rules),
        dpi: layout.upright.dpi,
        by_layer: good.is_some(),
        ..Scan::default()
    };
    for (at, (strip, line)) in layout.strips.iter().zip(read).enumerate() {
        let words = good.as_ref().map(|own| own.words[at].as_slice());
        scan.add(&frame, strip, line, words);
    }
    Some(scan)
}

/// What stands where. Large pictures are taken one at a time: what is worked out of one takes a dozen times its size.
fn laid_out(picture: Picture) -> Layout {
    static ONE: Mutex<()> = Mutex::new(());
    let is_large = picture.grey.len() > LARGE;
    let _alone = is_large.then(|| ONE.lock());
    picture::layout(picture)
}

impl Readers {
    /// The page the other way up, where its longest lines read far better so. Whether a page stands on its head is
    /// seen by its marks above and tails below the letters, of which a page of figures has few.
    fn other_way_up(&self, layout: &Layout) -> Option<Layout> {
        if !layout.turned.doubtful {
            return None;
        }
        let sure = self.surety(layout)?;
        if sure >= READS_WELL {
            return None;
        }
        let turned = layout.half_turned();
        let other = self.surety(&turned)?;
        (other > sure + BETTER).then_some(turned)
    }

    /// How sure the reader of words is of the longest lines of a page, 0 to 1.
    fn surety(&self, layout: &Layout) -> Option<f32> {
        let is_short = |strip: &&Strip| strip.area.width() as f32 <= 3.0 * strip.image.dpi;
        let mut longest: Vec<&Strip> = layout.strips.iter().filter(is_short).collect();
        longest.sort_by_key(|strip| std::cmp::Reverse(strip.area.width()));
        let sample: Vec<Strip> = longest.into_iter().take(LINES).cloned().collect();
        let sure = self.sure_of(&sample, layout.pitch)?;
        (!sure.is_empty()).then(|| sure.iter().sum::<f32>() / sure.len() as f32)
    }

    /// Whether a text layer reads as our own reader does, on a few of its longest lines. Where there is no reader
    /// for words, there is nothing better than the layer.
    fn agree_with(&self, own: &OnStrips, layout: &Layout) -> bool {
        let mut longest: Vec<usize> = (0..layout.strips.len()).collect();
        longest.sort_by_key(|at| std::cmp::Reverse(own.texts[*at].len()));
        longest.truncate(SAMPLE);
        let sample: Vec<Strip> = longest
            .iter()
            .map(|at| layout.strips[*at].clone())
            .collect();
        let Some(read) = self.text_of(&sample, layout.pitch) else {
            return true;
        };
        let (mut wrong, mut letters) = (0, 0);
        for (at, line) in longest.iter().zip(read) {
            let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            let (layer, line) = (plain(&own.texts[*at]), plain(&line));
            wrong += levenshtein::distance(layer.chars(), line.chars());
            letters += line.chars().count();
        }
        wrong as f32 <= WRONG * letters as f32
    }
}

/// From pixels of the upright picture to points, and from points of the picture as given to pixels.
struct Frame {
    /// Points a pixel.
    points: f32,
    /// The distance of two lines of print, in points.
    pitch: f32,
    width: f32,
    height: f32,
    quarters: u16,
    angle: f32,
}

impl Frame {
    fn of(layout: &Layout) -> Frame {
        let points = 72.0 / layout.upright.dpi;
        Frame {
            points,
            pitch: layout.pitch * points,
            width: layout.upright.width as f32 * points,
            height: layout.upright.height as f32 * points,
            quarters: layout.turned.quarters,
            angle: layout.turned.angle,
        }
    }

    fn page(&self, rules: &[Rule]) -> RecognisedPage {
        RecognisedPage {
            width: self.width,
            height: self.height,
            turn: self.quarters,
            tilt: self.angle,
            words: Vec::new(),
            rules: rules.iter().map(|rule| self.bbox(rule.area)).collect(),
        }
    }

    fn bbox(&self, area: Area) -> BBox {
        let points = |pixels: usize| pixels as f32 * self.points;
        BBox {
            x0: points(area.x0),
            y0: points(area.y0),
            x1: points(area.x1),
            y1: points(area.y1),
        }
    }

    /// A box of the picture as given, laid upright with it.
    fn upright(&self, given: BBox) -> BBox {
        self.page(&[]).framed(given)
    }
}

/// The words of a text layer in the lines of print they stand on.
struct OnStrips {
    /// For each line, what the layer says of it.
    texts: Vec<String>,
    /// And its words, with their boxes.
    words: Vec<Vec<LayerWord>>,
    /// The share of words that stand on a line.
    placed: f32,
}

impl OnStrips {
    fn of(layer: &[LayerWord], layout: &Layout, frame: &Frame) -> OnStrips {
        let areas: Vec<BBox> = layout
            .strips
            .iter()
            .map(|strip| frame.bbox(strip.area))
            .collect();
        let mut words: Vec<Vec<LayerWord>> = vec![Vec::new(); areas.len()];
        let mut placed = 0;
        for word in layer {
            let bbox = frame.upright(word.bbox);
            let Some(at) = nearest(&areas, bbox, layout.pitch * frame.points) else {
                continue;
            };
            placed += 1;
            words[at].push(LayerWord {
                text: word.text.clone(),
                bbox,
            });
        }
        for own in &mut words {
            own.sort_by(|a, b| a.bbox.x0.total_cmp(&b.bbox.x0));
        }
        let text = |own: &Vec<LayerWord>| {
            let texts: Vec<&str> = own.iter().map(|word| word.text.as_str()).collect();
            texts.join(" ")
        };
        OnStrips {
            texts: words.iter().map(text).collect(),
            words,
            placed: placed as f32 / layer.len().max(1) as f32,
        }
    }
}

/// The line of print a word stands on: the one that covers most of it, whatever its own box is high.
fn nearest(areas: &[BBox], word: BBox, pitch: f32) -> Option<usize> {
    let middle = (word.y0 + word.y1) / 2.0;
    let covered = |area: &BBox| {
        let across = word.x1.min(area.x1 + 1.0) - word.x0.max(area.x0 - 1.0);
        let off = (area.y0 - middle).max(middle - area.y1).max(0.0);
        (across, off)
    };
    let near = areas
        .iter()
        .enumerate()
        .map(|(at, area)| (at, covered(area)));
    let near = near.filter(|(_, (across, off))| *across > 0.3 * word.width() && *off < 0.4 * pitch);
    near.max_by(|(_, a), (_, b)| (a.0 - a.1).total_cmp(&(b.0 - b.1)))
        .map(|(at, _)| at)
}

impl Scan {
    fn add(&mut self, frame: &Frame, strip: &Strip, line: Line, words: Option<&[LayerWord]>) {
        let mark = line.mark;
        let mut bbox = frame.bbox(strip.area);
        let mut baseline = strip.baseline * frame.points;
        if let Some(mark) = &mark {
            let figure = frame.bbox(mark.figure);
            baseline = figure.y1;
            // The mark leans on its figure.
            bbox.x1 = frame.bbox(mark.area).x0 - 0.5 * frame.points;
        }
        let layered = words.filter(|words| {
            let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
            !words.is_empty() && texts.join(" ") == line.text
        });
        let size = SIZE * frame.pitch;
        let word = |text: String, bbox: BBox, at: Vec<f32>| RecognisedWord {
            text,
            bbox,
            baseline,
            size,
            at,
            bold: false,
            italic: false,
        };
        match layered {
            Some(words) => self.page.words.extend(words.iter().map(|own| {
                let bbox = BBox {
                    x0: own.bbox.x0.max(bbox.x0),
                    x1: own.bbox.x1.min(bbox.x1).max(own.bbox.x0.max(bbox.x0) + 1.0),
                    ..bbox
                };
                word(own.text.clone(), bbox, Vec::new())
            })),
            None if line.unread && strip.cell.is_some() => {
                self.unread.push(bbox);
                self.page.words.push(word(UNREAD.into(), bbox, Vec::new()));
            }
            None if line.text.is_empty() => {}
            None => self.page.words.push(word(line.text, bbox, line.at)),
        }
        if let Some(mark) = mark {
            let text = match mark.text.is_empty() {
                true => UNREAD.into(),
                false => mark.text,
            };
            let raised = RecognisedWord {
                baseline: baseline - RAISED * size,
                size: MARK * size,
                ..word(text, frame.bbox(mark.area), Vec::new())
            };
            self.page.words.push(raised);
        }
        self.lines.push((bbox, line.reading));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x0: f32, y0: f32, x1: f32, y1: f32) -> BBox {
        BBox { x0, y0, x1, y1 }
    }

    #[test]
    fn words_of_a_layer_go_to_the_line_they_stand_on_whatever_their_height() {
        let lines = [
            at(50.0, 100.0, 200.0, 110.0),
            at(50.0, 116.0, 200.0, 126.0),
            at(300.0, 100.0, 330.0, 110.0),
        ];
        let line = |word| nearest(&lines, word, 16.0);
        assert_eq!(line(at(60.0, 97.0, 90.0, 115.0)), Some(0));
        assert_eq!(line(at(60.0, 114.0, 90.0, 130.0)), Some(1));
        assert_eq!(line(at(305.0, 101.0, 320.0, 108.0)), Some(2));
        assert_eq!(line(at(220.0, 101.0, 280.0, 108.0)), None);
        assert_eq!(line(at(60.0, 160.0, 90.0, 170.0)), None);
    }
}
