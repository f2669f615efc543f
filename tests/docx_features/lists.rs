//! Generated numbers.

use crate::package::Parts;
use crate::shown;

/// A list level.
fn level(at: usize, format: &str, text: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>\
         <w:lvlText w:val=\"{text}\"/>{more}</w:lvl>"
    )
}

fn design(id: usize, levels: &[String]) -> String {
    format!(
        "<w:abstractNum w:abstractNumId=\"{id}\">{}</w:abstractNum>",
        levels.concat()
    )
}

fn list(id: usize, design: usize, more: &str) -> String {
    format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{design}\"/>{more}</w:num>")
}

/// A paragraph of a list.
fn item(list: usize, level: usize, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr>\
         <w:r><w:t>{text}</w:t></w:r></w:p>"
    )
}

fn read(numbering: &str, body: &str) -> Vec<String> {
    shown(&Parts::body(body).with("numbering", numbering).read().output)
}

fn outline() -> String {
    let levels = [
        level(0, "upperRoman", "%1.", ""),
        level(1, "decimal", "%2.", ""),
        level(2, "decimal", "%2.%3.", ""),
        level(3, "lowerLetter", "%4)", ""),
    ];
    design(0, &levels)
}

#[test]
fn levels_count_their_parents_and_start_again_below_them() {
    let numbering = outline() + &list(5, 0, "");
    let body = [
        item(5, 0, "A"),
        item(5, 1, "B"),
        item(5, 2, "C"),
        item(5, 2, "D"),
        item(5, 3, "E"),
        item(5, 1, "F"),
        item(5, 2, "G"),
        item(5, 0, "H"),
        item(5, 1, "I"),
    ];
    let printed = [
        "I. A", "1. B", "1.1. C", "1.2. D", "a) E", "2. F", "2.1. G", "II. H", "1. I",
    ];
    assert_eq!(read(&numbering, &body.concat()), printed);
}

#[test]
fn two_lists_of_one_design_count_on_and_an_override_starts_again() {
    let restart = "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride>";
    let numbering = outline() + &list(1, 0, "") + &list(2, 0, "") + &list(3, 0, restart);
    let body = [
        item(1, 0, "A"),
        item(2, 0, "B"),
        item(3, 0, "C"),
        item(3, 0, "D"),
        item(1, 0, "E"),
    ];
    assert_eq!(
        read(&numbering, &body.concat()),
        ["I. A", "II. B", "I. C", "II. D", "III. E"]
    );
}

#[test]
fn an_override_may_change_the_whole_level() {
    let own = format!(
        "<w:lvlOverride w:ilvl=\"0\">{}</w:lvlOverride>",
        level(0, "lowerLetter", "%1)", "")
    );
    let numbering = outline() + &list(1, 0, &own);
    assert_eq!(
        read(&numbering, &(item(1, 0, "A") + &item(1, 0, "B"))),
        ["a) A", "b) B"]
    );
}

#[test]
fn a_level_may_go_on_counting_under_the_next_parent() {
    let never = "<w:lvlRestart w:val=\"0\"/>";
    let levels = [
        level(0, "upperRoman", "%1.", ""),
        level(1, "decimal", "%2.", never),
    ];
    let numbering = design(0, &levels) + &list(1, 0, "");
    let body = [
        item(1, 0, "A"),
        item(1, 1, "B"),
        item(1, 0, "C"),
        item(1, 1, "D"),
    ];
    assert_eq!(
        read(&numbering, &body.concat()),
        ["I. A", "1. B", "II. C", "2. D"]
    );
}

#[test]
fn legal_numbering_is_in_figures_and_a_tight_number_has_no_space() {
    let levels = [
        level(0, "upperRoman", "%1", "<w:suff w:val=\"nothing\"/>"),
        level(1, "decimal", "%1.%2", "<w:isLgl/>"),
    ];
    let numbering = design(0, &levels) + &list(1, 0, "");
    assert_eq!(
        read(&numbering, &(item(1, 0, ". A") + &item(1, 1, "B"))),
        ["I. A", "1.1 B"]
    );
}

