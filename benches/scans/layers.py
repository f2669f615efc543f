#!/usr/bin/env python3
"""Puts the text layers of OCR programs into scans: NAME.KIND-DPI.LAYER.pdf beside them.

    python3 benches/scans/layers.py SCAN.pdf… [--with ocrmypdf16=PATH/ocrmypdf] [--with hocr-pdf=PATH/hocr-pdf] [--only tesseract]

A layer is that of ocrmypdf (`-l vie`; `--with NAME=PROGRAM` names other versions, by names that begin with ocrmypdf), of
tesseract's own PDF, and of hocr-pdf (hocr-tools 1.1.1 with ReportLab 3 on Python 3.8: with
ReportLab 5 every letter is NUL). Prints the
CPU seconds a page of each. Needs ocrmypdf, tesseract (eng, vie) and poppler-utils; what is not there is said to be missing."""
import argparse
import glob
import os
import resource
import shutil
import subprocess
import tempfile

os.environ["OMP_THREAD_LIMIT"] = "1"


def run(*command, **how):
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL, **how)


def pictures(scan, folder):
    run("pdfimages", "-all", scan, os.path.join(folder, "page"))
    found = sorted(glob.glob(os.path.join(folder, "page*")))
    ready = [name for name in found if name.endswith((".jpg", ".png"))]
    if not ready:  # G4: tesseract and hocr-pdf want another picture
        run("pdfimages", "-png", scan, os.path.join(folder, "again"))
        ready = sorted(glob.glob(os.path.join(folder, "again*")))
    return ready


def dpi_of(scan):
    listed = subprocess.run(["pdfimages", "-list", scan], check=True, capture_output=True, text=True).stdout.splitlines()
    return listed[2].split()[12]


def by_ocrmypdf(program, scan, out):
    run(program, "-q", "-l", "vie", "--jobs", "1", "--output-type", "pdf", scan, out)


def by_tesseract(program, scan, out):
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "list.txt"), "w") as file:
            file.write("\n".join(pictures(scan, folder)) + "\n")
        run(program, file.name, out[:-len(".pdf")], "-l", "vie", "--dpi", dpi_of(scan), "pdf", stdout=subprocess.DEVNULL)


def by_hocr_pdf(program, scan, out):
    with tempfile.TemporaryDirectory() as folder:
        dpi = dpi_of(scan)
        for picture in pictures(scan, folder):
            run("tesseract", picture, os.path.splitext(picture)[0], "-l", "vie", "--dpi", dpi, "hocr", stdout=subprocess.DEVNULL)
        with open(out, "wb") as file:
            run(program, folder, stdout=file)


def main():
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("scans", nargs="+")
    told.add_argument("--with", dest="others", action="append", default=[])
    told.add_argument("--only")
    asked = told.parse_args()
    programs = {"ocrmypdf": "ocrmypdf", "tesseract": "tesseract", "hocr-pdf": "hocr-pdf"}
    programs.update(other.split("=", 1) for other in asked.others)
    spent = lambda: sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    for scan in asked.scans:
        for name, program in programs.items():
            if asked.only and name not in asked.only.split(","):
                continue
            if not shutil.which(program):
                print(f"{name}: missing")
                continue
            how = by_ocrmypdf if name.startswith("ocrmypdf") else by_tesseract if name == "tesseract" else by_hocr_pdf
            out, before = f"{os.path.splitext(scan)[0]}.{name}.pdf", spent()
            how(program, scan, out)
            listed = subprocess.run(["pdfinfo", scan], capture_output=True, text=True).stdout
            pages = int(next(line.split()[1] for line in listed.splitlines() if line.startswith("Pages:")))
            print(f"{out}: {(spent() - before) / pages:.2f} CPU s a page", flush=True)


if __name__ == "__main__":
    main()
