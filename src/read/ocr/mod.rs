//! Lines of print cut out of a picture → what they say, by one or two readers.
//!
//! | room | in → out |
//! |---|---|
//! | `find` | where the line model is |
//! | `strip` | a line → as a reader wants it framed |
//! | `model` | a line → its letters, by the line model |
//! | `tesseract` | lines → their letters, by the program tesseract |
//! | `shape` | a line's ink → dashes, commas and dots, strokes, signs that are no digits |
//! | `numeral` | Roman numerals → as many strokes as the ink has |
//! | `figure` | what two readers read of a figure → one reading, and what speaks against it |
//! | `page` | the lines of a page → their readings |

mod figure;
pub(crate) mod find;
mod model;
mod numeral;
mod page;
mod shape;
mod strip;
pub(crate) mod tesseract;

pub(in crate::read) use page::Line;

use model::LineModel;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::sync::OnceLock;
use tesseract::Tesseract;

/// One reader's word on a line of print.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Said {
    /// What it reads.
    pub(crate) text: String,
    /// How sure it is of its weakest letter, 0 to 1.
    pub(crate) confidence: f32,
    /// Where each letter of `text` begins, as shares of the line's width; empty where the reader does not tell.
    pub(crate) at: Vec<f32>,
}

/// Which pages are read from their pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OcrMode {
    /// Those without usable text; figures of text layers are read again.
    #[default]
    Auto,
    /// None.
    Off,
    /// All.
    Force,
    /// As auto, but only figures and numbers of rows; the labels of scans stay unread.
    Numbers,
}

/// How pictures of pages are read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OcrOptions {
    /// Which pages.
    #[serde(default)]
    pub mode: OcrMode,
    /// The file of the line model, where the user names one.
    #[serde(default)]
    pub model: Option<PathBuf>,
    /// Reads pictures anew, whatever is kept of them.
    #[serde(default)]
    pub fresh: bool,
}

/// The readers at hand.
#[derive(Clone, Copy)]
pub(in crate::read) struct Readers {
    model: Option<&'static LineModel>,
    tesseract: Option<&'static Tesseract>,
    /// How much of a page they read.
    pub(in crate::read) mode: OcrMode,
    /// Whether what they read may be taken from what is kept.
    pub(in crate::read) fresh: bool,
}

impl Readers {
    /// Looks for them; each is looked for once a process.
    pub(in crate::read) fn find(options: &OcrOptions) -> Readers {
        static TESSERACT: OnceLock<Option<Tesseract>> = OnceLock::new();
        Readers {
            model: find::model(options.model.as_deref()),
            tesseract: TESSERACT.get_or_init(Tesseract::find).as_ref(),
            mode: options.mode,
            fresh: options.fresh,
        }
    }

    /// Whether text can be read: by the model, or by tesseract with its Vietnamese.
    pub(in crate::read) fn read_text(&self) -> bool {
        let vietnamese = tesseract::Language::Vietnamese;
        self.model.is_some()
            || self
                .tesseract
                .is_some_and(|program| program.reads(vietnamese))
    }

    /// How often one of them failed so far in this process.
    pub(in crate::read) fn failures(&self) -> usize {
        self.tesseract.map_or(0, Tesseract::failures)
    }

    /// Their names and versions, for whoever keeps what they read.
    pub(in crate::read) fn names(&self) -> Vec<String> {
        let model = self.model.map(|_| format!("model {}", &find::SHA256[..8]));
        let tesseract = self.tesseract.map(|program| {
            format!(
                "tesseract {} {}",
                program.version,
                program.languages.join("+")
            )
        });
        model.into_iter().chain(tesseract).collect()
    }

    /// Their stable names, for people.
    pub(in crate::read) fn engines(&self) -> String {
        let model = self.model.map(|_| "model");
        let tesseract = self.tesseract.map(|_| "tesseract");
        let names: Vec<&str> = model.into_iter().chain(tesseract).collect();
        names.join(", ")
    }
}
