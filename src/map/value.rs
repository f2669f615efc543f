//! From a printed cell to a value of the indicator's kind. What does not fit the kind is Unreadable
//! and reported; nothing is made up, a blank stays blank.

use super::{beside, money};
use crate::model::{Appendix, Certainty, Code, Finding, Repair, Row, Severity, Value};
use crate::schema::{Choice, Indicator, Kind};
use crate::text::fold::fold;
use crate::text::number::{
    Expect, Figure, Habit, Reading, blank_vote, decimal_vote, is_none_in_words, read,
};
use crate::text::ticked::ticked;
use crate::text::{Text, vocabulary};
use rust_decimal::Decimal;

/// How decimals are set off in this table: what most of its telling figures do; `None` where none
/// tells or they are at odds.
pub fn decimal_mark(appendix: &Appendix) -> Option<char> {
    let (mut commas, mut dots) = (0, 0);
    for printed in appendix.rows.iter().flat_map(cells) {
        match decimal_vote(printed.as_str()) {
            Some(',') => commas += 1,
            Some(_) => dots += 1,
            None => {}
        }
    }
    match (commas, dots) {
        (c, d) if c > 2 * d => Some(','),
        (c, d) if d > 2 * c => Some('.'),
        _ => None,
    }
}

/// Whether blanks part thousands in this table ("1 946"): most of its figures that tell do so. Two figures
/// of a plan and its result look the same as long as both have three digits.
pub(super) fn parts_by_blanks(appendix: &Appendix) -> bool {
    let (mut parted, mut short, mut other) = (0, 0, 0);
    for printed in appendix.rows.iter().flat_map(cells).map(Text::as_str) {
        match blank_vote(printed) {
            Some(true) => {
                parted += 1;
                short += usize::from(printed.find(' ') < Some(3));
            }
            Some(false) => return false,
            None => {
                let digits = printed.chars().take_while(char::is_ascii_digit).count();
                other += usize::from(
                    digits > 3 || decimal_vote(printed) == Some(',') && printed.contains('.'),
                );
            }
        }
    }
    parted > 1 && short > 0 && parted > other
}

fn cells(row: &Row) -> impl Iterator<Item = &Text> {
    row.value.iter().chain(row.more_values.iter().flatten())
}

/// The value of a row no indicator claims: what its cell says by itself.
pub fn plain(row: &Row, decimal_mark: Option<char>) -> Value {
    if row.unreadable {
        return Value::Unreadable;
    }
    match row.value.as_ref().filter(|text| !text.is_empty()) {
        None => Value::Blank,
        Some(text) => plain_text(
            text,
            Habit {
                decimal_mark,
                expect: expected(row.unit.as_ref()),
            },
        ),
    }
}

fn plain_text(text: &Text, habit: Habit) -> Value {
    match read(text.as_str(), habit) {
        Reading::Figure(figure) if figure.percent => Value::Percent(figure.value),
        Reading::Figure(figure) => Value::Number(figure.value),
        Reading::Fraction { part, whole, .. } => Value::Fraction(part, whole),
        Reading::NoData => Value::NoData,
        Reading::Words => Value::Text(text.without_raw()),
    }
}

/// What a unit leads one to expect: percent signs rates, things counts, money anything.
fn expected(unit: Option<&Text>) -> Expect {
    let Some(unit) = unit
        .map(|unit| fold(unit.as_str()))
        .filter(|unit| !unit.is_empty())
    else {
        return Expect::Any;
    };
    match unit.as_str() {
        unit if unit.contains('%') || unit.contains("phâ\u{300}n trăm") => Expect::Rate,
        unit if is_measured(unit) => Expect::Any,
        _ => Expect::Whole,
    }
}

/// A folded unit in which decimals are usual.
pub(super) fn is_measured(unit: &str) -> bool {
    let is_measure = |word: &str| {
        vocabulary::MEASURES
            .iter()
            .any(|measure| fold(measure) == word)
    };
    unit.split(' ').any(is_measure)
}

/// The bare number a row prints, as lists of the appendix show it: the answer's code where words
/// answer a choice, `None` for blanks, words, fractions and dashes.
pub fn printed_number(
    row: &Row,
    indicator: Option<&Indicator>,
    decimal_mark: Option<char>,
) -> Option<Decimal> {
    let answer =
        indicator.and_then(|indicator| word_choice(indicator, row.value.as_ref()?.as_str()));
    match (answer, indicator) {
        (Some(code), _) => Some(Decimal::from(code)),
        (None, Some(indicator)) => {
            let text = row.value.as_ref().filter(|_| !row.unreadable)?;
            plain_text(text, habit(indicator, decimal_mark)).number()
        }
        (None, None) => plain(row, decimal_mark).number(),
    }
}

