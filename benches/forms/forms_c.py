"""Forms 21 to 30, kept back. All offices and figures are invented."""
from sheet import Form, Table

NATION = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
MADE = ["", "NGƯỜI LẬP BIỂU", "(Ký, ghi rõ họ tên)"]
HEAD = ["Đại Lâm, ngày 14 tháng 12 năm 2025", "THỦ TRƯỞNG ĐƠN VỊ", "(Ký, đóng dấu, ghi rõ họ tên)"]

FORMS = [
    Form("21", "traffic order, capitals over the whole width, three periods and two comparisons",
         "THỐNG KÊ TAI NẠN GIAO THÔNG VÀ XỬ LÝ VI PHẠM\nVỀ TRẬT TỰ, AN TOÀN GIAO THÔNG", [Table(
             """
        TT | Nội dung | ĐVT | Kỳ báo cáo | Kỳ trước liền kề | Cùng kỳ năm trước | So với kỳ trước | < | So với cùng kỳ | <
        ^ | ^ | ^ | ^ | ^ | ^ | Tăng, giảm (+/-) | Tỷ lệ (%) | Tăng, giảm (+/-) | Tỷ lệ (%)""",
             "number | label | unit | n:5:400 | n:5:400 | n:5:400 | =1-2 | p=4/2 | =1-3 | p=6/3",
             """
        S< TAI NẠN GIAO THÔNG ĐƯỜNG BỘ
        0= 1 | Tổng số vụ tai nạn | Vụ
        1h  | Chia ra: |
        1  | - Đặc biệt nghiêm trọng | Vụ
        1  | - Rất nghiêm trọng | Vụ
        1  | - Nghiêm trọng | Vụ
        1  | - Ít nghiêm trọng và va chạm | Vụ
        0 2 | Số người chết | Người
        0 3 | Số người bị thương | Người
        0 4 | Thiệt hại tài sản ước tính | Triệu đồng
        S< TAI NẠN GIAO THÔNG ĐƯỜNG SẮT, ĐƯỜNG THỦY NỘI ĐỊA
        0 1 | Số vụ tai nạn | Vụ
        0 2 | Số người chết | Người
        0 3 | Số người bị thương | Người
        S< XỬ LÝ VI PHẠM HÀNH CHÍNH
        0 1 | Số trường hợp bị lập biên bản | Trường hợp
        1h  | Trong đó: |
        1  | - Vi phạm nồng độ cồn | Trường hợp
        1  | - Vi phạm tốc độ | Trường hợp
        1  | - Chở quá tải trọng, quá khổ giới hạn | Trường hợp
        0= 2 | Số phương tiện bị tạm giữ | Phương tiện
        1  | - Ô tô | Phương tiện
        1  | - Mô tô, xe gắn máy (kể cả xe máy điện) | Phương tiện
        1  | - Phương tiện khác | Phương tiện
        0 3 | Số giấy phép lái xe bị tước quyền sử dụng | Giấy phép
        0 4 | Số tiền phạt đã nộp Kho bạc Nhà nước | Triệu đồng
        S< ÙN TẮC GIAO THÔNG
        0 1 | Số vụ ùn tắc kéo dài trên 30 phút | Vụ""", gaps=0.04, main=(1,))],
         left=["CÔNG AN TỈNH ĐẠI LÂM", "PHÒNG CẢNH SÁT GIAO THÔNG"], right=NATION,
         under=["(Số liệu từ ngày 15/11/2025 đến ngày 14/12/2025)"], foot=[MADE, HEAD], landscape=True),

    Form("22", "forest protection, offices over the columns, numbers that run on through the sections",
         "KẾT QUẢ CÔNG TÁC QUẢN LÝ, BẢO VỆ RỪNG", [Table(
             """
        STT | Chỉ tiêu | Đơn vị tính | Toàn tỉnh | Chia theo đơn vị | < | < | <
        ^ | ^ | ^ | ^ | Hạt Kiểm lâm khu vực I | Hạt Kiểm lâm khu vực II | Hạt Kiểm lâm khu vực III | Đội Kiểm lâm cơ động""",
             "number | label | unit | =2+3+4+5 | n:1:90 | n:1:90 | n:1:90 | n:0:40",
             """
        S I | TUẦN TRA, KIỂM TRA |
        0 1 | Số đợt tuần tra, kiểm tra rừng | Đợt
        0= 2 | Số lượt người tham gia | Lượt người
        1 2.1 | Công chức kiểm lâm | Lượt người
        1 2.2 | Lực lượng phối hợp (công an, quân sự, dân quân tự vệ, chủ rừng) | Lượt người
        S II | VI PHẠM PHÁP LUẬT VỀ LÂM NGHIỆP |
        0= 3 | Số vụ vi phạm đã phát hiện | Vụ
        1 3.1 | Phá rừng trái pháp luật | Vụ
        1 3.2 | Khai thác rừng trái pháp luật | Vụ
        1 3.3 | Vi phạm quy định về quản lý, bảo vệ động vật rừng | Vụ
        1 3.4 | Mua, bán, tàng trữ, vận chuyển, chế biến lâm sản trái pháp luật | Vụ
        1 3.5 | Vi phạm khác | Vụ
        0= 4 | Diện tích rừng bị thiệt hại | ha
        1 4.1 | Do phá rừng | ha
        1 4.2 | Do cháy rừng | ha
        S III | XỬ LÝ VI PHẠM |
        0= 5 | Số vụ đã xử lý | Vụ
        1 5.1 | Xử phạt vi phạm hành chính | Vụ
        1 5.2 | Chuyển xử lý hình sự | Vụ
        0h 6 | Lâm sản, phương tiện tịch thu |
        1 6.1 | Gỗ các loại | m³
        2  | Trong đó: gỗ nguy cấp, quý, hiếm | m³
        1 6.2 | Động vật rừng | Cá thể
        1 6.3 | Phương tiện, công cụ vi phạm | Chiếc
        0 7 | Số tiền thu nộp ngân sách | Triệu đồng""", letters="A | B | C | 1=2+...+5 | 2 | 3 | 4 | 5", gaps=0.12, main=(1,))],
         code="Phụ biểu 02", left=["SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "CHI CỤC KIỂM LÂM"], right=NATION,
         under=["Quý III năm 2025"], note=["Ghi chú: Ô để trống là không phát sinh."], foot=[MADE, HEAD], pdf="xlsx", landscape=True),

    Form("23", "accidents at work, no sections, long causes with lettered points, units in the header",
         "BÁO CÁO TỔNG HỢP TÌNH HÌNH TAI NẠN LAO ĐỘNG", [Table(
             """
        Tên chỉ tiêu thống kê | Mã số | Phân loại theo mức độ thương tật | < | < | < | < | < | Thiệt hại do tai nạn lao động | <
        ^ | ^ | Số vụ (vụ) | < | < | Số người bị nạn (người) | < | < | Số ngày nghỉ vì tai nạn (ngày) | Chi phí y tế, bồi thường, trợ cấp (triệu đồng)
        ^ | ^ | Tổng số | Số vụ có người chết | Số vụ có từ 2 người bị nạn trở lên | Tổng số | Số lao động nữ | Số người bị thương nặng | ^ | ^""",
             "label | code | n:1:15 | f:1 | f:1 | n:15:50 | f:4 | f:4 | n:20:900 | n:5:600",
             """
        0= 1. Tai nạn lao động | 01
        1= 1.1. Do người sử dụng lao động | 02
        2 a. Không có thiết bị an toàn hoặc thiết bị không bảo đảm an toàn | 03
        2 b. Không có phương tiện bảo vệ cá nhân hoặc phương tiện bảo vệ cá nhân không tốt | 04
        2 c. Tổ chức lao động không hợp lý | 05
        2 d. Chưa huấn luyện hoặc huấn luyện an toàn, vệ sinh lao động chưa đầy đủ | 06
        2 đ. Không có quy trình an toàn hoặc biện pháp làm việc an toàn | 07
        2 e. Điều kiện làm việc không tốt | 08
        1= 1.2. Do người lao động | 09
        2 a. Vi phạm nội quy, quy trình, quy chuẩn, biện pháp làm việc an toàn | 10
        2 b. Không sử dụng phương tiện bảo vệ cá nhân | 11
        1 1.3. Khách quan khó tránh hoặc kết hợp nhiều nguyên nhân | 12
        0= 2. Tai nạn được hưởng trợ cấp theo quy định của pháp luật về an toàn, vệ sinh lao động | 13
        1 2.1. Xảy ra trên đường đi từ nơi ở đến nơi làm việc | 14
        1 2.2. Xảy ra trên đường về từ nơi làm việc đến nơi ở | 15
        1 2.3. Do nguyên nhân của người khác gây ra khi đang thực hiện nhiệm vụ | 16
        0* 3. Tổng số (3=1+2) | 17""", letters="1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10", upright=(2, 3, 4, 5, 6, 7), gaps=0)],
         code="Mẫu số 02/TNLĐ", left=["Đơn vị báo cáo: Sở Nội vụ tỉnh Đại Lâm", "Địa chỉ: số 14 đường Hoàng Diệu",
                                      "Mã tỉnh: 97"],
         right=["Kính gửi: Cục Việc làm"], under=["Kỳ báo cáo: Cả năm 2025", "Ngày báo cáo: 08/02/2026"],
         foot=[["", "", ""], ["", "GIÁM ĐỐC", "(Ký, ghi rõ họ tên, đóng dấu)"]], pdf="xlsx", landscape=True),

    Form("24", "enforcement of judgments, offices with their officers below them, total first",
         "KẾT QUẢ THI HÀNH ÁN DÂN SỰ TÍNH BẰNG VIỆC", [Table(
             """
        TT | Tên đơn vị, chấp hành viên | Tổng số thụ lý | < | < | Ủy thác, thu hồi, hủy quyết định | Tổng số phải thi hành | < | < | < | < | Tỷ lệ thi hành xong (%)
        ^ | ^ | Tổng số | Chia ra | < | ^ | Tổng số | Có điều kiện thi hành | < | < | Chưa có điều kiện thi hành | ^
        ^ | ^ | ^ | Năm trước chuyển sang | Mới thụ lý | ^ | ^ | Tổng số | Thi hành xong | Đang thi hành | ^ | ^""",
             "number | label | =2+3 | n:20:300 | n:60:500 | n:0:9 | =1-4 | f:5 | f:6 | =6-7 | =5-6 | p=7/6",
             """
        0*  | Tổng số
        0= I | Thi hành án dân sự tỉnh
        1 1 | Lê Thị Kim Sa
        1 2 | Đỗ Hữu Thịnh
        1 3 | Nguyễn Bá Cường
        0= II | Phòng Thi hành án dân sự khu vực 1
        1 1 | Trương Văn Nghĩa
        1 2 | Hồ Thị Mỹ Duyên
        0= III | Phòng Thi hành án dân sự khu vực 2
        1 1 | Phạm Quốc Toản
        1 2 | Vũ Thị Hạnh
        1 3 | Đinh Công Lập
        1 4 | Võ Minh Tường
        0= IV | Phòng Thi hành án dân sự khu vực 3
        1 1 | Bùi Thanh Sơn
        1 2 | Cao Thị Ngọc Ánh""", letters="A | B | 1=2+3 | 2 | 3 | 4 | 5=1-4 | 6 | 7 | 8=6-7 | 9=5-6 | 10=7/6", gaps=0,
             unit_line="Đơn vị tính: Việc")],
         code="Biểu số: 06/TK-THA", issued=["Ban hành theo Thông tư số 61/2022/TT-XX"],
         right=["Đơn vị gửi báo cáo: Thi hành án dân sự tỉnh Đại Lâm", "Đơn vị nhận báo cáo: Cục Quản lý Thi hành án dân sự"],
         under=["11 tháng năm 2025"], foot=[MADE, ["Đại Lâm, ngày 05 tháng 9 năm 2025", "KT. TRƯỞNG THI HÀNH ÁN DÂN SỰ", "PHÓ TRƯỞNG", "Mai Xuân Hòa"]],
         landscape=True, pdf="drawn"),

    Form("25", "science, three sheets of different columns, no numbers, rows told apart by how far they stand in",
         "BÁO CÁO THỐNG KÊ KHOA HỌC VÀ CÔNG NGHỆ", [
             Table("""
        Chỉ tiêu | Mã số | Tổng số | Trong đó: Nữ | Chia theo trình độ | < | < | <
        ^ | ^ | ^ | ^ | Tiến sĩ | Thạc sĩ | Đại học | Khác""",
                   "label | code | =3+4+5+6 | f:1 | n:0:9 | n:2:40 | n:5:90 | n:0:20",
                   """
        0= Tổng số người hoạt động khoa học và công nghệ | 01
        1= Trong tổ chức khoa học và công nghệ | 02
        2 Cán bộ nghiên cứu | 03
        2 Cán bộ kỹ thuật | 04
        2 Cán bộ hỗ trợ | 05
        1 Trong cơ quan quản lý nhà nước | 06
        1 Trong doanh nghiệp khoa học và công nghệ | 07""", sheet="NhanLuc", caption="A. NHÂN LỰC", unit_line="Đơn vị tính: Người",
                   letters="A | B | 1 | 2 | 3 | 4 | 5 | 6", gaps=0.05, indent=True, main=(1,)),
             Table("""
        Chỉ tiêu | Mã số | Đơn vị tính | Chuyển tiếp từ năm trước | Phê duyệt mới | Kết quả nghiệm thu trong năm | <
        ^ | ^ | ^ | ^ | ^ | Đạt | Không đạt""",
                   "label | code | unit | n:1:30 | n:1:20 | n:1:15 | n:0:3",
                   """
        0= Nhiệm vụ khoa học và công nghệ cấp tỉnh | 08 | Nhiệm vụ
        1 Đề tài nghiên cứu | 09 | Nhiệm vụ
        1 Đề án khoa học | 10 | Nhiệm vụ
        1 Dự án sản xuất thử nghiệm | 11 | Nhiệm vụ
        0 Nhiệm vụ khoa học và công nghệ cấp cơ sở | 12 | Nhiệm vụ
        0 Đơn đăng ký sáng chế, giải pháp hữu ích | 13 | Đơn
        0 Hợp đồng chuyển giao công nghệ được đăng ký | 14 | Hợp đồng""", sheet="NhiemVu", caption="B. NHIỆM VỤ VÀ KẾT QUẢ",
                   letters="A | B | C | 1 | 2 | 3 | 4", gaps=0.05, indent=True),
             Table("""
        Nội dung chi | Mã số | Tổng chi | Nguồn kinh phí | < | <
        ^ | ^ | ^ | Ngân sách trung ương | Ngân sách địa phương | Ngoài ngân sách nhà nước""",
                   "label | code | =2+3+4 | n:0:900 | n:100:9000 | n:0:4000",
                   """
        0= Tổng chi cho khoa học và công nghệ | 15
        1= Chi đầu tư phát triển | 16
        2 Xây dựng, sửa chữa phòng thí nghiệm | 17
        2 Mua sắm thiết bị nghiên cứu | 18
        1= Chi sự nghiệp khoa học và công nghệ | 19
        2 Chi thực hiện nhiệm vụ khoa học và công nghệ | 20
        2 Chi hoạt động thường xuyên của tổ chức khoa học và công nghệ công lập | 21
        2 Chi khác | 22""", sheet="KinhPhi", caption="C. KINH PHÍ", unit_line="Đơn vị tính: Triệu đồng",
                   letters="A | B | 1 | 2 | 3 | 4", gaps=0.05, indent=True, main=(1,))],
         code="Biểu 03/KHCN-ĐP", issued=["Kỳ báo cáo: Năm 2025", "Ngày nhận báo cáo: 25/02 năm sau"],
         right=["Đơn vị báo cáo: Sở Khoa học và Công nghệ tỉnh Đại Lâm", "Đơn vị nhận báo cáo: Cục Thông tin, Thống kê"],
         foot=[["", "Người lập biểu", "Tống Thị Lan"], ["Ngày 20 tháng 02 năm 2026", "Giám đốc", "(Ký, đóng dấu)"]]),

    Form("26", "tourism, one line of headers, units in brackets, then a short table of places",
         "ƯỚC KẾT QUẢ HOẠT ĐỘNG DU LỊCH THÁNG 6 VÀ 6 THÁNG ĐẦU NĂM 2025", [
             Table("""
        Chỉ tiêu | Chính thức tháng 5/2025 | Ước tháng 6/2025 | Ước 6 tháng năm 2025 | Tháng 6 so với tháng 5 (%) | 6 tháng so với cùng kỳ năm 2024 (%)""",
                   "label | n:300:9000 | n:300:9000 | n:9000:60000 | p=2/1 | s:85:140",
                   """
        S KHÁCH DU LỊCH
        0= Tổng lượt khách tham quan (lượt)
        1= Khách quốc tế (lượt)
        2 Hàn Quốc (lượt)
        2 Trung Quốc (lượt)
        2 Đài Loan (lượt)
        2 Các thị trường khác (lượt)
        1 Khách nội địa (lượt)
        0 Khách lưu trú qua đêm (lượt)
        1 Trong đó: Khách quốc tế lưu trú (lượt)
        S TỔNG THU TỪ KHÁCH DU LỊCH
        0= Tổng thu (tỷ đồng)
        1 Doanh thu lưu trú (tỷ đồng)
        1 Doanh thu ăn uống (tỷ đồng)
        1 Doanh thu lữ hành, vận chuyển khách (tỷ đồng)
        1 Bán hàng lưu niệm, dịch vụ khác (tỷ đồng)
        S NGÀY KHÁCH
        0 Ngày khách phục vụ (ngày)
        0 Ngày khách do các cơ sở lưu trú phục vụ, không tính khách nghỉ trong ngày (ngày)""", caption="I. Kết quả kinh doanh du lịch", gaps=0,
                   indent=True, main=(2,)),
             Table("""
        Địa bàn | Số cơ sở lưu trú | Số phòng | Số lao động trực tiếp""",
                   "label | n:3:90 | n:40:1900 | n:20:900",
                   """
        0 Phường Bãi Ngà
        0 Phường Tân Châu Nam
        0 Xã Hòn Mực
        0 Xã Suối Trong
        0 Đặc khu Cù Lao Xanh
        0* Cộng""", caption="II. Cơ sở lưu trú phân theo địa bàn", gaps=0)],
         left=["SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "TỈNH ĐẠI LÂM"], right=NATION,
         note=["* Số liệu do các địa phương và doanh nghiệp cung cấp."], foot=[MADE, ["", "TL. GIÁM ĐỐC", "Trưởng phòng Quản lý du lịch"]], pdf="drawn"),

    Form("27", "environment, codes first, sources after the figures, header again by hand",
         "BỘ CHỈ TIÊU THEO DÕI, ĐÁNH GIÁ KẾT QUẢ BẢO VỆ MÔI TRƯỜNG", [Table(
             """
        Mã chỉ tiêu | Tên chỉ tiêu | Đơn vị | Giá trị | < | < | Đánh giá so với kế hoạch | Nguồn số liệu
        ^ | ^ | ^ | Năm 2023 | Năm 2024 | Năm 2025 | ^ | ^""",
             "code | label | unit | d:5:95 | d:5:95 | d:5:95 | w:Đạt,Chưa đạt,Vượt | note",
             """
        S< A. CHẤT THẢI RẮN
        0= MT01 | Khối lượng chất thải rắn sinh hoạt phát sinh | nghìn tấn | UBND cấp xã
        1 MT01.1 | - Khu vực đô thị | nghìn tấn | UBND cấp xã
        1 MT01.2 | - Khu vực nông thôn | nghìn tấn | UBND cấp xã
        0 MT02 | Tỷ lệ chất thải rắn sinh hoạt được thu gom, xử lý theo quy định | % | Sở NN&MT
        1 MT02.1 | Trong đó: xử lý bằng phương pháp chôn lấp trực tiếp | % | Sở NN&MT
        0 MT03 | Khối lượng chất thải nguy hại được thu gom, vận chuyển đến cơ sở có giấy phép môi trường phù hợp để xử lý | nghìn tấn | Chủ nguồn thải
        S< B. NƯỚC THẢI
        0 MT04 | Tỷ lệ nước thải sinh hoạt đô thị loại IV trở lên được xử lý đạt quy chuẩn kỹ thuật môi trường | % | Sở Xây dựng
        0 MT05 | Tỷ lệ khu công nghiệp đang hoạt động có hệ thống xử lý nước thải tập trung | % | Ban Quản lý KCN
        0 MT06 | Tỷ lệ cụm công nghiệp đã đấu nối, truyền số liệu quan trắc tự động, liên tục | % | Sở Công Thương
        S< C. KHÔNG KHÍ, TIẾNG ỒN
        0 MT07 | Nồng độ bụi mịn PM2.5 trung bình năm tại các trạm quan trắc | µg/m³ | Trung tâm Quan trắc
        0 MT08 | Tỷ lệ cơ sở xả khí thải lưu lượng lớn đã lắp đặt thiết bị quan trắc | % | Trung tâm Quan trắc
        S< D. NGUỒN LỰC
        0 MT09 | Tỷ lệ chi sự nghiệp môi trường trên tổng chi ngân sách địa phương | % | Sở Tài chính
        0= MT10 | Chi sự nghiệp bảo vệ môi trường | tỷ đồng | Sở Tài chính
        1 MT10.1 | - Ngân sách cấp tỉnh | tỷ đồng | Sở Tài chính
        1 MT10.2 | - Ngân sách cấp xã | tỷ đồng | UBND cấp xã""", gaps=0.08, again_after=8, main=(3,))],
         above=["Phụ lục 4"], under=["(Kèm theo Báo cáo số 377/BC-UBND ngày 19 tháng 12 năm 2025 của UBND tỉnh Đại Lâm)"], landscape=True),

    Form("28", "dossiers by field, totals of three groups, formulas of columns in brackets, total last",
         "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH\nTẠI TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", [Table(
             """
        STT | Lĩnh vực giải quyết | Số hồ sơ tiếp nhận | < | < | < | Số hồ sơ đã giải quyết | < | < | < | Số hồ sơ đang giải quyết | < | <
        ^ | ^ | Tổng số | Trong kỳ | < | Từ kỳ trước | Tổng số | Trước hạn | Đúng hạn | Quá hạn | Tổng số | Trong hạn | Quá hạn
        ^ | ^ | ^ | Trực tuyến | Trực tiếp, dịch vụ bưu chính | ^ | ^ | ^ | ^ | ^ | ^ | ^ | ^""",
             "number | label | =2+3+4 | n:80:1500 | n:20:300 | n:0:40 | f:1 | f:5 | =5-6-8 | n:0:2 | =1-5 | =9-11 | n:0:2",
             """
        S A | Thủ tục hành chính thuộc thẩm quyền của UBND cấp xã
        0 1 | Hộ tịch
        0 2 | Chứng thực
        0 3 | Đất đai
        0 4 | Thành lập và hoạt động của hộ kinh doanh
        0 5 | Bảo trợ xã hội
        0 6 | Người có công
        0 7 | Hoạt động xây dựng
        S B | Thủ tục hành chính tiếp nhận thay cơ quan cấp tỉnh
        0 1 | Lý lịch tư pháp
        0 2 | Cấp, quản lý căn cước
        0 3 | Giáo dục trung học
        0 4 | Khám bệnh, chữa bệnh
        0 5 | Lao động, tiền lương, quan hệ lao động
        0*  | Tổng cộng""",
             letters="(1) | (2) | (3)=(4)+(5)+(6) | (4) | (5) | (6) | (7)=(8)+(9)+(10) | (8) | (9) | (10) | (11)=(12)+(13) | (12) | (13)",
             unit_line="Đơn vị tính: Số hồ sơ TTHC", gaps=0)],
         code="Biểu số 06a/KSTT", left=["Đơn vị báo cáo: UBND xã Suối Trong", "Đơn vị nhận báo cáo: Văn phòng UBND tỉnh"],
         right=["Kỳ báo cáo: Quý III/2025", "(Từ ngày 15/6/2025 đến ngày 14/9/2025)"], foot=[MADE, HEAD], typed=False, landscape=True, pdf="xlsx"),

    Form("29", "assets at four moments, the same rows in two blocks, units in the header",
         "BÁO CÁO TÌNH HÌNH TĂNG, GIẢM TÀI SẢN CÔNG", [Table(
             """
        Số TT | Loại tài sản | Số đầu kỳ | < | Số tăng trong kỳ | < | Số giảm trong kỳ | < | Số cuối kỳ | <
        ^ | ^ | Số lượng | Nguyên giá (nghìn đồng) | Số lượng | Nguyên giá (nghìn đồng) | Số lượng | Nguyên giá (nghìn đồng) | Số lượng | Nguyên giá (nghìn đồng)""",
             "number | label | n:20:90 | n:90000:990000 | n:0:9 | n:0:90000 | n:0:9 | n:0:60000 | =1+3-5 | =2+4-6",
             """
        S> A | CƠ QUAN NHÀ NƯỚC
        0 1 | Đất
        0= 2 | Nhà
        1 2.1 | Nhà làm việc
        1 2.2 | Nhà công vụ
        0= 3 | Xe ô tô
        1 3.1 | Xe phục vụ công tác chung
        1 3.2 | Xe chuyên dùng
        0 4 | Tài sản cố định khác
        S> B | ĐƠN VỊ SỰ NGHIỆP CÔNG LẬP
        0 1 | Đất
        0= 2 | Nhà
        1 2.1 | Nhà làm việc
        1 2.2 | Nhà hoạt động sự nghiệp
        0= 3 | Xe ô tô
        1 3.1 | Xe phục vụ công tác chung
        1 3.2 | Xe chuyên dùng
        0 4 | Tài sản cố định khác
        0*  | TỔNG CỘNG""", letters="1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10", gaps=0.03)],
         code="Mẫu số 08b/TSC", left=["UBND TỈNH ĐẠI LÂM", "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"], right=NATION,
         under=["Từ ngày 01/01/2025 đến ngày 31/12/2025"],
         foot=[MADE, ["", "PHỤ TRÁCH KẾ TOÁN", "(Ký, ghi rõ họ tên)"], ["Ngày 16 tháng 01 năm 2026", "THỦ TRƯỞNG", "(Ký, đóng dấu)"]], landscape=True),

    Form("30", "prices of land by street and stretch, wards across the table, positions twice",
         "BẢNG TỔNG HỢP GIÁ ĐẤT Ở ĐIỀU TRA TẠI CÁC PHƯỜNG", [Table(
             """
        TT | Tên đường, đoạn đường | Giá đất trong bảng giá hiện hành | < | < | Giá đất phổ biến trên thị trường | < | < | Tỷ lệ giá thị trường so với bảng giá, vị trí 1 (%)
        ^ | ^ | Vị trí 1 | Vị trí 2 | Vị trí 3 | Vị trí 1 | Vị trí 2 | Vị trí 3 | ^""",
             "number | label | n:4000:32000 | f:1 | f:2 | n:6000:58000 | f:4 | f:5 | p=4/1",
             """
        S< I. PHƯỜNG BÃI NGÀ
        0h 1 | Đường Hoàng Diệu
        1  | - Đoạn từ cầu Bãi Ngà đến ngã tư Bưu điện
        1  | - Đoạn từ ngã tư Bưu điện đến hết ranh giới Trường Tiểu học Bãi Ngà 2
        1  | - Đoạn còn lại
        0 2 | Đường Lê Lai (trọn đường)
        0h 3 | Đường Võ Thị Sáu
        1  | - Đoạn từ đường Hoàng Diệu đến đường Lê Lai
        1  | - Đoạn từ đường Lê Lai đến giáp phường Tân Châu Nam
        0 4 | Các đường nội bộ khu dân cư phía Nam có mặt cắt từ 12 m trở lên, đã đầu tư hoàn chỉnh hạ tầng kỹ thuật
        S< II. PHƯỜNG TÂN CHÂU NAM
        0h 5 | Quốc lộ 19D
        1  | - Đoạn từ giáp phường Bãi Ngà đến cây xăng số 7
        1  | - Đoạn từ cây xăng số 7 đến cống Ông Tà
        0 6 | Đường Phan Đình Giót
        0 7 | Đường vào chợ Tân Châu
        S< III. PHƯỜNG ĐÔNG LÂM
        0h 8 | Đường Nguyễn Cư Trinh
        1  | - Đoạn từ Trạm Y tế đến ngã ba Lò Gạch
        1  | - Đoạn từ ngã ba Lò Gạch đến kênh N4
        0 9 | Các đường, hẻm còn lại""", unit_line="Đơn vị tính: 1.000 đồng/m²", gaps=0.03)],
         code="Mẫu biểu 05", left=["VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI", "TỈNH ĐẠI LÂM"], right=NATION,
         under=["(Thời điểm điều tra: từ tháng 4 đến tháng 8 năm 2025)"],
         note=["Ghi chú: Vị trí 1 là thửa đất tiếp giáp mặt tiền đường; vị trí 2, 3 xác định theo chiều rộng hẻm."], foot=[MADE, HEAD], landscape=True),
]
