//! Findings as JSON: a list, or one a line. What `--baseline` reads.

use super::audit::Item;
use super::message::Lang;
use crate::model::finding::Evidence;
use crate::model::{IndicatorId, Severity};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// One finding as JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Name of the report in the run: `reports/<report>.json`; empty for a unit without a report.
    pub report: String,
    /// Its file; empty as above.
    pub file: String,
    /// Id of the unit in the list of those that should report; empty where it is not known.
    #[serde(default)]
    pub agency_id: String,
    /// The unit.
    pub agency: String,
    /// The period's code.
    pub period: Option<String>,
    /// The check.
    pub code: String,
    /// How much it weighs.
    pub severity: Severity,
    /// The indicator.
    pub indicator: Option<IndicatorId>,
    /// What kind of trouble.
    pub title: String,
    /// What is so here.
    pub message: String,
    /// What to do about it.
    pub hint: String,
    /// The facts of the message.
    #[serde(default)]
    pub data: BTreeMap<String, String>,
    /// Where to look.
    #[serde(default)]
    pub places: Vec<Evidence>,
}

/// What makes a finding the same in another run: the report's unit and period (not its file, which may be
/// sent again under another name), the check, the indicator and the facts.
pub type Fingerprint = (
    String,
    Option<String>,
    String,
    Option<IndicatorId>,
    BTreeMap<String, String>,
);

impl Line {
    /// A finding as JSON.
    pub fn of(item: &Item, lang: Lang) -> Line {
        let sentence = item.sentence(lang);
        Line {
            report: item.name.to_owned(),
            file: item.file.to_owned(),
            agency_id: item.agency_id().to_owned(),
            agency: item.agency().to_owned(),
            period: item
                .report
                .head
                .period
                .as_ref()
                .map(|period| period.code.clone()),
            code: item.finding.code.to_string(),
            severity: item.finding.severity,
            indicator: item.finding.indicator.clone(),
            title: sentence.title,
            message: sentence.message,
            hint: sentence.hint,
            data: item.finding.data.clone(),
            places: item.finding.places.clone(),
        }
    }

    /// What makes it the same in another run.
    pub fn fingerprint(&self) -> Fingerprint {
        let unit = if self.agency.is_empty() {
            &self.file
        } else {
            &self.agency
        };
        (
            unit.clone(),
            self.period.clone(),
            self.code.clone(),
            self.indicator.clone(),
            self.data.clone(),
        )
    }
}

/// Reads what [`list`] or [`lines`] wrote.
///
/// # Errors
/// When it is neither.
pub fn read(text: &str) -> serde_json::Result<Vec<Line>> {
    if text.trim_start().starts_with('[') {
        return serde_json::from_str(text);
    }
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(serde_json::from_str)
        .collect()
}

/// A list.
///
/// # Errors
/// When `out` cannot be written.
pub fn list(items: &[Item], lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let lines: Vec<Line> = items.iter().map(|item| Line::of(item, lang)).collect();
    serde_json::to_writer_pretty(&mut *out, &lines)?;
    writeln!(out)
}

/// One a line.
///
/// # Errors
/// When `out` cannot be written.
pub fn lines(items: &[Item], lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    for item in items {
        serde_json::to_writer(&mut *out, &Line::of(item, lang))?;
        writeln!(out)?;
    }
    Ok(())
}
