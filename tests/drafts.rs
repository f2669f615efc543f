//! Drafts of forms that are not ours: what a person would write of them, from a filled or a blank print. Their headers
//! share few words with the shipped forms, so the columns must be told by how they behave.

#![allow(clippy::unwrap_used, clippy::expect_used)] // a test that cannot go on fails

mod common;

use phuluc::pipeline;
use phuluc::schema::{self, Kind, Schema};

/// What a person writes down of a form.
struct Written {
    fixture: &'static str,
    sections: &'static [(&'static str, &'static str)],
    /// Labels with their units and codes.
    rows: &'static [(&'static str, &'static str, &'static str)],
    columns: &'static [&'static str],
    /// The column that is the value.
    main: &'static str,
}

const FORMS: [Written; 4] = [
    Written {
        fixture: "form-with-codes",
        sections: &[("I", "Doanh nghiệp"), ("II", "Cá nhân")],
        rows: &[
            ("Doanh nghiệp lớn", "triệu đồng", "D-11"),
            ("Doanh nghiệp nhỏ và vừa", "triệu đồng", "D-12"),
            ("- Trong đó: khởi nghiệp", "triệu đồng", "D-13"),
            ("Hộ kinh doanh", "triệu đồng", "C-21"),
            ("Cá nhân vay tiêu dùng", "triệu đồng", "C-22"),
        ],
        columns: &[
            "Số dư nợ / Bằng đồng Việt Nam",
            "Số dư nợ / Bằng ngoại tệ",
            "Trích lập / Cụ thể",
            "Trích lập / Chung",
        ],
        main: "Số dư nợ / Bằng đồng Việt Nam",
    },
    Written {
        fixture: "form-of-offices",
        sections: &[],
        rows: &[
            ("Phòng Hành chính", "", ""),
            ("Phòng Kế hoạch", "", ""),
            ("Trung tâm Lưu trữ", "", ""),
            ("Chi cục Thủy lợi", "", ""),
        ],
        columns: &[
            "Điểm chuẩn",
            "Điểm tự đánh giá",
            "Điểm thẩm định",
            "Chỉ số",
            "Thứ hạng",
        ],
        main: "Điểm tự đánh giá",
    },
    Written {
        fixture: "form-of-two-tables",
        sections: &[
            ("Bảng 1", "Vận tải hành khách"),
            ("Bảng 2", "Tai nạn giao thông theo loại đường"),
        ],
        rows: &[
            ("Số lượt hành khách", "Nghìn lượt", ""),
            ("Số chuyến xe", "Chuyến", ""),
            ("- Xe buýt", "Chuyến", ""),
            ("Tổng số", "", ""),
            ("Quốc lộ", "", ""),
            ("Đường tỉnh", "", ""),
            ("Đường đô thị", "", ""),
        ],
        columns: &[
            "Số liệu kỳ trước",
            "Số liệu kỳ báo cáo",
            "Tăng, giảm so với kỳ trước",
            "Số vụ",
            "Số người / Chết",
            "Số người / Bị thương",
        ],
        main: "Số liệu kỳ báo cáo",
    },
    Written {
        fixture: "form-blank",
        sections: &[("I", "KHÁM BỆNH"), ("II", "PHÒNG BỆNH")],
        rows: &[
            ("Số lượt khám (lượt)", "lượt", "11"),
            ("Tỷ lệ chuyển tuyến (%)", "%", "12"),
            ("Số trẻ được tiêm chủng (trẻ)", "trẻ", "21"),
            ("- Tiêm đủ liều (trẻ)", "trẻ", "22"),
        ],
        columns: &["Tổng số", "Trong đó: nữ", "Số liệu năm trước"],
        main: "Tổng số",
    },
];

fn drafted(fixture: &str) -> Schema {
    let path = format!("fixtures/{fixture}/input.html");
    let bytes = std::fs::read(&path).expect("a fixture");
    let report = pipeline::extract(&path, &bytes, &common::without_readers()).expect("a report");
    schema::draft(&[report.appendix], "bieu-mau", "Biểu mẫu").expect("a draft")
}

#[test]
fn a_draft_is_what_a_person_would_write() {
    for written in FORMS {
        let draft = drafted(written.fixture);
        let of =
            |kind: fn(&Kind) -> bool| draft.indicators.iter().filter(move |row| kind(&row.kind));
        let sections: Vec<(&str, &str)> = of(|kind| *kind == Kind::Section)
            .map(|row| {
                (
                    row.number.as_ref().map_or("", |number| &number.0),
                    row.label.as_str(),
                )
            })
            .collect();
        assert_eq!(sections, written.sections, "{}", written.fixture);
        let rows: Vec<(&str, &str, &str)> =
            of(|kind| !matches!(kind, Kind::Section | Kind::Heading))
                .map(|row| {
                    let text = |text: &Option<String>| -> &str {
                        text.as_deref().unwrap_or("").to_owned().leak()
                    };
                    (row.label.as_str(), text(&row.unit), text(&row.code))
                })
                .collect();
        assert_eq!(rows, written.rows, "{}", written.fixture);
        let columns: Vec<&str> = draft
            .value_columns
            .iter()
            .map(|column| column.label.as_str())
            .collect();
        assert_eq!(columns, written.columns, "{}", written.fixture);
        assert_eq!(
            columns[draft.main_column], written.main,
            "{}",
            written.fixture
        );
    }
}

/// A list of people holds figures too, and asks for none.
#[test]
fn a_list_of_people_is_no_form() {
    let path = "fixtures/list-of-people/input.html";
    let bytes = std::fs::read(path).expect("a fixture");
    let report = pipeline::extract(path, &bytes, &common::without_readers()).expect("a report");
    assert!(report.appendix.rows.is_empty());
}
