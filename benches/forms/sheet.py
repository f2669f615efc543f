"""A statistical form: its head, its tables, what a person drafting it would write down, and figures that add up.

A table is written as text. `header` is a grid: `<` goes with the cell to the left, `^` with the cell above. `roles` says what
each column is: `number`, `code`, `label`, `unit`, `note`, `text` (printed words that are no figures), `hidden` (a helper column,
in workbooks only), or how the figures of a value column come about:

    n:10:900    whole numbers       d:1:50   one decimal     s:60:100   a rate of two decimals
    f:1         a share of value column 1
    =1+2  =1-2  of value columns    p=2/1    their percentage, one decimal   r   the rank by the value column before
    m:5,2,1     printed in the blank form too (points at most), one a row    w:Có,Không   one of these words

A row is `MARK cell | cell …`, the cells of the columns that hold no figures. MARK is `S` (section), `S>` (section joined from its
label to the right edge), `S<` (one text joined over the whole width), the depth `0` … `4`, followed by `=` (sum of the rows one
deeper), `*` (sum of the rows of depth 0), `+` (sum of the rows of its depth since the section) or `h` (no figures)."""
import random
import re
from decimal import Decimal, ROUND_HALF_UP

NUMBER = re.compile(r"^((?:[IVX]+|[A-Z]|[a-zđ]|\d+(?:\.\d+)*)[.)]|[IVX]+\.\d+\.?|\d+(?:\.\d+)+)\s+(?=\S)")
FIXED = ("number", "code", "label", "unit", "note", "text", "hidden")


def printed(value, places=0):
    """As Vietnamese offices print a number: a point between thousands, a comma before decimals."""
    if value is None or isinstance(value, str):
        return value or ""
    text = f"{value:,.{places}f}"
    return text.replace(",", "\0").replace(".", ",").replace("\0", ".")


def rounded(value, places):
    return Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


