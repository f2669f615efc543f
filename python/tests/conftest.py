"""What the tests read: the fixtures of the program."""

from pathlib import Path

import pytest

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


@pytest.fixture(scope="session")
def fixtures() -> Path:
    return FIXTURES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as one finds them: reports of several formats, a copy of one, a broken file."""
    names = ["contradictions", "format-html", "plan-done-compared", "truncated-docx", "national-form-text"]
    into = tmp_path / "in"
    into.mkdir()
    for name in names:
        for source in (FIXTURES / name).glob("input.*"):
            (into / f"{name}{source.suffix}").write_bytes(source.read_bytes())
    copy = into / "contradictions.txt"
    (into / "again.txt").write_bytes(copy.read_bytes())
    return into


@pytest.fixture(autouse=True)
def in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHULUC_LANG", "en")
