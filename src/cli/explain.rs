//! `phuluc explain CHECK`: what a check looks for, why, an example, and how to settle a finding.

use super::{Exit, config, out};
use crate::audit::{self, CHECKS, Check};
use crate::emit::audit::word;
use crate::emit::message::{Lang, catalogue, talk};
use std::io::Write;

/// Explain a check: what it looks for, why, an example, and how to settle a finding
#[derive(clap::Args)]
#[command(before_help = "Examples:\n  phuluc explain narrative-mismatch\n  phuluc explain\n")]
pub struct Args {
    /// The check, or a family of checks; without it all are listed
    #[arg(value_name = "CHECK")]
    check: Option<String>,
}

/// Runs the command.
pub fn run(args: &Args, lang: Lang) -> anyhow::Result<Exit> {
    let name = args.check.as_deref().unwrap_or_default();
    if let Some(fault) = args
        .check
        .as_deref()
        .and_then(|name| config::unknown(name, lang))
    {
        eprintln!("{}: {fault}", talk("error", &[], lang));
        return Ok(Exit::Usage);
    }
    let mut stdout = out::stdout();
    match audit::check(name) {
        Some(check) => explain(check, lang, &mut stdout)?,
        None => list(name, lang, &mut stdout)?,
    }
    stdout.flush()?;
    Ok(Exit::Done)
}

fn explain(check: &Check, lang: Lang, out: &mut dyn Write) -> std::io::Result<()> {
    let words = check.words(lang == Lang::Vi);
    let severity = word(check.severity, lang);
    let level: [(&str, &dyn ToString); 2] =
        [("family", &check.family.name()), ("severity", &severity)];
    writeln!(out, "{}: {}", check.code, title(check.code, lang))?;
    writeln!(out, "({})\n", talk("explain.level", &level, lang))?;
    let parts = [
        ("what", words.what),
        ("why", words.why),
        ("example", words.example),
        ("settle", words.settle),
    ];
    for (name, text) in parts {
        writeln!(
            out,
            "{}: {text}",
            talk(&format!("explain.{name}"), &[], lang)
        )?;
    }
    Ok(())
}

/// Every check of a family, or every check.
fn list(family: &str, lang: Lang, out: &mut dyn Write) -> std::io::Result<()> {
    for check in CHECKS
        .iter()
        .filter(|check| family.is_empty() || check.family.name() == family)
    {
        writeln!(
            out,
            "{:<14} {:<26} {}",
            check.family.name(),
            check.code,
            title(check.code, lang)
        )?;
    }
    Ok(())
}

fn title(code: &str, lang: Lang) -> &'static str {
    catalogue()
        .get(code)
        .and_then(|entry| entry.get(lang.code()))
        .map_or("", |sentence| sentence.title.as_str())
}
