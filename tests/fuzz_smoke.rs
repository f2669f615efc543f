//! `make fuzz-smoke`: half a minute of seeded damage on the stable toolchain. Every reader, the grammar of
//! numbers, the old encodings and the loading of forms take whatever comes, and the laws are the assertions.
//!
//! `PHULUC_FUZZ_SEED=N` begins elsewhere, `PHULUC_FUZZ_SECONDS=N` goes on for longer; a failure prints the
//! seed that shows it again. `fuzz/` holds targets for a coverage-guided fuzzer of the same entry points.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

mod common;

use common::noise::Dice;
use phuluc::model::{Report, Value};
use phuluc::pipeline::{Context, Setup, extract};
use phuluc::read::{Limits, Options};
use phuluc::schema::Schema;
use phuluc::text::{Text, number};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

fn from_env(name: &str, default: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(default)
}

/// Runs `one` with seed after seed for its share of the time, on a thread with room for deep documents.
fn smoke(share: u64, one: impl Fn(&mut Dice) + Send + 'static) {
    let first = from_env("PHULUC_FUZZ_SEED", 1);
    let time = Duration::from_secs(from_env("PHULUC_FUZZ_SECONDS", 30)) * share as u32 / 10;
    let work = move || {
        let begun = Instant::now();
        let mut seed = first;
        // At least a few, however slow the machine.
        while begun.elapsed() < time || seed < first + 5 {
            let run = catch_unwind(AssertUnwindSafe(|| one(&mut Dice(seed))));
            assert!(run.is_ok(), "PHULUC_FUZZ_SEED={seed} shows it again");
            seed += 1;
        }
        println!("seeds {first}..{seed}");
    };
    let thread = std::thread::Builder::new()
        .stack_size(64 << 20)
        .spawn(work)
        .unwrap();
    thread.join().expect("every seed keeps the laws");
}

/// Bits flipped, pieces cut, doubled, moved or taken from another file.
fn damaged(bytes: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for _ in 0..=dice.below(4) {
        let (at, length) = (dice.below(out.len() + 1), dice.below(64));
        let end = (at + length).min(out.len());
        match dice.below(6) {
            0 => out
                .iter_mut()
                .skip(at)
                .take(1)
                .for_each(|byte| *byte ^= 1 << dice.below(8)),
            1 => drop(out.drain(at..end)),
            2 => out.truncate(at),
            3 => {
                let piece = out[at..end].to_vec();
                let to = dice.below(out.len() + 1);
                out.splice(to..to, piece);
            }
            4 => {
                let from = dice.below(other.len() + 1);
                let piece = &other[from..(from + length).min(other.len())];
                out.splice(at..at, piece.iter().copied());
            }
            _ => out
                .iter_mut()
                .skip(at)
                .take(1)
                .for_each(|byte| *byte = dice.below(256) as u8),
        }
    }
    out
}

/// Damage inside the parts of a package, which a flipped bit of the packed bytes only breaks.
fn damaged_package(bytes: &[u8], dice: &mut Dice) -> Option<Vec<u8>> {
    use std::io::{Cursor, Read, Write};
    let mut old = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let chosen = dice.below(old.len());
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..old.len() {
        let mut part = old.by_index(at).ok()?;
        let mut content = Vec::new();
        part.read_to_end(&mut content).ok()?;
        if at == chosen {
            content = damaged(&content, bytes, dice);
        }
        let name = part.name().ok()?.into_owned();
        new.start_file(name, zip::write::SimpleFileOptions::default())
            .ok()?;
        new.write_all(&content).ok()?;
    }
    Some(new.finish().ok()?.into_inner())
}

