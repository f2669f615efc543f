//! What ODT can say and what the reader makes of it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

mod common;

use common::document::{self, first_grid, package};
use phuluc::model::{Block, Document, Error, ErrorKind, WithFindings};
use phuluc::read::{self, Options};

const MEDIA: &str = "application/vnd.oasis.opendocument.text";

fn content(styles: &str, text: &str) -> String {
    format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:text>{text}</office:text></office:body></office:document-content>"
    )
}

fn try_read(bytes: &[u8]) -> Result<WithFindings<Document>, Error> {
    read::read("a.odt", bytes, &Options::default())
}

fn read_text(styles: &str, text: &str) -> WithFindings<Document> {
    let bytes = package(&[("mimetype", MEDIA), ("content.xml", &content(styles, text))]);
    try_read(&bytes).expect("it can be read")
}

fn shown(styles: &str, text: &str) -> Vec<String> {
    document::shown(&read_text(styles, text).output)
}

fn td(settings: &str, text: &str) -> String {
    format!("<table:table-cell {settings}><text:p>{text}</text:p></table:table-cell>")
}

#[test]
fn spans_tabs_spaces_and_breaks_are_text() {
    let text = "<text:p>Ti<text:span>n,</text:span> bài<text:s text:c=\"2\"/>a<text:tab/>b<text:line-break/>c\n   d<text:soft-page-break/></text:p>";
    assert_eq!(shown("", text), ["Tin, bài a b c d"]);
}

#[test]
fn settings_come_from_the_style_and_its_parents() {
    let styles = "<style:style style:name=\"Goc\" style:family=\"paragraph\"><style:paragraph-properties fo:text-align=\"center\"/></style:style>\
        <style:style style:name=\"P1\" style:family=\"paragraph\" style:parent-style-name=\"Goc\"><style:text-properties fo:font-weight=\"bold\"/></style:style>\
        <style:style style:name=\"T1\" style:family=\"text\"><style:text-properties text:display=\"none\"/></style:style>";
    let noted = read_text(
        styles,
        "<text:p text:style-name=\"P1\">PHỤ LỤC<text:span text:style-name=\"T1\"> ẩn</text:span></text:p>",
    );
    let Some(Block::Paragraph(paragraph)) = noted.output.blocks.first() else {
        panic!("a paragraph")
    };
    assert_eq!(paragraph.text.as_str(), "PHỤ LỤC");
    assert!(paragraph.bold && paragraph.centered);
    assert_eq!(noted.findings[0].code.as_str(), "hidden-text");
}

#[test]
fn a_paragraph_that_hides_itself_is_not_read() {
    let noted = read_text(
        "",
        "<text:p><text:hidden-paragraph text:is-hidden=\"true\"/>45</text:p><text:p>54</text:p>",
    );
    let texts = noted.output.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.text.as_str()),
        _ => None,
    });
    assert_eq!(texts.collect::<String>(), "54");
}

#[test]
fn merged_cells_cover_what_stands_under_them() {
    let covered = "<table:covered-table-cell/>";
    let header = [
        td("table:number-rows-spanned=\"2\"", "STT"),
        td("table:number-columns-spanned=\"2\"", "Kết quả"),
        covered.to_owned(),
        td("table:number-rows-spanned=\"2\"", "Ghi chú"),
    ];
    let second = [
        covered.to_owned(),
        td("", "Đơn vị"),
        td("", "Số liệu"),
        covered.to_owned(),
    ];
    let third = [
        td("", "1"),
        td("", "%"),
        td("", "86,96"),
        "<table:table-cell/>".to_owned(),
    ];
    let row = |cells: &[String]| format!("<table:table-row>{}</table:table-row>", cells.concat());
    let table = format!(
        "<table:table><table:table-column table:number-columns-repeated=\"4\"/>\
         <table:table-header-rows>{}{}</table:table-header-rows>{}</table:table>",
        row(&header),
        row(&second),
        row(&third)
    );
    let document = read_text("", &table).output;
    let grid = first_grid(&document);
    assert_eq!((grid.rows, grid.columns, grid.header_rows), (3, 4, 2));
    assert_eq!(grid.at(1, 0).expect("STT").text.as_str(), "STT");
    assert_eq!(grid.at(1, 2).expect("a heading").text.as_str(), "Số liệu");
    assert_eq!(grid.at(1, 3).expect("Ghi chú").rows, 0..2);
    assert_eq!(grid.at(2, 2).expect("a value").text.as_str(), "86,96");
}

#[test]
fn repeated_cells_and_rows_stand_as_often_as_they_say() {
    let row = format!(
        "<table:table-row table:number-rows-repeated=\"2\">{}{}</table:table-row>",
        td("table:number-columns-repeated=\"2\"", "x"),
        td("", "y")
    );
    assert_eq!(
        shown("", &format!("<table:table>{row}</table:table>")),
        ["x|x|y", "x|x|y"]
    );
}

