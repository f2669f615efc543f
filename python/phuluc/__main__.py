"""``python -m phuluc`` and the command ``phuluc``: the whole command line."""

from __future__ import annotations

import sys

from . import _phuluc
from . import _start


def main() -> None:
    """Runs the command line and ends with its exit code."""
    _start.told()
    sys.stdout.flush()
    sys.exit(_phuluc.main(["phuluc", *sys.argv[1:]]))


if __name__ == "__main__":
    main()
