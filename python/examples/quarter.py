"""A quarter's reports, from the folder to a table of totals. Run: python quarter.py FOLDER

Written as a notebook is read: each step shows what it made.
"""

import sys

import polars as pl

import phuluc

folder = sys.argv[1] if len(sys.argv) > 1 else "docs/example/quy-3"

# %% Read everything. A file that cannot be read is a row of `files`, not an exception.
results = phuluc.extract_folder(folder)
files = results.files.to_polars()
print(files.select("report", "status", "agency", "period", "errors", "warnings"))

# %% What is doubtful, heaviest first: these are the numbers to look at before any total is believed.
findings = results.findings.to_polars()
print(findings.filter(pl.col("severity") == "error").select("agency", "indicator", "message", "printed"))

# %% Totals over the offices. Only what counts is added up (copies stay in the table), and only where a sum means something.
values = results.values.to_polars()
totals = (
    values.filter(pl.col("counts") & (pl.col("aggregate") == "sum"))
    .group_by("schema", "indicator", "order", "label")
    .agg(
        pl.col("value").sum().alias("total"),
        pl.col("value").is_not_null().sum().alias("offices"),
    )
    .filter(pl.col("offices") > 0)
    .sort("schema", "order")
)
print(totals.select("indicator", "label", "total", "offices").head(10))

# %% One number back to its paper: file, page and row are in the same line.
row = values.filter(pl.col("value").is_not_null()).row(0, named=True)
print(f"{row['label']}: {row['value_raw']} – {row['file']}, page {row['page']}, row {row['row']}")
