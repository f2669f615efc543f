"""A mixed folder, and what one machine makes of it."""

import csv
import os
import shutil
import subprocess
import sys
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
TABLES = ["indicators.csv", "indicators-wide.csv", "findings.csv", "files.csv", "submissions.csv", "forms.csv", "run.json"]

HEAD = (
    "<table><tr><td>UBND TỈNH HÒA GIANG<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<tr><td>SỞ XÂY DỰNG"
    "<td>Độc lập - Tự do - Hạnh phúc<tr><td>Số: 87/BC-SXD<td>Hòa Giang, ngày 18 tháng 6 năm 2024</table>"
    "<p>BÁO CÁO</p><p>Kết quả thực hiện công tác cải cách hành chính quý II năm 2024</p>"
)
CITED = "(Kèm theo Báo cáo số 87/BC-SXD ngày 18/6/2024 của Sở Xây dựng tỉnh Hòa Giang)"


def report_of(office):
    text = (FIXTURES / "contradictions/input.txt").read_text(encoding="utf-8")
    text = text.replace("THỦY LỢI VÀ PHÁT TRIỂN NÔNG THÔN", office.upper())
    return text.replace("Thủy lợi và Phát triển nông thôn", office)


def program():
    named = os.environ.get("PHULUC_PROGRAM")
    return [named] if named else [sys.executable, "-m", "phuluc"]


def run(args, folder):
    ended = subprocess.run([*program(), *args], cwd=folder, capture_output=True)
    assert ended.returncode in (0, 1, 3, 4), ended.stderr.decode()


@pytest.fixture(scope="session")
def mixed(tmp_path_factory):
    """Formats, copies, a body and its appendix in two files, an archive, files of one name, and what cannot be read."""
    folder = tmp_path_factory.mktemp("cluster")
    reports = folder / "in"

    def put(name, content):
        path = reports / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))

    for fixture, name in [
        ("format-html/input.html", "a/cchc.html"),
        ("format-rtf/input.rtf", "b/cchc.rtf"),
        ("word/input.docx", "b/báo cáo quý.docx"),
        ("pdf-ruled/input.pdf", "c/bao-cao.pdf"),
        ("pdf-two-pages/input.pdf", "c/hai trang.pdf"),
        ("format-xlsx/input.xlsx", "d/bang.xlsx"),
        ("truncated-docx/input.docx", "d/hong.docx"),
        ("empty/input.pdf", "d/rong.pdf"),
        ("password/input.pdf", "d/khoa.pdf"),
    ]:
        put(name, (FIXTURES / fixture).read_bytes())
    for at, office in enumerate(["Xây dựng", "Tư pháp", "Y tế", "Nội vụ", "Tài chính"]):
        put(f"so-{at}/bao-cao.txt", report_of(office))
        put(f"gui-lai/{at}.txt", report_of(office))
    put("gui-lai/khac.txt", report_of("Y tế").replace("61,5", "61,6"))
    twin = (FIXTURES / "format-html/input.html").read_text(encoding="utf-8")
    put("e/loi.html", f"<html><body>{HEAD}</body></html>")
    put("f/so-lieu.html", f"<html><body><p>PHỤ LỤC</p><p>{CITED}</p>{twin[twin.rindex('<table'):]}")
    with zipfile.ZipFile(reports / "goi.zip", "w") as packed:
        packed.writestr("x/mot.txt", report_of("Công Thương"))
        packed.writestr("bao-cao.txt", report_of("Lao động"))
    run(["extract", "in", "-o", "whole", "--ocr", "off"], folder)
    listed = (folder / "whole/files.csv").read_text(encoding="utf-8")
    for told in [",copy,", ",body,", ",failed,"]:
        assert told in listed, f"nothing is {told}"
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def assert_same(whole, output):
    for name in TABLES:
        assert (Path(output) / name).read_bytes() == (whole / name).read_bytes(), name
    reports = sorted(path.name for path in (whole / "reports").iterdir())
    assert reports == sorted(path.name for path in (Path(output) / "reports").iterdir())


def assert_same_frame(whole, name, frame, folder):
    """A typed table of the cluster, collected, is the one that one machine exports: names, types and rows."""
    from pyarrow import parquet

    run(["export", str(whole), "--format", "parquet", "-o", str(folder)], whole.parent)
    wanted = parquet.read_table(Path(folder) / name)
    assert frame.column_names == wanted.column_names
    # Numbers are exact here and doubles in the file.
    plain = [{key: float(own) if isinstance(own, Decimal) else own for key, own in row.items()} for row in frame.to_pylist()]
    assert plain == wanted.to_pylist()
    printed = (whole / name.replace(".parquet", ".csv")).read_text(encoding="utf-8-sig")
    assert len(list(csv.reader(printed.splitlines(keepends=True)))) == len(plain) + 1
