#!/usr/bin/env python3
"""Forty statistical forms that are not the appendix of administrative reform, with what a person drafting each would write.

    python3 benches/forms/make.py FOLDER [--only 03,07] [--no-pdf] [--no-rules]

Writes FOLDER/NN/{blank,filled}.{xlsx,docx,pdf} and FOLDER/NN/truth.json. All content is invented. The same each time but
for the dates programs put into files. Needs python-docx, openpyxl, reportlab and LibreOffice."""
import argparse
import json
import os

import forms_a
import forms_b
import forms_c
import forms_d
import writers


def main():
    wants = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wants.add_argument("folder")
    wants.add_argument("--only", help="numbers of forms, by commas")
    wants.add_argument("--no-pdf", action="store_true")
    wants.add_argument("--no-rules", action="store_true", help="tables without lines, as some offices print them")
    wants = wants.parse_args()
    writers.RULES = not wants.no_rules
    only = wants.only.split(",") if wants.only else None
    forms = [form for form in forms_a.FORMS + forms_b.FORMS + forms_c.FORMS + forms_d.FORMS if not only or form.id in only]
    for form in forms:
        folder = os.path.join(wants.folder, form.id)
        os.makedirs(folder, exist_ok=True)
        for blank in (True, False):
            name = os.path.join(folder, "blank" if blank else "filled")
            writers.as_xlsx(form, blank, name + ".xlsx")
            writers.as_docx(form, blank, name + ".docx")
        with open(os.path.join(folder, "truth.json"), "w", encoding="utf-8") as out:
            json.dump(form.truth(), out, ensure_ascii=False, indent=1)
    if not wants.no_pdf:
        writers.as_pdfs(forms, wants.folder)
    print(f"{len(forms)} forms in {wants.folder}")


if __name__ == "__main__":
    main()
