//! The six laws of the house, over all fixtures and over damaged copies of them. The damage is seeded:
//! a law that breaks, breaks again tomorrow. `PHULUC_LAWS=200` tries more copies than the few of every run.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

mod common;

use phuluc::batch::{self, Job};
use phuluc::model::{Appendix, Block, Cell, Code, Document, Entry, Grid, Paragraph, Report, Value};
use phuluc::pipeline::{self, Context, Part};
use phuluc::schema::Schema;
use phuluc::text::Text;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Seeded numbers; SplitMix64.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }
}

/// What a mail gateway, a scanner or a tired clerk does to a file.
fn damaged(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut out = bytes.to_vec();
    match dice.below(5) {
        0 => (0..1 + dice.below(8)).for_each(|_| {
            let at = dice.below(out.len());
            if let Some(byte) = out.get_mut(at) {
                *byte ^= 1 << dice.below(8);
            }
        }),
        1 => out.truncate(dice.below(out.len())),
        2 => lines(
            &mut out,
            |lines, dice| drop(lines.remove(dice.below(lines.len()))),
            dice,
        ),
        3 => lines(
            &mut out,
            |lines, dice| {
                lines.insert(
                    dice.below(lines.len()),
                    lines[dice.below(lines.len())].clone(),
                )
            },
            dice,
        ),
        _ => lines(
            &mut out,
            |lines, dice| {
                let (a, b) = (dice.below(lines.len()), dice.below(lines.len()));
                lines.swap(a, b)
            },
            dice,
        ),
    }
    out
}

/// Changes a few lines.
fn lines(bytes: &mut Vec<u8>, change: impl Fn(&mut Vec<Vec<u8>>, &mut Dice), dice: &mut Dice) {
    let mut lines: Vec<Vec<u8>> = bytes
        .split(|&byte| byte == b'\n')
        .map(<[u8]>::to_vec)
        .collect();
    for _ in 0..1 + dice.below(6) {
        if lines.len() > 1 {
            change(&mut lines, dice);
        }
    }
    *bytes = lines.join(&b'\n');
}

fn context() -> Context {
    common::without_readers()
}

/// Laws 1 to 4 for one report, and that its JSON says as much as itself.
fn lawful(report: &Report, schemas: &[Schema]) -> Result<(), String> {
    let schema = report
        .schema
        .as_ref()
        .and_then(|fit| schemas.iter().find(|schema| schema.id == fit.id));
    rectangular(report, schema)?;
    nothing_lost(report)?;
    never_invented(report)?;
    no_silent_repair(report)?;
    audited_alike(report, schema)
}

/// A report read again from its JSON is audited as it was the first time.
fn audited_alike(report: &Report, schema: Option<&Schema>) -> Result<(), String> {
    let json = serde_json::to_string(report).map_err(|error| error.to_string())?;
    let mut again: Report = serde_json::from_str(&json).map_err(|error| error.to_string())?;
    phuluc::pipeline::audit(&mut again, schema, &Default::default());
    let evidence = |report: &Report| {
        report
            .records
            .iter()
            .map(|r| r.evidence.clone())
            .collect::<Vec<_>>()
    };
    if again.findings != report.findings {
        let pairs = again.findings.iter().zip(&report.findings);
        let first = pairs.into_iter().find(|(again, first)| again != first);
        return Err(format!("findings differ when read from JSON: {first:#?}"));
    }
    if evidence(&again) == evidence(report) {
        Ok(())
    } else {
        Err("evidence differs from JSON".into())
    }
}

/// One record per indicator of the schema, in schema order.
fn rectangular(report: &Report, schema: Option<&Schema>) -> Result<(), String> {
    let records: Vec<_> = report
        .records
        .iter()
        .map(|record| &record.indicator)
        .collect();
    let asked: Vec<_> = schema
        .iter()
        .flat_map(|schema| &schema.indicators)
        .map(|i| &i.id)
        .collect();
    if records == asked {
        Ok(())
    } else {
        Err("records are not the schema's indicators in its order".into())
    }
}

