//! What the borderless finder promises, each on a small made-up page.

use super::carry::Carried;
use super::frame::Frame;
use super::{Surroundings, find};
use crate::model::{BBox, Page};
use crate::read::pdf::content::page::{Direction, PageContent};
use crate::read::pdf::tables::found::Found;
use crate::read::pdf::tables::ruling_line::{Axis, RulingLine};
use crate::read::pdf::text::word::Word;

/// Phrases `(x, y of the baseline, text)` in 10 point type, each letter half as wide as high.
pub(super) struct Sheet {
    pub(super) number: u32,
    pub(super) words: Vec<Word>,
    edges: Vec<RulingLine>,
    frames: Vec<Frame>,
}

impl Sheet {
    pub(super) fn new(phrases: &[(f32, f32, &str)]) -> Sheet {
        let words = phrases
            .iter()
            .flat_map(|&(x, y, text)| phrase(x, y, text))
            .collect();
        Sheet {
            number: 1,
            words,
            edges: Vec::new(),
            frames: Vec::new(),
        }
    }

    fn rule(mut self, y: f32, from: f32, to: f32) -> Sheet {
        self.edges
            .push(RulingLine::new(Axis::Horizontal, y, from, to));
        self
    }

    pub(super) fn bold(mut self, above: f32) -> Sheet {
        self.words
            .iter_mut()
            .filter(|word| word.baseline < above)
            .for_each(|word| word.bold = true);
        self
    }

    pub(super) fn find_after(&self, carried: &mut Carried) -> Vec<Found> {
        let page = Page {
            width: 600.0,
            height: 800.0,
            rotation: 0,
            pictured: false,
        };
        let content = PageContent::blank(self.number, page);
        find(
            &Surroundings {
                content: &content,
                edges: &self.edges,
                frames: &self.frames,
            },
            &self.words,
            &vec![false; self.words.len()],
            carried,
        )
        .tables
    }

    pub(super) fn tables(&self) -> Vec<Vec<String>> {
        self.find_after(&mut Carried::default())
            .iter()
            .map(drawn)
            .collect()
    }
}

fn phrase(x: f32, y: f32, text: &str) -> Vec<Word> {
    let mut at = x;
    let word = |text: &str| {
        let width = 5.0 * text.chars().count() as f32;
        let bbox = BBox {
            x0: at,
            y0: y - 8.0,
            x1: at + width,
            y1: y + 2.0,
        };
        at += width + 2.5;
        Word {
            text: text.into(),
            bbox,
            baseline: y,
            size: 10.0,
            font: 0,
            direction: Direction::Right,
            mcid: None,
            order: 0,
            bold: false,
            italic: false,
            invisible: false,
            coloured: false,
            artifact: false,
            unreadable: false,
            typewriter: false,
            raised: false,
            joined: false,
        }
    };
    text.split(' ').map(word).collect()
}

/// A table as lines of cells; a cell over several columns is marked with how many.
pub(super) fn drawn(found: &Found) -> Vec<String> {
    let grid = &found.grid;
    let mut rows = vec![vec![String::new(); grid.columns]; grid.rows];
    for cell in &grid.cells {
        let over = cell.columns.len();
        let text = cell.text.as_str().to_owned();
        rows[cell.rows.start][cell.columns.start] = if over > 1 {
            format!("{text} ×{over}")
        } else {
            text
        };
    }
    rows.into_iter().map(|row| row.join("|")).collect()
}

#[test]
fn words_in_columns_are_a_table() {
    let sheet = Sheet::new(&[
        (50.0, 100.0, "Country"),
        (200.0, 100.0, "First"),
        (300.0, 100.0, "Second"),
        (50.0, 115.0, "Alpha land"),
        (200.0, 115.0, "12.5"),
        (300.0, 115.0, "7"),
        (50.0, 130.0, "Beta"),
        (200.0, 130.0, "3.1"),
        (300.0, 130.0, "104"),
        (50.0, 145.0, "Gamma"),
        (200.0, 145.0, "88"),
    ]);
    assert_eq!(
        sheet.tables(),
        [[
            "Country|First|Second",
            "Alpha land|12.5|7",
            "Beta|3.1|104",
            "Gamma|88|"
        ]]
    );
}