#[test]
fn a_style_brings_its_list_and_the_level_that_names_it() {
    let levels = [
        level(0, "upperRoman", "%1.", "<w:pStyle w:val=\"Muc1\"/>"),
        level(1, "decimal", "%2.", "<w:pStyle w:val=\"Muc2\"/>"),
    ];
    let numbering = design(0, &levels) + &list(1, 0, "");
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"Muc1\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Muc2\"><w:basedOn w:val=\"Muc1\"/></w:style>";
    let styled = |style: &str, more: &str, text: &str| {
        format!(
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{more}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let none = "<w:numPr><w:numId w:val=\"0\"/></w:numPr>";
    let body = [
        styled("Muc1", "", "A"),
        styled("Muc2", "", "B"),
        styled("Muc2", none, "C"),
        styled("Muc2", "", "D"),
    ];
    let document = Parts::body(&body.concat())
        .with("numbering", &numbering)
        .with("styles", styles)
        .read()
        .output;
    assert_eq!(shown(&document), ["I. A", "1. B", "C", "2. D"]);
}

#[test]
fn a_design_may_borrow_the_numbering_style_that_another_defines() {
    let defining = format!(
        "<w:abstractNum w:abstractNumId=\"0\"><w:styleLink w:val=\"L\"/>{}</w:abstractNum>",
        level(0, "decimal", "Biểu %1:", "")
    );
    let borrowing =
        "<w:abstractNum w:abstractNumId=\"1\"><w:numStyleLink w:val=\"L\"/></w:abstractNum>";
    let numbering = defining + borrowing + &list(1, 1, "");
    assert_eq!(read(&numbering, &item(1, 0, "A")), ["Biểu 1: A"]);
}

#[test]
fn in_a_cell_the_number_is_the_text() {
    let numbering = design(0, &[level(0, "decimal", "%1", "")]) + &list(1, 0, "");
    let row = |text: &str| {
        format!(
            "<w:tr><w:tc>{}</w:tc>{}</w:tr>",
            item(1, 0, ""),
            crate::tc("", text)
        )
    };
    let body = format!("<w:tbl>{}{}</w:tbl>", row("Số hồ sơ"), row("Số thủ tục"));
    assert_eq!(read(&numbering, &body), ["1|Số hồ sơ", "2|Số thủ tục"]);
}

#[test]
fn deleted_and_covered_paragraphs_do_not_count() {
    let numbering = design(0, &[level(0, "decimal", "%1.", "")]) + &list(1, 0, "");
    let mut gone =
        item(1, 0, "").replace("</w:numPr>", "</w:numPr><w:rPr><w:del w:id=\"1\"/></w:rPr>");
    gone = gone.replace(
        "<w:r><w:t></w:t></w:r>",
        "<w:del><w:r><w:delText>B</w:delText></w:r></w:del>",
    );
    let covered = |merge: &str| {
        format!(
            "<w:tr><w:tc><w:tcPr><w:vMerge{merge}/></w:tcPr>{}</w:tc>{}</w:tr>",
            item(1, 0, ""),
            crate::tc("", "x")
        )
    };
    let table = format!(
        "<w:tbl>{}{}</w:tbl>",
        covered(" w:val=\"restart\""),
        covered("")
    );
    let body = item(1, 0, "A") + &gone + &table + &item(1, 0, "Z");
    assert_eq!(read(&numbering, &body), ["1. A", "2.|x", "x", "3. Z"]);
}

#[test]
fn bullets_are_what_their_font_draws() {
    let symbol = "<w:rPr><w:rFonts w:ascii=\"Symbol\" w:hAnsi=\"Symbol\"/></w:rPr>";
    let numbering = design(
        0,
        &[
            level(0, "bullet", "-", ""),
            level(1, "bullet", "\u{f0b7}", symbol),
        ],
    ) + &list(1, 0, "");
    assert_eq!(
        read(&numbering, &(item(1, 0, "A") + &item(1, 1, "B"))),
        ["- A", "• B"]
    );
}

#[test]
fn a_list_that_is_not_there_prints_nothing() {
    assert_eq!(read("", &item(7, 3, "A")), ["A"]);
}
