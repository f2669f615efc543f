"""Forms 11 to 20, kept back. All offices and figures are invented."""
from sheet import Form, Table

NATION = ["CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
TWO = [["Người lập biểu", "(Ký, họ tên)", "Phan Thị Nhung"], ["Người kiểm tra biểu", "(Ký, họ tên)", ""],
       ["Ngày 18 tháng 12 năm 2025", "Thủ trưởng đơn vị", "(Ký, đóng dấu, họ tên)"]]
COMMUNES = ["Thị trấn Cầu Ván", "Xã An Trạch", "Xã Bàu Sen", "Xã Cát Lái Hạ", "Xã Gò Găng", "Xã Hòa Mục", "Xã Kỳ Lộ", "Xã Lương Phú"]

FORMS = [
    Form("11", "population, places as rows, total first, three-level header", "DÂN SỐ TRUNG BÌNH PHÂN THEO GIỚI TÍNH, THÀNH THỊ, NÔNG THÔN", [Table(
        """
        | Tổng số (người) | Phân theo giới tính | < | Phân theo thành thị, nông thôn | < | Mật độ dân số (người/km²)
        ^ | ^ | Nam | Nữ | Thành thị | Nông thôn | ^""".replace("\n        |", "\n        Địa bàn |"),
        "label | n:3000:19000 | f:1 | =1-2 | f:1 | =1-4 | d:20:900",
        "0* TỔNG SỐ\n" + "\n".join(f"0 {name}" for name in COMMUNES), letters="A | 1=2+3 | 2 | 3 | 4 | 5 | 6", gaps=0)],
        code="Biểu 011.H/BCB-DSLĐ", issued=["Ban hành theo Thông tư số 07/2024/TT-XX", "Ngày nhận báo cáo: 20/5 năm sau"],
        right=["Đơn vị báo cáo: Chi cục Thống kê khu vực Đồng Nổi", "Đơn vị nhận báo cáo: Cục Thống kê"], under=["Năm 2024"], foot=TWO,
        pdf="drawn"),

    Form("12", "land, letter codes after the label, numbers of three levels, units above", "THỐNG KÊ, KIỂM KÊ DIỆN TÍCH ĐẤT ĐAI", [Table(
        """
        Thứ tự | LOẠI ĐẤT | Mã | Tổng diện tích | Cơ cấu (%) | Diện tích đất theo đối tượng quản lý, sử dụng | < | <
        ^ | ^ | ^ | ^ | ^ | Cá nhân trong nước, người Việt Nam định cư ở nước ngoài (CNV) | Tổ chức kinh tế (TKT) | UBND cấp xã (UBS)""",
        "number | label | code | d:90:9000 | s:0:90 | f:1 | d:0:90 | d:0:90",
        """
        0=  | Tổng diện tích đất của đơn vị hành chính | TDTDD
        1= 1 | Nhóm đất nông nghiệp | NNP
        2= 1.1 | Đất trồng cây hằng năm | CHN
        3 1.1.1 | Đất trồng lúa | LUA
        3 1.1.2 | Đất trồng cây hằng năm khác | HNK
        2 1.2 | Đất trồng cây lâu năm | CLN
        2= 1.3 | Đất lâm nghiệp | LNP
        3 1.3.1 | Đất rừng đặc dụng | RDD
        3 1.3.2 | Đất rừng phòng hộ | RPH
        3 1.3.3 | Đất rừng sản xuất | RSX
        4  | Trong đó: đất có rừng sản xuất là rừng tự nhiên | RSN
        2 1.4 | Đất nuôi trồng thủy sản | NTS
        1= 2 | Nhóm đất phi nông nghiệp | PNN
        2 2.1 | Đất ở tại nông thôn | ONT
        2 2.2 | Đất ở tại đô thị | ODT
        2 2.3 | Đất quốc phòng | CQP
        1 3 | Nhóm đất chưa sử dụng | CSD""", letters="(1) | (2) | (3) | (4) | (5) | (6) | (7) | (8)", unit_line="Đơn vị tính diện tích: ha",
        upright=(5, 6, 7), main=(1,))],
        code="Biểu 01/TKKK", left=["Đơn vị báo cáo:", "Xã: Bàu Sen", "Tỉnh: Đồng Nổi"], right=NATION, under=["(Đến ngày 31/12/2024)"], foot=TWO,
        landscape=True, pdf="xlsx"),

    Form("13", "one office a row, many indicators over the columns, upright words", "TỔNG HỢP KẾT QUẢ TIẾP CÔNG DÂN", [Table(
        """
        TT | Đơn vị | Tiếp thường xuyên | < | < | < | Tiếp định kỳ và đột xuất của lãnh đạo | < | < | Đơn tiếp nhận qua tiếp công dân
        ^ | ^ | Số lượt tiếp | Số người được tiếp | Số vụ việc | < | Số kỳ tiếp | Số lượt tiếp | Số đoàn đông người | ^
        ^ | ^ | ^ | ^ | Lần đầu | Nhiều lần | ^ | ^ | ^ | ^""",
        "number | label | n:5:300 | n:5:400 | n:1:90 | n:0:40 | n:1:24 | n:1:60 | n:0:4 | n:1:90",
        "\n".join(f"0 {n} | {name}" for n, name in enumerate(
            ["Thanh tra tỉnh", "Sở Nông nghiệp và Môi trường", "Sở Xây dựng", "Sở Giáo dục và Đào tạo", "Ban Tiếp công dân tỉnh",
             "UBND phường Cầu Ván", "UBND xã An Trạch", "UBND xã Gò Găng", "UBND xã Kỳ Lộ"], 1)) + "\n0*  | Tổng",
        letters="MS | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9", upright=(2, 3, 4, 5, 6, 7, 8), gaps=0.1)],
        code="Biểu số: 01/TCD", left=["THANH TRA TỈNH ĐỒNG NỔI"], right=NATION,
        under=["Số liệu tính từ ngày 15/12/2024 đến ngày 14/6/2025", "(Kèm theo Báo cáo số: 91/BC-TTr ngày 17/6/2025 của Thanh tra tỉnh)"],
        landscape=True),

    Form("14", "projects, words in a column of their own, sections of letters and numerals", "TÌNH HÌNH GIẢI NGÂN KẾ HOẠCH VỐN ĐẦU TƯ CÔNG", [Table(
        """
        STT | Danh mục dự án | Chủ đầu tư | Tổng mức đầu tư | Kế hoạch vốn năm 2025 | < | < | Giá trị giải ngân đến 30/6/2025 | < | Ghi chú
        ^ | ^ | ^ | ^ | Tổng số | Trong đó: | < | Số tiền | Tỷ lệ (%) | ^
        ^ | ^ | ^ | ^ | ^ | NSTW | NSĐP | ^ | ^ | ^""",
        "number | label | text | n:9000:90000 | =3+4 | n:0:9000 | n:900:9000 | f:2 | p=5/2 | note",
        """
        0=  | TỔNG CỘNG | |
        1= A | VỐN TRONG NƯỚC | |
        2= I | Giao thông | |
        3 1 | Nâng cấp đường liên xã An Trạch - Bàu Sen, đoạn từ cầu Ván đến ngã ba Gò Găng (giai đoạn 2) | Ban QLDA khu vực 2 |
        3 2 | Cầu Kỳ Lộ | Ban QLDA tỉnh | Vướng mặt bằng
        2= II | Giáo dục | |
        3 1 | Trường THCS Hòa Mục | UBND xã Hòa Mục |
        3 2 | Trường Mầm non Hoa Sen | UBND xã Lương Phú |
        2= III | Thủy lợi | |
        3 1 | Kè chống sạt lở sông Nổi | Ban QLDA tỉnh | Đã hoàn thành
        1= B | VỐN NƯỚC NGOÀI (ODA) | |
        2 1 | Cấp nước sạch nông thôn | Trung tâm Nước sạch | """, unit_line="Đơn vị: Triệu đồng", gaps=0, main=(5,))],
        left=["UBND TỈNH ĐỒNG NỔI", "SỞ TÀI CHÍNH"], right=NATION, above=["Phụ lục số 03"], under=["(Kèm theo Công văn số 1120/STC-ĐT ngày 04/7/2025)"],
        landscape=True, pdf="xlsx"),

    Form("15", "prices, code column of its own, negative changes", "BÁO CÁO GIÁ THỊ TRƯỜNG HÀNG HÓA, DỊCH VỤ", [Table(
        """
        Stt | Mã hàng hóa | Tên hàng hóa, dịch vụ | Đơn vị tính | Giá bình quân kỳ trước | Giá bình quân kỳ này | Tăng (giảm) giá | < | Nguồn thông tin
        ^ | ^ | ^ | ^ | ^ | ^ | Mức (đồng) | Tỷ lệ (%) | ^""",
        "number | code | label | unit | n:9000:390000 | n:9000:390000 | =2-1 | p=3/1 | note",
        """
        S I | 01 | LƯƠNG THỰC, THỰC PHẨM | |
        0 1 | 01.0001 | Thóc tẻ thường | đ/kg | Do trực tiếp điều tra
        0 2 | 01.0003 | Gạo tẻ thường, 15% tấm | đ/kg | Do trực tiếp điều tra
        0 3 | 01.0008 | Thịt lợn mông sấn | đ/kg | Hợp đồng mua tin
        0 4 | 01.0017 | Trứng gà ta | đ/10 quả |
        S II | 02 | VẬT LIỆU XÂY DỰNG | |
        0 5 | 02.0002 | Xi măng PCB40 bao 50 kg | đ/bao | Cơ quan, đơn vị quản lý nhà nước có liên quan cung cấp
        0 6 | 02.0005 | Thép xây dựng D10 | đ/kg |
        0 7 | 02.0009 | Cát xây | đ/m3 |
        S III | 03 | GIAO THÔNG | |
        0 8 | 03.0001 | Trông giữ xe máy | đ/lượt |
        0 9 | 03.0004 | Giá cước taxi (km đầu) | đ/km |""", gaps=0, main=(2,))],
        code="Mẫu số 01/GTT", left=["SỞ TÀI CHÍNH TỈNH ĐỒNG NỔI"], right=NATION, under=["Tháng 11 năm 2025"], landscape=True),

    Form("16", "post and telecom, lettered codes as numbers, percent signs in the cells", "BÁO CÁO NGHIỆP VỤ DỊCH VỤ BƯU CHÍNH, VIỄN THÔNG", [Table(
        """
        Mã chỉ tiêu | Tên chỉ tiêu | Đơn vị tính | Số liệu cùng kỳ năm trước | Số liệu quý báo cáo | Lũy kế từ đầu năm | Tốc độ tăng trưởng (%)""",
        "code | label | unit | n:100:9000 | n:100:9000 | n:900:39000 | p=2/1",
        """
        S A | DỊCH VỤ BƯU CHÍNH |
        0= A.1 | Tổng doanh thu dịch vụ bưu chính | Triệu đồng
        1 A.1.1 | Doanh thu dịch vụ thư | Triệu đồng
        1 A.1.2 | Doanh thu dịch vụ gói, kiện hàng hóa | Triệu đồng
        1h  | Trong đó: |
        2 A.1.2.1 | Phục vụ thương mại điện tử | Triệu đồng
        0 A.2 | Sản lượng bưu gửi | Nghìn bưu gửi
        0 A.3 | Số điểm phục vụ có người phục vụ | Điểm
        S B | DỊCH VỤ VIỄN THÔNG |
        0= B.1 | Tổng số thuê bao | Thuê bao
        1 B.1.1 | Thuê bao điện thoại cố định | Thuê bao
        1 B.1.2 | Thuê bao băng rộng cố định | Thuê bao
        1 B.1.3 | Thuê bao băng rộng di động | Thuê bao
        0 B.2 | Số trạm thu phát sóng thông tin di động (không bao gồm trạm phủ sóng trong tòa nhà, trạm lưu động) | Trạm
        S C | LAO ĐỘNG |
        0 C.1 | Lao động trong lĩnh vực bưu chính | Người
        1  | Tr.đó: Nữ | Người""", percent_sign=True, gaps=0, main=(2,))],
        code="Biểu số 09/BCVT", issued=["(Ban hành kèm theo Thông tư số 33/2024/TT-XX)"], right=["Kỳ báo cáo: Quý III/2025", "Tên đơn vị: Bưu điện tỉnh Đồng Nổi"],
        note=["Ghi chú: Số liệu được chốt đến 24 giờ ngày cuối cùng của quý báo cáo."], foot=TWO[:1] + TWO[2:]),

    Form("17", "staff quality, groups without numbers, total last, numbers as words", "BÁO CÁO SỐ LƯỢNG, CHẤT LƯỢNG CÔNG CHỨC", [Table(
        """
        Số TT | Cơ quan/Ngạch công chức | Tổng số biên chế được giao | Hiện có mặt | Trong đó | < | < | Trình độ chuyên môn | < | < | <
        ^ | ^ | ^ | ^ | Nữ | Đảng viên | Dân tộc thiểu số | Tiến sĩ | Thạc sĩ | Đại học | Còn lại""",
        "number | label | n:6:60 | f:1 | f:2 | f:2 | f:2 | n:0:2 | n:0:9 | n:2:30 | n:0:3",
        """
        S>  | Khối Đảng, đoàn thể
        0 1 | Văn phòng Đảng ủy
        0 2 | Ủy ban Mặt trận Tổ quốc Việt Nam
        S>  | Khối chính quyền
        0 3 | Văn phòng HĐND và UBND
        0 4 | Phòng Kinh tế
        0 5 | Phòng Văn hóa - Xã hội
        0 6 | Trung tâm Phục vụ hành chính công
        S>  | Chia theo ngạch
        0 7 | Chuyên viên chính và tương đương
        0 8 | Chuyên viên và tương đương
        0 9 | Cán sự, nhân viên
        0*  | Tổng cộng""", upright=(4, 5, 6, 7, 8, 9, 10), letters="1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11")],
        code="BM01/CCVC", left=["ĐẢNG ỦY - UBND XÃ GÒ GĂNG"], right=NATION, under=["(Tính đến ngày 30 tháng 11 năm 2025)"], foot=TWO[2:], landscape=True,
        typed=False),

    Form("18", "three tables of different columns on one sheet, units in the headers", "BÁO CÁO KẾT QUẢ THỰC HIỆN CHÍNH SÁCH TRỢ GIÚP XÃ HỘI", [
        Table("""
        STT | Nhóm đối tượng | Số đối tượng (người) | Kinh phí thực hiện (nghìn đồng)""",
              "number | label | n:5:900 | n:900:90000",
              """
        0 1 | Trẻ em không có nguồn nuôi dưỡng
        0= 2 | Người cao tuổi
        1 2.1 | Thuộc hộ nghèo, không có người phụng dưỡng
        1 2.2 | Từ đủ 75 tuổi trở lên, không có lương hưu
        0= 3 | Người khuyết tật
        1 3.1 | Đặc biệt nặng
        1 3.2 | Nặng
        0*  | Cộng""", caption="I. Trợ giúp xã hội thường xuyên"),
        Table("""
        STT | Nội dung hỗ trợ | Số đợt | Số hộ được hỗ trợ | < | Số gạo (tấn)
        ^ | ^ | ^ | Tổng số | Hộ nghèo | ^""",
              "number | label | n:1:9 | n:50:900 | f:2 | d:1:90",
              """
        0 1 | Hỗ trợ lương thực dịp Tết
        0 2 | Hỗ trợ lương thực kỳ giáp hạt
        0 3 | Hỗ trợ khắc phục hậu quả thiên tai""", caption="II. Trợ giúp xã hội khẩn cấp"),
        Table("""
        Chỉ tiêu | ĐVT | Số lượng""", "label | unit | n:1:90",
              """
        0= Cơ sở trợ giúp xã hội | Cơ sở
        1 - Công lập | Cơ sở
        1 - Ngoài công lập | Cơ sở
        0 Nhân viên công tác xã hội | Người
        1 Trong đó: được đào tạo đúng chuyên ngành | Người""", caption="III. Cơ sở trợ giúp xã hội", gaps=0)],
        left=["UBND HUYỆN ĐỒNG NỔI", "PHÒNG Y TẾ - XÃ HỘI"], right=NATION, under=["Quý IV/2025"], foot=TWO[2:]),

    Form("19", "digital index, questions with answers in words, long labels, two sheets", "PHIẾU THU THẬP SỐ LIỆU ĐÁNH GIÁ MỨC ĐỘ CHUYỂN ĐỔI SỐ CẤP XÃ", [
        Table("""
        Mã | Chỉ số | Số liệu | Điểm đánh giá | < | Minh chứng
        ^ | ^ | ^ | Tối đa | Tự chấm | ^""",
              "number | label | n:1:90 | m:10,20,10,20,20,10,10 | f:2 | note",
              """
        S 1 | Nhận thức số |
        0 1.1 | Người đứng đầu cấp ủy, chính quyền là Trưởng ban Chỉ đạo về phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số | Quyết định
        0 1.2 | Số hội nghị, tập huấn có nội dung chuyển đổi số do lãnh đạo xã chủ trì | Giấy mời, tài liệu
        S 2 | Hạ tầng số |
        0 2.1 | Số hộ gia đình có đường Internet cáp quang băng rộng |
        0 2.2 | Số thôn, tổ dân phố được phủ sóng băng rộng di động từ 4G trở lên (tính cả vùng lõm sóng đã khắc phục trong năm đánh giá) |
        S 3 | Nhân lực số |
        0 3.1 | Số công chức chuyên trách, kiêm nhiệm về chuyển đổi số |
        0 3.2 | Số thành viên tổ công nghệ số cộng đồng |
        0 3.3 | Số người dân trong độ tuổi lao động được phổ cập kỹ năng số cơ bản |""", sheet="Chi so", caption="Phần 1. Chỉ số chuyển đổi số", gaps=0, main=(1,)),
        Table("""
        Câu hỏi | Trả lời (Có/Không) | Năm bắt đầu""", "label | w:Có,Không | n:2018:2025",
              """
        0 1. Xã có trang thông tin điện tử hoạt động thường xuyên không?
        0 2. Xã có kênh tương tác với người dân trên mạng xã hội (Zalo, Facebook) không?
        0 3. Xã có triển khai mô hình thôn thông minh không?
        0 4. Xã có sử dụng chữ ký số chuyên dùng trong gửi, nhận văn bản không?""", sheet="Cau hoi", caption="Phần 2. Câu hỏi bổ sung", gaps=0)],
        left=["UBND XÃ LƯƠNG PHÚ"], right=NATION, under=["Năm đánh giá 2025"], foot=TWO[2:], pdf="xlsx"),

    Form("20", "targets of a council's resolution, seven value columns, notes", "TÌNH HÌNH THỰC HIỆN CÁC CHỈ TIÊU KINH TẾ - XÃ HỘI CHỦ YẾU", [Table(
        """
        STT | Các chỉ tiêu chủ yếu | ĐVT | TH năm 2024 | Năm 2025 | < | < | So sánh (%) | < | Đánh giá
        ^ | ^ | ^ | ^ | Kế hoạch | Ước TH 6 tháng | Ước TH cả năm | UTH 6T/KH | UTH cả năm/TH 2024 | ^""",
        "number | label | unit | d:10:900 | d:10:900 | f:2 | d:10:900 | p=3/2 | p=4/1 | note",
        """
        S I | VỀ KINH TẾ | |
        0 1 | Tốc độ tăng giá trị sản xuất | % | Đạt
        0= 2 | Giá trị sản xuất (giá so sánh 2010) | Tỷ đồng |
        1 a | Nông, lâm, thủy sản | Tỷ đồng |
        1 b | Công nghiệp - xây dựng | Tỷ đồng | Vượt
        1 c | Thương mại - dịch vụ | Tỷ đồng |
        0 3 | Thu nhập bình quân đầu người | Triệu đồng/người/năm | Đạt
        0 4 | Tổng vốn đầu tư toàn xã hội | Tỷ đồng |
        S II | VỀ VĂN HÓA - XÃ HỘI | |
        0 5 | Tỷ lệ hộ nghèo (theo chuẩn nghèo đa chiều) | % |
        1  | Tr. đó: hộ đồng bào dân tộc thiểu số | % |
        0 6 | Tỷ lệ lao động qua đào tạo | % | Đạt
        1  | Có bằng cấp, chứng chỉ | % |
        0 7 | Số giường bệnh trên một vạn dân | Giường |
        S III | VỀ MÔI TRƯỜNG | |
        0 8 | Tỷ lệ che phủ rừng | % |
        0 9 | Tỷ lệ chất thải rắn sinh hoạt đô thị được thu gom | % | Chưa đạt""", gaps=0.03, main=(3, 4))],
        above=["PHỤ LỤC I"], under=["(Kèm theo Nghị quyết số 26/NQ-HĐND ngày 11 tháng 7 năm 2025 của Hội đồng nhân dân huyện)"], landscape=True,
        note=["(*) Số liệu ước tính."]),
]
