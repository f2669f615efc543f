//! How matching holds under damage: curves of wrong and of unmatched rows, and the time it takes.
//! `cargo bench --bench noise` prints what benches/README.md shows.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

#[path = "../tests/common/noise.rs"]
mod noise;

use noise::{Damaged, Dice, Noise, damaged};
use phuluc::pipeline::map;
use phuluc::schema::{Schema, builtin};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// Reports per form and point of a curve.
const REPORTS: u64 = 40;

fn main() {
    let asked = |wanted: &str| std::env::args().any(|argument| argument == wanted);
    if !asked("--test") && !asked("--time") {
        curves();
    }
    if !asked("--test") {
        speed();
    }
}

fn curves() {
    curve("letters hit", &[0, 20, 40, 60, 80, 100, 150, 200], |x| {
        Noise {
            letters: x,
            ..Noise::default()
        }
    });
    curve(
        "letters hit, numbers lost 25 %, rows 5 %",
        &[0, 20, 40, 60, 80, 100, 150, 200],
        |x| Noise {
            letters: x,
            numbers: 250,
            rows: 50,
        },
    );
    curve("numbers lost", &[0, 100, 200, 300, 400, 500], |x| Noise {
        numbers: x,
        ..Noise::default()
    });
    curve(
        "numbers lost, letters 4 %",
        &[0, 100, 200, 300, 400, 500],
        |x| Noise {
            numbers: x,
            letters: 40,
            ..Noise::default()
        },
    );
    curve(
        "rows dropped, moved, doubled",
        &[0, 50, 100, 150, 200],
        |x| Noise {
            rows: x,
            ..Noise::default()
        },
    );
    curve(
        "rows dropped, moved, doubled, letters 8 %, numbers lost 50 %",
        &[0, 50, 100, 150, 200],
        |x| Noise {
            rows: x,
            letters: 80,
            numbers: 500,
        },
    );
}

#[derive(Default)]
struct Tally {
    rows: usize,
    wrong: usize,
    weak_wrong: usize,
    present: usize,
    unmatched: usize,
}

fn curve(name: &str, steps: &[u32], noise: impl Fn(u32) -> Noise) {
    println!(
        "\n| {name} | rows | wrong ‰ | of these called weak | unmatched % |\n|---:|---:|---:|---:|---:|"
    );
    for step in steps {
        let mut tally = Tally::default();
        for schema in builtin() {
            for seed in 0..REPORTS {
                let mut dice = Dice(seed * 1000 + u64::from(*step));
                count(
                    schema,
                    &damaged(schema, noise(*step), &mut dice),
                    &mut tally,
                );
            }
        }
        println!(
            "| {:.0} % | {} | {:.2} | {} | {:.2} |",
            f64::from(*step) / 10.0,
            tally.rows,
            1000.0 * tally.wrong as f64 / tally.rows as f64,
            tally.weak_wrong,
            100.0 * tally.unmatched as f64 / tally.present as f64,
        );
    }
}

fn count(schema: &Schema, damaged: &Damaged, tally: &mut Tally) {
    let noted = map(
        &damaged.appendix,
        std::slice::from_ref(schema),
        Some(&schema.id),
    );
    let present: BTreeSet<usize> = damaged.truth.iter().copied().collect();
    let mut found = BTreeSet::new();
    tally.rows += damaged.truth.len();
    tally.present += present.len();
    for record in &noted.output.records {
        let Some(row) = record.row else { continue };
        let indicator = schema.position(&record.indicator).unwrap_or(usize::MAX);
        if damaged.truth[row] == indicator {
            found.insert(indicator);
            continue;
        }
        tally.wrong += 1;
        let weak = record
            .matched
            .as_ref()
            .is_some_and(|m| m.grade == phuluc::model::Grade::Weak);
        tally.weak_wrong += usize::from(weak);
        if std::env::var_os("SHOW").is_some() {
            let label = &damaged.appendix.rows[row].label;
            let (asked, truth) = (
                &schema.indicators[indicator],
                &schema.indicators[damaged.truth[row]],
            );
            println!(
                "  {label} ({}) -> {} ({}) {:?}",
                truth.id, asked.label, asked.id, record.matched
            );
        }
    }
    tally.unmatched += present.difference(&found).count();
}

/// A report of 200 rows against 50 forms of 200 rows.
fn speed() {
    let forms: Vec<Schema> = (0..50).map(grown).collect();
    let report = damaged(
        &forms[7],
        Noise {
            letters: 40,
            numbers: 200,
            rows: 30,
        },
        &mut Dice(1),
    );
    let cold = Instant::now();
    std::hint::black_box(map(&report.appendix, &forms, None));
    let cold = cold.elapsed();
    println!(
        "\n{} rows against 50 forms of 200 rows: first {cold:.1?} (forms made ready), then {:.1?}",
        report.truth.len(),
        least(&report, &forms)
    );
    for form in [&forms[7], &builtin()[0]] {
        let clean = damaged(form, Noise::default(), &mut Dice(1));
        println!(
            "{} undamaged rows against the shipped forms: {:.1?}",
            clean.truth.len(),
            least(&clean, builtin())
        );
    }
}

/// The time of the fastest of many rounds: what else the machine does only ever adds to it.
fn least(report: &Damaged, forms: &[Schema]) -> Duration {
    let round = |_| {
        let start = Instant::now();
        std::hint::black_box(map(&report.appendix, forms, None));
        start.elapsed()
    };
    (0..60).map(round).min().unwrap_or_default()
}

/// A form of 200 rows made of the shipped ones, no two alike: words swapped by a seed.
fn grown(seed: u64) -> Schema {
    let mut dice = Dice(seed);
    let words: Vec<&str> = builtin()
        .iter()
        .flat_map(|s| &s.indicators)
        .flat_map(|i| i.label.split(' '))
        .collect();
    let mut form = builtin()
        .iter()
        .max_by_key(|s| s.indicators.len())
        .cloned()
        .unwrap_or_default();
    form.id = format!("form-{seed:02}");
    while form.indicators.len() < 200 {
        let mut more = form.indicators[dice.below(100) + 50].clone();
        more.id = format!("{}x{}", more.id, form.indicators.len())
            .as_str()
            .into();
        form.indicators.push(more);
    }
    for indicator in &mut form.indicators {
        indicator.aliases.clear();
        let swapped = indicator.label.split(' ').map(|word| {
            if dice.hits(250) {
                words[dice.below(words.len())]
            } else {
                word
            }
        });
        indicator.label = swapped.collect::<Vec<_>>().join(" ");
    }
    form
}
