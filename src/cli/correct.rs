//! `phuluc correct DIR`: a line for `corrections.csv`, typed or taken from changed cells of the workbook.

use super::opened::{Opened, Opening};
use super::{Exit, fail, listing, say};
use crate::batch::write::atomic;
use crate::emit::message::{Lang, talk};
use crate::emit::sheet::{self, Field};
use crate::model::{Submission, SubmittedCell};
use crate::schema::{self, Kind};
use crate::store::changed::{self, Changed};
use crate::store::corrections::{self, COLUMNS, Correction};
use crate::store::lock;
use anyhow::Context as _;
use rust_decimal::Decimal;
use std::path::PathBuf;

/// Set the right value in the place of a printed one, for good: kept in corrections.csv, replayed on every run
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    opening: Opening,
    /// The workbook in which cells were changed.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["office", "indicator", "value"])]
    from: Option<PathBuf>,
    #[arg(long, value_name = "OFFICE", required_unless_present = "from")]
    office: Option<String>,
    #[arg(long, value_name = "PERIOD")]
    period: Option<String>,
    #[arg(long, value_name = "ID", required_unless_present = "from")]
    indicator: Option<String>,
    #[arg(
        long,
        value_name = "NUMBER",
        required_unless_present_any = ["from", "row"],
        allow_hyphen_values = true
    )]
    value: Option<String>,
    #[arg(long, value_name = "LABEL", conflicts_with_all = ["from", "value"])]
    row: Option<String>,
    #[arg(long, value_name = "TEXT", default_value = "")]
    reason: String,
    #[arg(long, value_name = "NAME", default_value = "")]
    by: String,
    #[arg(long, value_name = "DATE", default_value = "")]
    at: String,
}

/// Runs the command.
pub fn run(args: &Args, lang: Lang) -> anyhow::Result<Exit> {
    let Some(opened) = args.opening.open(lang) else {
        return Ok(Exit::Usage);
    };
    let new = match &args.from {
        Some(path) => match changed::read(path, &opened.view, &opened.context) {
            Ok(read) => {
                for (cell, text) in &read.ignored {
                    let data: [(&str, &dyn ToString); 2] = [("cell", cell), ("text", text)];
                    let key = if text.is_empty() {
                        "correct.emptied"
                    } else {
                        "correct.words"
                    };
                    eprintln!("{}", talk(key, &data, lang));
                }
                from_cells(args, read.changed)
            }
            Err(error) => {
                eprintln!("{}", fail::error(&path.display().to_string(), &error, lang));
                return Ok(Exit::Unread);
            }
        },
        None => match typed(args, &opened, lang) {
            Some(correction) => vec![correction],
            None => return Ok(Exit::Usage),
        },
    };
    if new.is_empty() {
        eprintln!("{}", talk("correct.none", &[], lang));
        return Ok(Exit::Nothing);
    }
    // A run that reads the corrections meanwhile would read half of them.
    let _lock = match lock::take(&args.opening.dir) {
        Ok(lock) => lock,
        Err(error) => {
            let shown = args.opening.dir.display().to_string();
            eprintln!("{}", fail::error(&shown, &error, lang));
            return Ok(Exit::System);
        }
    };
    let Some(known) = listing::corrections(&args.opening.dir, &opened.context, lang) else {
        return Ok(Exit::Usage);
    };
    let all = merged(known, &new);
    let path = corrections::path(&args.opening.dir);
    let real = atomic(&path, |out| {
        sheet::header(COLUMNS, out)?;
        sheet::rows(all.iter().map(row), out)
    });
    let real = real.with_context(|| path.display().to_string())?;
    if real != path {
        say::written_beside(&path, &real, lang);
    }
    for one in &new {
        let value = one
            .value
            .map_or_else(|| "–".to_owned(), |value| value.normalize().to_string());
        let data: [(&str, &dyn ToString); 4] = [
            ("office", &one.office),
            ("indicator", &one.indicator),
            ("printed", &one.printed),
            ("value", &value),
        ];
        eprintln!("{}", talk("correct.written", &data, lang));
    }
    Ok(Exit::Done)
}

fn from_cells(args: &Args, changed: Vec<Changed>) -> Vec<Correction> {
    let correction = |one: Changed| Correction {
        office: one.office,
        period: one.period,
        indicator: one.indicator,
        printed: one.printed,
        value: one.value,
        reason: args.reason.clone(),
        by: args.by.clone(),
        at: args.at.clone(),
        row: String::new(),
    };
    changed.into_iter().map(correction).collect()
}

/// The correction typed; `None`, and said so, when it names no value of the folder or no number.
fn typed(args: &Args, opened: &Opened, lang: Lang) -> Option<Correction> {
    let (office, indicator) = (args.office.as_deref()?, args.indicator.as_deref()?);
    let typed = args.value.as_deref().unwrap_or_default().trim();
    let say = |key: &str, data: &[(&str, &dyn ToString)]| {
        eprintln!("{}: {}", talk("error", &[], lang), talk(key, data, lang));
    };
    let value = match typed {
        "" => None,
        text if is_ambiguous(text) => {
            say("correct.ambiguous", &[("value", &text)]);
            return None;
        }
        text => match corrections::number(text) {
            Some(number) => Some(number),
            None => {
                say("correct.no-number", &[("value", &text)]);
                return None;
            }
        },
    };
    let of = |report: &&Submission| {
        report.counts()
            && corrections::is_office(report, office)
            && args
                .period
                .as_deref()
                .is_none_or(|period| report.period() == period)
    };
    let reports: Vec<&Submission> = opened.view.reports().filter(of).collect();
    let [report] = reports.as_slice() else {
        let periods: Vec<&str> = reports.iter().map(|one| one.period()).collect();
        match periods.is_empty() {
            true => say("correct.no-office", &[("office", &office)]),
            false => say(
                "correct.which-period",
                &[("office", &office), ("periods", &periods.join(", "))],
            ),
        }
        return None;
    };
    let cell = report
        .cells
        .iter()
        .find(|cell| cell.indicator.as_str() == indicator);
    let Some(cell) = cell else {
        say("unknown-indicator", &[("id", &indicator)]);
        return None;
    };
    if let Some(value) = value
        && let Some(why) = impossible(opened, report, indicator, value)
    {
        say(why, &[("id", &indicator), ("value", &value)]);
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

/// A new correction takes the place of the one before it of the same value.
fn merged(known: Vec<Correction>, new: &[Correction]) -> Vec<Correction> {
    let key = |one: &Correction| {
        (
            one.office.clone(),
            one.period.clone(),
            one.indicator.clone(),
        )
    };
    let old = known
        .into_iter()
        .filter(|old| !new.iter().any(|one| key(one) == key(old)));
    old.chain(new.iter().cloned()).collect()
}

fn row(one: &Correction) -> Vec<Field> {
    vec![
        Field::text(&one.office),
        Field::text(&one.period),
        Field::text(&one.indicator),
        Field::text(&one.printed),
        one.value.map_or(Field::Empty, Field::Number),
        Field::text(&one.reason),
        Field::text(&one.by),
        Field::text(&one.at),
        Field::text(&one.row),
    ]
}
