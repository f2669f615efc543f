#!/usr/bin/env python3
"""The number we live by: of reports that somebody or some program changed, how many values are wrong without a word?

    python3 benches/trust/trust.py PROGRAM [--reports 10000] [--seed 1] [--only MUTATION] [--show 5] [--max-silent N]

Writes invented reports of a known truth in seven formats, each with one change of a kind that people and
programs make, reads them with `PROGRAM extract`, and holds every record against the truth: it is right, or a
warning or an error stands on its row. Prints by mutation and format the silent errors in a thousand values, and the
share of right rows with a needless warning of reading."""
import argparse
import collections
import json
import os
import random
import subprocess
import tempfile

from writers import FORMATS, cell, plain

HERE = os.path.dirname(os.path.abspath(__file__))
FORM = json.load(open(os.path.join(HERE, "../../schemas/cchc-so-nganh-2022.json"), encoding="utf8"))["indicators"]
HEADER = ["STT", "Chỉ tiêu", "Đơn vị tính", "Kết quả", "Ghi chú"]
VALUE = 3
# Warnings that say how a row was read; what the checks say of invented figures is another matter.
OF_CONTENT = {"ratio-mismatch", "sum-mismatch", "part-exceeds-whole", "equal-mismatch", "narrative-mismatch", "blank-required",
              "missing-row", "missing-section", "negative", "percent-out-of-range", "blank-but-noted", "not-submitted", "note-mismatch"}
AGENCIES = ["Xây dựng", "Công Thương", "Y tế", "Tư pháp", "Tài chính", "Khoa học và Công nghệ"]


def grouped(number):
    return f"{number:,}".replace(",", ".")


def figure(indicator, dice):
    """A value as printed, and what it is; None for a blank."""
    if indicator["kind"] == "choice":
        code = dice.choice([choice["code"] for choice in indicator["choices"]])
        return str(code), code
    if dice.random() < 0.15:
        return "", None
    if indicator["kind"] == "percent":
        rate = dice.choice([62.5, 73.68, 98.2, 100, 86.96, 91.4])
        return str(rate).replace(".", ","), rate
    number = dice.choice([dice.randrange(10), dice.randrange(10, 100), dice.randrange(100, 1000), dice.randrange(1000, 20000)])
    return grouped(number), number


class Report:
    """One agency's appendix: rows of cells under their header, and what each indicator's value is."""

    def __init__(self, dice, agency, period="quý III năm 2023"):
        self.agency, self.period, self.truth, self.rows, self.ids = agency, period, {}, [], []
        sections = sorted(dice.sample(["I", "II", "III", "IV", "V", "VI"], 3))
        for indicator in FORM:
            if indicator["section"] not in sections or indicator["kind"] == "text":
                continue
            printed, value = "", None
            if indicator["kind"] in ("count", "percent", "choice"):
                printed, value = figure(indicator, dice)
                self.truth[indicator["id"]] = value
            texts = [indicator.get("number", ""), indicator["label"], indicator.get("unit", ""), printed, ""]
            self.rows.append([cell(text) for text in texts])
            self.ids.append(indicator["id"])

    def letterhead(self):
        return ["UBND TỈNH HÒA GIANG", f"SỞ {self.agency.upper()}", "Số: 87/BC-SO", "Hòa Giang, ngày 18 tháng 9 năm 2023", "BÁO CÁO",
                f"Kết quả thực hiện cải cách hành chính {self.period}"]

    def caption(self):
        return ["PHỤ LỤC", f"(Kèm theo Báo cáo số 87/BC-SO ngày 18/9/2023 của Sở {self.agency} tỉnh Hòa Giang)"]

    def table(self):
        return [[cell(name) for name in HEADER]] + self.rows

    def blocks(self):
        return self.letterhead() + self.caption() + [self.table()]

    def asked(self, dice, kinds=("count",), least=0):
        """A row with a figure."""
        kind = {indicator["id"]: indicator["kind"] for indicator in FORM}
        ok = [at for at, id in enumerate(self.ids)
              if kind[id] in kinds and self.truth.get(id) is not None and self.truth[id] >= least]
        return dice.choice(ok)

    def printed(self, at):
        return "".join(text for text, _ in self.rows[at][VALUE][0])


# Each mutation changes a report and gives its blocks, the reports whose truth holds, and the ids whose value only
# has to be told.

