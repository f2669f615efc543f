//! A store as other commands read it: its reports settled among each other, nothing written.

use super::among::Said;
use super::manifest::Files;
use super::tables::{self, How};
use crate::emit::files::Line;
use crate::model::{Agencies, Listed, Submission};
use crate::pipeline::Context;
use std::io;
use std::path::Path;

/// The reports of a store.
#[derive(Debug)]
pub struct View {
    /// Every input, in the order of the files' names.
    pub lines: Vec<Line>,
}

impl View {
    /// Reads a store.
    ///
    /// # Errors
    /// When the folder is none, or cannot be read.
    pub fn open(
        dir: &Path,
        context: &Context,
        agencies: Option<&Agencies>,
        said: &Said,
    ) -> io::Result<View> {
        if !dir.join(super::OWN).is_dir() {
            return Err(io::ErrorKind::NotFound.into());
        }
        let files = Files::load(dir)?;
        let how = How {
            lang: crate::emit::message::Lang::default(),
            agencies: agencies.map(|list| (list, "")),
            said,
            prune: false,
            workbook: false,
            costs: false,
        };
        let (lines, _) = tables::load(dir, &files, context, &how)?;
        Ok(View { lines })
    }

    /// Every report, copies too.
    pub fn reports(&self) -> impl Iterator<Item = &Submission> {
        self.lines.iter().filter_map(|line| line.listed.read())
    }

    /// Every input.
    pub fn listed(&self) -> Vec<&Listed> {
        self.lines.iter().map(|line| &line.listed).collect()
    }
}
