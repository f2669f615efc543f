//! `phuluc agencies draft DIR`: a list of offices to begin with, from the letterheads of an output folder.

use super::opened::Opening;
use super::{Exit, out};
use crate::emit::message::Lang;
use crate::emit::sheet::{self, Field};
use crate::model::Submission;
use crate::model::identity::{Identity, offices};
use crate::text::fold::bare;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::PathBuf;

/// Lists of offices
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    Draft(Draft),
}

/// Draft the list of offices that should report, from those that did
#[derive(clap::Args)]
struct Draft {
    #[command(flatten)]
    opening: Opening,
    #[arg(
        short,
        long,
        value_name = "FILE",
        default_value = "-",
        help_heading = "Output"
    )]
    output: PathBuf,
}

/// Runs the command.
pub fn run(args: &Args, lang: Lang) -> anyhow::Result<Exit> {
    let Command::Draft(args) = &args.command;
    let Some(opened) = args.opening.open(lang) else {
        return Ok(Exit::Usage);
    };
    let reports: Vec<&Submission> = opened.view.reports().collect();
    let rows = draft(&reports);
    let none = rows.is_empty();
    out::fill(&args.output, lang, |out| write(rows, out))?;
    Ok(if none { Exit::Nothing } else { Exit::Done })
}

fn write(rows: Vec<Vec<Field>>, out: &mut dyn Write) -> io::Result<()> {
    sheet::header(
        [
            "id", "name", "aliases", "superior", "province", "level", "due",
        ],
        out,
    )?;
    sheet::rows(rows, out)
}

/// A line for each office; the names its reports print otherwise are its other names.
fn draft(reports: &[&Submission]) -> Vec<Vec<Field>> {
    let identities: Vec<Identity> = reports.iter().map(|one| Identity::of(&one.head)).collect();
    let mut by_office: BTreeMap<usize, Vec<&Submission>> = BTreeMap::new();
    for (report, office) in reports.iter().zip(offices(&identities)) {
        if let Some(office) = office {
            by_office.entry(office).or_default().push(report);
        }
    }
    let mut taken = BTreeSet::new();
    by_office
        .values()
        .map(|reports| office(reports, &mut taken))
        .collect()
}

fn office(reports: &[&Submission], taken: &mut BTreeSet<String>) -> Vec<Field> {
    let names: BTreeSet<&str> = reports
        .iter()
        .map(|one| one.head.agency.as_ref().map_or("", |name| name.as_str()))
        .collect();
    let longest = names
        .iter()
        .copied()
        .max_by_key(|name| name.chars().count())
        .unwrap_or_default();
    let others = names.iter().copied().filter(|name| *name != longest);
    let others: Vec<&str> = others.collect();
    let first = |of: fn(&Submission) -> Option<&crate::text::Text>| {
        let found = reports.iter().filter_map(|one| of(one));
        Field::maybe(found.max_by_key(|text| text.as_str().chars().count()))
    };
    vec![
        Field::text(id(longest, taken)),
        Field::text(longest),
        Field::text(others.join("; ")),
        first(|one| one.head.parent_agency.as_ref()),
        first(|one| one.head.province.as_ref()),
        Field::text(level(longest)),
        Field::Empty,
    ]
}

/// The first letters of its words: `Sở Nội vụ` is `snv`, the second of that name `snv-2`.
fn id(name: &str, taken: &mut BTreeSet<String>) -> String {
    let key = bare(name);
    let short: String = key
        .split(' ')
        .filter_map(|word| word.chars().next())
        .collect();
    let free = (1..).map(|n| match n {
        1 => short.clone(),
        n => format!("{short}-{n}"),
    });
    let mut free = free.filter(|id| taken.insert(id.clone()));
    free.next().unwrap_or(short)
}

/// `xã`, `sở` …, by the words of the name.
fn level(name: &str) -> &'static str {
    let key = format!(" {} ", bare(name));
    let levels = [
        ("xã", [" xa ", " phuong ", " dac khu "].as_slice()),
        ("huyện", &[" huyen ", " quan ", " thi xa "]),
        ("sở", &[" so ", " ban ", " thanh tra ", " van phong "]),
        ("tỉnh", &[" tinh ", " thanh pho "]),
    ];
    let found = levels
        .iter()
        .find(|(_, words)| words.iter().any(|word| key.contains(word)));
    // "thị xã" is a town of the district's level, though its second word is "xã".
    match found {
        Some(("xã", _)) if key.contains(" thi xa ") => "huyện",
        Some((level, _)) => level,
        None => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_short_and_none_is_given_twice() {
        let mut taken = BTreeSet::new();
        let names = ["Sở Nội vụ", "Sở Ngoại vụ", "UBND xã Tân Hòa"];
        assert_eq!(
            names.map(|name| id(name, &mut taken)),
            ["snv", "snv-2", "uxth"]
        );
    }

    #[test]
    fn a_level_is_told_by_the_name() {
        let levels = [
            "UBND xã Tân Hòa",
            "UBND thị xã Tân Hòa",
            "Sở Nội vụ",
            "Chi cục Thuế",
        ]
        .map(level);
        assert_eq!(levels, ["xã", "huyện", "sở", ""]);
    }
}
