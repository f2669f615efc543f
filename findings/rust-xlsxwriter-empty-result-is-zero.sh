#!/bin/sh
# A formula whose result is set to the empty text is kept as 0 by rust_xlsxwriter 0.102.0.
#
# `=IF(COUNT(B1:B3)=0,"",SUM(B1:B3))` over blank cells shows nothing, so its result is "". `Formula::set_result("")` says
# so, but an empty result is taken for none given, and the cell is written with the default, the number 0: every reader of
# cached values (calamine, openpyxl with data_only, a preview) sees a total of 0 where nobody reported anything. A result
# of one blank is kept as text. `Worksheet::set_formula_result_default("")` makes the empty one stay empty.
#
# Seen with rust_xlsxwriter 0.102.0:
#   set_result("")                                  <c r="A1"><f>…</f><v>0</v></c>
#   set_result(" ")                                 <c r="A2" t="str"><f>…</f><v> </v></c>
#   set_formula_result_default(""), set_result("")  <c r="A1" t="str"><f>…</f><v></v></c>
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir "$dir/src"
cat > "$dir/Cargo.toml" <<'TOML'
[package]
name = "seen"
version = "0.0.0"
edition = "2021"
[dependencies]
rust_xlsxwriter = "=0.102.0"
TOML
cat > "$dir/src/main.rs" <<'RUST'
use rust_xlsxwriter::{Formula, Workbook, XlsxError};

fn main() -> Result<(), XlsxError> {
    let formula = r#"=IF(COUNT(B1:B3)=0,"",SUM(B1:B3))"#;
    let mut book = Workbook::new();
    let plain = book.add_worksheet();
    plain.write_formula(0, 0, Formula::new(formula).set_result(""))?;
    plain.write_formula(1, 0, Formula::new(formula).set_result(" "))?;
    let told = book.add_worksheet();
    told.set_formula_result_default("");
    told.write_formula(0, 0, Formula::new(formula).set_result(""))?;
    book.save("seen.xlsx")
}
RUST
cd "$dir"
CARGO_TARGET_DIR="$dir/target" cargo run --quiet
python3 - <<'PY'
import re, sys, zipfile

book = zipfile.ZipFile("seen.xlsx")
cell = lambda sheet: re.findall(r'<c r="A\d"( t="\w+")?><f>.*?</f><v>(.*?)</v>', book.read(f"xl/worksheets/sheet{sheet}.xml").decode())
seen = (cell(1), cell(2))
print(seen)
expected = ([("", "0"), (' t="str"', " ")], [(' t="str"', "")])
if seen != expected:
    sys.exit(f"otherwise than described: {expected}")
print("as described")
PY