#[test]
fn a_heading_over_two_columns_spans_them() {
    let sheet = Sheet::new(&[
        (50.0, 100.0, "STT"),
        (90.0, 100.0, "Label"),
        (212.0, 100.0, "Both of them"),
        (200.0, 115.0, "Unit"),
        (260.0, 115.0, "Value"),
        (52.0, 130.0, "1"),
        (90.0, 130.0, "Things counted"),
        (200.0, 130.0, "items"),
        (262.0, 130.0, "18"),
        (52.0, 145.0, "2"),
        (90.0, 145.0, "More things"),
        (200.0, 145.0, "items"),
        (262.0, 145.0, "20"),
    ]);
    let tables = sheet.bold(120.0).tables();
    assert_eq!(tables[0][0], "STT|Label|Both of them ×2|");
    assert_eq!(
        tables[0][1..],
        [
            "||Unit|Value",
            "1|Things counted|items|18",
            "2|More things|items|20"
        ]
    );
}

#[test]
fn an_empty_column_under_a_heading_is_kept() {
    let mut phrases = vec![
        (40.0, 100.0, "STT"),
        (90.0, 100.0, "Label"),
        (300.0, 100.0, "Value"),
    ];
    for (y, label, value) in [
        (115.0, "Alpha", "1"),
        (130.0, "Beta", "22"),
        (145.0, "Gamma", "3"),
    ] {
        phrases.extend([(90.0, y, label), (300.0, y, value)]);
    }
    let tables = Sheet::new(&phrases).bold(105.0).tables();
    assert_eq!(
        tables,
        [["STT|Label|Value", "|Alpha|1", "|Beta|22", "|Gamma|3"]]
    );
}

#[test]
fn wrapped_cells_side_by_side_stay_in_their_row() {
    // Lines of one row 12 points apart, rows 18.
    let sheet = Sheet::new(&[
        (50.0, 100.0, "Rate of completion of the plan"),
        (300.0, 100.0, "81"),
        (400.0, 100.0, "Decision of the first"),
        (50.0, 112.0, "up to the day of the report"),
        (400.0, 112.0, "of the month"),
        (400.0, 124.0, "before"),
        (50.0, 142.0, "Tasks set in the plan"),
        (300.0, 142.0, "27"),
        (50.0, 160.0, "Tasks done in time and"),
        (300.0, 160.0, "22"),
        (400.0, 160.0, "Late by a day"),
        (50.0, 172.0, "as they were set"),
    ]);
    let tables = sheet.tables();
    assert_eq!(
        tables[0],
        [
            "Rate of completion of the plan up to the day of the report|81|Decision of the first of the month before",
            "Tasks set in the plan|27|",
            "Tasks done in time and as they were set|22|Late by a day",
        ]
    );
}

#[test]
fn rules_above_and_below_part_the_table_from_caption_and_source() {
    let sheet = Sheet::new(&[
        (50.0, 100.0, "Table 1: what was counted"),
        (50.0, 120.0, "Kind"),
        (200.0, 120.0, "Number"),
        (50.0, 135.0, "Alpha"),
        (200.0, 135.0, "4"),
        (50.0, 150.0, "Beta"),
        (200.0, 150.0, "5"),
        (50.0, 166.0, "Source: own counts"),
    ]);
    let sheet = sheet
        .rule(110.0, 48.0, 300.0)
        .rule(124.0, 48.0, 300.0)
        .rule(154.0, 48.0, 300.0);
    assert_eq!(sheet.tables(), [["Kind|Number", "Alpha|4", "Beta|5"]]);
}

#[test]
fn prose_in_two_columns_is_no_table() {
    let line = "the words of this column run on and on";
    let phrases: Vec<_> = (0..20)
        .flat_map(|i| [50.0, 320.0].map(|x| (x, 100.0 + 12.0 * i as f32, line)))
        .collect();
    assert!(Sheet::new(&phrases).tables().is_empty());
}

