"""The same document model as a PDF: words in a Type0 font that is not embedded and tells its letters by ToUnicode,
tables ruled, or their words in columns alone."""
import zlib

from writers import plain

PAGE, MARGIN, LEADING, SIZE = (595, 842), 50, 11, 9
# Of a thousandth of the size; what is not named is 520 wide.
WIDTHS = {**dict.fromkeys("ijlI.,;:|'!()[]- íìỉĩị1/", 300), **dict.fromkeys("mwMWƯ%—", 850),
          **dict.fromkeys("ABCDĐEGHKNOQRSTUVXYÂÔƠỘỦỤÁẢÀ", 680)}
SMALL = 0.6


class Font:
    """Numbers the letters as they come."""

    def __init__(self):
        self.codes = {}

    def shown(self, text):
        return "<" + "".join(f"{self.codes.setdefault(c, len(self.codes) + 1):04X}" for c in text) + "> Tj"

    def objects(self, first):
        """The font, its descendant, the descriptor and the way from codes to letters, numbered from `first`."""
        widths = " ".join(f"{code} [{WIDTHS.get(c, 520)}]" for c, code in self.codes.items())
        utf16 = lambda c: c.encode("utf-16-be").hex().upper()
        pairs = [f"<{code:04X}> <{utf16(c)}>" for c, code in self.codes.items()]
        blocks = "".join(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n"
                         for part in (pairs[at:at + 100] for at in range(0, len(pairs), 100)))
        cmap = ("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Adobe-Identity-UCS def "
                "/CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n" + blocks
                + "endcmap CMapName currentdict /CMap defineresource pop end end")
        return [
            f"<< /Type /Font /Subtype /Type0 /BaseFont /Plain /Encoding /Identity-H /DescendantFonts [{first + 1} 0 R] "
            f"/ToUnicode {first + 3} 0 R >>".encode(),
            f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Plain /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
            f"/Supplement 0 >> /FontDescriptor {first + 2} 0 R /DW 520 /W [{widths}] >>".encode(),
            b"<< /Type /FontDescriptor /FontName /Plain /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 "
            b"/Descent -200 /CapHeight 700 /StemV 80 >>",
            stream(cmap),
        ]


def stream(content):
    data = zlib.compress(content.encode("ascii"), 9)
    return b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(data) + data + b"\nendstream"


def width(text, style=""):
    return sum(WIDTHS.get(c, 520) for c in text) * SIZE / 1000 * (SMALL if style == "raised" else 1)


def words(pieces):
    """The lines asked for, each a list of words, each a list of runs (text, style)."""
    lines = [[[]]]
    for text, style in pieces:
        for c in plain(([(text, style)], 1, 1)):
            if c == "\n":
                lines.append([[]])
            elif c == " ":
                lines[-1].append([])
            elif lines[-1][-1] and lines[-1][-1][-1][1] == style:
                lines[-1][-1][-1] = (lines[-1][-1][-1][0] + c, style)
            else:
                lines[-1][-1].append((c, style))
    return [[word for word in line if word] for line in lines]


def word_width(word):
    return sum(width(text, style) for text, style in word if style != "covered")


def wrapped(pieces, room):
    out = []
    for line in words(pieces):
        out.append([])
        at = 0
        for word in line:
            if out[-1] and at + word_width(word) > room:
                out.append([])
                at = 0
            out[-1].append(word)
            at += word_width(word) + width(" ")
    return [line for line in out if line]


class Paper:
    """Pages that fill from the top."""

    def __init__(self):
        self.font, self.pages = Font(), []
        self.turn()

    def turn(self):
        self.pages.append([])
        self.y = PAGE[1] - MARGIN

    def draw(self, operators):
        self.pages[-1].append(operators)

    def rule(self, x0, y0, x1, y1):
        self.draw(f"{x0:.1f} {y0:.1f} m {x1:.1f} {y1:.1f} l S")

    def line(self, x, y, line):
        """A line of words, their spaces drawn as other programs draw them."""
        for word in line:
            for text, style in word + [(" ", "")]:
                self.run(x, y, text, style)
                x += 0 if style == "covered" else width(text, style)

    def run(self, x, y, text, style):
        size, rise = (SIZE * SMALL, 3.5) if style == "raised" else (SIZE, 0)
        ink = ("1 g ", " 0 g") if style == "white" else ("", "")
        self.draw(f"{ink[0]}BT /F {size:.1f} Tf {x:.1f} {y + rise:.1f} Td {self.font.shown(text)} ET{ink[1]}")
        if style == "strike":
            self.rule(x, y + 2.8, x + width(text), y + 2.8)
        if style == "covered":
            self.draw(f"1 g {x - 0.5:.1f} {y - 2.5:.1f} {width(text) + 1:.1f} {LEADING - 0.5:.1f} re f 0 g")

    def paragraph(self, text):
        """Centred, as letterheads and titles are, with room above."""
        self.y -= 8
        for line in wrapped([(text, "")], PAGE[0] - 2 * MARGIN):
            if self.y < MARGIN + LEADING:
                self.turn()
            self.y -= LEADING
            self.line((PAGE[0] - sum(word_width(word) + width(" ") for word in line)) / 2, self.y, line)

    def bytes(self):
        pages = len(self.pages)
        first_font = 3 + 2 * pages
        objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%s] /Count %d >>" % (
            b" ".join(b"%d 0 R" % (3 + 2 * at) for at in range(pages)), pages)]
        for at, page in enumerate(self.pages):
            objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {PAGE[0]} {PAGE[1]}] /Contents {4 + 2 * at} 0 R "
                           f"/Resources << /Font << /F {first_font} 0 R >> >> >>".encode())
            objects.append(stream("0.6 w\n" + "\n".join(page)))
        objects += self.font.objects(first_font)
        out, offsets = b"%PDF-1.5\n", []
        for number, content in enumerate(objects, 1):
            offsets.append(len(out))
            out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
        table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % at for at in offsets)
        return out + table + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))


