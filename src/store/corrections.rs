//! `corrections.csv`: what people set in the place of printed values. Replayed on every run; one whose report now
//! prints something else is stale: told, not applied.
//!
//! The file is people's own: a run reads it and never writes it. Columns: office, period, indicator, printed, value,
//! reason, by, at, row. The printed value stays in every output beside the corrected one. A line that names a `row` by
//! its printed label corrects the mapping: that row is the indicator's, whatever it was taken for.

use super::own_table::{Change, OwnTable, as_meant};
use crate::emit::sheet::Field;
use crate::model::{
    Code, Corrected, Error, Family, Finding, Place, Severity, Submission, SubmittedCell, Value,
};
use crate::text::Text;
use crate::text::fold::bare;
use rust_decimal::Decimal;
use std::fmt;
use std::path::{Path, PathBuf};

/// The file's name in a store.
pub const NAME: &str = "corrections.csv";

/// Its columns.
pub const COLUMNS: [&str; 9] = [
    "office",
    "period",
    "indicator",
    "printed",
    "value",
    "reason",
    "by",
    "at",
    "row",
];

/// What a person set in the place of one printed value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Correction {
    /// The office: its id in the list of agencies, or its name.
    pub office: String,
    /// Code of the period.
    pub period: String,
    /// Id of the indicator.
    pub indicator: String,
    /// What is printed, as it was when the correction was made; empty for a blank.
    pub printed: String,
    /// The right value; `None` for a blank.
    pub value: Option<Decimal>,
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When, as written.
    pub at: String,
    /// The printed label of the row that is the indicator's; empty where the value is corrected, not the mapping.
    pub row: String,
}

/// What is wrong with the file: the row, counted from 1 with the header, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CorrectionFault {
    /// The header has no column of this name.
    NoColumn(&'static str),
    /// A column that must be filled is not.
    Empty(usize, &'static str),
    /// The value is no number: what stands there.
    NoNumber(usize, String),
    /// The decision is none: what stands there.
    NoDecision(usize, String),
}

impl fmt::Display for CorrectionFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CorrectionFault::NoColumn(name) => {
                write!(f, "không có cột “{name}” / no column {name:?}")
            }
            CorrectionFault::Empty(row, name) => {
                write!(
                    f,
                    "dòng {row}: cột “{name}” để trống / row {row}: {name:?} is empty"
                )
            }
            CorrectionFault::NoNumber(row, found) => write!(
                f,
                "dòng {row}, cột “value”: “{found}” không phải số / row {row}, \"value\": {found:?} is no number"
            ),
            CorrectionFault::NoDecision(row, found) => write!(
                f,
                "dòng {row}, cột “decision”: “{found}” không phải confirmed, ask hay comment / row {row}, \
                 \"decision\": {found:?} is none of confirmed, ask and comment"
            ),
        }
    }
}

/// Where a store's corrections stand.
pub fn path(dir: &Path) -> PathBuf {
    dir.join(NAME)
}

/// The corrections of a table, its header first.
///
/// # Errors
/// What is wrong with it, row and column named.
pub fn of_table(rows: &[Vec<String>]) -> Result<Vec<Correction>, CorrectionFault> {
    let Some((header, rows)) = rows.split_first() else {
        return Ok(Vec::new());
    };
    let column = |name: &str| header.iter().position(|cell| bare(cell) == name);
    for name in &COLUMNS[..5] {
        if column(name).is_none() {
            return Err(CorrectionFault::NoColumn(name));
        }
    }
    let at = COLUMNS.map(column);
    let filled = rows.iter().enumerate();
    let filled = filled.filter(|(_, row)| row.iter().any(|cell| !cell.trim().is_empty()));
    let read = |(number, row): (usize, &Vec<String>)| {
        let cell = |at: Option<usize>| {
            at.and_then(|at| row.get(at))
                .map_or("", |cell| as_meant(cell.trim()))
        };
        correction(number + 2, at.map(cell))
    };
    filled.map(read).collect()
}

fn correction(row: usize, cells: [&str; 9]) -> Result<Correction, CorrectionFault> {
    for (name, cell) in COLUMNS.into_iter().zip(cells).take(3) {
        if cell.is_empty() {
            return Err(CorrectionFault::Empty(row, name));
        }
    }
    let value = match cells[4] {
        "" => None,
        text => Some(number(text).ok_or_else(|| CorrectionFault::NoNumber(row, text.to_owned()))?),
    };
    let [office, period, indicator, printed, _, reason, by, at, label] = cells.map(str::to_owned);
    Ok(Correction {
        office,
        period,
        indicator,
        printed,
        value,
        reason,
        by,
        at,
        row: label,
    })
}

/// A number with a decimal point or, where there is no point, a decimal comma; no thousands marks: what could be
/// either is no number here.
pub fn number(text: &str) -> Option<Decimal> {
    let plain = match text.matches(',').count() {
        1 if !text.contains('.') => text.replace(',', "."),
        _ => text.to_owned(),
    };
    plain.parse().ok()
}