#[test]
fn lists_contents_and_letterheads_are_no_tables() {
    let list: Vec<_> = (0..6)
        .flat_map(|i| {
            [
                (50.0, 100.0 + 14.0 * i as f32, "-"),
                (80.0, 100.0 + 14.0 * i as f32, "an item of the list"),
            ]
        })
        .collect();
    assert!(Sheet::new(&list).tables().is_empty());
    let contents: Vec<_> = (0..6)
        .flat_map(|i| {
            let y = 100.0 + 14.0 * i as f32;
            [(50.0, y, "A chapter ................."), (500.0, y, "12")]
        })
        .collect();
    assert!(Sheet::new(&contents).tables().is_empty());
    let letterhead = [
        (60.0, 60.0, "PROVINCE OF NOWHERE"),
        (330.0, 60.0, "THE REPUBLIC OF SOMEWHERE"),
        (60.0, 75.0, "DEPARTMENT OF MATTERS"),
        (350.0, 75.0, "Peace and quiet"),
        (80.0, 90.0, "Number: 12/BC"),
        (340.0, 90.0, "Nowhere, the first of May"),
    ];
    assert!(Sheet::new(&letterhead).tables().is_empty());
}

#[test]
fn the_labels_of_a_chart_are_no_table() {
    let mut phrases = Vec::new();
    for (i, y) in [(0, 100.0), (1, 115.0), (2, 130.0)] {
        phrases.extend([
            (50.0, y, "2001"),
            (120.0 + i as f32, y, "30.5"),
            (260.0, y, "49.0"),
        ]);
    }
    for (i, text) in ["0%", "20%", "40%", "60%", "80%", "100%"]
        .into_iter()
        .enumerate()
    {
        phrases.push((60.0 + 70.0 * i as f32, 150.0, text));
    }
    assert!(Sheet::new(&phrases).tables().is_empty());
}

#[test]
fn a_table_goes_on_in_its_columns_on_the_next_page() {
    let mut phrases = vec![
        (40.0, 700.0, "STT"),
        (90.0, 700.0, "Label"),
        (300.0, 700.0, "Value"),
    ];
    for (y, label, value) in [
        (720.0, "Alpha", "1"),
        (740.0, "Beta", "22"),
        (760.0, "Gamma", "3"),
    ] {
        phrases.extend([(90.0, y, label), (300.0, y, value)]);
    }
    let first = Sheet::new(&phrases).bold(705.0);
    let mut second = Sheet::new(&[
        (300.0, 30.0, "2"),
        (90.0, 100.0, "Delta"),
        (90.0, 120.0, "Epsilon"),
    ]);
    second.number = 2;
    let mut carried = Carried::default();
    assert_eq!(first.find_after(&mut carried).len(), 1);
    let tables: Vec<_> = second.find_after(&mut carried).iter().map(drawn).collect();
    assert_eq!(tables, [["|Delta|", "|Epsilon|"]]);
}

/// The rows of an appendix without rules, their notes longer than all else; `y` is the first baseline.
fn appendix(y: f32, rows: &[(&str, &str, &str, &str)]) -> Vec<(f32, f32, String)> {
    let mut phrases = vec![
        (40.0, y, "STT".to_owned()),
        (80.0, y, "Chỉ tiêu".into()),
        (220.0, y, "Đơn vị".into()),
        (290.0, y, "Số".into()),
        (330.0, y, "Ghi chú".into()),
    ];
    for (at, (number, label, value, note)) in rows.iter().enumerate() {
        let y = y + 24.0 * (at + 1) as f32;
        let texts = [
            (40.0, number),
            (80.0, label),
            (220.0, &"Hồ sơ"),
            (290.0, value),
            (330.0, note),
        ];
        phrases.extend(texts.map(|(x, text)| (x, y, text.to_string())));
        phrases.push((330.0, y + 11.0, note.to_string()));
    }
    phrases.retain(|(_, _, text)| !text.is_empty());
    phrases
}

/// What two pages hold, from their words.
fn on_two_pages(first: &[(f32, f32, String)], second: &[(f32, f32, String)]) -> [Vec<String>; 2] {
    let (first, mut second) = (sheet(first), sheet(second));
    second.number = 2;
    let mut carried = Carried::default();
    [first, second].map(|page| {
        let found = page.find_after(&mut carried);
        found.iter().flat_map(drawn).collect()
    })
}

