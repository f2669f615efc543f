"""An output folder of many reports: what a first run costs, a second over the same files, one after a single file changed,
and the workbook of 150 offices.

    python3 benches/store/store.py PHULUC [FILES]

FILES (2,000 unless given) are made from the fixtures: texts, DOCX and PDF in turn, each text with an office of its own.
CPU time of all processes is compared, not wall time.
"""

import pathlib
import resource
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
TEXT = ROOT / "fixtures/contradictions/input.txt"
OTHERS = [ROOT / "fixtures/word/input.docx", ROOT / "fixtures/pdf-ruled/input.pdf"]


def cpu(command):
    """CPU seconds of a command and its children, wall seconds, peak KiB of the largest."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if done.returncode not in (0, 1, 3):
        sys.exit(f"{command}: {done.returncode}\n{done.stderr}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used, time.monotonic() - start, after.ru_maxrss


def office(text, at):
    name = f"Số {at:04}"
    text = text.replace("THỦY LỢI VÀ PHÁT TRIỂN NÔNG THÔN", name.upper())
    return text.replace("Thủy lợi và Phát triển nông thôn", name)


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    files = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    text = TEXT.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        given, out = folder / "in", folder / "out"
        given.mkdir()
        for at in range(files):
            if at % 4:
                other = OTHERS[at % 4 % len(OTHERS)]
                (given / f"{at:04}{other.suffix}").write_bytes(other.read_bytes())
            else:
                (given / f"{at:04}.txt").write_text(office(text, at), encoding="utf-8")
        run = [program, "extract", str(given), "-o", str(out), "-q", "--fail-on", "never"]
        first, wall, _ = cpu(run)
        print(f"first run over {files} files: {first:.2f} CPU s, {wall:.1f} s")
        second, wall, _ = cpu(run)
        print(f"second, nothing changed: {second:.2f} CPU s, {wall:.1f} s: {100 * second / first:.2f} % of the first")
        (given / "0000.txt").write_text(office(text, 1), encoding="utf-8")
        third, wall, _ = cpu(run)
        print(f"one file changed: {third:.2f} CPU s, {wall:.1f} s: {100 * third / first:.2f} % of the first")
        offices, store = folder / "offices", folder / "store"
        offices.mkdir()
        for at in range(150):
            (offices / f"{at:03}.txt").write_text(office(text, at), encoding="utf-8")
        cpu([program, "extract", str(offices), "-o", str(store), "-q", "--fail-on", "never", "--no-workbook"])
        command = ["/usr/bin/time", "-f", "%e %M", program, "workbook", str(store), "-o", str(folder / "b.xlsx")]
        said = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=True).stderr.split()
        print(f"workbook of 150 offices: {said[-2]} s, {int(said[-1]) / 1024:.0f} MiB")


main()
