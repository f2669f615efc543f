"""What people and programs do to a report. Each mutation changes one and gives its blocks, the reports whose truth
holds, and the ids whose value only has to be told: it may come out as anything, but not without a word."""
import unicodedata

from reports import DEPARTMENTS, HEADER, LABEL, NOTE, NUMBER, PROVINCES, UNIT, VALUE, Report, grouped
from writers import Table, cell, plain


def as_it_is(one, dice):
    return one.blocks(), [one], set()


# Other appendices beside the own one.

def second_agency(one, dice):
    other = one.again(dice, agency=dice.choice([name for name in one.form.agencies if name != one.agency]))
    return one.blocks() + other.blocks(), [one, other], set()


def second_period(one, dice):
    other = one.again(dice, period=one.form.earlier)
    title = lambda report: ["PHỤ LỤC", f"THỐNG KÊ SỐ LIỆU {report.period.upper()}", report.table()]
    order = [one, other] if dice.random() < 0.5 else [other, one]
    return one.letterhead() + title(order[0]) + title(order[1]), [one, other], set()


def blank_copies(copies):
    def change(one, dice):
        blank = ["PHỤ LỤC", Table([one.table()[0]] + [row[:VALUE] + [cell("")] + row[VALUE + 1:] for row in one.rows])] * copies
        return one.blocks() + blank if dice.random() < 0.5 else one.letterhead() + blank + one.caption() + [one.table()], [one], set()
    return change


def another_list(one, dice):
    names = ["STT", "Số, ký hiệu", "Ngày ban hành", "Trích yếu", "Ghi chú"]
    rows = [[cell(text) for text in (str(n), f"{n}/KH-SO", f"{n}/9/2023", f"Kế hoạch số {n}", "")] for n in range(1, 6)]
    return one.blocks() + ["DANH MỤC VĂN BẢN", Table([[cell(name) for name in names]] + rows)], [one], set()


# Columns and header.

def columns(one, order, names):
    """The table with its columns in another order or number: each a name and the cell of a row, by its number."""
    return Table([[cell(name) for name in names]] + [[pick(at, row) for pick in order] for at, row in enumerate(one.rows)])


def own(column):
    return lambda at, row: row[column]


def second_column(one, dice):
    other, mine = dice.choice([("Kết quả kỳ trước", "Kết quả kỳ này"), ("Kế hoạch năm 2023", "Kết quả thực hiện"),
                               ("Quý II", "Quý III"), ("Cùng kỳ năm 2022", "Số liệu"), ("Cột 1", "Cột 2")])
    drift = [cell(grouped(dice.randrange(1, 300)) if one.printed(at) else "") for at in range(len(one.rows))]
    pair = [(other, lambda at, row: drift[at]), (mine, own(VALUE))]
    pair = pair[::-1] if dice.random() < 0.3 else pair
    table = columns(one, [own(NUMBER), own(LABEL), own(UNIT)] + [pick for _, pick in pair] + [own(NOTE)],
                    HEADER[:VALUE] + [name for name, _ in pair] + HEADER[VALUE + 1:])
    told = {one.ids[at] for at in range(len(one.rows)) if one.printed(at) and plain(drift[at]) != one.printed(at)}
    return one.under(table), [one], told if other == "Cột 1" else set()


def three_columns(one, dice):
    names = dice.choice([("Kỳ trước", "Kỳ này", "Lũy kế"), ("Kết quả kỳ trước", "Kết quả kỳ báo cáo", "Lũy kế từ đầu năm"),
                         ("Quý II", "Quý III", "9 tháng"), ("Thực hiện kỳ trước", "Thực hiện trong kỳ", "Cộng dồn")])
    of = lambda at, low: cell(grouped(int(low + dice.randrange(1, 9000))) if one.printed(at) else "")
    before = [of(at, 0) for at in range(len(one.rows))]
    sum_ = [of(at, one.truth.get(id) or 0) for at, id in enumerate(one.ids)]
    table = columns(one, [own(NUMBER), own(LABEL), own(UNIT), lambda at, row: before[at], own(VALUE), lambda at, row: sum_[at], own(NOTE)],
                    HEADER[:VALUE] + list(names) + HEADER[VALUE + 1:])
    for at, id in enumerate(one.ids):
        # A label that asks for figures since the start of the year may get them.
        if one.printed(at) and any(word in plain(one.rows[at][LABEL]).lower() for word in ("lũy kế", "tính đến")):
            one.truth[id] = (one.truth[id], int(plain(sum_[at]).replace(".", "")))
    return one.under(table), [one], set()


