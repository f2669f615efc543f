//! From a printed cell to a value of the indicator's kind. What does not fit the kind is Unreadable
//! and reported; nothing is made up, a blank stays blank.

use crate::model::{Appendix, Certainty, Code, Finding, Repair, Row, Value};
use crate::schema::{Indicator, Kind};
use crate::text::fold::fold;
use crate::text::number::{Expect, Figure, Habit, Reading, decimal_vote, read};
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
    let is_measure = |word: &str| {
        vocabulary::MEASURES
            .iter()
            .any(|measure| fold(measure) == word)
    };
    match unit.as_str() {
        unit if unit.contains('%') || unit.contains("phâ\u{300}n trăm") => Expect::Rate,
        unit if unit.split(' ').any(is_measure) => Expect::Any,
        _ => Expect::Whole,
    }
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

/// The value of a cell, by what its indicator asks.
pub(super) fn value(
    indicator: &Indicator,
    cell: Option<&Text>,
    unreadable: bool,
    mark: Option<char>,
) -> Valued {
    if unreadable {
        return Valued::doubtful(Value::Unreadable, say(Code::Unreadable, indicator, cell));
    }
    let Some(text) = cell.filter(|text| !text.is_empty()) else {
        return Valued::quiet(Value::Blank);
    };
    match indicator.kind {
        Kind::Choice => choice(indicator, text, mark),
        Kind::Text => words(text, mark),
        Kind::Date => Valued::quiet(Value::Text(text.without_raw())),
        Kind::Section | Kind::Heading => Valued::quiet(plain_text(text, habit(indicator, mark))),
        Kind::Count | Kind::Amount | Kind::Percent => measured(indicator, text, mark),
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

fn measured(indicator: &Indicator, text: &Text, mark: Option<char>) -> Valued {
    match read(text.as_str(), habit(indicator, mark)) {
        Reading::NoData => Valued::quiet(Value::NoData),
        Reading::Figure(figure) => figured(indicator, text, figure),
        Reading::Fraction { part, whole, .. } => Valued::quiet(Value::Fraction(part, whole)),
        Reading::Words => no_number(indicator, text),
    }
}

fn no_number(indicator: &Indicator, text: &Text) -> Valued {
    Valued::doubtful(
        Value::Unreadable,
        say(Code::NotANumber, indicator, Some(text)),
    )
}

fn figured(indicator: &Indicator, text: &Text, figure: Figure) -> Valued {
    // A share where things are counted is not the number of things.
    if figure.percent && indicator.kind != Kind::Percent {
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
        Reading::NoData if !text.as_str().eq_ignore_ascii_case("x") => Valued::quiet(Value::NoData),
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
    let choices = indicator.choices.iter().map(|choice| choice.code);
    let same = |code: &i64| Decimal::from(*code) == figure.value && !figure.percent;
    choices.into_iter().find(same)
}

/// "Có", "có = 1": the code of an answer given in words.
fn word_choice(indicator: &Indicator, printed: &str) -> Option<i64> {
    let printed = fold(printed);
    let says = |label: &str, code: i64| {
        printed == fold(label) || printed == format!("{} {code}", fold(label))
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
    use crate::schema::Choice;

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
        value(&asks(kind), Some(&Text::clean(printed)), false, Some(','))
    }

    fn codes(valued: &Valued) -> Vec<&str> {
        valued
            .findings
            .iter()
            .map(|finding| finding.code.as_str())
            .collect()
    }

    #[test]
    fn an_empty_cell_is_blank_and_an_unreadable_one_is_said() {
        assert_eq!(
            value(&asks(Kind::Count), None, false, None),
            Valued::quiet(Value::Blank)
        );
        assert_eq!(
            codes(&value(&asks(Kind::Count), None, true, None)),
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
    fn a_choice_is_answered_by_code_or_word_and_by_nothing_else() {
        assert_eq!(of(Kind::Choice, "1").value, Value::Choice(1));
        assert_eq!(of(Kind::Choice, "01").value, Value::Choice(1));
        assert_eq!(of(Kind::Choice, "không").value, Value::Choice(0));
        assert_eq!(of(Kind::Choice, "Có = 1").value, Value::Choice(1));
        assert_eq!(of(Kind::Choice, "-").value, Value::NoData);
        assert_eq!(codes(&of(Kind::Choice, "5")), ["not-a-choice"]);
        assert_eq!(of(Kind::Choice, "x").value, Value::Unreadable);
    }

    #[test]
    fn a_repair_keeps_what_was_printed() {
        let valued = of(Kind::Count, "1O");
        assert_eq!(valued.value, Value::Number(Decimal::from(10)));
        let repair = valued.findings[0].repair.as_ref().expect("a repair");
        assert_eq!(
            (repair.before.as_str(), repair.after.as_str()),
            ("1O", "10")
        );
    }

    #[test]
    fn doubt_between_thousands_and_decimals_is_said() {
        let valued = value(
            &asks(Kind::Amount),
            Some(&Text::clean("1.234")),
            false,
            Some('.'),
        );
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
