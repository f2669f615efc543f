//! The settings of a run, and what it makes of that once for all inputs.

use crate::audit::narrative::Index;
use crate::audit::{Form, Settings};
use crate::model::Report;
use crate::read;
use crate::schema::{self, Schema, SchemaError};
use crate::text::labels::Labels;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;
use std::sync::OnceLock;

/// The settings of a run. Plain data: it is handed to the process that reads one file, too.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Setup {
    /// Passwords, limits.
    pub read: read::Options,
    /// Folders with further forms.
    pub schema_dirs: Vec<PathBuf>,
    /// The form the user insists on.
    pub forced: Option<String>,
    /// Levels and tolerances of the checks.
    pub audit: Settings,
    /// Keep telephone numbers and e-mail addresses.
    pub personal: bool,
}

/// What every input of a run is read with.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// The settings of the run.
    pub setup: Setup,
    /// The forms where they are not the shipped ones alone.
    own: Option<Vec<Schema>>,
    labels: OnceLock<Labels>,
    /// For each form what the audit prepares of it.
    indexes: OnceLock<Vec<OnceLock<Index>>>,
}

impl Context {
    /// Loads the forms.
    ///
    /// # Errors
    /// One error per schema file that cannot be used.
    pub fn new(setup: Setup) -> Result<Context, Vec<SchemaError>> {
        let own = match setup.schema_dirs.is_empty() {
            true => None,
            false => Some(schema::load(&setup.schema_dirs)?),
        };
        Ok(Context {
            setup,
            own,
            ..Context::default()
        })
    }

    /// With these forms and no others.
    pub fn with_schemas(setup: Setup, schemas: Vec<Schema>) -> Context {
        Context {
            setup,
            own: Some(schemas),
            ..Context::default()
        }
    }

    /// The forms to choose from. The shipped ones are loaded on first use: who only starts others never does.
    pub fn schemas(&self) -> &[Schema] {
        self.own.as_deref().unwrap_or_else(|| schema::builtin())
    }

    /// The form of a report, prepared for the audit when it is first asked for.
    pub fn form_of(&self, report: &Report) -> Option<Form<'_>> {
        let fit = report.schema.as_ref()?;
        let at = self
            .schemas()
            .iter()
            .position(|schema| schema.id == fit.id)?;
        let unprepared = || self.schemas().iter().map(|_| OnceLock::new()).collect();
        let (schema, index) = (
            self.schemas().get(at)?,
            self.indexes.get_or_init(unprepared).get(at)?,
        );
        let index = index.get_or_init(|| Index::of(schema));
        Some(Form { schema, index })
    }

    /// Their labels.
    pub fn labels(&self) -> &Labels {
        self.labels
            .get_or_init(|| Labels::new(self.schemas().iter().flat_map(labels)))
    }
}

fn labels(schema: &Schema) -> impl Iterator<Item = &str> {
    schema.indicators.iter().flat_map(|indicator| {
        let others = indicator.aliases.iter().map(String::as_str);
        std::iter::once(indicator.label.as_str()).chain(others)
    })
}
