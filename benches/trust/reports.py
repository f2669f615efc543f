"""Invented reports of the shipped forms, and what each of their indicators is."""
import json
import os

from writers import Table, cell

HERE = os.path.dirname(os.path.abspath(__file__))
HEADER = ["STT", "Chỉ tiêu", "Đơn vị tính", "Kết quả", "Ghi chú"]
NUMBER, LABEL, UNIT, VALUE, NOTE = range(5)


class Form:
    """A form, the agencies that fill it in, and the quarters of invented reports."""

    def __init__(self, name, agencies, year, letterhead, sender):
        path = os.path.join(HERE, "../../schemas", name + ".json")
        with open(path, encoding="utf8") as file:
            self.indicators = {indicator["id"]: indicator for indicator in json.load(file)["indicators"]}
        self.agencies, self.letterhead, self.sender = agencies, letterhead, sender
        self.period, self.earlier = f"quý III năm {year}", f"quý II năm {year}"
        self.year = year


DEPARTMENTS = Form("cchc-so-nganh-2022", ["Xây dựng", "Công Thương", "Y tế", "Tư pháp", "Tài chính", "Khoa học và Công nghệ"], 2023,
                   lambda name: ["UBND TỈNH HÒA GIANG", f"SỞ {name.upper()}", "Số: 87/BC-SO"], lambda name: f"Sở {name} tỉnh Hòa Giang")
PROVINCES = Form("cchc-cap-tinh-2025", ["Hòa Giang", "Bình Thịnh", "Yên Sơn"], 2025,
                 lambda name: [f"UBND TỈNH {name.upper()}", "Số: 87/BC-UBND"], lambda name: f"UBND tỉnh {name}")


def grouped(number):
    return f"{number:,}".replace(",", ".")


def figure(indicator, dice):
    """A value as printed, and what it is; None for a blank."""
    if indicator["kind"] == "choice":
        code = dice.choice([choice["code"] for choice in indicator["choices"]])
        return str(code), code
    if dice.random() < 0.15:
        return "", None
    if indicator["kind"] == "percent":
        rate = dice.choice([62.5, 73.68, 98.2, 100, 86.96, 91.4])
        return str(rate).replace(".", ","), rate
    number = dice.choice([dice.randrange(10), dice.randrange(10, 100), dice.randrange(100, 1000), dice.randrange(1000, 20000)])
    return grouped(number), number


class Report:
    """One agency's appendix: rows of cells under their header, and what each indicator's value is."""

    def __init__(self, dice, form=DEPARTMENTS, sections=3, most=None, agency=None, period=None):
        self.form, self.agency = form, agency or dice.choice(form.agencies)
        self.period, self.truth, self.rows, self.ids = period or form.period, {}, [], []
        names = sections if isinstance(sections, list) else sorted(dice.sample(["I", "II", "III", "IV", "V", "VI"], sections))
        for indicator in form.indicators.values():
            if indicator["section"] in names and indicator["kind"] != "text" and (most is None or len(self.rows) < most):
                self.add(indicator, dice)

    def add(self, indicator, dice):
        printed, value = "", None
        if indicator["kind"] in ("count", "percent", "choice", "amount"):
            printed, value = figure(indicator, dice)
            self.truth[indicator["id"]] = value
        texts = [indicator.get("number", ""), indicator["label"], indicator.get("unit", ""), printed, ""]
        self.rows.append([cell(text) for text in texts])
        self.ids.append(indicator["id"])

    def letterhead(self):
        return self.form.letterhead(self.agency) + [f"Hòa Giang, ngày 18 tháng 9 năm {self.form.year}", "BÁO CÁO",
                                                    f"Kết quả thực hiện cải cách hành chính {self.period}"]

    def caption(self):
        number = self.form.letterhead(self.agency)[-1].removeprefix("Số: ")
        return ["PHỤ LỤC", f"(Kèm theo Báo cáo số {number} ngày 18/9/{self.form.year} của {self.form.sender(self.agency)})"]

    def table(self, header=None, **layout):
        return Table([[cell(name) for name in header or HEADER]] + self.rows, layout)

    def under(self, *tables):
        """The report with these tables as its appendix."""
        return self.letterhead() + self.caption() + list(tables)

    def blocks(self, header=None, **layout):
        return self.under(self.table(header, **layout))

    def again(self, dice, agency=None, period=None):
        """Another report that asks what this one does."""
        other = Report(dice, self.form, [], agency=agency or self.agency, period=period or self.period)
        other.ids, other.rows = list(self.ids), [list(row) for row in self.rows]
        for at, id in enumerate(other.ids):
            if id in self.truth:
                printed, value = figure(self.form.indicators[id], dice)
                other.rows[at][VALUE] = cell(printed)
                other.truth[id] = value
        return other

    def kind(self, at):
        return self.form.indicators[self.ids[at]]["kind"]

    def asked(self, dice, kinds=("count",), least=0):
        """A row with a figure."""
        return dice.choice([at for at, id in enumerate(self.ids)
                            if self.kind(at) in kinds and self.truth.get(id) is not None and self.truth[id] >= least])

    def printed(self, at):
        return "".join(text for text, _ in self.rows[at][VALUE][0])

    def put(self, at, *pieces):
        """These pieces, (text, style) or plain text, as the value."""
        self.rows[at][VALUE] = ([piece if isinstance(piece, tuple) else (piece, "") for piece in pieces], 1, 1)
