#!/usr/bin/env python3
"""Drafts every form of make.py with PROGRAM and holds the draft, and what is then extracted, against the truth.

    python3 benches/forms/score.py PROGRAM FOLDER [--only 03,07] [--format xlsx] [--show 10] [--json FILE]

Of the draft (`schema draft FILE`, blank and filled): the share of sections, rows (by label), numbers, codes, units, parents
and value columns of the truth that it has, whether its main column is one that people would call the value (`main`, of forms that
have such a column), and `extra`, rows it has beside them. Labels are compared without case, spaces,
bullets, the number before them and the unit in brackets after them, wherever the tone mark stands. A value column is found
when it is named with its whole path of headers or with the lowest one where no other column of its table has that. A code
is found wherever the draft's row has it. Forms hold one list of value columns for all tables: columns of every table are looked for in it.

Of the filled file (`extract` with the draft of the filled file, then with the draft of the blank one): each value of the truth is
*right*, *told* (not there or wrong, and a warning or an error about the reading stands on its row or on the document; a remark of
level info does not count) or *silent*.
A column without a name that fits is taken for the one whose figures it holds; what it holds is still counted as read. A value where the
truth has none is silent or told as well. `refused` means that no draft came out: every value is told."""
import argparse
import collections
import difflib
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata

FORMATS = ("xlsx", "docx", "pdf")
# About the content, not about how it was read.
OF_CONTENT = {"ratio-mismatch", "sum-mismatch", "part-exceeds-whole", "equal-mismatch", "narrative-mismatch", "blank-required",
              "missing-section", "negative", "percent-out-of-range", "blank-but-noted", "not-submitted", "note-mismatch",
              "cumulative-below-period", "jump-since-previous", "earlier-figure-differs"}
# Said of a document, these tell that figures of it were not read.
OF_DOCUMENT = {"missing-appendix", "no-schema", "table-left-out", "limit-reached", "scan-without-text", "text-layer", "no-text",
               "several-appendices", "unreadable"}
LEADS = ("trong đó", "chia ra")
TONES = str.maketrans("", "", "\u0300\u0301\u0303\u0309\u0323")


def fold(text):
    """Letters and figures only, with the tone mark of each word at its end."""
    words = []
    for word in re.findall(r"[\w%]+", unicodedata.normalize("NFC", text or "").lower()):
        plain = unicodedata.normalize("NFD", word)
        tone = "".join(c for c in plain if c in "\u0300\u0301\u0303\u0309\u0323")
        words.append(unicodedata.normalize("NFC", plain.translate(TONES)) + tone)
    return " ".join(words)


def label_of(label, unit=None):
    label = re.sub(r"^\s*[-+*•–]\s*", "", label or "")
    label = re.sub(r"^((?:[IVX]+|[A-Z]|[a-zđ]|\d+(?:\.\d+)*)[.)]|[IVX]+\.\d+\.?|\d+(?:\.\d+)+)\s+(?=\S)", "", label)
    if unit:
        label = re.sub(r"\s*\(" + re.escape(unit) + r"\)\s*$", "", label, flags=re.I)
    return fold(label)


def number_of(text):
    return fold((text or "").rstrip(".)"))


def near(a, b):
    return a == b or (a and b and min(len(a), len(b)) > 12 and difflib.SequenceMatcher(None, a, b).ratio() >= 0.92)


def paired(truth, draft):
    """Rows of the truth with the draft's, in order: the most pairs whose labels are the same, numbers deciding among equals."""
    n, m = len(truth), len(draft)
    best = [[0] * (m + 1) for _ in range(n + 1)]
    worth = lambda a, b: 0 if not near(a["fold"], b["fold"]) else 11 if a["number"] == b["number"] else 10
    cost = [[worth(a, b) for b in draft] for a in truth]
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + cost[i][j] if cost[i][j] else 0)
    pairs, i, j = {}, 0, 0
    while i < n and j < m:
        if cost[i][j] and best[i][j] == best[i + 1][j + 1] + cost[i][j]:
            pairs[i] = j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def rows_of(form):
    """The rows of all tables in order, with parents as places in that order."""
    rows = []
    for t, table in enumerate(form["tables"]):
        first = len(rows)
        for row in table["rows"]:
            rows.append({**row, "table": t, "parent": None if row["parent"] is None else row["parent"] + first,
                         "fold": label_of(row["label"], row["unit"]), "number": number_of(row["number"])})
    return rows


def named(column, table, label):
    """Whether a label names this column of a table and no other."""
    whole = fold(" ".join(column["path"]))
    if near(whole, fold(label)):
        return True
    leaf = fold(column["path"][-1])
    alone = sum(fold(c["path"][-1]) == leaf for c in table["columns"]) == 1
    return alone and near(leaf, fold(label))


def above(rows, n):
    """The row above in the tree; "Trong đó:" and "Chia ra:" are passed over, for their rows may be said to stand under them or
    under their whole."""
    up = rows[n]["parent"]
    while up is not None and rows[up]["fold"] in map(fold, LEADS):
        up = rows[up]["parent"]
    return up


