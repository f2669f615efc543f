#!/usr/bin/env python3
"""Appendices without rules, or with half of them, as the libraries write them that offices use: how many values are read,
and how many are wrong without a word?

    pip install reportlab fpdf2 weasyprint typst; npm install jspdf jspdf-autotable    # those that are there are used
    python3 benches/pdf/borderless.py PROGRAM [--seeds 0:200] [--writer NAME] [--style NAME] [--keep FOLDER] [--show 10]

Each seed is one invented report (`benches/trust/reports.py`) with a layout of its own: where the text stands in its row, room around it,
size, notes, widths, page breaks, which rules and fills are drawn. Development seeds are 0 to 199; 1000 and up are
kept back: run them for the figure, do not look at them. A value is right, or a warning or an error stands on its row, or it is
silent; `benches/trust/trust.py` judges."""
import argparse
import base64
import collections
import html
import io
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../trust"))
from reports import DEPARTMENTS, NOTE, PROVINCES, Report  # noqa: E402
from trust import judge  # noqa: E402
from writers import cell, plain  # noqa: E402

FONTS = ["/usr/share/fonts/truetype/dejavu/DejaVuSans{}.ttf", "/usr/share/fonts/truetype/liberation2/LiberationSerif-{}.ttf"]
NOTES = ["Số liệu tính đến ngày 15/9", "Theo báo cáo của Văn phòng Sở", "Kèm 02 phụ lục chi tiết của các phòng chuyên môn thuộc Sở, gửi sau",
         "Chưa phát sinh", "Tăng 3 so với cùng kỳ", "-"]
STYLES = ["none", "rows", "header", "booktabs", "zebra", "filled-header", "outer", "top"]


class Layout:
    """How one report looks."""

    def __init__(self, seed, style=None):
        dice = random.Random(seed * 7919 + 1)
        self.style = style or dice.choice(STYLES)
        self.size = dice.choice([9, 10, 11, 12])
        self.valign = dice.choice(["top", "middle", "bottom", "middle"])
        self.value_align = dice.choice(["center", "right", "center", "left"])
        self.unit_align = dice.choice(["center", "left"])
        self.padding = dice.choice([1, 2, 3, 5])
        self.landscape = dice.random() < 0.2
        total = 297 - 40 if self.landscape else 210 - 40
        parts = [dice.choice([0.08, 0.1]), dice.choice([0.40, 0.44, 0.48]), dice.choice([0.12, 0.15]), dice.choice([0.12, 0.15])]
        self.widths = [total * part for part in parts + [1 - sum(parts)]]
        self.notes = dice.choice([0, 0, 0.1, 0.4])
        self.leading = dice.choice([1.15, 1.3, 1.5])


def report(seed, layout):
    dice = random.Random(seed)
    one = Report(dice, dice.choice([DEPARTMENTS, PROVINCES]), 3)
    for row in one.rows:
        if dice.random() < layout.notes:
            row[NOTE] = cell(dice.choice(NOTES))
    return one


def texts(one):
    """The paragraphs above the table, and its rows."""
    above, (table,) = [b for b in one.blocks() if isinstance(b, str)], [b for b in one.blocks() if not isinstance(b, str)]
    return above, [[plain(c) for c in row] for row in table]


def font(layout):
    plain_, bold = FONTS[layout.size % 2].format("" if layout.size % 2 == 0 else "Regular"), None
    bold = FONTS[layout.size % 2].format("-Bold" if layout.size % 2 == 0 else "Bold")
    return plain_, bold


