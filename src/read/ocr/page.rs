//! The lines of a page → their readings: words by one reader, figures by both.

use super::figure::{Vote, WORDS, figure_alone, hundredths, is_figure, is_nearly_figure, judged};
use super::model::Framing;
use super::tesseract::Language;
use super::{OcrMode, Readers, Said, numeral, shape};
use crate::model::{Doubt, Engine, Reading};
use crate::read::picture::{Area, Stain, Strip};
use crate::text::roman;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// The model has so long for a page, of which it needs a few seconds; what is left then is ink that was not read.
const PATIENCE: Duration = Duration::from_secs(60);
/// Columns whose lines begin and end this near each other, in distances of lines, are one.
const SAME_COLUMN: f32 = 0.6;
/// Lines in cells wider than this are words, in inches: a run for figures alone leaves them out.
const NUMBER_CELL: f32 = 1.2;

/// A line as it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::read) struct Line {
    /// What it says; empty where nobody could read it.
    pub(in crate::read) text: String,
    /// Where each letter begins, as shares of the line's width; empty where nobody tells.
    pub(in crate::read) at: Vec<f32>,
    /// By whom, how surely.
    pub(in crate::read) reading: Reading,
    /// There is ink that nobody could read.
    pub(in crate::read) unread: bool,
    /// A footnote mark set small and high behind it.
    pub(in crate::read) mark: Option<Mark>,
}

/// A raised footnote mark behind a figure.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::read) struct Mark {
    /// Where the figure alone stands.
    pub(in crate::read) figure: Area,
    /// Where the mark stands.
    pub(in crate::read) area: Area,
    /// What it says; empty where nobody could read it.
    pub(in crate::read) text: String,
}

impl Readers {
    /// Reads the lines of a page. `layer` holds what the scan's own text layer says of each, where it has one.
    pub(in crate::read) fn read(
        &self,
        strips: &[Strip],
        layer: Option<&[String]>,
        pitch: f32,
    ) -> Vec<Line> {
        let mut said = self.words(strips, layer, pitch);
        let figures = figures(strips, &said, pitch);
        let mut strips = strips.to_vec();
        let mut marks = self.part_marks(&mut strips, &mut said, &figures, pitch);
        let seconds = self.second(&strips, &figures);
        let lines = strips.iter().enumerate().map(|(at, strip)| {
            let first = said[at].take();
            if shape::is_dash(strip, pitch) {
                return dash(strip);
            }
            match figures[at] {
                true => Line {
                    mark: marks.remove(&at),
                    ..self.figure(strip, first, seconds[at].clone(), pitch)
                },
                false => {
                    // There was no time for it, or nobody to read it.
                    let late = first.is_none() && self.wants(strip) && has_ink(strip);
                    let read = words(strip, first);
                    Line {
                        unread: read.unread || late,
                        ..read
                    }
                }
            }
        });
        let mut lines: Vec<Line> = lines.collect();
        leave_stamp_letters(&strips, &figures, &mut lines);
        lines
    }

    /// Takes raised footnote marks off figures, for readers make a digit of them ("17" with a small 1 is no 171):
    /// the strips and what was read of them become those of the figure alone.
    fn part_marks(
        &self,
        strips: &mut [Strip],
        said: &mut [Option<Vote>],
        figures: &[bool],
        pitch: f32,
    ) -> BTreeMap<usize, Mark> {
        let mut found = Vec::new();
        for at in (0..strips.len()).filter(|at| figures[*at]) {
            let text = said[at].as_ref().map_or("", |vote| &vote.said.text);
            if let Some(x) = shape::raised_tail(&strips[at], text) {
                let (figure, mark) = strips[at].cut(x);
                strips[at] = figure;
                found.push((at, mark));
            }
        }
        if found.is_empty() {
            return BTreeMap::new();
        }
        let (places, marks): (Vec<usize>, Vec<Strip>) = found.into_iter().unzip();
        let texts = self.text_of(&marks, 0.0).unwrap_or_default();
        let texts = texts.into_iter().chain(std::iter::repeat(String::new()));
        let mut parted = BTreeMap::new();
        for ((at, mark), text) in places.into_iter().zip(marks).zip(texts) {
            let text = text.trim().to_owned();
            match &mut said[at] {
                Some(vote) if vote.engine == Engine::TextLayer => {
                    let own = vote.said.text.trim_end();
                    vote.said.text = own.strip_suffix(text.as_str()).unwrap_or(own).to_owned();
                }
                vote => {
                    let alone = self.words(&strips[at..=at], None, pitch);
                    *vote = alone.into_iter().next().flatten();
                }
            }
            let mark = Mark {
                figure: strips[at].area,
                area: mark.area,
                text,
            };
            parted.insert(at, mark);
        }
        parted
    }

    /// What the reader of words says of these lines; none where there is none.
    pub(in crate::read) fn text_of(&self, strips: &[Strip], pitch: f32) -> Option<Vec<String>> {
        let readers = Readers {
            mode: OcrMode::Auto,
            ..*self
        };
        let words = readers
            .read_text()
            .then(|| readers.words(strips, None, pitch))?;
        let text = |vote: Option<Vote>| vote.map_or(String::new(), |vote| vote.said.text);
        Some(words.into_iter().map(text).collect())
    }

