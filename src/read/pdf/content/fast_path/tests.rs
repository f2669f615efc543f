//! The fast path against the full interpreter: the same glyphs, ink and pictures.

use crate::read::Options;
use crate::read::pdf::content::collect::Collector;
use crate::read::pdf::content::interpreter::{Interpreter, Target};
use crate::read::pdf::content::page::PageContent;
use crate::read::pdf::content::pages::Pages;
use crate::read::pdf::file::open::Opened;
use crate::read::pdf::file::open::open;
use crate::read::pdf::sample::{Sample, fixtures, shared};
use hayro_interpret::kurbo::{Affine, Rect};
use std::path::{Path, PathBuf};

/// What the two may not differ in. Of colours only what hangs on them counts: ink of a profile is not
/// worked out to the last digit.
fn told(mut content: PageContent) -> String {
    for cover in &mut content.covers {
        cover.rgb = [0; 3];
    }
    for ink in &mut content.paths {
        ink.rgb = if ink.is_white() { [255; 3] } else { [0; 3] };
    }
    // Tints are not looked up for characters: see `letters_know_a_plain_colour`.
    for glyph in &mut content.glyphs {
        glyph.coloured = false;
        glyph.rgb = [0; 3];
    }
    format!("{content:?}")
}

/// Pages of a file that are compared.
const PAGES: usize = 12;

/// Compares page by page; how many were looked at, and how many the fast path left to the full one.
fn compare(name: &str, bytes: &[u8]) -> (usize, usize) {
    let options = Options::default();
    let Ok(opened) = open(bytes, &options) else {
        return (0, 0);
    };
    let (mut plain, mut full) = (
        Pages::new(&opened, &options),
        Pages::new(&opened, &options).only_full(),
    );
    let pages = plain.len().min(PAGES);
    for index in 0..pages {
        let (a, b) = (
            plain.content(index).map(told),
            full.content(index).map(told),
        );
        let at = a
            .iter()
            .zip(&b)
            .flat_map(|(a, b)| a.bytes().zip(b.bytes()))
            .position(|(a, b)| a != b);
        let part = |text: &Option<String>| -> String {
            let from = at.unwrap_or_default().saturating_sub(200);
            let bytes = text
                .iter()
                .flat_map(|text| text.bytes().skip(from).take(400));
            String::from_utf8_lossy(&bytes.collect::<Vec<u8>>()).into_owned()
        };
        assert!(
            a == b,
            "{name}, page {}, {at:?}:\n{}\n--\n{}",
            index + 1,
            part(&a),
            part(&b)
        );
    }
    assert!(full.full_runs() >= pages, "{name}");
    (pages, plain.full_runs())
}

/// What a page of these operations is read by: true for the fast path.
fn is_fast(operations: &str) -> bool {
    compare(operations, &Sample::page(operations).bytes()).1 == 0
}

#[test]
fn text_stands_where_the_full_interpreter_puts_it() {
    for operations in [
        "BT /F 12 Tf 50 700 Td (FastPath) Tj 0 -14 Td (next line) Tj ET",
        "BT /F 12 Tf 1.5 Tc 4 Tw 80 Tz 12 TL 50 700 Td (a b c) Tj T* (d  e) Tj (f g) ' 3 1 (h i) \" ET",
        "BT /F 10 Tf 0.9 0.1 -0.1 0.9 50 700 Tm 3 Ts [(sla) -200 (nted) 500 (back)] TJ 10 -5 TD (x) Tj T* (y) Tj ET",
        "q 0 1 -1 0 595 0 cm BT /F 12 Tf 50 700 Td (upwards) Tj ET Q BT /F 9 Tf 5 5 Td (level) Tj ET",
        "BT /V 12 Tf 50 700 Td <010203> Tj 2 Tr <0102> Tj 3 Tr (hidden) Tj 1 Tr <01> Tj ET",
        "BT /F 12 Tf 50 900 Td (beyond the page) Tj ET BT 50 50 Td (font is kept) Tj ET",
        "/P <</MCID 3>> BDC BT /F 8 Tf 5 5 Td (in) Tj ET EMC /Artifact BMC BT 9 9 Td (out) Tj ET EMC",
        "/Span <</ActualText (fi)>> BDC BT /F 8 Tf 5 5 Td (xyz) Tj ET EMC",
    ] {
        assert!(is_fast(operations), "{operations}");
    }
}

