#!/usr/bin/env python3
"""Makes scans of reports: PDFs whose pages are pictures and nothing else.

    python3 benches/scans/make.py REPORT.pdf… --out DIR [--kinds clean-200,noisy-150] [--pages 5-17] [--seed 1]

Every page of a text PDF is rendered, spoiled and put back as one picture of the page: NAME.KIND-DPI.pdf. A kind:

    clean   as rendered, JPEG 85
    skew    a little blurred and turned by 0.4 to 1 degree either way, JPEG 75
    noisy   the same on grey paper with shade, grain and specks, JPEG 60
    bw      the same as noisy, then black and white, G4
    bad     blurred more, low contrast, more grain, JPEG 35
    jpeg    as small scanners give it: soft, a bit of grain, JPEG 40
    phone   in colour, the page bowed and seen askew, lit unevenly, its rules grey and broken, JPEG 70

The same seed gives the same files. Needs Pillow, NumPy and poppler-utils."""
import argparse
import io
import os
import subprocess
import tempfile
import zlib

import numpy as np
from PIL import Image, ImageFilter

KINDS = ("clean-150,clean-200,clean-300,skew-200,skew-300,noisy-150,noisy-200,noisy-300,bw-200,bw-300,bad-200,"
         "jpeg-100,phone-277")


def rendered(pdf, dpi, page):
    with tempfile.TemporaryDirectory() as folder:
        name = os.path.join(folder, "page")
        subprocess.run(["pdftoppm", "-r", str(dpi), "-gray", "-f", str(page), "-l", str(page), "-singlefile", pdf, name],
                       check=True)
        with Image.open(name + ".pgm") as image:
            return image.convert("L")


def pages_of(pdf):
    told = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True).stdout
    return int(next(line.split()[1] for line in told.splitlines() if line.startswith("Pages:")))


def turned(image, dice):
    angle = dice.choice([-1, 1]) * dice.uniform(0.4, 1.0)
    return image.rotate(angle, Image.BICUBIC, fillcolor=255)


def soft(image, dpi, by=1.0):
    return image.filter(ImageFilter.GaussianBlur((0.45 * dpi / 200 + 0.25) * by))


def grey(image, dice, contrast, floor, grain):
    """Ink and paper of less contrast, a shade to the right, grain and specks."""
    pixels = np.asarray(image, np.float32) * contrast + floor
    pixels -= np.linspace(0, 18, image.width, dtype=np.float32)[None, :]
    pixels += dice.normal(0, grain, pixels.shape).astype(np.float32)
    specks = dice.random(pixels.shape, np.float32)
    pixels[specks < 0.0004], pixels[specks > 0.9996] = 30, 250
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def runs(dark, least):
    """What of the dark lies in a row of at least `least` pixels, left to right."""
    total = np.pad(np.cumsum(dark, 1, dtype=np.int32), ((0, 0), (1, 0)))
    full = (total[:, least:] - total[:, :-least]) == least  # begins a full row
    begun = np.pad(np.cumsum(full, 1, dtype=np.int32), ((0, 0), (least, least)), "edge")
    begun[:, :least] = 0
    return (begun[:, least:] - begun[:, :-least])[:, :dark.shape[1]] > 0


