//! Why there is no answer, as the command line says it.

use crate::emit::message::{Lang, schema_faults, talk};
use crate::model::Error;
use crate::schema::{Schema, SchemaError};
use crate::store::shard::Refusal;
use std::io;
use std::path::Path;

/// Why there is no answer.
#[derive(Debug)]
pub enum Fault {
    /// A file could not be read or written.
    File {
        /// The file.
        file: String,
        /// Why.
        error: Error,
    },
    /// A file that was named holds something else than it should.
    Unusable {
        /// The file.
        file: String,
        /// What is wrong with it.
        detail: String,
    },
    /// An output folder, named, that holds a part of a run.
    Refused(String, Refusal),
    /// Forms that cannot be used.
    Schemas(Vec<SchemaError>),
    /// No form has that id.
    UnknownSchema {
        /// The id.
        id: String,
        /// The one that was probably meant.
        nearest: Option<String>,
        /// Those there are.
        known: Vec<String>,
    },
}

/// A fault in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// A stable name of it.
    pub code: String,
    /// The file; empty where it is about none.
    pub file: String,
    /// Where in the file: the part of a package, the byte, the indicator; empty where that is not known.
    pub place: String,
    /// What is so.
    pub message: String,
    /// What to do about it; empty where nobody knows.
    pub hint: String,
}

impl Fault {
    /// A file that could not be read.
    pub fn file(file: &str, error: Error) -> Fault {
        Fault::File {
            file: file.to_owned(),
            error,
        }
    }

    /// What the system said of a file or folder.
    pub fn of_system(path: &Path, error: &io::Error) -> Fault {
        Fault::file(&path.display().to_string(), error.into())
    }

    /// A file that was named and holds something else.
    pub fn unusable(path: &Path, detail: &str) -> Fault {
        Fault::Unusable {
            file: path.display().to_string(),
            detail: detail.to_owned(),
        }
    }

    /// An id that no form has.
    pub fn unknown_schema(id: &str, nearest: Option<&str>, known: &[Schema]) -> Fault {
        Fault::UnknownSchema {
            id: id.to_owned(),
            nearest: nearest.map(str::to_owned),
            known: known.iter().map(|schema| schema.id.clone()).collect(),
        }
    }

    /// The fault in words.
    pub fn said(&self, lang: Lang) -> Said {
        match self {
            Fault::File { file, error } => of_error(file, error, lang),
            Fault::Unusable { file, detail } => {
                let data: [(&str, &dyn ToString); 2] = [("file", file), ("detail", detail)];
                Said {
                    code: "unusable".to_owned(),
                    file: file.clone(),
                    place: String::new(),
                    message: talk("audit.config", &data, lang),
                    hint: String::new(),
                }
            }
            Fault::Refused(file, refusal) => Said {
                code: refusal.sentence.replace('.', "-"),
                file: file.clone(),
                place: String::new(),
                message: refusal.message(lang),
                hint: talk("shard.elsewhere", &[], lang),
            },
            Fault::Schemas(errors) => of_schemas(errors, lang),
            Fault::UnknownSchema { id, nearest, known } => Said {
                code: "unknown-schema".to_owned(),
                file: String::new(),
                place: String::new(),
                message: talk("unknown-schema", &[("id", id)], lang),
                hint: match nearest {
                    Some(name) => talk("did-you-mean", &[("name", name)], lang),
                    None => talk("known-schemas", &[("ids", &known.join(", "))], lang),
                },
            },
        }
    }
}

fn of_error(file: &str, error: &Error, lang: Lang) -> Said {
    let sentence = error.sentence(lang);
    let byte = error.offset.map(|offset| format!("byte {offset}"));
    let place: Vec<String> = error.part.iter().cloned().chain(byte).collect();
    Said {
        code: error.code().to_owned(),
        file: file.to_owned(),
        place: place.join(": "),
        message: sentence.message.trim().to_owned(),
        hint: sentence.hint,
    }
}

/// All faults are said; code and place are the first one's.
fn of_schemas(errors: &[SchemaError], lang: Lang) -> Said {
    let lines: Vec<String> = errors
        .iter()
        .flat_map(|error| schema_faults(error, lang))
        .collect();
    let first = errors.first();
    let fault = first.and_then(|error| error.faults.first());
    let indicator = fault.and_then(|fault| fault.indicator.as_ref());
    Said {
        code: fault.map_or("schema", |fault| fault.kind.code()).to_owned(),
        file: first.map(|error| error.file.clone()).unwrap_or_default(),
        place: indicator.map(ToString::to_string).unwrap_or_default(),
        message: lines.join("\n"),
        hint: String::new(),
    }
}
