"""Numbers out of Vietnamese administrative reports: right, traceable, audited.

>>> import phuluc
>>> report = phuluc.extract("bao-cao.docx")          # doctest: +SKIP
>>> report.values.to_polars()                        # doctest: +SKIP
>>> phuluc.extract_folder(["bao-cao/"]).findings     # doctest: +SKIP

A file that cannot be read is an exception of :class:`Error` in :func:`extract` and a row of ``files`` in
:func:`extract_folder`; what is doubtful about its content is never an exception, but a row of ``findings``.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Callable, Iterable, List, Optional, Sequence, Tuple, Union

from . import _phuluc, _start
from ._errors import (
    DamagedError,
    Error,
    FileNotFound,
    LimitError,
    NotPermitted,
    PasswordError,
    SchemaError,
    UnknownFormatError,
)
from ._phuluc import Report, Results, Schema, Table, __version__

__all__ = [
    "DamagedError",
    "Error",
    "FileNotFound",
    "FoundTable",
    "LimitError",
    "NotPermitted",
    "PasswordError",
    "Report",
    "Results",
    "Schema",
    "SchemaError",
    "Table",
    "UnknownFormatError",
    "__version__",
    "audit",
    "extract",
    "extract_all",
    "extract_folder",
    "tables",
]

_start.told()

PathLike = Union[str, "os.PathLike[str]"]
Source = Union[PathLike, bytes, bytearray, memoryview, BinaryIO]
Passwords = Union[str, Sequence[str], None]


SchemaLike = Union[str, "os.PathLike[str]", Schema, None]


def extract(
    source: Source,
    *,
    schema: SchemaLike = None,
    schemas: Sequence[PathLike] = (),
    name: Optional[str] = None,
    password: Passwords = None,
    ocr: str = "auto",
    ocr_model: Optional[PathLike] = None,
    personal: bool = False,
    lang: Optional[str] = None,
) -> Report:
    """The report of a file.

    ``source`` is a path, ``archive.zip!name`` for a file in an archive, the bytes, or a file open for reading bytes. A file
    may hold several reports: this is the one that counts – of the period that the file's title names, else the first;
    :func:`extract_all` gives all of them.

    ``schema``: the form to map to: an id, a file of a form, a :class:`Schema`; without it the form that fits best.
    ``schemas``: folders or files with further forms to choose from.
    ``name``: what the report is called instead of its path; helpful with bytes.
    ``password``: one or several that may open the file.
    ``ocr``: which pages are read from their pictures: ``auto``, ``off``, ``force`` or ``numbers``.
    ``personal``: keep telephone numbers and e-mail addresses.
    ``lang``: ``vi`` or ``en`` for messages; else as the environment says (``PHULUC_LANG``, ``LANG``).

    It reads in this process, without holding the GIL. Files of strangers are safer with :func:`extract_folder`, where a
    file that ends its reader, hangs or floods costs only itself.
    """
    reports = extract_all(
        source,
        schema=schema,
        schemas=schemas,
        name=name,
        password=password,
        ocr=ocr,
        ocr_model=ocr_model,
        personal=personal,
        lang=lang,
    )
    return next((report for report in reports if report.counts), reports[0])


def extract_all(
    source: Source,
    *,
    schema: SchemaLike = None,
    schemas: Sequence[PathLike] = (),
    name: Optional[str] = None,
    password: Passwords = None,
    ocr: str = "auto",
    ocr_model: Optional[PathLike] = None,
    personal: bool = False,
    lang: Optional[str] = None,
) -> List[Report]:
    """All reports of a file, in printed order, at least one. The arguments are those of :func:`extract`."""
    options = _options(schema, schemas, password, ocr, ocr_model, personal, lang)
    return _phuluc.extract(*_given(source, name), options)


def extract_folder(
    paths: Union[PathLike, Iterable[PathLike]],
    *,
    schema: SchemaLike = None,
    schemas: Sequence[PathLike] = (),
    output: Optional[PathLike] = None,
    agencies: Optional[PathLike] = None,
    workbook: bool = False,
    workers: Optional[int] = None,
    isolated: bool = True,
    password: Passwords = None,
    ocr: str = "auto",
    ocr_model: Optional[PathLike] = None,
    personal: bool = False,
    max_seconds: Optional[int] = None,
    max_memory: Optional[int] = None,
    progress: Optional[Callable[[int, int, str], object]] = None,
    lang: Optional[str] = None,
) -> Results:
    """Everything under some files, archives and folders, settled among each other as ``phuluc extract`` does: copies
    told apart, bodies and appendices in two files joined.

    ``output``: an output folder that lasts, exactly as the command line writes it: what has not changed is not read again,
    corrections and decisions in it hold. Without one everything goes with the :class:`Results`.
    Such a folder names the file of its form: a drafted :class:`Schema` is saved and loaded first.
    ``agencies``: the list of offices that should report.
    ``workbook``: write ``tong-hop.xlsx`` there, too.
    ``workers``: how many files at once; one a core unless said.
    ``isolated``: read in worker processes (the default): a file that ends its reader costs only itself, and ``max_seconds``
    and ``max_memory`` (MiB) hold for each file. ``False`` reads in threads of this process.
    ``progress``: is called with the files finished, of how many, and the last of them; an exception in it ends the run.

    A file that cannot be read is a row of :attr:`Results.files`, with the code and the reason.
    """
    if output is not None and isinstance(schema, Schema) and not (schema.path or schema._is_shipped):
        raise ValueError("the output folder names the file of its form: schema.save(path), then schema=path")
    options = _options(schema, schemas, password, ocr, ocr_model, personal, lang, max_seconds, max_memory)
    if isinstance(paths, (str, os.PathLike)):
        paths = [paths]
    return _phuluc.extract_folder(
        [Path(path) for path in paths],
        options,
        output=output,
        agencies=agencies,
        workers=workers,
        isolated=isolated,
        workbook=workbook,
        progress=progress,
    )


def audit(
    reports: Union[Report, Iterable[Report]],
    *,
    previous: Iterable[Report] = (),
    agencies: Optional[PathLike] = None,
    schemas: Sequence[PathLike] = (),
    lang: Optional[str] = None,
) -> Results:
    """The reports checked anew, compared with each other and with earlier ones, as ``phuluc audit`` does.

    ``previous``: reports of earlier periods. ``agencies``: the list of offices that should report; one without a report is a
    row of its findings, without a file.
    """
    if isinstance(reports, Report):
        reports = [reports]
    options = _options(None, schemas, None, "auto", None, False, lang)
    return _phuluc.audit(list(reports), list(previous), agencies, options)


@dataclass(frozen=True)
class FoundTable:
    """A table of a document, as the paper shows it."""

    #: Its page, from 1; None where the format has no pages.
    page: Optional[int]
    #: Row by row what is printed; None where another cell's span covers the position or nothing is printed there.
    cells: List[List[Optional[str]]]
    #: Cells wider or higher than one: row and column from 0, rows, columns.
    spans: List[Tuple[int, int, int, int]]
    #: Its box on the page in points: left, top, right, bottom; None where that is not known.
    bbox: Optional[Tuple[float, float, float, float]]
    #: How it was found: ``format``, ``tags``, ``lines`` or ``alignment`` …
    found: str


def tables(
    source: Source,
    *,
    name: Optional[str] = None,
    password: Passwords = None,
    ocr: str = "auto",
    ocr_model: Optional[PathLike] = None,
    ignore_tags: bool = False,
    lang: Optional[str] = None,
) -> List[FoundTable]:
    """Every table of a document, for whoever wants only those. ``ignore_tags`` leaves a PDF's own structure unused."""
    options = _options(None, (), password, ocr, ocr_model, False, lang, ignore_tags=ignore_tags)
    found = json.loads(_phuluc.tables(*_given(source, name), options))["tables"]
    return [
        FoundTable(
            page=table["page"],
            cells=table["cells"],
            spans=[tuple(span) for span in table["spans"]],
            bbox=tuple(table["bbox"]) if table["bbox"] else None,
            found=table["found"],
        )
        for table in found
    ]