def as_reportlab(one, layout):
    from reportlab.lib import colors, pagesizes
    from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle
    for name, path in zip(("Own", "OwnBold"), font(layout)):
        pdfmetrics.registerFont(TTFont(name + str(layout.size % 2), path))
    side = {"center": TA_CENTER, "left": TA_LEFT, "right": TA_RIGHT}

    def style(align="left", bold=False):
        return ParagraphStyle(f"s{align}{bold}", fontName=("OwnBold" if bold else "Own") + str(layout.size % 2), fontSize=layout.size,
                              leading=layout.size * layout.leading, alignment=side[align])
    aligns = ["center", "left", layout.unit_align, layout.value_align, "left"]
    above, rows = texts(one)
    data = [[Paragraph(html.escape(t), style("center", True)) for t in rows[0]]]
    data += [[Paragraph(html.escape(t), style(a)) for t, a in zip(row, aligns)] for row in rows[1:]]
    look = [("VALIGN", (0, 0), (-1, -1), layout.valign.upper()),
            ("TOPPADDING", (0, 0), (-1, -1), layout.padding), ("BOTTOMPADDING", (0, 0), (-1, -1), layout.padding)]
    line = lambda what, first=(0, 0), last=(-1, -1): look.append((what, first, last, 0.5, colors.black))
    if layout.style == "rows":
        line("LINEBELOW"), line("LINEABOVE", (0, 0), (-1, 0))
    elif layout.style == "header":
        line("LINEBELOW", (0, 0), (-1, 0))
    elif layout.style == "booktabs":
        line("LINEABOVE", (0, 0), (-1, 0)), line("LINEBELOW", (0, 0), (-1, 0)), line("LINEBELOW", (0, -1), (-1, -1))
    elif layout.style == "zebra":
        look.append(("ROWBACKGROUNDS", (0, 1), (-1, -1), [colors.whitesmoke, colors.white]))
    elif layout.style == "filled-header":
        look.append(("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey))
    elif layout.style == "outer":
        look.append(("BOX", (0, 0), (-1, -1), 0.5, colors.black))
    elif layout.style == "top":
        line("LINEABOVE", (0, 0), (-1, 0))
    out = io.BytesIO()
    size = pagesizes.landscape(pagesizes.A4) if layout.landscape else pagesizes.A4
    paper = SimpleDocTemplate(out, pagesize=size, leftMargin=20 * mm, rightMargin=20 * mm)
    table = Table(data, colWidths=[w * mm for w in layout.widths], repeatRows=1, style=TableStyle(look))
    paper.build([Paragraph(html.escape(t), style("center", True)) for t in above] + [table])
    return out.getvalue()


def as_fpdf(one, layout):
    from fpdf import FPDF
    from fpdf.enums import TableCellFillMode
    from fpdf.fonts import FontFace
    pdf = FPDF(orientation="L" if layout.landscape else "P")
    pdf.set_margins(20, 15, 20)
    for style, path in zip(("", "B"), font(layout)):
        pdf.add_font("own", style, path)
    pdf.add_page()
    pdf.set_font("own", size=layout.size)
    above, rows = texts(one)
    for text in above:
        pdf.multi_cell(0, text=text, align="C", new_x="LMARGIN", new_y="NEXT")
    borders = {"rows": "HORIZONTAL_LINES", "header": "SINGLE_TOP_LINE", "booktabs": "MINIMAL", "outer": "NO_HORIZONTAL_LINES",
               "top": "SINGLE_TOP_LINE"}.get(layout.style, "NONE")
    how = dict(borders_layout=borders, col_widths=layout.widths, padding=layout.padding / 2, v_align=layout.valign[0].upper(),
               line_height=layout.size * layout.leading * 0.3528,
               text_align=["CENTER", "LEFT", layout.unit_align.upper(), layout.value_align.upper(), "LEFT"])
    if layout.style == "zebra":
        how.update(cell_fill_color=235, cell_fill_mode=TableCellFillMode.ROWS)
    head = FontFace(emphasis="BOLD", fill_color=(210, 210, 210) if layout.style == "filled-header" else None)
    with pdf.table(headings_style=head, **how) as table:
        for row in rows:
            line = table.row()
            for text in row:
                line.cell(text)
    return bytes(pdf.output())


def page(one, layout):
    """The report as a page for a browser."""
    above, rows = texts(one)
    rule = "0.7pt solid black"
    css = {"rows": f"td,th{{border-bottom:{rule}}}", "header": f"th{{border-bottom:{rule}}}", "top": f"th{{border-top:{rule}}}",
           "booktabs": f"th{{border-top:{rule};border-bottom:{rule}}} tbody tr:last-child td{{border-bottom:{rule}}}",
           "zebra": "tbody tr:nth-child(odd) td{background:#eee}", "filled-header": "th{background:#ccc}",
           "outer": f"table{{border:{rule}}}"}.get(layout.style, "")
    aligns = ["center", "left", layout.unit_align, layout.value_align, "left"]
    cells = lambda row: "".join(f'<td style="text-align:{a}">{html.escape(t)}</td>' for t, a in zip(row, aligns))
    columns = "".join(f'<col style="width:{w:.1f}mm">' for w in layout.widths)
    return (f"<!doctype html><meta charset=utf-8><style>@page{{size:A4 {'landscape' if layout.landscape else 'portrait'};margin:18mm 20mm}}"
            f"body{{font:{layout.size}pt '{'DejaVu Sans' if layout.size % 2 == 0 else 'Liberation Serif'}';line-height:{layout.leading};margin:0}}"
            f"h1{{font-size:100%;text-align:center;margin:2pt}}table{{border-collapse:collapse;table-layout:fixed;width:100%}}"
            f"td,th{{padding:{layout.padding}pt;vertical-align:{layout.valign}}}tr{{page-break-inside:avoid}}{css}</style>"
            + "".join(f"<h1>{html.escape(t)}</h1>" for t in above)
            + f"<table><colgroup>{columns}</colgroup><thead><tr>" + "".join(f"<th>{html.escape(t)}</th>" for t in rows[0])
            + "</tr></thead><tbody>" + "".join(f"<tr>{cells(row)}</tr>" for row in rows[1:]) + "</tbody></table>")


def as_weasyprint(one, layout):
    import weasyprint
    return weasyprint.HTML(string=page(one, layout)).write_pdf()


def as_chromium(one, layout):
    with tempfile.TemporaryDirectory() as folder:
        source, out = os.path.join(folder, "a.html"), os.path.join(folder, "a.pdf")
        with open(source, "w", encoding="utf8") as file:
            file.write(page(one, layout))
        subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--user-data-dir=" + folder,
                        "--print-to-pdf=" + out, source], check=True, capture_output=True, timeout=120)
        with open(out, "rb") as file:
            return file.read()


