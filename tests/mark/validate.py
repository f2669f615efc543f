"""Validates the signature of a PDF: is it intact, and what was changed after it?

pyHanko knows no rule for remarks; the one here allows for nothing but highlights and notes that were added, every other
entry of every page being the same.
"""
import sys
try:
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, ModificationLevel, StandardDiffPolicy, SuspiciousModification
    from pyhanko.sign.diff_analysis.rules_api import QualifiedWhitelistRule, ReferenceUpdate
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext
except ImportError:
    print("no pyhanko")
    sys.exit()


def pages(node):
    at = node.get_object() if isinstance(node, generic.IndirectObject) else node
    if at["/Type"] == "/Pages":
        for kid in list.__iter__(at["/Kids"]):
            yield from pages(kid)
    else:
        yield node


def listed(page):
    return [one.reference for one in list.__iter__(page["/Annots"])] if "/Annots" in page else []


class Remarks(QualifiedWhitelistRule):
    def apply_qualified(self, old, new):
        before, after = (list(pages(one.root.raw_get("/Pages"))) for one in (old, new))
        if [one.reference for one in before] != [one.reference for one in after]:
            raise SuspiciousModification("other pages")
        for one, other in zip(before, after):
            page, now = one.get_object(), other.get_object()
            for key in (set(page) | set(now)) - {"/Annots"}:
                if key not in page or key not in now or page.raw_get(key) != now.raw_get(key):
                    raise SuspiciousModification(f"{key} of a page")
            kept, found = listed(page), listed(now)
            if found[: len(kept)] != kept:
                raise SuspiciousModification("remarks are gone")
            changed = [other.reference] if found != kept else []
            if "/Annots" in now and isinstance(now.raw_get("/Annots"), generic.IndirectObject):
                changed.append(now.raw_get("/Annots").reference)
            for reference in found[len(kept) :]:
                remark = reference.get_object()
                if remark["/Subtype"] not in ("/Highlight", "/Text"):
                    raise SuspiciousModification("not a remark")
                changed += [reference, remark["/AP"].raw_get("/N").reference]
            for reference in changed:
                yield ModificationLevel.ANNOTATIONS, ReferenceUpdate(reference)


policy = StandardDiffPolicy(
    global_rules=DEFAULT_DIFF_POLICY.global_rules + [Remarks()], form_rule=DEFAULT_DIFF_POLICY.form_rule
)
with open(sys.argv[1], "rb") as file:
    for signature in PdfFileReader(file).embedded_signatures:
        context = ValidationContext(trust_roots=[signature.signer_cert], allow_fetching=False)
        status = validate_pdf_signature(signature, context, diff_policy=policy)
        print(
            "intact" if status.intact else "broken",
            "valid" if status.valid and status.bottom_line else "invalid",
            status.modification_level.name,
        )
