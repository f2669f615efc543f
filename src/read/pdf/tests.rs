//! What the reader promises, each on a small file made for it.

use super::*;
use crate::model::{ErrorKind, Grid, Paragraph};
use crate::read::OcrMode;
use crate::read::pdf::sample::{Sample, grid, stroke, text};

pub(crate) fn read_sample(sample: &Sample) -> WithFindings<Document> {
    read("mẫu.pdf", sample.bytes(), &Options::default()).expect("the sample is a whole file")
}

pub(crate) fn grids(sample: &Sample) -> Vec<Grid> {
    let blocks = read_sample(sample).output.blocks.into_iter();
    blocks
        .filter_map(|b| {
            if let Block::Grid(grid) = b {
                Some(grid)
            } else {
                None
            }
        })
        .collect()
}

fn paragraphs(sample: &Sample) -> Vec<Paragraph> {
    let blocks = read_sample(sample).output.blocks.into_iter();
    blocks
        .filter_map(|b| {
            if let Block::Paragraph(p) = b {
                Some(p)
            } else {
                None
            }
        })
        .collect()
}

pub(crate) fn texts(sample: &Sample) -> Vec<String> {
    paragraphs(sample)
        .iter()
        .map(|p| p.text.to_string())
        .collect()
}

/// The texts of a grid, row by row; covered positions repeat their cell.
pub(crate) fn table(grid: &Grid) -> Vec<Vec<&str>> {
    let row = |r| {
        (0..grid.columns)
            .map(|c| grid.at(r, c).map_or("·", |cell| cell.text.as_str()))
            .collect()
    };
    (0..grid.rows).map(row).collect()
}

pub(crate) fn codes(sample: &Sample) -> Vec<String> {
    read_sample(sample)
        .findings
        .iter()
        .map(|f| f.code.to_string())
        .collect()
}

/// Two rows of three columns with an empty middle cell below.
fn small_table() -> String {
    grid(&[100.0, 150.0, 300.0, 400.0], &[100.0, 120.0, 160.0])
        + &text(105.0, 114.0, 10.0, "STT")
        + &text(155.0, 114.0, 10.0, "Label")
        + &text(305.0, 114.0, 10.0, "Value")
        + &text(105.0, 134.0, 10.0, "1")
        + &text(155.0, 134.0, 10.0, "two")
        + &text(155.0, 146.0, 10.0, "lines")
}

#[test]
fn a_ruled_table_keeps_its_empty_cells_and_lines() {
    let grids = grids(&Sample::page(&small_table()));
    assert_eq!(
        table(&grids[0]),
        [["STT", "Label", "Value"], ["1", "two lines", ""]]
    );
    assert_eq!(grids[0].at(1, 1).map(|c| c.lines.len()), Some(2));
    let place = &grids[0].places[0];
    assert_eq!(
        (place.page, place.bbox.map(<[f32; 4]>::from)),
        (Some(1), Some([100.0, 100.0, 400.0, 160.0]))
    );
}

#[test]
fn boxes_without_a_rule_between_are_one_cell() {
    // Header: "A" over two rows, "B" over two columns.
    let rules = [
        stroke(100.0, 100.0, 400.0, 100.0),
        stroke(200.0, 120.0, 400.0, 120.0),
        stroke(100.0, 140.0, 400.0, 140.0),
        stroke(100.0, 160.0, 400.0, 160.0),
        stroke(100.0, 100.0, 100.0, 160.0),
        stroke(200.0, 100.0, 200.0, 160.0),
        stroke(300.0, 120.0, 300.0, 160.0),
        stroke(400.0, 100.0, 400.0, 160.0),
    ];
    let words = text(110.0, 124.0, 10.0, "A")
        + &text(280.0, 114.0, 10.0, "B")
        + &text(210.0, 134.0, 10.0, "C");
    let grids = grids(&Sample::page(&(rules.concat() + &words)));
    assert_eq!(
        table(&grids[0]),
        [["A", "B", "B"], ["A", "C", ""], ["", "", ""]]
    );
}

