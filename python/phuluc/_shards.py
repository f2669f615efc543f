"""What Spark and Dask have in common: tasks read shards, the driver merges them.

A task is ``phuluc extract --shard N/M`` into a folder of its own, which comes back as bytes; the driver is ``phuluc merge``.
So everything that is decided among reports – copies, bodies and appendices in two files, corrections – is decided where
one machine decides it, by the same code, and the tables are the same byte for byte. A task that is run again, because its
worker died, begins anew and returns the same.
"""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Dict, Iterable, List, Optional, Sequence, Tuple, Union

PathLike = Union[str, "os.PathLike[str]"]

#: What ``extract`` and ``merge`` end with when their work is done, whatever they found.
_DONE = (0, 1, 3, 4)


@dataclass(frozen=True)
class Options:
    """How files are read, as the command line has it."""

    schema: Optional[str] = None
    schemas: Tuple[str, ...] = ()
    ocr: str = "auto"
    personal: bool = False
    lang: Optional[str] = None
    threads: int = 1
    #: Kept out of the list of processes: handed over in the environment.
    password: Optional[str] = field(default=None, repr=False)

    #: For the merge: the list of offices, and whether a workbook is made.
    agencies: Optional[str] = None
    workbook: bool = False

    @classmethod
    def of(cls, schemas: Sequence[PathLike], agencies: Optional[PathLike], **more: Any) -> Options:
        """The options with their paths as text."""
        listed = None if agencies is None else os.fspath(agencies)
        return cls(schemas=tuple(os.fspath(folder) for folder in schemas), agencies=listed, **more)

    def merging(self) -> List[str]:
        typed = [] if self.workbook else ["--no-workbook"]
        for folder in self.schemas:
            typed += ["--schemas", folder]
        if self.agencies is not None:
            typed += ["--agencies", self.agencies]
        return typed

    def reading(self) -> List[str]:
        typed = ["--ocr", self.ocr]
        if self.schema is not None:
            typed += ["--schema", self.schema]
        for folder in self.schemas:
            typed += ["--schemas", folder]
        if self.personal:
            typed.append("--personal")
        return typed

    def environment(self) -> Dict[str, str]:
        added = {"PHULUC_PASSWORD": self.password, "PHULUC_LANG": self.lang}
        return {**os.environ, **{name: value for name, value in added.items() if value}}


def _program() -> List[str]:
    """The program: one that ``PHULUC_PROGRAM`` names, else this package's own."""
    named = os.environ.get("PHULUC_PROGRAM")
    return [named] if named else [sys.executable, "-m", "phuluc"]


def _run(args: Sequence[str], options: Options, folder: Optional[str]) -> None:
    ended = subprocess.run(
        [*_program(), *args],
        cwd=folder,
        env=options.environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    if ended.returncode not in _DONE:
        said = ended.stderr.decode("utf-8", "replace").strip()
        raise RuntimeError(f"phuluc {args[0]} ended with {ended.returncode}: {said[-2000:]}")


def shard_of(below: str, of: int) -> int:
    """The shard, from 1, that a file belongs to by its path below the folder; ``src/store/shard.rs`` says the same."""
    name = unicodedata.normalize("NFC", below).encode("utf-8")
    return int.from_bytes(hashlib.sha256(name).digest()[:8], "big") % of + 1


def read_shard(paths: Sequence[str], number: int, of: int, options: Options, folder: Optional[str] = None) -> bytes:
    """Reads one shard of some paths; its folder as bytes. ``folder`` is where relative paths begin."""
    with tempfile.TemporaryDirectory(prefix="phuluc-") as made:
        out = os.path.join(made, "part")
        shared = ["--shard", f"{number}/{of}", "-o", out, "--no-workbook", "--quiet"]
        # A scheduler gives a task one core unless told otherwise.
        shared += ["--threads", str(options.threads)]
        _run(["extract", *shared, *options.reading(), "--", *paths], options, folder)
        return _packed(out)


def _packed(folder: str) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz", compresslevel=1) as tar:
        for name in (".phuluc", "reports"):
            tar.add(os.path.join(folder, name), arcname=name)
    return packed.getvalue()


def merge(parts: Iterable[bytes], output: PathLike, options: Options) -> None:
    """Puts the shards together in an output folder. They are unpacked one at a time."""
    with tempfile.TemporaryDirectory(prefix="phuluc-") as made:
        folders: List[str] = []
        for number, part in enumerate(parts):
            folder = os.path.join(made, str(number))
            with tarfile.open(fileobj=io.BytesIO(part), mode="r:gz") as tar:
                tar.extractall(folder, **_SAFELY)
            folders.append(folder)
        _run(["merge", *folders, "-o", os.fspath(output), "--quiet", *options.merging()], options, None)


#: Members that point out of the folder are refused where this Python can.
_SAFELY = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}


@dataclass(frozen=True)
class Settled:
    """Where the tables of a finished run are."""

    output: Path

    def csv(self, name: str) -> Path:
        """The file of a table: ``values``, ``findings`` or ``files``."""
        return self.output / ("indicators.csv" if name == "values" else f"{name}.csv")
