"""How worker processes are started."""

from __future__ import annotations

import os
import sys

from . import _phuluc


def told() -> None:
    """Says once that a worker is this interpreter with ``_worker.py``."""
    worker = os.path.join(os.path.dirname(os.path.abspath(__file__)), "_worker.py")
    code = getattr(_phuluc, "__file__", None) or worker
    _phuluc.started_as(_interpreter(), ["-I", "-S", worker], code)


def _interpreter() -> str:
    """The interpreter; a program that embeds Python has none of its own and names one in ``PHULUC_PYTHON``."""
    return os.environ.get("PHULUC_PYTHON") or sys.executable or "python3"