def as_soffice(one, layout):
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "a.html"), "w", encoding="utf8") as file:
            file.write(page(one, layout))
        subprocess.run(["soffice", "-env:UserInstallation=file://" + folder, "--headless", "--infilter=HTML (StarWriter)", "--convert-to",
                        "pdf:writer_pdf_Export", "--outdir", folder, os.path.join(folder, "a.html")], check=True, capture_output=True, timeout=180)
        with open(os.path.join(folder, "a.pdf"), "rb") as file:
            return file.read()


def as_typst(one, layout):
    import typst
    above, rows = texts(one)
    say = lambda text: json.dumps(text, ensure_ascii=False)
    stroke = {"rows": "(x: none, y: 0.5pt)", "outer": "none"}.get(layout.style, "none")
    fill = {"zebra": "(_, y) => if y > 0 and calc.odd(y) { luma(235) }", "filled-header": "(_, y) => if y == 0 { luma(210) }"}.get(layout.style, "none")
    line = "table.hline(stroke: 0.6pt),"
    before = line if layout.style in ("booktabs", "top") else ""
    after = line if layout.style in ("booktabs", "header") else ""
    last = line if layout.style == "booktabs" else ""
    aligns = ["center", "left", layout.unit_align, layout.value_align, "left"]
    vertical = {"top": "top", "middle": "horizon", "bottom": "bottom"}[layout.valign]
    parts = [f'#set page(paper: "a4", flipped: {str(layout.landscape).lower()}, margin: (x: 20mm, y: 18mm))',
             f'#set text(font: "{"DejaVu Sans" if layout.size % 2 == 0 else "Liberation Serif"}", size: {layout.size}pt)',
             f"#set par(leading: {layout.leading - 0.7:.2f}em)"]
    parts += [f"#align(center)[*#{say(t)}*]" for t in above]
    table = (f"#table(columns: ({', '.join(f'{w:.1f}mm' for w in layout.widths)}), stroke: {stroke}, fill: {fill}, inset: {layout.padding}pt, "
             f"align: ({', '.join(a + ' + ' + vertical for a in aligns)}),{before} table.header("
             + "".join(f"[*#{say(t)}*]," for t in rows[0]) + f"),{after}"
             + "".join("".join(f"[#{say(t)}]," for t in row) + "\n" for row in rows[1:]) + f"{last})")
    parts.append(f"#block(breakable: true, stroke: 0.5pt)[{table}]" if layout.style == "outer" else table)
    return typst.compile("\n".join(parts).encode(), font_paths=["/usr/share/fonts/truetype"])


JSPDF = """
const { jsPDF } = require("jspdf"); const auto = require("jspdf-autotable"); const table = auto.default || auto.autoTable || auto;
const a = JSON.parse(require("fs").readFileSync(0, "utf8"));
const d = new jsPDF({ orientation: a.landscape ? "l" : "p", unit: "mm", format: "a4" });
[["normal", 0], ["bold", 1]].forEach(([s, i]) => { d.addFileToVFS(s + ".ttf", a.fonts[i]); d.addFont(s + ".ttf", "own", s); });
d.setFont("own", "normal"); d.setFontSize(a.size); let y = 15;
a.above.forEach(t => { d.splitTextToSize(t, 170).forEach(l => { d.text(l, d.internal.pageSize.getWidth() / 2, y, { align: "center" }); y += a.size * 0.5; }); });
table(d, Object.assign({ startY: y, margin: { left: 20, right: 20 }, head: [a.rows[0]], body: a.rows.slice(1) }, a.how));
process.stdout.write(Buffer.from(d.output("arraybuffer")));
"""


