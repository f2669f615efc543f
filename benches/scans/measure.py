#!/usr/bin/env python3
"""How scans are read: rows, values, what is wrong without a word, labels, time and memory.

    python3 benches/scans/measure.py PROGRAM --truth DIR [--pages 13] [--out DIR] [--show 10] [--option=--ocr=numbers] FILE…

Reads every file with `PROGRAM extract` and holds its rows against the truth, NAME.truth.json of DIR for NAME.anything.pdf:
{"rows": [{"label": …, "value_raw": … or null}, …]} in printed order, where a footnote's mark may stand behind its
value ("17(1)"). Without that file, NAME.pdf of DIR, the report as text, is read by the same program and its rows are the truth.

    rows     of the truth that are found by their labels, in order; `more` are rows read that are none of them
    astray   rows given to another indicator than those of the report as text, NAME.pdf of DIR
    values   with a digit, as printed, quotes and dashes alike, blanks left out; a mark behind a value may be parted from it
    inv      values read where the paper has none
    told     wrong values with a warning, an error or a check of their reading on the row
    silent   wrong values, values of lost rows and invented values without
    mark     of the right ones those read with a comma for a dot or a dot for a comma, and the same number all the same
    doubted  right values that the reading is in doubt of (weak-reading, unread-ink), in percent
    cer      letters to be put right in labels, in percent of their letters
    CPU, MiB of all processes together, and of the largest

`--pages` says of how many pages the CPU is, if pdfinfo should not be asked. What PROGRAM said is kept in `--out`, and read
from there another time. PROGRAM may also be a command with {}, which stands for the file, that prints a list of rows
[[label, value], …] as JSON: `rivals.py` is measured so."""
import argparse
import collections
import json
import os
import re
import shlex
import subprocess
import tempfile
import unicodedata

DOUBTS = {"weak-reading", "unread-ink"}
ALIKE = str.maketrans({**dict.fromkeys("“”„", '"'), **dict.fromkeys("‘’", "'"), **dict.fromkeys("–—‐‑−", "-"), "\u00ad": None})
Row = collections.namedtuple("Row", "label value told doubted indicator")


def same(text):
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text or "").translate(ALIKE)).strip()


def bare(text):
    return same(text).replace(" ", "")


def run(command, out):
    """CPU seconds, peak MiB of the largest process; the standard output is in `out`."""
    with open(out, "wb") as file:
        child = subprocess.Popen(command, stdout=file, stderr=subprocess.DEVNULL)
        _, _, usage = os.wait4(child.pid, 0)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def rows_of(report):
    """What a report of phuluc has in its rows, and the codes on each."""
    if isinstance(report, list) and (not report or isinstance(report[0], list)):
        return [Row(label, value, False, False, None) for label, value in report]
    report = report[0] if isinstance(report, list) else report
    row_of = {record["indicator"]: record["row"] for record in report["records"] if record["row"] is not None}
    told, doubted = set(), set()
    for finding in report["findings"]:
        row = finding.get("row", row_of.get(finding.get("indicator")))
        if finding["severity"] != "info" or finding["code"] in DOUBTS:
            told.add(row)
        if finding["code"] in DOUBTS:
            doubted.add(row)
    return [Row(row["label"], row["value"], at in told, at in doubted, indicator)
            for at, (row, indicator) in enumerate(zip(report["appendix"]["rows"], report["mapped"]))]


def pairs(text):
    text = bare(text).lower()
    return collections.Counter(text[at:at + 2] for at in range(len(text) - 1)) or collections.Counter([text])


def aligned(truth, found):
    """Pairs of numbers, in order, that make the labels most alike; the values where no labels were read."""
    key = (lambda row: row.label) if any(row.label for row in found) else (lambda row: re.sub(r"\(\d\)$", "", bare(row.value)) or "no value")
    ours, theirs = [pairs(key(row)) for row in truth], [pairs(key(row)) for row in found]
    sizes = [sum(one.values()) for one in theirs]
    best, back = [[0.0] * (len(found) + 1)], []
    for one in ours:
        size, line, steps = sum(one.values()), [0.0], [0]
        for at, other in enumerate(theirs):
            alike = 2 * sum((one & other).values()) / max(1, size + sizes[at])
            ways = (best[-1][at + 1], line[at], best[-1][at] + alike if alike >= 0.5 else -1.0)
            step = max(range(3), key=ways.__getitem__)
            line.append(ways[step])
            steps.append(step)
        best.append(line)
        back.append(steps)
    out, ours_at, theirs_at = {}, len(truth), len(found)
    while ours_at and theirs_at:
        step = back[ours_at - 1][theirs_at]
        if step == 2:
            out[ours_at - 1] = theirs_at - 1
        ours_at -= step != 1
        theirs_at -= step != 0
    return out


def apart(one, other):
    """Letters to be changed, put in or left out."""
    line = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, line[0] = line[0], at
        for there, against in enumerate(other, 1):
            before, line[there] = line[there], min(line[there] + 1, line[there - 1] + 1, before + (letter != against))
    return line[-1]


def is_right(printed, read):
    printed, read = bare(printed), bare(read)
    return read == printed or bool(re.fullmatch(r"[\d.,]+\(\d\)", printed)) and read == printed[:-3]