def drafted_above(indicators, at, back, rows, mine):
    up = at.get(mine.get("parent"))
    while up is not None and indicators[up]["fold"] in map(fold, LEADS):
        up = at.get(indicators[up].get("parent"))
    return None if up is None else back.get(up, -1)


def graded_draft(form, rows, draft):
    marks = collections.Counter()
    indicators = [{**i, "fold": label_of(i.get("label"), i.get("unit")), "number": number_of(i.get("number"))}
                  for i in draft.get("indicators", [])]
    pairs = paired(rows, indicators)
    back = {j: i for i, j in pairs.items()}
    at = {i["id"]: n for n, i in enumerate(indicators)}
    for n, row in enumerate(rows):
        mine = indicators[pairs[n]] if n in pairs else None
        count = lambda what, right: marks.update({what: 1, what + "+": int(bool(mine and right))})
        if row["kind"] == "section":
            count("sections", mine and mine["kind"] in ("section", "heading")
                  and mine["number"] in (row["number"], number_of(row["code"])))
        else:
            count("rows", True)
        if row["number"] and row["kind"] != "section":
            count("numbers", mine and mine["number"] == row["number"])
        if row["code"]:
            count("codes", mine and any(row["code"] == word for word in strings(mine)))
        if row["kind"] == "row":
            count("units", mine and fold(mine.get("unit")) == fold(row["unit"]))
        if mine:
            marks.update({"parents": 1, "parents+": int(above(rows, n) == drafted_above(indicators, at, back, rows, mine))})
    labels = [c["label"] for c in draft.get("value_columns") or []]
    for table in form["tables"]:
        for column in table["columns"]:
            found = any(named(column, table, label) for label in labels)
            marks.update({"columns": 1, "columns+": int(found)})
    table, main = form["tables"][0], draft.get("main_column") or 0
    if any(c["main"] for c in table["columns"]):
        right = main < len(labels) and any(c["main"] and named(c, table, labels[main]) for c in table["columns"])
        marks.update({"main": 1, "main+": int(right)})
    marks["extra"] = len(indicators) - len(pairs)
    return marks, {n: indicators[j]["id"] for n, j in pairs.items()}


def strings(thing):
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        for value in thing.values():
            yield from strings(value)
    elif isinstance(thing, list):
        for value in thing:
            yield from strings(value)


def plain(text):
    """The number a Vietnamese text prints, or its words."""
    text = (text or "").strip().rstrip("%").strip()
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})*(,\d+)?|-?\d+(,\d+)?", text):
        return float(text.replace(".", "").replace(",", "."))
    return fold(text)


def same(expected, printed, value):
    if not expected:
        return value["is"] in ("blank", "no-data", "missing") or not (printed or "").strip()
    wanted, number = plain(expected), value.get("value")
    if isinstance(wanted, float) and number is not None and value["is"] in ("number", "percent", "choice"):
        return abs(float(number) - wanted) < 1e-6
    return fold(expected) == fold(printed)


def figures_of(record, draft):
    """{column: (printed, value)} of a record; a column is its name and which of that name it is."""
    columns, more = [c["label"] for c in draft.get("value_columns") or []], list(record.get("more_values") or [])
    main = draft.get("main_column") or 0
    cells = [(m["column"] or f"#{n}", m["printed"], m["value"]) for n, m in enumerate(more)]
    at = main if len(cells) == len(columns) - 1 else 0
    cells.insert(at, (columns[main] if columns else "#value", record["printed"], record["value"]))
    out, seen = {}, collections.Counter()
    for name, printed, value in cells:
        out[name, seen[name]] = (printed, value)
        seen[name] += 1
    return out


def columns_by_name_or_figures(table, rows, got):
    """Which of the record's columns is which of the table's."""
    names = list(dict.fromkeys(name for figures in got.values() for name in figures))
    found = {}
    for c, column in enumerate(table["columns"]):
        name = next((n for n in names if n not in found.values() and named(column, table, n[0])), None)
        if name:
            found[c] = name
    for name in names:
        votes = collections.Counter()
        for n, figures in got.items():
            for c in range(len(table["columns"])):
                expected = rows[n]["values"][c]
                if c not in found and expected and name in figures:
                    votes[c] += same(expected, *figures[name])
        if name not in found.values() and votes and votes.most_common(1)[0][1] >= max(2, 0.6 * len(got)):
            found[votes.most_common(1)[0][0]] = name
    return found


