#!/usr/bin/env python3
"""Writes the PDFs the speed of the PDF reader is measured on: invented content, one embedded font.

    make_pdfs.py DIR     ruled-10.pdf ruled-100.pdf ruled-1000.pdf prose-200.pdf

Standard library only; the font is the first of FONTS that is installed.
"""
import os, random, struct, sys, zlib

FONTS = ["/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
         "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf",
         "/usr/share/fonts/truetype/freefont/FreeSerif.ttf"]
LABELS = ["Số nhiệm vụ đã hoàn thành đúng hạn trong kỳ báo cáo của các cơ quan, đơn vị trực thuộc",
          "Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn", "Số văn bản quy phạm pháp luật đã rà soát",
          "Số thủ tục hành chính được công bố mới, sửa đổi, bổ sung, thay thế hoặc bãi bỏ",
          "Tổng số người làm việc hưởng lương từ ngân sách nhà nước tại đơn vị sự nghiệp công lập",
          "Số lớp đào tạo, bồi dưỡng đã tổ chức", "Mức độ hài lòng của người dân, tổ chức"]
UNITS = ["Nhiệm vụ", "%", "Văn bản", "Thủ tục", "Người", "Lớp", "Có = 1; Không = 0"]
NOTES = ["", "", "Lũy kế từ đầu năm", "Báo cáo số 12/BC-ĐV ngày 05/3/2026; Công văn số 7/ĐV ngày 09/3/2026"]


class Font:
    """Glyph numbers and widths of a TrueType font."""
    def __init__(self, path):
        self.data = open(path, "rb").read()
        count = struct.unpack(">H", self.data[4:6])[0]
        entries = (struct.unpack(">4sIII", self.data[12 + 16 * i:28 + 16 * i]) for i in range(count))
        self.tables = {tag: (offset, length) for tag, _, offset, length in entries}
        self.units = self.u16(self.tables[b"head"][0] + 18)
        self.glyphs, self.used = self.cmap(), {}

    def u16(self, at):
        return struct.unpack(">H", self.data[at:at + 2])[0]

    def cmap(self):
        base, _ = self.tables[b"cmap"]
        for i in range(self.u16(base + 2)):
            platform, encoding, offset = struct.unpack(">HHI", self.data[base + 4 + 8 * i:base + 12 + 8 * i])
            if (platform, encoding) == (3, 1):
                return self.segments(base + offset)
        raise SystemExit("the font has no Unicode table")

    def segments(self, at):
        size, glyphs = self.u16(at + 6), {}
        for s in range(0, size, 2):
            end, start = self.u16(at + 14 + s), self.u16(at + 16 + size + s)
            delta, ranged = self.u16(at + 16 + 2 * size + s), self.u16(at + 16 + 3 * size + s)
            for code in range(start, min(end, 0xFFFE) + 1):
                where = at + 16 + 3 * size + s + ranged + 2 * (code - start)
                glyphs[code] = (code + delta) & 0xFFFF if ranged == 0 else (self.u16(where) + delta) & 0xFFFF
        return glyphs

    def width(self, glyph):
        metrics = self.u16(self.tables[b"hhea"][0] + 34)
        return self.u16(self.tables[b"hmtx"][0] + 4 * min(glyph, metrics - 1)) * 1000 // self.units

    def show(self, text):
        glyphs = [self.glyphs.get(ord(c), 0) for c in text]
        self.used.update(zip(glyphs, text))
        return "<" + "".join("%04X" % g for g in glyphs) + "> Tj", sum(map(self.width, glyphs)) / 1000


def wrap(font, text, size, width):
    lines, line = [], ""
    for word in text.split():
        longer = (line + " " + word).strip()
        if line and font.show(longer)[1] * size > width:
            lines.append(line)
            longer = word
        line = longer
    return lines + [line] if line else lines


def text_at(font, x, y, size, lines):
    shown = ["BT /F %g Tf %g %g Td %s ET" % (size, x, y - 1.25 * size * i, font.show(line)[0])
             for i, line in enumerate(lines)]
    return "\n".join(shown)


