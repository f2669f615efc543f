#!/usr/bin/env python3
"""What else reads scanned appendices: tesseract on the cells of the page, and ocrmypdf with pdftotext and a script.

    python3 benches/scans/rivals.py cells SCAN.pdf      # OpenCV finds the grid, tesseract reads its cells
    python3 benches/scans/rivals.py layout SCAN.pdf     # ocrmypdf --deskew, pdftotext -layout, columns by blanks

Prints the rows as JSON, [[label, value], …], for `measure.py "python3 rivals.py cells {}"`. Both know the form's table: five
columns, number, label, unit, value, note. Needs poppler-utils, tesseract (eng, vie), ocrmypdf for `layout`, and
opencv-python-headless for `cells`."""
import collections
import json
import os
import re
import subprocess
import sys
import tempfile

os.environ["OMP_THREAD_LIMIT"] = "1"
NUMBER, LABEL, UNIT, VALUE, NOTE = range(5)
HEADER = re.compile(r"STT|chỉ tiêu thống|số liệu$|ghi chú$|đơn vị tính$|kết quả thống|^\(\d\)$", re.I)


def as_figure(text):
    """O and l are figures where all else is; what stands beside a figure that is alone is grain."""
    alone = re.findall(r"(?<!\S)\d[\d.,/%]*(?!\S)", text)
    read = alone[0] if len(alone) == 1 else text.replace(" ", "")
    figures = re.sub("[lI|]", "1", re.sub("[Oo]", "0", read))
    return figures if re.fullmatch(r"[\d.,/%]*\d[\d.,/%]*", figures) else text


def joined(pages):
    """Rows of all pages; a first one without number, unit and value belongs to the last before."""
    rows = []
    for page in pages:
        for at, row in enumerate(page):
            goes_on = at == 0 and rows and not (row[NUMBER] or row[UNIT] or row[VALUE])
            if goes_on:
                rows[-1][LABEL] = (rows[-1][LABEL] + " " + row[LABEL]).strip()
            elif row[LABEL]:
                rows.append(list(row))
    return [[row[LABEL], as_figure(row[VALUE]) if row[VALUE] else None] for row in rows]


# Tesseract on the cells of a grid.

def dpi_of(pdf):
    listed = subprocess.run(["pdfimages", "-list", pdf], check=True, capture_output=True, text=True).stdout.splitlines()
    return int(listed[2].split()[12])


def straight(cv2, np, page, dpi):
    """The page on even paper, deskewed."""
    small = cv2.resize(page, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    side = max(3, int(dpi * 0.06) | 1)
    paper = cv2.GaussianBlur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8)), (0, 0), side / 2)
    paper = cv2.resize(paper, page.shape[::-1]).astype(np.float32)
    page = np.clip(page * 245.0 / np.maximum(paper, 1), 0, 255).astype(np.uint8)
    small = cv2.resize(page, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    dark = (small < cv2.threshold(small, 0, 255, cv2.THRESH_OTSU)[0]).astype(np.uint8)
    turn = lambda image, angle, **how: cv2.warpAffine(
        image, cv2.getRotationMatrix2D((image.shape[1] / 2, image.shape[0] / 2), angle, 1), image.shape[::-1], **how)
    sharp = lambda angle: (np.diff(turn(dark, angle).sum(1).astype(float)) ** 2).sum()
    best = max(np.arange(-2, 2.01, 0.25), key=sharp)
    best = max(np.arange(best - 0.25, best + 0.26, 0.05), key=sharp)
    return turn(page, best, flags=cv2.INTER_CUBIC, borderValue=245)


def cells_of(cv2, np, page, dpi):
    dark = (page < cv2.threshold(page, 0, 255, cv2.THRESH_OTSU)[0] + 10).astype(np.uint8)
    close = lambda mask, tall, wide: cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((tall, wide), np.uint8))
    near, long, gap = max(2, int(dpi * 0.0125)), int(dpi * 0.3), int(dpi * 0.15)
    across = close(cv2.morphologyEx(close(dark, 1, near), cv2.MORPH_OPEN, np.ones((1, long), np.uint8)), 1, gap)
    down = close(cv2.morphologyEx(close(dark, near, 1), cv2.MORPH_OPEN, np.ones((long, 1), np.uint8)), gap, 1)
    count, _, stats, _ = cv2.connectedComponentsWithStats(1 - cv2.dilate(across | down, np.ones((3, 3), np.uint8)), connectivity=4)
    boxes = [tuple(int(n) for n in stats[at]) for at in range(1, count)]
    return [(x, y, x + w, y + h) for x, y, w, h, area in boxes
            if w > dpi * 0.2 and h > dpi * 0.1 and area > 0.6 * w * h and w < page.shape[1] * 0.9 and h < page.shape[0] * 0.9]


