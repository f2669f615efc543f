"""Many small reports through shards and a merge: wall time, and the memory of every process over time.

    python3 benches/scale/simulate.py PHULUC [REPORTS] [--shards N] [--at-once N]

REPORTS (100,000 unless given) are made from the fixtures: texts of an office and a province of their own, DOCX and PDF, in
folders as provinces keep them. N shards (50) are read, so many at once (1) with all cores, and merged. Once a second the
resident memory of the program and of its largest worker is noted; what is printed is the peak of each tenth of the time, so
that what grows is seen. Two shards are read again into other folders to see that they are the same.
"""

import argparse
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
TEXT = (ROOT / "fixtures/contradictions/input.txt").read_text(encoding="utf-8")
OTHERS = [ROOT / "fixtures/word/input.docx", ROOT / "fixtures/pdf-ruled/input.pdf"]


def made(folder, reports):
    for at in range(reports):
        place = folder / f"tinh-{at % 34:02}" / f"{2011 + at // 34 % 15}"
        place.mkdir(parents=True, exist_ok=True)
        if at % 10 in (3, 7):
            other = OTHERS[at % 10 == 7]
            shutil.copy(other, place / f"{at:06}{other.suffix}")
            continue
        name = f"Số {at:06}"
        text = TEXT.replace("THỦY LỢI VÀ PHÁT TRIỂN NÔNG THÔN", name.upper())
        (place / f"{at:06}.txt").write_text(text.replace("Thủy lợi và Phát triển nông thôn", name), encoding="utf-8")


def resident(root):
    """Bytes of a process, and the most of one below it; 0 where it has ended. Whichever of its threads began a worker."""
    page, own, below = os.sysconf("SC_PAGE_SIZE"), 0, 0
    for entry in pathlib.Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            if int(entry.name) == root or parent == root:
                size = int((entry / "statm").read_text().split()[1]) * page
        except (OSError, IndexError):
            continue
        if int(entry.name) == root:
            own = size
        elif parent == root:
            below = max(below, size)
    return own, below


class Watched:
    """Commands run one after the other or at once, their memory noted every second."""

    def __init__(self):
        self.samples = []

    def run(self, commands, at_once):
        waiting, running, start = list(commands), [], time.monotonic()
        while waiting or running:
            while waiting and len(running) < at_once:
                running.append(subprocess.Popen(waiting.pop(0), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
            now = time.monotonic() - start
            seen = [resident(one.pid) for one in running]
            self.samples.append((now, max(own for own, _ in seen), max(worker for _, worker in seen)))
            time.sleep(min(1.0, 0.1 + now / 100))
            for one in [one for one in running if one.poll() is not None]:
                if one.returncode not in (0, 1, 3, 4):
                    sys.exit(f"{one.args}: {one.returncode}")
                running.remove(one)
        return time.monotonic() - start

    def tenths(self):
        last = self.samples[-1][0] or 1
        for tenth in range(10):
            part = [s for s in self.samples if int(min(s[0] / last * 10, 9)) == tenth]
            if part:
                yield tenth, max(s[1] for s in part) >> 20, max(s[2] for s in part) >> 20


def reports(folder):
    names = sorted((folder / "reports").iterdir())
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in names}


def main():
    args = argparse.ArgumentParser()
    args.add_argument("program")
    args.add_argument("reports", nargs="?", type=int, default=100_000)
    args.add_argument("--shards", type=int, default=50)
    args.add_argument("--at-once", type=int, default=1)
    args = args.parse_args()
    program = str(pathlib.Path(args.program).resolve())
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        made(folder / "in", args.reports)

        def shard(number, out):
            own = ["--shard", f"{number}/{args.shards}", "-o", str(folder / out), "-q", "--no-workbook", "--ocr", "off"]
            return [program, "extract", str(folder / "in"), *own]

        load = os.getloadavg()[0]
        print(f"{args.reports} reports, {args.shards} shards, load before {load:.1f}")
        for what, commands in [
            ("shards", [shard(number, f"part-{number}") for number in range(1, args.shards + 1)]),
            ("merge", [[program, "merge", *(str(folder / f"part-{n}") for n in range(1, args.shards + 1)), "-o", str(folder / "out"), "-q", "--no-workbook"]]),
        ]:
            watched = Watched()
            wall = watched.run(commands, args.at_once)
            print(f"{what}: {wall:.0f} s wall, {1000 * wall / args.reports:.1f} ms a report; MiB of the program, of its largest worker:")
            for tenth, own, worker in watched.tenths():
                print(f"  {tenth * 10:3} % {own:6} {worker:6}")
        for number in {1, args.shards}:
            Watched().run([shard(number, f"again-{number}")], 1)
            assert reports(folder / f"part-{number}") == reports(folder / f"again-{number}"), number
        print("two shards read again: the same reports")


if __name__ == "__main__":
    main()
