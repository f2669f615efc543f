//! A correction typed on the command line: which report's cell is meant, and whether the value can be its.

use super::Args;
use crate::cli::opened::Opened;
use crate::emit::message::{Lang, talk};
use crate::model::{Submission, SubmittedCell};
use crate::store::corrections::{self, Correction};
use crate::store::{allowed, changed};

/// The correction typed; `None`, and said so, when it names no value of the folder or no number.
pub fn correction(args: &Args, opened: &Opened, lang: Lang) -> Option<Correction> {
    let (office, indicator) = (args.office.as_deref()?, args.indicator.as_deref()?);
    let report = report(args, opened, office, lang)?;
    let cell = report
        .cells
        .iter()
        .find(|cell| cell.indicator.as_str() == indicator);
    let Some(cell) = cell else {
        say("unknown-indicator", &[("id", &indicator)], lang);
        return None;
    };
    let typed = args.value.as_deref().unwrap_or_default().trim();
    let value = match allowed::typed(typed, allowed::row(&opened.context, report, indicator)) {
        Ok(value) => value,
        Err(why) => {
            say(why, &[("id", &indicator), ("value", &typed)], lang);
            return None;
        }
    };
    Some(Correction {
        office: changed::office(report),
        period: changed::period(report),
        indicator: indicator.to_owned(),
        printed: printed(cell),
        value,
        reason: args.reason.clone(),
        by: args.by.clone(),
        at: args.at.clone(),
        row: args.row.clone().unwrap_or_default(),
    })
}

fn say(key: &str, data: &[(&str, &dyn ToString)], lang: Lang) {
    eprintln!("{}: {}", talk("error", &[], lang), talk(key, data, lang));
}

/// The one report that counts for the office, and the period where one is typed; `None`, and said so, where there is
/// none or there are several.
fn report<'o>(args: &Args, opened: &'o Opened, office: &str, lang: Lang) -> Option<&'o Submission> {
    let is_period = |report: &Submission| {
        let period = args.period.as_deref();
        period.is_none_or(|period| report.period() == period)
    };
    let of = |report: &&Submission| {
        report.counts() && corrections::is_office(report, office) && is_period(report)
    };
    let reports: Vec<&Submission> = opened.view.reports().filter(of).collect();
    match reports.as_slice() {
        [report] => return Some(report),
        [] => say("correct.no-office", &[("office", &office)], lang),
        several => {
            let periods: Vec<&str> = several.iter().map(|one| one.period()).collect();
            let data: [(&str, &dyn ToString); 2] =
                [("office", &office), ("periods", &periods.join(", "))];
            say("correct.which-period", &data, lang);
        }
    }
    None
}

fn printed(cell: &SubmittedCell) -> String {
    cell.printed
        .as_ref()
        .map_or_else(String::new, |text| text.to_string())
}