#[test]
fn dashes_double_rules_and_thin_boxes_are_rules() {
    let dashed: String = (0..60)
        .map(|i| i as f32 * 5.0)
        .map(|x| stroke(100.0 + x, 120.0, 103.0 + x, 120.0))
        .collect();
    let double = stroke(100.0, 100.0, 400.0, 100.0) + &stroke(100.0, 102.0, 400.0, 102.0);
    let bottom = "100 681 300 1 re f\n";
    let upright: String = [100.0, 250.0, 400.0]
        .map(|x| stroke(x, 100.0, x, 160.0))
        .concat();
    let words = text(105.0, 114.0, 10.0, "a")
        + &text(255.0, 114.0, 10.0, "b")
        + &text(105.0, 140.0, 10.0, "c");
    let grids = grids(&Sample::page(
        &(dashed + &double + bottom + &upright + &words),
    ));
    assert_eq!(table(&grids[0]), [["a", "b"], ["c", ""]]);
}

/// Browsers draw a dotted border as squares, one after another: those of an upright one are in no way
/// taller than wide.
#[test]
fn dots_in_a_line_are_a_rule() {
    let dots = |x: f32, y: f32, dx: f32, dy: f32, count: usize| -> String {
        let at = |i: usize| (x + dx * i as f32, y + dy * i as f32);
        (0..count)
            .map(at)
            .map(|(x, y)| format!("{x} {} 0.75 0.75 re f\n", 842.0 - y))
            .collect()
    };
    let across: String = [100.0, 120.0, 160.0]
        .map(|y| dots(100.0, y, 1.5, 0.0, 201))
        .concat();
    let upright: String = [100.0, 250.0, 400.0]
        .map(|x| dots(x, 100.0, 0.0, 1.5, 41))
        .concat();
    let words = text(105.0, 114.0, 10.0, "a")
        + &text(255.0, 114.0, 10.0, "b")
        + &text(105.0, 140.0, 10.0, "c");
    let grids = grids(&Sample::page(&(across + &upright + &words)));
    assert_eq!(table(&grids[0]), [["a", "b"], ["c", ""]]);
}

#[test]
fn a_table_open_at_its_sides_ends_where_its_rules_end() {
    let across: String = [100.0, 120.0, 140.0]
        .map(|y| stroke(100.0, y, 400.0, y))
        .concat();
    let inner = stroke(200.0, 100.0, 200.0, 140.0);
    let words = text(105.0, 114.0, 10.0, "a")
        + &text(205.0, 114.0, 10.0, "b")
        + &text(205.0, 134.0, 10.0, "c");
    let grids = grids(&Sample::page(&(across + &inner + &words)));
    assert_eq!(table(&grids[0]), [["a", "b"], ["", "c"]]);
}

#[test]
fn painted_cells_are_a_table_without_strokes() {
    let fills: String = [(100, 722), (200, 722), (100, 702), (200, 702)]
        .map(|(x, y)| format!("0.9 g {x} {y} 100 20 re f\n"))
        .concat();
    let words = text(105.0, 114.0, 10.0, "a")
        + &text(205.0, 114.0, 10.0, "b")
        + &text(205.0, 134.0, 10.0, "d");
    let grids = grids(&Sample::page(&(fills + "0 g\n" + &words)));
    assert_eq!(table(&grids[0]), [["a", "b"], ["", "d"]]);
}

#[test]
fn tables_side_by_side_stay_two() {
    let one = |x: f32, word: &str| {
        grid(&[x, x + 50.0, x + 100.0], &[100.0, 120.0])
            + &text(x + 5.0, 114.0, 10.0, word)
            + &text(x + 55.0, 114.0, 10.0, "z")
    };
    let grids = grids(&Sample::page(&(one(300.0, "right") + &one(100.0, "left"))));
    assert_eq!(
        grids.iter().map(table).collect::<Vec<_>>(),
        [[["left", "z"]], [["right", "z"]]]
    );
}

#[test]
fn an_underlined_frame_around_text_is_no_table() {
    let frame = grid(&[100.0, 400.0], &[100.0, 160.0]);
    let words = text(105.0, 114.0, 10.0, "boxed words");
    let sample = Sample::page(&(frame + &words + &stroke(105.0, 116.0, 160.0, 116.0)));
    assert!(grids(&sample).is_empty());
    assert_eq!(texts(&sample), ["boxed words"]);
}

