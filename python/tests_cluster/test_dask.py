"""Reading on a Dask cluster of processes: what one machine gives, whatever happens to a worker."""

import os
import signal
import threading
import time

import pytest
from conftest import assert_same

distributed = pytest.importorskip("distributed")

import phuluc.dask  # noqa: E402


@pytest.fixture
def client():
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        with distributed.Client(cluster) as client:
            yield client


def test_paths_give_the_tables_of_one_machine(client, mixed, monkeypatch, tmp_path):
    monkeypatch.chdir(mixed)
    phuluc.dask.extract("in", tmp_path / "out", client=client, ocr="off", shards=5)
    assert_same(mixed / "whole", tmp_path / "out")


def test_a_worker_killed_in_the_middle_loses_nothing(client, mixed, monkeypatch, tmp_path):
    monkeypatch.chdir(mixed)
    ended = []

    def read():
        phuluc.dask.extract("in", tmp_path / "out", client=client, ocr="off", shards=12)
        ended.append(True)

    job = threading.Thread(target=read)
    job.start()
    time.sleep(1)
    assert not ended, "the job ended before the kill"
    victim = next(iter(client.run(os.getpid).values()))
    os.kill(victim, signal.SIGKILL)
    job.join(timeout=150)
    assert ended, "the job did not end"
    assert_same(mixed / "whole", tmp_path / "out")


def test_a_task_that_cannot_work_says_why(client, mixed, monkeypatch, tmp_path):
    monkeypatch.chdir(mixed)
    with pytest.raises(RuntimeError, match="no-such-form"):
        phuluc.dask.extract("in", tmp_path / "out", client=client, schema="no-such-form", shards=2, retries=0)
