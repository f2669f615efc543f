#!/usr/bin/env python3
"""CPU time of a whole extraction of a DOCX against the time python-docx needs to list its cells.

    cargo build --release
    python3 benches/docx_vs_python.py target/release/phuluc REPORT.docx...

Needs python-docx. Both sides are whole processes, start-up and children included, run by turns; the best of
seven rounds counts, as the others hold the noise of the machine. Asked for: at most a twentieth."""
import resource
import subprocess
import sys

CELLS = """
import sys, docx
for table in docx.Document(sys.argv[1]).tables:
    for row in table.rows:
        for cell in row.cells:
            cell.text
"""


ROUNDS = 7


def cpu(command):
    """User and system seconds of a command and what it starts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def least(commands):
    """The least of each command over the rounds."""
    rounds = [[cpu(command) for command in commands] for _ in range(ROUNDS)]
    return [min(times) for times in zip(*rounds)]


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    program, files = sys.argv[1], sys.argv[2:]
    worst = 0.0
    for file in files:
        extract = [program, "extract", file, "--format", "json", "-o", "-"]
        ours, theirs = least([extract, [sys.executable, "-c", CELLS, file]])
        worst = max(worst, ours / theirs)
        print(f"{file}: phuluc {ours * 1000:.0f} ms, python-docx {theirs * 1000:.0f} ms, 1/{theirs / max(ours, 1e-4):.1f}")
    print(f"worst: 1/{1 / max(worst, 1e-9):.1f}")
    sys.exit(worst > 1 / 20)


if __name__ == "__main__":
    main()
