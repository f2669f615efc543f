#!/bin/sh
# asterocr 1.0.2: the step behind its recogniser rewrites digits that were read correctly.
#
# `viet_linguistics.clean_post_process` runs on every line of the PyTorch predictor. A rule for identity card
# numbers (eight digits or more, four fifths of the line) drops all else, so that thousands lose their dots, a
# date its slashes, and a span of months becomes one number; a leading O becomes 0, a closing bracket goes.
# Expected: a line that is already right comes back as it is. The ONNX class does not call the step.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m pip download --quiet --no-deps asterocr==1.0.2
python3 -m zipfile -e asterocr-1.0.2-*.whl wheel
grep -q "clean_post_process" wheel/asterocr/inference/predictor.py
! grep -q "clean_post_process" wheel/asterocr/pipeline.py

python3 - <<'PYTHON'
import importlib.util
# The file alone: the package around it asks for PyTorch.
spec = importlib.util.spec_from_file_location("linguistics", "wheel/asterocr/inference/viet_linguistics.py")
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
seen = {
    "17.454.000": "17454000",
    "17/09/2021": "17092021",
    "1/2021-9/2021": "1202192021",
    "5)": "5",
    "1.234": "1.234",
    "99,64%": "99,64%",
}
for line, expected in seen.items():
    given = module.viet_linguistics.clean_post_process(line)
    print(f"{line!r} -> {given!r}")
    assert given == expected, (line, given)
PYTHON
echo "as described"
