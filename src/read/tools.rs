//! What reading takes from outside, and whether it is here.

use super::{folders, ocr, office};
use std::path::{Path, PathBuf};

pub(crate) use ocr::find::Found;

/// Files and programs of others that some papers are read with.
pub(crate) struct Tools {
    /// The model that reads print in pictures.
    pub(crate) model: Found,
    /// Where its file may be laid down.
    pub(crate) model_folder: Option<PathBuf>,
    /// The second reader of such print.
    pub(crate) tesseract: Option<ocr::tesseract::Tesseract>,
    /// The program that opens what only an office suite opens.
    pub(crate) office: Option<PathBuf>,
}

/// The file of the model that the user names, where it cannot be used: and why.
pub(crate) fn unusable_model(argument: Option<&Path>) -> Option<(PathBuf, String)> {
    match Found::at(&ocr::find::named(argument)?) {
        Found::Unusable(path, why) => Some((path, why)),
        _ => None,
    }
}

impl Tools {
    /// What is found; `model` is the file the user names.
    pub(crate) fn find(model: Option<&Path>) -> Tools {
        Tools {
            model: ocr::find::find(model),
            model_folder: folders::data(),
            tesseract: ocr::tesseract::Tesseract::find(),
            office: office::found(),
        }
    }
}