def header_word(one, dice):
    names = list(HEADER)
    at, word = dice.choice([(0, "Số TT"), (0, "TT"), (1, "Nội dung"), (1, "Chỉ tiêu thống kê (Dùng cho báo cáo quý, 6 tháng và cả năm của các sở)"),
                            (2, "ĐVT"), (3, "Số liệu báo cáo"), (3, "Tổng cộng"), (3, "Giá trị"), (3, "Thực hiện"), (3, "Kết quả thực hiện quý III"),
                            (1, "Tiêu chí"), (1, "NỘI DUNG BÁO CÁO"), (1, "Tên chỉ tiêu"), (2, "Đơn vị"), (0, "Số thứ tự"), (4, "Diễn giải"), (4, "Giải trình")])
    names[at] = word
    return one.blocks(names), [one], set()


def columns_moved(one, dice):
    order = dice.choice([[0, 1, 3, 2, 4], [0, 1, 4, 2, 3], [0, 2, 1, 3, 4], [1, 2, 3, 4, 0]])
    return one.under(columns(one, [own(at) for at in order], [HEADER[at] for at in order])), [one], set()


def no_number_column(one, dice):
    return one.under(columns(one, [own(at) for at in (1, 2, 3, 4)], HEADER[1:])), [one], set()


def unit_with_the_label(one, dice):
    joined = lambda at, row: cell(plain(row[LABEL]) + (f" ({plain(row[UNIT])})" if plain(row[UNIT]) and "=" not in plain(row[UNIT]) else ""))
    return one.under(columns(one, [own(NUMBER), joined, own(VALUE), own(NOTE)], ["STT", "Chỉ tiêu (đơn vị tính)", "Kết quả", "Ghi chú"])), [one], set()


def two_row_header(one, dice):
    """Counts stand under "Số lượng", shares under "Tỷ lệ", both under one title."""
    top = [cell("STT", 1, 2), cell("Chỉ tiêu", 1, 2), cell("Đơn vị tính", 1, 2), cell("Kết quả", 2), cell("Ghi chú", 1, 2)]
    share = lambda at: one.kind(at) == "percent"
    rows = [row[:VALUE] + ([cell(""), row[VALUE]] if share(at) else [row[VALUE], cell("")]) + [row[NOTE]] for at, row in enumerate(one.rows)]
    return one.under(Table([top, [None, None, None, cell("Số lượng"), cell("Tỷ lệ (%)"), None]] + rows)), [one], set()


def yes_no_columns(one, dice):
    """A question is answered by a cross under "Có" or "Không", the rest by figures beside them."""
    rows = []
    for at, row in enumerate(one.rows):
        labels = {choice["code"]: choice["label"] for choice in one.form.indicators[one.ids[at]].get("choices", [])}
        answer = labels.get(one.truth.get(one.ids[at])) if set(labels.values()) == {"Có", "Không"} else None
        marks = [cell("x" if answer == name else "") for name in ("Có", "Không")]
        rows.append(row[:VALUE] + marks + [cell("") if answer else row[VALUE], row[NOTE]])
    return one.under(Table([[cell(name) for name in HEADER[:VALUE] + ["Có", "Không", "Số lượng", "Ghi chú"]]] + rows)), [one], set()


# Rows and pieces of the table.

