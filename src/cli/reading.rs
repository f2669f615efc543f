//! The arguments every command that reads files shares.

use crate::emit::message::{Lang, talk};
use crate::pipeline::{Context, Setup};
use crate::read::{Limits, OcrMode, OcrOptions, Options, unusable_model};
use crate::schema::{self, Schema};
use std::path::PathBuf;

/// How files are read.
#[derive(clap::Args, Clone, Debug)]
pub struct Reading {
    #[arg(long, value_name = "ID")]
    pub schema: Option<String>,
    #[arg(long, value_name = "DIR")]
    pub schemas: Vec<PathBuf>,
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    #[arg(long, value_name = "PASSWORD")]
    pub password: Vec<String>,
    #[arg(long, value_name = "FILE")]
    pub password_file: Vec<PathBuf>,
    #[arg(long)]
    pub ignore_tags: bool,
    #[arg(long, value_name = "MODE", default_value = "auto")]
    pub ocr: OcrFlag,
    #[arg(long, value_name = "FILE")]
    pub ocr_model: Option<PathBuf>,
    #[command(flatten)]
    pub limits: LimitFlags,
}

/// Which pages are read from their pictures.
#[derive(clap::ValueEnum, Clone, Copy, Debug)]
pub enum OcrFlag {
    Auto,
    Off,
    Force,
    Numbers,
}

/// What one file may cost.
#[derive(clap::Args, Clone, Debug)]
#[command(next_help_heading = "Limits")]
pub struct LimitFlags {
    #[arg(
        long,
        value_name = "MIB",
        default_value_t = Limits::default().file_bytes >> 20,
        hide_short_help = true
    )]
    max_file_size: u64,
    #[arg(
        long,
        value_name = "N",
        default_value_t = Limits::default().pages,
        hide_short_help = true
    )]
    max_pages: u32,
    #[arg(
        long,
        value_name = "MIB",
        default_value_t = Limits::default().decompressed_bytes >> 20,
        hide_short_help = true
    )]
    max_decompressed: u64,
    #[arg(long, value_name = "N", default_value_t = Limits::default().xml_depth, hide_short_help = true)]
    max_xml_depth: u32,
    #[arg(
        long,
        value_name = "N",
        default_value_t = Limits::default().xml_events,
        hide_short_help = true
    )]
    max_xml_events: u64,
    #[arg(
        long,
        value_name = "N",
        default_value_t = Limits::default().table_cells,
        hide_short_help = true
    )]
    max_table_cells: u32,
    #[arg(long, value_name = "N", default_value_t = Limits::default().nested_tables, hide_short_help = true)]
    max_nested_tables: u32,
    #[arg(
        long,
        value_name = "N",
        default_value_t = Limits::default().zip_entries,
        hide_short_help = true
    )]
    max_zip_entries: u32,
    #[arg(
        long,
        value_name = "N",
        default_value_t = Limits::default().page_items,
        hide_short_help = true
    )]
    max_page_items: u32,
    #[arg(long, value_name = "S", default_value_t = Limits::default().seconds, hide_short_help = true)]
    max_seconds: u32,
    #[arg(
        long,
        value_name = "MIB",
        default_value_t = Limits::default().memory_bytes >> 20,
        hide_short_help = true
    )]
    max_memory: u64,
}

impl LimitFlags {
    fn limits(&self) -> Limits {
        let mib = |n: u64| n.saturating_mul(1 << 20);
        Limits {
            file_bytes: mib(self.max_file_size),
            pages: self.max_pages,
            decompressed_bytes: mib(self.max_decompressed),
            xml_depth: self.max_xml_depth,
            xml_events: self.max_xml_events,
            table_cells: self.max_table_cells,
            nested_tables: self.max_nested_tables,
            zip_entries: self.max_zip_entries,
            page_items: self.max_page_items,
            seconds: self.max_seconds,
            memory_bytes: mib(self.max_memory),
        }
    }
}

impl Reading {
    fn ocr(&self) -> OcrOptions {
        let mode = match self.ocr {
            OcrFlag::Auto => OcrMode::Auto,
            OcrFlag::Off => OcrMode::Off,
            OcrFlag::Force => OcrMode::Force,
            OcrFlag::Numbers => OcrMode::Numbers,
        };
        OcrOptions {
            mode,
            model: self.ocr_model.clone(),
            fresh: false,
        }
    }

    /// The settings of the run; `None`, and said so, when a file of passwords cannot be read.
    pub fn setup(&self, lang: Lang) -> Option<Setup> {
        let mut passwords = self.password.clone();
        for file in &self.password_file {
            let text = super::fail::text(file, lang)?;
            passwords.extend(
                text.lines()
                    .filter(|line| !line.is_empty())
                    .map(str::to_owned),
            );
        }
        let read = Options {
            passwords,
            limits: self.limits.limits(),
            ignore_tree: self.ignore_tags,
            ocr: self.ocr(),
        };
        Some(Setup {
            read,
            schema_dirs: self.schemas.clone(),
            forced: self.schema.clone(),
            ..Setup::default()
        })
    }

    /// The levels and tolerances of the checks, as the file named or found sets them.
    fn checks(&self, lang: Lang) -> Option<crate::audit::Settings> {
        let tree = <super::Cli as clap::CommandFactory>::command();
        let read = super::config::load(self.config.as_deref(), &tree);
        let said = |fault| super::config::said(&fault, lang);
        Some(read.map_err(said).ok()?.audit)
    }

    /// The forms loaded; `None`, and said so, when a form cannot be used or the one asked for is unknown.
    pub fn context(&self, setup: Setup, lang: Lang) -> Option<Context> {
        if let Some((path, why)) = unusable_model(self.ocr_model.as_deref()) {
            super::fail::unusable(&path, &why, lang);
            return None;
        }
        let setup = Setup {
            audit: self.checks(lang)?,
            ..setup
        };
        let context = match Context::new(setup) {
            Ok(context) => context,
            Err(errors) => {
                super::schema::faults(&errors, lang);
                return None;
            }
        };
        match self
            .schema
            .as_deref()
            .map(|id| (id, schema::find(context.schemas(), id)))
        {
            Some((id, Err(nearest))) => {
                unknown(id, context.schemas(), nearest, lang);
                None
            }
            _ => Some(context),
        }
    }
}

/// Says that no form has this id, and which may have been meant.
pub fn unknown(id: &str, schemas: &[Schema], nearest: Option<&str>, lang: Lang) {
    eprintln!(
        "{}: {}",
        talk("error", &[], lang),
        talk("unknown-schema", &[("id", &id)], lang)
    );
    eprintln!(
        "  {}: {}",
        talk("hint", &[], lang),
        hint(schemas, nearest, lang)
    );
}

fn hint(schemas: &[Schema], nearest: Option<&str>, lang: Lang) -> String {
    match nearest {
        Some(name) => talk("did-you-mean", &[("name", &name)], lang),
        None => {
            let ids: Vec<&str> = schemas.iter().map(|schema| schema.id.as_str()).collect();
            talk("known-schemas", &[("ids", &ids.join(", "))], lang)
        }
    }
}
