//! Rows that the rules of a page leave out, and figures and signs that are drawn otherwise than written.

use super::sample::{Sample, grid, stroke, text};
use super::tests::{grids, read_sample, table, texts};
use crate::model::{Block, Grid};

/// Column borders of a form.
const XS: [f32; 6] = [60.0, 90.0, 250.0, 330.0, 400.0, 530.0];
const HEADER: [&str; 5] = ["STT", "Noi dung", "Don vi tinh", "Ket qua", "Ghi chu"];

/// The cells of a row, one above the other where a cell has several lines; `y` is the row's top.
fn row(y: f32, cells: [&str; 5]) -> String {
    let lines = |(x, cell): (&f32, &str)| -> String {
        let line =
            |(at, line): (usize, &str)| text(x + 3.0, y + 12.0 + 11.0 * at as f32, 9.0, line);
        cell.split('|').enumerate().map(line).collect()
    };
    XS.iter().zip(cells).map(lines).collect()
}

fn cell_texts(grid: &Grid) -> Vec<String> {
    table(grid).iter().map(|row| row.join("|")).collect()
}

const FIRST: [&str; 5] = ["1", "So ho so", "Ho so", "12", ""];
const SECOND: [&str; 5] = ["2", "So van ban", "Van ban", "34", "Cong van 5"];

fn said(header: bool) -> Vec<String> {
    let rows: &[[&str; 5]] = if header {
        &[HEADER, FIRST, SECOND]
    } else {
        &[FIRST, SECOND]
    };
    rows.iter().map(|row| row.join("|")).collect()
}

/// Two rows under a header whose own box no rule draws.
fn under_header(header: &str) -> Vec<Vec<String>> {
    let body = grid(&XS, &[120.0, 140.0, 160.0]) + &row(120.0, FIRST) + &row(140.0, SECOND);
    let sample = Sample::page(&(header.to_owned() + &row(100.0, HEADER) + &body));
    grids(&sample).iter().map(cell_texts).collect()
}

#[test]
fn a_header_above_the_first_rule_is_a_row() {
    let shade = |x0: f32, x1: f32| format!("q 0.1 0.7 0.6 rg {x0} 722 {} 20 re f Q\n", x1 - x0);
    let cells: String = XS.windows(2).map(|x| shade(x[0], x[1])).collect();
    for painted in [cells, shade(XS[0], XS[5]), String::new()] {
        assert_eq!(under_header(&painted), [said(true)], "{painted}");
    }
    // A caption above is not.
    let caption = text(240.0, 95.0, 9.0, "Phu luc");
    assert_eq!(under_header(&caption), [said(true)]);
}

#[test]
fn a_line_of_text_above_a_table_is_no_row() {
    let table = grid(&XS, &[120.0, 140.0, 160.0]) + &row(120.0, HEADER) + &row(140.0, FIRST);
    for above in ["So ho so", "Don vi tinh: ho so", "STT Noi dung"] {
        let sample = Sample::page(&(text(93.0, 115.0, 9.0, above) + &table));
        assert_eq!(grids(&sample)[0].rows, 2, "{above}");
    }
}

/// The rules between columns may begin above the header or below it.
#[test]
fn a_rule_under_the_header_and_rules_between_columns_are_a_table() {
    for top in [100.0, 120.0] {
        let upright = XS[1..5].iter().map(|x| stroke(*x, top, *x, 200.0));
        let rules = stroke(XS[0], 120.0, XS[5], 120.0) + &upright.collect::<String>();
        let words = row(100.0, HEADER) + &row(120.0, FIRST) + &row(140.0, SECOND);
        let found = grids(&Sample::page(&(rules + &words)));
        let texts: Vec<_> = found.iter().map(cell_texts).collect();
        assert_eq!(texts, [said(true)], "from {top}");
    }
}