def split_table(one, dice):
    at = dice.randrange(3, len(one.rows) - 2)
    again = one.table()[:1] if dice.random() < 0.5 else []
    between = dice.choice([[], ["2"], ["(tiếp theo)"], ["Trang 2/3"]])
    return one.under(one.table()[:at + 1], *between, again + one.rows[at:]), [one], set()


def piece_before_header(one, dice):
    at = dice.randrange(2, 6)
    return one.under(one.rows[:at], one.table()[:1] + one.rows[at:]), [one], set()


def header_in_the_table(one, dice):
    """The header again further down, or the row of column numbers."""
    table = one.table()
    again = [cell(text) for text in dice.choice([HEADER, ["(1)", "(2)", "(3)", "(4)", "(5)"], ["A", "B", "C", "1", "2"]])]
    at = dice.choice([1, dice.randrange(2, len(table) - 1)]) if plain(again[1]) != "Chỉ tiêu" else dice.randrange(2, len(table) - 1)
    return one.under(table[:at] + [again] + table[at:]), [one], set()


def stamp_in_the_table(one, dice):
    table = one.table()
    line = dice.choice(["Đã ký", "Ký bởi: Sở Xây dựng. Ngày ký: 18/09/2023 15:02:11 +07:00", "ĐÃ DUYỆT", "Người ký: Nguyễn Văn A"])
    at = dice.randrange(2, len(table) + 1)
    return one.under(table[:at] + [[cell(line, 5)]] + table[at:]), [one], set()


def row_twice(one, dice):
    at = one.asked(dice)
    copy = list(one.rows[at])
    differs = dice.random() < 0.5
    if differs:
        copy[VALUE] = cell(grouped(one.truth[one.ids[at]] + dice.randrange(1, 50)))
    where = dice.choice([at + 1, len(one.rows)])
    table = one.table()
    return one.under(table[:where + 1] + [copy] + table[where + 1:]), [one], {one.ids[at]} if differs else set()


def row_out_of_order(one, dice):
    at = one.asked(dice)
    table = one.table()
    row = table.pop(at + 1)
    table.insert(dice.randrange(2, len(table)), row)
    return one.under(table), [one], set()


def row_of_another_form(one, dice):
    other = Report(dice, PROVINCES if one.form is DEPARTMENTS else DEPARTMENTS, 3)
    mine = {indicator["label"] for indicator in one.form.indicators.values()}
    strange = [row for at, row in enumerate(other.rows) if other.ids[at] in other.truth and plain(row[LABEL]) not in mine]
    table = one.table()
    table.insert(dice.randrange(2, len(table)), dice.choice(strange))
    return one.under(table), [one], set()


def row_lost(one, dice):
    at = one.asked(dice)
    table = one.table()
    del table[at + 1]
    one.truth[one.ids[at]] = "missing"
    return one.under(table), [one], set()


def labels_bent(one, dice):
    """As another keyboard, program or hand leaves them."""
    old = str.maketrans({"ò": "ò"})
    bends = [lambda t: t + "  ", lambda t: unicodedata.normalize("NFD", t), lambda t: t.replace("oà", "òa").replace("hóa", "hoá").replace("thủy", "thuỷ"),
             lambda t: t.replace(" ", "  "), lambda t: t.replace(" ", "\u00a0"), lambda t: "- " + t, lambda t: t + ":", lambda t: t.replace(",", " ,"),
             lambda t: t.upper(), lambda t: t.translate(old).lower()]
    bend = dice.choice(bends)
    for row in one.rows:
        row[LABEL] = cell(bend(plain(row[LABEL])))
    return one.blocks(), [one], set()


def own_numbers(one, dice):
    style = dice.choice([lambda id: id, lambda id: id.partition(".")[2] or id, lambda id: (id.partition(".")[2] or id) + ("." if "." in id else ""),
                         lambda id: "", lambda id: "-" if id.count(".") > 1 else id.partition(".")[2] or id])
    for row, id in zip(one.rows, one.ids):
        row[NUMBER] = cell(style(id))
    return one.blocks(), [one], set()


