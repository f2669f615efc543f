#!/usr/bin/env python3
"""Writes the invented reports that the pages under docs/ work on: two quarters of one invented province.

    python3 docs/example/make.py

Needs LibreOffice (soffice), which writes the Word and PDF files. The rows of the form come from
fixtures/contradictions; every figure, name and number is made up here.
"""
import html
import pathlib
import random
import shutil
import subprocess
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
FORM = HERE.parent.parent / "fixtures" / "contradictions" / "input.txt"

# id, name, abbreviation, size, who signs
OFFICES = [
    ("sct", "Sở Công Thương", "SCT", 1.2, "Lê Văn Hạ"),
    ("sgddt", "Sở Giáo dục và Đào tạo", "SGDĐT", 2.0, "Phạm Thị Nhài"),
    ("stc", "Sở Tài chính", "STC", 1.0, "Đỗ Đình Lộc"),
    ("stp", "Sở Tư pháp", "STP", 0.7, "Ngô Bích Sen"),
    ("sxd", "Sở Xây dựng", "SXD", 1.0, "Vũ Đăng Thạch"),
    ("syt", "Sở Y tế", "SYT", 1.6, "Bùi Thu Hiền"),
]
# What somebody mistyped or left out, by office and row: what a check is to find.
SLIPS = {
    ("3", "sgddt"): {"Số nhiệm vụ đã hoàn thành": "310"},
    ("3", "stp"): {"Tỷ lệ hài lòng trong kỳ báo cáo": "985", "Số lượng phiếu khảo sát": ""},
    ("3", "syt"): {"Tổng số văn bản đi của cơ quan, đơn vị (văn bản điện tử và văn bản giấy)": "chưa rõ"},
    ("3", "sct"): {"Số phòng ban đã kiểm tra": ""},
}


def figures(rows, quarter, office):
    """One value a row: what an office of this size might report."""
    name, size = office[0], office[3]
    luck = random.Random(f"{name}")
    later = random.Random(f"{name}{quarter}")
    at = int(quarter)
    planned = round(24 * size) + luck.randint(0, 6)
    done = round(planned * (at * 0.25 - 0.04 + luck.random() * 0.05))
    given = round(60 * size) + later.randint(0, 12)
    late = later.randint(0, 3)
    received = round(900 * size) + later.randint(0, 200)
    returned = received - later.randint(3, 20)
    own, below = round(70 * size) + luck.randint(0, 20), luck.randint(4, 12)
    staff = round(48 * size)
    sent = round(1500 * size) + later.randint(0, 300)
    both = round(sent * 0.12)
    three, four = round(30 * size), round(26 * size)
    online = round(received * 0.7)
    forms = later.randint(60, 140)
    rate = lambda part, whole: f"{part * 100 / whole:.1f}".rstrip("0").rstrip(".").replace(".", ",")
    number = lambda n: f"{n:,}".replace(",", ".")
    values = [
        rate(done, planned), planned, done, later.randint(4, 12), 3, 2, later.randint(2, 5), 2,
        100, later.randint(6, 20), later.randint(12, 30), later.randint(3, 9), 1,
        given, given - late, late, later.randint(0, 1), 1, forms, 2, rate(forms - 2, forms), 1,
        2, 2, 2, 14, 12, 3, 2, 1, later.randint(12, 40),
        1, 12, 1, 1, 4, 3, 0, 2, 1, own + below, own, below, 1, 6, 6, 9, 5, 100, 100,
        received, returned, rate(returned - 4, returned),
        7, 1, 3, 4, 11, 0, 0, 0, 0, 0, staff, staff - 2, 3, 0, 0,
        round(90 * size), round(88 * size), 1, 50, 20, 19, 3, 14, 12, 2, 4, 3, 3, 2, 3, 4, 5, 5,
        1, 1, 1, 0, 4, 0, 1, 0, 1, 1, 20, later.randint(14, 20), 3, 2, 0, 0, 0, 0, 0,
        1, 1, 0, 1, 2, 1, 1, 4, 1, 1, number(sent), number(sent - both), number(both), 1,
        three, three - 2, 9, four, four, 12, 20, number(received), number(online), 31, 24,
        1, 1, staff + 30, 8, 4, 40, 6, 5, 35, 30, 1, 1, 1, 1, 1, 1,
    ]
    values = [number(v) if isinstance(v, int) and v > 999 else str(v) for v in values]
    filled = iter(values)
    slips = dict(SLIPS.get((quarter, name), {}))
    out = []
    for row in rows:
        value = next(filled) if row[2] or row[3] else ""
        value = slips.pop(row[1], value) if value else value
        out.append((row[0], row[1], row[2], value, ""))
    assert next(filled, None) is None and not slips, slips
    return out


def template():
    """The rows of the form: number, label, unit, figure."""
    lines = FORM.read_text(encoding="utf-8").splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith("STT\t")) + 2
    rows = [(line.split("\t") + [""] * 5)[:4] for line in lines[start:] if line.strip()]
    return [[a, b.replace(" (https://cchc.soctrang.gov.vn/)", ""), c, d] for a, b, c, d in rows]


