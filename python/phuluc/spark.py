"""Reports read on a Spark cluster: ``phuluc.spark.extract(spark, path_or_df)``.

Each task reads a shard of the files, the driver settles them among each other; the tables are those of one machine, byte
for byte. A file that cannot be read is a row of ``files``, never a failed job; a task whose worker died is run again by
Spark itself and returns the same.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Iterable, Iterator, List, Optional, Sequence, Union

from ._shards import Options, PathLike, Settled, merge, read_shard, shard_of
from ._typed import typed

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["Tables", "extract"]


@dataclass(frozen=True)
class Tables:
    """The tables of a run, typed, and the output folder on the driver they were made from."""

    values: "DataFrame"
    findings: "DataFrame"
    files: "DataFrame"
    output: Path


def extract(
    spark: "SparkSession",
    path_or_df: Union[PathLike, "DataFrame"],
    output: Optional[PathLike] = None,
    *,
    root: Optional[str] = None,
    shards: Optional[int] = None,
    schema: Optional[str] = None,
    schemas: Sequence[PathLike] = (),
    agencies: Optional[PathLike] = None,
    ocr: str = "auto",
    password: Optional[str] = None,
    personal: bool = False,
    workbook: bool = False,
    lang: Optional[str] = None,
) -> Tables:
    """Reads every report under a path, or of a DataFrame as ``spark.read.format("binaryFile")`` gives it.

    A path that the driver sees as a folder or file must be seen by the workers, too; each lists it itself, so that hidden
    files and locks are told as ``phuluc extract`` tells them. Anything else (``s3a://…``, ``hdfs://…``) is read by Spark as
    ``binaryFile``; Spark passes over names that begin with ``_`` or ``.``, and files of no bytes, without a word.

    ``root``: what the paths of a DataFrame are shown below; else the longest folder they share.
    ``output``: the output folder on the driver; without one a temporary folder, which ends with the driver.
    ``shards``: into how many tasks the files are parted; eight a core of the cluster unless said.
    """
    of = shards or 8 * spark.sparkContext.defaultParallelism
    options = Options.of(
        schemas,
        agencies,
        schema=schema,
        ocr=ocr,
        personal=personal,
        lang=lang,
        password=password,
        workbook=workbook,
    )
    parts = _parts(spark, path_or_df, root, of, options)
    made = Path(output) if output is not None else Path(tempfile.mkdtemp(prefix="phuluc-spark-"))
    # One task's part at a time: the driver holds no more than the largest.
    merge((bytes(row[0]) for row in parts.toLocalIterator(prefetchPartitions=True)), made, options)
    return _typed(spark, Settled(made))


def _parts(
    spark: "SparkSession",
    path_or_df: Union[PathLike, "DataFrame"],
    root: Optional[str],
    of: int,
    options: Options,
) -> "DataFrame":
    """One row a shard: its folder as bytes. Kept on the workers' disks, so that reading them one by one runs no task twice."""
    from pyspark import StorageLevel

    if isinstance(path_or_df, (str, os.PathLike)) and os.path.exists(path_or_df):
        parts = _of_path(spark, os.fspath(path_or_df), of, options)
    elif isinstance(path_or_df, (str, os.PathLike)):
        parts = _of_content(_binary(spark, os.fspath(path_or_df)), root or os.fspath(path_or_df), of, options)
    else:
        parts = _of_content(path_or_df, root, of, options)
    kept = parts.persist(StorageLevel.DISK_ONLY)
    # Batches of files, not of numbers: as many as Spark puts into one by itself would fill a worker's memory.
    batch = "spark.sql.execution.arrow.maxRecordsPerBatch"
    before = spark.conf.get(batch)
    spark.conf.set(batch, "16")
    try:
        kept.count()
    finally:
        spark.conf.set(batch, before)
    return kept


def _of_path(spark: "SparkSession", path: str, of: int, options: Options) -> "DataFrame":
    here = os.getcwd()

    def read(batches: Iterable["pyarrow.RecordBatch"]) -> Iterator["pyarrow.RecordBatch"]:
        import pyarrow

        for batch in batches:
            for number in batch.column(0).to_pylist():
                part = read_shard([path], number + 1, of, options, here)
                yield pyarrow.RecordBatch.from_pydict({"part": [part]})

    return spark.range(0, of, 1, numPartitions=of).mapInArrow(read, "part binary")


def _binary(spark: "SparkSession", path: str) -> "DataFrame":
    return spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(path)


def _of_content(files: "DataFrame", root: Optional[str], of: int, options: Options) -> "DataFrame":
    """Files that come as bytes are put on the worker's disk, below the name of their root, and read from there."""
    from pyspark.sql import functions

    start = _plain(root) if root else _shared(row[0] for row in files.select("path").toLocalIterator())
    name = start.rsplit("/", 1)[-1] or "files"

    def below(path: str) -> str:
        plain = _plain(path)
        if not plain.startswith(start + "/"):
            raise ValueError(f"{path} does not lie below {start}")
        return plain[len(start) + 1 :]

    number = functions.udf(lambda path: shard_of(below(path), of), "int")

    def read(batches: Iterable["pyarrow.RecordBatch"]) -> Iterator["pyarrow.RecordBatch"]:
        import pyarrow

        with tempfile.TemporaryDirectory(prefix="phuluc-") as made:
            mine: List[int] = []
            for batch in batches:
                for own, path, content in zip(*(column.to_pylist() for column in batch.columns)):
                    if own not in mine:
                        mine.append(own)
                        os.makedirs(os.path.join(made, str(own), name))
                    if path is None:
                        continue
                    to = os.path.join(made, str(own), name, *below(path).split("/"))
                    os.makedirs(os.path.dirname(to), exist_ok=True)
                    with open(to, "wb") as file:
                        file.write(content)
            for own in mine:
                part = read_shard([name], own, of, options, os.path.join(made, str(own)))
                yield pyarrow.RecordBatch.from_pydict({"part": [part]})

    # A shard without a file is a part, too.
    spark = files.sparkSession
    every = spark.range(1, of + 1).select(
        functions.col("id").cast("int").alias("shard"),
        functions.lit(None).cast("string").alias("path"),
        functions.lit(None).cast("binary").alias("content"),
    )
    parted = files.select(number("path").alias("shard"), "path", "content").unionByName(every)
    return parted.repartition(of, "shard").mapInArrow(read, "part binary")


def _plain(path: str) -> str:
    """Spark writes a path of the machine itself as ``file:/…`` or ``file:///…``."""
    own = path.startswith("file:")
    return ("/" + path[len("file:") :].lstrip("/") if own else path).rstrip("/")


def _shared(paths: Iterable[str]) -> str:
    """The longest folder that all of them lie in."""
    shared: Optional[List[str]] = None
    for path in paths:
        folders = _plain(path).split("/")[:-1]
        if shared is None:
            shared = folders
        same = [own == other for own, other in zip(shared, folders)]
        shared = shared[: same.index(False) if False in same else len(same)]
    if not shared:
        raise ValueError("the files lie in no folder that all of them share; name one as root")
    return "/".join(shared)


def _typed(spark: "SparkSession", settled: Settled) -> Tables:
    """The tables as DataFrames, in the order of the rows; numbers are decimals, dates are dates."""
    frames = {name: spark.createDataFrame(typed(settled.csv(name))) for name in ("values", "findings", "files")}
    return Tables(frames["values"], frames["findings"], frames["files"], settled.output)