def edges(table, count):
    """Columns as wide as their words ask, the widest of them wrapped."""
    most, least = [30.0] * count, [20.0] * count
    for row in table:
        at = 0
        for one in row:
            if one and one[1] == 1:
                for line in words(one[0]):
                    most[at] = max(most[at], min(250, sum(word_width(word) + width(" ") for word in line) + 8))
                    least[at] = max([least[at]] + [word_width(word) + 9 for word in line])
            at += one[1] if one else 1
    room = PAGE[0] - 2 * MARGIN
    spare, asked = room - sum(least), sum(most) - sum(least)
    wide = [low + (high - low) * min(1, spare / max(1, asked)) for low, high in zip(least, most)]
    out = [float(MARGIN)]
    for one in wide:
        out.append(out[-1] + one)
    return out


class Ruling:
    """Sets one table: rows of cells, with what its layout asks of rules and pages."""

    def __init__(self, paper, table, ruled):
        self.paper, self.table, self.ruled = paper, table, ruled
        self.layout = getattr(table, "layout", {})
        self.hanging = [sum(one[1] if one else 1 for one in row) for row in table]
        self.edges = edges(table, max(self.hanging))

    def cells(self, row):
        """Left edge, right edge and lines of each cell; None for the lines of one that another hangs over."""
        at = 0
        for one in row:
            columns = one[1] if one else 1
            left, right = self.edges[at], self.edges[at + columns]
            yield left, right, None if one is None else wrapped(one[0], right - left - 7)
            at += columns

    def set(self):
        paper = self.paper
        for number, row in enumerate(self.table):
            cells = list(self.cells(row))
            deep = max(1, max(len(lines or []) for _, _, lines in cells))
            room = int((paper.y - MARGIN - 6) // LEADING)
            if room < deep and self.layout.get("cut") and room > 0:
                self.strip([(a, b, lines and lines[:room]) for a, b, lines in cells], room, number, "cut")
                cells, deep = [(a, b, lines and lines[room:]) for a, b, lines in cells], deep - room
            if room < deep:
                paper.turn()
                if self.layout.get("repeated") and number > 0:
                    self.strip(list(self.cells(self.table[0])), self.depth(self.table[0]), 0, "end")
            last = number + 1 == len(self.table) or self.next_turns(number, deep)
            self.strip(cells, deep, number, "end" if last else "")
        paper.y -= LEADING

    def depth(self, row):
        return max(1, max(len(lines or []) for _, _, lines in self.cells(row)))

    def next_turns(self, number, deep):
        left = self.paper.y - deep * LEADING - 6
        return int((left - MARGIN - 6) // LEADING) < self.depth(self.table[number + 1])

    def strip(self, cells, deep, number, end):
        """A row, or the part of it that a page holds."""
        paper, top = self.paper, self.paper.y
        bottom = top - deep * LEADING - 6
        for left, right, lines in cells:
            for at, line in enumerate(lines or []):
                paper.line(left + 3.5, top - (at + 1) * LEADING, line)
            if self.ruled:
                if lines is not None and self.layout.get("lost") != number - 1:
                    paper.rule(left, top, right, top)
                if end and not (self.layout.get("lost") in (number, "last" if number + 1 == len(self.table) else number)):
                    paper.rule(left, bottom, right, bottom)
                paper.rule(left, top, left, bottom)
        if self.ruled:
            paper.rule(cells[-1][1], top, cells[-1][1], bottom)
        paper.y = bottom


def as_pdf(blocks, ruled=True):
    paper = Paper()
    for block in blocks:
        if isinstance(block, str):
            paper.paragraph(block)
        else:
            paper.y -= 6
            Ruling(paper, block, ruled).set()
    return paper.bytes()


def as_bare_pdf(blocks):
    return as_pdf(blocks, ruled=False)
