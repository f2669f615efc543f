"""A report as a document model, written as text, CSV, HTML, RTF, DOCX, ODT, XLSX or ODS; `pdf.py` writes PDF.

A table is a list of rows of cells; a cell is (pieces, columns, rows): pieces are (text, style), columns and rows how many
it covers. A style is "", "strike", "white", "raised", "covered" (PDF), "choice" (a drop-down), "ticked" and "unticked",
"boxed" (a text box), "table" (lines and | make a table in the cell), "formula" (without its result) or "typed" (a number or
a share of one). A cell that another one hangs over is None. Nothing but the standard library is needed, and the same
model gives the same bytes."""
import csv
import html
import io
import zipfile


class Table(list):
    """Rows, and what a page does to them: the layout."""

    def __init__(self, rows, layout=None):
        super().__init__(rows)
        self.layout = layout or {}


def cell(text, columns=1, rows=1, style=""):
    return ([(text, style)], columns, rows)


def plain(one):
    return "" if one is None else "".join({"ticked": "☑", "unticked": "☐"}.get(style, text) for text, style in one[0])


def packed(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED, 9)
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


STYLES = {"strike": ("<s>", "</s>"), "raised": ("<sup>", "</sup>"), "white": ('<span style="color:#ffffff">', "</span>"),
          "ticked": ("<input type='checkbox' checked>", ""), "unticked": ("<input type='checkbox'>", "")}


def inner(text):
    """The cells of a table in a cell."""
    return [line.split("|") for line in text.split("\n")]