#[test]
fn the_last_row_needs_no_rule_below() {
    let third = ["3", "So cuoc hop", "Cuoc", "7", ""];
    let words = row(100.0, HEADER) + &row(120.0, FIRST) + &row(140.0, SECOND) + &row(160.0, third);
    let across: String = [120.0, 140.0, 160.0]
        .iter()
        .map(|y| stroke(XS[0], *y, XS[5], *y))
        .collect();
    for rules in [grid(&XS, &[100.0, 120.0, 140.0, 160.0]), across] {
        let signed = text(420.0, 210.0, 9.0, "GIAM DOC");
        let found = grids(&Sample::page(&(rules + &words + &signed)));
        let rows: Vec<String> = said(true).into_iter().chain([third.join("|")]).collect();
        assert_eq!(found.iter().map(cell_texts).collect::<Vec<_>>(), [rows]);
    }
    // What is signed under a table is no row of it.
    let rules = grid(&XS, &[100.0, 120.0, 140.0]);
    let words = row(100.0, HEADER) + &row(120.0, FIRST);
    let signed = row(140.0, ["", "Noi nhan", "", "GIAM DOC", ""]);
    let found = grids(&Sample::page(&(rules + &words + &signed)));
    assert_eq!(found[0].rows, 2);
}

#[test]
fn a_unit_between_two_rows_is_the_unit_of_both() {
    let above = ["1", "So ho so", "", "12", ""];
    let below = ["2", "So van ban", "", "34", ""];
    let words = row(100.0, HEADER)
        + &row(120.0, above)
        + &row(140.0, below)
        + &text(253.0, 142.0, 9.0, "Ho so")
        + &row(160.0, ["3", "So cuoc hop", "Cuoc", "7", ""]);
    let full = |y: f32| stroke(XS[0], y, XS[5], y);
    let broken = stroke(XS[0], 140.0, XS[2], 140.0) + &stroke(XS[3], 140.0, XS[5], 140.0);
    for rules in [full(120.0) + &broken + &full(160.0), full(120.0)] {
        let found = grids(&Sample::page(&(rules + &words)));
        assert_eq!(
            cell_texts(&found[0])[1..],
            [
                "1|So ho so|Ho so|12|",
                "2|So van ban|Ho so|34|",
                "3|So cuoc hop|Cuoc|7|"
            ]
        );
    }
}

/// The columns from this one on of a sheet wider than its paper, with all rows at their heights.
fn sheet(columns: std::ops::Range<usize>, ys: &[f32]) -> String {
    let rows = [HEADER, FIRST, SECOND];
    let shift = XS[columns.start] - XS[0];
    let xs: Vec<f32> = XS[columns.start..=columns.end]
        .iter()
        .map(|x| x - shift)
        .collect();
    let words = rows.iter().zip(ys).map(|(cells, y)| {
        let own = columns.clone().zip(&xs);
        own.map(|(at, x)| text(x + 3.0, y + 12.0, 9.0, cells[at]))
            .collect::<String>()
    });
    grid(&xs, ys) + &words.collect::<String>()
}

#[test]
fn columns_on_another_page_stand_beside_their_rows() {
    let ys = [100.0, 120.0, 150.0, 170.0];
    for part in [3, 4] {
        let sample = Sample::page(&sheet(0..part, &ys)).and(&sheet(part..5, &ys), "");
        let read = read_sample(&sample);
        let told: Vec<String> = read.findings.iter().map(|f| f.code.to_string()).collect();
        assert!(told.contains(&"columns-joined".to_owned()), "{told:?}");
        assert_eq!(
            grids(&sample).iter().map(cell_texts).collect::<Vec<_>>(),
            [said(true)]
        );
    }
    // Rows at other heights are those of another table; so is one that has labels.
    let other = [100.0, 121.0, 155.0, 180.0];
    for second in [sheet(3..5, &other), sheet(0..5, &ys)] {
        let sample = Sample::page(&sheet(0..3, &ys)).and(&second, "");
        assert_eq!(grids(&sample).len(), 2);
    }
}

/// A long table on two pages, cut through at this height; each page shows its own part only.
fn cut_at(y: f32) -> Sample {
    let rows = [
        HEADER,
        FIRST,
        [
            "",
            "So van ban|da ban hanh",
            "Van ban",
            "56",
            "Ke hoach 1|va Ke hoach 2|nam 2024",
        ],
        SECOND,
        ["3", "So cuoc hop", "Cuoc", "7", ""],
    ];
    let mut ys = vec![0.0];
    for row in rows {
        let lines = row
            .iter()
            .map(|cell| cell.split('|').count())
            .max()
            .unwrap_or(1);
        ys.push(ys[ys.len() - 1] + 9.0 + 11.0 * lines as f32);
    }
    let shown = |shift: f32, top: f32, bottom: f32| {
        let clip = format!("q 0 {} 595 {} re W n\n", 842.0 - bottom, bottom - top);
        let moved: Vec<f32> = ys.iter().map(|y| y + shift).collect();
        let words = rows.iter().zip(&moved).map(|(cells, y)| row(*y, *cells));
        clip + &grid(&XS, &moved) + &words.collect::<String>() + "Q\n"
    };
    Sample::page(&shown(830.0 - y, 600.0, 830.0)).and(&shown(10.0 - y, 10.0, 400.0), "")
}

