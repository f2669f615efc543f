//! A figure behind a label that the form prints without one, beside a blank value cell: "Số văn bản là 12".

use crate::model::{Appendix, Code, Finding, Record, Row, Value};
use crate::schema::{Indicator, Kind};
use crate::text::fold::fold;
use crate::text::number::{Strictness, is_number};
use crate::text::vocabulary;

/// For each blank record whose label ends in a figure of its own, its finding.
pub(super) fn findings<'a>(
    appendix: &'a Appendix,
    indicators: &'a [Indicator],
    records: &'a [Record],
) -> impl Iterator<Item = (&'a Record, Finding)> {
    let pairs = indicators.iter().zip(records);
    pairs.filter_map(|(indicator, record)| {
        let row = appendix.rows.get(record.row?)?;
        let asks = matches!(
            indicator.kind,
            Kind::Count | Kind::Percent | Kind::Amount | Kind::Choice
        );
        let printed = figure_behind(row)
            .or_else(|| figure_noted(row))
            .or_else(|| behind_unit(row, indicator))
            .filter(|_| asks && record.value == Value::Blank)?;
        let mut labels = std::iter::once(&indicator.label).chain(&indicator.aliases);
        let own = |label: &String| fold(label).ends_with(&fold(printed));
        let finding = Finding::new(Code::MisplacedFigure)
            .about(&indicator.id)
            .with("label", &row.label)
            .with("printed", printed);
        (!labels.any(own)).then_some((record, finding))
    })
}

/// The label's last word, if it is a figure. One behind a colon is told of without the form.
fn figure_behind(row: &Row) -> Option<&str> {
    let label = row.label.as_str();
    let (before, last) = label.rsplit_once(char::is_whitespace)?;
    let is_figure = last.starts_with(|c: char| c.is_ascii_digit())
        && is_number(last, Strictness::Bare)
        && !before.trim_end().ends_with(':');
    is_figure.then_some(last)
}

/// The unit, if a value stands behind it that is no part of the form's: "TTHC 60", "% 81,70%", a lone "12".
fn behind_unit<'r>(row: &'r Row, indicator: &Indicator) -> Option<&'r str> {
    let printed = row.unit.as_ref()?.as_str();
    let last = printed.rsplit(char::is_whitespace).next()?;
    let starts = last.starts_with(|c: char| c.is_ascii_digit());
    let is_answer = vocabulary::ANSWERS.contains(&last.to_lowercase().as_str());
    let is_value = starts && is_number(last, Strictness::Answer) || is_answer;
    let own = indicator.unit.as_deref().unwrap_or_default();
    (is_value && !fold(own).ends_with(&fold(last))).then_some(printed)
}

/// The figure of a note that says nothing but what was reached: "Đạt 60".
fn figure_noted(row: &Row) -> Option<&str> {
    let note = row.note.as_ref()?.as_str().trim();
    let (before, last) = note.rsplit_once(char::is_whitespace)?;
    let says_value = ["đạt", "có", "là", "kết quả", "số liệu"]
        .iter()
        .any(|word| fold(before.trim_end_matches([':', ' '])) == fold(word));
    let is_figure =
        last.starts_with(|c: char| c.is_ascii_digit()) && is_number(last, Strictness::Bare);
    (says_value && is_figure).then_some(note)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn told(form: &str, printed: &str, value: Value) -> usize {
        let indicator = Indicator {
            label: form.into(),
            kind: Kind::Count,
            ..Indicator::default()
        };
        let record = Record {
            value,
            row: Some(0),
            ..Record::default()
        };
        let row = Row {
            label: Text::clean(printed),
            ..Row::default()
        };
        let appendix = Appendix {
            rows: vec![row],
            ..Appendix::default()
        };
        findings(&appendix, &[indicator], &[record]).count()
    }

    #[test]
    fn a_note_of_what_was_reached_holds_the_figure() {
        let noted = |note: &str| {
            let row = Row {
                note: Some(Text::clean(note)),
                ..Row::default()
            };
            figure_noted(&row).is_some()
        };
        assert!(noted("Đạt 60") && noted("Kết quả: 1.204"));
        assert!(!noted("Công văn số 60") && !noted("Đạt"));
        let row = Row {
            unit: Some(Text::clean("TTHC 60")),
            ..Row::default()
        };
        let asks = |unit: &str| Indicator {
            unit: Some(unit.into()),
            ..Indicator::default()
        };
        assert!(behind_unit(&row, &asks("TTHC")).is_some());
        assert!(behind_unit(&row, &asks("60")).is_none());
        let row = |unit: &str| Row {
            unit: Some(Text::clean(unit)),
            ..Row::default()
        };
        assert!(behind_unit(&row("Thủ tục 62/67"), &asks("Thủ tục")).is_some());
        assert!(behind_unit(&row("Không = 0 Có = 1 Không"), &asks("Không = 0 Có = 1")).is_some());
        assert!(behind_unit(&row("Không = 0 Co = 1"), &asks("Không = 0 Có = 1")).is_none());
        assert!(behind_unit(&row("m2"), &asks("m2")).is_none());
    }

    #[test]
    fn a_figure_that_is_not_the_forms_is_told_beside_a_blank() {
        assert_eq!(told("Số văn bản", "Số văn bản là 12", Value::Blank), 1);
        assert_eq!(told("Số văn bản", "Số văn bản 1.204", Value::Blank), 1);
        assert_eq!(told("Số văn bản", "Số văn bản 12", Value::NoData), 0);
        assert_eq!(told("So với năm 2015", "So với năm 2015", Value::Blank), 0);
        assert_eq!(told("Số văn bản", "Số văn bản (12)", Value::Blank), 0);
    }
}