    /// How sure the model is of lines of words, each by its weakest letter; none where there is no model.
    pub(in crate::read) fn sure_of(&self, strips: &[Strip], pitch: f32) -> Option<Vec<f32>> {
        let model = self.model?;
        let sure = |strip: &Strip| model.read(strip, pitch, Framing::Wide).confidence;
        Some(strips.iter().map(sure).collect())
    }

    /// Whether a line is to be read at all.
    fn wants(&self, strip: &Strip) -> bool {
        self.mode != OcrMode::Numbers || strip.heads || is_narrow(strip)
    }

    /// What the first reader says of each line; none of those that are not wanted.
    fn words(&self, strips: &[Strip], layer: Option<&[String]>, pitch: f32) -> Vec<Option<Vote>> {
        if let Some(layer) = layer {
            let votes = layer.iter().map(|text| {
                let said = Said {
                    text: text.clone(),
                    confidence: 1.0,
                    at: Vec::new(),
                };
                let engine = Engine::TextLayer;
                Some(Vote { engine, said })
            });
            return votes.collect();
        }
        let wanted = |strip: &Strip| self.wants(strip);
        if let Some(model) = self.model {
            let read = |strip: &Strip| Vote {
                engine: Engine::Model,
                said: model.read(strip, pitch, Framing::Wide),
            };
            let start = Instant::now();
            let votes = strips.iter().map(|strip| {
                let in_time = start.elapsed() < PATIENCE;
                let is_read = in_time && wanted(strip);
                let is_read = is_read && !shape::is_dash(strip, pitch) && has_ink(strip);
                is_read.then(|| read(strip))
            });
            return votes.collect();
        }
        let read = self.by_tesseract(strips, Language::Vietnamese, |at| wanted(&strips[at]));
        let vote = |said| Vote {
            engine: Engine::Tesseract,
            said,
        };
        read.into_iter().map(|said| said.map(vote)).collect()
    }

    /// What tesseract says of the figures, with its English, which reads digits best.
    fn second(&self, strips: &[Strip], figures: &[bool]) -> Vec<Option<Said>> {
        self.by_tesseract(strips, Language::English, |at| figures[at])
    }

    /// What tesseract says of the lines that are wanted and have ink; none of the others.
    fn by_tesseract(
        &self,
        strips: &[Strip],
        language: Language,
        wanted: impl Fn(usize) -> bool,
    ) -> Vec<Option<Said>> {
        let mut said = vec![None; strips.len()];
        let Some(tesseract) = self.tesseract.filter(|program| program.reads(language)) else {
            return said;
        };
        let own = (0..strips.len()).filter(|at| wanted(*at) && has_ink(&strips[*at]));
        let own: Vec<usize> = own.collect();
        let lines: Vec<&Strip> = own.iter().map(|at| &strips[*at]).collect();
        // A program that fails is a reader that is not there: what one reader alone says is told.
        let read = tesseract.read(&lines, language);
        for (at, read) in own.into_iter().zip(read) {
            said[at] = Some(read);
        }
        said
    }

    /// A figure by all readers there are: the model first, whose digits are the surest.
    fn figure(&self, strip: &Strip, first: Option<Vote>, second: Option<Said>, pitch: f32) -> Line {
        let mut votes: Vec<Vote> = Vec::new();
        let layered = first
            .as_ref()
            .is_some_and(|vote| vote.engine == Engine::TextLayer);
        if let Some(model) = self.model.filter(|_| layered && has_ink(strip)) {
            votes.push(Vote {
                engine: Engine::Model,
                said: model.read(strip, pitch, Framing::Wide),
            });
        }
        let alone = second.is_none();
        let tesseract = second.map(|said| Vote {
            engine: Engine::Tesseract,
            said,
        });
        if layered {
            votes.extend(tesseract);
            votes.extend(first);
        } else {
            votes.extend(first);
            votes.extend(tesseract);
        }
        if let Some(model) = self.model.filter(|_| alone && has_ink(strip)) {
            votes.push(Vote {
                engine: Engine::ModelAgain,
                said: model.read(strip, pitch, Framing::Narrow),
            });
        }
        if strip.stain.is_some() {
            votes.iter_mut().for_each(without_stamp);
        }
        let (said, reading) = judged(strip, votes);
        line(strip, said, reading)
    }
}

/// Leaves out words beside a figure in a cell that a stamp touches: they are the stamp's, and the figure is told
/// anyway.
fn leave_stamp_letters(strips: &[Strip], figures: &[bool], lines: &mut [Line]) {
    let has_digit = |line: &Line| line.text.contains(|c: char| c.is_ascii_digit());
    for at in 0..strips.len() {
        let is_word = strips[at].stain.is_some() && !figures[at] && !has_digit(&lines[at]);
        let beside = |other: usize| {
            let same = strips[other].cell.is_some() && strips[other].cell == strips[at].cell;
            other != at && same && figures[other] && has_digit(&lines[other])
        };
        if is_word && (0..strips.len()).any(beside) {
            lines[at].text.clear();
            lines[at].at.clear();
        }
    }
}

