"""Writes a form as a workbook, a Word file and a PDF, blank or filled, as offices make them."""
import os
import subprocess
import tempfile

import docx
import openpyxl
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

FONT = "Times New Roman"
THIN = Border(*(Side(style="thin"),) * 4)
RULES = True


def seen(table, in_workbook):
    return [c for c, role in enumerate(table.roles) if in_workbook or role != "hidden"]


def spans_of(table, columns):
    """Joined header cells over the columns shown."""
    for top, left, bottom, right in table.merges():
        have = [columns.index(c) for c in range(left, right + 1) if c in columns]
        if have and (have[0], top) != (have[-1], bottom):
            yield top, have[0], bottom, have[-1]


def width(table, c):
    if table.widths:
        return table.widths[c]
    return {"number": 6, "code": 9, "label": 44, "unit": 11, "note": 14, "text": 20, "hidden": 10}.get(table.roles[c], 13)


def joined_from(table, row):
    """The column from which a section runs to the right edge; None for a row of cells."""
    return {"S>": table.roles.index("label"), "S<": 0}.get(row[0])


def depth(table, row, c):
    return int(row[0][0]) if table.indent and table.roles[c] == "label" and row[0][0].isdigit() else 0


# ---- workbooks ----

def as_xlsx(form, blank, path, typed=None):
    typed = form.typed if typed is None else typed
    book = openpyxl.Workbook()
    sheet, at = book.active, 1
    sheet.title = form.tables[0].sheet or "Sheet1"
    for n, table in enumerate(form.tables):
        if n and table.sheet:
            sheet, at = book.create_sheet(table.sheet), 1
        if at == 1:
            at = xlsx_head(form, sheet, len(table.roles), n == 0)
        if table.caption:
            at = line(sheet, at, table.caption, len(table.roles), bold=True, align="left")
        if table.unit_line:
            at = line(sheet, at, table.unit_line, len(table.roles), italic=True, align="right")
        at = xlsx_table(table, sheet, at, blank, typed) + 1
        for c, role in enumerate(table.roles):
            letter = get_column_letter(c + 1)
            sheet.column_dimensions[letter].width = width(table, c)
            if role == "hidden":
                sheet.column_dimensions[letter].hidden = True
        if n + 1 == len(form.tables) or form.tables[n + 1].sheet:
            xlsx_foot(form, sheet, at, len(table.roles))
        sheet.page_setup.orientation = "landscape" if form.landscape else "portrait"
        sheet.page_setup.paperSize = 9
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
    book.save(path)


def line(sheet, at, text, columns, bold=False, italic=False, align="center", first=1, last=None):
    last = last or columns
    cell = sheet.cell(at, first, text)
    cell.font = Font(name=FONT, size=12, bold=bold, italic=italic)
    cell.alignment = Alignment(horizontal=align, vertical="center", wrap_text=True)
    if last > first:
        sheet.merge_cells(start_row=at, start_column=first, end_row=at, end_column=last)
    return at + 1


