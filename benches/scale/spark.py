"""Reports on a Spark cluster of this machine: one worker against two, and the libraries people would take instead.

    python3 benches/scale/spark.py PHULUC [REPORTS] [--rival REPORTS] [--rounds N]

REPORTS (2,000 unless given) are invented as benches/trust invents them, each an appendix of all sections behind some pages of
text, in DOCX, PDF, XLSX, HTML, RTF, ODT and text. PHULUC reads them as one machine does; then a cluster of one worker and one of
two, of a core each, read them with `phuluc.spark`, by turns, N rounds (2) each. The tables have to be the same byte for byte; the
least wall time of each counts, without the start of the cluster. Then the first of the DOCX and PDF among them (`--rival`, 200)
are read in one cluster of two: with phuluc, and with python-docx and pdfplumber, which give the rows of all tables and nothing
more. What is compared is the processor time of all processes of the cluster and below it.

Python needs the package phuluc itself, pyspark, pyarrow, pandas, python-docx and pdfplumber.
"""

import argparse
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benches/trust"))
TABLES = ["indicators.csv", "indicators-wide.csv", "findings.csv", "files.csv", "submissions.csv", "forms.csv", "run.json"]
SENTENCES = [
    "Trong quý, đơn vị đã ban hành {} văn bản chỉ đạo, điều hành công tác cải cách hành chính.",
    "Tổng số hồ sơ tiếp nhận trong kỳ là {} hồ sơ, trong đó tiếp nhận trực tuyến chiếm đa số.",
    "Đơn vị tiếp tục rà soát, đơn giản hóa {} thủ tục hành chính thuộc phạm vi quản lý.",
    "Công tác tuyên truyền được thực hiện với {} tin, bài trên trang thông tin điện tử.",
]


def made(folder, reports):
    from pdf import as_pdf
    from reports import DEPARTMENTS, PROVINCES, Report
    from writers import FORMATS

    formats = [("docx", FORMATS["docx"]), ("pdf", as_pdf), ("docx", FORMATS["docx"]), ("pdf", as_pdf)]
    formats += [(name, FORMATS[name]) for name in ("xlsx", "html", "rtf", "odt", "txt")]
    for at in range(reports):
        dice = random.Random(at)
        form = PROVINCES if at % 3 == 2 else DEPARTMENTS
        report = Report(dice, form, ["I", "II", "III", "IV", "V", "VI"], agency=f"Số {at:04}")
        prose = [dice.choice(SENTENCES).format(dice.randrange(2000)) for _ in range(60)]
        ending, write = formats[at % len(formats)]
        content = write(report.letterhead() + prose + report.caption() + [report.table()])
        place = folder / f"tinh-{at % 34:02}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{at:06}.{ending}").write_bytes(content if isinstance(content, bytes) else content.encode())


def cpu_below(root):
    """Seconds of processor time of a process, all below it, and all of those that have ended and were waited for."""
    own, parents = {}, {}
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            parents[int(entry.name)], own[int(entry.name)] = int(fields[1]), sum(map(int, fields[11:15]))
    found, more = set(), {root}
    while more:
        found |= more
        more = {pid for pid, parent in parents.items() if parent in more} - found
    return sum(own.get(pid, 0) for pid in found) / os.sysconf("SC_CLK_TCK")


def cluster(workers):
    import pyspark
    from pyspark.sql import SparkSession

    os.environ["SPARK_HOME"] = os.path.dirname(pyspark.__file__)
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(f"local-cluster[{workers},1,1024]").appName("phuluc")
    builder = builder.config("spark.ui.enabled", "false").config("spark.executor.memory", "1g")
    session = builder.config("spark.driver.host", "127.0.0.1").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    # An executor that waits for its first task is started; Python in it, too.
    session.range(0, workers * 4, 1, workers * 4).mapInPandas(lambda frames: frames, "id long").count()
    return session


def once(job):
    wall, cpu = time.monotonic(), cpu_below(os.getpid())
    job()
    return time.monotonic() - wall, cpu_below(os.getpid()) - cpu


def with_libraries(session, folder):
    """Rows of all tables of DOCX and PDF, as people write it."""

    def read(frames):
        import io

        import docx
        import pandas
        import pdfplumber

        for frame in frames:
            for path, content in zip(frame.path, frame.content):
                if path.endswith(".docx"):
                    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in docx.Document(io.BytesIO(content)).tables]
                else:
                    with pdfplumber.open(io.BytesIO(content)) as pages:
                        tables = [table for page in pages.pages for table in page.extract_tables()]
                rows = [[path, "\t".join(cell or "" for cell in row)] for table in tables for row in table]
                yield pandas.DataFrame(rows, columns=["path", "row"])

    files = session.read.format("binaryFile").option("recursiveFileLookup", "true").load(str(folder))
    return files.select("path", "content").repartition(16).mapInPandas(read, "path string, row string").count()


def main():
    args = argparse.ArgumentParser()
    args.add_argument("program")
    args.add_argument("reports", nargs="?", type=int, default=2000)
    args.add_argument("--rival", type=int, default=200)
    args.add_argument("--rounds", type=int, default=2)
    args = args.parse_args()
    import phuluc.spark

    folder = pathlib.Path(tempfile.mkdtemp())
    made(folder / "in", args.reports)
    few = [path for path in sorted((folder / "in").rglob("*.*")) if path.suffix in (".docx", ".pdf")][: args.rival]
    (folder / "few").mkdir()
    for path in few:
        shutil.copy(path, folder / "few")
    os.chdir(folder)
    start = time.monotonic()
    subprocess.run([args.program, "extract", "in", "-o", "whole", "-q", "--no-workbook"], check=False)
    print(f"one machine, two cores: {time.monotonic() - start:.1f} s", flush=True)

    def same(out):
        for name in TABLES:
            assert (folder / out / name).read_bytes() == (folder / "whole" / name).read_bytes(), name

    least = {}
    for at in range(args.rounds):
        for workers in (1, 2):
            session = cluster(workers)
            out = f"out-{at}-{workers}"
            found = once(lambda: phuluc.spark.extract(session, "in", out, shards=16))
            session.stop()
            same(out)
            print(f"{workers} worker: {found[0]:.1f} s wall, {found[1]:.1f} s CPU; the same tables", flush=True)
            least[workers] = min(least.get(workers, found[0]), found[0])
    print(f"two workers {least[1] / least[2]:.2f} x one")
    session = cluster(2)
    phuluc.spark.extract(session, "few", "few-out", shards=16)
    for at in range(args.rounds):
        own = once(lambda: phuluc.spark.extract(session, "few", f"few-{at}", shards=16))
        other = once(lambda: with_libraries(session, folder / "few"))
        print(f"{len(few)} DOCX and PDF: {own[1]:.1f} s CPU, python-docx and pdfplumber {other[1]:.1f} s: {other[1] / own[1]:.1f} x", flush=True)
    session.stop()
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
