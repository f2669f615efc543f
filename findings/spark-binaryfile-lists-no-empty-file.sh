#!/bin/sh
# PySpark 4.0.1: a folder read as "binaryFile" has no row for a file of no bytes, and the read ends well.
#
# binaryFile is there to give every file of a folder as a row with its path and its length. A file whose length is 0
# – an upload that was cut off, the first thing a count of what came in should find – is no row with length 0, it is
# none. The same listing as "text" has no row for it either, but there a row is a line. The file is not passed over by
# its name: pathGlobFilter that names it alone gives an empty DataFrame, no error, while a path that is not there is one.
# Expected: two rows, of the lengths 0 and 5.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
command -v java >/dev/null || { echo "a Java runtime of 17 or newer is needed" >&2; exit 1; }
python3 -m venv v
v/bin/pip install --quiet pyspark==4.0.1
mkdir reports
printf 'mười' | head -c 5 > reports/full.txt
: > reports/empty.txt

v/bin/python - <<'PYTHON'
from pyspark.sql import SparkSession
from pyspark.errors import AnalysisException

spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
spark.sparkContext.setLogLevel("OFF")
files = spark.read.format("binaryFile").load("reports")
rows = [(row.path.rsplit("/", 1)[-1], row.length) for row in files.select("path", "length").collect()]
alone = spark.read.format("binaryFile").option("pathGlobFilter", "empty.txt").load("reports")
print("PySpark", spark.version, "rows:", rows, "files it says it reads:", len(files.inputFiles()),
      "the empty one alone:", alone.count())
assert rows == [("full.txt", 5)], rows
assert alone.count() == 0
try:
    spark.read.format("binaryFile").load("nowhere").count()
    raise SystemExit("a path that is not there is no error any more")
except AnalysisException as error:
    assert error.getCondition() == "PATH_NOT_FOUND", error.getCondition()
assert len(files.inputFiles()) == 2, files.inputFiles()
spark.stop()
PYTHON
echo "as described"
