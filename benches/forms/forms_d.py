"""Forms 31 to 40, kept back. All offices and figures are invented."""
from sheet import Form, Table

NATION = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
MADE = ["", "Người lập biểu", "(Ký, họ tên)"]
CHECKED = ["", "Người kiểm tra biểu", "(Ký, họ tên)"]
HEAD = ["Hà Trung, ngày 10 tháng 11 năm 2025", "Thủ trưởng đơn vị", "(Ký, đóng dấu, họ tên)"]

FORMS = [
    Form("31", "damage by disasters, lettered codes beside the numbers, kinds over the columns, sum last",
         "TỔNG HỢP THIỆT HẠI DO THIÊN TAI", [Table(
             """
        TT | Mã | Chỉ tiêu thiệt hại | Đơn vị tính | Loại hình thiên tai | < | < | Tổng cộng | Ghi chú
        ^ | ^ | ^ | ^ | Bão, áp thấp nhiệt đới | Lũ, ngập lụt, sạt lở đất | Dông, lốc, sét, mưa đá | ^ | ^""",
             "number | code | label | unit | n:1:120 | n:1:120 | n:1:60 | =1+2+3 | note",
             """
        S 1 | NG | THIỆT HẠI VỀ NGƯỜI |
        0 1.1 | NG01 | Số người chết | Người
        1h  |  | Trong đó: |
        1  | NG011 | Trẻ em | Người
        1  | NG012 | Nữ giới | Người
        0 1.2 | NG02 | Số người mất tích | Người
        0 1.3 | NG03 | Số người bị thương | Người
        0 1.4 | NG04 | Số hộ bị ảnh hưởng | Hộ
        S 2 | NH | THIỆT HẠI VỀ NHÀ Ở |
        0= 2.1 | NH01 | Nhà bị thiệt hại hoàn toàn (trên 70%) | Cái
        1 2.1.1 | NH011 | Nhà kiên cố, bán kiên cố | Cái
        1 2.1.2 | NH012 | Nhà thiếu kiên cố, đơn sơ | Cái
        0 2.2 | NH02 | Nhà bị thiệt hại rất nặng, nặng (từ 30% đến 70%) | Cái
        0 2.3 | NH03 | Nhà bị ngập nước | Lượt cái
        0 2.4 | NH04 | Nhà phải di dời khẩn cấp | Cái
        S 3 | GD | THIỆT HẠI VỀ GIÁO DỤC |
        0 3.1 | GD01 | Số điểm trường bị ảnh hưởng | Điểm trường
        0 3.2 | GD02 | Phòng học, phòng chức năng bị hư hỏng | Phòng
        S 4 | NN | THIỆT HẠI VỀ NÔNG, LÂM NGHIỆP, CHĂN NUÔI |
        0 4.1 | NN01 | Diện tích lúa bị thiệt hại | ha
        1  | NN011 | Trong đó: mất trắng | ha
        0 4.2 | NN02 | Diện tích hoa màu, rau màu bị thiệt hại | ha
        0 4.3 | NN03 | Diện tích rừng hiện có bị gãy, đổ | ha
        0= 4.4 | NN04 | Gia súc bị chết, cuốn trôi | Con
        1 4.4.1 | NN041 | Trâu, bò, ngựa | Con
        1 4.4.2 | NN042 | Lợn, dê, cừu | Con
        0 4.5 | NN05 | Gia cầm bị chết, cuốn trôi | Con
        S 5 | CT | THIỆT HẠI VỀ CÔNG TRÌNH |
        0 5.1 | CT01 | Chiều dài đê, kè bị sạt lở, hư hỏng | m
        0 5.2 | CT02 | Chiều dài kênh mương bị sạt, trôi | m
        0 5.3 | CT03 | Chiều dài đường giao thông địa phương bị sạt lở, hư hỏng | m
        0 5.4 | CT04 | Cột điện bị đổ, gãy | Cột
        S 6 | GT | ƯỚC TÍNH GIÁ TRỊ THIỆT HẠI |
        0 6.1 | GT01 | Tổng giá trị thiệt hại bằng tiền | Triệu đồng""", gaps=0.15, main=(4,),
             widths=[8, 10, 44, 13, 13, 13, 13, 13, 12])],
         code="Biểu mẫu TH02", left=["BAN CHỈ HUY PHÒNG THỦ DÂN SỰ TỈNH HÀ TRUNG"], right=NATION,
         under=["(Từ ngày 01 tháng 01 đến ngày 31 tháng 10 năm 2025)"], note=["Ghi chú: Không tổng hợp thiệt hại của đơn vị quân đội, công an."],
         foot=[MADE, HEAD], landscape=True),

    Form("32", "registry of persons, total first, groups of communes with sums, numbers that run on, three-level header",
         "KẾT QUẢ ĐĂNG KÝ HỘ TỊCH TẠI ỦY BAN NHÂN DÂN CẤP XÃ", [Table(
             """
        STT | Tên đơn vị | Khai sinh (trường hợp) | < | < | < | Kết hôn (cặp) | < | Khai tử (trường hợp) | < | Ghi chú
        ^ | ^ | Tổng số | Chia ra | < | < | Tổng số | Trong đó: có yếu tố nước ngoài | Tổng số | Trong đó: đúng hạn | ^
        ^ | ^ | ^ | Đúng hạn | Quá hạn | Đăng ký lại | ^ | ^ | ^ | ^ | ^""",
             "number | label | =2+3+4 | n:40:300 | n:2:30 | n:1:40 | n:15:160 | f:5 | n:20:120 | f:7 | note",
             """
        0*  | Tổng số trên địa bàn tỉnh
        0= I | Các phường
        1 1 | Phường Bến Ngự
        1 2 | Phường Đông Kinh
        1 3 | Phường Hà Trung
        1 4 | Phường Lam Kiều
        0= II | Các xã
        1 5 | Xã An Khê Thượng
        1 6 | Xã Bình Sa
        1 7 | Xã Cẩm Duệ
        1 8 | Xã Đồng Vịnh
        1 9 | Xã Kim Lũ
        1 10 | Xã Tân Phú Đông
        0= III | Đặc khu
        1 11 | Đặc khu Hòn Lao""", letters="A | B | (1)=(2)+(3)+(4) | (2) | (3) | (4) | (5) | (6) | (7) | (8) | C", gaps=0)],
         code="Biểu số: 07b/HT", issued=["Ban hành theo Thông tư số 19/2024/TT-XX", "Ngày nhận báo cáo: 05/7/2025"],
         right=["Đơn vị báo cáo: Sở Tư pháp tỉnh Hà Trung", "Đơn vị nhận báo cáo: Cục Hành chính tư pháp"],
         under=["(6 tháng đầu năm 2025)"], foot=[MADE, CHECKED, HEAD], pdf="xlsx", landscape=True),

    Form("33", "poor households, hamlets as rows, then what they lack by dimension, two sheets",
         "KẾT QUẢ RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2025", [
             Table("""
        TT | Thôn, tổ dân phố | Tổng số hộ dân | Hộ nghèo đầu năm | < | Diễn biến trong năm (hộ) | < | < | Hộ nghèo cuối năm | <
        ^ | ^ | ^ | Số hộ | Tỷ lệ (%) | Thoát nghèo | Tái nghèo | Phát sinh mới | Số hộ | Tỷ lệ (%)""",
                   "number | label | n:120:380 | n:12:40 | p=2/1 | n:1:9 | n:0:2 | n:0:4 | =2-4+5+6 | p=7/1",
                   """
        0 1 | Thôn Bàu Sen
        0 2 | Thôn Cây Da
        0 3 | Thôn Gò Sỏi
        0 4 | Thôn Hóc Lách
        0 5 | Thôn Phước Thọ
        0 6 | Thôn Xuân Mỹ
        0 7 | Tổ dân phố Chợ Mới
        0 8 | Tổ dân phố Ga
        0*  | Tổng cộng""", sheet="Bieu 1", caption="Biểu 1. Tổng hợp diễn biến hộ nghèo trong năm", gaps=0,
                   widths=[6, 30, 11, 10, 10, 10, 10, 10, 10, 10], main=(7,)),
             Table("""
        TT | Chiều, chỉ số thiếu hụt dịch vụ xã hội cơ bản | Hộ nghèo | < | Hộ cận nghèo | <
        ^ | ^ | Số hộ thiếu hụt | Tỷ lệ so với tổng số hộ nghèo (%) | Số hộ thiếu hụt | Tỷ lệ so với tổng số hộ cận nghèo (%)""",
                   "number | label | n:2:90 | s:2:60 | n:2:90 | s:2:60",
                   """
        0h 1 | Việc làm
        1 1.1 | Việc làm
        1 1.2 | Người phụ thuộc trong hộ gia đình
        0h 2 | Y tế
        1 2.1 | Dinh dưỡng
        1 2.2 | Bảo hiểm y tế
        0h 3 | Giáo dục
        1 3.1 | Trình độ giáo dục của người lớn
        1 3.2 | Tình trạng đi học của trẻ em
        0h 4 | Nhà ở
        1 4.1 | Chất lượng nhà ở
        1 4.2 | Diện tích nhà ở bình quân đầu người
        0h 5 | Nước sinh hoạt và vệ sinh
        1 5.1 | Nguồn nước sinh hoạt
        1 5.2 | Nhà tiêu hợp vệ sinh
        0h 6 | Thông tin
        1 6.1 | Sử dụng dịch vụ viễn thông
        1 6.2 | Phương tiện phục vụ tiếp cận thông tin""", sheet="Bieu 2",
                   caption="Biểu 2. Tổng hợp các chỉ số thiếu hụt của hộ nghèo, hộ cận nghèo", gaps=0)],
         left=["ỦY BAN NHÂN DÂN", "XÃ PHƯỚC SƠN TÂY"], right=NATION,
         under=["(Kèm theo Báo cáo số 214/BC-UBND ngày 28 tháng 11 năm 2025 của Ủy ban nhân dân xã)"],
         foot=[["", "CÔNG CHỨC VĂN HÓA - XÃ HỘI", "Ngô Thị Bích Vân"], ["", "CHỦ TỊCH", "Lương Đình Khải"]], landscape=True),

    Form("34", "livestock, nothing over the labels, the same words in every section, codes and units after them",
         "SỐ LƯỢNG VÀ SẢN PHẨM CHĂN NUÔI", [Table(
             """
         | Mã số | Đơn vị tính | Kỳ báo cáo | < | < | Cùng kỳ năm trước | Kỳ báo cáo so với cùng kỳ năm trước (%)
        ^ | ^ | ^ | Tổng số | Doanh nghiệp, hợp tác xã | Hộ, trang trại | ^ | ^""",
             "label | code | unit | =2+3 | n:50:900 | n:400:9000 | n:600:9900 | p=1/4",
             """
        S Chăn nuôi trâu
        0 Số con hiện có | 01 | Con
        0 Số con xuất chuồng | 02 | Con
        0 Sản lượng thịt hơi xuất chuồng | 03 | Tấn
        S Chăn nuôi bò
        0 Số con hiện có | 04 | Con
        1 Trong đó: Bò sữa | 05 | Con
        0 Số con xuất chuồng | 06 | Con
        0 Sản lượng thịt hơi xuất chuồng | 07 | Tấn
        0 Sản lượng sữa tươi | 08 | Tấn
        S Chăn nuôi lợn
        0= Số con hiện có | 09 | Con
        1 Lợn thịt | 10 | Con
        1 Lợn nái | 11 | Con
        1 Lợn đực giống | 12 | Con
        0 Số con xuất chuồng | 13 | Con
        0 Sản lượng thịt hơi xuất chuồng | 14 | Tấn
        S Chăn nuôi gia cầm
        0 Số con hiện có | 15 | Nghìn con
        1 Trong đó: Gà | 16 | Nghìn con
        2 Chia ra: Gà thịt | 17 | Nghìn con
        2 Gà đẻ trứng | 18 | Nghìn con
        0 Sản lượng thịt hơi xuất bán | 19 | Tấn
        0 Sản lượng trứng trong kỳ | 20 | Nghìn quả""", letters="A | B | C | 1=2+3 | 2 | 3 | 4 | 5=1/4", gaps=0.05, indent=True, main=(1,))],
         code="Biểu số: 014.H/NN-CN", issued=["Ngày nhận báo cáo: Ngày 25 tháng báo cáo"],
         right=["Đơn vị báo cáo: Thống kê cơ sở Lam Kiều", "Đơn vị nhận báo cáo: Thống kê tỉnh Hà Trung"],
         under=["Kỳ 01/10/2025"], foot=[MADE, CHECKED, HEAD]),

    Form("35", "industry of a month, rates only and set in, one unit above, then goods with their units, two sheets",
         "TÌNH HÌNH SẢN XUẤT CÔNG NGHIỆP THÁNG 10 NĂM 2025", [
             Table("""
        Ngành công nghiệp | Tháng 9 năm 2025 so với cùng kỳ năm trước | Tháng 10 năm 2025 so với tháng trước | Tháng 10 năm 2025 so với cùng kỳ năm trước | 10 tháng năm 2025 so với cùng kỳ năm trước""",
                   "label | s:85:125 | s:85:125 | s:85:125 | s:85:125",
                   """
        0 Toàn ngành công nghiệp
        1 Khai khoáng
        2 Khai thác quặng kim loại
        2 Khai khoáng khác
        1 Công nghiệp chế biến, chế tạo
        2 Sản xuất, chế biến thực phẩm
        2 Sản xuất đồ uống
        2 Sản xuất trang phục
        2 Chế biến gỗ và sản xuất sản phẩm từ gỗ, tre, nứa (trừ giường, tủ, bàn, ghế)
        2 Sản xuất hóa chất và sản phẩm hóa chất
        2 Sản xuất sản phẩm từ khoáng phi kim loại khác
        1 Sản xuất và phân phối điện, khí đốt, nước nóng, hơi nước và điều hòa không khí
        1 Cung cấp nước; hoạt động quản lý và xử lý rác thải, nước thải
        2 Khai thác, xử lý và cung cấp nước
        2 Hoạt động thu gom, xử lý và tiêu hủy rác thải; tái chế phế liệu""", sheet="IIP", caption="Biểu 03. Chỉ số sản xuất công nghiệp",
                   unit_line="Đơn vị tính: %", indent=True),
             Table("""
        Tên sản phẩm | Đơn vị tính | Thực hiện tháng 9 năm 2025 | Ước tính tháng 10 năm 2025 | Cộng dồn 10 tháng năm 2025 | So với cùng kỳ năm 2024 (%) | <
        ^ | ^ | ^ | ^ | ^ | Tháng 10 | 10 tháng""",
                   "label | unit | n:100:2000 | n:100:2000 | n:2500:19000 | s:80:130 | s:85:125",
                   """
        0 Đá xây dựng khai thác | Nghìn m³
        0 Thủy sản đông lạnh | Tấn
        0 Tinh bột sắn | Tấn
        0 Bia đóng chai, đóng lon | Nghìn lít
        0 Áo sơ mi, quần âu | Nghìn cái
        0 Dăm gỗ | Nghìn tấn
        0 Phân khoáng hoặc phân hóa học | Tấn
        0 Gạch xây dựng bằng đất sét nung | Nghìn viên
        0 Xi măng Portland đen | Nghìn tấn
        0 Điện sản xuất | Triệu kWh
        0 Điện thương phẩm | Triệu kWh
        0 Nước uống được | Nghìn m³""", sheet="SanPham", caption="Biểu 04. Sản lượng một số sản phẩm công nghiệp chủ yếu", gaps=0.03, main=(2,))],
         left=["THỐNG KÊ TỈNH HÀ TRUNG"], pdf="xlsx"),

    Form("36", "social insurance, letters over numerals over numbers, code of the kind after the label, sum of all last",
         "BÁO CÁO TÌNH HÌNH THU BẢO HIỂM XÃ HỘI, BẢO HIỂM Y TẾ,\nBẢO HIỂM THẤT NGHIỆP", [Table(
             """
        Số TT | Loại đối tượng tham gia | Mã khối | Số đơn vị | Số người tham gia (người) | Số phải thu (triệu đồng) | < | < | Số đã thu trong kỳ (triệu đồng) | Số còn phải thu chuyển kỳ sau (triệu đồng)
        ^ | ^ | ^ | ^ | ^ | Kỳ trước chuyển sang | Phát sinh trong kỳ | Cộng | ^ | ^""",
             "number | label | code | n:2:250 | n:60:4000 | n:5:300 | n:100:9000 | =3+4 | f:5 | =5-6",
             """
        S A | THU BẢO HIỂM XÃ HỘI BẮT BUỘC |
        0= I | Khối hành chính, đơn vị sự nghiệp |
        1 1 | Cơ quan hành chính, Đảng, đoàn thể | HC
        1 2 | Đơn vị sự nghiệp công lập | SN
        1 3 | Cán bộ, công chức cấp xã, người hoạt động không chuyên trách | XP
        0= II | Khối doanh nghiệp |
        1 1 | Doanh nghiệp nhà nước | DN
        1 2 | Doanh nghiệp có vốn đầu tư nước ngoài | DT
        1 3 | Doanh nghiệp ngoài quốc doanh | DQ
        1 4 | Hợp tác xã, hộ kinh doanh có thuê mướn lao động | HX
        0 III | Người lao động đi làm việc ở nước ngoài | NN
        S B | THU BẢO HIỂM XÃ HỘI TỰ NGUYỆN |
        0 1 | Qua tổ chức dịch vụ thu | TN
        0 2 | Đóng trực tiếp tại cơ quan bảo hiểm xã hội | TT
        S C | THU BẢO HIỂM Y TẾ |
        0 1 | Nhóm do ngân sách nhà nước đóng | NS
        0 2 | Nhóm được ngân sách nhà nước hỗ trợ mức đóng | HT
        1  | Trong đó: Học sinh, sinh viên | HS
        0 3 | Nhóm tham gia theo hộ gia đình | GD
        0*  | Tổng cộng (A + B + C) |""", letters="A | B | C | 1 | 2 | 3 | 4 | 5=3+4 | 6 | 7=5-6", gaps=0.04)],
         code="Mẫu B09-TH", left=["BẢO HIỂM XÃ HỘI TỈNH HÀ TRUNG", "BẢO HIỂM XÃ HỘI CƠ SỞ ĐÔNG KINH"],
         right=NATION, under=["Quý III năm 2025"], note=["Ghi chú: Số người tham gia tính tại ngày cuối cùng của kỳ báo cáo."],
         foot=[MADE, ["", "Trưởng bộ phận Quản lý thu", "(Ký, họ tên)"], HEAD], pdf="xlsx", landscape=True),

    Form("37", "vaccination, doses below vaccines without numbers, sections joined from their label, month and since January",
         "BÁO CÁO KẾT QUẢ TIÊM CHỦNG MỞ RỘNG", [Table(
             """
        TT | Loại vắc xin, mũi tiêm | Số đối tượng cần tiêm trong năm | Trong tháng | < | Cộng dồn từ đầu năm | < | Phản ứng sau tiêm (trường hợp) | <
        ^ | ^ | ^ | Số tiêm được | Tỷ lệ (%) | Số tiêm được | Tỷ lệ (%) | Thông thường | Nặng""",
             "number | label | n:700:900 | n:5:30 | p=2/1 | f:1 | p=4/1 | n:0:6 | n:0:2",
             """
        S> I | Trẻ em dưới 1 tuổi
        0 1 | Lao (BCG)
        0 2 | Viêm gan B sơ sinh trong 24 giờ đầu sau sinh
        0h 3 | Bạch hầu - ho gà - uốn ván - viêm gan B - Hib
        1  | Mũi 1
        1  | Mũi 2
        1  | Mũi 3
        0h 4 | Bại liệt uống (bOPV)
        1  | Lần 1
        1  | Lần 2
        1  | Lần 3
        0 5 | Bại liệt tiêm (IPV) mũi 1
        0 6 | Sởi đơn mũi 1
        S> II | Trẻ em từ 1 tuổi trở lên
        0 1 | Sởi - Rubella (MR)
        0 2 | Bạch hầu - ho gà - uốn ván (DPT) mũi 4
        0h 3 | Viêm não Nhật Bản B
        1  | Mũi 1
        1  | Mũi 2
        1  | Mũi 3
        S> III | Phụ nữ
        0 1 | Phụ nữ có thai tiêm vắc xin uốn ván - bạch hầu (Td) đủ mũi
        0 2 | Phụ nữ trong độ tuổi sinh đẻ tiêm vắc xin uốn ván - bạch hầu (Td) từ 2 mũi trở lên""",
             widths=[7, 40, 12, 10, 9, 10, 9, 11, 8], gaps=0, main=(2,))],
         left=["TRUNG TÂM Y TẾ KHU VỰC LAM KIỀU", "TRẠM Y TẾ XÃ CẨM DUỆ"], right=NATION,
         under=["Tháng 8 năm 2025"], foot=[MADE, ["Cẩm Duệ, ngày 03 tháng 9 năm 2025", "TRƯỞNG TRẠM", "Y sĩ Tống Thị Lài"]], pdf="drawn"),

    Form("38", "libraries, numbers and units within the labels, letters of sections too, code column, kinds over the columns",
         "BÁO CÁO THỐNG KÊ HOẠT ĐỘNG THƯ VIỆN", [Table(
             """
        Chỉ tiêu | Mã số | Tổng số | Thư viện công cộng | < | < | Thư viện lực lượng vũ trang | Thư viện cơ sở giáo dục | Thư viện cộng đồng, tư nhân
        ^ | ^ | ^ | Cấp tỉnh | Khu vực | Cấp xã | ^ | ^ | ^""",
             "label | code | =2+3+4+5+6+7 | n:20:900 | n:20:700 | n:5:400 | n:2:90 | n:10:600 | n:2:90",
             """
        S A. CƠ SỞ VẬT CHẤT
        0 1. Diện tích sử dụng (m²) | 01
        1 1.1. Trong đó: diện tích phòng đọc (m²) | 02
        0 2. Số chỗ ngồi phục vụ bạn đọc (chỗ) | 03
        0 3. Số máy tính phục vụ tra cứu (máy) | 04
        S B. TÀI NGUYÊN THÔNG TIN
        0= 4. Tài liệu in hiện có (bản) | 05
        1 4.1. Sách (bản) | 06
        1 4.2. Báo, tạp chí đóng tập (bản) | 07
        1 4.3. Tài liệu địa chí, tài liệu quý hiếm (bản) | 08
        0 5. Tài liệu số (tài liệu) | 09
        0 6. Số tài liệu bổ sung trong năm (bản) | 10
        S C. PHỤC VỤ BẠN ĐỌC
        0 7. Thẻ bạn đọc được cấp mới, gia hạn trong năm (thẻ) | 11
        1 7.1. Trong đó: thẻ của trẻ em dưới 16 tuổi (thẻ) | 12
        0= 8. Lượt bạn đọc sử dụng thư viện (lượt) | 13
        1 8.1. Tại trụ sở thư viện (lượt) | 14
        1 8.2. Phục vụ lưu động, luân chuyển (lượt) | 15
        1 8.3. Trên không gian mạng (lượt) | 16
        0 9. Sự kiện, hoạt động phát triển văn hóa đọc (cuộc) | 17
        S D. NHÂN LỰC, KINH PHÍ
        0 10. Người làm công tác thư viện (người) | 18
        0 11. Kinh phí hoạt động trong năm (triệu đồng) | 19
        1 11.1. Trong đó: kinh phí bổ sung tài liệu (triệu đồng) | 20""",
             letters="A | B | 1=2+...+7 | 2 | 3 | 4 | 5 | 6 | 7", gaps=0.1, main=(1,))],
         code="Biểu số: 16.N/VHTT-TV", issued=["Ban hành kèm theo Thông tư số 04/2023/TT-XX ngày 12/6/2023"],
         right=["Đơn vị báo cáo: Sở Văn hóa, Thể thao và Du lịch", "Đơn vị nhận báo cáo: Vụ Thư viện"],
         above=["Có đến ngày 31 tháng 12"], under=["Năm 2025"], foot=[MADE, CHECKED, HEAD], landscape=True),

    Form("39", "choosing of contractors, the same lots told three times, each with its sum, headings over the whole width",
         "TỔNG HỢP KẾT QUẢ LỰA CHỌN NHÀ THẦU", [Table(
             """
        LĨNH VỰC, HÌNH THỨC VÀ PHƯƠNG THỨC | DỰ ÁN ĐẦU TƯ CÔNG | < | < | < | MUA SẮM THƯỜNG XUYÊN | < | < | < | TỔNG CỘNG | < | < | <
        ^ | Số gói thầu | Giá gói thầu | Giá trúng thầu | Chênh lệch | Số gói thầu | Giá gói thầu | Giá trúng thầu | Chênh lệch | Số gói thầu | Giá gói thầu | Giá trúng thầu | Chênh lệch""",
             "label | n:1:60 | n:500:9000 | f:2 | =2-3 | n:1:40 | n:100:3000 | f:6 | =6-7 | =1+5 | =2+6 | =3+7 | =4+8",
             """
        S< I. THEO LĨNH VỰC
        0 1. Phi tư vấn
        0 2. Tư vấn
        0 3. Mua sắm hàng hóa
        0 4. Xây lắp
        0 5. Hỗn hợp
        0+ Tổng cộng I
        S< II. THEO HÌNH THỨC LỰA CHỌN NHÀ THẦU
        0= 1. Đấu thầu rộng rãi
        1 1.1. Qua mạng
        1 1.2. Không qua mạng
        0 2. Đấu thầu hạn chế
        0= 3. Chỉ định thầu
        1 3.1. Quy trình thông thường
        1 3.2. Quy trình rút gọn
        0 4. Chào hàng cạnh tranh
        0 5. Mua sắm trực tiếp
        0 6. Tự thực hiện
        0 7. Tham gia thực hiện của cộng đồng
        0+ Tổng cộng II
        S< III. THEO PHƯƠNG THỨC LỰA CHỌN NHÀ THẦU
        0 1. Một giai đoạn một túi hồ sơ
        0 2. Một giai đoạn hai túi hồ sơ
        0 3. Hai giai đoạn
        0+ Tổng cộng III""", letters="A | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12",
             unit_line="Đơn vị tính: Triệu đồng", gaps=0.05)],
         code="Phụ lục 02", left=["SỞ TÀI CHÍNH TỈNH HÀ TRUNG"], under=["(Kèm theo Báo cáo số 1187/BC-STC ngày 22 tháng 12 năm 2025)"],
         pdf="xlsx", landscape=True),

    Form("40", "food safety of a district, four short tables one below the other, sums last, percentages of each row",
         "BÁO CÁO CÔNG TÁC BẢO ĐẢM AN TOÀN THỰC PHẨM", [
             Table("""
        TT | Hoạt động | Số lượng | Số người tham dự""",
                   "number | label | n:1:40 | n:30:900",
                   """
        0 1 | Hội nghị, hội thảo
        0 2 | Tập huấn kiến thức an toàn thực phẩm
        0 3 | Nói chuyện chuyên đề
        0 4 | Phát thanh, truyền hình, báo viết, đăng tin trên trang thông tin điện tử
        0 5 | Băng rôn, khẩu hiệu, tờ gấp""", caption="Bảng 1. Hoạt động thông tin, truyền thông", gaps=0.1, main=(1,)),
             Table("""
        TT | Loại hình cơ sở thực phẩm | Tổng số cơ sở | Kết quả kiểm tra | < | <
        ^ | ^ | ^ | Số cơ sở được kiểm tra | Số cơ sở đạt | Tỷ lệ đạt (%)""",
                   "number | label | n:20:400 | f:1 | f:2 | p=3/2",
                   """
        0 1 | Sản xuất, chế biến thực phẩm
        0 2 | Kinh doanh thực phẩm
        0 3 | Kinh doanh dịch vụ ăn uống
        0 4 | Bếp ăn tập thể
        0 5 | Kinh doanh thức ăn đường phố
        0*  | Cộng""", caption="Bảng 2. Kết quả kiểm tra cơ sở", gaps=0),
             Table("""
        TT | Nội dung vi phạm và xử lý | Đơn vị tính | Kỳ này | Cùng kỳ năm trước | Tăng (+), giảm (-)""",
                   "number | label | unit | n:2:60 | n:2:60 | =1-2",
                   """
        0 1 | Số cơ sở vi phạm | Cơ sở
        0 2 | Số cơ sở bị xử lý | Cơ sở
        1h  | Trong đó: |
        1 2.1 | Phạt tiền | Cơ sở
        1 2.2 | Đình chỉ hoạt động | Cơ sở
        1 2.3 | Buộc tiêu hủy sản phẩm | Cơ sở
        0 3 | Tổng số tiền phạt | Triệu đồng
        0 4 | Số vụ ngộ độc thực phẩm | Vụ
        1 4.1 | Số người mắc | Người
        1 4.2 | Số người tử vong | Người""", caption="Bảng 3. Tình hình vi phạm, xử lý vi phạm và ngộ độc thực phẩm", gaps=0, main=(1,)),
             Table("""
        TT | Loại xét nghiệm | Số mẫu xét nghiệm | Số mẫu không đạt | Tỷ lệ mẫu không đạt (%)""",
                   "number | label | n:20:200 | f:1 | p=2/1",
                   """
        0= I | Xét nghiệm tại phòng thí nghiệm
        1 1 | Hóa lý
        1 2 | Vi sinh
        0 II | Xét nghiệm nhanh
        0*  | Tổng số""", caption="Bảng 4. Kết quả xét nghiệm mẫu thực phẩm", gaps=0)],
         left=["BAN CHỈ ĐẠO LIÊN NGÀNH", "VỀ AN TOÀN THỰC PHẨM HUYỆN KIM LŨ"], right=NATION,
         under=["(Tháng hành động vì an toàn thực phẩm năm 2025)"], note=["Nơi nhận: Chi cục An toàn vệ sinh thực phẩm; lưu: VT, YT."],
         foot=[["", "", ""], ["Kim Lũ, ngày 20 tháng 5 năm 2025", "KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "Hồ Viết Lãm"]]),
]
