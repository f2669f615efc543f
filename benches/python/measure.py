"""What Python costs on top of the Rust call, and how long the values of many reports take to a polars frame.

    make wheel && pip install target/wheels/*.whl polars
    python benches/python/measure.py REPORT.pdf [--reports 2000] [--rounds 30]

The Rust call is `pipeline::extract_all` on the same bytes, in the same process and build, timed inside the extension; the two
take turns, and CPU time of all threads is compared by the least of the rounds. The reports are copies of the one given,
each with a line of its own behind it, so that none is known already.
"""

import argparse
import tempfile
import time
from pathlib import Path

import phuluc
from phuluc import _phuluc


def cpu(work) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def calls(report: Path, rounds: int) -> None:
    content = report.read_bytes()
    options = _phuluc.Options(lang="vi")
    ours, rust = [], []
    phuluc.extract(report, lang="vi")
    for _ in range(rounds):
        ours.append(cpu(lambda: phuluc.extract(report, lang="vi")))
        rust.append(cpu(lambda: _phuluc._rust_call(content, str(report), options)))
    print(f"phuluc.extract {min(ours) * 1e3:.2f} ms, Rust {min(rust) * 1e3:.2f} ms, ratio {min(ours) / min(rust):.3f}")


def frame(report: Path, count: int) -> None:
    import polars

    content = report.read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        for at in range(count):
            (Path(folder) / f"{at:05}{report.suffix}").write_bytes(content + f"\n%{at}\n".encode())
        start = time.perf_counter()
        results = phuluc.extract_folder(folder, lang="vi")
        print(f"{count} reports read in {time.perf_counter() - start:.1f} s, tables made with them")
    rounds = []
    for _ in range(5):
        start = time.perf_counter()
        height = polars.DataFrame(results.values).height
        rounds.append(time.perf_counter() - start)
    print(f"to polars: {height} rows in {min(rounds):.3f} s, first time {rounds[0]:.3f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("report", type=Path)
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=30)
    args = parser.parse_args()
    calls(args.report, args.rounds)
    frame(args.report, args.reports)


main()
