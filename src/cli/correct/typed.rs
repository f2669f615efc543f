//! A correction typed on the command line: which report's cell is meant, and whether the value can be its.

use super::Args;
use crate::cli::opened::Opened;
use crate::emit::message::{Lang, talk};
use crate::model::{Submission, SubmittedCell};
use crate::schema::{self, Kind};
use crate::store::changed;
use crate::store::corrections::{self, Correction};
use rust_decimal::Decimal;

/// The correction typed; `None`, and said so, when it names no value of the folder or no number.
pub fn correction(args: &Args, opened: &Opened, lang: Lang) -> Option<Correction> {
    let (office, indicator) = (args.office.as_deref()?, args.indicator.as_deref()?);
    let value = value(args.value.as_deref().unwrap_or_default().trim(), lang)?;
    let report = report(args, opened, office, lang)?;
    let cell = report
        .cells
        .iter()
        .find(|cell| cell.indicator.as_str() == indicator);
    let Some(cell) = cell else {
        say("unknown-indicator", &[("id", &indicator)], lang);
        return None;
    };
    if let Some(value) = value
        && let Some(why) = impossible(opened, report, indicator, value)
    {
        say(why, &[("id", &indicator), ("value", &value)], lang);
        return None;
    }
    Some(Correction {
        office: changed::office(report),
        period: report.period().to_owned(),
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

/// The value typed, nothing for a blank; `None`, and said so, when it is no number or could be two.
fn value(typed: &str, lang: Lang) -> Option<Option<Decimal>> {
    if typed.is_empty() {
        return Some(None);
    }
    if is_ambiguous(typed) {
        say("correct.ambiguous", &[("value", &typed)], lang);
        return None;
    }
    let number = corrections::number(typed);
    if number.is_none() {
        say("correct.no-number", &[("value", &typed)], lang);
    }
    number.map(Some)
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

/// "1.234": a thousand or one and a bit, nobody can tell.
fn is_ambiguous(text: &str) -> bool {
    let (whole, rest) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    rest.len() == 3 && digits(rest) && digits(whole) && whole.len() <= 3 && whole != "0"
}

/// Why an indicator cannot have a value, a key of the catalogue.
fn impossible(
    opened: &Opened,
    report: &Submission,
    indicator: &str,
    value: Decimal,
) -> Option<&'static str> {
    let id = report.schema.as_ref()?.id.as_str();
    let schema = schema::with_id(opened.context.schemas(), id)?;
    let row = schema
        .indicators
        .iter()
        .find(|row| row.id.as_str() == indicator)?;
    let is_code = |choice: &schema::Choice| Decimal::from(choice.code) == value;
    match row.kind {
        Kind::Choice if !row.choices.iter().any(is_code) => Some("correct.no-choice"),
        Kind::Count | Kind::Percent if value.is_sign_negative() && !value.is_zero() => {
            Some("correct.negative")
        }
        Kind::Count if !value.fract().is_zero() => Some("correct.no-count"),
        _ => None,
    }
}

fn printed(cell: &SubmittedCell) -> String {
    cell.printed
        .as_ref()
        .map_or_else(String::new, |text| text.to_string())
}