#[test]
fn only_the_gap_parts_words() {
    // One operation a glyph, a font switch in the middle, kerning inside a word, a real space.
    let content = "BT /F 10 Tf 100 700 Td (ti) Tj /V 10 Tf <01> Tj /F 10 Tf (n) Tj ( ) Tj (t) Tj (r) Tj \
                   [(i) 40 (n) -30 (h)] TJ ET\n";
    assert_eq!(texts(&Sample::page(content)), ["tiến trinh"]);
}

#[test]
fn letter_spacing_is_not_words() {
    let spaced = "BT /F 12 Tf 2.4 Tc 100 700 Td (PHU LUC SO) Tj ET\n";
    assert_eq!(texts(&Sample::page(spaced)), ["PHU LUC SO"]);
    // Two digits in a row are two, however few there are.
    let figures = text(100.0, 100.0, 10.0, "1") + &text(109.0, 100.0, 10.0, "2");
    assert_eq!(texts(&Sample::page(&figures)), ["1 2"]);
}

#[test]
fn combining_marks_are_put_on_their_letter() {
    let content = "BT /F 10 Tf 100 700 Td (ca) Tj /V 10 Tf <03> Tj /F 10 Tf ( ti) Tj ET\n";
    assert_eq!(texts(&Sample::page(content)), ["cả ti"]);
}

#[test]
fn a_superscript_footnote_mark_is_taken_off_its_figure() {
    let words = text(105.0, 114.0, 10.0, "43")
        + &text(115.0, 110.0, 6.0, "\\(1\\)")
        + &text(155.0, 114.0, 10.0, "n");
    let grids = grids(&Sample::page(
        &(grid(&[100.0, 150.0, 200.0], &[100.0, 120.0]) + &words),
    ));
    let cell = grids[0].at(0, 0).expect("the first cell");
    assert_eq!((cell.text.as_str(), cell.marks[0].as_str()), ("43", "(1)"));
}

/// However it is set, a footnote number never becomes a digit of the value: level with it, hardly raised, or
/// raised as large as the value itself.
#[test]
fn a_footnote_figure_is_no_digit_of_its_figure() {
    for (up, size) in [(0.0, 6.0), (1.5, 5.8), (2.0, 6.5), (4.0, 10.0)] {
        let words = text(105.0, 114.0, 10.0, "43") + &text(115.2, 114.0 - up, size, "1");
        let words = words + &text(155.0, 114.0, 10.0, "n");
        let grids = grids(&Sample::page(
            &(grid(&[100.0, 150.0, 200.0], &[100.0, 120.0]) + &words),
        ));
        let cell = grids[0].at(0, 0).expect("the first cell");
        assert_eq!(
            (cell.text.as_str(), cell.marks[0].as_str()),
            ("43", "1"),
            "{up} up, size {size}"
        );
    }
}

/// A mark belongs to the letter it stands over, whenever it is drawn.
#[test]
fn combining_marks_find_their_letter_by_place() {
    // `a` of 10 points is 4.44 wide; the mark has no width and stands at its end.
    let letters = "/F 10 Tf 1 0 0 1 100 700 Tm (cat ban) Tj";
    let mark = "/V 10 Tf 1 0 0 1 108.9 700 Tm <03> Tj";
    for content in [
        format!("BT {letters} {mark} ET"),
        format!("BT {mark} {letters} ET"),
    ] {
        assert_eq!(texts(&Sample::page(&content)), ["cảt ban"], "{content}");
    }
}

/// Upright letters across a table, larger than its own, are a stamp: no part of any cell, but told.
#[test]
fn a_stamp_over_cells_is_left_out_and_reported() {
    let over_a_figure = text(302.0, 135.0, 16.0, "2024");
    let over_a_rule = text(160.0, 126.0, 16.0, "OK");
    let cells = small_table() + &text(305.0, 134.0, 10.0, "268");
    let sample = Sample::page(&(cells + &over_a_figure + &over_a_rule));
    assert_eq!(
        table(&grids(&sample)[0]),
        [["STT", "Label", "Value"], ["1", "two lines", "268"]]
    );
    assert_eq!(codes(&sample), ["printed-over"]);
}

