//! A schema's blank form comes back as what it asked for.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout)] // a test that cannot go on fails

use phuluc::emit::form::blank;
use phuluc::pipeline::{Context, Setup, extract};
use phuluc::schema::{Schema, builtin, draft};

fn context(schemas: Vec<Schema>) -> Context {
    Context::with_schemas(Setup::default(), schemas)
}

#[test]
fn a_blank_form_sent_back_maps_row_by_row() {
    for schema in builtin() {
        let bytes = blank(schema).unwrap();
        let report = extract("form.docx", &bytes, &context(builtin().to_vec())).unwrap();
        assert_eq!(
            report.schema.as_ref().map(|fit| fit.id.as_str()),
            Some(schema.id.as_str())
        );
        let mapped: Vec<_> = report
            .mapped
            .iter()
            .map(|id| id.as_ref().map(|id| id.as_str()))
            .collect();
        let expected: Vec<_> = schema
            .indicators
            .iter()
            .map(|row| Some(row.id.as_str()))
            .collect();
        assert_eq!(mapped, expected);
        assert!(report.records.iter().all(|record| record.printed.is_none()));
    }
}

/// The way a new form comes in: as a blank DOCX.
#[test]
fn a_blank_form_drafts_the_tree_it_was_written_from() {
    for schema in builtin() {
        let read = extract("form.docx", blank(schema).unwrap(), &context(Vec::new())).unwrap();
        let drafted = draft(&[read.appendix], &schema.id, &schema.title).unwrap();
        let tree = |schema: &Schema| {
            let rows = schema.indicators.iter();
            rows.map(|row| (row.id.clone(), row.parent.clone(), row.unit.clone()))
                .collect::<Vec<_>>()
        };
        assert_eq!(tree(&drafted), tree(schema));
    }
}

fn fixture(name: &str) -> String {
    let path = format!(
        "{}/fixtures/plan-done-compared/{name}",
        env!("CARGO_MANIFEST_DIR")
    );
    std::fs::read_to_string(path).unwrap()
}

fn drafted() -> Schema {
    let read = extract(
        "input.txt",
        fixture("input.txt").as_bytes(),
        &context(builtin().to_vec()),
    )
    .unwrap();
    assert_eq!(
        read.schema, None,
        "no shipped form may take a socio-economic table"
    );
    draft(
        &[read.appendix],
        "kinh-te-xa-hoi-xa-2025",
        "Các chỉ tiêu kinh tế - xã hội cấp xã",
    )
    .unwrap()
}

#[test]
fn a_form_of_another_field_is_drafted_from_one_report() {
    assert_eq!(drafted().to_json().unwrap(), fixture("schema.json"));
}

/// Plan, done, compared; "-" and "+" rows; a unit in the label's parentheses.
#[test]
fn a_drafted_form_maps_its_own_report_row_by_row() {
    let mut schemas = builtin().to_vec();
    schemas.push(Schema::from_json("schema.json", &fixture("schema.json")).unwrap());
    let drafted = schemas.last().unwrap().clone();
    let report = extract(
        "input.txt",
        fixture("input.txt").as_bytes(),
        &context(schemas),
    )
    .unwrap();
    assert_eq!(
        report.schema.as_ref().map(|fit| fit.id.as_str()),
        Some(drafted.id.as_str())
    );
    let mapped: Vec<_> = report
        .mapped
        .iter()
        .map(|id| id.as_ref().map(|id| id.as_str()))
        .collect();
    let expected: Vec<_> = drafted
        .indicators
        .iter()
        .map(|row| Some(row.id.as_str()))
        .collect();
    assert_eq!(mapped, expected);
    assert!(report.ledger.adds_up());
    let value = |id: &str| {
        report
            .records
            .iter()
            .find(|record| record.indicator.as_str() == id)
            .unwrap()
            .clone()
    };
    assert_eq!(
        value("I.1").printed.unwrap().as_str(),
        "655,4",
        "the value is what was done, not what was planned"
    );
    assert_eq!(value("I.2.2").value.number().unwrap().to_string(), "6235.5");
    assert_eq!(value("III.4").more_values.len(), 2);
}

