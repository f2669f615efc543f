"""Many files: the tables are those of the command line, value by value, in every library; a bad file costs itself."""

import csv
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any, Dict, List

import duckdb
import pandas
import polars
import pyarrow
import pyarrow.parquet
import pytest

import phuluc

TABLES = {"indicators": "values", "findings": "findings", "files": "files"}


def command(*args: object) -> int:
    words = [sys.executable, "-m", "phuluc", *map(str, args)]
    return subprocess.run(words, capture_output=True, check=False).returncode


def written(path: Path) -> List[Dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def printed(value: Any) -> str:
    """As the CSV has it: words that a spreadsheet would take for a formula get an apostrophe there."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, str) and value[:1] in ("=", "+", "@"):
        return "'" + value
    return "" if value is None else str(value)


@pytest.fixture
def results(folder: Path) -> phuluc.Results:
    return phuluc.extract_folder(folder, ocr="off", workers=2)


def test_the_tables_are_those_of_the_command_line(folder: Path, tmp_path: Path, results: phuluc.Results) -> None:
    out = tmp_path / "out"
    assert command("extract", folder, "-o", out, "--ocr", "off", "--fail-on", "never", "--no-workbook") == 3
    for name, attribute in TABLES.items():
        ours = getattr(results, attribute).to_dicts()
        theirs = written(out / f"{name}.csv")
        assert len(ours) == len(theirs) > 0, name
        for row, expected in zip(ours, theirs):
            said = {column: printed(value) for column, value in row.items()}
            # A share is a double on both sides, a decimal is every digit.
            assert said == expected, name


def test_the_types_are_those_of_the_exported_parquet_but_decimals(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    results = phuluc.extract_folder(folder, ocr="off", output=out)
    assert command("export", out, "--format", "parquet", "-o", tmp_path / "p") == 0
    for name, attribute in TABLES.items():
        ours = getattr(results, attribute).to_arrow()
        theirs = pyarrow.parquet.read_table(tmp_path / "p" / f"{name}.parquet")
        assert ours.column_names == theirs.column_names
        for column in theirs.column_names:
            kind = ours.schema.field(column).type
            if pyarrow.types.is_decimal(kind):
                assert pyarrow.types.is_float64(theirs.schema.field(column).type)
                doubles = [None if v is None else float(v) for v in ours[column].to_pylist()]
                assert doubles == theirs[column].to_pylist(), column
            else:
                assert kind == theirs.schema.field(column).type, column
                assert ours[column].to_pylist() == theirs[column].to_pylist(), column


def test_every_library_reads_the_same(results: phuluc.Results) -> None:
    plain = [row["value"] for row in results.values.to_dicts()]
    assert any(isinstance(value, Decimal) for value in plain)
    assert results.values.to_polars()["value"].to_list() == plain
    assert polars.DataFrame(results.values).height == len(plain)
    pandas_frame = results.values.to_pandas()
    assert [None if pandas.isna(value) else value for value in pandas_frame["value"]] == plain
    assert pyarrow.table(results.values)["value"].to_pylist() == plain
    frame = results.values
    count, total = duckdb.sql("select count(value), sum(value) from frame").fetchall()[0]
    numbers = [value for value in plain if value is not None]
    assert (count, total) == (len(numbers), sum(numbers))
    # The stream may be taken as often as one likes.
    assert pyarrow.table(frame) == pyarrow.table(frame)


def test_no_library_is_needed(folder: Path) -> None:
    """The package itself imports none of them."""
    code = (
        "import sys, phuluc\n"
        f"r = phuluc.extract_folder([{str(folder)!r}], ocr='off')\n"
        "assert r.values.to_dicts()\n"
        "print({'pyarrow', 'polars', 'pandas', 'duckdb', 'numpy'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


def test_a_file_that_fails_is_a_row(results: phuluc.Results) -> None:
    rows = {Path(row["file"]).stem: row for row in results.files.to_dicts()}
    failed = rows["truncated-docx"]
    assert (failed["status"], failed["code"]) == ("failed", "damaged") and failed["message"]
    assert len(results) == len(rows) - 1
    standing = {rows["contradictions"]["standing"], rows["again"]["standing"]}
    assert standing == {"counts", "copy"}


def test_threads_and_processes_read_the_same(folder: Path, results: phuluc.Results) -> None:
    here = phuluc.extract_folder([folder], ocr="off", isolated=False, workers=1)
    for attribute in TABLES.values():
        assert getattr(here, attribute).to_dicts() == getattr(results, attribute).to_dicts()


def test_the_workers_are_processes_of_the_wheel(folder: Path) -> None:
    """While it runs, a child of this process is the interpreter with the package's worker; afterwards none is left."""
    seen = set()

    def look(done: int, of: int, file: str) -> None:
        children = Path(f"/proc/{os.getpid()}/task").glob("*/children")
        for child in " ".join(path.read_text() for path in children).split():
            try:
                words = Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if any(word.endswith(b"_worker.py") for word in words):
                seen.add(int(child))

    if not Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").exists():
        pytest.skip("the system does not list children")
    phuluc.extract_folder([folder], ocr="off", workers=1, progress=look)
    assert seen


def test_a_reader_that_dies_costs_its_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only a debug build misbehaves on request; a release build finds no report in such a file."""
    monkeypatch.setenv("PHULUC_TEST_FAULTS", "1")
    (folder / "bad.txt").write_text("phuluc-fault: abort")
    (folder / "slow.txt").write_text("phuluc-fault: hang")
    results = phuluc.extract_folder([folder], ocr="off", workers=2, max_seconds=20)
    rows = {Path(row["file"]).stem: row for row in results.files.to_dicts()}
    assert rows["contradictions"]["status"] == "ok"
    if rows["bad"]["status"] == "no-appendix":
        pytest.skip("a release build")
    assert [rows[name]["code"] for name in ("bad", "slow")] == ["failed", "limit"]


def test_an_output_folder_lasts(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = phuluc.extract_folder(folder, ocr="off", output=out)
    asked: List[str] = []
    again = phuluc.extract_folder(folder, ocr="off", output=out, progress=lambda d, n, f: asked.append(f))
    # Only what could not be read is tried again.
    assert {Path(file).stem for file in asked} == {"truncated-docx"}
    assert again.values.to_dicts() == first.values.to_dicts()
    assert (out / "indicators.csv").is_file()
    name = first.names[0]
    assert first.report(name).to_json() == (out / "reports" / f"{name}.json").read_bytes()


def test_a_folder_of_one_part_of_a_run_is_refused(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert command("extract", folder, "--shard", "1/2", "-o", out, "--ocr", "off") in (0, 1, 3)
    before = sorted(out.rglob("*"))
    offices = tmp_path / "offices.csv"
    offices.write_text("id,name\nxx,Sở Không Có Thật\n", encoding="utf-8")
    with pytest.raises(phuluc.Error) as refused:
        phuluc.extract_folder(folder, ocr="off", output=out, agencies=offices)
    assert refused.value.code == "shard-held" and str(out) in str(refused.value)
    assert "--shard" not in refused.value.hint
    assert sorted(out.rglob("*")) == before


def test_an_output_folder_keeps_no_form_that_goes_away(folder: Path, tmp_path: Path) -> None:
    draft = phuluc.Schema.draft([folder / "contradictions.txt"])
    with pytest.raises(ValueError, match="save"):
        phuluc.extract_folder(folder, ocr="off", output=tmp_path / "out", schema=draft)
    report, out = folder / "contradictions.txt", tmp_path / "out"
    shipped = phuluc.Schema.shipped()[0]
    first = phuluc.extract_folder(report, ocr="off", output=out, schema=shipped)
    del shipped
    assert first.values.to_dicts() == phuluc.extract_folder(report, ocr="off", output=out).values.to_dicts()


def test_an_exception_in_progress_ends_the_run(folder: Path) -> None:
    def stop(done: int, of: int, file: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        phuluc.extract_folder([folder], ocr="off", progress=stop)


def test_audit_names_an_office_without_a_report(fixtures: Path, tmp_path: Path) -> None:
    report = phuluc.extract(fixtures / "contradictions" / "input.txt")
    offices = tmp_path / "offices.csv"
    offices.write_text("id,name\nxx,Sở Không Có Thật\n", encoding="utf-8")
    alone = phuluc.audit(report)
    listed = phuluc.audit([report], agencies=offices)
    codes = lambda results: [row["code"] for row in results.findings.to_dicts()]  # noqa: E731
    assert set(codes(alone)) == {row["code"] for row in report.findings.to_dicts()}
    assert "not-submitted" in codes(listed) and "not-submitted" not in codes(alone)


def test_an_earlier_report_is_compared_with(fixtures: Path) -> None:
    report = phuluc.extract(fixtures / "contradictions" / "input.txt")
    assert phuluc.audit([report], previous=[report]).findings.to_dicts() is not None
    with pytest.raises(phuluc.Error):
        phuluc.audit([report], agencies=fixtures / "nowhere.csv")


def test_the_whole_command_line_is_there(fixtures: Path, tmp_path: Path) -> None:
    script = Path(sys.executable).parent / "phuluc"
    run = subprocess.run([script, "--version"], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == f"phuluc {phuluc.__version__}"
    assert command("no-such-command") == 2
    assert command("tables", fixtures / "pdf-ruled" / "input.pdf", "--json") == 0