def as_jspdf(one, layout):
    above, rows = texts(one)
    aligns = ["center", "left", layout.unit_align, layout.value_align, "left"]
    styles = dict(font="own", fontSize=layout.size, cellPadding=layout.padding * 0.5, valign=layout.valign, textColor=0)
    how = dict(theme="striped" if layout.style in ("zebra", "filled-header") else "plain", styles=styles,
               columnStyles={str(at): dict(cellWidth=w, halign=a) for at, (w, a) in enumerate(zip(layout.widths, aligns))})
    if layout.style == "rows":
        how["styles"] = dict(styles, lineWidth=dict(bottom=0.2), lineColor=0)
    if layout.style in ("header", "booktabs"):
        how["headStyles"] = dict(lineWidth=dict(bottom=0.3, top=0.3 if layout.style == "booktabs" else 0), lineColor=0)
    fonts = []
    for path in font(layout):
        with open(path, "rb") as file:
            fonts.append(base64.b64encode(file.read()).decode())
    job = dict(landscape=layout.landscape, size=layout.size, fonts=fonts, above=above, rows=rows, how=how)
    return subprocess.run(["node", "-e", JSPDF], input=json.dumps(job).encode(), capture_output=True, check=True, timeout=120).stdout


WRITERS = {"reportlab": as_reportlab, "fpdf2": as_fpdf, "weasyprint": as_weasyprint, "typst": as_typst, "jspdf": as_jspdf,
           "chromium": as_chromium, "soffice": as_soffice}


def available(names):
    """The writers that are there: each is tried on a small report."""
    out = []
    for name in names:
        try:
            WRITERS[name](report(0, Layout(0)), Layout(0))
            out.append(name)
        except Exception as fault:  # whatever a library says when it is not there
            print(f"{name}: left out ({type(fault).__name__}: {str(fault)[:90]})", file=sys.stderr)
    return out


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("program")
    ask.add_argument("--seeds", default="0:60", help="from:to")
    ask.add_argument("--writer", choices=WRITERS)
    ask.add_argument("--style", choices=STYLES)
    ask.add_argument("--keep", help="leave the files, and what was read, in this folder")
    ask.add_argument("--show", type=int, default=0)
    args = ask.parse_args()
    first, last = map(int, args.seeds.split(":"))
    writers = available([args.writer] if args.writer else WRITERS)
    folder = args.keep or tempfile.mkdtemp()
    os.makedirs(folder, exist_ok=True)
    truths = {}
    for seed in range(first, last):
        name = writers[seed % len(writers)]
        layout = Layout(seed, args.style)
        one = report(seed, layout)
        file = f"r{seed:05}.{name}.{layout.style}.pdf"
        if not os.path.exists(os.path.join(folder, file)):
            with open(os.path.join(folder, file), "wb") as out:
                out.write(WRITERS[name](one, layout))
        truths[file] = (name, layout, one)
    out = subprocess.run([args.program, "extract"] + [os.path.join(folder, file) for file in truths] + ["-o", "-", "--format", "jsonl", "-q"],
                         capture_output=True)
    found = {}
    for line in out.stdout.decode().splitlines():
        read = json.loads(line)
        found.setdefault(os.path.basename(read["source"]["file"]).split("#")[0], read)
    summary(truths, found, args.show)
    if not args.keep:
        shutil.rmtree(folder)


def summary(truths, found, show):
    counts = collections.defaultdict(collections.Counter)
    for file, (name, layout, one) in truths.items():
        tally, shown = collections.Counter(), []
        read = found.get(file)
        if read and read["records"]:
            judge(read, one, set(), None, tally, shown)
        else:
            tally["values"] = tally["told"] = len(one.truth)
            tally["not read"] = 1
        for key in (name, layout.style, "all"):
            counts[key].update(tally)
            counts[key]["files"] += 1
        if show and (tally["right"] < tally["values"] or shown):
            print(f"{file} valign {layout.valign} size {layout.size} padding {layout.padding} notes {layout.notes}: "
                  f"right {tally['right']}/{tally['values']} told {tally['told']} silent {tally['silent']}")
            for one_ in shown[:show]:
                print("   silent", one_[0], one_[1], json.dumps(one_[2], ensure_ascii=False)[:150])
    for key, c in counts.items():
        values = max(c["values"], 1)
        print(f"{key:14} files {c['files']:4} values {c['values']:6} right {100 * c['right'] / values:7.3f} % told {c['told']:5} "
              f"silent {c['silent']:4} needless {c['needless']:4} not read {c['not read']}")


if __name__ == "__main__":
    main()