class Table:
    def __init__(self, header, roles, rows, letters=None, unit_line=None, caption=None, sheet=None, upright=(), groups=None,
                 widths=None, gaps=0.05, percent_sign=False, again_after=None, main=(), indent=False):
        self.header = [[c.strip() for c in line.split("|")] for line in header.strip().splitlines()]
        self.letters = [c.strip() for c in letters.split("|")] if letters else None
        self.roles = [r.strip() for r in roles.split("|")]
        self.lines = [line for line in rows.strip().splitlines() if line.strip()]
        self.unit_line, self.caption, self.sheet, self.upright = unit_line, caption, sheet, set(upright)
        self.widths, self.gaps, self.percent_sign, self.again_after = widths, gaps, percent_sign, again_after
        self.main = main  # value columns that one would call the value of the period, from 1; none where all are equal
        self.indent = indent  # whether labels stand further right the deeper their rows are
        for line in self.header:
            assert len(line) == len(self.roles), line
        assert not self.letters or len(self.letters) == len(self.roles), self.letters

    def path(self, column):
        """The headers over a column, from the top, as one says them."""
        says = []
        for at in range(len(self.header)):
            row, col = at, column
            while self.header[row][col] in "<^" and self.header[row][col]:
                if self.header[row][col] == "<":
                    col -= 1
                else:
                    row -= 1
            text = self.header[row][col]
            if text and (not says or says[-1] != text):
                says.append(text)
        return says

    def merges(self):
        """(row, column, row, column) of every joined header cell."""
        out = []
        for r, line in enumerate(self.header):
            for c, text in enumerate(line):
                if text in ("<", "^"):
                    continue
                right, down = c, r
                while right + 1 < len(line) and line[right + 1] == "<":
                    right += 1
                while down + 1 < len(self.header) and self.header[down + 1][c] == "^":
                    down += 1
                if (right, down) != (c, r):
                    out.append((r, c, down, right))
        return out

    def value_columns(self):
        return [c for c, role in enumerate(self.roles) if role not in FIXED]

    def fill(self, dice):
        """Rows as (mark, cells, figures): figures by column, None where the row holds none."""
        self.body = []
        for line in self.lines:
            mark, _, rest = line.strip().partition(" ")
            given = [c.strip() for c in rest.split("|")]
            cells, fixed = [], iter(given)
            for role in self.roles:
                if role == "hidden":
                    cells.append(f"{len(self.body) * 7 + 1000}")
                else:
                    cells.append(next(fixed, "") if role in FIXED and not (mark == "S<" and cells) else "")
            assert next(fixed, None) is None, line
            self.body.append([mark, cells, {}])
        figures = [row for row in self.body if row[0][0] != "S" and "h" not in row[0]]
        for c in self.value_columns():
            self.column(dice, c, figures)
        for c in self.value_columns():
            if self.roles[c][0] in "=prf":
                self.derived(c, figures, dice)

    def column(self, dice, c, figures):
        role = self.roles[c]
        kind, args = role[0], role[2:].split(":")
        if kind == "m":
            for row, most in zip(figures, role[2:].split(",") * len(figures)):
                row[2][c] = (Decimal(most), 2 if "." in most else 0)
            return
        for row in figures:
            if kind == "w":
                row[2][c] = (dice.choice(role[2:].split(",")), 0)
            elif kind == "n":
                row[2][c] = (dice.randint(int(args[0]), int(args[1])), 0)
            elif kind == "d":
                row[2][c] = (Decimal(dice.randint(int(args[0]) * 10, int(args[1]) * 10)) / 10, 1)
            elif kind == "s":
                row[2][c] = (Decimal(dice.randint(int(args[0]) * 100, int(args[1]) * 100)) / 100, 2)
            if kind in "nd" and dice.random() < self.gaps and row[0].isdigit():
                row[2][c] = (None, 0)
        if kind in "nd":
            self.smaller(dice, c, figures)
            self.sums(c, figures)

    def sums(self, c, figures):
        places = max((row[2][c][1] for row in figures), default=0)
        for at in range(len(self.body) - 1, -1, -1):
            mark = self.body[at][0]
            if mark.endswith("="):
                depth, parts = int(mark[0]), []
                for other in self.body[at + 1:]:
                    if other[0][0] == "S" or int(other[0][0]) <= depth:
                        break
                    if int(other[0][0]) == depth + 1 and "h" not in other[0]:
                        parts.append(other[2][c][0] or 0)
                self.body[at][2][c] = (sum(parts), places)
        for row in figures:
            if row[0].endswith("*"):
                row[2][c] = (sum(o[2][c][0] or 0 for o in figures if o is not row and o[0][0] == "0"), places)
        parts = []
        for row in self.body:
            if row[0][0] == "S":
                parts = []
            elif row[0].endswith("+"):
                row[2][c] = (sum(o[2][c][0] or 0 for o in parts if o[0][0] == row[0][0]), places)
            elif "h" not in row[0]:
                parts.append(row)

    def smaller(self, dice, c, figures):
        """Parts of a printed whole that need not make it: never more than it."""
        above = {}
        for row in figures:
            depth = int(row[0][0])
            above = {d: r for d, r in above.items() if d < depth} | {depth: row}
            whole = next((above[d] for d in range(depth - 1, -1, -1) if d in above), None)
            value, places = row[2][c]
            if whole and "=" not in whole[0] and value is not None:
                share = Decimal(dice.randint(15, 60)) / 100 * Decimal(whole[2][c][0] or 0)
                row[2][c] = (rounded(share, places), places)

    def derived(self, c, figures, dice):
        columns, role = self.value_columns(), self.roles[c]
        if role[0] == "f":
            for row in figures:
                whole, places = row[2][columns[int(role[2:]) - 1]]
                share = dice.randint(20, 90)
                row[2][c] = (None if whole is None else rounded(Decimal(whole) * share / 100, places), places)
            return self.sums(c, figures)
        if role == "r":
            ranked = sorted((row for row in figures if row[0].isdigit()), key=lambda row: -(row[2][c - 1][0] or 0))
            for row in figures:
                row[2][c] = (ranked.index(row) + 1 if row in ranked else None, 0)
            return
        terms = re.split(r"([-+/])", role.lstrip("p").lstrip("="))
        for row in figures:
            have = [row[2][columns[int(t) - 1]] for t in terms[::2]]
            if role[0] == "p":
                part, whole = have[0][0], have[1][0]
                row[2][c] = (rounded(Decimal(part) * 100 / Decimal(whole), 1) if part is not None and whole else None, 1)
                continue
            total = have[0][0] or 0
            for sign, (value, _) in zip(terms[1::2], have[1:]):
                total = total - (value or 0) if sign == "-" else total + (value or 0)
            row[2][c] = (total, max(p for _, p in have))

    def shown(self, row, c, blank):
        """What a cell prints."""
        if self.roles[c] in FIXED:
            return row[1][c]
        if c not in row[2] or (blank and self.roles[c][0] != "m"):
            return ""
        value, places = row[2][c]
        text = printed(value, places)
        return text + "%" if text and self.percent_sign and self.roles[c][0] in "ps" else text

    def truth(self):
        """What a person drafting the form writes, and the figures of the filled one."""
        columns = [{"path": self.path(c), "printed_in_blank": self.roles[c][0] == "m", "main": n in self.main}
                   for n, c in enumerate(self.value_columns(), 1)]
        rows, above = [], {}
        if self.caption:
            number, label = re.match(r"((?:Bảng|Biểu|Phần)\s[\w.]*\w|[A-Z]|[IVX]+)\s*[.:–-]\s*(.+)", self.caption).groups()
            rows.append({"kind": "section", "number": number, "label": label, "unit": None, "code": None, "parent": None,
                         "values": [""] * len(columns)})
            above[-2] = 0
        for mark, cells, figures in self.body:
            of = {role: cells[c] for c, role in enumerate(self.roles) if role in FIXED and role != "hidden" and cells[c]}
            of = {"label": cells[0]} if mark == "S<" else of
            label, number = of.get("label", ""), of.get("number", "")
            found = NUMBER.match(label)
            if not number and found:
                number, label = found.group(1).rstrip(".)"), label[found.end():]
            unit, brackets = of.get("unit"), re.search(r"\(([^()]{1,24})\)$", label)
            if not unit and brackets and "unit" not in self.roles and brackets.group(1) in UNITS:
                unit = brackets.group(1)
            kind = "section" if mark[0] == "S" else "heading" if "h" in mark else "row"
            if kind != "row":
                unit = None
            elif not unit and self.unit_line:
                unit = self.unit_line.split(":")[-1].strip()
            depth = -1 if kind == "section" else int(mark[0])
            parent = next((above[d] for d in range(depth - 1, -3, -1) if d in above), None)
            above = {d: at for d, at in above.items() if d < depth} | {depth: len(rows)}
            rows.append({"kind": kind, "number": number, "label": label, "unit": unit, "code": of.get("code"), "parent": parent,
                         "values": [self.shown((mark, cells, figures), c, False) if c in figures else ""
                                    for c in self.value_columns()]})
        return {"caption": self.caption, "columns": columns, "rows": rows}