/// Colours a stamp may have are known by both readers.
#[test]
fn letters_know_a_plain_colour() {
    for (chosen, coloured) in [
        ("1 0 0 rg", true),
        ("0 0 1 rg", true),
        ("0 1 1 0 k", true),
        ("0 g", false),
        ("0.2 0.2 0.3 rg", false),
        ("0 0 0 1 k", false),
        ("1 0 0 RG", false),
    ] {
        let bytes = Sample::page(&format!("{chosen} BT /F 9 Tf 50 700 Td (a) Tj ET")).bytes();
        let options = Options::default();
        let Ok(opened) = open(&bytes, &options) else {
            panic!("no file of {chosen}")
        };
        for mut pages in [
            Pages::new(&opened, &options),
            Pages::new(&opened, &options).only_full(),
        ] {
            let content = pages.content(0).expect("a page");
            assert_eq!(content.glyphs[0].coloured, coloured, "{chosen}");
        }
    }
}

#[test]
fn paths_lie_where_the_full_interpreter_puts_them() {
    for operations in [
        "2 w 10 10 m 200 10 l S 10 10 100 50 re S 10 10 m 60 10 l 60 30 l 10 30 l s",
        "0.5 g 10 10 50 20 re f 1 0 0 rg 10 40 50 20 re B 10 70 50 20 re b* 0 0 1 RG 10 99 50 0 re f",
        "0 0 0 0.2 k 10 10 50 20 re f 0 0 0 0 k 10 50 50 20 re f 0.02 0 0 0 k 10 90 50 20 re f",
        "/DeviceCMYK cs 10 10 50 20 re f 0 1 1 0 sc 10 50 50 20 re f /DeviceGray cs 1 sc 90 50 50 20 re f",
        "/Gone cs 0.3 0.3 scn 10 10 50 20 re f /Pattern cs /P1 scn 10 40 50 20 re f",
        "q 20 20 100 100 re W n 0 0 500 500 re f 10 50 m 300 50 l S Q 10 60 m 300 60 l S",
        "q 0 0 595 842 re W* n 10 60 m 300 60 l S Q Q Q 10 70 m 300 70 l S",
        "q 10 10 m 60 90 l 110 10 l h W n 0 0 500 500 re f Q 1 1 m 5 5 9 9 200 3 c 7 7 90 90 v 3 3 1 1 y S",
        "2 0 0 2 5 5 cm 10 10 m 10 10 l S 10 10 m 10 10 l 10 10 l f n 5 5 l S",
        "/C cs 1 sc 9 9 20 20 re f /Fm Do 50 50 20 20 re f /C cs 0 sc 2 0 0 2 0 0 cm /Fm Do 5 5 20 20 re f",
        "q 50 0 0 60 100 100 cm /Im Do Q q 9 0 0 9 0 0 cm BI /W 2 /H 2 /BPC 8 /CS /G ID abcd EI Q",
    ] {
        assert!(is_fast(operations), "{operations}");
    }
}

/// Light paths and tints are white, or not, as the profile of the full interpreter has them.
#[test]
fn light_colours_are_as_white_as_the_full_interpreter_has_them() {
    let steps = [
        0.0, 0.005, 0.01, 0.015, 0.02, 0.0245, 0.0255, 0.03, 0.04, 0.06, 0.2, 1.0,
    ];
    let mut operations = String::new();
    for (at, ink) in steps.iter().enumerate() {
        let y = 10 + 30 * at;
        for (at, paths) in [
            "X 0 0 0", "0 X 0 0", "0 0 X 0", "0 0 0 X", "X X 0 0", "0 X X 0", "X 0 X 0", "X X X 0",
        ]
        .iter()
        .enumerate()
        {
            let x = 10 + 40 * at;
            operations += &format!(
                "{} k {x} {y} 30 20 re f ",
                paths.replace('X', &ink.to_string())
            );
        }
        operations += &format!(
            "/Tint cs {ink} scn 400 {y} 30 20 re f /Shade cs {ink} scn 440 {y} 30 20 re f "
        );
        operations += &format!("/Void cs {ink} scn 480 {y} 30 20 re f ");
    }
    operations += "/Tint cs 10 800 30 20 re f /Tint cs 0.5 0.5 scn 50 800 30 20 re f";
    assert!(is_fast(&operations), "{operations}");
}

#[test]
fn what_is_rare_is_left_to_the_full_interpreter() {
    for operations in [
        "/OC /Unless BDC BT /F 8 Tf 5 5 Td (when all are off) Tj ET EMC",
        "BT /F 8 Tf 7 Tr 5 5 Td (clip) Tj ET 0 0 99 99 re f",
        "BT /Gone 8 Tf 5 5 Td (no font) Tj ET",
        "BT 5 5 Td (no font at all) Tj ET",
        "10 10 m 90 90 l S /Sh sh",
    ] {
        assert!(!is_fast(operations), "{operations}");
    }
}

