//! Tables: spans, merges, nesting, what is no row of the printed table.

use crate::package::Parts;
use crate::{body, cell, finding, grid, p, rows, shown, tc, tr};

#[test]
fn spans_are_counted_in_grid_columns() {
    let header = "<w:trPr><w:tblHeader/></w:trPr>";
    let first = [
        tc("<w:vMerge w:val=\"restart\"/>", "STT"),
        tc("<w:gridSpan w:val=\"2\"/>", "Kết quả"),
        tc("<w:vMerge w:val=\"restart\"/>", "Ghi chú"),
    ];
    let second = [
        tc("<w:vMerge/>", ""),
        tc("", "Đơn vị"),
        tc("", "Số liệu"),
        tc("<w:vMerge w:val=\"continue\"/>", ""),
    ];
    let table = format!(
        "<w:tbl><w:tr>{header}{}</w:tr><w:tr>{header}{}</w:tr>{}</w:tbl>",
        first.concat(),
        second.concat(),
        tr(&["1", "%", "12", ""])
    );
    let document = body(&table);
    assert_eq!(
        (
            grid(&document).rows,
            grid(&document).columns,
            grid(&document).header_rows
        ),
        (3, 4, 2)
    );
    assert_eq!(cell(&document, 1, 0).text.as_str(), "STT");
    assert_eq!(cell(&document, 0, 2).columns, 1..3);
    assert_eq!(cell(&document, 1, 3).rows, 0..2);
    assert_eq!(cell(&document, 2, 2).text.as_str(), "12");
}

#[test]
fn columns_left_free_before_and_after_a_row_stay_free() {
    let short = format!(
        "<w:tr><w:trPr><w:gridBefore w:val=\"1\"/><w:gridAfter w:val=\"1\"/></w:trPr>{}</w:tr>",
        tc("", "giữa")
    );
    let document = body(&format!("<w:tbl>{}{short}</w:tbl>", tr(&["a", "b", "c"])));
    assert!(grid(&document).at(1, 0).is_none() && grid(&document).at(1, 2).is_none());
    assert_eq!(cell(&document, 1, 1).text.as_str(), "giữa");
}

#[test]
fn old_horizontal_merges_join_to_the_left() {
    let row = [
        tc("<w:hMerge w:val=\"restart\"/>", "Mục I"),
        tc("<w:hMerge/>", ""),
        tc("", "x"),
    ]
    .concat();
    let document = body(&format!(
        "<w:tbl><w:tr>{row}</w:tr>{}</w:tbl>",
        tr(&["1", "2", "3"])
    ));
    assert_eq!(cell(&document, 0, 1).columns, 0..2);
    assert_eq!(cell(&document, 0, 2).text.as_str(), "x");
}

#[test]
fn a_merge_ends_where_another_begins() {
    let cells = ["restart", "continue", "restart", "continue"];
    let table: String = cells
        .iter()
        .enumerate()
        .map(|(at, merge)| {
            let unit = tc(
                &format!("<w:vMerge w:val=\"{merge}\"/>"),
                if *merge == "restart" { "%" } else { "" },
            );
            format!("<w:tr>{}{unit}</w:tr>", tc("", &at.to_string()))
        })
        .collect();
    let document = body(&format!("<w:tbl>{table}</w:tbl>"));
    assert_eq!(
        (
            cell(&document, 1, 1).rows.clone(),
            cell(&document, 3, 1).rows.clone()
        ),
        (0..2, 2..4)
    );
}

#[test]
fn a_nested_table_stays_in_its_cell_and_is_part_of_its_text() {
    let inner = format!("<w:tbl>{}{}</w:tbl>", tr(&["a", "1"]), tr(&["b", "2"]));
    let outer = format!(
        "<w:tbl><w:tr><w:tc>{}{inner}{}</w:tc></w:tr></w:tbl>",
        p("Gồm:"),
        p("hết")
    );
    let document = body(&outer);
    let outer = cell(&document, 0, 0);
    assert_eq!(outer.text.as_str(), "Gồm: a 1 b 2 hết");
    assert_eq!(
        outer.nested.iter().map(rows).collect::<Vec<_>>(),
        [["a|1", "b|2"]]
    );
    assert_eq!(shown(&document).len(), 1);
}