/// Forms of other shapes, a row a line: number, label, further cells. The first line is the header.
const SHAPES: [(&str, &str); 6] = [
    (
        "lettered parts over numerals over letters",
        "TT|Nội dung|ĐVT|Số lượng
         A|LĨNH VỰC ĐẤT ĐAI||
         I|Cấp giấy chứng nhận||
         1|Hồ sơ tiếp nhận trong kỳ|Hồ sơ|320
         a|Cấp lần đầu|Hồ sơ|120
         b|Cấp đổi, cấp lại|Hồ sơ|200
         II|Thu hồi đất||
         1|Số dự án thu hồi|Dự án|6
         B|LĨNH VỰC MÔI TRƯỜNG||
         I|Rác thải sinh hoạt||
         1|Khối lượng phát sinh|Tấn|1.250
         2|Khối lượng được thu gom|Tấn|1.190,5",
    ),
    (
        "points, at most and given",
        "STT|Lĩnh vực/Tiêu chí/Tiêu chí thành phần|Điểm tối đa|Điểm tự chấm|Tài liệu kiểm chứng
         1|CHỈ ĐẠO, ĐIỀU HÀNH|10|9|
         1.1|Kế hoạch năm|3|3|KH 05/KH-UBND
         |Ban hành đúng hạn: 1 điểm|||
         1.2|Báo cáo định kỳ|7|6|
         2|CẢI CÁCH THỂ CHẾ|8|7,5|
         2.1|Xây dựng văn bản|8|7,5|
         |Tổng cộng|18|16,5|",
    ),
    (
        "the same rows under every parent",
        "STT|Nội dung|Đơn vị tính|Số lượng|Ghi chú
         I|Cấp tỉnh|||
         1|Sở Nội vụ|||
         -|Số nhiệm vụ phân cấp|Nhiệm vụ|5|
         +|Đã thực hiện|Nhiệm vụ|4|
         +|Chưa thực hiện|Nhiệm vụ|1|
         2|Sở Tư pháp|||
         -|Số nhiệm vụ phân cấp|Nhiệm vụ|7|
         +|Đã thực hiện|Nhiệm vụ|7|
         +|Chưa thực hiện|Nhiệm vụ|0|
         II|Cấp xã|||
         1|Xã An Bình|||
         -|Số nhiệm vụ phân cấp|Nhiệm vụ|3|
         +|Đã thực hiện|Nhiệm vụ|2|
         +|Chưa thực hiện|Nhiệm vụ|1|",
    ),
    (
        "several columns of figures under names of their own",
        "Số TT|Tên chỉ tiêu|Đơn vị tính|Tổng số|Nam|Nữ|Ghi chú
         1|Số học sinh đầu năm học|Học sinh|1.250|640|610|
         2|Số học sinh bỏ học|Học sinh|5|3|2|
         |Do hoàn cảnh khó khăn|Học sinh|3|2|1|
         3|Số giáo viên|Giáo viên|68|20|48|",
    ),
    (
        "no numbers at all",
        "Chỉ tiêu|Đơn vị tính|Số liệu|Ghi chú
         Dân số trung bình|Người|125.300|
         Số hộ gia đình|Hộ|31.200|
         Trường mầm non|Trường|15|
         Trường tiểu học|Trường|18|
         Tỷ lệ bao phủ bảo hiểm y tế|%|96,2|",
    ),
    (
        "captions printed across the table",
        "STT|Nội dung thống kê|Đơn vị tính|Số liệu|Ghi chú
         I. TỔ CHỨC BỘ MÁY||||
         1|Số cơ quan chuyên môn|Cơ quan|14|
         1.1.|Trong đó: số phòng sáp nhập|Phòng|3|
         II. BIÊN CHẾ||||
         1|Tổng biên chế được giao|Người|520|
         1.1.|Biên chế công chức|Người|120|",
    ),
];

fn printed(table: &str) -> String {
    let line = |line: &str| {
        format!(
            "| {} |",
            line.trim().split('|').collect::<Vec<_>>().join(" | ")
        )
    };
    let mut lines: Vec<String> = table.lines().map(line).collect();
    let columns = table.lines().next().unwrap_or_default().split('|').count();
    lines.insert(1, format!("|{}", "---|".repeat(columns)));
    format!("PHỤ LỤC\n\n{}\n", lines.join("\n"))
}

/// The draft loads as it is and maps its own report, and another one, row by row.
#[test]
fn forms_of_other_shapes_are_drafted_and_map_their_reports() {
    for (shape, table) in SHAPES {
        let text = printed(table);
        let read = extract("a.txt", text.as_bytes(), &context(Vec::new())).unwrap();
        assert_eq!(
            read.appendix.rows.len(),
            table.lines().count() - 1,
            "{shape}: every row is read"
        );
        let drafted = draft(&[read.appendix], "mau", shape).unwrap();
        let schema = Schema::from_json("mau.json", &drafted.to_json().unwrap()).unwrap();
        let ids: Vec<_> = schema
            .indicators
            .iter()
            .map(|row| Some(row.id.clone()))
            .collect();
        let mut schemas = builtin().to_vec();
        schemas.push(schema);
        let context = context(schemas);
        for text in [text.clone(), text.replace('5', "8")] {
            let report = extract("b.txt", text.as_bytes(), &context).unwrap();
            assert_eq!(report.mapped, ids, "{shape}");
        }
    }
}

#[test]
fn what_stands_under_what_in_forms_of_other_shapes() {
    let ids = |at: usize| {
        let read = extract(
            "a.txt",
            printed(SHAPES[at].1).as_bytes(),
            &context(Vec::new()),
        )
        .unwrap();
        let drafted = draft(&[read.appendix], "mau", "Mẫu").unwrap();
        drafted
            .indicators
            .iter()
            .map(|row| row.id.to_string())
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(
        ids(0),
        "A A.I A.I.1 A.I.1.a A.I.1.b A.II A.II.1 B B.I B.I.1 B.I.2"
    );
    assert_eq!(ids(1), "1 1.1 1.1.1 1.2 2 2.1 1b");
    assert_eq!(
        ids(2).split(' ').take(5).collect::<Vec<_>>(),
        ["I", "I.1", "I.1.1", "I.1.1.1", "I.1.1.2"]
    );
    assert_eq!(ids(5), "I I.1 I.1.1 II II.1 II.1.1");
}

/// A report that leaves out a row of which the form has three is not given another's figure.
#[test]
fn of_rows_with_one_label_the_missing_one_is_missing() {
    let table = SHAPES[2].1;
    let read = extract("a.txt", printed(table).as_bytes(), &context(Vec::new())).unwrap();
    let schema = draft(&[read.appendix], "mau", "Mẫu").unwrap();
    let gone = 8;
    let lines: Vec<&str> = table
        .lines()
        .enumerate()
        .filter(|(at, _)| *at != gone)
        .map(|(_, l)| l)
        .collect();
    let context = context(vec![schema.clone()]);
    let report = extract("b.txt", printed(&lines.join("\n")).as_bytes(), &context).unwrap();
    let mut expected: Vec<_> = schema
        .indicators
        .iter()
        .map(|row| Some(row.id.clone()))
        .collect();
    expected.remove(gone - 1);
    assert_eq!(report.mapped, expected);
}
