#!/usr/bin/env python3
"""The number we live by: of reports that somebody or some program changed, how many values are wrong without a word?

    python3 benches/trust/trust.py PROGRAM [--reports 10000] [--seed 1] [--only MUTATION] [--in FORMAT] [--show 5] [--max-silent N]
    python3 benches/trust/trust.py --write fixtures/twins

Writes invented reports of a known truth (`reports.py`) in every format (`writers.py`, `pdf.py`), each with one change of a kind
that people and programs make (`mutations.py`), reads them with `PROGRAM extract`, and holds every record against the
truth: it is right, or a warning or an error stands on its row. Prints by mutation and format the silent errors in a
thousand values, and the share of right rows with a needless warning of reading: one that the mutation is not there
for. `--write` leaves a small report of each mutation and format with its truth, for `tests/twins.rs`."""
import argparse
import collections
import json
import os
import random
import subprocess
import sys
import tempfile
import unicodedata

from mutations import MUTATIONS, NEEDS, ONLY, SAYS
from pdf import as_bare_pdf, as_pdf
from reports import DEPARTMENTS, PROVINCES, Report
from writers import FORMATS

FORMATS = {**FORMATS, "pdf": as_pdf, "bare.pdf": as_bare_pdf}
# Warnings that say how a row was read; what the checks say of invented figures is another matter.
OF_CONTENT = {"ratio-mismatch", "sum-mismatch", "part-exceeds-whole", "equal-mismatch", "narrative-mismatch", "blank-required",
              "missing-row", "missing-section", "negative", "percent-out-of-range", "blank-but-noted", "not-submitted", "note-mismatch"}
# Of a table as a whole: it neither names a row nor is it needless on one.
OF_TABLE = {"read-by-alignment"}
# Small enough to keep in the repository.
ROWS_OF_A_TWIN = 11


def ways(only=None, within=None):
    return [(name, ending) for name in MUTATIONS for ending in FORMATS
            if ending in ONLY.get(name, FORMATS) and only in (None, name) and within in (None, ending)]


def made(seed, name, most=None):
    """The blocks of a changed report, the reports in it, and what only has to be told."""
    dice = random.Random(seed)
    for _ in range(100):
        form, sections = NEEDS.get(name, (dice.choice([DEPARTMENTS, DEPARTMENTS, PROVINCES]), 3 if most is None else 1))
        try:
            return MUTATIONS[name](Report(dice, form, sections, most), dice)
        except IndexError:
            continue  # no row that the mutation asks for: another report
    raise SystemExit(f"no report for {name}")


def number(value):
    """The plain number of a record's value; None for a blank or nothing, its name for one that was not found."""
    if value["is"] in ("missing", "text", "unreadable"):
        return value["is"]
    found = value.get("value") if value["is"] in ("number", "percent", "choice") else None
    return None if found is None else float(found)


def accepted(expected):
    """What a record may say: a value, or one of several."""
    several = expected if isinstance(expected, (tuple, list)) else (expected,)
    return [float(value) if isinstance(value, (int, float)) else value for value in several]


def judge(report, wanted, tell, says, counts, shown):
    """Counts the values of one report: right, told or silent; needless warnings on right rows."""
    on_row, truth = by_row(report, wanted.form), wanted.truth
    for record in report["records"]:
        id = record["indicator"]
        if id not in truth:
            continue
        codes = on_row(record)
        right = number(record["value"]) in accepted(truth[id])
        reading = [code for code in codes if code not in OF_CONTENT]
        counts["values"] += 1
        if id in tell or not right:
            loud = reading or record["value"]["is"] == "missing" and "missing-row" in codes \
                or record["value"]["is"] in ("blank", "no-data") and "blank-required" in codes
            counts["told" if loud else "silent"] += 1
            if not loud and len(shown) < 200:
                shown.append((id, truth[id], record["value"], record.get("printed")))
        else:
            needless = [code for code in reading if code != says]
            counts["right"] += 1
            counts["needless"] += bool(needless)
            if needless:
                counts["code " + needless[0]] += 1


def by_row(report, form):
    """What gives the codes of the warnings and errors that stand on a record's row."""
    findings = [f for f in report["findings"] if f["severity"] in ("warning", "error") and f["code"] not in OF_TABLE]
    places = [(evidence["place"], f["code"]) for f in findings for evidence in f.get("places", [])]
    rows = report["appendix"]["rows"]

    def codes(record):
        at = record.get("row")
        out = [f["code"] for f in findings if f.get("indicator") == record["indicator"] or at is not None and f.get("row") == at]
        if at is None and any(f["code"] == "unmapped-row" and begins_alike(f["data"]["label"], form.indicators[record["indicator"]]["label"]) for f in findings):
            out.append("unmapped-row")
        if at is None and any(f["code"] == "missing-section" and f["indicator"] == record["indicator"].split(".")[0] for f in findings):
            out.append("missing-row")
        if at is not None:
            out += [code for place, code in places if any(same(place, own) for own in rows[at]["places"])]
        return out
    return codes


def begins_alike(printed, label):
    """Whether a row that was given to nobody is the one of a label, or holds it."""
    key = lambda text, most=20: "".join(c for c in unicodedata.normalize("NFD", text.lower()) if c.isalnum())[:most]
    return key(label) in key(printed, None) or bool(key(printed)) and key(label).startswith(key(printed))


def same(a, b):
    if a.get("bbox") and b.get("bbox"):
        lapped = min(a["bbox"][3], b["bbox"][3]) - max(a["bbox"][1], b["bbox"][1])
        return a["page"] == b["page"] and lapped > 0.4 * min(a["bbox"][3] - a["bbox"][1], b["bbox"][3] - b["bbox"][1])
    keys = [key for key in ("table", "row", "line", "sheet") if a.get(key) is not None and b.get(key) is not None]
    return ("row" in keys or "line" in keys) and all(a[key] == b[key] for key in keys)


