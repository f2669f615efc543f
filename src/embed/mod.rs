//! What a program calls that holds this one, as the Python package does: the commands as functions, which answer
//! instead of printing.
//!
//! | file | in → out |
//! |---|---|
//! | `one` | one file or its bytes → its reports, its tables, a drafted form |
//! | `folder` | paths → everything a store holds of them |
//! | `audit` | reports → the same, compared with each other, with findings anew |
//! | `fault` | why there is no answer, in words |

mod audit;
mod fault;
mod folder;
mod one;

pub use audit::{Compared, audit};
pub use fault::{Fault, Said};
pub use folder::{Folder, Read, Step, folder};
pub use one::{Given, Named, draft, lines, reports, tables};

use crate::emit::message::Lang;
use crate::model::Agencies;
use crate::pipeline::{Context, Setup};
use crate::read::{list, unusable_model};
use crate::schema;
use crate::{batch, read};
use std::path::Path;

/// The forms loaded, the model looked at, the form asked for found.
///
/// # Errors
/// When a form cannot be used, or the one asked for is unknown.
pub fn context(setup: Setup) -> Result<Context, Fault> {
    if let Some((path, why)) = unusable_model(setup.read.ocr.model.as_deref()) {
        return Err(Fault::unusable(&path, &why));
    }
    let context = Context::new(setup).map_err(Fault::Schemas)?;
    known(&context)?;
    Ok(context)
}

/// The settings with the forms an output folder was made with, where none are given: without them its reports would lose
/// their values.
pub fn in_folder(setup: Setup, output: Option<&Path>) -> Setup {
    match output {
        Some(dir) if setup.schema_dirs.is_empty() => Setup {
            schema_dirs: crate::store::manifest::schemas(dir),
            ..setup
        },
        _ => setup,
    }
}

fn known(context: &Context) -> Result<(), Fault> {
    let Some(id) = context.setup.forced.as_deref() else {
        return Ok(());
    };
    let found = schema::find(context.schemas(), id);
    found
        .map(drop)
        .map_err(|nearest| Fault::unknown_schema(id, nearest, context.schemas()))
}

/// The offices of a list.
fn agencies(path: &Path, options: &read::Options) -> Result<(Agencies, Vec<u8>), Fault> {
    let shown = batch::source::shown(path);
    let at = |error| Fault::file(&shown, error);
    let bytes = batch::source::bytes(path, options.limits.file_bytes).map_err(at)?;
    let rows = list::rows(&shown, &bytes, options).map_err(at)?;
    let agencies = Agencies::of_table(&rows);
    let agencies = agencies.map_err(|fault| Fault::unusable(path, &fault.to_string()))?;
    Ok((agencies, bytes))
}

/// The language of that code.
pub fn lang(code: &str) -> Option<Lang> {
    [Lang::Vi, Lang::En]
        .into_iter()
        .find(|lang| lang.code() == code)
}