def number(printed):
    """The number meant: a last group of other than three digits is a fraction, whatever the mark before it."""
    parts = re.split("[.,]", re.sub(r"\(\d\)$|%$", "", bare(printed)))
    if not all(part.isdigit() for part in parts):
        return None
    return "".join(parts) if len(parts[-1]) == 3 or len(parts) == 1 else "".join(parts[:-1]) + "," + parts[-1]


def compared(truth, found):
    count, wrong = collections.Counter(), []
    match = aligned(truth, found)
    for at, row in enumerate(truth):
        other = found[match[at]] if at in match else None
        numeric = bool(re.search(r"\d", row.value or ""))
        count["rows"] += other is not None
        count["values"] += numeric
        if other is not None and other.label:
            count["letters"] += len(same(row.label))
            count["astray"] += bool(row.indicator and other.indicator and row.indicator != other.indicator)
            count["slips"] += apart(same(row.label), same(other.label))
        if not bare(row.value):
            if other is not None and bare(other.value):
                count["invented"] += 1
                count["told" if other.told else "silent"] += 1
                wrong.append(("told" if other.told else "SILENT", row.label, "nothing", other.value))
            continue
        right = other is not None and is_right(row.value, other.value)
        if numeric and not right and other is not None and re.search("[.,]", row.value):
            marked = bare(other.value).endswith("%") == bare(row.value).endswith("%")
            right = marked and number(row.value) is not None and number(row.value) == number(other.value)
            count["mark"] += right
        if numeric and right:
            count["right"] += 1
            count["doubted"] += other.doubted
        elif not right:
            how = "told" if other is not None and other.told else "silent"
            count["words" if not numeric else "of rows lost" if other is None else "wrong"] += 1
            count[how] += 1
            wrong.append((how if how == "told" else "SILENT", row.label, row.value, other and other.value or ("nothing" if other else "no row")))
    for at in set(range(len(found))) - set(match.values()):
        count["more"] += 1
        if bare(found[at].value):
            count["invented"] += 1
            count["told" if found[at].told else "silent"] += 1
            wrong.append(("told" if found[at].told else "SILENT", "(no such row) " + found[at].label, "nothing", found[at].value))
    return count, wrong


def truth_of(program, folder, name):
    path, text, rows = os.path.join(folder, name + ".truth.json"), os.path.join(folder, name + ".pdf"), []
    if os.path.exists(path):
        with open(path, encoding="utf8") as file:
            rows = [Row(row["label"], row["value_raw"], False, False, None) for row in json.load(file)["rows"]]
    if os.path.exists(text) and "{}" not in program:
        read = subprocess.run([program, "extract", text, "-o", "-", "-q"], capture_output=True).stdout
        read = rows_of(json.loads(read))
        match = aligned(rows, read) if rows else {}
        rows = [row._replace(indicator=read[match[at]].indicator) if at in match else row for at, row in enumerate(rows)] or read
    return rows


def pages_of(pdf):
    told = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True).stdout
    return next((int(line.split()[1]) for line in told.splitlines() if line.startswith("Pages:")), 1)


def main():
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("program")
    told.add_argument("files", nargs="+")
    told.add_argument("--truth", required=True)
    told.add_argument("--pages", type=int)
    told.add_argument("--out")
    told.add_argument("--show", type=int, default=0)
    told.add_argument("--option", action="append", default=[])
    asked = told.parse_args()
    os.environ.setdefault("PHULUC_CACHE", "off")
    out = asked.out or tempfile.mkdtemp()
    os.makedirs(out, exist_ok=True)
    print(f"{'':34} {'rows':>9} {'more':>4} {'astray':>6} {'values':>9} {'inv':>4} {'told':>5} {'silent':>6} {'mark':>4} {'doubted':>7} {'cer':>6} {'CPU/page':>8} {'MiB':>5}")
    total = collections.Counter()
    for path in asked.files:
        name = os.path.basename(path)
        base = os.path.join(out, name)
        if not os.path.exists(base + ".cost"):
            if "{}" in asked.program:
                command = [part.replace("{}", path) for part in shlex.split(asked.program)]
            else:
                command = [asked.program, "extract", path, "-o", "-", "-q", "--max-seconds", "3600", *asked.option]
            cpu, peak = run(command, base + ".json")
            with open(base + ".cost", "w") as file:
                json.dump([cpu, peak], file)
        with open(base + ".cost") as file:
            cpu, peak = json.load(file)
        with open(base + ".json", encoding="utf8") as file:
            text = file.read()
        truth = truth_of(asked.program, asked.truth, name.split(".")[0])
        count, wrong = compared(truth, rows_of(json.loads(text)) if text.strip() else [])
        count["all"] = len(truth)
        total += count
        pages = asked.pages or pages_of(path)
        line(name[-34:], count, f"{cpu / pages:8.2f} {peak:5.0f}")
        for how, label, printed, read in sorted(wrong)[:asked.show]:
            print(f"    {how}: {printed} read as {read}: {same(label)[:60]}")
    if len(asked.files) > 1:
        line("together", total, "")


def line(name, count, cost):
    print(f"{name:34} {count['rows']:>4}/{count['all']:<4} {count['more']:>4} {count['astray']:>6} {count['right']:>4}/{count['values']:<4} {count['invented']:>4} "
          f"{count['told']:>5} {count['silent']:>6} {count['mark']:>4} {100 * count['doubted'] / max(1, count['right']):6.1f}% "
          f"{100 * count['slips'] / max(1, count['letters']):5.2f}% {cost}", flush=True)


if __name__ == "__main__":
    main()