def as_it_is(one, dice):
    return one.blocks(), [one], set()


def second_agency(one, dice):
    other = Report(dice, dice.choice([name for name in AGENCIES if name != one.agency]))
    same_rows(one, other, dice)
    return one.blocks() + other.blocks(), [one, other], set()


def second_period(one, dice):
    other = Report(dice, one.agency, "quý II năm 2023")
    same_rows(one, other, dice)
    title = lambda report: ["PHỤ LỤC", f"THỐNG KÊ SỐ LIỆU {report.period.upper()}", report.table()]
    order = [one, other] if dice.random() < 0.5 else [other, one]
    return one.letterhead() + title(order[0]) + title(order[1]), [one, other], set()


def same_rows(one, other, dice):
    """The other report asks what the first does."""
    kind = {indicator["id"]: indicator for indicator in FORM}
    other.ids, other.rows, other.truth = list(one.ids), [list(row) for row in one.rows], {}
    for at, id in enumerate(other.ids):
        if id in one.truth:
            printed, value = figure(kind[id], dice)
            other.rows[at][VALUE] = cell(printed)
            other.truth[id] = value


def blank_form(one, dice):
    blank = [row[:VALUE] + [cell("")] + row[VALUE + 1:] for row in one.table()[1:]]
    form = ["PHỤ LỤC", [one.table()[0]] + blank]
    blocks = one.blocks() + form if dice.random() < 0.5 else one.letterhead() + form + one.caption() + [one.table()]
    return blocks, [one], set()


def second_column(one, dice):
    other, own = dice.choice([("Kết quả kỳ trước", "Kết quả kỳ này"), ("Kế hoạch năm 2023", "Kết quả thực hiện"),
                              ("Quý II", "Quý III"), ("Cùng kỳ năm 2022", "Số liệu"), ("Cột 1", "Cột 2")])
    last = dice.random() < 0.3
    told = set()
    table = [[cell(name) for name in HEADER[:VALUE] + ([own, other] if last else [other, own]) + HEADER[VALUE + 1:]]]
    for at, row in enumerate(one.rows):
        printed = one.printed(at)
        drift = cell(grouped(dice.randrange(1, 300)) if printed else "")
        pair = [row[VALUE], drift] if last else [drift, row[VALUE]]
        table.append(row[:VALUE] + pair + row[VALUE + 1:])
        if other == "Cột 1" and printed and plain(drift) != printed:
            told.add(one.ids[at])
    return one.letterhead() + one.caption() + [table], [one], told


def styled(style):
    def change(one, dice):
        at = one.asked(dice, ("count",), 10)
        extra = {"strike": str(dice.randrange(10, 99)), "white": str(dice.randrange(1, 9)), "raised": str(dice.randrange(1, 5))}[style]
        own = (one.printed(at), "")
        pieces = [own, (extra, style)] if style != "strike" or dice.random() < 0.5 else [(extra, style), own]
        one.rows[at][VALUE] = (pieces, 1, 1)
        return one.blocks(), [one], set()
    return change


def merged_value(one, dice):
    at = dice.choice([at for at in range(len(one.rows) - 1) if one.ids[at] in one.truth and one.ids[at + 1] in one.truth])
    one.rows[at][VALUE] = (one.rows[at][VALUE][0] if one.printed(at) else [("6", "")], 1, 2)
    one.rows[at + 1][VALUE] = None
    return one.blocks(), [one], {one.ids[at], one.ids[at + 1]}


def dragged_border(one, dice):
    at = one.asked(dice)
    wide = [list(row) for row in one.table()]
    for number, row in enumerate(wide):
        row[VALUE] = (row[VALUE][0], 2, 1)
        if number == at + 1:
            row[VALUE] = (row[VALUE][0], 1, 1)
            row[VALUE - 1] = (row[VALUE - 1][0], 2, 1)
    return one.letterhead() + one.caption() + [wide], [one], set()


def two_figures(one, dice):
    at = one.asked(dice, ("count",), 100)
    one.rows[at][VALUE] = cell(f"{one.printed(at)}\n{dice.randrange(100, 999)}")
    return one.blocks(), [one], {one.ids[at]}


def words_behind(one, dice):
    at = one.asked(dice)
    word = dice.choice(["chục", "trở lên", "(dự kiến)", "(ước)", "nhưng chưa đăng", f"({dice.randrange(50, 90)})"])
    one.rows[at][VALUE] = cell(f"{one.printed(at)} {word}")
    return one.blocks(), [one], {one.ids[at]}


