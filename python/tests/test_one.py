"""One file: whatever it is given as, the same report; what cannot be read is an exception that says why."""

import io
import json
import threading
from decimal import Decimal
from pathlib import Path

import pytest

import phuluc


def test_a_path_bytes_and_an_open_file_are_one_report(fixtures: Path) -> None:
    path = fixtures / "contradictions" / "input.txt"
    of_path = phuluc.extract(path, name="x.txt").to_json()
    assert phuluc.extract(str(path), name="x.txt").to_json() == of_path
    assert phuluc.extract(path.read_bytes(), name="x.txt").to_json() == of_path
    assert phuluc.extract(io.BytesIO(path.read_bytes()), name="x.txt").to_json() == of_path
    with path.open("rb") as file:
        assert phuluc.extract(file).file == str(path)
    with pytest.raises(TypeError, match="rb"), path.open() as text:
        phuluc.extract(text)  # type: ignore[arg-type]


def test_the_dictionary_is_the_json_without_a_lost_digit(fixtures: Path) -> None:
    report = phuluc.extract(fixtures / "contradictions" / "input.txt")
    said = report.to_dict()
    assert said == json.loads(report.to_json(), parse_float=Decimal)
    values = [row["value"] for row in report.values.to_dicts() if row["value"] is not None]
    # As the crate's own documentation has it.
    assert values[0] == Decimal("61.5") and str(values[0]) == "61.5"


def test_a_report_says_whose_it_is(fixtures: Path) -> None:
    report = phuluc.extract(fixtures / "pdf-ruled" / "input.pdf", ocr="off")
    assert (report.status, report.format, report.schema) == ("ok", "pdf", "cchc-so-nganh-2022")
    assert report.agency == "Sở Du lịch và Di sản tỉnh Hòa Giang" and report.period == "2023"
    row = report.values.to_dicts()[0]
    assert row["agency"] == report.agency and row["page"] == 2
    assert len(report.findings) == len(report.to_dict()["findings"])


def test_all_reports_of_a_file_and_the_one_that_counts(fixtures: Path, tmp_path: Path) -> None:
    one = (fixtures / "contradictions" / "input.txt").read_text(encoding="utf-8")
    reports = phuluc.extract_all(one.encode(), name="a.txt")
    assert len(reports) == 1 and reports[0].counts
    assert phuluc.extract(one.encode(), name="a.txt").to_json() == reports[0].to_json()
    member = f"{fixtures / 'archive' / 'reports.zip'}!bao-cao.html"
    assert phuluc.extract(member).format == "html"


@pytest.mark.parametrize(
    ("path", "kind", "code"),
    [
        ("nowhere.pdf", FileNotFoundError, "not-found"),
        ("password/input.pdf", phuluc.PasswordError, "password"),
        ("truncated-docx/input.docx", phuluc.DamagedError, "damaged"),
        ("empty/input.pdf", phuluc.DamagedError, "empty-file"),
        ("archive/reports.zip", phuluc.Error, "archive-of-several"),
    ],
)
def test_what_cannot_be_read_says_why(fixtures: Path, path: str, kind: type, code: str) -> None:
    with pytest.raises(kind) as raised:
        phuluc.extract(fixtures / path)
    error = raised.value
    assert isinstance(error, phuluc.Error) and isinstance(error, Exception)
    assert error.code == code and error.file == str(fixtures / path)
    assert error.message and error.hint and code in str(error)


def test_errors_are_said_in_the_language_asked_for(fixtures: Path) -> None:
    with pytest.raises(phuluc.PasswordError) as raised:
        phuluc.extract(fixtures / "password" / "input.pdf", lang="vi")
    assert "mật khẩu" in raised.value.message


def test_a_wrong_password_is_told_from_none(fixtures: Path) -> None:
    for password in ("wrong", ["wrong", "sai-mat-khau"]):
        with pytest.raises(phuluc.PasswordError) as raised:
            phuluc.extract(fixtures / "password" / "input.pdf", password=password)
        assert raised.value.code == "wrong-password"


def test_a_form_that_is_not_there_is_named_with_the_nearest(fixtures: Path) -> None:
    with pytest.raises(phuluc.SchemaError, match="did you mean cchc-so-nganh-2022"):
        phuluc.extract(fixtures / "contradictions" / "input.txt", schema="cchc-so-nganh-2021")
    with pytest.raises(ValueError, match="ocr"):
        phuluc.extract(fixtures / "contradictions" / "input.txt", ocr="sometimes")


def test_a_form_is_drafted_saved_loaded_and_read_with(fixtures: Path, tmp_path: Path) -> None:
    blank = fixtures / "form-blank" / "input.html"
    draft = phuluc.Schema.draft([blank], id="mau-thu", title="Mẫu thử")
    assert draft.id == "mau-thu" and len(draft) > 0
    # Unsaved, saved, and by its file: the same form.
    saved = tmp_path / "mau-thu.json"
    draft.save(saved)
    loaded = phuluc.Schema.load(saved)
    assert loaded.to_json() == draft.to_json()
    read = [phuluc.extract(blank, schema=schema) for schema in (draft, loaded, str(saved))]
    assert {report.schema for report in read} == {"mau-thu"}
    assert len({report.to_json() for report in read}) == 1
    saved.write_text(saved.read_text(encoding="utf-8").replace('"kind"', '"kinds"'), encoding="utf-8")
    with pytest.raises(phuluc.SchemaError):
        phuluc.Schema.load(saved)
    assert "cchc-so-nganh-2022" in [form.id for form in phuluc.Schema.shipped()]


def test_tables_are_those_of_the_command_line(fixtures: Path) -> None:
    found = phuluc.tables(fixtures / "pdf-ruled" / "input.pdf")
    assert found and found[0].page is not None and found[0].bbox is not None
    assert all(len(row) == len(found[0].cells[0]) for row in found[0].cells)


def test_python_goes_on_while_a_report_is_read(fixtures: Path) -> None:
    """Without the GIL let go, the other thread would count nothing until the report is read."""
    content = (fixtures / "national-form-text" / "input.txt").read_bytes()
    phuluc.extract(content)
    counted, reading = [0], threading.Event()

    def count() -> None:
        while not reading.is_set():
            counted[0] += 1

    other = threading.Thread(target=count)
    other.start()
    before = counted[0]
    for _ in range(5):
        phuluc.extract(content)
    during = counted[0] - before
    reading.set()
    other.join()
    assert during > 1000
