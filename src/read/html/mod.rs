//! HTML → [`Document`], tolerantly: what people save from Word, Excel and web portals.
//!
//! `lex` (characters → tokens) → `walk` (tokens → raw blocks) → the same last steps as DOCX.

mod entity;
mod lex;
mod walk;

use super::word::dress::Dresser;
use super::word::fonts::Fonts;
use super::{Options, text};
use crate::model::{Code, Document, Error, Finding, Source, WithFindings};
use encoding_rs::Encoding;
use std::borrow::Cow;

const FORMAT: &str = "html";

/// How much of a file is looked at to tell what it is.
const HEAD: usize = 4096;

/// True for a file that begins with a tag and has the elements of a page.
pub fn sniff(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    let head = text::decode(head)
        .map(|decoded| decoded.text.to_ascii_lowercase())
        .unwrap_or_default();
    let head = head.trim_start_matches(['\u{FEFF}', ' ', '\r', '\n', '\t']);
    let page = ["<html", "<!doctype html", "<body", "<head", "<meta"];
    let office = head.starts_with("<?xml") && !head.contains("<html");
    head.starts_with('<')
        && !office
        && (page.iter().any(|tag| head.contains(tag)) || head.starts_with("<table"))
}

/// Reads a page.
///
/// # Errors
/// When the bytes are no text, or a limit is reached.
pub fn read(file: &str, bytes: &[u8], options: &Options) -> Result<WithFindings<Document>, Error> {
    let page = characters(bytes)?;
    let mut fonts = Fonts::default();
    let (blocks, hidden) = walk::Walk::new(&mut fonts, options.limits).run(&page)?;
    let mut dresser = Dresser::new(&fonts);
    dresser.add(blocks);
    let source = Source::of(file, FORMAT, bytes);
    let document = Document {
        source,
        pages: Vec::new(),
        blocks: dresser.finish(),
        ..Document::default()
    };
    let findings = (hidden > 0).then(|| Finding::new(Code::HiddenText).with("count", hidden));
    Ok(WithFindings {
        output: document,
        findings: findings.into_iter().collect(),
    })
}

/// The page's characters: Unicode if the bytes are, else as the page says, else as a text would be read.
fn characters(bytes: &[u8]) -> Result<Cow<'_, str>, Error> {
    if let Ok(page) = std::str::from_utf8(bytes) {
        return Ok(page.trim_start_matches('\u{FEFF}').into());
    }
    let decoded = text::decode(bytes).ok_or(Error::UnknownFormat {
        hint: Some("not a text".to_owned()),
    })?;
    if decoded.encoding.starts_with("UTF") {
        return Ok(decoded.text.into());
    }
    Ok(match declared(bytes) {
        Some(encoding) => encoding.decode(bytes).0,
        None => decoded.text.into(),
    })
}

/// The encoding a page declares.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let (_, after) = head.split_once("charset=")?;
    let label = after.trim_start_matches(['"', '\'', ' ']);
    let end = label
        .find(|c: char| !c.is_ascii_alphanumeric() && !"-_".contains(c))
        .unwrap_or(label.len());
    // What a page without Unicode calls UTF-8 is not: its bytes were looked at before.
    Encoding::for_label(label.get(..end)?.as_bytes()).filter(|found| *found != encoding_rs::UTF_8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Block;

    fn read_page(page: &[u8]) -> Document {
        assert!(sniff(page));
        read("a.html", page, &Options::default())
            .expect("read")
            .output
    }

    #[test]
    fn tables_have_spans_and_lines() {
        let document = read_page(
            b"<html><body><p align=center><b>B&aacute;o c&aacute;o</b><table>\n<tr><th rowspan=2>STT<th colspan=2>S&#7889;\n li&#7879;u\
              <tr><td>a<td>b<br>c</table><p>H&#7871;t</body></html>",
        );
        let Some(Block::Paragraph(title)) = document.blocks.first() else {
            panic!("a title")
        };
        assert_eq!(
            (title.text.as_str(), title.bold, title.centered),
            ("Báo cáo", true, true)
        );
        let Some(Block::Grid(grid)) = document.blocks.get(1) else {
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
                ("Số liệu", 0..1, 1..3),
                ("a", 1..2, 1..2),
                ("b c", 1..2, 2..3)
            ]
        );
        assert_eq!(document.blocks.len(), 3);
    }

    #[test]
    fn tables_stand_in_cells_and_ends_may_be_missing() {
        let document = read_page(b"<table><tr><td>x<table><tr><td>y</td></tr></table>z</td><td>w");
        let Some(Block::Grid(grid)) = document.blocks.first() else {
            panic!("a grid")
        };
        assert_eq!(
            grid.cells
                .iter()
                .map(|c| c.text.as_str())
                .collect::<Vec<_>>(),
            ["x y z", "w"]
        );
        assert_eq!(grid.cells[0].nested.len(), 1);
    }

    #[test]
    fn pages_in_the_encoding_they_declare_are_read() {
        let document =
            read_page(b"<html><meta charset=windows-1258><p>S\xf4\xec li\xea\xf2u</html>");
        let Some(Block::Paragraph(text)) = document.blocks.first() else {
            panic!("a paragraph")
        };
        assert_eq!(text.text.as_str(), "Số liệu");
    }

    #[test]
    fn a_text_with_a_tag_in_it_is_no_page() {
        assert!(!sniff("STT\tChỉ tiêu <i>x</i>".as_bytes()));
        assert!(!sniff(b"<?xml version='1.0'?><office:document/>"));
    }
}
