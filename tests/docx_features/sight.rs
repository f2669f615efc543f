//! What the eye does not take as the text of a cell.

use crate::package::Parts;
use crate::{cell, finding, p, shown};
use phuluc::model::{Document, Finding, WithFindings};

fn run(settings: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{settings}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn white(text: &str) -> String {
    run("<w:color w:val=\"FFFFFF\"/>", text)
}

/// A row of one cell with these settings and runs.
fn row(settings: &str, runs: &str) -> String {
    format!("<w:tr><w:tc><w:tcPr>{settings}</w:tcPr><w:p>{runs}</w:p></w:tc></w:tr>")
}

fn read(styles: &str, rows: &str) -> WithFindings<Document> {
    Parts::body(&format!("<w:tbl>{rows}</w:tbl>"))
        .with("styles", styles)
        .read()
}

fn places(finding: &Finding) -> Vec<(Option<u32>, Option<u32>)> {
    let places = finding.places.iter();
    places.map(|at| (at.place.table, at.place.row)).collect()
}

#[test]
fn figures_struck_out_are_no_values_and_are_told_on_their_row() {
    let styles =
        "<w:style w:type=\"character\" w:styleId=\"Bo\"><w:rPr><w:strike/></w:rPr></w:style>";
    let by_style = run("<w:rStyle w:val=\"Bo\"/>", "142");
    let kept = run("<w:rStyle w:val=\"Bo\"/><w:strike w:val=\"0\"/>", "7");
    let rows = [
        row("", &(run("<w:dstrike/>", "13") + &run("", "15"))),
        row("", &(by_style + &run("", "124"))),
        row("", &kept),
    ];
    let noted = read(styles, &rows.concat());
    assert_eq!(shown(&noted.output), ["15", "124", "7"]);
    let found: Vec<_> = noted.findings.iter().map(places).collect();
    assert_eq!(found, [[(Some(1), Some(1))], [(Some(1), Some(2))]]);
    let first = finding(&noted, "struck-out").expect("it is told");
    assert_eq!(
        (&*first.data["printed"], &*first.data["left"]),
        ("13", "15")
    );
}

#[test]
fn letters_in_the_colour_of_their_ground_are_left_out_and_white_ones_on_dark_stay() {
    let dark = "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"1F497D\"/>";
    let same = run("<w:color w:val=\"1F497D\"/>", "9");
    let rows = [
        row("", &(white("9") + &run("", "124"))),
        row("", &white("77")),
        row(dark, &(white("TT") + &same)),
        row("", &run(&format!("{dark}<w:color w:val=\"FFFFFF\"/>"), "5")),
        row("", &(run("", "58") + &run("<w:sz w:val=\"2\"/>", "7"))),
        row("", &(run("", "1") + &white("..."))),
    ];
    let noted = read("", &rows.concat());
    assert_eq!(shown(&noted.output), ["124", "", "TT", "5", "58", "1"]);
    let rows: Vec<_> = noted.findings.iter().flat_map(places).collect();
    let row = |row| (Some(1), Some(row));
    assert_eq!(rows, [row(1), row(2), row(3), row(5)]);
}

#[test]
fn what_a_style_shades_may_be_behind_white_letters() {
    let styles = "<w:style w:type=\"table\" w:styleId=\"Luoi\"><w:tblStylePr w:type=\"firstRow\"><w:tcPr>\
        <w:shd w:val=\"clear\" w:fill=\"4472C4\"/></w:tcPr></w:tblStylePr></w:style>\
        <w:style w:type=\"table\" w:styleId=\"Con\"><w:basedOn w:val=\"Luoi\"/></w:style>";
    let table = format!(
        "<w:tblPr><w:tblStyle w:val=\"Con\"/></w:tblPr>{}{}",
        row("", &white("TT")),
        row("", &(white("9") + &run("", "124")))
    );
    assert_eq!(shown(&read(styles, &table).output), ["TT", "124"]);
}

#[test]
fn what_a_table_in_a_cell_hides_is_told_of_the_row_around_it() {
    let inner = format!("<w:tbl>{}</w:tbl>", row("", &run("<w:strike/>", "13")));
    let rows = row("", &run("", "1")) + &format!("<w:tr><w:tc>{inner}{}</w:tc></w:tr>", p("15"));
    let noted = read("", &rows);
    assert_eq!(cell(&noted.output, 1, 0).text.as_str(), "15");
    let found = finding(&noted, "struck-out").expect("it is told");
    assert!(places(found).contains(&(Some(1), Some(2))));
}

#[test]
fn the_entry_chosen_in_a_list_of_an_old_form_is_its_text() {
    let field = |state: &str, result: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:ddList>{state}<w:listEntry w:val=\"không\"/>\
             <w:listEntry w:val=\"có\"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMDROPDOWN \
             </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{result}<w:r>\
             <w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let rows = [
        row("", &field("<w:result w:val=\"1\"/>", "")),
        row("", &field("<w:default w:val=\"1\"/>", "")),
        row("", &field("", "")),
        row("", &field("<w:result w:val=\"1\"/>", &run("", "có"))),
    ];
    assert_eq!(
        shown(&read("", &rows.concat()).output),
        ["có", "có", "không", "có"]
    );
}

#[test]
fn a_header_of_which_nothing_shows_stands_on_a_ground_the_file_does_not_tell() {
    let head = format!(
        "<w:tr><w:tc><w:p>{}</w:p></w:tc><w:tc><w:p>{}</w:p></w:tc></w:tr>",
        white("TT"),
        white("Kết quả")
    );
    let values = format!(
        "<w:tr><w:tc><w:p>{}</w:p></w:tc><w:tc><w:p>{}</w:p></w:tc></w:tr>",
        run("", "1"),
        white("9") + &run("", "124")
    );
    let noted = read("", &(head + &values));
    assert_eq!(shown(&noted.output), ["TT|Kết quả", "1|124"]);
    assert_eq!(noted.findings.len(), 1);
}

/// A field's formula without a result shows nothing, yet its cell is not blank.
#[test]
fn a_formula_nobody_computed_is_told_on_its_row() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let complex =
        mark("begin") + "<w:r><w:instrText> =SUM(ABOVE) </w:instrText></w:r>" + &mark("end");
    let simple = "<w:fldSimple w:instr=\" =C2+C3 \"/>".to_owned();
    for (field, printed) in [(complex, "=SUM(ABOVE)"), (simple, "=C2+C3")] {
        let noted = read("", &(row("", &run("", "1")) + &row("", &field)));
        let found = finding(&noted, "unseen-text").expect("it is told");
        assert!(places(found).contains(&(Some(1), Some(2))));
        assert_eq!(found.places[0].printed, printed);
    }
}