def footnote_mark(one, dice):
    at = one.asked(dice)
    one.rows[at][VALUE] = cell(one.printed(at) + dice.choice(["(*)", "*", " (1)"]))
    return one.blocks(), [one], set()


def soft_hyphen(one, dice):
    at = one.asked(dice, ("count",), 10)
    one.rows[at][VALUE] = cell(dice.choice(["\u00ad", "\u2010", "\u2011", "\u2012", "\u2013", "\u2212"]) + one.printed(at))
    one.truth[one.ids[at]] *= -1
    return one.blocks(), [one], set()


def header_word(one, dice):
    names = list(HEADER)
    at, word = dice.choice([(0, "Số TT"), (0, "TT"), (1, "Nội dung"), (1, "Chỉ tiêu thống kê (Dùng cho báo cáo quý, 6 tháng và cả năm của các sở)"),
                            (2, "ĐVT"), (3, "Số liệu báo cáo"), (3, "Tổng cộng"), (4, "Diễn giải")])
    names[at] = word
    return one.letterhead() + one.caption() + [[[cell(name) for name in names]] + one.rows], [one], set()


def split_table(one, dice):
    at = dice.randrange(3, len(one.rows) - 2)
    again = [[cell(name) for name in HEADER]] if dice.random() < 0.5 else []
    between = dice.choice([[], ["2"], ["(tiếp theo)"]])
    return one.letterhead() + one.caption() + [one.table()[:at + 1]] + between + [again + one.rows[at:]], [one], set()


def piece_before_header(one, dice):
    at = dice.randrange(2, 6)
    return one.letterhead() + one.caption() + [one.rows[:at], [[cell(name) for name in HEADER]] + one.rows[at:]], [one], set()


def another_list(one, dice):
    names = ["STT", "Số, ký hiệu", "Ngày ban hành", "Trích yếu", "Ghi chú"]
    rows = [[cell(text) for text in (str(n), f"{n}/KH-SO", f"{n}/9/2023", f"Kế hoạch số {n}", "")] for n in range(1, 6)]
    return one.blocks() + ["DANH MỤC VĂN BẢN", [[cell(name) for name in names]] + rows], [one], set()


def wrong_cell(one, dice):
    at = one.asked(dice)
    where = dice.choice([2, 4])
    text = "".join(text for text, _ in one.rows[at][where][0])
    one.rows[at][where] = cell(f"{one.printed(at)} {text}".strip())
    one.rows[at][VALUE] = cell("")
    return one.blocks(), [one], {one.ids[at]}


MUTATIONS = {"none": as_it_is, "second-agency": second_agency, "second-period": second_period, "blank-form": blank_form,
             "second-column": second_column, "strike": styled("strike"), "white": styled("white"), "raised": styled("raised"),
             "merged-value": merged_value, "dragged-border": dragged_border, "two-figures": two_figures, "words-behind": words_behind,
             "footnote-mark": footnote_mark, "soft-hyphen": soft_hyphen, "header-word": header_word, "split-table": split_table,
             "piece-before-header": piece_before_header, "another-list": another_list, "wrong-cell": wrong_cell}
# What a format cannot hold.
FLAT = {"strike", "white", "raised", "merged-value", "dragged-border"}
CANNOT = {"txt": FLAT, "csv": FLAT, "xlsx": {"dragged-border"}}


def number(value):
    """The plain number of a record's value; None for a blank or nothing."""
    found = value.get("value") if value["is"] in ("number", "percent", "choice") else None
    return None if found is None else float(found)


