//! The appendix as read: every row in printed order, mapped or not.

use super::grid;
use crate::model::{Place, Report, Row, RowKind};
use serde::Serialize;
use serde_json::Number;
use std::borrow::Cow;
use std::io::{self, Write};

/// One row of the JSON list. `value` is a JSON number or null, never a formatted string; `value_raw`
/// is null when the cell is blank; `indicator` is null when the row is not mapped.
#[derive(Serialize)]
struct Line<'a> {
    section: Option<&'a str>,
    stt: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    label: &'a str,
    unit: Option<&'a str>,
    value: Option<Number>,
    value_raw: Option<Cow<'a, str>>,
    note: Option<&'a str>,
    kind: RowKind,
    places: &'a [Place],
    indicator: Option<&'a str>,
}

/// Writes the rows as a JSON list, one row a line.
///
/// # Errors
/// When `out` cannot be written.
pub fn json(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"[")?;
    for at in 0..report.appendix.rows.len() {
        out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *out, &line(report, at))?;
    }
    out.write_all(b"\n]\n")
}

/// Writes the rows as a table for the terminal, `width` columns wide at most.
///
/// # Errors
/// When `out` cannot be written.
pub fn text(report: &Report, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = vec![
        [
            "",
            "STT",
            "Chỉ tiêu",
            "Đơn vị tính",
            "Số liệu",
            "Ghi chú",
            "Mã",
        ]
        .map(str::to_owned)
        .to_vec(),
    ];
    rows.extend((0..report.appendix.rows.len()).map(|at| cells(&line(report, at))));
    grid::write(&rows, width, out)
}

fn cells(line: &Line<'_>) -> Vec<String> {
    let fields = [
        line.section,
        line.stt,
        Some(line.label),
        line.unit,
        line.value_raw.as_deref(),
        line.note,
        line.indicator,
    ];
    fields
        .map(|field| field.unwrap_or_default().to_owned())
        .to_vec()
}

fn line(report: &Report, at: usize) -> Line<'_> {
    let row = &report.appendix.rows[at];
    Line {
        section: row.section.as_deref(),
        stt: row.number.as_ref().map(|number| number.0.as_str()),
        code: row.code.as_ref().map(|code| code.as_str()),
        label: row.label.as_str(),
        unit: row.unit.as_ref().map(|unit| unit.as_str()),
        value: number(report, at),
        value_raw: printed(row),
        note: row.note.as_ref().map(|note| note.as_str()),
        kind: row.kind,
        places: &row.places,
        indicator: report
            .mapped
            .get(at)
            .and_then(|id| id.as_ref())
            .map(|id| id.as_str()),
    }
}

/// The value as printed, footnote marks after it: `43(1)`. A bare raised figure gets the brackets, or it
/// would read as a digit of the value.
fn printed(row: &Row) -> Option<Cow<'_, str>> {
    let value = row.value.as_ref()?.as_str();
    let mut out = Cow::Borrowed(value);
    for mark in row.marks.iter().map(crate::text::Text::as_str) {
        let bare = mark.chars().all(char::is_alphanumeric);
        *out.to_mut() += &if bare {
            format!("({mark})")
        } else {
            mark.to_owned()
        };
    }
    Some(out)
}

/// The value the map stage read from this row.
fn number(report: &Report, at: usize) -> Option<Number> {
    let record = report
        .records
        .iter()
        .find(|record| record.row == Some(at))
        .map(|record| &record.value);
    let loose = || {
        report
            .unmapped
            .iter()
            .find(|(row, _)| *row == at)
            .map(|(_, value)| value)
    };
    let decimal = record.or_else(loose)?.number()?;
    decimal.normalize().to_string().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Appendix, Record, Value};
    use crate::text::Text;
    use rust_decimal::Decimal;

    #[test]
    fn a_footnote_mark_is_told_from_the_figure() {
        let row = |mark| Row {
            value: Some(Text::clean("43")),
            marks: vec![Text::clean(mark)],
            ..Row::default()
        };
        assert_eq!(printed(&row("(1)")).as_deref(), Some("43(1)"));
        assert_eq!(printed(&row("1")).as_deref(), Some("43(1)"));
        assert_eq!(printed(&row("*")).as_deref(), Some("43*"));
    }

    #[test]
    fn a_value_is_a_plain_json_number_and_a_blank_is_null() {
        let row = Row {
            label: Text::clean("Tỷ lệ"),
            value: Some(Text::clean("86,96")),
            ..Row::default()
        };
        let blank = Row {
            label: Text::clean("Số hồ sơ"),
            ..Row::default()
        };
        let record = Record {
            value: Value::Percent(Decimal::new(8696, 2)),
            row: Some(0),
            ..Record::default()
        };
        let report = Report {
            appendix: Appendix {
                rows: vec![row, blank],
                ..Appendix::default()
            },
            mapped: vec![None, None],
            records: vec![record],
            ..Report::default()
        };
        let mut out = Vec::new();
        json(&report, &mut out).unwrap();
        let rows: serde_json::Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(rows[0]["value"].to_string(), "86.96");
        assert_eq!(rows[0]["value_raw"], "86,96");
        assert!(rows[1]["value"].is_null() && rows[1]["value_raw"].is_null());
    }
}