/// Leaves the figure of what was read in a cell that a stamp touches: words beside it are the stamp's.
fn without_stamp(vote: &mut Vote) {
    if let Some(figure) = figure_alone(&vote.said.text) {
        vote.said.text = figure.to_owned();
        vote.said.at.clear();
    }
}

/// A dash needs no reader: readers make digits of it.
fn dash(strip: &Strip) -> Line {
    let said = Said {
        text: "-".into(),
        confidence: 1.0,
        at: Vec::new(),
    };
    let reading = Reading {
        engines: vec![Engine::Shape],
        confidence: 1.0,
        ..Reading::default()
    };
    line(strip, said, reading)
}

fn words(strip: &Strip, first: Option<Vote>) -> Line {
    let Some(Vote { engine, said }) = first else {
        let mut line = Line::default();
        if strip.stain.is_some() {
            line.reading.doubts.push(Doubt::Stain);
        }
        return line;
    };
    let mut doubts = match said.confidence < WORDS && engine != Engine::TextLayer {
        true => vec![Doubt::Unsure],
        false => Vec::new(),
    };
    let counted = numeral::counted(strip, &said);
    doubts.extend(counted.as_ref().map(|_| Doubt::Differ));
    let said = counted.unwrap_or(said);
    let reading = Reading {
        engines: vec![engine],
        confidence: hundredths(said.confidence),
        other: None,
        doubts,
    };
    line(strip, said, reading)
}

fn line(strip: &Strip, said: Said, mut reading: Reading) -> Line {
    if strip.stain == Some(Stain::Coloured) {
        reading.doubts.push(Doubt::Stain);
    }
    Line {
        unread: said.text.trim().is_empty() && has_ink(strip),
        text: said.text,
        at: said.at,
        reading,
        mark: None,
    }
}

/// Whether a line has ink at all: of a cell with nothing but a stamp there is only paper.
fn has_ink(strip: &Strip) -> bool {
    strip
        .image
        .grey
        .iter()
        .any(|value| value.saturating_add(40) < strip.paper)
}

fn is_narrow(strip: &Strip) -> bool {
    let width = |area: Area| (area.x1 - area.x0) as f32 / strip.image.dpi;
    strip.cell.is_some_and(|cell| width(cell) < NUMBER_CELL)
}

/// Which lines are figures: those that read like one, and all in columns where most do.
fn figures(strips: &[Strip], said: &[Option<Vote>], pitch: f32) -> Vec<bool> {
    let reads_so: Vec<bool> = said
        .iter()
        .map(|vote| vote.as_ref().is_some_and(|vote| is_figure(&vote.said.text)))
        .collect();
    // A dash speaks for figures as little as for words.
    let speaks = strips
        .iter()
        .zip(said)
        .map(|(strip, vote)| vote.is_some() || has_ink(strip) && !shape::is_dash(strip, pitch));
    let speaks: Vec<bool> = speaks.collect();
    let same = |a: usize, b: usize| a.abs_diff(b) as f32 <= SAME_COLUMN * pitch;
    let is_of_figures = |cell: Area| {
        let column = strips.iter().zip(&reads_so).zip(&speaks);
        let column = column.filter(|((strip, _), _)| {
            let other = strip.cell;
            other.is_some_and(|other| same(other.x0, cell.x0) && same(other.x1, cell.x1))
        });
        let (mut figures, mut all) = (0, 0);
        for ((_, is_figure), speaks) in column {
            figures += usize::from(*is_figure);
            all += usize::from(*speaks);
        }
        figures * 2 > all
    };
    let left = strips.iter().filter_map(|strip| Some(strip.cell?.x0)).min();
    let is_leftmost = |strip: &Strip| {
        let both = strip.cell.zip(left);
        both.is_some_and(|(cell, left)| same(cell.x0, left))
    };
    let judged = strips
        .iter()
        .zip(&reads_so)
        .zip(said)
        .map(|((strip, reads_so), vote)| {
            // Words among figures ("Có", "Không") are words, and a numeral among the numbers of rows is one.
            let may_be = vote.as_ref().is_none_or(|vote| {
                let text = vote.said.text.trim_end_matches('.');
                let is_sign = |c: char| roman::is_sign(c) || c == '!';
                let is_numeral = text.chars().all(is_sign) && is_leftmost(strip);
                let letters = text.chars().filter(|c| c.is_alphabetic()).count();
                let stamped = strip.stain.is_some() && figure_alone(text).is_some();
                (letters < 2 || stamped) && !is_numeral
            });
            let is_nearly = || {
                let said = vote.as_ref().map_or("", |vote| &vote.said.text);
                strip.cell.is_some() && !is_leftmost(strip) && is_nearly_figure(said)
            };
            *reads_so || is_nearly() || may_be && strip.cell.is_some_and(is_of_figures)
        });
    judged.collect()
}