UNITS = {"người", "trường", "lớp", "phòng", "học sinh", "ha", "tấn", "%", "vụ", "lượt", "triệu đồng", "nghìn đồng", "cơ sở", "hộ", "giường",
         "thửa", "ngày", "hồ sơ", "văn bản", "km", "cuộc", "doanh nghiệp", "tỷ đồng", "công trình", "máy", "đơn", "thuê bao", "tạ/ha",
         "m²", "chỗ", "bản", "tài liệu", "thẻ"}


class Form:
    """`pdf` says what the PDF is made of: docx, xlsx, or drawn."""

    def __init__(self, id, kind, title, tables, code=None, issued=None, above=(), left=(), right=(), under=(), foot=(), pdf="docx",
                 landscape=False, typed=True, note=()):
        self.id, self.kind, self.title, self.tables = id, kind, title, tables
        self.code, self.issued, self.above, self.left, self.right, self.under = code, issued, above, left, right, under
        self.foot, self.pdf, self.landscape, self.typed, self.note = foot, pdf, landscape, typed, note
        dice = random.Random(f"form {id}")
        for table in tables:
            table.fill(dice)

    def half(self):
        return "work" if self.id <= "10" else "seen" if self.id <= "30" else "held"

    def truth(self):
        return {"id": self.id, "kind": self.kind, "half": self.half(), "title": self.title, "code": self.code,
                "tables": [table.truth() for table in self.tables]}