/// Every row belongs to exactly one record or is named by exactly one `unmapped-row` finding.
fn nothing_lost(report: &Report) -> Result<(), String> {
    let mut named: BTreeMap<usize, usize> = BTreeMap::new();
    let unmapped = report
        .findings
        .iter()
        .filter(|finding| finding.code.as_str() == "unmapped-row");
    for row in report
        .records
        .iter()
        .filter_map(|record| record.row)
        .chain(unmapped.filter_map(|f| f.row))
    {
        *named.entry(row).or_default() += 1;
    }
    for row in 0..report.appendix.rows.len() {
        match named.get(&row) {
            Some(1) => {}
            times => return Err(format!("row {row} is named {} times", times.unwrap_or(&0))),
        }
    }
    if report.ledger.adds_up() {
        Ok(())
    } else {
        Err(format!("the ledger does not add up: {:?}", report.ledger))
    }
}

/// No value without a printed cell; a blank stays blank; missing exactly when nothing was printed.
fn never_invented(report: &Report) -> Result<(), String> {
    for record in &report.records {
        let row = record.row.and_then(|at| report.appendix.rows.get(at));
        let fault = match (&record.value, row) {
            (Value::Missing, Some(_)) => "missing, though its row is there",
            (Value::Missing, None) => continue,
            (_, None) => "a value without a row",
            (Value::Blank, Some(_)) if record.printed.is_some() => {
                "blank, though something is printed"
            }
            (Value::Blank | Value::Unreadable, Some(_)) => continue,
            (_, Some(_)) if record.printed.is_none() => "a value without a printed cell",
            _ => continue,
        };
        return Err(format!("{}: {fault}", record.indicator));
    }
    Ok(())
}

/// A number's digits are those of its cell, unless a repair is told.
fn no_silent_repair(report: &Report) -> Result<(), String> {
    for record in &report.records {
        let (Some(number), Some(printed)) = (record.value.number(), &record.printed) else {
            continue;
        };
        let told = report
            .findings
            .iter()
            .any(|f| f.indicator.as_ref() == Some(&record.indicator));
        let digits = |text: &str| {
            text.chars()
                .filter(char::is_ascii_digit)
                .collect::<String>()
        };
        let (own, cell) = (
            digits(&number.normalize().to_string()),
            digits(printed.as_str()),
        );
        if !matches!(record.value, Value::Choice(_))
            && !told
            && !cell
                .trim_start_matches('0')
                .starts_with(own.trim_start_matches('0'))
        {
            return Err(format!(
                "{}: {number} from “{printed}” without a word",
                record.indicator
            ));
        }
    }
    Ok(())
}

/// A message is read in a terminal, a cell, a letter: what it quotes is cut, the whole stands in its own column.
#[test]
fn no_message_is_longer_than_a_few_lines() {
    use phuluc::emit::message::{LONGEST, Lang, finding};
    let context = common::without_readers();
    let (mut seen, mut long) = (0, Vec::new());
    for (name, input) in common::fixtures() {
        let bytes = std::fs::read(&input).unwrap();
        let Ok(report) = phuluc::pipeline::extract(&name, bytes, &context) else {
            continue;
        };
        for found in &report.findings {
            for lang in [Lang::Vi, Lang::En] {
                let message = finding(found, lang).message;
                seen += 1;
                if message.chars().count() > LONGEST {
                    long.push(format!("{name}: {}: {message}", found.code));
                }
            }
        }
    }
    assert!(seen > 500 && long.is_empty(), "{seen} {}", long.join("\n"));
}

#[test]
fn reports_keep_the_laws() {
    let context = context();
    let mut read = 0;
    for (name, input) in common::fixtures() {
        let bytes = std::fs::read(&input).expect("a fixture");
        if let Ok(report) = pipeline::extract(&name, &bytes, &context) {
            read += 1;
            lawful(&report, context.schemas()).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        }
    }
    assert!(read > 25, "only {read} fixtures are read");
}

