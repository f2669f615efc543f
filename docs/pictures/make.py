#!/usr/bin/env python3
"""Draws the pictures of the documentation: the workbook, a letter, the index of letters, the review page.

    python3 docs/pictures/make.py PHULUC

Runs the program on docs/example, has LibreOffice lay the workbook out as PDF in Vietnamese, pdftoppm draw its pages, and
Chromium, where it is installed, draw the letters and the review page. Needs Pillow. Look at the pictures before committing them.
"""
import base64
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

from PIL import Image, ImageChops

HERE = pathlib.Path(__file__).resolve().parent
EXAMPLE = HERE.parent / "example"
WIDE = 1500
MARGIN = 12
MOST_BYTES = 150_000
LOCALE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>vi-VN</value></prop></item>
</oor:items>
"""


def run(*words, codes=(0,)):
    done = subprocess.run([str(w) for w in words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=EXAMPLE)
    if done.returncode not in codes:
        sys.exit(f"{words[0]} ended with {done.returncode}: {done.stdout}")
    return done.stdout


def save(image, name):
    """Without its margins, no wider than a page of a browser, in as few colours as print needs."""
    image = image.convert("RGB")
    box = ImageChops.difference(image, Image.new("RGB", image.size, image.getpixel((0, 0)))).getbbox()
    left, top, right, bottom = box
    image = image.crop((max(0, left - MARGIN), max(0, top - MARGIN), min(image.width, right + MARGIN), min(image.height, bottom + MARGIN)))
    if image.width > WIDE:
        image = image.resize((WIDE, image.height * WIDE // image.width), Image.LANCZOS)
    out = HERE / name
    image.quantize(96, kmeans=1, dither=Image.Dither.NONE).save(out, optimize=True)
    size = out.stat().st_size
    print(f"{name}: {image.width} x {image.height}, {size // 1000} kB")
    assert size < MOST_BYTES, name


def workbook(room, book):
    profile = room / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(LOCALE, encoding="utf-8")
    run("soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf", "--outdir", room, book)
    pdf = room / f"{book.stem}.pdf"
    pages = int(next(line for line in run("pdfinfo", pdf).splitlines() if line.startswith("Pages")).split()[1])
    # The foot of the page, and the part of the page that is shown: its width, its height.
    wanted = {"tong-quan.png": ("Tổng quan – ", 1, 0.95), "muc-I.png": ("I – ", 0.86, 0.578), "kiem-tra.png": ("Kiểm tra – ", 0.705, 0.95)}
    for at in range(1, pages + 1):
        foot = run("pdftotext", "-f", at, "-l", at, "-layout", pdf, "-").strip().splitlines()[-1].strip()
        for name in [name for name, (start, _, _) in wanted.items() if foot.startswith(start)]:
            _, width, height = wanted.pop(name)
            run("pdftoppm", "-r", 150, "-png", "-f", at, "-l", at, "-singlefile", pdf, room / "page")
            page = Image.open(room / "page.png")
            page = page.crop((0, 0, int(page.width * width), int(page.height * height)))
            save(page, name)
    assert not wanted, f"no page of {list(wanted)}"


def letters(room, chromium, folder):
    for name, page in [("cong-van.png", "Sở Giáo dục và Đào tạo.html"), ("danh-sach.png", "index.html")]:
        shot = room / "shot.png"
        run(chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--user-data-dir={room}/browser",
            "--window-size=1000,1250", f"--screenshot={shot}", "file://" + urllib.parse.quote(str(folder / page)))
        save(Image.open(shot), name)


class Window:
    """A window of Chromium, led over a pipe: the review page is never done loading, so the time of the picture is ours."""

    def __init__(self, chromium, room, size):
        ours, theirs = os.pipe(), os.pipe()
        command = f'exec "$0" "$@" 3<&{ours[0]} 4>&{theirs[1]}'
        self.process = subprocess.Popen(
            ["sh", "-c", command, chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-pipe",
             f"--user-data-dir={room}/browser", "about:blank"],
            pass_fds=(ours[0], theirs[1]), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(ours[0]), os.close(theirs[1])
        self.to, self.said, self.sent, self.session = ours[1], os.fdopen(theirs[0], "rb"), 0, None
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        width, height = size
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def call(self, method, **words):
        self.sent += 1
        asked = {"id": self.sent, "method": method, "params": words, **({"sessionId": self.session} if self.session else {})}
        os.write(self.to, json.dumps(asked).encode() + b"\0")
        while True:
            told = b""
            while not told.endswith(b"\0"):
                byte = self.said.read(1)
                assert byte, "the browser has ended"
                told += byte
            answer = json.loads(told[:-1])
            if answer.get("id") == self.sent:
                assert "error" not in answer, answer
                return answer["result"]

    def shot(self, address, ready):
        self.call("Page.navigate", url=address)
        for _ in range(300):
            if self.call("Runtime.evaluate", expression=ready, returnByValue=True)["result"].get("value") is True:
                break
            time.sleep(0.1)
        else:
            sys.exit(f"never ready: {ready}")
        time.sleep(0.3)
        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])

    def close(self):
        self.process.terminate()
        self.process.wait()


# An item with the picture of its page is on the screen.
READY = ("document.getElementById('detail')?.getAttribute('aria-busy') === 'false' && !document.getElementById('act').hidden"
         " && document.getElementById('picture').naturalWidth > 0 && document.getElementById('picture').complete")


def review(room, chromium, phuluc, out, lang, name):
    """The review page on the value of a PDF that is no number."""
    serving = subprocess.Popen([phuluc, "review", out, "--no-browser", "--lang", lang, "--by", "Lan"],
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=EXAMPLE)
    window = Window(chromium, room, (1280, 760))
    try:
        address = serving.stdout.readline().strip()
        with urllib.request.urlopen(f"{address}api/items?count=1000") as answer:
            items = json.load(answer)["items"]
        item = next(item for item in items if item["code"] == "not-a-number" and "syt" in item["report"])
        shot = room / "shot.png"
        shot.write_bytes(window.shot(f"{address}#item={item['id']}", READY))
        save(Image.open(shot), name)
    finally:
        window.close()
        serving.terminate()
        serving.wait()


def main():
    phuluc = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as room:
        room = pathlib.Path(room)
        out = room / "ket-qua"
        told = lambda *words: run(phuluc, *words, "--lang", "vi", codes=(0, 1))
        told("extract", "quy-3", "-o", out, "--agencies", "don-vi.csv")
        told("letters", out, "-o", room / "thu", "--sender", "Sở Nội vụ", "--superior", "UBND tỉnh Hòa Giang",
             "--place", "Hòa Giang", "--due", "30/9/2023", "--signer-title", "GIÁM ĐỐC", "--signer", "Hoàng Minh Đăng")
        told("correct", out, "--office", "sgddt", "--indicator", "I.1.2", "--value", "35",
             "--reason", "đơn vị gõ nhầm", "--by", "Lan")
        told("extract", "quy-3", "-o", out)
        workbook(room, out / "tong-hop.xlsx")
        chromium = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
        if not chromium:
            print("no Chromium here: the pictures of letters and of the review page stay as they are")
            return
        letters(room, chromium, room / "thu")
        # The period before stands beside each number.
        before = room / "hai-quy"
        told("extract", "quy-2", "-o", before, "--agencies", "don-vi.csv", "--no-workbook")
        told("extract", "quy-2", "quy-3", "-o", before, "--agencies", "don-vi.csv", "--no-workbook")
        for lang, name in [("vi", "duyet.png"), ("en", "review.png")]:
            review(room, chromium, phuluc, before, lang, name)


main()
