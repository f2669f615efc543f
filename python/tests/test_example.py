"""The example runs, and its totals are those of the plain rows."""

import runpy
import sys
from decimal import Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_the_example_runs_and_adds_up(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    monkeypatch.setattr(sys, "argv", ["quarter.py", str(ROOT / "docs" / "example" / "quy-3")])
    made = runpy.run_path(str(ROOT / "python" / "examples" / "quarter.py"))
    plain = [
        row["value"]
        for row in made["results"].values.to_dicts()
        if row["counts"] and row["aggregate"] == "sum" and row["value"] is not None
    ]
    assert len(plain) > 100
    assert sum(made["totals"]["total"], Decimal(0)) == sum(plain, Decimal(0))
    assert "page" in capsys.readouterr().out