/// What one cell became, with what is to be said about it.
#[derive(Debug, PartialEq)]
pub(super) struct Valued {
    pub value: Value,
    pub findings: Vec<Finding>,
}

impl Valued {
    fn quiet(value: Value) -> Valued {
        Valued {
            value,
            findings: Vec::new(),
        }
    }

    fn doubtful(value: Value, finding: Finding) -> Valued {
        Valued {
            value,
            findings: vec![finding],
        }
    }
}

/// What a cell answers: its indicator, and how its row and its table are printed.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub indicator: &'a Indicator,
    /// The unit: the printed one, or else the form's.
    pub unit: Option<&'a str>,
    /// How the table sets off decimals.
    pub mark: Option<char>,
    /// Whether blanks part its thousands.
    pub blanks: bool,
    /// The cell stands in the form's main column: what is counted in others only their headers tell.
    pub main: bool,
}

impl Asked<'_> {
    fn habit(&self) -> Habit {
        habit(self.indicator, self.mark)
    }
}

/// The value of a cell, by what its indicator asks.
pub(super) fn value(asked: Asked, cell: Option<&Text>, unreadable: bool) -> Valued {
    let indicator = asked.indicator;
    if unreadable {
        return Valued::doubtful(Value::Unreadable, say(Code::Unreadable, indicator, cell));
    }
    let Some(text) = cell.filter(|text| !text.is_empty()) else {
        return Valued::quiet(Value::Blank);
    };
    match indicator.kind {
        Kind::Choice => choice(indicator, text, asked.mark),
        Kind::Text => words(text, asked.mark),
        Kind::Date => Valued::quiet(Value::Text(text.without_raw())),
        Kind::Section | Kind::Heading => Valued::quiet(plain_text(text, asked.habit())),
        Kind::Count | Kind::Amount | Kind::Percent => measured(asked, text),
    }
}

/// A bare figure stays a figure where words were asked for: "Nhiệm vụ khác: 3".
fn words(text: &Text, decimal_mark: Option<char>) -> Valued {
    let habit = Habit {
        decimal_mark,
        expect: Expect::Any,
    };
    Valued::quiet(match read(text.as_str(), habit) {
        Reading::NoData => Value::NoData,
        Reading::Figure(figure) if is_bare(&figure) => Value::Number(figure.value),
        _ => Value::Text(text.without_raw()),
    })
}

fn is_bare(figure: &Figure) -> bool {
    !figure.percent
        && figure.words.is_empty()
        && figure.bracket.is_none()
        && figure.other.is_none()
        && figure.repaired.is_none()
}

fn habit(indicator: &Indicator, decimal_mark: Option<char>) -> Habit {
    let expect = match indicator.kind {
        Kind::Count | Kind::Choice => Expect::Whole,
        Kind::Percent => Expect::Rate,
        _ => Expect::Any,
    };
    Habit {
        decimal_mark,
        expect,
    }
}

fn measured(asked: Asked, text: &Text) -> Valued {
    if let Some(valued) = amount(asked, text) {
        return valued;
    }
    match read(text.as_str(), asked.habit()) {
        Reading::NoData => no_data(asked, text),
        Reading::Figure(figure) if asked.main && !beside::agrees(&asked, &figure) => {
            no_number(asked.indicator, text)
        }
        Reading::Figure(figure) => figured(asked, text, figure),
        Reading::Fraction { part, whole, .. } => fraction(asked, text, part, whole),
        Reading::Words => no_number(asked.indicator, text),
    }
}

/// Money whose unit is printed behind it, in the unit of the row.
fn amount(asked: Asked, text: &Text) -> Option<Valued> {
    let row = money::scale(asked.unit?)?;
    let (figure, scale) = money::amount(text.as_str(), asked.habit())?;
    if scale == row {
        return Some(figured(asked, text, figure));
    }
    Some(match money::converted(&figure, scale, row) {
        Some(value) => Valued::quiet(Value::Number(value)),
        None => no_number(asked.indicator, text),
    })
}

/// A sign says that there is nothing to state; words are an answer that somebody must turn into a figure.
fn no_data(asked: Asked, text: &Text) -> Valued {
    // A cross says that there is something, or that there is none.
    let is_cross = text.as_str().trim().eq_ignore_ascii_case("x");
    if !asked.main || !is_cross && !is_none_in_words(text.as_str()) {
        return Valued::quiet(Value::NoData);
    }
    let finding = say(Code::NotANumber, asked.indicator, Some(text));
    Valued::doubtful(Value::NoData, finding.severity(Severity::Warning))
}