#[test]
fn tables_rows_and_cells_in_content_controls_are_theirs() {
    let sdt = |inner: &str| {
        format!(
            "<w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
        )
    };
    let row = format!("<w:tr>{}{}</w:tr>", tc("", "1"), sdt(&tc("", "2")));
    let run = format!("<w:p>{}</w:p>", sdt("<w:r><w:t>trong</w:t></w:r>"));
    let table = format!("<w:tbl>{row}{}</w:tbl>", sdt(&tr(&["3", "4"])));
    assert_eq!(shown(&body(&(sdt(&table) + &run))), ["1|2", "3|4", "trong"]);
}

#[test]
fn a_deleted_row_is_no_row_and_is_told() {
    let deleted = format!(
        "<w:tr><w:trPr><w:del w:id=\"1\"/></w:trPr>{}</w:tr>",
        tc("", "cũ")
    );
    let added = format!(
        "<w:tr><w:trPr><w:ins w:id=\"2\"/></w:trPr>{}</w:tr>",
        tc("", "mới")
    );
    let noted = Parts::body(&format!("<w:tbl>{}{deleted}{added}</w:tbl>", tr(&["a"]))).read();
    assert_eq!(shown(&noted.output), ["a", "mới"]);
    let told = finding(&noted, "tracked-changes").expect("it is told");
    assert_eq!(
        (told.data["rows"].as_str(), told.data["insertions"].as_str()),
        ("1", "1")
    );
}

#[test]
fn a_cell_knows_its_lines_look_and_place() {
    let bold = "<w:r><w:rPr><w:b/><w:i/></w:rPr><w:t>Tổng số</w:t><w:br/><w:t>trong đó</w:t></w:r>";
    let cell_xml = format!(
        "<w:tc><w:p><w:pPr><w:ind w:left=\"240\"/></w:pPr>{bold}</w:p>{}</w:tc>",
        p(" ")
    );
    let document = body(&format!(
        "{}<w:tbl>{}<w:tr>{}{cell_xml}</w:tr></w:tbl>",
        p("x"),
        tr(&["a", "b"]),
        tc("", "1")
    ));
    let cell = cell(&document, 1, 1);
    assert_eq!(cell.text.as_str(), "Tổng số trong đó");
    assert_eq!(
        cell.lines
            .iter()
            .map(|line| line.as_str())
            .collect::<Vec<_>>(),
        ["Tổng số", "trong đó"]
    );
    assert!(cell.bold && cell.italic);
    assert!((cell.indent - 12.0).abs() < 0.01);
    assert_eq!(cell.places[0].to_string(), "t1:r2:c2");
}

#[test]
fn a_typed_footnote_mark_is_taken_off_the_value() {
    let raised = "<w:r><w:t>43</w:t></w:r><w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>(1)</w:t></w:r>";
    let lifted = raised.replace(
        "<w:vertAlign w:val=\"superscript\"/>",
        "<w:position w:val=\"8\"/>",
    );
    let area = raised.replace("43", "Diện tích km").replace("(1)", "2");
    let document = body(&format!(
        "<w:tbl><w:tr><w:tc><w:p>{raised}</w:p></w:tc><w:tc><w:p>{area}</w:p></w:tc><w:tc><w:p>{lifted}</w:p></w:tc></w:tr></w:tbl>"
    ));
    assert_eq!(cell(&document, 0, 2).text.as_str(), "43");
    assert_eq!(cell(&document, 0, 0).text.as_str(), "43");
    assert_eq!(cell(&document, 0, 0).marks[0].as_str(), "(1)");
    assert_eq!(cell(&document, 0, 1).text.as_str(), "Diện tích km2");
}

#[test]
fn a_picture_alone_in_a_cell_is_unreadable_not_blank() {
    let picture = "<w:p><w:r><w:drawing><a:graphic><pic:blipFill><a:blip r:embed=\"rId1\"/></pic:blipFill></a:graphic></w:drawing></w:r></w:p>";
    let document = body(&format!(
        "<w:tbl><w:tr><w:tc>{picture}</w:tc>{}</w:tr></w:tbl>",
        tc("", "")
    ));
    assert!(cell(&document, 0, 0).unreadable);
    assert!(!cell(&document, 0, 1).unreadable);
}

#[test]
fn a_text_box_over_a_cell_is_no_part_of_its_value() {
    let floating = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>DỰ THẢO</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>";
    let value = format!("<w:tc><w:p>{floating}<w:r><w:t>12</w:t></w:r></w:p></w:tc>");
    let alone = format!("<w:tc><w:p>{floating}</w:p></w:tc>");
    let document = body(&format!("<w:tbl><w:tr>{value}{alone}</w:tr></w:tbl>"));
    assert_eq!(shown(&document), ["DỰ THẢO", "12|DỰ THẢO"]);
}