/// A table of many rows with room in its value cells.
fn roomy_table() -> String {
    let ys: Vec<f32> = (0..12).map(|at| 100.0 + 24.0 * at as f32).collect();
    let mut content = grid(&[50.0, 90.0, 300.0, 400.0, 500.0], &ys);
    for (at, y) in ys.iter().take(11).enumerate() {
        content += &text(55.0, y + 15.0, 9.0, &at.to_string());
        content += &text(95.0, y + 15.0, 9.0, "Number of documents issued");
        content += &text(410.0, y + 15.0, 9.0, "a note");
    }
    content
}

/// What stands in the value cells of a table after this was drawn onto it, and what is told.
fn values_with(drawn: &str) -> (Vec<String>, Vec<String>) {
    let sample = Sample::page(&(roomy_table() + drawn));
    let (grids, of) = (grids(&sample), |grid| {
        table(grid).iter().map(|row| row[2].to_string()).collect()
    });
    let mut values: Vec<String> = of(&grids[0]);
    values.retain(|value| !value.is_empty());
    (
        values,
        codes(&sample).iter().map(ToString::to_string).collect(),
    )
}

/// A stamp inside an empty cell touches nothing: its size, its colour and its capitals tell it from a value.
#[test]
fn a_stamp_inside_an_empty_cell_is_left_out_and_reported() {
    let red = |text: &str| format!("q 0.9 0.1 0.1 rg {text} Q ");
    let left_out = [
        text(305.0, 140.0, 14.0, "SIGNED"),
        red(&text(305.0, 140.0, 12.0, "SIGNED")),
        red(&text(305.0, 140.0, 14.0, "Signed")),
        // A number set as a stamp elsewhere on the page is part of a stamp.
        text(305.0, 140.0, 14.0, "SIGNED") + &text(305.0, 236.0, 14.0, "2024"),
    ];
    for drawn in left_out {
        assert_eq!(
            values_with(&drawn),
            (vec![], vec!["printed-over".to_owned()]),
            "{drawn}"
        );
    }
}

/// A large number alone may be a value: it is kept, and the cell is named.
#[test]
fn a_large_number_in_a_cell_is_kept_and_told() {
    let (values, told) = values_with(&text(305.0, 140.0, 14.0, "2024"));
    assert_eq!(
        (values, told),
        (vec!["2024".to_owned()], vec!["set-apart".to_owned()])
    );
}

/// Bold, colour or a point more are how people stress a value; where all values are larger nothing is odd.
#[test]
fn stressed_values_are_ordinary() {
    let all: String = (0..11)
        .map(|at| text(305.0, 116.0 + 24.0 * at as f32, 12.0, "45"))
        .collect();
    let one = |size| text(305.0, 140.0, size, "45");
    for drawn in [one(10.8), format!("q 0.9 0.1 0.1 rg {} Q", one(10.8)), all] {
        let (values, told) = values_with(&drawn);
        assert!(
            values.iter().all(|value| value == "45") && !values.is_empty(),
            "{values:?}"
        );
        assert!(told.is_empty(), "{told:?} {drawn}");
    }
}

/// What was recognised of a page that shows its text is a copy of it, and a worse one.
#[test]
fn a_text_layer_under_printed_text_is_dropped() {
    let copy = "BT 3 Tr /F 10 Tf 306 706.5 Td (4S) Tj ET\n";
    let sample = Sample::page(&(small_table() + &text(305.0, 134.0, 10.0, "45") + copy));
    assert_eq!(table(&grids(&sample)[0])[1], ["1", "two lines", "45"]);
    assert!(codes(&sample).is_empty());
}

#[test]
fn text_drawn_twice_is_read_once() {
    let bold = text(100.0, 100.0, 10.0, "86,96") + &text(100.3, 100.0, 10.0, "86,96");
    let outlined = "BT 2 Tr /F 10 Tf 100 600 Td (twice) Tj ET\n";
    assert_eq!(texts(&Sample::page(&(bold + outlined))), ["86,96", "twice"]);
}

