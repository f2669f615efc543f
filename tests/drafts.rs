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

const FORMS: [Written; 10] = [
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
    Written {
        fixture: "form-of-groups",
        sections: &[("1", "Biểu diễn"), ("2", "Thư viện"), ("3", "Bảo tồn")],
        rows: &[
            ("Chèo cổ", "buổi", ""),
            ("Múa rối", "buổi", ""),
            ("Hát then", "đêm", ""),
            ("Sách bổ sung", "cuốn", ""),
            ("Lượt bạn đọc", "lượt", ""),
            ("Di tích được tu bổ", "di tích", ""),
            ("Lễ hội được phục dựng", "lễ hội", ""),
        ],
        columns: &["Kế hoạch năm", "Thực hiện", "Tình trạng"],
        main: "Thực hiện",
    },
    Written {
        fixture: "form-side-by-side",
        sections: &[],
        rows: &[
            ("Nà Lạn", "", ""),
            ("Phiêng Ban", "", ""),
            ("Keo Đồn", "", ""),
            ("Cộng", "", ""),
            ("Nhà sàn", "", ""),
            ("Nhà xây", "", ""),
            ("Nhà tạm", "", ""),
            ("Cộng", "", ""),
        ],
        columns: &["Số hộ", "Số khẩu", "Số căn", "Diện tích (m2)"],
        main: "Số hộ",
    },
    Written {
        fixture: "form-blank-in-years",
        sections: &[("", "Phân theo giới tính"), ("", "Phân theo khu vực (2)")],
        rows: &[
            ("TỔNG SỐ", "Người", ""),
            ("Nam", "Người", ""),
            ("Nữ", "Người", ""),
            ("Thành thị", "Người", ""),
            ("Nông thôn (gồm cả hải đảo)", "Người", ""),
        ],
        columns: &["Năm 2023", "31/12/2024", "6T/2025"],
        main: "6T/2025",
    },
    Written {
        fixture: "form-units-of-sections",
        sections: &[("I", "Thư viện (thư viện)"), ("II", "Lượt đọc (lượt)")],
        rows: &[
            ("Cấp tỉnh", "thư viện", "0101"),
            ("Cấp xã", "thư viện", "0102"),
            ("Tại chỗ", "lượt", "0201"),
            ("Lưu động", "lượt", "0202"),
        ],
        columns: &["Số đến cuối kỳ báo cáo"],
        main: "Số đến cuối kỳ báo cáo",
    },
    Written {
        fixture: "form-of-a-further-table",
        sections: &[("A", "Thiệt hại"), ("B", "Huy động")],
        rows: &[
            ("Nhà tốc mái", "nhà", ""),
            ("Lúa ngập", "ha", ""),
            ("Kênh sạt lở", "m", ""),
            ("Cộng các mục", "", ""),
            ("Dân quân", "", ""),
            ("Công an xã", "", ""),
            ("Đoàn thanh niên", "", ""),
        ],
        columns: &[
            "Số lượng",
            "Giá trị thiệt hại (triệu đồng)",
            "Số quyết định hỗ trợ",
            "Lực lượng (người)",
            "Bơm nước",
        ],
        main: "Số lượng",
    },
    Written {
        fixture: "form-of-parts",
        sections: &[],
        rows: &[
            ("Ngân sách tỉnh (1)", "triệu đồng", ""),
            ("Cầu Bản Lếch", "triệu đồng", ""),
            ("Trạm y tế (nhà hai tầng)", "triệu đồng", ""),
            ("Ngân sách huyện", "triệu đồng", ""),
            ("Kênh Nà Hin", "triệu đồng", ""),
            ("TỔNG CỘNG (I+II)", "triệu đồng", ""),
        ],
        columns: &["Tổng mức đầu tư", "Đã thanh toán", "Còn nợ"],
        main: "Tổng mức đầu tư",
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
