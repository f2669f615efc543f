//! Structure trees that say the truth and some that do not, each on a small table made for it.

use crate::read::Options;
use crate::read::pdf::read;
use crate::read::pdf::sample::{Sample, grid, text};
use crate::read::pdf::tests::{codes, grids, table};

/// The cells of the table, row by row; the marked content of each has the number 10 × row + column.
const CELLS: [[&str; 3]; 5] = [
    ["Name", "Unit", "Value"],
    ["Characters received", "letter", "18"],
    ["Characters answered", "letter", "16"],
    ["Visits", "visit", "7"],
    ["Hours", "hour", "31"],
];
const XS: [f32; 4] = [100.0, 250.0, 350.0, 450.0];

/// What the tree says: for each row, for each cell, its marked content, and the attributes of the cell.
#[derive(Clone)]
struct Tree(Vec<Vec<(Vec<usize>, &'static str)>>);

impl Tree {
    fn true_one() -> Tree {
        let row = |row: usize| (0..3).map(|column| (vec![10 * row + column], "")).collect();
        Tree((0..5).map(row).collect())
    }

    /// The elements of the tree.
    fn elements(&self) -> String {
        let cell = |(marks, entries): &(Vec<usize>, &str)| {
            let marks: Vec<String> = marks.iter().map(usize::to_string).collect();
            format!("<< /S /TD {entries} /K [{}] >>", marks.join(" "))
        };
        let row = |row: &Vec<(Vec<usize>, &str)>| {
            format!(
                "<< /S /TR /K [{}] >>",
                row.iter().map(cell).collect::<String>()
            )
        };
        format!(
            "<< /S /Table /K [{}] >>",
            self.0.iter().map(row).collect::<String>()
        )
    }
}

/// The table with rules or without, and something drawn over it.
fn page(ruled: bool, over: &str) -> Sample {
    let ys: Vec<f32> = (0..=CELLS.len())
        .map(|row| 100.0 + 20.0 * row as f32)
        .collect();
    let mut content = if ruled { grid(&XS, &ys) } else { String::new() };
    for (row, cells) in CELLS.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let shown = text(XS[column] + 4.0, ys[row] + 14.0, 10.0, cell);
            content += &format!("/P << /MCID {} >> BDC {shown} EMC\n", 10 * row + column);
        }
    }
    Sample::page(&(content + over))
}

/// Every grid read from the table, ruled and not, with this tree; and whether the tree was left aside.
fn read_with(tree: &Tree) -> [(Vec<Vec<String>>, bool); 2] {
    [true, false].map(|ruled| {
        let sample = page(ruled, "").tagged(&tree.elements());
        let aside = codes(&sample).iter().any(|code| code == "tags-left-aside");
        (cells(&sample), aside)
    })
}

fn cells(sample: &Sample) -> Vec<Vec<String>> {
    let grids = grids(sample);
    grids
        .iter()
        .flat_map(table)
        .map(|row| row.iter().map(|cell| (*cell).to_owned()).collect())
        .collect()
}

fn changed(change: impl Fn(&mut Vec<Vec<(Vec<usize>, &'static str)>>)) -> Tree {
    let mut tree = Tree::true_one();
    change(&mut tree.0);
    tree
}

#[test]
fn a_true_tree_is_followed() {
    for (read, aside) in read_with(&Tree::true_one()) {
        assert_eq!(read, CELLS);
        assert!(!aside);
    }
}

/// Whatever the tree says, the page is printed as it is printed.
#[test]
fn a_tree_that_lies_about_the_page_is_left_aside() {
    let lies = [
        (
            "two rows tagged as one",
            changed(|rows| {
                let below = rows.remove(2);
                rows[1]
                    .iter_mut()
                    .zip(below)
                    .for_each(|(cell, more)| cell.0.extend(more.0));
            }),
        ),
        (
            "two values in one cell",
            changed(|rows| {
                rows[1][2].0.push(22);
                rows[2][2].0.clear();
            }),
        ),
        (
            "a value tagged into its label",
            changed(|rows| {
                rows[3][0].0.push(32);
                rows[3][2].0.clear();
            }),
        ),
        ("a row left out", changed(|rows| drop(rows.remove(3)))),
        (
            "a column left out",
            changed(|rows| rows.iter_mut().for_each(|row| row[2].0.clear())),
        ),
    ];
    for (lie, tree) in &lies {
        for (read, aside) in read_with(tree) {
            assert_eq!(read, CELLS, "{lie}");
            assert!(aside, "{lie}");
        }
    }
}

/// Rows and cells in the wrong place, though each cell is one: seen by where they stand.
#[test]
fn values_tagged_into_other_rows_are_seen() {
    let tree = changed(|rows| {
        for (row, cells) in rows.iter_mut().enumerate().skip(1) {
            cells[2].0 = vec![10 * row + 12];
        }
        rows[4][2].0 = vec![12];
    });
    for (read, aside) in read_with(&tree) {
        assert_eq!(read, CELLS);
        assert!(aside);
    }
}

#[test]
fn spans_that_no_row_bears_out_are_not_believed() {
    let span = "/A << /O /Table /ColSpan 3 /RowSpan 4 >>";
    let tree = changed(|rows| {
        rows[1][0].1 = span;
        rows[2][2].1 = span;
    });
    for (read, _) in read_with(&tree) {
        assert_eq!(read, CELLS);
    }
}

/// People see what is printed: a tag that says another value is not believed, and that is reported.
#[test]
fn another_figure_in_the_tag_is_told_and_not_taken() {
    let tree = changed(|rows| rows[1][2].1 = "/ActualText (999)");
    for ruled in [true, false] {
        let sample = page(ruled, "").tagged(&tree.elements());
        assert_eq!(cells(&sample), CELLS);
        assert_eq!(codes(&sample), ["tag-text-differs"]);
    }
    let spelling = changed(|rows| rows[3][0].1 = "/ActualText (V\\354sits)");
    for (read, _) in read_with(&spelling) {
        assert_eq!(read[3][0], "Vìsits");
    }
}

/// A stamp across a cell is not part of its value, and somebody is to look whether it was one.
#[test]
fn words_marked_as_ornaments_are_left_out_of_cells_and_told() {
    // In the line of a value, larger; and in the empty part of another cell.
    let stamp = |x: f32, y: f32| format!("/Artifact BMC {} EMC\n", text(x, y, 12.0, "2024"));
    let over = stamp(372.0, 134.0) + &stamp(300.0, 154.0);
    for ruled in [true, false] {
        let sample = page(ruled, &over).tagged(&Tree::true_one().elements());
        assert_eq!(cells(&sample), CELLS);
        assert_eq!(codes(&sample), ["artifact-in-cell"]);
    }
}

/// A tree deeper than allowed is left unread from there on, and that is a finding.
#[test]
fn a_tree_cut_by_a_limit_is_reported() {
    let sample = page(true, "").tagged(&Tree::true_one().elements());
    let mut options = Options::default();
    options.limits.xml_depth = 2;
    let findings = read("mẫu.pdf", sample.bytes(), &options).unwrap().findings;
    let codes: Vec<&str> = findings.iter().map(|f| f.code.as_str()).collect();
    assert_eq!(codes, ["limit-reached"]);
    assert_eq!(findings[0].data["what"], "structure tree");
}

/// Some writers tag the cells of a row in another order than they print them: counting would put one over another.
#[test]
fn cells_tagged_in_another_order_are_read_as_printed() {
    let tree = changed(|rows| rows.iter_mut().skip(1).for_each(|row| row.swap(1, 2)));
    for (read, _) in read_with(&tree) {
        assert_eq!(read, CELLS);
    }
}
