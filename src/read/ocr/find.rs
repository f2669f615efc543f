//! Where the line model is.

use super::model::LineModel;
use crate::read::folders;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The environment variable that names the file.
pub(crate) const VARIABLE: &str = "PHULUC_OCR_MODEL";
/// The file's name in the folders it is looked for in.
pub(crate) const NAME: &str = "asternet.onnx";
/// What is in the file.
pub(crate) const SHA256: &str = "10c96b533e1f64031d73edfddafd7d4b13595544f11891f0531bcd72cb29be80";

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// The model.
    Model(PathBuf),
    /// A file that is something else, or cannot be read: and why.
    Unusable(PathBuf, String),
    /// Nothing, in none of these places.
    Nothing(Vec<PathBuf>),
}

impl Found {
    /// Whether a file is the model.
    pub(crate) fn at(path: &Path) -> Found {
        match load(path) {
            Ok(_) => Found::Model(path.to_owned()),
            Err(why) => Found::Unusable(path.to_owned(), why),
        }
    }
}

/// Looks where the user says, else in the usual places, and at what is there.
pub(crate) fn find(named: Option<&Path>) -> Found {
    match located(named) {
        Err(places) => Found::Nothing(places),
        Ok(path) => Found::at(&path),
    }
}

/// The file that the user names, by an argument or else by the environment.
pub(crate) fn named(argument: Option<&Path>) -> Option<PathBuf> {
    let variable = || std::env::var_os(VARIABLE).filter(|path| !path.is_empty());
    argument
        .map(Path::to_owned)
        .or_else(|| variable().map(PathBuf::from))
}

/// The file, or where there is none.
fn located(argument: Option<&Path>) -> Result<PathBuf, Vec<PathBuf>> {
    if let Some(path) = named(argument) {
        return Ok(path);
    }
    let places: Vec<PathBuf> = folders().map(|folder| folder.join(NAME)).collect();
    let file = places.iter().find(|path| path.is_file()).cloned();
    file.ok_or(places)
}

/// Beside the program, then the data folder.
fn folders() -> impl Iterator<Item = PathBuf> {
    let program = std::env::current_exe().ok();
    let beside = program.and_then(|program| program.parent().map(Path::to_owned));
    beside.into_iter().chain(folders::data())
}

/// The bytes of the file, if they are the model.
fn load(path: &Path) -> Result<Vec<u8>, String> {
    let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
    let found = hex(&Sha256::digest(&bytes));
    match found == SHA256 {
        true => Ok(bytes),
        false => Err(format!("sha256 {found}")),
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The model of this process: the file is read once.
pub(super) fn model(named: Option<&Path>) -> Option<&'static LineModel> {
    static MODEL: OnceLock<Option<LineModel>> = OnceLock::new();
    let loaded = MODEL.get_or_init(|| {
        let path = located(named).ok()?;
        load(&path).and_then(LineModel::load).ok()
    });
    loaded.as_ref()
}
