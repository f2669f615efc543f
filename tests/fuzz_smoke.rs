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
use phuluc::read::{Limits, Options, read};
use phuluc::schema::Schema;
use phuluc::text::legacy::{Encoding, Survey, decode, detect, windows_1252};
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
    smoke(1, |dice: &mut Dice| {
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

/// One sentence in every old encoding, as bytes.
const SENTENCE: &str = "Tổng số nhiệm vụ được giao; số văn bản đã ban hành trong kỳ báo cáo, tỷ lệ hồ sơ \
    giải quyết đúng hạn";
const IN_OLD: [(Encoding, &[u8]); 5] = [
    (Encoding::Tcvn3, b"T\xe6ng s\xe8 nhi\xd6m v\xf4 \xae\xad\xeec giao; s\xe8 v\xa8n b\xb6n \xae\xb7 ban \
        h\xb5nh trong k\xfa b\xb8o c\xb8o, t\xfb l\xd6 h\xe5 s\xac gi\xb6i quy\xd5t \xae\xf3ng h\xb9n"),
    (Encoding::Vni, b"To\xe5ng so\xe1 nhie\xe4m vu\xef \xf1\xf6\xf4\xefc giao; so\xe1 va\xean ba\xfbn \xf1a\xf5 \
        ban ha\xf8nh trong ky\xf8 ba\xf9o ca\xf9o, ty\xfb le\xe4 ho\xe0 s\xf4 gia\xfbi quye\xe1t \xf1u\xf9ng ha\xefn"),
    (Encoding::Viscii, b"T\xb1ng s\xaf nhi\xaem v\xf8 \xf0\xdf\xfec giao; s\xaf v\xe5n b\xe4n \xf0\xe3 ban \
        h\xe0nh trong k\xcf b\xe1o c\xe1o, t\xd6 l\xae h\xb0 s\xbd gi\xe4i quy\xaat \xf0\xfang h\xd5n"),
    (Encoding::Vps, b"T\xb0ng s\xd3 nhi\x8cm v\xf8 \xc7\xdc\xaec giao; s\xd3 v\xe6n b\xe4n \xc7\xe3 ban \
        h\xe0nh trong k\xff b\xe1o c\xe1o, t\x9b l\x8c h\xd2 s\xd6 gi\xe4i quy\x89t \xc7\xfang h\xe5n"),
    (Encoding::Cp1258, b"T\xf4\xd2ng s\xf4\xec nhi\xea\xf2m vu\xf2 \xf0\xfd\xf5\xf2c giao; s\xf4\xec v\xe3n ba\xd2n \
        \xf0a\xde ban h\xe0nh trong ky\xcc b\xe1o c\xe1o, ty\xd2 l\xea\xf2 h\xf4\xcc s\xf5 gia\xd2i quy\xea\xect \
        \xf0\xfang ha\xf2n"),
];

fn as_windows_1252(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| windows_1252(*byte)).collect()
}

/// Damaged text of an old encoding is decoded to something, and text without its signs stays as it is.
#[test]
fn old_encodings_take_what_comes() {
    for (encoding, bytes) in IN_OLD {
        let text = as_windows_1252(bytes);
        assert_eq!(decode(&text, encoding), SENTENCE, "{}", encoding.name());
        assert_eq!(detect(&text), Some(encoding));
    }
    let plain = |c: &char| c.is_ascii() && !c.is_ascii_control();
    smoke(1, move |dice: &mut Dice| {
        let (encoding, bytes) = IN_OLD[dice.below(IN_OLD.len())];
        let (_, other) = IN_OLD[dice.below(IN_OLD.len())];
        let bytes = damaged(bytes, other, dice);
        let text = as_windows_1252(&bytes);
        let decoded = decode(&text, encoding);
        assert_eq!(decode(&text, encoding), decoded);
        // A file of these bytes, which also have to be told from UTF-8.
        let _ = read("a.txt", bytes.as_slice(), &Options::default());

        let unmarked: String = text.chars().filter(plain).collect();
        for encoding in Encoding::ALL {
            assert_eq!(decode(&unmarked, encoding), unmarked, "{}", encoding.name());
        }
        let unicode = damaged(SENTENCE.as_bytes(), SENTENCE.as_bytes(), dice);
        let unicode = String::from_utf8_lossy(&unicode);
        for text in [unmarked.as_str(), &*unicode] {
            assert!(
                Survey::is_needed(text) || detect(text).is_none(),
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
