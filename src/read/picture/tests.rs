//! Pages drawn with bars for letters, through the whole of [`layout`].

use super::{Area, Layout, Picture, Stain, layout};

const DPI: f32 = 200.0;

struct Sheet {
    width: usize,
    height: usize,
    colour: Vec<[u8; 3]>,
}

impl Sheet {
    fn new(width: usize, height: usize) -> Self {
        Self {
            width,
            height,
            colour: vec![[250; 3]; width * height],
        }
    }

    fn fill(&mut self, x0: usize, y0: usize, x1: usize, y1: usize, ink: [u8; 3]) -> &mut Self {
        for y in y0..y1 {
            self.colour[y * self.width + x0..y * self.width + x1].fill(ink);
        }
        self
    }

    /// Rules two pixels thick.
    fn level(&mut self, y: usize, x0: usize, x1: usize) -> &mut Self {
        self.fill(x0, y, x1, y + 2, [40; 3])
    }

    fn upright(&mut self, x: usize, y0: usize, y1: usize) -> &mut Self {
        self.fill(x, y0, x + 2, y1, [40; 3])
    }

    /// Letters as bars that stand on `foot`, 20 tall.
    fn word(&mut self, x: usize, foot: usize, letters: usize) -> &mut Self {
        for letter in 0..letters {
            let x = x + letter * 14;
            self.fill(x, foot - 20, x + 4, foot, [30; 3]);
            self.fill(x + 4, foot - 12, x + 8, foot - 8, [30; 3]);
        }
        self
    }

    fn picture(&self) -> Picture {
        Picture {
            width: self.width,
            height: self.height,
            grey: self
                .colour
                .iter()
                .map(|&p| super::flatten::brightness(p))
                .collect(),
            colour: Some(self.colour.clone()),
            dpi: DPI,
        }
    }

    fn layout(&self) -> Layout {
        layout(self.picture())
    }
}

/// Two rows, the lower of three cells, the upper of two: its last two are merged.
fn table() -> Sheet {
    let mut sheet = Sheet::new(1000, 700);
    for y in [100, 220, 340] {
        sheet.level(y, 100, 902);
    }
    for x in [100, 300, 900] {
        sheet.upright(x, 100, 342);
    }
    sheet.upright(600, 220, 342);
    sheet
}

fn cells(sheet: &Sheet) -> Vec<[usize; 4]> {
    let flat = super::flatten::flatten(sheet.picture());
    let tables = super::grid::grid(&flat).tables;
    let cells = tables.iter().flat_map(|table| &table.cells);
    let mut found: Vec<_> = cells.map(|c| [c.x0, c.y0, c.x1, c.y1]).collect();
    found.sort_by_key(|c| (c[1], c[0]));
    found
}

fn near(found: &[[usize; 4]], expected: &[[usize; 4]]) {
    assert_eq!(found.len(), expected.len(), "{found:?}");
    for (found, expected) in found.iter().zip(expected) {
        let away = found
            .iter()
            .zip(expected)
            .map(|(a, b)| a.abs_diff(*b))
            .max();
        assert!(away <= Some(2), "{found:?} for {expected:?}");
    }
}

const CELLS: [[usize; 4]; 5] = [
    [102, 102, 300, 220],
    [302, 102, 900, 220],
    [102, 222, 300, 340],
    [302, 222, 600, 340],
    [602, 222, 900, 340],
];

#[test]
fn merged_cells_are_one() {
    near(&cells(&table()), &CELLS);
}

#[test]
fn a_border_with_gaps_still_parts_cells() {
    let mut sheet = table();
    for x in (320..880).step_by(90) {
        sheet.fill(x, 218, x + 30, 224, [250; 3]);
    }
    near(&cells(&sheet), &CELLS);
}

#[test]
fn letters_that_touch_a_rule_leave_it_whole() {
    let mut sheet = table();
    sheet.word(320, 222, 20).word(120, 345, 10);
    near(&cells(&sheet), &CELLS);
}

#[test]
fn an_underline_is_one_rule_and_no_cell() {
    let mut sheet = Sheet::new(1000, 700);
    sheet.word(300, 200, 20).level(230, 400, 540);
    let found = sheet.layout();
    assert_eq!(found.rules.len(), 1);
    assert_eq!(cells(&sheet), [[0; 4]; 0]);
    assert_eq!(found.strips.len(), 1);
}

#[test]
fn print_makes_no_rules() {
    let mut sheet = Sheet::new(1000, 700);
    for line in 1..14 {
        sheet.word(60, line * 45, 60);
    }
    let found = sheet.layout();
    assert_eq!(found.rules, []);
    assert_eq!(found.strips.len(), 13);
}

