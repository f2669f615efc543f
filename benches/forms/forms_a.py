"""Forms 01 to 10, to work with. All offices and figures are invented."""
from sheet import Form, Table

NATION = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
SIGNED = [["", "NGƯỜI LẬP BIỂU", "(Ký, ghi rõ họ tên)"], ["Thanh Khê, ngày 12 tháng 7 năm 2025", "GIÁM ĐỐC", "(Ký tên, đóng dấu)"]]

FORMS = [
    Form("01", "bank return, code column first", "BÁO CÁO TÌNH HÌNH TÍN DỤNG ĐỐI VỚI NỀN KINH TẾ", [Table(
        """
        Mã số | Chỉ tiêu | Số dư nợ | < | < | Dự phòng | <
        ^ | ^ | Bằng VND | Bằng ngoại tệ (quy đổi VND) | Tổng số | Dự phòng cụ thể | Dự phòng chung""",
        "code | label | n:900:98000 | n:0:9000 | =1+2 | n:5:900 | n:5:700",
        """
        S  | I. Dư nợ phân theo ngành kinh tế
        0= R-101 | 1. Nông nghiệp, lâm nghiệp và thủy sản
        1 R-102 | 1.1. Trồng trọt
        1 R-103 | 1.2. Chăn nuôi
        1 R-104 | 1.3. Nuôi trồng và khai thác thủy sản
        0= R-110 | 2. Công nghiệp và xây dựng
        1 R-111 | 2.1. Công nghiệp khai khoáng
        1 R-112 | 2.2. Công nghiệp chế biến, chế tạo
        1 R-113 | 2.3. Sản xuất và phân phối điện, khí đốt, nước nóng, hơi nước và điều hòa không khí
        1 R-114 | 2.4. Xây dựng
        0 R-120 | 3. Thương mại, vận tải và viễn thông
        0 R-130 | 4. Các hoạt động dịch vụ khác
        S  | II. Dư nợ phân theo đối tượng khách hàng
        0 R-201 | 1. Doanh nghiệp nhà nước
        0 R-202 | 2. Doanh nghiệp nhỏ và vừa
        1h  | Trong đó:
        1 R-203 | - Doanh nghiệp siêu nhỏ
        0 R-204 | 3. Hợp tác xã, liên hiệp hợp tác xã
        0 R-205 | 4. Hộ kinh doanh, cá nhân""",
        letters="A | B | 1 | 2 | 3=1+2 | 4 | 5", unit_line="Đơn vị tính: triệu đồng")],
        code="Biểu số: G02-TD", issued=["Ban hành theo Thông tư số 98/2019/TT-NHTW"],
        left=["Đơn vị báo cáo: Ngân hàng Hợp Phát", "Đơn vị nhận báo cáo: Chi nhánh khu vực 17"],
        right=["Kỳ báo cáo: Tháng", "Ngày gửi: chậm nhất ngày 12 của tháng tiếp theo"],
        under=["Tháng 6 năm 2025"], foot=SIGNED, landscape=True, pdf="xlsx"),

    Form("02", "health insurance, code after the indicator, plan and done", "BÁO CÁO TÌNH HÌNH KHÁM BỆNH, CHỮA BỆNH BẢO HIỂM Y TẾ", [Table(
        """
        STT | Chỉ tiêu | Mã số | Đơn vị tính | Kế hoạch năm | Thực hiện kỳ này | Lũy kế từ đầu năm | So với kế hoạch (%)""",
        "number | label | code | unit | n:2000:90000 | n:100:9000 | n:900:60000 | p=3/1",
        """
        S I | SỐ NGƯỜI THAM GIA | |
        0= 1 | Tổng số người tham gia bảo hiểm y tế | 01 | Người
        1  | - Nhóm do người lao động và người sử dụng lao động đóng | 02 | Người
        1  | - Nhóm do ngân sách nhà nước đóng | 03 | Người
        1  | - Nhóm tham gia theo hộ gia đình | 04 | Người
        1h  | Trong đó: | |
        2  | + Nữ | 05 | Người
        0 2 | Số thẻ bảo hiểm y tế được gia hạn | 06 | Thẻ
        S II | KHÁM BỆNH, CHỮA BỆNH | |
        0= 1 | Số lượt khám bệnh, chữa bệnh | 07 | Lượt
        1  | - Ngoại trú | 08 | Lượt
        1  | - Nội trú | 09 | Lượt
        0 2 | Số ngày điều trị nội trú | 10 | Ngày
        0 3 | Số lượt chuyển tuyến | 11 | Lượt
        S III | CHI PHÍ | |
        0= 1 | Tổng chi phí đề nghị thanh toán | 12 | Triệu đồng
        1  | - Thuốc, dịch truyền | 13 | Triệu đồng
        1  | - Vật tư y tế | 14 | Triệu đồng
        1  | - Tiền giường | 15 | Triệu đồng
        0 2 | Chi phí từ chối thanh toán sau giám định | 16 | Triệu đồng""", main=(2,))],
        code="Biểu số: 05/BHYT", left=["BẢO HIỂM XÃ HỘI TỈNH AN LẠC", "BHXH KHU VỰC SÔNG TRÀ"], right=NATION, under=["Quý II năm 2025"],
        foot=SIGNED, landscape=True),

    Form("03", "schools, no numbers, units in brackets, three-level header", "THỐNG KÊ TRƯỜNG, LỚP, HỌC SINH PHỔ THÔNG", [Table(
        """
        Chỉ tiêu | Mã số | Năm học 2024 - 2025 | < | < | < | <
        ^ | ^ | Tổng số | Chia theo loại hình | < | Chia theo vùng | <
        ^ | ^ | ^ | Công lập | Tư thục | Thành thị | Nông thôn""",
        "label | code | =2+3 | n:20:900 | n:0:60 | f:1 | =1-4",
        """
        S A. TRƯỜNG, LỚP, PHÒNG HỌC |
        0= Trường (trường) | 01
        1 Tiểu học (trường) | 02
        1 Trung học cơ sở (trường) | 03
        1 Trung học phổ thông (trường) | 04
        0= Lớp (lớp) | 05
        1 Tiểu học (lớp) | 06
        1 Trung học cơ sở (lớp) | 07
        1 Trung học phổ thông (lớp) | 08
        0 Phòng học (phòng) | 09
        1h Trong đó: |
        1 - Kiên cố | 10
        1 - Bán kiên cố | 11
        S B. HỌC SINH |
        0 Tổng số học sinh (học sinh) | 12
        1 - Nữ | 13
        1 - Dân tộc thiểu số | 14
        2 Trong đó: Nữ dân tộc thiểu số | 15
        0 Học sinh lưu ban (học sinh) | 16
        0 Học sinh bỏ học (học sinh) | 17""",
        letters="A | B | 1=2+3 | 2 | 3 | 4 | 5")],
        code="Biểu số: 04/GDPT", issued=["Ban hành theo Quyết định số 771/QĐ-SGD"], left=["Đơn vị gửi: Phòng Giáo dục quận Hải Bình"],
        right=["Đơn vị nhận: Sở Giáo dục tỉnh Hải Bình"], under=["(Có đến ngày 31 tháng 5 năm 2025)"], foot=SIGNED),

    Form("04", "crops, unit column, seasons over the columns, upright words", "DIỆN TÍCH, NĂNG SUẤT, SẢN LƯỢNG CÂY HẰNG NĂM", [Table(
        """
        STT | Loại cây trồng | Đơn vị tính | Vụ Đông Xuân | < | Vụ Hè Thu | < | Cả năm | So với cùng kỳ (%)
        ^ | ^ | ^ | Kế hoạch | Thực hiện | Kế hoạch | Thực hiện | ^ | ^""",
        "number | label | unit | d:10:900 | d:10:900 | d:10:900 | d:10:900 | =2+4 | s:80:130",
        """
        S I | Cây lương thực có hạt |
        0 1 | Lúa |
        1  | Diện tích gieo trồng | ha
        1  | Năng suất | tạ/ha
        1  | Sản lượng | tấn
        0 2 | Ngô |
        1  | Diện tích gieo trồng | ha
        1  | Năng suất | tạ/ha
        1  | Sản lượng | tấn
        S II | Cây có củ |
        0 1 | Khoai lang |
        1  | Diện tích gieo trồng | ha
        1  | Sản lượng | tấn
        0 2 | Sắn |
        1  | Diện tích gieo trồng | ha
        1  | Sản lượng | tấn
        S III | Rau, đậu các loại |
        0 1 | Diện tích rau các loại | ha
        0 2 | Sản lượng rau các loại | tấn""".replace("0 1 | Lúa", "0h 1 | Lúa").replace("0 2 | Ngô", "0h 2 | Ngô")
        .replace("0 1 | Khoai", "0h 1 | Khoai").replace("0 2 | Sắn", "0h 2 | Sắn"), upright=(3, 4, 5, 6))],
        code="Biểu số 02/NN", left=["UBND HUYỆN TÂN LẬP", "PHÒNG NÔNG NGHIỆP"], right=NATION, under=["Năm 2025"], foot=SIGNED,
        landscape=True),

    Form("05", "organisations as rows, 'Đơn vị' over them, total last", "KẾT QUẢ TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ TRỰC TUYẾN\nCỦA CÁC XÃ, PHƯỜNG", [Table(
        """
        TT | Đơn vị | Số hồ sơ tiếp nhận | Trong đó | < | Tỷ lệ hồ sơ trực tuyến (%) | Thứ hạng | Ghi chú
        ^ | ^ | ^ | Trực tuyến | Trực tiếp | ^ | ^ | ^""",
        "number | label | =2+3 | n:100:1900 | n:10:300 | p=2/1 | r | note",
        """
        0 1 | Phường An Hội |
        0 2 | Phường Bình Khánh |
        0 3 | Phường Lộc Thọ |
        0 4 | Xã Mỹ Thạnh |
        0 5 | Xã Phước Long |
        0 6 | Xã Sơn Đông |
        0 7 | Xã Tam Hiệp |
        0 8 | Xã Tân Phú Trung | Mới sáp nhập
        0 9 | Xã Thạnh Trị |
        0 10 | Xã Vĩnh Kim |
        0* | Tổng số |""".replace("0* |", "0*  |"), gaps=0)],
        above=["PHỤ LỤC II"], under=["(Kèm theo Báo cáo số 215/BC-UBND ngày 10 tháng 7 năm 2025 của UBND tỉnh An Lạc)"], pdf="xlsx"),

    Form("06", "score sheet", "BẢNG TỰ ĐÁNH GIÁ, CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH", [Table(
        """
        TT | Lĩnh vực/Tiêu chí/Tiêu chí thành phần | Điểm tối đa | Điểm tự đánh giá | Điểm thẩm định | Tài liệu kiểm chứng""",
        "number | label | m:9.00,3.00,1.50,1.50,3.00,2.00,1.00,3.00,8.00,4.00,2.00,2.00,4.00,1.00,3.00 | f:1 | f:2 | note",
        """
        0= 1 | CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH |
        1= 1.1 | Kế hoạch cải cách hành chính năm |
        2 1.1.1 | Ban hành kế hoạch kịp thời (trước ngày 15 tháng 01): 1,5 điểm | Quyết định ban hành
        2 1.1.2 | Mức độ hoàn thành kế hoạch: từ 80% đến dưới 100% thì điểm đánh giá được tính theo công thức |
        1= 1.2 | Công tác kiểm tra |
        2 1.2.1 | Kiểm tra ít nhất 30% số đơn vị trực thuộc | Báo cáo kết quả
        2 1.2.2 | Xử lý các vấn đề phát hiện qua kiểm tra |
        1 1.3 | Sáng kiến trong cải cách hành chính |
        0= 2 | CẢI CÁCH THỂ CHẾ |
        1= 2.1 | Rà soát văn bản quy phạm pháp luật |
        2 2.1.1 | Ban hành kế hoạch rà soát | Kế hoạch
        2 2.1.2 | Xử lý kết quả rà soát |
        1= 2.2 | Theo dõi thi hành pháp luật |
        2 2.2.1 | Thực hiện các hoạt động theo dõi thi hành pháp luật |
        2 2.2.2 | Xử lý kết quả theo dõi thi hành pháp luật |""", gaps=0, main=(2,))],
        left=["UBND TỈNH AN LẠC", "SỞ CÔNG THƯƠNG"], right=NATION, under=["Năm 2025"], foot=SIGNED[1:]),

    Form("07", "budget, total first, one unit for the table", "TÌNH HÌNH THỰC HIỆN DỰ TOÁN THU NGÂN SÁCH NHÀ NƯỚC", [Table(
        """
        STT | Nội dung | Dự toán năm | Thực hiện quý II | Lũy kế thực hiện 6 tháng | So sánh ước thực hiện với (%) | <
        ^ | ^ | ^ | ^ | ^ | Dự toán năm | Cùng kỳ năm trước""",
        "number | label | n:9000:90000 | n:900:9000 | n:900:40000 | p=3/1 | s:80:130",
        """
        0=  | TỔNG THU NGÂN SÁCH NHÀ NƯỚC TRÊN ĐỊA BÀN
        1= A | THU CÂN ĐỐI NGÂN SÁCH NHÀ NƯỚC
        2= I | Thu nội địa
        3 1 | Thu từ khu vực doanh nghiệp nhà nước
        3 2 | Thu từ khu vực doanh nghiệp có vốn đầu tư nước ngoài
        3 3 | Thu từ khu vực kinh tế ngoài quốc doanh
        3 4 | Thuế thu nhập cá nhân
        3= 5 | Các khoản thu về nhà, đất
        4  | - Thuế sử dụng đất phi nông nghiệp
        4  | - Thu tiền sử dụng đất
        4  | - Thu tiền cho thuê đất, mặt nước
        3 6 | Thu khác ngân sách
        2= II | Thu từ hoạt động xuất nhập khẩu
        3 1 | Thuế xuất khẩu
        3 2 | Thuế nhập khẩu
        3 3 | Thuế giá trị gia tăng hàng nhập khẩu
        1 B | THU CHUYỂN GIAO TỪ NGÂN SÁCH CẤP TRÊN""", letters="A | B | 1 | 2 | 3 | 4=3/1 | 5", unit_line="ĐVT: triệu đồng", gaps=0,
        main=(2, 3))],
        code="Biểu số 60/CK-NSNN", left=["UBND THÀNH PHỐ BÌNH AN", "PHÒNG TÀI CHÍNH"], right=NATION, under=["6 tháng đầu năm 2025"],
        foot=[["", "", ""], ["Bình An, ngày 05 tháng 7 năm 2025", "TRƯỞNG PHÒNG", "Lý Văn Khoát"]], pdf="drawn"),

    Form("08", "two tables, two sheets, header again by hand, helper columns hidden", "BÁO CÁO LAO ĐỘNG, VIỆC LÀM VÀ TAI NẠN LAO ĐỘNG", [
        Table("""
        STT | Chỉ tiêu | Mã ẩn | Đơn vị tính | Số liệu kỳ trước | Số liệu kỳ báo cáo | Tăng, giảm so với kỳ trước""",
              "number | label | hidden | unit | n:10:9000 | n:10:9000 | =2-1",
              """
        0 1 | Lực lượng lao động từ 15 tuổi trở lên | Người
        1  | - Nữ | Người
        1  | - Thành thị | Người
        0 2 | Lao động đang làm việc trong nền kinh tế | Người
        1  | - Nữ | Người
        1  | - Thành thị | Người
        0 3 | Lao động được giải quyết việc làm trong kỳ | Người
        1h  | Trong đó: |
        1  | - Thông qua vay vốn Quỹ quốc gia về việc làm | Người
        1  | - Đưa đi làm việc ở nước ngoài theo hợp đồng | Người
        0 4 | Số người được hưởng trợ cấp thất nghiệp | Người
        0 5 | Số doanh nghiệp báo cáo sử dụng lao động | Doanh nghiệp""", sheet="Lao dong", caption="Bảng 1. Lao động, việc làm", again_after=6, gaps=0,
              main=(2,)),
        Table("""
        STT | Ngành nghề | Mã ẩn | Tổng số vụ | Số vụ có người chết | Số người bị nạn | < | Thiệt hại (triệu đồng)
        ^ | ^ | ^ | ^ | ^ | Tổng số | Bị chết | ^""",
              "number | label | hidden | n:1:40 | n:0:5 | n:1:50 | n:0:6 | d:1:900",
              """
        0*  | Tổng số
        0 1 | Khai thác mỏ
        0 2 | Xây dựng
        0 3 | Cơ khí, luyện kim
        0 4 | Dệt may, da giày
        0 5 | Lĩnh vực khác""", sheet="Tai nan", caption="Bảng 2. Tai nạn lao động", letters="A | B | C | 1 | 2 | 3 | 4 | 5", gaps=0)],
        code="Mẫu số 03/LĐ", left=["SỞ NỘI VỤ TỈNH HẢI BÌNH"], right=NATION, under=["6 tháng đầu năm 2025"], foot=SIGNED),

    Form("09", "ranking annex, groups whose numbers begin again, over pages", "BẢNG XẾP HẠNG CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2025", [Table(
        """
        STT | Cơ quan, đơn vị | Chỉ số (%) | Điểm đạt được | Thứ hạng | Tăng/giảm so với năm 2024""",
        "number | label | s:70:96 | s:60:95 | r | n:-6:9",
        "S> I | KHỐI SỞ, BAN, NGÀNH\n" + "\n".join(f"0 {n} | {name}" for n, name in enumerate(
            ["Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp", "Sở Công Thương", "Sở Xây dựng", "Sở Y tế", "Sở Nông nghiệp và Môi trường",
             "Sở Khoa học và Công nghệ", "Sở Văn hóa, Thể thao và Du lịch", "Thanh tra tỉnh", "Ban Quản lý các khu công nghiệp",
             "Văn phòng Ủy ban nhân dân tỉnh"], 1))
        + "\nS> II | KHỐI ỦY BAN NHÂN DÂN CẤP XÃ\n" + "\n".join(f"0 {n} | UBND {name}" for n, name in enumerate(
            ["phường An Hội", "phường Bình Khánh", "phường Lộc Thọ", "phường Ngã Bảy", "xã Châu Hưng", "xã Đại An", "xã Đông Thạnh",
             "xã Giồng Ké", "xã Hòa Tú", "xã Kế An", "xã Long Bình", "xã Mỹ Thạnh", "xã Nhơn Mỹ", "xã Phước Long", "xã Sơn Đông",
             "xã Tam Hiệp", "xã Tân Phú Trung", "xã Thạnh Trị", "xã Trường Khánh", "xã Vĩnh Kim", "đặc khu Hòn Ngang"], 1)), gaps=0)],
        above=["Phụ lục 1"], under=["(Kèm theo Quyết định số 88/QĐ-UBND ngày 20 tháng 01 năm 2026 của Chủ tịch UBND tỉnh)"]),

    Form("10", "transport, no numbers, labels over 60 letters in header and rows", "BÁO CÁO KẾT QUẢ HOẠT ĐỘNG VẬN TẢI", [Table(
        """
        Chỉ tiêu thống kê (bao gồm cả hoạt động vận tải nội tỉnh và liên tỉnh của các doanh nghiệp trên địa bàn) | ĐVT | Chính thức tháng trước | Ước tháng báo cáo | Lũy kế từ đầu năm đến cuối tháng báo cáo | Tháng báo cáo so với (%) | <
        ^ | ^ | ^ | ^ | ^ | Tháng trước | Cùng kỳ năm trước""",
        "label | unit | d:10:900 | d:10:900 | d:90:5000 | p=2/1 | s:80:130",
        """
        S A. VẬN TẢI HÀNH KHÁCH |
        0h 1. Số lượt hành khách vận chuyển |
        1 - Đường bộ | Nghìn lượt khách
        1 - Đường thủy nội địa | Nghìn lượt khách
        0h 2. Số lượt hành khách luân chuyển |
        1 - Đường bộ | Nghìn lượt khách.km
        1 - Đường thủy nội địa | Nghìn lượt khách.km
        S B. VẬN TẢI HÀNG HÓA |
        0h 1. Khối lượng hàng hóa vận chuyển |
        1 - Đường bộ | Nghìn tấn
        1 - Đường thủy nội địa | Nghìn tấn
        0 2. Khối lượng hàng hóa thông qua cảng, bến thủy nội địa do địa phương quản lý, kể cả bến của doanh nghiệp tự khai thác | Nghìn tấn
        S C. DOANH THU |
        0= Doanh thu vận tải, bốc xếp | Triệu đồng
        1 Doanh thu vận tải hành khách | Triệu đồng
        1 Doanh thu vận tải hàng hóa | Triệu đồng
        1 Doanh thu dịch vụ hỗ trợ vận tải, kho bãi, bốc xếp hàng hóa tại cảng, bến và các dịch vụ khác liên quan | Triệu đồng""", gaps=0,
        main=(2,))],
        code="Biểu số: 02/VT-T", issued=["Ban hành theo Công văn số 45/SXD-VT"], left=["Đơn vị báo cáo: Sở Xây dựng tỉnh An Lạc"],
        right=["Đơn vị nhận báo cáo: Cục Vận tải", "Ngày nhận: 22 hằng tháng"], under=["Tháng 6 năm 2025"],
        note=["Ghi chú: Số liệu ước tính căn cứ báo cáo của doanh nghiệp."], foot=SIGNED, landscape=True),
]
