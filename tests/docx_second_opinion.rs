//! A second opinion: whatever text docx-rs finds in a DOCX, our reader finds too, in the same order.
//!
//! docx-rs writes no generated numbers and drops some characters, so ours may say more; it may never say
//! less. Where docx-rs itself fails on a file there is no second opinion.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

mod common;

use docx_rs::{
    DocumentChild, Docx, InsertChild, Paragraph, ParagraphChild, Run, RunChild, StructuredDataTag,
    StructuredDataTagChild, Table, TableCellContent, TableChild, TableRowChild,
};
use phuluc::model::Block;
use phuluc::read::{self, Options};
use phuluc::text::Text;
use std::path::{Path, PathBuf};

/// What docx-rs says: a paragraph, or a cell of a table of the body.
fn theirs(docx: &Docx) -> Vec<String> {
    let mut pieces = Vec::new();
    for child in &docx.document.children {
        match child {
            DocumentChild::Paragraph(paragraph) => pieces.push(of_paragraph(paragraph)),
            DocumentChild::Table(table) => pieces.extend(of_cells(table)),
            DocumentChild::StructuredDataTag(tag) => of_blocks(tag, &mut pieces),
            _ => {}
        }
    }
    pieces
        .iter()
        .map(|piece| plain(piece))
        .filter(|piece| !piece.is_empty())
        .collect()
}

fn of_blocks(tag: &StructuredDataTag, pieces: &mut Vec<String>) {
    for child in &tag.children {
        match child {
            StructuredDataTagChild::Paragraph(paragraph) => pieces.push(of_paragraph(paragraph)),
            StructuredDataTagChild::Table(table) => pieces.extend(of_cells(table)),
            _ => {}
        }
    }
}

fn of_cells(table: &Table) -> Vec<String> {
    let rows = table.rows.iter().map(|TableChild::TableRow(row)| row);
    let cells = rows.flat_map(|row| row.cells.iter().map(|TableRowChild::TableCell(cell)| cell));
    cells
        .map(|cell| {
            cell.children
                .iter()
                .map(of_content)
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect()
}

fn of_content(content: &TableCellContent) -> String {
    match content {
        TableCellContent::Paragraph(paragraph) => of_paragraph(paragraph),
        TableCellContent::Table(table) => of_cells(table).join(" "),
        TableCellContent::StructuredDataTag(tag) => {
            let mut pieces = Vec::new();
            of_blocks(tag, &mut pieces);
            pieces.join(" ")
        }
        TableCellContent::TableOfContents(_) => String::new(),
    }
}

fn of_paragraph(paragraph: &Paragraph) -> String {
    paragraph.children.iter().map(of_inline).collect()
}

fn of_inline(child: &ParagraphChild) -> String {
    match child {
        ParagraphChild::Run(run) => of_run(run),
        ParagraphChild::Hyperlink(link) => link.children.iter().map(of_inline).collect(),
        ParagraphChild::Insert(insert) => {
            let runs = insert.children.iter().filter_map(|child| match child {
                InsertChild::Run(run) => Some(of_run(run)),
                _ => None,
            });
            runs.collect()
        }
        ParagraphChild::StructuredDataTag(tag) => {
            let runs = tag.children.iter().filter_map(|child| match child {
                StructuredDataTagChild::Run(run) => Some(of_run(run)),
                _ => None,
            });
            runs.collect()
        }
        _ => String::new(),
    }
}

fn of_run(run: &Run) -> String {
    if run.run_property.vanish.is_some() {
        return String::new();
    }
    let character = |child: &RunChild| match child {
        RunChild::Text(text) => text.text.clone(),
        RunChild::Tab(_) | RunChild::PTab(_) | RunChild::Break(_) | RunChild::CarriageReturn(_) => {
            " ".to_owned()
        }
        _ => String::new(),
    };
    run.children.iter().map(character).collect()
}

/// Ours, cut the same way, footnote marks back at the end of their cells.
fn ours(bytes: &[u8]) -> Vec<String> {
    let document = read::read("a.docx", bytes, &Options::default())
        .expect("our reader reads it")
        .output;
    let raw = |text: &Text| text.raw().unwrap_or(text.as_str()).to_owned();
    let mut pieces = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => pieces.push(raw(&paragraph.text)),
            Block::Grid(grid) => {
                let cell = |cell: &phuluc::model::Cell| {
                    raw(&cell.text) + &cell.marks.iter().map(raw).collect::<String>()
                };
                let mut cells: Vec<_> = grid.cells.iter().collect();
                cells.sort_by_key(|cell| (cell.rows.start, cell.columns.start));
                pieces.extend(cells.into_iter().map(cell));
            }
        }
    }
    pieces
        .iter()
        .map(|piece| plain(piece))
        .filter(|piece| !piece.is_empty())
        .collect()
}

/// Cleaned, without hyphens and spaces: docx-rs drops non-breaking hyphens.
fn plain(text: &str) -> String {
    Text::clean(text)
        .as_str()
        .replace('-', "")
        .split_whitespace()
        .collect()
}

/// Pieces of theirs that ours do not hold, in order. Ours may have a generated number before the text.
fn lost(theirs: &[String], ours: &[String]) -> Vec<String> {
    const LONGEST_NUMBER: usize = 24;
    let same = |their: &String, our: &String| {
        our == their
            || our
                .strip_suffix(their.as_str())
                .is_some_and(|number| number.len() <= LONGEST_NUMBER)
    };
    let mut at = 0;
    let mut lost = Vec::new();
    for their in theirs {
        match ours[at..].iter().position(|our| same(their, our)) {
            Some(next) => at += next + 1,
            None => lost.push(their.clone()),
        }
    }
    lost
}

/// Compares one file; how many pieces were compared and which were lost.
fn compare(path: &Path) -> (usize, Vec<String>) {
    let bytes = std::fs::read(path).expect("a file");
    let second = std::panic::catch_unwind(|| docx_rs::read_docx(&bytes));
    let Ok(Ok(docx)) = second else {
        println!("{}: docx-rs has no opinion", path.display());
        return (0, Vec::new());
    };
    let theirs = theirs(&docx);
    let lost = lost(&theirs, &ours(&bytes));
    (theirs.len(), lost)
}

fn docx_files(folder: PathBuf) -> Vec<PathBuf> {
    let files = walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .flatten();
    files
        .map(|entry| entry.into_path())
        .filter(|path| path.extension().is_some_and(|e| e == "docx"))
        .collect()
}

#[test]
fn what_docx_rs_reads_of_the_fixtures_we_read_too() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    // Any other folder of documents, such as the test files of a public project.
    let other = std::env::var_os("PHULUC_DOCX_FOLDER").map(PathBuf::from);
    assert_nothing_lost(other.into_iter().chain([fixtures]));
}

#[test]
#[ignore = "reads ../shared"]
fn what_docx_rs_reads_of_the_shared_documents_we_read_too() {
    assert_nothing_lost(["samples", "data/legacy"].map(common::shared));
}

fn assert_nothing_lost(folders: impl IntoIterator<Item = PathBuf>) {
    let mut wrong = 0;
    for path in folders.into_iter().flat_map(docx_files) {
        let (compared, lost) = compare(&path);
        println!("{}: {compared} pieces, {} lost", path.display(), lost.len());
        lost.iter().take(5).for_each(|piece| println!("  {piece}"));
        wrong += lost.len();
    }
    assert_eq!(wrong, 0, "pieces of text docx-rs reads and we do not");
}