def run(program, jobs, counts, silent):
    with tempfile.TemporaryDirectory() as folder:
        truths = {}
        for seed, name, ending in jobs:
            file = f"r{seed:06}.{ending}"
            blocks, reports, tell = made(seed, name)
            with open(os.path.join(folder, file), "wb") as out:
                out.write(FORMATS[ending](blocks))
            truths[file] = (name, ending, reports, tell)
        out = subprocess.run([program, "extract", folder, "-o", "-", "--format", "jsonl", "-q"], capture_output=True)
        found = collections.defaultdict(list)
        for line in out.stdout.decode().splitlines():
            report = json.loads(line)
            found[os.path.basename(report["source"]["file"]).split("#")[0]].append(report)
        for file, (name, ending, reports, tell) in truths.items():
            tally = counts[name, ending]
            tally["reports"] += 1
            match(found[file], reports, tell, SAYS.get(name), tally, silent.setdefault((name, file), []))


def code(report):
    """As the program calls the report's period."""
    return f"{report.form.year}-Q{2 if report.period == report.form.earlier else 3}"


def match(found, reports, tell, says, tally, shown):
    """Each report that was read is the one of its agency and period; one that was not is silent in all its values."""
    for wanted in reports:
        quarter = code(wanted)
        of_agency = [r for r in found if wanted.agency.lower() in (r["head"].get("agency") or "").lower()]
        own = [r for r in of_agency if (r["head"].get("period") or {}).get("code") == quarter]
        read = (own or (found if len(reports) == 1 else []))[:1]
        for report in read:
            judge(report, wanted, tell, says, tally, shown)
        if not read or not read[0]["records"]:
            told = any(f["code"] in ("no-schema", "missing-appendix") for r in found for f in r["findings"])
            tally["values"] += len(wanted.truth)
            tally["told" if told else "silent"] += len(wanted.truth)
            tally["not read"] += 1
            if not told:
                shown.append(("report not found", wanted.agency, wanted.period, [r["head"].get("agency") for r in found]))


def table(counts):
    print(f"{'mutation':20s}" + "".join(f"{ending:>9s}" for ending in FORMATS) + "   silent errors in 1,000 values; – where it cannot be")
    for name in MUTATIONS:
        if any((name, ending) in counts for ending in FORMATS):
            rate = lambda tally: f"{1000 * tally['silent'] / max(1, tally['values']):9.2f}"
            print(f"{name:20s}" + "".join(rate(counts[name, e]) if (name, e) in counts else "        –" for e in FORMATS))
    total = sum(counts.values(), collections.Counter())
    codes = sorted(((n, key[5:]) for key, n in total.items() if key.startswith("code ")), reverse=True)[:6]
    print(f"{total['reports']} reports, {total['values']} values: {total['right']} right, {total['told']} wrong and told, "
          f"{total['silent']} silent; needless warnings on {100 * total['needless'] / max(1, total['right']):.2f} % of right rows "
          + ", ".join(f"{code} {n}" for n, code in codes))


def needless(counts):
    """Where needless warnings come from, and where reports were not read."""
    for (name, ending), tally in sorted(counts.items(), key=lambda pair: -pair[1]["needless"]):
        if tally["needless"] or tally["not read"]:
            codes = ", ".join(f"{key[5:]} {n}" for key, n in tally.items() if key.startswith("code "))
            print(f"needless: {name} in {ending}: {tally['needless']} of {tally['right']} ({codes}); {tally['not read']} reports not read")


def write(folder):
    """A small report of each mutation in each format that can hold it, and one truth for them all."""
    for at, name in enumerate(MUTATIONS):
        blocks, reports, tell = made(at, name, ROWS_OF_A_TWIN)
        own = os.path.join(folder, name)
        os.makedirs(own, exist_ok=True)
        for ending in [ending for of, ending in ways(only=name)]:
            with open(os.path.join(own, f"twin.{ending}"), "wb") as out:
                out.write(FORMATS[ending](blocks))
        values = lambda report: {id: accepted(expected) for id, expected in report.truth.items()}
        truth = {"says": SAYS.get(name), "told": sorted(tell),
                 "reports": [{"agency": report.agency, "period": code(report), "values": values(report)} for report in reports]}
        with open(os.path.join(own, "truth.json"), "w", encoding="utf8") as out:
            json.dump(truth, out, ensure_ascii=False, indent=1)
            out.write("\n")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("program", nargs="?")
    arguments.add_argument("--write", metavar="FOLDER")
    arguments.add_argument("--reports", type=int, default=10_000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--only")
    arguments.add_argument("--in", dest="within")
    arguments.add_argument("--show", type=int, default=0)
    arguments.add_argument("--max-silent", type=int)
    options = arguments.parse_args()
    if options.write:
        return write(options.write)
    several = ways(options.only, options.within)
    jobs = [(options.seed * 1_000_000 + at, *several[at % len(several)]) for at in range(options.reports)]
    counts, silent = collections.defaultdict(collections.Counter), {}
    for start in range(0, len(jobs), 500):
        run(options.program, jobs[start:start + 500], counts, silent)
    table(counts)
    if options.show:
        needless(counts)
    for (name, file), values in [(key, values) for key, values in silent.items() if values][:options.show]:
        print("silent:", name, file, values[:3])
    total = sum((tally for tally in counts.values()), collections.Counter())
    if options.max_silent is not None and total["silent"] > options.max_silent:
        sys.exit(1)


if __name__ == "__main__":
    main()