/// Puts a correction into the store's file, in the place of the one of the same value before it. Whoever calls holds the
/// store.
///
/// # Errors
/// When the file cannot be read or written; it is whole then.
pub fn put(dir: &Path, one: &Correction) -> Result<Change, Error> {
    let path = path(dir);
    let mut table = OwnTable::open(&path, &COLUMNS)?;
    let fields: Vec<(&str, Field)> = COLUMNS.into_iter().zip(fields(one)).collect();
    let change = table.put(&fields, |row| {
        row.cell("office") == one.office
            && row.cell("period") == one.period
            && row.cell("indicator") == one.indicator
    });
    table.save(&path)?;
    Ok(change)
}

/// The fields of a line, as [`COLUMNS`] names them.
fn fields(one: &Correction) -> [Field; 9] {
    [
        Field::text(&one.office),
        Field::text(&one.period),
        Field::text(&one.indicator),
        Field::text(&one.printed),
        one.value.map_or(Field::Empty, Field::Number),
        Field::text(&one.reason),
        Field::text(&one.by),
        Field::text(&one.at),
        Field::text(&one.row),
    ]
}

/// How the corrections fared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replayed {
    /// Values set.
    pub applied: usize,
    /// Not applied: the report prints something else now.
    pub stale: usize,
    /// Not applied: no report of that office and period says anything on that indicator.
    pub unmatched: Vec<Correction>,
}

/// Sets the corrected values.
pub fn replay(reports: &mut [&mut Submission], corrections: &[Correction]) -> Replayed {
    let mut replayed = Replayed::default();
    for correction in corrections {
        let mut fate = None;
        for report in reports
            .iter_mut()
            .filter(|report| is_of(report, correction))
        {
            fate = fate.max(apply(report, correction));
        }
        match fate {
            Some(Fate::Applied) => replayed.applied += 1,
            Some(Fate::Stale) => replayed.stale += 1,
            None => replayed.unmatched.push(correction.clone()),
        }
    }
    replayed
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    Stale,
    Applied,
}

fn is_of(report: &Submission, correction: &Correction) -> bool {
    is_period(report, &correction.period) && is_office(report, &correction.office)
}

/// Stands for a period that the report does not tell.
pub const UNKNOWN: &str = "?";

/// Whether a report is on the period of this code.
pub fn is_period(report: &Submission, period: &str) -> bool {
    match report.period() {
        "" => period == UNKNOWN,
        own => own == period,
    }
}

/// Whether a report is of the office of this id or name; one that names no office goes by its own name in the store.
pub fn is_office(report: &Submission, office: &str) -> bool {
    let name = bare(office);
    let is_nobodys = report.among.agency_id.is_empty() && report.agency().is_empty();
    let printed = report.head.agency.as_ref().map(|name| bare(name.as_str()));
    report.among.agency_id == office
        || bare(report.agency()) == name
        || printed.as_ref() == Some(&name)
        || is_nobodys && report.name == office
}

fn apply(report: &mut Submission, correction: &Correction) -> Option<Fate> {
    if !correction.row.is_empty() {
        return map(report, correction);
    }
    let counts = report.counts();
    let found = report.cells.iter_mut();
    let mut found = found.filter(|cell| cell.indicator.as_str() == correction.indicator);
    let cell = found.next()?;
    let printed = cell.printed.as_ref().map_or("", |text| text.as_str());
    if Text::clean(&correction.printed).as_str() == printed {
        cell.corrected = Some(Box::new(Corrected {
            value: correction.value,
            reason: match correction.reason.as_str() {
                "" => "–".to_owned(),
                reason => reason.to_owned(),
            },
            by: correction.by.clone(),
        }));
        return Some(Fate::Applied);
    }
    if counts {
        let finding = stale(cell, printed, correction);
        report.findings.push(finding);
    }
    Some(Fate::Stale)
}

/// Gives the row of a printed label to its indicator. One that is no longer printed is nobody's: told as a line that
/// names nothing.
fn map(report: &mut Submission, correction: &Correction) -> Option<Fate> {
    let label = bare(&correction.row);
    let is_target = |cell: &SubmittedCell| cell.indicator.as_str() == correction.indicator;
    let target = report.cells.iter().position(is_target)?;
    let is_row = |printed: &Text| bare(printed.as_str()) == label;
    if let Some(at) = report.loose.iter().position(|row| is_row(&row.label)) {
        let row = report.loose.remove(at);
        let unmapped =
            |finding: &Finding| finding.code == Code::UnmappedRow && finding.row == Some(row.row);
        report.findings.retain(|finding| !unmapped(finding));
        give(
            &mut report.cells[target],
            row.value,
            (row.printed, row.note.map(Box::new), row.place),
            correction,
        );
    } else {
        let taken =
            |cell: &SubmittedCell| !is_target(cell) && cell.label.as_deref().is_some_and(is_row);
        let at = report.cells.iter().position(taken)?;
        let from = &mut report.cells[at];
        let value = std::mem::take(&mut from.value);
        let printed = (from.printed.take(), from.note.take(), from.place.take());
        (from.grade, from.label) = (None, None);
        let from = from.indicator.clone();
        // What was said against the row where it stood speaks of a row that is no longer there.
        let own = report.findings.iter_mut();
        for finding in own.filter(|finding| finding.indicator.as_ref() == Some(&from)) {
            if !matches!(finding.code.family(), Family::Submission | Family::Missing) {
                finding.severity = Severity::Info;
            }
        }
        give(&mut report.cells[target], value, printed, correction);
    }
    let missing = |finding: &Finding| {
        let is_own = finding
            .indicator
            .as_ref()
            .is_some_and(|id| id.as_str() == correction.indicator);
        is_own && finding.code == Code::MissingRow
    };
    report.findings.retain(|finding| !missing(finding));
    Some(Fate::Applied)
}

