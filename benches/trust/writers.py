"""A report as a document model, written as text, HTML, RTF, DOCX, ODT, XLSX or CSV.

A table is a list of rows of cells; a cell is (pieces, columns, rows): pieces are (text, style) with the style
"", "strike", "white" or "raised", columns and rows how many it covers. A cell that another one hangs over is
None. Nothing but the standard library is needed, and the same model gives the same bytes."""
import csv
import html
import io
import zipfile


def cell(text, columns=1, rows=1, style=""):
    return ([(text, style)], columns, rows)


def plain(one):
    return "" if one is None else "".join(text for text, _ in one[0])


def packed(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    return out.getvalue()


def spread(row):
    """A row's cells as grid positions: a cell over several columns is followed by blanks."""
    out = []
    for one in row:
        out.append(plain(one).replace("\n", " "))
        out += [""] * ((one[1] if one else 1) - 1)
    return out


def as_txt(blocks):
    lines = []
    for block in blocks:
        lines += [block] if isinstance(block, str) else ["\t".join(spread(row)) for row in block]
        lines.append("")
    return "\n".join(lines).encode()


def as_csv(blocks):
    out = io.StringIO()
    write = csv.writer(out)
    for block in blocks:
        rows = [[block]] if isinstance(block, str) else [spread(row) for row in block]
        write.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


STYLES = {"": ("", ""), "strike": ("<s>", "</s>"), "raised": ("<sup>", "</sup>"),
          "white": ('<span style="color:#ffffff">', "</span>")}


def as_html(blocks):
    out = ["<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>"]
    for block in blocks:
        if isinstance(block, str):
            out.append(f"<p>{html.escape(block)}</p>")
            continue
        out.append("<table border='1'>")
        for row in block:
            out.append("<tr>")
            for one in row:
                if one is None:
                    continue
                pieces, columns, rows = one
                text = "".join(STYLES[s][0] + html.escape(t).replace("\n", "<br>") + STYLES[s][1] for t, s in pieces)
                out.append(f"<td colspan='{columns}' rowspan='{rows}'>{text}</td>")
            out.append("</tr>")
        out.append("</table>")
    return "".join(out + ["</body></html>"]).encode()


def rtf_text(text):
    units = lambda c: [c] if c < 0x10000 else [0xD800 + ((c - 0x10000) >> 10), 0xDC00 + (c & 0x3FF)]
    signed = lambda u: u - 0x10000 if u > 0x7FFF else u
    out = ""
    for c in text:
        if c == "\n":
            out += r"\line "
        elif c in "\\{}":
            out += "\\" + c
        else:
            out += c if ord(c) < 128 else "".join(rf"\u{signed(u)}?" for u in units(ord(c)))
    return out


RTF = {"": "", "strike": r"\strike ", "white": r"\cf2 ", "raised": r"\super "}


def as_rtf(blocks):
    out = [r"{\rtf1\ansi\uc1{\colortbl;\red0\green0\blue0;\red255\green255\blue255;}"]
    for block in blocks:
        if isinstance(block, str):
            out.append(r"\pard " + rtf_text(block) + r"\par ")
            continue
        hanging = {}
        for row in block:
            edges, texts, at = "", "", 0
            for one in row:
                pieces, columns, rows = one or ([], 1, 1)
                if one is None:
                    columns = hanging.get(at, 1)
                    edges += r"\clvmrg"
                elif rows > 1:
                    hanging[at] = columns
                    edges += r"\clvmgf"
                at += columns
                edges += rf"\cellx{at * 1500}"
                texts += "".join("{" + RTF[s] + rtf_text(t) + "}" for t, s in pieces) + r"\cell "
            out.append(r"\trowd" + edges + r"\pard\intbl " + texts + r"\row ")
    return ("".join(out) + "}").encode("ascii")


DOCX = {"": "", "strike": "<w:strike/>", "white": '<w:color w:val="FFFFFF"/>', "raised": '<w:vertAlign w:val="superscript"/>'}


def docx_runs(pieces):
    brk = "</w:t><w:br/><w:t xml:space='preserve'>"
    return "".join(f"<w:r><w:rPr>{DOCX[s]}</w:rPr><w:t xml:space='preserve'>{html.escape(t).replace(chr(10), brk)}</w:t></w:r>"
                   for t, s in pieces)


def as_docx(blocks):
    body = ""
    for block in blocks:
        if isinstance(block, str):
            body += f"<w:p>{docx_runs([(block, '')])}</w:p>"
            continue
        width = max(sum(one[1] if one else 1 for one in row) for row in block)
        body += "<w:tbl><w:tblGrid>" + "<w:gridCol w:w='1500'/>" * width + "</w:tblGrid>"
        for row in block:
            body += "<w:tr>"
            for one in row:
                pieces, columns, rows = one or ([], 1, 1)
                merge = "<w:vMerge/>" if one is None else "<w:vMerge w:val='restart'/>" if rows > 1 else ""
                body += f"<w:tc><w:tcPr><w:gridSpan w:val='{columns}'/>{merge}</w:tcPr><w:p>{docx_runs(pieces)}</w:p></w:tc>"
            body += "</w:tr>"
        body += "</w:tbl>"
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return packed([
        ("[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
         f"<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
         f"<Override PartName='/word/document.xml' ContentType='{kind}'/></Types>"),
        ("_rels/.rels", "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
         f"<Relationship Id='r' Type='{rel}' Target='word/document.xml'/></Relationships>"),
        ("word/document.xml", f"<w:document xmlns:w='{word}'><w:body>{body}</w:body></w:document>"),
    ])


ODT = {"": "", "strike": "S", "white": "W", "raised": "R"}


def odt_text(pieces):
    one = lambda t, s: html.escape(t).replace("\n", "<text:line-break/>")
    return "".join(f"<text:span text:style-name='{ODT[s]}'>{one(t, s)}</text:span>" if s else one(t, s) for t, s in pieces)


def as_odt(blocks):
    body = ""
    for block in blocks:
        if isinstance(block, str):
            body += f"<text:p>{html.escape(block)}</text:p>"
            continue
        body += "<table:table>"
        for row in block:
            body += "<table:table-row>"
            for one in row:
                if one is None:
                    body += "<table:covered-table-cell/>"
                    continue
                pieces, columns, rows = one
                body += (f"<table:table-cell table:number-columns-spanned='{columns}' table:number-rows-spanned='{rows}'>"
                         f"<text:p>{odt_text(pieces)}</text:p></table:table-cell>" + "<table:covered-table-cell/>" * (columns - 1))
            body += "</table:table-row>"
        body += "</table:table>"
    ns = "urn:oasis:names:tc:opendocument:xmlns:"
    text = lambda name, props: f"<style:style style:name='{name}' style:family='text'><style:text-properties {props}/></style:style>"
    styles = (text("S", "style:text-line-through-style='solid'") + text("W", "fo:color='#ffffff'")
              + text("R", "style:text-position='super 58%'"))
    return packed([
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", f"<office:document-content xmlns:office='{ns}office:1.0' xmlns:text='{ns}text:1.0' "
         f"xmlns:table='{ns}table:1.0' xmlns:style='{ns}style:1.0' xmlns:fo='{ns}xsl-fo-compatible:1.0'>"
         f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
         "</office:document-content>"),
    ])