def graded_values(form, rows, ids, draft, report, show):
    records = {r["indicator"]: r for r in report["records"]}
    printed_rows = report["appendix"]["rows"]
    told_rows, told_ids, told_all = set(), set(), False
    for finding in report["findings"]:
        if finding["severity"] not in ("warning", "error") or finding["code"] in OF_CONTENT:
            continue
        if finding.get("row") is None and not finding.get("indicator"):
            told_all |= finding["code"] in OF_DOCUMENT
        told_rows.add(finding.get("row"))
        told_ids.add(finding.get("indicator"))
    told_words = [fold(" ".join(printed_rows[r].get(k) or "" for k in ("label", "unit", "note")))
                  for r in told_rows if r is not None and r < len(printed_rows)]
    read_labels = {label_of(row["label"]) for row in printed_rows}
    marks = collections.Counter()
    for t, table in enumerate(form["tables"]):
        mine = [n for n, row in enumerate(rows) if row["table"] == t]
        got = {n: figures_of(records[ids[n]], draft) for n in mine if ids.get(n) in records}
        columns = columns_by_name_or_figures(table, rows, got)
        for n in mine:
            record, row = records.get(ids.get(n)), rows[n]
            told = (record and (record["indicator"] in told_ids or record.get("row") in told_rows - {None})) \
                or (not record and any(f" {row['fold']} " in f" {words} " for words in told_words)) or (told_all and row["fold"] not in read_labels)
            for c, expected in enumerate(row["values"]):
                printed, value = got.get(n, {}).get(columns.get(c), (None, {"is": "missing"}))
                if same(expected, printed, value):
                    marks["right" if expected else "blank"] += 1
                    continue
                marks["told" if told else "silent"] += 1
                if show and not told:
                    print(f"      silent: {row['label'][:40]!r} / {' > '.join(table['columns'][c]['path'])!r}: "
                          f"{expected!r}, read {printed!r}")
                    show -= 1
    return marks


def run(args):
    return subprocess.run(args, capture_output=True, text=True, timeout=120)


def drafted(program, path, out):
    done = run([program, "schema", "draft", path, "--id", "drafted", "-o", out])
    if done.returncode or not os.path.exists(out):
        return None
    with open(out, encoding="utf-8") as read:
        return json.load(read)


def extracted(program, path, schemas, out):
    run([program, "extract", path, "--schemas", schemas, "--schema", "drafted", "-o", out, "-q", "--no-workbook"])
    folder = os.path.join(out, "reports")
    names = os.listdir(folder) if os.path.isdir(folder) else []
    if not names:
        return None
    with open(os.path.join(folder, names[0]), encoding="utf-8") as read:
        return json.load(read)


def everything_told(rows):
    return collections.Counter(told=sum(bool(v) for row in rows for v in row["values"]), refused=1)


def scored(program, folder, form, ending, show, tmp):
    """One line for the draft of the blank and of the filled file, with the values read by each."""
    rows, out = rows_of(form), []
    filled = os.path.join(folder, form["id"], f"filled.{ending}")
    for state in ("blank", "filled"):
        schemas = os.path.join(tmp, f"{form['id']}-{ending}-{state}")
        os.makedirs(schemas)
        draft = drafted(program, os.path.join(folder, form["id"], f"{state}.{ending}"), os.path.join(schemas, "drafted.json"))
        marks, ids = graded_draft(form, rows, draft or {})
        report = draft and extracted(program, filled, schemas, os.path.join(schemas, "out"))
        marks += graded_values(form, rows, ids, draft, report, show) if report else everything_told(rows)
        out.append((f"{form['id']} {state}.{ending}", marks))
    return out


SHARES = ("sections", "rows", "numbers", "codes", "units", "parents", "columns", "main")


def line(name, marks):
    share = lambda what: f"{100 * marks[what + '+'] / marks[what]:.0f}" if marks[what] else "–"
    values = [marks[k] for k in ("right", "told", "silent", "refused")]
    print(f"{name:22}" + "".join(f"{share(k):>9}" for k in SHARES) + f"{marks['extra']:>7}" + "".join(f"{v:>8}" for v in values))


def main():
    wants = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wants.add_argument("program")
    wants.add_argument("folder")
    wants.add_argument("--only", help="numbers of forms, by commas")
    wants.add_argument("--format", choices=FORMATS)
    wants.add_argument("--show", type=int, default=0, help="name this many silent values of each file")
    wants.add_argument("--json", help="write all marks here")
    wants.add_argument("--totals", action="store_true", help="no line of a single file")
    wants = wants.parse_args()
    totals, all_marks = collections.defaultdict(collections.Counter), {}
    print(f"{'share in % of the truth':22}" + "".join(f"{k:>9}" for k in SHARES) + f"{'extra':>7}   right    told  silent refused")
    with tempfile.TemporaryDirectory() as tmp:
        for number in sorted(os.listdir(wants.folder)):
            path = os.path.join(wants.folder, number, "truth.json")
            if not os.path.exists(path) or (wants.only and number not in wants.only.split(",")):
                continue
            with open(path, encoding="utf-8") as read:
                form = json.load(read)
            for ending in [wants.format] if wants.format else FORMATS:
                if not os.path.exists(os.path.join(wants.folder, number, f"filled.{ending}")):
                    continue
                for name, marks in scored(wants.program, wants.folder, form, ending, wants.show, tmp):
                    all_marks[name] = marks
                    if not wants.totals:
                        line(name, marks)
                    state = name.split()[1]
                    for key in (f"form {number}", state, f"{form['half']} {state}", f"{form['half']}, all", "all"):
                        totals[key] += marks
    for key in sorted(totals, key=lambda k: (k == "all", ", all" in k, k.startswith(("work", "seen", "held")), "." in k, k)):
        line(key, totals[key])
    if wants.json:
        with open(wants.json, "w", encoding="utf-8") as out:
            json.dump(all_marks, out, indent=1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
