//! Reports → who they are among each other: whose, which of several copies counts, what people corrected and decided.

use super::corrections::{self, Correction};
use super::decisions::{self, Decision};
use super::{copies, identity, settled};
use crate::emit::files::Line;
use crate::model::{Agencies, Listed, Submission};
use crate::read::{Options, list};
use crate::schema::Schema;
use std::fs;
use std::path::Path;

/// What tells that two files are the same: of a file in an archive its name in it, too, as the hash is the archive's.
fn content(line: &Line) -> String {
    match line.path.split_once('!') {
        Some((_, name)) if !line.sha256.is_empty() => format!("{}!{name}", line.sha256),
        _ => line.sha256.clone(),
    }
}

/// What people set and decided: theirs, whatever a run reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Values set in the place of printed ones.
    pub corrections: Vec<Correction>,
    /// What was decided on doubtful ones.
    pub decisions: Vec<Decision>,
}

impl Said {
    /// What people's own files of a store say; nothing where there are none.
    ///
    /// # Errors
    /// Which of them cannot be used, and why.
    pub fn read(dir: &Path) -> Result<Said, String> {
        let rows = |path: &Path| {
            let shown = path.display().to_string();
            match fs::read(path) {
                Ok(bytes) => list::rows(&shown, &bytes, &Options::default())
                    .map_err(|error| format!("{shown}: {error}")),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
                Err(error) => Err(format!("{shown}: {error}")),
            }
        };
        let [corrected, decided] = [corrections::path(dir), decisions::path(dir)];
        let told = |path: &Path, fault: corrections::CorrectionFault| {
            format!("{}: {fault}", path.display())
        };
        Ok(Said {
            corrections: corrections::of_table(&rows(&corrected)?)
                .map_err(|fault| told(&corrected, fault))?,
            decisions: decisions::of_table(&rows(&decided)?)
                .map_err(|fault| told(&decided, fault))?,
        })
    }
}

/// How that fared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replayed {
    /// The corrections.
    pub corrections: corrections::Replayed,
    /// The decisions.
    pub decisions: decisions::Replayed,
}

/// Settles a store's reports among each other.
pub fn settle(
    lines: &mut [Line],
    agencies: Option<&Agencies>,
    said: &Said,
    schemas: &[Schema],
) -> Replayed {
    let read = |line: &&Line| line.listed.read().is_some();
    let contents: Vec<String> = lines.iter().filter(read).map(content).collect();
    let mut reports: Vec<&mut Submission> = lines
        .iter_mut()
        .filter_map(|line| match &mut line.listed {
            Listed::Read(report) => Some(&mut **report),
            Listed::Failed { .. } | Listed::Skipped { .. } => None,
        })
        .collect();
    let offices = identity::settle(&mut reports, agencies);
    copies::settle(&mut reports, &offices, &contents, schemas);
    let corrections = corrections::replay(&mut reports, &said.corrections);
    for report in &mut reports {
        settled::settle(report, schemas);
    }
    Replayed {
        corrections,
        decisions: decisions::replay(&mut reports, &said.decisions),
    }
}