def judge(report, truth, tell, counts, shown):
    """Counts the values of one report: right, told or silent; needless warnings on right rows."""
    findings = [f for f in report["findings"] if f["severity"] in ("warning", "error")]
    by_row, by_id, places = collections.defaultdict(list), collections.defaultdict(list), []
    for finding in findings:
        if finding.get("indicator"):
            by_id[finding["indicator"]].append(finding["code"])
        if finding.get("row") is not None:
            by_row[finding["row"]].append(finding["code"])
        places += [(evidence["place"], finding["code"]) for evidence in finding.get("places", [])]
    rows = report["appendix"]["rows"]
    for record in report["records"]:
        id = record["indicator"]
        if id not in truth:
            continue
        at = record.get("row")
        codes = by_id[id] + (by_row[at] if at is not None else [])
        if at is not None:
            codes = codes + [code for place, code in places if any(same(place, own) for own in rows[at]["places"])]
        expected = truth[id]
        right = number(record["value"]) == (None if expected is None else float(expected)) and record["value"]["is"] != "missing"
        reading = [code for code in codes if code not in OF_CONTENT]
        counts["values"] += 1
        if id in tell or not right:
            loud = reading or record["value"]["is"] == "missing" and any(code in codes for code in ("missing-row",)) \
                or record["value"]["is"] in ("blank", "no-data") and "blank-required" in codes
            counts["told" if loud else "silent"] += 1
            if not loud and len(shown) < 200:
                shown.append((id, expected, record["value"], record.get("printed")))
        else:
            counts["right"] += 1
            counts["needless"] += bool(reading)
            if reading:
                counts["code " + reading[0]] += 1


def same(a, b):
    keys = [key for key in ("table", "row", "line", "sheet") if a.get(key) is not None and b.get(key) is not None]
    return ("row" in keys or "line" in keys) and all(a[key] == b[key] for key in keys)


def made(seed, name, ending):
    dice = random.Random(seed)
    one = Report(dice, dice.choice(AGENCIES))
    blocks, reports, tell = MUTATIONS[name](one, dice)
    return FORMATS[ending](blocks), reports, tell


def run(program, jobs, counts, silent):
    with tempfile.TemporaryDirectory() as folder:
        truths = {}
        for seed, name, ending in jobs:
            file = f"r{seed:06}.{ending}"
            data, reports, tell = made(seed, name, ending)
            with open(os.path.join(folder, file), "wb") as out:
                out.write(data)
            truths[file] = (name, ending, reports, tell)
        out = subprocess.run([program, "extract", folder, "-o", "-", "--format", "jsonl", "-q"], capture_output=True)
        found = collections.defaultdict(list)
        for line in out.stdout.decode().splitlines():
            report = json.loads(line)
            found[os.path.basename(report["source"]["file"]).split("#")[0]].append(report)
        for file, (name, ending, reports, tell) in truths.items():
            tally = counts[name, ending]
            tally["reports"] += 1
            match(found[file], reports, tell, tally, silent.setdefault((name, file), []))


def match(found, reports, tell, tally, shown):
    """Each report that was read is the one of its agency and period; one that was not is silent in all its values."""
    quarter = {"quý II năm 2023": "2023-Q2", "quý III năm 2023": "2023-Q3"}
    for wanted in reports:
        of_agency = [r for r in found if wanted.agency.lower() in (r["head"].get("agency") or "").lower()]
        own = [r for r in of_agency if (r["head"].get("period") or {}).get("code") == quarter[wanted.period]]
        read = (own or (found if len(reports) == 1 else []))[:1]
        for report in read:
            judge(report, wanted.truth, tell, tally, shown)
        if not read:
            told = any(f["code"] in ("no-schema", "missing-appendix") for r in found for f in r["findings"])
            tally["values"] += len(wanted.truth)
            tally["told" if told else "silent"] += len(wanted.truth)
            if not told:
                shown.append(("report not found", wanted.agency, wanted.period, [r["head"].get("agency") for r in found]))


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("program")
    arguments.add_argument("--reports", type=int, default=10_000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--only")
    arguments.add_argument("--show", type=int, default=0)
    arguments.add_argument("--max-silent", type=int)
    options = arguments.parse_args()
    ways = [(name, ending) for name in MUTATIONS for ending in FORMATS
            if name not in CANNOT.get(ending, ()) and options.only in (None, name)]
    jobs = [(options.seed * 1_000_000 + at, *ways[at % len(ways)]) for at in range(options.reports)]
    counts, silent = collections.defaultdict(collections.Counter), {}
    for start in range(0, len(jobs), 500):
        run(options.program, jobs[start:start + 500], counts, silent)
    table(counts)
    for (name, file), values in [(key, values) for key, values in silent.items() if values][:options.show]:
        print("silent:", name, file, values[:3])
    total = sum((tally for tally in counts.values()), collections.Counter())
    if options.max_silent is not None and total["silent"] > options.max_silent:
        raise SystemExit(1)


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


if __name__ == "__main__":
    main()