#[test]
fn each_line_of_a_cell_is_a_strip_that_stands_on_its_baseline() {
    let mut sheet = table();
    sheet.word(320, 150, 20).word(320, 195, 3).word(640, 290, 2);
    let found = sheet.layout();
    let told: Vec<_> = found
        .strips
        .iter()
        .map(|s| {
            (
                s.area.x0.div_ceil(10) * 10,
                s.baseline,
                s.cell.map(|c| c.x0 / 10 * 10),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (320, 150.0, Some(300)),
            (320, 195.0, Some(300)),
            (640, 290.0, Some(600))
        ]
    );
}

#[test]
fn a_dash_is_a_strip_and_a_speck_is_not() {
    let mut sheet = table();
    sheet
        .fill(740, 280, 754, 284, [30; 3])
        .fill(200, 280, 202, 282, [30; 3]);
    sheet.word(320, 290, 8);
    let found = sheet.layout();
    let dash = found.strips.iter().find(|s| s.area.x0 > 700).unwrap();
    assert_eq!((dash.area.width(), dash.area.height()), (14, 4));
    assert_eq!(found.strips.len(), 2);
}

#[test]
fn columns_without_rules_are_apart() {
    let mut sheet = Sheet::new(1000, 700);
    for line in 2..12 {
        sheet.word(60, line * 45, 25).word(700, line * 45 + 14, 4);
    }
    let found = sheet.layout();
    assert_eq!(found.strips.len(), 20);
    assert!(
        found
            .strips
            .iter()
            .all(|s| s.area.height() < 25 && s.area.width() < 400)
    );
}

#[test]
fn ink_of_the_next_line_is_painted_over() {
    let mut sheet = table();
    sheet.word(320, 150, 20).word(320, 190, 20);
    // A tail that hangs into the lower line.
    sheet.fill(413, 130, 417, 178, [30; 3]);
    let found = sheet.layout();
    assert_eq!(found.strips.len(), 2);
    let lower = &found.strips[1];
    let x = 415 - lower.area.x0;
    let above: Vec<u8> = (0..4)
        .map(|y| lower.image.grey[y * lower.image.width + x])
        .collect();
    assert!(lower.area.y0 == 170, "{:?}", lower.area);
    assert!(above.iter().all(|&g| g > 200), "{above:?}");
}

#[test]
fn coloured_ink_is_taken_out_and_told() {
    let red = [225, 70, 80];
    let mut sheet = table();
    sheet.word(640, 290, 3).word(320, 290, 3);
    for y in (240..330).step_by(6) {
        sheet.fill(620 + y % 20, y, 660 + y % 20, y + 3, red);
    }
    // Print is over the stamp.
    sheet.word(640, 290, 3);
    // A stamp in a cell without print.
    sheet.fill(150, 260, 220, 300, red);
    let found = sheet.layout();
    let told: Vec<_> = found
        .strips
        .iter()
        .map(|s| (s.cell.map(|c| c.x0 / 10), s.stain))
        .collect();
    assert_eq!(
        told,
        [
            (Some(10), Some(Stain::Coloured)),
            (Some(30), None),
            (Some(60), Some(Stain::Coloured))
        ]
    );
    let stamped = &found.strips[2];
    assert_eq!((stamped.area.height(), stamped.area.width()), (20, 36));
    assert!(found.strips[0].image.grey.iter().all(|&g| g > 200));
}

/// A box of the upright page on the picture as it was given.
fn given(layout: &Layout, area: Area) -> [f32; 4] {
    let [width, height] = [layout.upright.width, layout.upright.height].map(|v| v as f32);
    let [x0, y0, x1, y1] = [area.x0, area.y0, area.x1, area.y1].map(|v| v as f32);
    match layout.turned.quarters {
        90 => [y0, width - x1, y1, width - x0],
        180 => [width - x1, height - y1, width - x0, height - y0],
        270 => [height - y1, x0, height - y0, x1],
        _ => [x0, y0, x1, y1],
    }
}

#[test]
fn a_turned_page_is_laid_straight_and_its_boxes_turned_back() {
    let mut sheet = Sheet::new(900, 1200);
    for line in 4..24 {
        sheet.word(120, line * 40, 40);
        // Marks above, as Vietnamese has them.
        for letter in (0..40).step_by(3) {
            let x = 120 + letter * 14;
            sheet.fill(x, line * 40 - 27, x + 5, line * 40 - 24, [30; 3]);
        }
    }
    let upright = sheet.picture();
    let first = layout(upright.clone()).strips[0].area;
    for (quarters, times) in [(0, 0), (270, 1), (180, 2), (90, 3)] {
        let mut turned = upright.clone();
        for _ in 0..times {
            turned = super::deskew::quarter(turned);
        }
        let (width, height) = (turned.width as f32, turned.height as f32);
        let found = layout(turned);
        assert_eq!(found.turned.quarters, quarters);
        assert_eq!(found.strips.len(), 20);
        let [x0, y0, x1, y1] = given(&found, found.strips[0].area);
        let Area {
            x0: l,
            y0: t,
            x1: r,
            y1: b,
        } = first;
        let [l, t, r, b] = [l, t, r, b].map(|v| v as f32);
        let expected = match times {
            0 => [l, t, r, b],
            1 => [width - b, l, width - t, r],
            2 => [width - r, height - b, width - l, height - t],
            _ => [t, height - r, b, height - l],
        };
        for (found, expected) in [x0, y0, x1, y1].into_iter().zip(expected) {
            assert!(
                (found - expected).abs() <= 2.0,
                "{times}: {found} for {expected}"
            );
        }
    }
}

#[test]
fn skew_is_put_right_to_a_hundredth_of_a_degree() {
    let mut sheet = Sheet::new(1200, 900);
    for line in 4..20 {
        sheet.word(120, line * 40, 60);
    }
    let straight = sheet.picture();
    for angle in [-2.3_f32, -0.4, 0.7, 1.9] {
        let skewed = super::deskew::slant(straight.clone(), -angle);
        let found = layout(skewed);
        assert!(
            (found.turned.angle - angle).abs() < 0.03,
            "{}",
            found.turned.angle
        );
        assert_eq!(found.strips.len(), 16);
    }
}

#[test]
fn a_blank_page_has_nothing() {
    let found = Sheet::new(300, 400).layout();
    assert_eq!((found.rules.len(), found.strips.len()), (0, 0));
}