def xlsx_head(form, sheet, columns, first):
    at, half = 1, max(1, columns // 2)
    left = ([form.code] if form.code else []) + list(form.issued or []) + list(form.left)
    for n in range(max(len(left), len(form.right))):
        if n < len(left):
            line(sheet, at, left[n], columns, last=half, bold=n == 0, align="left")
        if n < len(form.right):
            line(sheet, at, form.right[n], columns, first=half + 1, last=columns)
        at += 1
    for text in form.above:
        at = line(sheet, at, text, columns)
    for text in form.title.split("\n"):
        at = line(sheet, at, text, columns, bold=True)
    for text in form.under:
        at = line(sheet, at, text, columns, italic=True)
    return at + 1


def xlsx_foot(form, sheet, at, columns):
    for text in form.note:
        at = line(sheet, at, text, columns, italic=True, align="left")
    width_each = max(1, columns // max(1, len(form.foot)))
    for n, lines in enumerate(form.foot):
        first = 1 + n * width_each
        last = columns if n + 1 == len(form.foot) else first + width_each - 1
        for k, text in enumerate(lines):
            line(sheet, at + 1 + k, text, columns, first=first, last=last, bold=k == 1, italic=k == 0)


def xlsx_table(table, sheet, at, blank, typed):
    at = xlsx_header(table, sheet, at)
    for n, row in enumerate(table.body):
        if table.again_after == n:
            at = xlsx_header(table, sheet, at)
        for c in range(len(table.roles)):
            cell = sheet.cell(at, c + 1)
            cell.border, cell.font = THIN if RULES else Border(), Font(name=FONT, size=11, bold=row[0][0] == "S" or row[0][-1] in "=*+")
            cell.alignment = Alignment(wrap_text=True, vertical="center", indent=depth(table, row, c),
                                       horizontal={"label": "left", "text": "left", "note": "left"}.get(table.roles[c], "center"))
            text = table.shown(row, c, blank)
            if not text:
                continue
            value, places = row[2].get(c, (text, 0))
            if typed and c in row[2] and not isinstance(value, str):
                cell.value = float(value) if places else int(value)
                cell.number_format = "#,##0" + ("." + "0" * places if places else "")
                if text.endswith("%"):
                    cell.value, cell.number_format = float(value) / 100, "0." + "0" * places + "%"
                cell.alignment = Alignment(horizontal="right", vertical="center")
            else:
                cell.value = text
        lines = max(-(-len(table.shown(row, c, False)) * 1.15 // width(table, c)) for c in range(len(table.roles)))
        first = joined_from(table, row)
        if lines > 1 and first is None:
            sheet.row_dimensions[at].height = 15 * lines
        if first is not None:
            sheet.merge_cells(start_row=at, start_column=first + 1, end_row=at, end_column=len(table.roles))
        at += 1
    return at


def xlsx_header(table, sheet, at):
    for r, texts in enumerate(table.header):
        for c, text in enumerate(texts):
            cell = sheet.cell(at + r, c + 1)
            cell.border, cell.font = THIN if RULES else Border(), Font(name=FONT, size=11, bold=True)
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True,
                                       text_rotation=90 if c in table.upright and r + 1 == len(table.header) else 0)
            if text not in ("<", "^", ""):
                cell.value = text
    for r, texts in enumerate(table.header):
        most = max(-(-len(text) * 1.3 // width(table, c)) for c, text in enumerate(texts)
                   if r + 1 == len(table.header) or (r + 1 < len(table.header) and table.header[r + 1][c] != "^"))
        sheet.row_dimensions[at + r].height = 90 if table.upright and r + 1 == len(table.header) else max(16, min(6, most) * 16)
    for top, left, bottom, right in table.merges():
        sheet.merge_cells(start_row=at + top, start_column=left + 1, end_row=at + bottom, end_column=right + 1)
    at += len(table.header)
    if table.letters:
        for c, text in enumerate(table.letters):
            cell = sheet.cell(at, c + 1, int(text) if text.isdigit() else text or None)
            cell.border, cell.font, cell.alignment = THIN if RULES else Border(), Font(name=FONT, size=10, italic=True), Alignment(horizontal="center")
        at += 1
    return at


# ---- Word ----

def as_docx(form, blank, path):
    paper = docx.Document()
    style = paper.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(11)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if form.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin, section.right_margin = Cm(2), Cm(1.5)
    room = (section.page_width - section.left_margin - section.right_margin) / Cm(1)
    left = ([form.code] if form.code else []) + list(form.issued or []) + list(form.left)
    if left or form.right:
        head = paper.add_table(1, 2)
        cell_lines(head.cell(0, 0), left, bold_first=True)
        cell_lines(head.cell(0, 1), form.right)
    for text in form.above:
        paragraph(paper, text)
    for text in form.title.split("\n"):
        paragraph(paper, text, bold=True)
    for text in form.under:
        paragraph(paper, text, italic=True)
    for n, table in enumerate(form.tables):
        if table.caption:
            paragraph(paper, table.caption, bold=True, align="left")
        if table.unit_line:
            paragraph(paper, table.unit_line, italic=True, align="right")
        docx_table(table, paper, blank, room)
        paper.add_paragraph()
    for text in form.note:
        paragraph(paper, text, italic=True, align="left")
    if form.foot:
        foot = paper.add_table(1, len(form.foot))
        for n, lines in enumerate(form.foot):
            cell_lines(foot.cell(0, n), lines, center=True)
    paper.save(path)


def paragraph(paper, text, bold=False, italic=False, align="center"):
    p = paper.add_paragraph()
    p.alignment = {"center": WD_ALIGN_PARAGRAPH.CENTER, "left": WD_ALIGN_PARAGRAPH.LEFT, "right": WD_ALIGN_PARAGRAPH.RIGHT}[align]
    p.paragraph_format.space_after = Pt(3)
    run = p.add_run(text)
    run.bold, run.italic = bold, italic


def cell_lines(cell, lines, bold_first=False, center=True):
    for n, text in enumerate(lines):
        p = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
        p.alignment = WD_ALIGN_PARAGRAPH.CENTER if center else WD_ALIGN_PARAGRAPH.LEFT
        p.paragraph_format.space_after = Pt(0)
        p.add_run(text).bold = bold_first and n == 0


def put(cell, text, align, bold=False, size=10):
    p = cell.paragraphs[0]
    p.paragraph_format.space_after = Pt(0)
    p.alignment = {"center": WD_ALIGN_PARAGRAPH.CENTER, "left": WD_ALIGN_PARAGRAPH.LEFT, "right": WD_ALIGN_PARAGRAPH.RIGHT}[align]
    if text:
        run = p.add_run(text)
        run.bold, run.font.size = bold, Pt(size)


def docx_table(table, paper, blank, room):
    columns = seen(table, False)
    again = len(table.header) + bool(table.letters) if table.again_after is not None else 0
    rows = len(table.header) + bool(table.letters) + len(table.body) + again
    grid = paper.add_table(rows, len(columns))
    grid.style, grid.autofit = "Table Grid" if RULES else "Normal Table", False
    total = sum(width(table, c) for c in columns)
    for k, c in enumerate(columns):
        grid.columns[k].width = Cm(room * width(table, c) / total)
        for cell in grid.columns[k].cells:
            cell.width = Cm(room * width(table, c) / total)
    cells = [list(row.cells) for row in grid.rows]
    at = docx_header(table, grid, cells, columns, 0, True)
    for n, row in enumerate(table.body):
        if table.again_after == n:
            at = docx_header(table, grid, cells, columns, at, False)
        for k, c in enumerate(columns):
            align = "left" if table.roles[c] in ("label", "text", "note") else "right" if c in row[2] else "center"
            put(cells[at][k], table.shown(row, c, blank), align, bold=row[0][0] == "S" or row[0][-1] in "=*+")
            if depth(table, row, c):
                cells[at][k].paragraphs[0].paragraph_format.left_indent = Cm(0.4 * depth(table, row, c))
        if joined_from(table, row) is not None:
            cells[at][columns.index(joined_from(table, row))].merge(cells[at][-1])
        at += 1


def docx_header(table, grid, cells, columns, at, repeats):
    for r, texts in enumerate(table.header):
        for k, c in enumerate(columns):
            if texts[c] not in ("<", "^", ""):
                put(cells[at + r][k], texts[c], "center", bold=True)
                if c in table.upright and r + 1 == len(table.header):
                    turn = OxmlElement("w:textDirection")
                    turn.set(qn("w:val"), "btLr")
                    cells[at + r][k]._tc.get_or_add_tcPr().append(turn)
    for top, left, bottom, right in spans_of(table, columns):
        cells[at + top][left].merge(cells[at + bottom][right])
    last = at + len(table.header)
    if table.letters:
        for k, c in enumerate(columns):
            put(cells[last][k], table.letters[c], "center", size=9)
        last += 1
    for row in list(grid.rows)[at:last] if repeats else []:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    return last


# ---- PDF ----

def convert(path, folder):
    """By LibreOffice; a profile of its own, so that one already running is left alone."""
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf", "--outdir", folder] + path,
                       check=True, capture_output=True, timeout=900)


def as_drawn(form, blank, path):
    """With ReportLab: rules and words, no tags."""
    from reportlab.lib import pagesizes
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table as Drawn, TableStyle
    for name, style in (("Form", "Regular"), ("Form-Bold", "Bold")):
        found = subprocess.run(["fc-match", "-f", "%{file}", f"Liberation Serif:style={style}"], capture_output=True, text=True).stdout
        pdfmetrics.registerFont(TTFont(name, found))
    size = pagesizes.landscape(pagesizes.A4) if form.landscape else pagesizes.A4
    room = size[0] - 30 * mm
    text = lambda words, align=0, bold=False, size=9, indent=0: Paragraph(
        (words or "").replace("&", "&amp;").replace("<", "&lt;"),
        ParagraphStyle("s", fontName="Form-Bold" if bold else "Form", fontSize=size, leading=size * 1.2, alignment=align,
                       leftIndent=indent))
    left = ([form.code] if form.code else []) + list(form.issued or []) + list(form.left)
    story = [Drawn([[[text(t, 1) for t in left], [text(t, 1) for t in form.right]]], colWidths=[room / 2] * 2)] if left else []
    story += [text(t, 1) for t in form.above]
    story += [text(t, 1, True, 12) for t in form.title.split("\n")] + [text(t, 1) for t in form.under] + [Spacer(1, 6)]
    for table in form.tables:
        columns = seen(table, False)
        story += [text(table.caption, 0, True)] if table.caption else []
        story += [text(table.unit_line, 2)] if table.unit_line else []
        cells = [[text("" if line[c] in ("<", "^") else line[c], 1, True, 8) for c in columns] for line in table.header]
        cells += [[text(table.letters[c], 1, size=8) for c in columns]] if table.letters else []
        top = len(cells)
        style = [("VALIGN", (0, 0), (-1, -1), "MIDDLE")] + ([("GRID", (0, 0), (-1, -1), 0.5, "black")] if RULES else [])
        style += [("SPAN", (l, t), (r, b)) for t, l, b, r in spans_of(table, columns)]
        for n, row in enumerate(table.body):
            bold = row[0][0] == "S" or row[0][-1] in "=*+"
            cells.append([text(table.shown(row, c, blank), 0 if table.roles[c] in ("label", "text", "note") else 2 if c in row[2] else 1, bold,
                               indent=10 * depth(table, row, c)) for c in columns])
            if joined_from(table, row) is not None:
                style.append(("SPAN", (columns.index(joined_from(table, row)), top + n), (-1, top + n)))
        total = sum(width(table, c) for c in columns)
        story += [Drawn(cells, colWidths=[room * width(table, c) / total for c in columns], repeatRows=top, style=TableStyle(style)), Spacer(1, 8)]
    story += [text(t) for t in form.note]
    if form.foot:
        story.append(Drawn([[[text(t, 1) for t in lines] for lines in form.foot]], colWidths=[room / len(form.foot)] * len(form.foot)))
    SimpleDocTemplate(path, pagesize=size, leftMargin=15 * mm, rightMargin=15 * mm, topMargin=15 * mm, bottomMargin=15 * mm).build(story)


def as_pdfs(forms, folder):
    """All PDFs of all forms: LibreOffice starts once a source format."""
    with tempfile.TemporaryDirectory() as tmp:
        wanted = []
        for form in forms:
            for blank in (True, False):
                name = f"{form.id}-{'blank' if blank else 'filled'}"
                out = os.path.join(folder, form.id, ("blank" if blank else "filled") + ".pdf")
                if form.pdf == "drawn":
                    as_drawn(form, blank, out)
                    continue
                source = os.path.join(tmp, f"{name}.{form.pdf}")
                if form.pdf == "xlsx":
                    as_xlsx(form, blank, source, typed=False)
                else:
                    as_docx(form, blank, source)
                wanted.append((source, os.path.join(tmp, name + ".pdf"), out))
        if wanted:
            convert([source for source, _, _ in wanted], tmp)
        for _, made, out in wanted:
            os.replace(made, out)
