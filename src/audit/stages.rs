//! The checks that earlier stages make while they read, find the table and map: their documentation.

use super::check::{Check, Family, Run, Words};
use crate::model::Severity;

/// A check of an earlier stage.
const fn stage(
    code: &'static str,
    family: Family,
    severity: Severity,
    vi: Words,
    en: Words,
) -> Check {
    Check {
        code,
        family,
        severity,
        vi,
        en,
        run: Run::Stage,
    }
}

const fn words(
    what: &'static str,
    why: &'static str,
    example: &'static str,
    settle: &'static str,
) -> Words {
    Words {
        what,
        why,
        example,
        settle,
    }
}

/// Them all.
pub const CHECKS: [Check; 30] = [
    stage(
        "missing-appendix",
        Family::Missing,
        Severity::Error,
        words(
            "Không tìm thấy bảng phụ lục số liệu trong văn bản.",
            "Không có phụ lục thì không có số liệu nào để tổng hợp.",
            "Đơn vị chỉ gửi phần lời, phụ lục ở tệp khác.",
            "Đề nghị đơn vị gửi kèm phụ lục; nếu phụ lục ở tệp khác thì đưa cả tệp đó vào.",
        ),
        words(
            "No appendix table was found in the document.",
            "Without an appendix there is no figure to collect.",
            "Only the body was sent; the appendix is another file.",
            "Ask for the appendix, or give its file to the program too.",
        ),
    ),
    stage(
        "no-schema",
        Family::Missing,
        Severity::Error,
        words(
            "Phụ lục không khớp với biểu mẫu nào đang có.",
            "Không biết biểu mẫu thì không biết dòng nào là chỉ tiêu nào; chương trình không đoán.",
            "Phụ lục theo biểu riêng của một Sở.",
            "Thêm biểu mẫu bằng --schemas, hoặc chỉ định bằng --schema nếu chắc chắn.",
        ),
        words(
            "The appendix fits none of the forms at hand.",
            "Without the form nobody knows which row is which indicator; the program does not guess.",
            "An appendix after a department's own form.",
            "Add the form with --schemas, or name one with --schema when you are sure.",
        ),
    ),
    stage(
        "not-a-number",
        Family::Invalid,
        Severity::Error,
        words(
            "Ô số liệu có chữ không đọc được thành số.",
            "Chương trình không bịa số: ô này không vào bảng tổng hợp.",
            "“nhiều” ở chỉ tiêu đếm văn bản.",
            "Ghi con số; phần giải thích để ở cột ghi chú.",
        ),
        words(
            "The value cell holds words that are no number.",
            "The program makes no number up: the cell does not reach the summary.",
            "“nhiều” in a row that counts documents.",
            "Write the number; explanations belong in the note.",
        ),
    ),
    stage(
        "not-a-choice",
        Family::Invalid,
        Severity::Error,
        words(
            "Ô trả lời theo mã (Có = 1, Không = 0) ghi một giá trị không có trong biểu mẫu.",
            "Mã lạ không tổng hợp được; thường là ghi số lượng vào ô Có/Không.",
            "“Không = 0 Có = 1” nhưng ghi 12.",
            "Ghi đúng một trong các mã; số lượng ghi ở dòng khác hoặc cột ghi chú.",
        ),
        words(
            "A cell answered by code (Có = 1, Không = 0) holds none of the form's answers.",
            "An unknown code cannot be counted; usually a count was written into a yes/no cell.",
            "“Không = 0 Có = 1”, and the cell says 12.",
            "Write one of the codes; put the count into its own row or the note.",
        ),
    ),
    stage(
        "ambiguous-number",
        Family::Invalid,
        Severity::Warning,
        words(
            "Con số có một dấu chấm hoặc phẩy trước đúng ba chữ số, và cả hai cách đọc đều có thể đúng.",
            "“1.234” có thể là một nghìn hai trăm ba mươi tư hoặc một phẩy hai ba tư: lệch một nghìn lần.",
            "“12.345” ở chỉ tiêu tính bằng triệu đồng.",
            "Hỏi lại đơn vị; nên dùng dấu chấm cho hàng nghìn, dấu phẩy cho phần thập phân.",
        ),
        words(
            "A figure has one dot or comma before exactly three digits, and both readings are possible.",
            "“1.234” may be one thousand two hundred and thirty-four or a little over one.",
            "“12.345” in a row counted in millions of đồng.",
            "Ask the unit; best is a dot between thousands and a comma before decimals.",
        ),
    ),
    stage(
        "unmapped-row",
        Family::Form,
        Severity::Warning,
        words(
            "Dòng phụ lục không khớp với chỉ tiêu nào của biểu mẫu.",
            "Dòng này không vào bảng tổng hợp; chương trình nêu ra để không mất dữ liệu mà không ai biết.",
            "Đơn vị tự thêm dòng “Số tổ công nghệ số cộng đồng”.",
            "Nếu là dòng thêm thì bỏ qua; nếu là chỉ tiêu viết khác tên thì thêm cách viết đó vào biểu mẫu (aliases).",
        ),
        words(
            "A row of the appendix fits no indicator of the form.",
            "It does not reach the summary; it is named so that nothing is lost unseen.",
            "The unit added a row “Số tổ công nghệ số cộng đồng”.",
            "Leave an added row; where it is an indicator under another name, add the name to the form's aliases.",
        ),
    ),
    stage(
        "column-missing",
        Family::Form,
        Severity::Info,
        words(
            "Một dòng của bảng thiếu hoặc thừa cột.",
            "Các ô được nhận theo nội dung và thứ tự, nên có thể nhầm ghi chú với số liệu.",
            "Sau chỗ ngắt trang, cột STT trống bị mất.",
            "Xem lại dòng được nêu.",
        ),
        words(
            "A row of the table has a column too few or too many.",
            "Its cells were told by content and order, so a note may have been taken for a value.",
            "After a page break the empty STT column is lost.",
            "Look at the row.",
        ),
    ),
    stage(
        "double-converted-text",
        Family::Form,
        Severity::Warning,
        words(
            "Chữ bị chuyển mã hai lần, trông hợp lệ nhưng sai.",
            "Không thể khôi phục chắc chắn; chương trình báo chứ không đoán.",
            "“Hội Thống kờ”, “cỏc”, “thụng”.",
            "Xin bản gốc, hoặc chuyển mã lại từ bản gốc.",
        ),
        words(
            "Text converted twice between encodings: it looks legal and is wrong.",
            "It cannot be restored for certain; the program says so and does not guess.",
            "“Hội Thống kờ”, “cỏc”, “thụng”.",
            "Ask for the original, or convert it again from the original.",
        ),
    ),
    stage(
        "draft",
        Family::Submission,
        Severity::Warning,
        words(
            "Số hoặc ngày ban hành của báo cáo còn để trống.",
            "Có thể là bản dự thảo: số liệu còn thay đổi.",
            "“Số:      /BC-UBND”.",
            "Xin bản đã ký, đóng số.",
        ),
        words(
            "The report's number or date is left blank.",
            "It may be a draft whose figures will still change.",
            "“Số:      /BC-UBND”.",
            "Ask for the signed and numbered report.",
        ),
    ),
    stage(
        "scan-without-text",
        Family::Reading,
        Severity::Error,
        words(
            "Trang là ảnh quét, không có chữ.",
            "Chương trình không đọc ảnh; số liệu trên trang đó chưa được lấy.",
            "Báo cáo ký tay rồi quét thành PDF.",
            "Xin bản PDF xuất từ Word hoặc tệp DOCX, hoặc nhận dạng chữ (OCR) trước.",
        ),
        words(
            "A page is a picture without text.",
            "The program does not read pictures; the page's figures were not taken.",
            "A report signed by hand and scanned to PDF.",
            "Ask for the PDF exported from Word or the DOCX, or run OCR first.",
        ),
    ),
    stage(
        "weak-match",
        Family::Reading,
        Severity::Warning,
        words(
            "Dòng được khớp với một chỉ tiêu nhưng chưa chắc chắn.",
            "Tên, số thứ tự hoặc vị trí khác nhiều so với biểu mẫu.",
            "Tên chỉ tiêu viết lại và không có số thứ tự.",
            "So dòng với chỉ tiêu; nếu đúng thì thêm cách viết vào biểu mẫu (aliases).",
        ),
        words(
            "A row was matched to an indicator, but not surely.",
            "Its label, number or place differs much from the form's.",
            "A label worded anew, without a number.",
            "Compare row and indicator; if right, add the wording to the form's aliases.",
        ),
    ),
    stage(
        "unreadable",
        Family::Reading,
        Severity::Warning,
        words(
            "Có nội dung in ra nhưng không đọc được thành chữ.",
            "Phông chữ không có bảng mã; chữ hiện trên giấy nhưng tệp không cho biết là chữ gì.",
            "PDF có phông nhúng thiếu ToUnicode.",
            "Xin tệp DOCX hoặc PDF xuất lại từ Word.",
        ),
        words(
            "Something is printed that cannot be turned into text.",
            "The font has no code table: paper shows the letters, the file does not say which they are.",
            "A PDF whose embedded font lacks ToUnicode.",
            "Ask for the DOCX, or a PDF exported from Word again.",
        ),
    ),
    stage(
        "repaired",
        Family::Reading,
        Severity::Warning,
        words(
            "Chữ số bị nhận dạng sai đã được sửa, bản in được giữ bên cạnh.",
            "Sửa theo hình dạng chữ (O thành 0, l thành 1) thường đúng nhưng cần người xem.",
            "“1O” đọc thành 10.",
            "So với bản gốc.",
        ),
        words(
            "Digits misread by OCR were mended; the printed text is kept beside them.",
            "Mending by shape (O for 0, l for 1) is usually right, but someone should look.",
            "“1O” read as 10.",
            "Compare with the original.",
        ),
    ),
    stage(
        "limit-reached",
        Family::Reading,
        Severity::Error,
        words(
            "Tệp vượt một giới hạn nên chỉ được đọc một phần.",
            "Giới hạn giữ cho một tệp hỏng không làm dừng cả thư mục.",
            "Tệp có hơn 2000 trang.",
            "Nếu tệp bình thường, tăng giới hạn bằng tham số tương ứng (xem phuluc extract --help).",
        ),
        words(
            "The file passes a limit and was read in part.",
            "Limits keep one broken file from stopping the folder.",
            "A file of more than 2000 pages.",
            "If the file is sound, raise the limit (see phuluc extract --help).",
        ),
    ),
    stage(
        "read-by-alignment",
        Family::Reading,
        Severity::Warning,
        words(
            "Bảng không kẻ đường (hoặc kẻ thiếu), các ô được chia theo vị trí chữ.",
            "Không có đường kẻ thì ranh giới giữa hai dòng, hai cột chỉ là suy đoán.",
            "Phụ lục trình bày bằng dấu cách, không kẻ bảng.",
            "So các số với trang đã nêu, hoặc xin bản Word.",
        ),
        words(
            "The table has no rules, or too few: its cells were told apart by where the words stand.",
            "Without rules the bounds of rows and columns are inferred.",
            "An appendix set with spaces, without a ruled table.",
            "Compare the figures with the pages named, or ask for the Word file.",
        ),
    ),
    stage(
        "doubtful-row",
        Family::Reading,
        Severity::Warning,
        words(
            "Số của dòng này có thể thuộc dòng trên hoặc dòng dưới, hoặc còn tiếp ở đó.",
            "Bảng không kẻ: cách chia dòng khác cũng hợp lý gần bằng, hoặc nhãn, số trông như bị cắt.",
            "Số đứng giữa hai nhãn, cách đều cả hai.",
            "So dòng đã nêu với bản gốc.",
        ),
        words(
            "The figure of this row may belong to the row above or below, or go on there.",
            "Without rules another way to part the rows may fit nearly as well; or its label or figure looks cut.",
            "A figure halfway between two labels.",
            "Compare the row named with the original.",
        ),
    ),
    stage(
        "text-layer",
        Family::Reading,
        Severity::Warning,
        words(
            "Chữ của trang là lớp chữ ẩn do OCR đặt sau ảnh quét.",
            "OCR có thể sai chữ và số; con số không được kiểm bằng mắt.",
            "PDF quét có thể tìm kiếm được.",
            "So các số quan trọng với ảnh trang.",
        ),
        words(
            "The page's text is a hidden layer that OCR put behind the scan.",
            "OCR errs in letters and digits, and nobody has looked.",
            "A searchable scanned PDF.",
            "Compare the figures that matter with the picture of the page.",
        ),
    ),
    stage(
        "pages-missing",
        Family::Reading,
        Severity::Error,
        words(
            "Tệp thiếu trang so với số trang khai báo.",
            "Tệp bị cắt khi gửi; số liệu ở các trang sau đã mất.",
            "Thư điện tử cắt tệp đính kèm.",
            "Xin gửi lại tệp.",
        ),
        words(
            "The file holds fewer pages than it announces.",
            "It was cut off on the way, and the figures of the last pages with it.",
            "A mail server truncated the attachment.",
            "Ask for the file again.",
        ),
    ),
    stage(
        "hidden-text",
        Family::Reading,
        Severity::Info,
        words(
            "Văn bản có chữ ẩn, không in ra.",
            "Chữ ẩn không thuộc báo cáo nên không đọc.",
            "Ghi chú nội bộ đặt ẩn trong Word.",
            "Không cần làm gì, trừ khi chữ ẩn là số liệu.",
        ),
        words(
            "The document holds hidden text that is not printed.",
            "Hidden text is not part of the report and is not read.",
            "An internal remark hidden in Word.",
            "Nothing, unless it holds figures.",
        ),
    ),
    stage(
        "tracked-changes",
        Family::Reading,
        Severity::Warning,
        words(
            "Văn bản còn vết sửa đổi chưa chấp nhận.",
            "Báo cáo được đọc như đã chấp nhận hết; bản in có thể khác.",
            "Số cũ gạch ngang cạnh số mới.",
            "Xin bản đã chấp nhận hoặc bỏ hết vết sửa.",
        ),
        words(
            "The document still holds tracked changes.",
            "It is read as if all were accepted; the print may differ.",
            "An old figure struck through beside the new one.",
            "Ask for a copy with every change accepted or rejected.",
        ),
    ),
    stage(
        "embedded-content",
        Family::Reading,
        Severity::Warning,
        words(
            "Văn bản có đối tượng nhúng mà chương trình không đọc.",
            "Bảng tính nhúng trong Word có thể chứa chính phụ lục.",
            "Bảng Excel chèn vào Word.",
            "Mở tệp, lưu đối tượng nhúng ra tệp riêng rồi đưa vào.",
        ),
        words(
            "The document embeds objects the program does not read.",
            "A worksheet inside a Word file may be the appendix itself.",
            "An Excel table inserted in Word.",
            "Open the file, save the object as a file of its own, and give that to the program.",
        ),
    ),
    stage(
        "attachments",
        Family::Reading,
        Severity::Info,
        words(
            "Tệp PDF có tệp đính kèm bên trong.",
            "Phụ lục có thể nằm trong tệp đính kèm, không được đọc.",
            "PDF ký số kèm tệp DOCX.",
            "Lấy tệp đính kèm ra nếu phụ lục ở đó.",
        ),
        words(
            "The PDF carries files inside.",
            "The appendix may be among them, unread.",
            "A signed PDF with a DOCX attached.",
            "Take the attachment out if the appendix is there.",
        ),
    ),
    stage(
        "comments",
        Family::Reading,
        Severity::Info,
        words(
            "Trên trang PDF có ghi chú, đánh dấu không thuộc nội dung.",
            "Người duyệt có thể sửa số liệu bằng ghi chú; chương trình không đọc chúng vào bảng.",
            "Ghi chú “sửa thành 43” gắn cạnh ô số liệu.",
            "Mở tệp xem ghi chú, sửa vào bảng nếu đúng.",
        ),
        words(
            "Comments or marks lie on the pages of the PDF.",
            "A reviewer may have corrected a figure in one; they are not read into the table.",
            "The note “should be 43” beside a figure.",
            "Read the comments and settle what they ask.",
        ),
    ),
    stage(
        "tags-left-aside",
        Family::Reading,
        Severity::Info,
        words(
            "Thẻ cấu trúc của một bảng trái với những gì in trên trang.",
            "Thẻ sai sẽ ghép ô sai; khi đó bảng được đọc theo nét kẻ và vị trí chữ.",
            "Chương trình xuất PDF gộp hai cột vào một thẻ ô.",
            "So bảng đọc được với trang; --ignore-tags cho cùng kết quả.",
        ),
        words(
            "The tags of a table contradict what is printed.",
            "Wrong tags would join wrong cells; the table is read by rules and positions instead.",
            "A producer that tags two columns as one cell.",
            "Compare the table with the page; --ignore-tags reads it the same way.",
        ),
    ),
    stage(
        "tag-text-differs",
        Family::Reading,
        Severity::Warning,
        words(
            "Thẻ của tệp PDF ghi một chữ khác hẳn chữ in (/ActualText).",
            "Người xem thấy chữ in, máy đọc theo thẻ: hai bên phải là một.",
            "Ô in “18”, thẻ ghi “999”.",
            "So ô đó với trang in; chữ in được giữ.",
        ),
        words(
            "The tags of a PDF give a text unlike the printed one (/ActualText).",
            "People see the print, programs read the tag: the two should be one.",
            "A cell prints 18 and its tag says 999.",
            "Compare the cell with the page; the printed text is kept.",
        ),
    ),
    stage(
        "artifact-in-cell",
        Family::Reading,
        Severity::Warning,
        words(
            "Chữ đứng trong ô của bảng nhưng tệp đánh dấu là không thuộc nội dung.",
            "Thường là dấu, hình chìm, số trang; nếu đánh dấu sai thì một số liệu bị bỏ ra.",
            "Dấu “ĐÃ DUYỆT 2024” đóng lên cột số liệu.",
            "Xem trang đó: nếu là số liệu thì điền tay.",
        ),
        words(
            "Words stand in cells of a table but are marked as no part of the document.",
            "Mostly stamps, watermarks, page numbers; where the mark is wrong a figure was left out.",
            "The stamp “APPROVED 2024” over the column of values.",
            "Look at the page: enter by hand what is a figure.",
        ),
    ),
    stage(
        "printed-over",
        Family::Reading,
        Severity::Warning,
        words(
            "Chữ lớn in đè lên chữ khác hoặc lên nét kẻ: dấu, hình chìm.",
            "Chữ đè không thuộc ô nào; ghép vào ô thì thành một số khác.",
            "Dấu “2024” đóng lên cột số liệu: ô “268” không phải 2682024.",
            "Xem trang đó: nếu là số liệu thì điền tay.",
        ),
        words(
            "Larger letters are printed across other text or rules: stamps and watermarks.",
            "They belong to no cell; taken into one they would make another figure of it.",
            "A stamp “2024” over the column of values: the cell 268 is not 2682024.",
            "Look at the page: enter by hand what is a figure.",
        ),
    ),
    stage(
        "set-apart",
        Family::Reading,
        Severity::Warning,
        words(
            "Chữ trong một ô in lớn hơn hẳn chữ của bảng, trong khi các ô khác cùng dòng cỡ thường.",
            "Dấu đóng vào ô trống thì thành số liệu; chương trình không chắc nên vẫn giữ.",
            "Dấu “2024” cỡ 14 trong ô kết quả của bảng cỡ 9.",
            "Xem ô đó: nếu là dấu đóng thì bỏ ra.",
        ),
        words(
            "Words in a cell are set much larger than the table's text, while the rest of the row is not.",
            "A stamp in an empty cell would make a figure; where it is not certain it is kept and told.",
            "A stamp “2024” of 14 points in a value cell of a table of 9 points.",
            "Look at the cell: take it out if it is a stamp.",
        ),
    ),
    stage(
        "text-between-tables",
        Family::Reading,
        Severity::Warning,
        words(
            "Có chữ nằm giữa hai mảnh của bảng phụ lục mà không thuộc ô nào.",
            "Có thể là phần bị cắt của một dòng; chương trình không tự gán.",
            "Một dòng bảng tràn trang thành đoạn văn.",
            "Xem chỗ được nêu.",
        ),
        words(
            "Text stands between two pieces of the appendix and belongs to no cell.",
            "It may be part of a cut row; the program does not assign it.",
            "A row that ran over the page as a paragraph.",
            "Look at the place.",
        ),
    ),
    stage(
        "table-left-out",
        Family::Reading,
        Severity::Info,
        words(
            "Một bảng khác trong văn bản không được tính vào phụ lục.",
            "Thường là bảng danh sách; nếu là số liệu thì đã bị bỏ sót.",
            "Bảng danh sách cán bộ phụ trách.",
            "Xem bảng đó có phải số liệu không.",
        ),
        words(
            "Another table of the document was not counted as appendix.",
            "Usually a list of people; if it holds figures they were left out.",
            "The list of contact persons.",
            "See whether that table holds figures.",
        ),
    ),
];
