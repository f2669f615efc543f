//! HTML → [`Document`], tolerantly: what people save from Word, Excel and web portals.
//!
//! `lex` (characters → tokens) → `walk` (tokens → raw blocks) → the same last steps as DOCX.

mod css;
mod entity;
mod form;
pub(in crate::read) mod lex;
mod walk;

use super::word::fonts::Fonts;
use super::{Input, Options, text, word};
use crate::model::{Document, Error, Source, WithFindings};
use encoding_rs::Encoding;
use std::borrow::Cow;

const FORMAT: &str = "html";

/// Characters of a text in which a page shows that it is one.
const HEAD: usize = 4096;

/// True for a text that begins with a tag and has the elements of a page.
pub(super) fn is_page(text: &str) -> bool {
    let head: String = text.chars().take(HEAD).collect();
    let head = head.to_ascii_lowercase();
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
/// When the bytes are not text, or a limit is reached.
pub(super) fn read(input: &Input<'_>) -> Result<WithFindings<Document>, Error> {
    let page = characters(input.bytes)?;
    stretch(&page, input.source(FORMAT), input.options)
}

/// Reads a page, or a stretch of one that stands in another text.
///
/// # Errors
/// When a limit is reached.
pub(super) fn stretch(
    page: &str,
    source: Source,
    options: &Options,
) -> Result<WithFindings<Document>, Error> {
    let mut fonts = Fonts::default();
    let (blocks, revisions) = walk::Walk::new(&mut fonts, options.limits).run(page)?;
    Ok(word::document(source, blocks, &fonts, revisions))
}

/// A text with the references in it resolved.
pub(super) fn resolved(text: &str) -> String {
    entity::resolve(text)
}

/// A text as a page writes it, so that it is printed as it is.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// The page's characters: Unicode if the bytes are, else as the page says, else as a text would be read.
pub(super) fn characters(bytes: &[u8]) -> Result<Cow<'_, str>, Error> {
    if let Ok(page) = std::str::from_utf8(bytes) {
        return Ok(page.trim_start_matches('\u{FEFF}').into());
    }
    let decoded = text::decode(bytes).ok_or(Error::unknown_format("not a text"))?;
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
    use crate::model::ErrorKind;
    use crate::read::{Options, read};

    fn read_page(page: &[u8]) -> Document {
        read("a.html", page, &Options::default())
            .expect("read")
            .output
    }

    #[test]
    fn what_is_beside_or_above_a_figure_is_no_part_of_it() {
        let page = "<table><tr><td>23<span style='vertical-align:super'>1</span><td><ruby>15<rt>3</rt></ruby>\
            <td><math><mn>15</mn></math><td><math><mfrac><mn>1</mn><mn>5</mn></mfrac></math>\
            <td><details><summary>15</summary>3</details></table>";
        let document = read_page(page.as_bytes());
        let Some(Block::Grid(grid)) = document.blocks.first() else {
            panic!("a table")
        };
        let texts: Vec<&str> = grid.cells.iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(texts[..4], ["23", "15", "15", "1 5"]);
        assert_ne!(texts[4], "153");
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
    fn a_stored_number_that_is_not_shown_is_told() {
        let page =
            b"<table><tr><td x:num>1<td x:num=\"118\">120</td><td sdval='0.5'>50%</td></table>";
        let noted = read("a.html", page, &Options::default()).expect("read");
        let Some(Block::Grid(grid)) = noted.output.blocks.first() else {
            panic!("a grid")
        };
        let texts: Vec<_> = grid.cells.iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(texts, ["1", "120", "50%"]);
        let told = noted.findings.iter().map(|finding| finding.code.as_str());
        assert_eq!(told.collect::<Vec<_>>(), ["unseen-text"]);
        assert_eq!(noted.findings[0].places[0].printed, "118");
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
        assert!(!is_page("STT\tChỉ tiêu <i>x</i>"));
        assert!(!is_page("<?xml version='1.0'?><office:document/>"));
    }

    /// The limit is one of each table: the count once went on over the whole page.
    #[test]
    fn the_limit_of_cells_is_for_each_table() {
        let table = "<table><tr><td>a<td>b<td>c</table>";
        let options = Options {
            limits: crate::read::Limits {
                table_cells: 3,
                ..Default::default()
            },
            ..Options::default()
        };
        let read = |page: String| read("a.html", page.into_bytes(), &options);
        assert!(read(format!("{table}{table}")).is_ok());
        let nested = table.replace("<td>c", &format!("<td>{table}"));
        assert!(read(nested).is_ok());
        let large = table.replace("<td>c", "<td>c<td>d");
        assert!(matches!(
            read(large),
            Err(Error {
                kind: ErrorKind::Limit {
                    found: Some(4),
                    limit: 3,
                    ..
                },
                ..
            })
        ));
    }

    fn cells(page: &str) -> Vec<String> {
        let document = read_page(page.as_bytes());
        let Some(Block::Grid(grid)) = document.blocks.first() else {
            panic!("a grid")
        };
        grid.cells.iter().map(|c| c.text.to_string()).collect()
    }

    #[test]
    fn struck_and_unseen_letters_are_left_out_and_told() {
        let page = "<html><style>.an{visibility:hidden} .dau{background:navy} td.dau{color:#fff} .so{display:none}</style>\
            <table><tr><td class=dau>TT<td class=dau><span class=an>9</span>15<span class=so>1</span>\
            <tr><td><del>13</del>15<td><font color=white>9</font>124\
            <tr><td><span style='visibility:hidden'>1<b style='visibility:visible'>2</b></span>\
            <td style='font-size:0'>7<b style='font-size:12pt'>5</b></table>";
        assert_eq!(cells(page), ["TT", "15", "15", "124", "2", "5"]);
        let told = read("a.html", page.as_bytes(), &Options::default()).expect("read");
        let unseen = told
            .findings
            .iter()
            .filter(|f| f.code == crate::model::Code::UnseenText);
        let rows: Vec<_> = unseen.map(|f| f.places[0].place.row).collect();
        assert_eq!(rows, [1, 2, 3, 3].map(Some));
    }

    #[test]
    fn fields_of_a_form_show_what_was_typed_and_chosen() {
        let page = "<table><tr><td><input value=15><td><textarea>1 < 2</textarea>\
            <td><select><option>0<option selected>1</select>\
            <tr><td><input type=radio checked> C&oacute; <input type=radio> Kh&ocirc;ng<td><input type=checkbox>\
            <td><input style='display:none' value=9>";
        assert_eq!(cells(page), ["15", "1 < 2", "1", "☒ Có ☐ Không", "", ""]);
    }
}