def page(office, quarter, day, number, rows):
    """The report as HTML, as an office suite opens it."""
    _, name, short, _, signer = office
    roman = {"2": "II", "3": "III"}[quarter]
    rows = figures(rows, quarter, office)
    done, planned = (next(r[3] for r in rows if r[1] == label) for label in
                     ["Số nhiệm vụ đã hoàn thành", "Số nhiệm vụ đề ra trong kế hoạch"])
    date, month = day.split("/")[:2]
    cells = lambda row, tag: "<tr>" + "".join(f"<{tag}>{html.escape(c)}</{tag}>" for c in row) + "</tr>"
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><style>
body {{ font-family: "Liberation Serif"; font-size: 12pt }} td, th {{ padding: 2pt 4pt }} p {{ text-align: justify }}
.c {{ text-align: center }} table.a td, table.a th {{ border: 1px solid black }}</style></head><body>
<table width="100%"><tr><td class="c">UBND TỈNH HÒA GIANG</td><td class="c"><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b></td></tr>
<tr><td class="c"><b>{name.upper()}</b></td><td class="c"><b>Độc lập - Tự do - Hạnh phúc</b></td></tr>
<tr><td class="c">Số: {number}/BC-{short}</td><td class="c"><i>Hòa Giang, ngày {date} tháng {month} năm 2023</i></td></tr></table>
<p class="c"><b>BÁO CÁO</b></p>
<p class="c"><b>Kết quả thực hiện công tác cải cách hành chính quý {roman} năm 2023</b></p>
<p>I. Tình hình thực hiện</p>
<p>Đến nay, Sở đã hoàn thành {done}/{planned} nhiệm vụ theo Kế hoạch CCHC năm 2023.</p>
<p>II. Phương hướng, nhiệm vụ thời gian tới</p>
<p>Tiếp tục thực hiện kế hoạch đã đề ra.</p>
<table width="100%"><tr><td>Nơi nhận:<br>- Sở Nội vụ;<br>- Lưu: VT.</td><td class="c"><b>GIÁM ĐỐC</b><br><br>{signer}</td></tr></table>
<p class="c" style="page-break-before: always"><b>PHỤ LỤC</b></p>
<p class="c"><b>THỐNG KÊ SỐ LIỆU BÁO CÁO CẢI CÁCH HÀNH CHÍNH</b></p>
<p class="c"><i>(Kèm theo Báo cáo số {number}/BC-{short} ngày {day} của {name} tỉnh Hòa Giang)</i></p>
<table class="a" border="1" width="100%" cellspacing="0" style="border-collapse: collapse">
{cells(["STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu", "Ghi chú"], "th")}
{"".join(cells(row, "td") for row in rows)}
</table></body></html>
"""


def write(folder, quarter, reports):
    out = HERE / folder
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    rows = template()
    by_id = {office[0]: office for office in OFFICES}
    for file, office, day, number in reports:
        stem, ending = file.rsplit(".", 1)
        with tempfile.TemporaryDirectory() as room:
            source = pathlib.Path(room) / f"{stem}.html"
            source.write_text(page(by_id[office], quarter, day, number, rows), encoding="utf-8")
            kind = {"docx": "docx:Office Open XML Text", "pdf": "pdf:writer_web_pdf_Export"}[ending]
            subprocess.run(["soffice", f"-env:UserInstallation=file://{room}/profile", "--headless",
                            "--convert-to", kind, "--outdir", str(out), str(source)],
                           check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    write("quy-2", "2", [
        ("sct.docx", "sct", "14/6/2023", 301), ("sgddt.docx", "sgddt", "15/6/2023", 512),
        ("stc.docx", "stc", "12/6/2023", 222), ("stp.docx", "stp", "14/6/2023", 140),
        ("sxd.docx", "sxd", "13/6/2023", 277), ("syt.docx", "syt", "15/6/2023", 498),
    ])
    write("quy-3", "3", [
        ("BC CCHC quý 3 - Sở Xây dựng.docx", "sxd", "12/9/2023", 412),
        ("STC_bao-cao-quy-III.pdf", "stc", "13/9/2023", 350),
        ("sgddt.docx", "sgddt", "14/9/2023", 803), ("stp.docx", "stp", "20/9/2023", 231),
        ("syt.pdf", "syt", "14/9/2023", 770),
    ])
    SLIPS.pop(("3", "sgddt"))  # what came later: the office that had not sent, and a report sent again, put right
    write("gui-bo-sung", "3", [("sct.docx", "sct", "21/9/2023", 455), ("sgddt-gui-lai.docx", "sgddt", "22/9/2023", 821)])
    lines = [f"{i},{n},{s},sở,2023-09-15" for i, n, s, _, _ in OFFICES]
    lines.append("sgtvt,Sở Giao thông vận tải,SGTVT,sở,2023-09-15")
    (HERE / "don-vi.csv").write_text("\ufeffid,name,aliases,level,due\r\n" + "\r\n".join(lines) + "\r\n", encoding="utf-8")