/// "15/15" is 100 %; of others the printed rate is not known, and a count is one of the two at best.
fn fraction(asked: Asked, text: &Text, part: Decimal, whole: Decimal) -> Valued {
    if asked.indicator.kind == Kind::Percent && part == whole && !whole.is_zero() {
        return Valued::quiet(Value::Percent(Decimal::ONE_HUNDRED));
    }
    let finding = say(Code::NotANumber, asked.indicator, Some(text));
    Valued::doubtful(Value::Fraction(part, whole), finding)
}

fn no_number(indicator: &Indicator, text: &Text) -> Valued {
    Valued::doubtful(
        Value::Unreadable,
        say(Code::NotANumber, indicator, Some(text)),
    )
}

fn figured(asked: Asked, text: &Text, figure: Figure) -> Valued {
    let indicator = asked.indicator;
    // A share where things are counted is not the number of things.
    let share = figure.percent && indicator.kind != Kind::Percent;
    if share || figure.parted && !asked.blanks || is_broken(asked, &figure) {
        return no_number(indicator, text);
    }
    let value = match indicator.kind {
        Kind::Percent => Value::Percent(figure.value),
        _ => Value::Number(figure.value),
    };
    let mut findings = Vec::new();
    if let Some(other) = figure.other {
        let finding = say(Code::AmbiguousNumber, indicator, Some(text));
        findings.push(finding.with("read", figure.value).with("other", other));
    }
    findings.extend(repaired(indicator, text, &figure));
    Valued { value, findings }
}

/// Half a thing was counted: a slip of the decimal mark, or another kind of figure.
fn is_broken(asked: Asked, figure: &Figure) -> bool {
    let measured = asked.unit.is_some_and(|unit| is_measured(&fold(unit)));
    let counted = asked.main && asked.indicator.kind == Kind::Count && !measured;
    counted && !figure.value.fract().is_zero()
}

fn repaired(indicator: &Indicator, text: &Text, figure: &Figure) -> Option<Finding> {
    let after = figure.repaired.clone()?;
    let mut finding = say(Code::Repaired, indicator, Some(text)).with("after", &after);
    let before = text.as_str().to_owned();
    finding.repair = Some(Repair {
        before,
        after,
        certainty: Certainty::Safe,
    });
    Some(finding)
}

fn choice(indicator: &Indicator, text: &Text, mark: Option<char>) -> Valued {
    if let Some(code) = word_choice(indicator, text.as_str()) {
        return Valued::quiet(Value::Choice(code));
    }
    match read(text.as_str(), habit(indicator, mark)) {
        Reading::Figure(figure) => match offered(indicator, &figure) {
            Some(code) => Valued {
                value: Value::Choice(code),
                findings: repaired(indicator, text, &figure).into_iter().collect(),
            },
            None => no_choice(indicator, text),
        },
        Reading::NoData
            if !text.as_str().eq_ignore_ascii_case("x") && !is_none_in_words(text.as_str()) =>
        {
            Valued::quiet(Value::NoData)
        }
        _ => no_choice(indicator, text),
    }
}

fn no_choice(indicator: &Indicator, text: &Text) -> Valued {
    let choices: Vec<String> = indicator
        .choices
        .iter()
        .map(|c| format!("{} = {}", c.label, c.code))
        .collect();
    let finding = say(Code::NotAChoice, indicator, Some(text)).with("choices", choices.join("; "));
    Valued::doubtful(Value::Unreadable, finding)
}

fn offered(indicator: &Indicator, figure: &Figure) -> Option<i64> {
    let beside = [&figure.words, figure.bracket.as_deref().unwrap_or_default()];
    let same = |choice: &&Choice| {
        let says = |words: &str| words.is_empty() || fold(words) == fold(&choice.label);
        Decimal::from(choice.code) == figure.value && beside.into_iter().all(says)
    };
    let mut choices = indicator.choices.iter().filter(|_| !figure.percent);
    choices.find(same).map(|choice| choice.code)
}

/// "Có", "có = 1", "không có", "☒ Có ☐ Không": the code of an answer given in words. "Không Có" are two answers
/// whose boxes are lost.
fn word_choice(indicator: &Indicator, printed: &str) -> Option<i64> {
    let both = printed.contains("Không Có");
    let printed = fold(ticked(printed).unwrap_or(printed));
    let says = |label: &str, code: i64| {
        let label = fold(label);
        printed == label
            || printed == format!("{label} {code}")
            || !both && label == fold("không") && printed == fold("không có")
    };
    indicator
        .choices
        .iter()
        .find(|choice| says(&choice.label, choice.code))
        .map(|choice| choice.code)
}