#[test]
fn a_turned_page_reads_like_an_upright_one_and_leads_back() {
    // The table of `small_table`, drawn sideways as for a landscape page stored with /Rotate 90.
    let content = format!("q 0 1 -1 0 842 0 cm\n{}Q\n", small_table());
    let sample = Sample::default().and(&content, "/Rotate 90 /MediaBox [0 0 842 842]");
    let grids = grids(&sample);
    assert_eq!(
        table(&grids[0]),
        [["STT", "Label", "Value"], ["1", "two lines", ""]]
    );
    let printed = grids[0].bbox().map(<[f32; 4]>::from);
    assert_eq!(printed, Some([100.0, 442.0, 160.0, 742.0]));
}

#[test]
fn watermark_letters_are_left_out() {
    let mark = "BT /F 60 Tf 0.7 0.7 -0.7 0.7 100 300 Tm (DRAFT) Tj ET\n";
    let sample = Sample::page(&(text(100.0, 100.0, 10.0, "words") + mark));
    assert_eq!(texts(&sample), ["words"]);
}

#[test]
fn page_numbers_and_repeated_headers_are_marked() {
    let page = |n: u32| {
        text(290.0, 820.0, 10.0, &n.to_string())
            + &text(100.0, 30.0, 10.0, "Agency")
            + &text(100.0, 300.0, 10.0, "body")
    };
    let sample = (1..=3).fold(Sample::default(), |sample, n| sample.and(&page(n), ""));
    for paragraph in paragraphs(&sample) {
        assert_eq!(
            paragraph.running,
            paragraph.text.as_str() != "body",
            "{}",
            paragraph.text
        );
    }
}

#[test]
fn a_scan_with_a_stamp_is_still_a_scan() {
    let scan = "q 595 0 0 842 0 0 cm /Im Do Q\n".to_owned()
        + &text(400.0, 40.0, 8.0, "So: 2775; 10/11/2025");
    let unread = |page: &str| {
        let mut options = Options::default();
        options.ocr.mode = OcrMode::Off;
        let read = read("test.pdf", Sample::page(page).bytes(), &options).expect("readable");
        let codes = read.findings.iter().map(|finding| finding.code.to_string());
        codes.collect::<Vec<_>>()
    };
    assert_eq!(unread(&scan), ["scan-without-text"]);
    let layer =
        "q 595 0 0 842 0 0 cm /Im Do Q BT 3 Tr /F 10 Tf 100 700 Td (read by a machine) Tj ET\n";
    assert_eq!(unread(layer), ["text-layer"]);
}

#[test]
fn a_page_without_anything_is_said() {
    assert_eq!(codes(&Sample::page("")), ["no-text"]);
}

#[test]
fn a_file_cut_off_is_damaged() {
    let whole = Sample::page(&small_table()).bytes();
    let cut = &whole[..whole.len() / 2];
    assert!(matches!(
        read("x.pdf", cut, &Options::default()),
        Err(Error {
            kind: ErrorKind::Damaged { .. },
            ..
        })
    ));
}

#[test]
fn no_cut_of_a_file_panics() {
    let whole = Sample::page(&small_table()).bytes();
    for length in (0..whole.len()).step_by(97) {
        let mut bytes = whole[..length].to_vec();
        bytes.extend(b"\nstartxref\n0\n%%EOF");
        let _ = read("x.pdf", &bytes, &Options::default());
    }
}

#[test]
fn a_page_over_the_limit_says_so_and_the_next_is_read() {
    let many = "0 0 m 9 9 l S\n".repeat(2_000);
    let sample = Sample::page(&many).and(&text(100.0, 100.0, 10.0, "next"), "");
    let mut options = Options::default();
    options.limits.page_items = 1_000;
    let read = read("x.pdf", sample.bytes(), &options).expect("a whole file");
    assert_eq!(read.findings[0].code.as_str(), "limit-reached");
    assert_eq!(read.output.blocks.len(), 1);
}

