//! The arguments of the commands that read an output folder, and the folder they open.

use super::{fail, listing};
use crate::emit::message::{Lang, talk};
use crate::model::Agencies;
use crate::pipeline::{Context, Setup};
use crate::store::manifest;
use crate::store::view::View;
use std::path::PathBuf;

/// Which output folder, and what it is read with.
#[derive(clap::Args, Clone, Debug)]
pub struct Opening {
    /// The folder.
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    /// The list of offices, where another than the folder's own is meant.
    #[arg(long, value_name = "FILE")]
    pub agencies: Option<PathBuf>,
    /// Folders with further forms.
    #[arg(long, value_name = "DIR")]
    pub schemas: Vec<PathBuf>,
}

/// An output folder, read.
pub struct Opened {
    /// The forms.
    pub context: Context,
    /// The offices that should report.
    pub agencies: Option<Agencies>,
    /// The reports.
    pub view: View,
}

impl Opening {
    /// Reads the folder; `None`, and said so, when it cannot be used.
    pub fn open(&self, lang: Lang) -> Option<Opened> {
        let schema_dirs = match self.schemas.is_empty() {
            true => manifest::schemas(&self.dir),
            false => self.schemas.clone(),
        };
        let setup = Setup {
            schema_dirs,
            ..Setup::default()
        };
        let context = Context::new(setup)
            .map_err(|errors| super::schema::faults(&errors, lang))
            .ok()?;
        let agencies =
            listing::agencies(self.agencies.as_deref(), Some(&self.dir), &context, lang)?;
        let agencies = agencies.map(|list| list.agencies);
        let said = listing::said(&self.dir, &context, lang)?;
        let view = View::open(&self.dir, &context, agencies.as_ref(), &said);
        let shown = self.dir.display().to_string();
        let view = view.map_err(|error| {
            match error.kind() {
                std::io::ErrorKind::NotFound if self.dir.is_dir() => {
                    let none = talk("store.none", &[("dir", &shown)], lang);
                    eprintln!("{}: {none}", talk("error", &[], lang));
                }
                _ => eprintln!("{}", fail::error(&shown, &error.into(), lang)),
            }
            eprintln!(
                "  {}: {}",
                talk("hint", &[], lang),
                talk("store.wanted", &[], lang)
            );
        });
        Some(Opened {
            context,
            agencies,
            view: view.ok()?,
        })
    }
}
