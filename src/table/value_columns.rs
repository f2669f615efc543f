//! Several columns of figures → the one that is the row's value: by the words over them, the report's period
//! and what the row asks for. A choice that these do not settle is a finding on the row.

use crate::model::{Appendix, Code, Finding, Row, RowKind};
use crate::text::fold::bare;
use crate::text::value_column::{ValueColumn, value_column};
use crate::text::{Text, vocabulary};

/// Puts into each row's `value` what stands in the column that is its value; the other columns stay, in
/// printed order. `period` is the code of the report's own period.
pub fn choose(appendix: &mut Appendix, period: Option<&str>) -> Vec<Finding> {
    let names = &appendix.value_columns;
    let mut columns: Vec<ValueColumn> = names
        .iter()
        .map(|name| value_column(name.as_str(), period))
        .collect();
    for (at, column) in columns.iter_mut().enumerate() {
        // An appraisal that is still to come is no value.
        column.appraised &= appendix.rows.iter().any(|row| row.cell(at).is_some());
    }
    if columns.len() < 2 {
        return Vec::new();
    }
    let planned = columns.iter().any(|column| column.plan);
    let mut findings = Vec::new();
    for (at, row) in appendix.rows.iter_mut().enumerate() {
        if let Some(answer) = answer(row, &columns, names) {
            answer_with(row, answer);
        } else if let Some(doubt) = take(row, &columns, names, planned) {
            findings.push(doubt.at_row(at, row, row.label.as_str()));
        }
    }
    findings
}

/// How much speaks against a column for a row, the gravest first: figures of another time or a plan; not what
/// the row asks; less than the header that names the row's own time, its result, or what was made of that later.
type Against = (bool, bool, bool, bool, bool, bool);

fn against(column: ValueColumn, row: &Row, planned: bool) -> Against {
    let rate = asks_rate(row);
    // Beside a plan a rate says how much of it was reached.
    let compared = column.compared || column.rate && planned;
    let other_kind = if rate { column.quantity } else { column.rate };
    (
        column.other_time || column.plan || compared,
        other_kind || column.answer,
        column.cumulative != asks_cumulative(row),
        !column.own_time,
        !column.result,
        !column.appraised,
    )
}

fn asks_rate(row: &Row) -> bool {
    let unit = row.unit.as_ref().map_or("", Text::as_str);
    unit.contains('%') || unit.is_empty() && bare(row.label.as_str()).starts_with("ty le")
}

fn asks_cumulative(row: &Row) -> bool {
    let label = bare(row.label.as_str());
    let says = |words: &String| label.contains(words.as_str());
    vocabulary::CUMULATIVE_COLUMNS.iter().any(says)
}

/// Takes the value out of the column that least speaks against; says so where that settles nothing.
fn take(row: &mut Row, columns: &[ValueColumn], names: &[Text], planned: bool) -> Option<Finding> {
    let grades = columns.iter().map(|column| against(*column, row, planned));
    let grades: Vec<Against> = grades.collect();
    let own = |at: &usize| row.own_columns.is_empty() || row.own_columns.contains(at);
    let least = *(0..columns.len()).filter(own).map(|at| &grades[at]).min()?;
    let chosen = (0..columns.len())
        .filter(own)
        .find(|at| grades[*at] == least)?;
    row.choose(chosen);
    let value = row.value.clone();
    // Figures of the report's own time, and no plan: one of these could be meant.
    let rivals = (0..columns.len()).filter(|at| *at != chosen && !grades[*at].0);
    let rivals: Vec<(usize, Text)> = rivals
        .filter_map(|at| Some((at, row.cell(at)?.clone())))
        .collect();
    let rival = match &value {
        Some(value) => rivals
            .iter()
            .find(|(at, text)| grades[*at] == least && text != value),
        None => rivals.first().filter(|_| row.kind == RowKind::Item),
    };
    if rival.is_none() && (!least.0 || value.is_none()) {
        return None;
    }
    let name = |at: usize| names.get(at).map_or("", Text::as_str);
    let finding = Finding::new(Code::ValueColumnDoubtful)
        .with("label", &row.label)
        .with("column", name(chosen))
        .with("value", value.as_ref().map_or("", Text::as_str));
    Some(match rival {
        Some((at, text)) => finding.with("other", name(*at)).with("printed", text),
        None => finding,
    })
}