#[test]
fn a_filled_in_field_is_part_of_its_cell_and_a_comment_is_reported() {
    let field = "<< /Subtype /Widget /FT /Tx /V (43) /Rect [302 684 398 700] >>";
    let hidden = "<< /Subtype /Widget /FT /Tx /F 2 /V (99) /Rect [302 684 398 700] >>";
    let signature = "<< /Subtype /Widget /FT /Sig /V << >> /Rect [302 684 398 700] >>";
    let comment = "<< /Subtype /Text /Contents (should be 44) /Rect [10 10 20 20] >>";
    let annotations = format!("/Annots [{field} {hidden} {signature} {comment}]");
    let sample = Sample::default().and(&small_table(), &annotations);
    assert_eq!(table(&grids(&sample)[0])[1], ["1", "two lines", "43"]);
    assert_eq!(codes(&sample), ["comments"]);
    assert_eq!(read_sample(&sample).output.source.notes, ["form fields"]);
}

/// Signing software prints the number and the day of a report as appearances of signature fields.
#[test]
fn what_a_signature_field_shows_is_part_of_the_page() {
    let signature = |appearance: &str| {
        let field =
            format!("<< /Subtype /Widget /FT /Sig /V << >> /Rect [10 10 110 110] {appearance} >>");
        let sample = Sample::default().and(&small_table(), &format!("/Annots [{field}]"));
        let notes = read_sample(&sample).output.source.notes;
        (texts(&sample), notes)
    };
    let shown = signature("/AP << /N 7 0 R >>");
    assert_eq!(shown.0, ["form"]);
    assert_eq!(shown.1, ["signature fields"]);
    assert_eq!(signature(""), (vec![], vec![]));
}

/// A table of cross-references that is not where the file says is rebuilt, and that is reported; so is a file
/// of which only the second parser finds all pages.
#[test]
fn a_damaged_file_is_repaired_and_that_is_reported() {
    let whole = Sample::page(&small_table()).and(&small_table(), "").bytes();
    let broken = |from: &str, to: &str| {
        let text = String::from_utf8_lossy(&whole).replacen(from, to, 1);
        let read = read("x.pdf", text.into_bytes(), &Options::default()).expect("it is repaired");
        let codes: Vec<&str> = read.findings.iter().map(|f| f.code.as_str()).collect();
        (read.output.pages.len(), codes.join(" "))
    };
    assert_eq!(broken("", ""), (2, String::new()));
    for (from, to) in [
        ("startxref\n", "startxref\n9"),
        ("xref\n0 ", "xreX\n0 "),
        // The first parser finds no catalog and so no page.
        ("1 0 obj\n", "1 00obj\n"),
    ] {
        assert_eq!(broken(from, to), (2, "file-repaired".into()), "{to}");
    }
}

/// A password is the same whether its accents are letters of their own or not, in the file and as typed.
#[test]
fn a_password_opens_however_its_accents_are_typed() {
    let composed: &[u8] = include_bytes!("../../../tests/commands/files/locked-nfc.pdf");
    let apart: &[u8] = include_bytes!("../../../tests/commands/files/locked-nfd.pdf");
    let typed = [
        "m\u{1EAD}t kh\u{1EA9}u",
        "ma\u{323}\u{302}t kha\u{302}\u{309}u",
    ];
    for file in [composed, apart] {
        for password in typed {
            let options = Options {
                passwords: vec![password.to_owned()],
                ..Options::default()
            };
            let Ok(read) = super::read("locked.pdf", file, &options) else {
                panic!("{password:?}")
            };
            let Some(Block::Paragraph(paragraph)) = read.output.blocks.first() else {
                panic!("no text")
            };
            assert_eq!(paragraph.text.as_str(), "behind a password");
        }
        let wrong = Options {
            passwords: vec!["mat khau".to_owned()],
            ..Options::default()
        };
        assert!(super::read("locked.pdf", file, &wrong).is_err());
    }
}