def merged_value(one, dice):
    at = dice.choice([at for at in range(len(one.rows) - 1) if one.ids[at] in one.truth and one.ids[at + 1] in one.truth])
    one.rows[at][VALUE] = (one.rows[at][VALUE][0] if one.printed(at) else [("6", "")], 1, 2)
    one.rows[at + 1][VALUE] = None
    return one.blocks(), [one], {one.ids[at], one.ids[at + 1]}


def dragged_border(one, dice):
    at = one.asked(dice)
    wide = Table([list(row) for row in one.table()])
    for number, row in enumerate(wide):
        row[VALUE] = (row[VALUE][0], 2, 1)
        if number == at + 1:
            row[VALUE] = (row[VALUE][0], 1, 1)
            row[VALUE - 1] = (row[VALUE - 1][0], 2, 1)
    return one.under(wide), [one], set()


# The value and its cell.

def styled(style):
    def change(one, dice):
        at = one.asked(dice, ("count",), 10)
        extra = {"strike": str(dice.randrange(10, 99)), "white": str(dice.randrange(1, 9)), "raised": str(dice.randrange(1, 5)),
                 "covered": str(dice.randrange(10, 999))}[style]
        pieces = [one.printed(at), (extra, style)]
        first = style == "covered" or style == "strike" and dice.random() < 0.5
        one.put(at, *(pieces[::-1] if first else pieces))
        return one.blocks(), [one], set()
    return change


def two_figures(one, dice):
    at = one.asked(dice, ("count",), 100)
    one.put(at, f"{one.printed(at)}\n{dice.randrange(100, 999)}")
    return one.blocks(), [one], {one.ids[at]}


def words_behind(one, dice):
    at = one.asked(dice)
    word = dice.choice(["chục", "trở lên", "(dự kiến)", "(ước)", "nhưng chưa đăng", f"({dice.randrange(50, 90)})"])
    one.put(at, f"{one.printed(at)} {word}")
    return one.blocks(), [one], {one.ids[at]}


NOTHING = (None, 0)
WORDS = {"không": NOTHING, "chưa có": NOTHING, "-": NOTHING, "0": (0,), "không phát sinh": NOTHING, "Không có": NOTHING, "…": NOTHING, "//": NOTHING,
         "3 chục": None, "khoảng 50": None, "50 trở lên": None, "12 (dự kiến)": None, "12; 14": None, "từ 3 đến 5": None, "3-5": None,
         "gần 100": None, "hơn 20": None, "12 + 3": None, "12 và 3": None, "05 (trong đó 02 mới)": None, "một": None, "1,5 nghìn": None, ">50": None,
         "x": (None,), "đạt": None, "#REF!": None, "18/9/2023": None, "4.": (4,), "12?": None}


def words_for_the_value(one, dice):
    at = one.asked(dice)
    word = dice.choice(list(WORDS))
    one.put(at, word)
    one.truth[one.ids[at]] = WORDS[word]
    return one.blocks(), [one], {one.ids[at]} if WORDS[word] is None else set()


def spaced_thousands(one, dice):
    at = one.asked(dice, ("count",), 1000)
    one.put(at, one.printed(at).replace(".", dice.choice([" ", "\u00a0", "\u2009", ",", "’"])))
    return one.blocks(), [one], set()


def leading_zero(one, dice):
    at = one.asked(dice)
    one.put(at, f"0{one.printed(at)}")
    return one.blocks(), [one], set()


def share_for_percent(one, dice):
    at = dice.choice([at for at, id in enumerate(one.ids) if one.kind(at) == "percent" and 0 < (one.truth[id] or 0) < 100])
    share = f"{one.truth[one.ids[at]] / 100:.4f}".rstrip("0").rstrip(".").replace(".", ",")
    one.put(at, share)
    return one.blocks(), [one], {one.ids[at]}