/// Rectangular, nothing lost, never invented, deterministic.
fn assert_lawful(report: &Report, schemas: &[Schema]) {
    let schema = report
        .schema
        .as_ref()
        .and_then(|fit| schemas.iter().find(|schema| schema.id == fit.id));
    let asked = schema.map_or(0, |schema| schema.indicators.len());
    assert_eq!(report.records.len(), asked, "one record per indicator");
    assert!(report.ledger.adds_up(), "{:?}", report.ledger);
    for record in &report.records {
        let is_missing = record.value == Value::Missing;
        assert_eq!(is_missing, record.row.is_none(), "{}", record.indicator);
        let is_printed = record.printed.as_ref().is_some_and(|text| !text.is_empty());
        assert!(
            record.value.number().is_none() || is_printed,
            "{}",
            record.indicator
        );
    }
}

fn tight() -> Limits {
    Limits {
        pages: 20,
        decompressed_bytes: 32 << 20,
        table_cells: 20_000,
        page_items: 50_000,
        ..Limits::default()
    }
}

#[test]
fn readers_take_what_comes() {
    let inputs: Vec<Vec<u8>> = common::fixtures()
        .into_iter()
        .map(|(_, path)| std::fs::read(path).unwrap())
        .filter(|bytes| !bytes.is_empty() && bytes.len() < 400_000)
        .collect();
    let read = Options {
        limits: tight(),
        ..Options::default()
    };
    let context = Context::new(Setup {
        read,
        ..Setup::default()
    })
    .unwrap();
    smoke(7, move |dice: &mut Dice| {
        let bytes = &inputs[dice.below(inputs.len())];
        let other = &inputs[dice.below(inputs.len())];
        let inside = (dice.below(2) == 0)
            .then(|| damaged_package(bytes, dice))
            .flatten();
        let input = inside.unwrap_or_else(|| damaged(bytes, other, dice));
        let first = extract("x", input.as_slice(), &context);
        let again = extract("x", input.as_slice(), &context);
        match (first, again) {
            (Ok(first), Ok(again)) => {
                assert_lawful(&first, context.schemas());
                assert!(first == again, "the same bytes, another report");
            }
            (Err(first), Err(again)) => assert_eq!(first.to_string(), again.to_string()),
            _ => panic!("read once, not read twice"),
        }
    });
}

/// A number comes only from digits, and what is cleaned once is clean.
#[test]
fn numbers_and_text_take_what_comes() {
    const PIECES: &[&str] = &[
        "1", "23", "456", "7.890", ",", ".", " ", "-", "−", "%", "/", "(", ")", "O", "l", "đồng",
        "triệu", "không", "\u{ad}", "\u{a0}", "²", "½", "Ⅳ", "e", "+", "x", "–", "\u{301}", "０",
        "…",
    ];
    smoke(2, |dice: &mut Dice| {
        let count = dice.below(8);
        let text: String = (0..count)
            .map(|_| PIECES[dice.below(PIECES.len())])
            .collect();
        let clean = Text::clean(&text);
        assert_eq!(
            Text::clean(clean.as_str()).as_str(),
            clean.as_str(),
            "{text:?}"
        );
        let reading = number::read(clean.as_str(), number::Habit::default());
        if let number::Reading::Figure(_) = reading {
            assert!(
                text.chars().any(|c| c.is_numeric() || "Ol".contains(c)),
                "{text:?}"
            );
        }
    });
}

/// A form that loads can be written out and loads again as the same; one that does not says where.
#[test]
fn forms_take_what_comes() {
    let forms: Vec<Vec<u8>> = phuluc::schema::builtin()
        .iter()
        .map(|schema| schema.to_json().unwrap().into_bytes())
        .collect();
    smoke(1, move |dice: &mut Dice| {
        let bytes = damaged(&forms[dice.below(forms.len())], &forms[0], dice);
        let text = String::from_utf8_lossy(&bytes);
        match Schema::from_json("f.json", &text) {
            Ok(schema) => {
                let json = schema.to_json().unwrap();
                assert!(Schema::from_json("f.json", &json).unwrap() == schema);
            }
            Err(error) => assert!(!error.faults.is_empty()),
        }
    });
}