/// The header is the last line of its page: it names the columns of the next.
#[test]
fn a_header_at_the_end_of_a_page_stands_over_the_next() {
    let rows: Vec<_> = appendix(76.0, &BARE)
        .into_iter()
        .filter(|(_, y, _)| *y > 76.0)
        .collect();
    let [head, body] = on_two_pages(&appendix(700.0, &[]), &rows);
    assert_eq!(head, ["STT|Chỉ tiêu|Đơn vị|Số|Ghi chú"]);
    assert_eq!(body[0], "1|Số hồ sơ|Hồ sơ|12|");
    // With text below it, it is none.
    let mut text = appendix(600.0, &[]);
    text.push((40.0, 640.0, "Nơi nhận:".into()));
    assert!(on_two_pages(&text, &rows)[0].is_empty());
}

/// A label and a unit longer than any on the page before.
#[test]
fn later_pages_widen_the_columns() {
    let next = [
        (40.0, 100.0, "5"),
        (80.0, 100.0, "Số lượt"),
        (220.0, 100.0, "Lượt"),
        (290.0, 100.0, "31"),
        (40.0, 124.0, "6"),
        (80.0, 124.0, "Số tổ chức được thành lập mới"),
        (245.0, 124.0, "Tổ chức"),
        (290.0, 124.0, "8"),
    ]
    .map(|(x, y, text)| (x, y, text.to_owned()));
    let [_, body] = on_two_pages(&appendix(600.0, &BARE), &next);
    assert_eq!(
        body,
        [
            "5|Số lượt|Lượt|31|",
            "6|Số tổ chức được thành lập mới|Tổ chức|8|"
        ]
    );
}

/// "IV" is no figure, but it stands under the name of the numbers, however few rows there are.
#[test]
fn a_section_number_is_no_label() {
    let mut phrases = appendix(100.0, &[]);
    phrases.extend(
        [(40.0, 124.0, "IV"), (80.0, 124.0, "Cải cách tổ chức")]
            .map(|(x, y, text)| (x, y, text.to_owned())),
    );
    let mut more = appendix(124.0, &[("1", "Số hồ sơ", "12", "")]);
    more.retain(|(_, y, _)| *y > 124.0);
    phrases.extend(more);
    let tables = sheet(&phrases).tables();
    assert_eq!(
        tables,
        [[
            "STT|Chỉ tiêu|Đơn vị|Số|Ghi chú",
            "IV|Cải cách tổ chức|||",
            "1|Số hồ sơ|Hồ sơ|12|"
        ]]
    );
}

const NOTE: &str = "theo kế hoạch của đơn vị trong năm";
const ROWS: [(&str, &str, &str, &str); 4] = [
    ("1", "Số hồ sơ", "12", NOTE),
    ("2", "Số phiếu", "7", NOTE),
    ("3", "Số việc", "5", NOTE),
    ("4", "Số tin", "9", NOTE),
];
const BARE: [(&str, &str, &str, &str); 4] = [
    ("1", "Số hồ sơ", "12", ""),
    ("2", "Số phiếu", "7", ""),
    ("3", "Số việc", "5", ""),
    ("4", "Số tin", "9", ""),
];

fn sheet(phrases: &[(f32, f32, String)]) -> Sheet {
    Sheet::new(
        &phrases
            .iter()
            .map(|(x, y, text)| (*x, *y, text.as_str()))
            .collect::<Vec<_>>(),
    )
}

#[test]
fn long_notes_beside_figures_are_no_prose() {
    let tables = sheet(&appendix(100.0, &ROWS)).bold(105.0).tables();
    assert_eq!(tables.len(), 1);
    assert_eq!(tables[0][1], format!("1|Số hồ sơ|Hồ sơ|12|{NOTE} {NOTE}"));
}

