"""Reports read on a Dask cluster: ``phuluc.dask.extract(paths)``.

The workers must see the paths, on a shared disk or each on its own; the tables are those of one machine, byte for byte.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Iterable, List, Optional, Sequence, Union

from ._shards import Options, PathLike, Settled, merge, read_shard

__all__ = ["extract"]


def extract(
    paths: Union[PathLike, Iterable[PathLike]],
    output: PathLike,
    *,
    client: Optional[object] = None,
    shards: Optional[int] = None,
    schema: Optional[str] = None,
    schemas: Sequence[PathLike] = (),
    agencies: Optional[PathLike] = None,
    ocr: str = "auto",
    password: Optional[str] = None,
    personal: bool = False,
    workbook: bool = False,
    retries: int = 3,
    lang: Optional[str] = None,
) -> Settled:
    """Reads everything under some files, archives and folders, and writes the output folder ``output`` on the client's disk,
    as ``phuluc extract`` writes it: ``indicators.csv``, ``findings.csv``, ``files.csv`` …

    ``client``: a ``distributed.Client``; without one the current one. ``shards``: into how many tasks the files are parted;
    eight a thread of the cluster unless said. ``retries``: how often a task that failed is run again; one whose worker died
    is run again by Dask itself. A file that cannot be read is a row of ``files.csv``, never a failed task.
    """
    from distributed import as_completed, get_client

    client = client or get_client()
    given = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
    shown: List[str] = [os.fspath(path) for path in given]
    of = shards or max(1, 8 * sum(client.nthreads().values()))
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
    here = os.getcwd()
    tasks = client.map(
        lambda number: read_shard(shown, number, of, options, here),
        range(1, of + 1),
        retries=retries,
        pure=False,
    )

    def finished() -> Iterable[bytes]:
        for task, part in as_completed(tasks, with_results=True):
            yield part
            task.release()

    merge(finished(), output, options)
    return Settled(Path(output))