/// A field's own drawing lies where the full interpreter puts it, also after a page it had to read.
#[test]
fn fields_are_drawn_alike() {
    let field = "/Annots [<< /Subtype /Widget /FT /Tx /V (form) /Rect [10 10 210 60] /AP << /N 7 0 R >> >>]";
    for (operations, unusual) in [("BT /F 8 Tf 5 5 Td (plain) Tj ET", 0), ("/Sh sh", 1)] {
        let bytes = Sample::default().and(operations, field).bytes();
        assert_eq!(compare(operations, &bytes), (1, unusual), "{operations}");
    }
}

/// What stands on a layer that is off is not on the page; layers that are on cost nothing.
#[test]
fn layers_are_plain_while_none_is_off() {
    let page = Sample::page(
        "/OC /Layer BDC BT /F 8 Tf 5 5 Td (layer) Tj ET EMC BT /F 8 Tf 5 50 Td (page) Tj ET",
    );
    for (setting, plain, characters) in [
        ("", true, 9),
        (
            "/OCProperties << /OCGs [8 0 R] /D << /ON [8 0 R] /OFF [] >> >>",
            true,
            9,
        ),
        (
            "/OCProperties << /OCGs [8 0 R] /D << /OFF [8 0 R] >> >>",
            false,
            4,
        ),
        (
            "/OCProperties << /OCGs [8 0 R] /D << /BaseState /OFF >> >>",
            false,
            4,
        ),
    ] {
        let page = page.clone().catalog(setting);
        let bytes = page.bytes();
        assert_eq!(compare(setting, &bytes).1 == 0, plain, "{setting}");
        let options = Options::default();
        let opened = open(&bytes, &options).unwrap_or_else(|error| panic!("{error}"));
        let content = Pages::new(&opened, &options).content(0);
        assert_eq!(
            content.map(|page| page.glyphs.len()),
            Some(characters),
            "{setting}"
        );
    }
}

/// Compares every file; few of their pages may be left to the full interpreter.
fn compare_all(files: &[PathBuf]) {
    let (mut pages, mut full) = (0, 0);
    for file in files {
        let bytes = std::fs::read(file).expect("a file");
        let counts = compare(&file.display().to_string(), &bytes);
        (pages, full) = (pages + counts.0, full + counts.1);
    }
    assert!(pages > 0 && full * 5 < pages, "{full} of {pages} pages");
}

#[test]
fn fixtures_come_out_the_same() {
    compare_all(&fixtures());
}

/// `cargo test --lib shared -- --ignored`
#[test]
#[ignore = "reads ../shared"]
fn shared_documents_come_out_the_same() {
    compare_all(&shared());
}

/// Noise in the operations of real pages: whatever a producer or an attacker writes, both read the same.
#[test]
fn mutated_operations_come_out_the_same() {
    mutate_all(&fixtures(), 40);
}

#[test]
#[ignore = "reads ../shared"]
fn mutated_operations_of_shared_documents_come_out_the_same() {
    mutate_all(&shared(), 10);
}

fn mutate_all(files: &[PathBuf], rounds: u64) {
    let mut fast = 0;
    for (at, file) in files.iter().enumerate() {
        let bytes = std::fs::read(file).expect("a file");
        let Ok(opened) = open(&bytes, &Options::default()) else {
            continue;
        };
        for round in 0..rounds {
            fast += usize::from(mutate(&opened, file, round + 1_000 * at as u64));
        }
    }
    assert!(fast > 0, "the fast path read none");
}