def html_run(text, style):
    if style == "choice":
        options = "".join(f"<option{' selected' if str(n) == text else ''}>{n}</option>" for n in range(4))
        return f"<select>{options}</select>"
    if style == "table":
        rows = "".join("<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in row) + "</tr>" for row in inner(text))
        return f"<table>{rows}</table>"
    before, after = STYLES.get(style, ("", ""))
    return before + html.escape(text).replace("\n", "<br>") + after


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
                text = "".join(html_run(t, s) for t, s in pieces)
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


RTF = {"strike": r"\strike ", "white": r"\cf2 ", "raised": r"\super "}


def rtf_run(text, style):
    if style == "boxed":
        return r"{\shp{\*\shpinst\shpleft0\shptop0\shpright900\shpbottom300{\shptxt \pard\plain " + rtf_text(text) + r"\par}}}"
    return "{" + RTF.get(style, "") + rtf_text(plain(([(text, style)], 1, 1))) + "}"


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
                texts += "".join(rtf_run(t, s) for t, s in pieces) + r"\cell "
            out.append(r"\trowd" + edges + r"\pard\intbl " + texts + r"\row ")
    return ("".join(out) + "}").encode("ascii")


DOCX = {"strike": "<w:strike/>", "white": '<w:color w:val="FFFFFF"/>', "raised": '<w:vertAlign w:val="superscript"/>'}


def docx_run(text, style):
    text = plain(([(text, style)], 1, 1))
    brk = "</w:t><w:br/><w:t xml:space='preserve'>"
    run = f"<w:r><w:rPr>{DOCX.get(style, '')}</w:rPr><w:t xml:space='preserve'>{html.escape(text).replace(chr(10), brk)}</w:t></w:r>"
    field = lambda kind: f"<w:sdt><w:sdtPr>{kind}</w:sdtPr><w:sdtContent>{run}</w:sdtContent></w:sdt>"
    if style == "choice":
        return field("<w:dropDownList>" + "".join(f"<w:listItem w:displayText='{n}' w:value='{n}'/>" for n in range(4)) + "</w:dropDownList>")
    if style in ("ticked", "unticked"):
        return field(f"<w14:checkbox><w14:checked w14:val='{int(style == 'ticked')}'/></w14:checkbox>")
    if style == "boxed":
        return f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p>{run}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    return run


def docx_cell(pieces):
    """The paragraph, and the tables in it behind it; a cell ends in a paragraph."""
    out = "<w:p>" + "".join(docx_run(t, s) for t, s in pieces if s != "table") + "</w:p>"
    for text in (t for t, s in pieces if s == "table"):
        cells = lambda row: "".join(f"<w:tc><w:p>{docx_run(c, '')}</w:p></w:tc>" for c in row)
        out += "<w:tbl>" + "".join(f"<w:tr>{cells(row)}</w:tr>" for row in inner(text)) + "</w:tbl><w:p/>"
    return out


def as_docx(blocks):
    body = ""
    for block in blocks:
        if isinstance(block, str):
            body += docx_cell([(block, "")])
            continue
        width = max(sum(one[1] if one else 1 for one in row) for row in block)
        body += "<w:tbl><w:tblGrid>" + "<w:gridCol w:w='1500'/>" * width + "</w:tblGrid>"
        for row in block:
            body += "<w:tr>"
            for one in row:
                pieces, columns, rows = one or ([], 1, 1)
                merge = "<w:vMerge/>" if one is None else "<w:vMerge w:val='restart'/>" if rows > 1 else ""
                body += f"<w:tc><w:tcPr><w:gridSpan w:val='{columns}'/>{merge}</w:tcPr>{docx_cell(pieces)}</w:tc>"
            body += "</w:tr>"
        body += "</w:tbl>"
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    word14, vml = "http://schemas.microsoft.com/office/word/2010/wordml", "urn:schemas-microsoft-com:vml"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return packed([
        ("[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
         f"<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
         f"<Override PartName='/word/document.xml' ContentType='{kind}'/></Types>"),
        ("_rels/.rels", "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
         f"<Relationship Id='r' Type='{rel}' Target='word/document.xml'/></Relationships>"),
        ("word/document.xml", f"<w:document xmlns:w='{word}' xmlns:w14='{word14}' xmlns:v='{vml}'><w:body>{body}</w:body></w:document>"),
    ])


ODT = {"strike": "S", "white": "W", "raised": "R"}
SPACES = "".join(f" xmlns:{name}='urn:oasis:names:tc:opendocument:xmlns:{space}:1.0'" for name, space in [
    ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"), ("fo", "xsl-fo-compatible")])


def odf_run(text, style):
    shown = html.escape(plain(([(text, style)], 1, 1))).replace("\n", "<text:line-break/>").replace("  ", " <text:s/>")
    if style == "choice":
        labels = "".join(f"<text:label text:value='{n}'{' text:current-selected=' + chr(39) + 'true' + chr(39) if str(n) == text else ''}/>" for n in range(4))
        return f"<text:drop-down text:name='d'>{labels}{shown}</text:drop-down>"
    if style == "boxed":
        return f"<draw:frame><draw:text-box><text:p>{shown}</text:p></draw:text-box></draw:frame>"
    return f"<text:span text:style-name='{ODT[style]}'>{shown}</text:span>" if style in ODT else shown


def odf_cell(pieces):
    out = "<text:p>" + "".join(odf_run(t, s) for t, s in pieces if s != "table") + "</text:p>"
    for text in (t for t, s in pieces if s == "table"):
        cells = lambda row: "".join(f"<table:table-cell><text:p>{html.escape(c)}</text:p></table:table-cell>" for c in row)
        rows = "".join(f"<table:table-row>{cells(row)}</table:table-row>" for row in inner(text))
        out += f"<table:table>{rows}</table:table>"
    return out


def odf_rows(rows, value=lambda pieces: ""):
    """Rows of a table; `value` gives a cell's further attributes."""
    body = ""
    for row in rows:
        body += "<table:table-row>"
        for one in row:
            if one is None:
                body += "<table:covered-table-cell/>"
                continue
            pieces, columns, deep = one
            body += (f"<table:table-cell table:number-columns-spanned='{columns}' table:number-rows-spanned='{deep}'{value(pieces)}>"
                     f"{odf_cell(pieces)}</table:table-cell>" + "<table:covered-table-cell/>" * (columns - 1))
        body += "</table:table-row>"
    return body


def odf(kind, body):
    text = lambda name, props: f"<style:style style:name='{name}' style:family='text'><style:text-properties {props}/></style:style>"
    styles = (text("S", "style:text-line-through-style='solid'") + text("W", "fo:color='#ffffff'")
              + text("R", "style:text-position='super 58%'"))
    return packed([
        ("mimetype", f"application/vnd.oasis.opendocument.{kind}"),
        ("content.xml", f"<office:document-content{SPACES}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
         f"<office:{kind}>{body}</office:{kind}></office:body></office:document-content>"),
    ])


def as_odt(blocks):
    return odf("text", "".join(f"<text:p>{html.escape(block)}</text:p>" if isinstance(block, str)
                               else f"<table:table>{odf_rows(block)}</table:table>" for block in blocks))


def amount(text):
    """The number that is shown, a share where it ends in %."""
    number = float(text.rstrip("%").replace(".", "").replace(",", "."))
    return round(number / 100, 6) if text.endswith("%") else number


def ods_value(pieces):
    text, style = pieces[0]
    if style == "typed":
        kind = "percentage" if text.endswith("%") else "float"
        return f" office:value-type='{kind}' office:value='{amount(text):g}'"
    return " table:formula='of:=SUM([.D3:.D5])'" if style == "formula" else ""


def as_ods(blocks):
    rows = [row for block in blocks for row in ([[cell(block)]] if isinstance(block, str) else block)]
    shown = [[None if one is None else ([("" if s == "formula" else t, s) for t, s in one[0]], *one[1:]) for one in row] for row in rows]
    return odf("spreadsheet", f"<table:table table:name='Phụ lục'>{odf_rows(shown, ods_value)}</table:table>")


XLSX = {"strike": "<rPr><strike/></rPr>", "white": "<rPr><color rgb='FFFFFFFF'/></rPr>", "raised": "<rPr><vertAlign val='superscript'/></rPr>"}


def xlsx_cell(at, pieces):
    """A cell with its content; nothing for a blank one."""
    text, style = pieces[0] if pieces else ("", "")
    if style == "formula":
        return f"<c r='{at}'><f>SUM(D3:D5)</f></c>"
    if style == "typed":
        look = 2 if text.endswith("%") else 0 if "," in text else 1
        return f"<c r='{at}' s='{look}'><v>{amount(text):g}</v></c>"
    runs = "".join(f"<r>{XLSX.get(s, '')}<t xml:space='preserve'>{html.escape(t)}</t></r>"
                   for t, s in ((plain(([piece], 1, 1)), piece[1]) for piece in pieces) if t)
    return f"<c r='{at}' t='inlineStr'><is>{runs}</is></c>" if runs else ""


def as_xlsx(blocks):
    rows, merges, at = "", "", 0
    name = lambda column: chr(ord("A") + column)
    for block in blocks:
        for row in [[cell(block)]] if isinstance(block, str) else block:
            at += 1
            cells, column = "", 0
            for one in row:
                pieces, columns, deep = one or ([], 1, 1)
                cells += xlsx_cell(f"{name(column)}{at}", pieces)
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
         f"<Override PartName='/xl/styles.xml' ContentType='{kind}styles+xml'/>"
         f"<Override PartName='/xl/worksheets/sheet1.xml' ContentType='{kind}worksheet+xml'/></Types>"),
        ("_rels/.rels", f"<Relationships xmlns='{pack}/relationships'><Relationship Id='r' Type='{rels}/officeDocument' "
         "Target='xl/workbook.xml'/></Relationships>"),
        ("xl/workbook.xml", f"<workbook xmlns='{main}' xmlns:r='{rels}'><sheets><sheet name='Phụ lục' sheetId='1' r:id='s'/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", f"<Relationships xmlns='{pack}/relationships'><Relationship Id='s' Type='{rels}/worksheet' "
         f"Target='worksheets/sheet1.xml'/><Relationship Id='t' Type='{rels}/styles' Target='styles.xml'/></Relationships>"),
        ("xl/styles.xml", f"<styleSheet xmlns='{main}'><fonts><font/></fonts><fills><fill/></fills><borders><border/></borders>"
         "<cellXfs>" + "".join(f"<xf numFmtId='{n}' fontId='0' fillId='0' borderId='0' applyNumberFormat='1'/>" for n in (0, 3, 10)) + "</cellXfs></styleSheet>"),
        ("xl/worksheets/sheet1.xml", f"<worksheet xmlns='{main}'><sheetData>{rows}</sheetData>{merged}</worksheet>"),
    ])


FORMATS = {"txt": as_txt, "csv": as_csv, "html": as_html, "rtf": as_rtf, "docx": as_docx, "odt": as_odt, "xlsx": as_xlsx, "ods": as_ods}