/// The answer that a mark gives under the name of an answer: "x" under "Có".
fn answer(row: &Row, columns: &[ValueColumn], names: &[Text]) -> Option<(usize, Text)> {
    let marked = |at: &usize| {
        let text = row.cell(*at).map_or("", Text::as_str);
        columns[*at].answer && vocabulary::ANSWER_MARKS.contains(&text)
    };
    let is_other_blank = |at: &usize| {
        let other =
            |other: usize| other == *at || !columns[other].answer || row.cell(other).is_none();
        (0..columns.len()).all(other)
    };
    let answers = columns.iter().filter(|column| column.answer).count();
    let at = (0..columns.len()).find(|at| answers > 1 && marked(at) && is_other_blank(at))?;
    let name = names.get(at)?.as_str();
    let word = name.rsplit(" / ").next().unwrap_or(name);
    Some((at, Text::clean(word)))
}

/// Keeps the answer as value, the mark as what is printed.
fn answer_with(row: &mut Row, (at, word): (usize, Text)) {
    row.choose(at);
    if let Some(mark) = row.value.replace(word) {
        row.raw.push(("value".to_owned(), mark.as_str().to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(names: &[&str], rows: &[(&str, &str, &[&str])]) -> Appendix {
        let row = |(label, unit, cells): &(&str, &str, &[&str])| {
            let mut cells = cells
                .iter()
                .map(|text| Some(Text::clean(text)).filter(|t| !t.is_empty()));
            Row {
                label: Text::clean(label),
                unit: Some(Text::clean(unit)),
                value: cells.next().flatten(),
                more_values: cells.collect(),
                ..Row::default()
            }
        };
        Appendix {
            rows: rows.iter().map(row).collect(),
            value_columns: names.iter().map(|name| Text::clean(name)).collect(),
            ..Appendix::default()
        }
    }

    /// Values, and how many rows are in doubt.
    fn chosen(names: &[&str], rows: &[(&str, &str, &[&str])]) -> (Vec<String>, usize) {
        let mut appendix = table(names, rows);
        let doubts = choose(&mut appendix, Some("2023-Q3")).len();
        let value = |row: &Row| row.value.as_ref().map_or("", Text::as_str).to_owned();
        (appendix.rows.iter().map(value).collect(), doubts)
    }

    fn one(names: &[&str], unit: &str, cells: &[&str]) -> (String, usize) {
        let (mut values, doubts) = chosen(names, &[("Số văn bản", unit, cells)]);
        (values.remove(0), doubts)
    }

    #[test]
    fn the_reports_own_time_and_its_result_are_the_value() {
        let own = |names: &[&str]| one(names, "Văn bản", &["37", "38"]);
        let second = ("38".to_owned(), 0);
        assert_eq!(own(&["Kết quả kỳ trước", "Kết quả kỳ này"]), second);
        assert_eq!(own(&["Kế hoạch năm 2023", "Kết quả thực hiện"]), second);
        assert_eq!(own(&["Quý II", "Quý III"]), second);
        assert_eq!(own(&["Cùng kỳ", "Số liệu"]), second);
        assert_eq!(own(&["Năm 2022", "Năm 2023"]), second);
        assert_eq!(own(&["Số liệu", "Quý II năm 2023"]).0, "37");
        assert_eq!(own(&["Lũy kế", "Trong kỳ"]), second);
    }

    #[test]
    fn rates_and_quantities_go_to_the_rows_that_ask_for_them() {
        let names = ["Kết quả / Số lượng", "Kết quả / Tỷ lệ (%)"];
        assert_eq!(one(&names, "%", &["", "73,68"]), ("73,68".into(), 0));
        assert_eq!(one(&names, "Hồ sơ", &["12", "80"]), ("12".into(), 0));
        // A figure that stands under the other name only.
        assert_eq!(one(&names, "%", &["73,68", ""]).1, 1);
        let planned = ["KH", "TH", "Tỷ lệ (%)"];
        assert_eq!(one(&planned, "%", &["95", "98", "103"]), ("98".into(), 0));
    }

    #[test]
    fn a_mark_under_an_answer_is_the_answer() {
        let names = ["Kết quả / Có", "Kết quả / Không"];
        assert_eq!(
            one(&names, "Có = 1; Không = 0", &["x", ""]),
            ("Có".into(), 0)
        );
        assert_eq!(
            one(&names, "Có = 1; Không = 0", &["", "X"]),
            ("Không".into(), 0)
        );
        assert_eq!(one(&names, "Có = 1; Không = 0", &["x", "x"]).1, 0);
    }

    /// Where the header settles nothing, every row with two figures says so.
    #[test]
    fn names_that_say_nothing_leave_the_choice_in_doubt() {
        let names = ["Cột A", "Cột B"];
        let rows: [(&str, &str, &[&str]); 3] = [
            ("Số văn bản", "", &["12", "9"]),
            ("Số tin, bài", "", &["7", "7"]),
            ("Số lớp", "", &["", "3"]),
        ];
        assert_eq!(
            chosen(&names, &rows),
            (vec!["12".into(), "7".into(), String::new()], 2)
        );
    }
}