def ruled_page(font, rng, first):
    xs, y, out, number = [50, 85, 420, 510, 580, 790], 550, [], first
    while y > 70:
        i = rng.randrange(len(LABELS))
        cells = [str(number), LABELS[i], UNITS[i], rng.choice(["", "12", "1.946", "86,96"]), rng.choice(NOTES)]
        cells = [wrap(font, c, 11, xs[k + 1] - xs[k] - 8) for k, c in enumerate(cells)]
        height = 14 * max(map(len, cells)) + 6
        for k, cell in enumerate(cells):
            out.append(text_at(font, xs[k] + 4, y - 13, 11, cell))
            out.append("%g %g %g %g re S" % (xs[k], y - height, xs[k + 1] - xs[k], height))
        y, number = y - height, number + 1
    return "0.5 w\n" + "\n".join(out), number


def prose_page(font, rng):
    words = " ".join(LABELS + NOTES).split()
    lines = wrap(font, " ".join(rng.choice(words) for _ in range(620)), 12, 495)
    return text_at(font, 50, 790, 12, lines[:48])


def to_unicode(font):
    pairs = ["<%04X> <%s>" % (g, c.encode("utf-16-be").hex()) for g, c in sorted(font.used.items())]
    blocks = [pairs[i:i + 100] for i in range(0, len(pairs), 100)]
    body = "\n".join("%d beginbfchar\n%s\nendbfchar" % (len(b), "\n".join(b)) for b in blocks)
    return ("/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> "
            "endcodespacerange\n" + body + "\nendcmap end").encode()


def write(path, font, pages, size):
    def stream(data, extra=b""):
        packed = zlib.compress(data)
        return b"<< /Filter /FlateDecode /Length %d %s >>\nstream\n%s\nendstream" % (len(packed), extra, packed)
    widths = " ".join("%d [%d]" % (g, font.width(g)) for g in sorted(font.used))
    kids = " ".join("%d 0 R" % (8 + 2 * i) for i in range(len(pages)))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>",
               ("<< /Type /Pages /Kids [%s] /Count %d /MediaBox [0 0 %d %d] >>" % (kids, len(pages), *size)).encode(),
               b"<< /Type /Font /Subtype /Type0 /BaseFont /Bench /Encoding /Identity-H /DescendantFonts [4 0 R]"
               b" /ToUnicode 7 0 R >>",
               ("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Bench /CIDSystemInfo << /Registry (Adobe)"
                " /Ordering (Identity) /Supplement 0 >> /FontDescriptor 5 0 R /W [%s] >>" % widths).encode(),
               b"<< /Type /FontDescriptor /FontName /Bench /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0"
               b" /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 /FontFile2 6 0 R >>",
               stream(font.data), stream(to_unicode(font))]
    for i, page in enumerate(pages):
        objects.append(b"<< /Type /Page /Parent 2 0 R /Contents %d 0 R /Resources << /Font << /F 3 0 R >> >> >>"
                       % (9 + 2 * i))
        objects.append(stream(page.encode()))
    out, offsets = bytearray(b"%PDF-1.5\n"), []
    for i, body in enumerate(objects):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (i + 1, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    open(path, "wb").write(out)


def main(folder):
    os.makedirs(folder, exist_ok=True)
    path = next((f for f in FONTS if os.path.exists(f)), None) or sys.exit("none of FONTS is installed")
    for count in (10, 100, 1000):
        font, rng, pages, number = Font(path), random.Random(1), [], 1
        for _ in range(count):
            page, number = ruled_page(font, rng, number)
            pages.append(page)
        write(os.path.join(folder, "ruled-%d.pdf" % count), font, pages, (842, 595))
    font, rng = Font(path), random.Random(2)
    write(os.path.join(folder, "prose-200.pdf"), font, [prose_page(font, rng) for _ in range(200)], (595, 842))


if __name__ == "__main__":
    main(sys.argv[1])