fn say(code: Code, indicator: &Indicator, cell: Option<&Text>) -> Finding {
    let printed = cell.map_or("", Text::as_str);
    Finding::new(code)
        .about(&indicator.id)
        .with("label", &indicator.label)
        .with("printed", printed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(kind: Kind) -> Indicator {
        let yes_no = [(1, "Có"), (0, "Không")];
        let choices = yes_no.map(|(code, label)| Choice {
            code,
            label: label.to_owned(),
        });
        let choices = if kind == Kind::Choice {
            choices.to_vec()
        } else {
            Vec::new()
        };
        Indicator {
            kind,
            choices,
            ..Indicator::default()
        }
    }

    fn of(kind: Kind, printed: &str) -> Valued {
        in_row(kind, None, printed)
    }

    fn in_row(kind: Kind, unit: Option<&str>, printed: &str) -> Valued {
        let indicator = Indicator {
            label: "Số hồ sơ tiếp nhận".to_owned(),
            ..asks(kind)
        };
        value(asked(&indicator, unit), Some(&Text::clean(printed)), false)
    }

    fn asked<'a>(indicator: &'a Indicator, unit: Option<&'a str>) -> Asked<'a> {
        Asked {
            indicator,
            unit,
            mark: Some(','),
            blanks: false,
            main: true,
        }
    }

    fn codes(valued: &Valued) -> Vec<&str> {
        valued
            .findings
            .iter()
            .map(|finding| finding.code.as_str())
            .collect()
    }

    #[test]
    fn the_answer_ticked_is_the_choice() {
        assert_eq!(of(Kind::Choice, "☐ Có ☒ Không").value, Value::Choice(0));
        assert_eq!(codes(&of(Kind::Choice, "☒ Có ☒ Không")), ["not-a-choice"]);
        assert_eq!(codes(&of(Kind::Choice, "☐ Có ☐ Không")), ["not-a-choice"]);
    }

    #[test]
    fn an_empty_cell_is_blank_and_an_unreadable_one_is_said() {
        assert_eq!(
            value(asked(&asks(Kind::Count), None), None, false),
            Valued::quiet(Value::Blank)
        );
        assert_eq!(
            codes(&value(asked(&asks(Kind::Count), None), None, true)),
            ["unreadable"]
        );
    }

    #[test]
    fn counts_and_rates_are_read_by_their_kind() {
        assert_eq!(
            of(Kind::Count, "1.946").value,
            Value::Number(Decimal::from(1946))
        );
        assert_eq!(
            of(Kind::Percent, "86,96%").value,
            Value::Percent(Decimal::new(8696, 2))
        );
        assert_eq!(
            of(Kind::Count, "6/7").value,
            Value::Fraction(Decimal::from(6), Decimal::from(7))
        );
        assert_eq!(of(Kind::Count, "Không").value, Value::NoData);
    }

    #[test]
    fn what_is_no_number_is_unreadable_and_said() {
        for printed in ["theo kế hoạch", "12 trong đó 5 nữ", "85%"] {
            let valued = of(Kind::Count, printed);
            assert_eq!(
                (valued.value, valued.findings.len()),
                (Value::Unreadable, 1),
                "{printed}"
            );
        }
    }

    #[test]
    fn the_unit_may_stand_beside_the_figure_and_nothing_else() {
        let quiet = [
            "15",
            "15 hồ sơ",
            "15 hồ sơ tiếp nhận",
            "15 (mười lăm)",
            "15(1)",
        ];
        for printed in quiet {
            let valued = in_row(Kind::Count, Some("Hồ sơ"), printed);
            assert_eq!(valued, Valued::quiet(Value::Number(15.into())), "{printed}");
        }
        let told = [
            "15 trở lên",
            "15 (dự kiến)",
            "15 người",
            "15 hồ sơ chưa tiếp nhận",
            "15 (30)",
            "15 (mười sáu)",
            "15 %",
            "3 chục",
            "15,5",
            "15 ngày",
            "15/15",
            "100 120",
        ];
        for printed in told {
            let valued = in_row(Kind::Count, Some("Hồ sơ"), printed);
            assert_eq!(codes(&valued), ["not-a-number"], "{printed}");
            assert_eq!(valued.value.number(), None, "{printed}");
        }
    }

    #[test]
    fn a_rate_may_be_followed_by_what_it_is_of() {
        let rate = |printed| in_row(Kind::Percent, Some("%"), printed);
        for printed in [
            "100%",
            "100% (15/15)",
            "15/15",
            "100 phần trăm",
            "100% hồ sơ tiếp nhận",
        ] {
            assert_eq!(
                rate(printed),
                Valued::quiet(Value::Percent(100.into())),
                "{printed}"
            );
        }
        for printed in ["90% trở lên", "12 hồ sơ", "98% (15/15)", "14/15"] {
            assert_eq!(codes(&rate(printed)), ["not-a-number"], "{printed}");
        }
    }

    #[test]
    fn money_is_brought_to_the_scale_of_its_row() {
        let money = |printed| in_row(Kind::Amount, Some("Triệu đồng"), printed);
        for (printed, value) in [
            ("1.500 triệu", Decimal::from(1500)),
            ("1,5 tỷ đồng", Decimal::from(1500)),
            ("2.500.000 đồng", Decimal::new(25, 1)),
        ] {
            assert_eq!(
                money(printed),
                Valued::quiet(Value::Number(value)),
                "{printed}"
            );
        }
        for printed in ["1.500 đồng", "1.500 USD", "1.500 nghìn"] {
            assert_eq!(codes(&money(printed)), ["not-a-number"], "{printed}");
        }
    }

    #[test]
    fn none_in_words_is_an_answer_and_no_blank() {
        let valued = of(Kind::Count, "Không phát sinh");
        assert_eq!(
            (valued.value.clone(), codes(&valued)),
            (Value::NoData, vec!["not-a-number"])
        );
        assert_eq!(of(Kind::Count, "n/a"), Valued::quiet(Value::NoData));
        assert_eq!(codes(&of(Kind::Choice, "Chưa có")), ["not-a-choice"]);
        assert_eq!(of(Kind::Choice, "Không có").value, Value::Choice(0));
    }

    #[test]
    fn blanks_part_thousands_where_the_table_does_so() {
        let appendix = |values: &[&str]| Appendix {
            rows: values
                .iter()
                .map(|value| Row {
                    value: Some(Text::clean(value)),
                    ..Row::default()
                })
                .collect(),
            ..Appendix::default()
        };
        assert!(parts_by_blanks(&appendix(&["1 204", "142 124", "86,5"])));
        for values in [
            ["1 204", "12", "86,5"],
            ["100 120", "350 360", "5"],
            ["1 204", "1 946", "12 15"],
        ] {
            assert!(!parts_by_blanks(&appendix(&values)), "{values:?}");
        }
    }

    #[test]
    fn a_choice_is_answered_by_code_or_word_and_by_nothing_else() {
        assert_eq!(of(Kind::Choice, "1").value, Value::Choice(1));
        assert_eq!(of(Kind::Choice, "01").value, Value::Choice(1));
        assert_eq!(of(Kind::Choice, "không").value, Value::Choice(0));
        assert_eq!(of(Kind::Choice, "Có = 1").value, Value::Choice(1));
        assert_eq!(of(Kind::Choice, "-").value, Value::NoData);
        assert_eq!(codes(&of(Kind::Choice, "5")), ["not-a-choice"]);
        assert_eq!(of(Kind::Choice, "x").value, Value::Unreadable);
        assert_eq!(of(Kind::Choice, "1 (Có)").value, Value::Choice(1));
        assert_eq!(codes(&of(Kind::Choice, "1 (Không)")), ["not-a-choice"]);
    }

    #[test]
    fn a_repair_keeps_what_was_printed() {
        let valued = of(Kind::Count, "1O5");
        assert_eq!(valued.value, Value::Number(Decimal::from(105)));
        let repair = valued.findings[0].repair.as_ref().expect("a repair");
        assert_eq!(
            (repair.before.as_str(), repair.after.as_str()),
            ("1O5", "105")
        );
    }

    #[test]
    fn doubt_between_thousands_and_decimals_is_said() {
        let indicator = asks(Kind::Amount);
        let dotted = Asked {
            mark: Some('.'),
            ..asked(&indicator, None)
        };
        let valued = value(dotted, Some(&Text::clean("1.234")), false);
        assert_eq!(codes(&valued), ["ambiguous-number"]);
    }

    #[test]
    fn the_table_tells_its_decimal_mark() {
        let row = |value: &str| Row {
            value: Some(Text::clean(value)),
            ..Row::default()
        };
        let appendix = |values: &[&str]| Appendix {
            rows: values.iter().map(|v| row(v)).collect(),
            ..Appendix::default()
        };
        assert_eq!(
            decimal_mark(&appendix(&["97.06", "1.946", "12"])),
            Some('.')
        );
        assert_eq!(
            decimal_mark(&appendix(&["97,06", "1.946", "12"])),
            Some(',')
        );
        assert_eq!(decimal_mark(&appendix(&["97,06", "97.06"])), None);
    }
}
