//! The fast path against the full interpreter: the same glyphs, ink and pictures.

use crate::read::Options;
use crate::read::pdf::content::page::PageContent;
use crate::read::pdf::content::pages::Pages;
use crate::read::pdf::file::open::open;
use crate::read::pdf::sample::Sample;
use std::path::{Path, PathBuf};

/// What the two may not differ in. Of colours only what hangs on them counts: ink of a profile is not
/// worked out to the last digit.
fn told(mut content: PageContent) -> String {
    for ink in &mut content.paths {
        ink.rgb = if ink.is_white() { [255; 3] } else { [0; 3] };
    }
    // Tints are not looked up for characters: see `letters_know_a_plain_colour`.
    for glyph in &mut content.glyphs {
        glyph.coloured = false;
    }
    format!("{content:?}")
}

/// Pages of a file that are compared.
const PAGES: usize = 4;

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
            text.iter()
                .flat_map(|text| text.chars().skip(from).take(400))
                .collect()
        };
        assert!(
            a == b,
            "{name}, page {}:\n{}\n--\n{}",
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

fn pdfs(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            pdfs(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "pdf") {
            found.push(path);
        }
    }
}

/// Every PDF of the fixtures, and of the folder beside the repository where there is one.
#[test]
fn whole_documents_come_out_the_same() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    pdfs(&root.join("fixtures"), &mut files);
    for folder in ["samples", "data/icdar2013-eu"] {
        pdfs(&root.join("../shared").join(folder), &mut files);
    }
    files.sort();
    let (mut pages, mut unusual) = (0, 0);
    for file in &files {
        let Ok(bytes) = std::fs::read(file) else {
            continue;
        };
        let counts = compare(&file.display().to_string(), &bytes);
        pages += counts.0;
        unusual += counts.1;
    }
    println!(
        "{pages} pages of {} files, {unusual} of them by the full interpreter",
        files.len()
    );
    assert!(
        pages > 0 && unusual * 5 < pages,
        "{unusual} of {pages} pages are unusual"
    );
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
