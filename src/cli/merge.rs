//! `phuluc merge DIR… -o OUT`: the shards of a run put together, as if one machine had read everything.

use super::listing::{self, Listing};
use super::made::Made;
use super::{Exit, extract, fail, logging, say};
use crate::emit::message::{Lang, talk};
use crate::model::Error;
use crate::pipeline::{Context, Setup};
use crate::store;
use crate::store::folder::{Finished, Store, Unopened};
use crate::store::merge::{self, Fault, Part, Theirs};
use std::path::{Path, PathBuf};

/// Put the shards of a run together into one output folder
#[derive(clap::Args)]
pub struct Args {
    #[arg(required = true, value_name = "DIR")]
    dirs: Vec<PathBuf>,
    #[arg(short, long, value_name = "DIR", help_heading = "Output")]
    output: PathBuf,
    #[command(flatten)]
    made: Made,
    #[arg(short, long, help_heading = "Output")]
    quiet: bool,
    #[arg(long, value_name = "DIR")]
    schemas: Vec<PathBuf>,
}

/// Runs the command.
pub fn run(args: &Args, lang: Lang) -> anyhow::Result<Exit> {
    let merged = merged(args, lang);
    let said = |fault: Fault| match fault {
        Fault::Refused(refusal) => {
            say::refused(&refusal, lang);
            Exit::Usage
        }
        Fault::Failed(path, error) => {
            eprintln!("{}", fail::error(&path.display().to_string(), &error, lang));
            Exit::System
        }
        Fault::Own(why) => {
            eprintln!("{}: {why}", talk("error", &[], lang));
            Exit::Usage
        }
    };
    Ok(match merged {
        Ok(Some(finished)) => {
            let shown = args.output.display().to_string();
            logging::finished(&shown, &finished);
            extract::told(args.quiet, &finished, &args.output, lang);
            extract::exit(&finished.facts, args.made.fail_on)
        }
        Ok(None) => Exit::Usage,
        Err(fault) => said(fault),
    })
}

/// The merged folder; nothing, and said so, where something it needs cannot be used.
fn merged(args: &Args, lang: Lang) -> Result<Option<Finished>, Fault> {
    let parts = merge::parts(&args.dirs)?;
    let Some(context) = context(args, &parts, lang) else {
        return Ok(None);
    };
    merge::same_forms(&parts, &context)?;
    let files = merge::union(&parts)?;
    if !merge::saw_the_same(&parts) && !args.quiet {
        let said = talk("merge.listed", &[], lang);
        eprintln!("{}: {said}", talk("warning", &[], lang));
    }
    written(args, &parts, files, &context, lang)
}

/// What the shards were read with, and the forms.
fn context(args: &Args, parts: &[Part], lang: Lang) -> Option<Context> {
    let setup = parts.first().map(|part| part.record.setup.clone());
    let mut setup: Setup = setup.unwrap_or_default();
    if !args.schemas.is_empty() {
        setup.schema_dirs.clone_from(&args.schemas);
    }
    let faults = |errors: Vec<_>| super::schema::faults(&errors, lang);
    Context::new(setup).map_err(faults).ok()
}

fn written(
    args: &Args,
    parts: &[Part],
    files: Vec<Theirs>,
    context: &Context,
    lang: Lang,
) -> Result<Option<Finished>, Fault> {
    let out = args.output.as_path();
    let failed = |error: Error| Fault::Failed(out.to_owned(), error);
    let Some((list, agencies)) = offices(args, parts, context, lang)? else {
        return Ok(None);
    };
    let brought = merge::said(parts, out)?;
    let store = Store::open(out, None, context).map_err(|why| match why {
        Unopened::Refused(refusal) => Fault::Refused(refusal),
        Unopened::Failed(error) => failed(error),
    })?;
    if let Some(list) = list {
        listing::keep(&list, out).map_err(|error| failed(error.into()))?;
    }
    merge::bring(&brought, out).map_err(failed)?;
    let Some(said) = listing::said(out, context, lang) else {
        return Ok(None);
    };
    let how = args.made.how(agencies.as_ref(), &said, lang);
    let finished = store.take_over(files, &how);
    finished.map(Some).map_err(|error| failed(error.into()))
}

/// The list of offices named, else the folder's own, else the shards'; and the file to keep where it is not the folder's.
type Offices = (Option<PathBuf>, Option<Listing>);

fn offices(
    args: &Args,
    parts: &[Part],
    context: &Context,
    lang: Lang,
) -> Result<Option<Offices>, Fault> {
    let own: &Path = &store::agencies(&args.output);
    let theirs = match (&args.made.agencies, own.is_file()) {
        (Some(named), _) => Some(named.clone()),
        (None, true) => None,
        (None, false) => merge::agencies(parts)?,
    };
    let list = listing::agencies(theirs.as_deref(), Some(&args.output), context, lang);
    Ok(list.map(|list| (theirs, list)))
}
