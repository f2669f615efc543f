//! RTF → [`Document`]: bytes by the code page of their font, `\u` characters, tables by their cell edges.
//!
//! `lex` (bytes → tokens) → `walk` (tokens → raw blocks) → the same last steps as DOCX. Headers,
//! footers, hidden and deleted text are left out.

mod color;
mod font;
mod form;
mod lex;
mod walk;

use super::word::fonts::Fonts;
use super::{Input, word};
use crate::model::{Document, Error, Source, WithFindings};
use walk::Walk;

const FORMAT: &str = "rtf";

/// True for a file that begins as RTF does.
pub(super) fn sniff(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(br"{\rtf")
}

/// Reads an RTF file.
///
/// # Errors
/// When a limit is reached.
pub(super) fn read(input: &Input<'_>) -> Result<WithFindings<Document>, Error> {
    let mut fonts = Fonts::default();
    let mut walk = Walk::new(&mut fonts, input.options.limits);
    walk.run(input.bytes)?;
    let (blocks, revisions) = (walk.builder.take_blocks(), walk.builder.revisions);
    let producer = walk.generator.trim().trim_end_matches(';').to_owned();
    let source = Source {
        producer: Some(producer).filter(|name| !name.is_empty()),
        ..input.source(FORMAT)
    };
    Ok(word::document(source, blocks, &fonts, revisions))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Block;
    use crate::model::ErrorKind;
    use crate::read::{Options, read};

    fn read_text(rtf: &str) -> Document {
        read("a.rtf", rtf.as_bytes(), &Options::default())
            .expect("read")
            .output
    }

    fn paragraphs(document: &Document) -> Vec<&str> {
        document
            .blocks
            .iter()
            .filter_map(|block| {
                if let Block::Paragraph(p) = block {
                    Some(p.text.as_str())
                } else {
                    None
                }
            })
            .collect()
    }

    #[test]
    fn a_character_style_strikes_what_it_is_put_on() {
        let document = read_text(
            r"{\rtf1{\stylesheet{\s0 Normal;}{\*\cs15\strike Gach;}}\trowd\cellx900\pard\intbl{\cs15 45}54\cell\row\pard\par}",
        );
        let grid = document.blocks.iter().find_map(|block| match block {
            Block::Grid(grid) => Some(grid),
            _ => None,
        });
        assert_eq!(grid.expect("a table").cells[0].text.as_str(), "54");
    }

    #[test]
    fn a_mark_lifted_above_the_line_is_taken_off_the_value() {
        let row = |lifted: &str| {
            let row =
                format!(r"{{\rtf1\trowd\cellx900\pard\intbl 23{{{lifted} 1}}\cell\row\pard\par}}");
            let document = read_text(&row);
            let grid = document.blocks.iter().find_map(|block| match block {
                Block::Grid(grid) => Some(grid),
                _ => None,
            });
            let cell = &grid.expect("a table").cells[0];
            (cell.text.as_str().to_owned(), cell.marks.len())
        };
        assert_eq!(row(r"\up8\fs14"), ("23".to_owned(), 1));
        assert_eq!(row(r"\up0"), ("231".to_owned(), 0));
    }

    #[test]
    fn characters_come_by_unicode_and_by_code_page() {
        let document = read_text(
            r"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset163 Times New Roman;}}
{\info{\title kh\'f4ng}}\f0 B\u225\'e1o c\u225?o\par\f1 S\'f4\'ec \'f0\'ea\'cc\par{\header x\par}{\*\unknown y}z}",
        );
        assert_eq!(paragraphs(&document), ["Báo cáo", "Số đề", "z"]);
    }

    #[test]
    fn tables_have_spans_and_merged_cells() {
        let document = read_text(
            r"{\rtf1 \trowd\clvmgf\cellx1000\cellx3000\pard\intbl STT\cell Ti\par eu\cell\row
\trowd\clvmrg\cellx1000\cellx2000\cellx3000\pard\intbl \cell a\cell b\cell\row\pard x\par}",
        );
        let Some(Block::Grid(grid)) = document.blocks.first() else {
            panic!("a grid")
        };
        let cells: Vec<_> = grid
            .cells
            .iter()
            .map(|c| (c.text.as_str(), c.rows.clone(), c.columns.clone()))
            .collect();
        assert_eq!(
            cells,
            [
                ("STT", 0..2, 0..1),
                ("Ti eu", 0..1, 1..3),
                ("a", 1..2, 1..2),
                ("b", 1..2, 2..3)
            ]
        );
        assert_eq!(paragraphs(&document), ["x"]);
    }

    #[test]
    fn broken_files_end_quietly() {
        for rtf in [
            r"{\rtf1",
            r"{\rtf1 \cell\cell\row",
            r"{\rtf1 }}}}\par x",
            r"{\rtf1 \u55357",
            r"{\rtf1\bin99999999 x",
        ] {
            read("a.rtf", rtf.as_bytes(), &Options::default()).expect("read");
        }
    }

    /// The limit is one of each table: the count once went on over the whole file.
    #[test]
    fn the_limit_of_cells_is_for_each_table() {
        let row = r"\trowd\cellx1000\cellx2000\intbl a\cell b\cell\row";
        let options = Options {
            limits: crate::read::Limits {
                table_cells: 2,
                ..Default::default()
            },
            ..Options::default()
        };
        let read = |rtf: String| read("a.rtf", rtf.into_bytes(), &options);
        assert!(read(format!(r"{{\rtf1 {row}\pard between\par{row}}}")).is_ok());
        let large = read(format!(r"{{\rtf1 {row}{row}}}"));
        assert!(matches!(
            large,
            Err(Error {
                kind: ErrorKind::Limit {
                    found: Some(3),
                    limit: 2,
                    ..
                },
                ..
            })
        ));
    }

    #[test]
    fn a_row_that_is_never_closed_is_one_and_the_text_behind_it_is_not_in_it() {
        let document = read_text(r"{\rtf1 \trowd\cellx1000\intbl a\cell\pard x\par}");
        assert!(
            matches!(document.blocks.first(), Some(Block::Grid(grid)) if grid.cells.len() == 1)
        );
        assert_eq!(paragraphs(&document), ["x"]);
    }

    #[test]
    fn struck_and_unseen_letters_are_left_out_and_told() {
        let rtf = r"{\rtf1{\colortbl;\red255\green255\blue255;\red0\green0\blue128;}
\trowd\cellx1000\clcbpat2\cellx2000\pard\intbl {\strike 13}15\cell \cf1 TT\cf0\cell\row
\trowd\cellx1000\cellx2000\pard\intbl {\cf1 9}124\cell {\fs2 7}5{\striked1 8}\cell\row\pard x\par}";
        let read = read("a.rtf", rtf.as_bytes(), &Options::default()).expect("read");
        let Some(Block::Grid(grid)) = read.output.blocks.first() else {
            panic!("a grid")
        };
        let cells: Vec<_> = grid.cells.iter().map(|c| c.text.as_str()).collect();
        assert_eq!(cells, ["15", "TT", "124", "5"]);
        let told: Vec<_> = read.findings.iter().map(|f| f.code.as_str()).collect();
        let (struck, unseen) = ("struck-out", "unseen-text");
        assert_eq!(told, [struck, unseen, struck, unseen]);
    }

    #[test]
    fn boxes_and_lists_of_a_form_show_their_state() {
        let field = |settings: &str, result: &str| {
            format!(
                r"{{\field{{\*\fldinst FORM{{\*\formfield{{{settings}}}}}}}{{\fldrslt {result}}}}}\par "
            )
        };
        let list = r"{\*\ffl kh}{\*\ffl c}";
        let rtf = [
            field(&format!(r"\fftype2\ffres1\ffdefres0{list}"), ""),
            field(&format!(r"\fftype2\ffres25\ffdefres1{list}"), "c"),
            field(r"\fftype1\ffres1", ""),
            field(r"\fftype1\ffres25\ffdefres0", ""),
            field(r"\fftype0\ffres0", "15"),
        ];
        let document = read_text(&format!(r"{{\rtf1\ansi {}x\par}}", rtf.concat()));
        assert_eq!(paragraphs(&document), ["c", "c", "☒", "☐", "15", "x"]);
    }

    /// A table in the cell of another has rows and columns of its own, described behind its cells.
    #[test]
    fn a_table_in_a_cell_is_one() {
        let row = |cells: [&str; 3]| {
            let cells = cells.map(|text| format!("\\pard\\intbl\\itap2 {text}\\nestcell "));
            let props = "{\\*\\nesttableprops\\trowd\\cellx1000\\cellx2000\\cellx3000\\nestrow}";
            format!("{}{props}{{\\nonesttables\\par}}", cells.concat())
        };
        let rows = [
            ["STT", "A", "B"],
            ["1", "b", "2"],
            ["2", "", "3"],
            ["3", "d", "4"],
        ];
        let inner: String = rows.map(row).concat();
        let rtf = format!(
            "{{\\rtf1\\trowd\\cellx5000\\pard\\intbl Before\\par {inner}\\pard\\intbl After\\cell\\row\\pard End\\par}}"
        );
        let blocks = read_text(&rtf).blocks;
        let said = blocks.iter().map(|block| match block {
            Block::Paragraph(paragraph) => paragraph.text.to_string(),
            Block::Grid(grid) => format!("{}x{} {}", grid.rows, grid.columns, grid.cells.len()),
        });
        let said: Vec<String> = said.collect();
        assert_eq!(said, ["Before", "4x3 12", "After", "End"]);
    }
}
