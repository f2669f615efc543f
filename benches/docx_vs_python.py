#!/usr/bin/env python3
"""CPU time of a whole extraction of a DOCX against the time python-docx needs to list its cells.

    cargo build --release
    python3 benches/docx_vs_python.py target/release/phuluc REPORT.docx...

Needs python-docx. Both sides are whole processes, start-up included; the best of five runs counts, as the
others hold the noise of the machine. Asked for: at most a twentieth."""
import os
import subprocess
import sys

CELLS = """
import sys, docx
for table in docx.Document(sys.argv[1]).tables:
    for row in table.rows:
        for cell in row.cells:
            cell.text
"""


def cpu(command):
    """User and system seconds of the quickest of five runs."""
    best = float("inf")
    for _ in range(5):
        before = os.times()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        after = os.times()
        spent = after.children_user + after.children_system - before.children_user - before.children_system
        best = min(best, spent)
    return best


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    program, files = sys.argv[1], sys.argv[2:]
    worst = 0.0
    for file in files:
        ours = cpu([program, "extract", file, "--format", "json", "-o", "-"])
        theirs = cpu([sys.executable, "-c", CELLS, file])
        worst = max(worst, ours / theirs)
        print(f"{file}: phuluc {ours * 1000:.0f} ms, python-docx {theirs * 1000:.0f} ms, 1/{theirs / max(ours, 1e-3):.0f}")
    print(f"worst: 1/{1 / max(worst, 1e-9):.0f}")
    sys.exit(worst > 1 / 20)


if __name__ == "__main__":
    main()
