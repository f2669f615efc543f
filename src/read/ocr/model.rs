//! The line model: a network that reads one line of Vietnamese print, as published in the Python package asterocr
//! (see NOTICE). Run greedily and nothing more: the package's own post-processing changes digits.

use super::super::picture::Strip;
use super::Said;
use super::strip::Framed;
use rten::{Model, RunOptions, ThreadPool, Value};
use std::sync::Arc;

/// What the network's outputs stand for, in its order; the first output is the blank between letters.
const LETTERS: &str = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz\
AÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬBCDĐEÈÉẺẼẸÊỀẾỂỄỆFGHIÌÍỈĨỊJKLMNOÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢPQRSTUÙÚỦŨỤƯỪỨỬỮỰVWXYỲÝỶỸỴZ\
0123456789 ,.-:;\"'?!()[]{}/%+$&=*#@_\\<>°";
/// The network reads lines of this height, in pixels.
const HEIGHT: usize = 32;
/// And was taught on lines no wider than this.
const WIDEST: f32 = 640.0;
/// Paper above and below a line, as a share of its height.
const ABOVE: f32 = 0.06;
/// A line lower than this share of the distance between lines (a dash, small letters) keeps the size it has on
/// the page.
const LOWEST: f32 = 0.85;

/// How much paper stands beside a line, as a share of its height.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Framing {
    /// A half: what reads best.
    Wide,
    /// A fifth: for a second opinion.
    Narrow,
}

impl Framing {
    fn beside(self) -> f32 {
        match self {
            Framing::Wide => 0.5,
            Framing::Narrow => 0.2,
        }
    }
}

/// The network, ready to read.
pub(crate) struct LineModel {
    model: Model,
    letters: Vec<char>,
}

thread_local! {
    /// Pages are read side by side already: each with one thread for the network.
    static POOL: Arc<ThreadPool> = Arc::new(ThreadPool::with_num_threads(1));
}

impl LineModel {
    /// Takes the model from the bytes of its file.
    ///
    /// # Errors
    /// What the file is instead.
    pub(super) fn load(bytes: Vec<u8>) -> Result<LineModel, String> {
        let model = Model::load(bytes).map_err(|error| error.to_string())?;
        Ok(LineModel {
            model,
            letters: LETTERS.chars().collect(),
        })
    }

    /// Reads a line; `pitch` is the usual distance of lines.
    pub(super) fn read(&self, strip: &Strip, pitch: f32, framing: Framing) -> Said {
        let mut line = Framed::of(&strip.image);
        let paper = strip.paper;
        let missing = ((LOWEST * pitch) as usize).saturating_sub(line.height);
        line = line.padded(missing / 2, missing - missing / 2, 0, paper);
        let whole = line.width as f32;
        let mut said = Said {
            text: String::new(),
            confidence: 1.0,
            at: Vec::new(),
        };
        let mut end = 0;
        for (from, part) in parts(line, paper, 0) {
            let read = self.read_part(&part, paper, framing);
            if !said.text.is_empty() && !read.text.is_empty() {
                said.text.push(' ');
                said.at.push(end as f32 / whole);
            }
            end = from + part.width;
            said.text += &read.text;
            said.confidence = said.confidence.min(read.confidence);
            let place = |share: &f32| (from as f32 + share * part.width as f32) / whole;
            said.at.extend(read.at.iter().map(place));
        }
        said
    }

    fn read_part(&self, part: &Framed, paper: u8, framing: Framing) -> Said {
        let above = (part.height as f32 * ABOVE).round() as usize;
        let beside = (part.height as f32 * framing.beside()).round() as usize;
        let framed = part.padded(above, above, beside, paper);
        let width = HEIGHT as f32 / framed.height as f32 * framed.width as f32;
        let width = (width as usize).max(16).next_multiple_of(4);
        let grey: Vec<f32> = framed
            .resized(width, HEIGHT)
            .into_iter()
            .map(|value| value / 255.0)
            .collect();
        let Some((steps, scores)) = self.run(&grey, width) else {
            return Said {
                text: String::new(),
                confidence: 0.0,
                at: Vec::new(),
            };
        };
        self.greedy(&scores, steps, |step| {
            let x = (step as f32 + 0.5) / steps as f32 * framed.width as f32;
            ((x - beside as f32) / part.width as f32).clamp(0.0, 1.0)
        })
    }

    /// The logarithms of the likelihoods of all letters at each step.
    fn run(&self, grey: &[f32], width: usize) -> Option<(usize, Vec<f32>)> {
        let input = Value::from_shape([1, 3, HEIGHT, width], [grey, grey, grey].concat()).ok()?;
        let mut options = RunOptions::default();
        options.thread_pool = Some(POOL.with(Arc::clone));
        let output = self.model.run_one(input.into(), Some(options)).ok()?;
        let ([steps, _, letters], scores) = output.into_shape_vec::<f32, 3>().ok()?;
        (letters == self.letters.len() + 1).then_some((steps, scores))
    }

