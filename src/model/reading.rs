//! How print in a picture was read: by whom, how surely, and what speaks against it.

use serde::{Deserialize, Serialize};

/// The reading of one cell of a page that is a picture.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Who reads the same, the one that is believed first.
    pub engines: Vec<Engine>,
    /// How sure the first is of its weakest letter, 0 to 1, to two places.
    pub confidence: f64,
    /// Another reader's other reading.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<OtherReading>,
    /// Why a person should look; empty where nothing speaks against the reading.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<Doubt>,
}

/// What another reader reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherReading {
    /// Who.
    pub engine: Engine,
    /// What; empty where it reads nothing.
    pub text: String,
}

/// Who reads print in pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Engine {
    /// The line model.
    Model,
    /// The line model once more, the line framed otherwise.
    ModelAgain,
    /// The program tesseract.
    Tesseract,
    /// The text layer that came with the scan.
    TextLayer,
    /// The shape of the ink alone: a dash.
    Shape,
}

/// What speaks against a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Doubt {
    /// Two readers read different things.
    Differ,
    /// The reader is not sure.
    Unsure,
    /// The shape of a mark says comma where the reading says dot, or the other way round.
    Separator,
    /// The ink may be something that the reader has no letter for.
    NotANumber,
    /// Ink of a stamp or a pen touches it.
    Stain,
    /// The resolution is too low to tell a comma from a dot.
    Resolution,
    /// Only one reader was there, and its word is not enough.
    OneReader,
}

impl Engine {
    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Engine::Model => "model",
            Engine::ModelAgain => "model-again",
            Engine::Tesseract => "tesseract",
            Engine::TextLayer => "text-layer",
            Engine::Shape => "shape",
        }
    }
}

impl Doubt {
    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Doubt::Differ => "differ",
            Doubt::Unsure => "unsure",
            Doubt::Separator => "separator",
            Doubt::NotANumber => "not-a-number",
            Doubt::Stain => "stain",
            Doubt::Resolution => "resolution",
            Doubt::OneReader => "one-reader",
        }
    }
}

impl Reading {
    /// Both, where two lines of print share a cell: as doubtful as the more doubtful one.
    pub fn joined(self, below: Reading) -> Reading {
        let mut both = self;
        both.engines.retain(|engine| below.engines.contains(engine));
        both.confidence = both.confidence.min(below.confidence);
        both.other = both.other.or(below.other);
        both.doubts.extend(below.doubts);
        both.doubts.sort_unstable();
        both.doubts.dedup();
        both
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_lines_of_a_cell_are_as_sure_as_the_weaker() {
        let line = |engines: &[Engine], confidence, doubts: &[Doubt]| Reading {
            engines: engines.to_vec(),
            confidence,
            other: None,
            doubts: doubts.to_vec(),
        };
        let first = line(&[Engine::Model, Engine::Tesseract], 0.99, &[]);
        let second = line(&[Engine::Model], 0.6, &[Doubt::Unsure]);
        let both = first.joined(second);
        assert_eq!(both.engines, [Engine::Model]);
        assert!((both.confidence - 0.6).abs() < 1e-9);
        assert_eq!(both.doubts, [Doubt::Unsure]);
    }
}