#[test]
fn a_header_printed_again_begins_another_table_below_its_caption() {
    let mut phrases = appendix(100.0, &ROWS);
    phrases.push((270.0, 225.0, "Biểu mẫu 2".into()));
    phrases.extend(appendix(240.0, &ROWS));
    let tables = sheet(&phrases).bold(105.0).tables();
    assert_eq!(tables.iter().map(Vec::len).collect::<Vec<_>>(), [5, 5]);
    assert!(!tables.concat().iter().any(|row| row.contains("Biểu mẫu")));
}

#[test]
fn a_title_over_two_columns_joins_them_not() {
    let mut phrases = appendix(100.0, &BARE);
    phrases.push((38.0, 112.0, "III. Cải cách thủ tục".into()));
    let tables = sheet(&phrases).bold(105.0).tables();
    assert_eq!(
        tables[0].last().map(String::as_str),
        Some("4|Số tin|Hồ sơ|9|")
    );
}

#[test]
fn a_header_over_two_columns_may_take_two_lines() {
    let mut phrases = vec![
        (80.0, 105.0, "Chỉ tiêu".to_owned()),
        (196.0, 100.0, "Kết quả đã được".into()),
        (222.5, 111.0, "ghi".into()),
        (190.0, 124.0, "Đơn vị".into()),
        (260.0, 124.0, "Số".into()),
    ];
    for (at, value) in ["12", "7", "5"].iter().enumerate() {
        let y = 145.0 + 20.0 * at as f32;
        let texts = [(80.0, "Số hồ sơ"), (190.0, "Hồ sơ"), (260.0, value)];
        phrases.extend(texts.map(|(x, text)| (x, y, text.to_owned())));
    }
    let tables = sheet(&phrases).bold(130.0);
    let ruled = tables
        .rule(90.0, 75.0, 285.0)
        .rule(130.0, 75.0, 285.0)
        .rule(200.0, 75.0, 285.0);
    let tables = ruled.rule(115.0, 185.0, 285.0).tables();
    assert_eq!(
        tables[0][..2],
        ["Chỉ tiêu|Kết quả đã được ghi ×2|", "|Đơn vị|Số"]
    );
}

#[test]
fn a_page_number_is_no_figure_of_the_table() {
    let mut phrases = appendix(670.0, &BARE);
    phrases.push((290.0, 785.0, "4".into()));
    let tables = sheet(&phrases).bold(675.0).tables();
    assert_eq!(
        tables[0].last().map(String::as_str),
        Some("4|Số tin|Hồ sơ|9|")
    );
    // The second line of a note is none, though it is a year at the end of the page.
    let mut phrases = appendix(670.0, &BARE);
    phrases.extend([
        (330.0, 766.0, "cùng kỳ năm".to_owned()),
        (330.0, 777.0, "2023".into()),
    ]);
    let tables = sheet(&phrases).bold(675.0).tables();
    assert_eq!(
        tables[0].last().map(String::as_str),
        Some("4|Số tin|Hồ sơ|9|cùng kỳ năm 2023")
    );
}

#[test]
fn rules_around_the_header_alone_do_not_end_the_table() {
    let sheet = sheet(&appendix(100.0, &BARE)).bold(105.0);
    let tables = sheet
        .rule(90.0, 38.0, 380.0)
        .rule(95.0, 38.0, 380.0)
        .rule(106.0, 38.0, 380.0)
        .tables();
    assert_eq!(tables.iter().map(Vec::len).collect::<Vec<_>>(), [5]);
}

#[test]
fn a_header_of_two_lines_beside_one_in_the_middle_is_whole() {
    let mut phrases = appendix(100.0, &BARE);
    phrases.retain(|(_, _, text)| text != "Đơn vị");
    phrases.extend([
        (220.0, 94.0, "Đơn vị".to_owned()),
        (220.0, 106.0, "tính".into()),
    ]);
    let tables = sheet(&phrases).bold(108.0).tables();
    assert_eq!(tables[0][0], "STT|Chỉ tiêu|Đơn vị tính|Số|Ghi chú");
}

#[test]
fn an_answer_code_is_no_figure() {
    use crate::text::number::{Strictness, is_number};
    assert!(
        is_number("86,96", Strictness::Cell)
            && is_number("-", Strictness::Cell)
            && !is_number("= 0 Có", Strictness::Cell)
            && !is_number("Có = 1", Strictness::Cell)
    );
}