def percent_sign(one, dice):
    at = one.asked(dice, ("percent",), 1)
    one.put(at, one.printed(at) + dice.choice(["%", " %"]))
    return one.blocks(), [one], set()


def fraction_in_count(one, dice):
    at = one.asked(dice)
    one.put(at, dice.choice([f"{one.printed(at)}/{dice.randrange(2, 99)}", f"{dice.randrange(2, 99)}/{one.printed(at)}"]))
    return one.blocks(), [one], {one.ids[at]}


def unit_behind(one, dice):
    at = one.asked(dice)
    one.put(at, f"{one.printed(at)} {plain(one.rows[at][UNIT]).lower()}".strip())
    return one.blocks(), [one], set()


def footnote_mark(one, dice):
    at = one.asked(dice)
    one.put(at, one.printed(at) + dice.choice(["(*)", "*", " (1)"]))
    return one.blocks(), [one], set()


def soft_hyphen(one, dice):
    at = one.asked(dice, ("count",), 10)
    one.put(at, dice.choice(["\u00ad", "\u2010", "\u2011", "\u2012", "\u2013", "\u2212"]) + one.printed(at))
    one.truth[one.ids[at]] *= -1
    return one.blocks(), [one], set()


def wrong_cell(one, dice):
    at = one.asked(dice)
    where = dice.choice([UNIT, NOTE])
    one.rows[at][where] = cell(f"{one.printed(at)} {plain(one.rows[at][where])}".strip())
    one.rows[at][VALUE] = cell("")
    return one.blocks(), [one], set()


def typed_in_the_label(one, dice):
    at = one.asked(dice)
    one.rows[at][LABEL] = cell(plain(one.rows[at][LABEL]) + dice.choice([": ", " ", ":\n", " là "]) + one.printed(at))
    one.rows[at][VALUE] = cell("")
    return one.blocks(), [one], set()


def unit_changed(one, dice):
    at = one.asked(dice, ("amount",))
    one.rows[at][UNIT] = cell(dice.choice(["Nghìn đồng", "Tỷ đồng", "Đồng", "1.000 đồng"]))
    return one.blocks(), [one], {one.ids[at]}


def unit_of_another_kind(one, dice):
    at = one.asked(dice)
    one.rows[at][UNIT] = cell(dice.choice(["%", "Nghìn hồ sơ", "Tỷ lệ %"]))
    return one.blocks(), [one], {one.ids[at]}


def drop_down(one, dice):
    at = one.asked(dice, ("choice",))
    one.put(at, (one.printed(at), "choice"))
    return one.blocks(), [one], set()


def check_boxes(one, dice):
    """A box before each answer, the right one ticked."""
    at = one.asked(dice, ("choice",))
    pieces = []
    for choice in one.form.indicators[one.ids[at]]["choices"]:
        pieces += [("", "ticked" if choice["code"] == one.truth[one.ids[at]] else "unticked"), f" {choice['label']} "]
    one.put(at, *pieces)
    return one.blocks(), [one], set()


def with_style(style, kinds=("count",)):
    """The value as a field, a box or a cell of another kind that shows it."""
    def change(one, dice):
        at = one.asked(dice, kinds)
        one.put(at, (one.printed(at), style))
        return one.blocks(), [one], {one.ids[at]} if style == "formula" else set()
    return change


def typed_cells(one, dice):
    """Numbers as a workbook holds them, shares as per cents of one."""
    for at in range(len(one.rows)):
        if one.truth.get(one.ids[at]) is not None:
            percent = one.kind(at) == "percent" and dice.random() < 0.5
            one.put(at, (one.printed(at) + ("%" if percent else ""), "typed"))
    return one.blocks(), [one], set()


def nested_table(one, dice):
    at = one.asked(dice)
    one.rows[at][NOTE] = ([(f"Trong đó|{dice.randrange(1, 99)}\nCòn lại|{dice.randrange(1, 99)}", "table")], 1, 1)
    return one.blocks(), [one], set()


# What only a page can do.