    /// How likely a letter is; a digit shares its likelihood with the letters of its shape.
    fn likelihood(&self, row: &[f32], letter: Option<char>, score: f32) -> f32 {
        let alike = match letter {
            Some('0') => "Oo",
            Some('1') => "lI",
            _ => "",
        };
        let of = |other: char| self.letters.iter().position(|letter| *letter == other);
        let shared = alike.chars().filter_map(of).map(|at| row[at + 1].exp());
        score.exp() + shared.sum::<f32>()
    }

    /// The likeliest letter of each step; the same one again and the blank between say nothing new.
    fn greedy(&self, scores: &[f32], steps: usize, place: impl Fn(usize) -> f32) -> Said {
        let mut read: Vec<(char, f32, f32)> = Vec::new();
        let mut before = 0;
        for (step, row) in scores
            .chunks_exact(self.letters.len() + 1)
            .take(steps)
            .enumerate()
        {
            let best = row.iter().copied().enumerate();
            let Some((letter, score)) = best.max_by(|a, b| a.1.total_cmp(&b.1)) else {
                continue;
            };
            let character = letter.checked_sub(1).and_then(|at| self.letters.get(at));
            let likelihood = self.likelihood(row, character.copied(), score);
            match character {
                Some(_) if letter == before => {
                    if let Some(last) = read.last_mut() {
                        last.1 = last.1.max(likelihood);
                    }
                }
                Some(character) => read.push((*character, likelihood, place(step))),
                None => {}
            }
            before = letter;
        }
        said(&read)
    }
}

/// Letters with their likelihoods and middles → a reading.
fn said(read: &[(char, f32, f32)]) -> Said {
    let begins = |at: usize| match at {
        0 => 0.0,
        _ => (read[at - 1].2 + read[at].2) / 2.0,
    };
    Said {
        text: read.iter().map(|(letter, ..)| *letter).collect(),
        confidence: read.iter().map(|(_, p, _)| *p).fold(1.0, f32::min),
        at: (0..read.len()).map(begins).collect(),
    }
}

/// A line in parts that are not too wide for the network, cut at gaps between words, and where each begins.
fn parts(line: Framed, paper: u8, from: usize) -> Vec<(usize, Framed)> {
    let scale = HEIGHT as f32 / (line.height as f32 * (1.0 + 2.0 * ABOVE));
    if line.width as f32 * scale <= WIDEST || line.width < 2 {
        return vec![(from, line)];
    }
    let inked = line.inked(paper);
    let cut = widest_gap(&inked).unwrap_or(line.width / 2);
    let left_end = inked[..cut].iter().rposition(|ink| *ink);
    let right_start = inked[cut..].iter().position(|ink| *ink);
    let left = line.columns(0, left_end.map_or(cut, |end| end + 1).max(1));
    let right = cut + right_start.unwrap_or(0);
    let mut both = parts(left, paper, from);
    both.extend(parts(line.columns(right, line.width), paper, from + right));
    both
}

/// The middle of the widest gap, wider ones further from the middle counting as much as narrower ones nearer.
fn widest_gap(inked: &[bool]) -> Option<usize> {
    let width = inked.len() as f32;
    let mut best: Option<(f32, usize)> = None;
    let mut x = 0;
    while x < inked.len() {
        let gap = inked[x..].iter().take_while(|ink| !**ink).count();
        let middle = x as f32 + gap as f32 / 2.0;
        if gap > 0 && (0.15 * width..0.85 * width).contains(&middle) {
            let score = gap as f32 - (middle - width / 2.0).abs() * 0.06;
            if best.is_none_or(|(most, _)| score > most) {
                best = Some((score, middle as usize));
            }
        }
        x += gap.max(1);
    }
    best.map(|(_, middle)| middle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_are_as_many_as_the_network_tells_apart() {
        assert_eq!(LETTERS.chars().count(), 226);
    }

    #[test]
    fn long_lines_are_cut_between_words() {
        let mut grey = vec![245; 2000 * 32];
        for row in grey.chunks_exact_mut(2000) {
            row[10..950].fill(20);
            row[990..1990].fill(20);
        }
        let line = Framed {
            width: 2000,
            height: 32,
            grey,
        };
        let parts = parts(line, 245, 0);
        let begins: Vec<usize> = parts.iter().map(|(from, _)| *from).collect();
        assert_eq!(begins[0], 0);
        assert!(begins.contains(&990), "{begins:?}");
        assert!(parts.iter().all(|(_, part)| part.width <= 720));
    }
}