def _options(
    schema: SchemaLike,
    schemas: Sequence[PathLike],
    password: Passwords,
    ocr: str,
    ocr_model: Optional[PathLike],
    personal: bool,
    lang: Optional[str],
    seconds: Optional[int] = None,
    memory: Optional[int] = None,
    ignore_tags: bool = False,
) -> _phuluc.Options:
    if isinstance(schemas, (str, os.PathLike)):
        schemas = [schemas]
    folders = [Path(folder) for folder in schemas]
    forced: Optional[str] = None
    if isinstance(schema, Schema):
        forced = schema.id
        folders += [] if schema._is_shipped else [schema._file()]
    elif isinstance(schema, os.PathLike) or (schema is not None and schema.endswith(".json")):
        form = Schema.load(schema, lang=lang)
        forced = form.id
        folders += [form._file()]
    elif schema is not None:
        forced = schema
    return _phuluc.Options(
        forced=forced,
        schemas=folders,
        ocr=ocr,
        ocr_model=ocr_model,
        passwords=[password] if isinstance(password, str) else list(password or ()),
        personal=personal,
        ignore_tags=ignore_tags,
        seconds=seconds,
        memory=memory,
        lang=_language(lang),
    )


def _language(lang: Optional[str]) -> str:
    """As the command line chooses: what is said, then the environment, then Vietnamese."""
    if lang is not None:
        return lang
    names = ("PHULUC_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    said = (os.environ.get(name, "")[:2] for name in names)
    return next((code for code in said if code in ("vi", "en")), "vi")


def _given(source: Source, name: Optional[str]) -> Tuple[object, Optional[str]]:
    """A path or bytes, and the name to show; a file that is open is read here, under its own name."""
    if isinstance(source, (str, os.PathLike)):
        return source, name
    if isinstance(source, bytes):
        return source, name
    if isinstance(source, (bytearray, memoryview)):
        return bytes(source), name
    read = getattr(source, "read", None)
    if read is None:
        raise TypeError(f"a path, bytes or an open file is read, not {type(source).__name__}")
    content = read()
    if not isinstance(content, bytes):
        raise TypeError("the file is open for text; open it with 'rb'")
    own = getattr(source, "name", None)
    return content, name or (own if isinstance(own, str) else None)
