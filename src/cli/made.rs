//! The options of what is made of an output folder: of a run that reads, of one that merges.

use super::listing::Listing;
use super::severity::Threshold;
use crate::emit::message::Lang;
use crate::store::among::Said;
use crate::store::tables::How;
use std::path::PathBuf;

/// What is made, and what ends a run with an error.
#[derive(clap::Args)]
pub struct Made {
    #[arg(long, value_enum, default_value_t = Threshold::ERROR, help_heading = "Output")]
    pub fail_on: Threshold,
    #[arg(long, help_heading = "Output")]
    no_workbook: bool,
    #[arg(long, help_heading = "Output")]
    pub prune: bool,
    #[arg(long, help_heading = "Output")]
    costs: bool,
    #[arg(long, value_name = "FILE")]
    pub agencies: Option<PathBuf>,
}

impl Made {
    /// How the tables are made, with what people keep beside them.
    pub fn how<'h>(&self, agencies: Option<&'h Listing>, said: &'h Said, lang: Lang) -> How<'h> {
        How {
            lang,
            agencies: agencies.map(|list| (&list.agencies, list.hash.as_str())),
            said,
            prune: self.prune,
            workbook: !self.no_workbook,
            costs: self.costs,
        }
    }
}