#[test]
fn a_row_cut_through_by_the_page_end_is_read_once_and_whole() {
    let words = |blocks: &[Block]| -> Vec<String> {
        let grids = blocks.iter().filter_map(|block| match block {
            Block::Grid(grid) => Some(grid),
            Block::Paragraph(_) => None,
        });
        let cells = grids.flat_map(|grid| &grid.cells);
        let mut words: Vec<String> = cells
            .flat_map(|cell| cell.text.as_str().split(' '))
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        words.sort();
        words
    };
    let whole = words(&read_sample(&cut_at(200.0)).output.blocks);
    assert!(whole.iter().any(|word| word == "56"));
    for step in 0..70 {
        let y = 30.0 + 1.5 * step as f32;
        let read = read_sample(&cut_at(y)).output;
        assert_eq!(words(&read.blocks), whole, "{y}");
    }
}

#[test]
fn a_header_printed_again_shares_its_box_with_the_rest_of_a_row() {
    let first = grid(&XS, &[700.0, 720.0, 740.0, 800.0]) + &row(700.0, HEADER) + &row(720.0, FIRST);
    let again = grid(&XS, &[60.0, 130.0, 150.0]) + &row(60.0, HEADER) + &row(90.0, SECOND);
    let last = row(130.0, ["3", "So cuoc hop", "Cuoc", "7", ""]);
    let sample = Sample::page(&first).and(&(again + &last), "");
    let found = grids(&sample);
    assert_eq!(
        cell_texts(&found[1])[..2],
        said(true)[..1]
            .iter()
            .chain(&said(true)[2..])
            .cloned()
            .collect::<Vec<_>>()
    );
}

#[test]
fn digits_spread_over_their_cell_are_one_figure() {
    let value = |signs: &[(f32, &str)]| {
        let figure: String = signs
            .iter()
            .map(|(x, sign)| text(*x, 132.0, 9.0, sign))
            .collect();
        let rules = grid(&XS, &[100.0, 120.0, 140.0]) + &row(100.0, HEADER);
        let cells = row(120.0, ["1", "So ho so", "Ho so", "", ""]);
        table(&grids(&Sample::page(&(rules + &cells + &figure)))[0])[1][3].to_owned()
    };
    // A digit is 4.5 points wide, a separator 2.25; the cell runs from 330 to 400.
    assert_eq!(
        value(&[(333.0, "6"), (352.0, "1"), (371.0, ","), (392.5, "5")]),
        "6 1 , 5"
    );
    assert_eq!(
        value(&[(333.0, "6"), (353.6, "1"), (374.2, ","), (392.5, "5")]),
        "61,5"
    );
    assert_eq!(value(&[(333.0, "1"), (362.75, "2"), (392.5, "5")]), "125");
    assert_eq!(value(&[(333.0, "3"), (392.5, "9")]), "39");
    // Two figures beside each other may be two.
    assert_eq!(value(&[(333.0, "3"), (350.0, "9")]), "3 9");
    assert_eq!(value(&[(333.0, "1"), (339.8, "2"), (346.5, "5")]), "1 2 5");
}

#[test]
fn a_soft_hyphen_that_is_drawn_is_a_hyphen() {
    let font = "/S << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman \
        /Encoding << /BaseEncoding /WinAnsiEncoding /Differences [173 /uni00AD] >> >>";
    let line = |words: &str| {
        let sample = Sample::page(&format!("BT /S 9 Tf 100 700 Td ({words}) Tj ET\n")).fonts(font);
        texts(&sample).concat()
    };
    assert_eq!(line("So 19/NQ\\255HD, 30%\\25570%"), "So 19/NQ-HD, 30%-70%");
    assert_eq!(line("Ket qua: \\255"), "Ket qua: -");
    assert_eq!(line("tu\\255van"), "tuvan");
}
