//! Workbooks: what a cell prints, wherever it stands and however it is stored.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

mod common;

use common::document::{cells, package, texts};
use phuluc::model::{Block, Document, WithFindings};
use phuluc::read::{Options, read};
use phuluc::text::Text;
use phuluc::text::labels::Labels;

/// A workbook of two sheets, the second hidden, around the rows of the first.
fn workbook(rows: &str) -> WithFindings<Document> {
    let parts = [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        (
            "xl/workbook.xml",
            r#"<workbook xmlns:r="r"><sheets><sheet name="Phụ lục" sheetId="1" r:id="a"/>
               <sheet name="Nháp" sheetId="2" state="hidden" r:id="b"/></sheets></workbook>"#
                .to_owned(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="a" Type="t/worksheet" Target="worksheets/s1.xml"/></Relationships>"#
                .to_owned(),
        ),
        (
            "xl/styles.xml",
            r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="00"/>
               <numFmt numFmtId="165" formatCode=";;;"/>
               <numFmt numFmtId="166" formatCode="_(* #,##0_);_(* \(#,##0\);_(* &quot;-&quot;??_);_(@_)"/></numFmts>
               <fonts><font><name val=".VnTime"/></font><font><strike/></font><font><color rgb="FFFFFFFF"/></font>
               <font><sz val="1"/></font><font><sz val="12"/><color rgb="FFFEFEFE"/></font></fonts>
               <fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>
               <fill><patternFill patternType="solid"><fgColor rgb="FF1F4E79"/></patternFill></fill></fills>
               <cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="164"/><xf numFmtId="3"/>
               <xf fontId="1"/><xf fontId="2"/><xf fontId="2" fillId="2"/><xf numFmtId="165"/><xf numFmtId="166"/>
               <xf fontId="3"/><xf fontId="4"/></cellXfs>
               <dxfs><dxf><font><strike/></font></dxf><dxf><font><color rgb="FFFFFFFF"/></font></dxf>
               <dxf><numFmt numFmtId="170" formatCode=";;;"/></dxf><dxf><font><b/></font></dxf></dxfs></styleSheet>"#
                .to_owned(),
        ),
        ("xl/sharedStrings.xml", "<sst><si><t>Tỷ lệ</t></si><si><r><t>12</t></r><r><t> người</t></r></si></sst>".to_owned()),
        ("xl/worksheets/s1.xml", format!("<worksheet>{rows}</worksheet>")),
    ];
    let bytes = package(&parts);
    read("a.xlsx", &bytes, &Options::default()).expect("the workbook is read")
}

#[test]
fn numbers_are_read_as_printed() {
    let noted = workbook(
        r#"<sheetData><row r="5"><c r="C5" t="s"><v>0</v></c><c r="D5" s="1"><v>0.86960000000000004</v></c>
           <c r="E5" s="2"><v>9</v></c><c r="F5" s="3"><v>17454000</v></c><c r="G5" t="s"><v>1</v></c>
           <c r="H5" t="str"><f>A1</f><v>15/15</v></c><c r="I5" t="e"><v>#REF!</v></c></row></sheetData>"#,
    );
    let expected = [
        "Tỷ lệ",
        "86,96%",
        "09",
        "17.454.000",
        "12 người",
        "15/15",
        "#REF!",
    ];
    assert_eq!(texts(&noted.output), expected);
    let place = &cells(&noted.output)[1].places[0];
    assert_eq!(
        (place.sheet.as_deref(), place.row, place.column),
        (Some("Phụ lục"), Some(5), Some(4))
    );
}

#[test]
fn hidden_rows_columns_and_sheets_are_left_out_and_named() {
    let noted = workbook(
        r#"<cols><col min="2" max="2" hidden="1"/></cols><sheetData>
           <row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c><c r="D1"><v>4</v></c></row>
           <row r="2" hidden="1"><c r="A2"><v>5</v></c></row>
           <row r="3"><c r="A3"><v>6</v></c></row></sheetData>"#,
    );
    assert_eq!(texts(&noted.output), ["1", "3", "4", "6"]);
    let codes: Vec<_> = noted
        .findings
        .iter()
        .map(|finding| finding.code.as_str())
        .collect();
    assert_eq!(codes, ["hidden-cells", "hidden-sheet"]);
}

#[test]
fn merged_cells_span_and_titles_are_paragraphs() {
    let noted = workbook(
        r#"<sheetData><row r="3"><c r="B3" t="inlineStr"><is><t>PHỤ LỤC</t></is></c></row>
           <row r="4"><c r="B4"><v>1</v></c><c r="C4"><v>2</v></c><c r="E4"><v>3</v></c></row>
           <row r="5"><c r="C5"><v>4</v></c><c r="D5"><v>5</v></c></row></sheetData>
           <mergeCells><mergeCell ref="B4:B5"/><mergeCell ref="C4:D4"/></mergeCells>"#,
    );
    let Some(Block::Paragraph(title)) = noted.output.blocks.first() else {
        panic!("a title")
    };
    assert_eq!(title.text.as_str(), "PHỤ LỤC");
    let spans: Vec<_> = cells(&noted.output)
        .iter()
        .map(|c| (c.rows.clone(), c.columns.clone()))
        .collect();
    assert_eq!(
        spans,
        [
            (0..2, 0..1),
            (0..1, 1..3),
            (0..1, 3..4),
            (1..2, 1..2),
            (1..2, 2..3)
        ]
    );
}

#[test]
fn cells_in_an_old_font_are_read() {
    let noted = workbook(
        r#"<sheetData><row><c t="inlineStr"><is><t>Tæng sè hå s¬</t></is></c>
           <c t="inlineStr"><is><t>Hå s¬</t></is></c><c><v>12</v></c></row></sheetData>"#,
    );
    assert_eq!(texts(&noted.output), ["Tổng số hồ sơ", "Hồ sơ", "12"]);
}

fn text_cell(name: &str, text: &str) -> String {
    format!(r#"<c r="{name}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

/// Rows of cells by column letter: words, or figures.
fn rows(rows: &[(u32, &[(&str, &str)])]) -> String {
    let cell = |row: u32, (column, text): &(&str, &str)| text_cell(&format!("{column}{row}"), text);
    let row = |(number, cells): &(u32, &[(&str, &str)])| {
        let cells: String = cells.iter().map(|own| cell(*number, own)).collect();
        format!(r#"<row r="{number}">{cells}</row>"#)
    };
    format!(
        "<sheetData>{}</sheetData>",
        rows.iter().map(row).collect::<String>()
    )
}

/// Labels and values of the appendix of a sheet.
fn appendix(sheet: &str) -> Vec<(String, String)> {
    let noted = phuluc::pipeline::appendix(
        &phuluc::pipeline::Part::of(workbook(sheet).output),
        &Labels::new([]),
    );
    let rows = noted.output.expect("an appendix").rows;
    let text = |text: Option<&Text>| text.map_or("", Text::as_str).to_owned();
    rows.iter()
        .map(|row| (text(Some(&row.label)), text(row.value.as_ref())))
        .collect()
}

/// Two columns, under a letterhead of two columns; the first value is missing, one is a word.
#[test]
fn a_table_of_two_columns_is_an_appendix() {
    let found = appendix(&rows(&[
        (
            1,
            &[
                ("A", "UBND TỈNH AN GIANG"),
                ("B", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            ],
        ),
        (
            2,
            &[("A", "SỞ NỘI VỤ"), ("B", "Độc lập - Tự do - Hạnh phúc")],
        ),
        (3, &[("A", "PHỤ LỤC SỐ LIỆU")]),
        (4, &[("A", "Chỉ tiêu"), ("B", "Số liệu")]),
        (5, &[("A", "Số hồ sơ quá hạn")]),
        (6, &[("A", "Có kế hoạch"), ("B", "Không")]),
        (7, &[("A", "Số hồ sơ tiếp nhận"), ("B", "1.250")]),
        (9, &[("A", "Tỷ lệ đúng hạn"), ("B", "94,4%")]),
        (11, &[("A", "NGƯỜI LẬP BIỂU"), ("B", "GIÁM ĐỐC")]),
        (14, &[("A", "Nguyễn Văn A"), ("B", "Trần Văn B")]),
    ]));
    let expected = [
        ("Số hồ sơ quá hạn", ""),
        ("Có kế hoạch", "Không"),
        ("Số hồ sơ tiếp nhận", "1.250"),
        ("Tỷ lệ đúng hạn", "94,4%"),
    ];
    assert_eq!(
        found,
        expected.map(|(label, value)| (label.to_owned(), value.to_owned()))
    );
}

/// Lines of a title in the columns of the table, and a header said again further down.
#[test]
fn titles_in_the_columns_of_a_table_are_not_its_header() {
    let header: &[(&str, &str)] = &[
        ("A", "STT"),
        ("B", "Chỉ tiêu"),
        ("C", "Đơn vị tính"),
        ("D", "Số liệu"),
    ];
    let found = appendix(&rows(&[
        (
            1,
            &[("A", "Đơn vị báo cáo"), ("B", "Sở Nội vụ"), ("D", "Mẫu A")],
        ),
        (2, header),
        (
            3,
            &[("A", "1"), ("B", "Số hồ sơ"), ("C", "Hồ sơ"), ("D", "12")],
        ),
        (5, &[("B", "Số cuộc họp"), ("C", "Cuộc"), ("D", "")]),
        (6, header),
        (
            7,
            &[
                ("A", "2"),
                ("B", "Số văn bản"),
                ("C", "Văn bản"),
                ("D", "3"),
            ],
        ),
    ]));
    let labels: Vec<&str> = found.iter().map(|(label, _)| label.as_str()).collect();
    assert_eq!(labels, ["Số hồ sơ", "Số cuộc họp", "Số văn bản"]);
}

/// What is told of a cell: code, what is printed, row and column.
type Told = (String, String, u32, u32);

/// The texts of a sheet, and what is told of its cells.
fn told(sheet: &str) -> (Vec<String>, Vec<Told>) {
    let noted = workbook(sheet);
    let of = |finding: &phuluc::model::Finding| {
        let at = finding.places.first()?;
        assert_eq!(at.place.table, Some(1), "{finding:?}");
        let (row, column) = (at.place.row?, at.place.column?);
        Some((finding.code.to_string(), at.printed.clone(), row, column))
    };
    let told = noted.findings.iter().filter_map(of).collect();
    (
        texts(&noted.output)
            .iter()
            .map(ToString::to_string)
            .collect(),
        told,
    )
}

#[test]
fn what_a_cell_does_not_show_is_no_figure() {
    let (texts, told) = told(
        r#"<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row>
           <row r="2"><c r="A2" s="4"><v>142</v></c><c r="B2" s="5"><v>77</v></c><c r="C2" s="6"><v>4</v></c>
           <c r="D2" s="7"><v>5</v></c><c r="E2" s="7" t="inlineStr"><is><t>x</t></is></c></row>
           <row r="3"><c r="A3" t="inlineStr"><is><r><rPr><strike/></rPr><t>142</t></r><r><t xml:space="preserve"> 124</t></r></is></c>
           <c r="B3" t="inlineStr"><is><r><rPr><color rgb="FFFFFFFF"/></rPr><t>9</t></r><r><t>124</t></r></is></c>
           <c r="C3" t="inlineStr"><is><r><t>15</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1,2</t></r></is></c></row></sheetData>"#,
    );
    assert_eq!(texts, ["1", "2", "3", "4", "124", "124", "15"]);
    let found: Vec<_> = told
        .iter()
        .map(|(code, printed, row, column)| (code.as_str(), printed.as_str(), *row, *column))
        .collect();
    assert_eq!(
        found,
        [
            ("struck-out", "142", 2, 1),
            ("unseen-text", "77", 2, 2),
            ("unseen-text", "5", 2, 4),
            ("unseen-text", "x", 2, 5),
            ("struck-out", "142", 3, 1),
            ("unseen-text", "9", 3, 2),
            ("raised-mark", "1,2", 3, 3),
        ]
    );
}

#[test]
fn specks_and_figures_nearly_as_white_as_the_paper_are_not_seen() {
    let (texts, told) = told(
        r#"<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row>
           <row r="2"><c r="A2" s="9"><v>25</v></c><c r="B2" s="10"><v>26</v></c><c r="C2"><v>4</v></c></row></sheetData>"#,
    );
    assert_eq!(texts, ["1", "2", "3", "4"]);
    let told: Vec<_> = told.iter().map(|found| found.1.as_str()).collect();
    assert_eq!(told, ["25", "26"]);
}

#[test]
fn figures_under_a_merge_and_formulas_without_a_result_are_told() {
    let (texts, told) = told(
        r#"<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>120</v></c></row>
           <row r="2"><c r="A2"><f>SUM(B2:B3)</f><v></v></c><c r="B2"><v>2</v></c><c r="C2"><v>118</v></c></row>
           <row r="3"><c r="A3" t="str"><f>""</f><v></v></c><c r="B3"><v>2</v></c><c r="C3" s="8"><v>0</v></c>
           <c r="D3" s="8"><v>-62</v></c></row></sheetData>
           <mergeCells><mergeCell ref="C1:C2"/></mergeCells>"#,
    );
    assert_eq!(texts, ["1", "2", "120", "4", "2", "2", "0", "-62"]);
    let mut found: Vec<_> = told
        .iter()
        .map(|(code, printed, ..)| (code.as_str(), printed.as_str()))
        .collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("formula-computed", "=SUM(B2:B3)"),
            ("under-merged-cell", "118")
        ]
    );
}

/// The texts of an OpenDocument sheet, and the codes of what is told of it with what is printed.
fn told_of_ods(rows: &str) -> (Vec<String>, Vec<(String, String)>) {
    let styles = r##"<automatic-styles><percentage-style name="N"><number decimal-places="2"/><text>%</text></percentage-style>
        <style name="P" family="table-cell" data-style-name="N"/>
        <style name="S" family="text"><text-properties text-line-through-style="solid"/></style>
        <style name="W" family="text"><text-properties color="#ffffff"/></style>
        <style name="H" family="table-cell"><table-cell-properties background-color="#1f4e79"/>
        <text-properties color="#ffffff"/></style>
        <style name="B" family="table-cell"><text-properties color="#ffffff"/></style></automatic-styles>"##;
    let content = format!(
        "<document-content>{styles}<body><spreadsheet><table name='a'>{rows}</table></spreadsheet></body></document-content>"
    );
    let media = "application/vnd.oasis.opendocument.spreadsheet".to_owned();
    let bytes = package(&[("mimetype", media), ("content.xml", content)]);
    let noted = read("a.ods", &bytes, &Options::default()).expect("the workbook is read");
    let of = |finding: &phuluc::model::Finding| {
        let printed = finding.places.first()?.printed.clone();
        Some((finding.code.to_string(), printed))
    };
    let told = noted.findings.iter().filter_map(of).collect();
    let texts = texts(&noted.output);
    (texts.iter().map(ToString::to_string).collect(), told)
}

#[test]
fn an_open_document_cell_is_what_it_shows() {
    let (texts, told) = told_of_ods(
        r#"<table-row><table-cell style-name="H"><p>TT</p></table-cell><table-cell><p>b</p></table-cell>
           <table-cell><p>c</p></table-cell></table-row>
           <table-row><table-cell><p><span style-name="S">142</span> 124</p></table-cell>
           <table-cell><p><span style-name="W">9</span>124</p></table-cell>
           <table-cell style-name="B" value-type="float" value="77"><p>77</p></table-cell></table-row>
           <table-row><table-cell value="-62"><p>(62)</p></table-cell><table-cell value="5"><p/></table-cell>
           <table-cell formula="of:=SUM([.A1])"/><covered-table-cell value="2"><p>2</p></covered-table-cell></table-row>"#,
    );
    assert_eq!(texts, ["TT", "b", "c", "124", "124", "-62"]);
    let found: Vec<_> = told
        .iter()
        .map(|(code, printed)| (code.as_str(), printed.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("struck-out", "142"),
            ("unseen-text", "9"),
            ("unseen-text", "77"),
            ("unseen-text", "5"),
            ("formula-without-result", "of:=SUM([.A1])"),
            ("under-merged-cell", "2"),
        ]
    );
}

#[test]
fn formulas_without_a_result_are_computed_from_the_cells_at_hand() {
    let (texts, told) = told(
        r#"<sheetData><row r="1"><c r="A1"><v>118</v></c><c r="B1"><v>2</v></c><c r="C1"><v>26.5</v></c></row>
           <row r="2"><c r="A2"><f>SUM(A1:B1)</f></c><c r="B2" s="1"><f>C1/($A$1-B1)</f><v/></c>
           <c r="C2"><f>A2+'Phụ lục'!B1*-2</f><v></v></c><c r="D2" t="str"><f>A2*2</f><v></v></c></row>
           <row r="3"><c r="A3"><f>IF(A1&gt;0,1,0)</f></c><c r="B3"><f>C3</f></c><c r="C3"><f>B3+1</f></c>
           <c r="D3"><f>A3+1</f></c><c r="E3"><f>SUM(B1:B1,C1)</f><v>0</v></c><c r="F3"><f>A1*0</f><v>0</v></c></row>
           <row r="4"><c r="A4"><f t="shared" si="0" ref="A4:B4">A1*10%</f></c><c r="B4"><f t="shared" si="0"/></c>
           <c r="C4" t="inlineStr"><is><t>7</t></is></c><c r="D4"><f>SUM(A4:C4)</f></c></row></sheetData>"#,
    );
    let expected = [
        "118", "2", "26,5", "120", "22,84%", "116", "240", "28,5", "0", "11,8", "0,2", "7",
    ];
    assert_eq!(texts, expected);
    let cells = |code: &str| {
        let of = told.iter().filter(|(found, ..)| found == code);
        of.map(|(.., row, column)| (*row, *column))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        cells("formula-computed"),
        [(2, 1), (2, 2), (2, 3), (2, 4), (3, 5), (4, 1), (4, 2)]
    );
    assert_eq!(
        cells("formula-without-result"),
        [(3, 1), (3, 2), (3, 3), (3, 4), (4, 4)]
    );
}

/// Formulas that wait for those below them: a long chain ends, and takes no room without bound.
#[test]
fn a_long_chain_of_formulas_ends() {
    let row = |row: u32| {
        format!(
            "<row r='{row}'><c r='A{row}'><f>A{}+1</f></c></row>",
            row + 1
        )
    };
    let rows: String = (1..3000).map(row).collect();
    let end = "<row r='3000'><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row>";
    let noted = workbook(&format!("<sheetData>{rows}{end}</sheetData>"));
    assert_eq!(texts(&noted.output).last().copied(), Some("3"));
}

#[test]
fn formulas_of_an_open_document_are_computed_and_set_as_their_cells() {
    let (texts, told) = told_of_ods(
        r#"<table-row><table-cell value="16"><p>16</p></table-cell><table-cell value="26"><p>26</p></table-cell>
           <table-cell style-name="P" formula="of:=[.A1]/[.B1]"/></table-row>
           <table-row><table-cell formula="of:=SUM([.A1:.B1];[$a.C1])"/>
           <table-cell formula="oooc:=[.A1]-[.B1]" value="0"><p>0</p></table-cell></table-row>"#,
    );
    assert_eq!(texts, ["16", "26", "61,54%", "42,61538462", "-10"]);
    let codes: Vec<_> = told.iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!(codes, ["formula-computed"; 3]);
}

#[test]
fn boxes_are_read_in_the_cells_they_cover() {
    let (texts, told) = told_of_ods(
        r#"<table-row><table-cell><frame end-cell-address="a.B1" end-x="1cm" end-y="1cm"><text-box><p>SỞ NỘI VỤ</p></text-box></frame></table-cell></table-row>
           <table-row><table-cell><p>a</p></table-cell><table-cell><p>b</p></table-cell><table-cell><p>c</p></table-cell>
           <table-cell><frame y="0.4cm" end-cell-address="a.D3" end-x="1cm" end-y="0.4cm"><text-box><p>12</p></text-box></frame></table-cell></table-row>
           <table-row><table-cell><p>d</p></table-cell><table-cell value="5"><p>5</p><custom-shape width="1cm" height="0.3cm"><p>15</p></custom-shape></table-cell>
           <table-cell><p>f</p></table-cell></table-row>"#,
    );
    // What stands above the table is a title, in no cell and not worth a word.
    assert_eq!(texts, ["a", "b", "c", "d", "5", "f", "12"]);
    let expected = [("text-box-over-cell", "12"), ("text-box-over-cell", "15")];
    let expected = expected.map(|(code, printed)| (code.to_owned(), printed.to_owned()));
    assert_eq!(told, expected);
}

#[test]
fn a_drawing_over_a_workbook_is_read() {
    let text = |row: u8, column: u8, text: &str| {
        format!(
            "<twoCellAnchor><from><col>{column}</col><colOff>0</colOff><row>{row}</row><rowOff>90000</rowOff></from>
             <to><col>{column}</col><colOff>500000</colOff><row>{row}</row><rowOff>190000</rowOff></to>
             <sp><spPr><ext cx='1' cy='1'/></spPr><txBody><p><r><t>{text}</t></r></p></txBody></sp></twoCellAnchor>"
        )
    };
    let drawing = [text(1, 3, "7"), text(1, 0, "Mẫu"), text(2, 1, "8")].concat();
    let sheet = "<worksheet><sheetData><row r='1'><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row>
        <row r='2'><c><v>4</v></c><c><v>5</v></c><c><v>6</v></c></row>
        <row r='3'><c r='A3'><v>9</v></c><c r='C3'><v>9</v></c><c r='D3'><v>9</v></c></row></sheetData>
        <mergeCells><mergeCell ref='B3:B4'/></mergeCells></worksheet>";
    let main = "<workbook><sheets><sheet name='P' id='a'/></sheets></workbook>";
    let relation = |kind: &str, target: &str| {
        format!("<r><Relationship Id='a' Type='t/{kind}' Target='{target}'/></r>")
    };
    let bytes = package(&[
        ("xl/workbook.xml", main.to_owned()),
        (
            "xl/_rels/workbook.xml.rels",
            relation("worksheet", "worksheets/s1.xml"),
        ),
        ("xl/worksheets/s1.xml", sheet.to_owned()),
        (
            "xl/worksheets/_rels/s1.xml.rels",
            relation("drawing", "../drawings/d.xml"),
        ),
        ("xl/drawings/d.xml", format!("<wsDr>{drawing}</wsDr>")),
    ]);
    let noted = read("a.xlsx", &bytes, &Options::default()).expect("the workbook is read");
    assert_eq!(
        texts(&noted.output),
        ["1", "2", "3", "4", "5", "6", "7", "9", "8", "9", "9"]
    );
    let told = noted.findings.iter().map(|finding| {
        let place = &finding.places[0];
        (place.printed.as_str(), place.place.row, place.place.column)
    });
    let told: Vec<_> = told.collect();
    let expected = [
        ("7", Some(2), Some(4)),
        ("Mẫu", Some(2), Some(1)),
        ("8", Some(3), Some(2)),
    ];
    assert_eq!(told, expected);
}

/// Conditional formats that hide or strike a figure are told where they are met, or where nobody can tell.
#[test]
fn figures_that_conditional_formats_take_away_are_told() {
    let told = |kind: &str, change: u32, formula: &str| {
        let rows = format!(
            r#"<sheetData><row r="1"><c r="A1"><v>12</v></c><c r="B1"><v>13</v></c></row></sheetData>
               <conditionalFormatting sqref="A1 C1:D4"><cfRule {kind} dxfId="{change}">
               <formula>{formula}</formula></cfRule></conditionalFormatting>"#
        );
        let findings = workbook(&rows).findings.into_iter();
        let codes = findings.map(|finding| finding.code.as_str());
        codes
            .filter(|code| matches!(*code, "struck-out" | "unseen-text"))
            .collect::<Vec<_>>()
    };
    let over = r#"type="cellIs" operator="greaterThan""#;
    assert_eq!(told(over, 0, "5"), ["struck-out"]);
    assert_eq!(told(over, 1, "5"), ["unseen-text"]);
    assert_eq!(told(over, 2, "5"), ["unseen-text"]);
    assert!(told(over, 2, "12").is_empty() && told(over, 3, "5").is_empty());
    assert_eq!(told(r#"type="expression""#, 0, "$B$1=13"), ["struck-out"]);
    assert_eq!(told(r#"type="expression""#, 0, "TRUE"), ["struck-out"]);
    assert!(told(r#"type="expression""#, 0, "FALSE").is_empty());
}
