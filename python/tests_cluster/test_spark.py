"""Reading on a real Spark cluster of two workers: what one machine gives, whatever happens to a worker."""

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest
from conftest import assert_same, assert_same_frame, run

pyspark = pytest.importorskip("pyspark")
from pyspark.sql import SparkSession  # noqa: E402

import phuluc.spark  # noqa: E402


@pytest.fixture(scope="module")
def spark():
    os.environ.setdefault("SPARK_HOME", str(Path(pyspark.__file__).parent))
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local-cluster[2,1,1024]").appName("phuluc")
    for name in ("PHULUC_PROGRAM", "PYTHONPATH"):
        if name in os.environ:
            builder = builder.config(f"spark.executorEnv.{name}", os.environ[name])
    session = (
        builder.config("spark.ui.enabled", "false")
        .config("spark.executor.memory", "1g")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    yield session
    session.stop()


def test_a_path_gives_the_tables_of_one_machine(spark, mixed, monkeypatch, tmp_path):
    monkeypatch.chdir(mixed)
    read = phuluc.spark.extract(spark, "in", tmp_path / "out", ocr="off", shards=6)
    assert_same(mixed / "whole", tmp_path / "out")
    tables = {"indicators": read.values, "findings": read.findings, "files": read.files}
    for name, frame in tables.items():
        assert_same_frame(mixed / "whole", f"{name}.parquet", frame.toArrow(), tmp_path / name)
    kinds = dict(read.values.dtypes)
    assert kinds["value"] == "decimal(38,9)" and kinds["period_start"] == "date" and kinds["row"] == "bigint", kinds
    read.values.write.parquet(str(tmp_path / "values.parquet"))
    again = spark.read.parquet(str(tmp_path / "values.parquet"))
    assert again.count() == read.values.count() > 1000
    # A report that fails is a row, not a failed job.
    failed = {row["path"] for row in read.files.filter("status = 'failed'").collect()}
    assert {"d/hong.docx", "d/rong.pdf", "d/khoa.pdf"} <= failed, failed


def test_a_data_frame_of_contents_gives_them_too(spark, mixed, tmp_path):
    # Spark's binaryFile has no row for a file of no bytes: what one machine makes of the others.
    run(["extract", "in", "-o", "filled", "--exclude", "rong.pdf", "--ocr", "off"], mixed)
    files = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(str(mixed / "in"))
    phuluc.spark.extract(spark, files, tmp_path / "out", root=str(mixed / "in"), ocr="off", shards=3)
    assert_same(mixed / "filled", tmp_path / "out")
    # Without a root it is the folder that all files share.
    phuluc.spark.extract(spark, files, tmp_path / "shared", ocr="off", shards=2)
    assert_same(mixed / "filled", tmp_path / "shared")


def python_workers():
    """The processes in which executors run Python, by what they were started with."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            words = (entry / "cmdline").read_bytes().split(b"\0")
            parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except (OSError, ValueError):
            continue
        if b"CoarseGrainedExecutorBackend" in b" ".join(words) and parent:
            found.append(int(entry.name))
    return found


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are found in /proc")
def test_a_worker_killed_in_the_middle_loses_nothing(spark, mixed, monkeypatch, tmp_path):
    monkeypatch.chdir(mixed)
    before = set(python_workers())
    assert len(before) == 2, "two executors run"
    ended = []

    def read():
        phuluc.spark.extract(spark, "in", tmp_path / "out", ocr="off", shards=12)
        ended.append(True)

    job = threading.Thread(target=read)
    job.start()
    time.sleep(1.5)
    assert not ended, "the job ended before the kill"
    os.kill(min(before), signal.SIGKILL)
    job.join(timeout=150)
    assert ended, "the job did not end"
    assert set(python_workers()) != before
    assert_same(mixed / "whole", tmp_path / "out")
