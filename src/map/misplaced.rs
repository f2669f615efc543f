//! A figure behind a label that the form prints without one, beside a blank value cell: "Số văn bản là 12".

use crate::model::{Appendix, Code, Finding, Record, Row, Value};
use crate::schema::{Indicator, Kind};
use crate::text::fold::fold;
use crate::text::number::{Strictness, is_number};

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
        let printed = figure_behind(row).filter(|_| asks && record.value == Value::Blank)?;
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
    fn a_figure_that_is_not_the_forms_is_told_beside_a_blank() {
        assert_eq!(told("Số văn bản", "Số văn bản là 12", Value::Blank), 1);
        assert_eq!(told("Số văn bản", "Số văn bản 1.204", Value::Blank), 1);
        assert_eq!(told("Số văn bản", "Số văn bản 12", Value::NoData), 0);
        assert_eq!(told("So với năm 2015", "So với năm 2015", Value::Blank), 0);
        assert_eq!(told("Số văn bản", "Số văn bản (12)", Value::Blank), 0);
    }
}