/// Total: no damage makes a reader panic or hang, and what comes out keeps the laws.
#[test]
fn damaged_reports_keep_the_laws() {
    let context = context();
    let copies: u64 = std::env::var("PHULUC_LAWS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(2);
    let mut read = 0;
    for (name, input) in common::fixtures() {
        let bytes = std::fs::read(&input).expect("a fixture");
        for seed in 0..copies {
            let damaged = damaged(&bytes, &mut Dice(seed));
            if let Ok(report) = pipeline::extract(&name, &damaged, &context) {
                read += 1;
                lawful(&report, context.schemas())
                    .unwrap_or_else(|fault| panic!("{name}, seed {seed}: {fault}"));
            }
        }
    }
    assert!(read > 10, "only {read} damaged reports are read");
}

/// The same folder gives the same entries whatever the number of threads and the order of the paths.
#[test]
fn the_order_of_work_does_not_show() {
    let context = context();
    let texts = common::fixtures().into_iter().map(|(_, input)| input);
    let mut paths: Vec<PathBuf> = texts
        .filter(|input| input.extension().is_some_and(|e| e == "txt"))
        .collect();
    paths.truncate(4);
    let run = |paths: &[PathBuf], threads| -> Vec<Entry> {
        let job = Job {
            worker: None,
            threads: Some(threads),
        };
        batch::run(
            &batch::inputs(paths, None, &context.setup.read.limits),
            &job,
            &context,
        )
        .expect("a run")
    };
    let one = run(&paths, 1);
    paths.reverse();
    assert!(
        one == run(&paths, 3),
        "entries differ with the number of threads or the order of the paths"
    );
}

/// The law of the ledger where tables come apart: however a table is split, whether or not its header comes
/// again or is lost, every row of it is counted, or a finding says that a table was left out.
#[test]
fn no_row_is_lost_where_a_table_comes_apart() {
    let mut dice = Dice(7);
    let context = Context::default();
    let mut tried = 0;
    for (name, path) in common::fixtures() {
        let bytes = std::fs::read(&path).expect("a fixture");
        let Ok(read) = phuluc::read::read(&name, bytes, &context.setup.read) else {
            continue;
        };
        let whole = pipeline::appendix(&Part::of(read.output.clone()), context.labels());
        let single = read
            .output
            .blocks
            .iter()
            .position(|block| match (block, &whole.output) {
                (Block::Grid(grid), Some(found)) => grid.rows == printed(found) && grid.rows > 8,
                _ => false,
            });
        for _ in 0..6 {
            let Some(at) = single else { break };
            let mut document = read.output.clone();
            let lost = come_apart(&mut document, at, &mut dice);
            let again = pipeline::appendix(&Part::of(document), context.labels());
            let told = again
                .findings
                .iter()
                .any(|finding| finding.code == Code::TableLeftOut);
            let counted = again.output.as_ref().map_or(0, printed);
            let expected = whole.output.as_ref().map_or(0, printed) - lost;
            assert!(
                counted >= expected || told || again.output.is_none(),
                "{name}: {counted} of {expected} rows"
            );
            tried += 1;
        }
    }
    assert!(tried >= 30, "{tried} tables came apart");
}

/// Rows that the appendix accounts for.
fn printed(appendix: &Appendix) -> usize {
    let aside = appendix.set_aside;
    appendix.rows.len() + aside.header + aside.pieces + aside.empty
}

/// Splits a table in two at some row, perhaps without its header or with words between; how many rows were dropped.
fn come_apart(document: &mut Document, at: usize, dice: &mut Dice) -> usize {
    let Block::Grid(grid) = document.blocks[at].clone() else {
        return 0;
    };
    let row = 3 + dice.below(grid.rows - 6);
    let piece = |rows: std::ops::Range<usize>| {
        let own = grid
            .cells
            .iter()
            .filter(|cell| rows.contains(&cell.rows.start));
        let moved = own.map(|cell| Cell {
            rows: cell.rows.start - rows.start..cell.rows.end.min(rows.end) - rows.start,
            ..cell.clone()
        });
        Block::Grid(Grid {
            rows: rows.len(),
            cells: moved.collect(),
            ..grid.clone()
        })
    };
    let lost = usize::from(dice.below(3) == 0);
    let mut pieces = vec![piece(lost..row)];
    if dice.below(2) == 0 {
        let words = Paragraph {
            text: Text::clean("(tiếp theo)"),
            ..Paragraph::default()
        };
        pieces.push(Block::Paragraph(words));
    }
    pieces.push(piece(row..grid.rows));
    document.blocks.splice(at..=at, pieces);
    lost
}