/// A file pinned to a page is an attachment, not a comment.
#[test]
fn a_file_attached_to_a_page_is_named_as_an_attachment() {
    let pinned =
        |file: &str| format!("/Annots [<< /Subtype /FileAttachment /Rect [9 9 20 20] {file} >>]");
    for (file, names) in [
        (
            "/FS << /Type /Filespec /F (figures.xlsx) >> /Contents (the figures)",
            "figures.xlsx (the figures)",
        ),
        (
            "/FS << /Type /Filespec /UF (figures.xlsx) >> /Contents (figures.xlsx)",
            "figures.xlsx",
        ),
        ("/FS (figures.xlsx)", "figures.xlsx"),
        ("/Contents (the figures)", "the figures"),
    ] {
        let sample = Sample::default().and(&small_table(), &pinned(file));
        assert_eq!(codes(&sample), ["attachments"], "{file}");
        let told = format!("{:?}", read_sample(&sample).findings);
        assert!(told.contains(names), "{told}");
    }
}

#[test]
fn a_page_of_upright_rules_goes_on_with_the_row_of_the_page_before() {
    let xs = [50.0, 80.0, 250.0, 320.0, 500.0];
    let cells = ["1", "label", "12", "a note"];
    let words = |y: f32| -> String {
        (0..4)
            .map(|at| text(xs[at] + 4.0, y, 10.0, cells[at]))
            .collect()
    };
    let first = grid(&xs, &[700.0, 740.0, 800.0]) + &words(720.0) + &words(760.0);
    let separators: String = xs.map(|x| stroke(x, 40.0, x, 800.0)).concat();
    let second = separators.clone() + &text(324.0, 60.0, 10.0, "that goes on");
    let sample = Sample::page(&first).and(&second, "");
    assert_eq!(table(&grids(&sample)[1]), [["", "", "", "that goes on"]]);
    // Without a table before, four upright lines are not a table.
    assert!(grids(&Sample::page(&second)).is_empty());
}

#[test]
fn a_word_its_cell_is_too_narrow_for_is_whole() {
    let narrow = grid(&[100.0, 130.0, 300.0], &[100.0, 140.0])
        + &text(103.0, 114.0, 10.0, "Khan")
        + &text(103.0, 126.0, 10.0, "g")
        + &text(135.0, 114.0, 10.0, "10/CT-")
        + &text(135.0, 126.0, 10.0, "UBND");
    assert_eq!(
        table(&grids(&Sample::page(&narrow))[0]),
        [["Khang", "10/CT-UBND"]]
    );
}

/// The words of six rows in three columns, 16 points from row to row.
fn six_rows() -> String {
    let row = |at: usize| {
        let y = 134.0 + 16.0 * at as f32;
        text(105.0, y, 10.0, &(at + 1).to_string())
            + &text(
                155.0,
                y,
                10.0,
                ["one", "two", "three", "four", "five", "six"][at],
            )
            + &text(305.0, y, 10.0, &(7 * at + 3).to_string())
    };
    (0..6).map(row).collect()
}

#[test]
fn rules_between_columns_only_leave_the_rows_to_the_words() {
    let upright: String = [100.0, 150.0, 300.0, 400.0]
        .map(|x| stroke(x, 100.0, x, 222.0))
        .concat();
    let across: String = [100.0, 120.0, 222.0]
        .map(|y| stroke(100.0, y, 400.0, y))
        .concat();
    let head = text(105.0, 114.0, 10.0, "STT")
        + &text(155.0, 114.0, 10.0, "Noi dung")
        + &text(305.0, 114.0, 10.0, "So lieu");
    let grids = grids(&Sample::page(&(upright + &across + &head + &six_rows())));
    let rows = table(&grids[0]);
    assert_eq!(
        (rows.len(), &rows[0][..], &rows[6][..]),
        (
            7,
            &["STT", "Noi dung", "So lieu"][..],
            &["6", "six", "38"][..]
        )
    );
}