def edges_of(boxes, dpi):
    """Where columns begin, and where the last ends."""
    begins = sorted(box[0] for box in boxes)
    groups = [[begins[0]]] if begins else []
    for x in begins[1:]:
        if x - groups[-1][-1] < dpi * 0.06:
            groups[-1].append(x)
        else:
            groups.append([x])
    edges = [group[len(group) // 2] for group in groups if len(group) > 1]
    return edges + [max(box[2] for box in boxes)] if len(edges) == 5 else None


def crop_of(cv2, np, page, box, dpi, figures):
    """The ink of a cell, or nothing; of figures close cut, softened and stretched."""
    edge = max(1, dpi // 150)
    cell = page[box[1] + edge:box[3] - edge, box[0] + edge:box[2] - edge]
    if cell.size == 0:
        return None
    paper = int(np.median(cell))
    dark = (cell < paper - 55).astype(np.uint8)
    count, marks, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    seen = [at for at in range(1, count) if stats[at][4] >= max(4, (dpi * 0.012) ** 2)]
    if not any(stats[at][3] >= dpi * 0.05 or stats[at][2] >= dpi * 0.03 for at in seen):
        return None
    ys, xs = np.where(np.isin(marks, seen))
    cell = cell[ys.min():ys.max() + 1, xs.min():xs.max() + 1]
    around = int(dpi * 0.06)
    cell = cv2.copyMakeBorder(cell, around, around, around, around, cv2.BORDER_CONSTANT, value=paper)
    if figures:
        soft = cv2.GaussianBlur(cell, (0, 0), 0.7 * dpi / 200).astype(np.float32)
        low = np.percentile(soft, 0.5)
        cell = np.clip((soft - low) * 255 / max(1, paper - low), 0, 255).astype(np.uint8)
    return cell


def tesseract(cv2, folder, crops, language, mode, dpi):
    names = []
    for at, crop in enumerate(crops):
        names.append(os.path.join(folder, f"{language}{at}.png"))
        cv2.imwrite(names[-1], crop)
    texts = collections.defaultdict(list)
    if names:
        with open(os.path.join(folder, "list.txt"), "w") as file:
            file.write("\n".join(names) + "\n")
        command = ["tesseract", file.name, "-", "-l", language, "--psm", str(mode), "--dpi", str(dpi), "tsv"]
        for line in subprocess.run(command, capture_output=True, text=True).stdout.splitlines()[1:]:
            field = line.split("\t")
            if len(field) == 12 and field[0] == "5" and field[11].strip():
                texts[int(field[1]) - 1].append(field[11])
    return [" ".join(texts[at]) for at in range(len(names))]


def by_cells(pdf):
    import cv2
    import numpy as np
    cv2.setNumThreads(1)
    dpi, pages, edges = dpi_of(pdf), [], None
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", pdf, os.path.join(folder, "page")], check=True)
        for name in sorted(name for name in os.listdir(folder) if name.startswith("page")):
            page = straight(cv2, np, cv2.imread(os.path.join(folder, name), cv2.IMREAD_GRAYSCALE), dpi)
            boxes = cells_of(cv2, np, page, dpi)
            edges = edges_of(boxes, dpi) or edges
            if not edges:
                continue
            column = lambda box: min(range(5), key=lambda at: abs(edges[at] - box[0]))
            wide = lambda box: box[2] > edges[min(5, column(box) + 1)] + dpi * 0.2
            wanted, crops = [], {"eng": [], "vie": []}
            for box in boxes:
                language = "eng" if column(box) in (NUMBER, VALUE) else "vie"
                crop = crop_of(cv2, np, page, box, dpi, language == "eng")
                if crop is not None:
                    wanted.append((box, language, len(crops[language])))
                    crops[language].append(crop)
            read = {"eng": tesseract(cv2, folder, crops["eng"], "eng", 7, dpi), "vie": tesseract(cv2, folder, crops["vie"], "vie", 6, dpi)}
            texts = {box: read[language][at] for box, language, at in wanted}
            rows = []
            for box in sorted((box for box in boxes if column(box) == LABEL), key=lambda box: box[1]):
                middle = (box[1] + box[3]) / 2
                beside = {column(other): texts.get(other, "") for other in boxes
                          if other != box and other[1] < middle < other[3] and not (wide(other) and column(other) == UNIT)}
                row = [beside.get(at, "") for at in range(5)]
                row[LABEL] = texts.get(box, "")
                if not HEADER.search(row[LABEL]) and not HEADER.search(row[NUMBER]):
                    rows.append(row)
            pages.append(rows)
    return joined(pages)


# The text that ocrmypdf leaves, in columns kept by blanks.

def columns_of(lines):
    """The last line of the header, and where unit, value and note begin: values stand where most figures do."""
    head = max((at for at, line in enumerate(lines[:20]) if re.search(r"Số li\w+|Đơn vị tính|\(2\) +\(3\)", line)), default=-1)
    middles = [(word.start() + word.end()) / 2 for line in lines[head + 1:] for word in re.finditer(r"(?<=  )(\d{1,3}([.,]?\d+)?%?|\d+/\d+)(?=  |$)", line)]
    near = lambda middle: [other for other in middles if abs(other - middle) <= 4]
    densest = max(middles, key=lambda middle: len(near(middle)), default=None)
    if densest is None or len(near(densest)) < 3:
        return head, None
    value = sum(near(densest)) / len(near(densest))
    units = [word.start() for line in lines[head + 1:] for word in re.finditer(r"(?<=  )(%|Người|Nhiệm vụ|Văn bản|Thủ tục|Không = 0|Có =)", line)
             if value - 40 < word.start() < value - 4]
    return head, ((min(units) if units else value - 18) - 1, value - 6, value + 6)


def by_layout(pdf):
    with tempfile.TemporaryDirectory() as folder:
        read = os.path.join(folder, "read.pdf")
        subprocess.run(["ocrmypdf", "-q", "-l", "vie", "--deskew", "--jobs", "1", "--output-type", "pdf", pdf, read], check=True)
        text = subprocess.run(["pdftotext", "-layout", read, "-"], check=True, capture_output=True, text=True).stdout
    pages, columns = [], None
    for page in text.split("\f"):
        lines = [re.sub(r"[|\[\]_—]", " ", line) for line in page.splitlines()]
        head, found = columns_of(lines)
        columns = found or columns
        if not columns:
            continue
        rows = []
        for line in lines[head + 1:]:
            if re.search(r"Ghi chú$|\(2\) +\(3\)|^ {30,}\d+$", line):
                continue
            cells = [""] * 5
            for word in re.finditer(r"\S+(?: \S+)*", line):
                middle = (word.start() + word.end() - 1) / 2
                at = LABEL + sum(middle >= begin for begin in columns)
                if at == LABEL and word.start() < 4 and re.fullmatch(r"[IVX]+|\d+(\.\d+)*\.?", word.group()):
                    at = NUMBER
                cells[at] = (cells[at] + " " + word.group()).strip()
            number, label = re.match(r"([IVX]+ +|\d+(?:\.\d+)*\.? +)?(.*)", cells[LABEL]).groups()
            cells[NUMBER], cells[LABEL] = cells[NUMBER] or (number or "").strip(), label
            begins = cells[NUMBER] or re.match(r"[-+] ?\w|[A-ZĐÂÁÀÔỐƠƯ][a-zà-ỹ]", label)
            open_yet = rows and rows[-1][LABEL] and not rows[-1][NUMBER] and cells[NUMBER] and not re.match(r"[A-ZĐ][a-zà-ỹ]|[-+]", label)
            if begins and not open_yet or not rows:
                rows.append(cells)
            else:
                rows[-1] = [(old + " " + new).strip() for old, new in zip(rows[-1], cells)]
        pages.append(rows)
    return joined(pages)


if __name__ == "__main__":
    print(json.dumps({"cells": by_cells, "layout": by_layout}[sys.argv[1]](sys.argv[2]), ensure_ascii=False))