/// An appendix whose cells are set in the middle: a label of three lines beside values of one.
const MIDDLE: [(f32, f32, &str); 22] = [
    (40.0, 100.0, "STT"),
    (80.0, 100.0, "Chỉ tiêu"),
    (220.0, 100.0, "Đơn vị tính"),
    (300.0, 100.0, "Số liệu"),
    (80.0, 120.0, "Số hồ sơ đã tiếp nhận"),
    (40.0, 132.0, "1"),
    (80.0, 132.0, "qua cổng dịch vụ công"),
    (220.0, 132.0, "Hồ sơ"),
    (300.0, 132.0, "12"),
    (80.0, 144.0, "quốc gia"),
    (80.0, 160.0, "Số văn bản được giao"),
    (40.0, 166.0, "2"),
    (220.0, 166.0, "Văn bản"),
    (300.0, 166.0, "7"),
    (80.0, 172.0, "trong kỳ báo cáo này"),
    (80.0, 188.0, "Số lượt người dân đến"),
    (40.0, 194.0, "3"),
    (220.0, 194.0, "Lượt"),
    (80.0, 200.0, "làm thủ tục"),
    (40.0, 216.0, "4"),
    (80.0, 216.0, "Số việc"),
    (300.0, 216.0, "5"),
];

const MIDDLE_ROWS: [&str; 5] = [
    "STT|Chỉ tiêu|Đơn vị tính|Số liệu",
    "1|Số hồ sơ đã tiếp nhận qua cổng dịch vụ công quốc gia|Hồ sơ|12",
    "2|Số văn bản được giao trong kỳ báo cáo này|Văn bản|7",
    "3|Số lượt người dân đến làm thủ tục|Lượt|",
    "4|Số việc||5",
];

#[test]
fn cells_set_in_the_middle_are_rows_of_their_own() {
    assert_eq!(Sheet::new(&MIDDLE).bold(105.0).tables(), [MIDDLE_ROWS]);
}

#[test]
fn a_frame_gives_the_columns_and_the_words_the_rows() {
    let mut sheet = Sheet::new(&MIDDLE).bold(105.0);
    let bbox = BBox {
        x0: 35.0,
        y0: 85.0,
        x1: 500.0,
        y1: 225.0,
    };
    // The last column stays empty, and is a column all the same.
    sheet.frames.push(Frame {
        bbox,
        xs: vec![35.0, 75.0, 215.0, 290.0, 400.0, 500.0],
    });
    let rows: Vec<String> = MIDDLE_ROWS.iter().map(|row| format!("{row}|")).collect();
    assert_eq!(sheet.tables(), [rows]);
}

#[test]
fn figures_at_the_left_belong_under_the_name_in_the_middle_of_their_column() {
    let mut phrases: Vec<(f32, f32, String)> = vec![
        (40.0, 100.0, "STT".into()),
        (130.0, 100.0, "Nội dung".into()),
        (380.0, 100.0, "Kết quả".into()),
    ];
    for (at, label) in ["Số hồ sơ", "Số lượt", "Số tin bài", "Số việc"]
        .iter()
        .enumerate()
    {
        let y = 120.0 + 15.0 * at as f32;
        phrases.push((40.0, y, (at + 1).to_string()));
        phrases.push((80.0, y, format!("{label} đã thực hiện trong kỳ")));
        phrases.push((280.0, y, (10 * at + 7).to_string()));
    }
    let tables = sheet(&phrases).bold(105.0).tables();
    assert_eq!(tables[0][1], "1|Số hồ sơ đã thực hiện trong kỳ|7");
    assert_eq!(tables[0][4], "4|Số việc đã thực hiện trong kỳ|37");
}