const LIST: &str = "<text:list-style style:name=\"L1\">\
    <text:list-level-style-number text:level=\"1\" style:num-format=\"I\" style:num-suffix=\".\"/>\
    <text:list-level-style-number text:level=\"2\" style:num-format=\"1\" style:num-suffix=\".\"/>\
    <text:list-level-style-number text:level=\"3\" style:num-format=\"1\" loext:num-list-format=\"%2%.%3%)\" text:display-levels=\"2\"/>\
    </text:list-style>";

fn item(content: &str) -> String {
    format!("<text:list-item>{content}</text:list-item>")
}

#[test]
fn list_numbers_are_written_out() {
    let sub = format!(
        "<text:list>{}{}</text:list>",
        item("<text:p>B</text:p>"),
        item(&format!(
            "<text:p>C</text:p><text:list>{}</text:list>",
            item("<text:p>D</text:p>")
        ))
    );
    let list = format!(
        "<text:list text:style-name=\"L1\">{}{}</text:list>",
        item(&format!("<text:p>A</text:p>{sub}")),
        item("<text:p>E</text:p><text:p>e</text:p>")
    );
    let on = format!(
        "<text:list text:style-name=\"L1\" text:continue-numbering=\"true\">{}</text:list>",
        item("<text:p>F</text:p>")
    );
    let fresh = format!(
        "<text:list text:style-name=\"L1\">{}</text:list>",
        item("<text:p>G</text:p>")
    );
    let expected = [
        "I. A", "1. B", "2. C", "2.1) D", "II. E", "e", "III. F", "I. G",
    ];
    assert_eq!(shown(LIST, &(list + &on + &fresh)), expected);
}

#[test]
fn headings_count_by_the_outline() {
    let styles = "<text:outline-style><text:outline-level-style text:level=\"1\" style:num-format=\"I\" style:num-suffix=\".\"/>\
        <text:outline-level-style text:level=\"2\" style:num-format=\"1\" style:num-suffix=\".\"/></text:outline-style>";
    let h =
        |level: u32, text: &str| format!("<text:h text:outline-level=\"{level}\">{text}</text:h>");
    assert_eq!(
        shown(
            styles,
            &(h(1, "A") + &h(2, "B") + &h(2, "C") + &h(1, "D") + &h(2, "E"))
        ),
        ["I. A", "1. B", "2. C", "II. D", "1. E"]
    );
}

#[test]
fn notes_comments_boxes_and_tracked_changes() {
    let note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Gồm 3 xã.</text:p></text:note-body></text:note>";
    let comment = "<office:annotation><text:p>nhận xét</text:p></office:annotation>";
    let boxed = "<draw:frame><draw:text-box><text:p>DỰ THẢO</text:p></draw:text-box></draw:frame>";
    let changes = "<text:tracked-changes><text:changed-region><text:deletion><text:p>cũ</text:p></text:deletion></text:changed-region></text:tracked-changes>";
    let table = format!(
        "<table:table><table:table-row><table:table-cell><text:p>43{note}{comment}</text:p></table:table-cell></table:table-row></table:table>"
    );
    let noted = read_text(
        "",
        &format!("{changes}<text:p>{boxed}BÁO CÁO</text:p>{table}"),
    );
    let grid = first_grid(&noted.output);
    assert_eq!(grid.cells[0].text.as_str(), "43");
    assert_eq!(grid.cells[0].marks[0].as_str(), "1");
    let texts: Vec<_> = noted
        .output
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph.text.as_str()),
            Block::Grid(_) => None,
        })
        .collect();
    assert_eq!(texts, ["DỰ THẢO", "BÁO CÁO", "[1] Gồm 3 xã."]);
    assert_eq!(noted.findings[0].code.as_str(), "tracked-changes");
}

#[test]
fn a_flat_file_reads_the_same() {
    let flat = format!(
        "<?xml version=\"1.0\"?><office:document office:mimetype=\"{MEDIA}\"><office:body><office:text><text:p>Cải cách</text:p></office:text></office:body></office:document>"
    );
    let document = try_read(flat.as_bytes()).expect("it can be read").output;
    assert_eq!(
        (document.source.format.as_str(), document.blocks.len()),
        ("odt", 1)
    );
}

