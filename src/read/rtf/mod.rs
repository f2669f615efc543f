//! RTF → [`Document`]: bytes by the code page of their font, `\u` characters, tables by their cell edges.
//!
//! `lex` (bytes → tokens) → `walk` (tokens → raw blocks) → the same last steps as DOCX. Headers,
//! footers, hidden and deleted text are left out.

mod font;
mod lex;

mod walk;

use super::Options;
use super::word::dress::Dresser;
use super::word::fonts::Fonts;
use crate::model::{Document, Error, Source, WithFindings};
use walk::Walk;

const FORMAT: &str = "rtf";

/// True for a file that begins as RTF does.
pub fn sniff(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(br"{\rtf")
}

/// Reads an RTF file.
///
/// # Errors
/// When a limit is reached.
pub fn read(file: &str, bytes: &[u8], options: &Options) -> Result<WithFindings<Document>, Error> {
    let mut fonts = Fonts::default();
    let mut walk = Walk::new(&mut fonts, options.limits);
    walk.run(bytes)?;
    let findings = walk.tally.findings();
    let producer = Some(walk.generator.trim().trim_end_matches(';').to_owned())
        .filter(|name| !name.is_empty());
    let blocks = walk.into_blocks();
    let mut dresser = Dresser::new(&fonts);
    dresser.add(blocks);
    let source = Source {
        producer,
        ..Source::of(file, FORMAT, bytes)
    };
    let document = Document {
        source,
        pages: Vec::new(),
        blocks: dresser.finish(),
        ..Document::default()
    };
    Ok(WithFindings {
        output: document,
        findings,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Block;

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
}
