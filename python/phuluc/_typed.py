"""A table of an output folder as Arrow, typed as ``datapackage.json`` beside it says.

Parquet files hold doubles; here every number is the decimal that is printed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Dict

if TYPE_CHECKING:
    import pyarrow

#: Decimals of a number where no value prints more, as in the tables of the package itself.
_DECIMALS = 9


def typed(path: Path) -> "pyarrow.Table":
    """The CSV with its columns' types; an empty field is no value."""
    import pyarrow
    from pyarrow import csv

    kinds = _kinds(path)
    # How many decimals a column needs is known when all of it is read.
    arrow = {"integer": pyarrow.int64(), "date": pyarrow.date32(), "boolean": pyarrow.bool_()}
    read = csv.read_csv(
        path,
        # A cell may hold lines of its own.
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types={name: arrow.get(kind, pyarrow.string()) for name, kind in kinds.items()},
            null_values=[""],
            strings_can_be_null=True,
        ),
    )
    for name in (name for name, kind in kinds.items() if kind == "number"):
        kind = pyarrow.decimal128(38, max(_DECIMALS, _decimals(read[name])))
        read = read.set_column(read.schema.get_field_index(name), name, read[name].cast(kind))
    return read


def _kinds(path: Path) -> Dict[str, str]:
    package = json.loads((path.parent / "datapackage.json").read_text(encoding="utf-8"))
    resource = next(one for one in package["resources"] if one["path"] == path.name)
    return {field["name"]: field["type"] for field in resource["schema"]["fields"]}


def _decimals(printed: "pyarrow.ChunkedArray") -> int:
    """The most digits behind the point."""
    from pyarrow import compute

    behind = compute.replace_substring_regex(printed, pattern=r"^[^.]*\.?", replacement="")
    return int(compute.max(compute.utf8_length(behind)).as_py() or 0)