/// Compares one mutation of the operations of one page; whether the fast path read it.
fn mutate(opened: &Opened, file: &Path, seed: u64) -> bool {
    let mut noise = Noise(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let pages = opened.pdf.pages();
    let page = &pages[noise.below(pages.len())];
    let operations = noise.on(page.page_stream().unwrap_or_default().to_vec());
    let xref = opened.pdf.xref();
    let shown = |with_fast_path: bool| {
        let both = Interpreter::new(xref, 1 << 20);
        let mut interpreter = if with_fast_path {
            both
        } else {
            both.only_full()
        };
        let mut collector = Collector::default();
        collector.start(600.0, 800.0, 200_000);
        collector.unicodes.register(page.resources());
        let visible = Rect::new(0.0, 0.0, 600.0, 800.0);
        let transform = Affine::new([1.0, 0.0, 0.0, -1.0, 0.0, 800.0]);
        let target = Target { transform, visible };
        let whole = interpreter
            .run(&operations, page.resources(), target, &mut collector)
            .is_ok();
        for glyph in &mut collector.glyphs {
            glyph.rgb = [0; 3];
        }
        let shown = format!(
            "{:?} {:?} {:?} {}",
            collector.glyphs,
            collector
                .paths
                .iter()
                .map(|path| (path.bbox, path.is_white()))
                .collect::<Vec<_>>(),
            (&collector.images, &collector.slants),
            collector.strokes
        );
        // Over the budget both stop, each at its own operation.
        (
            if whole { shown } else { String::new() },
            interpreter.full_runs(),
        )
    };
    let (fast, runs) = shown(true);
    let (full, _) = shown(false);
    let same = fast.replace("coloured: true", "coloured: false")
        == full.replace("coloured: true", "coloured: false");
    if !same {
        let at = fast
            .bytes()
            .zip(full.bytes())
            .position(|(a, b)| a != b)
            .unwrap_or(0);
        let part = |text: &str| {
            text.chars()
                .skip(at.saturating_sub(150))
                .take(400)
                .collect::<String>()
        };
        panic!(
            "{} seed {seed}\n{}\n--\n{}",
            file.display(),
            part(&fast),
            part(&full)
        );
    }
    runs == 0
}
/// `.VnTime`, not embedded, whose ơ ("¬") is wider than the sign that stands in for it: the file's widths
/// keep the words apart, and the name is not lost.
#[test]
fn a_font_of_an_old_encoding_that_is_not_embedded_is_measured_by_the_file() {
    let widths = vec!["500"; 224].join(" ").replacen("500", "250", 1);
    let font = format!(
        "<< /Type /Font /Subtype /TrueType /BaseFont /.VnTime /Encoding /WinAnsiEncoding /FirstChar 32 \
         /LastChar 255 /Widths [{widths}] /FontDescriptor << /Type /FontDescriptor /FontName /.VnTime \
         /Flags 32 >> >>"
    );
    let page = Sample::page("BT /Old 12 Tf 50 700 Td <43AC20736DAC> Tj ET");
    let bytes = page.fonts(&format!("/Old {font}")).bytes();
    let options = Options::default();
    let opened = open(&bytes, &options).expect("it opens");
    let content = Pages::new(&opened, &options)
        .content(0)
        .expect("it is read");
    let gaps: Vec<f32> = content
        .glyphs
        .windows(2)
        .map(|pair| pair[1].origin.0 - pair[0].bbox.x1)
        .collect();
    assert!(gaps.iter().all(|gap| gap.abs() < 0.01), "{gaps:?}");
    assert!(
        content
            .fonts
            .iter()
            .any(|font| font.legacy && font.name == ".VnTime"),
        "{:?}",
        content.fonts
    );
}

/// A seeded source of damage to drawing operations.
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// A few lines dropped, doubled, swapped, or with another operator.
    fn on(&mut self, operations: Vec<u8>) -> Vec<u8> {
        let mut words: Vec<Vec<u8>> = operations
            .split(u8::is_ascii_whitespace)
            .map(<[u8]>::to_vec)
            .collect();
        for _ in 0..1 + self.below(6) {
            let (a, b) = (self.below(words.len()), self.below(words.len()));
            match self.below(5) {
                0 => drop(words.remove(a)),
                1 => words.swap(a, b),
                2 => words.insert(a, OPERATORS[self.below(OPERATORS.len())].into()),
                3 => words[a] = words[b].clone(),
                _ => words[a] = NUMBERS[self.below(NUMBERS.len())].into(),
            }
        }
        words.join(&b' ')
    }
}

const OPERATORS: [&str; 24] = [
    "q",
    "Q",
    "BT",
    "ET",
    "W n",
    "f",
    "S",
    "B",
    "h",
    "T*",
    "0 Tr",
    "3 Tr",
    "1 g",
    "1 0 0 rg",
    "EMC",
    "/Artifact BMC",
    "0 0 m",
    "9 9 l",
    "5 5 50 50 re",
    "n",
    "0.5 0 0 0.5 9 9 cm",
    "12 TL",
    "2 Tc",
    "80 Tz",
];
const NUMBERS: [&str; 8] = ["0", "-1", "1e9", "0.0001", "99999999", "-.5", "(", "]"];
