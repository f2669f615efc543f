//! Old encodings: real public documents against their Unicode text, and texts nothing may change.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

mod common;

use phuluc::emit::text::write;
use phuluc::read::{Options, read};
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

fn text_of(path: &Path) -> String {
    let bytes = std::fs::read(path).expect("the file can be read");
    let noted = read("sample", &bytes, &Options::default())
        .unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut out = Vec::new();
    write(&noted.output, &|piece| piece.to_owned(), &mut out).expect("memory can be written");
    String::from_utf8(out).expect("text is UTF-8")
}

fn marks(word: &str) -> usize {
    word.chars()
        .filter(|c| matches!(c, 'đ' | 'Đ') || c.nfd().count() > 1)
        .count()
}

/// The share of the truth's marked letters in words that come back exactly, in order.
fn share(truth: &str, got: &str) -> f64 {
    let truth: Vec<&str> = truth.split_whitespace().collect();
    let got: Vec<&str> = got.split_whitespace().collect();
    let mut best = vec![0usize; got.len() + 1];
    for word in &truth {
        let mut diagonal = 0;
        for (at, other) in got.iter().enumerate() {
            let above = best[at + 1];
            best[at + 1] = if word == other {
                diagonal + marks(word)
            } else {
                above.max(best[at])
            };
            diagonal = above;
        }
    }
    let all: usize = truth.iter().map(|word| marks(word)).sum();
    best[got.len()] as f64 / all.max(1) as f64
}

#[test]
#[ignore = "reads ../shared"]
fn public_documents_come_back_right() {
    let folder = common::shared("data/legacy");
    let files = std::fs::read_dir(folder)
        .expect("the folder can be listed")
        .flatten()
        .map(|entry| entry.path());
    let mut compared = 0;
    for file in files.filter(|file| file.extension().is_some_and(|ext| ext != "txt")) {
        compared += 1;
        let truth =
            std::fs::read_to_string(file.with_extension("txt")).expect("the truth can be read");
        let truth: String = truth.nfc().collect();
        let share = share(&truth, &text_of(&file));
        // Words are a stricter measure than letters: one letter wrong costs the word.
        assert!(share >= 0.985, "{}: {share:.4}", file.display());
    }
    assert!(compared > 0, "the documents are there");
}

#[test]
#[ignore = "reads ../shared"]
fn unicode_reports_are_not_touched() {
    for name in [
        "a/r000.ocr.txt",
        "a/r000.docx",
        "a/r003.tone.docx",
        "a/r005.pdf",
        "a/r001.xlsx",
        "a/r005.doc",
    ] {
        let file = common::shared(&format!("samples/{name}"));
        let bytes = std::fs::read(&file).expect("the file can be read");
        let noted = read(name, &bytes, &Options::default()).expect("the sample is read");
        let codes = ["legacy-encoding", "double-converted-text"];
        let told: Vec<_> = noted
            .findings
            .iter()
            .filter(|f| codes.contains(&f.code.as_str()))
            .collect();
        assert!(told.is_empty(), "{name}: {told:?}");
    }
}

#[test]
fn other_languages_are_not_touched() {
    for text in [
        "Le Conseil d'État a été saisi; où est-il, ça et là? Dès août, l'île a dû fêter Noël, œuvre à côté.\n\
         Les élèves français préfèrent l'hôtel près de la forêt; «même» très âgés, ils sont déjà arrivés.\n",
        "Größe, Maß und Fuß: für die Übergabe müssen fünf Behörden prüfen, ob schöne Bäume früh blühen.\n",
        "El niño está aquí: según él, mañana comerán más jamón. ¿Qué? ¡Sí! Así será aún después, señor Núñez.\n",
        "The naïve café façade cost £5 ± 2 at 20 °C; © 2025 Ångström Ltd., 10 µm, ½ ¾, §4 ¶2, “résumé”.\n",
    ] {
        let noted = read("a.txt", text.as_bytes(), &Options::default()).expect("text is read");
        let mut out = Vec::new();
        write(&noted.output, &|piece| piece.to_owned(), &mut out).expect("memory can be written");
        assert_eq!(String::from_utf8(out).as_deref(), Ok(text));
        assert!(noted.findings.is_empty(), "{:?}", noted.findings);
    }
}
