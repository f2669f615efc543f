//! `phuluc compare DIR…`: each figure beside the period before and the same period of the year before.

use super::opened::Opening;
use super::{Exit, out};
use crate::emit::compared::{Compared, compared};
use crate::emit::message::{Lang, talk};
use crate::emit::sheet::{self, Column, Field};
use crate::emit::{grid, wording};
use crate::model::Submission;
use crate::text::number::vietnamese;
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::PathBuf;

/// Compare each figure with the adjacent period before and with the same period of the year before
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    opening: Opening,
    /// Further output folders, of earlier periods.
    #[arg(long, value_name = "DIR")]
    with: Vec<PathBuf>,
    #[arg(long, value_name = "PERIOD")]
    period: Option<String>,
    #[arg(long, value_enum, default_value_t = Format::Table, help_heading = "Output")]
    format: Format,
    #[arg(
        short,
        long,
        value_name = "FILE",
        default_value = "-",
        help_heading = "Output"
    )]
    output: PathBuf,
}

/// How the comparison is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Table,
    Csv,
}

/// Runs the command.
pub fn run(args: &Args, lang: Lang) -> anyhow::Result<Exit> {
    let Some(opened) = args.opening.open(lang) else {
        return Ok(Exit::Usage);
    };
    let mut others = Vec::new();
    for dir in &args.with {
        let opening = Opening {
            dir: dir.clone(),
            ..args.opening.clone()
        };
        let Some(other) = opening.open(lang) else {
            return Ok(Exit::Usage);
        };
        others.push(other);
    }
    let views = std::iter::once(&opened).chain(&others);
    let reports: Vec<&Submission> = views.flat_map(|one| one.view.reports()).collect();
    let periods: BTreeSet<&str> = opened.view.reports().map(Submission::period).collect();
    let latest = periods
        .into_iter()
        .filter_map(|code| Some((crate::text::when::When::of(code)?, code)))
        .max();
    let period = args
        .period
        .as_deref()
        .or(latest.map(|(_, code)| code))
        .unwrap_or_default();
    let rows = compared(&reports, opened.context.schemas(), period);
    out::fill(&args.output, lang, |out| {
        write(args.format, &rows, lang, out)
    })?;
    if rows.is_empty() {
        let shown = wording::period(period, lang);
        eprintln!("{}", talk("compare.none", &[("period", &shown)], lang));
        return Ok(Exit::Nothing);
    }
    Ok(Exit::Done)
}

const COLUMNS: &[Column] = &[
    Column::text("report", "name of the report"),
    Column::text("agency_id", "id of the office in the list of agencies"),
    Column::text("agency", "the office"),
    Column::text("schema", "form of the report"),
    Column::text("indicator", "id of the indicator"),
    Column::text("label", "its label"),
    Column::text("unit", "its unit"),
    Column::text("period", "period of the report"),
    Column::number("value", "its figure"),
    Column::text("previous_period", "the adjacent period before"),
    Column::number("previous", "its figure"),
    Column::number("change", "value less previous"),
    Column::number("change_percent", "the same in percent of previous"),
    Column::text("year_before_period", "the same period of the year before"),
    Column::number("year_before", "its figure"),
];

fn write(format: Format, rows: &[Compared<'_>], lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Csv => {
            sheet::header(COLUMNS.iter().map(|column| column.name), out)?;
            sheet::rows(rows.iter().map(fields), out)
        }
        Format::Table => table(rows, lang, out),
    }
}

fn fields(one: &Compared<'_>) -> Vec<Field> {
    let number = |number: Option<Decimal>| number.map_or(Field::Empty, Field::Number);
    vec![
        Field::text(&one.report.name),
        Field::text(&one.report.among.agency_id),
        Field::text(one.report.agency()),
        Field::text(&one.schema.id),
        Field::text(one.indicator.id.as_str()),
        Field::text(&one.indicator.label),
        Field::maybe(one.indicator.unit.as_ref()),
        Field::text(one.report.period()),
        Field::Number(one.now),
        Field::maybe(one.before.map(|(period, _)| period)),
        number(one.before.map(|(_, number)| number)),
        number(one.change()),
        number(one.change_percent()),
        Field::maybe(one.year_before.map(|(period, _)| period)),
        number(one.year_before.map(|(_, number)| number)),
    ]
}

/// For the terminal: only what changed, office by office.
fn table(rows: &[Compared<'_>], lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let title = |name: &str| talk(&format!("workbook.column.{name}"), &[], lang);
    let header = [
        "office",
        "id",
        "label",
        "before",
        "now",
        "change",
        "year-before",
    ];
    let mut lines = vec![header.map(title).to_vec()];
    let shown = |number: Option<Decimal>| match (number, lang) {
        (None, _) => String::new(),
        (Some(number), Lang::Vi) => vietnamese(number),
        (Some(number), Lang::En) => number.normalize().to_string(),
    };
    lines.extend(rows.iter().map(|one| {
        vec![
            one.report.agency().to_owned(),
            one.indicator.id.to_string(),
            one.indicator.label.clone(),
            shown(one.before.map(|(_, number)| number)),
            shown(Some(one.now)),
            shown(one.change()),
            shown(one.year_before.map(|(_, number)| number)),
        ]
    }));
    grid::write(&lines, out::width(), out)
}
