//! Findings for the terminal: in full with the places they rest on, one a line, or counted.

use super::audit::{By, Item, word};
use super::message::{Lang, talk};
use super::wording::{self, shortened};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Most characters of a quoted sentence.
const QUOTED: usize = 110;

/// Each finding with its places, a hint, and where to read more.
///
/// # Errors
/// When `out` cannot be written.
pub fn full(items: &[Item], by: By, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let mut group = None;
    for item in items {
        let this = item.group(by);
        if group.as_ref() != Some(&this) {
            writeln!(out, "{}", heading(item, by, &this))?;
            group = Some(this);
        }
        one(item, lang, out)?;
    }
    Ok(())
}

fn heading(item: &Item, by: By, group: &str) -> String {
    match by {
        By::Report if item.file.is_empty() => format!("── {}", item.agency()),
        By::Report => format!("── {} · {}", item.file, item.agency()),
        By::Check | By::Indicator => format!("── {group}"),
    }
}

fn one(item: &Item, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let sentence = item.sentence(lang);
    let finding = item.finding;
    writeln!(
        out,
        "{}[{}]: {}",
        word(finding.severity, lang),
        finding.code,
        sentence.message
    )?;
    let last = finding.places.len().saturating_sub(1);
    if finding.places.is_empty() {
        writeln!(out, "  ── {}", item.source())?;
    }
    for (at, evidence) in finding.places.iter().enumerate() {
        let edge = match at {
            _ if last == 0 => "──",
            0 => "┌─",
            _ if at == last => "└─",
            _ => "├─",
        };
        writeln!(
            out,
            "  {edge} {}  {}",
            place(item, at, lang),
            printed(item, at, &evidence.printed)
        )?;
    }
    if !sentence.hint.is_empty() {
        writeln!(out, "   = {}: {}", talk("hint", &[], lang), sentence.hint)?;
    }
    writeln!(
        out,
        "   = {}\n",
        talk("audit.see", &[("code", &finding.code)], lang)
    )
}

/// The file and the first place, the place alone for the others.
fn place(item: &Item, at: usize, lang: Lang) -> String {
    let evidence = item.finding.places.get(at);
    let place = evidence.map(|evidence| wording::place(&evidence.place, lang));
    let file = (at == 0).then(|| item.source().to_owned());
    let parts = file
        .into_iter()
        .chain(place.filter(|place| !place.is_empty()));
    parts.collect::<Vec<_>>().join(" · ")
}

/// The first place is the row: its id and label go before the value.
fn printed(item: &Item, at: usize, printed: &str) -> String {
    let data = &item.finding.data;
    match (at, &item.finding.indicator, data.get("label")) {
        (0, Some(id), Some(label)) => {
            let value = if printed.is_empty() { "∅" } else { printed };
            format!(
                "{id}  {}: {}",
                shortened(label, 70),
                shortened(value, QUOTED)
            )
        }
        _ => format!("“{}”", shortened(printed, QUOTED)),
    }
}

/// One finding a line: place, weight, check, message.
///
/// # Errors
/// When `out` cannot be written.
pub fn concise(items: &[Item], lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    for item in items {
        let (weight, code) = (word(item.finding.severity, lang), &item.finding.code);
        writeln!(
            out,
            "{}: {weight}[{code}] {}",
            item.at(),
            item.sentence(lang).message
        )?;
    }
    Ok(())
}

/// How often each check spoke, most often first.
///
/// # Errors
/// When `out` cannot be written.
pub fn statistics(items: &[Item], lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let mut counts: BTreeMap<&str, (usize, &Item)> = BTreeMap::new();
    for item in items {
        counts
            .entry(item.finding.code.as_str())
            .or_insert((0, item))
            .0 += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(code, (count, _))| (std::cmp::Reverse(*count), *code));
    for (code, (count, item)) in counts {
        writeln!(out, "{count:>6}  {code:<26} {}", item.sentence(lang).title)?;
    }
    Ok(())
}