/// Rules of an appendix may part its sections only: what stands below the last one is not lost.
#[test]
fn rows_go_on_below_the_last_rule() {
    let mut phrases = appendix(100.0, &BARE);
    let more: Vec<_> = appendix(200.0, &BARE)
        .into_iter()
        .filter(|(_, y, _)| *y > 210.0)
        .collect();
    phrases.extend(more);
    let ruled = sheet(&phrases)
        .bold(105.0)
        .rule(90.0, 38.0, 420.0)
        .rule(106.0, 38.0, 420.0);
    let tables = ruled.rule(156.0, 38.0, 420.0).tables();
    assert_eq!(tables.iter().map(Vec::len).sum::<usize>(), 9);
}

/// What the doubtful rows of the only table say.
fn doubtful(phrases: &[(f32, f32, &str)]) -> Vec<String> {
    let found = Sheet::new(phrases)
        .bold(105.0)
        .find_after(&mut Carried::default());
    assert_eq!(found.len(), 1);
    found[0]
        .doubtful
        .iter()
        .map(|row| row.printed.clone())
        .collect()
}

/// A value halfway between two labels goes to one of them, and that this is a guess is said; where cells
/// are set alike nothing is.
#[test]
fn a_figure_between_two_labels_is_in_doubt() {
    let mut phrases = vec![
        (80.0, 100.0, "Chỉ tiêu"),
        (220.0, 100.0, "Đơn vị tính"),
        (300.0, 100.0, "Số liệu"),
    ];
    for (y, label, value) in [
        (120.0, "Số hồ sơ", "12"),
        (144.0, "Số việc", "5"),
        (168.0, "Số phiếu đã phát", "7"),
    ] {
        phrases.extend([(80.0, y, label), (220.0, y, "Hồ sơ"), (300.0, y, value)]);
    }
    phrases.extend([
        (80.0, 192.0, "Số tin"),
        (220.0, 192.0, "Tin"),
        (300.0, 204.0, "31"),
    ]);
    phrases.extend([(80.0, 216.0, "Số bài"), (220.0, 216.0, "Bài")]);
    let named = doubtful(&phrases);
    assert!(
        matches!(&named[..], [row] if row.contains("31")),
        "{named:?}"
    );
    assert_eq!(doubtful(&MIDDLE), [""; 0]);
}

/// A column too narrow for its values breaks them: neither part is the value.
#[test]
fn parts_of_a_figure_are_in_doubt() {
    let mut phrases = vec![
        (80.0, 100.0, "Chỉ tiêu"),
        (220.0, 100.0, "Đơn vị tính"),
        (300.0, 100.0, "Số liệu"),
    ];
    let rows = [
        (120.0, "Số hồ sơ đã nhận", "1.200"),
        (144.0, "Số việc đã xong", "5"),
        (168.0, "Số phiếu", "7.318"),
    ];
    for (y, label, value) in rows {
        phrases.extend([(80.0, y, label), (220.0, y, "Hồ sơ"), (300.0, y, value)]);
    }
    phrases.extend([
        (80.0, 192.0, "Tổng kinh phí"),
        (220.0, 192.0, "Đồng"),
        (300.0, 192.0, "22.87"),
    ]);
    phrases.push((300.0, 204.0, "3"));
    let named = doubtful(&phrases);
    assert!(named.iter().any(|row| row.contains("22.87")), "{named:?}");
    assert!(
        !named
            .iter()
            .any(|row| row.contains("1.200") || row.contains("7.318")),
        "{named:?}"
    );
}

/// The header of a region is read once, from the lines that may belong to it.
#[test]
fn lines_far_below_a_header_have_no_say_in_it() {
    use super::header::Header;
    let mut phrases = appendix(100.0, &BARE);
    phrases.push((290.0, 108.0, "liệu".into()));
    phrases.extend(appendix(200.0, &ROWS));
    let sheet = sheet(&phrases).bold(112.0);
    let lines = super::lines::lines(&sheet.words, 0..sheet.words.len(), &[]);
    let all: Vec<_> = lines.iter().collect();
    assert!(all.len() > Header::WITHIN);
    let of = |lines: &[&super::lines::Line]| {
        Header::of(lines, &sheet.words, &[]).map(|header| format!("{header:?}"))
    };
    assert!(of(&all).is_some_and(|header| header.contains("liệu")));
    assert_eq!(of(&all), of(&all[..Header::WITHIN]));
    assert_ne!(of(&all), of(&all[..1]));
}