XLSX = {"": "", "strike": "<rPr><strike/></rPr>", "white": "<rPr><color rgb='FFFFFFFF'/></rPr>", "raised": "<rPr><vertAlign val='superscript'/></rPr>"}


def as_xlsx(blocks):
    rows, merges, at = "", "", 0
    name = lambda column: chr(ord("A") + column)
    for block in blocks:
        for row in [[cell(block)]] if isinstance(block, str) else block:
            at += 1
            cells, column = "", 0
            for one in row:
                pieces, columns, deep = one or ([], 1, 1)
                runs = "".join(f"<r>{XLSX[s]}<t xml:space='preserve'>{html.escape(t)}</t></r>" for t, s in pieces if t)
                if runs:
                    cells += f"<c r='{name(column)}{at}' t='inlineStr'><is>{runs}</is></c>"
                if columns > 1 or deep > 1:
                    merges += f"<mergeCell ref='{name(column)}{at}:{name(column + columns - 1)}{at + deep - 1}'/>"
                column += columns
            rows += f"<row r='{at}'>{cells}</row>"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    pack = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    merged = f"<mergeCells>{merges}</mergeCells>" if merges else ""
    return packed([
        ("[Content_Types].xml", f"<Types xmlns='{pack}/content-types'>"
         "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
         f"<Override PartName='/xl/workbook.xml' ContentType='{kind}sheet.main+xml'/>"
         f"<Override PartName='/xl/worksheets/sheet1.xml' ContentType='{kind}worksheet+xml'/></Types>"),
        ("_rels/.rels", f"<Relationships xmlns='{pack}/relationships'><Relationship Id='r' Type='{rels}/officeDocument' "
         "Target='xl/workbook.xml'/></Relationships>"),
        ("xl/workbook.xml", f"<workbook xmlns='{main}' xmlns:r='{rels}'><sheets><sheet name='Phụ lục' sheetId='1' r:id='s'/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", f"<Relationships xmlns='{pack}/relationships'><Relationship Id='s' Type='{rels}/worksheet' "
         "Target='worksheets/sheet1.xml'/></Relationships>"),
        ("xl/worksheets/sheet1.xml", f"<worksheet xmlns='{main}'><sheetData>{rows}</sheetData>{merged}</worksheet>"),
    ])


FORMATS = {"txt": as_txt, "csv": as_csv, "html": as_html, "rtf": as_rtf, "docx": as_docx, "odt": as_odt, "xlsx": as_xlsx}