#[test]
fn every_other_row_shaded_is_a_rule_above_and_below_it() {
    let shade = |at: usize| {
        format!(
            "0.9 0.9 0.9 rg 100 {} 300 16 re f 0 g\n",
            842.0 - 138.0 - 16.0 * at as f32
        )
    };
    let shades: String = [0, 2, 4].map(shade).concat();
    let upright: String = [100.0, 150.0, 300.0, 400.0]
        .map(|x| stroke(x, 122.0, x, 218.0))
        .concat();
    let grids = grids(&Sample::page(&(shades + &upright + &six_rows())));
    assert_eq!(grids[0].found, crate::model::Found::Rules);
    let rows = table(&grids[0]);
    assert_eq!(
        (rows.len(), &rows[1][..], &rows[4][..]),
        (6, &["2", "two", "10"][..], &["5", "five", "31"][..])
    );
}

/// Every doubtful row is reported once: compares all findings of a whole read, not whether one is there.
#[test]
fn a_doubtful_row_is_reported_once() {
    let row = |y: f32, label: &str, value: &str| {
        text(80.0, y, 10.0, label) + &text(220.0, y, 10.0, "Ho so") + &text(300.0, y, 10.0, value)
    };
    let header = text(80.0, 100.0, 10.0, "Chi tieu")
        + &text(220.0, 100.0, 10.0, "Don vi tinh")
        + &text(300.0, 100.0, 10.0, "So lieu");
    let rows = row(120.0, "So ho so da nhan", "1.200")
        + &row(144.0, "So viec da xong", "5")
        + &row(168.0, "So phieu", "7.318")
        + &row(192.0, "Tong kinh phi", "22.87");
    // The column is too narrow for its number.
    let broken = text(300.0, 204.0, 10.0, "3");
    let page = header.replace("/F", "/Bold") + &rows + &broken;
    let bold = "/Bold << /Type /Font /Subtype /Type1 /BaseFont /Times-Bold >>";
    let findings = read_sample(&Sample::page(&page).fonts(bold)).findings;
    let raised = findings
        .iter()
        .map(|f| format!("{}: {}", f.code, f.data["text"]));
    let rows = ["doubtful-row: Tong kinh phi Ho so 22.87", "doubtful-row: 3"];
    assert_eq!(raised.collect::<Vec<_>>(), rows);
}

/// A row painted over the ground of its table: where upright rules begin at its lower side, it ends there.
#[test]
fn upright_rules_that_end_at_a_shade_show_where_its_row_ends() {
    let ground = "0.7 0.9 0.4 rg 100 702 300 40 re f 0.9 0.9 0.4 rg 100 722 300 20 re f 0 g\n";
    let frame = grid(&[100.0, 400.0], &[100.0, 140.0]);
    let upright: String = [200.0, 300.0].map(|x| stroke(x, 120.0, x, 140.0)).concat();
    let words = text(105.0, 114.0, 10.0, "Title")
        + &text(105.0, 134.0, 10.0, "a")
        + &text(205.0, 134.0, 10.0, "b")
        + &text(305.0, 134.0, 10.0, "c");
    let grids = grids(&Sample::page(
        &(ground.to_owned() + &frame + &upright + &words),
    ));
    assert_eq!(table(&grids[0])[1], ["a", "b", "c"]);
}

/// Codes of a subset without its program: what a reader draws in their place is not what they say.
#[test]
fn letters_that_no_font_of_the_file_draws_are_told_by_font() {
    let font = |encoding: &str| {
        format!(
            "/Own << /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+Rieng /FirstChar 1 /LastChar 3 /Widths [500 500 500] {encoding} \
             /FontDescriptor << /Type /FontDescriptor /FontName /ABCDEF+Rieng /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 \
             /Ascent 700 /Descent 0 /CapHeight 700 /StemV 80 >> >>"
        )
    };
    let page = "BT /Own 10 Tf 100 700 Td (\\001\\002\\003) Tj ET";
    let named = font("/Encoding << /Type /Encoding /Differences [1 /one /uni0032 /T] >>");
    assert_eq!(texts(&Sample::page(page).fonts(&named)), ["12T"]);
    let findings = read_sample(&Sample::page(page).fonts(&font(""))).findings;
    let told: Vec<_> = findings
        .iter()
        .map(|f| (f.code.as_str(), &f.data["fonts"]))
        .collect();
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].0, told[0].1.as_str()), ("unreadable", "Rieng"));
}
