//! `phuluc explain CHECK`: what a check looks for, why, an example, and how to fix a finding.

use super::{Exit, config, out};
use crate::emit::audit::word;
use crate::emit::checks_page::documentation;
use crate::emit::message::{Lang, talk};
use crate::locale;
use crate::model::Code;
use std::io::Write;

/// Explain a check: what it looks for, why, an example, and how to fix a finding
#[derive(clap::Args)]
pub struct Args {
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
    match name.parse() {
        Ok(code) => explain(code, lang, &mut stdout)?,
        Err(_) => list(name, lang, &mut stdout)?,
    }
    stdout.flush()?;
    Ok(Exit::Done)
}

fn explain(code: Code, lang: Lang, out: &mut dyn Write) -> std::io::Result<()> {
    let severity = word(code.severity(), lang);
    let level: [(&str, &dyn ToString); 2] =
        [("family", &code.family().name()), ("severity", &severity)];
    writeln!(out, "{code}: {}", title(code, lang))?;
    writeln!(out, "({})\n", talk("explain.level", &level, lang))?;
    let Some(sentence) = locale::of(lang).findings.get(code.as_str()) else {
        return Ok(());
    };
    let names = ["what", "why", "example", "remedy"];
    for (name, text) in names.into_iter().zip(documentation(sentence)) {
        let name = talk(&format!("explain.{name}"), &[], lang);
        writeln!(out, "{name}: {text}")?;
    }
    Ok(())
}

/// Every check of a family, or every check.
fn list(family: &str, lang: Lang, out: &mut dyn Write) -> std::io::Result<()> {
    for code in Code::ALL {
        let own = code.family().name();
        if family.is_empty() || own == family {
            writeln!(out, "{own:<14} {code:<26} {}", title(*code, lang))?;
        }
    }
    Ok(())
}

fn title(code: Code, lang: Lang) -> &'static str {
    locale::of(lang)
        .findings
        .get(code.as_str())
        .map_or("", |sentence| sentence.title.as_str())
}
