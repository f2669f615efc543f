#!/bin/sh
# hocr-tools 1.1.1 with ReportLab 5.1.0: hocr-pdf lays a text of NUL characters over the scan.
#
# The program is there to put the words of an hOCR file behind the picture of the page, in a font without ink. It
# ends well, and words of the right lengths stand in the right places, but every letter reads back as U+0000. With
# ReportLab 3.6.13 the same two files give the letters of the hOCR file. A check that the scan "has text" passes
# on both, and a search finds nothing in the one.
# Expected: the words "So van ban 16" in both.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

for reportlab in 3.6.13 5.1.0; do
    python3 -m venv "v$reportlab"
    "v$reportlab/bin/pip" install --quiet hocr-tools==1.1.1 reportlab==$reportlab lxml==6.1.3 pillow==11.3.0 pypdf==6.1.1
done

# hocr-pdf calls base64.decodestring, which Python 3.9 took out; under its new name it is the same function.
mkdir pages shim
echo "import base64; base64.decodestring = base64.decodebytes" > shim/sitecustomize.py
v5.1.0/bin/python - <<'PYTHON'
from PIL import Image
Image.new("L", (800, 400), 255).save("pages/page.jpg", dpi=(200, 200))
words = [("So", 100), ("van", 200), ("ban", 320), ("16", 440)]
spans = "".join(
    f'<span class="ocrx_word" title="bbox {x} 100 {x + 90} 140">{word}</span>\n' for word, x in words)
open("pages/page.hocr", "w").write(f"""<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml"><head><title></title></head><body>
<div class="ocr_page" title="bbox 0 0 800 400"><p class="ocr_par">
<span class="ocr_line" title="bbox 100 100 530 140; baseline 0 0">{spans}</span></p></div></body></html>""")
PYTHON

for reportlab in 3.6.13 5.1.0; do
    PYTHONPATH=shim "v$reportlab/bin/hocr-pdf" pages > "$reportlab.pdf"
    "v$reportlab/bin/python" - "$reportlab" <<'PYTHON'
import sys
import logging
import pypdf
logging.getLogger("pypdf").setLevel(logging.ERROR)
version = sys.argv[1]
page = pypdf.PdfReader(version + ".pdf").pages[0]
text = " ".join(page.extract_text().split())
print(f"ReportLab {version}: {len(page.images)} picture, text {text!r}")
assert len(page.images) == 1
words = "So van ban 16"
nul = "".join(letter if letter == " " else "\0" for letter in words)
assert text == (words if version.startswith("3") else nul), text
PYTHON
done
echo "as described"