#[test]
fn encrypted_cut_and_bombed_files_are_errors() {
    let locked = "<manifest:manifest><manifest:file-entry manifest:full-path=\"content.xml\"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let bytes = package(&[
        ("mimetype", MEDIA),
        ("META-INF/manifest.xml", locked),
        ("content.xml", "?"),
    ]);
    assert!(try_read(&bytes).is_err_and(|error| error.kind == ErrorKind::Password));
    let whole = package(&[
        ("mimetype", MEDIA),
        ("content.xml", &content("", "<text:p>x</text:p>")),
    ]);
    assert!(try_read(&whole[..whole.len() / 2]).is_err_and(|error| error.code() == "damaged"));
    let deep = "<table:table><table:table-row><table:table-cell>".repeat(50);
    let bytes = package(&[("mimetype", MEDIA), ("content.xml", &content("", &deep))]);
    assert!(try_read(&bytes).is_err_and(|error| error.code() == "limit"));
    let wide = "<table:table><table:table-row table:number-rows-repeated=\"1000000\">".to_owned()
        + &"<table:table-cell table:number-columns-repeated=\"256\"/>".repeat(2)
        + "</table:table-row></table:table>";
    assert!(read_text("", &wide).output.blocks.len() <= 1);
}

#[test]
fn struck_and_unseen_letters_are_left_out_and_told_on_their_row() {
    let styles = "<style:style style:name=\"G\" style:family=\"text\"><style:text-properties style:text-line-through-style=\"solid\"/></style:style>\
        <style:style style:name=\"T\" style:family=\"text\"><style:text-properties fo:color=\"#ffffff\"/></style:style>\
        <style:style style:name=\"D\" style:family=\"table-cell\"><style:table-cell-properties fo:background-color=\"#000080\"/></style:style>";
    let span = |style: &str, text: &str| {
        format!("<text:span text:style-name=\"{style}\">{text}</text:span>")
    };
    let rows = [
        td("", &(span("G", "13") + "15")),
        td("", &(span("T", "9") + "124")),
        td("table:style-name=\"D\"", &span("T", "TT")),
    ];
    let rows = rows.map(|cell| format!("<table:table-row>{cell}</table:table-row>"));
    let noted = read_text(
        styles,
        &format!("<table:table>{}</table:table>", rows.concat()),
    );
    assert_eq!(document::shown(&noted.output), ["15", "124", "TT"]);
    let told: Vec<_> = noted
        .findings
        .iter()
        .map(|f| (f.code.as_str(), f.places[0].place.row))
        .collect();
    assert_eq!(told, [("struck-out", Some(1)), ("unseen-text", Some(2))]);
}

#[test]
fn rows_below_a_tall_cell_may_lack_the_covered_ones() {
    let tall = td("table:number-rows-spanned=\"2\"", "I");
    let table = format!(
        "<table:table><table:table-row>{tall}{}{}</table:table-row><table:table-row>{}{}</table:table-row></table:table>",
        td("", "a"),
        td("", "1"),
        td("", "b"),
        td("", "2")
    );
    let document = read_text("", &table).output;
    let grid = first_grid(&document);
    assert_eq!(grid.columns, 3);
    assert_eq!(grid.at(1, 2).expect("a cell").text.as_str(), "2");
}

#[test]
fn controls_and_fields_of_forms_show_their_state() {
    let forms = "<office:forms><form:form><form:text form:id=\"c1\" form:current-value=\"15\"/>\
        <form:checkbox form:id=\"c2\" form:label=\"Có\" form:current-state=\"checked\"/>\
        <form:checkbox form:id=\"c3\" form:label=\"Không\"/>\
        <form:listbox form:id=\"c4\"><form:option form:label=\"0\"/><form:option form:label=\"1\" \
        form:current-selected=\"true\"/></form:listbox></form:form></office:forms>";
    let control = |id: &str| format!("<draw:control draw:control=\"{id}\"/>");
    let mark = |kind: &str, settings: &str| {
        format!(
            "<field:fieldmark field:type=\"vnd.oasis.opendocument.field.{kind}\">{settings}</field:fieldmark>"
        )
    };
    let list = mark(
        "FORMDROPDOWN",
        "<field:param field:name=\"Dropdown_ListEntry\" field:value=\"0\"/>\
         <field:param field:name=\"Dropdown_ListEntry\" field:value=\"2\"/>\
         <field:param field:name=\"Dropdown_Selected\" field:value=\"1\"/>",
    );
    let ticked = mark(
        "FORMCHECKBOX",
        "<field:param field:name=\"Checkbox_Checked\" field:value=\"true\"/>",
    );
    let texts = [
        control("c1"),
        control("c2") + &control("c3"),
        control("c4"),
        list,
        ticked + " Có",
    ];
    let text: String = texts
        .map(|text| format!("<text:p>{text}</text:p>"))
        .concat();
    assert_eq!(
        shown("", &(forms.to_owned() + &text)),
        ["15", "☒ Có ☐ Không", "1", "2", "☒ Có"]
    );
}