def broken_rules(image, dpi, dice):
    """The rules grey, and gone in places, up to a third of an inch at a time."""
    pixels = np.asarray(image).copy()
    dark = pixels < 160
    rules = runs(dark, int(0.4 * dpi)) | runs(dark.T, int(0.4 * dpi)).T
    wide = rules.copy()
    wide[1:] |= rules[:-1]
    wide[:-1] |= rules[1:]
    wide[:, 1:] |= rules[:, :-1]
    wide[:, :-1] |= rules[:, 1:]
    wide &= ~dark | rules
    side = max(1, int(0.3 * dpi))
    gaps = dice.random((pixels.shape[0] // side + 1, pixels.shape[1] // side + 1)) < 0.12
    gone = np.kron(gaps, np.ones((side, side), bool))[:pixels.shape[0], :pixels.shape[1]]
    pixels[wide] = np.where(gone, 250, np.maximum(pixels, 150))[wide]
    return Image.fromarray(pixels)


def bowed(image, dpi, dice):
    """As from above a page that does not lie flat: lines bend by some hundredths of an inch, edges lean by a degree."""
    height, width = image.height, image.width
    bow, lean, narrow = dice.uniform(0.015, 0.03) * dpi, dice.uniform(-0.012, 0.012), dice.uniform(-0.012, 0.012)
    xs, ys = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    across = xs / width
    away_x = (across - 0.5) * (ys / height - 0.5) * narrow * width
    away_y = bow * np.sin(np.pi * across) * np.cos(1.3 * ys / height) + (across - 0.5) * lean * width
    xs, ys = np.clip(xs + away_x, 0, width - 1.001), np.clip(ys + away_y, 0, height - 1.001)
    left, top = xs.astype(np.int32), ys.astype(np.int32)
    dx, dy = xs - left, ys - top
    pixels = np.asarray(image, np.float32)
    upper = pixels[top, left] * (1 - dx) + pixels[top, left + 1] * dx
    lower = pixels[top + 1, left] * (1 - dx) + pixels[top + 1, left + 1] * dx
    return Image.fromarray((upper * (1 - dy) + lower * dy).astype(np.uint8))


def lit(image, dice):
    """In colour: warm paper, dark at one corner, a bit of grain."""
    height, width = image.height, image.width
    x, y = dice.uniform(0, 1, 2)
    xs, ys = np.meshgrid(np.linspace(0, 1, width, dtype=np.float32), np.linspace(0, 1, height, dtype=np.float32))
    light = 1.0 - 0.32 * np.hypot(xs - np.float32(x), ys - np.float32(y))
    pixels = (np.asarray(image, np.float32) * 0.82 + 30) * light
    pixels += dice.normal(0, 5, pixels.shape).astype(np.float32)
    colours = pixels[:, :, None] * np.array([1.0, 0.97, 0.9], np.float32)
    return Image.fromarray(np.clip(colours, 0, 255).astype(np.uint8))


def spoiled(image, kind, dpi, dice):
    """The picture of a page, and its bytes as a PDF keeps them: (width, height, filter, colours, bytes)."""
    quality = {"clean": 85, "skew": 75, "noisy": 60, "bw": 60, "bad": 35, "jpeg": 40, "phone": 70}[kind]
    if kind == "skew":
        image = turned(soft(image, dpi), dice)
    elif kind in ("noisy", "bw"):
        image = grey(turned(soft(image, dpi), dice), dice, 0.86, 18, 10)
    elif kind == "bad":
        image = grey(turned(soft(image, dpi, 1.6), dice), dice, 0.62, 60, 16)
    elif kind == "jpeg":
        image = grey(soft(image, dpi), dice, 0.86, 18, 4)
    elif kind == "phone":
        image = lit(soft(bowed(broken_rules(image, dpi, dice), dpi, dice), dpi), dice)
    if kind == "bw":
        return g4(image.point(lambda value: 255 if value > 150 else 0).convert("1"))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return image.width, image.height, "/DCTDecode", "/DeviceRGB" if image.mode == "RGB" else "/DeviceGray", out.getvalue()


def g4(image):
    out = io.BytesIO()
    image.save(out, "TIFF", compression="group4", tiffinfo={278: image.height})
    with Image.open(out) as tiff:
        tags = tiff.tag_v2
        at, long, black_is_one = tags[273][0], tags[279][0], tags[262] == 1
    how = f"/CCITTFaxDecode /DecodeParms << /K -1 /Columns {image.width} /BlackIs1 {str(black_is_one).lower()} >>"
    return image.width, image.height, how, "/DeviceGray", out.getvalue()[at:at + long]


def written(path, dpi, pictures):
    """A PDF of one picture a page."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for width, height, how, colours, data in pictures:
        wide, tall = width * 72 / dpi, height * 72 / dpi
        draw = zlib.compress(f"q {wide:.2f} 0 0 {tall:.2f} 0 0 cm /Scan Do Q".encode())
        first = len(objects) + 1
        kids.append(f"{first} 0 R")
        bits = 1 if "CCITT" in how else 8
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {wide:.2f} {tall:.2f}] /Contents {first + 1} 0 R "
            f"/Resources << /XObject << /Scan {first + 2} 0 R >> >> >>".encode(),
            b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(draw) + draw + b"\nendstream",
            f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace {colours} "
            f"/BitsPerComponent {bits} /Filter {how} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream",
        ]
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    out, places = bytearray(b"%PDF-1.5\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    with open(path, "wb") as file:
        file.write(out)


def wanted(pages, last):
    """The numbers of "5-7,9"; all without."""
    if not pages:
        return range(1, last + 1)
    spans = [part.split("-") for part in pages.split(",")]
    return [page for span in spans for page in range(int(span[0]), min(last, int(span[-1])) + 1)]


def main():
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("reports", nargs="+")
    told.add_argument("--out", required=True)
    told.add_argument("--kinds", default=KINDS)
    told.add_argument("--pages", default="")
    told.add_argument("--seed", type=int, default=1)
    asked = told.parse_args()
    os.makedirs(asked.out, exist_ok=True)
    for report in asked.reports:
        name = os.path.splitext(os.path.basename(report))[0]
        for kind in asked.kinds.split(","):
            how, dpi = kind.split("-")
            pages = wanted(asked.pages, pages_of(report))
            seeded = lambda page: np.random.default_rng([asked.seed, page, *kind.encode(), *name.encode()])
            pictures = (spoiled(rendered(report, int(dpi), page), how, int(dpi), seeded(page)) for page in pages)
            path = os.path.join(asked.out, f"{name}.{kind}.pdf")
            written(path, int(dpi), pictures)
            print(f"{path} {len(pages)} pages, {os.path.getsize(path) / 1e6:.1f} MB", flush=True)


if __name__ == "__main__":
    main()