fn give(
    cell: &mut SubmittedCell,
    value: Value,
    (printed, note, place): (Option<Text>, Option<Box<Text>>, Option<Place>),
    correction: &Correction,
) {
    cell.corrected = Some(Box::new(Corrected {
        value: value.number(),
        reason: format!("“{}”: {}", correction.row, correction.reason),
        by: correction.by.clone(),
    }));
    cell.value = value;
    (cell.printed, cell.note, cell.place) = (printed, note, place);
}

fn stale(cell: &SubmittedCell, printed: &str, correction: &Correction) -> Finding {
    let value = correction.value.map(|value| value.normalize().to_string());
    Finding::new(Code::CorrectionStale)
        .about(&cell.indicator)
        .with("id", &cell.indicator)
        .with("before", &correction.printed)
        .with("printed", printed)
        .with("value", value.unwrap_or_default())
        .at(place(cell), printed)
}

fn place(cell: &SubmittedCell) -> Place {
    cell.place.clone().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{IndicatorId, Letterhead, LooseRow, Period};

    fn report(printed: &str) -> Submission {
        Submission {
            head: Letterhead {
                agency: Some(Text::clean("Sở A")),
                period: Some(Period {
                    code: "2030-Q3".into(),
                    ..Period::default()
                }),
                ..Letterhead::default()
            },
            cells: vec![SubmittedCell {
                indicator: IndicatorId("I.1".into()),
                value: Value::Number(1.into()),
                printed: Some(Text::clean(printed)),
                ..SubmittedCell::default()
            }],
            ..Submission::default()
        }
    }

    fn table(row: &str) -> Vec<Vec<String>> {
        let cells = |row: &str| row.split('|').map(str::to_owned).collect();
        vec![COLUMNS.map(str::to_owned).to_vec(), cells(row)]
    }

    #[test]
    fn a_correction_holds_while_the_report_prints_the_same() {
        let corrections = of_table(&table("sở a|2030-Q3|I.1|12|21,5|gõ nhầm|Lan|")).unwrap();
        let mut same = report("12");
        assert_eq!(replay(&mut [&mut same], &corrections).applied, 1);
        assert_eq!(
            same.cells[0].number().map(|n| n.to_string()).as_deref(),
            Some("21.5")
        );
        assert_eq!(
            same.cells[0].printed.as_ref().map(|p| p.as_str()),
            Some("12")
        );
        let mut other = report("13");
        assert_eq!(replay(&mut [&mut other], &corrections).stale, 1);
        assert_eq!(other.cells[0].number(), Some(1.into()));
        assert_eq!(other.findings[0].code, Code::CorrectionStale);
    }

    #[test]
    fn a_correction_of_nobody_is_named() {
        let corrections = of_table(&table("Sở B|2030-Q3|I.1|12|21||")).unwrap();
        let replayed = replay(&mut [&mut report("12")], &corrections);
        assert_eq!(replayed.unmatched, corrections);
    }

    #[test]
    fn a_row_is_given_to_the_indicator_a_person_names() {
        let rows = table("Sở A|2030-Q3|I.1||||Lan||Số văn bản đã ban hành");
        let corrections = of_table(&rows).unwrap();
        let mut report = report("12");
        report.cells[0].value = Value::Missing;
        report.cells[0].printed = None;
        report.loose.push(LooseRow {
            label: Text::clean("Số văn bản đã  ban hành"),
            value: Value::Number(7.into()),
            printed: Some(Text::clean("7")),
            ..LooseRow::default()
        });
        assert_eq!(replay(&mut [&mut report], &corrections).applied, 1);
        assert_eq!(report.cells[0].number(), Some(7.into()));
        assert!(report.loose.is_empty());
    }

    #[test]
    fn what_is_no_number_is_refused_with_its_row() {
        for wrong in ["1.234,5", "mười", "1,2,3"] {
            let fault = of_table(&table(&format!("a|2030-Q3|I.1|12|{wrong}|||")));
            assert_eq!(fault, Err(CorrectionFault::NoNumber(2, wrong.into())));
        }
    }
}