def header_on_each_page(one, dice):
    return one.blocks(repeated=True), [one], set()


def cut_rows(one, dice):
    return one.blocks(cut=True, repeated=dice.random() < 0.5), [one], set()


def lost_rule(one, dice):
    return one.blocks(lost=dice.choice(["last", dice.randrange(1, len(one.rows))])), [one], set()


PAGE_ONLY = {"covered": styled("covered"), "header-on-each-page": header_on_each_page, "cut-rows": cut_rows, "lost-rule": lost_rule}
MUTATIONS = {
    "none": as_it_is, "second-agency": second_agency, "second-period": second_period, "blank-form": blank_copies(1),
    "two-blank-copies": blank_copies(2), "another-list": another_list, "second-column": second_column, "three-columns": three_columns,
    "header-word": header_word, "columns-moved": columns_moved, "no-number-column": no_number_column,
    "unit-with-the-label": unit_with_the_label, "two-row-header": two_row_header, "yes-no-columns": yes_no_columns,
    "split-table": split_table, "piece-before-header": piece_before_header, "header-in-the-table": header_in_the_table,
    "stamp-in-the-table": stamp_in_the_table, "row-twice": row_twice, "row-out-of-order": row_out_of_order,
    "row-of-another-form": row_of_another_form, "row-lost": row_lost, "labels-bent": labels_bent, "own-numbers": own_numbers,
    "strike": styled("strike"), "white": styled("white"), "raised": styled("raised"), "merged-value": merged_value,
    "dragged-border": dragged_border, "two-figures": two_figures, "words-behind": words_behind,
    "words-for-the-value": words_for_the_value, "spaced-thousands": spaced_thousands, "leading-zero": leading_zero,
    "share-for-percent": share_for_percent, "percent-sign": percent_sign, "fraction-in-count": fraction_in_count,
    "unit-behind": unit_behind, "footnote-mark": footnote_mark, "soft-hyphen": soft_hyphen, "wrong-cell": wrong_cell,
    "typed-in-the-label": typed_in_the_label, "unit-changed": unit_changed, "unit-of-another-kind": unit_of_another_kind,
    "drop-down": drop_down, "check-boxes": check_boxes, "text-box": with_style("boxed"), "formula": with_style("formula"),
    "typed-cells": typed_cells, "nested-table": nested_table, **PAGE_ONLY,
}
# Which formats can hold what: those named, or all.
STYLED = {"html", "rtf", "docx", "odt", "xlsx", "ods", "pdf", "bare.pdf"}
ONLY = {"strike": STYLED, "white": STYLED, "raised": STYLED, "merged-value": STYLED - {"bare.pdf"}, "two-row-header": STYLED - {"bare.pdf"},
        "dragged-border": STYLED - {"xlsx", "ods", "bare.pdf"}, "formula": {"xlsx", "ods"}, "typed-cells": {"xlsx", "ods"},
        "text-box": {"docx", "odt", "rtf"}, "nested-table": {"html", "docx", "odt"}, "drop-down": {"html", "docx", "odt"},
        "stamp-in-the-table": STYLED | {"txt", "csv"} - {"bare.pdf"}, "header-on-each-page": {"pdf", "bare.pdf"},
        "covered": {"pdf", "bare.pdf"}, "cut-rows": {"pdf"}, "lost-rule": {"pdf"}}
# What the report has to say, on a row or as a whole.
SAYS = {"strike": "struck-out", "white": "unseen-text", "covered": "covered-text", "merged-value": "shared-value",
        "dragged-border": "dragged-borders", "formula": "formula-without-result", "wrong-cell": "misplaced-figure",
        "unit-changed": "unit-differs", "unit-of-another-kind": "unit-differs", "row-lost": "missing-row",
        "row-of-another-form": "unmapped-row", "row-twice": "unmapped-row"}
# A form and sections that have what a mutation needs.
NEEDS = {"unit-changed": (PROVINCES, ["VI"])}
