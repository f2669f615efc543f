#!/usr/bin/env python3
"""What a run over a folder costs: processor time of all processes, wall time, peak memory of the parent.

    python3 benches/batch/measure.py PROGRAM FOLDER [OTHER_PROGRAM] [--rounds N]

The ways take turns, the least of N rounds (default 5) is printed: with workers, in one process, on one
thread; beside them another build of the program, and `pdftotext -layout` over the PDFs of the folder.
"""
import glob
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time


def run(commands):
    """CPU seconds, wall seconds and peak MiB of the largest process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.time()
    peak = 0
    for command in commands:
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, _, usage = os.wait4(child.pid, 0)
        peak = max(peak, usage.ru_maxrss)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, time.time() - begun, peak / 1024


def main():
    arguments = [a for a in sys.argv[1:] if not a.startswith("--")]
    rounds = int(sys.argv[sys.argv.index("--rounds") + 1]) if "--rounds" in sys.argv else 5
    arguments = [a for a in arguments if not a.isdigit()]
    program, folder, *other = arguments
    out = tempfile.mkdtemp()
    extract = lambda program, *options: [[program, "extract", folder, "-o", os.path.join(out, "o"), "-q", *options]]
    ways = {
        "workers": extract(program),
        "workers, 1 thread": extract(program, "--threads", "1"),
        "one process": extract(program, "--no-isolation"),
        "one process, 1 thread": extract(program, "--no-isolation", "--threads", "1"),
    }
    for name in other:
        ways["other build"] = extract(name)
        ways["other build, one process"] = extract(name, "--no-isolation")
    pdfs = glob.glob(os.path.join(folder, "*.pdf"))
    if pdfs and shutil.which("pdftotext"):
        ways["pdftotext -layout"] = [["pdftotext", "-layout", pdf, "-"] for pdf in pdfs]
    best = {}
    for _ in range(rounds):
        for way, commands in ways.items():
            shutil.rmtree(os.path.join(out, "o"), ignore_errors=True)
            found = run(commands)
            best[way] = tuple(map(min, zip(best.get(way, found), found)))
    shutil.rmtree(out)
    print(f"{'':28} {'CPU s':>8} {'wall s':>8} {'peak MiB':>9}")
    for way, (cpu, wall, peak) in best.items():
        print(f"{way:28} {cpu:8.2f} {wall:8.2f} {peak:9.1f}")


main()
